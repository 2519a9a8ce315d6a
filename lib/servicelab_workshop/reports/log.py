"""Reading a complaint log of one's own, however long."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from servicelab.complaints.deadlines import Calendar
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.text import listed
from servicelab_workshop.reading.dates import parse_moment
from servicelab_workshop.reading.days import read_days
from servicelab_workshop.reading.money import read_amounts
from servicelab_workshop.reading.options import Fields, Options
from servicelab_workshop.reading.reader import Reading, Source, read_own
from servicelab_workshop.reading.several import split_several
from servicelab_workshop.reports.columns import as_day
from servicelab_workshop.reports.states import (
    agree_with_status,
    ask_whether_complaints,
    first_alone,
    last_usual_day,
    refuse_currencies,
    refuse_groups,
    refuse_single_cause,
    said_of_status,
)

__all__ = [
    "DATES",
    "FIELDS",
    "ComplaintLog",
    "Exposure",
    "read_exposure",
    "read_holidays",
    "read_log",
]

DATES = ("opened", "acknowledged", "escalated", "closed")
#: The columns that are used.
FIELDS = Fields(
    "complaints",
    (
        "id", "opened", "closed", "acknowledged", "escalated", "cause", "cost", "severity",
        "sector", "product", "customer", "is_complex", "status", "currency",
    ),
    required=("opened", "closed"),
    dates=DATES,
    like=_("a complaint log"),
)  # fmt: skip

_OPTIONAL = ("acknowledged", "escalated", "cost", "is_complex")
_TEXTS = ("cause", "severity", "sector", "product", "customer")


@dataclass(frozen=True)
class ComplaintLog:
    """A complaint log, ready for :mod:`servicelab.complaints.log` and its neighbors.

    Attributes
    ----------
    source : Source
        The file, and how it was read.
    rows : DataFrame
        One row a complaint opened up to `as_of`: ``id``, ``opened``, ``closed`` and what else of
        :data:`COLUMNS` the file has. What happened after `as_of` is blank.
    several : dict
        From a cell of ``cause`` that names several causes to these.
    as_of : Timestamp
        The day of looking.
    is_as_of_given : bool
        Whether it was given, or is the last date in the file.
    later : int
        Complaints opened after `as_of`, which are left out.
    doubts : tuple of str
        Where the log contradicts itself, and what was taken to hold.
    currency : str
        Of the costs; empty if the file does not say it.
    """

    source: Source
    rows: pd.DataFrame
    several: dict[str, tuple[str, ...]]
    as_of: pd.Timestamp
    is_as_of_given: bool
    later: int
    doubts: tuple[str, ...] = ()
    currency: str = ""

    @property
    def by_cause(self) -> pd.DataFrame:
        """One row a complaint and cause; the cost of a complaint is shared equally by its causes."""
        if not self.several:
            return self.rows
        lists = (
            self.rows["cause"]
            .astype("object")
            .map(lambda cell: self.several.get(cell, (cell,)), na_action="ignore")
        )
        each = self.rows.assign(cause=lists).explode("cause")
        if "cost" in each:
            each["cost"] /= lists.str.len().fillna(1).reindex(each.index)
        return each.assign(cause=each["cause"].astype("category")).reset_index(drop=True)


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


def read_log(
    path: Path | str, as_of: str | pd.Timestamp | None = None, options: Options | None = None
) -> ComplaintLog:
    """Read and check a complaint log.

    Parameters
    ----------
    path : path
        CSV or xlsx, one row a complaint: ``opened`` and ``closed`` (blank while open), and what
        there is of ``id``, ``acknowledged``, ``escalated``, ``cause``, ``cost``, ``severity``,
        ``sector``, ``product``, ``customer``, ``is_complex`` (blank is false), ``status`` (open
        holds against a day of closing) and ``currency`` (of the cost). Further columns are not
        used, and not kept in memory.
    as_of : date, optional
        The day on whose evening the log is looked at, by default the last date in it.
    options : Options, optional
        What the file does not say itself.

    Returns
    -------
    ComplaintLog

    Raises
    ------
    CourseError
        If the file cannot be read, something in it is doubtful, or too many rows break the rules.
    """
    reading = read_own(path, FIELDS, options)
    ask_whether_complaints(reading)
    if "cause" in reading:
        refuse_single_cause(reading)
    for name in ("cause", "product", "sector", "severity"):
        if name in reading:
            refuse_groups(reading, name)
    dates = read_days(
        reading, DATES, open_ended=("closed", "acknowledged", "escalated"), filled=("opened",)
    )
    # ids first, as the last state may be that of a complaint that was opened again
    named = reading.ids("id", dates["closed"]) if "id" in reading else reading.numbers()
    reopened = pd.Series(False, reading.texts.index)
    if "status" in reading:
        dates["closed"], reopened = agree_with_status(reading, dates["closed"])
    typed = {"id": named, **dates}
    typed |= {
        name: reading.category(name, is_exact=name == "customer")
        for name in _TEXTS
        if name in reading
    }
    typed |= read_amounts(reading, ["cost"], minimum={"cost": 0}, outlays=["cost"])
    if "cost" in typed and "currency" in reading:
        refuse_currencies(reading, typed["cost"])
    if "is_complex" in reading:
        typed["is_complex"] = reading.flags("is_complex")
    _check_order(reading, dates, is_as_of_given=as_of is not None)
    several = split_several(list(typed["cause"].cat.categories)) if "cause" in typed else {}
    if several:
        n = int(typed["cause"].isin(list(several)).sum())
        reading.notes.append(
            ngettext(
                "{n} complaint names several causes: each counts, and the cost is shared by them",
                "{n} complaints name several causes: each counts, and the cost is shared by them",
                n,
            ).format(n=f"{n:,}")
        )
    kept, left_out = reading.settle(optional=_OPTIONAL)
    rows = pd.DataFrame({name: typed[name] for name in FIELDS.names if name in typed})
    for name, blanked in left_out.cells.items():
        if name != "is_complex":
            rows[name] = rows[name].mask(rows.index.isin(blanked))
    rows = rows.loc[kept].reset_index(drop=True)
    for name in _TEXTS:
        if name in rows and left_out.rows:
            rows[name] = rows[name].cat.remove_unused_categories()
    last, slips = last_usual_day(rows.set_axis(kept)[list(dates)])
    doubts = said_of_status(int(reopened[kept].sum()))
    doubts += slips if as_of is None else []
    last = last if as_of is None else as_day(as_of)
    reading.notes += doubts
    source = reading.source(left_out, rows)
    is_in = rows["opened"] <= last
    if not is_in.any():
        raise CourseError(
            _("No complaint in {label} was opened by {as_of:%Y-%m-%d}: give a later day.").format(
                label=reading.label, as_of=last
            )
        )
    rows = rows if is_in.all() else rows[is_in].reset_index(drop=True)
    for name in dates:
        rows[name] = rows[name].where(rows[name] <= last)
    return ComplaintLog(
        source=source,
        rows=rows,
        several=several,
        as_of=last,
        is_as_of_given=as_of is not None,
        later=int((~is_in).sum()),
        doubts=tuple(doubts),
        currency=reading.currencies.get("cost", ""),
    )


def read_holidays(path: Path | str) -> Calendar:
    """Read a table of holidays.

    Parameters
    ----------
    path : path
        CSV or xlsx with ``date`` and ``working`` (true or false): all days, or those that differ
        from Monday to Friday.

    Returns
    -------
    Calendar

    Raises
    ------
    CourseError
        If the file cannot be read, or a row of it breaks the rules.
    """
    fields = Fields(
        "holidays", ("date", "working"), ("date", "working"), ("date",), _("a table of holidays")
    )
    reading = read_own(path, fields)
    days = read_days(reading, ["date"], filled=["date"])["date"]
    reading.filled("working")
    working = reading.flags("working")
    twice = days.duplicated() & days.notna()
    reading.add(
        "date", reading.texts["date"], twice, _("each one once: this one stands further up already")
    )
    reading.settle(all_rows=True)
    return Calendar(pd.DataFrame({"date": days, "working": working}).reset_index(drop=True))


def read_exposure(path: Path | str, log: ComplaintLog) -> Exposure:
    """Read what was exposed to the complaints of a log.

    Parameters
    ----------
    path : path
        CSV or xlsx with ``product`` and ``exposure`` (such as policy-years over the time of the
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
        If the file cannot be read, or a row of it breaks the rules; if the log has no products, or
        a product that the file lacks.
    """
    fields = Fields(
        "exposure",
        ("month", "product", "policies", "exposure"),
        ("product",),
        (),
        _("an exposure table"),
    )
    reading = read_own(path, fields)
    is_monthly = "month" in reading and "exposure" not in reading
    amount = "policies" if is_monthly else "exposure"
    if amount not in reading:
        raise CourseError(
            _("{label}: column {amount} is missing; its columns are {have}.").format(
                label=reading.label,
                amount=amount,
                have=listed([*reading.columns.titles.values(), *reading.ignored]),
            )
        )
    typed = pd.DataFrame({"product": reading.texts["product"].fillna("").str.strip()})
    reading.filled("product")
    typed[amount] = read_amounts(reading, [amount], minimum={amount: 0}, filled=[amount])[amount]
    key = ["product"]
    if is_monthly:
        months = reading.texts["month"].map(_first_of_month, na_action="ignore")
        typed["month"] = pd.to_datetime(months, errors="coerce")
        reading.add(
            "month", reading.texts["month"], typed["month"].isna(), _("a month such as 2025-03")
        )
        key.append("month")
    twice = typed.duplicated(key) & typed[key].notna().all(axis=1)
    reading.add(
        "product", typed["product"], twice, _("each one once: this one stands further up already")
    )
    reading.settle(all_rows=True)
    if "product" not in log.rows:
        raise CourseError(
            _("{label} has exposure by product, but {log} has no column product.").format(
                label=reading.label, log=log.source.name
            )
        )
    label, span = reading.label, None
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
                label=label, products=listed(sorted({*unknown, *empty}))
            )
        )
    return Exposure(total, span)


def _first_of_month(text: str) -> str | None:
    """Return the first day of a month that is written 2025-03, 3/2025 or as a day in it."""
    found = re.fullmatch(r"\s*([0-9]{4})[-/.]([0-9]{1,2})\s*", text)
    if found:
        return f"{found[1]}-{found[2]:0>2}-01"
    found = re.fullmatch(r"\s*([0-9]{1,2})[-/.]([0-9]{4})\s*", text)
    if found:
        return f"{found[2]}-{found[1]:0>2}-01"
    moment = parse_moment(text)
    if moment is None or moment.parts is None or moment.form not in ("sure", "serial"):
        return None
    return f"{moment.parts[0]}-{moment.parts[1]:02d}-01"


def _check_order(reading: Reading, dates: dict[str, pd.Series], *, is_as_of_given: bool) -> None:
    """Find what happened before the complaint came, or has not happened yet."""
    opened = dates.get("opened")
    today = pd.Timestamp(dt.date.today())
    if opened is not None:
        alone = first_alone(opened)
        reading.add("opened", reading.texts["opened"], alone, _("no day years before all others"))
    for name, values in dates.items():
        texts = reading.texts[name]
        if name != "opened" and opened is not None:
            reading.add(name, texts, values < opened, _("a day not before it was opened"))
        if not is_as_of_given:
            late = values > today
            reading.add(name, texts, late, _("no day after today, unless --as-of is given"))
