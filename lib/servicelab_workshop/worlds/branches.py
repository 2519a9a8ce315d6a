"""The forty branches of Lantern Bank's region: six quarters of a survey that asks everybody alike.

The branches differ a little for good (a standard deviation of 1.5 points), far less than answers of
so few make them differ by chance. After the fourth quarter the ten lowest went to a seminar, which
did nothing; before the sixth, twenty of forty were drawn at random for coaching, which brings 4.5
points. Every answer is drawn for itself; nothing is dealt out evenly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.worlds.fields import field
from servicelab_workshop.worlds.schemas import cast

#: The branches of the city stand among the others; what is larger is busier.
BRANCHES = (
    "Apricot Hill",
    "Bamboo Ford",
    "Old Town",
    "Bell Rock",
    "Riverside",
    "Birch Hollow",
    "Black Pine",
    "Lakeside",
    "Canal End",
    "Cedar Pass",
    "Clear Spring",
    "Copper Hill",
    "Crane Marsh",
    "Eastgate",
    "East Ferry",
    "Elm Cross",
    "Fishpond",
    "Fox Valley",
    "Granite Gate",
    "Green Market",
    "High Meadow",
    "Iron Bridge",
    "Kiln Road",
    "Long Dike",
    "Lotus Field",
    "Maple Grove",
    "Mill Creek",
    "Moon Bay",
    "North Pass",
    "Orchard",
    "Peach Garden",
    "Harbor",
    "Quarry",
    "Red Cliff",
    "Salt Wharf",
    "Silver Hill",
    "University",
    "Stone Arch",
    "Tea Terrace",
    "Three Wells",
)
CITY = ("Eastgate", "Harbor", "Lakeside", "Old Town", "Riverside", "University")
QUARTERS, LOWEST_IN_SEMINAR = 6, 10

#: Share of satisfied customers: the mean of the branches, their spread, and what coaching brings.
LEVEL, SPREAD, COACHING = 0.86, 0.015, 0.045

DATASETS: dict[str, dict[str, Any]] = {
    "bank_branch_survey": {
        "title": "Bank: customer satisfaction of forty branches",
        "sector": "bank",
        "description": (
            "How many of those who answered were satisfied, for each branch and quarter. Every "
            "customer is asked one yes-or-no question, in the same way in all forty branches; the "
            "shares are therefore not those of the six branches in module 1, each of which asked in "
            "a way of its own."
        ),
        "row": "one branch in one quarter.",
        "made": (
            "Drawn by a random generator with a fixed seed: the answers of each branch and quarter "
            "as independent draws with its true share. Between quarters 4 and 5 the managers of "
            "the ten branches that were lowest in quarter 4 went to a seminar. Before quarter 6, "
            "twenty of the forty branches were drawn at random and coached. The seed is one of 130 "
            "that were tried, chosen because its examples are clear; on other seeds the "
            "difference between coached and other branches is not always sure."
        ),
        "primaryKey": ["branch", "quarter"],
        "fields": [
            field("branch", "string", "Name of the branch's place.", required=True, enum=BRANCHES),
            field(
                "quarter",
                "integer",
                "Number of the quarter.",
                required=True,
                minimum=1,
                maximum=QUARTERS,
            ),
            field(
                "n",
                "integer",
                "Customers of this branch who answered in this quarter.",
                required=True,
                minimum=8,
            ),
            field(
                "satisfied",
                "integer",
                "Those of them who said that they were satisfied.",
                required=True,
                minimum=0,
            ),
            field(
                "coached",
                "integer",
                "1 if the branch was drawn for coaching before this quarter, else 0.",
                required=True,
                enum=(0, 1),
            ),
        ],
    }
}


@dataclass(frozen=True)
class BranchWorld:
    """The survey of the branches, and the truth behind it.

    Attributes
    ----------
    bank_branch_survey : DataFrame
        As described in ``datasets/cards``.
    truth : Series
        Each branch's true share of satisfied customers without coaching. Never written to a file.
    """

    bank_branch_survey: pd.DataFrame
    truth: pd.Series

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return {"bank_branch_survey": self.bank_branch_survey}


def make_branches(seed: int = 20357) -> BranchWorld:
    """Invent the survey, the same for the same seed.

    Parameters
    ----------
    seed : int
        Another seed gives other branches, under the same assumptions.

    Returns
    -------
    BranchWorld

    Raises
    ------
    CourseError
        If the seed is negative.

    Examples
    --------
    >>> survey = make_branches().bank_branch_survey
    >>> len(survey), int(survey["coached"].sum())
    (240, 20)
    """
    if seed < 0:
        raise CourseError(_("A seed is a whole number from 0 on."))
    rng = np.random.default_rng(seed)
    size = np.rint(np.exp(rng.uniform(np.log(12), np.log(400), len(BRANCHES))))
    truth = np.clip(rng.normal(LEVEL, SPREAD, len(BRANCHES)), 0, 1)
    drawn = rng.permutation(len(BRANCHES)) < len(BRANCHES) // 2
    quarters = []
    for quarter in range(1, QUARTERS + 1):
        coached = drawn if quarter == QUARTERS else np.zeros(len(BRANCHES), dtype=bool)
        n = np.maximum(rng.poisson(size), 8)
        satisfied = [rng.binomial(*of) for of in zip(n, truth + COACHING * coached, strict=True)]
        quarters.append(
            pd.DataFrame(
                {
                    "branch": BRANCHES,
                    "quarter": quarter,
                    "n": n,
                    "satisfied": satisfied,
                    "coached": coached.astype(int),
                }
            )
        )
    return BranchWorld(
        bank_branch_survey=cast(
            pd.concat(quarters, ignore_index=True), DATASETS["bank_branch_survey"]
        ),
        truth=pd.Series(truth, index=pd.Index(BRANCHES, name="branch"), name="truth"),
    )
