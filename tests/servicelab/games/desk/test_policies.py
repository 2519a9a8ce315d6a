from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.speed import in_pieces

from servicelab.errors import CourseError
from servicelab.games.desk import model as desk
from servicelab.games.desk import policies as desk_policies
from servicelab.games.desk.model import close, play
from servicelab.games.desk.policies import (
    POLICIES,
    POLICY_LABELS,
    desk_share,
    face_decision,
    near_optimal,
    policy_table,
    right_decision,
)
from servicelab.games.desk.scenario import Scenario, list_scenarios, load_scenario

NIGHT_TRAIN = Path(__file__).with_name("scenarios") / "night_train.toml"
NAMES = tuple(list_scenarios())
FIRST_MORNING = "first_morning"
SEEDS = range(6)


@pytest.fixture(scope="module", params=NAMES)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(request.param)


@pytest.fixture(scope="module", params=[name for name in NAMES if name != FIRST_MORNING])
def whole_day(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(request.param)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_the_policies_is_no_accident(scenario: Scenario, seed: int) -> None:
    table = policy_table(scenario, seed)
    assert list(table.index) == list(POLICIES) == list(POLICY_LABELS)
    value = table["value"]
    assert value["do_nothing"] == 0
    assert 0 < value["first_in_first_out"] < value["severity_first"] < value["near_optimal"]
    assert value["refund_all"] < value["first_in_first_out"]
    share = table["share"]
    assert share["near_optimal"] == 1
    assert share["refund_all"] < 0.25
    assert table.loc["near_optimal", "late"] == table.loc["near_optimal", "broken"] == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_no_policy_comes_near_the_best_or_to_nothing(whole_day: Scenario, seed: int) -> None:
    share = policy_table(whole_day, seed)["share"]
    assert 0.35 < share["first_in_first_out"] < 0.65
    assert 0.6 < share["severity_first"] < 0.85


@pytest.mark.parametrize("seed", SEEDS)
def test_who_overlooks_the_hidden_clock_of_the_first_morning_loses_half(seed: int) -> None:
    morning = load_scenario(FIRST_MORNING)
    table = policy_table(morning, seed).drop(index="near_optimal")
    assert (table["late"] == 1).all()
    assert (table["share"] < 0.5).all()


def test_the_first_morning_is_won_by_reading_the_quiet_letter_first() -> None:
    morning = load_scenario(FIRST_MORNING)
    quiet = {"case": "A3", "look": True}
    decisions = [right_decision(morning, morning.by_id[case]) for case in ("A3", "A2", "A1")]
    assert desk_share(morning, [quiet, *decisions]) > 0.9
    # whoever reads the files of the other two has no time left for it
    loud, serious = ({"case": case, "look": True} for case in ("A1", "A2"))
    day = play(morning, [loud, decisions[2], serious, decisions[1]])
    assert day.is_over
    assert [one.case for one in day.waiting] == ["A3"]


def test_the_work_is_more_than_a_day(whole_day: Scenario) -> None:
    day = play(whole_day, near_optimal(whole_day))
    assert day.is_over
    assert 1 <= len(day.waiting) <= 4
    left = [whole_day.by_id[one.case] for one in day.waiting]
    assert all(case.severity == 1 and not case.outside for case in left)
    assert all(whole_day.days_left[case.id] > 0 for case in left)


def worked(scenario: Scenario, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries as far as the day goes; a case that has not arrived is put off."""
    run, left, done = desk._run(scenario, [], 0), list(entries), []
    while not run.is_over:
        entry = next((entry for entry in left if entry["case"] in run.waiting), None)
        if entry is None:
            break
        left.remove(entry)
        done.append(entry)
        run.take(len(done), entry)
    return done


def value_of(scenario: Scenario, entries: list[dict[str, Any]]) -> float:
    """What a plan is worth, whether or not it fits into the day as it is."""
    try:
        return close(scenario, entries).value
    except CourseError:
        return close(scenario, worked(scenario, entries)).value


def changes(scenario: Scenario, entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each way to get one field of a decision wrong."""
    case = scenario.by_id[entry["case"]]
    for owner in scenario.owners:
        if owner != case.owner:
            yield entry | {"owner": owner}
    for remedy, one in scenario.remedies.items():
        if case.remedies.get(remedy, 0) < 1:
            amount = (entry["amount"] or case.asked or 100.0) if one.has_amount else 0.0
            yield entry | {"remedy": remedy, "amount": amount}
    for cause in scenario.causes:
        if cause != case.cause:
            yield entry | {"cause": cause}
    for severity in (1, 2, 3):
        if severity != case.severity:
            yield entry | {"severity": severity}
    yield entry | {"escalate": not entry["escalate"]}
    yield entry | {"promise_days": None}
    yield entry | {"promise_days": entry["promise_days"] + 20}
    yield entry | {"promise_days": entry["promise_days"] - 1}
    if entry["amount"]:
        yield entry | {"amount": entry["amount"] / 2}
        yield entry | {"amount": entry["amount"] * 1.5}


@pytest.mark.slow
def test_every_decision_of_the_best_beats_each_change_of_one_field(scenario: Scenario) -> None:
    entries = near_optimal(scenario)
    best = close(scenario, entries).value
    tried = 0
    for number, entry in enumerate(entries):
        if "look" in entry:
            continue
        for changed in changes(scenario, entry):
            day = [*entries[:number], changed, *entries[number + 1 :]]
            assert value_of(scenario, day) < best - 1, changed
            tried += 1
    assert tried > 12 * sum("look" not in entry for entry in entries)


def test_being_late_costs(scenario: Scenario) -> None:
    entries = near_optimal(scenario)
    best = close(scenario, entries)
    for case, left in scenario.days_left.items():
        if left == 0:
            day = [entry for entry in entries if entry["case"] != case]
            outcome = close(scenario, worked(scenario, day))
            assert outcome.cases.loc[case, "late"]
            assert outcome.value < best.value - 0.8 * scenario.costs["breach"]


def test_no_swap_of_two_cases_is_better(scenario: Scenario) -> None:
    entries = near_optimal(scenario)
    best = close(scenario, entries).value
    order = list(dict.fromkeys(entry["case"] for entry in entries))
    for number in range(len(order) - 1):
        swapped = order.copy()
        swapped[number : number + 2] = swapped[number + 1], swapped[number]
        day = [entry for case in swapped for entry in entries if entry["case"] == case]
        assert value_of(scenario, day) <= best + 1e-6


def test_reading_the_file_pays_where_it_decides(scenario: Scenario) -> None:
    for case in scenario.cases:
        if case.arrives:
            continue
        look = [{"case": case.id, "look": True}, right_decision(scenario, case)]
        at_face = close(scenario, [face_decision(scenario, case)]).value
        read = close(scenario, look).value
        assert (read > at_face) == case.is_decided_by_file, case.id


def test_the_best_day_finds_the_common_root(whole_day: Scenario) -> None:
    outcome = close(whole_day, near_optimal(whole_day))
    assert outcome.totals["reached"] > 0
    assert outcome.totals["silent"] > outcome.totals["reached"]


def test_a_desk_that_no_module_has_needs_no_code() -> None:
    train = load_scenario(NIGHT_TRAIN)
    for seed in SEEDS:
        value = policy_table(train, seed)["value"]
        assert value["do_nothing"] == 0
        assert value["near_optimal"] == value.max()
        assert value["near_optimal"] > value["severity_first"] > 0


def test_a_policy_gives_plain_entries(scenario: Scenario) -> None:
    first = near_optimal(scenario)
    first[0]["case"] = "spoiled"
    assert near_optimal(scenario)[0]["case"] != "spoiled"
    for policy in POLICIES.values():
        assert policy(scenario, 1) == policy(scenario, 1)


def test_the_share_is_clipped(scenario: Scenario) -> None:
    assert desk_share(scenario, []) == 0
    assert desk_share(scenario, near_optimal(scenario)) == 1
    case = scenario.cases[0]
    worse = right_decision(scenario, case) | {"remedy": "none", "amount": 0.0}
    assert close(scenario, [worse]).value < 0
    assert desk_share(scenario, [worse]) == 0


def test_the_best_is_found_quickly(scenario: Scenario) -> None:
    def found() -> None:
        desk_policies._near_optimal.cache_clear()
        near_optimal(scenario, 1)

    assert in_pieces(found, 25) < 25
