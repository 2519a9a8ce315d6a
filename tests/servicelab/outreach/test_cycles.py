"""The best number of months, by formula and by looking at all of them."""

from __future__ import annotations

import numpy as np
import pytest

from servicelab.errors import CourseError
from servicelab.outreach import best_cycle, cycle


def test_a_month_is_what_it_brings_less_what_it_costs() -> None:
    days = np.linspace(0, 3, 300_001)
    visits = np.trapezoid(14 * np.exp(-days / 2), days)
    assert cycle(14, 2, 760, 63, 3) == pytest.approx((63 * visits - 760) / 3)
    assert cycle(0, 2, 760, 63, 4) == -190


@pytest.mark.parametrize("seed", range(5))
def test_the_formula_finds_what_a_grid_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(40):
        level, tau = rng.uniform(1, 40), rng.uniform(0.2, 9)
        cost = rng.uniform(0.02, 1.2) * level * tau * 63
        best = best_cycle(level, tau, cost, 63)
        earned = [cycle(level, tau, cost, 63, months) for months in range(1, 400)]
        if best is None:
            assert max(earned) <= 0
        else:
            assert best == 1 + int(np.argmax(earned))


def test_nothing_pays() -> None:
    assert best_cycle(4.5, 2, 1410, 63) is None
    assert best_cycle(0, 2, 1, 63) is None


@pytest.mark.parametrize(
    "wrong", [(-1, 2, 700, 63), (4, 0, 700, 63), (4, 2, 0, 63), ("x", 2, 7, 63)]
)
def test_what_is_too_small_is_told(wrong: tuple[float, float, float, float]) -> None:
    with pytest.raises(CourseError, match="give a number"):
        best_cycle(*wrong)
