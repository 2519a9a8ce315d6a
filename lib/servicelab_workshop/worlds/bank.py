"""The invented bank: 4,000 customers, two years of transactions, two waves of offers.

What a customer needs is decided by a hidden segment; age and archive fields only go along with it,
or with nothing. The segment drives transactions, balance, borrowing, channel and the answer to an
offer, so that the methods the course teaches can find it, and shortcuts cannot.

Offers are made only to customers who agreed to receive them, are randomized within blocks of three
similar customers and accepted by systematic sampling with the hidden probabilities, so that a
finding holds in a sample of this size and not only on average over many worlds. Some customers open
a credit line or a wealth product unasked: what an offer changes is less than what is accepted.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.worlds import bank_schemas
from servicelab_workshop.worlds.bank_schemas import DATASETS
from servicelab_workshop.worlds.draw import (
    Bools,
    Floats,
    Ints,
    choice,
    evenly,
    quotas,
    systematic,
)
from servicelab_workshop.worlds.schemas import cast
from servicelab_workshop.worlds.verbatims import VERBATIMS

FIRST_DAY = np.datetime64("2024-01-01")
SNAPSHOT = np.datetime64("2026-01-01")
SPRING = np.datetime64("2025-03-01")
AUTUMN = np.datetime64("2025-09-01")
OFFERS = ("none", "credit", "wealth")
MARGIN = {"none": 0, "credit": 900, "wealth": 1200}
COST = {"none": 0, "credit": 20, "wealth": 20}
CALL_MARGIN, CALL_COST = 300, 15

#: Statements whose codes are in no file: readers code them, and the key is looked at when graded.
KEPT_BACK = ("V04", "V12", "V18", "V10", "V02", "V19", "V14", "V25", "V38", "V07", "V54", "V17")


@dataclass(frozen=True)
class Segment:
    """What a hidden segment does, on average."""

    name: str
    share: float
    age: tuple[float, float]
    transactions: float
    log_balance: float
    revolving: tuple[float, float]
    app: tuple[float, float]
    p_credit: float
    p_wealth: float
    unasked: tuple[float, float]  # probabilities of credit and wealth without any offer
    income: float
    products: float
    branch_contacts: float
    complaints: float
    owner: float
    occupations: tuple[float, ...]
    other_channels: tuple[float, float, float]
    product_mix: tuple[float, float, float, float]


SEGMENTS = (
    Segment(
        name="credit-flex",
        share=0.28,
        age=(31, 9),
        transactions=22,
        log_balance=8.9,
        revolving=(6, 3),
        app=(8, 2),
        p_credit=0.16,
        p_wealth=0.012,
        unasked=(0.02, 0.002),
        income=9.0,
        products=1.6,
        branch_contacts=0.8,
        complaints=0.35,
        owner=0.22,
        occupations=(0.50, 0.28, 0.04, 0.02, 0.16),
        other_channels=(0.08, 0.62, 0.30),
        product_mix=(0.68, 0.08, 0.23, 0.01),
    ),
    Segment(
        name="everyday-payer",
        share=0.34,
        age=(39, 12),
        transactions=15,
        log_balance=9.6,
        revolving=(1.2, 8),
        app=(5, 4),
        p_credit=0.026,
        p_wealth=0.042,
        unasked=(0.004, 0.004),
        income=9.1,
        products=1.4,
        branch_contacts=1.2,
        complaints=0.30,
        owner=0.48,
        occupations=(0.52, 0.30, 0.05, 0.08, 0.05),
        other_channels=(0.16, 0.56, 0.28),
        product_mix=(0.80, 0.14, 0.05, 0.01),
    ),
    Segment(
        name="steady-saver",
        share=0.26,
        age=(55, 10),
        transactions=6,
        log_balance=11.6,
        revolving=(1.05, 20),
        app=(2, 6),
        p_credit=0.01,
        p_wealth=0.14,
        unasked=(0.002, 0.02),
        income=9.2,
        products=2.2,
        branch_contacts=3.0,
        complaints=0.20,
        owner=0.82,
        occupations=(0.30, 0.20, 0.04, 0.45, 0.01),
        other_channels=(0.62, 0.16, 0.22),
        product_mix=(0.38, 0.58, 0.03, 0.01),
    ),
    Segment(
        name="small-business",
        share=0.12,
        age=(43, 9),
        transactions=40,
        log_balance=10.8,
        revolving=(3.5, 5),
        app=(5, 4),
        p_credit=0.085,
        p_wealth=0.045,
        unasked=(0.065, 0.004),
        income=9.7,
        products=3.0,
        branch_contacts=2.4,
        complaints=0.45,
        owner=0.66,
        occupations=(0.12, 0.10, 0.74, 0.03, 0.01),
        other_channels=(0.22, 0.18, 0.60),
        product_mix=(0.40, 0.10, 0.16, 0.34),
    ),
)

#: Who agreed to offers; and who of them agreed to be profiled. Nobody agreed to profiling alone.
MARKETING_SHARE, PROFILING_SHARE = 0.86, 0.84

#: A fifth of the customers is keener on any offer, in both waves; nothing recorded tells who.
KEEN_SHARE, KEEN, OTHERS = 0.2, 4.8, 0.05

#: Standard deviation of the logarithm of balance within a segment.
BALANCE_SPREAD = 0.74

#: Transactions by month, January to December: before the Spring Festival and in November more.
SEASON = np.array([1.12, 1.04, 0.96, 0.97, 1.0, 1.0, 0.97, 0.96, 1.0, 1.0, 1.1, 1.06])

#: Median amount and spread (log) by product.
AMOUNTS = {
    "payment": (5.3, 0.9),
    "savings": (8.2, 0.8),
    "loan": (7.3, 0.6),
    "invoice": (8.6, 0.9),
}


@dataclass(frozen=True)
class BankWorld:
    """The bank's tables, and the truth behind them.

    Attributes
    ----------
    customers, transactions, offers, offers_later, reactivation, verbatims : DataFrame
        As described in ``datasets/cards``; the data types are those of
        :func:`servicelab.load_dataset`.
    truth : DataFrame
        Indexed by ``customer_id``: ``segment`` (the hidden need), ``p_credit`` and ``p_wealth``
        (this customer's probability of accepting the offer), ``unasked_credit`` and
        ``unasked_wealth`` (of opening the product without an offer). Never written to a file.
    """

    customers: pd.DataFrame
    transactions: pd.DataFrame
    offers: pd.DataFrame
    offers_later: pd.DataFrame
    reactivation: pd.DataFrame
    verbatims: pd.DataFrame
    truth: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return {
            f"bank_{field.name}": getattr(self, field.name)
            for field in fields(self)
            if field.name != "truth"
        }


def make_bank(seed: int = 20261, n: int = 4000) -> BankWorld:
    """Invent the bank, the same for the same seed.

    Parameters
    ----------
    seed : int
        Another seed gives another bank with the same findings.
    n : int
        Number of customer records, 400 to 9,999.

    Returns
    -------
    BankWorld
        Transactions run from 2024-01-01 to 2025-12-31; the snapshot date is 2026-01-01. Money is
        in yuan.

    Raises
    ------
    CourseError
        If `n` is out of range.

    Examples
    --------
    >>> bank = make_bank(seed=7, n=400)
    >>> len(bank.customers), bank.truth["segment"].value_counts()["everyday-payer"]
    (400, np.int64(136))
    """
    if not 400 <= n <= 9999:
        raise CourseError(
            _("A bank needs 400 to 9,999 customers, not {n}: choose n in this range.").format(n=n)
        )
    streams = [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(7)]
    ids = np.array([f"B{number:04d}" for number in range(1, n + 1)])
    people = _people(streams[0], n)
    customers = _customers(streams[1], ids, people)
    transactions, counts, app = _transactions(streams[2], ids, people)
    similar = _similarity(people, customers, counts, app)
    spring = _offers(streams[3], ids, people, similar, customers, SPRING)
    autumn = _offers(streams[4], ids, people, similar, customers, AUTUMN)
    calls = _reactivation(streams[5], round(0.225 * n))
    columns = ["id", "zh", "en", "gold_layer", "sector", "ambiguous", "coder_a", "coder_b"]
    verbatims = pd.DataFrame(VERBATIMS, columns=columns)
    verbatims.loc[verbatims["id"].isin(KEPT_BACK), ["gold_layer", "coder_a", "coder_b"]] = None
    truth = pd.DataFrame(
        {
            "segment": np.array([segment.name for segment in SEGMENTS])[people.segment],
            "p_credit": people.p_credit,
            "p_wealth": people.p_wealth,
            "unasked_credit": people.unasked[:, 0],
            "unasked_wealth": people.unasked[:, 1],
        },
        index=pd.Index(ids, name="customer_id"),
    )
    return BankWorld(
        customers=cast(customers, DATASETS["bank_customers"]),
        transactions=cast(transactions, DATASETS["bank_transactions"]),
        offers=cast(spring, DATASETS["bank_offers"]),
        offers_later=cast(autumn, DATASETS["bank_offers_later"]),
        reactivation=cast(calls, DATASETS["bank_reactivation"]),
        verbatims=cast(verbatims, DATASETS["bank_verbatims"]),
        truth=truth,
    )


@dataclass(frozen=True)
class _People:
    """What is true of each customer, in the order of the ids."""

    segment: Ints
    age: Ints
    keen: Bools
    twin: Ints  # position of the newer record of the same person, or -1
    p_credit: Floats
    p_wealth: Floats
    unasked: Floats  # two columns, credit and wealth


def _of(attribute: str, segment: Ints) -> NDArray[np.float64]:
    return np.array([getattr(one, attribute) for one in SEGMENTS], dtype=float)[segment]


def _people(rng: np.random.Generator, n: int) -> _People:
    shares = np.array([segment.share for segment in SEGMENTS])
    segment = rng.permutation(np.repeat(np.arange(len(SEGMENTS)), quotas(shares, n)))
    mean, spread = _of("age", segment).T
    age = np.rint(np.clip(rng.normal(mean, spread), 18, 85)).astype(np.int64)

    by_age = np.lexsort((age, segment))
    older, newer = by_age[0 : n - 1 : 2], by_age[1:n:2]
    same = np.flatnonzero(segment[older] == segment[newer])
    pairs = rng.choice(same, round(0.0225 * n), replace=False)
    twin = np.full(n, -1)
    twin[older[pairs]] = newer[pairs]
    age[older[pairs]] = age[newer[pairs]]

    keen = np.zeros(n, dtype=bool)
    in_order = np.lexsort((rng.random(n), age, segment))
    keen[in_order] = systematic(rng, np.full(n, KEEN_SHARE))
    taste = np.where(keen, KEEN, OTHERS)
    return _People(
        segment=segment,
        age=age,
        keen=keen,
        twin=twin,
        p_credit=_of("p_credit", segment) * taste,
        p_wealth=_of("p_wealth", segment) * taste,
        unasked=_of("unasked", segment) * taste[:, None],
    )


_SIGN_STARTS = (120, 219, 321, 420, 521, 622, 723, 823, 923, 1024, 1123, 1222)


def _zodiac(month: Ints, day: Ints) -> NDArray[np.str_]:
    sign = np.searchsorted(np.array(_SIGN_STARTS), month * 100 + day, side="right")
    return np.array(bank_schemas.ZODIAC)[(sign - 1) % 12]


def _customers(rng: np.random.Generator, ids: NDArray[np.str_], people: _People) -> pd.DataFrame:
    n, segment, age = len(ids), people.segment, people.age
    stale = np.flatnonzero(people.twin >= 0)
    newer = people.twin[stale]

    number = rng.permutation(np.arange(10_000, 10_000 + n))
    number[stale] = number[newer]
    day = np.where(
        rng.random(n) < 0.71, rng.integers(1, 181, size=n), rng.integers(181, 1400, size=n)
    )
    day[newer] = rng.integers(1, 181, size=len(stale))
    day[stale] = rng.integers(400, 1700, size=len(stale))

    birth = (2025 - age - 1970).astype("datetime64[Y]").astype("datetime64[D]") + rng.integers(
        1, 365, size=n
    )
    birth[stale] = birth[newer]
    months = birth.astype("datetime64[M]")
    zodiac = _zodiac(
        months.astype(np.int64) % 12 + 1, (birth - months.astype("datetime64[D]")).astype(int) + 1
    )
    recorded_birth = np.where(rng.random(n) < 0.07, np.datetime64("1900-01-01"), birth)

    occupation = choice(rng, bank_schemas.OCCUPATIONS, _of("occupations", segment)).astype(object)
    occupation[rng.random(n) < 0.05] = None
    household = 1 + rng.binomial(4, 0.42, n)
    household[rng.random(n) < 0.08] = 0
    phone = np.array([f"100{line:08d}" for line in rng.integers(10**8, size=n)], dtype=object)
    draw = rng.random(n)
    phone[draw < 0.09] = [text[3:] for text in phone[draw < 0.09]]
    phone[draw < 0.05] = "0"
    phone[draw < 0.02] = None

    handle = np.array([f"@fan{mark:05x}" for mark in rng.integers(16**5, size=n)], dtype=object)
    handle[rng.random(n) > 0.16] = None
    events = rng.poisson(0.8, n).astype(float)
    events[rng.random(n) < 0.24] = np.nan
    clubs = rng.poisson(0.6, n)

    income = np.exp(rng.normal(_of("income", segment), 0.4))
    income = np.maximum(np.rint(income / 100) * 100, 1500)
    draw = rng.random(n)
    income[draw < 0.16] = np.nan
    income[draw < 0.11] = 9999
    income[draw < 0.07] = 0
    owner = np.where(rng.random(n) < _of("owner", segment), "yes", "no").astype(object)
    owner[rng.random(n) < 0.11] = None
    balance = np.maximum(
        np.rint(np.exp(rng.normal(_of("log_balance", segment), BALANCE_SPREAD))), 1
    ).astype(np.int64)
    revolving = np.round(rng.beta(*_of("revolving", segment).T), 2)

    tenure = np.minimum(rng.gamma(2.2, 3.4, n), age - 17.5)
    since = np.datetime64("2023-12-31") - np.floor(tenure * 365).astype("timedelta64[D]")

    note = evenly(rng, bank_schemas.REFERRALS, n).astype(object)
    note[rng.random(n) < 0.91] = None
    hobby = evenly(rng, bank_schemas.HOBBIES, n).astype(object)
    hobby[rng.random(n) < 0.2] = None
    agreed = _as_newer(rng.random(n), people.twin) < MARKETING_SHARE
    table = pd.DataFrame(
        {
            "customer_id": ids,
            "person_key": np.array([f"P{one}" for one in number]),
            "updated_at": SNAPSHOT - day.astype("timedelta64[D]"),
            "district": evenly(rng, bank_schemas.DISTRICTS, n),
            "birth_date": recorded_birth,
            "age": age,
            "occupation": occupation,
            "household_size": household,
            "phone": phone,
            "clubs": clubs,
            "social_media_handle": handle,
            "event_attendance": events,
            "monthly_income": income,
            "home_owner": owner,
            "balance": balance,
            "revolving_share": revolving,
            "products": 1 + rng.poisson(_of("products", segment) - 1),
            "since": since,
            "complaints_12m": rng.poisson(_of("complaints", segment)),
            "branch_contacts": rng.poisson(_of("branch_contacts", segment)),
            "zodiac": zodiac,
            "hobby": hobby,
            "referral_note": note,
            "consent_marketing": agreed,
        }
    )
    profiled = _as_newer(rng.random(n), people.twin) < PROFILING_SHARE
    return table.assign(consent_profiling=agreed & profiled)


def _as_newer(draw: Floats, twin: Ints) -> Floats:
    """A person agrees or refuses, not a record: the older record has the draw of the newer one."""
    return np.where(twin >= 0, draw[twin], draw)


def _transactions(
    rng: np.random.Generator, ids: NDArray[np.str_], people: _People
) -> tuple[pd.DataFrame, Ints, Floats]:
    """Draw the table; return it with number and app share before the spring offer."""
    n = len(ids)
    days = np.arange(FIRST_DAY, SNAPSHOT)
    month = days.astype("datetime64[M]").astype(np.int64) % 12
    weight = np.cumsum(SEASON[np.asarray(month)])
    weight /= weight[-1]

    # Two early transactions, so that nobody is without behavior before the first offer.
    early = int((SPRING - FIRST_DAY).astype(int))
    total = 2 + rng.poisson(_of("transactions", people.segment) - 2)
    who = np.repeat(np.arange(n), total)
    place = np.arange(len(who)) - np.repeat(np.cumsum(total) - total, total)
    drawn = rng.random(len(who))
    drawn = np.where(place < 2, drawn * weight[early - 1], drawn)
    when = np.searchsorted(weight, drawn)
    # One customer in seven falls silent some time after the spring offer.
    silent = np.where(rng.random(n) < 1 / 7, rng.integers(early + 30, len(days), size=n), len(days))
    keep = when < silent[who]
    who, when = who[keep], when[keep]

    app_users, others = _of("app", people.segment).T
    p_app = rng.beta(app_users, others)
    p_other = _of("other_channels", people.segment) * (1 - p_app[:, None])
    channel = choice(rng, bank_schemas.CHANNELS, np.column_stack([p_app, p_other])[who])
    product = choice(rng, bank_schemas.PRODUCTS, _of("product_mix", people.segment)[who])
    level, spread = np.array([AMOUNTS[name] for name in product]).T
    size = rng.normal(0, 0.3, n)[who]
    amount = np.maximum(np.round(np.exp(rng.normal(level, spread) + size), 2), 0.01)

    before = when < early
    counts = np.bincount(who[before], minlength=n)
    app = np.bincount(who[before], weights=channel[before] == "app", minlength=n) / counts
    order = np.lexsort((np.arange(len(who)), who, when))
    table = pd.DataFrame(
        {
            "customer_id": ids[who],
            "date": days[when],
            "amount": amount,
            "channel": channel,
            "product": product,
        }
    )
    return table.iloc[order].reset_index(drop=True), counts, app


def _similarity(people: _People, customers: pd.DataFrame, counts: Ints, app: Floats) -> Ints:
    """Who may be made an offer, ordered so that neighbors are alike.

    Alike in what they agreed to, in need, in what behavior shows, in taste and in age.
    """
    features = np.column_stack(
        [
            np.log1p(counts),
            np.log(customers["balance"].to_numpy(dtype=float)),
            customers["revolving_share"].to_numpy(dtype=float),
            app,
        ]
    )
    z = (features - features.mean(axis=0)) / features.std(axis=0)
    centers = np.array([z[people.segment == one].mean(axis=0) for one in range(len(SEGMENTS))])
    looks = ((z[:, None, :] - centers) ** 2).sum(axis=2).argmin(axis=1)
    need = np.array([0, 2, 3, 1])[people.segment]  # those of one mind on offers side by side
    profiled = customers["consent_profiling"].to_numpy()
    order = np.lexsort((people.age, people.keen, looks, need, people.age >= 40, profiled))
    return np.asarray(order[customers["consent_marketing"].to_numpy()[order]], dtype=np.int64)


def _offers(
    rng: np.random.Generator,
    ids: NDArray[np.str_],
    people: _People,
    similar: Ints,
    customers: pd.DataFrame,
    first: np.datetime64,
) -> pd.DataFrame:
    n, asked_for = len(ids), len(similar)
    blocks = rng.permuted(np.tile(np.arange(3), (-(-asked_for // 3), 1)), axis=1)
    offered = np.full(n, -1)
    offered[similar] = blocks.ravel()[:asked_for]
    took = np.zeros(n, dtype=np.int64)
    for arm in range(3):
        there = similar[offered[similar] == arm]
        for product in (1, 2):
            if product != arm:
                took[there[systematic(rng, people.unasked[there, product - 1])]] = product
    accepted = np.zeros(n, dtype=np.int64)
    for code, p in ((1, people.p_credit), (2, people.p_wealth)):
        asked = similar[offered[similar] == code]
        accepted[asked] = systematic(rng, p[asked])
    took = np.where(accepted == 1, offered, took)
    growth = rng.normal(0, 0.12, n) + (took > 0) * rng.normal(0.45, 0.15, n)
    after = np.rint(customers["balance"].to_numpy() * np.exp(growth)).astype(np.int64)
    name = np.array(OFFERS)
    table = pd.DataFrame(
        {
            "customer_id": ids,
            "offered": name[offered],
            "accepted": accepted,
            "took": name[took],
            "offer_date": first + rng.integers(0, 28, size=n).astype("timedelta64[D]"),
            "margin": np.array([MARGIN[one] for one in OFFERS])[offered],
            "cost": np.array([COST[one] for one in OFFERS])[offered],
            "balance_30d_after": after,
        }
    )
    return table[offered >= 0].reset_index(drop=True)


def _reactivation(rng: np.random.Generator, n: int) -> pd.DataFrame:
    """Draw calls to dormant accounts: they wake few, and make some of the others close."""
    called = np.arange(n) < -(-n // 2)
    reactivated = systematic(rng, np.where(called, 0.16, 0.12))
    stay = np.where(reactivated, 0.9, np.where(called, 0.5, 0.8))
    order = np.lexsort((reactivated, called))
    still_open = np.zeros(n, dtype=bool)
    still_open[order] = systematic(rng, stay[order])
    mixed = rng.permutation(n)
    return pd.DataFrame(
        {
            "customer_id": np.array([f"D{number:04d}" for number in range(1, n + 1)]),
            "called": called[mixed],
            "reactivated": reactivated[mixed].astype(np.int64),
            "still_open": still_open[mixed].astype(np.int64),
            "margin": np.full(n, CALL_MARGIN),
            "cost": np.where(called[mixed], CALL_COST, 0),
        }
    )
