"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from scipy.stats import norm
from scipy.stats import t as student
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from servicelab.data.loading import load_dataset
from servicelab.games.price_menu import sort_clients
from servicelab.games.year_menu.model import (
    CLASS_COST,
    Year,
    play_years,
)
from servicelab.pricing import (
    Stratified,
    choice_difference,
    choice_effects,
    choice_worth,
    stratified_difference,
)
from servicelab.surveys import rank_probability
from servicelab_workshop.lessons.claims import Claims, Found
from servicelab_workshop.worlds import discovery

claims = Claims()

# --- 1_worth: what is it worth? ---------------------------------------------------------------

WORTH_POINT = {"cover": 300, "service": 120, "staff": 100, "image": 50}
WORTH_WAGE = {"family": 45, "retired": 20, "self-employed": 90}


@cache
def worth_left(segment: str, *, twice: bool = False) -> pd.DataFrame:
    """Delivered value by rater and insurer, in yuan a year."""
    worth = load_dataset("insurer_worth")
    rated = worth[worth["segment"] == segment]
    value = sum(price * rated[part] for part, price in WORTH_POINT.items())
    if not twice:
        value = value - WORTH_POINT["staff"] * rated["staff_speed"]
    burdens = load_dataset("insurer_burdens").set_index("insurer")
    cost = burdens[["premium", "hassle", "effort"]].sum(axis=1)
    cost = cost + burdens["hours"] * WORTH_WAGE[segment]
    wide = rated.assign(value=value).pivot(index="rater", columns="insurer", values="value")
    return wide - cost[wide.columns]


def worth_lead(segment: str, who: str, other: str, **how: bool) -> tuple[float, float, float, int]:
    """Mean lead of one insurer over another, its interval, and the number of raters."""
    left = worth_left(segment, **how)
    lead = left[who] - left[other]
    reach = student.ppf(0.975, len(lead) - 1) * lead.std() / len(lead) ** 0.5
    return lead.mean(), lead.mean() - reach, lead.mean() + reach, len(lead)


@claims.finding(
    "the-ledger",
    notebook="1_worth",
    says=[
        "The department's ledger: Willow Bridge leads among families",
        "In the ledger Willow Bridge leaves families {lead:.0f} yuan a year more than Heron does.",
    ],
    exposure="{n} families rating four insurers",
)
def worth_the_ledger() -> Found:
    lead, low, high, n = worth_lead("family", "Willow Bridge", "Heron", twice=True)
    first = worth_left("family", twice=True).mean().idxmax() == "Willow Bridge"
    return Found(lead, low, high, holds=low > 0 and first, lead=lead, n=n)


@claims.finding(
    "counted-once",
    notebook="1_worth",
    says="Among families Heron is ahead of Willow Bridge by {lead:.0f} yuan ({low:.0f} to {high:.0f}).",
    exposure="{n} families rating four insurers",
    predicted="m03-lead",
)
def worth_counted_once() -> Found:
    lead, low, high, n = worth_lead("family", "Heron", "Willow Bridge")
    first = worth_left("family").mean().idxmax() == "Heron"
    return Found(lead, low, high, holds=low > 0 and first, lead=lead, n=n)


@claims.finding(
    "dear-hours",
    notebook="1_worth",
    says=[
        "Who leads depends on what an hour is worth",
        "Among the self-employed Willow Bridge is ahead of Heron by {lead:.0f} yuan ({low:.0f} to {high:.0f}).",
        'So the ledger was wrong about families, and "we lead" is right about somebody.',
    ],
    exposure="{n} self-employed rating four insurers",
)
def worth_dear_hours() -> Found:
    lead, low, high, n = worth_lead("self-employed", "Willow Bridge", "Heron")
    first = worth_left("self-employed").mean().idxmax() == "Willow Bridge"
    other = worth_left("family").mean().idxmax() == "Heron"
    return Found(lead, low, high, holds=low > 0 and first and other, lead=lead, n=n)


@claims.finding(
    "level-wage",
    notebook="1_worth",
    says=[
        "A policy at Heron takes {hours:.0f} hours a year more.",
        "With the ratings of the families, the two are level where an hour is worth {wage:.0f} yuan.",
        "Among families the two would be level if a point of cover were worth about {cover:.0f} yuan instead of 300.",
    ],
    exposure="means of {n} families",
)
def worth_level_wage() -> Found:
    lead, low, high, n = worth_lead("family", "Heron", "Willow Bridge")
    burdens = load_dataset("insurer_burdens").set_index("insurer")["hours"]
    hours = burdens["Heron"] - burdens["Willow Bridge"]
    worth = load_dataset("insurer_worth")
    rated = worth[worth["segment"] == "family"].groupby("insurer", observed=True)["cover"].mean()
    cover = 300 - lead / (rated["Heron"] - rated["Willow Bridge"])
    wage = 45 + lead / hours
    ends = 45 + low / hours, 45 + high / hours
    return Found(wage, *ends, holds=45 < wage < 90, hours=hours, wage=wage, cover=cover, n=n)


@claims.finding(
    "supported",
    notebook="1_worth",
    says="In each segment one insurer is first in more than 99 % of the draws: three supported answers, not one.",
    exposure="{n} raters a segment, drawn again 2,000 times",
)
def worth_supported() -> Found:
    sure = {name: rank_probability(-worth_left(name)) for name in WORTH_WAGE}
    firsts = {name: one.idxmax() for name, one in sure.items()}
    least = min(one.max() for one in sure.values())
    return Found(
        least,
        exact="a share of draws",
        holds=least > 0.99 and firsts["family"] != firsts["self-employed"],
        n=len(worth_left("family")),
    )


@cache
def worth_image_lead(attribute: str) -> pd.DataFrame:
    """Mean, variance and number of Willow Bridge minus Heron, by wave."""
    image = load_dataset("insurer_image")
    wide = image.pivot(index=["wave", "respondent"], columns="brand", values=attribute)
    lead = wide["Willow Bridge"] - wide["Heron"]
    return lead.groupby("wave").agg(["mean", "var", "size"])


def worth_image_change(attribute: str) -> tuple[float, float, float]:
    """Change of the lead between the waves, with its interval."""
    two = worth_image_lead(attribute)
    change = two["mean"].iloc[1] - two["mean"].iloc[0]
    reach = 1.96 * float((two["var"] / two["size"]).sum()) ** 0.5
    return change, change - reach, change + reach


@claims.finding(
    "courtesy-copied",
    notebook="1_worth",
    says=[
        "In courtesy our lead over Heron shrank by {shrank:.1f} points ({least:.1f} to {most:.1f}) in a year; smiles are probably copied as fast as that in any market.",
    ],
    exposure="{n} respondents a wave, two samples",
)
def worth_courtesy_copied() -> Found:
    change, low, high = worth_image_change("courtesy")
    return Found(
        change,
        low,
        high,
        holds=high < 0,
        shrank=-change,
        least=-high,
        most=-low,
        n=int(worth_image_lead("courtesy")["size"].iloc[0]),
    )


@claims.finding(
    "courtesy-more",
    notebook="1_worth",
    says="In courtesy our lead over Heron shrank by {shrank:.1f} points ({least:.1f} to {most:.1f}) in a year; over the same time our lead in claims very probably held up better.",
    exposure="{n} respondents a wave, two samples",
)
def worth_courtesy_more() -> Found:
    image = load_dataset("insurer_image")
    wide = image.pivot(index=["wave", "respondent"], columns="brand")
    ours = wide.xs("Willow Bridge", axis=1, level="brand")
    gap = ours - wide.xs("Heron", axis=1, level="brand")
    two = (gap["courtesy"] - gap["claims_process"]).groupby("wave").agg(["mean", "var", "size"])
    value = float(two["mean"].iloc[1] - two["mean"].iloc[0])
    reach = 1.96 * float((two["var"] / two["size"]).sum()) ** 0.5
    change, low, high = worth_image_change("courtesy")
    return Found(
        value,
        value - reach,
        value + reach,
        holds=value + reach < 0,
        shrank=-change,
        least=-high,
        most=-low,
        n=int(two["size"].iloc[0]),
    )


@claims.finding(
    "claims-process",
    notebook="1_worth",
    says=[
        "In claims our lead over Heron changed by {change:.1f} points ({least} to {most:.1f}) in a year; so it has not changed, and Heron cannot copy it as it did our smiles.",
        "In claims our lead over Heron changed by {change:.1f} points ({least} to {most:.1f}) in a year; with a weight of 34 of 100, that is what kept our clients.",
    ],
    exposure="{n} respondents a wave, two samples",
    verdict="cannot tell",
)
def worth_claims_process() -> Found:
    change, low, high = worth_image_change("claims_process")
    return Found(
        change,
        low,
        high,
        holds=low < 0 < high,
        change=change,
        least=worth_minus(low),
        most=high,
        n=int(worth_image_lead("claims_process")["size"].iloc[1]),
    )


def worth_minus(number: float) -> str:
    """A number with a decimal, and a minus sign as texts have it."""
    return f"{number:.1f}".replace("-", "\N{MINUS SIGN}")


def worth_brochures() -> dict[str, pd.DataFrame]:
    """The rows of each brochure."""
    return dict(tuple(load_dataset("insurer_brochure").groupby("brochure", observed=True)))


@claims.finding(
    "brochure-risk",
    notebook="1_worth",
    says="Its policy seemed less risky to those with the crafted one: {less:.2f} points lower on a scale from 1 to 7 ({least:.2f} to {most:.2f}).",
    exposure="{n} prospects for each brochure",
    drawn="which of two brochures a prospect got",
)
def worth_brochure_risk() -> Found:
    both = worth_brochures()
    crafted, plain = (both[name]["perceived_risk"] for name in ("crafted", "plain"))
    value = crafted.mean() - plain.mean()
    reach = 1.96 * (crafted.var() / len(crafted) + plain.var() / len(plain)) ** 0.5
    return Found(
        value,
        value - reach,
        value + reach,
        holds=value + reach < 0,
        less=-value,
        least=-value - reach,
        most=-value + reach,
        n=len(plain),
    )


@claims.finding(
    "brochure-enquiries",
    notebook="1_worth",
    says="Do more of them ask for an offer? **Nobody can tell**: {points} percentage points ({low_end} to {high_end:.1f}).",
    exposure="{n} prospects for each brochure, 30 days",
    drawn="which of two brochures a prospect got",
    verdict="cannot tell",
)
def worth_brochure_enquiries() -> Found:
    both = worth_brochures()
    asked = {name: (int(rows["asked_offer"].sum()), len(rows)) for name, rows in both.items()}
    low, high = confint_proportions_2indep(*asked["crafted"], *asked["plain"], method="newcomb")
    value = 100 * float(np.subtract(*(x / n for x, n in (asked["crafted"], asked["plain"]))))
    low, high = 100 * low, 100 * high
    return Found(
        value,
        low,
        high,
        holds=low < 0 < 2.0 < high,
        points=worth_minus(value),
        low_end=worth_minus(low),
        high_end=high,
        n=asked["plain"][1],
    )


# --- 1_worth: what else has a number -----------------------------------------------------------

claims.told(
    "1_worth",
    "case",
    "360 clients rated four insurers",
    "300 yuan a year for cover",
    "An hour is worth 45 yuan to a family",
    "In the ledger, total value is each rating",
    '"One benefit stands in this ledger twice',
    "Pei has 400,000 yuan a year",
    "The app and the claims desk partly save",
    "When you stand by your plan, open the seal: all 64",
    "All 64 sets: who pays for the same hours",
    "Our rival insures a van for 4,200 yuan",
    "A van has 0.22 claims a year",
    "Here is one market in two years",
    "Shown is our mean minus Heron's",
    "The last column: how many of 100 points",
    "The other 42 went to cover and price",
    "1,200 prospects got a plain brochure",
    "A crafted brochure costs 6 yuan more",
)
claims.told(
    "1_worth",
    "definition",
    "The rule of this course, also in module 4",
    "The same minutes, twice",
    "Draw as many raters again at random",
    "A benefit that stands on both sides",
    "Economic value is the most",
)
claims.told(
    "1_worth",
    "example",
    "Lu a check-up gives 900 yuan",
    "600 for the examination",
    "It takes 400 yuan in money",
    "What is left is 900 - 580 = 320 yuan",
    "By hand, at a hospital. A text message",
    "800 × (0.5 × 30 + 4)",
    "By hand, at a hospital. A laboratory",
    "Ours fails as often, twice a year",
    "A failure costs 2 × 900",
    "30,000 + 2 × 1,600 = 33,200",
)


# --- 2_price: what will they pay? ------------------------------------------------------------

PRICE_COST = 62
PRICE_STEPS: dict[str, tuple[Any, Any]] = {
    "needs": ("partly", "fully"),
    "premium": (1200, 600),
    "claims_by": ("paper", "app"),
    "news": ("on request", "each step"),
    "on_time": (80, 90),
}


def price_table(test: pd.DataFrame) -> pd.DataFrame:
    """By price: how many had an offer, the share that bought, profit per 100 clients, its error."""
    table = test.groupby("price")["bought"].agg(n="size", x="sum", share="mean")
    margin = 100 * (table.index.to_series() - PRICE_COST)
    table["profit"] = margin * table["share"]
    table["error"] = margin.abs() * np.sqrt(table["share"] * (1 - table["share"]) / table["n"])
    return table


@cache
def price_said() -> pd.Series:
    """The share that says it would pay each price."""
    survey = load_dataset("insurer_stated_prices")
    prices = price_table(load_dataset("insurer_price_test")).index
    return pd.Series([(survey["stated_max"] >= one).mean() for one in prices], index=prices)


@claims.finding(
    "price-order",
    notebook="2_price",
    says="Of those who saw the high end first, {high_first:.0%} named 120 yuan or more; of the others {low_first:.0%}. By the order alone, the difference is {points:.0f} points ({from_:.0f} to {to:.0f}).",
    exposure="{n} policyholders, one survey",
    drawn="whether the list of prices began low or high",
)
def price_order() -> Found:
    survey = load_dataset("insurer_stated_prices")
    yes = (survey["stated_max"] >= 120).groupby(survey["first_shown"].astype(str))
    x, n = yes.sum(), yes.size()
    one, other = "high price first", "low price first"
    low, high = confint_proportions_2indep(x[one], n[one], x[other], n[other], method="newcomb")
    value = x[one] / n[one] - x[other] / n[other]
    return Found(
        value,
        low,
        high,
        holds=low > 0,
        high_first=x[one] / n[one],
        low_first=x[other] / n[other],
        points=100 * value,
        from_=100 * low,
        to=100 * high,
        n=len(survey),
    )


@claims.finding(
    "price-buyers",
    notebook="2_price",
    says="At 120 yuan {said:.0f} of 100 said yes, and {bought:.0f} of 100 bought ({from_:.0f} to {to:.0f}).",
    exposure="{asked} asked, {n} with an offer at 120 yuan",
    predicted="m03-q6-buyers",
    drawn="which of six prices each policyholder was offered",
)
def price_buyers() -> Found:
    row = price_table(load_dataset("insurer_price_test")).loc[120]
    low, high = proportion_confint(row["x"], row["n"], method="wilson")
    said = price_said()[120]
    return Found(
        row["share"],
        low,
        high,
        holds=high < said - 0.1 and 1.7 < said / row["share"] < 2.3,
        said=100 * said,
        bought=100 * row["share"],
        from_=100 * low,
        to=100 * high,
        asked=len(load_dataset("insurer_stated_prices")),
        n=int(row["n"]),
    )


@claims.finding(
    "price-promise",
    notebook="2_price",
    says=[
        "At its own best price, {best} yuan, it promises {promised:,.0f} yuan per 100 clients; the test brought {brought:,.0f} there.",
        "Best against best, the survey promises twice the profit",
    ],
    exposure="900 asked, {n} with an offer at that price",
    drawn="which of six prices each policyholder was offered",
)
def price_promise() -> Found:
    said = price_said()
    promised = 100 * said * (said.index - PRICE_COST)
    best = int(promised.idxmax())
    table = price_table(load_dataset("insurer_price_test"))
    brought, error = table.loc[best, ["profit", "error"]]
    return Found(
        brought,
        brought - 1.96 * error,
        brought + 1.96 * error,
        holds=best == 150 and 1.8 < promised.max() / table["profit"].max() < 2.2,
        best=best,
        promised=promised.max(),
        brought=brought,
        n=int(table.loc[best, "n"]),
    )


@claims.finding(
    "price-both",
    notebook="2_price",
    says="Of these, {share:.0%} bought ({from_:.0f} to {to:.0f}).",
    exposure="{n} policyholders who were asked and had an offer at a price they had agreed to",
    drawn="which of six prices each policyholder was offered",
)
def price_both() -> Found:
    both = load_dataset("insurer_stated_prices").merge(
        load_dataset("insurer_price_test"), on="policyholder_id"
    )
    yes = both[both["stated_max"] >= both["price"]]
    low, high = proportion_confint(yes["bought"].sum(), len(yes), method="wilson")
    share = yes["bought"].mean()
    return Found(
        share,
        low,
        high,
        holds=len(yes) == 236,
        share=share,
        from_=100 * low,
        to=100 * high,
        n=len(yes),
    )


@claims.finding(
    "price-neighbors",
    notebook="2_price",
    says=[
        "And its price? In the test 120 yuan earned {first:,.0f} yuan per 100 clients, 150 yuan {less:.0f} less. The standard error of this difference is {error:.0f} yuan. So from this test alone nobody can tell which of the two is better: the 95 % interval reaches from {other:.0f} yuan for 150 to {own:.0f} yuan for 120.",
    ],
    exposure="{n} policyholders at each of the two prices",
    predicted="m03-q6-price",
    drawn="which of six prices each policyholder was offered",
    verdict="cannot tell",
)
def price_neighbors() -> Found:
    table = price_table(load_dataset("insurer_price_test"))
    less = table.loc[120, "profit"] - table.loc[150, "profit"]
    error = np.hypot(table.loc[120, "error"], table.loc[150, "error"])
    ends = less - 1.96 * error, less + 1.96 * error
    others = table.drop(index=[120, 150])
    behind = table.loc[120, "profit"] - others["profit"]
    far = behind / np.hypot(others["error"], table.loc[120, "error"])
    return Found(
        less,
        *ends,
        holds=ends[0] < 0 < ends[1] and table["profit"].idxmax() == 120 and far.min() > 2,
        first=table.loc[120, "profit"],
        less=less,
        error=error,
        other=-ends[0],
        own=ends[1],
        n=int(table.loc[120, "n"]),
    )


@claims.finding(
    "price-other-draws",
    notebook="2_price",
    says="On 100 other draws of the same world 150 came out first {times} times.",
    exposure="100 draws of the whole test",
)
def price_other_draws() -> Found:
    world = discovery.world("m03_value_price")
    first = []
    for seed in range(1, 101):
        values = world.price_values(np.random.default_rng([seed, 20]))
        test = world.insurer_price_test(np.random.default_rng([seed, 22]), values)
        first.append(price_table(test)["profit"].idxmax())
    times = first.count(150)
    return Found(
        times,
        exact="a hundred draws were counted",
        holds=times + first.count(120) >= 98,
        times=times,
    )


@claims.finding(
    "price-exaggeration",
    notebook="2_price",
    says=[
        "Here exaggeration grew with the price: {low_price:.1f} times as many said yes as bought at 60 yuan, {own_price:.1f} times at 150, {value:.1f} times at 200 ({low:.1f} to {high:.1f}).",
        "So the survey's price is probably one step too high; little is lost, as 120 and 150 yuan earn nearly the same.",
    ],
    exposure="{asked} asked, {n} with an offer at each price",
    drawn="which of six prices each policyholder was offered",
)
def price_exaggeration() -> Found:
    table = price_table(load_dataset("insurer_price_test"))
    said, asked = price_said(), len(load_dataset("insurer_stated_prices"))
    times = said / table["share"]
    error = np.sqrt(
        (1 - said) / (said * asked) + (1 - table["share"]) / (table["share"] * table["n"])
    )
    apart = np.log(times[200] / times[60]) / np.hypot(error[200], error[60])
    # what the two earn over a hundred other draws
    world = discovery.world("m03_value_price")
    earned = []
    for seed in range(1, 101):
        values = world.price_values(np.random.default_rng([seed, 20]))
        test = world.insurer_price_test(np.random.default_rng([seed, 22]), values)
        earned.append(price_table(test)["profit"])
    mean = pd.concat(earned, axis=1).mean(axis=1)
    return Found(
        times[200],
        times[200] * np.exp(-1.96 * error[200]),
        times[200] * np.exp(1.96 * error[200]),
        holds=times.is_monotonic_increasing and apart > 2 and 0.85 < mean[150] / mean[120] < 1,
        low_price=times[60],
        own_price=times[150],
        asked=asked,
        n=int(table.loc[200, "n"]),
    )


@cache
def price_renewals() -> tuple[float, float, float, int]:
    """The share fewer who renew at a premium 10 % higher, with its interval, and how many."""
    answers = load_dataset("insurer_servqual").drop_duplicates("policyholder_id")
    clients = answers.merge(load_dataset("insurer_policyholders"), on="policyholder_id")
    fit = smf.ols("renewed ~ price_change", clients).fit(cov_type="HC1")
    stay, slope = fit.params
    step = np.array([0.10 * slope / stay**2, -0.10 / stay])
    reach = 1.96 * np.sqrt(step @ fit.cov_params().to_numpy() @ step)
    lost = -0.10 * slope / stay
    return lost, lost - reach, lost + reach, len(clients)


@claims.finding(
    "price-rise",
    notebook="2_price",
    says="A premium that is 10 % higher goes with {lost:.0%} fewer renewals ({from_:.0f} to {to:.0f}).",
    exposure="{n} policyholders of three products, one renewal",
    verdict="cannot tell",
)
def price_rise() -> Found:
    lost, low, high, n = price_renewals()
    return Found(
        lost,
        low,
        high,
        # motor can bear 50 %; what roadside can bear lies within the interval
        holds=high < 0.5 and low < 1 / 6 < lost < high and n == 434,
        lost=lost,
        from_=100 * low,
        to=100 * high,
        n=n,
    )


@claims.finding(
    "price-severity",
    notebook="2_price",
    says=[
        "Who paid more was more satisfied, and more severely ill",
        "Twice the price goes with a rating that is {plain:.2f} points higher ({low:.2f} to {high:.2f}). Among patients of equal severity it is {equal:.2f} points ({equal_low:.2f} to {equal_high:.2f}): no sign of an effect, and a large one, up or down, is not compatible with these data.",
    ],
    exposure="{n} patients of one hospital",
)
def price_severity() -> Found:
    patients = load_dataset("hospital_drivers")

    def twice(formula: str) -> list[float]:
        fit = smf.ols(formula, patients).fit()
        name = "np.log(out_of_pocket)"
        return [np.log(2) * one for one in (fit.params[name], *fit.conf_int().loc[name])]

    plain = twice("overall ~ np.log(out_of_pocket)")
    equal = twice("overall ~ np.log(out_of_pocket) + severity")
    part = pd.qcut(patients["out_of_pocket"], 4, labels=False)
    means = patients.groupby(part)[["overall", "severity"]].mean()
    return Found(
        *plain,
        holds=plain[1] > 0
        and equal[1] < 0 < equal[2]
        and means["overall"].is_monotonic_increasing
        and means["severity"].is_monotonic_increasing,
        plain=plain[0],
        equal=equal[0],
        equal_low=equal[1],
        equal_high=equal[2],
        n=len(patients),
    )


@claims.finding(
    "price-four-c",
    notebook="2_price",
    says="The four C. Families are moved most by needs ({family:.0f} points), the retired by communication ({retired:.0f}), the self-employed by convenience ({self_employed:.0f}). Communication minus convenience is {value:.0f} points for the retired ({low:.0f} to {high:.0f}) and {other:.0f} for the self-employed ({other_low:.0f} to {other_high:.0f}).",
    exposure="{n} respondents with five choices each",
    drawn="all attributes of the policies that were shown",
)
def price_four_c() -> Found:
    choices = load_dataset("insurer_choices")
    parts = {str(name): part for name, part in choices.groupby("segment", observed=True)}
    effects = {
        name: choice_effects(part, PRICE_STEPS)["effect"].drop("on_time")
        for name, part in parts.items()
    }
    first = {name: one.idxmax() for name, one in effects.items()}
    value, low, high = (
        100 * one for one in choice_difference(parts["retired"], PRICE_STEPS, "news", "claims_by")
    )
    other = [
        100 * one
        for one in choice_difference(parts["self-employed"], PRICE_STEPS, "news", "claims_by")
    ]
    return Found(
        value,
        low,
        high,
        holds=first == {"family": "needs", "retired": "news", "self-employed": "claims_by"}
        and low > 0 > other[2],
        family=100 * effects["family"].max(),
        retired=100 * effects["retired"].max(),
        self_employed=100 * effects["self-employed"].max(),
        other=other[0],
        other_low=other[1],
        other_high=other[2],
        n=choices["respondent"].nunique(),
    )


@claims.finding(
    "price-four-c-together",
    notebook="2_price",
    says="All together it is {value:.0f} points ({low:.0f} to {high:.0f}): nobody can tell which of the two is third. Nor which is first: needs minus cost is {first:.0f} points ({first_low:.0f} to {first_high:.0f}), and this order also hangs on the steps",
    exposure="{n} respondents with five choices each",
    drawn="all attributes of the policies that were shown",
    verdict="cannot tell",
)
def price_four_c_together() -> Found:
    choices = load_dataset("insurer_choices")
    value, low, high = (
        100 * one for one in choice_difference(choices, PRICE_STEPS, "news", "claims_by")
    )
    order = choice_effects(choices, PRICE_STEPS)["effect"].drop("on_time").sort_values()
    first, first_low, first_high = (
        100 * one for one in choice_difference(choices, PRICE_STEPS, "needs", "premium")
    )
    return Found(
        value,
        low,
        high,
        holds=low < 0 < high
        and first_low < 0 < first_high
        and set(order.index[:2]) == {"news", "claims_by"},
        first=first,
        first_low=first_low,
        first_high=first_high,
        n=choices["respondent"].nunique(),
    )


@claims.finding(
    "price-on-time",
    notebook="2_price",
    says="On paper ten more claims of 100 on time weigh as much as {value:.0f} yuan a year ({low:.0f} to {high:.0f}).",
    exposure="{n} respondents with five choices each",
    drawn="all attributes of the policies that were shown",
)
def price_on_time() -> Found:
    choices = load_dataset("insurer_choices")
    value, low, high = choice_worth(choices, PRICE_STEPS, "on_time", "premium")
    return Found(value, low, high, holds=low > 0, n=choices["respondent"].nunique())


claims.told(
    "2_price",
    "case",
    "Each client costs 62 yuan a year.",
    "The claims office costs 1,440,000 yuan a year.",
    "It handles 9,000 claims, so",
    "By heads, every claim would have had a fee of 200 yuan",
    "Heron, the largest rival, cuts two premiums by 10",
    "At Willow Bridge claims and service take 80",
    "In the last renewal some premiums rose more than others.",
    "Of 434 policyholders (motor, home and health)",
    "800 patients rated their stay.",
    "The cards show this one test; your points come from the 40.",
    "60, 75 or 90 of 100 claims paid on time.",
    "240 people chose five times between two policies",
)
claims.told(
    "2_price",
    "example",
    "By hand, at the hospital: a nurse takes blood samples at home",
    "At 40 yuan 30 of 100 patients wanted it",
    "The difference is 180 yuan.",
    "Two separate groups, so its standard error is",
    "By hand, in a hotel: the laundry costs 900 yuan a day.",
    "100 shirts take 3 minutes each",
    "So a minute costs 1 yuan, a shirt 3 and a suit 12.",
    "By heads, each would cost 6.",
    "Adding 40 % to the cost, a mark-up",
    "By hand, at the hospital: a check-up costs 50 yuan",
    "A clinic nearby is 4 yuan cheaper.",
    "All clients stay, each leaves 16 instead of 20.",
    "Some leave, all others still leave 20.",
    "Losing 4 / 20 = 20 % of them costs as much",
)
claims.told(
    "2_price",
    "definition",
    "A margin is a part of the price: with a cost of 60",
    "Product, price, place, promotion: the 4P",
)
claims.told("2_price", "literature", "Lauterborn (1990) turned it round")
claims.told(
    "2_price",
    "advice",
    "The best price is where margin times buyers is largest",
)


# --- 3_menus: menus, fences, fairness --------------------------------------------------------


@cache
def menus_counts() -> pd.DataFrame:
    """Who says unfair, and how many were asked, by story and wording."""
    heard = load_dataset("insurer_fairness")
    return heard.groupby(["story", "wording"], observed=True)["unfair"].agg(["sum", "size"])


def menus_compare(story: str) -> tuple[float, float, float]:
    """Second wording minus first, in points, with its interval."""
    (x1, n1), (x2, n2) = (menus_counts().loc[(story, one)] for one in ("first", "second"))
    low, high = confint_proportions_2indep(x2, n2, x1, n1, method="newcomb", compare="diff")
    return 100 * (x2 / n2 - x1 / n1), 100 * low, 100 * high


def menus_asked(story: str) -> int:
    """How many heard a story."""
    return int(menus_counts().loc[story]["size"].sum())


@claims.finding(
    "menus-draft",
    notebook="3_menus",
    says="Ms. Pei's draft hopes for {hoped:,.0f} yuan from 100 clients and gets {value:,.0f}.",
    exposure="100 clients of two kinds, a year",
    predicted="m03-draft-menu",
)
def menus_draft() -> Found:
    got = sort_clients({"shared": 70, "own": 260})
    return Found(
        got.profit,
        exact="counted: worth, costs and shares are given",
        holds=sum(got.clients["shared"].values()) == 100,
        hoped=70 * (70 - 20) + 30 * (260 - 62),
    )


@claims.finding(
    "menus-towns",
    notebook="3_menus",
    says=[
        "With 30 high-need clients of 100 the menu earns most: {value:,.0f} yuan against {own:,.0f} with the own adviser alone.",
        "With 80 of 100 it is the other way round, {both80:,.0f} against {own80:,.0f}: what must be left to 80 clients costs more than 20 small buyers bring.",
        "Sometimes one tier earns more than two.",
    ],
    exposure="100 clients of two kinds, a year",
)
def menus_towns() -> Found:
    def earned(high: int, **prices: float) -> float:
        return sort_clients(prices, {"low": 100 - high, "high": high}).profit

    both, own, shared = (
        earned(30, shared=70, own=240),
        earned(30, own=260),
        earned(30, shared=70),
    )
    both80, own80 = earned(80, shared=70, own=240), earned(80, own=260)
    return Found(
        both,
        exact="counted: worth, costs and shares are given",
        holds=both > max(own, shared) and both80 < own80 and 80 * 20 > 20 * 50,
        own=own,
        both80=both80,
        own80=own80,
    )


@claims.finding(
    "menus-storm",
    notebook="3_menus",
    says=[
        "The cause of a rise matters: that more people want cover adds {value:.1f} points [{low:.1f}, {high:.1f}] to those who say unfair.",
        "If premiums rise because more people want cover, we likely lose {low:.0f} to {high:.0f} of 100 clients more than if repairs cost more.",
    ],
    exposure="{n} policyholders, each one wording",
    drawn="which story in which wording each person heard",
    predicted="m03-unfair-storm",
)
def menus_storm() -> Found:
    value, low, high = menus_compare("storm")
    return Found(value, low, high, holds=low > 10, n=menus_asked("storm"))


@claims.finding(
    "menus-paper",
    notebook="3_menus",
    says=[
        "The same 60 yuan, told as a surcharge for paper instead of a discount for the app, add {value:.1f} points [{low:.1f}, {high:.1f}].",
        "The same 60 yuan sound less fair as a surcharge than as a discount: probably {low:.0f} to {high:.0f} of 100 policyholders more say unfair.",
    ],
    exposure="{n} policyholders, each one wording",
    drawn="which story in which wording each person heard",
    predicted="m03-unfair-paper",
)
def menus_paper() -> Found:
    value, low, high = menus_compare("paper")
    return Found(value, low, high, holds=low > 3, n=menus_asked("paper"))


@claims.finding(
    "menus-newcomers",
    notebook="3_menus",
    says=[
        "A price for new clients only is called unfair far more often than one for quiet hours, by {value:.1f} points [{low:.1f}, {high:.1f}].",
        "Here the simple reading is right: all three intervals lie far above 0.",
    ],
    exposure="{n} policyholders, each one wording",
    drawn="which story in which wording each person heard",
    predicted="m03-unfair-newcomers",
    verdict="the simple reading is right",
)
def menus_newcomers() -> Found:
    value, low, high = menus_compare("newcomers")
    others = [menus_compare(story)[1] for story in ("storm", "paper")]
    return Found(value, low, high, holds=min(low, *others) > 3, n=menus_asked("newcomers"))


@claims.finding(
    "menus-postcode",
    notebook="3_menus",
    says="The printed reason has changed nothing about the price by postcode: {least:.0f} to {most:.0f} of 100 policyholders still call it unfair.",
    exposure="{n} policyholders, each one wording",
    drawn="which story in which wording each person heard",
    predicted="m03-unfair-postcode",
    verdict="cannot tell",
)
def menus_postcode() -> Found:
    value, low, high = menus_compare("postcode")
    x, n = menus_counts().loc[("postcode", "second")]
    least, most = proportion_confint(x, n, method="wilson")
    return Found(
        value,
        low,
        high,
        holds=low < -5 and high > 5,
        least=100 * least,
        most=100 * most,
        n=menus_asked("postcode"),
    )


@claims.finding(
    "menus-most",
    notebook="3_menus",
    says="Five of the eight versions are called unfair by most",
    exposure="{n:,} policyholders, each one story in one wording",
)
def menus_most() -> Found:
    counts = menus_counts()
    low, high = proportion_confint(counts["sum"], counts["size"], method="wilson")
    clear = set(counts.index[low > 0.5])
    expected = {
        ("storm", "second"),
        ("paper", "second"),
        ("newcomers", "second"),
        ("postcode", "first"),
        ("postcode", "second"),
    }
    return Found(
        len(clear),
        exact="a count of intervals",
        holds=clear == expected and (high[low <= 0.5] < 0.5).all(),
        n=int(counts["size"].sum()),
    )


@claims.finding(
    "menus-first-cut",
    notebook="3_menus",
    exposure="{n} products, one year",
)
def menus_first_cut() -> Found:
    catalog = load_dataset("ito_catalogue")
    parents = catalog.groupby("product")["series"].nunique()
    sums = (
        catalog.drop_duplicates("product")
        .groupby("line", observed=True)[["price", "contribution", "expert_hours"]]
        .sum()
    )
    an_hour = sums["contribution"] / sums["expert_hours"]
    margin = sums["contribution"] / sums["price"]
    two, none = int((parents > 1).sum()), int((parents == 0).sum())
    return Found(
        an_hour.min(),
        exact="the whole catalog is there",
        holds=(two, none, catalog["series"].nunique(), len(parents)) == (2, 1, 14, 53)
        and an_hour.idxmin() == margin.idxmax() == "consulting"
        and margin.idxmin() == sums["contribution"].idxmin() == "tools",
        n=len(parents),
    )


claims.told(
    "3_menus",
    "case",
    '"The shared adviser costs what it is worth to low need, 70.',
    "The own adviser costs what it is worth to high need, 260.",
    "Each dot is a client and takes what leaves most: worth minus price.",
    "At 260 the own adviser leaves high need 0 yuan;",
    "So all 30 take the shared adviser: her own cheap tier eats the dear one.",
    "Pei, with 1,600 policyholders.",
    "Who likes two choices equally takes the dearer one, and buys rather than not.",
    "with a reason of 20 letters or more;",
    "A few always slip through. Where a trial counted them,",
    "a shared adviser (value-added): a team answers within two days;",
    "an own adviser (extended): one person, who also writes to the hospital;",
    "Three are opened now; the fourth is your task.",
    "53 products in 14 series of five lines",
)
claims.told(
    "3_menus",
    "definition",
    "Taking part. Nobody buys what costs more than it is worth.",
    "All this needs a tier that costs the same whoever buys it, and clients",
    "A menu that grew for years is a catalog.",
    "A line that earns 40 yuan of each 100 can still be a poor use of them:",
    "A menu works only if each tier leaves its clients at least as much",
)
claims.told(
    "3_menus",
    "example",
    "By hand, at a hotel. A plain room is worth 300 to a tourist,",
    "The plain room costs 300.",
    "A business guest in a plain room keeps 340",
    "So a quiet room must leave 40 too: at 480 it does.",
    "The hotel cannot have these 40:",
    "By hand, at a garage with one mechanic:",
    "With more work than hours, old cars go first.",
)
claims.told("3_menus", "literature", "82% called that unfair.")


# --- 4_memory: the year's memory -------------------------------------------------------------


def memory_rows(line: str, assigned: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Full and Basic of a line and way of assignment."""
    pilot = load_dataset("insurer_pilot")
    rows = pilot[(pilot["line"] == line) & (pilot["assigned"] == assigned)]
    return rows[rows["tier"] == "Full"], rows[rows["tier"] == "Basic"]


def memory_within(line: str, assigned: str) -> Stratified:
    """Full minus Basic at equal age."""
    full, basic = memory_rows(line, assigned)
    return stratified_difference(full["claims"], full["clients"], basic["claims"], basic["clients"])


@cache
def memory_years(markup: float) -> list[Year]:
    """The practice city with all tiers at a mark-up."""
    menu = {
        tier: int(round(float((cost + 70) * (1 + markup)), -1))
        for tier, cost in zip(("Basic", "Standard", "Full"), CLASS_COST, strict=True)
    }
    return play_years([{**menu, "desk": False, "waiting": False}] * 3)


@claims.finding(
    "memory-growth",
    notebook="4_memory",
    says="In this city the actuary's menu, all tiers at cost + 20 %, sells {sold[0]}, {sold[1]} and {sold[2]} policies and loses {lost:,.0f} thousand yuan in three years.",
    exposure="{n} clients of the practice city, three years",
)
def memory_growth() -> Found:
    years = memory_years(0.2)
    sold = [int(year.policies.sum()) for year in years]
    lost = -sum(year.value for year in years) / 1000
    return Found(
        lost,
        exact="one played city, as it came",
        holds=sold[0] < min(sold[1:]) and lost > 0,
        sold=sold,
        lost=lost,
        n=900,
    )


@claims.finding(
    "memory-choosers",
    notebook="4_memory",
    says="Those who chose Full had {value:.1f} stays per 100 more than those who chose Basic ({low:.1f} to {high:.1f}).",
    exposure="{n:,} clients who chose, one year",
)
def memory_choosers() -> Found:
    full, basic = memory_rows("ward", "chose")
    counts = (full["claims"].sum(), full["clients"].sum())
    others = (basic["claims"].sum(), basic["clients"].sum())
    low, high = confint_proportions_2indep(*counts, *others, method="newcomb")
    return Found(
        100 * (counts[0] / counts[1] - others[0] / others[1]),
        100 * low,
        100 * high,
        holds=low > 0,
        n=counts[1] + others[1],
    )


@claims.finding(
    "memory-glass",
    notebook="4_memory",
    says=[
        "Full's holders had {value:.1f} claims per 100 more ({low:.1f} to {high:.1f}).",
        "The load bears {load:.1f}, so **the simple reading is right**",
    ],
    exposure="{n:,} clients of glass cover, one year",
    predicted="m03-glass",
    verdict="the simple reading is right",
)
def memory_glass() -> Found:
    found = memory_within("glass", "chose")
    both = memory_rows("glass", "chose")
    n = sum(part["clients"].sum() for part in both)
    load = 15 * sum(part["claims"].sum() for part in both) / n
    return Found(
        100 * found.difference,
        100 * found.low,
        100 * found.high,
        holds=found.low < 0 < 100 * found.high < load,
        load=load,
        n=n,
    )


@claims.finding(
    "memory-lot",
    notebook="4_memory",
    says="By lot the interval holds zero: **nobody can tell** whether cover adds a little; effects above {high:.1f} points are not compatible at 95 %.",
    exposure="{n:,} clients drawn by lot, one year",
    verdict="cannot tell",
    drawn="the tier, for half of the clients of the pilot",
)
def memory_lot() -> Found:
    found = memory_within("ward", "lot")
    n = sum(part["clients"].sum() for part in memory_rows("ward", "lot"))
    return Found(
        100 * found.difference,
        100 * found.low,
        100 * found.high,
        holds=found.low < 0 < found.high,
        n=n,
    )


@claims.finding(
    "memory-who",
    notebook="4_memory",
    says=[
        "Who chooses makes at least {low:.1f} points, if cover acts alike on both.",
        "Who chooses makes some {value:.1f} points ({low:.1f} to {high:.1f}), if cover acts alike on both",
        "choosers of Full had {chose:.1f} stays per 100 more at equal age ({chose_low:.1f} to {chose_high:.1f}), drawn holders {lot:.1f} ({lot_low:.1f} to {lot_high:.1f}).",
    ],
    exposure="{n:,} clients, half of them drawn by lot, one year",
    drawn="the tier, for half of the clients of the pilot",
)
def memory_who() -> Found:
    chose, lot = memory_within("ward", "chose"), memory_within("ward", "lot")
    value = 100 * (chose.difference - lot.difference)
    reach = norm.ppf(0.975) * 100 * float(np.hypot(chose.error, lot.error))
    parts = [memory_rows("ward", way) for way in ("chose", "lot")]
    return Found(
        value,
        value - reach,
        value + reach,
        holds=value - reach > 0,
        chose=100 * chose.difference,
        chose_low=100 * chose.low,
        chose_high=100 * chose.high,
        lot=100 * lot.difference,
        lot_low=100 * lot.low,
        lot_high=100 * lot.high,
        n=sum(part["clients"].sum() for both in parts for part in both),
    )


claims.told(
    "4_memory",
    "case",
    "Jin, the actuary, prices",
    "One city, 900 clients",
    "State a price for each tier",
    "A policy costs 70 yuan",
    "A rise of more than 6",
    "Closing a tier counts",
    "Of 18,000 clients half",
    "Jin has an evidence pack",
    "Three were offered Full",
    "Of eight cities it had",
    "Glass cover has the same two tiers",
    "A holder is worth 600",
    "Who is new in a tier",
)
claims.told(
    "4_memory",
    "example",
    "All together, 14 points.",
    "Within the kinds 10 and 2 points",
    "Suppose that by lot the two differ",
    "Then 2 points are what the ticket",
    "By hand: in one city",
    "Of 100 cities whose buyers",
    "In another, 90 of 100",
    "If buyers cost what the class",
    "At a third both earn the same",
    "In the last quarter 94 of 100",
)
claims.told(
    "4_memory",
    "literature",
    "This is adverse selection",
    "Finkelstein and McGarry (2006) found",
    "In the United States, under",
)
claims.told("4_memory", "definition", "Restate it as acceptance criteria")
claims.told("4_memory", "advice", "Where one has read who buys")
