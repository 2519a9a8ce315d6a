"""Failures and recovery in a pooled panel, a survey on justice, and a quarter of follow-up calls.

In the panel, attitude and severity decide who complains, satisfaction decides who stays, and only
those who stay are surveyed: so the survey shows a recovery paradox that retention does not. Chance
is dealt out evenly within groups, so that a finding holds in every sample of these sizes.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.draw import (
    Bools,
    Floats,
    Ints,
    normals,
    quotas,
    systematic,
)
from servicelab_workshop.worlds.recovery_schemas import DATASETS, RECOVERIES, STRATA
from servicelab_workshop.worlds.schemas import cast

PANEL, CASES, EVENTS = 30_000, 600, 5_000

#: What a failure takes from satisfaction, alone and for each unit of severity, and recovery gives.
FAILURE, SEVERITY = 0.4, 1.9
GIVES = {"none": 0.0, "poor": -0.5, "ok": 0.9, "excellent": 1.6}

#: Standardized effects on satisfaction: distributive, procedural, interactional, severity.
JUSTICE = (0.26, 0.34, 0.18, -0.36)
#: How severity bears on the three kinds of justice.
UNJUST = (-0.62, -0.16, -0.20)

QUARTER = (np.datetime64("2025-07-01"), np.datetime64("2025-10-01"))


@dataclass(frozen=True)
class Stratum:
    """Service events of one kind: share of all, mean score, and what becomes of calls and policies.

    `answers` is the probability that a customer of mean satisfaction who was reached gives a score.
    """

    share: float
    score: float
    answers: float
    renews: float


EVENT = {
    "claim paid": Stratum(0.22, 7.9, 0.80, 0.82),
    "claim refused": Stratum(0.10, 4.6, 0.36, 0.55),
    "new policy": Stratum(0.28, 7.6, 0.72, 0.76),
    "change of details": Stratum(0.40, 7.0, 0.55, 0.79),
}
#: Probability of picking up the phone on the next day: after a Friday or Saturday it is a weekend.
REACHED, AT_WEEKENDS = 0.76, 0.52
#: What the call adds to the probability of renewal of those whom it reaches, and what a pitch takes.
CALL, PITCH = 0.052, 0.024


@dataclass(frozen=True)
class RecoveryWorld:
    """The tables on recovery, justice and calls, and the truth behind them.

    Attributes
    ----------
    recovery, justice, calls : DataFrame
        As described in ``datasets/cards`` under ``insurer_recovery``, ``insurer_justice`` and
        ``insurer_calls``; the data types are those of :func:`servicelab.load_dataset`.
    panel : DataFrame
        Indexed by ``customer_id``: ``attitude`` (mean 0, variance 1) and ``p_stay``. Never written
        to a file.
    events : DataFrame
        Indexed by ``event_id``: ``score`` (what everybody would have answered without a call that
        sells) and ``p_reached``. Never written to a file.
    """

    recovery: pd.DataFrame
    justice: pd.DataFrame
    calls: pd.DataFrame
    panel: pd.DataFrame
    events: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return {
            f"insurer_{field.name}": getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("panel", "events")
        }


def make_recovery(seed: int = 20267) -> RecoveryWorld:
    """Invent the panel, the survey on justice and the calls, the same for the same seed.

    Parameters
    ----------
    seed : int
        Another seed gives other customers with the same findings.

    Returns
    -------
    RecoveryWorld
        Scales run from 1 to 7, scores of calls from 1 to 10.

    Examples
    --------
    >>> world = make_recovery(seed=7)
    >>> len(world.recovery), len(world.justice), len(world.calls)
    (30000, 600, 5000)
    """
    streams = [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(3)]
    panel, hidden = _panel(streams[0])
    calls, events = _calls(streams[2])
    return RecoveryWorld(
        recovery=cast(panel, DATASETS["insurer_recovery"]),
        justice=cast(_justice(streams[1]), DATASETS["insurer_justice"]),
        calls=cast(calls, DATASETS["insurer_calls"]),
        panel=hidden,
        events=events,
    )


def _scale(values: Floats, low: float = 1, high: float = 7) -> Floats:
    return np.asarray(np.round(np.clip(values, low, high), 1))


def _dealt(rng: np.random.Generator, p: Floats, *groups: Floats | Ints | Bools) -> Bools:
    """Draw each with its probability, evenly within groups and, within them, along `p`."""
    order = np.lexsort((p, *groups))
    drawn = np.zeros(len(p), dtype=bool)
    drawn[order] = systematic(rng, p[order])
    return drawn


def _panel(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    n = PANEL
    failed = np.zeros(n, dtype=bool)
    failed[rng.choice(n, round(0.18 * n), replace=False)] = True
    attitude = np.empty(n)
    for part in (failed, ~failed):
        attitude[part] = normals(rng, int(part.sum()), 1)[:, 0]
    severity = np.where(failed, np.round(rng.beta(2, 2, n), 2), 0)
    p = np.where(failed, 1 / (1 + np.exp(1.6 - 2.2 * severity - 0.5 * attitude)), 0)
    complained = _dealt(rng, p)
    recovery = np.zeros(n, dtype=np.int64)
    voiced = np.flatnonzero(complained)
    by_case = voiced[np.lexsort((attitude[voiced], np.round(severity[voiced], 1)))]
    shares = np.array((0.35, 0.40, 0.25))
    for block in np.array_split(by_case, max(len(by_case) // 20, 1)):
        recovery[block] = rng.permutation(np.repeat((1, 2, 3), quotas(shares, len(block))))

    gives = np.array([GIVES[one] for one in RECOVERIES])[recovery]
    noise = np.empty(n)
    group = recovery + 4 * failed
    for one in np.unique(group):
        noise[group == one] = normals(rng, int((group == one).sum()), 1)[:, 0]
    felt = 5.2 + 0.8 * attitude - failed * (FAILURE + SEVERITY * severity) + gives + 0.6 * noise
    p_stay = 1 / (1 + np.exp(0.6 - 0.62 * (felt - 2.5) + 0.55 * failed))
    stayed = _dealt(rng, p_stay, group)
    surveyed = np.zeros(n, dtype=bool)
    those = np.flatnonzero(stayed)
    those = those[np.lexsort((felt[those], group[those]))]
    surveyed[those] = systematic(rng, np.full(len(those), 0.4))
    table = pd.DataFrame(
        {
            "customer_id": [f"R{number:05d}" for number in range(1, n + 1)],
            "prior_attitude": _scale(4.6 + attitude),
            "failed": failed.astype(np.int64),
            "severity": np.where(failed, severity, np.nan),
            "complained": complained.astype(np.int64),
            "recovery": np.array(RECOVERIES)[recovery],
            "satisfaction": _scale(felt),
            "surveyed": surveyed.astype(np.int64),
            "stayed": stayed.astype(np.int64),
        }
    )
    hidden = pd.DataFrame(
        {"attitude": attitude, "p_stay": p_stay}, index=pd.Index(table["customer_id"])
    )
    return table, hidden


def _justice(rng: np.random.Generator) -> pd.DataFrame:
    n = CASES
    own = normals(rng, n, 6)
    severity, common = own[:, 0], own[:, 1]
    kinds = []
    for place, share in enumerate(UNJUST):
        rest = np.sqrt(1 - share**2)
        kinds.append(share * severity + rest * (0.45 * common + 0.89 * own[:, 2 + place]))
    parts = np.column_stack([*kinds, severity])
    satisfied = parts @ np.array(JUSTICE) + 0.55 * own[:, 5]
    trust = 0.7 * satisfied + 0.2 * common + 0.6 * rng.normal(size=n)
    columns = {
        name: _scale(mean + spread * values)
        for name, mean, spread, values in zip(
            ("distributive", "procedural", "interactional", "severity", "satisfaction", "trust"),
            (3.9, 4.2, 4.6, 4.0, 4.1, 4.2),
            (1.1, 1.05, 1.05, 1.2, 1.2, 1.1),
            (*parts.T, satisfied, trust),
            strict=True,
        )
    }
    ids = [f"J{number:03d}" for number in range(1, n + 1)]
    return pd.DataFrame({"case_id": ids} | columns)


def _calls(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    n = EVENTS
    shares = np.array([EVENT[name].share for name in STRATA])
    stratum = rng.permutation(np.repeat(np.arange(len(STRATA)), quotas(shares, n)))
    days = np.arange(*QUARTER)
    weekday = pd.Series(days).dt.day_of_week.to_numpy()
    busy = np.array((1.15, 1.05, 1.0, 1.05, 1.2, 0.7, 0.45))[weekday]
    place = np.sort(rng.choice(len(days), n, p=busy / busy.sum()))
    weekend = np.isin(weekday[place], (4, 5))  # called on a Saturday or a Sunday

    own = normals(rng, n, 3)
    bond, felt = own[:, 0], 0.5 * own[:, 0] + 0.87 * own[:, 1]
    p_reached = np.where(weekend, AT_WEEKENDS, REACHED) + 0.24 * np.clip(bond, -1.8, 1.8)
    p_reached = np.clip(p_reached, 0.05, 0.97)
    assigned, pitch = _randomized(rng, stratum, weekend, bond, felt)
    # whom a call would reach, were it made: the same share of both arms
    would = np.zeros(n, dtype=bool)
    order = np.lexsort((p_reached, stratum, assigned))
    would[order] = systematic(rng, p_reached[order])
    reached = assigned & would
    sold_to = reached & pitch

    kinds = [EVENT[STRATA[place]] for place in stratum]
    mean = np.array([one.score for one in kinds])
    score = mean + 1.7 * felt + 0.5 * own[:, 2]
    heard = np.clip(np.rint(score - 0.55 * sold_to), 1, 10)
    odds = np.array([np.log(one.answers / (1 - one.answers)) for one in kinds])
    p_answer = 1 / (1 + np.exp(-(odds + 0.35 * felt - 0.3 * sold_to)))
    answered = _dealt(rng, np.where(reached, p_answer, 0), stratum, pitch)
    base = np.array([one.renews for one in kinds]) + 0.11 * bond + 0.05 * felt
    p_renew = np.clip(base + CALL * reached - PITCH * sold_to, 0.02, 0.995)
    renewed = np.zeros(n, dtype=bool)
    order = np.lexsort((base, stratum, would, pitch, assigned))
    renewed[order] = systematic(rng, p_renew[order])
    bought = _dealt(rng, np.where(reached, np.where(pitch, 0.06, 0.008), 0), pitch, reached)
    table = pd.DataFrame(
        {
            "event_id": [f"E{number:04d}" for number in range(1, n + 1)],
            "stratum": np.array(STRATA)[stratum],
            "service_date": days[place],
            "assigned": assigned.astype(np.int64),
            "pitch": pitch.astype(np.int64),
            "reached": reached.astype(np.int64),
            "answered": answered.astype(np.int64),
            "score": np.where(answered, heard, np.nan),
            "renewed": renewed.astype(np.int64),
            "bought": bought.astype(np.int64),
        }
    )
    events = pd.DataFrame(
        {"score": np.clip(np.rint(score), 1, 10), "p_reached": p_reached},
        index=pd.Index(table["event_id"]),
    )
    return table, events


def _randomized(
    rng: np.random.Generator, stratum: Ints, weekend: Bools, bond: Floats, felt: Floats
) -> tuple[Bools, Bools]:
    """Draw half to be called, and half of these to be sold to, within blocks of similar events."""
    assigned, pitch = np.zeros(len(bond), dtype=bool), np.zeros(len(bond), dtype=bool)
    for block in np.unique(stratum):
        order = np.flatnonzero(stratum == block)
        order = order[np.lexsort((felt[order], np.rint(2 * bond[order]), weekend[order]))]
        for four in np.array_split(order, max(len(order) // 4, 1)):
            drawn = rng.permutation(four)
            half = (len(four) + 1) // 2
            assigned[drawn[:half]] = True
            pitch[drawn[: half // 2]] = True
    return assigned, pitch
