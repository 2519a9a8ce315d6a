"""What a class report rests on: who did what in an assignment, as plain values."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from nbreferee import door
from nbreferee.gradebook import handed_in, open_api, require_gradebook
from nbreferee.pages import feedback_pages
from nbreferee.record import GradingRecord, read_grading_record
from nbreferee.titles import task_titles
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.surveys.reliability import alpha_interval, corrected_item_total, cronbach_alpha
from servicelab.tasks.outcomes import MIME
from servicelab_workshop.classroom.desk_days import DeskDays, read_desk_days
from servicelab_workshop.classroom.hand_ins import HandIns, hand_ins
from servicelab_workshop.classroom.students import roster
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.lesson import DamagedNotebook, Task, parse_lesson

#: Below this mean share of its points a task is taught again.
LOW_SHARE = 0.6
#: A misconception of this share of the class, and of two trainees at least, is taught again.
COMMON = 0.2
#: Left open by this share of the class, and by more than answer wrongly: ask why.
LEFT_OPEN = 1 / 3
#: Below this share of the automatic points, or with this share of the tasks open: talk.
TALK_SHARE = 0.5
TALK_OPEN = 0.5

_LONGEST = 600
# sentences of one kind, and checks of an outcome
_MOST = 20
_STATES = ("right", "not yet right", "not attempted")

Decision = Literal["teach", "ask", "check", ""]
Kind = Literal[
    "ungraded", "stranger", "incomplete", "flag", "low", "open", "note", "empty", "missing"
]
_URGENCY: tuple[Kind, ...] = (
    "ungraded",
    "stranger",
    "incomplete",
    "flag",
    "low",
    "open",
    "note",
    "empty",
    "missing",
)


@dataclass(frozen=True)
class Misconception:
    """A trap, how many trainees it caught in a task, and what they were told."""

    task: str
    trap: str
    students: int
    message: str

    @property
    def words(self) -> str:
        """What they were told; the words of the trap's name where they were told nothing."""
        return self.message or self.trap.replace("-", " ")


@dataclass(frozen=True)
class TaskResult:
    """What a class made of one task, over its graded submissions.

    Attributes
    ----------
    number : int
        Its place in the assignment, from 1.
    task : Task
        The task itself. Its id has the notebook's name where it would not be unique, and its title
        is the id where there is no heading of its own.
    graded, waiting : int
        Graded submissions, and how many of their answers wait to be read.
    mean, share, discrimination : float
        Mean points, mean points / points possible, and the correlation with the points of the other
        tasks. NaN where not defined, and while an answer waits.
    right, not_yet, open : int or None
        Trainees by outcome; None where the task reports none. A task marked by hand reports only
        what was left as it was handed out.
    silent : int
        Trainees whose graded cell ended without an outcome.
    traps : tuple of Misconception
        Commonest first.
    missed, missed_by : str, int
        The check that most trainees miss, and how many do.
    decision : {"teach", "ask", "check", ""}
        Teach again, ask why it was left open, look at the task itself, or nothing.
    """

    number: int
    task: Task
    graded: int
    waiting: int
    mean: float = math.nan
    share: float = math.nan
    discrimination: float = math.nan
    right: int | None = None
    not_yet: int | None = None
    open: int | None = None
    silent: int = 0
    traps: tuple[Misconception, ...] = ()
    missed: str = ""
    missed_by: int = 0
    decision: Decision = ""

    @property
    def common(self) -> Misconception | None:
        """The misconception that a fifth of the class shows, and two trainees at least."""
        first = self.traps[0] if self.traps else None
        return first if first and first.students >= max(2.0, COMMON * self.graded) else None

    @property
    def lost(self) -> float:
        """Points that the class loses, on average, for each trainee."""
        return 0.0 if math.isnan(self.mean) else max(0.0, self.task.points - self.mean)


@dataclass(frozen=True)
class Reason:
    """Why to talk to someone: what kind of reason, and one sentence."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Person:
    """One trainee of the course.

    Attributes
    ----------
    id, name : str
        As in the gradebook; the name is the id where no name is known.
    handed_in, graded : bool
        Whether something was handed in, and whether a grade stands in the gradebook: see
        :class:`~servicelab_workshop.classroom.hand_ins.HandIns`.
    score : float
        Points as nbgrader has them, late penalty taken off. NaN without a grade.
    waiting : int
        Answers that a person still has to read.
    reasons : tuple of Reason
        Why to talk to this person, most urgent first.
    identifiers : tuple of str
        Everything that could tell who this is, for :func:`anonymize`.
    file : Path or None
        What to open: feedback, or else the folder of the submission.
    late : float
        Hours after the due date, an extension counted, at which the graded submission came.
    fed_back : bool
        Whether feedback was written since this was graded.
    slips : tuple of str
        Names of the misconceptions shown.
    """

    id: str
    name: str
    handed_in: bool
    graded: bool
    score: float = math.nan
    waiting: int = 0
    reasons: tuple[Reason, ...] = ()
    identifiers: tuple[str, ...] = ()
    file: Path | None = None
    late: float = 0.0
    fed_back: bool = False
    slips: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha of the tasks with its 95 % interval, or why there is none.

    Attributes
    ----------
    alpha, low, high : float
        NaN where not defined.
    error : float
        Standard error of measurement, in points: ``sd(total) * sqrt(1 - alpha)``; NaN for a
        negative alpha.
    tasks, students : int
        What it rests on.
    why : str
        Empty, or one sentence that says why alpha is not defined.
    """

    alpha: float
    low: float
    high: float
    error: float
    tasks: int
    students: int
    why: str

    @property
    def apart(self) -> float:
        """Points by which two totals must differ to be told apart (95 %)."""
        return 1.96 * math.sqrt(2) * self.error


@dataclass(frozen=True)
class Timing:
    """When submissions came in, relative to the due date (with each trainee's extension).

    Attributes
    ----------
    known : int
        Submissions whose time the gradebook knows.
    due : datetime or None
        The assignment's due date, UTC.
    on_time, late : int
        Submissions by the due date, and after it.
    before, after : float
        Median hours before it of those on time, and after it of the late ones; NaN for none.
    first, last : datetime or None
        Time of the first and the last submission, UTC.
    """

    known: int
    due: dt.datetime | None
    on_time: int
    late: int
    before: float
    after: float
    first: dt.datetime | None
    last: dt.datetime | None


@dataclass(frozen=True)
class Summary:
    """Everything that the report says, as plain values: see :func:`summarize`.

    Attributes
    ----------
    assignment : str
        Its name.
    points : float
        Points possible in all tasks.
    counted_points : float
        Points possible in the tasks that are marked for everybody; `totals` are out of these.
    totals : tuple of float
        Points of each graded trainee in those tasks, late penalty taken off, ascending.
    penalized : int
        Trainees with a late penalty.
    results, people : tuple
        What became of each task and of each trainee, in the order of the assignment, and of the ids.
    reliability, timing : Reliability, Timing
        See there.
    desks : tuple of DeskDays
        Days at the complaint desk, if the assignment has any.
    anonymous : bool
        Whether names have been replaced.
    """

    assignment: str
    points: float
    counted_points: float
    totals: tuple[float, ...]
    penalized: int
    results: tuple[TaskResult, ...]
    people: tuple[Person, ...]
    reliability: Reliability
    timing: Timing
    desks: tuple[DeskDays, ...] = ()
    anonymous: bool = False

    @property
    def listed(self) -> list[Person]:
        """Who is in the class list; everybody if there is none."""
        return [person for person in self.people if person not in self.strangers]

    @property
    def strangers(self) -> list[Person]:
        """Who handed in and is not in the class list."""
        return [p for p in self.people if any(r.kind == "stranger" for r in p.reasons)]

    @property
    def handed_in(self) -> list[Person]:
        """Who of the class list handed in."""
        return [person for person in self.listed if person.handed_in]

    @property
    def graded(self) -> list[Person]:
        """Who of the class list has a grade: over these go all means and shares."""
        return [person for person in self.listed if person.graded]

    @property
    def ungraded(self) -> list[Person]:
        """Whose latest submission has no grade, even if an earlier one has."""
        return [p for p in self.people if any(r.kind == "ungraded" for r in p.reasons)]

    @property
    def incomplete(self) -> list[Person]:
        """Of whose submission something is missing or cannot be read, and counts 0."""
        return [p for p in self.people if any(r.kind == "incomplete" for r in p.reasons)]

    @property
    def missing(self) -> list[Person]:
        """Who of the class list has not handed in; an empty folder is nothing."""
        return [person for person in self.listed if not person.handed_in]

    @property
    def empty(self) -> list[Person]:
        """Who handed in a folder with nothing in it."""
        return [p for p in self.people if any(r.kind == "empty" for r in p.reasons)]

    @property
    def waiting(self) -> list[Person]:
        """Whose answers a person still has to read."""
        return [person for person in self.people if person.waiting]

    @property
    def talks(self) -> list[Person]:
        """Who handed in and needs a talk, the most urgent first."""
        there = [person for person in self.people if person.handed_in and person.reasons]
        return sorted(
            there,
            key=lambda p: (
                _URGENCY.index(p.reasons[0].kind),
                -1.0 if math.isnan(p.score) else p.score,
                p.name,
            ),
        )

    @property
    def mean(self) -> float:
        """Mean of `totals`; NaN if no task is marked for everybody."""
        return float(np.mean(self.totals)) if self.counted_points else math.nan

    @property
    def median(self) -> float:
        """Median of `totals`; NaN if no task is marked for everybody."""
        return float(np.median(self.totals)) if self.counted_points else math.nan

    @property
    def decisions(self) -> list[TaskResult]:
        """Tasks to do something about: those that cost the class most points first."""
        return sorted(
            (result for result in self.results if result.decision),
            key=lambda result: (-result.lost, result.number),
        )

    @property
    def misconceptions(self) -> list[Misconception]:
        """Over all tasks, commonest first."""
        return sorted(
            (trap for result in self.results for trap in result.traps),
            key=lambda trap: -trap.students,
        )

    @property
    def left_out(self) -> list[TaskResult]:
        """Tasks that do not count yet because an answer waits to be read."""
        return [result for result in self.results if result.waiting]


@dataclass
class _Graded:
    """A task of the gradebook, and the notebook that it is in."""

    notebook: str
    task: Task

    @property
    def key(self) -> tuple[str, str]:
        return self.notebook, self.task.id


@dataclass
class _Submission:
    timestamp: dt.datetime | None
    due: dt.datetime | None
    penalty: float = 0.0
    # cell id -> points, whether they wait to be read, whether the answer was left as handed out
    grades: dict[str, tuple[float, bool, bool]] = field(default_factory=dict)


@dataclass
class _Folder:
    """What lies in an autograded folder."""

    notebooks: set[str] = field(default_factory=set)
    outcomes: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)


def summarize(root: Path | str, assignment: str) -> Summary:
    """Gather what the report says, from the gradebook and the autograded notebooks.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    assignment : str
        The assignment's name.

    Returns
    -------
    Summary
        Plain values.

    Raises
    ------
    CourseError
        If there is no gradebook, no such assignment in it, or nothing of it has points or is graded.
    """
    with open_api(root) as api:
        due, known, cells, submissions, given = _read_gradebook(api, assignment)
        coursedir = api.coursedir

        def place(step: str, student: str) -> Path:
            return Path(
                coursedir.format_path(getattr(coursedir, f"{step}_directory"), student, assignment)
            )

        graded = sorted(
            student for student in given.graded if place("autograded", student).is_dir()
        )
        if not cells:
            raise CourseError(
                _("{name} has no task with points, so there is nothing to report.").format(
                    name=assignment
                )
            )
        if not graded:
            raise CourseError(
                _(
                    "No submission of {name} has been graded: run `servicelab grade {name}` first."
                ).format(name=assignment)
            )
        class_ = [student for student in graded if given.counts(student)]
        if not class_:
            raise CourseError(
                _(
                    "Of those whose {name} is graded, nobody is in the class list: compare the ids "
                    "of the list with the names of the folders."
                ).format(name=assignment)
            )
        newer = set()
        for student in api.get_submitted_students(assignment) & set(graded):
            with suppress(ValueError, OSError):
                if handed_in(coursedir, place("submitted", student)) != (
                    submissions[student].timestamp
                ):
                    newer.add(student)
        titles = task_titles(
            Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        )
        folders, order = _read_notebooks(
            {student: place("autograded", student) for student in graded}
        )
        desks = read_desk_days(place("autograded", student) for student in class_)
        records = {
            student: read_grading_record(Path(root).resolve(), assignment, student)
            for student in given.handed_in
        }
        notebooks = {cell.key[0] for cell in cells.values()}
        fed_back = {
            student
            for student in graded
            if (pages := feedback_pages(place("feedback", student), notebooks))
            and min(page.stat().st_mtime for page in pages)
            >= place("autograded", student).stat().st_mtime
        }
        files = {
            student: next(iter(feedback_pages(place("feedback", student), notebooks)), None)
            or next(
                (
                    path
                    for step in ("autograded", "submitted")
                    if (path := place(step, student)).is_dir()
                ),
                None,
            )
            for student in given.handed_in
        }

    rows = {student: row for row, student in enumerate(graded)}
    ids = sorted(cells, key=lambda cell: order(*cells[cell].key))
    ordered = [cells[cell] for cell in ids]
    points = np.array([cell.task.points for cell in ordered])
    scores = np.zeros((len(graded), len(ids)))
    waits = np.zeros(scores.shape, dtype=bool)
    empty = np.zeros(scores.shape, dtype=bool)
    for student, at in rows.items():
        grades = submissions[student].grades
        for column, key in enumerate(ids):
            scores[at, column], waits[at, column], empty[at, column] = grades.get(
                key, (0.0, False, True)
            )
    counted = np.array([given.counts(student) for student in graded])
    settled = ~waits[counted].any(axis=0) & (points > 0)
    items = scores[counted][:, settled]
    discrimination = np.full(len(ids), np.nan)
    discrimination[settled] = corrected_item_total(items)
    penalties = np.array([submissions[student].penalty for student in class_])
    totals = np.maximum(items.sum(axis=1) - penalties, 0)

    twice = Counter(cell.task.id for cell in ordered)
    states, results = _states(graded, ordered, folders, empty), []
    for column, cell in enumerate(ordered):
        id = cell.task.id if twice[cell.task.id] == 1 else f"{cell.notebook}: {cell.task.id}"
        results.append(
            _result(
                number=column + 1,
                task=replace(cell.task, id=id, title=titles.get(cell.key, id)),
                scores=scores[counted, column],
                waiting=int(waits[counted, column].sum()),
                discrimination=float(discrimination[column]),
                states=states[counted, column],
                outcomes=[folders[student].outcomes.get(cell.key, {}) for student in class_],
            )
        )

    auto = np.array([not cell.task.by_hand for cell in ordered], dtype=bool) & (points > 0)
    shares = (
        scores[:, auto].sum(axis=1) / points[auto].sum()
        if auto.any()
        else np.full(len(graded), np.nan)
    )
    far = np.zeros(len(graded), dtype=bool)
    far[counted] = _far_below(shares[counted])
    # whoever has nothing but an id is in no list
    listed = {student for student in known if any(known[student])} or set(known)
    people: list[Person] = []
    for student in sorted(listed | given.handed_in | given.empty):
        row = rows.get(student)
        people.append(
            _person(
                student,
                known.get(student, ("", "", "", "")),
                alike=given.roll.strangers.get(student),
                handed_in=student in given.handed_in,
                empty=student in given.empty,
                newer=student in newer,
                record=records.get(student),
                file=files.get(student),
                score=None
                if row is None
                else max(0.0, float(scores[row].sum()) - submissions[student].penalty),
                waiting=0 if row is None else int(waits[row].sum()),
                share=math.nan if row is None else float(shares[row]),
                far=row is not None and bool(far[row]),
                states=[] if row is None else list(states[row]),
            )
        )
        if row is not None:
            people[-1] = replace(
                people[-1],
                late=max(0.0, _hours_late(submissions[student])),
                fed_back=student in fed_back,
                slips=_slips(folders[student].outcomes.values()),
            )
    return Summary(
        assignment=assignment,
        points=float(points.sum()),
        counted_points=float(points[settled].sum()),
        totals=tuple(sorted(float(total) for total in totals)),
        penalized=int((penalties > 0).sum()),
        results=tuple(results),
        people=tuple(people),
        reliability=_reliability(items),
        timing=_timing(due, [submissions[student] for student in class_]),
        desks=desks,
    )


def _read_gradebook(
    api: Any, assignment: str
) -> tuple[
    dt.datetime | None,
    dict[str, tuple[str, str, str, str]],
    dict[str, _Graded],
    dict[str, _Submission],
    HandIns,
]:
    """Read due date, class list, graded cells, submissions and who handed in, in a few queries."""
    from nbgrader import api as nb
    from sqlalchemy.exc import DatabaseError

    require_gradebook(api)
    try:
        with api.gradebook as gradebook:
            db = gradebook.db
            try:
                row = gradebook.find_assignment(assignment)
            except nb.MissingEntry:
                known = ", ".join(sorted(other.name for other in gradebook.assignments))
                raise CourseError(
                    _("The gradebook knows no assignment {name}; choose from: {known}.").format(
                        name=assignment, known=known or _("none")
                    )
                ) from None
            due = row.duedate
            people = roster(gradebook)
            given = hand_ins(api, gradebook, assignment)
            written = set(
                db.query(nb.Notebook.name, nb.SolutionCell.name)
                .join(nb.Notebook, nb.SolutionCell.notebook_id == nb.Notebook.id)
                .filter(nb.Notebook.assignment_id == row.id)
                .all()
            )
            cells = {}
            for kind in (nb.GradeCell, nb.TaskCell):
                for cell, notebook, name, points in (
                    db.query(kind.id, nb.Notebook.name, kind.name, kind.max_score)
                    .join(nb.Notebook, kind.notebook_id == nb.Notebook.id)
                    .filter(nb.Notebook.assignment_id == row.id)
                ):
                    by_hand = kind is nb.TaskCell or (notebook, name) in written
                    task = Task(name, name, "memo" if by_hand else "checked", float(points or 0))
                    cells[cell] = _Graded(notebook, task)
            submissions = {
                student: _Submission(when, due and due + (extension or dt.timedelta(0)))
                for student, when, extension in db.query(
                    nb.SubmittedAssignment.student_id,
                    nb.SubmittedAssignment.timestamp,
                    nb.SubmittedAssignment.extension,
                ).filter(nb.SubmittedAssignment.assignment_id == row.id)
            }
            joined = nb.SubmittedNotebook.assignment_id == nb.SubmittedAssignment.id
            for student, penalty in (
                db.query(
                    nb.SubmittedAssignment.student_id, nb.SubmittedNotebook.late_submission_penalty
                )
                .join(nb.SubmittedAssignment, joined)
                .filter(nb.SubmittedAssignment.assignment_id == row.id)
            ):
                submissions[student].penalty += float(penalty or 0)
            for student, cell, score, auto, manual, needed in (
                db.query(
                    nb.SubmittedAssignment.student_id,
                    nb.Grade.cell_id,
                    nb.Grade.score,
                    nb.Grade.auto_score,
                    nb.Grade.manual_score,
                    nb.Grade.needs_manual_grade,
                )
                .join(nb.SubmittedNotebook, nb.Grade.notebook_id == nb.SubmittedNotebook.id)
                .join(nb.SubmittedAssignment, joined)
                .filter(nb.SubmittedAssignment.assignment_id == row.id)
            ):
                # nbgrader itself gives 0 to a written answer that was not touched
                untouched = auto == 0 and manual is None and not needed
                submissions[student].grades[cell] = (float(score or 0), bool(needed), untouched)
    except DatabaseError as error:
        raise CourseError(
            _(
                "Cannot read the gradebook of {folder} ({reason}): if an older nbgrader made it, "
                "run `nbgrader db upgrade`."
            ).format(folder=api.coursedir.root, reason=str(error.orig).strip())
        ) from error
    return due, people, cells, submissions, given


def _read_notebooks(
    folders: dict[str, Path],
) -> tuple[dict[str, _Folder], Callable[[str, str], tuple[Any, ...]]]:
    """Read each autograded notebook once: outcomes by student, and the order of the tasks."""
    marker = MIME.encode()
    read: dict[str, _Folder] = {}
    places: dict[str, dict[str, int]] = {}
    for student, folder in folders.items():
        here = read[student] = _Folder()
        for path in sorted(folder.glob("*.ipynb")):
            name = path.stem
            here.notebooks.add(name)
            try:
                content = path.read_bytes()
                if name in places and marker not in content:
                    continue
                lesson = parse_lesson(content, path)
            except (OSError, DamagedNotebook):
                continue
            places.setdefault(name, {cell.name: cell.place for cell in lesson.cells})
            for cell in lesson.cells:
                # only cells that a trainee cannot write in: anybody can print an outcome elsewhere
                if cell.is_autograded:
                    outcome = _last_outcome(cell)
                    if outcome is not None:
                        here.outcomes[name, cell.name] = outcome

    def order(notebook: str, name: str) -> tuple[Any, ...]:
        return notebook, places.get(notebook, {}).get(name, math.inf), name

    return read, order


def _last_outcome(cell: Cell) -> dict[str, Any] | None:
    """Return the last well-formed question outcome of a cell."""
    last = None
    with suppress(ValueError, AttributeError, TypeError):
        for outcome in cell.outcomes:
            if outcome.get("status") in _STATES and isinstance(outcome.get("checks"), list):
                last = outcome
    return last


def _states(
    graded: Sequence[str],
    cells: Sequence[_Graded],
    folders: dict[str, _Folder],
    empty: np.ndarray,
) -> np.ndarray:
    """Outcome of each trainee in each task.

    One of the three states; "answered" for a touched answer that a person marks; "" for a graded
    cell that ended without an outcome; None where the task reports points only.
    """
    states = np.full((len(graded), len(cells)), None, dtype=object)
    for column, cell in enumerate(cells):
        reports = any(cell.key in folders[student].outcomes for student in graded)
        for row, student in enumerate(graded):
            outcome = folders[student].outcomes.get(cell.key)
            if outcome is not None:
                states[row, column] = outcome["status"]
            elif cell.task.by_hand:
                states[row, column] = "not attempted" if empty[row, column] else "answered"
            elif reports:
                absent = cell.notebook not in folders[student].notebooks
                states[row, column] = "not attempted" if absent else ""
    return states


def _result(
    *,
    number: int,
    task: Task,
    scores: np.ndarray,
    waiting: int,
    discrimination: float,
    states: np.ndarray,
    outcomes: Sequence[dict[str, Any]],
) -> TaskResult:
    n = len(scores)
    mean = float(scores.mean()) if not waiting else math.nan
    share = mean / task.points if task.points else math.nan
    reports = any(outcomes)
    counts = Counter(states)
    caught: Counter[str] = Counter()
    messages: defaultdict[str, Counter[str]] = defaultdict(Counter)
    missed: Counter[str] = Counter()
    for outcome in outcomes:
        checks = [check for check in outcome.get("checks", []) if isinstance(check, dict)][:_MOST]
        slips = outcome.get("slips")
        told = list(slips.items())[:_MOST] if isinstance(slips, dict) else []
        for slip, message in told:
            caught[door.name(slip)] += 1
            messages[door.name(slip)][_short(message)] += 1
        if outcome.get("status") == "not yet right":
            missed.update(
                {
                    _short(check.get("name"))
                    for check in checks
                    if check.get("status") == "not yet right"
                }
            )
    traps = tuple(
        Misconception(task.id, trap, count, messages[trap].most_common(1)[0][0])
        for trap, count in sorted(caught.items(), key=lambda item: (-item[1], item[0]))
    )
    most = min(missed.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    result = TaskResult(
        number=number,
        task=task,
        graded=n,
        waiting=waiting,
        mean=mean,
        share=share,
        discrimination=discrimination,
        right=counts["right"] if reports else None,
        not_yet=counts["not yet right"] if reports else None,
        open=counts["not attempted"] if reports or task.by_hand else None,
        silent=counts[""],
        traps=traps,
        missed=most[0],
        missed_by=most[1],
    )
    return replace(result, decision=decide(result))


def _short(text: Any) -> str:
    return door.text(text, _LONGEST) if isinstance(text, str) else ""


def decide(result: TaskResult) -> Decision:
    """Decide what a task's results ask for.

    Parameters
    ----------
    result : TaskResult
        With its statistics.

    Returns
    -------
    {"check", "ask", "teach", ""}
        The first that holds:

        - ``check``: those who do well elsewhere do worse here, more than chance explains (the
          upper limit of the one-sided 95 % interval of the discrimination is below 0), so the task
          itself may be at fault;
        - ``ask``: a third of the class left it open, and more than answered wrongly;
        - ``teach``: the class has less than 60 % of the points, or a fifth of it, and two trainees
          at least, hold the same misconception;
        - nothing.

    Examples
    --------
    >>> task = Task("q1", "Task 1", "checked", points=4)
    >>> result = TaskResult(1, task, graded=20, waiting=0, mean=2.0, share=0.5)
    >>> decide(result), decide(replace(result, share=0.8))
    ('teach', '')
    >>> decide(replace(result, open=12, not_yet=3))
    'ask'
    """
    n, left_open = result.graded, result.open or 0
    r = min(max(result.discrimination, -0.999999), 0.999999)
    # Fisher's z; a comparison with NaN is False
    if n > 3 and math.atanh(r) * math.sqrt(n - 3) < -1.645:
        return "check"
    if n and left_open >= LEFT_OPEN * n and left_open > (result.not_yet or 0):
        return "ask"
    if result.share < LOW_SHARE or result.common:
        return "teach"
    return ""


def _reliability(items: np.ndarray) -> Reliability:
    n, k = items.shape
    alpha, low, high, error, why = cronbach_alpha(items), math.nan, math.nan, math.nan, ""
    if n < 2:
        why = _("it takes two graded trainees at least.")
    elif k < 2:
        why = _("it takes two tasks with points at least that are marked for everybody.")
    elif math.isnan(alpha):
        why = _("everybody has the same total.")
    else:
        low, high = alpha_interval(alpha, n, k)
        if alpha >= 0:
            error = float(items.sum(axis=1).std(ddof=1)) * math.sqrt(max(0.0, 1 - alpha))
    return Reliability(alpha, low, high, error, k, n, why)


def _timing(due: dt.datetime | None, submissions: Sequence[_Submission]) -> Timing:
    times = [given.timestamp for given in submissions if given.timestamp is not None]
    hours = [
        _hours_late(given)
        for given in submissions
        if given.timestamp is not None and given.due is not None
    ]
    before = [-hour for hour in hours if hour <= 0]
    after = [hour for hour in hours if hour > 0]
    return Timing(
        known=len(times),
        due=due,
        on_time=len(before),
        late=len(after),
        before=float(np.median(before)) if before else math.nan,
        after=float(np.median(after)) if after else math.nan,
        first=min(times, default=None),
        last=max(times, default=None),
    )


def _hours_late(given: _Submission) -> float:
    """Hours after the due date, negative before it; 0 where one of the two is not known."""
    if given.timestamp is None or given.due is None:
        return 0.0
    return (given.timestamp - given.due).total_seconds() / 3600


def _slips(outcomes: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    found = {
        door.name(slip)
        for outcome in outcomes
        if isinstance(outcome.get("slips"), dict)
        for slip in list(outcome["slips"])[:_MOST]
    }
    return tuple(sorted(found))


def _far_below(shares: np.ndarray) -> np.ndarray:
    """Whose share lies far below the others' (Tukey's fence); nobody's in a class below eight."""
    if len(shares) < 8 or np.isnan(shares).any():
        return np.zeros(len(shares), dtype=bool)
    low, high = np.quantile(shares, [0.25, 0.75])
    return shares < low - 1.5 * (high - low)


def _person(
    student: str,
    known: tuple[str, str, str, str],
    *,
    alike: str | None,
    handed_in: bool,
    empty: bool,
    newer: bool,
    record: GradingRecord | None,
    file: Path | None,
    score: float | None,
    waiting: int,
    share: float,
    far: bool,
    states: Sequence[str | None],
) -> Person:
    first, last, *others = known
    reasons = []
    if empty:
        reasons.append(Reason("empty", _("The folder that was handed in is empty.")))
    elif not handed_in:
        reasons.append(Reason("missing", _("Not handed in.")))
    record = record or GradingRecord(student, "", "")
    failed = record.status == "failed"
    if handed_in and (score is None or newer or failed):
        message = record.message if failed else ""
        text = (
            _("Not graded.")
            if score is None
            else _("The latest submission is not graded; the points are of an earlier one.")
        )
        reasons.append(Reason("ungraded", f"{text} {message}".strip()))
    if alike is not None:
        text = _("Not in the class list; it has {alike}.") if alike else _("Not in the class list.")
        reasons.append(Reason("stranger", text.format(alike=alike)))
    reasons += [Reason("incomplete", _short(text)) for text in record.incomplete[:_MOST]]
    reasons += [Reason("flag", _short(text)) for text in record.flags[:_MOST]]
    if share < TALK_SHARE:
        reasons.append(
            Reason("low", _("{share:.0f} % of the automatic points.").format(share=100 * share))
        )
    elif far:
        reasons.append(
            Reason(
                "low",
                _("{share:.0f} % of the automatic points, far below the others.").format(
                    share=100 * share
                ),
            )
        )
    asked = [state for state in states if state is not None]
    left = asked.count("not attempted")
    if asked and left >= TALK_OPEN * len(asked) and left > 1:
        reasons.append(
            Reason(
                "open",
                _("{left} of {n} tasks not attempted.").format(left=left, n=len(asked)),
            )
        )
    reasons += [Reason("note", _short(text)) for text in record.notes[:_MOST]]
    if reasons:
        # an error alone asks for no talk: what it cost is in the points
        reasons += [Reason("note", _short(text)) for text in record.errors[:_MOST]]
    name = door.name(f"{first} {last}".strip())
    parts = [student, door.name(student), first, last, *others]
    if first and last:
        parts += [
            f"{first} {last}",
            f"{last} {first}",
            f"{last}, {first}",
            f"{last}{first}",
            f"{first}{last}",
        ]
    return Person(
        id=door.name(student),
        name=name or door.name(student),
        handed_in=handed_in,
        graded=score is not None,
        score=math.nan if score is None else score,
        waiting=waiting,
        reasons=tuple(sorted(reasons, key=lambda reason: _URGENCY.index(reason.kind))),
        identifiers=tuple(dict.fromkeys(part for part in parts if part)),
        file=file,
    )
