from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from support.own_files import book

from servicelab.errors import CourseError
from servicelab_workshop.reading import workbooks
from servicelab_workshop.reading.workbooks import open_workbook


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "mine.xlsx"
    path.write_bytes(content)
    return path


def test_values_become_the_text_that_csv_would_hold(tmp_path: Path) -> None:
    row = [1, 1.5, 1.234, True, None, dt.datetime(2024, 1, 2), dt.datetime(2024, 1, 2, 8, 3)]
    row += [dt.time(8, 3), dt.timedelta(hours=30), "=1", 123456789012345]
    sheet = open_workbook(saved(tmp_path, book([["a"] * 11, row])))
    assert sheet.head[1] == [
        "1", "1.5", "1.2340", "true", "", "2024-01-02", "2024-01-02 08:03:00", "08:03:00",
        "30:00:00", "=1", "123456789012345",
    ]  # fmt: skip
    assert sheet.body(1, [0, 5, 99], 11).to_dict("index") == {2: {0: "1", 5: "2024-01-02", 99: ""}}


def test_sheets_by_name_and_number(tmp_path: Path) -> None:
    path = saved(tmp_path, book([["a"]], Other=[["b"]], Blank=[]))
    assert open_workbook(path).head == [["a"]]
    assert open_workbook(path, "OTHER").head == open_workbook(path, "2").head == [["b"]]
    with pytest.raises(CourseError, match="has no sheet 'x'; its sheets are Data, Other, Blank"):
        open_workbook(path, "x")
    with pytest.raises(
        CourseError, match=r"Sheet 'Blank' of mine.xlsx is empty: it has Data, Other"
    ):
        open_workbook(path, "Blank")


def test_no_file_is_unpacked_without_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, book([["a", "b"]] * 50))
    monkeypatch.setattr(workbooks, "MOST_CELLS", 60)
    with pytest.raises(CourseError, match="has more than 60 cells"):
        open_workbook(path)
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 3_000_000)
    monkeypatch.setattr(workbooks, "LARGEST", 2_000_000)
    with pytest.raises(CourseError, match="has 3 megabytes when it is unpacked"):
        open_workbook(bomb)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("data.csv",), "is an archive, but no workbook"),
        (("xl/workbook.xml",), "is damaged or locked"),
    ],
)
def test_other_archives_are_told(tmp_path: Path, names: tuple[str, ...], message: str) -> None:
    path = tmp_path / "mine.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "id,opened")
    with pytest.raises(CourseError, match=message):
        open_workbook(path)
