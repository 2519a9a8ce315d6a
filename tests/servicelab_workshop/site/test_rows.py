from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.lesson import Lesson, Module
from servicelab_workshop.site.rows import read_table, taught_rows

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
