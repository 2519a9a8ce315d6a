"""The tables of module 7: rates, scores, weeks, hours, calls, and checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.games.alarm_desk.model import KNOWN, RATES
from servicelab_workshop.worlds.branches import BRANCHES
from servicelab_workshop.worlds.fields import Field, field, leads_to
from servicelab_workshop.worlds.schemas import cast

SEED: Final = 20356

#: Departments and their sizes; the share of letters that is usual, and how it differs for good.
DEPARTMENTS = tuple(f"D{place:02d}" for place in range(1, 25))
SMALLEST, LARGEST = 50, 3000
USUAL, DIFFER = 0.83, 0.025
#: Two of those of middle size have a cause of their own: one sends fewer letters in time, one more.
MIDDLE = (200, 1200)
FEWER, MORE = -0.15, 0.13
#: Which of the draws that were tried is shipped; 200 to 219 were.
LETTERS_DRAW = 210

#: Mystery shoppers: how they differ for good, and the spreads of branches and of what is left over.
SHOPPERS = ("An", "Bao", "Chen", "Dai")
SEVERITY = (-0.85, -0.25, 0.25, 0.85)
MANNER, WITHIN_BRANCHES, LEFT_OVER = 7.2, 0.7, 0.45


def hospital_letters_sent(rng: np.random.Generator) -> pd.DataFrame:
    """Letters sent in time by each department."""
    return _letters(rng)[0]


def letters_truth(rng: np.random.Generator) -> pd.DataFrame:
    """The true share of each department, and whether it has a cause of its own: -1, 0 or 1."""
    return _letters(rng)[1]


def _letters(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    k = len(DEPARTMENTS)
    n = np.rint(np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST), k))).astype(int)
    share = rng.normal(USUAL, DIFFER, k)
    middle = np.flatnonzero((n >= MIDDLE[0]) & (n <= MIDDLE[1]))
    below, above = rng.choice(middle, 2, replace=False)
    share[below], share[above] = USUAL + FEWER, USUAL + MORE
    cause = np.zeros(k, dtype=int)
    cause[below], cause[above] = -1, 1
    table = pd.DataFrame({"department": DEPARTMENTS, "n": n, "sent": rng.binomial(n, share)})
    truth = pd.DataFrame(
        {"share": share, "cause": cause}, index=pd.Index(DEPARTMENTS, name="department")
    )
    return cast(table, DATASETS["hospital_letters_sent"]), truth


def bank_mystery(rng: np.random.Generator) -> pd.DataFrame:
    """Scores of four shoppers in each branch."""
    shape = len(BRANCHES), len(SHOPPERS)
    manner = rng.normal(MANNER, WITHIN_BRANCHES, shape[0])
    score = manner[:, None] + np.array(SEVERITY) + rng.normal(0, LEFT_OVER, shape)
    table = pd.DataFrame(
        {
            "branch": np.repeat(BRANCHES, shape[1]),
            "shopper": list(SHOPPERS) * shape[0],
            "score": np.clip(score, 1, 10).round(1).ravel(),
        }
    )
    return cast(table, DATASETS["bank_mystery"])


#: A week with a cause that is written down, and how many times the usual share went wrong in it.
OUTAGE, OUTAGE_TIMES, OUTAGE_NOTE = 7, 2.2, "telephone system down for two days"
PHASES = ("before", "after")
#: Mean minutes, and standard deviations between tellers and between customers of one teller.
MINUTES = {"before": (9.0, 1.8, 1.7), "after": (8.2, 0.5, 1.2)}
TELLERS, SUBGROUPS, SIZE = 20, 40, 4
LEAD, CALLBACKS = 3, 600
HOURS, FAULTS = 1200, 0.05


def bank_alarm_weeks(rng: np.random.Generator) -> pd.DataFrame:
    """Twelve weeks of the three rates of the alarm desk; one week of call-backs has a known cause."""
    rows = []
    for key, rate in RATES.items():
        low, high = rate.counted
        counted = rng.integers(low, high + 1, KNOWN)
        share = rate.usual * np.clip(1 + rate.extra * rng.standard_normal(KNOWN), 0.05, None)
        notes = [""] * KNOWN
        if key == "callbacks":
            share[OUTAGE - 1] *= OUTAGE_TIMES
            notes[OUTAGE - 1] = OUTAGE_NOTE
        wrong = rng.binomial(counted, share)
        rows += [
            (key, week + 1, int(counted[week]), int(wrong[week]), notes[week] or None)
            for week in range(KNOWN)
        ]
    return pd.DataFrame(rows, columns=["rate", "week", "counted", "wrong", "note"])


def bank_counter_times(rng: np.random.Generator) -> pd.DataFrame:
    """Minutes at the counter; each subgroup is four customers of one teller."""
    habit = rng.standard_normal(TELLERS)
    rows = []
    for phase, (mean, between, within) in MINUTES.items():
        for group in range(SUBGROUPS):
            teller = group % TELLERS
            minutes = mean + between * habit[teller] + within * rng.standard_normal(SIZE)
            rows += [
                (phase, group + 1, f"T{teller + 1:02d}", round(float(max(1.0, one)), 1))
                for one in minutes
            ]
    return pd.DataFrame(rows, columns=["phase", "subgroup", "teller", "minutes"])


def bank_weekly(rng: np.random.Generator, weeks: int = 60) -> pd.DataFrame:
    """Kept call-backs, and complaints that follow the same agents on duty three weeks later."""
    duty = np.zeros(weeks + LEAD)
    duty[0] = rng.standard_normal()
    for week in range(1, weeks + LEAD):
        duty[week] = 0.55 * duty[week - 1] + np.sqrt(1 - 0.55**2) * rng.standard_normal()
    share = np.clip(0.84 + 0.05 * duty, 0.3, 0.99)
    kept = rng.binomial(CALLBACKS, share) / CALLBACKS
    complaints = 21 - 3.6 * duty[:-LEAD] + 1.6 * rng.standard_normal(weeks)
    return pd.DataFrame(
        {
            "week": np.arange(1, weeks + 1),
            "kept": kept[LEAD:].round(2),
            "complaints": np.clip(complaints, 0, None).round(1),
        }
    )


def bank_monitor(rng: np.random.Generator, hours: int = HOURS) -> pd.DataFrame:
    """The score of each hour, and whether a fault followed."""
    fault = rng.random(hours) < FAULTS
    logit = rng.normal(-1.6, 0.9, hours) + 2.3 * fault
    score = np.round(100 / (1 + np.exp(-logit))).astype(int)
    return pd.DataFrame(
        {"hour": np.arange(1, hours + 1), "score": score, "fault": fault.astype(int)}
    )


#: Which generator the known weeks of the alarm desk come from, see their card.
ALARM_DRAW = 2

AGENTS: Final = 60
#: Calls of each agent that were drawn from each eight weeks.
EACH: Final = 40
WEEKS: Final = ("first", "second")
TOPICS: Final = ("card", "transfer", "loan")
TOPIC_SHARES: Final = (0.5, 0.3, 0.2)
#: How much longer, in logarithms, and how much harder, in logits, a topic is than the first.
LONGER: Final = np.array([0.0, 0.25, 0.5])
HARDER: Final = np.array([0.0, 0.25, 0.6])
#: What the bonus changes: the logarithm of the seconds, the logit of a solution, a second call.
SHORTER, LESS_SOLVED, MORE_AGAIN = 0.165, 0.45, 0.05

FILES: Final = 480
KINDS: Final = ("none", "record", "manner")
KIND_SHARES: Final = (0.72, 0.16, 0.12)
CHECKS: Final = ("internal", "external", "client")
#: How often a check flags a file of each kind: colleagues flag many trifles, and see what outsiders
#: see; only clients were there.
FLAGGED: Final = {
    "none": (0.16, 0.06, 0.08),
    "record": (0.75, 0.90, 0.15),
    "manner": (0.12, 0.12, 0.75),
}

LETTERS: Final = 1600
CUSTOMERS, VOLUNTEERS, DRAWN = 4000, 150, 400


def _flag(name: str, description: str) -> Field:
    return field(name, "integer", f"1 if {description}, else 0.", required=True, enum=(0, 1))


_AGENT: Final[dict[str, Any]] = {"required": True, "pattern": r"C\d\d"}
_TIRED: Final[dict[str, Any]] = {"unit": "points of 1-7", "minimum": 1, "maximum": 7}
_MADE: Final = "Drawn by a random generator with a fixed seed, without quotas. "


def _names() -> list[str]:
    return [f"C{number:02d}" for number in range(1, AGENTS + 1)]


def bank_calls(rng: np.random.Generator, drawn: np.ndarray[Any, Any]) -> pd.DataFrame:
    """Forty calls of each agent from each eight weeks."""
    tempo, skill = rng.normal(0, 0.12, AGENTS), rng.normal(0, 0.25, AGENTS)
    n = AGENTS * 2 * EACH
    agent = np.repeat(np.arange(AGENTS), 2 * EACH)
    is_second = np.tile(np.repeat([False, True], EACH), AGENTS)
    bonus = drawn[agent] & is_second
    topic = rng.choice(len(TOPICS), n, p=TOPIC_SHARES)
    log_seconds = 5.55 + LONGER[topic] + tempo[agent] - SHORTER * bonus
    seconds = np.exp(log_seconds + rng.normal(0, 0.35, n))
    logit = 1.55 - HARDER[topic] + skill[agent] - LESS_SOLVED * bonus
    resolved = rng.random(n) < 1 / (1 + np.exp(-logit))
    again = rng.random(n) < np.where(resolved, 0.11, 0.42) + MORE_AGAIN * bonus
    return pd.DataFrame(
        {
            "call_id": [f"K{number:04d}" for number in range(1, n + 1)],
            "agent": np.array(_names())[agent],
            "drawn": drawn[agent].astype(int),
            "weeks": np.where(is_second, WEEKS[1], WEEKS[0]),
            "topic": np.array(TOPICS)[topic],
            "seconds": seconds.round().astype(int),
            "resolved": resolved.astype(int),
            "again7": again.astype(int),
        }
    )


def bank_agents(rng: np.random.Generator, drawn: np.ndarray[Any, Any]) -> pd.DataFrame:
    """Exhaustion and leavers; the bonus tires, and whether it drives out sixty agents cannot show."""
    before = 3.4 + rng.normal(0, 0.9, AGENTS)
    after = before + 0.1 + 0.65 * drawn + rng.normal(0, 0.7, AGENTS)
    left = rng.random(AGENTS) < np.where(drawn, 0.17, 0.12)
    return pd.DataFrame(
        {
            "agent": _names(),
            "drawn": drawn.astype(int),
            "tired_before": before.clip(1, 7).round(1),
            "tired_after": after.clip(1, 7).round(1),
            "left": left.astype(int),
        }
    )


def bank_checks(rng: np.random.Generator) -> pd.DataFrame:
    """Closed files with their flags and what the full review found."""
    kind = rng.choice(KINDS, FILES, p=KIND_SHARES)
    chance = np.array([FLAGGED[one] for one in kind])
    flags = (rng.random(chance.shape) < chance).astype(int)
    table = pd.DataFrame(flags, columns=list(CHECKS))
    table.insert(0, "file", [f"F{number:03d}" for number in range(1, FILES + 1)])
    return table.assign(fault=kind)


def bank_monitors(rng: np.random.Generator) -> pd.DataFrame:
    """Ratings of volunteers and of customers drawn at random, from the same customers."""
    mood = rng.normal(3.75, 0.85, CUSTOMERS)
    weight = np.exp(0.55 * mood)
    volunteers = rng.choice(CUSTOMERS, VOLUNTEERS, replace=False, p=weight / weight.sum())
    drawn = rng.choice(CUSTOMERS, DRAWN, replace=False)
    rating = mood[np.concatenate([volunteers, drawn])].round().clip(1, 5).astype(int)
    return pd.DataFrame(
        {"who": np.repeat(["volunteer", "drawn"], [VOLUNTEERS, DRAWN]), "rating": rating}
    )


def hospital_letters(rng: np.random.Generator) -> pd.DataFrame:
    """Letters after discharge: a signature brings answers and no other scores."""
    signed = rng.permutation(LETTERS) < LETTERS // 2
    score = rng.normal(7.6, 1.6, LETTERS).round().clip(1, 10)
    answered = rng.random(LETTERS) < (0.30 + 0.10 * signed + 0.02 * (score - 7.6)).clip(0, 1)
    return pd.DataFrame(
        {
            "signed": signed.astype(int),
            "answered": answered.astype(int),
            "score": pd.array(np.where(answered, score, np.nan), dtype="Int64"),
        }
    )


DATASETS: dict[str, dict[str, Any]] = {
    "hospital_letters_sent": {
        "title": "Hospital: letters to the family doctor, by department",
        "sector": "hospital",
        "description": (
            "Of the patients discharged in one quarter: for how many the letter to the family doctor "
            "was sent within two days."
        ),
        "row": "one department in one quarter.",
        "made": (
            "Drawn by a random generator with a fixed seed. The true shares of 22 departments differ "
            "with a standard deviation of 2.5 points, as nobody chose; two departments, drawn at "
            "random among those of middle size, were given a cause of their own: one is 15 points "
            "below the usual share, one 13 points above. Each letter is an independent draw. The "
            "draw is one of twenty that were tried, chosen because both stand out from what is "
            "usual, and several large departments from chance alone."
        ),
        "primaryKey": "department",
        "fields": [
            field("department", "string", "Number of the department.", required=True, unique=True),
            field(
                "n",
                "integer",
                "Patients who were discharged in this quarter.",
                required=True,
                minimum=1,
            ),
            field(
                "sent",
                "integer",
                "Those of them whose letter was sent within two days.",
                required=True,
                minimum=0,
            ),
        ],
    },
    "bank_mystery": {
        "title": "Bank: scores of four mystery shoppers in forty branches",
        "sector": "bank",
        "description": (
            "Four mystery shoppers visited each branch of the region once and scored how willing and "
            "warm the staff was."
        ),
        "row": "one visit.",
        "made": (
            "Drawn by a random generator with a fixed seed: a manner of each branch, and what is left "
            "over at each visit, from normal distributions. How severe the four shoppers are was set: "
            "the mildest scores 1.7 points above the severest."
        ),
        "primaryKey": ["branch", "shopper"],
        "foreignKeys": [leads_to("branch", "bank_branch_survey")],
        "fields": [
            field("branch", "string", "Name of the branch's place.", required=True, enum=BRANCHES),
            field("shopper", "string", "Name of the shopper.", required=True, enum=SHOPPERS),
            field(
                "score",
                "number",
                "How willing and warm the staff was.",
                unit="1 to 10",
                required=True,
                minimum=1,
                maximum=10,
            ),
        ],
    },
    "bank_alarm_weeks": {
        "title": "Bank: three weekly rates, twelve known weeks",
        "sector": "bank",
        "description": (
            "Wrong transfers, late call-backs and long waits in the twelve weeks before the alarm "
            "desk opens. No rate has shifted in them."
        ),
        "row": "one week of one rate.",
        "made": (
            "Written for this course. Wrong transfers and late call-backs vary as chance alone "
            "makes them; long waits vary about twice as much. In one week the telephone system was "
            "down, and the log says so. The seed of this table was chosen among the first 40: the "
            "first whose twelve weeks show a spread near to the one that they were drawn with, "
            "because twelve weeks may well show another."
        ),
        "fields": [
            field("rate", "string", "Which rate.", required=True, enum=tuple(RATES)),
            field(
                "week", "integer", "Week, from 1 to 12.", required=True, minimum=1, maximum=KNOWN
            ),
            field("counted", "integer", "How many were counted.", required=True, minimum=1),
            field("wrong", "integer", "How many of them went wrong.", required=True, minimum=0),
            field("note", "string", "What the log says of the week; blank if nothing."),
        ],
    },
    "bank_counter_times": {
        "title": "Bank: minutes at the counter, before and after the steps were written down",
        "sector": "bank",
        "description": (
            "How long opening an account took: 40 subgroups of four customers of one teller, before "
            "the steps were written down, and 40 after."
        ),
        "row": "one customer.",
        "made": (
            "Written for this course. Twenty tellers have habits of their own, and two subgroups "
            "in each phase; before, these habits and the customers of one teller differ more than after. Nothing was drawn at random: there is "
            "no group without written steps."
        ),
        "fields": [
            field("phase", "string", "Before or after.", required=True, enum=PHASES),
            field(
                "subgroup",
                "integer",
                "Number of the subgroup in its phase.",
                required=True,
                minimum=1,
            ),
            field("teller", "string", "Who served.", required=True, pattern=r"T\d\d"),
            field(
                "minutes",
                "number",
                "How long it took.",
                unit="minutes",
                required=True,
                minimum=0.5,
                maximum=60,
            ),
        ],
    },
    "bank_weekly": {
        "title": "Bank: kept call-backs and complaints, sixty weeks",
        "sector": "bank",
        "description": (
            "The call center week by week: the share of promised call-backs that were kept, and "
            "complaints about waiting for an answer."
        ),
        "row": "one week.",
        "made": (
            "Written for this course. How many agents are on duty moves both: kept call-backs in "
            "the same week, complaints three weeks later. Neither column acts on the other."
        ),
        "fields": [
            field("week", "integer", "Week, from 1 to 60.", required=True, unique=True, minimum=1),
            field(
                "kept",
                "number",
                "Share of about 600 promised call-backs that were made within a day.",
                unit="proportion",
                required=True,
                minimum=0,
                maximum=1,
            ),
            field(
                "complaints",
                "number",
                "Complaints about waiting, for each 1,000 callers.",
                unit="per 1,000 callers",
                required=True,
                minimum=0,
            ),
        ],
    },
    "bank_monitor": {
        "title": "Bank: a monitor of cash machines",
        "sector": "bank",
        "description": (
            "Each hour a program scores the region's cash machines from 0 to 100: how much the last "
            "minutes look like those before a fault. And whether a fault followed."
        ),
        "row": "one hour.",
        "made": (
            "Written for this course. Hours are independent; a fault follows in one of twenty, and "
            "scores are higher before it."
        ),
        "fields": [
            field("hour", "integer", "Number of the hour.", required=True, unique=True, minimum=1),
            field(
                "score",
                "integer",
                "What the program says, from 0 to 100.",
                unit="points",
                required=True,
                minimum=0,
                maximum=100,
            ),
            field(
                "fault",
                "integer",
                "1 if a machine stood still in the next hour, otherwise 0.",
                required=True,
                enum=(0, 1),
            ),
        ],
    },
    "bank_calls": {
        "title": "Bank: calls before and with a bonus for short calls",
        "sector": "bank",
        "description": (
            "Forty calls of each of sixty agents from each of two eight weeks. In the second, half of the "
            "agents had a bonus for short calls; it was drawn at random who."
        ),
        "row": "one call.",
        "made": _MADE + "The bonus was drawn over agents, not over calls.",
        "primaryKey": "call_id",
        "foreignKeys": [
            {
                "fields": "agent",
                "reference": {"resource": "bank_agents", "fields": "agent"},
            }
        ],
        "fields": [
            field(
                "call_id",
                "string",
                "Number of the call.",
                required=True,
                unique=True,
                pattern=r"K\d{4}",
            ),
            field("agent", "string", "Agent of the call center.", **_AGENT),
            _flag("drawn", "the agent was drawn for the bonus, paid in the second eight weeks"),
            field("weeks", "string", "Which eight weeks.", required=True, enum=WEEKS),
            field("topic", "string", "What the call was about.", required=True, enum=TOPICS),
            field(
                "seconds",
                "integer",
                "How long the call took.",
                unit="seconds",
                required=True,
                minimum=10,
                maximum=5000,
            ),
            _flag("resolved", "the agent closed the case as resolved"),
            _flag("again7", "the customer called about the same thing again within seven days"),
        ],
    },
    "bank_agents": {
        "title": "Bank: the agents of the call center",
        "sector": "bank",
        "description": "Who was drawn for the bonus, how tired the agents are, and who left.",
        "row": "one agent.",
        "made": _MADE + "Thirty of the sixty agents were drawn for the bonus.",
        "primaryKey": "agent",
        "fields": [
            field("agent", "string", "Number of the agent.", unique=True, **_AGENT),
            _flag("drawn", "the agent was drawn for the bonus, paid in the second eight weeks"),
            field(
                "tired_before",
                "number",
                "Exhaustion by a questionnaire before the second eight weeks; 7 is worst.",
                required=True,
                **_TIRED,
            ),
            field(
                "tired_after",
                "number",
                "The same at their end.",
                required=True,
                **_TIRED,
            ),
            _flag("left", "the agent left within six months after"),
        ],
    },
    "bank_checks": {
        "title": "Bank: closed files, looked at in three ways",
        "sector": "bank",
        "description": (
            "Closed files that went through three kinds of check, each without knowing of the others, "
            "and then through a full review that took a day each."
        ),
        "row": "one closed file.",
        "made": _MADE,
        "primaryKey": "file",
        "fields": [
            field(
                "file",
                "string",
                "Number of the file.",
                required=True,
                unique=True,
                pattern=r"F\d{3}",
            ),
            _flag("internal", "a colleague of another team flagged it"),
            _flag("external", "an auditor from outside flagged it"),
            _flag("client", "the customer, when called, spoke of something wrong"),
            field(
                "fault",
                "string",
                "What the full review found: nothing, a faulty record, or a fault in manner.",
                required=True,
                enum=KINDS,
            ),
        ],
    },
    "bank_monitors": {
        "title": "Bank: volunteer monitors and customers drawn at random",
        "sector": "bank",
        "description": "Ratings of the same branches in the same month.",
        "row": "one rating.",
        "made": _MADE + "Content customers volunteer more readily.",
        "fields": [
            field(
                "who",
                "string",
                "A volunteer monitor, or a customer who was drawn at random; all of these answered.",
                required=True,
                enum=("volunteer", "drawn"),
            ),
            field(
                "rating",
                "integer",
                "The service of the month; 5 is best.",
                unit="points of 1-5",
                required=True,
                minimum=1,
                maximum=5,
            ),
        ],
    },
    "hospital_letters": {
        "title": "Hospital: letters after discharge, with and without a signature",
        "sector": "health",
        "description": (
            "Questionnaires to patients after discharge; which of them the director signed by hand was "
            "drawn at random."
        ),
        "row": "one letter.",
        "made": _MADE
        + "The content answer a little more readily; the signature does not change a score.",
        "fields": [
            _flag("signed", "the director signed the letter and promised to read the answer"),
            _flag("answered", "the patient answered"),
            field(
                "score",
                "integer",
                "Satisfaction; empty if the patient did not answer.",
                unit="points of 1-10",
                minimum=1,
                maximum=10,
            ),
        ],
    },
}


@dataclass(frozen=True)
class World:
    """The tables of the module."""

    hospital_letters_sent: pd.DataFrame
    bank_mystery: pd.DataFrame
    bank_alarm_weeks: pd.DataFrame
    bank_counter_times: pd.DataFrame
    bank_weekly: pd.DataFrame
    bank_monitor: pd.DataFrame
    bank_calls: pd.DataFrame
    bank_agents: pd.DataFrame
    bank_checks: pd.DataFrame
    bank_monitors: pd.DataFrame
    hospital_letters: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return dict(vars(self))


def make_world(seed: int = SEED) -> World:
    """Make the tables; each has its own generator, so that none moves another.

    Parameters
    ----------
    seed : int
        Fixes every value.
    """

    def rng(*key: int) -> np.random.Generator:
        return np.random.default_rng([seed, *key])

    drawn = rng(40).permutation(AGENTS) < AGENTS // 2
    return World(
        hospital_letters_sent=hospital_letters_sent(rng(LETTERS_DRAW)),
        bank_mystery=bank_mystery(rng(221)),
        bank_alarm_weeks=bank_alarm_weeks(rng(31, ALARM_DRAW)),
        bank_counter_times=bank_counter_times(rng(32)),
        bank_weekly=bank_weekly(rng(33)),
        bank_monitor=bank_monitor(rng(34)),
        bank_calls=bank_calls(rng(41), drawn),
        bank_agents=bank_agents(rng(42), drawn),
        bank_checks=bank_checks(rng(43)),
        bank_monitors=bank_monitors(rng(44)),
        hospital_letters=hospital_letters(rng(45)),
    )
