"""Moments of truth: what a moment that goes wrong goes along with, in yuan."""

from __future__ import annotations

import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["moment_loss"]

_COUNTS = ("hit", "left_hit", "not_hit", "left_not_hit")


def moment_loss(moments: pd.DataFrame, value: float) -> pd.DataFrame:
    """Return what the customers are worth who left beyond the usual, by the moment that failed them.

    Of those whom a failure hit, a share ``a`` left; of all others, a share ``b``. The loss per 1,000
    customers is the number hit per 1,000, times ``a - b``, times the value of a customer.

    Parameters
    ----------
    moments : DataFrame
        A row for each moment; columns ``hit`` (customers whom a failure met at least once),
        ``left_hit`` (those of them who left), ``not_hit`` and ``left_not_hit`` (the same of all
        others). The index names the moments.
    value : float
        What a customer who stays is worth, in yuan.

    Returns
    -------
    DataFrame
        Index as in `moments`; columns ``hit_per_1000``, ``extra`` (a - b, a share), ``loss`` and its
        standard ``error``, both in yuan per 1,000 customers. A loss below zero means that fewer
        left of those who were hit.

    Raises
    ------
    CourseError
        If a column lacks, or counts are missing, negative or do not fit.

    Notes
    -----
    The error takes the two shares as independent binomial ones and the number hit as given. Who is
    hit was not drawn at random: the loss is a difference between groups, no effect.

    Examples
    --------
    >>> inns = pd.DataFrame(
    ...     {"hit": [50], "left_hit": [15], "not_hit": [950], "left_not_hit": [95]}, index=["bed"]
    ... )
    >>> moment_loss(inns, 200).round(1).to_dict("records")
    [{'hit_per_1000': 50.0, 'extra': 0.2, 'loss': 2000.0, 'error': 655.3}]
    """
    table = require_columns(moments, _COUNTS, "moments")
    hit, left_hit, other, left_other = (
        pd.to_numeric(table[name], errors="coerce").astype(float) for name in _COUNTS
    )
    counts = pd.concat([hit, left_hit, other, left_other], axis=1)
    fits = counts.ge(0).all(axis=None) and (hit >= left_hit).all() and (other >= left_other).all()
    if not fits or (hit < 1).any() or (other < 1).any():
        raise CourseError(
            _(
                "The counts of a moment do not fit: give whole numbers, at least one customer hit and "
                "one not, and no more who left than there were."
            )
        )
    gone, usual = left_hit / hit, left_other / other
    per = 1000 * hit / (hit + other)
    error = np.sqrt(gone * (1 - gone) / hit + usual * (1 - usual) / other)
    return pd.DataFrame(
        {
            "hit_per_1000": per,
            "extra": gone - usual,
            "loss": per * (gone - usual) * value,
            "error": per * error * value,
        }
    )
