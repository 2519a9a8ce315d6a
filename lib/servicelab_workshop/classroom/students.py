"""The class list: names and addresses from a CSV as spreadsheets save it, into the gradebook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbreferee import door
from nbreferee.configuration import CONFIG
from nbreferee.gradebook import has_gradebook, open_api
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.classroom.tables import read_rows

# as learning platforms and personnel departments head them, in small letters without anything else
COLUMNS = {
    "id": "id idnumber studentid studentno studentnumber traineeid staffid staffno staffnumber "
    "employeeid employeeno employeenumber personnelno personnelnumber username sisloginid "
    "matrikelnummer matrikelnr matrnr matrno matriculationno matriculationnumber personalnummer "
    "personalnr persnr",
    "first_name": "firstname givenname forename vorname",
    "last_name": "lastname surname familyname nachname familienname",
    "email": "email emailaddress mail emailadresse",
    "lms_user_id": "lmsuserid",
}


def read_students(file: Path | str) -> dict[str, dict[str, str]]:
    """Read a class list.

    Parameters
    ----------
    file : path
        CSV with a column ``id`` and what there is of ``first_name``, ``last_name``, ``email`` and
        ``lms_user_id``, or usual names for them, such as *Staff No.* or *Surname*; further columns
        are passed over. Commas, semicolons or tabs part the cells, a byte order mark may stand
        before them, and only letters and digits matter in a heading.

    Returns
    -------
    dict
        Student's id -> what is known by column; blank cells are left out.

    Raises
    ------
    CourseError
        If the file cannot be read, has no column ``id``, or an id is missing, given twice, or no
        name that a folder can have.
    """
    path = Path(file)
    students: dict[str, dict[str, str]] = {}
    for line, row in read_rows(path, COLUMNS, ["id"]):
        name = row.pop("id", "")
        where = {"file": path, "line": line, "id": name}
        if not name:
            raise CourseError(_("{file}, line {line}: the id is missing.").format(**where))
        if name in students:
            raise CourseError(_("{file}, line {line}: {id} is there already.").format(**where))
        if name in (".", "..") or {"/", "\\"} & set(name):
            raise CourseError(
                _("{file}, line {line}: a folder cannot be named {id}.").format(**where)
            )
        for value in (name, *row.values()):
            if {"<", ">"} & set(value):
                raise CourseError(
                    _(
                        "{file}, line {line}: “{value}” holds < or >, which nbgrader's pages would take for markup."
                    ).format(**where, value=door.name(value, 60))
                )
        students[name] = row
    return students


def import_students(root: Path | str, file: Path | str) -> list[str]:
    """Put a class list into the gradebook.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    file : path
        See :func:`read_students`.

    Returns
    -------
    list of str
        Ids of the students, in the order of the file. Who is in the gradebook already gets what
        the file says of them and keeps the rest.

    Raises
    ------
    CourseError
        As :func:`read_students`; then nothing is written.
    """
    students = read_students(file)
    with open_api(root) as api:
        if not (Path(api.coursedir.root) / CONFIG).is_file() and not has_gradebook(api):
            raise CourseError(
                _("There is no course in {folder}: check --course.").format(
                    folder=api.coursedir.root
                )
            )
        with api.gradebook as gradebook:
            for student, known in students.items():
                gradebook.update_or_create_student(student, **known)
    return list(students)


@dataclass(frozen=True)
class Roll:
    """Who handed in, against the class list.

    Attributes
    ----------
    strangers : dict
        Who handed in and is not in the list -> who in the list has the same id but for leading
        zeros, such as a spreadsheet strips; empty if nobody has.
    absent : dict
        Who is in the list and handed in nothing -> name.
    """

    strangers: dict[str, str]
    absent: dict[str, str]


def call_roll(roster: dict[str, tuple[str, str, str, str]], submitted: Iterable[str]) -> Roll:
    """Compare who handed in with the class list.

    Parameters
    ----------
    roster : dict
        Student's id -> first name, last name, address and id elsewhere, as in the gradebook.
    submitted : iterable of str
        Who handed in.

    Returns
    -------
    Roll
        Without anybody if no list was loaded. Grading puts whoever hands in into the gradebook, so
        whoever has nothing but an id there is in no list.

    Examples
    --------
    >>> listed = {"471": ("Mei", "Qian", "", ""), "s2": ("Bo", "", "", ""), "0471": ("", "", "", "")}
    >>> call_roll(listed, ["0471", "s2"])
    Roll(strangers={'0471': '471'}, absent={'471': 'Mei Qian'})
    """
    submitted = set(submitted)
    listed = {student: known for student, known in roster.items() if any(known)}
    if not listed:
        return Roll({}, {})
    alike = {student.lstrip("0"): student for student in listed}
    return Roll(
        {one: alike.get(one.lstrip("0"), "") for one in sorted(submitted - set(listed))},
        {
            student: f"{known[0]} {known[1]}".strip()
            for student, known in sorted(listed.items())
            if student not in submitted
        },
    )


def roster(gradebook: Any) -> dict[str, tuple[str, str, str, str]]:
    """Students of an open gradebook, as :func:`call_roll` wants them."""
    from nbgrader.api import Student

    columns = (
        Student.id,
        Student.first_name,
        Student.last_name,
        Student.email,
        Student.lms_user_id,
    )
    return {
        student: (first or "", last or "", email or "", lms or "")
        for student, first, last, email, lms in gradebook.db.query(*columns)
    }
