"""The whole course on one page: who is behind, and what waits to be done, over all modules."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from nbreferee import door
from nbreferee.gradebook import open_api, require_gradebook
from nbreferee.titles import module_title
from servicelab.errors import CourseError
from servicelab.files import make_folder, write_atomically
from servicelab.i18n import _, ngettext
from servicelab.text import inline_html
from servicelab_workshop.classroom.hand_ins import HandIns, hand_ins
from servicelab_workshop.classroom.report import code_key, codes, scrubber
from servicelab_workshop.classroom.schedule import Schedule, read_schedule
from servicelab_workshop.classroom.summary import TALK_SHARE, Person, Summary, summarize
from servicelab_workshop.reports.page import duration, page_environment, page_path, percent

#: Modules in which one trainee shows a misconception before it counts as one that persists.
PERSISTS = 2

State = Literal["missing", "empty", "not due", "ungraded", "unread", "graded"]


@dataclass(frozen=True)
class Part:
    """What one trainee did in one module.

    Attributes
    ----------
    state : {"missing", "empty", "not due", "ungraded", "unread", "graded"}
        Not handed in, though due; an empty folder; not handed in and not due yet, an extension
        counted; handed in and not graded; an answer waits to be read; or done.
    share : float
        Points of those possible, a late penalty taken off. NaN without a grade.
    late : float
        Hours after the due date, an extension counted.
    fed_back : bool
        Whether feedback on this grade is written.
    """

    state: State
    share: float = math.nan
    late: float = 0.0
    fed_back: bool = False


@dataclass(frozen=True)
class Trainee:
    """One trainee's line.

    Attributes
    ----------
    id, name : str
        As in the gradebook.
    parts : tuple of Part
        In the order of the modules.
    slips : tuple of str
        Misconceptions shown in two modules or more.
    """

    id: str
    name: str
    parts: tuple[Part, ...]
    slips: tuple[str, ...] = ()

    @property
    def owes(self) -> int:
        """Modules that are due and not handed in."""
        return sum(part.state in ("missing", "empty") for part in self.parts)

    @property
    def weak(self) -> int:
        """Modules that are graded and read, with less than half of the points."""
        return sum(part.state == "graded" and part.share < TALK_SHARE for part in self.parts)

    @property
    def late(self) -> int:
        """Modules handed in late."""
        return sum(part.late > 0 for part in self.parts)

    @property
    def share(self) -> float:
        """Mean share of the points of what is graded and read; NaN if nothing is."""
        shares = [part.share for part in self.parts if part.state == "graded"]
        return sum(shares) / len(shares) if shares else math.nan

    @property
    def behind(self) -> str:
        """Why this trainee is behind, in words; empty if not."""
        owes = ngettext("{n} module not handed in", "{n} modules not handed in", self.owes)
        weak = ngettext(
            "less than half of the points in {n} module",
            "less than half of the points in {n} modules",
            self.weak,
        )
        words = [owes.format(n=self.owes)] if self.owes else []
        return ", ".join(words + ([weak.format(n=self.weak)] if self.weak else []))


@dataclass(frozen=True)
class Module:
    """One module's line.

    Attributes
    ----------
    name, title : str
        Of the assignment.
    release, due : datetime or None
        As the schedule and the gradebook have them.
    strangers : tuple of str
        Who handed in and is not in the class list.
    parts : tuple of Part
        Of each trainee, in the order of the trainees.
    """

    name: str
    title: str
    release: dt.datetime | None
    due: dt.datetime | None
    strangers: tuple[str, ...]
    parts: tuple[Part, ...]

    def count(self, *states: State) -> int:
        """How many trainees are in one of these states."""
        return sum(part.state in states for part in self.parts)

    @property
    def late(self) -> int:
        """How many handed in late."""
        return sum(part.late > 0 for part in self.parts)

    @property
    def not_fed_back(self) -> int:
        """How many are graded and read, and have no feedback on it."""
        return sum(part.state == "graded" and not part.fed_back for part in self.parts)

    @property
    def share(self) -> float:
        """Mean share of the points of what is graded and read; NaN if nothing is."""
        shares = [part.share for part in self.parts if part.state == "graded"]
        return sum(shares) / len(shares) if shares else math.nan


@dataclass(frozen=True)
class Persistent:
    """A misconception that trainees show in two modules or more.

    Attributes
    ----------
    slip, message : str
        Its name, and what was said to it last.
    trainees : tuple of str
        Ids of those who show it in two modules at least.
    modules : tuple of str
        Where it was shown, by anybody.
    """

    slip: str
    message: str
    trainees: tuple[str, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """Everything that the page says, as plain values: see :func:`survey`."""

    modules: tuple[Module, ...]
    trainees: tuple[Trainee, ...]
    persistent: tuple[Persistent, ...]
    zone: dt.tzinfo = dt.UTC
    anonymous: bool = False

    @property
    def behind(self) -> list[Trainee]:
        """Who is behind, those who owe most first."""
        return sorted(
            (one for one in self.trainees if one.behind),
            key=lambda one: (-one.owes, -one.weak, one.share, one.name),
        )


def survey(root: Path | str, now: dt.datetime | None = None) -> Overview:
    """Gather what the page says, from the gradebook and what lies in the course.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    now : datetime, optional
        What is due is due by then; the present by default.

    Returns
    -------
    Overview
        Modules by due date, those without one last; trainees by id.

    Raises
    ------
    CourseError
        If there is no gradebook, or no module in it that has points.
    """
    root = Path(root).resolve()
    now = now or dt.datetime.now(dt.UTC)
    schedule = read_schedule(root)
    found: list[_Found] = []
    with open_api(root) as api:
        require_gradebook(api)
        with api.gradebook as gradebook:
            for assignment in gradebook.assignments:
                if assignment.max_score:
                    found.append(_find(api, gradebook, assignment, schedule))
            people = {one.id: one for one in gradebook.students}
            names = {
                id: f"{one.first_name or ''} {one.last_name or ''}".strip()
                for id, one in people.items()
            }
            listed = {id for id, one in people.items() if names[id] or one.email or one.lms_user_id}
    if not found:
        raise CourseError(
            _(
                "The gradebook of {folder} holds no module with points: run "
                "`nbgrader generate_assignment MODULE` first."
            ).format(folder=root)
        )
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    found.sort(key=lambda one: (one.due or far, one.name))
    for one in found:
        one.people = _people(root, one)
    # without a class list, whoever is in the gradebook or handed in
    class_ = sorted(listed or set(people).union(*(one.given.handed_in for one in found)))
    shown: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    lines: list[list[Part]] = []
    for student in class_:
        lines.append([_part(one, student, now) for one in found])
        for place, one in enumerate(found):
            person = one.people.get(door.name(student))
            for slip in person.slips if person else ():
                shown[slip][student].append(place)
    persistent = _persistent(found, shown)
    return Overview(
        tuple(
            Module(
                one.name,
                one.title,
                one.release,
                one.due,
                tuple(map(door.name, one.given.roll.strangers)),
                tuple(line[place] for line in lines),
            )
            for place, one in enumerate(found)
        ),
        tuple(
            Trainee(
                door.name(student),
                door.name(names.get(student, "")) or door.name(student),
                tuple(line),
                tuple(one.slip for one in persistent if door.name(student) in one.trainees),
            )
            for student, line in zip(class_, lines, strict=True)
        ),
        persistent,
        schedule.zone,
    )


@dataclass
class _Found:
    name: str
    title: str
    points: float
    release: dt.datetime | None
    due: dt.datetime | None
    given: HandIns
    extensions: dict[str, dt.timedelta]
    summary: Summary | None = None
    people: dict[str, Person] = field(default_factory=dict)


def _find(api: Any, gradebook: Any, assignment: Any, schedule: Schedule) -> _Found:
    coursedir = api.coursedir
    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment.name))
    dates = schedule.modules.get(assignment.name)
    # what holds is what penalties are made from
    due = assignment.duedate.replace(tzinfo=dt.UTC) if assignment.duedate else None
    return _Found(
        name=assignment.name,
        title=module_title(source, assignment.name),
        points=float(assignment.max_score),
        release=dates.release if dates else None,
        due=due or (dates.due if dates else None),
        given=hand_ins(api, gradebook, assignment.name),
        extensions={
            one.student.id: one.extension
            for one in gradebook.assignment_submissions(assignment.name)
            if one.extension
        },
    )


def _people(root: Path, one: _Found) -> dict[str, Person]:
    if not any(map(one.given.counts, one.given.graded)):
        return {}
    try:
        one.summary = summarize(root, one.name)
    except CourseError:  # such as where the graded folders are gone
        return {}
    return {person.id: person for person in one.summary.people}


def _part(one: _Found, student: str, now: dt.datetime) -> Part:
    if student in one.given.empty:
        return Part("empty")
    if student not in one.given.handed_in:
        due = one.due + one.extensions.get(student, dt.timedelta(0)) if one.due else None
        # without a due date, a module that anybody has handed in is on
        over = due <= now if due else bool(one.given.handed_in)
        return Part("missing" if over else "not due")
    person = one.people.get(door.name(student))
    if person is None or not person.graded or any(r.kind == "ungraded" for r in person.reasons):
        return Part("ungraded", late=person.late if person else 0.0)
    return Part(
        "unread" if person.waiting else "graded",
        person.score / one.points,
        person.late,
        person.fed_back,
    )


def _persistent(
    found: Sequence[_Found], shown: dict[str, defaultdict[str, list[int]]]
) -> tuple[Persistent, ...]:
    messages = {
        trap.trap: trap.words
        for one in found
        if one.summary
        for trap in reversed(one.summary.misconceptions)
    }
    persistent = []
    for slip, students in shown.items():
        again = [student for student, places in students.items() if len(places) >= PERSISTS]
        if again:
            places = sorted({place for student in students for place in students[student]})
            persistent.append(
                Persistent(
                    slip,
                    messages.get(slip, slip.replace("-", " ")),
                    tuple(map(door.name, again)),
                    tuple(found[place].title for place in places),
                )
            )
    return tuple(sorted(persistent, key=lambda one: (-len(one.trainees), one.slip)))


def anonymize(overview: Overview, key: bytes) -> Overview:
    """Replace every name by a code, and scrub names from what trainees were told.

    Parameters
    ----------
    overview : Overview
        From :func:`survey`.
    key : bytes
        As for the class report: the same key and class give the same codes.
    """
    code = codes((one.id for one in overview.trainees), key)
    known = {part for one in overview.trainees for part in (one.id, one.name, *one.name.split())}
    clean = scrubber(known, names_are_words=True)
    order = sorted(range(len(overview.trainees)), key=lambda n: code[overview.trainees[n].id])
    return replace(
        overview,
        modules=tuple(
            replace(one, strangers=(), parts=tuple(one.parts[n] for n in order))
            for one in overview.modules
        ),
        trainees=tuple(
            replace(one, id=code[one.id], name=code[one.id])
            for one in (overview.trainees[n] for n in order)
        ),
        persistent=tuple(
            replace(
                one,
                message=clean(one.message),
                trainees=tuple(sorted(code[student] for student in one.trainees)),
            )
            for one in overview.persistent
        ),
        anonymous=True,
    )


def todo(overview: Overview) -> list[str]:
    """List what to do now, one sentence with its command each."""
    waits: tuple[tuple[str, Callable[[Module], int]], ...] = (
        (
            _("Grade what is new: `servicelab grade {module}` ({n})."),
            lambda one: one.count("ungraded"),
        ),
        (
            _("Read what waits in {module} ({n}), in Formgrader."),
            lambda one: one.count("unread"),
        ),
        (
            _("Send feedback: `servicelab feedback {module} --mail mails` ({n})."),
            lambda one: one.not_fed_back,
        ),
    )
    lines = [
        words.format(module=door.name(one.name), n=count(one))
        for words, count in waits
        for one in overview.modules
        if count(one)
    ]
    strangers = Counter(student for one in overview.modules for student in one.strangers)
    if strangers:
        lines.append(
            _("Not in the class list, so on no line here: {names}.").format(
                names=", ".join(sorted(strangers))
            )
        )
    return lines


def render(overview: Overview) -> str:
    """Turn an overview into the page, HTML that needs no other file."""
    from markupsafe import Markup

    environment = page_environment("servicelab_workshop.classroom")
    schedule = Schedule(overview.zone)
    environment.filters.update(
        code=lambda text: Markup(inline_html(text)),
        duration=duration,
        when=schedule.words,
        week=lambda when: when.astimezone(overview.zone).isocalendar().week,
    )
    name = {one.id: one.name for one in overview.trainees}
    return environment.get_template("overview.html.j2").render(
        o=overview,
        name=name,
        todo=todo(overview),
        cell=cell_words,
        ungraded=sum(one.count("ungraded") for one in overview.modules),
        unread=sum(one.count("unread") for one in overview.modules),
        talk=TALK_SHARE,
        made=dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )


def cell_words(part: Part) -> str:
    """Put what a trainee did in a module into the few words of a cell."""
    words = {
        "missing": _("missing"),
        "empty": _("empty"),
        "not due": _("not due"),
        "ungraded": _("not graded"),
        "unread": _("to be read"),
        "graded": percent(part.share),
    }[part.state]
    return f"{words}, {_('late')}" if part.late > 0 else words


def overview(root: Path | str, to: Path | str | None = None, *, anonymous: bool = False) -> Path:
    """Write the page over all modules.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    to : path, optional
        The page to write; by default ``reports/overview.html`` in the course, or
        ``reports/overview-anonymous.html``.
    anonymous : bool
        Show codes in place of names.

    Returns
    -------
    Path
        One HTML page that needs no other file and no network.

    Raises
    ------
    CourseError
        As :func:`survey`, and if the page cannot be written.
    """
    root = Path(root).resolve()
    found = survey(root)
    if anonymous:
        found = anonymize(found, code_key(root))
    if to is None:
        page = root / "reports" / f"overview{'-anonymous' if anonymous else ''}.html"
        make_folder(page.parent)
    else:
        page = page_path(to)
    write_atomically(page, render(found))
    return page
