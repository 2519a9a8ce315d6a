"""The answer bank through the real grader: what each answer gets, and what it should get."""

from __future__ import annotations

import difflib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell

from .._i18n import _, ngettext
from ..checks import find
from ..errors import CourseError
from ..grading import isolation
from ..progress import question
from .bank import Answer, compose, read_bank, reference, rounds, stubs
from .build import copy_sources, release
from .course import BANK, Course, open_api
from .execute import execute, faults
from .grade import grade
from .source import read_notebook, read_script, write_notebook
from .telling import startup

# another processor may move a customer or two
_TOLERANCE = 0.05
# nobody looks at them, and they take a third of the time
_NO_FIGURES = 'get_ipython().display_formatter.formatters["image/png"].enabled = False'


@dataclass(frozen=True)
class Trial:
    """One answer, and what the grader said to it.

    Parameters
    ----------
    answer : Answer
        Of the bank, or the reference or the stub of the notebook.
    score : float
        The points it got.
    outcome : dict or None
        What the task's checks found; None if they left nothing behind.
    notes : tuple of str
        Why the submission could not be graded, or was flagged.

    Examples
    --------
    >>> checks = [{"name": "a share", "message": "That is a percentage.", "trap": "percent"}]
    >>> answer = Answer("m02-q1", "in percent", "share = 50", points=0, trap="count")
    >>> Trial(answer, 0.0, {"checks": checks}).faults()
    ['m02-q1, in percent: caught percent instead of count: a share: That is a percentage.']
    """

    answer: Answer
    score: float
    outcome: dict[str, Any] | None
    notes: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What the feedback says, check by check."""
        checks = self.outcome["checks"] if self.outcome else []
        return " ".join(f"{one['name']}: {one['message']}" for one in checks if one["message"])

    def faults(self) -> list[str]:
        """Say what is not as the bank intends, one sentence each."""
        answer, said = self.answer, self.message
        found = [" ".join(self.notes)] if self.notes else []
        if self.outcome is None:
            found.append(_("no feedback"))
        else:
            if answer.points is not None and abs(self.score - answer.points) > _TOLERANCE:
                found.append(
                    ngettext(
                        "{score:g} point instead of {points:g}",
                        "{score:g} points instead of {points:g}",
                        # whatever is not 1 is plural
                        1 if self.score == 1 else 2,
                    ).format(score=self.score, points=answer.points)
                )
            names = " ".join(one["name"] for one in self.outcome["checks"])
            heard = f"{names} {said}".casefold()
            missing = [word for word in answer.says if word.casefold() not in heard]
            if missing:
                found.append(_("the feedback lacks {words}").format(words=", ".join(missing)))
            caught = {one["trap"] for one in self.outcome["checks"]} - {None}
            if answer.trap and answer.trap not in caught:
                found.append(
                    _("caught {caught} instead of {trap}").format(
                        caught=", ".join(sorted(caught)) or _("nothing"), trap=answer.trap
                    )
                )
            if found and said:
                # once is enough
                found[0] += f": {said}"
        return [f"{answer.task}, {answer.name}: {fault}" for fault in found]


def try_answers(course: Course, module: str, task: str | None = None) -> list[Trial]:
    """Grade the reference, the stub and the bank's answers of a module's autograded tasks.

    Parameters
    ----------
    course : Course
        The course; the notebooks are made anew from its scripts, and nothing in it is changed.
    module : str
        The module's name.
    task : str, optional
        Only this task, in its notebook up to its checks; all of the module by default.

    Returns
    -------
    list of Trial
        For each task the reference, the stub, then the bank in its order.

    Raises
    ------
    CourseError
        If the bank or a script cannot be read, or nbgrader refuses a notebook.
    """
    solved = {
        script.with_suffix(".ipynb").name: read_script(script) for script in course.scripts(module)
    }
    if task is not None:
        solved = {name: nb for name, nb in solved.items() if _cut(nb, task)}
    asked = {
        cell.id for nb in solved.values() for cell in nb.cells if question(cell.source) is not None
    }
    path = course.solutions / module / BANK
    bank = read_bank(path) if path.exists() else []
    references = [answer for nb in solved.values() for answer in reference(nb)]
    known = {answer.task for answer in references}
    with tempfile.TemporaryDirectory(prefix="servicelab-try-") as scratch:
        stage = Path(scratch)
        given = release(course, module, solved, stage)
        empty = [one for name in solved for one in stubs(read_notebook(given / name))]
        chosen = [
            answer
            for answer in (*references, *empty, *bank)
            if answer.points is not None and answer.task in known and task in (None, answer.task)
        ]
        packed = rounds(chosen)
        for number, answers in enumerate(packed):
            _hand_in(given, _student(number), answers, references)
        records = grade(stage, module, isolate=all(layer.ok for layer in isolation.layers()))
        trials = []
        for record, answers in zip(records, packed, strict=True):
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
    places = {task: place for place, task in enumerate(dict.fromkeys(a.task for a in references))}
    return sorted(trials, key=lambda trial: places[trial.answer.task])


def reference_faults(course: Course, module: str, task: str) -> list[str]:
    """Run the solved notebook up to one task, and say what a build would refuse of the task.

    Parameters
    ----------
    course : Course
        The course; nothing in it is changed.
    module, task : str
        As :func:`find_task` gives them.

    Returns
    -------
    list of str
        One sentence for each fault, such as a trap that tells the answer.

    Raises
    ------
    CourseError
        If the notebook does not run up to there.
    """
    for script in course.scripts(module):
        nb = read_script(script)
        if not _cut(nb, task):
            continue
        name = f"{module}/{script.name}"
        with tempfile.TemporaryDirectory(prefix="servicelab-try-") as scratch:
            run = Path(scratch, module)
            copy_sources(course, module, run)
            execute(nb, run, name, solved=False, startup=f"{startup(nb)}; {_NO_FIGURES}")
        nb.cells = nb.cells[-1:]
        return [_("{name}, {fault}").format(name=name, fault=fault) for fault in faults(nb, [])]
    return []


def find_task(course: Course, name: str) -> tuple[str, str]:
    """Find an autograded task by its id, or by a part that no other id has.

    Returns
    -------
    tuple of str
        The module, and the id.

    Raises
    ------
    CourseError
        If no task, or more than one, has this name, or a person marks it.
    """
    tasks = {
        answer.task: (module, answer.points)
        for module in course.modules()
        for script in course.scripts(module)
        for answer in reference(read_script(script))
    }
    fitting = [name] if name in tasks else [task for task in tasks if name in task]
    if len(fitting) != 1:
        near = fitting or difflib.get_close_matches(name, tasks, 5, 0.4)
        raise CourseError(
            _("{name} is not the id of one task: {hint}.").format(
                name=name,
                hint=_("choose from {tasks}").format(tasks=", ".join(near[:8]))
                if near
                else _('give what stands in task="..."'),
            )
        )
    module, points = tasks[fitting[0]]
    if points is None:
        raise CourseError(
            _("{task} is marked by a person: there is nothing to try.").format(task=fitting[0])
        )
    return module, fitting[0]


def _cut(nb: Any, task: str) -> bool:
    """Leave out what follows a task; whether the notebook has it."""
    ids = [cell.id for cell in nb.cells]
    if task in ids:
        del nb.cells[ids.index(task) + 1 :]
    return task in ids


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
        if any(cell.metadata.get("nbgrader", {}).get("grade_id") in answers for cell in nb.cells):
            others = [answer for answer in references if answer.task not in answers]
            nb = compose(nb, [*others, *answers.values()])
            nb.cells.insert(0, new_code_cell(_NO_FIGURES))  # type: ignore[no-untyped-call]
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
