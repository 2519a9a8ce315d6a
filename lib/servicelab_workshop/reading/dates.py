"""Reading days and times, however they are written.

A form is sure (``2024-01-31``, ``31 Jan 2024``, a serial number of Excel) or leaves the order of day
and month open (``03/02/2024``); the order is then settled by a day above 12 in the same column.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from servicelab_workshop.reading.vocabulary import cell_words, months, tidy

__all__ = ["ORDERS", "Moment", "Order", "as_moments", "find_order", "is_swapped", "parse_moment"]

#: Orders of day, month and year that may be given.
ORDERS = ("DMY", "MDY", "YMD")
#: Serial numbers of Excel that are days: 1954 to 2064.
_SERIALS = range(20_000, 60_401)
#: Characters that a day and a time may have.
_LONGEST = 60
_EPOCH = dt.date(1899, 12, 30)

_MONTH = r"(?P<name>[^\W\d_]{3,10})\.?"
_FORMS = tuple(
    (form, re.compile(pattern + r"(?P<rest>$|[ t,].*)"))
    for form, pattern in (
        ("sure", r"(?P<y>\d{4})(?P<sign>[-/.])(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"),
        ("sure", r"(?P<y>\d{4})\. ?(?P<m>\d{1,2})\. ?(?P<d>\d{1,2})\.?"),
        ("sure", r"(?P<y>\d{4}) ?[年년] ?(?P<m>\d{1,2}) ?[月월] ?(?P<d>\d{1,2}) ?[日일号]?"),
        ("sure", r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})"),
        (
            "sure",
            rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[-/ ]*(?:de |of )?{_MONTH}[-/ ,]*(?:de )?(?P<y>\d{{4}}|\d{{2}})",
        ),
        ("sure", rf"{_MONTH}[-/ ]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? +|-)(?P<y>\d{{4}})"),
        ("sure", rf"(?P<y>\d{{4}})[-/ ]{_MONTH}[-/ ](?P<d>\d{{1,2}})"),
        ("open", r"(?P<d>\d{1,2})(?P<sign>[-/.]) ?(?P<m>\d{1,2})[-/.] ?(?P<y>\d{4}|\d{2})"),
    )
)
_SERIAL = re.compile(r"(\d{5})(?:\.(\d+))?")
#: Seconds or milliseconds since 1970: from 2001 to 2033.
_SINCE_1970 = re.compile(r"(1\d{9})(?:\.\d+|\d{3})?")
_HOURS = re.compile(r"(\d{1,2}) ?[时時点點시] ?(\d{1,2}) ?[分분](?: ?(\d{1,2}) ?[秒초])?")
_WEEKDAY = re.compile(
    r"(?:(?P<word>[^\W\d_]{2,12})\.?,? +|(?:星期|周|週)[一二三四五六日天] *)(?=.*\d)"
)
_ZONES = {"z": 0, "utc": 0, "gmt": 0}


def _clock_pattern() -> re.Pattern[str]:
    half = "|".join(
        re.escape(word) for word in sorted(cell_words("am") | cell_words("pm"), key=len)[::-1]
    )
    return re.compile(
        rf"(?P<before>{half})? ?(?P<h>\d{{1,2}})(?:[:h.](?P<min>\d{{2}})(?:[:.](?P<s>\d{{2}})(?:[.,]\d+)?)?)?"
        rf" ?(?P<after>{half})?(?: ?uhr| ?h)?"
        r" ?(?P<zone>\(?(?:z|utc|gmt|[+-]\d{2}:?\d{2}|(?:gmt|utc)[+-]\d{1,2}(?::?\d{2})?|[a-z]{3,4})\)?)?"
    )


_CLOCK = _clock_pattern()


@dataclass(frozen=True)
class Moment:
    """A cell that is a day, a time or both, before the order of day and month is settled.

    Attributes
    ----------
    parts : (int, int, int) or None
        Year, month and day; for an open form the last, second and first number. None for a time
        of day alone.
    form : {"sure", "serial", "open", "dots", "clock"}
        Of the day: `dots` is an open form with points, which are written with the day first.
    seconds : int or None
        Since midnight.
    zone : int or None
        Minutes from UTC.
    """

    parts: tuple[int, int, int] | None
    form: str
    seconds: int | None = None
    zone: int | None = None


@dataclass(frozen=True)
class Order:
    """In which order a column writes day and month.

    Attributes
    ----------
    name : str or None
        One of :data:`ORDERS`; None if nothing settles it.
    doubt : str or None
        A cell that can be read in two ways, or two cells that contradict each other.
    is_mixed : bool
        Whether cells contradict each other.
    signs : frozenset of str
        Between day, month and year, in the cells that leave the order open by themselves.
    is_settled : bool
        Whether a cell says so that can be read in one order only.
    """

    name: str | None = None
    doubt: str | None = None
    is_mixed: bool = False
    signs: frozenset[str] = frozenset()
    is_settled: bool = False


def parse_moment(text: str) -> Moment | None:
    """Read one cell; None if it is no day and no time.

    Parameters
    ----------
    text : str
        As it stands in the file.

    Examples
    --------
    >>> parse_moment("31/12/2024 9:15 PM")
    Moment(parts=(2024, 12, 31), form='open', seconds=76500, zone=None)
    >>> parse_moment("2. Jan. 2024").parts
    (2024, 1, 2)
    >>> parse_moment("45293").parts
    (2024, 1, 2)
    >>> parse_moment("1740990905000")
    Moment(parts=(2025, 3, 3), form='sure', seconds=30905, zone=0)
    """
    if len(text) > _LONGEST:
        return None
    text = re.sub(r" ?\([^\d()]*\)", "", tidy(text))
    text = _HOURS.sub(lambda found: ":".join(f"{one or 0:0>2}" for one in found.groups()), text)
    serial = _SERIAL.fullmatch(text)
    if serial:
        return _serial(int(serial[1]), float(f"0.{serial[2] or 0}"))
    if not any(one.isdigit() for one in text):
        return None
    since = _SINCE_1970.fullmatch(text)
    if since:
        days, seconds = divmod(int(since[1]), 86_400)
        day = dt.date(1970, 1, 1) + dt.timedelta(days=days)
        return Moment((day.year, day.month, day.day), "sure", seconds, 0)
    if re.fullmatch(r"0?\.\d+", text):
        return Moment(None, "clock", round(float(text) * 86_400) % 86_400)
    clock = _clock(text)
    if clock and re.search(r":|h|[ap]\.?m|[上下오]", text) and not re.match(r"\d+\.\d+\.", text):
        return Moment(None, "clock", *clock)
    weekday = _WEEKDAY.match(text)
    if weekday and weekday["word"] not in months():
        text = text[weekday.end() :]
    for form, pattern in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            moment = _moment(form, found)
            if moment is not None:
                return moment
    return None


def _serial(days: int, fraction: float) -> Moment | None:
    if days not in _SERIALS:
        return None
    seconds = round(fraction * 86_400)
    day = _EPOCH + dt.timedelta(days=days + seconds // 86_400)
    time = seconds % 86_400 if fraction else None
    return Moment((day.year, day.month, day.day), "serial", time)


def _moment(form: str, found: re.Match[str]) -> Moment | None:
    parts = found.groupdict()
    if parts.get("name") is not None:
        month = months().get(parts["name"])
        if month is None:
            return None
    else:
        month = int(parts["m"])
    year = int(parts["y"])
    if form == "open" and parts["sign"] == ".":
        form = "dots"
    if len(parts["y"]) == 2 and form == "sure":
        year = _century(year)
    rest = re.sub(r"^(?:t(?=\d)|at |um |à |a las )", "", parts["rest"].strip(" ,"))
    seconds = zone = None
    if rest:
        clock = _clock(rest)
        if clock is None:
            # 20240102T091500 and 20240102 0915
            compact = re.fullmatch(r"(\d{2})(\d{2})(\d{2})?", rest)
            clock = _clock(":".join(filter(None, compact.groups()))) if compact else None
        if clock is None:
            return None
        seconds, zone = clock
    moment = Moment((year, month, int(parts["d"])), form, seconds, zone)
    if form == "sure" and _day(moment, "YMD") is None:
        return None
    return moment


def _clock(text: str) -> tuple[int, int | None] | None:
    """Read a time of day: seconds since midnight, and minutes from UTC."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    half = found["before"] or found["after"]
    if found["min"] is None and half is None:
        return None
    hour, minute, second = (int(found[name] or 0) for name in ("h", "min", "s"))
    if half is not None and hour <= 12:
        # noon is written 中午 12:30 as well as 12:30 pm
        hour = hour % 12 + (12 if half in cell_words("pm") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return 3600 * hour + 60 * minute + second, _zone(found["zone"])


def _zone(text: str | None) -> int | None:
    """Return minutes from UTC; None for a name such as CET, which is a local time."""
    if text is None:
        return None
    text = text.strip("()")
    if text in _ZONES:
        return _ZONES[text]
    found = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", text)
    if found is None:
        return None
    minutes = 60 * int(found[2]) + int(found[3] or 0)
    return minutes if found[1] == "+" else -minutes


def _century(year: int) -> int:
    return 2000 + year if year <= dt.date.today().year % 100 + 20 else 1900 + year


def _day(moment: Moment, order: str) -> dt.date | None:
    """Return the day of a moment in an order, or None if there is no such day."""
    if moment.parts is None:
        return None
    year, month, day = moment.parts
    if moment.form in ("open", "dots"):
        if order == "MDY":
            month, day = day, month
        elif order == "YMD":
            # the first number is the year, which has two digits in an open form
            if year > 99:
                return None
            year, day = day, year
        if year < 100:
            year = _century(year)
            if year > dt.date.today().year + 1:
                return None
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= year <= 2200 or year == 9999 else None


def find_order(cells: Iterable[tuple[str, Moment]]) -> Order:
    """Find in which order the cells of a column write day and month.

    Parameters
    ----------
    cells : iterable of (str, Moment)
        Distinct cells with what they were read as.

    Examples
    --------
    >>> def order(*texts):
    ...     return find_order([(text, parse_moment(text)) for text in texts])
    >>> order("03/02/2024", "31/12/2024").name
    'DMY'
    >>> order("03/02/2024", "04/05/2024")
    Order(name=None, doubt='03/02/2024', is_mixed=False, signs=frozenset({'/'}), is_settled=False)
    """
    settled: dict[str, str] = {}
    signs = set()
    doubt, is_open, has_dots = None, False, False
    for text, moment in cells:
        if moment.form not in ("open", "dots"):
            continue
        is_open = True
        signs.update(re.findall(r"(?<=\d)[-/.](?=\d)", text)[:1])
        days = {order: _day(moment, order) for order in ORDERS}
        able = [order for order in ORDERS if days[order] is not None]
        if len(able) == 1:
            settled.setdefault(able[0], text)
        elif len({days[order] for order in able}) > 1:
            if moment.form == "dots" and moment.parts is not None and moment.parts[0] > 99:
                has_dots = True
            else:
                doubt = doubt or text
    found = frozenset(signs)
    if len(settled) > 1:
        return Order(None, ", ".join(list(settled.values())[:2]), True, found)
    if settled:
        return Order(next(iter(settled)), signs=found, is_settled=True)
    if doubt is None:
        return Order("DMY" if is_open or has_dots else None, signs=found)
    return Order(None, doubt, signs=found)


def is_swapped(moments: Sequence[Moment], counts: Sequence[int]) -> bool:
    """Tell whether a program took days for months where it could, and left the others as text.

    A program that expects the month first turns 03/02/2024 into a date and keeps 31/12/2024.

    Parameters
    ----------
    moments : sequence of Moment
        Of a column.
    counts : sequence of int
        How often each stands in it.
    """
    native, text = 0, 0
    for moment, count in zip(moments, counts, strict=True):
        if moment.parts is None:
            continue
        if moment.form in ("open", "dots"):
            able = [order for order in ("DMY", "MDY") if _day(moment, order)]
            if len(able) != 1:
                return False
            text += count
        else:
            if moment.parts[2] > 12:
                return False
            native += count
    return native >= 3 and text >= 3


def as_moments(moments: Sequence[Moment | None], order: str | None) -> pd.DataFrame:
    """Turn moments into timestamps.

    Parameters
    ----------
    moments : sequence of Moment or None
        Of a column.
    order : str or None
        One of :data:`ORDERS`, for open forms.

    Returns
    -------
    DataFrame
        ``day`` (missing for a time alone, and where there is no such day), ``seconds`` and
        ``zone`` (missing where they are not said).

    Examples
    --------
    >>> as_moments([parse_moment("3/2/2024 9:15")], "MDY")["day"].tolist()
    [Timestamp('2024-03-02 00:00:00')]
    """
    days = [None if moment is None else _day(moment, order or "DMY") for moment in moments]
    return pd.DataFrame(
        {
            "day": np.array(
                ["NaT" if day is None else day.isoformat() for day in days],
                dtype="datetime64[us]",
            ),
            "seconds": np.array(
                [np.nan if m is None or m.seconds is None else m.seconds for m in moments],
                dtype=float,
            ),
            "zone": np.array(
                [np.nan if m is None or m.zone is None else m.zone for m in moments], dtype=float
            ),
        }
    )
