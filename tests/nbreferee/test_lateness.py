from __future__ import annotations

import csv
import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.tiny import MODULE, submit
from typer.testing import CliRunner

from nbreferee.errors import RefereeError
from nbreferee.gradebook import open_api
from nbreferee.lateness import renew_penalties
from nbreferee.record import STATE, read_grading_record
from servicelab_workshop.commands.classroom import app
from servicelab_workshop.commands.reports import class_report
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course

TEN_PERCENT = """
from nbgrader.plugins import LateSubmissionPlugin


class TenPercent(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 10


c.AssignLatePenalties.plugin_class = TenPercent
"""

AT_WORK = """
import fcntl, sys
with open(sys.argv[1], "a") as lock:
    fcntl.lockf(lock, fcntl.LOCK_EX)
    print("locked", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def marked(released: Course, bank: dict[tuple[str, str], Answer]) -> Course:
    """Anna handed in late; her memo was read after she was graded, as was that of bo."""
    config = released.root / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + TEN_PERCENT, encoding="utf-8")
    for student, day in (("anna", 3), ("bo", 1)):
        path = submit(
            released, student, [bank["m90-q1-mean", "numpy"], bank["m90-q3-memo", "good"]]
        )
        path.with_name("timestamp.txt").write_text(f"2026-03-0{day} 09:00:00 UTC")
    with open_api(released.root) as api, api.gradebook as gradebook:
        gradebook.find_assignment(MODULE).duedate = dt.datetime(2026, 3, 2)
        gradebook.db.commit()
        gradebook.add_student("anna", email="anna@example.org")
    grade(released.root, MODULE)
    give(released, 47)
    return released


def give(course: Course, memo: float) -> None:
    with open_api(course.root) as api, api.gradebook as gradebook:
        for student in ("anna", "bo"):
            given = gradebook.find_grade("m90-q3-memo", "tiny", MODULE, student)
            given.manual_score, given.needs_manual_grade = memo, False
        gradebook.db.commit()


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def points(course: Course) -> str:
    (row,) = [
        row
        for row in csv.DictReader(
            (course.root / "grades.csv").read_text(encoding="utf-8").splitlines()
        )
        if row["student_id"] == "anna"
    ]
    return row["score"]


@pytest.mark.slow
def test_what_goes_out_holds_the_penalty_of_this_moment(marked: Course, tmp_path: Path) -> None:
    course = ("--course", marked.root)
    # 50 points, a tenth of which is lost
    run("feedback", MODULE, *course, "--mail", tmp_path)
    assert "You have 45 of 100 points" in (tmp_path / MODULE / "anna.eml").read_text()
    page = (marked.root / "feedback" / "anna" / MODULE / "tiny.html").read_text(encoding="utf-8")
    assert re.search(r"\b45\b", page)
    record = read_grading_record(marked.root, MODULE, "anna")
    assert record is not None
    assert record.penalty == 5
    give(marked, 27)
    run("export", *course, "--to", marked.root / "grades.csv")
    assert points(marked) == "27.0"
    give(marked, 37)
    class_report(MODULE, marked.root, tmp_path / "report.html")
    assert renew_penalties(marked.root) == []
    give(marked, 7)
    run("certificates", *course)
    assert renew_penalties(marked.root) == []


def test_says_who_is_at_work_and_what_fails(marked: Course) -> None:
    assert renew_penalties(marked.root, "another") == []
    grader = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, marked.root / STATE / "grading.lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with grader:
        assert grader.stdout is not None
        assert grader.stdout.readline()
        with pytest.raises(RefereeError, match=r"^Another grader is at work in .*: wait until"):
            renew_penalties(marked.root)
        grader.communicate(b"")
    assert renew_penalties(marked.root, MODULE) == [("anna", MODULE)]
    assert renew_penalties(marked.root) == []
    config = marked.root / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8").replace("score / 10", "score / 0"))
    with pytest.raises(RefereeError, match="AssignLatePenalties says float division by zero"):
        renew_penalties(marked.root)
