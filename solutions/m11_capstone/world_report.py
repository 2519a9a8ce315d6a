"""The table of module 11, part 4: ranges of a made-up trainee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field
from servicelab_workshop.worlds.schemas import cast

REPORT_SEED: Final = 20312
#: Modules, ranges in each, and how many outcomes were never opened.
REPORT_MODULES, REPORT_EACH, REPORT_SEALED = 10, 3, 2
#: Part of the squared error that ranges of one module share: they were read off the same data.
REPORT_SHARED: Final = 0.3
#: Half the width of a range in standard deviations of the error. 1.28 would hold 80 %, this holds half.
REPORT_HALF: Final = 0.674
REPORT_UNITS: Final = ("%", "points", "minutes", "yuan")


def ranges_table(rng: np.random.Generator) -> pd.DataFrame:
    """Ranges of somebody who says 80 %, and means half of the width that this needs."""
    n = REPORT_MODULES * REPORT_EACH + REPORT_SEALED
    module = np.concatenate(
        [
            np.repeat(np.arange(1, REPORT_MODULES + 1), REPORT_EACH),
            np.sort(rng.choice(np.arange(1, REPORT_MODULES + 1), REPORT_SEALED, replace=False)),
        ]
    )
    shared = rng.normal(size=REPORT_MODULES + 1)[module]
    error = np.sqrt(REPORT_SHARED) * shared + np.sqrt(1 - REPORT_SHARED) * rng.normal(size=n)
    spread = rng.lognormal(2, 0.5, n)
    came = rng.uniform(10, 90, n)
    middle = came + spread * error
    half = REPORT_HALF * spread
    table = pd.DataFrame(
        {
            "module": [f"m{number:02}" for number in module],
            "unit": rng.choice(REPORT_UNITS, n),
            "low": middle - half,
            "high": middle + half,
            "came": came,
        }
    ).round(1)
    table.loc[n - REPORT_SEALED :, "came"] = np.nan
    table = table.sort_values("module", kind="stable", ignore_index=True)
    table.insert(0, "range_id", [f"R{number:02}" for number in range(1, n + 1)])
    return cast(table, DATASETS["course_ranges"])


DATASETS: dict[str, dict[str, Any]] = {
    "course_ranges": {
        "title": "Ranges that a made-up trainee gave in the course",
        "sector": "education",
        "description": (
            "Ranges of a trainee who does not exist, each given with 80 % and before the outcome "
            "was opened, and what came. Two were never opened. It is practice for counting one's own."
        ),
        "row": "one range.",
        "made": (
            "Drawn by a random generator with a fixed seed, without any quota. The error of a guess is "
            "normal, and its half width is 0.674 standard deviations of the error, so that half of such "
            "ranges hold; 1.28 would hold 80 %. Ranges of one module share a part of their error. The "
            "seed is the second that was looked at: with the first, 20 of 30 held, so that 80 % lay "
            "inside the interval and nobody could tell; on eleven of twelve other seeds it lies above."
        ),
        "primaryKey": "range_id",
        "fields": [
            field("range_id", "string", "Number of the range.", required=True, unique=True),
            field("module", "string", "In which module it was given.", required=True),
            field(
                "unit",
                "string",
                "Unit of the three numbers.",
                required=True,
                enum=list(REPORT_UNITS),
            ),
            field("low", "number", "Lower end of the range, in its unit.", required=True),
            field("high", "number", "Upper end of the range, in its unit.", required=True),
            field("came", "number", "What came, in its unit; blank if it was never opened."),
        ],
    },
}


@dataclass
class ReportWorld:
    """The ranges of a made-up trainee.

    Attributes
    ----------
    seed : int
        What fixes every byte.
    """

    seed: int

    def tables(self) -> dict[str, pd.DataFrame]:
        """The table by its name."""
        return {"course_ranges": ranges_table(np.random.default_rng([self.seed, 114]))}


def make_world_report(seed: int = REPORT_SEED) -> ReportWorld:
    """Make the world of one seed.

    Parameters
    ----------
    seed : int
        Another seed gives another trainee.
    """
    return ReportWorld(seed)
