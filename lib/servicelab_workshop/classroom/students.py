"""The class list: names and addresses from a CSV as spreadsheets save it, into the gradebook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbreferee import door
from nbreferee.gradebook import CONFIG, has_gradebook, open_api
from servicelab.errors import CourseError
from servicelab.i18n import _

COLUMNS = ("id", "first_name", "last_name", "email", "lms_user_id")
# as learning platforms and personnel departments head them, in small letters without anything else
_ALIASES = {
    "id": "id idnumber studentid studentno studentnumber traineeid staffid staffno staffnumber "
    "employeeid employeeno employeenumber personnelno personnelnumber",
    "first_name": "firstname givenname forename",
    "last_name": "lastname surname familyname",
    "email": "email emailaddress mail",
    "lms_user_id": "lmsuserid",
}
_KNOWN = {head: column for column, heads in _ALIASES.items() for head in heads.split()}
# Excel's "CSV" is in the code page of its country; these agree on most letters of some languages
_PAGES = ("cp1250", "cp1252", "cp1254", "cp1257")


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
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise CourseError(
            _("Cannot read {file}: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error
    if text is None:
        raise CourseError(
            _(
                "{file} is not UTF-8, so its letters cannot be told for sure: save it in your "
                "spreadsheet as “CSV UTF-8”."
            ).format(file=path)
        )
    lines = text.splitlines(keepends=True)
    # Excel's own way to name the separator
    skipped = 1 if lines and lines[0].lower().startswith("sep=") else 0
    heading = lines[skipped] if len(lines) > skipped else ""
    rows = csv.reader(
        io.StringIO("".join(lines[skipped:]), newline=""),
        delimiter=max(",;\t", key=heading.count),
    )
    students: dict[str, dict[str, str]] = {}
    for line, row in _rows(rows, path):
        name = row.pop("id", "")
        where = {"file": path, "line": line + skipped, "id": name}
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


def _decoded(content: bytes) -> str | None:
    """Text in UTF-8, or in a code page of Europe where it does not matter which; else None."""
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    with suppress(UnicodeDecodeError):
        readings = {content.decode(page) for page in _PAGES}
        text = readings.pop()
        # a name without any plain letter is of another script
        if not readings and not re.search(r"(?<![A-Za-z])[^\x00-\x7f]+(?![A-Za-z])", text):
            return text
    return None


def _columns(heads: list[str]) -> list[str]:
    """Name the columns as the gradebook does; where two could be one, the first, or the exact one."""
    plain = ["_".join(head.lower().split()) for head in heads]
    columns = [head if head in COLUMNS else "" for head in plain]
    for place, head in enumerate(plain):
        column = _KNOWN.get(re.sub(r"[^a-z0-9]", "", head), "")
        if column not in columns:
            columns[place] = column
    return columns


def _rows(reader: Iterator[list[str]], path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line number, without blank ones and blank cells."""
    columns: list[str] = []
    try:
        for number, cells in enumerate(reader, start=1):
            line = getattr(reader, "line_num", number)
            cells = [cell.strip() for cell in cells]
            if not columns:
                columns = _columns(cells)
                if "id" not in columns:
                    raise CourseError(
                        _(
                            "{file} has no column id among {heads}: its first line must name the "
                            "columns, such as {columns}."
                        ).format(
                            file=path,
                            heads=", ".join(f"“{door.name(cell, 40)}”" for cell in cells),
                            columns=",".join(COLUMNS),
                        )
                    )
            elif any(cells):
                known = zip(columns, cells, strict=False)
                yield line, {name: cell for name, cell in known if cell and name in COLUMNS}
    except csv.Error as error:
        raise CourseError(
            _("{file} cannot be read as CSV: {reason}.").format(file=path, reason=error)
        ) from error
    if not columns:
        raise CourseError(_("{file} is empty.").format(file=path))


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
