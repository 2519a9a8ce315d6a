"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import beta
from statsmodels.stats.proportion import confint_proportions_2indep

from servicelab.complaints import (
    RULES,
    Calendar,
    Deadline,
    authority_cost,
    closed_only,
    days_elapsed,
    deadline_table,
    escalation_hazard,
    exposure_rate,
    late_share,
    median_resolution,
    pareto,
    recurrence,
    remedy_value,
    resolution_curve,
    resolution_times,
    share_open,
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
    says="Of the complaints of 2025, {value:.0f} % were never acknowledged, and of those closed {again:.0f} % were opened again.",
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
    says="by expected cost misleading advice comes first, with {value:.0f} %; three codes make up more than 75 %.",
    exposure="{n:,} complaints of two years, {n_open} of them open and taken at the mean of their cause",
)
def expected_cost() -> Found:
    groups = insurer().groupby("cause", observed=True)["cost"]
    cost = (groups.mean() * groups.size()).sort_values(ascending=False)
    part = 100 * cost / cost.sum()
    running = part.drop("other").cumsum()
    first = running.index[0] == "misleading advice"
    return Found(
        part.iloc[0],
        exact="known costs, and the mean of their cause for open cases",
        holds=first and running.iloc[1] < 75 < running.iloc[2],
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
        "motor draws {motor:.0f} complaints per 1,000 policy-years, home {home:.0f}, health {health:.0f}; motor against home is {value:.2f} times as often, with an interval from {low:.2f} to {high:.2f}, so nobody can tell which product is worst.",
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
    overlap = motor["low"] < min(home["high"], table.loc["health", "high"])
    return Found(
        ratio,
        low,
        high,
        holds=overlap and low < 1 < high and rate.idxmax() == "motor",
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
        "since July {after:.0f} % of the complaints about late payment come back, {before:.0f} % before.",
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
        holds=high < 0 and outside == ["2025-07", "2025-08", "2025-09"],
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
        "But customers with a first one went up from {before:.0f} to {after:.0f} per 1,000 policy-years, before any storm.",
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
    return Found(
        ratio,
        low,
        high,
        holds=low > 1 and growth < 10,
        before=before,
        after=after,
        growth=growth,
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
    "November and December cannot be judged",
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
        "Of 1,000 open cases escalate on a day {young:.1f} in the first week, and {value:.0f} beyond 30 days ({low:.0f} to {high:.0f})",
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
claims.told("3_waiting", "quote", "The other half of the saying is that flawless service")
claims.told("3_waiting", "example", "Suppose one failure weighs as much as ten")
