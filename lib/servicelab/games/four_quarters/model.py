"""Four quarters, the model: eight cells of customers, calls and gifts, and a plan that decides.

Everything here is a pure function of its arguments; the widgets in
:mod:`servicelab.games.four_quarters.view` only show it.

A *cell* is a group of holders of a savings plan with a known size, worth and usual churn a quarter.
What a call and a gift do in it is hidden. Persuadable holders stay because they were touched, sure
things would have stayed, lost causes leave anyway, and sleeping dogs leave *because* they were
touched. The season moves the churn of all holders alike. In half of the cells a rival appears; from
then on whoever is touched compares, and leaves more often. What the world assumes stands in the
constants below, and in the rules that trainees read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import binom

from servicelab.decisions.fields import Choice, DecisionFields, Field, Percent, Reason
from servicelab.errors import CourseError
from servicelab.i18n import _

QUARTERS: Final = 4
#: The eight cells by key; of each its name, its holders, the yuan a holder who is kept is worth, and
#: the usual share who leave in a quarter.
CELLS: Final[dict[str, tuple[str, int, int, float]]] = {
    "new_small": (_("new, small plan"), 33_600, 900, 0.085),
    "new_large": (_("new, large plan"), 11_200, 2_900, 0.070),
    "settled_small": (_("settled, small plan"), 41_600, 1_400, 0.045),
    "settled_large": (_("settled, large plan"), 16_800, 3_900, 0.035),
    "long_small": (_("long, small plan"), 36_800, 1_700, 0.022),
    "long_large": (_("long, large plan"), 15_200, 5_000, 0.016),
    "complained": (_("complained"), 12_000, 2_300, 0.115),
    "falling": (_("balance falling"), 24_800, 2_000, 0.150),
}
ACTIONS: Final = ("call", "gift")
#: Yuan for each holder.
COST: Final = {"call": 20, "gift": 60}
#: Yuan that may be spent in a quarter.
BUDGET: Final = 900_000
#: Who was touched last quarter responds this much as strongly.
AGAIN: Final = 0.5
#: The season multiplies all churn of a quarter by a number between these.
SEASON: Final = (0.65, 1.35)
#: The kinds of a cell, and how likely each is.
KINDS: Final = {"persuadable": 0.30, "sure": 0.25, "lost": 0.30, "dog": 0.15}
#: What a call and a gift do, as a share of :func:`_at_stake`: mean and standard deviation by kind.
EFFECTS: Final = {
    "call": {
        "persuadable": (0.34, 0.06),
        "sure": (0.02, 0.03),
        "lost": (0.02, 0.03),
        "dog": (-0.30, 0.08),
    },
    "gift": {
        "persuadable": (0.46, 0.12),
        "sure": (0.05, 0.04),
        "lost": (0.06, 0.04),
        "dog": (0.0, 0.08),
    },
}
#: At most this share of the usual churn is kept.
MOST_KEPT: Final = 0.6
#: How likely a rival is, in one of quarters 2 to 4; what then follows whenever somebody is touched.
RIVAL, RIVALS_IN, TURNED = 0.5, (2, 4), -0.2
#: How sure the lower end of an interval is: that of an 80 % interval.
LOWER: Final = 1.2816

#: The bank that is played by hand: the first of twelve that holds all four kinds.
PRACTICE: Final = 0
#: Seeds of the open banks on which a plan can be tried: enough to tell two plans apart.
OPEN_SEEDS: Final = tuple(range(400, 1000))
#: On how many of the banks it is looked at which field of a plan cost most.
BLAMED_ON: Final = 400

#: Spend nothing at all.
NOTHING: Final[dict[str, Any]] = {
    "test": 0,
    "measures": "calls",
    "decide": "nobody",
    "holdout": 0.2,
    "rest": "yes",
    "review": "last",
}

Floats = NDArray[np.float64]
Plan = Mapping[str, Any]

_SIZE: Final = np.array([cell[1] for cell in CELLS.values()], dtype=float)
_WORTH: Final = np.array([cell[2] for cell in CELLS.values()], dtype=float)
_CHURN: Final = np.array([cell[3] for cell in CELLS.values()])
_COST: Final = np.array([COST[action] for action in ACTIONS], dtype=float)

TESTS: Final = {
    0: _("none: quarter 1 goes by usual churn × worth"),
    100: _("100 by lot in each cell, with each measure"),
    500: _("500 by lot in each cell, with each measure"),
    1500: _("1,500 by lot in each cell, with each measure"),
    5000: _("5,000 by lot in each cell, with each measure"),
}
MEASURES: Final = {
    "calls": _("calls only"),
    "gifts": _("gifts only"),
    "both": _("calls and gifts"),
}
RULES: Final = {
    "nobody": _("spend nothing more"),
    "risk": _("the highest usual churn first"),
    "value": _("the highest usual churn × worth first"),
    "before": _("fall of churn against the quarter before, × worth, where it pays"),
    "raw": _("measured effect × worth, where it pays"),
    "low": _("lower end of its 80 % interval × worth, where it pays"),
}
HOLDOUTS: Final = {
    0: _("nobody"),
    0.05: _("5 % of those who may be touched"),
    0.2: _("20 % of those who may be touched"),
    0.5: _("50 % of those who may be touched"),
}
RESTS: Final = {
    "yes": _("left alone this quarter"),
    "no": _("drawn like everybody else"),
}
REVIEWS: Final = {
    "once": _("never again: the first measurement stands"),
    "all": _("each quarter, by all quarters together"),
    "last": _("each quarter, by the last quarter alone"),
}


def _option(name: str, label: str, help: str, lack: str, options: Mapping[Any, str]) -> Choice:
    wrong = _("choose one of {all}").format(all=", ".join(map(str, options)))
    return Choice(name, label, help, lack, wrong, options=options)


#: What a plan consists of.
PLAN: Final = DecisionFields(
    "m09-retention-plan",
    [
        _option(
            "test",
            _("Test in quarter 1"),
            _("How many holders of each cell are drawn by lot and touched in quarter 1"),
            _("how large the test is"),
            TESTS,
        ),
        _option(
            "measures",
            _("With"),
            _("What is tested, and what is used afterwards"),
            _("what is tested"),
            MEASURES,
        ),
        _option(
            "decide",
            _("Then spend by"),
            _("How cells are ranked from quarter 2 on"),
            _("how cells are ranked"),
            RULES,
        ),
        _option(
            "holdout",
            _("Hold out by lot"),
            _("Who is left alone by lot in each cell that is touched, to compare with"),
            _("who is held out"),
            HOLDOUTS,
        ),
        _option(
            "rest",
            _("Who was touched last quarter is"),
            _("They respond half as much, at the full price"),
            _("what is done with those who were touched last quarter"),
            RESTS,
        ),
        _option(
            "review",
            _("Judge a cell anew"),
            _("When a cell may lose its money, or get it"),
            _("when a cell is judged anew"),
            REVIEWS,
        ),
        Reason(help=_("Why this plan?")),
    ],
)


def lacks(plan: Any) -> list[str]:
    """What a plan lacks, its reason aside; empty if it can be run.

    Parameters
    ----------
    plan : object
        As it was handed in.

    Returns
    -------
    list of str

    Examples
    --------
    >>> lacks(NOTHING)
    []
    >>> len(lacks({**NOTHING, "test": 10**9}))
    1
    """
    if not isinstance(plan, Mapping):
        return [_("a plan with {count} fields").format(count=len(NOTHING))]
    return [
        field.lack if plan.get(field.name) is None else f"{field.label}: {field.wrong}"
        for field in PLAN.fields
        if isinstance(field, Choice) and not _is_option(plan.get(field.name), field.options)
    ]


def _is_option(value: Any, options: Mapping[Any, str]) -> bool:
    """Whether something is one of the options, and neither True nor a list."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    return value in options


# Banks


@dataclass(frozen=True)
class Banks:
    """Many banks at once; the first axis of every array is the bank.

    Attributes
    ----------
    kind : array
        Index of the kind of each cell, in the order of :data:`KINDS`.
    effect : array
        By cell and action: by how much touching lowers the chance to leave in a quarter.
    season : array
        What multiplies the churn of each quarter.
    rival : array
        Index of the quarter from which on a rival is there; :data:`QUARTERS` if never.
    luck : array
        Uniform numbers behind who leaves: by quarter, cell and group.
    """

    kind: NDArray[np.int64]
    effect: Floats
    season: Floats
    rival: NDArray[np.int64]
    luck: Floats

    def first(self, count: int) -> Banks:
        """The first of them, or all where there are fewer."""
        return Banks(*(part[:count] for part in vars(self).values()))


def _at_stake() -> Floats:
    """What effects are a share of: they go with the usual churn only in part."""
    return np.asarray(0.6 * _CHURN + 0.4 * 0.055)


def make_banks(seeds: Sequence[int]) -> Banks:
    """Draw banks, one for each seed.

    Parameters
    ----------
    seeds : sequence of int
        Of the banks.

    Raises
    ------
    CourseError
        If there is no seed.
    """
    if not len(seeds):
        raise CourseError(_("Give a seed for each bank, one at least."))
    count = len(CELLS)
    drawn = []
    for seed in seeds:
        rng = np.random.default_rng([int(seed), 9])
        kind = rng.choice(len(KINDS), count, p=list(KINDS.values()))
        effect = np.empty((count, len(ACTIONS)))
        for place, action in enumerate(ACTIONS):
            mean, spread = np.array(list(EFFECTS[action].values()))[kind].T
            effect[:, place] = rng.normal(mean, spread) * _at_stake()
        season = rng.uniform(*SEASON, QUARTERS)
        quarter = rng.integers(RIVALS_IN[0], RIVALS_IN[1] + 1, count)
        rival = np.where(rng.random(count) < RIVAL, quarter - 1, QUARTERS)
        luck = rng.random((QUARTERS, count, len(ACTIONS) + 2))
        drawn.append((kind, np.minimum(effect, MOST_KEPT * _CHURN[:, None]), season, rival, luck))
    return Banks(*(np.array(part) for part in zip(*drawn, strict=True)))


@dataclass
class _Quarter:
    """What happened in a quarter: worth, money, and of each group its holders and leavers."""

    value: Floats
    spent: Floats
    holders: Floats  # called, given, held out, others
    left: Floats


def _run_quarter(
    banks: Banks, quarter: int, at_start: Floats, touch: Floats, held: Floats, again: Floats
) -> _Quarter:
    """Let a quarter happen; `again` is the share of the touched who were touched last quarter."""
    turned = TURNED * _at_stake()[:, None]
    has_rival = (quarter >= banks.rival)[..., None]
    effect = np.where(has_rival, turned, banks.effect) * (1 - AGAIN * again[..., None])
    base = (_CHURN * banks.season[:, quarter, None])[..., None]
    others = at_start - touch.sum(axis=2) - held
    holders = np.concatenate([touch, held[..., None], others[..., None]], axis=2)
    chance = np.concatenate([base - effect, base, base], axis=2).clip(0, 1)
    left = np.where(holders > 0, binom.ppf(banks.luck[:, quarter], holders, chance), 0.0)
    return _Quarter(
        value=(touch * (effect * _WORTH[:, None] - _COST)).sum(axis=2),
        spent=(touch * _COST).sum(axis=2),
        holders=holders,
        left=left,
    )


# The plan


@dataclass
class Year:
    """What a plan did, for each bank.

    Attributes
    ----------
    value : array
        Expected worth of those kept, less what was spent: yuan by bank and quarter.
    spent : array
        Yuan by bank and quarter.
    """

    value: Floats = field(default_factory=lambda: np.empty(0))
    spent: Floats = field(default_factory=lambda: np.empty(0))


class _Measured:
    """Effects by cell and action as a plan believes them, with standard errors."""

    def __init__(self, shape: tuple[int, ...], review: str) -> None:
        self.review = review
        self.effect, self.error = np.full(shape, np.nan), np.full(shape, np.nan)
        self._weights, self._sums = np.zeros(shape), np.zeros(shape)

    def add(self, effect: Floats, variance: Floats, known: NDArray[np.bool_]) -> None:
        if self.review == "once":
            known = known & np.isnan(self.effect)
        weight = np.where(known, 1 / variance, 0.0)
        self._weights += weight
        self._sums += np.where(known, effect * weight, 0.0)
        error = np.sqrt(variance)
        if self.review == "all":
            safe = np.maximum(self._weights, 1e-12)
            effect, error = self._sums / safe, safe**-0.5
        self.effect = np.where(known, effect, self.effect)
        self.error = np.where(known, error, self.error)


def _test(plan: Plan, at_start: Floats, allowed: NDArray[np.bool_]) -> Floats:
    """Who is touched by lot in quarter 1, within the money."""
    touch = np.minimum(plan["test"], 0.4 * at_start)[..., None] * allowed
    cost = (touch * _COST).sum(axis=(1, 2))
    return np.asarray(np.floor(touch * np.minimum(1, BUDGET / cost)[:, None, None]))


def _spend(by: str, free: Floats, allowed: NDArray[np.bool_], measured: _Measured) -> Floats:
    """Whom a plan touches: cells in their order, until the money is gone."""
    if by == "nobody":
        return np.zeros((*free.shape, len(ACTIONS)))
    if by in ("risk", "value"):
        key = np.broadcast_to(_CHURN * (_WORTH if by == "value" else 1.0), free.shape)
        mix = np.broadcast_to(allowed / allowed.sum(), (*free.shape, len(ACTIONS)))
    else:
        effect = measured.effect - (LOWER * measured.error if by == "low" else 0.0)
        gain = np.where(np.isnan(effect) | ~allowed, -np.inf, effect * _WORTH[:, None] - _COST)
        mix = np.eye(len(ACTIONS))[gain.argmax(axis=2)]
        best = gain.max(axis=2)
        key = np.where(best > 0, best / (mix * _COST).sum(axis=2), -1.0)
    price = (mix * _COST).sum(axis=2)
    order = np.argsort(-key, axis=1, kind="stable")
    wanted = np.take_along_axis(np.where(key > 0, free, 0.0) * price, order, axis=1)
    before = wanted.cumsum(axis=1) - wanted
    given = np.clip(BUDGET - before, 0, wanted) / np.take_along_axis(price, order, axis=1)
    touched = np.zeros(free.shape)
    np.put_along_axis(touched, order, given, axis=1)
    return np.asarray(np.floor(touched[..., None] * mix))


def _shares(left: Floats, holders: Floats) -> tuple[Floats, Floats]:
    """Shares that left and their variances, kept off zero by one more leaver and one more stayer."""
    near = (left + 1) / (holders + 2)
    return left / np.maximum(holders, 1), near * (1 - near) / np.maximum(holders, 1)


def run_plan(plan: Plan, banks: Banks) -> Year:
    """Run a plan over banks.

    Parameters
    ----------
    plan : mapping
        ``test``, ``measures``, ``decide``, ``holdout``, ``rest`` and ``review``, as the form
        records them.
    banks : Banks
        From :func:`make_banks`.

    Returns
    -------
    Year

    Raises
    ------
    CourseError
        If the plan cannot be run.
    """
    missing = lacks(plan)
    if missing:
        raise CourseError(_("This plan cannot be run: {what}.").format(what="; ".join(missing)))
    count = len(banks.kind), len(CELLS)
    allowed = np.array(
        {"calls": (True, False), "gifts": (False, True), "both": (True, True)}[plan["measures"]]
    )
    rested, touched = np.tile(_SIZE, (count[0], 1)), np.zeros(count)
    usual = np.tile(_CHURN, (count[0], 1))
    measured = _Measured((*count, len(ACTIONS)), plan["review"])
    quarters = []
    for quarter in range(QUARTERS):
        at_start = rested + touched
        can = rested if plan["rest"] == "yes" else at_start
        again = np.zeros(count) if plan["rest"] == "yes" else touched / np.maximum(at_start, 1)
        if quarter == 0 and plan["test"]:
            touch = _test(plan, at_start, allowed)
            held = at_start - touch.sum(axis=2)
        else:
            held = np.floor(can * plan["holdout"])
            by = plan["decide"]
            if quarter == 0 and by not in ("nobody", "risk"):
                by = "value"
            touch = _spend(by, can - held, allowed, measured)
        came = _run_quarter(banks, quarter, at_start, touch, held, again)
        quarters.append((came.value.sum(axis=1), came.spent.sum(axis=1)))
        share, variance = _shares(came.left, came.holders)
        own, own_variance = share[..., :2], variance[..., :2]
        known = came.holders[..., :2] > 0
        if plan["decide"] == "before":
            measured.add(usual[..., None] - own, own_variance, known)
        else:
            other, other_variance = share[..., 2:3], variance[..., 2:3]
            known &= came.holders[..., 2:3] > 0
            measured.add(other - own, own_variance + other_variance, known)
        usual = came.left.sum(axis=2) / np.maximum(at_start, 1)
        touched = (came.holders - came.left)[..., :2].sum(axis=2)
        rested = (came.holders - came.left)[..., 2:].sum(axis=2)
    value, spent = (np.array(part).T for part in zip(*quarters, strict=True))
    return Year(value, spent)


def worth(plan: Plan, seeds: Sequence[int]) -> float:
    """Mean worth of a plan in a year, thousand yuan a bank.

    Expected, not drawn: for each holder who was touched, what touching does to the chance to stay,
    times the worth of the holder, less the price. The reports that steer a plan are drawn.

    Parameters
    ----------
    plan : mapping
        A plan.
    seeds : sequence of int
        One bank for each.

    Examples
    --------
    >>> worth(NOTHING, [1, 2])
    0.0
    """
    return float(run_plan(plan, make_banks(seeds)).value.sum(axis=1).mean() / 1000)


def share_of_gap(
    plan: Plan, seeds: Sequence[int], blind: float, best: float, careful: Plan
) -> dict[str, Any]:
    """How much of what careful reading gains a plan gains, and which field cost most.

    ``(worth - blind) / (best - blind)``, clipped to 0..1.

    Parameters
    ----------
    plan : mapping
        A plan.
    seeds : sequence of int
        One bank for each.
    blind : float
        Worth of the best plan that reads nothing, thousand yuan a bank.
    best : float
        Worth of careful reading on the same banks.
    careful : mapping
        A plan that reads with care.

    Returns
    -------
    dict
        ``share``; ``worth`` and ``spent``, thousand yuan a bank; ``cost``, by field what changing
        it alone to that of careful reading would add, thousand yuan a bank; on the first
        :data:`BLAMED_ON` banks.

    Examples
    --------
    >>> got = share_of_gap(NOTHING, range(5), 0.0, 1.0, NOTHING)
    >>> got["share"], got["cost"]["test"]
    (0.0, 0.0)
    """
    banks = make_banks(seeds)
    year = run_plan(plan, banks)
    own = year.value.sum(axis=1) / 1000
    few = banks.first(BLAMED_ON)

    def adds(name: str) -> float:
        other = run_plan({**plan, name: careful[name]}, few).value.sum(axis=1) / 1000
        return float((other - own[:BLAMED_ON]).mean())

    cost = {name: 0.0 if plan[name] == careful[name] else adds(name) for name in NOTHING}
    mean = float(own.mean())
    return {
        "share": float(np.clip((mean - blind) / max(best - blind, 1e-9), 0, 1)),
        "worth": mean,
        "spent": float(year.spent.sum(axis=1).mean() / 1000),
        "cost": cost,
    }


# By hand


@dataclass(frozen=True)
class _Hands(Field):
    """Which share of each cell is called and given a gift, quarter after quarter."""

    def rule(self) -> dict[str, Any]:
        share = {"type": "integer", "minimum": 0, "maximum": 100, "errorMessage": self.wrong}
        shares = {
            "type": "object",
            "properties": dict.fromkeys(ACTIONS, share),
            "additionalProperties": False,
            "errorMessage": self.wrong,
        }
        quarter = {
            "type": "object",
            "properties": dict.fromkeys(CELLS, shares),
            "additionalProperties": False,
            "errorMessage": self.wrong,
        }
        return {"type": "array", "items": quarter, "minItems": QUARTERS, "maxItems": QUARTERS}

    def tidy(self, value: Any) -> Any:
        """Plain dictionaries; cells and measures that nobody gets are left out."""
        value = super().tidy(value)
        if not isinstance(value, list | tuple):
            return value
        return [_tidy_quarter(one) if isinstance(one, Mapping) else one for one in value]

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """How many quarters are left, and where more is spent than there is."""
        hands = draft.get(self.name) or []
        if not isinstance(hands, list) or not all(isinstance(one, dict) for one in hands):
            return []
        left = QUARTERS - len(hands)
        if left > 0:
            return [_("{left} of {all} quarters").format(left=left, all=QUARTERS)]
        try:
            play(hands)
        except (CourseError, TypeError, ValueError, AttributeError) as error:
            reason = str(error).rstrip(".") if isinstance(error, CourseError) else self.wrong
            return [_("quarters that can be played ({reason})").format(reason=reason)]
        return []

    def words(self, value: Any) -> str:
        return "; ".join(
            _("quarter {number}: {what}").format(number=number, what=_quarter_words(one))
            for number, one in enumerate(value, 1)
        )


def _tidy_quarter(quarter: Mapping[str, Any]) -> dict[str, Any]:
    tidy = {}
    for cell, shares in quarter.items():
        if not isinstance(shares, Mapping):
            tidy[cell] = shares
            continue
        given = {action: share for action, share in shares.items() if share != 0}
        if given:
            tidy[cell] = given
    return tidy


def _quarter_words(quarter: Mapping[str, Mapping[str, int]]) -> str:
    done = {"call": _("{share} % called"), "gift": _("{share} % given a gift")}
    parts = [
        f"{CELLS[cell][0]} {done[action].format(share=share)}"
        for cell, shares in quarter.items()
        for action, share in shares.items()
    ]
    return ", ".join(parts) or _("nobody")


_NAMES: Final = {key: cell[0] for key, cell in CELLS.items()}

#: What the year by hand records: four quarters, and the cell that one would swear by.
BY_HAND: Final = DecisionFields(
    "m09-four-quarters",
    [
        _Hands(
            "quarters",
            _("Quarters"),
            lack=_("quarters"),
            wrong=_("give {count} quarters, each with whole percentages for cells").format(
                count=QUARTERS
            ),
        ),
        _option(
            "best",
            _("The cell in which a call pays best"),
            _("In quarter 1, before any rival"),
            _("the cell in which a call pays best"),
            _NAMES,
        ),
        Percent(
            "sure",
            _("How sure are you, %"),
            _("How likely it is that a call pays best in this cell"),
            _("how sure you are"),
            _("give a share from 0 to 1"),
        ),
    ],
)


def cells() -> pd.DataFrame:
    """What is known of the eight cells.

    Returns
    -------
    DataFrame
        Index ``cell``, its name; ``holders``, ``worth`` of one who is kept, in yuan, and ``churn``,
        the usual share who leave in a quarter.

    Examples
    --------
    >>> int(cells()["holders"].sum())
    192000
    """
    return pd.DataFrame(
        [cell[1:] for cell in CELLS.values()],
        index=pd.Index([cell[0] for cell in CELLS.values()], name="cell"),
        columns=["holders", "worth", "churn"],
    )


def play(quarters: Sequence[Mapping[str, Mapping[str, int]]], seed: int = PRACTICE) -> pd.DataFrame:
    """Play quarters by hand; who was left alone last quarter is taken first.

    Parameters
    ----------
    quarters : sequence of mapping
        One to four of them. Of each cell the percentage that is called and given a gift, such as
        ``{"new_large": {"call": 30, "gift": 10}}``; the rest is held out by lot.
    seed : int
        Another seed is another bank.

    Returns
    -------
    DataFrame
        One row for each quarter and cell: ``quarter``, ``cell``; holders of each group and the
        share of it who left (``called``, ``called_left``, ``given``, ``given_left``, ``held``,
        ``held_left``); ``spent`` and ``value``, the expected worth less the price, yuan.

    Raises
    ------
    CourseError
        If more is spent than there is, or more than all of a cell is touched.

    Examples
    --------
    >>> year = play([{"complained": {"call": 50}}])
    >>> int(year["called"].sum()), int(year["spent"].sum())
    (6000, 120000)
    """
    banks = make_banks([seed])
    rested, touched = _SIZE[None].copy(), np.zeros((1, len(CELLS)))
    rows = []
    for number, quarter in enumerate(quarters, 1):
        unknown = [cell for cell in quarter if cell not in CELLS]
        if unknown:
            raise CourseError(
                _("There is no cell {name!r}; the cells are {all}.").format(
                    name=unknown[0], all=", ".join(CELLS)
                )
            )
        at_start = rested + touched
        share = np.array(
            [[quarter.get(cell, {}).get(action, 0) for action in ACTIONS] for cell in CELLS]
        )
        if share.min() < 0 or share.sum(axis=1).max() > 100:
            raise CourseError(
                _("Quarter {number}: touch between 0 and 100 % of a cell.").format(number=number)
            )
        touch = np.floor(at_start[..., None] * share / 100)
        wanted = touch.sum(axis=2)
        again = np.maximum(wanted - rested, 0) / np.maximum(wanted, 1)
        came = _run_quarter(banks, number - 1, at_start, touch, at_start - wanted, again)
        if came.spent.sum() > BUDGET:
            raise CourseError(
                _("Quarter {number} costs {cost:,.0f} yuan; there are {budget:,}.").format(
                    number=number, cost=came.spent.sum(), budget=BUDGET
                )
            )
        gone = came.left / np.maximum(came.holders, 1)
        for place, cell in enumerate(CELLS):
            groups = zip(("called", "given", "held"), range(3), strict=True)
            row: dict[str, Any] = {"quarter": number, "cell": cell}
            for group, column in groups:
                row[group] = int(came.holders[0, place, column])
                row[f"{group}_left"] = float(gone[0, place, column]) if row[group] else float("nan")
            row |= {"spent": came.spent[0, place], "value": came.value[0, place]}
            rows.append(row)
        stay = came.holders - came.left
        touched, rested = stay[..., :2].sum(axis=2), stay[..., 2:].sum(axis=2)
    return pd.DataFrame(rows)


def effect_with_interval(row: Mapping[str, Any], group: str) -> tuple[float, float, float]:
    """Share held out who left, minus that of a group that was touched; with its 95 % interval.

    Parameters
    ----------
    row : mapping
        A row of :func:`play`.
    group : str
        ``"called"`` or ``"given"``.

    Returns
    -------
    float, float, float
        Effect, lower and upper end, as shares; not a number where nobody was touched or held out.

    Examples
    --------
    >>> row = play([{"complained": {"call": 50}}]).set_index("cell").loc["complained"]
    >>> effect, low, high = effect_with_interval(row, "called")
    >>> bool(low < effect < high)
    True
    """
    n, held = row[group], row["held"]
    if not n or not held:
        return (float("nan"),) * 3
    own, other = row[f"{group}_left"], row["held_left"]
    reach = 1.96 * np.sqrt(own * (1 - own) / n + other * (1 - other) / held)
    return other - own, other - own - reach, other - own + reach


def practice_truth(seed: int = PRACTICE) -> pd.DataFrame:
    """What was hidden in the bank that is played by hand.

    Parameters
    ----------
    seed : int
        Of the bank.

    Returns
    -------
    DataFrame
        Index: key of the cell. ``kind``; ``call``, what a call gains in quarter 1, yuan a holder
        less its price; ``rival``, the quarter in which a rival comes, 0 if never.
    """
    banks = make_banks([seed])
    names = np.array(list(KINDS))
    return pd.DataFrame(
        {
            "kind": names[banks.kind[0]],
            "call": banks.effect[0, :, 0] * _WORTH - COST["call"],
            "rival": np.where(banks.rival[0] < QUARTERS, banks.rival[0] + 1, 0),
        },
        index=pd.Index(list(CELLS), name="cell"),
    )


def seasons(seed: int = PRACTICE) -> list[float]:
    """What multiplied all churn of each quarter in the bank that is played by hand.

    Parameters
    ----------
    seed : int
        Of the bank.
    """
    return [float(one) for one in make_banks([seed]).season[0]]
