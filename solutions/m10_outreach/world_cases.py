"""The tables of module 10, part 2: what the bus found, and what finding did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field, leads_to
from servicelab_workshop.worlds.schemas import cast

CASES_SEED: Final = 20271
#: Clinics of 2024, and adults in each arm of the county's trial.
CASES_TRIPS, CASES_PEOPLE = 30, 12_000
#: Usual pressure: mean and standard deviation; of one reading around it; from where it is high.
CASES_USUAL, CASES_SPREAD, CASES_READING, CASES_HIGH = 124, 12, 10, 140
CASES_TABLETS: Final = -9
#: Cancers of the neck in an arm: felt within fourteen years, and never felt but found by a scan.
CASES_FELT, CASES_NEVER = 46, 168
CASES_ARMS: Final = ("not screened", "screened")


def crowd_table(rng: np.random.Generator) -> pd.DataFrame:
    """Clinics, whether the bus had the scan, and how many people came."""
    scan = rng.permutation(np.arange(CASES_TRIPS) % 2)
    came = np.rint(rng.normal(52 + 17 * scan, 9)).astype(int)
    table = pd.DataFrame(
        {
            "trip": [f"T{number:02d}" for number in range(1, CASES_TRIPS + 1)],
            "ultrasound": scan,
            "came": came,
        }
    )
    return cast(table, DATASETS["hospital_crowd"])


def readings_table(rng: np.random.Generator, crowd: pd.DataFrame) -> pd.DataFrame:
    """Everybody who came: a reading; a second if it is high; a third if that is high, too."""
    trip = np.repeat(crowd["trip"].to_numpy(), crowd["came"])
    n = len(trip)
    usual = rng.normal(CASES_USUAL, CASES_SPREAD, n)
    first, second, third = np.rint(rng.normal(usual, CASES_READING, (3, n)))
    high = first >= CASES_HIGH
    confirmed = high & (second >= CASES_HIGH)
    drawn = np.zeros(n)
    places = np.flatnonzero(confirmed)
    drawn[rng.permutation(places)[: len(places) // 2]] = 1
    third = third + CASES_TABLETS * drawn
    table = pd.DataFrame(
        {
            "person_id": [f"S{number:04d}" for number in range(1, n + 1)],
            "trip": trip,
            "first": first,
            "second": np.where(high, second, np.nan),
            "tablets_by_lot": np.where(confirmed, drawn, np.nan),
            "third": np.where(confirmed, third, np.nan),
        }
    )
    whole = ["first", "second", "tablets_by_lot", "third"]
    table[whole] = table[whole].astype("Int64")
    return cast(table, DATASETS["hospital_readings"])


def necks_table(rng: np.random.Generator) -> pd.DataFrame:
    """Cancers found in ten years in the two arms of the trial."""
    rows = []
    for arm in CASES_ARMS:
        for _ in range(rng.poisson(CASES_FELT)):
            felt = rng.uniform(0, 14)
            hidden = rng.exponential(4)
            deadly = rng.random() < 0.28
            death = felt + rng.uniform(0.6, 3.5)
            seen = rng.random(3) < 0.9
            found, by = felt, "symptoms"
            if arm == "screened":
                for year in (0, 1, 2):
                    if felt - hidden <= year < felt and seen[year]:
                        found, by = float(year), "screening"
                        break
            if found < 10:
                died = deadly and death < 10
                rows.append((arm, by, found, int(died), death if died else 10.0))
        if arm == "screened":
            years = rng.choice(3, rng.poisson(CASES_NEVER), p=(0.8, 0.12, 0.08))
            rows += [(arm, "screening", float(year), 0, 10.0) for year in years]
    names = ["arm", "found_by", "year_found", "died", "seen_until"]
    table = pd.DataFrame(rows, columns=names).round({"year_found": 1, "seen_until": 1})
    table["seen_until"] = table["seen_until"].clip(lower=table["year_found"] + 0.1)
    table = table.sort_values(["arm", "year_found"], kind="stable", ignore_index=True)
    table.insert(0, "case_id", [f"N{number:03d}" for number in range(1, len(table) + 1)])
    return cast(table, DATASETS["hospital_necks"])


def strokes_table(rng: np.random.Generator) -> pd.DataFrame:
    """Strokes in ten years in the two arms of the trial."""
    strokes = rng.binomial(CASES_PEOPLE, np.array([0.09, 0.09 * 0.84]))
    table = pd.DataFrame({"arm": CASES_ARMS, "people": CASES_PEOPLE, "strokes": strokes})
    return cast(table, DATASETS["hospital_strokes"])


def calls_table(rng: np.random.Generator) -> pd.DataFrame:
    """Calls to the hospital from the villages, by week after a clinic."""
    week = np.arange(26)
    calls = rng.poisson(150 * np.exp(-(week + 0.5) / 9))
    return cast(pd.DataFrame({"week": week, "calls": calls}), DATASETS["hospital_trip_calls"])


def five_year_survival(cases: pd.DataFrame) -> float:
    """Share alive five years after being found, by Kaplan and Meier."""
    from statsmodels.duration.survfunc import SurvfuncRight

    seen = cases["seen_until"] - cases["year_found"]
    curve = SurvfuncRight(seen, cases["died"])
    before = curve.surv_times <= 5
    return float(curve.surv_prob[before][-1]) if before.any() else 1.0


def screened_arms(seeds: range) -> list[tuple[float, int]]:
    """Of other draws of the trial: survival in percent, and deaths, in the screened arm."""
    pairs = []
    for seed in seeds:
        cases = necks_table(np.random.default_rng([seed, 105]))
        arm = cases[cases["arm"] == "screened"]
        pairs.append((round(100 * five_year_survival(arm), 1), int(arm["died"].sum())))
    return pairs


_TRIAL: Final = (
    "A trial of the county: 24,000 adults of fifty and older were drawn one by one, not village by "
    "village, for two arms of 12,000. One arm was invited to a day of tests in years 0, 1 and 2 "
    "(neck scan, blood pressure with tablets where it was high); the other was left as before. "
    "Both were followed for ten years."
)
_MADE: Final = "Drawn by a random generator with a fixed seed, without any quota."

DATASETS: dict[str, dict[str, Any]] = {
    "hospital_readings": {
        "title": "Plum Court Hospital: blood pressure on the bus",
        "sector": "hospital",
        "description": (
            "Everybody who came to one of thirty holiday clinics of 2024. Whoever had 140 or more "
            "was read again a month later, with nothing done in between. Of those with 140 or more "
            "again, half were drawn for tablets at once, the others began two months later; the "
            "third reading is from before that, for all of them."
        ),
        "row": "one person.",
        "made": f"{_MADE} A reading is the usual pressure of a person and the chance of a day.",
        "primaryKey": "person_id",
        "foreignKeys": [leads_to("trip", "hospital_crowd")],
        "fields": [
            field("person_id", "string", "Number of the person.", required=True, unique=True),
            field("trip", "string", "The clinic.", required=True),
            field(
                "first",
                "integer",
                "Upper blood pressure on the bus.",
                unit="mmHg",
                required=True,
                minimum=50,
            ),
            field(
                "second",
                "integer",
                "A month later; only where the first was 140 or more.",
                unit="mmHg",
                minimum=50,
            ),
            field(
                "tablets_by_lot",
                "integer",
                "1 if drawn for tablets at once, 0 if drawn for later; only where the second was 140 or more.",
                enum=[0, 1],
            ),
            field(
                "third",
                "integer",
                "Two months after the second, before the others began.",
                unit="mmHg",
                minimum=50,
            ),
        ],
    },
    "hospital_necks": {
        "title": "The county's trial: cancers of the neck",
        "sector": "hospital",
        "description": f"{_TRIAL} The cancers of the neck (thyroid) that were found.",
        "row": "one person with a cancer that was found within ten years.",
        "made": _MADE,
        "primaryKey": "case_id",
        "fields": [
            field("case_id", "string", "Number of the case.", required=True, unique=True),
            field("arm", "string", "Arm of the trial.", required=True, enum=CASES_ARMS),
            field(
                "found_by",
                "string",
                "By a scan, or because it was felt.",
                required=True,
                enum=["symptoms", "screening"],
            ),
            field(
                "year_found",
                "number",
                "When it was found, from the start of the trial.",
                unit="years",
                required=True,
                minimum=0,
                maximum=10,
            ),
            field(
                "died",
                "integer",
                "1 if the person died of this cancer within the ten years, else 0.",
                required=True,
                enum=[0, 1],
            ),
            field(
                "seen_until",
                "number",
                "Death, or the end of the ten years.",
                unit="years",
                required=True,
                minimum=0,
                maximum=10.1,
            ),
        ],
    },
    "hospital_strokes": {
        "title": "The county's trial: strokes",
        "sector": "hospital",
        "description": f"{_TRIAL} How many had a stroke.",
        "row": "one arm of the trial.",
        "made": _MADE,
        "primaryKey": "arm",
        "fields": [
            field("arm", "string", "Arm of the trial.", required=True, enum=CASES_ARMS),
            field("people", "integer", "Adults who were drawn.", unit="people", required=True),
            field(
                "strokes",
                "integer",
                "People with a stroke within ten years.",
                unit="people",
                required=True,
                minimum=0,
            ),
        ],
    },
    "hospital_crowd": {
        "title": "Plum Court Hospital: who comes to the bus",
        "sector": "hospital",
        "description": (
            "Thirty holiday clinics of 2024. For fifteen of them, drawn by lot, the bus carried a "
            "neck scan and its poster said so."
        ),
        "row": "one clinic.",
        "made": _MADE,
        "primaryKey": "trip",
        "fields": [
            field("trip", "string", "The clinic.", required=True, unique=True),
            field(
                "ultrasound",
                "integer",
                "1 if drawn for the scan, else 0.",
                required=True,
                enum=[0, 1],
            ),
            field("came", "integer", "People who came.", unit="people", required=True, minimum=0),
        ],
    },
    "hospital_trip_calls": {
        "title": "Plum Court Hospital: calls after a clinic",
        "sector": "hospital",
        "description": (
            "Calls that name the clinic, from all villages together, by full weeks since the clinic "
            "of their village."
        ),
        "row": "one week after a clinic.",
        "made": _MADE,
        "primaryKey": "week",
        "fields": [
            field(
                "week",
                "integer",
                "Full weeks since the clinic.",
                unit="weeks",
                required=True,
                unique=True,
                minimum=0,
            ),
            field("calls", "integer", "Calls in this week.", required=True, minimum=0),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module."""

    hospital_readings: pd.DataFrame
    hospital_necks: pd.DataFrame
    hospital_strokes: pd.DataFrame
    hospital_crowd: pd.DataFrame
    hospital_trip_calls: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_cases(seed: int = CASES_SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    own = {
        name: np.random.default_rng([seed, number])
        for number, name in enumerate(("crowd", "readings", "strokes", "calls"), start=101)
    }
    crowd = crowd_table(own["crowd"])
    return World(
        hospital_readings=readings_table(own["readings"], crowd),
        hospital_necks=necks_table(np.random.default_rng([seed, 105])),
        hospital_strokes=strokes_table(own["strokes"]),
        hospital_crowd=crowd,
        hospital_trip_calls=calls_table(own["calls"]),
    )
