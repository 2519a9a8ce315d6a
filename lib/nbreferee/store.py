"""The graded side: the gradebook, the graded tree, and a record of what was graded from what.

One submission is one transaction and one exchange of folders. The record is written last: whatever
is cut off before that is graded again by the next run, with the same result.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from nbformat.v4 import new_notebook
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties, OverwriteCells, SaveAutoGrades
from nbgrader.utils import is_grade, is_solution, setenv
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import scoped_session, sessionmaker

from nbreferee import door
from nbreferee.configuration import send_along
from nbreferee.errors import RefereeError
from nbreferee.gradebook import handed_in
from nbreferee.i18n import _
from nbreferee.job import Job, Outcome, one_gradebook
from nbreferee.notebooks import notebook_text, parse_notebook
from nbreferee.record import (
    STATE,
    GradingRecord,
    read_grading_record,
    write_grading_record,
)
from nbreferee.relabel import PutBackCells
from nbreferee.steps import LONGEST_REASON, as_class, cause, step_failed
from nbreferee.taken import keep_taken
from nbreferee.worker import output_path

# when something was handed in, in nbgrader's format
TIMESTAMP = "timestamp.txt"
# what a file's name is to blame for, not the disk
_ITS_OWN = frozenset(
    (
        errno.EEXIST,
        errno.EILSEQ,
        errno.EINVAL,
        errno.EISDIR,
        errno.ELOOP,
        errno.ENAMETOOLONG,
        errno.ENOTDIR,
    )
)


class Staged(Autograde):  # type: ignore[misc]
    """nbgrader's converter, looking at a folder where a graded tree is put together."""

    @property
    def _output_directory(self) -> str:
        return f"{STATE}/staging"


class Store:
    """The gradebook and the graded tree of one assignment, opened by its only writer.

    Parameters
    ----------
    api : nbgrader.apps.NbGraderAPI
        From :func:`nbreferee.gradebook.open_api`.
    assignment : str
        The assignment's name.
    keep_marks : bool
        A mark given by hand stands where the answer and its automatic points are what they were
        when it was marked.
    """

    def __init__(self, api: Any, assignment: str, *, keep_marks: bool = False) -> None:
        self._api = api
        self.keep_marks = keep_marks
        self._dir = api.coursedir
        self.root = Path(self._dir.root)
        self.assignment = assignment
        with _usable(self.root):
            self.converter = Staged(coursedir=self._dir, parent=api)
            steps = [as_class(step) for step in self.converter.autograde_preprocessors]
            self.sanitize = tuple(
                PutBackCells if step is OverwriteCells else step
                for step in map(as_class, self.converter.sanitize_preprocessors)
            )
            cut = next(
                (at for at, step in enumerate(steps) if issubclass(step, SaveAutoGrades)),
                len(steps),
            )
            self.execute, self._save = tuple(steps[:cut]), tuple(steps[cut:])
            self._late = tuple(step for step in self._save if issubclass(step, AssignLatePenalties))
            for step in self._late:
                step(parent=self.converter).init_plugin()
        send_along(self.root)

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """Hold the gradebook open, and the folder for this process alone, which works in it."""
        with contextlib.chdir(self.root), _alone(self.root / STATE):
            for leftover in ("staging", "trash"):
                _remove(self.root / STATE / leftover)
            with self._api.gradebook as self.gradebook:
                yield

    # records

    def is_current(self, record: GradingRecord | None, fingerprint: str) -> bool:
        """Whether a submission was graded from just this, and the grade is still there.

        If so, the record says what has been read by a person since.
        """
        if record is None or record.status != "graded" or record.fingerprint != fingerprint:
            return False
        if not self.destination(record.student).is_dir():
            return False
        try:
            submission = self.gradebook.find_submission(self.assignment, record.student)
        except MissingEntry:
            return False
        record.needs_manual = bool(submission.needs_manual_grade)
        waiting = {place for place, grade in _placed(submission) if grade.needs_manual_grade}
        record.unchanged = [place for place in record.unchanged if place in waiting]
        return True

    def has(self, student: str) -> bool:
        """Whether the gradebook holds a submission of a student."""
        try:
            self.gradebook.find_submission(self.assignment, student)
        except MissingEntry:
            return False
        return True

    def settle(self, record: GradingRecord) -> None:
        """Let the marks of answers stand that are what they were when a person marked them."""
        submission = self.gradebook.find_submission(self.assignment, record.student)
        for place, grade in _placed(submission):
            if place in record.unchanged and grade.manual_score is not None:
                grade.needs_manual_grade = False
        self.gradebook.db.commit()
        record.unchanged = []
        record.needs_manual = bool(submission.needs_manual_grade)
        self.keep(record)

    def date(self, record: GradingRecord, job: Job) -> None:
        """Read again when a graded submission was handed in, and what that costs; nothing runs."""
        before = asdict(record)
        given: dict[str, datetime | None] = {}
        copy = self.destination(job.student) / TIMESTAMP
        content = job.files.get(TIMESTAMP, b"")
        moved = content != (copy.read_bytes() if copy.is_file() else b"")
        if moved:
            record.notes = [note for note in record.notes if not note.startswith(TIMESTAMP)]
            given = self._time(job, record)
        self._penalize(job.student, job.notebooks, record, given)
        if moved and content:
            fresh = self.root / STATE / "staging" / TIMESTAMP
            fresh.parent.mkdir(parents=True, exist_ok=True)
            _write(fresh, content)
            fresh.chmod(int(str(self.converter.permissions), 8))
            fresh.replace(copy)
        elif moved:
            copy.unlink(missing_ok=True)
        if asdict(record) != before:
            self.keep(record)

    def penalize(self, student: str) -> bool:
        """Compute the late penalty of a graded submission anew; say whether it is another one now."""
        submission = self.gradebook.find_submission(self.assignment, student)
        before = submission.late_submission_penalty or 0.0
        folder = self.destination(student)
        names = [
            one.name for one in submission.notebooks if (folder / f"{one.name}.ipynb").exists()
        ]
        known = read_grading_record(self.root, self.assignment, student)
        record = known or GradingRecord(student, self.assignment, "")
        was = asdict(record)
        self._penalize(student, names, record, {})
        if known and asdict(record) != was:
            self.keep(record)
        return bool(record.penalty != before)

    def _penalize(
        self,
        student: str,
        names: Iterable[str],
        record: GradingRecord,
        given: Mapping[str, datetime | None],
    ) -> None:
        """Let nbgrader's own step compute the penalty of each notebook."""
        with self._transaction():
            submission = self.gradebook.update_or_create_submission(
                self.assignment, student, **given
            )
            for name in names:
                self._saved(student, name, new_notebook(), self._late)  # type: ignore[no-untyped-call]
            _tell_lateness(submission, record)

    def keep(self, record: GradingRecord) -> None:
        """Write a record."""
        write_grading_record(self.root, record)

    # grades

    def destination(self, student: str) -> Path:
        """The folder of a graded submission."""
        return Path(
            os.path.normpath(
                self._dir.format_path(self._dir.autograded_directory, student, self.assignment)
            )
        )

    def save(self, job: Job, outcome: Outcome, record: GradingRecord) -> GradingRecord:
        """Write the grades and the graded tree of one submission.

        Parameters
        ----------
        job : Job
            What was handed in.
        outcome : Outcome
            What the worker made of it.
        record : GradingRecord
            Gets the points; it is not written here.
        """
        staged = Path(
            os.path.normpath(
                self._dir.format_path(
                    self.converter._output_directory, job.student, self.assignment
                )
            )
        )
        _remove(staged)
        staged.mkdir(parents=True)
        for name, content in {**job.files, **outcome.files}.items():
            if name not in outcome.gone:
                path = output_path(staged, name)
                try:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    _write(path, content)
                except OSError as error:
                    if error.errno not in _ITS_OWN:
                        raise
                    record.notes.append(
                        _("{name} cannot be kept ({reason}).").format(
                            name=door.name(name), reason=error.strerror
                        )
                    )
        with self._transaction():
            submission = self._submission(job, record)
            marked = self._marked(submission, job.student)
            for name in sorted(outcome.notebooks):
                path = staged / f"{name}.ipynb"
                graded = self._saved(
                    job.student, name, parse_notebook(outcome.notebooks[name]), self._save
                )
                _write(path, notebook_text(graded).encode())
                self._settle_gone(submission, name, outcome.notebooks[name])
            self._stand(submission, marked, outcome, record)
            record.score = float(sum(grade.auto_score or 0.0 for grade in _grades(submission)))
            record.max_score = float(submission.max_score)
            record.needs_manual = bool(submission.needs_manual_grade)
            _tell_lateness(submission, record)
        self.converter.set_permissions(self.assignment, job.student)
        self._exchange(staged, self.destination(job.student))
        keep_taken(self.root, self.assignment, job.student, outcome.ran, outcome.taken)
        return record

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All that nbgrader commits within is one transaction."""
        gradebook = self.gradebook
        usual = gradebook.db
        with gradebook.engine.connect() as connection, connection.begin():
            gradebook.db = scoped_session(
                sessionmaker(bind=connection, autoflush=True, join_transaction_mode="rollback_only")
            )
            try:
                yield
                gradebook.db.commit()
            finally:
                gradebook.db.remove()
                gradebook.db = usual
                usual.rollback()

    def _submission(self, job: Job, record: GradingRecord) -> Any:
        """The student and the submission in the gradebook, as nbgrader makes them."""
        gradebook = self.gradebook
        if self.converter.create_student:
            gradebook.update_or_create_student(job.student)
        else:
            gradebook.find_student(job.student)
        given = self._time(job, record)
        submission = gradebook.update_or_create_submission(self.assignment, job.student, **given)
        for notebook in submission.notebooks:
            if notebook.name not in job.notebooks:
                for grade in notebook.grades:
                    grade.auto_score = 0
                    grade.needs_manual_grade = False
        return submission

    def _settle_gone(self, submission: Any, name: str, text: str) -> None:
        """Give 0 for cells that are not in the notebook: Formgrader has no box to mark them in."""
        there = {
            cell.metadata.get("nbgrader", {}).get("grade_id") for cell in parse_notebook(text).cells
        }
        for notebook in submission.notebooks:
            for grade in notebook.grades if notebook.name == name else ():
                if grade.name not in there:
                    grade.auto_score, grade.needs_manual_grade = 0.0, False
        self.gradebook.db.commit()

    def _marked(self, submission: Any, student: str) -> dict[str, Any]:
        """Answers with a mark that a person gave to just them, as they were graded last."""
        before = read_grading_record(self.root, self.assignment, student)
        known = before.unchanged if before else []
        settled = {
            place: grade.auto_score
            for place, grade in _placed(submission)
            if grade.manual_score is not None and (not grade.needs_manual_grade or place in known)
        }
        answers: dict[str, Any] = {}
        for name in {place.partition("/")[0] for place in settled}:
            with contextlib.suppress(OSError, ValueError):
                path = self.destination(student) / f"{name}.ipynb"
                answers |= _answers(name, path.read_text(encoding="utf-8"))
        return {
            place: (answers[place], points) for place, points in settled.items() if place in answers
        }

    def _stand(
        self, submission: Any, marked: Mapping[str, Any], outcome: Outcome, record: GradingRecord
    ) -> None:
        """Find marked answers that are handed in again as they were; let their marks stand if wanted."""
        answers: dict[str, Any] = {}
        for name in {place.partition("/")[0] for place in marked} & set(outcome.notebooks):
            answers |= _answers(name, outcome.notebooks[name])
        for place, grade in _placed(submission):
            same = place in marked and marked[place] == (answers.get(place), grade.auto_score)
            if same and grade.needs_manual_grade:
                if self.keep_marks:
                    grade.needs_manual_grade = False
                else:
                    record.unchanged.append(place)
        self.gradebook.db.commit()

    def _time(self, job: Job, record: GradingRecord) -> dict[str, datetime | None]:
        """When it was handed in, for the gradebook; empty where what stands there is to stay."""
        timestamp = self._timestamp(job.student, record)
        copy = self.destination(job.student) / TIMESTAMP
        withdrawn = TIMESTAMP not in job.files and copy.is_file()
        return {"timestamp": timestamp} if timestamp or withdrawn else {}

    def _timestamp(self, student: str, record: GradingRecord) -> datetime | None:
        """When it was handed in; None if that is not known."""
        folder = self._dir.format_path(self._dir.submitted_directory, student, self.assignment)
        path = Path(folder) / TIMESTAMP
        if not os.path.lexists(path):
            return None
        timestamp: datetime | None = None
        try:
            timestamp = handed_in(self._dir, Path(folder))
        except (OSError, ValueError):
            timestamp = None
        if timestamp is None:
            record.notes.append(
                _("timestamp.txt holds no time that can be read: whether it was late is not known.")
            )
        elif timestamp > datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1):
            record.notes.append(
                _(
                    "timestamp.txt says that it was handed in on {day}, which is still to come."
                ).format(day=timestamp.date())
            )
        return timestamp

    def _saved(self, student: str, name: str, nb: Any, steps: tuple[type, ...]) -> Any:
        """Let nbgrader's own steps write what a notebook earned into the gradebook."""
        resources = {
            "unique_key": name,
            "output_files_dir": f"{name}_files",
            "output_extension": ".ipynb",
            "metadata": {"name": name, "path": str(self.destination(student))},
            "nbgrader": {
                "student": student,
                "assignment": self.assignment,
                "notebook": name,
                "db_url": self._dir.db_url,
            },
        }
        with one_gradebook(self.gradebook, steps), setenv(NBGRADER_EXECUTION="autograde"):
            for step in steps:
                try:
                    nb, _resources = step(parent=self.converter)(nb, resources)
                except (OSError, SQLAlchemyError):
                    raise
                except (Exception, SystemExit) as error:
                    raise step_failed(name, step, error) from error
        return nb

    def _exchange(self, staged: Path, destination: Path) -> None:
        destination.parent.mkdir(parents=True, exist_ok=True)
        if destination.exists():
            trash = self.root / STATE / "trash" / uuid.uuid4().hex
            trash.parent.mkdir(parents=True, exist_ok=True)
            destination.rename(trash)
            staged.rename(destination)
            _remove(trash)
        else:
            staged.rename(destination)


@contextlib.contextmanager
def _usable(root: Path) -> Iterator[None]:
    """Say in one sentence what of a course's configuration cannot be used, whatever fails."""
    try:
        yield
    except (OSError, RefereeError):
        raise
    except (Exception, SystemExit) as error:
        raise RefereeError(
            _(
                "The course's nbgrader configuration cannot be used: {reason}. What it names, such "
                "as a hook or a plugin, has to lie in {folder} or to be installed."
            ).format(reason=door.text(cause(error), LONGEST_REASON), folder=root)
        ) from error


def _write(path: Path, content: bytes) -> None:
    """Write a file that is on the disk before the record says so, whatever happens to the power."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _tell_lateness(submission: Any, record: GradingRecord) -> None:
    record.late = float(submission.total_seconds_late)
    record.penalty = float(submission.late_submission_penalty or 0.0)


def _grades(submission: Any) -> list[Any]:
    return [grade for notebook in submission.notebooks for grade in notebook.grades]


def _placed(submission: Any) -> list[tuple[str, Any]]:
    """Grades with the place of their cell, ``notebook/cell``."""
    return [
        (f"{notebook.name}/{grade.name}", grade)
        for notebook in submission.notebooks
        for grade in notebook.grades
    ]


def _answers(name: str, text: str) -> dict[str, Any]:
    """Place of each graded cell, and the answer: its own text and attachments, or what it tests."""
    answers: dict[str, Any] = {}
    tested: list[str] = []
    after_test = False
    for cell in parse_notebook(text).cells:
        if is_grade(cell):
            place = f"{name}/{cell.metadata.nbgrader.grade_id}"
            if is_solution(cell):
                answers[place] = (cell.source, cell.get("attachments"))
            else:
                answers[place], after_test = tuple(tested), True
        elif is_solution(cell):
            # several tests may follow one answer, and several answers stand before one test
            tested = [cell.source] if after_test else [*tested, cell.source]
            after_test = False
    return answers


def _remove(folder: Path) -> None:
    """Remove a folder with nbgrader's read-only files in it."""
    if not folder.exists():
        return
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(path.stat().st_mode | stat.S_IRWXU)
    shutil.rmtree(folder)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one grader work in a course at a time; a killed one leaves no lock behind."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "grading.lock").open("a+", encoding="utf-8") as lock:
        try:
            import fcntl
        except ImportError:  # Windows
            yield
            return
        try:
            # not `flock`: forked workers would hold that after this process is killed
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise RefereeError(
                _(
                    "Another grader is at work in {folder} (process {pid}): wait until it is done."
                ).format(folder=folder.parent, pid=lock.read().strip() or "?")
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def fingerprint(job: Job, shared: str) -> str:
    """Hash all that the points before a penalty are made from.

    Parameters
    ----------
    job : Job
        The submission.
    shared : str
        Hash of what all submissions share.
    """
    parts: Mapping[str, bytes] = {
        **{f"{name}.ipynb": content for name, content in job.notebooks.items()},
        **{name: content for name, content in job.files.items() if name != TIMESTAMP},
    }
    digest = hashlib.sha256(shared.encode())
    for name, content in sorted(parts.items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
