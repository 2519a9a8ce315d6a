"""Sheets: what a task's author wrote, held against the reference solution and its slips.

One run of a notebook gives all: before each answer the check cell is read, and from there forks run
the reference, every slip and pair of slips, and whatever else is to be judged.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from subprocess import Popen
from typing import Any

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.tasks.checking import Checked, checked_from
from servicelab.tasks.sheet import Sheet
from servicelab_workshop.lessons.beside import copy_sources
from servicelab_workshop.lessons.branches import Branch, Writing, run
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.lesson import ANSWER, Lesson
from servicelab_workshop.lessons.regions import without_marks
from servicelab_workshop.lessons.slips import Slip, read_slips, variants
from servicelab_workshop.lessons.source import read_script
from servicelab_workshop.lessons.stubs import is_written, stub_names
from servicelab_workshop.tasks import sheet_parts

REFERENCE = ""


@dataclass(frozen=True)
class Written:
    """A task of a script, judged outside: its check cell, its solution and its slips."""

    id: str
    check: str
    answer: str
    between: tuple[str, ...]
    after: int
    slips: tuple[Slip, ...] = ()
    prompt: str = ""
    is_practice: bool = False

    @property
    def solution(self) -> str:
        """The reference answer."""
        return without_marks(self.answer)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the answer defines: what its stub leaves open."""
        return tuple(stub_names(self.answer))


@dataclass(frozen=True)
class Made:
    """A task's sheet, and what was taken from every answer that was run.

    Attributes
    ----------
    id : str
        Of the task.
    visible, hidden : dict
        The parts of the sheet.
    taken : dict
        Label of an answer -> what was taken from it.
    """

    id: str
    visible: dict[str, Any]
    hidden: dict[str, Any]
    taken: dict[str, Any] = field(default_factory=dict)

    def judged(self, label: str, *, graded: bool = True) -> Checked:
        """Judge an answer that was run, as when it is graded, or as a trainee sees it."""
        return checked_from(self._sheets[graded], self.taken[label])

    @cached_property
    def _sheets(self) -> dict[bool, Sheet]:
        return {
            graded: Sheet.read(self.visible, self.hidden if graded and self.hidden else None)
            for graded in (True, False)
        }


def written_tasks(nb: Any, slips: Sequence[Slip] = ()) -> dict[str, Written]:
    """Find the tasks of a script that are judged outside.

    Parameters
    ----------
    nb : NotebookNode
        Of the script.
    slips : sequence of Slip
        Of the module's bank.
    """
    code = [Cell.of(cell, place) for place, cell in enumerate(nb.cells) if cell.cell_type == "code"]
    checks = {task_id(cell): cell for cell in code if is_written(cell.source)}
    others = [cell for cell in code if not is_written(cell.source)]
    found = {}
    prompts = {task.id: task.prompt for task in Lesson.of(nb).tasks}
    for id, check in checks.items():
        answer = next((cell for cell in others if cell.name == f"{id}{ANSWER}"), None)
        if answer is None:
            raise CourseError(_("{id} has no answer cell.").format(id=id))
        between = [cell for cell in others if answer.place < cell.place < check.place]
        found[id] = Written(
            id,
            check.source,
            answer.source,
            tuple(cell.source for cell in between),
            others.index(answer),
            tuple(slip for slip in slips if slip.task == id),
            prompts.get(id, ""),
            is_practice=not check.is_autograded,
        )
    return found


def task_id(cell: Cell) -> str:
    """The id of the task that a check cell belongs to, graded or for practice."""
    return cell.name or (cell.call.id if cell.call else "")


def make_sheets(
    course: Course,
    script: Path,
    answers: Mapping[str, Mapping[str, str]] | None = None,
    *,
    only: str | None = None,
    at_once: int = 1,
    process: Popen[str] | None = None,
) -> dict[str, Made]:
    """Make the sheets of a notebook's tasks.

    Parameters
    ----------
    course : Course
        The course; nothing in it is changed.
    script : Path
        Of the notebook.
    answers : mapping, optional
        Task -> label -> source of an answer that is run and taken from, too.
    only : str, optional
        A task; its notebook is then run up to it.
    at_once : int
        How many answers run side by side, beside the notebook.
    process : Popen, optional
        From :func:`.branches.started`.

    Raises
    ------
    CourseError
        If the script or the bank cannot be read, a cell fails, or a check cannot be made.
    """
    module, name = script.parent.name, f"{script.parent.name}/{script.stem}"
    nb = read_script(script)
    bank = script.with_name(BANK)
    slips = read_slips(bank)[0] if bank.exists() else []
    tasks = written_tasks(nb, slips)
    tasks = {id: task for id, task in tasks.items() if only in (None, id)}
    if not tasks:
        return {}
    cells = [
        (cell.id, cell.source)
        for cell in nb.cells
        if cell.cell_type == "code" and not is_written(cell.source)
    ]
    if only:
        cells = cells[: tasks[only].after]
    labels: list[tuple[str, str]] = []
    branches: list[Branch] = []
    for id, task in tasks.items():
        every = {REFERENCE: task.solution, **dict(variants(task.solution, task.slips))}
        every |= (answers or {}).get(id, {})
        for label, source in every.items():
            labels.append((id, label))
            branches.append(Branch(task.after, (source, *task.between), id))
    with _scratch(course, module) as folder:
        shown = run(
            cells,
            branches,
            folder,
            name,
            at_once=at_once,
            process=process,
            writings=[
                Writing(task.after, id, task.check, task.names) for id, task in tasks.items()
            ],
            datasets=Lesson.of(nb).datasets,
        )
    for id, outputs in shown.cells.items():
        for output in outputs:
            if output["output_type"] == "error":
                raise CourseError(
                    _("{name}, cell {id} fails: {ename}: {evalue}").format(
                        name=name, id=id, ename=output["ename"], evalue=output["evalue"]
                    )
                )
    taken: dict[str, dict[str, Any]] = {}
    for (id, label), one in zip(labels, shown.branches, strict=True):
        taken.setdefault(id, {})[label] = one
    return {id: _made(task, shown.written[id], taken[id], name) for id, task in tasks.items()}


def _made(task: Written, written: Mapping[str, Any], taken: dict[str, Any], name: str) -> Made:
    if "error" in written:
        raise CourseError(
            _("{name}, cell {id} fails: {reason}").format(
                name=name, id=task.id, reason=written["error"]
            )
        )
    right = taken[REFERENCE]
    if "missing" in right:
        raise CourseError(
            _("{name}, {id}: the solution gives no `{missing}`. {stopped}").format(
                name=name, id=task.id, missing=right["missing"], stopped=right.get("stopped", "")
            )
        )
    ids = {label for label, _source in variants(task.solution, task.slips)}
    visible, hidden = sheet_parts(
        written,
        right["taken"],
        {label: taken[label]["taken"] for label in taken if label in ids},
        {slip.id: slip.says for slip in task.slips},
        task.names,
        is_open=task.is_practice,
    )
    return Made(task.id, visible, hidden, taken)


@contextmanager
def _scratch(course: Course, module: str) -> Iterator[Path]:
    """A folder with the module's files."""
    with tempfile.TemporaryDirectory(prefix="servicelab-sheets-") as scratch:
        folder = Path(scratch, module)
        copy_sources(course, module, folder)
        yield folder
