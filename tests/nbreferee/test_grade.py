from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.tiny import MODULE, cell_of, submit

from nbreferee.errors import RefereeError
from nbreferee.feedback import feedback
from nbreferee.gradebook import open_api
from nbreferee.notebooks import read_notebook, write_notebook
from nbreferee.record import GradingRecord, read_grading_record
from servicelab_workshop.classroom.export import unread
from servicelab_workshop.classroom.mail import write_mails
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course

Bank = dict[tuple[str, str], Answer]


def right(bank: Bank) -> list[Answer]:
    return [
        bank["m90-q1-mean", "numpy"],
        bank["m90-q2-share", "a list"],
        bank["m90-q3-memo", "good"],
    ]


def one(course: Course) -> GradingRecord:
    (result,) = grade(course.root, MODULE)
    return result


def test_grades_good_and_bad_work_and_goes_on(released: Course, bank: Bank) -> None:
    submit(released, "anna", right(bank))
    submit(released, "bo", [bank["m90-q1-mean", "takes the median"]])
    submit(released, "cy").write_text("{ not json")
    submit(released, "di", right(bank))
    seen: list[str] = []
    results = grade(released.root, MODULE, lambda step: seen.append(step.record.student))
    assert sorted(seen) == ["anna", "bo", "cy", "di"]
    rows = {
        r.student: (r.status == "graded", r.score, r.max_score, r.needs_manual) for r in results
    }
    assert rows == {
        "anna": (True, 5, 100, True),
        "bo": (True, 2, 100, False),
        "cy": (False, 0, 0, False),
        "di": (True, 5, 100, True),
    }
    (failed,) = [r for r in results if r.status != "graded"]
    assert failed.message == "tiny.ipynb is not a notebook (no valid JSON). Ask for it again."


def duplicate(name: str) -> Callable[[Any], None]:
    def damage(nb: Any) -> None:
        copy = json.loads(json.dumps(cell_of(nb, name)))
        copy["id"] = "copy"
        nb.cells.insert(0, type(nb)(copy))
        nb.cells[0].metadata = type(nb)(copy["metadata"])
        nb.cells[0].metadata.nbgrader = type(nb)(copy["metadata"]["nbgrader"])

    return damage


def delete(name: str) -> Callable[[Any], None]:
    return lambda nb: nb.cells.remove(cell_of(nb, name))


def retype(name: str) -> Callable[[Any], None]:
    def damage(nb: Any) -> None:
        cell = cell_of(nb, name)
        cell.cell_type = "markdown"
        del cell["outputs"], cell["execution_count"]

    return damage


def strip(keep_ids: bool) -> Callable[[Any], None]:
    def damage(nb: Any) -> None:
        for number, cell in enumerate(nb.cells):
            cell.metadata = type(nb)()
            cell.id = cell.id if keep_ids else f"c{number}"

    return damage


def mislabel(nb: Any) -> None:
    cell_of(nb, "m90-q1-mean").metadata.nbgrader = {"grade": True, "points": 99}
    foreign = dict(cell_of(nb, "m90-q2-share").metadata.nbgrader, grade_id="of-another-course")
    nb.cells[0].metadata.nbgrader = foreign


def cheat(nb: Any) -> None:
    cell_of(nb, "m90-q1-mean").metadata.nbgrader.points = 99
    cell_of(nb, "m90-q1-mean").source = "99.0"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "score", "notes"),
    [
        (
            duplicate("m90-q2-share"),
            5,
            ["m90-q2-share is there 2 times", "cell 1 ended with an error (NameError"],
        ),
        (
            duplicate("m90-q2-share-answer"),
            5,
            ["m90-q2-share-answer is there 2 times", "cell 1 ended with an error (NameError"],
        ),
        (delete("m90-q2-share"), 3, ["m90-q2-share is gone"]),
        (delete("m90-q2-share-answer"), 3, ["m90-q2-share-answer is gone or has lost its label"]),
        (retype("m90-q2-share"), 5, ["m90-q2-share was changed to markdown"]),
        (strip(keep_ids=True), 5, ["tiny.ipynb: 5 cells had lost their labels"]),
        (strip(keep_ids=False), 5, ["tiny.ipynb: 5 cells had lost their labels"]),
        (mislabel, 5, ["tiny.ipynb: 1 cell had lost its label"]),
        (cheat, 5, ["the locked cell m90-q1-mean was changed and was put back"]),
    ],
    ids=lambda value: getattr(value, "__qualname__", None),
)
def test_damage_costs_no_more_than_itself(
    released: Course, bank: Bank, damage: Callable[[Any], None], score: float, notes: list[str]
) -> None:
    submit(released, "anna", right(bank), damage)
    result = one(released)
    assert result.status == "graded", result.message
    assert (result.score, result.max_score) == (score, 100)
    said = [*result.incomplete, *result.notes, *result.errors]
    assert len(said) == len(notes)
    for words, note in zip(notes, said, strict=True):
        assert words in note


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tiny.ipynb is empty"),
        (b"\xff\xfe\x00", "not a notebook"),
        (b"[]", "JSON but not a notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [3]}', "JSON but not"),
        (b'{"nbformat": 4, "cells": null}', "holds no cells"),
        (None, "none of its notebooks is there (tiny.ipynb)"),
    ],
)
def test_what_cannot_be_graded_is_told_in_a_sentence(
    released: Course, content: bytes | None, words: str
) -> None:
    path = submit(released, "anna")
    path.unlink() if content is None else path.write_bytes(content)
    result = one(released)
    assert result.status != "graded"
    assert words in result.message
    assert "\n" not in result.message


@pytest.mark.slow
def test_another_process_finds_what_was_graded_unchanged(released: Course) -> None:
    submit(released, "s1")
    (first,) = grade(released.root, MODULE)
    command = [sys.executable, "-m", "servicelab_workshop", "grade", MODULE]
    subprocess.run(command, cwd=released.root, check=True)
    again = read_grading_record(released.root, MODULE, "s1")
    assert again is not None
    assert again.fingerprint == first.fingerprint


def test_grading_again_keeps_marks_given_by_hand(released: Course, bank: Bank) -> None:
    submit(released, "anna", right(bank))
    one(released)
    with open_api(released.root) as api, api.gradebook as gradebook:
        memo = gradebook.find_grade("m90-q3-memo", "tiny", MODULE, "anna")
        memo.manual_score = 3.5
        gradebook.db.commit()
    (again,) = grade(released.root, MODULE, force=True)
    assert (again.score, again.needs_manual) == (5, True)
    with open_api(released.root) as api, api.gradebook as gradebook:
        assert gradebook.find_submission(MODULE, "anna").score == 8.5


@pytest.mark.slow
def test_a_mark_stands_where_the_text_is_unchanged(released: Course, bank: Bank) -> None:
    path = submit(released, "anna", right(bank))
    one(released)

    def memo() -> tuple[float, bool]:
        with open_api(released.root) as api, api.gradebook as gradebook:
            given = gradebook.find_grade("m90-q3-memo", "tiny", MODULE, "anna")
            return given.manual_score, given.needs_manual_grade

    def hand_in(name: str, source: str) -> None:
        nb = read_notebook(path)
        cell_of(nb, name).source = source
        path.write_bytes(write_notebook(nb))

    with open_api(released.root) as api, api.gradebook as gradebook:
        given = gradebook.find_grade("m90-q3-memo", "tiny", MODULE, "anna")
        given.manual_score, given.needs_manual_grade = 3.5, False
        gradebook.db.commit()
    hand_in("m90-q2-share-answer", "share = 0")
    # nbgrader's way, settled afterwards
    again = one(released)
    assert (again.unchanged, memo()) == (["tiny/m90-q3-memo"], (3.5, True))
    (again,) = grade(released.root, MODULE, keep_marks=True)
    assert (again.needs_manual, again.unchanged, memo()) == (False, [], (3.5, False))
    # in one go
    hand_in("m90-q2-share-answer", "share = 1")
    (again,) = grade(released.root, MODULE, keep_marks=True)
    assert (again.needs_manual, again.unchanged, memo()) == (False, [], (3.5, False))
    # another text is read, however often it is handed in
    hand_in("m90-q3-memo", "Open two counters.")
    for source in ("share = 1", "share = 2"):
        hand_in("m90-q2-share-answer", source)
        (again,) = grade(released.root, MODULE, keep_marks=True)
        assert (again.needs_manual, again.unchanged, memo()) == (True, [], (3.5, True))


@pytest.mark.slow
def test_a_mark_in_place_of_automatic_points_stands(
    released: Course, bank: Bank, tmp_path: Path
) -> None:
    path = submit(released, "anna", [bank["m90-q1-mean", "takes the median"]])
    one(released)

    def change(points: float | None = None) -> tuple[float, bool]:
        with open_api(released.root) as api, api.gradebook as gradebook:
            given = gradebook.find_grade("m90-q1-mean", "tiny", MODULE, "anna")
            if points is not None:
                given.manual_score, given.needs_manual_grade = points, False
                gradebook.update_or_create_student("anna", email="anna@example.org")
                gradebook.db.commit()
            return given.score, given.needs_manual_grade

    def hand_in(name: str, source: str) -> None:
        nb = read_notebook(path)
        cell_of(nb, name).source = source
        path.write_bytes(write_notebook(nb))

    change(3)
    (again,) = grade(released.root, MODULE, force=True, keep_marks=True)
    assert (again.score, again.needs_manual, change()) == (2, False, (3, False))
    assert unread(released.root) == []
    feedback(released.root, MODULE)
    mails = write_mails(released.root, MODULE, tmp_path)
    assert (mails.unread, mails.new) == ([], ["anna"])
    # as with a memo, it can be settled afterwards
    (again,) = grade(released.root, MODULE, force=True)
    assert (again.unchanged, change()) == (["tiny/m90-q1-mean"], (3, True))
    (again,) = grade(released.root, MODULE, keep_marks=True)
    assert change() == (3, False)
    # another answer with the same points, or other points, are looked at
    middle = cell_of(read_notebook(path), "m90-q1-mean-answer").source
    for source in (f"{middle}\n# the same, told otherwise", "mean_wait = max"):
        hand_in("m90-q1-mean-answer", source)
        (again,) = grade(released.root, MODULE, keep_marks=True)
        assert (again.unchanged, change()) == ([], (3, True))
        change(3)


@pytest.mark.slow
def test_a_penalty_follows_marks_and_dates_and_runs_no_notebook(
    released: Course, bank: Bank
) -> None:
    path = submit(released, "anna", right(bank))
    times = path.with_name("timestamp.txt")
    times.write_text("2026-03-03 13:00:00 UTC")
    config = released.root / "nbgrader_config.py"
    config.write_text(
        config.read_text(encoding="utf-8") + '\nc.LateSubmissionPlugin.penalty_method = "zero"\n',
        encoding="utf-8",
    )
    assert (one(released).late, one(released).penalty) == (0, 0)

    def change(due: dt.datetime | None = None, memo: float | None = None) -> None:
        with open_api(released.root) as api, api.gradebook as gradebook:
            if due:
                gradebook.find_assignment(MODULE).duedate = due
            if memo is not None:
                given = gradebook.find_grade("m90-q3-memo", "tiny", MODULE, "anna")
                given.manual_score, given.needs_manual_grade = memo, False
            gradebook.db.commit()

    def again() -> GradingRecord:
        seen: list[bool] = []
        (record,) = grade(released.root, MODULE, lambda step: seen.append(step.fresh))
        assert seen == [False]
        return record

    change(due=dt.datetime(2026, 3, 1, 13))
    record = again()
    assert (record.late, record.penalty, record.score) == (2 * 86400, 5, 5)
    change(memo=3)
    assert again().penalty == 8
    times.write_text("yesterday")
    assert "holds no time that can be read" in again().notes[0]
    assert "holds no time that can be read" in again().notes[0]
    times.write_text("2026-03-01 12:00:00 UTC")
    record = again()
    assert (record.late, record.penalty, record.notes) == (0, 0, [])
    copy = released.root / "autograded" / "anna" / MODULE / "timestamp.txt"
    assert copy.read_text() == times.read_text()
    # as all that was graded is: nobody changes it by mistake
    assert {one.stat().st_mode for one in copy.parent.iterdir()} == {copy.stat().st_mode}
    with open_api(released.root) as api, api.gradebook as gradebook:
        assert gradebook.find_submission(MODULE, "anna").late_submission_penalty == 0
    # a time that was withdrawn is none
    change(due=dt.datetime(2026, 2, 28, 12))
    assert again().late == 86400
    times.unlink()
    assert (again().late, copy.exists()) == (0, False)
    # another penalty needs no other points
    config.write_text(config.read_text(encoding="utf-8").replace('"zero"', '"none"'))
    again()


def test_says_what_is_missing(course: Course, tmp_path: Path) -> None:
    with pytest.raises(RefereeError, match="nbgrader generate_assignment"):
        grade(course.root, MODULE)
    with pytest.raises(RefereeError, match="There is no folder"):
        grade(tmp_path / "nowhere", MODULE)
    with open_api(course.root) as api:
        api.generate_assignment(MODULE)
    with pytest.raises(RefereeError, match="Nobody has submitted"):
        grade(course.root, MODULE)


def test_where_the_preparation_fails_nothing_is_graded(released: Course, bank: Bank) -> None:
    submit(released, "anna", right(bank))
    submit(released, "bo", right(bank))
    beside = released.root / "submitted" / "bo"
    (beside / MODULE).rename(beside / MODULE.upper())
    with (released.root / "nbgrader_config.py").open("a") as config:
        config.write(
            "\ndef prepare(assignment, student, notebooks):\n"
            "    raise OSError(f'no room for {student}')\n"
            "c.Autograde.pre_convert_hook = prepare\n"
        )
    anna, bo = grade(released.root, MODULE)
    assert (anna.status, bo.status) == ("failed", "failed")
    assert anna.message == "The course's pre_convert_hook failed (OSError: no room for anna)."
    assert bo.message == (
        f"It was handed in as {MODULE.upper()}, not in a folder {MODULE}: put its files into such a "
        f"folder, {beside / MODULE}, and grade again."
    )
    assert not (released.root / "autograded").exists()
