"""The answer bank: known ways to answer each task, and submissions made of them."""

from __future__ import annotations

import copy
import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._i18n import _
from ..errors import CourseError
from .source import places

_REGION = re.compile(r"\s*### (BEGIN|END) (SOLUTION|MARK SCHEME)")
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
    import jupytext

    try:
        nb = jupytext.read(path, fmt="py:percent", config=None)
    except Exception as error:
        raise CourseError(
            _("Cannot read the answer bank {path}: {reason}").format(path=path, reason=error)
        ) from error
    answers: list[Answer] = []
    seen: set[tuple[str, str]] = set()
    for number, (cell, where) in enumerate(zip(nb.cells, places(path, nb), strict=True), start=1):
        meta = cell.metadata
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
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in filled.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    for answer in answers:
        cell = cells.get(f"{answer.task}-answer", cells.get(answer.task))
        if cell is not None:
            cell.source = answer.source
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
    >>> one, two = Answer("q1", "a", "", 1), Answer("q1", "b", "", 0)
    >>> [sorted(part) for part in rounds([one, two, Answer("q2", "c", "", 1)])]
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
    labels = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    found = []
    for name, cell in labels.items():
        label = cell.metadata.nbgrader
        if not label.get("grade"):
            continue
        by_hand = bool(label.get("solution"))
        answer = cell if by_hand else labels.get(f"{name}-answer")
        if answer is not None:
            points = float(label.points)
            found.append(
                Answer(
                    name,
                    "reference",
                    "\n".join(
                        line for line in answer.source.splitlines() if not _REGION.match(line)
                    ),
                    points=None if by_hand else points,
                    mark=points if by_hand else None,
                )
            )
    return found


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
        Answer(cell.id.removesuffix("-answer"), "stub", cell.source, points=0.0)
        for cell in notebook.cells
        if (label := cell.metadata.get("nbgrader", {})).get("solution") and not label.get("grade")
    ]


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
