from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.evidence import within_effect


def panel(seed: int = 1, units: int = 12, periods: int = 7) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "team": np.repeat([f"T{unit:02d}" for unit in range(units)], periods),
            "q": np.tile(np.arange(1, periods + 1), units),
        }
    )
    level = np.repeat(rng.normal(0, 3, units), periods)
    table["x"] = level + rng.normal(size=len(table))
    table["z"] = 0.5 * table["x"] + rng.normal(size=len(table))
    table["y"] = 2 * level + rng.normal(0, 1, periods)[table["q"] - 1] + rng.normal(size=len(table))
    return table


@pytest.mark.parametrize("lag", [0, 1, 2])
def test_it_is_the_slope_with_dummies_clustered_by_unit(lag: int) -> None:
    table = panel().sample(frac=0.9, random_state=3)  # gaps, and in no order
    ours = within_effect(table, "y", ["x", "z"], lag)
    earlier = table[["team", "q", "x", "z"]].assign(q=table["q"] + lag)
    rows = table[["team", "q", "y"]].merge(earlier, on=["team", "q"])
    assert (ours["rows"] == len(rows)).all()
    dummies = smf.ols("y ~ x + z + C(team) + C(q)", rows).fit(
        cov_type="cluster", cov_kwds={"groups": pd.factorize(rows["team"])[0]}, use_t=True
    )
    assert ours["slope"].to_numpy() == pytest.approx(dummies.params[["x", "z"]].to_numpy())
    # the dummies are counted as parameters there, and not here
    fewer = (dummies.df_resid / (len(rows) - 2)) ** 0.5
    ends = dummies.conf_int().loc[["x", "z"]].to_numpy()
    halves = (ours["high"] - ours["low"]).to_numpy()
    assert halves == pytest.approx((ends[:, 1] - ends[:, 0]) * fewer)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.floats(-50, 50), st.floats(0.1, 9))
def test_levels_do_not_matter_and_scales_do(seed: int, shift: float, scale: float) -> None:
    table = panel(seed)
    before = within_effect(table, "y", "x", 1).loc["x"]
    shifts = pd.Series(np.linspace(-shift, shift, 12), sorted(table["team"].unique()))
    moved = table.assign(
        x=scale * table["x"] + table["team"].map(shifts), y=table["y"] + 4 * table["q"]
    )
    after = within_effect(moved, "y", "x", 1).loc["x"]
    for column in ("slope", "low", "high"):
        assert after[column] * scale == pytest.approx(before[column], abs=1e-6)


def test_one_in_twenty_intervals_misses() -> None:
    missed = []
    for seed in range(300):
        found = within_effect(panel(seed, units=30), "y", "x", 1).loc["x"]
        missed.append(not found["low"] <= 0 <= found["high"])
    assert 0.02 < np.mean(missed) < 0.09


def test_a_lag_is_not_taken_across_a_gap() -> None:
    table = panel()
    found = within_effect(table[table["q"] != 4], "y", "x", 1)
    assert found.loc["x", "rows"] == 12 * 4


def test_a_result_can_go_before_itself() -> None:
    table = panel(2)
    before = table[["team", "q", "y"]].assign(q=table["q"] + 1).rename(columns={"y": "earlier"})
    found = within_effect(table.merge(before, on=["team", "q"]), "y", "earlier")
    assert within_effect(table, "y", "y", 1).loc["y", "slope"] == pytest.approx(
        found.loc["earlier", "slope"]
    )


@pytest.mark.parametrize(
    ("change", "given", "words"),
    [
        ({}, {"lag": -1}, "A lag of -1"),
        ({}, {"lag": 0.5}, "A lag of 0.5"),
        ({}, {"lag": 6}, "Too little is left"),
        ({}, {"x": []}, "at least one column"),
        ({}, {"x": "w"}, "no column 'w'"),
        ({}, {"level": 95}, "level"),
        ({"q": 1}, {}, "two rows of one period"),
        ({"x": np.nan}, {}, "missing"),
        ({"x": 3.0}, {}, "not each moves within units"),
        ({"team": "T1"}, {}, "two rows"),
    ],
)
def test_what_cannot_be_computed_is_told(
    change: dict[str, Any], given: dict[str, Any], words: str
) -> None:
    arguments: dict[str, Any] = {"y": "y", "x": "x", "lag": 1} | given
    with pytest.raises(CourseError, match=words):
        within_effect(panel().assign(**change), **arguments)


def test_twins_cannot_be_told_apart() -> None:
    table = panel()
    with pytest.raises(CourseError, match="not each moves"):
        within_effect(table.assign(twin=2 * table["x"] + 1), "y", ["x", "twin"])
