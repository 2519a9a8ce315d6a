from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest
from support.tiny import MODULE, submit
from typer.testing import CliRunner

from nbreferee.gradebook import open_api
from servicelab.errors import CourseError
from servicelab_workshop import cli
from servicelab_workshop.classroom.export import export, unread
from servicelab_workshop.classroom.extensions import Extension, extend, read_extensions
from servicelab_workshop.classroom.schedule import apply_schedule, read_schedule
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course

DUE = dt.datetime(2026, 10, 20, 16, tzinfo=dt.UTC)
PLAN = f"""
time_zone = "Europe/Vienna"
penalty = "10 % a day, at most 50 %"

[{MODULE}]
release = 2026-10-06T09:00:00
due = "2026-10-20 18:00"
"""


def plan(root: Path, text: str = PLAN) -> Path:
    (root / "schedule.toml").write_text(text, encoding="utf-8")
    return root


def run(*words: object) -> str:
    done = CliRunner(env={"COLUMNS": "200"}).invoke(cli.app, [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_times_are_in_the_zone_that_is_named(tmp_path: Path) -> None:
    assert read_schedule(tmp_path).modules == {}
    found = read_schedule(plan(tmp_path))
    assert found.modules[MODULE].due == DUE
    assert found.modules[MODULE].release == dt.datetime(2026, 10, 6, 7, tzinfo=dt.UTC)
    assert found.words(DUE) == "Tue 2026-10-20 18:00 CEST"
    # a zone of its own needs no other; the clocks of the zone count for each day
    text = '[a]\ndue = "2026-10-20 18:00+02:00"\n[b]\ndue = 2026-10-20T16:00:00Z\n'
    assert {one.due for one in read_schedule(plan(tmp_path, text)).modules.values()} == {DUE}
    text = 'time_zone = "Europe/Vienna"\n[a]\ndue = "2026-10-27 18:00"\n'
    assert read_schedule(plan(tmp_path, text)).modules["a"].due == dt.datetime(
        2026, 10, 27, 17, tzinfo=dt.UTC
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a\n", "cannot be read as TOML"),
        ('[a]\ndue = "2026-10-20 18:00"\n', "in which time zone"),
        ('time_zone = "Vienna"\n', "there is no time zone “Vienna”"),
        ('time_zone = "../../etc/passwd"\n', "there is no time zone"),
        ("time_zone = 2\n", "there is no time zone"),
        ('time_zone = "UTC"\n[a]\ndue = "20.10.2026"\n', "is no day and time"),
        ('time_zone = "UTC"\n[a]\ndue = "2026-10-20"\n', "is no day and time"),
        ('time_zone = "UTC"\n[a]\ndue = 2026-10-20\n', "is no day and time"),
        ('time_zone = "Europe/Vienna"\n[a]\ndue = "2026-03-29 02:30"\n', "clocks jump over"),
        ('penalty = "some"\n', "“some” is not understood"),
        ("penalty = 10\n", "“10” is not understood"),
        ('[a]\nduedate = "x"\n', "a is not understood"),
        ("due = 3\n", "due is not understood"),
        (
            'time_zone = "UTC"\n[a]\ndue = "2026-10-20 18:00"\nrelease = "2026-10-21 18:00"\n',
            "a is due before it is released",
        ),
    ],
)
def test_what_is_not_understood_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CourseError, match=said):
        read_schedule(plan(tmp_path, text))


def test_the_gradebook_gets_the_due_dates(released: Course) -> None:
    root = plan(released.root)
    (row,) = apply_schedule(root, write=False)[1]
    assert (row.before, row.dates.due, row.changed) == (None, DUE, True)
    assert "is –" in run("schedule", "--check", "--course", root)
    said = run("schedule", "--course", root)
    assert "Tue 2026-10-20 18:00 CEST" in said
    assert "Late work costs: 10 % a day, at most 50 %." in said
    with open_api(root) as api, api.gradebook as gradebook:
        assert gradebook.find_assignment(MODULE).duedate == DUE.replace(tzinfo=None)
    (row,) = apply_schedule(root)[1]
    assert not row.changed
    # a date that only the gradebook has stays; a module that is not there is told before anything
    (row,) = apply_schedule(plan(root, ""))[1]
    assert row.dates.due == row.before == DUE
    later = PLAN.replace("10-20", "10-21") + "[m77_none]\n"
    with pytest.raises(CourseError, match=f"no module m77_none; choose from: {MODULE}"):
        apply_schedule(plan(root, later))
    assert apply_schedule(plan(root, ""))[1] == [row]


def test_a_list_of_extensions(tmp_path: Path) -> None:
    path = tmp_path / "extensions.csv"
    path.write_text("Student ID;Assignment;Days;Hours\ns1;a;3;\ns2;a;0,5;6\ns1;b;;12\n")
    assert read_extensions(path) == [
        Extension("s1", "a", dt.timedelta(days=3)),
        Extension("s2", "a", dt.timedelta(hours=18)),
        Extension("s1", "b", dt.timedelta(hours=12)),
    ]
    for text, said in (
        ("student,days\ns1,3\n", "no column module"),
        ("student,module,days\ns1,a,soon\n", "line 2: it takes a student, a module, and days"),
        ("student,module,days\ns1,a\n", "line 2: days and hours are missing"),
        ("student,module,days\n,a,3\n", "line 2: it takes a student"),
        ("student,module,days\ns1,a,-1\n", "line 2: an extension is from 0 to 366 days"),
        ("student,module,days\ns1,a,nan\n", "line 2: an extension is from 0 to 366 days"),
        ("student,module,days\ns1,a,1\ns1,a,2\n", "line 3: s1 has an extension for a already"),
    ):
        path.write_text(text)
        with pytest.raises(CourseError, match=said):
            read_extensions(path)


def test_an_extension_before_the_hand_in_holds(
    released: Course, bank: dict[tuple[str, str], Answer], tmp_path: Path
) -> None:
    root = plan(released.root)
    with open_api(root) as api, api.gradebook as gradebook:
        for student in ("ann", "bob", "cyd", "dot"):
            gradebook.add_student(student, first_name=student.title())
    with pytest.raises(CourseError, match=f"{MODULE} has no due date"):
        extend(root, [Extension("ann", MODULE, dt.timedelta(days=3))])
    apply_schedule(root)
    for one, said in (
        (Extension("eve", MODULE, dt.timedelta(1)), "knows no eve"),
        (Extension("ann", "m77", dt.timedelta(1)), "does not know the tasks of m77"),
    ):
        with pytest.raises(CourseError, match=said):
            # nothing of a list is given where a part of it is wrong
            extend(root, [Extension("bob", MODULE, dt.timedelta(1)), one])
    said = run("extend", "ann", MODULE, "--days", 3, "--course", root)
    assert "is due Fri 2026-10-23 18:00 CEST, 3 days later" in said
    (tmp_path / "more.csv").write_text(f"student,module,days\ndot,{MODULE},2\nann,{MODULE},2\n")
    assert "(before: 3 days)" in run("extend", "--file", tmp_path / "more.csv", "--course", root)

    # whoever has an extension has handed in nothing yet
    assert unread(root) == []
    moodle = export(root, tmp_path / "out.csv")[1].read_text(encoding="utf-8-sig")
    assert {line.rsplit(",", 1)[1] for line in moodle.splitlines()[1:]} == {""}

    answers = [bank["m90-q1-mean", "numpy"], bank["m90-q3-memo", "good"]]
    for student, when in (("ann", "22 15:00"), ("bob", "22 15:00"), ("cyd", "20 15:00")):
        path = submit(released, student, answers)
        (path.parent / "timestamp.txt").write_text(f"2026-10-{when}:00 UTC")
    records = {one.student: one for one in grade(root, MODULE)}
    # two days begun, a tenth of three points for each
    assert {one: (r.late > 0, round(r.penalty, 2)) for one, r in records.items()} == {
        "ann": (False, 0.0),
        "bob": (True, 0.6),
        "cyd": (False, 0.0),
    }
    assert {student for student, _module in unread(root)} == {"ann", "bob", "cyd"}

    # given late, and taken back: the next run of `grade` follows, and runs nothing
    said = run("extend", "bob", MODULE, "--hours", 36, "--course", root)
    assert f"run `servicelab grade {MODULE}`" in said
    run("extend", "ann", MODULE, "--days", 0, "--course", root)
    run("extend", "dot", MODULE, "--days", 0, "--course", root)
    records = {one.student: one for one in grade(root, MODULE)}
    assert [round(records[one].penalty, 2) for one in ("ann", "bob")] == [0.6, 0.3]
    with open_api(root) as api, api.gradebook as gradebook:
        theirs = {one.student.id for one in gradebook.assignment_submissions(MODULE)}
    assert theirs == {"ann", "bob", "cyd"}


@pytest.mark.slow
def test_plain_nbgrader_agrees(released: Course, bank: dict[tuple[str, str], Answer]) -> None:
    root = plan(released.root)
    with open_api(root) as api, api.gradebook as gradebook:
        gradebook.add_student("ann")
    apply_schedule(root)
    extend(root, [Extension("ann", MODULE, dt.timedelta(days=1))])
    for student in ("ann", "bob"):
        path = submit(released, student, [bank["m90-q1-mean", "numpy"]])
        (path.parent / "timestamp.txt").write_text("2026-10-22 15:00:00 UTC")
    ours = {one.student: one.penalty for one in grade(root, MODULE)}
    shutil.rmtree(root / "autograded", ignore_errors=True)
    done = subprocess.run(
        ["nbgrader", "autograde", MODULE, "--force"], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    with open_api(root) as api, api.gradebook as gradebook:
        theirs = {
            one.student.id: one.late_submission_penalty
            for one in gradebook.assignment_submissions(MODULE)
        }
    assert theirs == pytest.approx(ours)
    assert ours == pytest.approx({"ann": 0.3, "bob": 0.6})
