from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from nbformat import v4
from support.tiny import MODULE, cell_of, submit

from nbreferee.notebooks import read_notebook, write_notebook
from servicelab.errors import CourseError
from servicelab_workshop.classroom.class_answers import known_answers, read_class, read_release
from servicelab_workshop.classroom.fingerprints import MOST_LETTERS
from servicelab_workshop.lessons.bank import Answer, read_bank, stubs
from servicelab_workshop.lessons.course import BANK, Course


def labeled(id: str, kind: str, source: str, **label: Any) -> Any:
    cell = v4.new_code_cell(source) if kind == "code" else v4.new_markdown_cell(source)
    cell.metadata["nbgrader"] = {
        "grade_id": id,
        "schema_version": 3,
        "grade": False,
        "solution": True,
        "locked": False,
        "task": False,
        **label,
    }
    return cell


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Any nbgrader course, released, without a gradebook and without an answer bank."""
    cells = [
        v4.new_markdown_cell("# Waiting\n\n## Task 1: the mean (2 points)"),
        labeled("mean", "code", "def mean(values):\n    raise NotImplementedError()"),
        v4.new_markdown_cell("## Task 2: say it"),
        labeled("memo", "markdown", "YOUR ANSWER HERE", grade=True, points=3),
    ]
    for name in ("release", "source"):
        nb = v4.new_notebook(cells=[cell.copy() for cell in cells])
        if name == "source":
            nb.cells[1].source = "def mean(values):\n    return sum(values) / len(values)"
        (tmp_path / name / "waits").mkdir(parents=True)
        (tmp_path / name / "waits" / "one.ipynb").write_bytes(write_notebook(nb))
    return tmp_path


def hand_in(root: Path, student: str, mean: str, memo: str) -> Path:
    nb = read_notebook(root / "release" / "waits" / "one.ipynb")
    nb.cells[1].source, nb.cells[3].source = mean, memo
    path = root / "submitted" / student / "waits" / "one.ipynb"
    path.parent.mkdir(parents=True)
    # halves of letters, too, which nbformat does not write
    path.write_text(json.dumps(nb), encoding="ascii")
    return path


def test_any_course_is_read_without_a_gradebook(other: Path) -> None:
    hand_in(other, "anna", "def mean(v):\n    return np.mean(v)", "They wait too long.")
    hand_in(other, "bob", "def mean(values):\n    raise NotImplementedError()", "")

    class_ = read_class(other, "waits")

    assert not (other / "gradebook.db").exists()
    assert {key: (cell.kind, cell.title) for key, cell in class_.release.cells.items()} == {
        "one/mean": ("code", "Task 1: the mean"),
        "one/memo": ("prose", "Task 2: say it"),
    }
    assert set(class_.answers["anna"]) == {"one/mean", "one/memo"}
    assert class_.answers["bob"] == {}
    assert not class_.unread


def test_the_solution_of_any_course_is_common(other: Path) -> None:
    same = "def mean(x):\n    # the same\n    return sum(x)/len(x)"
    hand_in(other, "anna", same, "")
    hand_in(other, "bob", same, "")

    class_ = read_class(other, "waits")

    prints = {one for unit in class_.answers["anna"]["one/mean"].prints for one in unit}
    assert prints
    assert prints <= class_.release.common


def test_without_solutions_the_release_serves(other: Path) -> None:
    shutil.rmtree(other / "source")

    release, problem = read_release(other / "release" / "waits", other / "source" / "waits")

    assert set(release.cells) == {"one/mean", "one/memo"}
    assert not problem
    assert known_answers(release) == {"one/mean": 0, "one/memo": 0}


def test_without_a_release_the_solutions_serve(other: Path) -> None:
    hand_in(other, "anna", "def mean(v):\n    return np.mean(v)", "")
    hand_in(other, "bob", "def mean(v):\n    return v.mean()", "")
    shutil.rmtree(other / "release")

    assert set(read_class(other, "waits").answers["anna"]) == {"one/mean"}


def test_every_answer_of_the_bank_is_common(course: Course) -> None:
    release, problem = read_release(course.notebooks / MODULE, course.solutions / MODULE)
    bank = [
        answer for answer in read_bank(course.solutions / MODULE / BANK) if answer.source.strip()
    ]

    assert not problem
    assert {answer.source for answer in bank} <= {
        source for sources in release.known.values() for source in sources
    }
    for student in ("anna", "bob"):
        submit(course, student, list({answer.task: answer for answer in bank}.values()))
    answers = read_class(course.root, MODULE).answers
    assert answers["anna"]
    for answer in answers["anna"].values():
        assert {one for unit in answer.prints for one in unit} <= release.common


def test_a_bank_that_cannot_be_read_is_told_of(course: Course) -> None:
    (course.solutions / MODULE / BANK).write_text("# %%\nx = 1\n", encoding="utf-8")
    submit(course, "anna")
    submit(course, "bob")

    class_ = read_class(course.root, MODULE)

    assert BANK in class_.bank_problem
    assert set(class_.answers) == {"anna", "bob"}


def test_a_stub_is_no_answer(course: Course) -> None:
    nb = read_notebook(course.notebooks / MODULE / "tiny.ipynb")
    submit(course, "anna", stubs(nb))
    submit(course, "bob")

    answers = read_class(course.root, MODULE).answers

    assert answers == {"anna": {}, "bob": {}}


def test_damage_is_mended_or_told_and_stops_nobody(other: Path) -> None:
    good = "def mean(v):\n    return np.mean(v)"
    hand_in(other, "anna", good, "They wait too long.")
    path = hand_in(other, "no label", good, "They wait too long.")
    nb = read_notebook(path)
    del nb.cells[1].metadata["nbgrader"]
    path.write_bytes(write_notebook(nb))
    hand_in(other, "empty", good, "").write_bytes(b"")
    hand_in(other, "no notebook", good, "").write_bytes(b"[1, 2]")
    hand_in(other, "cut", good, "")
    cut = hand_in(other, "cut off", good, "They wait.")
    cut.write_bytes(cut.read_bytes()[:-30])
    link = hand_in(other, "link", good, "")
    link.unlink()
    link.symlink_to("/etc/passwd")

    class_ = read_class(other, "waits")

    assert set(class_.unread) == {"empty", "no notebook", "link"}
    assert all(why.endswith(".") for why in class_.unread.values())
    same = class_.answers["anna"]["one/mean"]
    assert class_.answers["no label"]["one/mean"] == same
    assert class_.answers["cut off"]["one/mean"] == same


def test_of_a_long_answer_the_beginning_is_kept(other: Path) -> None:
    hand_in(other, "anna", "x = 1\n" * 20_000, "w " * 50_000)
    hand_in(other, "bob", "\ud800", "\ud800 half a letter that is none at all")

    answers = read_class(other, "waits").answers

    assert all(len(one.source) == MOST_LETTERS for one in answers["anna"].values())
    assert "?" in answers["bob"]["one/memo"].source


def test_of_copies_of_a_cell_the_last_counts(course: Course) -> None:
    answer = Answer("tiny-mean", "own", "")

    def twice(nb: Any) -> None:
        cells = [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("solution")]
        copy = cells[0].copy()
        copy.source, copy.id = "the_last = 1", "another"
        nb.cells.insert(nb.cells.index(cells[0]) + 1, copy)

    submit(course, "anna", [answer], twice)
    submit(course, "bob")

    assert "the_last = 1" in [
        one.source for one in read_class(course.root, MODULE).answers["anna"].values()
    ]


def test_what_is_missing_is_said(other: Path) -> None:
    with pytest.raises(CourseError, match="with cells to answer in"):
        read_class(other, "nowhere")
    with pytest.raises(CourseError, match="not two submissions of waits"):
        read_class(other, "waits")
    (other / "release" / "waits" / "one.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match=r"one\.ipynb cannot be read as a notebook"):
        read_class(other, "waits")


def test_cells_are_told_apart_by_notebook(course: Course) -> None:
    nb = read_notebook(course.notebooks / MODULE / "tiny.ipynb")
    release, _problem = read_release(course.notebooks / MODULE, course.solutions / MODULE)

    assert release.cells
    for cell in release.cells.values():
        assert cell.notebook == "tiny"
        assert cell.stub == cell_of(nb, cell.name).source
