from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from support.widget_cases import STUDIO, fill, press, said

from servicelab.decisions.records import read_record
from servicelab.errors import CourseError
from servicelab.games.segment_studio import model as studio
from servicelab.games.segment_studio.view import SegmentStudio
from servicelab_workshop.worlds.bank import BankWorld

DECISION = STUDIO.decision
FORECAST = DECISION["forecast"]


@pytest.fixture(scope="module")
def world() -> BankWorld:
    made: BankWorld = STUDIO.names()["world"]
    return made


@pytest.fixture
def widget(tmp_path: Path) -> Any:
    return STUDIO.widget(tmp_path)


def test_the_form_starts_without_a_choice(widget: SegmentStudio) -> None:
    widget.view()
    assert {choice.value for choice in widget.controls["offers"].parts} == {""}


def test_controls_change_the_figure_and_the_text(widget: SegmentStudio) -> None:
    said(widget)
    before = widget._image.value, widget._summary.value
    widget.controls["k"].view.value = 5
    assert len(widget._segments.children) == 5
    assert "E: " in widget._image.value
    assert (widget._image.value, widget._summary.value) != before
    undecided = widget._summary.value
    assert "5 segments are undecided" in undecided
    widget.controls["offers"].parts[0].value = "wealth"
    assert "4 segments are undecided" in widget._summary.value
    assert widget.errors == []


def test_no_feature_is_told_and_mends_itself(widget: SegmentStudio) -> None:
    said(widget)
    for tick in widget.controls["features"].ticks.values():
        tick.value = False
    assert "Choose at least one feature" in widget._summary.value
    assert "at least one feature" in said(widget)
    widget.controls["features"].ticks["age"].value = True
    assert "Silhouette" in widget._summary.value
    assert widget.errors == []


def test_names_come_back_with_their_segments(widget: SegmentStudio) -> None:
    fill(widget, DECISION)
    widget.controls["k"].view.value = 3
    assert [name.value for name in widget.controls["names"].parts[:3]] == ["", "", ""]
    widget.controls["k"].view.value = 2
    assert [name.value for name in widget.controls["names"].parts[:2]] == ["savers", "borrowers"]
    assert widget.controls["offers"].parts[1].value == "credit"


def test_an_incomplete_form_is_refused_and_says_what_is_missing(widget: SegmentStudio) -> None:
    fill(widget, DECISION)
    widget.controls["names"].parts[1].value = " "
    widget.controls["forecast"].view.value = "much"
    press(widget, "Record")
    assert "a name for segment B" in said(widget)
    assert "your forecast" in said(widget)
    assert read_record(widget.name, widget.schema, widget.folder) is None


def test_reveal_compares_the_forecast_with_the_outcome(
    widget: SegmentStudio, world: BankWorld
) -> None:
    widget.record(**DECISION)
    own = studio.rule_profit_on(widget.features, DECISION, world.offers_later)
    panel = widget.reveal(world.offers_later)
    assert f"earned about {own:,.0f} yuan" in panel.sentence
    high = "too high" if own < FORECAST else "too low"
    assert f"{abs(FORECAST - own):,.0f} yuan {high}" in panel.sentence
    assert "your forecast 70,000" in panel.pictures[0].alt
    assert widget.reveal(world.offers_later).to_html() == panel.to_html()


@pytest.mark.parametrize("forecast", [-9_000_000, 0, 9_000_000])
def test_a_forecast_far_off_is_still_in_the_chart(
    widget: SegmentStudio, world: BankWorld, forecast: float
) -> None:
    widget.record(**{**DECISION, "forecast": forecast})
    (chart,) = widget.reveal(world.offers_later).pictures
    assert chart.alt.endswith(f"your forecast {forecast:,}.")
    places = re.findall(r"margin-left:([\d.]+)%;width:([\d.]+)%", chart.to_html())
    assert len(places) == 5
    assert all(float(start) + float(length) <= 100.1 for start, length in places)


def test_nothing_of_autumn_is_shown_before_the_reveal(world: BankWorld, tmp_path: Path) -> None:
    changed = world.offers_later.assign(accepted=1 - world.offers_later["accepted"])
    shown = []
    for name, wave in [("one", world.offers_later), ("other", changed)]:
        (tmp_path / name).mkdir()
        widget = SegmentStudio(
            STUDIO.names()["features"], world.offers, wave, folder=tmp_path / name
        )
        widget.view()
        widget.record(**DECISION)
        shown.append((widget.panel().to_html(), widget._image.value, widget._summary.value))
    assert shown[0] == shown[1]


def test_a_reveal_without_a_wave_says_how(widget: SegmentStudio) -> None:
    widget.record(**DECISION)
    assert "studio.reveal(bank_offers_later)" in widget.reveal().sentence


def test_a_damaged_wave_marks_nothing(widget: SegmentStudio, world: BankWorld) -> None:
    widget.record(**DECISION)
    panel = widget.reveal(world.offers_later.drop(columns="margin"))
    assert "margin" in panel.sentence
    saved = read_record(widget.name, widget.schema, widget.folder)
    assert saved is not None
    assert saved.revealed_at is None


def test_tables_that_do_not_fit_are_refused(world: BankWorld) -> None:
    frame = STUDIO.names()["features"]
    with pytest.raises(CourseError, match="lacks age"):
        SegmentStudio(frame.drop(columns="age"), world.offers)
    first = world.offers["customer_id"].iloc[0]
    with pytest.raises(CourseError, match=f"{first} among them"):
        SegmentStudio(frame.drop(index=first), world.offers)
