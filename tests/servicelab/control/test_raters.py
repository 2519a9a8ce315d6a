from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.control.raters import icc, spearman_brown
from servicelab.errors import CourseError

# Reference row 13: Shrout and Fleiss 1979, six things and four raters.
SHROUT = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
)
tables = st.integers(2, 8).flatmap(
    lambda k: st.lists(st.lists(st.integers(1, 10), min_size=k, max_size=k), min_size=3, max_size=9)
)


def test_shrout_and_fleiss() -> None:
    found = icc(SHROUT)
    assert found["icc"].round(2).to_dict() == {
        "ICC(1,1)": 0.17,
        "ICC(2,1)": 0.29,
        "ICC(3,1)": 0.71,
        "ICC(1,k)": 0.44,
        "ICC(2,k)": 0.62,
        "ICC(3,k)": 0.91,
    }
    # as printed by R's psych for the same table
    assert found["low"].round(3).to_list() == [-0.133, 0.019, 0.342, -0.884, 0.071, 0.676]
    assert found["high"].round(2).to_list() == [0.72, 0.76, 0.95, 0.91, 0.93, 0.99]


@given(tables, st.floats(-50, 50), st.floats(0.1, 20))
def test_neither_origin_nor_unit_matters(table: Any, shift: float, unit: float) -> None:
    scores = np.array(table, dtype=float)
    if np.ptp(scores) == 0:
        return
    one, other = icc(scores), icc(scores * unit + shift)
    finite = np.isfinite(one["icc"]) & (one["icc"].abs() < 50)
    assert np.allclose(one["icc"][finite], other["icc"][finite], atol=1e-5)


@given(tables, st.integers(1, 9))
def test_severity_leaves_the_third_form_alone(table: Any, severe: int) -> None:
    scores = np.array(table, dtype=float)
    if np.ptp(scores) == 0:
        return
    moved = scores.copy()
    moved[:, 0] -= severe
    one, other = icc(scores)["icc"], icc(moved)["icc"]
    if np.isfinite(one["ICC(3,1)"]):
        assert other["ICC(3,1)"] == pytest.approx(one["ICC(3,1)"], abs=1e-6)


@given(tables)
def test_means_are_worth_what_spearman_and_brown_say(table: Any) -> None:
    scores = np.array(table, dtype=float)
    if np.ptp(scores) == 0:
        return
    found = icc(scores)["icc"]
    for form in "123":
        one, many = found[f"ICC({form},1)"], found[f"ICC({form},k)"]
        assert not one > 1 + 1e-9
        assert np.isnan(one) == np.isnan(many)
        if 0 < one < 1:
            assert many == pytest.approx(spearman_brown(one, scores.shape[1]))
            assert many >= one


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(3)
    held = []
    for _ in range(300):
        scores = rng.normal(0, 0.7, (20, 1)) + rng.normal(0, 0.5, (20, 4))
        found = icc(scores + rng.normal(0, 2, (1, 4)))  # severity does not matter here
        low, high = found["low"].to_dict(), found["high"].to_dict()
        held.append(low["ICC(3,1)"] < 0.49 / 0.74 < high["ICC(3,1)"])
    assert 0.91 < np.mean(held) < 0.98


def test_all_agree() -> None:
    found = icc([[1, 1], [2, 2], [4, 4]])
    assert (found == 1).all(axis=None)


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ([1, 2, 3], "table"),
        ([[1, 2]], "table"),
        ([[1], [2]], "table"),
        ([[1, 2], [3, None]], "missing"),
        ([["good", 2], [3, 4]], "not a number"),
        (pd.DataFrame([[4, 4], [4, 4]]), "same"),
    ],
)
def test_bad_scores_are_told(scores: Any, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        icc(scores)


def test_spearman_brown() -> None:
    assert spearman_brown(0.21, 2) == pytest.approx(0.35, abs=0.005)
    assert spearman_brown(spearman_brown(0.3, 4), 0.25) == pytest.approx(0.3)
    for reliability, times in [(1.2, 2), (-1, 2), (0.5, 0)]:
        with pytest.raises(CourseError):
            spearman_brown(reliability, times)
