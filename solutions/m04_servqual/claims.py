"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from scipy.stats import chi2, norm, t, ttest_ind
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, cross_val_score
from statsmodels.stats.proportion import proportion_confint

from servicelab.data.loading import load_dataset
from servicelab.surveys import (
    DIMENSIONS,
    cronbach_alpha,
    difference_reliability,
    dimension_scores,
    gap_summary,
    item_gaps,
    performance_score,
    rank_probability,
    reverse_items,
    screen_survey,
    weighted_gaps,
)
from servicelab_workshop.lessons.claims import Claims, Found

claims = Claims()


@functools.cache
def survey() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The usable questionnaires, reversed items turned, and the items."""
    items, raw = load_dataset("insurer_items"), load_dataset("insurer_servqual")
    kept = raw[screen_survey(raw, items)["keep"]].reset_index(drop=True)
    return reverse_items(kept, items), items


@functools.cache
def gaps() -> pd.DataFrame:
    return dimension_scores(*survey())


def weights() -> pd.DataFrame:
    return survey()[0][[f"w_{name}" for name in DIMENSIONS]]


def of_pairs(d: pd.Series, level: float = 0.95) -> tuple[float, float, float]:
    """Mean of differences of the same people, and its interval."""
    d = d.dropna()
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * d.sem()
    return d.mean(), d.mean() - reach, d.mean() + reach


def of_groups(a: pd.Series, b: pd.Series) -> tuple[float, float, float]:
    """Difference of the means of two groups, and its interval."""
    ends = ttest_ind(a, b, equal_var=False).confidence_interval()
    return a.mean() - b.mean(), ends.low, ends.high


def of_r(r: float, n: int) -> tuple[float, float, float]:
    """A correlation, and its interval (Fisher)."""
    reach = 1.96 / np.sqrt(n - 3)
    return r, float(np.tanh(np.arctanh(r) - reach)), float(np.tanh(np.arctanh(r) + reach))


# --- 1_survey ---------------------------------------------------------------------------------


@claims.finding(
    "screened",
    notebook="1_survey",
    says=[
        "{n} questionnaires were typed in; how many were sent, nobody noted.",
        "Eighteen rows cannot be used",
        "Two straight lines are still found: they answered 4 everywhere",
    ],
    exposure="{n} questionnaires of December 2025",
)
def screened() -> Found:
    items, raw = load_dataset("insurer_items"), load_dataset("insurer_servqual")
    out = ~screen_survey(raw, items)["keep"]
    turned = reverse_items(raw, items)
    still = screen_survey(turned, items)["straight_line"]
    fours = turned.loc[still].filter(regex=r"^[EP]\d\d$").eq(4).all(axis=None)
    return Found(
        int(out.sum()),
        exact="every row is screened",
        holds=out.sum() == 18 and still.sum() == 2 and fours,
        n=len(raw),
    )


@claims.finding(
    "what-the-desk-repairs",
    notebook="1_survey",
    says=[
        "Everybody's list is a little different",
        "But among these {n} people the third, the fourth and the fifth item lie within {within:.2f} "
        "points, and the interval of the difference between third and fifth goes from {low:.2f} to "
        "{high:.2f}: the third place may be luck.",
    ],
    exposure="{n} policyholders with an open claim, of {all}",
)
def what_the_desk_repairs() -> Found:
    table, items = survey()
    is_open = table["claim_stage"] == "claim open"
    each = item_gaps(table, items)
    theirs = each[is_open].mean().nsmallest(5)
    of_all = each.mean().nsmallest(3).index
    third, _fourth, fifth = theirs.index[2:]
    value, low, high = of_pairs(each.loc[is_open, third] - each.loc[is_open, fifth])
    return Found(
        value,
        low,
        high,
        holds=len(set(theirs.index[:3]) - set(of_all)) == 1 and low < 0 < high,
        within=theirs.iloc[4] - theirs.iloc[2],
        n=is_open.sum(),
        all=len(each),
    )


@claims.finding(
    "longest-gap",
    notebook="1_survey",
    exposure="{n} policyholders, December 2025",
    predicted="m04-longest-gap",
)
def longest_gap() -> Found:
    summary = gap_summary(*survey())
    first = summary.loc["responsiveness"]
    holds = summary["gap"].idxmin() == "responsiveness"
    return Found(first["gap"], first["low"], first["high"], holds=holds, n=int(first["n"]))


@claims.finding(
    "three-averages",
    notebook="1_survey",
    says=[
        'wrote "the average gap is {complete:.2f}"',
        "The sales department says {each:.2f}",
        "You get {value:.2f}",
        "Over {n} usable questionnaires the mean of the five gaps (P − E) is {value:.2f} points",
    ],
    exposure="{n} usable questionnaires, of which {whole} are complete",
)
def three_averages() -> Found:
    each = item_gaps(*survey())
    value, low, high = of_pairs(gaps().mean(axis=1))
    return Found(
        gaps().mean().mean(),
        low,
        high,
        holds=abs(value - gaps().mean().mean()) < 0.01,
        complete=each.dropna().stack().mean(),
        each=each.stack().mean(),
        n=len(each),
        whole=len(each.dropna()),
    )


@claims.finding(
    "who-leaves-items-open",
    notebook="1_survey",
    says=[
        "those who left something open rated the service on the whole {value:.1f} points lower",
        "People who leave something open rate the service lower",
    ],
    exposure="{some} of {n} respondents left something open",
)
def who_leaves_items_open() -> Found:
    table = survey()[0]
    whole = item_gaps(*survey()).notna().all(axis=1)
    overall = table["overall_quality"]
    value, low, high = of_groups(overall[whole], overall[~whole])
    return Found(value, low, high, holds=low > 0, some=int((~whole).sum()), n=len(table))


@claims.finding(
    "the-room-that-was-not-seen",
    notebook="1_survey",
    says="(Some leave item 3 open because they are customers through the app and never saw a room.)",
    exposure="{n} respondents came through the app",
)
def the_room_that_was_not_seen() -> Found:
    table = survey()[0]
    in_app = table["channel"] == "app"
    missing = table["P03"].isna()
    low, high = proportion_confint(missing[in_app].sum(), in_app.sum(), method="wilson")
    holds = low > 0.4 and missing[~in_app].mean() < 0.1
    return Found(missing[in_app].mean(), low, high, holds=holds, n=int(in_app.sum()))


@claims.finding(
    "some-get-it-some-miss-it",
    notebook="1_survey",
    says="on every dimension some people get what they expect or more ({least:.0f} to {most:.0f} %), and "
    "some miss two points or more ({fewest:.0f} to {many:.0f} %)",
    exposure="{n} respondents, 5 dimensions",
)
def some_get_it_some_miss_it() -> Found:
    known = gaps().notna().sum()
    get, miss = (100 * (gaps() >= 0).sum() / known, 100 * (gaps() <= -2).sum() / known)
    return Found(
        get.min(),
        exact="a count of those who answered",
        holds=miss.min() > 0,
        least=get.min(),
        most=get.max(),
        fewest=miss.min(),
        many=miss.max(),
        n=len(gaps()),
    )


claims.told(
    "1_survey",
    "definition",
    "The Gaps Model (Parasuraman, Zeithaml and Berry 1985",
    "So the customer perceives less than she expects (5).",
    "This survey measures gap 5: that something is missing",
    "straight line: one and the same number",
    "out of range: an answer that the scale does not have",
    "too few: fewer than half of the answers",
    "duplicate: the same respondent was typed in twice",
    "so that 7 becomes 1 and 4 stays 4",
    "Perception minus expectation: negative where",
    "Five items on reliability are five looks at one thing",
    "Each box holds the middle half of the policyholders",
    "A gap is P − E, and it is gap 5",
    "Where there are such items, their answers are turned around. On a scale from 1 to 7:",
)
claims.told(
    "1_survey",
    "case",
    "The interview tells you what happened to you, and asks 22 things twice",
    'Prefer to type? interview.record(answers={"E01": 6, ..., "P22": 3}) does the same.',
    "In December 2025 the survey went out to a part of the 2,400 policyholders.",
    "Each has 44 answers from 1 to 7, and 100 points divided",
    "Item 7 says: with Willow Bridge, things",
    "You among 420 policyholders",
)
claims.told(
    "1_survey",
    "literature",
    "In 1988 they published a questionnaire of 22 items",
)
claims.told("1_survey", "advice", "To leave a row out is a decision about whose voice counts")

# --- 2_gaps -----------------------------------------------------------------------------------


@claims.finding(
    "raw-and-weighted",
    notebook="2_gaps",
    says="Raw and weighted gaps put different dimensions first:",
    exposure="{n} policyholders, December 2025",
    predicted="m04-first-weighted",
)
def raw_and_weighted() -> Found:
    each = gaps() * weights().set_axis(DIMENSIONS, axis=1) / 100
    raw, weighted = gaps().mean().idxmin(), weighted_gaps(gaps(), weights()).idxmin()
    value, low, high = of_pairs(each["reliability"] - each["responsiveness"])
    holds = raw == "responsiveness" and weighted == "reliability" and high < 0
    return Found(value, low, high, holds=holds, n=len(each))


@claims.finding(
    "not-always",
    notebook=["2_gaps"],
    says="For {percent:.0f} % of the policyholders reliability does **not** have most points",
    exposure="{n} policyholders who divided 100 points",
)
def not_always() -> Found:
    points = weights()
    other = points["w_reliability"] < points.max(axis=1)
    low, high = proportion_confint(other.sum(), len(other), method="wilson")
    return Found(other.mean(), low, high, holds=low > 0.1, percent=100 * other.mean(), n=len(other))


@claims.finding(
    "who-cares-is-let-down",
    notebook="2_gaps",
    says=[
        "Points for reliability go with the gap there",
        "The correlation is {value:.2f} for reliability and {other:.2f} for responsiveness.",
        "Who gives reliability more points has a worse gap there",
    ],
    exposure="{n} policyholders",
)
def who_cares_is_let_down() -> Found:
    r = weights()["w_reliability"].corr(gaps()["reliability"])
    value, low, high = of_r(r, len(gaps()))
    other = weights()["w_responsiveness"].corr(gaps()["responsiveness"])
    return Found(value, low, high, holds=high < -0.3, other=other, n=len(gaps()))


@claims.finding(
    "order-of-gains",
    notebook="2_gaps",
    says="The order is that of the weighted gaps.",
    exposure="{n} policyholders",
)
def order_of_gains() -> Found:
    share = weights().set_axis(DIMENSIONS, axis=1) / 100
    gain = share * (-gaps()).clip(lower=0)
    order = gain.mean().sort_values(ascending=False).index.tolist()
    value, low, high = of_pairs(gain["reliability"] - gain["responsiveness"])
    same = order == weighted_gaps(gaps(), weights()).sort_values().index.tolist()
    return Found(value, low, high, holds=same, n=len(gain))


@claims.finding(
    "rooms-come-last",
    notebook=["2_gaps"],
    says="by the raw gap, by the weighted gap and by the points, tangibles come **last**",
    exposure="{n} policyholders, December 2025",
    verdict="the simple reading is right",
)
def rooms_come_last() -> Found:
    last = {
        gaps().mean().idxmax(),
        weighted_gaps(gaps(), weights()).idxmax(),
        weights().mean().idxmin().removeprefix("w_"),
    }
    others = gaps().drop(columns="tangibles").mean().idxmax()
    value, low, high = of_pairs(gaps()["tangibles"] - gaps()[others])
    return Found(value, low, high, holds=last == {"tangibles"} and low > 0, n=len(gaps()))


@claims.finding(
    "one-pair-and-ten",
    notebook="2_gaps",
    says=[
        "The intervals of reliability and responsiveness **overlap**",
        "had this pair been the only question, asked before the data were seen, zero lies outside its "
        "interval.",
        "At the level that holds for all ten pairs together, zero is inside.",
    ],
    exposure="{n} policyholders with both gaps",
)
def one_pair_and_ten() -> Found:
    summary = gap_summary(*survey())
    d = gaps()["responsiveness"] - gaps()["reliability"]
    value, low, high = of_pairs(d)
    overlaps = summary.loc["responsiveness", "high"] > summary.loc["reliability", "low"]
    return Found(value, low, high, holds=overlaps and high < 0 < of_pairs(d, 0.995)[2], n=d.count())


@claims.finding(
    "two-ways-of-being-sure",
    notebook="2_gaps",
    says=[
        "A lead of one standard error gives {first:.0f} % for the first, and {again:.0f} % for the second",
        "How sure one is about all policyholders is more than how often another survey would agree",
    ],
    exposure="a lead of 1 standard error",
)
def two_ways_of_being_sure() -> Found:
    first, again = 100 * norm.cdf(1), 100 * norm.cdf(1 / np.sqrt(2))
    return Found(first - again, exact="a formula", holds=first > again, first=first, again=again)


@claims.finding(
    "would-another-survey-agree",
    notebook="2_gaps",
    says=[
        "Responsiveness has the longest raw gap and reliability the longest weighted one; another "
        "survey of this size would probably show both again.",
        "Responsiveness came first in {percent:.0f} % of the draws",
    ],
    exposure="{n} policyholders, 2,000 draws",
)
def would_another_survey_agree() -> Found:
    raw = rank_probability(gaps(), another_survey=True)["responsiveness"]
    weighted = rank_probability(gaps(), weights(), another_survey=True)["reliability"]
    sure = rank_probability(gaps())["responsiveness"]
    return Found(
        raw,
        exact="a probability, no estimate of a mean",
        holds=0.85 < raw < 0.96 < sure and weighted > 0.95,
        percent=100 * sure,
        n=len(gaps()),
    )


claims.told(
    "2_gaps",
    "example",
    "An gives reliability 60 of her 100 points",
    "Bo gives it 20 points and misses nothing",
    "The mean of the two products is −0.6.",
    "Mean weight times mean gap would be",
)
claims.told(
    "2_gaps",
    "definition",
    "Weight times gap, person by person",
    ", divided by 100. weighted_gaps returns the part",
    "One says where the distance is longest, the other where it weighs most",
    "Waiting times are skewed, so report two of them",
    "A message that is not acknowledged yet is a wait, too",
    "an upper limit, because some arrived only hours before the file ends.",
    "Both answers treat the 420 as drawn at random",
    "Gaps with their 95 % intervals",
    "More than 80 % of the draws count as support",
)
claims.told("2_gaps", "literature", "In the American studies of 1990 reliability got")
claims.told(
    "2_gaps",
    "advice",
    "Let it count as longer than all others",
    "people may miss more because it matters to them",
)
claims.told(
    "2_gaps",
    "case",
    "But each policyholder also divided 100 points",
    "It takes weights (a dictionary of whole points that sum to 100)",
)

# --- 3_expectations ---------------------------------------------------------------------------


@claims.finding(
    "left-of-a-difference",
    notebook="3_expectations",
    exposure="two scales of reliability 0.8 that correlate 0.6",
    predicted="m04-gap-reliability",
)
def left_of_a_difference() -> Found:
    value = difference_reliability(0.8, 0.8, 1, 1, 0.6)
    return Found(value, exact="a formula", holds=abs(value - 0.5) < 1e-9)


@claims.finding(
    "gaps-are-less-reliable",
    notebook="3_expectations",
    says=[
        "In each of the five dimensions the gap is less reliable than the perceptions alone, by "
        "{least:.2f} to {most:.2f}.",
        "The gap of assurance falls below 0.7.",
    ],
    exposure="{n} policyholders, 5 dimensions",
)
def gaps_are_less_reliable() -> Found:
    table, items = survey()
    lost, left = [], {}
    for name in DIMENSIONS:
        members = items.loc[items["dimension"] == name, "item"]
        e_items, p_items = ([f"{side}{item:02d}" for item in members] for side in "EP")
        whole = table.dropna(subset=e_items + p_items)
        E, P = whole[e_items], whole[p_items]
        e, p = E.mean(axis=1), P.mean(axis=1)
        left[name] = difference_reliability(
            cronbach_alpha(P), cronbach_alpha(E), p.std(), e.std(), p.corr(e)
        )
        lost.append(cronbach_alpha(P) - left[name])
    return Found(
        min(lost),
        exact="the smallest of five losses",
        holds=min(lost) > 0 and [name for name in left if left[name] < 0.7] == ["assurance"],
        least=min(lost),
        most=max(lost),
        n=len(table),
    )


@claims.finding(
    "near-the-ceiling",
    notebook="3_expectations",
    says="About {percent:.0f} % of the expectations are a 6 or a 7, so they differ less between people "
    "than the perceptions do (standard deviation of the mean of 22 items: {expected:.2f} against "
    "{perceived:.2f}).",
    exposure="{n:,} answers of 420 policyholders",
)
def near_the_ceiling() -> Found:
    answers = survey()[0].filter(regex=r"^E\d\d$")
    each = answers.ge(6).where(answers.notna()).astype(float).mean(axis=1)
    _mean, low, high = of_pairs(each)
    share = answers.stack().dropna().ge(6).mean()
    expected = answers.mean(axis=1).std()
    perceived = survey()[0].filter(regex=r"^P\d\d$").mean(axis=1).std()
    return Found(
        share,
        low,
        high,
        holds=low > 0.7 and expected < perceived,
        percent=100 * share,
        expected=expected,
        perceived=perceived,
        n=int(answers.count().sum()),
    )


@claims.finding(
    "performance-forecasts",
    notebook="3_expectations",
    says=[
        "Adding the expectations to the perceptions does not predict `overall` better here",
        "Taking them **off** loses a good deal",
    ],
    exposure="{n} policyholders, five folds",
)
def performance_forecasts() -> Found:
    table, items = survey()
    scores = pd.DataFrame(
        {
            "gap": item_gaps(table, items).mean(axis=1),
            "performance": performance_score(table, items),
            "expectation": table.filter(regex=r"^E\d\d$").mean(axis=1),
            "overall": table["overall_quality"],
        }
    ).dropna()
    folds = KFold(5, shuffle=True, random_state=0)
    gap, alone, both = (
        cross_val_score(
            LinearRegression(), scores[columns], scores["overall"], cv=folds, scoring="r2"
        ).mean()
        for columns in (["gap"], ["performance"], ["performance", "expectation"])
    )
    return Found(
        alone - gap,
        exact="a difference of two cross-validated shares",
        holds=both <= alone and alone - gap > 0.1,
        n=len(scores),
    )


@claims.finding(
    "rooms-raise-the-will",
    notebook="3_expectations",
    says=[
        "yet people expect more surely that this insurer **will** keep them",
        "Of {n} people who are not our customers, those shown a polished office thought it surer than "
        "those shown a plain one that we will keep our promises (+{value:.1f} points on a scale from 1 "
        "to 7)",
        "A picture of a room raised what people thought the insurer will do.",
    ],
    exposure="{n} people, of whom half saw a polished office",
    drawn="it was drawn at random who saw which office",
    predicted="m04-rooms",
)
def rooms_raise_the_will() -> Found:
    table = load_dataset("insurer_vignettes")
    polished, plain = (table[table["cue"] == cue] for cue in ("polished", "plain"))
    quality = of_groups(polished["expected_quality"], plain["expected_quality"])
    value, low, high = of_groups(polished["expected_reliability"], plain["expected_reliability"])
    return Found(value, low, high, holds=low > 0 and quality[1] > 0, n=len(table))


@claims.finding(
    "rooms-and-the-should",
    notebook="3_expectations",
    says="What a good insurer **should** do: no effect can be seen",
    exposure="{n} people, of whom half saw a polished office",
    drawn="it was drawn at random who saw which office",
    verdict="cannot tell",
)
def rooms_and_the_should() -> Found:
    table = load_dataset("insurer_vignettes")
    polished, plain = (
        table.loc[table["cue"] == cue, "should_reliability"] for cue in ("polished", "plain")
    )
    value, low, high = of_groups(polished, plain)
    return Found(value, low, high, holds=low < 0 < high, n=len(table))


def expectations() -> pd.DataFrame:
    """Will, should and perceived of the two dimensions of the will-items."""
    table, items = survey()
    two = ["reliability", "responsiveness"]
    return pd.DataFrame(
        {
            "heard": table["heard"],
            "will": table[[f"will_{name}" for name in two]].mean(axis=1),
            "should": dimension_scores(table, items, "expectation")[two].mean(axis=1),
            "perceived": dimension_scores(table, items, "perception")[two].mean(axis=1),
        }
    )


@claims.finding(
    "should-turns-its-sign",
    notebook="3_expectations",
    says="Alone, the should goes **up** with what is perceived. Among people with the same will it goes **down**",
    exposure="{n} policyholders",
    predicted="m04-should-sign",
)
def should_turns_its_sign() -> Found:
    people = expectations()
    alone = smf.ols("perceived ~ should", people).fit().conf_int().loc["should"]
    both = smf.ols("perceived ~ will + should", people).fit()
    low, high = both.conf_int().loc["should"]
    holds = alone[0] > 0 > high and both.conf_int().loc["will", 0] > 0
    return Found(both.params["should"], low, high, holds=holds, n=len(people))


@claims.finding(
    "praise",
    notebook="3_expectations",
    says=[
        "Praise goes with a higher will *and* a higher should; with the perception no association can "
        "be seen (up to {reach:.2f} points for each acquaintance, in either direction, would fit).",
        "So the gap P − E of recommended customers is larger, mainly because they expect more.",
    ],
    exposure="{n} policyholders, 0 to 4 acquaintances",
)
def praise() -> Found:
    people = expectations().assign(gap=lambda table: table["perceived"] - table["should"])
    ends = {
        name: smf.ols(f"{name} ~ heard", people).fit().conf_int().loc["heard"]
        for name in ("will", "should", "perceived", "gap")
    }
    slope = smf.ols("gap ~ heard", people).fit().params["heard"]
    holds = ends["will"][0] > 0 and ends["should"][0] > 0 and ends["gap"][1] < 0
    reach = max(-ends["perceived"][0], ends["perceived"][1])
    unseen = ends["perceived"][0] < 0 < ends["perceived"][1] and reach < ends["should"][0]
    return Found(slope, *ends["gap"], holds=holds and unseen, reach=reach, n=len(people))


claims.told(
    "3_expectations",
    "definition",
    "the variance of the sum, all with ddof = 1.",
    "From about 0.7 on, people are content",
    "What the two have in common drops out of a difference",
    "80 % says that a fifth of the variance of the scores is error",
    "Offices were drawn at random, so a difference",
    "A difference is less reliable than its parts",
)
claims.told(
    "3_expectations",
    "literature",
    "Two warnings: alpha grows with",
    "In 1992 Cronin and Taylor proposed",
)
claims.told(
    "3_expectations",
    "example",
    "Four questions of a bank, of which the third",
    "Without b3 the other three agree far better: 0.88.",
    "Two thermometers, one inside and one outside",
)
claims.told(
    "3_expectations",
    "quote",
    "And the designers of the New rooms say that rooms raise expectations.",
)
claims.told(
    "3_expectations",
    "case",
    "Willow Bridge showed an office to 240 people",
    "Then each answered, from 1 to 7:",
    "heard counts the acquaintances who spoke well",
)

# --- 4_promises -------------------------------------------------------------------------------


@claims.finding(
    "worst-item-of-reliability",
    notebook="4_promises",
    says="**reliability** comes first; its worst item is number 5",
    exposure="{n} policyholders, 5 items",
)
def worst_item_of_reliability() -> Found:
    table, items = survey()
    those = items.loc[items["dimension"] == "reliability", "item"].tolist()
    each = item_gaps(table, items)[those]
    worst, second = each.mean().nsmallest(2).index
    value, low, high = of_pairs(each[worst] - each[second])
    first = weighted_gaps(gaps(), weights()).idxmin()
    return Found(
        value, low, high, holds=worst == 5 and high < 0 and first == "reliability", n=len(table)
    )


@functools.cache
def sold() -> pd.DataFrame:
    return load_dataset("insurer_claims").dropna(subset="agent_id")


@functools.cache
def sellers() -> pd.DataFrame:
    """Broken promises of each seller, observed and expected."""
    seller, kind = sold()["agent_id"].astype(str), sold()["claim_type"].astype(str)
    broken = ~sold()["paid_as_told"].astype(bool)
    table = pd.DataFrame(
        {
            "n": broken.groupby(seller).size(),
            "observed": broken.groupby(seller).sum(),
            "expected": kind.map(broken.groupby(kind).mean()).groupby(seller).sum(),
        }
    )
    return table.assign(ratio=table["observed"] / table["expected"])


def limits(row: pd.Series, level: float) -> tuple[float, float]:
    tail = (1 - level) / 2
    low = chi2.ppf(tail, 2 * row["observed"]) / 2 / row["expected"]
    return float(low), float(chi2.ppf(1 - tail, 2 * row["observed"] + 2) / 2 / row["expected"])


@claims.finding(
    "who-sells",
    notebook="4_promises",
    says=[
        "For each of {n:,} claims settled in 2024 and 2025",
        "{sellers} people sell for Willow Bridge; a quarter of the claims come from policies of the app",
    ],
    exposure="{n:,} claims settled in 2024 and 2025",
)
def who_sells() -> Found:
    claims_table = load_dataset("insurer_claims")
    in_app = claims_table["agent_id"].isna().mean()
    return Found(
        in_app,
        exact="all claims are counted",
        holds=abs(in_app - 0.25) < 0.02,
        n=len(claims_table),
        sellers=len(sellers()),
    )


@claims.finding(
    "a07-is-last",
    notebook="4_promises",
    says=[
        "A07 is last: {broken} promises broken in {n} claims.",
        "A07 sells mostly health insurance.",
    ],
    exposure="{n} claims of A07 in 2024 and 2025",
)
def a07_is_last() -> Found:
    table = sellers()
    crude = table["observed"] / table["n"]
    kinds = sold().loc[sold()["agent_id"] == "A07", "claim_type"].astype(str)
    row = table.loc["A07"]
    return Found(
        crude["A07"],
        exact="all settled claims are counted",
        holds=crude.idxmax() == "A07" and (kinds == "hospital stay").mean() > 0.6,
        broken=int(row["observed"]),
        n=int(row["n"]),
    )


@claims.finding(
    "thin-cells",
    notebook="4_promises",
    says="A07 has {fewest} to {most} claims in four of the five types: one claim more moves such a rate by {small:.0f} to {large:.0f} points",
    exposure="{n} claims of A07",
)
def thin_cells() -> Found:
    kinds = sold().loc[sold()["agent_id"] == "A07", "claim_type"].astype(str).value_counts()
    rare = kinds.drop("hospital stay")
    return Found(
        rare.max(),
        exact="all settled claims are counted",
        holds=len(rare) == 4 and rare.max() < 10,
        fewest=rare.min(),
        most=rare.max(),
        small=100 / rare.max(),
        large=100 / rare.min(),
        n=kinds.sum(),
    )


@claims.finding(
    "a07-by-luck",
    notebook="4_promises",
    says=[
        "A07 broke as many promises as those claims make likely.",
        "So many broken promises A07's claims make likely; A07 had {broken}.",
    ],
    exposure="{n} claims of A07, {expected:.1f} broken promises expected",
    predicted="m04-a07-expected",
)
def a07_by_luck() -> Found:
    row = sellers().loc["A07"]
    low, high = limits(row, 0.95)
    return Found(
        row["ratio"],
        low,
        high,
        # the number that the notebook reveals
        holds=round(row["expected"], 2) == 23.99 and row["observed"] == 24,
        broken=int(row["observed"]),
        n=int(row["n"]),
        expected=row["expected"],
    )


@claims.finding(
    "hospital-stays",
    notebook="4_promises",
    says=[
        "Of all hospital stays sold by somebody, {broken} of {n} were not paid as told.",
        "Hospital stays are the place to start: {broken} of {n} were not paid as told with a seller, "
        "and {app_broken} of {app} in the app.",
    ],
    exposure="{n} hospital stays with a seller, settled in 2024 and 2025",
)
def hospital_stays() -> Found:
    table = load_dataset("insurer_claims")
    broken = ~table["paid_as_told"].astype(bool)
    seller = table["agent_id"].notna()
    stay = table["claim_type"].astype(str) == "hospital stay"
    rate = broken.groupby(table["claim_type"].astype(str)).mean()
    return Found(
        broken[stay & seller].mean(),
        exact="all settled claims are counted",
        holds=rate.idxmax() == "hospital stay",
        broken=int(broken[stay & seller].sum()),
        n=int((stay & seller).sum()),
        app_broken=int(broken[stay & ~seller].sum()),
        app=int((stay & ~seller).sum()),
    )


@claims.finding(
    "highest-of-24",
    notebook="4_promises",
    says=[
        "Another seller broke {observed} where {expected:.0f} were to be expected. Alone that would be "
        "hard to call luck; as the highest of 24 it can be luck.",
        "**Nobody can tell from this table.**",
        "One seller is highest, and all limits hold 1",
    ],
    exposure="{n} claims of that seller, in 2024 and 2025",
    verdict="cannot tell",
)
def highest_of_24() -> Found:
    table = sellers()
    name = table["ratio"].idxmax()
    row = table.loc[name]
    low, high = limits(row, 0.95)
    alone = [one for one in table.index if limits(table.loc[one], 0.95)[0] > 1]
    together = [one for one in table.index if limits(table.loc[one], 1 - 0.05 / 24)[0] > 1]
    return Found(
        row["ratio"],
        low,
        high,
        holds=name in alone and not together and len(table) == 24,
        observed=int(row["observed"]),
        expected=row["expected"],
        n=int(row["n"]),
    )


@functools.cache
def people() -> pd.DataFrame:
    table, items = survey()
    columns = ["policyholder_id", "price_change", "tenure_years"]
    found = table.merge(load_dataset("insurer_policyholders")[columns], on="policyholder_id")
    return found.assign(reliability=dimension_scores(found, items, "perception")["reliability"])


@claims.finding(
    "outcome-and-manner",
    notebook="4_promises",
    says=[
        "In poor manner a better outcome goes with little more satisfaction, in good manner with much "
        "more.",
        "In this survey a better outcome went with more satisfaction where the manner was good than "
        "where it was poor.",
    ],
    exposure="{n} policyholders",
)
def outcome_and_manner() -> Found:
    fit = smf.ols("satisfaction ~ outcome_quality * manner_quality", people()).fit()
    product = "outcome_quality:manner_quality"
    slopes = {
        manner: fit.params["outcome_quality"] + manner * fit.params[product] for manner in (3, 6)
    }
    low, high = fit.conf_int().loc[product]
    holds = low > 0 and slopes[3] < 0.25 and slopes[6] > 0.6
    return Found(fit.params[product], low, high, holds=holds, n=len(people()))


@claims.finding(
    "thirds-differ-otherwise",
    notebook="4_promises",
    says=[
        "Those who find Willow Bridge reliable renewed more often",
        "They were also asked for smaller price rises, and have been customers for longer.",
    ],
    exposure="{n} policyholders in three groups",
)
def thirds_differ_otherwise() -> Found:
    table = people()
    place = pd.qcut(table["reliability"], 3, labels=False)
    low, high = table[place == 0], table[place == 2]
    value, lower, upper = of_groups(high["renewed"], low["renewed"])
    price = of_groups(high["price_change"], low["price_change"])
    tenure = of_groups(high["tenure_years"], low["tenure_years"])
    return Found(value, lower, upper, holds=lower > 0 > price[2] and tenure[1] > 0, n=len(table))


def effect(*controls: str) -> tuple[float, float, float]:
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    margin = smf.logit(formula, people()).fit(disp=0).get_margeff()
    return margin.margeff[0], *margin.conf_int()[0]


@claims.finding(
    "renewal",
    notebook="4_promises",
    says=[
        "Compared at the same price change, policyholders who rate reliability a tenth of a point "
        "higher renewed about {price:.0f} in 1,000 more often, or {least:.0f} if tenure is compared as "
        "well; with chance counted in, {lowest:.0f} to {highest:.0f} are possible.",
        "at the same price change a tenth of a point of reliability goes with {price:.0f} more renewals "
        "in 1,000, or {least:.0f} at the same tenure as well ({lowest:.0f} to {highest:.0f} with chance "
        "counted in)",
        "Without the price the number is largest; among people with the same price change it is smaller.",
        "With tenure or without, reliability goes with more renewals",
        "chance alone moves each by about {chance:.0f} in 1,000 for a whole point",
    ],
    exposure="{n} policyholders",
)
def renewal() -> Found:
    none, price, least = (effect(), effect("price_change"), effect("price_change", "tenure_years"))
    reach = [1000 * (one[2] - one[1]) / 2 for one in (price, least)]
    return Found(
        *price,
        holds=none[0] > price[0] > least[0] and least[1] > 0 and abs(reach[0] - reach[1]) < 1,
        chance=reach[0],
        lowest=100 * least[1],
        highest=100 * price[2],
        price=100 * price[0],
        least=100 * least[0],
        n=people()["reliability"].count(),
    )


@claims.finding(
    "rooms-in-the-memo",
    notebook="4_promises",
    says="A picture of a polished office made people who are not our customers expect more surely that "
    "we keep our promises; whether we do was not asked.",
    exposure="{n} people, of whom half saw a polished office",
    drawn="it was drawn at random who saw which office",
)
def rooms_in_the_memo() -> Found:
    return rooms_raise_the_will()


@claims.finding(
    "tangibles-in-the-memo",
    notebook="4_promises",
    says="Tangibles have the smallest gap, raw and weighted, and the fewest points.",
    exposure="{n} policyholders, December 2025",
)
def tangibles_in_the_memo() -> Found:
    return rooms_come_last()


@claims.finding(
    "numbers-of-the-memo",
    notebook="4_promises",
    says=[
        "On average reliability gets {points:.0f} of 100 points, but {other:.0f} % give another dimension more.",
        "By the raw gap responsiveness is first ({raw_first:.2f} against {raw_second:.2f})",
        "one can be about {sure:.0f} % sure of that among all policyholders",
        "Weighted, reliability is first ({weighted_first:.2f} against {weighted_second:.2f})",
    ],
    exposure="{n} policyholders, December 2025",
)
def numbers_of_the_memo() -> Found:
    raw, weighted = gaps().mean(), weighted_gaps(gaps(), weights())
    points = weights()
    value, low, high = of_pairs(points["w_reliability"])
    return Found(
        value,
        low,
        high,
        holds=raw.idxmin() == "responsiveness" and weighted.idxmin() == "reliability",
        points=value,
        other=100 * (points["w_reliability"] < points.max(axis=1)).mean(),
        raw_first=raw.nsmallest(2).iloc[0],
        raw_second=raw.nsmallest(2).iloc[1],
        weighted_first=weighted.nsmallest(2).iloc[0],
        weighted_second=weighted.nsmallest(2).iloc[1],
        sure=100 * rank_probability(gaps())["responsiveness"],
        n=len(points),
    )


claims.told(
    "4_promises",
    "definition",
    "A sale is a promise, and a claim is the day",
    "paid_as_told is true when as much was paid",
    "A broken promise is gap 4 (more was told",
    "Then the ratio is observed ÷ expected: 1 is as good as the average.",
    "Each ratio compares a seller with that average",
    "What reliability itself does may lie between the last two numbers",
    "A control can be a common cause or a way station",
    "The survey asked for both, outcome_quality and manner_quality",
)
claims.told(
    "4_promises",
    "case",
    "The sales director wants to dismiss A07.",
    "Part 2: your memo (15 points, read by your instructor).",
    "Write to her, 150 to 300 words",
    "Other items than 22 in the usual layout",
)
claims.told("4_promises", "quote", "Reliability is what matters most to every customer.")
claims.told("4_promises", "advice", "A trial would tell more: draw at random")
