"""Late penalties, computed anew where something is told of grades; no notebook is run."""

from __future__ import annotations

from pathlib import Path

from nbreferee.grade import told_plainly
from nbreferee.gradebook import has_gradebook, open_api


def renew_penalties(root: Path | str, assignment: str | None = None) -> list[tuple[str, str]]:
    """Compute late penalties from the marks, dates and settings of this moment.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    assignment : str, optional
        Only this one; by default all of the gradebook.

    Returns
    -------
    list of (str, str)
        Student and assignment of those whose penalty is another one now, sorted.

    Raises
    ------
    RefereeError
        If there are late submissions and another grader is at work, the course's own penalty fails,
        or the gradebook cannot be written.

    Notes
    -----
    When a submission was handed in is what the gradebook says; a new ``timestamp.txt`` is read by
    :func:`nbreferee.grade.grade`. Where nobody is late, nothing is opened for writing.
    """
    root = Path(root).resolve()
    renewed = []
    with open_api(root) as api, told_plainly(root):
        if not has_gradebook(api):
            return []
        with api.gradebook as gradebook:
            late = {
                one.name: students
                for one in gradebook.assignments
                if assignment in (None, one.name)
                and (
                    students := [
                        submission.student.id
                        for submission in gradebook.assignment_submissions(one.name)
                        if submission.total_seconds_late or submission.late_submission_penalty
                    ]
                )
            }
        if not late:
            return []
        from nbreferee.store import Store

        for name, students in late.items():
            store = Store(api, name)
            with store.opened():
                renewed += [(student, name) for student in students if store.penalize(student)]
    return sorted(renewed)
