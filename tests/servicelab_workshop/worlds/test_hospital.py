from __future__ import annotations

import functools

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

from servicelab_workshop.worlds.hospital import HospitalWorld, make_hospital

SEEDS = [20265, *range(1, 6)]
MUST_BE = ["clean_rooms", "privacy"]
ATTRACTIVE = ["booking", "follow_up"]


@functools.cache
def world(seed: int) -> HospitalWorld:
    return make_hospital(seed)


def names(seed: int) -> list[str]:
    return world(seed).attributes["attribute"].tolist()


def performance(seed: int) -> pd.DataFrame:
    return world(seed).drivers[names(seed)].astype(float)


def importance(seed: int) -> pd.Series:
    stated = world(seed).drivers[[f"i_{name}" for name in names(seed)]].mean()
    return stated.set_axis(names(seed))


def z(frame: pd.DataFrame) -> pd.DataFrame:
    return (frame - frame.mean()) / frame.std()


# --- zones of tolerance ----------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_pooled_zone_hides_the_ill(seed: int) -> None:
    zones = world(seed).zones
    assert len(zones) == 1700
    reply = zones[zones["dimension"] == "responsiveness"]
    adequacy = reply["perceived"] - reply["adequate"]
    by_group = adequacy.groupby(reply["group"], observed=True)
    below = (adequacy < 0).groupby(reply["group"], observed=True).mean()
    assert by_group.size().to_dict() == {"ill": 140, "sub-healthy": 110, "healthy": 90}
    assert adequacy.mean() == pytest.approx(0.39, abs=0.02)
    assert by_group.mean().to_dict() == pytest.approx(
        {"ill": -0.52, "sub-healthy": 0.72, "healthy": 1.40}, abs=0.02
    )
    assert below["ill"] == pytest.approx(0.69, abs=0.06)
    assert below["sub-healthy"] == pytest.approx(0.23, abs=0.06)
    assert below["healthy"] == pytest.approx(0.06, abs=0.04)


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_wait_of_the_ill_is_below_the_zone(seed: int) -> None:
    zones = world(seed).zones
    adequacy = zones["perceived"] - zones["adequate"]
    mean = adequacy.groupby([zones["dimension"], zones["group"]], observed=True).mean()
    assert mean.index[mean < 0].tolist() == [("responsiveness", "ill")]
    superiority = zones["perceived"] - zones["desired"]
    assert superiority.groupby(zones["dimension"], observed=True).mean().max() < 0


def test_levels_are_in_order_and_some_zones_have_no_width() -> None:
    zones = world(20265).zones
    width = zones["desired"] - zones["adequate"]
    assert (width >= 0).all()
    assert 15 < (width == 0).sum() < 40
    levels = zones[["adequate", "desired", "perceived"]]
    assert levels.stack().between(1, 9).all()
    assert (levels.round(1) == levels).all(axis=None)
    assert (zones.groupby("patient_id").size() == 5).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mean_of_ratios_is_another_number_than_the_ratio_of_sums(seed: int) -> None:
    zones = world(seed).zones
    ill = zones[(zones["dimension"] == "responsiveness") & (zones["group"] == "ill")]
    adequacy, width = ill["perceived"] - ill["adequate"], ill["desired"] - ill["adequate"]
    of_sums = adequacy.sum() / width.sum()
    ratios = (adequacy / width)[width > 0]
    assert of_sums == pytest.approx(-0.52, abs=0.04)
    assert ratios.mean() < 1.5 * of_sums
    pooled = (zones["perceived"] - zones["adequate"]) / (zones["desired"] - zones["adequate"])
    assert np.isinf(pooled).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ill_are_satisfied_with_less_than_the_least(seed: int) -> None:
    zones = world(seed).zones
    reply = zones[zones["dimension"] == "responsiveness"]
    met = reply["perceived"] >= reply["predicted"]
    enough = reply["perceived"] >= reply["adequate"]
    table = pd.DataFrame({"met": met, "enough": enough, "both": met & ~enough})
    share = table.groupby(reply["group"].astype(str)).mean()
    # by confirmation the ill come first of the three, by adequacy last
    assert share["met"].idxmax() == "ill"
    assert share.loc["ill", "met"] - share["met"].drop("ill").max() > 0.08
    assert share["enough"].idxmin() == "ill"
    assert share.loc["ill", "enough"] < 0.36
    assert share.loc["ill", "both"] > 0.25
    assert share["both"].drop("ill").max() < 0.05


@pytest.mark.parametrize("seed", SEEDS)
def test_a_relative_weight_is_no_slope(seed: int) -> None:
    drivers = world(seed).drivers
    both = drivers[[*names(seed), "overall"]].astype(float)
    apart = both - both.groupby(drivers["severity"]).transform("mean")
    X, y = z(apart[names(seed)]), z(apart[["overall"]])["overall"]
    values, vectors = np.linalg.eigh(X.corr().to_numpy())
    root = vectors @ np.diag(np.sqrt(values)) @ vectors.T
    weight = pd.Series(root**2 @ np.linalg.solve(root, X.corrwith(y)) ** 2, index=X.columns)
    slope = sm.OLS(apart["overall"], apart[names(seed)]).fit().params
    by_weight, by_slope = weight.rank(ascending=False), slope.rank(ascending=False)
    assert by_weight["courtesy"] <= 4
    assert by_slope["courtesy"] > by_weight["courtesy"]
    assert by_weight["privacy"] == 5
    assert by_slope["privacy"] <= 3
    assert by_weight["short_wait"] == by_slope["short_wait"] == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_gains_with_the_bend_are_those_of_the_world(seed: int) -> None:
    drivers, gains = world(seed).drivers, world(seed).gains["all"]
    X = drivers[names(seed)].astype(float)
    dummies = pd.get_dummies(drivers["severity"].astype(int), dtype=float).iloc[:, 1:]
    dummies = dummies.rename(columns=str)
    low, high = (X <= 3).astype(float), (X >= 6).astype(float)
    design = pd.concat([low.add_prefix("low "), high.add_prefix("high "), dummies], axis=1)
    fit = sm.OLS(drivers["overall"].astype(float), sm.add_constant(design)).fit()
    penalty = fit.params[[f"low {name}" for name in X]].set_axis(X.columns)
    reward = fit.params[[f"high {name}" for name in X]].set_axis(X.columns)
    found = low.mean() * (reward - penalty) + (1 - low.mean() - high.mean()) * reward
    talk = ["courtesy", "explanation", "listening"]  # their slopes are torn apart by chance
    assert (found - gains).drop(talk).abs().max() < 0.15
    assert abs(found[talk].sum() - gains[talk].sum()) < 0.2
    assert found.corr(gains, method="spearman") > 0.8
    assert gains.nlargest(4).index.tolist() == ["short_wait", "follow_up", "booking", "explanation"]
    assert set(found.nlargest(3).index) == {"short_wait", "follow_up", "booking"}
    # stated importance puts both of the attractive ones in the lower half
    assert (importance(seed).rank(ascending=False)[ATTRACTIVE] > 9).all()


def test_groups_agree_between_tables() -> None:
    hospital = world(20265)
    joined = hospital.zones.merge(hospital.drivers, on="patient_id", suffixes=("", "_there"))
    assert len(joined) == len(hospital.zones)
    assert (joined["group"] == joined["group_there"]).all()
    wait = joined[joined["dimension"] == "responsiveness"]
    assert wait["perceived"].corr(wait["short_wait"]) > 0.4


# --- importance and performance --------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_crosshair_decides_the_quadrant(seed: int) -> None:
    stated, rated = importance(seed), performance(seed).mean()

    def quadrant(at: tuple[float, float]) -> pd.Series:
        high, good = stated >= at[0], rated >= at[1]
        names = ["low priority", "overkill", "concentrate", "keep up"]
        return (2 * high + good).map(dict(enumerate(names)))

    by_mean = quadrant((stated.mean(), rated.mean()))
    by_scale = quadrant((4, 4))
    assert set(by_mean) == {"low priority", "overkill", "concentrate", "keep up"}
    assert by_mean[by_mean == "concentrate"].index.tolist() == [
        "short_wait",
        "explanation",
        "clear_costs",
    ]
    assert (by_mean != by_scale).sum() >= 5
    assert by_mean["greenery"] == by_scale["greenery"] == "overkill"
    assert (by_scale == "keep up").sum() >= 11


@pytest.mark.parametrize("seed", SEEDS)
def test_derived_importance_has_another_order_than_stated(seed: int) -> None:
    X, y = z(performance(seed)), z(world(seed).drivers[["overall"]])["overall"]
    correlation = X.corr().to_numpy()
    values, vectors = np.linalg.eigh(correlation)
    root = vectors @ np.diag(np.sqrt(values)) @ vectors.T
    beta = np.linalg.solve(root, X.corrwith(y).to_numpy())
    weight = pd.Series(root**2 @ beta**2, index=X.columns)  # Johnson 2000
    fit = sm.OLS(y, sm.add_constant(X)).fit()
    assert weight.sum() == pytest.approx(fit.rsquared)
    assert 0.45 < fit.rsquared < 0.65
    stated = importance(seed)
    assert set(stated.nlargest(2).index) == {"diagnosis", "few_side_effects"}
    assert set(weight.nlargest(4).index) == {
        "short_wait",
        "courtesy",
        "explanation",
        "listening",
    }
    assert weight.rank().corr(stated.rank()) < 0.2


@pytest.mark.parametrize("seed", SEEDS)
def test_ratings_of_the_conversation_are_collinear(seed: int) -> None:
    X = performance(seed)
    factor = pd.Series(np.diag(np.linalg.inv(X.corr().to_numpy())), index=X.columns)
    assert set(factor.index[factor > 5]) == {"courtesy", "explanation", "listening"}
    assert factor.drop(["courtesy", "explanation", "listening"]).max() < 1.5


# --- Kano and its regression twin ------------------------------------------------------------


def kano_class(functional: int, dysfunctional: int) -> str:
    """Read the evaluation table row by row."""
    rows = {1: "QAAAO", 2: "RIIIM", 3: "RIIIM", 4: "RIIIM", 5: "RRRRQ"}
    return rows[functional][dysfunctional - 1]


@pytest.mark.parametrize("seed", SEEDS)
def test_kano_classes_are_the_planted_ones(seed: int) -> None:
    table, classes = world(seed).kano, world(seed).classes
    answers = zip(table["functional"], table["dysfunctional"], strict=True)
    found = pd.Series([kano_class(*pair) for pair in answers], index=table.index)
    counts = pd.crosstab(table["attribute"], found)
    assert (counts.sum(axis=1) == 200).all()
    assert counts.idxmax(axis=1).to_dict() == classes.to_dict()
    assert classes.value_counts().to_dict() == {"O": 3, "A": 3, "M": 2, "I": 1, "R": 1}
    ranked = np.sort(counts.to_numpy(), axis=1)
    assert (ranked[:, -1] - ranked[:, -2] >= 30).all()
    assert (counts["Q"] > 0).all()
    assert (counts["R"] > 0).all()  # or leaving R and Q in the base would not show


@pytest.mark.parametrize("seed", SEEDS)
def test_penalties_and_rewards_agree_with_kano(seed: int) -> None:
    X, y = performance(seed), world(seed).drivers["overall"]
    low, high = (X <= 3).astype(float), (X >= 6).astype(float)
    design = pd.concat([low.add_prefix("low "), high.add_prefix("high ")], axis=1)
    fit = sm.OLS(y, sm.add_constant(design)).fit()
    penalty = fit.params[[f"low {name}" for name in X]].set_axis(X.columns)
    reward = fit.params[[f"high {name}" for name in X]].set_axis(X.columns)
    for name in MUST_BE:
        assert world(seed).classes[name] == "M"
        assert penalty[name] < -0.6
        assert reward[name] < 0.3
        assert fit.pvalues[f"low {name}"] < 0.001
    for name in ATTRACTIVE:
        assert world(seed).classes[name] == "A"
        assert penalty[name] > -0.35
        assert reward[name] > 0.5
        assert fit.pvalues[f"high {name}"] < 0.001
    assert penalty["short_wait"] < -0.2
    assert reward["short_wait"] > 0.2
    assert low.mean().between(0.03, 0.4).all()
    assert high.mean().between(0.1, 0.6).all()


# --- satisfaction and care -------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_cured_patients_are_dissatisfied_with_wait_and_conversation(seed: int) -> None:
    drivers = world(seed).drivers
    cured = drivers[drivers["cured"] == 1]
    unhappy = cured["overall"] <= 3
    assert 0.65 < drivers["cured"].mean() < 0.72
    assert 0.18 < unhappy.mean() < 0.28
    ratings = cured[names(seed)]
    lacking = ratings[~unhappy].mean() - ratings[unhappy].mean()
    assert set(lacking.nlargest(4).index) == {
        "courtesy",
        "explanation",
        "listening",
        "short_wait",
    }
    assert lacking[["explanation", "short_wait"]].min() > 0.85
    assert lacking[["diagnosis", "quick_relief"]].max() < lacking["short_wait"] - 0.2


@pytest.mark.parametrize("seed", SEEDS)
def test_severity_hides_that_the_satisfied_come_back_less(seed: int) -> None:
    drivers = world(seed).drivers
    raw = smf.logit("readmitted_90d ~ overall", drivers).fit(disp=0)
    adjusted = smf.logit("readmitted_90d ~ overall + severity", drivers).fit(disp=0)
    steps = smf.logit("readmitted_90d ~ overall + C(severity)", drivers).fit(disp=0)
    assert 0 < raw.params["overall"] < 0.2
    assert adjusted.params["overall"] < -0.27
    assert adjusted.pvalues["overall"] < 0.001
    assert steps.params["overall"] == pytest.approx(adjusted.params["overall"], abs=0.03)
    assert drivers["severity"].corr(drivers["overall"]) > 0.3
    assert drivers["readmitted_90d"].mean() == pytest.approx(0.13, abs=0.01)


@pytest.mark.parametrize("seed", SEEDS)
def test_slow_relief_looks_harmless_until_severity_is_held(seed: int) -> None:
    drivers = world(seed).drivers.assign(
        log_days=lambda frame: np.log(frame["days_to_relief"].astype(float))
    )
    raw = smf.ols("overall ~ log_days", drivers).fit()
    adjusted = smf.ols("overall ~ log_days + severity", drivers).fit()
    assert adjusted.params["log_days"] < -0.35
    assert adjusted.pvalues["log_days"] < 0.001
    assert raw.params["log_days"] > 0.1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ill_wait_longer(seed: int) -> None:
    drivers = world(seed).drivers
    wait = drivers.groupby("group", observed=True)["short_wait"].mean()
    assert wait["ill"] < wait["sub-healthy"] - 0.5
    assert wait["sub-healthy"] < wait["healthy"]
    severity = drivers.groupby("group", observed=True)["severity"].mean()
    assert severity["ill"] > severity["sub-healthy"] + 1


# --- journeys, practices, visits -------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_peak_and_end_are_remembered_rather_than_the_mean(seed: int) -> None:
    table = world(seed).journeys
    steps = table.filter(like="step_").to_numpy()
    away = np.abs(steps - 5) + 0.1 * (steps < 5)  # furthest from the middle; the bad one of two
    frame = pd.DataFrame(
        {
            "overall": table["overall"],
            "peak": steps[np.arange(len(steps)), away.argmax(axis=1)],
            "end": steps[:, -1],
            "mean": steps.mean(axis=1),
        }
    )
    mean = smf.ols("overall ~ mean", frame).fit()
    moments = smf.ols("overall ~ peak + end", frame).fit()
    assert moments.rsquared_adj > mean.rsquared_adj + 0.2
    assert ((frame["peak"] + frame["end"]) / 2).corr(frame["overall"]) > 0.85
    assert frame["mean"].corr(frame["overall"]) < 0.75


@pytest.mark.parametrize("seed", SEEDS)
def test_one_practice_lapses_in_one_ward(seed: int) -> None:
    table = world(seed).practices
    assert len(table) == 4 * 12 * 8
    assert (table["done"] <= table["due"]).all()
    sums = table.groupby(["practice", "ward"], observed=True)[["due", "done"]].sum()
    rate = (sums["done"] / sums["due"]).unstack()
    curtain = rate.loc["draws the curtain before an examination"]
    assert curtain.idxmin() == "Pine"
    assert curtain.drop("Pine").min() - curtain["Pine"] > 0.15
    assert rate.stack().idxmin() == ("says who is coming and why", "Birch")
    pooled = table["done"].sum() / table["due"].sum()
    assert (table["done"] / table["due"].where(table["due"] > 0)).mean() - pooled > 0.015


@pytest.mark.parametrize("seed", SEEDS)
def test_few_ill_people_take_most_of_the_time(seed: int) -> None:
    table = world(seed).visits
    hours = table["visits"] * table["minutes_per_visit"] / 60
    last = table[table["year"] == 2025].set_index("group")
    share = hours.groupby([table["year"], table["group"]], observed=True).sum().unstack()
    share = share.div(share.sum(axis=1), axis=0)
    assert last["people"]["ill"] < 0.12 * last["people"].sum()
    assert share.loc[2025, "ill"] > 0.45
    assert share.loc[2025, "healthy"] > share.loc[2021, "healthy"] + 0.02


# --- the world -------------------------------------------------------------------------------


def test_truth_covers_every_patient() -> None:
    hospital = world(20265)
    assert hospital.truth.index.tolist() == hospital.drivers["patient_id"].tolist()
    known = set(hospital.truth.index)
    for table in (hospital.zones, hospital.kano, hospital.journeys):
        assert set(table["patient_id"]) <= known
    again = hospital.truth["p_readmitted"].mean()
    assert again == pytest.approx(hospital.drivers["readmitted_90d"].mean(), abs=0.01)


def test_fourteen_attributes_in_three_factors() -> None:
    attributes = world(20265).attributes
    assert attributes["factor"].value_counts().to_dict() == {"service": 6, "setting": 4, "care": 4}
    assert not attributes[["label_en", "label_zh"]].stack().duplicated().any()
    kano = set(world(20265).kano["attribute"])
    assert len(kano) == 10
    assert len(kano & set(attributes["attribute"])) == 8


def test_the_same_seed_makes_the_same_tables_and_another_does_not() -> None:
    one, other = make_hospital(5), make_hospital(5)
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(table, other.tables()[name])
    assert not world(1).drivers.equals(world(2).drivers)
