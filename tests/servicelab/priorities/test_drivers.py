from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.priorities.drivers import derived_importance, penalty_reward

seeds = st.integers(0, 2**32 - 1)


def survey(
    seed: int, k: int = 4, n: int = 60, common: float = 1.0
) -> tuple[pd.DataFrame, pd.Series]:
    """Drivers that share a factor, in different units, and an overall score."""
    random = np.random.default_rng(seed)
    shared = common * random.normal(size=(n, 1))
    drivers = (random.normal(size=(n, k)) + shared) * 10.0 ** np.arange(k)
    overall = drivers @ (np.arange(k, 0, -1) / 10.0 ** np.arange(k)) + random.normal(size=n)
    people = pd.Index([f"P{one:04}" for one in range(n)], name="patient_id")
    return (
        pd.DataFrame(drivers, people, list("abcdefgh"[:k])),
        pd.Series(overall, people, name="overall"),
    )


def explained(drivers: pd.DataFrame, overall: pd.Series) -> float:
    from statsmodels.regression.linear_model import OLS

    if drivers.columns.empty:
        return 0.0
    return float(OLS(overall, drivers.assign(const=1.0)).fit().rsquared)


@given(seeds, st.integers(1, 6))
def test_weights_are_shares_of_r_squared(seed: int, k: int) -> None:
    drivers, overall = survey(seed, k)
    table = derived_importance(drivers, overall)
    assert table.index.to_list() == drivers.columns.to_list()
    assert (table["relative_weight"] >= 0).all()
    assert table["relative_weight"].sum() == pytest.approx(explained(drivers, overall))
    assert table.attrs["r2"] == pytest.approx(explained(drivers, overall))
    assert table["r"].to_numpy() == pytest.approx(drivers.corrwith(overall).to_numpy())


def test_beta_and_vif_are_those_of_statsmodels() -> None:
    from statsmodels.regression.linear_model import OLS
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    drivers, overall = survey(1, 5)
    table = derived_importance(drivers, overall)
    z = (drivers - drivers.mean()) / drivers.std()
    fitted = OLS((overall - overall.mean()) / overall.std(), z).fit()
    assert table["beta"].to_numpy() == pytest.approx(fitted.params.to_numpy())
    design = drivers.assign(const=1.0).to_numpy()
    theirs = [variance_inflation_factor(design, place) for place in range(5)]
    assert table["vif"].to_numpy() == pytest.approx(theirs)
    assert table["vif"].min() > 1.2


def test_weights_of_uncorrelated_drivers_are_squared_correlations() -> None:
    drivers = pd.DataFrame([(a, b, c) for a in (1, 2) for b in (1, 3) for c in (0, 5)])
    overall = np.array([1.0, 2.0, 4.0, 3.0, 5.0, 8.0, 6.0, 7.0])
    table = derived_importance(drivers, overall)
    assert table["relative_weight"].to_numpy() == pytest.approx(table["r"].to_numpy() ** 2)
    assert table["vif"].to_numpy() == pytest.approx(1)
    assert table["beta"].to_numpy() == pytest.approx(table["r"].to_numpy())


def over_orderings(drivers: pd.DataFrame, overall: pd.Series) -> list[float]:
    """Return what each driver adds to R-squared, averaged over all orders of entry."""
    names = list(drivers.columns)
    adds = dict.fromkeys(names, 0.0)
    orders = list(permutations(names))
    for order in orders:
        for place, name in enumerate(order):
            after = explained(drivers[list(order[: place + 1])], overall)
            adds[name] += (after - explained(drivers[list(order[:place])], overall)) / len(orders)
    return list(adds.values())


@given(seeds)
def test_weights_of_two_drivers_are_averages_over_orderings(seed: int) -> None:
    drivers, overall = survey(seed, 2)
    weights = derived_importance(drivers, overall)["relative_weight"]
    assert weights.to_numpy() == pytest.approx(over_orderings(drivers, overall))


def test_weights_of_several_drivers_are_near_averages_over_orderings() -> None:
    drivers, overall = survey(3, 4)
    weights = derived_importance(drivers, overall)["relative_weight"]
    assert weights.to_numpy() == pytest.approx(over_orderings(drivers, overall), abs=0.03)


def test_units_and_order_of_rows_do_not_matter() -> None:
    drivers, overall = survey(4)
    table = derived_importance(drivers, overall)
    other = derived_importance(100 * drivers.iloc[::-1] - 7, -3 + 2 * overall.iloc[::-1])
    pd.testing.assert_frame_equal(table, other)


def test_redundant_drivers_are_named() -> None:
    drivers, overall = survey(5)
    with pytest.raises(CourseError, match="'total' can be computed from the others"):
        derived_importance(drivers.assign(total=drivers["a"] - drivers["b"]), overall)
    with pytest.raises(CourseError, match="'c' can be computed"):
        derived_importance(drivers.assign(b=drivers["a"], c=2 * drivers["a"])[["a", "c"]], overall)
    with pytest.raises(CourseError, match="'b' can be computed"):
        derived_importance(pd.DataFrame(dict.fromkeys("abcd", drivers["a"])), overall)


def test_too_few_people_are_counted() -> None:
    drivers, overall = survey(6, n=5)
    with pytest.raises(CourseError, match=r"5 people are too few for 4 drivers: ask 6 at least"):
        derived_importance(drivers, overall)
    drivers, overall = survey(6, n=6)
    assert len(derived_importance(drivers, overall)) == 4


def test_damaged_drivers_are_explained() -> None:
    drivers, overall = survey(7)
    with pytest.raises(CourseError, match="'b' is the same for everybody"):
        derived_importance(drivers.assign(b=4.0), overall)
    with pytest.raises(CourseError, match="'overall' is the same for everybody"):
        derived_importance(drivers, 0 * overall)
    with pytest.raises(CourseError, match="missing values in column 'a'"):
        derived_importance(drivers.mask(drivers["a"] > 0), overall)
    with pytest.raises(CourseError, match="text instead of numbers in 'a'"):
        derived_importance(drivers.assign(a="good"), overall)
    with pytest.raises(CourseError, match="missing values in column 'overall'"):
        derived_importance(drivers, overall.where(overall > 0))
    with pytest.raises(CourseError, match="different people in their index"):
        derived_importance(drivers, overall.iloc[::-1])
    with pytest.raises(CourseError, match="59 overall scores for 60 people"):
        derived_importance(drivers, overall.to_list()[1:])
    with pytest.raises(CourseError, match="performance has no columns"):
        derived_importance(drivers[[]], overall)
    with pytest.raises(CourseError, match="must be a pandas DataFrame, not list"):
        derived_importance([[1, 2]], overall)  # type: ignore[arg-type]


def three_kinds(seed: int = 0, n: int = 600, noise: float = 0.3) -> tuple[pd.DataFrame, pd.Series]:
    random = np.random.default_rng(seed)
    ratings = pd.DataFrame(
        random.integers(1, 8, size=(n, 3)), columns=["must_be", "attractive", "one_dimensional"]
    )
    overall = (
        5.0
        - 2.0 * (ratings["must_be"] <= 2)
        + 1.5 * (ratings["attractive"] >= 6)
        + 1.0 * (ratings["one_dimensional"] >= 6)
        - 1.0 * (ratings["one_dimensional"] <= 2)
        + noise * random.normal(size=n)
    )
    return ratings, overall


def test_penalties_and_rewards_are_found_with_their_intervals() -> None:
    table = penalty_reward(*three_kinds(), low=2, high=6)
    truth = {"must_be": (-2.0, 0.0), "attractive": (0.0, 1.5), "one_dimensional": (-1.0, 1.0)}
    for name, (penalty, reward) in truth.items():
        row = table.loc[name]
        assert row["penalty"] == pytest.approx(penalty, abs=0.12)
        assert row["reward"] == pytest.approx(reward, abs=0.12)
        assert row["penalty_low"] < row["penalty"] < row["penalty_high"]
        assert row["reward_low"] < row["reward"] < row["reward_high"]
    ratings, overall = three_kinds()
    assert table["n_low"].to_list() == (ratings <= 2).sum().to_list()
    assert table["n_high"].to_list() == (ratings >= 6).sum().to_list()
    narrow = penalty_reward(ratings, overall, low=2, high=6, level=0.5)
    assert (narrow["reward_low"] > table["reward_low"]).all()
    assert narrow["reward"].to_numpy() == pytest.approx(table["reward"].to_numpy())


def test_one_attribute_is_a_difference_of_means() -> None:
    ratings, overall = three_kinds(1)
    table = penalty_reward(ratings[["must_be"]], overall, low=3, high=5)
    level = pd.cut(ratings["must_be"], [0, 3, 4, 7], labels=["low", "middle", "high"])
    means = overall.groupby(level, observed=True).mean()
    assert table.loc["must_be", "penalty"] == pytest.approx(means["low"] - means["middle"])
    assert table.loc["must_be", "reward"] == pytest.approx(means["high"] - means["middle"])


def test_one_slope_takes_a_must_be_for_a_driver_of_delight() -> None:
    ratings, overall = three_kinds(2)
    slopes = derived_importance(ratings, overall)["beta"]
    assert slopes["must_be"] > slopes["attractive"]
    assert penalty_reward(ratings, overall, 2, 6)["reward"].idxmin() == "must_be"


def test_what_is_held_is_compared_within_its_levels() -> None:
    ratings, overall = three_kinds(5)
    ill = pd.Series(np.where(ratings["must_be"] <= 2, 1, 0), index=ratings.index)
    ill[::3] = 1 - ill[::3]
    thanks = overall + 3 * ill  # the ill are grateful, and find less
    raw = penalty_reward(ratings, thanks, low=2, high=6)
    held = penalty_reward(ratings, thanks, low=2, high=6, held=ill)
    assert raw.loc["must_be", "penalty"] > -1.5
    assert held.loc["must_be", "penalty"] == pytest.approx(-2.0, abs=0.15)
    assert held.loc["attractive", "reward"] == pytest.approx(1.5, abs=0.15)
    assert list(held.columns) == list(raw.columns)
    with pytest.raises(CourseError, match="held needs one value for each"):
        penalty_reward(ratings, thanks, 2, 6, held=ill.iloc[1:])
    with pytest.raises(CourseError, match="Low and high of 'must_be'"):
        penalty_reward(ratings, thanks, 2, 6, held=ratings["must_be"] <= 2)


def test_where_nobody_is_low_the_penalty_is_unknown() -> None:
    ratings, overall = three_kinds(3)
    ratings["must_be"] = ratings["must_be"].clip(lower=4)
    table = penalty_reward(ratings, overall, low=2, high=6)
    assert table.loc["must_be", "n_low"] == 0
    assert table.loc["must_be", ["penalty", "penalty_low", "penalty_high"]].isna().all()
    assert np.isfinite(table.loc["must_be", "reward"])


def test_damaged_ratings_are_explained() -> None:
    ratings, overall = three_kinds(4, n=40)
    with pytest.raises(CourseError, match="low must be below high"):
        penalty_reward(ratings, overall, low=6, high=2)
    with pytest.raises(CourseError, match="level is 95: give a number between 0 and 1"):
        penalty_reward(ratings, overall, low=2, high=6, level=95)
    with pytest.raises(CourseError, match="Nobody rates 'must_be' between 3 and 4"):
        penalty_reward(ratings, overall, low=3, high=4)
    few = pd.DataFrame([[1, 4, 7], [4, 7, 1], [7, 1, 4]] * 2 + [[4, 4, 4]])
    with pytest.raises(CourseError, match="7 people are too few for 6 dummies: ask 8"):
        penalty_reward(few, overall.to_list()[:7], low=2, high=6)
    with pytest.raises(CourseError, match="Low and high of 'copy' can be computed"):
        penalty_reward(ratings.assign(copy=ratings["must_be"]), overall, low=2, high=6)
    with pytest.raises(CourseError, match="'must_be' is the same for everybody"):
        penalty_reward(ratings.assign(must_be=4), overall, low=2, high=6)
