"""What the service teams show: on the shipped seed, and on how many of six fresh ones."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from servicelab.control import icc
from servicelab.data.loading import load_dataset
from servicelab.evidence import within_effect
from servicelab_workshop.worlds.discovery import world

SHIPPED, FRESH = 20284, (201, 202, 203, 204, 205, 206)
MADE: Any = world("m11_capstone_people")
Ends = tuple[float, float, float]


def difference(one: pd.Series, other: pd.Series) -> Ends:
    low, high = CompareMeans(DescrStatsW(one), DescrStatsW(other)).tconfint_diff(usevar="unequal")
    return one.mean() - other.mean(), low, high


def across(by_team: pd.DataFrame, formula: str) -> Ends:
    fit = smf.ols(formula, by_team).fit()
    return fit.params["staff"], *fit.conf_int().loc["staff"]


@cache
def found(seed: int) -> dict[str, Ends]:
    made = MADE.make_world_people(seed)
    teams, answers = made.insurer_teams, made.insurer_staff
    early = teams[teams["q"] <= 10].assign(share=lambda rows: rows["renewed"] / rows["due"])
    by_team = early.groupby("team")[["staff", "rating"]].mean()
    by_team["region"] = early.groupby("team")["region"].first().astype(str)
    rating = teams.pivot(index="team", columns="q", values="rating")
    about = teams.groupby("team")[["kind", "sent", "empowered"]].first()
    sums = {
        "across": across(by_team, "rating ~ staff"),
        "region held": across(by_team, "rating ~ staff + region"),
    }
    for name, y, x, lag in (
        ("staff within", "rating", "staff", 1),
        ("climate within", "rating", "climate", 1),
        ("renewals within", "share", "rating", 0),
    ):
        row = within_effect(early, y, x, lag).loc[x]
        sums[name] = (row["slope"], row["low"], row["high"])

    change = rating[[11, 12]].mean(axis=1) - rating[[7, 8, 9, 10]].mean(axis=1)
    for kind in ("claims", "contact", ""):
        rows = about["kind"].astype(str).eq(kind) | (kind == "")
        lot = about["empowered"] == 1
        sums[f"authority {kind}".strip()] = difference(change[rows & lot], change[rows & ~lot])
    claims, contact = sums["authority claims"], sums["authority contact"]
    half = np.hypot(claims[2] - claims[1], contact[2] - contact[1]) / 2
    gap = claims[0] - contact[0]
    sums["claims less contact"] = (gap, gap - half, gap + half)

    ten = about["sent"] == 1
    for name, before in (("last", [6]), ("earlier", [1, 2, 3, 4, 5])):
        move = rating[[7, 8]].mean(axis=1) - rating[before].mean(axis=1)
        sums[f"sent, {name}"] = difference(move[ten], move[~ten])
    falls = []
    for q in (2, 3, 4):
        best = rating[q].rank() > 38
        move = rating[[q + 1, q + 2]].mean(axis=1) - rating[q]
        falls.append(move[best].mean() - move[~best].mean())
    sums["no course"] = (float(np.mean(falls)), min(falls), max(falls))

    drawn = answers[answers["smile_rule"] != "not in the lot"]
    drawn = drawn.assign(more=drawn["tired_after"] - drawn["tired_before"])
    tired = (
        drawn.groupby(["team", "smile_rule"], observed=True)["more"]
        .mean()
        .reset_index("smile_rule")
    )
    rule = tired["smile_rule"] == "rule"
    sums["tired"] = difference(tired.loc[rule, "more"], tired.loc[~rule, "more"])
    move = (rating[[9, 10]].mean(axis=1) - rating[[5, 6, 7, 8]].mean(axis=1)).loc[tired.index]
    sums["smiled"] = difference(move[rule], move[~rule])
    return sums


def holds(seed: int, finding: str) -> bool:
    every = found(seed)

    def zero(name: str) -> bool:
        return every[name][1] < 0 < every[name][2]

    return {
        "the line across teams rises": every["across"][1] > 0,
        "with the region held nothing can be told": zero("region held"),
        "satisfaction within: cannot tell": zero("staff within"),
        "climate goes before ratings": every["climate within"][1] > 0,
        "both links at their upper ends do not pay": (
            500 * every["staff within"][2] * every["renewals within"][2] < 10.9
        ),
        "authority raises ratings": every["authority"][1] > 0,
        "the kinds cannot be told apart": zero("claims less contact"),
        "the ten fall": every["sent, last"][2] < 0,
        "the ten fall without a course": every["no course"][2] < -0.2,
        "from earlier quarters nothing can be told": zero("sent, earlier"),
        "the rule tires": every["tired"][1] > 0,
        "a gain by smiling is not seen": zero("smiled"),
    }[finding]


FINDINGS = (
    "the line across teams rises",
    "with the region held nothing can be told",
    "satisfaction within: cannot tell",
    "climate goes before ratings",
    "both links at their upper ends do not pay",
    "authority raises ratings",
    "the kinds cannot be told apart",
    "the ten fall",
    "the ten fall without a course",
    "from earlier quarters nothing can be told",
    "the rule tires",
    "a gain by smiling is not seen",
)


@pytest.mark.parametrize("finding", FINDINGS)
def test_it_holds_on_the_shipped_seed_and_on_five_of_six_others(finding: str) -> None:
    assert holds(SHIPPED, finding)
    assert sum(holds(seed, finding) for seed in FRESH) >= 5


def test_one_kind_is_clear_and_the_other_open_on_the_shipped_seed_as_its_card_says() -> None:
    claims, contact = found(SHIPPED)["authority claims"], found(SHIPPED)["authority contact"]
    assert claims[1] > 0.1
    assert contact[1] < 0 < contact[2]
    for seed in range(20279, SHIPPED):  # those that were tried before
        one, other = found(seed)["authority claims"], found(seed)["authority contact"]
        assert one[1] <= 0.1 or not other[1] < 0 < other[2]


@pytest.mark.parametrize("seed", [SHIPPED, *FRESH])
def test_the_mean_of_thirteen_says_more_than_one(seed: int) -> None:
    answers = MADE.make_world_people(seed).insurer_staff
    seats = answers.assign(seat=answers.groupby("team", observed=True).cumcount())
    forms = icc(seats.pivot(index="team", columns="seat", values="climate"))
    assert forms.loc["ICC(1,1)", "high"] < forms.loc["ICC(1,k)", "low"]


@pytest.mark.parametrize("seed", [SHIPPED, *FRESH])
def test_heads_add_up_and_one_date_misleads(seed: int) -> None:
    teams = MADE.make_world_people(seed).insurer_teams
    next_start = teams.groupby("team")["heads"].shift(-1)
    end = teams["heads"] + teams["hired"] - teams["left"]
    assert (next_start.dropna() == end[next_start.notna()]).all()
    year = teams[teams["q"] >= 9]
    person_years = ((year["heads"] + end[year.index]) / 2).sum() / 4
    start, december = (year.loc[year["q"] == q, "heads"].sum() for q in (9, 12))
    assert person_years > 1.1 * start
    assert person_years < 0.95 * (december + year.loc[year["q"] == 12, ["hired"]].sum().item())


def test_each_topic_of_the_journeys_goes_to_teams_of_its_kind() -> None:
    teams = load_dataset("insurer_teams").groupby("team")["kind"].first().astype(str)
    journeys = load_dataset("insurer_journeys")
    kinds = journeys["team"].astype(str).map(teams)
    assert set(journeys["team"].astype(str)) == set(teams.index)
    topics = journeys["topic"].astype(str)
    assert (kinds[topics == "claim"] == "claims").all()
    assert (kinds[topics == "change of details"] == "contact").all()
    assert (kinds[topics == "premium"] == "sales").all()


def test_no_answer_is_joined_to_ratings_of_a_person() -> None:
    columns = set(load_dataset("insurer_staff").columns)
    assert not {column for column in columns if "rating" in column or "staff_id" in column}
