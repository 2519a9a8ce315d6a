"""A small course in nbgrader's plain form, of cells that a test lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import v4

from nbreferee.gradebook import open_api


def labeled(kind: str, name: str, text: str, **label: Any) -> Any:
    """A cell with a label; what is not said of it is false."""
    flags = {"grade": False, "solution": False, "task": False, "locked": False}
    make = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
    return make(
        text,
        id=name,
        metadata={"nbgrader": {"schema_version": 3, "grade_id": name, **flags, **label}},
    )


def expects(name: str, right: str) -> Any:
    """A cell for an answer."""
    return labeled("code", name, f"### BEGIN SOLUTION\n{right}\n### END SOLUTION", solution=True)


def checked(name: str, text: str, points: float) -> Any:
    """A test of what stands above it."""
    return labeled("code", name, text, grade=True, locked=True, points=points)


def memo(name: str, points: float) -> Any:
    """A text that a person marks."""
    return labeled("markdown", name, "Your words", grade=True, solution=True, points=points)


def write(path: Path, cells: Iterable[Any], kernel: str = "python3") -> None:
    """Write a notebook."""
    nb = v4.new_notebook(
        cells=list(cells),
        metadata={"kernelspec": {"name": kernel, "display_name": kernel, "language": "python"}},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, path)


def release(root: Path, assignment: str) -> Path:
    """Make the release that trainees get; return its folder."""
    with open_api(root) as api:
        made = api.generate_assignment(assignment)
        assert made["success"], made["log"]
    return root / "release" / assignment


def hand_in(
    root: Path, student: str, assignment: str, *changes: Callable[[Any], object], name: str = "p1"
) -> Path:
    """Hand in the release after changes to one notebook; return the folder."""
    released = root / "release" / assignment
    folder = root / "submitted" / student / assignment
    for path in released.rglob("*"):
        if path.is_file():
            copy = folder / path.relative_to(released)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    file = folder / f"{name}.ipynb"
    nb = nbformat.read(file, as_version=nbformat.NO_CONVERT)
    for change in changes:
        change(nb)
    nbformat.write(nb, file)
    return folder


def cell(nb: Any, name: str) -> Any:
    """The cell with a graded id."""
    return next(one for one in nb.cells if one.metadata.get("nbgrader", {}).get("grade_id") == name)


def says(name: str, text: str) -> Callable[[Any], None]:
    """Write a cell's text."""

    def change(nb: Any) -> None:
        cell(nb, name).source = text

    return change


def without(*names: str) -> Callable[[Any], None]:
    """Leave cells out."""

    def change(nb: Any) -> None:
        for name in names:
            nb.cells.remove(cell(nb, name))

    return change
