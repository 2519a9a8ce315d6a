from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.lessons.lesson import Task
from servicelab_workshop.self_study import tutor, workcopy
from servicelab_workshop.self_study.progress import Progress, TaskState, read_progress
from servicelab_workshop.self_study.tutor import (
    MEMORY,
    find_task,
    next_hint,
    show,
    solution,
)

HINTS = ("Who answered?", "Divide by all rows.", "`share = ... / ...`")


@pytest.fixture(scope="module")
def course() -> Progress:
    return read_progress(Path(__file__).parents[3] / "notebooks")


@pytest.fixture
def state() -> TaskState:
    task = Task("m02-q2-unit", "Task 2", "checked", hints=HINTS)
    return TaskState(task, "m02_segmentation/1_database.ipynb")


def of_task(state: TaskState, **changes: Any) -> TaskState:
    """The same state of a task that is a little different."""
    return replace(state, task=replace(state.task, **changes))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("m02-q2-unit", "m02-q2-unit"),
        ("m02-q2", "m02-q2-unit"),
        ("M02-Q2-Unit", "m02-q2-unit"),
        ("m02_q2", "m02-q2-unit"),
        ("unit", "m02-q2-unit"),
        ("sleep", "m02-q3a-sleepers"),
        ("m02-q1a", "m02-q1a-completeness"),
        ("first-win", "m00-first-win"),
        ("m02-q12", "m02-q12-memo"),
    ],
)
def test_a_task_is_found_by_an_unambiguous_part(course: Progress, name: str, found: str) -> None:
    assert find_task(course, name).task.id == found


def test_an_ambiguous_part_lists_the_tasks_it_may_be(course: Progress) -> None:
    with pytest.raises(CourseError, match=r"^memo may be any of m01-q15-memo, m02-q12-memo"):
        find_task(course, "memo")
    with pytest.raises(CourseError, match=r"m02-q1a-completeness.*, \.\.\.: name one"):
        find_task(course, "m02")


@pytest.mark.parametrize(
    ("typo", "close"),
    [("m02-q2-unti", "m02-q2-unit"), ("q3a-slepers", "m02-q3a-sleepers"), ("m2-q2-unit", "m02-q2")],
)
def test_a_typo_is_answered_with_close_matches(course: Progress, typo: str, close: str) -> None:
    with pytest.raises(CourseError, match=f"There is no task {typo} in .*Did you mean.*{close}"):
        find_task(course, typo)


@pytest.mark.parametrize("name", ["", "  ", "xyzzy", "a\nb" * 200])
def test_nonsense_is_answered_in_one_line(course: Progress, name: str) -> None:
    with pytest.raises(CourseError, match="progress MODULE` lists the tasks") as caught:
        find_task(course, name)
    assert "\n" not in str(caught.value)


def test_without_tasks_the_damaged_notebooks_are_named(tmp_path: Path) -> None:
    (tmp_path / "1.ipynb").write_text("{")
    with pytest.raises(CourseError, match=r"no task m02-q1 in .* 1\.ipynb is damaged"):
        find_task(read_progress(tmp_path), "m02-q1")


def test_hints_come_one_at_a_time_and_are_remembered(tmp_path: Path, state: TaskState) -> None:
    for number, hint in enumerate(HINTS[:2], start=1):
        assert next_hint(tmp_path, state) == [f"m02-q2-unit, hint {number} of 3: {hint}"]
    other = of_task(state, id="m02-q4")
    assert next_hint(tmp_path, other) == [f"m02-q4, hint 1 of 3: {HINTS[0]}"]
    last = next_hint(tmp_path, state)
    assert last[0].endswith(HINTS[2])
    assert "solution m02-q2-unit" in last[1]
    again = next_hint(tmp_path, state)
    assert [line.split(": ", 1)[1] for line in again[:3]] == list(HINTS)
    assert json.loads((tmp_path / MEMORY).read_text())["given"] == {"m02-q2-unit": 3, "m02-q4": 1}


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"given": 3}', b"\xff", b"[" * 100_000])
def test_a_damaged_memory_begins_anew(tmp_path: Path, state: TaskState, damage: bytes) -> None:
    (tmp_path / MEMORY).write_bytes(damage)
    assert next_hint(tmp_path, state)[0].endswith(HINTS[0])
    assert next_hint(tmp_path, state)[0].endswith(HINTS[1])


def test_fewer_hints_than_were_given_are_all_given(tmp_path: Path, state: TaskState) -> None:
    (tmp_path / MEMORY).write_text('{"given": {"m02-q2-unit": 9, "other": "x"}}')
    assert len(next_hint(tmp_path, state)) == 4


def test_what_needs_no_hint_says_so(tmp_path: Path, state: TaskState) -> None:
    assert next_hint(tmp_path, replace(state, status="right")) == [
        "m02-q2-unit is right: it needs no hint."
    ]
    more = of_task(state, hidden=2)
    so_far = replace(more, status="right")
    assert "judge m02_segmentation/1_database" in next_hint(tmp_path, so_far)[0]
    assert next_hint(tmp_path, so_far)[1].endswith(HINTS[1])
    assert len(next_hint(tmp_path, of_task(so_far, hints=()))) == 1
    assert next_hint(tmp_path, replace(state, status="right", outdated=True))[0].endswith(HINTS[2])
    assert "no hints: it is a memo" in next_hint(tmp_path, of_task(state, kind="memo", hints=()))[0]
    assert next_hint(tmp_path, of_task(state, hints=())) == ["m02-q2-unit has no hints."]


def test_the_hints_are_those_of_the_question(course: Progress) -> None:
    source = Path(__file__).parents[3] / "solutions" / "m02_segmentation" / "1_database.py"
    text = source.read_text(encoding="utf-8")
    assert all(hint in text for hint in find_task(course, "m02-q2-unit").task.hints)


def test_no_solution_before_an_attempt(state: TaskState) -> None:
    with pytest.raises(CourseError, match=r"not attempted yet: answer it in m02_seg.*hint m02-q2"):
        solution(state)
    with pytest.raises(CourseError, match="not attempted yet: write it in"):
        solution(of_task(state, kind="memo"))


def test_a_solution_with_its_reading(course: Progress, capsys: pytest.CaptureFixture) -> None:
    solved = solution(replace(find_task(course, "m02-q11"), status="not yet right"))
    assert "worth_per_call = " in solved.answer
    assert "..." not in solved.answer
    assert "the decision follows from your own net" in solved.holds
    assert solved.reading[0].startswith("Whether the calls woke anybody, these 900 accounts cannot")
    assert not any("##" in text for text in solved.reading)
    show(solved)
    shown = capsys.readouterr().out
    assert "Whether the calls woke anybody" in shown
    assert "• the decision follows from your own net" in shown
    assert "cell m02-q11-call-answer" in shown
    assert str(Path("solutions", "m02_segmentation", "4_evidence.ipynb")) in shown


def test_a_solution_shows_whole_lines_in_a_narrow_terminal(
    course: Progress, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for state in course.states:
        if not state.task.by_hand:
            solved = solution(replace(state, status="right"))
            show(solved)
            assert solved.answer in capsys.readouterr().out, state.task.id


def test_a_memo_is_shown_with_its_mark_scheme(
    course: Progress, capsys: pytest.CaptureFixture
) -> None:
    solved = solution(replace(find_task(course, "m02-q12"), status="written"))
    assert not solved.is_code
    show(solved)
    shown = capsys.readouterr().out
    assert "Mark scheme" in shown
    assert "###" not in shown


def test_every_task_of_the_course_has_a_solution(course: Progress) -> None:
    for state in course.states:
        task = state.task
        solved = solution(replace(state, status="written" if task.by_hand else "right"))
        assert solved.answer.strip(), task.id
        assert "### " not in solved.answer, task.id
        assert bool(solved.holds) is not task.by_hand, task.id
        assert solved.cell == (task.id if task.by_hand else f"{task.id}-answer")


def test_a_wheel_without_solutions_says_so(
    state: TaskState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tutor, "repository", lambda: None)
    with pytest.raises(CourseError, match=r"holds no solutions.*1_database\.ipynb"):
        solution(replace(state, status="right"))


def test_a_task_without_solution_and_damaged_editions(state: TaskState, tmp_path: Path) -> None:
    (tmp_path / "m02_x").mkdir()
    (tmp_path / "m02_x" / "1.ipynb").write_text("{")
    with pytest.raises(CourseError, match="There is no solution of m02-q2-unit in"):
        solution(replace(state, status="right"), tmp_path)


def test_commands_name_course_py_only_where_it_lies(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    assert workcopy.command_line("hint", "x") == "python3 course.py hint x"
    monkeypatch.chdir(tmp_path)
    assert workcopy.command_line("hint", "x") == "servicelab hint x"
