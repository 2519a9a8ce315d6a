"""A plain nbgrader course of two notebooks, and the class that hands in the collection."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from damage.collection import COLLECTION
from nbreferee.gradebook import open_api
from nbreferee.isolation import Limits
from nbreferee.record import GradingRecord
from servicelab_workshop.grading import grade

ASSIGNMENT = "ps1"
GOOD = ("Anna", "Mo", "Zoe")
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "damage"
c.Execute.timeout = 6
"""
ANSWERS = {
    "mean-answer": "def mean(numbers):\n    return sum(numbers) / len(numbers)",
    "share-answer": "share = 2 / 3",
    "memo": "Two of three numbers are above three.",
    "word-answer": "word = 'yes'",
}


def cell(name: str, source: str, kind: str = "code", **label: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": kind, "id": name, "metadata": {}, "source": source}
    if kind == "code":
        made |= {"outputs": [], "execution_count": 1}
    if label:
        made["metadata"]["nbgrader"] = {
            "grade": False,
            "solution": False,
            "locked": False,
            "task": False,
            "grade_id": name,
            "schema_version": 3,
            **label,
        }
    return made


def answer(name: str, solution: str) -> dict[str, Any]:
    source = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
    return cell(name, source, solution=True)


def tested(name: str, points: int, visible: str, hidden: str) -> dict[str, Any]:
    source = f"{visible}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    return cell(name, source, grade=True, locked=True, points=points)


NOTEBOOKS = {
    "tiny": [
        cell("title", "# Numbers", "markdown"),
        cell("start", "data = [2, 4, 6]"),
        answer("mean-answer", ANSWERS["mean-answer"]),
        tested("mean", 3, "assert mean(data) == 4", "assert mean([1]) == 1"),
        cell("rule", "Now the share of numbers above three.", "markdown", locked=True),
        answer("share-answer", ANSWERS["share-answer"]),
        tested("share", 2, "assert share is not None", "assert abs(share - 2 / 3) < 0.01"),
        cell("memo", "What do you see?", "markdown", grade=True, solution=True, points=4),
    ],
    "other": [
        answer("word-answer", ANSWERS["word-answer"]),
        tested("word", 1, "assert word", "assert word == 'yes'"),
    ],
}


def make_course(root: Path) -> None:
    source = root / "source" / ASSIGNMENT
    (source / "tools").mkdir(parents=True)
    (source / "tools" / "helper.py").write_text("seven = 7\n")
    (root / "nbgrader_config.py").write_text(CONFIG)
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for name, cells in NOTEBOOKS.items():
        nb = {
            "cells": cells,
            "metadata": {"kernelspec": spec},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        (source / f"{name}.ipynb").write_text(json.dumps(nb))
    with open_api(root) as api:
        assert api.generate_assignment(ASSIGNMENT)["success"]


def hand_in(root: Path, student: str) -> Path:
    """Hand in right answers."""
    folder = root / "submitted" / student / ASSIGNMENT
    shutil.copytree(root / "release" / ASSIGNMENT, folder, copy_function=shutil.copyfile)
    for path in folder.glob("*.ipynb"):
        nb = json.loads(path.read_bytes())
        for one in nb["cells"]:
            one["source"] = ANSWERS.get(one["id"], "".join(one["source"]))
            if one["cell_type"] == "code":
                one["execution_count"] = 1
        path.write_text(json.dumps(nb, indent=1))
    return folder


def grade_class(root: Path, students: list[str] | None = None) -> dict[str, GradingRecord]:
    limits = Limits(seconds=20, output=2 << 20, memory=1 << 30)
    records = grade(root, ASSIGNMENT, students=students, limits=limits)
    return {record.student: record for record in records}


def says(record: GradingRecord) -> str:
    parts = [record.message, *record.incomplete, *record.notes, *record.errors, *record.flags]
    return " ".join(part for part in parts if part)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("damage") / "a course"
    make_course(root)
    for student in GOOD:
        hand_in(root, student)
    for row in COLLECTION:
        folder = hand_in(root, row.student or row.name)
        shutil.rmtree(folder / "tools")
        row.do(folder)
    yield root
    for path in root.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


@pytest.fixture(scope="session")
def graded(course: Path) -> dict[str, GradingRecord]:
    """What became of the whole class, in one run."""
    return {name: replace(record) for name, record in grade_class(course).items()}
