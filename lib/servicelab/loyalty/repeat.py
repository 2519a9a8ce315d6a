"""Who comes again when nobody gives notice: the BG/NBD model of repeat purchases.

A hotel guest who left for good looks like one who will come back next month: both are silent. The
model reads the silence against each one's own pace. It assumes that visits come at random times at a
pace of each guest's own, and that a guest may leave for good only right after a visit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["BGNBD", "bgnbd_alive", "bgnbd_expected", "bgnbd_fit"]

Floats = NDArray[np.float64]

#: Between which the logarithm of a parameter is sought: where it ends there, the fit has run off.
_REACH = 12.0
#: Customers that a fit needs at least.
_FEWEST = 20


@dataclass(frozen=True)
class BGNBD:
    """The four parameters of a BG/NBD model.

    Attributes
    ----------
    r, alpha : float
        Of the gamma distribution of the paces: their mean is ``r / alpha`` visits a unit of time.
    a, b : float
        Of the beta distribution of the chance to leave after a visit: its mean is ``a / (a + b)``.
    log_likelihood : float
        At these parameters; missing where they were not fitted.

    Examples
    --------
    >>> BGNBD(0.5, 10, 1, 4).leaving
    0.2
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = float("nan")

    def __post_init__(self) -> None:
        for name in ("r", "alpha", "a", "b"):
            value = getattr(self, name)
            if not (np.isfinite(value) and value > 0):
                raise CourseError(
                    _("{name} is {value!r}: a parameter is a number above 0.").format(
                        name=name, value=value
                    )
                )

    @property
    def leaving(self) -> float:
        """Mean chance to leave for good after a visit."""
        return self.a / (self.a + self.b)


def bgnbd_fit(frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> BGNBD:
    """Fit the BG/NBD model by maximum likelihood.

    Parameters
    ----------
    frequency : array-like of length n
        Repeat visits of each customer: all visits less the first. Whole numbers, 0 or more.
    recency : array-like of length n
        Time **from the first visit to the last**; 0 without a repeat. Not the time since the last.
    age : array-like of length n
        Time from the first visit to the end of what is known, in the same unit.

    Returns
    -------
    BGNBD

    Raises
    ------
    CourseError
        If the lists do not fit, a number is missing or impossible, nobody ever came again, or there
        are fewer than 20 customers.

    Notes
    -----
    Where the data show no sign of leaving, `b` grows without end and the chance to leave goes to 0;
    the search stops at a very large `b`. This says that silence was not unusual, and not that all
    customers are loyal.

    Source: Fader, P. S., Hardie, B. G. S., & Lee, K. L. (2005). "Counting your customers" the easy
    way: An alternative to the Pareto/NBD model. *Marketing Science*, 24(2), 275-284.

    Examples
    --------
    >>> visits = [0, 0, 0, 1, 1, 2, 2, 3, 5, 8] * 5
    >>> last = [0, 0, 0, 9, 20, 12, 30, 25, 35, 16] * 5
    >>> model = bgnbd_fit(visits, last, [40] * 50)
    >>> 0.5 < model.r / model.alpha * 10 < 1.5
    True
    """
    from scipy.optimize import minimize

    x, last, total = _histories(frequency, recency, age)
    if len(x) < _FEWEST:
        raise CourseError(
            _("There are {count} customers: a fit needs {least} at least.").format(
                count=len(x), least=_FEWEST
            )
        )
    if not x.any():
        raise CourseError(_("Nobody came again: there is nothing to learn about coming again."))
    unit = float(total.mean())  # times near 1, so that the search starts near its end
    seen, ages = last / unit, total / unit

    def cost(logs: Floats) -> float:
        return -_log_likelihood(np.exp(logs), x, seen, ages)

    best = min(
        (
            minimize(cost, start, method="L-BFGS-B", bounds=[(-_REACH, _REACH)] * 4)
            for start in (np.zeros(4), np.array([0.0, 0.0, -1.0, 1.0]))
        ),
        key=lambda found: float(found.fun),
    )
    r, alpha, a, b = (float(value) for value in np.exp(best.x))
    known = _log_likelihood(np.array([r, alpha * unit, a, b]), x, last, total)
    return BGNBD(r, alpha * unit, a, b, known)


def bgnbd_alive(
    model: BGNBD, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
) -> NDArray[np.float64]:
    """The chance that a customer has not left for good.

    Parameters
    ----------
    model : BGNBD
        Its parameters.
    frequency, recency, age : array-like of length n, or numbers
        As in :func:`bgnbd_fit`.

    Returns
    -------
    array of length n
        From 0 to 1. **Always 1 for a customer without a repeat visit**: by the model one can leave
        only after a repeat, so it has no word to say about those.

    Raises
    ------
    CourseError
        If the lists do not fit, or a number is missing or impossible.

    Notes
    -----
    Bayes' rule applied to the model of Fader, Hardie and Lee (2005).

    Examples
    --------
    >>> guests = BGNBD(0.8, 12, 0.9, 3)
    >>> bgnbd_alive(guests, [0, 4, 4], [0, 40, 10], [45, 45, 45]).round(2).tolist()
    [1.0, 0.81, 0.06]
    """
    x, last, total = _histories(frequency, recency, age)
    return np.asarray(1 / (1 + _odds_gone(model, x, last, total)))


def bgnbd_expected(
    model: BGNBD, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, time: float
) -> NDArray[np.float64]:
    """How many visits of each customer are to be expected in the time to come.

    Parameters
    ----------
    model : BGNBD
        Its parameters.
    frequency, recency, age : array-like of length n, or numbers
        As in :func:`bgnbd_fit`.
    time : float
        Length of the time to come, in the same unit; 0 or more.

    Returns
    -------
    array of length n
        Means: one customer's visits scatter widely about them.

    Raises
    ------
    CourseError
        If the lists do not fit, a number is missing or impossible, or `time` is negative.

    Notes
    -----
    Equation 10 of Fader, Hardie and Lee (2005). With ``frequency``, ``recency`` and ``age`` 0 it is
    what is expected of a new customer.

    Examples
    --------
    >>> guests = BGNBD(0.8, 12, 0.9, 3)
    >>> bgnbd_expected(guests, [0, 4, 4], [0, 40, 10], [45, 45, 45], 52).round(2).tolist()
    [0.62, 2.8, 0.22]
    """
    from scipy.special import hyp2f1

    x, last, total = _histories(frequency, recency, age)
    ahead = float(time)
    if not (np.isfinite(ahead) and ahead >= 0):
        raise CourseError(_("time is {value!r}: give 0 or more.").format(value=time))
    r, alpha, b = model.r, model.alpha, model.b
    a = model.a if abs(model.a - 1) > 1e-6 else model.a + 1e-6  # the formula has a gap at 1
    shrunk = ((alpha + total) / (alpha + total + ahead)) ** (r + x)
    series = hyp2f1(r + x, b + x, a + b + x - 1, ahead / (alpha + total + ahead))
    still = (a + b + x - 1) / (a - 1) * (1 - shrunk * series)
    return np.asarray(still / (1 + _odds_gone(model, x, last, total)))


def _odds_gone(model: BGNBD, x: Floats, last: Floats, total: Floats) -> Floats:
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    with np.errstate(over="ignore"):
        odds = a / (b + np.maximum(x, 1) - 1) * ((alpha + total) / (alpha + last)) ** (r + x)
    return np.where(x > 0, odds, 0.0)


def _log_likelihood(parameters: Floats, x: Floats, last: Floats, total: Floats) -> float:
    from scipy.special import betaln, gammaln

    r, alpha, a, b = parameters
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - betaln(a, b)
    here = betaln(a, b + x) - (r + x) * np.log(alpha + total)
    again = np.maximum(x, 1)
    gone = betaln(a + 1, b + again - 1) - (r + x) * np.log(alpha + last)
    return float((common + np.logaddexp(here, np.where(x > 0, gone, -np.inf))).sum())


def _histories(
    frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """The three lists as numbers that can be."""
    lists = []
    for name, values in (("frequency", frequency), ("recency", recency), ("age", age)):
        try:
            numbers = np.asarray(values, dtype=float)
        except (TypeError, ValueError):
            numbers = np.array(np.nan)
        if not np.isfinite(numbers).all():
            raise CourseError(
                _("{name} holds something that is no number: give one for each customer.").format(
                    name=name
                )
            )
        lists.append(numbers)
    x, last, total = (np.atleast_1d(one) for one in lists)
    if not x.shape == last.shape == total.shape or x.ndim != 1 or not len(x):
        raise CourseError(
            _("frequency, recency and age need one number for each customer, and one at least.")
        )
    if (x < 0).any() or (x != np.rint(x)).any():
        raise CourseError(_("frequency counts repeat visits: whole numbers, 0 or more."))
    if (last < 0).any() or (last > total + 1e-9).any():
        raise CourseError(
            _(
                "recency is the time from the first visit to the last: from 0 to the age of each "
                "customer."
            )
        )
    if ((x == 0) & (last > 0)).any() or (total < 0).any():
        raise CourseError(_("Without a repeat visit recency is 0, and an age is not negative."))
    return x, last, total
