"""Menu with a year's memory, the model: clients sort themselves to tiers, and cost what they cost.

Everything here is a pure function of its arguments; the widgets in
:mod:`servicelab.games.year_menu.view` only show it.

A city has 900 clients of one tariff class. By hand one plays a single city for three years
(:func:`play_years`), in which choices and claims are drawn. A rule is run on many cities
(:func:`run_rule`); choices and claims then count with their expected values. Only what a rule may
read or pass on is drawn: the evidence pack of a city, and the claims of a year that the next price
answers. What the world assumes stands in the constants below, and in the rules that trainees read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import erf, exp, log, sqrt
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab.decisions.fields import Choice, DecisionFields, Field, Percent, Reason
from servicelab.errors import CourseError
from servicelab.i18n import _

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rule = Mapping[str, Any]

TIERS: Final = ("Basic", "Standard", "Full")
YEARS: Final = 3
CLIENTS: Final = 900
#: Drawn clients of a city in which expected values count; each stands for several.
DRAWN: Final = 200
#: Yuan of a hospital bill that the client pays in each tier.
DEDUCTIBLE: Final = (12_000, 4_000, 0)
#: Of the bill of a stay, log-normal: median in yuan, and spread.
BILL, BILL_SPREAD = 9_000, 0.9
#: Mean yearly chance of a stay, and by how much cover raises it.
STAY: Final = 0.10
USE: Final = np.array([0.0, 0.02, 0.06])
#: Share of the relief from a large loss that each tier gives.
RELIEF: Final = np.array([0.60, 0.82, 1.00])
#: Yuan: a policy, its adviser desk, an open tier, a new client; the other margin of a client.
ADMIN, DESK, TIER, NEW, OTHER = 70, 60, 4_000, 80, 600
#: Yuan that a tier held already is worth more; that going without is worth; spread of moods.
HABIT, OUTSIDE, MOOD = 110, 140, 100
#: Part of a new client's first year that the waiting period of 90 days takes.
WAITING: Final = 90 / 365
#: A rise that is accepted; what a share of more takes of the other margin; what a closed tier counts.
ACCEPTED, ANGER, CLOSED, WORST = 0.06, 0.5, 0.50, 0.60
#: Chance of a stay in the year for which it is planned.
PLANNED: Final = 0.9

#: What kind of city: spread of the chances, how much clients know, how care goes with risk, planned.
KINDS: Final[dict[str, tuple[float, float, float, float]]] = {
    "sicker": (0.8, 1.0, 0.0, 0.012),
    "alike": (0.5, 0.0, 0.0, 0.002),
    "healthier": (0.5, 0.0, -0.6, 0.002),
}
#: Yuan: mean worth of relief in a city, from and to, each range as likely; spread between clients.
CARE: Final = ((550, 800), (1_300, 1_700))
CARE_SPREAD: Final = 0.3
#: Yuan: median worth of an adviser desk in a city, lowest and highest; spread between clients.
TASTE, TASTE_SPREAD = (25, 150), 0.6
#: People in each of the four groups of an evidence pack.
PACK: Final = 3_000
#: Mark-ups on the class's cost at which Full was offered to three of the groups.
OFFERED: Final = (0.2, 0.4, 0.6)
#: Share of Full's buyers left at the highest price, from which "many stay": there it earns as much
#: as the lowest.
MANY: Final = OFFERED[0] / OFFERED[-1]
#: Price at which the desk was offered, and the share from which "many ask for it".
DESK_PRICE, ASKED = 80, 0.33

#: Seeds of the open cities on which a rule can be tried; and of the city that is played by hand: of
#: eight tried, the one in which claims came closest to what was to be expected.
OPEN_SEEDS: Final = tuple(range(301, 325))
PRACTICE_SEED: Final = 1


def _payout(deductible: float) -> float:
    """Mean that the insurer pays of a bill."""
    mu, spread = log(BILL), BILL_SPREAD
    mean = exp(mu + spread**2 / 2)
    if deductible <= 0:
        return mean

    def normal(x: float) -> float:
        return (1 + erf(x / sqrt(2))) / 2

    reach = (mu - log(deductible)) / spread
    return mean * normal(reach + spread) - deductible * normal(reach)


#: Mean payout of a stay in each tier, and claims of a policy if the whole class holds the tier.
PAYOUT: Final = np.array([_payout(one) for one in DEDUCTIBLE])
CLASS_COST: Final = STAY * PAYOUT * (1 + USE)


def _squared(deductible: float) -> float:
    """Mean square of a payout over its squared mean: how uneven claims are."""
    mu, spread = log(BILL), BILL_SPREAD

    def above(power: int) -> float:
        mean = exp(power * mu + power**2 * spread**2 / 2)
        if deductible <= 0:
            return mean
        reach = (mu + power * spread**2 - log(deductible)) / spread
        return mean * (1 + erf(reach / sqrt(2))) / 2

    square = above(2) - 2 * deductible * above(1) + deductible**2 * above(0)
    return square / _payout(deductible) ** 2


UNEVEN: Final = np.array([_squared(one) for one in DEDUCTIBLE])


# Cities


@dataclass(frozen=True)
class Cities:
    """Cities side by side.

    Attributes
    ----------
    kind : array of str
        One of :data:`KINDS` for each city.
    risk, believed, care, taste : (cities, clients) array
        Yearly chance of a stay, what the client takes it for, worth of relief and of a desk in yuan.
    planned : (cities,) array
        Share of clients who plan a stay each year.
    luck : (cities, years, tiers) array
        Standard normal: how far the claims of a year lie from what was to be expected.
    pack : DataFrame
        A row for each city:
        ``gap`` and ``error`` (stays per 100, buyers of Full minus everybody),
        ``low``, ``middle``, ``high`` (share that buys Full at each of :data:`OFFERED`),
        ``stay`` (share of Full's buyers left at the highest price), ``asked`` (share who want a desk).
    """

    kind: NDArray[np.str_]
    risk: Floats
    believed: Floats
    care: Floats
    taste: Floats
    planned: Floats
    luck: Floats
    pack: pd.DataFrame


@dataclass(frozen=True)
class _People:
    risk: Floats
    believed: Floats
    care: Floats
    taste: Floats


def _people(draw: np.random.Generator, kind: str, care: float, taste: float, count: int) -> _People:
    spread, knows, tilt, _planned = KINDS[kind]
    z, own, other = draw.normal(size=(3, count))
    risk = np.minimum(STAY * np.exp(spread * z - spread**2 / 2), 0.8)
    believed = risk if knows else np.full(count, STAY)
    lean = tilt * z + sqrt(1 - tilt**2) * own
    return _People(
        risk,
        believed,
        care * np.exp(CARE_SPREAD * lean - CARE_SPREAD**2 / 2),
        taste * np.exp(TASTE_SPREAD * other),
    )


def _pack(draw: np.random.Generator, kind: str, care: float, taste: float) -> dict[str, float]:
    """Four groups by lot: Full at each of three prices, and Full for everybody."""
    planned = KINDS[kind][3]
    bought, stays = [], []
    for markup in (*OFFERED, None):
        people = _people(draw, kind, care, taste, PACK)
        soon = draw.random(PACK) < planned
        chance = np.where(soon, PLANNED, people.risk)
        worth = np.where(soon, PLANNED, people.believed) * PAYOUT[2] + people.care
        price = 0.0 if markup is None else (CLASS_COST[2] + ADMIN) * (1 + markup)
        odds = 1 / (1 + np.exp(-(worth - price - OUTSIDE) / MOOD))
        bought.append(draw.random(PACK) < odds if markup is not None else np.ones(PACK, bool))
        stays.append(draw.random(PACK) < np.minimum(chance * (1 + USE[2]), 1))
    buyers = int(bought[0].sum())
    one, all_of = stays[0][bought[0]].mean(), stays[-1].mean()
    return {
        "gap": float(100 * (one - all_of)),
        "error": float(100 * sqrt(one * (1 - one) / buyers + all_of * (1 - all_of) / PACK)),
        "low": float(bought[0].mean()),
        "middle": float(bought[1].mean()),
        "high": float(bought[2].mean()),
        "stay": float(bought[2].mean() / bought[0].mean()),
        "asked": float((people.taste > DESK_PRICE).mean()),
    }


def make_cities(seeds: Iterable[int]) -> Cities:
    """Draw cities, each from its own seed.

    Parameters
    ----------
    seeds : iterable of int
        One city for each.

    Examples
    --------
    >>> make_cities([1, 2]).risk.shape
    (2, 200)
    """
    kinds, people, packs, luck = [], [], [], []
    for seed in seeds:
        draw = np.random.default_rng([20263, int(seed)])
        kind = str(draw.choice(list(KINDS)))
        care = float(draw.uniform(*CARE[int(draw.integers(len(CARE)))]))
        taste = float(TASTE[0] * (TASTE[1] / TASTE[0]) ** draw.random())
        kinds.append(kind)
        people.append(_people(draw, kind, care, taste, DRAWN))
        packs.append(_pack(draw, kind, care, taste))
        luck.append(draw.normal(size=(YEARS, len(TIERS))))

    def stacked(name: str) -> Floats:
        return np.array([getattr(one, name) for one in people])

    return Cities(
        kind=np.array(kinds),
        risk=stacked("risk"),
        believed=stacked("believed"),
        care=stacked("care"),
        taste=stacked("taste"),
        planned=np.array([KINDS[kind][3] for kind in kinds]),
        luck=np.array(luck),
        pack=pd.DataFrame(packs),
    )


def _one_of(options: Iterable[object]) -> str:
    return _("choose one of {all}").format(all=", ".join(map(str, options)))


# By hand

#: What a price may be, yuan a year.
LOWEST, HIGHEST = 100, 5_000
Menu = Mapping[str, Any]


@dataclass(frozen=True)
class _Years(Field):
    """Three menus, one a year."""

    def rule(self) -> dict[str, Any]:
        price = {"type": ["integer", "null"], "minimum": LOWEST, "maximum": HIGHEST}
        parts = dict.fromkeys(TIERS, price) | {
            name: {"type": "boolean"} for name in ("desk", "waiting")
        }
        menu = {
            "type": "object",
            "properties": {
                name: {**part, "errorMessage": self.wrong} for name, part in parts.items()
            },
            "required": list(parts),
            "additionalProperties": False,
            "errorMessage": self.wrong,
        }
        return {"type": "array", "items": menu, "minItems": YEARS, "maxItems": YEARS}

    def tidy(self, value: Any) -> Any:
        """The menus as plain dictionaries."""
        value = super().tidy(value)
        if isinstance(value, list | tuple):
            return [dict(menu) if isinstance(menu, Mapping) else menu for menu in value]
        return value

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """How many years are left."""
        years = draft.get(self.name) or []
        left = YEARS - len(years) if isinstance(years, list) else 0
        return [_("{left} of {all} years").format(left=left, all=YEARS)] if left > 0 else []

    def words(self, value: Any) -> str:
        return "; ".join(f"{number}: {menu_words(menu)}" for number, menu in enumerate(value, 1))


def menu_words(menu: Menu) -> str:
    """A menu in a few words."""
    told = [
        f"{tier} {menu[tier]:,}" if menu[tier] else _("{tier} closed").format(tier=tier)
        for tier in TIERS
    ]
    told += [word for name, word in (("desk", _("desk")), ("waiting", _("waiting"))) if menu[name]]
    return ", ".join(told)


BELIEFS: Final = {
    "luck": _("bad luck: more of the same people fell ill"),
    "use": _("cover: whoever has Full goes to hospital more easily"),
    "buyers": _("buyers: who expects to need it buys Full"),
}

#: What the years by hand record: three menus, and what one then believes.
BY_HAND: Final = DecisionFields(
    "m03-practice-years",
    [
        _Years(
            "years",
            _("Years"),
            lack=_("years"),
            wrong=_(
                "give {years} years, each with whole prices from {low} to {high} or None for a closed "
                "tier, and desk and waiting as True or False"
            ).format(years=YEARS, low=LOWEST, high=HIGHEST),
        ),
        Choice(
            "belief",
            _("Claims of the dearest tier: mainly"),
            _("What mainly explains what the dearest tier cost"),
            _("what explains the claims"),
            _one_of(BELIEFS),
            options=BELIEFS,
        ),
        Percent(
            "sure",
            _("How sure are you, %"),
            _("How likely it is that you are right"),
            _("how sure you are"),
            _("give a share from 0 to 1"),
        ),
    ],
)


@dataclass(frozen=True)
class Year:
    """One year of the city that is played by hand.

    Attributes
    ----------
    menu : mapping
        What was sold.
    choice : (clients,) array
        Place of the tier in :data:`TIERS`; 3 for nothing.
    claims, expected, premium, stays : (tiers,) array
        Yuan paid out, yuan that were to be expected, yuan taken in, and stays in hospital.
    value, reckoned : float
        Yuan of the year as it came, and as it was to be expected.
    anger : float
        Yuan of it lost by rises and closed tiers.
    """

    menu: Menu
    choice: NDArray[np.int64]
    claims: Floats
    expected: Floats
    premium: Floats
    stays: Floats
    value: float
    reckoned: float
    anger: float

    @property
    def policies(self) -> NDArray[np.int64]:
        """Policies of each tier."""
        return np.bincount(self.choice, minlength=4)[:3]


def practice_city() -> tuple[_People, str]:
    """The clients of the city that is played by hand, and its kind."""
    draw = np.random.default_rng([30263, PRACTICE_SEED])
    return _people(draw, "sicker", 950.0, 80.0, CLIENTS), "sicker"


def play_years(menus: Sequence[Menu]) -> list[Year]:
    """One to three years of the practice city, with drawn choices and claims.

    Parameters
    ----------
    menus : sequence of mapping
        A menu for each year: a price or None for each of :data:`TIERS`, ``desk`` and ``waiting``.

    Examples
    --------
    >>> closed = {"Basic": None, "Standard": None, "Full": None, "desk": False, "waiting": False}
    >>> play_years([closed])[0].value
    0.0
    """
    people, kind = practice_city()
    planned = KINDS[kind][3]
    held = np.full(CLIENTS, 3)
    before: Floats | None = None
    years = []
    for number, menu in enumerate(menus[:YEARS]):
        draw = np.random.default_rng([30264, PRACTICE_SEED, number])
        price = np.array([menu[tier] or np.nan for tier in TIERS], float)
        opened, desk, waits = ~np.isnan(price), bool(menu["desk"]), bool(menu["waiting"])
        mood = draw.gumbel(0, MOOD, (CLIENTS, 4))
        soon = (draw.random(CLIENTS) < planned)[:, None]
        luck, bill = draw.random(CLIENTS), np.exp(draw.normal(log(BILL), BILL_SPREAD, CLIENTS))
        new = held[:, None] != np.arange(3)
        shut = waits & new
        cut = np.where(shut, 1 - WAITING, 1.0)
        believed = np.where(soon & ~shut, PLANNED, people.believed[:, None])
        risk = np.where(soon & ~shut, PLANNED, people.risk[:, None])
        worth = (believed * PAYOUT + people.care[:, None] * RELIEF) * cut
        worth = worth + people.taste[:, None] * desk - price + mood[:, :3] + HABIT * ~new
        worth = np.where(opened, worth, -np.inf)
        choice = np.column_stack([worth, OUTSIDE + mood[:, 3]]).argmax(axis=1)
        who = np.flatnonzero(choice < 3)
        tier = choice[who]
        chance = (risk * cut * (1 + USE))[who, tier]
        ill = luck[who] < chance
        paid = np.where(ill, np.maximum(bill[who] - np.array(DEDUCTIBLE)[tier], 0), 0)

        def by_tier(of: Floats, tier: NDArray[np.int64] = tier) -> Floats:
            return np.bincount(tier, weights=of, minlength=3).astype(float)

        premium = by_tier(price[tier])
        claims, expected = by_tier(paid), by_tier(chance * PAYOUT[tier])
        anger = 0.0
        if before is not None:
            rise = np.where(opened, price / before - 1, CLOSED)
            rise = np.where(np.isnan(rise), 0.0, rise)
            rise = np.where(np.isnan(before), 0.0, rise)
            holders = np.bincount(held, minlength=4)[:3]
            anger = float((ANGER * np.clip(rise - ACCEPTED, 0, WORST) * OTHER * holders).sum())
        costs = (ADMIN + DESK * desk) * len(who) + TIER * int(opened.sum())
        costs += NEW * int((held[who] == 3).sum())
        earned = float(premium.sum() - costs - anger)
        years.append(
            Year(
                dict(menu),
                choice,
                claims,
                expected,
                premium,
                by_tier(ill.astype(float)),
                earned - float(claims.sum()),
                earned - float(expected.sum()),
                anger,
            )
        )
        held, before = choice, price
    return years


# A rule

MARKUPS: Final = (10, 20, 30, 40, 60, 80, 100)
_SETS: Final = (
    ("Basic",),
    ("Standard",),
    ("Full",),
    ("Basic", "Standard"),
    ("Basic", "Full"),
    ("Standard", "Full"),
    TIERS,
)
OPEN: Final = {" + ".join(tiers): " + ".join(tiers) for tiers in _SETS}
LIMITS: Final = (0, 1, 2, 3, 4)
AFTER: Final = {
    "nothing": _("keep price and tier"),
    "half": _("pass half of the excess on"),
    "all": _("pass all of the excess on"),
    "close": _("close the tier"),
}
#: What each choice after a bad year passes on.
PASSED: Final = {"nothing": 0.0, "half": 0.5, "all": 1.0, "close": 0.0}


def _percent(markup: float) -> str:
    return _("cost + {markup:g} %").format(markup=markup)


_MARKUPS: Final = {markup: _percent(markup) for markup in MARKUPS}
_DESKS: Final = {
    "never": _("never"),
    "always": _("always"),
    "asked": _("where at least {share:.0%} ask for it").format(share=ASKED),
}
_WAITS: Final = {
    "never": _("never"),
    "always": _("always"),
    "sicker": _("where the buyers are clearly sicker"),
}


def _errors(count: int) -> str:
    if count == 1:
        return _("1 standard error on")
    return _("{errors} standard errors on").format(errors=count)


def _choice(name: str, label: str, help: str, lack: str, options: Mapping[Any, str]) -> Choice:
    return Choice(name, label, help, lack, _one_of(options), options=dict(options))


#: What the rule consists of.
MENU_RULE: Final = DecisionFields(
    "m03-menu-rule",
    [
        _choice(
            "limit",
            _("Full's buyers are “clearly sicker” from"),
            _("How far above everybody's stays they must be, in standard errors of the difference"),
            _("from where on buyers are clearly sicker"),
            {one: _errors(one) for one in LIMITS},
        ),
        _choice(
            "sicker_tiers",
            _("Clearly sicker: open"),
            _("Tiers that are sold where the buyers are clearly sicker"),
            _("the tiers where buyers are clearly sicker"),
            OPEN,
        ),
        _choice(
            "sicker_markup",
            _("Clearly sicker: price"),
            _("On the class's cost of each tier, with administration and desk"),
            _("the price where buyers are clearly sicker"),
            _MARKUPS,
        ),
        _choice(
            "other_tiers",
            _("Else: open"),
            _("Tiers that are sold everywhere else"),
            _("the tiers everywhere else"),
            OPEN,
        ),
        _choice(
            "few_markup",
            _("Else, few stay at the highest price"),
            _("Price where less than {share:.0%} of the buyers stay").format(share=MANY),
            _("the price where few stay"),
            _MARKUPS,
        ),
        _choice(
            "many_markup",
            _("Else, many stay at the highest price"),
            _("Price where at least {share:.0%} of the buyers stay").format(share=MANY),
            _("the price where many stay"),
            _MARKUPS,
        ),
        _choice("desk", _("Adviser desk"), _("In all open tiers"), _("the desk"), _DESKS),
        _choice(
            "waiting",
            _("Waiting period"),
            _("90 days for everybody who is new in a tier"),
            _("the waiting period"),
            _WAITS,
        ),
        _choice(
            "bad_year",
            _("After a year with more claims than reckoned"),
            _("What happens to the tier whose claims a policy were above the class's cost"),
            _("what follows a bad year"),
            AFTER,
        ),
        Reason(help=_("Why this rule?")),
    ],
)
#: The names of its fields, without the reason.
PARTS: Final = tuple(field.name for field in MENU_RULE.fields if field.name != "reason")


def check_rule(rule: Any) -> dict[str, Any]:
    """The rule with only known options; whole percents and errors may be written as text or float.

    Raises
    ------
    CourseError
        If a part is missing or is none of its options.
    """
    if not isinstance(rule, Mapping):
        raise CourseError(_("A rule is a dictionary with the parts of the form."))
    found = {}
    for name in PARTS:
        field = MENU_RULE[name]
        options: dict[Any, str] = field.options  # type: ignore[attr-defined]
        value = rule.get(name)
        known = [one for one in options if type(value) is not bool and one == value]
        if not known:
            raise CourseError(_("{name}: {wrong}.").format(name=name, wrong=field.wrong))
        found[name] = known[0]
    return found


def _menus(rule: Rule, cities: Cities) -> tuple[Floats, Bools, Bools, Bools, Bools]:
    """First prices and open tiers of each city; where desk, waiting and "sicker" hold."""
    pack = cities.pack
    sicker = (pack["gap"] >= rule["limit"] * pack["error"]).to_numpy()
    many = (pack["stay"] >= MANY).to_numpy()
    desk = {"never": many & False, "always": many | True, "asked": pack["asked"] >= ASKED}
    wait = {"never": many & False, "always": many | True, "sicker": sicker}
    has_desk, waits = (
        np.asarray(desk[rule["desk"]], bool),
        np.asarray(wait[rule["waiting"]], bool),
    )
    others = np.where(many, rule["many_markup"], rule["few_markup"])
    markup = np.where(sicker, rule["sicker_markup"], others) / 100
    cost = CLASS_COST + ADMIN + DESK * has_desk[:, None]
    sold = {
        part: np.array([tier in rule[part].split(" + ") for tier in TIERS])
        for part in ("sicker_tiers", "other_tiers")
    }
    opened = np.where(sicker[:, None], sold["sicker_tiers"], sold["other_tiers"])
    return cost * (1 + markup[:, None]), opened, has_desk, waits, sicker


@dataclass(frozen=True)
class Run:
    """What a rule comes to.

    Attributes
    ----------
    value : (cities,) array
        Thousand yuan over three years.
    policies : (cities, years, tiers) array
        Policies sold.
    ratio : (cities, tiers) array
        Claims to be expected over premium, all years; nan where nothing is sold.
    sicker : (cities,) array
        Where the rule took the buyers for clearly sicker.
    anger : (cities,) array
        Thousand yuan that rises and closed tiers cost.
    """

    value: Floats
    policies: Floats
    ratio: Floats
    sicker: Bools
    anger: Floats


def run_rule(rule: Rule, cities: Cities) -> Run:
    """Run a rule for three years in each city; choices and claims by their expected values.

    Parameters
    ----------
    rule : mapping
        The parts of :data:`MENU_RULE`.
    cities : Cities
        Where.

    Raises
    ------
    CourseError
        If the rule has a part that is none of its options.
    """
    rule = check_rule(rule)
    price, opened, desk, waits, sicker = _menus(rule, cities)
    count, each = len(cities.kind), CLIENTS / DRAWN
    without, held = np.ones((count, DRAWN)), np.zeros((count, DRAWN, len(TIERS)))
    total, anger = np.zeros(count), np.zeros(count)
    sold, claims, premium = [], np.zeros((count, 3)), np.zeros((count, 3))
    cut = np.where(waits, 1 - WAITING, 1.0)[:, None, None]
    liking = (cities.care[..., None] * RELIEF, (cities.taste * desk[:, None])[..., None])
    for year in range(YEARS):
        policies, stays = np.zeros((count, 3)), np.zeros((count, 3))
        next_without, next_held = np.zeros_like(without), np.zeros_like(held)
        fresh = np.zeros(count)
        for soon in (False, True):
            weight = (cities.planned if soon else 1 - cities.planned)[:, None]
            believed = np.full_like(cities.risk, PLANNED) if soon else cities.believed
            risk = np.full_like(cities.risk, PLANNED) if soon else cities.risk
            unpaid = waits[:, None] if soon else False  # a planned stay falls into the waiting
            new_believed = np.where(unpaid, cities.believed, believed)
            new_risk = np.where(unpaid, cities.risk, risk)
            same = liking[1] - price[:, None, :] - OUTSIDE
            new = (new_believed[..., None] * PAYOUT + liking[0]) * cut + same
            old = believed[..., None] * PAYOUT + liking[0] + same + HABIT
            e_new = np.where(opened[:, None], np.exp(np.minimum(new / MOOD, 300)), 0)
            e_old = np.where(opened[:, None], np.exp(np.minimum(old / MOOD, 300)), 0)
            all_new = e_new.sum(-1)
            from_none = without * weight / (1 + all_new)
            from_tier = held * weight[..., None] / (1 + all_new[..., None] - e_new + e_old)
            moving = from_none + from_tier.sum(-1)
            come = e_new * (moving[..., None] - from_tier)
            stay = e_old * from_tier
            next_without += moving
            next_held += come + stay
            policies += each * (come + stay).sum(1)
            hit = come * new_risk[..., None] * cut + stay * risk[..., None]
            stays += each * (hit * (1 + USE)).sum(1)
            fresh += each * (e_new * from_none[..., None]).sum((1, 2))
        expected = stays * PAYOUT
        total += (policies * (price - ADMIN - DESK * desk[:, None]) - expected).sum(1)
        total -= TIER * opened.sum(1) + NEW * fresh
        claims, premium = claims + expected, premium + policies * price
        without, held = next_without, next_held
        sold.append(policies)
        if year < YEARS - 1 and rule["bad_year"] != "nothing":
            spread = np.sqrt(UNEVEN / np.maximum(stays, 1e-9))
            seen = expected * np.maximum(1 + cities.luck[:, year] * spread, 0)
            has = opened & (policies >= 1)
            excess = np.where(has, seen / np.maximum(policies, 1) - CLASS_COST, 0).clip(0)
            if rule["bad_year"] == "close":
                rise = np.where(excess > 0, CLOSED, 0.0)
                opened = opened & ~(excess > 0)
            else:
                step = PASSED[rule["bad_year"]] * excess
                rise, price = step / price, price + step
            angry = ANGER * np.clip(rise - ACCEPTED, 0, WORST) * OTHER * policies
            anger += angry.sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(premium > 1, claims / premium, np.nan)
    return Run((total - anger) / 1000, np.stack(sold, 1), ratio, sicker, anger / 1000)


def share_of_gap(
    rule: Rule, seeds: Sequence[int], blind: float, full: float, parts: Mapping[str, Any]
) -> dict[str, Any]:
    """How far a rule comes from the best blind menu to what sensible reading brings.

    Parameters
    ----------
    rule : mapping
        The parts of :data:`MENU_RULE`.
    seeds : sequence of int
        One city for each.
    blind, full : float
        Mean values in these cities, thousand yuan, of the best blind menu, and from which on a rule
        has full points.
    parts : mapping
        A careful rule: each part of the rule is replaced by its part to see what it costs.

    Returns
    -------
    dict
        ``share`` from 0 to 1 and ``value``; ``costs`` of each part in thousand yuan a city, alone;
        ``losing``, the share of cities that lose money.
    """
    cities = make_cities(seeds)
    run = run_rule(rule, cities)
    value = float(run.value.mean())
    costs = {
        name: float(run_rule({**rule, name: parts[name]}, cities).value.mean()) - value
        for name in PARTS
        if rule[name] != parts[name]
    }
    share = (value - blind) / (full - blind)
    return {
        "share": float(np.clip(share, 0, 1)),
        "value": value,
        "costs": costs,
        "losing": float((run.value < 0).mean()),
    }
