"""One reader of files of one's own: it reads what is sure and asks what is doubtful.

>>> import tempfile
>>> from servicelab_workshop.reading.options import Fields
>>> file = Path(tempfile.mkdtemp()) / "log.csv"
>>> _ = file.write_text('''Nr;Eingang;Betrag
... 1;31.12.2024;1.234,50 EUR
... ''')
>>> reading = read_own(file, Fields("complaints", ("id", "opened", "cost"), ("id", "opened")))
>>> reading.ids("id").tolist(), reading.columns.titles["opened"]
(['1'], 'Eingang')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.text import listed, shown
from servicelab_workshop.reading.amounts import parse_amount
from servicelab_workshop.reading.dates import parse_moment
from servicelab_workshop.reading.headings import (
    Columns,
    are_days,
    are_flags,
    find_columns,
    find_heading,
    known_name,
    may_be_days,
    suggest,
)
from servicelab_workshop.reading.opening import body_of, open_sheet
from servicelab_workshop.reading.options import Fields, Options
from servicelab_workshop.reading.problems import LeftOut, Trouble, folded, refusal, trouble
from servicelab_workshop.reading.sheets import Sheet
from servicelab_workshop.reading.vocabulary import cell_words, plain, rank, tidy

__all__ = ["MANY", "Reading", "Source", "read_own"]

#: Share of the rows that may be left out; of more, what is left would mislead.
MANY = 0.1

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202c\u2060\ufeff"))


@dataclass(frozen=True)
class Source:
    """The file behind a report, and how it was read.

    Attributes
    ----------
    name : str
        Of the file.
    how : str
        Encoding and separator, or sheet.
    ignored : tuple of str
        Columns that are not used.
    left_out : LeftOut
        Rows that cannot be used.
    notes : tuple of str
        What else was done in reading.
    explained : tuple of str
        How each column was read.
    table : DataFrame
        What was understood: the rows that are left, under the names of the columns.
    """

    name: str
    how: str
    ignored: tuple[str, ...]
    left_out: LeftOut
    notes: tuple[str, ...]
    explained: tuple[str, ...]
    table: pd.DataFrame


class Reading:
    """A file while its columns are read.

    Each column that is asked for is read by its kind. What cannot be read is gathered, and
    :meth:`settle` leaves those rows out, or refuses the file.

    Parameters
    ----------
    sheet : Sheet
        The file.
    texts : DataFrame
        Its cells under the names of the columns; the index are row numbers.
    columns : Columns
        Where they come from.
    like : str
        What the file should be.
    options : Options
        What was said about it.
    doubts, notes : list of str
        What is to be asked, and what was done, so far.
    """

    def __init__(
        self,
        sheet: Sheet,
        texts: pd.DataFrame,
        columns: Columns,
        like: str,
        options: Options,
        doubts: Iterable[str] = (),
        notes: Iterable[str] = (),
    ) -> None:
        self.sheet, self.texts, self.columns = sheet, texts, columns
        self.like, self.options = like, options
        self.doubts, self.notes = list(doubts), list(notes)
        self.how: dict[str, str] = {}
        self.currencies: dict[str, str] = {}
        self.empty: dict[str, int] = {}
        self._troubles: list[Trouble] = []
        self._distinct: dict[str, tuple[np.ndarray, list[str]]] = {}
        self._blank: dict[str, np.ndarray] = {}
        self._missing = cell_words("missing") | set(map(tidy, options.missing))
        self._longest = 10 + max(map(len, self._missing))
        self._total = len(texts)
        long = texts.index.intersection(list(sheet.long_rows))
        if len(long):
            self.texts = texts.drop(index=long)
            self.add(
                _("row"),
                pd.Series([_("{n} cells").format(n=sheet.long_rows[row]) for row in long], long),
                np.ones(len(long), dtype=bool),
                _("as many cells as headings: put quotes around text that holds a separator"),
            )

    # --- what it has --------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Of the file."""
        return self.sheet.name

    @property
    def label(self) -> str:
        """The name of the file, and how it was read."""
        return self.sheet.label

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headings that are not used."""
        return self.columns.ignored

    def __contains__(self, name: str) -> bool:
        return name in self.texts.columns

    # --- columns by their kinds -----------------------------------------------------------------

    def distinct(self, name: str) -> tuple[np.ndarray, list[str]]:
        """Return the distinct cells of a column, and which of them stands in each row.

        Parameters
        ----------
        name : str
            Of the column.
        """
        if name not in self._distinct:
            codes, found = pd.factorize(self.texts[name].fillna(""))
            self._distinct[name] = codes, [_unquoted(str(one)) for one in found]
        return self._distinct[name]

    def is_missing(self, text: str) -> bool:
        """Tell whether a cell says nothing.

        Parameters
        ----------
        text : str
            The cell.
        """
        return len(text) <= self._longest and tidy(text) in self._missing

    def blank(self, name: str) -> np.ndarray:
        """Tell of each row whether a column says nothing.

        Parameters
        ----------
        name : str
            Of the column.
        """
        if name not in self._blank:
            codes, found = self.distinct(name)
            nothing = np.array([self.is_missing(one) for one in found], dtype=bool)
            self._blank[name] = nothing[codes]
        return self._blank[name]

    def add(
        self, column: str, values: pd.Series, wrong: pd.Series | np.ndarray, expected: str
    ) -> None:
        """Note cells that break a rule.

        Parameters
        ----------
        column, values, wrong, expected
            As in :func:`servicelab_workshop.reading.problems.trouble`.
        """
        self._troubles += trouble(column, values, wrong, expected)

    def filled(self, name: str) -> None:
        """Note the cells of a column that say nothing.

        Parameters
        ----------
        name : str
            Of the column.
        """
        self.add(name, self.texts[name], self.blank(name), _("a value"))

    def drop(self, name: str, note: str) -> None:
        """Leave a column out, and say so.

        Parameters
        ----------
        name : str
            Of the column.
        note : str
            Why.
        """
        self.columns = self.columns.without(name)
        self.texts = self.texts.drop(columns=name)
        self.notes.append(note)

    def ids(self, name: str, state: pd.Series | None = None) -> pd.Series:
        """Read a column in which each row has its own name.

        Parameters
        ----------
        name : str
            Of the column.
        state : Series, optional
            What is least, or missing, in the earlier ones of several rows of one name: then the
            last is kept, and else the first.
        """
        codes, found = self.distinct(name)
        values = pd.Series(np.array(found, dtype=object)[codes], self.texts.index, dtype="str")
        self.filled(name)
        if state is None:
            twice = values.duplicated()
            expected = _("each one once: this one stands further up already")
        else:
            order = state.sort_values(kind="stable", na_position="first").index
            twice = values[order].duplicated(keep="last").reindex(values.index)
            expected = _("each one once: a later state of this one is kept")
        self.add(name, values, twice.to_numpy() & ~self.blank(name), expected)
        self.how[name] = _("names, each once")
        return values

    def numbers(self) -> pd.Series:
        """Call the rows by their numbers, where no column names them."""
        self.notes.append(_("no column names the rows, so they are called by their numbers"))
        return pd.Series(self.texts.index.astype(str), index=self.texts.index, dtype="str")

    def category(self, name: str, *, is_exact: bool = False) -> pd.Series:
        """Read texts, in the order of their numbers or of the alphabet.

        Parameters
        ----------
        name : str
            Of the column.
        is_exact : bool
            Whether case and spaces count, by which the most frequent spelling stands for all.
        """
        codes, found = self.distinct(name)
        if not is_exact:
            counts = np.bincount(codes, minlength=len(found))
            ranked = [found[place] for place in np.argsort(-counts, kind="stable")]
            spelling = {tidy(one): one for one in reversed(ranked)}
            found = [spelling[tidy(one)] for one in found]
        kept = pd.Series([None if self.is_missing(one) else one for one in found], dtype=object)
        numbers = pd.to_numeric(kept, errors="coerce")
        are_numbers = numbers.notna().sum() == kept.notna().sum()
        levels = pd.Index(
            sorted(kept.dropna().unique(), key=float if are_numbers else str), dtype="str"
        )
        place = levels.get_indexer(pd.Index(kept)) if len(levels) else np.full(len(kept), -1)
        self.how[name] = ngettext("{n} group", "{n} groups", len(levels)).format(n=len(levels))
        return pd.Series(pd.Categorical.from_codes(place[codes], levels), index=self.texts.index)

    def flags(self, name: str) -> pd.Series:
        """Read yes and no; what says nothing is no.

        Parameters
        ----------
        name : str
            Of the column.
        """
        codes, found = self.distinct(name)
        yes, no = cell_words("yes"), cell_words("no")
        words = [tidy(one) for one in found]
        wrong = [word not in yes | no and not self.is_missing(word) for word in words]
        self.add(name, self.texts[name], np.array(wrong, dtype=bool)[codes], _("yes or no"))
        self.how[name] = _("yes or no")
        flags = np.array([word in yes for word in words], dtype=bool)[codes]
        return pd.Series(flags, index=self.texts.index)

    # --- the end --------------------------------------------------------------------------------

    def settle(
        self, *, all_rows: bool = False, optional: Collection[str] = ()
    ) -> tuple[pd.Index, LeftOut]:
        """Leave out the rows that cannot be used.

        Parameters
        ----------
        all_rows : bool
            Whether every row is needed, so that none is left out.
        optional : collection of str
            Columns of which a cell is left out, rather than its row.

        Returns
        -------
        (Index, LeftOut)
            The numbers of the rows that are kept, and what was left out.

        Raises
        ------
        InvalidDataError
            If something is to be asked, or more than a tenth of the rows cannot be used.
        """
        total = self._total
        bad = {row for one in self._troubles for row in one.rows.tolist()}
        if self.doubts:
            raise refusal(self.label, self.like, (), self.doubts, total)
        whole = [one for one in self._troubles if one.column not in optional]
        single = [one for one in self._troubles if one.column in optional]
        rows = sorted({row for one in whole for row in one.rows.tolist()})
        few = 0 if all_rows else max(1, MANY * total)
        if len(bad) > few or len(bad) == total:
            hints = [
                _("it can be read without {name}: add --columns {name}=").format(name=name)
                for name in dict.fromkeys(one.column for one in single)
                if len(rows) <= few and len(rows) < total
            ]
            raise refusal(self.label, self.like, self._troubles, hints, total)
        cells: dict[str, tuple[int, ...]] = {}
        for one in single:
            cells[one.column] = (*cells.get(one.column, ()), *one.rows.tolist())
        reasons: dict[int, list[str]] = {}
        for one in whole:
            for row, value in zip(one.rows.tolist(), one.values, strict=True):
                reasons.setdefault(row, []).append(
                    _("{column}: {value!r}, expected {expected}").format(
                        column=one.column, value=shown(value, 40), expected=one.expected
                    )
                )
        left_out = LeftOut(
            tuple(rows),
            total,
            tuple(folded(whole)),
            {row: tuple(why) for row, why in reasons.items()},
            cells,
            tuple(folded(single)),
        )
        return self.texts.index.difference(rows, sort=False), left_out

    def source(self, left_out: LeftOut, table: pd.DataFrame) -> Source:
        """Return what a report keeps of the file.

        Parameters
        ----------
        left_out : LeftOut
            From :meth:`settle`.
        table : DataFrame
            What was understood.
        """
        return Source(
            self.name,
            self.sheet.how,
            self.ignored,
            left_out,
            tuple(self.notes),
            (*self._explain(), *left_out.lines, *left_out.cell_lines),
            table,
        )

    def _explain(self) -> list[str]:
        lines = [_("{label}: {n} rows").format(label=self.label, n=f"{len(self.texts):,}")]
        for name, heading in self.columns.titles.items():
            if name in self:
                blank = int(self.blank(name).sum())
                said = _("{name} from {heading!r}: {how}").format(
                    name=name, heading=shown(heading, 60), how=self.how.get(name, _("text"))
                )
                empty = self.empty.get(name, blank)
                form = _("; {n} blank") if empty == blank else _("; {n} blank or not yet")
                lines.append(said + (form.format(n=f"{empty:,}") if empty else ""))
        if self.ignored:
            lines.append(_("not used: {names}").format(names=listed(self.ignored)))
        return [*lines, *self.notes]


def _unquoted(text: str) -> str:
    """Drop what keeps a text from being a formula or a number, ``'`` and ``="..."``."""
    text = text.strip()
    if not text.isascii():
        text = text.translate(_INVISIBLE).strip()
    if text[:1] == "'" and (text[1:2] in ("=", "+", "-", "@") or text[1:2].isdigit()):
        return text[1:]
    protected = text.startswith('="') and text.endswith('"')
    return text[2:-1] if protected else text


def _refuse_headless(sheet: Sheet, titles: Sequence[str]) -> None:
    """Refuse a file without headings, and one whose lines are one cell each."""
    filled = [title for title in titles if title]
    if len(filled) == 1 and re.search(r"[,;\t|]", filled[0]):
        raise CourseError(
            _(
                "{label} has one column, {title!r}: each line is one cell in quotation marks. Take "
                "the outer ones away, or export it again."
            ).format(label=sheet.label, title=shown(filled[0], 60))
        )
    values = [title for title in filled if parse_moment(title) or parse_amount(title)]
    if len(values) > 1 and 2 * len(values) >= len(filled):
        raise CourseError(
            _(
                "{label} has no headings: its first row is {row}. Put a row of headings above."
            ).format(label=sheet.label, row=listed([shown(one, 30) for one in filled], 6))
        )


def read_own(path: Path | str, fields: Fields, options: Options | None = None) -> Reading:
    """Read the columns of a file that a report uses, as text.

    Parameters
    ----------
    path : path
        CSV or xlsx. It is only read.
    fields : Fields
        The columns.
    options : Options, optional
        What the file does not say itself.

    Returns
    -------
    Reading

    Raises
    ------
    CourseError
        If the file cannot be read, has no rows, or lacks a column that is required: with a
        suggestion for each.
    """
    options = options or Options()
    asked = {plain(one) for one in options.columns.values() if one}

    def is_known(heading: str) -> bool:
        return plain(heading) in asked or known_name(fields.subject, heading) in fields.names

    sheet = open_sheet(path, is_known, options)
    at = find_heading(sheet.head, is_known)
    titles = sheet.head[at]

    def cells_under(place: int) -> list[str]:
        return [row[place] for row in sheet.head[at + 1 :] if place < len(row)]

    samples = {title: cells_under(place) for place, title in enumerate(titles)}
    flags = {title for title, cells in samples.items() if are_flags(cells)}

    def name_of(title: str) -> str | None:
        name = known_name(fields.subject, title)
        if name is not None and name in fields.if_days and are_days(samples[title]):
            return fields.if_days[name]
        if "status" in fields.names and name in fields.dates and title in flags:
            return "status" if name == "closed" else None
        return name if name in fields.names else None

    columns = find_columns(
        titles,
        name_of,
        options.columns,
        names=fields.names,
        one_only=fields.dates,
        fits=lambda place: "day" in fields.names or may_be_days(cells_under(place)),
        label=sheet.label,
        rank=functools.partial(rank, fields.subject),
    )
    missing = [
        one for one in fields.required if not any(name in columns.places for name in one.split("|"))
    ]
    doubts = list(columns.doubts)
    if missing and not columns.places and len(sheet.sheets) > 1:
        raise CourseError(
            _(
                "{label} has no column of {like}; its sheets are {names}: give one with --sheet."
            ).format(label=sheet.label, like=fields.like, names=listed(sheet.sheets))
        )
    if missing:
        _refuse_headless(sheet, titles)
        # a day that is not needed may be what is missing, if it has a time
        others = [
            columns.titles[name]
            for name in fields.dates
            if name in columns.places and name not in "|".join(fields.required).split("|")
        ]
        spare = [*columns.ignored, *others]
        doubts += [
            _("{heading!r} says yes or no, and no day").format(heading=shown(title, 60))
            for title in titles
            if title in flags and known_name(fields.subject, title) in missing
        ]
        doubts += suggest(missing, fields.subject, spare, samples, fields.dates)
        raise refusal(sheet.label, fields.like, (), doubts, 0)
    texts, notes = body_of(
        sheet, at, columns, [one for one in fields.required if one in columns.places]
    )
    return Reading(sheet, texts, columns, fields.like, options, doubts, notes)
