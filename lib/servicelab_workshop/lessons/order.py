"""The order of the modules: hours, what must be done before each, and what only helps.

One table says so, ``docs/curriculum/homes.csv``: the README, the site, the tests and what
``servicelab progress`` tells read it here. It travels in the wheel, too.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from servicelab.errors import CourseError
from servicelab.i18n import _

#: Where the table lies in a course.
TABLE = Path("docs", "curriculum", "homes.csv")


@dataclass(frozen=True)
class Home:
    """A module that there is or will be, as the table plans it.

    Attributes
    ----------
    name : str
        Its number, such as ``m07``.
    title : str
        Its subject.
    hours : float
        What it takes.
    needs : tuple of str
        Modules that must be done before.
    helps : tuple of str
        Modules of which it is good to know something, and that it does not take for granted.
    builds_on : str
        What it takes from them, in words.
    """

    name: str
    title: str
    hours: float
    needs: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    builds_on: str = ""


def read_homes(path: Path) -> dict[str, Home]:
    """Read the table.

    Parameters
    ----------
    path : Path
        CSV with the columns home, title, hours, needs, helps, builds_on; several modules in one
        column are parted by blanks. Without such a file nothing is planned.

    Returns
    -------
    dict
        Number of a module -> what the table plans, in order.

    Raises
    ------
    CourseError
        If a module needs, or is helped by, one that does not come before it.

    Examples
    --------
    >>> read_homes(Path("nowhere.csv"))
    {}
    """
    if not path.is_file():
        return {}
    homes: dict[str, Home] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            home = Home(
                row["home"],
                row["title"],
                float(row["hours"]),
                tuple(row["needs"].split()),
                tuple(row["helps"].split()),
                row["builds_on"],
            )
            for before in (*home.needs, *home.helps):
                if before not in homes:
                    raise CourseError(
                        _(
                            "{file}: {before} does not come before {name}, which builds on it."
                        ).format(file=path.name, before=before, name=home.name)
                    )
            homes[home.name] = home
    return homes


def shipped_homes() -> dict[str, Home]:
    """The table of the course that this library belongs to: its clone's, or that of the wheel."""
    here = Path(__file__).resolve()
    clone = here.parents[3] / TABLE
    return read_homes(clone if clone.is_file() else here.parents[1] / "curriculum" / TABLE.name)


def number(module: str) -> str:
    """The number of a module.

    Examples
    --------
    >>> number("m07_control")
    'm07'
    """
    return module.partition("_")[0]


def before(name: str, homes: Mapping[str, Home]) -> set[str]:
    """All that must be done before a module: what it needs, and what that needs.

    Examples
    --------
    >>> one, two = Home("m01", "One", 3), Home("m02", "Two", 5, ("m01",))
    >>> sorted(before("m03", {"m01": one, "m02": two, "m03": Home("m03", "Three", 5, ("m02",))}))
    ['m01', 'm02']
    """
    needs = homes[name].needs if name in homes else ()
    return {*needs}.union(*(before(one, homes) for one in needs))
