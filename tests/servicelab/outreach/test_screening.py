"""What a positive test says, against published figures."""

from __future__ import annotations

import pytest

from servicelab.errors import CourseError
from servicelab.outreach import ppv


def test_published_figures() -> None:
    # Casscells et al. 1978; Eddy 1982 (reference row 49)
    assert ppv(0.001, 1, 0.95) == pytest.approx(0.0196, abs=5e-5)
    assert ppv(0.01, 0.8, 1 - 0.096) == pytest.approx(0.0776, abs=5e-5)


def test_the_ends() -> None:
    assert ppv(0, 0.9, 0.9) == 0
    assert ppv(1, 0.9, 0.9) == 1
    assert ppv(0.3, 0.9, 1) == 1
    assert ppv(0.3, 0.5, 0.5) == pytest.approx(0.3)


@pytest.mark.parametrize("wrong", [(1.5, 0.9, 0.9), (0.1, 90, 0.9), (0.1, 0.9, "x")])
def test_no_proportion_is_told(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(CourseError, match="no proportion"):
        ppv(*wrong)


def test_nobody_is_positive() -> None:
    with pytest.raises(CourseError, match="No test is positive"):
        ppv(0, 0.9, 1)
