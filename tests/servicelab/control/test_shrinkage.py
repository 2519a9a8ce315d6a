from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.control import between_variance
from servicelab.errors import CourseError

UNITS = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    min_size=2,
    max_size=30,
)


@given(UNITS)
def test_it_is_a_variance_of_shares(units: list[tuple[int, int]]) -> None:
    n, x = zip(*units, strict=True)
    assert 0 <= between_variance(n, x) < 1.01
    others = [most - hits for most, hits in units]
    assert between_variance(n, others) == pytest.approx(between_variance(n, x))


@given(UNITS, st.randoms(use_true_random=False))
def test_the_order_of_the_units_does_not_matter(
    units: list[tuple[int, int]], chance: object
) -> None:
    mixed = units.copy()
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = (between_variance(*zip(*some, strict=True)) for some in (units, mixed))
    assert one == pytest.approx(other)


@given(st.integers(2, 30), st.integers(2, 300), st.data())
def test_equal_shares_do_not_differ(units: int, n: int, data: st.DataObject) -> None:
    x = data.draw(st.integers(0, n))
    assert between_variance([n] * units, [x] * units) == 0


def test_of_two_units_by_hand() -> None:
    # shares .9 and .5, center .7: Q = 100 (.04 + .04) = 8; chance .21; 200 - 20000 / 200 = 100
    assert between_variance([100, 100], [90, 50]) == pytest.approx((8 - 0.21) / 100)


@pytest.mark.parametrize("spread", [0.0, 0.03, 0.08])
def test_it_finds_the_spread_that_was_planted(spread: float) -> None:
    rng = np.random.default_rng(3)
    n = rng.integers(60, 600, 40)
    found = []
    for _sample in range(300):
        truth = np.clip(rng.normal(0.7, spread, 40), 0, 1)
        found.append(between_variance(n, rng.binomial(n, truth)))
    assert np.mean(found) == pytest.approx(spread**2, abs=0.00035)


@pytest.mark.parametrize(
    ("n", "x", "words"),
    [
        ([5], [3], "at least two units"),
        ([5, 6], [3], "at least two units"),
        ([5, 0], [3, 0], "at least one answer"),
        ([5, 6], [3, 7], "from 0 to n"),
        ([5, 6], [3, -1], "from 0 to n"),
        ([5, 6], [3, 2.5], "x holds something that is no whole number"),
        ([5, np.nan], [3, 2], "n holds something that is no whole number"),
        ([5, "six"], [3, 2], "n holds something that is no whole number"),
    ],
)
def test_what_cannot_be_counted_is_refused(n: list[float], x: list[float], words: str) -> None:
    with pytest.raises(CourseError, match=words):
        between_variance(n, x)
