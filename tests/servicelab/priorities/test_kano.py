from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.priorities.kano import (
    CLASSES,
    kano_class,
    kano_coefficients,
    kano_table,
)

LIKE, EXPECT, NEUTRAL, LIVE_WITH, DISLIKE = range(1, 6)

# The evaluation table of Berger et al. (1993), a row for each functional answer.
PUBLISHED = {
    LIKE: {LIKE: "Q", EXPECT: "A", NEUTRAL: "A", LIVE_WITH: "A", DISLIKE: "O"},
    EXPECT: {LIKE: "R", EXPECT: "I", NEUTRAL: "I", LIVE_WITH: "I", DISLIKE: "M"},
    NEUTRAL: {LIKE: "R", EXPECT: "I", NEUTRAL: "I", LIVE_WITH: "I", DISLIKE: "M"},
    LIVE_WITH: {LIKE: "R", EXPECT: "I", NEUTRAL: "I", LIVE_WITH: "I", DISLIKE: "M"},
    DISLIKE: {LIKE: "R", EXPECT: "R", NEUTRAL: "R", LIVE_WITH: "R", DISLIKE: "Q"},
}
ANSWERS_OF = {
    "A": (LIKE, NEUTRAL),
    "O": (LIKE, DISLIKE),
    "M": (EXPECT, DISLIKE),
    "I": (NEUTRAL, NEUTRAL),
    "R": (DISLIKE, LIKE),
    "Q": (LIKE, LIKE),
}
codes = st.integers(1, 5)


def answers(**counts: str) -> pd.DataFrame:
    """Return answers of these classes: answers(tea="AAO")."""
    return pd.DataFrame(
        [(name, *ANSWERS_OF[letter]) for name, letters in counts.items() for letter in letters],
        columns=["attribute", "functional", "dysfunctional"],
    )


def test_published_evaluation_table() -> None:
    pairs = [(one, other) for one in range(1, 6) for other in range(1, 6)]
    found = kano_class(*zip(*pairs, strict=True))
    assert found.to_list() == [PUBLISHED[one][other] for one, other in pairs]


@given(codes, codes)
def test_swapping_the_questions_reverses_an_attribute(one: int, other: int) -> None:
    forth, back = kano_class([one, other], [other, one])
    if forth in "AOM":
        assert back == "R"
    if forth in "QI":
        assert back == forth


def test_classes_keep_the_index() -> None:
    people = pd.Index(["P1", "P2"], name="patient_id")
    found = kano_class(pd.Series([1, 2], people), pd.Series([5.0, 5.0], people))
    assert found.to_dict() == {"P1": "O", "P2": "M"}
    assert found.name == "class"


def test_published_coefficients() -> None:
    # Reference row 10: Berger et al. (1993).
    assert kano_coefficients(40, 30, 20, 10) == (pytest.approx(0.70), pytest.approx(-0.50))


@given(*[st.integers(0, 500)] * 4)
def test_coefficients_are_bounded(a: int, o: int, m: int, i: int) -> None:
    better, worse = kano_coefficients(a, o, m, i)
    if a + o + m + i == 0:
        assert math.isnan(better)
        assert math.isnan(worse)
    else:
        assert 0 <= better <= 1
        assert -1 <= worse <= 0
        assert kano_coefficients(m, o, a, i) == (pytest.approx(-worse), pytest.approx(-better))


def test_table_counts_and_leaves_reverse_and_questionable_out_of_the_base() -> None:
    table = kano_table(answers(tea="AAAOIRRQ", sign="MMO"))
    assert table.index.to_list() == ["sign", "tea"]
    assert table.columns.to_list() == [*CLASSES, "n", "better", "worse", "class"]
    tea = table.loc["tea"]
    assert tea[list(CLASSES)].to_list() == [3, 1, 0, 1, 2, 1]
    assert tea["n"] == 8
    assert (tea["better"], tea["worse"]) == (pytest.approx(4 / 5), pytest.approx(-1 / 5))
    assert table["class"].to_list() == ["M", "A"]
    assert table.loc["sign", "worse"] == -1


@pytest.mark.parametrize(
    ("letters", "expected"),
    [("AM", "M"), ("AO", "O"), ("IA", "A"), ("RI", "I"), ("QR", "R"), ("QQI", "Q"), ("OM", "M")],
)
def test_of_equal_counts_the_one_that_hurts_most_comes_first(letters: str, expected: str) -> None:
    assert kano_table(answers(tea=letters))["class"].to_list() == [expected]


def test_table_by_another_column_and_without_a_base() -> None:
    table = kano_table(answers(tea="RRQ").rename(columns={"attribute": "item"}), by="item")
    assert table.index.name == "item"
    assert np.isnan(table[["better", "worse"]].to_numpy()).all()
    assert table["class"].item() == "R"


def test_damaged_answers_are_explained() -> None:
    for odd in (0, 6, 2.5, "1", "like"):
        with pytest.raises(CourseError, match=r"functional holds .*, which is no answer"):
            kano_class([1, odd], [1, 1])  # type: ignore[list-item]
    with pytest.raises(CourseError, match="1 missing values in column 'dysfunctional'"):
        kano_class([1, 2], [1, None])  # type: ignore[list-item]
    with pytest.raises(CourseError, match="do not match"):
        kano_class([1, 2], [1])
    with pytest.raises(CourseError, match="do not match"):
        kano_class(pd.Series([1, 2], [1, 2]), pd.Series([1, 2], [2, 1]))
    with pytest.raises(CourseError, match="answers has no column 'functional'"):
        kano_table(answers(tea="A").drop(columns="functional"))
    with pytest.raises(CourseError, match="answers has no rows"):
        kano_table(answers())
    with pytest.raises(CourseError, match="missing values in column 'attribute'"):
        kano_table(answers(tea="AO").assign(attribute=["tea", None]))
    with pytest.raises(CourseError, match="m is -1, but must be a count"):
        kano_coefficients(1, 1, -1, 1)
