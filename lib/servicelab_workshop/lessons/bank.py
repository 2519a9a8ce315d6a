"""The answer bank: known ways to answer each task, and submissions made of them."""

from __future__ import annotations

import copy
import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import Lesson
from servicelab_workshop.lessons.regions import without_marks
from servicelab_workshop.lessons.source import places, read_cells, read_script

ALTERNATIVES = 2
TRAPS = 3


@dataclass(frozen=True)
class Answer:
    """One way to answer one task.

    Parameters
    ----------
    task : str
        The id of the task's graded cell.
    name : str
        What is particular about it, unique within the task.
    source : str
        What stands in the answer cell.
    points : float or None
        What the real grader must give; None for an answer that a person marks.
    says : tuple of str
        Words that must all occur in the task's feedback, in any case.
    trap : str or None
        The misconception that must be reported.
    mark : float or None
        The points a person would give to an answer marked by hand.
    fewer : str or None
        Why the task has fewer answers in the bank than is asked for.

    Examples
    --------
    >>> Answer("m02-q1", "percent", "share = 50", points=0).trap is None
    True
    """

    task: str
    name: str
    source: str
    points: float | None = None
    says: tuple[str, ...] = ()
    trap: str | None = None
    mark: float | None = None
    fewer: str | None = None


def read_bank(path: Path) -> list[Answer]:
    """Read a module's answer bank.

    Parameters
    ----------
    path : Path
        A percent script, ``solutions/<module>/answers.py``. Each cell with ``task="ID"`` is an
        answer; other markdown cells are prose.

    Returns
    -------
    list of Answer
        In the order of the script.

    Raises
    ------
    CourseError
        If the bank cannot be read, a cell names no task or no points, or a name repeats.
    """
    try:
        nb = read_cells(path)
    except Exception as error:
        raise CourseError(
            _("Cannot read the answer bank {path}: {reason}").format(path=path, reason=error)
        ) from error
    answers: list[Answer] = []
    seen: set[tuple[str, str]] = set()
    for number, (cell, where) in enumerate(zip(nb.cells, places(path, nb), strict=True), start=1):
        meta = cell.metadata
        if "slip" in meta or "equivalent" in meta:
            continue
        if "task" not in meta:
            if cell.cell_type == "code" and cell.source.strip():
                raise CourseError(
                    _('{where}: the cell names no task: add task="...".').format(where=where)
                )
            continue
        name = str(meta.get("title") or _("answer {number}").format(number=number)).strip()
        written = cell.cell_type == "markdown"
        if not written and "points" not in meta:
            raise CourseError(
                _('{where}: the answer "{name}" to {task} states no points: add points=...').format(
                    where=where, name=name, task=meta.task
                )
            )
        if (meta.task, name) in seen:
            raise CourseError(
                _('{where}: {task} has two answers named "{name}".').format(
                    where=where, task=meta.task, name=name
                )
            )
        seen.add((meta.task, name))
        says = meta.get("says", ())
        answers.append(
            Answer(
                task=meta.task,
                name=name,
                source=cell.source,
                points=None if written and "points" not in meta else float(meta.points),
                says=(says,) if isinstance(says, str) else tuple(says),
                trap=meta.get("trap"),
                mark=meta.get("mark"),
                fewer=meta.get("fewer"),
            )
        )
    return answers


def compose(notebook: Any, answers: Iterable[Answer]) -> Any:
    """Fill answers into a trainee's notebook.

    Parameters
    ----------
    notebook : NotebookNode
        The trainee edition; left as it is.
    answers : iterable of Answer
        At most one for each task; answers to tasks of other notebooks are passed over.

    Returns
    -------
    NotebookNode
        A copy whose answer cells hold the answers' sources.
    """
    filled = copy.deepcopy(notebook)
    cells = {task.id: task.answer.place for task in Lesson.of(filled).tasks if task.answer}
    for answer in answers:
        if answer.task in cells:
            filled.cells[cells[answer.task]].source = answer.source
    return filled


def rounds(answers: Sequence[Answer]) -> list[dict[str, Answer]]:
    """Pack a bank into as few submissions as possible: the i-th answer of every task in the i-th.

    Parameters
    ----------
    answers : sequence of Answer
        Those marked by hand are left out.

    Returns
    -------
    list of dict
        Task id -> answer, one dict for each submission.

    Examples
    --------
    >>> right, wrong = Answer("q1", "a", "", 1), Answer("q1", "b", "", 0)
    >>> [sorted(part) for part in rounds([right, wrong, Answer("q2", "c", "", 1)])]
    [['q1', 'q2'], ['q1']]
    """
    packed: list[dict[str, Answer]] = []
    used: defaultdict[str, int] = defaultdict(int)
    for answer in answers:
        if answer.points is None:
            continue
        place = used[answer.task]
        used[answer.task] += 1
        if place == len(packed):
            packed.append({})
        packed[place][answer.task] = answer
    return packed


def reference(notebook: Any) -> list[Answer]:
    """Read the reference answers, worth full points, from an instructor's notebook.

    Parameters
    ----------
    notebook : NotebookNode
        The instructor edition.

    Returns
    -------
    list of Answer
        One for each graded cell; an answer marked by hand has its points as `mark`.
    """
    return [
        Answer(
            task.id,
            "reference",
            without_marks(task.answer.source),
            points=None if task.by_hand else task.points,
            mark=task.points if task.by_hand else None,
        )
        for task in Lesson.of(notebook).graded
        if task.answer
    ]


def stubs(notebook: Any) -> list[Answer]:
    """Read the untouched answers, worth nothing, from a trainee's notebook.

    Parameters
    ----------
    notebook : NotebookNode
        The trainee edition.

    Returns
    -------
    list of Answer
        One for each autograded task.
    """
    return [
        Answer(task.id, "stub", task.answer.source, points=0.0)
        for task in Lesson.of(notebook).graded
        if task.answer and not task.by_hand
    ]


def find_task(course: Course, name: str) -> tuple[Path, str]:
    """Find an autograded task by its id, or by a part that no other id has.

    Returns
    -------
    Path, str
        The script of its notebook, and the id.

    Raises
    ------
    CourseError
        If no task, or more than one, has this name, or a person marks it.
    """
    scripts = [script for module in course.modules() for script in course.scripts(module)]
    # to read a script as a notebook takes its time
    likely = [script for script in scripts if name in script.read_text(encoding="utf-8")]
    tasks = {
        answer.task: (script, answer.points)
        for script in likely or scripts
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
    script, points = tasks[fitting[0]]
    if points is None:
        raise CourseError(
            _("{task} is marked by a person: there is nothing to try.").format(task=fitting[0])
        )
    return script, fitting[0]


def strangers(answers: Sequence[Answer], tasks: Collection[str]) -> list[str]:
    """Say which answers of a bank fit no task.

    Parameters
    ----------
    answers : sequence of Answer
        The module's bank.
    tasks : collection of str
        Ids of all its graded cells.

    Returns
    -------
    list of str
        One sentence for each.

    Examples
    --------
    >>> strangers([Answer("q1-maen", "a loop", "", 2)], ["q1-mean", "q2-share"])
    ['The answer "a loop" is for q1-maen, which is no task here: did you mean q1-mean?']
    """
    problems = []
    for answer in answers:
        if answer.task not in tasks:
            near = difflib.get_close_matches(answer.task, tasks, 1, 0.4)
            problems.append(
                _('The answer "{name}" is for {task}, which is no task here: {hint}').format(
                    name=answer.name,
                    task=answer.task,
                    hint=_("did you mean {near}?").format(near=near[0])
                    if near
                    else _("check its id."),
                )
            )
    return problems


def shortfalls(answers: Sequence[Answer], tasks: Mapping[str, float]) -> list[str]:
    """Say which tasks have too few answers in the bank.

    Parameters
    ----------
    answers : sequence of Answer
        The module's bank.
    tasks : mapping
        Task id -> points, of the module's autograded tasks.

    Returns
    -------
    list of str
        One sentence for each task. It needs two right answers besides the reference and three
        wrong ones, unless one of its answers says why there are ``fewer``.

    Examples
    --------
    >>> shortfalls([], {"q1": 2.0})
    ['q1 has 0 of 2 other right answers and 0 of 3 wrong ones in the answer bank.']
    """
    problems = []
    for task, points in tasks.items():
        given = [answer for answer in answers if answer.task == task and answer.points is not None]
        right = sum(answer.points == points for answer in given)
        wrong = len(given) - right
        if (right < ALTERNATIVES or wrong < TRAPS) and not any(answer.fewer for answer in given):
            problems.append(
                _(
                    "{task} has {right} of {alternatives} other right answers and {wrong} of "
                    "{traps} wrong ones in the answer bank."
                ).format(
                    task=task, right=right, alternatives=ALTERNATIVES, wrong=wrong, traps=TRAPS
                )
            )
    return problems
