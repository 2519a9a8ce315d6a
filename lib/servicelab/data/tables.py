"""Reading a table of text from a file, whatever program wrote it.

The reader finds encoding and separator by itself and says what it found; cells stay text until a
schema gives them types (:mod:`servicelab.data.schemas`). A long file is read in pieces, of which
only the columns that are wanted are kept.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import itertools
import re
import warnings
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["TextTable", "plain_name", "read_table"]

#: Enough of a file to know its encoding and its header, bytes.
HEAD = 1 << 20
#: Rows that are read at once.
CHUNK = 100_000

_SEPARATORS = {
    ",": _("commas"),
    ";": _("semicolons"),
    "\t": _("tabs"),
    "|": _("bars"),
}
_BINARY = {
    b"PK\x03\x04": "Excel (xlsx) or zip",
    b"\xd0\xcf\x11\xe0": "Excel (xls)",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
}


@dataclass(frozen=True)
class TextTable:
    """A table as it stands in its file.

    Attributes
    ----------
    name : str
        Of the file.
    cells : DataFrame
        Of text, rows without any left out. The index is the position of a row below the header, so
        that a spreadsheet calls it index + 2.
    ignored : tuple of str
        Columns that were not kept.
    encoding, separator : str
        As they were found: the name of the encoding, and the sign.
    """

    name: str
    cells: pd.DataFrame
    ignored: tuple[str, ...]
    encoding: str
    separator: str

    @property
    def how(self) -> str:
        """Encoding and separator in words."""
        return f"{self.encoding}, {_SEPARATORS[self.separator]}"

    @property
    def label(self) -> str:
        """The name of the file, and how it was read."""
        return f"{self.name} ({self.how})"

    def with_points(self, columns: Collection[str] | None = None) -> TextTable:
        """Write numbers with a point: a comma that does not separate columns is a decimal one.

        Parameters
        ----------
        columns : collection of str, optional
            Where there may be numbers; by default anywhere.
        """
        if self.separator == ",":
            return self
        cells = self.cells.copy(deep=False)
        for name in cells.columns:
            if columns is None or name in columns:
                texts = cells[name].str
                is_decimal = texts.strip().str.fullmatch("[+-]?[0-9]+,[0-9]+", na=False)
                cells[name] = cells[name].where(~is_decimal, texts.replace(",", ".", regex=False))
        return replace(self, cells=cells)


def read_table(
    path: Path | str, names: Iterable[str], keep: Callable[[str], str | None] | None = None
) -> TextTable:
    """Read a table of text: CSV in UTF-8, in UTF-16 with a mark or in GB18030.

    Parameters
    ----------
    path : path
        The file. It is only read.
    names : iterable of str
        Columns that are looked for, by which commas, semicolons, tabs and bars are told apart.
    keep : callable, optional
        From the name of a column to the name under which it is kept, or None if it is not. By
        default all are kept under their own names.

    Returns
    -------
    TextTable
        Without rows only if no column was kept.

    Raises
    ------
    CourseError
        If the file is missing, empty or no text, has no rows, or cannot be split into columns; or
        if two columns are kept under one name.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "mine.csv"
    >>> _ = file.write_text('''Age;Town
    ... 31;Hof
    ... ''')
    >>> table = read_table(file, ["age", "town"], keep=plain_name)
    >>> table.label, table.cells.to_dict("records")
    ('mine.csv (UTF-8, semicolons)', [{'age': '31', 'town': 'Hof'}])
    """
    path = Path(path).expanduser()
    names = {plain_name(name) for name in names}
    head = _read_head(path)
    for codec, encoding in _encodings(head):
        try:
            # the head may end within a character
            start = codecs.getincrementaldecoder(codec)().decode(head, final=len(head) < HEAD)
            if not start.strip():
                raise CourseError(
                    _("{name} is empty: export it again, with a header row.").format(name=path.name)
                )
            blank = re.match(r"(?:\s*[\r\n])?", start)[0]  # type: ignore[index]
            skipped = len(re.findall(r"\r\n?|\n", blank))
            line = re.split(r"[\r\n]", start[len(blank) :], maxsplit=1)[0]
            header, separator = _split_header(line, names)
            columns = [column or f"column {place}" for place, column in enumerate(header, start=1)]
            kept = [column if keep is None else keep(column) for column in columns]
            found = TextTable(
                name=path.name,
                cells=pd.DataFrame(),
                ignored=tuple(
                    column
                    for column, name in zip(header, kept, strict=True)
                    if column and name is None
                ),
                encoding=encoding,
                separator=separator,
            )
            if any(name is not None for name in kept):
                cells = _read_cells(path, codec, separator, kept, skipped, found.label)
                found = replace(found, cells=cells)
        except UnicodeDecodeError:
            continue
        return found
    raise CourseError(
        _(
            "{name} is not text in UTF-8, UTF-16 (with a mark) or GB18030: "
            "save it as CSV (UTF-8) and load it again."
        ).format(name=path.name)
    )


def plain_name(name: object) -> str:
    """Write the name of a column without signs and capitals.

    Examples
    --------
    >>> plain_name("Customer ID") == plain_name("customer_id")
    True
    """
    return re.sub(r"[\W_]+", "", str(name)).casefold()


def _read_head(path: Path) -> bytes:
    """Read the first bytes of a file, unless it is something else than text."""
    if path.is_dir():
        raise CourseError(
            _("{path} is a folder: give the path of a CSV file in it.").format(path=path)
        )
    try:
        with path.open("rb") as stream:
            data = stream.read(HEAD)
    except FileNotFoundError:
        raise CourseError(_no_file(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CourseError(
            _("{path} cannot be read ({reason}): check the path and your rights to it.").format(
                path=path, reason=reason
            )
        ) from error
    for magic, kind in _BINARY.items():
        if data.startswith(magic):
            raise CourseError(
                _(
                    "{name} is no CSV file, whatever its name says, but {kind}: "
                    "open it in the program it comes from and save it as CSV (UTF-8)."
                ).format(name=path.name, kind=kind)
            )
    return data


def _encodings(data: bytes) -> list[tuple[str, str]]:
    """List the codecs to try, and what to call them."""
    if data.startswith(b"\xef\xbb\xbf"):
        return [("utf-8-sig", "UTF-8 with a mark")]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [("utf-16", "UTF-16")]
    return [] if b"\x00" in data else [("utf-8", "UTF-8"), ("gb18030", "GB18030")]


def _no_file(path: Path) -> str:
    message = _("There is no file {path}").format(path=path)
    folder = path.parent
    if not folder.is_dir():
        return message + _(": its folder does not exist either; check the path.")
    names = [one.name for one in folder.iterdir() if one.is_file()]
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.7)
    if near:
        return message + _(": did you mean {near}?").format(near=near[0])
    return message + _(": check the name and the folder.")


def _split_header(line: str, names: Collection[str]) -> tuple[list[str], str]:
    """Split the header at the separator that finds the most of the names."""
    best: tuple[tuple[int, int], list[str], str] | None = None
    for separator in _SEPARATORS:
        try:
            header = next(csv.reader([line], delimiter=separator, strict=False), [])
        except csv.Error:
            continue
        rank = (sum(plain_name(column) in names for column in header), len(header))
        if best is None or rank > best[0]:
            best = (rank, header, separator)
    if best is None:
        return [line], ","
    return [column.strip() for column in best[1]], best[2]


def _read_cells(
    path: Path, codec: str, separator: str, kept: list[str | None], skipped: int, label: str
) -> pd.DataFrame:
    names = [name for name in kept if name is not None]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CourseError(
            _("{label} has the column {column} more than once: rename or remove one.").format(
                label=label, column=", ".join(twice)
            )
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            # all cells are read, so that a row with too many is noticed, but few may be kept
            chunks = pd.read_csv(
                path,
                sep=separator,
                names=[name or f"\0{place}" for place, name in enumerate(kept)],
                header=None,
                skiprows=skipped + 1,
                index_col=False,
                dtype=object,
                keep_default_na=False,
                skip_blank_lines=False,
                encoding=codec,
                chunksize=CHUNK,
            )
            cells = pd.concat([chunk[names] for chunk in chunks])
    except pd.errors.EmptyDataError:
        cells = pd.DataFrame(columns=names, dtype=object)
    except (pd.errors.ParserError, pd.errors.ParserWarning, csv.Error) as error:
        raise CourseError(_ragged(path, codec, separator, len(kept), skipped, label)) from error
    blank = np.ones(len(cells), dtype=bool)
    for name in names:
        blank[blank] = cells.loc[blank, name].isin(["", None]).to_numpy()
    if blank.all():
        raise CourseError(
            _("{label} holds a header and no rows: export it again, with its data.").format(
                label=label
            )
        )
    return cells[~blank] if blank.any() else cells


def _ragged(path: Path, codec: str, separator: str, width: int, skipped: int, label: str) -> str:
    """Say which row cannot be split into the header's columns."""
    try:
        with path.open(encoding=codec, newline="") as lines:
            rows = csv.reader(itertools.islice(lines, skipped, None), delimiter=separator)
            for number, cells in enumerate(rows, start=1):
                if len(cells) > width:
                    return _(
                        "{label}: row {row} has {cells} cells, but the header has {width}: "
                        "put quotes around text that holds a separator."
                    ).format(label=label, row=number, cells=len(cells), width=width)
    except csv.Error:
        pass
    return _(
        "{label} cannot be split into rows: look for a quotation mark that is never closed."
    ).format(label=label)
