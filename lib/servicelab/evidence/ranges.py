"""What a range is worth, and what two shares leave open about their overlap."""

from __future__ import annotations

import math

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["interval_score", "overlap"]


def _finite(value: object, name: str) -> float:
    """A finite number."""
    try:
        number = math.nan if isinstance(value, str | bytes) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise CourseError(
            _("{name} is not a finite number: {value!r}.").format(name=name, value=value)
        )
    return number


def interval_score(low: float, high: float, truth: float, *, level: float = 0.8) -> float:
    """What a range costs: its width, and a multiple of the distance by which it misses.

    Parameters
    ----------
    low, high : float
        Ends of the range.
    truth : float
        What came, in the same unit.
    level : float
        How sure one was to be of the range, between 0 and 1. At 0.8 a miss costs ten times its
        distance.

    Returns
    -------
    float
        Not negative; less is better.

    Raises
    ------
    CourseError
        If a number is missing, the ends are in the wrong order, or the level is no proportion.

    Notes
    -----
    The interval score of Gneiting and Raftery (2007), with `level` for their 1 - α. In the long run
    it is least for whoever gives the range of which he or she is that sure: a wider one pays its
    width, a narrower one its misses.

    Examples
    --------
    >>> interval_score(50, 70, 64)
    20.0
    >>> round(interval_score(50, 70, 73), 6)
    50.0
    """
    low, high = _finite(low, "low"), _finite(high, "high")
    truth, level = _finite(truth, "truth"), _finite(level, "level")
    if low > high:
        raise CourseError(
            _("The lower end, {low:g}, lies above the upper one, {high:g}: swap them.").format(
                low=low, high=high
            )
        )
    if not 0 < level < 1:
        raise CourseError(_("level is a proportion between 0 and 1, such as 0.8."))
    return high - low + max(low - truth, truth - high, 0.0) * 2 / (1 - level)


def overlap(a: float, b: float) -> tuple[float, float]:
    """The least and the largest share that can belong to both of two groups.

    Parameters
    ----------
    a, b : float
        The two groups as proportions **of the same whole**, each from 0 to 1.

    Returns
    -------
    tuple of (float, float)
        The least is ``max(0, a + b - 1)``, the largest ``min(a, b)``.

    Raises
    ------
    CourseError
        If a share is no proportion.

    Notes
    -----
    The Fréchet bounds. Nothing inside them is known from the two shares alone.

    Examples
    --------
    Of a hotel's guests 70 % took breakfast and 60 % came by car.

    >>> low, high = overlap(0.7, 0.6)
    >>> round(low, 2), high
    (0.3, 0.6)
    """
    first, second = _finite(a, "a"), _finite(b, "b")
    for value in (first, second):
        if not 0 <= value <= 1:
            raise CourseError(
                _(
                    "{value:g} is not a proportion: give shares of the same whole, from 0 to 1."
                ).format(value=value)
            )
    return max(0.0, first + second - 1), min(first, second)
