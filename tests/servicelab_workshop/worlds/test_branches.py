from __future__ import annotations

import functools

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy.stats import t as student

from servicelab.control import between_variance
from servicelab.errors import CourseError
from servicelab_workshop.worlds.branches import (
    BRANCHES,
    CITY,
    LOWEST_IN_SEMINAR,
    BranchWorld,
    make_branches,
)

SHIPPED = 20357
SEEDS = [SHIPPED, 31, 32, 33, 34, 35]


@functools.cache
def world(seed: int) -> BranchWorld:
    return make_branches(seed)


def quarter(seed: int, number: int) -> pd.DataFrame:
    table = world(seed).bank_branch_survey
    part = table[table["quarter"] == number].set_index("branch")
    return part.assign(share=part["satisfied"] / part["n"])


def left_over(seed: int) -> tuple[float, float, pd.Series]:
    """Rise of the ten lowest, what was foretold of it, and what is left of each, in points."""
    past = sum(quarter(seed, number)[["n", "satisfied"]] for number in range(1, 5))
    center = past["satisfied"].sum() / past["n"].sum()
    between = between_variance(past["n"], past["satisfied"])
    ten = quarter(seed, 4).sort_values("share").head(LOWEST_IN_SEMINAR)
    weight = between / (between + center * (1 - center) / ten["n"])
    foretold = center + weight * (ten["share"] - center)
    after = quarter(seed, 5)["share"].reindex(ten.index)
    rise, expected = (after - ten["share"]).mean(), (foretold - ten["share"]).mean()
    return 100 * rise, 100 * expected, 100 * (after - foretold)


def test_the_world_is_drawn_by_its_seed() -> None:
    table = make_branches().bank_branch_survey
    pd.testing.assert_frame_equal(table, make_branches(SHIPPED).bank_branch_survey)
    assert not table["satisfied"].equals(make_branches(1).bank_branch_survey["satisfied"])
    assert len(set(BRANCHES)) == 40
    assert set(CITY) < set(BRANCHES)
    assert (table["satisfied"] <= table["n"]).all()
    with pytest.raises(CourseError, match="whole number from 0 on"):
        make_branches(-1)


@pytest.mark.parametrize("seed", SEEDS)
def test_coaching_is_drawn_for_twenty_branches_in_the_last_quarter(seed: int) -> None:
    coached = world(seed).bank_branch_survey.groupby("quarter")["coached"].sum()
    assert coached.tolist() == [0, 0, 0, 0, 0, 20]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ten_lowest_rise_about_as_foretold_without_any_seminar(seed: int) -> None:
    rise, foretold, left = left_over(seed)
    assert rise > 2
    assert foretold > 2
    reach = student.ppf(0.975, len(left) - 1) * left.std() / len(left) ** 0.5
    assert abs(left.mean()) < reach


@pytest.mark.parametrize("seed", SEEDS)
def test_coached_branches_are_better_by_all_answers(seed: int) -> None:
    six = quarter(seed, 6)
    pooled = smf.wls("share ~ coached", six, weights=six["n"]).fit(cov_type="HC1", use_t=True)
    low, high = pooled.conf_int().loc["coached"]
    assert 0 < low < 0.045 < high


def test_by_the_mean_of_branches_it_is_not_always_sure() -> None:
    sure = []
    for seed in range(31, 71):
        six = quarter(seed, 6)
        fit = smf.ols("share ~ coached", six).fit(cov_type="HC2", use_t=True)
        sure.append(fit.conf_int().loc["coached", 0] > 0)
    assert 0.4 < np.mean(sure) < 0.98
    six = quarter(SHIPPED, 6)
    fit = smf.ols("share ~ coached", six).fit(cov_type="HC2", use_t=True)
    assert fit.conf_int().loc["coached", 0] > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_branches_truly_differ_by_little(seed: int) -> None:
    past = sum(quarter(seed, number)[["n", "satisfied"]] for number in range(1, 5))
    assert 0.3 < 100 * between_variance(past["n"], past["satisfied"]) ** 0.5 < 2.8
    assert 0.9 < 100 * world(seed).truth.std() < 2.1
