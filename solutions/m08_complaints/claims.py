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
        "An interval from about {low:.0f} to +{high:.0f} shows neither an effect nor that there is none.",
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
    says="With these assumptions the cost is within 10 % of the least from {low_limit:,.0f} to {high_limit:,.0f} yuan.",
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
        exact="all that was paid, under three assumed prices",
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
    "Mr. Shen wrote on November 3",
    "On November 4 he got an answer",
    "On the 24th he wrote again",
    "A customer, worth 5,000 yuan if she stays",
    "Seventeen complaints cross your desk",
    "Each step costs minutes, your own thinking none.",
    "Reading a file changes nothing in most cases",
    "Settle three or more cases of it",
)
claims.told("1_desk", "quote", '"Close the slow cases faster, and of a hundred thirteen more stay."')
