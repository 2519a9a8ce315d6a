from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from servicelab import studio
from servicelab.errors import CourseError
from servicelab.records import read_record, record_path
from servicelab.segmentation import behavior_features
from servicelab.widgets.segment_studio import SegmentStudio
from servicelab.worlds.bank import BankWorld, make_bank

LIVE = "application/vnd.jupyter.widget-view+json"
DECISION: dict[str, Any] = {
    "features": ["transactions", "balance"],
    "scale": True,
    "k": 2,
    "names": {"A": "savers", "B": "borrowers"},
    "offers": {"A": "wealth", "B": "credit"},
    "forecast": 70000,
    "drop_field": "zodiac",
    "reason": "Zodiac signs do not change who accepts an offer.",
}


@pytest.fixture(scope="module")
def world() -> BankWorld:
    return make_bank(n=500)


@pytest.fixture(scope="module")
def frame(world: BankWorld) -> pd.DataFrame:
    features = behavior_features(world.customers, world.transactions, "2025-03-01")
    return features.join(world.customers.set_index("customer_id")["age"])


@pytest.fixture(scope="module")
def computed() -> dict[Any, studio.Evaluation]:
    """Evaluations are pure, so the tests share them."""
    return {}


@pytest.fixture
def widget(
    world: BankWorld,
    frame: pd.DataFrame,
    computed: dict[Any, studio.Evaluation],
    tmp_path: Path,
) -> SegmentStudio:
    widget = SegmentStudio(frame, world.offers, folder=tmp_path)
    widget._evaluations = computed
    return widget


def _again(widget: SegmentStudio) -> SegmentStudio:
    again = SegmentStudio(widget.features, widget.offers, folder=widget.folder)
    again._evaluations = widget._evaluations
    return again


def _said(widget: SegmentStudio) -> str:
    widget.view()
    return str(widget.status_line().value)


def _fill(widget: SegmentStudio) -> None:
    widget.view()
    widget._scale.value = True
    for place, label in enumerate(("A", "B")):
        widget._names[place].value = DECISION["names"][label]
        widget._choices[place].value = DECISION["offers"][label]
    widget._forecast.value = "70,000 yuan"
    widget._drop.value = "zodiac"
    widget._reason.value = DECISION["reason"]


def test_with_a_front_end_there_is_a_view_and_a_fallback(
    widget: SegmentStudio, monkeypatch: pytest.MonkeyPatch
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
def test_the_static_form_is_a_described_picture_and_a_sentence_and_nothing_live(
    widget: SegmentStudio, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    bundle = widget._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert 'src="data:image/png;base64,' in bundle["text/html"]
    assert 'alt="Mean of each feature by segment. A, ' in bundle["text/html"]
    assert bundle["text/plain"] == "No decision recorded yet."
    assert widget._view is None


def test_the_static_form_is_the_same_every_time_and_in_every_style(
    widget: SegmentStudio, capsys: pytest.CaptureFixture[str]
) -> None:
    import matplotlib as mpl

    widget.record(**DECISION)
    first = widget.panel().to_html()
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black"}):
        assert _again(widget).panel().to_html() == first
    assert "A savers: wealth; B borrowers: credit" in first
    assert "70,000 yuan" in first
    assert "0x" not in widget.panel().sentence


def test_the_form_starts_without_a_choice(widget: SegmentStudio) -> None:
    assert "No decision recorded yet." in _said(widget)
    assert {choice.value for choice in widget._choices} == {""}
    assert widget.decision is None


def test_controls_change_the_figure_and_the_text(widget: SegmentStudio) -> None:
    _said(widget)
    before = widget._image.value, widget._summary.value
    widget._k.value = 5
    assert len(widget._segments.children) == 5
    assert "E, " in widget._image.value
    assert (widget._image.value, widget._summary.value) != before
    undecided = widget._summary.value
    assert "5 segments undecided" in undecided
    widget._choices[0].value = "wealth"
    assert "4 segments undecided" in widget._summary.value
    assert widget.errors == []


def test_no_feature_is_told_and_mends_itself(widget: SegmentStudio) -> None:
    _said(widget)
    for tick in widget._ticks.values():
        tick.value = False
    assert "Choose at least one feature" in widget._summary.value
    assert "at least one feature" in _said(widget)
    widget._ticks["age"].value = True
    assert "Silhouette" in widget._summary.value
    assert widget.errors == []


def test_names_come_back_with_their_segments(widget: SegmentStudio) -> None:
    _fill(widget)
    widget._k.value = 3
    assert [name.value for name in widget._names[:3]] == ["", "", ""]
    widget._k.value = 2
    assert [name.value for name in widget._names[:2]] == ["savers", "borrowers"]
    assert widget._choices[1].value == "credit"


def test_an_incomplete_form_is_refused_and_says_what_is_missing(widget: SegmentStudio) -> None:
    _fill(widget)
    widget._names[1].value = " "
    widget._forecast.value = "much"
    widget._record()
    assert "a name for segment B" in _said(widget)
    assert "your forecast" in _said(widget)
    assert read_record(widget.name, widget.schema, widget.folder) is None


def test_a_complete_form_is_recorded_and_restored(widget: SegmentStudio) -> None:
    _fill(widget)
    assert "press Record decision" in _said(widget)
    widget._record()
    assert "Decision recorded on 20" in _said(widget)
    assert widget.decision == studio.tidy(DECISION)
    other = _again(widget)
    assert "Decision recorded on 20" in _said(other)
    assert other.draft() == other.decision == widget.decision
    assert other.errors == []


def test_recording_by_code_does_the_same_as_the_form(
    widget: SegmentStudio, capsys: pytest.CaptureFixture[str]
) -> None:
    widget.view()
    widget.record(**DECISION)
    assert capsys.readouterr().out == "Decision recorded.\n"
    assert widget.draft() == widget.decision == studio.tidy(DECISION)
    assert _again(widget).decision == widget.decision


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"names": {"A": "borrowers"}}, "a name for segment B"),
        ({"reason": "short"}, "at least 20 characters (5 so far)"),
        ({"drop_field": "shoe_size"}, "name one field of the five archives"),
        ({"offers": {"A": "credit", "B": "gift"}}, "an offer is one of credit, wealth, none"),
        ({"names": {"A": "x", "B": "y", "C": "z"}}, "each segment A to B, and no other"),
        ({"k": "two"}, "a number of segments from 2 to 8"),
        ({"features": "balance"}, "features"),
        ({"hobby": 1}, "hobby"),
    ],
)
def test_a_refusal_by_code_is_a_printed_sentence(
    widget: SegmentStudio,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, Any],
    words: str,
) -> None:
    widget.record(**{**DECISION, **change})
    out = capsys.readouterr().out
    assert words in out
    assert out.count("\n") == 1
    assert widget.decision is None
    assert not record_path(widget.name, widget.folder).exists()


def test_reveal_before_a_record_asks_for_it_and_marks_nothing(
    widget: SegmentStudio, world: BankWorld
) -> None:
    panel = widget.reveal(world.offers_later)
    assert panel.pictures == ()
    assert panel.sentence.startswith("Record your decision first")
    assert list(widget.folder.iterdir()) == []


def test_reveal_compares_the_forecast_with_the_outcome_and_settles_the_decision(
    widget: SegmentStudio, world: BankWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    widget.record(**DECISION)
    own = studio.rule_profit_on(widget.features, DECISION, world.offers_later)
    panel = widget.reveal(world.offers_later)
    assert f"earned about {own:,.0f} yuan" in panel.sentence
    high = "too high" if own < 70000 else "too low"
    assert f"{abs(70000 - own):,.0f} yuan {high}" in panel.sentence
    assert "your forecast, 70,000" in panel.pictures[0].alt
    saved = read_record(widget.name, widget.schema, widget.folder)
    assert saved is not None
    assert saved.revealed_at
    assert widget.reveal(world.offers_later) == panel
    widget.record(**{**DECISION, "forecast": own})
    assert "the decision of" in capsys.readouterr().out
    assert widget.decision == studio.tidy(DECISION)


@pytest.mark.parametrize("forecast", [-9_000_000, 0, 9_000_000])
def test_a_forecast_far_off_is_still_in_the_figure(
    widget: SegmentStudio, world: BankWorld, monkeypatch: pytest.MonkeyPatch, forecast: float
) -> None:
    from matplotlib.figure import Figure

    drawn: list[Figure] = []
    save = Figure.savefig

    def savefig(figure: Figure, *args: Any, **kwargs: Any) -> None:
        drawn.append(figure)
        save(figure, *args, **kwargs)

    monkeypatch.setattr(Figure, "savefig", savefig)
    widget.record(**{**DECISION, "forecast": forecast})
    widget.reveal(world.offers_later)
    low, high = drawn[-1].axes[0].get_xlim()
    assert low <= forecast <= high
    for text in drawn[-1].axes[0].texts:
        assert drawn[-1].bbox.fully_containsx(text.get_window_extent().x0 + 1), text.get_text()


def test_nothing_of_autumn_is_shown_before_the_reveal(
    world: BankWorld, frame: pd.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = world.offers_later.assign(accepted=1 - world.offers_later["accepted"])
    shown = []
    for name, wave in [("one", world.offers_later), ("other", changed)]:
        (tmp_path / name).mkdir()
        widget = SegmentStudio(frame, world.offers, wave, folder=tmp_path / name)
        widget.view()
        widget.record(**DECISION)
        shown.append((widget.panel(), widget._image.value, widget._summary.value))
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


@pytest.mark.parametrize("content", ["{", "[]", '{"servicelab_record": 1, "name": "other"}'])
def test_a_damaged_record_is_told_and_can_be_replaced(
    widget: SegmentStudio, world: BankWorld, content: str
) -> None:
    path = record_path(widget.name, widget.folder)
    path.write_text(content, encoding="utf-8")
    other = _again(widget)
    assert path.name in _said(other)
    assert path.name in other.panel().sentence
    assert path.name in other.reveal(world.offers_later).sentence
    assert other.decision is None
    other.record(**DECISION)
    assert _again(widget).decision == studio.tidy(DECISION)
    assert path.with_name(path.name + ".damaged-1").read_text(encoding="utf-8") == content


def test_a_record_edited_by_hand_is_not_trusted(widget: SegmentStudio) -> None:
    widget.record(**DECISION)
    path = record_path(widget.name, widget.folder)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["decision"]["names"] = {"A": "<img src=x onerror=alert(1)>"}
    path.write_text(json.dumps(content), encoding="utf-8")
    other = _again(widget)
    assert other.decision is None
    assert path.name in other.problem


def test_what_was_typed_is_text_and_never_markup(widget: SegmentStudio) -> None:
    widget.record(**{**DECISION, "names": {"A": "<b>bold</b>", "B": "savers"}})
    assert "&lt;b&gt;bold" in widget.panel().to_html()
    assert "<b>bold" not in widget.panel().to_html()


def test_an_exception_in_a_callback_becomes_text_and_is_collected(
    widget: SegmentStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    _said(widget)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError("by purpose")

    monkeypatch.setattr(studio, "evaluate", broken)
    widget._k.value = 7
    assert "ZeroDivisionError: by purpose" in _said(widget)
    assert widget.errors == ["ZeroDivisionError: by purpose"]


def test_tables_that_do_not_fit_are_refused(world: BankWorld, frame: pd.DataFrame) -> None:
    with pytest.raises(CourseError, match="lacks age"):
        SegmentStudio(frame.drop(columns="age"), world.offers)
    with pytest.raises(CourseError, match="B0001 among them"):
        SegmentStudio(frame.iloc[1:], world.offers)


def test_a_seal_opens_only_when_it_is_pressed(widget: SegmentStudio, world: BankWorld) -> None:
    seal = widget.reveal_button(world.offers_later)
    widget.record(**DECISION)
    assert LIVE in seal._repr_mimebundle_()
    saved = read_record(widget.name, widget.schema, widget.folder)
    assert saved is not None
    assert saved.revealed_at is None
    seal.button.click()
    assert "You forecast 70,000 yuan" in seal.shown.value
    assert LIVE not in seal._repr_mimebundle_()
    assert widget.errors == []


def test_a_seal_pressed_too_early_asks_for_the_decision(
    widget: SegmentStudio, world: BankWorld
) -> None:
    seal = widget.reveal_button(world.offers_later)
    seal.button.click()
    assert "Record your decision first" in seal.shown.value
    assert not record_path(widget.name, widget.folder).exists()


def test_without_a_front_end_the_outcome_is_shown_at_once(
    widget: SegmentStudio, world: BankWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget.record(**DECISION)
    monkeypatch.setenv("SERVICELAB_STATIC", "1")
    bundle = widget.reveal_button(world.offers_later)._repr_mimebundle_()
    assert "You forecast 70,000 yuan" in bundle["text/plain"]
