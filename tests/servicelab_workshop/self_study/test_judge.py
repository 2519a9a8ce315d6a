from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.tiny import MODULE
from typer.testing import CliRunner

from nbreferee.notebooks import read_notebook, write_notebook
from servicelab.errors import CourseError
from servicelab_workshop import cli
from servicelab_workshop.lessons.bank import Answer, compose
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.self_study import workcopy
from servicelab_workshop.self_study.judge import STAGE, forms, judge

Bank = dict[tuple[str, str], Answer]


@pytest.fixture
def mine(course: Course, tmp_path: Path) -> Path:
    """A working copy in which nothing was answered."""
    folder = tmp_path / "mine"
    workcopy.top_up(course.notebooks, folder)
    return folder


def write(folder: Path, *answers: Answer) -> Path:
    path = folder / MODULE / "tiny.ipynb"
    path.write_bytes(write_notebook(compose(read_notebook(path), answers)))
    return path


def test_hidden_checks_are_judged_and_nothing_changes(
    course: Course, mine: Path, bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        mine, bank["m90-q1-mean", "divides by all rows"], bank["m90-q2-share", "a percentage"]
    )
    before = path.read_bytes()
    judged = judge(course.root, mine, MODULE)
    assert path.read_bytes() == before
    assert [task.id for task in judged.tasks][:2] == ["m90-q1-mean", "m90-q2-share"]
    assert judged.outcomes["m90-q1-mean"]["score"] == 2
    assert (judged.score, judged.points, judged.untouched, judged.notes) == (2, 5, [], [])
    assert judged.memo_points > 0
    made = course.root / STAGE / MODULE / ".made_from"
    stamp = made.stat().st_mtime_ns
    write(mine, bank["m90-q1-mean", "numpy"])
    assert judge(course.root, mine, MODULE).score == 3
    assert made.stat().st_mtime_ns == stamp


@pytest.mark.slow
def test_a_new_edition_is_judged_by_its_own_checks(course: Course, mine: Path, bank: Bank) -> None:
    write(mine, bank["m90-q1-mean", "numpy"])
    judge(course.root, mine, MODULE)
    made = course.root / STAGE / MODULE / ".made_from"
    before = made.read_text(encoding="utf-8")
    (course.solutions / MODULE / "more.csv").write_text("a\n1\n", encoding="utf-8")
    judge(course.root, mine, MODULE)
    assert made.read_text(encoding="utf-8") != before


def test_what_was_not_answered_is_not_run(course: Course, mine: Path) -> None:
    with pytest.raises(CourseError, match="answered and saved"):
        judge(course.root, mine, MODULE)
    shutil.rmtree(mine / MODULE)
    with pytest.raises(CourseError, match="answered and saved"):
        judge(course.root, mine, MODULE)


@pytest.mark.slow
def test_a_damaged_notebook_is_told(course: Course, mine: Path) -> None:
    (mine / MODULE / "tiny.ipynb").write_text('{"cells": [', encoding="utf-8")
    with pytest.raises(CourseError, match=r"tiny\.ipynb"):
        judge(course.root, mine, MODULE)


def test_one_notebook_is_judged_alone(
    course: Course, mine: Path, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(mine, bank["m90-q1-mean", "numpy"])
    judged = judge(course.root, mine, MODULE, "tiny")
    assert (judged.module, judged.score) == ("m90_tiny/tiny", 3)
    shown = forms(judged)
    assert f"{judged.title}: 3 of 5 points." in shown["text/plain"]
    assert f"<b>{judged.title}: 3 of 5 points.</b>" in shown["text/html"]
    with pytest.raises(CourseError, match="no notebook other in m90_tiny; choose from: tiny"):
        judge(course.root, mine, MODULE, "other")
    monkeypatch.setattr(workcopy, "repository", lambda: course.root)
    command = ["judge", "m90/tiny", "--forms", "--workdir", str(mine)]
    assert json.loads(CliRunner().invoke(cli.app, command).output) == shown


def test_without_the_solved_edition_the_instructor_judges(course: Course, mine: Path) -> None:
    (course.solutions / MODULE / "tiny.ipynb").unlink()
    for root in (course.root, None):
        with pytest.raises(CourseError, match="judged by your instructor"):
            judge(root, mine, MODULE)


def test_the_command_prints_points_and_words(
    course: Course, mine: Path, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workcopy, "repository", lambda: course.root)
    run = CliRunner()
    nothing = run.invoke(cli.app, ["judge", "--workdir", str(mine)])
    assert "No task that earns points has been answered" in nothing.output
    write(mine, bank["m90-q1-mean", "takes the median"])
    shown = run.invoke(cli.app, ["judge", "m90", "--workdir", str(mine)])
    assert shown.exit_code == 0, shown.output
    assert "✗ m90-q1-mean: 2 of 3." in shown.output
    assert "median" in shown.output
    assert "m90_tiny: 2 of 5 points." in shown.output
    assert "for memos" in shown.output
