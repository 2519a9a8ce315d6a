"""House rules of the alarm desk without reading, with half reading, and with reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from servicelab.games.alarm_desk.model import (
    RATES,
    SAME,
    WEEKS,
    futures,
    house_rule,
    results,
    share_reached,
)

#: What careful reading of costs, shifts, known weeks and run lengths leads to.
CAREFUL: Final = house_rule(
    transfers=("two", "chance"), callbacks=("cusum", "chance"), waits=("three", "known")
)
#: One rule and one unit for all three.
FOR_ALL: Final = {f"{rule}, {unit}, for all": rules for (rule, unit), rules in SAME.items()}
#: The careful rules given to the wrong rates, and careful ones with one thing not read.
HALF: Final = {
    "careful rules, chance for all": {**CAREFUL, "waits_unit": "chance"},
    "careful rules, known weeks for all": {**CAREFUL, **{f"{key}_unit": "known" for key in RATES}},
    "two errors where a week is dear, cusum else": house_rule(
        transfers=("two", "chance"), callbacks=("cusum", "chance"), waits=("cusum", "chance")
    ),
    "cusum for all, units read": house_rule(
        transfers=("cusum", "chance"), callbacks=("cusum", "chance"), waits=("cusum", "known")
    ),
    "three errors for all, units read": house_rule(
        transfers=("three", "chance"), callbacks=("three", "chance"), waits=("three", "known")
    ),
    "rules in another order": house_rule(
        transfers=("cusum", "chance"), callbacks=("three", "known"), waits=("two", "chance")
    ),
    "rules in a third order": house_rule(
        transfers=("three", "known"), callbacks=("two", "chance"), waits=("cusum", "chance")
    ),
}
#: Careful but for one rate, where a search is cheap: little is lost there, and little is taken.
NEARLY: Final = {
    "careful, last week for the transfers": {**CAREFUL, "transfers_rule": "last"},
    "careful, never for the waits": {**CAREFUL, "waits_rule": "never"},
}
#: Careful readers who weigh the last step otherwise.
CAREFUL_READERS: Final = {
    "careful": CAREFUL,
    "careful, cusum for the waits": {**CAREFUL, "waits_rule": "cusum"},
    "careful, runs for the waits": {**CAREFUL, "waits_rule": "runs"},
    "careful, known weeks for the transfers": {**CAREFUL, "transfers_unit": "known"},
}


def search_once(week: int, seeds: Sequence[int]) -> float:
    """Mean loss if all three are searched at the end of one week and never else."""
    total = 0.0
    for key, rate in RATES.items():
        made = futures(key, seeds)
        begun = made.start <= week
        until = np.arange(WEEKS) <= np.where(begun, week, WEEKS)[:, None]
        cost = (rate.week * made.size * until).sum(axis=1) + rate.search * ~begun
        total += float(cost.mean())
    return total


def policy_table(units: Mapping[str, float], sets: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """The share that every policy reaches on sets of worlds.

    Parameters
    ----------
    units : mapping
        From :func:`servicelab.games.alarm_desk.model.units_of`.
    sets : mapping
        Name -> seeds of its worlds.

    Examples
    --------
    >>> table = policy_table({"transfers": 1.0, "callbacks": 2.0, "waits": 2.0}, {"a": range(40)})
    >>> float(table.loc["careful", "a"])
    1.0
    """
    policies = {**FOR_ALL, **HALF, **NEARLY, **CAREFUL_READERS}
    return pd.DataFrame(
        {
            name: {
                policy: share_reached(rule, units, list(seeds), CAREFUL)
                for policy, rule in policies.items()
            }
            for name, seeds in sets.items()
        }
    )


def loss_of(decision: Mapping[str, str], units: Mapping[str, float], seeds: Sequence[int]) -> float:
    """Mean loss of a decision in thousand yuan, all three rates together."""
    return float(results(decision, units, seeds)["loss"].sum())
