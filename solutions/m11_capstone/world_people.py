"""The tables of module 11, part 1: forty-eight service teams of the insurer, and their staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field, leads_to
from servicelab_workshop.worlds.schemas import cast

PEOPLE_SEED: Final = 20284

PEOPLE_QUARTERS: Final = 12
#: Teams T01 to T48, as in insurer_journeys.
PEOPLE_KINDS: Final = ("claims",) * 20 + ("contact",) * 16 + ("sales",) * 12
PEOPLE_PER_TEAM: Final = 13
#: Policies of a team that come up for renewal in a quarter.
PEOPLE_DUE: Final = 50

#: What country teams have more of than city teams: satisfaction, climate, rating, share renewed.
PEOPLE_COUNTRY: Final = (0.62, 0.15, 0.52, 0.05)
#: What a point of satisfaction, and of climate, adds to the rating of the next quarter.
PEOPLE_NEXT: Final = (0.02, 0.50)
#: What a point of rating adds to the share renewed, in the same quarter.
PEOPLE_RENEW: Final = 0.010
#: What authority adds to the rating from the third quarter of 2025 on.
PEOPLE_AUTHORITY: Final = {"claims": 0.42, "contact": 0.28, "sales": 0.34}
#: What the smile rule adds to tiredness in the evening; to ratings it adds nothing.
PEOPLE_TIRED: Final = 0.45
PEOPLE_NOISE: Final = 0.36
#: Teams that were sent to a course, the best of the second quarter of 2024; it adds nothing.
PEOPLE_SENT: Final = 10


def people_teams(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the teams by quarter, and the answers of their staff in spring 2025.

    Nothing is planted in what comes out: effects are added to means, and all noise is drawn freely.
    """
    n, quarters = len(PEOPLE_KINDS), PEOPLE_QUARTERS
    kind = np.array(PEOPLE_KINDS)
    country = np.zeros(n, int)
    for one in ("claims", "contact", "sales"):
        rows = rng.permutation(np.flatnonzero(kind == one))
        country[rows[: len(rows) // 2]] = 1
    u = rng.normal(size=(3, n))
    base_staff = 4.6 + PEOPLE_COUNTRY[0] * country + 0.22 * u[0]
    base_climate = 4.3 + PEOPLE_COUNTRY[1] * country + 0.28 * u[1]
    base_rating = 7.0 + PEOPLE_COUNTRY[2] * country + 0.16 * u[2]

    staff, climate = np.zeros((2, n, quarters))
    for q in range(quarters):
        both, a, b = rng.normal(size=(3, n))
        staff[:, q] = 0.22 * (0.3 * both + 0.954 * a) + (0.35 * staff[:, q - 1] if q else 0)
        climate[:, q] = 0.22 * (0.3 * both + 0.954 * b) + (0.35 * climate[:, q - 1] if q else 0)
    rating = base_rating[:, None] + PEOPLE_NOISE * rng.normal(size=(n, quarters))
    rating[:, 1:] += PEOPLE_NEXT[0] * staff[:, :-1] + PEOPLE_NEXT[1] * climate[:, :-1]

    sent = np.zeros(n, int)
    sent[np.argsort(rating[:, 5])[-PEOPLE_SENT:]] = 1

    contact = rng.permutation(np.flatnonzero(kind == "contact"))
    smile = np.full(n, -1)
    smile[contact] = 0
    smile[contact[: len(contact) // 2]] = 1

    lot = np.zeros(n, int)
    for one, adds in PEOPLE_AUTHORITY.items():
        for where in (0, 1):
            rows = rng.permutation(np.flatnonzero((kind == one) & (country == where)))
            lot[rows[: len(rows) // 2]] = 1
        rating[:, 10:] += adds * ((lot == 1) & (kind == one))[:, None]

    mean_staff, mean_climate = base_staff[:, None] + staff, base_climate[:, None] + climate
    teams = pd.DataFrame(
        {
            "team": np.repeat(people_names(), quarters),
            "kind": np.repeat(kind, quarters),
            "region": np.repeat(np.where(country == 1, "country", "city"), quarters),
            "quarter": np.tile([f"{2023 + q // 4}Q{q % 4 + 1}" for q in range(quarters)], n),
            "q": np.tile(np.arange(1, quarters + 1), n),
            "staff": np.round(mean_staff, 2).ravel(),
            "climate": np.round(mean_climate, 2).ravel(),
            "rating": np.round(rating, 2).ravel(),
            "due": PEOPLE_DUE,
        }
    )
    for name, counts in _counts(rng, country, rating - base_rating[:, None]).items():
        teams[name] = counts.ravel()
    teams["sent"] = np.repeat(sent, quarters)
    teams["empowered"] = np.repeat(lot, quarters)
    answers = _answers(rng, base_staff, base_climate, smile)
    return (
        cast(teams, DATASETS["insurer_teams"]),
        cast(answers, DATASETS["insurer_staff"]),
    )


def people_names() -> list[str]:
    """Names of the teams, T01 to T48."""
    return [f"T{number:02d}" for number in range(1, len(PEOPLE_KINDS) + 1)]


def _counts(
    rng: np.random.Generator, country: np.ndarray, above: np.ndarray
) -> dict[str, np.ndarray]:
    """Policies renewed, and people at the start, hired and gone, by team and quarter."""
    renewed, heads, hired, left = np.zeros((4, *above.shape), int)
    here = np.full(len(country), 12)
    for q in range(above.shape[1]):
        heads[:, q] = here
        hired[:, q] = rng.poisson(1.1 if q < 8 else 2.6, len(country))
        left[:, q] = rng.binomial(here, 0.050 - 0.006 * country)
        share = 0.80 + PEOPLE_COUNTRY[3] * country + PEOPLE_RENEW * above[:, q]
        renewed[:, q] = rng.binomial(PEOPLE_DUE, np.clip(share, 0, 1))
        here = here + hired[:, q] - left[:, q]
    return {"renewed": renewed, "heads": heads, "hired": hired, "left": left}


def _answers(
    rng: np.random.Generator, staff: np.ndarray, climate: np.ndarray, smile: np.ndarray
) -> pd.DataFrame:
    """Answers of thirteen people of each team, drawn from its staff."""
    size = PEOPLE_PER_TEAM
    parts = []
    for number, team in enumerate(people_names()):
        own, ours = rng.normal(size=(2, size))
        mood = 0.2 * rng.normal()
        tired = 3.2 - 0.25 * own + 0.7 * rng.normal(size=size)
        more = mood + PEOPLE_TIRED * (smile[number] == 1) + 0.45 * rng.normal(size=size)
        scores = {
            "satisfied": staff[number] + 0.95 * own,
            "climate": climate[number] + 0.65 * ours,
            "tired_before": tired,
            "tired_after": tired + more,
        }
        part = pd.DataFrame(scores).clip(1, 7).round(1)
        part.insert(0, "team", team)
        part.insert(3, "smile_rule", ("not in the lot", "no rule", "rule")[smile[number] + 1])
        parts.append(part)
    table = pd.concat(parts, ignore_index=True)
    table.insert(0, "answer", [f"A{number:03d}" for number in range(1, len(table) + 1)])
    return table


def _score(name: str, text: str, most: int) -> Any:
    return field(name, "number", text, unit="points", required=True, minimum=1, maximum=most)


def _count(name: str, text: str, unit: str) -> Any:
    return field(name, "integer", text, unit=unit, required=True, minimum=0)


def _flag(name: str, text: str) -> Any:
    return field(name, "integer", text, required=True, enum=[0, 1])


_TEAM: Final = "Team: a team of insurer_journeys."

DATASETS: dict[str, dict[str, Any]] = {
    "insurer_teams": {
        "title": "Insurer: service teams by quarter",
        "sector": "insurance",
        "description": (
            "Forty-eight service teams from 2023 to 2025, quarter by quarter: what staff and customers "
            "say, policies renewed, people hired and gone. Ten teams were chosen for a course in the "
            "third quarter of 2024. Twenty-four were drawn for authority from the third quarter of "
            "2025 on, half of the teams of each kind and region as far as they can be halved."
        ),
        "row": "one team in one quarter.",
        "made": (
            "Drawn by a random generator with a fixed seed. Teams have levels of their own, which "
            "differ between city and country, and good and bad quarters; all noise is drawn freely. "
            "Scores of staff are those of a whole team, as if all of them answered each quarter: "
            "noise of sampling is left out. "
            "The seed is the sixth that was tried: the first on which the interval of authority "
            "lies clearly above zero among claims teams (from 0.1 up) and holds zero among contact "
            "teams, for the lesson on comparing two such intervals. On about half of all seeds one "
            "of the two holds zero and the other does not."
        ),
        "primaryKey": ["team", "q"],
        "foreignKeys": [leads_to("team", "insurer_journeys")],
        "fields": [
            field("team", "string", _TEAM, required=True),
            field(
                "kind",
                "string",
                "What the team does.",
                required=True,
                enum=["claims", "contact", "sales"],
            ),
            field("region", "string", "Where it works.", required=True, enum=["city", "country"]),
            field(
                "quarter",
                "string",
                "Quarter, such as 2025Q1.",
                required=True,
                pattern="20[0-9]{2}Q[1-4]",
            ),
            field(
                "q",
                "integer",
                "Number of the quarter, 1 for the first of 2023.",
                required=True,
                minimum=1,
                maximum=12,
            ),
            _score("staff", "Mean satisfaction of the staff, 1 to 7.", 7),
            _score("climate", "Mean climate for service as staff see it, 1 to 7.", 7),
            _score("rating", "Mean rating by customers, 1 to 10.", 10),
            _count("due", "Policies of its customers that came up for renewal.", "policies"),
            _count("renewed", "Of these, policies that were renewed.", "policies"),
            _count("heads", "People at the start of the quarter.", "people"),
            _count("hired", "People who came in the quarter.", "people"),
            _count("left", "People who left in the quarter.", "people"),
            _flag(
                "sent", "1 if the team was sent to the course in the third quarter of 2024, else 0."
            ),
            _flag(
                "empowered",
                "1 if the lot gave the team authority from the third quarter of 2025 on, else 0.",
            ),
        ],
    },
    "insurer_staff": {
        "title": "Insurer: answers of the staff, spring 2025",
        "sector": "insurance",
        "description": (
            "Thirteen people of each service team, answers without names, from the first half of "
            "2025. The number of an answer belongs to no person, and no answer is joined to the "
            "ratings of the person who gave it. Eight of the sixteen contact teams were drawn for a "
            "rule in that half year: smile in every contact."
        ),
        "row": "one answer.",
        "made": (
            "Drawn by a random generator with a fixed seed, with levels and a mood of each team."
        ),
        "primaryKey": "answer",
        "foreignKeys": [leads_to("team", "insurer_teams")],
        "fields": [
            field("answer", "string", "Number of the answer.", required=True, unique=True),
            field("team", "string", _TEAM, required=True),
            _score("satisfied", "Satisfied with the work, 1 to 7.", 7),
            _score(
                "climate",
                "Climate for service: is good service asked for, helped and noticed here, 1 to 7.",
                7,
            ),
            field(
                "smile_rule",
                "string",
                "What the lot gave the team.",
                required=True,
                enum=["not in the lot", "no rule", "rule"],
            ),
            _score("tired_before", "Tired when the day begins, 1 to 7.", 7),
            _score("tired_after", "Tired when the day ends, 1 to 7.", 7),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the notebook."""

    insurer_teams: pd.DataFrame
    insurer_staff: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_people(seed: int = PEOPLE_SEED) -> World:
    """Make the tables.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    teams, answers = people_teams(np.random.default_rng([seed, 10]))
    return World(insurer_teams=teams, insurer_staff=answers)
