"""How often to repeat what fades."""

from __future__ import annotations

import math

from scipy.special import lambertw

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["best_cycle", "cycle"]


def _number(value: object, name: str, *, above: bool) -> float:
    """A finite number, not below 0, or above 0."""
    try:
        number = math.nan if isinstance(value, str | bytes) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number) or number < 0 or (above and number == 0):
        least = _("above 0") if above else _("0 or more")
        raise CourseError(
            _("{name} is {value!r}: give a number, {least}.").format(
                name=name, value=value, least=least
            )
        )
    return number


def cycle(level: float, tau: float, cost: float, contribution: float, months: float) -> float:
    r"""What an activity earns a month if it is repeated after so many months.

    Parameters
    ----------
    level : float
        What it brings at first, such as visits a month; 0 or more.
    tau : float
        Months after which 37 % of that are left; above 0.
    cost : float
        Of doing it once, in yuan; 0 or more.
    contribution : float
        Of one visit, in yuan; 0 or more.
    months : float
        From one time to the next; above 0.

    Returns
    -------
    float
        Yuan a month; negative where it costs more than it brings.

    Raises
    ------
    CourseError
        If an argument is no number, or too small.

    Notes
    -----
    The effect fades as :math:`e^{-t/\tau}`, and begins anew each time; nothing is left over from the
    time before. So :math:`T` months bring :math:`n = \text{level}\,\tau\,(1 - e^{-T/\tau})` visits,
    and a month earns :math:`(\text{contribution} \times n - \text{cost}) / T`.

    Examples
    --------
    A gym's open day: 20 trial visits a month at first, half a month until they fade.

    >>> round(cycle(level=20, tau=0.5, cost=300, contribution=40, months=1), 1)
    45.9
    """
    first = _number(level, "level", above=False)
    fades = _number(tau, "tau", above=True)
    length = _number(months, "months", above=True)
    visits = first * fades * -math.expm1(-length / fades)
    earned = _number(contribution, "contribution", above=False) * visits
    return (earned - _number(cost, "cost", above=False)) / length


def best_cycle(level: float, tau: float, cost: float, contribution: float) -> int | None:
    r"""After how many whole months to repeat an activity that fades.

    Parameters
    ----------
    level, tau, cost, contribution : float
        As in :func:`cycle`; `cost` above 0.

    Returns
    -------
    int or None
        The number of months that earns most a month; of two that earn the same, the smaller one.
        None if it costs as much as it ever brings, or more.

    Raises
    ------
    CourseError
        If an argument is no number, or too small.

    Notes
    -----
    With :math:`A` for all it ever brings, contribution × level × τ, and :math:`x = T/\tau`, the best
    :math:`x` solves :math:`(1 + x)\,e^{-x} = 1 - \text{cost}/A`: Lambert's function gives
    :math:`x = -1 - W_{-1}(-(1 - \text{cost}/A)/e)`. Earnings rise up to it and fall after it, so one
    of its two whole neighbors is the best number of months.

    Examples
    --------
    >>> best_cycle(level=20, tau=0.5, cost=300, contribution=40)
    2
    >>> best_cycle(level=5, tau=0.5, cost=300, contribution=40) is None
    True
    """
    first = _number(level, "level", above=False)
    fades = _number(tau, "tau", above=True)
    price = _number(cost, "cost", above=True)
    ever = _number(contribution, "contribution", above=False) * first * fades
    if ever <= price:
        return None
    best = fades * (-1 - lambertw(-(1 - price / ever) / math.e, -1).real)
    near = max(math.floor(best), 1), max(math.ceil(best), 1)
    return max(near, key=lambda months: cycle(first, fades, price, ever / first / fades, months))
