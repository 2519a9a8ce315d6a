"""Plans for six lines, blind and careful: what the score of the game rests on.

A *blind* plan treats all offices alike: nobody need be read for it. Where points begin is the best
of them (:data:`BLIND`), found by :func:`best_calls`. Plans with one office read (:func:`one_read`)
are searched, too: they earn a part, and never all. A *careful* plan reads how each number was made.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pandas as pd

from servicelab.games.six_lines.model import (
    CALLING,
    CALLS,
    OFFICES,
    PORTION,
    TREATMENTS,
    line_range,
    make_plan,
    mean_worth,
    quarter,
    share_of_plan,
    worth,
)

Made = dict[str, dict[str, Any]]

#: Where points begin: all asked anew, with calls as they suit one set of quarters or another.
BLIND: Final = tuple(
    make_plan(["ask anew"] * 6, calls)
    for calls in ([10, 20, 20, 10, 10, 10], [20, 20, 10, 10, 10, 10], [20, 10, 10, 10, 10, 20])
)
#: What careful reading leads to, and how far on the way to it all points are earned.
CAREFUL: Final = make_plan(
    ["add calls", "add calls", "add calls", "add calls", "recount", "ask anew"],
    [20, 20, 10, 10, 0, 20],
)
FULL: Final = 0.9

CAREFULLY: Final[dict[str, Made]] = {
    "read, twenty calls to each of four": make_plan(
        ["add calls", "add calls", "add calls", "bound", "recount", "ask anew"],
        [20, 20, 20, 0, 0, 20],
    ),
    "read, ten calls to the open cases": CAREFUL,
    "read, fewer where many answered": make_plan(
        ["add calls", "add calls", "add calls", "add calls", "recount", "ask anew"],
        [20, 10, 20, 10, 0, 20],
    ),
    "read, no answer of a text kept": make_plan(
        ["ask anew", "ask anew", "ask anew", "bound", "recount", "ask anew"],
        [20, 20, 20, 0, 0, 20],
    ),
}


def one_read() -> Iterator[list[str]]:
    """The treatments of all plans that treat all offices alike, or all but one."""
    for common in TREATMENTS:
        yield [common] * len(OFFICES)
        for place, other in itertools.product(range(len(OFFICES)), TREATMENTS):
            if other != common:
                yield [*[common] * place, other, *[common] * (len(OFFICES) - place - 1)]


def best_calls(treatments: list[str], seeds: Iterable[int]) -> Made:
    """The plan with these treatments whose calls are worth most in given quarters.

    Parameters
    ----------
    treatments : list of str
        One for each office, in their order.
    seeds : iterable of int
        The quarters; a blind player does not have them, so that this is more than one could do.
    """
    quarters = [quarter(seed) for seed in seeds]
    plans: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for name, treatment in zip(OFFICES, treatments, strict=True):
        gives = {}
        for calls in range(0, CALLS + 1, PORTION) if treatment in CALLING else (0,):
            spans = [(line_range(one[name][0], treatment, calls), one[name][1]) for one in quarters]
            gives[calls] = sum(worth(*one) for one in spans)
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for (used, (so_far, given)), (calls, more) in itertools.product(
            plans.items(), gives.items()
        ):
            total = used + calls
            if total <= CALLS and so_far + more > longer.get(total, (float("-inf"),))[0]:
                longer[total] = so_far + more, (*given, calls)
        plans = longer
    return make_plan(treatments, max(plans.values())[1])


def blind_plans() -> Iterator[tuple[str, Made]]:
    """All plans of :func:`one_read`, their calls given out evenly to whoever uses them."""
    for treatments in one_read():
        using = [number for number, one in enumerate(treatments) if one in CALLING]
        tens, over = divmod(CALLS // PORTION, len(using)) if using else (0, 0)
        calls = [0] * len(OFFICES)
        for place, number in enumerate(using):
            calls[number] = PORTION * (tens + (place < over))
        names = [
            f"{name} {one}"
            for name, one in zip(OFFICES, treatments, strict=True)
            if treatments.count(one) == 1
        ]
        common = max(treatments, key=treatments.count)
        yield "; ".join([f"all {common}", *names]), make_plan(treatments, calls)


def share(plan: Made, seeds: Iterable[int]) -> float:
    """The share of the points that a plan earns in given quarters."""
    return share_of_plan(plan, seeds, BLIND, CAREFUL, FULL)


def shuffled_plans() -> Iterator[Made]:
    """The right treatments and calls at offices to which they do not belong."""
    first = CAREFULLY["read, twenty calls to each of four"]
    pairs = [(first["treatments"][name], first["calls"][name]) for name in OFFICES]
    for order in sorted(set(itertools.permutations(pairs))):
        if list(order) != pairs:
            yield make_plan([one for one, _calls in order], [calls for _one, calls in order])


def policy_table(sets: Iterable[Iterable[int]]) -> pd.DataFrame:
    """Share of the points of each plan in several sets of quarters, blind ones first.

    Parameters
    ----------
    sets : iterable of iterable of int
        Seeds of the quarters.

    Returns
    -------
    DataFrame
        Index plan; a column of shares for each set, and ``worth``, the mean worth over all of them.
    """
    seeds = [list(one) for one in sets]
    plans = [*blind_plans(), *CAREFULLY.items()]
    rows = {
        name: [share(plan, one) for one in seeds]
        + [sum(mean_worth(plan, one) for one in seeds) / len(seeds)]
        for name, plan in plans
    }
    columns = [*range(1, len(seeds) + 1), "worth"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)
