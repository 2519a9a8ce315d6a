from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.priorities.zones import (
    allocate_budget,
    allocate_tokens,
    importance_performance,
    plan_gain,
    satisfaction_rules,
    zone_scores,
    zone_summary,
)

ZONES = pd.DataFrame(
    {
        "group": ["ill", "ill", "healthy", "healthy"],
        "dimension": ["speed", "care", "speed", "care"],
        "adequate": [5.6, 5.0, 4.0, 4.4],
        "desired": [7.6, 7.0, 7.0, 4.5],
        "perceived": [5.1, 6.0, 5.5, 5.5],
    },
    index=[10, 11, 12, 13],
)

# Reference row 9: Martilla & James (1977), 14 attributes on scales of four points.
GRID_1977 = pd.DataFrame(
    [
        *[(3.83, 2.63), (3.63, 2.73), (3.60, 3.15), (3.56, 3.00), (3.41, 3.05)],
        *[(3.41, 3.29), (3.38, 3.03), (3.37, 3.11), (3.29, 2.00), (3.27, 3.02)],
        *[(2.52, 2.25), (2.43, 2.49), (2.37, 2.35), (2.05, 3.33)],
    ],
    columns=["importance", "performance"],
    index=range(1, 15),
)


@st.composite
def zone_tables(draw: st.DrawFn) -> pd.DataFrame:
    tenths = st.integers(10, 90)
    rows = draw(st.lists(st.tuples(tenths, tenths, tenths), min_size=1, max_size=12))
    table = pd.DataFrame(rows, columns=["adequate", "desired", "perceived"]) / 10
    table[["adequate", "desired"]] = np.sort(table[["adequate", "desired"]], axis=1)
    return table


def test_scores_by_hand_keep_rows_and_other_columns() -> None:
    before = ZONES.copy()
    scores = zone_scores(ZONES)
    assert scores.columns.to_list() == [*ZONES.columns, "msa", "mss", "width"]
    assert scores.index.to_list() == [10, 11, 12, 13]
    assert scores.loc[10, ["msa", "mss", "width"]].to_list() == pytest.approx([-0.5, -2.5, 2.0])
    assert scores.loc[13, ["msa", "mss", "width"]].to_list() == pytest.approx([1.1, 1.0, 0.1])
    pd.testing.assert_frame_equal(ZONES, before)


def test_summary_by_hand() -> None:
    summary = zone_summary(ZONES, "group")
    assert summary.columns.to_list() == [
        *("n", "adequate", "desired", "perceived", "msa", "mss", "below", "position")
    ]
    ill = summary.loc["ill"]
    assert ill["n"] == 2
    assert ill["msa"] == pytest.approx(0.25)
    assert ill["below"] == 0.5
    assert ill["position"] == pytest.approx((11.1 - 10.6) / (14.6 - 10.6))


def test_position_is_a_ratio_of_sums_and_no_mean_of_ratios() -> None:
    healthy = ZONES[ZONES["group"] == "healthy"]
    ratios = (healthy["perceived"] - healthy["adequate"]) / (
        healthy["desired"] - healthy["adequate"]
    )
    assert ratios.mean() > 5
    assert zone_summary(healthy)["position"].item() == pytest.approx(2.6 / 3.1)


def test_a_pooled_mean_can_hide_a_failing_group() -> None:
    speed = ZONES[ZONES["dimension"] == "speed"]
    assert zone_summary(speed)["msa"].item() > 0
    assert zone_summary(speed, "group").loc["ill", "msa"] < 0
    assert zone_summary(speed).index.to_list() == ["all"]


def test_summary_by_two_columns_keeps_the_order_of_categories() -> None:
    table = ZONES.assign(group=pd.Categorical(ZONES["group"], ["ill", "healthy", "absent"]))
    summary = zone_summary(table, ["dimension", "group"])
    assert summary.index.names == ["dimension", "group"]
    assert summary.index.to_list()[:2] == [("care", "ill"), ("care", "healthy")]
    assert len(summary) == 4


def test_position_is_undefined_where_no_zone_has_width() -> None:
    flat = ZONES.assign(desired=ZONES["adequate"])
    summary = zone_summary(flat, "group")
    assert summary["position"].isna().all()
    assert summary["msa"].notna().all()


@given(zone_tables())
def test_position_is_within_0_and_1_exactly_if_the_means_are_in_the_zone(
    zones: pd.DataFrame,
) -> None:
    means = zones.mean()
    assume(means["desired"] - means["adequate"] > 0.01)
    inside = means["adequate"] - 1e-9 <= means["perceived"] <= means["desired"] + 1e-9
    position = zone_summary(zones)["position"].item()
    assert inside == (-1e-6 <= position <= 1 + 1e-6)


@given(zone_tables(), st.floats(0.5, 3), st.floats(-5, 5))
def test_position_does_not_depend_on_the_scale(
    zones: pd.DataFrame, factor: float, shift: float
) -> None:
    assume((zones["desired"] - zones["adequate"]).sum() > 0.01)
    first, second = zone_summary(zones), zone_summary(factor * zones + shift)
    assert second["position"].item() == pytest.approx(first["position"].item(), abs=1e-6)
    assert second["msa"].item() == pytest.approx(factor * first["msa"].item(), abs=1e-9)


@given(zone_tables())
def test_rules_are_ordered_shares(zones: pd.DataFrame) -> None:
    strict, met, adequate = satisfaction_rules(zones, "desired")
    assert 0 <= strict <= met <= adequate <= 1
    assert adequate == pytest.approx(1 - zone_summary(zones)["below"].item())


def test_rules_tell_exceeded_met_and_adequate_apart() -> None:
    zones = pd.DataFrame(
        {"adequate": [4] * 4, "desired": [6] * 4, "predicted": [6] * 4, "perceived": [7, 6, 5, 3]}
    )
    assert satisfaction_rules(zones).to_dict() == {"P > E": 0.25, "P >= E": 0.5, "P >= A": 0.75}
    low = zones.assign(forecast=[5, 5, 5, 2])
    assert satisfaction_rules(low, "forecast").to_list() == [0.75, 1.0, 0.75]


def test_damaged_zones_are_explained() -> None:
    with pytest.raises(CourseError, match="zones has no column 'desired'"):
        zone_scores(ZONES.drop(columns="desired"))
    with pytest.raises(CourseError, match=r"1 rows .* above the desired one, first row 12"):
        zone_summary(ZONES.assign(adequate=[5.6, 5.0, 7.5, 4.4]), "group")
    with pytest.raises(CourseError, match="1 missing values in column 'perceived'"):
        zone_scores(ZONES.assign(perceived=[5.0, None, 5.0, 5.0]))
    with pytest.raises(CourseError, match="text instead of numbers in 'perceived'"):
        zone_scores(ZONES.assign(perceived=list("abcd")))
    with pytest.raises(CourseError, match="an infinite number in column 'desired'"):
        zone_scores(ZONES.assign(desired=np.inf))
    with pytest.raises(CourseError, match="zones has no rows"):
        zone_summary(ZONES[ZONES["group"] == "nobody"], "group")
    with pytest.raises(CourseError, match="zones has no column 'ward'"):
        zone_summary(ZONES, "ward")
    with pytest.raises(CourseError, match="missing values in column 'group'"):
        zone_summary(ZONES.assign(group=["ill", None, "ill", "ill"]), "group")
    with pytest.raises(CourseError, match="no column 'hoped'"):
        satisfaction_rules(ZONES, "hoped")


def test_published_grid_of_1977() -> None:
    grid = importance_performance(GRID_1977)
    assert grid.attrs["crosshair"] == pytest.approx((3.1514, 2.8164), abs=5e-5)
    found = {name: members.to_list() for name, members in grid.groupby("quadrant").groups.items()}
    assert found == {
        "concentrate": [1, 2, 9],
        "keep up": [3, 4, 5, 6, 7, 8, 10],
        "low priority": [11, 12, 13],
        "overkill": [14],
    }
    assert "crosshair" not in GRID_1977.attrs


def test_the_crosshair_decides_what_comes_out() -> None:
    scale = importance_performance(GRID_1977, crosshair=(2.5, 2.5))
    assert scale.attrs["crosshair"] == (2.5, 2.5)
    assert scale.loc[11, "quadrant"] == "concentrate"
    median = importance_performance(GRID_1977, crosshair="median")
    assert median.attrs["crosshair"] == pytest.approx((3.375, 3.01))
    assert median.loc[4, "quadrant"] == "concentrate"


def test_on_the_crosshair_is_high() -> None:
    table = pd.DataFrame({"importance": [0.1, 0.1, 0.1], "performance": [1.0, 2.0, 3.0]})
    grid = importance_performance(table, crosshair=(0.1, 2.0))
    assert grid["quadrant"].to_list() == ["concentrate", "keep up", "keep up"]


@given(
    st.lists(st.tuples(st.integers(1, 70), st.integers(1, 70)), min_size=2, max_size=10),
    st.sampled_from(["mean", "median"]),
    st.floats(0.1, 10),
    st.floats(-20, 20),
)
def test_relative_grid_does_not_depend_on_the_scale(
    rows: list[tuple[int, int]], rule: str, factor: float, shift: float
) -> None:
    table = pd.DataFrame(rows, columns=["importance", "performance"])
    assume((table.nunique() > 1).all())
    grid = importance_performance(table, rule)
    moved = importance_performance(factor * table + shift, rule)
    assert moved["quadrant"].to_list() == grid["quadrant"].to_list()


def test_damaged_grids_are_explained() -> None:
    with pytest.raises(CourseError, match="table has no column 'importance'"):
        importance_performance(GRID_1977[["performance"]])
    with pytest.raises(CourseError, match="'importance' is the same for every attribute"):
        importance_performance(GRID_1977.assign(importance=3.0))
    assert len(importance_performance(GRID_1977.assign(importance=3.0), (2.5, 2.5))) == 14
    with pytest.raises(CourseError, match="'mean', 'median' or a point"):
        importance_performance(GRID_1977, "middle")
    for point in ((3.0,), (3.0, float("nan")), 3.0, ("a", "b")):
        with pytest.raises(CourseError, match="two numbers, importance first"):
            importance_performance(GRID_1977, point)  # type: ignore[arg-type]


@st.composite
def problems(draw: st.DrawFn, most: int = 5) -> tuple[pd.Series, pd.Series, pd.Series]:
    size = draw(st.integers(1, most))
    names = list("abcdefgh"[:size])
    positive = st.integers(0, 20).map(lambda one: one / 10)
    weights = draw(st.lists(positive, min_size=size, max_size=size))
    gains = draw(st.lists(positive, min_size=size, max_size=size))
    scales = draw(st.lists(st.integers(1, 40), min_size=size, max_size=size))
    assume(any(one * other > 0 for one, other in zip(weights, gains, strict=True)))
    return (
        pd.Series(weights, names, dtype=float),
        pd.Series(gains, names, dtype=float),
        pd.Series(scales, names, dtype=float) / 4,
    )


Problem = tuple[pd.Series, pd.Series, pd.Series]
budgets = st.floats(0, 50)


@given(problems(), budgets)
def test_the_last_yuan_brings_the_same_wherever_money_goes(problem: Problem, budget: float) -> None:
    weights, gains, scales = problem
    plan = allocate_budget(*problem, budget)
    assert (plan >= 0).all()
    assert plan.sum() == pytest.approx(budget)
    marginal = weights * gains / scales * np.exp(-plan / scales)
    funded = plan > 1e-9
    if funded.any():
        assert np.ptp(marginal[funded]) <= 1e-9
        assert (marginal[~funded] <= marginal[funded].max() + 1e-9).all()


@pytest.mark.parametrize("budget", [0.5, 3, 20])
def test_the_optimum_is_that_of_a_general_optimizer(budget: float) -> None:
    from scipy.optimize import LinearConstraint, minimize

    weights = pd.Series({"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1})
    gains = pd.Series({"a": 1.0, "b": 1.4, "c": 0.6, "d": 0.2})
    scales = pd.Series({"a": 4.0, "b": 9.0, "c": 2.0, "d": 6.0})
    found = minimize(
        lambda x: -plan_gain(pd.Series(x.clip(0), weights.index), weights, gains, scales),
        np.full(4, budget / 4),
        method="SLSQP",
        bounds=[(0, budget)] * 4,
        constraints=LinearConstraint(np.ones((1, 4)), budget, budget),
        options={"ftol": 1e-14},
    )
    plan = allocate_budget(weights, gains, scales, budget)
    assert plan.to_numpy() == pytest.approx(found.x, abs=1e-3)
    assert plan_gain(plan, weights, gains, scales) >= -found.fun - 1e-12


@given(problems(), budgets, budgets)
def test_a_larger_budget_takes_nothing_away(problem: Problem, one: float, other: float) -> None:
    small, large = sorted([one, other])
    before, after = (allocate_budget(*problem, budget) for budget in (small, large))
    assert (after >= before - 1e-9).all()
    assert plan_gain(after, *problem) >= plan_gain(before, *problem) - 1e-12


@pytest.mark.slow
@given(problems(most=3), st.integers(0, 6))
def test_whole_tokens_are_divided_as_well_as_brute_force_can(problem: Problem, tokens: int) -> None:
    plan = allocate_tokens(*problem, tokens)
    assert plan.sum() == tokens
    assert plan.dtype.kind == "i"
    names = problem[0].index
    best = max(
        plan_gain(pd.Series(shares, names), *problem)
        for shares in product(range(tokens + 1), repeat=len(names))
        if sum(shares) == tokens
    )
    gain = plan_gain(plan, *problem)
    assert gain == pytest.approx(best, rel=1e-12, abs=1e-12)
    assert gain <= plan_gain(allocate_budget(*problem, tokens), *problem) + 1e-9


@given(problems(), budgets, st.floats(0.1, 10))
def test_only_the_proportions_of_the_weights_matter(
    problem: Problem, budget: float, factor: float
) -> None:
    weights, gains, scales = problem
    first = allocate_budget(weights, gains, scales, budget)
    second = allocate_budget(factor * weights, gains, scales, budget)
    assert second.to_numpy() == pytest.approx(first.to_numpy(), abs=1e-6)


def test_all_to_the_largest_gap_is_worse_than_the_optimum() -> None:
    problem = {"a": 0.5, "b": 0.5}, {"a": 1.2, "b": 0.8}, {"a": 5, "b": 5}
    best = plan_gain(allocate_budget(*problem, 20), *problem)
    assert plan_gain({"a": 20}, *problem) < plan_gain({"a": 10, "b": 10}, *problem) < best


def test_a_plan_without_tokens_gains_nothing() -> None:
    problem = {"a": 0.5, "b": 0.5}, {"a": 1.2, "b": 0.8}, {"a": 5, "b": 5}
    assert plan_gain({}, *problem) == plan_gain({"a": 0, "b": 0}, *problem) == 0


def test_attributes_are_matched_by_name_and_what_gains_nothing_gets_nothing() -> None:
    weights, gains, scales = (
        {"b": 1, "a": 1, "c": 0},
        {"a": 2, "b": 1, "c": 9},
        {"c": 1, "a": 3, "b": 3},
    )
    plan = allocate_budget(weights, gains, scales, 6)
    assert plan.index.to_list() == ["b", "a", "c"]
    assert plan["c"] == 0
    assert plan["a"] > plan["b"]
    assert allocate_tokens(weights, gains, scales, 6)["c"] == 0
    assert allocate_budget(weights, gains, scales, 0).to_list() == [0, 0, 0]


def test_numbers_of_category_dtype_are_numbers() -> None:
    part = pd.Series({"a": "care", "b": "service"}, dtype="category")
    scales = part.map({"care": 5.0, "service": 3.0})
    assert scales.dtype == "category"
    same = {"a": 1.0, "b": 1.0}
    assert allocate_tokens(same, same, scales, 3).to_dict() == {"a": 1, "b": 2}
    with pytest.raises(CourseError, match="scales holds text instead of numbers"):
        allocate_tokens(same, same, part, 3)


def test_of_equal_gains_the_first_gets_the_token() -> None:
    same = {"a": 1.0, "b": 1.0}
    assert allocate_tokens(same, same, same, 3).to_dict() == {"a": 2, "b": 1}


def test_damaged_budgets_are_explained() -> None:
    one = {"a": 1.0, "b": 1.0}
    with pytest.raises(CourseError, match="'b' is not in both weights and gains"):
        allocate_budget(one, {"a": 1, "c": 1}, one, 5)
    with pytest.raises(CourseError, match="gains of 'b' is -1, but must be 0 or more"):
        allocate_budget(one, {"a": 1, "b": -1}, one, 5)
    with pytest.raises(CourseError, match="scale of 'a' is 0"):
        allocate_budget(one, one, {"a": 0, "b": 1}, 5)
    with pytest.raises(CourseError, match="nothing to gain"):
        allocate_tokens(one, {"a": 0, "b": 0}, one, 5)
    with pytest.raises(CourseError, match="weights names no attribute"):
        allocate_budget({}, one, one, 5)
    with pytest.raises(CourseError, match="missing values in column 'gains'"):
        allocate_budget(one, {"a": 1, "b": None}, one, 5)  # type: ignore[dict-item]
    with pytest.raises(CourseError, match="scales holds 'a' more than once"):
        allocate_budget(one, one, pd.Series([1, 1, 1], list("aab")), 5)
    for budget in (-1, float("nan"), float("inf"), "5"):
        with pytest.raises(CourseError, match="budget must be a number of 0 or more"):
            allocate_budget(one, one, one, budget)  # type: ignore[arg-type]
    for tokens in (-1, 2.5, True):
        with pytest.raises(CourseError, match="tokens must be a whole number"):
            allocate_tokens(one, one, one, tokens)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="spends on 'c', which has no weight"):
        plan_gain({"c": 1}, one, one, one)
