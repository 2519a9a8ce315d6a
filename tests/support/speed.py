"""How long something takes, in units of a fixed piece of work done beside it on the same machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from timeit import timeit

import numpy as np


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the processor's seconds that work takes once."""
    return timeit(work, number=1, timer=time.process_time)


def _piece() -> None:
    """About 0.05 seconds of plain Python and of numpy."""
    sum(n % 7 for n in range(500_000))
    for _again in range(5):
        np.sort(np.random.default_rng(0).random(50_000))


def in_pieces(work: Callable[[], object], most: float, rounds: int = 5) -> float:
    """Return what work takes, in pieces.

    Parameters
    ----------
    work : callable
        Done once a round; what is cached must clear its cache.
    most : float
        The first round that takes no more is the last one: a machine that is in a rush for a
        moment fails no test.
    rounds : int
        Of these the least counts.
    """
    least = np.inf
    for _round in range(rounds):
        before = cpu_seconds(_piece)
        seconds = cpu_seconds(work)
        least = min(least, seconds / max(before, cpu_seconds(_piece)))
        if least <= most:
            break
    return float(least)
