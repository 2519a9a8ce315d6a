"""Villages: a low year looks like an effect, and a lot tells what it can."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from servicelab.outreach import SignFlips, did, sign_flips
from servicelab_workshop.worlds.discovery import world

WORLD = world("m10_outreach_villages")
SEEDS = (1, 2, 3, 4, 5)


@cache
def tables(seed: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    made = WORLD.make_world_villages(seed)
    about = made.hospital_villages.set_index("village")
    visits = made.hospital_village_visits
    year = visits["month"].str[:4].astype(int).rename("year")
    yearly = visits.groupby(["village", year])["visits"].mean().unstack()
    return about, yearly, about["clinics_2024"] == 1


def by_lot(seed: int) -> SignFlips:
    about, yearly, _treated = tables(seed)
    drawn = about[about["pair_2025"] > 0].copy()
    drawn["change"] = yearly[2025] - yearly[[2020, 2021, 2022, 2023, 2024]].mean(axis=1)
    pairs = drawn.pivot(index="pair_2025", columns="clinics_2025", values="change")
    return sign_flips(pairs[1] - pairs[0])


@pytest.mark.parametrize("seed", [WORLD.VILLAGES_SEED, *SEEDS])
def test_the_ten_lowest_of_2023_had_clinics(seed: int) -> None:
    about, yearly, treated = tables(seed)
    assert treated.sum() == 10
    assert yearly.loc[treated, 2023].mean() == pytest.approx(
        yearly[2023].nsmallest(10).mean(), abs=0.05
    )
    pairs = about[about["pair_2025"] > 0].groupby("pair_2025")["clinics_2025"]
    assert (pairs.sum() == 1).all()
    assert (pairs.size() == 2).all()
    assert len(pairs) == 30


@pytest.mark.parametrize("seed", [WORLD.VILLAGES_SEED, *SEEDS])
def test_the_low_year_adds_to_the_difference_from_it(seed: int) -> None:
    _about, yearly, treated = tables(seed)
    last = did(yearly, treated, 2024, 2023)
    assert last > did(yearly, treated, 2024, [2020, 2021, 2022]) + 2.5
    assert (yearly.loc[treated, 2024] - yearly.loc[treated, 2023]).mean() > last + 5
    found = [
        did(yearly, yearly[year].rank(method="first") <= 10, year + 1, year)
        for year in (2020, 2021, 2022)
    ]
    assert min(found) > 0
    assert np.mean(found) > 2.5


def test_the_lot_is_right_on_average_and_its_interval_mostly() -> None:
    found = [by_lot(seed) for seed in range(30)]
    assert np.mean([one.mean for one in found]) == pytest.approx(WORLD.VILLAGES_EFFECT, abs=0.6)
    assert np.mean([one.low <= WORLD.VILLAGES_EFFECT <= one.high for one in found]) >= 0.85


def test_the_shipped_lot_holds_zero_and_not_the_break_even() -> None:
    lot = by_lot(WORLD.VILLAGES_SEED)
    costs = WORLD.make_world_villages().hospital_trip_costs
    counted = costs.loc[costs["kind"] != "sunk", "amount"].sum()
    assert counted == 42_300
    assert lot.low < 0 < lot.high < counted / (63 * 10 * 12)
