from __future__ import annotations

import json

import jsonschema
import numpy as np
import pandas as pd
import pytest

from servicelab.data.loading import load_dataset
from servicelab.errors import CourseError
from servicelab.games.interview import model as interview
from servicelab.surveys.servqual import DIMENSIONS

FULL = {code: 6 if code.startswith("E") else 4 for code in interview.CODES}
DECISION = {"answers": FULL, "case": "water damage", "language": "en"}


@pytest.fixture(scope="module")
def items() -> pd.DataFrame:
    return load_dataset("insurer_items")


def test_the_schema_accepts_a_draft_and_a_complete_interview() -> None:
    jsonschema.Draft202012Validator.check_schema(interview.DECISION_SCHEMA)
    jsonschema.validate(DECISION, interview.DECISION_SCHEMA)
    jsonschema.validate({**DECISION, "answers": {"P22": 1}}, interview.DECISION_SCHEMA)
    json.dumps(interview.DECISION_SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        {"answers": {"E00": 1}},
        {"answers": {"E23": 1}},
        {"answers": {"E01": 0}},
        {"answers": {"E01": 8}},
        {"answers": {"E01": 4.5}},
        {"answers": {"E01": "4"}},
        {"answers": [4] * 44},
        {"case": "fire"},
        {"language": "fr"},
        {"extra": 1},
    ],
)
def test_the_schema_refuses(change: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**DECISION, **change}, interview.DECISION_SCHEMA)


def test_every_item_is_asked_once_a_dimension_on_a_page(items: pd.DataFrame) -> None:
    pages = interview.pages(items)
    assert [code for page in pages for code in page.codes] == list(interview.CODES)
    assert [page.block for page in pages] == (
        ["case"] + ["expectation"] * 5 + ["perception"] * 5 + ["end"]
    )
    dimension = dict(zip(items["item"], items["dimension"], strict=True))
    for page in pages[1:-1]:
        assert len({dimension[int(code[1:])] for code in page.codes}) == 1
    assert [(page.number, page.of) for page in pages[6:11]] == [(n, 5) for n in range(1, 6)]


def test_the_order_of_the_rows_does_not_matter_within_a_dimension(items: pd.DataFrame) -> None:
    by_dimension = items.sort_values(["dimension", "item"], ascending=[True, False])
    assert interview.pages(by_dimension) == interview.pages(items)


@pytest.mark.parametrize("language", list(interview.LANGUAGES))
def test_the_wording_is_that_of_the_table(items: pd.DataFrame, language: str) -> None:
    row = items.set_index("item").loc[7]
    assert interview.item_text(items, "E07", language) == row[f"text_expectation_{language}"]
    assert interview.item_text(items, "P07", language) == row[f"text_perception_{language}"]


def test_an_interview_goes_on_where_it_stopped(items: pd.DataFrame) -> None:
    pages = interview.pages(items)
    assert interview.resume_page(pages, {}) == 0
    assert interview.resume_page(pages, {"E01": 5}) == 1
    assert interview.resume_page(pages, {f"E0{item}": 5 for item in (1, 2, 3, 4)}) == 2
    assert interview.resume_page(pages, {**FULL, "x": 1}) == 11
    assert interview.resume_page(pages, {code: 5 for code in FULL if code != "P10"}) == 8


def test_a_table_that_cannot_be_asked_is_refused(items: pd.DataFrame) -> None:
    interview.check_items(items)
    with pytest.raises(CourseError, match="text_perception_zh"):
        interview.check_items(items.drop(columns="text_perception_zh"))
    with pytest.raises(CourseError, match="items 1 to 22, each once"):
        interview.check_items(items.iloc[1:])
    with pytest.raises(CourseError, match="missing values in column 'text_expectation_en'"):
        interview.check_items(items.assign(text_expectation_en=None))


def test_tidy_is_stable_and_plain() -> None:
    given = {"answers": {"P02": np.int64(3), "E02": 4, "P01": None}}
    once = interview.tidy(given)
    assert list(once["answers"].items()) == [("E02", 4), ("P02", 3)]
    assert interview.tidy(once) == once
    assert interview.tidy({"answers": "many"})["answers"] == "many"
    json.dumps(once)


def test_the_answers_are_a_row_as_given_and_only_when_complete() -> None:
    row = interview.answers_frame(DECISION)
    assert row is not None
    assert list(row.columns) == list(interview.CODES)
    assert row.shape == (1, 44)
    assert set(row.dtypes) == {np.dtype("int64")}
    assert row.iloc[0].to_dict() == FULL
    for code in ("E01", "P22"):
        left = {key: answer for key, answer in FULL.items() if key != code}
        assert interview.answers_frame({**DECISION, "answers": left}) is None
    assert interview.answers_frame(None) is None


def test_the_ladder_turns_reversed_items(items: pd.DataFrame) -> None:
    turned = items.loc[items["is_reversed"], "item"]
    answers = {
        code: (8 - answer if int(code[1:]) in set(turned) else answer)
        for code, answer in FULL.items()
    }
    ladder = interview.own_ladder(answers, items)
    assert list(ladder.index) == list(DIMENSIONS)
    assert (ladder["expectation"] == 6).all()
    assert (ladder["perception"] == 4).all()
    assert (ladder["gap"] == -2).all()


def test_the_ladder_of_a_draft_shows_what_is_there(items: pd.DataFrame) -> None:
    ladder = interview.own_ladder({"E01": 7, "E02": 6, "P01": 3}, items)
    assert ladder.loc["tangibles", "expectation"] == 6.5
    assert np.isnan(ladder.loc["tangibles", "perception"])
    assert ladder.drop("tangibles").isna().all().all()
    assert interview.own_ladder({}, items).isna().all().all()
