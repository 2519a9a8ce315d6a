"""What a notebook says of itself and of its tasks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from servicelab.errors import CourseError
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import (
    DamagedNotebook,
    Lesson,
    Module,
    read_lesson,
    read_module,
    read_modules,
)
from servicelab_workshop.lessons.source import read_script

ROOT = Path(__file__).resolve().parents[3]
COURSE = Course(ROOT)


@pytest.mark.parametrize("module", read_modules(Course(ROOT)), ids=lambda module: module.name)
def test_every_module_says_what_its_page_needs(module: Module) -> None:
    assert module.title not in ("", module.name)
    for lesson in module.lessons:
        assert len(lesson.aims) >= 3, lesson.name
        assert not lesson.aims[-1].endswith(".")
        assert lesson.minutes > 0
        assert sum(task.points for task in lesson.graded) == lesson.points
        for task in lesson.graded:
            assert task.title, task.id
            assert "(" not in task.title.split(":")[0]
        if lesson.points:
            assert lesson.case
            assert lesson.houses
            assert lesson.library


def test_a_lesson_asks_what_its_header_says_and_plays_in_the_houses_it_names() -> None:
    text = "# Waiting\n\n**Plum Court Hospital, with Lantern Bank.** 50 minutes"
    cells = (Cell(0, "0", "markdown", text, {}),)
    lesson = Lesson("1_queue", cells, {"question": "Who pays?", "asks": "Dr. Lin"})
    assert (lesson.question, lesson.asks) == ("Who pays?", "Dr. Lin")
    assert Lesson("1_queue", cells, {}).question == ""
    assert [house.key for house in lesson.houses] == ["plum", "lantern"]


def test_a_lesson_is_read_from_its_notebook(tmp_path: Path) -> None:
    label = {"grade": True, "solution": False, "grade_id": "q1", "points": 4, "locked": True}
    memo = {"grade": True, "solution": True, "grade_id": "q2", "points": 5, "locked": False}
    nbformat.write(
        nbformat.v4.new_notebook(
            metadata={"servicelab": {"minutes": 50, "points": 9}},
            cells=[
                nbformat.v4.new_markdown_cell(
                    "# Waiting 1 of 3: the queue\n\n**Plum Court Hospital.** 50 minutes, 9 points.\n\n"
                    "When you have finished this notebook you will be able to\n\n1. wait,\n2. stop.",
                    metadata={"teaches": ["S003-07"]},
                ),
                nbformat.v4.new_code_cell(
                    'from servicelab import check, load_dataset\nload_dataset("hospital_visits")'
                ),
                nbformat.v4.new_markdown_cell("## Task 1: wait (4 points)"),
                nbformat.v4.new_code_cell(
                    "import servicelab\nfrom servicelab.priorities.kano import kano_table",
                    metadata={"nbgrader": label},
                ),
                nbformat.v4.new_markdown_cell("## Task 2: say why (5 points, read by a person)"),
                nbformat.v4.new_markdown_cell("...", metadata={"nbgrader": memo}),
            ],
        ),
        tmp_path / "1_queue.ipynb",
    )
    lesson = read_lesson(tmp_path / "1_queue.ipynb")
    assert (lesson.title, lesson.case) == ("Waiting 1 of 3: the queue", "Plum Court Hospital")
    assert lesson.aims == ("wait", "stop")
    assert [(task.title, task.points, task.by_hand) for task in lesson.graded] == [
        ("Task 1: wait", 4, False),
        ("Task 2: say why", 5, True),
    ]
    assert lesson.datasets == ("hospital_visits",)
    assert lesson.library == (
        "servicelab.data.loading",
        "servicelab.priorities.kano",
        "servicelab.tasks.checking",
    )
    assert list(lesson.rows) == ["S003-07"]


def test_a_missing_notebook_names_the_command_that_makes_it(tmp_path: Path) -> None:
    script = tmp_path / "solutions" / "m06_waiting" / "1_queue.py"
    script.parent.mkdir(parents=True)
    script.write_text("# %%\n")
    with pytest.raises(CourseError, match="run `servicelab build m06_waiting` first"):
        read_module(Course(tmp_path), "m06_waiting")


TASKS = "from servicelab_workshop.tasks import Task\n"


def test_a_prompt_begins_at_the_heading_that_states_points(tmp_path: Path) -> None:
    path = tmp_path / "nb.py"
    path.write_text(
        "# %% [markdown]\n# Before.\n\n"
        f'# %%\n{TASKS}task = Task("q0", 0)\n\n'
        "# %% [markdown]\n# More.\n\n"
        "# %% [markdown]\n# ## Task 1 (3 points)\n# First.\n\n"
        '# %% answer="q1"\nlate = ...\n\n'
        f'# %% task="q1" points=2\n{TASKS}task = Task("q1", 2, hints=["a", "b"])\n\n'
        "# %% [markdown]\n# Then.\n\n"
        '# %% task="q2" points=1\nassert late\n\n'
        "# %% [markdown]\n# ## Task 2 (4 points)\n\n"
        '# %% [markdown] memo="q3" points=5\n# Words.\n'
    )
    lesson = Lesson.of(read_script(path))
    assert {task.id: task.prompt for task in lesson.tasks} == {
        "q0": "Before.",
        "q1": "## Task 1 (3 points)\nFirst.",
        "q2": "## Task 1 (3 points)\nFirst.\n\nThen.",
        "q3": "## Task 2 (4 points)",
    }
    assert [
        (stated, {task.id: task.points for task in tasks})
        for stated, tasks in lesson.stated_points()
    ] == [(3, {"q1": 2, "q2": 1}), (4, {"q3": 5})]
    practice, asked, asserted, memo = lesson.tasks
    assert [task.kind for task in lesson.tasks] == ["practice", "checked", "checked", "memo"]
    assert [task.title for task in lesson.tasks] == ["", "Task 1", "Task 1", "Task 2"]
    assert [task.reports for task in lesson.tasks] == [True, True, False, False]
    assert (practice.points, practice.is_graded, practice.answer) == (0, False, None)
    assert (asked.names, asked.hidden, asked.hints) == (("late",), 0, ("a", "b"))
    (told,) = [
        task
        for task in Lesson.of(read_script(path), sheets={"q1": {"hidden": 2, "hints": ["c"]}}).tasks
        if task.id == "q1"
    ]
    assert (told.names, told.hidden, told.hints) == (("late",), 2, ("c",))
    assert asked.answer
    assert asked.answer.source == "late = ..."
    assert (asserted.names, asserted.answer) == ((), None)
    assert memo.cell is memo.answer
    assert memo.answer
    assert memo.answer.source == "Words."


@pytest.mark.parametrize("folder", [COURSE.notebooks, COURSE.solutions], ids=lambda path: path.name)
def test_every_edition_has_the_tasks_of_the_scripts(folder: Path) -> None:
    def what(lesson: Lesson) -> list[Any]:
        return [
            (task.id, task.title, task.kind, task.points, task.names, task.hints, task.prompt)
            for task in lesson.tasks
        ]

    for module in COURSE.modules():
        for script in COURSE.scripts(module):
            edition = read_lesson(folder / module / f"{script.stem}.ipynb")
            assert what(edition) == what(Lesson.of(read_script(script)))
            assert all(task.answer for task in edition.graded)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"cells": 3, "metadata": {}}', b"\xff\xfe", b"[" * 100_000],
    ids=["empty", "half", "list", "cells", "encoding", "deep"],
)
def test_what_is_no_notebook_is_told_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "1.ipynb"
    path.write_bytes(content)
    with pytest.raises(DamagedNotebook, match=r"1\.ipynb is not a notebook\.$"):
        read_lesson(path)


def test_odd_labels_make_no_task(tmp_path: Path) -> None:
    labels: list[Any] = [3, None, {}, {"grade": False, "grade_id": "a"}, {"task": True}]
    cells = [
        {"cell_type": "code", "metadata": {"nbgrader": label}, "source": ["x = 1\n", "x"]}
        for label in labels
    ]
    broken = {"grade": True, "grade_id": 3, "points": "many"}
    cells.append({"cell_type": "code", "metadata": {"nbgrader": broken}, "source": "assert x"})
    path = tmp_path / "1.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {"servicelab": "odd"}}))
    lesson = read_lesson(path)
    assert [(task.id, task.points) for task in lesson.tasks] == [("", 0)]
    assert (lesson.title, lesson.module, lesson.minutes) == ("1", "", 0)
