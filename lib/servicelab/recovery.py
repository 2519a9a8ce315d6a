"""Service recovery: what a remedy is worth, and what a limit of authority costs.

A remedy is worth what it changes: the value of the customers who stay because of it, less what it
costs (:func:`remedy_value`). One that fails is worse than none (:func:`double_deviation`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ._i18n import _
from .errors import CourseError

__all__ = ["double_deviation", "remedy_value"]


def remedy_value(
    p_before: float | pd.Series,
    p_after: float | pd.Series,
    clv: float | pd.Series,
    cost: float | pd.Series,
) -> Any:
    """Return the expected value of a remedy against doing nothing.

    ``value = (p_after - p_before) clv - cost``. Only the change counts: a customer who would have
    stayed anyway is not won by the remedy.

    Parameters
    ----------
    p_before, p_after : float or Series
        Probability that the customer stays, without and with the remedy, 0 to 1.
    clv : float or Series
        What the relation is worth if the customer stays, yuan, 0 or more.
    cost : float or Series
        What is paid and what the handling costs, yuan, 0 or more.

    Returns
    -------
    float or Series
        Yuan; negative if the remedy costs more than it brings. A Series if any of the four is one.

    Raises
    ------
    CourseError
        If a number is missing or outside its range, or two Series have different indexes.

    Examples
    --------
    The large refund keeps more customers and is worth less:

    >>> remedy_value(0.5, 0.75, 4000, 300)
    700.0
    >>> remedy_value(0.5, 0.875, 4000, 1200)
    300.0
    """
    before, after, worth, paid = _aligned(
        {"p_before": p_before, "p_after": p_after, "clv": clv, "cost": cost}
    )
    _within({"p_before": before, "p_after": after}, 0, 1)
    _within({"clv": worth, "cost": paid}, 0, np.inf)
    return (after - before) * worth - paid


def double_deviation(p: float | pd.Series, penalty: float | pd.Series) -> Any:
    """Return the probability of staying after a remedy that failed.

    ``p (1 - penalty)``: of those who would have stayed after the first failure, the share
    `penalty` leaves because of the second one. Failing again takes the same share once more.

    Parameters
    ----------
    p : float or Series
        Probability of staying after the first failure if nothing is done, 0 to 1.
    penalty : float or Series
        Share that the second failure drives away, 0 to 1.

    Returns
    -------
    float or Series
        A probability, never above `p`.

    Raises
    ------
    CourseError
        If a number is missing or outside 0 to 1, or two Series have different indexes.

    Notes
    -----
    Source of the idea: Bitner, M. J., Booms, B. H., & Tetreault, M. S. (1990). The service
    encounter: Diagnosing favorable and unfavorable incidents. *Journal of Marketing*, 54(1), 71-84.

    Examples
    --------
    >>> double_deviation(0.5, 0.25)
    0.375
    """
    stays, share = _aligned({"p": p, "penalty": penalty})
    _within({"p": stays, "penalty": share}, 0, 1)
    return stays * (1 - share)


def _aligned(given: dict[str, Any]) -> list[Any]:
    """Return each value as a float or a Series of floats; all Series with one index."""
    values: list[Any] = []
    index: pd.Index | None = None
    for name, value in given.items():
        try:
            numbers = value.astype(float) if isinstance(value, pd.Series) else float(value)
        except (TypeError, ValueError):
            numbers = np.nan
        if np.isnan(numbers).any():
            raise CourseError(
                _("{name} must be a number, or a column of numbers without blanks.").format(
                    name=name
                )
            )
        if isinstance(numbers, pd.Series):
            if index is not None and not index.equals(numbers.index):
                raise CourseError(
                    _(
                        "{name} has another index than the columns before: take all from one table."
                    ).format(name=name)
                )
            index = numbers.index
        values.append(numbers)
    return values


def _within(given: dict[str, Any], low: float, high: float) -> None:
    for name, value in given.items():
        if np.any((value < low) | (value > high)):
            text = _("{name} must be from {low} to {high}: check the unit.")
            if high == np.inf:
                text = _("{name} must be {low} or more: check the sign.")
            raise CourseError(text.format(name=name, low=low, high=high))
