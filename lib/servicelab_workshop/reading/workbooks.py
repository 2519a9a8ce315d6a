"""Workbooks (xlsx): the values of one sheet as text, never a formula, and never without a limit."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.text import listed
from servicelab_workshop.reading.amounts import write_number
from servicelab_workshop.reading.sheets import HEAD_ROWS, WIDEST, Sheet

__all__ = ["LARGEST", "MOST_CELLS", "open_workbook"]

#: Bytes that a workbook may have once it is unpacked, and cells that are read.
LARGEST, MOST_CELLS = 400_000_000, 50_000_000


def open_workbook(path: Path, sheet: str | None = None) -> Sheet:
    """Open a sheet of a workbook.

    Parameters
    ----------
    path : path
        An xlsx or xlsm file. It is only read; a formula counts as the value it was saved with.
    sheet : str, optional
        Name or number of the sheet; by default the first that is visible.

    Returns
    -------
    Sheet

    Raises
    ------
    CourseError
        If the file is no workbook or damaged, is too large, or has no such sheet.
    """
    _refuse_bombs(path)
    rows, name, names = _read(path, sheet)
    head = [[cell.strip() for cell in row] for row in rows[:HEAD_ROWS]]
    if not any(any(row) for row in rows):
        raise CourseError(
            _("Sheet {sheet!r} of {name} is empty{others}.").format(
                sheet=name, name=path.name, others=_others(name, names)
            )
        )

    def body(first: int, places: Sequence[int], width: int) -> pd.DataFrame:
        return pd.DataFrame(
            [[row[place] if place < len(row) else "" for place in places] for row in rows[first:]],
            index=range(first + 1, max(first, len(rows)) + 1),
            columns=list(places),
            dtype=object,
        )

    how = _("xlsx, sheet {sheet!r}").format(sheet=name)
    return Sheet(path.name, how, head, body, sheets=tuple(names))


def _others(name: str, names: Sequence[str]) -> str:
    rest = [one for one in names if one != name]
    if not rest:
        return ""
    return _(": it has {names}, too; give --sheet").format(names=listed(rest))


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise CourseError(_damaged(path)) from error
    if not any(name.endswith("workbook.xml") for name in names):
        raise CourseError(
            _(
                "{name} is an archive, but no workbook (xlsx): unpack it, or save the table as xlsx "
                "or as CSV (UTF-8)."
            ).format(name=path.name)
        )
    if size > LARGEST:
        raise CourseError(
            _(
                "{name} has {size:,.0f} megabytes when it is unpacked, which is too much for a "
                "workbook: save the one sheet as CSV (UTF-8)."
            ).format(name=path.name, size=size / 1e6)
        )


def _damaged(path: Path) -> str:
    return _(
        "{name} is damaged or locked by a password: open it in a spreadsheet and save it again."
    ).format(name=path.name)


def _read(path: Path, sheet: str | None) -> tuple[list[list[str]], str, list[str]]:
    import openpyxl

    with warnings.catch_warnings():
        # of styles and rules that are not read
        warnings.simplefilter("ignore")
        try:
            with path.open("rb") as stream:
                book = openpyxl.load_workbook(
                    stream, read_only=True, data_only=True, keep_links=False
                )
                names = [one.title for one in book.worksheets if one.sheet_state == "visible"] or [
                    one.title for one in book.worksheets
                ]
                chosen = _choose(path, names, [one.title for one in book.worksheets], sheet)
                rows = _rows(path, book[chosen])
                if _has_formulas(path):
                    book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
                    _mark_formulas(rows, book[chosen])
        except CourseError:
            raise
        except Exception as error:  # of openpyxl, zipfile and the XML parser: of many kinds
            raise CourseError(_damaged(path)) from error
    return rows, chosen, names


def _choose(path: Path, visible: list[str], every: list[str], sheet: str | None) -> str:
    if not every:
        raise CourseError(_damaged(path))
    if sheet is None:
        return visible[0]
    by_name = {one.casefold(): one for one in every}
    if sheet.casefold() in by_name:
        return by_name[sheet.casefold()]
    if sheet.isdecimal() and 1 <= int(sheet) <= len(every):
        return every[int(sheet) - 1]
    raise CourseError(
        _("{name} has no sheet {sheet!r}; its sheets are {names}.").format(
            name=path.name, sheet=sheet, names=listed(every)
        )
    )


def _rows(path: Path, worksheet: Any) -> list[list[str]]:
    worksheet.reset_dimensions()
    rows: list[list[str]] = []
    cells = 0
    for row in worksheet.iter_rows(values_only=True):
        texts = [_text(value) for value in row[:WIDEST]]
        while texts and not texts[-1]:
            texts.pop()
        rows.append(texts)
        cells += len(row)
        if cells > MOST_CELLS:
            raise CourseError(
                _("{name} has more than {most:,} cells: save the one sheet as CSV (UTF-8).").format(
                    name=path.name, most=MOST_CELLS
                )
            )
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if re.search(r"worksheets/[^/]+\.xml$", part.filename):
                with archive.open(part) as stream:
                    tail = b""
                    for block in _blocks(stream):
                        if b"<f>" in tail + block or b"<f " in tail + block:
                            return True
                        tail = block[-3:]
    return False


def _blocks(stream: Any) -> Iterator[bytes]:
    while block := stream.read(1 << 20):
        yield block


def _mark_formulas(rows: list[list[str]], worksheet: Any) -> None:
    """Put the text of a formula where the workbook holds no value of it."""
    worksheet.reset_dimensions()
    for texts, row in zip(rows, worksheet.iter_rows(values_only=True), strict=False):
        for place, value in enumerate(row):
            if isinstance(value, str) and value.startswith("="):
                texts.extend([""] * (place + 1 - len(texts)))
                texts[place] = texts[place] or value[:60]


def _text(value: object) -> str:
    """Write a cell as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return write_number(value) if value == value and abs(value) != float("inf") else ""
    if isinstance(value, dt.datetime):
        value = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
        return str(value).removesuffix(" 00:00:00")
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(value, dt.time):
        return value.replace(microsecond=0).isoformat()
    return str(value)
