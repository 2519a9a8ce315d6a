from __future__ import annotations

import pytest

from servicelab_workshop.reading.questions import answer_code, find_heads, find_questions
from servicelab_workshop.reading.sheets import Sheet


def sheet(*rows: list[str]) -> Sheet:
    return Sheet("mine.csv", "UTF-8, commas", [list(row) for row in rows], lambda *_args: None)  # type: ignore[arg-type,return-value]


def places(*rows: list[str], **given: str) -> dict[str, int]:
    heads = find_heads(sheet(*rows))
    return find_questions(heads, given, lambda _title: False).places


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("e 7", "E07"),
        ("P_07", "P07"),
        ("E1. They look modern", "E01"),
        ("P12 - They looked modern", "P12"),
        ("Q1_E", "E01"),
        ("q03p", "P03"),
        ("Q3 Perception", "P03"),
        ("ExpQ3", "E03"),
        ("Expectations 22", "E22"),
        ("E[SQ004]", "E04"),
        ("E[SQ004]. They look modern", "E04"),
        ("Wahrnehmung_2", "P02"),
        ("感知2", "P02"),
        ("2", None),
        ("Email", None),
        ("P95 of waits", None),
        ("Time 2", None),
        ("Q1", None),
    ],
)
def test_codes_of_questions(heading: str, code: str | None) -> None:
    assert answer_code(heading) == code


def test_merged_cells_above_and_below() -> None:
    above = ["", "Should be", "", "Is, in our experience", ""]
    assert places(above, ["Respondent", "Q1", "Q2", "Q1", "Q2"], ["R1", "5", "6", "4", "3"]) == {
        "E01": 1,
        "E02": 2,
        "P01": 3,
        "P02": 4,
    }
    first = ["Respondent ID", "How should a bank be?", "", "", "How is our bank?", "", ""]
    below = ["", *["Kind staff", "Short waits", "Clear words"] * 2]
    assert list(places(first, below, ["1", *"564364"])) == [
        f"{s}0{n}" for s in "EP" for n in (1, 2, 3)
    ]


def test_items_are_numbered_by_what_they_say_or_by_their_places() -> None:
    titles = [f"How {side} [{item}]" for side in ("should it be", "is our bank") for item in (2, 1)]
    assert places(titles) == {"E02": 0, "E01": 1, "P02": 2, "P01": 3}
    words = [title.replace("[2]", "[Kind]").replace("[1]", "[Short]") for title in titles]
    assert places(words) == {"E01": 0, "E02": 1, "P01": 2, "P02": 3}


def test_grids_of_several_parts_and_of_other_questions() -> None:
    stems = ("Looks: should be", "People: should be", "Looks: our bank", "People: our bank")
    titles = [f"{stem} [{item}]" for stem in stems for item in "ab"]
    titles += ["How satisfied were you? [a]", "How satisfied were you? [b]"]
    assert sorted(places(titles)) == [f"{side}0{n}" for side in "EP" for n in range(1, 5)]


def test_sides_are_asked_where_nothing_says_them() -> None:
    titles = [f"{stem} [{item}]" for stem in ("One", "Two") for item in "ab"]
    heads = find_heads(sheet(titles))
    [doubt] = find_questions(heads, {}, lambda _title: False).doubts
    assert '--columns expectation="one" --columns perception="two"' in doubt
    assert places(titles, expectation="Two", perception="One")["E01"] == 2
    assert places(titles, expectation="#1-#2", perception="#3-#4")["P02"] == 3
