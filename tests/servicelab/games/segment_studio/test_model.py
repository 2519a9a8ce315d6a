from __future__ import annotations

import copy
import json
import math

import jsonschema
import pandas as pd
import pytest

from servicelab.customers.offers import rule_profit
from servicelab.customers.quality import RULES
from servicelab.customers.segmentation import behavior_features, cluster_customers
from servicelab.errors import CourseError
from servicelab.games.segment_studio import model as studio
from servicelab_workshop.worlds.bank import BankWorld, make_bank

SCHEMA = studio.DECISION.schema()
BEHAVIOR = ["transactions", "balance", "revolving_share", "app_share"]
DECISION = {
    "features": BEHAVIOR,
    "scale": True,
    "k": 4,
    "names": {"A": "savers", "B": "everyday payers", "C": "credit flexible", "D": "small firms"},
    "offers": {"A": "wealth", "B": "none", "C": "credit", "D": "credit"},
    "forecast": 250000.0,
    "drop_field": "zodiac",
    "reason": "Zodiac signs do not change who accepts an offer.",
}


@pytest.fixture(scope="module")
def world() -> BankWorld:
    return make_bank(n=800)


@pytest.fixture(scope="module")
def frame(world: BankWorld) -> pd.DataFrame:
    features = behavior_features(world.customers, world.transactions, "2025-03-01")
    return features.join(world.customers.set_index("customer_id")["age"])


def _without(key: str, **changes: object) -> dict[str, object]:
    decision: dict[str, object] = {**copy.deepcopy(DECISION), **changes}
    decision.pop(key, None)
    return decision


def test_the_schema_is_a_valid_schema_and_accepts_a_complete_decision() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(DECISION, SCHEMA)
    json.dumps(SCHEMA)


@pytest.mark.parametrize("key", list(DECISION))
def test_every_entry_is_required(key: str) -> None:
    with pytest.raises(jsonschema.ValidationError, match=key):
        jsonschema.validate(_without(key), SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        {"features": []},
        {"features": ["balance", "balance"]},
        {"features": ["customer_id"]},
        {"scale": "yes"},
        {"k": 1},
        {"k": 9},
        {"k": 3},
        {"k": 5},
        {"names": {**DECISION["names"], "A": ""}},  # type: ignore[dict-item]
        {"names": {**DECISION["names"], "A": "x" * 61}},  # type: ignore[dict-item]
        {"offers": {**DECISION["offers"], "A": "both"}},  # type: ignore[dict-item]
        {"offers": {"A": "wealth", "B": "none", "C": "credit"}},
        {"forecast": "much"},
        {"forecast": 1e12},
        {"drop_field": "customer_id"},
        {"reason": "because"},
        {"reason": "x" * 2001},
        {"extra": 1},
    ],
    ids=str,
)
def test_the_schema_refuses(change: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**DECISION, **change}, SCHEMA)


def test_the_fields_to_drop_are_the_archive_fields() -> None:
    assert set(studio.ARCHIVE_FIELDS) == {rule.field for rule in RULES}


def test_nothing_is_missing_from_a_complete_decision() -> None:
    assert studio.DECISION.missing(DECISION) == []


def test_what_is_missing_is_said_in_words() -> None:
    lacks = studio.DECISION.missing(
        {"features": [], "scale": False, "k": 2, "names": {"A": "old", "B": " "}}
    )
    assert lacks == [
        "at least one feature",
        "a name for segment B",
        "an offer for segment A, B",
        "your forecast of the autumn profit, a number in yuan",
        "the field to drop",
        "a reason of at least 20 characters (0 so far)",
    ]


@pytest.mark.parametrize("forecast", [None, math.nan, math.inf, "250000", True])
def test_a_forecast_is_a_finite_number(forecast: object) -> None:
    assert len(studio.DECISION.missing({**DECISION, "forecast": forecast})) == 1


def test_tidy_makes_the_same_decision_of_every_way_to_write_it() -> None:
    untidy = {
        **DECISION,
        "features": tuple(reversed(BEHAVIOR)),
        "k": pd.Series([4])[0],
        "names": {label: f" {name} " for label, name in reversed(DECISION["names"].items())},  # type: ignore[attr-defined]
        "forecast": 250000,
    }
    assert json.dumps(studio.DECISION.tidy(untidy)) == json.dumps(studio.DECISION.tidy(DECISION))


def test_segments_do_not_depend_on_the_order_of_features_and_stay_the_same(
    frame: pd.DataFrame,
) -> None:
    first = studio.segment(frame, BEHAVIOR, True, 4)
    again = studio.segment(frame, BEHAVIOR[::-1], True, 4)
    pd.testing.assert_series_equal(first, again)
    assert sorted(set(first)) == ["A", "B", "C", "D"]


def test_segments_equal_the_clustering_taught_in_the_notebook(frame: pd.DataFrame) -> None:
    import numpy as np

    matrix = frame[BEHAVIOR].assign(
        transactions=np.log1p(frame["transactions"]), balance=np.log(frame["balance"])
    )
    expected = cluster_customers(matrix, 4)
    pd.testing.assert_series_equal(studio.segment(frame, BEHAVIOR, True, 4), expected)


def test_without_scaling_the_balance_decides_alone(frame: pd.DataFrame) -> None:
    together = studio.segment(frame, BEHAVIOR, False, 3)
    alone = studio.segment(frame, ["balance"], False, 3)
    mixed = frame["balance"].groupby(together).agg(["min", "max"]).sort_values("min")
    assert (mixed["max"].to_numpy()[:-1] <= mixed["min"].to_numpy()[1:]).all()
    assert sorted(together.value_counts()) == pytest.approx(sorted(alone.value_counts()), abs=5)


def test_unusable_features_are_refused_with_their_name(frame: pd.DataFrame) -> None:
    with pytest.raises(CourseError, match="at least one feature"):
        studio.segment(frame, [], True, 3)
    with pytest.raises(CourseError, match="income"):
        studio.segment(frame, ["income"], True, 3)
    with pytest.raises(CourseError, match="lacks age"):
        studio.segment(frame.drop(columns="age"), ["age"], True, 3)
    with pytest.raises(CourseError, match="usable value in balance"):
        studio.segment(frame.assign(balance=0), ["balance", "age"], True, 3)
    with pytest.raises(CourseError, match="B0001 twice"):
        studio.segment(pd.concat([frame, frame.head(1)]), ["age"], True, 3)


def test_an_evaluation_agrees_with_its_parts(world: BankWorld, frame: pd.DataFrame) -> None:
    result = studio.evaluate(frame, world.offers, BEHAVIOR, True, 4, repeats=3)
    assert result.sizes.sum() == len(frame)
    assert list(result.sizes.index) == list(result.profile.index) == ["A", "B", "C", "D"]
    assert list(result.profile.columns) == list(studio.FEATURES)
    assert -1 <= result.silhouette <= 1
    assert result.stability > 0.8
    assert result.best == result.value.idxmax(axis=1).to_dict()
    assert result.profit == pytest.approx(rule_profit(world.offers, result.labels.map(result.best)))


def test_a_recorded_rule_gives_each_customer_the_offer_of_the_segment(
    world: BankWorld, frame: pd.DataFrame
) -> None:
    assigned = studio.rule(frame, DECISION)
    labels = studio.segment(frame, BEHAVIOR, True, 4)
    assert (assigned == [DECISION["offers"][label] for label in labels]).all()  # type: ignore[index]
    expected = rule_profit(world.offers_later, assigned)
    assert studio.rule_profit_on(frame, DECISION, world.offers_later) == pytest.approx(expected)


def test_a_rule_without_an_offer_for_a_segment_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(CourseError, match="segment D"):
        studio.rule(frame, {**DECISION, "offers": {"A": "none", "B": "none", "C": "none"}})


def test_benchmarks_are_rules_anyone_could_use(world: BankWorld, frame: pd.DataFrame) -> None:
    bars = studio.benchmarks(frame, world.offers)
    assert list(bars) == ["nothing", "one offer", "age rule"]
    assert bars["nothing"] == 0
    by_age = {i: "credit" if age < 40 else "wealth" for i, age in frame["age"].items()}
    assert bars["age rule"] == pytest.approx(rule_profit(world.offers, pd.Series(by_age)))
    one = [rule_profit(world.offers, pd.Series(o, index=frame.index)) for o in ("credit", "wealth")]
    assert bars["one offer"] == pytest.approx(max(one))
