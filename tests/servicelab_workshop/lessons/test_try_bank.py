from __future__ import annotations

import pickle
from functools import partial
from typing import Any

import pytest
from support.tiny import MODULE

from servicelab.errors import CourseError
from servicelab_workshop.lessons import try_bank
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.trial import Trial
from servicelab_workshop.lessons.try_bank import (
    try_answers,
    try_notebook,
    try_sample,
    try_task,
)


def damage(course: Course, file: str, old: str, new: str) -> None:
    path = course.solutions / MODULE / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
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
    (script,) = course.scripts(MODULE)
    notebook = pickle.dumps(partial(try_notebook, course, script))
    assert pickle.loads(notebook)() == trials


@pytest.mark.slow
def test_branches_say_what_the_real_grader_says(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    # an answer that fails before its check, and one whose check shows no number of points
    damage(course, "answers.py", "    return 5.0", "    return minutes.iloc[99]\n\n\n1 / 0")
    damage(course, "tiny.py", "assert abs(share - 0.5) < 1e-9", "share * 4")
    assert try_answers(course, MODULE) == try_answers(course, MODULE, real=True)
    (script,) = course.scripts(MODULE)
    tried = try_task(course, script, "m90-q1-mean")
    monkeypatch.setattr(try_bank, "CAN_FORK", False)
    assert tried == try_task(course, script, "m90-q1-mean")
    refused, notes, trials = tried
    assert (refused, len(trials)) == ([], 7)
    assert notes[0].startswith("1 slips (1 named in the notebook)")


def test_a_sample_has_whole_notebooks(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_in: list[dict[str, str]] = []

    def grade(*arguments: Any) -> list[Trial]:
        handed_in.extend(
            {task: answer.name for task, answer in submission.items()}
            for submission in arguments[-1]
        )
        return [
            Trial(answer, 0.0, None)
            for submission in reversed(arguments[-1])
            for answer in submission.values()
        ]

    monkeypatch.setattr(try_bank, "grade_submissions", grade)
    trials = try_sample(course, MODULE)
    assert handed_in == [
        {"m90-q1-mean": "reference", "m90-q2-share": "reference"},
        {"m90-q1-mean": "stub", "m90-q2-share": "stub"},
        {"m90-q1-mean": "numpy", "m90-q2-share": "a list"},
        {"m90-q1-mean": "divides by all rows", "m90-q2-share": "a percentage"},
    ]
    tried = [(trial.answer.task[4:6], trial.answer.name) for trial in trials]
    assert tried == [
        ("q1", "reference"),
        ("q1", "stub"),
        ("q1", "numpy"),
        ("q1", "divides by all rows"),
        ("q2", "reference"),
        ("q2", "stub"),
        ("q2", "a list"),
        ("q2", "a percentage"),
    ]


def test_what_is_unfair_is_told(course: Course) -> None:
    damage(course, "answers.py", 'says=["median"]', 'says=["mode"]')
    damage(course, "answers.py", 'trap="median-for-mean"', 'trap="mode"')
    damage(course, "answers.py", "divides by all rows  ", "all rows  ")
    damage(
        course,
        "tiny.py",
        'task.check("with a missing value", task.call("mean_wait", secret_branch), hidden=True)\n',
        "",
    )
    trials = [one for one in try_answers(course, MODULE) if one.answer.task == "m90-q1-mean"]
    faults = [fault.split(": ") for trial in trials for fault in trial.faults()]
    assert [": ".join(parts[:2]) for parts in faults] == [
        "m90-q1-mean, all rows: 3 points instead of 2",
        "m90-q1-mean, takes the median: 1.5 points instead of 2",
        "m90-q1-mean, takes the median: the feedback lacks mode",
        "m90-q1-mean, takes the median: caught median-for-mean instead of mode",
        "m90-q1-mean, hard-coded: 1.5 points instead of 1",
    ]
    assert faults[1][2] == "another branch"


def test_an_answer_that_ends_its_process_is_told(course: Course) -> None:
    damage(course, "answers.py", "    return minutes.median()", "    import os; os._exit(1)")
    faults = [fault for trial in try_answers(course, MODULE) for fault in trial.faults()]
    assert faults == [
        "m90-q1-mean, takes the median: 0 points instead of 2: the branch: "
        "the process ended while it ran (exit status 1).",
        "m90-q1-mean, takes the median: the feedback lacks median",
        "m90-q1-mean, takes the median: caught nothing instead of median-for-mean",
    ]


@pytest.mark.slow
def test_a_notebook_that_fails_outside_its_checks_is_not_tried(course: Course) -> None:
    damage(course, "tiny.py", "waits.plot.bar()", "waits.plot.bra()")
    with pytest.raises(CourseError, match=r"^m90_tiny/tiny, cell tiny-02 fails: AttributeError: "):
        try_answers(course, MODULE)


def test_what_a_build_would_refuse_of_a_task_is_told(course: Course) -> None:
    (script,) = course.scripts(MODULE)
    damage(course, "answers.py", "not the mean.", "and the mean is 25.")
    refused, _notes, _trials = try_task(course, script, "m90-q1-mean")
    assert refused == [
        "m90-q1-mean: the sentence of median-for-mean tells the answer, 25",
    ]
