from __future__ import annotations

import pytest

from servicelab_workshop.reading.replies import Answers, read_answers

AGREE = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]


def read(*cells: str, n: int = 50, **settings: object) -> Answers:
    return read_answers(dict.fromkeys(cells, n), lambda cell: cell == "", **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("6", 6),
        ("6.0", 6),
        ("6 - Agree", 6),
        ("6: Agree", 6),
        ("6 (Agree)", 6),
        ("6分", 6),
        ("Agree (6)", 6),
        ("７", 7),
        ("06", 6),
    ],
)
def test_numbers_with_and_without_words(cell: str, value: int) -> None:
    assert read(cell).values == {cell: value}


@pytest.mark.parametrize("cell", ["3.5", "5/7", "80%", "2024-01-02", "often"])
def test_what_is_no_answer_of_a_scale(cell: str) -> None:
    assert cell not in read("1", "2", cell, n=1).values


def test_words_of_five_and_of_seven_points() -> None:
    assert list(read(*AGREE).values.values()) == [1, 2, 3, 4, 5]
    seven = read(*AGREE, "Somewhat agree")
    assert seven.scale == (1, 7)
    assert seven.values["Agree"] == 6
    few = read("Agree", "Neutral", n=10)
    assert few.doubt is not None
    assert "5 or 7 points" in few.doubt
    assert read("Agree", "Neutral", n=10, scale=(1, 7)).values["Agree"] == 6
    assert read("Agree", "Neutral", n=10, scale=(0, 4)).values["Agree"] == 3


def test_a_scale_without_a_middle_is_not_taken_for_one_that_has_it() -> None:
    four = read(*(word for word in AGREE if word != "Neutral"))
    assert (four.scale, four.values["Agree"]) == ((1, 4), 3)
    assert "4 or 5 or 6 or 7 points" in (read("Disagree", "Agree").doubt or "")
    assert read("Disagree", "Agree", scale=(1, 5)).values["Agree"] == 4


def test_two_words_of_one_step_are_not_one_answer() -> None:
    assert read("不同意", "比较不同意", "中立", "同意", "非常同意").scale == (1, 7)
    assert read("stimme zu", "stimme eher zu", "teils/teils").values["stimme zu"] == 6


def test_words_beside_numbers_need_both_ends_or_the_scale() -> None:
    ends = read("Strongly disagree", "2", "3", "4", "5", "6", "Strongly agree")
    assert ends.scale == (1, 7)
    assert ends.values["Strongly agree"] == 7
    assert read("2", "3", "Strongly agree").doubt is not None


def test_what_says_that_there_is_no_answer() -> None:
    found = read("5", "Don’t know", "不适用", "")
    assert found.values == {"5": 5, "Don’t know": None, "不适用": None, "": None}
    assert found.unanswered == ("Don’t know", "不适用")


def test_words_that_are_given_rule() -> None:
    found = read("Poor", "GOOD", "", given=("Poor", "Fair", "Good"))
    assert (found.values, found.scale) == ({"Poor": 1, "GOOD": 3, "": None}, (1, 3))
    assert "such as 'Meh'" in (read("Meh", "Wow").doubt or "")


def test_words_beside_numbers_decide_which_end_is_the_best() -> None:
    best_first = read(*(f"{n} - {word}" for n, word in enumerate(AGREE[::-1], start=1)))
    assert list(best_first.values.values()) == [5, 4, 3, 2, 1]
    assert "turned around" in best_first.how
    ends = read("1 (strongly agree)", "2", "3", "10 (strongly disagree)")
    assert (ends.values["2"], ends.scale) == (9, (1, 10))
    assert read("1 (sehr gut)", "2 (gut)", "5 (mangelhaft)").values["2 (gut)"] == 4
    assert read("6 - Disagree", "1 - Strongly agree", "3 - Somewhat agree").scale == (1, 7)
    assert read("1", "2", "5", scale=(1, 5), is_turned=True).values["1"] == 5
    unsure = read("1 - agree", "2 - neutral")
    assert "--scale 5-1" in (unsure.doubt or "")


def test_words_that_are_no_answer_make_their_number_none() -> None:
    found = read("5 - Agree", "6 - Don't know", "6", "0 - Not applicable")
    assert found.values == {
        "5 - Agree": 5,
        "6 - Don't know": None,
        "6": None,
        "0 - Not applicable": None,
    }


def test_decimals_are_answers_where_most_are_decimals() -> None:
    assert read("5,6", "4.25", "7").values == {"5,6": 5.6, "4.25": 4.25, "7": 7}
    assert "3.5" not in read("1", "2", "3.5").values


def test_words_with_commas_are_asked_with_semicolons() -> None:
    assert '--answers "Poor; Fair, too; Good"' in (read("Nice, really", "Meh").doubt or "")
