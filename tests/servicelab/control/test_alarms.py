"""Run lengths, cusums and Shewhart's constants."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from servicelab.control import (
    cusum_path,
    cusum_run_length,
    run_length,
    run_length_table,
    shewhart_constants,
)
from servicelab.errors import CourseError

SHARES = st.floats(0.02, 0.3)
SIZES = st.integers(50, 400)


def test_a_limit_of_three_errors_among_300() -> None:
    assert run_length(0.03, 0.03, 300) == pytest.approx(215.3, abs=0.1)
    assert run_length(0.03, 0.055, 300, 2) == pytest.approx(1.463, abs=0.001)


def test_many_customers_come_near_to_the_normal_measure() -> None:
    assert run_length(0.5, 0.5, 1_000_000) == pytest.approx(740.8, rel=0.02)


def test_a_share_on_the_limit_is_no_alarm() -> None:
    limit = 0.2 + 2 * math.sqrt(0.2 * 0.8 / 100)
    assert limit == pytest.approx(0.28)
    assert run_length(0.2, 0.2, 100, 2) == pytest.approx(1 / binom.sf(28, 100, 0.2))


@given(SHARES, SIZES, st.integers(2, 12))
@settings(max_examples=25, deadline=None)
def test_a_memory_calls_no_later_and_a_shift_no_later_still(p0: float, n: int, row: int) -> None:
    quiet = run_length(p0, p0, n)
    assert run_length(p0, p0, n, in_a_row=row) <= quiet * (1 + 1e-9)
    assert run_length(p0, 1.3 * p0, n) <= quiet * (1 + 1e-9)
    assert run_length(p0, p0, n, 2) <= quiet * (1 + 1e-9)


@pytest.mark.parametrize("in_a_row", [None, 8])
def test_run_lengths_agree_with_a_simulation(in_a_row: int | None) -> None:
    rng = np.random.default_rng(1)
    p0, p1, n = 0.06, 0.075, 400
    error = math.sqrt(p0 * (1 - p0) / n)
    weeks = []
    for _run in range(3000):
        above, week, called = 0, 0, False
        while not called:
            week += 1
            share = rng.binomial(n, p1) / n
            above = above + 1 if share > p0 else 0
            called = share > p0 + 3 * error or (in_a_row is not None and above >= in_a_row)
        weeks.append(week)
    found = run_length(p0, p1, n, 3, in_a_row)
    assert np.mean(weeks) == pytest.approx(found, rel=0.07)


@pytest.mark.parametrize("p1", [0.06, 0.075])
def test_the_cusum_agrees_with_a_simulation(p1: float) -> None:
    rng = np.random.default_rng(2)
    p0, n = 0.06, 400
    error = math.sqrt(p0 * (1 - p0) / n)
    weeks = []
    for _run in range(600):
        far = (rng.binomial(n, p1, 3000) / n - p0) / error
        path = cusum_path(far[:400])
        path = path if path.max() > 4 else cusum_path(far)
        weeks.append(int(np.argmax(path > 4)) + 1)
    assert cusum_run_length(p0, p1, n) == pytest.approx(np.mean(weeks), rel=0.13)


def test_a_cusum_is_never_below_zero_and_lets_the_slack_pass() -> None:
    assert cusum_path([0.5, 0.5, -9, 2.5]).tolist() == [0.0, 0.0, 0.0, 2.0]
    with pytest.raises(CourseError, match="one is missing"):
        cusum_path([1.0, float("nan")])


def test_what_cannot_call_never_calls() -> None:
    assert run_length(0.03, 0.0, 300) == math.inf
    assert cusum_run_length(0.03, 0.0, 300) == math.inf


def test_the_table_has_four_rules_and_the_columns_asked_for() -> None:
    table = run_length_table(0.03, {"to 4 %": 0.04}, 300)
    assert list(table.columns) == ["no shift", "to 4 %"]
    assert table.loc["cusum"].round(0).tolist() == [247, 8]
    assert table.loc["three errors, or eight in a row"].round(0).tolist() == [196, 13]


@pytest.mark.parametrize(
    ("size", "a2", "d4", "d2"),
    [(2, 1.880, 3.267, 1.128), (3, 1.023, 2.574, 1.693), (4, 0.729, 2.282, 2.059)],
)
def test_the_constants_of_the_standard_tables(size: int, a2: float, d4: float, d2: float) -> None:
    found = shewhart_constants(size)
    assert found["A2"] == pytest.approx(a2, abs=0.0006)
    assert found["D4"] == pytest.approx(d4, abs=0.0016)
    assert found["d2"] == pytest.approx(d2, abs=0.0006)
    assert found["D3"] == 0


def test_the_constants_are_those_of_a_normal_measure() -> None:
    drawn = np.random.default_rng(3).normal(size=(200_000, 7))
    ranges = np.ptp(drawn, axis=1)
    found = shewhart_constants(7)
    assert found["d2"] == pytest.approx(ranges.mean(), abs=0.006)
    assert found["D4"] == pytest.approx(1 + 3 * ranges.std() / ranges.mean(), abs=0.006)
    assert found["c4"] == pytest.approx(drawn.std(axis=1, ddof=1).mean(), abs=0.003)
    assert found["D3"] > 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: run_length(3, 3, 300), "as a proportion"),
        (lambda: run_length(0.03, 0.03, 0), "n is a whole number"),
        (lambda: run_length(0.03, 0.03, 300, 3, 0), "in_a_row is a whole number"),
        (lambda: cusum_run_length(0.03, 0.03, 300, calls=0), "above 0"),
        (lambda: shewhart_constants(1), "2 to 10"),
    ],
)
def test_what_makes_no_sense_is_told(call: object, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        call()  # type: ignore[operator]
