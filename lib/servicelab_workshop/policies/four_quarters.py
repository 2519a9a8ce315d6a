"""Retention plans, from habits to careful reading: what the four quarters are measured by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.games.four_quarters.model import (
    BLAMED_ON,
    MEASURES,
    NOTHING,
    make_banks,
    run_plan,
)

#: Full points begin at this share of what careful reading gains: in the middle of a gap. Over eleven
#: sets of 2,000 banks a test of 500 gets 0.86, and the next plan below it 0.82.
FULL: Final = 0.84


def _plan(**changed: Any) -> dict[str, Any]:
    return {**NOTHING, **changed}


def blind_plans(tests: Sequence[int] = (0, 100)) -> Iterator[dict[str, Any]]:
    """Plans that read nothing: nothing at all, or spending by churn or churn x worth all year.

    Parameters
    ----------
    tests : sequence of int
        Sizes of a test whose report nobody reads.
    """
    yield NOTHING
    for test, measures, decide, holdout in product(tests, MEASURES, ("risk", "value"), (0, 0.5)):
        yield _plan(test=test, measures=measures, decide=decide, holdout=holdout)


#: A test that can see what a call must gain, the lower end, one in five held out, rest, the newest.
CAREFUL: Final = _plan(test=1500, decide="low")

#: Plans by name, habits first.
POLICIES: Final[dict[str, dict[str, Any]]] = {
    "nothing": NOTHING,
    "highest risk, gifts, no test": _plan(measures="gifts", decide="risk", holdout=0),
    "highest risk, calls, no test": _plan(decide="risk", holdout=0),
    "risk x worth, calls, no test": _plan(decide="value", holdout=0),
    "before and after, no test": _plan(decide="before", holdout=0),
    "before and after, test of 1,500": _plan(test=1500, decide="before"),
    "no test, lower end": _plan(decide="low"),
    "no test, raw": _plan(decide="raw"),
    "test of 100, raw winner": _plan(test=100, decide="raw"),
    "test of 100, lower end": _plan(test=100, decide="low"),
    "test of 500, raw": _plan(test=500, decide="raw"),
    "test of 500, lower end": _plan(test=500, decide="low"),
    "test of 5,000, lower end": _plan(test=5000, decide="low"),
    "gifts only": _plan(test=1500, measures="gifts", decide="low"),
    "calls and gifts": _plan(test=1500, measures="both", decide="low"),
    "raw effect": _plan(test=1500, decide="raw"),
    "no holdout": _plan(test=1500, decide="low", holdout=0),
    "half held out": _plan(test=1500, decide="low", holdout=0.5),
    "the same again and again": _plan(test=1500, decide="low", rest="no"),
    "judged once": _plan(test=1500, decide="low", review="once"),
    "all quarters together": _plan(test=1500, decide="low", review="all"),
    "5 % held out": _plan(test=1500, decide="low", holdout=0.05),
    "careful": CAREFUL,
}


def scale(seeds: Sequence[int]) -> dict[str, Any]:
    """What blind play earns on some banks, and the plan that reads with care.

    Parameters
    ----------
    seeds : sequence of int
        One bank for each.

    Returns
    -------
    dict
        ``blind``, thousand yuan a bank by the best blind plan, on the first banks; ``careful``, the careful plan;
        ``best``, thousand yuan a bank by it.

    Examples
    --------
    >>> scale(range(20))["blind"]
    0.0
    """
    banks = make_banks(seeds)
    few = banks.first(BLAMED_ON)
    blind = max(run_plan(plan, few).value.sum(axis=1).mean() for plan in blind_plans())
    best = run_plan(CAREFUL, banks).value.sum(axis=1).mean()
    return {"blind": float(blind / 1000), "best": float(best / 1000), "careful": CAREFUL}


def policy_table(sets: Sequence[Sequence[int]]) -> pd.DataFrame:
    """What the plans are worth on sets of banks, as a share of what careful reading gains.

    Parameters
    ----------
    sets : sequence of sequence of int
        Seeds of the banks of each set.

    Returns
    -------
    DataFrame
        Index ``plan``; a column for each set, not clipped; ``yuan``, the mean worth in thousand
        yuan a bank.

    Examples
    --------
    >>> float(policy_table([range(40)]).loc["careful", 1])
    1.0
    """
    columns: dict[Any, dict[str, float]] = {}
    yuan: dict[str, list[float]] = {name: [] for name in POLICIES}
    for number, seeds in enumerate(sets, 1):
        banks = make_banks(seeds)
        means = {
            name: float(run_plan(plan, banks).value.sum(axis=1).mean() / 1000)
            for name, plan in POLICIES.items()
        }
        blind = max(0.0, *(means[name] for name in list(POLICIES)[:4]))
        columns[number] = {
            name: (one - blind) / (means["careful"] - blind) for name, one in means.items()
        }
        for name, one in means.items():
            yuan[name].append(one)
    table = pd.DataFrame(columns).rename_axis("plan")
    table["yuan"] = {name: float(np.mean(each)) for name, each in yuan.items()}
    return table
