from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.loyalty import sbg_fit, sbg_survival

#: Customers of 1,000 who are still there after 0, 1, ..., 7 years (Fader and Hardie 2007).
REGULAR = (1000, 631, 468, 382, 326, 289, 262, 241)
HIGH_END = (1000, 869, 743, 653, 593, 551, 517, 491)

parameters = st.floats(0.05, 50)


@pytest.mark.parametrize(
    ("there", "a", "b", "log_likelihood"),
    [(REGULAR, 0.704, 1.182, -1680.3), (HIGH_END, 0.668, 3.806, -1611.2)],
)
def test_the_published_fits(
    there: tuple[int, ...], a: float, b: float, log_likelihood: float
) -> None:
    left = -np.diff(there)
    found = sbg_fit(left, there[-1])
    assert np.allclose(found, (a, b), atol=0.0006)
    share = sbg_survival(*found, 7)
    total = left @ np.log(-np.diff(share)) + there[-1] * np.log(share[-1])
    assert total == pytest.approx(log_likelihood, abs=0.06)


def test_the_published_forecast_of_year_12() -> None:
    assert sbg_survival(0.668, 3.806, 12)[-1] == pytest.approx(0.378, abs=0.0005)


@given(parameters, parameters, st.integers(1, 40))
def test_fewer_and_fewer_leave_of_those_who_are_there(a: float, b: float, years: int) -> None:
    share = sbg_survival(a, b, years)
    assert len(share) == years + 1
    assert share[0] == 1
    assert share[1] == pytest.approx(b / (a + b))
    rates = share[1:] / share[:-1]
    assert (np.diff(rates) > 0).all()
    assert (rates < 1).all()


@given(parameters, parameters)
def test_it_is_the_mean_over_customers_who_never_change(a: float, b: float) -> None:
    from scipy.special import betaln

    year = np.arange(9)
    assert np.allclose(sbg_survival(a, b, 8), np.exp(betaln(a, b + year) - betaln(a, b)))


@given(st.floats(0.3, 4), st.floats(0.5, 8))
@settings(max_examples=20, deadline=None)
def test_a_large_cohort_gives_its_parameters_back(a: float, b: float) -> None:
    there = np.rint(1e7 * sbg_survival(a, b, 8))
    assert np.allclose(sbg_fit(-np.diff(there), int(there[-1])), (a, b), rtol=0.02)


def test_without_differences_all_have_nearly_the_same_chance() -> None:
    a, b = sbg_fit([100, 90, 81], 729)
    assert a > 1000
    assert a / (a + b) == pytest.approx(0.1, abs=1e-4)
    assert sbg_survival(a, b, 10)[-1] == pytest.approx(0.9**10, abs=1e-3)


@pytest.mark.parametrize("a", [0, -1, float("nan"), float("inf"), "1", True, None])
def test_a_parameter_that_is_none_is_refused(a: Any) -> None:
    with pytest.raises(CourseError, match="a number above 0"):
        sbg_survival(a, 1, 3)
    with pytest.raises(CourseError, match="b is a number above 0"):
        sbg_survival(1, a, 3)


@pytest.mark.parametrize("years", [-1, 1.5, "3", None, float("nan")])
def test_years_that_are_none_are_refused(years: Any) -> None:
    with pytest.raises(CourseError, match="whole number from 0 on"):
        sbg_survival(1, 1, years)


@pytest.mark.parametrize(
    ("left", "here", "words"),
    [
        ([10], 90, "at least two years"),
        ([[10, 5], [3, 2]], 90, "at least two years"),
        ([0, 0, 0], 90, "Nobody left"),
        ([10, -1], 90, "whole numbers"),
        ([10, 2.5], 90, "whole numbers"),
        ([10, float("nan")], 90, "whole numbers"),
        (["ten", 5], 90, "whole numbers"),
        ([10, 5], -3, "whole numbers"),
        ([10, 5], None, "whole numbers"),
    ],
)
def test_counts_that_are_none_are_refused(left: Any, here: Any, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        sbg_fit(left, here)
