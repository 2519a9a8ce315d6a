"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations

import functools
from functools import cache

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from scipy.stats import binom, norm, ttest_ind
from scipy.stats import f as f_distribution
from scipy.stats import t as student
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from servicelab.control import (
    between_variance,
    run_length,
    run_length_table,
    shewhart_constants,
)
from servicelab.control.funnel import additive_limits, funnel_limits, usual_spread
from servicelab.control.raters import icc
from servicelab.data.loading import load_dataset
from servicelab.games.alarm_desk.model import RULES, follow, futures
from servicelab.games.beads import all_alike, best_and_worst, follow_up
from servicelab.games.beads.model import SIZES
from servicelab_workshop.lessons.claims import Claims, Found
from servicelab_workshop.worlds import discovery

claims = Claims()

# --- 1_beads: praise and blame ---------------------------------------------------------------


@cache
def beads_boards() -> pd.DataFrame:
    """Mean change after praise and after a warning on 100 boards, seen and foretold, in points."""
    rows = []
    for seed in range(1, 101):
        board = all_alike(seed)
        came = follow_up(board, best_and_worst(board))
        so_far = board.groupby("quarter")[["n", "satisfied"]].sum().cumsum()
        center = so_far["satisfied"] / so_far["n"]
        came["foretold"] = came["quarter"].map(center) - came["before"]
        rows.append(100 * came.groupby("action")[["change", "foretold"]].mean().stack())
    return pd.DataFrame(rows)


def beads_quarters() -> dict[int, pd.DataFrame]:
    """The survey of the branches, with the share, by quarter."""
    survey = load_dataset("bank_branch_survey")
    survey["share"] = survey["satisfied"] / survey["n"]
    return {number: part.set_index("branch") for number, part in survey.groupby("quarter")}


def beads_lowest() -> pd.DataFrame:
    """The ten lowest branches of quarter 4: share, the next share, and what was foretold of it."""
    quarters = beads_quarters()
    past = sum(quarters[number][["n", "satisfied"]] for number in range(1, 5))
    center = past["satisfied"].sum() / past["n"].sum()
    between = between_variance(past["n"], past["satisfied"])
    ten = quarters[4].sort_values("share").head(10)
    weight = between / (between + center * (1 - center) / ten["n"])
    return ten.assign(
        after=quarters[5]["share"], foretold=center + weight * (ten["share"] - center)
    )


def beads_below(board: pd.DataFrame) -> pd.Series:
    """Standard errors of each manager below the others."""
    sums = board.groupby("manager")[["n", "satisfied"]].sum()
    rest = sums.sum() - sums
    level = rest["satisfied"] / rest["n"]
    return (level - sums["satisfied"] / sums["n"]) / np.sqrt(level * (1 - level) / sums["n"])


@claims.finding(
    "the-list",
    notebook="1_beads",
    says="On this board, under the director's habit, the score falls by {fell_by:.1f} points on average after praise ({fell} of {n} times) and rises by {rose_by:.1f} points after a warning ({rose} of {n} times).",
    exposure="{n} times each, twelve managers who are alike, ten quarters",
)
def the_list() -> Found:
    board = all_alike()
    change = follow_up(board, best_and_worst(board)).set_index("action")["change"]
    praise, warn = change["praise"], change["warn"]
    return Found(
        100 * warn.mean(),
        exact="one board that was played once",
        holds=praise.mean() < 0 < warn.mean(),
        fell_by=-100 * praise.mean(),
        rose_by=100 * warn.mean(),
        fell=(praise < 0).sum(),
        rose=(warn > 0).sum(),
        n=len(praise),
    )


@claims.finding(
    "foretold-from-the-past",
    notebook="1_beads",
    says="After praise the score falls by {praise:.1f} points on average, where {praise_foretold:.1f} were foretold; after a warning it rises by {warn:.1f}, where {warn_foretold:.1f} were foretold.",
    exposure="{n} boards of ten quarters, managers who are alike",
)
def foretold_from_the_past() -> Found:
    boards = beads_boards()
    left = boards["praise"]["change"] - boards["praise"]["foretold"]
    other = boards["warn"]["change"] - boards["warn"]["foretold"]
    reach = student.ppf(0.975, len(left) - 1) * left.std() / len(left) ** 0.5
    mean = boards.mean()
    return Found(
        left.mean(),
        left.mean() - reach,
        left.mean() + reach,
        holds=abs(left.mean()) + reach < 1 and abs(other.mean()) < 0.6,
        praise=-mean["praise", "change"],
        praise_foretold=-mean["praise", "foretold"],
        warn=mean["warn", "change"],
        warn_foretold=mean["warn", "foretold"],
        n=len(boards),
    )


@claims.finding(
    "the-lowest",
    notebook="1_beads",
    says="Manager {who} stands {errors:.1f} standard errors below the others, with {satisfied} of {n} satisfied. Over all ten quarters it is {all:.1f}, and in truth {who} is like everybody else.",
    exposure="{n} answers in quarter 10",
)
def the_lowest() -> Found:
    board = all_alike()
    last = board[board["quarter"] == 10]
    below = beads_below(last)
    row = last.set_index("manager").loc[below.idxmax()]
    long_run = beads_below(board)[below.idxmax()]
    return Found(
        below.max(),
        exact="a distance in standard errors",
        holds=below.max() > 2.5 and long_run < 1.645,
        who=below.idxmax(),
        errors=below.max(),
        all=long_run,
        satisfied=int(row["satisfied"]),
        n=int(row["n"]),
    )


@claims.finding(
    "the-rise",
    notebook="1_beads",
    says="The mean of the ten shares rose by {value:.1f} points, from {before:.1f} to {after:.1f} %.",
    exposure="ten branches, {n} answers in quarter 4",
    predicted="m07-seminar",
)
def the_rise() -> Found:
    ten = beads_lowest()
    change = 100 * (ten["after"] - ten["share"])
    reach = student.ppf(0.975, 9) * change.std() / 10**0.5
    return Found(
        change.mean(),
        change.mean() - reach,
        change.mean() + reach,
        holds=change.mean() > reach,
        before=100 * ten["share"].mean(),
        after=100 * ten["after"].mean(),
        n=ten["n"].sum(),
    )


@claims.finding(
    "left-over",
    notebook="1_beads",
    says="Foretold without any seminar were {foretold:.1f} of the {rise:.1f} points. What is left over is {value:.1f} points, and its interval, counted by branches, reaches from {below:.1f} points below zero to {high:.1f} above. **Nobody can tell** from these data whether the seminar did anything: a gain of more than {high:.1f} points is not compatible with them, a smaller one is.",
    exposure="ten branches, quarters 4 and 5; center and spread of quarters 1 to 4",
    verdict="cannot tell",
)
def left_over() -> Found:
    ten = beads_lowest()
    left = 100 * (ten["after"] - ten["foretold"])
    reach = student.ppf(0.975, 9) * left.std() / 10**0.5
    low, high = left.mean() - reach, left.mean() + reach
    return Found(
        left.mean(),
        low,
        high,
        holds=low < 0 < high,
        foretold=100 * (ten["foretold"] - ten["share"]).mean(),
        rise=100 * (ten["after"] - ten["share"]).mean(),
        below=-low,
    )


@claims.finding(
    "by-customers",
    notebook="1_beads",
    says="All customers of the ten together, the share rose by {value:.1f} points, from {before:.1f} to {after:.1f} %; the next notebook tells the two apart.",
    exposure="ten branches, {n} answers in quarter 4 and {later} in quarter 5",
)
def by_customers() -> Found:
    quarters = beads_quarters()
    ten = beads_lowest().index
    four, five = (quarters[number].loc[ten, ["n", "satisfied"]].sum() for number in (4, 5))
    before, after = (100 * one["satisfied"] / one["n"] for one in (four, five))
    return Found(
        after - before,
        exact="all customers of the ten who answered are in the data",
        holds=0 < after - before < 5,
        before=before,
        after=after,
        n=int(four["n"]),
        later=int(five["n"]),
    )


@claims.finding(
    "far-below-by-chance",
    notebook="1_beads",
    says="With so few answers the exact (binomial) count is larger than the normal curve says, most of all far below.",
    exposure="twelve managers of {least} to {most} answers, 86 % satisfied, nine quarters",
)
def far_below_by_chance() -> Found:
    n = np.array(SIZES)
    exact, curve = [], []
    for errors in (1, 2, 3, 4):
        line = np.floor(n * (0.86 - errors * np.sqrt(0.86 * 0.14 / n)) + 1e-9)
        exact.append(9 * binom.cdf(line, n, 0.86).sum())
        curve.append(108 * norm.sf(errors))
    ratio = np.divide(exact, curve)
    printed = (
        np.isclose(exact, [19, 3.0, 0.48, 0.04], rtol=0.05).all()
        and np.isclose(curve, [17, 2.5, 0.15, 0.003], rtol=0.15).all()
    )
    return Found(
        exact[1],
        exact="counted, not drawn",
        holds=printed and (np.diff(ratio) > 0).all() and ratio[0] > 1,
        least=min(SIZES),
        most=max(SIZES),
    )


@claims.finding(
    "coached",
    notebook="1_beads",
    says=[
        "All answers together, the coached branches were {value:.1f} points higher ({low:.1f} to {high:.1f}); by the mean of branches, {mean:.1f} points ({mean_low:.1f} to {mean_high:.1f})",
        "In these data both intervals lie above zero: **here the simple reading is right**.",
        "In quarter 6 coached branches were {value:.1f} points higher ({low:.1f} to {high:.1f}), by the coaching.",
    ],
    exposure="twenty branches that were drawn and coached, twenty others, {n:,} answers in quarter 6",
    drawn="which twenty of the forty branches were coached",
    verdict="the simple reading is right",
)
def coached() -> Found:
    six = beads_quarters()[6]
    pooled = smf.wls("share ~ coached", six, weights=six["n"]).fit(cov_type="HC1", use_t=True)
    mean = smf.ols("share ~ coached", six).fit(cov_type="HC2", use_t=True)
    low, high = 100 * pooled.conf_int().loc["coached"]
    mean_low, mean_high = 100 * mean.conf_int().loc["coached"]
    return Found(
        100 * pooled.params["coached"],
        low,
        high,
        holds=low > 0 and mean_low > 0,
        mean=100 * mean.params["coached"],
        mean_low=mean_low,
        mean_high=mean_high,
        n=six["n"].sum(),
    )


claims.told(
    "1_beads",
    "case",
    "Each quarter he praises",
    "For the new year he wants",
    "Quarter 10 of the board",
    "Round 2 is another world",
    "After each of quarters 1 to 9",
    "These assumptions settle much",
    "Now the bank itself, forty branches",
    "After quarter 4 the managers",
    "The seminar that lifted",
    "The ten were chosen as the lowest",
    "That is what was done before",
    "Center and between come",
)
claims.told(
    "1_beads",
    "quote",
    "The ten lowest branches rose",
    "Foretelling suggests that",
    "A branch that is coached from",
)
claims.told(
    "1_beads",
    "definition",
    "Whoever is highest of twelve",
    "Somebody is always the lowest",
    "Who looks 108 times will",
    '"The same as in quarter 4" forgets',
    "A standard error is how far chance",
    "The ten lowest of quarter 4",
)
claims.told(
    "1_beads",
    "case",
    "The next cell does this on 100",
    "On these boards praise and warning do nothing",
    "Here for twelve managers who are alike",
    "Judged by all quarters so far, the nine",
    "You write a rule, which is run on 200",
    "After coaching or replacement a manager",
    "(Here managers have 86 or 76",
)
claims.told("1_beads", "advice", "One is surer with more", "And when all fall together")
claims.told(
    "1_beads",
    "example",
    "A waiter has good marks",
    "If nothing changes, the next month",
    "By hand, at the hospital",
    "A ward of 25 promises",
    "Chance adds 0.8 × 0.2 / 25",
    "So the weight is 0.0016",
    "With 400 promises the weight",
)


# --- 2_funnel --------------------------------------------------------------------------------


def funnel_bank() -> pd.DataFrame:
    survey = load_dataset("bank_branch_survey")
    return survey[survey["quarter"] == 4].set_index("branch")[["n", "satisfied"]]


def funnel_hospital() -> pd.DataFrame:
    return load_dataset("hospital_letters_sent").set_index("department")


def funnel_pulled(n, x) -> float:
    z = funnel_limits(n, x)["z"].to_numpy()
    return float((np.clip(z, *np.quantile(z, [0.1, 0.9])) ** 2).mean())


@functools.cache
def funnel_equals() -> dict[str, np.ndarray]:
    """Forty equal branches, of the sizes of the quarter, drawn 5,000 times."""
    n = funnel_bank()["n"].to_numpy()
    rng = np.random.default_rng(7)
    x = rng.binomial(n, funnel_bank()["satisfied"].sum() / n.sum(), (5000, len(n)))
    center = x.sum(axis=1, keepdims=True) / n.sum()
    z = (x / n - center) / np.sqrt(center * (1 - center) / n)
    last = np.argsort(x / n, axis=1)[:, :5]
    rate = np.take_along_axis(x, last, 1).sum(axis=1) / n[last].sum(axis=1)
    return {"two": (np.abs(z) > 2).sum(axis=1), "last": rate}


@claims.finding(
    "no-branch-outside",
    notebook="2_funnel",
    says=[
        "For the bank the simple funnel is enough: no branch lies outside its limits.",
        "All forty lie within three errors.",
    ],
    exposure="{n} branches, {answers:,} answers in quarter 4",
    predicted="m07-funnel-bank",
    verdict="the simple reading is right",
)
def no_branch_outside() -> Found:
    bank = funnel_bank()
    limits = funnel_limits(bank["n"], bank["satisfied"])
    usual = usual_spread(bank["n"], bank["satisfied"])
    return Found(
        int(limits["outside"].sum()),
        exact="all forty branches are in the data",
        holds=not limits["outside"].any() and usual == 0,
        n=len(bank),
        answers=int(bank["n"].sum()),
    )


@claims.finding(
    "few-answers-at-both-ends",
    notebook="2_funnel",
    says=[
        "The last five have {least_n} to {most_n} answers, and four of the first five have {top} or fewer.",
        "Few answers put a branch at either end of a league table.",
        "Mill Creek would stand out only with four satisfied of its nine, or fewer.",
    ],
    exposure="{n} branches in quarter 4",
)
def few_answers_at_both_ends() -> Found:
    bank = funnel_bank()
    limits = funnel_limits(bank["n"], bank["satisfied"])
    last, first = limits.nsmallest(5, "rate")["n"], limits.nlargest(5, "rate")["n"]
    top = int(first.nsmallest(4).max())
    creek = limits.loc["Mill Creek"]
    median = bank["n"].median()
    return Found(
        int(last.max()),
        exact="all forty branches are in the data",
        holds=creek["n"] == 9
        and 4 <= 9 * creek["low"] < 5
        and last.max() < median / 2
        and top <= median * 0.6,
        least_n=int(last.min()),
        most_n=int(last.max()),
        top=top,
        n=len(bank),
    )


@claims.finding(
    "last-of-equals",
    notebook="2_funnel",
    says=[
        "the last five satisfy {value:.0%} of their customers on average.",
        "Two branches lie outside two errors; among equals it would be {two:.1f}.",
    ],
    exposure="five branches, {n} answers in quarter 4, against 5,000 draws of forty equal branches",
    verdict="cannot tell",
)
def last_of_equals() -> Found:
    bank = funnel_bank()
    limits = funnel_limits(bank["n"], bank["satisfied"])
    last = bank.loc[limits.nsmallest(5, "rate").index]
    seen = last["satisfied"].sum() / last["n"].sum()
    drawn = funnel_equals()
    low, high = np.quantile(drawn["last"], [0.025, 0.975])
    outside = int((limits["z"].abs() > 2).sum())
    two = float(drawn["two"].mean())
    return Found(
        float(drawn["last"].mean()),
        float(low),
        float(high),
        holds=low < seen < high and outside == 2 and np.isclose(seen, 64 / 85),
        two=two,
        n=int(last["n"].sum()),
    )


@claims.finding(
    "the-five-in-other-quarters",
    notebook="2_funnel",
    says="In quarters 1 to 3 the same five satisfied {kept} of {n} customers, {value:.0%} (the region {region:.0%}); in quarter 5, after the seminar, {later} of {later_n}, {after:.0%} (the region {region_after:.0%}).",
    exposure="five branches, {n} answers in quarters 1 to 3 and {later_n} in quarter 5",
)
def the_five_in_other_quarters() -> Found:
    survey = load_dataset("bank_branch_survey")
    bank = funnel_bank()
    last = (bank["satisfied"] / bank["n"]).nsmallest(5).index
    is_before, is_after = survey["quarter"] < 4, survey["quarter"] == 5
    is_last = survey["branch"].isin(last)
    parts = [is_before & is_last, is_before, is_after & is_last, is_after]
    sums = [survey.loc[part, ["satisfied", "n"]].sum() for part in parts]
    before, region, after, region_after = (one["satisfied"] / one["n"] for one in sums)
    low, high = proportion_confint(sums[0]["satisfied"], sums[0]["n"], method="wilson")
    return Found(
        before,
        low,
        high,
        holds=low < region < high and after > region_after,
        kept=int(sums[0]["satisfied"]),
        n=int(sums[0]["n"]),
        later=int(sums[2]["satisfied"]),
        later_n=int(sums[2]["n"]),
        after=after,
        region=region,
        region_after=region_after,
    )


@claims.finding(
    "warmth-and-satisfaction",
    notebook="2_funnel",
    says="The means of the four and the customers' own satisfied share, over all six quarters, have a correlation of −{below:.2f} (−{low_below:.2f} to {high:.2f}).",
    exposure="forty branches, {n:,} answers in six quarters, 160 visits",
)
def warmth_and_satisfaction() -> Found:
    sums = load_dataset("bank_branch_survey").groupby("branch")[["satisfied", "n"]].sum()
    visited = load_dataset("bank_mystery").groupby("branch")["score"].mean()
    r = visited.corr(sums["satisfied"] / sums["n"])
    reach = norm.ppf(0.975) / (len(sums) - 3) ** 0.5
    low, high = np.tanh([np.arctanh(r) - reach, np.arctanh(r) + reach])
    return Found(
        r,
        low,
        high,
        holds=high < 0.5 and low < 0 < high,
        below=-r,
        low_below=-low,
        n=int(sums["n"].sum()),
    )


@claims.finding(
    "six-outside",
    notebook="2_funnel",
    says=[
        "At the hospital six of 24 lie outside the plain funnel, four of them among the eight largest.",
        "Then large ones, whose limits are narrow, fall out of a plain funnel one after another.",
    ],
    exposure="{n} departments, {cases:,} discharges in one quarter",
    predicted="m07-funnel-hospital",
)
def six_outside() -> Found:
    letters = funnel_hospital()
    limits = funnel_limits(letters["n"], letters["sent"])
    named = limits.index[limits["outside"]]
    large = letters["n"].nlargest(8).index
    return Found(
        len(named),
        exact="all departments are in the data",
        holds=len(named) == 6 and len(named.intersection(large)) == 4,
        n=len(letters),
        cases=int(letters["n"].sum()),
    )


@claims.finding(
    "chance-or-more",
    notebook="2_funnel",
    says=(
        "The branches spread no more than chance alone spreads them, the departments several times "
        "as far."
    ),
    exposure="{branches} branches and {departments} departments in one quarter each",
)
def chance_or_more() -> Found:
    bank, letters = funnel_bank(), funnel_hospital()
    times = {}
    for house, (n, x) in {
        "bank": (bank["n"], bank["satisfied"]),
        "hospital": (letters["n"], letters["sent"]),
    }.items():
        rng = np.random.default_rng(7)
        drawn = [
            funnel_pulled(n, pd.Series(rng.binomial(n, x.sum() / n.sum()), index=n.index))
            for _ in range(300)
        ]
        times[house] = funnel_pulled(n, x) / np.quantile(drawn, [0.5, 0.975, 0.025])
    middle, low, high = times["hospital"]
    return Found(
        float(middle),
        float(low),
        float(high),
        holds=low > 2 and times["bank"][1] < 1 and times["bank"][0] < 1,
        branches=len(bank),
        departments=len(letters),
    )


@functools.cache
def funnel_worth() -> dict[str, int]:
    """What both funnels name on 200 other hospitals."""
    world = discovery.world("m07_control")
    found = dict.fromkeys(["additive", "wrongly", "plain", "accused", "others"], 0)
    for seed in range(1, 201):
        letters, truth = (
            make(np.random.default_rng([seed, world.LETTERS_DRAW]))
            for make in (world.hospital_letters_sent, world.letters_truth)
        )
        letters = letters.set_index("department")
        cause = (truth["cause"] != 0).to_numpy()
        usual = additive_limits(letters["n"], letters["sent"])["outside"].to_numpy()
        plain = funnel_limits(letters["n"], letters["sent"])["outside"].to_numpy()
        found["additive"] += int(usual[cause].sum())
        found["wrongly"] += int(usual[~cause].sum())
        found["plain"] += int(plain[cause].sum())
        found["accused"] += int(plain[~cause].sum())
        found["others"] += int((~cause).sum())
    return found


@claims.finding(
    "two-hundred-hospitals",
    notebook="2_funnel",
    says=[
        "Of these 400 the additive limits name {additive}, and of the other {others:,} departments "
        "{wrongly}.",
        "The plain funnel names {plain} of the 400, and {accused} others.",
        "On 200 other hospitals, made by the same rules, two departments each had a cause of their "
        "own.",
    ],
    exposure="200 hospitals of 24 departments, one quarter each",
    drawn="which two departments of a hospital have a cause of their own, and every letter",
)
def two_hundred_hospitals() -> Found:
    found = funnel_worth()
    low, high = proportion_confint(found["additive"], 400, method="wilson")
    holds = found["wrongly"] < 0.05 * found["accused"] and low > 0.75 and found["plain"] > 390
    return Found(found["additive"] / 400, low, high, holds=holds, **found)


@claims.finding(
    "severity-ranks",
    notebook="2_funnel",
    says=[
        "An gives {an:.1f} points on average, Dai {dai:.1f}, for the same branches.",
        "Where it is drawn at random which of the four comes, {value:.0%} of the last five had met "
        "An.",
    ],
    exposure="{n} visits by four shoppers to forty branches, 1,000 draws of visitors",
)
def severity_ranks() -> Found:
    visited = load_dataset("bank_mystery")
    scores = visited.pivot(index="branch", columns="shopper", values="score")
    rng = np.random.default_rng(9)
    visitor = rng.integers(0, 4, (1000, len(scores)))
    seen = scores.to_numpy()[np.arange(len(scores)), visitor]
    last = np.argsort(seen, axis=1)[:, :5]
    share = (np.take_along_axis(visitor, last, 1) == 0).mean()
    forms = icc(scores)
    means = scores.mean()
    return Found(
        float(share),
        exact="the draws are many: one more digit would not change it",
        holds=means.idxmin() == "An"
        and means.idxmax() == "Dai"
        and share > 0.5
        and forms.loc["ICC(2,1)", "high"] < 0.7 < forms.loc["ICC(3,k)", "low"],
        an=means["An"],
        dai=means["Dai"],
        n=len(visited),
    )


claims.told(
    "2_funnel",
    "case",
    "Forty branches in quarter 4",
    "Letters of 24 departments, plain",
    "He has a league table of quarter 4",
    "In quarter 4 n customers of a branch answered",
    "In one quarter 24 departments discharged",
    "Dr. Lin's quality office will visit whoever lies outside three errors",
    "Bai has it scored by mystery shoppers",
    "Four of them tried it out, each once in each",
    "The same four go to every branch",
)
claims.told(
    "2_funnel",
    "example",
    "Two wards of a hospital, by hand",
    "9 of 10 patients content, and 50 of 100",
    "Pooled, 59 of 110 are content",
    "The mean of the wards is (90 %",
    "Suppose all branches were alike, and 86",
    "For 100 answers it is the root of 0.86",
    "A branch with nine answers cannot even show 86 %",
    "it shows 78 % or 89 %, or a bad day",
    "For nine answers an error is 11.6 points",
    "Departments differ in a hundred ways that nobody chose",
    "Their order is the same, so ICC(3,1) is close to 1",
    "But a soup that only one of them tasted",
)
claims.told(
    "2_funnel",
    "definition",
    "One unit far away would lift it by itself",
    "Pulling in makes every spread smaller",
    "Under chance alone the mean square of the distances is about 1",
    "So compare with funnels that chance alone draws",
    "There severity counts again, and ICC(2,k)",
    "A value below 1 is chance too",
    "Whoever lies outside is unusual among its like",
)
claims.told(
    "2_funnel",
    "quote",
    "The last five satisfied 64",
    "Among forty equal branches, too",
    "Chance does that to one branch",
)
claims.told(
    "2_funnel",
    "literature",
    "Of kidney stones, 78 % of open operations succeeded",
    "Of small stones it was 93 % against 87 %",
)
claims.told(
    "2_funnel",
    "advice",
    "And no panel may be held against a fixed line",
    "Nobody chose them by these quarters",
)


# --- 3_alarms --------------------------------------------------------------------------------

BY_MODEL = "counted from the probabilities of a share of 300, without data"


def alarm_lengths() -> pd.DataFrame:
    return run_length_table(0.03, {"small": 0.04, "large": 0.055}, 300)


@claims.finding(
    "searches-for-nothing",
    notebook="3_alarms",
    says=[],
    exposure="52 weeks of 300 customers, a share of 3 % that never changes",
    predicted="m07-false-searches",
)
def searches_for_nothing() -> Found:
    wrong = np.arange(301)
    worse = binom.sf(np.floor(1.25 * wrong), 300, 0.03)
    value = 52 * (binom.pmf(wrong, 300, 0.03) * worse).sum()
    return Found(value, holds=15 < value < 18, exact=BY_MODEL)


@claims.finding(
    "three-sorts-of-370",
    notebook="3_alarms",
    says=[
        "Textbooks print {both:.0f} weeks for three errors.",
        "We look at a rise only, which for a normal measure makes {one:.0f}.",
        "and it is {value:.0f} weeks.",
        "some branch gives an alarm every {forty:.0f} weeks",
    ],
    exposure="300 customers a week, a share of 3 %",
)
def three_sorts_of_370() -> Found:
    value = run_length(0.03, 0.03, 300)
    one = 1 / norm.sf(3)
    return Found(
        value, holds=value < one / 2, exact=BY_MODEL, one=one, both=one / 2, forty=value / 40
    )


@claims.finding(
    "it-depends-on-the-shift",
    notebook="3_alarms",
    says=[
        "For the large shift, two errors give the alarm first, after {value:.1f} weeks on average; the price is a false alarm every {cries:.0f} weeks.",
        "For the small one, three errors take {three:.0f} weeks, and cusum {cusum:.0f}.",
    ],
    exposure="300 customers a week, a share of 3 % that goes to 4 % or 5.5 %",
)
def it_depends_on_the_shift() -> Found:
    table = alarm_lengths()
    value = table.loc["two errors", "large"]
    return Found(
        value,
        holds=value == table["large"].min(),
        exact=BY_MODEL,
        cries=table.loc["two errors", "no shift"],
        three=table.loc["three errors", "small"],
        cusum=table.loc["cusum", "small"],
    )


@claims.finding(
    "two-errors-by-hand",
    notebook="3_alarms",
    says="With two errors: 26 / {cries:.1f} false alarms × 14, and 0.5 × {sleep:.1f} weeks × 3.5, together {value:.0f} thousand yuan.",
    exposure="26 weeks of 300 customers",
)
def two_errors_by_hand() -> Found:
    cries, sleep = alarm_lengths().loc["two errors", ["no shift", "small"]]
    value = 26 / cries * 14 + 0.5 * sleep * 3.5
    return Found(value, holds=value > 0, exact=BY_MODEL, cries=cries, sleep=sleep)


@claims.finding(
    "the-simple-rule-for-the-medicine",
    notebook="3_alarms",
    says="For the medicine the simple rule is right, and no clever one is needed",
    exposure="26 weeks of 300 patients, a share of 3 % that goes to 5.5 %",
    verdict="the simple reading is right",
)
def the_simple_rule_for_the_medicine() -> Found:
    table = alarm_lengths()
    loss = 26 / table["no shift"] * 2 + 0.5 * table["large"] * 60
    other = 26 / table["no shift"] * 14 + 0.5 * table["small"] * 3.5
    return Found(
        loss.min(),
        holds=loss.idxmin() == "two errors" and other.idxmin() == "cusum",
        exact=BY_MODEL,
    )


@claims.finding(
    "last-week-is-not-worst-everywhere",
    notebook="3_alarms",
    says=[
        "In {n} other half-years it loses less on wrong transfers, where a search is cheap, than three errors do; on long waits it loses most of all.",
        "Bai's rule is not the worst one everywhere.",
    ],
    exposure="{n} half-years of the alarm desk",
)
def last_week_is_not_worst_everywhere() -> Found:
    n = 400
    loss = {}
    for key in ("transfers", "waits"):
        made = futures(key, range(n))
        loss[key] = {rule: follow(rule, 1.0, key, made).loss for rule in RULES}
    less = loss["transfers"]["three"] - loss["transfers"]["last"]
    reach = 1.96 * less.std(ddof=1) / n**0.5
    means = {rule: lost.mean() for rule, lost in loss["waits"].items()}
    return Found(
        less.mean(),
        less.mean() - reach,
        less.mean() + reach,
        holds=less.mean() > reach and max(means, key=means.get) == "last",
        n=n,
    )


def counter_means() -> pd.DataFrame:
    times = load_dataset("bank_counter_times")
    return times.groupby(["phase", "teller"], observed=True)["minutes"].mean().unstack("phase")


@claims.finding(
    "both-spreads-fell",
    notebook="3_alarms",
    says=[
        "The mean range went from {before:.1f} to {after:.1f} minutes",
        "their standard deviation is {value:.2f} of what it was (95 % interval {low:.2f} to {high:.2f})",
    ],
    exposure="40 subgroups of four customers in each phase, {n} tellers",
    verdict="the simple reading is right",
)
def both_spreads_fell() -> Found:
    times = load_dataset("bank_counter_times")
    groups = times.groupby(["phase", "subgroup"], observed=True)["minutes"]
    ranges = groups.max() - groups.min()
    means, errors = (
        ranges.groupby("phase", observed=True).mean(),
        ranges.groupby("phase", observed=True).sem(),
    )
    tellers = counter_means()
    n = len(tellers)
    outside = {}
    for phase, of in groups.mean().groupby("phase", observed=True):
        reach = shewhart_constants(4)["A2"] * means[phase]
        outside[phase] = int(((of - of.mean()).abs() > reach).sum())
    rng = np.random.default_rng(5)

    def ratio(table: pd.DataFrame) -> float:
        return float(table["after"].std() / table["before"].std())

    drawn = [ratio(tellers.iloc[rng.integers(0, n, n)]) for _ in range(1000)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    fell = means["before"] - means["after"] > 1.96 * np.hypot(errors["before"], errors["after"])
    return Found(
        ratio(tellers),
        low,
        high,
        # the keys of Task 12
        holds=high < 1 and fell and outside == {"before": 11, "after": 1} and n == 20,
        n=n,
        before=means["before"],
        after=means["after"],
    )


def kept_and_complaints(weeks: int) -> tuple[float, float, float]:
    """Correlation and its interval; as many weeks as if they were independent (Bartlett)."""
    table = load_dataset("bank_weekly")
    kept, complaints = table["kept"].shift(weeks), table["complaints"]
    r = kept.corr(complaints)
    both = table["kept"].autocorr(1) * complaints.autocorr(1)
    n = (len(table) - weeks) * (1 - both) / (1 + both)
    half = 1.96 / np.sqrt(n - 3)
    return r, np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half)


@claims.finding(
    "nothing-in-the-same-week",
    notebook="3_alarms",
    says=[],
    exposure="60 weeks",
    predicted="m07-same-week",
)
def nothing_in_the_same_week() -> Found:
    r, low, high = kept_and_complaints(0)
    return Found(r, low, high, holds=abs(r) < 0.15)


@claims.finding(
    "some-weeks-before",
    notebook="3_alarms",
    says="In these sixty weeks, few kept call-backs went before many complaints.",
    exposure="60 weeks",
)
def some_weeks_before() -> Found:
    strength = {weeks: kept_and_complaints(weeks) for weeks in range(9)}
    best = max(strength, key=lambda weeks: abs(strength[weeks][0]))
    r, low, high = strength[best]
    return Found(r, low, high, holds=best == 3 and high < -0.5)


def values_of_cuts(table: pd.DataFrame) -> pd.Series:
    worth = table["fault"] * 2050 - 150
    return pd.Series({cut: worth[table["score"] >= cut].sum() for cut in range(5, 100, 5)})


@claims.finding(
    "ways-in-vain",
    notebook="3_alarms",
    says="the cut-off with the highest value sends technicians for nothing more often than not",
    exposure="1,200 hours",
)
def ways_in_vain() -> Found:
    table = load_dataset("bank_monitor")
    called = table.loc[table["score"] >= values_of_cuts(table).idxmax(), "fault"]
    vain, error = 1 - called.mean(), called.std() / np.sqrt(len(called))
    return Found(vain, vain - 1.96 * error, vain + 1.96 * error, holds=vain - 1.96 * error > 0.5)


@claims.finding(
    "which-cut-off",
    notebook="3_alarms",
    says=[
        "Which cut-off is best to within five points, **nobody can tell**: in hours drawn again from these, the highest value lies anywhere from {low:.0f} to {high:.0f}.",
        "In these hours each of them is worth more than four times what 80 brings.",
    ],
    exposure="1,200 hours, drawn again 400 times",
    verdict="cannot tell",
)
def which_cut_off() -> Found:
    table = load_dataset("bank_monitor")
    rng = np.random.default_rng(5)
    best = [
        values_of_cuts(table.iloc[rng.integers(0, len(table), len(table))]).idxmax()
        for _ in range(400)
    ]
    low, high = np.quantile(best, [0.025, 0.975])
    values = values_of_cuts(table)
    near = values.loc[30:50]
    return Found(values.idxmax(), low, high, holds=low < 40 < high and near.min() > 4 * values[80])


claims.told(
    "3_alarms",
    "case",
    "When is that? Mr. Bai, the regional director",
    "Bai, the regional director, has a rule",
    "Predict. Of 300 checked transfers",
    "Bai searches whenever the share",
    "A search for nothing costs 14 thousand",
    "What this world assumes.",
    "Forty half-years that nobody has seen",
    "(That half-year was chosen",
    'A target such as "complaints',
    "The technicians like 80: hardly",
    "A program scores the region",
    "From some cut-off on",
    "If a fault was coming",
)
claims.told(
    "3_alarms",
    "definition",
    ": here 1 percentage point",
    "For a limit it is 1 /",
    "cusum: add up the errors by which",
    "(All 26 weeks count for false alarms",
    "If chance is all there is",
    "If weeks differ twice as much",
    "A mean outside says: this teller",
    "The mean range of the subgroups",
    "A trip pays from a probability",
)
claims.told(
    "3_alarms",
    "example",
    "An example by hand. Half a year",
    "By hand, three subgroups",
    "4 and 6, 5 and 5, 9 and 5 minutes",
    "Means 5, 5, 7; ranges 2, 0, 4",
    "So the limits are the mean of the means",
)
claims.told(
    "3_alarms",
    "advice",
    "Fine-grained management watches",
    "Try them on five open ones",
    "Whatever you found, that the steps did it",
    "Worse than last week: ask how often",
)


# --- 4_measures ------------------------------------------------------------------------------

BONUS_DRAWN = "which thirty of the sixty agents had the bonus"


@functools.cache
def bonus_sums() -> pd.DataFrame:
    calls = load_dataset("bank_calls").assign(calls=1)
    calls["settled"] = calls["resolved"] * (1 - calls["again7"])
    counted = ["calls", "seconds", "resolved", "again7", "settled"]
    return calls.groupby(["drawn", "agent", "weeks"], observed=True)[counted].sum()


def bonus_effect(top: str, bottom: str, as_ratio: bool) -> tuple[float, float, float]:
    """Change of the agents drawn against the others, and its interval, by agents."""
    rate = (bonus_sums()[top] / bonus_sums()[bottom]).unstack()
    step = np.log(rate["second"] / rate["first"]) if as_ratio else rate["second"] - rate["first"]
    ends = ttest_ind(step.loc[1], step.loc[0], equal_var=False).confidence_interval()
    found = np.array([step.loc[1].mean() - step.loc[0].mean(), ends.low, ends.high])
    return tuple(100 * np.expm1(found) if as_ratio else found)


def means_apart(ours: pd.Series, theirs: pd.Series) -> tuple[float, float, float]:
    ends = ttest_ind(ours, theirs, equal_var=False).confidence_interval()
    return ours.mean() - theirs.mean(), ends.low, ends.high


@claims.finding(
    "bonus-seconds",
    notebook="4_measures",
    says=[
        "The bonus made calls {fewer:.1f} % shorter ({least:.1f} to {most:.1f}).",
        "In the trial calls were {fewer:.1f} % shorter and no saving on settled cases was seen.",
    ],
    exposure="{n} agents, half of them drawn, forty calls of each in two periods of 8 weeks",
    drawn=BONUS_DRAWN,
    predicted="m07-bonus-seconds",
)
def bonus_seconds() -> Found:
    value, low, high = bonus_effect("seconds", "calls", as_ratio=True)
    return Found(value, low, high, holds=high < -5, fewer=-value, least=-high, most=-low, n=60)


@claims.finding(
    "bonus-each-settled",
    notebook="4_measures",
    says=[
        "For each case settled for good the change is {value:+.1f} %, with an interval from {low:.1f} to {high:.1f}: no saving was seen, and one of more than {most:.1f} % does not fit these data.",
        "Nor is a loss proved.",
    ],
    exposure="{n} agents, half of them drawn, forty calls of each in two periods of 8 weeks",
    drawn=BONUS_DRAWN,
    predicted="m07-bonus-settled",
    verdict="cannot tell",
)
def bonus_each_settled() -> Found:
    value, low, high = bonus_effect("seconds", "settled", as_ratio=True)
    # the sentence of Task 15 says 6 and 13 %
    holds = low < 0 < high and (round(-low), round(high)) == (6, 13)
    return Found(value, low, high, holds=holds, most=-low, n=60)


@claims.finding(
    "bonus-tires",
    notebook="4_measures",
    says=[
        "Exhaustion rose by {value:.1f} points more with the bonus ({low:.1f} to {high:.1f}).",
        "it went from {plain:.2f} to {plain_after:.2f} without the bonus, and from {bonus:.2f} to {bonus_after:.2f} with it.",
        "Those drawn happened to begin fresher; afterward both groups are equally tired.",
        "With the start as a covariate {adjusted:.2f} is left ({least:.2f} to {most:.2f}): a sign that the bonus tires, no more.",
    ],
    exposure="{n} agents, half of them drawn, before and after 8 weeks",
    drawn=BONUS_DRAWN,
    predicted="m07-bonus-settled",
)
def bonus_tires() -> Found:
    agents = load_dataset("bank_agents")
    rise = agents["tired_after"] - agents["tired_before"]
    value, low, high = means_apart(rise[agents["drawn"] == 1], rise[agents["drawn"] == 0])
    means = agents.groupby("drawn")[["tired_before", "tired_after"]].mean()
    model = smf.ols("tired_after ~ drawn + tired_before", agents)
    adjusted = model.fit(cov_type="HC2", use_t=True)
    least, most = adjusted.conf_int().loc["drawn"]
    apart = (means.loc[1] - means.loc[0]).abs()
    return Found(
        value,
        low,
        high,
        holds=least > 0 and apart["tired_after"] < 0.1 < apart["tired_before"],
        plain=means.loc[0, "tired_before"],
        plain_after=means.loc[0, "tired_after"],
        bonus=means.loc[1, "tired_before"],
        bonus_after=means.loc[1, "tired_after"],
        adjusted=adjusted.params["drawn"],
        least=least,
        most=most,
        n=len(agents),
    )


@claims.finding(
    "bonus-leavers",
    notebook="4_measures",
    says=[
        "Of thirty agents with the bonus {ours} left, of thirty without it {theirs}.",
        "From {ours} leavers against {theirs} nobody can tell whether it drives agents away.",
    ],
    exposure="{n} agents, half of them drawn, half a year",
    drawn=BONUS_DRAWN,
    verdict="cannot tell",
)
def bonus_leavers() -> Found:
    left = load_dataset("bank_agents").groupby("drawn")["left"].sum()
    low, high = confint_proportions_2indep(left[1], 30, left[0], 30, method="newcomb")
    return Found(
        100 * (left[1] - left[0]) / 30,
        100 * low,
        100 * high,
        holds=low < 0 < high,
        ours=left[1],
        theirs=left[0],
        n=60,
    )


@claims.finding(
    "bonus-minutes-in-yuan",
    notebook="4_measures",
    says="The minutes saved by the bonus are worth {saved:,.0f} yuan for 1,000 calls ({least:,.0f} to {most:,.0f}).",
    exposure="{n} agents, half of them drawn, forty calls of each in two periods of 8 weeks",
    drawn=BONUS_DRAWN,
    predicted="m07-bonus-seconds",
)
def bonus_minutes_in_yuan() -> Found:
    value, low, high = (1500 / 60 * one for one in bonus_effect("seconds", "calls", as_ratio=False))
    minutes = bonus_sums()["seconds"].sum() / bonus_sums()["calls"].sum() / 60
    return Found(
        value,
        low,
        high,
        holds=high < 0 and abs(minutes - 5.33) < 0.2,
        saved=-value,
        least=-high,
        most=-low,
        n=60,
    )


@claims.finding(
    "bonus-net",
    notebook="4_measures",
    says=[
        "the interval of the difference holds zero, so nobody can tell which is larger.",
        "That of the rework alone does not hold zero.",
    ],
    exposure="{n} agents, half of them drawn, forty calls of each in two periods of 8 weeks",
    drawn=BONUS_DRAWN,
    verdict="cannot tell",
)
def bonus_net() -> Found:
    sums = bonus_sums()
    yuan = ((1.5 * sums["seconds"] / 60 + 18 * sums["again7"]) / sums["calls"]).unstack()
    step = 1000 * (yuan["second"] - yuan["first"])
    value, low, high = means_apart(step.loc[1], step.loc[0])
    rework = bonus_effect("again7", "calls", as_ratio=False)
    return Found(value, low, high, holds=low < 0 < high and rework[1] > 0, n=60)


@claims.finding(
    "scores-and-luck",
    notebook="4_measures",
    says=[
        "In the first eight weeks, before any bonus, the sixty shares ran from {lowest:.0f} to {highest:.0f} %.",
        'The ten "best" of forty calls are agents with luck and, perhaps, some skill.',
    ],
    exposure="{n} agents, 40 calls of each in 8 weeks",
)
def scores_and_luck() -> Found:
    shares = bonus_sums().xs("first", level="weeks")["resolved"] / 40
    ratio = shares.var() / (shares * (1 - shares) / 39).mean()
    low = 1 - f_distribution.ppf(0.975, 59, 60 * 39) / ratio
    high = 1 - 1 / (ratio * f_distribution.ppf(0.975, 60 * 39, 59))
    # the keys of Task 16: even the upper end needs more than 100 calls, and less than 600
    fewest = 160 * (1 - high) / high
    return Found(
        1 - 1 / ratio,
        low,
        high,
        holds=1 - 1 / ratio < 0.5 and low < 0.15 and 110 < fewest < 500,
        lowest=100 * shares.min(),
        highest=100 * shares.max(),
        n=60,
    )


@claims.finding(
    "two-that-find-most",
    notebook="4_measures",
    says="Here the two checks that find the most faults one by one are not the best two.",
    exposure="{n} closed files with three checks and a full review of each",
)
def two_that_find_most() -> Found:
    files = load_dataset("bank_checks")
    fault = files["fault"].astype(str)
    price = {"internal": 20, "external": 25, "client": 15}
    found = {name: ((fault != "none") & (files[name] == 1)).sum() for name in price}
    bills = {}
    for pair in (("internal", "external"), ("internal", "client"), ("external", "client")):
        either = files[list(pair)].max(axis=1) == 1
        lost = fault.map({"none": 60, "record": 1200, "manner": 900})
        wrong = either == (fault == "none")
        bills[pair] = len(files) * sum(price[one] for one in pair) + lost[wrong].sum()
    least = min(bills, key=bills.get)
    most = tuple(sorted(found, key=found.get)[1:])
    return Found(
        bills[least],
        exact="all files were fully reviewed",
        holds=least == ("external", "client") and set(most) == {"internal", "external"},
        n=len(files),
    )


@claims.finding(
    "volunteers-and-letters",
    notebook="4_measures",
    exposure="{n} volunteers and {drawn} customers drawn at random, a month",
    drawn="which letters were signed",
    verdict="the simple reading is right",
)
def volunteers_and_letters() -> Found:
    monitors, letters = load_dataset("bank_monitors"), load_dataset("hospital_letters")
    ours = monitors.loc[monitors["who"] == "volunteer", "rating"]
    theirs = monitors.loc[monitors["who"] == "drawn", "rating"]
    value, low, high = means_apart(ours, theirs)
    signed, plain = (letters[letters["signed"] == one] for one in (1, 0))
    answers = means_apart(signed["answered"], plain["answered"])
    scores = means_apart(*(one["score"].dropna().astype(float) for one in (signed, plain)))
    return Found(
        value,
        low,
        high,
        holds=low > 0 and answers[1] > 0 and scores[1] < 0 < scores[2],
        n=len(ours),
        drawn=len(theirs),
    )


claims.told(
    "4_measures",
    "case",
    "Thirty of sixty agents were drawn at random",
    "They had the bonus in the second of two eight-week periods",
    "From each period we have forty calls of each agent",
    "A worked example: seconds of a call.",
    "The bank reckons 18 yuan for a contact",
    "8 for a call of average length (1.50 yuan a minute)",
    "At Plum Court, four wards with 20 letters each",
    "All three were tried on 480 closed files",
    "Then each file had a full review, which found",
    "A faulty record that nobody finds costs the bank 1,200 yuan",
    "Two cheaper ideas: volunteer monitors",
    "150 volunteers and 400 customers drawn at random",
    "Lin signed, promising to read the answer; scores 1 to 10",
    "(15 points, read by your instructor) Write the KPI sheet",
    "Bai, 300 to 450 words: five KPIs",
    "Add the goal that they serve, the date of review",
)
claims.told(
    "4_measures",
    "quote",
    "Better service lowers cost, says the folder",
    "A slide in the folder: 95 % satisfied",
)
claims.told(
    "4_measures",
    "definition",
    "Ratios are compared in logarithms, and np.exp leads back to percent",
    "It is the part of the variance of scores that chance does not make",
    "(Shrout and Fleiss call this estimator ICC(1, n)",
    "A reliability is an estimate, too.",
    "This is its 95 % interval for our sixty agents",
)
claims.told(
    "4_measures",
    "literature",
    "With $k$ times as many calls, reliability",
    "And in a study of 306 agents",
)
