from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import matplotlib.image
import pandas as pd
import pytest

from servicelab import gap_explorer as model
from servicelab.data import load_dataset
from servicelab.decisions import calibration
from servicelab.errors import CourseError
from servicelab.records import read_record, record_path
from servicelab.servqual import DIMENSIONS, gap_summary, reverse_items, screen_survey
from servicelab.widgets import gap_explorer as module
from servicelab.widgets.gap_explorer import GapExplorer
from servicelab.widgets.ladder import ladder_picture

LIVE = "application/vnd.jupyter.widget-view+json"
POINTS = [f"w_{name}" for name in DIMENSIONS]
DECISION: dict[str, Any] = {
    "weights": {
        "tangibles": 11,
        "reliability": 32,
        "responsiveness": 22,
        "assurance": 19,
        "empathy": 16,
    },
    "metric": "weighted",
    "priority": "reliability",
    "confidence": 0.9,
    "reason": "Policyholders give it most points, and the promise is broken.",
}


@pytest.fixture(scope="module")
def items() -> pd.DataFrame:
    return load_dataset("insurer_items")


@pytest.fixture(scope="module")
def survey(items: pd.DataFrame) -> pd.DataFrame:
    raw = load_dataset("insurer_servqual")
    return reverse_items(raw[screen_survey(raw, items)["keep"]], items)


@pytest.fixture
def widget(survey: pd.DataFrame, items: pd.DataFrame, tmp_path: Path) -> GapExplorer:
    return GapExplorer(survey, items, survey[POINTS], tmp_path)


def _again(widget: GapExplorer) -> GapExplorer:
    return GapExplorer(widget.survey, widget.items, widget.weights, widget.folder)


def _said(widget: GapExplorer) -> str:
    widget.view()
    return str(widget.status_line().value)


def _fill(widget: GapExplorer) -> None:
    widget.view()
    for name, points in DECISION["weights"].items():
        widget._sliders[name].value = points
    widget._priority.value = "reliability"
    widget._metric.value = "weighted"
    widget._confidence.value = "90 %"
    widget._reason.value = DECISION["reason"]


def test_with_a_front_end_there_is_a_view_and_a_fallback(
    widget: GapExplorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("SERVICELAB_STATIC", raising=False)
    bundle = widget._repr_mimebundle_()
    assert set(bundle) == {LIVE, "text/html", "text/plain"}
    assert widget.errors == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [("NBGRADER_EXECUTION", "autograde"), ("SERVICELAB_STATIC", "1")],
)
def test_the_static_form_is_described_pictures_and_a_sentence_and_nothing_live(
    widget: GapExplorer, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    bundle = widget._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/html"].count('src="data:image/png;base64,') == 2
    assert 'alt="Expectation (E) and perception (P) by dimension: tangibles' in bundle["text/html"]
    assert 'alt="Raw gap by dimension: tangibles ' in bundle["text/html"]
    assert bundle["text/plain"] == "No decision recorded yet."
    assert widget._view is None


def test_the_static_form_is_the_same_every_time_and_in_every_style(widget: GapExplorer) -> None:
    import matplotlib as mpl

    widget.record(**DECISION)
    first = widget.panel().to_html()
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black"}):
        assert _again(widget).panel().to_html() == first
    assert "reliability first (metric: weighted gap), 90 % confidence" in first
    assert "tangibles 11, reliability 32" in first


def test_the_form_starts_at_the_respondents_points_without_a_choice(
    widget: GapExplorer, survey: pd.DataFrame
) -> None:
    assert "No decision recorded yet." in _said(widget)
    points = widget._points()
    assert sum(points.values()) == 100
    for name in DIMENSIONS:
        assert abs(points[name] - survey[f"w_{name}"].mean()) <= 1
    assert "all 100 points given" in widget._left.value
    assert {widget._priority.value, widget._metric.value, widget._confidence.value} == {""}


def test_what_is_left_of_the_points_is_said_and_can_be_filled(widget: GapExplorer) -> None:
    widget.view()
    widget._set(dict.fromkeys(DIMENSIONS, 10))
    assert "50 points left" in widget._left.value
    assert "weights that sum to 100 (50 points left)" in _said(widget)
    widget._switch.value = "weighted"
    assert "do not sum to 100 yet" in widget._said_metric.value
    fill, stated = _buttons(widget)
    fill.click()
    assert widget._points() == dict.fromkeys(DIMENSIONS, 20)
    assert "do not sum" not in widget._said_metric.value
    widget._sliders["empathy"].value = 60
    assert "40 points too many" in widget._left.value
    fill.click()
    assert sum(widget._points().values()) == 100
    stated.click()
    assert widget._points() == widget.stated
    assert widget.errors == []


def _buttons(widget: GapExplorer) -> tuple[Any, Any]:
    for box in widget.view().children[0].children:
        if widget._left in getattr(box, "children", ()):
            return box.children[1], box.children[2]
    raise AssertionError("no buttons")


def test_no_points_at_all_are_told_and_mend_themselves(widget: GapExplorer) -> None:
    widget.view()
    widget._switch.value = "weighted"
    widget._set(dict.fromkeys(DIMENSIONS, 0))
    assert "Give points to at least one dimension" in widget._said_metric.value
    assert widget._image.value == ""
    widget._switch.value = "raw"
    assert "<img" in widget._image.value
    widget._switch.value = "weighted"
    widget._sliders["empathy"].value = 5
    assert "First is empathy" in widget._said_metric.value
    assert widget.errors == []


def test_the_switch_changes_the_figure_and_the_text(widget: GapExplorer) -> None:
    widget.view()
    seen = []
    for metric in model.METRICS:
        widget._switch.value = metric
        seen.append(widget._image.value)
        first = model.first(widget.scores(metric, widget._points()))
        assert f"First is {first}" in widget._said_metric.value
    assert len(set(seen)) == 3


def test_sliders_wait_until_they_are_let_go(widget: GapExplorer) -> None:
    widget.view()
    assert not any(slider.continuous_update for slider in widget._sliders.values())


def test_an_incomplete_form_is_refused_and_says_what_is_missing(widget: GapExplorer) -> None:
    _fill(widget)
    widget._priority.value = ""
    widget._confidence.value = "0.9"
    widget._sliders["empathy"].value = 10
    widget._record()
    for words in ("6 points left", "the first priority", "your confidence"):
        assert words in _said(widget)
    assert read_record(widget.name, widget.schema, widget.folder) is None


@pytest.mark.parametrize("typed", ["0.95", "quite sure", "950"])
def test_a_confidence_that_is_no_percentage_is_told_how_it_is_written(
    widget: GapExplorer, typed: str
) -> None:
    _fill(widget)
    widget._confidence.value = typed
    assert "a number from 0 to 100, such as 95" in _said(widget)
    widget._confidence.value = "95"
    assert "press Record decision" in _said(widget)


def test_a_complete_form_is_recorded_and_restored(widget: GapExplorer) -> None:
    _fill(widget)
    assert "press Record decision" in _said(widget)
    widget._record()
    assert "Decision recorded on 20" in _said(widget)
    assert widget.decision == DECISION
    other = _again(widget)
    assert "Decision recorded on 20" in _said(other)
    assert other.draft() == DECISION
    assert other._switch.value == "weighted"
    assert other.errors == []


def test_recording_by_code_does_the_same_as_the_form(
    widget: GapExplorer, capsys: pytest.CaptureFixture[str]
) -> None:
    widget.view()
    widget.record(**DECISION)
    assert capsys.readouterr().out == "Decision recorded.\n"
    assert widget.draft() == widget.decision == DECISION


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weights": {**DECISION["weights"], "empathy": 15}}, "1 point left"),
        ({"weights": {"reliability": 100}}, "whole points from 0 to 100 to each of"),
        ({"weights": {**DECISION["weights"], "empathy": 15.5, "tangibles": 11.5}}, "whole points"),
        ({"weights": "equal"}, "weights"),
        ({"metric": "gap"}, "a metric is one of raw, weighted, performance"),
        ({"priority": "price"}, "a priority is one of tangibles"),
        ({"confidence": 90}, "a probability from 0 to 1"),
        ({"confidence": "high"}, "your confidence"),
        ({"reason": "short"}, "at least 20 characters (5 so far)"),
        ({"hobby": 1}, "hobby"),
    ],
)
def test_a_refusal_by_code_is_a_printed_sentence(
    widget: GapExplorer, capsys: pytest.CaptureFixture[str], change: dict[str, Any], words: str
) -> None:
    widget.record(**{**DECISION, **change})
    out = capsys.readouterr().out
    assert words in out
    assert out.count("\n") == 1
    assert not record_path(widget.name, widget.folder).exists()


def test_reveal_before_a_record_asks_for_it_and_marks_nothing(widget: GapExplorer) -> None:
    panel = widget.reveal()
    assert panel.pictures == ()
    assert panel.sentence.startswith("Record your decision first")
    assert list(widget.folder.iterdir()) == []


def test_reveal_compares_the_confidence_with_the_bootstrap_and_settles_the_decision(
    widget: GapExplorer, capsys: pytest.CaptureFixture[str]
) -> None:
    widget.record(**DECISION)
    panel = widget.reveal()
    found = model.consistency(DECISION, widget.survey, widget.items)
    assert "You put reliability first (metric: weighted gap)" in panel.sentence
    assert "the bootstrap supports it" in panel.sentence
    assert calibration(0.9, found.probability) in panel.sentence
    assert f"Your Brier score is {found.brier:.2f}" in panel.sentence
    assert "raw gap, responsiveness in" in panel.sentence
    assert "each one's own weights, reliability in" in panel.sentence
    for title in ("raw gap: ", "weighted gap: ", "performance only: ", "each one's own weights: "):
        assert title in panel.pictures[0].alt
    saved = read_record(widget.name, widget.schema, widget.folder)
    assert saved is not None
    assert saved.revealed_at
    assert widget.reveal() == panel
    capsys.readouterr()
    widget.record(**{**DECISION, "confidence": 1})
    assert "the decision of" in capsys.readouterr().out
    assert widget.decision == DECISION


def test_a_priority_against_its_own_metric_is_told(widget: GapExplorer) -> None:
    widget.record(**{**DECISION, "metric": "raw", "confidence": 0.95})
    sentence = widget.reveal().sentence
    assert "the bootstrap does not support it" in sentence
    assert "By your own metric and weights responsiveness comes first, not reliability" in sentence
    assert "much too sure" in sentence


def test_weights_for_everybody_need_no_column_of_their_own(
    survey: pd.DataFrame, items: pd.DataFrame, tmp_path: Path
) -> None:
    widget = GapExplorer(survey, items, survey[POINTS].mean(), tmp_path)
    widget.record(**DECISION)
    panel = widget.reveal()
    assert "own weights" not in panel.sentence
    assert "own weights" not in panel.pictures[0].alt


def test_the_bootstrap_is_not_run_before_the_reveal(
    widget: GapExplorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def early(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("too early")

    monkeypatch.setattr(module, "rank_probability", early)
    monkeypatch.setattr(model, "rank_probability", early)
    _fill(widget)
    for metric in model.METRICS:
        widget._switch.value = metric
    widget._record()
    widget.panel()
    assert widget.decision == DECISION
    assert widget.errors == []


@pytest.mark.parametrize("content", ["{", "[]", '{"servicelab_record": 1, "name": "other"}'])
def test_a_damaged_record_is_told_and_can_be_replaced(widget: GapExplorer, content: str) -> None:
    path = record_path(widget.name, widget.folder)
    path.write_text(content, encoding="utf-8")
    other = _again(widget)
    for said in (_said(other), other.panel().sentence, other.reveal().sentence):
        assert path.name in said
    assert other.decision is None
    other.record(**DECISION)
    assert _again(widget).decision == DECISION
    assert path.with_name(path.name + ".damaged-1").read_text(encoding="utf-8") == content


def test_a_record_edited_by_hand_is_not_trusted(widget: GapExplorer) -> None:
    widget.record(**DECISION)
    path = record_path(widget.name, widget.folder)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["decision"]["confidence"] = 7
    path.write_text(json.dumps(content), encoding="utf-8")
    other = _again(widget)
    assert other.decision is None
    assert path.name in other.problem


def test_what_was_typed_is_text_and_never_markup(widget: GapExplorer) -> None:
    widget.record(**{**DECISION, "reason": "<b>bold</b> reasons, and many of them"})
    assert "&lt;b&gt;bold" in widget.panel().to_html()
    assert "<b>bold" not in widget.panel().to_html()


def test_an_exception_in_a_callback_becomes_text_and_is_collected(
    widget: GapExplorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _said(widget)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError("by purpose")

    monkeypatch.setattr(model, "weigh", broken)
    widget._switch.value = "weighted"
    assert "ZeroDivisionError: by purpose" in _said(widget)
    assert widget.errors == ["ZeroDivisionError: by purpose"]


def test_tables_that_do_not_fit_are_refused(survey: pd.DataFrame, items: pd.DataFrame) -> None:
    with pytest.raises(CourseError, match="P22"):
        GapExplorer(survey.drop(columns="P22"), items, survey[POINTS])
    with pytest.raises(CourseError, match="empathy"):
        GapExplorer(survey, items, survey[POINTS[:-1]])
    with pytest.raises(CourseError, match="same index"):
        GapExplorer(survey, items, survey[POINTS].iloc[1:])


def test_a_seal_opens_only_when_it_is_pressed(
    widget: GapExplorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = widget.reveal_button()
    widget.record(**DECISION)
    assert LIVE in seal._repr_mimebundle_()
    saved = read_record(widget.name, widget.schema, widget.folder)
    assert saved is not None
    assert saved.revealed_at is None
    seal.button.click()
    assert "You gave it 90 %" in seal.shown.value
    assert LIVE not in seal._repr_mimebundle_()
    assert widget.errors == []


def test_no_label_of_the_ladder_runs_over_its_edge(
    survey: pd.DataFrame, items: pd.DataFrame
) -> None:
    picture = ladder_picture(gap_summary(survey, items), model.LABELS, width=4.6)
    pixels = matplotlib.image.imread(io.BytesIO(picture.png))[..., :3]
    for edge in (pixels[:, 0], pixels[:, -1], pixels[0], pixels[-1]):
        assert (edge == 1).all()
