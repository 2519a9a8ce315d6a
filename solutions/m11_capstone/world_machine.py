"""Plan and actual of Willow Bridge Insurance in 2025, by month and product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field, leads_to

MACHINE_SEED: Final = 20281

PLAN_YEAR: Final = 2025
#: Planned share; planned market of January and its growth a month; the true growth a month;
#: contribution of a policy and month, planned and true.
PLANS: Final[dict[str, tuple[float, int, float, float, float, float]]] = {
    "home": (0.070, 13_300, 0.001, 0.006, 41.0, 40.0),
    "motor": (0.060, 11_950, 0.022, 0.075, 92.0, 90.6),
    "health": (0.04, 20_925, 0.000, 0.003, 96.0, 97.0),
}
#: Standard deviation of a month, as a part of the market, and of the contribution.
MARKET_NOISE, CONTRIBUTION_NOISE = 0.004, 0.003


def insurer_plan(rng: np.random.Generator) -> pd.DataFrame:
    """What was planned for each month and product, and the market and contribution that came."""
    rows = []
    for month in range(12):
        for product, (share, first, planned, true, hoped, got) in PLANS.items():
            market = first * (1 + true) ** month * (1 + MARKET_NOISE * rng.normal())
            contribution = got * (1 + CONTRIBUTION_NOISE * rng.normal())
            rows.append(
                (
                    f"{PLAN_YEAR}-{month + 1:02d}-01",
                    product,
                    round(first * (1 + planned) ** month),
                    share,
                    hoped,
                    round(market),
                    round(contribution, 2),
                )
            )
    columns = ["month", "product", "market_plan", "share_plan", "contribution_plan"]
    return pd.DataFrame(rows, columns=[*columns, "market", "contribution"])


DATASETS: Final[dict[str, dict[str, Any]]] = {
    "insurer_plan": {
        "sector": "insurance",
        "made": (
            "Written for this course; markets and contributions vary independently from month to "
            "month. No seed was chosen for what it shows."
        ),
        "title": "Plan and actual of three products",
        "description": (
            "What Willow Bridge planned for 2025, and how large the market and the contribution "
            "were. insurer_in_force has the policies that were in force."
        ),
        "row": "one product in one month.",
        "primaryKey": ["month", "product"],
        "foreignKeys": [
            leads_to("month", "insurer_in_force"),
            leads_to("product", "insurer_in_force"),
        ],
        "fields": [
            field("month", "date", "First day of the month.", required=True),
            field("product", "string", "What is insured.", required=True, enum=tuple(PLANS)),
            field(
                "market_plan",
                "integer",
                "Policies of all insurers in the county, as planned.",
                unit="policies",
                required=True,
                minimum=1,
            ),
            field(
                "share_plan",
                "number",
                "Share of them that Willow Bridge planned to have, a proportion.",
                required=True,
                minimum=0,
                maximum=1,
            ),
            field(
                "contribution_plan",
                "number",
                "Planned contribution of one policy in one month.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
            field(
                "market",
                "integer",
                "Policies of all insurers in the county, as counted.",
                unit="policies",
                required=True,
                minimum=1,
            ),
            field(
                "contribution",
                "number",
                "Contribution of one policy in one month, as counted.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The table of the budget."""

    insurer_plan: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the table by the name under which it is published."""
        return dict(vars(self))


def make_world_machine(seed: int = MACHINE_SEED) -> World:
    """Draw the table.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(insurer_plan=insurer_plan(np.random.default_rng([seed, 11])))
