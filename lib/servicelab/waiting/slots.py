"""Slots that spoil: how many to prepare, to keep back and to book, all by one fraction.

An empty slot cannot be stored, and a slot too few sends somebody away. One more is worth having as
long as the chance that it is needed, times what is lost without it, outweighs the chance that it is
not needed, times what it then costs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import binom

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["critical_ratio", "littlewood", "overbook"]

#: Bookings that are looked at, in times the slots over the share that shows up.
_REACH = 3


def critical_ratio(under: float, over: float) -> float:
    """Return the probability with which what was prepared should be enough.

    Parameters
    ----------
    under : float
        What **one too few** loses, such as the margin of a sale that is missed. Above 0.
    over : float
        What **one too many** loses, such as what was paid for it. Above 0, in the same unit.

    Returns
    -------
    float
        ``under / (under + over)``, a proportion between 0 and 1. The best number is the smallest of
        which demand stays at or below with at least this probability: ``demand.ppf(ratio)``.

    Raises
    ------
    CourseError
        If one of the two is not above 0.

    Notes
    -----
    Source: K. J. Arrow, T. Harris and J. Marschak, "Optimal Inventory Policy", *Econometrica* 19(3),
    1951, pages 250-272.

    Examples
    --------
    >>> from scipy.stats import poisson
    >>> critical_ratio(4, 6)
    0.4
    >>> int(poisson(12).ppf(critical_ratio(4, 6)))
    11
    """
    for name, value in (("under", under), ("over", over)):
        if not (np.isfinite(value) and value > 0):
            raise CourseError(
                _("{name} is {value!r}: what one loses is a number above 0.").format(
                    name=name, value=value
                )
            )
    return float(under / (under + over))


def littlewood(early: float, late: float, demand: Any) -> float:
    """Return how many places to keep back for those who come late and pay more.

    Parameters
    ----------
    early, late : float
        What an early and a late guest pay; ``late`` is the higher. In the same unit.
    demand : scipy.stats distribution
        Frozen, such as ``poisson(18)``: how many late guests ask.

    Returns
    -------
    float
        The places to keep back. One more is kept as long as the chance that it is asked for, times
        the late price, exceeds the early price. Whole if the demand is counted.

    Raises
    ------
    CourseError
        If the late price is not above the early one, or the early one is not above 0.

    Notes
    -----
    Source: K. Littlewood, "Forecasting and Control of Passenger Bookings", *AGIFORS Symposium
    Proceedings* 12, 1972; reprinted in *Journal of Revenue and Pricing Management* 4(2), 2005,
    pages 111-123.

    Examples
    --------
    >>> from scipy.stats import norm, poisson
    >>> littlewood(105, 200, poisson(80))
    79.0
    >>> round(littlewood(105, 200, norm(80, 30)), 1)
    78.1
    """
    if not late > early:
        raise CourseError(
            _("The late price, {late!r}, is not above the early one, {early!r}.").format(
                late=late, early=early
            )
        )
    return float(demand.ppf(critical_ratio(late - early, early)))


def overbook(slots: int, show: float, gain: float, loss: float) -> int:
    """Return how many bookings to take where some do not show up.

    Parameters
    ----------
    slots : int
        How many can be served, 1 or more.
    show : float
        Proportion of bookings that show up, above 0 and at most 1; each for itself.
    gain : float
        What a slot that would have stayed empty brings when somebody fills it.
    loss : float
        What somebody costs who shows up without a slot. In the same unit.

    Returns
    -------
    int
        The number of bookings with the highest expected gain: one more is taken until the chance
        that all slots are filled without it reaches ``critical_ratio(gain, loss)``.

    Raises
    ------
    CourseError
        If a number lies outside its limits.

    Examples
    --------
    >>> overbook(10, 0.9, 100, 300)
    10
    >>> overbook(10, 0.7, 100, 300)
    12
    """
    if not (float(slots).is_integer() and slots >= 1):
        raise CourseError(_("slots is {value!r}: give a whole number from 1.").format(value=slots))
    if not 0 < show <= 1:
        raise CourseError(
            _("show is {value!r}: a proportion above 0, at most 1.").format(value=show)
        )
    ratio = critical_ratio(gain, loss)
    booked = np.arange(slots, int(np.ceil(_REACH * slots / show)) + 10)
    full = binom.sf(slots - 1, booked, show)
    return int(booked[np.argmax(full >= ratio)])
