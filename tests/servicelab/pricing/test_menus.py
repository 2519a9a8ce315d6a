from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.pricing import NOTHING, self_selected

CLIENTS = pd.DataFrame({"shared": [70, 90], "own": [110, 260]}, index=["low", "high"])
YUAN = st.integers(0, 400)


@pytest.mark.parametrize(
    ("shared", "own", "low", "high"),
    [
        (70, 260, "shared", "shared"),
        (70, 240, "shared", "own"),
        (70, 241, "shared", "shared"),
        (71, 241, NOTHING, "own"),
        (91, 261, NOTHING, NOTHING),
        (91, 260, NOTHING, "own"),
        (70, 110, "own", "own"),
    ],
)
def test_who_takes_what(shared: float, own: float, low: str, high: str) -> None:
    chosen = self_selected(CLIENTS, {"shared": shared, "own": own})
    assert chosen.to_dict() == {"low": low, "high": high}


def test_a_tier_that_is_not_offered_is_not_taken() -> None:
    assert self_selected(CLIENTS, {"own": 200}).to_dict() == {"low": NOTHING, "high": "own"}


def test_fractions_of_a_yuan_make_no_difference_of_their_own() -> None:
    one = pd.DataFrame({"plain": [0.3], "good": [0.5]})
    assert self_selected(one, {"plain": 0.1, "good": 0.3}).item() == "good"


@given(st.lists(st.tuples(YUAN, YUAN), min_size=1, max_size=8), YUAN, YUAN)
def test_nobody_can_do_better(worths: list[tuple[int, int]], plain: int, good: int) -> None:
    values = pd.DataFrame(worths, columns=["plain", "good"])
    prices = {"plain": plain, "good": good}
    chosen = self_selected(values, prices)
    for client, tier in chosen.items():
        keeps = {name: values.loc[client, name] - price for name, price in prices.items()}
        keeps[NOTHING] = 0
        assert keeps[tier] == max(keeps.values())


@given(YUAN, YUAN, YUAN)
def test_the_order_of_the_tiers_does_not_matter(plain: int, good: int, shift: int) -> None:
    prices = {"own": good + 1 + plain, "shared": plain}
    one = self_selected(CLIENTS + shift, prices)
    other = self_selected(CLIENTS[["own", "shared"]] + shift, dict(reversed(prices.items())))
    assert one.equals(other)


@pytest.mark.parametrize("prices", [{}, {"gold": 3}, {"own": "dear"}, {"own": None}, [1, 2]])
def test_a_menu_that_is_none_is_refused(prices: object) -> None:
    with pytest.raises(CourseError):
        self_selected(CLIENTS, prices)  # type: ignore[arg-type]


def test_a_worth_that_is_missing_is_refused() -> None:
    with pytest.raises(CourseError, match="missing"):
        self_selected(CLIENTS.where(CLIENTS > 80), {"shared": 3})
