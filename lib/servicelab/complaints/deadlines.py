"""Deadlines of complaints, in calendar or in working days, and which of them were missed.

The day of receipt is day 0, whatever the time of day: a complaint of 3 March with 15 calendar days
is due on 18 March, and that day is still in time. A last day on which nobody works is not moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from servicelab.data.frames import (
    as_dates,
    require_columns,
    require_one_row_each,
    require_present,
)
from servicelab.data.moments import as_moment, moments
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = [
    "RULES",
    "STATUSES",
    "Calendar",
    "Deadline",
    "days_elapsed",
    "deadline_table",
    "due_date",
    "late_share",
]

Clock = Literal["calendar", "working"]
Day = str | pd.Timestamp

#: What a complaint can be at the moment of looking.
STATUSES = ("in time", "late", "open in time", "open overdue")

CLOCKS = ("calendar", "working")

_SATURDAY = 5
_NO_CLOCK = _("clock is {clock!r}: give 'calendar' or 'working'.")
_NO_DAYS = _("{days!r} is no number of days: give a whole number, 1 or more.")


@dataclass(frozen=True)
class Deadline:
    """How many days a firm has.

    Parameters
    ----------
    days : int
        For an ordinary case, 1 or more.
    complex_days : int, optional
        For a case with ``is_complex``; by default as many.
    clock : {"calendar", "working"}
        Which days count.

    Raises
    ------
    CourseError
        If the days are no whole numbers above 0, or the clock is not as above.

    Examples
    --------
    >>> Deadline(5, 10, "working")
    Deadline(days=5, complex_days=10, clock='working')
    """

    days: int
    complex_days: int | None = None
    clock: Clock = "calendar"

    def __post_init__(self) -> None:
        longer = self.days if self.complex_days is None else self.complex_days
        for days in (self.days, longer):
            if isinstance(days, bool) or not isinstance(days, int | np.integer) or days < 1:
                raise CourseError(_NO_DAYS.format(days=days))
        if self.clock not in CLOCKS:
            raise CourseError(_NO_CLOCK.format(clock=self.clock))


#: The rules of the course's firms, by sector.
RULES: Mapping[str, Deadline] = {
    "insurance": Deadline(15, 30),
    "bank": Deadline(15, 30),
    "hospital": Deadline(5, 10, "working"),
}


class Calendar:
    """Which days are worked.

    Parameters
    ----------
    holidays : DataFrame, optional
        Columns ``date`` and ``working`` (true or false), such as ``load_dataset("holidays")``: all
        days, or only those that differ from the week, as free Mondays and worked Saturdays do.
        On a day that is not in the table, and without a table, Monday to Friday are worked.
    strict : bool
        Whether a day that is not in the table is an error instead.

    Raises
    ------
    CourseError
        If a column is missing or blank, a date is there twice, or ``working`` is not true or false.

    Examples
    --------
    A free Monday that is worked on the Saturday before:

    >>> table = pd.DataFrame({"date": ["2025-03-01", "2025-03-03"], "working": [True, False]})
    >>> Calendar(table).is_working(["2025-03-01", "2025-03-03", "2025-03-04"]).to_list()
    [True, False, True]
    >>> Calendar(table)
    Calendar(2 days from 2025-03-01 to 2025-03-03; on other days Monday to Friday)
    """

    def __init__(self, holidays: pd.DataFrame | None = None, strict: bool = False) -> None:
        self.strict = strict
        self._days = np.array([], dtype=np.int64)
        self._working = np.array([], dtype=bool)
        if holidays is None:
            if strict:
                raise CourseError(_("A strict calendar needs a table: pass holidays."))
            return
        table = require_columns(holidays, ["date", "working"], "holidays")
        require_present(table, ["date", "working"], "holidays")
        if not table["working"].isin([True, False]).all():
            raise CourseError(
                _("holidays holds {value!r} in column 'working': write true or false.").format(
                    value=table.loc[~table["working"].isin([True, False]), "working"].iloc[0]
                )
            )
        dates = as_dates(table["date"], "date").dt.normalize()
        require_one_row_each(dates.to_frame("date"), "date", "holidays")
        days = _numbered(dates)
        order = np.argsort(days)
        self._days, self._working = days[order], table["working"].to_numpy(dtype=bool)[order]

    def __repr__(self) -> str:
        if not len(self._days):
            return "Calendar(Monday to Friday)"
        first, last = (np.datetime64(int(self._days[at]), "D") for at in (0, -1))
        rest = "no other days" if self.strict else "on other days Monday to Friday"
        return f"Calendar({len(self._days)} days from {first} to {last}; {rest})"

    def is_working(self, days: pd.Series | Sequence[Day]) -> pd.Series:
        """Say of each day whether it is worked.

        Parameters
        ----------
        days : Series or sequence of dates
            Without a blank.

        Returns
        -------
        Series of bool
            The index of `days`.

        Raises
        ------
        CourseError
            If a day cannot be read, or the calendar is strict and lacks it.
        """
        given = days if isinstance(days, pd.Series) else pd.Series(list(days))
        dates = as_dates(given, "days").dt.normalize()
        require_present(dates.to_frame("days"), ["days"], "days")
        return pd.Series(self._worked(_numbered(dates)), index=given.index)

    def _worked(self, days: np.ndarray) -> np.ndarray:
        """Say of each day since 1970 whether it is worked."""
        worked = (days + 3) % 7 < _SATURDAY  # 1970-01-01 was a Thursday
        if not len(self._days):
            return worked
        place = np.searchsorted(self._days, days).clip(max=len(self._days) - 1)
        known = self._days[place] == days
        if self.strict and not known.all():
            raise CourseError(
                _(
                    "The calendar lacks {day}: give a table of holidays that covers it, "
                    "or let Monday to Friday count (strict=False)."
                ).format(day=np.datetime64(int(days[~known][0]), "D"))
            )
        return np.where(known, self._working[place], worked)

    def _between(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Count the working days after each start, up to and including each end."""
        first = int(start.min())
        worked = self._worked(np.arange(first + 1, int(end.max()) + 1))
        upto = np.concatenate([[0], np.cumsum(worked)])
        return upto[end - first] - upto[start - first]

    def _after(self, start: np.ndarray, count: np.ndarray) -> np.ndarray:
        """Find the day that is the count-th working day after each start."""
        reach = int(start.max()) + 7 * (int(count.max()) // 5 + 2)
        # the table may hold more free days than weekends
        free = int((~self._working & ((self._days + 3) % 7 < _SATURDAY)).sum())
        days = np.arange(int(start.min()) + 1, reach + 7 * (free // 5 + 1) + 1)
        if self.strict:
            days = days[days <= self._days[-1]]
        worked = days[self._worked(days)]
        place = np.searchsorted(worked, start, side="right") + count - 1
        if (place >= len(worked)).any():
            raise CourseError(
                _(
                    "The calendar ends on {day}, before some deadlines: give a longer table of "
                    "holidays, or let Monday to Friday count (strict=False)."
                ).format(day=np.datetime64(int(self._days[-1]), "D"))
            )
        return worked[place]


def due_date(
    received: Any, days: Any, clock: Clock = "calendar", calendar: Calendar | None = None
) -> Any:
    """Return the last day that is in time.

    ``due = received + days`` on the clock; the day of receipt is day 0.

    Parameters
    ----------
    received : date or Series of dates
        The day of receipt, of each case.
    days : int or Series of int
        How many days the firm has, 1 or more; a Series goes with a Series of the same index.
    clock : {"calendar", "working"}
        Whether all days count, or working days only.
    calendar : Calendar, optional
        Which days are worked; by default Monday to Friday.

    Returns
    -------
    Timestamp or Series
        Midnight of the last day; blank where `received` is.

    Raises
    ------
    CourseError
        If a date or a number of days cannot be read, or the calendar is strict and lacks a day.

    Examples
    --------
    Received on a Thursday:

    >>> due_date("2025-03-06", 15)
    Timestamp('2025-03-21 00:00:00')
    >>> due_date("2025-03-06", 5, "working")
    Timestamp('2025-03-13 00:00:00')
    """
    is_working = _is_working_clock(clock)
    starts = _series(received, "received")
    counts = _aligned(days, starts)
    _whole_days(counts)
    due = starts.copy()
    filled = starts.notna().to_numpy()
    if filled.any():
        start = _numbered(starts[filled])
        count = counts[filled].to_numpy(dtype=np.int64)
        calendar = calendar or Calendar()
        end = calendar._after(start, count) if is_working else start + count
        due[filled] = end.astype("datetime64[D]").astype("datetime64[s]")
    return due if isinstance(received, pd.Series) else due.iloc[0]


def days_elapsed(
    start: Any, end: Any, clock: Clock = "calendar", calendar: Calendar | None = None
) -> Any:
    """Return how many days after the first day the second one is.

    The first day is day 0. On the working clock the working days after it are counted, up to and
    including the second day.

    Parameters
    ----------
    start, end : date or Series of dates
        Two Series have the same index; a single date goes with every row of a Series.
    clock : {"calendar", "working"}
        Whether all days count, or working days only.
    calendar : Calendar, optional
        Which days are worked; by default Monday to Friday.

    Returns
    -------
    float or Series of float
        Whole days; NaN where a date is blank.

    Raises
    ------
    CourseError
        If a date cannot be read, an end lies before its start, or the calendar is strict and lacks
        a day.

    Examples
    --------
    From a Thursday to the Monday after next:

    >>> days_elapsed("2025-03-06", "2025-03-17")
    11.0
    >>> days_elapsed("2025-03-06", "2025-03-17", "working")
    7.0
    """
    is_working = _is_working_clock(clock)
    several = next((one for one in (start, end) if isinstance(one, pd.Series)), None)
    starts, ends = _series(start, "start"), _series(end, "end")
    if several is not None:
        starts, ends = (
            one if isinstance(given, pd.Series) else pd.Series(one.iloc[0], index=several.index)
            for one, given in ((starts, start), (ends, end))
        )
        _same_index(starts, ends)
    early = (ends < starts).to_numpy()
    if early.any():
        raise CourseError(
            _("{count} ends lie before their starts, first {start:%Y-%m-%d}: mend them.").format(
                count=int(early.sum()), start=starts[early].iloc[0]
            )
        )
    elapsed = _count(starts, ends, is_working, calendar)
    return elapsed if several is not None else float(elapsed.iloc[0])


def deadline_table(
    log: pd.DataFrame,
    rule: Deadline | Mapping[str, Deadline] = RULES,
    as_of: Day | None = None,
    calendar: Calendar | None = None,
    *,
    by: str = "sector",
    start: str = "opened",
    end: str = "closed",
) -> pd.DataFrame:
    """Say of each complaint when it was or is due, and whether that was kept.

    Parameters
    ----------
    log : DataFrame
        One row for each complaint: `start`, `end` (blank while open), ``is_complex`` if there is a
        longer deadline, and `by` if the rule depends on it.
    rule : Deadline or mapping
        One for all, or one for each value of `by`.
    as_of : date, optional
        The day on whose evening the log was looked at: what happened later was still open. By
        default the last day in the two columns; give it if you know it.
    calendar : Calendar, optional
        For working clocks; by default Monday to Friday.
    by : str
        The column that chooses the rule.
    start, end : str
        Columns of dates, such as ``"opened"`` and ``"acknowledged"``.

    Returns
    -------
    DataFrame
        The index of `log`; columns ``due`` (last day in time), ``open`` (at `as_of`), ``late``
        (ended after it was due, or open and overdue), ``days_left`` (from `as_of` to the last day
        on the rule's clock, below 0 when overdue, NaN if not open) and ``status`` (ordered, one of
        :data:`STATUSES`). ``attrs["as_of"]`` is the day.

    Raises
    ------
    CourseError
        If a column is missing or holds no dates, a start is blank or after `as_of`, an end lies
        before its start, `by` has a value without a rule, or ``is_complex`` is not true or false.

    Examples
    --------
    >>> log = pd.DataFrame(
    ...     {
    ...         "opened": ["2025-03-03", "2025-03-03", "2025-03-14", "2025-03-03"],
    ...         "closed": ["2025-03-18", "2025-03-19", None, None],
    ...     }
    ... )
    >>> deadline_table(log, Deadline(15), as_of="2025-03-20")
             due   open   late  days_left        status
    0 2025-03-18  False  False        NaN       in time
    1 2025-03-18  False   True        NaN          late
    2 2025-03-29   True  False        9.0  open in time
    3 2025-03-18   True   True       -2.0  open overdue
    """
    opened, closed, last = moments(log, start, end, as_of, "log", whole_days=True)
    due = pd.Series(pd.NaT, index=opened.index, dtype=opened.dtype)
    left = pd.Series(np.nan, index=opened.index)
    is_complex = _complex(log)
    is_open = closed.isna()
    for one, rows in _ruled(log, rule, by):
        days = pd.Series(one.days, index=log.index[rows])
        if one.complex_days is not None:
            days = days.mask(is_complex[rows].to_numpy(), one.complex_days)
        mine = due_date(opened[rows], days, one.clock, calendar)
        due[rows] = mine.to_numpy()
        waiting = rows & is_open.to_numpy()
        ends = due[waiting]
        looked = pd.Series(last, index=ends.index)
        ahead = (ends >= last).to_numpy()
        early, later = looked.where(ahead, ends), ends.where(ahead, last)
        counted = _count(early, later, one.clock == "working", calendar)
        left[waiting] = np.where(ahead, counted, -counted)
    late = closed.fillna(last) > due
    status = np.select(
        [~is_open & ~late, ~is_open & late, is_open & ~late], list(STATUSES[:3]), STATUSES[3]
    )
    table = pd.DataFrame(
        {
            "due": due,
            "open": is_open,
            "late": late,
            "days_left": left,
            "status": pd.Categorical(status, STATUSES, ordered=True),
        },
        index=opened.index,
    )
    table.attrs["as_of"] = last
    return table


def late_share(table: pd.DataFrame, as_of: Day | None = None) -> float:
    """Return the share of complaints that missed their deadline, open ones in the denominator.

    ``share = late / complaints whose last day had passed``. A complaint that was not due yet is in
    neither count, even if it is closed: keeping the closed ones only would make the last weeks look
    better than they are.

    Parameters
    ----------
    table : DataFrame
        From :func:`deadline_table`, or some of its rows.
    as_of : date, optional
        The day of looking; by default the one of the table.

    Returns
    -------
    float
        A proportion.

    Raises
    ------
    CourseError
        If a column is missing, the day is unknown, or no complaint was due.

    Examples
    --------
    >>> log = pd.DataFrame(
    ...     {
    ...         "opened": ["2025-03-03", "2025-03-03", "2025-03-14", "2025-03-03"],
    ...         "closed": ["2025-03-18", "2025-03-19", None, None],
    ...     }
    ... )
    >>> round(late_share(deadline_table(log, Deadline(15), as_of="2025-03-20")), 3)
    0.667
    """
    require_columns(table, ["due", "late"], "table")
    given = table.attrs.get("as_of") if as_of is None else as_of
    if given is None:
        raise CourseError(_("The day of looking is unknown: give as_of."))
    due = as_dates(table["due"], "due") < as_moment(given)
    if not due.any():
        raise CourseError(
            _("No last day had passed, so none is due yet: give a later as_of or more complaints.")
        )
    return float(table.loc[due, "late"].mean())


def _numbered(dates: pd.Series) -> np.ndarray:
    """Write dates as days since 1970."""
    days: np.ndarray = dates.to_numpy(dtype="datetime64[D]").astype(np.int64)
    return days


def _series(value: object, name: str) -> pd.Series:
    """Return one date or a column of dates as days."""
    given = value if isinstance(value, pd.Series) else pd.Series([value])
    if given.isna().all():
        return pd.to_datetime(given).astype("datetime64[s]")
    return as_dates(given, name).dt.normalize()


def _aligned(days: object, starts: pd.Series) -> pd.Series:
    if not isinstance(days, pd.Series):
        return pd.Series([days] * len(starts), index=starts.index)
    _same_index(days, starts)
    return days


def _same_index(first: pd.Series, second: pd.Series) -> None:
    if not first.index.equals(second.index):
        raise CourseError(_("The two columns are indexed differently: take both from one table."))


def _whole_days(days: pd.Series) -> None:
    numbers = pd.to_numeric(days, errors="coerce")
    wrong = ~((numbers >= 1) & (numbers % 1 == 0))
    if not pd.api.types.is_numeric_dtype(days.dtype) or pd.api.types.is_bool_dtype(days.dtype):
        wrong |= days.map(lambda one: isinstance(one, bool | np.bool_))
    if wrong.any():
        raise CourseError(_NO_DAYS.format(days=days[wrong].iloc[0]))


def _is_working_clock(clock: str) -> bool:
    if clock not in CLOCKS:
        raise CourseError(_NO_CLOCK.format(clock=clock))
    return clock == "working"


def _count(
    starts: pd.Series, ends: pd.Series, is_working: bool, calendar: Calendar | None
) -> pd.Series:
    """Count the days after each start, up to and including each end."""
    elapsed = pd.Series(np.nan, index=starts.index)
    filled = (starts.notna() & ends.notna()).to_numpy()
    if filled.any():
        first, second = _numbered(starts[filled]), _numbered(ends[filled])
        calendar = calendar or Calendar()
        elapsed[filled] = calendar._between(first, second) if is_working else second - first
    return elapsed


def _complex(log: pd.DataFrame) -> pd.Series:
    if "is_complex" not in log.columns:
        return pd.Series(False, index=log.index)
    if not log["is_complex"].isin([True, False]).all():
        raise CourseError(_("Column 'is_complex' must be true or false in every row."))
    return log["is_complex"].astype(bool)


def _ruled(
    log: pd.DataFrame, rule: Deadline | Mapping[str, Deadline], by: str
) -> list[tuple[Deadline, np.ndarray]]:
    """Return each rule with its rows."""
    if isinstance(rule, Deadline):
        return [(rule, np.ones(len(log), dtype=bool))]
    groups = require_columns(log, [by], "log")[by]
    unruled = groups[~groups.isin(list(rule))]
    if len(unruled):
        raise CourseError(
            _("There is no deadline for {by} {value!r}: the rules know {known}.").format(
                by=by, value=unruled.iloc[0], known=", ".join(map(str, rule))
            )
        )
    return [(rule[name], (groups == name).to_numpy()) for name in groups.unique()]
