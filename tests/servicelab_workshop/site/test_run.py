from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from nbreferee.configuration import CONFIG
from nbreferee.notebooks import write_notebook
from servicelab.errors import CourseError
from servicelab_workshop.lessons import runs
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.source import KERNELSPEC, read_script
from servicelab_workshop.site import pages, run
from servicelab_workshop.site.notebooks import page

ROOT = Path(__file__).resolve().parents[3]
TINY = ROOT / "tests" / "support" / "tiny_course"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The tiny course with both editions and the guides, but without their outputs."""
    root = tmp_path / "course"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs", root / "docs")
    for name in (CONFIG, "requirements.lock.txt", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, root)
    script = root / "solutions" / "m90_tiny" / "tiny.py"
    nb = read_script(script)
    script.with_suffix(".ipynb").write_bytes(write_notebook(nb))
    trainee = root / "notebooks" / "m90_tiny"
    trainee.mkdir(parents=True)
    for cell in nb.cells:
        if cell.cell_type == "code" and "nbgrader" in cell.metadata:
            cell.source = "pass"
    (trainee / "tiny.ipynb").write_bytes(write_notebook(nb))
    return Course(root)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is run, in place of running it."""
    names: list[str] = []

    def note(nb: Any, folder: Path, name: str, **options: Any) -> None:
        names.append(name)
        assert "secret_branch" not in str(nb)
        assert folder.name == "m90_tiny"

    monkeypatch.setattr(runs, "execute", note)
    return names


def test_a_notebook_runs_again_only_when_something_changed(course: Course, ran: list[str]) -> None:
    notebook = course.notebooks / "m90_tiny" / "tiny.ipynb"
    shown: list[str] = []
    for _time in range(2):
        run.run_pages(course.root, [notebook], shown.append)
    assert ran == ["m90_tiny/tiny"]
    assert shown == ["m90_tiny/tiny"] * 2

    (notebook.parent / "more.csv").write_text("a\n1\n", encoding="utf-8")
    run.run_pages(course.root, [notebook])
    assert len(ran) == 2

    kept = [*(course.root / runs.CACHE).iterdir()]
    assert len(kept) == 2
    for place in kept:
        os.utime(place, (0, 0))
    run.run_pages(course.root, [notebook])
    assert len(ran) == 2
    # what nobody has asked for in a month is gone
    assert len([*(course.root / runs.CACHE).iterdir()]) == 1


def test_a_failing_notebook_is_named_and_not_kept(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(nb: Any, folder: Path, name: str, **options: Any) -> None:
        raise CourseError(f"{name}, cell x fails")

    monkeypatch.setattr(runs, "execute", fail)
    with pytest.raises(CourseError, match="m90_tiny/tiny, cell x fails"):
        run.run_pages(course.root, [course.notebooks / "m90_tiny" / "tiny.ipynb"])
    assert list((course.root / runs.CACHE).iterdir()) == []


@pytest.mark.slow
def test_figures_come_with_words_and_stubs_are_no_fault(tmp_path: Path) -> None:
    source = """
import pandas as pd, matplotlib.pyplot as plt
ax = pd.Series([1.0, 3.0], index=["Mon", "Tue"], name="visits").plot.bar(title="Two days")
plt.show()
"""
    path = tmp_path / "notebooks" / "m91_short" / "short.ipynb"
    path.parent.mkdir(parents=True)
    nb = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source)], metadata={"kernelspec": KERNELSPEC}
    )
    nbformat.write(nb, path)
    [made] = run.run_pages(tmp_path, [path]).values()
    [output] = made.cells[0].outputs
    assert '<img class="servicelab-picture" src="data:image/png;base64,' in output.data["text/html"]
    assert 'alt="Two days: Bar chart' in output.data["text/html"]
    assert output.data["text/plain"].startswith("Two days: Bar chart")


@pytest.mark.parametrize("with_solutions", [False, True])
def test_solutions_are_staged_on_request_and_hidden_tests_never(
    course: Course, ran: list[str], tmp_path: Path, with_solutions: bool
) -> None:
    staged = tmp_path / "staged"
    pages.stage(course, staged, with_solutions=with_solutions)
    text = {
        path.relative_to(staged).as_posix(): path.read_text(encoding="utf-8")
        for path in (staged / "modules").rglob("*.*")
    }
    assert "tiny" in text["modules/m90_tiny/index.md"]
    assert not any("secret_branch" in content for content in text.values())
    assert not any("HIDDEN TESTS" in content for content in text.values())
    solutions = text.get("modules/m90_tiny/tiny-solutions.ipynb")
    assert (solutions is not None) == with_solutions
    assert any("len(minutes.dropna())" in content for content in text.values()) == with_solutions
    if solutions is not None:
        assert "SOLUTION" not in solutions
        assert "tiny-solutions.ipynb" in text["modules/m90_tiny/tiny.ipynb"]
        assert "tiny-solutions" in text["modules/m90_tiny/index.md"]


def test_a_page_keeps_what_html_can_show_and_marks_what_is_taught() -> None:
    nb = nbformat.v4.new_notebook(metadata={"kernelspec": KERNELSPEC})
    nb.cells = [
        nbformat.v4.new_markdown_cell("# Title", id="first"),
        nbformat.v4.new_markdown_cell("## Archives", id="second"),
        nbformat.v4.new_code_cell("q", id="third"),
    ]
    label = {"grade": True, "solution": False, "grade_id": "q", "points": 1, "locked": True}
    nb.cells[2].metadata["nbgrader"] = label
    nb.cells[2].outputs = [
        nbformat.v4.new_output(
            "execute_result", data={"text/html": "<p>1</p>", "application/x+json": {"a": 1}}
        )
    ]
    made = page(nb, "1_a", {"S002-08": "second"}, "A note.")
    assert [cell.source for cell in made.cells] == [
        "# Title",
        "A note.",
        "(row-s002-08-1_a)=\n## Archives",
        "q",
    ]
    assert made.cells[3].metadata == {"tags": ["hide-input"]}
    assert made.cells[3].outputs[0].data == {"text/html": "<p>1</p>"}
    assert "nbgrader" in nb.cells[2].metadata
