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
from typing import Any

from ._files import write_atomically
from ._i18n import _
from ._text import shown
from .checks import find
from .errors import CourseError
from .progress import Progress, Task, question
from .workcopy import command_line, repository

MEMORY = ".servicelab-hints.json"
_MARKER = re.compile(r"^\s*### (BEGIN|END) (SOLUTION|MARK SCHEME)\s*$")
_STUB = re.compile(r"^\s*\w+ = \.\.\.(\s*#.*)?$")


def find_task(progress: Progress, name: str) -> Task:
    """Find a task by its id or an unambiguous part of it.

    Parameters
    ----------
    progress : Progress
        Of the working copy.
    name : str
        Such as ``m02-q2-unit``, ``m02_q2`` or ``unit``.

    Returns
    -------
    servicelab.progress.Task

    Raises
    ------
    CourseError
        If no task, or more than one, has this name; those that are close are named.
    """
    tasks = {task.id: task for task in progress.tasks}
    wanted = name.strip().casefold().replace("_", "-")
    if wanted in tasks:
        return tasks[wanted]
    # whole words first: q1 is not q10
    fitting = [id for id in tasks if f"-{wanted}-" in f"-{id}-"] if wanted else []
    fitting = fitting or [id for id in tasks if wanted and wanted in id]
    if len(fitting) == 1:
        return tasks[fitting[0]]
    if fitting:
        raise CourseError(
            _("{name} may be any of {tasks}: name one.").format(
                name=shown(name), tasks=", ".join(fitting[:8]) + (", ..." if fitting[8:] else "")
            )
        )
    raise CourseError(
        " ".join(
            [
                _("There is no task {name} in {folder}.").format(
                    name=shown(name), folder=progress.folder
                ),
                *_suggestion(wanted, list(tasks)),
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


def next_hint(folder: Path, task: Task) -> list[str]:
    """Give the next hint of a task and remember it; after the last one, all of them again.

    Parameters
    ----------
    folder : Path
        The working copy.
    task : servicelab.progress.Task
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
    if task.status == "right" and not task.outdated:
        return [_("{task} is right: it needs no hint.").format(task=task.id)]
    if not task.hints:
        if task.kind == "memo":
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
        lines = [_hint(task, number) for number in range(total)]
    else:
        lines = [_hint(task, seen)]
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


def solution(task: Task, solutions: Path | None = None) -> Solution:
    """Find the solution of a task that was attempted.

    Parameters
    ----------
    task : servicelab.progress.Task
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
    if task.status == "not attempted":
        raise CourseError(
            _(
                "{task} was not attempted yet: answer it in {notebook}, run its check, save the notebook, and ask again. A hint: `{command}`"
            ).format(task=task.id, notebook=task.notebook, command=command_line("hint", task.id))
            if task.kind != "memo"
            else _(
                "{task} was not attempted yet: write it in {notebook}, save the notebook, and ask again."
            ).format(task=task.id, notebook=task.notebook)
        )
    root = repository()
    if solutions is None and root is None:
        raise CourseError(
            _(
                "This installation holds no solutions: they lie in the course's repository, in the folder solutions, in the notebook of the same name as {notebook}."
            ).format(notebook=task.notebook)
        )
    folder = solutions or Path(root or "", "solutions")
    for path in (folder / task.notebook, *sorted(folder.glob("*/*.ipynb"))):
        try:
            found = _solved(json.loads(path.read_bytes())["cells"], task, path)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
        if found:
            return found
    raise CourseError(
        _("There is no solution of {task} in {folder}.").format(task=task.id, folder=folder)
    )


def _solved(cells: list[dict[str, Any]], task: Task, path: Path) -> Solution | None:
    labels = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    sources = ["".join(cell["source"]) for cell in cells]
    names = [label.get("grade_id") for label in labels]
    if task.kind == "memo":
        if task.id not in names:
            return None
        place = names.index(task.id)
        is_code = cells[place]["cell_type"] == "code"
        return Solution(task.id, path, names[place], _plain(sources[place]), is_code)
    if f"{task.id}-answer" not in names:
        return None
    place = names.index(f"{task.id}-answer")
    found = Solution(task.id, path, names[place], _plain(sources[place]))
    after = range(place + 1, len(cells))
    check = next((n for n in after if _asks(cells[n], sources[n], task.id)), None)
    if check is None:
        return found
    for outcome in find(cells[check]["outputs"]):
        found.holds += [one["name"] for one in outcome["checks"]]
    for cell, label, source in zip(
        cells[check + 1 :], labels[check + 1 :], sources[check + 1 :], strict=True
    ):
        if label or (cell["cell_type"] == "markdown" and source.lstrip().startswith("#")):
            break
        if cell["cell_type"] == "markdown":
            found.reading.append(source)
    return found


def _asks(cell: dict[str, Any], source: str, name: str) -> bool:
    asked = question(source) if cell["cell_type"] == "code" else None
    return asked is not None and asked["id"] == name


def _plain(source: str) -> str:
    """A solved cell without markers and without the stubs that its answer replaces."""
    if "### BEGIN" not in source:
        return source
    lines = source.splitlines()
    markers = [place for place, line in enumerate(lines) if _MARKER.match(line)]
    stubs = {place - 1 for place in markers if place and _STUB.match(lines[place - 1])}
    while more := {n - 1 for n in stubs if n and _STUB.match(lines[n - 1])} - stubs:
        stubs |= more
    left = [line for place, line in enumerate(lines) if place not in {*markers, *stubs}]
    return "\n".join(left).strip("\n")


def show(found: Solution) -> None:
    """Print a solution, and where to open it."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.syntax import Syntax

    console = Console(highlight=False)
    console.print(_("Solution of {task}").format(task=found.task), style="bold", markup=False)
    console.print()
    if found.is_code:
        console.print(Syntax(found.answer, "python", theme="ansi_dark", background_color="default"))
    else:
        console.print(Markdown(found.answer))
    if found.holds:
        console.print("\n" + _("What holds for a right answer:"), markup=False)
        for name in found.holds:
            console.print(f" • {name}", markup=False, soft_wrap=True)
    for text in found.reading:
        console.print()
        console.print(Markdown(text))
    root = repository() or Path.cwd()
    jupyter, place = (
        path.relative_to(root) if root in path.parents else path
        for path in (Path(sys.executable).with_name("jupyter"), found.notebook)
    )
    console.print(
        "\n"
        + _("It lies in {notebook}, cell {cell}; to open it: `{command}`").format(
            notebook=place,
            cell=found.cell,
            command=f"{jupyter} lab {place}",
        ),
        markup=False,
        soft_wrap=True,
    )
