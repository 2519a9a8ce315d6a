"""The tables of module 6, part 4: the steps of a visit, and forty days under four plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import simpy

from servicelab_workshop.worlds.fields import field
from servicelab_workshop.worlds.schemas import cast

SLOTS_SEED: Final = 20268
SLOTS_DAYS: Final = 40
#: Patients an hour on a usual day, from 8:00 on; the desks close to new patients at 17:00.
SLOTS_RATES: Final = (30, 42, 40, 26, 12, 16, 24, 20, 12)
SLOTS_GROUPS: Final = ("ill", "sub-healthy", "healthy")
#: Who comes before eleven, and later.
SLOTS_MIX: Final = ((0.46, 0.30, 0.24), (0.38, 0.34, 0.28))
#: Mean minutes of patience and the share willing to move, by group; mean minutes at a desk.
SLOTS_PATIENCE: Final = (150.0, 75.0, 50.0)
SLOTS_WILLING: Final = (0.05, 0.45, 0.60)
SLOTS_SERVICE: Final = 10.0
#: Of those who come between nine and eleven and are not ill, the share with an appointment.
SLOTS_BOOKED: Final = 0.6
#: Yuan for a desk hour, and for a clerk's call that asks a patient whether the afternoon would suit.
SLOTS_DESK_HOUR, SLOTS_ASK = 120, 12
#: Desks in each of the nine hours.
SLOTS_DESKS: Final = {
    "as now": (5,) * 9,
    "ask to move": (5,) * 9,
    "two desks 9-12": (5, 7, 7, 7, 5, 5, 5, 5, 5),
    "sixth desk all day": (6,) * 9,
}

SLOTS_STEPS: Final = (  # step, works, minutes, yuan a point, who, seen
    ("find the department", 0.98, 4, 900, "patient", 1),
    ("register at the kiosk", 0.64, 3, 1000, "patient", 1),
    ("call up the record", 0.99, 1, 2400, "clerk", 0),
    ("wait and be called", 0.97, 9, 1600, "patient", 1),
    ("describe the complaint", 0.98, 4, 1500, "patient", 1),
    ("examine", 0.99, 6, 5200, "doctor", 1),
    ("order tests", 0.98, 2, 800, "doctor", 0),
    ("take the sample", 0.99, 6, 1900, "nurse", 1),
    ("carry to the laboratory", 0.98, 15, 600, "porter", 0),
    ("analyze", 0.99, 30, 5000, "laboratory", 0),
    ("explain the result", 0.96, 7, 1100, "doctor", 1),
    ("pay and collect medicine", 0.97, 9, 1300, "patient", 1),
)


def slots_day(rng: np.random.Generator) -> pd.DataFrame:
    """Patients of one day: arrival (minutes after eight), group, service, patience, asked, moves, later."""
    level = rng.normal(1, 0.1)
    hours = np.repeat(np.arange(9), rng.poisson(np.array(SLOTS_RATES) * max(level, 0.5)))
    n = len(hours)
    group = np.where(hours < 3, rng.choice(3, n, p=SLOTS_MIX[0]), rng.choice(3, n, p=SLOTS_MIX[1]))
    asked = np.isin(hours, (1, 2)) & (group > 0) & (rng.random(n) < SLOTS_BOOKED)
    return pd.DataFrame(
        {
            "arrived": 60 * (hours + rng.random(n)),
            "group": group,
            "service": rng.exponential(SLOTS_SERVICE, n),
            "patience": rng.exponential(np.array(SLOTS_PATIENCE)[group]),
            "asked": asked,
            "moves": asked & (rng.random(n) < np.array(SLOTS_WILLING)[group]),
            "later": 60 * (4 + 4 * rng.random(n)),
        }
    )


def slots_run(patients: pd.DataFrame, desks: tuple[int, ...]) -> pd.DataFrame:
    """One day in line by arrival: minutes waited by each patient, and who left."""
    world = simpy.Environment()
    room = simpy.PriorityResource(world, capacity=max(desks))
    waited, left = np.zeros(len(patients)), np.zeros(len(patients), dtype=bool)

    def closed(start: int, end: float) -> Iterator[Any]:  # a desk that nobody sits at
        yield world.timeout(start)
        with room.request(priority=0) as turn:  # goes before any patient
            yield turn
            yield world.timeout(max(end - world.now, 0))

    def visit(number: int, arrived: float, service: float, patience: float) -> Iterator[Any]:
        yield world.timeout(arrived)
        with room.request(priority=1) as turn:
            yield turn | world.timeout(patience)
            waited[number] = world.now - arrived
            left[number] = not turn.triggered
            if turn.triggered:
                yield world.timeout(service)

    for desk in range(min(desks), max(desks)):
        off = [hour for hour, here in enumerate(desks) if here <= desk]
        starts = [hour for hour in off if hour - 1 not in off]
        ends = [hour + 1 for hour in off if hour + 1 not in off]
        for start, end in zip(starts, ends, strict=True):
            world.process(closed(60 * start, 60 * end if end < len(desks) else 1e4))
    columns = patients[["arrived", "service", "patience"]].itertuples(index=False)
    for number, (arrived, service, patience) in enumerate(columns):
        world.process(visit(number, arrived, service, patience))
    world.run()
    return pd.DataFrame({"group": patients["group"].to_numpy(), "waited": waited, "left": left})


def slots_plans(rng: np.random.Generator, days: int = SLOTS_DAYS) -> pd.DataFrame:
    """Run the same patients of each day under each of the four plans."""
    rows = []
    for day in range(1, days + 1):
        patients = slots_day(rng)
        for plan, desks in SLOTS_DESKS.items():
            moves = plan == "ask to move"
            come = patients.assign(
                arrived=patients["arrived"].where(
                    ~patients["moves"] | (not moves), patients["later"]
                )
            )
            ran = slots_run(come.sort_values("arrived", ignore_index=True), desks)
            gone = ran[ran["left"]].groupby("group").size().reindex(range(3), fill_value=0)
            rows.append(
                {
                    "day": day,
                    "plan": plan,
                    "patients": len(patients),
                    "waited": round(float(ran["waited"].sum())),
                    "left_ill": int(gone[0]),
                    "left_others": int(gone[1] + gone[2]),
                    "asked": int(patients["asked"].sum()) if moves else 0,
                    "moved": int(patients["moves"].sum()) if moves else 0,
                    "yuan": (sum(desks) - 45) * SLOTS_DESK_HOUR
                    + (SLOTS_ASK * int(patients["asked"].sum()) if moves else 0),
                }
            )
    return cast(pd.DataFrame(rows), DATASETS["hospital_plans"])


def slots_steps() -> pd.DataFrame:
    """The twelve steps of a visit."""
    names = ["step", "works", "minutes", "yuan_a_point", "who", "seen"]
    return cast(pd.DataFrame(SLOTS_STEPS, columns=names), DATASETS["journey_steps"])


DATASETS: dict[str, dict[str, Any]] = {
    "hospital_plans": {
        "title": "Hospital: forty simulated days under four plans",
        "sector": "hospital",
        "description": (
            "Forty days of the out-patient department, simulated. The same patients, with the same "
            "patience and the same minutes at a desk, are run under each of four plans: five desks as "
            "now; five desks, and patients with an appointment between nine and eleven who are not ill "
            "are called by a clerk and asked to come in the afternoon; two more desks from nine to twelve; a "
            "sixth desk all day. Desks are hired for the day."
        ),
        "row": "one simulated day under one plan.",
        "made": (
            "Simulated with the package simpy from a random generator with a fixed seed: random arrivals at hourly "
            "rates and a level for each day, exponential minutes at the desk (10 on average), exponential "
            "patience by group, one line in order of arrival. Who agrees to move was drawn by group and does come "
            "in the afternoon. Real days were not observed."
        ),
        "primaryKey": ["day", "plan"],
        "fields": [
            field("day", "integer", "Number of the simulated day.", required=True, minimum=1),
            field("plan", "string", "Which plan.", required=True, enum=list(SLOTS_DESKS)),
            field(
                "patients",
                "integer",
                "Patients who come on this day.",
                unit="patients",
                required=True,
                minimum=0,
            ),
            field(
                "waited",
                "integer",
                "Minutes in line, all patients together; also of those who left.",
                unit="minutes",
                required=True,
                minimum=0,
            ),
            field(
                "left_ill",
                "integer",
                "Ill patients who left before they were served.",
                unit="patients",
                required=True,
                minimum=0,
            ),
            field(
                "left_others",
                "integer",
                "Sub-healthy and healthy patients who left before they were served.",
                unit="patients",
                required=True,
                minimum=0,
            ),
            field(
                "asked",
                "integer",
                "Patients whom a clerk called and asked to come in the afternoon.",
                unit="patients",
                required=True,
                minimum=0,
            ),
            field(
                "moved",
                "integer",
                "Patients who agreed and came in the afternoon.",
                unit="patients",
                required=True,
                minimum=0,
            ),
            field(
                "yuan",
                "integer",
                "Cost of the plan on this day: 120 for a desk hour more than now, 12 for each call by a clerk.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
        ],
    },
    "journey_steps": {
        "title": "Hospital: the twelve steps of a visit",
        "sector": "hospital",
        "description": (
            "The steps of an out-patient visit with a laboratory test, in order; how often each goes right, "
            "and what its department believes that one more percentage point would cost."
        ),
        "row": "one step.",
        "made": "Written down by the author. The costs of a point are estimates of the departments.",
        "primaryKey": "step",
        "fields": [
            field("step", "string", "What happens.", required=True, unique=True),
            field(
                "works",
                "number",
                "Proportion of visits in which the step goes right the first time.",
                required=True,
                minimum=0,
                maximum=1,
            ),
            field(
                "minutes",
                "integer",
                "Minutes that it takes.",
                unit="minutes",
                required=True,
                minimum=0,
            ),
            field(
                "yuan_a_point",
                "integer",
                "Estimate of the department: yuan a month for one more percentage point of `works`.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
            field("who", "string", "Who does it.", required=True),
            field(
                "seen",
                "integer",
                "1 if the patient sees it, else 0.",
                required=True,
                enum=[0, 1],
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module's fourth notebook."""

    hospital_plans: pd.DataFrame
    journey_steps: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_slots(seed: int = SLOTS_SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(
        hospital_plans=slots_plans(np.random.default_rng([seed, 41])),
        journey_steps=slots_steps(),
    )
