"""The tables of module 3: what four insurers are worth to a buyer, their image, a brochure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field

WORTH_SEED: Final = 20263

WORTH_SEGMENTS: Final = ("family", "retired", "self-employed")
WORTH_INSURERS: Final = ("Willow Bridge", "Heron", "Copper Gate", "Plain Road")
WORTH_PARTS: Final = ("cover", "service", "staff", "image")
#: Mean rating of cover, service, staff without the points for speed, image; then the points for speed.
WORTH_RATINGS: Final[dict[str, tuple[float, float, float, float, float]]] = {
    "Willow Bridge": (7.0, 6.5, 5.0, 6.0, 3.4),
    "Heron": (8.5, 7.0, 6.0, 7.0, 0.4),
    "Copper Gate": (4.5, 5.0, 5.0, 5.0, 0.8),
    "Plain Road": (6.0, 6.0, 6.0, 6.0, 0.6),
}
#: A year: premium, hours, hassle and effort in yuan.
WORTH_BURDENS: Final[dict[str, tuple[int, float, int, int]]] = {
    "Willow Bridge": (1900, 5.0, 120, 60),
    "Heron": (2015, 12.0, 160, 90),
    "Copper Gate": (1080, 6.0, 110, 50),
    "Plain Road": (1930, 8.0, 150, 80),
}
WORTH_RATERS: Final = 120
WORTH_LEAN, WORTH_NOISE, WORTH_SPEED_NOISE = 0.4, 1.0, 0.3

IMAGE_WAVES: Final = (2024, 2025)
IMAGE_BRANDS: Final = (*WORTH_INSURERS, "North Pier")
IMAGE_ATTRIBUTES: Final = ("courtesy", "premises", "claims_process")
#: Mean answers in both waves. Courtesy of the rivals comes near in a year; the claims process does not.
IMAGE_MEANS: Final[dict[str, tuple[tuple[float, ...], tuple[float, ...]]]] = {
    "Willow Bridge": ((5.7, 4.8, 5.2), (5.7, 4.8, 5.2)),
    "Heron": ((4.8, 4.6, 4.5), (5.6, 4.7, 4.5)),
    "Copper Gate": ((4.0, 4.3, 4.1), (4.8, 4.4, 4.1)),
    "Plain Road": ((4.4, 4.4, 4.1), (5.2, 4.5, 4.1)),
    "North Pier": ((4.2, 4.1, 4.0), (5.0, 4.2, 4.0)),
}
IMAGE_ASKED: Final = 120

BROCHURE_SENT: Final = 600
BROCHURE_RISK: Final = {"plain": 4.45, "crafted": 4.03}
BROCHURE_ASKS: Final = {"plain": 0.22, "crafted": 0.23}

_WORTH_CARD: Final = {
    "sector": "insurance",
    "made": "Written for this course; every draw is independent, and no seed was chosen for what it shows.",
}


def insurer_worth(rng: np.random.Generator) -> pd.DataFrame:
    """Ratings of four insurers by 120 raters of each segment, each with a level of their own."""
    rows = []
    for place, segment in enumerate(WORTH_SEGMENTS):
        for number in range(WORTH_RATERS):
            own = rng.normal(0, WORTH_LEAN)
            for insurer in WORTH_INSURERS:
                *parts, speed = WORTH_RATINGS[insurer]
                given = np.array(parts) + own + rng.normal(0, WORTH_NOISE, len(parts))
                fast = float(np.clip(speed + rng.normal(0, WORTH_SPEED_NOISE), 0, None).round(1))
                cover, service, staff, image = np.clip(given, 0, 10 - np.array([0, 0, fast, 0]))
                whole = np.round([cover, service, staff + fast, image], 1).tolist()
                rater = f"W{place * WORTH_RATERS + number + 1:03d}"
                rows.append((rater, segment, insurer, *whole, fast))
    columns = ["rater", "segment", "insurer", *WORTH_PARTS, "staff_speed"]
    return pd.DataFrame(rows, columns=columns)


def insurer_burdens(_rng: np.random.Generator) -> pd.DataFrame:
    """What each insurer's buyers bear in a year."""
    rows = [(insurer, *WORTH_BURDENS[insurer]) for insurer in WORTH_INSURERS]
    return pd.DataFrame(rows, columns=["insurer", "premium", "hours", "hassle", "effort"])


def insurer_image(rng: np.random.Generator) -> pd.DataFrame:
    """Answers from 1 to 7 on five insurers, in two years, of two samples."""
    rows = []
    for turn, wave in enumerate(IMAGE_WAVES):
        for number in range(IMAGE_ASKED):
            own = rng.normal(0, 0.4)
            for brand in IMAGE_BRANDS:
                level = np.array(IMAGE_MEANS[brand][turn]) + own
                given = np.clip(np.rint(level + rng.normal(0, 0.9, len(level))), 1, 7)
                who = f"I{wave % 100}{number + 1:03d}"
                rows.append((wave, who, brand, *given.astype(int).tolist()))
    return pd.DataFrame(rows, columns=["wave", "respondent", "brand", *IMAGE_ATTRIBUTES])


def insurer_brochure(rng: np.random.Generator) -> pd.DataFrame:
    """Who got which of two brochures at random, the risk that was felt, and whether they asked."""
    sent = rng.permutation(np.repeat(list(BROCHURE_RISK), BROCHURE_SENT))
    risk = np.array([BROCHURE_RISK[one] for one in sent]) + rng.normal(0, 1.25, len(sent))
    asked = rng.random(len(sent)) < np.array([BROCHURE_ASKS[one] for one in sent])
    return pd.DataFrame(
        {
            "prospect": [f"B{number + 1:04d}" for number in range(len(sent))],
            "brochure": sent,
            "perceived_risk": np.clip(np.rint(risk), 1, 7).astype(int),
            "asked_offer": asked.astype(int),
        }
    )


def _worth_rating(name: str, what: str) -> dict[str, Any]:
    words = f"{what}: 0, worth nothing, to 10."
    return field(name, "number", words, required=True, minimum=0, maximum=10)


def _image_answer(name: str, what: str) -> dict[str, Any]:
    return field(
        name, "integer", f"{what}: 1, very poor, to 7.", required=True, minimum=1, maximum=7
    )


DATASETS: Final[dict[str, dict[str, Any]]] = {
    "insurer_worth": {
        **_WORTH_CARD,
        "title": "What four insurers are worth",
        "description": "How clients of three segments rate four insurers, each rater all four.",
        "row": "one rater and insurer.",
        "fields": [
            field("rater", "string", "Number of the rater.", required=True, pattern=r"W\d{3}"),
            field("segment", "string", "Segment of the rater.", required=True, enum=WORTH_SEGMENTS),
            field("insurer", "string", "Who is rated.", required=True, enum=WORTH_INSURERS),
            _worth_rating("cover", "What the policy pays for"),
            _worth_rating("service", "Information, help, and care after a claim"),
            _worth_rating("staff", "The people, all in all"),
            _worth_rating("image", "The name"),
            _worth_rating(
                "staff_speed", "How many of the points of `staff` were given for time saved"
            ),
        ],
    },
    "insurer_burdens": {
        **_WORTH_CARD,
        "made": "Written for this course.",
        "title": "What a buyer bears with four insurers",
        "description": "All that a policy takes from its buyer in a year, money and the rest.",
        "row": "one insurer.",
        "fields": [
            field(
                "insurer",
                "string",
                "Whose policy it is.",
                required=True,
                unique=True,
                enum=WORTH_INSURERS,
            ),
            field("premium", "integer", "Price of a year.", unit="yuan", required=True, minimum=0),
            field(
                "hours",
                "number",
                "Time for forms, calls and waiting in a year.",
                unit="hours",
                required=True,
                minimum=0,
            ),
            field(
                "hassle",
                "integer",
                "Worry and unclear terms: what one would pay to be spared them for a year.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
            field(
                "effort",
                "integer",
                "Ways and errands: what one would pay to be spared them for a year.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
        ],
    },
    "insurer_image": {
        **_WORTH_CARD,
        "title": "The image of five insurers in two years",
        "description": "Two samples, asked in the same words in spring 2024 and spring 2025.",
        "row": "one respondent and brand.",
        "fields": [
            field("wave", "integer", "Year of the survey.", required=True, enum=IMAGE_WAVES),
            field("respondent", "string", "Number of the respondent.", required=True),
            field("brand", "string", "Who is rated.", required=True, enum=IMAGE_BRANDS),
            _image_answer("courtesy", "Courtesy of the staff"),
            _image_answer("premises", "Branches and what one sees of the firm"),
            _image_answer("claims_process", "How a claim is handled, step by step"),
        ],
    },
    "insurer_brochure": {
        **_WORTH_CARD,
        "title": "A plain and a crafted brochure",
        "description": (
            "1,200 prospects got a plain or a crafted brochure of the same policy, 600 of each, "
            "drawn at random."
        ),
        "row": "one prospect.",
        "fields": [
            field(
                "prospect",
                "string",
                "Number of the prospect in this table; no customer of the bank.",
                required=True,
                unique=True,
                pattern=r"B\d{4}",
            ),
            field(
                "brochure",
                "string",
                "Which one was sent.",
                required=True,
                enum=tuple(BROCHURE_RISK),
            ),
            field(
                "perceived_risk",
                "integer",
                "How risky it seems to buy: 1 to 7.",
                required=True,
                minimum=1,
                maximum=7,
            ),
            field(
                "asked_offer",
                "integer",
                "Whether an offer was asked for within 30 days: 1 for yes.",
                required=True,
                enum=(0, 1),
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module."""

    insurer_worth: pd.DataFrame
    insurer_burdens: pd.DataFrame
    insurer_image: pd.DataFrame
    insurer_brochure: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_worth(seed: int = WORTH_SEED) -> World:
    """Draw the tables, each with a generator of its own.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(
        insurer_worth=insurer_worth(np.random.default_rng([seed, 11])),
        insurer_burdens=insurer_burdens(np.random.default_rng([seed, 12])),
        insurer_image=insurer_image(np.random.default_rng([seed, 13])),
        insurer_brochure=insurer_brochure(np.random.default_rng([seed, 14])),
    )
