"""Plans, from habits to careful reading: what "The year" is measured by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab.games.year.cards import CARDS
from servicelab.games.year.model import (
    ACTIONS,
    ALL,
    BEST,
    CLASSES,
    CUT,
    EFFECT,
    FIRST,
    HOUSES,
    MOST,
    SETUP,
    WORTH,
    Draws,
    draw,
    example,
    finish,
    play_years,
)

Floats = NDArray[np.float64]
Plan = Mapping[str, Any]

_NAMES: Final = tuple(ACTIONS)


def _sorted(good: str, weak: str) -> dict[str, str]:
    known = dict.fromkeys(good.split(), "good") | dict.fromkeys(weak.split(), "weak")
    return {name: known.get(name, "trap") for name in _NAMES}


#: What each card is worth as evidence.
KEY: Final[dict[str, dict[str, str]]] = {
    "bank": _sorted("recover lead e-service", "offers reach"),
    "insurer": _sorted("mend lead reach", "keep e-service"),
    "hospital": _sorted("capacity keep e-service", "recover offers"),
}
#: What each card of July is, A to F.
JULY_KEY: Final[dict[str, tuple[str, ...]]] = {
    "bank": ("story", "noise", "fact", "noise", "fact", "story"),
    "insurer": ("noise", "fact", "story", "noise", "story", "fact"),
    "hospital": ("fact", "story", "story", "noise", "fact", "noise"),
}
#: Which actions a fact of July concerns: 1 where it brings more from then on, -1 where it brings less,
#: or where there is less to spend.
CONCERNS: Final[dict[str, dict[str, dict[str, int]]]] = {
    "bank": {"C": {"keep": 1, "recover": 1, "offers": -1, "reach": -1}, "E": {"reach": -1}},
    "insurer": {"B": dict.fromkeys(_NAMES, -1), "F": {"mend": 1}},
    "hospital": {"A": {"capacity": 1, "e-service": 1, "offers": -1, "lead": -1}, "E": {"keep": -1}},
}

#: The forty years of the grading, drawn after the last change to this world. Of ten sets of forty it is
#: the one on which the plans of :func:`policies` lie nearest to where they lie on 600 other years, so
#: that luck of the years decides as little as it can.
FORTY: Final = tuple(range(1781, 1821))
#: Where full points begin between the best blind plan and careful reading.
FULL_AT: Final = 0.95
#: For :data:`FORTY`, as :func:`scale` finds them: thousand yuan a year of somebody who knows all; the
#: share of it that the best blind plan gains, and the share from which on all points are given.
CLAIRVOYANT: Final = {"bank": 1111.2, "insurer": 961.67, "hospital": 1055.93}
ZERO: Final = {"bank": 0.3703, "insurer": 0.3171, "hospital": 0.3549}
FULL: Final = {"bank": 0.5528, "insurer": 0.4926, "hospital": 0.5058}


def classes(key: Mapping[str, str]) -> NDArray[np.int64]:
    """The key as :func:`~servicelab.games.year.model.play_years` reads it.

    Parameters
    ----------
    key : mapping
        Action to its class.

    Examples
    --------
    >>> classes(KEY["bank"]).tolist()
    [2, 0, 2, 0, 1, 2, 1, 0]
    """
    return np.array([CLASSES.index(key[name]) for name in _NAMES])


def make_years(house: str, seeds: Sequence[int]) -> Draws:
    """Years of a house.

    Parameters
    ----------
    house : str
        Which one.
    seeds : sequence of int
        One year for each.

    Examples
    --------
    >>> len(make_years("bank", range(3)).fact)
    3
    """
    return draw(house, seeds)


def play(plan: Plan, years: Draws, key: Mapping[str, str]) -> pd.DataFrame:
    """What a sealed plan gains in some years, its rules carried out.

    Parameters
    ----------
    plan : mapping
        A plan.
    years : Draws
        Of the same house.
    key : mapping
        Action to its class.

    Examples
    --------
    >>> play(CAREFUL["bank"], make_years("bank", range(3)), KEY["bank"]).shape
    (3, 3)
    """
    return play_years(plan, years, classes(key))


def score(plan: Plan, key: Mapping[str, str], years: Draws, best: float) -> float:
    """Mean gain of a plan as a share of what somebody gains who knows everything beforehand.

    Parameters
    ----------
    plan : mapping
        A plan.
    key : mapping
        Action to its class.
    years : Draws
        Years of the house.
    best : float
        Mean of :func:`clairvoyant` over these years.

    Examples
    --------
    >>> years = make_years("bank", range(20))
    >>> 0.3 < score(CAREFUL["bank"], KEY["bank"], years, clairvoyant(years, KEY["bank"]).mean()) < 0.9
    True
    """
    return float(play(plan, years, key)["gain"].mean() / best)


def clairvoyant(years: Draws, key: Mapping[str, str]) -> Floats:
    """What somebody gains in each year who knows what each action keeps, and the fact of July.

    The best of all plans, by dynamic programming over the money of the first half and of the year.

    Parameters
    ----------
    years : Draws
        Years of a house.
    key : mapping
        Action to its class.
    """
    kept = years.kept(classes(key))
    grid = 5
    first = FIRST // grid
    best = []
    for year, fact in enumerate(years.fact):
        whole = (CUT if fact == "cut" else ALL) // grid
        table = np.zeros((first + 1, whole + 1))
        for place, name in enumerate(_NAMES):
            share = kept[year, place]
            if share <= 0:
                continue
            card = CARDS[years.house][name]
            worth = WORTH[fact].get(name, 1.0)
            options: dict[tuple[int, int], float] = {}
            for quarters, early, late in product(range(3), range(MOST + 1), range(MOST + 1)):
                if (quarters == 0) != (early == 0) or not early + late:
                    continue
                begin = (card.cost * quarters * early + SETUP * (quarters > 0)) // grid
                cost = (card.cost * (quarters * early + 2 * late) + SETUP) // grid
                acts = quarters * EFFECT[early] + 2 * EFFECT[late] * worth
                gain = share * card.promise / 4 * acts - cost * grid
                if gain > options.get((begin, cost), 0) and begin <= first and cost <= whole:
                    options[begin, cost] = gain
            new = table.copy()
            for (begin, cost), gain in options.items():
                there = table[: first + 1 - begin, : whole + 1 - cost] + gain
                np.maximum(new[begin:, cost:], there, out=new[begin:, cost:])
            table = new
        best.append(table[-1, -1])
    return np.array(best)


# Plans


def fit(house: str, names: Sequence[str], start: int = 1) -> dict[str, int]:
    """Steps for some actions that use up the money of the first half, one after the other.

    Parameters
    ----------
    house : str
        Which one.
    names : sequence of str
        Actions, the most wanted first; those that cannot be paid are left out, the last first.
    start : int
        The quarter in which all start.

    Examples
    --------
    >>> fit("bank", ["recover", "reach"])
    {'recover': 2, 'reach': 2}
    """

    def spent(steps: Mapping[str, int]) -> int:
        cards = CARDS[house]
        return sum(SETUP + cards[name].cost * n * (3 - start) for name, n in steps.items())

    steps = dict.fromkeys(names, 1)
    while spent(steps) > FIRST:
        steps.popitem()
    is_growing = True
    while is_growing:
        is_growing = False
        for name in steps:
            more = {**steps, name: steps[name] + 1}
            if more[name] <= MOST and spent(more) <= FIRST:
                steps, is_growing = more, True
    return steps


def make_plan(
    house: str,
    steps: Mapping[str, int],
    measure: str = "holdout",
    stop: Any = 0.4,
    freed: Sequence[str] = (BEST,),
    start: int = 1,
    more: Any = 0.8,
) -> dict[str, Any]:
    """A plan that treats all of its actions alike.

    Parameters
    ----------
    house : str
        Which one.
    steps : mapping
        Action to steps a quarter.
    measure, stop, freed, start, more
        As in a plan.

    Examples
    --------
    >>> make_plan("bank", {"lead": 2})["actions"]["lead"]["steps"]
    2
    """
    return {
        "house": house,
        "actions": {
            name: {
                "steps": count,
                "start": start,
                "owner": "service",
                "measure": measure,
                "stop": stop,
            }
            for name, count in steps.items()
        },
        "more": more,
        "freed": list(freed),
        "social": "solved",
        "reason": "One person owns each action, it is held out, and a low reading ends it.",
    }


def of_class(house: str, *wanted: str) -> list[str]:
    """Actions of a house whose cards are of these classes.

    Parameters
    ----------
    house : str
        Which one.
    *wanted : str
        Of :data:`~servicelab.games.year.model.CLASSES`.

    Examples
    --------
    >>> of_class("insurer", "good")
    ['mend', 'lead', 'reach']
    """
    return [name for name in _NAMES if KEY[house][name] in wanted]


#: Good cards, one step each from the first quarter, held out, stopped below 0.4; the best goes on.
CAREFUL: Final[dict[str, dict[str, Any]]] = {
    house: make_plan(house, dict.fromkeys(of_class(house, "good"), 1)) for house in HOUSES
}


def _seen_to_work(house: str) -> list[str]:
    """Actions that worked in the seen year, which everybody sees who looks long enough."""
    alone = {name: finish(make_plan(house, {name: 1}), {}).actions.loc[[name]] for name in _NAMES}
    return [name for name, ended in alone.items() if float(ended["kept"].iloc[0]) > 0.5]


def blind_choices(house: str) -> dict[str, list[str]]:
    """Choices of actions that read no card: by order, size, cost, delay, or from elsewhere.

    Parameters
    ----------
    house : str
        Which one.

    Returns
    -------
    dict
        Name to actions, the most wanted first.

    Examples
    --------
    >>> blind_choices("bank")["loudest 2"]
    ['offers', 'keep']
    """
    cards = CARDS[house]

    def by(value: Any, last: bool = False) -> list[str]:
        return sorted(_NAMES, key=value, reverse=last)

    orders = {
        "first": list(_NAMES),
        "last": list(_NAMES[::-1]),
        "loudest": by(lambda name: cards[name].promise, True),
        "quietest": by(lambda name: cards[name].promise),
        "cheapest": by(lambda name: cards[name].cost),
        "dearest": by(lambda name: cards[name].cost, True),
        "loudest for its cost": by(lambda name: cards[name].promise / cards[name].cost, True),
        "quietest for its cost": by(lambda name: cards[name].promise / cards[name].cost),
        "at once": [name for name in _NAMES if not cards[name].lag],
        "late": [name for name in _NAMES if cards[name].lag],
        "longest text": by(lambda name: len(cards[name].known), True),
        "shortest text": by(lambda name: len(cards[name].known)),
        "names a lot": [
            name
            for name in _NAMES
            if any(word in cards[name].known for word in ("lot", "drawn", "coin", "chance"))
        ],
        "shows an interval": [
            name for name in _NAMES if "interval" in cards[name].known or "[" in cards[name].known
        ],
        "growth": ["reach", "e-service", "offers"],
        "held out by customer": ["recover", "offers", "keep", "reach"],
        "held out by unit": ["mend", "capacity", "lead", "e-service"],
    }
    choices = {
        f"{name} {count}": order[:count]
        for name, order in orders.items()
        for count in range(2, len(order) + 1)
    }
    choices |= {f"only {name}": [name] for name in _NAMES}
    choices |= {
        f"{words} of {other}": of_class(other, *wanted)
        for other in HOUSES
        if other != house
        for words, wanted in (("careful", ("good",)), ("careful and weak", ("good", "weak")))
    }
    choices["worked in the seen year"] = _seen_to_work(house)
    return choices


#: Measure and stop of blind plans, and whether the freed money may follow readings.
_BLIND_RULES: Final = (
    ("holdout", 0.4),
    ("holdout", 0.6),
    ("before and after", 0.4),
    ("none", "never"),
)


def blind_plans(house: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Plans that read no card, each with the rules that suit it: what is the zero of the score.

    Parameters
    ----------
    house : str
        Which one.

    Yields
    ------
    str, dict
        Its name, and the plan. What comes to the same is given once. One step of all eight cannot be
        paid; what can be paid of it is the first of each order.

    Examples
    --------
    >>> len(list(blind_plans("bank"))) > 300
    True
    """
    yield "the example", example(house)
    done = set()
    for (name, names), start in product(blind_choices(house).items(), (1, 2)):
        steps = fit(house, names, start)
        for measure, stop in _BLIND_RULES:
            ways = [list(steps)[:3]] if measure == "none" else [[BEST], list(steps)[:3]]
            for freed in ways:
                same = (tuple(sorted(steps.items())), start, measure, stop, tuple(freed))
                if same in done:
                    continue
                done.add(same)
                told = f"{name}, quarter {start}, {measure}, {stop}, {freed[0]}"
                yield told, make_plan(house, steps, measure, stop, freed, start)


def random_threes(house: str, count: int = 60) -> list[dict[str, Any]]:
    """Three actions drawn by lot, with the rules of careful reading.

    Parameters
    ----------
    house : str
        Which one.
    count : int
        How many.
    """
    rng = np.random.default_rng(11)
    return [
        make_plan(house, fit(house, [_NAMES[place] for place in rng.permutation(8)[:3]]))
        for _one in range(count)
    ]


def policies(house: str) -> dict[str, dict[str, Any]]:
    """Plans by name: habits first, then careful reading with one flaw each, then careful reading.

    Parameters
    ----------
    house : str
        Which one.
    """
    good, weak, trap = (of_class(house, one) for one in CLASSES)
    one_step = dict.fromkeys(good, 1)
    loud = blind_choices(house)["loudest 8"]
    # one that costs about the same as the good card whose place it takes
    wrong, lost = min(
        product(trap, good),
        key=lambda two: abs(CARDS[house][two[0]].cost - CARDS[house][two[1]].cost),
    )
    kept_good = [name for name in good if name != lost]
    five = fit(house, [*good, *weak], start=2)
    return {
        "the example": example(house),
        "growth first": make_plan(
            house, fit(house, ["reach", "e-service", "offers"]), "counts", "never", ["reach"]
        ),
        "the loudest three": make_plan(house, fit(house, loud[:3]), "counts", 0.4, [loud[0]]),
        "the loudest three, held out": make_plan(house, fit(house, loud[:3])),
        "the first three, held out": make_plan(house, fit(house, _NAMES[:3])),
        "the cheapest, held out": make_plan(house, fit(house, blind_choices(house)["cheapest 4"])),
        "counts": make_plan(house, one_step, "counts"),
        "nothing measured": make_plan(house, one_step, "none", "never", good),
        "nothing stopped": make_plan(house, one_step, stop="never"),
        "before and after": make_plan(house, one_step, "before and after"),
        "stopped below 1.0": make_plan(house, one_step, stop=1.0, more=1.0),
        "freed money to a trap": make_plan(house, one_step, freed=[wrong, BEST]),
        "freed money not spent": make_plan(house, one_step, freed=[], more="never"),
        "a trap among them": make_plan(house, dict.fromkeys([*kept_good, wrong], 1)),
        "two good and a weak": make_plan(house, fit(house, [*kept_good, weak[0]])),
        "thin over five": make_plan(house, five, start=2),
        "all on one good": make_plan(house, fit(house, good[:1])),
        "stopped below 0.6": make_plan(house, one_step, stop=0.6),
        "freed money to the good": make_plan(house, one_step, freed=good),
        "careful": CAREFUL[house],
    }


def scale(house: str, years: Draws) -> dict[str, Any]:
    """What the best blind plan and careful reading gain in some years, as shares.

    Parameters
    ----------
    house : str
        Which one.
    years : Draws
        Years of the house.

    Returns
    -------
    dict
        ``best``, thousand yuan a year of :func:`clairvoyant`; ``zero``, of the best blind plan, whose
        name is ``blind``; ``careful``; ``full``, from where on all points are given.
    """
    key = KEY[house]
    best = float(clairvoyant(years, key).mean())
    shares = {name: score(plan, key, years, best) for name, plan in blind_plans(house)}
    blind = max(shares, key=shares.__getitem__)
    zero, careful = shares[blind], score(CAREFUL[house], key, years, best)
    full = zero + FULL_AT * (careful - zero)
    return {"best": best, "zero": zero, "blind": blind, "careful": careful, "full": full}


def policy_table(house: str, seeds: Sequence[int] = FORTY) -> pd.DataFrame:
    """What plans gain in some years, and what careful reading gains more in the same years.

    Parameters
    ----------
    house : str
        Which one.
    seeds : sequence of int
        One year for each.

    Returns
    -------
    DataFrame
        Index ``plan``; ``share`` of what somebody gains who knows everything; ``less``, what
        careful reading gains more, as a share, with its 95 % interval ``low`` and ``high`` over
        years; ``beats``, in how many of the years the plan gains more than careful reading.
    """
    key = KEY[house]
    years = make_years(house, seeds)
    best = float(clairvoyant(years, key).mean())
    careful = play(CAREFUL[house], years, key)["gain"]
    rows = {}
    for name, plan in policies(house).items():
        gain = play(plan, years, key)["gain"]
        less = (careful - gain) / best
        reach = 2.02 * less.std() / len(less) ** 0.5
        rows[name] = {
            "share": gain.mean() / best,
            "less": less.mean(),
            "low": less.mean() - reach,
            "high": less.mean() + reach,
            "beats": int((gain > careful + 0.5).sum()),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("plan")


def standing(plan: Plan, *, with_careful_rules: bool = False) -> float:
    """Where a plan stands on :data:`FORTY`: 0 is the best blind plan, 1 where full points begin.

    Parameters
    ----------
    plan : mapping
        A plan.
    with_careful_rules : bool
        Whether its actions run with the rules of careful reading in place of its own.

    Examples
    --------
    >>> plan = make_plan("bank", {"recover": 1, "lead": 1, "e-service": 1}, "counts")
    >>> standing(plan) < 1 <= standing(plan, with_careful_rules=True)
    True
    """
    house = str(plan["house"])
    if with_careful_rules:
        entries = {
            name: {**entry, "measure": "holdout", "stop": 0.4}
            for name, entry in plan["actions"].items()
        }
        plan = {**plan, "actions": entries, "more": 0.8, "freed": [BEST]}
    got = score(plan, KEY[house], make_years(house, FORTY), CLAIRVOYANT[house])
    return float((got - ZERO[house]) / (FULL[house] - ZERO[house]))
