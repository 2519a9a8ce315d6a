from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from nbreferee import harmless
from nbreferee.harmless import Harmless
from nbreferee.settings import protect


def rendered(nb: Any) -> str:
    config = Config()
    protect(config)
    config.HTMLExporter.template_name = "classic"
    return HTMLExporter(config=config).from_notebook_node(nb)[0]


def notebook(**cell: Any) -> Any:
    return nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {},
            "cells": [{"id": "a", "metadata": {}, **cell}],
        }
    )


def shown(data: Any, metadata: Any = None) -> Any:
    output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
    return notebook(cell_type="code", id="a", source="", execution_count=1, outputs=[output])


@pytest.mark.parametrize(
    "nb",
    [
        notebook(cell_type="code", id=3, source=None, execution_count="x", outputs="no list"),
        notebook(cell_type="code", source=["a\n", "b"], outputs=[3, {}, {"output_type": "x"}]),
        notebook(cell_type="code", source="", outputs=[{"output_type": "error", "traceback": 3}]),
        notebook(cell_type="code", source="", outputs=[{"output_type": "stream", "name": []}]),
        notebook(cell_type="markdown", id="a", source={}, attachments=[1]),
        notebook(cell_type="other", source=""),
        shown("no mapping", "no mapping"),
        shown({"image/png": 3, "text/html": {"a": 1}, "text/plain": "half \ud83d"}),
        shown({"image/png": "iVBORw0KGgo"}, {"image/png": {"width": "1 onload=x", "height": True}}),
    ],
)
def test_any_notebook_can_be_shown(nb: Any) -> None:
    page = rendered(nb)
    page.encode()
    assert "onload" not in page


def test_what_is_known_stays() -> None:
    table = "<table class='dataframe'><tr><td>12</td></tr></table>"
    nb = shown({"text/html": table, "text/plain": "12", "application/json": [[]]})
    (cell,) = Harmless().preprocess(nb, {})[0].cells
    assert cell.outputs[0].data == {
        "text/html": '<table class="dataframe"><tbody><tr><td>12</td></tr></tbody></table>',
        "text/plain": "12",
    }
    assert "<td>12</td>" in rendered(nb)


def test_mathematics_and_code_stay() -> None:
    page = rendered(
        notebook(
            cell_type="markdown", id="a", source="$a < b$ and `x < y`\n\n```python\nx = 1\n```"
        )
    )
    assert "<mi>a</mi><mo>&lt;</mo><mi>b</mi>" in page
    assert "<code>x &lt; y</code>" in page
    assert '<span class="mi">1</span>' in page


def test_names_in_formgrader_are_text() -> None:
    resources = {"last_name": "<img>", "notebook_id": "tiny", "index": 3}
    _nb, changed = Harmless().preprocess(notebook(cell_type="raw", source=""), resources)
    assert changed == {"last_name": "&lt;img&gt;", "notebook_id": "tiny", "index": 3}


@pytest.mark.slow
def test_words_around_a_lost_image_stay() -> None:
    page = rendered(notebook(cell_type="markdown", source="My plan ![p](attachment:a.png) holds."))
    assert "My plan" in page
    assert "holds." in page


def test_markdown_that_takes_too_long_is_shown_as_it_is_written() -> None:
    page = rendered(notebook(cell_type="markdown", source="\\\\(" * 60_000))
    assert "<pre>" in page


@pytest.mark.slow
def test_outputs_that_take_too_much_together_are_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # so that it is too much on any machine
    monkeypatch.setattr(harmless, "_SECONDS_ALL", 1)
    html = "<b class='a'>12</b>" * 9_000
    outputs = [
        {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}
        for _number in range(60)
    ]
    page = rendered(notebook(cell_type="code", source="", execution_count=1, outputs=outputs))
    assert "too much to be shown" in page


def test_outputs_that_are_left_out_are_counted() -> None:
    outputs = [{"output_type": "stream", "name": "stdout", "text": "12\n"}] * 503
    page = rendered(notebook(cell_type="code", source="", execution_count=1, outputs=outputs))
    assert "3 more outputs are not shown." in page


def test_no_picture_is_a_mile_long() -> None:
    picture = {"image/png": "iVBORw0KGgo="}
    page = rendered(shown(picture, {"image/png": {"width": 317, "height": 93_571}}))
    assert "317" in page
    assert "93571" not in page
