from __future__ import annotations

import csv
import io
import re
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from support.tiny import MODULE, submit

from nbreferee.errors import RefereeError
from nbreferee.gradebook import open_api
from servicelab.errors import CourseError
from servicelab_workshop.classroom.export import csv_text, export, not_found, ungraded
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_sheets_for_nbgrader_moodle_and_canvas(
    released: Course, bank: dict[tuple[str, str], Answer], tmp_path: Path
) -> None:
    with open_api(released.root) as api, api.gradebook as gradebook:
        gradebook.add_student(
            "s1", first_name="Mei", last_name="Qian", email="mei@example.org", lms_user_id="77"
        )
        gradebook.add_student("s3", first_name="=1+1", last_name="Ito")
    submit(released, "s1", [bank["m90-q1-mean", "takes the median"]])
    submit(released, "s2", [bank["m90-q3-memo", "good"]])
    grade(released.root, MODULE)
    plain, moodle, canvas = export(released.root, tmp_path / "out.csv")
    assert [path.name for path in (plain, moodle, canvas)] == [
        "out.csv",
        "out-moodle.csv",
        "out-canvas.csv",
    ]
    rows = {row[3]: row for row in read(plain)[1:]}
    assert (rows["s1"][9], rows["s2"][9], rows["s3"][9]) == ("2.0", "0.0", "0.0")

    header, *body = read(moodle)
    assert header == ["ID number", "First name", "Last name", "Email address", MODULE]
    assert sorted(body) == [
        ["s1", "Mei", "Qian", "mei@example.org", "2"],
        ["s2", "", "", "", ""],  # a memo waits to be read
        ["s3", "'=1+1", "Ito", "", ""],  # nothing was handed in
    ]

    header, points, *body = read(canvas)
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", MODULE]
    assert points == ["    Points Possible", "", "", "", "", "100"]
    assert ["Qian, Mei", "77", "s1", "mei@example.org", "", "2"] in body


def test_a_comma_in_a_name_stays_in_it(
    released: Course, bank: dict[tuple[str, str], Answer]
) -> None:
    with open_api(released.root) as api, api.gradebook as gradebook:
        gradebook.add_student("s1", first_name='"Mei', last_name="Smith, Jr.")
    for student in ("s1", "eve,,,,100.0"):
        submit(released, student, [bank["m90-q1-mean", "takes the median"]])
    grade(released.root, MODULE)
    header, *rows = read(export(released.root)[0])
    assert {len(row) for row in rows} == {len(header)}
    table = {row[3]: dict(zip(header, row, strict=True)) for row in rows}
    assert (table["s1"]["last_name"], table["s1"]["first_name"]) == ("Smith, Jr.", '"Mei')
    assert {row["score"] for row in table.values()} == {"2.0"}


SIGNS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "-x", "a;=1+1", 'a"=1']
PLAIN = [
    "-3",
    "-2.5",
    "+4",
    "1e-3",
    "-1,5",
    "Anna-Lena",
    "Müller",
    "钱",
    "o'Neil",
    "",
    "1-2",
    "a=b",
]


@pytest.mark.parametrize("cell", SIGNS)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_spreadsheet_runs_nothing(cell: str, delimiter: str) -> None:
    text = csv_text([[cell, "1.5", "-2"]])
    (row,) = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for part in row:
        assert re.fullmatch(r"[+-]?[0-9.]+", part) or not re.match(r"\s*[=+\-@＝]", part)
    if delimiter == ",":
        assert row[1:] == ["1.5", "-2"]
        assert row[0].removeprefix("'") == cell


def test_what_is_no_formula_stays_what_it_is() -> None:
    frame = pd.read_csv(
        io.StringIO(csv_text([["a", "n"], *([cell, "-2.5"] for cell in PLAIN)])),
        dtype={"a": str},
        keep_default_na=False,
    )
    assert list(frame["a"]) == PLAIN
    assert frame["n"].dtype == float
    assert set(frame["n"]) == {-2.5}


def test_ids_that_begin_like_a_formula_are_named(released: Course, tmp_path: Path) -> None:
    with open_api(released.root) as api, api.gradebook as gradebook:
        gradebook.add_student("-7", first_name="Bo", last_name="Ek", email="bo@example.org")
        gradebook.add_student("=cmd|x", first_name="-", last_name="a;=1+1")
        gradebook.add_student("@mei", first_name="Mei", last_name="Qian")
        gradebook.add_student("t", first_name="Ti", last_name="Li", email="=x@example.org")
    assert not_found(released.root) == ["=cmd|x", "@mei", "t"]
    for path in export(released.root, tmp_path / "out.csv"):
        cells = [cell for row in read(path) for cell in row]
        assert "'=cmd|x" in cells
        assert "-7" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
        assert '"a;=1+1"' in path.read_text(encoding="utf-8-sig") or "canvas" in path.name


@pytest.mark.slow
def test_equals_nbgraders_own_export(released: Course, bank: dict[tuple[str, str], Answer]) -> None:
    submit(released, "s1", [bank["m90-q1-mean", "numpy"]])
    grade(released.root, MODULE)
    plain = export(released.root)[0]
    assert plain == released.root / "grades.csv"
    ours = plain.read_bytes()
    subprocess.run(["nbgrader", "export"], cwd=released.root, check=True, capture_output=True)
    assert plain.read_bytes() == ours


def test_says_what_is_missing(course: Course, tmp_path: Path) -> None:
    with pytest.raises(RefereeError, match="There is no gradebook"):
        export(course.root)
    assert not (course.root / "gradebook.db").exists()
    with pytest.raises(CourseError, match="There is no folder"):
        export(course.root, tmp_path / "no" / "grades.csv")


def test_a_submission_without_a_grade_is_named(
    released: Course, bank: dict[tuple[str, str], Answer]
) -> None:
    submit(released, "s1", [bank["m90-q1-mean", "numpy"]])
    submit(released, "s2").write_text("{", encoding="utf-8")
    results = {result.student: result for result in grade(released.root, MODULE)}
    assert (results["s1"].status, results["s2"].status) == ("graded", "failed")
    assert ungraded(released.root) == [("s2", MODULE)]


@pytest.mark.slow
def test_a_damaged_resubmission_says_that_the_earlier_grade_stays(
    released: Course, bank: dict[tuple[str, str], Answer]
) -> None:
    path = submit(released, "s1", [bank["m90-q1-mean", "numpy"]])
    [first] = grade(released.root, MODULE)
    path.write_text("{", encoding="utf-8")
    [second] = grade(released.root, MODULE)
    assert first.status == "graded"
    assert second.status == "failed"
    assert "earlier submission stays" in second.message
    with open_api(released.root) as api, api.gradebook as gradebook:
        assert gradebook.find_submission(MODULE, "s1").score == first.score


def test_an_unknown_assignment_names_those_that_exist(released: Course) -> None:
    with pytest.raises(RefereeError, match=f"no assignment nonsense.*{MODULE}"):
        grade(released.root, "nonsense")
