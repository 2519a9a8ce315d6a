"""Six lines, the model: how six offices make their number, and what a plan can say of it.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.games.six_lines.view` only shows it.

What is asked for is the share of an office's visits whose customer, a week later, would tell a
neutral caller 4 or 5 on five even steps. A *plan* chooses for each office a treatment and a number
of calls; :func:`line_range` makes a range of it by a fixed rule, of which one should be 80 % sure.
A plan is judged by many quarters: the offices make their numbers in the same six ways, the
customers and the true shares are others, and so is who answers a text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab.data.frames import require_columns
from servicelab.decisions.fields import DecisionFields, Field, Points, Reason
from servicelab.errors import CourseError
from servicelab.evidence.ranges import interval_score
from servicelab.i18n import _

NAME: Final = "m01-six-lines"
#: Visits of an office in a quarter, calls of a plan, and in what portions they are given.
VISITS, CALLS, PORTION = 600, 80, 10
#: How many calls are drawn for each list: more than a plan can use.
LISTED: Final = 120
#: How sure one should be of a range, and the matching number of standard errors on both sides.
LEVEL, Z = 0.8, 1.2815515655446004
#: Who is asked by phone: so many visits, drawn at random, and the share of them that is reached.
ASKED, REACHED = 220, 0.9
#: The lowest and highest true share of a quarter, before chance.
SHARES: Final = (0.25, 0.90)

TREATMENTS: Final[dict[str, str]] = {
    "printed": _("print it as it stands"),
    "recount": _("recount on paper: 4 and 5 of all answers"),
    "bound": _("keep the number, bound what is not known"),
    "add calls": _("keep the number, call among the unknown"),
    "ask anew": _("leave the answers aside, call among all"),
}
#: Which treatments make use of calls.
CALLING: Final = ("add calls", "ask anew")


@dataclass(frozen=True)
class Office:
    """How an office makes its number.

    Attributes
    ----------
    way : {"text", "phone"}
        A text with a link, which a customer answers or not, or a caller who asks visits that were
        drawn at random.
    asks : {"all", "closed"}
        Whom: all visits, or those whose case was closed.
    form : {"even", "kind"}
        The five steps of the answer: even, or three of them kind.
    leaves_out_middle : bool
        Whether those who said 3 are left out of the base.
    told : str
        All this in words.
    """

    way: str
    asks: str
    form: str
    leaves_out_middle: bool
    told: str


OFFICES: Final[dict[str, Office]] = {
    "Riverside": Office(
        "text",
        "closed",
        "even",
        True,
        _("text with a link when a case is closed; the middle answers (3) left out"),
    ),
    "Harbor": Office("text", "all", "even", False, _("text with a link after every visit")),
    "Old Town": Office("text", "all", "even", False, _("text with a link after every visit")),
    "Eastgate": Office(
        "phone", "closed", "even", False, _("calls at random, among closed cases only")
    ),
    "Lakeside": Office(
        "phone",
        "all",
        "even",
        True,
        _("calls at random, among all visits; the middle answers (3) left out"),
    ),
    "University": Office(
        "phone",
        "all",
        "kind",
        False,
        _(
            "calls at random, among all visits; three of the five steps are kind, and all three count as satisfied"
        ),
    ),
}

#: Shares of the lower three and of the upper two moods, where a neutral caller would hear 1 to 5.
_BELOW, _ABOVE = np.array([0.24, 0.32, 0.44]), np.array([0.58, 0.42])
#: The probability that a case is done, by mood.
DONE: Final = (0.44, 0.66, 0.90, 0.97, 0.985)
#: The probability of answering a text, by mood.
TEXT: Final = {
    "the pleased": (0.11, 0.14, 0.20, 0.44, 0.54),
    "the angry": (0.70, 0.56, 0.22, 0.18, 0.20),
    "all alike": (0.15, 0.15, 0.15, 0.15, 0.15),
}
#: From which inner mood on each step of the form with three kind words is chosen.
KIND_STEPS: Final = (1.5, 2.5, 4.0, 4.8)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Visits:
    """One office in one quarter, with what nobody knows.

    Attributes
    ----------
    mood : array
        What a neutral caller would hear, 1 to 5.
    inner : array
        The same, finer.
    done, asked, answered : array
        Whether the case was closed, the customer asked, and the question answered.
    said : array
        The step of the office's own form; 0 where nothing was answered.
    patience : array
        Evenly from 0 to 1: a customer answers if it lies below the probability of answering.
    """

    mood: NDArray[np.int64]
    inner: Floats
    done: NDArray[np.bool_]
    asked: NDArray[np.bool_]
    answered: NDArray[np.bool_]
    said: NDArray[np.int64]
    patience: Floats

    @property
    def true_share(self) -> float:
        """Percentage of the visits whose customer would say 4 or 5."""
        return 100 * float((self.mood >= 4).mean())


def kind_step(inner: Floats) -> NDArray[np.int64]:
    """The step that is chosen on the form with three kind words."""
    return 1 + np.searchsorted(np.array(KIND_STEPS), inner, side="right")


def draw_visits(
    rng: np.random.Generator, office: Office, share: float, answers: str = "all alike"
) -> Visits:
    """Draw the visits of an office in a quarter, each by itself.

    Parameters
    ----------
    rng : Generator
        Where chance comes from.
    office : Office
        How it makes its number.
    share : float
        The probability of mood 4 or 5.
    answers : {"the pleased", "the angry", "all alike"}
        Who answers a text.
    """
    n = VISITS
    p = np.concatenate([(1 - share) * _BELOW, share * _ABOVE])
    mood = rng.choice(np.arange(1, 6), n, p=p / p.sum())
    inner = mood + rng.random(n) - 0.5
    done = rng.random(n) < np.array(DONE)[mood - 1]
    may_be_asked = done if office.asks == "closed" else np.ones(n, dtype=bool)
    patience, order = rng.random(n), rng.permutation(n)
    if office.way == "text":
        asked = may_be_asked
        answered = asked & (patience < np.array(TEXT[answers])[mood - 1])
    else:
        first = order[may_be_asked[order]][:ASKED]
        asked = np.isin(np.arange(n), first)
        answered = asked & (patience < REACHED)
    said = np.where(answered, kind_step(inner) if office.form == "kind" else mood, 0)
    return Visits(mood, inner, done, asked, answered, said, patience)


# What one may know of an office, and what follows


@dataclass(frozen=True)
class Line:
    """What is known of an office's quarter, and what calls would add.

    Attributes
    ----------
    good, base : int
        What the page prints: satisfied answers, and of how many.
    recounted, answers : int
        Those who said 4 or 5, and all who answered.
    stands_for : int
        For how many of the visits the answers stand: a volunteer for one, an answer that was drawn
        at random together with the others for all among whom it was drawn.
    is_drawn : bool
        Whether it was drawn at random who was asked.
    among_unknown, among_all : tuple of (int, int)
        Reached and content, of the first 0, 10, 20, ... calls among the visits of which nothing is
        known, and among all.
    """

    good: int
    base: int
    recounted: int
    answers: int
    stands_for: int
    is_drawn: bool
    among_unknown: tuple[tuple[int, int], ...]
    among_all: tuple[tuple[int, int], ...]
    visits: int = VISITS


def paper(office: Office, said: Iterable[float], closed: int) -> dict[str, Any]:
    """What an office's answers say by themselves: the fields of :class:`Line` but for the calls.

    Parameters
    ----------
    office : Office
        How it makes its number.
    said : iterable of float
        The steps of those who answered.
    closed : int
        How many cases were closed.
    """
    steps = np.asarray(list(said))
    good_from = 3 if office.form == "kind" else 4
    good = int((steps >= good_from).sum())
    stands_for = len(steps)
    if office.way == "phone":
        stands_for = closed if office.asks == "closed" else VISITS
    return {
        "good": good,
        "base": len(steps) - (int((steps == 3).sum()) if office.leaves_out_middle else 0),
        "recounted": int((steps >= 4).sum()),
        "answers": len(steps),
        "stands_for": stands_for,
        "is_drawn": office.way == "phone",
    }


def call_lists(
    rng: np.random.Generator, office: Office, visits: Visits
) -> dict[str, tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Whom the calls would reach, in the order drawn, and who of them is content.

    Returns
    -------
    dict
        ``"unknown"`` and ``"all"`` to two arrays of at most 120 entries.
    """
    if office.way == "text":
        unknown = ~visits.answered
    else:
        unknown = ~visits.done if office.asks == "closed" else ~visits.asked
    lists = {}
    for name, among in (("unknown", unknown), ("all", np.ones(VISITS, dtype=bool))):
        order = rng.permutation(np.flatnonzero(among))[:LISTED]
        reached = rng.random(len(order)) < REACHED
        lists[name] = reached, reached & (visits.mood[order] >= 4)
    return lists


def in_portions(reached: Iterable[Any], content: Iterable[Any]) -> tuple[tuple[int, int], ...]:
    """Reached and content after 0, 10, 20, ... calls, as many as a plan has; a short list ends with its last call."""
    sums = [
        np.concatenate([[0], np.cumsum(np.asarray(list(one), dtype=int))])
        for one in (reached, content)
    ]
    ends = [min(k, len(sums[0]) - 1) for k in range(0, CALLS + 1, PORTION)]
    return tuple((int(sums[0][end]), int(sums[1][end])) for end in ends)


@lru_cache(maxsize=512)
def quarter(seed: int) -> dict[str, tuple[Line, float]]:
    """Draw a quarter of the six offices.

    Parameters
    ----------
    seed : int
        Another seed is another quarter.

    Returns
    -------
    dict
        Office to :class:`Line` and the true share, in percent.

    Examples
    --------
    >>> line, truth = quarter(1)["Lakeside"]
    >>> line.stands_for, line.is_drawn, 0 < truth < 100
    (600, True, True)
    """
    made = {}
    for number, (name, office) in enumerate(OFFICES.items()):
        rng = np.random.default_rng([seed, number])
        share = rng.uniform(*SHARES)
        visits = draw_visits(rng, office, share, str(rng.choice(list(TEXT))))
        calls = call_lists(rng, office, visits)
        line = Line(
            **paper(office, visits.said[visits.answered], int(visits.done.sum())),
            among_unknown=in_portions(*calls["unknown"]),
            among_all=in_portions(*calls["all"]),
        )
        made[name] = line, visits.true_share
    return made


@lru_cache(maxsize=100_000)
def wilson(good: int, base: int) -> tuple[float, float]:
    """The 80 % range of a share after Wilson, in percent; from 0 to 100 if nobody was asked."""
    from statsmodels.stats.proportion import proportion_confint

    if base == 0:
        return 0.0, 100.0
    low, high = proportion_confint(good, base, alpha=1 - LEVEL, method="wilson")
    return 100 * float(low), 100 * float(high)


def line_range(line: Line, treatment: str, calls: int = 0) -> tuple[float, float]:
    """The range, in percent of all visits, that a treatment gives: of which one is to be 80 % sure.

    Parameters
    ----------
    line : Line
        What is known of the office.
    treatment : str
        One of :data:`TREATMENTS`.
    calls : int
        How many calls, in tens; only "add calls" and "ask anew" use them.

    Returns
    -------
    tuple of (float, float)
        Lower and upper end.

    Raises
    ------
    CourseError
        If there is no such treatment, or calls are not 0, 10, ..., 80.

    Notes
    -----
    A share of a sample that was drawn at random has the interval of Wilson (1927). "Bound" takes the
    answers for those for whom they stand, and for all others first that nobody is content, then that
    all are. "Add calls" puts the called in place of the others (Hansen and Hurwitz 1946). Both keep the
    office's own counting; only "recount" changes it. No range is narrowed where a large part of all
    visits was asked, so that a range holds the truth a little more often than it says.

    Examples
    --------
    Sixty of 200 visits answered a text, 45 of them with 4 or 5.

    >>> silent = ((0, 0), (9, 5))
    >>> line = Line(45, 60, 45, 60, 60, False, silent, silent, visits=200)
    >>> [round(end) for end in line_range(line, "bound")]
    [22, 92]
    >>> [round(end) for end in line_range(line, "add calls", 10)]
    [47, 76]
    """
    if treatment not in TREATMENTS:
        raise CourseError(
            _("There is no treatment {odd!r}: choose one of {all}.").format(
                odd=treatment, all=", ".join(TREATMENTS)
            )
        )
    if calls not in range(0, CALLS + 1, PORTION):
        raise CourseError(_("Calls come in tens, from 0 to {most}.").format(most=CALLS))
    portion = calls // PORTION
    if treatment == "printed":
        return wilson(line.good, line.base)
    if treatment == "recount":
        return wilson(line.recounted, line.answers)
    if treatment == "ask anew":
        reached, content = line.among_all[portion]
        return wilson(content, reached)
    reached, content = line.among_unknown[portion] if treatment == "add calls" else (0, 0)
    unknown = line.visits - line.stands_for
    if unknown == 0:
        return wilson(line.good + content, line.base + reached)
    known = line.stands_for / line.visits
    share = line.good / line.base if line.base else 0.0
    spread = share * (1 - share) / line.base if line.is_drawn and line.base else 0.0
    if not reached:
        half = 100 * known * Z * math.sqrt(spread)
        least = 100 * known * share
        return _within(least - half, least + half + 100 * (1 - known))
    fresh = (content + 1) / (reached + 2)
    left = max(1 - reached / unknown, 0.0)
    half = Z * math.sqrt(
        known**2 * spread + (1 - known) ** 2 * fresh * (1 - fresh) * left / reached
    )
    middle = known * share + (1 - known) * content / reached
    return _within(100 * (middle - half), 100 * (middle + half))


def _within(low: float, high: float) -> tuple[float, float]:
    return max(low, 0.0), min(high, 100.0)


def worth(span: tuple[float, float], truth: float) -> float:
    """What a range is worth: 100 less its interval score, at least -100."""
    return max(100 - interval_score(*span, truth, level=LEVEL), -100.0)


# A plan, judged by many quarters

Plan = Mapping[str, Mapping[str, Any]]


def plan_worth(plan: Plan, seeds: Iterable[int]) -> pd.DataFrame:
    """What a plan is worth in each quarter, office by office.

    Parameters
    ----------
    plan : mapping
        ``"treatments"`` and ``"calls"``, each by office.
    seeds : iterable of int
        The quarters.

    Returns
    -------
    DataFrame
        A row for each seed, a column for each office.
    """
    rows = {}
    for seed in seeds:
        rows[seed] = {
            name: worth(
                line_range(line, plan["treatments"][name], int(plan["calls"].get(name, 0))), truth
            )
            for name, (line, truth) in quarter(seed).items()
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def mean_worth(plan: Plan, seeds: Iterable[int]) -> float:
    """What a plan is worth on average: over quarters and offices, at most 100.

    Parameters
    ----------
    plan, seeds
        As in :func:`plan_worth`.
    """
    return float(plan_worth(plan, seeds).to_numpy().mean())


def make_plan(treatments: Sequence[str], calls: Sequence[int]) -> dict[str, dict[str, Any]]:
    """A plan from one treatment and one number of calls for each office, in their order.

    Examples
    --------
    >>> plan = make_plan(["ask anew"] * 6, [20] * 6)
    >>> plan["treatments"]["Harbor"], plan["calls"]["Harbor"]
    ('ask anew', 20)
    """
    return {
        "treatments": dict(zip(OFFICES, treatments, strict=True)),
        "calls": dict(zip(OFFICES, calls, strict=True)),
    }


def share_of_plan(
    plan: Plan, seeds: Iterable[int], zero: Iterable[Plan], best: Plan, full: float
) -> float:
    """How far a plan comes from where points begin to where all are earned, from 0 to 1.

    Parameters
    ----------
    plan, seeds
        As in :func:`plan_worth`.
    zero : iterable of mapping
        Plans of which the best in these quarters earns nothing.
    best : mapping
        A plan that leaves nothing to be read.
    full : float
        How far on the way from zero to best all points are earned.

    Examples
    --------
    >>> bounds = make_plan(["bound"] * 6, [0] * 6)
    >>> anew = make_plan(["ask anew"] * 6, [10] * 6)
    >>> share_of_plan(anew, range(10), [bounds], anew, 0.8)
    1.0
    >>> share_of_plan(bounds, range(10), [bounds], anew, 0.8)
    0.0
    """
    quarters = list(seeds)
    start = max(mean_worth(one, quarters) for one in zero)
    way = (mean_worth(plan, quarters) - start) / (mean_worth(best, quarters) - start)
    return min(max(way / full, 0.0), 1.0)


def plan_costs(plan: Plan, seeds: Iterable[int], best: Plan) -> pd.DataFrame:
    """Width and miss of a plan's ranges: the means over quarters, office by office.

    Parameters
    ----------
    plan, seeds
        As in :func:`plan_worth`.
    best : mapping
        The plan with which it is compared.

    Returns
    -------
    DataFrame
        Index office; columns ``width``, ``misses`` (share of the quarters in which the truth lies
        outside) and ``lost``: how much less than the best plan it is worth.
    """
    quarters = list(seeds)
    rows = {}
    for name in OFFICES:
        treatment, calls = plan["treatments"][name], int(plan["calls"].get(name, 0))
        spans = [line_range(quarter(seed)[name][0], treatment, calls) for seed in quarters]
        truths = [quarter(seed)[name][1] for seed in quarters]
        outside = [
            not low <= truth <= high for (low, high), truth in zip(spans, truths, strict=True)
        ]
        rows[name] = {
            "width": float(np.mean([high - low for low, high in spans])),
            "misses": float(np.mean(outside)),
        }
    worths = [plan_worth(one, quarters).mean() for one in (best, plan)]
    return pd.DataFrame.from_dict(rows, orient="index").assign(lost=worths[0] - worths[1])


# The open board


def lines_of(visits: pd.DataFrame, calls: pd.DataFrame) -> dict[str, Line]:
    """What is known of each office in the quarter of the log, and what calls would add.

    Parameters
    ----------
    visits : DataFrame
        ``bank_visits``: branch, outcome, answered, said.
    calls : DataFrame
        ``bank_line_calls``: branch, among, call, reached, content.

    Raises
    ------
    CourseError
        If a column or a branch is missing.
    """
    log = require_columns(visits, ["branch", "outcome", "answered", "said"], "visits")
    bought = require_columns(calls, ["branch", "among", "call", "reached", "content"], "calls")
    made = {}
    for name, office in OFFICES.items():
        own = log[log["branch"] == name]
        if own.empty:
            raise CourseError(_("visits has no row of {branch}.").format(branch=name))
        lists = {}
        for among in ("unknown", "all"):
            there = bought[(bought["branch"] == name) & (bought["among"] == among)]
            there = there.sort_values("call")
            lists[among] = in_portions(
                (there["reached"] == 1).tolist(), (there["content"] == 1).tolist()
            )
        line = Line(
            **paper(
                office,
                own.loc[own["answered"] == 1, "said"].astype(int),
                int((own["outcome"] == "done").sum()),
            ),
            among_unknown=lists["unknown"],
            among_all=lists["all"],
            visits=len(own),
        )
        made[name] = line
    return made


# The decision


@dataclass(frozen=True, kw_only=True)
class Treatments(Field):
    """A treatment for each office."""

    def rule(self) -> dict[str, Any]:
        """Office to treatment."""
        return {
            "type": "object",
            "properties": {
                name: {"enum": list(TREATMENTS), "errorMessage": self.wrong} for name in OFFICES
            },
            "required": list(OFFICES),
            "additionalProperties": False,
        }

    def tidy(self, value: Any) -> Any:
        """In the order of the offices, then what is none of them; empty ones left out."""
        if not isinstance(value, Mapping | pd.Series):
            return super().tidy(value)
        given = {str(name): super(Treatments, self).tidy(one) for name, one in value.items()}
        ordered = {name: given.pop(name) for name in OFFICES if name in given} | given
        return {name: one for name, one in ordered.items() if one is not None}

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """Which offices have no treatment yet."""
        given = draft.get(self.name)
        if given is not None and not isinstance(given, Mapping):
            return []
        left = [name for name in OFFICES if name not in (given or {})]
        return [self.lack.format(offices=", ".join(left))] if left else []

    def words(self, value: Any) -> str:
        """The treatment of each office."""
        return "; ".join(f"{name} {TREATMENTS[one]}" for name, one in value.items())

    def write(self, value: Any) -> Any:
        """The treatments that are chosen."""
        return dict(value or {})


@dataclass(frozen=True, kw_only=True)
class Calls(Points):
    """Calls in tens, not more than there are."""

    def rule(self) -> dict[str, Any]:
        """Whole tens for each office."""
        made = super().rule()
        one = dict(next(iter(made["properties"].values())))
        made["properties"] = {name: {**one, "multipleOf": PORTION} for name in self.names}
        return made

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """How many calls are too many."""
        calls = draft.get(self.name)
        if calls is None:
            return [self.lack]
        is_countable = isinstance(calls, Mapping) and all(
            isinstance(one, int) and not isinstance(one, bool) for one in calls.values()
        )
        over = sum(calls.values()) - self.total if is_countable else 0
        return (
            [_("{over} calls less: there are {most}").format(over=over, most=self.total)]
            if over > 0
            else []
        )


DECISION: Final = DecisionFields(
    NAME,
    [
        Treatments(
            "treatments",
            _("Treatments"),
            _("What is done with the number of the office"),
            _("a treatment for {offices}"),
            _("a treatment is one of {all}").format(all=", ".join(TREATMENTS)),
        ),
        Calls(
            "calls",
            _("Calls"),
            _("How many calls, in tens"),
            _("calls for each branch"),
            _("calls come in tens, from 0 to {most}").format(most=CALLS),
            names={name: name for name in OFFICES},
            total=CALLS,
            is_sparse=True,
        ),
        Reason(help=_("Which numbers can be mended on paper, and which cannot?")),
    ],
)
