from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.pricing import stratified_difference

GROUP = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
CLASSES = st.lists(st.tuples(GROUP, GROUP), min_size=1, max_size=6)


def columns(classes: list[tuple[tuple[int, int], tuple[int, int]]]) -> list[list[int]]:
    return [[group[side][part] for group in classes] for side in (0, 1) for part in (0, 1)]


def test_by_hand() -> None:
    # classes of 300 each: .10 - .10 and .30 - .20, half each
    found = stratified_difference([10, 60], [100, 200], [20, 20], [200, 100])
    assert found.difference == pytest.approx(0.05)
    variance = 0.25 * (0.09 / 100 + 0.09 / 200 + 0.21 / 200 + 0.16 / 100)
    assert found.error == pytest.approx(variance**0.5)
    assert found.high - found.low == pytest.approx(2 * 1.959964 * variance**0.5)


def test_the_mix_of_classes_does_not_count() -> None:
    """Same rates within each class, quite another mix: no difference within, a large one between."""
    found = stratified_difference([10, 270], [100, 900], [90, 30], [900, 100])
    assert found.difference == pytest.approx(0)
    assert pytest.approx(0.16) == 280 / 1000 - 120 / 1000


@given(CLASSES)
def test_turned_round_it_changes_its_sign(
    classes: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    x, n, y, m = columns(classes)
    one, other = stratified_difference(x, n, y, m), stratified_difference(y, m, x, n)
    assert one.difference == pytest.approx(-other.difference)
    assert one.error == pytest.approx(other.error)
    assert -1 <= one.difference <= 1
    assert one.low <= one.difference <= one.high


@given(CLASSES, st.integers(2, 9))
def test_more_people_make_it_surer(
    classes: list[tuple[tuple[int, int], tuple[int, int]]], times: int
) -> None:
    few = columns(classes)
    many = [[times * one for one in column] for column in few]
    one, other = stratified_difference(*few), stratified_difference(*many)
    assert one.difference == pytest.approx(other.difference)
    assert other.error == pytest.approx(one.error / times**0.5)


@pytest.mark.parametrize(
    ("columns", "level", "words"),
    [
        (([1], [2], [1], [2, 3]), 0.95, "same length"),
        (([], [], [], []), 0.95, "same length"),
        (([3], [2], [1], [2]), 0.95, "from 0 to all"),
        (([0], [0], [1], [2]), 0.95, "at least one person"),
        (([0.5], [2], [1], [2]), 0.95, "whole numbers"),
        ((["a"], [2], [1], [2]), 0.95, "whole numbers"),
        (([1], [2], [1], [2]), 95, "between 0 and 1"),
    ],
)
def test_what_cannot_be_is_told(columns: tuple[list[int]], level: float, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        stratified_difference(*columns, level=level)  # type: ignore[call-arg, misc]
