from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab.data.schemas import InvalidDataError
from servicelab.errors import CourseError
from servicelab.surveys.servqual import DIMENSIONS
from servicelab_workshop.reports.survey import Survey, read_survey

SIZES = (4, 5, 4, 4, 5)
ITEMS = pd.DataFrame({"item": range(1, 23), "dimension": np.repeat(DIMENSIONS, SIZES)})
NAMES = [f"{side}{item:02d}" for side in "EP" for item in range(1, 23)]


def answers(n: int = 12, high: int = 7) -> pd.DataFrame:
    rng = np.random.default_rng(n)
    table = pd.DataFrame(rng.integers(1, high + 1, size=(n, 44)), columns=NAMES)
    table.iloc[0, :high] = range(1, high + 1)
    table.insert(0, "respondent", [f"R{row:03d}" for row in range(1, n + 1)])
    return table


def long_of(wide: pd.DataFrame) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "respondent": wide["respondent"],
                "item": item,
                "expectation": wide[f"E{item:02d}"],
                "perception": wide[f"P{item:02d}"],
            }
        )
        for item in range(1, 23)
    ]
    return pd.concat(parts, ignore_index=True)


def written(folder: Path, table: pd.DataFrame, name: str = "mine.csv", **how: Any) -> Path:
    path = folder / name
    table.to_csv(path, index=False, **how)
    return path


def refusal(path: Path, **settings: Any) -> str:
    with pytest.raises(CourseError) as caught:
        read_survey(path, **settings)
    return str(caught.value)


def same_answers(survey: Survey, wide: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(survey.answers[NAMES], wide[NAMES], check_dtype=False)


def test_a_wide_file_and_its_further_columns(tmp_path: Path) -> None:
    wide = answers().assign(channel="app", overall_quality=5, note="")
    survey = read_survey(written(tmp_path, wide))
    same_answers(survey, wide)
    assert survey.answers["row"].tolist() == list(range(2, 14))
    assert survey.answers["respondent"].tolist() == wide["respondent"].tolist()
    assert survey.source.ignored == ("channel", "note")
    assert (survey.scale, survey.is_scale_given) == ((1, 7), False)
    assert (survey.is_long, survey.has_items, survey.weights) == (False, False, None)
    assert survey.dimensions == list(DIMENSIONS)
    assert survey.items["dimension"].tolist() == ITEMS["dimension"].tolist()
    assert not survey.items["is_reversed"].any()


def test_columns_are_recognized_however_they_are_written(tmp_path: Path) -> None:
    wide = answers().assign(w_x=0).drop(columns="w_x")
    for dimension in DIMENSIONS:
        wide[f"w_{dimension}"] = 20
    renamed = wide.rename(
        columns=lambda name: f"{name[0].lower()} {int(name[1:])}" if name in NAMES else name.upper()
    )
    survey = read_survey(written(tmp_path, renamed))
    same_answers(survey, wide)
    assert survey.weights is not None
    assert list(survey.weights) == [f"w_{dimension}" for dimension in DIMENSIONS]
    without = wide.drop(columns="respondent")
    assert read_survey(written(tmp_path, without)).answers["respondent"].tolist()[:2] == ["2", "3"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_files_of_excel(tmp_path: Path, encoding: str) -> None:
    wide = answers().assign(区="北", overall_quality=4.5)
    for dimension in DIMENSIONS:
        wide[f"w_{dimension}"] = 12.5
    path = written(tmp_path, wide, sep=";", decimal=",", encoding=encoding)
    path.write_bytes(
        path.read_bytes().replace(b"\n", b"\r\n") if encoding != "utf-16" else path.read_bytes()
    )
    survey = read_survey(path)
    same_answers(survey, wide)
    assert survey.answers["overall_quality"].eq(4.5).all()
    assert survey.weights is not None
    assert survey.weights.eq(12.5).all(axis=None)
    assert "semicolons" in survey.source.how


def test_missing_answers_are_written_in_many_ways(tmp_path: Path) -> None:
    wide = answers().astype(dict.fromkeys(NAMES, object))
    for row, mark in enumerate(["", "NA", "n/a", "-", ".", "NaN", "null"]):
        wide.loc[row, "E05"] = mark
    survey = read_survey(written(tmp_path, wide))
    assert survey.answers["E05"].isna().tolist() == [True] * 7 + [False] * 5


def test_a_long_file_is_the_same_survey(tmp_path: Path) -> None:
    wide = answers()
    wide.loc[2, "P07"] = np.nan
    long = long_of(wide).sample(frac=1, random_state=1)
    order = long["respondent"].unique()
    survey = read_survey(written(tmp_path, long))
    assert survey.is_long
    found = survey.answers.set_index("respondent")
    assert found.index.tolist() == list(order)
    pd.testing.assert_frame_equal(
        found[NAMES],
        wide.set_index("respondent").loc[order, NAMES],
        check_dtype=False,
        check_names=False,
    )
    first = 2 + int(np.flatnonzero(long["respondent"] == order[-1])[0])
    assert found["row"].iloc[-1] == first


def test_a_long_file_may_leave_answers_out_and_carry_weights(tmp_path: Path) -> None:
    long = long_of(answers()).assign(overall_quality=6)
    for dimension in DIMENSIONS:
        long[f"w_{dimension}"] = 20
    short = long.drop(index=long.index[(long["item"] == 3) & (long["respondent"] == "R002")])
    survey = read_survey(written(tmp_path, short))
    assert survey.answers.set_index("respondent").loc["R002", ["E03", "P03"]].isna().all()
    assert survey.weights is not None
    assert survey.answers["overall_quality"].eq(6).all()


def test_a_long_file_with_items_of_its_own(tmp_path: Path) -> None:
    names = {1: "clean rooms", 2: "kind words", 3: "calls back"}
    long = long_of(answers()).query("item <= 3")
    long = long.assign(
        item=long["item"].map(names),
        dimension=long["item"].map({1: "place", 2: "people", 3: "people"}),
    )
    survey = read_survey(written(tmp_path, long))
    assert survey.items["label"].tolist() == list(names.values())
    assert survey.items["item"].tolist() == [1, 2, 3]
    assert survey.dimensions == ["place", "people"]
    assert {"E01", "P03"} <= set(survey.answers.columns)


def test_an_items_table_rules(tmp_path: Path) -> None:
    wide = answers()
    items = ITEMS.assign(
        is_reversed=ITEMS["item"].isin([7, 12]).map({True: "yes", False: "no"}),
        label="Own words",
        dimension=ITEMS["dimension"].str.title(),
    ).sample(frac=1, random_state=3)
    survey = read_survey(
        written(tmp_path, wide), items=written(tmp_path, items, "items.csv", sep=";")
    )
    assert survey.has_items
    assert survey.items.query("is_reversed")["item"].sort_values().tolist() == [7, 12]
    assert survey.dimensions == list(DIMENSIONS)
    assert set(survey.items["label"]) == {"Own words"}


@pytest.mark.parametrize(("high", "scale"), [(5, (1, 5)), (7, (1, 7)), (9, (1, 9))])
def test_the_scale_is_found_or_given(tmp_path: Path, high: int, scale: tuple[int, int]) -> None:
    path = written(tmp_path, answers(30, high))
    assert read_survey(path).scale == scale
    given = read_survey(path, "1 – 10")
    assert (given.scale, given.is_scale_given) == ((1, 10), True)


def test_a_few_answers_off_the_scale_do_not_stretch_it(tmp_path: Path) -> None:
    wide = answers(40)
    wide.loc[3, "E01"], wide.loc[9, "P20"] = 9, 77
    assert read_survey(written(tmp_path, wide)).scale == (1, 7)


def test_a_number_that_few_of_many_gave_is_a_slip(tmp_path: Path) -> None:
    wide = answers(200)
    wide.loc[[3, 9, 14], "E01"] = 9
    assert read_survey(written(tmp_path, wide)).scale == (1, 7)
    wide.loc[20:30, "E01"] = 9
    assert "--missing 9" in refusal(written(tmp_path, wide))


def test_a_scale_is_turned_around_where_it_is_given_from_its_worst_answer(tmp_path: Path) -> None:
    wide = answers()
    turned = wide.assign(**{name: 8 - wide[name] for name in NAMES})
    survey = read_survey(written(tmp_path, turned), "7-1")
    same_answers(survey, wide)
    assert survey.scale == (1, 7)


def test_a_scale_whose_highest_answer_nobody_gave_is_asked(tmp_path: Path) -> None:
    said = refusal(written(tmp_path, answers(high=6)))
    assert "--scale 1-7 or --scale 1-6, or, if 6 is no answer, --missing 6" in said
    zeros = answers(high=5)
    zeros.loc[3:6, "E04"] = 0
    assert "as in --scale 0-5, and where 0 is no answer, add --missing 0" in refusal(
        written(tmp_path, zeros)
    )


def test_a_row_of_means_is_no_respondent(tmp_path: Path) -> None:
    wide = answers().astype({"respondent": object})
    for label in ("", "Mean"):
        row = pd.DataFrame([{"respondent": label, **wide[NAMES].mean().round()}])
        survey = read_survey(written(tmp_path, pd.concat([wide, row])))
        same_answers(survey, wide)


@pytest.mark.parametrize("heading", ["Case", "Patient no", "Code", "Name", "Questionnaire no"])
def test_respondents_are_known_by_many_headings(tmp_path: Path, heading: str) -> None:
    survey = read_survey(written(tmp_path, answers().rename(columns={"respondent": heading})))
    assert survey.answers["respondent"].tolist()[:2] == ["R001", "R002"]


def test_a_number_says_better_than_a_name_who_answers(tmp_path: Path) -> None:
    wide = answers().rename(columns={"respondent": "Response ID"})
    wide.insert(0, "Name", ["Ann", "Ann", *map(str, range(10))])
    survey = read_survey(written(tmp_path, wide))
    assert survey.answers["respondent"].is_unique


def test_what_was_turned_or_paired_is_to_be_checked(tmp_path: Path) -> None:
    words = ["Strongly agree", "Agree", "Neutral", "Disagree", "Strongly disagree"]
    wide = answers(high=5)
    said = wide.assign(
        **{name: wide[name].map(lambda a: f"{6 - a} - {words[5 - a]}") for name in NAMES}
    )
    survey = read_survey(written(tmp_path, said))
    same_answers(survey, wide)
    assert (survey.is_worded, survey.is_scale_given, survey.is_scale_said) == (True, False, True)
    [caution] = survey.cautions
    assert "turned around" in caution
    assert read_survey(written(tmp_path, wide)).cautions == ()


# --- refusals ---------------------------------------------------------------------------------


def test_all_violations_at_once_with_row_and_column(tmp_path: Path) -> None:
    wide = answers().astype(dict.fromkeys(NAMES, object))
    wide.loc[0, "E03"], wide.loc[4, "P11"], wide.loc[5, "P12"] = "often", "3.5", "five"
    wide = wide.drop(columns=["E20", "P22"]).assign(E23=4, w_tangibles=-1, overall_quality="fine")
    path = written(tmp_path, wide)
    said = refusal(path)
    assert said.startswith("mine.csv (UTF-8, commas) is not read as a SERVQUAL survey.")
    for line in (
        "column E20, P22: missing; if your questionnaire has other items, give them with --items",
        "column E23: not among the 22 items of SERVQUAL",
        "column w_reliability, w_responsiveness, w_assurance, w_empathy: missing; give a weight",
    ):
        assert line in said
    bad = answers().astype(dict.fromkeys(NAMES, object)).assign(overall_quality="fine")
    for dimension in DIMENSIONS:
        bad[f"w_{dimension}"] = 20
    bad.loc[0, "E03"], bad.loc[4, "P11"], bad.loc[5, "w_empathy"] = "often", "3.5", -1
    path = written(tmp_path, bad)
    said = refusal(path)
    for line in (
        "12 of 12 rows cannot be used",
        "E03: 1 cell like 'often' (row 2): expected a whole number",
        "P11: 1 cell like '3.5' (row 6): expected a whole number",
        "w_empathy: 1 cell like '-1' (row 7): expected 0 or more",
        "overall_quality: 12 cells like 'fine' (rows 2, 3, 4, 5, 6, 7 ...): expected a number",
    ):
        assert line in said
    with pytest.raises(InvalidDataError) as caught:
        read_survey(path)
    assert len(caught.value.violations) == 3 + 12


def test_bad_rows_of_a_long_file_are_left_out_and_listed(tmp_path: Path) -> None:
    long = long_of(answers()).astype({"item": object, "expectation": object})
    long = long.assign(overall_quality=5)
    long.loc[0, "item"], long.loc[1, "expectation"], long.loc[2, "respondent"] = 31, "x", ""
    long.loc[3, "overall_quality"] = 2
    long = pd.concat([long, long.iloc[[40]]])
    survey = read_survey(written(tmp_path, long))
    assert survey.source.left_out.rows == (2, 3, 4, 5, 266)
    for start, line in zip(
        (
            "respondent: an empty cell (row 4): expected a value",
            "item: 1 cell like '31' (row 2): expected an item from 1 to 22",
            "expectation: 1 cell like 'x' (row 3): expected a whole number",
            "overall_quality: 1 cell like '2' (row 5): expected one value for each respondent",
            "respondent, item: 1 cell like 'R005, 4' (row 266): expected each one once",
        ),
        survey.source.left_out.lines,
        strict=True,
    ):
        assert line.startswith(start)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t[["respondent"]].assign(age=3), "no SERVQUAL survey that can be recognized"),
        (lambda t: t.assign(e1=4), "column E01: there more than once"),
        (lambda t: t.assign(w_speed=1, w_price=2), "column w_speed, w_price: no weight"),
        (lambda t: t.assign(P05=""), "column E05/P05: fewer than two respondents"),
        (lambda t: t.assign(**{n: t[n] * 10 for n in NAMES}), "none of the scales"),
        (lambda t: t.assign(**dict.fromkeys(NAMES, "")), "holds no answer at all"),
        (lambda t: t[["respondent", *NAMES[:10], *NAMES[22:32]]], "E11, E12, E13"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, change: Any, message: str) -> None:
    assert message in refusal(written(tmp_path, change(answers())))


def test_sides_in_sheets_of_their_own_are_named(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    sides = answers()[NAMES[:22]].rename(columns=lambda name: f"Q{int(name[1:])}")
    for names, message in (
        (("Expectations", "Perceptions"), "in sheets of their own, Expectations and Perceptions"),
        (("One", "Two"), "its sheets are One, Two: give the one with the answers with --sheet"),
    ):
        with pd.ExcelWriter(path) as book:
            for name in names:
                sides.to_excel(book, sheet_name=name, index=False)
        assert message in refusal(path)


def test_a_misspelt_column_of_a_long_file_is_named(tmp_path: Path) -> None:
    long = long_of(answers()).rename(columns={"perception": "perceptions"})
    said = refusal(written(tmp_path, long))
    assert (
        'column perception: missing; say which it is, as in --columns perception="perceptions"'
        in said
    )


def test_an_item_has_one_dimension(tmp_path: Path) -> None:
    long = long_of(answers()).assign(dimension="people")
    long.loc[5, "dimension"] = "place"
    survey = read_survey(written(tmp_path, long))
    [line] = survey.source.left_out.lines
    assert line.startswith("dimension: 1 cell like 'place' (row 7): expected one dimension for")


def test_a_scale_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, answers())
    assert "off the scale 1-5 (answers reach from 1 to 7)" in refusal(path, scale="1-5")
    for wrong in ("7", "7-7", "seven"):
        assert f"The scale {wrong} cannot be read" in refusal(path, scale=wrong)


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (ITEMS.rename(columns={"dimension": "x"}), "column dimension: missing; if it is 'x'"),
        (
            ITEMS.assign(is_reversed="maybe"),
            "'maybe' (rows 2, 3, 4, 5, 6, 7 ...): expected yes or no",
        ),
        (
            pd.concat([ITEMS, ITEMS.iloc[[3]]]),
            "item: 1 cell like '4' (row 24): expected each one once",
        ),
        (ITEMS.assign(item=[f"item {n}" for n in range(22)]), "number the items"),
        (ITEMS.iloc[:20], "column E21, E22, P21, P22: not in the items table"),
        (
            pd.concat([ITEMS, pd.DataFrame({"item": [30], "dimension": ["empathy"]})]),
            "column E30, P30: missing, but the items table names them",
        ),
    ],
)
def test_bad_items_tables_are_named(tmp_path: Path, items: pd.DataFrame, message: str) -> None:
    path = written(tmp_path, items, "items.csv")
    assert message in refusal(written(tmp_path, answers()), items=path)


def test_missing_and_binary_files_are_told(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "none.csv")
    (tmp_path / "book.csv").write_bytes(b"PK\x03\x04rest")
    assert "is damaged" in refusal(tmp_path / "book.csv")
