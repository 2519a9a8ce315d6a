"""Judging a graded class again after its checks were corrected: first shown, then written.

The corrected release lies in a folder of its own. Until :meth:`Regrading.write` nothing of the
course is changed.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbreferee import door
from nbreferee.errors import RefereeError
from nbreferee.grade import require_isolation, runner, told_plainly
from nbreferee.gradebook import open_api, require_gradebook
from nbreferee.i18n import _
from nbreferee.isolation import Limits
from nbreferee.job import NO_HELPER, Before, Helper
from nbreferee.processes import cores
from nbreferee.record import GradingRecord, final_score, read_grading_record
from nbreferee.zygote import CAN_FORK, Zygote

if TYPE_CHECKING:
    from nbreferee.job import AnswerKey, Job, Outcome, Pack
    from nbreferee.store import Store


@dataclass(frozen=True)
class Change:
    """A task whose points move.

    Attributes
    ----------
    student, notebook, task : str
        Whose, and which.
    old, new, most : float
        Points before, points now, points possible; a late penalty is in none of them.
    """

    student: str
    notebook: str
    task: str
    old: float
    new: float
    most: float


@dataclass
class Regrading:
    """A class judged again, and not yet written.

    Attributes
    ----------
    changes : list of Change
        What moves, by student and task.
    judged : list of str
        Students that were judged again.
    ran : list of str
        Those of them whose notebooks had to be run again for that.
    by_hand : list of (str, str)
        Student and task where a mark given by hand stands in place of points that move.
    failed : dict
        Student -> why nothing can be judged again, one sentence; what they have stays.
    """

    changes: list[Change] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    by_hand: list[tuple[str, str]] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    _kept: Path = Path()
    _write: Callable[[str, Callable[[str], None]], None] = lambda because, progress: None

    @property
    def moved(self) -> list[str]:
        """Students of whom a point moves."""
        return sorted({change.student for change in self.changes})

    def write(self, because: str, progress: Callable[[str], None] = lambda student: None) -> None:
        """Write what was judged; the corrected release is that of the course by now.

        Parameters
        ----------
        because : str
            Why; it is told to those whose points move.
        progress : callable
            Called with each student whose grade is written.

        Raises
        ------
        RefereeError
            If the release of the course is another one than what was judged against.
        """
        self._write(because, progress)


@contextlib.contextmanager
def regrading(
    course: Path | str,
    release: Path | str,
    assignment: str,
    progress: Callable[[str, int], None] = lambda student, total: None,
    *,
    workers: int | None = None,
    isolate: bool = True,
    limits: Limits | None = None,
    readable: tuple[str, ...] = (),
    helper: Helper = NO_HELPER,
) -> Iterator[Regrading]:
    """Judge again what is graded, against another release, and hold the course until that is settled.

    Parameters
    ----------
    course : path
        An nbgrader course, whose class is graded.
    release : path
        A folder with the course's configuration, in which the corrected assignment was generated;
        its gradebook is ``gradebook.db`` in it.
    assignment : str
        The assignment's name.
    progress : callable
        Called with each student that is judged, and how many there are.
    workers, isolate, limits, readable, helper
        As for :func:`nbreferee.grade.grade`.

    Yields
    ------
    Regrading
        What moves. Its notebooks are run again only where another answer would be taken from them,
        or where nothing was kept of what was taken.

    Raises
    ------
    RefereeError
        If nothing is graded, this machine offers no sandbox, or another grader is at work.
    """
    root, place = Path(course).resolve(), Path(release).resolve()
    with contextlib.ExitStack() as stack:
        if isolate:
            require_isolation()
        zygote = stack.enter_context(contextlib.closing(Zygote())) if CAN_FORK else None
        api = stack.enter_context(open_api(root))
        stack.enter_context(told_plainly(root))
        require_gradebook(api)
        from nbreferee.collect import make_pack, shared_hash
        from nbreferee.store import Store, fingerprint

        store = Store(api, assignment, keep_marks=True)
        stack.enter_context(store.opened())
        options: dict[str, Any] = {
            "limits": limits or Limits(),
            "isolate": isolate,
            "readable": readable,
            "helper": helper,
        }
        with open_api(place) as other:
            other.coursedir.root = str(place)
            other.coursedir.db_url = f"sqlite:///{place}/gradebook.db"
            pack = make_pack(
                other, assignment, store.converter, store.sanitize, store.execute, **options
            )
        chosen = sorted(api.get_autograded_students(assignment))
        chosen = [name for name in chosen if _folder(api, name, assignment).is_dir()]
        if not chosen:
            raise RefereeError(
                _("No submission of {name} is graded: run `servicelab grade {name}`.").format(
                    name=assignment
                )
            )
        found = Regrading()
        kept = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nbreferee-regrade-")))
        jobs = _jobs(api, store, pack, chosen, found, kept)
        run = runner(pack, workers or cores(), zygote, None)
        for job, outcome in run(jobs):
            progress(job.student, len(chosen))
            if outcome.error:
                found.failed[job.student] = outcome.error
                continue
            found.judged.append(job.student)
            if not outcome.again:
                found.ran.append(job.student)
            _compare(store, job, outcome, found)
            # out of memory until it is wanted
            (kept / _name(chosen, job.student)).write_bytes(
                pickle.dumps((replace(job, before=None), outcome))
            )
        found.judged.sort()
        found.changes.sort(key=lambda change: (change.student, change.notebook, change.task))

        def write(because: str, advance: Callable[[str], None]) -> None:
            # what it has read is from before the release
            store.gradebook.db.rollback()
            now = make_pack(
                api, assignment, store.converter, store.sanitize, store.execute, **options
            )
            if (_unordered(now.key), now.sources) != (_unordered(pack.key), pack.sources):
                raise RefereeError(
                    _(
                        "The release of {name} is another one than what was judged against: give the "
                        "command again."
                    ).format(name=assignment)
                )
            shared = shared_hash(now)
            for student in found.judged:
                job, outcome = pickle.loads((kept / _name(chosen, student)).read_bytes())
                record = pickle.loads((kept / f"{_name(chosen, student)}.record").read_bytes())
                if not outcome.again:
                    record.flags, record.errors = outcome.flags, outcome.notes
                record.fingerprint = fingerprint(job, shared)
                earlier = final_score(store.gradebook.find_submission(assignment, student))
                store.save(job, outcome, record)
                now_has = final_score(store.gradebook.find_submission(assignment, student))
                if now_has != earlier or not record.because:
                    # otherwise what it heard of last still holds
                    record.because = door.name(because, door.LONGEST_SENTENCE)
                    record.earlier = earlier
                record.status = "graded"
                store.keep(record)
                advance(student)

        found._write = write
        yield found


def _unordered(key: AnswerKey) -> Any:
    """A key without the order of its cells, which is another one in each gradebook."""
    return {
        notebook.name: (notebook.kernelspec, frozenset(notebook.source_cells))
        for notebook in key.notebooks
    }


def _name(chosen: list[str], student: str) -> str:
    return str(chosen.index(student))


def _folder(api: Any, student: str, assignment: str) -> Path:
    coursedir = api.coursedir
    return Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))


def _jobs(
    api: Any, store: Store, pack: Pack, chosen: list[str], found: Regrading, kept: Path
) -> Iterator[Job]:
    """Read what is graded, with what the earlier run left of it."""
    from nbreferee.collect import read_submission, submission_hash
    from nbreferee.taken import read_taken

    for student in chosen:
        assignment = store.assignment
        folder = _folder(api, student, assignment)
        submission = read_submission(folder, student, assignment, pack, api.coursedir.ignore)
        if submission.job is None:
            found.failed[student] = " ".join(submission.fatal)
            continue
        job = submission.job
        record = GradingRecord(
            student, assignment, "", incomplete=submission.incomplete, notes=submission.notes
        )
        record.submission = submission_hash(job, pack)
        earlier = read_grading_record(store.root, assignment, student)
        if not store.has(student) or (earlier and earlier.status != "graded"):
            found.failed[student] = _("It is not graded: run `servicelab grade {name}`.").format(
                name=assignment
            )
            continue
        if earlier and earlier.submission not in ("", record.submission):
            found.failed[student] = _(
                "It was handed in again since it was graded: run `servicelab grade {name}` first."
            ).format(name=assignment)
            continue
        if earlier:
            record.flags, record.errors = earlier.flags, earlier.errors
            record.seconds = earlier.seconds
            record.because, record.earlier = earlier.because, earlier.earlier
        left = _left(store.destination(student))
        taken = read_taken(store.root, assignment, student)
        if taken and left:
            job = replace(job, before=Before(*taken, *left))
        (kept / f"{_name(chosen, student)}.record").write_bytes(pickle.dumps(record))
        yield job


def _left(folder: Path) -> tuple[dict[str, str], dict[str, bytes]] | None:
    """The executed notebooks and the other files of a graded submission, as the grader wrote them."""
    notebooks: dict[str, str] = {}
    files: dict[str, bytes] = {}
    try:
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() or not path.is_file():
                continue
            if path.parent == folder and path.suffix == ".ipynb":
                notebooks[path.stem] = path.read_text(encoding="utf-8")
            else:
                files[os.path.relpath(path, folder)] = path.read_bytes()
    except (OSError, ValueError):
        return None
    return notebooks, files


def _compare(store: Store, job: Job, outcome: Outcome, found: Regrading) -> None:
    """Hold the points that a run gives against those of the gradebook."""
    from nbgrader.utils import determine_grade, is_grade

    from nbreferee.notebooks import parse_notebook

    points: dict[tuple[str, str], float | None] = {}
    for name, text in outcome.notebooks.items():
        for cell in parse_notebook(text).cells:
            if is_grade(cell):
                points[name, cell.metadata.nbgrader.grade_id] = determine_grade(cell)[0]
    submission = store.gradebook.find_submission(store.assignment, job.student)
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            if (notebook.name, grade.name) not in points:
                continue
            auto = points[notebook.name, grade.name]
            if auto is None or auto == grade.auto_score:
                continue
            if grade.manual_score is not None:
                found.by_hand.append((job.student, grade.name))
                continue
            found.changes.append(
                Change(
                    job.student,
                    notebook.name,
                    grade.name,
                    float(grade.auto_score or 0.0),
                    float(auto),
                    float(grade.max_score),
                )
            )
