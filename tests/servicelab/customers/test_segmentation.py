from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_iris

from servicelab.customers import segmentation
from servicelab.customers.segmentation import (
    behavior_features,
    cluster_customers,
    cluster_stability,
    inertia,
    penetration_index,
    rfm_scores,
    segment_index,
    segment_profile,
    silhouette,
)
from servicelab.errors import CourseError
from servicelab.evidence.agreement import adjusted_rand


@pytest.fixture(scope="module")
def iris() -> tuple[pd.DataFrame, pd.Series]:
    data: Any = load_iris(as_frame=True)
    return data.data, data.target


@st.composite
def purchases(draw: st.DrawFn) -> pd.DataFrame:
    customers = draw(st.integers(5, 12))
    rows = [
        (f"B{one:02d}", draw(st.integers(0, 700)), draw(st.integers(1, 10**6)))
        for one in range(customers)
    ]
    rows += draw(
        st.lists(
            st.tuples(
                st.integers(0, customers - 1).map("B{:02d}".format),
                st.integers(0, 700),
                st.integers(1, 10**6),
            ),
            max_size=40,
        )
    )
    table = pd.DataFrame(rows, columns=["customer_id", "day", "amount"])
    table["date"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(table.pop("day"), unit="D")
    return table


def purchases_by_hand() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": ["B5", "B1", "B2", "B3", "B4", "B5"],
            "date": pd.to_datetime(
                ["2025-01-01", "2025-12-31", "2025-12-30", "2025-12-01", "2025-06-01", "2025-03-01"]
            ),
            "amount": [100.0, 10.0, 20.0, 30.0, 40.0, 100.0],
        }
    )


# --- recency, frequency, monetary value


def test_rfm_by_hand() -> None:
    scores = rfm_scores(purchases_by_hand())
    assert list(scores.index) == ["B1", "B2", "B3", "B4", "B5"]
    assert list(scores["recency_days"]) == [1, 2, 31, 214, 306]
    assert list(scores["frequency"]) == [1, 1, 1, 1, 2]
    assert list(scores["monetary"]) == [10, 20, 30, 40, 200]  # the total, not the mean of 100
    assert list(scores["R"]) == [5, 4, 3, 2, 1]
    assert list(scores["F"]) == [1, 2, 3, 4, 5]
    assert list(scores["M"]) == [1, 2, 3, 4, 5]


def test_rfm_reads_text_dates_and_another_snapshot() -> None:
    table = purchases_by_hand()
    text = table.assign(date=table["date"].dt.strftime("%Y-%m-%d"))
    pd.testing.assert_frame_equal(rfm_scores(text), rfm_scores(table))
    later = rfm_scores(table, "2026-01-31")
    assert list(later["recency_days"]) == [31, 32, 61, 244, 336]


def test_snapshot_is_the_day_after_even_with_times() -> None:
    table = purchases_by_hand()
    timed = table.assign(date=table["date"] + pd.Timedelta(hours=15))
    pd.testing.assert_frame_equal(rfm_scores(timed), rfm_scores(table))


@given(purchases(), st.randoms(use_true_random=False))
def test_rfm_does_not_depend_on_row_order(table: pd.DataFrame, random: Any) -> None:
    order = list(range(len(table)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(rfm_scores(table), rfm_scores(table.iloc[order]))


@given(purchases())
def test_rfm_scores_are_monotone_and_of_equal_size(table: pd.DataFrame) -> None:
    scores = rfm_scores(table)
    for measure, score, sign in (
        ("recency_days", "R", -1),
        ("frequency", "F", 1),
        ("monetary", "M", 1),
    ):
        ordered = scores.sort_values([measure, score])
        by_measure = scores.groupby(measure)[score].agg(["min", "max"])
        steps = by_measure if sign == 1 else by_measure.iloc[::-1]
        assert (steps["min"].to_numpy()[1:] >= steps["max"].to_numpy()[:-1]).all()
        sizes = ordered[score].value_counts()
        assert set(sizes.index) == {1, 2, 3, 4, 5}
        assert sizes.max() - sizes.min() <= 1


@given(purchases())
def test_monetary_adds_up(table: pd.DataFrame) -> None:
    scores = rfm_scores(table)
    assert scores["monetary"].sum() == table["amount"].sum()
    assert scores["frequency"].sum() == len(table)


@pytest.mark.slow
def test_rfm_of_a_million_rows_takes_about_one_groupby() -> None:
    rng = np.random.default_rng(0)
    n = 1_000_000
    table = pd.DataFrame(
        {
            "customer_id": pd.Series(rng.integers(0, 50_000, n)).map("B{:05d}".format),
            "date": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 700, n), unit="D"),
            "amount": rng.random(n),
        }
    )

    def seconds(function: Any) -> float:
        best = np.inf
        for _repeat in range(3):
            start = time.process_time()
            function()
            best = min(best, time.process_time() - start)
        return best

    one = seconds(
        lambda: table.groupby("customer_id").agg({"date": "max", "amount": ["size", "sum"]})
    )
    assert seconds(lambda: rfm_scores(table)) < 2.5 * one


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"amount": None}, "6 missing values in column 'amount'"),
        ({"amount": "10"}, "Column 'amount' holds text"),
        ({"date": "31.12.2025"}, "'31.12.2025', which is not a date"),
        ({"date": 20251231}, "holds numbers, not dates"),
        ({"customer_id": "B1"}, "five customers, not 1"),
    ],
)
def test_bad_transactions_are_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(CourseError, match=message):
        rfm_scores(purchases_by_hand().assign(**change))


def test_missing_column_and_early_snapshot_are_named() -> None:
    with pytest.raises(CourseError, match="no column 'amount'"):
        rfm_scores(purchases_by_hand().drop(columns="amount"))
    with pytest.raises(CourseError, match="3 transactions lie after the snapshot 2025-06-30"):
        rfm_scores(purchases_by_hand(), "2025-06-30")


# --- features


def test_features_count_only_what_lies_before() -> None:
    customers = pd.DataFrame(
        {
            "customer_id": ["B2", "B1", "B3"],
            "balance": [80, 900, 5],
            "revolving_share": [0.6, 0.1, 0.0],
        }
    )
    rows = pd.DataFrame(
        {
            "customer_id": ["B1", "B1", "B1", "B2", "B9", "B3"],
            "date": pd.to_datetime(
                ["2025-01-01", "2025-02-28", "2025-03-01", "2025-01-01", "2025-01-01", "2025-04-01"]
            ),
            "channel": ["app", "card", "app", "app", "app", "app"],
        }
    )
    features = behavior_features(customers, rows, "2025-03-01")
    assert list(features.index) == ["B2", "B1", "B3"]
    assert list(features.columns) == ["transactions", "balance", "revolving_share", "app_share"]
    assert list(features["transactions"]) == [1, 2, 0]
    assert list(features["app_share"]) == [1, 0.5, 0]
    ordered = rows.assign(channel=rows["channel"].astype("category"))
    pd.testing.assert_frame_equal(behavior_features(customers, ordered, "2025-03-01"), features)

    with pytest.raises(CourseError, match="B1 more than once"):
        behavior_features(customers.assign(customer_id="B1"), rows, "2025-03-01")
    with pytest.raises(CourseError, match="No transaction lies before 2024-01-01"):
        behavior_features(customers, rows, "2024-01-01")


# --- clusters


def test_iris_reference(iris: tuple[pd.DataFrame, pd.Series]) -> None:
    # Reference row 14: Iris, k = 3, unscaled.
    features, species = iris
    labels = cluster_customers(features, 3, scale=False)
    assert inertia(features, labels, scale=False) == pytest.approx(78.8514, abs=5e-5)
    assert silhouette(features, labels, scale=False) == pytest.approx(0.5528, abs=5e-5)
    assert adjusted_rand(labels, species) == pytest.approx(0.7302, abs=5e-5)


def test_labels_ascend_with_the_first_column(iris: tuple[pd.DataFrame, pd.Series]) -> None:
    features, _species = iris
    for seed in range(3):
        labels = cluster_customers(features, 4, seed=seed)
        means = features.iloc[:, 0].groupby(labels).mean()
        assert list(means.index) == list("ABCD")
        assert means.is_monotonic_increasing
    assert labels.name == "segment"
    assert labels.index.equals(features.index)


def test_the_same_labels_every_time(iris: tuple[pd.DataFrame, pd.Series]) -> None:
    features, _species = iris
    pd.testing.assert_series_equal(cluster_customers(features, 3), cluster_customers(features, 3))
    first = cluster_stability(features, 3, repeats=5)
    assert first == cluster_stability(features, 3, repeats=5)
    assert 0 < first <= 1


def test_scaling_does_what_z_scores_do(iris: tuple[pd.DataFrame, pd.Series]) -> None:
    features, _species = iris
    z = (features - features.mean()) / features.std(ddof=0)
    labels = cluster_customers(features, 3)
    assert list(labels) == list(cluster_customers(z, 3, scale=False))
    assert silhouette(features, labels) == pytest.approx(silhouette(z, labels, scale=False))
    assert inertia(features, labels) == pytest.approx(inertia(z, labels, scale=False))
    stretched = features * [1, 1000, 1, 0.01] + 7
    assert list(cluster_customers(stretched, 3)) == list(labels)
    assert list(cluster_customers(stretched, 3, scale=False)) != list(labels)


def test_clear_segments_are_stable_and_noise_is_not() -> None:
    rng = np.random.default_rng(5)
    centers = np.array([[0, 0], [9, 0], [0, 9], [9, 9]])
    clear = pd.DataFrame(np.repeat(centers, 60, axis=0) + rng.normal(size=(240, 2)))
    noise = pd.DataFrame(rng.normal(size=(240, 2)))
    assert cluster_stability(clear, 4, repeats=8) > 0.97
    assert cluster_stability(noise, 4, repeats=8) < 0.85


def test_a_profile_has_sizes_and_means() -> None:
    features = pd.DataFrame({"balance": [90, 96, 10], "visits": [1, 2, 9]}, index=["x", "y", "z"])
    labels = pd.Series({"z": "A", "y": "B", "x": "B"})
    profile = segment_profile(features, labels)
    assert profile.index.name == "segment"
    assert profile.loc["B"].to_dict() == {
        "customers": 2,
        "share": pytest.approx(2 / 3),
        "balance": 93,
        "visits": 1.5,
    }


def toy(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"balance": [1.0, 2.0, 8.0, 9.0], **columns})


@pytest.mark.parametrize(
    ("features", "k", "message"),
    [
        (toy(visits=[1, None, 2, 3]), 2, "Column 'visits' has 1 missing or infinite"),
        (toy(visits=[1, -np.inf, 2, np.inf]), 2, "Column 'visits' has 2 missing or infinite"),
        (toy(customer_id=[1, 2, 3, 4]), 2, "'customer_id' is an id, and an id is not a feature"),
        (toy(person_key=[1, 2, 3, 4]), 2, "'person_key' is an id"),
        (toy(segment=list("AABB")), 2, "Column 'segment' is not numeric"),
        (toy(since=pd.Timestamp("2024-01-01")), 2, "Column 'since' is not numeric"),
        (toy(), 1, "between 2 and 4"),
        (toy(), 5, "between 2 and 4"),
        (toy(), 2.0, "whole number"),
        (toy(), True, "whole number"),
        (pd.DataFrame({"balance": [1, 1, 1, 2]}), 3, "between 2 and 2"),
        (toy().head(0), 2, "no rows"),
        (toy()[[]], 2, "no columns|no rows"),
        ([[1, 2]], 2, "not list"),
    ],
)
def test_bad_features_and_k_are_named(features: Any, k: Any, message: str) -> None:
    with pytest.raises(CourseError, match=message):
        cluster_customers(features, k)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (["A", "B"], "2 labels for 4 customers"),
        (["A", "B", None, "B"], "1 customers have no label"),
        (pd.Series(list("AABB"), index=[9, 8, 7, 6]), "different customers"),
        (list("AAAA"), "at least 2 segments"),
        (list("ABCD"), "at least 2 segments"),
    ],
)
def test_bad_labels_are_named(labels: Any, message: str) -> None:
    with pytest.raises(CourseError, match=message):
        silhouette(toy(), labels)


def test_stability_needs_a_repeat() -> None:
    with pytest.raises(CourseError, match="at least 1"):
        cluster_stability(toy(), 2, repeats=0)


# --- index numbers


@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from(["app", "branch", "card"])),
        min_size=1,
        max_size=60,
    )
)
def test_index_numbers_average_to_100(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["segment", "channel"])
    index = segment_index(frame, "segment", "channel")
    weights = frame["segment"].value_counts(normalize=True)[index.index]
    assert np.allclose(index.mul(weights, axis=0).sum(), 100)
    shares = frame["channel"].value_counts(normalize=True)[index.columns]
    assert np.allclose((index * shares).sum(axis=1), 100)


def test_index_by_hand() -> None:
    frame = pd.DataFrame(
        {"segment": list("AAAABBBBBB"), "owner": ["y", "y", "y", "n", "y", "n", "n", "n", "n", "n"]}
    )
    index = segment_index(frame, "segment", "owner")
    # In A 3 of 4 own a home, overall 4 of 10.
    assert index.loc["A", "y"] == pytest.approx(100 * 0.75 / 0.4)
    assert index.loc["B", "n"] == pytest.approx(100 * (5 / 6) / 0.6)
    assert (index.index.name, index.columns.name) == ("segment", "owner")
    with_gaps = pd.concat([frame, pd.DataFrame({"segment": ["A"], "owner": [None]})])
    pd.testing.assert_frame_equal(segment_index(with_gaps, "segment", "owner"), index)


def test_bad_index_requests_are_named() -> None:
    frame = pd.DataFrame({"segment": ["A"], "owner": [None]})
    with pytest.raises(CourseError, match="No row has both"):
        segment_index(frame, "segment", "owner")
    with pytest.raises(CourseError, match="same column"):
        segment_index(frame, "segment", "segment")
    with pytest.raises(CourseError, match="no column 'age'"):
        segment_index(frame, "segment", "age")


def test_penetration_by_hand_and_order() -> None:
    index = penetration_index(
        pd.Series({"old": 0.5, "young": 0.5}), pd.Series({"young": 0.25, "old": 0.75})
    )
    assert index.to_dict() == {"old": pytest.approx(200 / 3), "young": pytest.approx(200)}
    assert list(index.index) == ["old", "young"]


@pytest.mark.parametrize(
    ("branch", "catchment", "message"),
    [
        ({"young": 40, "old": 60}, {"young": 0.4, "old": 0.6}, "branch_shares .* not to 100"),
        ({"young": 0.4, "old": 0.6}, {"young": 0.4, "older": 0.6}, "Groups old, older"),
        ({"young": 0.4, "old": 0.6}, {"young": 0.0, "old": 1.0}, "young has no share"),
        ({"young": -0.4, "old": 1.4}, {"young": 0.5, "old": 0.5}, "0 or more"),
        ({}, {}, "add up to 1"),
    ],
)
def test_bad_shares_are_named(
    branch: dict[str, float], catchment: dict[str, float], message: str
) -> None:
    with pytest.raises(CourseError, match=message):
        penetration_index(branch, catchment)


def test_everything_public_is_listed() -> None:
    assert all(callable(getattr(segmentation, name)) for name in segmentation.__all__)
