"""Services that grow and end: the ceiling of a curve, and scarce hours shared out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq, minimize, minimize_scalar
from scipy.special import expit
from scipy.stats import chi2

from servicelab.data.frames import require_numbers
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["Ceiling", "ceiling", "hours_shared"]

_LEVEL: Final = 0.95
#: Where the profile is first looked at: logarithms of a ceiling less that of the largest count. A
#: curve that still fits at the last one, a thousand times the largest count, has no end.
_STEPS: Final = (-0.4, -0.2, 0.0, 0.2, 0.5, 1.0, 1.8, 3.0, 5.0, math.log(1000))
#: Growth in a standard deviation of time, and height in the middle, both in log odds, from which curves are sought.
_STARTS: Final = ((2.0, 3.0), (1.0, -3.0), (-1.5, 0.0))
_NEAR: Final = 1e-12
_FEWEST: Final = 8


class Ceiling(NamedTuple):
    """Where a growing count levels off.

    Attributes
    ----------
    value : float
        The likeliest ceiling, cases a period; where ``high`` is infinite, it says little.
    low, high : float
        The ends of its 95 % interval; ``high`` is infinite where the data do not say that the
        growth ends at all.
    """

    value: float
    low: float
    high: float


class _Curve:
    """Counts along a logistic with a season, and how badly each ceiling fits them."""

    def __init__(self, cases: NDArray[np.float64], season: int) -> None:
        self.cases = cases
        time = np.arange(len(cases), dtype=float)
        self.time = (time - time.mean()) / time.std()
        self.place = np.arange(len(cases)) % season
        self.season = season
        self.sums = np.bincount(self.place, cases, season)

    def means(self, top: float, growth: float, level: float) -> NDArray[np.float64]:
        """Expected counts; the seasons share out the counts, and are 1 on average."""
        curve = top * expit(growth * self.time + level)
        expected = np.bincount(self.place, curve, self.season)
        if self.season == 1:
            return curve
        # the likeliest seasons are sums / (expected + more), with the `more` that makes their mean 1:
        # Newton's steps come near it from one side
        more = float((self.sums / self.season - expected).max())
        for _step in range(60):
            parts = self.sums / (expected + more)
            step = (parts.sum() - self.season) / (parts / (expected + more)).sum()
            more += step
            if abs(step) < _NEAR * self.sums.sum():
                break
        return np.asarray(curve * (self.sums / (expected + more))[self.place])

    def deviance(self, top: float, shape: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Twice the log-likelihood lost against a perfect fit of Poisson counts, and its slope."""
        mean = np.maximum(self.means(top, *shape), 1e-12)
        ratio = np.where(self.cases > 0, self.cases / mean, 1.0)
        lost = float(2 * (self.cases * np.log(ratio) - self.cases + mean).sum())
        # the seasons are the likeliest ones, so that only the curve itself moves the likelihood
        moved = 2 * (mean - self.cases) * expit(-(shape[0] * self.time + shape[1]))
        return lost, np.array([(moved * self.time).sum(), moved.sum()])

    def fitted(
        self, log_top: float, starts: Sequence[NDArray[np.float64]]
    ) -> tuple[float, NDArray[np.float64]]:
        """The best curve under a ceiling, sought from several starts: its deviance and shape."""
        found = [
            minimize(
                lambda shape: self.deviance(math.exp(log_top), shape),
                start,
                jac=True,
                method="L-BFGS-B",
                bounds=((-30.0, 30.0), (-60.0, 60.0)),
                options={"ftol": 1e-13, "gtol": 1e-7},
            )
            for start in starts
        ]
        best = min(found, key=lambda one: float(one.fun))
        return float(best.fun), best.x


def ceiling(cases: ArrayLike, season: int = 4) -> Ceiling:
    """Return where a count levels off on a logistic curve, with its interval.

    The curve is ``top / (1 + exp(-growth (t - middle)))``, times a season whose mean is 1. Counts
    vary around it as Poisson counts do, or more widely where the data say so.

    Parameters
    ----------
    cases : array-like of length n
        Counts of equal periods, oldest first; eight or more.
    season : int
        Periods after which the season comes again, such as 4 quarters; 1 for none.

    Returns
    -------
    Ceiling
        The likeliest ceiling and its interval by profile likelihood: all ceilings under which the
        best curve fits nearly as well. Both ends are found as roots, so no grid shows in them.

    Raises
    ------
    CourseError
        If there are too few periods, or a count is negative.

    Examples
    --------
    >>> found = ceiling([12, 27, 50, 73, 88, 95, 98, 99, 100, 100], season=1)
    >>> round(found.value), found.low < 100 < found.high
    (100, True)
    """
    counts = np.asarray(cases, dtype=float)
    if counts.ndim != 1 or len(counts) < _FEWEST or season < 1:
        raise CourseError(_("Give the counts of eight periods or more."))
    if not np.all(np.isfinite(counts)) or counts.min() < 0 or counts.max() <= 0:
        raise CourseError(_("Counts are 0 or more, and not all of them are 0."))
    curve = _Curve(counts, season)
    return _profile(curve, math.log(counts.max()))


def _profile(curve: _Curve, largest: float) -> Ceiling:
    """The best ceiling and the roots on both sides of it, in logarithms."""
    places = [largest + step for step in _STEPS]
    known: dict[float, tuple[float, NDArray[np.float64]]] = {}
    for place in places:
        before = [known[one][1] for one in places[: len(known)][-1:]]
        known[place] = curve.fitted(place, [*map(np.array, _STARTS), *before])

    def deviance(log_top: float) -> float:
        if log_top not in known:
            near = sorted(known, key=lambda one: abs(one - log_top))[:2]
            known[log_top] = curve.fitted(log_top, [known[one][1] for one in near])
        return known[log_top][0]

    at = places.index(min(places, key=deviance))
    inside = places[max(at - 1, 0)], places[min(at + 1, len(places) - 1)]
    best = float(minimize_scalar(deviance, bounds=inside, method="bounded").x)
    free = max(len(curve.cases) - 2 - curve.season, 1)
    limit = deviance(best) + max(1.0, deviance(best) / free) * float(chi2.ppf(_LEVEL, 1))

    def over(log_top: float) -> float:
        return deviance(log_top) - limit

    low = max((one for one in places if one < best and over(one) > 0), default=-math.inf)
    high = min((one for one in places if one > best and over(one) > 0), default=math.inf)
    ends = [one if math.isinf(one) else brentq(over, one, best) for one in (low, high)]
    return Ceiling(*(math.exp(one) for one in (best, *ends)))


def hours_shared(services: pd.DataFrame, order: Sequence[str], hours: float) -> pd.DataFrame:
    """Return who gets how many of some scarce hours, and what that brings.

    Each service in turn gets all hours that its cases need, as long as there are any.

    Parameters
    ----------
    services : DataFrame
        A row for each service, its name in the index; columns ``cases`` of a year,
        ``contribution`` and ``hours`` of a case.
    order : sequence of str
        Who gets hours, the first one first. Who is not named gets none.
    hours : float
        Hours of the year.

    Returns
    -------
    DataFrame
        Index as ordered; ``hours`` given, ``cases`` that they are enough for, ``contribution``.
        A service that needs no such hours has all its cases.

    Raises
    ------
    CourseError
        If a name is unknown or repeats, or a column is missing.

    Examples
    --------
    >>> shop = pd.DataFrame(
    ...     {"cases": [100, 50], "contribution": [4.0, 9.0], "hours": [0.5, 1.5]},
    ...     index=["cut", "color"],
    ... )
    >>> hours_shared(shop, ["cut", "color"], 80)["contribution"].tolist()
    [400.0, 180.0]
    """
    table = require_numbers(services, ["cases", "contribution", "hours"], "services")
    named = list(order)
    unknown = [one for one in named if one not in table.index]
    if unknown or len(set(named)) < len(named):
        raise CourseError(_("Name each service once, and only services of the table."))
    left, rows = float(hours), []
    for name in named:
        cases, worth, each = map(float, table.loc[[name]].to_numpy()[0])
        given = min(cases * each, left)
        left -= given
        done = given / each if each > 0 else cases
        rows.append((given, done, done * worth))
    return pd.DataFrame(rows, index=named, columns=["hours", "cases", "contribution"])
