from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from servicelab.data.loading import load_dataset
from servicelab.errors import CourseError
from servicelab.games.six_lines import model as model


def test_ranges_of_calls_hold_the_truth_about_as_often_as_they_say() -> None:
    held = []
    for seed in range(200):
        for name, (line, truth) in model.quarter(seed).items():
            if name in ("Riverside", "Harbor", "Old Town"):
                low, high = model.line_range(line, "add calls", 30)
                held.append(low <= truth <= high)
    assert 0.74 < np.mean(held) < 0.88
    anew = [
        low <= truth <= high
        for seed in range(200)
        for line, truth in [model.quarter(seed)["University"]]
        for low, high in [model.line_range(line, "ask anew", 40)]
    ]
    assert 0.74 < np.mean(anew) < 0.9


def test_bounds_of_a_text_that_counts_all_answers_never_miss() -> None:
    for seed in range(60):
        for name in ("Harbor", "Old Town"):
            line, truth = model.quarter(seed)[name]
            low, high = model.line_range(line, "bound")
            assert low <= truth <= high


def test_only_a_recount_changes_how_an_office_counts() -> None:
    line, _truth = model.quarter(5)["Lakeside"]
    printed = model.wilson(line.good, line.base)
    assert model.line_range(line, "printed") == printed
    assert model.line_range(line, "bound") == printed
    low, _high = model.line_range(line, "add calls", 10)
    assert low > model.line_range(line, "recount")[0] + 3
    assert model.line_range(line, "recount") == model.wilson(line.recounted, line.answers)


def test_a_quarter_is_the_same_for_the_same_seed_and_spread_over_the_shares() -> None:
    model.quarter.cache_clear()
    first = model.quarter(3)
    model.quarter.cache_clear()
    assert model.quarter(3) == first
    truths = [truth for seed in range(60) for _line, truth in model.quarter(seed).values()]
    assert min(truths) < 32
    assert max(truths) > 82
    assert np.mean(truths) == pytest.approx(57.5, abs=4)


def test_more_calls_make_a_narrower_range_on_average() -> None:
    widths = [
        np.mean(
            [
                np.diff(model.line_range(model.quarter(seed)["Harbor"][0], "add calls", calls))
                for seed in range(40)
            ]
        )
        for calls in (0, 10, 40, 80)
    ]
    assert widths == sorted(widths, reverse=True)


def test_edges_and_what_cannot_be_ranged() -> None:
    line = model.quarter(1)["Eastgate"][0]
    assert model.line_range(line, "ask anew", 0) == (0, 100)
    assert model.line_range(line, "add calls", 0) == model.line_range(line, "bound")
    nobody = replace(line, recounted=0, answers=0, stands_for=0, good=0, base=0, is_drawn=False)
    assert model.line_range(nobody, "recount") == (0, 100)
    assert model.line_range(nobody, "bound") == (0, 100)
    with pytest.raises(CourseError, match="no treatment 'guess'"):
        model.line_range(line, "guess")
    for calls in (15, 90, -10):
        with pytest.raises(CourseError, match="in tens, from 0 to 80"):
            model.line_range(line, "ask anew", calls)
    assert model.worth((0, 1), 99) == -100


def test_the_open_board_is_the_log() -> None:
    visits, calls = load_dataset("bank_visits"), load_dataset("bank_line_calls")
    lines = model.lines_of(visits, calls)
    assert list(lines) == list(model.OFFICES)
    assert (lines["Riverside"].good, lines["Riverside"].base) == (183, 193)
    eastgate = visits[visits["branch"] == "Eastgate"]
    assert lines["Eastgate"].stands_for == (eastgate["outcome"] == "done").sum()
    # a list of calls that is shorter than what a plan can use ends with its last call
    assert model.in_portions([1] * 15, [0] * 15)[1:3] == ((10, 0), (15, 0))
    assert model.in_portions([1] * 15, [0] * 15)[-1] == (15, 0)
    with pytest.raises(CourseError, match="no row of Harbor"):
        model.lines_of(visits[visits["branch"] != "Harbor"], calls)


def test_a_plan_may_be_a_series_and_leaves_out_what_gets_no_call() -> None:
    tidy = model.DECISION.tidy(
        {
            "treatments": pd.Series(dict.fromkeys(model.OFFICES, "bound")),
            "calls": {"Harbor": 20.0},
            "reason": "Bounds never promise too much.",
        }
    )
    assert tidy["calls"] == {**dict.fromkeys(model.OFFICES, 0), "Harbor": 20}
    assert model.DECISION.missing(tidy) == []
    assert model.DECISION.missing({**tidy, "calls": None})[0] == "calls for each branch"
