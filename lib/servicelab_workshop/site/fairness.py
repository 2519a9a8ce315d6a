"""What was tried before a task reached a trainee, counted from scripts and answer banks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servicelab.tasks.sheet import WAY
from servicelab_workshop.lessons.bank import read_bank, reference
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.lesson import Module
from servicelab_workshop.lessons.mutants import mutants
from servicelab_workshop.lessons.slips import read_slips
from servicelab_workshop.lessons.source import read_script


@dataclass(frozen=True)
class Fairness:
    """How much a course's tasks have been tried; a build refuses a task that does not pass.

    Attributes
    ----------
    tasks, by_hand : int
        Graded tasks, and those of them that a person marks.
    right, wrong : int
        Answers of the banks that must get all points, and that must not.
    mistakes : int
        Mistakes that have a sentence of their own.
    changes, equivalent : int
        Small changes of the solutions, and those of them that are declared right with a reason.
    """

    tasks: int
    by_hand: int
    right: int
    wrong: int
    mistakes: int
    changes: int
    equivalent: int


def measure(course: Course, modules: Iterable[Module]) -> Fairness:
    """Count what was tried.

    Parameters
    ----------
    course : Course
        Its banks and scripts are read; nothing is run.
    modules : iterable of Module
        Which modules.
    """
    tasks = by_hand = right = wrong = mistakes = changes = equivalent = 0
    for module in modules:
        points = {task.id: task.points for lesson in module.lessons for task in lesson.graded}
        tasks += len(points)
        by_hand += sum(task.by_hand for task in module.tasks)
        bank = course.solutions / module.name / BANK
        if bank.is_file():
            given = [one for one in read_bank(bank) if one.points is not None]
            full = sum(one.points == points.get(one.task) for one in given)
            right, wrong = right + full, wrong + len(given) - full
            slips, declared = read_slips(bank)
            mistakes += len({(slip.task, slip.id.partition(WAY)[0]) for slip in slips})
            equivalent += len(declared)
        changes += sum(
            1
            for script in course.scripts(module.name)
            for answer in reference(read_script(script))
            if answer.points is not None
            for _mutant in mutants(answer.source)
        )
    return Fairness(tasks, by_hand, right, wrong, mistakes, changes, equivalent)
