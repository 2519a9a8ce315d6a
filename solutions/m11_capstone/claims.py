"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from scipy.stats import t as student
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from servicelab.data.loading import load_dataset
from servicelab.evidence import within_effect
from servicelab.games.year import practice, promises
from servicelab.organization import bridge, ceiling, joint_terms
from servicelab_workshop.lessons.claims import Claims, Found, read_claims
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.policies.machine import OPEN, results
from servicelab_workshop.policies.year import CAREFUL, KEY, make_years, play, policies

claims = Claims()

# --- 1_people ----------------------------------------------------------------------------------

PEOPLE_DUE, PEOPLE_MARGIN, PEOPLE_COST = 9600, 1150, 120_000


def people_early() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Teams by quarter before the lot of authority, and their means."""
    teams = load_dataset("insurer_teams")
    early = teams[teams["q"] <= 10].assign(share=lambda rows: rows["renewed"] / rows["due"])
    by_team = early.groupby("team")[["staff", "climate", "rating", "share"]].mean()
    by_team["region"] = early.groupby("team")["region"].first().astype(str)
    return early, by_team


def people_line(formula: str, name: str) -> tuple[float, float, float]:
    """A slope across teams, and the ends of its interval."""
    fit = smf.ols(formula, people_early()[1]).fit()
    low, high = fit.conf_int().loc[name]
    return float(fit.params[name]), float(low), float(high)


def people_within(y: str, x: str, lag: int) -> tuple[float, float, float]:
    """A slope within teams, and the ends of its interval."""
    row = within_effect(people_early()[0], y, x, lag=lag).loc[x]
    return float(row["slope"]), float(row["low"]), float(row["high"])


def people_difference(values: pd.Series, arm: pd.Series) -> tuple[float, float, float]:
    """Mean of the teams with the arm less that of the others, and the ends of its interval."""
    one, other = values[arm], values[~arm]
    means = CompareMeans(DescrStatsW(one), DescrStatsW(other))
    low, high = means.tconfint_diff(usevar="unequal")
    return float(one.mean() - other.mean()), float(low), float(high)


def people_ratings() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ratings by team and quarter, and what is known of the teams."""
    teams = load_dataset("insurer_teams")
    about = teams.groupby("team")[["kind", "sent", "empowered"]].first()
    about["kind"] = about["kind"].astype(str)
    return teams.pivot(index="team", columns="q", values="rating"), about


def people_authority(kind: str = "") -> tuple[float, float, float, int]:
    """What authority changed, among all teams or those of a kind."""
    rating, about = people_ratings()
    change = rating[[11, 12]].mean(axis=1) - rating[[7, 8, 9, 10]].mean(axis=1)
    rows = about["kind"].eq(kind) if kind else about["kind"].ne("")
    return (
        *people_difference(change[rows], about.loc[rows, "empowered"] == 1),
        int(rows.sum()),
    )


def people_fell(after: list[int], before: list[int], ten: pd.Series) -> tuple[float, float, float]:
    """What ten teams changed more than the others."""
    rating, _about = people_ratings()
    change = rating[after].mean(axis=1) - rating[before].mean(axis=1)
    return people_difference(change, ten)


@claims.finding(
    "people-across",
    notebook="1_people",
    says=[
        "Where staff are happier, ratings are higher: {slope:.2f} a point",
        "The line falls from {slope:.2f} ({low:.2f} to {high:.2f}) to {held:.2f} ({held_low:.2f} to {held_high:.2f}) when teams of one region are compared: such data do not tell whether anything is left.",
        "Country teams are happier *and* rated more kindly.",
        "Two clouds: city and country",
    ],
    exposure="48 teams, means of ten quarters",
)
def people_across() -> Found:
    slope, low, high = people_line("rating ~ staff", "staff")
    held, held_low, held_high = people_line("rating ~ staff + region", "staff")
    _early, by_team = people_early()
    means = by_team.groupby("region")[["staff", "rating"]].mean()
    both = bool((means.loc["country"] > means.loc["city"]).all())
    return Found(
        slope,
        low,
        high,
        holds=low > 0 and held_low < 0 < held_high and both,
        slope=slope,
        held=held,
        held_low=held_low,
        held_high=held_high,
    )


@claims.finding(
    "people-within",
    notebook="1_people",
    says=[
        "The interval is {low:.2f} to {high:.2f}: nobody can tell which sign it has.",
        "Nor do the quarters of one team.",
    ],
    exposure="48 teams in nine quarters",
    predicted="m11-within",
    verdict="cannot tell",
)
def people_within_staff() -> Found:
    slope, low, high = people_within("rating", "staff", 1)
    return Found(slope, low, high, holds=low < 0 < high)


@claims.finding(
    "people-climate",
    notebook="1_people",
    says=[
        "When a team's climate was a point higher, its rating one quarter later was higher by {slope:.2f} ({low:.2f} to {high:.2f}).",
        "Within teams, climate goes before ratings",
        "Within teams, ratings were higher in the quarter after a better climate; in the quarter after, happier staff were not seen to bring 120,000 yuan by renewals.",
    ],
    exposure="48 teams in nine quarters",
)
def people_climate() -> Found:
    slope, low, high = people_within("rating", "climate", 1)
    return Found(slope, low, high, holds=low > 0 and people_chain().holds, slope=slope)


@claims.finding(
    "people-chain",
    notebook="1_people",
    says=[
        "So {cost:,} yuan are {needed:.1f} more renewals for 1,000 policies.",
        "The consultant gets {across:.1f} from half a point of satisfaction, with two lines across teams.",
        "With both links within teams, each at the *upper end* of its interval, it is {high:.1f}.",
        'So 120,000 yuan a year for "happy staff" shall come back as {yuan:,.0f},000.',
    ],
    exposure="48 teams in ten quarters",
)
def people_chain() -> Found:
    of_staff, of_rating = people_within("rating", "staff", 1), people_within("share", "rating", 0)
    ends = [500 * a * b for a in of_staff[1:] for b in of_rating[1:]]
    lines = people_line("rating ~ staff", "staff")[0] * people_line("share ~ rating", "rating")[0]
    needed = 1000 * PEOPLE_COST / (PEOPLE_DUE * PEOPLE_MARGIN)
    return Found(
        500 * of_staff[0] * of_rating[0],
        min(ends),
        max(ends),
        holds=max(ends) < needed,
        cost=PEOPLE_COST,
        needed=needed,
        across=500 * lines,
        yuan=0.5 * lines * PEOPLE_DUE * PEOPLE_MARGIN / 1000,
    )


@claims.finding(
    "people-chain-ends",
    notebook="1_people",
    says=[
        "The link from rating to the share renewed is {low:.4f} to {high:.4f} for a point.",
        "With it, half a point of satisfaction would bring {staff_low:,.0f},000 to {staff_high:,.0f},000 yuan a year: that holds zero.",
        "Half a point of climate would bring {climate_low:,.0f},000 to {climate_high:,.0f},000, from both links at their lower ends to both at their upper ends.",
        "Neither reaches 120,000 by renewals in the quarter after.",
    ],
    exposure="48 teams in ten quarters",
)
def people_chain_ends() -> Found:
    slope, low, high = people_within("share", "rating", 0)
    yuan = 0.5 * PEOPLE_DUE * PEOPLE_MARGIN / 1000
    ends = {}
    for name in ("staff", "climate"):
        first = people_within("rating", name, 1)[1:]
        both = [yuan * one * other for one in first for other in (low, high)]
        ends[f"{name}_low"], ends[f"{name}_high"] = min(both), max(both)
    return Found(
        slope,
        low,
        high,
        holds=max(ends.values()) < PEOPLE_COST / 1000
        and ends["staff_low"] < 0 < ends["staff_high"],
        **ends,
    )


@claims.finding(
    "people-stay",
    notebook="1_people",
    says=[
        "In the 24 better rated teams {better:.1f} left for 100 person-years, in the others {others:.1f} (means of the teams over three years).",
        "The interval of the difference, {low:.1f} to {high:.1f}, holds zero: cannot tell.",
    ],
    exposure="{n} who left 48 teams, 2023 to 2025",
    verdict="cannot tell",
)
def people_stay() -> Found:
    teams = load_dataset("insurer_teams")
    years = (teams["heads"] + (teams["hired"] - teams["left"]) / 2) / 4
    sums = teams.assign(years=years).groupby("team")[["left", "years"]].sum()
    best = teams.groupby("team")["rating"].mean().rank() > 24
    rates = 100 * sums["left"] / sums["years"]
    means = rates.groupby(best).mean()
    difference, low, high = people_difference(rates, best)
    return Found(
        difference,
        low,
        high,
        holds=low < 0 < high,
        better=means[True],
        others=means[False],
        n=int(sums["left"].sum()),
    )


@claims.finding(
    "people-authority",
    notebook="1_people",
    says=[
        "By lot, authority raised ratings over all teams; whether claims and contact teams differ in this cannot be told.",
        "Among claims teams zero lies outside the interval, among contact teams inside.",
        "Sales are 12 teams: zero inside, too.",
    ],
    exposure="{n} teams, two quarters against the four before",
    drawn="which teams got authority",
    verdict="cannot tell",
)
def people_authority_all() -> Found:
    every, low, high, n = people_authority()
    claim, contact, sales = (people_authority(kind) for kind in ("claims", "contact", "sales"))
    half = np.hypot((claim[2] - claim[1]) / 2, (contact[2] - contact[1]) / 2)
    gap = claim[0] - contact[0]
    inside = all(one[1] < 0 < one[2] for one in (contact, sales))
    return Found(
        every,
        low,
        high,
        holds=low > 0 and claim[1] > 0 and inside and abs(gap) < half,
        n=n,
    )


@claims.finding(
    "people-sent",
    notebook="1_people",
    says="With the course the ten fell by {fell:.2f} against the others ({least:.2f} to {most:.2f}).",
    exposure="10 of 48 teams, two quarters after one",
    predicted="m11-sent",
)
def people_sent() -> Found:
    _rating, about = people_ratings()
    value, low, high = people_fell([7, 8], [6], about["sent"] == 1)
    return Found(value, low, high, holds=high < 0, fell=-value, least=-high, most=-low)


@claims.finding(
    "people-no-course",
    notebook="1_people",
    says="Without any course, the ten best of other quarters fell by {fell:.2f} (three readings: {a:.2f}, {b:.2f}, {c:.2f}).",
    exposure="10 of 48 teams after each of three quarters without a course",
    predicted="m11-no-course",
)
def people_no_course() -> Found:
    rating, _about = people_ratings()
    found = [people_fell([q + 1, q + 2], [q], rating[q].rank() > 38)[0] for q in (2, 3, 4)]
    return Found(
        float(np.mean(found)),
        exact="three quarters; each is told",
        holds=max(found) < 0,
        fell=-float(np.mean(found)),
        a=-found[0],
        b=-found[1],
        c=-found[2],
    )


@claims.finding(
    "people-course-earlier",
    notebook="1_people",
    says="From the mean of five earlier quarters the reading is {value:.2f} ({low:.2f} to {high:.2f}): whether the course does anything cannot be told.",
    exposure="10 of 48 teams, two quarters against five",
    verdict="cannot tell",
)
def people_course_earlier() -> Found:
    _rating, about = people_ratings()
    value, low, high = people_fell([7, 8], [1, 2, 3, 4, 5], about["sent"] == 1)
    return Found(value, low, high, holds=low < 0 < high)


@claims.finding(
    "people-smile",
    notebook="1_people",
    says=[
        "By lot, the rule tired people: {value:.2f} points more after a day ({low:.2f} to {high:.2f}).",
        "A gain in ratings was not seen; its interval runs from {rated_low:.2f} to {rated_high:.2f}.",
    ],
    exposure="{n} contact teams, half a year",
    drawn="which contact teams had the rule",
    verdict="the simple reading is right",
)
def people_smile() -> Found:
    rating, _about = people_ratings()
    answers = load_dataset("insurer_staff")
    rows = answers[answers["smile_rule"] != "not in the lot"]
    rows = rows.assign(more=rows["tired_after"] - rows["tired_before"])
    teams = rows.groupby("team", observed=True).agg(
        more=("more", "mean"), rule=("smile_rule", "first")
    )
    ruled = teams["rule"] == "rule"
    value, low, high = people_difference(teams["more"], ruled)
    change = rating[[9, 10]].mean(axis=1) - rating[[5, 6, 7, 8]].mean(axis=1)
    _rated, rated_low, rated_high = people_difference(change.loc[teams.index], ruled)
    return Found(
        value,
        low,
        high,
        holds=low > 0 and rated_low < 0 < rated_high,
        rated_low=rated_low,
        rated_high=rated_high,
        n=len(teams),
    )


claims.told(
    "1_people",
    "case",
    "The house has 48 teams",
    "Each dot is a team: means of ten",
    "The chain in renewals. In the whole company 9,600",
    "One renewed brings a margin of 1,150",
    "That 120,000 yuan buy half a point",
    "From July 2025, 24 of 48 teams",
    "So in the third quarter of 2024",
    "In the first half of 2025 eight",
)
claims.told(
    "1_people",
    "definition",
    "In a table by quarter, count the people",
    "Rows with intervals of 95%",
    "ICC(1,1) is the part of the spread",
    "lag=1 is a quarter here",
    "Shrout and Fleiss's ICC(1,1)",
    "The change of a team: mean rating",
    "Count the change from that quarter",
    "Then count the same for the ten best",
    "This rate does not move only because",
)
claims.told(
    "1_people",
    "example",
    "A hotel has 10 people",
    "Over heads at the start that is",
    "But people were there for 10",
    "New bread brought one 25 loaves",
    "The difference is 15, and its half width",
    "So 15 ± 28: nobody can tell",
    "It costs 24,000 yuan, and somebody",
    "So it pays if more than 63 of 100",
)
claims.told(
    "1_people",
    "quote",
    "Satisfied staff serve better, customers stay",
)
claims.told(
    "1_people",
    "literature",
    "Over 95 studies, surface acting goes",
)
claims.told(
    "1_people",
    "advice",
    "Whoever was chosen for a good quarter",
)

# --- 2_machine ---------------------------------------------------------------------------------

MACHINE_HOUSES = ("bank", "insurer", "hospital")


def machine_runs(house: str, authority: str = "none") -> pd.DataFrame:
    """The open half-years of a house, today."""
    runs = results()
    return runs[
        (runs["house"] == house)
        & (runs["authority"] == authority)
        & (runs["later"] == 0)
        & runs["seed"].isin(list(OPEN))
    ]


def machine_paired(gap: pd.Series) -> tuple[float, float, float]:
    """Mean of differences between half-years, and its 95 % interval."""
    error = gap.std(ddof=1) / math.sqrt(len(gap))
    reach = float(student.ppf(0.975, len(gap) - 1)) * error
    return float(gap.mean()), float(gap.mean() - reach), float(gap.mean() + reach)


def machine_by_chart(house: str, authority: str, name: str) -> pd.DataFrame:
    """One measure by half-year and chart."""
    runs = machine_runs(house, authority)
    table: pd.DataFrame = runs.pivot(index="seed", columns="chart", values=name)
    return table


def machine_days(chart: str) -> Found:
    """Mean days of a chart in three houses without authority; the interval is the insurer's."""
    means = {
        house: float(machine_by_chart(house, "none", "days")[chart].mean())
        for house in MACHINE_HOUSES
    }
    found = machine_paired(machine_by_chart("insurer", "none", "days")[chart])
    return Found(*found, holds=True, n=len(OPEN), **means)


for machine_chart in ("functional", "divisional", "matrix"):

    def machine_told(chart: str = machine_chart) -> Found:
        return machine_days(chart)

    claims.finding(
        f"days-{machine_chart}",
        notebook="2_machine",
        exposure="{n} half-years of 120 days in each house, 5,800, 3,100 and 3,200 cases each",
        predicted=f"m11-{machine_chart}",
    )(machine_told)


@claims.finding(
    "fastest-differs",
    notebook="2_machine",
    says="is another chart in each house, in {same} of {n} half-years",
    exposure="{n} half-years of 120 days in each house",
)
def machine_fastest() -> Found:
    first = {
        house: machine_by_chart(house, "none", "days").idxmin(axis=1) for house in MACHINE_HOUSES
    }
    names = {house: each.mode()[0] for house, each in first.items()}
    same = min(int((each == names[house]).sum()) for house, each in first.items())
    right = {"bank": "functional", "insurer": "divisional", "hospital": "matrix"}
    words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")
    return Found(
        same,
        exact="counted on open half-years of the model",
        holds=names == right,
        same=words[same],
        n=words[len(OPEN)],
    )


def machine_authority(house: str, chart: str, more: str, less: str) -> Found:
    """Yuan a case that one authority costs more than another in the same chart."""
    gap = (
        machine_by_chart(house, more, "yuan")[chart] - machine_by_chart(house, less, "yuan")[chart]
    )
    value, low, high = machine_paired(gap)
    return Found(value, low, high, holds=low > 0 or high < 0, n=len(OPEN))


@claims.finding(
    "bank-wide",
    notebook="2_machine",
    exposure="{n} half-years of 120 days",
    identified="the model runs both on the same cases",
)
def machine_bank_wide() -> Found:
    return machine_authority("bank", "functional", "wide", "none")


@claims.finding(
    "hospital-wide",
    notebook="2_machine",
    exposure="{n} half-years of 120 days",
    identified="the model runs both on the same cases",
)
def machine_hospital_wide() -> Found:
    return machine_authority("hospital", "matrix", "wide", "none")


@claims.finding(
    "insurer-small",
    notebook="2_machine",
    exposure="{n} half-years of 120 days",
    identified="the model runs both on the same cases",
)
def machine_insurer_small() -> Found:
    return machine_authority("insurer", "divisional", "small", "none")


@claims.finding(
    "bank-wide-charts",
    notebook="2_machine",
    says="functional less matrix is {value:+.3f} days [{low:+.3f}, {high:+.3f}]",
    exposure="{n} half-years of 120 days",
    verdict="cannot tell",
)
def machine_bank_charts() -> Found:
    table = machine_by_chart("bank", "wide", "days")
    value, low, high = machine_paired(table["functional"] - table["matrix"])
    return Found(value, low, high, holds=low < 0 < high, n=len(OPEN))


@claims.finding(
    "old-chart-with-authority",
    notebook="2_machine",
    says="the functional chart with wide authority takes {wide:.2f} days, the matrix without {matrix:.2f}",
    exposure="{n} half-years of 120 days",
)
def machine_old_chart() -> Found:
    wide = machine_by_chart("hospital", "wide", "days")["functional"]
    matrix = machine_by_chart("hospital", "none", "days")["matrix"]
    value, low, high = machine_paired(wide - matrix)
    return Found(
        value,
        low,
        high,
        holds=abs(value) < 0.15,
        wide=wide.mean(),
        matrix=matrix.mean(),
        n=len(OPEN),
    )


def machine_plan() -> pd.DataFrame:
    """Plan and actual of 2025."""
    plan = load_dataset("insurer_plan")
    return plan.merge(load_dataset("insurer_in_force"), on=["month", "product"])


@claims.finding(
    "above-plan",
    notebook="2_machine",
    says="the year 2025 ended {value:.1f} % above plan",
    exposure="{n} months of three products",
)
def machine_above_plan() -> Found:
    plan = machine_plan()
    planned = plan["market_plan"] * plan["share_plan"] @ plan["contribution_plan"]
    return Found(
        100 * bridge(plan).sum() / planned,
        exact="all policies are counted",
        holds=bridge(plan).sum() > 0,
        n=len(plan) // 3,
    )


@claims.finding(
    "two-conventions",
    notebook="2_machine",
    says=[
        "Contribution was {total:,.0f} yuan above plan;",
        "the lower share cost {share:,.0f} or {planned:,.0f} yuan, by where the joint term is put.",
    ],
    exposure="{n} months of three products",
    identified="arithmetic of the plan and of what came",
)
def machine_conventions() -> Found:
    plan = machine_plan()
    found, joint = bridge(plan), joint_terms(plan)
    planned = found["share"] - joint["size and share"]
    return Found(
        found["share"],
        exact="all policies are counted",
        holds=found["share"] < 0 and planned < 0 < found["size"] + found["share"],
        total=found.sum(),
        share=-found["share"],
        planned=-planned,
        n=len(plan) // 3,
    )


@cache
def machine_ceiling(service: str) -> tuple[float, float, float]:
    """Ceiling of a service a quarter, and its interval."""
    rows = load_dataset("hospital_services")
    top = ceiling(rows.loc[rows["service"] == service, "cases"])
    return top.value, top.low, top.high


@claims.finding(
    "ceilings",
    notebook="2_machine",
    says=["Early on, hardly anything can be said of it."],
    exposure="{n} quarters",
)
def machine_ceilings() -> Found:
    robot, hernia, implant = map(
        machine_ceiling, ("colon robot", "hernia day case", "hearing implant")
    )
    open_end = math.isinf(robot[2])
    known = max(hernia[2] / hernia[1], implant[2] / implant[1]) < 2
    return Found(*hernia, holds=open_end and known, n=24)


claims.told(
    "2_machine",
    "case",
    "Each house plans its year, and the first question is who works for whom.",
    "Three charts get 1 to 5 points for each",
    "Nine people, who work about 76 % of their day without authority.",
    "Of what hand-offs lose, three quarters are noticed",
    "An approval finds 60 % of mistakes.",
    "Give a range for each chart",
    "When your order is final, open the seal: it runs the model",
    "Lin has 9,500 theatre hours for 2026",
)
claims.told(
    "2_machine",
    "definition",
    "A certificate (ISO/IEC 20000, 27001) says",
    "With market M, share s, policies q = M·s",
    "Its 95 % interval holds all ceilings",
    "Four half-years, and their mean",
    "A third would be even; the more it is",
)
claims.told(
    "2_machine",
    "example",
    "With 30 % for technology the matrix comes first",
    "In all, 1 yuan a day below plan, as if nothing had happened",
)

# --- 3_year ------------------------------------------------------------------------------------


def year_board(house: str) -> pd.DataFrame:
    """Practice years of the three largest promises, with nothing measured and nothing stopped."""
    actions = {
        name: {"steps": 1, "start": start, "owner": "all", "measure": "none", "stop": "never"}
        for name, start in zip(promises(house).index[:3], (1, 1, 2), strict=True)
    }
    return practice({"house": house, "actions": actions, "more": "never", "freed": []})


@claims.finding(
    "year-board",
    notebook="3_year",
    says=[
        "The board's plan reaches its promise in {bank} of 40 practice years at the bank, in {insurer} at the insurer, in {hospital} at the hospital.",
        "In {bank_loses}, {insurer_loses} and {hospital_loses} of them it loses money.",
    ],
    exposure="40 practice years of each house; the interval is that of the bank",
    predicted="m11-board-years",
)
def year_board_reaches() -> Found:
    tables = {house: year_board(house) for house in ("bank", "insurer", "hospital")}
    reached = {name: int((one["gain"] >= one["promised"]).sum()) for name, one in tables.items()}
    loses = {f"{name}_loses": int((one["gain"] < 0).sum()) for name, one in tables.items()}
    low, high = proportion_confint(reached["bank"], 40, method="wilson")
    holds = max(reached.values()) < 14
    return Found(reached["bank"] / 40, low, high, holds=holds, **reached, **loses)


def year_three(stop: object) -> pd.Series:
    """Gains of Willow Bridge with three actions held out, by the share of the promise that stops one."""
    one = {"steps": 1, "start": 1, "owner": "service", "measure": "holdout", "stop": stop}
    actions = dict.fromkeys(["recover", "keep", "reach"], one)
    return practice({"house": "insurer", "actions": actions, "more": 0.8, "freed": ["best"]})[
        "gain"
    ]


@claims.finding(
    "year-rule",
    notebook="3_year",
    exposure="40 practice years of the insurer, two plans that differ in the stop alone",
    identified="both plans meet the same drawn years, and differ in nothing but the stop",
    verdict="the simple reading is right",
)
def year_rule() -> Found:
    more = year_three(0.4) - year_three("never")
    reach = 2.02 * more.std() / len(more) ** 0.5
    low, high = more.mean() - reach, more.mean() + reach
    inside = more.between(low, high).mean()
    return Found(more.mean(), low, high, holds=low > 0 and inside < 0.5)


def year_joiners(column: str) -> tuple[float, float, float]:
    """Mean of those who came to events less that of those who did not, and its 95 % interval."""
    known = load_dataset("bank_customers").dropna(subset=["event_attendance"])
    came, others = (
        known.loc[one, column] for one in (known.event_attendance > 0, known.event_attendance == 0)
    )
    middle = came.mean() - others.mean()
    reach = 1.96 * np.sqrt(came.var(ddof=1) / len(came) + others.var(ddof=1) / len(others))
    return middle, middle - reach, middle + reach


@claims.finding(
    "year-joiners",
    notebook="3_year",
    says="At Lantern Bank those who come to events are {age:.1f} years older on average (95 % interval {age_low:.1f} to {age_high:.1f}) and hold {value:.2f} more products ({low:.2f} to {high:.2f}).",
    exposure="3,039 customer records of Riverside of which it is known, January 2026",
    verdict="cannot tell",
)
def year_joiners_alike() -> Found:
    age, age_low, age_high = year_joiners("age")
    value, low, high = year_joiners("products")
    holds = age_low < 0 < age_high and low < 0 < high
    return Found(value, low, high, holds=holds, age=age, age_low=age_low, age_high=age_high)


@claims.finding(
    "year-say-do",
    notebook="3_year",
    says="{said:.0f} % of all messages were acknowledged within 24 hours, {done:.0f} % resolved.",
    exposure="{n:,} messages in eight weeks of 2025",
)
def year_say_do() -> Found:
    replies = load_dataset("insurer_replies")
    day = pd.Timedelta(hours=24)
    said, done = (
        (replies[one] - replies["arrived"] <= day) for one in ("acknowledged", "resolved")
    )
    low, high = proportion_confint(int(done.sum()), len(done), method="wilson")
    value = float(done.mean())
    told = {"said": 100 * said.mean(), "done": 100 * value}
    return Found(value, low, high, holds=said.mean() > 2 * value, n=len(done), **told)


@claims.finding(
    "year-growth",
    notebook="3_year",
    says=[
        'In 40 other years "growth first" (reach, e-service and offers, counted and never ended) beats a careful plan in {bank} at the bank, in {insurer} at the insurer, in {hospital} at the hospital.',
        "On average it gains {bank_less:.0f}, {insurer_less:.0f} and {hospital_less:.0f} thousand yuan a year less.",
    ],
    exposure="40 years of each house that are not those of the grading; the interval is that of the bank",
    identified="the years are drawn in the simulation, and both plans meet the same ones",
)
def year_growth() -> Found:
    told: dict[str, float] = {}
    for house, plan in CAREFUL.items():
        years = make_years(house, range(2001, 2041))
        growth = play(policies(house)["growth first"], years, KEY[house])["gain"]
        less = play(plan, years, KEY[house])["gain"] - growth
        told[house] = int((less < 0).sum())
        told[f"{house}_less"] = less.mean()
        if house == "bank":
            reach = 2.02 * less.std() / len(less) ** 0.5
    value = told["bank_less"]
    holds = value - reach > 0 and all(0 < told[house] < 20 for house in CAREFUL)
    return Found(value, value - reach, value + reach, holds=holds, **told)


claims.told(
    "3_year",
    "case",
    "Below, each of the three largest",
    'Willow Bridge says "We answer within 24',
    "A promise is what a step",
    "The button tries a draft in",
    "In 40 years the rules alone decide",
    "Two plans of Willow Bridge for its",
    "Both hold out three actions",
    "One plan never stops anything",
)
claims.told(
    "3_year", "quote", 'Spread thin. "Effort on all sides', "Six tasks and a position. Marketing"
)
claims.told(
    "3_year",
    "definition",
    '"It ends in July if it reads',
    "A target here is the gain that the plan",
)
claims.told("3_year", "example", "Nine days of ten reach the 10th")
claims.told("3_year", "advice", "Before it enters a plan, ask of each line")

# --- 4_report ----------------------------------------------------------------------------------


def report_ranges() -> pd.DataFrame:
    """Opened ranges of the made-up trainee, and whether each held."""
    ranges = load_dataset("course_ranges").dropna(subset=["came"])
    return ranges.assign(held=ranges["came"].between(ranges["low"], ranges["high"]))


def report_share(held: int, n: int) -> tuple[float, float, float]:
    """A share in percent, and its 95 % interval by Wilson."""
    low, high = proportion_confint(held, n, method="wilson")
    return 100 * held / n, 100 * float(low), 100 * float(high)


def report_other(module: str, id: str) -> Found:
    """What another module binds to the data under an id."""
    course = Course(Path(__file__).resolve().parents[2])
    return next(claim.found for claim in read_claims(course, module).all if claim.id == id)


@claims.finding(
    "ranges-too-narrow",
    notebook="4_report",
    says=[
        "**Of Lian's {n} opened ranges {held} held: {value:.0f} % ({low:.0f} to {high:.0f}).**",
        "She promised 80 %, and that lies outside: her ranges are too narrow.",
    ],
    exposure="{n} opened ranges of a made-up trainee, ten modules",
    predicted="m11-held",
)
def ranges_too_narrow() -> Found:
    ranges = report_ranges()
    held, n = int(ranges["held"].sum()), len(ranges)
    value, low, high = report_share(held, n)
    return Found(value, low, high, holds=high < 80, held=held, n=n)


@claims.finding(
    "halves-of-the-course",
    notebook="4_report",
    says="In the first five modules {early} of {n_early} held, in the last five {late} of {n_late}: {fewer:.0f} points fewer, with an interval from {least:.0f} fewer to {most:.0f} more.",
    exposure="{n_early} and {n_late} opened ranges of a made-up trainee",
    predicted="m11-held",
    verdict="cannot tell",
)
def halves_of_the_course() -> Found:
    ranges = report_ranges()
    is_late = ranges["module"].astype(str) > "m05"
    early, late = ranges.loc[~is_late, "held"], ranges.loc[is_late, "held"]
    low, high = confint_proportions_2indep(
        late.sum(), len(late), early.sum(), len(early), compare="diff"
    )
    value = 100 * (late.mean() - early.mean())
    return Found(
        value,
        100 * low,
        100 * high,
        holds=low < 0 < high,
        early=int(early.sum()),
        late=int(late.sum()),
        n_early=len(early),
        n_late=len(late),
        fewer=-value,
        least=-100 * low,
        most=100 * high,
    )


@claims.finding(
    "what-thirty-can-show",
    notebook="4_report",
    says="Of 30, 16 that hold give {low16:.0f} to {high16:.0f} %: too narrow. With 21 it would be {low21:.0f} to {high21:.0f} %, and nobody could tell.",
    exposure="30 ranges",
)
def what_thirty_can_show() -> Found:
    _share, low16, high16 = report_share(16, 30)
    _share, low21, high21 = report_share(21, 30)
    return Found(
        high16,
        exact="a formula",
        holds=high16 < 80 < high21 and low21 < 80,
        low16=low16,
        high16=high16,
        low21=low21,
        high21=high21,
    )


def report_again(module: str, id: str, **keys: str) -> Found:
    """The same finding for the sentences of this notebook; `keys` rename values of it."""
    found = report_other(module, id)
    values = {name: found.values[key] for name, key in keys.items()}
    return Found(found.value, found.low, found.high, holds=found.holds, exact=found.exact, **values)


@claims.finding(
    "long-complaints",
    notebook="4_report",
    says=[
        "Of {n} complaints since the storm, {value:.0f} % go beyond 15 days",
        "Of {n} complaints since the storm {value:.0f} % go beyond 15 days, of the severe ones {severe:.0f} %",
    ],
    exposure="{n} complaints from November 2 to December 31, 2025, {n_open} of them open",
)
def long_complaints() -> Found:
    return report_again("m08_complaints", "beyond-fifteen", n="n", n_open="n_open", severe="severe")


@claims.finding(
    "speed-cannot-be-told",
    notebook="4_report",
    says=[
        "among equally severe cases nobody can tell that it keeps customers (−{down:.0f} to +{high:.0f} points, module 8)",
        "among equally severe ones it is anything from −{down:.0f} to +{high:.0f} (module 8, notebook 1, a comparison).",
    ],
    exposure="entries of 2025 with a known end, by severity",
    verdict="cannot tell",
)
def speed_cannot_be_told() -> Found:
    found = report_other("m08_complaints", "speed-among-equals")
    low, high = found.values["low"], found.values["high"]
    return Found(found.value, low, high, holds=low < 0 < high, down=-low)


@claims.finding(
    "speed-in-all",
    notebook="4_report",
    says="Fast cases stay more often by {value:.0f} points",
    exposure="entries of 2025 with a known end",
)
def speed_in_all() -> Found:
    return report_again("m08_complaints", "crude-speed")


@claims.finding(
    "care-calls-by-lot",
    notebook="4_report",
    says="of those drawn for a care call about {value:.0f} in 100 more renewed, and the interval reaches from hardly any to {high:.0f} (module 8, notebook 6).",
    exposure="customers drawn for a care call or for none after a service, summer 2025",
    drawn="who gets a care call",
)
def care_calls_by_lot() -> Found:
    return report_again("m08_complaints", "care-call-effect")


@claims.finding(
    "ill-first-again",
    notebook="4_report",
    says="calling the ill first took their waiting from {before:,.0f} minutes a morning to {after:.0f} (module 6, simulated mornings)",
    exposure="{n} mornings of the model, the same patients under both orders",
    identified="both orders are run on the same simulated patients",
    verdict="the simple reading is right",
)
def ill_first_again() -> Found:
    return report_again("m06_waiting", "ill-first", n="n", before="before", after="after")


@claims.finding(
    "villages-by-themselves",
    notebook="4_report",
    says="Ten villages chosen after a low year rose by {rise:.1f} visits, and villages without clinics by {others:.1f} (module 10)",
    exposure="ten villages and the others, 2023 and 2024",
)
def villages_by_themselves() -> Found:
    return report_again("m10_outreach", "signed-base", rise="rise", others="others")


claims.told(
    "4_report",
    "case",
    "In this course you gave ranges, and promised of each: 80 % sure.",
    "Seal a range of which *you* are 80 % sure.",
    "You may use one in your memo.",
    "As in module 1, right verdicts count 60 %, honest confidence 40 %.",
    "If you are sure and wrong, it costs much; 20 % is no idea.",
    "(15 points, read by your instructor) Write to the head of your house",
    "The first criterion earns three points, as do evidence",
)
claims.told(
    "4_report",
    "example",
    "In autumn a lot showed: with quick answers 61 of 100 guests",
    '"By lot the difference is 2 points (−12 to 16), so quick answers',
    '"An answer costs 4 yuan, so even 1 point pays."',
)
claims.told("4_report", "advice", "Count your own ranges now and then: few show little")
