"""Where each row of the source documents is taught, from what the notebooks say of themselves."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.lessons.lesson import Lesson, Module


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
    """

    id: str
    title: str
    home: str
    module: Module | None = None
    lessons: tuple[Lesson, ...] = ()


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
    for module in modules:
        for lesson in module.lessons:
            for row in lesson.rows:
                if row not in known or not module.name.startswith(known[row][1] + "_"):
                    home = known[row][1] if row in known else _("no module")
                    raise CourseError(
                        _(
                            "{module}/{notebook} teaches {row}, which belongs to {home}: see {table}."
                        ).format(
                            module=module.name,
                            notebook=lesson.name,
                            row=row,
                            home=home,
                            table=table.name,
                        )
                    )
                homes[row] = module
                places.setdefault(row, []).append(lesson)
    return [
        Row(row, title, home, homes.get(row), tuple(places.get(row, ())))
        for row, (title, home) in known.items()
    ]
