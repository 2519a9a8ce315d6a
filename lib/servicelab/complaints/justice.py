"""How fairly a complaint was handled, and what that has to do with satisfaction.

Three kinds of justice are judged: of what comes out (distributive), of how it comes about
(procedural) and of how people are treated on the way (interactional).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from servicelab.data.frames import require_level, require_numbers
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.priorities.drivers import derived_importance

__all__ = ["JUSTICE", "justice_model"]

#: The three kinds of justice.
JUSTICE = ("distributive", "procedural", "interactional")


def justice_model(
    data: pd.DataFrame,
    outcome: str = "satisfaction",
    controls: Sequence[str] = ("severity",),
    level: float = 0.95,
) -> pd.DataFrame:
    """Regress what people think of the firm on how fairly they were treated.

    One least-squares regression of the outcome on the three kinds of justice and the controls, all
    standardized (mean 0, sd 1 with ddof = 1): ``beta = R^-1 r``, with the correlations ``R`` among
    the drivers and ``r`` with the outcome. The limits are those of the regression, ``beta -+ t se``
    with n - k - 1 degrees of freedom; the standard deviations are taken as known.

    Parameters
    ----------
    data : DataFrame of shape (n, columns)
        One row for each case: ``distributive``, ``procedural``, ``interactional``, the outcome and
        the controls, numbers on any scale.
    outcome : str
        The column that is explained, such as ``"satisfaction"`` or ``"trust"``.
    controls : sequence of str
        Columns held equal. Severity belongs here: a severe case is judged harder on every side, so
        without it justice is given credit that is not its own.
    level : float
        Confidence level of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        Index ``driver``: the three kinds of justice, then the controls. Columns ``beta`` (standard
        deviations of the outcome for one of the driver, the others equal), ``low``, ``high`` and
        ``vif`` (1 without collinearity). ``attrs`` holds ``r2`` (share of variance explained) and
        ``n``.

    Raises
    ------
    CourseError
        If a column or a value is missing or not a number, the outcome is among the drivers, a
        column is the same throughout or can be computed from others, or there are too few cases.

    Notes
    -----
    A beta is an association: no one was treated fairly at random. Fitted by statsmodels.

    Source of the model: Tax, S. S., Brown, S. W., & Chandrashekaran, M. (1998). Customer evaluations
    of service complaint experiences: Implications for relationship marketing. *Journal of
    Marketing*, 62(2), 60-76.

    Examples
    --------
    >>> data = pd.DataFrame(
    ...     {
    ...         "distributive": [1, 1, 1, 1, 5, 5, 5, 5],
    ...         "procedural": [2, 2, 6, 6, 2, 2, 6, 6],
    ...         "interactional": [1, 7, 1, 7, 1, 7, 1, 7],
    ...         "satisfaction": [1, 3, 2, 4, 4, 6, 5, 8],
    ...     }
    ... )
    >>> justice_model(data, controls=()).round(2)
                   beta   low  high  vif
    driver
    distributive   0.78  0.61  0.94  1.0
    procedural     0.30  0.13  0.47  1.0
    interactional  0.54  0.37  0.71  1.0
    """
    from statsmodels.regression.linear_model import OLS

    require_level(level)
    if isinstance(controls, str):
        controls = [controls]
    drivers = [*JUSTICE, *controls]
    if len({*drivers, outcome}) <= len(drivers):
        raise CourseError(
            _(
                "A column is named twice among {columns}: outcome and controls must differ from "
                "each other and from the kinds of justice."
            ).format(columns=", ".join([*drivers, outcome]))
        )
    table = require_numbers(data, [*drivers, outcome], "data")
    found = derived_importance(table[drivers], table[outcome])
    units = (table - table.mean()) / table.std()
    fitted = OLS(units[outcome], np.column_stack([np.ones(len(units)), units[drivers]])).fit()
    low, high = fitted.conf_int(1 - level).to_numpy()[1:].T
    model = pd.DataFrame(
        {"beta": found["beta"], "low": low, "high": high, "vif": found["vif"]}
    ).rename_axis(index="driver")
    model.attrs.update(r2=found.attrs["r2"], n=len(table))
    return model
