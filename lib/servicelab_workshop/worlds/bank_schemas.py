"""What the data sets of the bank hold."""

from __future__ import annotations

from typing import Any

from servicelab_workshop.worlds.fields import Field, field

DISTRICTS = ("Eastgate", "Harbor", "Lakeside", "Old Town", "University")
OCCUPATIONS = ("employee", "professional", "business owner", "retired", "student")
CHANNELS = ("app", "branch", "card", "transfer")
PRODUCTS = ("payment", "savings", "loan", "invoice")
ZODIAC = (
    "Aquarius",
    "Pisces",
    "Aries",
    "Taurus",
    "Gemini",
    "Cancer",
    "Leo",
    "Virgo",
    "Libra",
    "Scorpio",
    "Sagittarius",
    "Capricorn",
)
HOBBIES = (
    "badminton",
    "calligraphy",
    "chess",
    "cooking",
    "fishing",
    "gardening",
    "hiking",
    "music",
    "photography",
    "table tennis",
)
REFERRALS = (
    "came with a colleague",
    "met at a trade fair",
    "recommended by a neighbor",
    "saw our poster",
)
LAYERS = ("pain", "concern", "expectation")
SECTORS = ("bank", "hospital", "insurance")


def _customer_id(**more: Any) -> Field:
    return field(
        "customer_id",
        "string",
        "Number of the customer record.",
        required=True,
        pattern=r"B\d{4}",
        **more,
    )


_TO_CUSTOMERS = [
    {
        "fields": "customer_id",
        "reference": {"resource": "bank_customers", "fields": "customer_id"},
    }
]


def _offers(wave: str, first: str, last: str) -> list[Field]:
    return [
        _customer_id(unique=True),
        field(
            "offered",
            "string",
            "What the customer was offered, drawn at random.",
            required=True,
            enum=("none", "credit", "wealth"),
        ),
        field(
            "accepted",
            "integer",
            "1 if the offer was accepted within 30 days, else 0 (always 0 without an offer).",
            required=True,
            enum=(0, 1),
        ),
        field(
            "took",
            "string",
            "Product that the customer opened within 30 days of offer_date, asked or unasked; "
            "at most one.",
            required=True,
            enum=("none", "credit", "wealth"),
        ),
        field(
            "offer_date",
            "date",
            f"Day of the {wave} offer (or the day on which nothing was offered).",
            required=True,
            minimum=first,
            maximum=last,
        ),
        field(
            "margin",
            "integer",
            "What the bank earns if this offer is accepted, before the cost of contact.",
            unit="yuan",
            required=True,
            enum=(0, 900, 1200),
        ),
        field(
            "cost",
            "integer",
            "What making this offer cost, accepted or not.",
            unit="yuan",
            required=True,
            enum=(0, 20),
        ),
        field(
            "balance_30d_after",
            "integer",
            "Balance of the account 30 days after offer_date.",
            unit="yuan",
            required=True,
            minimum=0,
        ),
    ]


_OFFERS_MADE = (
    "Each customer who had agreed to receive offers was assigned at random, a third each, to no "
    "offer, a credit line or a wealth product; the draw was balanced within small blocks of "
    "similar customers. Customers who had not agreed are not in the file."
)

#: One entry a data set.
DATASETS: dict[str, dict[str, Any]] = {
    "bank_customers": {
        "title": "Bank: customer records",
        "sector": "bank",
        "description": "What a city branch keeps about its customers, in five archives.",
        "row": "one customer record. A person can hold more than one record: see person_key.",
        "made": (
            "Drawn by a random generator with a fixed seed. Fields were then lost, left at a "
            "system's default, or left to age, as happens to real records. The snapshot was taken "
            "on 2026-01-01. Telephone numbers begin with 100, a range that no subscriber has."
        ),
        "primaryKey": "customer_id",
        "fields": [
            _customer_id(unique=True),
            field(
                "person_key",
                "string",
                "Invented key of the person behind the record.",
                required=True,
                pattern=r"P\d{5}",
            ),
            field(
                "updated_at",
                "date",
                "Day on which the record was last checked with the customer.",
                required=True,
                minimum="2020-01-01",
                maximum="2026-01-01",
            ),
            field(
                "district", "string", "District of the home address.", required=True, enum=DISTRICTS
            ),
            field(
                "birth_date",
                "date",
                "Date of birth as recorded.",
                archive=1,
                minimum="1900-01-01",
                maximum="2010-12-31",
            ),
            field(
                "age",
                "integer",
                "Age in full years at the snapshot, from the identity check.",
                unit="years",
                archive=1,
                required=True,
                minimum=18,
                maximum=100,
            ),
            field("occupation", "string", "Occupation.", archive=1, enum=OCCUPATIONS),
            field(
                "household_size",
                "integer",
                "Persons in the household, as recorded.",
                unit="persons",
                archive=1,
                minimum=0,
                maximum=20,
            ),
            field(
                "phone",
                "string",
                "Mobile number as recorded; a complete one has 11 digits.",
                archive=1,
                pattern=r"\d{1,11}",
            ),
            field(
                "clubs",
                "integer",
                "Clubs and associations the customer belongs to.",
                unit="clubs",
                archive=2,
                required=True,
                minimum=0,
            ),
            field(
                "social_media_handle",
                "string",
                "Invented name on a social network.",
                archive=2,
                pattern=r"@\w+",
            ),
            field(
                "event_attendance",
                "integer",
                "Events of the branch attended in the last 24 months.",
                unit="events",
                archive=2,
                minimum=0,
            ),
            field(
                "monthly_income",
                "integer",
                "Monthly income as recorded.",
                unit="yuan a month",
                archive=3,
                minimum=0,
            ),
            field(
                "home_owner",
                "string",
                "Whether the customer owns the home.",
                archive=3,
                enum=("yes", "no"),
            ),
            field(
                "balance",
                "integer",
                "Average balance over the three months before the first offer (2025-03-01).",
                unit="yuan",
                archive=3,
                required=True,
                minimum=1,
            ),
            field(
                "revolving_share",
                "number",
                "Share of the credit limit in use, averaged over the same months, 0 to 1.",
                unit="proportion",
                archive=3,
                required=True,
                minimum=0,
                maximum=1,
            ),
            field(
                "products",
                "integer",
                "Products held.",
                unit="products",
                archive=4,
                required=True,
                minimum=1,
            ),
            field(
                "since",
                "date",
                "First day as a customer.",
                archive=4,
                required=True,
                minimum="1950-01-01",
                maximum="2026-01-01",
            ),
            field(
                "complaints_12m",
                "integer",
                "Complaints in the 12 months before 2025-03-01.",
                unit="complaints",
                archive=4,
                required=True,
                minimum=0,
            ),
            field(
                "branch_contacts",
                "integer",
                "Talks at the branch in the 12 months before 2025-03-01.",
                unit="talks",
                archive=4,
                required=True,
                minimum=0,
            ),
            field("zodiac", "string", "Sign of the zodiac.", archive=5, required=True, enum=ZODIAC),
            field("hobby", "string", "Favorite pastime.", archive=5, enum=HOBBIES),
            field("referral_note", "string", "Remark on how the customer came.", archive=5),
            field(
                "consent_marketing",
                "boolean",
                "Whether the customer agreed to be sent offers.",
                required=True,
            ),
            field(
                "consent_profiling",
                "boolean",
                "Whether the customer agreed that behavior is used to choose offers (profiling).",
                required=True,
            ),
        ],
    },
    "bank_transactions": {
        "title": "Bank: transactions",
        "sector": "bank",
        "description": "Two years of transactions, 2024-01-01 to 2025-12-31.",
        "row": "one transaction, in order of date.",
        "made": (
            "Drawn by a random generator with a fixed seed; customers differ in how often, by which "
            "channel and for what they use the bank, and the months differ a little."
        ),
        "foreignKeys": _TO_CUSTOMERS,
        "fields": [
            _customer_id(),
            field(
                "date",
                "date",
                "Day of the transaction.",
                required=True,
                minimum="2024-01-01",
                maximum="2025-12-31",
            ),
            field("amount", "number", "Amount.", unit="yuan", required=True, minimum=0.01),
            field(
                "channel",
                "string",
                "How it was made.",
                required=True,
                enum=CHANNELS,
            ),
            field("product", "string", "What it was for.", required=True, enum=PRODUCTS),
        ],
    },
    "bank_offers": {
        "title": "Bank: spring offers",
        "sector": "bank",
        "description": "Offers of March 2025, assigned at random, and what came of them.",
        "row": "one customer record that had agreed to offers, and what it was offered in March 2025.",
        "made": _OFFERS_MADE,
        "primaryKey": "customer_id",
        "foreignKeys": _TO_CUSTOMERS,
        "fields": _offers("spring", "2025-03-01", "2025-03-31"),
    },
    "bank_offers_later": {
        "title": "Bank: autumn offers",
        "sector": "bank",
        "description": "Offers of September 2025 to the same customers: open after you decided.",
        "row": "one customer record that had agreed to offers, and its offer in September 2025.",
        "made": _OFFERS_MADE + " The draw of autumn is independent of that of spring.",
        "primaryKey": "customer_id",
        "foreignKeys": _TO_CUSTOMERS,
        "fields": _offers("autumn", "2025-09-01", "2025-09-30"),
    },
    "bank_reactivation": {
        "title": "Bank: calls to dormant accounts",
        "sector": "bank",
        "description": "Accounts without a transaction since 2023; a random half was called.",
        "row": "one dormant account, which is not among the customer records.",
        "made": (
            "Half of the accounts was drawn at random and called in April 2025. What the accounts "
            "did until the end of 2025 was drawn by a random generator with a fixed seed."
        ),
        "primaryKey": "customer_id",
        "fields": [
            field(
                "customer_id",
                "string",
                "Number of the dormant account; none is in bank_customers.",
                required=True,
                pattern=r"D\d{4}",
                unique=True,
            ),
            field("called", "boolean", "Whether the account holder was called.", required=True),
            field(
                "reactivated",
                "integer",
                "1 if the account was used again within 90 days of the day of the calls, else 0.",
                required=True,
                enum=(0, 1),
            ),
            field(
                "still_open",
                "integer",
                "1 if the account was open on 2025-12-31, else 0.",
                required=True,
                enum=(0, 1),
            ),
            field(
                "margin",
                "integer",
                "What a reactivated account earns.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
            field(
                "cost",
                "integer",
                "What calling this account cost (0 if it was not called).",
                unit="yuan",
                required=True,
                minimum=0,
            ),
        ],
    },
    "bank_verbatims": {
        "title": "What customers say, coded twice",
        "sector": "bank, hospital, insurance",
        "description": "Sixty statements in English and Chinese; 48 of them coded by need layer.",
        "row": "one statement of a customer.",
        "made": (
            "Written for this course, and coded by its authors (gold_layer) and, less perfectly, "
            "by two employees who worked apart. The codes of twelve statements are kept back, for "
            "readers to code themselves. Nobody said these sentences."
        ),
        "primaryKey": "id",
        "fields": [
            field(
                "id",
                "string",
                "Number of the statement.",
                required=True,
                unique=True,
                pattern=r"V\d{2}",
            ),
            field("zh", "string", "The statement in Chinese.", required=True),
            field("en", "string", "The statement in English.", required=True),
            field(
                "gold_layer",
                "string",
                "Need layer by the authors: pain (what hurts now), concern (what is weighed or "
                "feared), expectation (what is hoped for); missing for the twelve that are kept back.",
                enum=LAYERS,
            ),
            field("sector", "string", "Where it was said.", required=True, enum=SECTORS),
            field(
                "ambiguous",
                "boolean",
                "Whether the authors saw good reasons for two layers.",
                required=True,
            ),
            field("coder_a", "string", "Need layer by employee A.", enum=LAYERS),
            field("coder_b", "string", "Need layer by employee B.", enum=LAYERS),
        ],
    },
}
