"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency
from sklearn.metrics import adjusted_rand_score
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from servicelab.customers import (
    archive_quality,
    auc,
    behavior_features,
    best_offers,
    cluster_customers,
    cluster_stability,
    field_benefit,
    offer_value,
    reactivation_uplift,
    rule_profit,
    segment_index,
    silhouette,
)
from servicelab.data.loading import load_dataset
from servicelab_workshop.lessons.claims import Claims, Found

claims = Claims()

SNAPSHOT, SPRING, AUTUMN = map(pd.Timestamp, ("2026-01-01", "2025-03-01", "2025-09-01"))
MARGIN, COST = {"credit": 900, "wealth": 1200}, 20
DRAWN = "offers were drawn at random among customers who had agreed to them"
CALLED = "half of the dormant accounts were drawn at random and called"


@cache
def customers() -> pd.DataFrame:
    return load_dataset("bank_customers")


@cache
def agreed() -> pd.Series:
    return customers().loc[customers()["consent_profiling"], "customer_id"]


@cache
def wave(name: str) -> pd.DataFrame:
    offers = load_dataset(name)
    return offers[offers["customer_id"].isin(agreed())]


@cache
def features(until: pd.Timestamp) -> pd.DataFrame:
    return behavior_features(customers(), load_dataset("bank_transactions"), until=until).loc[
        agreed()
    ]


@cache
def prepared(until: pd.Timestamp) -> pd.DataFrame:
    frame = features(until)
    return frame.assign(
        transactions=np.log1p(frame["transactions"]), balance=np.log(frame["balance"])
    )


@cache
def segments(until: pd.Timestamp) -> pd.Series:
    return cluster_customers(prepared(until), k=4)


@cache
def changed(segment: str, offer: str) -> dict[str, Any]:
    """What an offer changed in spring, in yuan a customer, with limits of 95 %."""
    offers = wave("bank_offers")
    here = offers[offers["customer_id"].map(segments(SPRING)) == segment]
    asked = here.loc[here["offered"] == offer, "took"] == offer
    unasked = here.loc[here["offered"] == "none", "took"] == offer
    x1, n1, x0, n0 = (int(n) for n in (asked.sum(), len(asked), unasked.sum(), len(unasked)))
    low, high = confint_proportions_2indep(x1, n1, x0, n0, method="newcomb")
    yuan = [part * MARGIN[offer] - COST for part in (x1 / n1 - x0 / n0, low, high)]
    return {"yuan": yuan, "x1": x1, "n1": n1, "x0": x0, "n0": n0}


def rate(x: int, n: int) -> tuple[float, float, float]:
    low, high = proportion_confint(x, n, method="wilson")
    return 100 * x / n, 100 * low, 100 * high


# 1_database


@claims.finding(
    "archive",
    notebook="1_database",
    says="Archive 2 holds {value:.0f} % of its values, archive 4, which the bank writes itself, {own:.0f} %.",
    exposure="{n:,} records on 2026-01-01",
    predicted="m02-archive",
)
def archive() -> Found:
    complete = 100 * archive_quality(customers(), SNAPSHOT)["completeness"]
    return Found(
        complete[2],
        exact="all records of the branch were counted",
        holds=complete[4] == complete.max(),
        own=complete[4],
        n=len(customers()),
    )


@claims.finding(
    "stand-ins",
    notebook="1_database",
    says="Two values stand out, and neither is an income: 0 and 9999.",
    exposure="{n:,} records on 2026-01-01",
)
def stand_ins() -> Found:
    often = customers()["monthly_income"].value_counts()
    return Found(
        int(often.iloc[:2].sum()),
        exact="all records of the branch were counted",
        holds=set(often.index[:2]) == {0, 9999} and often.iloc[1] > 2 * often.iloc[2],
        n=len(customers()),
    )


@claims.finding(
    "turnover-is-not-worth",
    notebook="1_database",
    says=(
        "In 2024 and 2025, customers recorded as business owners moved {turnover:.0f} % of the "
        "money in our file, and we earned {value:.0f} % of our margin on it."
    ),
    exposure="{n:,} payments in 24 months, {firms} business owners",
)
def turnover_is_not_worth() -> Found:
    moves = load_dataset("bank_transactions")
    owner = customers().set_index("customer_id")["occupation"] == "business owner"
    firm = moves["customer_id"].map(owner).to_numpy(dtype=bool)
    part = {"payment": 0.003, "savings": 0.004, "loan": 0.03, "invoice": 0.001}
    earned = moves["amount"] * moves["product"].astype(str).map(part)
    turnover = 100 * moves.loc[firm, "amount"].sum() / moves["amount"].sum()
    worth = 100 * earned[firm].sum() / earned.sum()
    return Found(
        worth,
        exact="all payments of the file were added up",
        holds=turnover > worth + 5,
        turnover=turnover,
        n=len(moves),
        firms=int(owner.sum()),
    )


# 2_segments


@claims.finding(
    "units",
    notebook="2_segments",
    says="The balance decided: clustering on it alone gives the same four groups.",
    exposure="{n:,} profiled customers, behavior of 24 months",
    predicted="m02-units",
)
def units() -> Found:
    frame = features(SNAPSHOT)
    alone = cluster_customers(frame[["balance"]], k=4, scale=False)
    same = adjusted_rand_score(cluster_customers(frame, k=4, scale=False), alone)
    return Found(same, exact="all profiled customers", holds=same > 0.99, n=len(frame))


@claims.finding(
    "app-use-follows-the-balance",
    notebook="2_segments",
    says="customers with more money in the account use the app less (rank correlation {value:.2f}).",
    exposure="{n:,} profiled customers, behavior of 24 months",
)
def app_use_follows_the_balance() -> Found:
    frame = features(SNAPSHOT)
    value = frame["balance"].corr(frame["app_share"], method="spearman")
    return Found(value, exact="all profiled customers", holds=value < -0.4, n=len(frame))


@claims.finding(
    "two-or-four",
    notebook="2_segments",
    says="Two and four segments are nearly level.",
    exposure="{n:,} profiled customers, behavior of 24 months",
    verdict="cannot tell",
)
def two_or_four() -> Found:
    frame = prepared(SNAPSHOT)
    widths = {k: silhouette(frame, cluster_customers(frame, k)) for k in (2, 3, 4, 5)}
    return Found(
        widths[4] - widths[2],
        exact="all profiled customers",
        holds=0 < widths[4] - widths[2] < 0.01 and max(widths, key=widths.__getitem__) == 4,
        n=len(frame),
    )


@claims.finding(
    "middle-age",
    notebook="2_segments",
    says="Of the customers of 40 to 54 years, {value:.0f} % are in segment B and {other:.0f} % in segment A.",
    exposure="{n:,} profiled customers of 40 to 54 years",
    predicted="m02-age",
)
def middle_age() -> Found:
    age = customers().set_index("customer_id")["age"].reindex(agreed())
    here = segments(SNAPSHOT)[age.between(40, 54).to_numpy()]
    counts = here.value_counts()
    value, low, high = rate(int(counts["B"]), len(here))
    return Found(
        value,
        low,
        high,
        holds=counts.idxmax() == "B",
        other=100 * counts["A"] / len(here),
        n=len(here),
    )


@claims.finding(
    "who-is-where",
    notebook="2_segments",
    says="A gathers the retired, C the students, D the business owners",
    exposure="{n:,} profiled customers with a recorded occupation",
)
def who_is_where() -> Found:
    job = customers().set_index("customer_id")["occupation"].reindex(agreed())
    frame = pd.DataFrame({"segment": segments(SNAPSHOT), "job": job})
    index = segment_index(frame, "segment", "job")
    where = {"retired": "A", "student": "C", "business owner": "D"}
    return Found(
        min(float(index.loc[segment, job]) for job, segment in where.items()),
        exact="all profiled customers with a recorded occupation",
        holds=all(index[job].idxmax() == segment for job, segment in where.items()),
        n=int(job.notna().sum()),
    )


@claims.finding(
    "eight-groups",
    notebook="2_segments",
    says="When Riverside's customers are drawn again, the adjusted Rand index is {value:.2f} on average over ten draws",
    exposure="{n:,} profiled customers, drawn again ten times",
)
def eight_groups() -> Found:
    frame = prepared(SNAPSHOT)
    value = cluster_stability(frame, 8, repeats=10)
    return Found(value, exact="a mean over ten draws", holds=value < 0.85, n=len(frame))


@claims.finding(
    "all-three-steady",
    notebook="2_segments",
    says="With all of Riverside's {n:,} customers, all three are steady.",
    exposure="{n:,} profiled customers, drawn again four times",
)
def all_three_steady() -> Found:
    frame = prepared(SNAPSHOT)
    value = min(cluster_stability(frame, k, repeats=4) for k in (3, 4, 5))
    return Found(value, exact="the smallest of three means", holds=value >= 0.9, n=len(frame))


@claims.finding(
    "signs",
    notebook="2_segments",
    says="of the spring offers, {value:.1f} % were accepted, and the signs differ by no more than chance.",
    exposure="{n:,} offers in March 2025",
    drawn=DRAWN,
)
def signs() -> Found:
    offers = load_dataset("bank_offers")
    made = offers[offers["offered"] != "none"]
    sign = made["customer_id"].map(customers().set_index("customer_id")["zodiac"])
    chance = chi2_contingency(pd.crosstab(sign, made["accepted"])).pvalue
    value, low, high = rate(int(made["accepted"].sum()), len(made))
    return Found(value, low, high, holds=chance > 0.1, n=len(made))


@claims.finding(
    "age-and-behavior",
    notebook="2_segments",
    says=[
        "age bands and behavior groups agree little: their agreement is nearer to chance than to the "
        "same groups.",
        "Age leans one way or the other, and it leaves most of it unsaid.",
    ],
    exposure="{n:,} profiled customers",
)
def age_and_behavior() -> Found:
    age = customers().set_index("customer_id")["age"].reindex(agreed())
    bands = pd.cut(age, [0, 30, 40, 55, 120], right=False, labels=False).to_numpy()
    groups = segments(SNAPSHOT).to_numpy()
    rng = np.random.default_rng(0)
    draws = [rng.integers(len(age), size=len(age)) for _again in range(200)]
    low, high = np.quantile(
        [adjusted_rand_score(bands[one], groups[one]) for one in draws], [0.025, 0.975]
    )
    value = adjusted_rand_score(bands, groups)
    return Found(value, low, high, holds=0.05 < low and high < 0.2, n=len(age))


# 3_offers


@claims.finding(
    "unasked",
    notebook="3_offers",
    says=(
        "In segment D, {value:.1f} % of those without an offer opened a credit line, and "
        "{asked:.1f} % of those who were offered one."
    ),
    exposure="{n0} customers without an offer and {n1} who were offered credit, 30 days of spring",
    predicted="m02-unasked",
)
def unasked() -> Found:
    found = changed("D", "credit")
    value, low, high = rate(found["x0"], found["n0"])
    asked = 100 * found["x1"] / found["n1"]
    return Found(value, low, high, holds=asked > value, asked=asked, n0=found["n0"], n1=found["n1"])


@claims.finding(
    "counted-or-changed",
    notebook="3_offers",
    says=[
        "Of {n1} who were asked {x1} took it, of {n0} who were not asked {x0} did.",
        "Counting acceptances alone, the offer earns {counted:.0f} yuan a customer.",
        "The difference is {points:.1f} in a hundred; as an estimate it is worth {value:.0f} yuan a "
        "customer, and the limits are wide.",
        "In D the limits of 95 % reach from a loss of {loss:.0f} yuan to a gain of {high:.0f} for credit: "
        "with so few customers there, {n1} and {n0}, the experiment cannot tell.",
    ],
    exposure="{n1} customers of segment D who were offered credit and {n0} who were not",
    drawn=DRAWN,
    verdict="cannot tell",
)
def counted_or_changed() -> Found:
    found = changed("D", "credit")
    value, low, high = found["yuan"]
    share = found["x1"] / found["n1"]
    return Found(
        value,
        low,
        high,
        holds=low < 0 < high,
        counted=share * MARGIN["credit"] - COST,
        points=100 * (share - found["x0"] / found["n0"]),
        loss=-low,
        **{key: found[key] for key in ("x1", "n1", "x0", "n0")},
    )


@claims.finding(
    "what-pays-where",
    notebook="3_offers",
    says="Wealth pays in A and B, credit in C; in D nobody can tell",
    exposure="{n:,} profiled customers in the experiment of spring",
    drawn=DRAWN,
    verdict="the simple reading is right",
)
def what_pays_where() -> Found:
    value, low, high = changed("A", "wealth")["yuan"]
    firms = [changed("D", offer)["yuan"] for offer in MARGIN]
    return Found(
        value,
        low,
        high,
        holds=low > 0
        and changed("B", "wealth")["yuan"][1] > 0
        and changed("C", "credit")["yuan"][1] > 0
        and all(ends[1] < 0 < ends[2] for ends in firms),
        n=len(wave("bank_offers")),
    )


@claims.finding(
    "core",
    notebook="3_offers",
    says=(
        "Of the core group and the one that follows it, the estimates lie {apart} yuan apart, and "
        "the limits of each reach {least} and more to either side: which of the two is the core "
        "cannot be told."
    ),
    exposure="{n:,} customers of the two segments in the experiment of spring",
    verdict="cannot tell",
)
def core() -> Found:
    sizes = segments(SPRING).value_counts()
    first, second = (
        [yuan * sizes[segment] for yuan in changed(segment, offer)["yuan"]]
        for segment, offer in (("A", "wealth"), ("C", "credit"))
    )
    reach = min(abs(end - ends[0]) for ends in (first, second) for end in ends[1:])
    apart = first[0] - second[0]
    half = float(np.hypot(first[0] - first[1], second[2] - second[0]))
    upper = float(np.hypot(first[2] - first[0], second[0] - second[1]))
    return Found(
        apart,
        apart - half,
        apart + upper,
        holds=0 < apart < reach and apart < half,
        apart=f"{round(apart, -3):,.0f}",
        least=f"{reach // 1000 * 1000:,.0f}",
        n=int(sizes["A"] + sizes["C"]),
    )


@claims.finding(
    "credit-in-c",
    notebook="3_offers",
    says=(
        "Offering credit in segment C was worth about {value:.0f} yuan a customer, with 95 % limits "
        "of {low:.0f} and {high:.0f}."
    ),
    exposure="{n1} customers of segment C who were offered credit and {n0} who were not",
    drawn=DRAWN,
)
def credit_in_c() -> Found:
    found = changed("C", "credit")
    value, low, high = found["yuan"]
    return Found(value, low, high, holds=low > 0, n1=found["n1"], n0=found["n0"])


@claims.finding(
    "deep-in-debt",
    notebook="3_offers",
    says="Customers deep in their credit line accept a loan most readily",
    exposure="{n1} credit offers of spring to those with half of the line or more in use, {n0} to others",
)
def deep_in_debt() -> Found:
    offers = wave("bank_offers")
    made = offers[offers["offered"] == "credit"]
    deep = made["customer_id"].map(features(SPRING)["revolving_share"]) >= 0.5
    count = made.groupby(deep)["accepted"].agg(["sum", "size"])
    low, high = confint_proportions_2indep(*count.loc[True], *count.loc[False], method="newcomb")
    share = 100 * count["sum"] / count["size"]
    return Found(
        share[True] - share[False],
        100 * low,
        100 * high,
        holds=low > 0,
        n1=count.loc[True, "size"],
        n0=count.loc[False, "size"],
    )


@claims.finding(
    "further-splits",
    notebook="3_offers",
    says="From three segments on, splitting further adds little",
    exposure="{n:,} profiled customers in the experiment of spring",
)
def further_splits() -> Found:
    frame, offers = prepared(SPRING), wave("bank_offers")
    gained = {}
    for k in (1, 2, 3, 4, 6, 8):
        parts = cluster_customers(frame, k) if k > 1 else pd.Series("A", index=frame.index)
        best = offer_value(offers, parts).max(axis=1).clip(lower=0)
        gained[k] = float((best * parts.value_counts()).sum())
    more = max(gained[k] for k in (4, 6, 8)) / gained[3] - 1
    return Found(
        more,
        exact="the same spring answers chose and measured: what it would add later is not known",
        holds=abs(more) < 0.05 and gained[3] > 1.1 * gained[2] > 1.3 * gained[1],
        n=len(offers),
    )


@claims.finding(
    "bars-move",
    notebook="3_offers",
    says=(
        "Draw the customers again, and the bar of the four segments moves by some {value:,.0f} yuan "
        "up or down, its distance to the age rule by some {distance:,.0f}: less than {least:,} "
        "between two bars cannot be told from luck."
    ),
    exposure="{n:,} profiled customers in the experiment of autumn",
)
def bars_move() -> Found:
    spring, autumn = wave("bank_offers"), wave("bank_offers_later")
    here = segments(SPRING)
    own = here.map(best_offers(offer_value(spring, here)))
    age = customers().set_index("customer_id")["age"].reindex(here.index)
    by_age = pd.Series("wealth", index=here.index).mask(age < 40, "credit")
    rng = np.random.default_rng(0)
    profits = []
    for _again in range(120):
        drawn = autumn.iloc[rng.integers(len(autumn), size=len(autumn))]
        who = [f"D{number}" for number in range(len(drawn))]
        offers = drawn.assign(customer_id=who)
        profits.append(
            [
                rule_profit(offers, pd.Series(rule[drawn["customer_id"]].to_numpy(), index=who))
                for rule in (own, by_age)
            ]
        )
    bars = np.array(profits)
    spread, apart = float(bars[:, 0].std()), float((bars[:, 0] - bars[:, 1]).std())
    return Found(
        round(spread, -3),
        exact="a standard error over 120 draws",
        holds=1.8 < 30_000 / apart < 2.2 and 0.13 < spread / rule_profit(autumn, own) < 0.17,
        distance=round(apart, -3),
        least=30_000,
        n=len(autumn),
    )


# 4_evidence


@claims.finding(
    "asked-before",
    notebook="4_evidence",
    says=[
        "Of the {n} customers who were offered credit in autumn, {value:.0f} % had been offered it in spring.",
        "A forecast for new customers would have to leave out those who were asked before; here that "
        "changes the AUC by less than 0.01.",
    ],
    exposure="{n} credit offers in September 2025",
)
def asked_before() -> Found:
    fields = ["age", "products", "complaints_12m", "branch_contacts"]
    fields += ["transactions", "balance", "revolving_share", "app_share"]
    spring, autumn = (
        before(wave("bank_offers"), SPRING, "credit"),
        before(wave("bank_offers_later"), AUTUMN, "credit"),
    )
    again = autumn["customer_id"].isin(spring["customer_id"])
    change = auc(spring, autumn[~again], fields) - auc(spring, autumn, fields)
    return Found(
        100 * again.mean(),
        exact="all credit offers of autumn were counted",
        holds=abs(change) < 0.01,
        n=len(autumn),
    )


@claims.finding(
    "net-of-a-call",
    notebook="4_evidence",
    says="The net of a call has limits, too: from {low:.0f} to +{high:.0f} yuan. It is probably a loss, not certainly",
    exposure="{n} dormant accounts, half of them called in April 2025, until 2025-12-31",
    drawn=CALLED,
)
def net_of_a_call() -> Found:
    calls = load_dataset("bank_reactivation")
    net = 300 * calls["reactivated"] - 40 * (1 - calls["still_open"]) - 15 * calls["called"]
    called, others = net[calls["called"]], net[~calls["called"]]
    value = called.mean() - others.mean()
    half = 1.96 * (called.var() / len(called) + others.var() / len(others)) ** 0.5
    low, high = value - half, value + half
    return Found(value, low, high, holds=value < 0 < high, n=len(calls))


@claims.finding(
    "checked-later",
    notebook="4_evidence",
    says="{value:.0f} % of the records were checked with the customer after the first offer.",
    exposure="{n:,} records on 2026-01-01",
)
def checked_later() -> Found:
    late = customers()["updated_at"] >= SPRING
    value = 100 * late.mean()
    return Found(
        value, exact="all records of the branch were counted", holds=value > 50, n=len(late)
    )


@claims.finding(
    "meaningless-mostly-loses",
    notebook="4_evidence",
    says="The forecast learns its accidents in spring, and in autumn they mislead, so it mostly loses a little.",
    exposure="{n} credit offers in September 2025, zodiac signs and hobbies dealt out anew ten times",
)
def meaningless_mostly_loses() -> Found:
    spring, autumn = (
        before(wave("bank_offers"), SPRING, "credit"),
        before(wave("bank_offers_later"), AUTUMN, "credit"),
    )
    base = ["transactions", "balance", "revolving_share", "app_share"]
    empty = customers().set_index("customer_id")[["zodiac", "hobby"]]
    rng = np.random.default_rng(0)
    gains = []
    for _again in range(10):
        dealt = empty.iloc[rng.permutation(len(empty))].set_axis(empty.index)
        pair = [
            one.drop(columns=["zodiac", "hobby"]).join(dealt, on="customer_id")
            for one in (spring, autumn)
        ]
        gains.append(field_benefit(*pair, base, ["zodiac", "hobby"]))
    return Found(
        float(np.mean(gains)),
        exact="a mean over ten deals",
        holds=sum(gain < 0 for gain in gains) >= 8 and float(np.mean(gains)) > -0.06,
        n=len(autumn),
    )


@claims.finding(
    "fields-alone",
    notebook="4_evidence",
    says=[
        "Tested alone on the autumn offers, it changed the AUC by {value:.3f} for credit and {wealth:.3f} for wealth",
        "Beyond behavior it changed the AUC by {clubs[0]:+.3f} for credit and {clubs[1]:.3f} for wealth",
        "Its benefit to the response forecast is small, {income[0]:+.3f} and {income[1]:+.3f}, but",
    ],
    exposure="{n} credit offers in September 2025",
)
def fields_alone() -> Found:
    base = ["transactions", "balance", "revolving_share", "app_share"]
    waves = [
        (
            before(wave("bank_offers"), SPRING, offer),
            before(wave("bank_offers_later"), AUTUMN, offer),
        )
        for offer in MARGIN
    ]
    alone = {
        field: [field_benefit(*pair, base, [field]) for pair in waves]
        for field in ("zodiac", "clubs", "monthly_income")
    }
    return Found(
        alone["zodiac"][0],
        exact="one test on the offers of autumn; a meaningless field loses as much",
        holds=max(alone["zodiac"]) < 0,
        wealth=alone["zodiac"][1],
        clubs=alone["clubs"],
        income=alone["monthly_income"],
        n=len(waves[0][1]),
    )


@claims.finding(
    "closed",
    notebook="4_evidence",
    says=[
        "At the end of the year {called:.0f} % of the called accounts were open, and {others:.0f} % of the others.",
        "That they closed accounts is clear: {value:.0f} more of a hundred, with limits of {low:.0f} and {high:.0f}.",
    ],
    exposure="{n} dormant accounts, half of them called in April 2025, until 2025-12-31",
    drawn=CALLED,
    predicted="m02-closed",
)
def closed() -> Found:
    calls = load_dataset("bank_reactivation")
    count = calls.groupby("called")["still_open"].agg(["sum", "size"])
    shut = count["size"] - count["sum"]
    low, high = confint_proportions_2indep(
        shut[True], count.loc[True, "size"], shut[False], count.loc[False, "size"], method="newcomb"
    )
    still = 100 * count["sum"] / count["size"]
    return Found(
        still[False] - still[True],
        100 * low,
        100 * high,
        holds=low > 0,
        called=still[True],
        others=still[False],
        n=len(calls),
    )


@claims.finding(
    "woken",
    notebook="4_evidence",
    says=(
        "Whether the calls woke anybody, these {n} accounts cannot tell: the limits of 95 % reach "
        "from {low:.1f} to {high:.1f} points."
    ),
    exposure="{n} dormant accounts, half of them called in April 2025, 90 days",
    drawn=CALLED,
    verdict="cannot tell",
)
def woken() -> Found:
    calls = load_dataset("bank_reactivation")
    found = reactivation_uplift(calls)
    return Found(
        100 * found.uplift,
        100 * found.low,
        100 * found.high,
        holds=found.low < 0 < found.high,
        n=len(calls),
    )


@claims.finding(
    "the-woken-stay",
    notebook="4_evidence",
    says=[
        "of the {n} called accounts that came back, {stayed} were still open.",
        "Those who closed had hardly ever come back",
    ],
    exposure="{n} called accounts that came back and {shut} that closed, until 2025-12-31",
)
def the_woken_stay() -> Found:
    calls = load_dataset("bank_reactivation")
    called = calls[calls["called"]]
    back = called[called["reactivated"] == 1]
    gone = called[called["still_open"] == 0]
    value, low, high = rate(int(back["still_open"].sum()), len(back))
    return Found(
        value,
        low,
        high,
        holds=low > 70 and gone["reactivated"].mean() < 0.07,
        n=len(back),
        stayed=int(back["still_open"].sum()),
        shut=len(gone),
    )


def before(offers: pd.DataFrame, until: pd.Timestamp, offer: str) -> pd.DataFrame:
    known = behavior_features(customers(), load_dataset("bank_transactions"), until=until)
    person = customers().set_index("customer_id").drop(columns=["balance", "revolving_share"])
    made = offers[offers["offered"] == offer]
    return made.join(known, on="customer_id").join(person, on="customer_id")


@claims.finding(
    "archives-add-nothing",
    notebook="4_evidence",
    says=(
        "No archive adds more than {value:.2f} to the AUC on autumn, and with some sixty acceptances "
        "an offer so small a gain cannot be told from luck."
    ),
    exposure="{accepted} acceptances of {n} credit offers in September 2025",
    verdict="cannot tell",
)
def archives_add_nothing() -> Found:
    base = ["transactions", "balance", "revolving_share", "app_share"]
    archives = [
        ["age", "occupation", "household_size"],
        ["clubs", "event_attendance"],
        ["monthly_income", "home_owner"],
        ["products", "branch_contacts", "complaints_12m"],
        ["zodiac", "hobby"],
    ]
    waves = {
        offer: (
            before(wave("bank_offers"), SPRING, offer),
            before(wave("bank_offers_later"), AUTUMN, offer),
        )
        for offer in MARGIN
    }
    gains = {
        (offer, number): field_benefit(*pair, base, fields)
        for offer, pair in waves.items()
        for number, fields in enumerate(archives)
    }
    most = max(gains, key=gains.__getitem__)
    spring, autumn = waves[most[0]]
    rng = np.random.default_rng(0)
    again = []
    for _again in range(40):
        drawn = autumn.iloc[rng.integers(len(autumn), size=len(autumn))]
        again.append(auc(spring, drawn, base + archives[most[1]]) - auc(spring, drawn, base))
    low, high = np.quantile(again, [0.025, 0.975])
    return Found(
        gains[most],
        low,
        high,
        holds=most[0] == "credit" and low < 0 and gains[most] < 0.015,
        accepted=int(autumn["accepted"].sum()),
        n=len(autumn),
    )


# What is no finding of the data

claims.told(
    "1_database",
    "case",
    "Here are the incomes that occur most often.",
    "For the last stage the gate at Riverside is",
    "0.3 % of a payment, 0.4 % of savings, 3 % of a loan repayment, 0.1 % of an invoice.",
)
claims.told(
    "1_database",
    "definition",
    "Such stand-ins are called **sentinels**",
    "The mean of such a column is a proportion",
    "It is worth something when it *moves*",
    "Each becomes a score from 1 to 5",
    "Two conventions, because here reports differ",
)
claims.told(
    "1_database",
    "literature",
    "The oldest segmentation in direct marketing needs three columns (Hughes 1994)",
)
claims.told(
    "2_segments",
    "case",
    "Mr. Deng and Ms. Fu are both 34.",
    "A balance can pass a million, a share stops at 1.",
    "Take customers between 40 and 54 years.",
    "**wishers**: customers who want twice the interest that any bank pays.",
)
claims.told(
    "2_segments",
    "definition",
    "**Logarithm** for amounts and counts: from 1,000 to 2,000",
    "It runs from -1 to 1, and it can fall",
    "An **index number** sets the average customer to 100",
    "1 means the same groups, 0 is what chance gives.",
)
claims.told(
    "2_segments",
    "example",
    "Of the people around it 14 % are students",
    '**A worked example.** "Everybody who was born in a leap year" is identifiable',
)
claims.told(
    "2_segments",
    "advice",
    "Scale first, or the largest unit chooses your segments for you.",
    "100 is average: say what is above and below the line",
)
claims.told(
    "3_offers",
    "definition",
    "How often two people say the same is **percent agreement**.",
    "0 is chance, 1 is full agreement.",
    "The *offers* were drawn, so a difference between the thirds is what the offer changed.",
    "The *segments* were not drawn: that C answers otherwise than A may have many reasons.",
    "$m$ the margin and $c$ the cost of asking. No offer earns 0.",
    "A customer counts as **badly served** if, by the spring estimate",
)
claims.told(
    "3_offers",
    "case",
    "In March each of them was assigned **at random**: a third to an offer",
    "The age rule gives credit under 40, wealth from 40 on.",
)
claims.told(
    "3_offers",
    "literature",
    "In China's law on personal information, Article 24 has three rules",
)
claims.told(
    "4_evidence",
    "example",
    "**A worked example.** Willow Bridge wants to know today",
)
claims.told(
    "4_evidence",
    "case",
    "Riverside took 900 of them, drew half at random in April, and called those.",
    "Age is counted to 1 January 2026; it follows from the birth date",
    "And the autumn customers are few: draw them again",
)
claims.told(
    "4_evidence",
    "literature",
    "The law in China asks otherwise: data need a clear purpose",
    "Article 24 you know, from the last notebook.",
)
