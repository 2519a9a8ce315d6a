"""What the tables on policy wording, tickets of the service desk and clinics hold."""

from __future__ import annotations

from typing import Any

from servicelab_workshop.worlds.fields import Field, field
from servicelab_workshop.worlds.insurer_schemas import PRODUCTS

KINDS = ("request", "incident", "fault", "problem", "change")
CLINICS = ("Children", "Ear and eye", "Heart", "Joints", "Skin")


def _item(name: str, statement: str) -> Field:
    return field(
        name,
        "integer",
        statement,
        unit="points of 1-7",
        required=True,
        minimum=1,
        maximum=7,
    )


#: One entry a data set.
DATASETS: dict[str, dict[str, Any]] = {
    "insurer_clauses": {
        "title": "Insurer: clauses and the complaints about them",
        "sector": "insurance",
        "description": "Clauses of the policies, how hard they read, and complaints about them.",
        "row": "one clause.",
        "made": (
            "Texts written for this course. Complaints were drawn by a random generator with a "
            "fixed seed: the harder a clause reads, the more of them."
        ),
        "primaryKey": "clause_id",
        "fields": [
            field(
                "clause_id",
                "string",
                "Number of the clause.",
                required=True,
                unique=True,
                pattern=r"L\d{2}",
            ),
            field("product", "string", "Whose policy it is in.", required=True, enum=PRODUCTS),
            field("text_en", "string", "Wording in English.", required=True),
            field("text_zh", "string", "Wording in Chinese.", required=True),
            field(
                "words_per_sentence",
                "number",
                "Words of the English text over its sentences. A word is a run of letters, with "
                "hyphens and apostrophes in it; a sentence ends with a full stop.",
                unit="words",
                required=True,
                minimum=1,
            ),
            field(
                "rare_word_share",
                "number",
                "Share of the words of the English text that have nine letters or more, which "
                "stand in for rare ones.",
                unit="proportion",
                required=True,
                minimum=0,
                maximum=1,
            ),
            field(
                "policy_years",
                "integer",
                "Policy-years of the two years 2024 and 2025 under this clause.",
                unit="policy-years",
                required=True,
                minimum=1,
            ),
            field(
                "complaints",
                "integer",
                "Complaints of the two years about this clause.",
                unit="complaints",
                required=True,
                minimum=0,
            ),
        ],
    },
    "bank_tickets": {
        "title": "Bank: tickets of the service desk",
        "sector": "bank",
        "description": "Eighty tickets of the desk that employees and customers turn to.",
        "row": "one ticket, in order of receipt, from 2025-07-01 to 2025-12-31.",
        "made": (
            "Texts written for this course; times drawn by a random generator with a fixed seed. "
            "What had not been closed by 2025-12-31 is empty."
        ),
        "primaryKey": "ticket_id",
        "fields": [
            field(
                "ticket_id",
                "string",
                "Number of the ticket.",
                required=True,
                unique=True,
                pattern=r"T\d{2}",
            ),
            field(
                "opened",
                "date",
                "Day on which it was received.",
                required=True,
                minimum="2025-07-01",
                maximum="2025-12-31",
            ),
            field("text_en", "string", "The ticket in English.", required=True),
            field("text_zh", "string", "The ticket in Chinese.", required=True),
            field(
                "kind",
                "string",
                "Gold code. request: somebody wants something that works as planned; incident: a "
                "service fails somebody now; fault: a component is broken; problem: the cause "
                "behind several incidents is looked for; change: something is to be altered on a "
                "plan.",
                required=True,
                enum=KINDS,
            ),
            field(
                "problem_id",
                "string",
                "The problem that incidents and faults were traced back to, and that a problem "
                "ticket opens; empty if none.",
                pattern=r"PR\d",
            ),
            field(
                "first_contact",
                "boolean",
                "Whether the first contact settled it.",
                required=True,
            ),
            field(
                "reopened",
                "boolean",
                "Whether it was taken up again after it was closed; false if it is open.",
                required=True,
            ),
            field(
                "closed",
                "date",
                "Day on which it was closed; empty if it is open.",
                minimum="2025-07-01",
                maximum="2025-12-31",
            ),
        ],
    },
    "hospital_clinics": {
        "title": "Hospital: how patients are met in five clinics",
        "sector": "hospital",
        "description": "Four items on how patients are met, and a rating of the visit.",
        "row": "one patient after a visit to one clinic.",
        "made": (
            "The items are worded for this course. Answers were drawn by a random generator with "
            "a fixed seed; how the conversation went is the same as in hospital_drivers."
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
                pattern=r"P\d{4}",
            ),
            field("clinic", "string", "Clinic of the visit.", required=True, enum=CLINICS),
            _item("respect", "I was met as an equal, not as somebody who begs for a favor."),
            _item("listening", "I could finish what I had to say."),
            _item("explanation", "I was told what was found, in words that I know."),
            _item("say", "What was to be done was decided with me, not over my head."),
            _item("overall", "How good the visit was on the whole."),
        ],
    },
}
