"""Cells of a submission, or of an author, as a page may show them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbformat.v4 import new_markdown_cell, new_notebook

from nbreferee import door
from nbreferee.harmless import Harmless, markdown
from nbreferee.pages import HideTests
from servicelab.errors import CourseError
from servicelab.i18n import _

_Cell = Mapping[str, Any]


def read_cells(path: Path) -> list[dict[str, Any]]:
    """Read the cells of a notebook file, of format 4, as they are.

    Raises
    ------
    CourseError
        If there is no such file, or it is no notebook.
    """
    try:
        cells = json.loads(door.read(path))["cells"]
        if isinstance(cells, list) and not door.is_deep(cells):
            return [cell for cell in cells if isinstance(cell, dict)]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        pass
    except (door.NotPlain, door.TooLarge):
        pass
    raise CourseError(_("{path} is not a notebook that can be shown.").format(path=path.name))


def source(cell: _Cell) -> str:
    """Return the text of a cell; nothing if that is no text."""
    text = cell.get("source", "")
    if isinstance(text, list):
        text = "".join(line for line in text if isinstance(line, str))
    return text if isinstance(text, str) else ""


def label(cell: _Cell) -> _Cell:
    """Return what nbgrader says of a cell; empty if it says nothing."""
    metadata = cell.get("metadata")
    found = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def answer_cells(cells: Sequence[_Cell], name: str) -> list[_Cell]:
    """Return what answers a task: its cell, and what belongs to it.

    Parameters
    ----------
    cells : sequence
        Of a notebook.
    name : str
        The task's ``grade_id``.

    Returns
    -------
    list
        The cell; below code, code of no task that shows something of it; below a task that names no
        cell for its answer, all down to the next task. Empty if there is no such cell.
    """
    at = next((at for at, cell in enumerate(cells) if label(cell).get("grade_id") == name), None)
    if at is None:
        return []
    first, found = cells[at], [cells[at]]
    for cell in cells[at + 1 :]:
        free = label(first).get("task") is True
        if label(cell) or not (free or first.get("cell_type") == cell.get("cell_type") == "code"):
            break
        found.append(cell)
    return found


def answer_text(cells: Sequence[_Cell]) -> str:
    """Return the words of an answer; where nothing but the task's own cell is there, its words."""
    own = cells[1:] if cells and label(cells[0]).get("task") is True else cells[:1]
    return "\n\n".join(map(source, own))


def digest(cells: Sequence[_Cell]) -> str:
    """Hash an answer: its words, and what is attached to it."""
    kept = [(source(cell), cell.get("attachments")) for cell in cells]
    own = kept if cells and label(cells[0]).get("task") is True else kept[:1]
    return hashlib.sha256(json.dumps(own, sort_keys=True, default=str).encode()).hexdigest()


def html(cells: Sequence[_Cell]) -> str:
    """Return cells as a part of a page that shows them and does nothing: see :mod:`nbreferee.harmless`."""
    # notebooks of older formats have cells without ids
    known = [{"id": f"cell-{n}", **cell} for n, cell in enumerate(cells)]
    notebook = from_dict({**new_notebook(), "cells": known})  # type: ignore[no-untyped-call]
    shown: str
    shown, _resources = _exporter().from_notebook_node(notebook)
    # several parts stand in one page
    return shown.replace(' id="cell-id=', ' data-cell="')


def markdown_html(text: str) -> str:
    """Return Markdown as :func:`html` does."""
    return html([new_markdown_cell(text)]) if text.strip() else ""  # type: ignore[no-untyped-call]


@cache
def _exporter() -> Any:
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    config = Config()
    config.HTMLExporter.default_preprocessors = [Harmless]
    config.HTMLExporter.preprocessors = [HideTests]
    config.HTMLExporter.optimistic_validation = True
    config.HTMLExporter.filters = {"markdown2html": markdown}
    make: Any = HTMLExporter
    return make(
        config=config,
        template_name="basic",
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
