"""A notebook as a page: tests and imports folded, hidden tests gone, rows of the sources as anchors."""

from __future__ import annotations

import ast
import copy
import itertools
from typing import Any

from nbformat.v4 import new_markdown_cell

from servicelab.i18n import _
from servicelab_workshop.judging import frozen_source
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.frozen import HIDDEN
from servicelab_workshop.lessons.regions import without_hidden_tests, without_marks
from servicelab_workshop.lessons.sheets import task_id
from servicelab_workshop.lessons.stubs import is_written

#: A cell with so many imports at its top sets a notebook up.
SETUP = 3
_SHOWN = ("text/html", "text/markdown", "text/plain")


def drop_hidden_tests(nb: Any) -> None:
    """Take what only grading knows out of a notebook before it is run, in place."""
    nb.metadata.pop(HIDDEN, None)
    for cell in nb.cells:
        cell.source = without_hidden_tests(cell.source)
        if cell.cell_type == "code" and is_written(cell.source):
            cell.source = frozen_source(task_id(Cell.of(cell)), "")


def page(nb: Any, name: str, rows: dict[str, str], note: str) -> Any:
    """Prepare an executed notebook for the site.

    Parameters
    ----------
    nb : NotebookNode
        Not changed.
    name : str
        The notebook's name, part of its anchors.
    rows : dict
        Row of the sources -> id of the cell that gets its anchor.
    note : str
        Markdown to put after the first cell.

    Returns
    -------
    NotebookNode
    """
    nb = copy.deepcopy(nb)
    nb.metadata = {"kernelspec": nb.metadata.kernelspec, "language_info": {"name": "python"}}
    for cell in nb.cells:
        anchors = [anchor(row, name) for row, cell_id in rows.items() if cell_id == cell.id]
        tests = cell.cell_type == "code" and Cell.of(cell).is_autograded
        is_setup = cell.cell_type == "code" and not tests and sets_up(cell.source)
        cell.metadata = {"tags": ["hide-input"]} if tests or is_setup else {}
        if is_setup:
            cell.metadata["mystnb"] = {
                "code_prompt_show": _("Show the imports of this notebook"),
                "code_prompt_hide": _("Hide the imports of this notebook"),
            }
        for output in cell.get("outputs", []):
            if "data" in output:
                output.data = {kind: value for kind, value in output.data.items() if kind in _SHOWN}
        cell.source = without_marks(cell.source)
        if cell.cell_type == "markdown":
            # the guides lie beside the modules of a working copy, and at the root of the site
            cell.source = cell.source.replace("](../guides/", "](/guides/")
        if cell.cell_type == "markdown" and anchors:
            cell.source = "".join(f"({name})=\n" for name in anchors) + cell.source
    nb.cells.insert(1, new_markdown_cell(note))  # type: ignore[no-untyped-call]
    return nb


def sets_up(source: str) -> bool:
    r"""Whether a cell begins with the imports of a notebook, whatever it does afterward.

    Examples
    --------
    >>> sets_up("import math\nimport numpy as np\nimport pandas as pd\n\npi = math.pi")
    True
    >>> sets_up("import math\n\nmath.pi")
    False
    """
    try:
        lines = ast.parse(source).body
    except SyntaxError:
        return False
    imports = itertools.takewhile(lambda line: isinstance(line, ast.Import | ast.ImportFrom), lines)
    return len(list(imports)) >= SETUP


def anchor(row: str, name: str) -> str:
    """The name of the place where a notebook teaches a row of the sources.

    Examples
    --------
    >>> anchor("S002-08", "1_database")
    'row-s002-08-1_database'
    """
    return f"row-{row.lower()}-{name}"


def reading_note(work: str, solution: str | None) -> str:
    """Say what a page of a trainee's notebook is for.

    Parameters
    ----------
    work : str
        The notebook's place in the working copy.
    solution : str, optional
        Link to the page with its solutions.
    """
    text = _(
        "This page is for reading; answers and widgets come alive in JupyterLab: "
        "`python3 course.py start`, then open `{work}`."
    ).format(work=work)
    if solution:
        text += " " + _("[With solutions]({page})").format(page=solution)
    return f":::{{note}}\n{text}\n:::"


def solution_note(name: str) -> str:
    """Say where the questions of a page of solutions are."""
    text = _(
        "One way to solve each task; others earn the same points. "
        "[The notebook without solutions]({page}) comes first."
    ).format(page=f"{name}.ipynb")
    return f":::{{note}}\n{text}\n:::"
