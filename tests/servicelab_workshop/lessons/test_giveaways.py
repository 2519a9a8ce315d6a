from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab_workshop.lessons.giveaways import figures, hint_giveaway, trap_giveaway


@pytest.mark.parametrize(
    ("message", "expected", "told"),
    [
        ("It should be 0.43.", 0.4286, "0.43"),
        ("It should be -0.84, not the other way.", -0.84, "0.84"),
        ("About 1,235 yuan.", 1234.6, "1,235"),
        ("Not 43, but 43 %.", 0.4286, "43 %"),
        ("A share of 42.9 percent.", 0.4286, "42.9 percent"),
        ("For the app it is 17.", {"app": 17, "branch": 3}, "17"),
        ("The second is 2.25.", pd.Series([1.5, 2.25]), "2.25"),
        ("The last is 2.25.", pd.DataFrame({"a": [1.0], "b": [2.25]}), "2.25"),
        ("One of them is 64.", (64, "loan"), "64"),
    ],
)
def test_a_value_is_found_as_people_write_it(message: str, expected: Any, told: str) -> None:
    assert trap_giveaway(message, expected) == told


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("A proportion lies between 0 and 1.", 1.0),
        ("Give it to three decimals, for all 4 dimensions.", 4),
        ("Divide by 100.", 100.0),
        ("The row m04-q12 of S003-12.", 12),
        ("In 2024 there was none.", 2024.7),
        ("It is the reliability that counts.", "reliability"),
        ("It looks like 43.", 0.4286),
        ("No number here.", np.array([0.5, np.nan])),
        ("True is 1, False 0.", True),
        ("Not 12.", None),
        ("Is it more than 0.5?", 0.4667),
    ],
)
def test_what_explains_is_no_answer(message: str, expected: Any) -> None:
    assert trap_giveaway(message, expected) is None


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ("It is 0.43.", "0.43"),
        ("It is 42.9 %.", "42.9 %"),
        ("Write `share = 0.4286`.", "0.4286"),
        ("Write `return 0.4286`.", "0.4286"),
        ("Keep those above 0.75, that is 75 %.", None),
        ("`late.quantile(0.43)` cuts there.", None),
        ("Those above 12.5 minutes.", None),
        ("`0.43 of` is no code.", None),
    ],
)
def test_a_hint_tells_a_number_that_the_prompt_does_not(hint: str, told: str | None) -> None:
    known = figures("Above 12.5 minutes, or 75 %.")
    found = {hint_giveaway(hint, expected, known) for expected in (0.4286, 0.75, 12.5)}
    assert found - {None} == ({told} - {None})


@pytest.mark.parametrize(
    ("hint", "expected", "told"),
    [
        ("In row 43.5.", [43.5, *range(100)], None),
        ("If 30 of 100 answer, how many calls bring 60?", [73.0, 30.0, 16.0], None),
        ("It is 73, 30 and 16.", [73.0, 30.0, 16.0], "73"),
        ("The first is 0.73.", [0.73, 0.3], "0.73"),
        ("It is 30.", 30.0, "30"),
    ],
)
def test_a_hint_may_meet_one_of_many_by_chance(hint: str, expected: Any, told: str | None) -> None:
    assert hint_giveaway(hint, expected) == told
