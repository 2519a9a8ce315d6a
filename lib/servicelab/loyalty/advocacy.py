"""How many would recommend: the net promoter score, and how far chance alone moves it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["NetPromoterScore", "nps"]

_HIGHEST, _PROMOTER, _PASSIVE = 10, 9, 7


class NetPromoterScore(NamedTuple):
    """A net promoter score with its standard error.

    Attributes
    ----------
    score : float
        Percentage of promoters less percentage of detractors, from -100 to 100.
    error : float
        Its standard error, in the same points.
    n : int
        Answers.
    """

    score: float
    error: float
    n: int


def nps(answers: pd.Series | np.ndarray | Sequence[float]) -> NetPromoterScore:
    """Return the net promoter score of some answers, with its standard error.

    Promoters answered 9 or 10, passives 7 or 8, detractors 0 to 6. With the shares ``p`` of
    promoters and ``d`` of detractors among ``n`` answers the score is ``100 * (p - d)``, and its
    standard error ``100 * sqrt((p + d - (p - d)**2) / n)``.

    Parameters
    ----------
    answers : Series or sequence of length n
        "How likely are you to recommend us?", whole numbers from 0 to 10. What is missing is left
        out.

    Returns
    -------
    NetPromoterScore
        ``score`` and ``error`` in points, and ``n``.

    Raises
    ------
    CourseError
        If there is no answer, or one that is no whole number from 0 to 10.

    Notes
    -----
    The error is that of independent answers by customers who were drawn at random. Who does not
    answer is not in it.

    Examples
    --------
    >>> score = nps([10, 9, 9, 8, 7, 7, 6, 3])
    >>> score.score, round(score.error, 1), score.n
    (12.5, 27.6, 8)
    """
    given = pd.to_numeric(pd.Series(answers), errors="coerce")
    if (given.isna() & pd.Series(answers).notna()).any():
        raise CourseError(_("An answer is no number: give whole numbers from 0 to 10."))
    known = given.dropna()
    if known.empty:
        raise CourseError(_("There is no answer: give whole numbers from 0 to 10."))
    if not (known.between(0, _HIGHEST) & (known % 1 == 0)).all():
        raise CourseError(_("An answer lies outside 0 to 10, or is no whole number."))
    promoters = float((known >= _PROMOTER).mean())
    detractors = float((known < _PASSIVE).mean())
    net, n = promoters - detractors, len(known)
    error = math.sqrt(max(promoters + detractors - net**2, 0.0) / n)
    return NetPromoterScore(100 * net, 100 * error, n)
