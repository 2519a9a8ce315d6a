"""The tables of module 9: stages, endings, moments of truth, a lock, and shares of wallet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field, leads_to

# --- 3_moments: stages, moments, bonds -------------------------------------------------------

BONDS_SEED: Final = 20269

#: A cable maker's accounts: stages, and the chance to move from one to the next in a quarter.
BONDS_STAGES = ("initial", "purchase", "use", "lost")
BONDS_MOVE: Final = {
    "initial": (0.55, 0.25, 0.0, 0.20),
    "purchase": (0.10, 0.45, 0.28, 0.17),
    "use": (0.0, 0.05, 0.90, 0.05),
}
BONDS_QUARTERS, BONDS_ACCOUNTS = 10, 360
#: More enquiries every quarter.
BONDS_ENQUIRIES = np.array([1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0, 2.2, 2.3, 2.4])

#: Plans: chance a month that a new plan follows, or that the customer goes to another bank.
BONDS_CYCLE: Final = {"satisfied": (0.045, 0.010), "dissatisfied": (0.026, 0.027)}
BONDS_MONTHS, BONDS_CYCLES = 18, 900

#: Moments: post, contacts per 1,000 customers and year, share of them that failed, customers hit per
#: 1,000, extra share of these who leave, cost of a repair per 1,000 customers, preventable share.
BONDS_MOMENTS: Final = (
    ("app log-in", "digital", 42000, 0.04, 620, 0.0015, 2600, 0.50),
    ("greeting at the branch", "branch", 3900, 0.060, 190, 0.0010, 300, 0.50),
    ("wait at the counter", "branch", 3100, 0.420, 410, 0.0020, 2100, 0.40),
    ("statement by mail", "back office", 2600, 0.020, 50, 0.0030, 150, 0.60),
    ("question by telephone", "call desk", 1400, 0.120, 140, 0.0090, 900, 0.50),
    ("fee on the statement", "branch", 420, 0.180, 70, 0.0200, 700, 0.50),
    ("change of address", "back office", 310, 0.080, 24, 0.0090, 200, 0.70),
    ("plan opened", "adviser", 160, 0.100, 16, 0.0450, 400, 0.50),
    ("change of adviser", "adviser", 130, 0.330, 43, 0.1250, 1100, 0.60),
    ("plan matures", "adviser", 95, 0.360, 34, 0.1600, 1600, 0.70),
    ("payment refused abroad", "card desk", 60, 0.300, 18, 0.0900, 800, 0.60),
    ("customer moves to another city", "branch", 26, 0.920, 24, 0.3000, 500, 0.10),
    ("death in the family", "branch", 9, 0.280, 2.5, 0.3200, 250, 0.60),
    ("fraud reported", "card desk", 12, 0.220, 2.6, 0.3000, 600, 0.60),
)
#: Who leaves in any case, holders whose records were counted, and customers of the journeys.
BONDS_USUAL, BONDS_HOLDERS = 0.045, 60_000
BONDS_LEAVERS, BONDS_STAYERS = 4, 6
#: Too small and too frequent to be told in a journey.
BONDS_UNTOLD = ("app log-in",)

#: The lock: chance to stay a year for satisfaction 1 to 5, free and locked; a step of commitment.
BONDS_FREE = np.array([0.60, 0.66, 0.72, 0.79, 0.94])
BONDS_LOCKED, BONDS_COMMITMENT, BONDS_TIES = 0.962, 0.035, 2400
#: Referrals a year for "recommend" 0 to 10.
BONDS_REFERRALS = np.array([0.08] * 7 + [0.12, 0.12, 0.20, 0.20])
BONDS_WALLETS = 800
#: Mean satisfaction before it is rounded.
BONDS_MEAN = 3.3


def cable_stages(rng: np.random.Generator) -> pd.DataFrame:
    """The stage of each account in each quarter, from its enquiry until it is lost."""
    weight = BONDS_ENQUIRIES / BONDS_ENQUIRIES.sum()
    first = np.sort(rng.choice(BONDS_QUARTERS, BONDS_ACCOUNTS, p=weight)) + 1
    rows = []
    for number, began in enumerate(first, 1):
        stage = BONDS_STAGES[0]
        for quarter in range(int(began), BONDS_QUARTERS + 1):
            rows.append((f"A{number:03d}", quarter, stage))
            if stage == BONDS_STAGES[-1]:
                break
            stage = str(rng.choice(BONDS_STAGES, p=BONDS_MOVE[stage]))
    return pd.DataFrame(rows, columns=["account", "quarter", "stage"])


def bank_cycles(rng: np.random.Generator) -> pd.DataFrame:
    """Plans that were opened within two years: what came after them in 18 months, if anything."""
    mood = np.where(rng.random(BONDS_CYCLES) < 0.7, "satisfied", "dissatisfied")
    watched = np.minimum(rng.integers(6, 30, BONDS_CYCLES), BONDS_MONTHS)
    rows = []
    for number, (one, months) in enumerate(zip(mood, watched, strict=True), 1):
        new, gone = BONDS_CYCLE[str(one)]
        lasted, how = int(months), None
        for month in range(1, int(months) + 1):
            draw = rng.random()
            if draw < new + gone:
                lasted, how = month, "new plan" if draw < new else "other bank"
                break
        rows.append((f"P{number:03d}", str(one), lasted, how))
    return pd.DataFrame(rows, columns=["plan", "mood", "months", "how"])


def bank_moments(rng: np.random.Generator) -> pd.DataFrame:
    """Counts of one year: who met a failure of each kind, and who left in the year after."""
    chance, met = np.full(BONDS_HOLDERS, BONDS_USUAL), []
    for _moment, _post, _contacts, _failed, per, extra, _cost, _preventable in BONDS_MOMENTS:
        met.append(rng.permutation(BONDS_HOLDERS)[: round(per * BONDS_HOLDERS / 1000)])
        chance[met[-1]] += extra
    gone = rng.random(BONDS_HOLDERS) < chance
    rows = []
    for who, (moment, post, contacts, failed, _per, _extra, cost, preventable) in zip(
        met, BONDS_MOMENTS, strict=True
    ):
        hit, left = len(who), int(gone[who].sum())
        other, rest = BONDS_HOLDERS - hit, int(gone.sum()) - left
        rows.append((moment, post, contacts, failed, hit, left, other, rest, cost, preventable))
    return pd.DataFrame(
        rows,
        columns=[
            "moment",
            "post",
            "contacts_per_1000",
            "share_failed",
            "hit",
            "left_hit",
            "not_hit",
            "left_not_hit",
            "repair_cost",
            "preventable",
        ],
    )


def bonds_journey(rng: np.random.Generator) -> tuple[list[str], float]:
    """A year of one customer, a list of failures for each quarter, and the chance to leave after."""
    quarters: list[list[str]] = [[], [], [], []]
    chance = BONDS_USUAL
    for moment, _post, _contacts, _failed, per, extra, _cost, _preventable in BONDS_MOMENTS:
        if rng.random() < per / 1000:
            chance += extra
            if moment not in BONDS_UNTOLD:
                quarters[int(rng.integers(4))].append(moment)
    return ["; ".join(one) for one in quarters], chance


def bank_journeys(rng: np.random.Generator) -> pd.DataFrame:
    """Ten journeys: four of customers who left, six of customers who stayed."""
    wanted = {1: BONDS_LEAVERS, 0: BONDS_STAYERS}
    kept: list[tuple[list[str], int]] = []
    while any(wanted.values()):
        quarters, chance = bonds_journey(rng)
        left = int(rng.random() < chance)
        if wanted[left]:
            wanted[left] -= 1
            kept.append((quarters, left))
    order = rng.permutation(len(kept))
    rows = [
        (name, quarter, kept[place][0][quarter - 1] or None, kept[place][1])
        for name, place in zip(BONDS_NAMES, order, strict=True)
        for quarter in range(1, 5)
    ]
    return pd.DataFrame(rows, columns=["customer", "quarter", "failed", "left"])


BONDS_NAMES = (
    "Ms. An",
    "Mr. Bo",
    "Ms. Chu",
    "Mr. Deng",
    "Ms. Er",
    "Mr. Fang",
    "Ms. Gui",
    "Mr. Hou",
    "Ms. Ji",
    "Mr. Kang",
)


def bank_ties(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Holders of a salary account, half of them locked in for a year; and who stayed the year after."""
    n = BONDS_TIES
    locked = rng.permutation(n) < n // 2
    liking = rng.normal(size=n)
    raw = BONDS_MEAN + 0.75 * liking + 0.55 * rng.normal(size=n) - 0.15 * locked
    satisfaction = np.clip(np.rint(raw), 1, 5).astype(int)
    trust = 4.4 + 0.75 * (satisfaction - 3.5) + 0.9 * rng.normal(size=n)
    commitment = np.clip(np.rint(3.8 + 0.85 * (trust - 4.4) + 0.8 * rng.normal(size=n)), 1, 7)
    likely = 7.7 + 1.25 * (satisfaction - 3.5) + 0.35 * (commitment - 3.8)
    recommend = np.clip(np.rint(likely + 1.4 * rng.normal(size=n)), 0, 10).astype(int)
    free = np.clip(BONDS_FREE[satisfaction - 1] + BONDS_COMMITMENT * (commitment - 3.8), 0.2, 0.99)
    before = rng.random(n) < np.where(locked, BONDS_LOCKED, free)
    after = rng.random(n) < free
    ids = np.array([f"SA{number + 1:04d}" for number in np.sort(rng.permutation(4000)[:n])])
    first = pd.DataFrame(
        {
            "customer_id": ids,
            "locked": locked.astype(int),
            "satisfaction": satisfaction,
            "commitment": commitment.astype(int),
            "recommend": recommend,
            "referrals": rng.poisson(BONDS_REFERRALS[recommend]),
            "stayed": pd.Series(before.astype(int)).astype("Int64").mask(locked),
        }
    )
    later = pd.DataFrame(
        {
            "customer_id": ids,
            "stayed": before.astype(int),
            "stayed_after": pd.Series(after.astype(int)).astype("Int64").where(before),
        }
    )
    return first, later


def bank_wallet(rng: np.random.Generator) -> pd.DataFrame:
    """What customers hold here and at all their banks, and what they hold here a year later."""
    n = BONDS_WALLETS
    banks = rng.choice([1, 2, 3, 4], n, p=[0.22, 0.38, 0.27, 0.13])
    liking = rng.normal(size=n)
    rank = np.array(
        [
            1 + int((rng.normal(size=count - 1) > own).sum())
            for count, own in zip(banks, liking, strict=True)
        ]
    )
    wallet = np.exp(rng.normal(10.6, 0.9, n))
    rule = (1 - rank / (banks + 1)) * 2 / banks
    share = np.clip((0.75 * rule + 0.25 / banks) * np.exp(rng.normal(0, 0.6, n)), 0.02, 1)
    share[banks == 1] = 1
    left = rng.random(n) < np.select([banks == 1, rank == 1], [0.02, 0.03], 0.075)
    spread = np.where(banks > 1, 0.42, 0.12)
    moved = np.exp(rng.normal(np.where(banks > 1, -0.30, 0.0), spread))
    later = np.minimum(share * moved, 1) * wallet * np.exp(rng.normal(0.03, 0.1, n))
    return pd.DataFrame(
        {
            "customer_id": [f"SW{number + 1:04d}" for number in np.sort(rng.permutation(4000)[:n])],
            "banks": banks,
            "wallet": wallet.round().astype(int),
            "here": (wallet * share).round().astype(int),
            "here_later": np.where(left, 0, later).round().astype(int),
            "left": left.astype(int),
        }
    )


_ZERO_ONE: Final[dict[str, Any]] = {"required": True, "minimum": 0, "maximum": 1}
_COUNT: Final[dict[str, Any]] = {"required": True, "minimum": 0}
_CUSTOMER = field(
    "customer_id",
    "string",
    "Number of the person in this survey; the numbers of bank_customers are not in it.",
    required=True,
    unique=True,
)
_SATISFIED = field(
    "satisfaction",
    "integer",
    "Satisfaction with the bank in June 2023.",
    unit="1 to 5",
    required=True,
    minimum=1,
    maximum=5,
)
_INDEPENDENT = "Drawn by a random generator with a fixed seed; each row is an independent draw. "

DATASETS: dict[str, dict[str, Any]] = {
    "cable_stages": {
        "title": "A cable maker: stage of each account by quarter",
        "sector": "industry",
        "description": (
            "Accounts of a cable maker from their first enquiry on. A lost account has one last row, "
            "with the stage lost; the log of all others ends with quarter 10, the last one known."
        ),
        "row": "one account in one quarter.",
        "made": (
            _INDEPENDENT + "The chance to move depends on the stage alone; enquiries become more "
            "from quarter to quarter."
        ),
        "primaryKey": ["account", "quarter"],
        "fields": [
            field("account", "string", "Number of the account.", required=True),
            field("quarter", "integer", "Quarter.", required=True, minimum=1, maximum=10),
            field(
                "stage",
                "string",
                "initial: an enquiry; purchase: an offer is on the table; use: cables are delivered; lost.",
                required=True,
                enum=BONDS_STAGES,
            ),
        ],
    },
    "bank_cycles": {
        "title": "Bank: savings plans and what came after them",
        "sector": "bank",
        "description": (
            "Plans that were opened between January 2023 and December 2024, watched until June 2025, "
            "for 18 months at most. Asked in the first month whether the customer is satisfied."
        ),
        "row": "one plan.",
        "made": (
            _INDEPENDENT
            + "Each month a new plan may follow, or the customer goes to another bank; "
            "both chances depend on the first answer alone."
        ),
        "primaryKey": "plan",
        "fields": [
            field(
                "plan",
                "string",
                "Number of the plan in this table; not one of bank_plans.",
                required=True,
                unique=True,
            ),
            field(
                "mood",
                "string",
                "Answer in the first month.",
                required=True,
                enum=("satisfied", "dissatisfied"),
            ),
            field(
                "months",
                "integer",
                "Months that the plan lasted, or has lasted so far.",
                required=True,
                minimum=1,
                maximum=BONDS_MONTHS,
            ),
            field(
                "how",
                "string",
                "How it ended; empty while it still runs.",
                enum=("new plan", "other bank"),
            ),
        ],
    },
    "bank_moments": {
        "title": "Bank: fourteen moments of truth",
        "sector": "bank",
        "description": (
            "Records of 60,000 holders of a savings plan: how many met a failure of each kind in one "
            "year, and how many left in the year after. A holder can be in several rows."
        ),
        "row": "one kind of moment.",
        "made": (
            "Each holder is drawn by a random generator with a fixed seed: whom a failure of each kind "
            "meets, and then who leaves, with a chance that grows with each of them. The numbers hit, "
            "contacts, costs and preventable shares are set. The draw was not chosen."
        ),
        "primaryKey": "moment",
        "fields": [
            field("moment", "string", "What happens.", required=True, unique=True),
            field("post", "string", "Who is in charge of it.", required=True),
            field(
                "contacts_per_1000",
                "integer",
                "Contacts of this kind in the year, per 1,000 holders.",
                **_COUNT,
            ),
            field("share_failed", "number", "Share of the contacts that went wrong.", **_ZERO_ONE),
            field("hit", "integer", "Holders whom at least one failure met.", **_COUNT),
            field("left_hit", "integer", "Those of them who left in the year after.", **_COUNT),
            field("not_hit", "integer", "All other holders.", **_COUNT),
            field("left_not_hit", "integer", "Those of them who left in the year after.", **_COUNT),
            field(
                "repair_cost",
                "integer",
                "What a repair costs in a year, per 1,000 holders.",
                unit="yuan",
                **_COUNT,
            ),
            field(
                "preventable",
                "number",
                "Share of the loss that a repair is expected to prevent; an estimate of the staff.",
                **_ZERO_ONE,
            ),
        ],
    },
    "bank_journeys": {
        "title": "Bank: a year of ten customers",
        "sector": "bank",
        "description": (
            "What went wrong for ten holders of a savings plan, quarter by quarter. Four of them left "
            "in the year after."
        ),
        "row": "one customer in one quarter.",
        "made": (
            "Customers were drawn by a random generator with a fixed seed, from the world that made "
            "bank_moments, until there were four who left and six who stayed. The draw was not chosen."
        ),
        "primaryKey": ["customer", "quarter"],
        "fields": [
            field("customer", "string", "Name of the customer.", required=True),
            field("quarter", "integer", "Quarter.", required=True, minimum=1, maximum=4),
            field("failed", "string", "What went wrong in it; empty for nothing on record."),
            field("left", "integer", "1 if the customer left in the year after.", **_ZERO_ONE),
        ],
    },
    "bank_ties": {
        "title": "Bank: holders of a salary account, while half of them were locked in",
        "sector": "bank",
        "description": (
            "For the locked half the employer prescribed the bank until June 30, 2024. Answers of a "
            "survey in June 2023, and what happened until June 2024."
        ),
        "row": "one customer.",
        "made": (
            _INDEPENDENT
            + "Who is locked was drawn at random here, but works for another employer in "
            "the story; nothing may rest on it. The draw was changed once: on the first, the free "
            "half lay two standard errors below its world."
        ),
        "primaryKey": "customer_id",
        "fields": [
            _CUSTOMER,
            field("locked", "integer", "1 if the employer prescribed the bank.", **_ZERO_ONE),
            _SATISFIED,
            field(
                "commitment",
                "integer",
                "The relation is worth an effort to keep.",
                unit="1 to 7",
                required=True,
                minimum=1,
                maximum=7,
            ),
            field(
                "recommend",
                "integer",
                "How likely the customer is to recommend the bank.",
                unit="0 to 10",
                required=True,
                minimum=0,
                maximum=10,
            ),
            field(
                "referrals",
                "integer",
                "New customers who named this one, July 2023 to June 2024.",
                **_COUNT,
            ),
            field(
                "stayed",
                "integer",
                "Of the free: 1 if still a customer on June 30, 2024; empty for the locked.",
                minimum=0,
                maximum=1,
            ),
        ],
    },
    "bank_ties_later": {
        "title": "Bank: the same customers in the year after the lock",
        "sector": "bank",
        "description": "The customers of bank_ties: who had stayed until June 30, 2024, and a year later.",
        "row": "one customer.",
        "made": _INDEPENDENT + "From July 1, 2024 nobody is locked.",
        "primaryKey": "customer_id",
        "foreignKeys": [leads_to("customer_id", "bank_ties")],
        "fields": [
            _CUSTOMER,
            field("stayed", "integer", "1 if still a customer on June 30, 2024.", **_ZERO_ONE),
            field(
                "stayed_after",
                "integer",
                "1 if still a customer on June 30, 2025; empty if gone a year before.",
                minimum=0,
                maximum=1,
            ),
        ],
    },
    "bank_wallet": {
        "title": "Bank: money here and at other banks",
        "sector": "bank",
        "description": (
            "A survey of June 2024 on all banks that a customer uses, and what the customer holds here "
            "then and a year later."
        ),
        "row": "one customer.",
        "made": _INDEPENDENT
        + "The share held here follows the rank of the bank, with a wide spread, and drifts from year to year.",
        "primaryKey": "customer_id",
        "fields": [
            _CUSTOMER,
            field(
                "banks", "integer", "Banks the customer uses.", required=True, minimum=1, maximum=4
            ),
            field("wallet", "integer", "Savings at all banks in June 2024.", unit="yuan", **_COUNT),
            field("here", "integer", "Savings here in June 2024.", unit="yuan", **_COUNT),
            field("here_later", "integer", "Savings here in June 2025.", unit="yuan", **_COUNT),
            field("left", "integer", "1 if no longer a customer in June 2025.", **_ZERO_ONE),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module."""

    cable_stages: pd.DataFrame
    bank_cycles: pd.DataFrame
    bank_moments: pd.DataFrame
    bank_journeys: pd.DataFrame
    bank_ties: pd.DataFrame
    bank_ties_later: pd.DataFrame
    bank_wallet: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_bonds(seed: int = BONDS_SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """

    def rng(key: int) -> np.random.Generator:
        return np.random.default_rng([seed, key])

    ties, later = bank_ties(rng(314))
    return World(
        cable_stages=cable_stages(rng(300)),
        bank_cycles=bank_cycles(rng(301)),
        bank_moments=bank_moments(rng(302)),
        bank_journeys=bank_journeys(rng(303)),
        bank_ties=ties,
        bank_ties_later=later,
        bank_wallet=bank_wallet(rng(305)),
    )
