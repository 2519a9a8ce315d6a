from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.widget_cases import BOARD, fill, press, said

from servicelab.decisions.records import read_record, record_path
from servicelab.errors import CourseError
from servicelab.games.priority_board import model as model
from servicelab.games.priority_board.view import PriorityBoard, _percent

DECISION = BOARD.decision


@pytest.fixture
def widget(tmp_path: Path) -> Any:
    return BOARD.widget(tmp_path)


def _again(widget: PriorityBoard) -> PriorityBoard:
    return PriorityBoard(widget.zones, widget.drivers, widget.attributes, widget.folder)


def _recorded(widget: PriorityBoard, before: bool = True, **change: Any) -> dict[str, Any]:
    given = {**DECISION, **change}
    tokens = {**dict.fromkeys(widget.names, 0), **given["tokens"]}
    return {**given, "tokens": tokens, "crosshair_before_seeing": before}


def _control(widget: PriorityBoard, name: str) -> Any:
    return widget.controls[name].view


def _fix(widget: PriorityBoard, rule: str = "mean") -> None:
    widget.view()
    _control(widget, "crosshair").value = rule
    press(widget, "Fix the rule")


def test_the_static_form_hides_the_positions_until_the_rule_is_fixed(
    widget: PriorityBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    bundle = widget._repr_mimebundle_()
    assert "data:image" not in bundle["text/html"]
    assert 'aria-label="Responsiveness: adequate to desired level' in bundle["text/html"]
    assert bundle["text/plain"].startswith("No decision recorded yet. Axes: performance")
    assert "Short wait" in bundle["text/plain"]
    widget.fix_crosshair("median")
    html = _again(widget)._repr_mimebundle_()["text/html"]
    assert html.count('src="data:image/png;base64,') == 1
    assert "crosshair at the median" in html
    assert "Short wait: importance 5.8, performance 4.0, concentrate" in html


def test_the_form_starts_without_a_choice_and_without_positions(widget: PriorityBoard) -> None:
    widget.view()
    assert _control(widget, "crosshair").value is None
    assert widget._grid_image.value == ""
    assert "Attributes: Clean rooms, Privacy" in widget._said_rule.value
    assert "20 tokens left" in widget.controls["tokens"].left.value
    assert {
        _control(widget, "protected").value,
        _control(widget, "forecast").value,
        _control(widget, "reason").value,
    } == {""}


def test_positions_are_shown_when_the_rule_is_fixed(widget: PriorityBoard) -> None:
    widget.view()
    press(widget, "Fix the rule")
    assert "Choose a crosshair rule first" in said(widget)
    _control(widget, "crosshair").value = "median"
    _control(widget, "crosshair").value = "mean"
    assert widget._grid_image.value == ""
    assert "the crosshair rule" in said(widget)
    press(widget, "Fix the rule")
    assert 'alt="Importance-performance grid, crosshair at the mean' in widget._grid_image.value
    assert "chosen before the positions were shown" in widget._said_rule.value
    assert widget._show_positions.layout.display == "none"
    assert "the crosshair rule" not in said(widget)
    kept = read_record(model.CROSSHAIR_NAME, model.crosshair_schema(), widget.folder)
    assert kept is not None
    assert kept.decision == {"crosshair": "mean"}
    assert kept.revealed_at
    assert widget.errors == []


def test_a_rule_that_is_changed_after_seeing_is_recorded_as_such(widget: PriorityBoard) -> None:
    _fix(widget)
    fill(widget, BOARD.on_file())
    _control(widget, "crosshair").value = "scale"
    assert "crosshair at the scale midpoint" in widget._grid_image.value
    assert "changed after the positions were shown (first: mean)" in widget._said_rule.value
    assert "say in your reason" in widget._said_rule.value
    press(widget, "Record")
    assert widget.decision == _recorded(widget, before=False, crosshair="scale")
    assert (
        "Crosshair: scale midpoint. Crosshair chosen before the positions were seen: no"
        in widget.panel().sentence
    )
    _control(widget, "crosshair").value = "mean"
    assert "chosen before" in widget._said_rule.value
    press(widget, "Record")
    assert widget.decision == _recorded(widget)


def test_a_restart_does_not_hide_what_was_seen(widget: PriorityBoard) -> None:
    _fix(widget)
    other = _again(widget)
    other.view()
    assert _control(other, "crosshair").value == "mean"
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
    assert "ill zone 5.6 to 6.6, perceived 5.1" in widget._zone_image.value
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
    press(widget, "One token less for Privacy")
    assert "20 tokens left" in widget.controls["tokens"].left.value
    for _press_again in range(3):
        press(widget, "One token more for Privacy")
    assert "17 tokens left" in widget.controls["tokens"].left.value
    press(widget, "One token less for Privacy")
    assert widget.controls["tokens"].counters["privacy"].value == 2
    assert "tokens that sum to 20 (18 tokens left)" in said(widget)
    widget.controls["tokens"].counters["booking"].value = 2
    press(widget, "Fill up to 20")
    assert widget.controls["tokens"].value == {
        **dict.fromkeys(widget.names, 0),
        "privacy": 10,
        "booking": 10,
    }
    assert "all 20 tokens given" in widget.controls["tokens"].left.value
    press(widget, "One token more for Privacy")
    assert "No token is left" in said(widget)
    assert widget.controls["tokens"].counters["privacy"].value == 10
    widget.controls["tokens"].counters["privacy"].value = 12
    assert "2 tokens too many" in widget.controls["tokens"].left.value
    press(widget, "Take all back")
    assert sum(widget.controls["tokens"].value.values()) == 0
    assert widget.errors == []


def test_an_incomplete_form_is_refused_and_says_what_is_missing(widget: PriorityBoard) -> None:
    _fix(widget)
    fill(widget, BOARD.on_file())
    _control(widget, "protected").value = ""
    _control(widget, "forecast").value = "0.9"
    widget.controls["tokens"].counters["short_wait"].value = 7
    press(widget, "Record")
    for words in ("1 token left", "the group to protect first", "your forecast"):
        assert words in said(widget)
    assert read_record(widget.name, widget.schema, widget.folder) is None


def test_reveal_compares_the_plan_with_three_others(widget: PriorityBoard) -> None:
    widget.record(**DECISION)
    panel = widget.reveal()
    found = model.judge(_recorded(widget), widget.zones, widget.drivers, widget.attributes)
    assert f"{100 * found.share:.0f} % of the best possible gain" in panel.sentence
    assert f"whom you protect first, {100 * found.protected_share:.0f} %" in panel.sentence
    assert "All tokens to the largest gain (Short wait) reach 46 %" in panel.sentence
    assert (
        "You forecast 90 %, 20 percentage points more than the survey promises; the hospital decides."
        in panel.sentence
    )
    assert "The ill have the worst position" in panel.sentence
    everybody, ill, tokens = (chart.alt for chart in panel.pictures)
    assert everybody.startswith("Gain for all patients (largest: Short wait)")
    assert "Gain for ill (largest: Short wait), share of the best, by the survey: your plan" in ill
    assert (
        "Short wait: Rated low, % 36, To gain 1.09, Scale 3, Your tokens 8, Survey's best 6"
        in tokens
    )
    assert widget.reveal().to_html() == panel.to_html()


def test_a_forecast_and_a_group_that_miss_are_told(widget: PriorityBoard) -> None:
    widget.record(**{**DECISION, "protected": "healthy", "forecast": 0.5})
    panel = widget.reveal()
    assert "percentage points less than the survey promises; the hospital" in panel.sentence
    assert "is that of the ill, not of the healthy" in panel.sentence
    assert "healthy (largest: Short wait)" in panel.pictures[1].alt


def test_the_optimum_is_not_computed_before_the_reveal(
    widget: PriorityBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def early(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("too early")

    monkeypatch.setattr(model, "allocate_tokens", early)
    _fix(widget)
    fill(widget, BOARD.on_file())
    press(widget, "Record")
    widget.panel()
    assert widget.decision == _recorded(widget)
    assert widget.errors == []


def test_tables_that_do_not_fit_are_refused() -> None:
    zones, drivers, attributes = map(BOARD.names().get, ("zones", "drivers", "attributes"))
    with pytest.raises(CourseError, match="adequate"):
        PriorityBoard(zones.drop(columns="adequate"), drivers, attributes)
    with pytest.raises(CourseError, match="i_privacy"):
        PriorityBoard(zones, drivers.drop(columns="i_privacy"), attributes)
    with pytest.raises(CourseError, match="label_en"):
        PriorityBoard(zones, drivers, attributes.drop(columns="label_en"))
