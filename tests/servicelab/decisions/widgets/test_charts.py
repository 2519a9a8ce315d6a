from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nbreferee import door
from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Bars, Heat, Range, Ranges, charts_html, ladder

NAMES = st.text(min_size=1, max_size=12)
NUMBERS = st.floats(-1e9, 1e9)


def _ranges(*values: float) -> Ranges:
    rows = {
        f"row {n}": Range((1, value), [("dot", value)], "", "") for n, value in enumerate(values)
    }
    return Ranges("Title", rows, [1, 4, 7], [("dot", "seen")])


@example({"nothing": -0.0})
@given(st.dictionaries(NAMES, NUMBERS, min_size=1, max_size=8))
def test_bars_stay_within_their_room_and_keep_their_order(values: dict[str, float]) -> None:
    chart = Bars("Title", pd.Series(values), [f"{value:g}" for value in values.values()])
    places = re.findall(r"margin-left:([\d.]+)%;width:([\d.]+)%", chart.to_html())
    lengths = [float(length) for _start, length in places]
    assert all(0 <= float(start) <= 100 for start, _length in places)
    assert all(float(start) + float(length) <= 100.11 for start, length in places)
    order = np.argsort(np.abs(list(values.values())), kind="stable")
    assert (np.diff(np.array(lengths)[order]) >= -1e-9).all()


@given(st.lists(st.floats(-5, 15), min_size=1, max_size=5))
def test_a_mark_outside_the_scale_lies_at_its_end(values: list[float]) -> None:
    steps = re.findall(r"margin-left:calc\(([\d.]+)% \+ -6px\)", _ranges(*values).to_html())
    expected = [100 * (min(max(value, 1), 7) - 1) / 6 for value in values]
    assert [float(step) for step in steps] == pytest.approx(expected, abs=0.06)


def test_ticks_stand_at_their_values_and_all_lines_have_as_much_room() -> None:
    rows = {"short": Range((1, 2), [], "5", ""), "long": Range((1, 2), [], "five of nine", "")}
    shown = Ranges("Title", rows, [1, 4, 7], [("dot", "seen")]).to_html()
    ticks = re.findall(r'left:([\d.]+)%">(\d)<', shown)
    assert ticks == [("0.0", "1"), ("50.0", "4"), ("100.0", "7")]
    assert shown.count("--servicelab-value:12ch") == 1


def test_what_is_missing_has_neither_mark_nor_bar() -> None:
    shown = _ranges(np.nan).to_html()
    assert "servicelab-mark servicelab-dot" not in shown.split("servicelab-legend")[0]
    assert 'style="background:none"' in shown


def test_a_ladder_leaves_out_a_dimension_without_answers() -> None:
    summary = pd.DataFrame(
        {"expectation": [6.0, np.nan], "perception": [5.0, np.nan], "gap": [-1.0, np.nan]},
        index=["empathy", "assurance"],
    )
    chart = ladder(summary, {"empathy": "Empathy"})
    assert list(chart.rows) == ["Empathy"]
    assert chart.rows["Empathy"].text == "\N{MINUS SIGN}1.00"
    assert chart.scale == [5.0, 5.5, 6.0]


def test_names_are_text_and_never_markup() -> None:
    evil = "<img src=x onerror=alert(1)>"
    texts = pd.DataFrame({evil: ["1"]}, index=[evil])
    for chart in (
        Bars(evil, pd.Series({evil: 1.0}), [evil]),
        Ranges(evil, {evil: Range((1, 2), [], evil, evil)}, [1, 2], [("dot", evil)]),
        Heat(evil, texts, texts.map(lambda _text: 1.0)),
    ):
        assert "<img" not in chart.to_html()


def test_a_chart_keeps_its_form_on_a_page_that_shows_the_harmless_only() -> None:
    panel = Panel("Said.", (Bars("Title", pd.Series({"one": 1.0, "two": -2.0}), ["1", "2"]),))
    page = str(door.markup(panel.to_html()))
    assert "width:33.3%" in page.replace(" ", "")
    assert "display: flex" in page or "display:flex" in page
    assert 'role="img"' in page


def test_the_style_comes_once_and_only_with_charts() -> None:
    bars = Bars("Title", pd.Series({"one": 1.0}), ["1"])
    assert charts_html([bars, bars], with_style=True).count("<style>") == 1
    assert "<style>" not in charts_html([bars])
    assert charts_html([]) == ""
