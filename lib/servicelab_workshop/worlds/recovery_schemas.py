"""What the tables on recovery, justice and follow-up calls hold."""

from __future__ import annotations

from typing import Any

from servicelab_workshop.worlds.fields import Field, field

RECOVERIES = ("none", "poor", "ok", "excellent")
STRATA = ("claim paid", "claim refused", "new policy", "change of details")


def _flag(name: str, description: str) -> Field:
    return field(name, "integer", f"1 if {description}, else 0.", required=True, enum=(0, 1))


def _scale(name: str, description: str, **more: Any) -> Field:
    return field(
        name,
        "number",
        description,
        unit="points of 1-7",
        required=True,
        minimum=1,
        maximum=7,
        **more,
    )


#: One entry a data set.
DATASETS: dict[str, dict[str, Any]] = {
    "insurer_recovery": {
        "title": "Insurers: failures, recovery and what became of the customers",
        "sector": "insurance",
        "description": "A pooled panel of several insurers: who met a failure, and how it ended.",
        "row": "one customer over one year.",
        "made": (
            "Drawn by a random generator with a fixed seed. Loyal customers and those who are hit "
            "hard complain more; only those who stay can be surveyed. Satisfaction is known of "
            "everyone, as the course asked those as well whom no survey reached."
        ),
        "primaryKey": "customer_id",
        "fields": [
            field(
                "customer_id",
                "string",
                "Number of the customer in the panel, which has numbers of its own.",
                required=True,
                unique=True,
                pattern=r"R\d{5}",
            ),
            _scale("prior_attitude", "Attitude to the insurer, measured before the year."),
            _flag("failed", "something went wrong for the customer in the year"),
            field(
                "severity",
                "number",
                "How hard the failure hit, from 0 to 1; empty if there was none.",
                unit="proportion",
                minimum=0,
                maximum=1,
            ),
            _flag("complained", "the customer complained about the failure"),
            field(
                "recovery",
                "string",
                "How the insurer made the failure good; none without a failure or a complaint.",
                required=True,
                ordered=True,
                enum=RECOVERIES,
            ),
            _scale("satisfaction", "How satisfied the customer is at the end of the year."),
            _flag("surveyed", "the insurer's own survey at the end of the year holds an answer"),
            _flag("stayed", "the customer stayed for another year"),
        ],
    },
    "insurer_justice": {
        "title": "Insurer: how fair complainants find the handling",
        "sector": "insurance",
        "description": "A survey after a complaint: three kinds of justice, satisfaction, trust.",
        "row": "one closed complaint.",
        "made": (
            "Drawn by a random generator with a fixed seed. How severe the case is bears on how "
            "fair the handling looks, and on satisfaction."
        ),
        "primaryKey": "case_id",
        "fields": [
            field(
                "case_id",
                "string",
                "Number of the questionnaire.",
                required=True,
                unique=True,
                pattern=r"J\d{3}",
            ),
            _scale("distributive", "How fair the outcome is: mean of four items."),
            _scale("procedural", "How fair the way to it is: mean of four items."),
            _scale("interactional", "How fair the manner is: mean of four items."),
            _scale("severity", "How hard the matter hit the complainant."),
            _scale("satisfaction", "How satisfied the complainant is with the handling."),
            _scale("trust", "How far the complainant trusts the insurer afterward."),
        ],
    },
    "insurer_calls": {
        "title": "Insurer: follow-up calls of a quarter",
        "sector": "insurance",
        "description": "Service events of a quarter, and a randomized call on the next day.",
        "row": "one service event from 2025-07-01 to 2025-09-30, in order of date.",
        "made": (
            "Half of the events was drawn at random, within each stratum, to be called the next "
            "day; in half of the calls, drawn at random too, the employee was to offer another "
            "policy. Outcomes were drawn by a random generator with a fixed seed."
        ),
        "primaryKey": "event_id",
        "fields": [
            field(
                "event_id",
                "string",
                "Number of the event.",
                required=True,
                unique=True,
                pattern=r"E\d{4}",
            ),
            field("stratum", "string", "What the event was.", required=True, enum=STRATA),
            field(
                "service_date",
                "date",
                "Day of the event; the call is due the next day.",
                required=True,
                minimum="2025-07-01",
                maximum="2025-09-30",
            ),
            _flag("assigned", "a call was drawn"),
            _flag("pitch", "the call was drawn to offer another policy too"),
            _flag("reached", "somebody picked up the phone"),
            _flag("answered", "the customer gave a score"),
            field(
                "score",
                "integer",
                "How the service was; empty if not answered.",
                unit="points of 1-10",
                minimum=1,
                maximum=10,
            ),
            _flag("renewed", "the policy was renewed at the next date"),
            _flag("bought", "another policy was bought in the call"),
        ],
    },
}
