"""Gap explorer, the model: three ways to rank five dimensions, and how sure a ranking is.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.widgets.gap_explorer` only shows it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from ._i18n import _, ngettext
from .errors import CourseError
from .servqual import DIMENSIONS, Weights, dimension_scores, rank_probability, weighted_gaps

NAME: Final = "m04-gap-explorer"
TOTAL: Final = 100
DRAWS: Final = 2000
#: The bootstrap supports a priority that comes first in more than this share of the resamples.
SUPPORT: Final = 0.8
REASON_LENGTH: Final = (20, 2000)


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


def _schema() -> dict[str, Any]:
    shortest, longest = REASON_LENGTH
    points = _("give whole points from 0 to {total} to each of {dimensions}").format(
        total=TOTAL, dimensions=", ".join(DIMENSIONS)
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": NAME,
        "type": "object",
        "properties": {
            "weights": {
                "type": "object",
                "properties": {
                    dimension: {
                        "type": "integer",
                        "minimum": 0,
                        "maximum": TOTAL,
                        "errorMessage": points,
                    }
                    for dimension in DIMENSIONS
                },
                "required": list(DIMENSIONS),
                "additionalProperties": False,
                "errorMessage": points,
            },
            "metric": {
                "enum": list(METRICS),
                "errorMessage": _("a metric is one of {metrics}").format(
                    metrics=", ".join(METRICS)
                ),
            },
            "priority": {
                "enum": list(DIMENSIONS),
                "errorMessage": _("a priority is one of {dimensions}").format(
                    dimensions=", ".join(DIMENSIONS)
                ),
            },
            "confidence": {
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "errorMessage": _("give a probability from 0 to 1"),
            },
            "reason": {
                "type": "string",
                "minLength": shortest,
                "maxLength": longest,
                "errorMessage": _("give {shortest} to {longest} characters").format(
                    shortest=shortest, longest=longest
                ),
            },
        },
        "required": ["weights", "metric", "priority", "confidence", "reason"],
        "additionalProperties": False,
    }


DECISION_SCHEMA: Final[dict[str, Any]] = _schema()


def fill_points(points: Mapping[str, float]) -> dict[str, int]:
    """Whole points in the same proportions that sum to 100.

    What is lost by rounding goes to the largest remainders. Without any point, all get the same.

    Examples
    --------
    >>> fill_points({"tangibles": 10, "reliability": 30, "empathy": 20})
    {'tangibles': 17, 'reliability': 50, 'empathy': 33}
    >>> fill_points({"tangibles": 0, "reliability": 0})
    {'tangibles': 50, 'reliability': 50}
    """
    given = np.array([max(float(value), 0.0) for value in points.values()])
    if not given.sum():
        given = np.ones(len(given))
    exact = TOTAL * given / given.sum()
    whole = np.floor(exact).astype(int)
    # rounded, so that float noise does not decide between equal remainders
    order = np.argsort(-np.round(exact - whole, 9), kind="stable")
    whole[order[: TOTAL - whole.sum()]] += 1
    return dict(zip(points, whole.tolist(), strict=True))


def stated_points(gaps: pd.DataFrame, weights: Weights) -> dict[str, int]:
    """The mean weight of each dimension in whole points that sum to 100.

    Parameters
    ----------
    gaps : DataFrame
        Respondents in rows, dimensions in columns.
    weights : DataFrame, Series or mapping
        As in :func:`servicelab.servqual.weighted_gaps`: for each respondent, or for everybody.

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


def calibration(confidence: float, probability: float) -> str:
    """How a confidence compares with the probability, in words.

    Examples
    --------
    >>> calibration(0.95, 0.70)
    'much too sure, by 25 percentage points'
    >>> calibration(0.70, 0.72)
    'well calibrated'
    """
    off = round(100 * confidence) - round(100 * probability)
    if abs(off) <= 5:
        return _("well calibrated")
    if off > 0:
        words = _("a little too sure") if off <= 15 else _("much too sure")
    else:
        words = _("a little too cautious") if off >= -15 else _("much too cautious")
    return _("{words}, by {off} percentage points").format(words=words, off=abs(off))


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
        Share of the resamples in which the recorded priority comes first by the chosen metric.
    supported : bool
        Whether that is more than :data:`SUPPORT`.
    brier : float
        Expected Brier score of the recorded confidence, see :func:`brier`.
    """

    first: str
    follows: bool
    probability: float
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
        Follows :data:`DECISION_SCHEMA`.
    survey, items
        As in :func:`metric_scores`.
    draws, seed
        Of the bootstrap, see :func:`servicelab.servqual.rank_probability`.
    """
    scores = metric_scores(decision["metric"], survey, items, decision["weights"])
    leader = first(scores)
    probability = float(rank_probability(scores, draws=draws, seed=seed)[decision["priority"]])
    return Consistency(
        first=leader,
        follows=decision["priority"] == leader,
        probability=probability,
        supported=probability > SUPPORT,
        brier=brier(decision["confidence"], probability),
    )


def tidy(draft: Mapping[str, Any]) -> dict[str, Any]:
    """A draft in plain JSON types and canonical order, blanks trimmed; empty entries left out.

    Examples
    --------
    >>> tidy({"priority": "", "confidence": 1, "weights": {"empathy": 40.0, "reliability": 60}})
    {'confidence': 1.0, 'weights': {'reliability': 60, 'empathy': 40}}
    """
    plain: dict[str, Any] = {}
    for key, value in draft.items():
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, str):
            value = value.strip()
        if key == "weights" and isinstance(value, Mapping | pd.Series):
            given = {str(name): _whole(points) for name, points in value.items()}
            known = {name: given.pop(name) for name in DIMENSIONS if name in given}
            value = {**known, **given}
        elif key == "confidence" and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if value is not None and value != "":
            plain[key] = value
    return plain


def _whole(points: Any) -> Any:
    if isinstance(points, np.generic):
        points = points.item()
    return int(points) if isinstance(points, float) and points.is_integer() else points


def missing(draft: Mapping[str, Any]) -> list[str]:
    """What a draft of the decision still lacks, in words; empty when it can be recorded.

    Parameters
    ----------
    draft : mapping
        Some or all entries of a decision.

    Examples
    --------
    >>> missing({"weights": {"empathy": 40, "reliability": 50}})[0]
    'weights that sum to 100 (10 points left)'
    """
    draft = tidy(draft)
    lacks = []
    weights = draft.get("weights")
    if isinstance(weights, Mapping) and all(
        isinstance(points, int | float) and not isinstance(points, bool)
        for points in weights.values()
    ):
        if sum(weights.values()) != TOTAL:
            lacks.append(
                _("weights that sum to {total} ({left})").format(
                    total=TOTAL, left=left_words(weights)
                )
            )
    elif weights is None:
        lacks.append(_("weights that sum to {total}").format(total=TOTAL))
    if not draft.get("priority"):
        lacks.append(_("the first priority"))
    if not draft.get("metric"):
        lacks.append(_("the metric that decides"))
    confidence = draft.get("confidence")
    if not isinstance(confidence, float) or not math.isfinite(confidence):
        lacks.append(_("your confidence"))
    reason = draft.get("reason")
    if not isinstance(reason, str) or len(reason) < REASON_LENGTH[0]:
        lacks.append(
            _("a reason of at least {shortest} characters ({count} so far)").format(
                shortest=REASON_LENGTH[0], count=len(reason) if isinstance(reason, str) else 0
            )
        )
    return lacks


def left_words(points: Mapping[str, float]) -> str:
    """How many points are left to give, in words.

    Examples
    --------
    >>> left_words({"reliability": 99}), left_words({"reliability": 103}), left_words({"empathy": 100})
    ('1 point left', '3 points too many', 'all 100 points given')
    """
    left = TOTAL - sum(points.values())
    if not left:
        return _("all {total} points given").format(total=TOTAL)
    text = (
        ngettext("{count} point left", "{count} points left", int(abs(left)))
        if left > 0
        else ngettext("{count} point too many", "{count} points too many", int(abs(left)))
    )
    return text.format(count=f"{abs(left):g}")
