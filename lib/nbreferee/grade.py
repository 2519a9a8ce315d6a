"""Grading the submissions of one assignment: planned here, run by workers, written here."""

from __future__ import annotations

import contextlib
import itertools
import shlex
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbreferee import door, isolation
from nbreferee.errors import RefereeError
from nbreferee.gradebook import has_gradebook, open_api
from nbreferee.i18n import _
from nbreferee.job import NO_HELPER, Helper
from nbreferee.processes import cores
from nbreferee.record import GradingRecord, read_grading_record
from nbreferee.zygote import CAN_FORK, Zygote

if TYPE_CHECKING:
    from nbreferee.job import Job, Outcome, Pack
    from nbreferee.store import Store


@dataclass(frozen=True)
class Step:
    """What is known when a submission is done.

    Attributes
    ----------
    record : GradingRecord
        What became of it.
    done, total : int
        How many are done, of how many.
    fresh : bool
        False if an earlier grade was kept because nothing had changed.
    steps : dict
        Processor seconds spent on it, step by step.
    """

    record: GradingRecord
    done: int
    total: int
    fresh: bool
    steps: dict[str, float] = field(default_factory=dict)


def grade(
    course: Path | str,
    assignment: str,
    progress: Callable[[Step], None] = lambda step: None,
    *,
    students: Sequence[str] | None = None,
    workers: int | None = None,
    isolate: bool = True,
    force: bool = False,
    keep_marks: bool = False,
    limits: isolation.Limits | None = None,
    readable: Sequence[str] = (),
    scheduler: str | None = None,
    helper: Helper = NO_HELPER,
) -> list[GradingRecord]:
    """Grade the submissions of an assignment, whatever state they are in.

    Parameters
    ----------
    course : path
        Any nbgrader course.
    assignment : str
        The assignment's name; it must have been generated.
    progress : callable
        Called with each submission as it is done.
    students : sequence of str, optional
        Only these.
    workers : int, optional
        Processes that run notebooks; by default one for each core.
    isolate : bool
        Run notebooks in a sandbox. Without, a notebook can do all that this process can.
    force : bool
        Grade again what has not changed.
    keep_marks : bool
        A mark given by hand stands, and its answer is not to be read again, where the answer and its
        automatic points are what they were when it was marked. nbgrader wants every such answer
        read again.
    limits : Limits, optional
        What one notebook may use.
    readable : sequence of str
        Folders outside the submission that notebooks may read.
    scheduler : str, optional
        Address of a Dask scheduler, whose workers run the notebooks instead.
    helper : Helper, optional
        The course's own library, and what judges its tests.

    Returns
    -------
    list of GradingRecord
        One for each submission, sorted by student. Marks given by hand stay.

    Raises
    ------
    RefereeError
        If there is no such assignment, nothing was submitted, this machine offers no sandbox,
        another grader is at work, or the grades cannot be written.
    """
    root = Path(course).resolve()
    with contextlib.ExitStack() as stack:
        zygote = None
        if scheduler is None:
            if isolate:
                require_isolation()
            if CAN_FORK:
                # imports on another processor while this process imports nbgrader
                zygote = stack.enter_context(contextlib.closing(Zygote()))
        api = stack.enter_context(open_api(root))
        stack.enter_context(told_plainly(root))
        from nbreferee.collect import make_pack
        from nbreferee.store import Store

        assignment = _known(api, assignment)
        misnamed = api.coursedir.misnamed(assignment, _notebooks(api, assignment))
        chosen = _chosen(api, assignment, students, misnamed)
        store = Store(api, assignment, keep_marks=keep_marks)
        with store.opened():
            pack = make_pack(
                api,
                assignment,
                store.converter,
                store.sanitize,
                store.execute,
                limits=limits or isolation.Limits(),
                isolate=isolate,
                readable=readable,
                helper=helper,
            )
            run = _Run(api, store, pack, chosen, misnamed, force, progress)
            return run.all(runner(pack, workers or cores(), zygote, scheduler))


def runner(
    pack: Pack, workers: int, zygote: Zygote | None, scheduler: str | None
) -> Callable[[Iterator[Job]], Iterator[tuple[Job, Outcome]]]:
    """Return what runs jobs: processes of this machine, or a cluster.

    Parameters
    ----------
    pack : Pack
        What the jobs share.
    workers : int
        Processes on this machine.
    zygote : Zygote or None
        Where their kernels come from.
    scheduler : str or None
        Address of a Dask scheduler, whose workers run the jobs instead.
    """
    if scheduler is not None:
        from nbreferee.cluster import run_jobs as run_on_cluster

        return lambda jobs: run_on_cluster(jobs, pack, scheduler)
    from nbreferee.pool import run_jobs

    if zygote is not None:
        zygote.preload(pack.preload, pack.helper.package)
    return lambda jobs: run_jobs(jobs, pack, workers, zygote)


def require_isolation() -> None:
    """Refuse to go on where a layer of the sandbox is missing.

    Raises
    ------
    RefereeError
        Names the layers.
    """
    missing = [layer for layer in isolation.layers() if not layer.ok]
    if missing:
        raise RefereeError(
            _(
                "Submissions cannot be run apart from this machine here: {layers}. With "
                "`--isolation none` they run with your own rights: only for code you trust."
            ).format(layers="; ".join(f"{layer.name} ({layer.why})" for layer in missing))
        )


@contextlib.contextmanager
def told_plainly(root: Path) -> Iterator[None]:
    """Turn the machine's own failures, of a disk or of the gradebook, into a RefereeError."""
    from sqlalchemy.exc import OperationalError

    try:
        yield
    except BrokenPipeError:  # whoever reads our output has gone
        raise
    except OSError as error:
        raise RefereeError(_unwritable(root, error)) from error
    except OperationalError as error:
        reason = str(error.orig or error)
        raise RefereeError(
            _(
                "The gradebook cannot be used ({reason}). Grades written so far are safe; run the "
                "command again to go on."
            ).format(reason=reason.splitlines()[0])
        ) from error


def _unwritable(root: Path, error: OSError) -> str:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _(
            "The disk is full. Grades written so far are safe; free some space in {folder} and run "
            "the command again to go on."
        ).format(folder=root)
    return _("Cannot work in {folder}: {reason} ({file}).").format(
        folder=root, reason=error.strerror or error, file=error.filename or "?"
    )


def _unknown(api: Any, assignment: str) -> str:
    sources = sorted(api.get_source_assignments())
    if not sources:
        return _(
            "{folder} holds no course: there is no assignment in its folder {source}. Check --course."
        ).format(folder=api.coursedir.root, source=api.coursedir.source_directory)
    if assignment not in sources:
        return _("There is no assignment {name} in {folder}; there is {others}.").format(
            name=assignment, folder=api.coursedir.root, others=", ".join(sources)
        )
    return _(
        "The gradebook does not know the assignment {name} yet: run "
        "`nbgrader generate_assignment {quoted} --force` in {folder} first."
    ).format(name=assignment, quoted=shlex.quote(assignment), folder=api.coursedir.root)


def _known(api: Any, assignment: str) -> str:
    """Return the assignment's name as the gradebook has it; accents may be written either way."""
    if not has_gradebook(api):
        raise RefereeError(_unknown(api, assignment))
    with api.gradebook as gradebook:
        names = [one.name for one in gradebook.assignments if one.notebooks]
    if assignment in names:
        return assignment
    alike = [name for name in names if door.composed(name) == door.composed(assignment)]
    if len(alike) != 1:
        raise RefereeError(_unknown(api, assignment))
    return str(alike[0])


def _notebooks(api: Any, assignment: str) -> list[str]:
    with api.gradebook as gradebook:
        return [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]


def _chosen(
    api: Any, assignment: str, students: Sequence[str] | None, misnamed: Mapping[str, str]
) -> list[str]:
    submitted = sorted({*api.get_submitted_students(assignment), *misnamed})
    written = {door.composed(name): name for name in submitted}
    if students is not None:
        students = [
            name if name in submitted else written.get(door.composed(name), name)
            for name in students
        ]
    unknown = sorted(set(students or ()) - set(submitted))
    if unknown:
        raise RefereeError(
            _("{names} handed in nothing for {name}.").format(
                names=", ".join(unknown), name=assignment
            )
        )
    excluded = set((api.coursedir.student_id_exclude or "").split(","))
    chosen = [
        name
        for name in submitted
        if (students is None or name in students) and name not in excluded
    ]
    if not chosen:
        folder = api.coursedir.format_path(api.coursedir.submitted_directory, "*", assignment)
        sentence = (
            _("{folder} holds nobody but those whom CourseDirectory.student_id_exclude names.")
            if submitted
            else _("Nobody has submitted {name}: there is nothing in {folder}.")
        )
        raise RefereeError(sentence.format(name=assignment, folder=folder))
    return chosen


class _Run:
    """One run over the submissions of an assignment."""

    def __init__(
        self,
        api: Any,
        store: Store,
        pack: Pack,
        chosen: list[str],
        misnamed: Mapping[str, str],
        force: bool,
        progress: Callable[[Step], None],
    ) -> None:
        self.api, self.store, self.pack, self.chosen = api, store, pack, chosen
        self.misnamed, self.force, self.progress = misnamed, force, progress
        from nbreferee.collect import shared_hash

        self.shared = shared_hash(pack)
        self.records: dict[str, GradingRecord] = {}
        self.found: dict[str, GradingRecord] = {}

    def all(
        self, runner: Callable[[Iterator[Job]], Iterator[tuple[Job, Outcome]]]
    ) -> list[GradingRecord]:
        jobs = self._jobs()
        first = next(jobs, None)
        if first is not None:
            for job, outcome in runner(itertools.chain([first], jobs)):
                self._finish(job, outcome)
        return [self.records[name] for name in self.chosen]

    def _done(
        self, record: GradingRecord, *, fresh: bool = True, steps: dict[str, float] | None = None
    ) -> None:
        self.records[record.student] = record
        self.progress(Step(record, len(self.records), len(self.chosen), fresh, steps or {}))

    def _jobs(self) -> Iterator[Job]:
        """Read the submissions one by one, passing over those whose grade still stands."""
        for student in self.chosen:
            job, record = self._read(student)
            before = read_grading_record(self.store.root, record.assignment, student)
            if (
                job is not None
                and before is not None
                and not self.force
                and self.store.is_current(before, record.fingerprint)
            ):
                if self.store.keep_marks and before.unchanged:
                    self.store.settle(before)
                self.store.date(before, job)
                self._done(before, fresh=False)
                continue
            if self.store.converter.pre_convert_hook and self._notebooks(student):
                failed = self._hook("pre_convert_hook", student)
                job, record = self._read(student)
                if failed:
                    job = None
                    self._failed(record, failed)
            if job is None:
                self.store.keep(record)
                self._done(record)
                continue
            self.found[student] = record
            yield job

    def _read(self, student: str) -> tuple[Job | None, GradingRecord]:
        """Read a submission as it is now; without a job, the record says why it is not graded."""
        from nbreferee.collect import Submission, read_submission, submission_hash
        from nbreferee.store import fingerprint

        assignment = self.store.assignment
        try:
            if student in self.misnamed:
                found = Submission(None, [self._misnamed(student)], [], [])
            else:
                found = read_submission(
                    self._folder(student), student, assignment, self.pack, self.api.coursedir.ignore
                )
        except Exception as error:  # whatever it holds, the others are read
            why = _("It cannot be read ({kind}: {reason}).").format(
                kind=type(error).__name__, reason=door.text(error)
            )
            found = Submission(None, [why], [], [])
        record = GradingRecord(
            student, assignment, "failed", incomplete=found.incomplete, notes=found.notes
        )
        if found.job is None:
            self._failed(record, " ".join(found.fatal))
        else:
            record.fingerprint = fingerprint(found.job, self.shared)
            record.submission = submission_hash(found.job, self.pack)
        return found.job, record

    def _misnamed(self, student: str) -> str:
        return _(
            "It was handed in as {name}, not in a folder {assignment}: put its files into such a "
            "folder, {folder}, and grade again."
        ).format(
            name=door.name(self.misnamed[student]),
            assignment=self.store.assignment,
            folder=self._folder(student),
        )

    def _folder(self, student: str) -> Path:
        places = self.api.coursedir
        return Path(places.format_path(places.submitted_directory, student, self.store.assignment))

    def _notebooks(self, student: str) -> list[str]:
        """Paths of the notebooks that were handed in, as nbgrader's hooks get them."""
        found = self._folder(student).glob("*.ipynb")
        return sorted(str(path) for path in found if path.is_file() and not path.is_symlink())

    def _hook(self, name: str, student: str) -> str:
        """Call the course's own function before or after grading; say what is wrong with it."""
        hook = getattr(self.store.converter, name)
        if hook:
            try:
                hook(
                    assignment=self.store.assignment,
                    student=student,
                    notebooks=self._notebooks(student),
                )
            except (Exception, SystemExit) as error:
                return _("The course's {hook} failed ({kind}: {reason}).").format(
                    hook=name, kind=type(error).__name__, reason=door.text(error, 600)
                )
        return ""

    def _failed(self, record: GradingRecord, message: str) -> None:
        if self.store.destination(record.student).exists():
            message += " " + _("The grade of the earlier submission stays until then.")
        record.message = message

    def _finish(self, job: Job, outcome: Outcome) -> None:
        from sqlalchemy.exc import OperationalError

        started = time.process_time()
        record = self.found.pop(job.student)
        record.seconds = round(outcome.seconds + outcome.steps.get("kernel", 0.0), 3)
        record.flags, record.errors = outcome.flags, outcome.notes
        error = outcome.error
        if not error:
            try:
                self.store.save(job, outcome, record)
            except (OSError, OperationalError):  # the machine's own failure
                raise
            except RefereeError as reason:
                error = door.name(reason, door.LONGEST_SENTENCE)
            except Exception as reason:  # whatever it holds, the others are graded
                error = _("Its grade cannot be written ({kind}: {reason}).").format(
                    kind=type(reason).__name__, reason=door.text(reason)
                )
        if error:
            self._failed(record, error)
        else:
            failed = self._hook("post_convert_hook", job.student)
            record.notes += [failed] if failed else []
            record.status = "graded"
        self.store.keep(record)
        outcome.steps["write"] = time.process_time() - started
        self._done(record, steps=outcome.steps)
