"""Menus without reading, with half reading and with reading: what a rule of menus is measured by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.games.year_menu.model import (
    AFTER,
    MARKUPS,
    OPEN,
    Cities,
    make_cities,
    run_rule,
)

#: What careful reading leads to: Basic with a waiting period where buyers are clearly sicker, Full
#: elsewhere, dearer where many stay, a desk where it is asked for, and no answer to one bad year.
CAREFUL: Final[dict[str, Any]] = {
    "limit": 2,
    "sicker_tiers": "Basic",
    "sicker_markup": 60,
    "other_tiers": "Full",
    "few_markup": 30,
    "many_markup": 60,
    "desk": "asked",
    "waiting": "sicker",
    "bad_year": "nothing",
}

#: What sensible readers of what is printed may choose: their average is the top of the scale.
SENSIBLE: Final[dict[str, tuple[Any, ...]]] = {
    "limit": (2, 3),
    "sicker_tiers": ("Basic", "Standard"),
    "few_markup": (20, 30),
    "waiting": ("sicker", "never"),
    "bad_year": ("nothing", "half"),
}
#: Part of what they gain on average beyond the best blind menu from which on a rule has full points.
FULL: Final = 0.8


def readers() -> list[dict[str, Any]]:
    """All sensible careful readers."""
    return [
        {**CAREFUL, **dict(zip(SENSIBLE, parts, strict=True))}
        for parts in product(*SENSIBLE.values())
    ]


def one_menu(
    tiers: str, markup: int, desk: str = "never", waiting: str = "never", bad_year: str = "nothing"
) -> dict[str, Any]:
    """The same menu in every city, whatever the evidence pack says."""
    return {
        "limit": 2,
        "sicker_tiers": tiers,
        "sicker_markup": markup,
        "other_tiers": tiers,
        "few_markup": markup,
        "many_markup": markup,
        "desk": desk,
        "waiting": waiting,
        "bad_year": bad_year,
    }


def _menus() -> Iterator[dict[str, Any]]:
    for tiers in OPEN:
        for markup in MARKUPS:
            for desk in ("never", "always"):
                for waiting in ("never", "always"):
                    yield one_menu(tiers, markup, desk, waiting)


def best_blind(cities: Cities, refined: int = 5) -> tuple[float, dict[str, Any]]:
    """The best menu that reads nothing, found by trying them.

    Parameters
    ----------
    cities : Cities
        Where.
    refined : int
        With how many of the best menus each answer to a bad year is tried, too.

    Returns
    -------
    float, dict
        Its mean value in thousand yuan, 0 if selling nothing is better, and the menu.
    """
    tried = sorted(
        (
            (float(run_rule(menu, cities).value.mean()), number, menu)
            for number, menu in enumerate(_menus())
        ),
        reverse=True,
    )
    more = [{**menu, "bad_year": after} for _v, _n, menu in tried[:refined] for after in AFTER]
    value, menu = max(
        ((float(run_rule(menu, cities).value.mean()), number) for number, menu in enumerate(more)),
    )
    return max(value, 0.0), more[menu]


#: Rules by name, habits first.
POLICIES: Final[dict[str, dict[str, Any]]] = {
    "actuary: all tiers, cost + 20 %": one_menu("Basic + Standard + Full", 20),
    "chase: cost + 20 %, then all of the excess": one_menu(
        "Basic + Standard + Full", 20, bad_year="all"
    ),
    "good, better, best: cost + 40 %": one_menu("Basic + Standard + Full", 40),
    "Full alone, cost + 40 %": one_menu("Full", 40),
    "Standard + Full, cost + 40 %, desk": one_menu("Standard + Full", 40, "always"),
    "Basic alone, cost + 60 %, waiting": one_menu("Basic", 60, "never", "always"),
    "reads who buys, nothing else": {
        **CAREFUL,
        "few_markup": 40,
        "many_markup": 40,
        "desk": "always",
        "waiting": "never",
    },
    "reads how many stay, nothing else": {
        **CAREFUL,
        "sicker_tiers": "Full",
        "sicker_markup": 60,
        "desk": "always",
        "waiting": "never",
    },
    "reads the wrong way round": {
        **CAREFUL,
        "sicker_tiers": "Full",
        "sicker_markup": 40,
        "other_tiers": "Basic",
    },
    "careful, selection from zero errors": {**CAREFUL, "limit": 0},
    "careful, selection from four errors": {**CAREFUL, "limit": 4},
    "careful, half of a bad year passed on": {**CAREFUL, "bad_year": "half"},
    "careful, all of a bad year passed on": {**CAREFUL, "bad_year": "all"},
    "careful, closes after a bad year": {**CAREFUL, "bad_year": "close"},
    "careful, waiting for all": {**CAREFUL, "waiting": "always"},
    "careful, never waiting": {**CAREFUL, "waiting": "never"},
    "careful, desk for all": {**CAREFUL, "desk": "always"},
    "careful, no desk": {**CAREFUL, "desk": "never"},
    "careful, Standard + Full elsewhere": {**CAREFUL, "other_tiers": "Standard + Full"},
    "careful, Standard where sicker": {**CAREFUL, "sicker_tiers": "Standard"},
    "careful, 30 % everywhere else": {**CAREFUL, "many_markup": 30},
    "careful, 60 % everywhere else": {**CAREFUL, "few_markup": 60},
    "careful, 40 and 60 %": {**CAREFUL, "few_markup": 40},
    "careful, 20 and 60 %": {**CAREFUL, "few_markup": 20},
    "careful, 30 and 40 %": {**CAREFUL, "many_markup": 40},
    "careful, from three errors": {**CAREFUL, "limit": 3},
    "no gap, Full for double where sicker": {
        **CAREFUL,
        "sicker_tiers": "Full",
        "sicker_markup": 100,
        "waiting": "never",
    },
    "no stay, 40 % elsewhere": {**CAREFUL, "few_markup": 40, "many_markup": 40},
    "careful": CAREFUL,
}


@cache
def _scale(seeds: tuple[int, ...]) -> tuple[float, float]:
    """Best blind menu, and the value from which on a rule has full points."""
    cities = make_cities(seeds)
    blind = best_blind(cities)[0]
    mean = float(np.mean([run_rule(rule, cities).value.mean() for rule in readers()]))
    return blind, blind + FULL * (mean - blind)


def scale(seeds: Sequence[int]) -> dict[str, Any]:
    """The ends that a rule lies between: the best blind menu, and where full points begin.

    Parameters
    ----------
    seeds : sequence of int
        One city for each.

    Returns
    -------
    dict
        ``blind`` and ``full``, thousand yuan a city, and ``parts``, the careful rule.

    Examples
    --------
    >>> ends = scale(range(9000, 9008))
    >>> ends["full"] > ends["blind"]
    True
    """
    blind, full = _scale(tuple(seeds))
    return {"blind": blind, "full": full, "parts": dict(CAREFUL)}


def policy_table(
    sets: Sequence[Sequence[int]], rules: dict[str, dict[str, Any]] | None = None
) -> pd.DataFrame:
    """What the rules gain beyond the best blind menu, full points are 1.

    Parameters
    ----------
    sets : sequence of sequence of int
        Seeds of the cities of each set.
    rules : dict, optional
        Rules by name; :data:`POLICIES` unless given.

    Returns
    -------
    DataFrame
        Index ``rule``, a column for each set; below zero where a rule is worse than the best blind.
    """
    columns = {}
    for number, seeds in enumerate(sets, 1):
        cities, (blind, full) = make_cities(seeds), _scale(tuple(seeds))
        columns[number] = {
            name: (float(run_rule(rule, cities).value.mean()) - blind) / (full - blind)
            for name, rule in (POLICIES if rules is None else rules).items()
        }
    return pd.DataFrame(columns).rename_axis("rule")
