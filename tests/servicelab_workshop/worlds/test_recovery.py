from __future__ import annotations

import functools
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from servicelab.complaints import JUSTICE, adjusted_difference, justice_model
from servicelab_workshop.worlds.recovery import RecoveryWorld, make_recovery

ROOT = Path(__file__).resolve().parents[3]

SHIPPED = 20267
SEEDS = [SHIPPED, 1, 2, 3, 4, 5]


@functools.cache
def world(seed: int) -> RecoveryWorld:
    return make_recovery(seed)


def panel(seed: int) -> pd.DataFrame:
    table = world(seed).recovery
    group = np.select(
        [table["failed"] == 0, table["complained"] == 0],
        ["no failure", "silent failure"],
        table["recovery"].astype("str"),
    )
    return table.assign(group=group)


# --- the recovery paradox --------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_panel_is_consistent(seed: int) -> None:
    table = world(seed).recovery
    assert len(table) == 30_000
    assert table["failed"].mean() == pytest.approx(0.18)
    assert (table["severity"].isna() == (table["failed"] == 0)).all()
    assert table.loc[table["failed"] == 0, "complained"].sum() == 0
    assert ((table["recovery"] == "none") == (table["complained"] == 0)).all()
    assert (table["surveyed"] <= table["stayed"]).all()
    assert table["stayed"].mean() == pytest.approx(world(seed).panel["p_stay"].mean(), abs=0.001)


@pytest.mark.parametrize("seed", SEEDS)
def test_survivors_show_a_paradox_that_retention_does_not(seed: int) -> None:
    table = panel(seed)
    seen = table[table["surveyed"] == 1].groupby("group")["satisfaction"].mean()
    everyone = table.groupby("group")["satisfaction"].mean()
    stayed = table.groupby("group")["stayed"].mean()
    assert seen["no failure"] == pytest.approx(5.34, abs=0.01)
    assert seen["excellent"] == pytest.approx(5.71, abs=0.06)
    assert stayed["no failure"] == pytest.approx(0.729, abs=0.005)
    assert stayed["excellent"] == pytest.approx(0.662, abs=0.01)
    assert stayed["silent failure"] == pytest.approx(0.42, abs=0.01)
    assert (seen - everyone > 0.1).all()
    order = ["poor", "silent failure", "ok", "excellent"]
    assert everyone[order].is_monotonic_increasing
    assert stayed[order].is_monotonic_increasing


@pytest.mark.parametrize("seed", SEEDS)
def test_attitude_explains_most_of_the_edge_in_satisfaction(seed: int) -> None:
    table = panel(seed)
    pair = table[table["group"].isin(["no failure", "excellent"])]
    pair = pair.assign(excellent=(pair["group"] == "excellent").astype(int))
    raw = smf.ols("satisfaction ~ excellent", pair).fit().params["excellent"]
    model = smf.ols("satisfaction ~ excellent + prior_attitude", pair).fit()
    assert raw == pytest.approx(0.32, abs=0.04)
    assert model.params["excellent"] == pytest.approx(0.105, abs=0.03)
    leaving = smf.ols("stayed ~ excellent + prior_attitude", pair).fit().params["excellent"]
    assert leaving < -0.06


@pytest.mark.parametrize("seed", SEEDS)
def test_loyal_and_badly_hit_customers_complain(seed: int) -> None:
    table = panel(seed)
    failed = table[table["failed"] == 1]
    assert failed["complained"].mean() == pytest.approx(0.39, abs=0.01)
    mean = failed.groupby("complained")[["prior_attitude", "severity"]].mean()
    assert mean["prior_attitude"].diff()[1] > 0.3
    assert mean["severity"].diff()[1] > 0.06


def against_silence(seed: int, quality: str) -> pd.DataFrame:
    return adjusted_difference(
        world(seed).recovery,
        quality,
        "silent failure",
        value="stayed",
        controls=["prior_attitude", "severity"],
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_retention_against_silence_holds_among_customers_alike(seed: int) -> None:
    excellent, poor = against_silence(seed, "excellent"), against_silence(seed, "poor")
    assert excellent.loc["as observed", "difference"] == pytest.approx(0.242, abs=0.006)
    assert excellent.loc["adjusted", "difference"] == pytest.approx(0.221, abs=0.01)
    # the plain reading of the excellent recovery is nearly right
    low, high = excellent.loc["adjusted", ["low", "high"]]
    assert low < excellent.loc["as observed", "difference"] < high
    # that of the poor one hides a part of the double deviation
    assert poor.loc["adjusted", "difference"] == pytest.approx(-0.067, abs=0.01)
    assert poor.loc["adjusted", "high"] < -0.02
    assert poor.loc["as observed", "difference"] - poor.loc["adjusted", "difference"] > 0.009


@pytest.mark.parametrize("seed", SEEDS)
def test_attitude_and_severity_pull_the_comparison_with_silence_apart(seed: int) -> None:
    table = world(seed).recovery
    attitude = adjusted_difference(table, "excellent", "silent failure", value="stayed")
    both = against_silence(seed, "excellent")
    assert attitude["difference"].diff()["adjusted"] < -0.035
    assert both.loc["adjusted", "difference"] - attitude.loc["adjusted", "difference"] > 0.02


@pytest.mark.parametrize("seed", SEEDS)
def test_adjusting_retention_changes_the_program_that_is_funded(seed: int) -> None:
    table = world(seed).recovery
    failed = table[table["failed"] == 1]
    voiced = failed["complained"].mean()
    mix = failed.loc[failed["complained"] == 1, "recovery"].value_counts(normalize=True)
    kept = {}
    for row in ("as observed", "adjusted"):
        gain = {
            name: against_silence(seed, name).loc[row, "difference"]
            for name in ("poor", "ok", "excellent")
        }
        today = sum(mix[name] * gain[name] for name in gain)
        kept[row] = {
            "delight": 180 * voiced * (gain["excellent"] - today),
            "voices": 180 * (0.8 - voiced) * today,
            "prevention": 36
            * (table.loc[table["failed"] == 0, "stayed"].mean() - failed["stayed"].mean()),
        }
    assert kept["as observed"]["voices"] == pytest.approx(7.9, abs=0.4)
    assert kept["adjusted"]["voices"] == pytest.approx(6.2, abs=0.5)
    assert kept["adjusted"]["delight"] == pytest.approx(9.7, abs=0.4)
    assert kept["adjusted"]["prevention"] == pytest.approx(9.7, abs=0.1)
    price = {"delight": 4000, "voices": 1800, "prevention": 2500}
    cheapest = {
        row: min(price, key=lambda name, row=row: price[name] / kept[row][name]) for row in kept
    }
    assert cheapest == {"as observed": "voices", "adjusted": "prevention"}


# --- justice ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_leaving_out_severity_swaps_two_kinds_of_justice(seed: int) -> None:
    table = world(seed).justice.drop(columns="case_id")
    assert len(table) == 600
    z = (table - table.mean()) / table.std()
    kinds = "distributive + procedural + interactional"
    short = smf.ols(f"satisfaction ~ {kinds}", z).fit().params
    long = smf.ols(f"satisfaction ~ {kinds} + severity", z).fit()
    assert short["distributive"] == pytest.approx(0.50, abs=0.03)
    assert long.params["distributive"] == pytest.approx(0.27, abs=0.03)
    assert short["distributive"] > short["procedural"] > short["interactional"]
    assert long.params["procedural"] > long.params["distributive"] > long.params["interactional"]
    assert long.params["severity"] == pytest.approx(-0.37, abs=0.03)
    assert 0.6 < long.rsquared < 0.75
    assert table.corr()["severity"].drop("severity").max() < -0.1
    assert table.corr().loc["satisfaction", "trust"] > 0.6


@pytest.mark.parametrize("seed", SEEDS)
def test_in_points_procedure_is_ahead_and_in_betas_nobody_can_tell(seed: int) -> None:
    table = world(seed).justice
    beta = justice_model(table)
    kinds = list(JUSTICE)
    points = beta["beta"][kinds] * table["satisfaction"].std() / table[kinds].std()
    assert points.to_list() == pytest.approx([0.28, 0.385, 0.205], abs=0.015)
    assert beta.loc["procedural", "low"] < beta.loc["distributive", "high"]


# --- calls -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_calls_are_randomized_within_strata(seed: int) -> None:
    table = world(seed).calls
    assert len(table) == 5000
    arm = table.groupby("stratum", observed=True)["assigned"].mean()
    assert arm.between(0.495, 0.505).all()
    assert table.loc[table["assigned"] == 1, "pitch"].mean() == pytest.approx(0.5, abs=0.01)
    assert (table["pitch"] <= table["assigned"]).all()
    assert (table["answered"] <= table["reached"]).all()
    assert (table["reached"] <= table["assigned"]).all()
    assert (table["bought"] <= table["reached"]).all()
    assert (table["score"].notna() == (table["answered"] == 1)).all()
    assert table["service_date"].is_monotonic_increasing


@pytest.mark.parametrize("seed", SEEDS)
def test_the_call_helps_less_than_those_reached_suggest(seed: int) -> None:
    table = world(seed).calls
    arm = table.groupby("assigned")["renewed"].mean()
    reached = table.loc[table["reached"] == 1, "renewed"].mean()
    missed = table.loc[(table["assigned"] == 1) & (table["reached"] == 0), "renewed"].mean()
    assert arm[1] - arm[0] == pytest.approx(0.0228, abs=0.003)
    assert reached - arm[0] == pytest.approx(0.072, abs=0.006)
    assert reached - missed > 0.12


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pitch_sells_a_little_and_costs_score_and_renewal(seed: int) -> None:
    table = world(seed).calls
    called = table[table["assigned"] == 1]
    by_pitch = called.groupby("pitch")[["score", "renewed", "bought"]].mean()
    assert by_pitch["score"].diff()[1] < -0.4
    assert -0.025 < by_pitch["renewed"].diff()[1] < -0.008
    assert 0.02 < by_pitch["bought"].diff()[1] < 0.05


@pytest.mark.parametrize("seed", SEEDS)
def test_weighting_by_stratum_brings_the_mean_nearer_to_the_truth(seed: int) -> None:
    table, truth = world(seed).calls, world(seed).events["score"]
    answered = table[(table["answered"] == 1) & (table["pitch"] == 0)]
    share = table["stratum"].value_counts(normalize=True)
    weighted = (share * answered.groupby("stratum", observed=True)["score"].mean()).sum()
    raw = answered["score"].mean()
    assert raw - weighted > 0.1
    assert weighted > truth.mean()  # within a stratum, too, the content answer more
    rate = table[table["reached"] == 1].groupby("stratum", observed=True)["answered"].mean()
    assert rate["claim refused"] < 0.4 < 0.7 < rate["claim paid"]


def test_the_truth_that_the_notebook_shows_is_that_of_the_world() -> None:
    notebook = ROOT / "solutions" / "m08_complaints" / "6_follow_up.py"
    shown = re.search(r"^truth = ([\d.]+)", notebook.read_text(encoding="utf-8"), re.MULTILINE)
    assert shown
    assert float(shown[1]) == pytest.approx(make_recovery().events["score"].mean(), abs=0.0005)


@pytest.mark.parametrize("seed", SEEDS)
def test_calls_on_a_weekend_reach_fewer(seed: int) -> None:
    table = world(seed).calls
    called = table[table["assigned"] == 1]
    next_day = called["service_date"] + pd.Timedelta(days=1)
    reach = called.groupby(next_day.dt.day_of_week >= 5)["reached"].mean()
    assert reach[True] + 0.15 < reach[False]


# --- the world -------------------------------------------------------------------------------


def test_the_same_seed_makes_the_same_tables_and_another_does_not() -> None:
    one, other = make_recovery(5), make_recovery(5)
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(table, other.tables()[name])
    assert not world(1).recovery.equals(world(2).recovery)
    assert world(1).events.index.tolist() == world(1).calls["event_id"].tolist()
