"""Follow-up calls after a service: whom to call, and what those who answer stand for.

Calls are drawn by stratum (:func:`allocate_calls`) and reckoned back to all customers
(:func:`stratified_mean`). Not everybody is reached, and not everybody reached answers
(:func:`response_table`): weights give each group its size again (:func:`response_weights`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from servicelab.data.frames import (
    require_columns,
    require_level,
    require_numbers,
    require_present,
    require_zero_one,
)
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["allocate_calls", "response_table", "response_weights", "stratified_mean"]

Amounts = Mapping[str, float] | pd.Series

#: calls in each stratum at least: fewer show no spread
_LEAST = 2


def allocate_calls(sizes: Amounts, sds: Amounts, n: int, costs: Amounts | None = None) -> pd.Series:
    """Divide calls among strata so that the weighted mean is as certain as it can be.

    Neyman's rule ``n_h = n (N_h s_h / sqrt c_h) / sum_k (N_k s_k / sqrt c_k)``: many calls where
    there are many customers, where they differ, and where a call is cheap. Every stratum gets 2
    calls at least (or all its customers) and never more than it has customers; what that frees or
    takes is divided by the same rule. Fractions go to the largest remainders.

    Parameters
    ----------
    sizes : mapping or Series
        Stratum to its number of customers N_h, whole numbers of 1 or more.
    sds : mapping or Series
        Stratum to the standard deviation s_h (ddof = 1) of the score there, above 0, from an
        earlier survey.
    n : int
        Calls in all: at least 2 for each stratum, at most one for each customer.
    costs : mapping or Series, optional
        Stratum to the cost of a call c_h, above 0; the same everywhere by default. They move calls,
        not their number.

    Returns
    -------
    Series
        Named ``calls``; whole numbers that sum to n, in the order of `sizes`.

    Raises
    ------
    CourseError
        If the strata differ, a number is missing or outside its range, or n cannot be divided.

    Notes
    -----
    Source: Neyman, J. (1934). On the two different aspects of the representative method. *Journal
    of the Royal Statistical Society*, 97(4), 558-625.

    Examples
    --------
    Refused claims are few, and opinions about them differ:

    >>> allocate_calls({"paid": 3000, "refused": 600}, {"paid": 1.0, "refused": 2.5}, 300)
    paid       200
    refused    100
    Name: calls, dtype: int64
    """
    size = _amounts(sizes, "sizes")
    if (size % 1 != 0).any():
        raise CourseError(_("sizes must be whole numbers of customers."))
    weight = size * _amounts(sds, "sds", size.index)
    if costs is not None:
        weight = weight / np.sqrt(_amounts(costs, "costs", size.index))
    low, high = size.clip(upper=_LEAST).to_numpy(), size.to_numpy()
    whole = isinstance(n, int | np.integer) and not isinstance(n, bool)
    if not whole or not low.sum() <= n <= high.sum():
        raise CourseError(
            _(
                "n is {n!r}: give a whole number from {low:.0f} to {high:.0f} for these strata."
            ).format(n=n, low=low.sum(), high=high.sum())
        )
    exact = _fill(weight.to_numpy(), low, high, float(n))
    calls = np.floor(exact + 1e-9).astype("int64")
    order = np.argsort(-np.round(exact - calls, 9), kind="stable")
    calls[order[: n - calls.sum()]] += 1
    return pd.Series(calls, index=size.index, name="calls")


def stratified_mean(
    values: pd.Series, strata: pd.Series, sizes: Amounts, level: float = 0.95
) -> pd.Series:
    """Estimate the mean over all customers from a sample drawn by stratum.

    ``mean = sum_h W_h m_h`` with ``W_h = N_h / N`` and the sample means ``m_h``; ``se^2 = sum_h
    W_h^2 (1 - n_h / N_h) s_h^2 / n_h`` with ddof = 1. The factor ``1 - n_h / N_h`` is the finite
    population correction: who has been asked is no longer uncertain. The limits are ``mean -+ z
    se``. The plain mean of the sample would count a stratum by how often it was called.

    Parameters
    ----------
    values : Series of length n
        The score of each customer sampled.
    strata : Series of length n
        The stratum of each, with the index of `values`.
    sizes : mapping or Series
        Stratum to its number of customers N_h, for every stratum there is.
    level : float
        Confidence level of the interval, between 0 and 1.

    Returns
    -------
    Series
        ``mean``, ``se``, ``low``, ``high`` in the unit of `values`, and ``n``.

    Raises
    ------
    CourseError
        If a value is missing or not a number, the indexes differ, a stratum has no size, fewer than
        2 sampled customers (unless it has but one), or more than its size.

    Notes
    -----
    Valid for a random sample within each stratum. Those who answer are not one: see
    :func:`response_table`.

    Source: Cochran, W. G. (1977). *Sampling Techniques* (3rd ed.), chapter 5. Wiley.

    Examples
    --------
    Refused claims were called more often than their share:

    >>> scores = pd.Series([9, 8, 3, 2, 5, 4])
    >>> strata = pd.Series(["paid"] * 2 + ["refused"] * 4)
    >>> float(scores.mean().round(2))
    5.17
    >>> stratified_mean(scores, strata, {"paid": 900, "refused": 100}).round(2).to_dict()
    {'mean': 8.0, 'se': 0.45, 'low': 7.11, 'high': 8.89, 'n': 6.0}
    """
    from scipy.stats import norm

    require_level(level)
    if not (isinstance(values, pd.Series) and isinstance(strata, pd.Series)):
        raise CourseError(_("values and strata must be Series: take both from one table."))
    if not values.index.equals(strata.index):
        raise CourseError(_("values and strata have different indexes: take both from one table."))
    sample = pd.DataFrame({"values": values.to_numpy(), "stratum": strata.to_numpy()})
    require_present(sample, ["stratum"], "strata")
    sample["values"] = require_numbers(sample, ["values"], "values")["values"]
    size = _amounts(sizes, "sizes")
    unknown = sorted(set(map(str, sample.loc[~sample["stratum"].isin(size.index), "stratum"])))
    if unknown:
        raise CourseError(
            _("sizes lacks the strata {unknown}: give the size of every stratum.").format(
                unknown=", ".join(unknown)
            )
        )
    parts = sample.groupby("stratum", observed=True)["values"]
    n = parts.size().reindex(size.index, fill_value=0)
    few = n < np.minimum(size, _LEAST)
    if few.any():
        raise CourseError(
            _(
                "Stratum {name} has {n} sampled customers: at least 2 are needed, or merge it with "
                "another and say so."
            ).format(name=few.idxmax(), n=n[few].iloc[0])
        )
    if (n > size).any():
        raise CourseError(
            _("Stratum {name} has more sampled customers than its size: check sizes.").format(
                name=(n > size).idxmax()
            )
        )
    share = size / size.sum()
    spread = parts.var().reindex(size.index).fillna(0.0)
    mean = float((share * parts.mean()).sum())
    se = float(np.sqrt((share**2 * (1 - n / size) * spread / n).sum()))
    reach = norm.ppf((1 + level) / 2) * se
    return pd.Series(
        {"mean": mean, "se": se, "low": mean - reach, "high": mean + reach, "n": float(n.sum())}
    )


def response_table(
    frame: pd.DataFrame,
    by: str | Sequence[str] = "stratum",
    assigned: str = "assigned",
    reached: str = "reached",
    answered: str = "answered",
) -> pd.DataFrame:
    """Count in each group who was to be called, who was reached and who answered.

    ``coverage = assigned / events``, ``reach = reached / assigned``, ``response = answered /
    reached``: three rates with three denominators. Their product, ``yield = answered / events``,
    is the share of service events that the scores speak for.

    Parameters
    ----------
    frame : DataFrame
        One row for each service event of the window: the columns of `by`, and 0 or 1 for the three
        steps; `reached` and `answered` may be blank where no call was assigned.
    by : str or sequence of str
        What makes a group, such as ``"stratum"`` or ``"weekday"``.
    assigned, reached, answered : str
        The columns of the three steps.

    Returns
    -------
    DataFrame
        Index `by`, then a row ``"all"``; columns ``events``, ``assigned``, ``reached``,
        ``answered`` (counts), ``coverage``, ``reach``, ``response``, ``yield`` (proportions; NaN
        where the denominator is 0).

    Raises
    ------
    CourseError
        If a column or a value is missing, a step holds something else than 0 and 1, or someone
        passed a step without the one before.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {
    ...         "stratum": ["paid"] * 4 + ["refused"] * 4,
    ...         "assigned": [1, 1, 1, 0, 1, 1, 1, 1],
    ...         "reached": [1, 1, 0, 0, 1, 1, 1, 1],
    ...         "answered": [1, 1, 0, 0, 1, 0, 0, 0],
    ...     }
    ... )
    >>> response_table(frame)[["coverage", "reach", "response", "yield"]].round(2)
             coverage  reach  response  yield
    stratum
    paid         0.75   0.67      1.00   0.50
    refused      1.00   1.00      0.25   0.25
    all          0.88   0.86      0.50   0.38
    """
    steps = _steps(frame, [assigned, reached, answered])
    names = [by] if isinstance(by, str) else list(by)
    require_present(require_columns(frame, names, "frame"), names, "frame")
    counted = steps.set_axis(["assigned", "reached", "answered"], axis=1).assign(events=1)
    counts = counted.groupby([frame[name] for name in names], observed=True).sum()
    if len(names) == 1:
        counts.index = counts.index.astype(object)
    everybody = pd.DataFrame(
        [counts.sum()],
        index=pd.Index(["all"], name=names[0], dtype=object)
        if len(names) == 1
        else pd.MultiIndex.from_tuples([("all",) * len(names)], names=names),
    )
    table = pd.concat([counts, everybody])[["events", "assigned", "reached", "answered"]]
    for rate, above, below in (
        ("coverage", "assigned", "events"),
        ("reach", "reached", "assigned"),
        ("response", "answered", "reached"),
        ("yield", "answered", "events"),
    ):
        table[rate] = table[above] / table[below].where(table[below] > 0)
    return table


def response_weights(
    frame: pd.DataFrame, by: str | Sequence[str] = "stratum", answered: str = "answered"
) -> pd.Series:
    """Give each answer the number of service events that it stands for.

    ``w = events of the group / answers of the group``, the inverse of the group's yield. The
    weighted mean ``sum w x / sum w`` gives each group its share among all events; a weight equal to
    the response rate would count those who answer readily twice.

    Parameters
    ----------
    frame : DataFrame
        One row for each service event, answered or not: the columns of `by` and `answered` (0 or 1;
        blank counts as not answered).
    by : str or sequence of str
        What makes a group: columns known for every event, on which both answering and the score
        depend, such as ``["stratum", "renewed"]``.
    answered : str
        The column that tells who gave a score.

    Returns
    -------
    Series
        Named ``weight``, one for each answer (the index of the rows answered), 1 or more; they add
        up to the number of events.

    Raises
    ------
    CourseError
        If a column or a value is missing, or a group has no answer at all.

    Notes
    -----
    Right if within a group those who answer are like those who do not; which no data of the call
    can show.

    Examples
    --------
    Refused customers answer less, so each answer of theirs stands for more:

    >>> frame = pd.DataFrame(
    ...     {
    ...         "stratum": ["paid"] * 4 + ["refused"] * 4,
    ...         "answered": [1, 1, 1, 1, 1, 0, 0, 0],
    ...         "score": [9, 8, 9, 10, 3, None, None, None],
    ...     }
    ... )
    >>> weight = response_weights(frame)
    >>> weight.to_list()
    [1.0, 1.0, 1.0, 1.0, 4.0]
    >>> float((weight * frame["score"]).sum() / weight.sum())
    6.0
    """
    names = [by] if isinstance(by, str) else list(by)
    table = require_columns(frame, [*names, answered], "frame")
    require_present(table, names, "frame")
    gave = require_zero_one(table[answered].fillna(0), answered) == 1
    keys = [table[name].to_numpy() for name in names]
    events = gave.groupby(keys).transform("size")
    answers = gave.groupby(keys).transform("sum")
    if (answers == 0).any():
        lost = table.loc[(answers == 0).to_numpy(), names].iloc[0]
        raise CourseError(
            _("Nobody answered in the group {group}: merge it with another and say so.").format(
                group=", ".join(map(str, lost))
            )
        )
    return (events / answers)[gave].rename("weight")


def _fill(weight: np.ndarray, low: np.ndarray, high: np.ndarray, total: float) -> np.ndarray:
    """Shares in proportion to the weights, each within its bounds, that add up to the total."""
    from scipy.optimize import brentq

    if total <= low.sum() or total >= high.sum():
        return low if total <= low.sum() else high

    def missing(log_scale: float) -> float:
        return float(np.clip(np.exp(log_scale) * weight, low, high).sum() - total)

    first, last = np.log((low / weight).min()), np.log((high / weight).max())
    scale = np.exp(brentq(missing, first - 1e-9, last + 1e-9))
    share = np.clip(scale * weight, low, high)
    free = (share > low) & (share < high)
    share[free] *= (total - share[~free].sum()) / share[free].sum() if free.any() else 1.0
    return share


def _steps(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Return the three steps of a call as 0 and 1, each only after the one before."""
    table = require_columns(frame, names, "frame")
    first = require_zero_one(table[names[0]], names[0])
    steps = {names[0]: first}
    for before, name in pairwise(names):
        values = table[name].astype(object).where(table[name].notna() | (steps[before] == 1), 0)
        steps[name] = require_zero_one(values, name)
        wrong = (steps[name] == 1) & (steps[before] == 0)
        if wrong.any():
            raise CourseError(
                _("{count} rows have '{name}' without '{before}': mend or drop them.").format(
                    count=int(wrong.sum()), name=name, before=before
                )
            )
    return pd.DataFrame(steps)


def _amounts(given: Amounts, name: str, strata: pd.Index | None = None) -> pd.Series:
    """Return numbers above 0 by stratum, in the order of `strata`."""
    if not isinstance(given, Mapping | pd.Series) or not len(given):
        raise CourseError(
            _("{name} must give a number for each stratum: pass a dictionary or a Series.").format(
                name=name
            )
        )
    series = given if isinstance(given, pd.Series) else pd.Series(dict(given))
    if series.index.has_duplicates:
        raise CourseError(_("{name} names a stratum twice: give each once.").format(name=name))
    numbers = pd.to_numeric(series, errors="coerce")
    if not ((numbers > 0) & (numbers < np.inf)).all():
        raise CourseError(
            _("{name} must be numbers above 0, and is not in '{stratum}'.").format(
                name=name, stratum=numbers.index[~((numbers > 0) & (numbers < np.inf))][0]
            )
        )
    if strata is None:
        return numbers.astype(float)
    if set(strata) != set(numbers.index):
        raise CourseError(
            _("{name} has other strata than sizes: give one number for each.").format(name=name)
        )
    return numbers.astype(float).reindex(strata)
