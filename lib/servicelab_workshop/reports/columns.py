"""What the reports ask of days: the day of looking, and odd days that stand for none."""

from __future__ import annotations

import pandas as pd

from servicelab.data.moments import as_moment
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.reading.dates import parse_moment

__all__ = ["as_day", "or_missing"]

#: Cells of one odd day that are no slip.
_MANY = 3


def as_day(as_of: str | pd.Timestamp) -> pd.Timestamp:
    """Return the day of looking.

    Parameters
    ----------
    as_of : str or Timestamp
        A text is written year first: in 03/02/2025 nobody knows which is the month.

    Raises
    ------
    CourseError
        If it is no date.

    Examples
    --------
    >>> as_day("2025-03-31 18:00")
    Timestamp('2025-03-31 00:00:00')
    """
    if isinstance(as_of, str):
        moment = parse_moment(as_of)
        if moment is None or moment.form != "sure" or moment.parts is None:
            raise CourseError(_("{day!r} is not a date written like 2025-03-31.").format(day=as_of))
        return pd.Timestamp(*moment.parts)
    return as_moment(as_of).normalize()


def or_missing(expected: str, texts: pd.Series, wrong: pd.Series) -> str:
    """Add how an odd day that stands for none is given, where one stands in most wrong cells.

    Parameters
    ----------
    expected : str
        What a cell should be.
    texts : Series of str
        The cells.
    wrong : Series of bool
        Those that are not.

    Examples
    --------
    >>> or_missing("a later day", pd.Series(["1900-01-01"] * 3), pd.Series([True] * 3))
    'a later day; if it means that there is none, --missing "1900-01-01"'
    """
    counts = texts[wrong].value_counts()
    if counts.empty or counts.iloc[0] < _MANY or 2 * counts.iloc[0] < counts.sum():
        return expected
    return _('{expected}; if it means that there is none, --missing "{cell}"').format(
        expected=expected, cell=counts.index[0]
    )
