"""The year: what is particular to its page, to July and to December."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.widget_cases import JULY, YEAR, YEAR_PLAN, fill, press, said

from servicelab.errors import CourseError
from servicelab.games.year import July, YearPlan, model, practice, promises, rules
from servicelab.games.year import july as july_form
from servicelab.games.year.cards import CARDS
from servicelab.games.year.view import dots, practice_words, readings


def test_the_page_tells_the_money_and_only_asks_of_actions_with_steps(tmp_path: Path) -> None:
    plan = YearPlan("hospital", tmp_path)
    plan.view()
    control = plan.controls["actions"]
    assert control._more["mend"].layout.display == "none"
    control.each["mend"]["steps"].value = 1
    assert control._more["mend"].layout.display == ""
    assert "an owner of Mend the process" in said(plan)
    fill(plan, YEAR)
    first, most = model.spent(YEAR)
    facts = dict(plan.facts())
    assert facts["First half"] == f"{first} / {model.FIRST}"
    assert facts["The year at most"] == f"{most} / {model.ALL}"
    assert str(first) in plan._money.value
    assert 'aria-live="polite"' in plan._money.value


def test_a_draft_is_tried_in_practice_years_and_nothing_is_recorded(tmp_path: Path) -> None:
    plan = YearPlan("hospital", tmp_path)
    press(plan, "Try in 40 practice years")
    assert "the plan still needs" in said(plan)
    fill(plan, {**YEAR, "reason": ""})
    press(plan, "Try in 40 practice years")
    assert "In 40 practice years the plan gains" in plan._tried.value
    assert "<img" in plan._tried.value
    assert plan.decision is None
    assert list(tmp_path.iterdir()) == []


def test_a_plan_of_another_house_is_not_taken_for_this_one(tmp_path: Path) -> None:
    YearPlan("hospital", tmp_path).record(**YEAR)
    other = YearPlan("bank", tmp_path)
    assert other.decision is None
    assert "Plum Court Hospital" in said(other)
    assert "Plum Court Hospital" in other.reveal().sentence
    other.record(**{**YEAR, "house": "bank"})
    assert YearPlan("bank", tmp_path).decision == {**YEAR, "house": "bank"}
    with pytest.raises(CourseError, match="choose one of bank"):
        YearPlan("shop", tmp_path)


def test_by_code_the_house_need_not_be_named(tmp_path: Path) -> None:
    plan = YearPlan("insurer", tmp_path)
    plan.record(**{name: value for name, value in YEAR.items() if name != "house"})
    assert plan.decision is not None
    assert plan.decision["house"] == "insurer"


def test_july_comes_only_when_the_plan_is_sealed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = YearPlan("hospital", tmp_path)
    plan.record(**YEAR)
    early = July(plan, tmp_path)
    assert "July comes when the plan is sealed" in early.panel().sentence
    assert early.pictures(None) == ()
    early.view()
    capsys.readouterr()
    early.record(**JULY.decision)
    assert "a sealed plan" in capsys.readouterr().out
    plan.reveal()
    now = July(plan, tmp_path)
    now.record(**JULY.decision)
    assert now.decision == JULY.decision
    assert "The seen year gains" in now.reveal().sentence


def test_july_says_the_reading_the_thresholds_and_the_rule() -> None:
    came = model.seen_year(YEAR)
    words = readings(came, YEAR).alt
    for name, line in came.readings.iterrows():
        assert model.ACTIONS[str(name)] in words
        assert f"reading {line['reading']:.2f}, {line['low']:.2f} to {line['high']:.2f}" in words
    assert "(holdout; stop 0.4, more 0.8)" in words
    assert "stop never" in words


def test_an_action_without_a_reading_is_told(tmp_path: Path) -> None:
    slow = next(name for name, card in CARDS["hospital"].items() if card.lag)
    late = {**YEAR, "actions": {slow: {**YEAR["actions"]["mend"], "start": 2}}}
    words = readings(model.seen_year(late), late).alt
    assert "reading" not in words.replace("no reading", "")
    assert July(late, tmp_path).view() is not None


def test_the_card_of_a_broken_rule_shows_when_it_is_broken(tmp_path: Path) -> None:
    july = July(YEAR, tmp_path)
    july.view()
    do, card = july.controls["choices"].each["mend"]
    assert card.layout.display == "none"
    do.value = "break"
    assert card.layout.display == ""
    assert dict(july.facts())["Rules broken"] == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"mend": "Follow"}, {"mend": {"do": "follow", "card": ""}}),
        ({"mend": {"do": "break", "card": "b "}}, {"mend": {"do": "break", "card": "B"}}),
        ({"mend": {"do": "follow", "card": "C"}}, {"mend": {"do": "follow", "card": ""}}),
        ({"mend": {"do": ""}}, {}),
        ("all", "all"),
    ],
)
def test_choices_are_read_as_people_write_them(given: Any, kept: Any) -> None:
    assert july_form.july_fields(["mend"])["choices"].tidy(given) == kept


def test_december_marks_the_seen_year_among_the_practice_years() -> None:
    table = practice(YEAR)
    picture = dots(table["gain"].tolist(), 500.0, 300.0)
    below = int((table["gain"] < 300).sum())
    assert f"The seen year: 300, more than {below} of them" in picture.alt
    assert "The seen year" not in dots(table["gain"].tolist(), 500.0).alt
    reached = int((table["gain"] >= table["promised"]).sum())
    assert f": {reached} of 40 years reach that" in practice_words(table)


def test_the_rules_print_what_the_model_assumes() -> None:
    words = " ".join(rules().iloc[:, 0])
    for number in (model.FIRST, model.ALL, model.CUT, model.SETUP, *model.SIZES):
        assert str(number) in words
    for often in model.OFTEN:
        assert f"{100 * often[0]:g} %" in words


@pytest.mark.parametrize("house", model.HOUSES)
def test_promises_come_with_the_loudest_first(house: str) -> None:
    told = promises(house)
    assert set(told.index) == set(model.ACTIONS)
    assert told.is_monotonic_decreasing
    assert YEAR_PLAN.name == "year_plan"
