"""How long complaints take, with the open ones kept.

A mean over closed complaints flatters: the cases that take long are still open. The curve of Kaplan
and Meier (:func:`resolution_curve`) keeps an open case for as long as it was followed;
:func:`closed_only` is the flattering twin, to be shown beside it.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from servicelab.complaints.deadlines import Calendar, Clock, days_elapsed
from servicelab.data.frames import require_columns, require_level, require_numbers
from servicelab.data.moments import first_time_at, kaplan_meier, moments
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.plots.axes import new_axes, sentence_case
from servicelab.plots.style import PALETTE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "closed_only",
    "median_resolution",
    "plot_resolution",
    "resolution_curve",
    "resolution_times",
    "share_open",
]

_LINES = ("-", "--", "-.", ":")


def resolution_times(
    log: pd.DataFrame,
    as_of: str | pd.Timestamp | None = None,
    start: str = "opened",
    end: str = "closed",
    clock: Clock = "calendar",
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """Measure how long each complaint took, or has taken so far.

    Parameters
    ----------
    log : DataFrame
        One row for each complaint, open ones too: columns `start` and `end`, which is blank while
        the complaint is open.
    as_of : date, optional
        The day on whose evening the log was looked at: what is closed later was open then. By
        default the last day in the two columns; give it if you know it.
    start, end : str
        Columns of dates.
    clock, calendar
        As in :func:`servicelab.complaints.deadlines.days_elapsed`.

    Returns
    -------
    DataFrame
        The index of `log`; columns ``days`` (whole days, the day of receipt is day 0; up to `as_of`
        if open) and ``closed`` (False if open).

    Raises
    ------
    CourseError
        If a column is missing or holds no dates, a start is blank or after `as_of`, or an end lies
        before its start.

    Examples
    --------
    >>> log = pd.DataFrame(
    ...     {"opened": ["2025-03-03", "2025-03-03"], "closed": ["2025-03-05", None]}
    ... )
    >>> resolution_times(log, as_of="2025-03-31")
       days  closed
    0   2.0    True
    1  28.0   False
    """
    opened, closed, last = moments(log, start, end, as_of, "log", whole_days=True)
    days = days_elapsed(opened, closed.fillna(last), clock, calendar)
    return pd.DataFrame({"days": days, "closed": closed.notna()})


def resolution_curve(
    times: pd.DataFrame, by: str | pd.Series | None = None, level: float = 0.95
) -> pd.DataFrame:
    """Estimate which share of the complaints is still open after each number of days.

    ``S(t) = product over t_i <= t of (1 - d_i / n_i)``, with ``d_i`` complaints closed on day
    ``t_i`` and ``n_i`` that were open until then. The interval is that of ``log(-log S)`` with
    Greenwood's standard error, so it stays between 0 and 1.

    Parameters
    ----------
    times : DataFrame
        From :func:`resolution_times`: ``days`` and ``closed``.
    by : str or Series, optional
        A curve for each value: a column of `times`, or a Series with its index. A blank value is
        left out.
    level : float
        Confidence of each point's interval.

    Returns
    -------
    DataFrame
        One row for each day on which complaints of the group were closed, and for the first and the
        last day followed: ``group``, ``days``, ``at_risk`` (open until then), ``closed``,
        ``open_share`` (proportion open after that day), ``low`` and ``high`` (NaN where the share
        is 0). Without `by` the group is ``"all"``.

    Raises
    ------
    CourseError
        If a column is missing or blank, days are negative, the groups have another index, or the
        level is not between 0 and 1.

    Notes
    -----
    It is assumed that a complaint is open because the window ended, not because it is hard; a
    curve for each severity needs the assumption within the severity only.

    Source: Kaplan, E. L., & Meier, P. (1958). Nonparametric estimation from incomplete
    observations. *Journal of the American Statistical Association*, 53(282), 457-481. Computed
    by scipy.

    Examples
    --------
    >>> times = pd.DataFrame({"days": [1, 2, 2, 4], "closed": [True, True, False, True]})
    >>> resolution_curve(times)[["days", "at_risk", "closed", "open_share"]]
       days  at_risk  closed  open_share
    0   0.0        4       0        1.00
    1   1.0        4       1        0.75
    2   2.0        3       1        0.50
    3   4.0        1       1        0.00
    """
    require_level(level)
    table = _checked(times)
    groups = pd.Series("all", index=table.index) if by is None else _groups(times, by)
    parts = []
    for group, rows in table.groupby(groups, observed=True, sort=True):
        part = _steps(rows, level)
        part.insert(0, "group", [group] * len(part))
        parts.append(part)
    if not parts:
        raise CourseError(_("by is blank in every row: pass a column with groups."))
    curve = pd.concat(parts, ignore_index=True)
    curve.attrs.update(level=level, by=groups.name)
    return curve


def share_open(times: pd.DataFrame, days: float) -> float:
    """Return the share of complaints that are still open after a number of days.

    ``S(days)`` of :func:`resolution_curve`: what is closed on the last day is in time.

    Parameters
    ----------
    times : DataFrame
        From :func:`resolution_times`.
    days : float
        0 or more.

    Returns
    -------
    float
        A proportion; NaN if no complaint was followed for that long and some are open.

    Raises
    ------
    CourseError
        As in :func:`resolution_curve`, or if `days` is negative or no number.

    Examples
    --------
    >>> times = pd.DataFrame({"days": [1, 2, 2, 4], "closed": [True, True, False, True]})
    >>> round(share_open(times, 3), 3)
    0.5
    """
    _limit(days)
    curve = resolution_curve(times)
    before = curve[curve["days"] <= days]
    share = float(before["open_share"].iloc[-1]) if len(before) else 1.0
    return float("nan") if share and days > curve["days"].iloc[-1] else share


def median_resolution(times: pd.DataFrame, level: float = 0.95) -> pd.Series:
    """Return the days by which half of the complaints are closed, open ones kept.

    The first day with ``S(t) <= 0.5``; the interval holds the days on which the interval of
    ``S(t)`` in :func:`resolution_curve` holds 0.5.

    Parameters
    ----------
    times : DataFrame
        From :func:`resolution_times`.
    level : float
        Confidence of the interval.

    Returns
    -------
    Series
        ``median``, ``low`` and ``high``, in days; NaN where too many are open to tell.

    Raises
    ------
    CourseError
        As in :func:`resolution_curve`.

    Notes
    -----
    Where many complaints end on one day, the curve may fall through 0.5 for certain on that day:
    then it is both limits, where ``quantile_ci`` of statsmodels has none.

    Source of the interval: Brookmeyer, R., & Crowley, J. (1982). A confidence interval for the
    median survival time. *Biometrics*, 38(1), 29-41.

    Examples
    --------
    >>> times = pd.DataFrame({"days": [1, 2, 2, 4], "closed": [True, True, False, True]})
    >>> median_resolution(times)["median"]
    np.float64(2.0)
    """
    curve = resolution_curve(times, level=level)
    days = curve["days"].to_numpy()
    # where the share is 0 its interval is 0 as well
    shares = {"median": "open_share", "low": "low", "high": "high"}
    return pd.Series(
        {
            name: first_time_at(days, curve[column].fillna(0).to_numpy(), 0.5)
            for name, column in shares.items()
        },
        name="days",
    )


def closed_only(times: pd.DataFrame, days: float = 15) -> pd.Series:
    """Return what the closed complaints alone say: too short, because the long ones are open.

    Parameters
    ----------
    times : DataFrame
        From :func:`resolution_times`.
    days : float
        The limit that ``over`` counts.

    Returns
    -------
    Series
        ``n`` (closed), ``open`` (left out), ``mean`` and ``median`` (days), and ``over`` (closed
        after more than `days` / closed).

    Raises
    ------
    CourseError
        If a column is missing or blank, days are negative, or no complaint is closed.

    Examples
    --------
    >>> times = pd.DataFrame({"days": [1, 2, 40, 4], "closed": [True, True, False, True]})
    >>> closed_only(times).round(2).to_dict()
    {'n': 3.0, 'open': 1.0, 'mean': 2.33, 'median': 2.0, 'over': 0.0}
    """
    _limit(days)
    table = _checked(times)
    closed = table.loc[table["closed"], "days"]
    if closed.empty:
        raise CourseError(_("No complaint is closed yet: nothing can be said of closed ones."))
    return pd.Series(
        {
            "n": float(len(closed)),
            "open": float(len(table) - len(closed)),
            "mean": closed.mean(),
            "median": closed.median(),
            "over": (closed > days).mean(),
        }
    )


def plot_resolution(curve: pd.DataFrame, ax: Axes | None = None, days: float | None = None) -> Axes:
    """Draw the share still open against the days, with the interval as a band.

    Parameters
    ----------
    curve : DataFrame
        From :func:`resolution_curve`; a line for each group.
    ax : Axes, optional
        Where to draw; a new figure by default.
    days : float, optional
        A deadline to mark.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        If a column is missing, or there are more than four groups.

    Examples
    --------
    >>> times = pd.DataFrame({"days": [1, 2, 2, 4], "closed": [True, True, False, True]})
    >>> ax = plot_resolution(resolution_curve(times))
    >>> ax.get_ylabel()
    'Share still open'
    """
    from matplotlib.ticker import PercentFormatter

    table = require_columns(curve, ["group", "days", "open_share", "low", "high"], "curve")
    groups = list(dict.fromkeys(table["group"]))
    if len(groups) > len(_LINES):
        raise CourseError(
            _("curve has {count} groups: draw {most} at most, so that each can be told.").format(
                count=len(groups), most=len(_LINES)
            )
        )
    ax = new_axes(ax, 4.4)
    for position, group in enumerate(groups):
        part = table[table["group"] == group]
        if part["days"].iloc[0] > 0:
            start = part.iloc[:1].assign(days=0.0, open_share=1.0, low=1.0, high=1.0)
            part = pd.concat([start, part])
        color = PALETTE[position]
        ax.fill_between(
            part["days"],
            part["low"],
            part["high"],
            step="post",
            color=color,
            alpha=0.15,
            linewidth=0,
        )
        ax.step(
            part["days"],
            part["open_share"],
            where="post",
            color=color,
            linewidth=2,
            linestyle=_LINES[position],
            label=sentence_case(group),
        )
    if days is not None:
        ax.axvline(days, color="#444444", linewidth=1, label="_deadline")
        ax.annotate(
            _("day {days:g}").format(days=days),
            (days, 1),
            xycoords=("data", "axes fraction"),
            xytext=(4, -4),
            textcoords="offset points",
            va="top",
        )
    ax.set_xlim(left=0)
    ax.set_ylim(0, 1.02)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0))
    ax.set_xlabel(_("Days since receipt"))
    ax.set_ylabel(_("Share still open"))
    if len(groups) > 1:
        title = curve.attrs.get("by")
        ax.legend(title=sentence_case(title) if title else None, handlelength=3.5)
    return ax


def _steps(rows: pd.DataFrame, level: float) -> pd.DataFrame:
    """Compute the curve of one group."""
    days, closed = rows["days"].to_numpy(), rows["closed"].to_numpy()
    curve = kaplan_meier(rows["days"], rows["closed"])
    marks, events = np.unique(np.concatenate([days[closed], [0, days.max()]]), return_counts=True)
    share = curve.evaluate(marks)
    with warnings.catch_warnings():
        # where the share is 0 or 1 it has no interval
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = curve.confidence_interval(level, method="log-log")
    low, high = (np.where(share == 1, 1.0, side.evaluate(marks)) for side in interval)
    return pd.DataFrame(
        {
            "days": marks,
            "at_risk": len(days) - np.searchsorted(np.sort(days), marks),
            "closed": events - (marks == 0) - (marks == days.max()),
            "open_share": share,
            "low": low,
            "high": high,
        }
    )


def _checked(times: object) -> pd.DataFrame:
    table = require_columns(times, ["days", "closed"], "times")
    days = require_numbers(table, ["days"], "times")["days"]
    if (days < 0).any():
        raise CourseError(_("times holds negative days: use resolution_times."))
    if not table["closed"].isin([True, False]).all():
        raise CourseError(
            _("Column 'closed' of times must be true or false: use resolution_times.")
        )
    return pd.DataFrame({"days": days, "closed": table["closed"].astype(bool)})


def _groups(times: pd.DataFrame, by: str | pd.Series) -> pd.Series:
    if isinstance(by, str):
        return require_columns(times, [by], "times")[by]
    if not by.index.equals(times.index):
        raise CourseError(_("by is indexed differently from times: take both from one table."))
    return by


def _limit(days: Any) -> None:
    if isinstance(days, bool) or not isinstance(days, int | float | np.number) or not days >= 0:
        raise CourseError(_("days must be a number, 0 or more, not {days!r}.").format(days=days))
