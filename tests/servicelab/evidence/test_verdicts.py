from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.evidence.verdicts import verdict_score

shares = st.floats(0, 1)


def test_no_idea_certain_and_right_certain_and_wrong() -> None:
    assert verdict_score(True, 0.2) == pytest.approx(0.8)
    assert verdict_score(False, 0.2) == pytest.approx(0.8)
    assert verdict_score(True, 1) == 0
    assert verdict_score(False, 1) == 2


@given(st.floats(0, 1), st.integers(2, 8))
def test_honest_confidence_is_expected_to_cost_least(truth: float, levels: int) -> None:
    def expected(said: float) -> float:
        right, wrong = verdict_score(True, said, levels), verdict_score(False, said, levels)
        return truth * right + (1 - truth) * wrong

    assert all(expected(truth) <= expected(said) + 1e-9 for said in (0, 0.2, 0.5, 0.8, 1))


@given(st.lists(st.tuples(st.booleans(), shares), min_size=1))
def test_several_are_the_mean_of_each(given_: list[tuple[bool, float]]) -> None:
    hits, sure = [one for one, _ in given_], [two for _, two in given_]
    each = [verdict_score(hit, one) for hit, one in given_]
    assert verdict_score(hits, sure) == pytest.approx(sum(each) / len(each))


@pytest.mark.parametrize(
    ("right", "sure", "levels"),
    [(True, 1.2, 5), (True, float("nan"), 5), ([], [], 5), ([True], [0.5, 0.6], 5), (True, 0.5, 1)],
)
def test_what_does_not_fit_is_told(right: bool, sure: float, levels: int) -> None:
    with pytest.raises(CourseError):
        verdict_score(right, sure, levels)
