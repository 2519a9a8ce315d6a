"""Signing rules, from habits to careful reading: what "Signed" is measured by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations, product
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.games.signed.model import (
    CHOSEN,
    COMPARISONS,
    NEWS,
    NOTHING,
    SIGNS,
    TERMS,
    UNSURE,
    WITHINS,
    Scores,
    make_boards,
    run_rule,
)

#: Full points begin at this share of what careful reading gains beyond the best blind rule.
FULL: Final = 0.97

_FACTS: Final = list(TERMS)


def _rule(
    comparisons: Sequence[str] = ("earlier", "trend", "last"), **changed: Any
) -> dict[str, Any]:
    lowest, applied, road = comparisons
    return {
        **NOTHING,
        "lowest": lowest,
        "applied": applied,
        "road": road,
        "news": _FACTS,
        "unsure": "lot",
        "within": 1,
        **changed,
    }


#: Each pilot with the comparison that fits it, facts, and a lot near the break-even.
CAREFUL: Final = _rule()


def blind_rules() -> Iterator[dict[str, Any]]:
    """Rules that read neither how a pilot was chosen nor what news says.

    One comparison for all, or the fitting ones in wrong places, with each threshold; all news or
    none; each way to be unsure. Signing all, nothing, and a lot for everything are among them.
    """
    fitting = tuple(CAREFUL[how] for how in CHOSEN)
    mixed = [one for one in permutations(fitting) if one != fitting]
    for comparisons in [*((name,) * 3 for name in COMPARISONS), *mixed]:
        for sign, news, within, unsure in product(SIGNS, ([], list(NEWS)), WITHINS, UNSURE):
            if within or unsure == "stop":
                yield _rule(comparisons, sign=sign, news=news, unsure=unsure, within=within)


#: Rules by name, habits first.
POLICIES: Final[dict[str, dict[str, Any]]] = {
    "sign nothing": NOTHING,
    "sign everything": _rule(["last"] * 3, news=[], unsure="go", within=100),
    "a lot for everything": _rule(["last"] * 3, news=[], within=100),
    "last year everywhere": _rule(["last"] * 3, news=[], within=0),
    "earlier years everywhere": _rule(["earlier"] * 3, news=[], within=0),
    "four years everywhere": _rule(["four"] * 3, news=[], within=0),
    "four years everywhere, facts": _rule(["four"] * 3),
    "all news": _rule(news=list(NEWS)),
    "no news": _rule(news=[]),
    "a villager's story, too": _rule(news=[*_FACTS, "villager"]),
    "people at the bus, too": _rule(news=[*_FACTS, "office"]),
    "deaf to the driver": _rule(news=["county", "nurse"]),
    "deaf to the county": _rule(news=["driver", "nurse"]),
    "deaf to the nurse": _rule(news=["driver", "county"]),
    "lowest: last year": _rule(["last", "trend", "last"]),
    "lowest: trend": _rule(["trend", "trend", "last"]),
    "lowest: four years": _rule(["four", "trend", "last"]),
    "applied: last year": _rule(["earlier", "last", "last"]),
    "applied: four years": _rule(["earlier", "four", "last"]),
    "applied: earlier years": _rule(["earlier", "earlier", "last"]),
    "road: earlier years": _rule(["earlier", "trend", "earlier"]),
    "road: four years": _rule(["earlier", "trend", "four"]),
    "road: trend": _rule(["earlier", "trend", "trend"]),
    "above zero": _rule(sign="any"),
    "surely above zero": _rule(sign="sure_any"),
    "surely above the break-even": _rule(sign="sure_pays"),
    "never unsure": _rule(within=0),
    "stop where unsure": _rule(unsure="stop"),
    "go where unsure": _rule(unsure="go"),
    "unsure within 2": _rule(within=2),
    "unsure within 4": _rule(within=4),
    "stop within 2": _rule(within=2, unsure="stop"),
    "stop within 4": _rule(within=4, unsure="stop"),
    "always a lot, with facts": _rule(within=100),
    "careful": CAREFUL,
}


def scale(seeds: Sequence[int]) -> dict[str, Any]:
    """What the best blind rule earns on some boards, and the rule that reads with care.

    Parameters
    ----------
    seeds : sequence of int
        One board for each.

    Returns
    -------
    dict
        ``blind``, total of the best blind rule; ``best``, thousand yuan a board by careful reading;
        ``careful``, that rule.
    """
    boards = make_boards(seeds)
    scores = Scores(boards, CAREFUL)
    blind = max(scores.total(rule) for rule in blind_rules())
    best = float(run_rule(CAREFUL, boards).by_board().mean())
    return {"blind": blind, "best": best, "careful": CAREFUL}


def policy_table(sets: Sequence[Sequence[int]]) -> pd.DataFrame:
    """How far the rules come from the best blind rule to careful reading, on sets of boards.

    Parameters
    ----------
    sets : sequence of sequence of int
        Seeds of the boards of each set.

    Returns
    -------
    DataFrame
        Index ``rule``; a column for each set, not clipped; ``yuan``, the mean worth in thousand
        yuan a board.
    """
    columns: dict[Any, dict[str, float]] = {}
    yuan: dict[str, list[float]] = {name: [] for name in POLICIES}
    for number, seeds in enumerate(sets, 1):
        boards = make_boards(seeds)
        scores = Scores(boards, CAREFUL)
        blind = max(scores.total(rule) for rule in blind_rules())
        columns[number] = {
            name: (scores.total(rule) - blind) / (1 - blind) for name, rule in POLICIES.items()
        }
        for name, rule in POLICIES.items():
            yuan[name].append(float(run_rule(rule, boards).by_board().mean()))
    table = pd.DataFrame(columns).rename_axis("rule")
    table["yuan"] = {name: float(np.mean(each)) for name, each in yuan.items()}
    return table
