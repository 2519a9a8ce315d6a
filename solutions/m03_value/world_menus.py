"""The tables of module 3: stories of prices and who calls them unfair, an outsourcer's catalog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field

MENUS_SEED = 20363

#: Share that calls a story unfair, as the world is made: first wording, second wording.
MENUS_STORIES: Final[dict[str, tuple[float, float]]] = {
    "storm": (0.27, 0.78),
    "paper": (0.36, 0.66),
    "newcomers": (0.22, 0.71),
    "postcode": (0.70, 0.68),
}
MENUS_ASKED: Final = 1600

#: Lines of the catalog: series, usual margin, usual contribution of an hour of an expert (yuan).
MENUS_LINES: Final[dict[str, tuple[int, float, float]]] = {
    "operation": (4, 0.30, 180),
    "maintenance": (3, 0.26, 240),
    "consulting": (2, 0.42, 80),
    "security": (3, 0.37, 150),
    "tools": (2, 0.16, 420),
}
MENUS_PRODUCTS: Final = 53

_MENUS_MADE: Final = "Written for this course; every draw is independent."


def insurer_fairness(rng: np.random.Generator) -> pd.DataFrame:
    """Draw for each respondent a story, a wording, and whether it is called unfair."""
    stories = list(MENUS_STORIES)
    story = rng.choice(stories, MENUS_ASKED)
    second = rng.random(MENUS_ASKED) < 0.5
    shares = np.array(
        [MENUS_STORIES[one][int(two)] for one, two in zip(story, second, strict=True)]
    )
    unfair = rng.random(MENUS_ASKED) < shares
    return pd.DataFrame(
        {
            "respondent": [f"F{number:04d}" for number in range(1, MENUS_ASKED + 1)],
            "story": story,
            "wording": np.where(second, "second", "first"),
            "unfair": unfair.astype(int),
        }
    )


def ito_catalogue(rng: np.random.Generator) -> pd.DataFrame:
    """Draw 53 products in 14 series of 5 lines; two stand in two series, one in none."""
    series = [
        (f"{line} {number}", line)
        for line, (many, _, _) in MENUS_LINES.items()
        for number in range(1, many + 1)
    ]
    places = [one for k, one in enumerate(series) for _ in range(4 if k < 11 else 3)]
    rows = []
    for number, (name, line) in enumerate(places, 1):
        _, usual, an_hour = MENUS_LINES[line]
        price = 100 * round(float(np.exp(rng.normal(9.2, 0.5))) / 100)
        margin = float(np.clip(rng.normal(usual, 0.05), 0.03, 0.7))
        contribution = round(price * margin)
        hours = max(1, round(contribution / (an_hour * float(np.exp(rng.normal(0, 0.25))))))
        rows.append((f"T{number:02d}", name, line, price, contribution, hours))
    columns = ["product", "series", "line", "price", "contribution", "expert_hours"]
    table = pd.DataFrame(rows, columns=columns)
    double = []
    for line in ("consulting", "operation"):  # the faults are placed in these lines, not drawn
        of_line = table[table["line"] == line]
        one = of_line.loc[[rng.choice(of_line.index)]].copy()
        others = [name for name, its in series if its == line and name != one["series"].item()]
        one["series"] = rng.choice(others)
        double.append(one)
    orphan = rng.choice(table.index[table["line"] == "security"])
    table["series"] = table["series"].mask(table.index == orphan, None)
    return pd.concat([table, *double], ignore_index=True)


DATASETS: dict[str, dict[str, Any]] = {
    "insurer_fairness": {
        "sector": "insurance",
        "made": _MENUS_MADE,
        "title": "Insurer: who calls a price unfair",
        "description": (
            "Spring 2026: 1,600 policyholders of Willow Bridge, drawn at random, each heard one of "
            "four stories about a price, in one of two wordings, and said whether it is unfair. "
            "Story and wording were drawn at random for each person. The notebook on menus prints "
            "both wordings."
        ),
        "row": "the answer of one policyholder to one story.",
        "fields": [
            field(
                "respondent",
                "string",
                "Number of the person in this survey.",
                required=True,
                pattern=r"F\d{4}",
            ),
            field(
                "story",
                "string",
                "Which story was heard.",
                required=True,
                enum=tuple(MENUS_STORIES),
            ),
            field(
                "wording",
                "string",
                "In which of its two wordings.",
                required=True,
                enum=("first", "second"),
            ),
            field(
                "unfair",
                "integer",
                "1 if the person called the price unfair, else 0.",
                required=True,
                enum=(0, 1),
            ),
        ],
        "primaryKey": "respondent",
    },
    "ito_catalogue": {
        "sector": "IT outsourcing",
        "made": (
            f"{_MENUS_MADE} A few faults are placed on purpose, in lines that were chosen for them: "
            "products that stand in several series, or in none."
        ),
        "title": "Outsourcer: a service catalog",
        "description": (
            "2026: the catalog of the firm that runs the computers of Willow Bridge, 53 products in "
            "14 series of five lines, as it was handed over, with faults. Price, contribution and "
            "hours are those of a year."
        ),
        "row": "one product in one series.",
        "fields": [
            field("product", "string", "Number of the product.", required=True, pattern=r"T\d\d"),
            field("series", "string", "The series that it belongs to; blank if none is given."),
            field("line", "string", "The line.", required=True, enum=tuple(MENUS_LINES)),
            field(
                "price", "integer", "What is paid in a year.", unit="yuan", required=True, minimum=1
            ),
            field(
                "contribution",
                "integer",
                "Price minus what this product costs, without the hours of experts.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
            field(
                "expert_hours",
                "integer",
                "Hours of the few experts that it takes in a year.",
                unit="hours",
                required=True,
                minimum=1,
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module."""

    insurer_fairness: pd.DataFrame
    ito_catalogue: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_menus(seed: int = MENUS_SEED) -> World:
    """Draw the tables, each with a generator of its own.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(
        insurer_fairness=insurer_fairness(np.random.default_rng([seed, 31])),
        ito_catalogue=ito_catalogue(np.random.default_rng([seed, 32])),
    )
