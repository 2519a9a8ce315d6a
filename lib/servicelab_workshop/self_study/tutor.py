"""Help with one task: the next hint, and the solution after an attempt. No notebook is run.

Which hints were given is kept in the working copy, in ``.servicelab-hints.json``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from nbreferee import door
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _
from servicelab_workshop.lessons.lesson import DamagedNotebook, Lesson, Task, read_lesson
from servicelab_workshop.lessons.regions import MARK, without_marks
from servicelab_workshop.self_study.progress import Progress, TaskState
from servicelab_workshop.self_study.workcopy import command_line, repository

MEMORY = ".servicelab-hints.json"
_STUB = re.compile(r"^\s*\w+ = \.\.\.(\s*#.*)?$")


def find_task(progress: Progress, name: str) -> TaskState:
    """Find a task by its id or an unambiguous part of it.

    Parameters
    ----------
    progress : Progress
        Of the working copy.
    name : str
        Such as ``m02-q2-unit``, ``m02_q2`` or ``unit``.

    Returns
    -------
    servicelab_workshop.self_study.progress.TaskState

    Raises
    ------
    CourseError
        If no task, or more than one, has this name; those that are close are named.
    """
    states = {state.task.id: state for state in progress.states}
    wanted = name.strip().casefold().replace("_", "-")
    if wanted in states:
        return states[wanted]
    # whole words first: q1 is not q10
    fitting = [id for id in states if f"-{wanted}-" in f"-{id}-"] if wanted else []
    fitting = fitting or [id for id in states if wanted and wanted in id]
    if len(fitting) == 1:
        return states[fitting[0]]
    if fitting:
        raise CourseError(
            _("{name} may be any of {tasks}: name one.").format(
                name=door.name(name),
                tasks=", ".join(fitting[:8]) + (", ..." if fitting[8:] else ""),
            )
        )
    raise CourseError(
        " ".join(
            [
                _("There is no task {name} in {folder}.").format(
                    name=door.name(name), folder=progress.folder
                ),
                *_suggestion(wanted, list(states)),
                *progress.notes,
            ]
        )
    )


def _suggestion(wanted: str, ids: list[str]) -> Iterator[str]:
    short = {id.split("-", 1)[1]: id for id in ids if "-" in id}
    close = get_close_matches(wanted, ids, 3, 0.6) or [
        short[part] for part in get_close_matches(wanted, list(short), 3, 0.6)
    ]
    if close:
        yield _("Did you mean {tasks}?").format(tasks=_(" or ").join(close))
    elif ids:
        yield _("`{command}` lists the tasks.").format(command=command_line("progress", "MODULE"))


def next_hint(folder: Path, state: TaskState) -> list[str]:
    """Give the next hint of a task and remember it; after the last one, all of them again.

    Parameters
    ----------
    folder : Path
        The working copy.
    state : servicelab_workshop.self_study.progress.TaskState
        See :func:`find_task`.

    Returns
    -------
    list of str
        The lines to show.

    Raises
    ------
    CourseError
        If what was given cannot be kept.
    """
    task = state.task
    lines = []
    if state.status == "right" and not state.outdated:
        if not task.hidden:
            return [_("{task} is right: it needs no hint.").format(task=task.id)]
        notebook = state.notebook.removesuffix(".ipynb")
        lines.append(
            _(
                "Nothing is wrong in {task} as far as can be seen here; `{command}` looks at the rest."
            ).format(task=task.id, command=command_line("judge", notebook))
        )
    if not task.hints:
        if lines:
            return lines
        if task.by_hand:
            return [
                _(
                    "{task} has no hints: it is a memo, and the table above it says what earns marks."
                ).format(task=task.id)
            ]
        return [_("{task} has no hints.").format(task=task.id)]
    given = _read_memory(folder)
    total = len(task.hints)
    seen = min(given.get(task.id, 0), total)
    if seen == total:
        lines += [_hint(task, number) for number in range(total)]
    else:
        lines.append(_hint(task, seen))
        given[task.id] = seen + 1
        content = {"version": 1, "given": given}
        write_atomically(folder / MEMORY, json.dumps(content, indent=1, sort_keys=True))
    if seen + 1 >= total:
        lines.append(
            _("There are no more. After a try, `{command}` shows the solution.").format(
                command=command_line("solution", task.id)
            )
        )
    return lines


def _hint(task: Task, number: int) -> str:
    return _("{task}, hint {n} of {total}: {hint}").format(
        task=task.id, n=number + 1, total=len(task.hints), hint=task.hints[number]
    )


def _read_memory(folder: Path) -> dict[str, int]:
    """How many hints of each task were given; a damaged memory begins anew."""
    try:
        given = json.loads((folder / MEMORY).read_bytes())["given"]
        return {str(id): n for id, n in given.items() if isinstance(n, int) and n > 0}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


@dataclass
class Solution:
    """The solved cell of a task, what holds for it, and what the notebook goes on to say of it.

    Attributes
    ----------
    task : str
        Its id.
    notebook : Path
        The notebook of the instructor edition.
    cell : str
        The name of the solved cell in it.
    answer : str
        Source of the solved cell.
    is_code : bool
        Whether that is code; a memo is prose.
    holds : list of str
        What the checks say of it.
    reading : list of str
        The prose that follows the check, up to the next heading or task.
    """

    task: str
    notebook: Path
    cell: str
    answer: str
    is_code: bool = True
    holds: list[str] = field(default_factory=list)
    reading: list[str] = field(default_factory=list)


def solution(state: TaskState, solutions: Path | None = None) -> Solution:
    """Find the solution of a task that was attempted.

    Parameters
    ----------
    state : servicelab_workshop.self_study.progress.TaskState
        See :func:`find_task`.
    solutions : Path, optional
        Folder of the instructor edition; that of the clone by default.

    Returns
    -------
    Solution

    Raises
    ------
    CourseError
        If the task was not attempted, or there is no solution in this installation.
    """
    task = state.task
    if state.status == "not attempted":
        raise CourseError(
            _(
                "{task} was not attempted yet: answer it in {notebook}, run its check, save the notebook, and ask again. A hint: `{command}`"
            ).format(task=task.id, notebook=state.notebook, command=command_line("hint", task.id))
            if not task.by_hand
            else _(
                "{task} was not attempted yet: write it in {notebook}, save the notebook, and ask again."
            ).format(task=task.id, notebook=state.notebook)
        )
    root = repository()
    if solutions is None and root is None:
        raise CourseError(
            _(
                "This installation holds no solutions: they lie in the course's repository, in the folder solutions, in the notebook of the same name as {notebook}."
            ).format(notebook=state.notebook)
        )
    folder = solutions or Path(root or "", "solutions")
    for path in (folder / state.notebook, *sorted(folder.glob("*/*.ipynb"))):
        try:
            lesson = read_lesson(path)
        except (OSError, DamagedNotebook):
            continue
        for solved in lesson.tasks:
            if solved.id == task.id and solved.answer:
                return _solution(lesson, solved, path)
    raise CourseError(
        _("There is no solution of {task} in {folder}.").format(task=task.id, folder=folder)
    )


def _solution(lesson: Lesson, task: Task, path: Path) -> Solution:
    """Gather what the instructor edition says of a task."""
    assert task.answer
    solved = Solution(
        task=task.id,
        notebook=path,
        cell=task.answer.name,
        answer=_plain(task.answer.source),
        is_code=task.answer.cell_type == "code",
    )
    if task.check is None:
        return solved
    for outcome in task.check.outcomes:
        solved.holds += [check["name"] for check in outcome["checks"]]
    for cell in lesson.cells[task.check.place + 1 :]:
        if cell.label:
            break
        if cell.cell_type == "markdown":
            before, heading, _rest = re.split(r"(?m)^(#+ |\Z)", f"{cell.source}\n", maxsplit=1)
            if before.strip():
                solved.reading.append(before.strip())
            if heading:
                break
    return solved


def _plain(source: str) -> str:
    """A solved cell without marks and without the stubs that its answer replaces."""
    lines = source.split("\n")
    marks = [place for place, line in enumerate(lines) if MARK.match(line)]
    stubs = {place - 1 for place in marks if place and _STUB.match(lines[place - 1])}
    while more := {n - 1 for n in stubs if n and _STUB.match(lines[n - 1])} - stubs:
        stubs |= more
    kept = "\n".join(line for place, line in enumerate(lines) if place not in stubs)
    return without_marks(kept).strip("\n")


def show(solved: Solution) -> None:
    """Print a solution, and where to open it."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.syntax import Syntax

    console = Console(highlight=False)
    console.print(_("Solution of {task}").format(task=solved.task), style="bold", markup=False)
    console.print()
    if solved.is_code:
        code = Syntax("", "python", theme="ansi_dark", background_color="default")
        # whole lines: a terminal wraps them, and what is copied runs
        console.print(code.highlight(solved.answer), soft_wrap=True)
    else:
        console.print(Markdown(solved.answer))
    if solved.holds:
        console.print("\n" + _("What holds for a right answer:"), markup=False)
        for name in solved.holds:
            console.print(f" • {name}", markup=False, soft_wrap=True)
    for text in solved.reading:
        console.print()
        console.print(Markdown(text))
    root = repository() or Path.cwd()
    jupyter, place = (
        path.relative_to(root) if root in path.parents else path
        for path in (Path(sys.executable).with_name("jupyter"), solved.notebook)
    )
    console.print(
        "\n"
        + _("It lies in {notebook}, cell {cell}; to open it: `{command}`").format(
            notebook=place,
            cell=solved.cell,
            command=f"{jupyter} lab {place}",
        ),
        markup=False,
        soft_wrap=True,
    )
