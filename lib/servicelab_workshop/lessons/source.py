"""From a percent script to a notebook: short cell forms expanded, every cell with a stable id."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbreferee.evidence import imported, parse
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.lesson import ANSWER, DamagedNotebook, Lesson, read_lesson

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_SHORT = ("answer", "task", "memo")
_TEXT_ONLY = ("lines_to_next_cell", "lines_to_end_of_cell_marker", "id", "title", "cell_marker")


def read_script(path: Path) -> Any:
    """Read a notebook's percent script.

    Parameters
    ----------
    path : Path
        A jupytext percent script. Besides nbgrader's own metadata, cell markers may carry a short
        form: ``answer="ID"`` (solution cell ``ID-answer``), ``task="ID" points=N`` (autograded cell)
        or, in a markdown cell, ``memo="ID" points=N`` (answer marked by hand).

    Returns
    -------
    NotebookNode
        Without outputs, with kernelspec, nbgrader metadata and a stable id for each cell.

    Raises
    ------
    CourseError
        If the script cannot be read, a short form is incomplete, or an id repeats.
    """
    import jupytext

    try:
        nb = jupytext.read(path, fmt="py:percent", config=None)
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise CourseError(
            _("Cannot read {path}: {reason}").format(path=path, reason=reason)
        ) from error
    return normalize(nb, path)


def read_cells(path: Path) -> Any:
    """Read a percent script as it stands; once for each content, which is not to be changed."""
    return _cells(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def _cells(text: str) -> Any:
    import jupytext

    return jupytext.reads(text, fmt="py:percent", config=None)


def normalize(nb: Any, path: Path) -> Any:
    """Give a notebook the form that is built: long metadata, stable ids, no volatile metadata."""
    servicelab = nb.metadata.get("servicelab", {})
    nb.metadata.clear()
    nb.metadata.update(
        {
            "kernelspec": dict(KERNELSPEC),
            "language_info": {"name": "python"},
            "servicelab": servicelab,
        }
    )
    nb.nbformat, nb.nbformat_minor = 4, 5
    stem = re.sub(r"[^A-Za-z0-9-]+", "-", path.stem).strip("-") or "notebook"
    seen: set[str] = set()
    for number, (cell, where) in enumerate(zip(nb.cells, places(path, nb), strict=True), start=1):
        given = cell.metadata.get("id")
        expand(cell, where)
        for key in _TEXT_ONLY:
            cell.metadata.pop(key, None)
        cell.id = Cell.of(cell).name or given or f"{stem}-{number:02d}"
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(cell.id)):
            raise CourseError(
                _(
                    "{where}: the id {id} may hold letters, digits, - and _ only, 64 at most."
                ).format(where=where, id=cell.id)
            )
        if cell.id in seen:
            raise CourseError(
                _("{where}: the id {id} is used twice in this notebook.").format(
                    where=where, id=cell.id
                )
            )
        seen.add(cell.id)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nb


def places(path: Path, nb: Any) -> list[str]:
    """Say where the cells of a percent script begin: by the line where possible, or by number."""
    lines = [
        number
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.startswith("# %%")
    ]
    if len(lines) == len(nb.cells):
        return [_("{path}, line {line}").format(path=path, line=line) for line in lines]
    return [
        _("{path}, cell {number}").format(path=path, number=number)
        for number in range(1, len(nb.cells) + 1)
    ]


def expand(cell: Any, where: str) -> None:
    """Turn a short form in a cell's metadata into nbgrader's metadata, in place."""
    meta = cell.metadata
    short = [key for key in _SHORT if key in meta]
    if not short:
        if "points" in meta and "nbgrader" not in meta:
            raise CourseError(
                _("{where} has points but neither task nor memo.").format(where=where)
            )
        meta.pop("points", None) if "nbgrader" in meta else None
        return
    if len(short) > 1:
        raise CourseError(
            _("{where} is both {first} and {second}: keep one.").format(
                where=where, first=short[0], second=short[1]
            )
        )
    kind, name, points = short[0], meta.pop(short[0]), meta.pop("points", None)
    if (kind == "answer") != (points is None):
        raise CourseError(
            _("{where}: {kind} {name} needs points.").format(where=where, kind=kind, name=name)
            if points is None
            else _("{where}: an answer has no points; give them to its task.").format(where=where)
        )
    if kind in ("answer", "task") and cell.cell_type != "code":
        raise CourseError(
            _("{where}: {kind} belongs to a code cell.").format(where=where, kind=kind)
        )
    label: dict[str, Any] = {
        "grade": kind != "answer",
        "grade_id": f"{name}{ANSWER}" if kind == "answer" else name,
        "locked": kind == "task",
        "schema_version": 3,
        "solution": kind != "task",
        "task": False,
    }
    if points is not None:
        label["points"] = points
    meta["nbgrader"] = label


def imports(path: Path) -> list[str]:
    """What a script imports, such as ``numpy`` or ``servicelab:check``."""
    tree = parse(path.read_text(encoding="utf-8"))
    return [
        f"{module}:{attribute}" if attribute else module
        for module, attribute in (imported(tree) if tree else {}).values()
    ]


def is_newer_and_different(script: Path, notebook: Path, nb: Any) -> bool:
    """Whether the built notebook holds an edit that the script has not.

    A build gives the notebook the script's time, so a later time means that someone saved it. Only
    what an author writes is compared: cell types, sources, ids and points of graded cells.
    """
    if not notebook.exists() or notebook.stat().st_mtime <= script.stat().st_mtime:
        return False
    try:
        saved = read_lesson(notebook)
    except (OSError, DamagedNotebook):
        return False
    return _written(saved) != _written(Lesson.of(nb))


def is_written_alike(one: Any, other: Any) -> bool:
    """Whether two notebooks hold the same of what an author writes; prose counts, outputs do not."""
    return _written(Lesson.of(one)) == _written(Lesson.of(other))


def _written(lesson: Lesson) -> list[tuple[Any, ...]]:
    return [
        (
            cell.cell_type,
            cell.source.strip(),
            cell.name,
            cell.points,
            (cell.is_answer, cell.is_memo, cell.is_autograded, bool(cell.label.get("locked"))),
        )
        for cell in lesson.cells
    ]
