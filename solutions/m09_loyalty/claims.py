"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy.stats import ttest_ind
from scipy.stats import t as student
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from servicelab.data.loading import load_dataset
from servicelab.games.four_quarters.model import (
    CELLS,
    COST,
    NOTHING,
    make_banks,
    play,
    run_plan,
)
from servicelab.games.sorting_film.model import DOTS, YEARS, film_table, make_film
from servicelab.loyalty import (
    bgnbd_alive,
    bgnbd_expected,
    bgnbd_fit,
    clv_multiple,
    cumulative_incidence,
    five_points,
    moment_loss,
    nps,
    sbg_fit,
    sbg_survival,
)
from servicelab_workshop.lessons.claims import Claims, Found
from servicelab_workshop.worlds import discovery

claims = Claims()

# --- 1_film: the sorting film ----------------------------------------------------------------

FILM_LAST = range(1, 13)


def film_counts(plans: pd.DataFrame) -> pd.DataFrame:
    """By year: plans here at its start, and those that end in it."""
    rows = [
        ((plans["years"] >= year).sum(), ((plans["years"] == year) & (plans["ended"] == 1)).sum())
        for year in FILM_LAST
    ]
    table = pd.DataFrame(rows, columns=["at_start", "left"], index=pd.Index(FILM_LAST, name="year"))
    return table.assign(rate=1 - table["left"] / table["at_start"])


def film_ways(plans: pd.DataFrame) -> pd.DataFrame:
    """The same by way of coming."""
    return pd.concat(
        [film_counts(group).assign(came_by=way) for way, group in plans.groupby("came_by")]
    ).reset_index()


def film_odds(counts: pd.DataFrame, *, within: bool) -> tuple[float, float, float]:
    """Odds of leaving in year 12 over those in year 1, with their interval."""
    counts = counts.assign(stay=counts["at_start"] - counts["left"])
    counts = counts[counts["at_start"] > 0]
    formula = "left + stay ~ np.log(year)" + (" + C(came_by)" if within else "")
    fit = smf.glm(formula, counts, family=sm.families.Binomial()).fit()
    low, high = fit.conf_int().loc["np.log(year)"]
    value, low, high = np.exp(np.log(12) * np.array([fit.params["np.log(year)"], low, high]))
    return float(value), float(low), float(high)


def film_forecast(counts: pd.DataFrame) -> float:
    """Share here after twelve years, from the first five."""
    known = counts.loc[:5]
    here = int(known["at_start"].iloc[0] - known["left"].sum())
    return float(sbg_survival(*sbg_fit(known["left"], here), 12)[-1])


@cache
def film_plans() -> pd.DataFrame:
    """The plans with how the holders came."""
    return load_dataset("bank_plans")


def film_cards() -> pd.DataFrame:
    """The cards of all ways together, with their rates."""
    cards = load_dataset("bank_cards").groupby("year")[["at_start", "left"]].sum()
    return cards.assign(rate=1 - cards["left"] / cards["at_start"])


def film_stories() -> tuple[np.ndarray, np.ndarray]:
    """Retention of the cards by both stories."""
    shares, leave = np.array([0.53, 0.39, 0.08]), np.array([0.024, 0.18, 0.82])
    kinds = (shares[:, None] * (1 - leave[:, None]) ** np.arange(13)).sum(axis=0)
    return 1 - 0.146 * np.arange(1, 13) ** -0.5, kinds[1:] / kinds[:-1]


def film_other_worlds() -> list[pd.DataFrame]:
    """Plans of six other draws."""
    world = discovery.world("m09_loyalty_film")
    return [world.make_world_film(seed).bank_plans for seed in range(1, 7)]


@claims.finding(
    "the-slide",
    notebook="1_film",
    says="The slide reads its percentages from this table: {first:.1f} % of the plan holders stay in the first year, {value:.1f} % of those who are here in the twelfth.",
    exposure="{n:,} plans, {last:,} here when year 12 begins",
    verdict="the simple reading is right",
)
def the_slide() -> Found:
    counts = film_counts(film_plans())
    last = counts.loc[12]
    low, high = proportion_confint(
        last["at_start"] - last["left"], last["at_start"], method="wilson"
    )
    first = 100 * counts["rate"].loc[1]
    return Found(
        100 * last["rate"],
        100 * low,
        100 * high,
        holds=round(first) == 87 and round(100 * last["rate"]) == 96,
        first=first,
        n=len(film_plans()),
        last=int(last["at_start"]),
    )


@claims.finding(
    "silence-is-not-leaving",
    notebook="1_film",
    says="On July 1, 2025, {n:,} customers of the Riverside branch had last moved money more than 91 days (13 weeks) before; {value:.0f} % of them did so again by December.",
    exposure="{n:,} customers, July to December 2025",
)
def silence_is_not_leaving() -> Found:
    moves = load_dataset("bank_transactions")
    moves["date"] = pd.to_datetime(moves["date"])
    cut = pd.Timestamp("2025-07-01")
    last = moves[moves["date"] < cut].groupby("customer_id", observed=True)["date"].max()
    silent = last.index[(cut - last.dt.normalize()).dt.days > 91]
    back = silent.isin(moves.loc[moves["date"] >= cut, "customer_id"].unique()).sum()
    low, high = proportion_confint(back, len(silent), method="wilson")
    return Found(100 * back / len(silent), 100 * low, 100 * high, holds=low > 0.5, n=len(silent))


@claims.finding(
    "who-was-never-the-same",
    notebook="1_film",
    says="In the film no dot became more loyal, and the share that stays rose: the faint ones left.",
    exposure="{all:,} dots, twelve years",
)
def who_was_never_the_same() -> Found:
    film = make_film()
    table = film_table(film)
    fainter = film.own[~film.here(YEARS)].mean() > 3 * film.own[film.here(YEARS)].mean()
    return Found(
        100 * table["own"].loc[YEARS],
        exact="a chance that each dot keeps, of dots that are all known",
        holds=fainter and table["stay"].loc[YEARS] > table["stay"].loc[1] + 0.25,
        all=DOTS,
    )


@claims.finding(
    "ignoring-how-they-came",
    notebook="1_film",
    says="Ignoring how they came, the odds of leaving fall to {value:.2f} of what they were ({low:.2f} to {high:.2f}).",
    exposure="{n:,} plans, twelve years",
)
def ignoring_how_they_came() -> Found:
    value, low, high = film_odds(film_ways(film_plans()), within=False)
    return Found(value, low, high, holds=high < 0.4, n=len(film_plans()))


@claims.finding(
    "within-a-way",
    notebook="1_film",
    says=[
        "Within the ways, the three together, they are {value:.2f} times what they were ({low:.2f} to {high:.2f}).",
        "Over the three ways together **no growth of loyalty is seen**: odds in year 12 below {low:.2f} times those of year 1 do not fit these data.",
        "Plans: the whole rises, the three ways of coming do not",
        "Each way alone says less: for one of them {least:.2f} still fits.",
        "Plans: over the three ways together, odds of leaving in year 12 below {low:.2f} times those of year 1 hardly fit.",
    ],
    exposure="{n:,} plans in three ways of coming, twelve years",
)
def within_a_way() -> Found:
    ways = film_ways(film_plans())
    value, low, high = film_odds(ways, within=True)
    each = [film_odds(one, within=False) for _way, one in ways.groupby("came_by")]
    return Found(
        value,
        low,
        high,
        holds=low < 1 < high and low > 0.8 and all(one[1] < 1 < one[2] for one in each),
        least=min(one[1] for one in each),
        n=len(film_plans()),
    )


@claims.finding(
    "who-left",
    notebook="1_film",
    says=[
        "Of {n:,} holders who came for the bonus rate, {value:.0f} are here when year 12 begins.",
        "What is seen is who left.",
    ],
    exposure="{n:,} plans",
)
def who_left() -> Found:
    bonus = film_counts(film_plans().query("came_by == 'bonus rate'"))["at_start"]
    return Found(
        float(bonus.loc[12]),
        exact="all plans of 2013 are in the data",
        holds=bonus.loc[12] < 0.02 * bonus.loc[1],
        n=int(bonus.loc[1]),
    )


@claims.finding(
    "twelve-from-five",
    notebook="1_film",
    says=[
        "From five years, customers who differ are foretold at {value:.1f} % ({low:.1f} to {high:.1f}), and {came:.1f} % came.",
        "The average rate of the five years for ever says {average:.1f} %, the first year's rate {first:.1f} %.",
        "On six other draws of such plans the model missed by {missed:.1f} points at most, the average rate by {one_rate:.1f} at least.",
    ],
    exposure="{n:,} plans; years 1 to 5 known, year 12 foretold; six other draws",
)
def twelve_from_five() -> Found:
    counts = film_counts(film_plans())
    rng = np.random.default_rng(5)
    known = np.append(counts["left"].loc[:5], counts["at_start"].loc[6])
    drawn = []
    for again in rng.multinomial(known.sum(), known / known.sum(), 200):
        drawn.append(100 * sbg_survival(*sbg_fit(again[:5], int(again[5])), 12)[-1])
    low, high = np.percentile(drawn, [2.5, 97.5])
    missed, one_rate = [], []
    for plans in film_other_worlds():
        other = film_counts(plans)
        came = 1 - plans["ended"].mean()
        missed.append(100 * abs(film_forecast(other) - came))
        five = other["at_start"].loc[6] / other["at_start"].loc[1]
        one_rate.append(100 * (came - five ** (12 / 5)))
    came = 100 * (1 - film_plans()["ended"].mean())
    five = counts["at_start"].loc[6] / counts["at_start"].loc[1]
    return Found(
        100 * film_forecast(counts),
        low,
        high,
        holds=low < came < high and max(missed) < 3.5 and min(one_rate) > 11,
        came=came,
        average=100 * five ** (12 / 5),
        first=100 * counts["rate"].loc[1] ** 12,
        missed=max(missed),
        one_rate=min(one_rate),
        n=len(film_plans()),
    )


@claims.finding(
    "the-cards-rise",
    notebook="1_film",
    says=[
        "The bank's credit cards, given out in January 2013, rise as well: {first:.1f} % are kept in year 1 and {last:.1f} % in year 12.",
        "Within the ways, the three together, the odds of giving a card back fall to {value:.2f} of what they were ({low:.2f} to {high:.2f}).",
        "The ways explain nothing: each rises like the whole.",
        "here the ways of coming change nothing.",
    ],
    exposure="{n:,} cards in three ways of coming, twelve years",
)
def the_cards_rise() -> Found:
    counts = load_dataset("bank_cards")
    value, low, high = film_odds(counts, within=True)
    whole = film_cards()
    each = [film_odds(one, within=False)[2] for _way, one in counts.groupby("came_by")]
    return Found(
        value,
        low,
        high,
        holds=max(each) < 0.5 and abs(film_odds(counts, within=False)[0] - value) < 0.01,
        first=100 * whole["rate"].loc[1],
        last=100 * whole["rate"].loc[12],
        n=int(whole["at_start"].loc[1]),
    )


@claims.finding(
    "two-stories",
    notebook="1_film",
    says=[
        "Both miss the twelve rates by {value:.1f} points at most.",
        "**Nobody can tell** growth from sorting in these counts.",
        "Cards: growth and hidden kinds both draw the rise from {first:.0f} to {last:.0f} % within {value:.1f} points.",
    ],
    exposure="{n:,} cards, twelve years",
    verdict="cannot tell",
)
def two_stories() -> Found:
    cards = film_cards()
    growth, sorting = film_stories()
    seen = cards["rate"].to_numpy()
    left = cards["left"].to_numpy()
    stay = cards["at_start"].to_numpy() - left
    fit = [float(left @ np.log(1 - rate) + stay @ np.log(rate)) for rate in (growth, sorting)]
    miss = [100 * np.abs(rate - seen).max() for rate in (growth, sorting)]
    return Found(
        max(miss),
        exact="a distance between curves and counts",
        # neither is the likelier one by more than a few units of log-likelihood
        holds=abs(fit[0] - fit[1]) < 5,
        first=100 * seen[0],
        last=100 * seen[-1],
        n=int(cards["at_start"].loc[1]),
    )


claims.told(
    "1_film",
    "case",
    "By December 15 the board",
    "A consultant proposes",
    "The percentages are right",
    "Today is December 1, 2024",
    "The plans were opened",
    "But the bank knows how each",
    "Nobody wrote shades on plan holders",
    "The right half draws two stories",
    "It is the end of 2017",
    "Five years are known",
    "5,000, all there when",
    "drawn once, before year 1",
    "A mean cost of 8 or less",
    "Three right ones earn nothing",
    "The mean of the three counts",
    "A range costs its width",
    "From the sixth frame on",
    "Nothing else happens",
    "Growth: all are alike",
    "14.6 % divided by the square root",
    "Sorting: three kinds",
    "53 % leave at 2.4 % a year",
)
claims.told(
    "1_film",
    "quote",
    "Plans: holders probably grow loyal",
    "In the first year 87 %",
    "Cards: they grow loyal, too",
    "Plans: 1.01 within the ways makes",
    "Cards: the curve from 85",
    "Plans: the ratio of 1.01",
    "Cards: the ratio of 0.25",
    "Loyalty grows with the years",
)
claims.told(
    "1_film",
    "definition",
    "The third needs a day",
    "Our convention: a customer",
    "the day is unseen; one can",
    "The average rate, used",
    "It is the square root",
    "Odds are leavers for each one",
    '"None seen" is not "nobody grew"',
    "Two numbers, a and b",
    "sbg_fit(left, here) finds",
    "sbg_survival(a, b, n)",
    "The shifted beta-geometric model",
)
claims.told(
    "1_film",
    "literature",
    "Vaupel and Yashin (1985)",
    "Fader and Hardie (2010)",
    "Under assumptions more data",
)
claims.told("1_film", "advice", "Easier: measure the same people")
claims.told(
    "1_film",
    "example",
    "By hand, at a language school",
    "In year 2, 12 of these",
    "Then 108 of 200 are here",
    "0.735, since 0.735 × 0.735",
    "The mean, 75 %, would lead",
    "By hand, with a = 1 and b = 3",
    "if 20 of 100 leave, 20 / 80",
)


# --- 2_worth: what a customer is worth ---------------------------------------------------------


@cache
def worth_slopes() -> dict[str, tuple[float, float, float]]:
    """Slope of profit on tenure in percent of the mean profit, with interval, by kind and way."""
    found = {}
    for kind, part in load_dataset("bank_profits").groupby("kind", observed=True):
        who = part["customer_id"].astype("category").cat.codes
        two = part[["tenure", "profit"]]
        own = two - two.groupby(part["customer_id"].astype(str)).transform("mean")
        for way, points in (("across", two), ("within", own)):
            fit = smf.ols("profit ~ tenure", points).fit(
                cov_type="cluster", cov_kwds={"groups": who}
            )
            ends = [fit.params["tenure"], *fit.conf_int().loc["tenure"]]
            found[f"{kind}, {way}"] = tuple(
                float(100 * one / part["profit"].mean()) for one in ends
            )
    return found


def worth_mean(values: pd.Series) -> tuple[float, float, float]:
    """Mean with its interval."""
    reach = float(student.ppf(0.975, len(values) - 1)) * values.std() / len(values) ** 0.5
    return float(values.mean()), float(values.mean() - reach), float(values.mean() + reach)


def worth_apart(first: pd.Series, second: pd.Series) -> tuple[float, float, float]:
    """Difference of two means with its interval."""
    ends = ttest_ind(first, second, equal_var=False).confidence_interval()
    return float(first.mean() - second.mean()), float(ends.low), float(ends.high)


@cache
def worth_plans() -> pd.DataFrame:
    """The plans with their value: twelve years, 10 %, margins at the start of the year."""
    plans = load_dataset("bank_plans")
    paid = (1 - 1.1 ** -plans["years"].astype(float)) / (1 - 1 / 1.1)
    return plans.assign(value=plans["margin"] * paid - plans["acquisition_cost"])


@cache
def worth_hotel() -> pd.DataFrame:
    """Guests: what the model expects of each, what the old pace would bring, and what came."""
    hotel = load_dataset("hotel_stays")
    repeats, age = hotel["repeat_stays"], hotel["weeks_since_first"]
    three = (repeats, age - hotel["weeks_since_last"], age)
    model = bgnbd_fit(*three)
    return hotel.assign(
        expected=bgnbd_expected(model, *three, 52),
        pace=repeats / age * 52,
        stays=load_dataset("hotel_later")["stays"],
    )


def _blocks(back: pd.Series, length: int) -> list[int]:
    """How many lie in each of the last thirteen blocks, oldest first; `back` counts from the end."""
    return [int((back // length == block).sum()) for block in range(12, -1, -1)]


@cache
def worth_bank() -> dict[str, Any]:
    """The branch's days with a payment: fitted to June 2025, and what came until December."""
    days = load_dataset("bank_transactions")
    days["date"] = pd.to_datetime(days["date"])
    days = days.drop_duplicates(["customer_id", "date"])
    known = days[days["date"] < "2025-07-01"]
    history = known.groupby("customer_id")["date"].agg(["min", "max", "size"])
    cut = pd.Timestamp("2025-07-01")
    frequency = (history["size"] - 1).to_numpy(float)
    recency = ((history["max"] - history["min"]).dt.days / 7).to_numpy()
    age = ((cut - history["min"]).dt.days / 7).to_numpy()
    model = bgnbd_fit(frequency, recency, age)
    after = days[days["date"] >= cut].groupby("customer_id").size()
    repeats = known.sort_values("date")
    repeats = repeats[repeats.duplicated("customer_id")]
    return {
        "leaving": model.leaving,
        "alive": bgnbd_alive(model, frequency, recency, age).mean(),
        "expected": bgnbd_expected(model, frequency, recency, age, 26),
        "pace": frequency / age * 26,
        "came": after.reindex(history.index).fillna(0).to_numpy(),
        "silent": ((cut - history["max"]).dt.days > 91).to_numpy(),  # whole days: 13 weeks
        "months": known.groupby(known["date"].dt.to_period("M")).size(),
        "model": model,
        "age": age,
        "blocks": _blocks((cut - repeats["date"]).dt.days - 1, 28),
    }


def worth_excess(expected: np.ndarray, came: np.ndarray) -> tuple[float, float, float]:
    """Percent by which a forecast of all together is too high; interval over customers drawn."""
    rng = np.random.default_rng(0)
    draws = rng.integers(0, len(came), (500, len(came)))
    ratio = 100 * (expected[draws].sum(axis=1) / came[draws].sum(axis=1) - 1)
    low, high = np.quantile(ratio, [0.025, 0.975])
    return float(100 * (expected.sum() / came.sum() - 1)), float(low), float(high)


@claims.finding(
    "five-points-are-arithmetic",
    notebook="2_worth",
    says="**Line 1.** With constant margins, 10 % interest and cash at the start of the year, five points add {low60:.0f} % from a retention of 60 % and {high95:.0f} % from 95 %, before any cost of winning. Net of it they add more: from 90 %, {one:.0f} % with one margin and {three:.0f} % with three. With cash at the end of the year it is up to {end:.0f} %. A bank's 85 % is reached from 85 % retention with 3.1 margins.",
    exposure="a formula; retention from 60 to 95 %, interest 10 %",
    predicted="m09-five",
)
def five_points_are_arithmetic() -> Found:
    return Found(
        100 * five_points(0.85),
        exact="arithmetic of constant margins",
        holds=round(100 * five_points(0.85)) == 25 and 0.84 < five_points(0.85, cost=3.1) < 0.86,
        low60=100 * five_points(0.60),
        high95=100 * five_points(0.95),
        one=100 * five_points(0.9, cost=1),
        three=100 * five_points(0.9, cost=3),
        end=100 * five_points(0.95, timing="end"),
    )


@claims.finding(
    "three-distances",
    notebook="2_worth",
    says="If 80, 65 and 45 % of patients stay at a short, middle and long distance, a yearly margin counts {near:.2f}, {middle:.2f} and {far:.2f} times.",
    exposure="a formula; cash at the start of the year, interest 10 %",
)
def three_distances() -> Found:
    near, middle, far = (clv_multiple(one, 0.1, "start") for one in (0.8, 0.65, 0.45))
    return Found(near, exact="arithmetic", holds=True, near=near, middle=middle, far=far)


@claims.finding(
    "the-bars",
    notebook="2_worth",
    says="Two readings fit these bars.",
    exposure="{n:,} years of {k} retail customers who were here at the end of 2025",
)
def the_bars() -> Found:
    value, low, high = worth_slopes()["retail, across"]
    retail = load_dataset("bank_profits").query("kind == 'retail'")
    return Found(value, low, high, holds=low > 0, n=len(retail), k=retail["customer_id"].nunique())


@claims.finding(
    "retail-does-not-grow",
    notebook="2_worth",
    says="Across retail customers profit is {across:.1f} % higher for each year of tenure ({across_low:.1f} to {across_high:.1f}); within the same customer the change lies between {low:.1f} and {high:.1f} %: no growth is seen.",
    exposure="{n:,} years of {k} retail customers who were here at the end of 2025, 2020 to 2025",
)
def retail_does_not_grow() -> Found:
    value, low, high = worth_slopes()["retail, within"]
    across, across_low, across_high = worth_slopes()["retail, across"]
    retail = load_dataset("bank_profits").query("kind == 'retail'")
    return Found(
        value,
        low,
        high,
        holds=low < 0 < high < 1 < across_low,
        across=across,
        across_low=across_low,
        across_high=across_high,
        n=len(retail),
        k=retail["customer_id"].nunique(),
    )


@claims.finding(
    "errors-as-typed",
    notebook="2_worth",
    says="Standard errors of your four numbers (they count customers, not rows):",
    exposure="950 customers, 2020 to 2025",
)
def errors_as_typed() -> Found:
    typed = {
        "retail, across": 0.55,
        "retail, within": 0.27,
        "small firm, across": 0.99,
        "small firm, within": 0.34,
    }
    found = {key: (ends[2] - ends[1]) / 2 / 1.96 for key, ends in worth_slopes().items()}
    return Found(
        found["retail, within"],
        exact="standard errors themselves",
        holds=all(abs(found[key] - typed[key]) < 0.0055 for key in typed),
    )


@claims.finding(
    "firms-grow",
    notebook="2_worth",
    says="Within the same small firm it grows by {value:.1f} % a year ({low:.1f} to {high:.1f}): **here the simple reading is right**, though across firms it looks like {across:.1f} %.",
    exposure="{n:,} years of {k} small firms that were here at the end of 2025, 2020 to 2025",
    verdict="the simple reading is right",
)
def firms_grow() -> Found:
    value, low, high = worth_slopes()["small firm, within"]
    firms = load_dataset("bank_profits").query("kind == 'small firm'")
    return Found(
        value,
        low,
        high,
        holds=low > 2,
        across=worth_slopes()["small firm, across"][0],
        n=len(firms),
        k=firms["customer_id"].nunique(),
    )


@claims.finding(
    "three-ways",
    notebook="2_worth",
    says="A referral plan was worth {value:.0f} yuan more than a salary-account plan ({low:.0f} to {high:.0f}), and that {more:.0f} more than a bonus-rate plan ({more_low:.0f} to {more_high:.0f}).",
    exposure="{n:,} plans of January 2013, twelve years",
)
def three_ways() -> Found:
    plans = worth_plans()
    of = {way: part for way, part in plans.groupby("came_by", observed=True)["value"]}
    value, low, high = worth_apart(of["referral"], of["salary account"])
    more, more_low, more_high = worth_apart(of["salary account"], of["bonus rate"])
    return Found(
        value,
        low,
        high,
        holds=low > 0 and more_low > 300,
        more=more,
        more_low=more_low,
        more_high=more_high,
        n=len(plans),
    )


@claims.finding(
    "the-tail",
    notebook="2_worth",
    says="{value:.0f} % of all plans cost more than they brought; of the bonus-rate plans {bonus:.0f} %.",
    exposure="{n:,} plans of January 2013, twelve years",
)
def the_tail() -> Found:
    plans = worth_plans()
    below = plans["value"] < 0
    low, high = proportion_confint(below.sum(), len(below), method="wilson")
    bonus = below[plans["came_by"] == "bonus rate"].mean()
    return Found(
        100 * below.mean(),
        100 * low,
        100 * high,
        holds=bonus > 0.5,
        bonus=100 * bonus,
        n=len(plans),
    )


@claims.finding(
    "by-yuan-the-order-turns",
    notebook="2_worth",
    says="For each yuan of cost the order turns: a salary account brought {value:.1f}, a referral {referral:.1f}.",
    exposure="{n:,} plans of January 2013, twelve years",
)
def by_yuan_the_order_turns() -> Found:
    plans = worth_plans()
    parts = {way: part for way, part in plans.groupby("came_by", observed=True)}
    salary, referral = parts["salary account"], parts["referral"]
    value, low, high = (one / 60 for one in worth_mean(salary["value"]))
    return Found(
        value,
        low,
        high,
        holds=set(salary["acquisition_cost"]) == {60}
        and set(referral["acquisition_cost"]) == {240},
        referral=referral["value"].mean() / 240,
        n=len(plans),
    )


def worth_line(model: Any, age: np.ndarray) -> np.ndarray:
    """Repeats that a fitted model says of all together, in each of the last 13 times 4 weeks."""
    grid = np.linspace(0, age.max(), 200)
    until = [bgnbd_expected(model, 0, 0, 0, one)[0] for one in grid]
    ends = [
        np.interp(np.clip(age - back, 0, None), grid, until).sum() for back in range(52, -1, -4)
    ]
    return np.diff(ends)


@claims.finding(
    "two-pasts",
    notebook="2_worth",
    says="Both models can be held against the year that they were fitted to.",
    exposure="1,500 guests and 4,000 customers, 52 weeks",
)
def two_pasts() -> Found:
    world = discovery.world("m09_loyalty_worth")
    hotel, bank = load_dataset("hotel_stays"), worth_bank()
    age = hotel["weeks_since_first"].to_numpy()
    recency = age - hotel["weeks_since_last"]
    model = bgnbd_fit(hotel["repeat_stays"], recency, age)
    lines = worth_line(model, age), worth_line(bank["model"], bank["age"])
    typed = (
        [488, 469, 451, 436, 422, 410, 399, 388, 379, 370, 362, 354, 347],
        [2654, 2681, 2696, 2709, 2717, 2721, 2722, 2721, 2719, 2717, 2715, 2713, 2711],
    )
    stays = [500, 448, 414, 460, 422, 416, 408, 426, 414, 350, 365, 356, 326]
    paid = [2742, 2672, 2792, 2761, 2987, 3120, 3092, 3059, 2835, 2197, 2161, 2200, 2179]
    same = all(np.abs(line - one).max() < 1 for line, one in zip(lines, typed, strict=True))
    counted = world.worth_blocks() == stays and bank["blocks"] == paid
    hotel_off = np.abs(np.array(stays) / lines[0] - 1).max()
    bank_off = (np.array(paid) / lines[1] - 1)[-4:].max()
    return Found(
        100 * bank_off,
        exact="counted, beside what the fitted model says",
        holds=same and counted and hotel_off < 0.11 and bank_off < -0.18,
    )


@claims.finding(
    "hotel-holds",
    notebook="2_worth",
    says='{came:,} stays came; the model was {value:.0f} % too high, "everybody goes on as before" {pace:.0f} %.',
    exposure="{n:,} guests, 52 weeks that the fit had not seen",
    predicted="m09-hotel",
)
def hotel_holds() -> Found:
    guests = worth_hotel()
    came = guests["stays"].to_numpy(float)
    value, low, high = worth_excess(guests["expected"].to_numpy(), came)
    return Found(
        value,
        low,
        high,
        holds=abs(value) < 15,
        came=int(came.sum()),
        pace=100 * (guests["pace"].sum() / came.sum() - 1),
        n=len(guests),
    )


@claims.finding(
    "hotel-errs-on-single-stays",
    notebook="2_worth",
    says="Just there it errs: guests with a single stay came {came} times, {value:.0f} were expected.",
    exposure="{n} guests without a repeat stay, 52 weeks",
)
def hotel_errs_on_single_stays() -> Found:
    guests = worth_hotel()
    once = guests[guests["repeat_stays"] == 0]
    return Found(
        once["expected"].sum(),
        exact="what the fitted model says of these guests",
        holds=once["expected"].sum() > 1.5 * once["stays"].sum(),
        came=int(once["stays"].sum()),
        n=len(once),
    )


@claims.finding(
    "bank-fails",
    notebook="2_worth",
    says="**Bank.** The model expected {expected:,.0f} days with a payment, {came:,.0f} came: {value:.0f} % too many, hardly better than the plain rule. It found almost no leaving, and that is not loyalty.",
    exposure="{n:,} customers, July to December 2025",
)
def bank_fails() -> Found:
    bank = worth_bank()
    value, low, high = worth_excess(bank["expected"], bank["came"])
    months = bank["months"]
    return Found(
        value,
        low,
        high,
        holds=low > 15
        and bank["leaving"] < 0.005
        and abs(bank["pace"].sum() / bank["expected"].sum() - 1) < 0.02
        and months[-4:].max() < months[:-4].min(),
        expected=bank["expected"].sum(),
        came=bank["came"].sum(),
        n=len(bank["came"]),
    )


@claims.finding(
    "silent-payers-return",
    notebook="2_worth",
    says="Of {n:,} customers who had been silent for more than 13 weeks, {value:.0f} % paid again.",
    exposure="{n:,} customers without a payment in the 91 days before July 1, 2025",
)
def silent_payers_return() -> Found:
    bank = worth_bank()
    again = bank["came"][bank["silent"]] > 0
    low, high = proportion_confint(again.sum(), len(again), method="wilson")
    return Found(100 * again.mean(), 100 * low, 100 * high, holds=low > 0.5, n=len(again))


claims.told(
    "2_worth",
    "quote",
    '"Five points less defection bring 25 to 85 % more profit (Harvard)."',
    '"Profit per customer rises with the years.',
    '"So much can only come from loyal customers',
)
claims.told(
    "2_worth",
    "case",
    "Every new plan begins with a welcome talk",
    "Take a customer whose margin never grows",
    "10 % interest, margin at the start of the year, no cost",
    "`bank_plans` has plans opened in January 2013",
    "Each customer's profit grows; or those who bring little",
    "`bank_profits` has 250 small firms and 700 private customers",
    "Line 1: twenty-five to eighty-five percent",
    "`hotel_stays` has 1,500 guests",
    "all figures here end with 2025",
    "Line 3: a thousand places",
    "Next year the branch can hold 1,000",
)
claims.told(
    "2_worth",
    "example",
    "A worked example: the clinic that loses on the first visit",
    "Winning a patient costs a dental clinic",
    "The patient brings margins",
    "At 10 % interest, 1.10 yuan",
    "After one year the clinic is 72.7 yuan short",
    "Let half of the patients stay each year",
    "at once, then from half of them",
    "Ann pays 10 yuan in each of her years",
    "By hand: a margin of 100 in 3 years",
    "100 + 90.9 + 82.6 − 150 = 123.6",
)
claims.told(
    "2_worth",
    "definition",
    "Each term is the one before times the same number",
    "Such a sum without end is the first term",
    "Care is bought nearby",
    "A referral adds the new customer's own value",
    "The next cell has such sums for 1 to 12 years",
    "stays come at random times",
    "So whoever has none has a chance of 1 in the model",
)
claims.told(
    "2_worth",
    "literature",
    "In 1990 Reichheld and Sasser reported",
    "In training texts this became",
)
claims.told(
    "2_worth",
    "advice",
    "But do not say that tenure does it",
    "To manage the value of customers, one must know",
    "And a reward for another 500 referrals",
    "Five points of retention can be worth 85 %",
    "Look at the same customers twice",
)


# --- 3_moments: stages, moments, bonds -------------------------------------------------------

BONDS_BOARDS, BONDS_DRAWS = 1000, 1000


def bonds_world() -> ModuleType:
    """The module that makes the tables."""
    return discovery.world("m09_loyalty_bonds")


@cache
def bonds_boards() -> pd.DataFrame:
    """On many boards: how many of four the best reader has right; who left without a failure."""
    world, rng, rows = bonds_world(), np.random.default_rng(9), []
    for _board in range(BONDS_BOARDS):
        wanted, kept = {1: world.BONDS_LEAVERS, 0: world.BONDS_STAYERS}, []
        while any(wanted.values()):
            quarters, chance = world.bonds_journey(rng)
            left = int(rng.random() < chance)
            if wanted[left]:
                wanted[left] -= 1
                kept.append((chance, any(quarters), left, rng.random()))
        named = sorted(kept, key=lambda one: (-one[0], one[3]))[: world.BONDS_LEAVERS]
        rows.append(
            {
                "right": sum(one[2] for one in named),
                "silent": sum(one[2] for one in kept if not one[1]),
            }
        )
    return pd.DataFrame(rows)


def bonds_ties() -> pd.DataFrame:
    """The salary accounts with the year after."""
    ties = load_dataset("bank_ties").drop(columns="stayed").merge(load_dataset("bank_ties_later"))
    return ties.astype({"stayed": float, "stayed_after": float})


def bonds_net() -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    """Net gain of each repair, its error, and the losses."""
    table = load_dataset("bank_moments").set_index("moment")
    loss = moment_loss(table, 900)
    net = table["preventable"] * loss["loss"] - table["repair_cost"]
    return net, table["preventable"] * loss["error"], loss


def bonds_middle(values: list[float]) -> tuple[float, float]:
    """The middle 95 % of what was drawn anew."""
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


@claims.finding(
    "stories",
    notebook="3_moments",
    says=[
        "On 1,000 such boards, blind guessing gets {blind:.1f} of four right on average. Somebody who knows every rate of this world gets {value:.1f}.",
        "Of those who leave, {silent:.0f} % have nothing on record; of those with a failure on record, {stay:.0f} % stay.",
    ],
    exposure="{n:,} boards of ten customers, four of whom left",
)
def stories() -> Found:
    boards, world = bonds_boards(), bonds_world()
    right = boards["right"]
    reach = 1.96 * right.std() / len(right) ** 0.5
    rng = np.random.default_rng(10)
    year = [bonds_world().bonds_journey(rng) for _customer in range(20_000)]
    leave = np.mean([chance for quarters, chance in year if any(quarters)])
    silent = boards["silent"].mean() / world.BONDS_LEAVERS
    return Found(
        right.mean(),
        right.mean() - reach,
        right.mean() + reach,
        holds=True,
        blind=world.BONDS_LEAVERS**2 / (world.BONDS_LEAVERS + world.BONDS_STAYERS),
        silent=100 * silent,
        stay=100 * (1 - leave),
        n=len(boards),
    )


@cache
def bonds_lost() -> dict[str, tuple[float, float, float]]:
    """Per cent of the moves from each stage that go to lost, with intervals that count accounts."""
    log = load_dataset("cable_stages").sort_values(["account", "quarter"])
    stage = log["stage"].astype(str)
    after = stage.groupby(log["account"]).shift(-1)
    moves = pd.DataFrame(
        {"account": log["account"], "stage": stage, "lost": after == "lost", "same": after == stage}
    )
    counted = moves[after.notna()].groupby(["account", "stage"])
    wide = counted.agg(sum=("lost", "sum"), size=("lost", "size"), same=("same", "sum")).unstack(
        fill_value=0
    )
    rng, found = np.random.default_rng(11), {}
    values = wide.to_numpy(dtype=float)
    picks = rng.integers(len(wide), size=(BONDS_DRAWS, len(wide)))
    drawn = pd.DataFrame([values[pick].sum(axis=0) for pick in picks], columns=wide.columns)
    for name in ("initial", "purchase", "use"):
        share = 100 * wide["sum"][name].sum() / wide["size"][name].sum()
        again = 100 * drawn["sum"][name] / drawn["size"][name]
        found[name] = (share, *bonds_middle(again.tolist()))
    gap = 100 * (
        drawn["sum"]["initial"] / drawn["size"]["initial"]
        - drawn["sum"]["purchase"] / drawn["size"]["purchase"]
    )
    visit = 1 / (1 - drawn["same"]["use"] / drawn["size"]["use"])
    share = wide["same"]["use"].sum() / wide["size"]["use"].sum()
    found["visit"] = (1 / (1 - share), *bonds_middle(visit.tolist()))
    found["gap"] = (found["initial"][0] - found["purchase"][0], *bonds_middle(gap.tolist()))
    return found


@claims.finding(
    "lost-from",
    notebook="3_moments",
    says=[
        'From initial, {a:.0f} % of the moves go to "lost" ({al:.0f} to {ah:.0f}), from purchase {b:.0f} % ({bl:.0f} to {bh:.0f}), from use {c:.0f} % ({cl:.0f} to {ch:.0f}); in brackets stand intervals of 95 %, accounts drawn anew. So use is safer than the other two; how long a visit to it lasts is known roughly, {short:.0f} to {long:.0f} quarters.',
        "**Nobody can tell** from this log whether initial or purchase is the more dangerous stage.",
    ],
    exposure="{n} accounts in ten quarters, accounts drawn anew",
    verdict="cannot tell",
)
def lost_from() -> Found:
    found = bonds_lost()
    (a, al, ah), (b, bl, bh), (c, cl, ch) = (found[one] for one in ("initial", "purchase", "use"))
    gap, low, high = found["gap"]
    return Found(
        gap,
        low,
        high,
        holds=low < 0 < high and ch < min(al, bl),
        n=load_dataset("cable_stages")["account"].nunique(),
        a=a,
        al=al,
        ah=ah,
        b=b,
        bl=bl,
        bh=bh,
        c=c,
        cl=cl,
        ch=ch,
        short=found["visit"][1],
        long=found["visit"][2],
    )


@cache
def bonds_cycles() -> pd.DataFrame:
    """Shares of the two ways to end by mood: first as found, then with plans drawn anew."""
    table = load_dataset("bank_cycles")
    rng, rows = np.random.default_rng(12), []
    for draw in range(401):
        row = {}
        for mood, part in table.groupby("mood", observed=True):
            some = part if draw == 0 else part.iloc[rng.integers(len(part), size=len(part))]
            curve = cumulative_incidence(some["months"], some["how"]).iloc[-1]
            row |= {(mood, way): curve[way] for way in ("new plan", "other bank")}
        rows.append(row)
    found = pd.DataFrame(rows)
    return found.set_axis(pd.MultiIndex.from_tuples(found.columns), axis=1)


@claims.finding(
    "direction",
    notebook="3_moments",
    says="The sources are right about the direction: the two groups differ in both ways to end.",
    exposure="900 plans watched for 18 months at most, plans drawn anew",
    verdict="the simple reading is right",
)
def direction() -> Found:
    shares = bonds_cycles()
    new = 100 * (shares["satisfied", "new plan"] - shares["dissatisfied", "new plan"])
    gone = 100 * (shares["dissatisfied", "other bank"] - shares["satisfied", "other bank"])
    low, high = bonds_middle(new[1:].tolist())
    return Found(new[0], low, high, holds=low > 0 and bonds_middle(gone[1:].tolist())[0] > 0)


@claims.finding(
    "which-end",
    notebook="3_moments",
    says="As a fork they are wrong: many dissatisfied customers begin a new plan, and **nobody can tell** from {n} such plans which of the two ways is the more frequent one.",
    exposure="{n} plans of dissatisfied customers, plans drawn anew",
    verdict="cannot tell",
)
def which_end() -> Found:
    shares = bonds_cycles()["dissatisfied"]
    gap = 100 * (shares["other bank"] - shares["new plan"])
    low, high = bonds_middle(gap[1:].tolist())
    table = load_dataset("bank_cycles")
    return Found(
        gap[0],
        low,
        high,
        holds=low < 0 < high and shares["new plan"][0] > 0.2,
        n=int((table["mood"] == "dissatisfied").sum()),
    )


@claims.finding(
    "two-curves",
    notebook="3_moments",
    says='Whoever took the other way to end for "still watched" found two shares for the dissatisfied that add to {both:.0f} %, where only {value:.0f} % have ended.',
    exposure="{n} plans of dissatisfied customers",
)
def two_curves() -> Found:
    table = load_dataset("bank_cycles").query("mood == 'dissatisfied'")
    how = table["how"].astype(object)
    alone = [
        1 - cumulative_incidence(table["months"], how.where(how == way, "")).iloc[-1]["going on"]
        for way in ("new plan", "other bank")
    ]
    ended = 100 * bonds_cycles()["dissatisfied"].sum(axis=1)
    low, high = bonds_middle(ended[1:].tolist())
    return Found(
        ended[0],
        low,
        high,
        holds=100 * sum(alone) > ended[0] + 5,
        both=100 * sum(alone),
        n=len(table),
    )


@claims.finding(
    "app-unknown",
    notebook="3_moments",
    says="The app has most contacts, and its loss is {value:,.0f} yuan per 1,000 customers, with an interval from {below:,.0f} below zero to {high:,.0f}: hardly known.",
    exposure="60,000 holders, one year and the year after",
)
def app_unknown() -> Found:
    loss = bonds_net()[2].loc["app log-in"]
    low, high = loss["loss"] - 1.96 * loss["error"], loss["loss"] + 1.96 * loss["error"]
    contacts = load_dataset("bank_moments").set_index("moment")["contacts_per_1000"]
    holds = low < 0 < high and contacts.idxmax() == "app log-in"
    return Found(loss["loss"], low, high, holds=holds, below=-low)


@claims.finding(
    "two-best",
    notebook="3_moments",
    says=[
        "The third best repair is expected to gain {third:.0f} yuan ({least:.0f} to {most:.0f}).",
        "The two best, a change of adviser and a plan that matures, lie so near each other that nobody can tell which of them is better: both earn full points.",
    ],
    exposure="60,000 holders, one year and the year after",
    verdict="cannot tell",
)
def two_best() -> Found:
    net, error, _loss = bonds_net()
    best = net.nlargest(3)
    first, second, third = best.index
    gap, reach = best[first] - best[second], 1.96 * np.hypot(error[first], error[second])
    far = (best[second] - best[third]) / np.hypot(error[second], error[third])
    return Found(
        gap,
        gap - reach,
        gap + reach,
        holds=gap < reach and far > 3 and {first, second} == {"change of adviser", "plan matures"},
        third=best[third],
        least=best[third] - 1.96 * error[third],
        most=best[third] + 1.96 * error[third],
    )


@claims.finding(
    "vacuum",
    notebook="3_moments",
    says="In these records those whom it met did leave more often.",
    exposure="60,000 holders, {n:,} of them met the first of the two",
)
def vacuum() -> Found:
    table = load_dataset("bank_moments").set_index("moment")
    ends = {}
    for name in ("change of adviser", "plan matures"):
        row = table.loc[name]
        counts = (row["left_hit"], row["hit"], row["left_not_hit"], row["not_hit"])
        ends[name] = (
            100 * (counts[0] / counts[1] - counts[2] / counts[3]),
            *(100 * one for one in confint_proportions_2indep(*counts, method="newcomb")),
        )
    first, second = ends.values()
    return Found(*first, holds=first[1] > 0 and second[1] > 0, n=int(table["hit"].iloc[8]))


@claims.finding(
    "locked-all",
    notebook="3_moments",
    says="Of all locked customers together, {value:.0f} % were still here in June 2024.",
    exposure="{n:,} locked customers",
)
def locked_all() -> Found:
    stayed = bonds_ties().query("locked == 1")["stayed"]
    low, high = proportion_confint(stayed.sum(), len(stayed), method="wilson")
    return Found(100 * stayed.mean(), 100 * low, 100 * high, holds=True, n=len(stayed))


@claims.finding(
    "locked-low",
    notebook="3_moments",
    says="Locked and not satisfied, {value:.0f} % stayed",
    exposure="{n} customers who were locked and answered 1 or 2",
    predicted="m09-locked",
)
def locked_low() -> Found:
    stayed = bonds_ties().query("locked == 1 and satisfaction <= 2")["stayed"]
    low, high = proportion_confint(stayed.sum(), len(stayed), method="wilson")
    return Found(100 * stayed.mean(), 100 * low, 100 * high, holds=low > 0.9, n=len(stayed))


@claims.finding(
    "unlocked-low",
    notebook="3_moments",
    says=[
        "a year after the lock had opened, {value:.0f} % of these did ({low:.0f} to {high:.0f}).",
        "the free customers beside it, among whom {free:.0f} % of the least satisfied stayed in that second year ({free_low:.0f} to {free_high:.0f}), speak against a bad year for everybody.",
        "Here satisfaction and staying went together only where people could leave.",
        "Once the lock is open, the locked look like the free",
    ],
    exposure="{n} customers who were locked and answered 1 or 2",
    predicted="m09-unlocked",
)
def unlocked_low() -> Found:
    ties = bonds_ties()
    low_ones = ties.query("satisfaction <= 2 and stayed == 1")
    stayed = low_ones.query("locked == 1")["stayed_after"]
    free = low_ones.query("locked == 0")["stayed_after"]
    low, high = proportion_confint(stayed.sum(), len(stayed), method="wilson")
    free_low, free_high = proportion_confint(free.sum(), len(free), method="wilson")
    counts = (stayed.sum(), len(stayed), free.sum(), len(free))
    ends = confint_proportions_2indep(*counts, method="newcomb")
    gaps = {}
    for locked, part in ties.groupby("locked"):
        most, least = (
            part.query(one)["stayed"] for one in ("satisfaction == 5", "satisfaction <= 2")
        )
        gaps[locked] = confint_proportions_2indep(
            most.sum(), len(most), least.sum(), len(least), method="newcomb"
        )
    return Found(
        100 * stayed.mean(),
        100 * low,
        100 * high,
        holds=ends[0] < 0 < ends[1] and gaps[1][0] < 0 < gaps[1][1] < 0.1 and gaps[0][0] > 0.2,
        free=100 * free.mean(),
        free_low=100 * free_low,
        free_high=100 * free_high,
        n=len(stayed),
    )


@claims.finding(
    "commitment",
    notebook="3_moments",
    says="Among those whose lock opened, one step more of commitment (of seven) goes with {value:.1f} points more staying at equal satisfaction ({low:.1f} to {high:.1f}).",
    exposure="{n:,} customers whose lock opened",
)
def commitment() -> Found:
    ties = bonds_ties().query("locked == 1 and stayed == 1")
    fit = smf.logit("stayed_after ~ satisfaction + commitment", ties).fit(disp=0)
    effect = fit.get_margeff()
    value, (low, high) = effect.margeff[1], effect.conf_int()[1]
    return Found(100 * value, 100 * low, 100 * high, holds=low > 0, n=len(ties))


@claims.finding(
    "nps-change",
    notebook="3_moments",
    says="The NPS changed by {value:.0f} points, with an interval from {below:.0f} below zero to {high:.0f} above: nobody can tell.",
    exposure="400 answers in each of two years",
    verdict="cannot tell",
)
def nps_change() -> Found:
    last, now = nps([10] * 200 + [8] * 120 + [3] * 80), nps([10] * 208 + [8] * 120 + [3] * 72)
    change, reach = now.score - last.score, 1.96 * np.hypot(last.error, now.error)
    low, high = change - reach, change + reach
    return Found(change, low, high, holds=low < 0 < high, below=-low)


@claims.finding(
    "referrals",
    notebook="3_moments",
    says=[
        "Promoters name the bank more often, {promoters:.2f} against {others:.2f} times a year. Still {value:.0f} % of the referrals come from customers who are no promoters ({low:.0f} to {high:.0f}), since those are more.",
    ],
    exposure="{n:,} customers with a salary account, one year, customers drawn anew",
)
def referrals() -> Found:
    ties = load_dataset("bank_ties")
    promoter, count = (ties["recommend"] >= 9).to_numpy(), ties["referrals"].to_numpy()
    picks = np.random.default_rng(13).integers(len(ties), size=(BONDS_DRAWS, len(ties)))
    share = [100 * (count[i] * ~promoter[i]).sum() / count[i].sum() for i in picks]
    low, high = bonds_middle(share)
    mine, theirs = count[promoter].mean(), count[~promoter].mean()
    return Found(
        100 * count[~promoter].sum() / count.sum(),
        low,
        high,
        holds=mine > 1.5 * theirs and low > 35 and (~promoter).sum() > promoter.sum(),
        promoters=mine,
        others=theirs,
        n=len(ties),
    )


@claims.finding(
    "advocacy",
    notebook="3_moments",
    says=[
        "Of the free promoters {mine:.0f} % stayed, of the other free customers {theirs:.0f} %: {value:.0f} points more ({low:.0f} to {high:.0f}).",
        "Still {none:.0f} % of the free who stayed are no promoters.",
    ],
    exposure="{n:,} customers who were free to leave, one year",
)
def advocacy() -> Found:
    ties = load_dataset("bank_ties").query("locked == 0")
    promoter, stayed = (ties["recommend"] >= 9).to_numpy(), ties["stayed"].to_numpy(dtype=float)
    mine, theirs = stayed[promoter], stayed[~promoter]
    counts = (mine.sum(), len(mine), theirs.sum(), len(theirs))
    low, high = confint_proportions_2indep(*counts, method="newcomb")
    none = 100 * theirs.sum() / stayed.sum()
    return Found(
        100 * (mine.mean() - theirs.mean()),
        100 * low,
        100 * high,
        holds=low > 0 and none > 50,
        mine=100 * mine.mean(),
        theirs=100 * theirs.mean(),
        none=none,
        n=len(ties),
    )


@claims.finding(
    "wallet-out",
    notebook="3_moments",
    says=[
        "{stayed:.0f} % stayed; of what was lost on balance, {value:.0f} % went with leavers ({low:.0f} to {high:.0f}).",
        "Of all that flowed out, with nothing taken off, it was {gross:.0f} %.",
        "Whoever watches only who leaves, misses most of it.",
        "Of 800 customers {stayed:.0f} % are still here. Yet only {low:.0f} to {high:.0f} % of what we lost on balance probably went with leavers; the larger part, with customers who stayed.",
    ],
    exposure="{n} customers, June 2024 to June 2025, customers drawn anew",
)
def wallet_out() -> Found:
    wallet = load_dataset("bank_wallet")
    lost = wallet["here"] - wallet["here_later"]
    rng, shares = np.random.default_rng(1), []
    for _ in range(2000):
        i = rng.integers(len(wallet), size=len(wallet))
        shares.append(100 * (lost[i] * wallet["left"][i]).sum() / lost[i].sum())
    low, high = bonds_middle(shares)
    out = lost.clip(lower=0)
    return Found(
        100 * (lost * wallet["left"]).sum() / lost.sum(),
        low,
        high,
        holds=high < 50,
        gross=100 * (out * wallet["left"]).sum() / out.sum(),
        stayed=100 * (1 - wallet["left"].mean()),
        n=len(wallet),
    )


claims.told(
    "3_moments",
    "case",
    "He knows which relations",
    "Open the year quarter by quarter",
    "We borrow the log of a cable maker",
    "The log ends with quarter 10",
    "A cable maker: accounts in each",
    "The bank counted fourteen kinds",
    "Of 900 plans the bank knows",
    "They were opened on different days",
    "Half of 2,400 customers",
    "This is the free half",
    "298 of them were not satisfied",
    "Gu's dashboard has one number",
    "Last year it was 30 (200",
    "800 customers were looked up",
)
claims.told(
    "3_moments",
    "example",
    "Three guests of Plum Court",
    'Of the four moves from "new"',
    "At Plum Court 40 of 1,000",
    "The loss is 40 × 0.05",
    "A repair that costs 900",
    "How sure? Let A gain",
    "The difference is 300, and its",
    "The probability that A is truly",
    "Five members of a gym",
    "In month 2, 1 of 5 goes",
    "So 50% end at another gym",
)
claims.told(
    "3_moments",
    "definition",
    "If accounts are alike and",
    "Who stays can still take",
    "From 0.975 on we call it told apart",
)
claims.told(
    "3_moments",
    "literature",
    "Commitment and trust. Morgan",
)
claims.told(
    "3_moments",
    "quote",
    "Among 400 answers each year",
    "Chance alone would hardly bring",
    "Of 800 customers 4% left",
    "So the larger part of what we lost",
    "A promoter names the bank",
    "So the great majority of all",
)


# --- 4_programme -----------------------------------------------------------------------------

#: Banks that nothing else uses.
PROGRAMME_BANKS = range(1000, 1300)


def programme_gain() -> tuple[float, float, int]:
    """Gain of the birthday night by lot, its standard error, and how many were drawn."""
    perk = load_dataset("hotel_perk")
    lot = perk[perk["by_lot"] == 1]
    night = lot.loc[lot["birthday_night"] == 1, "stays_next"]
    none = lot.loc[lot["birthday_night"] == 0, "stays_next"]
    error = (night.var() / len(night) + none.var() / len(none)) ** 0.5
    return night.mean() - none.mean(), error, len(lot)


@claims.finding(
    "holders-against-others",
    notebook="4_programme",
    says="All holders of the night against all others: {gap:.2f} more stays a guest.",
    exposure="{n:,} guests, one year",
)
def holders_against_others() -> Found:
    perk = load_dataset("hotel_perk")
    night = perk.loc[perk["birthday_night"] == 1, "stays_next"]
    none = perk.loc[perk["birthday_night"] == 0, "stays_next"]
    gap = night.mean() - none.mean()
    reach = 1.96 * (night.var() / len(night) + none.var() / len(none)) ** 0.5
    return Found(gap, gap - reach, gap + reach, holds=gap - reach > 0.4, gap=gap, n=len(perk))


@claims.finding(
    "birthday-night",
    notebook="4_programme",
    exposure="{n:,} guests who were drawn, one year",
    drawn="who of the guests with fewer than six earlier stays gets the night",
    predicted="m09-perk",
    verdict="cannot tell",
)
def birthday_night() -> Found:
    gain, error, n = programme_gain()
    low, high = gain - 1.96 * error, gain + 1.96 * error
    empty, sold = 65 / 310, 260 / 310
    return Found(
        gain,
        low,
        high,
        holds=low < empty < high < sold,
        gain=gain,
        empty=empty,
        sold=sold,
        n=n,
    )


@claims.finding(
    "season-alone",
    notebook="4_programme",
    says="In the open bank, had nobody been touched, {second:.1%} of all holders would have left in quarter 2 and {third:.1%} in quarter 3.",
    exposure="{n:,} holders at the start of quarter 2, nobody touched",
)
def season_alone() -> Found:
    year = play([{}, {}, {}, {}])
    year["gone"] = year["held"] * year["held_left"]
    sums = year.groupby("quarter")[["held", "gone"]].sum()
    share = sums["gone"] / sums["held"]
    return Found(
        share[3] - share[2],
        exact="one bank that was played once",
        holds=share[3] < 0.75 * share[2],
        second=share[2],
        third=share[3],
        n=int(sums["held"][2]),
    )


def programme_risk_first(measures: str) -> tuple[float, float]:
    """Worth of money for the highest churn, million yuan a bank, and its standard error."""
    plan = {**NOTHING, "decide": "risk", "holdout": 0, "measures": measures}
    value = run_plan(plan, make_banks(PROGRAMME_BANKS)).value.sum(axis=1) / 1e6
    return float(value.mean()), float(value.std(ddof=1) / len(value) ** 0.5)


@claims.finding(
    "highest-risk",
    notebook="4_programme",
    says=[
        "On {n} other banks, all money for calls to the cells with the highest churn is worth {calls:.1f} million yuan a bank [{low:.1f}, {high:.1f}], for gifts {gifts:.1f} [{gifts_low:.1f}, {gifts_high:.1f}].",
        "Leaving everybody alone is worth 0, so both do worse than nothing.",
    ],
    exposure="{n} banks drawn from the game's assumptions, four quarters each",
    identified="the effects are set in the simulation, and the worth is expected",
)
def highest_risk() -> Found:
    calls, error = programme_risk_first("calls")
    gifts, gifts_error = programme_risk_first("gifts")
    return Found(
        calls,
        calls - 1.96 * error,
        calls + 1.96 * error,
        holds=max(calls + 1.96 * error, gifts + 1.96 * gifts_error) < 0,
        calls=calls,
        gifts=gifts,
        gifts_low=gifts - 1.96 * gifts_error,
        gifts_high=gifts + 1.96 * gifts_error,
        n=len(PROGRAMME_BANKS),
    )


@claims.finding(
    "tiny-winner",
    notebook="4_programme",
    says="With 100 calls in each cell, the best of eight cells seems to gain {seen:.0f} yuan a call; in truth it gains {true:.0f} on average.",
    exposure="{n} banks, 100 calls in each of eight cells",
    drawn="who is called",
)
def tiny_winner() -> Found:
    banks = make_banks(PROGRAMME_BANKS)
    rng = np.random.default_rng(5)
    size, worth, churn = (np.array([cell[place] for cell in CELLS.values()]) for place in (1, 2, 3))
    base = churn * banks.season[:, 0, None]
    called = rng.binomial(100, base - banks.effect[:, :, 0]) / 100
    others = rng.binomial(size - 100, base) / (size - 100)
    seen = (others - called) * worth - COST["call"]
    true = banks.effect[:, :, 0] * worth - COST["call"]
    best = seen.argmax(axis=1)
    rows = np.arange(len(best))
    lost = seen[rows, best] - true[rows, best]
    reach = 1.96 * lost.std(ddof=1) / len(lost) ** 0.5
    return Found(
        lost.mean(),
        lost.mean() - reach,
        lost.mean() + reach,
        holds=lost.mean() - reach > 20,
        seen=seen[rows, best].mean(),
        true=true[rows, best].mean(),
        n=len(best),
    )


claims.told(
    "4_programme",
    "example",
    "A dentist draws 500 of 1,000 patients",
    "They come 0.62 times",
    "Gain 0.62 - 0.50 = 0.12 visits",
    "Interval: with a variance",
    "Verdict: the whole interval lies",
    "Willow Bridge Insurance: a call costs",
    "called, 10% leaving as usual",
)
claims.told(
    "4_programme",
    "case",
    "Eight features are proposed",
    "A year of retention money",
    "Up to 900,000 yuan a quarter",
    "Of a cell one knows how many",
    "Set what share of each cell",
    "(2 points) marks is a dictionary",
    "(15 points, read by your instructor)",
    "Gu, 200 to 300 words",
)
claims.told("4_programme", "definition", "Loyalty is worked for in three")
claims.told("4_programme", "advice", "Only a holdout says who stays")
claims.told(
    "4_programme",
    "literature",
    "In the United Kingdom, since April 1, 2017",
    "Not only leaving. In a study of 1,200",
)
claims.told(
    "4_programme",
    "quote",
    "Long-standing customers leave less",
    "The whole programme costs 3 million",
    "Second. In the first 90 days",
    "20% are left out by lot",
    "If on June 30 the interval",
)
