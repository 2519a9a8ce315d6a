from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.widget_cases import EXPLORER, fill, press, said

from servicelab.decisions.records import read_record
from servicelab.decisions.rules import calibration
from servicelab.errors import CourseError
from servicelab.games.gap_explorer import model as model
from servicelab.games.gap_explorer import view as module
from servicelab.games.gap_explorer.view import GapExplorer
from servicelab.surveys.servqual import DIMENSIONS

POINTS = [f"w_{name}" for name in DIMENSIONS]
DECISION = EXPLORER.decision


@pytest.fixture(scope="module")
def items() -> pd.DataFrame:
    return EXPLORER.names()["items"]


@pytest.fixture(scope="module")
def survey() -> pd.DataFrame:
    return EXPLORER.names()["survey"]


@pytest.fixture
def widget(tmp_path: Path) -> Any:
    return EXPLORER.widget(tmp_path)


def _points(widget: GapExplorer) -> dict[str, int]:
    points: dict[str, int] = widget.controls["weights"].value
    return points


def test_the_form_starts_at_the_respondents_points_without_a_choice(
    widget: GapExplorer, survey: pd.DataFrame
) -> None:
    widget.view()
    points = _points(widget)
    assert sum(points.values()) == 100
    for name in DIMENSIONS:
        assert abs(points[name] - survey[f"w_{name}"].mean()) <= 1
    assert "all 100 points given" in widget.controls["weights"].left.value
    assert {
        widget.controls["priority"].view.value,
        widget.controls["metric"].view.value,
        widget.controls["confidence"].view.value,
    } == {""}


def test_what_is_left_of_the_points_is_said_and_can_be_filled(widget: GapExplorer) -> None:
    widget.view()
    widget.put("weights", dict.fromkeys(DIMENSIONS, 10))
    assert "50 points left" in widget.controls["weights"].left.value
    assert "weights that sum to 100 (50 points left)" in said(widget)
    widget._switch.value = "weighted"
    assert "do not sum to 100 yet" in widget._said_metric.value
    press(widget, "Scale to 100")
    assert _points(widget) == dict.fromkeys(DIMENSIONS, 20)
    assert "do not sum" not in widget._said_metric.value
    widget.controls["weights"].counters["empathy"].value = 60
    assert "40 points too many" in widget.controls["weights"].left.value
    press(widget, "Scale to 100")
    assert sum(_points(widget).values()) == 100
    press(widget, "Respondents' mean")
    assert _points(widget) == widget.stated
    assert widget.errors == []


def test_no_points_at_all_are_told_and_mend_themselves(widget: GapExplorer) -> None:
    widget.view()
    widget._switch.value = "weighted"
    widget.put("weights", dict.fromkeys(DIMENSIONS, 0))
    assert "Give points to at least one dimension" in widget._said_metric.value
    assert widget._image.value == ""
    widget._switch.value = "raw"
    assert 'role="img"' in widget._image.value
    widget._switch.value = "weighted"
    widget.controls["weights"].counters["empathy"].value = 5
    assert "First is empathy" in widget._said_metric.value
    assert widget.errors == []


def test_the_switch_changes_the_figure_and_the_text(widget: GapExplorer) -> None:
    widget.view()
    seen = []
    for metric in model.METRICS:
        widget._switch.value = metric
        seen.append(widget._image.value)
        first = model.first(widget.scores(metric, _points(widget)))
        assert f"First is {first}" in widget._said_metric.value
    assert len(set(seen)) == 3


def test_an_incomplete_form_is_refused_and_says_what_is_missing(widget: GapExplorer) -> None:
    fill(widget, DECISION)
    widget.controls["priority"].view.value = ""
    widget.controls["confidence"].view.value = "0.9"
    widget.controls["weights"].counters["empathy"].value = 10
    press(widget, "Record")
    for words in ("6 points left", "the first priority", "your confidence"):
        assert words in said(widget)
    assert read_record(widget.name, widget.schema, widget.folder) is None


@pytest.mark.parametrize("typed", ["0.95", "quite sure", "950"])
def test_a_confidence_that_is_no_percentage_is_told_how_it_is_written(
    widget: GapExplorer, typed: str
) -> None:
    fill(widget, DECISION)
    widget.controls["confidence"].view.value = typed
    assert "a number from 0 to 100, such as 95" in said(widget)
    widget.controls["confidence"].view.value = "95"
    assert "press Record decision" in said(widget)


def test_reveal_compares_the_confidence_with_the_bootstrap(widget: GapExplorer) -> None:
    widget.record(**DECISION)
    panel = widget.reveal()
    found = model.consistency(DECISION, widget.survey, widget.items)
    assert "You put reliability first (metric: weighted gap)" in panel.sentence
    assert "the bootstrap supports it" in panel.sentence
    assert calibration(0.9, found.probability) in panel.sentence
    assert "Another survey of this size would put it first in about" in panel.sentence
    assert f"Your Brier score is {found.brier:.2f}" in panel.sentence
    assert "raw gap, responsiveness in" in panel.sentence
    assert "each one's own weights, reliability in" in panel.sentence
    told = [chart.alt for chart in panel.pictures]
    for number, metric in enumerate(
        ("weighted gap (your metric)", "raw gap", "performance only", "each one's own weights")
    ):
        assert told[number].startswith(f"First by {metric}, share of the resamples: ")
    assert widget.reveal().to_html() == panel.to_html()


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
    fill(widget, DECISION)
    for metric in model.METRICS:
        widget._switch.value = metric
    press(widget, "Record")
    widget.panel()
    assert widget.decision == DECISION
    assert widget.errors == []


def test_tables_that_do_not_fit_are_refused(survey: pd.DataFrame, items: pd.DataFrame) -> None:
    with pytest.raises(CourseError, match="P22"):
        GapExplorer(survey.drop(columns="P22"), items, survey[POINTS])
    with pytest.raises(CourseError, match="empathy"):
        GapExplorer(survey, items, survey[POINTS[:-1]])
    with pytest.raises(CourseError, match="same index"):
        GapExplorer(survey, items, survey[POINTS].iloc[1:])
