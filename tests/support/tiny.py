"""A tiny course, built once, and a class that hands in good and damaged work."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nbreferee.gradebook import open_api
from nbreferee.notebooks import read_notebook, write_notebook
from servicelab_workshop.lessons.bank import Answer, compose, read_bank
from servicelab_workshop.lessons.build import build
from servicelab_workshop.lessons.course import Course

TINY = Path(__file__).with_name("tiny_course")
ROOT = Path(__file__).resolve().parents[2]
MODULE = "m90_tiny"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course with both editions; not to be changed."""
    root = tmp_path_factory.mktemp("tiny") / "a course"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copy(ROOT / "solutions" / "jupytext.toml", root / "solutions")
    build(Course(root))
    return root


@pytest.fixture
def course(built: Path, tmp_path: Path) -> Course:
    """A copy of the built course that a test may change."""
    root = tmp_path / "course"
    shutil.copytree(built, root)
    return Course(root)


@pytest.fixture
def released(course: Course) -> Course:
    """A course whose gradebook knows the assignment."""
    with open_api(course.root) as api:
        assert api.generate_assignment(MODULE)["success"]
    return course


@pytest.fixture(scope="session")
def bank() -> dict[tuple[str, str], Answer]:
    return {(answer.task, answer.name): answer for answer in read_bank(answers_path())}


def answers_path() -> Path:
    return TINY / "solutions" / MODULE / "answers.py"


def submit(
    course: Course,
    student: str,
    answers: list[Answer] | None = None,
    damage: Callable[[Any], Any] | None = None,
) -> Path:
    """Hand in the trainee edition with answers, after `damage` has been done to the notebook."""
    folder = course.root / "submitted" / student / MODULE
    shutil.copytree(course.notebooks / MODULE, folder)
    path = folder / "tiny.ipynb"
    nb = compose(read_notebook(path), answers or [])
    if damage is not None:
        damage(nb)
    path.write_bytes(write_notebook(nb))
    return path


def cell_of(nb: Any, name: str) -> Any:
    return next(cell for cell in nb.cells if cell.id == name)
