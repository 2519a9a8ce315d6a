"""Four quarters: only a plan that tests, compares and stops is worth more than nothing."""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.speed import in_pieces

from servicelab.errors import CourseError
from servicelab.games.four_quarters import FourQuarters, model
from servicelab.games.four_quarters.model import (
    BUDGET,
    CELLS,
    HOLDOUTS,
    MEASURES,
    NOTHING,
    RESTS,
    REVIEWS,
    RULES,
    TESTS,
    make_banks,
    run_plan,
)
from servicelab.games.four_quarters.view import open_banks, year_report
from servicelab_workshop.policies.four_quarters import (
    CAREFUL,
    FULL,
    POLICIES,
    blind_plans,
    policy_table,
    scale,
)

#: Six sets of banks that nothing else uses; a plan is judged by more.
SETS = [range(10_000 * number, 10_000 * number + 300) for number in range(1, 7)]
FEW = range(70_000, 70_060)


@cache
def table() -> pd.DataFrame:
    return policy_table(SETS)


def changed(**parts: Any) -> dict[str, Any]:
    return {**CAREFUL, **parts}


PLANS = st.fixed_dictionaries(
    {
        "test": st.sampled_from(list(TESTS)),
        "measures": st.sampled_from(list(MEASURES)),
        "decide": st.sampled_from(list(RULES)),
        "holdout": st.sampled_from(list(HOLDOUTS)),
        "rest": st.sampled_from(list(RESTS)),
        "review": st.sampled_from(list(REVIEWS)),
    }
)


# --- by hand ---------------------------------------------------------------------------------


def test_whoever_is_left_alone_shows_the_season() -> None:
    year = model.play([{}] * 4)
    gone = (year["held"] * year["held_left"]).groupby(year["quarter"]).sum()
    share = gone / year.groupby("quarter")["held"].sum()
    season = np.array(model.seasons())
    assert np.corrcoef(share, season)[0, 1] > 0.95
    assert year["spent"].sum() == year["value"].sum() == 0


def test_who_was_touched_last_quarter_responds_half_as_much() -> None:
    banks = make_banks([0])
    for cell in ("settled_small", "complained"):
        place = list(CELLS).index(cell)
        assert banks.rival[0, place] > 1
        worth, effect = CELLS[cell][2], banks.effect[0, place, 0]
        year = model.play([{cell: {"call": 100}}] * 2).set_index(["quarter", "cell"])
        for quarter, share in ((1, 1.0), (2, 0.5)):
            line = year.loc[(quarter, cell)]
            assert line["value"] / line["called"] == pytest.approx(share * effect * worth - 20)


def test_a_rival_turns_the_effect() -> None:
    truth = model.practice_truth()
    cell = str(truth.index[truth["rival"] == 3][0])
    year = model.play([{}, {}, {cell: {"call": 10}}]).set_index(["quarter", "cell"])
    assert year.loc[(3, cell), "value"] < -20 * year.loc[(3, cell), "called"]


def test_the_practice_bank_holds_all_kinds() -> None:
    assert set(model.practice_truth()["kind"]) == set(model.KINDS)
    assert model.PRACTICE == 0


@pytest.mark.parametrize(
    ("quarters", "said"),
    [
        ([{"vip": {"call": 10}}], "no cell 'vip'"),
        ([{"complained": {"call": 80, "gift": 40}}], "between 0 and 100 %"),
        ([{"complained": {"call": -5}}], "between 0 and 100 %"),
        ([{"settled_small": {"gift": 90}}], "costs 2,246,400 yuan; there are 900,000"),
    ],
)
def test_what_cannot_be_played_is_told(quarters: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(CourseError, match=said):
        model.play(quarters)


def test_intervals_hold_the_effect_mostly() -> None:
    inside = []
    for seed in range(200):
        line = model.play([{"falling": {"call": 30}}], seed).set_index("cell").loc["falling"]
        _effect, low, high = model.effect_with_interval(line, "called")
        place = list(CELLS).index("falling")
        inside.append(low <= make_banks([seed]).effect[0, place, 0] <= high)
    assert 0.9 <= np.mean(inside) <= 0.99


# --- plans -----------------------------------------------------------------------------------


@given(PLANS)
@settings(max_examples=60, deadline=None)
def test_no_plan_spends_more_than_there_is(plan: dict[str, Any]) -> None:
    year = run_plan(plan, make_banks(range(5)))
    assert (year.spent <= BUDGET + 1e-6).all()
    assert (year.spent >= 0).all()
    assert np.isfinite(year.value).all()
    assert ((year.spent > 0) | (year.value == 0)).all()


@given(PLANS)
@settings(max_examples=10, deadline=None)
def test_a_bank_does_not_know_the_others(plan: dict[str, Any]) -> None:
    together = run_plan(plan, make_banks([4, 5, 6])).value
    alone = run_plan(plan, make_banks([5])).value
    assert together[1] == pytest.approx(alone[0])


@pytest.mark.parametrize(
    "plan",
    [
        None,
        "low",
        {},
        NOTHING | {"test": 10**12},
        NOTHING | {"test": -1},
        NOTHING | {"test": True},
        NOTHING | {"holdout": float("nan")},
        NOTHING | {"decide": ["low"]},
        NOTHING | {"review": "oracle"},
    ],
)
def test_an_impossible_plan_is_told_and_not_run(plan: Any) -> None:
    assert model.lacks(plan)
    with pytest.raises(CourseError, match="cannot be run"):
        run_plan(plan, make_banks([1]))


def test_no_banks_is_told() -> None:
    with pytest.raises(CourseError, match="seed for each bank"):
        make_banks([])


# --- what plans are worth --------------------------------------------------------------------


def test_no_blind_plan_is_worth_more_than_nothing() -> None:
    for seeds in SETS:
        assert scale(seeds)["blind"] == 0
    banks = make_banks(FEW)
    every = [
        {**plan, "rest": rest}
        for plan in blind_plans(tuple(TESTS))
        for rest in RESTS
        if plan["decide"] != "nobody"
    ]
    assert max(run_plan(plan, banks).value.sum(axis=1).mean() for plan in every) < -500_000


def test_careful_reading_gets_all_points_and_no_plan_without_a_test_does() -> None:
    shares = table().drop(columns="yuan") / FULL
    assert ((shares.loc[["careful", "5 % held out"]] > 1).sum(axis=1) >= 4).all()
    assert shares.loc["test of 500, lower end"].mean() > 0.96
    no_test = shares[shares.index.str.contains("no test") | (shares.index == "nothing")]
    assert no_test.to_numpy().max() < 0.6
    assert shares.loc["before and after, test of 1,500"].max() < 0.1
    assert (table().loc[["highest risk, calls, no test", "highest risk, gifts, no test"]] < 0).all(
        axis=None
    )


def test_each_field_matters_by_itself() -> None:
    shares = table().drop(columns="yuan").mean(axis=1)
    for name, most in (
        ("test of 100, lower end", 0.3),
        ("test of 500, lower end", 0.93),
        ("test of 5,000, lower end", 0.3),
        ("gifts only", 0),
        ("calls and gifts", 0),
        ("raw effect", 0.85),
        ("no holdout", 0.5),
        ("half held out", 0.8),
        ("the same again and again", 0.9),
        ("judged once", 0.5),
        ("all quarters together", 0.9),
    ):
        assert shares[name] < most, name


def test_no_plan_of_the_form_is_much_better_than_the_careful_one() -> None:
    banks = make_banks(range(80_000, 80_200))

    def worth(plan: dict[str, Any]) -> float:
        return float(run_plan(plan, banks).value.sum(axis=1).mean())

    best = worth(CAREFUL)
    for test, decide, holdout, rest, review in itertools.product(
        (500, 1500), ("raw", "low"), HOLDOUTS, RESTS, ("all", "last")
    ):
        other = changed(test=test, decide=decide, holdout=holdout, rest=rest, review=review)
        assert worth(other) < 1.15 * best, other


def test_what_one_field_costs_is_named() -> None:
    best = scale(range(300))["best"]
    got = model.share_of_gap(changed(holdout=0), range(300), 0.0, best, CAREFUL)
    assert max(got["cost"], key=got["cost"].get) == "holdout"
    assert 0 < got["share"] < 0.7
    best = scale(FEW)["best"]
    assert model.share_of_gap(CAREFUL, FEW, 0.0, best, CAREFUL)["share"] == 1


def test_two_thousand_banks_are_judged_in_seconds() -> None:
    def judged() -> object:
        raw = POLICIES["test of 100, raw winner"]
        return model.share_of_gap(raw, range(2000), 0.0, 400.0, CAREFUL)

    assert in_pieces(judged, 80) < 80


# --- what is shown ---------------------------------------------------------------------------


def test_the_year_shows_the_season_the_sum_and_each_report() -> None:
    quarters = [{"complained": {"call": 20}}, {}, {"falling": {"call": 50}}, {}]
    year, *reports = year_report(quarters)
    assert list(year.texts.index[-1:]) == ["all of them"]
    spent = year.texts["spent, thousand yuan"]
    assert float(spent.iloc[-1]) == pytest.approx(spent.iloc[:-1].astype(float).sum(), abs=2)
    assert [
        f"Report of quarter {number}" in each.title for number, each in enumerate(reports, 1)
    ] == [True] * 4
    came, usual = (
        [float(text.split()[0].strip("\N{NO-BREAK SPACE}%")) for text in year.texts[name]]
        for name in ("left alone: left", "the same, usually")
    )
    ratio = np.array(came)[:4] / np.array(usual)[:4]
    assert ratio == pytest.approx(model.seasons(), rel=0.05)


def test_whoever_plays_by_code_reads_the_reports_so_far(tmp_path: Path) -> None:
    hand = FourQuarters(tmp_path)
    panel = hand.so_far({"complained": {"call": 20}}, {})
    assert [each.alt.split(",")[0] for each in panel.pictures[1:]] == [
        "Report of quarter 1",
        "Report of quarter 2",
    ]
    assert "no cell 'vip'" in hand.so_far({"vip": {"call": 5}}).sentence
    assert "one to 4" in hand.so_far().sentence
    assert "whole percentages" in hand.so_far({"complained": 5}).sentence  # type: ignore[dict-item]
    assert hand.decision is None
    assert list(tmp_path.iterdir()) == []


def test_a_try_is_compared_with_those_before_it_on_the_same_banks() -> None:
    assert "Than plan" not in open_banks(CAREFUL, 3)
    told = open_banks(CAREFUL, 2, [CAREFUL, changed(decide="raw", review="all"), {"test": 3}])
    assert "Than plan 1 that you tried: +0 thousand yuan a bank" in told
    low, high = re.findall(r"Than plan 2 .*? banks \(([-+]\d+) to ([-+]\d+)\)", told)[0]
    assert 0 < int(low) < int(high)
    assert "plan 3" not in told


def test_no_open_bank_is_a_judged_one() -> None:
    assert max(model.OPEN_SEEDS) < 1000
