"""Lengths of a chart, as a browser draws them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from servicelab.decisions.widgets import charts
from servicelab.decisions.widgets.charts import Range, Ranges

pytestmark = pytest.mark.browser
STYLE = Path(charts.__file__).with_suffix(".css").read_text("utf-8")


@pytest.mark.parametrize("width", [340, 900])
def test_a_tick_stands_where_its_value_is_marked(new_page: Callable[..., Page], width: int) -> None:
    rows = {
        "short": Range((1, 7), [("dot", 1)], "1", ""),
        "a longer name": Range((1, 7), [("dot", 7)], "1,204 of 9,500 yuan", ""),
    }
    chart = Ranges("Title", rows, [1, 4, 7], [("dot", "seen")])
    page = new_page(width=width, height=600)
    page.set_content(f"<style>{STYLE}</style>{chart.to_html()}")
    middles = "all => all.map(one => one.getBoundingClientRect()).map(box => box.x + box.width / 2)"
    marks = page.locator(".servicelab-room .servicelab-mark").evaluate_all(middles)
    ticks = page.locator(".servicelab-axis .servicelab-room span").evaluate_all(middles)
    assert marks == pytest.approx([ticks[0], ticks[-1]], abs=1)
