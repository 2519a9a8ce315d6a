"""What a complaint log says besides its days, and whether both agree."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from servicelab.i18n import _, ngettext
from servicelab.text import listed, shown
from servicelab_workshop.reading.amounts import currency_code
from servicelab_workshop.reading.headings import known_name
from servicelab_workshop.reading.reader import Reading
from servicelab_workshop.reading.vocabulary import cell_words, plain, tidy

__all__ = [
    "agree_with_status",
    "ask_whether_complaints",
    "first_alone",
    "last_usual_day",
    "refuse_currencies",
    "refuse_groups",
    "refuse_single_cause",
    "said_of_status",
]

_FURTHER = re.compile(r"\s+-\s+|\s*[(:/,]")
#: Days after which a last day that stands alone is taken for a slip, and how many usual gaps they are.
ALONE, GAPS = 90, 30
#: Days before all others after which a first day is taken for a slip.
YEARS = 730


def agree_with_status(reading: Reading, closed: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Take the status for what holds where a day of closing contradicts it.

    Complaints whose status says that they are closed, but not when, are noted as unusable.

    Parameters
    ----------
    reading : Reading
        The file, with a column ``status``.
    closed : Series
        Days of closing.

    Returns
    -------
    (Series, Series)
        The days of closing, blank where the status is open, and whether it is so in spite of a day.
    """
    codes, found = reading.distinct("status")
    words = [_FURTHER.split(tidy(one))[0] for one in found]
    ends, waits = cell_words("status_closed"), cell_words("status_open") | cell_words("open")
    if known_name("complaints", reading.columns.titles["status"]) == "closed":
        ends, waits = cell_words("yes"), cell_words("no")
    is_closed, is_open = (
        np.array([word in known for word in words], dtype=bool)[codes] for known in (ends, waits)
    )
    reading.how["status"] = _("open or closed, which holds against a day of closing")
    unknown = [
        one
        for one, word in zip(found, words, strict=True)
        if word not in ends | waits and not reading.is_missing(one)
    ]
    if unknown:
        reading.how["status"] += _("; says neither: {words}").format(
            words=listed([shown(one, 30) for one in unknown], 6)
        )
    reading.add(
        "closed",
        reading.texts["closed"],
        is_closed & closed.isna().to_numpy(),
        _(
            "a day, as its status says closed (with --columns status= the status is not used, and "
            "they count as open)"
        ),
    )
    contradicts = is_open & closed.notna()
    return closed.mask(contradicts), contradicts


def said_of_status(contradicting: int) -> list[str]:
    """Say how many complaints have a day of closing, and a status that is open.

    Parameters
    ----------
    contradicting : int
        Their number.
    """
    if not contradicting:
        return []
    said = ngettext(
        "{n} complaint counts as open, as its status says, though it has a day of closing",
        "{n} complaints count as open, as their status says, though they have a day of closing",
        contradicting,
    )
    return [said.format(n=f"{contradicting:,}")]


def ask_whether_complaints(reading: Reading) -> None:
    """Ask about a list of policies, claims, orders or invoices.

    Parameters
    ----------
    reading : Reading
        The file.
    """
    titles = [*reading.columns.titles.values(), *reading.ignored]
    said = " ".join(map(plain, (reading.name, *titles)))
    if {"opened", "closed"} & set(reading.options.columns) or any(
        plain(word) in said for word in cell_words("complaint_records")
    ):
        return
    named = [one for one in titles if known_name("complaints", one) in (None, "id")]
    others = tuple(cell_words("other_records"))
    other = next(
        (one for one in named if any(word.startswith(others) for word in tidy(one).split())), None
    )
    if other is not None:
        reading.doubts.append(
            _(
                "its headings name {other!r} and no complaint: if each row is a complaint all the "
                'same, add --columns opened="{opened}"'
            ).format(other=other, opened=reading.columns.titles["opened"])
        )


def refuse_groups(reading: Reading, name: str) -> None:
    """Ask about a column whose groups stand in the first of their rows only.

    Parameters
    ----------
    reading : Reading
        The file.
    name : str
        Of the column.
    """
    is_row = ~reading.blank("opened")
    every = reading.texts[name][is_row]
    filled = every[~reading.blank(name)[is_row]]
    is_over_the_first = len(filled) > 0 and filled.index[0] == every.index[0]
    is_grouped = is_over_the_first and not filled.duplicated().any()
    if is_grouped and 2 < 2 * len(filled) < len(every):
        reading.doubts.append(
            _(
                "column {name}: each group stands once, in the first of its rows: export the table "
                "with the group in every row, or leave the column out with --columns {name}="
            ).format(name=name)
        )


def refuse_currencies(reading: Reading, cost: pd.Series) -> None:
    """Note costs that a column of currencies gives in another one than most.

    Parameters
    ----------
    reading : Reading
        The file, with a column ``currency``.
    cost : Series
        As it was read.
    """
    codes, found = reading.distinct("currency")
    names = ["" if reading.is_missing(one) else currency_code(tidy(one)).upper() for one in found]
    named = pd.Series(np.array(names, dtype=object)[codes], reading.texts.index)
    is_paid = cost.notna() & (cost != 0) & (named != "")
    reading.how["currency"] = _("of the cost")
    if not is_paid.any():
        return
    usual = str(named[is_paid].value_counts().index[0])
    reading.currencies.setdefault("cost", usual)
    reading.add(
        "cost",
        reading.texts["cost"].fillna("") + " " + named,
        is_paid & (named != usual),
        _("one currency, {usual}").format(usual=usual),
    )


def refuse_single_cause(reading: Reading) -> None:
    """Leave out a column that was taken for the cause and says the same in every row.

    Parameters
    ----------
    reading : Reading
        The file.
    """
    title = reading.columns.titles["cause"]
    is_given = "cause" in reading.options.columns or tidy(title) == "cause"
    said = {tidy(one): one for one in reading.distinct("cause")[1] if not reading.is_missing(one)}
    if not is_given and len(said) == 1 and len(reading.texts) > 1:
        reading.drop(
            "cause",
            _(
                "{heading!r} is {value!r} in every row and is not taken for the cause; if it is, "
                'give --columns cause="{heading}"'
            ).format(heading=title, value=next(iter(said.values()))),
        )


def first_alone(days: pd.Series) -> pd.Series:
    """Tell which day stands years before all others.

    Parameters
    ----------
    days : Series
        Of a log.
    """
    known = days.dropna().sort_values()
    if len(known) < 3:
        return days.isna() & False
    gap, usual = known.iloc[1] - known.iloc[0], (known.iloc[-1] - known.iloc[1]) / known.nunique()
    is_far = gap > max(pd.Timedelta(days=YEARS), GAPS * usual)
    return (days == known.iloc[0]) & is_far


def last_usual_day(dates: pd.DataFrame) -> tuple[pd.Timestamp, list[str]]:
    """Return the last day of a log, and say so if one later day stands so far off that it is none.

    Parameters
    ----------
    dates : DataFrame
        Columns of days, under the numbers of the rows.
    """
    last = dates.max().max()
    is_last = dates == last
    before = dates.mask(is_last).max().max()
    if int(is_last.to_numpy().sum()) > 1 or pd.isna(before):
        return last, []
    usual = (before - dates.min().min()) / int(dates.nunique().max())
    if last - before <= max(pd.Timedelta(days=ALONE), GAPS * usual):
        return last, []
    name = next(name for name in dates if is_last[name].any())
    row = is_last[name].idxmax()
    return before, [
        _(
            "{name} in row {row} is {day:%Y-%m-%d}, {n} days after all others, and may be a slip: "
            "the log is looked at on {before:%Y-%m-%d}, unless --as-of is given"
        ).format(name=name, row=row, day=last, n=(last - before).days, before=before)
    ]
