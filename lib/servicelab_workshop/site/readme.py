"""The table of modules in a course's README, which every build makes from the notebooks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from nbreferee.titles import PART
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _, ngettext
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import Lesson, Module, read_module
from servicelab_workshop.lessons.order import TABLE, Home, number, read_homes

README = "README.md"
BEGIN = "<!-- The table of modules is written by `servicelab build`. -->\n"
END = "<!-- End of the table of modules. -->\n"


def table(modules: list[Module], plan: Mapping[str, Home]) -> str:
    """Write the table, and what its modules take together.

    Parameters
    ----------
    modules : list of Module
        One row each.
    plan : mapping
        From :func:`.order.read_homes`: what must be done before each.

    Returns
    -------
    str
        Markdown.
    """
    lines = [_("| Module | | Time and points | Do before | Notebooks |"), "|---|---|---|---|---|"]
    for module in modules:
        effort = module.time
        if module.points:
            effort += _(", {n:g} points").format(n=module.points)
        parts = "; ".join(_part(lesson) for lesson in module.lessons)
        home = plan.get(number(module.name))
        needs = ", ".join(home.needs) if home else ""
        lines.append(f"| **`{module.name}`** | {module.title} | {effort} | {needs} | {parts} |")
    graded = [module for module in modules if module.points]
    hours = round(sum(module.minutes for module in graded) / 60)
    together = ngettext(
        "{n} graded module, {hours} hours.", "{n} graded modules, {hours} hours.", len(graded)
    ).format(n=len(graded), hours=hours)
    return "\n".join([*lines, "", together]) + "\n"


def section(text: str, title: str) -> str:
    r"""What stands in a README under a heading of the second level.

    Raises
    ------
    CourseError
        If there is no such heading.

    Examples
    --------
    >>> section("# A\n\n## One\n\nfirst\n\n## Two\n\nsecond\n", "One")
    'first\n'
    """
    found = re.search(rf"^## {re.escape(title)}\n\n(.*?)\n*(?=^## |\Z)", text, re.M | re.S)
    if found is None:
        raise CourseError(_('{file} has no section "{title}".').format(file=README, title=title))
    return found[1] + "\n"


def _part(lesson: Lesson) -> str:
    part = PART.fullmatch(lesson.title)
    return part["title"] if part else ""


def renew(course: Course, *, write: bool = True) -> list[Path]:
    """Bring the table up to date where a README has its two marks.

    Parameters
    ----------
    course : Course
        Modules that are not built yet are left out of the table.
    write : bool
        Whether to write it; else only say what would change.

    Returns
    -------
    list of Path
        The README, if its table is not what the notebooks say.
    """
    path = course.root / README
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    before, begin, rest = text.partition(BEGIN)
    old, end, after = rest.partition(END)
    if not (begin and end):
        return []
    built = []
    for name in course.modules():
        with suppress(CourseError):
            built.append(read_module(course, name))
    new = f"\n{table(built, read_homes(course.root / TABLE))}\n"
    if new == old:
        return []
    if write:
        write_atomically(path, before + begin + new + end + after)
    return [path]
