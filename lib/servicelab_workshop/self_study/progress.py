"""How far a trainee is, read from the saved notebooks of a working copy and nothing else.

A check leaves its outcome in the notebook, under the type :data:`servicelab.tasks.checking.MIME`. No
notebook is run: a check that was never run counts as not attempted, and one that is older than the
answer above it is called out of date.
"""

from __future__ import annotations

import ast
import html
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from nbreferee import door
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.tasks.checking import SYMBOL
from servicelab_workshop.lessons.cell import Cell, number_in
from servicelab_workshop.lessons.lesson import Lesson, Task, read_lesson
from servicelab_workshop.self_study.workcopy import MANIFEST, command_line

# what nbgrader puts in place of a memo, see nbgrader_config.py
TEXT_STUB = "*Your answer here.*"

Status = Literal["not attempted", "not yet right", "right", "written"]

MARK: dict[str, str] = {**SYMBOL, "written": "✎"}
OPEN = ("not attempted", "not yet right")


@dataclass
class TaskState:
    """How a trainee stands at one task, by the saved notebooks.

    Attributes
    ----------
    task : Task
        The task itself.
    notebook : str
        Where it lies, relative to the working copy.
    status : {"not attempted", "not yet right", "right", "written"}
        Written is a memo that is no longer empty.
    score : float
        What the checks seen so far give; a memo has no score.
    outdated : bool
        Whether the answer was run again after the check.
    message : str
        What the first check that fails says.
    """

    task: Task
    notebook: str
    status: Status = "not attempted"
    score: float = 0.0
    outdated: bool = False
    message: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.status in OPEN or self.outdated


@dataclass
class ModuleState:
    """How a trainee stands at the tasks of one module, in the order of its notebooks."""

    name: str
    states: list[TaskState] = field(default_factory=list)

    @property
    def points(self) -> float:
        """What the module is worth, memos included."""
        return sum(state.task.points for state in self.states)

    @property
    def memo_points(self) -> float:
        """The part of the points that a person gives."""
        return sum(state.task.points for state in self.states if state.task.by_hand)

    @property
    def score(self) -> float:
        """Points so far, by the checks seen so far."""
        return round(sum(state.score for state in self.states), 2)

    @property
    def is_begun(self) -> bool:
        """Whether a task was attempted."""
        return any(state.status != "not attempted" for state in self.states)

    @property
    def is_done(self) -> bool:
        """Whether no task is open."""
        return not any(state.is_open for state in self.states)

    def count(self, status: Status) -> int:
        """Return how many tasks stand at a status."""
        return sum(state.status == status for state in self.states)


@dataclass
class Progress:
    """How far a working copy is.

    Attributes
    ----------
    folder : Path
        The working copy.
    modules : list of ModuleState
        Those that have tasks.
    notes : list of str
        One sentence for each notebook that cannot be read.
    """

    folder: Path
    modules: list[ModuleState] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def states(self) -> list[TaskState]:
        """Every task of every module."""
        return [state for module in self.modules for state in module.states]

    @property
    def next(self) -> TaskState | None:
        """The task to do next: the first open one, in the order of the modules."""
        return next((state for state in self.states if state.is_open), None)


def read_progress(folder: Path) -> Progress:
    """Read how far a working copy is.

    Parameters
    ----------
    folder : Path
        The working copy. A task that lies in several notebooks counts once: as it stands in the
        notebook of the name that the course delivers, and without one with its best outcome.

    Returns
    -------
    Progress

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     read_progress(Path(empty)).next is None
    True
    """
    progress = Progress(folder)
    modules: dict[str, ModuleState] = {}
    known: dict[str, TaskState] = {}
    delivered = _delivered(folder)
    for path in _notebooks(folder, delivered):
        name = path.relative_to(folder).as_posix()
        try:
            lesson = read_lesson(path)
            states = list(_states(lesson, name))
        except OSError as error:
            progress.notes.append(
                _("{name} cannot be opened ({reason}): its tasks are left out.").format(
                    name=door.name(name), reason=error.strerror or error
                )
            )
            continue
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            progress.notes.append(
                _(
                    "{name} is damaged and its tasks are left out: rename it, and `{command}` brings a fresh one."
                ).format(name=door.name(name), command=command_line("update"))
            )
            continue
        if not states:
            continue
        module_name = lesson.module or name.split("/", maxsplit=1)[0]
        module = modules.setdefault(module_name, ModuleState(module_name))
        for state in states:
            first = known.setdefault(state.task.id, state)
            if first is state:
                module.states.append(state)
            elif first.notebook not in delivered and _rank(state) > _rank(first):
                vars(first).update(vars(state))
    progress.modules = [modules[name] for name in sorted(modules)]
    return progress


def _delivered(folder: Path) -> set[str]:
    """The names that the course delivered to a working copy."""
    try:
        return set(json.loads((folder / MANIFEST).read_bytes())["delivered"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return set()


def _notebooks(folder: Path, delivered: set[str]) -> list[Path]:
    """The notebooks of a working copy, those that the course delivered first."""
    names = [path.relative_to(folder) for path in folder.rglob("*.ipynb")]
    return [
        folder / name
        for name in sorted(names, key=lambda name: (name.as_posix() not in delivered, name))
        if not any(part.startswith((".", "__")) for part in name.parts)
    ]


def _rank(state: TaskState) -> tuple[int, float]:
    order = ("not attempted", "not yet right", "written", "right")
    return order.index(state.status), state.score


def _states(lesson: Lesson, notebook: str) -> Iterator[TaskState]:
    """How each task stands that leaves something to read in the notebook."""
    before = 0
    for task in lesson.tasks:
        if task.check is None and task.answer:
            status: Status = "not attempted" if _is_empty(task.answer) else "written"
            yield TaskState(task, notebook, status)
        elif task.check and task.reports:
            state = TaskState(task, notebook)
            _note_outcome(state, task.check)
            answer = task.answer.place if task.answer else before
            later = [cell.execution_count for cell in lesson.cells[answer : task.check.place]]
            state.outdated = (
                state.status != "not attempted"
                and max(later, default=0) > task.check.execution_count > 0
            )
            before = task.check.place
            yield state


def _is_empty(memo: Cell) -> bool:
    """Whether a memo stands as it was delivered: in code, names that hold `...` or blank text."""
    if memo.cell_type != "code":
        return memo.source.strip() in ("", TEXT_STUB)
    try:
        lines = ast.parse(memo.source).body
    except (SyntaxError, ValueError, RecursionError):
        return False
    values = [_literal(line.value) if isinstance(line, ast.Assign) else None for line in lines]
    return all(value is ... or (isinstance(value, str) and not value.strip()) for value in values)


def _literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError):
        return None


def _note_outcome(state: TaskState, check: Cell) -> None:
    for outcome in check.outcomes:
        if outcome.get("id") != state.task.id or outcome.get("status") not in SYMBOL:
            continue
        state.status = outcome["status"]
        if state.task.is_graded:
            state.score = min(number_in(outcome.get("score")), state.task.points)
        messages = (
            str(result.get("message", ""))
            for result in outcome.get("checks", ())
            if result.get("status") == "not yet right"
        )
        state.message = next(messages, "")


# What people see


def points_of(module: ModuleState) -> str:
    """Say how many points a module has given so far."""
    if not module.points:
        return _("practice")
    checked = module.points - module.memo_points
    text = _("{score:g} of {points:g}").format(score=module.score, points=checked)
    if module.memo_points:
        text += "; " + _("{n:g} more are marked by a person").format(n=module.memo_points)
    return text


def state_of(state: TaskState) -> str:
    """Say how a task stands, in words."""
    words = {
        "not attempted": _("not attempted"),
        "not yet right": _("not yet right"),
        "right": _("right"),
        "written": _("written"),
    }[state.status]
    hidden = state.task.hidden
    if state.outdated:
        words += ", " + _("but the answer was run again since: run the check")
    elif state.status == "right" and hidden:
        words += " " + ngettext(
            "so far, {n} more check when graded", "so far, {n} more checks when graded", hidden
        ).format(n=hidden)
    elif state.task.by_hand:
        words += ", " + _("marked by a person")
    return words


def next_step(progress: Progress) -> str:
    """Say what to do next, in one or two sentences."""
    state = progress.next
    if not progress.modules:
        return _("There is no task in {folder} yet: `{command}` brings the modules.").format(
            folder=progress.folder, command=command_line("start")
        )
    if state is None:
        return _("Every task is done.")
    text = _("Next: {task} in {notebook} ({state}).").format(
        task=state.task.id, notebook=state.notebook, state=state_of(state)
    )
    if state.status == "not yet right" and state.task.hints:
        text += " " + _("A hint: `{command}`").format(command=command_line("hint", state.task.id))
    return text


def report(progress: Progress, module: str | None = None, *, as_json: bool = False) -> None:
    """Print how far a working copy is.

    Parameters
    ----------
    progress : Progress
        See :func:`read_progress`.
    module : str, optional
        Show the tasks of this module alone, and what comes next in it; by default the tasks of
        every module that is begun.
    as_json : bool
        Print one JSON object instead of lines for people.

    Raises
    ------
    CourseError
        If there is no such module.
    """
    from rich.console import Console
    from rich.table import Table

    chosen = pick(progress, module)
    progress = replace(progress, modules=chosen)
    console = Console(highlight=False)
    if as_json:
        console.print(
            json.dumps(as_dict(progress), indent=1, ensure_ascii=False),
            markup=False,
            soft_wrap=True,
        )
        return
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Module"))
    for status in ("right", "not yet right", "not attempted"):
        table.add_column(f"{MARK[status]}", justify="right")
    table.add_column(_("Points so far"))
    for part in chosen:
        table.add_row(part.name, *_counts(part), points_of(part))
    if chosen:
        console.print(table)
    for part in chosen:
        if part.is_begun or module:
            console.print()
            console.print(_task_table(part))
    console.print()
    for line in [*progress.notes, next_step(progress), _saved()]:
        console.print(line, markup=False, soft_wrap=True)


def pick(progress: Progress, module: str | None) -> list[ModuleState]:
    """The module of a name, or of an unambiguous beginning of one; all of them without.

    Raises
    ------
    CourseError
        If there is none; those that there are are named.
    """
    if module is None:
        return progress.modules
    fitting = [part for part in progress.modules if part.name.startswith(module)]
    exact = [part for part in fitting if part.name == module] or fitting
    if len(exact) == 1:
        return exact
    raise CourseError(
        _("There is no module {module} in {folder}; it has {names}.").format(
            module=door.name(module),
            folder=progress.folder,
            names=", ".join(part.name for part in progress.modules) or _("none"),
        )
    )


def _counts(module: ModuleState) -> tuple[str, str, str]:
    """How many tasks are right or written, not yet right, and not attempted."""
    return (
        str(module.count("right") + module.count("written")),
        str(module.count("not yet right")),
        str(module.count("not attempted")),
    )


def _task_table(module: ModuleState) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    for style in ("", "bold", "", ""):
        table.add_column(style=style)
    for state in module.states:
        table.add_row(MARK[state.status], state.task.id, _score(state), state_of(state))
    return table


def _score(state: TaskState) -> str:
    task = state.task
    if task.kind == "practice":
        return ""
    if task.by_hand:
        return _("{points:g} points").format(points=task.points)
    score = _("{score:g} of {points:g}").format(score=state.score, points=task.points)
    open_end = task.hidden and state.status != "not attempted"
    return _("{score} so far").format(score=score) if open_end else score


def _saved() -> str:
    return _("Read from the notebooks as last saved; nothing was run.")


def as_dict(progress: Progress) -> dict[str, Any]:
    """Return the progress in plain JSON types.

    Examples
    --------
    >>> as_dict(Progress(Path("my_course")))
    {'folder': 'my_course', 'modules': [], 'next': None, 'notes': []}
    """
    following = progress.next
    return {
        "folder": str(progress.folder),
        "modules": [
            {
                "module": module.name,
                "points": module.points,
                "memo_points": module.memo_points,
                "score": module.score,
                "tasks": [_task_dict(state) for state in module.states],
            }
            for module in progress.modules
        ],
        "next": None if following is None else following.task.id,
        "notes": progress.notes,
    }


def _task_dict(state: TaskState) -> dict[str, Any]:
    task = state.task
    return {
        "id": task.id,
        "notebook": state.notebook,
        "kind": task.kind,
        "status": state.status,
        "points": task.points,
        "score": state.score,
        "hidden": task.hidden,
        "outdated": state.outdated,
        "message": state.message,
        "hints": len(task.hints),
    }


class ProgressPanel:
    """The progress of the working copy around a notebook, as a table that needs no front end.

    Parameters
    ----------
    folder : path
        Where the notebook lies: the working copy is the nearest folder above it that the course
        was delivered to, or else the folder above.
    """

    def __init__(self, folder: Path | str = ".") -> None:
        self._here = here = Path(folder).resolve()
        around = (place for place in (here, *here.parents) if (place / MANIFEST).is_file())
        self.progress = read_progress(next(around, here.parent))

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to show."""
        return any(module.is_begun for module in self.progress.modules)

    def __repr__(self) -> str:
        if not self.is_begun:
            return _nothing_yet()
        lines = [f"{module.name}: {points_of(module)}" for module in self.progress.modules]
        return "\n".join([*lines, *self.progress.notes, next_step(self.progress)])

    def forms(self) -> dict[str, str]:
        """The panel as text and as HTML, by MIME type."""
        return {"text/plain": repr(self), "text/html": self.to_html()}

    def to_html(self) -> str:
        """The panel as HTML, in the colors of the page around it."""
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self.progress.notes)
        if not self.is_begun:
            return f'<section class="servicelab-progress"><p>{_nothing_yet()}</p>{notes}</section>'
        modules = self.progress.modules
        head = "".join(
            f'<th scope="col" style="text-align:left">{html.escape(title)}</th>'
            for title in (
                _("Module"),
                f"{MARK['right']} {_('right or written')}",
                f"{MARK['not yet right']} {_('not yet right')}",
                f"{MARK['not attempted']} {_('not attempted')}",
                _("Points so far"),
            )
        )
        rows = "".join(
            _row(
                f'<th scope="row" style="text-align:left">{html.escape(module.name)}</th>',
                *_counts(module),
                points_of(module),
            )
            for module in modules
        )
        details = "".join(_details(module) for module in modules if module.is_begun)
        return (
            '<section class="servicelab-progress">'
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{details}{notes}"
            f"<p><b>{self._next_link()}</b></p><p>{_saved()}</p></section>"
        )

    def _next_link(self) -> str:
        """What to do next, with a link that JupyterLab opens."""
        words, state = html.escape(next_step(self.progress)), self.progress.next
        if state is None:
            return words
        way = Path(os.path.relpath(self.progress.folder / state.notebook, self._here)).as_posix()
        name = html.escape(state.notebook)
        return words.replace(name, f'<a href="{html.escape(quote(way))}">{name}</a>', 1)


def _nothing_yet() -> str:
    return _(
        "Nothing yet: no task has been run and saved. Come back after your first check, run this "
        "cell again, and see how far you are."
    )


def _details(module: ModuleState) -> str:
    rows = "".join(
        _row(
            f'<th scope="row" style="text-align:left">{html.escape(state.task.id)}</th>',
            f"{MARK[state.status]} {state_of(state)}",
            _score(state),
        )
        for state in module.states
    )
    title = _("Tasks of {module}").format(module=module.name)
    return (
        f"<details><summary>{html.escape(title)}</summary>"
        f"<table><tbody>{rows}</tbody></table></details>"
    )


def _row(head: str, *cells: str) -> str:
    data = "".join(f'<td style="text-align:left">{html.escape(cell)}</td>' for cell in cells)
    return f"<tr>{head}{data}</tr>"
