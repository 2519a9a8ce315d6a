"""Segment studio, the model: segments from chosen features, and what a rule built on them earns.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.games.segment_studio.view` only shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.decisions.fields import (
    Choice,
    DecisionFields,
    Field,
    Flag,
    Number,
    Reason,
    Several,
    Text,
    Whole,
)
from servicelab.errors import CourseError
from servicelab.i18n import _

NAME: Final = "m02-segment-studio"
OFFERS: Final = {"credit": _("credit"), "wealth": _("wealth"), "none": _("none: no offer")}
K_RANGE: Final = (2, 8)
NAME_LENGTH: Final = 60
FORECAST_LIMIT: Final = 10_000_000
AGE_LIMIT: Final = 40


@dataclass(frozen=True)
class Feature:
    """A column that customers can be clustered on.

    Attributes
    ----------
    label : str
        Short name for people.
    description : str
        What it measures and in which unit.
    transform : {"log1p", "log", "none"}
        Applied before standardizing, so that a few very large values do not decide everything.
    """

    label: str
    description: str
    transform: str = "none"


FEATURES: Final[dict[str, Feature]] = {
    "transactions": Feature(
        _("transactions"), _("number of transactions before the cut-off"), "log1p"
    ),
    "balance": Feature(_("balance"), _("average balance in yuan before the cut-off"), "log"),
    "revolving_share": Feature(_("revolving share"), _("share of the credit limit in use, 0 to 1")),
    "app_share": Feature(_("app share"), _("share of the transactions made in the app, 0 to 1")),
    "age": Feature(_("age"), _("age in years")),
}

ARCHIVE_FIELDS: Final = (
    "birth_date",
    "age",
    "occupation",
    "household_size",
    "phone",
    "clubs",
    "social_media_handle",
    "event_attendance",
    "monthly_income",
    "home_owner",
    "balance",
    "revolving_share",
    "products",
    "since",
    "complaints_12m",
    "branch_contacts",
    "zodiac",
    "hobby",
    "referral_note",
)


def segment_labels(k: int) -> list[str]:
    """The labels of `k` segments.

    Examples
    --------
    >>> segment_labels(3)
    ['A', 'B', 'C']
    """
    return [chr(ord("A") + number) for number in range(k)]


@dataclass(frozen=True, kw_only=True)
class EachSegment(Field):
    """An entry for each of the k segments, such as a name.

    Attributes
    ----------
    one : Field
        What each segment gets; its label names the segment.
    """

    one: Field

    def rule(self) -> dict[str, Any]:
        """Segment to entry; which segments there are depends on k, see :data:`DECISION`."""
        return {"type": "object", "additionalProperties": self.one.schema()}

    def tidy(self, value: Any) -> Any:
        """The entries in the order of the segments; empty ones left out."""
        if not isinstance(value, Mapping):
            return super().tidy(value)
        entries = {str(label): self.one.tidy(entry) for label, entry in value.items()}
        return {label: entries[label] for label in sorted(entries) if entries[label] is not None}

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """Which segments have no entry yet."""
        given = draft.get(self.name) or {}
        if not isinstance(given, Mapping) or not _K.is_given(draft.get("k")):
            return []
        left = [label for label in segment_labels(draft["k"]) if label not in given]
        return [self.lack.format(segments=", ".join(left))] if left else []

    def words(self, value: Any) -> str:
        """The entry of each segment."""
        return ", ".join(f"{label} {self.one.words(entry)}" for label, entry in value.items())


_K: Final = Whole(
    "k",
    _("segments k"),
    _("Number of segments, 2 to 8; arrow keys change it"),
    _("a number of segments from {lowest} to {highest}").format(
        lowest=K_RANGE[0], highest=K_RANGE[1]
    ),
    _("choose a whole number from {lowest} to {highest}").format(
        lowest=K_RANGE[0], highest=K_RANGE[1]
    ),
    lowest=K_RANGE[0],
    highest=K_RANGE[1],
)


@dataclass(frozen=True)
class _SegmentName(Text):
    def rule(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"\S", "maxLength": NAME_LENGTH}


def _complete(k: int) -> dict[str, Any]:
    """The rule that names and offers belong to the k segments."""
    labels = segment_labels(k)
    message = _("give one for each segment {first} to {last}, and no other").format(
        first=labels[0], last=labels[-1]
    )
    each = {
        "required": labels,
        "propertyNames": {"enum": labels, "errorMessage": message},
        "errorMessage": message,
    }
    return {
        "if": {"properties": {"k": {"const": k}}, "required": ["k"]},
        "then": {"properties": {"names": each, "offers": each}},
    }


DECISION: Final = DecisionFields(
    NAME,
    [
        Several(
            "features",
            _("Features"),
            lack=_("at least one feature"),
            wrong=_("choose at least one feature, each once"),
            options={name: feature.label for name, feature in FEATURES.items()},
            helps={name: feature.description for name, feature in FEATURES.items()},
            one_wrong=_("choose from {features}").format(features=", ".join(FEATURES)),
        ),
        Flag(
            "scale",
            _("scale: logarithms and z-scores"),
            _("Put all features on one scale before clustering"),
            wrong=_("say True or False"),
        ),
        _K,
        EachSegment(
            "names",
            _("Names"),
            lack=_("a name for segment {segments}"),
            wrong=_("give a dictionary, segment to name"),
            one=_SegmentName(
                "name",
                _("Name of {segment}"),
                wrong=_("a name has 1 to {limit} characters").format(limit=NAME_LENGTH),
                placeholder=_("in a few words"),
            ),
        ),
        EachSegment(
            "offers",
            _("Offers"),
            lack=_("an offer for segment {segments}"),
            wrong=_("give a dictionary, segment to offer"),
            one=Choice(
                "offer",
                _("Offer to {segment}"),
                wrong=_("an offer is one of {offers}").format(offers=", ".join(OFFERS)),
                options=OFFERS,
            ),
        ),
        Number(
            "forecast",
            _("Forecast, yuan in autumn"),
            _("Expected total profit of your rule on the autumn wave, in yuan"),
            _("your forecast of the autumn profit, a number in yuan"),
            _("give the expected total profit in yuan as a number"),
            placeholder=_("such as 150000"),
            lowest=-FORECAST_LIMIT,
            highest=FORECAST_LIMIT,
        ),
        Choice(
            "drop_field",
            _("Field to drop"),
            _("One field that the bank should stop keeping"),
            _("the field to drop"),
            _("name one field of the customer records, such as birth_date"),
            options={field: field.replace("_", " ") for field in ARCHIVE_FIELDS},
        ),
        Reason(help=_("Why these segments and offers, and why this field?")),
    ],
    [_complete(k) for k in range(K_RANGE[0], K_RANGE[1] + 1)],
)


@dataclass
class Evaluation:
    """How one choice of features, scaling and k turns out on a wave of offers.

    Silhouette and stability take ten times as long as all else and are computed when they are asked
    for.

    Attributes
    ----------
    labels : Series
        Segment of each customer.
    matrix : DataFrame
        What the customers were clustered on.
    scale : bool
        Whether that was put on one scale.
    repeats : int
        Bootstrap refits behind the stability.
    sizes : Series
        Number of customers in each segment.
    profile : DataFrame
        Mean of every feature, chosen or not, in each segment; rows are segments.
    value : DataFrame
        Expected profit of one offer in yuan, rows are segments, columns offers.
    best : dict
        Offer with the highest expected profit in each segment.
    profit : float
        Total profit of `best` on the wave in yuan: what it changes against no offer. It was chosen
        on the same wave, so it is optimistic.
    """

    labels: pd.Series
    matrix: pd.DataFrame
    scale: bool
    repeats: int
    sizes: pd.Series
    profile: pd.DataFrame
    value: pd.DataFrame
    best: dict[str, str]
    profit: float

    @cached_property
    def silhouette(self) -> float:
        """Mean silhouette width, -1 to 1."""
        from servicelab.customers.segmentation import silhouette

        return float(silhouette(self.matrix, self.labels, scale=self.scale))

    @cached_property
    def stability(self) -> float:
        """Mean adjusted Rand index of refits on bootstrap samples, at most 1."""
        from servicelab.customers.segmentation import cluster_stability

        return float(
            cluster_stability(self.matrix, len(self.sizes), scale=self.scale, repeats=self.repeats)
        )


def feature_matrix(frame: pd.DataFrame, features: Sequence[str], scale: bool) -> pd.DataFrame:
    """The columns to cluster on, in the order of :data:`FEATURES`.

    Parameters
    ----------
    frame : DataFrame
        One row a customer, with the columns of :data:`FEATURES`.
    features : sequence of str
        Which of them.
    scale : bool
        With scaling, counts and amounts enter as logarithms (z-scores are taken by the clustering);
        without, everything enters in its own unit.

    Raises
    ------
    CourseError
        If no feature is chosen, or one is unknown or missing in `frame`.

    Examples
    --------
    >>> frame = pd.DataFrame({"transactions": [0, 9], "balance": [1.0, 100.0]})
    >>> feature_matrix(frame, ["transactions"], scale=True).round(2)["transactions"].tolist()
    [0.0, 2.3]
    """
    unknown = [name for name in features if name not in FEATURES]
    if unknown or not features:
        raise CourseError(
            _("Choose at least one feature from {features} (given: {given}).").format(
                features=", ".join(FEATURES), given=", ".join(map(str, features)) or _("none")
            )
        )
    chosen = [name for name in FEATURES if name in set(features)]
    check_frame(frame, chosen)
    matrix = frame[chosen].astype(float)
    if scale:
        change = {"log1p": np.log1p, "log": np.log}
        for name in chosen:
            if FEATURES[name].transform in change:
                with np.errstate(divide="ignore", invalid="ignore"):
                    matrix[name] = change[FEATURES[name].transform](matrix[name])
    unusable = [name for name in chosen if not np.isfinite(matrix[name].to_numpy()).all()]
    if unusable:
        raise CourseError(
            _(
                "Some customers have no usable value in {features} (missing, or zero where a "
                "logarithm is taken): build the table with behavior_features."
            ).format(features=", ".join(unusable))
        )
    return matrix


def check_frame(frame: pd.DataFrame, columns: Sequence[str] = tuple(FEATURES)) -> None:
    """Refuse a feature table that lacks columns or repeats customers.

    Raises
    ------
    CourseError
        What is missing and how to get it.
    """
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise CourseError(
            _(
                "The feature table lacks {columns}: join the output of behavior_features with "
                "the customers' age, indexed by customer_id."
            ).format(columns=", ".join(missing))
        )
    if frame.index.has_duplicates:
        raise CourseError(
            _("The feature table has {customer} twice: it needs one row for each customer.").format(
                customer=frame.index[frame.index.duplicated()][0]
            )
        )


def segment(frame: pd.DataFrame, features: Sequence[str], scale: bool, k: int) -> pd.Series:
    """Segment of every customer by k-means; the same input always gives the same labels.

    Parameters
    ----------
    frame : DataFrame
        One row a customer, indexed by customer_id, with the columns of :data:`FEATURES`.
    features : sequence of str
        Columns to cluster on; their order does not matter.
    scale : bool
        Logarithms and z-scores (True), or own units (False).
    k : int
        Number of segments.

    Returns
    -------
    Series
        Labels "A", "B", ... as :func:`servicelab.customers.segmentation.cluster_customers` orders them.
    """
    from servicelab.customers.segmentation import cluster_customers

    return cluster_customers(feature_matrix(frame, features, scale), k, scale=scale)


def evaluate(
    frame: pd.DataFrame,
    offers: pd.DataFrame,
    features: Sequence[str],
    scale: bool,
    k: int,
    *,
    repeats: int = 8,
) -> Evaluation:
    """Segments, their quality, and what offers are worth in them.

    Parameters
    ----------
    frame, features, scale, k
        As in :func:`segment`.
    offers : DataFrame
        A randomized wave: customer_id, offered, accepted, margin, cost.
    repeats : int
        Bootstrap refits behind the stability; few, so that a slider stays quick.

    Returns
    -------
    Evaluation
    """
    from servicelab.customers import segmentation
    from servicelab.customers.offers import best_offers, offer_value, rule_profit

    matrix = feature_matrix(frame, features, scale)
    labels = segmentation.cluster_customers(matrix, k, scale=scale)
    value = offer_value(offers, labels)
    best = best_offers(value)
    return Evaluation(
        labels=labels,
        matrix=matrix,
        scale=scale,
        repeats=repeats,
        sizes=labels.value_counts().reindex(segment_labels(k), fill_value=0),
        profile=frame[list(FEATURES)].astype(float).groupby(labels).mean(),
        value=value,
        best=best,
        profit=float(rule_profit(offers, labels.map(best))),
    )


def rule(frame: pd.DataFrame, decision: Mapping[str, Any]) -> pd.Series:
    """The offer that a recorded decision gives to every customer.

    Parameters
    ----------
    frame : DataFrame
        As in :func:`segment`.
    decision : mapping
        As :data:`DECISION` has it; features, scale, k and offers are used.

    Returns
    -------
    Series
        customer_id to "credit", "wealth" or "none".

    Raises
    ------
    CourseError
        If a segment has no offer.
    """
    labels = segment(frame, decision["features"], decision["scale"], decision["k"])
    return assign(labels, decision["offers"])


def assign(labels: pd.Series, offers: Mapping[str, str]) -> pd.Series:
    """Give every customer the offer of the segment.

    Examples
    --------
    >>> assign(pd.Series(["A", "B"], index=["B0001", "B0002"]), {"A": "none", "B": "credit"}).tolist()
    ['none', 'credit']
    """
    missing = sorted(set(labels) - set(offers))
    if missing:
        raise CourseError(
            _("No offer is given for segment {segments}: choose one of {offers}.").format(
                segments=", ".join(missing), offers=", ".join(OFFERS)
            )
        )
    return labels.map(dict(offers)).astype(object).rename("offer")


def rule_profit_on(frame: pd.DataFrame, decision: Mapping[str, Any], offers: pd.DataFrame) -> float:
    """Estimated total profit in yuan of a recorded rule on a wave of offers.

    Parameters
    ----------
    frame, decision
        As in :func:`rule`.
    offers : DataFrame
        The wave to judge it on, which may be another one than it was built on.
    """
    from servicelab.customers.offers import rule_profit

    return float(rule_profit(offers, rule(frame, decision)))


def benchmarks(frame: pd.DataFrame, offers: pd.DataFrame) -> dict[str, float]:
    """What simpler rules earn on a wave, in yuan: the bars to beat.

    Parameters
    ----------
    frame : DataFrame
        Needs the column age, indexed by customer_id.
    offers : DataFrame
        A randomized wave.

    Returns
    -------
    dict
        "nothing": no offer; "one offer": the better single offer for all; "age rule": credit below
        :data:`AGE_LIMIT`, wealth from then on.
    """
    from servicelab.customers.offers import rule_profit

    check_frame(frame, ["age"])

    def everyone(offer: str) -> pd.Series:
        return pd.Series(offer, index=frame.index, dtype=object)

    age_rule = everyone("wealth").mask(frame["age"] < AGE_LIMIT, "credit")
    return {
        "nothing": float(rule_profit(offers, everyone("none"))),
        "one offer": max(float(rule_profit(offers, everyone(o))) for o in ("credit", "wealth")),
        "age rule": float(rule_profit(offers, age_rule)),
    }
