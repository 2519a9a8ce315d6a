"""How often ranges held what came, and how often one was right when one was so sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.portfolio.records import CourseRecord

#: How sure one is to be of a range: the one level of the course.
LEVEL: Final = 0.8
#: Where the bins of sureness begin and end; the last holds its upper end.
BINS: Final = (0.0, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0)


def range_table(records: Iterable[CourseRecord]) -> pd.DataFrame:
    """The ranges among some records whose outcome was kept.

    Parameters
    ----------
    records : iterable of CourseRecord
        From :func:`servicelab.portfolio.collect_records`.

    Returns
    -------
    DataFrame
        Index name; columns ``module``, ``low``, ``high`` and ``came``.

    Examples
    --------
    >>> given = {"low": 5.0, "high": 15.0}
    >>> one = CourseRecord("m06", "m06-explain", "range", given, "2026-03-02", outcome=24.0)
    >>> range_table([one])
                module  low  high  came
    name
    m06-explain    m06  5.0  15.0  24.0
    """
    rows = [
        (one.name, one.module, one.decision["low"], one.decision["high"], one.outcome)
        for one in records
        if one.kind == "range" and isinstance(one.outcome, float)
    ]
    table = pd.DataFrame(rows, columns=["name", "module", "low", "high", "came"])
    numbers = ["low", "high", "came"]
    return table.astype(dict.fromkeys(numbers, float)).set_index("name")


def hit_rate(ranges: pd.DataFrame | Iterable[CourseRecord]) -> tuple[float, float, float]:
    """The share of ranges that held what came, with its interval.

    Parameters
    ----------
    ranges : DataFrame or iterable of CourseRecord
        Columns ``low``, ``high`` and ``came``, all in the unit of their row; or records, of which
        the ranges with an outcome count. An end belongs to its range.

    Returns
    -------
    tuple of (float, float, float)
        Ranges that held / all ranges, and the 95 % interval of Wilson (1927).

    Raises
    ------
    CourseError
        If there is no range, or a number is missing.

    Notes
    -----
    The interval takes the ranges as independent. Those of one module share their data, so it is
    rough, and rather too narrow.

    Examples
    --------
    >>> three = pd.DataFrame({"low": [10, 2, 40], "high": [30, 3, 60], "came": [33.5, 3, 55]})
    >>> [round(one, 2) for one in hit_rate(three)]
    [0.67, 0.21, 0.94]
    """
    from statsmodels.stats.proportion import proportion_confint

    table = ranges if isinstance(ranges, pd.DataFrame) else range_table(ranges)
    if table.empty:
        raise CourseError(_("There is no range whose outcome is known."))
    table = require_columns(table, ["low", "high", "came"], "ranges")
    if table[["low", "high", "came"]].isna().any(axis=None):
        raise CourseError(_("An end of a range, or what came, is missing."))
    held = int(table["came"].between(table["low"], table["high"]).sum())
    low, high = proportion_confint(held, len(table), method="wilson")
    return held / len(table), float(low), float(high)


def range_words(records: Iterable[CourseRecord]) -> str:
    """How one's own ranges did, in sentences.

    Parameters
    ----------
    records : iterable of CourseRecord
        From :func:`servicelab.portfolio.collect_records`.

    Examples
    --------
    >>> range_words([])
    'No range whose outcome was kept is on file yet.'
    """
    table = range_table(records)
    if table.empty:
        return _("No range whose outcome was kept is on file yet.")
    share, low, high = hit_rate(table)
    n = len(table)
    told = _(
        "Of {n} ranges {held} held what came: {share:.0f} %, with an interval from {low:.0f} to "
        "{high:.0f} % (95 %, rough: ranges of one module share their data)."
    ).format(n=n, held=round(share * n), share=100 * share, low=100 * low, high=100 * high)
    if low <= LEVEL <= high:
        told += " " + _("80 % lies inside: whether they are too narrow or too wide cannot be told.")
    elif high < LEVEL:
        told += " " + _("80 % lies above: they are too narrow.")
    else:
        told += " " + _("80 % lies below: they are wider than they need be.")
    return told


def calibration(
    records: Iterable[CourseRecord],
    right: Mapping[str, bool] | None = None,
    bins: Sequence[float] = BINS,
) -> pd.DataFrame:
    """How often one was right, by how sure one said to be.

    Parameters
    ----------
    records : iterable of CourseRecord
        Ranges with an outcome count with 80 %. A statement counts where `right` says what it was.
    right : mapping, optional
        Name of a statement to whether it was right: what a grader or a judge has told.
    bins : sequence of float
        Where the bins begin, and the end of the last.

    Returns
    -------
    DataFrame
        Index ``bin``, such as ``80 to 95 %``; ``n``; ``said``, the mean sureness; ``right``, the
        share that was right; ``low`` and ``high``, its 95 % interval of Wilson. Empty bins are left
        out.

    Examples
    --------
    >>> sure = {"sentence": "B", "sure": 0.7}
    >>> told = CourseRecord("m04", "m04-q4b-statement", "statement", sure, "2026-03-02")
    >>> calibration([told], {"m04-q4b-statement": False})[["n", "said", "right"]]
                n  said  right
    bin
    65 to 80 %  1   0.7    0.0
    """
    from statsmodels.stats.proportion import proportion_confint

    known = right or {}
    pairs: list[tuple[float, bool]] = []
    for one in records:
        if one.kind == "range" and isinstance(one.outcome, float):
            pairs.append((LEVEL, one.decision["low"] <= one.outcome <= one.decision["high"]))
        elif one.kind == "statement" and one.name in known:
            pairs.append((float(one.decision["sure"]), bool(known[one.name])))
    rows: list[dict[str, Any]] = []
    for k, (begin, end) in enumerate(pairwise(bins)):
        is_last = k == len(bins) - 2
        inside = [pair for pair in pairs if begin <= pair[0] and (pair[0] < end or is_last)]
        if not inside:
            continue
        hits = sum(is_right for _said, is_right in inside)
        low, high = proportion_confint(hits, len(inside), method="wilson")
        rows.append(
            {
                "bin": _("{begin:.0f} to {end:.0f} %").format(begin=100 * begin, end=100 * end),
                "n": len(inside),
                "said": sum(said for said, _is_right in inside) / len(inside),
                "right": hits / len(inside),
                "low": float(low),
                "high": float(high),
            }
        )
    columns = ["bin", "n", "said", "right", "low", "high"]
    return pd.DataFrame(rows, columns=columns).set_index("bin")
