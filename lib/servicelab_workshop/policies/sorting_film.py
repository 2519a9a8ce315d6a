"""Bets on the sorting film, from one range for everything to careful reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.games.sorting_film.model import bet_cost, bet_truths, make_film

Bet = dict[str, float]

#: The mean cost up to which a bet earns all points, and that from which on it earns none: whoever
#: leaves open whether the same dots had another chance in year 1 pays more, however well he or she
#: knows the rest.
FULL: Final = 8.0
NOTHING: Final = 12.0


def make_bet(still: Sequence[float], late: Sequence[float], first: Sequence[float]) -> Bet:
    """A bet of three ranges.

    Parameters
    ----------
    still, late, first : sequence of float
        Lower and upper end of each range.
    """
    ranges = {"still": still, "late": late, "first": first}
    return {
        f"{key}_{end}": float(value)
        for key, pair in ranges.items()
        for end, value in zip(("low", "high"), pair, strict=True)
    }


def blind_bets() -> Iterator[Bet]:
    """One range given to all three questions: whatever it is, nothing was read for it.

    Yields
    ------
    dict
        Ends in whole and half points.
    """
    ends = np.arange(60, 100.5, 0.5)
    for low in ends:
        for high in ends[ends >= low]:
            yield make_bet((low, high), (low, high), (low, high))


#: Bets by name, habits first.
POLICIES: Final[dict[str, Bet]] = {
    "anything": make_bet((0, 100), (0, 100), (0, 100)),
    "wide for all": make_bet((70, 96), (70, 96), (70, 96)),
    "first year's share for ever": make_bet((7, 13), (60, 66), (60, 66)),
    "last open share for ever": make_bet((40, 52), (83, 88), (83, 88)),
    "the curve, but the mean of all": make_bet((66, 76), (60, 66), (60, 66)),
    "loyalty grew": make_bet((66, 76), (92, 96), (60, 66)),
    "grew or not": make_bet((66, 76), (92, 96), (62, 95)),
    "grew or not, all else known": make_bet((69, 73), (94, 95), (63, 95)),
    "grew a little or not": make_bet((66, 76), (92, 96), (80, 96)),
    "the bank's table": make_bet((78, 82), (95, 97), (95, 97)),
    "the bank's table, wide": make_bet((74, 84), (94, 97), (94, 97)),
    "sorting, far too sure": make_bet((75, 76), (95, 96), (95, 96)),
    "sorting, wide": make_bet((60, 80), (90, 97), (90, 97)),
    "sorting, a little low": make_bet((60, 74), (91, 95), (91, 95)),
    "sorting, from five frames": make_bet((64, 78), (92, 96), (92, 96)),
    "careful": make_bet((66, 76), (92, 96), (92, 96)),
}
#: Those that read what there is to read.
CAREFULLY: Final = ("sorting, a little low", "sorting, from five frames", "careful")
#: Those that believe another thing, leave it open, or look elsewhere.
NOT_READ: Final = (
    "anything",
    "wide for all",
    "first year's share for ever",
    "last open share for ever",
    "the curve, but the mean of all",
    "loyalty grew",
    "grew or not",
    "grew or not, all else known",
    "the bank's table",
    "the bank's table, wide",
)


def truths_of(seeds: Sequence[int]) -> list[dict[str, float]]:
    """What comes in some films.

    Parameters
    ----------
    seeds : sequence of int
        One film for each.
    """
    return [bet_truths(make_film(seed)) for seed in seeds]


def mean_cost(bet: Mapping[str, Any], films: Sequence[Mapping[str, float]]) -> float:
    """What a bet costs on average.

    Parameters
    ----------
    bet : mapping
        Six ends.
    films : sequence of mapping
        From :func:`truths_of`.
    """
    return float(np.mean([bet_cost(bet, one) for one in films]))


def best_blind(films: Sequence[Mapping[str, float]]) -> float:
    """The lowest mean cost of one range that is given to all three questions.

    Parameters
    ----------
    films : sequence of mapping
        From :func:`truths_of`.
    """
    lowest = min(min(one.values()) for one in films)
    highest = max(max(one.values()) for one in films)
    # every other range of this kind pays for a miss ten times
    near = [
        bet
        for bet in blind_bets()
        if abs(bet["still_low"] - lowest) <= 4 and abs(bet["still_high"] - highest) <= 4
    ]
    return min(mean_cost(bet, films) for bet in near)


def policy_table(sets: Sequence[Sequence[int]]) -> pd.DataFrame:
    """What the bets earn on sets of films.

    Parameters
    ----------
    sets : sequence of sequence of int
        Seeds of the films of each set.

    Returns
    -------
    DataFrame
        A row for each bet, a column for each set, from 1 on: the share of the points.
    """
    columns = {}
    for number, seeds in enumerate(sets, 1):
        films = truths_of(seeds)
        columns[number] = {
            name: float(np.clip((NOTHING - mean_cost(bet, films)) / (NOTHING - FULL), 0, 1))
            for name, bet in POLICIES.items()
        }
    return pd.DataFrame(columns)
