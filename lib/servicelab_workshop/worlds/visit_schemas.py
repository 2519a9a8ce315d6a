"""What the data sets on the visits of six branches hold."""

from __future__ import annotations

from typing import Any

from servicelab.games.factory.model import SWITCHES
from servicelab.games.six_lines.model import OFFICES
from servicelab_workshop.worlds.fields import Field, field, leads_to

#: First letters of the customer numbers of each branch.
LETTERS = {
    "Riverside": "B",
    "Harbor": "HA",
    "Old Town": "OT",
    "Eastgate": "EA",
    "Lakeside": "LA",
    "University": "UN",
}
REASONS = ("card", "transfer", "loan", "advice", "dispute")
OUTCOMES = ("done", "open", "gave up")


def _branch() -> Field:
    return field(
        "branch",
        "string",
        "Branch of the bank; these six are in the city, the region has forty.",
        required=True,
        enum=tuple(OFFICES),
    )


def _flag(name: str, description: str, **more: Any) -> Field:
    return field(name, "integer", description, enum=(0, 1), **more)


#: One entry a data set.
DATASETS: dict[str, dict[str, Any]] = {
    "bank_visits": {
        "title": "Bank: visits of six branches",
        "sector": "bank",
        "description": "600 visits of each branch, July to September 2025, and what was asked of whom.",
        "row": "one visit to a branch.",
        "made": (
            "Each visit was drawn by itself with a fixed seed, without quotas. A visit has a hidden "
            "mood, 1 to 5: what its customer would tell a neutral caller a week later. It decides, "
            "with chance, whether the case gets done, who answers a text, what is said, and who "
            "complains and comes back. The mood is not in the file. Which customers answer a text "
            "differs by branch, and no column tells it. The seed is the first, of 115 tried, in which the "
            "page of Riverside reads 95, 3, 99 and 90 and Old Town's answers come within 1.5 points of "
            "the truth, as they do on average over seeds. The log was closed in January 2026, so that "
            "the 90 days of used_again are over for every visit."
        ),
        "primaryKey": "visit_id",
        "foreignKeys": [leads_to("branch", "bank_branch_survey")],
        "partialKeys": [
            leads_to("customer_id", "bank_customers", where={"branch": "Riverside"}),
        ],
        "fields": [
            field(
                "visit_id",
                "string",
                "Number of the visit.",
                required=True,
                unique=True,
                pattern=r"W\d{4}",
            ),
            field(
                "customer_id",
                "string",
                "Number of the customer at that branch. At Riverside it is the number in "
                "bank_customers, which holds Riverside's customers alone; the other branches number "
                "their own, with other letters.",
                required=True,
                pattern=r"(B|HA|OT|EA|LA|UN)\d{4}",
            ),
            _branch(),
            field("reason", "string", "What the visit was about.", required=True, enum=REASONS),
            field(
                "opened",
                "date",
                "Day of the visit.",
                required=True,
                minimum="2025-07-01",
                maximum="2025-09-30",
            ),
            field("promised", "date", "Day by which the case was promised.", required=True),
            field("closed", "date", "Day on which the case was done; missing if it never was."),
            field(
                "outcome",
                "string",
                "Whether the case was done, is open still, or was given up by the customer.",
                required=True,
                enum=OUTCOMES,
            ),
            _flag("complained", "1 if the customer complained about the visit.", required=True),
            _flag(
                "used_again",
                "1 if the customer used the branch again within 90 days.",
                required=True,
            ),
            _flag(
                "asked",
                "1 if the customer was asked how content he or she was: by text at Riverside (when "
                "the case was closed), Harbor and Old Town (all); by phone at Eastgate (220 closed "
                "cases drawn at random), Lakeside and University (220 of all visits).",
                required=True,
            ),
            _flag("answered", "1 if the question was answered.", required=True),
            field(
                "said",
                "integer",
                "The answer, 1 to 5; missing without one. The steps are: very dissatisfied, "
                "dissatisfied, neither, satisfied, very satisfied. At University they are: poor, "
                "fair, satisfied, very satisfied, delighted.",
                minimum=1,
                maximum=5,
            ),
            _flag(
                "would_recommend",
                "1 if the customer would recommend the branch; asked with the question, so missing "
                "without an answer.",
            ),
        ],
    },
    "bank_factory": {
        "title": "Bank: one quarter, read in 256 ways",
        "sector": "bank",
        "description": "What each of 256 surveys would have said of Riverside's 600 visits.",
        "row": "one way to ask and to count.",
        "made": (
            "Counted with the hidden moods of Riverside's visits in bank_visits: a setting changes "
            "who is asked, who answers, what is said and what is counted, and never the visits. The "
            "survey that was made (closed, text, even) gives just the answers of bank_visits. At the "
            "desk, and from a clerk, customers are kinder by a fraction of a step: how far, and where the kind words draw the "
            "line, is assumed."
        ),
        "primaryKey": list(SWITCHES),
        "fields": [
            *(
                field(
                    name,
                    "string",
                    f"{switch.question}: "
                    + "; ".join(f"{key}: {words}" for key, words in switch.options.items())
                    + ".",
                    required=True,
                    enum=tuple(switch.options),
                )
                for name, switch in SWITCHES.items()
            ),
            field(
                "satisfied", "integer", "Visits that count as satisfied.", required=True, minimum=0
            ),
            field("counted", "integer", "Visits in the base.", required=True, minimum=1),
        ],
    },
    "bank_line_calls": {
        "title": "Bank: calls that may be bought",
        "sector": "bank",
        "description": "Up to 120 calls for each branch: what a neutral caller would hear.",
        "row": "one call, in the order in which it would be made.",
        "made": (
            "Drawn at random among the visits of bank_visits, twice for each branch: among all, and "
            "among those of which the branch's own answers say nothing. Nine of ten are reached, "
            "whatever they think; that is an assumption of this world."
        ),
        "primaryKey": ["branch", "among", "call"],
        "foreignKeys": [leads_to("branch", "bank_branch_survey")],
        "fields": [
            _branch(),
            field(
                "among",
                "string",
                "Whether it was drawn among all visits or among those of which nothing is known.",
                required=True,
                enum=("all", "unknown"),
            ),
            field("call", "integer", "Which call it is.", required=True, minimum=1, maximum=120),
            _flag("reached", "1 if the customer was reached.", required=True),
            _flag("content", "1 if the customer said 4 or 5; missing if not reached."),
        ],
    },
}
