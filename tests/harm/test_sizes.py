"""A class in which somebody tries every way to stop or to bloat its grading."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from damage.conftest import ASSIGNMENT, GOOD, hand_in, make_course, says
from typer.testing import CliRunner

from nbreferee.feedback import feedback
from nbreferee.gradebook import open_api
from servicelab_workshop.classroom.export import export
from servicelab_workshop.classroom.report import report
from servicelab_workshop.cli import app

from .graded import Graded, grade_apart
from .sizes import HARM, Harm

pytestmark = [pytest.mark.slow, pytest.mark.alone]
MORE = 300 << 20
_TIMEOUT = 6


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """A class of the same size, all of them honest."""
    root = tmp_path_factory.mktemp("honest")
    make_course(root)
    for student in (*GOOD, *(row.name for row in HARM)):
        hand_in(root, student)
    return grade_apart(root, ASSIGNMENT)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("harm")
    make_course(root)
    for student in GOOD:
        hand_in(root, student)
    for row in HARM:
        row.do(hand_in(root, row.name))
    yield root
    # what calls itself for each folder does not come to the end of this one
    subprocess.run(["rm", "-rf", str(root / "submitted")], check=True)


@pytest.fixture(scope="module")
def graded(course: Path) -> Graded:
    return grade_apart(course, ASSIGNMENT)


def test_the_collection_is_large_enough() -> None:
    assert len({row.name for row in HARM}) == len(HARM) >= 20


def test_the_others_are_graded_as_if_nothing_were_wrong(graded: Graded) -> None:
    assert len(graded.records) == len(HARM) + len(GOOD)
    for student in GOOD:
        record = graded.records[student]
        assert (record.status, record.score, says(record)) == ("graded", 6, "")


@pytest.mark.parametrize("row", HARM, ids=lambda row: row.name)
def test_it_costs_only_itself(graded: Graded, row: Harm) -> None:
    record = graded.records[row.name]
    said = says(record)
    assert (record.status, record.score) == ("graded", row.points), said
    assert row.says in said
    assert bool(said) or not row.says
    for sentence in [record.message, *record.incomplete, *record.notes, *record.errors]:
        assert sentence.isprintable()
        assert len(sentence) <= 1500
    told = [*record.flags, *record.incomplete, *record.notes, *record.errors]
    assert len(told) < 200


def test_the_grader_stays_small(honest: Graded, graded: Graded) -> None:
    assert graded.memory < honest.memory + MORE


def test_the_class_is_not_kept_waiting(honest: Graded, graded: Graded) -> None:
    """All of them at once cost less than three classes; any one costs a class much less than half."""
    assert graded.processor < 3 * honest.processor
    # the clock also runs while a busy machine does something else
    late = sum(row.late for row in HARM) * _TIMEOUT
    assert graded.seconds - late < 6 * honest.seconds


def test_everything_is_told_and_exported(course: Path, graded: Graded) -> None:
    runner = CliRunner()
    again = runner.invoke(app, ["grade", ASSIGNMENT, "--course", str(course), "--json"])
    lines = [json.loads(line) for line in again.stdout.splitlines() if line.startswith("{")]
    assert {line["student"] for line in lines} == set(graded.records)
    table = runner.invoke(app, ["grade", ASSIGNMENT, "--course", str(course), "--verbose"])
    assert table.exit_code == 0, table.output
    assert "half characters" in table.output
    page = report(course, ASSIGNMENT).read_text(encoding="utf-8")
    assert "The witness in the kernel was silenced or forged." in page
    for path in export(course):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            assert len(list(csv.reader(stream))) > len(HARM)


def test_everybody_gets_feedback(course: Path, graded: Graded) -> None:
    written = feedback(course, ASSIGNMENT)
    assert {folder.parent.name for folder in written.folders} == set(graded.records)
    assert not {student for student, _notebook in written.plain} & set(GOOD)


def test_the_gradebook_and_the_graded_tree_are_whole(course: Path, graded: Graded) -> None:
    with open_api(course) as api, api.gradebook as gradebook:
        points = {
            one.student.id: sum(
                grade.auto_score or 0 for nb in one.notebooks for grade in nb.grades
            )
            for one in gradebook.assignment_submissions(ASSIGNMENT)
        }
    assert points == {name: record.score for name, record in graded.records.items()}
    for student in graded.records:
        folder = course / "autograded" / student / ASSIGNMENT
        for place, folders, files in os.walk(folder):
            assert not [name for name in folders if name.endswith(".ipynb")]
            size = sum((Path(place) / name).lstat().st_size for name in files)
            assert size < 64 << 20
