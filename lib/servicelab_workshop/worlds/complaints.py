"""The log of complaints of the three firms, and what is read beside it.

Customers are those of the other worlds: who was promised one thing and paid another, who already
complained at the bank, whose wait or talk at the hospital went badly, complains more often. How long
a case takes is decided by its severity; that and speed decide who stays.

Numbers by product, year and cause are planned and dealt out evenly, so that a finding holds in a
log of this size and not only on average over many worlds.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab_workshop.worlds.bank import make_bank
from servicelab_workshop.worlds.complaint_schemas import (
    CAUSES,
    CONTENTS,
    DATASETS,
    LOGGED_PRODUCTS,
    REMEDIES,
    ROOTS,
)
from servicelab_workshop.worlds.complaint_texts import Entry, compose
from servicelab_workshop.worlds.draw import (
    Floats,
    choice,
    deal,
    likert,
    spread,
    systematic,
)
from servicelab_workshop.worlds.hospital import make_hospital
from servicelab_workshop.worlds.insurer import make_insurer
from servicelab_workshop.worlds.insurer_schemas import PRODUCTS
from servicelab_workshop.worlds.schemas import cast

FIRST_DAY = np.datetime64("2024-01-01")
AS_OF = np.datetime64("2025-12-31")
FIX = np.datetime64("2025-07-01")
STORM = np.datetime64("2025-11-02")
BANK, HOSPITAL, CODED, NOISY = 500, 500, 120, 22

#: First days of the periods in which the insurer's complaints are planned.
PERIODS = (FIRST_DAY, np.datetime64("2025-01-01"), STORM, AS_OF + 1)
#: Complaints of the insurer in the three periods, by product.
PLAN = {"home": (190, 178, 122), "motor": (180, 236, 164), "health": (124, 164, 42)}
#: Policies in force in the first and the last month of 2024 and of 2025.
IN_FORCE = {
    "home": (925, 935, 935, 945),
    "motor": (600, 700, 720, 1330),
    "health": (900, 860, 840, 500),
}
#: First complaints about a delayed payment a month, before the repair, after it and in the storm.
#: They rise when the repeats fall, and nothing in the log says why: whoever counts all complaints of a
#: month calls the repair a failure, and whoever counts repeats alone a success.
DELAYED = (11.5, 20.0, 31.0)
#: Probability that the same customer complains of a delayed payment again, before and after.
AGAIN = (0.42, 0.05)

#: Shares of the causes: the insurer's without the delayed payments, which have their own course.
SHARES = {
    "insurance": (0, 0.19, 0.19, 0.08, 0.12, 0.15, 0.27),
    "bank": (0.24, 0.17, 0.27, 0.05, 0.06, 0.09, 0.12),
    "hospital": (0.05, 0.05, 0.15, 0.05, 0.26, 0.30, 0.14),
}


@dataclass(frozen=True)
class Cause:
    """What a cause brings with it.

    `severe` is the share of severe cases, `customer` and `third` those whose root lies with the
    customer or a third party; `remedies` are what the firm gives if the root is its own, in the order
    of REMEDIES. `refund`, `compensation` and `fix` are what these cost in the median, in yuan.
    """

    severe: float
    customer: float
    third: float
    remedies: tuple[float, ...]
    refund: float = 0.0
    compensation: float = 0.0
    fix: float = 0.0


EFFECTS = {
    "payment delay": Cause(0.34, 0.26, 0.24, (0, 0.25, 0, 0.5, 0, 0.25), compensation=60, fix=5),
    "refusal": Cause(0.50, 0.34, 0.08, (0.45, 0, 0.25, 0.3, 0, 0), fix=380),
    "wrong amount": Cause(0.30, 0.16, 0.22, (0, 0, 0.25, 0, 0.75, 0), refund=260, fix=60),
    "misleading advice": Cause(
        0.50, 0.04, 0.06, (0, 0, 0.15, 0, 0.5, 0.35), refund=3400, compensation=2600, fix=60
    ),
    "staff conduct": Cause(0.18, 0.02, 0.03, (0.15, 0.8, 0, 0, 0, 0.05), compensation=150, fix=30),
    "waiting": Cause(0.28, 0.08, 0.10, (0.15, 0.6, 0, 0.25, 0, 0), fix=20),
    "other": Cause(0.28, 0.22, 0.20, (0.2, 0.25, 0.15, 0.4, 0, 0), fix=60),
}
#: Scale of the days to the decision, by sector, for mild, serious and severe cases.
SCALE = {"insurance": (5.0, 7.3, 16.8), "bank": (4.0, 6.2, 13.5), "hospital": (3.2, 4.8, 11.0)}
SHAPE = 1.1
#: Complex cases take longer, the others less long, for mild, serious and severe ones.
COMPLEX = ((0.97, 0.94, 0.82), (1.5, 1.5, 1.25))
#: Probability of a mild, serious or severe case to be complex, and to do harm.
IS_COMPLEX, HARM = (0.06, 0.12, 0.45), (0.01, 0.08, 0.50)
#: Probability that a text holds an idea.
IDEAS = {"complaint": 0.08, "advice": 0.65, "information": 0.0}
#: Hazard a day of being escalated: up to 7, 15 and 30 days of age, and beyond.
AGES, ESCALATION = (0, 7, 15, 30), (0.003, 0.008, 0.018, 0.030)
#: What a severe case and a slow one take from the log-odds of staying.
LEAVES = {"severe": 1.15, "slow": 0.40}

#: Which cause an employee takes another for.
MISTAKEN = {
    "payment delay": "waiting",
    "refusal": "misleading advice",
    "wrong amount": "misleading advice",
    "misleading advice": "refusal",
    "staff conduct": "waiting",
    "waiting": "payment delay",
    "other": "waiting",
}

#: First and last day off, and its name.
_HOLIDAYS = (
    ("2025-01-01", "2025-01-01", "New Year"),
    ("2025-01-27", "2025-02-03", "Spring Festival"),
    ("2025-04-04", "2025-04-06", "Qingming Festival"),
    ("2025-05-01", "2025-05-05", "Labor Day"),
    ("2025-05-31", "2025-06-02", "Dragon Boat Festival"),
    ("2025-10-01", "2025-10-08", "National Day and Mid-Autumn Festival"),
    ("2026-01-01", "2026-01-03", "New Year"),
    ("2026-02-16", "2026-02-22", "Spring Festival"),
    ("2026-04-04", "2026-04-06", "Qingming Festival"),
    ("2026-05-01", "2026-05-05", "Labor Day"),
    ("2026-06-19", "2026-06-21", "Dragon Boat Festival"),
    ("2026-09-25", "2026-09-27", "Mid-Autumn Festival"),
    ("2026-10-01", "2026-10-07", "National Day"),
)
#: Days of a weekend that are worked, and what for.
_MADE_UP = (
    ("2025-01-25", "Spring Festival"),
    ("2025-02-08", "Spring Festival"),
    ("2025-04-26", "Labor Day"),
    ("2025-09-27", "National Day"),
    ("2025-10-12", "National Day"),
    ("2026-01-04", "New Year"),
    ("2026-02-14", "Spring Festival"),
    ("2026-02-28", "Spring Festival"),
    ("2026-05-09", "Labor Day"),
    ("2026-10-10", "National Day"),
)


@dataclass(frozen=True)
class ComplaintWorld:
    """The log of complaints and its companions, and the truth behind them.

    Attributes
    ----------
    complaints, complaint_codes, insurer_in_force, holidays : DataFrame
        As described in ``datasets/cards``; the data types are those of
        :func:`servicelab.load_dataset`.
    truth : DataFrame
        Indexed by ``complaint_id``: ``days`` (calendar days from receipt to the decision, of open
        cases too), ``is_again`` (whether it repeats a complaint about a delayed payment),
        ``is_vague`` (whether the text leaves the cause open), ``is_noisy`` (whether it comes from
        the policyholder who complains of everything) and ``p_stay`` (probability of staying, NaN
        for the hospital). Never written to a file.
    """

    complaints: pd.DataFrame
    complaint_codes: pd.DataFrame
    insurer_in_force: pd.DataFrame
    holidays: pd.DataFrame
    truth: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return {
            field.name: getattr(self, field.name) for field in fields(self) if field.name != "truth"
        }


def make_complaints(seed: int = 20266) -> ComplaintWorld:
    """Invent the log of complaints, the same for the same seed.

    Parameters
    ----------
    seed : int
        Another seed gives another log with the same findings, of the same customers: those of the
        published tables of insurer, bank and hospital.

    Returns
    -------
    ComplaintWorld
        Complaints were received from 2024-01-01 to 2025-12-31; the log is as it stood on the last
        day. Money is in yuan.

    Examples
    --------
    >>> world = make_complaints(seed=7)
    >>> world.complaints["sector"].value_counts().to_dict()
    {'insurance': 1400, 'bank': 500, 'hospital': 500}
    """
    streams = [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(7)]
    received = [_insurer(streams[0]), _bank(streams[1]), _hospital(streams[2])]
    log = pd.concat(received, ignore_index=True)
    log = log.sort_values(["opened", "sector", "customer_id"], kind="stable", ignore_index=True)
    log.insert(0, "complaint_id", [f"K{number:04d}" for number in range(1, len(log) + 1)])
    calendar = _calendar()
    log = _handled(streams[3], _judged(streams[3], log), calendar)
    log = _decided(streams[4], log)
    entries = [Entry(*row) for row in log[list(Entry._fields)].itertuples(index=False)]
    texts = compose(streams[5], entries)
    log[["text_en", "text_zh", "is_vague"]] = pd.DataFrame(texts, index=log.index)
    return ComplaintWorld(
        complaints=cast(log[_columns("complaints")], DATASETS["complaints"]),
        complaint_codes=cast(_codes(streams[6], log), DATASETS["complaint_codes"]),
        insurer_in_force=cast(_in_force(streams[6]), DATASETS["insurer_in_force"]),
        holidays=cast(calendar, DATASETS["holidays"]),
        truth=log.set_index("complaint_id")[["days", "is_again", "is_vague", "is_noisy", "p_stay"]],
    )


def _columns(name: str) -> list[str]:
    return [field["name"] for field in DATASETS[name]["fields"]]


def _days_between(
    rng: np.random.Generator, first: np.datetime64, last: np.datetime64, n: int
) -> NDArray[np.datetime64]:
    """Days of receipt from `first` to before `last`, evenly spread; fewer come in on a weekend."""
    days = np.arange(first, last)
    weekday = (days.astype("datetime64[D]").astype(np.int64) + 3) % 7
    weight = np.array((1.25, 1.1, 1.05, 1.0, 1.0, 0.65, 0.5))[weekday]
    edges = np.cumsum(weight) / weight.sum()
    return days[np.minimum(np.searchsorted(edges, spread(rng, n)), len(days) - 1)]


def _insurer(rng: np.random.Generator) -> pd.DataFrame:
    """Draw what the insurer receives: delayed payments first, then all else up to the plan."""
    insurer = make_insurer()
    people, truth = insurer.policyholders, insurer.truth
    product = people["product"].to_numpy(dtype=object)
    weight = np.exp(-0.45 * truth["quality"].to_numpy() + 0.9 * truth["broken"].to_numpy())
    claimed = weight * np.where(truth["claim_stage"] == "no claim", 0.35, 1.0)
    sold_by = people["agent_id"].to_numpy(dtype=object)
    misled = weight * np.where(sold_by == "A15", 5.0, 1.0)
    ids = people["policyholder_id"].to_numpy(dtype=object)
    noisy = str(rng.choice(ids[product == "home"]))
    for each in (weight, claimed, misled):
        each[ids == noisy] = 0

    delayed = _delayed(rng, ids, product, claimed)
    parts = [delayed]
    for name in PRODUCTS:
        for period, planned in enumerate(PLAN[name]):
            first, last = PERIODS[period], PERIODS[period + 1]
            mine = delayed[delayed["product"] == name]
            n = planned - int(((mine["opened"] >= first) & (mine["opened"] < last)).sum())
            cause = rng.permutation(deal(rng, CAUSES, np.tile(SHARES["insurance"], (n, 1))))
            cause = cause.astype(object)
            is_noisy = (np.arange(n) < NOISY) & (name == "home") & (period == 1)
            grudges = ["other"] * 12 + ["waiting"] * 5 + ["staff conduct"] * 5
            cause[is_noisy] = rng.permutation(grudges)[: is_noisy.sum()]
            who = np.empty(n, dtype=object)
            for one in CAUSES:
                those = cause == one
                odds = np.where(
                    product == name,
                    {"misleading advice": misled, "refusal": claimed, "wrong amount": claimed}.get(
                        one, weight
                    ),
                    0,
                )
                who[those] = rng.choice(ids, int(those.sum()), p=odds / odds.sum())
            who[is_noisy] = noisy
            parts.append(
                pd.DataFrame(
                    {
                        "customer_id": who,
                        "product": name,
                        "opened": _days_between(rng, first, last, n),
                        "cause": cause,
                        "is_again": False,
                        "is_noisy": is_noisy,
                    }
                )
            )
    return pd.concat(parts, ignore_index=True).assign(sector="insurance")


def _delayed(
    rng: np.random.Generator, ids: NDArray[np.object_], product: NDArray[np.object_], weight: Floats
) -> pd.DataFrame:
    """Draw complaints about delayed payments, and who complains of the same again."""
    months = np.arange(np.datetime64("2024-01"), np.datetime64("2026-01"))
    rates = np.where(months < FIX.astype("datetime64[M]"), DELAYED[0], DELAYED[1])
    rates[-2:] = DELAYED[2]
    counts = np.diff(np.floor(np.cumsum(rates) + rng.random()), prepend=0).astype(np.int64)
    days = np.concatenate(
        [
            _days_between(
                rng, month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]"), n
            )
            for month, n in zip(months, counts, strict=True)
        ]
    )
    days.sort()
    period = np.searchsorted(np.array(PERIODS), days, side="right") - 1
    planned = np.array([PLAN[name] for name in PRODUCTS], dtype=float).T[period]
    what = deal(rng, PRODUCTS, planned)
    who = np.empty(len(days), dtype=object)
    for name in PRODUCTS:
        odds = np.where(product == name, weight, 0)
        n = int((what == name).sum())
        who[what == name] = rng.choice(ids, n, replace=False, p=odds / odds.sum())
    table = pd.DataFrame({"customer_id": who, "product": what, "opened": days, "is_again": False})
    parts, latest = [table], table
    while len(latest):
        p = np.where(latest["opened"] < FIX, AGAIN[0], AGAIN[1])
        latest = latest[systematic(rng, p)].assign(is_again=True)
        later = np.rint(rng.uniform(14, 55, len(latest))).astype("timedelta64[D]")
        latest["opened"] = latest["opened"] + later
        latest = latest[latest["opened"] <= AS_OF].sort_values("opened", kind="stable")
        parts.append(latest)
    return pd.concat(parts, ignore_index=True).assign(cause="payment delay", is_noisy=False)


def _bank(rng: np.random.Generator) -> pd.DataFrame:
    """Draw disputes about cards; those of the year before 2025-03-01 are in the bank's archive."""
    customers = make_bank().customers
    ids = customers["customer_id"].to_numpy(dtype=object)
    before = customers["complaints_12m"].to_numpy()
    opened = np.sort(_days_between(rng, FIRST_DAY, AS_OF + 1, BANK))
    archived = (opened >= np.datetime64("2024-03-01")) & (opened < np.datetime64("2025-03-01"))
    who = np.empty(BANK, dtype=object)
    who[archived] = rng.choice(ids[before > 0], int(archived.sum()), replace=False)
    odds = 0.4 + before
    who[~archived] = rng.choice(ids, int((~archived).sum()), p=odds / odds.sum())
    cards = LOGGED_PRODUCTS["bank"]
    return pd.DataFrame(
        {
            "customer_id": who,
            "product": choice(rng, cards, np.tile((0.4, 0.6), (BANK, 1))),
            "opened": opened,
            "cause": deal(rng, CAUSES, np.tile(SHARES["bank"], (BANK, 1))),
            "is_again": False,
            "is_noisy": False,
            "sector": "bank",
        }
    )


def _hospital(rng: np.random.Generator) -> pd.DataFrame:
    truth = make_hospital().truth
    opened = np.sort(_days_between(rng, FIRST_DAY, AS_OF + 1, HOSPITAL))
    cause = deal(rng, CAUSES, np.tile(SHARES["hospital"], (HOSPITAL, 1)))
    who = np.empty(HOSPITAL, dtype=object)
    for one in CAUSES:
        bad = -truth["wait" if one == "waiting" else "talk"].to_numpy()
        odds = np.exp(0.5 * bad)
        those = cause == one
        who[those] = rng.choice(
            truth.index.to_numpy(dtype=object), int(those.sum()), p=odds / odds.sum()
        )
    parts = LOGGED_PRODUCTS["hospital"]
    return pd.DataFrame(
        {
            "customer_id": who,
            "product": choice(rng, parts, np.tile((0.42, 0.24, 0.24, 0.10), (HOSPITAL, 1))),
            "opened": opened,
            "cause": cause,
            "is_again": False,
            "is_noisy": False,
            "sector": "hospital",
        }
    )


def _judged(rng: np.random.Generator, log: pd.DataFrame) -> pd.DataFrame:
    """Add severity, harm, complexity, content, idea and root."""
    n = len(log)
    severe = np.array([EFFECTS[one].severe for one in log["cause"]])
    severe[log["is_noisy"]] = 0
    mild = np.where(log["is_noisy"], 1, 0.6 * (1 - severe))
    order = np.lexsort((log["opened"], log["cause"], log["sector"]))
    severity = np.empty(n, dtype=np.int64)
    odds = np.column_stack([mild, 1 - mild - severe, severe])
    severity[order] = deal(rng, ("1", "2", "3"), odds[order]).astype(np.int64)
    order = np.lexsort((log["opened"], severity, log["sector"]))
    log["severity"] = severity
    for name, shares in (("is_complex", IS_COMPLEX), ("harm", HARM)):
        chosen = np.zeros(n, dtype=bool)
        chosen[order] = systematic(rng, np.array(shares)[severity[order] - 1])
        log[name] = chosen

    firm = (severity == 3) | log["harm"] | log["is_again"] | log["is_noisy"]
    late = log["cause"] == "payment delay"
    complains = np.where(firm, 1.0, np.where(late, 0.9, 0.7))
    rest = 1 - complains
    log["content"] = deal(rng, CONTENTS, np.column_stack([complains, 0.58 * rest, 0.42 * rest]))
    log["has_idea"] = systematic(rng, np.array([IDEAS[one] for one in log["content"]]))
    own = np.array([(EFFECTS[one].customer, EFFECTS[one].third) for one in log["cause"]])
    own[log["content"] != "complaint"] = 0
    order = np.lexsort((rng.random(n), log["cause"], log["content"]))
    root = np.empty(n, dtype=object)
    root[order] = deal(rng, ROOTS, np.column_stack([1 - own.sum(axis=1), own])[order])
    log["root"] = root
    return log


def _calendar() -> pd.DataFrame:
    days = np.arange(np.datetime64("2025-01-01"), np.datetime64("2027-01-01"))
    table = pd.DataFrame({"date": days, "working": days.astype(np.int64) % 7 < 5, "name_en": None})
    table["working"] = pd.Series(days).dt.day_of_week < 5
    for first, last, name in _HOLIDAYS:
        table.loc[table["date"].between(first, last), ["working", "name_en"]] = (False, name)
    for day, name in _MADE_UP:
        made_up = table["date"] == day
        table.loc[made_up, ["working", "name_en"]] = (True, f"made up for {name}")
    return table


def _working_days(calendar: pd.DataFrame) -> NDArray[np.datetime64]:
    """All working days: Monday to Friday before the calendar begins."""
    before = np.arange(FIRST_DAY, np.datetime64("2025-01-01"))
    before = before[pd.Series(before).dt.day_of_week.to_numpy() < 5]
    worked = calendar.loc[calendar["working"], "date"].to_numpy().astype("datetime64[D]")
    return np.concatenate([before, worked])


def _handled(rng: np.random.Generator, log: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """Add the clocks: acknowledgement, escalation and decision, which is made on working days."""
    n = len(log)
    severity, opened = log["severity"].to_numpy(), log["opened"].to_numpy().astype("datetime64[D]")
    work = _working_days(calendar)
    scale = np.array([SCALE[one] for one in log["sector"]])[np.arange(n), severity - 1]
    scale *= np.array(COMPLEX)[log["is_complex"].to_numpy().astype(int), severity - 1]
    order = np.lexsort((log["opened"], severity, log["sector"]))
    u = np.empty(n)
    u[order] = spread(rng, n)
    days = np.maximum(np.rint(scale * (-np.log(1 - u)) ** (1 / SHAPE)), 1)
    closed = work[np.searchsorted(work, opened + days.astype("timedelta64[D]"))]
    log["days"] = (closed - opened).astype(np.int64)

    wait = rng.choice((1, 2, 3, 4, 5, 6), n, p=(0.5, 0.3, 0.09, 0.05, 0.04, 0.02))
    acknowledged = work[np.searchsorted(work, opened, side="right") - 1 + wait]
    acknowledged[(rng.random(n) < 0.05) | (acknowledged > closed)] = np.datetime64("NaT")

    need = rng.exponential(size=n) / np.array((0.7, 1.0, 1.3))[severity - 1]
    edges = np.array([*AGES, 1000.0])
    reached = np.concatenate([[0], np.cumsum(np.diff(edges) * np.array(ESCALATION))])
    age = np.ceil(np.interp(need, reached, edges)).astype(np.int64)
    escalated = opened + age.astype("timedelta64[D]")
    escalated[age >= log["days"].to_numpy()] = np.datetime64("NaT")
    for name, when in (
        ("acknowledged", acknowledged),
        ("escalated", escalated),
        ("closed", closed),
    ):
        log[name] = np.where(when <= AS_OF, when, np.datetime64("NaT"))
    return log


def _decided(rng: np.random.Generator, log: pd.DataFrame) -> pd.DataFrame:
    """Add remedy, cost, what the customer thinks of it, and whether the customer stayed."""
    n = len(log)
    root, content = log["root"].to_numpy(), log["content"].to_numpy()
    response = np.full(n, None, dtype=object)
    order = np.lexsort((log["opened"], log["severity"], log["sector"]))
    by_customer = order[root[order] == "customer"]
    explained = systematic(rng, np.full(len(by_customer), 0.6))
    response[by_customer] = np.where(explained, "explained", "refused")

    effects = [EFFECTS[one] for one in log["cause"]]
    odds = np.array([one.remedies for one in effects], dtype=float)
    odds[root == "third party"] = (0, 0.15, 0.6, 0.25, 0, 0)
    odds[(response == "explained") | (content == "information")] = (0, 0, 1, 0, 0, 0)
    odds[(response == "refused") | (content == "advice")] = (1, 0, 0, 0, 0, 0)
    remedy = np.empty(n, dtype=object)
    order = np.lexsort((rng.random(n), log["cause"], log["sector"]))
    remedy[order] = deal(rng, REMEDIES, odds[order])
    severity = log["severity"].to_numpy()
    cost = np.exp(rng.normal(np.log(45), 0.4, n)) * np.array((1, 1.5, 2.2))[severity - 1]
    cost[content != "complaint"] *= 0.5
    paid = np.array(
        [getattr(one, how, 0.0) for one, how in zip(effects, remedy, strict=True)], dtype=float
    )
    paid *= np.array([{"insurance": 1.0}.get(one, 0.5) for one in log["sector"]])
    cost += paid * np.exp(rng.normal(0, 0.45, n))
    log["remedy"], log["cost"], log["response"] = remedy, np.rint(cost), response
    log["reopened"] = rng.random(n) < np.where(remedy == "none", 0.16, 0.06)

    worth = {"none": -0.6, "apology": 0.1, "explanation": 0.3, "fix": 0.4, "refund": 0.5}
    felt = np.array([worth.get(one, 0.6) for one in remedy]) - 0.6 * (response == "refused")
    felt += -0.035 * np.minimum(log["days"], 60) - 0.35 * severity + rng.normal(0, 1.1, n)
    log["satisfaction"] = likert(felt, 4.0)
    answers = rng.random(n) < 0.55
    is_open = log["closed"].isna()
    log.loc[is_open, ["remedy", "response"]] = None
    log.loc[is_open, "cost"] = np.nan
    log.loc[is_open, "reopened"] = False
    log.loc[is_open | ~answers, "satisfaction"] = np.nan

    whose = log[log["sector"] != "hospital"].groupby("customer_id")
    worst = whose[["severity", "days"]].max()
    severe, slow = (worst["severity"] == 3).to_numpy(), (worst["days"] > 15).to_numpy()
    eta = 1.75 - LEAVES["severe"] * severe - LEAVES["slow"] * slow + rng.normal(0, 0.4, len(worst))
    worst["p_stay"] = 1 / (1 + np.exp(-eta))
    order = np.lexsort((rng.random(len(worst)), slow, severe))
    stays = np.empty(len(worst))
    stays[order] = systematic(rng, worst["p_stay"].to_numpy()[order])
    log["p_stay"] = log["customer_id"].map(worst["p_stay"])
    log["stayed"] = log["customer_id"].map(pd.Series(stays, index=worst.index))
    return log


def _codes(rng: np.random.Generator, log: pd.DataFrame) -> pd.DataFrame:
    """Draw 120 complaints and two employees; the second is quick to say "other"."""
    those = log[
        (log["sector"] == "insurance")
        & (log["opened"] >= np.datetime64("2025-01-01"))
        & (log["content"] == "complaint")
        & ~log["is_noisy"]
    ]
    by_cause = those.iloc[np.lexsort((rng.random(len(those)), those["cause"]))]
    drawn = by_cause[systematic(rng, np.full(len(by_cause), CODED / len(by_cause)))]
    drawn = drawn.iloc[:CODED].sort_values("complaint_id")
    gold = drawn["cause"].to_numpy(dtype=object)
    clear = ~drawn["is_vague"].to_numpy(bool)
    hard = np.lexsort((rng.random(len(drawn)), gold == "other", clear))
    both, only_a = hard[:8], hard[8:17]
    only_b = hard[17:][np.argsort(gold[hard[17:]] == "other", kind="stable")][:20]
    a, b = gold.copy(), gold.copy()
    for row in (*both, *only_a):
        a[row] = MISTAKEN[gold[row]]
    b[both[4:]] = a[both[4:]]
    for row in (*both[:4], *only_b):
        b[row] = "other" if gold[row] != "other" else "staff conduct"
    return pd.DataFrame(
        {"complaint_id": drawn["complaint_id"], "coder_a": a, "coder_b": b}
    ).reset_index(drop=True)


def _in_force(rng: np.random.Generator) -> pd.DataFrame:
    months = np.arange(np.datetime64("2024-01"), np.datetime64("2026-01")).astype("datetime64[D]")
    rows = []
    for place, month in enumerate(months):
        year, of_year = divmod(place, 12)
        for name in PRODUCTS:
            first, last = IN_FORCE[name][2 * year : 2 * year + 2]
            planned = first + (last - first) * of_year / 11
            wobble = 0 if place == len(months) - 1 else rng.normal(0, 3)
            rows.append((month, name, round(planned + wobble)))
    return pd.DataFrame(rows, columns=["month", "product", "policies"])
