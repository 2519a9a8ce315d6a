"""Who handed in an assignment, who is graded, and who counts in what is said of the class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbreferee import door
from servicelab_workshop.classroom.students import Roll, call_roll, roster

_TIMESTAMP = "timestamp.txt"


@dataclass(frozen=True)
class HandIns:
    """Who handed in an assignment: what report, roll call, mails and sheets mean by it.

    Attributes
    ----------
    handed_in : frozenset of str
        Whose folder holds a file besides the one with the time, or who has a grade of earlier.
    empty : frozenset of str
        Who has a folder with nothing in it, and no grade.
    graded : frozenset of str
        Who has a grade in the gradebook; that of an extension alone is none.
    roll : Roll
        Who handed in and is not in the class list, an empty folder included; and who is in it and
        has no folder.
    """

    handed_in: frozenset[str]
    empty: frozenset[str]
    graded: frozenset[str]
    roll: Roll

    def counts(self, student: str) -> bool:
        """Whether a graded student is one of the class, over which means and shares are taken."""
        return student in self.graded and student not in self.roll.strangers


def hand_ins(api: Any, gradebook: Any, assignment: str) -> HandIns:
    """Read who handed in an assignment.

    Parameters
    ----------
    api : nbgrader.apps.NbGraderAPI
        The course.
    gradebook : nbgrader.api.Gradebook
        Its gradebook, open.
    assignment : str
        The assignment's name, which the gradebook knows.
    """
    folders = set(api.get_submitted_students(assignment))
    graded = graded_students(gradebook, assignment)
    there = {student for student in folders if _holds_something(api, assignment, student)}
    names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
    misnamed = api.coursedir.misnamed(assignment, names).keys()
    return HandIns(
        handed_in=frozenset(there | graded),
        empty=frozenset(folders - there - graded),
        graded=graded,
        roll=call_roll(roster(gradebook), folders | graded | misnamed),
    )


def graded_students(gradebook: Any, assignment: str) -> frozenset[str]:
    """Who has a grade of an assignment in an open gradebook.

    A submission that is there for the sake of an extension alone has neither a time, nor points,
    nor an answer that waits to be read.
    """
    from nbgrader import api as nb
    from sqlalchemy import or_

    of_it = gradebook.find_assignment(assignment).id
    given = or_(nb.Grade.auto_score.is_not(None), nb.Grade.manual_score.is_not(None))
    waits = nb.Grade.needs_manual_grade & or_(
        nb.SubmittedAssignment.timestamp.is_not(None), nb.SubmittedAssignment.extension.is_(None)
    )
    rows: Iterable[tuple[str]] = (
        gradebook.db.query(nb.SubmittedAssignment.student_id)
        .join(nb.SubmittedNotebook, nb.SubmittedNotebook.assignment_id == nb.SubmittedAssignment.id)
        .join(nb.Grade, nb.Grade.notebook_id == nb.SubmittedNotebook.id)
        .filter(nb.SubmittedAssignment.assignment_id == of_it)
        .filter(or_(given, waits))
        .distinct()
    )
    return frozenset(student for (student,) in rows)


def _holds_something(api: Any, assignment: str, student: str) -> bool:
    coursedir = api.coursedir
    folder = coursedir.format_path(coursedir.submitted_directory, student, assignment)
    found, _whole = door.walk(Path(folder), coursedir.ignore)
    return bool(found.keys() - {_TIMESTAMP})
