"""What treated places changed more than others, and whether chance alone does as much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import permutation_test

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["SignFlips", "did", "sign_flips"]

#: Up to so many pairs all flips are tried.
_EXACT = 16
_DRAWS = 9_999
_ALPHA = 0.05


def did(
    table: pd.DataFrame,
    treated: Sequence[bool] | pd.Series | NDArray[np.bool_],
    after: int | str | Sequence[int | str],
    before: int | str | Sequence[int | str],
) -> float:
    """Return the difference-in-differences: what treated places changed more than the others.

    Mean change of the treated less mean change of the others. The change of a place is the mean of
    its columns `after` less the mean of its columns `before`; each place counts once.

    Parameters
    ----------
    table : DataFrame of shape (places, periods)
        One row for each place, one column for each period, such as visits a month by year.
    treated : sequence of bool of length places
        Which rows are treated, in the order of the table; a Series is matched by its index.
    after, before : column or sequence of columns
        One period, or several of which the mean is taken.

    Returns
    -------
    float
        In the unit of the table.

    Raises
    ------
    CourseError
        If a period is no column, if a value is missing, or if one of the two groups is empty.

    Notes
    -----
    It is an effect only if the treated would have changed like the others without the treatment.
    The example is what Card and Krueger (1994, American Economic Review 84(4), table 3) found in
    restaurants on both sides of a border: 20.44 to 21.03 and 23.33 to 21.17 full-time employees.

    Examples
    --------
    >>> staff = pd.DataFrame({1: [20.44, 23.33], 2: [21.03, 21.17]}, index=["NJ", "PA"])
    >>> round(did(staff, [True, False], after=2, before=1), 2)
    2.75
    """
    later, earlier = _columns(table, after), _columns(table, before)
    is_treated = _mask(table, treated)
    change = table[later].mean(axis=1, skipna=False) - table[earlier].mean(axis=1, skipna=False)
    if change.isna().any():
        raise CourseError(_("A value is missing in the periods that you compare."))
    moved = change.to_numpy(dtype=float)
    return float(moved[is_treated].mean() - moved[~is_treated].mean())


def _columns(table: pd.DataFrame, asked: int | str | Sequence[int | str]) -> list[int | str]:
    given = [asked] if isinstance(asked, int | str | np.integer) else list(asked)
    if not given:
        raise CourseError(_("Give at least one period before and one after."))
    unknown = [one for one in given if one not in table.columns]
    if unknown:
        raise CourseError(
            _("There is no period {name}; the periods are {all}.").format(
                name=unknown[0], all=", ".join(map(str, table.columns))
            )
        )
    return given


def _mask(
    table: pd.DataFrame, treated: Sequence[bool] | pd.Series | NDArray[np.bool_]
) -> NDArray[np.bool_]:
    if isinstance(treated, pd.Series) and set(treated.index) == set(table.index):
        treated = treated.reindex(table.index)
    known = np.asarray(treated, dtype=bool)
    if known.shape != (len(table),):
        raise CourseError(
            _("Say for each of the {n} rows whether it is treated, True or False.").format(
                n=len(table)
            )
        )
    if known.all() or not known.any():
        raise CourseError(_("Both are needed: rows that are treated, and rows that are not."))
    return known


class SignFlips(NamedTuple):
    """What pairs say in which a lot decided who is treated.

    Attributes
    ----------
    mean : float
        Mean difference, treated less the other, in the unit of the differences.
    low, high : float
        Ends of the 95 % interval.
    p : float
        Two-sided: the share of flips whose mean lies at least as far from zero.
    """

    mean: float
    low: float
    high: float
    p: float


def sign_flips(differences: Sequence[float] | pd.Series | NDArray[np.float64]) -> SignFlips:
    """Return the mean of paired differences with a 95 % interval and p by flipping signs.

    In each pair a lot decided which one is treated. Had the lot fallen the other way and the
    treatment done nothing, the difference would have the other sign. So all signs are flipped, and
    it is counted how often the mean lies as far from zero. The interval holds every effect that,
    taken off each difference, leaves a p above .05.

    Parameters
    ----------
    differences : sequence of length n
        Treated less the other, one for each pair, at least six.

    Returns
    -------
    SignFlips
        ``mean``, ``low`` and ``high`` in the unit of the differences; ``p``.

    Raises
    ------
    CourseError
        If there are fewer than six differences, or one that is no number.

    Notes
    -----
    R. A. Fisher, The Design of Experiments, 1935. Up to 16 pairs all flips are counted, beyond
    9,999 are drawn by :func:`scipy.stats.permutation_test` with a fixed seed. With fewer than six
    pairs p cannot fall below .05. The interval assumes the same effect in each pair.

    Examples
    --------
    >>> found = sign_flips([3, 1, 4, 1, 5, 9, 2, 6])
    >>> found.mean, round(found.p, 4)
    (3.875, 0.0078)
    """
    given = np.asarray(differences, dtype=float)
    if given.ndim != 1 or len(given) < 6:
        raise CourseError(_("Give one difference for each pair, for six pairs at least."))
    if not np.isfinite(given).all():
        raise CourseError(_("A difference is missing, or no number."))
    n, mean = len(given), float(given.mean())
    if n <= _EXACT:
        signs = 1 - 2 * ((np.arange(2**n)[:, None] >> np.arange(n)) & 1)
    else:
        signs = np.random.default_rng(1935).choice((-1, 1), (_DRAWS, n))
    # the mean of flipped differences of which an effect was taken off: a - effect * b
    flipped, flips = signs @ given / n, signs.mean(axis=1)

    def p(effect: float) -> float:
        far = abs(flipped - effect * flips) >= abs(mean - effect) - 1e-9 * (1 + abs(mean))
        return float(far.mean() if n <= _EXACT else (far.sum() + 1) / (_DRAWS + 1))

    spread = float(given.std())
    if spread == 0:
        return SignFlips(mean, mean, mean, p(0.0))
    ends = []
    for side in (-1, 1):
        outside = mean + side * 12 * spread / n**0.5
        while p(outside) > _ALPHA:
            outside += side * 12 * spread / n**0.5
        ends.append(float(brentq(lambda effect: p(effect) - _ALPHA - 1e-12, mean, outside)))
    if n <= _EXACT:
        return SignFlips(mean, ends[0], ends[1], p(0.0))
    test = permutation_test(
        (given,),
        lambda x, axis: x.mean(axis=axis),
        permutation_type="samples",
        n_resamples=_DRAWS,
        vectorized=True,
        rng=np.random.default_rng(1935),
    )
    return SignFlips(mean, ends[0], ends[1], float(test.pvalue))
