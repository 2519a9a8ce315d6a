"""Reading a customer list of one's own: who came when, who has left, and what each brings a year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab_workshop.reading.days import read_days
from servicelab_workshop.reading.money import read_amounts
from servicelab_workshop.reading.options import Fields, Options
from servicelab_workshop.reading.reader import MANY, Reading, Source, read_own
from servicelab_workshop.reports.columns import as_day, or_missing
from servicelab_workshop.reports.contracts import join_contracts
from servicelab_workshop.reports.standing import Standing, read_standing

__all__ = ["FIELDS", "CustomerList", "read_customers"]

_DATES = ("start", "end", "last_seen")
#: The columns that are used.
FIELDS = Fields(
    "loyalty",
    ("customer", "start", "end", "last_seen", "status", "margin", "acquisition_cost", "group"),
    required=("customer", "start", "end|last_seen"),
    dates=_DATES,
    like=_("a customer list"),
)


@dataclass(frozen=True)
class CustomerList:
    """A customer list, ready for :func:`servicelab_workshop.reports.loyalty.analyze`.

    Attributes
    ----------
    source : Source
        The file, and how it was read.
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
    """

    source: Source
    rows: pd.DataFrame
    as_of: pd.Timestamp
    is_as_of_given: bool
    lost_after: int | None
    seen: pd.DataFrame | None
    ends_since: pd.Timestamp | None
    later: int
    before: int


def read_customers(
    path: Path | str,
    as_of: str | pd.Timestamp | None = None,
    lost_after: int | None = None,
    ends_since: str | pd.Timestamp | None = None,
    options: Options | None = None,
) -> CustomerList:
    """Read and check a customer list.

    Parameters
    ----------
    path : path
        CSV or xlsx, one row a customer, those who left included:
        ``customer``, ``start`` and ``end`` (blank while here), or ``last_seen`` in place of
        ``end`` where nobody gives notice; and what there is of ``status``, ``margin`` (a year,
        money), ``acquisition_cost`` and ``group``. Where many customers have several rows, these
        are taken for their contracts. Further columns are not used.
    as_of : date, optional
        The day on whose evening the list is looked at, by default the last date in it.
    lost_after : int, optional
        With ``last_seen``: the silent days after which a customer counts as lost, on the day last
        seen. The list is then looked at as many days earlier, when everybody's state is known.
    ends_since : date, optional
        If those who left earlier were deleted: the day from which on they are in the file.
    options : Options, optional
        What the file does not say itself.

    Returns
    -------
    CustomerList

    Raises
    ------
    CourseError
        If the file cannot be read, something in it is doubtful, or too many rows break the rules;
        if nobody in it has left, or the silent days are missing.
    """
    reading = read_own(path, FIELDS, options)
    ends = "last_seen" if "last_seen" in reading and "end" not in reading else "end"
    names, are_contracts = _names(reading)
    typed = {"customer": names}
    standing = read_standing(reading)
    filled = ("start", ends) if ends == "last_seen" else ("start",)
    dates = read_days(reading, _DATES, open_ended=("end",), filled=filled)
    typed |= read_amounts(
        reading,
        ["margin", "acquisition_cost"],
        minimum={"acquisition_cost": 0},
        outlays=["acquisition_cost"],
    )
    if "group" in reading:
        typed["group"] = reading.category("group")
    _check_order(reading, dates, ends, is_as_of_given=as_of is not None)
    given = None if as_of is None else as_day(as_of)
    if ends == "end":
        _check_standing(reading, dates, standing, given)
    usable, left_out = reading.settle()
    rows = pd.DataFrame({**typed, **dates}).loc[usable]
    if "group" in rows:
        rows["group"] = rows["group"].cat.remove_unused_categories()
    last = given or _last_day(rows[list(dates)], standing.here[usable])
    if ends == "end":
        rows["end"] = _without_plans(reading, rows["end"], standing.here[usable], last)
    else:
        rows = rows.drop(columns="end", errors="ignore")
    rows = rows.reset_index(drop=True)
    if are_contracts:
        rows = _joined(reading, rows, last)
    source = reading.source(left_out, rows.copy())
    seen = None
    if ends == "last_seen":
        if lost_after is None:
            raise CourseError(
                _(
                    "{label} has last_seen and no end: say after how many silent days a customer "
                    "counts as lost, such as --lost-after 365."
                ).format(label=reading.label)
            )
        if lost_after < 1:
            raise CourseError(_("The silent days are 1 or more."))
        seen = rows[["start", "last_seen"]]
        last -= pd.Timedelta(days=lost_after)
        rows["end"] = rows["last_seen"]
    elif lost_after is not None:
        raise CourseError(
            _("{label} has ends, so silent days are not needed: leave --lost-after out.").format(
                label=reading.label
            )
        )
    is_in = rows["start"] <= last
    if not is_in.any():
        raise CourseError(
            _("No customer in {label} came by {as_of:%Y-%m-%d}: give a later day.").format(
                label=reading.label, as_of=last
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
            ).format(label=reading.label, as_of=last)
        )
    return CustomerList(
        source=source,
        rows=kept,
        as_of=last,
        is_as_of_given=as_of is not None,
        lost_after=lost_after,
        seen=seen,
        ends_since=since,
        later=later,
        before=int(is_before.sum()),
    )


def _check_order(
    reading: Reading, dates: dict[str, pd.Series], ends: str, *, is_as_of_given: bool
) -> None:
    """Find who left before coming, and what has not happened yet."""
    start, end = dates["start"], dates[ends]
    texts, early = reading.texts[ends], end < start
    reading.add(ends, texts, early, or_missing(_("a day not before the start"), texts, early))
    if not is_as_of_given:
        for name, values in dates.items():
            # an end to come is a notice that was given
            if name != "end":
                late = values > _today()
                expected = _("no day after today, unless --as-of is given")
                reading.add(name, reading.texts[name], late, expected)


def _check_standing(
    reading: Reading, dates: dict[str, pd.Series], standing: Standing, as_of: pd.Timestamp | None
) -> None:
    """Find who has gone on no known day, and who is here after an end."""
    end, texts = dates["end"], reading.texts["end"]
    unknown = standing.gone & end.isna()
    said = _(
        "the day on which this one left, as the status says; --columns status= counts it as here"
    )
    reading.add("end", texts, unknown, said)
    last = as_of or _last_day(pd.DataFrame(dates), standing.here)
    said = _(
        "an end to come, as the status says that this one is here; --columns status= goes by the end"
    )
    reading.add("end", texts, standing.here & (end <= last), said)


def _names(reading: Reading) -> tuple[pd.Series, bool]:
    """Read who the customers are, and whether they have several rows each."""
    codes, found = reading.distinct("customer")
    again = pd.Series(codes).duplicated().to_numpy() & ~reading.blank("customer")
    if again.mean() <= MANY:
        return reading.ids("customer"), False
    reading.filled("customer")
    reading.how["customer"] = _("names, of which some have several rows")
    values = np.array(found, dtype=object)[codes]
    return pd.Series(values, reading.texts.index, dtype="str"), True


def _joined(reading: Reading, rows: pd.DataFrame, last: pd.Timestamp) -> pd.DataFrame:
    """Put the contracts of a customer into one row, and say so."""
    joined = join_contracts(rows, last)
    reading.notes.append(
        _(
            "{rows} rows are contracts of {n} customers: each counts once, from the first start to "
            "the last end, gaps between contracts included"
        ).format(rows=f"{len(rows):,}", n=f"{len(joined):,}")
    )
    return joined


def _without_plans(
    reading: Reading, end: pd.Series, is_here: pd.Series, last: pd.Timestamp
) -> pd.Series:
    """Drop ends that are to come: who has one is here."""
    planned = (end > last) & (is_here | (end > _today()))
    n = int(planned.sum())
    if n:
        text = ngettext(
            "{n} customer has an end that is to come, and counts as here",
            "{n} customers have an end that is to come, and count as here",
            n,
        )
        reading.notes.append(text.format(n=f"{n:,}"))
    return end.mask(planned)


def _last_day(dates: pd.DataFrame, is_here: pd.Series) -> pd.Timestamp:
    """The last date that is not to come; an end in 9999 is none, nor that of who is here."""
    known = dates.where(dates <= _today())
    if "end" in known:
        known["end"] = known["end"].mask(is_here)
    return known.max().max()


def _today() -> pd.Timestamp:
    return pd.Timestamp(dt.date.today())
