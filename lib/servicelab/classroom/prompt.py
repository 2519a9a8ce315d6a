"""What a notebook says to trainees about each of its tasks."""

from __future__ import annotations

import re
from typing import Any

from nbgrader.utils import is_grade, is_solution

from ..progress import question

_TASK = re.compile(r"#+ .*\(\d[\d.]* points?\b", re.MULTILINE)


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
        on, or all since the task before.
    """
    found: dict[str, str] = {}
    cells: list[str] = []
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            if is_grade(cell):
                cells = []
            else:
                cells = [cell.source] if _TASK.search(cell.source) else [*cells, cell.source]
            continue
        asked = question(cell.source) if cell.cell_type == "code" else None
        if asked:
            found[asked["id"]] = "\n\n".join(cells)
        if asked or (is_grade(cell) and not is_solution(cell)):
            cells = []
    return found
