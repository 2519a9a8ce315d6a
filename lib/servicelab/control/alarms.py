"""When a weekly rate gives an alarm, how long that takes, and the constants of Shewhart's charts.

An alarm rule looks at one share a week. It errs in two ways: it calls when nothing has changed, and
it stays silent when something has. Both are one number, the **mean run length**: the mean number of
weeks up to and including the first alarm, once if nothing has changed and once if it has. Here it is
counted for rules that look at a **rise**, with the usual share known.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = [
    "RULES",
    "cusum_path",
    "cusum_run_length",
    "run_length",
    "run_length_table",
    "shewhart_constants",
]

#: How much of each week's rise a cusum lets pass, and from where on it calls, in standard errors.
SLACK: Final = 0.5
CALLS: Final = 4.0
#: How many weeks in a row above the usual share are an alarm of their own.
IN_A_ROW: Final = 8

#: Short names of the four rules of :func:`run_length_table`, and their names for people.
RULES: Final[dict[str, str]] = {
    "two": _("two errors"),
    "three": _("three errors"),
    "runs": _("three errors, or eight in a row"),
    "cusum": _("cusum"),
}

#: Size of the subgroup -> mean and standard deviation of its range, in standard deviations of a
#: single measure, and mean of its standard deviation; a normal measure.
_RANGES: Final = {
    2: (1.12838, 0.85250, 0.79788),
    3: (1.69257, 0.88837, 0.88623),
    4: (2.05875, 0.87981, 0.92132),
    5: (2.32593, 0.86408, 0.93999),
    6: (2.53441, 0.84804, 0.95153),
    7: (2.70436, 0.83321, 0.95937),
    8: (2.84720, 0.81983, 0.96503),
    9: (2.97003, 0.80783, 0.96931),
    10: (3.07751, 0.79705, 0.97266),
}
#: States between 0 and where a cusum calls, for its run length.
_STATES = 400


def run_length(
    p0: float, p1: float, n: int, sigmas: float = 3.0, in_a_row: int | None = None
) -> float:
    """Return the mean number of weeks to the first alarm of a limit, exactly.

    The limit lies `sigmas` standard errors above the usual share, ``p0 + sigmas * sqrt(p0 * (1 -
    p0) / n)``; a share **above** it is an alarm. Each week counts `n` customers, independently.

    Parameters
    ----------
    p0 : float
        The usual share, which is known.
    p1 : float
        The true share now; equal to `p0` for the run length of false alarms.
    n : int
        Customers a week.
    sigmas : float
        How many standard errors above the usual share the limit lies.
    in_a_row : int, optional
        So many weeks in a row above `p0` are an alarm, too.

    Returns
    -------
    float
        Weeks, the week of the alarm included; infinite if there can be no alarm.

    Raises
    ------
    CourseError
        If a share does not lie between 0 and 1, or `n` or `in_a_row` is no whole number from 1 on.

    Examples
    --------
    >>> round(run_length(0.10, 0.10, 200), 0), round(run_length(0.10, 0.16, 200), 1)
    (343.0, 2.2)
    >>> round(run_length(0.10, 0.12, 200), 1), round(run_length(0.10, 0.12, 200, in_a_row=8), 1)
    (27.4, 16.3)
    """
    size = _known(p0, p1, n)
    limit = p0 + sigmas * _error(p0, size)
    call = float(binom.sf(_most(size * limit), size, p1))
    if in_a_row is None:
        return 1 / call if call > 0 else math.inf
    row = _whole(in_a_row, "in_a_row")
    above = float(binom.sf(_most(size * p0), size, p1)) - call
    below = 1 - call - above
    # weeks still to go after so many weeks in a row above the usual share
    steps = np.eye(row)
    steps[:, 0] -= below
    for state in range(row - 1):
        steps[state, state + 1] -= above
    if call == 0 and above == 0:
        return math.inf
    return float(np.linalg.solve(steps, np.ones(row))[0])


def cusum_path(z: ArrayLike, slack: float = SLACK) -> NDArray[np.float64]:
    """Return the cumulative sum of what exceeds a slack, never below 0.

    ``c = max(0, c + z - slack)``, week by week, from 0 on (Page 1954).

    Parameters
    ----------
    z : array_like
        Each week's distance from the usual share, in standard errors.
    slack : float
        How much of it is let pass.

    Raises
    ------
    CourseError
        If a distance is missing or not finite.

    Examples
    --------
    >>> cusum_path([1.5, -2.0, 1.0, 1.5]).tolist()
    [1.0, 0.0, 0.5, 1.5]
    """
    distances = np.asarray(z, dtype=float).ravel()
    if not np.isfinite(distances).all():
        raise CourseError(_("A cusum needs the distance of every week; one is missing."))
    path, reached = np.empty(len(distances)), 0.0
    for week, distance in enumerate(distances):
        reached = max(0.0, reached + distance - slack)
        path[week] = reached
    return path


def cusum_run_length(
    p0: float, p1: float, n: int, slack: float = SLACK, calls: float = CALLS
) -> float:
    """Return the mean number of weeks until a cusum of shares lies above where it calls.

    Parameters
    ----------
    p0, p1, n
        As in :func:`run_length`.
    slack, calls : float
        What is let pass each week, and from where on the sum is an alarm; standard errors.

    Returns
    -------
    float
        Weeks, by a Markov chain of 400 states (Brook and Evans 1972): right to about one percent.

    Raises
    ------
    CourseError
        As :func:`run_length`, or if `calls` is not above 0.

    Examples
    --------
    >>> 235 < cusum_run_length(0.03, 0.03, 300) < 260, round(cusum_run_length(0.03, 0.04, 300))
    (True, 8)
    """
    size = _known(p0, p1, n)
    if calls <= 0:
        raise CourseError(
            _("A cusum calls from a number above 0 on, not {calls}.").format(calls=calls)
        )
    counts = np.arange(size + 1)
    likely = binom.pmf(counts, size, p1)
    kept = likely > 1e-12
    rises = (counts[kept] / size - p0) / _error(p0, size) - slack
    step = calls / (_STATES - 0.5)
    places = np.arange(_STATES) * step
    landed = np.rint(np.maximum(places[:, None] + rises, 0) / step).astype(int)
    moves = np.zeros((_STATES, _STATES))
    inside = landed < _STATES
    rows = np.broadcast_to(np.arange(_STATES)[:, None], landed.shape)
    weights = np.broadcast_to(likely[kept], landed.shape)
    np.add.at(moves, (rows[inside], landed[inside]), weights[inside])
    if not (~inside).any():
        return math.inf
    return float(np.linalg.solve(np.eye(_STATES) - moves, np.ones(_STATES))[0])


def run_length_table(p0: float, shifts: Mapping[str, float], n: int) -> pd.DataFrame:
    """Return the mean weeks to the first alarm of four rules, for no shift and for some.

    Parameters
    ----------
    p0 : float
        The usual share.
    shifts : mapping
        Name of a column -> the true share then.
    n : int
        Customers a week.

    Returns
    -------
    DataFrame
        Index rule: two errors; three errors; three errors, or eight weeks in a row above the usual
        share; cusum (slack 0.5, calls above 4). Columns ``no shift`` and those of `shifts`.

    Examples
    --------
    >>> run_length_table(0.03, {"to 5.5 %": 0.055}, 300).round(1).loc["two errors"].to_dict()
    {'no shift': 25.6, 'to 5.5 %': 1.5}
    """
    shares = {_("no shift"): p0, **shifts}
    rows: dict[str, list[float]] = {
        "two": [run_length(p0, p1, n, 2) for p1 in shares.values()],
        "three": [run_length(p0, p1, n, 3) for p1 in shares.values()],
        "runs": [run_length(p0, p1, n, 3, IN_A_ROW) for p1 in shares.values()],
        "cusum": [cusum_run_length(p0, p1, n) for p1 in shares.values()],
    }
    return pd.DataFrame(
        {RULES[rule]: row for rule, row in rows.items()}, index=list(shares)
    ).T.rename_axis(index=_("rule"))


def shewhart_constants(size: int) -> pd.Series:
    """Return the constants of Shewhart's charts for subgroups of one size.

    Parameters
    ----------
    size : int
        Measures in a subgroup, 2 to 10.

    Returns
    -------
    Series
        ``d2``: mean range in standard deviations of a single measure; ``A2 = 3 / (d2 * sqrt(size))``
        for limits of the means; ``D3``, ``D4`` for limits of the ranges; ``c4`` for the standard
        deviation.

    Raises
    ------
    CourseError
        If there is no such size.

    Examples
    --------
    >>> shewhart_constants(5).round(3).to_dict()
    {'d2': 2.326, 'A2': 0.577, 'D3': 0.0, 'D4': 2.114, 'c4': 0.94}
    """
    if size not in _RANGES:
        raise CourseError(
            _("There are constants for subgroups of 2 to 10 measures, not of {size}.").format(
                size=size
            )
        )
    mean, spread, c4 = _RANGES[size]
    return pd.Series(
        {
            "d2": mean,
            "A2": 3 / (mean * math.sqrt(size)),
            "D3": max(0.0, 1 - 3 * spread / mean),
            "D4": 1 + 3 * spread / mean,
            "c4": c4,
        }
    )


def _error(p: float, n: int) -> float:
    return math.sqrt(p * (1 - p) / n)


def _most(count: float) -> float:
    """The largest whole count that is not above a limit, whatever its float noise."""
    return math.floor(count + 1e-9)


def _known(p0: float, p1: float, n: int) -> int:
    if not 0 < p0 < 1 or not 0 <= p1 <= 1:
        raise CourseError(
            _("A share lies between 0 and 1, as a proportion: {p0}, {p1}.").format(p0=p0, p1=p1)
        )
    return _whole(n, "n")


def _whole(count: float, name: str) -> int:
    if not float(count).is_integer() or count < 1:
        raise CourseError(_("{name} is a whole number from 1 on.").format(name=name))
    return int(count)
