from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from support.tiny import MODULE, submit
from typer.testing import CliRunner

from nbreferee.errors import RefereeError
from nbreferee.gradebook import open_api
from nbreferee.record import GradingRecord
from servicelab.errors import CourseError
from servicelab_workshop.classroom.report import anonymize, render, todo
from servicelab_workshop.classroom.summary import summarize
from servicelab_workshop.commands.classroom import _table, app
from servicelab_workshop.lessons import try_bank
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.trial import Trial


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, CourseError | RefereeError):
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


@pytest.mark.slow
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
    script.write_text(script.read_text().replace('mean", points=3', 'mean", points=4'), "utf-8")
    code, output = run("try", "m90-q1-mean", "--course", course.root)
    assert (code, len(output.splitlines())) == (1, 1)
    assert "has 3 points, its Task 4" in output


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("plt.show()", "plt.show()  # 24", ""),
        ("[12.5, None, 37.5]", "[8.0, None, 40.0]", "m90-q1-mean: hint 1 tells the answer, 24"),
    ],
)
def test_try_begins_with_what_a_build_would_refuse(
    course: Course, old: str, new: str, said: str
) -> None:
    script = course.solutions / MODULE / "tiny.py"
    hinted = "mean\", points=3, hints=['Not 24.'])"
    text = script.read_text().replace('mean", points=3)', hinted)
    assert old in text
    script.write_text(text.replace(old, new), encoding="utf-8")
    before = sorted(course.root.rglob("*"))
    code, output = run("try", "m90-q1-mean", "--course", course.root)
    assert sorted(course.root.rglob("*")) == before
    assert code == (1 if said else 0)
    assert (len(output.splitlines()) == 1) == bool(said)
    assert (said or "is fair to every answer") in output


@pytest.mark.slow
def test_try_shows_of_a_module_what_is_not_as_intended(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, output = run("try", MODULE, "--course", course.root)
    assert (code, output) == (0, f"{MODULE} is fair to every answer of the bank.\n")
    wrong = Answer("m90-q1-mean", "constant", "", points=0)
    asked: list[bool] = []

    def answer(_course: Course, _module: str, *, real: bool) -> list[Trial]:
        asked.append(real)
        return [Trial(replace(wrong, name="good"), 0.0, {"checks": []}), Trial(wrong, 1.0, None)]

    monkeypatch.setattr(try_bank, "try_answers", answer)
    code, output = run("try", MODULE, "--real", "--course", course.root)
    assert (code, asked) == (1, [True])
    assert output.splitlines() == [
        "constant: got 1, intended 0",
        "m90-q1-mean, constant: no feedback",
    ]


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
    with pytest.raises(RefereeError, match=f"No submission of bo for {MODULE} is graded"):
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
    shutil.rmtree(released.root.joinpath("submitted", "bo", MODULE))
    assert run("grade", MODULE, "--course", released.root)[0] == 0


@pytest.mark.slow
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
    assert (
        "2 submissions are of people who are not in the class list, and count in no number here: "
        "0471, Meier_Hans."
    ) in lines
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
        GradingRecord("anna", MODULE, "graded", 3, 9, notes=["mended."], errors=["cell 1 ended."]),
        GradingRecord("bo", MODULE, "graded", 3, 9, True, incomplete=["x.ipynb is missing."]),
        GradingRecord(
            "cy", MODULE, "graded", 3, 9, True, unchanged=["tiny/memo"], errors=["late."]
        ),
        GradingRecord("di", MODULE, "failed", message="no notebook."),
        GradingRecord("ed", MODULE, "graded", 9, 9, flags=["odd."], late=2 * 86400, penalty=1.8),
        *(GradingRecord(f"s{n}", MODULE, "graded", 9, 9, notes=["to come."]) for n in range(30)),
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
