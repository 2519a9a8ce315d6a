from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from servicelab.errors import CourseError
from servicelab.surveys.reliability import alpha_interval, corrected_item_total, cronbach_alpha

# Reference row 1: published small example.
SMALL = pd.DataFrame(
    {
        "Q1": [1, 2, 2, 3, 2, 2, 3, 3, 2, 3],
        "Q2": [1, 1, 1, 2, 3, 3, 2, 3, 3, 3],
        "Q3": [1, 1, 2, 1, 2, 3, 3, 3, 2, 3],
    }
)
# Reference row 2: `attitude`, Chatterjee & Price; 30 departments, 7 questions.
ATTITUDE = """
    43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35
    81 78 56 66 71 83 47  43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41
    72 82 72 67 71 83 31  67 61 45 47 62 80 41  64 53 53 58 58 67 34  67 60 47 39 59 74 41
    69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46  81 90 50 72 60 54 36
    74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
    50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49
    63 54 42 48 66 75 33  66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38
    85 85 71 71 77 74 55  82 82 39 59 64 78 39
"""
answers = arrays(
    float,
    st.tuples(st.integers(3, 20), st.integers(2, 6)),
    elements=st.integers(-5, 5).map(float),
)


def varies(items: np.ndarray) -> bool:
    return bool(np.ptp(items.sum(axis=1)) > 0)


def test_published_small_matrix_and_its_interval() -> None:
    alpha = cronbach_alpha(SMALL)
    assert alpha == pytest.approx(0.7734375, abs=1e-12)
    low, high = alpha_interval(alpha, *SMALL.shape)
    assert (low, high) == (pytest.approx(0.336, abs=5e-4), pytest.approx(0.939, abs=5e-4))


def test_published_real_matrix() -> None:
    attitude = np.array(ATTITUDE.split(), dtype=float).reshape(30, 7)
    means = [64.63, 66.60, 53.13, 56.37, 64.63, 74.77, 42.93]
    assert attitude.mean(axis=0).round(2).tolist() == means
    assert cronbach_alpha(attitude) == pytest.approx(0.8431, abs=5e-5)
    standardized = attitude / attitude.std(axis=0, ddof=1)
    assert cronbach_alpha(standardized) == pytest.approx(0.8391, abs=5e-5)


def test_mixed_denominators_are_told_apart() -> None:
    k = 3
    wrong = k / (k - 1) * (1 - np.var(SMALL, axis=0).sum() / SMALL.sum(axis=1).var())
    assert wrong == pytest.approx(0.8461, abs=5e-4)
    assert cronbach_alpha(SMALL) != pytest.approx(wrong, abs=0.05)


@pytest.mark.parametrize(
    ("k", "r", "expected"), [(22, 0.3, 0.9041), (5, 0.5, 0.8333), (10, 0.25, 0.7692)]
)
def test_equal_correlations_give_the_standardized_alpha(k: int, r: float, expected: float) -> None:
    # Reference row 4. Data whose sample correlations are exactly r: a whitened draw, then mixed.
    rng = np.random.default_rng(1)
    raw = rng.normal(size=(60, k))
    raw -= raw.mean(axis=0)
    white = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw, rowvar=False)).T)
    mixed = white @ np.linalg.cholesky(np.full((k, k), r) + (1 - r) * np.eye(k)).T
    assert cronbach_alpha(mixed) == pytest.approx(expected, abs=5e-5)


@given(answers, st.integers(-100, 100), st.integers(0, 5))
def test_shifting_an_item_changes_nothing(items: np.ndarray, by: int, which: int) -> None:
    assume(varies(items))
    moved = items.copy()
    moved[:, which % items.shape[1]] += by
    assert cronbach_alpha(moved) == pytest.approx(cronbach_alpha(items), rel=1e-9, abs=1e-9)
    pd.testing.assert_series_equal(
        corrected_item_total(moved), corrected_item_total(items), atol=1e-9
    )


@given(answers, st.integers(2, 8))
def test_copies_of_one_item_are_perfectly_consistent(items: np.ndarray, copies: int) -> None:
    item = items[:, 0]
    assume(np.ptp(item) > 0)
    same = np.column_stack([item] * copies)
    assert cronbach_alpha(same) == pytest.approx(1, abs=1e-12)
    assert corrected_item_total(same).to_list() == pytest.approx([1] * copies)


@given(answers, st.randoms(use_true_random=False))
def test_order_of_people_and_items_does_not_matter(items: np.ndarray, chance: Any) -> None:
    assume(varies(items))
    rows, columns = list(range(len(items))), list(range(items.shape[1]))
    chance.shuffle(rows)
    chance.shuffle(columns)
    shuffled = items[rows][:, columns]
    alpha = cronbach_alpha(items)
    assert cronbach_alpha(shuffled) == pytest.approx(alpha, rel=1e-9, abs=1e-9)
    assert cronbach_alpha(shuffled * 7) == pytest.approx(alpha, rel=1e-9, abs=1e-9)
    assert alpha <= 1 + 1e-12


@given(answers)
def test_item_total_equals_pandas_without_the_item(items: np.ndarray) -> None:
    table = pd.DataFrame(items).add_prefix("item")
    found = corrected_item_total(table)
    assert list(found.index) == list(table.columns)
    for name in table:
        rest = table.drop(columns=name).sum(axis=1)
        if table[name].nunique() < 2 or rest.nunique() < 2:
            assert math.isnan(found[name])
        else:
            assert found[name] == pytest.approx(table[name].corr(rest), abs=1e-9)


@given(
    st.floats(-2, 0.999),
    st.integers(3, 500),
    st.integers(2, 30),
    st.floats(0.5, 0.9),
)
def test_interval_holds_alpha_and_grows_with_the_level(
    alpha: float, n: int, k: int, level: float
) -> None:
    low, high = alpha_interval(alpha, n, k, level)
    wide_low, wide_high = alpha_interval(alpha, n, k, level + 0.09)
    assert wide_low < low < high < wide_high <= 1
    if n > 30:
        assert low < alpha < high


@pytest.mark.slow
def test_interval_covers_the_true_alpha() -> None:
    # parallel items with true alpha k r / (1 + (k - 1) r)
    rng = np.random.default_rng(3)
    n, k, r, rounds = 25, 4, 0.4, 1000
    true = k * r / (1 + (k - 1) * r)
    hits = 0
    for _round in range(rounds):
        common = rng.normal(size=(n, 1))
        items = np.sqrt(r) * common + np.sqrt(1 - r) * rng.normal(size=(n, k))
        low, high = alpha_interval(cronbach_alpha(items), n, k, 0.9)
        hits += low <= true <= high
    # four standard errors of a share of 0.9 in 1000 rounds
    assert hits / rounds == pytest.approx(0.9, abs=4 * math.sqrt(0.09 / rounds))


@pytest.mark.parametrize(
    "items",
    [
        [[1.0], [2.0], [3.0]],
        [[1.0, 2.0]],
        [[2.0, 3.0], [2.0, 3.0], [2.0, 3.0]],
        [[0.1, 0.2], [0.2, 0.1], [0.3, 0.0]],
        np.zeros((0, 4)),
    ],
    ids=["one item", "one person", "constant", "constant total", "nobody"],
)
def test_undefined_is_nan(items: Any) -> None:
    assert math.isnan(cronbach_alpha(items))


def test_undefined_correlations_are_nan() -> None:
    assert corrected_item_total([[1, 2], [2, 3]]).isna().all()
    assert corrected_item_total([[1], [2], [3]]).isna().all()
    found = corrected_item_total([[1, 5, 0.1], [2, 5, 0.1], [4, 5, 0.2]])
    assert math.isnan(found[1])
    assert found[[0, 2]].notna().all()
    assert all(math.isnan(limit) for limit in alpha_interval(math.nan, 5, 3))


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ([[1, None], [2, 3]], "1 rows lack a value"),
        ([[1, math.inf], [2, 3]], "1 rows lack a value"),
        ([1, 2, 3], "people in rows"),
        ([["a", "b"], ["c", "d"]], "not a number"),
    ],
)
def test_bad_items_are_named(items: Any, message: str) -> None:
    for function in (cronbach_alpha, corrected_item_total):
        with pytest.raises(CourseError, match=message):
            function(items)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1.2, 10, 3), "cannot exceed 1"),
        ((0.8, 1, 3), "n = 1, k = 3"),
        ((0.8, 10, 1), "n = 10, k = 1"),
        ((0.8, 10, 3, 95), "between 0 and 1"),
    ],
)
def test_bad_arguments_of_the_interval_are_named(arguments: Any, message: str) -> None:
    with pytest.raises(CourseError, match=message):
        alpha_interval(*arguments)
