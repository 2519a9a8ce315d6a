from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.speed import in_pieces

from servicelab.decisions.records import LIMIT, read_record, save_record
from servicelab.errors import CourseError
from servicelab.games.desk import model as desk
from servicelab.games.desk.model import (
    close,
    decision_schema,
    judge,
    minutes_of,
    play,
    record_name,
)
from servicelab.games.desk.policies import near_optimal, right_decision
from servicelab.games.desk.scenario import Scenario, list_scenarios, load_scenario

NIGHT_TRAIN = Path(__file__).with_name("scenarios") / "night_train.toml"
NAMES = tuple(list_scenarios())
TRAIN = load_scenario(NIGHT_TRAIN)
INSURER = load_scenario("insurer_claims")


def right(scenario: Scenario, case: str, **change: Any) -> dict[str, Any]:
    return right_decision(scenario, scenario.by_id[case]) | change


ONE = right(TRAIN, "one")
TWO = right(TRAIN, "two")
THREE = right(TRAIN, "three")
FOUR = right(TRAIN, "four")


# The day


def test_the_morning() -> None:
    day = play(TRAIN, [])
    assert (day.minute, day.minutes_left, day.is_over) == (0, 120, False)
    assert [one.case for one in day.waiting] == ["one", "two", "three"]
    assert [one.days_left for one in day.waiting] == [0, 2, 5]
    assert day.waiting[0].due == TRAIN.date
    assert [event.text for event in day.events] == [
        "09:00 one arrives.",
        "09:00 two arrives.",
        "09:00 three arrives.",
    ]
    assert (day.settled, day.returned, day.read, day.granted) == ((), (), frozenset(), 0)


def test_everything_costs_minutes() -> None:
    assert minutes_of(TRAIN, TRAIN.by_id["one"], {"case": "one", "look": True}) == 6
    assert minutes_of(TRAIN, TRAIN.by_id["one"], ONE) == 12 + 5
    assert minutes_of(TRAIN, TRAIN.by_id["three"], THREE) == 12 + 5 + 8
    day = play(TRAIN, [{"case": "two", "look": True}, ONE])
    assert day.minute == 6 + 17
    assert day.read == {"two"}
    assert [one.is_read for one in day.waiting] == [True, False]
    assert day.granted == 150
    assert [(one.case, one.minute, one.entry) for one in day.settled] == [("one", 23, ONE)]


def test_a_case_arrives_at_its_time_and_an_empty_desk_waits_for_it() -> None:
    assert [one.case for one in play(TRAIN, [ONE, TWO]).waiting] == ["three"]
    day = play(TRAIN, [ONE, TWO, THREE])
    assert day.minute == 60 > 17 + 15 + 25
    assert [(one.case, one.since) for one in day.waiting] == [("four", 60)]
    assert day.events[-1].text == "10:00 four arrives."
    over = play(TRAIN, [ONE, TWO, THREE, FOUR])
    assert over.is_over
    assert over.minutes_left == 120 - over.minute == 43
    assert over.events[-1].kind == "over"


def test_the_events_are_told_in_the_order_of_the_clock() -> None:
    entries = near_optimal(INSURER)
    day = play(INSURER, entries)
    minutes = [event.minute for event in day.events]
    assert minutes == sorted(minutes)
    arrived = [event.case for event in day.events if event.kind == "arrived"]
    assert sorted(arrived) == sorted(INSURER.by_id), "also those that nobody got to"


def test_what_was_begun_is_finished_and_then_the_day_is_over() -> None:
    looks = [{"case": case, "look": True} for case in ("one", "two", "three")]
    back = TWO | {"owner": "track"}
    day = play(TRAIN, [*looks, ONE, THREE, back, FOUR])
    assert day.is_over
    assert [one.case for one in day.waiting] == []
    slow = load_scenario(NIGHT_TRAIN)
    object.__setattr__(slow, "handling_minutes", 58)
    late = play(slow, [ONE, TWO])
    assert late.minute == 63 + 61 > 120
    assert (late.minutes_left, late.is_over) == (0, True)


@pytest.mark.parametrize(
    ("change", "minutes", "why"),
    [
        ({"owner": "crew", "promise_days": 1}, 90, "the department is not the one concerned"),
        ({"amount": 250}, 60, "above your limit and nobody approved it"),
    ],
)
def test_a_bad_decision_comes_back(change: dict[str, Any], minutes: int, why: str) -> None:
    day = play(TRAIN, [ONE | change, TWO, THREE])
    assert [one.case for one in day.settled][:1] == ["one"], "nobody knows yet"
    entries = [ONE | change, TWO, THREE, FOUR]
    day = play(TRAIN, entries)
    assert day.returned == ("one",)
    [event] = [event for event in day.events if event.kind == "returned"]
    assert event.minute == 17 + minutes
    assert why in event.text
    again = play(TRAIN, [*entries, ONE])
    assert again.is_over
    assert {one.case for one in again.settled} == {"one", "two", "three", "four"}


def test_far_too_little_comes_back_after_two_hours() -> None:
    cheap = right(INSURER, "K01", amount=200)
    others = ("K02", "K03", "K05", "K06", "K07")
    entries = [cheap, *(right(INSURER, case) for case in others)]
    day = play(INSURER, entries)
    back = play(INSURER, entries[:1]).minute + desk.BACK_AFTER["too little"]
    assert day.returned == ("K01",)
    [again] = [one for one in day.waiting if one.case == "K01"]
    assert (again.since, again.returned) == (back, ("too little",))
    [event] = [event for event in day.events if event.kind == "returned"]
    assert (event.minute, event.case) == (back, "K01")
    assert "angrier" in event.text


# Entries that cannot be


def no(entries: Any, scenario: Scenario = TRAIN) -> str:
    with pytest.raises(CourseError) as caught:
        play(scenario, entries)
    return str(caught.value)


def test_a_case_that_is_not_on_the_desk() -> None:
    assert no([FOUR]) == "Entry 1: four has not arrived yet at 09:00."
    assert no([ONE, ONE]) == "Entry 2: one is settled already; nothing came back by 09:17."
    look = {"case": "one", "look": True}
    assert no([look, look]) == "Entry 2: the file of one has been read already."
    assert no([ONE, TWO, THREE, FOUR, ONE]) == (
        "Entry 5: the day is over at 10:17; leave out this entry."
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"case": "five"}, "case: name a case of the day: one, two, three, four"),
        ({"severity": 4}, "severity: severity is one of: 1, 2, 3"),
        ({"severity": True}, "severity is one of"),
        ({"cause": "music"}, "cause: a cause is one of: late, noise"),
        ({"owner": None}, "owner: an owner is one of: track, crew"),
        ({"remedy": []}, "remedy: a remedy is one of: none, sorry, fare"),
        ({"amount": -1}, "amount: an amount is a number of yuan, 0 or more"),
        ({"amount": "150"}, "amount: an amount is a number of yuan"),
        ({"amount": 0}, "amount: the remedy needs an amount above 0"),
        ({"amount": float("nan")}, "amount: give a finite number"),
        ({"remedy": "sorry"}, "amount: no money goes with this remedy"),
        ({"escalate": "no"}, "escalate: say True or False"),
        ({"promise_days": 1.5}, "promise_days: promise whole days"),
        ({"promise_days": -1}, "promise_days: promise whole days"),
        ({"reply": "x" * 1501}, "reply: a reply is a text of at most 1500 characters"),
        ({"reply": None}, "reply: a reply is a text"),
        ({"colour": "blue"}, "settling a case needs case, severity, .*nothing else"),
        ({"look": True}, "reading a file needs case and look, nothing else"),
    ],
)
def test_an_entry_that_is_not_valid(change: dict[str, Any], said: str) -> None:
    with pytest.raises(CourseError, match=said) as caught:
        play(TRAIN, [TWO, ONE | change])
    assert str(caught.value).startswith("Entry 2 is not valid: ")


def test_all_that_is_wrong_with_an_entry_is_told() -> None:
    told = no([{"case": "one", "owner": "nobody"}])
    assert "owner: an owner is one of" in told
    assert told.count("settling a case needs") == 1


@pytest.mark.parametrize("entries", ["look", {"case": "one", "look": True}, None, 3, iter([])])
def test_entries_that_are_no_list(entries: Any) -> None:
    assert no(entries) == "Pass the entries as a list of dictionaries, in their order."


def test_entries_that_are_no_dictionaries_or_too_many() -> None:
    assert "an entry is a dictionary" in no(["look"])
    assert no([ONE] * 101) == "A day holds at most 100 entries: these are 101."


def test_numbers_of_a_table_are_numbers() -> None:
    row = ONE | {"severity": np.int64(2), "amount": np.float64(150), "escalate": np.bool_(False)}
    assert play(TRAIN, (row,)) == play(TRAIN, [ONE])


# The record


def test_a_record_is_kept_beside_the_notebook(tmp_path: Path) -> None:
    schema = decision_schema(INSURER)
    jsonschema.Draft202012Validator.check_schema(schema)
    json.dumps(schema)
    name = record_name(INSURER)
    assert name == "m08-desk-insurer-claims"
    entries = near_optimal(INSURER)
    for entry in entries:
        if "reply" in entry:
            entry["reply"] = "抱歉，" * 250
    decision = {"scenario": "insurer_claims", "seed": 0, "entries": entries}
    save_record(name, decision, schema, tmp_path, keep_earlier=False)
    record = read_record(name, schema, tmp_path)
    assert record is not None
    assert record.decision == decision
    assert (tmp_path / f"{name}.decision.json").stat().st_size < LIMIT
    with pytest.raises(CourseError, match=r"entries\.0\.owner: an owner is one of"):
        save_record(name, decision | {"entries": [ONE]}, schema, tmp_path)
    with pytest.raises(CourseError, match="scenario: the scenario is insurer_claims"):
        save_record(name, decision | {"scenario": "bank_disputes"}, schema, tmp_path)


def test_a_record_has_a_name_that_is_a_file() -> None:
    odd = load_scenario(NIGHT_TRAIN)
    object.__setattr__(odd, "name", "../My Dèsk_2")
    assert record_name(odd) == "m08-desk-my-d-sk-2"


# What a decision does


def q(scenario: Scenario, case: str, hours: float = 0, **change: Any) -> float:
    one = scenario.by_id[case]
    return judge(scenario, one, right(scenario, case, **change), hours).quality


def test_the_quality_of_a_decision() -> None:
    assert q(TRAIN, "one") == pytest.approx(1 - 0.02)
    assert q(TRAIN, "one", cause="noise") == pytest.approx(0.85 - 0.02)
    assert q(TRAIN, "one", severity=1) == pytest.approx(0.85 - 0.02)
    assert q(TRAIN, "three", severity=1) == pytest.approx(0.85**2 - 0.03)
    assert q(TRAIN, "one", severity=3) == pytest.approx(1 - 0.02)
    assert q(TRAIN, "one", promise_days=None) == pytest.approx(1 - 0.1 - 0.02)
    assert q(TRAIN, "one", promise_days=9) == pytest.approx(1 - 0.09)
    assert q(TRAIN, "one", amount=75) == pytest.approx(0.5 - 0.02)
    assert q(TRAIN, "one", amount=190) == pytest.approx(1 - 0.02)
    assert q(TRAIN, "one", hours=2) == pytest.approx(1 - 0.02 - 2 * 0.015)
    assert q(TRAIN, "three", hours=2) == pytest.approx(1 - 0.03 - 2 * 0.03)
    assert q(TRAIN, "two", remedy="none") == pytest.approx(-0.2)
    assert q(TRAIN, "two", remedy="fare", amount=50) == pytest.approx(0.1 - 0.01)
    assert q(INSURER, "K09", escalate=False) == pytest.approx(0.8 - 0.07)
    assert q(INSURER, "K01", hours=1000) == 0


def test_the_chance_of_staying() -> None:
    case = TRAIN.by_id["one"]
    verdict = judge(TRAIN, case, ONE)
    assert verdict.stay == pytest.approx(0.3 + 0.6 * 0.98)
    assert (verdict.back, verdict.paid, verdict.days, verdict.promise_kept) == ("", 150, 2, True)
    broken = judge(TRAIN, case, ONE | {"promise_days": 1})
    assert broken.stay == pytest.approx((0.3 + 0.6 * 0.98) * 0.85)
    assert broken.promise_kept is False
    refused = judge(TRAIN, TRAIN.by_id["two"], TWO | {"remedy": "none"})
    assert refused.stay == pytest.approx(0.5 * 0.8)
    assert refused.back == "too little"


def test_a_customer_who_complains_again_needs_more() -> None:
    case = INSURER.by_id["K10"]
    half = judge(INSURER, case, right(INSURER, "K10", amount=350))
    span = case.stay_right - case.stay
    assert half.stay == pytest.approx((case.stay + span * 0.46) * 0.8)
    full = judge(INSURER, case, right(INSURER, "K10"))
    assert full.stay == pytest.approx(case.stay + span * 0.96)


# The end of the day


def test_nothing_done_is_worth_nothing() -> None:
    outcome = close(TRAIN, [])
    assert outcome.value == 0
    assert set(outcome.breakdown.values()) == {0}
    assert outcome.totals == {
        "settled": 0,
        "left": 4,
        "promised": 0,
        "spent": 0,
        "saved": 0,
        "broken": 0,
        "late": 1,
        "silent": 34,
        "reached": 0,
    }
    assert outcome.cases["late"].to_dict() == {
        "one": True,
        "two": False,
        "three": False,
        "four": False,
    }
    assert (outcome.cases["stay_after"] == outcome.cases["stay_before"]).all()
    assert outcome.cases["promise_kept"].isna().all()


def test_one_case_by_hand() -> None:
    outcome = close(TRAIN, [ONE])
    stays = 0.3 + 0.6 * (1 - 0.02 - 0.015 * 17 / 60)
    row = outcome.cases.loc["one"]
    assert row["stay_after"] == pytest.approx(stays)
    relation = (stays - 0.3) * 900
    assert row["gain"] == pytest.approx(relation - 150 - 17 + 1.1 * 150 + 900)
    assert outcome.value == pytest.approx(row["gain"])
    assert outcome.breakdown == pytest.approx(
        {
            "relations": relation,
            "debts": 165,
            "deadlines": 900,
            "silent": 0,
            "paid": -150,
            "precedent": 0,
            "time": -17,
        }
    )
    assert row[["settled", "severity_right", "cause_right", "owner_right"]].all()
    assert outcome.totals["saved"] == pytest.approx(relation)
    assert (outcome.totals["spent"], outcome.totals["late"]) == (150, 0)


def test_paying_too_much_is_a_precedent_and_too_little_a_debt() -> None:
    more = close(TRAIN, [ONE | {"amount": 190}])
    assert more.breakdown["precedent"] == pytest.approx(-20)
    less = close(TRAIN, [ONE | {"amount": 100}])
    assert less.breakdown["debts"] == pytest.approx(1.1 * 100)
    assert more.value < close(TRAIN, [ONE]).value > less.value


def test_overrating_takes_the_time_of_others() -> None:
    more = close(TRAIN, [ONE | {"severity": 3}])
    assert more.value == pytest.approx(close(TRAIN, [ONE]).value - 30)


def test_overtime_counts_twice() -> None:
    slow = load_scenario(NIGHT_TRAIN)
    object.__setattr__(slow, "handling_minutes", 58)
    outcome = close(slow, [ONE, TWO])
    assert outcome.breakdown["time"] == pytest.approx(-124 - 4)


def test_the_common_root_is_seen_from_two() -> None:
    assert close(TRAIN, [ONE, TWO]).totals["reached"] == 0
    seen = close(TRAIN, [ONE, THREE])
    assert (seen.totals["reached"], seen.totals["silent"]) == (30, 4)
    assert seen.breakdown["silent"] == 30 * 30
    assert close(TRAIN, [ONE | {"cause": "noise"}, THREE]).totals["reached"] == 0


@pytest.mark.parametrize(
    ("change", "penalty"),
    [
        ({"owner": "crew", "promise_days": 1}, 0.05),
        ({"amount": 250}, 0.15),
    ],
)
def test_what_came_back_and_was_not_mended(change: dict[str, Any], penalty: float) -> None:
    outcome = close(TRAIN, [ONE | change])
    row = outcome.cases.loc["one"]
    assert not row["settled"]
    assert row["late"]
    assert row["double_deviation"]
    assert (row["paid"], row["returned"]) == (0, 1)
    assert row["stay_after"] == pytest.approx(0.3 * (1 - penalty))
    assert outcome.totals["promised"] == change.get("amount", 150)
    assert outcome.totals["spent"] == 0
    assert outcome.totals["broken"] == ("amount" in change)


def test_mending_it_the_same_day_helps_but_the_scar_stays() -> None:
    bad = ONE | {"amount": 250}
    entries = [bad, TWO, THREE, FOUR, ONE]
    row = close(TRAIN, entries).cases.loc["one"]
    minute = play(TRAIN, entries).minute
    clean = 0.3 + 0.6 * (1 - 0.02 - 0.015 * minute / 60)
    assert row["settled"]
    assert not row["late"]
    assert row["stay_after"] == pytest.approx(clean * 0.85)
    assert row["paid"] == 150
    assert (
        close(TRAIN, [ONE, TWO, THREE, FOUR]).value
        > close(TRAIN, entries).value
        > close(TRAIN, entries[:-1]).value
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_sum_to_the_whole(name: str) -> None:
    scenario = load_scenario(name)
    outcome = close(scenario, near_optimal(scenario, 2), 2)
    assert outcome.value == pytest.approx(sum(outcome.breakdown.values()))
    over = max(play(scenario, near_optimal(scenario, 2), 2).minute - scenario.minutes, 0)
    assert outcome.value == pytest.approx(
        outcome.cases["gain"].sum() + outcome.breakdown["silent"] - over * scenario.costs["minute"]
    )
    assert outcome.cases["stay_after"].between(0, 1).all()
    assert outcome.totals["settled"] + outcome.totals["left"] == len(scenario.cases)


# Replaying


@st.composite
def days(draw: st.DrawFn) -> tuple[Scenario, int, list[dict[str, Any]]]:
    """A day of somebody who decides anything that the desk takes."""
    scenario = draw(st.sampled_from([TRAIN, INSURER]))
    seed = draw(st.integers(0, 3))
    entries: list[dict[str, Any]] = []
    for _step in range(draw(st.integers(0, 12))):
        day = play(scenario, entries, seed)
        if day.is_over:
            break
        waiting = draw(st.sampled_from(day.waiting))
        case = scenario.by_id[waiting.case]
        if not waiting.is_read and draw(st.booleans()):
            entries.append({"case": case.id, "look": True})
            continue
        remedy = draw(st.sampled_from(list(scenario.remedies)))
        money = scenario.remedies[remedy].has_amount
        entries.append(
            {
                "case": case.id,
                "severity": draw(st.sampled_from([1, 2, 3])),
                "cause": draw(st.sampled_from(list(scenario.causes))),
                "owner": draw(st.sampled_from([case.owner, *scenario.owners])),
                "remedy": remedy,
                "amount": draw(st.integers(1, 9000)) if money else 0,
                "escalate": draw(st.booleans()),
                "promise_days": draw(st.none() | st.integers(0, 12)),
                "reply": "",
            }
        )
    return scenario, seed, entries


@given(days())
def test_a_prefix_of_the_entries_is_the_desk_at_that_time(
    day: tuple[Scenario, int, list[dict[str, Any]]],
) -> None:
    scenario, seed, entries = day
    run = desk._run(scenario, [], seed)
    whole = play(scenario, entries, seed)
    for number, entry in enumerate(entries, start=1):
        run.take(number, entry)
        then = desk._day(run)
        assert then == play(scenario, entries[:number], seed)
        assert whole.events[: len(then.events)] == then.events
        assert {one.case for one in then.waiting}.isdisjoint(one.case for one in then.settled)
        assert then.minute <= whole.minute
    assert play(scenario, json.loads(json.dumps(entries)), seed) == whole


@given(days())
def test_any_day_has_a_finite_worth(day: tuple[Scenario, int, list[dict[str, Any]]]) -> None:
    scenario, seed, entries = day
    outcome = close(scenario, entries, seed)
    assert np.isfinite(outcome.value)
    assert outcome.cases["stay_after"].between(0, 1).all()
    pd.testing.assert_frame_equal(outcome.cases, close(scenario, entries, seed).cases)


def test_a_day_is_quick_enough_for_a_widget() -> None:
    entries = near_optimal(INSURER)
    play(INSURER, entries)
    assert in_pieces(lambda: play(INSURER, entries), 0.4, rounds=20) < 0.4
    assert in_pieces(lambda: close(INSURER, entries), 1, rounds=20) < 1
