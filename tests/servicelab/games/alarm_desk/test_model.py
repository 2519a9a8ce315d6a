"""The alarm desk: worlds, rules, and that skill and not luck is paid."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from support.speed import in_pieces

from servicelab.control import run_length_table
from servicelab.control.alarms import RULES
from servicelab.errors import CourseError
from servicelab.games.alarm_desk import AlarmDesk
from servicelab.games.alarm_desk import model as desk
from servicelab_workshop.policies.alarm_desk import (
    CAREFUL,
    CAREFUL_READERS,
    FOR_ALL,
    HALF,
    NEARLY,
    loss_of,
    policy_table,
    search_once,
)

UNITS = {"transfers": 1.09, "callbacks": 2.15, "waits": 2.19}
FRESH = {f"set {k}": range(10_000 * k, 10_000 * k + 40) for k in range(1, 6)}
FULL = 0.85


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return policy_table(UNITS, FRESH)


def test_careful_reading_arrives_on_four_of_five_fresh_sets(table: pd.DataFrame) -> None:
    reached = table.loc[list(CAREFUL_READERS)] >= FULL
    assert (reached.sum(axis=1) >= 4).all(), table.round(2).to_string()


def test_one_rule_for_all_earns_nothing_and_half_reading_not_all(table: pd.DataFrame) -> None:
    assert (table.loc[list(FOR_ALL)] == 0).all(axis=None)
    assert (table.loc[list(HALF)].mean(axis=1) < 0.75).all(), table.round(2).to_string()
    assert (table.loc[list(HALF)] < FULL).all(axis=None), table.round(2).to_string()


def test_losses_speak_for_a_crude_rule_where_a_search_is_cheap(table: pd.DataFrame) -> None:
    last, never = (table.loc[name].mean() for name in NEARLY)
    assert 0.6 < last < 0.95
    assert 0 < never < 0.4


def test_few_rules_of_all_that_can_be_written_reach_full_points() -> None:
    seeds = range(400)
    made = {key: desk.futures(key, seeds) for key in desk.RATES}
    loss = {
        key: {
            (rule, unit): desk.follow(
                rule, UNITS[key] if unit == "known" else 1.0, key, made[key]
            ).loss.mean()
            for rule, unit in product(desk.RULES, desk.UNITS)
        }
        for key in desk.RATES
    }
    zero = min(sum(loss[key][pair] for key in desk.RATES) for pair in loss["waits"])
    least = {key: min(found.values()) for key, found in loss.items()}
    best = {key: min(found, key=found.__getitem__) for key, found in loss.items()}
    assert desk.house_rule(**best) == CAREFUL
    reached = [
        (zero - a - b - c) / (zero - sum(least.values()))
        for a, b, c in product(*(found.values() for found in loss.values()))
    ]
    assert np.mean(np.array(reached) >= FULL) < 0.01


def test_counting_as_the_notebook_teaches_finds_the_careful_rules() -> None:
    """26 or 30 weeks over the run length, and the sleep times its cost, as in the task before."""
    for key, rate in desk.RATES.items():
        unit = UNITS[key] if CAREFUL[f"{key}_unit"] == "known" else 1.0
        n = round(sum(rate.counted) / 2 / unit**2)
        lengths = run_length_table(rate.usual, {"shift": rate.usual * rate.times}, n)
        loss = desk.WEEKS / lengths["no shift"] * rate.search
        loss += rate.chance * lengths["shift"] * rate.week
        assert loss.idxmin() == RULES[CAREFUL[f"{key}_rule"]]


def test_to_search_once_in_a_fixed_week_is_worse_than_zero() -> None:
    seeds = range(200)
    zero = min(loss_of(rules, UNITS, seeds) for rules in FOR_ALL.values())
    assert min(search_once(week, seeds) for week in range(desk.WEEKS)) > zero


def test_a_search_for_nothing_is_dear_enough() -> None:
    """Alarms that cry often lose against patient ones where a search is dear."""
    seeds = range(200)
    waits = {
        rule: desk.results(desk.SAME[rule, "chance"], UNITS, seeds).loc["waits", "loss"]
        for rule in ("never", "two", "last")
    }
    assert waits["two"] > waits["never"]
    assert waits["last"] > waits["never"]


def test_forty_worlds_are_judged_quickly() -> None:
    def judged() -> object:
        return desk.share_reached(CAREFUL, UNITS, list(range(40)), CAREFUL)

    assert in_pieces(judged, 20) < 20


def test_shifts_begin_in_any_week_or_never() -> None:
    for key, rate in desk.RATES.items():
        start = desk.futures(key, range(600)).start
        assert set(start) == set(range(desk.WEEKS + 1))
        assert np.mean(start < desk.WEEKS) == pytest.approx(rate.chance, abs=0.06)


def test_a_world_is_the_same_alone_and_among_others() -> None:
    alone, among = desk.futures("waits", [7]), desk.futures("waits", [3, 7])
    assert (alone.shifted[0] == among.shifted[1]).all()


def test_playing_by_hand_costs_what_a_rule_costs_that_searches_alike() -> None:
    made = {key: desk.futures(key, [desk.OPEN]) for key in desk.RATES}
    entries: list[list[str]] = []
    for _week in range(desk.WEEKS):
        now = desk.play(entries)
        searched = []
        for key, rate in desk.RATES.items():
            week = now.week - 1
            counted = made[key].counted[0, week]
            limit = rate.usual + 2 * np.sqrt(rate.usual * (1 - rate.usual) / counted)
            if now.shares[key][-1] > limit + 1e-12:
                searched.append(key)
        entries.append(searched)
    over = desk.play(entries)
    found = desk.results(desk.SAME["two", "chance"], UNITS, [desk.OPEN])
    assert over.is_over
    assert over.loss == pytest.approx(found["loss"].sum())
    assert over.for_nothing == found["for nothing"].sum()


def test_what_is_no_rate_or_no_rule_is_told() -> None:
    with pytest.raises(CourseError, match="no rate 'queues'"):
        desk.play([["queues"]])
    with pytest.raises(CourseError, match="lacks a rule or a unit for long waits"):
        desk.results({**CAREFUL, "waits_rule": "often"}, UNITS, [1])
    with pytest.raises(CourseError, match="no two weeks of 'transfers'"):
        desk.units_of(pd.DataFrame({"rate": ["waits"], "counted": [600], "wrong": [70]}))


def _desk(folder: Path) -> AlarmDesk:
    known = pd.DataFrame(
        [
            (key, week, 400, round(400 * rate.usual) + week % 3)
            for key, rate in desk.RATES.items()
            for week in range(1, 13)
        ],
        columns=["rate", "week", "counted", "wrong"],
    )
    return AlarmDesk(known, folder)


def test_a_half_year_by_hand_is_kept_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    widget = _desk(tmp_path)
    widget.wait(weeks=4)
    widget.wait(search="waits")
    assert "Long waits: nothing found. Week 6 is in sight." in capsys.readouterr().out
    again = _desk(tmp_path)
    assert again.entries == [[], [], [], [], ["waits"]]
    again.wait(search=["queues"])
    assert "no rate 'queues'" in capsys.readouterr().out
    again.wait(weeks=40)
    assert "Thirty weeks by hand cost" in capsys.readouterr().out
    assert len(again.entries) == desk.WEEKS
    again.wait()
    assert "The half-year is over." in capsys.readouterr().out


def test_the_buttons_search_what_is_ticked_and_say_what_came_of_it(tmp_path: Path) -> None:
    widget = _desk(tmp_path)
    widget.view()
    widget._ticks["waits"].value = True
    widget._steps[1].click()
    assert widget.entries == [["waits"], [], [], []]
    assert "Long waits: nothing found. Week 5 is in sight." in widget._words.value
    assert not widget._ticks["waits"].value
    assert widget.errors == []


def test_rules_can_be_tried_before_a_reason_is_given(tmp_path: Path) -> None:
    widget = _desk(tmp_path)
    widget.view()
    widget._try()
    assert "First choose a rule for wrong transfers" in widget._tried.value
    for name, value in CAREFUL.items():
        widget.put(name, value)
    widget._try()
    assert "Mean of five half-years" in widget._tried.value
    assert widget.errors == []
