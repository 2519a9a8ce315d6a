"""The bridge against published plans, and against its own conventions."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.organization import bridge, joint_terms

NAMES = ["market_plan", "share_plan", "contribution_plan", "market", "policies", "contribution"]


def table(*rows: tuple[float, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=NAMES)


def test_hulbert_and_toy() -> None:
    found = bridge(table((40, 0.5, 0.50 - 0.30, 50, 22, 0.4773 - 0.30)))
    assert found.round(1).to_dict() == {"size": 1.0, "share": -0.6, "price": -0.5}
    assert found.sum() == pytest.approx(-0.1, abs=0.005)


def test_kotler() -> None:
    found = bridge(table((4000, 1.0, 1.00, 4000, 3000, 0.80)))
    assert found.to_dict() == pytest.approx({"size": 0, "share": -1000, "price": -600})
    assert found["price"] / found.sum() == pytest.approx(0.375)


def test_horngren_the_volume_and_the_flexible_budget() -> None:
    """12,000 jackets planned at 120 less 88; 10,000 sold: the volume costs 64,000; price +50,000."""
    found = bridge(table((12_000, 1.0, 120 - 88, 12_000, 10_000, 125 - 88)))
    assert found["share"] == pytest.approx(-64_000)
    assert found["price"] == pytest.approx(50_000)


positive = st.floats(0.1, 1000)


@given(st.lists(st.tuples(*[positive] * 6), min_size=1, max_size=5))
def test_parts_sum_to_the_total_under_both_conventions(rows: list[tuple[float, ...]]) -> None:
    plan = table(*rows)
    total = plan["policies"] @ plan["contribution"] - (
        plan["market_plan"] * plan["share_plan"] @ plan["contribution_plan"]
    )
    found, joint = bridge(plan), joint_terms(plan)
    assert found.sum() == pytest.approx(total, rel=1e-6, abs=1e-3)
    share = plan["policies"] / plan["market"] - plan["share_plan"]
    planned = (share * plan["market_plan"]) @ plan["contribution_plan"]
    assert found["share"] - joint["size and share"] == pytest.approx(planned, rel=1e-6, abs=1e-3)
    price = plan["contribution"] - plan["contribution_plan"]
    on_plan = (price * plan["market_plan"]) @ plan["share_plan"]
    assert found["price"] - joint["volume and price"] == pytest.approx(on_plan, rel=1e-6, abs=1e-3)


def test_rows_are_not_pooled() -> None:
    two = table((100, 0.5, 1, 200, 100, 1), (100, 0.1, 1, 100, 10, 1))
    assert bridge(two)["share"] == pytest.approx(0)
    assert bridge(two[NAMES].sum().to_frame().T)["share"] != pytest.approx(0)


def test_what_is_missing_is_told() -> None:
    with pytest.raises(CourseError, match="policies"):
        bridge(table((1, 1, 1, 1, 1, 1)).drop(columns="policies"))
    with pytest.raises(CourseError, match="above 0"):
        joint_terms(table((1, 1, 1, 0, 1, 1)))
