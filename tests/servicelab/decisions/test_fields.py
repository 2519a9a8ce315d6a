from __future__ import annotations

from pathlib import Path

import jsonschema
import numpy as np
import pandas as pd
import pytest

from servicelab.decisions.fields import (
    Choice,
    DecisionFields,
    Flag,
    Number,
    Percent,
    Points,
    Reason,
    Several,
    Text,
    Whole,
)
from servicelab.decisions.records import save_record
from servicelab.decisions.rules import left_words
from servicelab.errors import CourseError

NAMES = {"a": "A", "b": "B"}
TOKENS = Points("points", lack="tokens", names=NAMES, total=20, unit="token")
ALL = DecisionFields(
    "all",
    [
        TOKENS,
        Choice("one", lack="one", options=NAMES),
        Several("some", lack="some", options=NAMES, helps=NAMES),
        Flag("flag"),
        Whole("count", lack="a count", lowest=2, highest=8),
        Number("yuan", lack="yuan", lowest=-1e6, highest=1e6),
        Percent("share", "Share", lack="a share"),
        Text("name"),
        Reason(),
    ],
)
FULL = {
    "points": {"a": 12, "b": 8},
    "one": "b",
    "some": ["a"],
    "flag": False,
    "count": 2,
    "yuan": 5.0,
    "share": 0.5,
    "name": "x",
    "reason": "It weighs most with all of them.",
}


@pytest.mark.parametrize(
    "points", [{"a": 20}, {"a": 19}, {"a": 0, "b": 2}, {"a": 21}, {"a": 20, "b": 20}]
)
def test_points_that_are_left_in_words(points: dict[str, int]) -> None:
    words = left_words(points, 20, "token")
    expected = [] if words.startswith("all") else [f"tokens that sum to 20 ({words})"]
    assert TOKENS.lacks({"points": points}) == expected


def test_what_are_no_points_is_left_to_the_schema() -> None:
    assert TOKENS.lacks({}) == ["tokens that sum to 20"]
    for points in ("equal", {"a": "many"}, {"a": True}):
        assert TOKENS.lacks({"points": points}) == []
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(points, TOKENS.schema())


@pytest.mark.parametrize("reason", [None, 7, "short", "x" * 19])
def test_a_reason_that_says_little_is_asked_for(reason: object) -> None:
    assert len(Reason().lacks({"reason": reason})) == 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(reason, Reason().schema())


def test_a_draft_keeps_what_only_the_schema_can_refuse() -> None:
    draft = {
        "points": {"b": np.float64(2), "a": 1.5, "c": "many"},
        "share": True,
        "count": np.int64(3),
        "name": " x ",
        "some": ("b", "c", "a"),
        "reason": None,
        "hobby": 1,
    }
    once = ALL.tidy(draft)
    assert once == {
        "points": {"a": 1.5, "b": 2, "c": "many"},
        "some": ["a", "b", "c"],
        "count": 3,
        "share": True,
        "name": "x",
        "hobby": 1,
    }
    assert list(once["points"]) == ["a", "b", "c"]
    assert ALL.tidy(once) == once


def test_a_decision_is_complete_follows_its_schema_and_can_be_told() -> None:
    jsonschema.Draft202012Validator.check_schema(ALL.schema())
    jsonschema.validate(FULL, ALL.schema())
    assert ALL.tidy(FULL) == FULL
    assert ALL.missing(FULL) == []
    assert ALL.missing({}) == [
        "tokens that sum to 20",
        "one",
        "some",
        "a count",
        "yuan",
        "a share",
        "a reason of at least 20 characters (0 so far)",
    ]
    words = ALL.words(FULL)
    assert words.startswith("Recorded decision. Points: A 12, B 8. One: B. Some: A. Flag: no.")
    assert "Share: 50. " in words


@pytest.mark.parametrize("name", list(FULL))
def test_what_a_control_holds_gives_the_value_back(name: str) -> None:
    field = ALL[name]
    assert field.read(field.write(FULL[name])) == FULL[name]
    assert field.tidy(field.read(field.write(None))) in (None, False, [], 2, {"a": 0, "b": 0})


def test_a_choice_is_read_in_any_capitals() -> None:
    letters = Choice("sentence", lack="a sentence", options={"A": "It rose.", "B": "It fell."})
    assert letters.tidy(" b ") == "B"
    assert letters.tidy("c") == "c"
    numbers = Choice("k", lack="a number", options={1: "one", 2: "two"})
    assert numbers.tidy(2) == 2
    alike = Choice("word", lack="a word", options={"up": "up", "UP": "UP"})
    assert alike.tidy("Up") == "Up"


@pytest.mark.parametrize(
    "value", [np.array([1, 2]), pd.Series([1.5]), pd.DataFrame({"a": [1]}), 10**400]
)
@pytest.mark.parametrize("field", [*FULL])
def test_what_is_no_plain_value_is_refused_in_a_sentence(
    tmp_path: Path, field: str, value: object
) -> None:
    draft = ALL.tidy({**FULL, field: value})
    with pytest.raises(CourseError, match="the decision is not complete"):
        save_record("all", draft, ALL.schema(), tmp_path)
