from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from classroom.conftest import MODULE, submit
from servicelab.classroom import trial
from servicelab.classroom.bank import Answer
from servicelab.classroom.commands import _table, app
from servicelab.classroom.course import Course, open_api
from servicelab.classroom.report import anonymize, render, todo
from servicelab.classroom.summary import summarize
from servicelab.errors import CourseError
from servicelab.grading.record import Record


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, CourseError):
        raise result.exception
    return result.exit_code, result.output


def test_check_exits_1_and_names_the_fault(course: Course) -> None:
    (course.notebooks / MODULE / "x.decision.json").write_text("{}")
    code, output = run("build", "--check", "--course", course.root)
    assert code == 1
    assert f"notebooks/{MODULE}/x.decision.json is a decision record" in output


def test_build_says_that_nothing_changed(course: Course) -> None:
    code, output = run("build", MODULE, "--course", course.root)
    assert code == 0
    assert "Every edition is up to date." in output


def test_try_shows_what_each_answer_gets(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, output = run("try", "q1", "--course", course.root)
    assert code == 0
    for words in (
        "reference: got 3, intended 3\n    right\n",
        "stub: got 0, intended 0\n    not attempted\n",
        "takes the median: got 2, intended 2 · median-for-mean\n    another branch: That is the ",
        "fair to every answer",
    ):
        assert words in output


def test_try_exits_1_with_one_line_for_each_fault(course: Course) -> None:
    bank = course.solutions / MODULE / "answers.py"
    text = bank.read_text(encoding="utf-8")
    bank.write_text(
        text.replace("points=2 trap", "points=1 trap")
        .replace("numpy  task", "np  task")
        .replace('pandas  task="m90-q1-mean" points=3', 'pandas  task="m90-q1-mean" points=2'),
        encoding="utf-8",
    )
    code, output = run("try", "m90-q1-mean", "--course", course.root)
    assert code == 1
    lines = [line for line in output.splitlines() if line.startswith("m90-q1-mean")]
    assert [line.partition(": ")[0] for line in lines[:2]] == [
        "m90-q1-mean, pandas",
        "m90-q1-mean, takes the median",
    ]
    assert "1 of 2 other right answers" in lines[2]
    bank.write_text(text.replace("q3-memo", "q3-mmeo"), encoding="utf-8")
    code, output = run("try", "m90-q1-mean", "--course", course.root)
    assert code == 1
    assert "is for m90-q3-mmeo, which is no task here: did you mean m90-q3-memo?" in output
    script = course.solutions / MODULE / "tiny.py"
    script.write_text(script.read_text().replace("hidden=1", "hidden=2"), encoding="utf-8")
    code, output = run("try", "m90-q1-mean", "--course", course.root)
    assert (code, len(output.splitlines())) == (1, 1)
    assert "says 2 hidden checks and has 1" in output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("branch), 25.0", "branch), 26.0", "the reference answer gets 2 of 3 points; with a miss"),
        ("That is not a mean.", "It is 5.5, or 5.", ""),
        ("7.0])), 3.0", "70.0])), 24.0", "another branch: hint 1 tells the answer, 24:"),
    ],
)
def test_try_begins_with_what_a_build_would_refuse(
    course: Course, old: str, new: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "try_answers", lambda *_: [])
    script = course.solutions / MODULE / "tiny.py"
    text = script.read_text().replace("hidden=1", "hidden=1, hints=['Not 24.']")
    assert old in text
    script.write_text(text.replace(old, new), encoding="utf-8")
    before = sorted(course.root.rglob("*"))
    code, output = run("try", "m90-q1-mean", "--course", course.root)
    assert sorted(course.root.rglob("*")) == before
    assert (code, len(output.splitlines())) == (1 if said else 0, 1)
    assert (said or "is fair to every answer") in output


def test_the_way_from_grade_to_export(
    released: Course, bank: dict[tuple[str, str], Answer], tmp_path: Path
) -> None:
    submit(released, "anna", [bank["m90-q1-mean", "numpy"]])
    submit(released, "bo").write_text("{")
    code, output = run("grade", MODULE, "--course", released.root)
    assert code == 1
    assert "1 submission of 2 could not be graded." in output
    assert "3 / 100" in output
    code, output = run("feedback", MODULE, "--course", released.root)
    folder = released.root / "feedback" / "anna" / MODULE
    assert (code, output.splitlines()[-1]) == (0, f"Feedback of 1 trainee is written: {folder}")
    with pytest.raises(CourseError, match=f"No submission of bo for {MODULE} is graded"):
        run("feedback", MODULE, "--course", released.root, "--student", "bo")
    mailing = ("feedback", MODULE, "--course", released.root, "--mail", tmp_path / "mails")
    code, output = run(*mailing)
    assert code == 0
    assert "0 mails are ready in" in output
    assert "No mail, because the gradebook has no address: anna." in output
    (tmp_path / "class.csv").write_text("id,email\nanna,anna@example.org\n")
    run("students", tmp_path / "class.csv", "--course", released.root)
    output = run(*mailing, "--student", "anna")[1]
    assert "(new: 1, changed: 0, unchanged: 0); nothing was sent." in output
    with open_api(released.root) as api, api.gradebook as gradebook:
        gradebook.find_grade("m90-q1-mean", "tiny", MODULE, "anna").manual_score = 1
        gradebook.db.commit()
    output = run(*mailing)[1]
    assert "(new: 0, changed: 1, unchanged: 0); nothing was sent." in output
    assert "Changed, so to be sent again where you had sent it: anna." in output
    code, output = run("export", "--course", released.root, "--to", tmp_path / "g.csv")
    assert (code, len(output.splitlines())) == (0, 4)
    assert f"Not graded, so not in the sheets: {MODULE} (bo)." in output
    released.root.joinpath("submitted", "bo", MODULE, "tiny.ipynb").unlink()
    released.root.joinpath("submitted", "bo", MODULE).rmdir()
    assert run("grade", MODULE, "--course", released.root)[0] == 0


def test_who_is_not_in_the_class_list_is_named(
    released: Course, bank: dict[tuple[str, str], Answer], tmp_path: Path
) -> None:
    for student in ("0471", "Meier_Hans", "s2"):
        submit(released, student, [bank["m90-q1-mean", "numpy"]])
    assert "class list" not in run("grade", MODULE, "--course", released.root)[1]
    (tmp_path / "class.csv").write_text("id,first_name,last_name\n471,Mei,Qian\ns2,Bo,Ito\n")
    run("students", tmp_path / "class.csv", "--course", released.root)
    output = run("grade", MODULE, "--course", released.root)[1]
    assert output.splitlines()[-2:] == [
        "Not in the class list: 0471 (the list has 471), Meier_Hans.",
        "In the list, nothing handed in: Mei Qian (471).",
    ]
    assert "class list" not in run("grade", MODULE, "--course", released.root, "--student", "s2")[1]
    output = run("export", "--course", released.root)[1]
    assert "without a name in the sheets: 0471 (the list has 471), Meier_Hans." in output
    found = summarize(released.root, MODULE)
    assert [person.id for person in found.strangers] == ["0471", "Meier_Hans"]
    assert ([p.id for p in found.handed_in], len(found.listed)) == (["s2"], 2)
    lines = [line for _target, line in todo(found)]
    assert "2 submissions are of people who are not in the class list: 0471, Meier_Hans." in lines
    assert "Not in the class list; it has 471." in render(found)
    assert "471" not in render(anonymize(found, b"key"))


def test_a_wrong_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="There is no course in"):
        run("build", "--course", tmp_path)


def test_what_needs_a_person_comes_first(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    records = [
        Record("anna", MODULE, "graded", 3, 9, notes=["mended."], errors=["cell 1 ended."]),
        Record("bo", MODULE, "graded", 3, 9, True, incomplete=["x.ipynb is missing."]),
        Record("cy", MODULE, "graded", 3, 9, True, unchanged=["tiny/memo"], errors=["late."]),
        Record("di", MODULE, "failed", message="no notebook."),
        Record("ed", MODULE, "graded", 9, 9, flags=["odd."], late=2 * 86400, penalty=1.8),
        *(Record(f"s{n}", MODULE, "graded", 9, 9, notes=["to come."]) for n in range(30)),
    ]
    _table(records, verbose=False)
    shown = capsys.readouterr().out
    assert "incomplete, to be read by a person" in shown
    below = shown.splitlines()[-8:]
    assert below[:6] == [
        "di · Not graded: no notebook.",
        "ed · Look at this: odd.",
        "bo · Incomplete: x.ipynb is missing.",
        "anna · Noted: mended.",
        "30 submissions (s0, s1, s2, ...) · Noted: to come.",
        "Handed in late: ed (2 days, 1.8 points less).",
    ]
    assert below[6].startswith("In 2 submissions something did not run to its end")
    assert below[7].startswith("1 answer to be read again is as it was")
    _table(records, verbose=True)
    assert "cy · Did not run: late." in capsys.readouterr().out
