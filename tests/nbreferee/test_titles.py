from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import v4

from nbreferee.notebooks import write_notebook
from nbreferee.titles import task_titles

new_code_cell: Any = v4.new_code_cell
new_markdown_cell: Any = v4.new_markdown_cell
new_notebook: Any = v4.new_notebook


def labeled(cell: Any, name: str, **label: bool) -> Any:
    cell.metadata["nbgrader"] = {"grade_id": name, **label}
    return cell


def test_cells_under_one_heading_are_told_apart_by_their_kinds(tmp_path: Path) -> None:
    marks = labeled(new_code_cell("1"), "marks", grade=True)
    memo = labeled(new_markdown_cell("## Mine"), "memo", grade=True, solution=True)
    letter = labeled(new_code_cell("a = 1"), "letter", grade=True, solution=True)
    talk = labeled(new_markdown_cell("Talk."), "talk", task=True)
    answer = labeled(new_code_cell("b = 1"), "answer", solution=True)
    nb = new_notebook(
        cells=[new_markdown_cell("## Task 1: mark (5 points)"), answer, marks, memo, letter, talk]
    )
    (tmp_path / "one.ipynb").write_bytes(write_notebook(nb))
    assert task_titles(tmp_path) == {
        ("one", "marks"): "Task 1: mark · checks",
        ("one", "memo"): "Task 1: mark · text",
        ("one", "letter"): "Task 1: mark · code",
        ("one", "talk"): "Task 1: mark · task",
    }
    # the same in another notebook: the ids are plainer
    (tmp_path / "two.ipynb").write_bytes(write_notebook(nb))
    assert task_titles(tmp_path) == {}
