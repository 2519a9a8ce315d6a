from __future__ import annotations

import datetime as dt
import json
import os
import time
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pytest

from servicelab import command, runs
from servicelab.command import judge, own_report
from servicelab.errors import CourseError
from servicelab.static_forms import put_forms, way_on


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a module in which a notebook was saved."""
    folder = tmp_path / "m04_servqual"
    folder.mkdir()
    (folder / "1_survey.ipynb").write_text("{}")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(runs, "_last", 0.0)
    monkeypatch.setattr(runs, "_is_passed_over", False)
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the course's command was asked; it answers one page."""
    calls: list[tuple[str, ...]] = []

    def ask(*arguments: str) -> str:
        calls.append(arguments)
        return '{"text/plain": "1 of 2", "text/html": "<b>1 of 2</b>"}'

    monkeypatch.setattr(command, "_ask", ask)
    return calls


def parts(button: command.JudgeButton) -> tuple[Any, Any]:
    press, shown = button.view().children
    assert isinstance(press, ipw.Button)
    return press, shown


def test_the_button_asks_for_the_saved_notebook(here: Path, asked: list[tuple[str, ...]]) -> None:
    press, shown = parts(judge("m04_servqual/1_survey"))
    assert asked == []
    press.click()
    assert asked == [("judge", "m04_servqual/1_survey", "--forms", "--workdir", str(here.parent))]
    assert "<b>1 of 2</b>" in shown.value
    assert 'role="status"' in shown.value
    assert not press.disabled


def test_what_was_run_after_it_was_saved_is_saved_first(
    here: Path, asked: list[tuple[str, ...]]
) -> None:
    button = judge("m04_servqual/1_survey")
    os.utime(here / "1_survey.ipynb", (time.time() - 60,) * 2)
    runs.note()  # the button's own cell
    assert "<b>1 of 2</b>" in button.press()
    runs.note()
    assert "Run this cell, save the notebook (Ctrl+S), and press" in button.press()
    os.utime(here / "1_survey.ipynb", (time.time() + 1,) * 2)
    assert "<b>1 of 2</b>" in button.press()
    assert len(asked) == 2


def test_the_verdict_says_when_the_notebook_was_saved(
    here: Path, asked: list[tuple[str, ...]]
) -> None:
    saved = dt.datetime.combine(dt.date.today(), dt.time(0, 1))
    os.utime(here / "1_survey.ipynb", (saved.timestamp(),) * 2)
    assert "as saved at 00:01." in judge("m04_servqual/1_survey").press()
    saved = dt.datetime(2026, 3, 2, 14, 51)
    os.utime(here / "1_survey.ipynb", (saved.timestamp(),) * 2)
    assert "as saved at 2026-03-02 14:51." in judge("m04_servqual/1_survey").press()


def test_a_notebook_of_another_name_is_told(here: Path, asked: list[tuple[str, ...]]) -> None:
    assert "2_gaps.ipynb is not here" in judge("m04_servqual/2_gaps").press()
    assert asked == []


def test_a_problem_is_one_sentence(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: str) -> str:
        raise CourseError("m04_servqual is judged by your instructor: <none> here.")

    monkeypatch.setattr(command, "_ask", refuse)
    press, shown = parts(judge("m04_servqual/1_survey"))
    press.click()
    assert "judged by your instructor: &lt;none&gt; here." in shown.value
    assert not press.disabled


def test_where_nothing_can_be_pressed_nothing_runs(
    here: Path, asked: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    bundle = judge("m04_servqual/1_survey")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert "stands here when it is open in JupyterLab" in bundle["text/plain"]
    assert asked == []
    monkeypatch.delenv("NBGRADER_EXECUTION")
    live = judge("m04_servqual/1_survey")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in live


def test_a_saved_notebook_holds_the_last_judgment(here: Path, asked: list[tuple[str, ...]]) -> None:
    button = judge("m04_servqual/1_survey")
    output = {"data": button._repr_mimebundle_()}
    put_forms({"cells": [{"outputs": [output]}]})
    assert output["data"]["text/html"].startswith(f"<p>{button!r}</p>")
    assert way_on() in output["data"]["text/html"]
    output = {"data": button._repr_mimebundle_()}
    parts(button)[0].click()
    put_forms({"cells": [{"outputs": [output]}]})
    assert set(output["data"]) == {"text/plain", "text/html"}
    assert output["data"]["text/html"].startswith("<b>1 of 2</b>")
    assert "as saved at" in output["data"]["text/html"]
    assert way_on() in output["data"]["text/html"]


@pytest.fixture
def page(here: Path) -> Path:
    """The page that the course's command has written into the working copy."""
    path = here.parent / "my-report.html"
    path.write_text("<h1>Mine</h1><script>steal()</script>", encoding="utf-8")
    return path


def test_the_report_is_shown_in_a_frame_and_kept_out_of_the_notebook(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, ...]] = []

    def ask(*arguments: str) -> str:
        calls.append(arguments)
        return json.dumps({"text/plain": "Written: <1 module>.", "page": str(page)})

    monkeypatch.setattr(command, "_ask", ask)
    button = own_report()
    output = {"data": button._repr_mimebundle_()}
    assert calls == []
    press, shown = button.view().children
    press.click()
    assert calls == [("report", "me", "--forms")]
    assert "Written: &lt;1 module&gt;." in shown.value
    assert 'href="../my-report.html"' in shown.value
    assert "<iframe sandbox title=" in shown.value
    assert "<script" not in shown.value
    assert "&lt;h1&gt;Mine" in shown.value
    put_forms({"cells": [{"outputs": [output]}]})
    assert "Written: &lt;1 module&gt;." in output["data"]["text/html"]
    assert "Mine" not in json.dumps(output)
    own_report(judged=True).press()
    assert calls[-1] == ("report", "me", "--forms", "--judge")


def test_a_report_that_cannot_be_made_is_one_sentence(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: str) -> str:
        raise CourseError("There is nothing to report yet: <none>.")

    monkeypatch.setattr(command, "_ask", refuse)
    assert own_report().press() == "<p>There is nothing to report yet: &lt;none&gt;.</p>"
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert set(own_report()._repr_mimebundle_()) == {"text/plain", "text/html"}
