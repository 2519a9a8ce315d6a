"""Ways to fund projects: without computing any gain, by rules of thumb, and by evaluating sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations, permutations
from typing import Final

import pandas as pd

from servicelab.games.funding.model import affordable_sets, spent

#: The projects of `m03-q3-fund`: cost in yuan, and what each does for a family in a year.
PROJECTS: Final = pd.DataFrame(
    {
        "cost": [130_000, 190_000, 110_000, 110_000, 150_000, 100_000],
        "service": [0.9, 0, 0, 0, 0.7, 0],
        "image": [0, 0, 0, 0.6, 0, 0],
        "hours": [0, 3.6, 2.6, 0, 0.8, 0],
        "hassle": [0, 0, 0, 10, 0, 70],
    },
    index=[
        "adviser call",
        "claims app",
        "claims desk",
        "new lobby",
        "night line",
        "one-page policy",
    ],
)
#: Two of them save the same hours: so many together.
TWINS: Final = ("claims desk", "claims app")
TWIN_HOURS: Final = 3.8
BUDGET: Final = 400_000
CLIENTS: Final = 2000
YUAN: Final = pd.Series({"service": 120, "image": 50, "hours": 45, "hassle": 1})

Chosen = tuple[str, ...]


def costs() -> dict[str, float]:
    """What each project costs, yuan."""
    return {str(name): float(cost) for name, cost in PROJECTS["cost"].items()}


def gain(chosen: Chosen, *, apart: bool = False) -> float:
    """What a set brings all clients in a year, yuan.

    Parameters
    ----------
    chosen : tuple of str
        Some of the projects.
    apart : bool
        Whether each counts as if it were alone: the hours that two of them save count twice.
    """
    does = PROJECTS.loc[list(chosen), list(YUAN.index)].sum()
    if not apart and set(TWINS) <= set(chosen):
        does["hours"] += TWIN_HOURS - PROJECTS.loc[list(TWINS), "hours"].sum()
    return round(CLIENTS * float((does * YUAN).sum()), 2)


def gains(*, apart: bool = False) -> dict[str, float]:
    """The gain of every set but the empty one, by its names in order of the alphabet."""
    return {
        " + ".join(sorted(chosen)): gain(chosen, apart=apart)
        for size in range(1, len(PROJECTS) + 1)
        for chosen in combinations(costs(), size)
    }


def in_order(names: list[str]) -> Chosen:
    """Take each project in turn that can still be paid."""
    chosen: list[str] = []
    for name in names:
        if spent([*chosen, name], costs()) <= BUDGET:
            chosen.append(name)
    return tuple(chosen)


def _sorted(key: Callable[[str], float], *, falling: bool = False) -> Chosen:
    return in_order(sorted(costs(), key=key, reverse=falling))


def _whole_budget() -> Chosen:
    return max(affordable_sets(costs(), BUDGET), key=lambda one: spent(one, costs()))


def _most_projects() -> Chosen:
    # of the sets with most projects the one that leaves most
    return min(affordable_sets(costs(), BUDGET), key=lambda one: (-len(one), spent(one, costs())))


def _one_twin() -> Chosen:
    # as much of the budget as can be spent without the same hours twice
    single = [one for one in affordable_sets(costs(), BUDGET) if not set(TWINS) <= set(one)]
    return max(single, key=lambda one: spent(one, costs()))


def _largest_entries() -> Chosen:
    # the largest entry of each column, in whichever order and with whichever filling is best
    found = []
    fillings = (costs(), sorted(costs(), key=lambda name: costs()[name]))
    for order in permutations(YUAN.index):
        tops = list(dict.fromkeys(str(PROJECTS[column].idxmax()) for column in order))
        for filling in fillings:
            rest = [name for name in filling if name not in tops]
            found += [in_order(tops), in_order(tops + rest), in_order(tops + rest[::-1])]
    return max(found, key=gain)


def _most_entries(sign: int) -> Chosen:
    entries = (PROJECTS[list(YUAN.index)] > 0).sum(axis=1)
    names = sorted(costs(), key=lambda name: (-entries[name], sign * costs()[name]))
    return in_order(names)


#: Those that compute no gain.
BLIND: Final[Mapping[str, Callable[[], Chosen]]] = {
    "in the order of the list": lambda: in_order(list(costs())),
    "from the end of the list": lambda: in_order(list(costs())[::-1]),
    "cheapest first": lambda: _sorted(lambda name: costs()[name]),
    "dearest first": lambda: _sorted(lambda name: costs()[name], falling=True),
    "most projects": _most_projects,
    "the whole budget": _whole_budget,
    "the whole budget, one of the twins": _one_twin,
    "the largest entry of each column": _largest_entries,
    "most entries first, then the cheapest": lambda: _most_entries(1),
    "most entries first, then the dearest": lambda: _most_entries(-1),
}
#: Those that compute gains, and go wrong or right with them.
READING: Final[Mapping[str, Callable[[], Chosen]]] = {
    "largest gain first": lambda: _sorted(lambda name: gain((name,)), falling=True),
    "largest gain for each yuan first": lambda: _sorted(
        lambda name: gain((name,)) / costs()[name], falling=True
    ),
    "best set, the same hours counted twice": lambda: max(
        affordable_sets(costs(), BUDGET), key=lambda one: gain(one, apart=True)
    ),
    "best set": lambda: max(affordable_sets(costs(), BUDGET), key=gain),
}


def zero() -> float:
    """Where points begin: the best of what can be chosen without computing a gain."""
    return max(gain(choose()) for choose in BLIND.values())


def full() -> float:
    """Where all points are earned: the best set of all."""
    return gain(READING["best set"]())


def policy_table() -> pd.DataFrame:
    """What each way to choose leads to.

    Returns
    -------
    DataFrame
        By way: the projects, their cost and gain in yuan, and the share of the points.
    """
    ends = zero(), full()
    rows = {}
    for name, choose in {**BLIND, **READING}.items():
        chosen = choose()
        share = (gain(chosen) - ends[0]) / (ends[1] - ends[0])
        rows[name] = {
            "projects": ", ".join(chosen),
            "cost": spent(chosen, costs()),
            "gain": gain(chosen),
            "share": min(max(share, 0.0), 1.0),
        }
    return pd.DataFrame(rows).T
