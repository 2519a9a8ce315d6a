"""Two moments of each row of a log, of which the second may still be to come."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

import numpy as np
import pandas as pd

from servicelab.data.frames import as_dates, require_columns
from servicelab.errors import CourseError
from servicelab.i18n import _


def moments(
    log: object,
    start: str,
    end: str,
    as_of: str | pd.Timestamp | None,
    name: str,
    *,
    whole_days: bool = False,
) -> tuple[pd.Series, pd.Series, pd.Timestamp]:
    """Return starts, ends and the moment of looking in one local time, checked.

    Parameters
    ----------
    log : object
        What the caller was given: a table with the columns `start` and `end`.
    start, end : str
        Columns of moments. `start` is never blank; `end` is blank while the row is open.
    as_of : date or datetime, optional
        The moment of looking, by default the last in the two columns.
    name : str
        The parameter's name, for the message.
    whole_days : bool
        Whether the time of day is dropped first.

    Returns
    -------
    (Series, Series, Timestamp)
        The ends that lie after the moment of looking are blank: those rows were open then.

    Raises
    ------
    CourseError
        If a column is missing or holds no dates, a start is blank, an end lies before its start, a
        start lies after `as_of`, or only some moments have a time zone.
    """
    table = require_columns(log, [start, end], name)
    started, ended = (_local(table[column], column) for column in (start, end))
    blank = int(started.isna().sum())
    if blank:
        raise CourseError(
            _("{name} has {count} rows without '{start}': drop them, and say how many.").format(
                name=name, count=blank, start=start
            )
        )
    zone = started.dt.tz
    if ended.isna().all():
        ended = pd.Series(pd.NaT, index=started.index, dtype=started.dtype)
    elif (ended.dt.tz is None) != (zone is None):
        raise CourseError(
            _(
                "Only one of '{start}' and '{end}' has a time zone: give both in local time "
                "without a zone, or both with one."
            ).format(start=start, end=end)
        )
    elif zone is not None:
        ended = ended.dt.tz_convert(zone)
    if whole_days:
        started, ended = (one.dt.tz_localize(None).dt.normalize() for one in (started, ended))
        zone = None
    early = ended < started
    if early.any():
        raise CourseError(
            _(
                "{name} has {count} rows with '{end}' before '{start}', first row {row}: "
                "mend or drop them."
            ).format(name=name, count=int(early.sum()), end=end, start=start, row=early.idxmax())
        )
    last = pd.concat([started, ended]).max() if as_of is None else as_moment(as_of, zone)
    if whole_days:
        last = last.normalize()
    late = int((started > last).sum())
    if late:
        raise CourseError(
            _(
                "{name} has {count} rows with '{start}' after {as_of}: keep earlier ones only."
            ).format(name=name, count=late, start=start, as_of=last)
        )
    return started, ended.where(ended <= last), last


def _local(values: pd.Series, name: str) -> pd.Series:
    """Return a column as timestamps, with its time zone if it has one."""
    if values.isna().all():
        return pd.to_datetime(values)
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return values
    try:
        return as_dates(values, name)
    except CourseError:
        raise
    except ValueError as error:  # pandas, of texts with several offsets
        raise CourseError(
            _("Column '{name}' mixes time zones: write all its moments in one.").format(name=name)
        ) from error


def as_moment(as_of: str | pd.Timestamp, zone: tzinfo | None = None) -> pd.Timestamp:
    """Return the moment of looking in the time zone of the log.

    Parameters
    ----------
    as_of : date or datetime
        As the caller was given it.
    zone : tzinfo, optional
        Of the log; None if its moments have none.

    Raises
    ------
    CourseError
        If it is no date, or has a time zone and the log has none.
    """
    try:
        last = pd.Timestamp(as_of)
    except (TypeError, ValueError):
        last = None
    if last is None or pd.isna(last):
        raise CourseError(
            _("as_of {as_of!r} is not a date: write it as 2026-01-31 18:00.").format(as_of=as_of)
        )
    if zone is None and last.tz is not None:
        raise CourseError(_("as_of has a time zone, but the log has none: give it in local time."))
    if zone is None:
        return last
    return last.tz_localize(zone) if last.tz is None else last.tz_convert(zone)


def kaplan_meier(durations: pd.Series, is_ended: pd.Series) -> Any:
    """Fit the curve ``S(t) = product over t_i <= t of (1 - d_i / n_i)``.

    Parameters
    ----------
    durations : Series
        How long each row lasted, or has lasted so far.
    is_ended : Series of bool
        False while the row is open.

    Returns
    -------
    EmpiricalDistributionFunction
        Of scipy: ``quantiles``, ``probabilities``, ``evaluate`` and ``confidence_interval``.
    """
    from scipy.stats import CensoredData, ecdf

    lasting, ended = durations.to_numpy(dtype=float), is_ended.to_numpy(dtype=bool)
    return ecdf(CensoredData.right_censored(lasting, ~ended)).sf


def first_time_at(times: np.ndarray, survival: np.ndarray, level: float) -> float:
    """Return the first time at which a falling curve is at `level` or below; NaN if it never is.

    Parameters
    ----------
    times, survival : array of length n
        The steps of the curve.
    level : float
        A proportion.
    """
    reached = survival <= level + 1e-12
    return float(times[reached][0]) if reached.any() else float("nan")
