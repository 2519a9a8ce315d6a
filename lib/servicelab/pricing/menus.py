"""Menus of tiers from which clients choose by themselves.

A seller who cannot see who needs more can only post prices and let people sort themselves
(Mussa and Rosen 1978).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from servicelab.data.frames import require_numbers
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["NOTHING", "self_selected"]

#: What is chosen where every tier costs more than it is worth.
NOTHING: Final = "nothing"


def self_selected(values: pd.DataFrame, prices: Mapping[str, float]) -> pd.Series:
    """Tell which tier each client takes who is free to choose.

    Everybody takes what leaves most: worth minus price. Buying nothing leaves 0.

    Parameters
    ----------
    values : DataFrame
        What each client (rows) finds each tier (columns) worth, in yuan.
    prices : mapping
        Price of each tier that is offered, in yuan; other columns of `values` are not offered.

    Returns
    -------
    Series
        The name of a tier for each client, or ``"nothing"``.

    Raises
    ------
    CourseError
        If no tier is offered, a tier has no column, or a worth or a price is not a number.

    Notes
    -----
    Who likes two choices equally takes the dearer tier, and buys rather than not. Differences below
    a millionth of a yuan count as none.

    Examples
    --------
    Two guests and two rooms.

    >>> guests = pd.DataFrame({"plain": [50, 60], "quiet": [55, 120]}, index=["Ai", "Bo"])
    >>> self_selected(guests, {"plain": 45, "quiet": 90}).to_dict()
    {'Ai': 'plain', 'Bo': 'quiet'}
    """
    if not isinstance(prices, Mapping) or not prices:
        raise CourseError(
            _("prices is a dictionary from the name of each tier that is offered to its price.")
        )
    tiers = list(prices)
    worth = require_numbers(values, tiers, "values")[tiers]
    for tier, price in prices.items():
        if isinstance(price, bool | str) or not _is_finite(price):
            raise CourseError(
                _("The price of {tier} is not a number: {price!r}.").format(tier=tier, price=price)
            )
    dearest_first = sorted(tiers, key=lambda tier: -float(prices[tier]))
    keeps = np.column_stack(
        [worth[tier].to_numpy(float) - float(prices[tier]) for tier in dearest_first]
        + [np.zeros(len(worth))]
    ).round(6)
    # argmax takes the first of equals: the dearest tier, and buying before not buying
    names = np.array([*dearest_first, NOTHING], dtype=object)
    return pd.Series(names[keeps.argmax(axis=1)], index=worth.index, name="chosen")


def _is_finite(price: object) -> bool:
    try:
        return math.isfinite(float(price))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
