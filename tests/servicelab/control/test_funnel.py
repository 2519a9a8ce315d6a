from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.control.funnel import additive_limits, funnel_limits, plot_funnel, usual_spread
from servicelab.errors import CourseError
from servicelab.plots.words import describe

mpl.use("agg")

counts = st.lists(
    st.integers(1, 3000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    min_size=1,
    max_size=30,
).filter(lambda units: 0 < sum(x for _n, x in units) < sum(n for n, _x in units))


def hospitals(spread: float, seed: int, units: int = 200) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    n = np.rint(np.exp(rng.uniform(np.log(50), np.log(3000), units)))
    return n, rng.binomial(n.astype(int), np.clip(rng.normal(0.83, spread, units), 0, 1))


@given(counts)
def test_limits_hold_the_center_and_outside_means_beyond_them(units: Any) -> None:
    n, x = zip(*units, strict=True)
    found = funnel_limits(n, x)
    center = float(sum(x) / sum(n))
    assert np.allclose(found["center"], center)
    assert (found["low"] <= center).all()
    assert (found["high"] >= center).all()
    assert found["low"].min() >= 0
    assert found["high"].max() <= 1
    beyond = (found["z"].abs() - 3).abs() > 1e-9
    out = (found["rate"] < center - 3 * found["error"]) | (
        found["rate"] > center + 3 * found["error"]
    )
    assert (out == found["outside"])[beyond].all()


@given(counts, st.floats(0.001, 0.5))
def test_extra_never_names_more(units: Any, extra: float) -> None:
    n, x = zip(*units, strict=True)
    assert not (funnel_limits(n, x, extra=extra)["outside"] & ~funnel_limits(n, x)["outside"]).any()


def test_error_is_that_of_the_center() -> None:
    found = funnel_limits([100, 100], [50, 90])
    assert found["error"].tolist() == pytest.approx([(0.7 * 0.3 / 100) ** 0.5] * 2)
    assert funnel_limits([100, 100], [50, 90], extra=0.1)["error"].iloc[0] == pytest.approx(
        (0.7 * 0.3 / 100 + 0.01) ** 0.5
    )


@pytest.mark.parametrize("spread", [0.02, 0.04])
def test_the_usual_spread_is_found_without_bias(spread: float) -> None:
    # with the pulled-in mean square compared with 1, 0.03 would come out as about 0.023
    found = [usual_spread(*hospitals(spread, seed)) for seed in range(12)]
    assert np.mean(found) == pytest.approx(spread, rel=0.1)


def test_chance_alone_leaves_the_funnel_plain() -> None:
    found = [usual_spread(*hospitals(0, seed, 24)) for seed in range(30)]
    assert np.mean(np.array(found) == 0) > 0.3
    assert max(found) < 0.02


def test_one_unit_far_away_does_not_hide_itself() -> None:
    n, x = hospitals(0.025, 5, 24)
    x[7] = round(0.5 * n[7])
    assert additive_limits(n, x)["outside"].iloc[7]
    assert usual_spread(n, x) < 0.6 * usual_spread(n, x, pulled=0)
    assert additive_limits(n, x)["extra"].iloc[0] == usual_spread(n, x)


def test_names_are_kept() -> None:
    n = pd.Series([40, 50], index=["a", "b"])
    assert list(funnel_limits(n, [20, 30]).index) == ["a", "b"]
    assert list(funnel_limits([40, 50], n - 20).index) == ["a", "b"]


@pytest.mark.parametrize(
    ("n", "x", "words"),
    [
        ([10, 10], [5], "differ in length"),
        ([], [], "no unit"),
        ([10, None], [5, 5], "missing"),
        ([10, 0], [5, 0], "no cases"),
        ([10, 10], [5, 11], "11 of 10"),
        ([10, 10], [-1, 5], "-1 of 10"),
        ([10, 10], [0, 0], "alike"),
        (["many"], [1], "columns of numbers"),
        (pd.Series([1, 2]), pd.Series([1, 1], index=[1, 0]), "indexed differently"),
    ],
)
def test_bad_counts_are_told(n: Any, x: Any, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        funnel_limits(n, x)


def test_bad_options_are_told() -> None:
    with pytest.raises(CourseError, match="errors"):
        funnel_limits([10, 20], [5, 5], errors=0)
    with pytest.raises(CourseError, match="extra"):
        funnel_limits([10, 20], [5, 5], extra=3)
    with pytest.raises(CourseError, match="at least"):
        usual_spread([10, 20], [5, 5])
    with pytest.raises(CourseError, match="half"):
        usual_spread([10] * 6, [5, 4, 5, 6, 5, 5], pulled=0.5)


def test_a_funnel_in_words_names_who_is_outside() -> None:
    n = pd.Series([400, 900, 250, 300], index=["east", "west", "north", "old_town"])
    words = describe(plot_funnel(n, [320, 810, 160, 240]))
    assert "below: north, 64.0% of 250" in words
    assert "above: west, 90.0% of 900" in words
    assert "None lies outside" in describe(plot_funnel(n, [320, 720, 200, 240], extra=0.05))
    assert "widened by a spread of 0.050" in describe(
        plot_funnel(n, [320, 720, 200, 240], extra=0.05)
    )
