"""Answers of a bank through the real grader: whole notebooks, handed in and graded in the sandbox."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell

from nbreferee import isolation
from nbreferee.gradebook import open_api
from nbreferee.notebooks import read_notebook, write_notebook
from servicelab.tasks.outcomes import find
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer, compose, reference
from servicelab_workshop.lessons.build import release
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.frozen import HIDDEN, sheets_at_hand
from servicelab_workshop.lessons.lesson import Lesson
from servicelab_workshop.lessons.trial import Trial

# nobody looks at them, and they take a third of the time
NO_FIGURES = 'get_ipython().display_formatter.formatters["image/png"].enabled = False'


def grade_submissions(
    course: Course,
    module: str,
    notebooks: Mapping[str, Any],
    submissions: Sequence[Mapping[str, Answer]],
) -> list[Trial]:
    """Hand in a module's notebooks with answers, and grade them.

    Parameters
    ----------
    course : Course
        The course; nothing in it is changed.
    module : str
        The module's name.
    notebooks : mapping
        Stem -> notebook, of the instructor edition.
    submissions : sequence of mapping
        Task id -> answer. The other tasks of a notebook are right; one without any of these tasks
        is not handed in.

    Returns
    -------
    list of Trial
        One for each answer.

    Raises
    ------
    CourseError
        If nbgrader refuses a notebook.
    """
    scripts = [script for script in course.scripts(module) if script.stem in notebooks]
    sheets = {script.stem: made for script, made in sheets_at_hand(course, scripts).items()}
    solved = {f"{stem}.ipynb": copy.copy(nb) for stem, nb in notebooks.items()}
    for name, nb in solved.items():
        nb.metadata = {**nb.metadata, HIDDEN: sheets[Path(name).stem].hidden}
    asked = {task.id for nb in solved.values() for task in Lesson.of(nb).tasks if task.reports}
    references = [answer for nb in solved.values() for answer in reference(nb)]
    with tempfile.TemporaryDirectory(prefix="servicelab-try-") as scratch:
        stage = Path(scratch)
        given = release(
            course, module, solved, stage, {stem: made.visible for stem, made in sheets.items()}
        )
        for number, answers in enumerate(submissions):
            _hand_in(given, _student(number), answers, references)
        records = grade(stage, module, isolate=all(layer.ok for layer in isolation.layers()))
        trials = []
        for record, answers in zip(records, submissions, strict=True):
            notes = tuple(record.flags)
            scores: dict[str, float] = {}
            outcomes: dict[str, dict[str, Any]] = {}
            if record.status == "graded":
                scores = _scores(stage, module, record.student)
                outcomes = _outcomes(stage / "autograded" / record.student / module)
            else:
                notes += (record.message,)
            for answer in answers.values():
                outcome = outcomes.get(
                    answer.task, None if answer.task in asked else {"checks": []}
                )
                trials.append(Trial(answer, scores.get(answer.task, 0.0), outcome, notes))
    return trials


def _student(number: int) -> str:
    return f"round{number:03d}"


def _hand_in(
    given: Path, student: str, answers: Mapping[str, Answer], references: Sequence[Answer]
) -> None:
    """Answer a round's tasks; their notebooks' other tasks are right."""
    folder = given.parents[1] / "submitted" / student / given.name
    shutil.copytree(given, folder)
    for path in folder.glob("*.ipynb"):
        nb = read_notebook(path)
        if any(task.id in answers for task in Lesson.of(nb).tasks):
            others = [answer for answer in references if answer.task not in answers]
            nb = compose(nb, [*others, *answers.values()])
            nb.cells.insert(0, new_code_cell(NO_FIGURES))  # type: ignore[no-untyped-call]
            path.write_bytes(write_notebook(nb))
        else:
            path.unlink()


def _scores(stage: Path, module: str, student: str) -> dict[str, float]:
    with open_api(stage) as api, api.gradebook as gradebook:
        return {
            score.name: score.auto_score or 0.0
            for notebook in gradebook.find_submission(module, student).notebooks
            for score in notebook.grades
        }


def _outcomes(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        outcome["id"]: outcome
        for path in folder.glob("*.ipynb")
        for cell in read_notebook(path).cells
        for outcome in find(cell.get("outputs", []))
    }
