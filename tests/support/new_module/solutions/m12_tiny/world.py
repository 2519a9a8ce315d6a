"""Waits at one counter: on Monday every other customer waits too long."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from servicelab_workshop.worlds.fields import field

DAYS = ("Mon", "Tue")
DATASETS = {
    "tiny_waits": {
        "title": "Bank: waits at one counter",
        "sector": "bank",
        "description": "Minutes that customers of two days waited.",
        "row": "one customer.",
        "made": "Written for this course.",
        "fields": [
            field("day", "string", "Day of the visit.", required=True, enum=DAYS),
            field("minutes", "number", "How long the customer waited.", unit="minutes", minimum=0),
        ],
    }
}


@dataclass(frozen=True)
class TinyWorld:
    """The waits."""

    tiny_waits: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return {"tiny_waits": self.tiny_waits}


def make_world() -> TinyWorld:
    """Make the table."""
    minutes = [2.0, 4.0, 6.0, 8.0, 1.0, 3.0, 5.0, 7.0]
    return TinyWorld(pd.DataFrame({"day": [*4 * ["Mon"], *4 * ["Tue"]], "minutes": minutes}))
