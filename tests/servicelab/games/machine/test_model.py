"""The machine: no order that is the same for every house earns all points; reading a house does."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import pytest

from servicelab.games.machine import model
from servicelab.organization.structures import HOUSES
from servicelab_workshop.policies.machine import (
    CAREFUL,
    EVEN,
    HIDDEN,
    OPEN,
    blind_orders,
    measured,
    policy_table,
    results,
    scale,
)

#: Five sets of two half-years each, none of them open.
SETS = [range(first, first + 2) for first in HIDDEN[::2]]


@cache
def table() -> pd.DataFrame:
    return policy_table(SETS)


def test_kept_results_are_what_the_model_gives() -> None:
    kept = results()
    for house, later, authority, seed in (
        ("bank", False, "wide", OPEN[0]),
        ("insurer", True, CAREFUL["insurer"]["authority"], HIDDEN[1]),
    ):
        anew = measured(house, authority, later, [seed]).set_index("chart")
        mine = kept[
            (kept["house"] == house)
            & (kept["later"] == int(later))
            & (kept["authority"] == authority)
            & (kept["seed"] == seed)
        ].set_index("chart")
        for name in ("days", "mistakes", "hands", "yuan"):
            assert anew[name].to_dict() == pytest.approx(mine[name].to_dict(), rel=1e-4)


def test_careful_reading_has_all_points_on_four_of_five_sets() -> None:
    careful = table().xs("careful", level="order")
    assert ((careful > 0.995).sum(axis=1) >= 4).all()


def test_no_order_for_every_house_earns_much_on_average() -> None:
    blind = table().drop(index="careful", level="order").groupby("order").mean()
    assert (blind.max() < 0.5).all()
    everywhere = table().drop(index="careful", level="order").groupby("order").min()
    assert (everywhere.max() < 0.25).all()
    full = table().drop(index="careful", level="order") > 0.995
    assert (full.groupby("order").sum() <= 1).all().all()


def test_careful_reading_is_the_cheapest_of_all_orders() -> None:
    found = scale()
    for house, fitting in CAREFUL.items():
        today, later = found[house]["today"], found[house]["later"]
        assert min(today, key=today.get) == f"{fitting['chart']} {fitting['authority']}"
        assert min(later, key=later.get) == fitting["later"]


def test_orders_that_can_hardly_be_told_apart_earn_the_same() -> None:
    found = scale()
    for house, orders in EVEN.items():
        fitting = CAREFUL[house]
        least = found[house]["today"][f"{fitting['chart']} {fitting['authority']}"]
        for even in orders:
            assert found[house]["today"][even] < 1.05 * least
            chart, authority = even.split()
            order = {**fitting, "house": house, "chart": chart, "authority": authority}
            assert model.shares(order, found) == {"today": 1.0, "later": 1.0}


def test_each_chart_fits_one_house_today_and_one_later() -> None:
    for part in ("chart", "later"):
        assert {one[part] for one in CAREFUL.values()} == set(model.ORDER["chart"].options)
    assert all(one["chart"] != one["later"] for one in CAREFUL.values())


def test_a_nearly_right_order_earns_a_part() -> None:
    found = scale()
    near = {"house": "bank", "chart": "functional", "authority": "small", "later": "matrix"}
    got = model.shares(near, found)
    assert 0 < got["today"] < 1
    assert got["later"] == 1


@pytest.mark.parametrize(
    ("order", "missing"),
    [
        (None, 4),
        ({}, 4),
        ({"house": "bank", "chart": "matrix", "authority": "wide", "later": "matrix"}, 0),
        ({"house": "hotel", "chart": "matrix", "authority": "wide", "later": ["matrix"]}, 2),
    ],
)
def test_what_an_order_lacks_is_told(order: Any, missing: int) -> None:
    assert len(model.lacks(order)) == missing


def test_houses_are_those_of_the_model() -> None:
    assert len(blind_orders()) == 27
    assert set(model.LATER) == set(HOUSES)
