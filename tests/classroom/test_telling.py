from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab.checks import Question
from servicelab.classroom.source import read_script
from servicelab.classroom.telling import refuse_telling, startup, telling, telling_hint


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
    assert telling(message, expected) == told


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
    assert telling(message, expected) is None


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> None:
    # both are put back when the test is over
    monkeypatch.setattr(Question, "close", Question.close)
    monkeypatch.setattr(Question, "trap", Question.trap)
    refuse_telling({"m90-q1": [0.75, 12.5]})


@pytest.mark.usefixtures("listening")
def test_the_reference_loses_the_check_whose_trap_tells() -> None:
    q = Question("m90-q1", 2)
    with q.check("a value", traps=[("percent", 42.86, "A proportion: 0.4286.")]):
        q.close(0.4286, 0.4286)
    with q.check("a condition"):
        q.trap(False, "negative", "That is below zero: 0.4286 is not.")
        q.close(0.4286, 0.4286)
    with q.check("fair", traps=[("percent", 42.86, "That is a percentage.")]):
        q.close(0.4286, 0.4286)
    assert [one.message.partition(":")[0] for one in q.outcomes] == [
        "the trap percent tells the answer, 0.4286",
        "the trap negative tells the answer, 0.4286",
        "",
    ]
    assert q.score == 0.67


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ("It is 0.43.", "0.43"),
        ("It is 42.9 %.", "42.9 %"),
        ("Write `share = 0.4286`.", "0.4286"),
        ("Write `return 0.4286`.", "0.4286"),
        ("Keep those above 0.75, that is 75 %.", ""),
        ("`late.quantile(0.43)` cuts there.", ""),
        ("Those above 12.5 minutes.", ""),
        ("`0.43 of` is no code.", ""),
    ],
)
def test_the_reference_loses_the_check_whose_number_a_hint_tells(hint: str, told: str) -> None:
    q = Question("m90-q1", 2, hints=["Which waits count?", hint])
    for expected in (0.4286, 0.75, 12.5):
        with q.check("a value"):
            q.close(expected, expected)
    said = [one.message.partition(":")[0] for one in q.outcomes if one.message]
    assert said == ([f"hint 2 tells the answer, {told}"] if told else [])


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
    assert telling_hint(hint, expected) == told


def test_what_the_prompt_says_is_known_from_the_start(tmp_path: Path) -> None:
    path = tmp_path / "nb.py"
    path.write_text(
        "# %% [markdown]\n# Of 77 people\n\n"
        "# %% [markdown]\n# ## Task 1: late (2 points)\n# Above 1,200 or 15 %.\n\n"
        '# %% answer="q1"\nlate = ...\n\n# %% task="q1" points=2\nq = Question("q1", 2, "late")\n'
    )
    assert startup(read_script(path)).endswith(
        "refuse_telling({'q1': [0.15, 1.0, 2.0, 15.0, 1200.0]})"
    )
