"""What every widget keeps to, without a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pytest
from support.widget_cases import (
    ALARMS,
    BOARD,
    CASES,
    EXPLORER,
    HOUSE_RULE,
    PREDICTION,
    RED_BEADS,
    STUDIO,
    WidgetCase,
    fill,
    parts,
    press,
    said,
)

from servicelab.decisions.records import Record, read_record, record_path
from servicelab.decisions.widgets.base import DecisionWidget
from servicelab.decisions.widgets.form import FormWidget
from servicelab.errors import CourseError

LIVE = "application/vnd.jupyter.widget-view+json"
FORMS = [STUDIO, EXPLORER, BOARD, PREDICTION, RED_BEADS, HOUSE_RULE, ALARMS]
SEALED = [case for case in CASES if case.reveal is not None]
DAMAGED = '{"servicelab_record": 1, "name": "other"}'


@pytest.fixture(params=CASES, ids=str)
def case(request: pytest.FixtureRequest) -> WidgetCase:
    found: WidgetCase = request.param
    return found


@pytest.fixture
def widget(case: WidgetCase, tmp_path: Path) -> DecisionWidget:
    return case.widget(tmp_path)


def _saved(widget: DecisionWidget) -> Record | None:
    return read_record(widget.name, widget.schema, widget.folder)


def _revealed_at(widget: DecisionWidget) -> str | None:
    saved = _saved(widget)
    assert saved is not None
    return saved.revealed_at


def test_with_a_front_end_there_is_a_view_and_a_fallback_and_nothing_is_written(
    case: WidgetCase, widget: DecisionWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("SERVICELAB_STATIC", raising=False)
    assert set(widget._repr_mimebundle_()) == {LIVE, "text/html", "text/plain"}
    assert case.opening in said(widget)
    assert case.css_class in {name for part in parts(widget.view()) for name in part._dom_classes}
    assert widget.decision is None
    assert widget.errors == []
    assert list(widget.folder.iterdir()) == []


def test_no_script_stands_in_the_markup(case: WidgetCase, widget: DecisionWidget) -> None:
    for part in parts(widget.view()):
        if isinstance(part, ipw.HTML):
            assert "onload" not in part.value
            assert "<script" not in part.value


def test_the_static_form_is_described_pictures_and_a_sentence_and_nothing_live(
    case: WidgetCase, widget: DecisionWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert set(widget._repr_mimebundle_()) == {"text/html", "text/plain"}
    widget.record(**case.decision)
    bundle = widget._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert case.told in bundle["text/plain"]
    assert "0x" not in bundle["text/plain"]
    described = r'role="img" aria-label="([^"]+)|<caption>([^<]+)|<img [^>]*alt="([^"]+)'
    shown = ["".join(found) for found in re.findall(described, bundle["text/html"])]
    assert [words.startswith(case.alt) for words in shown[:1]] == [True] * bool(case.alt)
    assert widget._view is None


def test_the_static_form_is_the_same_every_time_and_in_every_style(
    case: WidgetCase, widget: DecisionWidget
) -> None:
    import matplotlib as mpl

    widget.record(**case.decision)
    first = widget.panel().to_html()
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black"}):
        assert case.widget(widget.folder).panel().to_html() == first


def test_a_decision_by_code_is_recorded_shown_and_restored(
    case: WidgetCase, widget: DecisionWidget, capsys: pytest.CaptureFixture[str]
) -> None:
    widget.view()
    capsys.readouterr()
    widget.record(**case.decision)
    assert capsys.readouterr().out == "Decision recorded.\n"
    other = case.widget(widget.folder)
    for each in (widget, other):
        assert case.recorded in said(each)
        assert each.decision == case.on_file()
        if isinstance(each, FormWidget):
            assert each.draft() == case.on_file()
        assert each.errors == []


@pytest.mark.parametrize("case", FORMS, ids=str, indirect=True)
def test_a_complete_form_is_recorded_by_its_button_and_restored(
    case: WidgetCase, widget: FormWidget
) -> None:
    fill(widget, case.decision)
    if case.needs:
        press(widget, case.needs)
    assert "press Record" in said(widget)
    press(widget, "Record")
    assert "Decision recorded on 20" in said(widget)
    assert widget.decision == case.on_file()
    assert widget.errors == []


@pytest.mark.parametrize("case", FORMS, ids=str, indirect=True)
def test_an_incomplete_form_is_refused_and_says_what_is_missing(
    case: WidgetCase, widget: FormWidget
) -> None:
    press(widget, "Record")
    for field in widget.fields.fields:
        if field.is_asked and field.name not in widget.start:
            for lack in field.lacks(widget.draft()):
                assert lack in said(widget)
    assert "Not recorded yet. Still missing: " in said(widget)
    assert _saved(widget) is None


@pytest.mark.parametrize("case", FORMS, ids=str, indirect=True)
def test_every_control_has_a_name_and_waits_until_its_entry_is_complete(
    case: WidgetCase, widget: FormWidget
) -> None:
    widget.view()
    for control in widget.controls.values():
        for part in control.parts:
            assert part.description or part.tooltip
            # each letter would be an answer; each step of a slider of points is one
            assert isinstance(part, ipw.IntSlider) or not getattr(part, "continuous_update", False)


@pytest.mark.parametrize(
    ("case", "change", "words"),
    [(case, change, words) for case in CASES for change, words in case.changes],
    ids=str,
    indirect=["case"],
)
def test_a_refusal_by_code_is_a_printed_sentence(
    case: WidgetCase,
    widget: DecisionWidget,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, Any],
    words: str,
) -> None:
    capsys.readouterr()
    widget.record(**{**case.decision, **change})
    out = capsys.readouterr().out
    assert words in out
    assert out.count("\n") == 1
    assert widget.decision is None
    assert list(widget.folder.iterdir()) == []


@pytest.mark.parametrize("case", SEALED, ids=str, indirect=True)
def test_an_outcome_before_the_decision_asks_for_it_and_marks_nothing(
    case: WidgetCase, widget: DecisionWidget
) -> None:
    seal = widget.reveal_button(*case.reveal_arguments())
    seal.button.click()
    assert "Record your decision first" in seal.shown.value
    panel = widget.reveal(*case.reveal_arguments())
    assert panel.pictures == ()
    assert panel.sentence.startswith("Record your decision first")
    assert list(widget.folder.iterdir()) == []


@pytest.mark.parametrize("case", SEALED, ids=str, indirect=True)
def test_a_seal_opens_only_when_it_is_pressed_and_settles_the_decision(
    case: WidgetCase, widget: DecisionWidget, capsys: pytest.CaptureFixture[str]
) -> None:
    seal = widget.reveal_button(*case.reveal_arguments())
    widget.record(**case.decision)
    assert LIVE in seal._repr_mimebundle_()
    assert _revealed_at(widget) is None
    seal.button.click()
    assert case.outcome.replace('"', "&quot;") in seal.shown.value
    assert _revealed_at(widget)
    assert LIVE not in seal._repr_mimebundle_()
    assert case.outcome in widget.reveal(*case.reveal_arguments()).sentence
    capsys.readouterr()
    widget.record(**{**case.decision, **case.other})
    assert "the decision of" in capsys.readouterr().out
    assert widget.decision == case.on_file()
    assert widget.errors == []


@pytest.mark.parametrize("case", SEALED, ids=str, indirect=True)
def test_without_a_front_end_the_outcome_is_shown_at_once(
    case: WidgetCase, widget: DecisionWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget.record(**case.decision)
    monkeypatch.setenv("SERVICELAB_STATIC", "1")
    bundle = widget.reveal_button(*case.reveal_arguments())._repr_mimebundle_()
    assert case.outcome in bundle["text/plain"]


def test_a_damaged_record_is_told_and_can_be_replaced(
    case: WidgetCase, widget: DecisionWidget
) -> None:
    path = record_path(widget.name, widget.folder)
    path.write_text(DAMAGED, encoding="utf-8")
    other = case.widget(widget.folder)
    assert path.name in said(other)
    assert path.name in other.panel().sentence
    if case.reveal is not None:
        assert path.name in other.reveal(*case.reveal_arguments()).sentence
    assert other.decision is None
    other.record(**case.decision)
    assert case.widget(widget.folder).decision == case.on_file()
    assert path.with_name(path.name + ".damaged-1").read_text(encoding="utf-8") == DAMAGED


def test_a_record_edited_by_hand_is_not_trusted(case: WidgetCase, widget: DecisionWidget) -> None:
    widget.record(**case.decision)
    path = record_path(widget.name, widget.folder)
    content = json.loads(path.read_text(encoding="utf-8"))
    first = next(iter(case.decision))
    content["decision"][first] = "<img src=x onerror=alert(1)>"
    path.write_text(json.dumps(content), encoding="utf-8")
    other = case.widget(widget.folder)
    assert other.decision is None
    assert path.name in other.problem


@pytest.mark.parametrize("case", [STUDIO, EXPLORER, BOARD, HOUSE_RULE], ids=str, indirect=True)
def test_what_was_typed_is_text_and_never_markup(case: WidgetCase, widget: DecisionWidget) -> None:
    widget.record(**{**case.decision, "reason": "<b>bold</b> reasons, and many of them"})
    assert "&lt;b&gt;bold" in widget.panel().to_html()
    assert "<b>bold" not in widget.panel().to_html()


def test_a_folder_that_cannot_be_written_is_told(
    case: WidgetCase,
    widget: DecisionWidget,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise CourseError("The disk is full.")

    widget.view()
    monkeypatch.setattr("servicelab.decisions.records.write_atomically", full)
    widget.record(**case.decision)
    assert "The disk is full." in capsys.readouterr().out
    assert "The disk is full." in said(widget)
    assert widget.decision is None
    assert widget.errors == []


def test_an_exception_in_a_callback_becomes_text_and_is_collected(
    case: WidgetCase, widget: DecisionWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError("by purpose")

    widget.view()
    name, poke = case.breaks
    monkeypatch.setattr(name, broken)
    poke(widget)
    assert "ZeroDivisionError: by purpose" in said(widget)
    assert widget.errors == ["ZeroDivisionError: by purpose"]


@pytest.mark.parametrize("case", FORMS, ids=str)
def test_a_typed_record_says_what_was_wrong_and_what_stands(
    case: WidgetCase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    widget = case.widget(tmp_path)
    capsys.readouterr()
    widget.record("x")
    assert capsys.readouterr().out.startswith("Not recorded: each entry needs its name")
    widget.record()
    assert "still stands" not in capsys.readouterr().out
    widget.record(**case.decision)
    kept = widget.decision
    capsys.readouterr()
    widget.record()
    assert "What you recorded before still stands." in capsys.readouterr().out
    assert widget.decision == kept
