"""Grading the submissions of one assignment through nbgrader's gradebook."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .._i18n import _
from ..errors import CourseError
from .course import open_api
from .submission import diagnose, expected_cells


@dataclass(frozen=True)
class Result:
    """What became of one submission.

    Parameters
    ----------
    student : str
        The student's id.
    graded : bool
        Whether the submission went through the grader.
    score, max_score : float
        Points so far and points possible; 0 and 0 if it was not graded.
    needs_marking : bool
        Whether a person has still to read an answer.
    message : str
        Why it was not graded, one sentence; empty if it was.
    notes : tuple of str
        What was found damaged, one sentence each.
    """

    student: str
    graded: bool
    score: float = 0.0
    max_score: float = 0.0
    needs_marking: bool = False
    message: str = ""
    notes: tuple[str, ...] = field(default=())


def grade(
    course: Path | str,
    assignment: str,
    progress: Callable[[Result], None] = lambda result: None,
    *,
    students: Sequence[str] | None = None,
    jobs: int = 1,
) -> list[Result]:
    """Grade every submission of an assignment, whatever state it is in.

    Parameters
    ----------
    course : path
        Any nbgrader course.
    assignment : str
        The assignment's name; it must have been generated.
    progress : callable
        Called with each result as it comes.
    students : sequence of str, optional
        Grade only these.
    jobs : int
        Processes that grade side by side, into the one gradebook.

    Returns
    -------
    list of Result
        One for each submission, sorted by student. Submissions already graded are graded again;
        marks given by hand stay.

    Raises
    ------
    CourseError
        If there is no such assignment, or nothing was submitted.
    """
    root = Path(course).resolve()
    with open_api(root) as api:
        submitted = sorted(api.get_submitted_students(assignment))
        chosen = [name for name in submitted if students is None or name in students]
        _require(api, assignment, chosen)
    results: list[Result] = []
    for result in _results(root, assignment, chosen, jobs):
        results.append(result)
        progress(result)
    return sorted(results, key=lambda result: result.student)


def _unknown(api: Any, assignment: str) -> str:
    sources = sorted(api.get_source_assignments())
    if assignment not in sources:
        return _("There is no assignment {name} in {folder}; there is {others}.").format(
            name=assignment, folder=api.coursedir.root, others=", ".join(sources) or _("none")
        )
    return _(
        "The gradebook does not know the assignment {name} yet: run "
        "`nbgrader generate_assignment {name} --force` in {folder} first."
    ).format(name=assignment, folder=api.coursedir.root)


def _require(api: Any, assignment: str, students: list[str]) -> None:
    from nbgrader.api import MissingEntry

    with api.gradebook as gradebook:
        try:
            if not gradebook.find_assignment(assignment).notebooks:
                raise MissingEntry
        except MissingEntry:
            raise CourseError(_unknown(api, assignment)) from None
    if not students:
        raise CourseError(
            _("Nobody has submitted {name}: there is nothing in {folder}.").format(
                name=assignment,
                folder=api.coursedir.format_path(
                    api.coursedir.submitted_directory, "*", assignment
                ),
            )
        )


def _results(root: Path, assignment: str, students: list[str], jobs: int) -> Iterator[Result]:
    jobs = min(jobs, len(students))
    if jobs <= 1:
        with open_api(root) as api:
            for student in students:
                yield grade_one(api, assignment, student)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting = {
            pool.submit(_grade_in_worker, root, assignment, student): student
            for student in students
        }
        for done in as_completed(waiting):
            student = waiting[done]
            try:
                yield done.result()
            except BrokenProcessPool:
                yield Result(student, False, message=_("the grading process died: grade it again."))


def _grade_in_worker(root: Path, assignment: str, student: str) -> Result:
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(threads, "1")  # the processes already fill the machine
    with open_api(root) as api:
        return grade_one(api, assignment, student)


def grade_one(api: Any, assignment: str, student: str) -> Result:
    """Grade one submission; never raises for what the student handed in.

    Parameters
    ----------
    api : nbgrader.apps.NbGraderAPI
        From :func:`.course.open_api`.
    assignment, student : str
        Names the submission.
    """
    coursedir = api.coursedir
    folder = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
    with api.gradebook as gradebook:
        expected = expected_cells(gradebook, assignment)
    fatal, notes = diagnose(folder, expected)
    graded_before = Path(
        coursedir.format_path(coursedir.autograded_directory, student, assignment)
    ).exists()
    if fatal:
        if graded_before:
            fatal.append(_("The grade of the earlier submission stays until then."))
        return Result(student, False, message=" ".join(fatal), notes=tuple(notes))
    outcome: dict[str, Any] = {}
    for wait in (0.5, 2.0, None):
        outcome = api.autograde(assignment, student, force=True, create=True)
        locked = "database is locked" in outcome.get("error", "") + outcome.get("log", "")
        if outcome["success"] or not locked or wait is None:
            break
        time.sleep(wait)
    if not outcome["success"]:
        return Result(student, False, message=_reason(outcome), notes=tuple(notes))
    with api.gradebook as gradebook:
        submission = gradebook.find_submission(assignment, student)
        return Result(
            student,
            True,
            score=float(submission.score),
            max_score=float(submission.max_score),
            needs_marking=bool(submission.needs_manual_grade),
            notes=tuple(notes),
        )


def _reason(outcome: dict[str, Any]) -> str:
    log = outcome.get("log", "")
    if "PermissionError" in log + outcome.get("error", ""):
        return _("the course folder cannot be written: work in a folder of your own.")
    if "No space left" in log + outcome.get("error", ""):
        return _("the disk is full: free some space and grade again.")
    if "kernel became unresponsive" in log:
        return _("a cell never ends and could not be interrupted: look for an endless loop.")
    if "use an old version" in log:
        return _("its labels are of an old nbgrader: run `nbgrader update` on it.")
    if "use an newer version" in log:
        return _("its labels are of a newer nbgrader: update nbgrader.")
    lines = [
        line.strip()
        for line in (log + outcome.get("error", "")).splitlines()
        if line.strip() and not line.startswith((" ", "[", "Traceback"))
    ]
    errors = [line for line in lines if "Error" in line.split(":")[0]] or lines
    return _("nbgrader could not grade it: {reason}").format(
        reason=errors[0] if errors else _("no reason given")
    )
