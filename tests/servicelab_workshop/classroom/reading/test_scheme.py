from __future__ import annotations

from pathlib import Path

import pytest

from servicelab_workshop.classroom.reading.scheme import Scheme, read_scheme
from servicelab_workshop.lessons.lesson import read_lesson

ROOT = Path(__file__).resolve().parents[4]
TABLE = "| Criterion | 0 | 1 | 2 |\n|---|---|---|---|\n| **Base** | none | some | all |\n| Use | - | a | b |"


def points(scheme: Scheme) -> dict[str, list[float]]:
    return {one.name: [choice.points for choice in one.choices] for one in scheme.criteria}


def test_every_memo_of_the_course_has_criteria_that_add_up() -> None:
    read = {}
    for path in sorted((ROOT / "solutions").glob("m*/*.ipynb")):
        lesson = read_lesson(path)
        for task in lesson.graded:
            if task.by_hand and task.answer:
                above = [
                    cell.source
                    for cell in lesson.cells[: task.answer.place]
                    if cell.cell_type == "markdown"
                ]
                code = task.answer.cell_type == "code"
                scheme = read_scheme(task.answer.source, "\n\n".join(above), task.points, code=code)
                assert len(scheme.criteria) >= 3, task.id
                assert scheme.words, task.id
                assert scheme.model, task.id
                highest = [one.choices[-1].points for one in scheme.criteria]
                assert sum(highest) == pytest.approx(task.points), task.id
                read[task.id] = highest

    assert len(read) >= 12
    assert read["m07-q18-kpis"] == [3, 2, 2, 5, 3]
    assert read["m08-q6-letter"] == [1, 1, 1, 1]
    assert read["m11-q19-memo"] == [3, 3, 1.5, 1.5, 1.5, 1.5, 3]


def test_equal_shares_where_the_scheme_names_none() -> None:
    scheme = read_scheme("Yes.\n\n*Mark scheme.* By the table.", TABLE, 7)

    assert points(scheme) == {"Base": [0, 1.75, 3.5], "Use": [0, 1.75, 3.5]}
    assert [choice.words for choice in scheme.criteria[0].choices] == ["none", "some", "all"]


@pytest.mark.parametrize(
    "words",
    [
        "Base 0, 1 or 2 points; Use 0, 2 or 4.",
        "base: 0, 1 or 2; use: 0, 2 or 4 points",
        "Full points only if all is said. Use 0 or 4; Base 0, 1 or 2.",
    ],
)
def test_points_that_the_scheme_names(words: str) -> None:
    scheme = read_scheme(f"Yes.\n\n*Mark scheme.* {words}", TABLE, 6)

    assert points(scheme) == {"Base": [0, 1, 2], "Use": [0, 2, 4]}


@pytest.mark.parametrize("words", ["Base and Use 0, 1 or 2.", "Base 0, 1 or 2; the other four."])
def test_no_criteria_where_points_do_not_add_up(words: str) -> None:
    scheme = read_scheme(f"Yes.\n\n*Mark scheme.* {words}", TABLE, 6)

    assert scheme.criteria == ()
    assert scheme.words == words


def test_the_last_table_of_marks_counts() -> None:
    other = "| Step | Known |\n|---|---|\n| a | b |"
    older = TABLE.replace("Base", "Older")
    above = f"{older}\n\ntext\n\n{TABLE}\n\n{other}"

    assert list(points(read_scheme("Mark scheme: as told.", above, 2))) == ["Base", "Use"]


@pytest.mark.parametrize(
    ("head", "labels"),
    [
        ("| C | 0 | ½ | 1 |", ["0", "½", "1"]),
        ("| C | 0 | 1-3 | 4–5 |", ["0", "1", "2", "3", "4", "5"]),
    ],
)
def test_marks_as_halves_and_ranges(head: str, labels: list[str]) -> None:
    table = f"{head}\n|---|---|---|---|\n| Base | none | some | all |"
    (base,) = read_scheme("Mark scheme. By the table.", table, 5).criteria

    assert [choice.label for choice in base.choices] == labels
    assert base.choices[-1].points == 5


def test_a_scheme_in_code_and_between_marks() -> None:
    code = 'letter = "Dear"\n# Mark scheme. By the\n# table.'
    region = "Say it.\n### BEGIN MARK SCHEME\nBy the table.\n### END MARK SCHEME\n"

    assert read_scheme(code, TABLE, 2, code=True).words == "By the\ntable."
    assert read_scheme(region, TABLE, 2).words == "By the table."
    assert read_scheme(region, TABLE, 2).model == "Say it."
    assert points(read_scheme(region, TABLE, 2)) == {"Base": [0, 0.5, 1], "Use": [0, 0.5, 1]}


def test_without_a_scheme_a_table_is_another_tasks() -> None:
    assert read_scheme("x = 1", TABLE, 2) == Scheme(model="x = 1")
