"""The sorting film, the model: dots that leave, each with a chance of its own, and a bet on them.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.games.sorting_film.view` only shows it.

The chance to leave is drawn once for each dot and never changes. Its spread is that of the customers
whom Fader and Hardie (2007) call Regular.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab.decisions.fields import DecisionFields, Number
from servicelab.errors import CourseError
from servicelab.evidence.ranges import interval_score
from servicelab.i18n import _

DOTS: Final = 5000
YEARS: Final = 12
#: The beta distribution of the yearly chance to leave.
A, B = 0.704, 1.182
SEED: Final = 20269
#: Frames that are open before the bet, and those that are shown side by side.
OPEN_FRAMES: Final = 5
SHOWN: Final = (1, 3, 6, 12)
#: How sure one is to be of each range.
LEVEL: Final = 0.8
#: From when to when the bet's first question goes.
FROM_YEAR: Final = 8


@dataclass(frozen=True)
class Film:
    """Dots and when they leave.

    Attributes
    ----------
    own : array of float
        Each dot's own chance to leave in a year, the same in every year.
    lasted : array of int
        The year in which it leaves, from 1 on; may lie beyond the film.
    """

    own: NDArray[np.float64]
    lasted: NDArray[np.int64]

    def here(self, year: int) -> NDArray[np.bool_]:
        """Which dots are there when a year begins."""
        return self.lasted >= year


def make_film(seed: int = SEED, dots: int = DOTS) -> Film:
    """Draw the dots of a film, each independently.

    Parameters
    ----------
    seed : int
        Another seed gives another film of the same kind.
    dots : int
        How many, at least 1.

    Raises
    ------
    CourseError
        If there is no dot.

    Examples
    --------
    >>> film = make_film(seed=4, dots=300)
    >>> int(film.here(1).sum()), bool(film.here(5).sum() < film.here(4).sum())
    (300, True)
    """
    if not isinstance(dots, int | np.integer) or dots < 1:
        raise CourseError(_("A film has at least one dot: {dots!r} are given.").format(dots=dots))
    rng = np.random.default_rng([seed, 12])
    own = rng.beta(A, B, dots)
    return Film(own, rng.geometric(np.maximum(own, 1e-12)))


def film_table(film: Film) -> pd.DataFrame:
    """The film year by year.

    Parameters
    ----------
    film : Film
        From :func:`make_film`.

    Returns
    -------
    DataFrame
        By year, from 1 to 12: ``here`` when it begins, the share of them that ``stay``, and the mean
        ``own`` chance to stay of those who are there.
    """
    rows = {}
    for year in range(1, YEARS + 1):
        here = film.here(year)
        rows[year] = {
            "here": int(here.sum()),
            "stay": film.here(year + 1).sum() / max(here.sum(), 1),
            "own": 1 - film.own[here].mean() if here.any() else np.nan,
        }
    return pd.DataFrame(rows).T.astype({"here": int}).rename_axis("year")


def bet_truths(film: Film) -> dict[str, float]:
    """What is bet on, as it comes in a film: numbers of 100.

    Parameters
    ----------
    film : Film
        From :func:`make_film`.

    Returns
    -------
    dict
        ``still``: of 100 dots that are there when year 8 begins, those still there when year 12 ends.
        ``late``: the mean own chance to stay, in percent, of those there when year 12 begins, in that
        year. ``first``: the same dots' mean own chance in year 1.
    """
    last = film.here(YEARS)
    late = 100 * (1 - film.own[last].mean())
    still = 100 * film.here(YEARS + 1).sum() / film.here(FROM_YEAR).sum()
    # the chance is drawn once: in year 1 it was what it is in year 12
    return {"still": float(still), "late": float(late), "first": float(late)}


def bet_cost(ranges: Mapping[str, Any], truths: Mapping[str, float]) -> float:
    """What a bet costs: the mean interval score of its three ranges at the level 80 %.

    Parameters
    ----------
    ranges : mapping
        ``still_low``, ``still_high`` and so on, see :data:`BET`.
    truths : mapping
        From :func:`bet_truths`.

    Examples
    --------
    >>> ranges = {"still_low": 40, "still_high": 50, "late_low": 60, "late_high": 80}
    >>> bet_cost(ranges | {"first_low": 70, "first_high": 75}, {"still": 45, "late": 81, "first": 70})
    15.0
    """
    costs = [
        interval_score(ranges[f"{key}_low"], ranges[f"{key}_high"], truth, level=LEVEL)
        for key, truth in truths.items()
    ]
    return float(np.mean(costs))


QUESTIONS: Final = {
    "still": _("Of 100 dots here when year 8 begins: how many are still here when year 12 ends?"),
    "late": _("The dots here when year 12 begins: their mean own chance to stay in year 12, %"),
    "first": _("The same dots: their mean own chance to stay in year 1, %"),
}
NAMES: Final = {
    "still": _("Still here of 100"),
    "late": _("Year 12, %"),
    "first": _("Year 1, %"),
}
_ENDS: Final = {"low": _("from"), "high": _("to")}


def _end(key: str, end: str) -> Number:
    label = f"{NAMES[key]}: {_ENDS[end]}"
    return Number(
        f"{key}_{end}",
        label=label,
        help=QUESTIONS[key],
        lack=label,
        wrong=_("a number from 0 to 100"),
        placeholder=" ",
        lowest=0,
        highest=100,
        how=_("{label}: give a number, such as 30."),
    )


#: The bet: three ranges.
BET: Final = DecisionFields("m09-film", [_end(key, end) for key in QUESTIONS for end in _ENDS])


def swapped(draft: Mapping[str, Any]) -> list[str]:
    """The ranges of a bet whose lower end lies above the upper one, in words."""
    wrong = []
    for key, name in NAMES.items():
        low, high = draft.get(f"{key}_low"), draft.get(f"{key}_high")
        if isinstance(low, float) and isinstance(high, float) and low > high:
            wrong.append(
                _("an upper end that is not below the lower one: {name}").format(name=name)
            )
    return wrong
