"""Alarm desk, the model: three weekly rates, and what a rule for alarms costs in half a year.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.games.alarm_desk.view` only shows it.

What it assumes is in :data:`RATES` and is printed in the notebook: the usual share of each rate is
known and stays; a shift may begin in any of the thirty weeks, or none comes; there is at most one;
it stays until a search finds it, and a search during a shift always does. So every week that a shift
goes on costs, and so does a search that finds nothing. Weeks are independent of each other.

A world is thirty weeks of the three rates, made from one seed. What the weeks before looked like is
the same for all worlds: the trainees have it as a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom

from servicelab.control.alarms import CALLS, IN_A_ROW, SLACK
from servicelab.data.frames import require_columns, require_numbers
from servicelab.decisions.fields import Choice, DecisionFields, Reason
from servicelab.errors import CourseError
from servicelab.i18n import _

NAME: Final = "m07-alarm-desk"
#: Name of the record that keeps the half-year played by hand.
BY_HAND: Final = "m07-alarm-by-hand"
KNOWN: Final = 12
WEEKS: Final = 30
#: The world that is played by hand (the first in which the transfers shift in the middle, the
#: call-backs early and the waits not at all), five to try a rule on, and twenty behind the seal.
OPEN: Final = 207
PRACTICE: Final = (101, 102, 103, 104, 105)
SEALED_PRACTICE: Final = tuple(range(301, 321))

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Rate:
    """A weekly rate and what is known of it.

    Attributes
    ----------
    label : str
        Name for people.
    of : str
        What is counted, and of how many.
    usual : float
        The usual share.
    counted : (int, int)
        How many are counted a week, at least and at most.
    extra : float
        How much a week differs beyond chance, as a standard deviation in shares of the usual share.
    chance : float
        Probability of a shift within the thirty weeks.
    times : float
        What the usual share is multiplied by once a shift is complete.
    grows : int
        Weeks until it is complete: 1 for a jump.
    week, search : float
        Thousand yuan: a week of a complete shift that is not seen, and a search that finds nothing.
    """

    label: str
    of: str
    usual: float
    counted: tuple[int, int]
    extra: float
    chance: float
    times: float
    grows: int
    week: float
    search: float


RATES: Final[dict[str, Rate]] = {
    "transfers": Rate(
        _("Wrong transfers"),
        _("checked transfers that were booked wrongly"),
        *(0.03, (300, 300), 0.0, 0.7, 5 / 3, 1, 20.0, 2.0),
    ),
    "callbacks": Rate(
        _("Late call-backs"),
        _("promised call-backs that came later than a day"),
        *(0.06, (360, 440), 0.0, 0.7, 1.25, 4, 6.0, 18.0),
    ),
    "waits": Rate(
        _("Long waits"),
        _("customers at the counters who waited over 15 minutes"),
        *(0.12, (560, 640), 0.2, 0.5, 1.9, 1, 6.0, 60.0),
    ),
}

RULES: Final[dict[str, str]] = {
    "never": _("never search"),
    "last": _("a quarter worse than last week"),
    "two": _("two errors above the usual"),
    "three": _("three errors above the usual"),
    "runs": _("three errors, or eight weeks in a row above the usual"),
    "cusum": _("cusum"),
}
UNITS: Final[dict[str, str]] = {
    "chance": _("what chance gives"),
    "known": _("what the known weeks show"),
}


def _fields() -> DecisionFields:
    asked: list[Choice | Reason] = []
    for key, rate in RATES.items():
        asked.append(
            Choice(
                f"{key}_rule",
                rate.label,
                _("When to search, for {rate}").format(rate=rate.label.lower()),
                _("a rule for {rate}").format(rate=rate.label.lower()),
                _("a rule is one of {rules}").format(rules=", ".join(RULES)),
                options=RULES,
            )
        )
        asked.append(
            Choice(
                f"{key}_unit",
                _("{rate}, one error is").format(rate=rate.label),
                _("The spread that one error stands for, for {rate}").format(
                    rate=rate.label.lower()
                ),
                _("a unit for {rate}").format(rate=rate.label.lower()),
                _("a unit is one of {units}").format(units=", ".join(UNITS)),
                options=UNITS,
            )
        )
    return DecisionFields(
        NAME, [*asked, Reason(help=_("Why these rules, and why not the same for all three?"))]
    )


DECISION: Final = _fields()

_SEARCHES: Final = {"type": "array", "items": {"enum": list(RATES)}, "uniqueItems": True}
#: The JSON Schema of the half-year played by hand: for each week, which rates were searched.
BY_HAND_SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": BY_HAND,
    "type": "object",
    "properties": {"weeks": {"type": "array", "items": _SEARCHES, "maxItems": WEEKS}},
    "required": ["weeks"],
    "additionalProperties": False,
}


# Worlds


@dataclass(frozen=True)
class Futures:
    """Thirty weeks of one rate in some worlds; arrays of worlds by weeks.

    Attributes
    ----------
    counted : array
        How many were counted.
    calm, shifted : array
        How many of them went wrong without a shift, and with one.
    start : array
        The week, from 0, in which the shift begins; :data:`WEEKS` if there is none.
    size : array
        How much of the shift has come about, from 0 to 1.
    """

    counted: Floats
    calm: Floats
    shifted: Floats
    start: NDArray[np.int64]
    size: Floats


def futures(key: str, seeds: Sequence[int]) -> Futures:
    """Make thirty weeks of a rate in the worlds of some seeds.

    Parameters
    ----------
    key : str
        Of :data:`RATES`.
    seeds : sequence of int
        One a world.

    Examples
    --------
    >>> made = futures("waits", [1, 2, 3])
    >>> made.counted.shape, bool((made.shifted >= made.calm).all())
    ((3, 30), True)
    """
    rate = RATES[key]
    place = list(RATES).index(key)
    counted, level, chances = (np.empty((len(seeds), WEEKS)) for _each in range(3))
    start = np.empty(len(seeds), dtype=np.int64)
    for row, seed in enumerate(seeds):
        rng = np.random.default_rng([seed, place])
        low, high = rate.counted
        counted[row] = rng.integers(low, high + 1, WEEKS)
        level[row] = 1 + rate.extra * rng.standard_normal(WEEKS)
        chances[row] = rng.random(WEEKS)
        begins = int(rng.integers(0, WEEKS))
        start[row] = begins if rng.random() < rate.chance else WEEKS
    size = np.clip((np.arange(WEEKS) - start[:, None] + 1) / rate.grows, 0, 1)
    usual = rate.usual * np.clip(level, 0.05, None)
    raised = np.clip(usual * (1 + (rate.times - 1) * size), 0, 1)
    return Futures(
        counted,
        binom.ppf(chances, counted, usual),
        binom.ppf(chances, counted, raised),
        start,
        size,
    )


def distances(key: str, count: Floats, counted: Floats) -> Floats:
    """How far shares lie above the usual one, in the errors that chance gives.

    Examples
    --------
    >>> distances("transfers", np.array([9.0, 15.0]), np.array([300.0, 300.0])).round(2).tolist()
    [0.0, 2.03]
    """
    usual = RATES[key].usual
    return (count / counted - usual) / np.sqrt(usual * (1 - usual) / counted)


def units_of(known: pd.DataFrame) -> dict[str, float]:
    """The spread of the known weeks of each rate, in errors that chance gives.

    Parameters
    ----------
    known : DataFrame
        ``bank_alarm_weeks``: rate, counted, wrong; twelve weeks of each rate.

    Returns
    -------
    dict
        Rate -> standard deviation of the weeks' distances from the usual share: about 1 if chance
        is all there is.

    Raises
    ------
    CourseError
        If a column is missing, or a rate has fewer than two weeks.
    """
    rows = require_columns(known, ["rate"], "known")
    numbers = require_numbers(known, ["counted", "wrong"], "known")
    found = {}
    for key in RATES:
        of = numbers[(rows["rate"].astype(str) == key).to_numpy()]
        if len(of) < 2:
            raise CourseError(_("The known weeks have no two weeks of {rate!r}.").format(rate=key))
        spread = distances(key, of["wrong"].to_numpy(float), of["counted"].to_numpy(float))
        found[key] = float(np.std(spread, ddof=1))
    return found


# What a rule leads to


@dataclass(frozen=True)
class Course:
    """What came of one rate in some worlds: thousand yuan, searches for nothing, weeks not seen."""

    loss: Floats
    for_nothing: Floats
    unseen: Floats


def follow(rule: str, unit: float, key: str, made: Futures) -> Course:
    """Follow a rule week by week in all worlds at once.

    An alarm is a search in the same week. After a search the rule begins anew.

    Parameters
    ----------
    rule : str
        Of :data:`RULES`.
    unit : float
        What one error is, in errors that chance gives.
    key : str
        Of :data:`RATES`.
    made : Futures
        From :func:`futures`.
    """
    rate, worlds = RATES[key], len(made.start)
    loss, for_nothing, unseen, total, in_a_row = (np.zeros(worlds) for _each in range(5))
    mended = np.zeros(worlds, dtype=bool)
    before = np.full(worlds, rate.usual)
    for week in range(WEEKS):
        is_on = (week >= made.start) & ~mended
        count = np.where(is_on, made.shifted[:, week], made.calm[:, week])
        share = count / made.counted[:, week]
        far = distances(key, count, made.counted[:, week]) / unit
        in_a_row = np.where(far > 0, in_a_row + 1, 0)
        total = np.maximum(0, total + far - SLACK)
        alarm = _alarms(rule, far, in_a_row, total, share, before)
        before = share
        in_a_row, total = np.where(alarm, 0, in_a_row), np.where(alarm, 0, total)
        in_vain = alarm & ~is_on
        loss += rate.week * made.size[:, week] * is_on + rate.search * in_vain
        for_nothing += in_vain
        unseen += is_on
        mended |= alarm & is_on
    return Course(loss, for_nothing, unseen)


def _alarms(
    rule: str, far: Floats, in_a_row: Floats, total: Floats, share: Floats, before: Floats
) -> Bools:
    if rule == "never":
        return np.zeros(len(far), dtype=bool)
    if rule == "last":
        return share > 1.25 * before
    if rule == "two":
        return far > 2
    if rule == "cusum":
        return total > CALLS
    return (far > 3) | ((in_a_row >= IN_A_ROW) & (rule == "runs"))


def results(
    decision: Mapping[str, Any], units: Mapping[str, float], seeds: Sequence[int]
) -> pd.DataFrame:
    """What a house rule leads to, on average over some worlds.

    Parameters
    ----------
    decision : mapping
        A rule and a unit of each rate, as :data:`DECISION`.
    units : mapping
        From :func:`units_of`.
    seeds : sequence of int
        One a world.

    Returns
    -------
    DataFrame
        Index rate; columns ``loss`` (thousand yuan in half a year), ``for nothing`` (searches that
        found nothing), ``unseen`` (weeks of a shift, until it was found), means over the worlds.

    Examples
    --------
    >>> same = {f"{key}_{part}": value for key in RATES for part, value in
    ...         {"rule": "never", "unit": "chance"}.items()}
    >>> bool((results(same, dict.fromkeys(RATES, 1.0), PRACTICE)["for nothing"] == 0).all())
    True
    """
    made = {key: futures(key, seeds) for key in RATES}
    rows = {
        key: [one.loss.mean(), one.for_nothing.mean(), one.unseen.mean()]
        for key, one in _courses(decision, units, made).items()
    }
    return pd.DataFrame(rows, index=["loss", "for nothing", "unseen"]).T.rename_axis("rate")


def house_rule(**rules: tuple[str, str]) -> dict[str, str]:
    """A decision from a rule and a unit of each rate.

    Examples
    --------
    >>> house_rule(transfers=("two", "chance"))
    {'transfers_rule': 'two', 'transfers_unit': 'chance'}
    """
    return {
        f"{key}_{part}": value
        for key, pair in rules.items()
        for part, value in zip(("rule", "unit"), pair, strict=True)
    }


#: All that read nothing: one rule and one unit for all three.
SAME: Final = {
    (rule, unit): house_rule(**dict.fromkeys(RATES, (rule, unit)))
    for rule, unit in product(RULES, UNITS)
}


def share_reached(
    decision: Mapping[str, Any],
    units: Mapping[str, float],
    seeds: Sequence[int],
    careful: Mapping[str, Any],
) -> float:
    """How much of what careful reading saves, beyond the best single rule for all, a decision saves.

    ``(loss of the best single rule - loss) / (loss of the best single rule - loss of careful
    reading)``, between 0 and 1, mean losses over the worlds. The single rule, one of :data:`SAME`,
    is the best on these very worlds, known in hindsight.

    Parameters
    ----------
    decision, units, seeds
        As in :func:`results`.
    careful : mapping
        The house rule that careful reading leads to.
    """
    made = {key: futures(key, seeds) for key in RATES}
    own, best = (_loss(rule, units, made) for rule in (decision, careful))
    zero = min(_loss(rule, units, made) for rule in SAME.values())
    return float(np.clip((zero - own) / (zero - best), 0, 1))


def _loss(
    decision: Mapping[str, Any], units: Mapping[str, float], made: Mapping[str, Futures]
) -> float:
    courses = _courses(decision, units, made)
    return sum(float(course.loss.mean()) for course in courses.values())


def _courses(
    decision: Mapping[str, Any], units: Mapping[str, float], made: Mapping[str, Futures]
) -> dict[str, Course]:
    found = {}
    for key, rate in RATES.items():
        rule, unit = decision.get(f"{key}_rule"), decision.get(f"{key}_unit")
        if rule not in RULES or unit not in UNITS:
            raise CourseError(
                _("The house rule lacks a rule or a unit for {rate}.").format(
                    rate=rate.label.lower()
                )
            )
        found[key] = follow(rule, units[key] if unit == "known" else 1.0, key, made[key])
    return found


# By hand


@dataclass(frozen=True)
class HalfYear:
    """A half-year played by hand, as far as it has come.

    Attributes
    ----------
    week : int
        How many weeks have been seen.
    shares : dict
        Rate -> share of each week that has been seen.
    told : list of str
        What the searches of the last week found.
    for_nothing, found : int
        Searches so far.
    loss : float
        Thousand yuan, what has not been seen included: told when the half-year is over.
    is_over : bool
        Whether all weeks have passed.
    searched : list of (str, int, bool)
        Rate, week from 0, and whether something was found.
    """

    week: int
    shares: dict[str, list[float]]
    told: list[str]
    for_nothing: int
    found: int
    loss: float
    is_over: bool
    searched: list[tuple[str, int, bool]]


def play(entries: Sequence[Sequence[str]], seed: int = OPEN) -> HalfYear:
    """Fold what was searched at the end of each week; the week after the last entry is in sight.

    Parameters
    ----------
    entries : sequence of sequence of str
        For each week that is over, which rates were searched at its end.
    seed : int
        Of the world.

    Examples
    --------
    >>> start = play([])
    >>> start.week, start.is_over, len(start.shares["waits"])
    (1, False, 1)
    >>> play([["waits"]] * 30).is_over
    True
    """
    if len(entries) > WEEKS:
        raise CourseError(_("A half-year has {weeks} weeks here.").format(weeks=WEEKS))
    odd = [name for entry in entries for name in entry if name not in RATES]
    if odd:
        raise CourseError(
            _("There is no rate {odd!r}: search {rates}.").format(
                odd=odd[0], rates=", ".join(RATES)
            )
        )
    made = {key: futures(key, [seed]) for key in RATES}
    mended = dict.fromkeys(RATES, False)
    shares: dict[str, list[float]] = {key: [] for key in RATES}
    searched: list[tuple[str, int, bool]] = []
    loss = 0.0
    told: list[str] = []
    for week in range(min(len(entries) + 1, WEEKS)):
        for key, rate in RATES.items():
            of = made[key]
            is_on = week >= of.start[0] and not mended[key]
            count = (of.shifted if is_on else of.calm)[0, week]
            shares[key].append(float(count / of.counted[0, week]))
            if week >= len(entries):
                continue
            loss += rate.week * of.size[0, week] if is_on else 0
            if key in entries[week]:
                searched.append((key, week, bool(is_on)))
                mended[key] = mended[key] or bool(is_on)
                loss += 0 if is_on else rate.search
    last = len(entries) - 1
    for key, week, is_found in searched:
        if week == last:
            words = _("{rate}: found and ended") if is_found else _("{rate}: nothing found")
            told.append(words.format(rate=RATES[key].label))
    hits = sum(is_found for _key, _week, is_found in searched)
    return HalfYear(
        min(len(entries) + 1, WEEKS),
        shares,
        told,
        len(searched) - hits,
        hits,
        float(loss),
        len(entries) == WEEKS,
        searched,
    )
