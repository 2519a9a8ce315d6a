"""Opening a file, whatever program wrote it, and the rows below its heading."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.text import listed
from servicelab_workshop.reading.headings import Columns
from servicelab_workshop.reading.options import Options
from servicelab_workshop.reading.sheets import Sheet, open_csv
from servicelab_workshop.reading.vocabulary import cell_words, tidy
from servicelab_workshop.reading.workbooks import open_workbook

__all__ = ["body_of", "open_sheet"]

_BINARY = {
    b"\xd0\xcf\x11\xe0": "Excel (xls)",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
    b"7z\xbc\xaf": "7z",
}


def open_sheet(
    path: Path | str, is_known: Callable[[str], bool], options: Options | None = None
) -> Sheet:
    """Open a file, whatever program wrote it.

    Parameters
    ----------
    path : path
        CSV or xlsx.
    is_known : callable
        Whether a heading is one that is looked for.
    options : Options, optional
        Its encoding, or its sheet.

    Raises
    ------
    CourseError
        If there is no such file, or it is neither text nor a workbook.
    """
    options = options or Options()
    path = Path(path).expanduser()
    if path.is_dir():
        raise CourseError(_("{path} is a folder: give the path of a file in it.").format(path=path))
    try:
        with path.open("rb") as stream:
            magic = stream.read(16)
    except FileNotFoundError:
        raise CourseError(_no_file(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CourseError(
            _("{path} cannot be read ({reason}): check the path and your rights to it.").format(
                path=path, reason=reason
            )
        ) from error
    if magic.startswith(b"PK\x03\x04"):
        return open_workbook(path, options.sheet)
    for sign, kind in _BINARY.items():
        if magic.startswith(sign):
            raise CourseError(
                _(
                    "{name} is no table, whatever its name says, but {kind}: open it in the "
                    "program it comes from and save it as CSV (UTF-8) or xlsx."
                ).format(name=path.name, kind=kind)
            )
    if options.sheet is not None:
        raise CourseError(
            _("{name} is text and has no sheets: leave --sheet out.").format(name=path.name)
        )
    return open_csv(path, is_known, options.encoding)


def _no_file(path: Path) -> str:
    message = _("There is no file {path}").format(path=path)
    if not path.parent.is_dir():
        return message + _(": its folder does not exist either; check the path.")
    names = {one.stem: one.name for one in path.parent.iterdir() if one.is_file()}
    near = difflib.get_close_matches(path.stem, names, n=1, cutoff=0.7)
    if near:
        return message + _(": did you mean {near}?").format(near=names[near[0]])
    return message + _(": check the name and the folder.")


def body_of(
    sheet: Sheet,
    at: int,
    columns: Columns,
    required: Sequence[str],
    *,
    above: int | None = None,
) -> tuple[pd.DataFrame, list[str]]:
    """Read the rows below the heading, without blank ones, totals and remarks.

    Parameters
    ----------
    sheet : Sheet
        The file.
    at : int
        The last row of its heading, from 0.
    columns : Columns
        Those to read.
    required : sequence of str
        Those that a row has, unless it is a remark.
    above : int, optional
        Rows above the heading, if it has several rows.

    Returns
    -------
    (DataFrame, list of str)
        Texts, with row numbers as index, and what was passed over.

    Raises
    ------
    CourseError
        If there are no rows.
    """
    names = list(columns.places)
    places = [columns.places[name] for name in names]
    width = max([len(sheet.head[at]), *(place + 1 for place in places)])
    unique = sorted(set(places))
    cells = sheet.body(at + 1, unique, width)
    texts = pd.DataFrame({name: cells[place] for name, place in zip(names, places, strict=True)})
    notes = []
    if titles := sum(
        any(row) and not row[0].startswith("sep=")
        for row in sheet.head[: at if above is None else above]
    ):
        notes.append(
            ngettext("{n} line above the table", "{n} lines above the table", titles).format(
                n=titles
            )
        )
    blank = np.ones(len(texts), dtype=bool)
    again = np.ones(len(texts), dtype=bool)
    for name in names:
        blank[blank] = texts[name].to_numpy()[blank] == ""
        again[again] = texts[name].to_numpy()[again] == columns.titles[name]
    missing_cells = texts.isna().all(axis=1).to_numpy() if len(texts) else blank
    if again.any():
        notes.append(_("the heading again in {n} rows").format(n=int(again.sum())))
    nothing = blank | missing_cells
    inside = nothing[: len(nothing) - int(np.argmin(nothing[::-1]))] if len(nothing) else nothing
    if inside.any():
        n = int(inside.sum())
        notes.append(ngettext("{n} row is blank", "{n} rows are blank", n).format(n=f"{n:,}"))
    texts = texts[~(nothing | again)]
    below = _below(texts, required)
    if below:
        rows = [str(row) for row in texts.index[-below:]]
        notes.append(_("totals or remarks below the table: row {rows}").format(rows=listed(rows)))
        texts = texts.iloc[:-below]
    if texts.empty:
        raise CourseError(
            _("{label} holds a header and no rows: export it again, with its data.").format(
                label=sheet.label
            )
        )
    return texts, notes


def _below(texts: pd.DataFrame, required: Sequence[str]) -> int:
    """Count the last rows that are totals and remarks."""
    totals = cell_words("total")
    count = 0
    for row in range(len(texts) - 1, max(-1, len(texts) - 20), -1):
        line = texts.iloc[row]
        cells = {
            str(name): str(cell).strip()
            for name, cell in line.items()
            if isinstance(cell, str) and cell.strip()
        }
        words = [tidy(cell).rstrip(" :") for cell in list(cells.values())[:2]]
        is_total = any(
            word in totals or re.match(r"(?:grand totals?|total|average|mean)\b", word)
            for word in words
        )
        is_remark = len(texts.columns) > 2 and bool(required) and _is_remark(cells, required)
        if not (is_total or is_remark):
            break
        count = len(texts) - row
    return count


def _is_remark(cells: Mapping[str, str], required: Sequence[str]) -> bool:
    """Tell whether a row is one text, which a comma may have split in two."""
    if len(cells) <= 1:
        return sum(name in cells for name in required) < min(2, len(required))
    has_digits = [re.search(r"\d", cells.get(name, "")) is not None for name in required]
    is_sentence = any(len(cell.split()) > 3 for cell in cells.values())
    return len(cells) == 2 and len(required) > 1 and is_sentence and not any(has_digits)
