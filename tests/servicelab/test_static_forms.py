from __future__ import annotations

from typing import Any

import pytest

from servicelab.static_forms import VIEW, keep_form, put_forms, way_on


def _saved(model_id: object) -> dict[str, Any]:
    output = {"data": {VIEW: {"model_id": model_id}, "text/plain": "View()"}}
    put_forms({"cells": [{"cell_type": "markdown"}, {"outputs": [{"text": "printed"}, output]}]})
    data: dict[str, Any] = output["data"]
    return data


def test_the_last_form_stands_in_place_of_the_view() -> None:
    keep_form("a1", {"text/plain": "One.", "text/html": "<p>One.</p>"})
    keep_form("a1", {"text/plain": "Two.", "text/html": "<p>Two.</p>"})
    saved = _saved("a1")
    assert set(saved) == {"text/plain", "text/html"}
    assert saved["text/plain"] == "Two."
    assert saved["text/html"] == f"<p>Two.</p><p><small>○ {way_on()}</small></p>"


@pytest.mark.parametrize("model_id", ["b2", "", None, 7, "../a1", "a1/../a1", {"a": 1}])
def test_a_view_without_a_form_stays_as_it_is(model_id: object) -> None:
    keep_form("a1", {"text/plain": "One."})
    assert VIEW in _saved(model_id)


def test_a_view_that_is_none_costs_the_others_nothing() -> None:
    keep_form("a1", {"text/plain": "One."})
    odd, output = {"data": {VIEW: "a1"}}, {"data": {VIEW: {"model_id": "a1"}}}
    put_forms({"cells": [{"outputs": [odd, output]}]})
    assert output["data"] == {"text/plain": "One."}


def test_a_folder_that_cannot_be_written_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", "/dev/null/nowhere")
    keep_form("c3", {"text/plain": "One."})
    assert VIEW in _saved("c3")
