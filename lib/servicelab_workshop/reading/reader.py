"""One reader of files of one's own: it reads what is sure and asks what is doubtful.

>>> import tempfile
>>> from servicelab_workshop.reading.options import Fields
>>> file = Path(tempfile.mkdtemp()) / "log.csv"
>>> _ = file.write_text('''Nr;Eingang;Betrag
... 1;31.12.2024;1.234,50 EUR
... ''')
>>> reading = read_own(file, Fields("complaints", ("id", "opened", "cost"), ("id", "opened")))
>>> reading.days(["opened"])["opened"].tolist(), reading.amounts(["cost"])["cost"].tolist()
([Timestamp('2024-12-31 00:00:00')], [1234.5])
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.text import listed, shown
from servicelab_workshop.reading.amounts import Amount, find_decimal, parse_amount
from servicelab_workshop.reading.dates import (
    Moment,
    Order,
    as_moments,
    find_order,
    is_swapped,
    parse_moment,
)
from servicelab_workshop.reading.headings import (
    Columns,
    find_columns,
    find_heading,
    known_name,
    suggest,
)
from servicelab_workshop.reading.opening import body_of, open_sheet
from servicelab_workshop.reading.options import Fields, Options
from servicelab_workshop.reading.problems import LeftOut, Trouble, folded, refusal, trouble
from servicelab_workshop.reading.sheets import Sheet
from servicelab_workshop.reading.vocabulary import cell_words, plain, tidy

__all__ = ["MANY", "Reading", "Source", "read_own"]

#: Share of the rows that may be left out; of more, what is left would mislead.
MANY = 0.1

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202c\u2060\ufeff"))
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"
_NUMBER = r"-?(?:[0-9]{1,12}|[0-9]{1,12}\.[0-9]{1,2}|[0-9]{1,12}\.[0-9]{4,12})"
_NO_DAY = re.compile(r"0{1,4}[-./]00?[-./]0{1,4}(?: 00:00(?::00)?)?")


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

    def ids(self, name: str) -> pd.Series:
        """Read a column in which each row has its own name.

        Parameters
        ----------
        name : str
            Of the column.
        """
        codes, found = self.distinct(name)
        values = pd.Series(np.array(found, dtype=object)[codes], self.texts.index, dtype="str")
        self.filled(name)
        twice = values.duplicated().to_numpy() & ~self.blank(name)
        self.add(name, values, twice, _("each one once: this one stands further up already"))
        self.how[name] = _("names, each once")
        return values

    def numbers(self) -> pd.Series:
        """Call the rows by their numbers, where no column names them."""
        self.notes.append(_("no column names the rows, so they are called by their numbers"))
        return pd.Series(self.texts.index.astype(str), index=self.texts.index, dtype="str")

    def category(self, name: str) -> pd.Series:
        """Read texts, in the order of their numbers or of the alphabet.

        Parameters
        ----------
        name : str
            Of the column.
        """
        codes, found = self.distinct(name)
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

    def days(
        self, names: Sequence[str], open_ended: Collection[str] = (), filled: Collection[str] = ()
    ) -> dict[str, pd.Series]:
        """Read columns of days; a time of day in them is dropped.

        Parameters
        ----------
        names : sequence of str
            Of the columns; those that the file lacks are left out.
        open_ended : collection of str
            Those whose cells may say that the day has not come: "open".
        filled : collection of str
            Those whose cells may not say nothing.
        """
        found = self.moments(names, open_ended, filled, expected=_("a day such as 2025-03-31"))
        for name, moments in found.items():
            only_time = moments["day"].isna() & moments["seconds"].notna()
            self.add(name, self.texts[name], only_time, _("a day such as 2025-03-31"))
        return {name: moments["day"] for name, moments in found.items()}

    def moments(
        self,
        names: Sequence[str],
        open_ended: Collection[str] = (),
        filled: Collection[str] = (),
        expected: str | None = None,
    ) -> dict[str, pd.DataFrame]:
        """Read columns of days and times.

        Parameters
        ----------
        names, open_ended, filled
            As in :meth:`days`.
        expected : str, optional
            What a cell should be, in words.

        Returns
        -------
        dict of DataFrame
            By column, as :func:`servicelab_workshop.reading.dates.as_moments` returns it.
        """
        expected = expected or _("a day and a time such as 2025-03-31 08:03")
        parsed: dict[str, tuple[np.ndarray, list[str], list[Moment | None]]] = {}
        orders: dict[str, Order] = {}
        plain_ones: dict[str, pd.DataFrame] = {}
        for name in names:
            if name not in self:
                continue
            iso = self._iso(name)
            if iso is not None:
                plain_ones[name] = iso
                if name in filled:
                    self.filled(name)
                continue
            codes, found = self.distinct(name)
            moments = [parse_moment(one) for one in found]
            parsed[name] = codes, found, moments
            cells = [(text, one) for text, one in zip(found, moments, strict=True) if one]
            orders[name] = find_order(cells)
            counts = np.bincount(codes, minlength=len(found))
            known = [(one, n) for one, n in zip(moments, counts.tolist(), strict=True) if one]
            if is_swapped([one for one, _n in known], [n for _one, n in known]):
                self.doubts.append(
                    _(
                        "column {name}: some cells are dates whose day is never above 12, the "
                        "others text whose day always is: a program took days for months. Import "
                        "the file again with the right order of day and month"
                    ).format(name=name)
                )
        order = self._orders(orders)
        result = dict(plain_ones)
        for name, (codes, found, moments) in parsed.items():
            table = as_moments(moments, order.get(name))
            nothing = [
                self.is_missing(one)
                or bool(_NO_DAY.fullmatch(one))
                or (name in open_ended and (tidy(one) in cell_words("open")))
                for one in found
            ]
            never = (table["day"].dt.year == 9999).to_numpy() & (name in open_ended)
            table.loc[never, ["day", "seconds", "zone"]] = pd.NA
            empty = np.array(nothing, dtype=bool) | never
            wrong = table["day"].isna().to_numpy() & table["seconds"].isna().to_numpy() & ~empty
            # a time of day is told by its seconds; a day that does not exist has neither
            wrong |= (
                np.array([m is not None and m.parts is not None for m in moments], dtype=bool)
                & table["day"].isna().to_numpy()
                & ~empty
            )
            if name in filled:
                wrong |= empty
            said = self._or_blank(expected, found, wrong) if name in open_ended else expected
            self.add(name, self.texts[name], wrong[codes], said)
            table = table.take(codes)
            table.index = self.texts.index
            result[name] = table
            self.how[name] = self._how_dates(name, found, moments, order.get(name))
        return {name: result[name] for name in names if name in result}

    @staticmethod
    def _or_blank(expected: str, found: Sequence[str], wrong: np.ndarray) -> str:
        """Say how a word for what has not come is given."""
        words = [
            one for one, is_wrong in zip(found, wrong, strict=True) if is_wrong and one.isalpha()
        ]
        if not words:
            return expected
        return _(
            '{expected}, or blank; if it means that it has not come, --missing "{word}"'
        ).format(expected=expected, word=shown(words[0], 30))

    def _iso(self, name: str) -> pd.DataFrame | None:
        """Read a column that is written as a program would write it, all at once."""
        codes, found = self.distinct(name)
        texts = pd.Series(found, dtype="str")
        blank = texts == ""
        if not (texts.str.fullmatch(_ISO) | blank).all():
            return None
        times = pd.to_datetime(texts.where(~blank), format="ISO8601", errors="coerce")
        if (times.isna() & ~blank).any() or (times.dt.year == 9999).any():
            return None
        days = times.dt.normalize()
        seconds = (times - days).dt.total_seconds().where(texts.str.len() > 10)
        table = pd.DataFrame(
            {"day": days.astype("datetime64[us]"), "seconds": seconds, "zone": np.nan}
        ).take(codes)
        table.index = self.texts.index
        self.how[name] = _("days as in {example}").format(
            example=next(iter(texts[~blank]), _("none"))
        )
        return table

    def _orders(self, orders: Mapping[str, Order]) -> dict[str, str | None]:
        """Settle the order of day and month, by each column itself or else by the others."""
        if self.options.dates is not None:
            return dict.fromkeys(orders, self.options.dates.upper())
        settled = {order.name for order in orders.values() if order.name and not order.doubt}
        result: dict[str, str | None] = {}
        asked: dict[str, Order] = {}
        sure = {name: order.name for name, order in orders.items() if order.name}
        for name, order in orders.items():
            if order.name is not None:
                result[name] = order.name
            elif order.doubt is None:
                result[name] = None
            elif not order.is_mixed and len(set(sure.values()) & settled) == 1:
                result[name] = next(iter(set(sure.values())))
            else:
                result[name] = None
                asked[name] = order
        mixed = {name: order for name, order in asked.items() if order.is_mixed}
        for name, order in mixed.items():
            self.doubts.append(
                _(
                    "column {name}: {cells} do not write day and month in one order: give the right "
                    "one, --dates DMY or --dates MDY, and the others are left out"
                ).format(name=name, cells=shown(order.doubt or "", 60))
            )
        rest = {name: order for name, order in asked.items() if not order.is_mixed}
        if rest:
            example = next(iter(rest.values())).doubt or ""
            self.doubts.append(
                _(
                    "{columns}: day and month cannot be told apart in cells like {example}: give "
                    "--dates DMY (day first), MDY (month first) or YMD (year first)"
                ).format(columns=", ".join(rest), example=shown(example, 30))
            )
        return result

    def _how_dates(
        self, name: str, found: Sequence[str], moments: Sequence[Moment | None], order: str | None
    ) -> str:
        read = [(text, one) for text, one in zip(found, moments, strict=True) if one is not None]
        if not read:
            return _("days; none could be read")
        text = read[0][0]
        said = _("days as in {example}").format(example=shown(text, 30))
        if any(moment.form == "serial" for _text, moment in read):
            said += _(", serial numbers of Excel")
        if order and any(moment.form in ("open", "dots") for _text, moment in read):
            first = {"DMY": _("day first"), "MDY": _("month first"), "YMD": _("year first")}
            said += f", {first[order]}"
        return said

    def amounts(
        self,
        names: Sequence[str],
        minimum: Mapping[str, float] | None = None,
        filled: Collection[str] = (),
        outlays: Collection[str] = (),
    ) -> dict[str, pd.Series]:
        """Read columns of numbers and money.

        Parameters
        ----------
        names : sequence of str
            Of the columns; those that the file lacks are left out.
        minimum : mapping, optional
            The least that a column may hold.
        filled : collection of str
            Those whose cells may not say nothing.
        outlays : collection of str
            Those that may be booked below 0 throughout.
        """
        names = [name for name in names if name in self]
        result: dict[str, pd.Series] = {}
        parsed: dict[str, tuple[np.ndarray, list[str], list[Amount | None]]] = {}
        for name in names:
            codes, found = self.distinct(name)
            texts = pd.Series(found, dtype="str")
            if (texts.str.fullmatch(_NUMBER) | (texts == "")).all():
                values = pd.to_numeric(texts, errors="coerce").to_numpy(dtype=float)
                result[name] = pd.Series(values[codes], index=self.texts.index)
                self.how[name] = _("numbers")
            else:
                parsed[name] = codes, found, [parse_amount(one) for one in found]
        decimals = self._decimals(parsed)
        for name, (codes, found, amounts) in parsed.items():
            result[name] = self._amounts(name, codes, found, amounts, decimals[name])
        for name in outlays:
            if name in result and (result[name] < 0).any() and not (result[name] > 0).any():
                result[name] = -result[name] + 0.0
                self.how[name] += _(", all below 0: taken for what was paid out")
        for name, numbers in result.items():
            least = (minimum or {}).get(name)
            if least is not None:
                low = (numbers < least).to_numpy()
                self.add(name, self.texts[name], low, _("{least:g} or more").format(least=least))
            if name in filled:
                self.filled(name)
        return {name: result[name] for name in names}

    def _decimals(
        self, parsed: Mapping[str, tuple[np.ndarray, list[str], list[Amount | None]]]
    ) -> dict[str, str]:
        """Settle the sign of decimals, by each column itself or else by the others."""
        if self.options.decimal is not None:
            return dict.fromkeys(parsed, self.options.decimal)
        signs = {
            name: find_decimal([one for one in amounts if one is not None])
            for name, (_codes, _found, amounts) in parsed.items()
        }
        known = {sign for sign, _is_open, _is_mixed in signs.values() if sign}
        result: dict[str, str] = {}
        for name, (sign, is_open, is_mixed) in signs.items():
            found, amounts = parsed[name][1:]
            if sign is None and not is_mixed and len(known) == 1:
                sign = next(iter(known))
            if sign is None and is_open:
                example = next(
                    text
                    for text, one in zip(found, amounts, strict=True)
                    if one is not None and one.decimal == "?"
                )
                self.doubts.append(
                    _(
                        "column {name}: in {example} the sign may stand between thousands or before "
                        'decimals: give --decimal "." or --decimal ","'
                    ).format(name=name, example=shown(example, 30))
                )
            result[name] = sign or "."
        return result

    def _amounts(
        self,
        name: str,
        codes: np.ndarray,
        found: Sequence[str],
        amounts: Sequence[Amount | None],
        decimal: str,
    ) -> pd.Series:
        values = np.array(
            [np.nan if one is None else one.value(decimal) for one in amounts], dtype=float
        )
        wrong = np.array(
            [
                one is None and not self.is_missing(text)
                for text, one in zip(found, amounts, strict=True)
            ],
            dtype=bool,
        )
        self.add(name, self.texts[name], wrong[codes], _("a number or an amount of money"))
        counts = Counter(
            amounts[code].currency
            for code in codes.tolist()
            if amounts[code] is not None and amounts[code].currency
        )
        self.how[name] = _("numbers, {decimal!r} before decimals").format(decimal=decimal)
        if counts:
            usual = counts.most_common(1)[0][0]
            other = np.array(
                [one is not None and one.currency not in ("", usual) for one in amounts], dtype=bool
            )
            self.add(
                name,
                self.texts[name],
                other[codes],
                _("one currency, {usual}").format(usual=usual.upper()),
            )
            self.how[name] += f", {usual.upper()}"
        return pd.Series(values[codes], index=self.texts.index)

    # --- the end --------------------------------------------------------------------------------

    def settle(self, *, all_rows: bool = False) -> tuple[pd.Index, LeftOut]:
        """Leave out the rows that cannot be used.

        Parameters
        ----------
        all_rows : bool
            Whether every row is needed, so that none is left out.

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
        rows = sorted({row for one in self._troubles for row in one.rows.tolist()})
        if self.doubts:
            raise refusal(self.label, self.like, (), self.doubts, total)
        few = 0 if all_rows else max(1, MANY * total)
        if len(rows) > few or len(rows) == total:
            raise refusal(self.label, self.like, self._troubles, (), total)
        reasons: dict[int, list[str]] = {}
        for one in self._troubles:
            for row, value in zip(one.rows.tolist(), one.values, strict=True):
                reasons.setdefault(row, []).append(
                    _("{column}: {value!r}, expected {expected}").format(
                        column=one.column, value=shown(value, 40), expected=one.expected
                    )
                )
        left_out = LeftOut(
            tuple(rows),
            total,
            tuple(folded(self._troubles)),
            {row: tuple(why) for row, why in reasons.items()},
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
            (*self._explain(), *left_out.lines),
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
                lines.append(said + (_("; {n} blank").format(n=f"{blank:,}") if blank else ""))
        if self.ignored:
            lines.append(_("not used: {names}").format(names=listed(self.ignored)))
        return [*lines, *self.notes]


def _unquoted(text: str) -> str:
    """Drop what keeps a text from being a formula or a number, ``'`` and ``="..."``."""
    text = text.strip()
    if not text.isascii():
        text = text.translate(_INVISIBLE).strip()
    if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@"):
        return text[1:]
    protected = text.startswith('="') and text.endswith('"')
    return text[2:-1] if protected else text


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
    columns = find_columns(
        titles,
        lambda title: name if (name := known_name(fields.subject, title)) in fields.names else None,
        options.columns,
        names=fields.names,
        one_only=fields.dates,
        label=sheet.label,
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
        samples = {
            title: [row[place] for row in sheet.head[at + 1 :] if place < len(row)]
            for place, title in enumerate(titles)
        }
        doubts += suggest(missing, fields.subject, columns.ignored, samples, fields.dates)
        raise refusal(sheet.label, fields.like, (), doubts, 0)
    texts, notes = body_of(
        sheet, at, columns, [one for one in fields.required if one in columns.places]
    )
    return Reading(sheet, texts, columns, fields.like, options, doubts, notes)
