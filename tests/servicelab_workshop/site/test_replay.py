"""The case that a visitor decides: what lies in the page is what the model of the desk says."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from servicelab.games.desk.form import money
from servicelab.games.desk.model import close, play
from servicelab_workshop.site.replay import Replay, load_replay


@pytest.fixture(scope="module")
def shown() -> Replay:
    return load_replay()


@pytest.fixture(scope="module")
def content(shown: Replay) -> dict[str, Any]:
    return shown.content()


def looked_up(content: dict[str, Any], picked: tuple[int, ...]) -> dict[str, Any]:
    place = 0
    for choice, kinds, size in zip(picked, content["classes"], content["shape"], strict=True):
        place = place * size + kinds[choice]
    found: dict[str, Any] = content["outcomes"][content["table"][place]]
    return found


def test_what_lies_in_the_page_is_what_the_model_says(
    shown: Replay, content: dict[str, Any]
) -> None:
    combinations = list(
        itertools.product(*(range(len(choices)) for choices in shown.fields.values()))
    )
    chance = random.Random(15)
    for picked in chance.sample(combinations, 400):
        entries = shown.entries(picked)
        found = looked_up(content, picked)
        row = close(shown.desk, entries).cases.loc[shown.case.id]
        assert found["stays"] == [round(100 * row["stay_before"]), round(100 * row["stay_after"])]
        assert found == shown.outcome(entries)
        assert found["paid"].startswith(f"{money(row['paid'])} yuan")
        assert found["gain"].replace("−", "-").startswith(f"{money(row['gain'])} yuan")
        assert found["minutes"] == row["minutes"]
        returned = bool(row["returned"])
        assert returned == (found["head"] == "It came back.") == bool(found["note"])
        assert returned == ("still open" in found["gain"])
        put_right = row["fit"] == 1 and row["owner_right"]
        assert put_right == found["head"].startswith("Put right")
        kept = {True: "kept", False: "missed"}.get(row["promise_kept"], "–")
        assert found["date"] == kept
        events = [event.text for event in play(shown.desk, entries).events]
        assert found["events"] == events[: len(found["events"])]


def test_only_the_right_choices_together_put_it_right(
    shown: Replay, content: dict[str, Any]
) -> None:
    right = tuple(
        next(number for number, choice in enumerate(choices) if choice.is_right)
        for choices in shown.fields.values()
    )
    assert all(sum(one.is_right for one in choices) == 1 for choices in shown.fields.values())
    assert shown.entries(right)[-1] == shown.right
    assert looked_up(content, right)["head"] == "Put right."
    for axis, choices in enumerate(shown.fields.values()):
        for number, choice in enumerate(choices):
            assert choice.is_right != bool(choice.says)
            changed = looked_up(content, (*right[:axis], number, *right[axis + 1 :]))
            # who guesses right without the file has saved the time that it takes to read it
            assert axis == 0 or choice.is_right == (changed == looked_up(content, right))


def test_the_headline_says_what_is_amiss_where_the_case_was_put_right(
    shown: Replay, content: dict[str, Any]
) -> None:
    right = {
        name: next(number for number, choice in enumerate(choices) if choice.is_right)
        for name, choices in shown.fields.items()
    }

    def head(**other: str) -> str:
        changed = {
            name: next(n for n, one in enumerate(shown.fields[name]) if one.label.startswith(label))
            for name, label in other.items()
        }
        found: str = looked_up(content, tuple((right | changed).values()))["head"]
        return found

    assert head(promise="no date") == "Put right, but without a date."
    assert head(promise="by tomorrow") == "Put right, but later than promised."
    assert head(cause="Fee") == "Put right, but under a wrong code."
    assert head(severity="mild", cause="Fee", promise="no date") == (
        "Put right, but without a date, under a wrong code and taken too lightly."
    )
    assert head(remedy="Pay back: 3,000") == "Put right, but overpaid."
    assert head(remedy="Compensation for loss or trouble: 2,360") == "Settled, but not put right."
    assert head(remedy="Apology") == head(owner="Fraud desk") == "It came back."


def test_a_wrong_department_has_paid_nothing_yet(shown: Replay) -> None:
    wrong = shown.right | {"owner": "fraud desk"}
    outcome = shown.outcome([{"case": shown.case.id, "look": True}, wrong])
    assert outcome["paid"] == "0 yuan: it came back before anything was paid"
    assert "Nothing was paid" in outcome["note"]


def test_the_letter_hides_what_the_file_shows(shown: Replay) -> None:
    assert shown.case.is_decided_by_file
    hidden = [choice for choice in shown.fields["remedy"] if choice.in_file]
    assert {choice.entry["amount"] for choice in hidden} == {shown.case.fair}
    assert money(shown.case.fair) not in shown.case.text_en
