"""Orders for the machine, blind and careful, and what each comes to on half-years nobody has seen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.games.machine.model import shares
from servicelab.organization.structures import AUTHORITY, CHARTS, HOUSES, half_years

#: What half-years came to, by :func:`measured`; written once, since they take minutes.
_KEPT: Final = Path(__file__).with_name("machine.csv")
#: Half-years that a notebook may show, and those by which orders are graded.
OPEN: Final = range(1, 9)
HIDDEN: Final = range(71_001, 71_011)

#: Each house with the chart and the authority that fit, and the chart after its change.
CAREFUL: Final[dict[str, dict[str, str]]] = {
    "bank": {"chart": "functional", "authority": "wide", "later": "matrix"},
    "insurer": {"chart": "divisional", "authority": "small", "later": "functional"},
    "hospital": {"chart": "matrix", "authority": "none", "later": "divisional"},
}

#: Orders that can hardly be told from the careful one: eight open half-years put small authority
#: at the insurer between 0.1 and 4.8 yuan of 80 below none. They earn all points, too.
EVEN: Final[dict[str, tuple[str, ...]]] = {"insurer": ("divisional none",)}


def measured(house: str, authority: str, later: bool, seeds: Iterable[int]) -> pd.DataFrame:
    """Run all charts of a house anew: rows as in :func:`results`."""
    runs = half_years(house, seeds, authority, later)
    return runs.assign(house=house, authority=authority, later=int(later))


@cache
def results() -> pd.DataFrame:
    """What the open and the hidden half-years came to.

    Returns
    -------
    DataFrame
        A row for each ``house``, ``later`` (0 or 1), ``authority``, ``chart`` and ``seed``, with
        ``days``, ``mistakes``, ``hands`` and ``yuan``; later ones only with the fitting authority.
    """
    return pd.read_csv(_KEPT)


def blind_orders() -> list[dict[str, str]]:
    """Orders that are the same for every house."""
    return [
        {"chart": chart, "authority": authority, "later": later}
        for chart, authority, later in product(CHARTS, AUTHORITY, CHARTS)
    ]


def scale(seeds: Iterable[int] = HIDDEN) -> dict[str, Any]:
    """What orders are measured by.

    In each house a raw share is 1 at the yuan of careful reading. It is 0, today, at the better of
    the two orders that fit the other houses; later, where today's chart is kept. What the best blind
    order reaches of that on average over the houses is the zero of the points.

    Parameters
    ----------
    seeds : iterable of int
        Half-years of :func:`results`.

    Returns
    -------
    dict
        As :func:`servicelab.games.machine.model.shares` wants it.
    """
    runs = results()
    runs = runs[runs["seed"].isin(list(seeds))]
    found: dict[str, Any] = {}
    for house, fitting in CAREFUL.items():
        mine = runs[runs["house"] == house]
        today = mine[mine["later"] == 0].groupby(["chart", "authority"])["yuan"].mean()
        later = mine[mine["later"] == 1].groupby("chart")["yuan"].mean()
        others = [one for name, one in CAREFUL.items() if name != house]
        found[house] = {
            "today": {
                f"{chart} {level}": float(today[chart, level])
                for chart, level in product(CHARTS, AUTHORITY)
            },
            "later": {str(chart): float(one) for chart, one in later.items()},
            "even": EVEN.get(house, ()),
            "fits": fitting["chart"],
            "span": {
                "today": (
                    float(min(today[one["chart"], one["authority"]] for one in others)),
                    float(today[fitting["chart"], fitting["authority"]]),
                ),
                "later": (float(later[fitting["chart"]]), float(later[fitting["later"]])),
            },
        }
    found["blind"] = {"today": 0.0, "later": 0.0}
    blind = {
        part: max(_mean(order, found)[part] for order in blind_orders()) for part in found["blind"]
    }
    return {**found, "blind": blind}


def _mean(order: dict[str, str], found: dict[str, Any]) -> dict[str, float]:
    each = [shares({**order, "house": house}, found) for house in HOUSES]
    return {part: float(np.mean([one[part] for one in each])) for part in ("today", "later")}


def policy_table(sets: Iterable[Iterable[int]]) -> pd.DataFrame:
    """What orders earn, as a mean of both parts weighted 4 to 3, on sets of half-years.

    Parameters
    ----------
    sets : iterable of iterable of int
        Half-years of each set.

    Returns
    -------
    DataFrame
        Index ``house`` and ``order``; a column for each set.
    """
    columns = {}
    for number, seeds in enumerate(sets, 1):
        found = scale(seeds)
        column = {}
        for house in HOUSES:
            orders = {" ".join(order.values()): order for order in blind_orders()}
            for name, order in {**orders, "careful": CAREFUL[house]}.items():
                got = shares({**order, "house": house}, found)
                column[house, name] = (4 * got["today"] + 3 * got["later"]) / 7
        columns[number] = column
    return pd.DataFrame(columns).rename_axis(["house", "order"])
