"""The value of a customer who stays with the same chance every year and brings the same margin.

The chance to stay, the rate of interest and the day of the cash are given; nothing here grows. What
five points of retention add under these assumptions is arithmetic, and needs no loyal customer who
buys more.
"""

from __future__ import annotations

import math
from typing import Literal

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["clv_multiple", "five_points"]

Timing = Literal["start", "end"]
_FIVE = 0.05


def clv_multiple(retention: float, rate: float, timing: Timing) -> float:
    r"""By how much a yearly margin is multiplied to give its present value over a customer's stay.

    Parameters
    ----------
    retention : float
        Chance to stay another year, the same every year, from 0 to below 1.
    rate : float
        Yearly rate of interest, as a proportion above 0: 0.1 for 10 %.
    timing : {"start", "end"}
        When a year's margin is there. At its start, the first comes at once, from everybody. At its
        end, the first comes after a year, from those who have stayed.

    Returns
    -------
    float
        Margins of a year.

    Raises
    ------
    CourseError
        If the retention is no proportion below 1, the rate is not above 0, or the timing is
        another word.

    Notes
    -----
    With retention :math:`r` and rate :math:`i` the sums are :math:`\sum_{t \ge 0} (r/(1+i))^t =
    (1+i)/(1+i-r)` for the start, and :math:`\sum_{t \ge 1} (r/(1+i))^t = r/(1+i-r)` for the end of
    the year: one margin less.

    Source: Gupta, S., & Lehmann, D. R. (2005). *Managing Customers as Investments*. Wharton School
    Publishing, for the multiples at the end of the year.

    Examples
    --------
    >>> round(clv_multiple(0.8, 0.12, "end"), 2), round(clv_multiple(0.8, 0.12, "start"), 2)
    (2.5, 3.5)
    """
    stays, interest = _number(retention, "retention"), _number(rate, "rate")
    if not 0 <= stays < 1:
        raise CourseError(
            _("retention is {value:g}: give a proportion from 0 to below 1.").format(value=stays)
        )
    if not interest > 0:
        raise CourseError(
            _("rate is {value:g}: give a proportion above 0, such as 0.1.").format(value=interest)
        )
    if timing not in ("start", "end"):
        raise CourseError(
            _("timing is {value!r}: say 'start' or 'end' of the year.").format(value=timing)
        )
    first = 1 + interest if timing == "start" else stays
    return first / (1 + interest - stays)


def five_points(
    retention: float, rate: float = 0.1, cost: float = 0.0, timing: Timing = "start"
) -> float:
    """What five points more retention add to the value of a customer, as a proportion of it.

    Parameters
    ----------
    retention : float
        Chance to stay before, from 0 to 0.95.
    rate : float
        Yearly rate of interest, a proportion above 0.
    cost : float
        What it costs to win a customer, **in margins of a year**; 0 gives the gain of the gross
        value.
    timing : {"start", "end"}
        When a year's margin is there, as in :func:`clv_multiple`.

    Returns
    -------
    float
        0.25 is 25 % more. The margin itself drops out.

    Raises
    ------
    CourseError
        As :func:`clv_multiple`; or if the cost is negative, or is not earned back before the five
        points.

    Notes
    -----
    Reichheld, F. F., & Sasser, W. E. (1990). Zero defections: Quality comes to services. *Harvard
    Business Review*, 68(5), 105-111, report gains of 25 to 85 % from cases of the time.

    Examples
    --------
    >>> round(five_points(0.75), 3), round(five_points(0.75, cost=1.5), 3)
    (0.167, 0.319)
    """
    spent = _number(cost, "cost")
    if spent < 0:
        raise CourseError(_("cost is {value:g}: give 0 or more margins.").format(value=spent))
    before = clv_multiple(retention, rate, timing) - spent
    after = _more(retention, rate, timing) - spent
    if not before > 0:
        raise CourseError(
            _(
                "A cost of {cost:g} margins is not earned back at a retention of {retention:g}: "
                "there is no value of which to give a part."
            ).format(cost=spent, retention=retention)
        )
    return after / before - 1


def _more(retention: float, rate: float, timing: Timing) -> float:
    """The multiple after five points more, which may be retention for ever."""
    stays = retention + _FIVE
    if stays > 1 + 1e-9:
        raise CourseError(
            _("retention is {value:g}: five points more are above 1.").format(value=retention)
        )
    if stays < 1 - 1e-9:
        return clv_multiple(stays, rate, timing)
    return (1 + rate) / rate if timing == "start" else 1 / rate


def _number(value: object, name: str) -> float:
    try:
        number = math.nan if isinstance(value, str | bytes) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise CourseError(_("{name} is not a number: {value!r}.").format(name=name, value=value))
    return number
