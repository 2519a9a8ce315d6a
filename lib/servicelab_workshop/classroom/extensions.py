"""More time for a trainee, where nbgrader keeps it: in the submission of the gradebook."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbreferee import door
from nbreferee.gradebook import open_api, require_gradebook
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.classroom.hand_ins import graded_students
from servicelab_workshop.classroom.tables import read_rows

COLUMNS = {
    "student": "student studentid trainee traineeid id idnumber",
    "module": "module assignment",
    "days": "days day",
    "hours": "hours hour",
}
#: Days: what is longer is a slip of the pen.
LONGEST = 366


@dataclass(frozen=True)
class Extension:
    """More time for one trainee in one module; none takes an earlier extension back."""

    student: str
    module: str
    time: dt.timedelta


@dataclass(frozen=True)
class Given:
    """An extension that was given.

    Attributes
    ----------
    extension : Extension
        What was asked for.
    before : timedelta
        The extension that it replaces.
    due : datetime
        When the module is due for this trainee now, UTC.
    graded : bool
        Whether a submission is there already, whose penalty is now another.
    """

    extension: Extension
    before: dt.timedelta
    due: dt.datetime
    graded: bool


def time_of(days: float, hours: float, where: str = "") -> dt.timedelta:
    """Turn days and hours into a time.

    Raises
    ------
    CourseError
        If it is negative or longer than a year.

    Examples
    --------
    >>> time_of(3, 12)
    datetime.timedelta(days=3, seconds=43200)
    """
    total = days + hours / 24
    if not (math.isfinite(total) and days >= 0 and hours >= 0 and total <= LONGEST):
        raise CourseError(
            _("{where}an extension is from 0 to {most} days.").format(where=where, most=LONGEST)
        )
    return dt.timedelta(days=days, hours=hours)


def read_extensions(file: Path | str) -> list[Extension]:
    """Read a list of extensions.

    Parameters
    ----------
    file : path
        CSV with the columns ``student``, ``module`` and ``days`` or ``hours``.

    Raises
    ------
    CourseError
        If the file cannot be read, or a row says nothing that can be understood.
    """
    found: dict[tuple[str, str], Extension] = {}
    for line, row in read_rows(file, COLUMNS, ["student", "module"]):
        where = _("{file}, line {line}: ").format(file=file, line=line)
        try:
            days, hours = (float(row.get(key, "0").replace(",", ".")) for key in ("days", "hours"))
            one = Extension(row["student"], row["module"], time_of(days, hours, where))
        except (KeyError, ValueError, OverflowError) as error:
            if isinstance(error, CourseError):
                raise
            raise CourseError(
                _("{where}it takes a student, a module, and days or hours as a number.").format(
                    where=where
                )
            ) from error
        if not {"days", "hours"} & set(row):
            raise CourseError(_("{where}days and hours are missing.").format(where=where))
        if (one.student, one.module) in found:
            raise CourseError(
                _("{where}{student} has an extension for {module} already.").format(
                    where=where, student=door.name(one.student), module=door.name(one.module)
                )
            )
        found[one.student, one.module] = one
    return list(found.values())


def extend(root: Path | str, extensions: Sequence[Extension]) -> list[Given]:
    """Give trainees more time.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    extensions : sequence of Extension
        Each takes the place of an earlier one of the same trainee and module.

    Returns
    -------
    list of Given
        In the order of `extensions`.

    Raises
    ------
    CourseError
        If the gradebook does not know a trainee, or knows no due date of a module; then nothing is
        written.

    Notes
    -----
    nbgrader keeps an extension in the submission. Of whoever has not handed in, one without a time,
    points or anything to be read is made, which no report and no sheet counts; grading fills it.
    """
    from nbgrader.api import MissingEntry

    with open_api(root) as api:
        require_gradebook(api)
        with api.gradebook as gradebook:
            for one in extensions:
                words = {"student": door.name(one.student), "module": door.name(one.module)}
                try:
                    gradebook.find_student(one.student)
                except MissingEntry:
                    raise CourseError(
                        _(
                            "The gradebook knows no {student}: check the id, or import the class "
                            "list (`servicelab students class.csv`) first."
                        ).format(**words)
                    ) from None
                try:
                    assignment = gradebook.find_assignment(one.module)
                except MissingEntry:
                    assignment = None
                if assignment is None or not assignment.notebooks:
                    raise CourseError(
                        _(
                            "The gradebook does not know the tasks of {module}: run `nbgrader "
                            "generate_assignment {module} --force` first."
                        ).format(**words)
                    )
                if assignment.duedate is None:
                    raise CourseError(
                        _(
                            "{module} has no due date, so there is nothing to extend: write it into "
                            "schedule.toml, and run `servicelab schedule`."
                        ).format(**words)
                    )
            return [_give(gradebook, one) for one in extensions]


def _give(gradebook: Any, one: Extension) -> Given:
    from nbgrader.api import MissingEntry

    graded = one.student in graded_students(gradebook, one.module)
    try:
        submission = gradebook.find_submission(one.module, one.student)
    except MissingEntry:
        submission = None
        if one.time:
            submission = gradebook.add_submission(one.module, one.student)
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    # there is no answer yet
                    grade.needs_manual_grade = False
    due = gradebook.find_assignment(one.module).duedate
    before = dt.timedelta(0)
    if submission is not None:
        before = submission.extension or before
        if one.time or graded:
            submission.extension = one.time or None
        else:
            gradebook.remove_submission(one.module, one.student)
    gradebook.db.commit()
    return Given(one, before, due + one.time, graded)
