"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from scipy.stats import beta
from statsmodels.formula.api import ols
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans

from servicelab.complaints import (
    JUSTICE,
    RULES,
    Calendar,
    Deadline,
    adjusted_difference,
    allocate_calls,
    authority_cost,
    best_limit,
    closed_only,
    days_elapsed,
    deadline_table,
    escalation_hazard,
    exposure_rate,
    justice_model,
    late_share,
    median_resolution,
    pareto,
    recovery_means,
    recurrence,
    remedy_value,
    resolution_curve,
    resolution_times,
    response_table,
    share_open,
    stratified_mean,
)
from servicelab.data.loading import load_dataset
from servicelab.evidence import agreement_table, kappa, percent_agreement
from servicelab.games.desk import POLICIES, close, desk_share, load_scenario
from servicelab_workshop.lessons.claims import Claims, Found

claims = Claims()

AS_OF, STORM, REPAIR = (pd.Timestamp(day) for day in ("2025-12-31", "2025-11-02", "2025-07-01"))


def entries() -> pd.DataFrame:
    log = load_dataset("complaints")
    return log[log["sector"] == "insurance"]


def insurer() -> pd.DataFrame:
    log = entries()
    return log[log["content"] == "complaint"]


def year() -> pd.DataFrame:
    log = insurer()
    return log[log["opened"] >= "2025-01-01"]


def share(hits: float, n: float) -> tuple[float, float, float]:
    """A share of n and its exact interval of 95 %, in percent."""
    low, high = beta.ppf(0.025, hits, n - hits + 1), beta.ppf(0.975, hits + 1, n - hits)
    return 100 * hits / n, 100 * float(np.nan_to_num(low)), 100 * float(high)


# --- 1_desk: the desk ------------------------------------------------------------------------


@claims.finding(
    "never-acknowledged",
    notebook="1_desk",
    says="Of the {n} entries of 2025 ({complaints} complaints; the others are advice and requests for information) {value:.0f} % were never acknowledged, and of those closed {again:.0f} % were opened again.",
    exposure="{n} entries of 2025, {closed} of them closed",
)
def never_acknowledged() -> Found:
    log = entries()
    log = log[log["opened"] >= "2025-01-01"]
    closed = log[log["closed"].notna()]
    value, low, high = share(log["acknowledged"].isna().sum(), len(log))
    return Found(
        value,
        low,
        high,
        holds=low > 15,
        again=100 * closed["reopened"].mean(),
        n=len(log),
        complaints=int((log["content"] == "complaint").sum()),
        closed=len(closed),
    )


@claims.finding(
    "most-say-nothing",
    notebook="1_desk",
    says="Of those whom something failed, {value:.0f} % said nothing; {silent:.0f} % of them stayed a year, of those who complained {voiced:.0f} %.",
    exposure="{n:,} customers of a panel whom something failed, followed for a year",
)
def most_say_nothing() -> Found:
    panel = load_dataset("insurer_recovery")
    failed = panel[panel["failed"] == 1]
    silent, voiced = (failed[failed["complained"] == voice]["stayed"] for voice in (0, 1))
    value, low, high = share(len(silent), len(failed))
    apart, _ = confint_proportions_2indep(voiced.sum(), len(voiced), silent.sum(), len(silent))
    return Found(
        value,
        low,
        high,
        holds=low > 50 and apart > 0,
        silent=100 * silent.mean(),
        voiced=100 * voiced.mean(),
        n=len(failed),
    )


def speeds() -> pd.DataFrame:
    """Closed complaints whose customer is known to have stayed or not, by speed."""
    log = entries().dropna(subset=["closed", "stayed"])
    days = days_elapsed(log["opened"], log["closed"])
    return log.assign(speed=np.select([days <= 7, days > 15], ["fast", "slow"], "between"))


def fast_minus_slow(log: pd.DataFrame) -> tuple[float, float, float]:
    """Points of those who stay, fast minus slow, at one mix of severities; customers are clusters."""
    part = log[log["speed"] != "between"]
    groups = part.groupby(["severity", "speed"])["stayed"]
    mix = part["severity"].map(log["severity"].value_counts(normalize=True))
    weight = np.where(part["speed"] == "fast", 1, -1) * mix / groups.transform("size")
    pull = weight * (part["stayed"] - groups.transform("mean"))
    reach = 1.96 * np.sqrt((pull.groupby(part["customer_id"]).sum() ** 2).sum())
    value = (weight * part["stayed"]).sum()
    return 100 * value, 100 * (value - reach), 100 * (value + reach)


@claims.finding(
    "crude-speed",
    notebook="1_desk",
    says="Between the first line and the last lie {value:.0f} percentage points.",
    exposure="{n:,} closed entries of {customers} customers in two years",
)
def crude_speed() -> Found:
    log = speeds()
    value, low, high = fast_minus_slow(log.assign(severity=1))
    return Found(
        value, low, high, holds=low > 0, n=len(log), customers=log["customer_id"].nunique()
    )


@claims.finding(
    "speed-among-equals",
    notebook="1_desk",
    says=[
        "Among equally severe cases, fast minus slow lies from {low:.0f} to +{high:.0f} points",
        "Fast cases lose fewer customers than slow ones; among equally severe cases the log cannot tell whether they do.",
    ],
    exposure="{n:,} closed entries of {customers} customers in two years, weighed by severity",
    identified="nothing is claimed as an effect: the interval is said to leave it open",
    predicted="m08-speed",
    verdict="cannot tell",
)
def speed_among_equals() -> Found:
    log = speeds()
    value, low, high = fast_minus_slow(log)
    return Found(
        value,
        low,
        high,
        holds=low < -5 and high > 5,
        n=len(log),
        customers=log["customer_id"].nunique(),
    )


@claims.finding(
    "severe-are-slow",
    notebook="1_desk",
    says="Severe cases take longer, and lose more customers at any speed.",
    exposure="{n:,} closed entries in two years, by severity and speed",
)
def severe_are_slow() -> Found:
    log = speeds()
    slow = log.assign(slow=log["speed"] == "slow").groupby("severity")["slow"].mean()
    stayed = log.groupby(["speed", "severity"])["stayed"].mean().unstack()
    severe, others = log[log["severity"] == 3], log[log["severity"] < 3]
    low, high = confint_proportions_2indep(
        (severe["speed"] == "slow").sum(),
        len(severe),
        (others["speed"] == "slow").sum(),
        len(others),
    )
    apart = (severe["speed"] == "slow").mean() - (others["speed"] == "slow").mean()
    holds = slow.is_monotonic_increasing and (stayed[3] < stayed[[1, 2]].min(axis=1)).all()
    return Found(apart, low, high, holds=holds and low > 0, n=len(log))


@claims.finding(
    "best-remedy",
    notebook="1_desk",
    says="The bill and 150 yuan are worth most.",
    exposure="an example of {n} remedies",
)
def best_remedy() -> Found:
    names = ["nothing", "apology", "150", "600", "1,500"]
    value = remedy_value(
        0.52,
        pd.Series([0.52, 0.58, 0.80, 0.84, 0.87], index=names),
        5000,
        pd.Series([0, 20, 180, 630, 1530], index=names),
    )
    return Found(
        value.max(), exact="the example is worked out", holds=value.idxmax() == "150", n=len(names)
    )


@claims.finding(
    "flat-limit",
    notebook="1_desk",
    says="With these estimates the cost is within 10 % of the least from {low_limit:,.0f} to {high_limit:,.0f} yuan.",
    exposure="{n} refunds and compensations of two years",
)
def flat_limit() -> Found:
    log = entries()
    paid = log.loc[log["remedy"].isin(["refund", "compensation"]), "cost"].dropna()
    levels = sorted({0.0, *paid.astype(float)})
    cost = authority_cost(levels, paid, delay_cost=200, overpay=0.06, precedent=0.03)["total"]
    near = cost.index[cost <= 1.1 * cost.min()]
    return Found(
        near.max() - near.min(),
        exact="all that was paid, at three estimated prices",
        holds=near.min() < 2000 < near.max(),
        low_limit=near.min(),
        high_limit=near.max(),
        n=len(paid),
    )


@claims.finding(
    "the-gap-of-a-day",
    notebook="1_desk",
    says="As many cases each, but not the same",
    exposure="one day of {n} cases, worked by two rules",
    predicted="m08-desk-prediction",
)
def the_gap_of_a_day() -> Found:
    house = load_scenario("insurer_claims")
    days = {
        name: close(house, POLICIES[name](house, 0))
        for name in ("first_in_first_out", "severity_first")
    }
    first, severe = days.values()
    share_of = desk_share(house, POLICIES["severity_first"](house, 0))
    same = first.totals["settled"] == severe.totals["settled"]
    differ = bool((first.cases["settled"] != severe.cases["settled"]).any())
    return Found(
        share_of, exact="the day has fixed rules", holds=same and differ, n=len(first.cases)
    )


claims.told(
    "1_desk",
    "case",
    "Shen wrote on November 3: the insurer had agreed",
    "On November 4 he got an answer",
    "On the 24th he wrote again",
    "Why do they write twice?",
    "follow through: see whether it worked, and learn",
    "A customer, worth 5,000 yuan if she stays",
    "The third is the oldest and has eleven days",
    "The house has estimated 200 yuan for each case",
    "The 2,000 of the house lie inside.",
    "(The log has no column for the sum granted: its cost holds some 70 yuan of handling, too.)",
    "Seventeen complaints cross your desk",
    "Reading a file changes nothing in most cases",
    "Settle three or more cases of it",
    "Take about 30 minutes; every step is kept",
    "Five other desks have worked the same day",
    'late_reason: one of "never reached"',
)
claims.told(
    "1_desk",
    "definition",
    "1 mild, 2 serious, 3 severe; not how loud",
    "The day of receipt by the firm is day 0.",
    "A remedy that fails is a double deviation",
)
claims.told(
    "1_desk",
    "literature",
    "The standard ISO 10002:2018 asks for this work",
    "The Chinese measures for banking and insurance of March 2020",
)
claims.told("1_desk", "example", "Past a point, extra money buys hardly any extra loyalty.")
claims.told(
    "1_desk", "quote", '"Close the slow cases faster, and of a hundred thirteen more stay."'
)


# --- 2_log: what the log says ----------------------------------------------------------------


def coded() -> pd.DataFrame:
    gold = load_dataset("complaints")[["complaint_id", "cause"]]
    return load_dataset("complaint_codes").merge(gold, on="complaint_id").astype("str")


@claims.finding(
    "two-coders",
    notebook="2_log",
    says=[
        'kappa is {value:.2f}; agreement is lowest on "other".',
        'B put {b} complaints into "other", A and the experts {a}.',
        'Colleague B says "other" twice as often as A',
    ],
    exposure="{n} complaints of 2025, coded by two colleagues",
)
def two_coders() -> Found:
    table = coded()
    a, b, gold = table["coder_a"], table["coder_b"], table["cause"]
    rng = np.random.default_rng(8)
    drawn = [rng.integers(0, len(table), len(table)) for _ in range(400)]
    low, high = np.percentile([kappa(a.iloc[one], b.iloc[one]) for one in drawn], [2.5, 97.5])
    others = [int((one == "other").sum()) for one in (a, b, gold)]
    by_code = agreement_table(a, b)["agreement"]
    holds = (
        others[0] == others[2]
        and 2 * others[0] <= others[1] < 2.5 * others[0]
        and by_code.nsmallest(2).index.tolist() == ["other", "waiting"]
        and 0.7 < percent_agreement(a, b) < 0.75
    )
    return Found(kappa(a, b), low, high, holds=holds, a=others[0], b=others[1], n=len(table))


@claims.finding(
    "prevalence",
    notebook="2_log",
    says=[
        "Kappa has a weakness of its own: it also falls when one code is very common.",
        "Both pairs below agree on 90 of 100 letters:",
    ],
    exposure="two examples of {n} letters",
)
def prevalence() -> Found:
    even = ["x"] * 50 + ["y"] * 50, ["x"] * 45 + ["y"] * 50 + ["x"] * 5
    rare = ["x"] * 95 + ["y"] * 5, ["x"] * 90 + ["y"] * 5 + ["x"] * 5
    agreed = [percent_agreement(*pair) for pair in (even, rare)]
    fall = kappa(*even) - kappa(*rare)
    return Found(
        fall, exact="the examples are worked out", holds=agreed == [0.9, 0.9] and fall > 0.5, n=100
    )


@claims.finding(
    "frequent-first",
    notebook="2_log",
    says="By count, payment delay comes first",
    exposure="{n:,} complaints of two years",
)
def frequent_first() -> Found:
    table = pareto(insurer())
    value, low, high = share(table["count"].iloc[0], table["count"].sum())
    second = 100 * table["count"].nlargest(2).iloc[1] / table["count"].sum()
    holds = table.index[0] == "payment delay" and low > second
    return Found(value, low, high, holds=holds, n=int(table["count"].sum()))


@claims.finding(
    "dearest-cause",
    notebook="2_log",
    says=[
        "Payment delay is frequent and cheap.",
        "Misleading advice, {part:.0f} % of the complaints, makes up {value:.0f} % of the cost known so far",
        "The same complaints by cost: the rare one comes first",
    ],
    exposure="{n:,} complaints of two years, {known:,} of them with a cost",
    predicted="m08-dearest-cause",
)
def dearest_cause() -> Found:
    log = insurer()
    table = pareto(log, value="cost")
    mean = log.groupby("cause", observed=True)["cost"].mean()
    first = table.index[0] == "misleading advice" and table["count"].idxmin() == table.index[0]
    return Found(
        100 * table["share"].iloc[0],
        exact="all costs known on the last day of the log are added up",
        holds=first and mean["payment delay"] < 0.1 * mean["misleading advice"],
        part=100 * table["count"].iloc[0] / table["count"].sum(),
        n=len(log),
        known=int(log["cost"].notna().sum()),
    )


@claims.finding(
    "expected-cost",
    notebook="2_log",
    says=[
        "by expected cost misleading advice comes first, with {value:.0f} %; three codes make up more than 75 %.",
        "(Open cases are the more severe ones, so this guess is on the low side.)",
    ],
    exposure="{n:,} complaints of two years, {n_open} of them open and taken at the mean of their cause",
)
def expected_cost() -> Found:
    groups = insurer().groupby("cause", observed=True)["cost"]
    cost = (groups.mean() * groups.size()).sort_values(ascending=False)
    part = 100 * cost / cost.sum()
    running = part.drop("other").cumsum()
    first = running.index[0] == "misleading advice"
    severity = insurer()["severity"].astype(float).groupby(insurer()["cost"].isna()).mean()
    return Found(
        part.iloc[0],
        exact="known costs, and the mean of their cause for open cases",
        holds=first
        and running.iloc[1] < 75 < running.iloc[2]
        and severity[True] > severity[False] + 0.2,
        n=len(insurer()),
        n_open=int(insurer()["cost"].isna().sum()),
    )


def policy_years(start: str, end: str) -> pd.Series:
    in_force = load_dataset("insurer_in_force")
    months = in_force[(in_force["month"] >= start) & (in_force["month"] < end)]
    return months.groupby("product", observed=True)["policies"].sum() / 12


@claims.finding(
    "rates-by-product",
    notebook="2_log",
    says=[
        'Motor, the "best product", draws most.',
        "In 2025 motor drew {motor:.0f} complaints per 1,000 policy-years, home {home:.0f}, health {health:.0f}.",
        "In complaints motor against home is {value:.2f} times as often ({low:.2f} to {high:.2f}; one home owner wrote {most} of {at_home}).",
        "In people who complained motor against health is {once:.2f} times as often ({once_low:.2f} to {once_high:.2f}).",
        "In neither count does motor stand apart from both others, so nobody can tell which product is worst.",
    ],
    exposure="{n} complaints of 2025 from {years:,.0f} policy-years",
    predicted="m08-worst-product",
    verdict="cannot tell",
)
def rates_by_product() -> Found:
    counts = year().groupby(["product", "customer_id"], observed=True).size()
    table = exposure_rate(counts, policy_years("2025-01-01", "2026-01-01"), customers=True)
    rate = table["rate"]
    motor, home = table.loc["motor"], table.loc["home"]
    # on the log scale, as the intervals of the rates
    spread = np.hypot(*(np.log(one["high"] / one["rate"]) / 1.96 for one in (motor, home)))
    ratio = motor["rate"] / home["rate"]
    low, high = ratio * np.exp(-1.96 * spread), ratio * np.exp(1.96 * spread)
    each = exposure_rate(table["customers"], policy_years("2025-01-01", "2026-01-01"))
    once = each.loc["motor", "rate"] / each.loc["health", "rate"]
    far = np.exp(np.hypot(*np.log(each["high"] / each["rate"])[["motor", "health"]]))
    return Found(
        ratio,
        low,
        high,
        holds=low < 1 < high
        and once / far < 1 < once * far
        and rate.idxmax() == each["rate"].idxmax() == "motor",
        once=once,
        once_low=once / far,
        once_high=once * far,
        most=int(counts["home"].max()),
        at_home=int(counts["home"].sum()),
        **rate.to_dict(),
        n=int(counts.sum()),
        years=table["exposure"].sum(),
    )


@claims.finding(
    "motor-grew",
    notebook="2_log",
    says="One product grew, one shrank, one stayed",
    exposure="{n:,} policies in force in December 2025",
)
def motor_grew() -> Found:
    by_month = load_dataset("insurer_in_force").pivot(
        index="month", columns="product", values="policies"
    )
    change = by_month.iloc[-1] / by_month.loc["2025-01-01"]
    holds = change["motor"] > 1.5 and change["health"] < 0.8 and abs(change["home"] - 1) < 0.05
    return Found(
        change["motor"],
        exact="every policy is counted",
        holds=holds,
        n=int(by_month.iloc[-1].sum()),
    )


@claims.finding(
    "one-owner",
    notebook="2_log",
    says="One home owner wrote {value} times",
    exposure="{n} complaints of 2025",
)
def one_owner() -> Found:
    log = year()
    often = log["customer_id"].value_counts()
    mine = log[log["customer_id"] == often.index[0]]
    return Found(
        int(often.iloc[0]),
        exact="every complaint is counted",
        holds=set(mine["product"].astype("str")) == {"home"},
        n=len(log),
    )


@claims.finding(
    "repeats-fell",
    notebook="2_log",
    says=[
        "Of complaints about late payment from July on {after:.0f} % came back within 60 days ({k_after} of {n_after}), of those before {before:.0f} % ({k_before} of {n_before}).",
        "Of November only one complaint could be followed for 60 days, of December none.",
        "... and repeats fell",
        "July, August and September lie below their limits; no month before July lies outside.",
        "October is about as low, but its {october} complaints are too few for a signal.",
    ],
    exposure="{n} complaints about late payment that could be followed for 60 days, {n_after} of them since July",
    predicted="m08-repair",
)
def repeats_fell() -> Found:
    delay = insurer().query("cause == 'payment delay'")
    again = recurrence(delay, 60, as_of=AS_OF).dropna().astype(int)
    opened = delay.loc[again.index, "opened"]
    after, before = again[opened >= REPAIR], again[opened < REPAIR]
    low, high = confint_proportions_2indep(after.sum(), len(after), before.sum(), len(before))
    months = again.groupby(opened.dt.to_period("M")).agg(["size", "mean"])
    center = before.mean()
    reach = 3 * np.sqrt(center * (1 - center) / months["size"])
    outside = months.index[(months["mean"] - center).abs() > reach].astype(str).tolist()
    return Found(
        100 * (after.mean() - before.mean()),
        100 * low,
        100 * high,
        holds=high < 0
        and outside == ["2025-07", "2025-08", "2025-09"]
        and months["size"].loc["2025-11":].tolist() == [1],
        k_after=int(after.sum()),
        k_before=int(before.sum()),
        n_before=len(before),
        before=100 * before.mean(),
        after=100 * after.mean(),
        october=int(months.loc[pd.Period("2025-10"), "size"]),
        n=len(again),
        n_after=len(after),
    )


@claims.finding(
    "repeats-before",
    notebook="2_log",
    says="of the complaints about a late payment before July, {value:.0f} % came back within 60 days.",
    exposure="{n} complaints about late payment from January 2024 to June 2025",
)
def repeats_before() -> Found:
    delay = insurer().query("cause == 'payment delay'")
    again = recurrence(delay, 60, as_of=AS_OF)[delay["opened"] < REPAIR].astype(int)
    value, low, high = share(again.sum(), len(again))
    return Found(value, low, high, holds=low > 30, n=len(again))


@claims.finding(
    "first-failures-rose",
    notebook="2_log",
    says=[
        "But customers with a first one went up from {before:.0f} per 1,000 policy-years in January to June to {after:.0f} in July to October, before the storm.",
        "the draft's {late:.0f} a month holds it (July to October alone: {calm:.1f}).",
        "First complaints about a late payment rose in July ...",
        "The rate divides by exposure, which grew by {growth:.0f} %.",
    ],
    exposure="{n_before} customers in January to June from {years:,.0f} policy-years, {n_after} in July to October from {more:,.0f}",
)
def first_failures_rose() -> Found:
    delay = insurer().query("cause == 'payment delay'").sort_values("opened")
    opened = delay.drop_duplicates("customer_id")["opened"]
    windows = [("2025-01-01", "2025-07-01"), ("2025-07-01", "2025-11-01")]
    counts = [int(((opened >= start) & (opened < end)).sum()) for start, end in windows]
    years = [policy_years(*window).sum() for window in windows]
    before, after = (1000 * n / base for n, base in zip(counts, years, strict=True))
    ratio, spread = after / before, np.sqrt(sum(1 / n for n in counts))
    low, high = ratio * np.exp(-1.96 * spread), ratio * np.exp(1.96 * spread)
    growth = 100 * (years[1] / 4 / (years[0] / 6) - 1)
    all_of = insurer().query("cause == 'payment delay'")["opened"]
    return Found(
        ratio,
        low,
        high,
        holds=low > 1 and growth < 10,
        before=before,
        after=after,
        growth=growth,
        late=(all_of >= REPAIR).sum() / 6,
        calm=((all_of >= REPAIR) & (all_of < "2025-11-01")).sum() / 4,
        n_before=counts[0],
        n_after=counts[1],
        years=years[0],
        more=years[1],
    )


@claims.finding(
    "ideas-in-complaints",
    notebook="2_log",
    says=[
        "Advice yields more ideas per 100 entries, {advice:.0f} against {complaint:.0f}.",
        "Still {value:.0f} % of all ideas sit in complaints: there are more of them.",
    ],
    exposure="{ideas} usable ideas in {n:,} entries of two years",
    verdict="the simple reading is right",
)
def ideas_in_complaints() -> Found:
    log = entries()
    table = log.groupby("content", observed=True)["has_idea"].agg(["size", "sum"])
    per_100 = 100 * table["sum"] / table["size"]
    value, low, high = share(table.loc["complaint", "sum"], table["sum"].sum())
    return Found(
        value,
        low,
        high,
        holds=table["sum"].idxmax() == "complaint" and per_100["advice"] > 5 * per_100["complaint"],
        advice=per_100["advice"],
        complaint=per_100["complaint"],
        ideas=int(table["sum"].sum()),
        n=len(log),
    )


claims.told(
    "2_log",
    "case",
    "Two colleagues coded 120 complaints.",
)
claims.told(
    "2_log",
    "definition",
    "Kappa takes that out; 1 is full agreement",
    "A Pareto chart ranks causes and adds them up",
    "A policy in force for three months is a quarter",
    "But an interval for a count takes complaints to be independent",
    "One person who complains five times is not five people",
    "Customers with their first complaint about a late payment",
    "Percent agreement flatters; kappa takes chance out",
)


# --- 3_waiting: what waits -------------------------------------------------------------------


def storm() -> pd.DataFrame:
    log = insurer()
    return resolution_times(log[log["opened"] >= STORM], AS_OF)


@claims.finding(
    "closed-flatter",
    notebook="3_waiting",
    says=[
        '"Since the storm of November 2 a complaint has taken {mean:.1f} days on average; {over:.0f} % took more than 15."',
        "Both numbers come from the {closed:.0f} closed cases; {n_open:.0f} are still open.",
    ],
    exposure="{n} complaints from November 2 to December 31",
)
def closed_flatter() -> Found:
    times = storm()
    naive = closed_only(times, 15)
    value, low, high = share(round(naive["over"] * naive["n"]), naive["n"])
    return Found(
        value,
        low,
        high,
        holds=100 * share_open(times, 15) > value,
        mean=naive["mean"],
        over=100 * naive["over"],
        closed=naive["n"],
        n_open=naive["open"],
        n=len(times),
    )


@claims.finding(
    "beyond-fifteen",
    notebook="3_waiting",
    says=[
        "So {value:.0f} % go beyond 15 days.",
        "half are closed within {median:.0f} days; {value:.0f} % go beyond 15, of the severe ones {severe:.0f} %.",
        "Severe cases since the storm take longest",
    ],
    exposure="{n} complaints from November 2 to December 31, {n_open} of them open",
    predicted="m08-tail",
)
def beyond_fifteen() -> Found:
    times = storm()
    curve = resolution_curve(times)
    at = curve[curve["days"] <= 15].iloc[-1]
    severity = insurer().loc[times.index, "severity"]
    kept = {level: share_open(times[severity == level], 15) for level in (1, 2, 3)}
    return Found(
        100 * at["open_share"],
        100 * at["low"],
        100 * at["high"],
        holds=kept[1] < kept[2] < kept[3],
        median=median_resolution(times)["median"],
        severe=100 * kept[3],
        n=len(times),
        n_open=int((~times["closed"]).sum()),
    )


@claims.finding(
    "refusals-fall",
    notebook="3_waiting",
    says=[
        "Of {n} closed complaints about a refusal {value:.0f} % were overturned.",
        "Where the investigation found the firm at fault, {nothing:.0f} % still ended with nothing.",
    ],
    exposure="{n} closed complaints about a refusal in two years, {firm} with the firm at fault",
)
def refusals_fall() -> Found:
    log = insurer().query("cause == 'refusal'")
    log = log[log["closed"].notna()]
    remedy = log["remedy"].astype(str)
    firm = remedy[log["root"] == "firm"]
    value, low, high = share((remedy == "fix").sum(), len(log))
    return Found(
        value,
        low,
        high,
        holds=set(remedy) == {"fix", "explanation", "none"},
        nothing=100 * (firm == "none").mean(),
        n=len(log),
        firm=len(firm),
    )


@claims.finding(
    "four-readings",
    notebook="3_waiting",
    says="One log, four shares; the first is the rule.",
    exposure="{n} complaints of the hospital in 2025",
)
def four_readings() -> Found:
    log = load_dataset("complaints")
    log = log[(log["sector"] == "hospital") & (log["content"] == "complaint")]
    log = log[log["opened"] >= "2025-01-01"]
    calendar = Calendar(load_dataset("holidays"))
    shares = [
        late_share(deadline_table(log, RULES["hospital"], AS_OF, calendar)),
        late_share(deadline_table(log, RULES["hospital"], AS_OF)),
        late_share(deadline_table(log, Deadline(4, 9, "working"), AS_OF, calendar)),
        late_share(deadline_table(log, Deadline(5, 10), AS_OF)),
    ]
    rounded = {round(100 * one) for one in shares}
    return Found(shares[0], exact="every complaint is counted", holds=len(rounded) == 4, n=len(log))


@claims.finding(
    "hazard-rises",
    notebook="3_waiting",
    says=[
        "Of 1,000 open cases, {young:.1f} escalate on a day in the first week and {value:.0f} on a day beyond day 30 ({low:.0f} to {high:.0f}; {late} escalations in {at_risk} days at risk): few cases are left by then.",
        "On any one day, a case that is open for more than a month escalates more often than one in its first week.",
    ],
    exposure="{events} escalations in {days:,} days at risk of {n:,} complaints in two years",
    predicted="m08-dangerous-age",
)
def hazard_rises() -> Found:
    log = insurer()
    table = escalation_hazard(log, AS_OF, edges=(7, 15, 30))
    old, young = table.iloc[-1], table.iloc[0]
    return Found(
        1000 * old["hazard"],
        1000 * old["low"],
        1000 * old["high"],
        holds=old["low"] > young["high"] and table["hazard"].is_monotonic_increasing,
        young=1000 * young["hazard"],
        late=int(old["escalated"]),
        at_risk=int(old["days"]),
        events=int(table["escalated"].sum()),
        days=int(table["days"].sum()),
        n=len(log),
    )


@claims.finding(
    "service-desk",
    notebook="3_waiting",
    says=[
        "{contact:.0f} % of the {n} requests and incidents of half a year.",
        "{value:.0f} % are settled at first contact for good.",
        "Of incidents with a problem number {linked:.0f} % were opened again.",
    ],
    exposure="{n} requests and incidents of half a year, {n_linked} of them incidents with a problem number",
)
def service_desk() -> Found:
    tickets = load_dataset("bank_tickets")
    daily = tickets[tickets["kind"].isin(["request", "incident"])]
    linked = daily[(daily["kind"] == "incident") & daily["problem_id"].notna()]
    kept = daily["first_contact"] & ~daily["reopened"]
    value, low, high = share(kept.sum(), len(daily))
    return Found(
        value,
        low,
        high,
        holds=len(linked) > 10,
        contact=100 * daily["first_contact"].mean(),
        linked=100 * linked["reopened"].mean(),
        n=len(daily),
        n_linked=len(linked),
    )


@claims.finding(
    "rows-end",
    notebook="3_waiting",
    says=[
        "For PR1, PR2 and PR3 no incident came in after the change was carried out.",
        "PR4 has a problem ticket and no change yet, and its incidents go on.",
        "PR5 has no incident linked to it",
    ],
    exposure="{n} tickets linked to 5 causes in half a year",
)
def rows_end() -> Found:
    tickets = load_dataset("bank_tickets")
    linked = tickets[tickets["problem_id"].notna()]
    hits = linked[linked["kind"].isin(["incident", "fault"])]
    last = hits.groupby("problem_id")["opened"].max()
    landed = linked[linked["kind"] == "change"].set_index("problem_id")["closed"]
    problem = linked[linked["kind"] == "problem"].set_index("problem_id")["opened"]
    holds = (
        sorted(landed.dropna().index) == ["PR1", "PR2", "PR3"]
        and (last[landed.index] < landed).all()
        and last["PR4"] > problem["PR4"]
        and "PR5" not in last
    )
    return Found(len(hits), exact="every ticket is counted", holds=holds, n=len(linked))


claims.told(
    "3_waiting",
    "case",
    "Ruan (K10 of your day at the desk)",
    "In November Willow Bridge admitted that its calculation",
    "From the file: assessment has not released",
    "Assessment can pay within four days",
    "Write, 4 points, read by your instructor.",
    "Ruan, of December 9, in English or Chinese",
    "Willow Bridge and Lantern Bank decide within 15 calendar days",
    "Five causes on record: what came in",
    "If a last day falls into a holiday",
)
claims.told(
    "3_waiting",
    "definition",
    "The day of receipt is day 0.",
    "Day of receipt: day 0.",
    "Days made up for a holiday are worked.",
    "Settled at first contact is half of a number",
    "That fits a cause removed; three causes",
)
claims.told("3_waiting", "advice", "The next change goes to PR4.")
claims.told("3_waiting", "quote", "A saying has it that a case that waits is a danger")
claims.told(
    "3_waiting",
    "example",
    "Suppose one failure weighs as much as ten",
    "Then 96 flawless services and 4 failures count like",
)


ALIKE = ["prior_attitude", "severity"]
ALIKE_WHY = (
    "attitude and severity, all that was known before the handling, are held equal; nobody was "
    "drawn at random, and the notebook says so"
)
CALLS_WHY = "within each kind of service, who was called and who got an offer"


# --- 4_recovery ------------------------------------------------------------------------------


@cache
def edge(value: str, row: str, surveyed: bool = False, group: str = "excellent") -> pd.Series:
    panel = load_dataset("insurer_recovery")
    table = adjusted_difference(panel, group, "no failure", value=value, surveyed=surveyed)
    return table.loc[row]


@cache
def silence(quality: str, *controls: str) -> pd.DataFrame:
    return adjusted_difference(
        load_dataset("insurer_recovery"),
        quality,
        "silent failure",
        value="stayed",
        controls=list(controls) or ALIKE,
    )


@claims.finding(
    "the-panel",
    notebook="4_recovery",
    says=["{n:,} people.", "two in five of them answer", "of whom {failed:.0f} meet a failure"],
    exposure="{n:,} customers over a year",
)
def the_panel() -> Found:
    panel = load_dataset("insurer_recovery")
    answered = panel.loc[panel["stayed"] == 1, "surveyed"].mean()
    return Found(
        len(panel),
        exact="all customers of the panel are counted",
        holds=abs(answered - 0.4) < 0.01,
        n=len(panel),
        failed=1000 * panel["failed"].mean(),
    )


@claims.finding(
    "paradox-in-the-survey",
    notebook="4_recovery",
    says=[
        "Customers who were recovered excellently are more satisfied than those who never had any trouble, and by more than chance",
        "The survey: excellent recovery stands above no failure",
        "The edge in satisfaction is {value:.2f} points among the surveyed, {everybody:.2f} among all customers, and {alike:.2f} among customers of equal prior attitude.",
    ],
    exposure="{n} customers with an excellent recovery who answered the survey",
)
def paradox_in_the_survey() -> Found:
    seen, everybody = edge("satisfaction", "as observed", True), edge("satisfaction", "as observed")
    alike = edge("satisfaction", "adjusted")
    return Found(
        seen["difference"],
        seen["low"],
        seen["high"],
        holds=seen["low"] > 0 and alike["low"] > 0,
        everybody=everybody["difference"],
        alike=alike["difference"],
        n=int(seen["n_group"]),
    )


@claims.finding(
    "survivors-look-better",
    notebook="4_recovery",
    says="The same satisfaction, two populations",
    exposure="{n:,} customers who answered, of 30,000",
)
def survivors_look_better() -> Found:
    panel = load_dataset("insurer_recovery")
    above = recovery_means(panel, surveyed=True)["mean"] - recovery_means(panel)["mean"]
    return Found(
        above.min(),
        exact="the same people's satisfaction, of whom a part answered",
        holds=above.min() > 0.1,
        n=int(panel["surveyed"].sum()),
    )


@claims.finding(
    "staying-has-no-edge",
    notebook="4_recovery",
    says=[
        "about {fewer:.0f} points fewer stay than without a failure, and about {alike:.0f} points fewer among customers of equal attitude",
        "In staying, no failure is best.",
    ],
    exposure="{n} customers with an excellent recovery, {n_reference:,} without a failure, a year",
    predicted="m08-recovered-stay",
)
def staying_has_no_edge() -> Found:
    seen, alike = edge("stayed", "as observed"), edge("stayed", "adjusted")
    stayed = recovery_means(load_dataset("insurer_recovery"), value="stayed")["mean"]
    return Found(
        100 * seen["difference"],
        100 * seen["low"],
        100 * seen["high"],
        holds=seen["high"] < 0 and alike["high"] < 0 and stayed.idxmax() == "no failure",
        fewer=-100 * seen["difference"],
        alike=-100 * alike["difference"],
        n=int(seen["n_group"]),
        n_reference=int(seen["n_reference"]),
    )


@claims.finding(
    "without-a-failure",
    notebook="4_recovery",
    says="Of all customers without a failure, {value:.0f} % were still there when the survey went out.",
    exposure="{n:,} customers without a failure, a year",
)
def without_a_failure() -> Found:
    row = recovery_means(load_dataset("insurer_recovery"), value="stayed").loc["no failure"]
    return Found(
        100 * row["mean"], 100 * row["low"], 100 * row["high"], holds=True, n=int(row["n"])
    )


@claims.finding(
    "ok-is-worse",
    notebook="4_recovery",
    says="An ok recovery stands {seen:.2f} points below no failure as observed, and {alike:.2f} points below among people of the same prior attitude.",
    exposure="{n} customers with an ok recovery, a year",
)
def ok_is_worse() -> Found:
    seen = edge("satisfaction", "as observed", group="ok")
    alike = edge("satisfaction", "adjusted", group="ok")
    return Found(
        alike["difference"],
        alike["low"],
        alike["high"],
        holds=alike["high"] < 0,
        seen=-seen["difference"],
        alike=-alike["difference"],
        n=int(alike["n_group"]),
    )


@claims.finding(
    "two-ways-apart",
    notebook="4_recovery",
    says=[
        "As observed, {excellent:.0f} % stay after an excellent recovery, {poor:.0f} % after a poor one, and {silent:.0f} % after a silent failure.",
        "They liked the firm better, and they were hit harder.",
    ],
    exposure="{n:,} customers with a failure, a year",
)
def two_ways_apart() -> Found:
    panel = load_dataset("insurer_recovery")
    failed = panel[panel["failed"] == 1]
    loud, quiet = failed[failed["complained"] == 1], failed[failed["complained"] == 0]
    ends = {
        name: CompareMeans.from_data(loud[name], quiet[name]).tconfint_diff(usevar="unequal")
        for name in ALIKE
    }
    stayed = 100 * recovery_means(panel, value="stayed")["mean"]
    return Found(
        loud["severity"].mean() - quiet["severity"].mean(),
        *ends["severity"],
        holds=all(low > 0 for low, high in ends.values()),
        excellent=stayed["excellent"],
        poor=stayed["poor"],
        silent=stayed["silent failure"],
        n=len(failed),
    )


@claims.finding(
    "excellent-against-silence",
    notebook="4_recovery",
    says=[
        "Attitude takes about five points off the excellent recovery, severity gives three back: {seen:.1f} points as observed, {value:.1f} among customers alike in both.",
        "Here **the simple reading was nearly right**: two errors pull in opposite directions, and the two points that are left of them are little against so large a difference.",
        "Among customers alike in attitude and severity, about 22 in 100 more stayed after an excellent recovery than after a failure nobody heard of; who was handled well was not drawn at random.",
        "Against silence, excellent recovery is worth much, and a poor one is worse than none.",
    ],
    exposure="{n} excellent recoveries against {n_reference:,} silent failures, a year",
    predicted="m08-excellent-alike",
    identified=ALIKE_WHY,
    verdict="the simple reading is right",
)
def excellent_against_silence() -> Found:
    both, attitude = silence("excellent"), silence("excellent", "prior_attitude")
    row = both.loc["adjusted"]
    seen = both.loc["as observed", "difference"]
    first = seen - attitude.loc["adjusted", "difference"]
    back = row["difference"] - attitude.loc["adjusted", "difference"]
    return Found(
        100 * row["difference"],
        100 * row["low"],
        100 * row["high"],
        holds=row["low"] < seen < row["high"]
        and abs(first - 0.05) < 0.005
        and abs(back - 0.03) < 0.005
        and abs(first - back - 0.02) < 0.005
        and silence("poor").loc["adjusted", "high"] < 0,
        seen=100 * seen,
        n=int(row["n_group"]),
        n_reference=int(row["n_reference"]),
    )


@claims.finding(
    "double-deviation",
    notebook="4_recovery",
    says=[
        "A poor recovery stands {seen:.1f} points below silence as observed, among customers alike {alike:.1f} points below, with an interval from {low:.1f} to {high:.1f}.",
        "To be failed twice is the **double deviation** of Bitner, Booms and Tetreault (1990), and here it shows.",
    ],
    exposure="{n} poor recoveries against {n_reference:,} silent failures, a year",
    identified=ALIKE_WHY,
)
def double_deviation_shows() -> Found:
    table = silence("poor")
    row = 100 * table.loc["adjusted", ["difference", "low", "high"]]
    return Found(
        row["difference"],
        row["low"],
        row["high"],
        holds=row["high"] < 0,
        seen=-100 * table.loc["as observed", "difference"],
        alike=-row["difference"],
        n=int(table.loc["adjusted", "n_group"]),
        n_reference=int(table.loc["adjusted", "n_reference"]),
    )


@claims.finding(
    "handled-alike",
    notebook="4_recovery",
    says="the three kinds of handling met customers who were alike in both",
    exposure="{n:,} complaints, a year",
)
def handled_alike() -> Found:
    panel = load_dataset("insurer_recovery")
    heard = panel[panel["complained"] == 1]
    apart = heard.groupby("recovery", observed=True)[ALIKE].mean().agg(np.ptp) / heard[ALIKE].std()
    return Found(
        apart.max(),
        exact="the largest difference of means, in standard deviations, of all complaints",
        holds=apart.max() < 0.1,
        n=len(heard),
    )


@cache
def program_gains(resamples: int = 200) -> pd.DataFrame:
    """Customers kept of 1,000 by each program, in the panel (first row) and in resamples of it."""
    panel = load_dataset("insurer_recovery")
    failed = panel[panel["failed"] == 1]
    unharmed = panel.loc[panel["failed"] == 0, "stayed"].mean()
    rows = []
    for seed in range(resamples + 1):
        some = failed.sample(frac=1, replace=True, random_state=seed) if seed else failed
        against, plain = {}, {}
        for name in ("poor", "ok", "excellent"):
            table = adjusted_difference(
                some, name, "silent failure", value="stayed", controls=ALIKE
            )["difference"]
            against[name], plain[name] = table["adjusted"], table["as observed"]
        voiced = some["complained"].mean()
        mix = some.loc[some["complained"] == 1, "recovery"].value_counts(normalize=True)
        today = sum(mix[name] * against[name] for name in against)
        rows.append(
            {
                "delight": 180 * voiced * (against["excellent"] - today),
                "voices": 180 * (0.8 - voiced) * today,
                "plain voices": 180
                * (0.8 - voiced)
                * sum(mix[name] * plain[name] for name in plain),
                "prevention": 36 * (unharmed - some["stayed"].mean()),
            }
        )
    return pd.DataFrame(rows)


PRICES = {"delight": 4000, "voices": 1800, "prevention": 2500}


@claims.finding(
    "voices-adjusted",
    notebook="4_recovery",
    says=[
        "With the plain shares of the panel, *voices* would keep {plain:.1f} of 1,000 customers and be the cheapest program per customer kept.",
        "Among customers alike it keeps fewer, and another program is cheaper",
        "Nor is it certain which program is the cheapest for each customer kept: the first comes first in {cheapest:.0f} of 100 resamples of the panel.",
    ],
    exposure="{n:,} failures in a panel of 30,000 customers, a year",
    identified=ALIKE_WHY,
)
def voices_adjusted() -> Found:
    gains = program_gains()
    now = gains.iloc[0]
    low, high = gains["voices"].iloc[1:].quantile([0.025, 0.975])
    cost = {name: price / now[name] for name, price in PRICES.items()}
    price = pd.DataFrame({name: PRICES[name] / gains[name] for name in PRICES}).iloc[1:]
    plain = cost | {"voices": 1800 / now["plain voices"]}
    return Found(
        now["voices"],
        low,
        high,
        holds=now["voices"] < now["plain voices"]
        and min(cost, key=cost.__getitem__) == "prevention"
        and min(plain, key=plain.__getitem__) == "voices",
        plain=now["plain voices"],
        cheapest=100 * (price.idxmin(axis=1) == "prevention").mean(),
        n=5400,
    )


@claims.finding(
    "delight-or-prevention",
    notebook="4_recovery",
    says="Between delight and prevention **nobody can tell** which keeps more.",
    exposure="{n:,} failures in a panel of 30,000 customers, a year",
    identified=ALIKE_WHY,
    verdict="cannot tell",
)
def delight_or_prevention() -> Found:
    gains = program_gains()
    low, high = gains["delight"].iloc[1:].quantile([0.025, 0.975])
    apart = gains["delight"] - gains["prevention"]
    ends = apart.iloc[1:].quantile([0.025, 0.975])
    alike = round(gains["delight"].iloc[0], 1) == round(gains["prevention"].iloc[0], 1)
    return Found(
        gains["delight"].iloc[0],
        low,
        high,
        holds=ends.iloc[0] < 0 < ends.iloc[1] and alike,
        n=5400,
    )


@claims.finding(
    "a-quarter-excellent",
    notebook="4_recovery",
    says="*Delight* assumes that the desk can always do what it does in a quarter of the cases now.",
    exposure="{n:,} complaints, a year",
)
def a_quarter_excellent() -> Found:
    panel = load_dataset("insurer_recovery")
    heard = panel.loc[panel["complained"] == 1, "recovery"]
    share = (heard == "excellent").mean()
    return Found(
        share, exact="all complaints of the panel", holds=abs(share - 0.25) < 0.01, n=len(heard)
    )


claims.told(
    "4_recovery",
    "quote",
    "Slide 119, above: A missed moment cannot be made good.",
    "All repair is passive.",
    "Solve a critical incident well, and the customer will be more loyal than before.",
)
claims.told(
    "4_recovery",
    "case",
    "Attitude was asked before the year, on a scale from 1 to 7.",
    "Three programs are on the table",
)
claims.told(
    "4_recovery",
    "advice",
    "Predict before you look, with a range that you are 80% sure of.",
    "whoever adjusts satisfaction and forgets to adjust retention funds the wrong program",
    "Prevention assumes that one knows what to mend",
    "So try before you roll out: ask a random half",
)
claims.told(
    "4_recovery",
    "definition",
    "Two reasons can make a survey look better than the house is.",
    "A worked example, for an ok recovery:",
    "Voices assumes that the silent would react like those who complain.",
)
claims.told(
    "4_recovery",
    "literature",
    '"They become more loyal than before" goes back to striking cases',
    "McCollough, Berry and Yadav (2000) looked for the paradox",
    "Maxham and Netemeyer (2002) found it after a first failure",
    "De Matos, Henrique and Rossi (2007) put the studies together",
)


# --- 5_remedy --------------------------------------------------------------------------------


@cache
def justice_fit():
    table = load_dataset("insurer_justice").drop(columns="case_id")
    units = (table - table.mean()) / table.std()
    formula = "satisfaction ~ distributive + procedural + interactional + severity"
    return ols(formula, table).fit(), ols(formula, units).fit()


@claims.finding(
    "money-led",
    notebook="5_remedy",
    says=[
        "one standard deviation of distributive fairness goes with {value:.2f} standard deviations of satisfaction, the other two sides equal.",
        "Willow Bridge asked {n} people after their complaint.",
    ],
    exposure="{n} closed complaints",
)
def money_led() -> Found:
    model = justice_model(load_dataset("insurer_justice"), controls=())
    row = model.loc["distributive"]
    return Found(
        row["beta"],
        row["low"],
        row["high"],
        holds=model["beta"].idxmax() == "distributive" and row["low"] > model["high"].iloc[1],
        n=model.attrs["n"],
    )


@claims.finding(
    "severity-held",
    notebook="5_remedy",
    says=[
        "With severity in the model its beta falls to {value:.2f}, and procedural fairness has {procedural:.2f}.",
        "A severe case goes with a bad outcome *and* with dissatisfaction.",
    ],
    exposure="{n} closed complaints",
    predicted="m08-justice-held",
)
def severity_held() -> Found:
    justice = load_dataset("insurer_justice")
    model = justice_model(justice)
    row = model.loc["distributive"]
    naive = justice_model(justice, controls=())
    with_severity = justice[["distributive", "satisfaction"]].corrwith(justice["severity"])
    return Found(
        row["beta"],
        row["low"],
        row["high"],
        holds=row["high"] < naive.loc["distributive", "low"] and with_severity.max() < -0.3,
        procedural=model.loc["procedural", "beta"],
        n=model.attrs["n"],
    )


@claims.finding(
    "who-leads",
    notebook="5_remedy",
    says="Which of the two is ahead **in standard deviations** nobody can tell: the 95 % interval of their difference reaches from just below 0 to {high:.2f}.",
    exposure="{n} closed complaints",
    verdict="cannot tell",
)
def who_leads() -> Found:
    units = justice_fit()[1]
    test = units.t_test("procedural - distributive = 0")
    low, high = test.conf_int()[0]
    return Found(test.effect[0], low, high, holds=-0.01 < low < 0 < high, n=int(units.nobs))


@claims.finding(
    "points-for-a-point",
    notebook="5_remedy",
    says=[
        "In points procedural fairness is ahead of the outcome: {value:.2f} against {distributive:.2f}, a difference of {lead:.2f} (95 % interval {ahead:.2f} to {at_most:.2f}); the manner has {interactional:.2f}.",
        "In standard deviations zero was just inside, because the outcome varies more than the way.",
        "So the lead is thin and depends on the unit.",
        "Among complainants alike in severity and in the other two kinds of fairness, one point more of procedural fairness goes with about {value:.2f} points more satisfaction.",
    ],
    exposure="{n} closed complaints",
)
def points_for_a_point() -> Found:
    plain = justice_fit()[0]
    low, high = plain.conf_int().loc["procedural"]
    test = plain.t_test("procedural - distributive = 0")
    ahead, at_most = test.conf_int()[0]
    spread = load_dataset("insurer_justice")[list(JUSTICE)].std()
    return Found(
        plain.params["procedural"],
        low,
        high,
        holds=ahead > 0
        and plain.params[list(JUSTICE)].idxmax() == "procedural"
        and spread["distributive"] > spread["procedural"],
        lead=test.effect[0],
        ahead=ahead,
        at_most=at_most,
        distributive=plain.params["distributive"],
        interactional=plain.params["interactional"],
        n=int(plain.nobs),
    )


@claims.finding(
    "it-lectures",
    notebook="5_remedy",
    says=[
        "The Heart clinic has the highest mark of all for explanation, and the lowest for respect, for listening and for having a say.",
        "The mean of all four items would have sent the coach to Joints.",
        "Plum Court asked {n} patients of five clinics",
    ],
    exposure="{n} patients of {clinics} clinics",
)
def it_lectures() -> Found:
    table = load_dataset("hospital_clinics")
    equals = ["respect", "listening", "say"]
    means = table.groupby("clinic", observed=True)[[*equals, "explanation"]].mean()
    heart, others = table[table["clinic"] == "Heart"], table[table["clinic"] != "Heart"]
    compared = CompareMeans.from_data(heart["explanation"], others["explanation"])
    low, high = compared.tconfint_diff(usevar="unequal")
    return Found(
        heart["explanation"].mean() - others["explanation"].mean(),
        low,
        high,
        holds=(means[equals].idxmin() == "Heart").all()
        and means["explanation"].idxmax() == "Heart"
        and means.mean(axis=1).idxmin() == "Joints"
        and low > 0,
        n=len(table),
        clinics=table["clinic"].nunique(),
    )


def insurer_complaints() -> pd.DataFrame:
    log = load_dataset("complaints")
    return log[(log["sector"] == "insurance") & (log["content"] == "complaint")]


@claims.finding(
    "the-customer-caused-it",
    notebook="5_remedy",
    says="In about one case of five the firm's own investigation found the root with the customer",
    exposure="{n:,} complaints at the insurer, 24 months",
    identified="the investigation of each case names the root",
)
def the_customer_caused_it() -> Found:
    roots = insurer_complaints()["root"].dropna()
    caused = int((roots == "customer").sum())
    low, high = proportion_confint(caused, len(roots), method="wilson")
    return Found(caused / len(roots), low, high, holds=low < 0.22 and high > 0.2, n=len(roots))


@claims.finding(
    "the-explained-no",
    notebook="5_remedy",
    says=[
        "To {explained} it was **explained** how it came about, and what to do next time; {refused} were told no and nothing else.",
        "{back:.0f} % of those cases came back, of the merely refused {again:.0f} %.",
        "The two kinds of case were about equally severe",
    ],
    exposure="{explained} explained and {refused} merely refused cases, closed in 24 months",
)
def the_explained_no() -> Found:
    told_no = insurer_complaints().dropna(subset=["response"])
    parts = {name: told_no[told_no["response"] == name] for name in ("explained", "refused")}
    back = {name: part["reopened"].astype(int) for name, part in parts.items()}
    ends = confint_proportions_2indep(
        back["explained"].sum(), len(back["explained"]), back["refused"].sum(), len(back["refused"])
    )
    severity = [part["severity"].astype(float).mean() for part in parts.values()]
    return Found(
        back["explained"].mean() - back["refused"].mean(),
        *ends,
        holds=ends[1] < 0 and abs(severity[0] - severity[1]) < 0.1,
        explained=len(back["explained"]),
        refused=len(back["refused"]),
        back=100 * back["explained"].mean(),
        again=100 * back["refused"].mean(),
    )


@claims.finding(
    "long-sentences-long-words",
    notebook="5_remedy",
    says="Clauses of long sentences draw more complaints, most of all those of long words as well.",
    exposure="{n} complaints about 40 clauses in {years:,} policy-years",
)
def long_sentences_long_words() -> Found:
    clauses = load_dataset("insurer_clauses")
    is_long, is_rare = clauses["words_per_sentence"] > 20, clauses["rare_word_share"] > 0.2
    sums = clauses.groupby([is_long, is_rare])[["complaints", "policy_years"]].sum()
    rate = sums["complaints"] / sums["policy_years"]
    ratio = rate[True, True] / rate[False, False]
    spread = np.exp(
        1.96 * np.sqrt(1 / sums["complaints"][True, True] + 1 / sums["complaints"][False, False])
    )
    plain_words = rate[True, False] / rate[False, False]
    return Found(
        ratio,
        ratio / spread,
        ratio * spread,
        holds=ratio / spread > plain_words > 1.5,
        n=int(sums["complaints"].sum()),
        years=int(sums["policy_years"].sum()),
    )


@claims.finding(
    "three-clauses",
    notebook="5_remedy",
    says=[
        "Here the plain count would have chosen the same three clauses: the simple reading was right.",
        "The rate alone would have kept {kept} and sent the lawyers to {one} and {two}, which have {years_one} and {years_two} policy-years.",
    ],
    exposure="{n} complaints about 40 clauses",
    verdict="the simple reading is right",
)
def three_clauses() -> Found:
    clauses = load_dataset("insurer_clauses").set_index("clause_id")
    plain = clauses[clauses["words_per_sentence"] <= 20]
    usual = plain["complaints"].sum() / plain["policy_years"].sum()
    above = (clauses["complaints"] - usual * clauses["policy_years"]).nlargest(3).index
    rate = (clauses["complaints"] / clauses["policy_years"]).nlargest(3).index
    only = rate.difference(above)
    return Found(
        len(only),
        exact="all clauses are ranked",
        holds=set(above) == set(clauses["complaints"].nlargest(3).index)
        and len(only) > 0
        and clauses.loc[only, "policy_years"].max() < clauses["policy_years"].median(),
        kept=rate.intersection(above)[0],
        one=only[0],
        two=only[1],
        years_one=clauses.loc[only[0], "policy_years"],
        years_two=clauses.loc[only[1], "policy_years"],
        n=int(clauses["complaints"].sum()),
    )


@claims.finding(
    "one-limit-two-sets",
    notebook="5_remedy",
    says=[
        "With the audit the least lies at **{value:.0f} yuan of cost**: {least:,.0f} yuan in the year, against {at_2000:,.0f} at a limit of 2,000.",
        "The curve is flat from 300 to 500, so a round number will do",
    ],
    exposure="{n} refunds and compensations of 2025",
    predicted="m08-audited-limit",
)
def one_limit_two_sets() -> Found:
    limits, paid = list(range(0, 8001, 100)), refunds()
    audit = {"delay_cost": 120, "overpay": 0.12, "precedent": 0.15, "fraud": 2}
    total = authority_cost(limits, paid, **audit)["total"]
    return Found(
        best_limit(limits, paid, **audit),
        exact="all refunds and compensations of the year are priced",
        holds=total.loc[300:500].max() < 1.03 * total.min()
        and min(total[0], total[8000]) > 1.3 * total.min(),
        least=total.min(),
        at_2000=total[2000],
        n=len(paid),
    )


@claims.finding(
    "the-house-was-right",
    notebook="5_remedy",
    says="With the estimates the year costs least at {value:,.0f} yuan, so the 2,000 of the house were right.",
    exposure="{n} refunds and compensations of 2025",
)
def the_house_was_right() -> Found:
    limits, paid = list(range(0, 8001, 100)), refunds()
    estimate = {"delay_cost": 200, "overpay": 0.06, "precedent": 0.03}
    total = authority_cost(limits, paid, **estimate)["total"]
    return Found(
        best_limit(limits, paid, **estimate),
        exact="all refunds and compensations of the year are priced",
        holds=total[2000] < 1.02 * total.min(),
        n=len(paid),
    )


@cache
def refunds() -> pd.Series:
    insurer = insurer_complaints()
    paid = insurer[
        (insurer["opened"] >= "2025-01-01") & insurer["remedy"].isin(["refund", "compensation"])
    ]
    return paid["cost"].dropna()


claims.told(
    "5_remedy",
    "case",
    "In the first notebook the desk decided alone up to 2,000 yuan.",
    "The house had estimated: a case that goes up costs 200 yuan",
    "Then an audit measured the year 2025",
    "From now on the desk decides alone up to 400.",
    "We take cost, which holds some 70 yuan of handling besides",
)
claims.told(
    "5_remedy",
    "example",
    "If nothing is done, she stays with a probability of 0.55",
    "An apology costs half an hour, 30 yuan",
    "In this example an apology without anything behind it",
    "On average it is worth less than doing nothing.",
)
claims.told(
    "5_remedy",
    "definition",
    "A fair way may cost less than a large sum",
    "The third side has a name of its own in hospitals",
)


# --- 6_follow_up -----------------------------------------------------------------------------


@cache
def arms() -> dict[str, pd.DataFrame]:
    calls = load_dataset("insurer_calls")
    made = calls[calls["assigned"] == 1]
    return {
        "none": calls[calls["assigned"] == 0],
        "care": made[made["pitch"] == 0],
        "sales": made[made["pitch"] == 1],
    }


def renewal(group: pd.DataFrame, other: pd.DataFrame) -> tuple[float, float, float]:
    """Difference of the renewal rates in points, and its interval."""
    low, high = confint_proportions_2indep(
        group["renewed"].sum(), len(group), other["renewed"].sum(), len(other), method="wald"
    )
    return 100 * (group["renewed"].mean() - other["renewed"].mean()), 100 * low, 100 * high


@claims.finding(
    "events-of-a-quarter",
    notebook="6_follow_up",
    says="From July to September 2025 there were {n:,} service events.",
    exposure="{n:,} service events in a quarter",
)
def events_of_a_quarter() -> Found:
    n = len(load_dataset("insurer_calls"))
    return Found(n, exact="all events of the quarter", holds=n == 5000, n=n)


@claims.finding(
    "weekend-reach",
    notebook="6_follow_up",
    says=[
        "At a weekend {value:.0f} % of the calls reach somebody, on other days {other:.0f} %",
        "At the weekend every second call reaches nobody",
    ],
    exposure="{n} calls made on a Saturday or Sunday, of {made:,}",
    predicted="m08-weekend-reach",
)
def weekend_reach() -> Found:
    made = pd.concat([arms()["care"], arms()["sales"]])
    weekend = (made["service_date"] + pd.Timedelta(days=1)).dt.day_of_week >= 5
    hits = made.loc[weekend, "reached"]
    low, high = proportion_confint(hits.sum(), len(hits), method="wilson")
    other = made.loc[~weekend, "reached"].mean()
    return Found(
        100 * hits.mean(),
        100 * low,
        100 * high,
        holds=high < other and abs(hits.mean() - 0.5) < 0.03,
        other=100 * other,
        n=len(hits),
        made=len(made),
    )


@claims.finding(
    "who-is-silent",
    notebook="6_follow_up",
    says=[
        "All calls together give a score for one event in five, the care calls alone for one in nine ({scores} of {events:,}).",
        "Not just any: customers whose claim was **refused** pick up like all others, and then two in three of them give no score.",
        "with its yield, some 900 answers to {events:,} events",
    ],
    exposure="{n} refused customers reached, of {events:,} events",
)
def who_is_silent() -> Found:
    steps = response_table(load_dataset("insurer_calls"))
    refused = steps.loc["claim refused"]
    low, high = proportion_confint(refused["answered"], refused["reached"], method="wilson")
    scores = int(arms()["care"]["answered"].sum())
    return Found(
        refused["response"],
        low,
        high,
        holds=abs(steps.loc["all", "yield"] - 0.2) < 0.01
        and round(steps.loc["all", "events"] / scores) == 9
        and abs(refused["reach"] - steps.loc["all", "reach"]) < 0.03
        and abs(refused["response"] - 1 / 3) < 0.03
        and steps["response"].idxmin() == "claim refused",
        scores=scores,
        n=int(refused["reached"]),
        events=int(steps.loc["all", "events"]),
    )


@claims.finding(
    "weights-go-part-of-the-way",
    notebook="6_follow_up",
    says=[
        "Each weight goes the right way, none goes all the way",
        "The interval does not know it either: the truth lies outside.",
        "It goes the right way, and not all the way.",
    ],
    exposure="{n} scores of care calls, for 5,000 events",
)
def weights_go_part_of_the_way() -> Found:
    calls, truth = load_dataset("insurer_calls"), 7.069
    care = arms()["care"].query("answered == 1")
    score = stratified_mean(care["score"], care["stratum"], calls["stratum"].value_counts())
    both = ["stratum", "renewed"]
    finer = (
        care.groupby(both, observed=True)["score"].mean()
        * calls.groupby(both, observed=True).size()
        / len(calls)
    ).sum()
    return Found(
        score["mean"],
        score["low"],
        score["high"],
        holds=care["score"].mean() > score["mean"] > finer > truth and score["low"] > truth,
        n=len(care),
    )


@claims.finding(
    "care-call-effect",
    notebook="6_follow_up",
    says=[
        "Of customers drawn for a care call after a service last summer, about {value:.0f} in 100 more renewed than of those not drawn; the interval reaches from hardly any to {high:.0f}.",
        "The 95 % interval reaches from hardly any to twice as many.",
        "Of those drawn for a care call about {value:.0f} in 100 more renewed than of those not drawn, with an interval from about {low:.0f} to {high:.0f}",
    ],
    exposure="{n:,} events drawn for a care call against {n_none:,} not drawn, a quarter",
    drawn=CALLS_WHY,
    predicted="m08-call-effect",
)
def care_call_effect() -> Found:
    care, none = arms()["care"], arms()["none"]
    value, low, high = renewal(care, none)
    return Found(
        value,
        low,
        high,
        holds=0 < low < 0.5 and abs(high - 2 * value) < 0.5,
        n=len(care),
        n_none=len(none),
    )


@claims.finding(
    "who-picks-up",
    notebook="6_follow_up",
    says=[
        "Blue: drawn at random. Orange: sorted by the customers themselves",
        "Of customers whom a caller talked to, {value:.0f} in 100 more renewed than of those not called",
        "The 7 to 8 that the branches report are of those who pick up",
    ],
    exposure="{n:,} customers reached against {n_none:,} not drawn, a quarter",
)
def who_picks_up() -> Found:
    none = arms()["none"]
    reached = pd.concat([arms()["care"], arms()["sales"]]).query("reached == 1")
    value, low, high = renewal(reached, none)
    talked_care = renewal(arms()["care"].query("reached == 1"), none)[0]
    return Found(
        value,
        low,
        high,
        holds=round(value) == 7 and round(talked_care) == 8,
        n=len(reached),
        n_none=len(none),
    )


@claims.finding(
    "what-an-offer-does",
    notebook="6_follow_up",
    says=[
        "sales calls sold seven times as many policies as care calls",
        "Those who gave a score after a sales call gave half a point less ({sales_score:.2f} against {care_score:.2f}), and fewer of those reached gave one ({sales_part:.0f} % against {care_part:.0f} %).",
        "Renewals are {fewer:.1f} points lower, and that may be chance: the 95 % interval reaches from {low:.1f} to {high:.1f}.",
        "An offer in a care call goes with lower scores and more silence, and may cost renewals.",
    ],
    exposure="{n:,} sales calls against {n_care:,} care calls, a quarter",
    drawn=CALLS_WHY,
)
def what_an_offer_does() -> Found:
    care, sales = arms()["care"], arms()["sales"]
    value, low, high = renewal(sales, care)
    scores = CompareMeans.from_data(care["score"].dropna(), sales["score"].dropna())
    answers = [part.loc[part["reached"] == 1, "answered"] for part in (care, sales)]
    silent = confint_proportions_2indep(
        answers[0].sum(), len(answers[0]), answers[1].sum(), len(answers[1])
    )
    return Found(
        value,
        low,
        high,
        holds=low < 0 < high
        and scores.tconfint_diff(usevar="unequal")[0] > 0
        and abs(care["score"].mean() - sales["score"].mean() - 0.5) < 0.1
        and silent[0] > 0
        and round(sales["bought"].mean() / care["bought"].mean()) == 7,
        fewer=-value,
        care_score=care["score"].mean(),
        sales_score=sales["score"].mean(),
        care_part=100 * answers[0].mean(),
        sales_part=100 * answers[1].mean(),
        n=len(sales),
        n_care=len(care),
    )


@claims.finding(
    "an-offer-in-yuan",
    notebook="6_follow_up",
    says=[
        "At today's margin an offer costs a little more than it brings by the best estimate, and the interval holds zero: no proof of a loss.",
        "at today's margin an offer loses some {loss:.0f} yuan a call by the best estimate",
    ],
    exposure="{n:,} sales calls against {n_care:,} care calls, a quarter",
    drawn=CALLS_WHY,
    verdict="cannot tell",
)
def an_offer_in_yuan() -> Found:
    care, sales = (
        800 * arms()[name]["bought"] + 2400 * arms()[name]["renewed"] for name in ("care", "sales")
    )
    value = sales.mean() - care.mean()
    low, high = CompareMeans.from_data(sales, care).zconfint_diff(usevar="unequal")
    return Found(
        value, low, high, holds=low < 0 < high, loss=-value, n=len(sales), n_care=len(care)
    )


@claims.finding(
    "the-plan",
    notebook="6_follow_up",
    says=[
        "about {paid} paid claims, {refused} refused, {new} new policies, {changes} changes",
        "some {calls:,} calls, among them more than four in five of the refused",
        "One more attempt on another day while the {left} calls that are left last",
    ],
    exposure="a plan for {n} answers, from 5,000 events of a quarter",
)
def the_plan() -> Found:
    events = load_dataset("insurer_calls")["stratum"].value_counts()
    cared = arms()["care"].groupby("stratum", observed=True)
    answers = allocate_calls(events, cared["score"].std(), 900)
    dials = np.ceil(answers / cared["answered"].mean())
    near = (5 * (answers / 5).round()).astype(int)
    return Found(
        int(dials.sum()),
        exact="a plan, computed from the quarter",
        holds=dials["claim refused"] / events["claim refused"] > 0.8,
        paid=near["claim paid"],
        refused=near["claim refused"],
        new=near["new policy"],
        changes=near["change of details"],
        calls=int(dials.sum() // 10 * 10),
        left=2500 - int(dials.sum() // 10 * 10),
        n=int(answers.sum()),
    )


claims.told(
    "6_follow_up",
    "case",
    "To measure, one calls at random; to keep customers",
    "Tang can have 2,500 calls a quarter.",
    "(11 points, read by your instructor) Write to Ms.",
    "Tang, 200 to 300 words: one purpose for her 2,500 calls a quarter",
    "Within each kind of service it was drawn at random who would be called",
    "assigned: a call was drawn. pitch: with an offer.",
    "A call with assigned 1 and pitch 0 is a care call",
    "A plan for 900 answers, from last summer",
)
claims.told(
    "6_follow_up",
    "quote",
    "The branch managers have compared. Of those whom we talked to",
)
claims.told(
    "6_follow_up",
    "definition",
    "It is called intention to treat, and it is the effect",
    "Weighting repairs what the groups know, and no more",
)
claims.told(
    "6_follow_up",
    "literature",
    "For the same number of answers the weighted mean is most certain",
)
claims.told(
    "6_follow_up",
    "advice",
    "So report the score with its yield, and compare quarters",
)
