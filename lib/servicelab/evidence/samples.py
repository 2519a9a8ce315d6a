"""How many to ask, for a share that is known to within a given error."""

from __future__ import annotations

import math

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["sample_size"]


def sample_size(
    error: float, population: float, share: float = 0.5, confidence: float = 0.95
) -> int:
    """Return how many of a population must answer, drawn at random, for a share within an error.

    ``n0 = z² p (1 - p) / e²``, then ``n = n0 / (1 + (n0 - 1) / N)``, rounded up: whoever draws many
    of few needs fewer. ``z`` is the quantile of the normal distribution for the level of confidence.

    The interval meant is the simple one, corrected for a finite population:
    ``p ± z sqrt(p (1 - p) / n · (N - n) / (N - 1))``. Wilson's interval has no such correction and is
    wider where many of few are drawn.

    Parameters
    ----------
    error : float
        Half the width of the interval, a proportion: 0.05 for 5 percentage points up and down.
    population : float
        How many there are; ``float("inf")`` if there is no end of them.
    share : float
        The share that is expected. Half of it needs the most answers, so it is the safe choice where
        nothing is known.
    confidence : float
        Level of the interval.

    Returns
    -------
    int
        Answers that are needed, not letters that are sent.

    Raises
    ------
    CourseError
        If the error, the share or the level is no proportion between 0 and 1, or there is nobody.

    Notes
    -----
    Source: Krejcie, R. V., & Morgan, D. W. (1970). Determining sample size for research activities.
    *Educational and Psychological Measurement*, 30(3), 607-610. Their table rounds to the nearest
    number (217 of 500); one answer more keeps the promise (218).

    Examples
    --------
    >>> sample_size(0.05, 10_000)
    370
    >>> sample_size(0.10, 10_000)
    96
    """
    from scipy.stats import norm

    for name, value in (("error", error), ("share", share), ("confidence", confidence)):
        if not 0 < value < 1:
            raise CourseError(
                _("{name} is {value:g}: give a proportion between 0 and 1, such as 0.05.").format(
                    name=name, value=value
                )
            )
    if not population >= 1:
        raise CourseError(
            _("The population has {count:g} members: give 1 or more.").format(count=population)
        )
    z = float(norm.ppf((1 + confidence) / 2))
    unlimited = z**2 * share * (1 - share) / error**2
    needed = unlimited / (1 + (unlimited - 1) / population)
    return math.ceil(round(needed, 9))
