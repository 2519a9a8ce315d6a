"""How far a trainee is, read from the saved notebooks of a working copy and nothing else.

A check leaves its outcome in the notebook, under the type :data:`servicelab.checks.MIME`. No
notebook is run: a check that was never run counts as not attempted, and one that is older than the
answer above it is called out of date.
"""

from __future__ import annotations

import ast
import html
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from ._i18n import _, ngettext
from ._text import shown
from .checks import SYMBOL, find
from .errors import CourseError
from .workcopy import MANIFEST, command_line

# what nbgrader puts in place of a memo, see nbgrader_config.py
TEXT_STUB = "*Your answer here.*"

Status = Literal["not attempted", "not yet right", "right", "written"]
Kind = Literal["checked", "memo", "practice"]

MARK: dict[str, str] = {**SYMBOL, "written": "✎"}
OPEN = ("not attempted", "not yet right")


@dataclass
class Task:
    """One task, as it stands in the saved notebooks.

    Attributes
    ----------
    id : str
        Such as ``m02-q2-unit``.
    notebook : str
        Where it lies, relative to the working copy.
    kind : {"checked", "memo", "practice"}
        A memo is marked by a person; practice earns no points.
    status : {"not attempted", "not yet right", "right", "written"}
        Written is a memo that is no longer empty.
    points, score : float
        What it is worth, and what the checks seen so far give; a memo has no score.
    hidden : int
        Further checks that run when the notebook is graded.
    outdated : bool
        Whether the answer was run again after the check.
    message : str
        What the first check that fails says.
    hints : list of str
        From vague to plain.
    """

    id: str
    notebook: str
    kind: Kind
    status: Status = "not attempted"
    points: float = 0.0
    score: float = 0.0
    hidden: int = 0
    outdated: bool = False
    message: str = ""
    hints: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.status in OPEN or self.outdated

    @property
    def counts(self) -> bool:
        """Whether a check can give points for it."""
        return self.kind == "checked"


@dataclass
class Module:
    """One module and its tasks, in the order of its notebooks."""

    name: str
    tasks: list[Task] = field(default_factory=list)

    @property
    def points(self) -> float:
        """What the module is worth, memos included."""
        return sum(task.points for task in self.tasks)

    @property
    def memo_points(self) -> float:
        """The part of the points that a person gives."""
        return sum(task.points for task in self.tasks if task.kind == "memo")

    @property
    def score(self) -> float:
        """Points so far, by the checks seen so far."""
        return round(sum(task.score for task in self.tasks), 2)

    @property
    def is_begun(self) -> bool:
        """Whether a task was attempted."""
        return any(task.status != "not attempted" for task in self.tasks)

    @property
    def is_done(self) -> bool:
        """Whether no task is open."""
        return not any(task.is_open for task in self.tasks)

    def count(self, status: Status) -> int:
        """Return how many tasks stand at a status."""
        return sum(task.status == status for task in self.tasks)


@dataclass
class Progress:
    """How far a working copy is.

    Attributes
    ----------
    folder : Path
        The working copy.
    modules : list of Module
        Those that have tasks.
    notes : list of str
        One sentence for each notebook that cannot be read.
    """

    folder: Path
    modules: list[Module] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def tasks(self) -> list[Task]:
        """Every task of every module."""
        return [task for module in self.modules for task in module.tasks]

    @property
    def next(self) -> Task | None:
        """The task to do next: the first open one, in the order of the modules."""
        return next((task for task in self.tasks if task.is_open), None)


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
    modules: dict[str, Module] = {}
    tasks: dict[str, Task] = {}
    delivered = _delivered(folder)
    for path in _notebooks(folder, delivered):
        name = path.relative_to(folder).as_posix()
        try:
            notebook = json.loads(path.read_bytes())
            cells = [_Cell(cell) for cell in notebook["cells"]]
            module_name = _text_in(notebook["metadata"], "servicelab", "module") or _folder(name)
            found = list(_tasks(cells, name))
        except OSError as error:
            progress.notes.append(
                _("{name} cannot be opened ({reason}): its tasks are left out.").format(
                    name=shown(name), reason=error.strerror or error
                )
            )
            continue
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            progress.notes.append(
                _(
                    "{name} is damaged and its tasks are left out: rename it, and `{command}` brings a fresh one."
                ).format(name=shown(name), command=command_line("update"))
            )
            continue
        if not found:
            continue
        module = modules.setdefault(module_name, Module(module_name))
        for task in found:
            known = tasks.setdefault(task.id, task)
            if known is task:
                module.tasks.append(task)
            elif known.notebook not in delivered and _rank(task) > _rank(known):
                vars(known).update(vars(task))
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


def _folder(name: str) -> str:
    return name.split("/", maxsplit=1)[0]


def _text_in(value: Any, *keys: str) -> str:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""


def _rank(task: Task) -> tuple[int, float]:
    order = ("not attempted", "not yet right", "written", "right")
    return order.index(task.status), task.score


class _Cell:
    """A cell as far as it matters here."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        source = raw["source"]
        self.kind: str = raw["cell_type"]
        self.source: str = source if isinstance(source, str) else "".join(source)
        self.outputs: list[Any] = raw.get("outputs", []) if self.kind == "code" else []
        count = raw.get("execution_count")
        self.count = count if isinstance(count, int) else 0
        label = raw["metadata"].get("nbgrader")
        self.label: Mapping[str, Any] = label if isinstance(label, Mapping) else {}
        self.name = _text_in(self.label, "grade_id")
        self.points = _number(self.label.get("points")) if self.label.get("grade") else None


def _tasks(cells: list[_Cell], notebook: str) -> Iterator[Task]:
    answer = 0
    for place, cell in enumerate(cells):
        if cell.label.get("solution") and cell.points is None:
            answer = place
        elif cell.label.get("solution"):
            yield Task(
                cell.name,
                notebook,
                "memo",
                "not attempted" if _is_empty(cell) else "written",
                cell.points or 0,
            )
        elif cell.kind == "code" and (asked := question(cell.source)):
            task = Task(
                asked["id"],
                notebook,
                "practice" if cell.points is None else "checked",
                points=cell.points or 0,
                hidden=asked["hidden"],
                hints=asked["hints"],
            )
            _note_outcome(task, cell)
            later = max((one.count for one in cells[answer:place]), default=0)
            task.outdated = task.status != "not attempted" and later > cell.count > 0
            answer = place
            yield task


def _is_empty(cell: _Cell) -> bool:
    """Whether a memo stands as it was delivered: in code, names that hold `...` or blank text."""
    if cell.kind != "code":
        return cell.source.strip() in ("", TEXT_STUB)
    try:
        lines = ast.parse(cell.source).body
    except (SyntaxError, ValueError, RecursionError):
        return False
    values = [_literal(line.value) if isinstance(line, ast.Assign) else None for line in lines]
    return all(value is ... or (isinstance(value, str) and not value.strip()) for value in values)


def question(source: str) -> dict[str, Any] | None:
    """Read what a check's source says about its question, without running it.

    Returns
    -------
    dict or None
        With ``id``, ``answer`` (names), ``hidden`` and ``hints``; None if there is no question.

    Examples
    --------
    >>> question('q = Question("m02-q1", 3, "x", hints=["Look."])')
    {'id': 'm02-q1', 'answer': ['x'], 'hidden': 0, 'hints': ['Look.']}
    """
    if "Question(" not in source:
        return None
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Question":
            given = dict(zip(("id", "points", "answer"), node.args, strict=False))
            given |= {word.arg: word.value for word in node.keywords if word.arg}
            name = _literal(given.get("id"))
            hidden, hints = _literal(given.get("hidden")), _literal(given.get("hints"))
            answer = _literal(given.get("answer"))
            if isinstance(name, str):
                return {
                    "id": name,
                    "answer": [answer]
                    if isinstance(answer, str)
                    else [str(one) for one in answer]
                    if isinstance(answer, list | tuple)
                    else [],
                    "hidden": hidden if isinstance(hidden, int) else 0,
                    "hints": [str(hint) for hint in hints or ()],
                }
    return None


def _literal(node: ast.expr | None) -> Any:
    try:
        return None if node is None else ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError):
        return None


def _note_outcome(task: Task, cell: _Cell) -> None:
    for outcome in find(cell.outputs):
        if outcome.get("id") != task.id or outcome.get("status") not in SYMBOL:
            continue
        task.status = outcome["status"]
        if task.counts:
            task.score = min(_number(outcome.get("score")), task.points)
        failing = (one for one in outcome.get("checks", ()) if one.get("status") == "not yet right")
        task.message = next((str(one.get("message", "")) for one in failing), "")


def _number(value: Any) -> float:
    # also refuses what is not a number
    return float(value) if isinstance(value, int | float) and 0 <= value < float("inf") else 0.0


# What people see


def points_of(module: Module) -> str:
    """Say how many points a module has given so far."""
    if not module.points:
        return _("practice")
    checked = module.points - module.memo_points
    text = _("{score:g} of {points:g}").format(score=module.score, points=checked)
    if module.memo_points:
        text += "; " + _("{n:g} more are marked by a person").format(n=module.memo_points)
    return text


def state_of(task: Task) -> str:
    """Say how a task stands, in words."""
    words = {
        "not attempted": _("not attempted"),
        "not yet right": _("not yet right"),
        "right": _("right"),
        "written": _("written"),
    }[task.status]
    if task.outdated:
        words += ", " + _("but the answer was run again since: run the check")
    elif task.status == "right" and task.hidden:
        words += " " + ngettext(
            "so far, {n} more check when graded", "so far, {n} more checks when graded", task.hidden
        ).format(n=task.hidden)
    elif task.kind == "memo":
        words += ", " + _("marked by a person")
    return words


def next_step(progress: Progress) -> str:
    """Say what to do next, in one or two sentences."""
    task = progress.next
    if not progress.modules:
        return _("There is no task in {folder} yet: `{command}` brings the modules.").format(
            folder=progress.folder, command=command_line("start")
        )
    if task is None:
        return _("Every task is done.")
    text = _("Next: {task} in {notebook} ({state}).").format(
        task=task.id, notebook=task.notebook, state=state_of(task)
    )
    if task.status == "not yet right" and task.hints:
        text += " " + _("A hint: `{command}`").format(command=command_line("hint", task.id))
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

    chosen = _pick(progress, module)
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
    for one in chosen:
        counts = [str(one.count("right") + one.count("written")), str(one.count("not yet right"))]
        table.add_row(one.name, *counts, str(one.count("not attempted")), points_of(one))
    if chosen:
        console.print(table)
    for one in chosen:
        if one.is_begun or module:
            console.print()
            console.print(_task_table(one))
    console.print()
    for line in [*progress.notes, next_step(progress), _saved()]:
        console.print(line, markup=False, soft_wrap=True)


def _pick(progress: Progress, module: str | None) -> list[Module]:
    if module is None:
        return progress.modules
    fitting = [one for one in progress.modules if one.name.startswith(module)]
    exact = [one for one in fitting if one.name == module] or fitting
    if len(exact) == 1:
        return exact
    raise CourseError(
        _("There is no module {module} in {folder}; it has {names}.").format(
            module=shown(module),
            folder=progress.folder,
            names=", ".join(one.name for one in progress.modules) or _("none"),
        )
    )


def _task_table(module: Module) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    for style in ("", "bold", "", ""):
        table.add_column(style=style)
    for task in module.tasks:
        table.add_row(MARK[task.status], task.id, _score(task), state_of(task))
    return table


def _score(task: Task) -> str:
    if task.kind == "practice":
        return ""
    if task.kind == "memo":
        return _("{points:g} points").format(points=task.points)
    score = _("{score:g} of {points:g}").format(score=task.score, points=task.points)
    open_end = task.hidden and task.status != "not attempted"
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
                "tasks": [asdict(task) | {"hints": len(task.hints)} for task in module.tasks],
            }
            for module in progress.modules
        ],
        "next": None if following is None else following.id,
        "notes": progress.notes,
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

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
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
                str(module.count("right") + module.count("written")),
                str(module.count("not yet right")),
                str(module.count("not attempted")),
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
        words, task = html.escape(next_step(self.progress)), self.progress.next
        if task is None:
            return words
        way = Path(os.path.relpath(self.progress.folder / task.notebook, self._here)).as_posix()
        name = html.escape(task.notebook)
        return words.replace(name, f'<a href="{html.escape(quote(way))}">{name}</a>', 1)


def _nothing_yet() -> str:
    return _(
        "Nothing yet: no task has been run and saved. Come back after your first check, run this "
        "cell again, and see how far you are."
    )


def _details(module: Module) -> str:
    rows = "".join(
        _row(
            f'<th scope="row" style="text-align:left">{html.escape(task.id)}</th>',
            f"{MARK[task.status]} {state_of(task)}",
            _score(task),
        )
        for task in module.tasks
    )
    title = _("Tasks of {module}").format(module=module.name)
    return (
        f"<details><summary>{html.escape(title)}</summary>"
        f"<table><tbody>{rows}</tbody></table></details>"
    )


def _row(head: str, *cells: str) -> str:
    data = "".join(f'<td style="text-align:left">{html.escape(cell)}</td>' for cell in cells)
    return f"<tr>{head}{data}</tr>"


def panel() -> ProgressPanel:
    """Show in a notebook how far its working copy is."""
    return ProgressPanel()
