from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.pricing import choice_difference, choice_effects, choice_worth

STEPS = {"needs": ("partly", "fully"), "premium": (1200, 600), "color": ("red", "blue")}


def offers(seed: int, people: int = 60) -> pd.DataFrame:
    """Four choices of two offers each; the cover counts, the color does not."""
    rng = np.random.default_rng(seed)
    rows = people * 8
    table = pd.DataFrame(
        {
            "respondent": np.repeat(np.arange(people), 8),
            "needs": rng.choice(["partly", "fully"], rows),
            "premium": rng.choice([600, 900, 1200], rows),
            "color": rng.choice(["red", "green", "blue"], rows),
        }
    )
    liking = 1.5 * (table["needs"] == "fully") - 0.002 * table["premium"] + rng.gumbel(size=rows)
    pairs = liking.to_numpy().reshape(-1, 2)
    table["chosen"] = (pairs == pairs.max(axis=1, keepdims=True)).astype(int).ravel()
    return table


def test_of_two_levels_it_is_a_difference_of_shares() -> None:
    table = offers(1)
    share = table.groupby("needs")["chosen"].mean()
    effects = choice_effects(table, {"needs": ("partly", "fully")})
    assert effects.loc["needs", "effect"] == pytest.approx(share["fully"] - share["partly"])


def test_it_finds_what_counts_and_not_what_does_not() -> None:
    effects = choice_effects(offers(2, 300), STEPS)
    assert effects.loc["needs", "low"] > 0.2
    assert effects.loc["premium", "low"] > 0.1
    assert effects.loc["color", "low"] < 0 < effects.loc["color", "high"]


def test_the_interval_holds_what_a_large_sample_says() -> None:
    truth = choice_effects(offers(99, 20_000), STEPS)["effect"]
    hits = 0
    for seed in range(60):
        found = choice_effects(offers(seed, 50), STEPS)
        hits += int(((found["low"] < truth) & (truth < found["high"])).sum())
    assert 0.90 < hits / 180 < 0.99


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_a_step_back_is_the_opposite(seed: int) -> None:
    table = offers(seed, 20)
    back = {name: (after, before) for name, (before, after) in STEPS.items()}
    there, again = choice_effects(table, STEPS), choice_effects(table, back)
    assert np.allclose(there["effect"], -again["effect"])
    assert np.allclose(there["low"], -again["high"])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_rows_and_attributes_does_not_matter(seed: int) -> None:
    table = offers(seed, 20)
    mixed = table.sample(frac=1, random_state=seed)
    turned = dict(reversed(STEPS.items()))
    one, other = choice_effects(table, STEPS), choice_effects(mixed, turned)
    assert np.allclose(one, other.loc[one.index])


def test_the_difference_is_that_of_the_effects() -> None:
    table = offers(4)
    effect = choice_effects(table, STEPS)["effect"]
    value, low, high = choice_difference(table, STEPS, "needs", "premium")
    assert value == pytest.approx(effect["needs"] - effect["premium"])
    assert low < value < high
    back = choice_difference(table, STEPS, "premium", "needs")
    assert back == pytest.approx((-value, -high, -low))


def test_what_a_step_is_worth() -> None:
    value, low, high = choice_worth(offers(5, 400), STEPS, "needs", "premium")
    assert low < 750 < high  # 1.5 over .002
    assert value == pytest.approx((low + high) / 2)


@pytest.mark.parametrize(
    ("change", "steps", "says"),
    [
        ({}, {"size": (1, 2)}, "no column size"),
        ({}, {"color": ("red", "gold")}, "never gold"),
        ({"chosen": 2}, STEPS, "1 for what was chosen"),
        ({"respondent": 1}, STEPS, "1 respondents"),
    ],
)
def test_what_is_wrong_is_told(change: dict[str, Any], steps: Any, says: str) -> None:
    with pytest.raises(CourseError, match=says):
        choice_effects(offers(6).assign(**change), steps)


def test_worth_needs_a_price() -> None:
    table = offers(7)
    with pytest.raises(CourseError, match="no step of size"):
        choice_worth(table, STEPS, "size", "premium")
    with pytest.raises(CourseError, match="no number"):
        choice_worth(table, STEPS, "needs", "color")
    with pytest.raises(CourseError, match="not chosen less often"):
        choice_worth(table.assign(premium=-table["premium"]), STEPS, "needs", "premium")
