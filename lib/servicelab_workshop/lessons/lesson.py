"""Modules, lessons and tasks, read from any edition of a notebook and from what a trainee saved.

Whatever asks which tasks there are, and what a notebook says of them, reads it here. Reading is
quick: nothing is run, and nothing is validated against a schema.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from nbreferee.titles import PART, last_heading
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.look import HOUSES, House
from servicelab.tasks.beside import SUFFIX, read_sheets
from servicelab_workshop.lessons.cell import Cell, number_in
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.stubs import is_written, stub_names

Kind = Literal["checked", "memo", "practice"]

#: What follows the id of a task in the id of the cell that holds its answer.
ANSWER = "-answer"

_HEADING = re.compile(r"^(#+) .*?(?:\((\d+(?:\.\d+)?) points?\b|$)", re.MULTILINE)
_CASE = re.compile(r"^\*\*(?P<case>[^*]+?)\.?\*\*(?= \d+ minutes)", re.MULTILINE)
_AIMS = re.compile(
    r"^When you have finished [^\n]*\n\n(?P<aims>(?:\d+\. [^\n]+\n?)+)", re.MULTILINE
)
#: What a build puts below the title of the first cell, see :mod:`.covers`.
COVER = re.compile(r"^<div class=\"servicelab-cover\".*\n+", re.MULTILINE)
#: The letters of four sentences, as a sheet holds them; to unpack them would import pandas.
_LETTERS = {"$": "list", "items": ["A", "B", "C", "D"]}
_DATASET = re.compile(r"""\bload_dataset\(\s*["'](\w+)["']""")


class DamagedNotebook(CourseError):
    """A file that is no notebook."""


@dataclass(frozen=True)
class Task:
    """Something to answer.

    Attributes
    ----------
    id : str
        Such as ``m02-q2-unit``.
    title : str
        The heading that it stands under, without its points.
    kind : {"checked", "memo", "practice"}
        A memo is marked by a person; practice earns no points.
    points : float
        What it is worth.
    prompt : str
        The Markdown above it: from the last heading that states points on, which more than one task
        may share; without such a heading, all since the task before.
    names : tuple of str
        Names that the answer defines.
    hidden : int
        Checks that run only when the notebook is graded.
    hints : tuple of str
        From vague to plain.
    reports : bool
        Whether its check leaves an outcome in the notebook, not points alone.
    asks_for_a_sentence : bool
        Whether a letter from A to D is asked for: which of four sentences may be told.
    answer : Cell or None
        Where the answer stands.
    check : Cell or None
        What checks it; None for a memo.
    """

    id: str
    title: str
    kind: Kind
    points: float = 0.0
    prompt: str = ""
    names: tuple[str, ...] = ()
    hidden: int = 0
    hints: tuple[str, ...] = ()
    reports: bool = False
    asks_for_a_sentence: bool = False
    answer: Cell | None = None
    check: Cell | None = None

    @property
    def cell(self) -> Cell | None:
        """The cell that is marked."""
        return self.check or self.answer

    @property
    def by_hand(self) -> bool:
        """Whether a person marks it."""
        return self.kind == "memo"

    @property
    def is_graded(self) -> bool:
        """Whether it earns points."""
        return self.kind != "practice"


@dataclass(frozen=True)
class Lesson:
    """A notebook of a module.

    Attributes
    ----------
    name : str
        The notebook's file name without its ending.
    cells : tuple of Cell
        In order.
    header : mapping
        What the notebook says of itself in its metadata.
    sheets : mapping
        Id of a task -> the visible part of its sheet, from the file beside the notebook.
    """

    name: str
    cells: tuple[Cell, ...] = ()
    header: Mapping[str, Any] = field(default_factory=dict)
    sheets: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls, notebook: Mapping[str, Any], name: str = "", sheets: Mapping[str, Any] | None = None
    ) -> Lesson:
        """Read a notebook, a NotebookNode or plain JSON.

        Parameters
        ----------
        notebook : mapping
            Of format 4.
        name : str
            The notebook's file name without its ending.
        sheets : mapping, optional
            See :attr:`sheets`.
        """
        header = notebook["metadata"].get("servicelab")
        return cls(
            name,
            tuple(Cell.of(cell, place) for place, cell in enumerate(notebook["cells"])),
            header if isinstance(header, Mapping) else {},
            sheets or {},
        )

    @cached_property
    def module(self) -> str:
        """Name of the module that it belongs to; empty if the notebook does not say."""
        name = self.header.get("module")
        return name if isinstance(name, str) else ""

    @cached_property
    def title(self) -> str:
        """Its first heading."""
        heading = re.match(r"# +(.+)", self._opening)
        return heading[1] if heading else str(self.header.get("title", self.name))

    @cached_property
    def case(self) -> str:
        """Where it plays; empty if the notebook does not say."""
        case = _CASE.search(self._opening)
        return case["case"] if case else ""

    @property
    def houses(self) -> tuple[House, ...]:
        """The houses in which it plays, in the order in which it names them."""
        named = [house for house in HOUSES.values() if house.name in self.case]
        return tuple(sorted(named, key=lambda house: self.case.index(house.name)))

    @property
    def question(self) -> str:
        """What it asks; empty if its header does not say."""
        return str(self.header.get("question") or "")

    @property
    def asks(self) -> str:
        """Who asks it; empty if its header does not say."""
        return str(self.header.get("asks") or "")

    @cached_property
    def aims(self) -> tuple[str, ...]:
        """What the trainee will be able to do."""
        aims = _AIMS.search(self._opening)
        lines = aims["aims"].strip().splitlines() if aims else []
        return tuple(re.sub(r"^\d+\. |[,.;]$", "", line) for line in lines)

    @property
    def minutes(self) -> float:
        """Minutes that its header plans."""
        return number_in(self.header.get("minutes"))

    @property
    def points(self) -> float:
        """Points that its header states."""
        return number_in(self.header.get("points"))

    @cached_property
    def datasets(self) -> tuple[str, ...]:
        """Data sets that it loads, sorted."""
        return tuple(sorted({name for cell in self.cells for name in _DATASET.findall(cell.code)}))

    @cached_property
    def library(self) -> tuple[str, ...]:
        """Modules of the helper library that it imports, sorted."""
        return tuple(sorted({name for cell in self.cells for name in _imported(cell.code)}))

    @cached_property
    def rows(self) -> dict[str, str]:
        """Row of the sources -> id of the first cell that teaches it."""
        rows: dict[str, str] = {}
        for cell in self.cells:
            for row in cell.metadata.get("teaches", []):
                rows.setdefault(row, cell.id)
        return rows

    @cached_property
    def graded_rows(self) -> dict[str, list[Task]]:
        """Row of the sources -> the tasks that are marked for it."""
        rows: dict[str, list[Task]] = {}
        for task in self.graded:
            for row in task.cell.metadata.get("grades", []) if task.cell else []:
                rows.setdefault(row, []).append(task)
        return rows

    @cached_property
    def read_rows(self) -> dict[str, str]:
        """Row of the sources that is only read -> why."""
        rows: dict[str, str] = {}
        for cell in self.cells:
            rows |= cell.metadata.get("reads", {})
        return rows

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Its tasks, in order."""
        answers = {cell.name: cell for cell in self.cells if cell.is_answer}
        tasks: list[Task] = []
        title, above, states_points = "", list[str](), False
        for cell in self.cells:
            if cell.is_memo or cell.is_check:
                tasks.append(_task(cell, title, "\n\n".join(above), answers, self.sheets))
                if not states_points:
                    above = []
            elif cell.cell_type == "markdown":
                title = last_heading(cell.source) or title
                if any(heading[2] for heading in _HEADING.finditer(cell.source)):
                    above, states_points = [], True
                above.append(COVER.sub("", cell.source))
        return tuple(tasks)

    @property
    def graded(self) -> tuple[Task, ...]:
        """Its tasks that earn points."""
        return tuple(task for task in self.tasks if task.is_graded)

    def stated_points(self) -> Iterator[tuple[float, list[Task]]]:
        """Find the headings that state points, and what stands below each.

        Yields
        ------
        float, list of Task
            The points of a heading such as "Task 3: who waited too long (4 points)"; the graded
            tasks below it, down to the next heading of its level. A heading without graded tasks is
            left out.
        """
        tasks = {task.cell.place: task for task in self.graded if task.cell}
        level, stated, below = 0, 0.0, list[Task]()
        for cell in self.cells:
            if cell.place in tasks:
                below += [tasks[cell.place]] if level else []
            elif cell.cell_type == "markdown":
                for heading in _HEADING.finditer(cell.source):
                    if heading[2] or len(heading[1]) <= level:
                        if below:
                            yield stated, below
                        level = len(heading[1]) if heading[2] else 0
                        stated, below = float(heading[2] or 0), []
        if below:
            yield stated, below

    @property
    def _opening(self) -> str:
        return self.cells[0].source if self.cells else ""


@dataclass(frozen=True)
class Module:
    """A folder of lessons.

    Attributes
    ----------
    name : str
        Such as ``m02_segmentation``.
    lessons : tuple of Lesson
        Its notebooks.
    """

    name: str
    lessons: tuple[Lesson, ...]

    @property
    def title(self) -> str:
        """What it is called, such as "Segmentation"."""
        title = self.lessons[0].title if self.lessons else self.name
        part = PART.fullmatch(title)
        return part["module"] if part else title

    @property
    def tasks(self) -> list[Task]:
        """Every task of every lesson."""
        return [task for lesson in self.lessons for task in lesson.tasks]

    @property
    def points(self) -> float:
        """Points of all lessons."""
        return sum(lesson.points for lesson in self.lessons)

    @property
    def minutes(self) -> float:
        """Minutes of all lessons."""
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def time(self) -> str:
        """How long it takes, in words.

        Examples
        --------
        >>> Module("m90_tiny", (Lesson("tiny", header={"minutes": 130}),)).time
        'about 2 hours'
        """
        if self.minutes < 60:
            return _("{n:g} minutes").format(n=self.minutes)
        hours = round(self.minutes / 60)
        return ngettext("about {n} hour", "about {n} hours", hours).format(n=hours)

    @property
    def houses(self) -> list[House]:
        """The houses in which it plays, each once."""
        return list(dict.fromkeys(house for lesson in self.lessons for house in lesson.houses))

    @property
    def datasets(self) -> list[str]:
        """Data sets that its lessons load, sorted."""
        return sorted({name for lesson in self.lessons for name in lesson.datasets})

    @property
    def library(self) -> list[str]:
        """Modules of the helper library that its lessons import, sorted."""
        return sorted({name for lesson in self.lessons for name in lesson.library})


def read_lesson(path: Path) -> Lesson:
    """Read a notebook file.

    Parameters
    ----------
    path : Path
        A notebook of any edition, or one that a trainee saved.

    Raises
    ------
    OSError
        If the file cannot be opened.
    DamagedNotebook
        If it is no notebook.
    """
    sheets = path.with_suffix(SUFFIX)
    beside = sheets.read_text(encoding="utf-8") if sheets.is_file() else ""
    return parse_lesson(path.read_bytes(), path, beside)


def parse_lesson(content: bytes, path: Path, sheets: str = "") -> Lesson:
    """Read the content of a notebook file, and of the file of its sheets; see :func:`read_lesson`."""
    try:
        return Lesson.of(json.loads(content), path.stem, read_sheets(sheets) if sheets else {})
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise DamagedNotebook(_("{path} is not a notebook.").format(path=path)) from error


def read_modules(course: Course) -> list[Module]:
    """Read the trainee edition of every module.

    Parameters
    ----------
    course : Course
        The course.

    Returns
    -------
    list of Module
        Sorted by name.

    Raises
    ------
    CourseError
        If a notebook of the trainee edition is missing or cannot be read.
    """
    return [read_module(course, name) for name in course.modules()]


def read_module(course: Course, name: str) -> Module:
    """Read the trainee edition of one module; see :func:`read_modules`."""
    lessons = []
    for script in course.scripts(name):
        path = course.notebooks / name / f"{script.stem}.ipynb"
        try:
            lessons.append(read_lesson(path))
        except (OSError, DamagedNotebook) as error:
            raise CourseError(
                _("{path} cannot be read: run `servicelab build {module}` first.").format(
                    path=path, module=name
                )
            ) from error
    return Module(name, tuple(lessons))


def _task(
    cell: Cell,
    title: str,
    prompt: str,
    answers: Mapping[str, Cell],
    sheets: Mapping[str, Any],
) -> Task:
    """Make the task that a memo or a check belongs to."""
    if cell.is_memo:
        return Task(cell.name, title, "memo", cell.points, prompt, answer=cell)
    call = cell.call
    id = cell.name if cell.is_autograded or call is None else call.id
    sheet, answer = sheets.get(id, {}), answers.get(f"{id}{ANSWER}")
    names = tuple(stub_names(answer.source)) if is_written(cell.source) and answer else ()
    return Task(
        id=id,
        title=title,
        kind="checked" if cell.is_autograded else "practice",
        points=cell.points,
        prompt=prompt,
        names=tuple(sheet.get("names", names)),
        hidden=sheet.get("hidden", 0),
        hints=tuple(sheet.get("hints", call.hints if call else ())),
        reports=call is not None,
        asks_for_a_sentence=any(
            check["among"] == _LETTERS
            for check in sheet.get("checks", {}).values()
            if "among" in check
        ),
        answer=answer,
        check=cell,
    )


def _imported(source: str) -> Iterator[str]:
    """Modules of the helper library that a code cell takes names from."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            package = node.module or ""
            if package.partition(".")[0] == "servicelab":
                yield from (_home(package, alias.name) for alias in node.names)


def _home(package: str, name: str) -> str:
    """The module that a name of a package comes from."""
    value = getattr(import_module(package), name, None)
    return getattr(value, "__module__", None) or package
