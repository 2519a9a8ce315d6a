"""How many customers under contract stay, if each has a chance to leave of his or her own.

The shifted beta-geometric model of Fader and Hardie (2007): nobody changes, customers differ, and
whoever is likely to leave goes first. So the retention rate of the whole rises with the years.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["sbg_fit", "sbg_survival"]

Floats = NDArray[np.float64]

#: Logarithms between which a parameter is looked for: beyond, customers are as good as alike.
_REACH = (-7.0, 12.0)


def sbg_survival(a: float, b: float, years: int) -> Floats:
    r"""Share of a cohort that is still there after 0, 1, ..., `years` years.

    Parameters
    ----------
    a, b : float
        Of the beta distribution of the yearly chance to leave, whose mean is :math:`a / (a + b)`;
        both above 0.
    years : int
        At least 0.

    Returns
    -------
    array of float, shape (years + 1,)
        Proportions; the first is 1.

    Raises
    ------
    CourseError
        If a parameter is not above 0, or the years are no whole number from 0 on.

    Notes
    -----
    Of those who are there when year :math:`t` begins, :math:`(b + t - 1) / (a + b + t - 1)` stay.
    Source: Fader and Hardie, "How to Project Customer Retention", *Journal of Interactive
    Marketing* 21(1), 2007.

    Examples
    --------
    >>> sbg_survival(1, 3, 2).round(3).tolist()
    [1.0, 0.75, 0.6]
    """
    for name, value in (("a", a), ("b", b)):
        if not _is_number(value) or value <= 0:
            raise CourseError(
                _("{name} is a number above 0: {value!r} is given.").format(name=name, value=value)
            )
    if not _is_number(years) or years != int(years) or years < 0:
        raise CourseError(
            _("years is a whole number from 0 on: {value!r} is given.").format(value=years)
        )
    year = np.arange(int(years))
    return np.concatenate([[1.0], np.cumprod((b + year) / (a + b + year))])


def sbg_fit(left: ArrayLike, here: int) -> tuple[float, float]:
    """Fit the shifted beta-geometric model to a cohort by maximum likelihood.

    Parameters
    ----------
    left : array-like of int
        How many left in year 1, year 2 and so on, of all who began together.
    here : int
        How many were still there after the last of these years.

    Returns
    -------
    tuple of (float, float)
        `a` and `b` of the beta distribution of the yearly chance to leave.

    Raises
    ------
    CourseError
        If there are fewer than two years, a count is missing, negative or not whole, or nobody left.

    Notes
    -----
    Two years with leavers can be fitted, but a forecast wants more. If nothing in the counts says
    that customers differ, both parameters run to very large values: then all have nearly the same
    chance. Source: Fader and Hardie (2007), as for :func:`sbg_survival`.

    Examples
    --------
    >>> a, b = sbg_fit([250, 150, 100], 500)
    >>> round(a, 1), round(b, 1)
    (1.0, 3.0)
    """
    from scipy.optimize import minimize

    try:
        counts = np.asarray(left, dtype=float)
        still = float(here)
    except (TypeError, ValueError):
        counts, still = np.array([np.nan]), np.nan
    numbers = np.append(counts, still)
    if not np.isfinite(numbers).all() or (numbers < 0).any() or (numbers % 1).any():
        raise CourseError(
            _("Give whole numbers from 0 on: those who left, year by year, and those still here.")
        )
    if counts.ndim != 1 or len(counts) < 2:
        raise CourseError(
            _("Give at least two years of leavers: one year cannot tell how customers differ.")
        )
    if not counts.sum():
        raise CourseError(_("Nobody left in these years: there is nothing to fit."))

    def loss(logs: Floats) -> float:
        share = sbg_survival(math.exp(logs[0]), math.exp(logs[1]), len(counts))
        leave = np.maximum(-np.diff(share), 1e-300)
        return float(-(counts @ np.log(leave) + still * math.log(max(share[-1], 1e-300))))

    found = minimize(
        loss,
        [0.0, 0.5],
        method="Nelder-Mead",
        bounds=[_REACH, _REACH],
        options={"xatol": 1e-7, "fatol": 1e-9, "maxiter": 4000},
    )
    a, b = np.exp(found.x)
    return float(a), float(b)


def _is_number(value: Any) -> bool:
    is_plain = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    return is_plain and math.isfinite(float(value))
