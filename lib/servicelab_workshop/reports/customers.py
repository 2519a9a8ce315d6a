"""Reading a customer list of one's own: who came when, who has left, and what each brings a year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from servicelab.data.schemas import (
    MISSING,
    InvalidDataError,
    Problem,
    check_column,
    check_columns,
    make_field,
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

__all__ = ["COLUMNS", "CustomerList", "read_customers"]

#: The columns that are used, with other names that they go by.
COLUMNS = {
    "customer": ("customer_id", "client", "client_id", "account", "account_id", "id"),
    "start": (
        "started",
        "start_date",
        "contract_start",
        "since",
        "joined",
        "opened",
        "customer_since",
        "first_seen",
    ),
    "end": (
        "ended",
        "end_date",
        "contract_end",
        "left",
        "gone",
        "closed",
        "churned",
        "cancelled",
        "canceled",
        "terminated",
    ),
    "last_seen": ("last_order", "last_purchase", "last_payment", "last_visit", "last_active"),
    "margin": ("margin_a_year", "annual_margin", "yearly_margin", "profit_a_year"),
    "acquisition_cost": ("acquisition", "cost_to_acquire", "cac"),
    "group": ("came_by", "channel", "source", "segment"),
}
_DATES = ("start", "end", "last_seen")


@dataclass(frozen=True)
class CustomerList:
    """A customer list, ready for :func:`servicelab_workshop.reports.loyalty.analyze`.

    Attributes
    ----------
    name : str
        Of the file.
    rows : DataFrame
        One row a customer who came up to `as_of`: ``customer``, ``start``, ``end`` (blank while
        here), and what the file has of ``margin``, ``acquisition_cost`` and ``group``.
    as_of : Timestamp
        The day on which everybody's state is known.
    is_as_of_given : bool
        Whether the day of looking was given, or is the last date in the file.
    lost_after : int or None
        Silent days after which a customer counts as lost; None where the file has ends.
    seen : DataFrame or None
        Where the file has no ends: ``start`` and ``last_seen`` of all customers in it.
    ends_since : Timestamp or None
        The day from which on those who left are in the file; None for all.
    later, before : int
        Customers left out: who came after `as_of`, and who left before `ends_since`.
    ignored : tuple of str
        Columns that are not used.
    how : str
        Encoding and separator.
    """

    name: str
    rows: pd.DataFrame
    as_of: pd.Timestamp
    is_as_of_given: bool
    lost_after: int | None
    seen: pd.DataFrame | None
    ends_since: pd.Timestamp | None
    later: int
    before: int
    ignored: tuple[str, ...]
    how: str


def read_customers(
    path: Path | str,
    as_of: str | pd.Timestamp | None = None,
    lost_after: int | None = None,
    ends_since: str | pd.Timestamp | None = None,
) -> CustomerList:
    """Read and check a customer list.

    Parameters
    ----------
    path : path
        A CSV file, also as Excel writes it, one row a customer, those who left included:
        ``customer``, ``start`` and ``end`` (blank while here), or ``last_seen`` in place of
        ``end`` where nobody gives notice; and what there is of ``margin`` (a year, money),
        ``acquisition_cost`` and ``group``. Further columns are not used.
    as_of : date, optional
        The day on whose evening the list is looked at, by default the last date in it.
    lost_after : int, optional
        With ``last_seen``: the silent days after which a customer counts as lost, on the day last
        seen. The list is then looked at as many days earlier, when everybody's state is known.
    ends_since : date, optional
        If those who left earlier were deleted: the day from which on they are in the file.

    Returns
    -------
    CustomerList

    Raises
    ------
    CourseError
        If the file cannot be read or breaks the rules: all violations at once, with row, column
        and what was expected; if nobody in it has left, or the silent days are missing.
    """
    table = _read_columns(path)
    raw = table.cells
    ends = "last_seen" if "last_seen" in raw and "end" not in raw else "end"
    required = ("customer", "start", ends)
    fields = [make_field(name, _kind(name), **_rules(name)) for name in COLUMNS]
    wanted = [one for one in fields if one["name"] in raw or one["name"] in required]
    problems = list(check_columns([*raw.columns, *table.ignored], wanted))
    typed: dict[str, pd.Series] = {}
    for field in wanted:
        name = field["name"]
        if name not in raw:
            continue
        if name == "customer":
            problems += check_ids(name, raw[name])
            typed[name] = raw[name]
        elif name == "group":
            typed[name] = category(raw[name])
        else:
            values = plain_dates(raw[name]) if name in _DATES else raw[name]
            if name not in _DATES and table.separator != ",":
                problems += _check_thousands(name, values)
            found, typed[name] = check_column(values, field, MISSING)
            problems += found
    dates = {
        name: pd.to_datetime(typed[name], format="%Y-%m-%d", errors="coerce")
        for name in _DATES
        if name in typed
    }
    problems += _check_order(dates, ends, is_as_of_given=as_of is not None)
    if problems:
        raise InvalidDataError.of(
            problems, raw.index, name=table.label, like=_("a customer list"), first_row=2
        )
    rows = pd.DataFrame({**typed, **dates}).reset_index(drop=True)
    last = _last_day(rows[list(dates)]) if as_of is None else as_day(as_of)
    seen = None
    if ends == "last_seen":
        if lost_after is None:
            raise CourseError(
                _(
                    "{label} has last_seen and no end: say after how many silent days a customer "
                    "counts as lost, such as --lost-after 365."
                ).format(label=table.label)
            )
        if lost_after < 1:
            raise CourseError(_("The silent days are 1 or more."))
        seen = rows[["start", "last_seen"]]
        last -= pd.Timedelta(days=lost_after)
        rows["end"] = rows["last_seen"]
    elif lost_after is not None:
        raise CourseError(
            _("{label} has ends, so silent days are not needed: leave --lost-after out.").format(
                label=table.label
            )
        )
    is_in = rows["start"] <= last
    if not is_in.any():
        raise CourseError(
            _("No customer in {label} came by {as_of:%Y-%m-%d}: give a later day.").format(
                label=table.label, as_of=last
            )
        )
    later = int((~is_in).sum())
    rows = rows[is_in]
    since = None if ends_since is None else as_day(ends_since)
    # seen on the last day or later: here on that day
    has_left = rows["end"] < last if ends == "last_seen" else rows["end"] <= last
    rows = rows.assign(end=rows["end"].where(has_left))
    is_before = rows["end"] < since if since is not None else pd.Series(False, index=rows.index)
    kept = rows[~is_before].drop(columns="last_seen", errors="ignore").reset_index(drop=True)
    if kept["end"].isna().all():
        raise CourseError(
            _(
                "Nobody in {label} has left by {as_of:%Y-%m-%d}. A list of those who are here "
                "cannot tell who stays: add those who left, with their end."
            ).format(label=table.label, as_of=last)
        )
    return CustomerList(
        name=table.name,
        rows=kept,
        as_of=last,
        is_as_of_given=as_of is not None,
        lost_after=lost_after,
        seen=seen,
        ends_since=since,
        later=later,
        before=int(is_before.sum()),
        ignored=table.ignored,
        how=table.how,
    )


def _read_columns(path: Path | str) -> TextTable:
    """Read the columns that are used, under the names of :data:`COLUMNS`."""
    names = {plain_name(one): name for name, others in COLUMNS.items() for one in (name, *others)}
    table = read_table(path, names, keep=lambda column: names.get(plain_name(column)))
    if table.cells.columns.empty:
        raise CourseError(
            _(
                "{label} is no customer list that can be recognized: expected columns customer, "
                "start and end (or last_seen). Its columns are {have}."
            ).format(label=table.label, have=listed(table.ignored))
        )
    return table.with_points(["margin", "acquisition_cost"])


def _kind(name: str) -> str:
    if name in _DATES:
        return "date"
    return "number" if name in ("margin", "acquisition_cost") else "string"


def _rules(name: str) -> dict[str, Any]:
    if name == "acquisition_cost":
        return {"minimum": 0}
    return {"required": True} if name in ("start", "last_seen") else {}


def _check_order(dates: dict[str, pd.Series], ends: str, *, is_as_of_given: bool) -> list[Problem]:
    """Find who left before coming, and what has not happened yet."""
    problems = []
    start, end = dates.get("start"), dates.get(ends)
    if start is not None and end is not None:
        problems += wrong_cells(ends, end, end < start, _("a day not before the start"))
    if not is_as_of_given:
        for name, values in dates.items():
            # an end to come is a notice that was given
            if name != "end":
                expected = _("no day after today, unless as_of is given")
                problems += wrong_cells(name, values, values > _today(), expected)
    return problems


def _last_day(dates: pd.DataFrame) -> pd.Timestamp:
    """The last date that is not to come; an end in 9999 is none."""
    return dates.where(dates <= _today()).max().max()


def _check_thousands(name: str, values: pd.Series) -> list[Problem]:
    """Find numbers such as 1.440, of which nobody knows whether the point is a decimal one."""
    texts = values.astype("str").str.strip()
    wrong = texts.str.fullmatch(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?", na=False)
    return wrong_cells(name, values, wrong, _("a number without a sign between thousands"))


def _today() -> pd.Timestamp:
    return pd.Timestamp(dt.date.today())
