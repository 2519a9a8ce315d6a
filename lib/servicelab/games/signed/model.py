"""Signed, the model: routes of a bus with a pilot year each, and a rule that signs for them.

Everything here is a pure function of its arguments; the widgets in
:mod:`servicelab.games.signed.view` only show it.

A *route* has a pilot: ten villages that had clinics in year 5, and thirty that had none. Told are
how the ten were chosen, what a village costs a year, and the visits of all forty in years 1 to 5.
Hidden is the effect of the clinics. A route that is signed reaches forty villages for four years.
What the world assumes stands in the constants below, and in the rules that trainees read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab.decisions.fields import Choice, DecisionFields, Reason, Several
from servicelab.errors import CourseError
from servicelab.i18n import _

ROUTES: Final = 8
#: Villages of a signed route, and years for which it is signed.
VILLAGES: Final = 40
YEARS: Final = 4
PILOT: Final = 10
OTHERS: Final = 30
#: Contribution and revenue of one visit, yuan.
CONTRIBUTION: Final = 63
PRICE: Final = 180
#: Yuan a village and year that one extra visit a month brings.
UNIT: Final = 12 * CONTRIBUTION
#: The effects: how likely none, some and much are, and mean and standard deviation of the last two,
#: in visits a village and month.
LIKELY: Final = (0.35, 0.35, 0.30)
SOME: Final = (3.2, 1.0)
MUCH: Final = (8.5, 2.0)
#: Full cost of a village and year, yuan; the part of it that is cash.
COST: Final = (2_600, 5_600)
CASH: Final = 1 / 3
#: Visits a village and month in year 1; the rise a year that all villages share.
LEVEL: Final = 60
RISE: Final = 8
#: Standard deviations: between villages, and from year to year within a village.
BETWEEN: Final = 5.0
WITHIN: Final = 4.5
#: Villages that applied grow by this much more a year, clinics or not.
KEEN: Final = 3.0
#: Along the road another hospital takes so many visits a village and month from year 3 on.
TAKEN: Final = 12.0
#: A lot: fixed cost in yuan; half of the villages get clinics in its year.
LOT_COST: Final = 6_000
#: The standard error of a lot: twenty villages against twenty, each against four earlier years.
LOT_ERROR: Final = WITHIN * (1.25 * 2 / 20) ** 0.5
#: The end of a 95 % interval.
REACH: Final = 1.96

CHOSEN: Final[dict[str, str]] = {
    "lowest": _("the ten with the fewest visits in year 4"),
    "applied": _("the first ten that applied"),
    "road": _("ten along the road (a rival since year 3)"),
}
COMPARISONS: Final[dict[str, str]] = {
    "last": _("year 5 less year 4"),
    "earlier": _("year 5 less the mean of years 1 to 3"),
    "four": _("year 5 less the mean of years 1 to 4"),
    "trend": _("year 5 less the own line through years 1 to 4"),
}
SIGNS: Final[dict[str, str]] = {
    "any": _("the estimate is above zero"),
    "pays": _("the estimate is above the break-even"),
    "sure_any": _("the lower end of its 95 % interval is above zero"),
    "sure_pays": _("the lower end of its 95 % interval is above the break-even"),
}
NEWS: Final[dict[str, str]] = {
    "driver": _("the driver: hours a trip takes now"),
    "county": _("the county: its part of the cost"),
    "nurse": _("the nurse: people sent away, no room"),
    "villager": _("a villager: found in time, or missed"),
    "office": _("the office: people counted at the bus"),
    "school": _("the school: parents for it or against"),
}
#: The same in more words.
NEWS_HELP: Final[dict[str, str]] = {
    "driver": _("the driver: how many hours a trip takes since the bridge closed, or opened"),
    "county": _("the county: which part of a trip it pays from now on, or no longer pays"),
    "nurse": _("the nurse: how many are sent away because the clinic's hours are taken"),
    "villager": _("a villager: whom the bus found in time, or missed"),
    "office": _("the outreach office: how many came to the bus, a record or a low"),
    "school": _("the head of the school: how many parents are for the bus, or against it"),
}
#: How likely each kind of news is for a route; the rest have none.
NEWS_LIKELY: Final = {
    "driver": 0.20,
    "county": 0.20,
    "nurse": 0.20,
    "villager": 0.08,
    "office": 0.08,
    "school": 0.08,
}
#: What good and bad news multiply: cost, cost, and the part of extra visits that can be served.
TERMS: Final = {"driver": (0.6, 1.5), "county": (0.5, 1.4), "nurse": (0.5, 0.5)}
UNSURE: Final[dict[str, str]] = {
    "go": _("go"),
    "stop": _("stop"),
    "lot": _("a lot: one year in twenty of the forty villages, drawn, then decide by them"),
}
WITHINS: Final[dict[int, str]] = {
    0: _("never unsure"),
    1: _("less than 1 visit from the break-even"),
    2: _("less than 2 visits from the break-even"),
    4: _("less than 4 visits from the break-even"),
    100: _("always unsure"),
}

#: The board that is played by hand: an open one, chosen to teach. On each route the comparison that
#: fits is the nearest to the true effect; two routes lose, which another comparison praises.
PRACTICE: Final = 2025
#: The plan that signs nothing.
NOTHING: Final[dict[str, Any]] = {
    "lowest": "last",
    "applied": "last",
    "road": "last",
    "sign": "pays",
    "news": [],
    "unsure": "stop",
    "within": 100,
}

Floats = NDArray[np.float64]
Rule = Mapping[str, Any]

_KINDS: Final = list(NEWS)
#: Weights of the five years in each comparison.
_WEIGHTS: Final = np.array(
    [
        [0, 0, 0, -1, 1],
        [-1 / 3, -1 / 3, -1 / 3, 0, 1],
        [-1 / 4, -1 / 4, -1 / 4, -1 / 4, 1],
        [1 / 2, 0, -1 / 2, -1, 1],  # the line through four years, one year on
    ]
)


def _option(name: str, label: str, help: str, lack: str, options: Mapping[Any, str]) -> Choice:
    wrong = _("choose one of {all}").format(all=", ".join(map(str, options)))
    return Choice(name, label, help, lack, wrong, options=options)


@dataclass(frozen=True, kw_only=True)
class _Some(Several):
    """Some of several options, or none of them."""

    def rule(self) -> dict[str, Any]:
        return {**super().rule(), "minItems": 0}

    def is_given(self, value: Any) -> bool:
        return value is not None

    def words(self, value: Any) -> str:
        return super().words(value) or _("none")


#: What a rule consists of.
RULE: Final = DecisionFields(
    "m10-signing-rule",
    [
        *(
            _option(
                name,
                _("Pilot: {how}").format(how=how),
                _("Which comparison is believed where the pilot was chosen so"),
                _("a comparison for {how}").format(how=how),
                COMPARISONS,
            )
            for name, how in CHOSEN.items()
        ),
        _option(
            "sign",
            _("Go where"),
            _("What the comparison must show"),
            _("what the comparison must show"),
            SIGNS,
        ),
        _Some(
            "news",
            _("News that may change it"),
            _("Each kind that is let in is used for every route that has such news"),
            _("a list of the news that may change it"),
            _("choose from {all}; an empty list is none").format(all=", ".join(NEWS)),
            options=NEWS,
            helps=NEWS_HELP,
            one_wrong=_("choose from {all}").format(all=", ".join(NEWS)),
        ),
        _option(
            "within",
            _("Unsure is"),
            _("How near to the break-even an estimate is too near to decide by it"),
            _("when you are unsure"),
            WITHINS,
        ),
        _option(
            "unsure",
            _("Where unsure"),
            _("What is done with such a route"),
            _("what is done where you are unsure"),
            UNSURE,
        ),
        Reason(help=_("Why this rule?")),
    ],
)
_FIELDS: Final = tuple(field.name for field in RULE.fields if field.name != "reason")


def lacks(rule: Any) -> list[str]:
    """What a rule lacks, its reason aside; empty if it can be run.

    Parameters
    ----------
    rule : object
        As it was handed in.

    Returns
    -------
    list of str

    Examples
    --------
    >>> lacks(NOTHING)
    []
    >>> len(lacks({**NOTHING, "within": 3}))
    1
    """
    if not isinstance(rule, Mapping):
        return [_("a rule with {count} fields").format(count=len(_FIELDS))]
    missing = []
    for field in RULE.fields:
        if not isinstance(field, Choice):
            continue
        value = rule.get(field.name)
        if value is None:
            missing.append(field.lack)
        elif not _fits(field, value):
            missing.append(f"{field.label}: {field.wrong}")
    return missing


def _fits(field: Choice, value: Any) -> bool:
    if isinstance(field, Several):
        return isinstance(value, list | tuple) and all(
            isinstance(one, str) and one in field.options for one in value
        )
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    return value in field.options


# Boards


@dataclass(frozen=True)
class Boards:
    """Routes of many boards; the first axis of every array is the route.

    Attributes
    ----------
    chosen : array
        How the pilot was chosen: index in :data:`CHOSEN`.
    effect, cost : array
        True effect, visits a village and month; cost of a village and year, yuan, before any news.
    news, is_good : array
        Index in :data:`NEWS`, -1 for none; whether the news is good.
    pilot, others : array
        Mean visits a village and month of the ten and of the thirty, by year.
    estimate, error : array
        Of each comparison, in the order of :data:`COMPARISONS`.
    lot : array
        What a lot would find.
    """

    chosen: NDArray[np.int64]
    effect: Floats
    cost: Floats
    news: NDArray[np.int64]
    is_good: NDArray[np.bool_]
    pilot: Floats
    others: Floats
    estimate: Floats
    error: Floats
    lot: Floats

    def __len__(self) -> int:
        return len(self.cost)


def make_boards(seeds: Sequence[int], chosen: Sequence[int] | None = None) -> Boards:
    """Draw boards, one for each seed; nothing is drawn with a quota.

    Parameters
    ----------
    seeds : sequence of int
        Of the boards.
    chosen : sequence of int, optional
        How the pilot of each route was chosen; drawn otherwise.

    Raises
    ------
    CourseError
        If there is no seed.
    """
    if not len(seeds):
        raise CourseError(_("Give a seed for each board, one at least."))
    n = ROUTES if chosen is None else len(chosen)
    drawn = []
    for seed in seeds:
        rng = np.random.default_rng([int(seed), 10])
        how = rng.integers(0, len(CHOSEN), n) if chosen is None else np.array(chosen)
        kind = rng.choice(3, n, p=LIKELY)
        effect = np.choose(kind, [np.zeros(n), rng.normal(*SOME, n), rng.normal(*MUCH, n)])
        cost = np.round(rng.uniform(*COST, n), -2)
        likely = list(NEWS_LIKELY.values())
        news = rng.choice(len(NEWS) + 1, n, p=[*likely, 1 - sum(likely)])
        is_good = rng.random(n) < 0.5
        own = rng.normal(0, BETWEEN, (n, PILOT + OTHERS))
        year = rng.normal(0, WITHIN, (n, PILOT + OTHERS, 5))
        order = np.argsort(own + year[..., 3], axis=1)
        is_lowest = how == list(CHOSEN).index("lowest")
        own[is_lowest] = np.take_along_axis(own, order, 1)[is_lowest]
        year[is_lowest] = np.take_along_axis(year, order[..., None], 1)[is_lowest]
        visits = LEVEL + own[..., None] + year + RISE * np.arange(5)
        visits[how == list(CHOSEN).index("applied"), :PILOT] += KEEN * np.arange(5)
        visits[how == list(CHOSEN).index("road"), :PILOT, 2:] -= TAKEN
        visits[:, :PILOT, 4] += effect[:, None]
        lot = effect + rng.normal(0, LOT_ERROR, n)
        moved = visits @ _WEIGHTS.T
        ten, rest = moved[:, :PILOT], moved[:, PILOT:]
        drawn.append(
            (
                how,
                effect,
                cost,
                np.where(news == len(NEWS), -1, news),
                is_good,
                visits[:, :PILOT].mean(axis=1),
                visits[:, PILOT:].mean(axis=1),
                ten.mean(axis=1) - rest.mean(axis=1),
                np.sqrt(ten.var(axis=1, ddof=1) / PILOT + rest.var(axis=1, ddof=1) / OTHERS),
                lot,
            )
        )
    return Boards(*(np.concatenate(part) for part in zip(*drawn, strict=True)))


def _terms(boards: Boards, kinds: Sequence[str]) -> tuple[Floats, Floats]:
    """Cost of a village and year, and the part of extra visits that is served, by some news."""
    cost, part = boards.cost.copy(), np.ones(len(boards))
    for kind in kinds:
        if kind not in TERMS:
            continue
        good, bad = TERMS[kind]
        factor = np.where(boards.is_good, good, bad)
        told = boards.news == _KINDS.index(kind)
        if kind == "nurse":
            part = np.where(told, part * factor, part)
        else:
            cost = np.where(told, cost * factor, cost)
    return cost, part


# The rule


@dataclass(frozen=True)
class Season:
    """What a rule did: by route, thousand yuan and what was done.

    Attributes
    ----------
    value : array
        Expected contribution less cost over four years, thousand yuan.
    done : array
        0 stop, 1 lot, 2 go.
    """

    value: Floats
    done: NDArray[np.int64]

    def by_board(self) -> Floats:
        """Thousand yuan of each board."""
        return np.asarray(self.value.reshape(-1, ROUTES).sum(axis=1))


def run_rule(rule: Rule, boards: Boards) -> Season:
    """Let a rule sign for every route.

    Parameters
    ----------
    rule : mapping
        The fields of :data:`RULE`.
    boards : Boards
        From :func:`make_boards`.

    Raises
    ------
    CourseError
        If the rule lacks something.

    Examples
    --------
    >>> float(run_rule(NOTHING, make_boards([1])).value.sum())
    0.0
    """
    missing = lacks(rule)
    if missing:
        raise CourseError(_("This rule cannot be run: {what}.").format(what="; ".join(missing)))
    names = list(COMPARISONS)
    which = np.array([names.index(rule[how]) for how in CHOSEN])[boards.chosen]
    place = np.arange(len(boards))
    estimate, error = boards.estimate[place, which], boards.error[place, which]
    cost, part = _terms(boards, rule["news"])
    even = cost / (UNIT * part)
    shown = estimate - (REACH * error if rule["sign"].startswith("sure") else 0.0)
    done = np.where(shown > (even if rule["sign"].endswith("pays") else 0.0), 2, 0)
    codes = {"stop": 0, "lot": 1, "go": 2}
    done = np.where(abs(estimate - even) < rule["within"], codes[rule["unsure"]], done)
    for kind in rule["news"]:
        if kind not in TERMS:
            is_told = boards.news == _KINDS.index(kind)
            done = np.where(is_told, np.where(boards.is_good, 2, 0), done)
    cost, part = _terms(boards, list(TERMS))
    year = UNIT * part * boards.effect - cost
    go = VILLAGES * YEARS * year
    lot = VILLAGES / 2 * year - LOT_COST
    lot = lot + np.where(boards.lot > even, VILLAGES * (YEARS - 1) * year, 0.0)
    return Season(np.choose(done, [np.zeros(len(boards)), lot, go]) / 1000, done)


#: The parts by which a rule is judged: its fields, and points.
PARTS: Final[dict[str, tuple[tuple[str, ...], float]]] = {
    "lowest": (("lowest",), 2.4),
    "applied": (("applied",), 2.4),
    "road": (("road",), 2.4),
    "sign": (("sign",), 1.8),
    "news": (("news",), 2.2),
    "unsure": (("within", "unsure"), 0.8),
}
#: A part earns nothing up to this share of what careful reading brings.
HALF: Final = 0.5


class Scores:
    """Judge the parts of rules on some boards, each with all other parts as in careful reading.

    A comparison is judged on the routes whose pilot was chosen so. Nothing makes up for another
    part: two wrong comparisons whose errors cancel are two wrong comparisons.

    Parameters
    ----------
    boards : Boards
        From :func:`make_boards`.
    careful : mapping
        A rule that reads with care.

    Examples
    --------
    >>> Scores(make_boards(range(5)), NOTHING).total(NOTHING)
    0.0
    """

    def __init__(self, boards: Boards, careful: Rule) -> None:
        self._boards, self._careful = boards, careful
        self._best = {part: self._worth(part, {}) for part in PARTS}
        self._known: dict[Any, float] = {}

    def parts(self, rule: Rule) -> dict[str, float]:
        """Share of each part, 0 to 1: from half of what careful reading brings to all of it."""
        return {
            part: self._share(part, {name: rule[name] for name in fields})
            for part, (fields, _points) in PARTS.items()
        }

    def total(self, rule: Rule) -> float:
        """Mean of the parts, weighted by their points."""
        shares = self.parts(rule)
        points = {part: one for part, (_fields, one) in PARTS.items()}
        return sum(points[part] * shares[part] for part in PARTS) / sum(points.values())

    def _share(self, part: str, changed: Rule) -> float:
        key = part, *map(str, changed.values())
        if key not in self._known:
            best, worth = self._best[part], self._worth(part, changed)
            reached = worth / best if best > 0 else 0.0
            self._known[key] = float(np.clip((reached - HALF) / (1 - HALF), 0, 1))
        return self._known[key]

    def _worth(self, part: str, changed: Rule) -> float:
        value = run_rule({**self._careful, **changed}, self._boards).value
        if part in CHOSEN:
            value = value[self._boards.chosen == list(CHOSEN).index(part)]
        return float(value.sum())


def share_of_gap(rule: Rule, seeds: Sequence[int], blind: float, careful: Rule) -> dict[str, Any]:
    """How far a rule comes from the best blind rule to careful reading, and which part cost most.

    ``(total - blind) / (1 - blind)``, clipped to 0..1, see :class:`Scores`.

    Parameters
    ----------
    rule : mapping
        A rule.
    seeds : sequence of int
        One board for each.
    blind : float
        Total of the best blind rule on the same boards.
    careful : mapping
        A rule that reads with care.

    Returns
    -------
    dict
        ``share``; ``worth``, thousand yuan a board; ``signed``, share of routes that went at once;
        ``cost``, by part the points that it loses.

    Examples
    --------
    >>> got = share_of_gap(NOTHING, range(5), 0.0, NOTHING)
    >>> got["share"], got["worth"]
    (0.0, 0.0)
    """
    boards = make_boards(seeds)
    season = run_rule(rule, boards)
    scores = Scores(boards, careful)
    shares = scores.parts(rule)
    return {
        "share": float(np.clip((scores.total(rule) - blind) / max(1 - blind, 1e-9), 0, 1)),
        "worth": float(season.by_board().mean()),
        "signed": float((season.done == 2).mean()),
        "cost": {part: points * (1 - shares[part]) for part, (_fields, points) in PARTS.items()},
    }


# By hand

_GO: Final = {"go": _("go"), "stop": _("stop")}
NAMES: Final = (_("West"), _("North"), _("River"))
#: What the page tells beside its numbers.
STORIES: Final = (
    _("Farmer Luo is alive: the bus measured his blood pressure."),
    _("Teacher He's whole village had applied; 41 of 50 parents want more."),
    _("A record: 64 people stood at the bus in one morning."),
)

#: What is recorded by hand: go or stop for each of three routes.
BY_HAND: Final = DecisionFields(
    "m10-three-routes",
    [
        _option(
            name.lower(),
            name,
            _("Forty villages, four years"),
            _("go or stop for {name}").format(name=name),
            _GO,
        )
        for name in NAMES
    ],
)


def _practice(seed: int) -> Boards:
    return make_boards([seed], chosen=range(len(CHOSEN)))


def page(seed: int = PRACTICE) -> pd.DataFrame:
    """What the page of the office shows of the three routes that are signed by hand.

    Parameters
    ----------
    seed : int
        Another seed is another board.

    Returns
    -------
    DataFrame
        Index ``route``; ``year_4`` and ``year_5``, visits a village and month of the pilot;
        ``rise``, a proportion of year 4; ``back``, revenue of the rise for each yuan of cash.

    Examples
    --------
    >>> list(page().index)
    ['West', 'North', 'River']
    """
    boards = _practice(seed)
    before, after = boards.pilot[:, 3], boards.pilot[:, 4]
    return pd.DataFrame(
        {
            "year_4": before,
            "year_5": after,
            "rise": after / before - 1,
            "back": 12 * PRICE * (after - before) / (CASH * boards.cost),
        },
        index=pd.Index(NAMES, name="route"),
    )


def invoice(seed: int = PRACTICE) -> pd.DataFrame:
    """What the page did not show, and what came of it: the three routes that are signed by hand.

    Parameters
    ----------
    seed : int
        Another seed is another board.

    Returns
    -------
    DataFrame
        Index ``route``; ``gap_1`` to ``gap_5``, mean of the ten less mean of the thirty, visits a
        village and month; ``effect``, the true one; ``even``, the break-even; ``value``, thousand
        yuan that go brings in four years.
    """
    boards = _practice(seed)
    gaps = boards.pilot - boards.others
    table = pd.DataFrame(gaps, columns=[f"gap_{year}" for year in range(1, 6)])
    table["effect"], table["even"] = boards.effect, boards.cost / UNIT
    table["value"] = VILLAGES * YEARS * (UNIT * boards.effect - boards.cost) / 1000
    return table.set_index(pd.Index(NAMES, name="route"))
