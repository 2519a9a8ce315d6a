from __future__ import annotations

from pathlib import Path

import pytest
from support.tiny import MODULE, answers_path, cell_of

from nbreferee.notebooks import read_notebook
from servicelab.errors import CourseError
from servicelab_workshop.lessons.bank import (
    Answer,
    compose,
    find_task,
    read_bank,
    reference,
    rounds,
    shortfalls,
    strangers,
    stubs,
)
from servicelab_workshop.lessons.course import Course


def test_reads_every_way_with_its_labels() -> None:
    bank = {(answer.task, answer.name): answer for answer in read_bank(answers_path())}
    assert len(bank) == 9
    median = bank["m90-q1-mean", "takes the median"]
    assert median.points == 2
    assert median.trap == "median-for-mean"
    assert median.says == ("median",)
    thin = bank["m90-q3-memo", "thin"]
    assert (thin.points, thin.mark, thin.source) == (None, 1, "Be faster.")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("# %% a way\nx = 1\n", "answers.py, line 1: the cell names no task"),
        (
            '# %% [markdown]\n# A bank\n\n# %% a way  task="q"\nx = 1\n',
            'line 4: the answer "a way" to q states no points',
        ),
        ('# %% a  task="q" points=1\nx = 1\n\n# %% a  task="q" points=0\nx = 2\n', "two answers"),
    ],
)
def test_says_what_is_wrong_with_a_bank(tmp_path: Path, cells: str, words: str) -> None:
    path = tmp_path / "answers.py"
    path.write_text(cells)
    with pytest.raises(CourseError, match=words):
        read_bank(path)


def test_compose_fills_answer_cells_and_leaves_the_original(built: Path) -> None:
    nb = read_notebook(built / "notebooks" / MODULE / "tiny.ipynb")
    filled = compose(
        nb, [Answer("m90-q2-share", "a", "share = 1"), Answer("m90-q3-memo", "b", "Hire.")]
    )
    assert cell_of(filled, "m90-q2-share-answer").source == "share = 1"
    assert cell_of(filled, "m90-q3-memo").source == "Hire."
    assert "Your answer here" in cell_of(nb, "m90-q2-share-answer").source


def test_reference_has_full_points_and_no_region_marks(built: Path) -> None:
    answers = reference(read_notebook(built / "solutions" / MODULE / "tiny.ipynb"))
    assert {a.task: (a.points, a.mark) for a in answers} == {
        "m90-q1-mean": (3, None),
        "m90-q2-share": (2, None),
        "m90-q3-memo": (None, 95),
    }
    assert all("SOLUTION" not in answer.source for answer in answers)


def test_stubs_are_what_trainees_get(built: Path) -> None:
    found = stubs(read_notebook(built / "notebooks" / MODULE / "tiny.ipynb"))
    assert [(one.task, one.name, one.points) for one in found] == [
        ("m90-q1-mean", "stub", 0),
        ("m90-q2-share", "stub", 0),
    ]
    assert "share = ..." in found[1].source


def test_rounds_hold_each_automatic_answer_once() -> None:
    answers = read_bank(answers_path())
    packed = rounds(answers)
    assert len(packed) == 5
    flat = [answer for part in packed for answer in part.values()]
    assert sorted(a.name for a in flat) == sorted(a.name for a in answers if a.points is not None)


def test_shortfalls_respect_declared_exceptions() -> None:
    tasks = {"m90-q1-mean": 3.0, "m90-q2-share": 2.0}
    answers = read_bank(answers_path())
    assert shortfalls(answers, tasks) == []
    found = shortfalls([a for a in answers if a.name not in ("numpy", "a list")], tasks)
    assert [line.split()[0] for line in found] == ["m90-q1-mean", "m90-q2-share"]


def test_an_answer_to_no_task_is_told_also_if_a_person_marks_it() -> None:
    answers = [*read_bank(answers_path()), Answer("m90-q3-mmeo", "x", "Hire.", mark=1)]
    tasks = ["m90-q1-mean", "m90-q2-share", "m90-q3-memo"]
    assert strangers(answers, tasks) == [
        'The answer "x" is for m90-q3-mmeo, which is no task here: did you mean m90-q3-memo?'
    ]


def test_a_task_is_found_by_a_part_of_its_id(built: Path) -> None:
    course = Course(built)
    script = built / "solutions" / MODULE / "tiny.py"
    assert find_task(course, "q1") == (script, "m90-q1-mean")
    assert find_task(course, "m90-q2-share") == (script, "m90-q2-share")
    for name, words in (
        ("m90", "choose from m90-q1-mean, m90-q2-share, m90-q3-memo"),
        ("m90-q1-maen", "choose from m90-q1-mean"),
        ("§", "give what stands in task="),
        ("memo", "marked by a person"),
    ):
        with pytest.raises(CourseError, match=words):
            find_task(course, name)
