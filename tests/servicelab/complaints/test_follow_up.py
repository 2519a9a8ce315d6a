from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.complaints.follow_up import (
    allocate_calls,
    response_table,
    response_weights,
    stratified_mean,
)
from servicelab.errors import CourseError

strata = st.lists(
    st.tuples(st.integers(1, 500), st.floats(0.01, 10), st.floats(0.5, 50)), min_size=1, max_size=8
)
seeds = st.integers(0, 2**32 - 1)


def uncertainty(sizes: pd.Series, sds: pd.Series, calls: pd.Series) -> float:
    return float((sizes**2 * sds**2 * (1 / calls - 1 / sizes)).sum())


@given(strata, st.data())
def test_calls_add_up_within_their_bounds_and_no_other_division_is_much_better(
    given_strata: list[tuple[int, float, float]], data: st.DataObject
) -> None:
    sizes, sds, costs = (pd.Series(one) for one in zip(*given_strata, strict=True))
    least = sizes.clip(upper=2)
    n = data.draw(st.integers(int(least.sum()), int(sizes.sum())))
    calls = allocate_calls(sizes, sds, n)
    assert calls.sum() == n
    assert ((calls >= least) & (calls <= sizes)).all()
    here = uncertainty(sizes, sds, calls)
    # beyond the one call that rounding moves, no exchange between two strata helps
    for one in sizes.index:
        for other in sizes.index:
            moved = calls.copy()
            moved[one] += 2
            moved[other] -= 2
            if one != other and moved[one] <= sizes[one] and moved[other] >= least[other]:
                assert uncertainty(sizes, sds, moved) >= here * (1 - 1e-9)
    assert allocate_calls(sizes, 3 * sds, n, 7 + 0 * costs).equals(calls)


@given(strata)
def test_calls_follow_the_rule_where_no_bound_is_in_the_way(
    given_strata: list[tuple[int, float, float]],
) -> None:
    sizes, sds, costs = (pd.Series(one) for one in zip(*given_strata, strict=True))
    sizes = sizes * 100_000
    weight = sizes * sds / np.sqrt(costs)
    n = 2000 * len(sizes)
    exact = n * weight / weight.sum()
    calls = allocate_calls(sizes, sds, n, costs)
    free = (exact > 2) & (exact < sizes)
    if free.all():
        assert (calls - exact).abs().max() < 1


def test_a_stratum_never_gets_more_calls_than_customers() -> None:
    calls = allocate_calls(
        pd.Series({"a": 10, "b": 100, "c": 1}), {"c": 1, "b": 0.1, "a": 50}, 60, None
    )
    assert calls.to_dict() == {"a": 10, "b": 49, "c": 1}
    assert allocate_calls({"a": 10, "b": 20}, {"a": 1, "b": 2}, 30).to_dict() == {"a": 10, "b": 20}
    assert allocate_calls({"a": 10, "b": 20}, {"a": 1, "b": 2}, 4).to_dict() == {"a": 2, "b": 2}


def test_dear_calls_are_fewer() -> None:
    sizes, sds = {"town": 1000, "village": 1000}, {"town": 2, "village": 2}
    calls = allocate_calls(sizes, sds, 300, {"town": 5, "village": 20})
    assert calls.to_dict() == {"town": 200, "village": 100}


def test_calls_that_cannot_be_divided_are_explained() -> None:
    sizes, sds = {"a": 10, "b": 20}, {"a": 1, "b": 2}
    for n in (3, 31, 12.0, True, "ten"):
        with pytest.raises(CourseError, match="give a whole number from 4 to 30"):
            allocate_calls(sizes, sds, n)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="sds has other strata than sizes"):
        allocate_calls(sizes, {"a": 1}, 10)
    with pytest.raises(CourseError, match="sds must be numbers above 0, and is not in 'b'"):
        allocate_calls(sizes, {"a": 1, "b": 0}, 10)
    with pytest.raises(CourseError, match="costs must be numbers above 0, and is not in 'a'"):
        allocate_calls(sizes, sds, 10, {"a": None, "b": 1})  # type: ignore[dict-item]
    with pytest.raises(CourseError, match="whole numbers of customers"):
        allocate_calls({"a": 10.5, "b": 20}, sds, 10)
    with pytest.raises(CourseError, match="sizes must give a number for each stratum"):
        allocate_calls([10, 20], sds, 10)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="names a stratum twice"):
        allocate_calls(pd.Series([1, 2], index=["a", "a"]), sds, 2)


@given(seeds, st.integers(1, 4))
def test_the_weighted_mean_is_that_of_a_loop(seed: int, k: int) -> None:
    random = np.random.default_rng(seed)
    sizes = {f"s{one}": int(random.integers(20, 500)) for one in range(k)}
    sample = pd.DataFrame(
        [
            (name, random.normal(one, 1 + one))
            for one, name in enumerate(sizes)
            for _place in range(random.integers(2, 20))
        ],
        columns=["stratum", "score"],
    ).sample(frac=1, random_state=seed % 1000)
    found = stratified_mean(sample["score"], sample["stratum"], sizes)
    mean = variance = 0.0
    total = sum(sizes.values())
    for name, size in sizes.items():
        scores = sample.loc[sample["stratum"] == name, "score"].to_numpy()
        mean += size / total * scores.mean()
        variance += (
            (size / total) ** 2 * (1 - len(scores) / size) * scores.var(ddof=1) / len(scores)
        )
    assert found["mean"] == pytest.approx(mean)
    assert found["se"] == pytest.approx(np.sqrt(variance))
    assert found["high"] - found["mean"] == pytest.approx(1.959964 * np.sqrt(variance), rel=1e-6)
    assert found["mean"] - found["low"] == pytest.approx(found["high"] - found["mean"])
    assert found["n"] == len(sample)


@given(seeds)
def test_who_asks_everybody_is_certain(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = pd.Series(random.normal(size=30))
    groups = pd.Series(random.choice(["a", "b", "c"], 30))
    found = stratified_mean(scores, groups, groups.value_counts())
    assert found["mean"] == pytest.approx(scores.mean())
    assert found["se"] == 0


@pytest.mark.slow
def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    random = np.random.default_rng(3)
    population = pd.DataFrame({"stratum": ["paid"] * 2000 + ["refused"] * 300})
    population["score"] = np.where(
        population["stratum"] == "paid", random.normal(8, 1, 2300), random.normal(4, 2.5, 2300)
    )
    sizes = population["stratum"].value_counts()
    calls = allocate_calls(sizes, population.groupby("stratum")["score"].std(), 200)
    truth, inside = population["score"].mean(), 0
    for _round in range(300):
        chosen = np.concatenate(
            [
                random.choice(population.index[population["stratum"] == name], count, replace=False)
                for name, count in calls.items()
            ]
        )
        sample = population.loc[chosen]
        found = stratified_mean(sample["score"], sample["stratum"], sizes)
        inside += found["low"] <= truth <= found["high"]
    assert 0.92 <= inside / 300 <= 0.98


def test_damaged_samples_are_explained() -> None:
    scores = pd.Series([9, 8, 2, 4])
    groups = pd.Series(["paid", "paid", "refused", "refused"])
    sizes = {"paid": 900, "refused": 100}
    with pytest.raises(CourseError, match="missing values in column 'values'"):
        stratified_mean(scores.where(scores > 3), groups, sizes)
    with pytest.raises(CourseError, match="missing values in column 'stratum'"):
        stratified_mean(scores, groups.where(scores > 3), sizes)
    with pytest.raises(CourseError, match="different indexes"):
        stratified_mean(scores, groups.iloc[::-1], sizes)
    with pytest.raises(CourseError, match="must be Series"):
        stratified_mean([9, 8], groups, sizes)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="sizes lacks the strata refused"):
        stratified_mean(scores, groups, {"paid": 900})
    with pytest.raises(CourseError, match="Stratum new has 0 sampled customers"):
        stratified_mean(scores, groups, {**sizes, "new": 10})
    with pytest.raises(CourseError, match="Stratum refused has 1 sampled customers"):
        stratified_mean(scores.head(3), groups.head(3), sizes)
    with pytest.raises(CourseError, match="Stratum paid has more sampled customers"):
        stratified_mean(scores, groups, {"paid": 1, "refused": 100})
    with pytest.raises(CourseError, match="level is 0"):
        stratified_mean(scores, groups, sizes, level=0)
    one = stratified_mean(scores.head(3), groups.head(3), {"paid": 2, "refused": 1})
    assert one["se"] == 0


def calls(seed: int = 0, n: int = 3000) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    refused = random.random(n) < 0.3
    renewed = random.random(n) < np.where(refused, 0.5, 0.9)
    assigned = random.random(n) < 0.6
    reached = assigned & (random.random(n) < 0.8)
    answered = reached & (random.random(n) < 0.3 + 0.5 * renewed)
    score = random.normal(5 + 3 * renewed - 1.0 * refused, 1)
    return pd.DataFrame(
        {
            "stratum": np.where(refused, "refused", "paid"),
            "renewed": renewed.astype(int),
            "assigned": assigned.astype(int),
            "reached": pd.Series(reached).where(assigned),
            "answered": pd.Series(answered).where(assigned),
            "score": np.where(answered, score, np.nan),
            "truth": score,
        }
    )


@given(seeds)
def test_rates_multiply_and_counts_add_up(seed: int) -> None:
    table = response_table(calls(seed, 200))
    parts, everybody = table.drop(index="all"), table.loc["all"]
    counts = ["events", "assigned", "reached", "answered"]
    assert (parts[counts].sum() == everybody[counts]).all()
    known = table.dropna()
    assert (known["coverage"] * known["reach"] * known["response"]).to_list() == pytest.approx(
        known["yield"].to_list()
    )
    assert table[["coverage", "reach", "response", "yield"]].stack().between(0, 1).all()


def test_groups_may_be_several_columns_and_an_empty_denominator_has_no_rate() -> None:
    frame = calls().assign(assigned=lambda table: table["assigned"] * (table["stratum"] == "paid"))
    frame = frame.assign(reached=frame["reached"].where(frame["assigned"] == 1))
    frame = frame.assign(answered=frame["answered"].where(frame["assigned"] == 1))
    table = response_table(frame, by=["stratum", "renewed"])
    assert table.index.names == ["stratum", "renewed"]
    assert table.index[-1] == ("all", "all")
    assert np.isnan(table.loc[("refused", 1), "reach"])
    assert table.loc[("refused", 1), "coverage"] == 0
    assert response_table(frame.astype({"stratum": "category"})).index[-1] == "all"


@given(seeds)
def test_weights_add_up_to_all_events(seed: int) -> None:
    frame = calls(seed, 300)
    weight = response_weights(frame)
    assert weight.index.equals(frame.index[frame["answered"].fillna(0) == 1])
    assert (weight >= 1).all()
    by_group = weight.groupby(frame["stratum"]).sum()
    assert by_group.to_list() == pytest.approx(frame["stratum"].value_counts()[by_group.index])


def test_weighting_by_what_matters_comes_near_the_truth() -> None:
    frame = calls(n=20_000)
    truth = frame["truth"].mean()

    def off(by: list[str]) -> float:
        weight = response_weights(frame, by=by)
        return float(abs((weight * frame["score"]).sum() / weight.sum() - truth))

    assert abs(frame["score"].mean() - truth) > off(["stratum"]) > off(["stratum", "renewed"])
    assert off(["stratum", "renewed"]) < 0.05


def test_damaged_call_lists_are_explained() -> None:
    frame = calls(n=100)
    with pytest.raises(CourseError, match="have 'reached' without 'assigned'"):
        response_table(frame.assign(reached=1, answered=0))
    with pytest.raises(CourseError, match="have 'answered' without 'reached'"):
        response_table(frame.assign(reached=0, answered=frame["assigned"]))
    with pytest.raises(CourseError, match="'reached' must hold 0 and 1"):
        response_table(frame.assign(reached=None))
    with pytest.raises(CourseError, match="'assigned' must hold 0 and 1"):
        response_table(frame.assign(assigned="yes"))
    with pytest.raises(CourseError, match="no column 'weekday'"):
        response_table(frame, by="weekday")
    with pytest.raises(CourseError, match="missing values in column 'stratum'"):
        response_weights(frame.assign(stratum=None))
    silent = frame.assign(answered=frame["answered"].where(frame["stratum"] == "paid"))
    with pytest.raises(CourseError, match="Nobody answered in the group refused"):
        response_weights(silent)
