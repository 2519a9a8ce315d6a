"""What stages, endings, moments, the lock and the wallets show, on the shipped seed and five others."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab.loyalty import cumulative_incidence, moment_loss
from servicelab_workshop.worlds import discovery

SEEDS = (20269, 1, 2, 3, 4, 5)


@cache
def world() -> ModuleType:
    return discovery.world("m09_loyalty_bonds")


@cache
def tables(seed: int) -> Any:
    return world().make_world_bonds(seed)


def gains(table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    moments = table.set_index("moment")
    loss = moment_loss(moments, 900)
    return (
        moments["preventable"] * loss["loss"] - moments["repair_cost"],
        moments["preventable"] * loss["error"],
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_not_columns_give_the_chance_to_stay(seed: int) -> None:
    log = tables(seed).cable_stages
    after = log.groupby("account")["stage"].shift(-1)
    moves = pd.crosstab(log["stage"], after)
    rows = moves.div(moves.sum(axis=1), axis=0)
    columns = moves.div(moves.sum(axis=0), axis=1)
    for place, name in enumerate(("initial", "purchase", "use")):
        assert abs(rows.loc[name, name] - world().BONDS_MOVE[name][place]) < 0.09
    assert columns.loc["initial", "initial"] > rows.loc["initial", "initial"] + 0.2


@pytest.mark.parametrize("seed", SEEDS)
def test_two_ways_to_end(seed: int) -> None:
    for mood, part in tables(seed).bank_cycles.groupby("mood"):
        how = part["how"].fillna("")
        curve = cumulative_incidence(part["months"], how).iloc[-1]
        new, gone = world().BONDS_CYCLE[mood]
        ended = 1 - (1 - new - gone) ** world().BONDS_MONTHS
        assert abs(curve["new plan"] - ended * new / (new + gone)) < 0.1
        alone = sum(
            1 - cumulative_incidence(part["months"], how.where(how == way, ""))["going on"].iloc[-1]
            for way in ("new plan", "other bank")
        )
        assert alone > 1 - curve["going on"] + 0.05


@pytest.mark.parametrize("seed", SEEDS)
def test_two_repairs_are_far_ahead_and_no_short_cut_finds_them(seed: int) -> None:
    table = tables(seed).bank_moments
    net, error = gains(table)
    best = {"change of adviser", "plan matures"}
    assert set(net.nlargest(2).index) == best
    _first, second, third = net.nlargest(3)
    assert second - third > 3 * error[net.nlargest(3).index[1]]
    loss = moment_loss(table.set_index("moment"), 900)
    for short_cut in (
        loss["loss"],
        loss["extra"],
        table.set_index("moment")["contacts_per_1000"],
        table.set_index("moment")["share_failed"],
    ):
        assert short_cut.idxmax() not in best


def test_mostly_the_two_cannot_be_told_apart() -> None:
    apart = []
    for draw in range(60):
        net, error = gains(world().bank_moments(np.random.default_rng([7, draw])))
        one, other = net.nlargest(2).index
        apart.append(net[one] - net[other] > 1.96 * np.hypot(error[one], error[other]))
    assert np.mean(apart) < 0.1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_moments_count_the_same_holders(seed: int) -> None:
    table = tables(seed).bank_moments
    assert (table["hit"] + table["not_hit"]).eq(60_000).all()
    assert (table["left_hit"] + table["left_not_hit"]).nunique() == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_lock(seed: int) -> None:
    made = tables(seed)
    assert made.bank_ties.loc[made.bank_ties["locked"] == 1, "stayed"].isna().all()
    ties = made.bank_ties.drop(columns="stayed").merge(made.bank_ties_later)
    low = ties[ties["satisfaction"] <= 2]
    locked, free = low[low["locked"] == 1], low[low["locked"] == 0]
    assert locked["stayed"].mean() > 0.93
    assert abs(locked["stayed_after"].mean() - free["stayed_after"].mean()) < 0.13
    high = ties[(ties["locked"] == 1) & (ties["satisfaction"] == 5)]
    assert high["stayed_after"].mean() - locked["stayed_after"].mean() > 0.2


@pytest.mark.parametrize("seed", SEEDS)
def test_most_money_leaves_with_those_who_stay(seed: int) -> None:
    wallet = tables(seed).bank_wallet
    lost, gone = wallet["here"] - wallet["here_later"], wallet["left"] == 1
    assert lost[~gone].sum() > 0
    assert lost[gone].sum() / lost.sum() < 0.45
    assert gone.mean() < 0.08


@pytest.mark.parametrize("seed", SEEDS)
def test_promoters_refer_more_and_bring_only_about_half(seed: int) -> None:
    ties = tables(seed).bank_ties
    promoter = ties["recommend"] >= 9
    assert ties.loc[promoter, "referrals"].mean() > 1.4 * ties.loc[~promoter, "referrals"].mean()
    assert ties.loc[promoter, "referrals"].sum() < 0.6 * ties["referrals"].sum()


def test_the_tables_are_small() -> None:
    made = tables(SEEDS[0]).tables().values()
    assert sum(len(table.to_csv(index=False)) for table in made) < 150_000
