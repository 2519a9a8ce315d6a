"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations

import functools
from functools import cache

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from servicelab.data.loading import load_dataset
from servicelab.games.factory import neutral_setting, read_setting
from servicelab.games.factory.model import PAGE
from servicelab.games.six_lines import line_range, lines_of
from servicelab_workshop.lessons.claims import Claims, Found
from servicelab_workshop.worlds.visits import make_visits

claims = Claims()

# --- 1_page ----------------------------------------------------------------------------------

LAST_DAY = pd.Timestamp("2025-09-30")
ALL_VISITS = "all 600 visits of the branch are counted, and in this invented town all are known"


def visits_of(branch: str) -> pd.DataFrame:
    visits = load_dataset("bank_visits")
    return visits[visits["branch"] == branch]


def due_at_riverside() -> pd.DataFrame:
    own = visits_of("Riverside")
    return own[own["promised"] <= LAST_DAY]


def share_range(part: float, whole: float) -> dict[str, float]:
    low, high = proportion_confint(part, whole, method="wilson")
    return {"low": low, "high": high}


@functools.cache
def true_shares() -> pd.Series:
    return make_visits().true_shares


def printed(branch: str) -> float:
    line = lines_of(load_dataset("bank_visits"), load_dataset("bank_line_calls"))[branch]
    return 100 * line.good / line.base


@claims.finding(
    "the-page-is-counted",
    notebook="1_page",
    says="*{satisfied:.0f} % satisfied. {complain:.0f} % complain. {on_time:.0f} % on time. {loyal:.0f} % loyal.*",
    exposure="{n} visits of July to September 2025, {answers} of them with an answer",
)
def the_page_is_counted() -> Found:
    own, closed = visits_of("Riverside"), due_at_riverside().dropna(subset="closed")
    said = own[own["answered"] == 1]
    sides = said[said["said"] != 3]
    satisfied = 100 * (sides["said"] >= 4).mean()
    either = (said["used_again"] == 1) | (said["would_recommend"] == 1)
    return Found(
        satisfied,
        exact="the page counts what is in the log; of whom it holds is the question",
        holds=len(own) == 600,
        satisfied=satisfied,
        complain=100 * own["complained"].mean(),
        on_time=100 * (closed["closed"] <= closed["promised"]).mean(),
        loyal=100 * either.mean(),
        n=len(own),
        answers=len(said),
    )


@claims.finding(
    "three-steps-to-the-page",
    notebook="1_page",
    says=[
        "Everybody, asked neutrally: {neutral:.1f} % (of the {reached} who were reached; of all 600 it is {true:.1f}). Only closed cases: {closed:.1f} %. By text instead of a caller: {text:.1f} %. The middle left out: {value:.1f} %.",
        "That is the 95 on the page: {good} of {base}.",
    ],
    exposure="600 visits of one branch, read in four of 256 ways",
    predicted="m01-riverside-share",
)
def three_steps_to_the_page() -> Found:
    readings = load_dataset("bank_factory")
    steps = [neutral_setting()]
    for name in ("timing", "channel", "base"):
        steps.append({**steps[-1], name: PAGE[name]})
    neutral, closed, text, page = (read_setting(readings, one)[0] for one in steps)
    reached = read_setting(readings, steps[0])[1]
    said = visits_of("Riverside")["said"].dropna()
    return Found(
        page,
        exact=ALL_VISITS,
        holds=neutral < closed < text < page and steps[-1] == PAGE,
        neutral=neutral,
        reached=reached,
        true=true_shares()["Riverside"],
        closed=closed,
        text=text,
        good=int((said >= 4).sum()),
        base=int((said != 3).sum()),
    )


@claims.finding(
    "other-words",
    notebook="1_page",
    says="with three kind words among the five steps, and all else neutral, the same visits read {value:.1f} %",
    exposure="{n} visits of one branch, asked by a neutral caller",
)
def other_words() -> Found:
    readings = load_dataset("bank_factory")
    kind, n = read_setting(readings, {**neutral_setting(), "wording": "kind"})
    even, _n = read_setting(readings, neutral_setting())
    return Found(kind, exact="the same visits, read twice", holds=kind - even > 10, n=n)


@claims.finding(
    "riverside-is-lower",
    notebook="1_page",
    says="**Riverside** is furthest off: the pleased answered.",
    exposure="600 visits of each of six branches",
    predicted="m01-worst-line",
)
def riverside_is_lower() -> Found:
    off = pd.Series({name: printed(name) - share for name, share in true_shares().items()})
    return Found(off["Riverside"], exact=ALL_VISITS, holds=off.abs().idxmax() == "Riverside")


@claims.finding(
    "riverside-range",
    notebook="1_page",
    says="Riverside prints {value:.1f} points too much, University {university:.1f}, Lakeside {lakeside:.1f}, Eastgate {eastgate:.1f}. Harbor prints {harbor:.1f} points too little, Old Town is nearly right.",
    exposure="600 visits of each of six branches",
    predicted="m01-worst-line",
)
def riverside_range() -> Found:
    off = {name: printed(name) - share for name, share in true_shares().items()}
    return Found(
        off["Riverside"],
        exact=ALL_VISITS,
        holds=abs(off["Old Town"]) < 0.5,
        university=off["University"],
        lakeside=off["Lakeside"],
        eastgate=off["Eastgate"],
        harbor=-off["Harbor"],
    )


@claims.finding(
    "visits-and-customers",
    notebook="1_page",
    says="{n} complaints are {visits:.1f} of 100 visits, or {value:.1f} of 100 customer numbers",
    exposure="600 visits of {customers} customer numbers of one branch",
)
def visits_and_customers() -> Found:
    own = visits_of("Riverside")
    by_customer = own.groupby("customer_id")["complained"].max()
    return Found(
        100 * by_customer.mean(),
        exact=ALL_VISITS,
        holds=own["complained"].sum() == by_customer.sum(),
        n=int(own["complained"].sum()),
        visits=100 * own["complained"].mean(),
        customers=len(by_customer),
    )


@claims.finding(
    "on-time-of-what",
    notebook="1_page",
    says=[
        "The {closed:.0f} % hold among the closed cases, {kept} of {n_closed}.",
        "Of all {n} that were due by the end of September, {value:.1f} % were closed in time.",
        "The other {missing} are in no count of the page: {open} are still open, and of {gave_up} the customer gave up.",
        "Without those {gave_up} it is {waited:.1f} %.",
    ],
    exposure="{n} cases of one branch that were promised by 2025-09-30",
)
def on_time_of_what() -> Found:
    due = due_at_riverside()
    kept, closed = int((due["closed"] <= due["promised"]).sum()), int(due["closed"].count())
    gave_up = int((due["outcome"] == "gave up").sum())
    return Found(
        100 * kept / len(due),
        exact=ALL_VISITS,
        holds=kept / closed > kept / len(due) + 0.05,
        closed=100 * kept / closed,
        kept=kept,
        n_closed=closed,
        n=len(due),
        missing=len(due) - closed,
        open=int((due["outcome"] == "open").sum()),
        gave_up=gave_up,
        waited=100 * kept / (len(due) - gave_up),
    )


@claims.finding(
    "who-answered",
    notebook="1_page",
    says="{n} visits of 600 have an answer, from customers who chose to answer a text",
    exposure="600 visits of one branch",
)
def who_answered() -> Found:
    own = visits_of("Riverside")
    n = int(own["answered"].sum())
    return Found(n / len(own), exact=ALL_VISITS, holds=len(own) == 600, n=n)


@claims.finding(
    "or-makes-it",
    notebook="1_page",
    says=[
        '"{either:.0f} % loyal" is the share of {n} visits that used the branch again **or** would recommend it. Both at once hold for {value:.0f} %.',
        "of the visits with an answer, {again:.0f} % used the branch again, and {recommends:.0f} % would recommend it.",
    ],
    exposure="{n} visits with an answer, of 600",
)
def or_makes_it() -> Found:
    own = visits_of("Riverside")
    said = own[own["answered"] == 1]
    again, recommends = said["used_again"] == 1, said["would_recommend"] == 1
    both = again & recommends
    return Found(
        100 * both.mean(),
        **{end: 100 * one for end, one in share_range(both.sum(), len(said)).items()},
        holds=(again | recommends).mean() - both.mean() > 0.3,
        either=100 * (again | recommends).mean(),
        again=100 * again.mean(),
        recommends=100 * recommends.mean(),
        n=len(said),
    )


@claims.finding(
    "harbor-prints-too-little",
    notebook="1_page",
    says="it prints {printed:.0f} % and is at {value:.0f} %.",
    exposure="600 visits of one branch, {n} of them with an answer",
)
def harbor_prints_too_little() -> Found:
    share = true_shares()["Harbor"]
    n = int(visits_of("Harbor")["answered"].sum())
    return Found(
        share,
        exact=ALL_VISITS,
        holds=share - printed("Harbor") > 10,
        printed=printed("Harbor"),
        n=n,
    )


@claims.finding(
    "old-town-is-right",
    notebook="1_page",
    says=[
        "prints {printed:.0f} % and is at {value:.0f} %: there the simple reading is right.",
        "its {n} answers alone leave anything from {least:.0f} to {most:.0f} %.",
    ],
    exposure="600 visits of one branch, {n} of them with an answer",
    verdict="the simple reading is right",
)
def old_town_is_right() -> Found:
    lines = lines_of(load_dataset("bank_visits"), load_dataset("bank_line_calls"))
    line = lines["Old Town"]
    least, most = line_range(line, "bound")
    answers = {name: one.answers for name, one in lines.items()}
    prints = {name: printed(name) for name in lines}
    share = true_shares()["Old Town"]
    return Found(
        share,
        exact=ALL_VISITS,
        holds=abs(share - printed("Old Town")) < 0.5
        and min(answers, key=answers.get) == "Old Town" == min(prints, key=prints.get),
        printed=printed("Old Town"),
        n=line.answers,
        least=least,
        most=most,
    )


@claims.finding(
    "lakeside-had-bad-luck",
    notebook="1_page",
    says=[
        "The right treatment is the recount, and it gives {least:.1f} to {most:.1f} %.",
        "The true share is {value:.1f}: just outside, as happens with some ranges that were made with care.",
    ],
    exposure="600 visits of one branch, {n} of them with an answer",
)
def lakeside_had_bad_luck() -> Found:
    line = lines_of(load_dataset("bank_visits"), load_dataset("bank_line_calls"))["Lakeside"]
    least, most = line_range(line, "recount")
    share = true_shares()["Lakeside"]
    return Found(
        share,
        exact=ALL_VISITS,
        holds=least - 1 < share < least,
        least=least,
        most=most,
        n=line.answers,
    )


@claims.finding(
    "statement-numbers",
    notebook="1_page",
    says=[],
    exposure="{n} visits of one branch with an answer",
)
def statement_numbers() -> Found:
    own = visits_of("Riverside")
    said = own[own["answered"] == 1]
    rated = said["said"] >= 4
    again = said.groupby(rated)["used_again"].agg(["sum", "size"])
    low, high = confint_proportions_2indep(
        again.loc[True, "sum"], again.loc[True, "size"],
        again.loc[False, "sum"], again.loc[False, "size"],
        method="newcomb",
    )  # fmt: skip
    ends = share_range(rated.sum(), len(said))
    means = again["sum"] / again["size"]
    return Found(
        means[True] - means[False],
        low,
        high,
        holds=(int(rated.sum()), len(said)) == (183, 208)
        and (round(100 * ends["low"]), round(100 * ends["high"])) == (83, 92)
        and (round(100 * means[True]), round(100 * means[False])) == (63, 52),
        n=len(said),
    )


claims.told(
    "1_page",
    "case",
    "Of Lantern Bank's forty branches in the region",
    "This is what they print, and what part of their 600 visits",
    "such a number is off by about three points on average",
    "How far each switch moves an answer is",
    "The kind form counts three steps, not two",
    "an 80 % range of what was drawn at random",
    "Who bounds or calls among the unknown keeps",
    "Only a recount changes it, and each branch",
    "Only those who invented this town know it",
    "Below are Riverside's 600 visits of last summer",
    "That makes 256 ways to ask",
    "Reach 95 %. Then, with the same visits",
    "You type no range: for each branch",
    "An answer to a text stands for its visit alone",
    "100 less the cost is what it is worth",
    "Your plan is judged on forty other quarters",
    "When you stand by your plan",
)
claims.told(
    "1_page",
    "definition",
    'In this module, "truly satisfied" has one meaning',
)
claims.told(
    "1_page",
    "example",
    "An example done for you: 3 % complain",
    "Of a hospital's patients 70 % came by bus",
    "At most 60 %: all the late ones",
    "At least 30 %: the two groups together",
    "A worked example at Plum Court's check-ups",
    "400 visits, 100 answered a leaflet",
    "The 300 silent ones may all be content",
    "Then 40 of the silent are drawn at random",
    "The bounds leave 20 to 95 %",
    "With forty calls it is 50 to 65 %",
)
claims.told(
    "1_page",
    "literature",
    "In real surveys, too, part of a satisfaction number",
)
claims.told(
    "1_page",
    "advice",
    "Watch the third switch",
    "A range with its level says more",
)


# --- 2_service --------------------------------------------------------------------------------


@cache
def service_audit() -> pd.DataFrame:
    return load_dataset("bank_gaps").astype({"service": str, "source": str, "saw_leaflet": str})


def service_hours(service: str, source: str, saw: str = "") -> np.ndarray:
    rows = service_audit().query("service == @service and source == @source")
    return rows.loc[rows["saw_leaflet"] == saw if saw else rows.index, "hours"].to_numpy()


def service_difference(late: np.ndarray, early: np.ndarray) -> tuple[float, float, float]:
    """Difference of two medians, and its interval when both samples are drawn again."""
    rng = np.random.default_rng(3)
    redrawn = [
        np.median(rng.choice(late, len(late))) - np.median(rng.choice(early, len(early)))
        for _draw in range(1000)
    ]
    low, high = np.percentile(redrawn, [2.5, 97.5])
    return float(np.median(late) - np.median(early)), float(low), float(high)


SERVICE_NAMES = ("app question", "loan decision", "call back", "new card", "cash at the counter")


@claims.finding(
    "one-standard-is-not-kept",
    notebook="2_service",
    says=[
        "It is one: only the call back takes over an hour longer than the branch's own standard.",
        "The only service whose standard is not kept: {value:.0f} hours longer in the log.",
    ],
    exposure="{n} cases of each of five services in the log",
    predicted="m01-staff",
)
def one_standard_is_not_kept() -> Found:
    late = {
        name: service_difference(service_hours(name, "delivered"), service_hours(name, "standard"))
        for name in SERVICE_NAMES
    }
    over = [name for name, (value, _low, _high) in late.items() if value > 1]
    value, low, high = late["call back"]
    others = max(one[0] for name, one in late.items() if name != "call back")
    holds = over == ["call back"] and low > 1 and others < 1
    return Found(value, low, high, holds=holds, n=len(service_hours("call back", "delivered")))


@claims.finding(
    "app-belief",
    notebook="2_service",
    says="Customers expect {expected:.0f} hours, managers believe {believed:.1f}.",
    exposure="{n} customers and {m} managers",
)
def app_belief() -> Found:
    believed, expected = (service_hours("app question", one) for one in ("believed", "expected"))
    value, low, high = service_difference(believed, expected)
    return Found(
        value,
        low,
        high,
        holds=low > 10,
        expected=np.median(expected),
        believed=np.median(believed),
        n=len(expected),
        m=len(believed),
    )


@claims.finding(
    "loan-rule",
    notebook="2_service",
    says=[
        "Managers know what customers expect within a few hours.",
        "The rule book takes {value:.0f} hours more than they believe.",
    ],
    exposure="{n} managers and one rule",
)
def loan_rule() -> Found:
    believed = service_hours("loan decision", "believed")
    value, low, high = service_difference(service_hours("loan decision", "standard"), believed)
    known, _low, _high = service_difference(believed, service_hours("loan decision", "expected"))
    return Found(value, low, high, holds=low > 80 and abs(known) < 10, n=len(believed))


@claims.finding(
    "card-leaflet",
    notebook="2_service",
    says=[
        "It looks like gap 1: customers expect {gap:.0f} hours less than managers believe.",
        "But those who had seen the leaflet expect {seen:.0f} hours, those who had not {unseen:.0f}.",
    ],
    exposure="{n} customers asked before, {read} of whom had seen the leaflet",
)
def card_leaflet() -> Found:
    seen, unseen = (service_hours("new card", "expected", saw) for saw in ("yes", "no"))
    gap, _low, _high = service_difference(
        service_hours("new card", "believed"), service_hours("new card", "expected")
    )
    value, low, high = service_difference(unseen, seen)
    elsewhere = [
        service_difference(*(service_hours(name, "expected", saw) for saw in ("no", "yes")))
        for name in SERVICE_NAMES
        if name != "new card"
    ]
    return Found(
        value,
        low,
        high,
        holds=low > 40 and all(lowest <= 0 <= highest for _value, lowest, highest in elsewhere),
        gap=gap,
        seen=np.median(seen),
        unseen=np.median(unseen),
        n=len(seen) + len(unseen),
        read=len(seen),
    )


@claims.finding(
    "cash-has-none",
    notebook="2_service",
    says=[
        "Customers wait about {less:.0f} minutes less than they expect (95 % interval {least:.0f} to {most:.0f}).",
        "Gap 2 is above 0, and nobody misses anything: leave it alone.",
    ],
    exposure="{n} customers before and {n} after",
    verdict="the simple reading is right",
)
def cash_has_none() -> Found:
    seen, expected = (service_hours("cash at the counter", one) for one in ("seen", "expected"))
    value, low, high = (60 * one for one in service_difference(seen, expected))
    rule, _low, _high = service_difference(
        service_hours("cash at the counter", "standard"),
        service_hours("cash at the counter", "believed"),
    )
    return Found(
        value,
        low,
        high,
        holds=high < 0 < rule,
        less=-value,
        least=-high,
        most=-low,
        n=len(seen),
    )


@claims.finding(
    "credence-is-asked-about",
    notebook="2_service",
    says="Before credence offers more of these customers had asked somebody than before search offers.",
    exposure="{n} customers, six offers each",
)
def credence_is_asked_about() -> Found:
    table = load_dataset("bank_offers_judged").astype({"offer": str})
    asked = table.pivot(index="customer_id", columns="offer", values="asked_others")
    apart = asked[["investment advice", "loan protection"]].mean(axis=1)
    apart = apart - asked[["current account", "travel card"]].mean(axis=1)
    reach = 1.99 * apart.sem()
    value = float(apart.mean())
    after = table.groupby("offer")["sure_after"].mean()
    holds = value - reach > 0 and (after < 5).sum() == 2
    return Found(value, value - reach, value + reach, holds=holds, n=len(asked))


claims.told(
    "2_service",
    "case",
    "Now the regional office asks Ms. Qiao what her branch sells, and why customers wait longer",
    "Qiao what her branch sells, and why customers wait longer",
    "Eighty customers, drawn at random from those who had bought all six offers",
    "audit has a row for each answer or case.",
    "To close the whole of a gap 5 above 0 is worth 100 thousand yuan a year",
    "The leaflet promises the same 24 hours as the rule book",
    "A faster card would close all of the gap; a leaflet closes nearly as much",
    "Staff must try harder, says the regional office.",
    "Research, standard, and staff and process cost 80",
    "the rule book says what managers believe or what the leaflet promises",
)
claims.told(
    "2_service",
    "definition",
    "Gap 5 is the customer's.",
    "The sign. Gap 5 is P - E, as in module 4",
    "In hours more is worse: above 0 falls short.",
    "On a scale of quality, where more is better, below 0 does.",
    "Each panel has its own scale, the last one in minutes",
    "Gap 5 says that something is missing.",
    "Gaps 1 to 4 say where, and each has its own remedy.",
    "In hours a gap above 0 falls short; on a scale of quality one below 0.",
)
claims.told(
    "2_service",
    "example",
    "Patients expect 24 hours, managers believe 30: gap 1 is +6.",
    "The rule book says 36, the log 44: gaps 2 and 3 are +6 and +8.",
    "Patients see the result after 48, when they open their mail.",
    "The promise of 40 stands beside this chain and adds nothing",
    "It can be missed (gap 4 is +4), and it can set what is expected.",
)
claims.told(
    "2_service",
    "advice",
    "What cannot be judged even afterward is bought on trust.",
)


# --- 3_claims --------------------------------------------------------------------------------


@claims.finding(
    "world-share",
    notebook="3_claims",
    says="Together the twelve make {value:.0%} of their GDP in services; the mean of their shares is {mean:.0%}.",
    exposure="all {n} invented economies, one year",
    predicted="m01-world-share",
)
def world_share() -> Found:
    table = load_dataset("economies")
    together = table["services"].sum() / table["gdp"].sum()
    mean = (table["services"] / table["gdp"]).mean()
    return Found(
        together,
        exact="all twelve are in the data",
        holds=together - mean > 0.08,
        n=len(table),
        mean=mean,
    )


@claims.finding(
    "mean-of-shares",
    notebook="3_claims",
    says="The mean of the twelve shares is {value:.0%}.",
    exposure="all {n} invented economies, one year",
)
def mean_of_shares() -> Found:
    table = load_dataset("economies")
    return Found(
        (table["services"] / table["gdp"]).mean(),
        exact="all twelve are in the data",
        holds=True,
        n=len(table),
    )


@claims.finding(
    "life-services",
    notebook="3_claims",
    says=[
        "Among these {n} households, 1 % more income goes with {value:.2f} % more spending on life services (95 % interval {lower:.2f} to {upper:.2f}).",
        "That is more than 1 %, so those with a higher income spend a larger **share** on them.",
    ],
    exposure="{n} invented households, one month",
    verdict="the simple reading is right",
)
def life_services() -> Found:
    table = load_dataset("household_spending")
    logs = np.log(table[["income", "life_services"]])
    fit = smf.ols("life_services ~ income", data=logs).fit()
    low, high = fit.conf_int().iloc[1]
    return Found(fit.params.iloc[1], low, high, holds=low > 1, n=len(table), lower=low, upper=high)


@claims.finding(
    "help-line",
    notebook="3_claims",
    says="95 said 4 or 5 of 5 (95 % interval for the 600: {lower:.0f} to {upper:.0f} %)",
    exposure="100 customers drawn at random from 600 of December 2025",
)
def help_line() -> Found:
    low, high = proportion_confint(95, 100, method="wilson")
    return Found(0.95, low, high, holds=True, lower=100 * low, upper=100 * high)


claims.told("3_claims", "case", "600 customers used the new help line")
claims.told("3_claims", "case", "Qiao drew 100 of them at random; all were reached")
claims.told("3_claims", "case", "(15 points, read by your instructor) Now write three sentences")
claims.told(
    "3_claims",
    "literature",
    "As printed in 2008, the World Bank's figure for the world in 2006",
    "The Gaps Model was put forward in 1985.",
)
claims.told(
    "3_claims",
    "quote",
    '"Services exceed 70% of world GDP (World Bank)" lacks three things',
    "Of two classmates, the one who promotes himself becomes famous.",
    "Technology is the precondition of growth in services. Yes, no",
)
claims.told(
    "3_claims",
    "definition",
    "Another 100 would have given another share.",
    "A 95% interval is made so that for about 95 of 100 such draws",
    "Near 0 and 100% the simple formula is too narrow",
    "And with a level of 95%, the usual one",
    "says how many must answer so that the simple interval",
    "Wilson's interval knows no such correction",
    "We plan with share=0.5, because half has the widest interval",
    "What is too loose can be argued: where we stop",
    "Then say how likely your verdict is to be right",
    "Scoring. Right verdicts count 60%",
    "90% costs 0.01 if you are right",
)
claims.told(
    "3_claims",
    "example",
    "A worked example: a share of a whole",
    "At the hospital, 30 of 40 patients drawn at random",
    "If half of those asked answer, twice as many must be asked",
)
