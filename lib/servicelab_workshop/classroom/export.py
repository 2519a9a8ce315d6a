"""Grades for other systems: nbgrader's CSV, and sheets that Moodle and Canvas import."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

from nbreferee.gradebook import open_api, require_gradebook
from nbreferee.record import final_score
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _
from servicelab_workshop.classroom.hand_ins import graded_students, hand_ins

# of these signs a spreadsheet knows the wide forms, too
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# the head of nbgrader's own export
_PLAIN = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")


def export(root: Path | str, to: Path | str | None = None) -> list[Path]:
    """Write the grades of all assignments.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    to : path, optional
        nbgrader's CSV, by default ``grades.csv`` in the course; the sheets stand beside it with
        ``-moodle`` and ``-canvas`` added to the name.

    Returns
    -------
    list of Path
        The three files.

    Raises
    ------
    CourseError
        If there is no gradebook, no assignment in it, or the folder cannot be written.

    Notes
    -----
    In the sheets a score is left empty while nothing was submitted or an answer waits to be read by
    a person: Moodle and Canvas then leave the grade open instead of showing a wrong one. nbgrader's
    own CSV gives 0 and the points so far.
    """
    root = Path(root).resolve()
    target = Path(to) if to else root / "grades.csv"
    target = target if target.is_absolute() else Path.cwd() / target
    if not target.parent.is_dir():
        raise CourseError(_("There is no folder {folder}.").format(folder=target.parent))
    with open_api(root) as api:
        require_gradebook(api)
        with api.gradebook as gradebook:
            if not gradebook.assignments:
                raise CourseError(
                    _("The gradebook of {folder} holds no assignment.").format(folder=root)
                )
            try:
                write_atomically(target, csv_text(plain(gradebook)))
            except OSError as error:
                raise CourseError(
                    _("Cannot write {path} ({reason}): choose a writable folder.").format(
                        path=target, reason=error.strerror
                    )
                ) from error
            sheets = {"moodle": moodle(gradebook), "canvas": canvas(gradebook)}
    paths = [target]
    for name, rows in sheets.items():
        paths.append(target.with_name(f"{target.stem}-{name}.csv"))
        # with a byte order mark, so that a spreadsheet shows names in any script
        write_atomically(
            paths[-1], "\ufeff" + csv_text(rows) if name == "moodle" else csv_text(rows)
        )
    return paths


def plain(gradebook: Any) -> list[list[str]]:
    """Rows as nbgrader's own export has them, which writes a comma or a quote in a name as it is."""
    from nbgrader.api import MissingEntry

    rows = [[*_PLAIN]]
    for assignment in gradebook.assignments:
        for student in gradebook.students:
            try:
                submission = gradebook.find_submission(assignment.name, student.id)
                penalty = submission.late_submission_penalty
                points = [submission.score, penalty, final_score(submission)]
                handed_in = submission.timestamp
            except MissingEntry:
                handed_in, points = None, [0.0, 0.0, 0.0]
            known = [student.id, student.last_name, student.first_name, student.email]
            row = [assignment.name, assignment.duedate, handed_in, *known, *points]
            rows.append(["" if one is None else str(one) for one in (*row, assignment.max_score)])
    return rows


def moodle(gradebook: Any) -> list[list[str]]:
    """Rows for Moodle's *Import > CSV file*; map by "Email address" or "ID number"."""
    assignments = [assignment.name for assignment in gradebook.assignments]
    rows = [["ID number", "First name", "Last name", "Email address", *assignments]]
    graded = _graded(gradebook)
    for student in gradebook.students:
        rows.append(
            [student.id, student.first_name or "", student.last_name or "", student.email or ""]
            + [_score(gradebook, name, student.id, graded) for name in assignments]
        )
    return rows


def canvas(gradebook: Any) -> list[list[str]]:
    """Rows for Canvas's *Grades > Import*; the second row holds the points possible."""
    assignments = [assignment.name for assignment in gradebook.assignments]
    blank = [""] * 4
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *assignments]]
    rows.append(
        ["    Points Possible", *blank]
        + [_number(assignment.max_score) for assignment in gradebook.assignments]
    )
    graded = _graded(gradebook)
    for student in gradebook.students:
        parts = [student.last_name, student.first_name]
        rows.append(
            [
                ", ".join(part for part in parts if part) or student.id,
                student.lms_user_id or "",
                student.id,
                student.email or student.id,
                "",
            ]
            + [_score(gradebook, name, student.id, graded) for name in assignments]
        )
    return rows


def _graded(gradebook: Any) -> dict[str, frozenset[str]]:
    return {one.name: graded_students(gradebook, one.name) for one in gradebook.assignments}


def _score(gradebook: Any, assignment: str, student: str, graded: dict[str, frozenset[str]]) -> str:
    if student not in graded[assignment]:
        return ""
    submission = gradebook.find_submission(assignment, student)
    if submission.needs_manual_grade:
        return ""
    return _number(final_score(submission))


def _number(value: float) -> str:
    return f"{round(float(value), 4):.10g}"


def csv_text(rows: list[list[str]]) -> str:
    """Return rows as CSV in which a spreadsheet runs nothing as a formula."""
    stream = io.StringIO()
    for row in rows:
        # where a comma is in numbers, a semicolon parts cells
        parted = any(sign in cell for cell in row for sign in ";\t\r")
        csv.writer(
            stream, lineterminator="\n", quoting=csv.QUOTE_ALL if parted else csv.QUOTE_MINIMAL
        ).writerow(map(harmless, row))
    return stream.getvalue()


def harmless(cell: str) -> str:
    """Keep a spreadsheet from running a text as a formula; numbers stay what they are.

    Examples
    --------
    >>> harmless("=1+1"), harmless("-2+3"), harmless("-2.5"), harmless("Anna-Lena")
    ("'=1+1", "'-2+3", '-2.5', 'Anna-Lena')
    """
    if cell.lstrip(" ").startswith(_BEGINS_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def not_found(root: Path | str) -> list[str]:
    """List students whom a learning platform will not find by what the sheets say.

    Parameters
    ----------
    root : path
        Any nbgrader course.

    Returns
    -------
    list of str
        Ids of those whose id or address begins like a formula, and has an apostrophe in front.
    """
    with open_api(root) as api, api.gradebook as gradebook:
        return sorted(
            student.id
            for student in gradebook.students
            for known in [(student.id, student.email or "", student.lms_user_id or "")]
            if any(harmless(one) != one for one in known)
        )


def unread(root: Path | str) -> list[tuple[str, str]]:
    """List submissions whose score is left open in the sheets, because an answer waits to be read.

    Parameters
    ----------
    root : path
        Any nbgrader course.

    Returns
    -------
    list of (str, str)
        Student and assignment, sorted.
    """
    with open_api(root) as api, api.gradebook as gradebook:
        return sorted(
            (submission.student.id, assignment.name)
            for assignment in gradebook.assignments
            for graded in [graded_students(gradebook, assignment.name)]
            for submission in gradebook.assignment_submissions(assignment.name)
            if submission.needs_manual_grade and submission.student.id in graded
        )


def ungraded(root: Path | str) -> list[tuple[str, str]]:
    """List submissions that have no grade; an empty folder is no submission.

    Parameters
    ----------
    root : path
        Any nbgrader course.

    Returns
    -------
    list of (str, str)
        Student and assignment, sorted.
    """
    with open_api(root) as api, api.gradebook as gradebook:
        return sorted(
            (student, assignment.name)
            for assignment in gradebook.assignments
            for student in hand_ins(api, gradebook, assignment.name).handed_in
            & api.get_submitted_students(assignment.name)
            - api.get_autograded_students(assignment.name)
        )
