"""Who buys, and what cover does: two rates compared within classes.

Those who chose a tier may be of other classes than those who did not. Compared within each class, and
summed with one weight for each class, the mix of classes no longer counts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["Stratified", "stratified_difference"]


class Stratified(NamedTuple):
    """A difference of two rates within classes, in proportions.

    Attributes
    ----------
    difference : float
        One minus other, within classes.
    low, high : float
        Its interval.
    error : float
        Its standard error.
    """

    difference: float
    low: float
    high: float
    error: float


def stratified_difference(
    x_one: ArrayLike, n_one: ArrayLike, x_other: ArrayLike, n_other: ArrayLike, level: float = 0.95
) -> Stratified:
    r"""Rate of one group minus rate of another, within classes.

    Parameters
    ----------
    x_one, x_other : array-like
        Cases of each class in the two groups, such as claims; from 0 to all.
    n_one, n_other : array-like
        All of each class in the two groups, at least 1.
    level : float
        Of the interval, between 0 and 1.

    Returns
    -------
    Stratified
        Difference, interval and standard error, in proportions: times 100 they are points.

    Raises
    ------
    CourseError
        If the four are not of the same length, a number is missing, not whole or out of its range, or
        the level is not between 0 and 1.

    Notes
    -----
    The difference is :math:`\sum_k w_k (p_k - q_k)` over classes :math:`k`, with the weight
    :math:`w_k` of all people of the class, both groups together; its variance is
    :math:`\sum_k w_k^2 [p_k(1-p_k)/n_k + q_k(1-q_k)/m_k]`, and the interval is normal. This is the
    direct standardization of Cochran (1954, *Biometrics* 10, 417-451) with the combined group as the
    standard. An interval of two independent differences adds their variances.

    Examples
    --------
    >>> young_and_old = stratified_difference([10, 60], [100, 200], [20, 20], [200, 100])
    >>> [round(100 * part, 1) for part in young_and_old]
    [5.0, -1.2, 11.2, 3.2]
    """
    counts = [_whole(of) for of in (x_one, n_one, x_other, n_other)]
    if len({one.shape for one in counts}) != 1 or counts[0].ndim != 1 or not len(counts[0]):
        raise CourseError(_("Give four lists of the same length, a number for each class."))
    x, n, y, m = counts
    if min(n.min(), m.min()) < 1 or min(x.min(), y.min()) < 0 or (x > n).any() or (y > m).any():
        raise CourseError(
            _(
                "Each class needs at least one person in both groups, and from 0 to all of them cases."
            )
        )
    if not 0 < level < 1:
        raise CourseError(_("The level of an interval lies between 0 and 1, such as 0.95."))
    weight = (n + m) / (n + m).sum()
    p, q = x / n, y / m
    difference = float((weight * (p - q)).sum())
    error = float(np.sqrt((weight**2 * (p * (1 - p) / n + q * (1 - q) / m)).sum()))
    reach = float(norm.ppf((1 + level) / 2)) * error
    return Stratified(difference, difference - reach, difference + reach, error)


def _whole(values: ArrayLike) -> NDArray[np.float64]:
    try:
        numbers = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        numbers = np.array([np.nan])
    if not np.isfinite(numbers).all() or (numbers != np.rint(numbers)).any():
        raise CourseError(_("Cases and people are counts: give whole numbers."))
    return numbers
