from __future__ import annotations

import json
from pathlib import Path

import ipywidgets as ipw
import pytest

from servicelab.errors import CourseError
from servicelab.own_files import SUBJECTS, OwnFile, own_file
from servicelab.static_forms import put_forms
from servicelab_workshop.commands import reports

VISITS = "Arrived;Called;Done\n" + "".join(
    f"{day:02d}/03/2025 {9 + k // 6:02d}:{k % 6}0;{day:02d}/03/2025 {9 + k // 6:02d}:{k % 6}4;"
    f"{day:02d}/03/2025 {9 + k // 6:02d}:{k % 6}9\n"
    for day in range(3, 8)
    for k in range(24)
)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working copy, seen from a notebook in one of its modules."""
    (tmp_path / "m06_waiting").mkdir()
    monkeypatch.chdir(tmp_path / "m06_waiting")
    return tmp_path


def fill_in(form: OwnFile, name: str, options: str = "") -> str:
    lines = form.view().children[:2]
    for line, text in zip(lines, (name, options), strict=True):
        assert isinstance(line, ipw.Text)
        line.value = text
    _name, _options, press, shown = form.view().children
    press.click()
    assert not press.disabled
    return str(shown.value)


def test_each_subject_is_one_of_the_command() -> None:
    known = {
        one.name or getattr(one.callback, "__name__", "")
        for one in reports.report.registered_commands
    }
    assert set(SUBJECTS) <= known
    with pytest.raises(CourseError, match="no page on 'weather': choose one of complaints, "):
        own_file("weather")


@pytest.mark.slow
def test_what_is_in_doubt_is_asked_and_answered_and_the_page_lies_beside_the_modules(
    copy: Path,
) -> None:
    (copy / "my visits.csv").write_text(VISITS)
    form = own_file("waiting")
    output = {"data": form._repr_mimebundle_()}
    asked = fill_in(form, "my visits.csv")
    assert "--dates DMY" in asked
    assert "into the line Options" in asked
    assert "<iframe" not in asked
    # the question quotes a cell of the file, and the notebook may be handed in
    assert "/03/2025" in asked
    refused = {"data": form._repr_mimebundle_()}
    fill_in(form, "my visits.csv")
    put_forms({"cells": [{"outputs": [refused]}]})
    assert "/03/2025" not in json.dumps(refused)
    # as Windows copies a path
    shown = fill_in(form, '"my visits.csv"', "--dates DMY --explain")
    page = copy / "my visits-waiting.html"
    assert page.is_file()
    assert 'href="../my%20visits-waiting.html"' in shown
    assert "<iframe sandbox" in shown
    assert "Arrived" in shown.partition("<iframe")[0]
    put_forms({"cells": [{"outputs": [output]}]})
    assert "my visits-waiting.html" in output["data"]["text/html"]
    assert "iframe" not in json.dumps(output)
    assert "move it beside" not in shown
    # in the module, and by its whole path
    (copy / "my visits.csv").rename(copy / "m06_waiting" / "mine.csv")
    for name in ("mine.csv", str(copy / "m06_waiting" / "mine.csv")):
        shown = fill_in(form, name, "--dates DMY")
        assert "<iframe sandbox" in shown
        assert "mine.csv lies in a module, which is handed in: move it beside" in shown
    assert sorted(one.name for one in copy.iterdir()) == [
        "m06_waiting",
        "mine-waiting.html",
        "my visits-waiting.html",
    ]


@pytest.mark.slow
def test_what_cannot_be_done_is_a_sentence(copy: Path) -> None:
    (copy / "visits.csv").write_text(VISITS)
    form = own_file("waiting")
    assert "Type its name, such as visits.xlsx" in fill_in(form, "  ")
    assert "did you mean visits.csv?" in fill_in(form, "visit.csv")
    assert "a quotation mark is not closed" in fill_in(form, "visits.csv", "--dates 'DMY")
    said = fill_in(form, "visits.csv", "--date <b>")
    assert "No such option: --date" in said
    assert "│" not in said
    assert "Usage" not in said
    assert "begins with two dashes, such as --dates DMY: dates does not" in fill_in(
        form, "visits.csv", "dates DMY"
    )
    assert "requires an argument" in fill_in(form, "visits.csv", "--dates")
    assert "Show this message" in fill_in(form, "visits.csv", "--help")
    assert "&lt;b&gt;" in fill_in(form, "<b>.csv")
    assert not list(copy.glob("*.html"))


def test_where_nothing_can_be_pressed_it_is_a_sentence(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    bundle = own_file("servqual")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert "stands here when it is open in JupyterLab" in bundle["text/plain"]
