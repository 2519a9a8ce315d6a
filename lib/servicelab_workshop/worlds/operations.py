"""What the firms keep of their daily work: clauses, tickets of a service desk, five clinics.

The harder a clause reads, the more complaints it draws; incidents of one cause end when the change
lands that removes it; a clinic can explain well and still decide over the patients' heads.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.clause_texts import CLAUSES, reading_ease
from servicelab_workshop.worlds.draw import (
    likert,
    normals,
    quotas,
    spread,
    systematic,
)
from servicelab_workshop.worlds.hospital import make_hospital
from servicelab_workshop.worlds.operation_schemas import CLINICS, DATASETS
from servicelab_workshop.worlds.schemas import cast
from servicelab_workshop.worlds.ticket_texts import TICKETS

VISITS = 360
FIRST_DAY, LAST_DAY = np.datetime64("2025-07-01"), np.datetime64("2025-12-31")

#: Complaints per 1,000 policy-years of the plainest clause, and what hardness adds to its logarithm.
PLAINEST, PER_WORD, PER_SHARE = 4.0, 0.03, 2.6

#: First incident, problem ticket, change and its landing, in days from July 1; -1: not yet.
PROBLEMS = {
    "PR1": (6, 38, 44, 58),
    "PR2": (30, 71, 80, 96),
    "PR3": (62, 112, 120, 140),
    "PR4": (95, 150, -1, -1),
    "PR5": (20, 60, -1, -1),
}
#: Days until a ticket is closed, in the median, and probability that the first contact settles it.
SETTLED = {
    "request": (2, 0.62),
    "incident": (2, 0.40),
    "fault": (5, 0.10),
    "problem": (28, 0.0),
    "change": (18, 0.0),
}

#: Means of respect, listening, explanation and say, by clinic.
MET = {
    "Children": (5.6, 5.5, 5.3, 5.1),
    "Ear and eye": (5.2, 5.0, 4.9, 4.7),
    "Heart": (4.3, 4.2, 5.6, 3.5),
    "Joints": (4.6, 4.4, 4.3, 4.1),
    "Skin": (5.1, 5.2, 5.0, 5.0),
}
ITEMS = ("respect", "listening", "explanation", "say")


@dataclass(frozen=True)
class OperationWorld:
    """The tables on clauses, tickets and clinics, and the truth behind them.

    Attributes
    ----------
    insurer_clauses, bank_tickets, hospital_clinics : DataFrame
        As described in ``datasets/cards``; the data types are those of
        :func:`servicelab.load_dataset`.
    clauses : DataFrame
        Indexed by ``clause_id``: ``rate``, the complaints to be expected of 1,000 policy-years.
        Never written to a file.
    tickets : DataFrame
        Indexed by ``ticket_id``: ``is_ambiguous``, whether the kind can be argued about. Never
        written to a file.
    """

    insurer_clauses: pd.DataFrame
    bank_tickets: pd.DataFrame
    hospital_clinics: pd.DataFrame
    clauses: pd.DataFrame
    tickets: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("clauses", "tickets")
        }


def make_operations(seed: int = 20268) -> OperationWorld:
    """Invent the clauses' complaints, the tickets' times and the clinics' answers.

    Parameters
    ----------
    seed : int
        Another seed gives other numbers with the same findings; the texts stay, and the patients
        are those of the published tables of the hospital.

    Returns
    -------
    OperationWorld
        Tickets are of the second half of 2025.

    Examples
    --------
    >>> world = make_operations(seed=7)
    >>> [len(table) for table in world.tables().values()]
    [40, 80, 360]
    """
    streams = [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(3)]
    clauses, rate = _clauses(streams[0])
    tickets, ambiguous = _tickets(streams[1])
    return OperationWorld(
        insurer_clauses=cast(clauses, DATASETS["insurer_clauses"]),
        bank_tickets=cast(tickets, DATASETS["bank_tickets"]),
        hospital_clinics=cast(_clinics(streams[2]), DATASETS["hospital_clinics"]),
        clauses=pd.DataFrame({"rate": rate}, index=pd.Index(clauses["clause_id"])),
        tickets=pd.DataFrame({"is_ambiguous": ambiguous}, index=pd.Index(tickets["ticket_id"])),
    )


def _clauses(rng: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray]:
    table = pd.DataFrame(CLAUSES, columns=["product", "text_en", "text_zh"])
    n = len(table)
    ease = np.array([reading_ease(text) for text in table["text_en"]])
    hard = PER_WORD * ease[:, 0] + PER_SHARE * ease[:, 1]
    rate = PLAINEST * np.exp(hard - hard.min() + normals(rng, n, 1)[:, 0] * 0.25)
    # the same clause stands in few policies or in many, hard or not
    years = np.rint(np.exp(rng.permutation(np.linspace(np.log(350), np.log(1900), n))))
    table["words_per_sentence"], table["rare_word_share"] = np.round(ease, 2).T
    table["policy_years"] = years.astype(np.int64)
    table["complaints"] = rng.poisson(rate * years / 1000)
    table.insert(0, "clause_id", [f"L{number:02d}" for number in range(1, n + 1)])
    return table, rate


def _tickets(rng: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray]:
    """Draw when a ticket comes in and when it is settled."""
    table = pd.DataFrame(
        TICKETS, columns=["kind", "problem_id", "text_en", "text_zh", "is_ambiguous"]
    )
    n, days = len(table), int((LAST_DAY - FIRST_DAY).astype(np.int64))
    kind = table["kind"].to_numpy(dtype=object)
    problem = table["problem_id"].to_numpy(dtype=object)
    opened = np.floor(spread(rng, n) * (days + 1)).astype(np.int64)
    opened = rng.permutation(opened)
    took = np.array([SETTLED[one][0] for one in kind]) * np.exp(rng.normal(0, 0.6, n))
    took = np.maximum(np.rint(took), 1).astype(np.int64)
    first = rng.random(n) < np.array([SETTLED[one][1] for one in kind])
    for name, (begins, asked, planned, landed) in PROBLEMS.items():
        mine = problem == name
        until = landed if landed >= 0 else days
        hits = mine & ((kind == "incident") | (kind == "fault"))
        opened[hits] = np.floor(begins + spread(rng, int(hits.sum())) * (until - begins))
        opened[mine & (kind == "problem")] = asked
        took[mine & (kind == "problem")] = (until if landed >= 0 else 10_000) - asked
        opened[mine & (kind == "change")] = planned
        took[mine & (kind == "change")] = until - planned
    took[first] = 0
    stuck = rng.permutation(np.flatnonzero((kind == "request") & ~first))[:3]
    took[stuck] = 10_000  # nobody feels responsible
    closed = opened + took
    is_open = closed > days
    linked = table["problem_id"].notna().to_numpy() & (kind == "incident")
    again = np.where(linked, 0.5, np.where(first, 0.15, 0.08))
    again[is_open | (kind == "change") | (kind == "problem")] = 0
    order = np.lexsort((rng.random(n), kind, linked))
    reopened = np.zeros(n, dtype=bool)
    reopened[order] = systematic(rng, again[order])
    table["opened"] = FIRST_DAY + opened.astype("timedelta64[D]")
    table["closed"] = np.where(
        is_open, np.datetime64("NaT"), FIRST_DAY + closed.astype("timedelta64[D]")
    )
    table["first_contact"], table["reopened"] = first, reopened
    table = table.sort_values("opened", kind="stable").reset_index(drop=True)
    table.insert(0, "ticket_id", [f"T{number:02d}" for number in range(1, n + 1)])
    return table, table.pop("is_ambiguous").to_numpy()


def _clinics(rng: np.random.Generator) -> pd.DataFrame:
    """Draw answers about the conversation, which is the one of the hospital's other tables."""
    truth = make_hospital().truth
    who = np.sort(rng.choice(len(truth), VISITS, replace=False))
    clinic = rng.permutation(np.repeat(np.arange(len(CLINICS)), quotas(np.full(5, 0.2), VISITS)))
    talk = truth["talk"].to_numpy()[who]
    answers = np.empty((VISITS, len(ITEMS)), dtype=np.int64)
    overall = np.empty(VISITS, dtype=np.int64)
    for place, name in enumerate(CLINICS):
        mine = clinic == place
        n = int(mine.sum())
        own = normals(rng, n, len(ITEMS) + 2)
        level = 0.55 * talk[mine] + 0.6 * own[:, -1]
        for item, mean in enumerate(MET[name]):
            answers[mine, item] = likert(level + 0.75 * own[:, item], mean)
        seen = answers[mine] @ np.array((0.3, 0.2, 0.2, 0.3))
        overall[mine] = np.clip(np.rint(seen + 0.2 + 0.6 * own[:, -2]), 1, 7)
    return pd.DataFrame(
        {"patient_id": truth.index.to_numpy()[who], "clinic": np.array(CLINICS)[clinic]}
        | {name: answers[:, place] for place, name in enumerate(ITEMS)}
        | {"overall": overall}
    )
