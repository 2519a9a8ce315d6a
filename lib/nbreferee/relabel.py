"""Labels that a trainee damaged: put right from the gradebook before nbgrader reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor, OverwriteCells

Placed = tuple[str | None, str, str]


def bare(text: str) -> str:
    r"""Return a cell's text without what a file or a formatter alone may change.

    Line ends become plain; space at the ends of lines and empty lines around the text go.

    Examples
    --------
    >>> bare("if a:  \r\n    b\n\n")
    'if a:\n    b'
    """
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


class RelabelCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Rebuild nbgrader's label of every cell that can be recognized, and take off all others.

    See :func:`recognize`. Of copies the last one counts, as in nbgrader. What cannot be recognized
    counts as an ordinary cell: it costs its own points, never the submission.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Relabel the cells of one notebook in place."""
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(place["notebook"], place["assignment"])
            labels, texts = _labels(notebook), visible_texts(notebook)
        for cell in nb.cells:
            cell.setdefault("metadata", type(cell)())
        names = recognize(nb.cells, texts)
        seen: set[str] = set()
        for cell, name in zip(reversed(nb.cells), reversed(names), strict=True):
            old = cell.metadata.pop("nbgrader", None)
            if name is None or name in seen:
                if old is not None:
                    self.log.warning("Taking an unusable label off a cell: %s", old)
                continue
            seen.add(name)
            if cell.cell_type != labels[name]["cell_type"]:
                # nbgrader changes the type back, but stops at an image in what was code
                cell.pop("attachments", None)
            intact = _is_intact(old, labels[name])
            cell.metadata["nbgrader"] = old if intact else type(cell)(labels[name])
        return nb, resources


class PutBackCells(OverwriteCells):  # type: ignore[misc]
    """nbgrader's own step, which puts a missing cell back whatever else is missing before it."""

    def add_missing_grade_cells(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put each behind the nearest labeled cell before it; nbgrader stops if there is none."""
        notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        order = [cell.name for cell in notebook.source_cells]
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        for number, cell in enumerate(notebook.source_cells):
            places = {_label_of(one): place for place, one in enumerate(nb.cells)}
            if cell.name not in points or cell.name in places:
                continue
            before = next((name for name in reversed(order[:number]) if name in places), None)
            added = self.missing_cell_transform(
                cell, points[cell.name], is_solution=cell.name in solutions
            )
            nb.cells.insert(places[before] + 1 if before is not None else 0, added)
        return nb, resources


def _label_of(cell: Any) -> Any:
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def visible_texts(notebook: Any) -> dict[str, str | None]:
    """Labeled cells of a released notebook, and of those nobody may edit, the text as released.

    Parameters
    ----------
    notebook : nbgrader.api.Notebook
        From the gradebook; its cells still hold the hidden tests.

    Returns
    -------
    dict
        Name -> text, None for a cell that a trainee writes in.
    """
    hidden = ClearHiddenTests()
    texts: dict[str, str | None] = {}
    for cell in notebook.source_cells:
        shown, inside = [], False
        for line in cell.source.splitlines():
            if hidden.begin_test_delimeter in line:
                inside = True
            elif hidden.end_test_delimeter in line:
                inside = False
            elif not inside:
                shown.append(line)
        text = "\n".join(shown).strip()
        texts[cell.name] = text if cell.locked and text else None
    return texts


def recognize(cells: Sequence[Any], texts: Mapping[str, str | None]) -> list[str | None]:
    """Find the graded id of each cell: by its label, else by its cell id, else by its text.

    Parameters
    ----------
    cells : sequence of NotebookNode
        All cells of a submission.
    texts : mapping
        From :func:`visible_texts`.

    Returns
    -------
    list of str or None
        A name for each cell; None for an ordinary one. Text counts only where it is sure: one
        locked cell of the release and one unnamed cell of the submission have it.
    """
    names = [_named(cell, texts) for cell in cells]
    missing = {name: bare(text) for name, text in texts.items() if text and name not in names}
    for name, text in missing.items():
        alike = [
            place
            for place, cell in enumerate(cells)
            if names[place] is None and bare(cell.source) == text
        ]
        if len(alike) == 1 and list(missing.values()).count(text) == 1:
            names[alike[0]] = name
    return names


def settle(
    cells: Sequence[Any], names: Sequence[str | None], layout: Sequence[Placed]
) -> list[str | None]:
    """Find further graded ids with the help of the released notebook: by text, then by place.

    Parameters
    ----------
    cells : sequence of NotebookNode
        All cells of a submission.
    names : sequence of str or None
        From :func:`recognize`.
    layout : sequence of (name, cell type, text)
        All cells of the released notebook; the name is None for an ordinary one.

    Returns
    -------
    list of str or None
        Names are only added. A place is sure where two neighbors were recognized and, between
        them, one cell of its type is missing and one cell of that type has no name.
    """
    found = list(names)
    told = Counter(name for name in found if name is not None)
    places = {name: place for place, (name, _kind, _text) in enumerate(layout) if name is not None}
    known = [
        places.get(name) if name is not None and told[name] == 1 else None for name in found
    ]  # the released cell that a cell of the submission is
    kinds = [(kind, bare(text)) for _name, kind, text in layout]
    written = [(cell.cell_type, bare(cell.source)) for cell in cells]
    once = {one for one, times in Counter(kinds).items() if times == 1 and one[1]}
    once &= {one for one, times in Counter(written).items() if times == 1}
    for place, one in enumerate(kinds):
        name = layout[place][0]
        if one in once and place not in known and (name is None or name not in told):
            at = written.index(one)
            if known[at] is None and found[at] is None:
                known[at], found[at] = place, name
    anchors = [(place, at) for at, place in enumerate(known) if place is not None]
    anchors = sorted([(-1, -1), *anchors, (len(layout), len(cells))])
    for (place, at), (next_place, next_at) in pairwise(anchors):
        missing = range(place + 1, next_place)
        unnamed = [one for one in range(at + 1, next_at) if found[one] is None]
        if any(known[one] is not None or found[one] is not None for one in range(at + 1, next_at)):
            continue
        for kind in ("code", "markdown"):
            gone = [one for one in missing if layout[one][1] == kind]
            there = [one for one in unnamed if cells[one].cell_type == kind]
            if len(gone) == len(there) == 1 and layout[gone[0]][0] not in told:
                found[there[0]] = layout[gone[0]][0]
    return found


def _named(cell: Any, known: Collection[str]) -> str | None:
    label = cell.metadata.get("nbgrader")
    name = label.get("grade_id") if isinstance(label, dict) else None
    if name is None:
        name = cell.get("id")
    return name if isinstance(name, str) and name in known else None


def _is_intact(label: Any, right: Mapping[str, Any]) -> bool:
    """Whether nbgrader can use a label as it is; the rest of it, nbgrader puts right itself."""
    if not isinstance(label, dict) or label.get("schema_version") != right["schema_version"]:
        return False
    if any(bool(label.get(key)) != right[key] for key in ("grade", "solution", "task")):
        return False
    points = label.get("points")
    return label.get("grade_id") == right["grade_id"] and (
        "points" not in right or isinstance(points, int | float)
    )


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
