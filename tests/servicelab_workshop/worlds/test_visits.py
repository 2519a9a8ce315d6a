from __future__ import annotations

import functools

import pandas as pd
import pytest

from servicelab.games.factory import neutral_setting, read_setting
from servicelab.games.factory.model import PAGE
from servicelab.games.six_lines.model import OFFICES, lines_of
from servicelab_workshop.worlds.visits import QUARTER, VisitsWorld, make_visits

SHIPPED = 20445
SEEDS = [SHIPPED, 31, 32, 33, 34, 35]


@functools.cache
def world(seed: int) -> VisitsWorld:
    return make_visits(seed)


def riverside(seed: int) -> pd.DataFrame:
    visits = world(seed).visits
    return visits[visits["branch"] == "Riverside"]


def printed(seed: int) -> pd.Series:
    lines = lines_of(world(seed).visits, world(seed).calls)
    return pd.Series({name: 100 * line.good / line.base for name, line in lines.items()})


@pytest.mark.parametrize("seed", SEEDS)
def test_the_log_is_consistent(seed: int) -> None:
    log = world(seed).visits
    assert log.groupby("branch", observed=True).size().to_dict() == dict.fromkeys(OFFICES, 600)
    assert ((log["outcome"] == "done") == log["closed"].notna()).all()
    assert (log["answered"] <= log["asked"]).all()
    for name in ("said", "would_recommend"):
        assert (log[name].notna() == (log["answered"] == 1)).all()
    assert (log["promised"] >= log["opened"]).all()
    assert (log["closed"].dropna() >= log.loc[log["closed"].notna(), "opened"]).all()
    closed_only = log["branch"].isin(["Riverside", "Eastgate"])
    assert (log.loc[closed_only & (log["asked"] == 1), "outcome"] == "done").all()
    is_ours = log["customer_id"].str.match(r"B\d{4}$")
    assert (is_ours == (log["branch"] == "Riverside")).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_visit_that_follows_within_90_days_is_a_use_again(seed: int) -> None:
    own = riverside(seed)
    pairs = own.merge(own, on="customer_id")
    days = (pairs["opened_y"] - pairs["opened_x"]).dt.days
    followed = pairs.loc[days.between(1, 90), "visit_id_x"].unique()
    assert len(followed) > 50
    assert (own.loc[own["visit_id"].isin(followed), "used_again"] == 1).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_log_page_and_factory_are_one_draw(seed: int) -> None:
    said = riverside(seed)["said"].dropna()
    good, base = int((said >= 4).sum()), int((said != 3).sum())
    reads, counted = read_setting(world(seed).factory, PAGE)
    assert counted == base
    assert reads == pytest.approx(100 * good / base)
    plain, answers = read_setting(world(seed).factory, {**PAGE, "base": "answers"})
    assert answers == len(said)
    assert plain == pytest.approx(100 * good / len(said))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_text_flatters_riverside_and_is_too_low_at_harbor(seed: int) -> None:
    off = printed(seed) - world(seed).true_shares
    assert off.abs().idxmax() == "Riverside"
    assert off["Riverside"] > 25
    assert off["Harbor"] < -10
    assert off["University"] > 12
    assert off["Lakeside"] > 8
    assert 2 < off["Eastgate"] < 15


def test_old_town_is_right_on_average_with_the_lowest_response() -> None:
    offs = []
    for seed in range(40, 80):
        made = make_visits(seed)
        lines = lines_of(made.visits, made.calls)
        line = lines["Old Town"]
        assert line.answers == min(one.answers for one in lines.values())
        offs.append(100 * line.good / line.base - made.true_shares["Old Town"])
    # 40 seeds with a standard deviation of some 5 points
    assert abs(pd.Series(offs).mean()) < 2.5
    # so that a number of a single quarter is off by about three points
    assert 2.2 < pd.Series(offs).abs().mean() < 3.9


def test_who_gave_up_is_in_no_count_of_the_page() -> None:
    due = riverside(SHIPPED).query("promised <= '2025-09-30'")
    assert (due["outcome"] != "done").sum() == due["closed"].isna().sum() == 64


@pytest.mark.parametrize("seed", SEEDS)
def test_three_innocent_steps_lead_from_neutral_to_the_page(seed: int) -> None:
    readings, now = world(seed).factory, neutral_setting()
    way = [read_setting(readings, now)[0]]
    for name in ("timing", "channel", "base"):
        now[name] = PAGE[name]
        way.append(read_setting(readings, now)[0])
    assert way == sorted(way)
    assert way[0] == pytest.approx(world(seed).true_shares["Riverside"], abs=2)
    assert way[-1] > 92
    kind = read_setting(readings, {**neutral_setting(), "wording": "kind"})[0]
    assert kind - way[0] > 12


@pytest.mark.parametrize("seed", SEEDS)
def test_the_page_counts_what_flatters(seed: int) -> None:
    own = riverside(seed)
    due = own[own["promised"] <= "2025-09-30"]
    in_time = due["closed"] <= due["promised"]
    assert in_time[due["closed"].notna()].mean() > 0.97
    assert in_time.mean() < 0.91
    said = own[own["answered"] == 1]
    again, recommends = said["used_again"] == 1, said["would_recommend"] == 1
    assert (again | recommends).mean() - (again & recommends).mean() > 0.35
    by_customer = own.groupby("customer_id")["complained"].max().mean()
    assert by_customer > own["complained"].mean()


def test_the_shares_are_spread() -> None:
    shares = [share for share, _answers in QUARTER.values()]
    assert max(shares) - min(shares) > 0.4
