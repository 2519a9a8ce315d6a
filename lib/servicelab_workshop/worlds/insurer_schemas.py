"""What the data sets of Willow Bridge Insurance hold."""

from __future__ import annotations

from typing import Any

from servicelab_workshop.worlds.bank_schemas import DISTRICTS
from servicelab_workshop.worlds.fields import Field, field

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
CHANNELS = ("agent", "branch", "app")
PRODUCTS = ("home", "motor", "health")
STAGES = ("no claim", "claim open", "claim settled")
CLAIM_TYPES = ("storm", "water", "theft", "collision", "hospital stay")
COVER = ("not covered", "partly covered", "covered")
CUES = ("plain", "polished")
TOPICS = ("claim status", "premium", "change of details", "new cover", "complaint")


def _policyholder_id(**more: Any) -> Field:
    return field(
        "policyholder_id",
        "string",
        "Number of the policyholder.",
        required=True,
        pattern=r"H\d{4}",
        **more,
    )


def _agent_id() -> Field:
    return field(
        "agent_id",
        "string",
        "Who sold the policy: an agent (A01 to A16) or an employee of a branch (A17 to A24); "
        "empty if it was bought in the app.",
        pattern=r"A\d{2}",
    )


def _channel() -> Field:
    return field("channel", "string", "Where the policy was bought.", required=True, enum=CHANNELS)


def _rating(name: str, description: str) -> Field:
    return field(
        name, "integer", description, unit="points of 1-7", required=True, minimum=1, maximum=7
    )


def _answer(letter: str, number: int) -> Field:
    what = "Expectation of a good insurer" if letter == "E" else "Perception of Willow Bridge"
    return field(
        f"{letter}{number:02d}",
        "integer",
        f"{what}, item {number} of insurer_items, as ticked: 1 (not at all) to 7 (fully) on the "
        "form; anything else is an error of entry.",
        unit="points of 1-7",
        minimum=0,
        maximum=9,
    )


_TO_POLICYHOLDERS = [
    {
        "fields": "policyholder_id",
        "reference": {"resource": "insurer_policyholders", "fields": "policyholder_id"},
    }
]

#: One entry a data set.
DATASETS: dict[str, dict[str, Any]] = {
    "insurer_policyholders": {
        "title": "Insurer: policyholders",
        "sector": "insurance",
        "description": (
            "Who held a policy of Willow Bridge Insurance on July 1, 2025, and what it cost."
        ),
        "row": "one policyholder.",
        "made": (
            "Drawn by a random generator with a fixed seed. Those who sell differ in which "
            "products they sell most."
        ),
        "primaryKey": "policyholder_id",
        "fields": [
            _policyholder_id(unique=True),
            field(
                "district", "string", "District of the home address.", required=True, enum=DISTRICTS
            ),
            _channel(),
            _agent_id(),
            field("product", "string", "What is insured.", required=True, enum=PRODUCTS),
            field(
                "tenure_years",
                "number",
                "Years since the first policy, on 2026-01-01.",
                unit="years",
                required=True,
                minimum=1,
                maximum=60,
            ),
            field(
                "annual_premium",
                "integer",
                "Premium of the policy year that is ending.",
                unit="yuan a year",
                required=True,
                minimum=1,
            ),
            field(
                "price_change",
                "number",
                "Premium in the last renewal offer over the premium before, minus 1: 0.08 is 8 "
                "percent more.",
                unit="proportion",
                required=True,
                minimum=-1,
                maximum=1,
            ),
        ],
    },
    "insurer_items": {
        "title": "Insurer: the 22 items of the survey",
        "sector": "insurance",
        "description": "Each item as an expectation and as a perception, in English and Chinese.",
        "row": "one item of the survey.",
        "made": (
            "Written for this course, in the layout of five dimensions that is usual for service "
            "quality; the wording is the course's own. Three items are worded in reverse, for "
            "expectation and perception alike."
        ),
        "primaryKey": "item",
        "fields": [
            field(
                "item",
                "integer",
                "Number of the item: item 5 is asked as E05 and P05.",
                required=True,
                unique=True,
                minimum=1,
                maximum=22,
            ),
            field(
                "dimension",
                "string",
                "Dimension of service quality.",
                required=True,
                enum=DIMENSIONS,
            ),
            field("text_expectation_en", "string", "Expectation in English.", required=True),
            field("text_perception_en", "string", "Perception in English.", required=True),
            field("text_expectation_zh", "string", "Expectation in Chinese.", required=True),
            field("text_perception_zh", "string", "Perception in Chinese.", required=True),
            field(
                "is_reversed",
                "boolean",
                "Whether agreeing speaks against the service.",
                required=True,
            ),
        ],
    },
    "insurer_servqual": {
        "title": "Insurer: survey of service quality",
        "sector": "insurance",
        "description": "What policyholders expect and perceive, and their weights, as collected.",
        "row": (
            "one questionnaire as it was entered: errors of entry are still in it, a respondent "
            "can stand in it twice (the first entry counts), and items worded in reverse are not "
            "yet reversed."
        ),
        "made": (
            "Drawn by a random generator with a fixed seed: a general impression, five dimensions "
            "and chance make the answers; what a respondent thought the insurer would do, and what a "
            "good insurer should do, bear on what is perceived. Some answers were then lost, and some "
            "questionnaires spoiled on purpose. The survey was held in December 2025."
        ),
        "foreignKeys": _TO_POLICYHOLDERS,
        "fields": [
            field(
                "respondent",
                "string",
                "Number of the respondent.",
                required=True,
                pattern=r"R\d{3}",
            ),
            _policyholder_id(),
            _channel(),
            field(
                "claim_stage",
                "string",
                "Whether there never was a claim, one is still open, or all are settled.",
                required=True,
                enum=STAGES,
            ),
            _agent_id(),
            field(
                "heard",
                "integer",
                "How many acquaintances spoke well of the insurer before the policy was signed.",
                unit="persons",
                required=True,
                minimum=0,
                maximum=4,
            ),
            _rating(
                "will_reliability",
                "Will-expectation, asked when the policy was last renewed, a year before the survey: "
                "Willow Bridge will pay a claim the way the cover was explained to me.",
            ),
            _rating(
                "will_responsiveness",
                "Will-expectation, asked when the policy was last renewed, a year before the survey: "
                "if I report a loss, Willow Bridge will say within a day what comes next.",
            ),
            *(_answer("E", number) for number in range(1, 23)),
            *(_answer("P", number) for number in range(1, 23)),
            *(
                field(
                    f"w_{dimension}",
                    "integer",
                    f"Points given to {dimension}, of 100 for the five dimensions.",
                    unit="points of 100",
                    required=True,
                    minimum=0,
                    maximum=100,
                )
                for dimension in DIMENSIONS
            ),
            _rating("overall_quality", "How good the service is on the whole."),
            _rating("satisfaction", "How satisfied the respondent is on the whole."),
            _rating(
                "outcome_quality",
                "Technical quality: how good what the respondent got in the end is.",
            ),
            _rating(
                "manner_quality", "Functional quality: how good the way is in which it was done."
            ),
            field(
                "renewed",
                "integer",
                "1 if the policy was renewed at the next date after the survey, else 0.",
                required=True,
                enum=(0, 1),
            ),
        ],
    },
    "insurer_claims": {
        "title": "Insurer: what was promised and what was paid",
        "sector": "insurance",
        "description": "Claims settled in 2024 and 2025, with what had been said at the sale.",
        "row": "one settled claim, in order of date.",
        "made": (
            "Drawn by a random generator with a fixed seed. Types of claim differ in how often "
            "payment is as told, and so do those who sold the policy."
        ),
        "primaryKey": "claim_id",
        "foreignKeys": _TO_POLICYHOLDERS,
        "fields": [
            field(
                "claim_id",
                "string",
                "Number of the claim.",
                required=True,
                unique=True,
                pattern=r"C\d{4}",
            ),
            _policyholder_id(),
            _agent_id(),
            field("claim_type", "string", "What happened.", required=True, enum=CLAIM_TYPES),
            field(
                "claim_date",
                "date",
                "Day on which the loss was reported.",
                required=True,
                minimum="2024-01-01",
                maximum="2025-12-31",
            ),
            field(
                "promised",
                "string",
                "What the policyholder was told at the sale about a loss of this kind.",
                required=True,
                ordered=True,
                enum=COVER,
            ),
            field(
                "paid",
                "string",
                "What was paid.",
                required=True,
                ordered=True,
                enum=COVER,
            ),
            field(
                "paid_as_told",
                "boolean",
                "Whether what was paid is what had been told, or better.",
                required=True,
            ),
        ],
    },
    "insurer_vignettes": {
        "title": "Insurer: vignette experiment on visible cues",
        "sector": "insurance",
        "description": "What people expect of an insurer after a look at a plain or polished office.",
        "row": "one respondent, none of whom is a policyholder.",
        "made": (
            "Half of the respondents was drawn at random to see a picture and leaflet of a plain "
            "office, half a polished one, with the same text. Answers were drawn by a random "
            "generator with a fixed seed."
        ),
        "primaryKey": "respondent",
        "fields": [
            field(
                "respondent",
                "string",
                "Number of the respondent.",
                required=True,
                unique=True,
                pattern=r"V\d{3}",
            ),
            field("cue", "string", "What was shown, drawn at random.", required=True, enum=CUES),
            _rating("expected_quality", "How good the service is expected to be."),
            _rating(
                "expected_reliability",
                "How surely this insurer is expected to keep its promises: a will-expectation.",
            ),
            _rating(
                "should_reliability",
                "How surely a good insurer, whichever it is, should keep its promises: a "
                "should-expectation.",
            ),
        ],
    },
    "insurer_replies": {
        "title": "Insurer: messages and replies",
        "sector": "insurance",
        "description": "Messages of eight weeks, when they were acknowledged and when resolved.",
        "row": "one message that arrived from 2025-11-03 to 2025-12-28, in order of arrival.",
        "made": (
            "Drawn by a random generator with a fixed seed. Replies are written from 9:00 to "
            "17:00, Monday to Friday. What had not happened by the end of the window, "
            "2025-12-29 00:00, is empty."
        ),
        "primaryKey": "message_id",
        "fields": [
            field(
                "message_id",
                "string",
                "Number of the message.",
                required=True,
                unique=True,
                pattern=r"M\d{4}",
            ),
            field(
                "arrived",
                "datetime",
                "When it arrived.",
                unit="local time",
                required=True,
                minimum="2025-11-03 00:00",
                maximum="2025-12-28 23:59",
            ),
            field(
                "acknowledged",
                "datetime",
                "When an employee confirmed that it had arrived; empty if not yet.",
                unit="local time",
                minimum="2025-11-03 00:00",
                maximum="2025-12-28 23:59",
            ),
            field(
                "resolved",
                "datetime",
                "When the matter was settled; empty if it is still open.",
                unit="local time",
                minimum="2025-11-03 00:00",
                maximum="2025-12-28 23:59",
            ),
            field("topic", "string", "What it is about.", required=True, enum=TOPICS),
        ],
    },
}
