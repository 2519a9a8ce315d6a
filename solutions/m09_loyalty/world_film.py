"""The tables of module 9: savings plans and credit cards, followed for twelve years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field

FILM_SEED: Final = 20269

#: Years for which plans and cards were followed: 2013 to 2024.
FILM_YEARS: Final = 12
FILM_PLANS: Final = 5000
FILM_CARDS: Final = 5000
#: How plan holders came: their share; the chance to leave a year, and its spread between holders of
#: one way, for good; the share of leavers who move to another bank; margin a year, and what winning
#: one cost, yuan.
FILM_WAYS: Final[dict[str, tuple[float, float, float, float, float, int]]] = {
    "referral": (0.45, 0.03, 0.006, 0.35, 118, 240),
    "salary account": (0.30, 0.09, 0.015, 0.45, 100, 60),
    "bonus rate": (0.25, 0.40, 0.04, 0.80, 72, 156),
}
FILM_ENDS: Final = ("moved", "spent")
FILM_MARGIN_SPREAD: Final = 0.4
#: A card holder's chance to leave in the first year, and the power of the year with which it falls.
FILM_CARD_LEAVE, FILM_CARD_FALL = 0.14, -0.5


def bank_plans(rng: np.random.Generator, n: int = FILM_PLANS) -> pd.DataFrame:
    """Savings plans opened in January 2013: each holder's own chance to leave never changes."""
    ways = np.array(list(FILM_WAYS))
    share, leave, spread, moved, margin, cost = np.array(list(FILM_WAYS.values())).T
    way = rng.choice(len(ways), n, p=share)
    size = leave * (1 - leave) / spread**2 - 1
    own = rng.beta(leave[way] * size[way], (1 - leave[way]) * size[way])
    lasted = rng.geometric(own)
    ended = lasted <= FILM_YEARS
    how = np.where(rng.random(n) < moved[way], *FILM_ENDS)
    log_margin = np.log(margin[way]) - FILM_MARGIN_SPREAD**2 / 2
    return pd.DataFrame(
        {
            "plan_id": [f"L{number:04d}" for number in range(1, n + 1)],
            "came_by": ways[way],
            "years": np.minimum(lasted, FILM_YEARS),
            "ended": ended.astype(int),
            "how": pd.Series(how).where(pd.Series(ended)),
            "margin": np.exp(rng.normal(log_margin, FILM_MARGIN_SPREAD)).round().astype(int),
            "acquisition_cost": cost[way].astype(int),
        }
    )


def bank_cards(rng: np.random.Generator, n: int = FILM_CARDS) -> pd.DataFrame:
    """Credit cards: the chance to leave falls with the years, for everybody alike."""
    here = dict(
        zip(FILM_WAYS, rng.multinomial(n, [one[0] for one in FILM_WAYS.values()]), strict=True)
    )
    rows = []
    for came_by, count in here.items():
        for year in range(1, FILM_YEARS + 1):
            left = rng.binomial(count, FILM_CARD_LEAVE * year**FILM_CARD_FALL)
            rows.append((came_by, year, count, left))
            count -= left
    return pd.DataFrame(rows, columns=["came_by", "year", "at_start", "left"])


FILM_CAME: Final = field(
    "came_by",
    "string",
    "How the customer was won: referred by another customer, with the salary account, or by a bonus interest rate.",
    required=True,
    enum=tuple(FILM_WAYS),
)

DATASETS: dict[str, dict[str, Any]] = {
    "bank_plans": {
        "title": "Bank: savings plans, followed for twelve years",
        "sector": "bank",
        "description": (
            "All savings plans that were opened in January 2013, followed to December 2024. A plan is "
            "a contract: when one ends, the bank knows the year."
        ),
        "row": "one plan.",
        "made": (
            "Drawn by a random generator with a fixed seed, each holder independently, so that how "
            "one came says something about how long the plan lasts. Whether chances to leave change "
            "with the years is asked in the course, so this card does not tell."
        ),
        "primaryKey": "plan_id",
        "fields": [
            field(
                "plan_id",
                "string",
                "Number of the plan.",
                required=True,
                unique=True,
                pattern=r"L\d{4}",
            ),
            FILM_CAME,
            field(
                "years",
                "integer",
                "The year in which it ended, counted from 1; 12 if it was still open after twelve years.",
                unit="years",
                required=True,
                minimum=1,
                maximum=FILM_YEARS,
            ),
            field(
                "ended",
                "integer",
                "1 if it ended within the twelve years, 0 if it was still open after them.",
                required=True,
                enum=(0, 1),
            ),
            field(
                "how",
                "string",
                "How it ended: the money moved to another bank, or was spent; blank if still open.",
                enum=FILM_ENDS,
            ),
            field(
                "margin",
                "integer",
                "What the plan brings in a year before the cost of winning the customer.",
                unit="yuan a year",
                required=True,
                minimum=1,
            ),
            field(
                "acquisition_cost",
                "integer",
                "What winning the customer cost, paid once.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
        ],
    },
    "bank_cards": {
        "title": "Bank: credit cards by year and way of coming",
        "sector": "bank",
        "description": (
            "Credit cards that were given out in January 2013: how many were open at the start of "
            "each year, and how many were given back in it."
        ),
        "row": "one way of coming in one year.",
        "made": (
            "Drawn by a random generator with a fixed seed, year by year for each way of coming. Why "
            "the counts run as they do is asked in the course, so this card does not tell."
        ),
        "primaryKey": ["came_by", "year"],
        "fields": [
            FILM_CAME,
            field(
                "year",
                "integer",
                "Year since the card was given out.",
                required=True,
                minimum=1,
                maximum=FILM_YEARS,
            ),
            field(
                "at_start", "integer", "Cards open when the year began.", required=True, minimum=0
            ),
            field("left", "integer", "Those given back during the year.", required=True, minimum=0),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module."""

    bank_plans: pd.DataFrame
    bank_cards: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_film(seed: int = FILM_SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """

    def rng(*key: int) -> np.random.Generator:
        return np.random.default_rng([seed, *key])

    return World(bank_plans=bank_plans(rng(10)), bank_cards=bank_cards(rng(11)))
