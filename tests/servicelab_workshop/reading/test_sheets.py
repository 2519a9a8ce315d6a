from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.reading import sheets
from servicelab_workshop.reading.sheets import open_csv


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_finds_the_headings(tmp_path: Path, sign: str) -> None:
    path = written(tmp_path, f"age{sign}town, district; or | so\n31{sign}Hof\n")
    sheet = open_csv(path, lambda title: title == "age")
    assert sheet.head[0][0] == "age"
    assert sheet.head[1] == ["31", "Hof"]


def test_without_a_known_heading_it_is_the_one_that_splits_the_rows(tmp_path: Path) -> None:
    sheet = open_csv(written(tmp_path, "Title, with commas\na;b\n1;2\n3;4\n"), lambda _title: False)
    assert sheet.head[2] == ["1", "2"]
    marked = open_csv(written(tmp_path, "sep=|\na,b|c\n"), lambda _title: False)
    assert marked.head[1] == ["a,b", "c"]


def test_rows_have_the_numbers_of_a_spreadsheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "CHUNK", 2)
    sheet = open_csv(written(tmp_path, 'a,b\n1,"x\ny"\n\n2\n3,z\n'), lambda _title: False)
    body = sheet.body(1, [1, 0], 2)
    assert body.index.tolist() == [2, 3, 4, 5]
    assert body[1].fillna("").tolist() == ["x\ny", "", "", "z"]


def test_rows_that_are_too_long_are_counted(tmp_path: Path) -> None:
    sheet = open_csv(written(tmp_path, "a,b\n1,2,\n3,4,5\n6,7\n"), lambda _title: False)
    assert sheet.body(1, [0], 2)[0].tolist() == ["1", "3", "6"]
    assert sheet.long_rows == {3: 3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" \n", "is empty"),
        ("<!DOCTYPE html><table>", "a web page or XML"),
        ('{"a": 1}', "JSON"),
        ('a,b\n1,"2\n3,4\n', "a quotation mark that is never closed"),
    ],
)
def test_what_is_no_table(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CourseError, match=message):
        open_csv(written(tmp_path, text), lambda _title: False).body(1, [0], 2)


def test_a_quotation_mark_that_is_closed_in_a_later_row(tmp_path: Path) -> None:
    lines = [f"{n},x,y" for n in range(40)]
    lines[5], lines[30] = '5,"x,y', '30,x",y'
    sheet = open_csv(written(tmp_path, "\n".join(["a,b,c", *lines])), lambda _title: False)
    with pytest.raises(CourseError, match="A cell in row 7 holds several rows"):
        sheet.body(1, [0], 3)
