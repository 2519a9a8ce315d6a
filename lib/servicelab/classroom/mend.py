"""Labels that a trainee damaged: put right from the gradebook before nbgrader reads them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor


class MendCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Rebuild nbgrader's label of every cell that can be recognized, and take off all others.

    A cell is recognized by the id in its label or, if the label is gone, by its cell id. Of copies
    the last one counts, as in nbgrader. What cannot be recognized counts as an ordinary cell: it
    costs its own points, never the submission.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Mend the cells of one notebook in place."""
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            labels = _labels(gradebook.find_notebook(place["notebook"], place["assignment"]))
        seen: set[str] = set()
        for cell in reversed(nb.cells):
            cell.setdefault("metadata", type(cell)())
            name = cell_name(cell, labels)
            old = cell.metadata.pop("nbgrader", None)
            if name is None or name in seen:
                if old is not None:
                    self.log.warning("Taking an unusable label off a cell: %s", old)
                continue
            seen.add(name)
            cell.metadata["nbgrader"] = type(cell)(labels[name])
        return nb, resources


def cell_name(cell: Any, known: Collection[str]) -> str | None:
    """Find the graded id of a cell by its label or else by its cell id; None for an ordinary cell."""
    label = cell.metadata.get("nbgrader")
    name = label.get("grade_id") if isinstance(label, dict) else None
    if name is None:
        name = cell.get("id")
    return name if isinstance(name, str) and name in known else None


def _labels(notebook: Any) -> dict[str, dict[str, Any]]:
    """Read the labels of a notebook's cells, as the gradebook has them."""
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    graded = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    labels: dict[str, dict[str, Any]] = {}
    for cell in notebook.source_cells:
        label = {
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
            "grade": cell.name in graded,
            "grade_id": cell.name,
            "locked": cell.locked,
            "schema_version": 3,
            "solution": cell.name in solutions,
            "task": cell.name in tasks,
        }
        if cell.name in points:
            label["points"] = points[cell.name]
        labels[cell.name] = {key: value for key, value in label.items() if value is not None}
    return labels
