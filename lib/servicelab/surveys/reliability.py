"""Reliability of a scale or a test: how far its items measure one and the same thing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from servicelab.data.frames import require_level
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["alpha_interval", "corrected_item_total", "cronbach_alpha"]

# differences below this share of the values are float noise
_NOISE = 1e-12


def cronbach_alpha(items: pd.DataFrame | np.ndarray | Sequence[Sequence[float]]) -> float:
    """Return Cronbach's alpha, the internal consistency of a sum of items.

    ``alpha = k / (k - 1) * (1 - sum(s_i^2) / s_T^2)``, where ``s_i^2`` is the variance of item i
    and ``s_T^2`` the variance of the total, all with n - 1 in the denominator.

    Parameters
    ----------
    items : DataFrame or array of shape (n, k)
        Rows are people, columns are items, all coded in the same direction.

    Returns
    -------
    float
        At most 1. Negative when items run against each other, which mostly means that one has to
        be reversed. NaN where alpha is not defined: fewer than two people or two items, or the same
        total for everybody.

    Raises
    ------
    CourseError
        If `items` is not a table of numbers, or a value is missing or infinite.

    Notes
    -----
    A wrong alpha, often seen, mixes variances over n - 1 (pandas) with variances over n (numpy).
    Alpha rises with the number of items, and it does not show that there is only one dimension.

    Source: Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests.
    *Psychometrika*, 16(3), 297-334.

    Examples
    --------
    Ten people, three items; mixed variances would give 0.846:

    >>> items = pd.DataFrame({
    ...     "Q1": [1, 2, 2, 3, 2, 2, 3, 3, 2, 3],
    ...     "Q2": [1, 1, 1, 2, 3, 3, 2, 3, 3, 3],
    ...     "Q3": [1, 1, 2, 1, 2, 3, 3, 3, 2, 3],
    ... })
    >>> round(cronbach_alpha(items), 7)
    0.7734375
    """
    table = _table(items)
    n, k = table.shape
    total = table.sum(axis=1)
    if n < 2 or k < 2 or _constant(total, np.abs(table).sum(axis=1).max()):
        return float("nan")
    shares = table.var(axis=0, ddof=1).sum() / total.var(ddof=1)
    return float(k / (k - 1) * (1 - shares))


def alpha_interval(alpha: float, n: int, k: int, level: float = 0.95) -> tuple[float, float]:
    """Return Feldt's confidence interval of Cronbach's alpha.

    ``1 - (1 - alpha) * F(1 - a/2)`` to ``1 - (1 - alpha) * F(a/2)``, with ``a = 1 - level`` and
    quantiles of the F distribution with n - 1 and (n - 1)(k - 1) degrees of freedom.

    Parameters
    ----------
    alpha : float
        From :func:`cronbach_alpha`.
    n : int
        Number of people.
    k : int
        Number of items.
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    (float, float)
        Lower and upper limit; NaN where alpha is NaN.

    Raises
    ------
    CourseError
        If alpha is above 1, n or k is below 2, or the level is not between 0 and 1.

    Notes
    -----
    Exact for normally distributed items that measure the same thing equally well; approximate
    otherwise.

    Source: Feldt, L. S. (1965). The approximate sampling distribution of Kuder-Richardson
    reliability coefficient twenty. *Psychometrika*, 30(3), 357-370.

    Examples
    --------
    >>> low, high = alpha_interval(0.7734375, n=10, k=3)
    >>> round(low, 3), round(high, 3)
    (0.336, 0.939)
    """
    from scipy.stats import f

    if alpha > 1:
        raise CourseError(_("alpha is {alpha:g}, but it cannot exceed 1.").format(alpha=alpha))
    if n < 2 or k < 2:
        raise CourseError(
            _("An interval needs two people and two items at least, not n = {n}, k = {k}.").format(
                n=n, k=k
            )
        )
    require_level(level)
    tail = (1 - level) / 2
    spread = f(n - 1, (n - 1) * (k - 1))
    low = 1 - (1 - alpha) * spread.isf(tail)
    high = 1 - (1 - alpha) * spread.ppf(tail)
    return float(low), float(high)


def corrected_item_total(
    items: pd.DataFrame | np.ndarray | Sequence[Sequence[float]],
) -> pd.Series:
    """Return the correlation of each item with the sum of the other items.

    The item itself is left out of the sum, because it would correlate with itself.

    Parameters
    ----------
    items : DataFrame or array of shape (n, k)
        As in :func:`cronbach_alpha`.

    Returns
    -------
    Series of length k
        Pearson correlations, -1 to 1, indexed by the columns. NaN where the correlation is not
        defined: fewer than three people, a single item, or an item or the sum of the others that is
        the same for everybody.

    Raises
    ------
    CourseError
        If `items` is not a table of numbers, or a value is missing or infinite.

    Notes
    -----
    Source: Nunnally, J. C., & Bernstein, I. H. (1994). *Psychometric Theory* (3rd ed.).
    McGraw-Hill.

    Examples
    --------
    >>> corrected_item_total([[1, 1], [2, 3], [3, 2], [4, 4]]).round(3).to_list()
    [0.8, 0.8]
    """
    table = _table(items)
    n, k = table.shape
    names = items.columns if isinstance(items, pd.DataFrame) else pd.RangeIndex(k)
    found = np.full(k, np.nan)
    if n >= 3 and k >= 2:
        for place in range(k):
            item = table[:, place]
            others = np.delete(table, place, axis=1)
            rest = others.sum(axis=1)
            if not _constant(item) and not _constant(rest, np.abs(others).sum(axis=1).max()):
                found[place] = np.clip(np.corrcoef(item, rest)[0, 1], -1, 1)
    return pd.Series(found, index=names, name="item_total")


def _table(items: object) -> np.ndarray:
    try:
        table = np.asarray(items, dtype=float)
    except (TypeError, ValueError) as error:
        raise CourseError(
            _("items holds something that is not a number: pass one numeric column for each item.")
        ) from error
    if table.ndim != 2:
        raise CourseError(
            _("items must be a table with people in rows and items in columns, not a list.")
        )
    bad = int((~np.isfinite(table)).any(axis=1).sum())
    if bad:
        raise CourseError(
            _(
                "{count} rows lack a value: leave out people who left an item open, and say in a "
                "report how many they were."
            ).format(count=bad)
        )
    return table


def _constant(values: np.ndarray, scale: float | None = None) -> bool:
    size = np.abs(values).max() if scale is None else scale
    return bool(np.ptp(values) <= _NOISE * size)
