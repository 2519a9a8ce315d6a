"""What the tables on alarms, steps, lead and lag and the monitor hold, on the shipped seed and others."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from servicelab.control import shewhart_constants
from servicelab.games.alarm_desk.model import RATES, share_reached, units_of
from servicelab_workshop.policies.alarm_desk import CAREFUL
from servicelab_workshop.worlds import discovery

ROOT = Path(__file__).parents[3]


WORLD = discovery.world("m07_control")
SEEDS = (WORLD.SEED, 31, 32, 33, 34, 35)


@pytest.fixture(params=SEEDS, scope="module")
def tables(request: pytest.FixtureRequest) -> dict[str, pd.DataFrame]:
    made: dict[str, pd.DataFrame] = WORLD.make_world(request.param).tables()
    return made


def test_the_shipped_weeks_show_whose_spread_is_whose() -> None:
    known = WORLD.make_world().bank_alarm_weeks
    units = units_of(known)
    assert 0.9 < units["transfers"] < 1.15
    assert units["waits"] > 1.8
    without = known[known["note"].isna()]
    assert units["callbacks"] > 1.8
    assert units_of(without)["callbacks"] < 1.3


def test_the_spread_of_the_waits_is_no_luck_of_one_draw() -> None:
    """Mean squared spread over many draws: chance for two rates, four times chance for the waits."""
    found = pd.DataFrame(
        [
            units_of(
                WORLD.bank_alarm_weeks(np.random.default_rng(seed)).loc[
                    lambda table: table["note"].isna()
                ]
            )
            for seed in range(150)
        ]
    )
    squares = (found**2).mean()
    assert squares["transfers"] == pytest.approx(1, abs=0.12)
    assert squares["callbacks"] == pytest.approx(1, abs=0.12)
    assert squares["waits"] == pytest.approx(4.3, abs=0.6)


def test_careful_rules_pay_whatever_the_twelve_weeks_were() -> None:
    seeds = list(range(40))
    for draw in range(6):
        units = units_of(WORLD.bank_alarm_weeks(np.random.default_rng([5, draw])))
        assert share_reached(CAREFUL, units, seeds, CAREFUL) == 1


def test_both_spreads_fell(tables: dict[str, pd.DataFrame]) -> None:
    times = tables["bank_counter_times"]
    outside, ranges, agents = {}, {}, {}
    for phase, part in times.groupby("phase"):
        groups = part.groupby("subgroup")["minutes"]
        ranges[phase] = groups.max() - groups.min()
        reach = shewhart_constants(4)["A2"] * ranges[phase].mean()
        means = groups.mean()
        outside[phase] = int(((means - means.mean()).abs() > reach).sum())
        agents[phase] = part.groupby("teller")["minutes"].mean().std()
    error = np.hypot(ranges["before"].sem(), ranges["after"].sem())
    assert ranges["before"].mean() - ranges["after"].mean() > 1.96 * error
    assert agents["after"] < 0.6 * agents["before"]
    assert outside["before"] >= 4 > outside["after"]


def test_kept_call_backs_go_three_weeks_before_complaints(tables: dict[str, pd.DataFrame]) -> None:
    weekly = tables["bank_weekly"]
    found = pd.Series(
        {lag: weekly["kept"].shift(lag).corr(weekly["complaints"]) for lag in range(9)}
    )
    assert found.abs().idxmax() == 3
    assert found[3] < -0.65
    assert (found.drop(3).abs() < abs(found[3]) - 0.1).all()


def test_the_dearest_cut_off_is_not_the_most_precise(tables: dict[str, pd.DataFrame]) -> None:
    monitor = tables["bank_monitor"]
    worth = monitor["fault"] * 2050 - 150
    values = pd.Series({cut: worth[monitor["score"] >= cut].sum() for cut in range(5, 100, 5)})
    best = int(values.idxmax())
    called = monitor.loc[monitor["score"] >= best, "fault"]
    assert 30 <= best <= 50
    assert called.mean() < 0.5
    assert values[best] > 2.5 * values[80] > 0


def test_twenty_tellers_have_two_subgroups_in_each_phase(tables: dict[str, pd.DataFrame]) -> None:
    groups = tables["bank_counter_times"].groupby(["phase", "teller"])["subgroup"].nunique()
    assert len(groups) == 2 * 20
    assert (groups == 2).all()


def test_no_constant_of_the_tables_is_set_twice() -> None:
    tree = ast.parse((ROOT / "solutions" / "m07_control" / "world.py").read_text("utf-8"))
    names: list[str] = []
    for line in tree.body:
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        for target in targets:
            names += (
                [part.id for part in ast.walk(target) if isinstance(part, ast.Name)]
                if target
                else []
            )
    assert len(names) == len(set(names))


def test_tellers_and_agents_have_ids_of_their_own(tables: dict[str, pd.DataFrame]) -> None:
    assert tables["bank_counter_times"]["teller"].str.fullmatch(r"T\d\d").all()
    assert tables["bank_agents"]["agent"].str.fullmatch(r"C\d\d").all()
    assert set(tables["bank_alarm_weeks"]["rate"]) == set(RATES)
