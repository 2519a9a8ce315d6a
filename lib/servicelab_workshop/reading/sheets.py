"""The cells of a file as text, whether it is CSV or a workbook.

A :class:`Sheet` gives its first rows at once, and of all others the columns that are asked for.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.reading.encodings import Encoding, find_encoding

__all__ = ["HEAD_ROWS", "Sheet", "open_csv"]

#: Rows among which the heading is looked for, and the characters in which they lie.
HEAD_ROWS, HEAD = 40, 1 << 20
#: Rows that are read at once, and the columns that a file may have.
CHUNK, WIDEST = 100_000, 16_384
#: Lines in one cell from which on a quotation mark is taken for one that was never closed.
SWALLOWED = 4

_SEPARATORS = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in its file.

    Attributes
    ----------
    name : str
        Of the file.
    how : str
        In words: encoding and separator, or the sheet.
    head : list of list of str
        The first rows, the heading among them.
    body : callable
        From the place of the first row and the places of columns to their cells: a DataFrame with
        these places as columns and, as index, the numbers that a spreadsheet gives to the rows.
    long_rows : dict
        Row number to the number of its cells, where they are more than the heading has; filled
        by `body`.
    sheets : tuple of str
        Of a workbook.
    """

    name: str
    how: str
    head: list[list[str]]
    body: Callable[[int, Sequence[int], int], pd.DataFrame]
    long_rows: dict[int, int] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name of the file, and how it was read."""
        return f"{self.name} ({self.how})"


def open_csv(path: Path, is_known: Callable[[str], bool], encoding: str | None = None) -> Sheet:
    """Open a file of text whose cells are separated by commas, semicolons, tabs or bars.

    Parameters
    ----------
    path : path
        The file. It is only read.
    is_known : callable
        Whether a heading is one that is looked for, by which the separators are told apart.
    encoding : str, optional
        By default it is found.

    Returns
    -------
    Sheet

    Raises
    ------
    CourseError
        If the file is empty or no text, or a quotation mark in it is never closed.
    """
    found = find_encoding(path, encoding)
    with path.open(encoding=found.codec, newline="") as stream:
        start = stream.read(HEAD)
    if not start.strip():
        raise CourseError(
            _("{name} is empty: export it again, with a header row.").format(name=path.name)
        )
    _refuse_markup(path, start)
    separator, head = _split(start, is_known)
    how = f"{found.name}, {_SEPARATORS[separator]}"
    long_rows: dict[int, int] = {}

    def body(first: int, places: Sequence[int], width: int) -> pd.DataFrame:
        label = f"{path.name} ({how})"
        return _read_body(path, found, separator, first, places, width, long_rows, label)

    return Sheet(path.name, how, head, body, long_rows)


def _refuse_markup(path: Path, start: str) -> None:
    """Refuse what is text and no table."""
    begin = start.lstrip("\ufeff \r\n\t")[:200].casefold()
    kinds = {"<": _("a web page or XML"), "{": "JSON", "[{": "JSON", "%pdf": "PDF", "{\\rtf": "RTF"}
    for sign, kind in reversed(kinds.items()):
        if begin.startswith(sign):
            raise CourseError(
                _(
                    "{name} is no table, whatever its name says, but {kind}: open it in the "
                    "program it comes from and save it as CSV (UTF-8) or xlsx."
                ).format(name=path.name, kind=kind)
            )


def _split(start: str, is_known: Callable[[str], bool]) -> tuple[str, list[list[str]]]:
    """Split the first rows at the separator that finds the most headings and the most columns."""
    marked = re.match(r"sep=(.)\r?\n", start)
    if marked and marked[1] in _SEPARATORS:
        return marked[1], _head(start, marked[1])
    ranked = []
    for separator in _SEPARATORS:
        head = _head(start, separator)
        known = max((sum(map(is_known, row)) for row in head), default=0)
        widths = [len(row) for row in head if len(row) > 1]
        usual = max(set(widths), key=widths.count) if widths else 1
        ranked.append(((known, widths.count(usual) if usual > 1 else 0, usual), separator, head))
    best = max(ranked, key=lambda one: one[0])
    return best[1], best[2]


def _head(start: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(start, newline=""), delimiter=separator):
            rows.append([cell.strip() for cell in row[:WIDEST]])
            if len(rows) == HEAD_ROWS:
                break
    except csv.Error:
        pass
    if rows and rows[0]:
        rows[0][0] = rows[0][0].lstrip("\ufeff")
    return rows


def _read_body(
    path: Path,
    encoding: Encoding,
    separator: str,
    first: int,
    places: Sequence[int],
    width: int,
    long_rows: dict[int, int],
    label: str,
) -> pd.DataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            # all cells are read, so that a row with too many is noticed, but few may be kept
            chunks = pd.read_csv(
                path,
                sep=separator,
                names=list(range(width)),
                header=None,
                skiprows=first,
                index_col=False,
                dtype=object,
                keep_default_na=False,
                skip_blank_lines=False,
                encoding=encoding.codec,
                chunksize=CHUNK,
            )
            cells = pd.concat([chunk[list(places)] for chunk in chunks])
    except pd.errors.EmptyDataError:
        cells = pd.DataFrame(columns=list(places), dtype=object)
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        if "EOF inside string" in str(error):
            raise CourseError(_unclosed(label)) from error
        cells = _read_rows(path, encoding, separator, first, places, width, long_rows, label)
    if _count_lines(path) > len(cells) + first + 1:
        _refuse_swallowed(path, encoding, separator, width, label)
    cells.index = cells.index + first + 1
    return cells


def _read_rows(
    path: Path,
    encoding: Encoding,
    separator: str,
    first: int,
    places: Sequence[int],
    width: int,
    long_rows: dict[int, int],
    label: str,
) -> pd.DataFrame:
    """Read row by row, where some have more cells than the heading."""
    kept = []
    try:
        with path.open(encoding=encoding.codec, newline="") as stream:
            for number, row in enumerate(csv.reader(stream, delimiter=separator), start=1):
                if number <= first:
                    continue
                if any(cell.strip() for cell in row[width:]):
                    long_rows[number] = len(row)
                kept.append([row[place] if place < len(row) else "" for place in places])
    except csv.Error as error:
        raise CourseError(_unclosed(label)) from error
    return pd.DataFrame(kept, columns=list(places), dtype=object)


def _refuse_swallowed(
    path: Path, encoding: Encoding, separator: str, width: int, label: str
) -> None:
    """Refuse a cell that holds whole rows, because its quotation mark is closed in a later one."""
    with path.open(encoding=encoding.codec, newline="") as stream:
        for number, row in enumerate(csv.reader(stream, delimiter=separator), start=1):
            for cell in row:
                lines = cell.splitlines() if len(cell) > 2 * width else []
                if sum(line.count(separator) == width - 1 > 0 for line in lines) >= SWALLOWED:
                    raise CourseError(
                        _("{problem} A cell in row {row} holds several rows.").format(
                            problem=_unclosed(label), row=number
                        )
                    )


def _count_lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))


def _unclosed(label: str) -> str:
    return _(
        "{label} cannot be split into rows: look for a quotation mark that is never closed."
    ).format(label=label)
