"""Every task is fair: proven by right answers, slips, pairs of slips, and mutants."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicelab_workshop.lessons.bank import read_bank, reference, shortfalls, strangers
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.proof import prove
from servicelab_workshop.lessons.source import read_script
from servicelab_workshop.lessons.try_bank import try_sample

COURSE = Course(Path(__file__).resolve().parents[2])
MODULES = [
    module
    for module in COURSE.modules()
    if any(answer.points for answer in read_bank(COURSE.solutions / module / BANK))
]
SCRIPTS = [script for module in MODULES for script in COURSE.scripts(module)]


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
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_task_is_fair(script: Path) -> None:
    proofs = prove(COURSE, script)
    assert proofs
    faults = [
        f"{id}: {fault}" for id, one in proofs.items() for fault in (*one.faults, *one.unpaid)
    ]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_the_real_grader_says_the_same_to_the_letter(module: str) -> None:
    pairs = try_sample(COURSE, module)
    assert [branched for branched, _graded in pairs] == [graded for _branched, graded in pairs]
