"""Feedback as mails that are ready to be sent, and as a list for a mail merge; nothing is sent."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from .._files import make_folder, write_atomically
from .._i18n import _, ngettext
from ..errors import CourseError
from ..reports.page import number
from .course import open_api, require_gradebook
from .export import csv_text, final_score

LIST = "mails.csv"
# what was written here last, so that what was edited since is told from it
WRITTEN = ".written.json"
_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\\[\]]+@[^\s@<>(),;:\"\\\[\]]+", re.ASCII)
_LONGEST = 255


@dataclass
class Mails:
    """What became of the mails: see :func:`write_mails`.

    Attributes
    ----------
    written : list of Path
        Mails, new or as they were, and the list for a mail merge last.
    edited : list of Path
        Files that were edited since they were written here, and stay.
    unread : list of str
        Students without a mail, because an answer of theirs is not yet read.
    nowhere : list of str
        Students without a mail, because the gradebook has no address of theirs that can be used.
    """

    written: list[Path] = field(default_factory=list)
    edited: list[Path] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Letter:
    student: str
    name: str
    email: str
    points: float
    most: float
    late: float
    unread: int
    pages: tuple[Path, ...]


def write_mails(
    root: Path | str, assignment: str, to: Path | str, *, with_unread: bool = False
) -> Mails:
    """Write a mail for each student with feedback, and a list of them for a mail merge.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    assignment : str
        The assignment's name; its feedback has been written.
    to : path
        A folder, made if it is not there. Its folder of the assignment's name gets
        ``<student>.eml``, a draft with the feedback attached, and ``mails.csv`` with student, name, email, points, max_points, unread, and, with
        paths relative to itself, mail and feedback.
    with_unread : bool
        Write also to those of whom an answer is not yet read by a person; the mail says so.

    Returns
    -------
    Mails
        What was written and what was not.

    Raises
    ------
    CourseError
        If there is no gradebook, no feedback, or the folder cannot be written.

    Notes
    -----
    A file that was edited since it was written here is never replaced. A draft that was not, and
    whose student would get none now, is taken away.
    """
    folder = Path(to).absolute() / assignment
    letters = _letters(Path(root).resolve(), assignment)
    if not letters:
        raise CourseError(
            _("There is no feedback on {name}: run `servicelab feedback {name}` first.").format(
                name=assignment
            )
        )
    make_folder(folder)
    mails = Mails()
    written = _Written(folder, mails)
    rows = [["student", "name", "email", "points", "max_points", "unread", "mail", "feedback"]]
    for letter in letters:
        if letter.unread and not with_unread:
            mails.unread.append(letter.student)
        elif not _ADDRESS.fullmatch(letter.email):
            mails.nowhere.append(letter.student)
        else:
            name = _file_name(letter.student)
            written.write(name, _draft(letter, assignment))
            rows.append(
                [
                    letter.student,
                    letter.name,
                    letter.email,
                    number(letter.points, 2),
                    number(letter.most, 2),
                    str(letter.unread),
                    name,
                    ";".join(
                        Path(os.path.relpath(page, folder)).as_posix() for page in letter.pages
                    ),
                ]
            )
    # with a byte order mark, so that a spreadsheet shows names in any script
    written.write(LIST, ("\ufeff" + csv_text(rows)).encode())
    written.clear()
    return mails


class _Written:
    """Files in a folder, of which only those are replaced that nobody has edited."""

    def __init__(self, folder: Path, mails: Mails) -> None:
        self.folder, self.mails = folder, mails
        # what was there, and what came in its place: whichever of them a crash has left
        self.known: dict[str, list[str]] = {}
        try:
            known = json.loads((folder / WRITTEN).read_bytes())
            self.known = {name: list(map(str, hashes)) for name, hashes in known.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            pass

    def write(self, name: str, content: bytes) -> None:
        """Write a file, unless it was edited."""
        path = self.folder / name
        old, new = "", _hash(content)
        if os.path.lexists(path):
            old = _hash(path.read_bytes()) if path.is_file() else ""
            if old not in (new, *self.known.get(name, ())):
                self.mails.edited.append(path)
                return
        if old != new:
            self.known[name] = [one for one in (old, new) if one]
            self._remember()
            write_atomically(path, content)
        self.mails.written.append(path)

    def clear(self) -> None:
        """Take away drafts of earlier times, and remember what was written."""
        for name in set(self.known) - {path.name for path in self.mails.written}:
            path = self.folder / name
            if path in self.mails.edited:
                continue
            if path.is_file() and _hash(path.read_bytes()) not in self.known[name]:
                self.mails.edited.append(path)
                continue
            path.unlink(missing_ok=True)
            del self.known[name]
        self._remember()

    def _remember(self) -> None:
        write_atomically(self.folder / WRITTEN, json.dumps(self.known, indent=1) + "\n")


def _draft(letter: _Letter, assignment: str) -> bytes:
    """Return the mail as the bytes of an ``.eml`` file; the same letter gives the same bytes."""
    mail = EmailMessage(policy=SMTP)
    user, _at, domain = letter.email.rpartition("@")
    mail["To"] = Address(" ".join(letter.name.split()), user, domain)
    mail["Subject"] = _("Feedback: {name}").format(name=assignment)
    # opens as a draft, where a mail program knows this header
    mail["X-Unsent"] = "1"
    mail.set_content("\n\n".join(_sentences(letter, assignment)) + "\n")
    for page in letter.pages:
        mail.add_attachment(page.read_bytes(), maintype="text", subtype="html", filename=page.name)
    seed = f"{assignment}\0{letter.student}".encode("utf-8", "surrogateescape")
    mail.set_boundary(f"={hashlib.sha256(seed).hexdigest()[:32]}=")
    return mail.as_bytes()


def _sentences(letter: _Letter, assignment: str) -> list[str]:
    words = {
        "points": number(letter.points, 2),
        "most": number(letter.most, 2),
        "late": number(letter.late, 2),
        "n": letter.unread,
    }
    sentences = [_("Hello {name},").format(name=letter.name)]
    if letter.unread:
        sentences.append(
            ngettext(
                "So far you have {points} of {most} points in {assignment}. {n} answer is not yet "
                "read, so this is not your result.",
                "So far you have {points} of {most} points in {assignment}. {n} answers are not yet "
                "read, so this is not your result.",
                letter.unread,
            ).format(assignment=assignment, **words)
        )
    else:
        sentences.append(
            _("You have {points} of {most} points in {assignment}.").format(
                assignment=assignment, **words
            )
        )
    if letter.late:
        sentences.append(
            _("Because it was handed in late, {late} points were taken off.").format(**words)
        )
    sentences.append(
        ngettext(
            "What was found in your notebook is attached. The page opens in any browser.",
            "What was found in your notebooks is attached. The pages open in any browser.",
            len(letter.pages),
        )
    )
    return sentences


def _letters(root: Path, assignment: str) -> list[_Letter]:
    letters = []
    with open_api(root) as api:
        require_gradebook(api)
        with api.gradebook as gradebook:
            for submission in gradebook.assignment_submissions(assignment):
                student = submission.student
                folder = Path(
                    api.coursedir.format_path(
                        api.coursedir.feedback_directory, student.id, assignment
                    )
                )
                pages = tuple(sorted(folder.glob("*.html")))
                if not pages:
                    continue
                name = f"{student.first_name or ''} {student.last_name or ''}".strip()
                letters.append(
                    _Letter(
                        student=student.id,
                        name=name or student.id,
                        email=(student.email or "").strip(),
                        points=final_score(submission),
                        most=float(submission.max_score),
                        late=float(submission.late_submission_penalty or 0.0),
                        unread=sum(
                            bool(grade.needs_manual_grade)
                            for notebook in submission.notebooks
                            for grade in notebook.grades
                        ),
                        pages=pages,
                    )
                )
    return sorted(letters, key=lambda letter: letter.student)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _file_name(student: str) -> str:
    name = f"{student}.eml"
    if len(os.fsencode(name)) > _LONGEST:
        name = hashlib.sha256(os.fsencode(student)).hexdigest() + ".eml"
    return name
