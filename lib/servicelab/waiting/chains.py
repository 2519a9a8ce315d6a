"""Steps in a row: how often all of them work."""

from __future__ import annotations

from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["availability", "chain"]


@overload
def availability(between: float, repair: float) -> float: ...
@overload
def availability(between: ArrayLike, repair: ArrayLike) -> float | NDArray[np.float64]: ...
def availability(between: ArrayLike, repair: ArrayLike) -> float | NDArray[np.float64]:
    """Return the proportion of time in which a system works.

    Parameters
    ----------
    between : float or array-like of length n
        Mean time **between failures** (MTBF): from the end of a repair to the next failure. Above 0.
    repair : float or array-like of length n
        Mean time to repair (MTTR), in the same unit; 0 or more.

    Returns
    -------
    float or array of length n
        ``between / (between + repair)``. Systems that are all needed work together in the product of
        these proportions if they fail independently: see :func:`chain`. Not in their mean.

    Raises
    ------
    CourseError
        If a time lies outside its limits.

    Examples
    --------
    >>> availability(95, 5)
    0.95
    >>> round(chain([availability(95, 5), availability(90, 10)]), 3)
    0.855
    """
    up, down = np.asarray(between, dtype=float), np.asarray(repair, dtype=float)
    if not (np.all(up > 0) and np.all(down >= 0) and np.all(np.isfinite(up + down))):
        raise CourseError(_("Times between failures are above 0, and repairs take 0 or more."))
    share = up / (up + down)
    return float(share) if share.ndim == 0 else share


def chain(works: ArrayLike) -> float:
    """Return the proportion of cases in which all steps work.

    Parameters
    ----------
    works : array-like of length n
        For each step the proportion of cases in which it works, between 0 and 1.

    Returns
    -------
    float
        Their product, which assumes that the steps fail independently of each other.

    Raises
    ------
    CourseError
        If there is no step, or a proportion lies outside 0 to 1.

    Examples
    --------
    >>> round(chain([0.98] * 12), 3)
    0.785
    """
    steps = np.asarray(works, dtype=float)
    if steps.size == 0 or not np.all((steps >= 0) & (steps <= 1)):
        raise CourseError(_("Give a proportion between 0 and 1 for each step."))
    return float(steps.prod())
