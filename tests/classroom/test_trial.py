from __future__ import annotations

from pathlib import Path

import pytest

from classroom.conftest import MODULE
from servicelab.classroom.course import Course
from servicelab.classroom.trial import find_task, try_answers
from servicelab.errors import CourseError


def damage(course: Course, file: str, old: str, new: str) -> None:
    path = course.solutions / MODULE / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_module_is_tried_from_its_scripts_and_left_as_it_is(course: Course) -> None:
    for path in course.root.rglob("*.ipynb"):
        path.unlink()
    before = sorted(course.root.rglob("*"))
    trials = try_answers(course, MODULE)
    assert [fault for trial in trials for fault in trial.faults()] == []
    assert [(t.answer.task, t.answer.name, t.score) for t in trials] == [
        ("m90-q1-mean", "reference", 3),
        ("m90-q1-mean", "stub", 0),
        ("m90-q1-mean", "numpy", 3),
        ("m90-q1-mean", "pandas", 3),
        ("m90-q1-mean", "divides by all rows", 2),
        ("m90-q1-mean", "takes the median", 2),
        ("m90-q1-mean", "hard-coded", 1),
        ("m90-q2-share", "reference", 2),
        ("m90-q2-share", "stub", 0),
        ("m90-q2-share", "a list", 2),
        ("m90-q2-share", "a percentage", 0),
    ]
    median = next(trial for trial in trials if trial.answer.trap)
    assert "the median, not the mean" in median.message
    assert sorted(course.root.rglob("*")) == before


def test_what_is_unfair_is_told(course: Course) -> None:
    damage(course, "answers.py", 'says=["median"]', 'says=["mode"]')
    damage(course, "answers.py", '"median-for-mean"', '"mode"')
    damage(course, "answers.py", "divides by all rows  ", "all rows  ")
    damage(course, "tiny.py", "secret_branch), 25.0", "secret_branch), 50.0 / 3")
    damage(course, "tiny.py", 'q = Question("m90-q1', 'mean_wait(waits).real\nq = Question("m90-q1')
    trials = try_answers(course, MODULE, "m90-q1-mean")
    assert {trial.answer.task for trial in trials} == {"m90-q1-mean"}
    faults = [fault.split(": ") for trial in trials for fault in trial.faults()]
    assert [": ".join(parts[:2]) for parts in faults] == [
        "m90-q1-mean, reference: 2 points instead of 3",
        "m90-q1-mean, stub: no feedback",
        "m90-q1-mean, numpy: 2 points instead of 3",
        "m90-q1-mean, pandas: 2 points instead of 3",
        "m90-q1-mean, all rows: 3 points instead of 2",
        "m90-q1-mean, takes the median: 1 point instead of 2",
        "m90-q1-mean, takes the median: the feedback lacks mode",
        "m90-q1-mean, takes the median: caught median-for-mean instead of mode",
    ]
    assert faults[0][2] == "with a missing value"


def test_a_submission_that_is_not_graded_is_told(course: Course) -> None:
    damage(course, "answers.py", "    return minutes.median()", "    import os; os._exit(1)")
    faults = [f for trial in try_answers(course, MODULE, "m90-q1-mean") for f in trial.faults()]
    assert faults
    assert all("takes the median: " in fault for fault in faults)


def test_a_task_is_found_by_a_part_of_its_id(built: Path) -> None:
    course = Course(built)
    assert find_task(course, "q1") == (MODULE, "m90-q1-mean")
    assert find_task(course, "m90-q2-share") == (MODULE, "m90-q2-share")
    for name, words in (
        ("m90", "choose from m90-q1-mean, m90-q2-share, m90-q3-memo"),
        ("m90-q1-maen", "choose from m90-q1-mean"),
        ("§", "give what stands in task="),
        ("memo", "marked by a person"),
    ):
        with pytest.raises(CourseError, match=words):
            find_task(course, name)
