"""The day on whose evening a file is looked at."""

from __future__ import annotations

import pandas as pd

from servicelab.data.moments import as_moment
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.reading.dates import parse_moment

__all__ = ["as_day"]


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
