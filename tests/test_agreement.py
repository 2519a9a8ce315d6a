from __future__ import annotations

from collections.abc import Hashable

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from servicelab.agreement import adjusted_rand, kappa, percent_agreement
from servicelab.errors import CourseError

LAYERS = ["pain", "concern", "expectation"]
coded = st.lists(
    st.tuples(st.sampled_from(LAYERS), st.sampled_from(LAYERS)), min_size=2, max_size=40
)


def two_by_two(both_yes: int, first: int, second: int, both_no: int) -> tuple[list[str], list[str]]:
    a = ["yes"] * (both_yes + first) + ["no"] * (second + both_no)
    b = ["yes"] * both_yes + ["no"] * first + ["yes"] * second + ["no"] * both_no
    return a, b


def test_cohen_kappa_reference_table() -> None:
    # Reference row 11: 20, 5 / 10, 15; po = .70, pe = .50.
    a, b = two_by_two(20, 5, 10, 15)
    assert kappa(a, b) == pytest.approx(0.40, abs=1e-12)
    assert percent_agreement(a, b) == pytest.approx(0.70, abs=1e-12)


def test_same_agreement_different_kappa() -> None:
    # Cicchetti & Feinstein 1990 style: 90 % agreement by chance alone.
    a, b = two_by_two(90, 5, 5, 0)
    assert percent_agreement(a, b) == pytest.approx(0.9)
    assert kappa(a, b) == pytest.approx((0.9 - 0.905) / (1 - 0.905))


def test_adjusted_rand_reference() -> None:
    # Reference row 14.
    assert adjusted_rand([0, 0, 1, 2], [0, 0, 1, 1]) == pytest.approx(0.5714, abs=5e-5)


@given(coded)
def test_kappa_is_symmetric_and_ignores_names(pairs: list[tuple[str, str]]) -> None:
    a, b = [one for one, _ in pairs], [two for _, two in pairs]
    assume(len(set(a) | set(b)) > 1)
    value = kappa(a, b)
    rename: dict[str, Hashable] = {"pain": 3, "concern": "c", "expectation": 1.5}
    assert kappa(b, a) == pytest.approx(value, abs=1e-12)
    assert kappa([rename[x] for x in a], [rename[x] for x in b]) == pytest.approx(value, abs=1e-12)
    assert -1 <= value <= percent_agreement(a, b) + 1e-12


@given(coded)
def test_kappa_equals_the_formula(pairs: list[tuple[str, str]]) -> None:
    a = pd.Series([one for one, _ in pairs])
    b = pd.Series([two for _, two in pairs])
    expected = sum((a == x).mean() * (b == x).mean() for x in LAYERS)
    assume(expected < 1 - 1e-9)
    observed = (a == b).mean()
    assert kappa(a, b) == pytest.approx((observed - expected) / (1 - expected), abs=1e-12)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=30))
def test_adjusted_rand_ignores_names(groups: list[int]) -> None:
    assert adjusted_rand(groups, ["dacb"[one] for one in groups]) == pytest.approx(1)


def test_equal_index_is_accepted_and_categories_are_values() -> None:
    table = pd.DataFrame({"a": LAYERS, "b": ["pain", "pain", "expectation"]}, index=[7, 3, 5])
    table["c"] = table["b"].astype("category")
    assert kappa(table["a"], table["c"]) == kappa(list(table["a"]), list(table["b"]))


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        (["pain", None], ["pain", "pain"], "1 items lack a code"),
        (["pain", float("nan")], ["pain", "pain"], "1 items lack a code"),
        (["pain"], ["pain", "pain"], "1 and 2"),
        ([], [], "empty"),
        ("pain", ["pain"], "not one word"),
        (["pain", "pain"], ["pain", "pain"], "not defined"),
        (["pain", "Pain"], ["pain", "concern"], "Unknown codes Pain"),
        (
            pd.Series(["pain", "concern"], index=[1, 2]),
            pd.Series(["pain", "concern"], index=[2, 1]),
            "indexed differently",
        ),
    ],
)
def test_bad_codes_are_named(a: list[str], b: list[str], message: str) -> None:
    with pytest.raises(CourseError, match=message):
        kappa(a, b, labels=LAYERS)


def test_one_code_throughout_has_agreement_but_no_kappa() -> None:
    assert percent_agreement(["pain"] * 3, ["pain"] * 3) == 1
    with pytest.raises(CourseError, match="report the share of agreement"):
        kappa(["pain"] * 3, ["pain"] * 3)
