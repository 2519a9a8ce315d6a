"""Ten services of Plum Court Hospital, by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field

SERVICES_SEED: Final = 20282

QUARTERS: Final = 24
FIRST_YEAR: Final = 2020
#: Ceiling a quarter, growth a quarter, quarter of the middle, swing of the season; contribution and
#: theatre hours of a case; what the hospital's evidence board says; whether it is a duty.
SERVICES: Final[dict[str, tuple[float, float, float, float, int, float, str, int]]] = {
    "hearing implant": (65, 0.45, 13, 0.04, 7000, 2.0, "sound", 0),
    "tonsils": (480, -0.16, 14, 0.07, 1200, 0.8, "sound", 0),
    "cataract": (900, 0.25, 4, 0.06, 1500, 0.5, "sound", 0),
    "knee wash-out": (380, 0.40, 7, 0.05, 2600, 1.0, "withdrawn", 0),
    "colon robot": (1500, 0.17, 40, 0.03, 7400, 4.0, "sound", 0),
    "emergency surgery": (190, 0.02, -20, 0.04, -900, 2.6, "sound", 1),
    "hernia day case": (700, 0.34, 19, 0.05, 2250, 0.9, "sound", 0),
    "pelvic mesh": (260, 0.50, 3, 0.05, 6100, 1.8, "withdrawn", 0),
    "allergy clinic": (820, 0.30, 5, 0.30, 420, 0.0, "sound", 0),
    "joint replacement": (420, 0.30, 6, 0.05, 5200, 2.2, "sound", 0),
}


def hospital_services(rng: np.random.Generator) -> pd.DataFrame:
    """Cases of each service and quarter: Poisson counts along a curve with a season."""
    time = np.arange(1, QUARTERS + 1)
    rows = []
    for name, (top, growth, middle, swing, worth, hours, evidence, duty) in SERVICES.items():
        curve = top / (1 + np.exp(-growth * (time - middle)))
        season = 1 + swing * np.sin(2 * np.pi * time / 4 + 0.3)
        for quarter, cases in enumerate(rng.poisson(curve * season)):
            when = f"{FIRST_YEAR + quarter // 4}Q{quarter % 4 + 1}"
            rows.append((name, when, int(cases), worth, hours, evidence, duty))
    columns = ["service", "quarter", "cases", "contribution", "hours", "evidence", "duty"]
    return pd.DataFrame(rows, columns=columns)


DATASETS: Final[dict[str, dict[str, Any]]] = {
    "hospital_services": {
        "sector": "hospital",
        "made": (
            "Written for this course: logistic curves with a season, and independent Poisson "
            "counts around them. No seed was chosen for what it shows."
        ),
        "title": "Ten services of a hospital in 24 quarters",
        "description": (
            "How many cases each service had from 2020 to 2025, what a case brings and needs, and "
            "what the hospital's evidence board said at the end of 2025."
        ),
        "row": "one service in one quarter.",
        "fields": [
            field("service", "string", "The service.", required=True, enum=tuple(SERVICES)),
            field(
                "quarter",
                "string",
                "Year and quarter.",
                required=True,
                pattern=r"20\d\dQ[1-4]",
            ),
            field("cases", "integer", "Cases treated.", unit="cases", required=True, minimum=0),
            field(
                "contribution",
                "integer",
                "Contribution of one case; below zero: it costs more than it brings.",
                unit="yuan",
                required=True,
            ),
            field(
                "hours",
                "number",
                "Hours in the operating theatre that one case needs.",
                unit="hours",
                required=True,
                minimum=0,
            ),
            field(
                "evidence",
                "string",
                "What the evidence board says: sound, or withdrawn since trials showed no benefit or harm.",
                required=True,
                enum=("sound", "withdrawn"),
            ),
            field(
                "duty",
                "integer",
                "1: no other house within reach offers it; the hospital must.",
                required=True,
                enum=(0, 1),
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The table of the services."""

    hospital_services: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the table by the name under which it is published."""
        return dict(vars(self))


def make_world_services(seed: int = SERVICES_SEED) -> World:
    """Draw the table.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(hospital_services=hospital_services(np.random.default_rng([seed, 11])))
