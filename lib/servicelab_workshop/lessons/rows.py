"""Where each row of the source documents is taught and graded, from what the notebooks say.

A cell that teaches a row says so in its marker, ``teaches=["S003-07"]``. The cell that is marked for
it says ``grades=["S003-07"]``; a row that is only read has its reason in the marker of a text,
``reads={"S003-08": "an example without a figure"}``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.lessons.lesson import Lesson, Module, Task

#: Where the table of rows lies in a course.
TABLE = Path("docs", "curriculum", "rows.csv")


@dataclass(frozen=True)
class Row:
    """One thing that a source document holds.

    Attributes
    ----------
    id, title : str
        Such as ``S002-08``; the first four letters name the document.
    home : str
        The module it belongs to, such as ``m02``.
    module : Module or None
        Where it is taught.
    lessons : tuple of Lesson
        The notebooks that teach it.
    graded : tuple of (Lesson, Task)
        The tasks that are marked for it.
    read_only : str
        Why it is read and not asked for; empty if it is graded.
    """

    id: str
    title: str
    home: str
    module: Module | None = None
    lessons: tuple[Lesson, ...] = ()
    graded: tuple[tuple[Lesson, Task], ...] = ()
    read_only: str = ""


def read_table(path: Path) -> dict[str, tuple[str, ...]]:
    """Read a small table: first column -> the others."""
    with path.open(encoding="utf-8", newline="") as stream:
        first, *rest = csv.reader(stream)
        return {row[0]: tuple(row[1 : len(first)]) for row in rest}


def taught_rows(table: Path, modules: Iterable[Module]) -> list[Row]:
    """Join the list of rows with the modules that teach them.

    Parameters
    ----------
    table : Path
        CSV with the columns row, title, home.
    modules : iterable of Module
        The modules there are.

    Returns
    -------
    list of Row
        In the order of the table.

    Raises
    ------
    CourseError
        If a notebook names a row that is not in the table, or that is at home in another module.
    """
    known = read_table(table)
    homes: dict[str, Module] = {}
    places: dict[str, list[Lesson]] = {}
    graded: dict[str, list[tuple[Lesson, Task]]] = {}
    reasons: dict[str, str] = {}
    for module in modules:
        for lesson in module.lessons:
            for row in {**lesson.rows, **lesson.graded_rows, **lesson.read_rows}:
                _at_home(row, module, lesson, known, table)
            for row in lesson.rows:
                homes[row] = module
                places.setdefault(row, []).append(lesson)
            for row, tasks in lesson.graded_rows.items():
                graded.setdefault(row, []).extend((lesson, task) for task in tasks)
            reasons |= lesson.read_rows
    return [
        Row(
            row,
            title,
            home,
            homes.get(row),
            tuple(places.get(row, ())),
            tuple(graded.get(row, ())),
            reasons.get(row, ""),
        )
        for row, (title, home) in known.items()
    ]


def _at_home(
    row: str, module: Module, lesson: Lesson, known: dict[str, tuple[str, ...]], table: Path
) -> None:
    if row in known and module.name.startswith(known[row][1] + "_"):
        return
    raise CourseError(
        _("{module}/{notebook} teaches {row}, which belongs to {home}: see {table}.").format(
            module=module.name,
            notebook=lesson.name,
            row=row,
            home=known[row][1] if row in known else _("no module"),
            table=table.name,
        )
    )


def row_problems(rows: Iterable[Row], module: str) -> Iterator[str]:
    """Say which rows of a module are neither graded nor read for a reason, a sentence each.

    Parameters
    ----------
    rows : iterable of Row
        From :func:`taught_rows`.
    module : str
        Such as ``m02_segmentation``.
    """
    for row in rows:
        if not module.startswith(f"{row.home}_"):
            continue
        if not row.lessons:
            yield _('{row} ({title}) is taught nowhere: add teaches=["{row}"] to a cell.').format(
                row=row.id, title=row.title
            )
        if bool(row.graded) == bool(row.read_only):
            yield (
                _("{row} ({title}) is graded and also only read: decide.")
                if row.graded
                else _(
                    '{row} ({title}) is asked nowhere: add grades=["{row}"] to the cell that is '
                    'marked for it, or reads={{"{row}": "why"}} to a text.'
                )
            ).format(row=row.id, title=row.title)
