"""Measures of relations: reference numbers, statsmodels, and what must hold for any data."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from servicelab.errors import CourseError
from servicelab.loyalty import cumulative_incidence, moment_loss, nps

WAYS = ["", "moved", "spent"]
relations = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from(WAYS)), min_size=1, max_size=60
).filter(lambda rows: any(way for _time, way in rows))


def test_nps_of_the_reference() -> None:
    answers = [10] * 200 + [8] * 120 + [3] * 80
    score = nps(answers)
    assert score.score == pytest.approx(30)
    assert score.error == pytest.approx(3.905, abs=5e-4)
    assert score.n == 400


@given(st.lists(st.integers(0, 10), min_size=1, max_size=80))
def test_nps_is_a_mean_of_plus_and_minus_one(answers: list[int]) -> None:
    signs = np.array([100 * ((one >= 9) - (one <= 6)) for one in answers])
    score = nps(answers)
    assert score.score == pytest.approx(signs.mean())
    assert score.error == pytest.approx(signs.std() / len(signs) ** 0.5, abs=1e-9)


@pytest.mark.parametrize("answers", [[], [11], [-1], [7.5], ["ten"], [None]])
def test_nps_refuses(answers: list[object]) -> None:
    with pytest.raises(CourseError):
        nps(answers)  # type: ignore[arg-type]


@given(relations)
def test_incidence_adds_up_and_grows(rows: list[tuple[int, str]]) -> None:
    curve = cumulative_incidence(*zip(*rows, strict=True))
    assert curve.sum(axis=1).to_numpy() == pytest.approx(1)
    ways = curve.drop(columns="going on")
    assert (ways.diff().dropna() >= -1e-12).all(axis=None)
    assert ways.iloc[0].eq(0).all()


@given(relations)
def test_incidence_is_that_of_statsmodels(rows: list[tuple[int, str]]) -> None:
    time, how = (np.array(column) for column in zip(*rows, strict=True))
    ended = sorted(set(how) - {""})
    status = np.array([0 if way == "" else 1 + ended.index(way) for way in how])
    with np.errstate(divide="ignore", invalid="ignore"):  # of its standard errors
        theirs = CumIncidenceRight(time, status)
    ours = cumulative_incidence(time, how)
    for place, way in enumerate(ended):
        other = pd.Series(theirs.cinc[place], index=theirs.times)
        both = ours.index[1:].intersection(other.index)
        assert ours.loc[both, way].to_numpy() == pytest.approx(other.loc[both].to_numpy())


def test_without_anybody_going_on_it_is_the_share() -> None:
    curve = cumulative_incidence([1, 2, 2, 4], ["a", "b", "a", "b"])
    assert curve.loc[4, ["a", "b"]].tolist() == [0.5, 0.5]


def test_other_names_for_going_on() -> None:
    named = cumulative_incidence([1, 2, 3], ["a", "open", "a"], going_on="open")
    missing = cumulative_incidence([1, 2, 3], ["a", None, "a"])
    assert named.equals(missing)


@pytest.mark.parametrize(
    ("time", "how"),
    [([1, 2], ["a"]), ([0], ["a"]), ([None], ["a"]), ([1], [""]), ([1], ["going on"])],
)
def test_incidence_refuses(time: list[float], how: list[str]) -> None:
    with pytest.raises(CourseError):
        cumulative_incidence(time, how)


def test_moment_loss_by_hand() -> None:
    table = pd.DataFrame(
        {"hit": [40], "left_hit": [10], "not_hit": [160], "left_not_hit": [16]}, index=["x"]
    )
    row = moment_loss(table, 500).loc["x"]
    assert row["hit_per_1000"] == 200
    assert row["extra"] == pytest.approx(0.15)
    assert row["loss"] == pytest.approx(200 * 0.15 * 500)
    error = (0.25 * 0.75 / 40 + 0.1 * 0.9 / 160) ** 0.5
    assert row["error"] == pytest.approx(200 * error * 500)


@pytest.mark.parametrize("broken", [{"left_hit": 60}, {"hit": 0}, {"not_hit": np.nan}])
def test_moment_loss_refuses(broken: dict[str, float]) -> None:
    row = {"hit": 50, "left_hit": 15, "not_hit": 950, "left_not_hit": 95, **broken}
    with pytest.raises(CourseError):
        moment_loss(pd.DataFrame([row]), 200)
