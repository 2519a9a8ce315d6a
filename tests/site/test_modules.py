from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from servicelab.classroom.course import Course
from servicelab.errors import CourseError
from servicelab.site.modules import Lesson, Module, read_lesson, read_modules
from servicelab.site.rows import read_table, taught_rows

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "curriculum" / "rows.csv"


def lesson(name: str, *rows: str) -> Lesson:
    return Lesson(name, name, "", (), 60, 10, (), (), (), dict.fromkeys(rows, "cell"))


@pytest.mark.parametrize("module", read_modules(Course(ROOT)), ids=lambda module: module.name)
def test_every_module_says_what_its_page_needs(module: Module) -> None:
    assert module.title not in ("", module.name)
    for one in module.lessons:
        assert len(one.aims) >= 3, one.name
        assert not one.aims[-1].endswith(".")
        assert one.minutes > 0
        assert sum(task.points for task in one.tasks) == one.points
        for task in one.tasks:
            assert task.title, task.id
            assert "(" not in task.title.split(":")[0]
        if one.points:
            assert one.case
            assert one.library


def test_a_lesson_is_read_from_its_notebook(tmp_path: Path) -> None:
    label = {"grade": True, "solution": False, "grade_id": "q1", "points": 4, "locked": True}
    memo = {"grade": True, "solution": True, "grade_id": "q2", "points": 5, "locked": False}
    nbformat.write(
        nbformat.v4.new_notebook(
            metadata={"servicelab": {"minutes": 50, "points": 9}},
            cells=[
                nbformat.v4.new_markdown_cell(
                    "# Waiting 1 of 3: the queue\n\n**Plum Court Hospital.** 50 minutes, 9 points.\n\n"
                    "When you have finished this notebook you will be able to\n\n1. wait,\n2. stop.",
                    metadata={"teaches": ["S003-07"]},
                ),
                nbformat.v4.new_code_cell(
                    'from servicelab import Question, load_dataset\nload_dataset("hospital_visits")'
                ),
                nbformat.v4.new_markdown_cell("## Task 1: wait (4 points)"),
                nbformat.v4.new_code_cell(
                    "import servicelab\nfrom servicelab.kano import kano_table",
                    metadata={"nbgrader": label},
                ),
                nbformat.v4.new_markdown_cell("## Task 2: say why (5 points, read by a person)"),
                nbformat.v4.new_markdown_cell("...", metadata={"nbgrader": memo}),
            ],
        ),
        tmp_path / "1_queue.ipynb",
    )
    read = read_lesson(tmp_path / "1_queue.ipynb")
    assert (read.title, read.case) == ("Waiting 1 of 3: the queue", "Plum Court Hospital")
    assert read.aims == ("wait", "stop")
    assert [(task.title, task.points, task.by_hand) for task in read.tasks] == [
        ("Task 1: wait", 4, False),
        ("Task 2: say why", 5, True),
    ]
    assert read.datasets == ("hospital_visits",)
    assert read.library == ("servicelab.checks", "servicelab.data", "servicelab.kano")
    assert list(read.rows) == ["S003-07"]


def test_a_missing_notebook_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="run `servicelab build m06_waiting` first"):
        read_lesson(tmp_path / "m06_waiting" / "1_queue.ipynb")


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
    rows = taught_rows(TABLE, [Module("m06_waiting", "Waiting", (first, second))])
    taught = {row.id: row.lessons for row in rows if row.lessons}
    assert taught == {"S003-07": (first, second), "S003-57": (second,)}


@pytest.mark.parametrize(("row", "home"), [("S002-08", "m02"), ("S999-99", "no module")])
def test_a_row_of_another_module_is_refused(row: str, home: str) -> None:
    with pytest.raises(CourseError, match=f"teaches {row}, which belongs to {home}"):
        taught_rows(TABLE, [Module("m06_waiting", "Waiting", (lesson("1_a", row),))])
