"""Reading a log of visits of one's own: who came when, whose turn came when, and who left before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from servicelab.data.schemas import MISSING, InvalidDataError, Problem, check_columns, make_field
from servicelab.data.tables import TextTable, plain_name, read_table
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.text import listed
from servicelab_workshop.reports.columns import category, plain_dates, wrong_cells

__all__ = ["COLUMNS", "VisitLog", "read_visits"]

#: The columns that are used, with other names that they go by.
COLUMNS = {
    "visit": ("visit_id", "ticket", "ticket_id", "ticket_no", "call_id", "id"),
    "day": ("date",),
    "arrived": (
        "arrival",
        "arrival_time",
        "arrived_at",
        "check_in",
        "checked_in",
        "joined",
        "queued",
        "issued",
    ),
    "started": (
        "start",
        "start_time",
        "service_start",
        "started_at",
        "called",
        "called_at",
        "answered",
        "begin",
    ),
    "ended": (
        "end",
        "end_time",
        "service_end",
        "ended_at",
        "finished",
        "finished_at",
        "completed",
        "done",
    ),
    "left": ("left_at", "gave_up", "abandoned", "abandoned_at", "hung_up"),
    "desk": ("counter", "server", "window", "agent", "clerk"),
    "group": ("kind", "class", "priority", "service", "queue"),
}
_TIMES = ("arrived", "started", "ended", "left")
_CLOCK = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?"
_ZONE = r"(?:Z|[+-][0-9]{2}:?[0-9]{2})$"
#: A time of day that lies so many hours before the arrival is one of the next day.
_NEXT_DAY = 12
#: What says that somebody left, where no time of leaving is kept, and what says the contrary.
_YES, _NO = ("1", "y", "yes", "true", "x"), ("0", "n", "no", "false")


@dataclass(frozen=True)
class VisitLog:
    """A log of visits, ready for :func:`servicelab_workshop.reports.waiting.analyze`.

    Attributes
    ----------
    name : str
        Of the file.
    rows : DataFrame
        One row a visit, in the order of the arrivals: ``arrived``, ``started`` (blank for who left
        before the turn came), ``ended`` (of the service), ``left`` (when one left, where it is
        known), and what the file has of ``desk`` and ``group``.
    has_end : bool
        Whether ends of the service are known.
    past_midnight : int
        Times of day that were taken for those of the next day.
    repeated : int
        Rows that stand in the file before, word for word.
    ignored : tuple of str
        Columns that are not used.
    how : str
        Encoding and separator.
    """

    name: str
    rows: pd.DataFrame
    has_end: bool
    past_midnight: int
    repeated: int
    ignored: tuple[str, ...]
    how: str


def read_visits(path: Path | str) -> VisitLog:
    """Read and check a log of visits.

    Parameters
    ----------
    path : path
        A CSV file, also as Excel writes it, one row a visit, those who left included: ``arrived``,
        ``started`` (blank for who left before the turn came) and ``ended``; and what there is of
        ``left`` (when one left, or yes and no; an end without a start says when, too), ``visit``,
        ``desk`` and ``group``. Times are written like 2026-01-12 08:03, or, with a column ``day``,
        like 08:03. Further columns are not used.

    Returns
    -------
    VisitLog

    Raises
    ------
    CourseError
        If the file cannot be read or breaks the rules: all violations at once, with row, column
        and what was expected; or if nobody in it was served.
    """
    table = _read_columns(path)
    raw = table.cells
    wanted = [make_field(name, "string") for name in COLUMNS if name in raw]
    needed = [make_field(name, "string") for name in ("arrived", "started") if name not in raw]
    problems = list(check_columns([*raw.columns, *table.ignored], [*wanted, *needed]))
    days = None
    if "day" in raw:
        found, days = _days(raw["day"])
        problems += found
    times: dict[str, pd.Series] = {}
    flags = _flags(raw["left"]) if "left" in raw else None
    for name in _TIMES:
        if name in raw and not (name == "left" and flags is not None):
            found, times[name] = _times(name, raw[name], days)
            problems += found
    past_midnight = 0
    if days is not None and "arrived" in times:
        for name in _TIMES[1:]:
            if name in times:
                is_next = times["arrived"] - times[name] > pd.Timedelta(hours=_NEXT_DAY)
                past_midnight += int(is_next.sum())
                times[name] = times[name].mask(is_next, times[name] + pd.Timedelta(days=1))
    problems += _check_order(times)
    if problems:
        raise InvalidDataError.of(
            problems, raw.index, name=table.label, like=_("a log of visits"), first_row=2
        )
    blank = pd.Series(pd.NaT, index=raw.index, dtype="datetime64[us]")
    rows = pd.DataFrame({name: times.get(name, blank) for name in _TIMES})
    if flags is not None:
        rows["started"] = rows["started"].mask(flags)
    has_gone = rows["started"].isna()
    # an end without a start is when somebody left
    rows["left"] = rows["left"].fillna(rows["ended"]).where(has_gone)
    rows["ended"] = rows["ended"].where(~has_gone)
    for name in ("desk", "group"):
        if name in raw:
            rows[name] = category(raw[name])
    if has_gone.all():
        raise CourseError(
            _("Nobody in {label} was served: fill in when each turn came.").format(
                label=table.label
            )
        )
    return VisitLog(
        name=table.name,
        rows=rows.sort_values("arrived", kind="stable", ignore_index=True),
        has_end=bool(rows["ended"].notna().any()),
        past_midnight=past_midnight,
        repeated=int(raw.duplicated().sum()),
        ignored=table.ignored,
        how=table.how,
    )


def _read_columns(path: Path | str) -> TextTable:
    """Read the columns that are used, under the names of :data:`COLUMNS`."""
    names = {plain_name(one): name for name, others in COLUMNS.items() for one in (name, *others)}
    table = read_table(path, names, keep=lambda column: names.get(plain_name(column)))
    if table.cells.columns.empty:
        raise CourseError(
            _(
                "{label} is no log of visits that can be recognized: expected columns arrived, "
                "started and ended. Its columns are {have}."
            ).format(label=table.label, have=listed(table.ignored))
        )
    return table


def _flags(values: pd.Series) -> pd.Series | None:
    """Who left, where the column says yes and no; None where it holds times."""
    texts = values.astype("str").str.strip().str.casefold()
    is_blank = values.isna() | values.isin(MISSING) | (texts == "")
    if not (texts.isin([*_YES, *_NO]) | is_blank).all() or is_blank.all():
        return None
    return texts.isin(_YES)


def _days(values: pd.Series) -> tuple[list[Problem], pd.Series]:
    """Read the days of a log whose times are times of day."""
    days = pd.to_datetime(plain_dates(values), format="%Y-%m-%d", errors="coerce")
    return wrong_cells("day", values, days.isna(), _("a day like 2026-01-12")), days


def _times(name: str, values: pd.Series, days: pd.Series | None) -> tuple[list[Problem], pd.Series]:
    """Read moments, or times of day on the days of another column.

    A time zone is left out if all moments have the same one.
    """
    texts = values.astype("str").str.strip()
    is_blank = values.isna() | values.isin(MISSING) | (texts == "")
    zones = texts.str.extract(f"({_ZONE})", expand=False)[texts.str.match("[0-9]", na=False)]
    if zones.nunique() == 1 and zones.notna().all():
        texts = texts.str.replace(_ZONE, "", regex=True)
    # 2026/1/12 08:03 as well
    day = texts.str.extract(r"^([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})[ T]", expand=False)
    rest = texts.str.replace(r"^[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}[ T]+", "", regex=True)
    has_day = day.notna()
    date = pd.to_datetime(plain_dates(day), format="%Y-%m-%d", errors="coerce")
    if days is not None:
        date = date.where(has_day, days)
    clock = rest.str.extract(rf"^{_CLOCK}$").astype("float")
    hour, minute, second = (clock[place] for place in range(3))
    is_time = (hour < 24) & (minute < 60) & ~(second >= 60)
    seconds = 3600 * hour + 60 * minute + second.fillna(0)
    moments = (date + pd.to_timedelta(seconds.where(is_time), unit="s")).astype("datetime64[us]")
    required = name == "arrived"
    # a day that cannot be read is told at its own column
    day_is_bad = (~has_day & days.isna()) if days is not None else pd.Series(False, values.index)
    wrong = moments.isna() & ~day_is_bad & (~is_blank | required)
    like = _("a time like 08:03") if days is not None else _("a time like 2026-01-12 08:03")
    return wrong_cells(name, values, wrong, like), moments


def _check_order(times: dict[str, pd.Series]) -> list[Problem]:
    """Find turns before the arrival, ends before the turn, and who was served and left unserved."""
    problems = []
    arrived, started = times.get("arrived"), times.get("started")
    ended, left = times.get("ended"), times.get("left")
    if arrived is not None:
        late = arrived > pd.Timestamp(dt.datetime.now())
        problems += wrong_cells("arrived", _text(arrived), late, _("no time that is to come"))
        for name in ("started", "left"):
            if name in times:
                problems += _check_span(name, times[name], arrived, _("the arrival"))
    if started is not None and ended is not None and arrived is not None:
        first = started.fillna(arrived).mask(started < arrived)
        problems += _check_span("ended", ended, first, _("the start, or the arrival"))
    if started is not None and left is not None:
        both = started.notna() & left.notna()
        expected = _("blank, because this visit has a start")
        problems += wrong_cells("left", _text(left), both, expected)
    return problems


def _check_span(name: str, times: pd.Series, first: pd.Series, what: str) -> list[Problem]:
    """Find times before another, or more than a day after it."""
    early = _("a time not before {what}").format(what=what)
    late = _("a time within a day of {what}").format(what=what)
    return [
        *wrong_cells(name, _text(times), times < first, early),
        *wrong_cells(name, _text(times), times - first > pd.Timedelta(days=1), late),
    ]


def _text(times: pd.Series) -> pd.Series:
    return times.dt.strftime("%Y-%m-%d %H:%M")
