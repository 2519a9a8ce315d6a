"""From scores to priorities: zones of tolerance, importance and performance, and a budget.

A score says how well a service does. What to mend first depends on what people will put up with
(:func:`zone_summary`), on how much an attribute matters (:func:`importance_performance`), and on
what money can still change (:func:`allocate_budget`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns, require_numbers, require_present
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = [
    "QUADRANTS",
    "allocate_budget",
    "allocate_tokens",
    "importance_performance",
    "plan_gain",
    "satisfaction_rules",
    "zone_scores",
    "zone_summary",
]

#: The quadrants of the grid by (importance is high, performance is high).
QUADRANTS = {
    (True, False): "concentrate",
    (True, True): "keep up",
    (False, False): "low priority",
    (False, True): "overkill",
}

_ZONE = ["adequate", "desired", "perceived"]
#: differences below this share of the values are float noise
_NOISE = 1e-9

Amounts = Mapping[str, float] | pd.Series


def zone_scores(zones: pd.DataFrame) -> pd.DataFrame:
    """Place each perception against its zone of tolerance.

    ``msa = perceived - adequate`` (measure of service adequacy: negative is below the zone),
    ``mss = perceived - desired`` (measure of service superiority: positive is above the zone),
    ``width = desired - adequate`` (0 or more).

    Parameters
    ----------
    zones : DataFrame
        One row for each answer: ``adequate`` (the least that will do), ``desired`` (what is hoped
        for) and ``perceived``, on one scale.

    Returns
    -------
    DataFrame
        A copy of `zones` with the columns ``msa``, ``mss`` and ``width``, in points of the scale.

    Raises
    ------
    CourseError
        If a column is missing, a value is missing or not a number, or adequate is above desired.

    Notes
    -----
    Source: Parasuraman, A., Zeithaml, V. A., & Berry, L. L. (1994). Alternative scales for
    measuring service quality. *Journal of Retailing*, 70(3), 201-230.

    Examples
    --------
    >>> zones = pd.DataFrame({"adequate": [5.5, 4.0], "desired": [7.0, 7.5], "perceived": [5, 6]})
    >>> zone_scores(zones)
       adequate  desired  perceived  msa  mss  width
    0       5.5      7.0          5 -0.5 -2.0    1.5
    1       4.0      7.5          6  2.0 -1.5    3.5
    """
    numbers = _zones(zones)
    return zones.assign(
        msa=numbers["perceived"] - numbers["adequate"],
        mss=numbers["perceived"] - numbers["desired"],
        width=numbers["desired"] - numbers["adequate"],
    )


def zone_summary(zones: pd.DataFrame, by: str | Sequence[str] | None = None) -> pd.DataFrame:
    """Summarize perceptions against the zone of tolerance in each group.

    ``position = (sum P - sum A) / (sum D - sum A)``, a ratio of sums: 0 at the adequate level, 1 at
    the desired one. A mean of the ratios of single answers would be ruled by the few people whose
    zone is narrow.

    Parameters
    ----------
    zones : DataFrame
        As in :func:`zone_scores`, and the columns that `by` names.
    by : str or sequence of str, optional
        What makes a group, such as ``["dimension", "group"]``. Without it all answers are pooled
        into one row, ``"all"``.

    Returns
    -------
    DataFrame
        Index `by`; columns ``n`` (answers), ``adequate``, ``desired``, ``perceived``, ``msa``,
        ``mss`` (means), ``below`` (answers with P < A / all answers of the group) and ``position``
        (NaN where no zone of the group has any width).

    Raises
    ------
    CourseError
        As in :func:`zone_scores`, or if a column of `by` lacks a value.

    Examples
    --------
    The pooled mean lies inside the zone, and hides the group that gets less than the least:

    >>> zones = pd.DataFrame(
    ...     {
    ...         "group": ["ill", "healthy", "healthy"],
    ...         "adequate": [5.5, 4.0, 4.0],
    ...         "desired": [7.5, 7.0, 6.0],
    ...         "perceived": [5.0, 6.0, 6.0],
    ...     }
    ... )
    >>> zone_summary(zones, "group")[["n", "msa", "below", "position"]]
             n  msa  below  position
    group
    healthy  2  2.0    0.0      0.80
    ill      1 -0.5    1.0     -0.25
    >>> round(zone_summary(zones)["msa"].item(), 2)
    1.17
    """
    scores = zone_scores(zones)
    names = [by] if isinstance(by, str) else list(by or [])
    keys: list[pd.Series] = [pd.Series("all", index=zones.index)]
    if names:
        require_columns(zones, names, "zones")
        require_present(zones, names, "zones")
        keys = [zones[name] for name in names]
    scores["below"] = scores["perceived"] < scores["adequate"]
    groups = scores.groupby(keys, observed=True)
    summary = groups[[*_ZONE, "msa", "mss", "below"]].mean()
    summary.insert(0, "n", groups.size())
    width = groups["width"].sum()
    size = groups["desired"].sum().abs()
    summary["position"] = (groups["msa"].sum() / width).where(width > _NOISE * size)
    return summary


def satisfaction_rules(zones: pd.DataFrame, expected: str = "predicted") -> pd.Series:
    """Count the answers by two rules of satisfaction, and those at or above adequate.

    Satisfaction compares what was perceived with what had been *predicted*: the strict rule asks
    for more (P > E), the plain one for no less (P >= E). At or above the adequate level (P >= A) is
    another thing: good enough, whether or not it had been predicted.

    Parameters
    ----------
    zones : DataFrame
        As in :func:`zone_scores`.
    expected : str
        The column that stands for E: what the person thought it would be.

    Returns
    -------
    Series
        Named ``share``; index ``"P > E"``, ``"P >= E"``, ``"P >= A"``; answers of that kind / all
        answers.

    Raises
    ------
    CourseError
        As in :func:`zone_scores`.

    Notes
    -----
    Source: Oliver, R. L. (1980). A cognitive model of the antecedents and consequences of
    satisfaction decisions. *Journal of Marketing Research*, 17(4), 460-469. Zeithaml, V. A., Berry,
    L. L., & Parasuraman, A. (1993). The nature and determinants of customer expectations of
    service. *Journal of the Academy of Marketing Science*, 21(1), 1-12.

    Examples
    --------
    Somebody who predicted little can be satisfied with less than the least:

    >>> zones = pd.DataFrame(
    ...     {
    ...         "adequate": [4, 4, 4, 4],
    ...         "desired": [6, 6, 6, 6],
    ...         "predicted": [6, 6, 3, 3],
    ...         "perceived": [7, 6, 5, 3],
    ...     }
    ... )
    >>> satisfaction_rules(zones).to_dict()
    {'P > E': 0.5, 'P >= E': 1.0, 'P >= A': 0.75}
    """
    numbers = _zones(zones)
    perceived = numbers["perceived"]
    wanted = require_numbers(zones, [expected], "zones")[expected]
    return pd.Series(
        {
            "P > E": (perceived > wanted).mean(),
            "P >= E": (perceived >= wanted).mean(),
            "P >= A": (perceived >= numbers["adequate"]).mean(),
        },
        name="share",
    )


def importance_performance(
    table: pd.DataFrame, crosshair: str | tuple[float, float] = "mean"
) -> pd.DataFrame:
    """Sort attributes into the four quadrants of the importance-performance grid.

    High is at the crosshair or above it. High importance and low performance: concentrate here;
    both high: keep up the good work; both low: low priority; low importance and high performance:
    possible overkill.

    Parameters
    ----------
    table : DataFrame
        One row for each attribute: ``importance`` and ``performance``.
    crosshair : {"mean", "median"} or (importance, performance)
        Where the grid is divided: at the mean or the median over the attributes, or at given
        points of the two scales. Choose the rule before you see the positions: it decides what
        comes out.

    Returns
    -------
    DataFrame
        A copy of `table` with the column ``quadrant``; ``attrs["crosshair"]`` is the point
        ``(importance, performance)`` that was used.

    Raises
    ------
    CourseError
        If a column or value is missing, the crosshair is none of the above, or a mean or median
        cannot divide the attributes because all have the same value.

    Notes
    -----
    Mean and median make the quadrants relative: some attribute is always below.

    Source: Martilla, J. A., & James, J. C. (1977). Importance-performance analysis. *Journal of
    Marketing*, 41(1), 77-79.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"importance": [3.8, 3.6, 2.4, 2.1], "performance": [2.6, 3.2, 2.4, 3.3]},
    ...     index=["done right", "fast", "loan cars", "reminders"],
    ... )
    >>> importance_performance(table)["quadrant"].to_list()
    ['concentrate', 'keep up', 'low priority', 'overkill']
    """
    axes = ["importance", "performance"]
    numbers = require_numbers(table, axes, "table")
    point = _crosshair(numbers, crosshair)
    slack = _NOISE * numbers.abs().max().to_numpy()
    high = numbers.to_numpy() >= np.array(point) - slack
    grid = table.assign(quadrant=[QUADRANTS[bool(one), bool(other)] for one, other in high])
    grid.attrs["crosshair"] = point
    return grid


def allocate_budget(weights: Amounts, gains: Amounts, scales: Amounts, budget: float) -> pd.Series:
    """Divide a budget so that the weighted gain is as large as it can be.

    Maximizes ``sum w_d g_d (1 - exp(-x_d / s_d))`` with ``sum x_d = budget`` and ``x_d >= 0``.
    Each further yuan brings less, so at the optimum the last yuan brings the same wherever money
    goes, and what would bring less from the start gets nothing: ``x_d = max(0, s_d (ln m_d - ln
    v))``, with ``m_d = w_d g_d / s_d`` the gain of the first yuan and ``v`` that of the last one.

    Parameters
    ----------
    weights : mapping or Series
        Attribute to weight, 0 or more; only their proportions matter.
    gains : mapping or Series
        Attribute to the most that money can gain there (points of the scale), 0 or more.
    scales : mapping or Series
        Attribute to the amount, above 0, that brings 63 % of the gain.
    budget : float
        What there is to spend, 0 or more, in the unit of `scales`.

    Returns
    -------
    Series
        Named ``budget``; what each attribute gets, in the order of `weights`.

    Raises
    ------
    CourseError
        If the attributes differ, a number is missing, negative or no number, a scale is 0, or
        there is nothing to gain anywhere.

    Notes
    -----
    Source of the solution ("water-filling"): Boyd, S., & Vandenberghe, L. (2004). *Convex
    Optimization*, section 5.5.3. Cambridge University Press.

    Examples
    --------
    The larger gap does not get all the money:

    >>> weights = {"waiting": 0.5, "kindness": 0.5}
    >>> gains = {"waiting": 1.2, "kindness": 0.8}
    >>> scales = {"waiting": 5, "kindness": 5}
    >>> allocate_budget(weights, gains, scales, 20).round(2)
    waiting     11.01
    kindness     8.99
    Name: budget, dtype: float64
    """
    problem = _problem(weights, gains, scales)
    if not isinstance(budget, int | float | np.number) or not 0 <= budget < np.inf:
        raise CourseError(
            _("budget must be a number of 0 or more, not {budget!r}.").format(budget=budget)
        )
    first = problem["value"] / problem["scale"]
    order = first.to_numpy().argsort(kind="stable")[::-1]
    order = order[first.to_numpy()[order] > 0]
    logs = np.log(first.to_numpy()[order])
    sizes = problem["scale"].to_numpy()[order]
    levels = (np.cumsum(sizes * logs) - budget) / np.cumsum(sizes)
    funded = max(1, int((logs > levels).sum()))
    shares = np.zeros(len(problem))
    shares[order[:funded]] = sizes[:funded] * (logs[:funded] - levels[funded - 1])
    return pd.Series(shares.clip(0, budget), index=problem.index, name="budget")


def allocate_tokens(weights: Amounts, gains: Amounts, scales: Amounts, tokens: int) -> pd.Series:
    """Divide whole tokens so that the weighted gain is as large as it can be.

    The rule of :func:`allocate_budget` for amounts that cannot be divided: each token goes where
    it adds most. Because every further token of an attribute adds less than the one before, no
    other division does better. Of equal gains the first attribute gets the token.

    Parameters
    ----------
    weights, gains, scales : mapping or Series
        As in :func:`allocate_budget`; `scales` in tokens.
    tokens : int
        How many there are.

    Returns
    -------
    Series
        Named ``tokens``; whole numbers that add up to `tokens`, in the order of `weights`.

    Raises
    ------
    CourseError
        As in :func:`allocate_budget`, or if tokens is not a whole number of 0 or more.

    Notes
    -----
    Source: Fox, B. (1966). Discrete optimization via marginal analysis. *Management Science*,
    13(3), 210-216.

    Examples
    --------
    >>> weights = {"waiting": 0.5, "kindness": 0.5}
    >>> gains = {"waiting": 1.2, "kindness": 0.8}
    >>> scales = {"waiting": 5, "kindness": 5}
    >>> allocate_tokens(weights, gains, scales, 20).to_dict()
    {'waiting': 11, 'kindness': 9}
    """
    problem = _problem(weights, gains, scales)
    if isinstance(tokens, bool) or not isinstance(tokens, int | np.integer) or tokens < 0:
        raise CourseError(
            _("tokens must be a whole number of 0 or more, not {tokens!r}.").format(tokens=tokens)
        )
    decay = np.exp(-1 / problem["scale"].to_numpy())
    adds = problem["value"].to_numpy() * (1 - decay)
    given = np.zeros(len(problem), dtype="int64")
    for _token in range(int(tokens)):
        place = int(adds.argmax())
        given[place] += 1
        adds[place] *= decay[place]
    return pd.Series(given, index=problem.index, name="tokens")


def plan_gain(plan: Amounts, weights: Amounts, gains: Amounts, scales: Amounts) -> float:
    """Return the weighted gain that a division of the budget brings.

    ``sum w_d g_d (1 - exp(-x_d / s_d))``, what :func:`allocate_budget` maximizes.

    Parameters
    ----------
    plan : mapping or Series
        Attribute to amount, 0 or more; an attribute that is not named gets nothing, and an empty
        plan gains nothing.
    weights, gains, scales : mapping or Series
        As in :func:`allocate_budget`.

    Returns
    -------
    float
        Points of the scale, if the weights add up to 1.

    Raises
    ------
    CourseError
        As in :func:`allocate_budget`, or if the plan names an attribute without a weight.

    Examples
    --------
    >>> numbers = {"waiting": 0.5}, {"waiting": 1.2}, {"waiting": 5}
    >>> round(plan_gain({"waiting": 5}, *numbers), 3)
    0.379
    """
    problem = _problem(weights, gains, scales)
    amounts = _amounts(plan, "plan") if len(plan) else pd.Series(dtype=float)
    odd = amounts.index.difference(problem.index)
    if len(odd):
        raise CourseError(
            _("The plan spends on '{name}', which has no weight: use the same names.").format(
                name=odd[0]
            )
        )
    spent = amounts.reindex(problem.index, fill_value=0.0)
    return float((problem["value"] * -np.expm1(-spent / problem["scale"])).sum())


def _zones(zones: object) -> pd.DataFrame:
    numbers = require_numbers(zones, _ZONE, "zones")
    wrong = numbers["adequate"] > numbers["desired"]
    if wrong.any():
        raise CourseError(
            _(
                "{count} rows have the adequate level above the desired one, first row {row}: "
                "the two columns are swapped, or these answers must be left out."
            ).format(count=int(wrong.sum()), row=wrong.idxmax())
        )
    return numbers


def _crosshair(numbers: pd.DataFrame, crosshair: str | tuple[float, float]) -> tuple[float, float]:
    if isinstance(crosshair, str):
        if crosshair not in ("mean", "median"):
            raise CourseError(
                _(
                    "crosshair is '{rule}': give 'mean', 'median' or a point "
                    "(importance, performance)."
                ).format(rule=crosshair)
            )
        for name, column in numbers.items():
            if np.ptp(column) <= _NOISE * column.abs().max():
                raise CourseError(
                    _(
                        "Column '{name}' is the same for every attribute, so its {rule} divides "
                        "nothing: give a point of the scale as crosshair."
                    ).format(name=name, rule=crosshair)
                )
        importance, performance = numbers.agg(crosshair)
        return float(importance), float(performance)
    try:
        importance, performance = (float(one) for one in crosshair)
    except (TypeError, ValueError):
        importance = performance = float("nan")
    if not np.isfinite([importance, performance]).all():
        raise CourseError(
            _(
                "crosshair is {point!r}: give two numbers, importance first and performance second."
            ).format(point=crosshair)
        )
    return importance, performance


def _problem(weights: Amounts, gains: Amounts, scales: Amounts) -> pd.DataFrame:
    """Return the value ``w * g`` and the scale of each attribute."""
    parts = {"weights": weights, "gains": gains, "scales": scales}
    columns = {name: _amounts(part, name) for name, part in parts.items()}
    index = columns["weights"].index
    for name, column in columns.items():
        odd = index.symmetric_difference(column.index)
        if len(odd):
            raise CourseError(
                _("'{odd}' is not in both weights and {name}: use the same attributes.").format(
                    odd=odd[0], name=name
                )
            )
    if (columns["scales"] == 0).any():
        raise CourseError(
            _("The scale of '{name}' is 0: give the amount that brings 63 % of the gain.").format(
                name=columns["scales"].idxmin()
            )
        )
    table = pd.DataFrame(
        {"value": columns["weights"] * columns["gains"], "scale": columns["scales"]}
    ).reindex(index)
    if not (table["value"] > 0).any():
        raise CourseError(
            _("There is nothing to gain anywhere: weights times gains are 0 for every attribute.")
        )
    return table


def _amounts(part: Amounts, name: str) -> pd.Series:
    series = pd.Series(part)
    if series.empty:
        raise CourseError(
            _("{name} names no attribute: give one number to each.").format(name=name)
        )
    if isinstance(series.dtype, pd.CategoricalDtype):  # as Series.map gives from a category
        series = series.astype(series.cat.categories.dtype)
    numbers = require_numbers(series.to_frame(name), [name], name)[name]
    if numbers.index.has_duplicates:
        raise CourseError(
            _("{name} holds '{one}' more than once: give one number to each attribute.").format(
                name=name, one=numbers.index[numbers.index.duplicated()][0]
            )
        )
    if (numbers < 0).any():
        raise CourseError(
            _("{name} of '{one}' is {value:g}, but must be 0 or more.").format(
                name=name, one=numbers.idxmin(), value=numbers.min()
            )
        )
    return numbers
