"""The tables of module 6, part 3: waits as they are felt, a trial at the kiosks, and five ways to line up."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import simpy

from servicelab_workshop.worlds.fields import field
from servicelab_workshop.worlds.hospital import make_hospital
from servicelab_workshop.worlds.schemas import cast

FELT_SEED: Final = 20267
FELT_GROUPS: Final = ("ill", "sub-healthy", "healthy")

# the waiting room
ROOM_PATIENTS: Final = 640
#: Felt minutes for each measured one: silent, what explaining takes off, what being overtaken adds.
ROOM_FELT, ROOM_EXPLAINED, ROOM_OVERTAKEN = 1.22, 0.20, 0.14
#: Points of satisfaction: what being overtaken takes, and what explaining gives back of it.
ROOM_HURT, ROOM_HEALED = 1.10, 0.80

# the kiosks
KIOSK_DAYS, KIOSK_ROWS = 20, 1600
#: Share right of a simple case with all papers on a guided day.
KIOSK_BEST: Final = 0.905
#: Points of guidance, of a complex case, and of papers that are not complete.
KIOSK_GUIDED, KIOSK_COMPLEX, KIOSK_PAPERS = 0.15, 0.25, 0.08

# the lines
LINE_MORNINGS: Final = 80
LINE_RATES: Final = (30, 42, 40, 26, 16)
LINE_MIX: Final = (0.44, 0.30, 0.26)
LINE_PATIENCE: Final = (150.0, 75.0, 50.0)
LINE_SERVICE: Final = 10.0
#: Name -> desks for the ill and for the others (five for all where there is one line), and the order.
LINE_LAYOUTS: Final[dict[str, tuple[tuple[int, ...], str]]] = {
    "own desks, 2 for the ill": ((2, 3), "arrival"),
    "own desks, 3 for the ill": ((3, 2), "arrival"),
    "one line, in order of arrival": ((5,), "arrival"),
    "one line, ill first": ((5,), "ill"),
    "one line, ill first up to 40 minutes": ((5,), "limit"),
}
LINE_LIMIT: Final = 40.0


def room_table(rng: np.random.Generator) -> pd.DataFrame:
    """Patients who waited for their results: two lots each, minutes measured and felt."""
    drivers = make_hospital().drivers[["patient_id", "group"]]
    chosen = np.sort(rng.choice(len(drivers), ROOM_PATIENTS, replace=False))
    people = drivers.iloc[chosen].reset_index(drop=True)
    ill = (people["group"].astype(str) == "ill").to_numpy()
    explained = (rng.random(ROOM_PATIENTS) < 0.5).astype(int)
    screen = (rng.random(ROOM_PATIENTS) < 0.5).astype(int)
    waited = rng.gamma(4.0, 7.0, ROOM_PATIENTS).round() + 3
    overtaken = (~ill & (rng.random(ROOM_PATIENTS) < 0.55)).astype(int)
    looks = 1 / (1 + np.exp(-(waited - 32) / 8))
    watched = ((screen == 1) & (rng.random(ROOM_PATIENTS) < looks)).astype(int)
    each = (
        ROOM_FELT - ROOM_EXPLAINED * explained + ROOM_OVERTAKEN * overtaken * (1 - 0.6 * explained)
    )
    felt = waited * each + rng.normal(0, 6, ROOM_PATIENTS)
    liked = (
        5.6
        - 0.030 * waited
        - ROOM_HURT * overtaken * (1 - ROOM_HEALED * explained)
        + 0.25 * explained
        + rng.normal(0, 0.9, ROOM_PATIENTS)
    )
    silent = rng.random(ROOM_PATIENTS) < 0.03
    table = people.assign(
        explained=explained,
        screen=screen,
        watched=watched,
        overtaken=overtaken,
        waited=waited.astype(int),
        felt=np.maximum((felt / 5).round() * 5, 0).astype(int),
        satisfied=np.where(silent, np.nan, np.clip(liked.round(), 1, 7)),
    )
    return cast(table, DATASETS["hospital_waiting_room"])


def kiosk_table(rng: np.random.Generator) -> pd.DataFrame:
    """Check-ins of twenty days, of which ten were drawn for guidance."""
    each = KIOSK_ROWS // KIOSK_DAYS
    guided = np.repeat((rng.permutation(KIOSK_DAYS) < KIOSK_DAYS // 2).astype(int), each)
    own = np.repeat(rng.normal(0, 0.035, KIOSK_DAYS), each)
    hard = (rng.random(KIOSK_ROWS) < 0.35).astype(int)
    complete = (rng.random(KIOSK_ROWS) < np.where(hard == 1, 0.45, 0.80)).astype(int)
    works = KIOSK_BEST - KIOSK_GUIDED * (1 - guided)
    works = works - KIOSK_COMPLEX * hard - KIOSK_PAPERS * (1 - complete) + own
    right = (rng.random(KIOSK_ROWS) < works).astype(int)
    minutes = np.exp(rng.normal(1.1, 0.35, KIOSK_ROWS)) + 4.5 * (1 - right)
    table = pd.DataFrame(
        {
            "checkin_id": [f"K{number:04d}" for number in range(1, KIOSK_ROWS + 1)],
            "day": np.repeat(np.arange(1, KIOSK_DAYS + 1), each),
            "guided": guided,
            "complex": hard,
            "complete": complete,
            "right": right,
            "minutes": minutes.round(1),
        }
    )
    return cast(table, DATASETS["hospital_checkins"])


def line_patients(rng: np.random.Generator) -> pd.DataFrame:
    """Patients of a morning: minute of arrival, group, minutes at the desk, and patience."""
    counts = rng.poisson(LINE_RATES)
    arrived = np.concatenate(
        [np.sort(rng.uniform(60 * hour, 60 * hour + 60, n)) for hour, n in enumerate(counts)]
    )
    group = rng.choice(3, len(arrived), p=LINE_MIX)
    service = rng.exponential(LINE_SERVICE, len(arrived))
    patience = rng.exponential(1.0, len(arrived)) * np.array(LINE_PATIENCE)[group]
    return pd.DataFrame(
        {"arrived": arrived, "group": group, "service": service, "patience": patience}
    )


def line_run(patients: pd.DataFrame, desks: int, order: str) -> pd.DataFrame:
    """Let patients line up for some desks; simpy keeps the clock.

    Returns
    -------
    pandas.DataFrame
        A row for each patient: minutes in line, and whether he or she left.
    """
    arrived, group = patients["arrived"].to_numpy(), patients["group"].to_numpy()
    service, patience = patients["service"].to_numpy(), patients["patience"].to_numpy()
    env = simpy.Environment()
    line: dict[int, simpy.Event] = {}
    free = [desks]
    waited, left = np.zeros(len(patients)), np.zeros(len(patients), int)

    ranks: dict[str, Callable[[int], tuple[float, ...]]] = {
        "arrival": lambda i: (arrived[i],),
        "ill": lambda i: (float(group[i] != 0), arrived[i]),
        "limit": lambda i: (
            float(env.now - arrived[i] < LINE_LIMIT),
            float(group[i] != 0 and env.now - arrived[i] < LINE_LIMIT),
            arrived[i],
        ),
    }

    def call_next() -> None:
        while free[0] and line:
            first = min(line, key=ranks[order])
            free[0] -= 1
            line.pop(first).succeed()

    def patient(i: int) -> Generator[simpy.Event, Any, None]:
        yield env.timeout(arrived[i])
        called = line[i] = env.event()
        call_next()
        yield called | env.timeout(patience[i])
        waited[i] = env.now - arrived[i]
        if not called.triggered:
            del line[i]
            left[i] = 1
            return
        yield env.timeout(service[i])
        free[0] += 1
        call_next()

    for i in range(len(patients)):
        env.process(patient(i))
    env.run()
    return pd.DataFrame({"group": group, "waited": waited, "left": left})


def lines_table(rng: np.random.Generator, mornings: int = LINE_MORNINGS) -> pd.DataFrame:
    """The same mornings with five ways to line up, by group."""
    rows = []
    for morning in range(1, mornings + 1):
        patients = line_patients(rng)
        ill = patients["group"] == 0
        for layout, (desks, order) in LINE_LAYOUTS.items():
            parts = [patients] if len(desks) == 1 else [patients[ill], patients[~ill]]
            runs = [line_run(part, n, order) for part, n in zip(parts, desks, strict=True)]
            ran = pd.concat(runs)
            for number, name in enumerate(FELT_GROUPS):
                own = ran[ran["group"] == number]
                waited = round(float(own["waited"].mean()), 2)
                counts = int(own["left"].sum()), int((own["waited"] > 60).sum())
                rows.append((morning, layout, name, len(own), waited, *counts))
    names = ["morning", "layout", "group", "patients", "waited", "left", "hour"]
    return cast(pd.DataFrame(rows, columns=names), DATASETS["hospital_lines"])


def _yes_no(name: str, description: str) -> dict[str, Any]:
    return field(name, "integer", description, required=True, enum=[0, 1])


DATASETS: dict[str, dict[str, Any]] = {
    "hospital_waiting_room": {
        "title": "Hospital: waits, measured and felt",
        "sector": "hospital",
        "description": (
            "Patients who waited for their test results; nobody left before being called. For each "
            "of them two coins were tossed at the door: one for a clerk who explains the wait, and "
            "one for the room with a screen. For results, ill patients are called first."
        ),
        "row": "one patient.",
        "made": (
            "Drawn by a random generator with a fixed seed. Both coins are fair and independent; "
            "being overtaken and watching are not drawn by lot. Patients and their groups are those "
            "of hospital_drivers."
        ),
        "primaryKey": "patient_id",
        "foreignKeys": [
            {
                "fields": "patient_id",
                "reference": {"resource": "hospital_drivers", "fields": "patient_id"},
            }
        ],
        "fields": [
            field(
                "patient_id",
                "string",
                "Number of the patient, the same in all tables of the hospital.",
                required=True,
                unique=True,
            ),
            field("group", "string", "Group of the patient.", required=True, enum=FELT_GROUPS),
            _yes_no("explained", "By lot: 1 if a clerk explained why the wait is long, else 0."),
            _yes_no("screen", "By lot: 1 if seated in the room with a screen, else 0."),
            _yes_no("watched", "1 if the patient watched the screen, as the clerk saw it, else 0."),
            _yes_no("overtaken", "1 if somebody who came later was called earlier, else 0."),
            field(
                "waited",
                "integer",
                "Minutes from the door to the call, measured.",
                unit="minutes",
                required=True,
                minimum=0,
            ),
            field(
                "felt",
                "integer",
                "Minutes as the patient says, in steps of five.",
                unit="minutes",
                required=True,
                minimum=0,
            ),
            field(
                "satisfied",
                "integer",
                "Satisfaction with the wait, 1 to 7; empty if not answered.",
                unit="points",
                minimum=1,
                maximum=7,
            ),
        ],
    },
    "hospital_checkins": {
        "title": "Hospital: check-ins at the kiosks",
        "sector": "hospital",
        "description": (
            "Eighty check-ins on each of twenty days. On ten days, drawn by lot, a clerk guided "
            "patients at the kiosks."
        ),
        "row": "one check-in.",
        "made": (
            "Drawn by a random generator with a fixed seed. Days differ by themselves, besides the "
            "guidance. Complete papers are rarer in complex cases."
        ),
        "primaryKey": "checkin_id",
        "fields": [
            field("checkin_id", "string", "Number of the check-in.", required=True, unique=True),
            field(
                "day",
                "integer",
                "Day of the trial, 1 to 20.",
                required=True,
                minimum=1,
                maximum=KIOSK_DAYS,
            ),
            _yes_no("guided", "By lot, for the whole day: 1 if patients were guided, else 0."),
            _yes_no("complex", "1 if more than one department is involved, else 0."),
            _yes_no("complete", "1 if the patient brought all papers, else 0."),
            _yes_no("right", "1 if the check-in was right the first time, else 0."),
            field(
                "minutes",
                "number",
                "Minutes at the kiosk alone, second tries included; a desk comes on top.",
                unit="minutes",
                required=True,
                minimum=0,
            ),
        ],
    },
    "hospital_lines": {
        "title": "Hospital: eighty mornings, five ways to line up",
        "sector": "hospital",
        "description": (
            "Simulated mornings at five desks, 8:00 to 13:00: the same patients in five layouts. "
            "30, 42, 40, 26 and 16 arrivals an hour on average, ten minutes at a desk, and patience "
            "of 150, 75 and 50 minutes on average (ill, sub-healthy, healthy)."
        ),
        "row": "one group of patients on one morning in one layout.",
        "made": (
            "Simulated with simpy from a random generator with a fixed seed. Arrivals are Poisson, "
            "times at the desk and patience exponential."
        ),
        "primaryKey": ["morning", "layout", "group"],
        "fields": [
            field("morning", "integer", "Number of the morning.", required=True, minimum=1),
            field("layout", "string", "Way to line up.", required=True, enum=tuple(LINE_LAYOUTS)),
            field("group", "string", "Group of patients.", required=True, enum=FELT_GROUPS),
            field(
                "patients",
                "integer",
                "Patients who came.",
                unit="patients",
                required=True,
                minimum=0,
            ),
            field(
                "waited",
                "number",
                "Mean minutes in line of all of them, also of those who left.",
                unit="minutes",
                required=True,
                minimum=0,
            ),
            field(
                "left",
                "integer",
                "Patients who left before they were called.",
                unit="patients",
                required=True,
                minimum=0,
            ),
            field(
                "hour",
                "integer",
                "Patients who were in line for more than 60 minutes.",
                unit="patients",
                required=True,
                minimum=0,
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the part."""

    hospital_waiting_room: pd.DataFrame
    hospital_checkins: pd.DataFrame
    hospital_lines: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_felt(seed: int = FELT_SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(
        hospital_waiting_room=room_table(np.random.default_rng([seed, 61])),
        hospital_checkins=kiosk_table(np.random.default_rng([seed, 62])),
        hospital_lines=lines_table(np.random.default_rng([seed, 63])),
    )
