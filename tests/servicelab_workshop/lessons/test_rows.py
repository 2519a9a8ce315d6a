from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.lesson import Lesson, Module
from servicelab_workshop.lessons.rows import read_table, row_problems, taught_rows

ROOT = Path(__file__).resolve().parents[3]
TABLE = ROOT / "docs" / "curriculum" / "rows.csv"


def lesson(name: str, *rows: str) -> Lesson:
    return Lesson(name, (Cell(0, "cell", "markdown", "", {"teaches": list(rows)}),))


def test_every_row_has_one_home_and_a_source() -> None:
    rows = read_table(TABLE)
    homes = read_table(TABLE.with_name("homes.csv"))
    sources = read_table(TABLE.with_name("sources.csv"))
    assert len(rows) == 317
    for row, (title, home) in rows.items():
        assert title, row
        assert title.isascii() or set(title) - set(map(chr, range(128))) <= set("→×≈–"), title
        assert home in homes
        assert row[:4] in sources


def test_a_row_counts_as_taught_only_where_a_cell_says_so() -> None:
    first, second = lesson("1_a", "S003-07"), lesson("2_b", "S003-07", "S003-57")
    rows = taught_rows(TABLE, [Module("m06_waiting", (first, second))])
    taught = {row.id: row.lessons for row in rows if row.lessons}
    assert taught == {"S003-07": (first, second), "S003-57": (second,)}


@pytest.mark.parametrize(("row", "home"), [("S002-08", "m02"), ("S999-99", "no module")])
def test_a_row_of_another_module_is_refused(row: str, home: str) -> None:
    with pytest.raises(CourseError, match=f"teaches {row}, which belongs to {home}"):
        taught_rows(TABLE, [Module("m06_waiting", (lesson("1_a", row),))])


def test_a_row_is_graded_or_read_for_a_reason() -> None:
    label = {"grade": True, "solution": True, "grade_id": "m06-q1-memo", "points": 5}
    memo = Cell(1, "m06-q1-memo", "markdown", "", {"nbgrader": label, "grades": ["S003-07"]})
    read = Cell(2, "b", "markdown", "", {"reads": {"S003-57": "an example without a figure"}})
    told = lesson("1_a", "S003-07", "S003-57", "S000-05").cells
    rows = taught_rows(TABLE, [Module("m06_waiting", (Lesson("1_a", (*told, memo, read)),))])
    named = {row.id: row for row in rows}
    assert [task.id for _lesson, task in named["S003-07"].graded] == ["m06-q1-memo"]
    assert named["S003-57"].read_only == "an example without a figure"
    problems = list(row_problems(rows, "m06_waiting"))
    assert not any("S003-07" in one or "S003-57" in one for one in problems)
    (asked,) = (one for one in problems if "S000-05" in one)
    assert "is asked nowhere" in asked
    assert any("is taught nowhere" in one for one in problems)
