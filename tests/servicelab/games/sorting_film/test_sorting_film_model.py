from __future__ import annotations

import numpy as np
import pytest

from servicelab.errors import CourseError
from servicelab.games.sorting_film import model as model
from servicelab.loyalty import sbg_survival


def test_a_seed_fixes_a_film_and_another_gives_another() -> None:
    one, same, other = model.make_film(3), model.make_film(3), model.make_film(4)
    assert (one.lasted == same.lasted).all()
    assert (one.lasted != other.lasted).any()
    with pytest.raises(CourseError, match="at least one dot"):
        model.make_film(dots=0)


@pytest.mark.parametrize("seed", [model.SEED, 1, 2, 3, 4, 5])
def test_the_rate_rises_though_no_dot_changes(seed: int) -> None:
    film = model.make_film(seed)
    table = model.film_table(film)
    share = sbg_survival(model.A, model.B, model.YEARS)
    assert np.allclose(table["here"] / model.DOTS, share[:-1], atol=0.025)
    assert np.allclose(table["own"], share[1:] / share[:-1], atol=0.012)
    assert table["own"].is_monotonic_increasing
    assert table["stay"].iloc[-1] - table["stay"].iloc[0] > 0.25
    truths = model.bet_truths(film)
    assert truths["late"] == truths["first"]
    assert truths["first"] > 100 * table["own"].iloc[0] + 25


def test_a_bet_costs_widths_and_ten_times_what_it_misses_by() -> None:
    truths = {"still": 77.0, "late": 95.0, "first": 95.0}
    inside = {f"{key}_{end}": truth for key, truth in truths.items() for end in ("low", "high")}
    assert model.bet_cost(inside, truths) == 0
    wide = inside | {"still_low": 71.0}
    assert model.bet_cost(wide, truths) == pytest.approx(2)
    missed = inside | {"first_low": 85.0, "first_high": 88.0}
    assert model.bet_cost(missed, truths) == pytest.approx((3 + 70) / 3)


def test_ends_in_the_wrong_order_are_told() -> None:
    assert model.swapped({"late_low": 97.0, "late_high": 90.0}) == [
        "an upper end that is not below the lower one: Year 12, %"
    ]
    assert model.swapped({"late_low": 90.0, "late_high": None, "still_low": "few"}) == []
