"""The tables of module 10, part 1: seventy villages, six years of visits, two years of clinics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field, leads_to
from servicelab_workshop.worlds.schemas import cast

VILLAGES_SEED: Final = 20270
VILLAGES_N: Final = 70
VILLAGES_YEARS: Final = tuple(range(2020, 2026))
#: Villages chosen in 2024 because 2023 was low; pairs of the others in 2025; trips of 2024.
VILLAGES_CHOSEN: Final = 10
VILLAGES_PAIRS: Final = 30
VILLAGES_TRIPS: Final = 30
#: Visits a village and month: extra in the year of the clinics, and in the year after.
VILLAGES_EFFECT: Final = 2.2
VILLAGES_SECOND: Final = 0.3
#: Standard deviations: between villages, from year to year, from month to month.
VILLAGES_BETWEEN: Final = 5.0
VILLAGES_YEARLY: Final = 4.0
VILLAGES_MONTHLY: Final = 4.0
#: The costs of a trip: item, phase, kind, hours, yuan an hour (or in all where there are no hours).
VILLAGES_COSTS: Final = (
    ("posters and loudspeaker van", "before", "cash", 0, 80),
    ("consumables", "during", "cash", 0, 130),
    ("gifts", "during", "cash", 0, 160),
    ("fuel and tolls", "during", "cash", 0, 90),
    ("doctor", "during", "hours", 4, 80),
    ("two nurses", "during", "hours", 8, 40),
    ("driver", "during", "hours", 5, 30),
    ("van, wear", "during", "wear", 0, 80),
    ("ultrasound machine, share of its price in 2021", "during", "sunk", 0, 300),
    ("entering the results", "after", "hours", 2, 40),
)


def villages_visits(
    rng: np.random.Generator, effect: float = VILLAGES_EFFECT
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Visits of each village and month; who was chosen, its pair (0 for none), and the lot.

    Everything is drawn freely: levels, years and months of the villages do not know of who is
    chosen later.

    Parameters
    ----------
    rng : Generator
        Of random numbers.
    effect : float
        Extra visits a village and month in a year of clinics.
    """
    n = VILLAGES_N
    level = rng.normal(0, VILLAGES_BETWEEN, n)
    year = rng.normal(0, VILLAGES_YEARLY, (n, len(VILLAGES_YEARS)))
    noise = rng.normal(0, VILLAGES_MONTHLY, (n, len(VILLAGES_YEARS), 12))
    month = np.arange(12 * len(VILLAGES_YEARS))
    common = 8 * np.sin(2 * np.pi * ((month % 12) - 1) / 12) + 0.75 * (month - 42)
    visits = 66 + level[:, None] + np.repeat(year, 12, axis=1) + noise.reshape(n, -1) + common
    chosen = np.zeros(n, dtype=bool)
    chosen[np.argsort(visits[:, 36:48].mean(axis=1))[:VILLAGES_CHOSEN]] = True
    visits[chosen, 48:60] += effect
    others = np.flatnonzero(~chosen)
    ordered = others[np.argsort(visits[others, :60].mean(axis=1))].reshape(VILLAGES_PAIRS, 2)
    pair, lot = np.zeros(n, dtype=int), np.zeros(n, dtype=int)
    for number, two in enumerate(ordered, 1):
        pair[two] = number
        lot[two[int(rng.random() >= 0.5)]] = 1
    visits[lot == 1, 60:] += effect
    visits[chosen, 60:] += VILLAGES_SECOND
    return np.maximum(np.rint(visits), 0).astype(int), chosen, pair, lot


def villages_tables(rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Villages, and their visits; distance and people do not touch the visits."""
    visits, chosen, pair, lot = villages_visits(rng)
    names = [f"V{number:02d}" for number in range(1, VILLAGES_N + 1)]
    km = np.round(np.clip(np.exp(rng.normal(2.55, 0.55, VILLAGES_N)), 2, 45), 1)
    rate = 95 * np.exp(-km / 14 + rng.normal(0, 0.25, VILLAGES_N))
    people = np.rint(1000 * visits[:, :48].mean(axis=1) / rate).astype(int)
    about = pd.DataFrame(
        {
            "village": names,
            "km": km,
            "people": people,
            "clinics_2024": chosen.astype(int),
            "pair_2025": pair,
            "clinics_2025": lot,
        }
    )
    months = [f"{year}-{month:02d}" for year in VILLAGES_YEARS for month in range(1, 13)]
    long = pd.DataFrame(
        {
            "village": np.repeat(names, len(months)),
            "month": months * VILLAGES_N,
            "visits": visits.ravel(),
        }
    )
    return {"hospital_villages": about, "hospital_village_visits": long}


def villages_costs() -> pd.DataFrame:
    """What thirty trips used, item by item."""
    rows = [
        (f"T{trip:02d}", item, phase, kind, hours, rate * (hours or 1))
        for trip in range(1, VILLAGES_TRIPS + 1)
        for item, phase, kind, hours, rate in VILLAGES_COSTS
    ]
    return pd.DataFrame(rows, columns=["trip", "item", "phase", "kind", "hours", "amount"])


_VILLAGE: Final = field("village", "string", "Number of the village.", required=True)

DATASETS: dict[str, dict[str, Any]] = {
    "hospital_villages": {
        "title": "Hospital: villages of the outreach",
        "sector": "hospital",
        "description": (
            "Seventy villages of the county. Ten had holiday clinics in 2024; in 2025 a lot in each "
            "of thirty pairs decided which of two other villages had them."
        ),
        "row": "one village.",
        "made": (
            "Drawn by a random generator with a fixed seed. The ten of 2024 are those with the "
            "fewest visits in 2023. The pairs of 2025 are neighbors in the mean of their visits of "
            "2020 to 2024; in each a coin fell. The number of people is what the visits and the "
            "distance lead to."
        ),
        "primaryKey": "village",
        "fields": [
            {**_VILLAGE, "constraints": {**_VILLAGE["constraints"], "unique": True}},
            field(
                "km",
                "number",
                "Distance by road to the hospital.",
                unit="km",
                required=True,
                minimum=0,
            ),
            field(
                "people",
                "integer",
                "People who live there.",
                unit="people",
                required=True,
                minimum=1,
            ),
            field(
                "clinics_2024",
                "integer",
                "1 if the village had clinics in 2024, else 0.",
                required=True,
                enum=[0, 1],
            ),
            field(
                "pair_2025",
                "integer",
                "Number of the pair in which a lot was drawn for 2025; 0 for none.",
                required=True,
                minimum=0,
            ),
            field(
                "clinics_2025",
                "integer",
                "1 if the village had clinics in 2025, else 0.",
                required=True,
                enum=[0, 1],
            ),
        ],
    },
    "hospital_village_visits": {
        "title": "Hospital: visits from villages, by month",
        "sector": "hospital",
        "description": "Visits to the hospital by people of seventy villages, 2020 to 2025.",
        "row": "one village in one month.",
        "made": (
            "Drawn by a random generator with a fixed seed: a level of the village, a good or bad "
            "year, a good or bad month, a season and a rise that all villages share, and extra "
            "visits in a year of clinics."
        ),
        "primaryKey": ["village", "month"],
        "foreignKeys": [
            {
                "fields": "village",
                "reference": {"resource": "hospital_villages", "fields": "village"},
            }
        ],
        "fields": [
            _VILLAGE,
            field("month", "string", "Year and month, such as 2024-05.", required=True),
            field(
                "visits",
                "integer",
                "Visits to the hospital by people of the village.",
                unit="visits",
                required=True,
                minimum=0,
            ),
        ],
    },
    "hospital_trip_costs": {
        "title": "Hospital: what thirty trips of the bus used",
        "sector": "hospital",
        "description": "The thirty trips of 2024, three to each of ten villages, item by item.",
        "row": "one item of one trip.",
        "made": "Each trip used the same items. Hours are those written down, at the wage of an hour.",
        "primaryKey": ["trip", "item"],
        "foreignKeys": [leads_to("trip", "hospital_crowd")],
        "fields": [
            field("trip", "string", "Number of the trip.", required=True),
            field("item", "string", "What was used.", required=True),
            field(
                "phase",
                "string",
                "When: before, during or after the trip.",
                required=True,
                enum=["before", "during", "after"],
            ),
            field(
                "kind",
                "string",
                "Paid in cash; hours of staff; wear of the van; or sunk, a share of what was paid "
                "long before and would not come back without the trips.",
                required=True,
                enum=["cash", "hours", "wear", "sunk"],
            ),
            field("hours", "integer", "Hours of staff.", unit="hours", required=True, minimum=0),
            field("amount", "integer", "What it is worth.", unit="yuan", required=True, minimum=0),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the part."""

    hospital_villages: pd.DataFrame
    hospital_village_visits: pd.DataFrame
    hospital_trip_costs: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_villages(seed: int = VILLAGES_SEED) -> World:
    """Make the tables.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    tables = villages_tables(np.random.default_rng([seed, 101]))
    tables["hospital_trip_costs"] = villages_costs()
    return World(**{name: cast(table, DATASETS[name]) for name, table in tables.items()})
