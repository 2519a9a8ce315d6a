"""What a verdict with a confidence is worth, when there are more than two verdicts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["verdict_score"]


def verdict_score(
    right: bool | Sequence[bool], confidence: float | Sequence[float], levels: int = 5
) -> float:
    """Return the Brier score of verdicts with a confidence: 0 is best, 2 is worst.

    The confidence goes to the verdict that was chosen, the rest is spread evenly over the others.
    The score is the sum over all verdicts of the squared distance between the share given to it and
    1 for the right one, 0 for each other; of several claims the mean.

    Parameters
    ----------
    right : bool or sequence of bool
        Whether the verdict that was chosen is right.
    confidence : float or sequence of float
        The share given to it, 0 to 1; one for all, or one for each.
    levels : int
        How many verdicts there are to choose from.

    Returns
    -------
    float
        The mean score.

    Raises
    ------
    CourseError
        If there are fewer than two verdicts, no claim, as many confidences as do not fit the claims,
        or a confidence that is no proportion.

    Notes
    -----
    Source: Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. *Monthly
    Weather Review*, 78(1), 1-3. With five verdicts, whoever has no idea gives 20 % to each and scores
    0.8, right or wrong.

    Examples
    --------
    >>> round(verdict_score([True, True, False], 0.6), 3), round(verdict_score([True, False], 0.2), 3)
    (0.533, 0.8)
    """
    if levels < 2:
        raise CourseError(_("There are {levels} verdicts: give 2 or more.").format(levels=levels))
    hits = np.atleast_1d(np.asarray(right, dtype=bool))
    given = np.atleast_1d(np.asarray(confidence, dtype=float))
    if hits.size == 0 or given.size not in (1, hits.size):
        raise CourseError(
            _("{claims} verdicts and {sure} confidences: give one confidence to each.").format(
                claims=hits.size, sure=given.size
            )
        )
    if not ((given >= 0) & (given <= 1)).all():
        raise CourseError(_("A confidence is a proportion from 0 to 1, such as 0.8."))
    rest = (1 - given) / (levels - 1)
    if_right = (1 - given) ** 2 + (levels - 1) * rest**2
    if_wrong = given**2 + (1 - rest) ** 2 + (levels - 2) * rest**2
    return float(np.where(hits, if_right, if_wrong).mean())
