"""The tables of module 1: services whose time is measured, offers judged, economies, households."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.bank import make_bank
from servicelab_workshop.worlds.fields import field, leads_to

SEED = 20331

#: Middle times in hours, as the world is made. `unread` is what those expect who saw no leaflet;
#: a service of which it is left out is expected alike with and without.
SERVICES: Final[dict[str, dict[str, float]]] = {
    "app question": {
        "expected": 4,
        "believed": 24,
        "standard": 24,
        "delivered": 22,
        "seen": 23,
        "promised": 24,
    },
    "loan decision": {
        "expected": 72,
        "believed": 76,
        "standard": 168,
        "delivered": 152,
        "seen": 158,
        "promised": 168,
    },
    "call back": {
        "expected": 24,
        "believed": 24,
        "standard": 24,
        "delivered": 41,
        "seen": 42,
        "promised": 24,
    },
    "new card": {
        "expected": 72,
        "unread": 136,
        "believed": 144,
        "standard": 144,
        "delivered": 134,
        "seen": 138,
        "promised": 72,
    },
    "cash at the counter": {
        "expected": 0.5,
        "believed": 0.3,
        "standard": 0.42,
        "delivered": 0.36,
        "seen": 0.4,
        "promised": 0.42,
    },
}
#: How many are asked or measured for each service, and how far they lie apart (of the logarithm).
ASKED: Final = {
    "expected": (100, 0.16),
    "believed": (16, 0.10),
    "delivered": (100, 0.16),
    "seen": (100, 0.16),
}
SOURCES: Final = ("expected", "believed", "standard", "delivered", "seen", "promised")
READ: Final = 0.7

#: How sure one is before and after (0 to 10), the risk that is felt (1 to 7).
OFFERS: Final[dict[str, tuple[float, float, float]]] = {
    "current account": (7.5, 8.8, 2.2),
    "travel card": (7.0, 8.4, 2.6),
    "counter advice": (3.4, 7.6, 3.6),
    "app help": (3.8, 8.0, 3.0),
    "investment advice": (2.6, 3.4, 5.4),
    "loan protection": (2.8, 3.2, 5.1),
}
JUDGES: Final = 80

_SECTOR = {"sector": "bank", "made": "Written for this course; every draw is independent."}


def bank_gaps(rng: np.random.Generator) -> pd.DataFrame:
    """Draw what is expected, believed, delivered and seen; standard and promise are written."""
    rows = []
    for service, middle in SERVICES.items():
        for source in SOURCES:
            n, spread = ASKED.get(source, (1, 0.0))
            read = rng.random(n) < READ
            expected = source == "expected"
            center = np.where(
                read | (not expected), middle[source], middle.get("unread", middle[source])
            )
            hours = np.round(center * np.exp(rng.normal(0, spread, n)), 2)
            saw = np.where(read, "yes", "no") if expected else [None] * n
            rows += list(zip([service] * n, [source] * n, hours.tolist(), saw, strict=True))
    return pd.DataFrame(rows, columns=["service", "source", "hours", "saw_leaflet"])


def bank_offers_judged(rng: np.random.Generator) -> pd.DataFrame:
    """Draw the answers of eighty customers on six offers, each person with a level of their own."""
    ids = np.sort(rng.choice(make_bank().customers["customer_id"].unique(), JUDGES, replace=False))
    rows = []
    for person in ids:
        own = rng.normal(0, 0.8)
        for offer, (before, after, risk) in OFFERS.items():
            sure = [
                int(np.clip(np.rint(one + own + rng.normal(0, 1.5)), 0, 10))
                for one in (before, after)
            ]
            felt = int(np.clip(np.rint(risk + 0.5 * own + rng.normal()), 1, 7))
            asked = int(rng.random() < 0.08 + 0.12 * (felt - 1))
            rows.append((str(person), offer, *sure, felt, asked))
    columns = ["customer_id", "offer", "sure_before", "sure_after", "risk", "asked_others"]
    return pd.DataFrame(rows, columns=columns)


def economies(rng: np.random.Generator) -> pd.DataFrame:
    """Four rich and large economies, eight poorer ones, in the order of their letters."""
    is_rich = np.arange(12) < 4
    gdp = np.exp(rng.normal(np.where(is_rich, 8.2, 5.6), np.where(is_rich, 0.5, 0.8))).round()
    share = rng.normal(np.where(is_rich, 0.72, 0.48), np.where(is_rich, 0.02, 0.06))
    places = rng.permutation(12)
    table = pd.DataFrame(
        {
            "group": np.where(is_rich, "high income", "middle income"),
            "gdp": gdp.astype(int),
            "services": (gdp * share).round().astype(int),
        }
    ).iloc[places]
    table.insert(0, "economy", list("ABCDEFGHIJKL"))
    return table.reset_index(drop=True)


def household_spending(rng: np.random.Generator) -> pd.DataFrame:
    """Households whose spending on life services rises by 1.25 % with each percent of income."""
    income = np.exp(rng.normal(9.0, 0.55, 240)).round()
    life = np.exp(-4.35 + 1.25 * np.log(income) + rng.normal(0, 0.45, 240)).round()
    return pd.DataFrame(
        {
            "household": [f"H{number:03d}" for number in range(1, 241)],
            "income": income.astype(int),
            "life_services": life.clip(min=1).astype(int),
        }
    )


DATASETS: dict[str, dict[str, Any]] = {
    "bank_gaps": {
        **_SECTOR,
        "title": "Bank: five services and their times",
        "description": (
            "Autumn 2025, Riverside branch: the time of five services at each place where it can be "
            "measured. Customers before the service, managers, the rule book, the log, customers "
            "after the service, the leaflet. Different customers were asked before and after; both "
            "were drawn at random from the branch's lists. Who had seen the leaflet was not."
        ),
        "row": "one answer, one measured case, or one written rule.",
        "fields": [
            field("service", "string", "What was to be done.", required=True, enum=tuple(SERVICES)),
            field(
                "source",
                "string",
                "Where the time comes from: expected by a customer before; believed by a manager to "
                "be what customers expect; standard in the rule book; delivered by the log; seen by "
                "a customer after; promised in the leaflet.",
                required=True,
                enum=SOURCES,
            ),
            field("hours", "number", "The time.", unit="hours", required=True, minimum=0),
            field(
                "saw_leaflet",
                "string",
                "Whether the customer who was asked before had seen the leaflet; blank for all other "
                "sources.",
                enum=("yes", "no"),
            ),
        ],
    },
    "bank_offers_judged": {
        **_SECTOR,
        "title": "Bank: how well customers can judge six offers",
        "description": (
            "Autumn 2025, Riverside branch: 80 customers, drawn at random from those who had bought "
            "all six offers, were asked about each of them."
        ),
        "row": "one customer's answers on one offer.",
        "primaryKey": ["customer_id", "offer"],
        "foreignKeys": [leads_to("customer_id", "bank_customers")],
        "fields": [
            field(
                "customer_id",
                "string",
                "Number of the customer record.",
                required=True,
                pattern=r"B\d{4}",
            ),
            field("offer", "string", "What had been bought.", required=True, enum=tuple(OFFERS)),
            field(
                "sure_before",
                "integer",
                "How well it could be judged before it was bought: 0, not at all, to 10.",
                required=True,
                minimum=0,
                maximum=10,
            ),
            field(
                "sure_after",
                "integer",
                "How well it can be judged now, after use: 0, not at all, to 10.",
                required=True,
                minimum=0,
                maximum=10,
            ),
            field(
                "risk",
                "integer",
                "How risky it felt to buy: 1 to 7.",
                required=True,
                minimum=1,
                maximum=7,
            ),
            field(
                "asked_others",
                "integer",
                "Whether somebody else was asked first: 1 for yes.",
                required=True,
                enum=(0, 1),
            ),
        ],
    },
    "economies": {
        "title": "Twelve invented economies",
        "sector": "economy",
        "description": "What each produces in a year, and how much of it are services.",
        "row": "one economy.",
        "made": (
            "Drawn at random for this course: four rich economies with a product around 3,600 "
            "billion and a services share around 72 %, eight poorer ones around 270 billion and 48 %. "
            "No economy is a real one."
        ),
        "fields": [
            field("economy", "string", "Letter of the economy.", required=True, unique=True),
            field(
                "group",
                "string",
                "Income group.",
                required=True,
                enum=("high income", "middle income"),
            ),
            field(
                "gdp",
                "integer",
                "Gross domestic product of a year.",
                unit="billion dollars",
                required=True,
                minimum=1,
            ),
            field(
                "services",
                "integer",
                "Value added of services in it.",
                unit="billion dollars",
                required=True,
                minimum=0,
            ),
        ],
    },
    "household_spending": {
        "title": "Income and spending on life services of invented households",
        "sector": "economy",
        "description": (
            "Monthly income, and what goes to life services: culture, health, travel, care."
        ),
        "row": "one household.",
        "made": (
            "Drawn at random for this course: incomes around 8,100 yuan; spending such that 1 % more "
            "income goes with 1.25 % more spending, give or take what differs between households. It "
            "says nothing about real households."
        ),
        "fields": [
            field("household", "string", "Number of the household.", required=True, unique=True),
            field(
                "income",
                "integer",
                "Income in a month.",
                unit="yuan",
                required=True,
                minimum=1,
            ),
            field(
                "life_services",
                "integer",
                "Spending on life services in a month.",
                unit="yuan",
                required=True,
                minimum=1,
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module."""

    bank_gaps: pd.DataFrame
    bank_offers_judged: pd.DataFrame
    economies: pd.DataFrame
    household_spending: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world(seed: int = SEED) -> World:
    """Draw the tables, each with a generator of its own.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(
        bank_gaps=bank_gaps(np.random.default_rng([seed, 21])),
        bank_offers_judged=bank_offers_judged(np.random.default_rng([seed, 22])),
        economies=economies(np.random.default_rng([seed, 31])),
        household_spending=household_spending(np.random.default_rng([seed, 32])),
    )
