"""What the log of the out-patient department shows, on the shipped seed and on five others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from servicelab.waiting import erlang_a, erlang_c
from servicelab_workshop.worlds.discovery import world

SEEDS = (20266, 21, 22, 23, 24, 25)
SCRIPT = Path(__file__).parents[3] / "solutions" / "m06_waiting" / "1_average.py"


@cache
def log(seed: int) -> pd.DataFrame:
    table: pd.DataFrame = world("m06_waiting_log").make_world_log(seed).hospital_arrivals
    table["wait"] = table["started"].fillna(table["left"]) - table["arrived"]
    table["hour"] = 8 + (table["arrived"] // 60).astype(int)
    return table


def test_the_log_is_small_and_its_patients_exist_with_their_group() -> None:
    table = log(20266)
    assert len(table.drop(columns=["wait", "hour"]).to_csv(index=False)) < 330_000
    from servicelab_workshop.worlds.hospital import make_hospital

    groups = make_hospital().drivers.set_index("patient_id")["group"].astype(str)
    known = table.dropna(subset=["patient_id"])
    assert len(known) > 60
    assert (known["patient_id"].map(groups) == known["group"].astype(str)).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_is_served_in_order_or_leaves(seed: int) -> None:
    table = log(seed)
    assert (table["started"].notna() ^ table["left"].notna()).all()
    assert (table["wait"] >= 0).all()
    assert (table["finished"].dropna() >= table["started"].dropna()).all()
    for _day, part in table.groupby("day"):
        assert part["started"].dropna().is_monotonic_increasing
        for _desk, one in part.dropna(subset=["desk"]).groupby("desk"):
            assert (one["started"].to_numpy()[1:] >= one["finished"].to_numpy()[:-1] - 0.11).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_right_number_for_the_wrong_reason(seed: int) -> None:
    table = log(seed)
    gone = table["left"].notna()
    patience = table["wait"].sum() / gone.sum() / 60
    slide = 60 * erlang_c(222 / 9, 6, 5).wait
    leaving = 60 * erlang_a(222 / 9, 6, 5, patience).wait
    seen = table.loc[~gone, "wait"].mean()
    assert abs(seen - slide) < 2.6  # the two look alike
    assert leaving < slide - 3 < seen - 3  # leaving alone leads away, the hours lead back
    assert world("m06_waiting_log").log_stay(seed) > 2 * seen
    shares = gone.groupby(table["group"].astype(str)).mean()
    assert shares["ill"] < shares["sub-healthy"] < shares["healthy"]


@pytest.mark.parametrize("seed", SEEDS)
def test_by_the_hour_errs_in_both_directions(seed: int) -> None:
    table = log(seed)
    patience = table["wait"].sum() / table["left"].count() / 60
    waits, rates = table.groupby("hour")["wait"].mean(), table.groupby("hour").size() / 30
    by_hour = {hour: 60 * erlang_a(rates[hour], 6, 5, patience).wait for hour in (9, 11)}
    assert rates[9] > 30
    assert by_hour[9] > waits[9] + 6
    assert by_hour[11] < waits[11] - 6
    assert 60 * erlang_c(222 / 9, 6, 5).wait < waits[9] - 3


def test_the_months_of_the_sealed_range_are_drawn_by_this_world() -> None:
    made = world("m06_waiting_log")
    text = SCRIPT.read_text(encoding="utf-8")
    told = text[text.index("months=(") : text.index("full=13")].replace('"', " ").split()
    months = [float(one) for one in told if one[0].isdigit()]
    assert len(months) == 40
    assert np.allclose(months[:4], [round(made.log_stay(seed), 1) for seed in range(601, 605)])
