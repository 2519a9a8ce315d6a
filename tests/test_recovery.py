from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.recovery import double_deviation, remedy_value

shares = st.floats(0, 1)
yuan = st.floats(0, 1e6)


@given(shares, shares, yuan, yuan)
def test_only_the_change_counts(before: float, after: float, clv: float, cost: float) -> None:
    value = remedy_value(before, after, clv, cost)
    assert value == pytest.approx(after * clv - cost - before * clv, abs=1e-6)
    assert remedy_value(before, before, clv, cost) == pytest.approx(-cost)
    assert remedy_value(before, after, clv, 0) == pytest.approx(
        -remedy_value(after, before, clv, 0)
    )


def test_a_column_gives_a_column() -> None:
    cases = pd.DataFrame({"p": [0.5, 0.9], "clv": [4000, 1000]}, index=["K1", "K2"])
    value = remedy_value(cases["p"], 1.0, cases["clv"], 300)
    pd.testing.assert_series_equal(value, pd.Series([1700.0, -200.0], index=["K1", "K2"]))
    assert double_deviation(cases["p"], 0.5).to_list() == [0.25, 0.45]


@given(shares, shares)
def test_a_second_failure_never_helps(p: float, penalty: float) -> None:
    stays = double_deviation(p, penalty)
    assert 0 <= stays <= p
    assert double_deviation(p, 0) == p
    assert double_deviation(p, 1) == 0


def test_wrong_probabilities_and_amounts_are_named() -> None:
    with pytest.raises(CourseError, match="p_after must be from 0 to 1"):
        remedy_value(0.5, 75, 4000, 300)
    with pytest.raises(CourseError, match="cost must be 0 or more"):
        remedy_value(0.5, 0.75, 4000, -300)
    with pytest.raises(CourseError, match="clv must be a number"):
        remedy_value(0.5, 0.75, "much", 300)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="p must be a number"):
        double_deviation(float("nan"), 0.2)
    with pytest.raises(CourseError, match="penalty must be from 0 to 1"):
        double_deviation(0.5, pd.Series([0.2, 1.2]))
    one, other = pd.Series([0.5], index=[1]), pd.Series([0.5], index=[2])
    with pytest.raises(CourseError, match="p_after has another index"):
        remedy_value(one, other, 4000, 300)
    with pytest.raises(CourseError, match="p_before must be a number"):
        remedy_value(pd.Series([0.5, np.nan]), 0.7, 4000, 300)
