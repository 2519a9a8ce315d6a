"""The tables of module 10, part 4: contacts by channel, a discount in the app, a shop's service bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.fields import field, leads_to
from servicelab_workshop.worlds.schemas import cast

CHANNELS_SEED: Final = 20273

# --- contacts of policyholders ---------------------------------------------------------------

CHANNELS_CASES: Final = 1500
#: So many policyholders had a case; each had one at least.
CHANNELS_PEOPLE: Final = 1100
CHANNELS_TOPICS: Final = ("change of details", "premium", "claim")
CHANNELS_SHARES: Final = (0.42, 0.28, 0.30)
CHANNELS_WAYS: Final = ("app", "web", "voice", "store", "letter")
#: Yuan for a contact, before what a topic or a second telling adds.
CHANNELS_COST: Final = {"app": 3.0, "web": 4.0, "voice": 22.0, "store": 48.0, "letter": 14.0}
CHANNELS_CLAIM, CHANNELS_AGAIN = 1.35, 1.45
#: Probability that a contact resolves the case, by topic.
CHANNELS_RESOLVE: Final = {
    "app": (0.88, 0.62, 0.18),
    "web": (0.84, 0.60, 0.24),
    "voice": (0.90, 0.84, 0.74),
    "store": (0.93, 0.88, 0.84),
    "letter": (0.70, 0.50, 0.40),
}
#: Where a case begins, by topic.
CHANNELS_BEGIN: Final = (
    (0.48, 0.16, 0.20, 0.12, 0.04),
    (0.30, 0.18, 0.34, 0.12, 0.06),
    (0.24, 0.12, 0.38, 0.20, 0.06),
)


def channels_journeys(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each contact: channel, topic, cost, whether it resolved the case, told again."""
    holders = np.sort(rng.choice(2400, CHANNELS_PEOPLE, replace=False)) + 1
    whose = np.concatenate(
        [rng.permutation(holders), rng.choice(holders, CHANNELS_CASES - CHANNELS_PEOPLE)]
    )
    rows = []
    for case, holder in enumerate(whose, 1):
        topic = int(rng.choice(3, p=CHANNELS_SHARES))
        way = str(rng.choice(CHANNELS_WAYS, p=CHANNELS_BEGIN[topic]))
        mood = 7.4 - 0.9 * topic + rng.normal(0, 1.1)
        by_firm = rng.random() < 0.14
        parts: list[list[Any]] = []
        while True:
            switched = bool(parts) and parts[-1][1] != way
            again = int(bool(parts) and rng.random() < (0.62 if switched else 0.25))
            cost = CHANNELS_COST[way] * (CHANNELS_CLAIM if topic == 2 else 1)
            cost *= CHANNELS_AGAIN if again else 1
            solved = int(rng.random() < CHANNELS_RESOLVE[way][topic])
            parts.append([len(parts) + 1, way, solved, again, cost])
            if solved or len(parts) == 4 or rng.random() < 0.16:
                break
            if way in ("app", "web", "letter") and rng.random() < 0.7:
                way = "voice"
            elif rng.random() >= 0.4:
                way = "store"
        told = max(part[3] for part in parts)
        moved = len({part[1] for part in parts}) > 1
        csat = mood - 1.0 * told - 0.15 * moved - 1.6 * (1 - parts[-1][2])
        team = (21 + holder % 16, 37 + holder % 12, 1 + holder % 20)[topic]
        for touch, way, solved, again, cost in parts:
            known = way in ("store", "letter") or rng.random() < 0.62
            login = f"H{holder:04d}" if known else f"{way[0].upper()}{holder * 7 % 9973:04d}"
            rows.append(
                (
                    f"J{case:04d}",
                    f"H{holder:04d}",
                    login,
                    f"T{team:02d}",
                    CHANNELS_TOPICS[topic],
                    touch,
                    way,
                    "firm" if by_firm and touch == 1 else "customer",
                    int(rng.random() < 0.86),
                    solved,
                    again,
                    round(cost, 1),
                    int(np.clip(np.rint(csat), 1, 10)) if touch == len(parts) else None,
                )
            )
    columns = [one["name"] for one in DATASETS["insurer_journeys"]["fields"]]
    return cast(pd.DataFrame(rows, columns=columns), DATASETS["insurer_journeys"])


# --- steps to a policy -----------------------------------------------------------------------

#: How many begin, and of each step the share that goes on and its minutes.
CHANNELS_STEPS: Final = {
    "app": (
        4000,
        (
            ("choose cover", 0.86, 1.2),
            ("give details", 0.90, 3.4),
            ("photo of the identity card", 0.66, 0.9),
            ("see the price", 0.78, 0.6),
            ("sign", 0.93, 0.8),
            ("pay", 0.95, 0.7),
        ),
    ),
    "branch": (
        900,
        (
            ("take a number", 0.97, 14.0),
            ("talk", 0.90, 17.0),
            ("sign", 0.98, 5.0),
            ("pay", 0.99, 4.0),
        ),
    ),
}


def channels_steps(rng: np.random.Generator) -> pd.DataFrame:
    """How many enter each step on the way to a policy, and how many go on."""
    rows = []
    for channel, (here, steps) in CHANNELS_STEPS.items():
        for step, share, minutes in steps:
            on = int(rng.binomial(here, share))
            rows.append((channel, step, here, on, minutes))
            here = on
    columns = ["channel", "step", "entered", "went_on", "minutes"]
    return cast(pd.DataFrame(rows, columns=columns), DATASETS["insurer_steps"])


# --- a discount in the app, by lot -----------------------------------------------------------

CHANNELS_PAIRS: Final = 12
#: Policies a territory and year that the discount moves: mean and spread between territories.
CHANNELS_APP_GAIN: Final = (31, 7)
CHANNELS_AGENT_LOSS: Final = (24, 9)
CHANNELS_VISITS_SAVED: Final = (62, 26)


def channels_app_trial(rng: np.random.Generator) -> pd.DataFrame:
    """Twenty-four agents' territories in twelve pairs; in one of each pair the app sells at a discount."""
    rows = []
    for pair in range(1, CHANNELS_PAIRS + 1):
        level = rng.normal(118, 16)
        lot = int(rng.integers(2))
        for place in (0, 1):
            shown = int(place == lot)
            agent = rng.normal(level, 4) - shown * rng.normal(*CHANNELS_AGENT_LOSS)
            app = rng.normal(46, 3) + shown * rng.normal(*CHANNELS_APP_GAIN)
            visits = rng.normal(410, 18) - shown * rng.normal(*CHANNELS_VISITS_SAVED)
            number = 2 * pair + place - 1
            rows.append((f"A{number:02d}", pair, shown, round(agent), round(app), round(visits)))
    columns = [one["name"] for one in DATASETS["insurer_app_trial"]["fields"]]
    return cast(pd.DataFrame(rows, columns=columns), DATASETS["insurer_app_trial"])


# --- a shop's service bot, by lot ------------------------------------------------------------

CHANNELS_VISITORS: Final = 6000
CHANNELS_DAYS: Final = 14


def channels_shop(rng: np.random.Generator) -> pd.DataFrame:
    """Visitors of a shop in two weeks: a service bot and suggestions, each by a coin of its own."""
    n = CHANNELS_VISITORS
    bot, tips = (rng.integers(0, 2, n) for _ in range(2))
    visits = rng.geometric(0.62, n)
    keen = rng.normal(0, 0.55, n)
    score = -1.62 + keen + 0.30 * (visits - 1) + 0.02 * bot + 0.28 * tips
    buys = (rng.random(n) < 1 / (1 + np.exp(-score))).astype(int)
    click = 1 / (1 + np.exp(-(-1.5 + 1.2 * keen + 1.0 * buys)))
    clicked = ((tips == 1) & (rng.random(n) < click)).astype(int)
    asked = (rng.random(n) < 0.34).astype(int)
    contained = ((bot == 1) & (asked == 1) & (rng.random(n) < 0.76)).astype(int)
    call = np.where(bot == 1, np.where(contained == 1, 0.44, 0.84), 0.45)
    phoned = (rng.random(n) < np.where(asked == 1, call, 0.03)).astype(int)
    table = pd.DataFrame(
        {
            "user_id": [f"U{number:04d}" for number in range(1, n + 1)],
            "day": np.sort(rng.integers(1, CHANNELS_DAYS + 1, n)),
            "visits": visits,
            "bot": bot,
            "suggestions": tips,
            "clicked": clicked,
            "asked": asked,
            "contained": contained,
            "phoned_7d": phoned,
            "bought": buys,
        }
    )
    return cast(table, DATASETS["shop_visitors"])


def _flag(name: str, text: str) -> Any:
    return field(name, "integer", text, required=True, enum=[0, 1])


def _count(name: str, text: str, unit: str, least: int = 0) -> Any:
    return field(name, "integer", text, unit=unit, required=True, minimum=least)


DATASETS: dict[str, dict[str, Any]] = {
    "insurer_journeys": {
        "title": "Insurer: contacts on the way to an answer",
        "sector": "insurance",
        "description": (
            "1,500 cases of 1,100 policyholders in the last quarter of 2025, contact by contact: where "
            "a case began, where it went on, what each contact cost, and whether it resolved the case. "
            "Where a case begins was chosen by the customer or the firm, not drawn by lot."
        ),
        "row": "one contact.",
        "made": (
            "Drawn by a random generator with a fixed seed. How likely a contact resolves a case "
            "depends on channel and topic; what has to be told again costs more and lowers the rating."
        ),
        "primaryKey": ["journey", "touch"],
        "foreignKeys": [leads_to("policyholder_id", "insurer_policyholders")],
        "fields": [
            field("journey", "string", "Number of the case.", required=True),
            field(
                "policyholder_id",
                "string",
                "Who asked: a policyholder_id of insurer_policyholders.",
                required=True,
            ),
            field(
                "login",
                "string",
                "Name under which the contact is recorded. One policyholder can have several.",
                required=True,
            ),
            field("team", "string", "Team that is responsible for the case.", required=True),
            field(
                "topic",
                "string",
                "What the case is about.",
                required=True,
                enum=list(CHANNELS_TOPICS),
            ),
            _count("touch", "Number of the contact within its case.", "contact", 1),
            field(
                "channel",
                "string",
                "Carrier of the contact.",
                required=True,
                enum=list(CHANNELS_WAYS),
            ),
            field(
                "started_by",
                "string",
                "Who began the contact.",
                required=True,
                enum=["customer", "firm"],
            ),
            _flag("answered_in_a_day", "1 if it was answered within a day, else 0."),
            _flag("resolved", "1 if the case was resolved with this contact, else 0."),
            _flag("told_again", "1 if the customer had to explain everything again, else 0."),
            field(
                "cost", "number", "Full cost of the contact.", unit="yuan", required=True, minimum=0
            ),
            field(
                "csat",
                "integer",
                "Rating of the whole case, given after its last contact; else empty.",
                unit="points",
                minimum=1,
                maximum=10,
            ),
        ],
    },
    "insurer_steps": {
        "title": "Insurer: steps to a policy, in the app and in the branch",
        "sector": "insurance",
        "description": "How many people entered each step to a new policy in January 2026, and how many went on.",
        "row": "one step of one channel.",
        "made": "Drawn by a random generator with a fixed seed, each step with a share of its own.",
        "primaryKey": ["channel", "step"],
        "fields": [
            field("channel", "string", "Channel.", required=True, enum=["app", "branch"]),
            field("step", "string", "Name of the step.", required=True),
            _count("entered", "People who entered the step.", "people"),
            _count("went_on", "Of these, people who finished the step.", "people"),
            field(
                "minutes",
                "number",
                "Mean time in the step.",
                unit="minutes",
                required=True,
                minimum=0,
            ),
        ],
    },
    "insurer_app_trial": {
        "title": "Insurer: a discount in the app, by lot",
        "sector": "insurance",
        "description": (
            "Twenty-four territories in twelve pairs of neighbors, 2025: those of the sixteen agents, "
            "and of the eight employees of branches who sell. In one territory of each pair, drawn by "
            "lot, a policy cost 70 yuan less in the app."
        ),
        "row": "one territory.",
        "made": (
            "Drawn by a random generator with a fixed seed. Pairs differ in level; the discount moves "
            "sales of the app, sales of the agent and visits, in each territory by another number."
        ),
        "primaryKey": "agent_id",
        "foreignKeys": [leads_to("agent_id", "insurer_policyholders")],
        "fields": [
            field(
                "agent_id",
                "string",
                "Who sells there: an agent_id of insurer_policyholders, A01 to A16 an agent, A17 to A24 "
                "an employee of a branch.",
                required=True,
                unique=True,
            ),
            _count("pair", "Number of the pair.", "pair", 1),
            _flag("app_discount", "1 if the app sold with the discount in this territory, else 0."),
            _count("sold_by_agent", "Policies sold by the agent in the year.", "policies"),
            _count(
                "sold_in_app", "Policies sold in the app to people of the territory.", "policies"
            ),
            _count("service_visits", "Visits to the agent's office about service.", "visits"),
        ],
    },
    "shop_visitors": {
        "title": "Shop: a service bot and suggestions, by lot",
        "sector": "retail",
        "description": (
            "Visitors of an online shop in two weeks. For each a coin decided whether a service bot "
            "was shown, and a second coin whether products were suggested."
        ),
        "row": "one visitor.",
        "made": (
            "Drawn by a random generator with a fixed seed. Keener visitors come more often, buy more "
            "and click more."
        ),
        "primaryKey": "user_id",
        "fields": [
            field("user_id", "string", "Number of the visitor.", required=True, unique=True),
            _count("day", "Day of the first visit.", "day", 1),
            _count("visits", "Visits in the two weeks.", "visits", 1),
            _flag("bot", "1 if the coin showed the service bot, else 0."),
            _flag("suggestions", "1 if the coin showed suggestions, else 0."),
            _flag("clicked", "1 if a suggestion was clicked, else 0."),
            _flag("asked", "1 if the visitor had a question for the service, else 0."),
            _flag(
                "contained",
                "1 if the bot handed the question to nobody: the visitor left the bot without being passed on to a person.",
            ),
            _flag("phoned_7d", "1 if the visitor phoned the service within seven days, else 0."),
            _flag("bought", "1 if the visitor bought in the two weeks, else 0."),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the notebook."""

    insurer_journeys: pd.DataFrame
    insurer_steps: pd.DataFrame
    insurer_app_trial: pd.DataFrame
    shop_visitors: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world_channels(seed: int = CHANNELS_SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """
    return World(
        insurer_journeys=channels_journeys(np.random.default_rng([seed, 90])),
        insurer_steps=channels_steps(np.random.default_rng([seed, 95])),
        insurer_app_trial=channels_app_trial(np.random.default_rng([seed, 80])),
        shop_visitors=channels_shop(np.random.default_rng([seed, 100])),
    )
