"""The tables of module 10, part 3: promotions, media, towns, and an open day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.bank import make_bank
from servicelab_workshop.worlds.fields import field
from servicelab_workshop.worlds.schemas import cast

PROMOTION_SEED: Final = 20272
#: Customers in each arm, drawn at random.
PROMOTION_EACH: Final = 576
PROMOTION_ARMS: Final = ("none", "discount", "gift", "points", "referral")
#: From this many payments in the half-year before on a customer counts as a regular.
PROMOTION_REGULAR: Final = 10
#: Yuan: margin of a payment, back with the discount, a gift, a point that is redeemed, the reward
#: for a friend, and what a new customer is worth.
MARGIN, BACK, GIFT, POINT, REWARD, NEWCOMER = 3.0, 1.2, 22.0, 0.6, 60.0, 240.0
#: A gift needs this many payments in the half-year.
GIFT_FROM: Final = 5
#: More payments a half-year: of a regular, and of another customer.
PROMOTION_PLUS: Final = {
    "none": (0.0, 0.0),
    "discount": (1.2, 7.0),
    "gift": (0.5, 1.2),
    "points": (4.4, 1.0),
    "referral": (0.0, 0.0),
}
#: Friends a customer: of a regular, and of another customer; without and with the reward.
PROMOTION_FRIENDS: Final = {"asked": (0.20, 0.05), "not asked": (0.05, 0.045)}

#: By medium: spend, last clicks, extra orders, and orders of a person who is not reached.
MEDIA: Final = {
    "search": (30_000, 1400, 150, 0.0105),
    "video": (36_000, 110, 800, 0.0095),
    "social": (18_000, 300, 230, 0.0100),
    "app": (14_000, 520, 530, 0.0100),
}
MEDIA_WEEKS, MEDIA_REACHED, MEDIA_HELD = 8, 15_000, 10_000

#: Mean enquiries of 1,000 people in eight weeks.
TOWN_CELLS: Final = {
    "nothing": 6.0,
    "poster": 7.8,
    "letter": 10.0,
    "both, one voice": 12.6,
    "both, two voices": 8.8,
}
TOWN_EACH, TOWN_SD = 12, 2.4

#: The open day: week, weeks in all, towns.
PRESS_DAY, PRESS_WEEKS, PRESS_TOWNS = 29, 40, 7


def promotion_people(
    rng: np.random.Generator, n: int, season: float = 1.0
) -> tuple[Any, Any, Any, dict[str, Any], dict[str, Any]]:
    """Payments one is used to, whether that is often, payments before, and by arm what one would do."""
    often = rng.random(n) < 0.4
    taste = np.exp(rng.normal(0, 0.35, n))
    before = rng.poisson(np.where(often, 22, 3.6) * taste)
    usual = np.where(often, 23, 4.0) * taste * season
    payments, friends = {}, {}
    for arm, (regular, other) in PROMOTION_PLUS.items():
        payments[arm] = rng.poisson(usual + np.where(often, regular, other))
        asked = PROMOTION_FRIENDS["asked" if arm == "referral" else "not asked"]
        friends[arm] = rng.poisson(np.where(often, *asked))
    return usual, often, before, payments, friends


def promotions_table(rng: np.random.Generator) -> pd.DataFrame:
    """Customers who agreed to marketing: five arms, drawn at random."""
    customers = make_bank().customers
    newest = customers.sort_values("updated_at").drop_duplicates("person_key", keep="last")
    agreed = newest.loc[newest["consent_marketing"].astype(bool), "customer_id"]
    n = PROMOTION_EACH * len(PROMOTION_ARMS)
    ids = np.sort(rng.choice(agreed.to_numpy(dtype=str), n, replace=False))
    _usual, _often, before, payments, friends = promotion_people(rng, n)
    arm = rng.permutation(np.repeat(PROMOTION_ARMS, PROMOTION_EACH))
    table = pd.DataFrame(
        {
            "customer_id": ids,
            "arm": arm,
            "payments_before": before,
            "payments": np.select([arm == one for one in PROMOTION_ARMS], list(payments.values())),
            "friends": np.select([arm == one for one in PROMOTION_ARMS], list(friends.values())),
        }
    )
    share = rng.beta(2, 5, n)
    redeemed = np.where(arm == "points", np.rint(table["payments"] * share), 0)
    return cast(table.assign(points_redeemed=redeemed.astype(int)), DATASETS["bank_promotions"])


def second_half(seeds: range, people: int = 4000) -> dict[str, dict[str, float]]:
    """Yuan that an arm adds for each of all customers, by group, in other half-years.

    The sum of one arm's regulars and another arm's others is what a plan is worth. The points are
    left out: what is owed for them is another question.
    """
    worth = {group: dict.fromkeys(PROMOTION_ARMS, 0.0) for group in ("regulars", "others")}
    for seed in seeds:
        rng = np.random.default_rng([seed, 1010])
        usual, often, before, payments, _friends = promotion_people(rng, people, season=1.04)
        regular = before >= PROMOTION_REGULAR
        for arm, (more, other) in PROMOTION_PLUS.items():
            plus = np.where(often, more, other)
            yuan = MARGIN * plus
            if arm == "discount":
                yuan = yuan - BACK * (usual + plus)
            if arm == "gift":
                yuan = yuan - GIFT * (payments["gift"] >= GIFT_FROM)
            if arm == "referral":
                asked, alone = (np.where(often, *each) for each in PROMOTION_FRIENDS.values())
                yuan = yuan + NEWCOMER * (asked - alone) - REWARD * asked
            for group, rows in (("regulars", regular), ("others", ~regular)):
                worth[group][arm] += float((yuan * rows).mean()) / len(seeds)
    for arms in worth.values():
        del arms["points"]
    return worth


def media_table(rng: np.random.Generator) -> pd.DataFrame:
    """Four media, eight weeks: people who were reached, and people who were held out, by lot."""
    rows = []
    for medium, (spend, clicks, extra, usual) in MEDIA.items():
        reached = usual + extra / (MEDIA_REACHED * MEDIA_WEEKS)
        for week in range(1, MEDIA_WEEKS + 1):
            rows.append(
                {
                    "medium": medium,
                    "week": week,
                    "reached": MEDIA_REACHED,
                    "orders": rng.binomial(MEDIA_REACHED, reached),
                    "held_out": MEDIA_HELD,
                    "orders_held_out": rng.binomial(MEDIA_HELD, usual),
                    "last_clicks": rng.poisson(clicks / MEDIA_WEEKS),
                    "spend": spend // MEDIA_WEEKS,
                }
            )
    return cast(pd.DataFrame(rows), DATASETS["shop_media"])


def towns_table(rng: np.random.Generator) -> pd.DataFrame:
    """Sixty towns, five cells by lot: enquiries of 1,000 people in eight weeks."""
    cell = rng.permutation(np.repeat(list(TOWN_CELLS), TOWN_EACH))
    mean = np.array([TOWN_CELLS[str(one)] for one in cell])
    enquiries = np.maximum(rng.normal(mean, TOWN_SD), 0.2).round(1)
    town = [f"C{number:02d}" for number in range(1, len(cell) + 1)]
    table = pd.DataFrame({"town": town, "cell": cell, "enquiries": enquiries})
    return cast(table, DATASETS["hospital_towns"])


def press_table(rng: np.random.Generator) -> pd.DataFrame:
    """Bookings of seven towns in forty weeks; one of them, drawn by lot, has an open day."""
    weeks = np.arange(1, PRESS_WEEKS + 1)
    season = 9 * np.sin(2 * np.pi * (weeks - 22) / 40)
    drawn = rng.integers(PRESS_TOWNS)
    rows = []
    for number in range(PRESS_TOWNS):
        level = 80 + 6 * rng.normal() + season + 3.2 * rng.normal(size=PRESS_WEEKS)
        later = weeks >= PRESS_DAY
        level = level + 1.6 * rng.normal() * later
        if number == drawn:
            level = level + 3.0 * later + 9.0 * np.isin(weeks, (PRESS_DAY, PRESS_DAY + 1))
        rows += [
            {
                "town": f"K{number + 1}",
                "week": int(week),
                "open_day": int(number == drawn and week == PRESS_DAY),
                "bookings": round(value),
            }
            for week, value in zip(weeks, level, strict=True)
        ]
    return cast(pd.DataFrame(rows), DATASETS["hospital_press"])


DATASETS: dict[str, dict[str, Any]] = {
    "bank_promotions": {
        "title": "Lantern Bank: four promotions of the card, by lot",
        "sector": "bank",
        "description": (
            "Customers who agreed to marketing. For each it was drawn by lot, 576 customers an arm, "
            "whether one of four promotions of the payment card was offered in the first half of "
            "2025: 1.20 yuan back on every payment; a gift of 22 yuan after five payments; a point "
            "for every payment, 0.60 yuan each when redeemed; 60 yuan for each friend who opens an "
            "account."
        ),
        "row": "one customer.",
        "made": (
            "Drawn by a random generator with a fixed seed. Customers were put into the arms by one "
            "shuffle, without blocks. Payments follow a Poisson distribution around what a customer "
            "is used to; so do friends. Only the referral asks for friends. The sizes of the effects were set once "
            "more after a first look; the seed was not."
        ),
        "primaryKey": "customer_id",
        "foreignKeys": [
            {
                "fields": "customer_id",
                "reference": {"resource": "bank_customers", "fields": "customer_id"},
            }
        ],
        "fields": [
            field("customer_id", "string", "Number of the customer.", required=True, unique=True),
            field(
                "arm",
                "string",
                "What was offered, drawn by lot.",
                required=True,
                enum=list(PROMOTION_ARMS),
            ),
            field(
                "payments_before",
                "integer",
                "Card payments in the half-year before the promotion.",
                unit="payments",
                required=True,
                minimum=0,
            ),
            field(
                "payments",
                "integer",
                "Card payments in the half-year of the promotion.",
                unit="payments",
                required=True,
                minimum=0,
            ),
            field(
                "friends",
                "integer",
                "New customers of that half-year who name this customer, rewarded or not.",
                unit="persons",
                required=True,
                minimum=0,
            ),
            field(
                "points_redeemed",
                "integer",
                "Points redeemed by the end of the half-year; one is earned with each payment.",
                unit="points",
                required=True,
                minimum=0,
            ),
        ],
    },
    "shop_media": {
        "title": "Online shop: four media, with people held out by lot",
        "sector": "retail",
        "description": (
            "An online shop advertises in four media. In each medium and week people whom it could "
            "reach were drawn by lot: 15,000 were shown the advert, 10,000 were not. Nobody was "
            "drawn twice."
        ),
        "row": "one medium in one week.",
        "made": (
            "Drawn by a random generator with a fixed seed. Whoever orders, orders once; each person "
            "orders or not without regard to the others. The last click before an order is counted "
            "as the tracking software counts it. What was spent on one medium was set once more "
            "after a first look; the seed was not."
        ),
        "primaryKey": ["medium", "week"],
        "fields": [
            field("medium", "string", "The medium.", required=True, enum=list(MEDIA)),
            field("week", "integer", "The week.", required=True, minimum=1, maximum=MEDIA_WEEKS),
            field(
                "reached",
                "integer",
                "People drawn to be shown the advert.",
                unit="persons",
                required=True,
                minimum=0,
            ),
            field(
                "orders",
                "integer",
                "Orders of those who were drawn to be shown it.",
                unit="orders",
                required=True,
                minimum=0,
            ),
            field(
                "held_out",
                "integer",
                "People drawn not to be shown the advert.",
                unit="persons",
                required=True,
                minimum=0,
            ),
            field(
                "orders_held_out",
                "integer",
                "Orders of those who were drawn not to be shown it.",
                unit="orders",
                required=True,
                minimum=0,
            ),
            field(
                "last_clicks",
                "integer",
                "Orders whose last click came from this medium.",
                unit="orders",
                required=True,
                minimum=0,
            ),
            field(
                "spend",
                "number",
                "What the shop paid for the advert.",
                unit="yuan",
                required=True,
                minimum=0,
            ),
        ],
    },
    "hospital_towns": {
        "title": "Plum Court Hospital: poster and letter in sixty towns, by lot",
        "sector": "hospital",
        "description": (
            "Sixty towns with 1,000 households asked in each. It was drawn by lot, twelve towns a "
            "cell, whether people saw nothing, a poster, a letter, or both: with the same words "
            "(one voice) or with different words (two voices)."
        ),
        "row": "one town.",
        "made": (
            "Drawn by a random generator with a fixed seed. Towns differ by chance with the same "
            "spread in every cell. Enquiries are counted for eight weeks."
        ),
        "primaryKey": "town",
        "fields": [
            field("town", "string", "Number of the town.", required=True, unique=True),
            field(
                "cell", "string", "What the town saw, by lot.", required=True, enum=list(TOWN_CELLS)
            ),
            field(
                "enquiries",
                "number",
                "Enquiries about a health check in eight weeks.",
                unit="enquiries for 1,000 households",
                required=True,
                minimum=0,
            ),
        ],
    },
    "hospital_press": {
        "title": "Plum Court Hospital: bookings of seven towns and an open day",
        "sector": "hospital",
        "description": (
            "Bookings of seven towns in forty weeks. One town of the seven was drawn by lot for an "
            "open day with free checks; the local press wrote about it."
        ),
        "row": "one town in one week.",
        "made": (
            "Drawn by a random generator with a fixed seed. All towns share a season; each has its "
            "own level and its own chance movements."
        ),
        "primaryKey": ["town", "week"],
        "fields": [
            field(
                "town",
                "string",
                "Number of the town; not one of hospital_towns.",
                required=True,
            ),
            field("week", "integer", "The week.", required=True, minimum=1, maximum=PRESS_WEEKS),
            field(
                "open_day",
                "integer",
                "1 in the town and week of the open day, else 0.",
                required=True,
                enum=[0, 1],
            ),
            field(
                "bookings",
                "integer",
                "Visits booked from this town.",
                unit="bookings",
                required=True,
                minimum=0,
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of this part."""

    bank_promotions: pd.DataFrame
    shop_media: pd.DataFrame
    hospital_towns: pd.DataFrame
    hospital_press: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_promotion(seed: int = PROMOTION_SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    rng = [np.random.default_rng([seed, part]) for part in (101, 102, 103, 104)]
    return World(
        bank_promotions=promotions_table(rng[0]),
        shop_media=media_table(rng[1]),
        hospital_towns=towns_table(rng[2]),
        hospital_press=press_table(rng[3]),
    )
