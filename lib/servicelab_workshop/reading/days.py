"""Reading columns of days and times, which share the order of day and month where they leave it open."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from servicelab.i18n import _
from servicelab.text import shown
from servicelab_workshop.reading.dates import (
    Moment,
    Order,
    as_moments,
    find_order,
    is_swapped,
    parse_moment,
)
from servicelab_workshop.reading.reader import Reading
from servicelab_workshop.reading.vocabulary import cell_words, tidy

__all__ = ["read_days", "read_moments"]

_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"
_NO_DAY = re.compile(
    r"0{1,4}[-./]00?[-./]0{1,4}(?: 00:00(?::00)?)?|0|1900-01-0[01](?:[ T]00:00(?::00)?)?|0?[01]/0?[01]/1900(?: 0?0:00(?::00)?)?"
)


def read_days(
    reading: Reading,
    names: Sequence[str],
    open_ended: Collection[str] = (),
    filled: Collection[str] = (),
) -> dict[str, pd.Series]:
    """Read columns of days; a time of day in them is dropped.

    Parameters
    ----------
    reading : Reading
        The file.
    names : sequence of str
        Of the columns; those that the file lacks are left out.
    open_ended : collection of str
        Those whose cells may say that the day has not come: "open".
    filled : collection of str
        Those whose cells may not say nothing.
    """
    found = read_moments(reading, names, open_ended, filled, expected=_("a day such as 2025-03-31"))
    for name, moments in found.items():
        only_time = moments["day"].isna() & moments["seconds"].notna()
        reading.add(name, reading.texts[name], only_time, _("a day such as 2025-03-31"))
    return {name: moments["day"] for name, moments in found.items()}


def read_moments(
    reading: Reading,
    names: Sequence[str],
    open_ended: Collection[str] = (),
    filled: Collection[str] = (),
    expected: str | None = None,
) -> dict[str, pd.DataFrame]:
    """Read columns of days and times.

    Parameters
    ----------
    reading : Reading
        The file.
    names, open_ended, filled
        As in :func:`read_days`.
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
        if name not in reading:
            continue
        iso = _iso(reading, name)
        if iso is not None:
            plain_ones[name] = iso
            if name in filled:
                reading.filled(name)
            continue
        codes, found = reading.distinct(name)
        moments = [parse_moment(one) for one in found]
        parsed[name] = codes, found, moments
        cells = [(text, one) for text, one in zip(found, moments, strict=True) if one]
        orders[name] = find_order(cells)
        counts = np.bincount(codes, minlength=len(found))
        known = [(one, n) for one, n in zip(moments, counts.tolist(), strict=True) if one]
        if is_swapped([one for one, _n in known], [n for _one, n in known]):
            reading.doubts.append(
                _(
                    "column {name}: some cells are dates whose day is never above 12, the "
                    "others text whose day always is: a program took days for months. Import "
                    "the file again with the right order of day and month"
                ).format(name=name)
            )
    order = _orders(reading, orders)
    result = dict(plain_ones)
    for name, (codes, found, moments) in parsed.items():
        table = as_moments(moments, order.get(name))
        empty = _empty(reading, found, is_open_ended=name in open_ended)
        if name in open_ended:
            empty |= (table["day"].dt.year == 9999).to_numpy()
        table.loc[empty] = pd.NA
        # a time of day has seconds only; a day that does not exist is read and has none
        has_day = np.array([one is not None and one.parts is not None for one in moments])
        is_read = table["day"].notna() | (table["seconds"].notna() & ~has_day)
        wrong = (~is_read & ~empty).to_numpy() | (empty if name in filled else False)
        said = _or_blank(expected, found, wrong) if name in open_ended else expected
        reading.add(name, reading.texts[name], wrong[codes], said)
        reading.empty[name] = int(empty[codes].sum())
        table.loc[wrong] = pd.NA
        table = table.take(codes)
        table.index = reading.texts.index
        result[name] = table
        reading.how[name] = _how_dates(found, moments, order.get(name))
    return {name: result[name] for name in names if name in result}


def _empty(reading: Reading, found: Sequence[str], *, is_open_ended: bool) -> np.ndarray:
    """Tell of each cell whether it says nothing, or that the day has not come."""
    words = cell_words("open") if is_open_ended else frozenset[str]()
    return np.array(
        [
            reading.is_missing(one) or bool(_NO_DAY.fullmatch(one)) or tidy(one) in words
            for one in found
        ],
        dtype=bool,
    )


def _or_blank(expected: str, found: Sequence[str], wrong: np.ndarray) -> str:
    """Say how a word for what has not come is given."""
    words = [one for one, is_wrong in zip(found, wrong, strict=True) if is_wrong and one.isalpha()]
    if not words:
        return expected
    return _('{expected}, or blank; if it means that it has not come, --missing "{word}"').format(
        expected=expected, word=shown(words[0], 30)
    )


def _iso(reading: Reading, name: str) -> pd.DataFrame | None:
    """Read a column that is written as a program would write it, all at once."""
    codes, found = reading.distinct(name)
    texts = pd.Series(found, dtype="str")
    blank = (texts == "") | texts.isin(list(reading.options.missing))
    if not (texts.str.fullmatch(_ISO) | blank).all():
        return None
    times = pd.to_datetime(texts.where(~blank), format="ISO8601", errors="coerce")
    if (times.isna() & ~blank).any() or times.dt.year.isin((1900, 9999)).any():
        return None
    days = times.dt.normalize()
    seconds = (times - days).dt.total_seconds().where(texts.str.len() > 10)
    table = pd.DataFrame(
        {"day": days.astype("datetime64[us]"), "seconds": seconds, "zone": np.nan}
    ).take(codes)
    table.index = reading.texts.index
    example = next(iter(texts[~blank]), None)
    reading.how[name] = (
        _("all blank") if example is None else _("days as in {example}").format(example=example)
    )
    return table


def _orders(reading: Reading, orders: Mapping[str, Order]) -> dict[str, str | None]:
    """Settle the order of day and month, by each column itself or else by the others."""
    if reading.options.dates is not None:
        return dict.fromkeys(orders, reading.options.dates.upper())
    result = {name: order.name for name, order in orders.items()}
    asked = {name: order for name, order in orders.items() if order.doubt is not None}
    for name, order in list(asked.items()):
        # a program writes all its days in one way
        alike = {one.name for one in orders.values() if one.is_settled and one.signs == order.signs}
        if len(alike) == 1 and not order.is_mixed:
            result[name] = alike.pop()
            del asked[name]
    mixed = {name: order for name, order in asked.items() if order.is_mixed}
    for name, order in mixed.items():
        reading.doubts.append(
            _(
                "column {name}: {cells} do not write day and month in one order: give the right "
                "one, --dates DMY or --dates MDY; the others are left out if they are few, and "
                "have to be written alike if they are not"
            ).format(name=name, cells=shown(order.doubt or "", 60))
        )
    rest = {name: order for name, order in asked.items() if not order.is_mixed}
    if rest:
        example = next(iter(rest.values())).doubt or ""
        reading.doubts.append(
            _(
                "{columns}: day and month cannot be told apart in cells like {example}: give "
                "--dates DMY (day first) or MDY (month first){short}"
            ).format(
                columns=", ".join(rest),
                example=shown(example, 30),
                short="" if re.search("[0-9]{4}", example) else _(", or YMD (year first)"),
            )
        )
    return result


def _how_dates(found: Sequence[str], moments: Sequence[Moment | None], order: str | None) -> str:
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
