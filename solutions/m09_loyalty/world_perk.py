"""The tables of module 9, part 4: a hotel's birthday night, by rule and by lot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field
from servicelab_workshop.worlds.schemas import cast

PERK_SEED: Final = 20267
PERK_GUESTS: Final = 4000
#: From this many earlier stays on the night was given by rule.
PERK_REGULAR: Final = 6
#: Mean later stays: of a guest without earlier ones, for each earlier stay, and through the night.
PERK_BASE, PERK_EACH, PERK_GAIN = 0.22, 0.30, 0.22


def perk_table(rng: np.random.Generator) -> pd.DataFrame:
    """Guests of a hotel: earlier stays, the birthday night, and stays in the year after it."""
    prior = rng.negative_binomial(1.2, 0.30, PERK_GUESTS)
    by_rule = prior >= PERK_REGULAR
    drawn = rng.random(PERK_GUESTS) < 0.5
    night = np.where(by_rule, 1, drawn)
    later = rng.poisson(PERK_BASE + PERK_EACH * prior + PERK_GAIN * night)
    table = pd.DataFrame(
        {
            "guest_id": [f"GB{number:04d}" for number in range(1, PERK_GUESTS + 1)],
            "prior_stays": prior,
            "by_rule": by_rule.astype(int),
            "by_lot": (~by_rule).astype(int),
            "birthday_night": night.astype(int),
            "stays_next": later,
        }
    )
    return cast(table, DATASETS["hotel_perk"])


DATASETS: dict[str, dict[str, Any]] = {
    "hotel_perk": {
        "title": "Hotel: a birthday night, by rule and by lot",
        "sector": "hotel",
        "description": (
            "Guests of a hotel with a birthday in the year. Guests with six earlier stays or more "
            "were given a free birthday night by rule; of all others half were drawn by lot, each "
            "with a coin of its own."
        ),
        "row": "one guest.",
        "made": (
            "Drawn by a random generator with a fixed seed. Who stayed more often before stays more "
            "often after; the night adds the same number of stays on average to everybody. The seed is "
            "one of twelve that were tried, chosen because its difference by lot is the nearest to "
            "the number that was planted."
        ),
        "primaryKey": "guest_id",
        "fields": [
            field(
                "guest_id",
                "string",
                "Number of the guest in this table; not one of hotel_stays.",
                required=True,
                unique=True,
            ),
            field(
                "prior_stays",
                "integer",
                "Stays in the two years before.",
                unit="stays",
                required=True,
                minimum=0,
            ),
            field(
                "by_rule",
                "integer",
                "1 if the night was given by rule (six earlier stays or more), else 0.",
                required=True,
                enum=[0, 1],
            ),
            field(
                "by_lot",
                "integer",
                "1 if it was drawn by lot whether the guest gets the night, else 0.",
                required=True,
                enum=[0, 1],
            ),
            field(
                "birthday_night",
                "integer",
                "1 if the guest was given the night, else 0.",
                required=True,
                enum=[0, 1],
            ),
            field(
                "stays_next",
                "integer",
                "Paid stays in the year after the birthday; the free night is not counted.",
                unit="stays",
                required=True,
                minimum=0,
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module."""

    hotel_perk: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_perk(seed: int = PERK_SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(hotel_perk=perk_table(np.random.default_rng([seed, 94])))
