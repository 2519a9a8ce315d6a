from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.widget_cases import INTERVIEW, said

from servicelab.decisions.records import read_record, record_path
from servicelab.errors import CourseError
from servicelab.games.interview import model as interview
from servicelab.games.interview.view import ServqualInterview

FULL = INTERVIEW.decision["answers"]


@pytest.fixture(scope="module")
def items() -> pd.DataFrame:
    return INTERVIEW.names()["items"]


@pytest.fixture
def widget(tmp_path: Path) -> Any:
    return INTERVIEW.widget(tmp_path)


def _again(widget: ServqualInterview) -> ServqualInterview:
    return ServqualInterview(widget.items, widget.folder)


def _answer(widget: ServqualInterview, code: str, value: int) -> None:
    """Answer an item that has been on the screen."""
    widget._rows[code][1].value = value


def _fill(widget: ServqualInterview) -> None:
    widget.view()
    for page in widget.pages:
        for code in page.codes:
            _answer(widget, code, FULL[code])
        widget._next.click()


def _saved(widget: ServqualInterview) -> dict[str, Any]:
    record = read_record(widget.name, widget.schema, widget.folder)
    assert record is not None
    return record.decision


def test_the_interview_begins_with_the_case_and_no_answer(widget: ServqualInterview) -> None:
    assert "No item answered yet" in said(widget)
    assert interview.CASE_TEXT[0][:40] in widget._head.value
    assert "0 of 44 items answered, page 1 of 12" in widget._progress.value
    assert widget._back.disabled
    assert widget._items.children == ()
    widget._next.click()
    assert [widget._rows[code][1].value for code in widget.pages[1].codes] == [None] * 4


def test_expectations_come_before_perceptions_and_dimensions_are_not_named(
    widget: ServqualInterview,
) -> None:
    widget.view()
    heads = []
    for _page in widget.pages[1:-1]:
        widget._next.click()
        heads.append(widget._head.value)
        assert "reliability" not in widget._head.value.casefold()
    assert all("good insurer should be like" in head for head in heads[:5])
    assert all("Willow Bridge was like for you" in head for head in heads[5:])
    assert all("Read the case again" in head for head in heads[5:])


def test_every_answer_is_kept_at_once(widget: ServqualInterview) -> None:
    widget.view()
    widget._next.click()
    _answer(widget, "E02", 7)
    assert _saved(widget)["answers"] == {"E02": 7}
    _answer(widget, "E01", 5)
    _answer(widget, "E02", 6)
    assert _saved(widget) == {
        "answers": {"E01": 5, "E02": 6},
        "case": "water damage",
        "language": "en",
    }
    assert "2 of 44 answers kept" in said(widget)
    assert "2 of 44 items answered, page 2 of 12" in widget._progress.value
    assert 'aria-valuenow="2"' in widget._progress.value
    assert widget.answers is None
    assert widget.errors == []


def test_an_interview_goes_on_where_it_stopped(widget: ServqualInterview) -> None:
    widget.view()
    widget._next.click()
    for code in widget.pages[1].codes:
        _answer(widget, code, 7)
    other = _again(widget)
    other.view()
    assert "page 3 of 12" in other._progress.value
    other._back.click()
    assert [other._rows[code][1].value for code in widget.pages[1].codes] == [7] * 4
    _answer(other, "E03", 2)
    assert _saved(widget)["answers"]["E03"] == 2


def test_an_answer_that_arrives_after_the_page_was_turned_stays_with_its_item(
    widget: ServqualInterview,
) -> None:
    widget.view()
    widget._next.click()
    widget._next.click()
    _answer(widget, "E01", 3)
    assert _saved(widget)["answers"] == {"E01": 3}


def test_a_complete_interview_is_a_row_of_a_survey(widget: ServqualInterview) -> None:
    _fill(widget)
    assert "All 44 answers are kept." in said(widget)
    assert widget.answers is not None
    assert widget.answers.iloc[0].to_dict() == FULL
    assert _again(widget).answers is not None
    assert 'role="img"' in widget._foot.value
    assert widget._open.layout.display == "none"
    assert widget._next.disabled
    assert widget.errors == []


def test_open_items_are_named_at_the_end_and_can_be_reached(widget: ServqualInterview) -> None:
    widget.record(answers={code: answer for code, answer in FULL.items() if code != "P11"})
    assert widget.answers is None
    assert widget.decision is None
    widget.view()
    _fill(widget)
    widget._given.pop("P11")
    widget._go(11)
    assert "Still open: perception item 11" in said(widget)
    assert widget._open.layout.display is None
    widget._open.click()
    assert "P11" in widget.pages[widget._page].codes


def test_the_language_changes_the_items_and_keeps_the_answers(
    widget: ServqualInterview, items: pd.DataFrame
) -> None:
    widget.view()
    widget._next.click()
    _answer(widget, "E01", 7)
    widget._choice.value = "zh"
    text, radio, _row = widget._rows["E01"]
    assert items.loc[0, "text_expectation_zh"] in text.value
    assert 'lang="zh"' in text.value
    assert radio.options[0] == ("1 完全不同意", 1)
    assert radio.value == 7
    assert widget._rows["E02"][1].value is None
    assert _saved(widget) == {
        "answers": {"E01": 7},
        "case": "water damage",
        "language": "zh",
    }
    assert _again(widget)._language == "zh"
    widget._next.click()
    assert items.loc[4, "text_expectation_zh"] in widget._rows["E05"][0].value


def test_only_complete_versions_stay_in_the_record(widget: ServqualInterview) -> None:
    _fill(widget)
    record = read_record(widget.name, widget.schema, widget.folder)
    assert record is not None
    assert record.earlier == []
    _answer(widget, "P22", 1)
    record = read_record(widget.name, widget.schema, widget.folder)
    assert record is not None
    assert [version["decision"]["answers"]["P22"] for version in record.earlier] == [4]


def test_recording_by_code_does_the_same_as_the_pages(
    widget: ServqualInterview, capsys: pytest.CaptureFixture[str]
) -> None:
    widget.view()
    widget._next.click()
    widget.record(answers=FULL, language="zh")
    assert capsys.readouterr().out == "Decision recorded.\n"
    assert widget._rows["E01"][1].value == 6
    assert widget._choice.value == "zh"
    assert widget.answers is not None
    assert "page 12 of 12" in widget._progress.value
    assert widget.errors == []


@pytest.mark.parametrize("content", ["{", "[]", '{"servicelab_record": 1, "name": "other"}'])
def test_a_damaged_record_is_told_and_moved_aside_by_the_next_answer(
    widget: ServqualInterview, content: str
) -> None:
    path = record_path(widget.name, widget.folder)
    path.write_text(content, encoding="utf-8")
    other = _again(widget)
    assert path.name in said(other)
    assert path.name in other.panel().sentence
    assert other.answers is None
    other._next.click()
    _answer(other, "E01", 4)
    assert "1 of 44 answers kept" in said(other)
    assert _saved(other)["answers"] == {"E01": 4}
    assert path.with_name(path.name + ".damaged-1").read_text(encoding="utf-8") == content


def test_item_texts_are_text_and_never_markup(items: pd.DataFrame, tmp_path: Path) -> None:
    bold = items.assign(text_expectation_en="<b>bold</b>")
    widget = ServqualInterview(bold, tmp_path)
    widget.view()
    widget._next.click()
    assert "&lt;b&gt;bold" in widget._rows["E01"][0].value
    assert "<b>bold" not in widget._rows["E01"][0].value


def test_a_table_that_cannot_be_asked_is_refused(items: pd.DataFrame) -> None:
    with pytest.raises(CourseError, match="is_reversed"):
        ServqualInterview(items.drop(columns="is_reversed"))
