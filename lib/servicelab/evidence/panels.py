"""The same units at several times: what goes before what within a unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab.data.frames import require_columns, require_level, require_numbers
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["within_effect"]


def within_effect(
    panel: pd.DataFrame,
    y: str,
    x: str | Sequence[str],
    lag: int = 0,
    *,
    unit: str = "team",
    time: str = "q",
    level: float = 0.95,
) -> pd.DataFrame:
    """Return how `y` moves with `x` of some periods before, within units.

    Each unit is compared with itself and each period with the other units of that period: levels of
    units and of periods are held equal. Where several `x` are given, each is read beside the others.

    Parameters
    ----------
    panel : DataFrame
        One row for each unit and period.
    y, x : column, or for `x` several columns
        The result, and what may go before it.
    lag : int
        By how many periods `x` goes before `y`; 0 is the same period.
    unit, time : column
        Who, and when. `time` counts periods, so that 4 comes one period after 3.
    level : float
        Of the intervals.

    Returns
    -------
    DataFrame
        A row for each `x`; columns ``slope`` (units of `y` for one of `x`), ``low`` and ``high``,
        and the ``rows`` that are used.

    Raises
    ------
    CourseError
        If a column lacks, a value is missing, a unit has two rows of one period, too little is
        left, or an `x` does not move within units by itself.

    Notes
    -----
    Least squares on what is left of `y` and `x` when the means of units and periods are taken off
    (Frisch and Waugh 1933): the slopes are those with a dummy for each unit and each period. Errors
    are clustered by unit, with the t distribution of one degree of freedom less than there are units
    (Arellano 1987, Oxford Bulletin of Economics and Statistics 49(4)).

    That `x` goes before `y` within units does not say that it brings it about: something else may
    move both. Noise in `x` draws its slope toward 0.

    Examples
    --------
    Three shops in four weeks. What sells depends on the smell of bread of the week before, and each
    shop has its own level:

    >>> shops = pd.DataFrame({"shop": list("AAAABBBBCCCC"), "week": [1, 2, 3, 4] * 3})
    >>> shops["smell"] = [1, 2, 2, 4, 3, 1, 2, 2, 2, 3, 1, 1]
    >>> shops["sold"] = [22, 25, 30, 30, 51, 65, 55, 60, 95, 100, 105, 95]
    >>> found = within_effect(shops, "sold", "smell", lag=1, unit="shop", time="week")
    >>> round(float(found.loc["smell", "slope"]), 2), int(found.loc["smell", "rows"])
    (5.0, 9)
    """
    import statsmodels.api as sm

    names = [x] if isinstance(x, str) else list(x)
    require_level(level)
    if not names:
        raise CourseError(_("Name at least one column that may go before {y}.").format(y=y))
    require_columns(panel, [unit, time, y, *names], "panel")
    if isinstance(lag, bool) or not isinstance(lag, int | np.integer) or lag < 0:
        raise CourseError(
            _("A lag of {lag!r} cannot be: give 0, 1, 2, ... periods.").format(lag=lag)
        )
    numbers = require_numbers(panel, dict.fromkeys([time, y, *names]), "panel").assign(
        **{unit: panel[unit]}
    )
    if numbers.duplicated([unit, time]).any():
        raise CourseError(_("A {unit} has two rows of one period.").format(unit=unit))
    before = numbers[[unit, time, *names]].assign(**{time: numbers[time] + lag})
    rows = numbers[[unit, time, y]].merge(before, on=[unit, time], suffixes=("_now", ""))
    result = rows[f"{y}_now" if y in names else y]
    units, periods = rows[unit].nunique(), rows[time].nunique()
    if units < 2 or len(rows) <= units + periods - 1 + len(names):
        raise CourseError(_("Too little is left: two units and several periods are needed."))
    columns = np.column_stack([result, rows[names]]).astype(float)
    left = _without_levels(columns, rows[unit], rows[time])
    moves = left[:, 1:]
    scale = np.abs(columns[:, 1:]).max(axis=0)
    if np.linalg.matrix_rank(moves / np.where(scale > 0, scale, 1), tol=1e-8) < len(names):
        raise CourseError(
            _("{names}: not each moves within units by itself.").format(names=", ".join(names))
        )
    fit = sm.OLS(left[:, 0], moves).fit(
        cov_type="cluster", cov_kwds={"groups": pd.factorize(rows[unit])[0]}, use_t=True
    )
    ends = fit.conf_int(1 - level)
    return pd.DataFrame(
        {"slope": fit.params, "low": ends[:, 0], "high": ends[:, 1], "rows": len(rows)},
        index=pd.Index(names, name="x"),
    )


def _without_levels(
    columns: NDArray[np.float64], units: pd.Series, periods: pd.Series
) -> NDArray[np.float64]:
    dummies = pd.concat(
        [
            pd.get_dummies(units.astype(str), dtype=float),
            pd.get_dummies(periods, dtype=float).iloc[:, 1:],
        ],
        axis=1,
    ).to_numpy()
    fitted: NDArray[np.float64] = dummies @ np.linalg.lstsq(dummies, columns, rcond=None)[0]
    return columns - fitted
