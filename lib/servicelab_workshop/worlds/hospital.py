"""The invented hospital: 800 out-patients in three groups, and what they accept, get and say.

How ill a patient is (the hidden group and the doctor's severity) bears on the outcome, on the thanks
and on coming back. What is answered about zones, drivers, wishes and journeys comes from the same
patients.

Hidden values have mean 0, variance 1 and no correlation in the sample itself, and answers are
shifted to their planned means, so that a finding holds in a sample of this size and not only on
average over many worlds.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab_workshop.worlds.draw import (
    Ints,
    likert,
    normals,
    quotas,
    systematic,
)
from servicelab_workshop.worlds.hospital_schemas import (
    ATTRIBUTES,
    DATASETS,
    GROUPS,
    KANO_ATTRIBUTES,
    PRACTICES,
    WARDS,
)
from servicelab_workshop.worlds.insurer_schemas import DIMENSIONS
from servicelab_workshop.worlds.schemas import cast

PATIENTS, ZONES, KANO, JOURNEYS = 800, 340, 200, 300
SHARES = np.array((14, 11, 9)) / 34
WEEKS = 12

#: Mean of adequate, desired and perceived, and how far perceived varies, by dimension and group.
LEVELS: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "tangibles": ((4.8, 6.4, 6.1, 0.8), (4.7, 6.6, 6.2, 0.8), (4.9, 6.9, 6.3, 0.8)),
    "reliability": ((6.2, 7.6, 6.9, 0.7), (5.6, 7.3, 6.7, 0.7), (5.2, 7.0, 6.7, 0.7)),
    "responsiveness": ((5.6, 6.6, 5.08, 0.85), (4.7, 6.2, 5.42, 0.9), (4.2, 5.9, 5.6, 0.82)),
    "assurance": ((6.0, 7.4, 7.0, 0.7), (5.4, 7.0, 6.6, 0.8), (5.0, 6.8, 6.6, 0.8)),
    "empathy": ((5.5, 7.1, 5.9, 0.8), (5.0, 6.8, 5.9, 0.8), (4.4, 6.3, 5.9, 0.8)),
}
#: How far what patients had predicted lies from what they got, by group. The ill have learned to
#: predict little promptness, the others predict more of it than they get.
PREDICTED: dict[str, tuple[float, float, float]] = {
    "tangibles": (-0.05, -0.05, -0.05),
    "reliability": (0.05, 0.05, 0.05),
    "responsiveness": (-0.25, 0.25, 0.30),
    "assurance": (-0.05, -0.05, -0.05),
    "empathy": (0.05, 0.0, 0.0),
}
#: What of a patient's visit is seen in each dimension.
SEEN = {
    "tangibles": "care",
    "reliability": "care",
    "responsiveness": "wait",
    "assurance": "talk",
    "empathy": "talk",
}


@dataclass(frozen=True)
class Attribute:
    """What patients make of one attribute.

    `performance` is its mean, `group` how much better or worse the ill and the healthy find it than
    the sub-healthy, `common` its share in the general impression and `talk` that in the impression
    of the conversation, which several attributes have in common. `importance` is the mean of what
    patients state; `linear`, `penalty` and `reward` are what it adds to satisfaction: a point, a
    low rating, and a high rating. `noise` is what differs from patient to patient for no reason.
    """

    performance: float
    group: tuple[float, float]
    common: float
    talk: float
    importance: float
    linear: float = 0.0
    penalty: float = 0.0
    reward: float = 0.0
    noise: float = 1.15


EFFECTS: dict[str, Attribute] = {
    "clean_rooms": Attribute(4.9, (0.0, 0.0), 0.45, 0.0, 6.0, penalty=0.9),
    "privacy": Attribute(4.7, (-0.1, 0.1), 0.45, 0.0, 5.7, penalty=0.9),
    "clear_signs": Attribute(4.3, (-0.1, 0.0), 0.45, 0.0, 4.6, linear=0.04),
    "greenery": Attribute(5.4, (0.0, 0.0), 0.40, 0.0, 3.2),
    "booking": Attribute(4.4, (-0.1, 0.1), 0.45, 0.0, 4.4, reward=0.8),
    "short_wait": Attribute(4.0, (-0.9, 0.5), 0.40, 0.30, 5.8, linear=0.50),
    "courtesy": Attribute(5.0, (-0.2, 0.1), 0.35, 1.15, 5.0, linear=0.10, noise=0.32),
    "explanation": Attribute(4.5, (-0.2, 0.1), 0.35, 1.25, 5.5, linear=0.30, noise=0.32),
    "listening": Attribute(4.6, (-0.2, 0.1), 0.35, 1.25, 4.9, linear=0.15, noise=0.32),
    "follow_up": Attribute(4.1, (0.0, 0.0), 0.45, 0.0, 4.2, reward=0.8),
    "diagnosis": Attribute(5.5, (0.0, 0.1), 0.50, 0.0, 6.6, linear=0.12),
    "quick_relief": Attribute(4.7, (-0.3, 0.2), 0.40, 0.0, 6.1, linear=0.12),
    "few_side_effects": Attribute(5.0, (-0.2, 0.2), 0.45, 0.0, 6.3, linear=0.04),
    "clear_costs": Attribute(4.2, (-0.2, 0.1), 0.40, 0.0, 5.6, linear=0.08),
}

#: Shares of attractive, one-dimensional, must-be, indifferent, reverse and questionable answers.
KANO_SHARES = {
    "clean_rooms": (0.06, 0.20, 0.56, 0.16, 0.01, 0.01),
    "privacy": (0.08, 0.22, 0.50, 0.18, 0.01, 0.01),
    "short_wait": (0.16, 0.53, 0.16, 0.13, 0.01, 0.01),
    "courtesy": (0.16, 0.48, 0.21, 0.13, 0.01, 0.01),
    "explanation": (0.13, 0.52, 0.20, 0.13, 0.01, 0.01),
    "booking": (0.50, 0.18, 0.08, 0.21, 0.02, 0.01),
    "follow_up": (0.54, 0.15, 0.05, 0.23, 0.02, 0.01),
    "medicine_delivery": (0.47, 0.16, 0.06, 0.27, 0.03, 0.01),
    "greenery": (0.20, 0.05, 0.05, 0.65, 0.04, 0.01),
    "promotion_calls": (0.06, 0.02, 0.02, 0.32, 0.56, 0.02),
}
#: How each class is answered: pairs of functional and dysfunctional.
KANO_PAIRS = {
    "A": ((1, 2), (1, 3), (1, 3), (1, 4)),
    "O": ((1, 5),),
    "M": ((2, 5), (2, 5), (3, 5), (4, 5)),
    "I": ((3, 3), (3, 3), (2, 3), (3, 4), (2, 4), (3, 2)),
    "R": ((5, 1), (5, 2), (5, 3), (4, 1), (3, 1)),
    "Q": ((1, 1), (5, 5)),
}


@dataclass(frozen=True)
class HospitalWorld:
    """The hospital's tables, and the truth behind them.

    Attributes
    ----------
    zones, attributes, drivers, kano, journeys, practices, visits : DataFrame
        As described in ``datasets/cards``; the data types are those of
        :func:`servicelab.load_dataset`.
    truth : DataFrame
        Indexed by ``patient_id``: ``group``, ``care`` (how well the patient was treated, mean 0 and
        variance 1), ``talk`` and ``wait`` (how the conversation and the wait went, likewise),
        ``p_readmitted`` (probability of being taken in again). Never written to a file.
    gains : DataFrame
        Indexed by attribute: what mean praise (points of the overall score, before it is rounded)
        would gain if whoever rates the attribute below 6 rated it 6; ``all`` patients, and each
        group. The world's own rule, which no survey sees. Never written to a file.
    classes : Series
        The planted Kano class by attribute. Never written to a file.
    """

    zones: pd.DataFrame
    attributes: pd.DataFrame
    drivers: pd.DataFrame
    kano: pd.DataFrame
    journeys: pd.DataFrame
    practices: pd.DataFrame
    visits: pd.DataFrame
    truth: pd.DataFrame
    gains: pd.DataFrame
    classes: pd.Series

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return {
            f"hospital_{field.name}": getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("truth", "gains", "classes")
        }


def make_hospital(seed: int = 20265) -> HospitalWorld:
    """Invent the hospital, the same for the same seed.

    Parameters
    ----------
    seed : int
        Another seed gives another hospital with the same findings.

    Returns
    -------
    HospitalWorld
        Money is in yuan.

    Examples
    --------
    >>> hospital = make_hospital(seed=7)
    >>> len(hospital.drivers), hospital.classes["privacy"]
    (800, 'M')
    """
    streams = [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(8)]
    ids = np.array([f"P{number:04d}" for number in range(1, PATIENTS + 1)])
    group = streams[0].permutation(np.repeat(np.arange(3), quotas(SHARES, PATIENTS)))
    drivers, truth = _drivers(streams[1], ids, group)
    attributes = pd.DataFrame(ATTRIBUTES, columns=["attribute", "label_en", "label_zh", "factor"])
    return HospitalWorld(
        zones=cast(
            _predicted(streams[7], _zones(streams[2], group, truth)), DATASETS["hospital_zones"]
        ),
        attributes=cast(attributes, DATASETS["hospital_attributes"]),
        drivers=cast(drivers, DATASETS["hospital_drivers"]),
        kano=cast(_kano(streams[3], ids), DATASETS["hospital_kano"]),
        journeys=cast(_journeys(streams[4], ids), DATASETS["hospital_journeys"]),
        practices=cast(_practices(streams[5]), DATASETS["hospital_practices"]),
        visits=cast(_visits(streams[6]), DATASETS["hospital_visits"]),
        truth=truth,
        gains=true_gains(drivers),
        classes=pd.Series(
            {name: "AOMIRQ"[int(np.argmax(shares))] for name, shares in KANO_SHARES.items()}
        ),
    )


def _zones(rng: np.random.Generator, group: Ints, truth: pd.DataFrame) -> pd.DataFrame:
    counts = quotas(SHARES, ZONES)
    parts = []
    for g in range(3):
        those = rng.choice(np.flatnonzero(group == g), counts[g], replace=False)
        patients = truth.iloc[np.sort(those)]
        for dimension in DIMENSIONS:
            adequate, desired, perceived, far = LEVELS[dimension][g]
            z = normals(rng, len(patients), 3)
            went = 0.6 * patients[SEEN[dimension]].to_numpy() + 0.8 * z[:, 2]
            low = adequate + 0.5 * z[:, 0]
            parts.append(
                pd.DataFrame(
                    {
                        "patient_id": patients.index,
                        "group": GROUPS[g],
                        "dimension": dimension,
                        "adequate": low,
                        "desired": np.maximum(desired + 0.4 * z[:, 1], low + 0.2),
                        "perceived": perceived + far * (went - went.mean()) / went.std(),
                    }
                )
            )
    table = pd.concat(parts, ignore_index=True)
    # some wish for no more than they accept
    narrow = rng.choice(len(table), round(0.03 * len(table)), replace=False)
    table.loc[narrow, "desired"] = table["adequate"][narrow] + rng.choice((0, 0.1), len(narrow))
    levels = ["adequate", "desired", "perceived"]
    table[levels] = table[levels].clip(1, 9).round(1)
    order = pd.Categorical(table["dimension"], DIMENSIONS).codes
    return table.iloc[np.lexsort((order, table["patient_id"]))].reset_index(drop=True)


def _predicted(rng: np.random.Generator, zones: pd.DataFrame) -> pd.DataFrame:
    """Add what patients had predicted, which has its mean near what they got."""
    groups = zones["group"].map({name: place for place, name in enumerate(GROUPS)})
    away = [PREDICTED[name][g] for name, g in zip(zones["dimension"], groups, strict=True)]
    middle = zones.groupby(["dimension", "group"])["perceived"].transform("mean")
    z = np.empty(len(zones))
    for _cell, rows in zones.groupby(["dimension", "group"]).indices.items():
        z[rows] = normals(rng, len(rows), 1)[:, 0]
    predicted = (middle + away + 0.6 * z).clip(1, 9).round(1)
    zones.insert(list(zones.columns).index("perceived"), "predicted", predicted)
    return zones


def praised(name: str, rating: pd.Series) -> pd.Series:
    """What a rating of an attribute adds to praise, by the world's own rule."""
    one = EFFECTS[name]
    steps = one.reward * (rating >= 6) - one.penalty * (rating <= 3)
    return one.linear * (rating - one.performance) + steps


def true_gains(drivers: pd.DataFrame) -> pd.DataFrame:
    """What praise would gain if whoever rates an attribute below 6 rated it 6."""
    more = pd.DataFrame(
        {
            name: praised(name, drivers[name].clip(lower=6)) - praised(name, drivers[name])
            for name in EFFECTS
        }
    )
    by_group = more.groupby(drivers["group"].astype(str)).mean().T[list(GROUPS)]
    by_group.insert(0, "all", more.mean())
    return by_group.rename_axis(index="attribute", columns=None)


def _drivers(
    rng: np.random.Generator,
    ids: NDArray[np.str_],
    group: Ints,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    n = len(ids)
    names = [row[0] for row in ATTRIBUTES]
    own = normals(rng, n, 2 * len(names) + 8)
    care, talk, mood = own[:, -1], own[:, -2], own[:, -3]
    severity = likert(np.array((3.7, 2.3, 1.5))[group] + 0.85 * own[:, -4], 2.6, 1, 5)
    serious = severity - severity.mean()

    table = pd.DataFrame({"patient_id": ids, "group": np.array(GROUPS)[group]})
    latent = np.empty((n, len(names)))
    for place, name in enumerate(names):
        one = EFFECTS[name]
        shift = np.array((one.group[0], 0, one.group[1]))[group]
        latent[:, place] = one.common * care + one.talk * talk + shift + one.noise * own[:, place]
        table[name] = likert(latent[:, place], one.performance)
    for place, name in enumerate(names, start=len(names)):
        table[f"i_{name}"] = likert(0.9 * own[:, place] + 0.25 * mood, EFFECTS[name].importance)

    cured_p = 1 / (1 + np.exp(-(0.9 + 0.55 * care - 0.55 * serious)))
    by_need = np.lexsort((cured_p, severity))
    cured = np.zeros(n, dtype=bool)
    cured[by_need] = systematic(rng, cured_p[by_need])

    praise = 0.95 * serious + 0.45 * cured + 0.15 * care
    for name in names:
        praise = praise + praised(name, table[name])
    table["overall"] = likert(praise.to_numpy() + 0.5 * own[:, -5], 4.6)
    table["severity"] = severity
    table["cured"] = cured.astype(np.int64)
    days = np.exp(
        1.2 + 0.35 * serious - 0.30 * latent[:, names.index("quick_relief")] + 0.4 * own[:, -6]
    )
    table["days_to_relief"] = np.maximum(np.rint(days), 1).astype(np.int64)
    paid = np.exp(5.6 + 0.30 * serious + 0.5 * own[:, -7])
    table["out_of_pocket"] = np.rint(paid).astype(np.int64)
    well = (table["overall"] - table["overall"].mean()).to_numpy()
    eta = -2.75 + 1.5 * serious - 0.36 * well
    again_p = 1 / (1 + np.exp(-eta))
    by_risk = np.lexsort((well, severity))
    again = np.zeros(n, dtype=np.int64)
    again[by_risk] = systematic(rng, again_p[by_risk])
    table["readmitted_90d"] = again
    truth = pd.DataFrame(
        {
            "group": table["group"].to_numpy(),
            "care": care,
            "talk": talk,
            "wait": own[:, names.index("short_wait")],
            "p_readmitted": again_p,
        },
        index=pd.Index(ids, name="patient_id"),
    )
    return table, truth


def _kano(rng: np.random.Generator, ids: NDArray[np.str_]) -> pd.DataFrame:
    who = np.sort(rng.choice(ids, KANO, replace=False))
    parts = []
    for name in KANO_ATTRIBUTES:
        said = np.repeat(list("AOMIRQ"), quotas(np.array(KANO_SHARES[name]), KANO))
        pairs = np.array([KANO_PAIRS[one][rng.integers(len(KANO_PAIRS[one]))] for one in said])
        pairs = rng.permutation(pairs)
        parts.append(
            pd.DataFrame(
                {
                    "patient_id": who,
                    "attribute": name,
                    "functional": pairs[:, 0],
                    "dysfunctional": pairs[:, 1],
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    order = pd.Categorical(table["attribute"], KANO_ATTRIBUTES).codes
    return table.iloc[np.lexsort((order, table["patient_id"]))].reset_index(drop=True)


def _journeys(rng: np.random.Generator, ids: NDArray[np.str_]) -> pd.DataFrame:
    """Draw nine ratings with one moment that stands out, and the memory of them."""
    n = JOURNEYS
    own = normals(rng, n, 11)
    means = np.array((6.4, 6.2, 6.0, 5.4, 6.6, 6.1, 6.2, 5.8, 6.3))
    steps = np.clip(np.rint(means + 0.45 * own[:, 9:10] + 0.9 * own[:, :9]), 3, 8).astype(np.int64)
    bad = rng.permutation(n) < 0.55 * n
    moment = rng.integers(0, 8, n)
    steps[np.arange(n), moment] = np.where(bad, rng.choice((1, 2), n), 9)
    away = np.abs(steps - 5) + 0.1 * (steps < 5)
    peak = steps[np.arange(n), away.argmax(axis=1)]
    memory = 0.40 * peak + 0.45 * steps[:, -1] + 0.10 * steps.mean(axis=1) + 0.75 * own[:, 10]
    table = pd.DataFrame(
        {"patient_id": np.sort(rng.choice(ids, n, replace=False))}
        | {f"step_{number}": steps[:, number - 1] for number in range(1, 10)}
    )
    table["overall"] = likert(memory, 5.4, 1, 9)
    return table


def _practices(rng: np.random.Generator) -> pd.DataFrame:
    size = {"Birch": 34, "Cedar": 22, "Maple": 14, "Pine": 8}
    kept = dict(zip(PRACTICES, (0.78, 0.90, 0.96, 0.93, 0.88, 0.85, 0.72, 0.64), strict=True))
    lapse = {("Birch", PRACTICES[6]): -0.25, ("Pine", PRACTICES[2]): -0.30}
    keen = {"Birch": -0.04, "Cedar": 0.0, "Maple": 0.02, "Pine": 0.05}
    rows = []
    for ward in WARDS:
        for week in range(1, WEEKS + 1):
            due = rng.poisson(size[ward] * np.array((1, 1, 1.5, 0.5, 0.6, 1, 1.8, 0.5)))
            for practice, number in zip(PRACTICES, due, strict=True):
                p = kept[practice] + keen[ward] + lapse.get((ward, practice), 0)
                rows.append((ward, week, practice, number, rng.binomial(number, min(p, 0.99))))
    return pd.DataFrame(rows, columns=["ward", "week", "practice", "due", "done"])


def _visits(rng: np.random.Generator) -> pd.DataFrame:
    """Draw few ill people with many long visits, many healthy people with few short ones."""
    start = {
        "ill": (9_000, 3.1, 26, 1.01),
        "sub-healthy": (31_000, 0.72, 17, 1.06),
        "healthy": (58_000, 0.21, 11, 1.12),
    }
    rows = []
    for group, (people, rate, minutes, growth) in start.items():
        for year in range(2021, 2026):
            now = round(people * 1.008 ** (year - 2021) * (1 + rng.normal(0, 0.003)))
            visits = round(now * rate * growth ** (year - 2021) * (1 + rng.normal(0, 0.01)))
            rows.append((group, year, now, visits, round(minutes * (1 + rng.normal(0, 0.015)), 1)))
    return pd.DataFrame(rows, columns=["group", "year", "people", "visits", "minutes_per_visit"])
