"""Feedback as mails that are ready to be sent, and as a list for a mail merge; nothing is sent."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from nbreferee.door import number
from nbreferee.gradebook import open_api, require_gradebook
from nbreferee.pages import feedback_pages
from nbreferee.record import final_score, read_grading_record
from nbreferee.titles import module_title
from servicelab.errors import CourseError
from servicelab.files import make_folder, write_atomically
from servicelab.i18n import _, ngettext
from servicelab_workshop.classroom.export import csv_text
from servicelab_workshop.classroom.hand_ins import HandIns, hand_ins
from servicelab_workshop.reports.page import duration

LIST = "mails.csv"
# what was written here last, so that what was edited since is told from it
WRITTEN = ".written.json"
_ADDRESS = re.compile(r"[^\s@<>(),;:\"\\\[\]]+@[^\s@<>(),;:\"\\\[\]]+", re.ASCII)
_LONGEST = 255
_FACTS = ("points", "max_points", "unread", "late", "lost")


@dataclass
class Mails:
    """What became of the mails: see :func:`write_mails`.

    Attributes
    ----------
    new, changed, unchanged : list of str
        Students with a mail that was not there before, says something else, or is as it was.
    edited : list of Path
        Files that were edited since they were written here, and stay.
    unread : list of str
        Students without a mail, because an answer of theirs is not yet read.
    nowhere : list of str
        Students without a mail, because the gradebook has no address of theirs that can be used.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
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
    penalty: float
    hours_late: float
    unread: int
    lost: list[str]
    pages: tuple[Path, ...]
    because: str = ""
    earlier: float = 0.0

    @property
    def facts(self) -> dict[str, str]:
        """What the list says of it, by column: a draft is written again when this changes."""
        return {
            "points": number(self.points, 2),
            "max_points": number(self.most, 2),
            "unread": str(self.unread),
            "late": self.late,
            "lost": " ".join(self.lost),
        }

    @property
    def late(self) -> str:
        """What lateness took, in a sentence; empty if nothing."""
        if not self.penalty:
            return ""
        return _("Because it was handed in {time} late, {penalty} points were taken off.").format(
            time=duration(self.hours_late), penalty=number(self.penalty, 2)
        )

    @property
    def again(self) -> str:
        """What judging again changed, and why, in a sentence; empty if nothing."""
        if not self.because or number(self.points, 2) == number(self.earlier, 2):
            return ""
        return _(
            "Your answers were judged again, and you had {earlier} points before. {because}"
        ).format(earlier=number(self.earlier, 2), because=self.because)


def write_mails(
    root: Path | str,
    assignment: str,
    to: Path | str,
    *,
    with_unread: bool = False,
    students: Sequence[str] | None = None,
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
        ``<student>.eml``, a draft with the feedback attached, and ``mails.csv`` with student, name,
        email, points, max_points, unread, sentences on what was late, lost and judged again, when
        the draft was written, and, with paths relative to itself, mail and feedback.
    with_unread : bool
        Write also to those of whom an answer is not yet read by a person; the mail says so.
    students : sequence of str, optional
        Only to these; other drafts stay as they are. The list is always of all.

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
    whose student would get none now, is taken away. After a submission was judged again, a draft
    stays as it is if the list says the same as before.
    """
    folder = Path(to).absolute() / assignment
    title, letters = _letters(Path(root).resolve(), assignment)
    if not letters:
        raise CourseError(
            _("There is no feedback on {name}: run `servicelab feedback {name}` first.").format(
                name=assignment
            )
        )
    make_folder(folder)
    mails = Mails()
    written = _Written(folder, mails)
    told = _told(folder)
    rows = [["student", "name", "email", *_FACTS, "again", "written", "mail", "feedback"]]
    for letter in letters:
        name = _file_name(letter.student)
        chosen = students is None or letter.student in students
        if not chosen:
            written.keep(name)
        if letter.unread and not with_unread:
            mails.unread += [letter.student] if chosen else []
        elif not _ADDRESS.fullmatch(letter.email):
            mails.nowhere += [letter.student] if chosen else []
        elif chosen or (folder / name).exists():
            # judged again, and no point has moved: what was sent still holds
            if chosen and letter.because and told.get(letter.student) == letter.facts:
                written.keep(name)
                mails.unchanged.append(letter.student)
            elif chosen:
                became = written.write(name, _draft(letter, assignment, title))
                became.append(letter.student)
            rows.append(
                [
                    letter.student,
                    letter.name,
                    letter.email,
                    *letter.facts.values(),
                    letter.again,
                    _when(folder / name),
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


def _told(folder: Path) -> dict[str, dict[str, str]]:
    """Student -> what the list of earlier mails says, of those whose draft is still there."""
    try:
        with (folder / LIST).open(encoding="utf-8-sig", newline="") as stream:
            return {
                row["student"]: {key: row[key] for key in _FACTS}
                for row in csv.DictReader(stream)
                if (folder / _file_name(row["student"])).is_file()
            }
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return {}


class _Written:
    """Files in a folder, of which only those are replaced that nobody has edited."""

    def __init__(self, folder: Path, mails: Mails) -> None:
        self.folder, self.mails = folder, mails
        self.stays: set[str] = set()
        # what was there, and what came in its place: whichever of them a crash has left
        self.known: dict[str, list[str]] = {}
        try:
            known = json.loads((folder / WRITTEN).read_bytes())
            self.known = {name: list(map(str, hashes)) for name, hashes in known.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            pass

    def write(self, name: str, content: bytes) -> list[Any]:
        """Write a file, unless it was edited; return where in `mails` it is to be counted."""
        path = self.folder / name
        self.keep(name)
        old, new = "", _hash(content)
        if os.path.lexists(path):
            old = _hash(path.read_bytes()) if path.is_file() else ""
            if old not in (new, *self.known.get(name, ())):
                self.mails.edited.append(path)
                return []
        if old == new:
            return self.mails.unchanged
        self.known[name] = [one for one in (old, new) if one]
        self._remember()
        write_atomically(path, content)
        return self.mails.changed if old else self.mails.new

    def keep(self, name: str) -> None:
        """Let a file stay as it is."""
        self.stays.add(name)

    def clear(self) -> None:
        """Take away drafts of earlier times, and remember what was written."""
        for name in set(self.known) - self.stays:
            path = self.folder / name
            if path.is_file() and _hash(path.read_bytes()) not in self.known[name]:
                self.mails.edited.append(path)
                continue
            path.unlink(missing_ok=True)
            del self.known[name]
        self._remember()

    def _remember(self) -> None:
        write_atomically(self.folder / WRITTEN, json.dumps(self.known, indent=1) + "\n")


def _draft(letter: _Letter, assignment: str, title: str) -> bytes:
    """Return the mail as the bytes of an ``.eml`` file; the same letter gives the same bytes."""
    mail = EmailMessage(policy=SMTP)
    user, _at, domain = letter.email.rpartition("@")
    mail["To"] = Address(" ".join(letter.name.split()), user, domain)
    mail["Subject"] = _("Feedback: {name}").format(name=title)
    # opens as a draft, where a mail program knows this header
    mail["X-Unsent"] = "1"
    mail.set_content("\n\n".join(_sentences(letter, title)) + "\n")
    for page in letter.pages:
        mail.add_attachment(page.read_bytes(), maintype="text", subtype="html", filename=page.name)
    seed = f"{assignment}\0{letter.student}".encode("utf-8", "surrogateescape")
    mail.set_boundary(f"={hashlib.sha256(seed).hexdigest()[:32]}=")
    return mail.as_bytes()


def _sentences(letter: _Letter, title: str) -> list[str]:
    words = {
        "points": number(letter.points, 2),
        "most": number(letter.most, 2),
        "n": letter.unread,
    }
    sentences = [_("Hello {name},").format(name=letter.name)]
    if not letter.pages:
        return [*sentences, *letter.lost]
    if letter.unread:
        sentences.append(
            ngettext(
                "So far you have {points} of {most} points in {title}. {n} answer is not yet "
                "read, so this is not your result.",
                "So far you have {points} of {most} points in {title}. {n} answers are not yet "
                "read, so this is not your result.",
                letter.unread,
            ).format(title=title, **words)
        )
    else:
        sentences.append(
            _("You have {points} of {most} points in {title}.").format(title=title, **words)
        )
    sentences += [
        sentence for sentence in (letter.again, letter.late, "\n".join(letter.lost)) if sentence
    ]
    sentences.append(
        ngettext(
            "What was found in your notebook is attached. The page opens in any browser.",
            "What was found in your notebooks is attached. The pages open in any browser.",
            len(letter.pages),
        )
    )
    return sentences


def _letters(root: Path, assignment: str) -> tuple[str, list[_Letter]]:
    letters = []
    with open_api(root) as api:
        require_gradebook(api)
        source = api.coursedir.format_path(api.coursedir.source_directory, ".", assignment)
        title = module_title(Path(source), assignment)
        with api.gradebook as gradebook:
            for submission in gradebook.assignment_submissions(assignment):
                student = submission.student
                folder = Path(
                    api.coursedir.format_path(
                        api.coursedir.feedback_directory, student.id, assignment
                    )
                )
                pages = tuple(
                    feedback_pages(folder, (notebook.name for notebook in submission.notebooks))
                )
                if not pages:
                    continue
                name = f"{student.first_name or ''} {student.last_name or ''}".strip()
                record = read_grading_record(root, assignment, student.id)
                letters.append(
                    _Letter(
                        student=student.id,
                        name=name or student.id,
                        email=(student.email or "").strip(),
                        points=final_score(submission),
                        most=float(submission.max_score),
                        penalty=float(submission.late_submission_penalty or 0.0),
                        hours_late=submission.total_seconds_late / 3600,
                        unread=sum(
                            bool(grade.needs_manual_grade)
                            for notebook in submission.notebooks
                            for grade in notebook.grades
                        ),
                        lost=record.incomplete if record else [],
                        pages=pages,
                        because=record.because if record else "",
                        earlier=record.earlier if record else 0.0,
                    )
                )
            if letters:
                given = hand_ins(api, gradebook, assignment)
                letters += _empty(gradebook, assignment, title, given)
    return title, sorted(letters, key=lambda letter: letter.student)


def _empty(gradebook: Any, assignment: str, title: str, given: HandIns) -> list[_Letter]:
    """Letters to those who handed in an empty folder, and may not know it."""
    from nbgrader.api import MissingEntry

    sentence = _(
        "The folder that arrived from you for {title} is empty, so there is nothing to grade. Look "
        "at what you handed in, and ask whether you may hand in again."
    ).format(title=title)
    most = float(gradebook.find_assignment(assignment).max_score)
    letters = []
    for student in given.empty:
        with suppress(MissingEntry):
            person = gradebook.find_student(student)
            name = f"{person.first_name or ''} {person.last_name or ''}".strip() or student
            email = (person.email or "").strip()
            letters.append(
                _Letter(student, name, email, 0.0, most, 0.0, 0.0, 0, [sentence], pages=())
            )
    return letters


def _when(draft: Path) -> str:
    return f"{dt.datetime.fromtimestamp(draft.stat().st_mtime):%Y-%m-%d %H:%M}"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _file_name(student: str) -> str:
    name = f"{student}.eml"
    if len(os.fsencode(name)) > _LONGEST:
        name = hashlib.sha256(os.fsencode(student)).hexdigest() + ".eml"
    return name
