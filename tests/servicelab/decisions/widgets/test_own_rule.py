"""A rule of one's own: shown as a table, tried as often as allowed, and what was tried is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.widget_cases import fill, press, said

from servicelab.decisions.records import record_path
from servicelab.decisions.widgets.own_rule import RuleForm, TriedRule
from servicelab.games.beads import HouseRule
from servicelab.games.beads.model import NOTHING as ALONE
from servicelab.games.four_quarters import RetentionPlan
from servicelab.games.four_quarters.model import NOTHING as NOBODY
from servicelab.games.morning import StandingOrder
from servicelab.games.morning.model import NOTHING as AS_TODAY
from servicelab.games.signed import SigningRule
from servicelab.games.year_menu import MenuRule

MENU = {
    "limit": 4,
    "sicker_tiers": "Full",
    "sicker_markup": 20,
    "other_tiers": "Full",
    "few_markup": 20,
    "many_markup": 20,
    "desk": "never",
    "waiting": "never",
    "bad_year": "nothing",
}
FREE = [(HouseRule, ALONE), (MenuRule, MENU)]
LIMITED = [
    (StandingOrder, AS_TODAY, "m06-standing-order-tries", "orders", "order 1 that you tried"),
    (RetentionPlan, NOBODY, "m09-four-quarters-tries", "plans", "plan 1 that you tried"),
]


@pytest.mark.parametrize(("made", "rule"), [(StandingOrder, AS_TODAY), (RetentionPlan, NOBODY)])
def test_the_static_form_is_the_rule_as_a_table(
    made: type[RuleForm], rule: dict[str, Any], tmp_path: Path
) -> None:
    widget = made(tmp_path)
    (empty,) = widget.pictures(None)
    (table,) = widget.pictures(rule)
    assert list(empty.texts.iloc[:, 0]) == ["\N{EN DASH}"] * len(rule)
    assert list(table.texts.iloc[:, 0]) == [
        widget.fields[name].words(value) for name, value in rule.items()
    ]
    assert list(table.texts.index) == [widget.fields[name].label for name in rule]


def test_a_rule_that_is_only_signed_is_shown_alike(tmp_path: Path) -> None:
    (table,) = SigningRule(tmp_path).pictures(None)
    assert table.title == "The rule"
    assert list(table.texts.columns) == ["your rule"]


@pytest.mark.parametrize(("made", "rule"), FREE)
def test_a_rule_is_tried_without_a_reason_and_nothing_is_written(
    made: type[TriedRule], rule: dict[str, Any], tmp_path: Path
) -> None:
    widget = made(tmp_path)
    widget.view()
    press(widget, "Try my rule")
    assert "To try it, the rule still needs: " in said(widget)
    before = widget._tried.value
    fill(widget, {**rule, "reason": ""})
    for _again in range(6):
        press(widget, "Try my rule")
    assert widget._tried.value != before
    assert "Your rule " in widget._tried.value
    assert widget.errors == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("made", "rule", "record", "key", "told"), LIMITED)
def test_tries_are_counted_kept_and_compared(
    made: type[TriedRule], rule: dict[str, Any], record: str, key: str, told: str, tmp_path: Path
) -> None:
    widget = made(tmp_path)
    fill(widget, {**rule, "reason": ""})
    for left in (3, 2):
        press(widget, "Try my")
        assert f"Tries left: {left}." in widget._tried.value
    assert told in widget._tried.value
    again = made(tmp_path)
    fill(again, {**rule, "reason": ""})
    for left in (1, 0):
        press(again, "Try my")
        assert f"Tries left: {left}." in again._tried.value
    press(again, "Try my")
    assert "All 4 tries are used." in said(again)
    kept = json.loads(record_path(record, tmp_path).read_text(encoding="utf-8"))
    assert kept["decision"] == {key: [rule] * 4}
    assert kept["earlier"] == []
    assert widget.errors == again.errors == []


@pytest.mark.parametrize(("made", "rule", "record", "key", "told"), LIMITED)
def test_a_foreign_record_is_named_and_stays(
    made: type[TriedRule], rule: dict[str, Any], record: str, key: str, told: str, tmp_path: Path
) -> None:
    path = record_path(record, tmp_path)
    path.write_text("{}", encoding="utf-8")
    widget = made(tmp_path)
    fill(widget, {**rule, "reason": ""})
    press(widget, "Try my")
    assert "Not tried: " in said(widget)
    assert record in said(widget)
    assert path.read_text(encoding="utf-8") == "{}"
