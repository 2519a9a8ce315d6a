"""What the bus and the county's trial show, on the shipped seed and on five others."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import curve_fit
from statsmodels.stats.proportion import confint_proportions_2indep

from servicelab_workshop.worlds.discovery import world

SEEDS = (None, 1, 2, 3, 4, 5)
NAME = "m10_outreach_cases"


@cache
def made(seed: int | None) -> Any:
    return world(NAME).make_world_cases(*([] if seed is None else [seed]))


def gap(one: pd.Series, other: pd.Series) -> tuple[float, float]:
    """Difference of two means, and its standard error."""
    error = (one.var() / len(one) + other.var() / len(other)) ** 0.5
    return one.mean() - other.mean(), error


@pytest.mark.parametrize("seed", SEEDS)
def test_strokes_are_fewer_by_lot(seed: int | None) -> None:
    table = made(seed).hospital_strokes.set_index("arm")
    one, other = table.loc["screened"], table.loc["not screened"]
    _low, high = confint_proportions_2indep(
        one["strokes"], one["people"], other["strokes"], other["people"], compare="ratio"
    )
    assert high < 1


@pytest.mark.parametrize("seed", SEEDS)
def test_survival_rises_and_nobody_can_tell_of_deaths(seed: int | None) -> None:
    necks = made(seed).hospital_necks
    screened = necks[necks["arm"] == "screened"]
    other = necks[necks["arm"] == "not screened"]
    survive = world(NAME).five_year_survival
    assert survive(screened) > survive(other) + 0.05
    low, high = confint_proportions_2indep(
        screened["died"].sum(), 12_000, other["died"].sum(), 12_000, compare="diff"
    )
    assert low < 0 < high
    assert len(screened) > 4 * len(other)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fall_without_tablets_and_one_by_them(seed: int | None) -> None:
    readings = made(seed).hospital_readings
    high = readings[readings["second"].notna()]
    assert (high["first"] >= 140).all()
    fall, error = gap(high["second"].astype(float), high["first"].astype(float))
    assert fall + 1.96 * error < -5
    known = readings[readings["third"].notna()].astype({"first": float, "third": float})
    change = known["third"] - known["first"]
    now = known["tablets_by_lot"] == 1
    part, error = gap(change[now], change[~now])
    assert abs(part - world(NAME).CASES_TABLETS) < 3 * error
    assert part + 1.96 * error < 0
    assert change[~now].mean() < -3


@pytest.mark.parametrize("seed", SEEDS)
def test_the_scan_draws_a_crowd(seed: int | None) -> None:
    crowd = made(seed).hospital_crowd
    more, error = gap(
        *(crowd.loc[crowd["ultrasound"] == scan, "came"].astype(float) for scan in (1, 0))
    )
    assert abs(more - 17) < 3 * error
    assert more - 1.96 * error > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_whether_the_crowd_has_more_cases_cannot_be_told(seed: int | None) -> None:
    confirmed = made(seed).hospital_readings.groupby("trip")["third"].count()
    scan = made(seed).hospital_crowd.set_index("trip")["ultrasound"] == 1
    more, error = gap(confirmed[scan].astype(float), confirmed[~scan].astype(float))
    planted = 17 * made(seed).hospital_readings["third"].notna().mean()
    assert abs(more - planted) < 3 * error
    assert more - 2.05 * error < 0 < more + 2.05 * error


@pytest.mark.parametrize("seed", SEEDS)
def test_calls_fade_in_about_two_months(seed: int | None) -> None:
    calls = made(seed).hospital_trip_calls
    (_first, tau), _spread = curve_fit(
        lambda week, first, tau: first * np.exp(-(week + 0.5) / tau),
        calls["week"],
        calls["calls"],
        p0=(150, 5),
    )
    assert 7 < tau < 11


def test_who_came_was_read() -> None:
    tables = made(None)
    came = tables.hospital_readings.groupby("trip").size()
    assert came.to_dict() == tables.hospital_crowd.set_index("trip")["came"].to_dict()


def test_the_last_reading_is_from_those_who_were_confirmed() -> None:
    readings = made(None).hospital_readings
    confirmed = (readings["first"] >= 140) & (readings["second"] >= 140).fillna(value=False)
    assert (readings["third"].notna() == confirmed).all()
    assert (readings["tablets_by_lot"].notna() == confirmed).all()


def test_careful_ranges_reach_full_points_and_copied_ones_do_not() -> None:
    from servicelab.evidence import interval_score

    others = world(NAME).screened_arms(range(4700, 4740))
    for place, careful, blind, full, nothing in (
        (0, [(94, 99), (93, 98), (95, 99)], [(65, 80), (50, 100)], 7, 14),
        (1, [(3, 11), (4, 12), (2, 10)], [(30, 60), (0, 3)], 11, 18),
    ):
        cost = {
            ends: np.mean([interval_score(*ends, one[place]) for one in others])
            for ends in careful + blind
        }
        assert all(cost[ends] <= full for ends in careful)
        assert all(cost[ends] >= nothing for ends in blind)
