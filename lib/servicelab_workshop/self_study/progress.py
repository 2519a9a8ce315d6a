"""How far a trainee is, read from the saved notebooks of a working copy and nothing else.

A check leaves its outcome in the notebook, under the type :data:`servicelab.tasks.outcomes.MIME`. No
notebook is run: a check that was never run counts as not attempted, and one that is older than the
answer above it is called out of date.
"""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from nbreferee import door
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.tasks.outcomes import SO_FAR, SYMBOL
from servicelab_workshop.lessons.cell import Cell, number_in
from servicelab_workshop.lessons.lesson import Lesson, Module, Task, read_lesson
from servicelab_workshop.lessons.order import Home, before, number, shipped_homes
from servicelab_workshop.self_study.workcopy import MANIFEST, command_line

# what nbgrader puts in place of a memo, see nbgrader_config.py
TEXT_STUB = "*Your answer here.*"

Status = Literal["not attempted", "not yet right", "right", "written"]

# as people see it: right so far is what hidden checks have not looked at
Shown = Literal["right", "right so far", "written", "not yet right", "not attempted"]

MARK: dict[str, str] = {**SYMBOL, "right so far": SO_FAR, "written": "✎"}
OPEN = ("not attempted", "not yet right")
#: In the order in which people read them.
STATUSES: tuple[Shown, ...] = (
    "right",
    "right so far",
    "written",
    "not yet right",
    "not attempted",
)
_BAR = 14


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
        What the checks seen so far give, or can still give where all of them are right; a memo has
        no score.
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

    @property
    def shown(self) -> Shown:
        """The status in the words of people."""
        return "right so far" if self.status == "right" and self.task.hidden else self.status

    @property
    def may_lose(self) -> bool:
        """Whether hidden checks have yet to pay what it can give."""
        return self.shown == "right so far" and self.task.is_graded


@dataclass
class ModuleState:
    """How a trainee stands at the tasks of one module, in the order of its notebooks.

    Attributes
    ----------
    name : str
        Such as ``m02_segmentation``.
    states : list of TaskState
        Of its tasks.
    title : str
        What it is called, such as "Segmentation"; its name if no notebook says.
    minutes : dict
        Notebook, relative to the working copy -> the minutes that it plans.
    """

    name: str
    states: list[TaskState] = field(default_factory=list)
    title: str = ""
    minutes: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.title = self.title or self.name

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
    def may_lose(self) -> bool:
        """Whether some of these points are judged later."""
        return any(state.may_lose for state in self.states)

    @property
    def minutes_left(self) -> float:
        """What is left of the planned minutes: of each notebook the share of its open tasks."""
        left = 0.0
        for notebook, minutes in self.minutes.items():
            tasks = [state for state in self.states if state.notebook == notebook]
            if tasks:
                left += minutes * sum(state.is_open for state in tasks) / len(tasks)
        return left

    @property
    def is_begun(self) -> bool:
        """Whether a task was attempted."""
        return any(state.status != "not attempted" for state in self.states)

    @property
    def is_done(self) -> bool:
        """Whether no task is open."""
        return not any(state.is_open for state in self.states)

    def count(self, status: Shown) -> int:
        """Return how many tasks people see at a status."""
        return sum(state.shown == status for state in self.states)


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
    titles : dict
        Number of each graded module that is there -> its title.
    begun : set of str
        Numbers of the modules in which a task was attempted.
    order : mapping
        Number of a module -> what must be done before it.
    """

    folder: Path
    modules: list[ModuleState] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    order: Mapping[str, Home] = field(default_factory=dict)

    @property
    def states(self) -> list[TaskState]:
        """Every task of every module."""
        return [state for module in self.modules for state in module.states]

    @property
    def next(self) -> TaskState | None:
        """The task to do next.

        The first open one of the notebook that was last saved among those with open tasks in
        which one was attempted; or else of a module that is begun, or else of all, those first for
        which everything is done that they build on.
        """
        begun = [state for part in self.modules if part.is_begun for state in part.states]
        tried = {state.notebook for state in begun if state.status != "not attempted"}
        ready = sorted(self.modules, key=lambda part: bool(self.lacks(part.name)))
        states = [state for part in ready for state in part.states]
        open_ones = [state for state in (*begun, *states) if state.is_open]
        at_work = {state.notebook for state in open_ones} & tried
        last = max(sorted(at_work), key=self._saved_at, default="")
        there = (state for state in open_ones if state.notebook == last)
        return next(iter((*there, *open_ones)), None)

    def lacks(self, module: str) -> list[str]:
        """Titles of the graded modules that one builds on and that are not begun."""
        needs = sorted(before(number(module), self.order))
        return [self.titles[one] for one in needs if one in self.titles and one not in self.begun]

    def _saved_at(self, notebook: str) -> float:
        try:
            return (self.folder / notebook).stat().st_mtime
        except OSError:
            return 0.0


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
    progress = Progress(folder, order=shipped_homes())
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
        title = Module(module_name, (lesson,)).title if lesson.title != lesson.name else ""
        module = modules.setdefault(module_name, ModuleState(module_name, title=title))
        module.minutes[name] = lesson.minutes
        for state in states:
            first = known.setdefault(state.task.id, state)
            if first is state:
                module.states.append(state)
            elif first.notebook not in delivered and _rank(state) > _rank(first):
                vars(first).update(vars(state))
    progress.modules = [modules[name] for name in sorted(modules)]
    progress.titles = {number(part.name): part.title for part in progress.modules if part.points}
    progress.begun = {number(part.name) for part in progress.modules if part.is_begun}
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
            so_far = state.task.points if state.may_lose else number_in(outcome.get("score"))
            state.score = min(so_far, state.task.points)
        messages = (
            str(result.get("message", ""))
            for result in outcome.get("checks", ())
            if result.get("status") == "not yet right"
        )
        state.message = next(messages, "")


# What people see


def amount(points: float) -> str:
    """Points with at most one decimal.

    Examples
    --------
    >>> amount(3), amount(1.5), amount(8.3333)
    ('3', '1.5', '8.3')
    """
    return f"{round(points, 1):g}"


def points_of(module: ModuleState) -> str:
    """Say how many points a module has given so far."""
    if not module.points:
        return _("practice")
    text = _checked_points(module, _("up to {score} of {points}"))
    if module.memo_points:
        text += "; " + _("{n} more are marked by a person").format(n=amount(module.memo_points))
    return text


def _checked_points(module: ModuleState, at_most: str) -> str:
    words = at_most if module.may_lose else _("{score} of {points}")
    checked = module.points - module.memo_points
    return words.format(score=amount(module.score), points=amount(checked))


def names() -> dict[Shown, str]:
    """What each status is called, in the order of :data:`STATUSES`."""
    words = (
        _("right"),
        _("right so far"),
        _("written"),
        _("not yet right"),
        _("not attempted"),
    )
    return dict(zip(STATUSES, words, strict=True))


def left_of(module: ModuleState) -> str:
    """Say how much time a module still takes."""
    return _("done") if module.is_done else time_left(module.minutes_left)


def state_of(state: TaskState) -> str:
    """Say how a task stands, in words."""
    words, hidden = names()[state.shown], state.task.hidden
    if state.outdated:
        words += ", " + _("but the answer was run again since: run the check")
    elif state.shown == "right so far":
        words += ", " + ngettext("{n} check to come", "{n} checks to come", hidden).format(n=hidden)
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
        task=called(state), notebook=state.notebook, state=state_of(state)
    )
    lacks = progress.lacks(_module_of(progress, state))
    if lacks:
        text += " " + _("It builds on {modules}: do that before.").format(
            modules=" and ".join(lacks)
        )
    if state.status == "not yet right" and state.task.hints:
        text += " " + _("A hint: `{command}`").format(command=command_line("hint", state.task.id))
    return text


def _module_of(progress: Progress, state: TaskState) -> str:
    return next(part.name for part in progress.modules if state in part.states)


def called(state: TaskState) -> str:
    """What people call a task: the heading that it stands under, and its id to ask for help."""
    if not state.task.title:
        return state.task.id
    return _("{title} ({id})").format(title=state.task.title, id=state.task.id)


def go_on(progress: Progress) -> tuple[str, str]:
    """Say where to go on.

    Parameters
    ----------
    progress : Progress
        Of the working copy.

    Returns
    -------
    str, str
        The notebook to open, relative to the working copy, empty if there is none; and a sentence
        for those who have begun.
    """
    state = progress.next
    if state is None:
        return next((known.notebook for known in progress.states), ""), ""
    words = _(
        "Continue: {task} in {notebook}; in the notebook choose Run, Run All Above Selected Cell first."
    ).format(task=called(state), notebook=state.notebook)
    return state.notebook, words if any(part.is_begun for part in progress.modules) else ""


def time_left(minutes: float) -> str:
    """Say how long something takes, to five minutes.

    Examples
    --------
    >>> time_left(0), time_left(23), time_left(60), time_left(194)
    ('0 min', '25 min', '1 h', '3 h 15 min')
    """
    hours, rest = divmod(5 * math.ceil(minutes / 5), 60)
    if not hours:
        return _("{rest} min").format(rest=rest)
    return (_("{hours} h {rest} min") if rest else _("{hours} h")).format(hours=hours, rest=rest)


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
    from rich.markup import escape
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
    table.add_column(_("Module"), overflow="fold")
    table.add_column("", no_wrap=True)
    for status in STATUSES:
        table.add_column(MARK[status], justify="right")
    for column in (_("Points so far"), _("Time left")):
        table.add_column(column)
    for part in chosen:
        counts = [part.count(status) for status in STATUSES]
        table.add_row(
            escape(part.title),
            _bar(part),
            *(str(count or "") for count in counts),
            _short_points(part),
            left_of(part),
        )
    if chosen:
        console.print(table)
        legend = [f"{MARK[key]} {words}" for key, words in names().items()]
        if any(part.memo_points for part in chosen):
            legend.append(_("(+ n) for a person to mark"))
        console.print("  ".join(legend), markup=False)
    for part in chosen:
        if part.is_begun or module:
            console.print()
            console.print(f"{part.title} ({part.name})", style="bold", markup=False)
            console.print(_task_table(part))
    console.print()
    for line in [*progress.notes, next_step(progress), saved()]:
        console.print(line, markup=False, soft_wrap=True)


def _short_points(module: ModuleState) -> str:
    if not module.points:
        return points_of(module)
    # a table in a terminal is narrow
    text = _checked_points(module, _("≤ {score} of {points}"))
    return f"{text} (+ {amount(module.memo_points)})" if module.memo_points else text


def _bar(module: ModuleState) -> str:
    done = sum(not state.is_open for state in module.states)
    full = _BAR * done // len(module.states)
    return "█" * full + "░" * (_BAR - full)


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
    words = _("There is no module {module} in {folder}; it has {names}.").format(
        module=door.name(module),
        folder=progress.folder,
        names=", ".join(part.name for part in progress.modules) or _("none"),
    )
    meant = _meant(module, [part.name for part in progress.modules])
    raise CourseError(f"{words} {meant}".strip())


def _meant(module: str, names: list[str]) -> str:
    """Ask whether another module was meant: one of the same number, or of a name that is close."""
    short = {name.partition("_")[0]: name for name in names}
    number = re.match(r"m?0*(\d+)", module.casefold())
    close = [one for one in short if number and one == f"m{int(number[1]):02}"]
    close = close or get_close_matches(module, names, 1)
    return _("Did you mean {tasks}?").format(tasks=close[0]) if close else ""


def _task_table(module: ModuleState) -> Any:
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    for style in ("", "bold", "", ""):
        table.add_column(style=style, overflow="fold")
    for state in module.states:
        name = f"{escape(state.task.title)}\n[not bold dim]{escape(state.task.id)}[/]".strip()
        table.add_row(MARK[state.shown], name, score_of(state), state_of(state))
    return table


def score_of(state: TaskState) -> str:
    """Say what a task has given so far."""
    task = state.task
    if task.kind == "practice":
        return ""
    if task.by_hand:
        return _("{points} points").format(points=amount(task.points))
    if state.may_lose:
        return _("up to {points}").format(points=amount(task.points))
    score = _("{score} of {points}").format(score=amount(state.score), points=amount(task.points))
    open_end = task.hidden and state.status != "not attempted"
    return _("{score} so far").format(score=score) if open_end else score


def saved() -> str:
    """Say what was read."""
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
