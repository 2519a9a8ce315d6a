"""The class list: names and addresses from a CSV as spreadsheets save it, into the gradebook."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbreferee import door
from nbreferee.configuration import CONFIG
from nbreferee.gradebook import has_gradebook, open_api
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.classroom.headings import COLUMNS
from servicelab_workshop.classroom.tables import read_rows

# Canvas's second or third line, and whom it adds to every course
_CANVAS_HEAD = "Points Possible"
_CANVAS_TEST = "Student, Test"
# a number that a spreadsheet has shortened, whose last digits are lost
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?[Ee][+]?[0-9]+")


@dataclass(frozen=True)
class ClassList:
    """What was read of a class list.

    Attributes
    ----------
    students : dict
        Student's id -> what is known by column; blank cells are left out.
    left_out : list of str
        Which rows were not read, and why, one sentence each.
    """

    students: dict[str, dict[str, str]]
    left_out: list[str]


def read_students(file: Path | str) -> ClassList:
    """Read a class list.

    Parameters
    ----------
    file : path
        CSV with a column ``id`` and what there is of ``first_name``, ``last_name``, ``email`` and
        ``lms_user_id``, or usual names for them in a dozen languages, such as *Staff No.*,
        *Surname*, *Prénom* or *学号*; a name in one piece may be *Li, Anna*. Further columns are
        passed over. Commas, semicolons or tabs part the cells, and a byte order mark may stand
        before them. Of Canvas's grade book, the lines above the trainees are passed over.

    Returns
    -------
    ClassList
        Without rows whose id is missing, given before, shortened by a spreadsheet, or no name that
        a folder can have.

    Raises
    ------
    CourseError
        If the file cannot be read, has no column ``id``, or no row of it can be read.
    """
    path = Path(file)
    found = ClassList({}, [])
    rows = [(line, row) for line, row in read_rows(path, COLUMNS, ["id"]) if row]
    heads = [at for at, (_line, row) in enumerate(rows) if row.get("name") == _CANVAS_HEAD]
    for line, row in rows[heads[0] + 1 :] if heads else rows:
        reason = _unusable(row, found.students, canvas=bool(heads))
        if reason:
            found.left_out.append(
                _("{file}, line {line}: {reason}.").format(file=path, line=line, reason=reason)
            )
            continue
        student = row.pop("id")
        if heads:
            row.setdefault("lms_user_id", student)
        found.students[student] = _with_names(row)
    if found.left_out and not found.students:
        raise CourseError(" ".join(door.sentences(found.left_out, 5)))
    return found


def _unusable(row: dict[str, str], students: Container[str], *, canvas: bool) -> str:
    """Say why a row is left out; nothing if it is not."""
    student = row.get("id", "")
    words = {"id": door.name(student), "name": door.name(_called(row))}
    if canvas and row.get("name") == _CANVAS_TEST:
        return _("{name} is nobody but Canvas's own trial").format(**words)
    if not student:
        return (
            _("the id is missing ({name})").format(**words)
            if words["name"]
            else _("the id is missing")
        )
    if _SHORTENED.fullmatch(student):
        return _(
            "{id} is a number that a spreadsheet has shortened: format its column as text, and "
            "enter the ids again"
        ).format(**words)
    if student in students:
        return _("{id} is there already").format(**words)
    if student in (".", "..") or {"/", os.sep} & set(student):
        return _("a folder cannot be named {id}").format(**words)
    for value in row.values():
        if {"<", ">"} & set(value):
            return _("“{value}” holds < or >, which nbgrader's pages would take for markup").format(
                value=door.name(value, 60)
            )
    return ""


def _called(row: dict[str, str]) -> str:
    """A trainee's name or address, to find the row by."""
    parts = [row.get("first_name", ""), row.get("last_name", "")]
    return " ".join(filter(None, parts)) or row.get("name", "") or row.get("email", "")


def _with_names(row: dict[str, str]) -> dict[str, str]:
    """Part a name that is in one piece, where a comma or the other name does; else it is the last."""
    name = row.pop("name", "")
    known = row.get("first_name") or row.get("last_name") or ""
    if known:
        other = "last_name" if "first_name" in row else "first_name"
        rest = name.removeprefix(known).removesuffix(known).strip(" ,")
        parts = {other: rest}
    else:
        last, _comma, first = (part.strip() for part in name.partition(","))
        parts = {"first_name": first, "last_name": last}
    return {**{key: part for key, part in parts.items() if part}, **row}


def import_students(root: Path | str, file: Path | str) -> ClassList:
    """Put a class list into the gradebook.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    file : path
        See :func:`read_students`.

    Returns
    -------
    ClassList
        What was read, in the order of the file. Who is in the gradebook already gets what the file
        says of them and keeps the rest.

    Raises
    ------
    CourseError
        As :func:`read_students`; then nothing is written.
    """
    found = read_students(file)
    with open_api(root) as api:
        if not (Path(api.coursedir.root) / CONFIG).is_file() and not has_gradebook(api):
            raise CourseError(
                _("There is no course in {folder}: check --course.").format(
                    folder=api.coursedir.root
                )
            )
        with api.gradebook as gradebook:
            for student, known in found.students.items():
                gradebook.update_or_create_student(student, **known)
    return found


@dataclass(frozen=True)
class Roll:
    """Who handed in, against the class list.

    Attributes
    ----------
    strangers : dict
        Who handed in and is not in the list -> who in the list has the same id but for leading
        zeros, such as a spreadsheet strips, a domain, capitals, or the way accents are written;
        empty if nobody has.
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
    alike = {_written_anyhow(student): student for student in listed}
    return Roll(
        {one: alike.get(_written_anyhow(one), "") for one in sorted(submitted - set(listed))},
        {
            student: f"{known[0]} {known[1]}".strip()
            for student, known in sorted(listed.items())
            if student not in submitted
        },
    )


def _written_anyhow(student: str) -> str:
    _domain, _sign, account = student.rpartition("\\")
    return door.composed(account).casefold().lstrip("0")


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
