from __future__ import annotations

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab import decisions


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
    lacks = decisions.points_lacks(points, "tokens", 20, "token")
    assert lacks == ([] if "all" in words else [f"tokens that sum to 20 ({words})"])


def test_what_are_no_points_is_left_to_the_schema() -> None:
    assert decisions.points_lacks(None, "weights") == ["weights that sum to 100"]
    assert decisions.points_lacks("equal", "weights") == []
    assert decisions.points_lacks({"a": "many"}, "weights") == []
    assert decisions.points_lacks({"a": True}, "weights") == []


@pytest.mark.parametrize("reason", [None, 7, "short", "x" * 19])
def test_a_reason_that_says_little_is_asked_for(reason: object) -> None:
    assert len(decisions.reason_lacks({"reason": reason})) == 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(reason, decisions.reason_schema())


def test_a_draft_keeps_what_only_the_schema_can_refuse() -> None:
    draft = {
        "points": {"b": np.float64(2), "a": 1.5, "c": "many"},
        "share": True,
        "count": np.int64(3),
        "name": " x ",
        "nothing": None,
    }
    once = decisions.tidy_draft(draft, "points", ("a", "b"), "share")
    assert once == {
        "points": {"a": 1.5, "b": 2, "c": "many"},
        "share": True,
        "count": 3,
        "name": "x",
    }
    assert list(once["points"]) == ["a", "b", "c"]
    assert decisions.tidy_draft(once, "points", ("a", "b"), "share") == once
