"""What league tables, funnels and mystery shoppers show, on the shipped seed and on five others."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab.control.funnel import additive_limits, funnel_limits, usual_spread
from servicelab.control.raters import icc
from servicelab_workshop.worlds import discovery
from servicelab_workshop.worlds.branches import make_branches

OTHERS = (31, 32, 33, 34, 35)


@cache
def world() -> ModuleType:
    return discovery.world("m07_control")


def letters(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    made = world()
    draw: Any = [seed, made.LETTERS_DRAW]
    table = made.hospital_letters_sent(np.random.default_rng(draw)).set_index("department")
    return table, made.letters_truth(np.random.default_rng(draw))


@pytest.mark.parametrize("seed", [None, *OTHERS])
def test_no_branch_is_outside_in_quarter_four(seed: int | None) -> None:
    survey = (make_branches() if seed is None else make_branches(seed)).bank_branch_survey
    quarter = survey[survey["quarter"] == 4].set_index("branch")
    limits = funnel_limits(quarter["n"], quarter["satisfied"])
    assert not limits["outside"].any()
    assert usual_spread(quarter["n"], quarter["satisfied"]) < 0.025


def test_the_shipped_last_five_have_few_answers() -> None:
    survey = make_branches().bank_branch_survey
    quarter = survey[survey["quarter"] == 4].set_index("branch")
    limits = funnel_limits(quarter["n"], quarter["satisfied"])
    assert limits.nsmallest(5, "rate")["n"].max() < quarter["n"].median() / 2


def test_the_shipped_hospital() -> None:
    table, truth = letters(world().SEED)
    assert table.reset_index()["sent"].equals(world().make_world().hospital_letters_sent["sent"])
    plain = funnel_limits(table["n"], table["sent"])["outside"]
    usual = additive_limits(table["n"], table["sent"])["outside"]
    cause = truth["cause"] != 0
    assert cause.sum() == 2
    assert plain.sum() == 6
    assert (usual.to_numpy() == cause.to_numpy()).all()
    last = (table["sent"] / table["n"]).nsmallest(5).index
    assert cause[last].sum() == 1


def test_the_plain_funnel_accuses_and_the_additive_one_rarely_does() -> None:
    named = {"plain": 0, "usual": 0}
    found = 0
    for seed in range(1, 61):
        table, truth = letters(seed)
        cause = (truth["cause"] != 0).to_numpy()
        plain = funnel_limits(table["n"], table["sent"])["outside"].to_numpy()
        usual = additive_limits(table["n"], table["sent"])["outside"].to_numpy()
        named["plain"] += plain[~cause].sum()
        named["usual"] += usual[~cause].sum()
        found += usual[cause].sum()
    assert named["plain"] > 60 * 1.5
    assert named["usual"] < 60 * 0.1
    assert found > 120 * 0.75


@pytest.mark.parametrize("seed", [None, *OTHERS])
def test_four_shoppers_may_rank_and_one_may_not(seed: int | None) -> None:
    made = world().make_world() if seed is None else world().make_world(seed)
    scores = made.bank_mystery.pivot(index="branch", columns="shopper", values="score")
    assert scores.shape == (40, 4)
    forms = icc(scores)
    low, value = forms["low"].to_dict(), forms["icc"].to_dict()
    assert low["ICC(3,k)"] >= 0.7
    assert low["ICC(2,1)"] < 0.3
    assert value["ICC(1,1)"] < value["ICC(2,1)"] < 0.5
    assert list(scores.mean().sort_values().index) == ["An", "Bao", "Chen", "Dai"]


def test_no_table_moves_another() -> None:
    one, other = world().make_world(4), world().make_world(4)
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(table, other.tables()[name])
    assert not one.bank_mystery.equals(world().make_world(5).bank_mystery)
