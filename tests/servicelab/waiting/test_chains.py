from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.waiting import availability, chain


def test_twelve_steps_at_98_percent() -> None:
    assert chain([0.98] * 12) == pytest.approx(0.785, abs=0.0005)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_a_chain_is_no_better_than_its_weakest_step(works: list[float]) -> None:
    assert 0 <= chain(works) <= min(works)


def test_availability_of_one_and_of_several() -> None:
    assert availability(95, 5) == 0.95
    assert np.allclose(availability([95, 90], [5, 10]), [0.95, 0.9])


def test_a_simulated_system_works_as_often() -> None:
    rng = np.random.default_rng(3)
    up, down = rng.exponential(90, 20_000), rng.gamma(4, 2.5, 20_000)
    assert up.sum() / (up + down).sum() == pytest.approx(availability(90, 10), abs=0.002)


@pytest.mark.parametrize(("between", "repair"), [(0, 1), (10, -1), (float("nan"), 1)])
def test_times_are_no_less_than_nothing(between: float, repair: float) -> None:
    with pytest.raises(CourseError, match="above 0"):
        availability(between, repair)


@pytest.mark.parametrize("works", [[], [0.5, 1.2], [-0.1], [float("nan")]])
def test_a_proportion_is_asked_for(works: list[float]) -> None:
    with pytest.raises(CourseError, match="proportion"):
        chain(works)
