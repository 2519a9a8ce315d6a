from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.decisions import rules as decisions


@given(st.lists(st.integers(0, 100), min_size=5, max_size=5), st.sampled_from([20, 100]))
def test_filled_points_reach_the_total_and_keep_the_order(points: list[int], total: int) -> None:
    before = dict(zip("abcde", points, strict=True))
    after = decisions.fill_points(before, total)
    assert list(after) == list(before)
    assert sum(after.values()) == total
    assert min(after.values()) >= 0
    if any(points):
        assert all(
            abs(after[name] - total * before[name] / sum(points)) < 1 + 1e-9 for name in before
        )
    for one in before:
        for other in before:
            if before[one] > before[other]:
                assert after[one] >= after[other]
    assert decisions.fill_points(after, total) == after


@pytest.mark.parametrize(
    ("forecast", "outcome", "words"),
    [
        (0.80, 0.80, "well calibrated"),
        (0.85, 0.80, "well calibrated"),
        (0.90, 0.80, "a little too sure, by 10"),
        (0.99, 0.80, "much too sure, by 19"),
        (0.70, 0.80, "a little too cautious, by 10"),
        (0.10, 0.80, "much too cautious, by 70"),
    ],
)
def test_calibration_in_words(forecast: float, outcome: float, words: str) -> None:
    said = decisions.calibration(forecast, outcome)
    assert said.startswith(words)
    share = decisions.calibration(forecast, outcome, "share")
    assert share == said.replace("too sure", "too high").replace("too cautious", "too low")


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ({"a": 20}, "all 20 tokens given"),
        ({"a": 19}, "1 token left"),
        ({"a": 0, "b": 2}, "18 tokens left"),
        ({"a": 21}, "1 token too many"),
        ({"a": 20, "b": 20}, "20 tokens too many"),
    ],
)
def test_tokens_that_are_left_in_words(points: dict[str, int], words: str) -> None:
    assert decisions.left_words(points, 20, "token") == words
