from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.evidence.agreement import (
    adjusted_rand,
    agreement_table,
    fleiss_kappa,
    kappa,
    percent_agreement,
)

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


def test_fleiss_kappa_reference() -> None:
    # Reference row 12: 10 subjects, 14 raters, 5 categories.
    rows = """0 0 0 0 14; 0 2 6 4 2; 0 0 3 5 6; 0 3 9 2 0; 2 2 8 1 1;
              7 7 0 0 0; 3 2 6 3 0; 2 5 3 2 2; 6 5 2 1 0; 0 2 2 3 7"""
    table = pd.DataFrame([list(map(int, row.split())) for row in rows.split(";")])
    assert fleiss_kappa(table) == pytest.approx(0.2099, abs=5e-5)


@given(
    st.integers(2, 5).flatmap(
        lambda raters: st.lists(
            st.lists(st.sampled_from(LAYERS), min_size=raters, max_size=raters),
            min_size=2,
            max_size=20,
        )
    )
)
def test_fleiss_kappa_counts_pairs_of_coders(items: list[list[str]]) -> None:
    table = pd.DataFrame([[item.count(code) for code in LAYERS] for item in items], columns=LAYERS)
    chance = ((table.sum() / table.to_numpy().sum()) ** 2).sum()
    assume(chance < 1 - 1e-9)
    pairs = [one == other for item in items for one, other in combinations(item, 2)]
    assert fleiss_kappa(table) == pytest.approx((np.mean(pairs) - chance) / (1 - chance))
    assert fleiss_kappa(table.iloc[::-1, ::-1]) == pytest.approx(fleiss_kappa(table))


@given(coded)
def test_agreement_by_code_adds_up(pairs: list[tuple[str, str]]) -> None:
    a, b = [one for one, _ in pairs], [two for _, two in pairs]
    table = agreement_table(a, b)
    assert table.index.to_list() == sorted(set(a) | set(b))
    assert table["n_a"].sum() == table["n_b"].sum() == len(pairs)
    used = table["n_a"] + table["n_b"]
    assert (used * table["agreement"]).sum() / used.sum() == pytest.approx(percent_agreement(a, b))
    assert table["agreement"].between(0, 1).all()
    swapped = agreement_table(b, a)
    assert swapped["agreement"].to_list() == table["agreement"].to_list()
    assert swapped["n_a"].to_list() == table["n_b"].to_list()


def test_agreement_by_code_takes_any_code() -> None:
    table = agreement_table(pd.Series([1, 1, 2]), pd.Series([1, 2, 2]))
    assert table.loc[1].to_list() == [2, 1, 1, pytest.approx(2 / 3)]
    assert agreement_table(["b", 3], ["b", "a"]).index.to_list() == [3, "a", "b"]
    with pytest.raises(CourseError, match="1 items lack a code"):
        agreement_table(["delay", None], ["delay", "price"])


def test_what_fleiss_kappa_cannot_use_is_explained() -> None:
    good = pd.DataFrame({"delay": [3, 2, 0], "price": [0, 1, 3]})
    with pytest.raises(CourseError, match="have 2 to 3 coders"):
        fleiss_kappa(good.assign(price=[0, 0, 3]))
    with pytest.raises(CourseError, match="have 1 to 1 coders"):
        fleiss_kappa(pd.DataFrame({"delay": [1, 0], "price": [0, 1]}))
    with pytest.raises(CourseError, match="something else than counts"):
        fleiss_kappa(good / 2)
    with pytest.raises(CourseError, match="something else than counts"):
        fleiss_kappa(good.assign(price=[0, 1, -3]))
    with pytest.raises(CourseError, match="not defined"):
        fleiss_kappa(pd.DataFrame({"delay": [3, 3], "price": [0, 0]}))
    with pytest.raises(CourseError, match="text instead of numbers in 'delay'"):
        fleiss_kappa(good.astype(str))
    with pytest.raises(CourseError, match="must be a pandas DataFrame, not list"):
        fleiss_kappa([[3, 0]])  # type: ignore[arg-type]
