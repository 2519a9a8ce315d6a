"""Tables that instructors keep: CSV as spreadsheets save it, with the headings they have there."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from nbreferee import door
from servicelab.errors import CourseError
from servicelab.i18n import _

# Excel's "CSV" is in the code page of its country
_PAGES = ("cp1250", "cp1252", "cp1254", "cp1257")
# told by their headings; Cyrillic last, since anything can be read as that
_SCRIPTS = ("gb18030", "big5", "cp932", "cp949", "cp1251")
_FOREIGN = re.compile(
    r"(?<![A-Za-z])[^\x00-\x7f]+(?![A-Za-z])|(?![’–\xa0])[^\w\x00-\x7f]|[ª²³¹º¼½¾]"
)


def read_rows(
    file: Path | str, headings: Mapping[str, str], needed: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    """Read the rows of a CSV file.

    Parameters
    ----------
    file : path
        Commas, semicolons or tabs part the cells, and a byte order mark may stand before them. Text
        that is neither UTF-8 nor UTF-16 is read where its code page is sure.
    headings : mapping
        Column -> what else it may be called, see :func:`plain_heading`; further columns are passed
        over.
    needed : sequence of str
        Columns that must be there.

    Returns
    -------
    list of (int, dict)
        Line of the file, and its cells by column, without blank ones.

    Raises
    ------
    CourseError
        If the file cannot be read, is empty, or lacks a column.
    """
    path = Path(file)
    try:
        text = _decoded(path.read_bytes(), headings)
    except OSError as error:
        raise CourseError(
            _("Cannot read {file}: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error
    if text is None:
        raise CourseError(
            _(
                "{file} is not UTF-8, so its letters cannot be told for sure: save it in your "
                "spreadsheet as “CSV UTF-8”."
            ).format(file=path)
        )
    lines = text.splitlines(keepends=True)
    # Excel's own way to name the separator
    skipped = 1 if lines and lines[0].lower().startswith("sep=") else 0
    first = lines[skipped] if len(lines) > skipped else ""
    rows = csv.reader(
        io.StringIO("".join(lines[skipped:]), newline=""), delimiter=max(",;\t", key=first.count)
    )
    try:
        return [(line + skipped, row) for line, row in _rows(rows, path, headings, needed)]
    except csv.Error as error:
        raise CourseError(
            _("{file} cannot be read as CSV: {reason}.").format(file=path, reason=error)
        ) from error


def plain_heading(text: str) -> str:
    """Return what of a heading matters: its letters and digits, without case and accents.

    Examples
    --------
    >>> plain_heading("Adresse de courriel"), plain_heading("E-Mail"), plain_heading("Prénom")
    ('adressedecourriel', 'email', 'prenom')
    """
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(letter for letter in apart if letter.isalnum())


def _decoded(content: bytes, headings: Mapping[str, str]) -> str | None:
    """Text in UTF-8 or UTF-16, or in the one code page that it can be in; else None."""
    with suppress(UnicodeDecodeError):
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        if b"\0" in content[:2]:
            return content.decode("utf-16-be" if content[:1] == b"\0" else "utf-16-le")
        return content.decode("utf-8-sig")
    known = {plain_heading(head) for heads in headings.values() for head in heads.split()}
    for page in _SCRIPTS:
        with suppress(UnicodeDecodeError):
            text = content.decode(page)
            first = re.split(r"[,;\t]", text.partition("\n")[0])
            # what is a heading of that script is one in no other
            if any(not head.isascii() and plain_heading(head) in known for head in first):
                return text
    return _european(content)


def _european(content: bytes) -> str | None:
    """Text in the one code page of Europe that it can be in; else None."""
    pages = set(_PAGES)
    for byte in {byte for byte in content if byte >= 0xA0}:
        # what is a sign in one page and a letter in another stands in names as the letter
        read = {page: bytes([byte]).decode(page, "replace") for page in _PAGES}
        signs = {page for page, letter in read.items() if not letter.isalpha()}
        if len(signs) < len(_PAGES):
            pages -= signs
    if not pages:
        return None
    with suppress(UnicodeDecodeError):
        readings = {content.decode(page) for page in pages}
        text = readings.pop()
        # a name without any plain letter is of another script, one with a sign in it of another page
        if not readings and not _FOREIGN.search(text):
            return text
    return None


def _columns(heads: Sequence[str], headings: Mapping[str, str]) -> list[str]:
    """Name the columns; where two could be one, the first, or the one with just this name."""
    known = {
        plain_heading(head): column for column, heads in headings.items() for head in heads.split()
    }
    plain = ["_".join(head.lower().split()) for head in heads]
    columns = [head if head in headings else "" for head in plain]
    for place, head in enumerate(plain):
        column = known.get(plain_heading(head), "")
        if column not in columns:
            columns[place] = column
    return columns


def _rows(
    reader: Iterator[list[str]], path: Path, headings: Mapping[str, str], needed: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    columns: list[str] = []
    for number, cells in enumerate(reader, start=1):
        line = getattr(reader, "line_num", number)
        cells = [cell.strip() for cell in cells]
        if not columns:
            columns = _columns(cells, headings)
            for column in needed:
                if column not in columns:
                    raise CourseError(
                        _(
                            "{file} has no column {column} among {heads}: its first line must name "
                            "the columns, such as {columns}."
                        ).format(
                            file=path,
                            column=column,
                            heads=", ".join(f"“{door.name(cell, 40)}”" for cell in cells),
                            columns=",".join(headings),
                        )
                    )
        elif any(cells):
            known = zip(columns, cells, strict=False)
            yield line, {name: cell for name, cell in known if cell and name in headings}
    if not columns:
        raise CourseError(_("{file} is empty.").format(file=path))
