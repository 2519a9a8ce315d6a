"""Signed: only a rule that asks how a pilot was chosen, and which news is a fact, earns points."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.speed import in_pieces

from servicelab.errors import CourseError
from servicelab.games.signed import Signed, model
from servicelab.games.signed.model import (
    COMPARISONS,
    NEWS,
    NOTHING,
    SIGNS,
    UNSURE,
    WITHINS,
    make_boards,
    run_rule,
)
from servicelab_workshop.policies.signed import CAREFUL, FULL, blind_rules, policy_table, scale

#: Five sets of boards that nothing else uses.
SETS = [range(10_000 * number, 10_000 * number + 500) for number in range(1, 6)]
FEW = range(90_000, 90_040)


@cache
def shares() -> pd.DataFrame:
    return policy_table(SETS).drop(columns="yuan") / FULL


RULES = st.fixed_dictionaries(
    {
        **dict.fromkeys(("lowest", "applied", "road"), st.sampled_from(list(COMPARISONS))),
        "sign": st.sampled_from(list(SIGNS)),
        "news": st.lists(st.sampled_from(list(NEWS)), unique=True),
        "within": st.sampled_from(list(WITHINS)),
        "unsure": st.sampled_from(list(UNSURE)),
    }
)


# --- by hand ---------------------------------------------------------------------------------


def test_the_page_praises_all_and_two_of_three_lose() -> None:
    page, invoice = model.page(), model.invoice()
    assert (page["rise"] > 0).all()
    assert (page["back"] > 10).all()
    assert (invoice["value"] < 0).tolist() == [True, True, False]
    assert invoice["value"].sum() < 0


def test_by_hand_the_fitting_comparison_is_nearest_and_another_signs_wrongly() -> None:
    boards = make_boards([model.PRACTICE], chosen=range(3))
    off = abs(boards.estimate - boards.effect[:, None])
    fitting = [list(COMPARISONS).index(CAREFUL[how]) for how in model.CHOSEN]
    assert off.argmin(axis=1).tolist() == fitting
    assert (np.sort(off)[:, 1] > off.min(axis=1) + 0.9).all()
    even = boards.cost / model.UNIT
    says = boards.estimate > even[:, None]
    pays = boards.effect > even
    assert (says[range(3), fitting] == pays).all()
    assert (says != pays[:, None]).any(axis=1).all()


def test_the_lowest_had_a_low_year_those_who_applied_grow_and_the_road_loses() -> None:
    gaps = np.mean([model.invoice(seed).filter(like="gap") for seed in range(40)], axis=0)
    assert gaps[0, 3] < gaps[0, :3].mean() - 2
    assert np.diff(gaps[1, :4]).mean() == pytest.approx(model.KEEN, abs=0.5)
    assert abs(gaps[2, :2]).max() < 1
    assert abs(gaps[2, 2:4] + model.TAKEN).max() < 1


# --- rules -----------------------------------------------------------------------------------


@given(RULES)
@settings(max_examples=30, deadline=None)
def test_a_board_does_not_know_the_others(rule: dict[str, Any]) -> None:
    together = run_rule(rule, make_boards([4, 5, 6])).by_board()
    alone = run_rule(rule, make_boards([5])).by_board()
    assert together[1] == pytest.approx(alone[0])
    assert np.isfinite(together).all()


@pytest.mark.parametrize(
    "rule",
    [
        None,
        "go",
        {},
        NOTHING | {"within": 3},
        NOTHING | {"within": True},
        NOTHING | {"within": float("nan")},
        NOTHING | {"news": "driver"},
        NOTHING | {"news": ["weather"]},
        NOTHING | {"news": [["driver"]]},
        NOTHING | {"lowest": ["last"]},
        NOTHING | {"unsure": "ask"},
        {name: value for name, value in NOTHING.items() if name != "road"},
    ],
)
def test_an_impossible_rule_is_told_and_not_run(rule: Any) -> None:
    assert model.lacks(rule)
    with pytest.raises(CourseError, match="cannot be run"):
        run_rule(rule, make_boards([1]))


def test_no_boards_is_told() -> None:
    with pytest.raises(CourseError, match="seed for each board"):
        make_boards([])


def test_each_fitting_comparison_is_right_on_average() -> None:
    boards = make_boards(range(600))
    off = boards.estimate - boards.effect[:, None]
    by_choice = {
        how: off[boards.chosen == place].mean(axis=0) for place, how in enumerate(model.CHOSEN)
    }
    names = list(COMPARISONS)
    for how, fitting in (("lowest", "earlier"), ("applied", "trend"), ("road", "last")):
        assert abs(by_choice[how][names.index(fitting)]) < 0.25
    assert by_choice["lowest"][names.index("last")] > 3
    assert by_choice["applied"][names.index("four")] > 5
    assert by_choice["road"][names.index("earlier")] < -5
    told = {"last": 2.2, "earlier": 1.9, "four": 1.8, "trend": 2.5}
    assert boards.error.mean(axis=0) == pytest.approx(list(told.values()), abs=0.06)


def test_errors_are_those_of_the_estimates() -> None:
    boards = make_boards(range(600))
    road = boards.chosen == list(model.CHOSEN).index("road")
    off = (boards.estimate - boards.effect[:, None])[road]
    assert off.std(axis=0) == pytest.approx(boards.error[road].mean(axis=0), rel=0.1)
    assert np.std(boards.lot - boards.effect) == pytest.approx(model.LOT_ERROR, rel=0.05)


# --- what rules are worth --------------------------------------------------------------------


def test_signing_everything_or_nothing_earns_nothing() -> None:
    assert (shares().loc[["sign everything", "sign nothing"]] < 0).to_numpy().all()


def test_careful_readings_get_all_points_and_no_blind_rule_any() -> None:
    for name in (
        "careful",
        "never unsure",
        "stop where unsure",
        "unsure within 2",
    ):
        assert (shares().loc[name] >= 1).sum() >= 4, name
    blind = [
        "a lot for everything",
        "last year everywhere",
        "earlier years everywhere",
        "four years everywhere",
    ]
    assert shares().loc[blind].to_numpy().max() <= 0


@cache
def by_comparisons(within: int, unsure: str) -> dict[tuple[str, ...], float]:
    """Share of full points by the three comparisons, all else as in careful reading."""
    boards = make_boards(SETS[0])
    scores = model.Scores(boards, CAREFUL)
    blind = max(scores.total(rule) for rule in blind_rules())
    found = {}
    for three in product(COMPARISONS, repeat=3):
        rule = {**CAREFUL, **dict(zip(model.CHOSEN, three, strict=True))}
        rule |= {"within": within, "unsure": unsure}
        found[three] = (scores.total(rule) - blind) / (1 - blind) / FULL
    return found


@pytest.mark.parametrize(("within", "unsure"), [(1, "lot"), (0, "stop"), (4, "stop"), (4, "lot")])
def test_two_wrong_comparisons_never_beat_two_right_ones(within: int, unsure: str) -> None:
    found = by_comparisons(within, unsure)
    # all four years are as good as three for the lowest: one low year of four
    right = {
        three: (three[0] in ("earlier", "four")) + (three[1] == "trend") + (three[2] == "last")
        for three in found
    }
    one, two = (
        [share for three, share in found.items() if right[three] == count] for count in (1, 2)
    )
    assert max(one) < min(two)
    assert min(two) > 0.3


def test_half_of_all_rules_earn_little() -> None:
    drawn = np.random.default_rng(1)
    scores = model.Scores(make_boards(SETS[0]), CAREFUL)
    blind = max(scores.total(rule) for rule in blind_rules())
    earned = []
    for _number in range(2000):
        rule: dict[str, Any] = {
            how: str(drawn.choice(list(COMPARISONS))) for how in model.CHOSEN
        } | {
            "sign": str(drawn.choice(list(SIGNS))),
            "news": [kind for kind in NEWS if drawn.random() < 0.5],
            "within": int(drawn.choice(list(WITHINS))),
            "unsure": str(drawn.choice(list(UNSURE))),
        }
        earned.append(max(0.0, scores.total(rule) - blind) / (1 - blind))
    assert np.mean(earned) < 0.05
    assert np.mean(np.array(earned) == 0) > 0.8


def test_the_blind_rules_hold_each_constant() -> None:
    rules = list(blind_rules())
    for name in COMPARISONS:
        assert any({rule["lowest"], rule["applied"], rule["road"]} == {name} for rule in rules)
    measured = scale(FEW)
    scores = model.Scores(make_boards(FEW), CAREFUL)
    assert measured["blind"] == pytest.approx(max(scores.total(rule) for rule in rules))
    assert 0 < measured["blind"] < 0.7
    assert scores.total(CAREFUL) == 1


def test_each_field_matters_by_itself_and_none_costs_all() -> None:
    mean = shares().mean(axis=1)
    for name, least, most in (
        ("lowest: last year", 0.4, 0.7),
        ("lowest: trend", 0.4, 0.7),
        ("applied: last year", 0.4, 0.8),
        ("applied: four years", 0.4, 0.7),
        ("road: trend", 0.4, 0.7),
        ("road: earlier years", 0.4, 0.7),
        ("road: four years", 0.4, 0.7),
        ("above zero", 0.5, 0.8),
        ("surely above zero", 0.5, 0.8),
        ("surely above the break-even", 0.6, 0.9),
        ("no news", 0.6, 0.9),
        ("a villager's story, too", 0.6, 0.95),
        ("people at the bus, too", 0.6, 0.95),
        ("deaf to the nurse", 0.8, 0.97),
        ("stop within 4", 0.8, 0.97),
    ):
        assert least < mean[name] < most, name


def test_what_one_field_costs_is_named() -> None:
    for name, value in (
        ("lowest", "last"),
        ("sign", "sure_pays"),
        ("unsure", "go"),
        ("news", []),
        ("road", "four"),
    ):
        got = model.share_of_gap({**CAREFUL, name: value}, SETS[0], 0.0, CAREFUL)
        assert max(got["cost"], key=got["cost"].get) == name


def test_two_thousand_boards_are_judged_in_seconds() -> None:
    def judged() -> object:
        return model.share_of_gap({**CAREFUL, "road": "four"}, range(2000), 0.0, CAREFUL)

    assert in_pieces(judged, 80) < 80


def test_the_invoice_is_told_with_what_was_signed(tmp_path: Path) -> None:
    hand = Signed(tmp_path)
    hand.record(west="go", north="stop", river="stop")
    told = hand.reveal().sentence
    assert "You signed 1 of 3 routes" in told
    assert f"{model.invoice()['value'].iloc[0]:+,.0f}" in told
