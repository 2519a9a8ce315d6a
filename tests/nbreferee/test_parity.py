"""One class graded by `nbgrader autograde` and by `servicelab grade`: the same rows, the same files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from support.same import compare
from support.tiny import MODULE, submit

from nbreferee.configuration import CONFIG
from nbreferee.gradebook import open_api
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def nbgrader(root: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def twice(root: Path, tmp_path: Path) -> tuple[Path, Path]:
    ours = tmp_path / "ours"
    shutil.copytree(root, ours)
    return root, ours


def edit(path: Path, change: Callable[[Any], None]) -> None:
    nb = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    change(nb)
    nbformat.write(nb, path)


def answered(source: str) -> Callable[[Any], None]:
    def change(nb: Any) -> None:
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "squares":
                cell.source = source

    return change


def said(text: str) -> Callable[[Any], None]:
    def change(nb: Any) -> None:
        for cell in nb.cells:
            label = cell.metadata.get("nbgrader", {})
            if label.get("grade") and label.get("solution"):
                cell.source = text if cell.cell_type == "markdown" else f"print({text!r})"

    return change


RIGHT = """def squares(n):
    if n < 1:
        raise ValueError("n must be 1 or more")
    return [i ** 2 for i in range(1, n + 1)]"""


@pytest.fixture
def quickstart(tmp_path: Path) -> Path:
    """nbgrader's own example course, released, with a class that hands in all sorts of work."""
    nbgrader(tmp_path, "quickstart", "course")
    root = tmp_path / "course"
    with (root / CONFIG).open("a") as config:
        config.write(
            "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
            "c.Autograde.exclude_overwriting = {'ps1': ['notes.txt']}\n"
            "c.Execute.timeout = 60\n"
        )
    (root / "source" / "ps1" / "notes.txt").write_text("the teacher's\n")
    (root / "source" / "ps1" / "data").mkdir()
    (root / "source" / "ps1" / "data" / "table.csv").write_text("a\n1\n")
    nbgrader(root, "generate_assignment", "ps1")
    with open_api(root) as api, api.gradebook as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate="2026-10-20 12:00:00 UTC")
    released = root / "release" / "ps1"

    def hand_in(student: str, *changes: Callable[[Any], None], stamp: str = "") -> Path:
        folder = root / "submitted" / student / "ps1"
        shutil.copytree(released, folder)
        for change in changes:
            edit(folder / "problem1.ipynb", change)
        if stamp:
            (folder / "timestamp.txt").write_text(stamp)
        return folder

    hand_in("ann", answered(RIGHT), said("all right"), stamp="2026-10-19 10:00:00.000000 UTC")
    hand_in("ben", answered("def squares(n):\n    return 0"), said("wrong"))
    hand_in("cleo", stamp="2026-10-21 08:00:00.000000 UTC")
    late = hand_in("dora", answered(RIGHT), stamp="2026-10-22 08:00:00.000000 UTC")
    (late / "notes.txt").write_text("my own notes\n")
    (late / "data" / "table.csv").write_text("a\n99\n")
    (late / "extra" / "deep").mkdir(parents=True)
    (late / "extra" / "deep" / "more.txt").write_text("more\n")
    (late / "notebook of mine.ipynb").write_text((late / "problem1.ipynb").read_text())
    gone = hand_in("emil", answered("import os\nopen('made.txt', 'w').write('x')\n" + RIGHT))
    (gone / "problem2.ipynb").unlink()
    hand_in("fay", answered("import warnings\nwarnings.warn('noise')\nprint('out')\n1/0"))
    hand_in("gus", answered("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1])"))
    return root


def test_nbgraders_own_course(quickstart: Path, tmp_path: Path) -> None:
    theirs, ours = twice(quickstart, tmp_path)
    nbgrader(theirs, "autograde", "ps1")
    records = grade(ours, "ps1")
    assert {record.student: record.status for record in records} == dict.fromkeys(
        ["ann", "ben", "cleo", "dora", "emil", "fay", "gus"], "graded"
    )
    assert [record.flags for record in records if record.flags] == []
    compare(theirs, ours, "ps1")

    # marks by hand, then some hand in again
    for root in (theirs, ours):
        with open_api(root) as api, api.gradebook as gradebook:
            for notebook in gradebook.find_submission("ps1", "ann").notebooks:
                for given in notebook.grades:
                    if given.needs_manual_grade:
                        given.manual_score, given.needs_manual_grade = 0.5, False
            gradebook.db.commit()
        for student, answer in (("ann", "def squares(n):\n    return []"), ("cleo", RIGHT)):
            folder = root / "submitted" / student / "ps1"
            edit(folder / "problem1.ipynb", answered(answer))
            (folder / "timestamp.txt").write_text("2026-10-23 09:00:00.000000 UTC")
    nbgrader(theirs, "autograde", "ps1")
    seen = []
    grade(ours, "ps1", seen.append)
    assert {step.record.student for step in seen if step.fresh} == {"ann", "cleo"}
    compare(theirs, ours, "ps1")

    # nbgrader wants every mark seen again; where the text is unchanged, that can be left out
    assert [step.record.student for step in seen if step.record.unchanged] == ["ann"]

    # what comes after grading works on either alike
    for root in (theirs, ours):
        nbgrader(root, "generate_feedback", "ps1")
        nbgrader(root, "export")
    lines = [sorted((root / "grades.csv").read_text().splitlines()) for root in (theirs, ours)]
    assert lines[0] == lines[1]
    pages = sorted(path.relative_to(theirs) for path in (theirs / "feedback").rglob("*.html"))
    assert len(pages) == 13
    assert pages == sorted(path.relative_to(ours) for path in (ours / "feedback").rglob("*.html"))
    kept = {record.student: record for record in grade(ours, "ps1", keep_marks=True)}
    assert (kept["ann"].needs_manual, kept["ann"].unchanged) == (False, [])


def test_this_course(released: Course, bank: dict[tuple[str, str], Answer], tmp_path: Path) -> None:
    submit(released, "anna", [answer for key, answer in bank.items() if "numpy" in key])
    submit(released, "bo", [bank["m90-q1-mean", "takes the median"]])
    submit(released, "cy", list(bank.values()))
    submit(released, "di")
    theirs, ours = twice(released.root, tmp_path)
    nbgrader(theirs, "autograde", MODULE)
    assert {record.status for record in grade(ours, MODULE)} == {"graded"}
    compare(theirs, ours, MODULE)
