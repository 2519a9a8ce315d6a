"""What the birthday night of the hotel shows, on the shipped seed and on five others."""

from __future__ import annotations

from functools import cache
from types import ModuleType

import pandas as pd
import pytest

from servicelab_workshop.worlds import discovery

SEEDS = (None, 31, 32, 33, 34, 35)


@cache
def world() -> ModuleType:
    return discovery.world("m09_loyalty_perk")


def perk(seed: int | None) -> pd.DataFrame:
    made = world()
    table: pd.DataFrame = made.make_world_perk(*([] if seed is None else [seed])).hotel_perk
    return table


def gap(table: pd.DataFrame) -> tuple[float, float]:
    one, other = (table.loc[table["birthday_night"] == night, "stays_next"] for night in (1, 0))
    error = (one.var() / len(one) + other.var() / len(other)) ** 0.5
    return one.mean() - other.mean(), error


@pytest.mark.parametrize("seed", SEEDS)
def test_lots_find_what_was_planted_and_holders_against_others_do_not(seed: int | None) -> None:
    table = perk(seed)
    by_lot, error = gap(table[table["by_lot"] == 1])
    assert abs(by_lot - world().PERK_GAIN) < 3 * error
    naive, naive_error = gap(table)
    assert naive - 3 * naive_error > 2 * world().PERK_GAIN


@pytest.mark.parametrize("seed", SEEDS)
def test_a_room_that_could_be_sold_never_pays_and_an_empty_one_cannot_be_told(
    seed: int | None,
) -> None:
    table = perk(seed)
    by_lot, error = gap(table[table["by_lot"] == 1])
    assert by_lot + 1.96 * error < 260 / 310
    assert by_lot - 1.96 * error < 65 / 310 < by_lot + 1.96 * error


def test_rule_and_lot_share_out_all_guests() -> None:
    table = perk(None)
    assert ((table["by_rule"] + table["by_lot"]) == 1).all()
    assert (table.loc[table["by_rule"] == 1, "birthday_night"] == 1).all()
    assert ((table["prior_stays"] >= world().PERK_REGULAR) == (table["by_rule"] == 1)).all()
    assert len(table) == 4000
