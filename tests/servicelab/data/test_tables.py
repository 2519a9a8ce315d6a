from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.data import tables
from servicelab.data.tables import read_table
from servicelab.errors import CourseError


def written(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "mine.csv"
    path.write_bytes(content.encode(encoding))
    return path


def test_the_separator_is_the_one_that_finds_the_names(tmp_path: Path) -> None:
    path = written(tmp_path, "town, district;age;note\n1, 2;3;4\n")
    assert read_table(path, ["age"]).separator == ";"
    assert list(read_table(path, ["town"]).cells) == ["town", "district;age;note"]


def test_blank_lines_before_the_header_and_columns_without_a_name(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "\r\n  \r\n\tage\tnote \t\r\n1\t2\t3\r\n"), [])
    assert table.cells.to_dict("records") == [
        {"column 1": "1", "age": "2", "note": "3", "column 4": ""}
    ]
    kept = read_table(tmp_path / "mine.csv", ["age"], keep={"age": "age"}.get)
    assert kept.ignored == ("note",)


def test_only_what_is_kept_is_read_and_only_its_rows_count(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,c\n1,2,3\n,5,\n7,,\n")
    table = read_table(path, "abc", keep={"a": "x"}.get)
    assert table.cells["x"].to_dict() == {0: "1", 2: "7"}
    assert table.ignored == ("b", "c")
    assert read_table(path, "abc", keep=lambda _name: None).cells.empty
    with pytest.raises(CourseError, match="the column x more than once"):
        read_table(path, "abc", keep=lambda _name: "x")


def test_a_decimal_comma_is_one_where_columns_are_split_otherwise(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "a;b\n-1,5;1,5\n1,5 yuan;\n"), "ab")
    assert table.with_points().cells.to_dict("list") == {
        "a": ["-1.5", "1,5 yuan"],
        "b": ["1.5", ""],
    }
    assert table.with_points(["b"]).cells["a"].tolist() == ["-1,5", "1,5 yuan"]
    assert table.cells["b"].tolist() == ["1,5", ""]
    commas = read_table(written(tmp_path, 'a,b\n"1,5",2\n'), "ab")
    assert commas.with_points().cells["a"].tolist() == ["1,5"]


def test_an_encoding_that_fails_far_down_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "CHUNK", 3)
    monkeypatch.setattr(tables, "HEAD", 15)
    path = written(tmp_path, "编号,名\n" + "1,a\n" * 20 + "2,拒\n", "gb18030")
    table = read_table(path, ["编号"])
    assert table.label == "mine.csv (GB18030, commas)"
    assert table.cells["名"].iloc[-1] == "拒"
    path.write_bytes(path.read_bytes() + b"\x80\xff")
    with pytest.raises(CourseError, match="is not text in UTF-8"):
        read_table(path, ["编号"])


def test_the_row_with_too_many_cells_is_counted_from_the_header(tmp_path: Path) -> None:
    path = written(tmp_path, '\n\na,b\n1,"2\n2"\n1,2,3\n')
    with pytest.raises(CourseError, match="row 3 has 3 cells, but the header has 2"):
        read_table(path, "ab")
