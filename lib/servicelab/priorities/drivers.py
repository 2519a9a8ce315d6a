"""What drives an overall score: derived importance, and penalties and rewards."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from servicelab.data.frames import require_level, require_numbers
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["derived_importance", "penalty_reward"]

#: differences below this share of the values are float noise
_NOISE = 1e-9


def derived_importance(performance: pd.DataFrame, overall: pd.Series | ArrayLike) -> pd.DataFrame:
    """Derive what matters from what goes with the overall score.

    With the correlations ``R`` of the drivers and ``r`` of each driver with the overall score:
    ``beta = R^-1 r`` (standardized regression), ``vif = diag(R^-1)`` and Johnson's relative weights
    ``w = (L o L) (L^-1 r)^2`` with ``L = R^(1/2)`` and o the product of elements. The weights are
    not negative, and add up to the R-squared of the regression.

    Parameters
    ----------
    performance : DataFrame of shape (n, k)
        One row for each person, one column for each driver.
    overall : Series or sequence of length n
        The score to be explained. A Series must have the index of `performance`.

    Returns
    -------
    DataFrame
        Index ``attribute``, the columns of `performance`; columns ``r`` (-1 to 1), ``beta`` (standard
        deviations of the overall score for one of the driver), ``relative_weight`` (share of the
        variance of the overall score; they sum to ``attrs["r2"]``) and ``vif`` (1 without
        collinearity; from about 5 on a beta says little).

    Raises
    ------
    CourseError
        If a value is missing or not a number, `overall` does not match, there are fewer rows than
        k + 2, a column is the same for everybody, or a driver is a combination of others.

    Notes
    -----
    An association, not an effect: a driver may stand for a cause that was not asked about.

    Source: Johnson, J. W. (2000). A heuristic method for estimating the relative weight of
    predictor variables in multiple regression. *Multivariate Behavioral Research*, 35(1), 1-19.

    Examples
    --------
    Without collinearity a weight is a squared correlation:

    >>> performance = pd.DataFrame({"speed": [1, 1, 2, 2], "kindness": [1, 2, 1, 2]})
    >>> derived_importance(performance, [1, 2, 4, 5]).round(3)
                   r   beta  relative_weight  vif
    attribute
    speed      0.949  0.949              0.9  1.0
    kindness   0.316  0.316              0.1  1.0
    """
    drivers, outcome = _drivers_and_outcome(performance, overall)
    n, k = drivers.shape
    if n < k + 2:
        raise CourseError(
            _(
                "{n} people are too few for {k} drivers: ask {least} at least, "
                "or leave drivers out and say which."
            ).format(n=n, k=k, least=k + 2)
        )
    among = np.atleast_2d(np.corrcoef(drivers, rowvar=False))
    redundant = _first_dependent(drivers.to_numpy())
    if redundant is not None:
        raise CourseError(
            _(
                "Driver '{name}' can be computed from the others, so its share cannot be told from "
                "theirs: merge them into one scale and say so."
            ).format(name=drivers.columns[redundant])
        )
    r = np.array([np.corrcoef(drivers[name], outcome)[0, 1] for name in drivers.columns])
    values, vectors = np.linalg.eigh(among)
    root = (vectors * np.sqrt(values)) @ vectors.T
    inverse = np.linalg.inv(among)
    table = pd.DataFrame(
        {
            "r": r,
            "beta": inverse @ r,
            "relative_weight": root**2 @ np.linalg.solve(root, r) ** 2,
            "vif": np.diag(inverse),
        },
        index=pd.Index(drivers.columns, name="attribute"),
    )
    table.attrs["r2"] = float(r @ inverse @ r)
    return table


def penalty_reward(
    performance: pd.DataFrame,
    overall: pd.Series | ArrayLike,
    low: float,
    high: float,
    level: float = 0.95,
    held: pd.Series | None = None,
) -> pd.DataFrame:
    """Estimate what goes with a low and with a high performance in the overall score.

    One least-squares regression of the overall score on two dummies of every attribute: 1 where the
    performance is `low` or less, and 1 where it is `high` or more; what lies between is the
    reference. A must-be attribute punishes (penalty far below 0) and hardly rewards, an attractive
    one rewards and hardly punishes, a one-dimensional one does both. A single slope hides this.

    Parameters
    ----------
    performance : DataFrame of shape (n, k)
        One row for each person, one column for each attribute.
    overall : Series or sequence of length n
        The score to be explained. A Series must have the index of `performance`.
    low, high : float
        The highest low and the lowest high performance, such as 3 and 6 on a scale from 1 to 7.
    level : float
        Confidence level of the intervals, between 0 and 1.
    held : Series of length n, optional
        Levels of something else, such as severity: people are then compared with people of the
        same level only (one more dummy for each level but one).

    Returns
    -------
    DataFrame
        Index ``attribute``, the columns of `performance`; columns ``penalty`` and ``reward``
        (points of the overall score against the middle, the other attributes equal), each with the
        limits of its interval, ``penalty_low``, ``penalty_high``, ``reward_low``, ``reward_high``,
        and ``n_low`` and ``n_high``, how many people it rests on. NaN where they are none.

    Raises
    ------
    CourseError
        If a value is missing or not a number, `overall` does not match, `low` is not below `high`,
        nobody is in the middle, there are too few rows, or the dummies of an attribute can be
        computed from those of others.

    Notes
    -----
    An association, not an effect, unless what was rated was drawn at random.

    Source: Brandt, D. R. (1987). A procedure for identifying value-enhancing service components
    using customer satisfaction survey data. In C. Surprenant (Ed.), *Add Value to Your Service*
    (pp. 61-65). American Marketing Association. Fitted by statsmodels.

    Examples
    --------
    Dirt costs two points, while more than clean enough earns nothing:

    >>> performance = pd.DataFrame({"cleanliness": [1, 2, 4, 4, 6, 7]})
    >>> table = penalty_reward(performance, [2.0, 2.2, 4.0, 4.2, 4.1, 4.1], low=2, high=6)
    >>> table[["penalty", "reward"]].round(3) + 0.0
                 penalty  reward
    attribute
    cleanliness     -2.0     0.0
    """
    from statsmodels.regression.linear_model import OLS

    if not low < high:
        raise CourseError(
            _("low is {low:g} and high {high:g}, but low must be below high.").format(
                low=low, high=high
            )
        )
    require_level(level)
    drivers, outcome = _drivers_and_outcome(performance, overall)
    dummies = pd.concat({"penalty": drivers <= low, "reward": drivers >= high}, axis=1)
    middle = (drivers > low) & (drivers < high)
    if not middle.any().all():
        raise CourseError(
            _(
                "Nobody rates '{name}' between {low:g} and {high:g}, so there is nothing to compare "
                "low and high with: set the two further apart."
            ).format(name=middle.any().idxmin(), low=low, high=high)
        )
    counts = dummies.sum()
    used = dummies.loc[:, counts > 0].astype(float)
    levels = np.empty((len(used), 0))
    if held is not None:
        if len(held) != len(used) or held.isna().any():
            raise CourseError(
                _("held needs one value for each of the {n} people.").format(n=len(used))
            )
        kinds = pd.get_dummies(held.astype("category").cat.remove_unused_categories())
        levels = kinds.iloc[:, 1:].to_numpy(dtype=float)
    n, terms = len(used), used.shape[1] + levels.shape[1]
    if n < terms + 2:
        raise CourseError(
            _(
                "{n} people are too few for {terms} dummies: ask {least} at least, "
                "or leave attributes out and say which."
            ).format(n=n, terms=terms, least=terms + 2)
        )
    redundant = _first_dependent(np.column_stack([levels, used]))
    if redundant is not None and redundant < levels.shape[1]:
        raise CourseError(_("The levels of held can be computed from one another."))
    if redundant is not None:
        redundant -= levels.shape[1]
        raise CourseError(
            _(
                "Low and high of '{name}' can be computed from those of other attributes, so its "
                "effect cannot be told from theirs: merge them and say so."
            ).format(name=used.columns[redundant][1])
        )
    fitted = OLS(outcome, np.column_stack([np.ones(n), used, levels])).fit()
    found = pd.DataFrame(
        np.column_stack([fitted.params, fitted.conf_int(alpha=1 - level)])[1 : used.shape[1] + 1],
        index=used.columns,
        columns=["effect", "low", "high"],
    ).reindex(dummies.columns)
    table = {}
    for kind in ("penalty", "reward"):
        table[kind] = found.loc[kind, "effect"]
        table[f"{kind}_low"] = found.loc[kind, "low"]
        table[f"{kind}_high"] = found.loc[kind, "high"]
    table["n_low"], table["n_high"] = counts["penalty"], counts["reward"]
    return pd.DataFrame(table).rename_axis(index="attribute")


def _drivers_and_outcome(
    performance: pd.DataFrame, overall: pd.Series | ArrayLike
) -> tuple[pd.DataFrame, NDArray[np.float64]]:
    """Return drivers and outcome of a regression as numbers that match and vary."""
    if isinstance(performance, pd.DataFrame) and performance.columns.empty:
        raise CourseError(_("performance has no columns: choose at least one driver."))
    drivers = require_numbers(performance, getattr(performance, "columns", []), "performance")
    if isinstance(overall, pd.Series) and not overall.index.equals(drivers.index):
        raise CourseError(
            _(
                "performance and overall have different people in their index: "
                "take both from the same table."
            )
        )
    values = pd.Series(overall).set_axis(range(np.size(overall)))
    outcome = require_numbers(values.to_frame("overall"), ["overall"], "overall")["overall"]
    if len(outcome) != len(drivers):
        raise CourseError(
            _("There are {overall} overall scores for {rows} people: give one to each.").format(
                overall=len(outcome), rows=len(drivers)
            )
        )
    for name, column in [*drivers.items(), ("overall", outcome)]:
        if np.ptp(column) <= _NOISE * column.abs().max():
            raise CourseError(
                _(
                    "Column '{name}' is the same for everybody, so nothing can be derived from it: "
                    "leave it out."
                ).format(name=name)
            )
    return drivers, outcome.to_numpy()


def _first_dependent(matrix: NDArray[np.float64]) -> int | None:
    """Return the first column that is a combination of earlier columns and a constant."""
    centered = matrix - matrix.mean(axis=0)
    unit = centered / np.linalg.norm(centered, axis=0)
    left = np.abs(np.diag(np.linalg.qr(unit, mode="r")))
    dependent = np.flatnonzero(left < 1e-6)
    if len(dependent):
        return int(dependent[0])
    return len(left) if len(left) < unit.shape[1] else None
