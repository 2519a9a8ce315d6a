from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.pricing import breakeven_sales


def test_the_published_example() -> None:
    # Nagle: a price of 10, a variable cost of 5.5, a cut of 5 %
    assert breakeven_sales(10, 5.5, 0.5) == pytest.approx(0.125)


def test_the_worked_example_of_the_notebook() -> None:
    assert breakeven_sales(50, 30, 4) == pytest.approx(0.25)


@given(st.floats(1, 1000), st.floats(0.05, 0.95), st.floats(-0.9, 0.9))
def test_profit_is_the_same_before_and_after(price: float, cost: float, cut: float) -> None:
    margin = price * (1 - cost)
    down = cut * margin
    growth = breakeven_sales(price, price * cost, down)
    assert (1 + growth) * (margin - down) == pytest.approx(margin)


@pytest.mark.parametrize(
    ("price", "cost", "cut", "says"),
    [
        (10, 10, 1, "leaves nothing"),
        (10, 6, 4, "takes the whole margin"),
        (math.nan, 6, 4, "missing"),
        (math.inf, 6, 4, "missing"),
    ],
)
def test_what_cannot_be_is_told(price: float, cost: float, cut: float, says: str) -> None:
    with pytest.raises(CourseError, match=says):
        breakeven_sales(price, cost, cut)
