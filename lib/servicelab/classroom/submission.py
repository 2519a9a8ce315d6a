"""What is damaged in a submission, in words, before nbgrader grades it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .._i18n import _
from .mend import cell_name
from .source import read_notebook


def expected_cells(gradebook: Any, assignment: str) -> dict[str, dict[str, str]]:
    """List the labeled cells of each notebook of an assignment.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
        An open gradebook.
    assignment : str
        The assignment's name.

    Returns
    -------
    dict
        Notebook name -> {grade_id: cell type}.
    """
    return {
        notebook.name: {
            cell.name: cell.cell_type
            for cell in [*notebook.grade_cells, *notebook.task_cells, *notebook.source_cells]
        }
        for notebook in gradebook.find_assignment(assignment).notebooks
    }


def diagnose(
    folder: Path, expected: Mapping[str, Mapping[str, str]]
) -> tuple[list[str], list[str]]:
    """Look at one submission.

    Parameters
    ----------
    folder : Path
        ``submitted/<student>/<assignment>``.
    expected : mapping
        From :func:`expected_cells`.

    Returns
    -------
    fatal : list of str
        Why it cannot be graded, one sentence each.
    notes : list of str
        What was found damaged and costs points or was put right, one sentence each.
    """
    fatal: list[str] = []
    notes: list[str] = []
    present = {path.stem: path for path in sorted(folder.glob("*.ipynb"))}
    if not present.keys() & expected.keys():
        fatal.append(
            _("none of its notebooks is there ({names}): ask for them.").format(
                names=", ".join(f"{name}.ipynb" for name in sorted(expected))
            )
        )
    for name, cells in expected.items():
        if name not in present:
            if not fatal:
                notes.append(_("{name}.ipynb is missing and counts 0.").format(name=name))
            continue
        problem, found = _read(present[name])
        if problem:
            fatal.append(problem)
        else:
            notes += _compare(name, found, cells)
    for name in sorted(present.keys() - expected.keys()):
        notes.append(
            _("{name}.ipynb is no part of the assignment and was not graded.").format(name=name)
        )
    return fatal, notes


def _read(path: Path) -> tuple[str | None, Any]:
    try:
        raw = json.loads(path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        return _("{name} cannot be opened ({reason}).").format(name=path.name, reason=reason), None
    except ValueError:
        return _("{name} is not a notebook (no valid JSON): ask for it again.").format(
            name=path.name
        ), None
    try:
        for place, cell in enumerate(raw["cells"], start=1):
            for key in ("cell_type", "metadata", "source"):
                if key not in cell:
                    return _("{name} is damaged (cell {n} has no {key}): ask for it again.").format(
                        name=path.name, n=place, key=key
                    ), None
        return None, read_notebook(path)
    except Exception:
        return _("{name} is JSON but not a notebook: ask for it again.").format(
            name=path.name
        ), None


def _compare(name: str, nb: Any, cells: Mapping[str, str]) -> list[str]:
    notes: list[str] = []
    kinds: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for cell in nb.cells:
        grade_id = cell_name(cell, cells)
        if grade_id is not None:
            counts[grade_id] += 1
            kinds[grade_id] = cell.cell_type
    for grade_id, kind in cells.items():
        if grade_id not in counts:
            notes.append(_("the cell {id} is gone; what it carries counts 0.").format(id=grade_id))
        elif counts[grade_id] > 1:
            notes.append(
                _("the cell {id} is there {n} times; the last one counts.").format(
                    id=grade_id, n=counts[grade_id]
                )
            )
        if kinds.get(grade_id, kind) != kind:
            notes.append(
                _("the cell {id} was changed to {kind} and was changed back.").format(
                    id=grade_id, kind=kinds[grade_id]
                )
            )
    return notes
