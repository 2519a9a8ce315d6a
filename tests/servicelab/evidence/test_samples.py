from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.evidence.samples import sample_size


@pytest.mark.parametrize(("members", "table"), [(100, 80), (500, 217), (1000, 278), (10_000, 370)])
def test_krejcie_and_morgan_round_to_the_nearest(members: int, table: int) -> None:
    # Reference row 16: unrounded 79.51, 217.47, 277.71, 369.94; here rounded up.
    assert sample_size(0.05, members) == (218 if members == 500 else table)


def test_without_end() -> None:
    assert sample_size(0.05, float("inf")) == 385
    assert sample_size(0.05, 600) == 235
    assert sample_size(0.05, 600, share=0.95) == 66


@given(st.floats(0.01, 0.3), st.integers(1, 10**6), st.floats(0.01, 0.99), st.floats(0.5, 0.99))
def test_it_never_asks_for_more_than_there_are_and_half_needs_most(
    error: float, members: int, share: float, level: float
) -> None:
    needed = sample_size(error, members, share, level)
    assert 1 <= needed <= members
    assert needed <= sample_size(error, members, 0.5, level)
    assert needed <= sample_size(error, members + 1, share, level)
    assert needed <= sample_size(error / 2, members, share, level)


@pytest.mark.parametrize(
    "wrong",
    [
        {"error": 5},
        {"error": 0},
        {"share": 1},
        {"share": float("nan")},
        {"confidence": 95},
        {"population": 0},
        {"population": float("nan")},
    ],
)
def test_what_is_no_proportion_is_told(wrong: dict[str, float]) -> None:
    with pytest.raises(CourseError, match=r"proportion|members"):
        sample_size(**{"error": 0.05, "population": 600, **wrong})
