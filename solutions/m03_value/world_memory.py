"""The table of the notebook on the year's memory: the pilot of Ward Cover, and glass cover beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field
from servicelab_workshop.worlds.schemas import cast

SEED: Final = 20263

#: Clients of each age class who chose their tier, as many as got it by lot; and of glass cover.
MEMORY_CLIENTS, MEMORY_GLASS = 3_000, 6_000
#: Of ward cover by age class: yearly stays per client, and how strongly the class is drawn to Full.
MEMORY_WARD: Final = {"40-49": (0.085, 0.0), "50-59": (0.125, 0.9), "60-65": (0.165, 1.6)}
#: Spread of the chances within a class, pull of the own chance to Full, and what cover adds to use.
MEMORY_SPREAD, MEMORY_PULL, MEMORY_FIRST, MEMORY_USE = 0.5, 1.0, -0.6, 1.06
#: Of glass cover by age class: claims per client, and the share that chooses Full.
MEMORY_PANES: Final = {"40-49": (0.115, 0.45), "50-59": (0.120, 0.55), "60-65": (0.118, 0.60)}


def insurer_pilot(rng: np.random.Generator) -> pd.DataFrame:
    """Clients and claims by line, age class, how the tier was assigned, and tier."""
    rows = []
    for who in ("chose", "lot"):
        for age, (stays, pull) in MEMORY_WARD.items():
            z = rng.standard_normal(MEMORY_CLIENTS)
            chance = stays * np.exp(MEMORY_SPREAD * z - MEMORY_SPREAD**2 / 2)
            odds = np.exp(MEMORY_FIRST + pull + MEMORY_PULL * z)
            full = rng.random(MEMORY_CLIENTS) < (odds / (1 + odds) if who == "chose" else 0.5)
            claim = rng.random(MEMORY_CLIENTS) < np.where(full, MEMORY_USE, 1.0) * chance
            rows += [
                ("ward", age, who, tier, int(mine.sum()), int(claim[mine].sum()))
                for tier, mine in (("Basic", ~full), ("Full", full))
            ]
    for age, (claims, share) in MEMORY_PANES.items():
        full = rng.random(MEMORY_GLASS) < share
        claim = rng.random(MEMORY_GLASS) < claims
        rows += [
            ("glass", age, "chose", tier, int(mine.sum()), int(claim[mine].sum()))
            for tier, mine in (("Basic", ~full), ("Full", full))
        ]
    columns = ["line", "age_class", "assigned", "tier", "clients", "claims"]
    return cast(pd.DataFrame(rows, columns=columns), DATASETS["insurer_pilot"])


DATASETS: dict[str, dict[str, Any]] = {
    "insurer_pilot": {
        "title": "Insurer: pilot of Ward Cover, and glass cover beside it",
        "sector": "insurance",
        "description": (
            "Clients and claims of one year by age class and tier. In the pilot of Ward Cover half of "
            "the clients chose Basic or Full themselves, the others got one of the two by lot. In "
            "glass cover, sold for years, all chose."
        ),
        "row": "one line, age class, way of assignment and tier.",
        "made": (
            "Drawn by a random generator with a fixed seed, the first that was tried; every client is "
            "an independent draw. Within an age class the chances of a claim may differ, as may what "
            "draws a client to a tier, and what cover does."
        ),
        "primaryKey": ["line", "age_class", "assigned", "tier"],
        "fields": [
            field("line", "string", "Line of business.", required=True, enum=["ward", "glass"]),
            field(
                "age_class",
                "string",
                "Age of the client, years.",
                required=True,
                enum=list(MEMORY_WARD),
            ),
            field(
                "assigned",
                "string",
                "How the client came to the tier.",
                required=True,
                enum=["chose", "lot"],
            ),
            field("tier", "string", "Tier of cover.", required=True, enum=["Basic", "Full"]),
            field("clients", "integer", "Clients.", unit="clients", required=True, minimum=1),
            field(
                "claims",
                "integer",
                "Of them with a claim in the year (ward cover: a stay in hospital).",
                unit="clients",
                required=True,
                minimum=0,
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The table of the notebook."""

    insurer_pilot: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_memory(seed: int = SEED) -> World:
    """Make the table.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(insurer_pilot=insurer_pilot(np.random.default_rng([seed, 34])))
