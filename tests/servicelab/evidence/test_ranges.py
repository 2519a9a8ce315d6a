from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab import RangePrediction
from servicelab.errors import CourseError
from servicelab.evidence import interval_score, overlap

shares = st.floats(0, 1)
ends = st.floats(-1e6, 1e6)


@given(ends, ends, ends, st.sampled_from([0.5, 0.8, 0.95]))
def test_the_score_is_the_width_and_a_multiple_of_the_miss(
    a: float, b: float, truth: float, level: float
) -> None:
    low, high = sorted((a, b))
    miss = max(low - truth, truth - high, 0)
    expected = high - low + 2 / (1 - level) * miss
    assert interval_score(low, high, truth, level=level) == pytest.approx(expected)


def test_one_point_outside_costs_ten_at_eighty_percent() -> None:
    assert interval_score(50, 70, 71) - interval_score(50, 70, 70) == pytest.approx(10)
    assert interval_score(50, 70, 49, level=0.9) == pytest.approx(40)


def test_the_honest_range_of_a_normal_truth_costs_least() -> None:
    truths = np.random.default_rng(1).normal(0, 1, 4000)
    costs = {
        z: np.mean([interval_score(-z, z, truth) for truth in truths])
        for z in (0.6, 0.9, 1.2816, 1.7, 2.2)
    }
    assert min(costs, key=costs.__getitem__) == 1.2816


def test_the_card_of_a_range_prediction_counts_alike(tmp_path: Path) -> None:
    card = RangePrediction("days", "How many days?", 0, 90, "days", tmp_path)
    card.record(low=10, high=30)
    assert f"costs {interval_score(10, 30, 33.5):.3g}:" in card.reveal(33.5).sentence


@given(shares, shares)
def test_the_overlap_is_bounded_and_does_not_know_the_order(a: float, b: float) -> None:
    low, high = overlap(a, b)
    assert 0 <= low <= high + 1e-12
    assert high == min(a, b)
    assert low == pytest.approx(max(0, a + b - 1))
    assert (low, high) == overlap(b, a)


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.randoms())
def test_real_groups_lie_within_the_bounds(group: list[bool], chance: Any) -> None:
    other = [chance.random() < 0.5 for _one in group]
    low, high = overlap(np.mean(group), np.mean(other))
    both = np.mean([x and y for x, y in zip(group, other, strict=True)])
    assert low - 1e-9 <= both <= high + 1e-9


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: interval_score(70, 50, 60), "swap them"),
        (lambda: interval_score(50, math.nan, 60), "high is not a finite number"),
        (lambda: interval_score(50, 70, "60"), "truth is not a finite number"),
        (lambda: interval_score(50, 70, 60, level=80), "a proportion between 0 and 1"),
        (lambda: overlap(70, 60), "not a proportion"),
        (lambda: overlap(0.7, None), "b is not a finite number"),
    ],
)
def test_what_cannot_be_scored_is_told(call: Any, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        call()
