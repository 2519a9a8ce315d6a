"""How much units truly differ: what is left of the spread of their shares when chance is taken off.

Shares of few answers differ by chance alone. Who compares units, or foretells their next share,
needs the spread that would be left with any number of answers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["between_variance"]


def between_variance(n: ArrayLike, x: ArrayLike) -> float:
    r"""Variance of the true shares between units, by the method of moments.

    Parameters
    ----------
    n : array-like
        Answers of each unit, at least 1.
    x : array-like
        Those of them that count, from 0 to `n`, such as satisfied customers.

    Returns
    -------
    float
        A variance of proportions: its square root times 100 is a standard deviation in points. 0
        if the shares differ no more than chance makes them.

    Raises
    ------
    CourseError
        If there are fewer than two units, or a number is missing, not whole or out of its range.

    Notes
    -----
    With the pooled share :math:`c = \sum x / \sum n` and :math:`k` units, the sum
    :math:`Q = \sum n (x/n - c)^2` has the mean
    :math:`(k - 1)\,c(1 - c) + (\sum n - \sum n^2 / \sum n)\,\tau^2`, nearly; the estimate of
    :math:`\tau^2` puts what was seen in place of the mean. It is a moment estimator like that
    of DerSimonian and Laird (1986), with weights `n`.

    Examples
    --------
    >>> float(between_variance([50, 50, 50], [40, 40, 40]))
    0.0
    >>> round(100 * between_variance([400, 900, 250, 600], [300, 540, 215, 330]) ** 0.5, 1)
    12.2
    """
    answers, hits = _whole(n, "n"), _whole(x, "x")
    if answers.shape != hits.shape or answers.ndim != 1 or len(answers) < 2:
        raise CourseError(
            _(
                "n and x need one number for each of at least two units: {n} and {x} are given."
            ).format(n=answers.size, x=hits.size)
        )
    if (answers < 1).any() or (hits < 0).any() or (hits > answers).any():
        raise CourseError(
            _("Each unit needs at least one answer, and x from 0 to n of them: mend n and x.")
        )
    total = answers.sum()
    center = hits.sum() / total
    spread = (answers * (hits / answers - center) ** 2).sum()
    chance = (len(answers) - 1) * center * (1 - center)
    return float(max(spread - chance, 0.0) / (total - (answers**2).sum() / total))


def _whole(values: ArrayLike, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    try:
        numbers = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        numbers = np.array([np.nan])
    if not np.isfinite(numbers).all() or (numbers != np.rint(numbers)).any():
        raise CourseError(
            _("{name} holds something that is no whole number: give counts.").format(name=name)
        )
    return numbers
