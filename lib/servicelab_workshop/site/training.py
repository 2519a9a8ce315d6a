"""The page for training departments, and the sheet that is printed of it."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import servicelab
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import read_modules
from servicelab_workshop.site.fairness import measure
from servicelab_workshop.site.readme import README
from servicelab_workshop.site.rendering import render

#: The page as one sheet of paper, both sides, printed by a browser and kept in ``docs``.
SHEET = "training.pdf"

_SET_UP = re.compile(r"\((?P<minutes>\d+ to \d+) minutes, once[^;]*; (?P<size>[\d.]+ GB)\)")
_MARK = b"\n%% servicelab "


def training_text(course: Course) -> str:
    """The page, in Markdown.

    Parameters
    ----------
    course : Course
        Its README says what setting up takes; all else is read from notebooks and answer banks.

    Raises
    ------
    CourseError
        If the README no longer says what setting up takes.
    """
    takes = set_up(course)
    every = read_modules(course)
    modules = [module for module in every if module.points]
    content: dict[str, Any] = {
        "modules": modules,
        "welcome": [module for module in every if not module.points],
        "version": servicelab.__version__,
        "hours": hours(sum(module.minutes for module in modules)),
        "measured": measure(course, modules),
        "set_up": takes,
        "sheet": SHEET,
    }
    return render("training.md.j2", **content)


def set_up(course: Course) -> re.Match[str]:
    """What the README says that setting up takes: ``minutes`` and ``size``.

    Raises
    ------
    CourseError
        If it no longer says so.
    """
    found = _SET_UP.search((course.root / README).read_text(encoding="utf-8"))
    if found is None:
        raise CourseError(_("{file} does not say what setting up takes.").format(file=README))
    return found


def hours(minutes: float) -> int:
    """Whole hours.

    Examples
    --------
    >>> hours(1215)
    20
    """
    return round(minutes / 60)


def signed(sheet: bytes, text: str) -> bytes:
    """A printed sheet with a mark of the text that it was printed from.

    Parameters
    ----------
    sheet : bytes
        A PDF.
    text : str
        From :func:`training_text`.
    """
    return sheet.rstrip() + _MARK + _digest(text) + b"\n"


def is_current(sheet: bytes, text: str) -> bool:
    """Whether a sheet was printed from this text.

    Examples
    --------
    >>> is_current(signed(b"%PDF", "now"), "now"), is_current(signed(b"%PDF", "now"), "later")
    (True, False)
    """
    return sheet.rstrip().endswith(_MARK + _digest(text))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).hexdigest().encode()
