"""Every known way to answer gets its points and its message, through the real grader."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.classroom.bank import read_bank, reference, shortfalls, strangers
from servicelab.classroom.course import BANK, Course
from servicelab.classroom.source import read_script
from servicelab.classroom.trial import try_answers

COURSE = Course(Path(__file__).resolve().parents[2])
MODULES = sorted(path.parent.name for path in COURSE.solutions.glob(f"*/{BANK}"))


@pytest.mark.parametrize("module", MODULES)
def test_bank_is_complete(module: str) -> None:
    tasks = {
        answer.task: answer.points
        for script in COURSE.scripts(module)
        for answer in reference(read_script(script))
    }
    graded = {task: points for task, points in tasks.items() if points is not None}
    bank = read_bank(COURSE.solutions / module / BANK)
    faults = strangers(bank, tasks) + shortfalls(bank, graded)
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_whole_bank_through_the_grader(module: str) -> None:
    faults = [fault for trial in try_answers(COURSE, module) for fault in trial.faults()]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
