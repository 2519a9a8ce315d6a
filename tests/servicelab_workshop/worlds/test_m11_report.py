"""Ranges of a made-up trainee: too narrow, and no change that can be told."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from servicelab.portfolio import hit_rate
from servicelab_workshop.worlds.discovery import world

SEEDS = (None, 101, 102, 103, 104, 105, 106)
SHARED = world("m11_capstone_report")


@cache
def opened(seed: int | None) -> pd.DataFrame:
    made = SHARED.make_world_report(*([] if seed is None else [seed]))
    return made.tables()["course_ranges"].dropna(subset=["came"])


def test_thirty_were_opened_and_two_not() -> None:
    table = SHARED.make_world_report().tables()["course_ranges"]
    assert len(table) == 32
    assert table["came"].isna().sum() == 2
    assert (table["low"] < table["high"]).all()
    assert set(opened(None)["module"].astype(str).value_counts()) == {3}


@pytest.mark.parametrize("seed", SEEDS)
def test_eighty_percent_lies_above_what_held(seed: int | None) -> None:
    _share, _low, high = hit_rate(opened(seed))
    assert high < 0.8


def test_half_hold_on_average() -> None:
    shares = [hit_rate(opened(seed))[0] for seed in range(200, 260)]
    assert abs(sum(shares) / len(shares) - 0.5) < 0.05
