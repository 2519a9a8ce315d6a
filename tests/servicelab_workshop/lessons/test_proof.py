"""What a build refuses of a task, on the tiny course."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.tiny import MODULE

from servicelab.errors import CourseError
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.proof import Proof, prove
from servicelab_workshop.lessons.sheets import REFERENCE, make_sheets

TASK = "m90-q1-mean"
CALL = 'task.check("with a missing value", task.call("mean_wait", secret_branch), hidden=True)'
SLIP = '# %% slip="median-for-mean"'


def change(course: Course, file: str, old: str, new: str) -> Path:
    path = course.solutions / MODULE / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return course.scripts(MODULE)[0]


def proof(course: Course, **options: bool) -> Proof:
    return prove(course, course.scripts(MODULE)[0], **options)[TASK]


def test_a_fair_task_is_proven(course: Course) -> None:
    found = proof(course)
    assert (found.faults, found.unpaid) == ([], [])
    counts = found.counts
    assert counts["slips"] == counts["slips_seen"] == 1
    assert counts["mutants"] == counts["caught"] > 0
    assert found.made.judged(REFERENCE).score == 3
    assert found.made.judged(REFERENCE, graded=False).status == "right"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("tiny.py", CALL, "", "`mean_wait` is never called in a hidden check"),
        (
            "tiny.py",
            "pd.Series([1.0, 1.0, 7.0])",
            "pd.Series([1.0, 3.0, 5.0])",
            "median-for-mean gets full points",
        ),
        (
            "answers.py",
            SLIP,
            '# %% slip="nobody" task="m90-q1-mean"\n"Nobody."\nedit("sum(", "2 * sum(")\n\n' + SLIP,
            "nobody has no example in the bank",
        ),
        ("answers.py", "not the mean.", "and 25 is the mean.", "tells the answer, 25"),
        (
            "answers.py",
            SLIP,
            '# %% equivalent="m90-q1-mean"\n"It is right."\nedit("sum(", "max(")\n\n' + SLIP,
            "a change that is declared right is no mutant",
        ),
        (
            "tiny.py",
            "    return sum(minutes.dropna()) / len(minutes.dropna())",
            "    return sum(minutes.dropna()) / len(minutes.dropna()) if len(minutes) > 0 else 0",
            "no check catches the mutant",
        ),
    ],
)
def test_what_is_unfair_is_said(course: Course, file: str, old: str, new: str, said: str) -> None:
    change(course, file, old, new)
    if "else 0" in new:
        change(
            course,
            "answers.py",
            '    """Mean waiting time."""\n    return minutes.median()',
            '    """Mean waiting time."""\n    return minutes.median()',
        )
    faults = proof(course).faults
    assert any(said in fault for fault in faults), faults


def test_a_slip_that_shows_only_when_graded_says_so_unless_it_is_silent(course: Course) -> None:
    change(course, "tiny.py", "pd.Series([1.0, 1.0, 7.0])", "pd.Series([2.0, 6.0])")
    change(course, "tiny.py", "[12.5, None, 37.5]", "[1.0, None, 2.0, 9.0]")
    assert any("is named by no visible check" in fault for fault in proof(course).faults)
    change(
        course, "answers.py", 'task="m90-q1-mean"\n"That', 'task="m90-q1-mean" silent="why"\n"That'
    )
    assert not any("is named by no visible check" in fault for fault in proof(course).faults)


def test_mutants_can_be_left_out(course: Course) -> None:
    assert proof(course, with_mutants=False).counts["mutants"] == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("plt.show()", "1 / 0", r"^m90_tiny/tiny, cell tiny-02 fails: ZeroDivisionError"),
        (
            "secret_branch = ",
            "secret_branch = 1 / 0  # ",
            "cell m90-q1-mean fails: ZeroDivisionError",
        ),
        ("mean_wait(minutes):", "mean_waits(minutes):", "gives nothing that can be compared"),
        ('task.call("mean_wait", waits)', 'task.call("mean_wait", open)', "a function"),
    ],
)
def test_what_cannot_be_made_is_one_sentence(course: Course, old: str, new: str, said: str) -> None:
    script = change(course, "tiny.py", old, new)
    with pytest.raises(CourseError, match=said) as caught:
        make_sheets(course, script)
    assert "\n" not in str(caught.value)


def test_only_one_task_is_made_and_its_notebook_run_up_to_it(course: Course) -> None:
    script = course.scripts(MODULE)[0]
    script.write_text(script.read_text() + "\n# %%\n1 / 0\n")
    made = make_sheets(
        course, script, {TASK: {"five": "def mean_wait(minutes):\n    return 5.0"}}, only=TASK
    )
    assert list(made) == [TASK]
    assert made[TASK].judged("five").score == 1
    assert make_sheets(course, script, only="m90-q9") == {}


def test_each_practice_task_sees_what_stands_above_it(course: Course) -> None:
    script = course.scripts(MODULE)[0]
    practice = """
# %%
above_{number} = 1

# %% answer="m90-p{number}"
result = ...
### BEGIN SOLUTION
result = above_{number} + 1
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task("m90-p{number}", points=1, hints=["What is above?"])
task.check("one more", task.value("result"))
task
"""
    parts = "".join(practice.format(number=number) for number in (1, 2, 3))
    script.write_text(script.read_text() + parts)
    made = make_sheets(course, script)
    for number in (1, 2, 3):
        assert made[f"m90-p{number}"].judged(REFERENCE).status == "right"
