"""What a class report rests on: who did what in an assignment, as plain values."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from .._i18n import _
from ..checks import MIME, find
from ..errors import CourseError
from ..grading.record import record_path
from ..reliability import alpha_interval, corrected_item_total, cronbach_alpha
from .course import open_api, require_gradebook
from .desk_days import DeskDays, read_desk_days
from .students import call_roll, roster
from .titles import task_titles

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
_LARGEST = 1 << 20
_STATES = ("right", "not yet right", "not attempted")

Decision = Literal["teach", "ask", "check", ""]
Kind = Literal["ungraded", "stranger", "incomplete", "flag", "low", "open", "note", "missing"]
_URGENCY: tuple[Kind, ...] = (
    "ungraded",
    "stranger",
    "incomplete",
    "flag",
    "low",
    "open",
    "note",
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
class Task:
    """One graded cell, over all graded submissions.

    Attributes
    ----------
    number : int
        Its place in the assignment, from 1.
    id : str
        Name of the graded cell; with the notebook's name where it would not be unique.
    title : str
        The heading that it stands under; its id where there is none.
    points : float
        Points possible.
    by_hand : bool
        Whether a person marks it.
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
    id: str
    title: str
    points: float
    by_hand: bool
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
        return 0.0 if math.isnan(self.mean) else max(0.0, self.points - self.mean)


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
        Whether something was handed in, and whether a grade stands in the gradebook.
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
    tasks, people : tuple
        In the order of the assignment, and of the ids.
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
    tasks: tuple[Task, ...]
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
        """Who has a grade."""
        return [person for person in self.people if person.graded]

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
        """Who is in the gradebook and has not handed in."""
        return [person for person in self.people if not person.handed_in]

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
    def decisions(self) -> list[Task]:
        """Tasks to do something about: those that cost the class most points first."""
        return sorted(
            (task for task in self.tasks if task.decision), key=lambda t: (-t.lost, t.number)
        )

    @property
    def misconceptions(self) -> list[Misconception]:
        """Over all tasks, commonest first."""
        return sorted(
            (trap for task in self.tasks for trap in task.traps), key=lambda t: -t.students
        )

    @property
    def left_out(self) -> list[Task]:
        """Tasks that do not count yet because an answer waits to be read."""
        return [task for task in self.tasks if task.waiting]


@dataclass
class _Cell:
    notebook: str
    name: str
    points: float
    by_hand: bool


@dataclass
class _Submission:
    timestamp: dt.datetime | None
    due: dt.datetime | None
    penalty: float = 0.0
    # cell id -> points, whether they wait to be read, whether the answer was left as handed out
    grades: dict[str, tuple[float, bool, bool]] = field(default_factory=dict)


@dataclass
class _Found:
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
        If there is no gradebook, no such assignment in it, or nothing of it is graded.
    """
    with open_api(root) as api:
        due, known, cells, submissions = _read_gradebook(api, assignment)
        coursedir = api.coursedir

        def place(step: str, student: str) -> Path:
            return Path(
                coursedir.format_path(getattr(coursedir, f"{step}_directory"), student, assignment)
            )

        submitted = api.get_submitted_students(assignment)
        graded = sorted(
            student
            for student, submission in submissions.items()
            if submission.grades and place("autograded", student).is_dir()
        )
        if not graded:
            raise CourseError(
                _(
                    "No submission of {name} has been graded: run `servicelab grade {name}` first."
                ).format(name=assignment)
            )
        newer = set()
        for student in submitted & set(graded):
            with suppress(ValueError, OSError):
                when = api.get_submitted_timestamp(assignment, student)
                if when != submissions[student].timestamp:
                    newer.add(student)
        titles = task_titles(
            Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        )
        found, order = _read_notebooks(
            {student: place("autograded", student) for student in graded}
        )
        desks = read_desk_days(place("autograded", student) for student in graded)
        records = {
            student: _read_record(record_path(Path(root).resolve(), assignment, student))
            for student in {*submitted, *graded}
        }
        files = {
            student: next(iter(sorted(place("feedback", student).glob("*.html"))), None)
            or next(
                (
                    path
                    for step in ("autograded", "submitted")
                    if (path := place(step, student)).is_dir()
                ),
                None,
            )
            for student in {*submitted, *graded}
        }

    rows = {student: row for row, student in enumerate(graded)}
    ids = sorted(cells, key=lambda cell: order(cells[cell].notebook, cells[cell].name))
    ordered = [cells[cell] for cell in ids]
    points = np.array([cell.points for cell in ordered])
    scores = np.zeros((len(graded), len(ids)))
    waits = np.zeros(scores.shape, dtype=bool)
    empty = np.zeros(scores.shape, dtype=bool)
    for student, at in rows.items():
        given = submissions[student].grades
        for column, key in enumerate(ids):
            scores[at, column], waits[at, column], empty[at, column] = given.get(
                key, (0.0, False, True)
            )
    settled = ~waits.any(axis=0) & (points > 0)
    items = scores[:, settled]
    discrimination = np.full(len(ids), np.nan)
    discrimination[settled] = corrected_item_total(items)
    penalties = np.array([submissions[student].penalty for student in graded])
    totals = np.maximum(items.sum(axis=1) - penalties, 0)

    twice = Counter(cell.name for cell in ordered)
    states, tasks = _states(graded, ordered, found, empty), []
    for column, cell in enumerate(ordered):
        name = cell.name if twice[cell.name] == 1 else f"{cell.notebook}: {cell.name}"
        outcomes = [found[s].outcomes.get((cell.notebook, cell.name), {}) for s in graded]
        tasks.append(
            _task(
                number=column + 1,
                name=name,
                title=titles.get((cell.notebook, cell.name), name),
                cell=cell,
                scores=scores[:, column],
                waiting=int(waits[:, column].sum()),
                discrimination=float(discrimination[column]),
                states=states[:, column],
                outcomes=outcomes,
            )
        )

    auto = np.array([not cell.by_hand for cell in ordered], dtype=bool) & (points > 0)
    shares = (
        scores[:, auto].sum(axis=1) / points[auto].sum()
        if auto.any()
        else np.full(len(graded), np.nan)
    )
    far = _far_below(shares)
    strangers = call_roll(known, {*submitted, *submissions}).strangers
    people = []
    for student in sorted({*known, *submitted, *submissions}):
        row = rows.get(student)
        people.append(
            _person(
                student,
                known.get(student, ("", "", "", "")),
                alike=strangers.get(student),
                handed_in=student in submitted or student in submissions,
                newer=student in newer,
                record=records.get(student, {}),
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
    return Summary(
        assignment=assignment,
        points=float(points.sum()),
        counted_points=float(points[settled].sum()),
        totals=tuple(sorted(float(total) for total in totals)),
        penalized=int((penalties > 0).sum()),
        tasks=tuple(tasks),
        people=tuple(people),
        reliability=_reliability(items),
        timing=_timing(due, [submissions[s] for s in sorted(submissions)]),
        desks=desks,
    )


def _read_gradebook(
    api: Any, assignment: str
) -> tuple[
    dt.datetime | None,
    dict[str, tuple[str, str, str, str]],
    dict[str, _Cell],
    dict[str, _Submission],
]:
    """Read due date, class list, graded cells and submissions, in a handful of queries."""
    from nbgrader import api as nb
    from sqlalchemy.exc import DatabaseError

    require_gradebook(api)
    try:
        with api.gradebook as gradebook:
            db = gradebook.db
            try:
                found = gradebook.find_assignment(assignment)
            except nb.MissingEntry:
                known = ", ".join(sorted(one.name for one in gradebook.assignments))
                raise CourseError(
                    _("The gradebook knows no assignment {name}; choose from: {known}.").format(
                        name=assignment, known=known or _("none")
                    )
                ) from None
            due = found.duedate
            people = roster(gradebook)
            written = set(
                db.query(nb.Notebook.name, nb.SolutionCell.name)
                .join(nb.Notebook, nb.SolutionCell.notebook_id == nb.Notebook.id)
                .filter(nb.Notebook.assignment_id == found.id)
                .all()
            )
            cells = {}
            for kind in (nb.GradeCell, nb.TaskCell):
                for cell, notebook, name, points in (
                    db.query(kind.id, nb.Notebook.name, kind.name, kind.max_score)
                    .join(nb.Notebook, kind.notebook_id == nb.Notebook.id)
                    .filter(nb.Notebook.assignment_id == found.id)
                ):
                    by_hand = kind is nb.TaskCell or (notebook, name) in written
                    cells[cell] = _Cell(notebook, name, float(points or 0), by_hand)
            submissions = {
                student: _Submission(when, due and due + (extension or dt.timedelta(0)))
                for student, when, extension in db.query(
                    nb.SubmittedAssignment.student_id,
                    nb.SubmittedAssignment.timestamp,
                    nb.SubmittedAssignment.extension,
                ).filter(nb.SubmittedAssignment.assignment_id == found.id)
            }
            joined = nb.SubmittedNotebook.assignment_id == nb.SubmittedAssignment.id
            for student, penalty in (
                db.query(
                    nb.SubmittedAssignment.student_id, nb.SubmittedNotebook.late_submission_penalty
                )
                .join(nb.SubmittedAssignment, joined)
                .filter(nb.SubmittedAssignment.assignment_id == found.id)
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
                .filter(nb.SubmittedAssignment.assignment_id == found.id)
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
    return due, people, cells, submissions


def _read_notebooks(
    folders: dict[str, Path],
) -> tuple[dict[str, _Found], Callable[[str, str], tuple[Any, ...]]]:
    """Read each autograded notebook once: outcomes by student, and the order of the tasks."""
    marker = MIME.encode()
    found: dict[str, _Found] = {}
    places: dict[str, dict[str, int]] = {}
    for student, folder in folders.items():
        here = found[student] = _Found()
        for path in sorted(folder.glob("*.ipynb")):
            name = path.stem
            here.notebooks.add(name)
            try:
                raw = path.read_bytes()
                if name in places and marker not in raw:
                    continue
                cells = json.loads(raw)["cells"]
                labels = [cell.get("metadata", {}).get("nbgrader") or {} for cell in cells]
            except (OSError, ValueError, LookupError, AttributeError, TypeError):
                continue
            if name not in places:
                places[name] = {str(one.get("grade_id")): at for at, one in enumerate(labels)}
            for cell, label in zip(cells, labels, strict=True):
                # only cells that a trainee cannot write in: anybody can print an outcome elsewhere
                if label.get("grade") and not label.get("solution"):
                    outcome = _outcome(cell.get("outputs", []))
                    if outcome is not None:
                        here.outcomes[name, str(label.get("grade_id"))] = outcome

    def order(notebook: str, name: str) -> tuple[Any, ...]:
        return notebook, places.get(notebook, {}).get(name, math.inf), name

    return found, order


def _outcome(outputs: Any) -> dict[str, Any] | None:
    """Return the last well-formed question outcome of a cell."""
    last = None
    with suppress(ValueError, AttributeError, TypeError):
        for outcome in find(outputs):
            if outcome.get("status") in _STATES and isinstance(outcome.get("checks"), list):
                last = outcome
    return last


def _read_record(path: Path) -> dict[str, Any]:
    """Read what the grading engine noted about a submission; empty without a readable record."""
    try:
        if path.stat().st_size > _LARGEST:
            return {}
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _states(
    graded: Sequence[str], cells: Sequence[_Cell], found: dict[str, _Found], empty: np.ndarray
) -> np.ndarray:
    """Outcome of each trainee in each task.

    One of the three states; "answered" for a touched answer that a person marks; "" for a graded
    cell that ended without an outcome; None where the task reports points only.
    """
    states = np.full((len(graded), len(cells)), None, dtype=object)
    for column, cell in enumerate(cells):
        key = (cell.notebook, cell.name)
        reports = any(key in found[student].outcomes for student in graded)
        for row, student in enumerate(graded):
            outcome = found[student].outcomes.get(key)
            if outcome is not None:
                states[row, column] = outcome["status"]
            elif cell.by_hand:
                states[row, column] = "not attempted" if empty[row, column] else "answered"
            elif reports:
                absent = cell.notebook not in found[student].notebooks
                states[row, column] = "not attempted" if absent else ""
    return states


def _task(
    *,
    number: int,
    name: str,
    title: str,
    cell: _Cell,
    scores: np.ndarray,
    waiting: int,
    discrimination: float,
    states: np.ndarray,
    outcomes: Sequence[dict[str, Any]],
) -> Task:
    n = len(scores)
    mean = float(scores.mean()) if not waiting else math.nan
    share = mean / cell.points if cell.points else math.nan
    reports = any(outcomes)
    counts = Counter(states)
    caught: Counter[str] = Counter()
    messages: defaultdict[str, Counter[str]] = defaultdict(Counter)
    missed: Counter[str] = Counter()
    for outcome in outcomes:
        checks = [one for one in outcome.get("checks", []) if isinstance(one, dict)]
        for trap in {one["trap"] for one in checks if isinstance(one.get("trap"), str)} - {""}:
            caught[trap] += 1
            said = next(str(one.get("message") or "") for one in checks if one.get("trap") == trap)
            messages[trap][_short(said)] += 1
        if outcome.get("status") == "not yet right":
            missed.update(
                {
                    _short(str(one.get("name")))
                    for one in checks
                    if one.get("status") == "not yet right"
                }
            )
    traps = tuple(
        Misconception(name, trap, count, messages[trap].most_common(1)[0][0])
        for trap, count in sorted(caught.items(), key=lambda item: (-item[1], item[0]))
    )
    most = min(missed.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    task = Task(
        number=number,
        id=name,
        title=title,
        points=cell.points,
        by_hand=cell.by_hand,
        graded=n,
        waiting=waiting,
        mean=mean,
        share=share,
        discrimination=discrimination,
        right=counts["right"] if reports else None,
        not_yet=counts["not yet right"] if reports else None,
        open=counts["not attempted"] if reports or cell.by_hand else None,
        silent=counts[""],
        traps=traps,
        missed=most[0],
        missed_by=most[1],
    )
    return replace(task, decision=decide(task))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def decide(task: Task) -> Decision:
    """Decide what a task's results ask for.

    Parameters
    ----------
    task : Task
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
    >>> task = Task(1, "q1", "Task 1", points=4, by_hand=False, graded=20, waiting=0, mean=2.0, share=0.5)
    >>> decide(task), decide(replace(task, share=0.8)), decide(replace(task, open=12, not_yet=3))
    ('teach', '', 'ask')
    """
    n = task.graded
    r = min(max(task.discrimination, -0.999999), 0.999999)
    # Fisher's z; a comparison with NaN is False
    if n > 3 and math.atanh(r) * math.sqrt(n - 3) < -1.645:
        return "check"
    if n and (task.open or 0) >= LEFT_OPEN * n and (task.open or 0) > (task.not_yet or 0):
        return "ask"
    if task.share < LOW_SHARE or task.common:
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
    times = [one.timestamp for one in submissions if one.timestamp is not None]
    hours = [
        (one.timestamp - one.due).total_seconds() / 3600
        for one in submissions
        if one.timestamp is not None and one.due is not None
    ]
    before = [-one for one in hours if one <= 0]
    after = [one for one in hours if one > 0]
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
    newer: bool,
    record: dict[str, Any],
    file: Path | None,
    score: float | None,
    waiting: int,
    share: float,
    far: bool,
    states: Sequence[str | None],
) -> Person:
    first, last, *others = known
    reasons = []
    if not handed_in:
        reasons.append(Reason("missing", _("Not handed in.")))
    failed = record.get("status") == "failed"
    if handed_in and (score is None or newer or failed):
        said = _short(str(record.get("message") or "")) if failed else ""
        text = (
            _("Not graded.")
            if score is None
            else _("The latest submission is not graded; the points are of an earlier one.")
        )
        reasons.append(Reason("ungraded", f"{text} {said}".strip()))
    if alike is not None:
        text = _("Not in the class list; it has {alike}.") if alike else _("Not in the class list.")
        reasons.append(Reason("stranger", text.format(alike=alike)))
    reasons += [Reason("incomplete", _short(str(t))) for t in _texts(record.get("incomplete"))]
    reasons += [Reason("flag", _short(str(text))) for text in _texts(record.get("flags"))]
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
    reasons += [Reason("note", _short(str(text))) for text in _texts(record.get("notes"))]
    if reasons:
        # an error alone asks for no talk: what it cost is in the points
        reasons += [Reason("note", _short(str(text))) for text in _texts(record.get("errors"))]
    name = f"{first} {last}".strip()
    parts = [student, first, last, *others]
    if first and last:
        parts += [
            f"{first} {last}",
            f"{last} {first}",
            f"{last}, {first}",
            f"{last}{first}",
            f"{first}{last}",
        ]
    return Person(
        id=student,
        name=name or student,
        handed_in=handed_in,
        graded=score is not None,
        score=math.nan if score is None else score,
        waiting=waiting,
        reasons=tuple(sorted(reasons, key=lambda reason: _URGENCY.index(reason.kind))),
        identifiers=tuple(dict.fromkeys(part for part in parts if part)),
        file=file,
    )


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)][:20] if isinstance(value, list) else []
