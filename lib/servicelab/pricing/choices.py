"""What each attribute counts in choices between offers whose attributes were drawn at random.

A respondent chooses several times between offers; respondents are independent, choices of one
respondent are not. So intervals count respondents.

Effects are differences in the share of offers that are chosen, by least squares on all attributes
together (Hainmueller, Hopkins and Yamamoto 2014). Attributes that are texts have two levels or more,
each with an effect of its own; numbers count in proportion.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.text import listed

__all__ = ["choice_difference", "choice_effects", "choice_worth"]

#: From which level to which.
Steps = Mapping[str, tuple[Any, Any]]
_LEVEL = 0.95


def choice_effects(
    offers: pd.DataFrame, steps: Steps, *, chosen: str = "chosen", respondent: str = "respondent"
) -> pd.DataFrame:
    """Return how much more often an offer is chosen after a step from one level to another.

    Parameters
    ----------
    offers : DataFrame
        One row for each offer that was shown, with its attributes, who saw it, and whether it was
        chosen, 0 or 1.
    steps : mapping
        Attribute to the pair (from, to). All attributes that were drawn belong here.
    chosen, respondent : str
        Columns of `offers`.

    Returns
    -------
    DataFrame
        By attribute: ``effect``, a proportion, with the ends ``low`` and ``high`` of its interval of
        95 %, which counts respondents.

    Raises
    ------
    CourseError
        If a column or a level is not there, ``chosen`` is not 0 or 1, or there are fewer than three
        respondents.

    Notes
    -----
    Standard errors are clustered by respondent (**statsmodels**), with a quantile of Student's t for
    one less than the respondents.

    Source: Hainmueller, J., Hopkins, D. J., and Yamamoto, T. (2014). Causal inference in conjoint
    analysis. *Political Analysis*, 22(1), 1-30.

    Examples
    --------
    >>> seats = pd.DataFrame(
    ...     {
    ...         "respondent": [1, 1, 2, 2, 3, 3, 4, 4],
    ...         "seat": ["aisle", "window"] * 4,
    ...         "chosen": [0, 1, 0, 1, 1, 0, 0, 1],
    ...     }
    ... )
    >>> choice_effects(seats, {"seat": ("aisle", "window")})["effect"].round(2).to_dict()
    {'seat': 0.5}
    """
    fit, moves = _fitted(offers, steps, chosen, respondent)
    rows = [_interval(fit, move) for move in moves]
    return pd.DataFrame(
        rows, index=pd.Index(list(steps), name="attribute"), columns=["effect", "low", "high"]
    )


def choice_difference(
    offers: pd.DataFrame,
    steps: Steps,
    one: str,
    other: str,
    *,
    chosen: str = "chosen",
    respondent: str = "respondent",
) -> tuple[float, float, float]:
    """Return by how much the step of one attribute counts more than that of another.

    Parameters
    ----------
    offers, steps, chosen, respondent
        As in :func:`choice_effects`.
    one, other : str
        Attributes of `steps`.

    Returns
    -------
    tuple of float
        The difference of the effects, a proportion, and the ends of its interval of 95 %.

    Raises
    ------
    CourseError
        As in :func:`choice_effects`, or if there is no step of an attribute.

    Examples
    --------
    >>> meals = pd.DataFrame(
    ...     {
    ...         "respondent": [1, 1, 2, 2, 3, 3, 4, 4],
    ...         "warm": [0, 1, 1, 0, 1, 0, 0, 0],
    ...         "large": [1, 1, 0, 1, 0, 0, 1, 0],
    ...         "chosen": [0, 1, 1, 0, 1, 0, 0, 1],
    ...     }
    ... )
    >>> value, low, high = choice_difference(meals, {"warm": (0, 1), "large": (0, 1)}, "warm", "large")
    >>> low < value < high
    True
    """
    _known(steps, one, other)
    fit, moves = _fitted(offers, steps, chosen, respondent)
    names = list(steps)
    return _interval(fit, moves[names.index(one)] - moves[names.index(other)])


def choice_worth(
    offers: pd.DataFrame,
    steps: Steps,
    attribute: str,
    money: str,
    *,
    chosen: str = "chosen",
    respondent: str = "respondent",
) -> tuple[float, float, float]:
    """Return which change of a price weighs as much in choices as the step of an attribute.

    Parameters
    ----------
    offers, steps, chosen, respondent
        As in :func:`choice_effects`.
    attribute : str
        Whose step is put in money.
    money : str
        The attribute that is a price; a number.

    Returns
    -------
    tuple of float
        In the unit of the price: how much dearer an offer may be after the step and be chosen as
        often; and the ends of its interval of 95 %, by the delta method.

    Raises
    ------
    CourseError
        As in :func:`choice_effects`, or if a higher price is not chosen less often.

    Notes
    -----
    What is chosen on paper is not what is paid.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> rooms = pd.DataFrame({"respondent": np.repeat(np.arange(300), 2)})
    >>> rooms["quiet"], rooms["fare"] = rng.integers(0, 2, 600), rng.choice([50, 80], 600)
    >>> liked = (30 * rooms["quiet"] - rooms["fare"] + rng.normal(0, 9, 600)).to_numpy().reshape(-1, 2)
    >>> rooms["chosen"] = (liked == liked.max(axis=1, keepdims=True)).astype(int).ravel()
    >>> value, low, high = choice_worth(rooms, {"quiet": (0, 1), "fare": (80, 50)}, "quiet", "fare")
    >>> bool(low < 30 < high)
    True
    """
    from scipy.stats import t as student

    _known(steps, attribute, money)
    if not pd.api.types.is_numeric_dtype(offers[money]):
        raise CourseError(_("{name} is no number: give a price.").format(name=money))
    fit, moves = _fitted(offers, steps, chosen, respondent)
    names = list(steps)
    before, after = steps[money]
    up = moves[names.index(attribute)]
    unit = moves[names.index(money)] / (after - before)
    beta, spread = fit.params.to_numpy(), fit.cov_params().to_numpy()
    gain, price = float(up @ beta), float(unit @ beta)
    if price >= 0:
        raise CourseError(
            _(
                "Offers with a higher {name} are not chosen less often: nothing can be put in it."
            ).format(name=money)
        )
    value = -gain / price
    slope = -up / price + gain / price**2 * unit
    reach = student.ppf((1 + _LEVEL) / 2, fit.people - 1) * np.sqrt(slope @ spread @ slope)
    return value, float(value - reach), float(value + reach)


def _known(steps: Steps, *names: str) -> None:
    for name in names:
        if name not in steps:
            raise CourseError(
                _("There is no step of {name}: give one of {all}.").format(
                    name=name, all=listed(list(steps))
                )
            )


def _fitted(
    offers: pd.DataFrame, steps: Steps, chosen: str, respondent: str
) -> tuple[Any, list[np.ndarray[Any, Any]]]:
    """The fit, and for each step what it changes in the columns of the design."""
    import statsmodels.api as sm

    for name in (*steps, chosen, respondent):
        if name not in offers:
            raise CourseError(_("The offers have no column {name}.").format(name=name))
    if not offers[chosen].isin([0, 1]).all():
        raise CourseError(_("{name} is 1 for what was chosen and else 0.").format(name=chosen))
    groups = offers[respondent].factorize()[0]
    people = int(groups.max()) + 1 if len(groups) else 0
    if people < 3:
        raise CourseError(
            _("{count} respondents give no interval: at least 3 are needed.").format(count=people)
        )
    columns: dict[str, pd.Series] = {}
    for name in steps:
        values = offers[name]
        if pd.api.types.is_numeric_dtype(values):
            columns[name] = values.astype(float)
            continue
        levels = list(pd.unique(values))
        for level in steps[name]:
            if level not in levels:
                raise CourseError(
                    _("{name} is never {level}: its levels are {all}.").format(
                        name=name, level=level, all=listed([str(one) for one in levels])
                    )
                )
        for level in levels[1:]:
            columns[f"{name}={level}"] = (values == level).astype(float)
    design = sm.add_constant(pd.DataFrame(columns), has_constant="add")
    fit = sm.OLS(offers[chosen].astype(float), design).fit(
        cov_type="cluster", cov_kwds={"groups": groups}
    )
    fit.people = people
    place = {name: number for number, name in enumerate(design.columns)}
    moves = []
    for name, (before, after) in steps.items():
        move = np.zeros(len(place))
        if name in place:
            move[place[name]] = float(after) - float(before)
        else:
            for level, sign in ((before, -1.0), (after, 1.0)):
                if f"{name}={level}" in place:
                    move[place[f"{name}={level}"]] = sign
        moves.append(move)
    return fit, moves


def _interval(fit: Any, move: np.ndarray[Any, Any]) -> tuple[float, float, float]:
    from scipy.stats import t as student

    value = float(move @ fit.params.to_numpy())
    error = float(np.sqrt(move @ fit.cov_params().to_numpy() @ move))
    reach = float(student.ppf((1 + _LEVEL) / 2, fit.people - 1)) * error
    return value, value - reach, value + reach
