"""The beads: nothing works in the first round, and in the second only reading pays."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from servicelab.errors import CourseError
from servicelab.games.beads import model
from servicelab.games.beads.model import NOTHING, share_of_gap
from servicelab_workshop.policies.beads import (
    BLIND_PERSON,
    BLIND_SYSTEM,
    CAREFUL,
    POLICIES,
    policy_table,
    scale,
)

#: Six sets of boards that nothing else uses, as many in each as a rule is judged by.
SETS = [range(1000 * number, 1000 * number + 200) for number in range(11, 17)]
#: From where on a rule has the full points of a part.
FULL = {"person": 0.8, "system": 0.7}
MANY = range(7000, 7200)


def changed(**parts: Any) -> dict[str, Any]:
    return {**NOTHING, **parts}


# --- the first round -------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(1, 7))
def test_the_habit_of_the_director_seems_to_prove_that_blame_works(seed: int) -> None:
    board = model.all_alike(seed)
    came = model.follow_up(board, model.best_and_worst(board))
    mean = came.groupby("action")["change"].mean()
    assert mean["praise"] < -0.04
    assert mean["warn"] > 0.04
    assert len(came) == 2 * (model.QUARTERS - 1)


def test_what_follows_can_be_foretold_without_any_effect() -> None:
    left = []
    for seed in range(100):
        board = model.all_alike(seed)
        came = model.follow_up(board, model.best_and_worst(board)).set_index("action")
        left.append((came["change"] - (model.LEVEL - came["before"])).groupby("action").mean())
    assert np.abs(np.mean(left, axis=0)).max() < 0.006


def test_a_manager_whom_nobody_knows_is_told() -> None:
    with pytest.raises(CourseError, match="no manager 'Z'"):
        model.follow_up(model.all_alike(), [{"praise": "A", "warn": "Z"}])


# --- boards ----------------------------------------------------------------------------------


def test_boards_are_drawn_as_the_rules_say() -> None:
    boards = model.make_boards(range(2000))
    weak = boards.weak.sum(axis=1)
    for number, share in enumerate(model.HOW_MANY):
        assert np.mean(weak == number) == pytest.approx(share, abs=0.04)
    is_changed = boards.change < model.QUARTERS
    assert is_changed.mean() == pytest.approx(model.CHANGED, abs=0.04)
    assert set(boards.change[is_changed] + 1) == set(range(2, 10))
    assert (np.sort(boards.n, axis=1) == model.SIZES).all()
    with pytest.raises(CourseError, match="one at least"):
        model.make_boards([])


def test_left_alone_a_board_costs_what_the_rules_say() -> None:
    boards = model.make_boards(range(50))
    run = model.run_rule(NOTHING, boards)
    assert run.person == pytest.approx(boards.weak.sum(axis=1) * 10 * 2 * model.QUARTERS)
    assert run.system == pytest.approx((model.QUARTERS - boards.change) * 12 * 5 * 2)
    assert run.log == []


def test_a_warning_costs_and_harms_and_praise_only_costs() -> None:
    boards = model.make_boards(range(50))
    run = model.run_rule(changed(praise="yes"), boards)
    alone = model.run_rule(NOTHING, boards)
    paid = (model.QUARTERS - 1) * (model.PRAISE + model.WARN)
    assert (run.person >= alone.person + paid).all()
    # a point for each quarter that is left, if nobody who is warned is weak
    most = 2 * sum(range(1, model.QUARTERS))
    assert (run.person <= alone.person + paid + most + 1e-9).all()
    assert (run.person - alone.person - paid).mean() > most / 2


def test_mending_ends_a_change_and_only_a_change() -> None:
    boards = model.make_boards(range(60))
    for number in range(2, 10):
        run = model.run_rule(changed(system=f"quarter {number}"), boards)
        there = boards.change < number
        left = np.where(there, number - boards.change, model.QUARTERS - boards.change)
        assert run.system == pytest.approx(left * 12 * 5 * 2 + model.MEND)


def test_whoever_is_treated_begins_a_new_record() -> None:
    boards = model.make_boards(range(40))
    for action, price in (("coach", model.COACH), ("replace", model.REPLACE)):
        run = model.run_rule(changed(action=action, limit=1), boards)
        treated = [entry for entry in run.log if entry[2] == action]
        by_manager = {(board, who) for board, _q, _w, who, _r in treated}
        assert len(treated) > len(by_manager)  # some come back, by chance
        assert run.person.sum() >= price * len(treated)
    worst = model.run_rule(changed(action="worst", window="four"), boards)
    assert {entry[1] for entry in worst.log} == {4, 8}
    assert len(worst.log) == 2 * 40


def test_the_same_rule_loses_the_same() -> None:
    assert model.losses(CAREFUL, [3, 4]) == model.losses(CAREFUL, [3, 4])
    one, other = (model.losses(CAREFUL, [seed]) for seed in (3, 4))
    assert model.losses(CAREFUL, [3, 4]) == pytest.approx(np.mean([one, other], axis=0))


# --- what is worth what ----------------------------------------------------------------------


def test_no_rule_that_looks_at_nothing_earns_more_than_the_zero() -> None:
    """Every rule of the form without a distance in it, on a large set."""
    boards = model.make_boards(MANY)
    zero = {
        "person": min(model.run_rule(rule, boards).person.mean() for rule in BLIND_PERSON),
        "system": min(model.run_rule(rule, boards).system.mean() for rule in BLIND_SYSTEM),
    }
    dates = [model.NEVER, *(f"quarter {number}" for number in range(2, 10))]
    for window, praise, action, system in itertools.product(
        ("last", "all"), ("yes", "no"), ("leave", "worst"), dates[::2]
    ):
        rule = changed(window=window, praise=praise, action=action, system=system)
        run = model.run_rule(rule, boards)
        assert run.person.mean() >= zero["person"] - 1e-9
        assert run.system.mean() >= zero["system"] - 2


def test_careful_reading_is_near_the_best_rule_of_the_form() -> None:
    boards = model.make_boards(MANY)
    alone = model.run_rule(NOTHING, boards)
    careful = model.run_rule(CAREFUL, boards)
    persons = [
        alone.person.mean()
        - model.run_rule(
            changed(window=window, closer=closer, action=action, limit=limit), boards
        ).person.mean()
        for window, closer, action, limit in itertools.product(
            ("four", "all"), ("never", 1.5, 2, 2.5), ("coach", "replace"), (2.5, 3, 4)
        )
    ]
    assert alone.person.mean() - careful.person.mean() > 0.9 * max(persons)
    dated = min(model.run_rule(rule, boards).system.mean() for rule in BLIND_SYSTEM)
    systems = [
        dated - model.run_rule(changed(system=errors), boards).system.mean()
        for errors in (1, 1.5, 2, 2.5, 3, 4)
    ]
    assert dated - careful.system.mean() > 0.9 * max(systems)


def test_a_closer_look_is_worth_its_cost() -> None:
    boards = model.make_boards(MANY)
    best_without = min(
        model.run_rule(changed(action=action, limit=limit, window=window), boards).person.mean()
        for action, limit, window in itertools.product(
            ("coach", "replace"), (2, 2.5, 3, 4), ("last", "four", "all")
        )
    )
    assert model.run_rule(CAREFUL, boards).person.mean() < best_without - 8


def test_careful_reading_arrives_and_habits_do_not() -> None:
    table = policy_table(SETS)
    persons = table.filter(like="person")
    system = table.filter(like="system")
    for name in (
        "careful",
        "look at two, coach at three",
        "look at two and a half, coach at four",
    ):
        assert (persons.loc[name] >= FULL["person"]).all()
        assert (system.loc[name] >= FULL["system"]).all()
    for name in ("nothing", "praise and warn", "worst each year", "mend after quarter 5"):
        assert (table.loc[name] == 0).all()
    for name in ("two errors on one quarter", "coach at two errors"):
        assert (persons.loc[name] == 0).all()
        assert (system.loc[name] >= FULL["system"]).sum() <= 1
    assert (persons.loc["no closer look, coach at three"] >= FULL["person"]).sum() <= 1


def test_what_a_line_for_the_whole_earns_is_hardly_a_matter_of_the_boards() -> None:
    shares = [share_of_gap(changed(system=2.5), seeds, **scale(seeds))["system"] for seeds in SETS]
    assert sum(share >= FULL["system"] for share in shares) >= 5
    assert min(shares) > FULL["system"] - 0.1


def test_what_is_full_stands_nowhere_in_the_library_of_the_trainees() -> None:
    from servicelab.games import beads

    assert not {"CAREFUL", "POLICIES", "policy_table"} & {*dir(beads), *dir(model)}


def test_what_cost_most_is_counted() -> None:
    got = share_of_gap(POLICIES["two errors on one quarter"], SETS[0], **scale(SETS[0]))
    assert got["person"] == 0
    assert got["false_acts"] > 1.5
    assert got["missed_weak"] < 0.2
    alone = share_of_gap(NOTHING, SETS[0], **scale(SETS[0]))
    assert alone["missed_weak"] == alone["missed_change"] == 1
    assert alone["false_looks"] == alone["false_acts"] == alone["false_mends"] == 0
    assert max(("acts", "looks", "helped", "waiting"), key=alone.get) == "waiting"
    dear = share_of_gap(POLICIES["look at two, replace at four"], SETS[0], **scale(SETS[0]))
    assert max(("acts", "looks", "helped", "waiting"), key=dear.get) == "helped"
