"""Standing orders, from habits to careful reading: what the morning is measured by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.games.morning.model import NOTHING, ORDERS, WHOM, results

#: Full points begin at these shares of what careful reading gains: in yuan, and for the ill.
FULL: Final = (0.93, 0.80)
#: The blind orders are searched on so many mornings; the best of them run on all.
SEARCHED, KEPT = 40, 4


def _order(**changed: Any) -> dict[str, Any]:
    return {**NOTHING, **changed}


#: Borrow and text by the bookings, ask those who would move, call the ill, and let nobody explain.
CAREFUL: Final = _order(borrow="fullest", order="ill", texts="fullest")

_BLIND_BORROW: Final = ("never", "first", "middle", "last")


def blind_orders() -> Iterator[dict[str, Any]]:
    """Orders that read neither bookings nor line: fixed desks, one order, explaining never or always."""
    texted = [("none", "both"), *(("even", to) for to in WHOM)]
    for borrow, order, explain, (texts, to) in product(
        _BLIND_BORROW, ORDERS, ("never", "always"), texted
    ):
        yield _order(borrow=borrow, order=order, explain=explain, texts=texts, to=to)


#: Orders by name, habits first.
POLICIES: Final[dict[str, dict[str, Any]]] = {
    "nothing": NOTHING,
    "ill first, nothing else": _order(order="ill"),
    "explain all morning": _order(explain="always"),
    "6 desks 8 to 12, ill first, even texts": _order(borrow="first", order="ill", texts="even"),
    "7 desks 9 to 11, ill first, even texts": _order(borrow="middle", order="ill", texts="even"),
    "6 desks 9 to 13, ill first, even texts": _order(borrow="last", order="ill", texts="even"),
    "chase a line of 12": {**CAREFUL, "borrow": "line12"},
    "chase a line of 4": {**CAREFUL, "borrow": "line4"},
    "chase a line of 4, even texts": {**CAREFUL, "borrow": "line4", "texts": "even"},
    "no desk borrowed": {**CAREFUL, "borrow": "never"},
    "one desk at a time": {**CAREFUL, "borrow": "spread"},
    "half an hour late": {**CAREFUL, "borrow": "after"},
    "by arrival": {**CAREFUL, "order": "arrival"},
    "nobody beyond 40": {**CAREFUL, "order": "ill40"},
    "always explained": {**CAREFUL, "explain": "always"},
    "explained while short": {**CAREFUL, "explain": "short"},
    "explained while long": {**CAREFUL, "explain": "long"},
    "no texts": {**CAREFUL, "texts": "none"},
    "even texts": {**CAREFUL, "texts": "even"},
    "texts to six half-hours": {**CAREFUL, "texts": "spread"},
    "texts to the ill": {**CAREFUL, "to": "ill"},
    "texts to all": {**CAREFUL, "to": "all"},
    "texts to the sub-healthy": {**CAREFUL, "to": "sub-healthy"},
    "texts to the healthy": {**CAREFUL, "to": "healthy"},
    "careful": CAREFUL,
}


def scale(seeds: Sequence[int], searched: int = SEARCHED) -> dict[str, Any]:
    """What blind orders and careful reading come to on some mornings.

    Parameters
    ----------
    seeds : sequence of int
        One morning for each.
    searched : int
        On how many of them the blind orders are searched; the best of them run on all.

    Returns
    -------
    dict
        ``blind``, the smallest loss and the smallest minutes of the ill of any blind order, a morning
        (two orders, if need be); ``best``, both of careful reading; ``careful``, that order.

    Examples
    --------
    >>> here = scale(range(20))
    >>> here["best"][0] < here["blind"][0]
    True
    """
    blind = list(blind_orders())
    few = np.array([results(order, list(seeds)[:searched]).mean(axis=0) for order in blind])
    kept = {int(place) for column in few.T for place in np.argsort(column)[:KEPT]}
    all_of_them = np.array([results(blind[place], seeds).mean(axis=0) for place in sorted(kept)])
    return {
        "blind": all_of_them.min(axis=0).tolist(),
        "best": results(CAREFUL, seeds).mean(axis=0).tolist(),
        "careful": CAREFUL,
    }


def policy_table(sets: Sequence[Sequence[int]], searched: int = SEARCHED) -> pd.DataFrame:
    """What the orders gain on sets of mornings, as shares of what careful reading gains.

    Parameters
    ----------
    sets : sequence of sequence of int
        Seeds of the mornings of each set.
    searched : int
        As in :func:`scale`.

    Returns
    -------
    DataFrame
        Index ``order``; for each set ``loss 1`` and ``ill 1`` and so on, not clipped; ``yuan`` and
        ``minutes``, means a morning.

    Examples
    --------
    >>> float(policy_table([range(40)]).loc["careful", "ill 1"])
    1.0
    """
    columns: dict[str, dict[str, float]] = {}
    means = []
    for number, seeds in enumerate(sets, 1):
        here = scale(seeds, searched)
        rows = np.array([results(order, seeds).mean(axis=0) for order in POLICIES.values()])
        blind, best = np.array(here["blind"]), np.array(here["best"])
        shares = (blind - rows) / (blind - best)
        for place, name in enumerate(("loss", "ill")):
            columns[f"{name} {number}"] = dict(zip(POLICIES, shares[:, place], strict=True))
        means.append(rows)
    table = pd.DataFrame(columns).rename_axis("order")
    table[["yuan", "minutes"]] = np.mean(means, axis=0)
    return table
