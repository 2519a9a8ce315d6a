"""Gap explorer, the model: three ways to rank five dimensions, and how sure a ranking is.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.games.gap_explorer.view` only shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from servicelab.decisions.fields import Choice, DecisionFields, Percent, Points, Reason
from servicelab.decisions.rules import fill_points
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.surveys.servqual import (
    DIMENSIONS,
    Weights,
    dimension_scores,
    rank_probability,
    weighted_gaps,
)

NAME: Final = "m04-gap-explorer"
TOTAL: Final = 100
DRAWS: Final = 2000
#: The bootstrap supports a priority that comes first in more than this share of the resamples.
SUPPORT: Final = 0.8


@dataclass(frozen=True)
class Metric:
    """A way to rank the dimensions; the lowest mean comes first.

    Attributes
    ----------
    label : str
        Short name for people.
    description : str
        What it measures and in which unit.
    """

    label: str
    description: str


METRICS: Final[dict[str, Metric]] = {
    "raw": Metric(_("raw gap"), _("mean of P - E, in points of the scale")),
    "weighted": Metric(
        _("weighted gap"),
        _("mean of P - E times its share of the 100 points, in points of the scale"),
    ),
    "performance": Metric(
        _("performance only"), _("mean of P, in points of the scale; expectations left out")
    ),
}

LABELS: Final = {
    "tangibles": _("tangibles"),
    "reliability": _("reliability"),
    "responsiveness": _("responsiveness"),
    "assurance": _("assurance"),
    "empathy": _("empathy"),
}


DECISION: Final = DecisionFields(
    NAME,
    [
        Points(
            "weights",
            _("Weights"),
            lack=_("weights"),
            wrong=_("give whole points from 0 to {total} to each of {dimensions}").format(
                total=TOTAL, dimensions=", ".join(DIMENSIONS)
            ),
            names=LABELS,
            total=TOTAL,
        ),
        Choice(
            "priority",
            _("First priority"),
            _("The dimension to improve first"),
            _("the first priority"),
            _("a priority is one of {dimensions}").format(dimensions=", ".join(DIMENSIONS)),
            options=LABELS,
        ),
        Choice(
            "metric",
            _("Metric that decides"),
            _("The metric that leads to this priority"),
            _("the metric that decides"),
            _("a metric is one of {metrics}").format(metrics=", ".join(METRICS)),
            options={name: metric.label for name, metric in METRICS.items()},
        ),
        Percent(
            "confidence",
            _("Confidence, %"),
            _(
                "How sure you are that your priority comes first among all policyholders, by your "
                "metric and your weights"
            ),
            _("your confidence"),
            _("give a probability from 0 to 1"),
        ),
        Reason(help=_("Why this priority, this metric and this confidence?")),
    ],
)


def stated_points(gaps: pd.DataFrame, weights: Weights) -> dict[str, int]:
    """The mean weight of each dimension in whole points that sum to 100.

    Parameters
    ----------
    gaps : DataFrame
        Respondents in rows, dimensions in columns.
    weights : DataFrame, Series or mapping
        As in :func:`servicelab.surveys.servqual.weighted_gaps`: for each respondent, or for everybody.

    Examples
    --------
    >>> gaps = pd.DataFrame({"reliability": [-1.0, -2.0], "empathy": [-2.0, -2.0]})
    >>> each = pd.DataFrame({"w_reliability": [80, 60], "w_empathy": [20, 40]})
    >>> stated_points(gaps, each)
    {'reliability': 70, 'empathy': 30}
    """
    ones = pd.DataFrame(1.0, index=gaps.index, columns=gaps.columns)
    mean = weighted_gaps(ones, weights)
    return fill_points({str(name): value for name, value in mean.items()})


def weigh(gaps: pd.DataFrame, points: Mapping[str, float]) -> pd.DataFrame:
    """The gaps times each dimension's share of the points.

    Parameters
    ----------
    gaps : DataFrame
        Respondents in rows, dimensions in columns.
    points : mapping
        Points of each dimension; divided by their sum, so that they need not be 100.

    Raises
    ------
    CourseError
        If a dimension has no points entry, or nobody has any.

    Examples
    --------
    >>> weigh(pd.DataFrame({"reliability": [-1.0], "empathy": [-2.0]}), {"reliability": 75, "empathy": 25})
       reliability  empathy
    0        -0.75     -0.5
    """
    lacking = [str(name) for name in gaps.columns if name not in points]
    if lacking:
        raise CourseError(
            _("No points are given for {dimensions}: give 0 if it does not count.").format(
                dimensions=", ".join(lacking)
            )
        )
    total = sum(points[name] for name in gaps.columns)
    if total <= 0:
        raise CourseError(_("Give points to at least one dimension."))
    return gaps * pd.Series({name: points[name] / total for name in gaps.columns})


def metric_scores(
    metric: str,
    survey: pd.DataFrame,
    items: pd.DataFrame,
    points: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Each respondent's score in each dimension by one metric; the lowest mean comes first.

    Parameters
    ----------
    metric : {"raw", "weighted", "performance"}
        Gap P - E; the gap times the dimension's share of the points; P alone.
    survey : DataFrame
        One row a respondent, screened, reverse-worded items already reversed.
    items : DataFrame
        One row an item: ``item``, ``dimension``.
    points : mapping, optional
        Points of each dimension; needed for the weighted metric only.

    Returns
    -------
    DataFrame
        Respondents in rows, dimensions in columns.

    Raises
    ------
    CourseError
        If the metric is unknown, or the points are missing.
    """
    if metric not in METRICS:
        raise CourseError(
            _("There is no metric {metric!r}: choose one of {metrics}.").format(
                metric=metric, metrics=", ".join(METRICS)
            )
        )
    if metric == "performance":
        return dimension_scores(survey, items, "perception")
    gaps = dimension_scores(survey, items, "gap")
    if metric == "raw":
        return gaps
    if points is None:
        raise CourseError(_("The weighted metric needs points: give them by dimension."))
    return weigh(gaps, points)


def first(scores: pd.DataFrame) -> str:
    """The dimension with the lowest mean, the first of them where several share it.

    Examples
    --------
    >>> first(pd.DataFrame({"reliability": [-1.0, -2.0], "empathy": [-1.0, -1.0]}))
    'reliability'
    """
    return str(scores.mean().idxmin())


def priority_by(
    metric: str,
    survey: pd.DataFrame,
    items: pd.DataFrame,
    points: Mapping[str, float] | None = None,
) -> str:
    """The dimension that a metric puts first.

    Parameters
    ----------
    metric, survey, items, points
        As in :func:`metric_scores`.

    Examples
    --------
    >>> items = pd.DataFrame({"item": [1, 2], "dimension": ["reliability", "empathy"]})
    >>> survey = pd.DataFrame({"E01": [7, 6], "E02": [6, 6], "P01": [6, 5], "P02": [4, 4]})
    >>> priority_by("raw", survey, items)
    'empathy'
    >>> priority_by("weighted", survey, items, {"reliability": 80, "empathy": 20})
    'reliability'
    """
    return first(metric_scores(metric, survey, items, points))


def brier(confidence: float, probability: float) -> float:
    """Brier score of a forecast that is to be expected when the event has this probability.

    ``p (1 - c)^2 + (1 - p) c^2 = p (1 - p) + (c - p)^2``: 0 is best, 1 worst; no forecast is
    expected to score below ``p (1 - p)``.

    Parameters
    ----------
    confidence : float
        The forecast c, 0 to 1.
    probability : float
        The probability p, 0 to 1.

    Notes
    -----
    Source: Brier, G. W. (1950). Verification of forecasts expressed in terms of probability.
    *Monthly Weather Review*, 78(1), 1-3.

    Examples
    --------
    >>> round(brier(0.9, 0.7), 2), round(brier(0.7, 0.7), 2)
    (0.25, 0.21)
    """
    return probability * (1 - confidence) ** 2 + (1 - probability) * confidence**2


@dataclass(frozen=True)
class Consistency:
    """A recorded decision against the respondents' numbers.

    Attributes
    ----------
    first : str
        The dimension that the chosen metric puts first.
    follows : bool
        Whether the recorded priority is that dimension.
    probability : float
        Share of the resamples in which the recorded priority comes first by the chosen metric: how
        sure one can be that it does so among all policyholders.
    again : float
        The same for another survey of this size.
    supported : bool
        Whether that is more than :data:`SUPPORT`.
    brier : float
        Expected Brier score of the recorded confidence, see :func:`brier`.
    """

    first: str
    follows: bool
    probability: float
    again: float
    supported: bool
    brier: float


def consistency(
    decision: Mapping[str, Any],
    survey: pd.DataFrame,
    items: pd.DataFrame,
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Consistency:
    """Compare a recorded decision with what its own metric and weights say.

    Parameters
    ----------
    decision : mapping
        As :data:`DECISION` has it.
    survey, items
        As in :func:`metric_scores`.
    draws, seed
        Of the bootstrap, see :func:`servicelab.surveys.servqual.rank_probability`.
    """
    scores = metric_scores(decision["metric"], survey, items, decision["weights"])
    leader = first(scores)
    probability, again = (
        float(
            rank_probability(scores, draws=draws, seed=seed, another_survey=another)[
                decision["priority"]
            ]
        )
        for another in (False, True)
    )
    return Consistency(
        first=leader,
        follows=decision["priority"] == leader,
        probability=probability,
        again=again,
        supported=probability > SUPPORT,
        brier=brier(decision["confidence"], probability),
    )
