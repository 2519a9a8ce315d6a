"""Reading a complaint log of one's own, however long, with every violation told at once."""

from __future__ import annotations

import csv
import datetime as dt
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .._i18n import _
from .._moments import as_moment
from ..data import (
    _DATE,
    _SEPARATORS,
    _check,
    _check_column,
    _check_columns,
    _encodings,
    _invalid,
    _names,
    _no_text,
    _plain,
    _Problem,
    _ragged,
    _read_bytes,
    _read_header,
)
from ..deadlines import Calendar
from ..errors import CourseError
from .survey import _COMMA, _MISSING, _field, _read

#: The columns that are used, with other names that they go by.
COLUMNS = {
    "id": ("complaint_id", "case_id", "complaint", "case"),
    "opened": ("received",),
    "closed": (),
    "acknowledged": (),
    "escalated": (),
    "cause": (),
    "cost": (),
    "severity": (),
    "sector": (),
    "product": (),
    "customer": ("customer_id",),
    "is_complex": (),
}
DATES = ("opened", "acknowledged", "escalated", "closed")
REQUIRED = ("id", "opened", "closed")

_TEXTS = ("cause", "severity", "sector", "product", "customer")
#: Enough of a file to know its encoding and its header.
_HEAD = 1 << 20
#: Rows that are read at once.
_CHUNK = 100_000
_OTHER_DATE = r"^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T][0-9:.]+(?:Z|[+-][0-9:]+)?)?$"
_MONTH = r"^([0-9]{4})[-/.]([0-9]{1,2})$"


@dataclass(frozen=True)
class ComplaintLog:
    """A complaint log, ready for :mod:`servicelab.complaints` and its neighbors.

    Attributes
    ----------
    name : str
        Of the file.
    rows : DataFrame
        One row a complaint opened up to `as_of`: ``id``, ``opened``, ``closed`` and what else of
        :data:`COLUMNS` the file has. What happened after `as_of` is blank.
    as_of : Timestamp
        The day of looking.
    is_as_of_given : bool
        Whether it was given, or is the last date in the file.
    later : int
        Complaints opened after `as_of`, which are left out.
    ignored : tuple of str
        Columns that are not used.
    how : str
        Encoding and separator.
    """

    name: str
    rows: pd.DataFrame
    as_of: pd.Timestamp
    is_as_of_given: bool
    later: int
    ignored: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class Exposure:
    """What was exposed to complaints.

    Attributes
    ----------
    by_product : Series
        Exposure of each product, over the months or over the whole log.
    months : (Timestamp, Timestamp) or None
        First day of the first month and of the month after the last, if the file has months.
    """

    by_product: pd.Series
    months: tuple[pd.Timestamp, pd.Timestamp] | None


def read_log(path: Path | str, as_of: str | pd.Timestamp | None = None) -> ComplaintLog:
    """Read and check a complaint log.

    Parameters
    ----------
    path : path
        A CSV file, also as Excel writes it, one row a complaint: ``id``, ``opened`` and ``closed``
        (blank while open), and what there is of ``acknowledged``, ``escalated``, ``cause``,
        ``cost``, ``severity``, ``sector``, ``product``, ``customer`` and ``is_complex`` (blank is
        false). Further columns are not used, and not kept in memory.
    as_of : date, optional
        The day on whose evening the log is looked at, by default the last date in it.

    Returns
    -------
    ComplaintLog

    Raises
    ------
    CourseError
        If the file cannot be read or breaks the rules: all violations at once, with row, column and
        what was expected.
    """
    path = Path(path).expanduser()
    raw, ignored, how = _read_used(path)
    label = f"{path.name} ({how})"
    fields = [_field(name, _kind(name), **_rules(name)) for name in COLUMNS]
    wanted = [one for one in fields if one["name"] in raw or one["name"] in REQUIRED]
    problems = list(_check_columns(pd.DataFrame(columns=[*raw.columns, *ignored]), wanted))
    typed: dict[str, pd.Series] = {}
    for field in wanted:
        name = field["name"]
        if name not in raw:
            continue
        values = raw[name]
        if name in _TEXTS:
            typed[name] = _category(values)
            continue
        if name == "id":
            problems += _check_ids(values)
            typed[name] = values
            continue
        if name in DATES:
            values = _plain_dates(values)
        elif name == "is_complex":
            values = values.where(values.notna() & ~values.isin(_MISSING), "false")
        found, typed[name] = _check_column(values, field, set(_MISSING))
        problems += found
    dates = {
        name: pd.to_datetime(typed[name], format="%Y-%m-%d", errors="coerce")
        for name in DATES
        if name in typed
    }
    problems += _check_order(dates, is_as_of_given=as_of is not None)
    if problems:
        raise _invalid(problems, raw.index, name=label, like=_("a complaint log"), first_row=2)
    rows = pd.DataFrame(typed).reset_index(drop=True)
    last = rows[list(dates)].max().max() if as_of is None else _as_day(as_of)
    is_in = rows["opened"] <= last
    if not is_in.any():
        raise CourseError(
            _("No complaint in {label} was opened by {as_of:%Y-%m-%d}: give a later day.").format(
                label=label, as_of=last
            )
        )
    rows = rows if is_in.all() else rows[is_in].reset_index(drop=True)
    for name in dates:
        rows[name] = rows[name].where(rows[name] <= last)
    return ComplaintLog(
        name=path.name,
        rows=rows,
        as_of=last,
        is_as_of_given=as_of is not None,
        later=int((~is_in).sum()),
        ignored=ignored,
        how=how,
    )


def read_holidays(path: Path | str) -> Calendar:
    """Read a table of holidays.

    Parameters
    ----------
    path : path
        A CSV file with ``date`` and ``working`` (true or false): all days, or those that differ
        from Monday to Friday.

    Returns
    -------
    Calendar

    Raises
    ------
    CourseError
        If the file cannot be read or breaks the rules: all violations at once.
    """
    path = Path(path).expanduser()
    raw, label, _how = _read(path, ["date", "working"])
    raw = raw.rename(columns={name: _plain(name) for name in raw.columns})
    if "date" in raw:
        raw = raw.assign(date=_plain_dates(raw["date"]))
    fields = [
        _field("date", "date", required=True),
        _field("working", "boolean", required=True),
    ]
    found, typed = _check(raw, {"fields": fields, "primaryKey": ["date"]})
    if found:
        raise _invalid(found, raw.index, name=label, like=_("a table of holidays"), first_row=2)
    return Calendar(typed)


def read_exposure(path: Path | str, log: ComplaintLog) -> Exposure:
    """Read what was exposed to the complaints of a log.

    Parameters
    ----------
    path : path
        A CSV file with ``product`` and ``exposure`` (such as policy-years over the time of the
        log), or with ``month``, ``product`` and ``policies`` (the average in force in the month,
        each worth 1/12 policy-year). Of the months those count that were over at ``log.as_of``.
    log : ComplaintLog
        From :func:`read_log`, with ``product``.

    Returns
    -------
    Exposure

    Raises
    ------
    CourseError
        If the file cannot be read or breaks the rules: all violations at once; if the log has no
        products, or a product that the file lacks.
    """
    path = Path(path).expanduser()
    raw, label, _how = _read(path, ["month", "product", "policies", "exposure"])
    raw = raw.rename(columns={name: _plain(name) for name in raw.columns})
    is_monthly = "month" in raw and "exposure" not in raw
    amount = "policies" if is_monthly else "exposure"
    fields = [_field("product", "string", required=True)]
    fields += [_field(amount, "number", required=True, minimum=0)]
    key = ["product"]
    if is_monthly:
        months = raw["month"].str.replace(_MONTH, r"\1-\2-01", regex=True)
        raw = raw.assign(month=_plain_dates(months))
        fields.append(_field("month", "date", required=True))
        key.append("month")
    found, typed = _check(raw, {"fields": fields, "primaryKey": key})
    if found:
        raise _invalid(found, raw.index, name=label, like=_("an exposure table"), first_row=2)
    if "product" not in log.rows:
        raise CourseError(
            _("{label} has exposure by product, but {log} has no column product.").format(
                label=label, log=log.name
            )
        )
    typed["product"] = typed["product"].str.strip()
    span = None
    if is_monthly:
        first = typed["month"].dt.to_period("M").dt.to_timestamp()
        over = first + pd.offsets.MonthBegin(1) <= log.as_of + pd.Timedelta(days=1)
        if not over.any():
            raise CourseError(
                _("No month in {label} was over on {as_of:%Y-%m-%d}.").format(
                    label=label, as_of=log.as_of
                )
            )
        typed = typed[over].assign(policies=typed["policies"] / 12)
        span = (first[over].min(), first[over].max() + pd.offsets.MonthBegin(1))
    total = typed.groupby("product", sort=False)[amount].sum()
    named = log.rows["product"].dropna().unique()
    unknown = [str(one) for one in named if one not in total.index]
    empty = [str(one) for one in total.index[total <= 0]]
    if unknown or empty:
        raise CourseError(
            _("{label} gives no exposure for {products}: add it, or mend the names.").format(
                label=label, products=_names(sorted({*unknown, *empty}))
            )
        )
    return Exposure(total, span)


# --- the file ---------------------------------------------------------------------------------


def _read_used(path: Path) -> tuple[pd.DataFrame, tuple[str, ...], str]:
    """Read the columns that are used as text, name the others, and say how it was read."""
    head = _read_bytes(path, _HEAD)
    if not head.strip():
        raise CourseError(
            _("{name} is empty: export it again, with a header row.").format(name=path.name)
        )
    names = [name for canonical, others in COLUMNS.items() for name in (canonical, *others)]
    for codec, encoding in _encodings(head):
        try:
            # the head may end within a character
            start = head.decode(codec, "ignore" if len(head) == _HEAD else "strict")
            header, separator = _read_header(start, {"fields": [{"name": one} for one in names]})
            how = f"{encoding}, {_SEPARATORS[separator]()}"
            label = f"{path.name} ({how})"
            raw, ignored = _read_columns(path, codec, separator, header, label)
        except UnicodeDecodeError:
            continue
        if separator != "," and "cost" in raw:
            decimal = raw["cost"].str.strip().str.fullmatch(_COMMA.pattern, na=False)
            points = raw["cost"].str.replace(",", ".", regex=False)
            raw["cost"] = raw["cost"].where(~decimal, points)
        return raw, ignored, how
    raise CourseError(_no_text(path))


def _read_columns(
    path: Path, codec: str, separator: str, header: list[str], label: str
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    known = {_plain(one): name for name, others in COLUMNS.items() for one in (name, *others)}
    called = [known.get(_plain(column), "") for column in header]
    twice = sorted({name for name in called if name and called.count(name) > 1})
    if twice:
        raise CourseError(
            _("{label} has the column {column} more than once: rename or remove one.").format(
                label=label, column=", ".join(twice)
            )
        )
    used = [name for name in called if name]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            # all cells are read, so that a row with too many is noticed, but few are kept
            chunks = pd.read_csv(
                path,
                sep=separator,
                names=[name or f"\0{place}" for place, name in enumerate(called)],
                header=None,
                skiprows=1,
                index_col=False,
                dtype=object,
                keep_default_na=False,
                skip_blank_lines=False,
                encoding=codec,
                chunksize=_CHUNK,
            )
            raw = pd.concat([chunk[used] for chunk in chunks])
    except pd.errors.EmptyDataError:
        raw = pd.DataFrame(columns=used, dtype=object)
    except (pd.errors.ParserError, pd.errors.ParserWarning, csv.Error) as error:
        text = path.read_text(encoding=codec)
        raise CourseError(_ragged(text, separator, len(header), label)) from error
    blank = np.ones(len(raw), dtype=bool)
    for column in used:
        blank[blank] = raw.loc[blank, column].isin(["", None]).to_numpy()
    if blank.all():
        raise CourseError(
            _("{label} holds a header and no rows: export it again, with its data.").format(
                label=label
            )
            if used
            else _(
                "{label} is no complaint log that can be recognized: expected columns id, opened "
                "and closed. Its columns are {have}."
            ).format(label=label, have=_names(header))
        )
    raw = raw if not blank.any() else raw[~blank]
    return raw, tuple(one for one, name in zip(header, called, strict=True) if not name and one)


# --- its columns ------------------------------------------------------------------------------


def _kind(name: str) -> str:
    if name in DATES:
        return "date"
    return {"cost": "number", "is_complex": "boolean"}.get(name, "string")


def _rules(name: str) -> dict[str, Any]:
    if name == "cost":
        return {"minimum": 0}
    return {"required": True} if name in ("id", "opened") else {}


def _plain_dates(values: pd.Series) -> pd.Series:
    """Write dates as 2025-03-31 that stand as 2025/3/31 or with a time of day."""
    codes, distinct = pd.factorize(values)
    texts = pd.Series(distinct, dtype="str").str.strip()
    odd = ~texts.str.fullmatch(_DATE, na=False) & texts.str.fullmatch(_OTHER_DATE, na=False)
    if not odd.any():
        return values
    parts = texts[odd].str.extract(_OTHER_DATE)
    texts[odd] = parts[0] + "-" + parts[1].str.zfill(2) + "-" + parts[2].str.zfill(2)
    plain = np.append(texts.to_numpy(dtype=object), np.array([None], dtype=object))
    return pd.Series(plain[codes], index=values.index, dtype=object)


def _category(values: pd.Series) -> pd.Series:
    """Turn texts into categories, in the order of their numbers or of the alphabet."""
    codes, distinct = pd.factorize(values)
    texts = pd.Series(distinct, dtype="str").str.strip()
    kept = texts.where(~texts.isin(_MISSING))
    numbers = pd.to_numeric(kept, errors="coerce")
    are_numbers = numbers.notna().sum() == kept.notna().sum()
    levels = pd.Index(
        sorted(kept.dropna().unique(), key=float if are_numbers else str), dtype="str"
    )
    place = np.append(levels.get_indexer(pd.Index(kept)), -1)
    return pd.Series(pd.Categorical.from_codes(place[codes], levels), index=values.index)


def _check_ids(values: pd.Series) -> list[_Problem]:
    missing = values.isin([*_MISSING, None])
    problems = []
    for wrong, expected in (
        (missing, _("a value")),
        (values.duplicated() & ~missing, _("each one once: this one stands further up already")),
    ):
        rows = np.flatnonzero(wrong.to_numpy())
        if len(rows):
            problems.append(_Problem("id", expected, rows, values.iloc[rows].to_list()))
    return problems


def _check_order(dates: dict[str, pd.Series], *, is_as_of_given: bool) -> list[_Problem]:
    """Find what happened before the complaint came, or has not happened yet."""
    problems = []
    opened = dates.get("opened")
    today = pd.Timestamp(dt.date.today())
    for name, values in dates.items():
        rules = []
        if name != "opened" and opened is not None:
            rules.append((values < opened, _("a day not before it was opened")))
        if not is_as_of_given:
            rules.append((values > today, _("no day after today, unless as_of is given")))
        for wrong, expected in rules:
            rows = np.flatnonzero(wrong.to_numpy())
            if len(rows):
                given = values.iloc[rows].dt.date.to_list()
                problems.append(_Problem(name, expected, rows, given))
    return problems


def _as_day(as_of: str | pd.Timestamp) -> pd.Timestamp:
    return as_moment(as_of).normalize()
