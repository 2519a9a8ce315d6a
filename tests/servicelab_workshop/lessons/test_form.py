"""How long a notebook may be, and what its points are given for."""

from __future__ import annotations

from typing import Any

import pytest

from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.form import form, form_problems, lane
from servicelab_workshop.lessons.lesson import Lesson, Module, Task

CHECK = Cell(0, "t", "code", "check('t')", {"nbgrader": {"grade": True, "points": 4}})


def task(stub: str = "x = ...", **more: Any) -> Task:
    return Task("t", "A", "checked", 4, answer=Cell(1, "a", "code", stub), check=CHECK, **more)


@pytest.mark.parametrize(
    ("asked", "is_"),
    [
        (task("def share(x):\n    'Late.'\n    # Your answer here."), "function"),
        (task("def share(x):\n    n = len(x)\n    part = ...\n    return part / n"), "completion"),
        (task(), "value"),
        (task(asks_for_a_sentence=True), "sentence"),
        (Task("m", "M", "memo", 9), "memo"),
    ],
)
def test_lanes(asked: Task, is_: str) -> None:
    assert lane(asked) == is_


def lesson(words: int, minutes: float, points: int = 100, source: str = "x") -> Lesson:
    text = f"# A 1 of 1: b\n\n## Task 1: c ({points} points)\n\n" + "word " * words
    label = {"grade": True, "solution": True, "grade_id": "m90-q1", "points": points}
    return Lesson(
        "1_a",
        (
            Cell(0, "a", "markdown", text),
            Cell(1, "b", "code", source),
            Cell(2, "m90-q1", "markdown", "", {"nbgrader": label}),
        ),
        {"minutes": minutes, "points": points},
    )


def test_words_are_counted_without_code_and_formulas() -> None:
    cells = (Cell(0, "a", "markdown", "One two `code x` $$a + b$$ three $c d$ 4 <b>four</b>"),)
    assert form(Lesson("1_a", cells)).words == 4


def test_what_is_too_long_or_lacks_a_part_is_told() -> None:
    problems = list(form_problems(Module("m90_a", (lesson(1800, 80),))))
    told = "\n".join(problems)
    for words in (
        "80 minutes, and a notebook has 75 at most",
        "words, and a notebook has 1800 at most",
        "`recall(...)`",
        "which sentence may be told",
        "nothing is decided",
        "memos earn 100% of the points",
        "no two examples are marked",
    ):
        assert words in told
    assert list(form_problems(Module("m90_a", (lesson(10, 80, 0),)))) == []
    opened = lesson(10, 60, source='from servicelab import recall\n\nrecall("m90_a/1_a")')
    told = "\n".join(form_problems(Module("m90_a", (opened,))))
    assert "recall" not in told
    assert "at most" not in told
