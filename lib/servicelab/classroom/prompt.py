"""What a notebook says to trainees about each of its tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nbgrader.utils import is_grade

from ..progress import question

_HEADING = re.compile(r"^(#+) .*?(?:\((\d+(?:\.\d+)?) points?\b|$)", re.MULTILINE)


def prompts(nb: Any) -> dict[str, str]:
    """Read the prompt of each task that has a `Question`.

    Parameters
    ----------
    nb : NotebookNode
        A notebook with nbgrader's labels.

    Returns
    -------
    dict
        Id of the question -> the Markdown above its check: from the last heading that states points
        on, which more than one task may share; without such a heading, all since the task before.
    """
    found: dict[str, str] = {}
    cells: list[str] = []
    is_headed = False
    for cell in nb.cells:
        if cell.cell_type == "markdown" and not is_grade(cell):
            states = any(heading[2] for heading in _HEADING.finditer(cell.source))
            cells = [cell.source] if states else [*cells, cell.source]
            is_headed = is_headed or states
            continue
        asked = question(cell.source) if cell.cell_type == "code" else None
        if asked:
            found[asked["id"]] = "\n\n".join(cells)
        if (asked or is_grade(cell)) and not is_headed:
            cells = []
    return found


def stated_points(nb: Any) -> Iterator[tuple[float, dict[str, float]]]:
    """Find the headings that state points, and what stands below each.

    Parameters
    ----------
    nb : NotebookNode
        A notebook with nbgrader's labels.

    Yields
    ------
    float, dict
        The points of a heading such as "Task 3: who waited too long (4 points)"; id -> points of
        the graded cells below it, down to the next heading of its level. A heading without graded
        cells is left out.
    """
    level, stated, below = 0, 0.0, dict[str, float]()
    for cell in nb.cells:
        if is_grade(cell):
            label = cell.metadata.nbgrader
            if level:
                below[label.grade_id] = label.points
        elif cell.cell_type == "markdown":
            for heading in _HEADING.finditer(cell.source):
                if heading[2] or len(heading[1]) <= level:
                    if below:
                        yield stated, below
                    level = len(heading[1]) if heading[2] else 0
                    stated, below = float(heading[2] or 0), {}
    if below:
        yield stated, below
