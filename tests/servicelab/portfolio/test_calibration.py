"""Shares of ranges that held, and how often one was right by how sure one was."""

from __future__ import annotations

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from servicelab.errors import CourseError
from servicelab.portfolio import CourseRecord, hit_rate, range_table, range_words
from servicelab.portfolio.calibration import calibration


def _range(name: str, low: float, high: float, came: float | str | None) -> CourseRecord:
    decision = {"low": low, "high": high}
    return CourseRecord(name[:3], name, "range", decision, "2026-03-02", outcome=came)


def _told(name: str, sure: float) -> CourseRecord:
    return CourseRecord(name[:3], name, "statement", {"sentence": "A", "sure": sure}, "2026-03-02")


RECORDS = [
    _range("m03-a", 1, 3, 3.0),
    _range("m03-b", 1, 3, 3.1),
    _range("m04-c", 1, 3, None),
    _range("m05-d", -2, -1, -1.5),
]


def test_the_share_is_that_of_ranges_with_an_outcome() -> None:
    assert list(range_table(RECORDS).index) == ["m03-a", "m03-b", "m05-d"]
    assert range_table([]).empty
    share, low, high = hit_rate(RECORDS)
    assert (share, low, high) == pytest.approx((2 / 3, *proportion_confint(2, 3, method="wilson")))
    assert hit_rate(range_table(RECORDS)) == (share, low, high)


def test_what_cannot_be_counted_is_said() -> None:
    with pytest.raises(CourseError, match="no range"):
        hit_rate([])
    with pytest.raises(CourseError, match="missing"):
        hit_rate(pd.DataFrame({"low": [1], "high": [2], "came": [None]}))


def test_sureness_is_held_against_what_was_right() -> None:
    told = [
        _told("m03-q1", 0.25),
        _told("m03-q2", 1.0),
        _told("m03-q3", 0.96),
        _told("m03-q4", 0.9),
    ]
    right = {"m03-q1": True, "m03-q2": False, "m03-q3": True}
    table = calibration([*RECORDS, *told], right)
    assert list(table.index) == ["0 to 35 %", "80 to 95 %", "95 to 100 %"]
    assert list(table["n"]) == [1, 3, 2]
    assert list(table["said"]) == pytest.approx([0.25, 0.8, 0.98])
    assert list(table["right"]) == pytest.approx([1, 2 / 3, 0.5])
    assert ((table["low"] <= table["right"]) & (table["right"] <= table["high"])).all()
    assert calibration([]).empty


def test_ones_own_ranges_are_told_with_their_interval() -> None:
    def some(held: int, n: int) -> list[CourseRecord]:
        return [_range(f"m03-{k}", 1, 3, 2.0 if k < held else 9.0) for k in range(n)]

    assert "too narrow." in range_words(some(16, 30))
    assert "16 held what came: 53 %, with an interval from 36 to 70 %" in range_words(some(16, 30))
    assert "cannot be told" in range_words(some(21, 30))
    assert "wider than they need be" in range_words(some(60, 60))
