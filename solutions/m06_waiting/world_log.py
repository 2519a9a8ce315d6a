"""The log of an out-patient department: a month of days, five desks, and those who did not stay."""

from __future__ import annotations

import functools
import heapq
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field
from servicelab_workshop.worlds.hospital import make_hospital
from servicelab_workshop.worlds.schemas import cast

LOG_SEED: Final = 20266
LOG_DAYS: Final = 30
LOG_DESKS: Final = 5
#: Patients an hour from eight o'clock on, of a usual day: 222.
LOG_RATES: Final = (30, 42, 40, 26, 12, 16, 24, 20, 12)
#: How far the level of a day moves, as a standard deviation of its logarithm.
LOG_LEVEL: Final = 0.10
LOG_SERVICE: Final = 10.0
LOG_GROUPS: Final = ("ill", "sub-healthy", "healthy")
#: Mean patience of the three groups, minutes.
LOG_PATIENCE: Final = (150.0, 75.0, 50.0)
#: Groups among those who come in the first three hours, and later.
LOG_MIX: Final = ((0.46, 0.30, 0.24), (0.38, 0.34, 0.28))
#: How many of the people of a group in the year before are known by the hospital's surveys.
LOG_KNOWN: Final = (329 / 9231, 259 / 32066, 212 / 60039)


def log_month(seed: int = LOG_SEED, days: int = LOG_DAYS) -> pd.DataFrame:
    """Who comes in a month: day, minute, group, minutes at a desk and patience, before any waiting."""
    rng = np.random.default_rng(seed)
    level = np.exp(rng.normal(0, LOG_LEVEL, days))
    level /= level.mean()
    rows = []
    for day in range(days):
        for hour, rate in enumerate(LOG_RATES):
            number = rng.poisson(rate * level[day])
            for minute in np.sort(rng.uniform(60 * hour, 60 * (hour + 1), number)):
                group = int(rng.choice(3, p=LOG_MIX[hour > 2]))
                service, patience = rng.exponential(LOG_SERVICE), rng.exponential(1.0)
                rows.append((day + 1, minute, group, service, patience * LOG_PATIENCE[group]))
    return pd.DataFrame(rows, columns=["day", "arrived", "group", "service", "patience"])


def log_served(month: pd.DataFrame, leave: bool = True, desks: int = LOG_DESKS) -> pd.DataFrame:
    """Serve a month in order of arrival: when each one was called or left, and the desk."""
    parts = []
    for _day, part in month.groupby("day"):
        free = [(0.0, desk) for desk in range(1, desks + 1)]
        heapq.heapify(free)
        rows = []
        for came, service, patience in zip(
            part["arrived"], part["service"], part["patience"], strict=True
        ):
            begins = max(came, free[0][0])
            if leave and begins - came > patience:
                rows.append((np.nan, came + patience, np.nan, np.nan))
                continue
            _since, desk = heapq.heappop(free)
            heapq.heappush(free, (begins + service, desk))
            rows.append((begins, np.nan, begins + service, desk))
        parts.append(
            pd.DataFrame(rows, columns=["started", "left", "finished", "desk"], index=part.index)
        )
    return pd.concat([month, pd.concat(parts)], axis=1)


@functools.lru_cache(maxsize=64)
def log_stay(seed: int = LOG_SEED) -> float:
    """Mean wait in minutes of a month in which nobody leaves, all else as it was drawn."""
    served = log_served(log_month(seed), leave=False)
    return float((served["started"] - served["arrived"]).mean())


def log_table(seed: int) -> pd.DataFrame:
    """The log as it is published, times to a tenth of a minute."""
    month = log_served(log_month(seed))
    rng = np.random.default_rng([seed, 61])
    patients = make_hospital().drivers[["patient_id", "group"]]
    known = rng.random(len(month)) < np.array(LOG_KNOWN)[month["group"]]
    ids = np.full(len(month), None, dtype=object)
    for number, group in enumerate(LOG_GROUPS):
        here = np.flatnonzero(known & (month["group"] == number).to_numpy())
        pool = patients.loc[patients["group"] == group, "patient_id"].to_numpy()
        ids[here] = rng.choice(pool, len(here))
    table = pd.DataFrame(
        {
            "visit_id": [f"V{number:04d}" for number in range(1, len(month) + 1)],
            "patient_id": ids,
            "day": month["day"],
            "group": np.array(LOG_GROUPS)[month["group"]],
            **{name: month[name].round(1) for name in ("arrived", "started", "left", "finished")},
            "desk": month["desk"].astype("Int64"),
        }
    )
    return cast(table, DATASETS["hospital_arrivals"])


DATASETS: dict[str, dict[str, Any]] = {
    "hospital_arrivals": {
        "title": "Hospital: a month of the out-patient department",
        "sector": "hospital",
        "description": (
            "Everybody who came to the out-patient department on thirty days: when they came, when "
            "they were called to one of five desks, or when they went home without being seen."
        ),
        "row": "one visit.",
        "made": (
            "Drawn by a random generator with a fixed seed. Arrivals follow the hour of the day, and "
            "days differ in how many come; time at a desk and patience are drawn for each patient. "
            "Served is who came first."
        ),
        "primaryKey": "visit_id",
        "foreignKeys": [
            {
                "fields": "patient_id",
                "reference": {"resource": "hospital_drivers", "fields": "patient_id"},
            }
        ],
        "fields": [
            field("visit_id", "string", "Number of the visit.", required=True, unique=True),
            field(
                "patient_id",
                "string",
                "Who it was, if it is one of the 800 patients of the surveys; else empty.",
            ),
            field(
                "day", "integer", "Day of the log, 1 to 30.", required=True, minimum=1, maximum=30
            ),
            field(
                "group",
                "string",
                "Group of the patient.",
                required=True,
                enum=["ill", "sub-healthy", "healthy"],
            ),
            field(
                "arrived",
                "number",
                "When the patient came, in minutes after eight o'clock.",
                unit="minutes",
                required=True,
                minimum=0,
                maximum=540,
            ),
            field(
                "started",
                "number",
                "When the patient was called to a desk, in minutes after eight; empty if never.",
                unit="minutes",
                minimum=0,
            ),
            field(
                "left",
                "number",
                "When the patient went home unseen, in minutes after eight; empty if seen.",
                unit="minutes",
                minimum=0,
            ),
            field(
                "finished",
                "number",
                "When the patient left the desk, in minutes after eight; empty if never called.",
                unit="minutes",
                minimum=0,
            ),
            field(
                "desk",
                "integer",
                "Number of the desk, 1 to 5; empty if never called.",
                minimum=1,
                maximum=5,
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module's log."""

    hospital_arrivals: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_log(seed: int = LOG_SEED) -> World:
    """Make the log.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(hospital_arrivals=log_table(seed))
