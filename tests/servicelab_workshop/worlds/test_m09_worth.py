"""What the tables on the worth of customers hold, on the shipped seed and others."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from servicelab.loyalty import bgnbd_alive, bgnbd_expected, bgnbd_fit
from servicelab_workshop.worlds import discovery
from servicelab_workshop.worlds.bank import make_bank

WORLD = discovery.world("m09_loyalty_worth")
SEEDS = (WORLD.WORTH_SEED, 1, 2, 3, 4, 5)


@pytest.fixture(params=SEEDS, scope="module")
def profits(request: pytest.FixtureRequest) -> pd.DataFrame:
    made: pd.DataFrame = WORLD.worth_profits(np.random.default_rng([request.param, 22]))
    return made


@pytest.fixture(params=SEEDS, scope="module")
def hotel(request: pytest.FixtureRequest) -> pd.DataFrame:
    known, later = WORLD.worth_hotel(np.random.default_rng([request.param, 23]))
    made: pd.DataFrame = known.assign(stays=later["stays"])
    return made


def slope(profits: pd.DataFrame, kind: str, own: bool) -> tuple[float, float]:
    """Growth a year in percent of the mean profit, with its standard error by customers."""
    part = profits[profits["kind"] == kind]
    two = part[["tenure", "profit"]]
    if own:
        two = two - two.groupby(part["customer_id"]).transform("mean")
    who = part["customer_id"].astype("category").cat.codes
    fit = smf.ols("profit ~ tenure", two).fit(cov_type="cluster", cov_kwds={"groups": who})
    level = part["profit"].mean() / 100
    return float(fit.params["tenure"] / level), float(fit.bse["tenure"] / level)


def test_private_customers_differ_and_do_not_grow(profits: pd.DataFrame) -> None:
    across, error = slope(profits, "retail", own=False)
    assert across > 2 * error
    assert across > 1.2
    within, error = slope(profits, "retail", own=True)
    assert abs(within) < 3 * error
    assert within + 2 * error < 1


def test_small_firms_grow_within_and_seem_to_grow_faster_across(profits: pd.DataFrame) -> None:
    within, error = slope(profits, "small firm", own=True)
    assert within - 2 * error > 2
    assert slope(profits, "small firm", own=False)[0] > within + 1


def test_kinds_are_those_of_the_branch(profits: pd.DataFrame) -> None:
    kinds = profits.drop_duplicates("customer_id").set_index("customer_id")["kind"]
    assert kinds.value_counts().to_dict() == WORLD.WORTH_DRAWN
    needs = make_bank().truth["segment"].reindex(kinds.index)
    assert ((needs == "small-business") == (kinds == "small firm")).all()


def test_the_hotel_total_holds_and_the_old_pace_does_not(hotel: pd.DataFrame) -> None:
    repeats, age = hotel["repeat_stays"], hotel["weeks_since_first"]
    recency = age - hotel["weeks_since_last"]
    came = hotel["stays"].sum()
    model = bgnbd_fit(repeats, recency, age)
    expected = bgnbd_expected(model, repeats, recency, age, 52)
    assert abs(expected.sum() / came - 1) < 0.15
    assert (repeats / age * 52).sum() / came > 1.3
    silence = hotel["weeks_since_last"].where(repeats > 0, 0)
    from_today = bgnbd_fit(repeats, silence, age)
    assert bgnbd_expected(from_today, repeats, silence, age, 52).sum() / came < 0.5
    # by assumption: whoever never repeated cannot be lost, and far too many are expected
    once = repeats == 0
    assert (bgnbd_alive(model, repeats, recency, age)[once] == 1).all()
    assert expected[once].sum() > 1.8 * hotel["stays"][once].sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_hotel_has_no_break(seed: int) -> None:
    known, _later = WORLD.worth_hotel(np.random.default_rng([seed, 23]))
    counted = np.array(WORLD.worth_blocks(seed))
    age = known["weeks_since_first"].to_numpy()
    model = bgnbd_fit(known["repeat_stays"], age - known["weeks_since_last"], age)
    grid = np.linspace(0, age.max(), 100)
    until = [bgnbd_expected(model, 0, 0, 0, one)[0] for one in grid]
    ends = [
        np.interp(np.clip(age - back, 0, None), grid, until).sum() for back in range(52, -1, -4)
    ]
    last = slice(-4, None)  # as many as at the branch, which lie 19 to 20 % below the line
    assert abs(counted[last].sum() / np.diff(ends)[last].sum() - 1) < 0.1


def test_one_guest_scatters_widely(hotel: pd.DataFrame) -> None:
    repeats, age = hotel["repeat_stays"], hotel["weeks_since_first"]
    recency = age - hotel["weeks_since_last"]
    expected = bgnbd_expected(bgnbd_fit(repeats, recency, age), repeats, recency, age, 52)
    near = (expected > 2) & (expected < 4)
    assert hotel["stays"][near].std() > 2
