"""What a module is, read from its notebooks: titles, aims, hours, points, tasks, data, rows taught."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.utils import is_grade, is_solution

from .. import _HOME
from .._i18n import _
from ..classroom.course import Course
from ..classroom.source import read_notebook
from ..classroom.titles import PART
from ..errors import CourseError

_CASE = re.compile(r"^\*\*(?P<case>[^*]+?)\.?\*\*(?= \d+ minutes)", re.MULTILINE)
_AIMS = re.compile(
    r"^When you have finished [^\n]*\n\n(?P<aims>(?:\d+\. [^\n]+\n?)+)", re.MULTILINE
)
_HEADING = re.compile(r"^## +(?P<text>.+)$", re.MULTILINE)
_POINTS = re.compile(r" *\(\d+ points?[^)]*\)$")
_DATASET = re.compile(r"""load_dataset\(["'](\w+)["']\)""")


@dataclass(frozen=True)
class Task:
    """A graded cell.

    Attributes
    ----------
    id, title : str
        As in the notebook.
    points : float
        What it is worth.
    by_hand : bool
        Whether a person marks it.
    """

    id: str
    title: str
    points: float
    by_hand: bool


@dataclass(frozen=True)
class Lesson:
    """A notebook of a module.

    Attributes
    ----------
    name : str
        The notebook's file name without its ending.
    title : str
        Its first heading.
    case : str
        Where it plays; empty if the notebook does not say.
    aims : tuple of str
        What the trainee will be able to do.
    minutes, points : float
        As its header says.
    tasks : tuple of Task
        In the order of the notebook.
    datasets, library : tuple of str
        Data sets that it loads, and modules of this library that it imports.
    rows : dict
        Row of the sources -> id of the first cell that teaches it.
    """

    name: str
    title: str
    case: str
    aims: tuple[str, ...]
    minutes: float
    points: float
    tasks: tuple[Task, ...]
    datasets: tuple[str, ...]
    library: tuple[str, ...]
    rows: dict[str, str]


@dataclass(frozen=True)
class Module:
    """A folder of notebooks.

    Attributes
    ----------
    name, title : str
        Such as ``m02_segmentation`` and "Segmentation".
    lessons : tuple of Lesson
        Its notebooks.
    """

    name: str
    title: str
    lessons: tuple[Lesson, ...]

    @property
    def points(self) -> float:
        """Points of all notebooks."""
        return sum(lesson.points for lesson in self.lessons)

    @property
    def minutes(self) -> float:
        """Minutes of all notebooks."""
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def time(self) -> str:
        """How long it takes, in words.

        Examples
        --------
        >>> lesson = Lesson("a", "A", "", (), 130, 5, (), (), (), {})
        >>> Module("m90_tiny", "Tiny", (lesson,)).time
        'about 2 hours'
        """
        if self.minutes < 60:
            return _("{n:g} minutes").format(n=self.minutes)
        return _("about {n} hours").format(n=round(self.minutes / 60))

    @property
    def case(self) -> str:
        """Where it plays, notebook by notebook, each place once."""
        cases = [case for lesson in self.lessons for case in lesson.case.split(", then ") if case]
        return ", then ".join(dict.fromkeys(cases))

    @property
    def datasets(self) -> list[str]:
        """Data sets that its notebooks load, sorted."""
        return sorted({name for lesson in self.lessons for name in lesson.datasets})

    @property
    def library(self) -> list[str]:
        """Modules of this library that its notebooks import, sorted."""
        return sorted({name for lesson in self.lessons for name in lesson.library})


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
    lessons: list[Lesson] = []
    title = name
    for script in course.scripts(name):
        path = course.notebooks / name / f"{script.stem}.ipynb"
        lesson = read_lesson(path)
        part = PART.fullmatch(lesson.title)
        if not lessons:
            title = part["module"] if part else lesson.title
        lessons.append(lesson)
    return Module(name, title, tuple(lessons))


def read_lesson(path: Path) -> Lesson:
    """Read what a notebook says of itself.

    Parameters
    ----------
    path : Path
        A notebook of the trainee edition.
    """
    try:
        nb = read_notebook(path)
    except Exception as error:
        raise CourseError(
            _("{path} cannot be read: run `servicelab build {module}` first.").format(
                path=path, module=path.parent.name
            )
        ) from error
    header = nb.metadata.get("servicelab", {})
    first = nb.cells[0].source if nb.cells else ""
    heading = re.match(r"# +(.+)", first)
    case = _CASE.search(first)
    aims = _AIMS.search(first)
    code = [cell.source for cell in nb.cells if cell.cell_type == "code"]
    rows: dict[str, str] = {}
    for cell in nb.cells:
        for row in cell.metadata.get("teaches", []):
            rows.setdefault(row, cell.id)
    return Lesson(
        name=path.stem,
        title=heading[1] if heading else header.get("title", path.stem),
        case=case["case"] if case else "",
        aims=tuple(
            re.sub(r"^\d+\. |[,.;]$", "", line) for line in aims["aims"].strip().splitlines()
        )
        if aims
        else (),
        minutes=header.get("minutes", 0),
        points=header.get("points", 0),
        tasks=tuple(_tasks(nb)),
        datasets=tuple(sorted({name for source in code for name in _DATASET.findall(source)})),
        library=tuple(sorted({name for source in code for name in _imported(source)})),
        rows=rows,
    )


def _tasks(nb: Any) -> Iterator[Task]:
    title = ""
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            headings = _HEADING.findall(cell.source)
            title = headings[-1] if headings else title
        if is_grade(cell):
            label = cell.metadata.nbgrader
            yield Task(
                label.grade_id, _POINTS.sub("", title), float(label.points), is_solution(cell)
            )


def _imported(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "servicelab":
                for name in node.names:
                    yield f"servicelab.{_HOME.get(name.name, name.name)}"
            elif node.module.startswith("servicelab."):
                yield node.module
