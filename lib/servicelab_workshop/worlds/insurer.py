"""The invented insurer: 2,400 policyholders, their claims, a survey, an experiment, a mailbox.

What a policyholder experiences is one general impression, on which tenure, the price change and
broken promises bear, and five dimensions; what a good insurer should do goes its own way, and what
this one will do leans on both (`_will`). The survey, renewal and
whatever later tables hold of the same policyholders are drawn from these hidden values.

Hidden values of the surveyed have mean 0, variance 1 and no correlation in the sample itself, and
answers are shifted to their planned means, so that a finding holds in a sample of this size and not
only on average over many worlds.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from servicelab_workshop.worlds.bank_schemas import DISTRICTS
from servicelab_workshop.worlds.draw import (
    Bools,
    Floats,
    Ints,
    deal,
    evenly,
    likert,
    normals,
    quotas,
    systematic,
)
from servicelab_workshop.worlds.insurer_schemas import (
    CHANNELS,
    CLAIM_TYPES,
    COVER,
    CUES,
    DATASETS,
    DIMENSIONS,
    PRODUCTS,
    STAGES,
    TOPICS,
)
from servicelab_workshop.worlds.items import ITEMS
from servicelab_workshop.worlds.schemas import cast

POLICYHOLDERS, RESPONDENTS, CLAIMS, VIGNETTES, MESSAGES = 2400, 420, 3000, 240, 3200
FIRST_DAY = np.datetime64("2024-01-01")
DAYS = 731
MONDAY = np.datetime64("2025-11-03T00:00")
AS_OF = np.datetime64("2025-12-29T00:00")

#: Mean of the expectations, and of perceptions minus expectations, in the order of DIMENSIONS.
EXPECTED = (5.5, 6.4, 6.3, 6.2, 6.0)
GAP = (-0.20, -1.06, -1.19, -0.62, -1.01)
#: Mean of the two will-expectations, see `_will`.
WILL = {"reliability": 5.7, "responsiveness": 5.4}
#: Base of the points that respondents give to the dimensions, of 100.
WEIGHT = (13.0, 29.0, 21.0, 19.5, 17.5)
#: How much higher than its dimension an item is answered, for expectations and perceptions.
OFFSETS: dict[str, tuple[tuple[float, ...], ...]] = {
    "E": (
        (0, 0.2, -0.2, 0),
        (0.1, 0.1, -0.1, 0, -0.1),
        (0.1, 0, -0.1, 0),
        (0, 0.1, -0.1, 0),
        (0, -0.1, 0.1, -0.1, 0.1),
    ),
    "P": (
        (0.1, -0.2, 0, 0.1),
        (-0.3, 0.3, -0.1, 0.2, -0.1),
        (-0.2, 0.2, -0.2, 0.2),
        (0.1, 0.2, -0.2, -0.1),
        (0.2, -0.1, 0.1, -0.2, 0),
    ),
}

#: What a product's policyholders claim for, in the order of CLAIM_TYPES.
RISKS = {
    "home": (0.4, 0.4, 0.2, 0.0, 0.0),
    "motor": (0.1, 0.0, 0.2, 0.7, 0.0),
    "health": (0.0, 0.0, 0.0, 0.0, 1.0),
}
#: Share of claims paid as told, by type.
KEPT = {"storm": 0.93, "water": 0.84, "theft": 0.89, "collision": 0.94, "hospital stay": 0.69}
#: What those who sell sell, in the order of PRODUCTS; A07 sells health, A15 hardly any.
MIXES = ((0.45, 0.35, 0.20), (0.30, 0.45, 0.25), (0.30, 0.38, 0.32))
SPECIALISTS = {"A07": (0.17, 0.11, 0.72), "A15": (0.32, 0.58, 0.10)}
#: How much more often than others they keep what they told.
HONESTY = {"A15": -0.10, "A03": -0.03, "A11": 0.03, "A20": 0.03}

#: What a unit of experienced reliability adds to the log-odds of renewal.
RENEWAL = 0.65

#: Spoiled questionnaires: all answers alike, too few, two out of range, entered twice.
STRAIGHT, SPARSE, OUTSIDE, TWICE = 5, 5, 4, 4


@dataclass(frozen=True)
class InsurerWorld:
    """The insurer's tables, and the truth behind them.

    Attributes
    ----------
    policyholders, items, servqual, claims, vignettes, replies : DataFrame
        As described in ``datasets/cards``; the data types are those of
        :func:`servicelab.load_dataset`.
    truth : DataFrame
        Indexed by ``policyholder_id``: ``quality`` (the general impression of the service),
        ``demand`` (the general level of expectations), the five dimensions (what is experienced
        there; all of these have about mean 0 and variance 1), ``broken`` (whether a claim was
        paid worse than told), ``claim_stage``, ``p_renew`` (probability of renewal) and ``good``
        (whether the policyholder gave a usable questionnaire). Never written to a file.
    agents : DataFrame
        Indexed by ``agent_id``: ``honesty`` (percentage points, as a proportion, by which promises
        are kept more often than by others with the same claims). Never written to a file.
    """

    policyholders: pd.DataFrame
    items: pd.DataFrame
    servqual: pd.DataFrame
    claims: pd.DataFrame
    vignettes: pd.DataFrame
    replies: pd.DataFrame
    truth: pd.DataFrame
    agents: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return {
            f"insurer_{field.name}": getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("truth", "agents")
        }


def make_insurer(seed: int = 20264) -> InsurerWorld:
    """Invent the insurer, the same for the same seed.

    Parameters
    ----------
    seed : int
        Another seed gives another insurer with the same findings.

    Returns
    -------
    InsurerWorld
        Claims are from 2024 and 2025, messages from the eight weeks before 2025-12-29. Money is in
        yuan.

    Examples
    --------
    >>> insurer = make_insurer(seed=7)
    >>> len(insurer.servqual), insurer.truth["good"].sum()
    (438, np.int64(420))
    """
    streams = [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(10)]
    people = _policyholders(streams[0])
    claims = _claims(streams[1], people)
    good = _sample(streams[2], people)
    truth = _truth(streams[3], people, claims, good)
    survey = _spoiled(streams[5], _survey(streams[4], streams[8], people, truth), people, truth)
    items = pd.DataFrame(
        ITEMS, columns=[field["name"] for field in DATASETS["insurer_items"]["fields"]]
    )
    vignettes, replies = _vignettes(streams[6]), _replies(streams[7])
    seller = _luck(streams[9], people, claims)
    for table in (people, claims, survey):
        table["agent_id"] = table["policyholder_id"].map(seller)
    names = sorted(people["agent_id"].dropna().unique())
    return InsurerWorld(
        policyholders=cast(people, DATASETS["insurer_policyholders"]),
        items=cast(items, DATASETS["insurer_items"]),
        servqual=cast(survey, DATASETS["insurer_servqual"]),
        claims=cast(claims, DATASETS["insurer_claims"]),
        vignettes=cast(vignettes, DATASETS["insurer_vignettes"]),
        replies=cast(replies, DATASETS["insurer_replies"]),
        truth=truth,
        agents=pd.DataFrame(
            {"honesty": [HONESTY.get(name, 0.0) for name in names]},
            index=pd.Index(names, name="agent_id"),
        ),
    )


def _policyholders(rng: np.random.Generator) -> pd.DataFrame:
    n = POLICYHOLDERS
    sellers = np.array([f"A{number:02d}" for number in range(1, 25)], dtype=object)
    share = n // 32  # policyholders of one seller: a quarter of all bought in the app
    agent = np.concatenate([np.repeat(sellers, share), np.full(n - 24 * share, None)])
    mix = [SPECIALISTS.get(name, MIXES[place % 3]) for place, name in enumerate(sellers)]
    shares = np.repeat([*mix, (0.35, 0.40, 0.25)], [share] * 24 + [n - 24 * share], axis=0)
    product = deal(rng, PRODUCTS, shares)
    channel = np.repeat(CHANNELS, [16 * share, 8 * share, n - 24 * share])
    level = np.array([{"home": 6.8, "motor": 8.3, "health": 8.1}[one] for one in product])
    mixed = rng.permutation(n)
    return pd.DataFrame(
        {
            "policyholder_id": np.array([f"H{number:04d}" for number in range(1, n + 1)]),
            "district": evenly(rng, DISTRICTS, n),
            "channel": channel[mixed],
            "agent_id": agent[mixed],
            "product": product[mixed],
            "tenure_years": np.round(np.minimum(rng.gamma(1.8, 3.6, n) + 1, 40), 1),
            "annual_premium": np.rint(np.exp(rng.normal(level, 0.35))).astype(np.int64)[mixed],
            "price_change": np.round(np.clip(rng.normal(0.06, 0.06, n), -0.12, 0.3), 2),
        }
    )


def _claims(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Draw who claims, for what, what had been promised and what is paid."""
    by_seller = np.lexsort(
        (rng.random(len(people)), people["product"], people["agent_id"].fillna(""))
    )
    some = by_seller[systematic(rng, np.full(len(people), 0.65))]
    again = rng.permutation(some)[np.mod(np.arange(CLAIMS - len(some)), len(some))]
    row = np.concatenate([some, again])
    agent = people["agent_id"].fillna("").to_numpy(dtype=object)
    product = people["product"].to_numpy()
    row = row[np.lexsort((rng.random(CLAIMS), product[row], agent[row]))]
    kind = deal(rng, CLAIM_TYPES, np.array([RISKS[one] for one in product[row]]))

    order = np.lexsort((rng.random(CLAIMS), kind, agent[row]))
    row, kind = row[order], kind[order]
    p = np.array([KEPT[one] for one in kind])
    p += np.array([HONESTY.get(one, 0.0) for one in agent[row]])
    kept = systematic(rng, p)
    # a promise of nothing cannot be broken: 0 not covered, 1 partly, 2 covered
    promised = np.where(kept, rng.choice(3, CLAIMS, p=(0.11, 0.26, 0.63)), 0)
    promised[~kept] = rng.choice((1, 2), int((~kept).sum()), p=(0.2, 0.8))
    paid = np.where(kept, promised + (rng.random(CLAIMS) < 0.06), promised - 1)
    paid -= ~kept & (promised == 2) & (rng.random(CLAIMS) < 0.35)
    paid = np.minimum(paid, 2)

    since = np.maximum(DAYS - people["tenure_years"].to_numpy()[row] * 365, 0)
    day = np.floor(since + rng.random(CLAIMS) * (DAYS - since)).astype(np.int64)
    by_date = np.argsort(day, kind="stable")
    table = pd.DataFrame(
        {
            "policyholder_id": people["policyholder_id"].to_numpy()[row],
            "agent_id": people["agent_id"].to_numpy(dtype=object)[row],
            "claim_type": kind,
            "claim_date": FIRST_DAY + day.astype("timedelta64[D]"),
            "promised": np.array(COVER)[promised],
            "paid": np.array(COVER)[paid],
            "paid_as_told": kept,
        }
    ).iloc[by_date]
    table.insert(0, "claim_id", [f"C{number:04d}" for number in range(1, CLAIMS + 1)])
    return table.reset_index(drop=True)


def _luck(rng: np.random.Generator, people: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """Deal the policyholders of the ordinary sellers among these anew: who gets which is luck.

    Each keeps its channel and its mix of products. Until here every seller has its expected number
    of broken promises; now they differ as luck makes them. Dealt again until the last as they come
    and the last for their claims are who they should be.
    """
    special = {*HONESTY, *SPECIALISTS}
    agent = people["agent_id"]
    ordinary = agent.notna() & ~agent.isin(special)
    kind = claims["claim_type"]
    broken = 1.0 - claims["paid_as_told"].astype(float)
    has_seller = claims["agent_id"].notna()
    expected = kind.map(broken[has_seller].groupby(kind[has_seller]).mean())
    while True:
        dealt = agent.copy()
        for _group, rows in people[ordinary].groupby(["channel", "product"]):
            dealt[rows.index] = rng.permutation(rows["agent_id"].to_numpy(dtype=object))
        seller = pd.Series(dealt.to_numpy(dtype=object), index=people["policyholder_id"])
        whose = claims["policyholder_id"].map(seller)
        found, likely = broken.groupby(whose).mean(), expected.groupby(whose).mean()
        worst = {(found / likely).idxmax(), ((1 - found) / (1 - likely)).idxmin()}
        if found.idxmax() == "A07" and worst == {"A15"}:
            return seller


def _sample(rng: np.random.Generator, people: pd.DataFrame) -> Bools:
    """Draw who gives a usable questionnaire, each channel and seller with its share."""
    order = np.lexsort((rng.random(len(people)), people["agent_id"].fillna(""), people["channel"]))
    good = np.zeros(len(people), dtype=bool)
    good[order] = systematic(rng, np.full(len(people), RESPONDENTS / len(people)))
    return good


def _z(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / values.std())


def _truth(
    rng: np.random.Generator, people: pd.DataFrame, claims: pd.DataFrame, good: Bools
) -> pd.DataFrame:
    n = len(people)
    ids = people["policyholder_id"]
    count = ids.map(claims["policyholder_id"].value_counts()).fillna(0).to_numpy()
    broken = ids.isin(claims.loc[~claims["paid_as_told"], "policyholder_id"]).to_numpy()
    stage = np.where(count == 0, 0, np.where(rng.random(n) < 0.3, 1, 2))
    tenure = _z(np.log(people["tenure_years"].to_numpy()))
    price = _z(people["price_change"].to_numpy())

    given = np.column_stack([tenure, price, broken])
    own = np.empty((n, 12))
    for part in (good, ~good):
        own[part] = normals(rng, int(part.sum()), 12, given[part])
    quality = _z(0.42 * tenure - 0.42 * price - 0.25 * broken + 0.78 * own[:, 0])
    demand = 0.35 * quality + 0.94 * own[:, 1]
    felt = 0.62 * quality[:, None] + 0.78 * own[:, 2:7]
    felt[:, 1] -= 0.5 * broken
    felt = (felt - felt.mean(axis=0)) / felt.std(axis=0)
    eta = 1.45 + RENEWAL * felt[:, 1] - 0.75 * price + 0.65 * tenure
    truth = pd.DataFrame({"quality": quality, "demand": demand}, index=pd.Index(ids))
    truth[list(DIMENSIONS)] = felt
    truth["broken"] = broken
    truth["claim_stage"] = np.array(STAGES)[stage]
    truth["p_renew"] = 1 / (1 + np.exp(-eta))
    truth["good"] = good
    return truth


def _answers(rng: np.random.Generator, letter: str, level: Floats, mean: Floats) -> pd.DataFrame:
    """Draw the answers to 22 items from what is felt in each of the five dimensions."""
    spread, chance = (0.52, 0.52) if letter == "E" else (0.88, 0.80)
    place = np.array([DIMENSIONS.index(item[1]) for item in ITEMS])
    latent = spread * level[:, place] + chance * normals(rng, len(level), len(ITEMS))
    latent += np.concatenate(OFFSETS[letter])
    answers = np.empty(latent.shape, dtype=np.int64)
    for dimension in range(len(DIMENSIONS)):
        mine = place == dimension
        answers[:, mine] = likert(latent[:, mine], mean[dimension])
    return pd.DataFrame(
        answers, columns=[f"{letter}{number:02d}" for number in range(1, len(ITEMS) + 1)]
    )


def _will(rng: np.random.Generator, felt: Floats, wish: Floats) -> dict[str, Ints]:
    """Draw what this insurer was expected to do, in the two dimensions of the will-items.

    Two arrows lead to what is felt: a will-expectation raises it, a should-expectation (the wish)
    lowers it. The will-expectation is drawn backward, from both: for normal values that is the same
    joint distribution as drawing it first, and it leaves all other columns as they are. What was
    heard reaches it through the wish, with which it is correlated.
    """
    own = normals(rng, len(felt), len(WILL), np.column_stack([felt, wish]))
    found = {}
    for place, (name, mean) in enumerate(WILL.items()):
        dimension = DIMENSIONS.index(name)
        hope = 0.7 * felt[:, dimension] + 0.5 * _z(wish[:, dimension]) + 0.5 * own[:, place]
        found[f"will_{name}"] = likert(hope, mean)
    return found


def _survey(
    rng: np.random.Generator,
    rng_will: np.random.Generator,
    people: pd.DataFrame,
    truth: pd.DataFrame,
) -> pd.DataFrame:
    """Draw the usable questionnaires, in the order in which they were entered."""
    rows = rng.permutation(np.flatnonzero(truth["good"]))
    who, mine = people.iloc[rows].reset_index(drop=True), truth.iloc[rows].reset_index(drop=True)
    n = len(rows)
    felt = mine[list(DIMENSIONS)].to_numpy()
    own = normals(rng, n, 15, felt)

    rank = (np.argsort(np.argsort(own[:, 14])) + 0.5) / n
    heard = np.minimum(np.floor(-1.35 * np.log(1 - rank)), 4)
    wish = 0.5 * mine["demand"].to_numpy()[:, None] + 0.25 * felt + 0.8 * own[:, :5]
    wish += 0.28 * (heard - heard.mean())[:, None]
    expected, gap = np.array(EXPECTED), np.array(GAP)
    E = _answers(rng, "E", wish, expected)
    P = _answers(rng, "P", felt, expected + gap)

    place = np.array([item[1] for item in ITEMS])
    seen = np.column_stack([P.loc[:, place == name].mean(axis=1) for name in DIMENSIONS])
    wanted = np.column_stack([E.loc[:, place == name].mean(axis=1) for name in DIMENSIONS])
    missed = wanted - seen
    missed = (missed - missed.mean(axis=0)) / missed.std(axis=0)
    stress = np.array((0.06, 0.18, 0.03, 0.08, 0.08))
    shares = np.array(WEIGHT) * np.exp(stress * missed + 0.22 * own[:, 5:10])
    shares /= shares.sum(axis=1, keepdims=True)
    points = 5 * np.array([quotas(one, 20) for one in shares])

    whole = _z(seen @ np.array(WEIGHT))
    waiting = (mine["claim_stage"] == "claim open").to_numpy()
    outcome = likert(0.7 * felt[:, 1] + 0.75 * own[:, 10] - 0.4 * waiting, 4.7)
    manner = likert(0.5 * felt[:, 4] + 0.35 * felt[:, 2] + 0.75 * own[:, 11], 4.8)
    o, m = outcome - outcome.mean(), manner - manner.mean()
    satisfied = likert(0.50 * o + 0.30 * m + 0.16 * o * m + 0.6 * own[:, 12], 4.5)
    overall = likert(0.90 * whole + 0.78 * own[:, 13], 4.9)

    p = mine["p_renew"].to_numpy()
    apart = np.log(p / (1 - p)) - RENEWAL * felt[:, 1]  # what does not come from reliability
    in_order = np.lexsort((felt[:, 1], np.argsort(np.argsort(apart)) * 6 // n))
    renewed = np.zeros(n, dtype=np.int64)
    renewed[in_order] = systematic(rng, p[in_order])
    survey = pd.DataFrame(
        {
            "respondent": "",
            "policyholder_id": who["policyholder_id"],
            "channel": who["channel"],
            "claim_stage": mine["claim_stage"],
            "agent_id": who["agent_id"],
            "heard": heard.astype(np.int64),
            **_will(rng_will, felt, wish),
        }
    )
    turned = [f"{letter}{item[0]:02d}" for item in ITEMS if item[-1] for letter in "EP"]
    answers = pd.concat([E, P], axis=1).astype(float)
    answers[turned] = 8 - answers[turned]
    survey = pd.concat([survey, answers], axis=1)
    survey[[f"w_{name}" for name in DIMENSIONS]] = points
    survey["overall_quality"], survey["satisfaction"] = overall, satisfied
    survey["outcome_quality"], survey["manner_quality"] = outcome, manner
    survey["renewed"] = renewed
    return _with_gaps(rng, survey, whole)


def _answer_columns() -> list[str]:
    return [f"{letter}{item[0]:02d}" for letter in "EP" for item in ITEMS]


def _with_gaps(rng: np.random.Generator, survey: pd.DataFrame, whole: Floats) -> pd.DataFrame:
    """Lose single answers, more of them where the service disappoints, and here and there a block."""
    columns = _answer_columns()
    lost = rng.random((len(survey), len(columns))) < 0.011 * np.exp(-0.5 * whole)[:, None]
    block = slice(columns.index("P18"), columns.index("P21"))  # three of the five on empathy
    lost[rng.choice(len(survey), 12, replace=False), block] = True
    in_app = (survey["channel"] == "app").to_numpy()
    lost[:, columns.index("P03")] |= in_app & (rng.random(len(survey)) < 0.6)  # never seen
    survey[columns] = survey[columns].mask(lost)
    return survey


def _spoiled(
    rng: np.random.Generator, survey: pd.DataFrame, people: pd.DataFrame, truth: pd.DataFrame
) -> pd.DataFrame:
    """Add the questionnaires that screening must find."""
    columns = _answer_columns()
    n = len(survey)
    extra = rng.choice(np.flatnonzero(~truth["good"]), STRAIGHT + SPARSE + OUTSIDE, replace=False)
    bad = survey.iloc[rng.choice(n, len(extra), replace=False)].reset_index(drop=True)
    for column in ("policyholder_id", "channel", "agent_id"):
        bad[column] = people[column].to_numpy()[extra]
    bad["claim_stage"] = truth["claim_stage"].to_numpy()[extra]
    for row in range(len(bad)):
        if row < STRAIGHT:
            bad.loc[row, columns] = float((4, 5, 7, 6, 4)[row])
        elif row < STRAIGHT + SPARSE:
            bad.loc[row, rng.choice(columns, int(rng.integers(25, 39)), replace=False)] = np.nan
        else:
            bad.loc[row, rng.choice(columns, 2, replace=False)] = float((9, 0, 9, 0)[row % 4])
    everyone = pd.concat([survey, bad], ignore_index=True)
    everyone = everyone.iloc[rng.permutation(len(everyone))].reset_index(drop=True)
    everyone["respondent"] = [f"R{number:03d}" for number in range(1, len(everyone) + 1)]

    usable = np.flatnonzero(everyone["policyholder_id"].isin(survey["policyholder_id"]))
    first = rng.choice(usable[usable < len(everyone) - 40], TWICE, replace=False)
    second = everyone.iloc[first].set_axis(first + rng.integers(3, 30, TWICE) + 0.5)
    for label in second.index[: TWICE // 2]:  # entered anew, and not quite the same
        second.loc[label, list(rng.choice(columns, 2, replace=False))] = 4.0
    return pd.concat([everyone, second]).sort_index(kind="stable").reset_index(drop=True)


def _vignettes(rng: np.random.Generator) -> pd.DataFrame:
    polished = rng.permutation(np.arange(VIGNETTES) % 2)
    own = normals(rng, VIGNETTES, 2, polished[:, None].astype(float))
    quality = likert(0.75 * polished + 1.05 * own[:, 0], 4.6)
    reliability = likert(0.42 * polished + 0.6 * own[:, 0] + 0.85 * own[:, 1], 4.7)
    taste = normals(rng, VIGNETTES, 1, np.column_stack([polished, own]))[:, 0]
    should = likert(0.06 * polished + 0.25 * own[:, 1] + 0.8 * taste, 6.3)
    return pd.DataFrame(
        {
            "respondent": [f"V{number:03d}" for number in range(1, VIGNETTES + 1)],
            "cue": np.array(CUES)[polished],
            "expected_quality": quality,
            "expected_reliability": reliability,
            "should_reliability": should,
        }
    )


def _replies(rng: np.random.Generator) -> pd.DataFrame:
    n = MESSAGES
    day = rng.choice(7, n, p=(0.19, 0.17, 0.16, 0.16, 0.15, 0.10, 0.07)) + 7 * rng.integers(0, 8, n)
    hour = rng.choice(24, n, p=_HOURS / _HOURS.sum())
    arrived = np.sort(day * 1440 + hour * 60 + rng.integers(0, 60, n))
    topic = deal(rng, TOPICS, np.tile((0.38, 0.20, 0.17, 0.13, 0.12), (n, 1)))
    heavy = np.array([{"claim status": 0.2, "complaint": 0.8}.get(one, -0.3) for one in topic])
    asked = _opening_minutes(arrived) + rng.gamma(1.1, 150, n)
    work = np.exp(rng.normal(np.log(310) + heavy, 1.0, n))
    never = rng.random(n) < 0.015
    acknowledged = _clock(asked)
    resolved = _clock(asked + work)
    end = (AS_OF - MONDAY).astype(np.int64)
    times = MONDAY + np.stack([arrived, acknowledged, resolved]).astype("timedelta64[m]")
    times[1, acknowledged >= end] = np.datetime64("NaT")
    times[2, (resolved >= end) | never] = np.datetime64("NaT")
    return pd.DataFrame(
        {
            "message_id": [f"M{number:04d}" for number in range(1, n + 1)],
            "arrived": times[0],
            "acknowledged": times[1],
            "resolved": times[2],
            "topic": topic,
        }
    )


#: How many messages arrive in each hour of the day.
_HOURS: Floats = np.array(
    [1, 0.5, 0.3, 0.2, 0.3, 1, 2, 4, 7, 9, 9, 8, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 4, 2]
)
_OPEN, _CLOSE = 9 * 60, 17 * 60


def _opening_minutes(minute: Ints) -> Floats:
    """Opening minutes (9:00 to 17:00, Monday to Friday) from the first Monday until then."""
    day, of_day = np.divmod(minute, 1440)
    week, weekday = np.divmod(day, 7)
    today = np.where(weekday < 5, np.clip(of_day, _OPEN, _CLOSE) - _OPEN, 0)
    return (week * 5 + np.minimum(weekday, 5)) * (_CLOSE - _OPEN) + today.astype(float)


def _clock(worked: Floats) -> Ints:
    """When so many opening minutes have passed."""
    day, rest = np.divmod(np.ceil(worked).astype(np.int64), _CLOSE - _OPEN)
    week, weekday = np.divmod(day, 5)
    return (week * 7 + weekday) * 1440 + _OPEN + rest
