"""The pilot: who chooses is seen on every seed, and ages mixed or glass cover tell another story."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from servicelab.pricing import Stratified, stratified_difference
from servicelab_workshop.worlds import discovery

WORLD = discovery.world("m03_value_memory")
SEEDS = (WORLD.SEED, 1, 2, 3, 4, 5)


def pilot(seed: int) -> pd.DataFrame:
    made: pd.DataFrame = WORLD.insurer_pilot(np.random.default_rng([seed, 34]))
    return made


def within(table: pd.DataFrame, line: str, assigned: str) -> Stratified:
    rows = table[(table["line"] == line) & (table["assigned"] == assigned)]
    full, basic = (rows[rows["tier"] == tier] for tier in ("Full", "Basic"))
    return stratified_difference(full["claims"], full["clients"], basic["claims"], basic["clients"])


@pytest.mark.parametrize("seed", SEEDS)
def test_who_chooses_is_seen_and_ages_mixed_say_more(seed: int) -> None:
    table = pilot(seed)
    chose, lot = within(table, "ward", "chose"), within(table, "ward", "lot")
    who = chose.difference - lot.difference
    assert who - 1.96 * np.hypot(chose.error, lot.error) > 0
    rows = table[(table["line"] == "ward") & (table["assigned"] == "chose")]
    sums = rows.groupby("tier", observed=True)[["claims", "clients"]].sum()
    mixed = sums["claims"] / sums["clients"]
    assert mixed["Full"] - mixed["Basic"] > chose.difference + 0.005


def test_what_the_card_says_of_redraws() -> None:
    found = [pilot(seed) for seed in range(1000, 1200)]
    lot = [within(table, "ward", "lot") for table in found]
    glass = [within(table, "glass", "chose") for table in found]
    assert np.mean([one.low > 0 or one.high < 0 for one in lot]) == pytest.approx(0.15, abs=0.07)
    assert np.mean([one.low > 0 or one.high < 0 for one in glass]) < 0.11
    assert np.mean([one.difference for one in lot]) == pytest.approx(0.007, abs=0.002)
    who = [
        within(table, "ward", "chose").difference - one.difference
        for table, one in zip(found, lot, strict=True)
    ]
    assert min(who) > 0.02
