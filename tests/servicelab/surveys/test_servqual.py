from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from scipy.stats import norm

from servicelab.errors import CourseError
from servicelab.plots.style import use_style
from servicelab.plots.words import describe
from servicelab.surveys import servqual
from servicelab.surveys.reliability import cronbach_alpha
from servicelab.surveys.servqual import (
    DIMENSIONS,
    difference_reliability,
    dimension_scores,
    gap_summary,
    item_gaps,
    performance_score,
    plot_gap_intervals,
    plot_ladder,
    rank_probability,
    reverse_items,
    screen_survey,
    weighted_gaps,
    weighted_score,
)

mpl.use("agg")
from matplotlib import pyplot as plt

# Reference row 6: Parasuraman, Zeithaml & Berry (1988).
SIZES = dict(zip(DIMENSIONS, (4, 5, 4, 4, 5), strict=True))
ITEMS = pd.DataFrame(
    {
        "item": range(1, 23),
        "dimension": [name for name, size in SIZES.items() for _item in range(size)],
    }
).assign(is_reversed=lambda table: table["item"].isin([7, 12, 20]))
E = [f"E{item:02d}" for item in ITEMS["item"]]
P = [f"P{item:02d}" for item in ITEMS["item"]]
# Reference row 7: Zeithaml, Parasuraman & Berry (1990), points out of 100.
POINTS = dict(zip(DIMENSIONS, (11, 32, 22, 19, 16), strict=True))
# The gaps that the checked run of the course found, and what follows by arithmetic.
GAPS = dict(zip(DIMENSIONS, (-0.34, -1.03, -1.23, -0.67, -0.93), strict=True))


def survey_of(answers: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(answers, columns=[*E, *P])


answers = st.integers(2, 12).flatmap(
    lambda n: arrays(
        float,
        (n, 44),
        elements=st.one_of(st.integers(1, 7).map(float), st.just(math.nan)),
    )
)
full_answers = st.integers(3, 12).flatmap(
    lambda n: arrays(float, (n, 44), elements=st.integers(1, 7).map(float))
)
gap_tables = (
    st.integers(2, 15)
    .flatmap(lambda n: arrays(float, (n, 5), elements=st.integers(-6, 6).map(float)))
    .map(lambda values: pd.DataFrame(values, columns=list(DIMENSIONS)))
)
weight_lists = st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(any)


def invented(n: int, seed: int = 0, missing: float = 0.05) -> pd.DataFrame:
    """A survey with correlated answers, gaps that differ, and missing answers."""
    rng = np.random.default_rng(seed)
    shortfall = np.repeat([GAPS[name] for name in DIMENSIONS], list(SIZES.values()))
    person = rng.normal(size=(n, 1))
    e = 6.2 + 0.4 * person + 0.8 * rng.normal(size=(n, 22))
    p = e.mean(axis=1, keepdims=True) + shortfall + 0.6 * person + rng.normal(size=(n, 22))
    values = np.clip(np.rint(np.hstack([e, p])), 1, 7)
    values[rng.random(values.shape) < missing] = np.nan
    return survey_of(values)


# --- reference numbers ------------------------------------------------------------------------


def test_the_five_dimensions_and_their_items() -> None:
    # row 6
    assert DIMENSIONS == ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
    scores = dimension_scores(survey_of(np.full((2, 44), 4.0)), ITEMS)
    assert list(scores.columns) == list(DIMENSIONS)
    assert ITEMS["dimension"].value_counts().to_dict() == SIZES
    assert sum(SIZES.values()) == 22


def test_published_weights_put_another_dimension_first_than_the_gaps() -> None:
    # row 7, with the gaps of the checked run: raw responsiveness, weighted reliability
    gaps = pd.DataFrame([GAPS])
    weighted = weighted_gaps(gaps, POINTS)
    assert gaps.iloc[0].idxmin() == "responsiveness"
    assert weighted.idxmin() == "reliability"
    assert weighted["reliability"] == pytest.approx(-0.3296)
    assert weighted["responsiveness"] == pytest.approx(-0.2706)
    assert weighted_score(gaps, POINTS) == pytest.approx(-0.9137)
    assert gaps.mean(axis=1).item() == pytest.approx(-0.84)


@pytest.mark.parametrize(
    ("reliability", "correlation", "expected"), [(0.8, 0.4, 2 / 3), (0.8, 0.6, 0.5)]
)
def test_published_reliability_of_a_difference(
    reliability: float, correlation: float, expected: float
) -> None:
    # row 5: Peter, Churchill & Brown (1993), equal variances
    for deviation in (1.0, 0.3, 40.0):
        found = difference_reliability(reliability, reliability, deviation, deviation, correlation)
        assert found == pytest.approx(expected, abs=1e-12)


# --- reversing --------------------------------------------------------------------------------


def test_reversed_items_are_turned_on_both_sides() -> None:
    survey = survey_of(np.full((1, 44), 2.0)).assign(channel="app")
    turned = reverse_items(survey, ITEMS)
    changed = turned.columns[(turned != survey).any()]
    assert list(changed) == ["E07", "E12", "E20", "P07", "P12", "P20"]
    assert turned["E07"].item() == 6
    assert reverse_items(survey, ITEMS, (1, 5))["P12"].item() == 4
    assert survey["E07"].item() == 2
    assert turned["channel"].item() == "app"


@given(answers, st.integers(0, 3), st.integers(4, 9))
def test_reversing_twice_changes_nothing(values: np.ndarray, low: int, high: int) -> None:
    survey = survey_of(values)
    twice = reverse_items(reverse_items(survey, ITEMS, (low, high)), ITEMS, (low, high))
    pd.testing.assert_frame_equal(twice, survey)


@given(answers)
def test_reversing_everything_turns_the_sign_of_every_gap(values: np.ndarray) -> None:
    survey = survey_of(values)
    turned = reverse_items(survey, ITEMS.assign(is_reversed=True))
    pd.testing.assert_frame_equal(
        dimension_scores(turned, ITEMS), -dimension_scores(survey, ITEMS), atol=1e-12
    )


# --- screening --------------------------------------------------------------------------------


def test_each_reason_to_leave_a_row_out() -> None:
    survey = survey_of(np.tile(np.arange(44) % 7 + 1.0, (9, 1)))
    survey.insert(0, "respondent", ["A", "B", "C", "D", "E", "F", "A", None, None])
    survey.loc[1, [*E, *P]] = 4
    survey.loc[2, "P22"] = 9
    survey.loc[3, "E01"] = 0
    survey.loc[4, E] = np.nan
    survey.loc[5, [*E, "P01"]] = np.nan
    found = screen_survey(survey, ITEMS)
    assert np.flatnonzero(found["straight_line"]).tolist() == [1]
    assert np.flatnonzero(found["out_of_range"]).tolist() == [2, 3]
    assert np.flatnonzero(found["too_few"]).tolist() == [5]
    assert np.flatnonzero(found["duplicate"]).tolist() == [6]
    assert np.flatnonzero(found["keep"]).tolist() == [0, 4, 7, 8]
    assert set(map(str, found.dtypes)) == {"bool"}
    assert not screen_survey(survey, ITEMS, scale=(0, 9))["out_of_range"].any()
    assert screen_survey(survey, ITEMS, min_share=0.6)["too_few"].sum() == 2


def test_a_straight_line_is_one_before_reversing_only() -> None:
    survey = survey_of(np.full((1, 44), 6.0))
    assert screen_survey(survey, ITEMS)["straight_line"].item()
    assert not screen_survey(reverse_items(survey, ITEMS), ITEMS)["straight_line"].item()


def test_two_equal_answers_and_nothing_else_are_a_straight_line_and_too_few() -> None:
    survey = survey_of(np.full((2, 44), np.nan))
    survey.loc[0, ["E01", "P01"]] = 5
    survey.loc[1, "E01"] = 5
    found = screen_survey(survey, ITEMS)
    assert found["straight_line"].tolist() == [True, False]
    assert found["too_few"].tolist() == [True, True]


# --- gaps -------------------------------------------------------------------------------------


@given(answers)
def test_swapping_both_sides_turns_the_sign(values: np.ndarray) -> None:
    survey = survey_of(values)
    swapped = survey.rename(columns=dict(zip([*E, *P], [*P, *E], strict=True)))
    pd.testing.assert_frame_equal(item_gaps(swapped, ITEMS), -item_gaps(survey, ITEMS))
    pd.testing.assert_frame_equal(
        dimension_scores(swapped, ITEMS), -dimension_scores(survey, ITEMS)
    )
    one, other = gap_summary(survey, ITEMS), gap_summary(swapped, ITEMS)
    for left, right in (("gap", "gap"), ("low", "high"), ("high", "low")):
        np.testing.assert_allclose(other[left], -one[right], atol=1e-12)
    np.testing.assert_allclose(other["expectation"], one["perception"])
    np.testing.assert_array_equal(other["n"], one["n"])


@given(answers, st.sampled_from([0.25, 0.5, 0.75, 1.0]))
def test_scores_equal_a_loop_over_people(values: np.ndarray, min_share: float) -> None:
    survey = survey_of(values)
    scores = {
        score: dimension_scores(survey, ITEMS, score, min_share)  # type: ignore[arg-type]
        for score in ("gap", "perception", "expectation")
    }
    for person in range(len(survey)):
        for name in DIMENSIONS:
            members = ITEMS.loc[ITEMS["dimension"] == name, "item"]
            pairs = [(survey[f"E{i:02d}"][person], survey[f"P{i:02d}"][person]) for i in members]
            for score, given_ in (
                ("gap", [p - e for e, p in pairs]),
                ("perception", [p for _e, p in pairs]),
                ("expectation", [e for e, _p in pairs]),
            ):
                there = [one for one in given_ if not math.isnan(one)]
                found = scores[score].loc[person, name]
                if len(there) >= max(1, min_share * len(members)):
                    assert found == pytest.approx(sum(there) / len(there), abs=1e-12)
                else:
                    assert math.isnan(found)


def test_half_of_the_items_is_enough_and_less_is_not() -> None:
    survey = survey_of(np.full((1, 44), 4.0))
    survey[["P03", "P04", "P07", "P08", "E12", "P13"]] = np.nan
    survey[["E18", "E19", "E20"]] = np.nan
    scores = dimension_scores(survey, ITEMS).iloc[0]
    assert scores.notna().to_dict() == {
        "tangibles": True,  # 2 of 4
        "reliability": True,  # 3 of 5
        "responsiveness": True,  # 2 of 4: a gap needs both sides
        "assurance": True,
        "empathy": False,  # 2 of 5
    }
    assert dimension_scores(survey, ITEMS, "perception")["empathy"].item() == 4


@given(full_answers, st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_and_a_common_shift_do_not_matter(
    values: np.ndarray, chance: Any
) -> None:
    survey = survey_of(values)
    summary = gap_summary(survey, ITEMS)
    columns = [*E, *P]
    chance.shuffle(columns)
    shuffled = survey.sample(frac=1, random_state=chance.randrange(1000))[columns]
    pd.testing.assert_frame_equal(
        gap_summary(shuffled, ITEMS.sample(frac=1, random_state=1)), summary
    )
    np.testing.assert_allclose(item_gaps(survey + 3, ITEMS), item_gaps(survey, ITEMS))
    # on another scale the gap is another number of points
    np.testing.assert_allclose(
        gap_summary(2 * survey, ITEMS)["low"], 2 * summary["low"], atol=1e-12
    )


def test_three_means_of_the_same_gaps_differ() -> None:
    survey = invented(200)
    dimensions = dimension_scores(survey, ITEMS).mean().mean()
    pooled = np.nanmean(item_gaps(survey, ITEMS))
    weighted = weighted_score(dimension_scores(survey, ITEMS), POINTS)
    assert len({round(one, 3) for one in (dimensions, pooled, weighted)}) == 3


def test_items_may_have_names_of_their_own_and_other_dimensions() -> None:
    items = pd.DataFrame({"item": ["kind", 3], "dimension": ["warmth", "empathy"]})
    survey = pd.DataFrame({"Ekind": [5], "Pkind": [4], "E03": [6], "P03": [6]})
    scores = dimension_scores(survey, items)
    assert scores.to_dict("list") == {"empathy": [0.0], "warmth": [-1.0]}
    assert list(item_gaps(survey, items)) == ["kind", 3]
    assert list(gap_summary(survey, items, by="item").index) == ["kind", 3]


def test_nullable_and_small_integers_are_read() -> None:
    survey = survey_of(np.full((3, 44), 4.0))
    survey.loc[1, "E01"] = np.nan
    expected = dimension_scores(survey, ITEMS)
    pd.testing.assert_frame_equal(dimension_scores(survey.astype("Int8"), ITEMS), expected)
    pd.testing.assert_frame_equal(
        item_gaps(survey.astype("float32"), ITEMS), item_gaps(survey, ITEMS)
    )


# --- intervals --------------------------------------------------------------------------------


@given(full_answers, st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_intervals_are_those_of_the_paired_t_test(values: np.ndarray, level: float) -> None:
    survey = survey_of(values)
    summary = gap_summary(survey, ITEMS, level)
    perception = dimension_scores(survey, ITEMS, "perception")
    expectation = dimension_scores(survey, ITEMS, "expectation")
    for name in DIMENSIONS:
        assume((perception[name] - expectation[name]).nunique() > 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            test = stats.ttest_rel(perception[name], expectation[name])
        interval = test.confidence_interval(level)
        assert (summary.loc[name, "low"], summary.loc[name, "high"]) == (
            pytest.approx(interval.low, abs=1e-9),
            pytest.approx(interval.high, abs=1e-9),
        )


def test_summary_adds_up_where_answers_are_missing() -> None:
    survey = invented(300, missing=0.3)
    for by in ("dimension", "item"):
        summary = gap_summary(survey, ITEMS, by=by)  # type: ignore[arg-type]
        np.testing.assert_allclose(
            summary["gap"], summary["perception"] - summary["expectation"], atol=1e-12
        )
        assert summary.index.name == by
        assert (summary["n"] < 300).all()
    scores = dimension_scores(survey, ITEMS)
    np.testing.assert_allclose(gap_summary(survey, ITEMS)["gap"], scores.mean())
    np.testing.assert_array_equal(gap_summary(survey, ITEMS)["n"], scores.count())
    gaps = item_gaps(survey, ITEMS)
    np.testing.assert_allclose(gap_summary(survey, ITEMS, by="item")["gap"], gaps.mean())


def test_more_comparisons_widen_every_interval() -> None:
    survey = invented(50)
    one, many = gap_summary(survey, ITEMS), gap_summary(survey, ITEMS, comparisons=5)
    assert (many["low"] < one["low"]).all()
    pd.testing.assert_frame_equal(many, gap_summary(survey, ITEMS, level=0.99))


def test_one_respondent_has_a_gap_and_no_interval_and_nobody_has_neither() -> None:
    survey = survey_of(np.full((1, 44), 4.0))
    survey[E[:4]] = np.nan
    summary = gap_summary(survey, ITEMS)
    assert summary["n"].tolist() == [0, 1, 1, 1, 1]
    assert summary.loc["tangibles", ["gap", "low"]].isna().all()
    assert summary.loc["empathy", "gap"] == 0
    assert math.isnan(summary.loc["empathy", "high"])


# --- weights ----------------------------------------------------------------------------------


@given(gap_tables, weight_lists, st.floats(0.01, 1000))
def test_only_the_proportions_of_weights_matter(
    gaps: pd.DataFrame, points: list[int], by: float
) -> None:
    weights = pd.Series(points, index=DIMENSIONS, dtype=float)
    expected = weighted_gaps(gaps, weights)
    np.testing.assert_allclose(weighted_gaps(gaps, weights * by), expected, atol=1e-9)
    rng = np.random.default_rng(1)
    each = pd.DataFrame(
        np.outer(rng.uniform(1, 9, len(gaps)), weights), columns=[f"w_{d}" for d in DIMENSIONS]
    )
    np.testing.assert_allclose(weighted_gaps(gaps, each), expected, atol=1e-9)
    assert weighted_score(gaps, weights) == pytest.approx(expected.sum())
    assert gaps.min().min() - 1e-9 <= weighted_score(gaps, weights) <= gaps.max().max() + 1e-9


@given(gap_tables)
def test_equal_weights_give_the_mean_of_the_dimension_means(gaps: pd.DataFrame) -> None:
    assert weighted_score(gaps, dict.fromkeys(DIMENSIONS, 20)) == pytest.approx(
        gaps.mean().mean(), abs=1e-12
    )


def test_weights_of_people_are_multiplied_before_the_mean() -> None:
    gaps = pd.DataFrame({"reliability": [-3.0, 0.0], "empathy": [0.0, -1.0]})
    weights = pd.DataFrame({"reliability": [90, 10], "empathy": [10, 90]})
    assert weighted_gaps(gaps, weights).to_dict() == pytest.approx(
        {"reliability": -1.35, "empathy": -0.45}
    )
    # the product of the means would be -0.75 and -0.25
    assert weighted_score(gaps, weights) == pytest.approx(-1.8)


def test_respondents_without_weights_or_gap_are_left_out() -> None:
    gaps = pd.DataFrame({"reliability": [-2.0, -2.0, np.nan, -4.0], "empathy": [-1.0] * 4})
    weights = pd.DataFrame(
        {"w_reliability": [1, 0, 3, np.nan], "w_empathy": [1, 0, 1, 5], "w_other": [9, 9, 9, 9]}
    )
    found = weighted_gaps(gaps, weights)
    assert found["reliability"] == pytest.approx(-1.0)
    assert found["empathy"] == pytest.approx((-0.5 - 0.25) / 2)
    # in another order, and with more people than have gaps
    again = pd.concat([weights, weights.set_index(weights.index + 10)]).sample(frac=1)
    pd.testing.assert_series_equal(weighted_gaps(gaps, again), found)


# --- performance only -------------------------------------------------------------------------


@given(answers)
def test_performance_is_blind_to_expectations(values: np.ndarray) -> None:
    survey = survey_of(values)
    other = survey.assign(**dict.fromkeys(E, 1.0))
    pd.testing.assert_series_equal(
        performance_score(survey, ITEMS), performance_score(other, ITEMS)
    )
    pd.testing.assert_series_equal(
        performance_score(survey, ITEMS), performance_score(survey[P], ITEMS)
    )


@given(full_answers, weight_lists)
def test_performance_is_the_mean_of_the_items_or_of_weighted_dimensions(
    values: np.ndarray, points: list[int]
) -> None:
    survey = survey_of(values)
    np.testing.assert_allclose(performance_score(survey, ITEMS), values[:, 22:].mean(axis=1))
    table = dimension_scores(survey, ITEMS, "perception").to_numpy()
    np.testing.assert_allclose(
        performance_score(survey, ITEMS, dict(zip(DIMENSIONS, points, strict=True))),
        table @ points / sum(points),
    )


def test_performance_needs_enough_answers() -> None:
    survey = survey_of(np.full((3, 44), 5.0))
    survey.loc[1, P[:11]] = np.nan
    survey.loc[2, P[:12]] = np.nan
    assert performance_score(survey, ITEMS).notna().tolist() == [True, True, False]
    assert performance_score(survey, ITEMS, POINTS).notna().tolist() == [True, False, False]


# --- reliability of a difference --------------------------------------------------------------


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 9), st.floats(0.1, 9), st.floats(-0.9, 0.9))
def test_reliability_of_a_difference_is_symmetric_and_free_of_the_unit(
    r_p: float, r_e: float, s_p: float, s_e: float, r_pe: float
) -> None:
    found = difference_reliability(r_p, r_e, s_p, s_e, r_pe)
    assert found <= 1 + 1e-12
    assert difference_reliability(r_e, r_p, s_e, s_p, r_pe) == pytest.approx(found)
    assert difference_reliability(r_p, r_e, 7 * s_p, 7 * s_e, r_pe) == pytest.approx(found)
    assert difference_reliability(1, 1, s_p, s_e, r_pe) == pytest.approx(1)


def test_reliability_of_a_difference_is_what_a_second_measurement_finds() -> None:
    # true scores and independent errors, measured twice: the correlation is the reliability
    rng = np.random.default_rng(8)
    n = 200_000
    common = rng.normal(size=n)
    true_p, true_e = common + rng.normal(size=n), 0.8 * common + 0.5 * rng.normal(size=n)
    first, second = (
        (true_p + 0.7 * rng.normal(size=n), true_e + 0.4 * rng.normal(size=n)) for _time in range(2)
    )
    (p, e), (p_again, e_again) = first, second
    found = difference_reliability(
        np.corrcoef(p, p_again)[0, 1],
        np.corrcoef(e, e_again)[0, 1],
        p.std(ddof=1),
        e.std(ddof=1),
        np.corrcoef(p, e)[0, 1],
    )
    assert found == pytest.approx(np.corrcoef(p - e, p_again - e_again)[0, 1], abs=0.01)


def test_a_gap_is_less_reliable_than_its_parts_and_alpha_of_the_gaps_agrees() -> None:
    survey = invented(4000, missing=0)
    for name in DIMENSIONS:
        members = ITEMS.loc[ITEMS["dimension"] == name, "item"]
        e, p = (survey[[f"{side}{i:02d}" for i in members]] for side in "EP")
        r_p, r_e = cronbach_alpha(p), cronbach_alpha(e)
        p_mean, e_mean = p.mean(axis=1), e.mean(axis=1)
        found = difference_reliability(r_p, r_e, p_mean.std(), e_mean.std(), p_mean.corr(e_mean))
        assert found < (r_p + r_e) / 2
        gaps = item_gaps(survey, ITEMS)[members.to_list()]
        assert found == pytest.approx(cronbach_alpha(gaps), abs=0.05)


def test_a_difference_that_does_not_vary_has_no_reliability() -> None:
    assert math.isnan(difference_reliability(0.8, 0.8, 1, 1, 1))
    assert math.isnan(difference_reliability(0.8, 0.8, 0, 0, 0))
    assert difference_reliability(0.6, 0.6, 1, 1, 0.8) < 0
    assert math.isnan(difference_reliability(math.nan, 0.8, 1, 1, 0.2))


# --- who is first -----------------------------------------------------------------------------


@given(gap_tables, st.integers(0, 100))
def test_probabilities_are_shares_of_one_and_blind_to_a_common_shift(
    gaps: pd.DataFrame, seed: int
) -> None:
    found = rank_probability(gaps, draws=50, seed=seed)
    assert found.sum() == pytest.approx(1)
    assert found.between(0, 1).all()
    pd.testing.assert_series_equal(rank_probability(gaps, draws=50, seed=seed), found)
    pd.testing.assert_series_equal(rank_probability(gaps - 4, draws=50, seed=seed), found)
    pd.testing.assert_series_equal(
        rank_probability(gaps, dict.fromkeys(DIMENSIONS, 3), draws=50, seed=seed), found
    )


def test_small_surveys_get_the_ordinary_bootstrap() -> None:
    # three respondents: all 27 resamples can be listed
    gaps = pd.DataFrame({"reliability": [-3.0, 0.0, -1.0], "empathy": [-1.0, -2.0, -2.0]})
    exact = np.zeros(2)
    for rows in np.ndindex(3, 3, 3):
        means = gaps.iloc[list(rows)].mean().to_numpy()
        exact += (means == means.min()) / (means == means.min()).sum() / 27
    found = rank_probability(gaps, draws=40_000)
    np.testing.assert_allclose(found, exact, atol=0.01)


@pytest.mark.parametrize("z", [0.5, 1.5, 2.5])
def test_another_survey_repeats_the_order_less_surely(z: float) -> None:
    noise = np.random.default_rng(1).normal(size=400)
    noise = (noise - noise.mean()) / noise.std()
    gaps = pd.DataFrame({"a": noise - z / np.sqrt(400), "b": 0.0})
    first = rank_probability(gaps, draws=20_000)["a"]
    again = rank_probability(gaps, draws=20_000, another_survey=True)["a"]
    assert first == pytest.approx(norm.cdf(z), abs=0.01)
    assert again == pytest.approx(norm.cdf(z / np.sqrt(2)), abs=0.01)


def test_a_tie_is_shared() -> None:
    gaps = pd.DataFrame({"a": [0.1, 0.3], "b": [0.1, 0.3], "c": [5.0, 5.0]})
    assert rank_probability(gaps, draws=100).to_list() == [0.5, 0.5, 0]


def test_missing_gaps_are_left_out_of_their_dimension_only() -> None:
    gaps = pd.DataFrame({"a": [-1.0, np.nan, np.nan, np.nan], "b": [-0.5, -0.6, -0.4, np.nan]})
    found = rank_probability(gaps, draws=20_000)
    # a is first unless its only respondent, one of three that count, is not drawn
    assert found["a"] == pytest.approx(1 - (2 / 3) ** 3, abs=0.015)


def test_weights_decide_who_is_first() -> None:
    gaps = dimension_scores(invented(400), ITEMS)
    assert rank_probability(gaps).idxmax() == "responsiveness"
    assert rank_probability(gaps, POINTS).idxmax() == "reliability"
    each = pd.DataFrame([POINTS] * len(gaps), index=gaps.index).add_prefix("w_")
    pd.testing.assert_series_equal(rank_probability(gaps, each), rank_probability(gaps, POINTS))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_blocks_give_what_drawing_respondents_gives(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(seed)
    n = 30_000
    shared = rng.normal(size=(n, 1))
    gaps = pd.DataFrame(shared + rng.normal(size=(n, 3)), columns=["a", "b", "c"])
    gaps.iloc[:3000, 1] = np.nan
    # apart by about a standard error, and in an order that has nothing to do with chance
    gaps = (gaps - gaps.mean() + [0.0, 0.005, 0.012]).sort_values("a")
    blocks = rank_probability(gaps, draws=4000, seed=seed)
    monkeypatch.setattr(servqual, "_BLOCKS", n)
    ordinary = rank_probability(gaps, draws=1000, seed=seed + 10)
    np.testing.assert_allclose(blocks, ordinary, atol=0.06)
    assert ordinary.between(0.02, 0.98).any()


# --- figures ----------------------------------------------------------------------------------


@pytest.fixture
def style() -> Iterator[None]:
    with mpl.rc_context():
        use_style()
        yield
    plt.close("all")


@pytest.mark.usefixtures("style")
def test_figures_say_what_is_in_the_summary() -> None:
    survey = invented(200)
    summary = gap_summary(survey, ITEMS)
    axes = [
        plot_ladder(summary),
        plot_gap_intervals(summary),
        plot_gap_intervals(gap_summary(survey, ITEMS, by="item")),
    ]
    for ax in axes:
        assert ax.get_xlabel()
        assert ax.get_ylabel() in ("Dimension", "Item")
        ax.figure.savefig(io.BytesIO(), format="png")
        boxes = [
            text.get_window_extent()
            for text in [*ax.texts, *ax.get_yticklabels(), ax.xaxis.label, ax.yaxis.label]
        ]
        for place, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[place + 1 :])
    ladder, intervals, _items = axes
    assert [text.get_text() for text in ladder.texts] == [
        *(f"{gap:+.2f}" for gap in summary["gap"]),
        *("Expectation (E)", "Perception (P)"),
    ]
    sides = {str(line.get_label()): np.asarray(line.get_xdata()) for line in ladder.lines}
    np.testing.assert_allclose(sides["Perception (P)"], summary["perception"])
    np.testing.assert_allclose(sides["Expectation (E)"], summary["expectation"])
    assert len({line.get_marker() for line in ladder.lines}) == 2
    low, high = summary["gap"].min(), summary["gap"].max()
    assert describe(intervals) == (
        "Dot plot of Gap P - E with its interval (below 0: the service falls short) by Dimension. "
        f"Highest: Tangibles, {high:.3g}; lowest: Responsiveness, {low:.3g}."
    )
    assert describe(ladder).startswith("Dot plot of Mean answer")
    assert "× Expectation (E)" in describe(ladder)


@pytest.mark.usefixtures("style")
def test_figures_bear_what_is_missing_and_use_given_axes() -> None:
    survey = survey_of(np.full((1, 44), 4.0)).assign(**dict.fromkeys(E[:4], np.nan))
    summary = gap_summary(survey, ITEMS)
    _figure, (one, two) = plt.subplots(1, 2)
    assert plot_ladder(summary, one) is one
    assert plot_gap_intervals(summary, two) is two
    assert len(one.texts) == 6
    with pytest.raises(CourseError, match="no column 'low'"):
        plot_gap_intervals(summary.drop(columns="low"))


# --- errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda s: item_gaps(s.drop(columns=["E03", "P22"]), ITEMS), "no column 'E03', 'P22'"),
        (lambda s: item_gaps(s.astype({"E05": str}), ITEMS), "'E05' of survey holds text"),
        (lambda s: item_gaps(s.iloc[:0], ITEMS), "no rows"),
        (lambda s: item_gaps(s, ITEMS.drop(columns="dimension")), "no column 'dimension'"),
        (lambda s: item_gaps(s, ITEMS.assign(item=1)), "item 1 more than once"),
        (lambda s: item_gaps(s, ITEMS.assign(dimension=None)), "22 missing values"),
        (lambda s: reverse_items(s, ITEMS.drop(columns="is_reversed")), "'is_reversed'"),
        (lambda s: reverse_items(s, ITEMS.assign(is_reversed="no")), "True and False only"),
        (lambda s: reverse_items(s, ITEMS, (7, 1)), r"scale is \(7, 1\)"),
        (lambda s: screen_survey(s, ITEMS, 7), "scale is 7"),  # type: ignore[arg-type]
        (lambda s: screen_survey(s, ITEMS, min_share=50), "min_share is 50"),
        (lambda s: dimension_scores(s, ITEMS, "gaps"), "no score 'gaps'"),  # type: ignore[arg-type]
        (lambda s: dimension_scores(s, ITEMS, min_share=0), "min_share is 0"),
        (lambda s: performance_score(s, ITEMS, min_share=2), "min_share is 2"),
        (lambda s: gap_summary(s, ITEMS, level=95), "level is 95"),
        (lambda s: gap_summary(s, ITEMS, by="person"), "by is 'person'"),  # type: ignore[arg-type]
        (lambda s: gap_summary(s, ITEMS, comparisons=0), "comparisons is 0"),
    ],
)
def test_bad_surveys_are_named(call: Any, message: str) -> None:
    with pytest.raises(CourseError, match=message):
        call(survey_of(np.full((2, 44), 4.0)))


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"reliability": 1}, "no column 'empathy'"),
        ({"reliability": -1, "empathy": 2}, "negative"),
        ({"reliability": 0, "empathy": 0}, "above 0"),
        ({"reliability": math.nan, "empathy": 1}, "above 0"),
        ({"reliability": "a lot", "empathy": 1}, "text instead of numbers"),
        ([0.5, 0.5], "not list"),
        (pd.DataFrame({"reliability": [1], "empathy": [1]}, index=[7]), "one row for each"),
        (
            pd.DataFrame({"reliability": [1, 1, 1], "empathy": [1, 1, 1]}, index=[0, 0, 1]),
            "one row for each",
        ),
    ],
)
def test_bad_weights_are_named(weights: Any, message: str) -> None:
    gaps = pd.DataFrame({"reliability": [-1.0, -2.0], "empathy": [-2.0, -2.0]})
    for function in (weighted_gaps, weighted_score, rank_probability):
        with pytest.raises(CourseError, match=message):
            function(gaps, weights)


@pytest.mark.parametrize(
    ("gaps", "message"),
    [
        (pd.DataFrame({"a": [1.0], "b": [np.nan]}), "Nobody has a gap in b"),
        (pd.DataFrame({"a": ["x"]}), "text instead of numbers"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "more than once"),
        (pd.DataFrame({"a": []}), "no rows"),
    ],
)
def test_bad_gaps_are_named(gaps: pd.DataFrame, message: str) -> None:
    with pytest.raises(CourseError, match=message):
        rank_probability(gaps)


def test_bad_draws_and_reliabilities_are_named() -> None:
    with pytest.raises(CourseError, match="draws is 0"):
        rank_probability(pd.DataFrame({"a": [1.0]}), draws=0)
    for arguments, message in (
        ((1.2, 0.8, 1, 1, 0.5), "r_p is 1.2"),
        ((0.8, 0.8, 1, 1, 1.5), "r_pe is 1.5"),
        ((0.8, 0.8, -1, 1, 0.5), "negative"),
    ):
        with pytest.raises(CourseError, match=message):
            difference_reliability(*arguments)
