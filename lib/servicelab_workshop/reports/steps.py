"""Visits that stand in several rows, one for each desk that they were sent to."""

from __future__ import annotations

import pandas as pd

__all__ = ["join_steps"]


def join_steps(rows: pd.DataFrame, visits: pd.Series) -> pd.DataFrame:
    """Put the steps of a visit into one row: the first arrival and start, the last end.

    Parameters
    ----------
    rows : DataFrame
        With ``arrived``, ``started`` and ``ended``.
    visits : Series of str
        What each row calls its visit.

    Returns
    -------
    DataFrame
        Rows of one name and one arrival are steps if each begins when the one before has ended.

    Examples
    --------
    >>> day = lambda *times: pd.to_datetime([f"2025-03-03 {time}" for time in times])
    >>> rows = pd.DataFrame({"arrived": day("9:00", "9:00"), "started": day("9:02", "9:30"),
    ...                      "ended": day("9:09", "9:40")})
    >>> len(join_steps(rows, pd.Series(["A1", "A1"])))
    1
    """
    ordered = rows.assign(_visit=visits).sort_values("started", kind="stable")
    same = ordered.groupby(["_visit", "arrived"], sort=False)
    before = same["ended"].shift()
    is_step = (ordered["started"] >= before) & (ordered["started"] > same["started"].shift())
    if not is_step.any():
        return rows
    # a row that is no step begins a visit of its own
    place = (~is_step).groupby([ordered["_visit"], ordered["arrived"]]).cumsum()
    keys = [ordered["_visit"], ordered["arrived"], place]
    last = ordered["ended"].groupby(keys).transform("max")
    joined = ordered.assign(ended=last)[~is_step].drop(columns="_visit")
    return joined.sort_index()
