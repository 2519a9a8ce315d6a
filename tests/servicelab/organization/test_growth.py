"""Ceilings: known curves, honest counts, ends that no grid moves; hours shared out."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from scipy.stats import chi2

from servicelab.errors import CourseError
from servicelab.organization import ceiling, hours_shared

TIME = np.arange(1, 25)


def curve(top: float, growth: float, middle: float, swing: float = 0.0) -> np.ndarray:
    season = 1 + swing * np.sin(2 * np.pi * TIME / 4 + 0.3)
    return top / (1 + np.exp(-growth * (TIME - middle))) * season


@pytest.mark.parametrize("swing", [0.0, 0.3])
def test_a_known_curve_is_found(swing: float) -> None:
    found = ceiling(curve(400, 0.35, 10, swing))
    assert found.value == pytest.approx(400, rel=0.005)
    assert found.low < 400 < found.high


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    held = 0
    for _draw in range(30):
        found = ceiling(rng.poisson(curve(200, 0.4, 13)), season=1)
        held += found.low <= 200 <= found.high
    assert held >= 25


def test_ends_are_roots_of_the_profile() -> None:
    counts = np.random.default_rng(1).poisson(curve(700, 0.34, 19))
    found = ceiling(counts, season=1)

    def lost(top: float) -> float:
        def off(shape: np.ndarray) -> float:
            mean = np.maximum(top / (1 + np.exp(-(shape[0] * (TIME - 12) + shape[1]))), 1e-9)
            return float(
                2 * (counts * np.log(np.maximum(counts, 1e-9) / mean) - counts + mean).sum()
            )

        return float(
            minimize(
                off, [0.3, -2.0], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-8}
            ).fun
        )

    best = lost(found.value)
    wide = max(1.0, best / (len(counts) - 3)) * chi2.ppf(0.95, 1)
    for end in (found.low, found.high):
        assert lost(end) - best == pytest.approx(wide, rel=0.01)


def test_early_on_there_is_no_upper_end() -> None:
    counts = np.random.default_rng(2).poisson(curve(1500, 0.17, 40))
    assert math.isinf(ceiling(counts).high)


def test_more_spread_makes_it_wider() -> None:
    rng = np.random.default_rng(4)
    mean = curve(400, 0.35, 10)
    narrow = ceiling(rng.poisson(mean), season=1)
    wide = ceiling(np.maximum(rng.normal(mean, 4 * np.sqrt(mean)), 0), season=1)
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


@pytest.mark.parametrize("counts", [[1, 2, 3], [0] * 12, [-1.0] * 12, [np.nan] * 12])
def test_what_is_no_count_is_told(counts: list[float]) -> None:
    with pytest.raises(CourseError):
        ceiling(counts)


SHOP = pd.DataFrame(
    {"cases": [100, 50, 10], "contribution": [4.0, 9.0, 5.0], "hours": [0.5, 1.5, 0.0]},
    index=["cut", "color", "advice"],
)


def test_hours_go_in_turn_until_they_are_used_up() -> None:
    found = hours_shared(SHOP, ["color", "advice", "cut"], 90)
    assert found["hours"].tolist() == [75, 0, 15]
    assert found["contribution"].tolist() == [450, 50, 120]
    assert hours_shared(SHOP, [], 90).empty


@pytest.mark.parametrize("order", [["cut", "cut"], ["wash"]])
def test_an_impossible_order_is_told(order: list[str]) -> None:
    with pytest.raises(CourseError, match="once"):
        hours_shared(SHOP, order, 10)
