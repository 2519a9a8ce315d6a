from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.loyalty.value import clv_multiple, five_points

stays = st.floats(0, 0.94)
rates = st.floats(0.005, 0.5)

#: Gupta and Lehmann (2005), cash at the end of the year.
PUBLISHED = {
    0.6: (1.20, 1.15, 1.11, 1.07),
    0.7: (1.75, 1.67, 1.59, 1.52),
    0.8: (2.67, 2.50, 2.35, 2.22),
    0.9: (4.50, 4.09, 3.75, 3.46),
}


@pytest.mark.parametrize("retention", PUBLISHED)
def test_the_sixteen_published_multiples(retention: float) -> None:
    found = [clv_multiple(retention, rate, "end") for rate in (0.10, 0.12, 0.14, 0.16)]
    assert found == pytest.approx(PUBLISHED[retention], abs=0.0051)


@given(stays, rates)
def test_the_start_is_one_margin_more_than_the_end(retention: float, rate: float) -> None:
    assert clv_multiple(retention, rate, "start") == pytest.approx(
        1 + clv_multiple(retention, rate, "end")
    )


@given(st.floats(0, 0.9), st.floats(0.02, 0.5))
def test_it_is_the_long_sum(retention: float, rate: float) -> None:
    step = retention / (1 + rate)
    assert clv_multiple(retention, rate, "start") == pytest.approx((step ** np.arange(600)).sum())


@given(stays, rates, st.floats(0, 0.9))
def test_five_points_add_and_a_cost_makes_the_part_larger(
    retention: float, rate: float, part: float
) -> None:
    cost = part * clv_multiple(retention, rate, "start")
    gross, net = five_points(retention, rate), five_points(retention, rate, cost)
    assert gross > 0
    assert net >= gross * (1 - 1e-9)


def test_the_corrected_row_of_reichheld_and_sasser() -> None:
    starts = (0.60, 0.70, 0.80, 0.85, 0.90, 0.95)
    assert [round(100 * five_points(one)) for one in starts] == [11, 14, 20, 25, 33, 50]
    assert [round(100 * five_points(0.9, cost=one)) for one in (1, 2, 3)] == [41, 52, 73]
    assert round(100 * five_points(0.95, timing="end")) == 58
    assert round(100 * five_points(0.95, rate=0.05)) == 100
    # 85 % at a bank and 125 % at a card issuer, with margins that never grow
    assert five_points(0.85, cost=3.1) == pytest.approx(0.85, abs=0.01)
    assert five_points(0.90, cost=4.0) == pytest.approx(1.25, abs=0.04)


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ((1.0, 0.1, "start"), "below 1"),
        ((-0.1, 0.1, "start"), "below 1"),
        ((90, 0.1, "start"), "below 1"),
        ((0.9, 0.0, "start"), "above 0"),
        ((0.9, 0.1, "middle"), "start"),
        (("0.9", 0.1, "start"), "not a number"),
        ((0.9, float("nan"), "end"), "not a number"),
        ((None, 0.1, "end"), "not a number"),
    ],
)
def test_what_cannot_be_is_refused(given_: Any, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        clv_multiple(*given_)


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"retention": 0.96}, "above 1"),
        ({"retention": 0.6, "cost": 3}, "not earned back"),
        ({"retention": 0.6, "cost": -1}, "0 or more"),
        ({"retention": 0.6, "cost": "much"}, "not a number"),
    ],
)
def test_five_points_refuses(given_: Any, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        five_points(**given_)
