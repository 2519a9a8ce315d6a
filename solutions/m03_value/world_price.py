"""The tables of module 3: what people say they would pay, what they pay, and what they choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field

SEED: Final = 20263

#: The Swift Desk: policyholders of the house, how many were asked, how many had an offer.
PRICE_CLIENTS, PRICE_ASKED, PRICE_OFFERED = 2400, 900, 1800
#: Prices that were drawn at random, and the marginal cost of one client, in yuan a year.
PRICE_GRID: Final = (60, 90, 120, 150, 200, 250)
#: Who wants a desk of one's own, and what it is worth to them and to the others: median and spread.
PRICE_WANT: Final = 0.33
PRICE_WORTH: Final = {True: (138.0, 0.30), False: (20.0, 0.5)}
#: How those exaggerate who want it, and how many of the others name a polite price.
PRICE_SAID, PRICE_SAID_SPREAD, PRICE_POLITE = 1.2, 0.18, 0.45
PRICE_POLITE_WORTH: Final = (138.0, 0.35)
PRICE_ORDERS: Final = ("low price first", "high price first")
PRICE_ORDER_TIMES: Final = (0.90, 1.11)
#: How far what it is worth on the day is from what it is worth.
PRICE_DAY: Final = 0.12

CHOICE_SEGMENTS: Final = ("family", "retired", "self-employed")
CHOICE_PEOPLE, CHOICE_TASKS = 80, 5
CHOICE_LEVELS: Final[dict[str, tuple[Any, ...]]] = {
    "needs": ("partly", "fully"),
    "premium": (600, 900, 1200),
    "claims_by": ("paper", "app"),
    "news": ("on request", "each step"),
    "on_time": (60, 75, 90),
}
#: needs fully, 100 yuan more, app, news at each step, ten points more on time: in logits.
CHOICE_TASTE: Final = {
    "family": (1.75, -0.17, 0.40, 0.35, 0.24),
    "retired": (0.65, -0.13, 0.05, 1.70, 0.20),
    "self-employed": (0.70, -0.13, 1.60, 0.15, 0.30),
}


def insurer_stated_prices(rng: np.random.Generator, values: pd.DataFrame) -> pd.DataFrame:
    """The highest price that each of those asked says it would pay, in steps of 5 yuan."""
    asked = rng.choice(len(values), PRICE_ASKED, replace=False)
    asked.sort()
    real, want = values["worth"].to_numpy()[asked], values["want"].to_numpy()[asked]
    second = rng.random(PRICE_ASKED) < 0.5
    polite = rng.random(PRICE_ASKED) < PRICE_POLITE
    shown = np.exp(rng.normal(np.log(PRICE_POLITE_WORTH[0]), PRICE_POLITE_WORTH[1], PRICE_ASKED))
    said = np.where(want, PRICE_SAID * real, np.where(polite, shown, real))
    said = said * np.exp(rng.normal(0, PRICE_SAID_SPREAD, PRICE_ASKED))
    said = said * np.where(second, PRICE_ORDER_TIMES[1], PRICE_ORDER_TIMES[0])
    return pd.DataFrame(
        {
            "policyholder_id": values["policyholder_id"].to_numpy()[asked],
            "first_shown": np.array(PRICE_ORDERS)[second.astype(int)],
            "stated_max": np.maximum(5, 5 * np.rint(said / 5)).astype(int),
        }
    )


def insurer_price_test(rng: np.random.Generator, values: pd.DataFrame) -> pd.DataFrame:
    """Whether each of those with an offer bought at the price that was drawn for them."""
    offered = rng.choice(len(values), PRICE_OFFERED, replace=False)
    offered.sort()
    price = rng.permutation(np.repeat(PRICE_GRID, PRICE_OFFERED // len(PRICE_GRID)))
    today = values["worth"].to_numpy()[offered] * np.exp(rng.normal(0, PRICE_DAY, PRICE_OFFERED))
    return pd.DataFrame(
        {
            "policyholder_id": values["policyholder_id"].to_numpy()[offered],
            "price": price,
            "bought": (today >= price).astype(int),
        }
    )


def price_values(rng: np.random.Generator) -> pd.DataFrame:
    """What a desk of one's own is truly worth to each policyholder, in yuan a year."""
    want = rng.random(PRICE_CLIENTS) < PRICE_WANT
    (high, high_spread), (low, low_spread) = PRICE_WORTH[True], PRICE_WORTH[False]
    worth = np.where(
        want,
        np.exp(rng.normal(np.log(high), high_spread, PRICE_CLIENTS)),
        np.exp(rng.normal(np.log(low), low_spread, PRICE_CLIENTS)),
    )
    names = [f"H{number:04d}" for number in range(1, PRICE_CLIENTS + 1)]
    return pd.DataFrame({"policyholder_id": names, "want": want, "worth": worth})


def insurer_choices(rng: np.random.Generator) -> pd.DataFrame:
    """Five choices of each respondent between two policies whose attributes were drawn at random."""
    people = len(CHOICE_SEGMENTS) * CHOICE_PEOPLE
    rows = people * CHOICE_TASKS * 2
    table = pd.DataFrame(
        {
            "respondent": np.repeat(
                [f"Q{number:03d}" for number in range(1, people + 1)], CHOICE_TASKS * 2
            ),
            "segment": np.repeat(CHOICE_SEGMENTS, CHOICE_PEOPLE * CHOICE_TASKS * 2),
            "task": np.tile(np.repeat(np.arange(1, CHOICE_TASKS + 1), 2), people),
            "alternative": np.tile(["A", "B"], people * CHOICE_TASKS),
        }
    )
    for name, levels in CHOICE_LEVELS.items():
        table[name] = np.array(levels)[rng.integers(len(levels), size=rows)]
    taste = np.array([CHOICE_TASTE[one] for one in table["segment"]])
    features = np.column_stack(
        [
            table["needs"] == "fully",
            table["premium"] / 100,
            table["claims_by"] == "app",
            table["news"] == "each step",
            table["on_time"] / 10,
        ]
    ).astype(float)
    liking = ((taste * features).sum(axis=1) + rng.gumbel(size=rows)).reshape(-1, 2)
    table["chosen"] = (liking == liking.max(axis=1, keepdims=True)).astype(int).ravel()
    return table


_PRICE_ID: Final[dict[str, Any]] = {"required": True, "unique": True, "pattern": r"H\d{4}"}
_PRICE_MADE: Final = "Drawn by a random generator with a fixed seed, without quotas. "
_PRICE_KEYS: Final[dict[str, Any]] = {
    "primaryKey": "policyholder_id",
    "foreignKeys": [
        {
            "fields": "policyholder_id",
            "reference": {"resource": "insurer_policyholders", "fields": "policyholder_id"},
        }
    ],
}

DATASETS: Final[dict[str, dict[str, Any]]] = {
    "insurer_stated_prices": {
        "title": "Insurer: what policyholders say they would pay",
        "sector": "insurance",
        "description": (
            "A survey on the Swift Desk, a claims adviser of one's own: the highest price that each "
            "says it would pay. Whether the list of prices began low or high was drawn at random."
        ),
        "row": "one policyholder who was asked.",
        "made": _PRICE_MADE
        + "What is named starts from what the desk is worth to each; wish, politeness and the order "
        "of the list may move it.",
        **_PRICE_KEYS,
        "fields": [
            field("policyholder_id", "string", "Number of the policyholder.", **_PRICE_ID),
            field(
                "first_shown",
                "string",
                "How the list of prices began.",
                required=True,
                enum=PRICE_ORDERS,
            ),
            field(
                "stated_max",
                "integer",
                "The highest price that the policyholder says it would pay, in steps of 5.",
                unit="yuan a year",
                required=True,
                minimum=0,
            ),
        ],
    },
    "insurer_price_test": {
        "title": "Insurer: the Swift Desk at six prices",
        "sector": "insurance",
        "description": (
            "Offers of the Swift Desk that could be accepted at once. Which of six prices a "
            "policyholder saw was drawn at random, 300 for each."
        ),
        "row": "one policyholder who had an offer.",
        "made": _PRICE_MADE
        + "Some of these policyholders were also asked in the survey, which changed nothing.",
        **_PRICE_KEYS,
        "fields": [
            field("policyholder_id", "string", "Number of the policyholder.", **_PRICE_ID),
            field(
                "price",
                "integer",
                "The price that was drawn.",
                unit="yuan a year",
                required=True,
                enum=PRICE_GRID,
            ),
            field(
                "bought",
                "integer",
                "1 if the policyholder bought within four weeks, else 0.",
                required=True,
                enum=(0, 1),
            ),
        ],
    },
    "insurer_choices": {
        "title": "Insurer: choices between two policies",
        "sector": "insurance",
        "description": (
            "Each respondent chose five times between two policies on paper. All attributes were "
            "drawn at random and independently. Nothing was paid."
        ),
        "row": "one policy of a pair that was shown.",
        "made": _PRICE_MADE + "How much each attribute weighs was set for each segment.",
        "primaryKey": ["respondent", "task", "alternative"],
        "fields": [
            field(
                "respondent",
                "string",
                "Number of the respondent.",
                required=True,
                pattern=r"Q\d{3}",
            ),
            field(
                "segment",
                "string",
                "What the respondent's household lives on.",
                required=True,
                enum=CHOICE_SEGMENTS,
            ),
            field("task", "integer", "Which of the five choices.", required=True, minimum=1),
            field("alternative", "string", "Policy A or B.", required=True, enum=("A", "B")),
            field(
                "needs",
                "string",
                "Whether the cover meets the needs of the household partly or fully.",
                required=True,
                enum=CHOICE_LEVELS["needs"],
            ),
            field(
                "premium",
                "integer",
                "Premium.",
                unit="yuan a year",
                required=True,
                enum=CHOICE_LEVELS["premium"],
            ),
            field(
                "claims_by",
                "string",
                "How a claim is sent in.",
                required=True,
                enum=CHOICE_LEVELS["claims_by"],
            ),
            field(
                "news",
                "string",
                "When the client is told how the claim stands.",
                required=True,
                enum=CHOICE_LEVELS["news"],
            ),
            field(
                "on_time",
                "integer",
                "Claims of 100 that are paid by the promised day.",
                required=True,
                enum=CHOICE_LEVELS["on_time"],
            ),
            field("chosen", "integer", "1 if this policy was chosen.", required=True, enum=(0, 1)),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module."""

    insurer_stated_prices: pd.DataFrame
    insurer_price_test: pd.DataFrame
    insurer_choices: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_price(seed: int = SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """

    def rng(*key: int) -> np.random.Generator:
        return np.random.default_rng([seed, *key])

    values = price_values(rng(20))
    return World(
        insurer_stated_prices=insurer_stated_prices(rng(21), values),
        insurer_price_test=insurer_price_test(rng(22), values),
        insurer_choices=insurer_choices(rng(23)),
    )
