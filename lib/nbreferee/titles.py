"""What trainees call things: the titles of modules and tasks, read from notebooks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from nbreferee.errors import RefereeError
from nbreferee.i18n import _
from nbreferee.notebooks import read_notebook

Key = TypeVar("Key", bound=Hashable)
#: A heading, and the kind of a cell below it.
Heading = tuple[str, str]

#: The heading of a notebook that is one of several in a module.
PART = re.compile(r"(?P<module>.+?) \d+ of \d+: (?P<title>.+)")
_HEADING = re.compile(r"^#+ +(?P<text>.+)$", re.MULTILINE)


def module_title(source: Path, name: str) -> str:
    """Return what a module is called.

    Parameters
    ----------
    source : Path
        The folder of its source notebooks.
    name : str
        What it is called if they do not say.
    """
    paths = sorted(source.glob("*.ipynb"))
    for path in paths[:1]:
        with suppress(RefereeError, OSError, ValueError):
            cells = read_notebook(path).cells
            heading = _HEADING.match(cells[0].source) if cells else None
            part = heading and PART.fullmatch(heading["text"])
            if part:
                return part["module"]
            if heading and len(paths) == 1:
                return heading["text"].strip()
    return name


def task_titles(source: Path) -> dict[tuple[str, str], str]:
    """Return notebook and graded cell -> what it is called in the module, see :func:`told_apart`.

    Parameters
    ----------
    source : Path
        The folder of the module's source notebooks.
    """
    found = {}
    for path in sorted(source.glob("*.ipynb")):
        with suppress(RefereeError, OSError, ValueError):
            for name, heading in headings(read_notebook(path).cells).items():
                found[path.stem, name] = heading
    return told_apart(found)


def headings(cells: Iterable[Any]) -> dict[str, Heading]:
    """Return graded cell -> the heading that it stands under, without its points, and its kind."""
    title, found = "", {}
    for cell in cells:
        label = cell.metadata.get("nbgrader", {})
        if (label.get("grade") or label.get("task")) and title:
            found[label["grade_id"]] = title, _kind(cell)
        elif cell.cell_type == "markdown":
            title = last_heading(cell.source) or title
    return found


def _kind(cell: Any) -> str:
    label = cell.metadata["nbgrader"]
    if label.get("task"):
        return _("task")
    if not label.get("solution"):
        return _("checks")
    return _("code") if cell.cell_type == "code" else _("text")


def last_heading(text: str) -> str:
    r"""Return the last heading of a Markdown text, without its points; empty if it has none.

    Examples
    --------
    >>> last_heading("# Waiting\n\n## Task 1: who waits (4 points)\n\nSay who.")
    'Task 1: who waits'
    """
    headings = _HEADING.findall(text)
    return headings[-1].rsplit(" (", 1)[0].strip() if headings else ""


def told_apart(headings: Mapping[Key, Heading]) -> dict[Key, str]:
    """Return what each is called: its heading, and its kind where another stands under the same.

    Those under one heading are left out where kinds do not tell all of them apart.

    Examples
    --------
    >>> told_apart({"q1": ("Task 1", "checks"), "q2": ("Task 2", "checks"), "q3": ("Task 2", "text")})
    {'q1': 'Task 1', 'q2': 'Task 2 · checks', 'q3': 'Task 2 · text'}
    >>> told_apart({key: ("Part A", kind) for key, kind in [(1, "checks"), (2, "checks"), (3, "text")]})
    {}
    """
    cells = Counter(title for title, _of in headings.values())
    kinds = Counter(title for title, _of in set(headings.values()))
    return {
        key: title if cells[title] == 1 else f"{title} · {kind}"
        for key, (title, kind) in headings.items()
        if kinds[title] == cells[title]
    }
