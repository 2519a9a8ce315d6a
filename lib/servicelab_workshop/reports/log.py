"""Reading a complaint log of one's own, however long, with every violation told at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from servicelab.complaints.deadlines import Calendar
from servicelab.data.schemas import (
    MISSING,
    InvalidDataError,
    Problem,
    check_column,
    check_columns,
    make_field,
    validate_frame,
)
from servicelab.data.tables import TextTable, plain_name, read_table
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.text import listed
from servicelab_workshop.reports.columns import (
    as_day,
    category,
    check_ids,
    plain_dates,
    wrong_cells,
)

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
_MONTH = r"^([0-9]{4})[-/.]([0-9]{1,2})$"


@dataclass(frozen=True)
class ComplaintLog:
    """A complaint log, ready for :mod:`servicelab.complaints.log` and its neighbors.

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
    table = _read_columns(path)
    raw = table.cells
    fields = [make_field(name, _kind(name), **_rules(name)) for name in COLUMNS]
    wanted = [one for one in fields if one["name"] in raw or one["name"] in REQUIRED]
    problems = list(check_columns([*raw.columns, *table.ignored], wanted))
    typed: dict[str, pd.Series] = {}
    for field in wanted:
        name = field["name"]
        if name not in raw:
            continue
        values = raw[name]
        if name in _TEXTS:
            typed[name] = category(values)
            continue
        if name == "id":
            problems += check_ids("id", values)
            typed[name] = values
            continue
        if name in DATES:
            values = plain_dates(values)
        elif name == "is_complex":
            values = values.where(values.notna() & ~values.isin(MISSING), "false")
        found, typed[name] = check_column(values, field, MISSING)
        problems += found
    dates = {
        name: pd.to_datetime(typed[name], format="%Y-%m-%d", errors="coerce")
        for name in DATES
        if name in typed
    }
    problems += _check_order(dates, is_as_of_given=as_of is not None)
    if problems:
        raise InvalidDataError.of(
            problems, raw.index, name=table.label, like=_("a complaint log"), first_row=2
        )
    rows = pd.DataFrame(typed).reset_index(drop=True)
    last = rows[list(dates)].max().max() if as_of is None else as_day(as_of)
    is_in = rows["opened"] <= last
    if not is_in.any():
        raise CourseError(
            _("No complaint in {label} was opened by {as_of:%Y-%m-%d}: give a later day.").format(
                label=table.label, as_of=last
            )
        )
    rows = rows if is_in.all() else rows[is_in].reset_index(drop=True)
    for name in dates:
        rows[name] = rows[name].where(rows[name] <= last)
    return ComplaintLog(
        name=table.name,
        rows=rows,
        as_of=last,
        is_as_of_given=as_of is not None,
        later=int((~is_in).sum()),
        ignored=table.ignored,
        how=table.how,
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
    table = read_table(path, ["date", "working"], keep=plain_name)
    raw = table.cells
    if "date" in raw:
        raw = raw.assign(date=plain_dates(raw["date"]))
    fields = [
        make_field("date", "date", required=True),
        make_field("working", "boolean", required=True),
    ]
    schema = {"fields": fields, "primaryKey": ["date"]}
    like = _("a table of holidays")
    return Calendar(validate_frame(raw, schema, name=table.label, like=like, first_row=2))


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
    names = ["month", "product", "policies", "exposure"]
    table = read_table(path, names, keep=plain_name).with_points()
    raw, label = table.cells, table.label
    is_monthly = "month" in raw and "exposure" not in raw
    amount = "policies" if is_monthly else "exposure"
    fields = [make_field("product", "string", required=True)]
    fields += [make_field(amount, "number", required=True, minimum=0)]
    key = ["product"]
    if is_monthly:
        months = raw["month"].str.replace(_MONTH, r"\1-\2-01", regex=True)
        raw = raw.assign(month=plain_dates(months))
        fields.append(make_field("month", "date", required=True))
        key.append("month")
    schema = {"fields": fields, "primaryKey": key}
    typed = validate_frame(raw, schema, name=label, like=_("an exposure table"), first_row=2)
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
                label=label, products=listed(sorted({*unknown, *empty}))
            )
        )
    return Exposure(total, span)


# --- the file ---------------------------------------------------------------------------------


def _read_columns(path: Path | str) -> TextTable:
    """Read the columns that are used, under the names of :data:`COLUMNS`."""
    names = {plain_name(one): name for name, others in COLUMNS.items() for one in (name, *others)}
    table = read_table(path, names, keep=lambda column: names.get(plain_name(column)))
    if table.cells.columns.empty:
        raise CourseError(
            _(
                "{label} is no complaint log that can be recognized: expected columns id, opened "
                "and closed. Its columns are {have}."
            ).format(label=table.label, have=listed(table.ignored))
        )
    return table.with_points(["cost"])


# --- its columns ------------------------------------------------------------------------------


def _kind(name: str) -> str:
    if name in DATES:
        return "date"
    return {"cost": "number", "is_complex": "boolean"}.get(name, "string")


def _rules(name: str) -> dict[str, Any]:
    if name == "cost":
        return {"minimum": 0}
    return {"required": True} if name in ("id", "opened") else {}


def _check_order(dates: dict[str, pd.Series], *, is_as_of_given: bool) -> list[Problem]:
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
            problems += wrong_cells(name, values, wrong, expected)
    return problems
