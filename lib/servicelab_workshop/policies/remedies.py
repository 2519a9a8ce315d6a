"""Ways to choose remedies: by rules of thumb, and by what a remedy closes and costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import pandas as pd

from servicelab.games.remedies.model import (
    REMEDIES,
    SERVICES,
    middles,
    plan_share,
    plan_value,
    values,
)

Plan = dict[str, str]


def the_same(remedy: str) -> Plan:
    """One remedy everywhere."""
    return dict.fromkeys(SERVICES, remedy)


def _always(remedy: str) -> Callable[[pd.DataFrame], Plan]:
    return lambda _middle: the_same(remedy)


def largest_gap(middle: pd.DataFrame) -> Plan:
    """The remedy of the largest of the gaps 1 to 3, whether the customer waits too long or not."""
    steps = pd.DataFrame(
        {
            "research": middle["believed"] - middle["expected"],
            "standard": middle["standard"] - middle["believed"],
            "staff": middle["delivered"] - middle["standard"],
        }
    )
    return dict(zip(SERVICES, map(str, steps.idxmax(axis=1)), strict=True))


def largest_gap_and_costs(middle: pd.DataFrame) -> Plan:
    """The same where gap 5 is above 0: a whole gap is worth more than the remedy costs."""
    is_short = middle["seen"] > middle["expected"]
    return {
        key: remedy if short else "none"
        for (key, remedy), short in zip(largest_gap(middle).items(), is_short, strict=True)
    }


def broken_promises(middle: pd.DataFrame) -> Plan:
    """The leaflet wherever delivery takes an hour longer than it says, otherwise the largest gap."""
    broken = middle["delivered"] - middle["promised"] >= 1
    return {
        key: "leaflet" if late else plan
        for (key, plan), late in zip(largest_gap_and_costs(middle).items(), broken, strict=True)
    }


def careful(middle: pd.DataFrame) -> Plan:
    """For each service the remedy that brings most after its cost."""
    return {str(key): str(remedy) for key, remedy in values(middle).idxmax(axis=1).items()}


#: Rules of thumb that earn nothing.
BLIND: Final[dict[str, Callable[[pd.DataFrame], Plan]]] = {
    **{f"{name} everywhere": _always(name) for name in REMEDIES},
    "largest of gaps 1 to 3": largest_gap,
}
POLICIES: Final[dict[str, Callable[[pd.DataFrame], Plan]]] = {
    **BLIND,
    "largest of gaps 1 to 3, and the costs": largest_gap_and_costs,
    "leaflet for every broken promise": broken_promises,
    "careful": careful,
}


def zero(middle: pd.DataFrame) -> float:
    """Value of the best plan by a rule of thumb: up to here nothing is earned.

    Parameters
    ----------
    middle : DataFrame
        The times by which plans are judged.
    """
    return max(plan_value(policy(middle), middle) for policy in BLIND.values())


def policy_table(audits: Sequence[pd.DataFrame], judge: pd.DataFrame) -> pd.DataFrame:
    """Share that each policy reaches when it reads one audit and is judged by other times.

    Parameters
    ----------
    audits : sequence of DataFrame
        What the policies read.
    judge : DataFrame
        The times that decide, as :func:`~servicelab.games.remedies.model.middles` gives them.
    """
    least = zero(judge)
    return pd.DataFrame(
        [
            {
                name: plan_share(policy(middles(audit)), judge, least)
                for name, policy in POLICIES.items()
            }
            for audit in audits
        ]
    )
