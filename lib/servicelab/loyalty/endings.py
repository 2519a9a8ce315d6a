"""How relations end, where there are several ways to end and some have not ended yet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["cumulative_incidence"]


def cumulative_incidence(
    time: pd.Series | np.ndarray | Sequence[float],
    how: pd.Series | np.ndarray | Sequence[object],
    going_on: object = "",
) -> pd.DataFrame:
    """Return the share that has ended in each way, by the time since the beginning.

    A relation ends in one of several ways, and who has ended in one way can no longer end in
    another. Of those who are still there at a time, the share that ends in a way adds to the curve
    of this way, times the share that had not ended in any way before.

    Parameters
    ----------
    time : Series or sequence of length n
        How long each relation lasted, or has lasted so far; above 0.
    how : Series or sequence of length n
        How it ended.
    going_on : object
        What stands in `how` while a relation goes on; missing values count as such, too. It leaves
        those who are watched after its own time: at the same time, ends come first.

    Returns
    -------
    DataFrame
        Index ``time``, from 0 over the times at which something ended; a column for each way to
        end, sorted by name, with shares from 0 to 1, and ``going on``, the rest. A row sums to 1.

    Raises
    ------
    CourseError
        If the two do not fit, a time is missing or not above 0, nothing has ended, or a way to end
        is called "going on".

    Notes
    -----
    The estimator of Aalen and Johansen for competing risks. It differs from one minus the curve of
    Kaplan and Meier that takes the other ways to end for relations that go on: those curves add up
    to more than has ended.

    Source: Aalen, O. O., & Johansen, S. (1978). An empirical transition matrix for non-homogeneous
    Markov chains based on censored observations. *Scandinavian Journal of Statistics*, 5(3), 141-150.

    Examples
    --------
    Five gym members: two left for another gym, one moved town, two are still members.

    >>> curve = cumulative_incidence([2, 3, 3, 5, 6], ["other", "town", "", "other", ""])
    >>> curve.round(2).loc[5].to_dict()
    {'other': 0.5, 'town': 0.2, 'going on': 0.3}
    """
    times = pd.to_numeric(pd.Series(np.asarray(time)), errors="coerce")
    ways = pd.Series(np.asarray(how, dtype=object))
    if len(times) != len(ways):
        raise CourseError(
            _(
                "time has {times} entries and how {ways}: give one of each for every relation."
            ).format(times=len(times), ways=len(ways))
        )
    if times.isna().any() or not (times > 0).all():
        raise CourseError(
            _("A time is missing or not above 0: give how long each relation lasted.")
        )
    ended = ways.where(ways.notna(), going_on) != going_on
    if not ended.any():
        raise CourseError(_("No relation has ended, so there is nothing to count."))
    if (ways[ended] == _REST).any():
        raise CourseError(_('A way to end is called "going on": give it another name.'))
    ends = pd.crosstab(times[ended], ways[ended].astype(str))
    ordered = np.sort(times.to_numpy())
    there = len(ordered) - np.searchsorted(ordered, ends.index.to_numpy(), side="left")
    stay = (1 - ends.sum(axis=1) / there).cumprod()
    before = stay.shift(1, fill_value=1.0)
    curve = ends.mul(before / there, axis=0).cumsum()
    curve[_REST] = stay
    first = pd.DataFrame(0.0, index=[0], columns=curve.columns).assign(**{_REST: 1.0})
    curve = pd.concat([first, curve])
    curve.index.name, curve.columns.name = "time", None
    return curve


_REST = "going on"
