from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from nbformat.v4 import new_output
from support.tiny import MODULE
from typer.testing import CliRunner

from nbreferee.notebooks import read_notebook, write_notebook
from servicelab.decisions.records import record_path, save_record
from servicelab.errors import CourseError
from servicelab.tasks.outcomes import MIME
from servicelab_workshop import cli
from servicelab_workshop.lessons.bank import Answer, compose
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import Task
from servicelab_workshop.self_study import judge as judging
from servicelab_workshop.self_study import progress as reading
from servicelab_workshop.self_study import workcopy
from servicelab_workshop.self_study.judge import Judged, forms, judge, stage_of
from servicelab_workshop.self_study.progress import ModuleState, Progress, TaskState

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
    made = stage_of(course.root, mine) / MODULE / ".made_from"
    stamp = made.stat().st_mtime_ns
    write(mine, bank["m90-q1-mean", "numpy"])
    assert judge(course.root, mine, MODULE).score == 3
    assert made.stat().st_mtime_ns == stamp


def test_two_working_copies_are_judged_apart(course: Course, mine: Path, tmp_path: Path) -> None:
    stages = {stage_of(course.root, folder) for folder in (mine, tmp_path / "another")}
    assert len(stages) == 2
    assert stage_of(course.root, mine / ".." / mine.name) in stages


@pytest.mark.slow
def test_a_new_edition_is_judged_by_its_own_checks(course: Course, mine: Path, bank: Bank) -> None:
    write(mine, bank["m90-q1-mean", "numpy"])
    judge(course.root, mine, MODULE)
    made = stage_of(course.root, mine) / MODULE / ".made_from"
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
    assert "    ✗ " in shown.output
    assert "m90_tiny: 2 of 5 points." in shown.output
    assert "for memos" in shown.output


def played(folder: Path, status: str = "right") -> None:
    """Save that checks were run, and a decision, without another answer in a cell."""
    path = folder / MODULE / "tiny.ipynb"
    nb = read_notebook(path)
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.execution_count = 1
            data = {MIME: {"id": "m90-q1-mean", "status": status}}
            cell.outputs = [new_output("display_data", data)]  # type: ignore[no-untyped-call]
    path.write_bytes(write_notebook(nb))


def test_a_check_that_found_an_answer_or_a_decision_on_file_is_an_answer(
    course: Course, mine: Path
) -> None:
    played(mine, "not attempted")
    with pytest.raises(CourseError, match="answered and saved"):
        judge(course.root, mine, MODULE)
    save_record("m90-day", {"a": 1}, {"type": "object"}, mine / MODULE)
    assert judge(course.root, mine, MODULE).untouched == []
    record_path("m90-day", mine / MODULE).unlink()
    played(mine)
    assert judge(course.root, mine, MODULE, "tiny").untouched == []


def test_a_renamed_notebook_is_named(course: Course, mine: Path, bank: Bank) -> None:
    path = write(mine, bank["m90-q1-mean", "numpy"])
    path.rename(path.with_name("mine.ipynb"))
    with pytest.raises(CourseError, match=r"tiny\.ipynb is not here.* Found: mine\.ipynb\."):
        judge(course.root, mine, MODULE)


def test_a_module_that_cannot_be_judged_does_not_stop_the_others(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [ModuleState("m02_a"), ModuleState("m04_b")]
    for part in parts:
        state = TaskState(Task(f"{part.name[:3]}-q1", "", "checked", 3), "a.ipynb", "right")
        part.states.append(state)
    monkeypatch.setattr(reading, "read_progress", lambda folder: Progress(folder, parts))

    def one(root: Path | None, folder: Path, module: str, notebook: str = "") -> Judged:
        if module not in fine:
            raise CourseError(f"{module} cannot be judged.")
        return Judged(module)

    monkeypatch.setattr(judging, "judge", one)
    fine = ["m04_b"]
    done = CliRunner().invoke(cli.app, ["judge", "--workdir", str(mine)])
    assert done.exit_code == 0
    assert "m04_b: 0 of 0 points." in done.output
    assert "m02_a cannot be judged." in done.output
    fine = []
    done = CliRunner().invoke(cli.app, ["judge", "--workdir", str(mine)])
    assert isinstance(done.exception, CourseError)


def test_points_are_those_of_the_notebooks_judged() -> None:
    judged = Judged("m02/1", "One", untouched=["2.ipynb"])
    assert "One: 0 of 0 points in the notebooks judged." in forms(judged)["text/plain"]
