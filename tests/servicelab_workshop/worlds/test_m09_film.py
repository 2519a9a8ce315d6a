"""What plans and cards hold on the shipped seed and on others: sorting is seen, or cannot be told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

from servicelab.loyalty import sbg_fit, sbg_survival
from servicelab_workshop.worlds import discovery

WORLD = discovery.world("m09_loyalty_film")
SEEDS = (WORLD.FILM_SEED, 1, 2, 3, 4, 5, 6)


@pytest.fixture(params=SEEDS, scope="module")
def tables(request: pytest.FixtureRequest) -> dict[str, pd.DataFrame]:
    made: dict[str, pd.DataFrame] = WORLD.make_world_film(request.param).tables()
    return made


def counted(plans: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (
            year,
            (plans["years"] >= year).sum(),
            plans.query("years == @year and ended == 1").shape[0],
        )
        for year in range(1, 13)
    ]
    return pd.DataFrame(rows, columns=["year", "at_start", "left"])


def slope(counts: pd.DataFrame, *, within: bool) -> tuple[float, float, float]:
    """Of the log odds of leaving on the logarithm of the year, with its interval."""
    counts = counts[counts["at_start"] > 0]
    counts = counts.assign(stay=counts["at_start"] - counts["left"])
    formula = "left + stay ~ np.log(year)" + (" + C(came_by)" if within else "")
    fit = smf.glm(formula, counts, family=sm.families.Binomial()).fit()
    return (fit.params["np.log(year)"], *fit.conf_int().loc["np.log(year)"])


def test_the_whole_rises_and_within_ways_nothing_is_seen(tables: dict[str, pd.DataFrame]) -> None:
    plans = tables["bank_plans"]
    ways = pd.concat(
        [counted(group).assign(came_by=way) for way, group in plans.groupby("came_by")]
    )
    value, low, high = slope(ways, within=True)
    assert low < 0 < high
    assert abs(value) < 0.07
    assert slope(ways, within=False)[2] < -0.4
    whole = counted(plans)
    rates = 1 - whole["left"] / whole["at_start"]
    assert rates.iloc[0] < 0.875
    assert rates.iloc[-1] > 0.94


def test_customers_who_differ_are_forecast_and_one_rate_falls_short(
    tables: dict[str, pd.DataFrame],
) -> None:
    plans = tables["bank_plans"]
    five = counted(plans).head(5)
    here = int(len(plans) - five["left"].sum())
    came = 1 - plans["ended"].mean()
    assert sbg_survival(*sbg_fit(five["left"], here), 12)[-1] == pytest.approx(came, abs=0.035)
    assert (here / len(plans)) ** (12 / 5) < came - 0.1


def test_the_cards_rise_in_each_way_and_two_stories_fit(tables: dict[str, pd.DataFrame]) -> None:
    cards = tables["bank_cards"]
    value, low, high = slope(cards, within=True)
    assert -0.7 < low < high < -0.4
    assert slope(cards, within=False)[0] == pytest.approx(value, abs=0.01)
    for _way, one in cards.groupby("came_by"):
        assert slope(one, within=False)[2] < -0.3


def test_two_stories_fit_the_shipped_cards_alike() -> None:
    cards = WORLD.make_world_film().bank_cards.groupby("year")[["at_start", "left"]].sum()
    seen = 1 - cards["left"] / cards["at_start"]
    shares, leave = np.array([0.53, 0.39, 0.08]), np.array([0.024, 0.18, 0.82])
    kinds = (shares[:, None] * (1 - leave[:, None]) ** np.arange(13)).sum(axis=0)
    for story in (1 - 0.146 * np.arange(1, 13) ** -0.5, kinds[1:] / kinds[:-1]):
        assert np.abs(story - seen.to_numpy()).max() < 0.0075


def test_who_left_has_a_way_of_leaving(tables: dict[str, pd.DataFrame]) -> None:
    plans = tables["bank_plans"]
    assert (plans["how"].notna() == (plans["ended"] == 1)).all()
    assert plans.loc[plans["ended"] == 0, "years"].eq(WORLD.FILM_YEARS).all()
