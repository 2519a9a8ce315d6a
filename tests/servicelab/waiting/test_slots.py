from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, norm, poisson

from servicelab.errors import CourseError
from servicelab.waiting import critical_ratio, littlewood, overbook

yuan = st.floats(1, 1000)


def worth(booked: int, slots: int, show: float, gain: float, loss: float) -> float:
    """Expected gain of so many bookings, summed over all who may show up."""
    come = np.arange(booked + 1)
    each = gain * np.minimum(come, slots) - loss * np.maximum(come - slots, 0)
    return float((binom.pmf(come, booked, show) * each).sum())


def test_what_both_teach() -> None:
    assert critical_ratio(15, 5) == 0.75
    assert littlewood(700, 1000, poisson(18)) == 16
    assert littlewood(600, 1000, norm(18, 6)) == pytest.approx(16.48, abs=0.005)
    assert overbook(40, 0.82, 240, 600) == 47


@settings(max_examples=60)
@given(st.integers(1, 40), st.floats(0.5, 1), yuan, yuan)
def test_no_number_of_bookings_is_worth_more(
    slots: int, show: float, gain: float, loss: float
) -> None:
    best = overbook(slots, show, gain, loss)
    least = 1e-9 * (gain + loss) * slots
    around = [worth(n, slots, show, gain, loss) for n in range(slots, 4 * slots + 10)]
    assert worth(best, slots, show, gain, loss) >= max(around) - least


@settings(max_examples=60)
@given(st.floats(1, 40), yuan, yuan)
def test_no_number_prepared_is_worth_more(mean: float, under: float, over: float) -> None:
    asked = np.arange(200)
    chance = poisson.pmf(asked, mean)
    cost = [
        (chance * (under * np.maximum(asked - n, 0) + over * np.maximum(n - asked, 0))).sum()
        for n in range(150)
    ]
    best = int(poisson(mean).ppf(critical_ratio(under, over)))
    assert cost[best] <= min(cost) + 1e-9 * (under + over)


@pytest.mark.parametrize(("under", "over"), [(0, 1), (1, -1), (float("nan"), 1), (1, float("inf"))])
def test_a_loss_is_above_nothing(under: float, over: float) -> None:
    with pytest.raises(CourseError, match="above 0"):
        critical_ratio(under, over)


def test_bad_input_is_told() -> None:
    with pytest.raises(CourseError, match="late price"):
        littlewood(200, 100, poisson(8))
    with pytest.raises(CourseError, match="whole number"):
        overbook(0, 0.9, 1, 1)
    with pytest.raises(CourseError, match="proportion"):
        overbook(10, 90, 1, 1)
