"""Raters: how far a score belongs to what is rated, and not to who rated it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from servicelab.data.frames import require_level
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["icc", "spearman_brown"]


def icc(scores: pd.DataFrame | Any, level: float = 0.95) -> pd.DataFrame:
    """Return the six intraclass correlations of Shrout and Fleiss, with their intervals.

    Each is the share of the spread of a score that belongs to what is rated. The first number says
    who rates: 1, each thing has raters of its own; 2, all things have the same raters, who stand for
    others; 3, all things have the same raters, and these are meant. The second says what is used:
    1, the score of one rater; k, the mean of all k.

    Parameters
    ----------
    scores : DataFrame or array of shape (n, k)
        A row for each thing that is rated, a column for each rater; no gaps.
    level : float
        Of the intervals.

    Returns
    -------
    DataFrame
        Index ``ICC(1,1)``, ``ICC(2,1)``, ``ICC(3,1)``, ``ICC(1,k)``, ``ICC(2,k)``, ``ICC(3,k)``;
        columns ``icc``, ``low`` and ``high``. At most 1; below 0 if raters of one thing differ more
        than things do; NaN where neither things differ nor anything is left over.

    Raises
    ------
    CourseError
        If there are fewer than two things or raters, a score is missing, or all scores are the same.

    Notes
    -----
    With mean squares B between things, W within them, J between raters and E left over:
    ``(B - W) / (B + (k - 1) W)``, ``(B - E) / (B + (k - 1) E + k (J - E) / n)``,
    ``(B - E) / (B + (k - 1) E)``, and for means ``(B - W) / B``, ``(B - E) / (B + (J - E) / n)``,
    ``(B - E) / B``. Where everybody gives each thing the same score, all are 1.

    The first form belongs to a study in which each thing had raters of its own. Computed from one in
    which all things had the same, it comes out too low. What one rater, chosen anew for each thing,
    would be worth is then the second form.

    Sources: Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater
    reliability. *Psychological Bulletin*, 86(2), 420-428. Intervals also in McGraw, K. O., & Wong,
    S. P. (1996). Forming inferences about some intraclass correlation coefficients. *Psychological
    Methods*, 1(1), 30-46.

    Examples
    --------
    Three dishes, two cooks who agree on the order, though not on the level:

    >>> icc([[5, 7], [6, 8], [8, 10]]).loc[["ICC(2,1)", "ICC(3,1)"], "icc"].round(2).to_dict()
    {'ICC(2,1)': 0.54, 'ICC(3,1)': 1.0}
    """
    require_level(level)
    table = _table(scores)
    n, k = table.shape
    grand = table.mean()
    between = k * ((table.mean(axis=1) - grand) ** 2).sum() / (n - 1)
    raters = n * ((table.mean(axis=0) - grand) ** 2).sum() / (k - 1)
    fitted = table.mean(axis=1, keepdims=True) + table.mean(axis=0, keepdims=True) - grand
    left = ((table - fitted) ** 2).sum() / ((n - 1) * (k - 1))
    within = ((table - table.mean(axis=1, keepdims=True)) ** 2).sum() / (n * (k - 1))
    scale = np.abs(table).max() ** 2 * 1e-20  # below it lies float noise
    between, raters, left, within = (
        0.0 if s < scale else s for s in (between, raters, left, within)
    )
    if between == raters == left == 0:
        raise CourseError(_("All scores are the same: nothing differs that could be told apart."))
    both = between + (k - 1) * left + k * (raters - left) / n
    one = {
        "ICC(1,1)": (
            _ratio(between - within, between + (k - 1) * within),
            *_one_way(between, within, n, k, level),
        ),
        "ICC(2,1)": (_ratio(between - left, both), *_two_way(between, raters, left, n, k, level)),
        "ICC(3,1)": (
            _ratio(between - left, between + (k - 1) * left),
            *_fixed(between, left, n, k, level),
        ),
    }
    rows = dict(one)
    for name, (value, low, high) in one.items():
        rows[name.replace(",1", ",k")] = (
            _stepped(value, k),
            _stepped(low, k),
            _stepped(high, k),
        )
    return pd.DataFrame.from_dict(rows, orient="index", columns=["icc", "low", "high"])


def spearman_brown(reliability: float, times: float) -> float:
    """Return the reliability of a mean of several raters or items from that of one.

    ``times * r / (1 + (times - 1) * r)``: what errors do not share goes out as one takes the mean.

    Parameters
    ----------
    reliability : float
        Of one rater, one call, one half of a test; above -1 and at most 1.
    times : float
        How many of these the mean is of, or by what factor a test is made longer. Above 0.

    Returns
    -------
    float

    Raises
    ------
    CourseError
        If an argument is out of range.

    Notes
    -----
    Sources: Spearman, C. (1910). Correlation calculated from faulty data. *British Journal of
    Psychology*, 3(3), 271-295. Brown, W. (1910). Some experimental results in the correlation of
    mental abilities. *British Journal of Psychology*, 3(3), 296-322.

    Examples
    --------
    >>> spearman_brown(0.5, 2)
    0.6666666666666666
    """
    if not -1 < reliability <= 1:
        raise CourseError(
            _("A reliability of {value:g} cannot be: it is above -1 and at most 1.").format(
                value=reliability
            )
        )
    if not times > 0:
        raise CourseError(
            _("A mean of {times:g} cannot be: pass a number above 0.").format(times=times)
        )
    return float(_stepped(reliability, times))


def _stepped(value: float, times: float) -> float:
    below = 1 + (times - 1) * value
    return float("-inf") if below <= 0 else float(times * value / below)  # NaN stays NaN


def _ratio(top: float, bottom: float) -> float:
    return float(top / bottom) if bottom > 0 else float("nan")


def _one_way(between: float, within: float, n: int, k: int, level: float) -> tuple[float, float]:
    return _from_f(between, within, n - 1, n * (k - 1), k, level)


def _fixed(between: float, left: float, n: int, k: int, level: float) -> tuple[float, float]:
    return _from_f(between, left, n - 1, (n - 1) * (k - 1), k, level)


def _from_f(
    between: float, error: float, above: int, below: int, k: int, level: float
) -> tuple[float, float]:
    from scipy.stats import f

    if error == 0:
        return 1.0, 1.0
    seen, tail = between / error, (1 - level) / 2
    low = seen / f.isf(tail, above, below)
    high = seen * f.isf(tail, below, above)
    return float((low - 1) / (low + k - 1)), float((high - 1) / (high + k - 1))


def _two_way(
    between: float, raters: float, left: float, n: int, k: int, level: float
) -> tuple[float, float]:
    from scipy.stats import f

    if left == 0 == raters:
        return 1.0, 1.0
    value = _ratio(between - left, between + (k - 1) * left + k * (raters - left) / n)
    if left == 0:
        freedom = float(k - 1)
    else:
        ratio = raters / left
        of_raters = k * value * ratio
        of_rest = n * (1 + (k - 1) * value) - k * value
        freedom = _ratio(
            (k - 1) * (n - 1) * (of_raters + of_rest) ** 2,
            (n - 1) * of_raters**2 + of_rest**2,
        )
    if not freedom > 0:
        return float("nan"), float("nan")
    tail = (1 - level) / 2
    star = between / f.isf(tail, n - 1, freedom)
    back = between * f.isf(tail, freedom, n - 1)
    rest = k * raters + (k * n - k - n) * left
    return _ratio(n * (star - left), rest + n * star), _ratio(n * (back - left), rest + n * back)


def _table(scores: Any) -> np.ndarray:
    try:
        table = np.asarray(scores, dtype=float)
    except (TypeError, ValueError) as error:
        raise CourseError(
            _("scores holds something that is not a number: one row a thing, one column a rater.")
        ) from error
    if table.ndim != 2 or min(table.shape) < 2:
        raise CourseError(
            _(
                "scores must be a table of two things and two raters at least: one row a thing, one "
                "column a rater."
            )
        )
    lacking = int((~np.isfinite(table)).sum())
    if lacking:
        raise CourseError(
            _("{count} scores are missing: keep things that every rater has rated.").format(
                count=lacking
            )
        )
    return table
