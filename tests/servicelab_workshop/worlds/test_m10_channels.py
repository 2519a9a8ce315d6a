"""What the channels of the insurer and the shop's coins show, on the shipped seed and on five others."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab.data.loading import load_dataset
from servicelab.evidence import interval_score
from servicelab_workshop.worlds.discovery import world

SEEDS = (20273, 41, 42, 43, 44, 45)
MADE: Any = world("m10_outreach_channels")


@cache
def made(seed: int) -> Any:
    return MADE.make_world_channels(seed)


def resolved_costs(journeys: pd.DataFrame) -> pd.Series:
    cases = journeys.groupby("journey").agg(
        topic=("topic", "first"),
        first=("channel", "first"),
        cost=("cost", "sum"),
        resolved=("resolved", "max"),
    )
    sums = cases.groupby(["topic", "first"])[["cost", "resolved"]].sum()
    return sums["cost"] / sums["resolved"]


def more(table: pd.DataFrame, arm: str, counted: str) -> tuple[float, float]:
    one, other = (table.loc[table[arm] == which, counted] for which in (1, 0))
    return one.mean() - other.mean(), (one.var() / len(one) + other.var() / len(other)) ** 0.5


def by_pair(trial: pd.DataFrame) -> pd.DataFrame:
    one, other = (trial[trial["app_discount"] == arm].set_index("pair") for arm in (1, 0))
    gone = one["sold_by_agent"] - other["sold_by_agent"]
    return pd.DataFrame(
        {
            "net": gone + one["sold_in_app"] - other["sold_in_app"],
            "yuan": 150 * gone + 140 * one["sold_in_app"] - 210 * other["sold_in_app"],
        }
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_details_are_cheaper_in_the_app_and_a_contact_is_not_a_case(seed: int) -> None:
    journeys = made(seed).insurer_journeys
    cost = resolved_costs(journeys)
    assert cost["change of details", "app"] < cost["change of details", "voice"] - 10
    contact = journeys[journeys["topic"] == "claim"].groupby("channel")["cost"].mean()
    assert cost["claim", "app"] > 8 * contact["app"]


@pytest.mark.parametrize("seed", SEEDS)
def test_logins_look_worse_than_people(seed: int) -> None:
    journeys = made(seed).insurer_journeys
    by = {
        name: (journeys.groupby(name)["resolved"].max() == 0).mean()
        for name in ("login", "policyholder_id")
    }
    assert by["login"] > 2 * by["policyholder_id"]
    assert journeys["policyholder_id"].nunique() == MADE.CHANNELS_PEOPLE
    assert set(journeys["policyholder_id"]) <= set(
        load_dataset("insurer_policyholders")["policyholder_id"]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_discount_costs_yuan_whatever_the_policies_say(seed: int) -> None:
    trial = made(seed).insurer_app_trial
    pairs = by_pair(trial)
    error = pairs.std() / len(pairs) ** 0.5
    assert pairs["yuan"].mean() + 2 * error["yuan"] < 0
    planted = MADE.CHANNELS_APP_GAIN[0] - MADE.CHANNELS_AGENT_LOSS[0]
    assert abs(pairs["net"].mean() - planted) < 3 * error["net"]
    agents = set(load_dataset("insurer_policyholders")["agent_id"].dropna())
    assert set(trial["agent_id"]) <= agents


@pytest.mark.parametrize("seed", SEEDS)
def test_coins_of_the_shop(seed: int) -> None:
    shop = made(seed).shop_visitors
    gap, error = more(shop, "suggestions", "bought")
    assert gap > 1.96 * error
    clicks = more(shop[shop["suggestions"] == 1], "clicked", "bought")[0]
    assert clicks > 3 * gap
    gap, error = more(shop, "bot", "bought")
    assert abs(gap - 0.003) < 3 * error
    gap, error = more(shop[shop["asked"] == 1], "bot", "phoned_7d")
    assert gap > 1.96 * error


def test_the_photo_loses_most() -> None:
    for seed in SEEDS:
        steps = made(seed).insurer_steps
        app = steps[steps["channel"] == "app"].set_index("step")
        assert (app["went_on"] / app["entered"]).idxmin() == "photo of the identity card"


def test_ranges_that_read_earn_and_blind_ones_do_not() -> None:
    """What the check of Task 17 takes, on forty draws of its own and on others."""
    for first in (3000, 4000, 5000):
        nets = [
            by_pair(MADE.channels_app_trial(np.random.default_rng([seed, 80])))["net"].mean()
            for seed in range(first, first + 40)
        ]

        def cost(low: float, high: float, nets: list[float] = nets) -> float:
            return float(np.mean([interval_score(low, high, one) for one in nets]))

        for careful in ((0, 15.5), (0, 12), (1, 15), (3, 11), (2, 13)):
            assert cost(*careful) < 20
        for blind in ((0, 31), (25, 37), *((-width, width) for width in range(1, 32))):
            assert cost(*blind) > 26
