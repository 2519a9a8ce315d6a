"""What files of one's own have in common: days as people write them, names, and unique ids."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from servicelab.data.moments import as_moment
from servicelab.data.schemas import ISO_DATE, MISSING, Problem
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["as_day", "category", "check_ids", "plain_dates", "wrong_cells"]

_OTHER_DATE = r"^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T][0-9:.]+(?:Z|[+-][0-9:]+)?)?$"


def plain_dates(values: pd.Series) -> pd.Series:
    """Write dates as 2025-03-31 that stand as 2025/3/31 or with a time of day.

    Parameters
    ----------
    values : Series of str
        Cells as they stand in the file.

    Returns
    -------
    Series
        The same, with what is no date left as it is.

    Examples
    --------
    >>> plain_dates(pd.Series(["2025/3/31", "2025-03-31 09:15", "soon"])).to_list()
    ['2025-03-31', '2025-03-31', 'soon']
    """
    codes, distinct = pd.factorize(values)
    texts = pd.Series(distinct, dtype="str").str.strip()
    odd = ~texts.str.fullmatch(ISO_DATE, na=False) & texts.str.fullmatch(_OTHER_DATE, na=False)
    if not odd.any():
        return values
    parts = texts[odd].str.extract(_OTHER_DATE)
    texts[odd] = parts[0] + "-" + parts[1].str.zfill(2) + "-" + parts[2].str.zfill(2)
    plain = np.append(texts.to_numpy(dtype=object), np.array([None], dtype=object))
    return pd.Series(plain[codes], index=values.index, dtype=object)


def category(values: pd.Series) -> pd.Series:
    """Turn texts into categories, in the order of their numbers or of the alphabet.

    Parameters
    ----------
    values : Series of str
        Cells as they stand in the file.

    Returns
    -------
    Series
        Categorical; missing where the cell says nothing.
    """
    codes, distinct = pd.factorize(values)
    texts = pd.Series(distinct, dtype="str").str.strip()
    kept = texts.where(~texts.isin(MISSING))
    numbers = pd.to_numeric(kept, errors="coerce")
    are_numbers = numbers.notna().sum() == kept.notna().sum()
    levels = pd.Index(
        sorted(kept.dropna().unique(), key=float if are_numbers else str), dtype="str"
    )
    place = np.append(levels.get_indexer(pd.Index(kept)), -1)
    return pd.Series(pd.Categorical.from_codes(place[codes], levels), index=values.index)


def check_ids(name: str, values: pd.Series) -> list[Problem]:
    """Find ids that are missing or stand more than once.

    Parameters
    ----------
    name : str
        Of the column.
    values : Series of str
        Its cells.
    """
    missing = values.isin([*MISSING, None])
    twice = values.duplicated() & ~missing
    return [
        *wrong_cells(name, values, missing, _("a value")),
        *wrong_cells(name, values, twice, _("each one once: this one stands further up already")),
    ]


def wrong_cells(name: str, values: pd.Series, wrong: pd.Series, expected: str) -> list[Problem]:
    """Make a problem of the cells that are wrong, or none if none is.

    Parameters
    ----------
    name : str
        Of the column.
    values : Series
        Its cells.
    wrong : Series of bool
        Which break the rule.
    expected : str
        What the rule asks for, in words.
    """
    rows = np.flatnonzero(wrong.to_numpy())
    if not len(rows):
        return []
    given = values.iloc[rows]
    if pd.api.types.is_datetime64_any_dtype(given):
        given = given.dt.date
    return [Problem(name, expected, rows, given.to_list())]


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
    if isinstance(as_of, str) and not re.match(r"\s*[0-9]{4}[-/.]?[0-9]", as_of):
        raise CourseError(_("{day!r} is not a date written like 2025-03-31.").format(day=as_of))
    return as_moment(as_of).normalize()
