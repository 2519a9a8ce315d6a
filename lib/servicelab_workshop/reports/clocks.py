"""On which clock the times of a log are, and which of its zeros are no times."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from servicelab.i18n import _, ngettext
from servicelab_workshop.reading.reader import Reading

__all__ = ["find_zeros", "is_half_day", "one_clock"]

#: Minutes between summer and winter time.
_SUMMER = 60
#: Share of the days on which two clocks may be seen: those on which the clocks are changed.
_CHANGES = 0.1
_NOON = 12
#: Hours of an arrival from which on nobody waits until midnight, and to which nobody came before it.
_FAR = (2, 20)


def one_clock(reading: Reading, moments: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Find the clock of each row, in minutes from UTC; missing without time zones.

    Summer and winter time are kept as they are. Of other clocks the most frequent is taken, and
    UTC only if there is no other: it is the clock of a computer.

    Parameters
    ----------
    reading : Reading
        The log; it is noted which clock was taken.
    moments : mapping
        From ``arrived`` and other columns to their moments.
    """
    arrived = moments["arrived"]
    every = pd.concat([table[["day", "zone"]].dropna(subset="zone") for table in moments.values()])
    if every.empty:
        return arrived["zone"]
    zones = every["zone"]
    changes = (every.groupby("day")["zone"].nunique() > 1).mean()
    if zones.nunique() > 1 and zones.max() - zones.min() <= _SUMMER and changes <= _CHANGES:
        reading.notes.append(
            _("the hours are those of the clock in the file, with its summer time")
        )
        return arrived["zone"]
    abroad = zones[zones != 0]
    usual = float(abroad.mode().iloc[0]) if len(abroad) else 0.0
    if usual:
        said = _("the hours are those of the clock {clock}").format(clock=_written(usual))
    else:
        said = _(
            "the hours are those of UTC, as all times in the file: a clock on the wall shows others"
        )
    reading.notes.append(said)
    return arrived["zone"].where(arrived["zone"].isna(), usual)


def _written(minutes: float) -> str:
    hours, rest = divmod(abs(int(minutes)), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def find_zeros(reading: Reading, name: str, table: pd.DataFrame, arrived: pd.Series) -> pd.Series:
    """Find the times of 00:00 by which a program says that there is none.

    Parameters
    ----------
    reading : Reading
        The log; it is noted how many there are.
    name : str
        Of a column.
    table : DataFrame
        Its moments.
    arrived : Series of datetime
        The arrivals.

    Returns
    -------
    Series of bool
        All zeros of the column, if several belong to an arrival that is far from midnight.
    """
    zeros = table["seconds"] == 0
    zeros &= table["day"].isna() | (table["day"] == arrived.dt.normalize())
    far = arrived.dt.hour.between(*_FAR, inclusive="left")
    if (zeros & far).sum() < 2:
        return pd.Series(False, index=zeros.index)
    n = int(zeros.sum())
    text = ngettext(
        "{n} time of 00:00 in {name} is empty", "{n} times of 00:00 in {name} are empty", n
    )
    reading.notes.append(text.format(n=f"{n:,}", name=name))
    return zeros


def is_half_day(arrived: pd.Series) -> bool:
    """Tell whether arrivals were written with 12 hours, and without AM and PM.

    Parameters
    ----------
    arrived : Series of datetime
        In the order of the file.

    Examples
    --------
    >>> times = ["9:00", "12:40", "1:10", "4:00"]
    >>> is_half_day(pd.Series(pd.to_datetime([f"2025-03-03 {one}" for one in times])))
    True
    """
    hours, days = arrived.dt.hour, arrived.dt.normalize()
    turns = (hours < _NOON / 2) & (hours.shift() >= _NOON / 2) & (days == days.shift())
    return bool(turns.any() and hours.min() > 0 and hours.max() == _NOON)
