from __future__ import annotations

import copy
import json

import jsonschema
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.data.loading import load_dataset
from servicelab.errors import CourseError
from servicelab.games.gap_explorer import model as model
from servicelab.surveys.servqual import (
    DIMENSIONS,
    dimension_scores,
    rank_probability,
    reverse_items,
    screen_survey,
    weighted_gaps,
)

SCHEMA = model.DECISION.schema()
WEIGHTS = {
    "tangibles": 11,
    "reliability": 32,
    "responsiveness": 22,
    "assurance": 19,
    "empathy": 16,
}
DECISION = {
    "weights": WEIGHTS,
    "metric": "weighted",
    "priority": "reliability",
    "confidence": 0.9,
    "reason": "Policyholders give it most points, and the promise is broken.",
}


@pytest.fixture(scope="module")
def items() -> pd.DataFrame:
    return load_dataset("insurer_items")


@pytest.fixture(scope="module")
def survey(items: pd.DataFrame) -> pd.DataFrame:
    raw = load_dataset("insurer_servqual")
    return reverse_items(raw[screen_survey(raw, items)["keep"]], items)


def test_the_schema_is_a_valid_schema_and_accepts_a_complete_decision() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(DECISION, SCHEMA)
    json.dumps(SCHEMA)


@pytest.mark.parametrize("key", list(DECISION))
def test_every_entry_is_required(key: str) -> None:
    decision = copy.deepcopy(DECISION)
    del decision[key]
    with pytest.raises(jsonschema.ValidationError, match=key):
        jsonschema.validate(decision, SCHEMA)
    assert len(model.DECISION.missing(decision)) == 1
    assert model.DECISION.missing(DECISION) == []


@pytest.mark.parametrize(
    "change",
    [
        {"weights": {**WEIGHTS, "tangibles": -1}},
        {"weights": {**WEIGHTS, "tangibles": 11.5}},
        {"weights": {**WEIGHTS, "price": 0}},
        {"weights": {"reliability": 100}},
        {"metric": "gap"},
        {"priority": "price"},
        {"confidence": 90},
        {"confidence": "high"},
        {"reason": "because"},
        {"extra": 1},
    ],
)
def test_the_schema_refuses(change: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**DECISION, **change}, SCHEMA)


def test_stated_points_are_the_mean_of_what_each_gave(survey: pd.DataFrame) -> None:
    each = survey[[f"w_{name}" for name in DIMENSIONS]]
    gaps = pd.DataFrame(0.0, index=survey.index, columns=list(DIMENSIONS))
    points = model.stated_points(gaps, each)
    assert sum(points.values()) == 100
    for name in DIMENSIONS:
        assert abs(points[name] - each[f"w_{name}"].mean()) <= 1
    assert model.stated_points(gaps, points) == points
    assert model.stated_points(gaps, pd.Series(points) / 100) == points


def test_each_metric_puts_first_what_was_planted(survey: pd.DataFrame, items: pd.DataFrame) -> None:
    assert model.priority_by("raw", survey, items) == "responsiveness"
    assert model.priority_by("weighted", survey, items, WEIGHTS) == "reliability"
    lowest = dimension_scores(survey, items, "perception").mean().idxmin()
    assert model.priority_by("performance", survey, items) == lowest


def test_weighted_scores_are_those_of_the_library(
    survey: pd.DataFrame, items: pd.DataFrame
) -> None:
    scores = model.metric_scores("weighted", survey, items, WEIGHTS)
    gaps = dimension_scores(survey, items)
    pd.testing.assert_series_equal(scores.mean(), weighted_gaps(gaps, WEIGHTS), check_names=False)
    doubled = {name: 2 * points for name, points in WEIGHTS.items()}
    pd.testing.assert_frame_equal(model.weigh(gaps, doubled), scores)
    equal = dict.fromkeys(DIMENSIONS, 20)
    assert model.first(model.weigh(gaps, equal)) == model.first(gaps)


def test_points_and_metrics_that_cannot_be_used_are_refused(
    survey: pd.DataFrame, items: pd.DataFrame
) -> None:
    with pytest.raises(CourseError, match="There is no metric 'gap'"):
        model.priority_by("gap", survey, items)
    with pytest.raises(CourseError, match="needs points"):
        model.priority_by("weighted", survey, items)
    with pytest.raises(CourseError, match="No points are given for tangibles, empathy"):
        model.priority_by(
            "weighted", survey, items, {"reliability": 1, "assurance": 1, "responsiveness": 1}
        )
    with pytest.raises(CourseError, match="at least one dimension"):
        model.priority_by("weighted", survey, items, dict.fromkeys(DIMENSIONS, 0))


@given(st.floats(0, 1), st.floats(0, 1))
def test_nobody_is_expected_to_beat_the_probability(confidence: float, probability: float) -> None:
    score = model.brier(confidence, probability)
    best = model.brier(probability, probability)
    assert score - best == pytest.approx((confidence - probability) ** 2, abs=1e-12)
    assert best == pytest.approx(probability * (1 - probability), abs=1e-12)
    assert -1e-12 <= score <= 1 + 1e-12


def test_the_brier_score_is_the_mean_over_many_events() -> None:
    happened = np.random.default_rng(1).random(200_000) < 0.7
    assert np.mean((0.9 - happened) ** 2) == pytest.approx(model.brier(0.9, 0.7), abs=0.005)


def test_a_decision_is_compared_with_its_own_metric_and_weights(
    survey: pd.DataFrame, items: pd.DataFrame
) -> None:
    found = model.consistency(DECISION, survey, items)
    scores = model.metric_scores("weighted", survey, items, WEIGHTS)
    assert found.first == "reliability"
    assert found.follows
    assert found.probability == rank_probability(scores)["reliability"]
    again = rank_probability(scores, another_survey=True)["reliability"]
    assert found.again == again <= found.probability
    assert found.supported == (found.probability > 0.8)
    assert found.brier == model.brier(0.9, found.probability)
    other = model.consistency({**DECISION, "metric": "raw"}, survey, items)
    assert other.first == "responsiveness"
    assert not other.follows
    assert not other.supported


def test_tidy_is_stable_and_plain() -> None:
    draft = {
        "weights": {name: np.float64(20) for name in reversed(DIMENSIONS)},
        "metric": " raw ",
        "priority": "",
        "confidence": np.int64(1),
        "reason": None,
    }
    once = model.DECISION.tidy(draft)
    assert once == {
        "weights": dict.fromkeys(DIMENSIONS, 20),
        "metric": "raw",
        "confidence": 1.0,
    }
    assert list(once["weights"]) == list(DIMENSIONS)
    assert model.DECISION.tidy(once) == once
    json.dumps(once)


def test_missing_says_how_many_points_are_left() -> None:
    low, high = ({**WEIGHTS, "tangibles": points} for points in (4, 12))
    assert model.DECISION.missing({**DECISION, "weights": low}) == [
        "weights that sum to 100 (7 points left)"
    ]
    assert model.DECISION.missing({**DECISION, "weights": high}) == [
        "weights that sum to 100 (1 point too many)"
    ]
    assert model.DECISION.missing({**DECISION, "confidence": float("nan")}) == ["your confidence"]
