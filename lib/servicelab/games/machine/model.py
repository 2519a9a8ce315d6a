"""The machine, the model: what is ordered, and how far it comes.

The houses, their cases and charts are in :mod:`servicelab.organization.structures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from servicelab.decisions.fields import Choice, DecisionFields, Reason
from servicelab.i18n import _
from servicelab.organization.structures import AUTHORITY, CHARTS, HOUSES

NAMES: Final[dict[str, str]] = {
    "bank": _("Lantern Bank"),
    "insurer": _("Willow Bridge Insurance"),
    "hospital": _("Plum Court Hospital"),
}
LATER: Final[dict[str, str]] = {
    "bank": _("a hand-off takes 8 hours, not 2"),
    "insurer": _("one file for all: a hand-off takes 15 minutes, and 2 % lose something"),
    "hospital": _("products come evenly: the busiest has 36 % of a week"),
}
LEVELS: Final[dict[str, str]] = {
    "none": _("none: each case of several steps ends with an approval"),
    "small": _("small: three in ten of these cases need no approval"),
    "wide": _("wide: six in ten of these cases need no approval"),
}


def _option(name: str, label: str, lack: str, options: Mapping[str, str]) -> Choice:
    wrong = _("choose one of {all}").format(all=", ".join(options))
    return Choice(name, label, "", lack, wrong, options=options)


assert set(NAMES) == set(HOUSES) == set(LATER)
assert set(LEVELS) == set(AUTHORITY)

#: What an order consists of.
ORDER: Final = DecisionFields(
    "m11-machine",
    [
        _option("house", _("House"), _("a house"), NAMES),
        _option("chart", _("Chart for 2026"), _("a chart"), CHARTS),
        _option("authority", _("Authority of the desks"), _("an authority"), LEVELS),
        _option("later", _("Chart after the change of your house"), _("a chart for later"), CHARTS),
        Reason(),
    ],
)


def lacks(decision: Any) -> list[str]:
    """What keeps a recorded order from being run, in words; empty if nothing does.

    Parameters
    ----------
    decision : mapping
        With ``house``, ``chart``, ``authority`` and ``later``.

    Examples
    --------
    >>> lacks({"house": "bank", "chart": "matrix", "authority": "wide", "later": "flat"})
    ['a chart for later']
    """
    given = decision if isinstance(decision, Mapping) else {}
    asked = [field for field in ORDER.fields if isinstance(field, Choice)]
    return [
        field.lack
        for field in asked
        if not isinstance(given.get(field.name), str) or given[field.name] not in field.options
    ]


def shares(decision: Mapping[str, Any], scale: Mapping[str, Any]) -> dict[str, float]:
    """How far an order comes, in each of its two parts, from the best blind order to careful reading.

    Parameters
    ----------
    decision : mapping
        A whole order.
    scale : mapping
        For each house ``today``, yuan a case by "chart authority"; ``later``, yuan a case by chart,
        with the authority that fits; for both the yuan at which a raw share is 0 and 1, ``span``;
        if orders can hardly be told from the cheapest, ``even``, which earn as much; ``fits``, the
        chart that fits today, which earns half with any authority.
        And ``blind``, for both the best raw share of an order that is the same for every house.

    Returns
    -------
    dict
        ``today`` and ``later``, each 0 to 1.

    Examples
    --------
    >>> bank = {"today": {"matrix wide": 14.0}, "later": {"matrix": 20.0}}
    >>> bank |= {"span": {"today": (20.0, 12.0), "later": (30.0, 20.0)}, "fits": "functional"}
    >>> order = {"house": "bank", "chart": "matrix", "authority": "wide", "later": "matrix"}
    >>> shares(order, {"bank": bank, "blind": {"today": 0.5, "later": 0.5}})
    {'today': 0.5, 'later': 1.0}
    """
    house = scale[decision["house"]]
    yuan = {
        "today": house["today"][f"{decision['chart']} {decision['authority']}"],
        "later": house["later"][decision["later"]],
    }
    found = {}
    for part, each in yuan.items():
        zero, best = house["span"][part]
        raw = float(np.clip((zero - each) / (zero - best), 0, 1))
        if part == "today" and f"{decision['chart']} {decision['authority']}" in house.get(
            "even", ()
        ):
            raw = 1.0
        blind = scale["blind"][part]
        found[part] = float(np.clip((raw - blind) / (1 - blind), 0, 1))
    if decision["chart"] == house["fits"]:
        found["today"] = max(found["today"], 0.5)
    return found
