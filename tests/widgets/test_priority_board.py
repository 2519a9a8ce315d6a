from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from servicelab import priority_board as model
from servicelab.data import load_dataset
from servicelab.errors import CourseError
from servicelab.records import read_record, record_path
from servicelab.widgets.priority_board import PriorityBoard, _percent

LIVE = "application/vnd.jupyter.widget-view+json"
REASON = "The ill wait longest, and waiting weighs most."
SPENT = {"short_wait": 8, "explanation": 6, "listening": 2, "privacy": 2, "clear_costs": 2}
DECISION: dict[str, Any] = {
    "crosshair": "mean",
    "tokens": SPENT,
    "protected": "ill",
    "forecast": 0.9,
    "reason": REASON,
}


@pytest.fixture(scope="module")
def tables() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    return (
        load_dataset("hospital_zones"),
        load_dataset("hospital_drivers"),
        load_dataset("hospital_attributes"),
    )


@pytest.fixture
def widget(
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> PriorityBoard:
    return PriorityBoard(*tables, tmp_path)


def _again(widget: PriorityBoard) -> PriorityBoard:
    return PriorityBoard(widget.zones, widget.drivers, widget.attributes, widget.folder)


def _said(widget: PriorityBoard) -> str:
    widget.view()
    return str(widget.status_line().value)


def _recorded(widget: PriorityBoard, before: bool = True, **change: Any) -> dict[str, Any]:
    given = {**DECISION, **change}
    tokens = {**dict.fromkeys(widget.names, 0), **given["tokens"]}
    return {**given, "tokens": tokens, "crosshair_before_seeing": before}


def _fill(widget: PriorityBoard) -> None:
    widget.view()
    widget._protected.value = "ill"
    widget._rule.value = "mean"
    widget._show_positions.click()
    for name, count in SPENT.items():
        widget._tokens[name].value = count
    widget._forecast.value = "90 %"
    widget._reason.value = REASON


def _press(widget: PriorityBoard, words: str) -> None:
    """Press the button whose description or tooltip starts with these words."""
    waiting = [widget.view()]
    while waiting:
        one = waiting.pop()
        waiting += getattr(one, "children", ())
        texts = (getattr(one, "description", ""), getattr(one, "tooltip", "") or "")
        if hasattr(one, "click") and any(text.startswith(words) for text in texts):
            one.click()
            return
    raise AssertionError(words)


def test_with_a_front_end_there_is_a_view_and_a_fallback(
    widget: PriorityBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("SERVICELAB_STATIC", raising=False)
    assert set(widget._repr_mimebundle_()) == {LIVE, "text/html", "text/plain"}
    assert widget.errors == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [("NBGRADER_EXECUTION", "autograde"), ("SERVICELAB_STATIC", "1")],
)
def test_the_static_form_hides_the_positions_until_the_rule_is_fixed(
    widget: PriorityBoard, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    bundle = widget._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/html"].count('src="data:image/png;base64,') == 1
    assert 'alt="Responsiveness: adequate to desired level' in bundle["text/html"]
    assert "ill: zone 5.6 to 6.6, perceived 5.1" in bundle["text/html"]
    assert bundle["text/plain"].startswith("No decision recorded yet. Axes: performance")
    assert "Short wait" in bundle["text/plain"]
    assert widget._view is None
    widget.fix_crosshair("median")
    html = _again(widget)._repr_mimebundle_()["text/html"]
    assert html.count('src="data:image/png;base64,') == 2
    assert "crosshair at the median" in html
    assert "Short wait: importance 5.8, performance 4.0, concentrate" in html


def test_the_static_form_is_the_same_every_time_and_in_every_style(widget: PriorityBoard) -> None:
    import matplotlib as mpl

    widget.record(**DECISION)
    first = widget.panel().to_html()
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black"}):
        assert _again(widget).panel().to_html() == first
    assert "ill first. Crosshair: mean, chosen before the positions were seen" in first
    assert "Privacy 2, Short wait 8" in first
    assert "90 % of the best possible gain" in first


def test_the_form_starts_without_a_choice_and_without_positions(widget: PriorityBoard) -> None:
    assert "No decision recorded yet." in _said(widget)
    assert widget._rule.value is None
    assert widget._grid_image.value == ""
    assert "Attributes: Clean rooms, Privacy" in widget._said_rule.value
    assert "20 tokens left" in widget._left.value
    assert {widget._protected.value, widget._forecast.value, widget._reason.value} == {""}
    assert list(widget.folder.iterdir()) == []


def test_positions_are_shown_when_the_rule_is_fixed(widget: PriorityBoard) -> None:
    widget.view()
    widget._show_positions.click()
    assert "Choose a crosshair rule first" in _said(widget)
    widget._rule.value = "median"
    widget._rule.value = "mean"
    assert widget._grid_image.value == ""
    assert "the crosshair rule" in _said(widget)
    widget._show_positions.click()
    assert 'alt="Importance-performance grid, crosshair at the mean' in widget._grid_image.value
    assert "chosen before the positions were shown" in widget._said_rule.value
    assert widget._show_positions.layout.display == "none"
    assert "the crosshair rule" not in _said(widget)
    kept = read_record(model.CROSSHAIR_NAME, model.crosshair_schema(), widget.folder)
    assert kept is not None
    assert kept.decision == {"crosshair": "mean"}
    assert kept.revealed_at
    assert widget.errors == []


def test_a_rule_that_is_changed_after_seeing_is_recorded_as_such(widget: PriorityBoard) -> None:
    _fill(widget)
    widget._rule.value = "scale"
    assert "crosshair at the scale midpoint" in widget._grid_image.value
    assert "changed after the positions were shown (first: mean)" in widget._said_rule.value
    assert "say in your reason" in widget._said_rule.value
    widget._record()
    assert widget.decision == _recorded(widget, before=False, crosshair="scale")
    assert "Crosshair: scale midpoint, changed after" in widget.panel().sentence
    widget._rule.value = "mean"
    assert "chosen before" in widget._said_rule.value
    widget._record()
    assert widget.decision == _recorded(widget)


def test_a_restart_does_not_hide_what_was_seen(widget: PriorityBoard) -> None:
    widget.view()
    widget._rule.value = "mean"
    widget._show_positions.click()
    other = _again(widget)
    other.view()
    assert other._rule.value == "mean"
    assert "<img" in other._grid_image.value
    other.record(**{**DECISION, "crosshair": "median", "crosshair_before_seeing": True})
    assert other.decision == _recorded(widget, before=False, crosshair="median")


def test_without_the_first_record_the_decision_tells_what_was_first(widget: PriorityBoard) -> None:
    widget.record(**DECISION)
    record_path(model.CROSSHAIR_NAME, widget.folder).unlink()
    other = _again(widget)
    other.record(**{**DECISION, "crosshair": "median"})
    assert other.decision == _recorded(widget, before=False, crosshair="median")
    record_path(model.CROSSHAIR_NAME, widget.folder).unlink(missing_ok=True)
    last = _again(widget)
    last.record(**{**DECISION, "crosshair": "median", "forecast": 0.5})
    assert last.decision == _recorded(widget, before=False, crosshair="median", forecast=0.5)


def test_the_dimension_changes_the_bars(widget: PriorityBoard) -> None:
    widget.view()
    assert widget._dimension.value == "responsiveness"
    assert "Responsiveness: adequate to desired" in widget._zone_image.value
    assert "ill: zone 5.6 to 6.6, perceived 5.1" in widget._zone_image.value
    assert "position" not in widget._zone_image.value
    widget._dimension.value = ""
    assert "All dimensions: adequate" in widget._zone_image.value
    assert widget.errors == []


def test_a_name_that_is_no_attribute_is_said_first(
    widget: PriorityBoard, capsys: pytest.CaptureFixture[str]
) -> None:
    widget.record(**{**DECISION, "tokens": {"conversation": 20}})
    said = capsys.readouterr().out
    assert said.startswith("Not recorded: there is no attribute 'conversation': tokens go to ")
    assert "clear_costs." in said
    assert widget.decision is None


def test_what_nearly_reaches_the_best_is_not_called_the_best() -> None:
    assert [_percent(share) for share in (0.994, 0.9951, 0.99999, 1.0)] == [
        *("99", "99.5", "99.9", "100")
    ]


def test_what_is_left_of_the_tokens_is_said_and_can_be_filled(widget: PriorityBoard) -> None:
    widget.view()
    _press(widget, "One token less for Privacy")
    assert "20 tokens left" in widget._left.value
    for _press_again in range(3):
        _press(widget, "One token more for Privacy")
    assert "17 tokens left" in widget._left.value
    _press(widget, "One token less for Privacy")
    assert widget._tokens["privacy"].value == 2
    assert "tokens that sum to 20 (18 tokens left)" in _said(widget)
    widget._tokens["booking"].value = 2
    _press(widget, "Fill up to 20")
    assert widget._spent() == {**dict.fromkeys(widget.names, 0), "privacy": 10, "booking": 10}
    assert "all 20 tokens given" in widget._left.value
    _press(widget, "One token more for Privacy")
    assert "No token is left" in _said(widget)
    assert widget._tokens["privacy"].value == 10
    widget._tokens["privacy"].value = 12
    assert "2 tokens too many" in widget._left.value
    _press(widget, "Take all back")
    assert sum(widget._spent().values()) == 0
    assert widget.errors == []


def test_every_entry_waits_until_it_is_complete(widget: PriorityBoard) -> None:
    widget.view()
    for entry in (*widget._tokens.values(), widget._forecast, widget._reason):
        assert not entry.continuous_update
        assert entry.description
        assert entry.tooltip


def test_an_incomplete_form_is_refused_and_says_what_is_missing(widget: PriorityBoard) -> None:
    _fill(widget)
    widget._protected.value = ""
    widget._forecast.value = "0.9"
    widget._tokens["short_wait"].value = 7
    widget._record()
    for words in ("1 token left", "the group to protect first", "your forecast"):
        assert words in _said(widget)
    assert read_record(widget.name, widget.schema, widget.folder) is None


def test_a_complete_form_is_recorded_and_restored(widget: PriorityBoard) -> None:
    _fill(widget)
    assert "press Record decision" in _said(widget)
    widget._record()
    assert "Decision recorded on 20" in _said(widget)
    assert widget.decision == _recorded(widget)
    other = _again(widget)
    assert "Decision recorded on 20" in _said(other)
    assert other.draft() == _recorded(widget)
    assert "crosshair at the mean" in other._grid_image.value
    assert other.errors == []


def test_recording_by_code_does_the_same_as_the_form(
    widget: PriorityBoard, capsys: pytest.CaptureFixture[str]
) -> None:
    widget.view()
    widget.record(**DECISION)
    assert capsys.readouterr().out == "Decision recorded.\n"
    assert widget.draft() == widget.decision == _recorded(widget)
    assert widget.first_rule == "mean"
    assert "crosshair at the mean" in widget._grid_image.value


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tokens": {**SPENT, "privacy": 1}}, "1 token left"),
        ({"tokens": {**SPENT, "privacy": 3, "price": -1}}, "no attribute 'price'"),
        ({"tokens": {**SPENT, "privacy": 3, "booking": -1}}, "whole tokens from 0 to 20 to each"),
        ({"tokens": {**SPENT, "privacy": 1.5, "booking": 0.5}}, "whole tokens"),
        ({"tokens": "equal"}, "tokens"),
        ({"crosshair": "origin"}, "a crosshair rule is one of mean, median, scale"),
        ({"protected": "everybody"}, "a group is one of ill, sub-healthy, healthy"),
        ({"forecast": 90}, "a share of the best possible gain from 0 to 1"),
        ({"forecast": "high"}, "your forecast"),
        ({"reason": "short"}, "at least 20 characters (5 so far)"),
        ({"hobby": 1}, "hobby"),
    ],
)
def test_a_refusal_by_code_is_a_printed_sentence(
    widget: PriorityBoard, capsys: pytest.CaptureFixture[str], change: dict[str, Any], words: str
) -> None:
    widget.record(**{**DECISION, **change})
    out = capsys.readouterr().out
    assert words in out
    assert out.count("\n") == 1
    assert list(widget.folder.iterdir()) == []


def test_reveal_before_a_record_asks_for_it_and_marks_nothing(widget: PriorityBoard) -> None:
    panel = widget.reveal()
    assert panel.pictures == ()
    assert panel.sentence.startswith("Record your decision first")
    assert list(widget.folder.iterdir()) == []


def test_reveal_compares_the_plan_with_three_others_and_settles_the_decision(
    widget: PriorityBoard, capsys: pytest.CaptureFixture[str]
) -> None:
    widget.record(**DECISION)
    panel = widget.reveal()
    found = model.judge(_recorded(widget), widget.zones, widget.drivers, widget.attributes)
    assert f"{100 * found.share:.0f} % of the best possible gain" in panel.sentence
    assert f"whom you protect first, {100 * found.protected_share:.0f} %" in panel.sentence
    assert "All tokens to the largest gap (Short wait) reach 58 %" in panel.sentence
    assert "You forecast 90 %: well calibrated." in panel.sentence
    assert "The ill have the worst position" in panel.sentence
    plans, tokens = (picture.alt for picture in panel.pictures)
    assert "ill (largest gap: Short wait): your plan" in plans
    assert "Short wait: weight 27 %, to gain 3.0, scale 3, yours 8, optimum 7" in tokens
    saved = read_record(widget.name, widget.schema, widget.folder)
    assert saved is not None
    assert saved.revealed_at
    assert widget.reveal() == panel
    capsys.readouterr()
    widget.record(**{**DECISION, "forecast": 1})
    assert "the decision of" in capsys.readouterr().out
    assert widget.decision == _recorded(widget)


def test_a_forecast_and_a_group_that_miss_are_told(widget: PriorityBoard) -> None:
    widget.record(**{**DECISION, "protected": "healthy", "forecast": 0.5})
    panel = widget.reveal()
    assert "You forecast 50 %: much too low, by " in panel.sentence
    assert "is that of the ill, not of the healthy" in panel.sentence
    assert "healthy (largest gap: Call the day after)" in panel.pictures[0].alt


def test_the_optimum_is_not_computed_before_the_reveal(
    widget: PriorityBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def early(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("too early")

    monkeypatch.setattr(model, "allocate_tokens", early)
    _fill(widget)
    widget._record()
    widget.panel()
    assert widget.decision == _recorded(widget)
    assert widget.errors == []


@pytest.mark.parametrize("content", ["{", "[]", '{"servicelab_record": 1, "name": "other"}'])
@pytest.mark.parametrize("name", [model.NAME, model.CROSSHAIR_NAME])
def test_a_damaged_record_is_told_and_can_be_replaced(
    widget: PriorityBoard, name: str, content: str
) -> None:
    path = record_path(name, widget.folder)
    path.write_text(content, encoding="utf-8")
    other = _again(widget)
    for said in (_said(other), other.panel().sentence):
        assert path.name in said
    assert other.decision is None
    other.record(**DECISION)
    assert _again(widget).decision == _recorded(widget)
    assert path.with_name(path.name + ".damaged-1").read_text(encoding="utf-8") == content


def test_a_record_edited_by_hand_is_not_trusted(widget: PriorityBoard) -> None:
    widget.record(**DECISION)
    path = record_path(widget.name, widget.folder)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["decision"]["tokens"]["privacy"] = 2000
    path.write_text(json.dumps(content), encoding="utf-8")
    other = _again(widget)
    assert other.decision is None
    assert path.name in other.problem


def test_what_was_typed_is_text_and_never_markup(widget: PriorityBoard) -> None:
    widget.record(**{**DECISION, "reason": "<b>bold</b> reasons, and many of them"})
    assert "&lt;b&gt;bold" in widget.panel().to_html()
    assert "<b>bold" not in widget.panel().to_html()


def test_an_exception_in_a_callback_becomes_text_and_is_collected(
    widget: PriorityBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(widget)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError("by purpose")

    monkeypatch.setattr(model, "place_attributes", broken)
    widget._rule.value = "median"
    assert "ZeroDivisionError: by purpose" in _said(widget)
    assert widget.errors == ["ZeroDivisionError: by purpose"]


def test_tables_that_do_not_fit_are_refused(
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    zones, drivers, attributes = tables
    with pytest.raises(CourseError, match="adequate"):
        PriorityBoard(zones.drop(columns="adequate"), drivers, attributes)
    with pytest.raises(CourseError, match="i_privacy"):
        PriorityBoard(zones, drivers.drop(columns="i_privacy"), attributes)
    with pytest.raises(CourseError, match="label_en"):
        PriorityBoard(zones, drivers, attributes.drop(columns="label_en"))


def test_a_seal_opens_only_when_it_is_pressed(
    widget: PriorityBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = widget.reveal_button()
    widget.record(**DECISION)
    assert LIVE in seal._repr_mimebundle_()
    saved = read_record(widget.name, widget.schema, widget.folder)
    assert saved is not None
    assert saved.revealed_at is None
    seal.button.click()
    assert "You forecast 90 %" in seal.shown.value
    assert LIVE not in seal._repr_mimebundle_()
    assert widget.errors == []
