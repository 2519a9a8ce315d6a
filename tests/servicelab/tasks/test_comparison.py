"""Tolerance where the question is tolerant, and one sentence where the answer is wrong."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import matplotlib
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from servicelab.tasks.comparison import (
    describe,
    difference,
    interval_ends,
    plot_data,
    same,
)

matplotlib.use("Agg")

LABELS = pd.Series({"A": 0.25, "B": 0.75}, name="share")
TABLE = pd.DataFrame(
    {"app": [1.5, 0.5], "branch": [2.0, 3.0]}, index=pd.Index(["x", "y"], name="seg")
)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (0.8417, 0.84171),
        (0.842, 0.8417),
        (np.float32(0.8417), 0.8417),
        (Decimal("0.8417"), 0.8417),
        (pd.Series([0.8417]), 0.8417),
        (np.array([[0.8417]]), 0.8417),
        ("0.8417", 0.8417),
        (4.0, 4),
        (np.int64(4), 4),
        (np.True_, True),
        (1, True),
        (" Credit", "credit"),
        ("2025-03-01", pd.Timestamp("2025-03-01")),
        (dt.date(2025, 3, 1), pd.Timestamp("2025-03-01")),
        (np.datetime64("2025-03-01"), dt.date(2025, 3, 1)),
        (float("nan"), float("nan")),
        (pd.Categorical(["a", "b"]), ["b", "a"]),
        ((1, 2), [2, 1]),
        (np.array([1.0, 2.0]), [1, 2]),
        (pd.Index(["a", "b"]), {"a", "b"}),
        ({"B": 0.75, "A": 0.25}, LABELS),
        (LABELS.astype("float32").rename("other"), LABELS),
        (LABELS.to_frame(), LABELS),
        (LABELS.to_frame().T, LABELS),
        (LABELS.rename_axis("group").reset_index(), LABELS),
        (LABELS.rename_axis("group").reset_index()[["share", "group"]], LABELS),
        (LABELS.set_axis(pd.CategoricalIndex(["A", "B"])), LABELS),
        (LABELS.set_axis([" a", "b "]), LABELS),
        (pd.Series({3: 0.1, 4: 0.2}), pd.Series({3.0: 0.1, 4.0: 0.2})),
        (pd.Series({"3": 0.1, "4": 0.2}), {3: 0.1, 4: 0.2}),
        (TABLE.iloc[::-1, ::-1], TABLE),
        (TABLE.assign(extra=1), TABLE),
        (TABLE.reset_index(), TABLE),
        (TABLE.reset_index().set_axis([7, 3]), TABLE),
        (LABELS.rename_axis("group").reset_index().set_axis([7, 3]), LABELS),
        (pd.DataFrame({"a": [LABELS]}), pd.DataFrame({"a": [LABELS]})),
        (pd.Timedelta(days=60), 60),
        (TABLE, TABLE.reset_index()),
        (TABLE.to_dict(), TABLE),
        (TABLE.stack(), TABLE),
        (TABLE.rename_axis("segment").reset_index(), TABLE),
        (TABLE.reset_index(drop=True).iloc[::-1], TABLE.reset_index(drop=True)),
    ],
)
def test_right_however_written(answer: object, expected: object) -> None:
    assert difference(answer, expected) is None


@pytest.mark.parametrize(
    ("answer", "expected", "words"),
    [
        (None, 0.5, "return"),
        (..., 0.5, "three dots"),
        (len, 0.5, "function"),
        (50, 0.5, "percentage"),
        (-0.5, 0.5, "sign"),
        (0.6, 0.5, "not yet right"),
        ("half", 0.5, "number"),
        ([0.5, 0.6], 0.5, "single value"),
        (5, 4, "not yet right"),
        (3, "credit", "word"),
        (0.5, [1, 2], "list of values"),
        ([1], [1, 2], "2 values"),
        ([1, 3], [1, 2], "3"),
        ({"a"}, {"a", "b"}, "1 of 2"),
        ({"c"}, {"a", "b"}, "c"),
        ([0.25, 0.75], LABELS, "no labels"),
        (LABELS.reset_index(drop=True), LABELS, "no labels"),
        ({"A": 0.25}, LABELS, "no label B"),
        ({"A": 0.25, "B": 0.75, "C": 0}, LABELS, "does not belong"),
        ({"A": 25, "B": 75}, LABELS, "percentage"),
        ({"A": 0.3, "B": 0.7}, LABELS, "2 of 2"),
        (pd.Series([0.25, 0.5, 0.75], index=["A", "A", "B"]), LABELS, "more than once"),
        (TABLE.T, TABLE, "swapped"),
        (TABLE[["app"]], TABLE, "no column branch"),
        (TABLE.iloc[:1], TABLE, "2 rows"),
        (TABLE * 2, TABLE, "column app, row x"),
        (7, TABLE, "DataFrame"),
    ],
)
def test_wrong_is_explained(answer: object, expected: object, words: str) -> None:
    found = difference(answer, expected, name="it")
    assert found is not None
    assert words in found


def test_order_counts_when_asked() -> None:
    assert same([2, 1], [1, 2])
    assert not same([2, 1], [1, 2], ordered=True)
    assert not same(LABELS.iloc[::-1], LABELS, ordered=True)
    assert not same(TABLE.iloc[::-1], TABLE, ordered=True)


def test_whole_numbers_are_exact_unless_a_tolerance_is_given() -> None:
    assert not same(1001, 1000)
    assert same(1001, 1000, rtol=0.01)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_never_prints_the_expected_value(value: float, right: float) -> None:
    found = difference(value, right, name="it")
    if found is not None and f"{right:.6g}" not in f"{value:.6g}":
        assert f"{right:.6g}" not in found.replace(f"{value:.6g}", "").replace(
            "between 0 and 1", ""
        )


@given(st.lists(st.floats(0.1, 1e6), min_size=1, max_size=8, unique=True), st.randoms())
def test_row_order_and_container_never_matter(values: list[float], random: object) -> None:
    expected = pd.Series(values, index=[f"k{i}" for i in range(len(values))])
    items = list(expected.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert same(dict(items), expected)
    assert same(pd.Series(dict(items)), expected)
    assert same(pd.DataFrame(items, columns=["key", "value"]), expected)


def test_describe_names_the_kind() -> None:
    assert describe([1, 2]) == "a list of 2 values"
    assert describe(TABLE) == "a DataFrame of 2 rows and 2 columns"
    assert describe(print) == "a function"
    assert describe("x" * 200) == "a str"


def test_plot_data_reads_bars_lines_and_points() -> None:
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots()
    ax.barh(["a", "b"], [3, 4])
    ax.axvline(3.5)
    ax.scatter([1], [2])
    data = plot_data(ax)
    plt.close(figure)
    bars = data[data["kind"] == "bar"]
    assert dict(zip(bars["x"], bars["y"], strict=True)) == {"a": 3.0, "b": 4.0}
    assert set(data["kind"]) == {"bar", "line", "point"}


def test_plot_data_of_grouped_bars() -> None:
    import matplotlib.pyplot as plt

    ax = TABLE.plot.bar()
    data = plot_data(ax)
    plt.close(ax.figure)
    assert data.groupby(["x", "series"])["y"].first()["x", "app"] == 1.5
    assert set(data["series"]) == {"app", "branch"}


@pytest.mark.parametrize(
    "value",
    [
        (1, 2),
        [np.float64(1), 2],
        np.array([[1.0, 2.0]]),
        {"high": 2, "low": 1},
        pd.Series({"ci_upper": 2.0, "ci_lower": 1.0}),
        {0.025: 1, 0.975: 2},
        stats.ttest_ind([1, 2, 3], [2, 3, 5]).confidence_interval()._replace(low=1, high=2),
    ],
)
def test_an_interval_is_read_however_it_is_held(value: object) -> None:
    assert interval_ends(value) == (1.0, 2.0)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ((1, 2, 3), "two numbers"),
        (1.5, "two numbers"),
        (stats.ttest_ind([1, 2, 3], [2, 3, 4]), "confidence_interval"),
    ],
)
def test_what_is_no_interval_is_told(value: object, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        interval_ends(value)


def test_of_a_set_the_same_item_is_named_on_every_run() -> None:
    given = {f"B{number:04d}" for number in range(500, 0, -1)}
    message = difference(given, {"B0001"}, name="sleeping")
    assert message == "`sleeping` holds something that does not belong: B0002."
