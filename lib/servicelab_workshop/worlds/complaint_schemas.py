"""What the log of complaints holds, and the tables that are read beside it."""

from __future__ import annotations

from typing import Any

from servicelab_workshop.worlds.bank_schemas import SECTORS
from servicelab_workshop.worlds.fields import Field, field, leads_to
from servicelab_workshop.worlds.insurer_schemas import PRODUCTS

LOGGED_PRODUCTS = {
    "insurance": PRODUCTS,
    "bank": ("debit card", "credit card"),
    "hospital": ("outpatient clinic", "emergency room", "ward", "pharmacy"),
}
CAUSES = (
    "payment delay",
    "refusal",
    "wrong amount",
    "misleading advice",
    "staff conduct",
    "waiting",
    "other",
)
CONTENTS = ("complaint", "advice", "information")
ROOTS = ("firm", "customer", "third party")
REMEDIES = ("none", "apology", "explanation", "fix", "refund", "compensation")
RESPONSES = ("explained", "refused")


def _complaint_id() -> Field:
    return field(
        "complaint_id",
        "string",
        "Number of the complaint.",
        required=True,
        unique=True,
        pattern=r"K\d{4}",
    )


def _day(name: str, description: str, **more: Any) -> Field:
    return field(name, "date", description, minimum="2024-01-01", maximum="2025-12-31", **more)


def _cause(name: str, description: str) -> Field:
    return field(name, "string", description, required=True, enum=CAUSES)


#: One entry a data set.
DATASETS: dict[str, dict[str, Any]] = {
    "complaints": {
        "title": "Complaints of the insurer, the bank and the hospital",
        "sector": "all",
        "description": "Complaints of two years, with their clocks, causes, remedies and costs.",
        "row": (
            "one entry of the log, received from 2024-01-01 to 2025-12-31, in order of receipt. "
            "The log is as it stood on 2025-12-31: what had not happened by then is empty."
        ),
        "made": (
            "Drawn by a random generator with a fixed seed; the texts are put together from "
            "sentences written for this course. Customers with bad experiences in the other "
            "tables complain more. The insurer repaired the payment run of its claims on "
            "2025-07-01. At the bank these are disputes about cards."
        ),
        "primaryKey": "complaint_id",
        "partialKeys": [
            leads_to("customer_id", "bank_customers", where={"sector": "bank"}),
            leads_to("customer_id", "hospital_drivers", "patient_id", where={"sector": "hospital"}),
            leads_to(
                "customer_id",
                "insurer_policyholders",
                "policyholder_id",
                where={"sector": "insurance"},
            ),
        ],
        "fields": [
            _complaint_id(),
            field("sector", "string", "Which firm it went to.", required=True, enum=SECTORS),
            field(
                "customer_id",
                "string",
                "Who complained: a policyholder_id of insurer_policyholders, a customer_id of "
                "bank_customers or a patient_id of hospital_drivers.",
                required=True,
                pattern=r"[HBP]\d{4}",
            ),
            field(
                "product",
                "string",
                "What it is about: the policy, the card or the part of the hospital.",
                required=True,
                enum=tuple(one for products in LOGGED_PRODUCTS.values() for one in products),
            ),
            _day("opened", "Day on which it was received.", required=True),
            _day("acknowledged", "Day on which its receipt was confirmed; empty if it was not."),
            _day(
                "escalated",
                "Day on which the customer took it to a supervisor or an outside body; empty if "
                "that has not happened.",
            ),
            _day("closed", "Day on which the decision was sent; empty if the case is open."),
            field(
                "severity",
                "integer",
                "1 mild, 2 serious, 3 severe.",
                required=True,
                enum=(1, 2, 3),
            ),
            field(
                "harm",
                "boolean",
                "Whether the customer's health or livelihood is harmed.",
                required=True,
            ),
            field(
                "is_complex",
                "boolean",
                "Whether the longer deadline applies.",
                required=True,
            ),
            field("text_en", "string", "What the customer wrote, in English.", required=True),
            field("text_zh", "string", "What the customer wrote, in Chinese.", required=True),
            field(
                "content",
                "string",
                "Whether the entry complains, advises or asks for information.",
                required=True,
                enum=CONTENTS,
            ),
            field(
                "has_idea",
                "boolean",
                "Whether the text holds an idea that the firm could use.",
                required=True,
            ),
            _cause("cause", "What went wrong: the gold code, agreed by two experts."),
            field(
                "root",
                "string",
                "Where the investigation found the root of it; known of open cases too.",
                required=True,
                enum=ROOTS,
            ),
            field(
                "remedy",
                "string",
                "What the customer was given; empty if the case is open.",
                enum=REMEDIES,
            ),
            field(
                "cost",
                "integer",
                "What handling and remedy cost; empty if the case is open.",
                unit="yuan",
                minimum=0,
            ),
            field(
                "reopened",
                "boolean",
                "Whether the case was taken up again after it was closed; false if it is open.",
                required=True,
            ),
            field(
                "response",
                "string",
                "If the root lies with the customer and the case is closed: whether the firm "
                "explained how it came about, or only refused.",
                enum=RESPONSES,
            ),
            field(
                "satisfaction",
                "integer",
                "How satisfied the customer is with the handling; empty if not asked or answered.",
                unit="points of 1-7",
                minimum=1,
                maximum=7,
            ),
            field(
                "stayed",
                "integer",
                "1 if the customer was still a customer on 2026-03-31, else 0; empty for the "
                "hospital.",
                enum=(0, 1),
            ),
        ],
    },
    "complaint_codes": {
        "title": "Complaints: the codes of two employees",
        "sector": "insurance",
        "description": "What two employees, each alone, took for the cause of 120 complaints.",
        "row": "one complaint to the insurer, drawn at random from those of 2025.",
        "made": (
            "Drawn by a random generator with a fixed seed: each employee has an own way to err. "
            "The gold code stands in complaints."
        ),
        "primaryKey": "complaint_id",
        "foreignKeys": [
            {
                "fields": "complaint_id",
                "reference": {"resource": "complaints", "fields": "complaint_id"},
            }
        ],
        "fields": [
            _complaint_id(),
            _cause("coder_a", "Cause in the eyes of the first employee."),
            _cause("coder_b", "Cause in the eyes of the second employee."),
        ],
    },
    "insurer_in_force": {
        "title": "Insurer: policies in force",
        "sector": "insurance",
        "description": (
            "How many policies were in force in each month of two years, by product, in one county: "
            "the one whose complaints are in complaints."
        ),
        "row": (
            "one product in one month. A policyholder can hold several policies; "
            "insurer_policyholders names the main one."
        ),
        "made": "Planned numbers with a little chance. Products grow and shrink.",
        "primaryKey": ["month", "product"],
        "fields": [
            _day("month", "First day of the month.", required=True),
            field("product", "string", "What is insured.", required=True, enum=PRODUCTS),
            field(
                "policies",
                "integer",
                "Policies in force, on average over the days of the month: a twelfth of it is the "
                "month's policy-years.",
                unit="policies",
                required=True,
                minimum=1,
            ),
        ],
    },
    "holidays": {
        "title": "Calendar of working days",
        "sector": "all",
        "description": "Which days of 2025 and 2026 are worked: holidays and days made up for them.",
        "row": "one day.",
        "made": (
            "Invented for this course, in the way of Chinese calendars: long holidays, for which "
            "some Saturdays and Sundays are worked. Not an official calendar of any year."
        ),
        "primaryKey": "date",
        "fields": [
            field(
                "date",
                "date",
                "The day.",
                required=True,
                unique=True,
                minimum="2025-01-01",
                maximum="2026-12-31",
            ),
            field("working", "boolean", "Whether it is a working day.", required=True),
            field("name_en", "string", "Holiday, or what day is made up for; empty on other days."),
        ],
    },
}
