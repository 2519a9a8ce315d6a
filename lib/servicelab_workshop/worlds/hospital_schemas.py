"""What the data sets of Plum Court Hospital hold."""

from __future__ import annotations

from typing import Any

from servicelab_workshop.worlds.fields import Field, field
from servicelab_workshop.worlds.insurer_schemas import DIMENSIONS

GROUPS = ("ill", "sub-healthy", "healthy")
FACTORS = ("setting", "service", "care")

#: Rows of (attribute, label_en, label_zh, factor).
ATTRIBUTES = (
    ("clean_rooms", "Clean rooms", "诊室整洁", "setting"),
    ("privacy", "Privacy", "隐私保护", "setting"),
    ("clear_signs", "Clear signs", "指示清楚", "setting"),
    ("greenery", "Plants and pictures", "绿植与装饰", "setting"),
    ("booking", "Booking from home", "在家预约", "service"),
    ("short_wait", "Short wait", "等候时间短", "service"),
    ("courtesy", "Courtesy", "态度礼貌", "service"),
    ("explanation", "Explanation", "讲解清楚", "service"),
    ("listening", "Listening", "耐心倾听", "service"),
    ("follow_up", "Call the day after", "次日回访", "service"),
    ("diagnosis", "Sound diagnosis", "诊断准确", "care"),
    ("quick_relief", "Quick relief", "见效快", "care"),
    ("few_side_effects", "Few side effects", "副作用少", "care"),
    ("clear_costs", "Clear costs", "费用明白", "care"),
)

#: Attributes of the Kano questionnaire: eight of those above, and two more.
KANO_ATTRIBUTES = (
    "clean_rooms",
    "privacy",
    "short_wait",
    "courtesy",
    "explanation",
    "booking",
    "follow_up",
    "medicine_delivery",
    "greenery",
    "promotion_calls",
)
WARDS = ("Birch", "Cedar", "Maple", "Pine")
PRACTICES = (
    "asks what the patient would like to eat",
    "asks about pain",
    "draws the curtain before an examination",
    "gives fresh bed linen",
    "helps with washing",
    "puts the bell within reach",
    "says who is coming and why",
    "tells the family what comes next",
)
STEPS = (
    "booking",
    "arrival",
    "registration",
    "waiting",
    "talk with the doctor",
    "tests",
    "explanation of the result",
    "payment",
    "pharmacy and farewell",
)


def _patient_id(**more: Any) -> Field:
    return field(
        "patient_id",
        "string",
        "Number of the patient, the same in all tables of the hospital.",
        required=True,
        pattern=r"P\d{4}",
        **more,
    )


def _group() -> Field:
    return field(
        "group",
        "string",
        "Why the patient comes: ill, not ill and not well either (sub-healthy), or healthy and "
        "come for prevention or advice.",
        required=True,
        enum=GROUPS,
    )


def _points(name: str, description: str, high: int, kind: str = "integer") -> Field:
    return field(
        name,
        kind,
        description,
        unit=f"points of 1-{high}",
        required=True,
        minimum=1,
        maximum=high,
    )


def _kano(name: str, question: str) -> Field:
    return field(
        name,
        "integer",
        f"{question}: 1 I like it, 2 I expect it, 3 I do not mind, 4 I can live with it, "
        "5 I dislike it.",
        required=True,
        enum=(1, 2, 3, 4, 5),
    )


_TO_PATIENTS = [
    {
        "fields": "patient_id",
        "reference": {"resource": "hospital_drivers", "fields": "patient_id"},
    }
]

#: One entry a data set.
DATASETS: dict[str, dict[str, Any]] = {
    "hospital_zones": {
        "title": "Hospital: zones of tolerance",
        "sector": "hospital",
        "description": "The least that patients accept, what they wish for, what they predict, and what they get.",
        "row": "one patient and one dimension of service quality.",
        "made": (
            "Drawn by a random generator with a fixed seed for 340 of the hospital's patients; "
            "the three groups differ in what they accept, in what they predict and in what they get."
        ),
        "primaryKey": ["patient_id", "dimension"],
        "foreignKeys": _TO_PATIENTS,
        "fields": [
            _patient_id(),
            _group(),
            field(
                "dimension",
                "string",
                "Dimension of service quality.",
                required=True,
                enum=DIMENSIONS,
            ),
            _points("adequate", "The lowest level that the patient accepts.", 9, "number"),
            _points(
                "desired", "The level that the patient wishes for; at least adequate.", 9, "number"
            ),
            _points(
                "predicted",
                "The level that the patient, asked at the door, thought it would be.",
                9,
                "number",
            ),
            _points("perceived", "The level that the patient saw.", 9, "number"),
        ],
    },
    "hospital_attributes": {
        "title": "Hospital: the attributes that patients rate",
        "sector": "hospital",
        "description": "Fourteen attributes of a visit, with labels and the factor they belong to.",
        "row": "one attribute, which is a column of hospital_drivers.",
        "made": "Written for this course.",
        "primaryKey": "attribute",
        "fields": [
            field(
                "attribute",
                "string",
                "Name of the attribute.",
                required=True,
                unique=True,
                pattern=r"[a-z_]+",
            ),
            field("label_en", "string", "Label in English.", required=True),
            field("label_zh", "string", "Label in Chinese.", required=True),
            field("factor", "string", "What it is part of.", required=True, enum=FACTORS),
        ],
    },
    "hospital_drivers": {
        "title": "Hospital: what drives satisfaction",
        "sector": "hospital",
        "description": "Performance and importance of 14 attributes, satisfaction and outcome.",
        "row": "one patient.",
        "made": (
            "Drawn by a random generator with a fixed seed. How ill a patient is bears on the "
            "treatment, on its success, on the patient's thanks and on coming back."
        ),
        "primaryKey": "patient_id",
        "fields": [
            _patient_id(unique=True),
            _group(),
            *(
                _points(name, f"Performance of the hospital: {label.lower()}.", 7)
                for name, label, _zh, _factor in ATTRIBUTES
            ),
            *(
                _points(f"i_{name}", f"Stated importance: {label.lower()}.", 7)
                for name, label, _zh, _factor in ATTRIBUTES
            ),
            _points("overall", "Satisfaction with the visit on the whole.", 7),
            _points("severity", "How serious the condition was on arrival, by the doctor.", 5),
            field(
                "cured",
                "integer",
                "1 if what the patient came for was put right, by the doctor, else 0.",
                required=True,
                enum=(0, 1),
            ),
            field(
                "days_to_relief",
                "integer",
                "Days from the visit until the patient felt better.",
                unit="days",
                required=True,
                minimum=1,
            ),
            field(
                "out_of_pocket",
                "integer",
                "What the patient paid without refund.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
            field(
                "readmitted_90d",
                "integer",
                "1 if the patient was taken in again within 90 days, else 0.",
                required=True,
                enum=(0, 1),
            ),
        ],
    },
    "hospital_kano": {
        "title": "Hospital: Kano questionnaire",
        "sector": "hospital",
        "description": "How patients would feel with and without each of ten attributes.",
        "row": "one patient and one attribute.",
        "made": (
            "Drawn by a random generator with a fixed seed for 200 of the hospital's patients. "
            "Eight attributes are among the 14 that patients rate; medicine_delivery (to the home) "
            "and promotion_calls (which advertise check-ups) are not on offer yet."
        ),
        "primaryKey": ["patient_id", "attribute"],
        "foreignKeys": _TO_PATIENTS,
        "fields": [
            _patient_id(),
            field(
                "attribute",
                "string",
                "Name of the attribute.",
                required=True,
                enum=KANO_ATTRIBUTES,
            ),
            _kano("functional", "How the patient feels if the attribute is there"),
            _kano("dysfunctional", "How the patient feels if the attribute is not there"),
        ],
    },
    "hospital_journeys": {
        "title": "Hospital: the nine steps of a visit",
        "sector": "hospital",
        "description": "Each step as rated on the spot, and the visit as rated a week later.",
        "row": "one patient.",
        "made": (
            "Drawn by a random generator with a fixed seed for 300 of the hospital's patients."
        ),
        "primaryKey": "patient_id",
        "foreignKeys": _TO_PATIENTS,
        "fields": [
            _patient_id(unique=True),
            *(
                _points(f"step_{number}", f"Rating of step {number}: {step}.", 9)
                for number, step in enumerate(STEPS, start=1)
            ),
            _points("overall", "Rating of the whole visit a week later.", 9),
        ],
    },
    "hospital_practices": {
        "title": "Hospital: practices of a caring ward",
        "sector": "hospital",
        "description": "How often each of eight practices was due and was done, by ward and week.",
        "row": "one practice in one ward in one week.",
        "made": (
            "Counts of an observer, drawn by a random generator with a fixed seed; wards differ "
            "in size and in what they keep to."
        ),
        "primaryKey": ["ward", "week", "practice"],
        "fields": [
            field("ward", "string", "Name of the ward.", required=True, enum=WARDS),
            field(
                "week",
                "integer",
                "Week of the observation.",
                unit="weeks",
                required=True,
                minimum=1,
                maximum=12,
            ),
            field("practice", "string", "What staff is to do.", required=True, enum=PRACTICES),
            field(
                "due",
                "integer",
                "Occasions on which it was to be done.",
                unit="occasions",
                required=True,
                minimum=0,
            ),
            field(
                "done",
                "integer",
                "Occasions of those due on which it was done.",
                unit="occasions",
                required=True,
                minimum=0,
            ),
        ],
    },
    "hospital_visits": {
        "title": "Hospital: visits by group and year",
        "sector": "hospital",
        "description": "Who lives in the hospital's area, who comes, and for how long.",
        "row": "one group in one year.",
        "made": "Drawn by a random generator with a fixed seed around smooth trends.",
        "primaryKey": ["group", "year"],
        "fields": [
            _group(),
            field(
                "year",
                "integer",
                "Calendar year.",
                required=True,
                minimum=2021,
                maximum=2025,
            ),
            field(
                "people",
                "integer",
                "People of this group in the hospital's area.",
                unit="persons",
                required=True,
                minimum=0,
            ),
            field(
                "visits",
                "integer",
                "Visits of this group in the year.",
                unit="visits",
                required=True,
                minimum=0,
            ),
            field(
                "minutes_per_visit",
                "number",
                "Staff time for one visit, on average.",
                unit="minutes",
                required=True,
                minimum=0,
            ),
        ],
    },
}
