"""What trainees call things: the titles of modules and tasks, read from notebooks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from nbreferee.errors import RefereeError
from nbreferee.notebooks import read_notebook

Key = TypeVar("Key", bound=Hashable)

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
    """Return notebook and graded cell -> the heading that it alone of the module stands under.

    Parameters
    ----------
    source : Path
        The folder of the module's source notebooks.
    """
    titles = {}
    for path in sorted(source.glob("*.ipynb")):
        with suppress(RefereeError, OSError, ValueError):
            for name, title in headings(read_notebook(path).cells).items():
                titles[path.stem, name] = title
    return unique(titles)


def headings(cells: Iterable[Any]) -> dict[str, str]:
    """Return graded cell -> the heading that it stands under, without its points."""
    title, titles = "", {}
    for cell in cells:
        label = cell.metadata.get("nbgrader", {})
        if (label.get("grade") or label.get("task")) and title:
            titles[label["grade_id"]] = title
        elif cell.cell_type == "markdown":
            title = last_heading(cell.source) or title
    return titles


def last_heading(text: str) -> str:
    r"""Return the last heading of a Markdown text, without its points; empty if it has none.

    Examples
    --------
    >>> last_heading("# Waiting\n\n## Task 1: who waits (4 points)\n\nSay who.")
    'Task 1: who waits'
    """
    headings = _HEADING.findall(text)
    return headings[-1].rsplit(" (", 1)[0].strip() if headings else ""


def unique(titles: Mapping[Key, str]) -> dict[Key, str]:
    """Leave out titles that two have.

    Examples
    --------
    >>> unique({"q1": "Part A", "q2": "Part A", "q3": "The memo"})
    {'q3': 'The memo'}
    """
    often = Counter(titles.values())
    return {key: title for key, title in titles.items() if often[title] == 1}
