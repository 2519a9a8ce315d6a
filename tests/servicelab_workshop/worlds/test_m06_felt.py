"""What the waiting room, the kiosks and the lines show, on the shipped seed and on five others."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab_workshop.worlds.discovery import world

SEEDS = (None, 31, 32, 33, 34, 35)
LINES = {
    "own desks, 2 for the ill": "ill",
    "own desks, 3 for the ill": "left",
    "one line, in order of arrival": "ill",
    "one line, ill first": "hour",
    "one line, ill first up to 40 minutes": "none",
}


@cache
def made(seed: int | None) -> Any:
    return world("m06_waiting_felt").make_world_felt(*([] if seed is None else [seed]))


def gap(table: pd.DataFrame, value: str, arm: str) -> tuple[float, float]:
    known = table.dropna(subset=[value])
    one, other = (known.loc[known[arm] == side, value].astype(float) for side in (1, 0))
    return one.mean() - other.mean(), (one.var() / len(one) + other.var() / len(other)) ** 0.5


def room(seed: int | None) -> pd.DataFrame:
    table = made(seed).hospital_waiting_room
    return table.assign(over=table["felt"] - table["waited"])


@pytest.mark.parametrize("seed", SEEDS)
def test_explaining_shortens_the_felt_wait_and_of_the_screen_nobody_can_tell(
    seed: int | None,
) -> None:
    table = room(seed)
    effect, error = gap(table, "over", "explained")
    assert effect + 1.96 * error < -3
    effect, error = gap(table, "over", "screen")
    assert effect - 1.96 * error < 0 < effect + 1.96 * error
    assert 1.96 * error < 2


@pytest.mark.parametrize("seed", SEEDS)
def test_who_watches_has_waited_longer(seed: int | None) -> None:
    table = room(seed)
    table = table[table["screen"] == 1]
    felt, error = gap(table, "felt", "watched")
    assert felt - 1.96 * error > 8
    clock, error = gap(table, "waited", "watched")
    assert clock - 1.96 * error > 8


@pytest.mark.parametrize("seed", SEEDS)
def test_the_overtaken_gain_more(seed: int | None) -> None:
    table = room(seed)
    (inside, one), (outside, other) = (
        gap(table[table["overtaken"] == side], "satisfied", "explained") for side in (1, 0)
    )
    half = 1.96 * float(np.hypot(one, other))
    assert inside - outside - half > 0
    assert not (table.loc[table["overtaken"] == 1, "group"].astype(str) == "ill").any()


@pytest.mark.parametrize("seed", SEEDS)
def test_guidance_pays_by_days_and_papers_go_with_simple_cases(seed: int | None) -> None:
    table = made(seed).hospital_checkins
    days = table.groupby(["day", "guided"], as_index=False)["right"].mean()
    effect, error = gap(days, "right", "guided")
    assert len(days) == 20
    assert effect - 2.10 * error > 120 / (80 * 20)
    assert abs(effect - 0.15) < 3 * error
    raw, _error = gap(table, "right", "complete")
    kinds = table.groupby(["complex", "complete"])["right"].mean().unstack()
    weights = table["complex"].value_counts(normalize=True).sort_index()
    same = float(((kinds[1] - kinds[0]) * weights).sum())
    assert same < 0.75 * raw


def test_the_kiosk_is_right_as_often_as_the_chain_says() -> None:
    table = made(None).hospital_checkins
    right = table.groupby("guided")["right"].mean()
    assert round(right[0], 2) == 0.64
    assert round(right[1], 2) == 0.81


@pytest.mark.parametrize("seed", SEEDS)
def test_each_condition_of_the_board_separates_by_two_standard_errors(seed: int | None) -> None:
    table = made(seed).hospital_lines.astype({"layout": str, "group": str})
    limits = {"ill": 9.5, "left": 0.165, "hour": 0.003}
    for layout, breaks in LINES.items():
        part = table[table["layout"] == layout]
        ill = part[part["group"] == "ill"]
        mornings = part.groupby("morning")[["patients", "left", "hour"]].sum()
        weights = ill["patients"] / ill["patients"].sum()
        shares = {name: mornings[name] / mornings["patients"] for name in ("left", "hour")}
        values = {"ill": float((ill["waited"] * weights).sum())}
        values |= {
            name: float(mornings[name].sum() / mornings["patients"].sum()) for name in shares
        }
        errors = {"ill": ill["waited"].sem(), **{name: one.sem() for name, one in shares.items()}}
        order = list(limits)
        asked = order if breaks == "none" else order[: order.index(breaks) + 1]
        for name in asked:
            over = values[name] - limits[name]
            assert abs(over) > 2 * errors[name], (layout, name)
            assert (over > 0) == (name == breaks), (layout, name)


def test_a_line_serves_in_its_order_and_lets_nobody_wait_without_end() -> None:
    run = world("m06_waiting_felt").line_run
    patients = pd.DataFrame(
        {
            "arrived": [0.0, 1.0, 2.0, 3.0],
            "group": [1, 1, 0, 2],
            "service": [10.0, 10.0, 10.0, 10.0],
            "patience": [99.0, 99.0, 99.0, 5.0],
        }
    )
    by_arrival = run(patients, 1, "arrival")
    assert by_arrival["waited"].tolist() == [0, 9, 18, 5]
    assert by_arrival["left"].tolist() == [0, 0, 0, 1]
    ill_first = run(patients, 1, "ill")
    assert ill_first["waited"].tolist() == [0, 19, 8, 5]
    slow = patients.assign(service=[45.0, 10.0, 10.0, 10.0], patience=99.0)
    limited = run(slow, 1, "limit")
    assert limited["waited"].tolist() == [0, 44, 53, 62]


def test_a_steady_line_waits_as_erlang_says() -> None:
    module = world("m06_waiting_felt")
    rng = np.random.default_rng(4)
    n = 20_000
    patients = pd.DataFrame(
        {
            "arrived": np.cumsum(rng.exponential(60 / 24.6, n)),
            "group": 0,
            "service": rng.exponential(10.0, n),
            "patience": 1e9,
        }
    )
    waited = module.line_run(patients, 5, "arrival")["waited"].mean()
    # M/M/5 at a load of .82: 6.6 minutes
    assert abs(waited - 6.6) < 1.2


def test_patients_are_those_of_the_hospital_and_few_do_not_answer() -> None:
    hospital = world("hospital").make_hospital().drivers.set_index("patient_id")["group"]
    table = made(None).hospital_waiting_room
    assert (hospital.loc[table["patient_id"]].astype(str).to_numpy() == table["group"]).all()
    assert 5 < table["satisfied"].isna().sum() < 40
    assert len(table) == 640
