"""When modules are released and due, and what late work costs: one file of the course."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nbreferee import door
from nbreferee.configuration import CONFIG
from nbreferee.errors import RefereeError
from nbreferee.gradebook import has_gradebook, open_api
from nbreferee.late import LatePenalty, read_penalty
from servicelab.errors import CourseError
from servicelab.i18n import _

FILE = "schedule.toml"
_LARGEST = 1 << 20
_EXAMPLE = 'time_zone = "Europe/Vienna"'


@dataclass(frozen=True)
class Dates:
    """When a module is released and due; None where that is not said. With time zone."""

    release: dt.datetime | None = None
    due: dt.datetime | None = None


@dataclass(frozen=True)
class Schedule:
    """What ``schedule.toml`` says.

    Attributes
    ----------
    zone : tzinfo
        In which times are shown.
    penalty : str
        What late work costs, in words; empty where the file does not say.
    modules : dict
        Module -> its dates, in the order of the file.
    """

    zone: dt.tzinfo = dt.UTC
    penalty: str = ""
    modules: dict[str, Dates] = field(default_factory=dict)

    def words(self, when: dt.datetime | None) -> str:
        """Put a time into words, in the zone of the schedule; a dash for none."""
        if when is None:
            return "–"
        return f"{when.astimezone(self.zone):%a %Y-%m-%d %H:%M %Z}"


@dataclass(frozen=True)
class Row:
    """A module as schedule and gradebook have it.

    Attributes
    ----------
    module : str
        Its name.
    dates : Dates
        As the schedule has them; a due date that it does not give is the gradebook's.
    before : datetime or None
        The due date that the gradebook had.
    extensions : int
        Trainees with a longer time.
    """

    module: str
    dates: Dates
    before: dt.datetime | None
    extensions: int

    @property
    def changed(self) -> bool:
        """Whether the gradebook had another due date."""
        return self.dates.due != self.before


def read_schedule(root: Path | str) -> Schedule:
    """Read the schedule of a course.

    Parameters
    ----------
    root : path
        The course folder. Its ``schedule.toml`` has a table for each module with ``due`` and
        ``release``, such as ``"2026-10-20 18:00"``, and before them ``time_zone`` and ``penalty``.

    Returns
    -------
    Schedule
        An empty one where there is no file.

    Raises
    ------
    CourseError
        If something in the file is not understood; nothing is guessed.
    """
    path = Path(root) / FILE
    try:
        content = tomllib.loads(door.read(path, _LARGEST).decode("utf-8-sig"))
    except FileNotFoundError:
        return Schedule()
    except (OSError, ValueError, RecursionError, door.NotPlain, door.TooLarge) as error:
        raise CourseError(
            _("{file} cannot be read as TOML: {reason}.").format(
                file=path, reason=door.text(error, 200).rstrip(".")
            )
        ) from error
    zone = _zone(path, content.pop("time_zone", None))
    penalty = content.pop("penalty", "")
    try:
        read_penalty(penalty if isinstance(penalty, str) else repr(penalty))
    except RefereeError as error:
        raise CourseError(f"{path}: {error}") from error
    modules = {}
    for name, given in content.items():
        if not isinstance(given, dict) or not set(given) <= {"release", "due"}:
            raise CourseError(
                _(
                    "{file}: {name} is not understood. A module has a table with release and due; "
                    "before the first, time_zone and penalty may stand."
                ).format(file=path, name=door.name(name, 60))
            )
        dates = {
            key: _time(value, zone, f"{path}, {door.name(name, 60)}, {key}")
            for key, value in given.items()
        }
        modules[name] = Dates(**dates)
        release, due = modules[name].release, modules[name].due
        if release and due and due <= release:
            raise CourseError(
                _("{file}: {name} is due before it is released.").format(file=path, name=name)
            )
    return Schedule(zone or dt.UTC, penalty, modules)


def _zone(path: Path, name: Any) -> dt.tzinfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (TypeError, ValueError, OSError, LookupError) as error:
        raise CourseError(
            _("{file}: there is no time zone “{name}”; write it like {example}.").format(
                file=path, name=door.name(str(name), 60), example=_EXAMPLE
            )
        ) from error


def _time(value: Any, zone: dt.tzinfo | None, where: str) -> dt.datetime:
    when = value
    if isinstance(value, str):
        try:
            when = dt.datetime.fromisoformat(value.strip())
        except ValueError:
            when = None
    # a day alone does not say when it ends
    if not isinstance(when, dt.datetime) or (isinstance(value, str) and len(value.strip()) < 16):
        raise CourseError(
            _("{where}: “{value}” is no day and time; write it like “2026-10-20 18:00”.").format(
                where=where, value=door.name(str(value), 60)
            )
        )
    if when.tzinfo is None:
        if zone is None:
            raise CourseError(
                _("{where}: in which time zone? Write above the modules: {example}.").format(
                    where=where, example=_EXAMPLE
                )
            )
        local = when.replace(tzinfo=zone)
        if local.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != when:
            raise CourseError(
                _("{where}: clocks jump over {value} in that time zone.").format(
                    where=where, value=when
                )
            )
        when = local
    return when.astimezone(dt.UTC)


def apply_schedule(root: Path | str, *, write: bool = True) -> tuple[Schedule, list[Row]]:
    """Compare the schedule with the gradebook, and give the gradebook its due dates.

    Parameters
    ----------
    root : path
        The course folder.
    write : bool
        Write the due dates that differ; otherwise only say which.

    Returns
    -------
    schedule : Schedule
        As :func:`read_schedule`.
    rows : list of Row
        One for each module of either, those of the schedule first.

    Raises
    ------
    CourseError
        As :func:`read_schedule`, and if there is no course, or no such module; then nothing is
        written.
    """
    root = Path(root).resolve()
    schedule = read_schedule(root)
    with open_api(root) as api:
        there = has_gradebook(api)
        if not there and not (root / CONFIG).is_file():
            raise CourseError(
                _("There is no course in {folder}: check --course.").format(folder=root)
            )
        # to open a gradebook is to make it
        if not there and not (write and schedule.modules):
            return schedule, [Row(name, one, None, 0) for name, one in schedule.modules.items()]
        sources = set(api.get_source_assignments())
        with api.gradebook as gradebook:
            known = {assignment.name: assignment for assignment in gradebook.assignments}
            for name in schedule.modules:
                if name not in sources and name not in known:
                    raise CourseError(
                        _("{file}: there is no module {name}; choose from: {known}.").format(
                            file=root / FILE,
                            name=door.name(name, 60),
                            known=", ".join(sorted({*sources, *known})),
                        )
                    )
            rows = []
            for name in [*schedule.modules, *sorted(known.keys() - schedule.modules.keys())]:
                dates = schedule.modules.get(name, Dates())
                stored = known[name].duedate if name in known else None
                before = stored.replace(tzinfo=dt.UTC) if stored else None
                extensions = sum(
                    bool(one.extension)
                    for one in (gradebook.assignment_submissions(name) if name in known else ())
                )
                row = Row(name, Dates(dates.release, dates.due or before), before, extensions)
                rows.append(row)
                if write and row.changed and row.dates.due:
                    # nbgrader keeps times without a zone, in UTC
                    due = row.dates.due.replace(tzinfo=None)
                    if name in known:
                        known[name].duedate = due
                        gradebook.db.commit()
                    else:
                        gradebook.add_assignment(name, duedate=due)
    return schedule, rows


def penalize(config: Any, root: Path | str) -> None:
    """Let the penalty of the schedule hold, for nbgrader's own commands, too.

    Parameters
    ----------
    config : traitlets Config
        Of ``nbgrader_config.py``; unchanged where the schedule names no penalty.
    root : path
        The course folder.

    Raises
    ------
    CourseError
        As :func:`read_schedule`.
    """
    words = read_schedule(root).penalty
    if words:
        config.AssignLatePenalties.plugin_class = LatePenalty
        config.LatePenalty.words = words
