"""The tables of module 9: profits by year, guests of a hotel and their later stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.bank import make_bank
from servicelab_workshop.worlds.fields import field, leads_to

WORTH_SEED = 20269

#: Drawn at random from the customers of the branch: so many small firms, so many private customers.
WORTH_DRAWN: Final = {"small firm": 250, "retail": 700}
WORTH_YEARS: Final = range(2020, 2026)
#: Of the logarithm of what a year brings before the cost of serving: middle and spread.
WORTH_LEVEL: Final = {"small firm": (6.9, 0.55), "retail": (6.1, 0.55)}
#: By how much a firm's earnings grow each year, as a part of its first year's.
WORTH_GROWTH: Final = {"small firm": 0.05, "retail": 0.0}

#: Paces of the hotel's guests: gamma, stays a week; lengths of their time as guests: exponential,
#: with rates that are gamma. No BG/NBD model: a guest can be lost at any time, not only after a stay.
WORTH_GUESTS: Final = 1500
WORTH_PACE: Final = (1.5, 15.0)
WORTH_LOSS: Final = (0.8, 60.0)
WORTH_WEEKS, WORTH_LATER = 78, 52

WORTH_KINDS: Final = tuple(WORTH_DRAWN)


def worth_profits(rng: np.random.Generator) -> pd.DataFrame:
    """Draw what customers brought each year who are still here.

    What a private customer brings changes by chance alone, a firm's earnings grow; those who bring
    little leave sooner, whatever their kind. So of those who came long ago the richer are left.
    """
    bank = make_bank()
    here = bank.customers.drop_duplicates("customer_id").set_index("customer_id")
    since = pd.to_datetime(here["since"]).dt.year
    firm = bank.truth["segment"].reindex(here.index).eq("small-business")
    rows = []
    for kind, drawn in WORTH_DRAWN.items():
        can = here.index[firm if kind == "small firm" else ~firm]
        can = can[(since[can] >= 2008) & (since[can] <= 2024)]
        middle, spread = WORTH_LEVEL[kind]
        for customer in np.sort(rng.choice(can, drawn, replace=False)):
            long = 2025 - int(since[customer])
            while True:  # one who is still here: all others are in no table
                z = rng.normal()
                leaves = 1 / (1 + np.exp(1.4 + 1.5 * z))
                if rng.random() < (1 - leaves) ** long:
                    break
            base = np.exp(middle + spread * z)
            serve = np.exp(rng.normal(5.0, 0.6))  # the cost of serving, the same every year
            for year in WORTH_YEARS:
                tenure = year - int(since[customer])
                if tenure >= 1:
                    level = base * (1 + WORTH_GROWTH[kind] * (tenure - 1))
                    profit = level * np.exp(rng.normal(0, 0.18)) - serve
                    rows.append((str(customer), kind, year, tenure, round(profit)))
    return pd.DataFrame(rows, columns=["customer_id", "kind", "year", "tenure", "profit"])


def worth_guests(
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[np.ndarray]]:
    """Draw paces, lengths as a guest, ages at the end of week 78, and the weeks of repeat stays."""
    n = WORTH_GUESTS
    shape, scale = WORTH_PACE
    pace = rng.gamma(shape, 1 / scale, n)
    shape, scale = WORTH_LOSS
    length = rng.exponential(1 / rng.gamma(shape, 1 / scale, n))
    age = np.round(WORTH_WEEKS - rng.uniform(0, 26, n), 1)
    until = np.minimum(length, age)
    counts = rng.poisson(pace * until)
    weeks = [rng.uniform(0, end, k) for end, k in zip(until, counts, strict=True)]
    return pace, length, age, weeks


def worth_blocks(seed: int = WORTH_SEED) -> list[int]:
    """Repeat stays of all guests in each of the last thirteen times four weeks, oldest first."""
    _pace, _length, age, weeks = worth_guests(np.random.default_rng([seed, 23]))
    back = np.concatenate([end - stays for end, stays in zip(age, weeks, strict=True)])
    return [int((back // 4 == block).sum()) for block in range(12, -1, -1)]


def worth_hotel(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw the guests of a hotel to the end of week 78, and their stays in the 52 weeks after."""
    pace, length, age, weeks = worth_guests(rng)
    last = np.array([stays.max() if len(stays) else 0.0 for stays in weeks])
    ahead = np.clip(length - age, 0, WORTH_LATER)
    later = rng.poisson(pace * ahead)
    ids = [f"G{number:04d}" for number in range(1, WORTH_GUESTS + 1)]
    known = pd.DataFrame(
        {
            "guest_id": ids,
            "repeat_stays": [len(stays) for stays in weeks],
            "weeks_since_first": age,
            "weeks_since_last": np.round(age - np.round(last, 1), 1),
        }
    )
    return known, pd.DataFrame({"guest_id": ids, "stays": later})


_WORTH_GUEST: Final[dict[str, Any]] = {"required": True, "pattern": r"G\d{4}", "unique": True}

DATASETS: dict[str, dict[str, Any]] = {
    "bank_profits": {
        "title": "Bank: what customers brought, year by year",
        "sector": "bank",
        "description": (
            "Customers of the Riverside branch who are still here at the end of 2025: drawn at random "
            "from the small firms and from the private customers, with what they brought in each "
            "full year since 2020. Whoever has left is not in the table."
        ),
        "row": "one customer in one year.",
        "primaryKey": ["customer_id", "year"],
        "foreignKeys": [leads_to("customer_id", "bank_customers")],
        "made": (
            "Written for this course; every draw is independent. Those who bring little leave sooner. "
            "The notebook finds out whose profit grows."
        ),
        "fields": [
            field(
                "customer_id",
                "string",
                "Number of the customer record.",
                required=True,
                pattern=r"B\d{4}",
            ),
            field(
                "kind",
                "string",
                "A small firm or a private (retail) customer.",
                required=True,
                enum=WORTH_KINDS,
            ),
            field("year", "integer", "Calendar year.", required=True, minimum=2020, maximum=2025),
            field(
                "tenure",
                "integer",
                "Calendar years since the year in which this customer came.",
                unit="years",
                required=True,
                minimum=1,
                maximum=17,
            ),
            field(
                "profit",
                "integer",
                "What the customer brought in that year after the cost of serving.",
                unit="yuan",
                required=True,
            ),
        ],
    },
    "hotel_stays": {
        "title": "Hotel: guests, their repeat stays and their silence",
        "sector": "hotel",
        "description": (
            "All guests of a hotel whose first stay lies 52 to 78 weeks back. They have no contract: "
            "nobody says when a guest is lost."
        ),
        "row": "one guest.",
        "made": (
            "Written for this course; every draw is independent. Each guest has a pace of his or her "
            "own and can be lost at any time. The model that the notebook fits assumes something "
            "else, that one is lost only right after a stay."
        ),
        "primaryKey": "guest_id",
        "fields": [
            field("guest_id", "string", "Number of the guest.", **_WORTH_GUEST),
            field(
                "repeat_stays",
                "integer",
                "Stays after the first one.",
                unit="stays",
                required=True,
                minimum=0,
            ),
            field(
                "weeks_since_first",
                "number",
                "From the first stay to today.",
                unit="weeks",
                required=True,
                minimum=0,
            ),
            field(
                "weeks_since_last",
                "number",
                "From the last stay to today; the first stay is the last for whoever never repeated.",
                unit="weeks",
                required=True,
                minimum=0,
            ),
        ],
    },
    "hotel_later": {
        "title": "Hotel: the stays of the year after",
        "sector": "hotel",
        "description": "How often each guest of `hotel_stays` stayed in the 52 weeks after that table.",
        "row": "one guest.",
        "made": "Drawn together with `hotel_stays`.",
        "primaryKey": "guest_id",
        "foreignKeys": [leads_to("guest_id", "hotel_stays")],
        "fields": [
            field("guest_id", "string", "Number of the guest.", **_WORTH_GUEST),
            field(
                "stays",
                "integer",
                "Stays in the 52 weeks.",
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

    bank_profits: pd.DataFrame
    hotel_stays: pd.DataFrame
    hotel_later: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_worth(seed: int = WORTH_SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """

    def rng(*key: int) -> np.random.Generator:
        return np.random.default_rng([seed, *key])

    stays, later = worth_hotel(rng(23))
    return World(
        bank_profits=worth_profits(rng(22)),
        hotel_stays=stays,
        hotel_later=later,
    )
