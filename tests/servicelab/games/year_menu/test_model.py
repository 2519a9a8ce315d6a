"""The year menu: who buys moves what a tier costs, and only reading the packs pays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from servicelab.errors import CourseError
from servicelab.games.year_menu import model
from servicelab.games.year_menu.model import make_cities, play_years, run_rule, share_of_gap
from servicelab_workshop.policies.year_menu import (
    CAREFUL,
    POLICIES,
    best_blind,
    one_menu,
    policy_table,
    readers,
    scale,
)

#: Six sets of cities that nothing else uses, as many in each as a rule is judged by.
SETS = [range(1000 * number, 1000 * number + 60) for number in range(11, 17)]
CLOSED = {"Basic": None, "Standard": None, "Full": None, "desk": False, "waiting": False}


def menu(**changed: Any) -> dict[str, Any]:
    return {**CLOSED, **changed}


# --- the world -------------------------------------------------------------------------------


def test_what_the_class_costs_is_what_the_notebook_says() -> None:
    assert model.CLASS_COST.round().tolist() == [521, 994, 1430]
    draw = np.random.default_rng(1)
    bill = np.exp(draw.normal(np.log(model.BILL), model.BILL_SPREAD, 400_000))
    for place, deductible in enumerate(model.DEDUCTIBLE):
        paid = np.maximum(bill - deductible, 0)
        assert paid.mean() == pytest.approx(model.PAYOUT[place], rel=0.02)
        assert (paid**2).mean() / paid.mean() ** 2 == pytest.approx(model.UNEVEN[place], rel=0.06)


def test_cities_are_drawn_as_the_rules_say() -> None:
    cities = make_cities(range(240))
    for kind in model.KINDS:
        mine = cities.kind == kind
        assert mine.mean() == pytest.approx(1 / 3, abs=0.1)
        gap = cities.pack["gap"][mine].mean()
        assert {"sicker": gap > 3, "alike": abs(gap) < 0.7, "healthier": gap < -0.5}[kind]
    assert cities.risk.mean() == pytest.approx(model.STAY, abs=0.004)
    alone = make_cities([7])
    assert (cities.risk[7] == alone.risk[0]).all()


def test_where_people_know_their_risk_full_costs_more_than_the_class() -> None:
    cities = make_cities(range(60))
    run = run_rule(one_menu("Full", 20), cities)
    know = cities.kind == "sicker"
    assert np.nanmin(run.ratio[know, 2]) > 0.9
    assert np.nanmax(run.ratio[~know, 2]) < np.nanmin(run.ratio[know, 2])


def test_a_tier_that_is_closed_is_not_sold_and_nobody_is_angry_without_a_rise() -> None:
    run = run_rule(one_menu("Basic", 40), make_cities(range(10)))
    assert (run.policies[:, :, 1:] == 0).all()
    assert (run.anger == 0).all()
    closed = run_rule(one_menu("Basic", 40, bad_year="close"), make_cities(range(10)))
    assert (closed.policies.sum(axis=(1, 2)) <= run.policies.sum(axis=(1, 2)) + 1e-9).all()


def test_a_dearer_tier_sells_less() -> None:
    cities = make_cities(range(20))
    sold = [
        run_rule(one_menu("Full", markup), cities).policies[:, 0, 2] for markup in model.MARKUPS
    ]
    assert (np.diff(sold, axis=0) <= 1e-9).all()


# --- by hand ---------------------------------------------------------------------------------


def test_selling_nothing_brings_nothing() -> None:
    for year in play_years([CLOSED] * 3):
        assert year.value == year.reckoned == year.anger == 0
        assert (year.choice == 3).all()


def test_anger_is_what_the_rules_say() -> None:
    first, dearer, closed, free = (
        menu(Full=1800),
        menu(Full=2088),
        menu(Basic=700),
        menu(Basic=700, Full=5000),
    )
    held = play_years([first])[0].policies[2]
    assert play_years([first, dearer])[1].anger == pytest.approx(held * 600 * 0.5 * 0.10)
    assert play_years([first, closed])[1].anger == pytest.approx(held * 600 * 0.5 * 0.44)
    assert play_years([first, menu(Full=1900)])[1].anger == 0
    assert play_years([first, closed, free])[2].anger == 0
    most = play_years([first, menu(Full=5000)])[1].anger
    assert most == pytest.approx(held * 600 * 0.5 * 0.60)


def test_the_years_fold_and_the_last_one_changes_nothing_before() -> None:
    three = [menu(Full=1800), menu(Full=1900, desk=True), menu(Basic=700, waiting=True)]
    years = play_years(three)
    for count in (1, 2):
        again = play_years(three[:count])
        assert [one.value for one in again] == [one.value for one in years[:count]]


def test_the_actuary_sells_more_and_loses_more() -> None:
    full = menu(Basic=710, Standard=1280, Full=1800)
    small = menu(Basic=950, waiting=True)
    many, few = play_years([full] * 3), play_years([small] * 3)
    assert sum(y.policies.sum() for y in many) > 3 * sum(y.policies.sum() for y in few)
    assert sum(y.reckoned for y in many) < sum(y.reckoned for y in few) < 0


# --- a rule ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"limit": 7},
        {"limit": True},
        {"sicker_tiers": ""},
        {"other_tiers": "Gold"},
        {"few_markup": 1e9},
        {"few_markup": "thirty"},
        {"many_markup": None},
        {"desk": ["asked"]},
        {"bad_year": float("nan")},
    ],
)
def test_an_impossible_rule_is_refused_in_a_sentence(change: dict[str, Any]) -> None:
    name = next(iter(change))
    with pytest.raises(CourseError, match=f"{name}: choose one of"):
        run_rule({**CAREFUL, **change}, make_cities([1]))
    with pytest.raises(CourseError, match="dictionary"):
        model.check_rule("Full")
    with pytest.raises(CourseError, match=name):
        model.check_rule({part: value for part, value in CAREFUL.items() if part != name})


def test_only_reading_earns_points() -> None:
    table = policy_table(SETS)
    blind = [name for name, rule in POLICIES.items() if rule["sicker_tiers"] == rule["other_tiers"]
             and rule["few_markup"] == rule["many_markup"] == rule["sicker_markup"]]  # fmt: skip
    assert len(blind) >= 6
    assert (table.loc[blind] <= 1e-9).all(axis=None)
    half = [
        "reads who buys, nothing else",
        "reads how many stay, nothing else",
        "no gap, Full for double where sicker",
        "no stay, 40 % elsewhere",
    ]
    assert (table.loc[half] < 1).all(axis=None)
    assert (table.loc["reads the wrong way round"] < 0).all()


def test_most_sensible_readers_have_full_points() -> None:
    rules = {str(number): rule for number, rule in enumerate(readers())}
    full = policy_table(SETS[:5], rules) >= 1
    assert (full.sum(axis=1) >= 4).mean() > 0.8


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("limit", 0),
        ("sicker_tiers", "Full"),
        ("other_tiers", "Standard"),
        ("few_markup", 60),
        ("many_markup", 30),
        ("desk", "never"),
        ("waiting", "always"),
        ("bad_year", "all"),
    ],
)
def test_each_field_matters(part: str, value: Any) -> None:
    seeds = list(SETS[1])
    ends = scale(seeds)
    got = share_of_gap({**CAREFUL, part: value}, seeds, **ends)
    assert list(got["costs"]) == [part]
    assert got["costs"][part] > 10


def test_the_search_for_the_best_blind_menu_overlooks_little() -> None:
    cities = make_cities(range(30))
    found, best = best_blind(cities)
    assert run_rule(best, cities).value.mean() == pytest.approx(found)
    for tiers in ("Full", "Standard + Full"):
        for markup in model.MARKUPS:
            for waiting in ("never", "always"):
                for after in model.AFTER:
                    rule = one_menu(tiers, markup, "always", waiting, after)
                    assert run_rule(rule, cities).value.mean() <= found + 5
