"""The answer bank is complete, and the real grader pays what it says.

That every task is fair, by right answers, slips, pairs and mutants, is proven whenever editions are
made: see ``test_editions_are_current`` in :mod:`test_notebooks`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from servicelab_workshop.lessons.bank import read_bank, reference, shortfalls, strangers
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.source import read_script
from servicelab_workshop.lessons.try_bank import try_sample

COURSE = Course(Path(__file__).resolve().parents[2])
MODULES = [
    module
    for module in COURSE.modules()
    if any(answer.points for answer in read_bank(COURSE.solutions / module / BANK))
]


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
def test_the_real_grader_pays_and_says_what_the_bank_says(module: str) -> None:
    faults = [fault for trial in try_sample(COURSE, module) for fault in trial.faults()]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
