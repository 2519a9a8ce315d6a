"""What a survey, a price test and choices on paper show, on the shipped seed and on five others."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab.pricing import choice_difference, choice_effects, choice_worth
from servicelab_workshop.worlds import discovery

OTHERS = (1, 2, 3, 4, 5)
COST = 62
STEPS: dict[str, tuple[Any, Any]] = {
    "needs": ("partly", "fully"),
    "premium": (1200, 600),
    "claims_by": ("paper", "app"),
    "news": ("on request", "each step"),
    "on_time": (80, 90),
}
#: What part of those who said yes bought, in the four earlier surveys of the notebook.
EARLIER = (17 / 38, 29 / 52, 12 / 30, 26 / 44)


@cache
def world() -> ModuleType:
    return discovery.world("m03_value_price")


def tables(seed: int | None) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    made = world()
    first = made.SEED if seed is None else seed

    def rng(key: int) -> np.random.Generator:
        return np.random.default_rng([first, key])

    values = made.price_values(rng(20))
    survey = made.insurer_stated_prices(rng(21), values)
    return survey, made.insurer_price_test(rng(22), values), made.insurer_choices(rng(23))


def profits(test: pd.DataFrame) -> pd.DataFrame:
    table = test.groupby("price")["bought"].agg(n="size", share="mean")
    margin = 100 * (table.index.to_series() - COST)
    spread = table["share"] * (1 - table["share"]) / table["n"]
    return table.assign(profit=margin * table["share"], error=margin.abs() * np.sqrt(spread))


def said(survey: pd.DataFrame, prices: pd.Index) -> pd.Series:
    return pd.Series([(survey["stated_max"] >= one).mean() for one in prices], index=prices)


def cost_of_range(low: float, high: float, seen: float) -> float:
    return high - low + 10 * max(low - seen, seen - high, 0)


def test_the_shipped_tables() -> None:
    shipped = world().make_world_price().tables()
    assert shipped["insurer_price_test"].equals(tables(None)[1])
    assert shipped["insurer_price_test"]["price"].value_counts().nunique() == 1
    table = profits(shipped["insurer_price_test"])
    assert table["profit"].idxmax() == 120
    behind = (table.loc[120, "profit"] - table["profit"]) / np.hypot(
        table.loc[120, "error"], table["error"]
    )
    # what cannot be told apart in this one test
    assert set(behind.index[behind < 2]) == {120, 150}


@pytest.mark.parametrize("seed", [None, *OTHERS])
def test_the_survey_is_far_off_and_its_price_is_not(seed: int | None) -> None:
    survey, test, _ = tables(seed)
    table = profits(test)
    claimed = said(survey, table.index)
    promised = 100 * (table.index - COST) * claimed
    assert promised.idxmax() == 150
    assert table["profit"].idxmax() in (120, 150)
    assert claimed[120] / table.loc[120, "share"] > 1.7
    assert promised.max() / table["profit"].max() > 1.7
    less = table["profit"].max() - table.loc[150, "profit"]
    assert less < 1.96 * np.hypot(table.loc[120, "error"], table.loc[150, "error"])


def forty(first: int) -> pd.DataFrame:
    """The share that bought, by price, in forty tests among other policyholders."""
    shares = []
    for seed in range(first, first + 40):
        values = world().price_values(np.random.default_rng([seed, 20]))
        test = world().insurer_price_test(np.random.default_rng([seed, 22]), values)
        shares.append(profits(test)["share"])
    return pd.concat(shares, axis=1)


#: The first is the set that task 6 is judged by.
SETS = (2401, 3001, 4001, 5001, 6001, 7001)


@pytest.mark.parametrize("first", SETS)
def test_two_of_six_prices_are_good_over_forty_tests(first: int) -> None:
    share = forty(first).mean(axis=1)
    profit = 100 * (share.index - COST) * share
    assert set(profit.index[profit >= 0.85 * profit.max()]) == {120, 150}
    # no price stands near the line
    assert profit[150] > 0.88 * profit[120]
    assert profit[90] < 0.75 * profit[120]


@pytest.mark.parametrize("first", SETS)
def test_earlier_surveys_foretell_the_buyers_and_this_one_does_not(first: int) -> None:
    survey, test, _ = tables(None)
    claimed = 100 * said(survey, pd.Index([120]))[120]
    seen = 100 * forty(first).loc[120]

    def cost(low: float, high: float) -> float:
        return float(np.mean([cost_of_range(low, high, one) for one in seen]))

    assert cost(min(EARLIER) * claimed, max(EARLIER) * claimed) <= 13  # full points up to 13
    assert cost(18, 28) <= 13
    for width in (5, 10, 14):
        assert cost(claimed - width / 2, claimed + width / 2) >= 20  # and nothing from 20 on
    assert cost(0, 100) >= 20
    assert cost(10, 40) >= 20
    # what the one shipped test shows is no key
    shown = 100 * profits(test).loc[120, "share"]
    assert cost(shown, shown) >= 20
    assert cost(shown - 1, shown + 1) > 15


@pytest.mark.parametrize("seed", [None, *OTHERS])
def test_exaggeration_grows_with_the_price(seed: int | None) -> None:
    survey, test, _ = tables(seed)
    share = profits(test)["share"]
    times = said(survey, share.index) / share
    assert times[60] < times[150]
    assert times[60] < times[200]


def test_over_many_tests_exaggeration_grows_from_price_to_price() -> None:
    mean = forty(SETS[0]).mean(axis=1)
    assert (said(tables(None)[0], mean.index) / mean).is_monotonic_increasing


@pytest.mark.parametrize("seed", [None, *OTHERS])
def test_the_order_of_the_list_counts(seed: int | None) -> None:
    survey = tables(seed)[0]
    yes = (survey["stated_max"] >= 120).groupby(survey["first_shown"]).mean()
    assert yes["high price first"] > yes["low price first"] + 0.02


def test_over_many_draws_120_or_150_is_best() -> None:
    best = []
    for seed in range(200, 300):
        values = world().price_values(np.random.default_rng([seed, 20]))
        test = world().insurer_price_test(np.random.default_rng([seed, 22]), values)
        best.append(int(profits(test)["profit"].idxmax()))
    assert best.count(120) > best.count(150) > 15
    assert best.count(120) + best.count(150) >= 97


@pytest.mark.parametrize("seed", [None, *OTHERS])
def test_what_counts_most_differs_by_segment(seed: int | None) -> None:
    choices = tables(seed)[2]
    first = {
        str(name): choice_effects(part, STEPS)["effect"].drop("on_time").idxmax()
        for name, part in choices.groupby("segment")
    }
    assert first == {"family": "needs", "retired": "news", "self-employed": "claims_by"}
    retired = choices[choices["segment"] == "retired"]
    alone = choices[choices["segment"] == "self-employed"]
    assert choice_difference(retired, STEPS, "news", "claims_by")[1] > 0
    assert choice_difference(alone, STEPS, "news", "claims_by")[2] < 0
    assert choice_worth(choices, STEPS, "on_time", "premium")[1] > 0


def test_together_communication_and_convenience_cannot_be_told_apart() -> None:
    inside = 0
    for seed in (None, *OTHERS):
        _, low, high = choice_difference(tables(seed)[2], STEPS, "news", "claims_by")
        inside += low < 0 < high
    assert inside >= 5
