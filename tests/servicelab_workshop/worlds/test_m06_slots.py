"""Forty days under four plans and the steps of a visit: on the shipped seed and four others."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from servicelab_workshop.worlds.discovery import world

SEEDS = (20268, 1, 2, 3, 4)


@cache
def days(seed: int) -> pd.DataFrame:
    plans: pd.DataFrame = world("m06_waiting_slots").make_world_slots(seed).hospital_plans
    plans["left"] = plans["left_ill"] + plans["left_others"]
    return plans.pivot(index="day", columns="plan", values=["waited", "left", "left_ill", "yuan"])


def difference(seed: int, column: str, one: str, other: str) -> tuple[float, float]:
    each = days(seed)[column][one] - days(seed)[column][other]
    reach = 2.02 * each.std() / len(each) ** 0.5
    return each.mean() - reach, each.mean() + reach


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("column", ["waited", "left", "left_ill", "yuan"])
def test_two_desks_at_the_peak_beat_a_sixth_all_day(seed: int, column: str) -> None:
    assert difference(seed, column, "sixth desk all day", "two desks 9-12")[0] > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_asking_costs_less_and_keeps_fewer(seed: int) -> None:
    assert difference(seed, "left", "as now", "ask to move")[0] > 0
    assert difference(seed, "left", "ask to move", "two desks 9-12")[0] > 0
    assert days(seed)["yuan"]["ask to move"].mean() < 400


@pytest.mark.parametrize("seed", SEEDS)
def test_a_minute_costs_about_the_same_by_both(seed: int) -> None:
    means = days(seed).mean()
    price = {
        plan: means["yuan"][plan] / (means["waited"]["as now"] - means["waited"][plan])
        for plan in ("ask to move", "two desks 9-12")
    }
    assert all(0.5 < one < 0.8 for one in price.values())


def test_a_line_that_is_known() -> None:
    three = pd.DataFrame(
        {
            "arrived": [0.0, 1.0, 2.0],
            "group": [0, 1, 2],
            "service": [10.0, 5.0, 5.0],
            "patience": [99.0, 4.0, 99.0],
        }
    )
    ran = world("m06_waiting_slots").slots_run(three, (1,) * 9)
    assert ran["waited"].tolist() == [0, 4, 8]
    assert ran["left"].tolist() == [False, True, False]


def test_a_desk_that_opens_later() -> None:
    two = pd.DataFrame(
        {
            "arrived": [0.0, 1.0],
            "group": [0, 0],
            "service": [100.0, 5.0],
            "patience": [999.0, 999.0],
        }
    )
    ran = world("m06_waiting_slots").slots_run(two, (1, 2, 1))
    assert ran["waited"].tolist() == [0, 59]


def test_the_chain() -> None:
    steps = world("m06_waiting_slots").make_world_slots().journey_steps
    assert steps["works"].idxmin() == 1
    assert np.isclose(steps["works"].prod(), 0.512, atol=0.001)
