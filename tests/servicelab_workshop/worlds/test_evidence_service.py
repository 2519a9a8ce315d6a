"""Five services and six offers: the findings on six seeds, and the shortcuts that miss them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab_workshop.worlds import discovery

SEEDS = (20331, 31, 32, 33, 34, 35)


def _make(seed: int) -> Any:
    """The world of module 1, whose module is found like any other."""
    make = discovery.world("m01_evidence").make_world
    return make(seed)


def constants() -> Any:
    return vars(discovery.world("m01_evidence"))


@pytest.fixture(scope="module", params=SEEDS)
def world(request: pytest.FixtureRequest) -> Any:
    return _make(request.param)


def middles(audit: pd.DataFrame) -> pd.DataFrame:
    return audit.groupby(["service", "source"])["hours"].median().unstack()


def difference(late: pd.Series, early: pd.Series) -> tuple[float, float]:
    """Ends of the interval of a difference of medians, 95 %."""
    rng = np.random.default_rng(1)
    drawn = [
        np.median(rng.choice(late, len(late))) - np.median(rng.choice(early, len(early)))
        for _draw in range(400)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def test_each_service_falls_short_at_its_own_place(world: Any) -> None:
    middle = middles(world.bank_gaps)
    steps = pd.DataFrame(
        {
            "knowledge": middle["believed"] - middle["expected"],
            "standard": middle["standard"] - middle["believed"],
            "delivery": middle["delivered"] - middle["standard"],
        }
    )
    largest = steps.idxmax(axis=1).astype(str).to_dict()
    assert largest["app question"] == "knowledge"
    assert largest["loan decision"] == "standard"
    assert largest["call back"] == "delivery"
    # the shortcut names the new card's gap like that of the app
    assert largest["new card"] == "knowledge"
    assert (steps["delivery"] > 1).sum() == 1


def test_a_time_adds_up_along_the_chain_and_the_promise_does_not(world: Any) -> None:
    middle = middles(world.bank_gaps)
    gap = middle["seen"] - middle["expected"]
    parts = (
        (middle["believed"] - middle["expected"])
        + (middle["standard"] - middle["believed"])
        + (middle["delivered"] - middle["standard"])
        + (middle["seen"] - middle["delivered"])
    )
    assert np.allclose(gap, parts)
    with_promise = parts + middle["delivered"] - middle["promised"]
    assert with_promise["new card"] > 1.5 * gap["new card"]


def test_only_for_the_new_card_readers_of_the_leaflet_expect_less(world: Any) -> None:
    asked = world.bank_gaps.query("source == 'expected'")
    for service, rows in asked.groupby("service"):
        read = rows["saw_leaflet"] == "yes"
        low, high = difference(rows.loc[~read, "hours"], rows.loc[read, "hours"])
        if service == "new card":
            assert low > 40
        else:
            assert low < 0.15 * rows["hours"].median()
            assert high > -0.15 * rows["hours"].median()


def test_nobody_waits_too_long_at_the_counter(world: Any) -> None:
    rows = world.bank_gaps.query("service == 'cash at the counter'")
    _low, high = difference(
        *(rows.loc[rows["source"] == one, "hours"] for one in ("seen", "expected"))
    )
    assert high < 0
    middle = middles(world.bank_gaps).loc["cash at the counter"]
    assert middle["standard"] - middle["believed"] > 0.1  # a gap inside, and none at the customer


def test_two_offers_are_never_judged_and_are_asked_about_more(world: Any) -> None:
    table = world.bank_offers_judged
    means = table.groupby("offer")[["sure_before", "sure_after"]].mean()
    kinds = np.select(
        [means["sure_before"] >= 6, means["sure_after"] >= 6], ["search", "experience"], "credence"
    )
    assert dict(zip(means.index, kinds, strict=True)) == {
        "current account": "search",
        "travel card": "search",
        "counter advice": "experience",
        "app help": "experience",
        "investment advice": "credence",
        "loan protection": "credence",
    }
    # no mean lies so near the line of 6 that another draw would turn it
    error = table.groupby("offer")[["sure_before", "sure_after"]].sem()
    assert ((means - 6).abs() > 2 * error).all(axis=None)
    asked = table.pivot(index="customer_id", columns="offer", values="asked_others")
    apart = asked[["investment advice", "loan protection"]].mean(axis=1)
    apart = apart - asked[["current account", "travel card"]].mean(axis=1)
    assert apart.mean() - 2 * apart.sem() > 0


def test_the_tables_do_not_depend_on_each_other() -> None:
    names = constants()
    alone = names["bank_offers_judged"](np.random.default_rng([7, 22]))
    pd.testing.assert_frame_equal(alone, _make(7).bank_offers_judged)
