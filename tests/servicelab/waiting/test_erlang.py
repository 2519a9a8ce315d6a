"""The formulas of a line, held against published figures and against each other."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from servicelab.errors import CourseError
from servicelab.waiting import erlang_a, erlang_b, erlang_c, mg1_wait, service_level


@pytest.mark.parametrize(
    ("arrivals", "rate", "servers", "waits", "line"),
    [
        (2, 3, 1, 2 / 3, 4 / 3),  # County Hospital, Hillier and Lieberman
        (2, 3, 2, 1 / 6, 1 / 12),
        (2, 1, 3, 4 / 9, 8 / 9),
        (2, 1, 4, 0.17391, 0.17391),
        (2, 1, 5, 0.05970, 0.03980),
        (10, 4, 3, 0.70225, 3.51124),
        (10, 4, 4, 0.31986, 0.53309),
    ],
)
def test_erlang_c_as_published(
    arrivals: float, rate: float, servers: int, waits: float, line: float
) -> None:
    found = erlang_c(arrivals, rate, servers)
    assert found.waits == pytest.approx(waits, abs=6e-6)
    assert found.line == pytest.approx(line, abs=6e-6)
    assert found.wait == pytest.approx(found.line / arrivals)
    assert found.load == pytest.approx(arrivals / rate / servers)


def test_the_widely_used_desk() -> None:
    found = erlang_c(200, 20, 14)
    assert found.waits == pytest.approx(0.1741, abs=5e-5)
    assert 3600 * found.wait == pytest.approx(7.8, abs=0.05)
    levels = [service_level(200, 20, people, 20 / 3600) for people in (13, 14)]
    assert np.round(levels, 3).tolist() == [0.796, 0.888]


def test_erlang_b_as_published() -> None:
    assert erlang_b(2, 1, 3) == pytest.approx(4 / 19)


def test_erlang_a_between_erlang_c_and_poisson() -> None:
    patient = erlang_a(10, 4, 3, 1e6)
    assert patient.wait == pytest.approx(erlang_c(10, 4, 3).wait, rel=1e-3)
    assert patient.served_wait == pytest.approx(patient.wait, rel=1e-3)
    places = np.arange(200)
    line = float((poisson.pmf(places, 2.5) * np.maximum(places - 3, 0)).sum())
    assert erlang_a(10, 4, 3, 1 / 4).line == pytest.approx(line)


def test_erlang_a_as_published() -> None:
    # 48 calls a minute, 50 agents, a minute each, patience 2 minutes: 3.1 % leave
    assert erlang_a(48, 1, 50, 2).leave == pytest.approx(0.031, abs=5e-4)


def test_erlang_a_above_full_load_loses_the_excess() -> None:
    found = erlang_a(42, 6, 5, 83 / 60)
    assert found.load == pytest.approx(1.4)
    assert (42 - 30) / 42 - 0.02 < found.leave < (42 - 30) / 42 + 0.05
    assert found.served_wait > found.wait * 0.8


@settings(max_examples=25, deadline=None)
@given(st.floats(1, 60), st.floats(1, 20), st.integers(1, 12), st.floats(0.05, 20))
def test_little_and_balance_hold(
    arrivals: float, rate: float, servers: int, patience: float
) -> None:
    found = erlang_a(arrivals, rate, servers, patience)
    assert found.line == pytest.approx(arrivals * found.wait)
    assert found.leave == pytest.approx(found.wait / patience)
    assert 0 <= found.leave < 1
    assert erlang_a(arrivals, rate, servers + 1, patience).wait <= found.wait + 1e-12


def test_one_server() -> None:
    assert mg1_wait(2, 1 / 3) == pytest.approx(erlang_c(2, 3, 1).wait)
    assert mg1_wait(2, 1 / 3, 0) == pytest.approx(mg1_wait(2, 1 / 3) / 2)
    assert 2 * mg1_wait(2, 1 / 3, 0) == pytest.approx(2 / 3)


@pytest.mark.parametrize("arrivals", [30, 42])
def test_a_full_load_has_no_answer(arrivals: float) -> None:
    with pytest.raises(CourseError, match="has no answer"):
        erlang_c(arrivals, 6, 5)
    with pytest.raises(CourseError, match="has no answer"):
        service_level(arrivals, 6, 5, 0.1)
    with pytest.raises(CourseError, match="has no answer"):
        mg1_wait(arrivals, 1 / 30)


@pytest.mark.parametrize(
    "call",
    [
        lambda: erlang_c(0, 6, 5),
        lambda: erlang_c(20, math.nan, 5),
        lambda: erlang_b(20, 6, 2.5),  # type: ignore[arg-type]
        lambda: erlang_b(20, 6, 0),
        lambda: erlang_a(20, 6, 5, 0),
        lambda: erlang_a(20, 6, 5, "long"),  # type: ignore[arg-type]
        lambda: erlang_a(60, 6, 5, 1e9),
        lambda: service_level(20, 6, 5, -1),
        lambda: mg1_wait(2, 0),
        lambda: mg1_wait(2, 0.2, -1),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(call: Any) -> None:
    with pytest.raises(CourseError) as told:
        call()
    assert str(told.value).endswith(".")
