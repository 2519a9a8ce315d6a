"""Customers of whom a list has several rows, one for each contract."""

from __future__ import annotations

import pandas as pd

__all__ = ["join_contracts"]


def join_contracts(rows: pd.DataFrame, last: pd.Timestamp) -> pd.DataFrame:
    """Put the contracts of a customer into one row, from the first start to the last end.

    Parameters
    ----------
    rows : DataFrame
        ``customer``, ``start``, ``end`` (blank while it runs) or ``last_seen``; ``margin``,
        ``acquisition_cost`` and ``group`` as there are.
    last : Timestamp
        The day up to which an open contract brings its margin.

    Returns
    -------
    DataFrame
        The margin is what all contracts brought, divided by the years of the stay; cost and group
        are those of the first contract.

    Examples
    --------
    >>> days = pd.to_datetime(["2020-01-01", "2021-01-01", "2022-01-01"])
    >>> rows = pd.DataFrame({"customer": ["A", "A"], "start": days[:2], "end": days[1:],
    ...                      "margin": [10.0, 10.0]})
    >>> join_contracts(rows, days[2])[["end", "margin"]].values.tolist()
    [[Timestamp('2022-01-01 00:00:00'), 10.0]]
    """
    rows = rows.drop_duplicates().sort_values("start", kind="stable")
    key = rows["customer"]
    joined = rows.drop_duplicates("customer").set_index("customer")
    until = rows["end"].fillna(last) if "end" in rows else rows["last_seen"]
    if "margin" in rows:
        days = (until - rows["start"]).dt.days.clip(lower=1)
        stay = (until.groupby(key).max() - joined["start"]).dt.days.clip(lower=1)
        brought = (rows["margin"] * days).groupby(key).sum(min_count=1) / stay
        joined["margin"] = brought.mask(rows["margin"].isna().groupby(key).any())
    if "end" in rows:
        joined["end"] = rows["end"].groupby(key).max().mask(rows["end"].isna().groupby(key).any())
    if "last_seen" in rows:
        joined["last_seen"] = rows["last_seen"].groupby(key).max()
    return joined.reset_index()[list(rows.columns)]
