from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.data.loading import load_dataset
from servicelab.decisions.fields import DecisionFields
from servicelab.errors import CourseError
from servicelab.games.priority_board import model as model
from servicelab.games.priority_board import view as view
from servicelab.priorities.drivers import derived_importance
from servicelab.priorities.zones import zone_summary
from servicelab_workshop.worlds.hospital import HospitalWorld, make_hospital

GROUPS = ["ill", "sub-healthy", "healthy"]


@pytest.fixture(scope="module")
def zones() -> pd.DataFrame:
    return load_dataset("hospital_zones")


@pytest.fixture(scope="module")
def drivers() -> pd.DataFrame:
    return load_dataset("hospital_drivers")


@pytest.fixture(scope="module")
def attributes() -> pd.DataFrame:
    return load_dataset("hospital_attributes")


@pytest.fixture(scope="module")
def names(attributes: pd.DataFrame) -> list[str]:
    return attributes["attribute"].astype(str).to_list()


@pytest.fixture(scope="module")
def numbers(drivers: pd.DataFrame, attributes: pd.DataFrame) -> pd.DataFrame:
    return model.plan_numbers(drivers, attributes)


@pytest.fixture(scope="module")
def fields(names: list[str]) -> DecisionFields:
    return model.decision_fields({name: name for name in names}, GROUPS)


@pytest.fixture
def decision(names: list[str]) -> dict[str, Any]:
    return {
        "crosshair": "mean",
        "crosshair_before_seeing": True,
        "tokens": {**dict.fromkeys(names, 0), "short_wait": 8, "explanation": 6, "listening": 6},
        "protected": "ill",
        "forecast": 0.8,
        "reason": "The ill wait longest, and waiting weighs most.",
    }


def test_the_schema_is_a_valid_schema_and_accepts_a_complete_decision(
    decision: dict[str, Any], fields: DecisionFields
) -> None:
    schema = fields.schema()
    for one in (schema, model.crosshair_schema()):
        jsonschema.Draft202012Validator.check_schema(one)
        json.dumps(one)
    jsonschema.validate(decision, schema)
    jsonschema.validate({"crosshair": "scale"}, model.crosshair_schema())
    assert fields.missing(decision) == []


@pytest.mark.parametrize(
    "key", ["crosshair", "crosshair_before_seeing", "tokens", "protected", "forecast", "reason"]
)
def test_every_entry_is_required(
    decision: dict[str, Any], fields: DecisionFields, key: str
) -> None:
    del decision[key]
    with pytest.raises(jsonschema.ValidationError, match=key):
        jsonschema.validate(decision, fields.schema())
    # the widget itself notes what came before what
    assert len(fields.missing(decision)) == (0 if key == "crosshair_before_seeing" else 1)


@pytest.mark.parametrize(
    "change",
    [
        {"crosshair": "origin"},
        {"crosshair_before_seeing": "yes"},
        {"tokens": {"short_wait": 20}},
        {"protected": "everybody"},
        {"forecast": 80},
        {"forecast": "much"},
        {"reason": "because"},
        {"extra": 1},
    ],
)
def test_the_schema_refuses(
    decision: dict[str, Any], fields: DecisionFields, change: dict[str, object]
) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**decision, **change}, fields.schema())


@pytest.mark.parametrize("tokens", [-1, 1.5, 21])
def test_the_schema_refuses_tokens(
    decision: dict[str, Any], fields: DecisionFields, tokens: float
) -> None:
    decision["tokens"]["privacy"] = tokens
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(decision, fields.schema())


def test_zones_are_those_of_the_library_and_of_all_patients(zones: pd.DataFrame) -> None:
    rows = model.zone_rows(zones)
    assert rows.index.to_list() == [*GROUPS, "all patients"]
    groups = zone_summary(zones, "group")
    assert np.allclose(rows.iloc[:-1], groups)
    assert np.allclose(rows.iloc[-1:], zone_summary(zones))
    quick = model.zone_rows(zones, "responsiveness")
    assert quick.loc["ill", "msa"] < 0 < quick.loc["all patients", "msa"]
    assert model.worst_group(zones) == "ill"
    assert model.worst_group(zones, "responsiveness") == "ill"
    assert model.worst_group(zones, "tangibles") == "healthy"
    with pytest.raises(CourseError, match="no answer about 'price': it has tangibles"):
        model.zone_rows(zones, "price")


def test_the_crosshair_rule_decides_what_comes_out(
    drivers: pd.DataFrame, attributes: pd.DataFrame
) -> None:
    means = model.attribute_means(drivers, attributes)
    grids = {rule: model.place_attributes(means, rule) for rule in model.CROSSHAIRS}
    assert grids["scale"].attrs["crosshair"] == (4, 4)
    assert "low priority" not in set(grids["scale"]["quadrant"])
    assert np.allclose(grids["mean"].attrs["crosshair"], means.mean())
    assert np.allclose(grids["median"].attrs["crosshair"], means.median())
    assert len({tuple(grid["quadrant"]) for grid in grids.values()}) == 3
    for grid in (grids["mean"], grids["median"]):
        assert grid.loc["short_wait", "quadrant"] == "concentrate"
    with pytest.raises(CourseError, match="no crosshair rule 'origin'"):
        model.place_attributes(means, "origin")


def test_the_numbers_of_a_plan_come_from_the_patients(
    drivers: pd.DataFrame, attributes: pd.DataFrame, names: list[str], numbers: pd.DataFrame
) -> None:
    assert numbers["scale"].loc[["privacy", "booking", "clear_costs"]].to_list() == [4, 3, 5]
    ratings = drivers[names].astype(float)
    steps = [ratings <= 3, ratings >= 6, pd.get_dummies(drivers["severity"].astype(int))]
    design = np.column_stack([part.to_numpy(dtype=float) for part in steps])
    slopes = np.linalg.lstsq(design, drivers["overall"].to_numpy(dtype=float), rcond=None)[0]
    penalty, reward = slopes[:14], slopes[14:28]
    assert np.allclose(numbers["penalty"], penalty)
    assert np.allclose(numbers["reward"], reward)
    # everybody below 6 gets what is between where they are now and there
    now = ratings.le(3) * penalty
    more = (reward - now)[ratings < 6].fillna(0).mean()
    assert np.allclose(numbers["gain"], more.clip(lower=0))
    assert model.plan_numbers(drivers, attributes).equals(numbers)
    shuffled = drivers.sample(frac=1, random_state=1)
    assert np.allclose(model.plan_numbers(shuffled, attributes), numbers)


def test_a_group_has_its_own_gains_and_the_effects_of_all(
    drivers: pd.DataFrame, attributes: pd.DataFrame, numbers: pd.DataFrame
) -> None:
    ill = model.plan_numbers(drivers, attributes, "ill")
    same = ["penalty", "reward", "scale"]
    assert ill[same].equals(numbers[same])
    assert ill["gain"].idxmax() == "short_wait"
    assert ill.loc["short_wait", "gain"] > numbers.loc["short_wait", "gain"] + 0.1
    healthy = model.plan_numbers(drivers, attributes, "healthy")
    assert healthy.loc["short_wait", "gain"] < numbers.loc["short_wait", "gain"] - 0.1


def test_tables_that_do_not_fit_are_refused(
    drivers: pd.DataFrame, attributes: pd.DataFrame
) -> None:
    with pytest.raises(CourseError, match="no patient in group 'rich': it has"):
        model.plan_numbers(drivers, attributes, "rich")
    with pytest.raises(CourseError, match="no factor 'price'"):
        model.plan_numbers(drivers, attributes.astype(str).assign(factor="price"))
    with pytest.raises(CourseError, match="severity"):
        model.plan_numbers(drivers.drop(columns="severity"), attributes)
    with pytest.raises(CourseError, match="i_privacy"):
        model.attribute_means(drivers.drop(columns="i_privacy"), attributes)


def test_neither_one_thing_nor_an_equal_split_is_the_best_plan(
    drivers: pd.DataFrame, attributes: pd.DataFrame, decision: dict[str, Any]
) -> None:
    for group in (None, *GROUPS):
        plans = model.compare_plans(
            decision["tokens"], model.plan_numbers(drivers, attributes, group)
        )
        assert plans["share"].drop("optimum").max() < 0.95
        assert plans.loc["optimum", "share"] == 1
        assert plans.loc["all to one", "share"] < 0.55
        assert plans.loc["equal split", "share"] < 0.7


# --- what a plan is worth in the hospital itself, which no trainee's data hold ---------------

SEEDS = [20265, *range(1, 6)]


@functools.cache
def hospital(seed: int) -> HospitalWorld:
    return make_hospital(seed)


def worth(tokens: Any, seed: int) -> float:
    """Share of the best possible gain by the world's own rule, as the hidden check counts it."""
    world = hospital(seed)
    factors = world.attributes.set_index("attribute")["factor"].astype(str)
    rule = pd.DataFrame({"gain": world.gains["all"], "scale": factors.map(model.TOKEN_SCALES)})
    return model.share_of_best(tokens, rule)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_careful_reading_earns_all_and_no_blind_policy_does(seed: int) -> None:
    world = hospital(seed)
    drivers, attributes = world.drivers, world.attributes
    numbers = model.plan_numbers(drivers, attributes)
    names = list(numbers.index)
    ratings, overall = drivers[names].astype(float), drivers["overall"].astype(float)
    stated = drivers[[f"i_{name}" for name in names]].mean().set_axis(names)
    lacking = 7 - ratings.mean()
    found = derived_importance(ratings, overall)
    index = found["relative_weight"]

    def in_parts(weight: pd.Series) -> pd.Series:
        return 20 * weight / weight.sum()

    def bent(gain: pd.Series) -> dict[str, int]:
        return model.best_plan(numbers.assign(gain=gain))

    service = list(attributes.loc[attributes["factor"] == "service", "attribute"])
    blind = {
        "the same to each": dict.fromkeys(names, 20 / 14),
        "all to one": {"short_wait": 20},
        "as stated": in_parts(stated),
        "the three stated first": dict.fromkeys(stated.nlargest(3).index, 20 / 3),
        "stated times what is lacking": in_parts(stated * lacking),
        "as lacking": in_parts(lacking),
        "the five that lack most": dict.fromkeys(lacking.nlargest(5).index, 4),
        "what is lacking, with the bend": bent(lacking),
        "as correlated": in_parts(found["r"]),
        "by relative weight": in_parts(index),
        "index times what is lacking": bent(index * lacking),
        "one factor": dict.fromkeys(service, 20 / 6),
        "penalties only": bent(-numbers["penalty"].clip(upper=0) * numbers["low"]),
    }
    shares = pd.Series({name: worth(plan, seed) for name, plan in blind.items()})
    careful = worth(model.best_plan(numbers), seed)
    assert shares.max() < 0.93
    assert shares.drop("one factor").max() < 0.87
    assert careful >= 0.95
    assert shares["the same to each"] < 0.65


@pytest.mark.parametrize("seed", SEEDS)
def test_the_index_ranks_otherwise_than_the_gain(seed: int) -> None:
    world = hospital(seed)
    numbers = model.plan_numbers(world.drivers, world.attributes)
    ratings = world.drivers[list(numbers.index)]
    index = derived_importance(ratings, world.drivers["overall"])["relative_weight"]
    by_index, by_gain = index.rank(ascending=False), numbers["gain"].rank(ascending=False)
    truth = world.gains["all"].rank(ascending=False)
    assert by_index["follow_up"] >= 6
    assert by_gain["follow_up"] <= 3
    assert truth["follow_up"] == 2
    assert by_index["courtesy"] <= 4
    assert truth["courtesy"] >= 9
    assert by_gain["short_wait"] == truth["short_wait"] == 1


def test_the_truth_is_not_within_the_library() -> None:
    for module in (model, view):
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        assert "servicelab_workshop" not in source
        assert "true_gains" not in source


@given(st.lists(st.integers(0, 13), min_size=20, max_size=20))
def test_no_plan_gains_more_than_the_optimum(spent: list[int]) -> None:
    table = _numbers()
    tokens = {name: spent.count(place) for place, name in enumerate(table.index)}
    assert 0 < model.share_of_best(tokens, table) <= 1 + 1e-12


def test_the_board_opens_where_a_group_stands_lowest() -> None:
    assert model.opening_dimension(load_dataset("hospital_zones")) == "responsiveness"


def test_the_best_plan_is_recognized(numbers: pd.DataFrame, names: list[str]) -> None:
    best = model.best_plan(numbers)
    assert list(best) == names
    assert sum(best.values()) == model.TOKENS
    assert model.share_of_best(best, numbers) == pytest.approx(1)
    assert model.share_of_best(dict.fromkeys(names, 0), numbers) == 0
    assert model.share_of_best({}, numbers) == 0
    with pytest.raises(CourseError, match="'price', which has no weight"):
        model.share_of_best({"price": 20}, numbers)


def test_a_decision_is_judged(
    decision: dict[str, Any],
    zones: pd.DataFrame,
    drivers: pd.DataFrame,
    attributes: pd.DataFrame,
    numbers: pd.DataFrame,
) -> None:
    found = model.judge(decision, zones, drivers, attributes)
    assert found.share == model.share_of_best(decision["tokens"], numbers)
    assert found.protected_share == found.protected_plans.loc["yours", "share"]
    assert found.error == pytest.approx(0.8 - found.share)
    assert found.worst == "ill"
    assert found.protects_worst
    other = model.judge({**decision, "protected": "healthy"}, zones, drivers, attributes)
    assert not other.protects_worst
    assert other.share == found.share
    assert other.protected_share != found.protected_share


def test_tidy_is_stable_and_plain(fields: DecisionFields, names: list[str]) -> None:
    draft = {
        "crosshair": " mean ",
        "tokens": pd.Series({"privacy": 12.0, "booking": np.int64(8)}),
        "protected": "",
        "forecast": np.int64(1),
        "reason": None,
    }
    once = fields.tidy(draft)
    assert once == {
        "crosshair": "mean",
        "tokens": {**dict.fromkeys(names, 0), "booking": 8, "privacy": 12},
        "forecast": 1.0,
    }
    assert list(once["tokens"]) == names
    assert fields.tidy(once) == once
    json.dumps(once)


def test_missing_says_how_many_tokens_are_left(
    decision: dict[str, Any], fields: DecisionFields
) -> None:
    for count, words in ((5, "3 tokens left"), (9, "1 token too many")):
        decision["tokens"]["short_wait"] = count
        assert fields.missing(decision) == [f"tokens that sum to 20 ({words})"]
    decision["tokens"]["short_wait"] = 8
    assert fields.missing({**decision, "forecast": float("nan")}) == ["your forecast"]


def _numbers() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    return pd.DataFrame(
        {"gain": 4 * rng.random(14), "scale": rng.choice((3, 4, 5), 14)},
        index=[f"attribute {place}" for place in range(14)],
    )
