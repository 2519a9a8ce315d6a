"""Certificates of a class: written from the gradebook, and confirmed by it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbreferee import door
from nbreferee.errors import RefereeError
from nbreferee.gradebook import has_gradebook, open_api, require_gradebook
from nbreferee.record import final_score
from nbreferee.titles import module_title
from servicelab.errors import CourseError
from servicelab.files import make_folder, write_atomically
from servicelab.i18n import _, ngettext
from servicelab_workshop.classroom.hand_ins import graded_students
from servicelab_workshop.lessons.lesson import read_lesson
from servicelab_workshop.reports.certificate import (
    FILE,
    LARGEST,
    MARK,
    Certificate,
    Code,
    NoCode,
    Part,
    file_content,
    in_words,
    page,
    read_code,
    section,
    write_code,
)

#: The key with which certificates are sealed, in the course folder.
KEY = "certificates.key"
#: The page beside the small file.
PAGE = "certificate.html"
_BYTES = 32
_PLAIN_ID = re.compile(r"[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]{0,99}", re.ASCII)


@dataclass
class Issued:
    """What became of the certificates; see :func:`issue`.

    Attributes
    ----------
    folder : Path
        Where they lie.
    new, changed, unchanged : list of str
        Trainees with a certificate that was not there before, says something else, or is as it was.
    unread : list of (str, str)
        Trainee and module left out of it, because an answer waits to be read.
    nothing : list of str
        Trainees without a graded module, who get none.
    """

    folder: Path
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    nothing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Confirmation:
    """What :func:`confirm` says.

    Attributes
    ----------
    stands : bool
        Whether the certificate is of this course, its page is as it was written, and the gradebook
        still says the same.
    words : str
        One sentence.
    """

    stands: bool
    words: str


@dataclass(frozen=True)
class _Standing:
    """What a gradebook says of a trainee now."""

    parts: tuple[Part, ...]
    unread: tuple[str, ...]


def issue(
    root: Path | str,
    to: Path | str | None = None,
    *,
    students: Sequence[str] | None = None,
    issuer: str | None = None,
    today: dt.date | None = None,
) -> Issued:
    """Write a certificate for each trainee with a graded module.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    to : path, optional
        A folder, made if it is not there; by default ``certificates`` in the course. The folder of
        each trainee in it gets ``certificate.html``, a page to print, and a small file that the
        trainee puts into the working copy.
    students : sequence of str, optional
        Only for these.
    issuer : str, optional
        Who issues them, and whom to ask. By default who stands on the trainee's earlier one, if any.
    today : date, optional
        By default the current one.

    Returns
    -------
    Issued

    Raises
    ------
    CourseError
        If there is no gradebook, a student is not in it, or something cannot be written.

    Notes
    -----
    Who has a certificate that says the same already, apart from its date, keeps it: a code that was
    given out stays the same.
    """
    root = Path(root).resolve()
    issued = Issued(Path(to).absolute() if to else root / "certificates")
    with open_api(root) as api:
        require_gradebook(api)
        with api.gradebook as gradebook:
            names = {
                student.id: f"{student.first_name or ''} {student.last_name or ''}".strip()
                for student in gradebook.students
            }
            for student in students or ():
                if student not in names:
                    raise CourseError(
                        _("The gradebook knows no trainee {student}.").format(
                            student=door.name(student)
                        )
                    )
            modules = _modules(api, gradebook)
            n_modules = max(_graded_modules(api), len(modules))
            standings = {
                student: _standing(gradebook, student, modules)
                for student in sorted(students or names)
            }
    if not any(standing.parts for standing in standings.values()):
        issued.nothing = list(standings)
        return issued
    key = _make_key(root)
    for student, standing in standings.items():
        issued.unread += [(student, module) for module in standing.unread]
        if not standing.parts:
            issued.nothing.append(student)
            continue
        folder = issued.folder / _folder_name(student)
        before = _read(folder / FILE, key)
        kept = before.certificate.issuer if before else ""
        certificate = Certificate(
            door.name(student),
            door.name(names[student]) or door.name(student),
            version("servicelab"),
            (today or dt.date.today()).isoformat(),
            standing.parts,
            n_modules,
            kept if issuer is None else door.name(issuer),
        )
        if before and replace(before.certificate, date=certificate.date) == certificate:
            code = before
        else:
            code = read_code(write_code(certificate, key))
        _write(folder, code)
        same = before is code
        (issued.unchanged if same else issued.changed if before else issued.new).append(student)
    return issued


def confirm(root: Path | str, given: str) -> Confirmation:
    """Say whether a certificate is of this course, what it stands for, and whether that still holds.

    Parameters
    ----------
    root : path
        The course folder, with the key.
    given : str
        A file, or the code itself. It may come from a stranger: it is read as text, and only so
        much of it as a code can be.

    Returns
    -------
    Confirmation

    Raises
    ------
    CourseError
        If there is no such file, or the course has no key.
    """
    root = Path(root).resolve()
    name, text = _given(given)
    key = _key(root)
    try:
        if text.startswith("%PDF"):
            raise NoCode(_("it is a PDF: copy the code out of it, and give that in its place."))
        code = read_code(text)
    except NoCode as problem:
        return Confirmation(False, _("Not confirmed, {name}: {why}").format(name=name, why=problem))
    if not code.is_genuine(key):
        why = (
            _("the seal does not fit what it says: it was altered, or not made by this course.")
            if code.names(key)
            else _(
                "it names another key than this course's: another course folder made it, or nobody."
            )
        )
        return Confirmation(False, _("Not confirmed, {name}: {why}").format(name=name, why=why))
    words = _("Genuine: {what}").format(what=_what(code.certificate))
    is_whole = "<section" not in text or section(code) in text
    if not is_whole:
        words = _(
            "The code is genuine, but the page around it is not as this version of the course writes "
            "it: believe this sentence and not the page. {what}"
        ).format(what=_what(code.certificate))
    differences = _differences(root, code.certificate)
    if differences:
        return Confirmation(False, f"{words}; {differences}.")
    return Confirmation(is_whole, words + "; " + _("the gradebook still says the same") + ".")


def _what(certificate: Certificate) -> str:
    return ngettext(
        "{name} ({student}) had {points} of {most} points in {n} module on {date}, version {version}, {hours} as planned: {modules}",
        "{name} ({student}) had {points} of {most} points in {n} modules on {date}, version {version}, {hours} as planned: {modules}",
        len(certificate.parts),
    ).format(
        name=door.name(certificate.name),
        student=door.name(certificate.student),
        points=door.number(certificate.points, 2),
        most=door.number(certificate.most, 2),
        n=len(certificate.parts),
        date=certificate.date,
        version=door.name(certificate.version, 40),
        hours=in_words(certificate.hours),
        modules=", ".join(
            f"{door.name(part.name, 60)} {door.number(part.points, 2)}"
            for part in certificate.parts
        ),
    ) + (
        _(", issued by {issuer}").format(issuer=door.name(certificate.issuer))
        if certificate.issuer
        else ""
    )


def _differences(root: Path, certificate: Certificate) -> str:
    """What the gradebook says otherwise now; empty if nothing."""
    try:
        with open_api(root) as api:
            if not has_gradebook(api):
                return _("there is no gradebook here any more to compare it with")
            with api.gradebook as gradebook:
                known = {door.name(student.id): student.id for student in gradebook.students}
                student = known.get(certificate.student)
                if student is None:
                    return _("the gradebook does not know this trainee any more")
                standing = _standing(gradebook, student, _modules(api, gradebook))
    except RefereeError as problem:
        return _("the gradebook cannot be read ({reason})").format(reason=problem)
    now = {part.name: part for part in standing.parts}
    other = []
    for part in certificate.parts:
        name = door.name(part.name, 60)
        if part.name in standing.unread:
            other.append(_("{module} waits to be read again").format(module=name))
        elif part.name not in now:
            other.append(_("{module} is not graded").format(module=name))
        elif (now[part.name].points, now[part.name].most) != (part.points, part.most):
            other.append(
                _("{module} has {points} of {most}").format(
                    module=name,
                    points=door.number(now[part.name].points, 2),
                    most=door.number(now[part.name].most, 2),
                )
            )
    if not other:
        return ""
    return _("but the gradebook says otherwise now: {list}").format(list=", ".join(other))


def _modules(api: Any, gradebook: Any) -> dict[str, tuple[str, float]]:
    """Assignment -> its title and its minutes, of those that are worth something."""
    modules = {}
    for assignment in gradebook.assignments:
        if assignment.max_score:
            source = Path(
                api.coursedir.format_path(api.coursedir.source_directory, ".", assignment.name)
            )
            modules[assignment.name] = (module_title(source, assignment.name), _minutes(source))
    return modules


def _graded_modules(api: Any) -> int:
    """How many modules of the course have something to be graded, released or not."""
    folders = [
        Path(api.coursedir.format_path(api.coursedir.source_directory, ".", name))
        for name in api.get_source_assignments()
    ]
    return sum(map(_is_graded, folders))


def _is_graded(source: Path) -> bool:
    for path in source.glob("*.ipynb"):
        with suppress(CourseError, OSError):
            if read_lesson(path).graded:
                return True
    return False


def _minutes(source: Path) -> float:
    minutes = 0.0
    for path in sorted(source.glob("*.ipynb")):
        with suppress(CourseError, OSError):
            minutes += read_lesson(path).minutes
    return minutes


def _standing(gradebook: Any, student: str, modules: dict[str, tuple[str, float]]) -> _Standing:
    parts, unread = [], []
    for submission in gradebook.student_submissions(student):
        name = submission.name
        if name not in modules or student not in graded_students(gradebook, name):
            continue
        if submission.needs_manual_grade:
            unread.append(name)
            continue
        title, minutes = modules[name]
        points, most = round(final_score(submission), 2), round(float(submission.max_score), 2)
        parts.append(Part(door.name(name), door.name(title), points, most, minutes))
    return _Standing(tuple(sorted(parts, key=lambda part: part.name)), tuple(sorted(unread)))


def _folder_name(student: str) -> str:
    if _PLAIN_ID.fullmatch(student):
        return student
    return hashlib.sha256(os.fsencode(student)).hexdigest()[:16]


def _read(path: Path, key: bytes) -> Code | None:
    """The genuine code that lies there already."""
    try:
        code = read_code(door.read(path, LARGEST).decode("utf-8", "replace"))
    except (OSError, CourseError, door.NotPlain, door.TooLarge):
        return None
    return code if code.is_genuine(key) else None


def _write(folder: Path, code: Code) -> None:
    make_folder(folder)
    for name, content in ((FILE, file_content(code.text)), (PAGE, page(code))):
        write_atomically(folder / name, content)


def _given(given: str) -> tuple[str, str]:
    """What to call what was given, and its text."""
    path = Path(given)
    name = door.name(given if len(given) <= 80 else f"{given[:40]} ...")
    try:
        return name, door.read(path, LARGEST).decode("utf-8", "replace")
    except door.NotPlain as error:
        raise CourseError(
            _("{name} is no plain file: give a certificate's file, or its code.").format(name=name)
        ) from error
    except door.TooLarge as error:
        raise CourseError(
            _("{name} is larger than a certificate can be ({n} MB): give its code.").format(
                name=name, n=LARGEST >> 20
            )
        ) from error
    except (OSError, ValueError) as error:
        # no such file, or a code, which may be too long for the name of one
        if MARK in given.upper():
            return _("the code"), given
        raise CourseError(
            _("{name} is neither a file that can be opened nor the code of a certificate.").format(
                name=name
            )
        ) from error


def _key(root: Path) -> bytes:
    path = root / KEY
    try:
        return _parsed(path.read_text(encoding="ascii"), path)
    except FileNotFoundError as error:
        raise CourseError(
            _(
                "There is no {key} in {folder}, so nothing can be confirmed: check --course, or put "
                "back the copy that you kept. A new key cannot confirm what the old one sealed."
            ).format(key=KEY, folder=root)
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path) from error


def _parsed(text: str, path: Path) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        raise _broken(path) from error
    if len(key) != _BYTES:
        raise _broken(path)
    return key


def _broken(path: Path) -> CourseError:
    return CourseError(
        _(
            "{path} cannot be read as a key: put back the copy that you kept. A new key cannot "
            "confirm what the old one sealed."
        ).format(path=path)
    )


def _make_key(root: Path) -> bytes:
    """The course's key, made at first use, readable by its owner alone."""
    path = root / KEY
    try:
        # whoever comes first makes it; it is never written over
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    except FileExistsError:
        return _key(root)
    except OSError as error:
        raise CourseError(
            _("Cannot write {path} ({reason}): choose a writable folder.").format(
                path=path, reason=error.strerror
            )
        ) from error
    key = secrets.token_bytes(_BYTES)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(key.hex() + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return key
