"""The year: no plan that reads no card earns full points; careful reading does; each flaw loses."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab.games.year import model
from servicelab.games.year.cards import CARDS
from servicelab.games.year.model import ACTIONS, CLASSES, HOUSES, SIZES
from servicelab_workshop.policies import year as policies

#: Five sets of forty years that nothing else uses.
SETS = [range(10_000 * number, 10_000 * number + 40) for number in range(1, 6)]
MANY = range(90_000, 90_400)


@cache
def on_sets(house: str) -> list[dict[str, Any]]:
    return [policies.scale(house, policies.make_years(house, seeds)) for seeds in SETS]


@cache
def table(house: str) -> pd.DataFrame:
    return policies.policy_table(house, MANY)


def points(plan: dict[str, Any], house: str, place: int) -> float:
    scale = on_sets(house)[place]
    years = policies.make_years(house, SETS[place])
    share = policies.score(plan, policies.KEY[house], years, scale["best"])
    return (share - scale["zero"]) / (scale["full"] - scale["zero"])


def test_the_key_has_as_many_of_each_class_as_the_rules_say_and_differs_by_house() -> None:
    good = {}
    for house in HOUSES:
        kinds = list(policies.KEY[house].values())
        assert tuple(kinds.count(one) for one in CLASSES) == SIZES
        good[house] = set(policies.of_class(house, "good"))
    # nine places among eight actions: few are good in two houses, none in three
    both = [good[one] & good[other] for one in HOUSES for other in HOUSES if one < other]
    assert max(len(one) for one in both) <= 1
    assert not set.intersection(*good.values())


def test_neither_promise_nor_cost_nor_order_nor_length_tells_the_class() -> None:
    value = {"good": 2, "weak": 1, "trap": 0}
    for house in HOUSES:
        cards = CARDS[house]
        ranks = pd.Series({name: value[kind] for name, kind in policies.KEY[house].items()})
        tells = {
            "promise": [cards[name].promise for name in ACTIONS],
            "cost": [cards[name].cost for name in ACTIONS],
            "ratio": [cards[name].promise / cards[name].cost for name in ACTIONS],
            "length": [len(cards[name].known) for name in ACTIONS],
            "order": list(range(len(ACTIONS))),
        }
        for name, numbers in tells.items():
            series = pd.Series(numbers, index=ranks.index, dtype=float)
            assert abs(ranks.corr(series, method="spearman")) < 0.6, (house, name)


@pytest.mark.parametrize("house", list(HOUSES))
def test_no_blind_plan_reaches_full_points(house: str) -> None:
    for scale in on_sets(house):
        assert scale["zero"] < scale["full"] - 0.03, scale


@pytest.mark.parametrize("house", list(HOUSES))
def test_careful_reading_arrives_on_four_of_five_sets(house: str) -> None:
    good = policies.of_class(house, "good")
    one_step = dict.fromkeys(good, 1)
    ways = {
        "careful": policies.CAREFUL[house],
        "below 0.6": policies.make_plan(house, one_step, stop=0.6),
        "to the good": policies.make_plan(house, one_step, freed=good),
        "more from 1.0": policies.make_plan(house, one_step, more=1.0),
    }
    for name, plan in ways.items():
        reached = [points(plan, house, place) for place in range(len(SETS))]
        assert sum(one > 0.97 for one in reached) >= 4, (name, reached)


@pytest.mark.parametrize("house", list(HOUSES))
def test_the_best_blind_plan_of_other_years_reaches_little(house: str) -> None:
    """Whoever finds the blind plan that suits a set gains less on the others."""
    plans = dict(policies.blind_plans(house))
    for place, scale in enumerate(on_sets(house)):
        other = (place + 1) % len(SETS)
        assert points(plans[scale["blind"]], house, other) < 0.9


@pytest.mark.parametrize("house", list(HOUSES))
def test_three_drawn_by_lot_stand_below_zero(house: str) -> None:
    years = policies.make_years(house, SETS[0])
    best = on_sets(house)[0]["best"]
    drawn = [
        policies.score(plan, policies.KEY[house], years, best)
        for plan in policies.random_threes(house, 40)
    ]
    assert np.mean(drawn) < on_sets(house)[0]["zero"]


@pytest.mark.parametrize("house", list(HOUSES))
def test_the_example_earns_nothing_anywhere(house: str) -> None:
    assert policies.standing(model.example(house)) <= 0


@pytest.mark.parametrize("house", list(HOUSES))
def test_each_flaw_loses(house: str) -> None:
    flaws = [
        "counts",
        "nothing measured",
        "nothing stopped",
        "before and after",
        "stopped below 1.0",
        "freed money to a trap",
        "freed money not spent",
        "a trap among them",
        "two good and a weak",
        "thin over five",
        "all on one good",
    ]
    assert (table(house).loc[flaws, "low"] > 0).all()
    habits = table(house).index[:6]
    assert table(house).loc[habits, "share"].max() < 0.3


@pytest.mark.parametrize("house", list(HOUSES))
def test_one_year_says_little(house: str) -> None:
    beats = table(house).loc["growth first", "beats"] / len(MANY)
    assert 0.01 < beats < 0.4
    assert table(house).loc["growth first", "low"] > 0.2


@pytest.mark.parametrize("house", list(HOUSES))
def test_the_stored_scale_is_that_of_the_forty_years(house: str) -> None:
    found = policies.scale(house, policies.make_years(house, policies.FORTY))
    assert policies.CLAIRVOYANT[house] == pytest.approx(found["best"], abs=0.01)
    assert policies.ZERO[house] == pytest.approx(found["zero"], abs=1e-4)
    assert policies.FULL[house] == pytest.approx(found["full"], abs=1e-4)


def test_nobody_beats_somebody_who_knows_all() -> None:
    for house in HOUSES:
        years = policies.make_years(house, range(30))
        key = policies.KEY[house]
        best = policies.clairvoyant(years, key)
        for plan in [*policies.policies(house).values(), *policies.random_threes(house, 10)]:
            assert (policies.play(plan, years, key)["gain"] <= best + 1e-6).all()


@pytest.mark.parametrize("house", list(HOUSES))
def test_each_flaw_loses_points_and_careful_reading_has_all(house: str) -> None:
    plans = policies.policies(house)
    for name in (
        "counts",
        "nothing measured",
        "nothing stopped",
        "before and after",
        "stopped below 1.0",
        "freed money not spent",
        "a trap among them",
    ):
        assert policies.standing(plans[name]) < 1, name
    assert policies.standing(policies.CAREFUL[house]) >= 1


def test_choice_is_judged_apart_from_rules() -> None:
    for house in HOUSES:
        plans = policies.policies(house)
        assert policies.standing(plans["nothing stopped"], with_careful_rules=True) >= 1
        assert policies.standing(plans["a trap among them"], with_careful_rules=True) < 0.5


@pytest.mark.parametrize("house", list(HOUSES))
def test_july_has_two_cards_of_each_kind_and_a_rule_to_keep(house: str) -> None:
    key = dict(zip("ABCDEF", policies.JULY_KEY[house], strict=True))
    assert sorted(key.values()) == sorted(["fact", "story", "noise"] * 2)
    assert {key[card] for card in policies.CONCERNS[house]} == {"fact"}
    year = {fact: effect for fact, effect in model.WORTH.items() if effect}
    for effect in year.values():
        signs = {name: 1 if worth > 1 else -1 for name, worth in effect.items()}
        concerned = [one for cards in policies.CONCERNS.values() for one in cards.values()]
        assert signs in concerned
    assert "stop" in set(model.seen_year(policies.CAREFUL[house]).readings["rule"])


def test_what_worked_in_the_seen_year_is_not_what_is_well_founded() -> None:
    for house in HOUSES:
        worked = policies.blind_choices(house)["worked in the seen year"]
        good = policies.of_class(house, "good")
        assert 0 < len(set(worked) & set(good)) < len(good)
        assert set(worked) & set(policies.of_class(house, "trap"))
