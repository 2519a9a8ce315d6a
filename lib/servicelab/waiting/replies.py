"""How soon messages are answered, with those still open kept.

A mean over answered messages flatters twice: it drops the messages that nobody has answered yet,
and a few quick confirmations hide the slow rest. So the rule "within a day" is a share with a
stated denominator (:func:`reply_share`), and the typical and the slow case are quantiles
(:func:`reply_quantiles`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from servicelab.data.moments import first_time_at, kaplan_meier, moments
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["OPENING", "reply_quantiles", "reply_share", "reply_times"]

#: Opening hours, Monday to Friday.
OPENING = (9.0, 17.0)

#: hours below which a difference is float noise
_NOISE = 1e-6
_MONDAY = pd.Timestamp("1970-01-05")


def reply_times(
    replies: pd.DataFrame,
    event: str = "resolved",
    clock: str = "calendar",
    as_of: str | pd.Timestamp | None = None,
    opening: tuple[float, float] = OPENING,
) -> pd.DataFrame:
    """Measure how long each message waited, answered or still open.

    Parameters
    ----------
    replies : DataFrame
        One row for each message: ``arrived`` and the column `event`, local time; `event` is blank
        while the message is open.
    event : str
        What counts as the answer, such as ``"acknowledged"`` or ``"resolved"``: a confirmation is
        not a solution.
    clock : {"calendar", "business"}
        Whether all hours count, or opening hours from Monday to Friday only.
    as_of : date or datetime, optional
        When the messages were looked at: what is answered later was open then. By default the last
        moment in the two columns; give it if you know it.
    opening : (float, float)
        When the business clock starts and stops, hours of the day.

    Returns
    -------
    DataFrame
        The index of `replies`; columns ``hours`` (on the clock, from arrival to the answer, or to
        `as_of` if open), ``answered`` (False if open) and ``followed`` (hours on the clock from
        arrival to `as_of`).

    Raises
    ------
    CourseError
        If a column is missing or holds no dates, an arrival is blank, an answer lies before its
        arrival, a message arrived after `as_of`, only some moments have a time zone, or the clock
        or the opening hours are not as above.

    Examples
    --------
    Arrived on a Friday at 16:00:

    >>> replies = pd.DataFrame(
    ...     {
    ...         "arrived": ["2026-01-02 16:00", "2026-01-02 16:00"],
    ...         "resolved": ["2026-01-05 10:00", None],
    ...     }
    ... )
    >>> reply_times(replies, as_of="2026-01-06 09:00")
       hours  answered  followed
    0   66.0      True      89.0
    1   89.0     False      89.0
    >>> reply_times(replies, clock="business", as_of="2026-01-06 09:00")
       hours  answered  followed
    0    2.0      True       9.0
    1    9.0     False       9.0
    """
    start, end = _opening(clock, opening)
    arrived, happened, last = moments(replies, "arrived", event, as_of, "replies")
    answered = happened.notna()
    until = happened.where(answered, last)
    if clock == "calendar":
        hours, followed = _in_hours(until - arrived), _in_hours(last - arrived)
    else:
        looked = pd.Series(last, index=arrived.index)
        before = _open_seconds(arrived, start, end)
        hours = (_open_seconds(until, start, end) - before) / 3600
        followed = (_open_seconds(looked, start, end) - before) / 3600
    return pd.DataFrame({"hours": hours, "answered": answered, "followed": followed})


def reply_share(
    replies: pd.DataFrame,
    hours: float,
    event: str = "resolved",
    clock: str = "calendar",
    as_of: str | pd.Timestamp | None = None,
    opening: tuple[float, float] = OPENING,
) -> float:
    """Return the share of messages answered within a limit, with open ones in the denominator.

    ``share = messages due that were answered within the limit / messages due``. A message is due
    if its limit had passed at `as_of`; one that is still open then was not answered in time. A
    message whose limit has not passed is in neither count, even if it has been answered: keeping
    the answered ones only would make the last days look better than they are.

    Parameters
    ----------
    replies, event, clock, as_of, opening
        As in :func:`reply_times`.
    hours : float
        The limit on the clock, above 0. Exactly on the limit is in time.

    Returns
    -------
    float
        A proportion.

    Raises
    ------
    CourseError
        As in :func:`reply_times`, or if the limit is not above 0 or no message is due.

    Examples
    --------
    Of three messages one is answered in time, one too late, one is open; the fourth is not due yet:

    >>> replies = pd.DataFrame(
    ...     {
    ...         "arrived": ["2026-01-05 09:00"] * 3 + ["2026-01-08 09:00"],
    ...         "resolved": ["2026-01-05 15:00", "2026-01-07 15:00", None, None],
    ...     }
    ... )
    >>> round(reply_share(replies, 24, as_of="2026-01-08 18:00"), 3)
    0.333
    """
    if not isinstance(hours, int | float | np.number) or not 0 < hours < np.inf:
        raise CourseError(_("hours must be a number above 0, not {hours!r}.").format(hours=hours))
    times = reply_times(replies, event, clock, as_of, opening)
    due = times[times["followed"] >= hours - _NOISE]
    if due.empty:
        raise CourseError(
            _(
                "No message had been there for {hours:g} hours, so none is due yet: give a later "
                "as_of or a shorter limit."
            ).format(hours=hours)
        )
    return float((due["answered"] & (due["hours"] <= hours + _NOISE)).mean())


def reply_quantiles(
    replies: pd.DataFrame,
    quantiles: Sequence[float] = (0.5, 0.9),
    event: str = "resolved",
    clock: str = "calendar",
    as_of: str | pd.Timestamp | None = None,
    opening: tuple[float, float] = OPENING,
) -> pd.Series:
    """Return the hours by which given shares of the messages are answered, open ones kept.

    From the Kaplan-Meier curve ``S(t) = product over answers t_i <= t of (1 - d_i / n_i)``, with
    ``d_i`` answers at ``t_i`` and ``n_i`` messages that had waited as long: an open message counts
    for as long as it was followed. The quantile q is the first time with ``S(t) <= 1 - q``.

    Parameters
    ----------
    replies, event, clock, as_of, opening
        As in :func:`reply_times`.
    quantiles : sequence of float
        Between 0 and 1; 0.5 is the median, 0.9 the time that one message in ten exceeds.

    Returns
    -------
    Series
        Named ``hours``, index ``quantile``; NaN where too many messages are open to tell.

    Raises
    ------
    CourseError
        As in :func:`reply_times`, or if a quantile is not between 0 and 1.

    Notes
    -----
    It is assumed that messages are open because the window ended, not because they are hard; all
    that arrived must be in the table.

    Source: Kaplan, E. L., & Meier, P. (1958). Nonparametric estimation from incomplete
    observations. *Journal of the American Statistical Association*, 53(282), 457-481. Computed
    by scipy.

    Examples
    --------
    >>> replies = pd.DataFrame(
    ...     {
    ...         "arrived": ["2026-01-05 09:00"] * 4,
    ...         "resolved": ["2026-01-05 10:00", "2026-01-05 12:00", "2026-01-05 15:00", None],
    ...     }
    ... )
    >>> reply_quantiles(replies, as_of="2026-01-08 09:00").to_dict()
    {0.5: 3.0, 0.9: nan}
    """
    shares = list(np.atleast_1d(np.asarray(quantiles, dtype=float)))
    if not all(0 < share < 1 for share in shares):
        raise CourseError(
            _("quantiles is {quantiles}: give numbers between 0 and 1, such as 0.5.").format(
                quantiles=quantiles
            )
        )
    times = reply_times(replies, event, clock, as_of, opening)
    curve = kaplan_meier(times["hours"], times["answered"])
    hours = [first_time_at(curve.quantiles, curve.probabilities, 1 - share) for share in shares]
    return pd.Series(hours, index=pd.Index(shares, name="quantile"), name="hours")


def _opening(clock: str, opening: tuple[float, float]) -> tuple[float, float]:
    if clock not in ("calendar", "business"):
        raise CourseError(
            _("clock is {clock!r}: give 'calendar' or 'business'.").format(clock=clock)
        )
    try:
        start, end = (float(one) for one in opening)
    except (TypeError, ValueError):
        start = end = float("nan")
    if not 0 <= start < end <= 24:
        raise CourseError(
            _(
                "opening is {opening!r}: give two hours of the day, the first before the second, "
                "such as (9, 17)."
            ).format(opening=opening)
        )
    return start, end


def _in_hours(spans: pd.Series) -> pd.Series:
    return spans.dt.total_seconds() / 3600


def _open_seconds(moments: pd.Series, start: float, end: float) -> pd.Series:
    """Return the seconds of opening hours from a Monday long ago to each moment."""
    since = (moments.dt.tz_localize(None) - _MONDAY).dt.total_seconds()
    opens, closes = 3600 * start, 3600 * end
    days = since // 86_400
    weekday = days % 7
    today = (since - 86_400 * days).clip(opens, closes) - opens
    whole = 5 * (days // 7) + weekday.clip(upper=5)
    return whole * (closes - opens) + today.where(weekday < 5, 0.0)
