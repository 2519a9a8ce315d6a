"""Differences of differences, and flips of signs."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.outreach import did, sign_flips

STAFF = pd.DataFrame({1: [20.44, 23.33], 2: [21.03, 21.17]}, index=["NJ", "PA"])
SHOPS = pd.DataFrame({1: [1.0, 2, 3, 4], 2: [3.0, 2, 5, 4], 3: [9.0, 6, 5, 4]}, index=list("ABCD"))
TWO = [True, True, False, False]


def test_card_and_krueger_from_rounded_means() -> None:
    assert did(STAFF, [True, False], after=2, before=1) == pytest.approx(2.75)


def test_several_years_count_by_their_mean() -> None:
    assert did(SHOPS, TWO, after=3, before=[1, 2]) == pytest.approx(5.5 - 0.5)
    assert did(SHOPS, TWO, after=[3], before=1) == did(SHOPS, TWO, after=3, before=[1])


def test_the_treated_are_matched_by_name_or_by_place() -> None:
    by_name = pd.Series(TWO, index=list("ABCD")).iloc[::-1]
    expected = did(SHOPS, TWO, 3, 1)
    assert did(SHOPS, by_name, 3, 1) == expected
    assert did(SHOPS, np.array(TWO), np.int64(3), np.int64(1)) == expected
    assert did(SHOPS, [not one for one in TWO], 3, 1) == -expected


def test_what_all_share_drops_out() -> None:
    moved = SHOPS.add([0, 10, -7], axis="columns")
    assert did(moved, TWO, 3, 2) == pytest.approx(did(SHOPS, TWO, 3, 2))


@pytest.mark.parametrize(
    ("table", "treated", "after", "before", "said"),
    [
        (SHOPS, TWO, 4, 1, "no period 4; the periods are 1, 2, 3"),
        (SHOPS, TWO, 3, [], "at least one period"),
        (SHOPS, [True], 3, 1, "each of the 4 rows"),
        (SHOPS, [True] * 4, 3, 1, "Both are needed"),
        (SHOPS, [False] * 4, 3, 1, "Both are needed"),
        (SHOPS.where(SHOPS > 1), TWO, 3, 1, "A value is missing"),
    ],
)
def test_what_cannot_be_compared_is_told(
    table: pd.DataFrame, treated: list[bool], after: int, before: int | list[int], said: str
) -> None:
    with pytest.raises(CourseError, match=said):
        did(table, treated, after, before)


def test_all_flips_of_eight_pairs_by_hand() -> None:
    differences = np.array([3, 1, 4, 1, 5, 9, 2, -6])
    flipped = [np.mean(differences * signs) for signs in product((-1, 1), repeat=8)]
    far = np.mean(np.abs(flipped) >= abs(differences.mean()) - 1e-9)
    assert sign_flips(differences).p == pytest.approx(far)


@given(
    st.lists(st.integers(-40, 40), min_size=6, max_size=10).filter(lambda one: len(set(one)) > 1)
)
def test_the_interval_moves_with_the_effect(differences: list[int]) -> None:
    found, moved = sign_flips(differences), sign_flips(np.array(differences) + 100.0)
    assert found.low <= found.mean <= found.high
    assert np.subtract(moved[:3], 100) == pytest.approx(found[:3], abs=1e-3)


def test_zero_lies_outside_the_interval_if_p_is_small() -> None:
    rng = np.random.default_rng(3)
    for n, effect in product((12, 30), (0.0, 0.8, 2.0)):
        found = sign_flips(rng.normal(effect, 2, n))
        assert (found.p > 0.06) <= (found.low < 0 < found.high)
        assert (found.p < 0.04) <= (not found.low < 0 < found.high)


def test_the_interval_holds_the_effect_mostly() -> None:
    rng = np.random.default_rng(5)
    inside = []
    for _time in range(120):
        found = sign_flips(rng.normal(2, 3, 10))
        inside.append(found.low <= 2 <= found.high)
    assert np.mean(inside) >= 0.9


def test_alike_differences_have_no_width() -> None:
    assert sign_flips([2.0] * 8)[:3] == (2.0, 2.0, 2.0)


@pytest.mark.parametrize("given_", [[1, 2, 3], [[1, 2]] * 6, [1, 2, 3, 4, 5, float("nan")]])
def test_what_is_no_list_of_pairs_is_told(given_: list[float]) -> None:
    with pytest.raises(CourseError, match="difference"):
        sign_flips(given_)
