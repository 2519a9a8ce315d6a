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


def test_questions_of_two_sides_are_paired_by_their_wording() -> None:
    wordings = ("Staff are kind", "Waits are short", "Rooms are clean")
    titles = [f"How a bank should be [{one}]" for one in wordings]
    titles += [f"How our bank is [{one}]" for one in wordings[::-1]]
    heads = find_heads(sheet(titles))
    found = find_questions(heads, {}, lambda _title: False)
    assert found.places == {"E01": 0, "E02": 1, "E03": 2, "P03": 3, "P02": 4, "P01": 5}
    assert found.labels[1] == "Staff are kind"
    assert "paired by wording" in found.notes[0]
    given = {"expectation": "#4-#6", "perception": "#1-#3"}
    assert find_questions(heads, given, lambda _title: False).places["P01"] == 2
    other = [
        *titles[:3],
        *(f"How our bank is [{one}]" for one in ("Good value", "Long hours", "Many desks")),
    ]
    by_place = find_questions(find_heads(sheet(other)), {}, lambda _title: False)
    assert by_place.places["P01"] == 3
    assert "paired by their places" in by_place.notes[0]
    mixed = [*titles[:4], "How our bank is [Long hours]", "How our bank is [Good value]"]
    assert "stands at another place" in doubt(*mixed)
    near = [
        *titles[:3],
        *(f"How our bank is [{one}]" for one in ("Kind staff", "Clean rooms", "Short waits")),
    ]
    assert places(near)["P02"] == 5


def test_merged_cells_name_the_sides_of_words_and_of_numbers() -> None:
    above = ["No.", "Perceptions", "", "", "Expectations", "", ""]
    rows = ["1", *"564364"], ["2", *"564364"]
    found = {
        f"{side}0{n}": at
        for at, (side, n) in enumerate(((s, n) for s in "PE" for n in (1, 2, 3)), 1)
    }
    for below in (
        ["", *"123123"],
        ["", *"123456"],
        ["", *["Kind staff", "Short waits", "Clear words"] * 2],
    ):
        assert places(above, below, *rows) == found
    wide = ["Ward", *above]
    assert places(wide, ["", "", *"123123"], ["A", *rows[0]])["P01"] == 2


def doubt(*titles: str) -> str:
    [line] = find_questions(find_heads(sheet([*titles])), {}, lambda _title: False).doubts
    return line


def test_one_side_is_no_survey_of_gaps() -> None:
    assert "no expectations" in doubt("id", "P1", "P2", "P3", "P4")
    assert "no perceptions" in doubt("id", "E1", "E2", "E3", "E4")
    one = doubt("id", *(f"How satisfied were you? [{item}]" for item in "abcd"))
    assert "one grid" in one
    assert "expectation=#2-#3 --columns perception=#4-#5" in one


def test_a_grid_is_named_by_words_that_can_be_copied() -> None:
    stems = (
        "How far did the hospital meet what you expect",
        "What do you expect of a hospital that",
    )
    titles = [f"{stem} is an excellent one? [{item}]" for stem in stems for item in "ab"]
    said = doubt(*titles)
    assert 'expectation="how far did the hospital meet"' in said
    assert "…" not in said.split("--columns", 1)[1]
    first = "how far did the hospital meet"
    assert (
        places(titles, expectation="what do you expect of a hospital", perception=first)["E01"] == 2
    )


def test_questions_that_stand_twice_are_asked_with_their_columns() -> None:
    wordings = ["Staff are kind", "Waits are short", "Rooms are clean", "Signs are clear"]
    twice = ["id", *wordings, *(f"{one}2" for one in wordings)]
    assert "expectation=#2-#5 --columns perception=#6-#9" in doubt(*twice)
    given = {"expectation": "#2-#5", "perception": "#6-#9"}
    found = find_questions(find_heads(sheet(twice)), given, lambda _title: False)
    assert (found.labels[1], found.notes) == ("Staff are kind", ())
