from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.loyalty.repeat import BGNBD, bgnbd_alive, bgnbd_expected, bgnbd_fit

#: Fader, Hardie and Lee (2005): 2,357 customers of CDNOW, weeks.
CDNOW = BGNBD(0.243, 4.414, 0.793, 2.426)

histories = st.tuples(st.integers(0, 40), st.floats(0, 1), st.floats(1, 200)).map(
    lambda one: (one[0], one[1] * one[2] if one[0] else 0.0, one[2])
)
models = st.builds(
    BGNBD, st.floats(0.1, 5), st.floats(0.5, 50), st.floats(0.1, 5), st.floats(0.3, 20)
)


def visits(
    seed: int, model: BGNBD, n: int, weeks: float = 78, later: float = 52
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Customers whose visits and leaving are those of the model."""
    rng = np.random.default_rng(seed)
    pace, leaves = rng.gamma(model.r, 1 / model.alpha, n), rng.beta(model.a, model.b, n)
    age = weeks - rng.uniform(0, 26, n)
    seen, last, after = np.zeros(n), np.zeros(n), np.zeros(n)
    for k in range(n):
        time, here = 0.0, True
        while here:
            time += rng.exponential(1 / pace[k])
            if time > age[k] + later:
                break
            if time <= age[k]:
                seen[k], last[k] = seen[k] + 1, time
            else:
                after[k] += 1
            here = rng.random() > leaves[k]
    return seen, last, age, after


def test_the_published_example() -> None:
    assert bgnbd_expected(CDNOW, 2, 30.43, 38.86, 39) == pytest.approx([1.226], abs=0.0005)
    assert bgnbd_alive(CDNOW, 2, 30.43, 38.86) == pytest.approx([0.7266], abs=0.0001)
    new = bgnbd_expected(CDNOW, 0, 0, 0, 52)
    assert new == pytest.approx([1.446], abs=0.001)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_fit_finds_what_made_the_visits(seed: int) -> None:
    true = BGNBD(0.75, 14.0, 0.9, 3.2)
    seen, last, age, after = visits(seed, true, 4000)
    found = bgnbd_fit(seen, last, age)
    assert found.r / found.alpha == pytest.approx(true.r / true.alpha, rel=0.12)
    assert found.leaving == pytest.approx(true.leaving, abs=0.05)
    told = bgnbd_expected(found, seen, last, age, 52).sum()
    assert told == pytest.approx(after.sum(), rel=0.08)
    still = bgnbd_alive(found, seen, last, age)
    sure_gone, sure_here = (seen > 0) & (still < 0.1), (seen > 3) & (still > 0.9)
    assert (after[sure_gone] > 0).mean() < 0.15
    assert (after[sure_here] > 0).mean() > 0.75


def test_the_unit_of_time_does_not_matter() -> None:
    seen, last, age, _after = visits(5, BGNBD(0.75, 14.0, 0.9, 3.2), 1500)
    weeks, days = bgnbd_fit(seen, last, age), bgnbd_fit(seen, 7 * last, 7 * age)
    assert days.r == pytest.approx(weeks.r, rel=0.01)
    assert days.alpha == pytest.approx(7 * weeks.alpha, rel=0.01)
    assert days.leaving == pytest.approx(weeks.leaving, rel=0.01)


def test_a_fit_is_no_worse_than_the_truth() -> None:
    true = BGNBD(0.75, 14.0, 0.9, 3.2)
    seen, last, age, _after = visits(6, true, 1500)
    best = bgnbd_fit(seen, last, age)
    near = BGNBD(best.r * 1.1, best.alpha * 1.1, best.a, best.b)
    for other in (true, near):
        assert _log_likelihood(other, seen, last, age) <= best.log_likelihood + 1e-3


def _log_likelihood(model: BGNBD, seen: np.ndarray, last: np.ndarray, age: np.ndarray) -> float:
    from servicelab.loyalty.repeat import _log_likelihood as told

    return told(np.array([model.r, model.alpha, model.a, model.b]), seen, last, age)


def test_where_nobody_leaves_the_chance_to_leave_goes_to_nothing() -> None:
    rng = np.random.default_rng(7)
    pace = rng.gamma(3, 1 / 12, 1500)
    age = np.full(1500, 80.0)
    seen = rng.poisson(pace * age)
    last = np.array([rng.uniform(0, 80, k).max() if k else 0.0 for k in seen])
    assert bgnbd_fit(seen, last, age).leaving < 0.01


@given(models, histories)
def test_chances_are_chances_and_one_without_a_repeat(model: BGNBD, one: Any) -> None:
    alive = bgnbd_alive(model, *one)[0]
    assert 0 <= alive <= 1
    if one[0] == 0:
        assert alive == 1


@given(models, st.integers(1, 30), st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
def test_longer_silence_is_a_smaller_chance(
    model: BGNBD, seen: int, last: float, more: float, yet: float
) -> None:
    short, long = bgnbd_alive(model, [seen] * 2, [last] * 2, [last + more, last + more + yet])
    assert long <= short + 1e-12


@settings(deadline=None)
@given(models, histories, st.floats(0.1, 60))
def test_expected_visits_are_not_negative_and_grow(model: BGNBD, one: Any, time: float) -> None:
    some = bgnbd_expected(model, one[0], one[1], one[2], time)[0]
    more = bgnbd_expected(model, one[0], one[1], one[2], 2 * time)[0]
    assert -1e-6 <= some <= more * (1 + 1e-6) + 1e-6
    assert bgnbd_expected(model, one[0], one[1], one[2], 0)[0] == pytest.approx(0, abs=1e-6)


def test_a_hundred_years_ahead_agree_with_simulation() -> None:
    model = BGNBD(1.0, 10.0, 1.0, 4.0)  # a = 1, where the formula has a gap
    rng = np.random.default_rng(8)
    total = []
    for pace, leaves in zip(rng.gamma(1.0, 0.1, 8000), rng.beta(1.0, 4.0, 8000), strict=True):
        planned = rng.poisson(pace * 40)
        lost = rng.geometric(leaves)
        total.append(min(planned, lost))
    assert bgnbd_expected(model, 0, 0, 0, 40)[0] == pytest.approx(np.mean(total), rel=0.05)


@pytest.mark.parametrize(
    ("lists", "words"),
    [
        (([1, 2], [1], [5, 5]), "one number for each"),
        (([], [], []), "one number for each"),
        (([1.5], [1], [5]), "whole numbers"),
        (([-1], [0], [5]), "whole numbers"),
        (([1], [6], [5]), "recency is the time"),
        (([1], [-1], [5]), "recency is the time"),
        (([0], [1], [5]), "Without a repeat"),
        (([np.nan], [1], [5]), "no number"),
        ((["one"], [1], [5]), "no number"),
        (([0] * 30, [0] * 30, [5] * 30), "Nobody came again"),
        (([1] * 5, [1] * 5, [5] * 5), "at least"),
    ],
)
def test_what_cannot_be_is_refused(lists: Any, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        bgnbd_fit(*lists)


def test_more_that_is_refused() -> None:
    with pytest.raises(CourseError, match="above 0"):
        BGNBD(0, 1, 1, 1)
    with pytest.raises(CourseError, match="0 or more"):
        bgnbd_expected(CDNOW, 1, 2, 3, -1)
