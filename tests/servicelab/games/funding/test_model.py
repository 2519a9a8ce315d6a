"""Projects within a budget: which sets can be paid, and where one of them stands."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.games.funding.model import affordable_sets, compare, funding_fields, spent
from servicelab_workshop.policies.funding import (
    BLIND,
    BUDGET,
    READING,
    costs,
    full,
    gain,
    gains,
    policy_table,
    zero,
)

COST = {"roof": 900.0, "stove": 400.0, "sign": 50.0}
NAMES = ("a", "b", "c", "d", "e")
PRICES = st.lists(st.integers(1, 100), min_size=1, max_size=5).map(
    lambda prices: dict(zip(NAMES, map(float, prices), strict=False))
)


def test_a_set_costs_its_sum_and_an_unknown_project_is_told() -> None:
    assert spent(["sign", "roof"], COST) == 950
    with pytest.raises(CourseError, match=r"no project 'cellar'.*roof, stove, sign"):
        spent(["cellar"], COST)


@given(PRICES, st.floats(0, 300))
def test_all_sets_within_the_budget_are_there_once(cost: dict[str, float], budget: float) -> None:
    found = affordable_sets(cost, budget)
    assert len(found) == len(set(found))
    everything = [one for size in range(len(cost) + 1) for one in combinations(cost, size)]
    assert set(found) == {one for one in everything if sum(map(cost.get, one)) <= budget}  # type: ignore[arg-type]


@given(PRICES, st.floats(100, 300))
def test_no_set_beats_the_best(cost: dict[str, float], budget: float) -> None:
    brings = {one: float(len("".join(one))) for one in affordable_sets(cost, budget)}
    for one in brings:
        found = compare(one, brings, cost, budget)
        assert found.best_gain == max(brings.values()) == brings[found.best]
        assert found.better == sum(other > brings[one] for other in brings.values())
        assert found.sets == len(brings)


def test_of_two_that_bring_the_same_the_cheaper_is_best() -> None:
    brings = dict.fromkeys(affordable_sets(COST, 1000), 0.0) | {("roof",): 7.0, ("sign",): 7.0}
    assert compare(["roof"], brings, COST, 1000).best == ("sign",)


def test_what_cannot_be_compared_is_told() -> None:
    with pytest.raises(CourseError, match="more than the budget of 1,000"):
        compare(["roof", "stove"], {}, COST, 1000)
    with pytest.raises(CourseError, match="No gain is given for the set of stove"):
        compare(["roof"], {(): 0.0, ("roof",): 1.0}, COST, 1000)


def test_the_fields_take_a_set_in_any_order() -> None:
    fields = funding_fields("demo", list(COST))
    tidy = fields.tidy({"projects": ["sign", "roof"], "expected": 500, "reason": "x" * 20})
    assert tidy["projects"] == ["roof", "sign"]
    assert fields.missing(tidy) == []


def test_who_computes_no_gain_earns_nothing_and_only_the_best_set_everything() -> None:
    table = policy_table()
    assert set(table.loc[list(BLIND), "share"]) == {0.0}
    assert table.loc["best set", "share"] == 1
    others = table.loc[[name for name in READING if name != "best set"], "share"]
    assert others.max() <= 0.15
    assert (table["cost"] <= BUDGET).all()


def test_few_sets_lie_between_zero_and_full() -> None:
    can_pay = pd.Series({one: gain(one) for one in affordable_sets(costs(), BUDGET) if one})
    assert (can_pay == full()).sum() == 1
    between = can_pay[(can_pay > zero()) & (can_pay < full())]
    assert len(between) == 3
    assert between.max() < 0.9 * full()


def test_the_same_hours_count_once_unless_asked_for() -> None:
    twins = "claims app + claims desk"
    assert gains()[twins] == 2000 * 45 * 3.8
    assert gains(apart=True)[twins] == 2000 * 45 * 6.2
