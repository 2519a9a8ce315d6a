from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.complaints.letters import letter_help
from servicelab.errors import CourseError

CASE: dict[str, Any] = {
    "facts": [["burst pipe", "爆管"], ["12,000 yuan", "12000元"], ["3 March", "3月3日"]],
    "names": ["Ms. Lin", "林女士"],
    "amount": 1200,
    "limit": 3000,
    "deadline": "2026-03-31",
    "date": "2026-03-20",
}
WANTED = ["name", "feeling", "remedy", "next step", "date", "recourse"]
UNWANTED = ["blame", "jargon", "promise outside authority", "date after the deadline"]

GOOD = """Dear Ms. Lin,

a burst pipe, a claim of 12000 yuan, and not a word from us since 3 March: that must have been
frustrating, and I am sorry. Our assessor had your photographs and left them lying.

We will transfer 1,200 yuan for the hotel by March 27. Mr. He will call you within two working days
to agree on a visit. If you are not content with this answer, the mediation office of the insurance
association will look at it free of charge."""
GOOD_ZH = """林女士：您好！

您3月3日报案的爆管损失12,000元，至今没有得到答复，我理解您的着急，向您道歉。

我们将在3月27日前把1200元住宿费转账给您，理赔员会在两个工作日内致电约定上门时间。如您对结果不满意，可以向调解机构申请调解。"""
BAD = """Dear customer, pursuant to clause 14 your claim cannot be adjudicated. You should have sent
the photographs earlier. We guarantee that you get 5,000 yuan by 15 April 2026."""
BAD_ZH = "贵方未仔细阅读条款，您应该早点提供照片。我司保证在4月15日赔付5000元。"


@pytest.mark.parametrize("letter", [GOOD, GOOD_ZH])
def test_a_good_letter_has_what_is_wanted_and_nothing_else(letter: str) -> None:
    table = letter_help(letter, CASE).table
    assert table.index.to_list() == [
        "fact: burst pipe",
        "fact: 12,000 yuan",
        "fact: 3 March",
        *WANTED,
        *UNWANTED,
    ]
    assert table["wanted"].to_list() == [True] * 9 + [False] * 4
    assert (table["found"] == table["wanted"]).all(), table
    assert (table["found"] == (table["evidence"] != "")).all()


@pytest.mark.parametrize("letter", [BAD, BAD_ZH])
def test_a_bad_letter_has_what_is_not_wanted(letter: str) -> None:
    table = letter_help(letter, CASE).table
    assert table.loc[UNWANTED, "found"].all(), table
    assert not table.loc[["fact: burst pipe", "name", "remedy", "recourse"], "found"].any()


def test_the_evidence_is_what_was_written() -> None:
    table = letter_help(GOOD, CASE).table["evidence"]
    assert table["fact: 12,000 yuan"] == "12000 yuan"
    assert table["remedy"] == "1,200 yuan; transfer"
    assert table["date"] == "March 27; within two working days"
    assert letter_help(BAD, CASE).table.loc["promise outside authority", "evidence"] == (
        "5,000 yuan; guarantee"
    )


def date_words(text: str, **more: Any) -> tuple[str, str]:
    table = letter_help(text, {**CASE, **more}).table["evidence"]
    return table["date"], table["date after the deadline"]


@pytest.mark.parametrize(
    ("text", "is_late"),
    [
        ("2026-03-31", False),
        ("2026/4/1", True),
        ("2026年4月1日", True),
        ("3月31号", False),
        ("31 March", False),
        ("1st of April", True),
        ("Apr. 1, 2026", True),
        ("April 2nd", True),
        ("within 11 days", False),
        ("within 12 days", True),
        ("in two weeks", True),
        ("within seven working days", False),
        ("within 8 business days", True),
        ("七个工作日内", False),
        ("十二天内", True),
        ("二十天之内", True),
        ("11日以内", False),
        ("by Friday", False),
        ("下周五", False),
    ],
)
def test_days_are_read_in_many_forms(text: str, is_late: bool) -> None:
    found, late = date_words(f"You will hear from us: {text}.")
    assert found.endswith(text)
    assert late == (text if is_late else "")


def test_days_that_have_passed_are_no_promise_and_the_turn_of_the_year_is() -> None:
    assert date_words("Your letter of 3 March lies before me.") == ("", "")
    assert date_words("Your letter of 3 March lies before me.", date=None)[0] == "3 March"
    assert date_words("on January 5", date="2026-12-28", deadline="2027-01-04") == (
        "January 5",
        "January 5",
    )
    assert date_words("on 30 February") == ("", "")
    assert date_words("in one of the next maydays, or in 3 daydreams") == ("", "")
    bare = letter_help("on March 3", {"facts": ["a"]}).table
    assert bare.loc["date", "evidence"] == "March 3"
    assert "date after the deadline" not in bare.index
    assert "name" not in bare.index


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("¥1200 is on its way", True),
        ("1,200.00 yuan", True),
        ("转账０.１２万元", True),
        ("RMB 1,200", True),
        ("11,200 yuan", False),
        ("1200 days", False),
        ("we refund you", False),
    ],
)
def test_the_amount_must_be_stated(text: str, found: bool) -> None:
    assert letter_help(text, CASE).table.loc["remedy", "found"] == found


def test_a_remedy_without_money_is_told_by_its_words() -> None:
    case = {"facts": ["a"], "amount": 0}
    assert letter_help("We will correct the entry.", case).table.loc["remedy", "found"]
    assert not letter_help("We will see.", case).table.loc["remedy", "found"]


def test_facts_are_whole_words_and_sums_among_the_facts_are_no_promise() -> None:
    table = letter_help("You asked for 12,000 yuan; 112000 yuan; burst pipes", CASE).table
    assert table.loc["fact: 12,000 yuan", "evidence"] == "12,000 yuan"
    assert not table.loc["fact: burst pipe", "found"]
    assert table.loc["promise outside authority", "evidence"] == "112000 yuan"
    table = letter_help("3,800 yuan", {"facts": ["800 yuan"]}).table
    assert not table.loc["fact: 800 yuan", "found"]


def test_who_takes_the_blame_does_not_give_it() -> None:
    for text in ("It is not your fault.", "You have claimed 500 yuan.", "您没有收到答复。"):
        assert not letter_help(text, CASE).table.loc["blame", "found"]


def test_the_help_is_shown_as_a_table_that_gives_no_points() -> None:
    help_ = letter_help("I am sorry & <b>worried</b>.", {**CASE, "facts": ["<i>leak</i>"]})
    shown = help_._repr_html_()
    assert "&lt;i&gt;leak" in shown
    assert "<i>" not in shown
    assert "Feeling acknowledged" in shown
    assert "Better left out" in shown
    assert "point" not in shown
    assert repr(help_).splitlines()[2] == "feeling: sorry; worried"


@given(st.text(min_size=1).filter(str.strip), st.sampled_from([GOOD, GOOD_ZH, BAD, BAD_ZH]))
def test_any_text_can_be_read_and_more_text_takes_nothing_away(text: str, letter: str) -> None:
    alone = letter_help(letter, CASE).table["found"]
    assert alone.le(letter_help(f"{letter}\n\n{text}", CASE).table["found"]).all()
    table = letter_help(text, CASE).table
    squeezed = " ".join(text.split())
    for words in table.loc[["feeling", "blame", "jargon"], "evidence"]:
        assert all(word in squeezed for word in words.split("; ") if word)


@given(st.dates(pd.Timestamp("2026-03-20").date(), pd.Timestamp("2026-09-01").date()))
def test_a_day_reads_the_same_in_every_form(day: Any) -> None:
    forms = [
        day.isoformat(),
        f"{day.day} {day:%B}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%b} {day.day}",
        f"{day.month}月{day.day}日",
    ]
    late = {bool(date_words(f"by {form} at noon")[1]) for form in forms}
    assert late == {day > pd.Timestamp("2026-03-31").date()}


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ({}, "dictionary with the facts"),
        ([], "dictionary with the facts"),
        ({"facts": []}, "at least one fact"),
        ({"facts": "pipe"}, "facts must be a list"),
        ({"facts": [""]}, "facts holds ''"),
        ({"facts": [[]]}, "give a wording"),
        ({"facts": ["a"], "names": [3]}, "names holds"),
        ({"facts": ["a"], "sum": 3}, "unknown entries sum"),
        ({"facts": ["a"], "amount": -1}, "amount must be a number of 0 or more, not -1"),
        ({"facts": ["a"], "limit": "much"}, "limit must be a number"),
        ({"facts": ["a"], "deadline": "soon"}, "deadline is 'soon', not a date"),
        ({"facts": ["a"], "date": 20260301}, "date is 20260301, not a date"),
    ],
)
def test_wrong_cases_are_explained(case: Any, message: str) -> None:
    with pytest.raises(CourseError, match=message):
        letter_help("A letter.", case)


def test_a_blank_letter_is_refused() -> None:
    for text in ("", " \n", None, 3):
        with pytest.raises(CourseError, match="letter is blank"):
            letter_help(text, CASE)  # type: ignore[arg-type]
