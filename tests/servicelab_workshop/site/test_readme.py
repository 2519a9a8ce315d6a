from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from servicelab_workshop.lessons.course import Course
from servicelab_workshop.site.readme import BEGIN, END, renew


def notebook(course: Course, name: str, first: str, *, built: bool = True) -> None:
    module, stem = name.split("/")
    script = course.solutions / module / f"{stem}.py"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text("# %%\n1\n", encoding="utf-8")
    if built:
        path = course.notebooks / module / f"{stem}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nb = nbformat.v4.new_notebook(
            metadata={"servicelab": {"minutes": 80, "points": 50}},
            cells=[nbformat.v4.new_markdown_cell(first)],
        )
        nbformat.write(nb, path)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    (tmp_path / "docs" / "curriculum").mkdir(parents=True)
    (tmp_path / "docs" / "curriculum" / "homes.csv").write_text(
        "home,title,hours,needs,helps,builds_on\nm01,One,3,,,\nm06,Waiting,4,m01,,Intervals.\n"
    )
    (tmp_path / "README.md").write_text(f"# A course\n\n{BEGIN}old\n{END}\nMore.\n")
    return Course(tmp_path)


def test_the_table_says_what_the_notebooks_say(course: Course) -> None:
    notebook(course, "m06_waiting/1_queue", "# Waiting 1 of 2: the queue")
    notebook(course, "m06_waiting/2_demand", "# Waiting 2 of 2: the demand")
    notebook(course, "m07_control/1_chart", "# Control", built=False)
    readme = course.root / "README.md"
    before = readme.read_text(encoding="utf-8")
    assert renew(course, write=False) == [readme]
    assert readme.read_text(encoding="utf-8") == before
    assert renew(course) == [readme]
    text = readme.read_text(encoding="utf-8")
    row = (
        "| **`m06_waiting`** | Waiting | about 3 hours, 100 points | m01 | the queue; the demand |"
    )
    assert row in text
    assert "\n1 graded module, 3 hours.\n" in text
    assert "m07" not in text
    assert "old" not in text
    assert text.startswith("# A course\n")
    assert text.endswith("\nMore.\n")
    assert renew(course) == []


@pytest.mark.parametrize("text", [None, "# A course without a table\n", f"{END}{BEGIN}"])
def test_a_readme_without_marks_is_left_alone(course: Course, text: str | None) -> None:
    notebook(course, "m06_waiting/1_queue", "# Waiting")
    readme = course.root / "README.md"
    readme.unlink()
    if text is not None:
        readme.write_text(text, encoding="utf-8")
    assert renew(course) == []
    assert not readme.exists() or readme.read_text(encoding="utf-8") == text
