from __future__ import annotations

import datetime as dt
import email
import email.policy
from pathlib import Path
from typing import Any

import pytest
from support.tiny import MODULE
from typer.testing import CliRunner

from nbreferee.gradebook import open_api
from nbreferee.record import STATE
from nbreferee.regrade import regrading
from nbreferee.taken import read_taken
from servicelab.errors import CourseError
from servicelab_workshop.classroom.demo import Student, draw_class, hand_in, mark_by_hand
from servicelab_workshop.classroom.regrade import corrected
from servicelab_workshop.commands import regrade
from servicelab_workshop.commands.classroom import app
from servicelab_workshop.grading import SERVICELAB, grade
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course

TEN_PERCENT = """
from nbgrader.plugins import LateSubmissionPlugin


class TenPercent(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 10


c.AssignLatePenalties.plugin_class = TenPercent
"""
TASKS = {"m90-q1-mean": 3.0, "m90-q2-share": 2.0, "m90-q3-memo": 95.0}
# of whom forgets missing values, all but a sixth is right no longer: what is taken stays the same
MOVED = {"divides by all rows": 1.0, "takes the median": 2.5, "hard-coded": 0.5}
WHY = "A missing value counted too little."


def correct(course: Course) -> None:
    """Give the hidden check of the first task four times its weight."""
    folder = course.solutions / MODULE
    edit(folder / "tiny.py", "secret_branch), hidden=True", "secret_branch), hidden=True, weight=4")
    for name, points in (("divides by all rows", 2), ("hard-coded", 1)):
        head = f'# %% {name}  task="m90-q1-mean" points='
        edit(folder / "answers.py", f"{head}{points}", f"{head}{MOVED[name]:g}")
    head = '# %% takes the median  task="m90-q1-mean" points='
    edit(folder / "answers.py", f"{head}2", f"{head}2.5")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(*arguments: object) -> str:
    group = regrade.app if arguments[0] == "regrade" else app
    result = CliRunner().invoke(group, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def everything(course: Course, *folders: Path) -> dict[str, bytes]:
    """All files of the course and of other folders, but for the lock and what a build remembers."""
    return {
        str(path): path.read_bytes()
        for folder in (course.root, *folders)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name != "grading.lock"
        and not path.is_relative_to(course.root / STATE / "runs")
    }


def _answer(student: Student) -> str:
    """Name of the answer to the first task; empty if it was left open."""
    given = student.answers.get("m90-q1-mean")
    return given.name if given else ""


def marks(course: Course) -> dict[str, tuple[float, float | None, bool, float]]:
    """Points of the first task, the mark of the memo, whether something waits, the penalty."""
    with open_api(course.root) as api, api.gradebook as gradebook:
        found = {}
        for submission in gradebook.assignment_submissions(MODULE):
            (notebook,) = submission.notebooks
            grades = {grade.name: grade for grade in notebook.grades}
            found[submission.student.id] = (
                float(grades["m90-q1-mean"].score),
                grades["m90-q3-memo"].manual_score,
                bool(submission.needs_manual_grade),
                float(submission.late_submission_penalty or 0),
            )
        return found


@pytest.mark.slow
def test_a_corrected_check_is_shown_then_written_and_told_to_whom_it_concerns(
    released: Course, bank: dict[tuple[str, str], Answer], tmp_path: Path
) -> None:
    config = released.root / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + TEN_PERCENT, encoding="utf-8")
    students = draw_class(list(bank.values()), TASKS, 9)
    with open_api(released.root) as api, api.gradebook as gradebook:
        gradebook.find_assignment(MODULE).duedate = dt.datetime(2026, 3, 2)
        gradebook.db.commit()
        for one in students:
            gradebook.add_student(one.id, email=f"{one.id}@example.org")
    late = next(one.id for one in students if _answer(one) in MOVED)
    for one in students:
        hand_in(released.root, MODULE, one, dt.datetime(2026, 3, 3 if one.id == late else 1))
    grade(released.root, MODULE)
    mark_by_hand(released.root, MODULE, students)
    course, mails = ("--course", released.root), tmp_path / "mails"
    run("feedback", MODULE, *course, "--mail", mails)
    before = marks(released)
    names = {one.id: _answer(one) for one in students}
    wanted = {who: (MOVED.get(names[who], old[0]), *old[1:3]) for who, old in before.items()}
    moved = sorted(who for who, new in wanted.items() if new[0] != before[who][0])
    assert 0 < len(moved) < len(students)

    correct(released)
    there = everything(released, mails)
    shown = run("regrade", MODULE, *course)
    assert f"{len(students) - len(moved)} keep theirs." in shown
    assert "Nothing is written: give the command again with --yes." in shown
    assert "run again" not in shown
    for who in moved:
        assert who in shown
    assert everything(released, mails) == there

    run("regrade", MODULE, *course, "--yes", "--because", WHY)
    after = marks(released)
    assert {who: one[:3] for who, one in after.items()} == wanted
    assert {who for who, one in after.items() if one[3]} == {late}
    assert 0 < before[late][3] != after[late][3]
    # what was written is what grading gives
    fresh: list[bool] = []
    grade(released.root, MODULE, lambda step: fresh.append(step.fresh))
    assert fresh == [False] * len(students)
    grade(released.root, MODULE, force=True, keep_marks=True)
    assert marks(released) == after

    released_drafts = {path.stem: path.read_bytes() for path in (mails / MODULE).glob("*.eml")}
    # only a run of `grade` forgets why
    run("regrade", MODULE, *course, "--yes", "--because", WHY)
    assert marks(released) == after
    said = run("feedback", MODULE, *course, "--mail", mails)
    drafts = {path.stem: path.read_bytes() for path in (mails / MODULE).glob("*.eml")}
    changed = sorted(who for who, draft in drafts.items() if draft != released_drafts.get(who))
    assert changed == [who for who in moved if who in released_drafts]
    assert f"Changed, so to be sent again where you had sent it: {', '.join(changed)}." in said


def test_what_is_refused_is_told_with_what_to_do(released: Course) -> None:
    (script,) = released.scripts(MODULE)
    script.write_text(script.read_text("utf-8").replace("### END SOLUTION", "", 1), "utf-8")
    before = {path: path.read_bytes() for path in released.root.rglob("*.ipynb")}
    with (
        pytest.raises(CourseError, match=r"Nothing was changed\. .*answers\.py"),
        corrected(released, MODULE),
    ):
        pass
    assert {path: path.read_bytes() for path in released.root.rglob("*.ipynb")} == before


@pytest.mark.slow
def test_those_whose_points_move_hear_why(
    released: Course, bank: dict[tuple[str, str], Answer], tmp_path: Path
) -> None:
    students = draw_class(list(bank.values()), {"m90-q1-mean": 3.0}, 1)
    students[0].answers["m90-q1-mean"] = bank["m90-q1-mean", "divides by all rows"]
    with open_api(released.root) as api, api.gradebook as gradebook:
        gradebook.add_student("s001", email="s001@example.org")
    hand_in(released.root, MODULE, students[0], dt.datetime(2026, 3, 1))
    grade(released.root, MODULE)
    course, mails = ("--course", released.root), tmp_path / "mails"
    correct(released)

    # what is handed in and what a notebook leaves is never taken for what was collected
    kept = read_taken(released.root, MODULE, "s001")
    assert kept is not None
    assert list(kept[1]["tiny"]) == ["m90-q1-mean"]
    (path,) = (released.root / STATE / "taken" / MODULE).iterdir()
    taken = path.read_text(encoding="utf-8")
    graded = released.root / "autograded" / "s001" / MODULE
    graded.chmod(0o755)
    (graded / STATE).mkdir()
    (graded / STATE / path.name).write_text(taken.replace("22", "25"), encoding="utf-8")
    path.unlink()
    with (
        corrected(released, MODULE) as release,
        regrading(released.root, release.folder, MODULE, helper=SERVICELAB) as found,
    ):
        assert found.ran == found.judged == ["s001"]
        assert [(one.task, one.old, one.new) for one in found.changes] == [("m90-q1-mean", 2, 1)]
    path.write_text(taken, encoding="utf-8")

    run("regrade", MODULE, *course, "--yes", "--because", WHY)
    run("feedback", MODULE, *course, "--mail", mails)
    mail: Any = email.message_from_bytes(
        (mails / MODULE / "s001.eml").read_bytes(), policy=email.policy.default
    )
    assert f"you had 2 points before. {WHY}" in mail.get_body().get_content()
