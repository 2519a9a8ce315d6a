"""The two small tables on claims: a share of a whole, and what a made-up table shows."""

from __future__ import annotations

import functools
import sys
from typing import Any

import numpy as np
import pytest
import statsmodels.formula.api as smf

from servicelab_workshop.worlds import discovery

SEEDS = [20331, *range(31, 36)]


@functools.cache
def world(seed: int) -> Any:
    discovery.declared()
    return sys.modules["servicelab_workshop.worlds.m01_evidence"].make_world(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_share_of_the_whole_lies_far_above_the_mean_of_shares(seed: int) -> None:
    table = world(seed).economies
    together = table["services"].sum() / table["gdp"].sum()
    assert together - (table["services"] / table["gdp"]).mean() > 0.08
    assert (table["services"] < table["gdp"]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_households_with_more_income_spend_a_larger_share_on_life_services(seed: int) -> None:
    logs = np.log(world(seed).household_spending[["income", "life_services"]])
    low, high = smf.ols("life_services ~ income", data=logs).fit().conf_int().loc["income"]
    assert 1 < low < 1.4 < high + 0.2


def test_no_table_draws_from_the_generator_of_another() -> None:
    fresh = world(20331)
    module = sys.modules["servicelab_workshop.worlds.m01_evidence"]
    again = module.household_spending(np.random.default_rng([20331, 32]))
    assert again.equals(fresh.household_spending)
