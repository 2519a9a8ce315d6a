"""The year, the model: a plan of eight actions, its rules for July, and what it gains in a year.

Everything here is a pure function of its arguments; the widgets only show it.

A plan says for each action how many steps a quarter it takes in the first half, when it starts, who
owns it, how it is measured and when it ends in July. In July the rules of the plan are carried out:
what reads below its stop ends, what reads well grows, freed money goes down a list. How much of its
promise an action keeps is drawn once a year; a plan changes what is bought and what is known of it,
never what was drawn. What the world assumes stands in the constants below, and in the rules that
trainees read. Which card is good evidence stands nowhere here.
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

from servicelab.decisions.fields import Choice, DecisionFields, Field, Reason, plain, whole
from servicelab.errors import CourseError
from servicelab.games.year.cards import CARDS, JULY_CARDS, NewsCard
from servicelab.i18n import _

__all__ = [
    "ACTIONS",
    "HOUSES",
    "MEASURES",
    "NAME",
    "OWNERS",
    "PLAN",
    "STOPS",
    "December",
    "Draws",
    "July",
    "cards",
    "draw",
    "example",
    "finish",
    "plan_schema",
    "play_years",
    "practice",
    "problems",
    "promised",
    "seen_year",
    "spent",
]

Floats = NDArray[np.float64]
Plan = Mapping[str, Any]

#: Name of the record.
NAME: Final = "m11-year-plan"
#: The three houses, by key.
HOUSES: Final = {
    "bank": _("Lantern Bank"),
    "insurer": _("Willow Bridge Insurance"),
    "hospital": _("Plum Court Hospital"),
}
#: What a house can do, by key.
ACTIONS: Final = {
    "mend": _("Mend the process"),
    "recover": _("Recover after complaints"),
    "capacity": _("Capacity at the peak"),
    "lead": _("Lead for service"),
    "offers": _("Offers that fit"),
    "keep": _("Keep those who may leave"),
    "reach": _("Reach new people"),
    "e-service": _("E-service"),
}
#: Who can own an action, by key.
OWNERS: Final = {
    "head": _("head of the house"),
    "operations": _("head of operations"),
    "service": _("head of the service desk"),
    "marketing": _("head of marketing"),
    "staff": _("head of staff"),
    "digital": _("head of digital services"),
    "all": _("all heads together"),
}
#: What an action can be measured by, by key.
MEASURES: Final = {
    "none": _("none"),
    "counts": _("counts"),
    "before and after": _("before and after"),
    "holdout": _("holdout"),
}
#: End an action in July if its reading lies below this share of its promise.
STOPS: Final[dict[Any, str]] = {
    "never": _("never"),
    0.2: "0.2",
    0.4: "0.4",
    0.6: "0.6",
    0.8: "0.8",
    1.0: "1.0",
}
#: Grow an action in July if its reading reaches this share of its promise.
MORES: Final[dict[Any, str]] = {
    "never": _("never"),
    0.6: "0.6",
    0.8: "0.8",
    1.0: "1.0",
    1.2: "1.2",
}
#: Where freed money goes: an action, or whatever runs and reads best.
BEST: Final = "best"
FREED: Final = {BEST: _("the best reading first"), **ACTIONS}
SOCIAL: Final = {
    "solved": _("share of complaints solved within the promised days"),
    "gap": _("wait of the slowest tenth, in the poorest district"),
    "staff": _("share of staff who leave within a year"),
    "likes": _("likes under the posts of the house"),
    "esteem": _("a place in a list of admired firms"),
}
FACTS: Final = {
    "nothing": _("nothing new"),
    "cut": _("the budget is cut"),
    "rival": _("a rival opens"),
    "rush": _("a rush of customers"),
}

#: Thousand yuan: of the first half, of the year, of the year after a cut; to set up an action.
FIRST, ALL, CUT, SETUP = 340, 960, 700, 30
#: Most steps of an action in a quarter, and what so many steps count.
MOST, EFFECT = 3, (0.0, 1.0, 1.7, 2.1)
#: What a holdout leaves of the effect.
HELD: Final = 0.95
#: Share of the promise that is kept where an action works, does not, and does harm: mean and spread.
WORKS, IDLE, HARMS = (1.2, 0.25), (0.0, 0.1), (-0.6, 0.2)
#: Good evidence, weak evidence, a trap: how often the action works, and how often it does harm.
CLASSES: Final = ("good", "weak", "trap")
OFTEN: Final = ((0.70, 0.0), (0.35, 0.0), (0.10, 0.15))
#: So many actions of each class in a house.
SIZES: Final = (3, 2, 3)
#: Can be held out by branch or team only.
BY_UNIT: Final = ("mend", "capacity", "lead", "e-service")
#: Error of a quarter's holdout as a share of the promise: by customer, by unit.
ERROR, UNIT_ERROR = 0.20, 0.30
#: Before and after: its own error; the shift of a quarter that moves all readings, mean and spread.
OWN_ERROR, SHIFT = 1.00, (0.8, 0.6)
#: What a fact makes of an action in the second half.
WORTH: Final[Mapping[str, Mapping[str, float]]] = {
    "nothing": {},
    "cut": {},
    "rival": {"keep": 1.4, "recover": 1.4, "offers": 0.7, "reach": 0.7},
    "rush": {"capacity": 1.4, "e-service": 1.4, "offers": 0.7, "lead": 0.7},
}
#: Practice years, whose good actions are drawn anew each year; and the seed of the first.
YEARS, PRACTICE = 40, 11_000

_NAMES: Final = tuple(ACTIONS)
_N: Final = len(_NAMES)


# The form


def _wrong(options: Iterable[Any]) -> str:
    return _("choose one of {all}").format(all=", ".join(map(str, options)))


def _number_or_word(value: Any) -> Any:
    """A threshold as it stands in the form: 0.4, or "never"."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value.strip().casefold()
    if value is None:
        return "never"
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _meant(value: Any, options: Mapping[Any, str]) -> Any:
    """An option by its key or its name, in whatever capitals; all else as it is."""
    if not isinstance(value, str):
        return value
    said = value.strip().casefold()
    alike = [key for key, words in options.items() if said in (str(key), str(words).casefold())]
    return alike[0] if alike else value.strip()


@dataclass(frozen=True, kw_only=True)
class _Threshold(Choice):
    """A threshold in July, or never."""

    def tidy(self, value: Any) -> Any:
        value = plain(value)
        return None if value in (None, "") else _number_or_word(value)


@dataclass(frozen=True)
class _Actions(Field):
    """What is done of each action; one that is not named, or takes no steps, is not done."""

    def rule(self) -> dict[str, Any]:
        entry = {
            "type": "object",
            "properties": {
                "steps": {"type": "integer", "minimum": 0, "maximum": MOST},
                "start": {"enum": [1, 2]},
                "owner": {"enum": list(OWNERS)},
                "measure": {"enum": list(MEASURES)},
                "stop": {"enum": list(STOPS)},
            },
            "required": ["steps", "start", "owner", "measure", "stop"],
            "additionalProperties": False,
            "errorMessage": self.wrong,
        }
        return {
            "type": "object",
            "properties": dict.fromkeys(ACTIONS, entry),
            "additionalProperties": False,
            "errorMessage": self.wrong,
        }

    def tidy(self, value: Any) -> Any:
        """Actions with steps, in their own order."""
        value = super().tidy(value)
        if not isinstance(value, Mapping):
            return value
        given = {}
        for name, entry in value.items():
            if isinstance(entry, Mapping):
                entry = {str(key).strip().casefold(): whole(one) for key, one in entry.items()}
                if not entry.get("steps"):
                    continue
                if "stop" in entry:
                    entry["stop"] = _number_or_word(entry["stop"])
                for key, options in (("owner", OWNERS), ("measure", MEASURES)):
                    if key in entry:
                        entry[key] = _meant(entry[key], options)
            given[str(_meant(str(name), ACTIONS))] = entry
        known = {name: given.pop(name) for name in ACTIONS if name in given}
        return known | given

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """What an action with steps lacks, and money that there is not."""
        entries = draft.get(self.name)
        if not entries:
            return [_("at least one action with steps")]
        if not isinstance(entries, Mapping):
            return []
        lacks = [lack for name, entry in entries.items() for lack in _entry_lacks(name, entry)]
        if not lacks and draft.get("house") in HOUSES and _is_whole(entries):
            first = _first_half(str(draft["house"]), entries)
            if first > FIRST:
                lacks.append(
                    _("{over} thousand yuan less in the first half ({first} of {all})").format(
                        over=first - FIRST, first=first, all=FIRST
                    )
                )
        return lacks

    def words(self, value: Any) -> str:
        """Each action with its steps, start, owner, measure and stop."""
        return "; ".join(
            _("{action}: {steps} from quarter {start}, {owner}, {measure}, stop {stop}").format(
                action=ACTIONS[name],
                steps=entry["steps"],
                start=entry["start"],
                owner=OWNERS[entry["owner"]],
                measure=MEASURES[entry["measure"]],
                stop=STOPS[entry["stop"]],
            )
            for name, entry in value.items()
        )


def _entry_lacks(name: str, entry: Any) -> list[str]:
    """What one action of a plan lacks, or has wrong, in words."""
    if name not in ACTIONS:
        return [
            _("another name for '{name}': there is no such action (there are {all})").format(
                name=name, all=", ".join(ACTIONS)
            )
        ]
    action = ACTIONS[name]
    if not isinstance(entry, Mapping):
        return [_("steps, start, owner, measure and stop of {action}").format(action=action)]
    asked: dict[str, tuple[str, Iterable[Any]]] = {
        "steps": (_("steps"), range(1, MOST + 1)),
        "start": (_("a start"), (1, 2)),
        "owner": (_("an owner"), OWNERS),
        "measure": (_("a measure"), MEASURES),
        "stop": (_("a stop rule"), STOPS),
    }
    lacks = []
    for key, (what, options) in asked.items():
        given = entry.get(key)
        told = _("{what} of {action}").format(what=what, action=action)
        if given in (None, ""):
            lacks.append(told)
        elif isinstance(given, bool) or not any(given == one for one in options):
            lacks.append(f"{told} ({_wrong(options)})")
    lacks += [
        _("{action} without '{key}', which is no part of a plan").format(action=action, key=key)
        for key in entry
        if key not in asked
    ]
    return lacks


def _is_whole(entries: Any) -> bool:
    """Whether all actions of a plan can be played."""
    return isinstance(entries, Mapping) and all(
        name in ACTIONS
        and isinstance(entry, Mapping)
        and entry.get("steps") in range(MOST + 1)
        and not isinstance(entry.get("steps"), bool)
        and entry.get("start") in (1, 2)
        and entry.get("measure") in MEASURES
        and entry.get("stop") in STOPS
        for name, entry in entries.items()
    )


@dataclass(frozen=True)
class _Freed(Field):
    """Up to three places to which freed money goes, in order."""

    def rule(self) -> dict[str, Any]:
        one = {"enum": list(FREED), "errorMessage": _wrong(FREED)}
        return {
            "type": "array",
            "items": one,
            "maxItems": 3,
            "uniqueItems": True,
            "errorMessage": self.wrong,
        }

    def tidy(self, value: Any) -> Any:
        """A list without gaps."""
        value = plain(value)
        if isinstance(value, str):
            value = [value] if value else []
        return [_meant(one, FREED) for one in value if one] if isinstance(value, list) else value

    def words(self, value: Any) -> str:
        return _(", then ").join(FREED[one] for one in value) or _("to nothing")


def _choice(
    name: str, label: str, help: str, lack: str, options: Mapping[Any, str], kind: Any = Choice
) -> Any:
    return kind(name, label, help, lack, _wrong(options), options=options)


#: What a plan consists of.
PLAN: Final = DecisionFields(
    NAME,
    [
        _choice("house", _("House"), _("Whose year is it?"), _("the house"), HOUSES),
        _Actions(
            "actions",
            _("Actions"),
            _("Steps a quarter in the first half, start, owner, measure, and when it ends in July"),
            _("actions"),
            _("give steps, start, owner, measure and stop for each action, as in the form"),
        ),
        _choice(
            "more",
            _("More from"),
            _("In July, an action whose reading reaches this share of its promise grows"),
            _("from which reading an action grows"),
            MORES,
            _Threshold,
        ),
        _Freed(
            "freed",
            _("Freed money goes to"),
            _("Up to three places, in order; without one it is not spent"),
            _("where freed money goes"),
            _("give up to three different places, in order"),
        ),
        _choice(
            "social",
            _("Social measure"),
            _("One number that says how the house treats people, beside the yuan"),
            _("a social measure"),
            SOCIAL,
        ),
        Reason(help=_("Why this plan?")),
    ],
)


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a plan.

    Examples
    --------
    >>> plan_schema()["title"]
    'm11-year-plan'
    """
    return PLAN.schema()


def cards(house: str) -> pd.DataFrame:
    """The cards of a house as a table.

    Parameters
    ----------
    house : str
        A key of :data:`HOUSES`.

    Returns
    -------
    DataFrame
        Index ``action``; ``promise`` of a step in thousand yuan a year, ``cost`` of a step in
        thousand yuan a quarter, ``lag`` in quarters, and what is ``known``.

    Examples
    --------
    >>> cards("bank").loc["mend", "lag"]
    np.int64(1)
    """
    _house(house)
    rows = {
        name: {
            "action": card.short,
            "promise": card.promise,
            "cost": card.cost,
            "lag": card.lag,
            "known": card.known,
        }
        for name, card in CARDS[house].items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("key")


def _house(house: Any) -> str:
    if house not in HOUSES:
        raise CourseError(
            _("'{house}' is no house of the year: choose one of {all}.").format(
                house=house, all=", ".join(HOUSES)
            )
        )
    return str(house)


# What is drawn, and what a plan makes of it


@dataclass(frozen=True)
class Draws:
    """What is drawn for some years: nothing of it depends on a plan.

    Attributes
    ----------
    house : str
        A key of :data:`HOUSES`.
    luck : array
        A row for each year, a column for each action, from 0 to 1: with the class of its card it
        says whether the action works.
    spread : array
        How far from the mean what it keeps lies, in spreads.
    noise : array
        Errors of the readings, for each year, action and quarter of the first half; of a holdout,
        and of before and after.
    shift : array
        What moves all before-and-after readings of a quarter.
    fact : tuple of str
        What happens in July, by year.
    order : array
        For each year the actions in an order of their own, by which practice draws the classes.
    """

    house: str
    luck: Floats
    spread: Floats
    noise: Floats
    shift: Floats
    fact: tuple[str, ...]
    order: NDArray[np.int64]

    def kept(self, classes: NDArray[np.int64]) -> Floats:
        """Share of its promise that each action keeps, by year.

        Parameters
        ----------
        classes : array of int
            The class of each action's card, see :data:`CLASSES`; one row, or a row for each year.
        """
        often = np.array(OFTEN)[np.broadcast_to(classes, self.luck.shape)]
        works = self.luck < often[..., 0]
        harms = self.luck > 1 - often[..., 1]
        made = np.where(works[..., None], WORKS, np.where(harms[..., None], HARMS, IDLE))
        return made[..., 0] + made[..., 1] * self.spread


def draw(house: str, seeds: Sequence[int]) -> Draws:
    """Draw years.

    Parameters
    ----------
    house : str
        A key of :data:`HOUSES`.
    seeds : sequence of int
        One year for each.

    Returns
    -------
    Draws

    Examples
    --------
    >>> draw("bank", [1, 2]).luck.shape
    (2, 8)
    """
    number = list(HOUSES).index(_house(house))
    parts: dict[str, list[Any]] = {key: [] for key in ("luck", "spread", "noise", "shift", "fact")}
    order = []
    for seed in seeds:
        rng = np.random.default_rng([11, 3, number, int(seed)])
        parts["luck"].append(rng.random(_N))
        parts["spread"].append(rng.normal(size=_N))
        parts["noise"].append(rng.normal(size=(_N, 2, 2)))
        parts["shift"].append(rng.normal(*SHIFT, 2))
        parts["fact"].append(str(rng.choice(list(FACTS))))
        order.append(rng.permutation(_N))
    return Draws(
        house,
        np.array(parts["luck"]),
        np.array(parts["spread"]),
        np.array(parts["noise"]),
        np.array(parts["shift"]),
        tuple(parts["fact"]),
        np.array(order),
    )


def _entry(plan: Plan, name: str) -> Mapping[str, Any] | None:
    entry = plan["actions"].get(name)
    return entry if entry and entry["steps"] else None


def _first_half(house: str, entries: Mapping[str, Any]) -> int:
    return sum(
        SETUP + CARDS[house][name].cost * int(entry["steps"]) * (3 - int(entry["start"]))
        for name, entry in entries.items()
        if entry["steps"]
    )


def quarters_read(house: str, name: str, start: int) -> list[int]:
    """Quarters of the first half, 0 and 1, in which an action already acts.

    Parameters
    ----------
    house, name : str
        Whose action it is.
    start : int
        In which quarter it starts, 1 or 2.

    Examples
    --------
    >>> quarters_read("bank", "mend", 1), quarters_read("bank", "mend", 2)
    ([1], [])
    """
    return list(range(start - 1 + CARDS[house][name].lag, 2))


def error_of(name: str, measure: str, quarters: int) -> float:
    """Standard error of a July reading as a share of the promise, the common shift aside.

    Parameters
    ----------
    name, measure : str
        Of which action, how.
    quarters : int
        How many quarters are read.
    """
    if measure == "counts":
        return 0.02
    if measure == "before and after":
        return OWN_ERROR
    return (UNIT_ERROR if name in BY_UNIT else ERROR) / math.sqrt(quarters)


def _read(plan: Plan, kept: Floats, noise: Floats, shift: Floats) -> Floats:
    """What is read in July, a row for each year; missing where nothing is measured or acts yet."""
    read = np.full(kept.shape, np.nan)
    for place, name in enumerate(_NAMES):
        entry = _entry(plan, name)
        if entry is None or entry["measure"] == "none":
            continue
        quarters = quarters_read(plan["house"], name, int(entry["start"]))
        if not quarters:
            continue
        error = error_of(name, entry["measure"], 1)
        holdout, other = (error * noise[:, place, quarters, kind] for kind in (0, 1))
        if entry["measure"] == "counts":
            read[:, place] = 1.0 + other.mean(axis=1)
        elif entry["measure"] == "holdout":
            read[:, place] = kept[:, place] + holdout.mean(axis=1)
        else:
            # what would have come anyway: alike for all actions of a quarter, and the action's own
            own = error * noise[:, place, 0, 1]
            read[:, place] = kept[:, place] + own + shift[:, quarters].mean(axis=1)
    return read


#: What a rule says, as :func:`_ruled` numbers it; an action that does not run has -1.
RULES: Final = ("stop", "more", "go on", "no reading")


def _ruled(plan: Plan, read: Floats) -> NDArray[np.int64]:
    """What the sealed rules say of each action, a row for each year: places in :data:`RULES`."""
    said = np.full(read.shape, -1)
    for place, name in enumerate(_NAMES):
        entry = _entry(plan, name)
        if entry is None:
            continue
        here = read[:, place]
        said[:, place] = np.where(np.isnan(here), 3, 2)
        if plan["more"] != "never":
            said[here >= plan["more"], place] = 1
        if entry["stop"] != "never":
            said[here < entry["stop"], place] = 0
    return said


def _second_half(
    plan: Plan, said: NDArray[np.int64], read: Floats, money: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Steps of each action in both quarters of the second half, a row for each year."""
    house = plan["house"]
    years = np.arange(len(read))
    price = np.array([2 * CARDS[house][name].cost for name in _NAMES])
    runs = np.array([_entry(plan, name) is not None for name in _NAMES])
    early = [int(plan["actions"][name]["steps"]) if runs[k] else 0 for k, name in enumerate(_NAMES)]
    steps = np.where(runs & (said != 0), early, 0)
    left = money - _first_half(house, plan["actions"]) - steps @ price

    # of equal readings the first of the list; without a reading last
    ranked = np.argsort(-np.where(np.isnan(read), -math.inf, read), axis=1, kind="stable")
    for column in ranked.T[::-1]:
        for _step in range(MOST):
            short = (left < 0) & (steps[years, column] > 0)
            steps[years, column] -= short
            left += short * price[column]

    def raise_all(column: NDArray[np.int64], may: NDArray[np.bool_]) -> None:
        nonlocal left
        for _step in range(MOST):
            now = steps[years, column]
            step = price[column] + SETUP * ((now == 0) & ~runs[column])
            rises = may & (said[years, column] != 0) & (now < MOST) & (left >= step)
            steps[years, column] += rises
            left = left - rises * step

    for column in ranked.T:
        raise_all(column, said[years, column] == 1)
    for place in plan["freed"]:
        if place == BEST:
            for column in ranked.T:
                raise_all(column, ~np.isnan(read[years, column]))
        else:
            raise_all(np.full(len(years), _NAMES.index(place)), np.ones(len(years), bool))
    return steps


def _gains(
    plan: Plan,
    kept: Floats,
    fact: Sequence[str],
    later: NDArray[np.int64],
    news: Mapping[str, float] | None = None,
) -> Floats:
    """Thousand yuan that each action gains, its cost taken off, a row for each year."""
    gains = np.zeros(kept.shape)
    effect = np.array(EFFECT)
    for place, name in enumerate(_NAMES):
        entry = _entry(plan, name)
        card = CARDS[plan["house"]][name]
        early = int(entry["steps"]) if entry else 0
        quarters = 3 - int(entry["start"]) if entry else 0
        held = HELD if entry and entry["measure"] == "holdout" else 1.0
        then = later[:, place]
        worth = np.array([WORTH[one].get(name, 1.0) for one in fact])
        worth = worth * (news or {}).get(name, 1.0)
        # what acts a quarter later, does so also after the last quarter
        acts = quarters * effect[early] + 2 * effect[then] * worth
        setup = SETUP * ((then > 0) | bool(entry))
        cost = setup + card.cost * (quarters * early + 2 * then)
        gains[:, place] = kept[:, place] * held * card.promise / 4 * acts - cost
    return gains


def _money(fact: Sequence[str]) -> NDArray[np.int64]:
    return np.array([CUT if one == "cut" else ALL for one in fact])


def play_years(plan: Plan, draws: Draws, classes: NDArray[np.int64]) -> pd.DataFrame:
    """What a sealed plan gains in some years, its rules carried out.

    Parameters
    ----------
    plan : mapping
        A plan of the same house.
    draws : Draws
        The years.
    classes : array of int
        The class of each action's card, one row or a row for each year.

    Returns
    -------
    DataFrame
        A row for each year: ``gain`` in thousand yuan against doing nothing, ``fact``, and how
        many actions were ``stopped``.
    """
    kept = draws.kept(classes)
    read = _read(plan, kept, draws.noise, draws.shift)
    said = _ruled(plan, read)
    later = _second_half(plan, said, read, _money(draws.fact))
    return pd.DataFrame(
        {
            "gain": _gains(plan, kept, draws.fact, later).sum(axis=1).round(3),
            "fact": draws.fact,
            "stopped": (said == 0).sum(axis=1),
        }
    )


def promised(plan: Plan) -> float:
    """Thousand yuan that a plan gains in a year without news in which all keep just their promise.

    Parameters
    ----------
    plan : mapping
        A plan.
    """
    plan = _checked(plan)
    ones = np.ones((1, _N))
    read = _read(plan, ones, np.zeros((1, _N, 2, 2)), np.zeros((1, 2)))
    later = _second_half(plan, _ruled(plan, read), read, np.array([ALL]))
    return round(float(_gains(plan, ones, ["nothing"], later).sum()), 3)


def problems(plan: Any) -> list[str]:
    """What a plan lacks, in words; empty if it can be played.

    Parameters
    ----------
    plan : object
        As it was handed in; a reason and a social measure count for nothing here.

    Examples
    --------
    >>> problems(example("bank"))
    []
    >>> len(problems({"house": "bank"})) > 0
    True
    """
    if not isinstance(plan, Mapping):
        return [_("a plan with house, actions, more and freed")]
    tidy = PLAN.tidy(plan)
    lacks = []
    for field in PLAN.fields:
        if field.name in ("reason", "social"):
            continue
        given = tidy.get(field.name)
        if isinstance(field, Choice) and given is not None and given not in field.options:
            lacks.append(f"{field.label}: {field.wrong}")
        elif field.name == "freed":
            is_list = isinstance(given, list)
            if given is None:
                lacks.append(field.lack)
            elif (
                not is_list
                or len(given) > 3
                or len(set(map(str, given))) < len(given)
                or any(one not in FREED for one in given)
            ):
                lacks.append(f"{field.label}: {field.wrong}")
        else:
            lacks += field.lacks(tidy)
    if not lacks and not _is_whole(tidy["actions"]):
        lacks.append(PLAN["actions"].wrong)
    return lacks


def _checked(plan: Any) -> dict[str, Any]:
    if plan is None:
        raise CourseError(_("There is no plan yet: record a plan first."))
    lacks = problems(plan)
    if lacks:
        raise CourseError(_("This plan cannot be played: {what}.").format(what="; ".join(lacks)))
    return PLAN.tidy(plan)


def spent(plan: Any) -> tuple[int, int]:
    """Thousand yuan that a plan spends in the first half, and in the year at most.

    Parameters
    ----------
    plan : mapping
        A plan; what it lacks counts as nothing.

    Examples
    --------
    >>> spent(example("bank"))[0] <= 320
    True
    """
    tidy = PLAN.tidy(plan)
    house = tidy.get("house")
    entries = tidy.get("actions") or {}
    if house not in HOUSES or not _is_whole(entries):
        return 0, 0
    first = _first_half(str(house), entries)
    full = {"more": "never", "freed": [], **tidy, "actions": entries}
    read = _read(full, np.full((1, _N), 9.0), np.zeros((1, _N, 2, 2)), np.zeros((1, 2)))
    later = _second_half(full, _ruled(full, read), read, np.array([max(ALL, first)]))
    more = sum(
        2 * CARDS[str(house)][name].cost * count + (0 if name in entries or not count else SETUP)
        for name, count in zip(_NAMES, later[0].tolist(), strict=True)
    )
    return first, first + more


def practice(plan: Any, years: int = YEARS) -> pd.DataFrame:
    """What a plan gains in practice years.

    Which cards are good evidence is drawn anew for each of these years: three good, two weak, three
    traps, whatever the cards say. So practice shows what sizes, measures and stops do, and never which
    card is good.

    Parameters
    ----------
    plan : mapping
        A plan.
    years : int
        How many.

    Returns
    -------
    DataFrame
        Columns ``year``; ``gain`` in thousand yuan against doing nothing; ``promised``; the ``fact`` of
        July; how many actions were ``stopped``.

    Raises
    ------
    CourseError
        If the plan cannot be played.

    Examples
    --------
    >>> len(practice(example("bank"), 10))
    10
    """
    plan = _checked(plan)
    table = play_years(plan, *_practice(plan["house"], years))
    table.insert(0, "year", range(1, years + 1))
    table.insert(2, "promised", promised(plan))
    return table


@lru_cache(maxsize=16)
def _practice(house: str, years: int) -> tuple[Draws, NDArray[np.int64]]:
    draws = draw(house, range(PRACTICE, PRACTICE + years))
    classes = np.empty((years, _N), int)
    np.put_along_axis(classes, draws.order, np.repeat(range(len(SIZES)), SIZES)[None], axis=1)
    return draws, classes


# The seen year


@dataclass(frozen=True)
class July:
    """What the board has on the table in July.

    Attributes
    ----------
    house : str
        A key of :data:`HOUSES`.
    readings : DataFrame
        Index ``action``, those that run; ``measure``, ``reading`` as a share of the promise with its
        95 % interval ``low`` and ``high`` (missing where there is none), the ``stop`` of the plan, and
        what its ``rule`` says: stop, more, go on, or no reading.
    fact : str
        A key of :data:`FACTS`.
    cards : tuple of NewsCard
        Six of them.
    """

    house: str
    readings: pd.DataFrame
    fact: str
    cards: tuple[NewsCard, ...]


@dataclass(frozen=True)
class December:
    """How the seen year ends.

    Attributes
    ----------
    gain : float
        Thousand yuan against doing nothing, as it was decided in July.
    by_rule : float
        The same, had every rule been followed.
    promised : float
        What the plan promised.
    actions : DataFrame
        Index ``action``; ``kept``, share of the promise; ``gain`` in thousand yuan.
    """

    gain: float
    by_rule: float
    promised: float
    actions: pd.DataFrame


#: The seen year of each house. It was chosen to teach, and says nothing of the cards: what each
#: action keeps in the books of December, the fact of July, what news makes of an action in the
#: second half, and the seed of the errors.
_SEEN: Final[dict[str, dict[str, Any]]] = {
    "bank": {
        "kept": (0.1, 1.3, 1.05, 0.05, 1.1, -0.1, 0.1, 1.2),
        "fact": "rival",
        "worth": {"reach": 0.4},
        "seed": 38,
    },
    "insurer": {
        "kept": (1.2, -0.55, 0.0, 1.25, 1.1, 1.0, -0.05, 0.1),
        "fact": "cut",
        "worth": {"mend": 1.33},
        "seed": 14,
    },
    "hospital": {
        "kept": (1.1, 1.2, 1.15, 0.1, -0.1, 0.1, -0.5, 1.3),
        "fact": "rush",
        "worth": {"keep": 0.5},
        "seed": 13,
    },
}


def _seen(plan: Plan) -> tuple[Floats, Floats, NDArray[np.int64]]:
    here = _SEEN[plan["house"]]
    draws = draw(plan["house"], [here["seed"]])
    kept = np.array([here["kept"]])
    read = _read(plan, kept, draws.noise, draws.shift)
    return kept, read, _ruled(plan, read)


def seen_year(plan: Any) -> July:
    """What a plan shows in July of the one year that is seen.

    Parameters
    ----------
    plan : mapping
        A plan.

    Returns
    -------
    July

    Raises
    ------
    CourseError
        If the plan cannot be played.

    Examples
    --------
    >>> len(seen_year(example("bank")).cards)
    6
    """
    plan = _checked(plan)
    house = plan["house"]
    _kept, read, said = _seen(plan)
    rows = {}
    for place, name in enumerate(_NAMES):
        entry = _entry(plan, name)
        if entry is None:
            continue
        count = len(quarters_read(house, name, int(entry["start"])))
        reading = float(read[0, place])
        reach = 1.96 * error_of(name, entry["measure"], max(count, 1))
        rows[name] = {
            "measure": entry["measure"],
            "reading": round(reading, 2),
            "low": round(reading - reach, 2),
            "high": round(reading + reach, 2),
            "stop": entry["stop"],
            "rule": RULES[said[0, place]],
        }
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("action")
    return July(house, table, _SEEN[house]["fact"], JULY_CARDS[house])


def finish(plan: Any, choices: Mapping[str, Any]) -> December:
    """Let the seen year end as it was decided in July.

    Parameters
    ----------
    plan : mapping
        A plan.
    choices : mapping
        Action to "follow" or "break", or to a mapping that says so under ``do``; an action that is
        not named follows its rule. Who breaks "stop" goes on; who breaks "more" goes on as before;
        who breaks "go on", or goes without a reading, ends the action.

    Returns
    -------
    December

    Raises
    ------
    CourseError
        If the plan cannot be played.

    Examples
    --------
    >>> came = finish(example("bank"), {})
    >>> came.gain == came.by_rule
    True
    """
    plan = _checked(plan)
    kept, read, said = _seen(plan)
    fact = [_SEEN[plan["house"]]["fact"]]
    other = {0: 2, 1: 2, 2: 0, 3: 0}
    done = said.copy()
    for place, name in enumerate(_NAMES):
        choice = choices.get(name, "follow")
        does = choice.get("do", "follow") if isinstance(choice, Mapping) else choice
        if does == "break" and said[0, place] >= 0:
            done[0, place] = other[int(said[0, place])]
    totals = []
    for words in (said, done):
        later = _second_half(plan, words, read, _money(fact))
        gains = _gains(plan, kept, fact, later, _SEEN[plan["house"]]["worth"])[0]
        totals.append(round(float(gains.sum()), 1))
    table = pd.DataFrame(
        {"kept": kept[0], "gain": gains.round(1)}, index=pd.Index(_NAMES, name="action")
    )
    touched = (said[0] >= 0) | (later[0] > 0)
    return December(totals[1], totals[0], promised(plan), table[touched])


def example(house: str) -> dict[str, Any]:
    """A plan in the right form, and not a good one.

    Parameters
    ----------
    house : str
        A key of :data:`HOUSES`.

    Examples
    --------
    >>> sorted(example("bank")["actions"])
    ['capacity', 'reach']
    """
    _house(house)
    return {
        "house": house,
        "actions": {
            "capacity": {
                "steps": 1,
                "start": 1,
                "owner": "operations",
                "measure": "counts",
                "stop": "never",
            },
            "reach": {
                "steps": 1,
                "start": 2,
                "owner": "marketing",
                "measure": "before and after",
                "stop": 0.2,
            },
        },
        "more": 1.0,
        "freed": ["best", "reach"],
        "social": "likes",
        "reason": "An example of the form, and no more than that.",
    }
