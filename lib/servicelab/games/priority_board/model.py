"""Priority board, the model: whom to protect, where to draw the line, what to spend on.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.games.priority_board.view` only shows it.

The gain of a plan needs two numbers for each attribute (:func:`plan_numbers`). Gain: how many points
mean overall satisfaction would rise if everybody who now rates the attribute below 6 rated it 6, by
the penalties and rewards that the survey shows among equally ill patients. Scale: how many tokens
bring 63 % of that, an assumption about costs (:data:`TOKEN_SCALES`), because no survey can tell it.

The gain is an estimate from people who were not drawn at random to get a better visit. What a plan
is worth in the hospital itself is not here: it is judged by data that trainees do not have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from servicelab.data.frames import require_columns, require_numbers, require_present
from servicelab.decisions.fields import Choice, DecisionFields, Flag, Percent, Points, Reason
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.priorities.drivers import penalty_reward
from servicelab.priorities.zones import (
    allocate_tokens,
    importance_performance,
    plan_gain,
    zone_summary,
)

NAME: Final = "m05-priority-board"
#: Name of the record that keeps the crosshair rule from before the positions were shown.
CROSSHAIR_NAME: Final = "m05-crosshair"
TOKENS: Final = 20
SCALE: Final = (1, 7)
#: The highest low and the lowest high rating: what lies between is middling.
LOW, HIGH = 3, 6
#: Tokens that bring 63 % of what an attribute can still gain, by factor: an assumption. Habits of
#: conduct and of booking change soonest, rooms cost more, and medicine most.
TOKEN_SCALES: Final = {"setting": 4.0, "service": 3.0, "care": 5.0}


@dataclass(frozen=True)
class Rule:
    """A rule for the crosshair of the importance-performance grid.

    Attributes
    ----------
    label : str
        Short name for people.
    description : str
        What it does to the grid.
    """

    label: str
    description: str


CROSSHAIRS: Final[dict[str, Rule]] = {
    "mean": Rule(_("mean"), _("the mean of the attributes on each axis: some always lie below")),
    "median": Rule(
        _("median"), _("the median on each axis: half of the attributes always lie below")
    ),
    "scale": Rule(
        _("scale midpoint"),
        _("the middle of the scale on each axis: all may lie on the same side"),
    ),
}


CROSSHAIR: Final = Choice(
    "crosshair",
    _("Crosshair"),
    _("The rule that places the crosshair"),
    _("the crosshair rule"),
    _("a crosshair rule is one of {rules}").format(rules=", ".join(CROSSHAIRS)),
    options={name: rule.label for name, rule in CROSSHAIRS.items()},
    side_by_side=True,
)


def decision_fields(attributes: Mapping[str, str], groups: Sequence[str]) -> DecisionFields:
    """What the decision consists of.

    Parameters
    ----------
    attributes : mapping
        What tokens can be spent on, and its name for people.
    groups : sequence of str
        Whom the plan can protect first.
    """
    return DecisionFields(
        NAME,
        [
            Choice(
                "protected",
                _("Protect first"),
                _("The group that the plan is to protect first"),
                _("the group to protect first"),
                _("a group is one of {groups}").format(groups=", ".join(groups)),
                options={name: name for name in groups},
            ),
            CROSSHAIR,
            Flag(
                "crosshair_before_seeing",
                _("Crosshair chosen before the positions were seen"),
                is_asked=False,
            ),
            Points(
                "tokens",
                _("Tokens"),
                lack=_("tokens"),
                wrong=_("give whole tokens from 0 to {total} to each of {attributes}").format(
                    total=TOKENS, attributes=", ".join(attributes)
                ),
                names=attributes,
                total=TOKENS,
                unit="token",
                is_sparse=True,
            ),
            Percent(
                "forecast",
                _("Forecast, % of the best gain"),
                _("Which share of the best possible gain your plan reaches in the hospital itself"),
                _("your forecast"),
                _("give a share of the best possible gain from 0 to 1"),
            ),
            Reason(help=_("Why this group, this crosshair and these tokens?")),
        ],
    )


def crosshair_schema() -> dict[str, Any]:
    """The JSON Schema of the record that keeps the first crosshair rule."""
    return DecisionFields(CROSSHAIR_NAME, [CROSSHAIR]).schema()


def zone_rows(zones: pd.DataFrame, dimension: str | None = None) -> pd.DataFrame:
    """Zone of tolerance and perception of each group, and of all patients together.

    Parameters
    ----------
    zones : DataFrame
        ``hospital_zones``: group, dimension, adequate, desired, perceived.
    dimension : str, optional
        One dimension only; all of them by default.

    Returns
    -------
    DataFrame
        As :func:`servicelab.priorities.zones.zone_summary` by group; the last row is all patients.

    Raises
    ------
    CourseError
        If nobody was asked about the dimension, or a column or value is missing.

    Examples
    --------
    >>> zones = pd.DataFrame(
    ...     {
    ...         "group": ["ill", "healthy", "healthy"],
    ...         "dimension": "empathy",
    ...         "adequate": [5.5, 4.0, 4.0],
    ...         "desired": [7.5, 7.0, 6.0],
    ...         "perceived": [5.0, 6.0, 6.0],
    ...     }
    ... )
    >>> zone_rows(zones, "empathy")["position"].round(2).to_dict()
    {'healthy': 0.8, 'ill': -0.25, 'all patients': 0.5}
    """
    rows = require_columns(zones, ["group", "dimension"], "zones")
    if dimension is not None:
        rows = rows[rows["dimension"] == dimension]
        if rows.empty:
            raise CourseError(
                _("zones has no answer about {dimension!r}: it has {present}.").format(
                    dimension=dimension,
                    present=", ".join(map(str, zones["dimension"].unique())),
                )
            )
    groups = zone_summary(rows, "group")
    together = zone_summary(rows).set_axis([_("all patients")])
    names = [str(name) for name in groups.index]
    return pd.concat([groups.set_axis(names), together]).rename_axis(index="group")


def worst_group(zones: pd.DataFrame, dimension: str | None = None) -> str:
    """The group with the lowest position in its zone of tolerance.

    Parameters
    ----------
    zones, dimension
        As in :func:`zone_rows`.

    Examples
    --------
    >>> zones = pd.DataFrame(
    ...     {
    ...         "group": ["ill", "healthy"],
    ...         "dimension": "empathy",
    ...         "adequate": [5.5, 4.0],
    ...         "desired": [7.5, 7.0],
    ...         "perceived": [5.0, 6.0],
    ...     }
    ... )
    >>> worst_group(zones)
    'ill'
    """
    return str(zone_rows(zones, dimension)["position"].iloc[:-1].idxmin())


def attribute_means(drivers: pd.DataFrame, attributes: pd.DataFrame) -> pd.DataFrame:
    """Stated importance and performance of each attribute: its place on the grid.

    Parameters
    ----------
    drivers : DataFrame
        ``hospital_drivers``: one row a patient; performance in the column of the attribute's name,
        stated importance in ``i_`` and that name.
    attributes : DataFrame
        ``hospital_attributes``: attribute.

    Returns
    -------
    DataFrame
        Index attribute; columns ``importance`` and ``performance``, means on the scale of 1 to 7.

    Raises
    ------
    CourseError
        If a column or value is missing.

    Examples
    --------
    >>> drivers = pd.DataFrame({"privacy": [4, 5], "i_privacy": [6, 7]})
    >>> attribute_means(drivers, pd.DataFrame({"attribute": ["privacy"]}))
               importance  performance
    attribute
    privacy           6.5          4.5
    """
    names = attribute_names(attributes)
    stated = [f"i_{name}" for name in names]
    numbers = require_numbers(drivers, [*names, *stated], "drivers")
    return pd.DataFrame(
        {
            "importance": numbers[stated].mean().set_axis(names),
            "performance": numbers[names].mean(),
        }
    ).rename_axis(index="attribute")


def attribute_names(attributes: pd.DataFrame) -> list[str]:
    """The names of the attributes, in the order of their table."""
    require_columns(attributes, ["attribute"], "attributes")
    require_present(attributes, ["attribute"], "attributes")
    return [str(name) for name in attributes["attribute"]]


def unknown_attribute(tokens: object, attributes: Sequence[str]) -> str:
    """Say which name of a plan is no attribute; empty if there is none.

    Parameters
    ----------
    tokens : object
        Attribute to tokens, as a draft holds them.
    attributes : sequence of str
        What tokens can be spent on.

    Examples
    --------
    >>> unknown_attribute({"conversation": 10}, ["courtesy", "listening"])
    "there is no attribute 'conversation': tokens go to courtesy, listening."
    >>> unknown_attribute({"courtesy": 20}, ["courtesy", "listening"])
    ''
    """
    names = list(tokens.keys()) if isinstance(tokens, Mapping | pd.Series) else []
    odd = [name for name in names if str(name) not in attributes]
    if not odd:
        return ""
    return _("there is no attribute {odd!r}: tokens go to {attributes}.").format(
        odd=odd[0], attributes=", ".join(attributes)
    )


def opening_dimension(zones: pd.DataFrame) -> str:
    """The dimension in which some group has the lowest position of all in its zone.

    Parameters
    ----------
    zones : DataFrame
        As in :func:`zone_rows`.

    Examples
    --------
    >>> zones = pd.DataFrame(
    ...     {
    ...         "group": "ill",
    ...         "dimension": ["empathy", "assurance"],
    ...         "adequate": 5.0,
    ...         "desired": 7.0,
    ...         "perceived": [4.5, 6.0],
    ...     }
    ... )
    >>> opening_dimension(zones)
    'empathy'
    """
    positions = zone_summary(zones, ["dimension", "group"])["position"]
    return str(positions.groupby(level="dimension", observed=True).min().idxmin())


def place_attributes(means: pd.DataFrame, rule: str) -> pd.DataFrame:
    """Sort the attributes into quadrants by one of the crosshair rules.

    Parameters
    ----------
    means : DataFrame
        From :func:`attribute_means`.
    rule : {"mean", "median", "scale"}
        The crosshair; "scale" is the middle of the scale, 4 on both axes.

    Returns
    -------
    DataFrame
        As :func:`servicelab.priorities.zones.importance_performance`.

    Raises
    ------
    CourseError
        If there is no such rule.

    Examples
    --------
    >>> means = pd.DataFrame({"importance": [6.0, 5.0], "performance": [4.5, 5.5]}, index=["wait", "tea"])
    >>> place_attributes(means, "mean")["quadrant"].to_list()
    ['concentrate', 'overkill']
    >>> place_attributes(means, "scale")["quadrant"].to_list()
    ['keep up', 'keep up']
    """
    if rule not in CROSSHAIRS:
        raise CourseError(
            _("There is no crosshair rule {rule!r}: choose one of {rules}.").format(
                rule=rule, rules=", ".join(CROSSHAIRS)
            )
        )
    middle = sum(SCALE) / 2
    return importance_performance(means, (middle, middle) if rule == "scale" else rule)


def plan_numbers(
    drivers: pd.DataFrame, attributes: pd.DataFrame, group: str | None = None
) -> pd.DataFrame:
    """What the gain of a plan is counted with.

    Parameters
    ----------
    drivers : DataFrame
        ``hospital_drivers``: one row a patient; group, severity, overall, and performance in the
        column of each attribute's name.
    attributes : DataFrame
        ``hospital_attributes``: attribute, factor (setting, service or care).
    group : str, optional
        Whose performance counts; all patients by default.

    Returns
    -------
    DataFrame
        Index attribute; columns ``penalty`` and ``reward`` (points of overall satisfaction against
        a middling rating, among patients of the same severity), ``low`` and ``middle`` (shares of
        the patients who rate it 3 or less, and 4 or 5), ``gain`` (``low * (reward - penalty) +
        middle * reward``, points of mean overall satisfaction if they all rated it 6; 0 where that
        is negative) and ``scale`` (tokens that bring 63 % of the gain, :data:`TOKEN_SCALES`). A
        plan's gain is ``sum gain * (1 - exp(-tokens / scale))``.

    Raises
    ------
    CourseError
        If a column, value, factor or group is unknown or missing, or as
        :func:`servicelab.priorities.drivers.penalty_reward`.

    Notes
    -----
    The seriously ill are more satisfied, so penalties and rewards compare equally ill patients. They are those of all patients for every group: one group alone is too few people.
    """
    names = attribute_names(attributes)
    require_columns(attributes, ["factor"], "attributes")
    odd = attributes.loc[~attributes["factor"].isin(TOKEN_SCALES), "factor"]
    if len(odd):
        raise CourseError(
            _("There is no factor {factor!r}: a factor is one of {factors}.").format(
                factor=odd.iloc[0], factors=", ".join(TOKEN_SCALES)
            )
        )
    require_columns(drivers, ["group"], "drivers")
    numbers = require_numbers(drivers, [*names, "overall", "severity"], "drivers")
    effects = penalty_reward(
        numbers[names], numbers["overall"], LOW, HIGH, held=numbers["severity"]
    )[["penalty", "reward"]].fillna(0)
    those = drivers["group"] == group if group is not None else pd.Series(True, drivers.index)
    if not those.any():
        raise CourseError(
            _("drivers has no patient in group {group!r}: it has {present}.").format(
                group=group, present=", ".join(map(str, drivers["group"].unique()))
            )
        )
    factors = attributes["factor"].astype(str).set_axis(names)
    rated = numbers.loc[those, names]
    low, middle = (rated <= LOW).mean(), ((rated > LOW) & (rated < HIGH)).mean()
    gain = low * (effects["reward"] - effects["penalty"]) + middle * effects["reward"]
    return effects.assign(
        low=low, middle=middle, gain=gain.clip(lower=0), scale=factors.map(TOKEN_SCALES)
    ).rename_axis(index="attribute")


def best_plan(numbers: pd.DataFrame) -> dict[str, int]:
    """The whole tokens that gain most.

    Parameters
    ----------
    numbers : DataFrame
        From :func:`plan_numbers`.

    Examples
    --------
    >>> numbers = pd.DataFrame({"gain": [1.2, 0.8], "scale": [5.0, 5.0]}, index=["wait", "tea"])
    >>> best_plan(numbers)
    {'wait': 11, 'tea': 9}
    """
    best = allocate_tokens(_alike(numbers), numbers["gain"], numbers["scale"], TOKENS)
    return {str(name): int(tokens) for name, tokens in best.items()}


def compare_plans(tokens: Mapping[str, float], numbers: pd.DataFrame) -> pd.DataFrame:
    """The gain of a plan beside that of three others.

    Parameters
    ----------
    tokens : mapping
        Attribute to tokens; who is not named gets none.
    numbers : DataFrame
        From :func:`plan_numbers`.

    Returns
    -------
    DataFrame
        Index ``yours``, ``all to one`` (all tokens to the attribute of the largest gain), ``equal
        split`` (to each the same, a fraction of a token if need be) and ``optimum``
        (:func:`best_plan`); columns ``gain`` (points of overall satisfaction) and ``share`` (of the
        optimum's gain).

    Raises
    ------
    CourseError
        If the plan names an attribute that is not in `numbers`, or has negative tokens.

    Examples
    --------
    >>> numbers = pd.DataFrame({"gain": [2.4, 0.4], "scale": [5.0, 5.0]}, index=["wait", "tea"])
    >>> compare_plans({"wait": 18, "tea": 2}, numbers).round(2)
                 gain  share
    yours        2.47   0.97
    all to one   2.36   0.93
    equal split  2.42   0.96
    optimum      2.53   1.00
    """
    equal = TOKENS / len(numbers)
    plans: dict[str, Mapping[str, float]] = {
        "yours": tokens,
        "all to one": {str(numbers["gain"].idxmax()): TOKENS},
        "equal split": {str(name): equal for name in numbers.index},
        "optimum": best_plan(numbers),
    }
    gains = pd.Series(
        {
            name: plan_gain(plan, _alike(numbers), numbers["gain"], numbers["scale"])
            for name, plan in plans.items()
        }
    )
    return pd.DataFrame({"gain": gains, "share": gains / gains["optimum"]})


def share_of_best(tokens: Mapping[str, float], numbers: pd.DataFrame) -> float:
    """The gain of a plan as a share of the best possible gain.

    Parameters
    ----------
    tokens, numbers
        As in :func:`compare_plans`.
    """
    return float(compare_plans(tokens, numbers)["share"]["yours"])


def _alike(numbers: pd.DataFrame) -> pd.Series:
    """A weight of 1 for each: gains are in points of the same thing already."""
    return pd.Series(1.0, index=numbers.index)


@dataclass(frozen=True)
class Verdict:
    """A recorded decision against what the survey says.

    Attributes
    ----------
    plans, protected_plans : DataFrame
        From :func:`compare_plans`, for all patients and for the protected group.
    share, protected_share : float
        The plan's share of the best possible gain, for all patients and for the protected group,
        by the survey: the numbers that a careful plan was made with, so it flatters such a plan.
    error : float
        Forecast minus share: above 0 the forecast was too high.
    worst : str
        The group with the lowest position in its zone, all dimensions together.
    protects_worst : bool
        Whether that is the group protected first.
    """

    plans: pd.DataFrame
    protected_plans: pd.DataFrame
    share: float
    protected_share: float
    error: float
    worst: str
    protects_worst: bool


def judge(
    decision: Mapping[str, Any],
    zones: pd.DataFrame,
    drivers: pd.DataFrame,
    attributes: pd.DataFrame,
) -> Verdict:
    """Compare a recorded decision with what the patients' numbers say.

    Parameters
    ----------
    decision : mapping
        As :func:`decision_fields` has it.
    zones, drivers, attributes
        As in :func:`zone_rows` and :func:`plan_numbers`.
    """
    tokens, protected = decision["tokens"], decision["protected"]
    plans = compare_plans(tokens, plan_numbers(drivers, attributes))
    inside = compare_plans(tokens, plan_numbers(drivers, attributes, protected))
    share = float(plans["share"]["yours"])
    worst = worst_group(zones)
    return Verdict(
        plans=plans,
        protected_plans=inside,
        share=share,
        protected_share=float(inside["share"]["yours"]),
        error=decision["forecast"] - share,
        worst=worst,
        protects_worst=protected == worst,
    )
