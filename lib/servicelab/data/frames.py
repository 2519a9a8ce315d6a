"""Shared entry checks of the functions that take a table."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _


def require_columns(frame: object, columns: Iterable[str], name: str) -> pd.DataFrame:
    """Return `frame` if it is a table with rows and with every column.

    Parameters
    ----------
    frame : object
        What the caller was given.
    columns : iterable of str
        The columns the caller reads.
    name : str
        The parameter's name, for the message.

    Raises
    ------
    CourseError
        If `frame` is not a DataFrame, is empty, or lacks a column (all of them are named).
    """
    if not isinstance(frame, pd.DataFrame):
        raise CourseError(
            _("{name} must be a pandas DataFrame, not {kind}: pass the table.").format(
                name=name, kind=type(frame).__name__
            )
        )
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise CourseError(
            _("{name} has no column {missing}: it has {present}.").format(
                name=name,
                missing=", ".join(map(repr, missing)),
                present=", ".join(map(str, frame.columns)) or _("none"),
            )
        )
    if frame.empty:
        raise CourseError(_("{name} has no rows: check the filter before.").format(name=name))
    return frame


def require_present(frame: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Raise a CourseError that names the first of `columns` with a missing value.

    Parameters
    ----------
    frame : DataFrame
        The table.
    columns : iterable of str
        Columns that must be filled.
    name : str
        The parameter's name, for the message.
    """
    for column in columns:
        count = int(frame[column].isna().sum())
        if count:
            raise CourseError(
                _(
                    "{name} has {count} missing values in column '{column}': "
                    "drop or mend these rows first."
                ).format(name=name, count=count, column=column)
            )


def require_numbers(frame: object, columns: Iterable[str], name: str) -> pd.DataFrame:
    """Return `columns` of a table as floats if every value is there and finite.

    Parameters
    ----------
    frame : object
        What the caller was given.
    columns : iterable of str
        Columns that must hold numbers.
    name : str
        The parameter's name, for the message.

    Raises
    ------
    CourseError
        As in :func:`require_columns` and :func:`require_present`, or if a column holds anything
        but finite numbers.
    """
    columns = list(columns)
    table = require_columns(frame, columns, name)[columns]
    for column in columns:
        if not pd.api.types.is_numeric_dtype(table[column].dtype):
            raise CourseError(
                _("{name} holds text instead of numbers in '{column}': pass numbers.").format(
                    name=name, column=column
                )
            )
    require_present(table, columns, name)
    numbers = table.astype(float)
    for column in columns:
        if not np.isfinite(numbers[column]).all():
            raise CourseError(
                _("{name} holds an infinite number in column '{column}': mend it first.").format(
                    name=name, column=column
                )
            )
    return numbers


def require_one_row_each(frame: pd.DataFrame, column: str, name: str) -> None:
    """Raise a CourseError if a value of `column` occurs in several rows.

    Parameters
    ----------
    frame : DataFrame
        The table.
    column : str
        The column that must identify a row.
    name : str
        The parameter's name, for the message.
    """
    twice = frame[column].duplicated()
    if twice.any():
        raise CourseError(
            _(
                "{name} holds {value} more than once in column '{column}': keep one row for each."
            ).format(name=name, value=frame.loc[twice, column].iloc[0], column=column)
        )


def require_zero_one(values: pd.Series, name: str) -> pd.Series:
    """Return a column of 0 and 1, or of False and True, as whole numbers.

    Parameters
    ----------
    values : Series
        The column.
    name : str
        The column's name, for the message.

    Raises
    ------
    CourseError
        If a value is missing or something else.
    """
    numbers = pd.to_numeric(values, errors="coerce")
    if not numbers.isin([0, 1]).all():
        raise CourseError(
            _("Column '{name}' must hold 0 and 1 only, without missing values.").format(name=name)
        )
    return numbers.astype("int64")


def require_level(level: object) -> None:
    """Raise a CourseError unless `level` can be a level of confidence.

    Parameters
    ----------
    level : object
        What the caller was given.
    """
    if not isinstance(level, int | float | np.number) or not 0 < level < 1:
        raise CourseError(
            _("level is {level!r}: give a number between 0 and 1, such as 0.95.").format(
                level=level
            )
        )


def as_dates(values: pd.Series, name: str) -> pd.Series:
    """Return `values` as timestamps without a time zone.

    Parameters
    ----------
    values : Series
        Timestamps, or text in ISO format (2025-03-31).
    name : str
        The column's name, for the message.

    Raises
    ------
    CourseError
        If a value cannot be read as a date, or if the column holds numbers.
    """
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.dt.tz_localize(None) if values.dt.tz is not None else values
    if pd.api.types.is_numeric_dtype(values.dtype):
        raise CourseError(
            _("Column '{name}' holds numbers, not dates: read it with parse_dates.").format(
                name=name
            )
        )
    dates = pd.to_datetime(values, errors="coerce", format="ISO8601")
    unread = dates.isna() & values.notna()
    if unread.any():
        raise CourseError(
            _(
                "Column '{name}' holds {value!r}, which is not a date: write it as 2025-03-31."
            ).format(name=name, value=values[unread].iloc[0])
        )
    return dates
