"""A price menu, the model: what two kinds of clients find two tiers worth, and who takes which.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.games.price_menu.view` only shows it. The world is certain and known to the seller,
all clients of a kind are alike, and nobody sees who is of which kind: that is what the lesson needs,
and it is told where one plays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from servicelab.decisions.fields import DecisionFields, Reason, Whole
from servicelab.i18n import _
from servicelab.pricing.menus import NOTHING, self_selected

#: Worth of each tier to a client of each kind, yuan a year.
WORTH: Final = {
    "low": {"shared": 70, "own": 110},
    "high": {"shared": 90, "own": 260},
}
#: What a client in each tier costs, yuan a year.
COSTS: Final = {"shared": 20, "own": 62}
#: How many of a hundred clients are of each kind.
NEEDS: Final = {"low": 70, "high": 30}
CLIENTS: Final = sum(NEEDS.values())
#: The dearest price that can be posted.
DEAREST: Final = 300

TIER_WORDS: Final = {
    "own": _("Own adviser"),
    "shared": _("Shared adviser"),
    NOTHING: _("No adviser"),
}
NEED_WORDS: Final = {"low": _("low need"), "high": _("high need")}


def _price(name: str, label: str) -> Whole:
    return Whole(
        name,
        label=label,
        help=_("Yuan a year"),
        lack=_("a price from 0 to {most} yuan for each tier").format(most=DEAREST),
        wrong=_("a price is a whole number of yuan from 0 to {most}").format(most=DEAREST),
        highest=DEAREST,
    )


#: What the form records.
DECISION: Final = DecisionFields(
    "m03-price-menu",
    [
        _price("shared", _("Shared adviser, yuan")),
        _price("own", _("Own adviser, yuan")),
        Reason(help=_("Why these two prices?")),
    ],
)


@dataclass(frozen=True)
class Sorted:
    """Where the clients went.

    Attributes
    ----------
    clients : dict
        Clients by choice (``own``, ``shared``, ``nothing``), then by need (``low``, ``high``).
    profit : float
        Prices minus costs of all who bought, yuan.
    kept : float
        Worth minus price of all who bought, yuan.
    """

    clients: dict[str, dict[str, int]]
    profit: float
    kept: float


def sort_clients(prices: Mapping[str, float], needs: Mapping[str, int] | None = None) -> Sorted:
    """Let the clients choose from a menu.

    Parameters
    ----------
    prices : mapping
        ``shared``, ``own`` or both: the tiers that are offered, with their prices in yuan.
    needs : mapping, optional
        How many clients are of ``low`` and of ``high`` need; 70 and 30 by default.

    Returns
    -------
    Sorted

    Examples
    --------
    >>> sort_clients({"shared": 60}).clients["shared"]
    {'low': 70, 'high': 30}
    """
    many = NEEDS if needs is None else needs
    chosen = self_selected(pd.DataFrame.from_dict(WORTH, orient="index"), prices)
    clients = {tier: dict.fromkeys(WORTH, 0) for tier in TIER_WORDS}
    profit = kept = 0.0
    for need, tier in zip(WORTH, chosen, strict=True):
        clients[tier][need] = many[need]
        if tier != NOTHING:
            profit += many[need] * (prices[tier] - COSTS[tier])
            kept += many[need] * (WORTH[need][tier] - prices[tier])
    return Sorted(clients, profit, kept)
