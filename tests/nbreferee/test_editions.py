from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat import v4
from nbgrader.utils import compute_checksum
from support.tiny import MODULE, cell_of, submit

from nbreferee.editions import cells_given, is_as_given, remember
from nbreferee.gradebook import open_api
from nbreferee.job import Cell, Notebook
from nbreferee.notebooks import read_notebook, write_notebook
from nbreferee.submission import examine
from servicelab_workshop.classroom.summary import summarize
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course

Bank = dict[tuple[str, str], Answer]
new_code_cell: Any = v4.new_code_cell
new_markdown_cell: Any = v4.new_markdown_cell
new_notebook: Any = v4.new_notebook
TOLD = "tiny.ipynb: the locked cell m90-q2-share was changed and was put back."


def edit(source: str) -> Callable[[Any], None]:
    def damage(nb: Any) -> None:
        cell_of(nb, "m90-q2-share").source = source

    return damage


def saved_elsewhere(nb: Any) -> None:
    """As an editor or a formatter does: Windows line ends, space behind lines, one end less."""
    for name in ("m90-q1-mean", "m90-q2-share"):
        cell = cell_of(nb, name)
        cell.source = cell.source.rstrip().replace("\n", "  \r\n")


def without_labels(nb: Any) -> None:
    for cell in nb.cells:
        cell.metadata.pop("nbgrader", None)


def release(course: Course, *changes: tuple[str, str]) -> None:
    """Mend the test of the second task, in what it shows and in what it hides, and release it."""
    path = course.solutions / MODULE / "tiny.ipynb"
    nb = read_notebook(path)
    for old, new in changes:
        assert old in cell_of(nb, "m90-q2-share").source
        cell_of(nb, "m90-q2-share").source = cell_of(nb, "m90-q2-share").source.replace(old, new)
    path.write_bytes(write_notebook(nb))
    with open_api(course.root) as api:
        assert api.generate_assignment(MODULE, force=True)["success"]


@pytest.mark.slow
def test_only_who_edited_a_locked_cell_is_told_so_after_it_was_mended(
    released: Course, bank: Bank
) -> None:
    answers = [bank["m90-q1-mean", "numpy"], bank["m90-q2-share", "a list"]]
    submit(released, "anna", answers)
    submit(released, "bo", answers, without_labels)
    submit(released, "cy", answers, edit("2.0"))
    before = {one.student: one for one in grade(released.root, MODULE)}
    assert (before["anna"].notes, before["cy"].notes) == ([], [TOLD])
    release(released, ("not attempted", "left as it was"), ("1e-9", "1e-6"))
    after = {one.student: one for one in grade(released.root, MODULE)}
    assert {one.score for one in after.values()} == {5}
    assert all(after[one].notes == before[one].notes for one in ("anna", "bo", "cy"))
    assert not any(
        reason.kind == "note"
        for person in summarize(released.root, MODULE).talks
        if person.id == "anna"
        for reason in person.reasons
    )


@pytest.mark.slow
def test_a_cell_tells_by_itself_that_it_was_given_so(released: Course, bank: Bank) -> None:
    submit(released, "anna", [bank["m90-q2-share", "a list"]])
    submit(released, "bo", [bank["m90-q2-share", "a list"]], edit("2.0"))
    # no grader has seen the first release
    release(released, ("not attempted", "left as it was"))
    notes = {one.student: one.notes for one in grade(released.root, MODULE)}
    assert notes == {"anna": [], "bo": [TOLD]}


@pytest.mark.slow
def test_line_ends_are_no_change_and_what_runs_is_the_release(released: Course, bank: Bank) -> None:
    def both(nb: Any) -> None:
        saved_elsewhere(nb)
        without_labels(nb)

    answers = [bank["m90-q1-mean", "numpy"], bank["m90-q2-share", "a list"]]
    for student, damage in (("anna", None), ("bo", saved_elsewhere), ("cy", both)):
        submit(released, student, answers, damage)
    records = {one.student: one for one in grade(released.root, MODULE)}
    assert {one.score for one in records.values()} == {5}
    assert records["bo"].notes == []
    assert not any("was changed" in note for note in records["cy"].notes)
    ran = [
        [
            cell.source
            for cell in read_notebook(
                released.root / "autograded" / student / MODULE / "tiny.ipynb"
            ).cells
            if cell.metadata.get("nbgrader", {}).get("locked")
        ]
        for student in records
    ]
    assert len(ran[0]) >= 2
    assert ran == [ran[0]] * 3


@pytest.mark.parametrize(
    ("source", "same"),
    [
        ("if a:\r\n    assert b", True),
        ("if a:\n    assert b  \n\n", True),
        ("if a:\n  assert b", False),
        ("if a:\n\n    assert b", False),
        ("if a: assert b", False),
    ],
)
def test_only_line_ends_and_space_before_them_do_not_count(
    tmp_path: Path, source: str, same: bool
) -> None:
    released = "if a:\n    assert b"
    layouts = {"tiny": (("q1", "code", released),)}
    cell = new_code_cell(source)
    cell.metadata["nbgrader"] = {"grade_id": "q1"}
    (tmp_path / "tiny.ipynb").write_bytes(write_notebook(new_notebook(cells=[cell])))
    key = Notebook("tiny", None, (Cell("q1", "code", released, None, True),))
    *_rest, notes = examine(tmp_path, [key], layouts, {"tiny": []})
    assert (notes == []) == same
    assert is_as_given(cell, "q1", [cells_given(layouts["tiny"])]) == same


def test_a_cell_tells_what_it_was_whatever_its_line_ends() -> None:
    cell = new_code_cell("if a:\n    assert b")
    label = {"grade_id": "q1", "grade": True, "points": 1, "locked": True, "solution": False}
    cell.metadata["nbgrader"] = type(cell)(label)
    cell.metadata["nbgrader"]["checksum"] = compute_checksum(cell)
    cell.source = "if a:\r\n    assert b "
    assert is_as_given(cell, "q1", [])
    cell.source = "if a:\r\n    assert c"
    assert not is_as_given(cell, "q1", [])


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "the locked cell q1 was changed and was put back."),
        (3, "3 locked cells were changed and were put back (q1, q2, q3)."),
        (5, "5 locked cells were changed and were put back (q1, q2, and 3 more)."),
    ],
)
def test_locked_cells_that_were_changed_are_one_sentence(
    tmp_path: Path, number: int, told: str
) -> None:
    names = [f"q{n + 1}" for n in range(number)]
    cells = [new_code_cell("1") for _name in names]
    for name, cell in zip(names, cells, strict=True):
        cell.metadata["nbgrader"] = {"grade_id": name}
    (tmp_path / "tiny.ipynb").write_bytes(write_notebook(new_notebook(cells=cells)))
    key = Notebook("tiny", None, tuple(Cell(name, "code", name, None, True) for name in names))
    layouts = {"tiny": tuple((name, "code", name) for name in names)}
    *_rest, notes = examine(tmp_path, [key], layouts, {"tiny": []})
    assert notes == [f"tiny.ipynb: {told}"]


def test_remembers_each_edition_once(tmp_path: Path) -> None:
    first = {"tiny": (("q1", "code", "assert a\n"), (None, "code", "secret"))}
    second = {"tiny": (("q1", "code", "assert b"),)}
    assert len(remember(tmp_path, "a1", first)["tiny"]) == 1
    assert len(remember(tmp_path, "a1", second)["tiny"]) == 2
    (today, earlier) = remember(tmp_path, "a1", first)["tiny"]
    (path,) = (tmp_path / ".servicelab" / "editions").glob("*")
    assert "secret" not in path.read_text()
    cell = new_code_cell("assert b")
    assert not is_as_given(cell, "q1", [today])
    assert is_as_given(cell, "q1", [today, earlier])
    # a release that is not there now takes nothing away
    assert remember(tmp_path, "a1", {"tiny": ()})["tiny"] == (today, earlier)
    path.write_text("[")
    assert remember(tmp_path, "a1", first)["tiny"] == (today,)


def test_an_order_that_was_once_released_is_none_to_tell_of(tmp_path: Path) -> None:
    cells = {name: new_markdown_cell(name) for name in ("q2", "q1")}
    for name, cell in cells.items():
        cell.metadata["nbgrader"] = {"grade_id": name}
    nb = new_notebook(cells=list(cells.values()))
    (tmp_path / "tiny.ipynb").write_bytes(write_notebook(nb))
    key = Notebook("tiny", None, tuple(Cell(q, "markdown", q, None, True) for q in ("q1", "q2")))
    layouts = {"tiny": (("q1", "markdown", "q1"), ("q2", "markdown", "q2"))}
    *_rest, notes = examine(tmp_path, [key], layouts, {"tiny": [cells_given(layouts["tiny"])]})
    assert notes == ["tiny.ipynb: its cells are in another order than released (q2 before q1)."]
    editions = {"tiny": [cells_given(layouts["tiny"]), cells_given(layouts["tiny"][::-1])]}
    *_rest, notes = examine(tmp_path, [key], layouts, editions)
    assert notes == []


@pytest.mark.parametrize(
    "label",
    [
        {},
        {"grade_id": "q1", "checksum": 3},
        {"grade_id": "q1", "checksum": "x", "grade": True},
        {"grade_id": "q1", "checksum": "x", "grade": True, "points": "many"},
        {"grade_id": "q1", "checksum": "x", "grade": True, "points": 10**400},
        {"grade_id": ["q1"], "checksum": "x"},
    ],
    ids=json.dumps,
)
def test_a_label_may_hold_anything(label: dict[str, Any]) -> None:
    cell = new_code_cell("assert b")
    cell.metadata["nbgrader"] = type(cell)(label)
    assert not is_as_given(cell, "q1", [])
