"""Checking a table against a schema, with every violation told at once.

A schema is a Frictionless Table Schema: a mapping with ``fields``, and perhaps ``primaryKey`` and
``missingValues``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.text import listed

__all__ = [
    "ISO_DATE",
    "MISSING",
    "InvalidDataError",
    "Problem",
    "cast_frame",
    "check_column",
    "check_columns",
    "check_frame",
    "make_field",
    "plain_name",
    "validate_frame",
]

#: Violations that a message lists.
SHOWN = 20
#: Texts that stand for a missing value in files of any origin.
MISSING = ("", "-", ".", "NA", "N/A", "n/a", "na", "NaN", "nan", "NULL", "null")
#: Pattern of a date as a schema wants it.
ISO_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_INTEGER = r"[+-]?[0-9]{1,18}(?:\.0*)?"
_DATETIME = ISO_DATE + r"[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
_TRUE = ("true", "1", "yes")
_FALSE = ("false", "0", "no")


@dataclass(frozen=True)
class Problem:
    """One kind of violation in one column.

    Attributes
    ----------
    column : str
        Its name, or several.
    expected : str
        What should be there.
    positions : array of int or None
        Of the rows, from 0; None if it is about the whole column.
    values : list or None
        What stands in these rows instead.
    """

    column: str
    expected: str
    positions: np.ndarray[Any, np.dtype[np.int64]] | None = None
    values: list[Any] | None = None


class InvalidDataError(CourseError):
    """A table that breaks its schema.

    Attributes
    ----------
    violations : DataFrame
        All of them: columns ``row`` (missing for a whole column), ``column``, ``value`` and
        ``expected``.
    """

    def __init__(self, message: str, violations: pd.DataFrame) -> None:
        super().__init__(message)
        self.violations = violations

    @classmethod
    def of(
        cls,
        problems: Sequence[Problem],
        index: pd.Index,
        *,
        name: str,
        like: str,
        first_row: int | None = None,
    ) -> InvalidDataError:
        """Put all problems of a table into one error.

        Parameters
        ----------
        problems : sequence of Problem
            One at least.
        index : Index
            Of the table.
        name, like, first_row
            As in :func:`validate_frame`.
        """
        violations = _listing(problems, index, first_row)
        total = len(violations)
        lines = [
            ngettext(
                "{name} does not match {like}: {total} problem.",
                "{name} does not match {like}: {total} problems.",
                total,
            ).format(name=name or _("The table"), like=like or _("the schema"), total=f"{total:,}")
        ]
        for row, column, value, expected in violations.head(SHOWN).itertuples(index=False):
            if row is None:
                lines.append(
                    _("  column {column}: {expected}").format(column=column, expected=expected)
                )
            else:
                lines.append(
                    _("  row {row}, column {column}: {value} - expected {expected}").format(
                        row=row, column=column, value=_shown(value), expected=expected
                    )
                )
        if total > SHOWN:
            lines.append(_("  ... and {more} more").format(more=f"{total - SHOWN:,}"))
        return cls("\n".join(lines), violations)


def plain_name(name: object) -> str:
    """Write the name of a column without signs and capitals.

    Examples
    --------
    >>> plain_name("Customer ID") == plain_name("customer_id")
    True
    """
    return re.sub(r"[\W_]+", "", str(name)).casefold()


def make_field(name: str, kind: str, **constraints: Any) -> dict[str, Any]:
    """Make a field of a schema.

    Parameters
    ----------
    name : str
        Of the column.
    kind : {"string", "integer", "number", "boolean", "date", "datetime"}
        Its type.
    **constraints
        ``required``, ``enum``, ``pattern``, ``minimum``, ``maximum``.

    Examples
    --------
    >>> make_field("age", "integer", minimum=18)
    {'name': 'age', 'type': 'integer', 'constraints': {'minimum': 18}}
    """
    return {"name": name, "type": kind, "constraints": constraints}


def validate_frame(
    frame: pd.DataFrame,
    schema: Mapping[str, Any],
    *,
    name: str = "",
    like: str = "",
    first_row: int | None = None,
) -> pd.DataFrame:
    """Check a table against a schema and give its columns their data types.

    Parameters
    ----------
    frame : DataFrame
        Of text, as read from a file, or of typed columns.
    schema : mapping
        A Frictionless Table Schema.
    name, like : str
        What messages call the table and the schema.
    first_row : int, optional
        The number of the first row in messages; by default rows are called by their index label.

    Returns
    -------
    DataFrame
        A new table. Columns that the schema does not name are kept as they are.

    Raises
    ------
    InvalidDataError
        With every violation, the first 20 of them in the message.

    Examples
    --------
    >>> schema = {"fields": [{"name": "age", "type": "integer", "constraints": {"minimum": 18}}]}
    >>> validate_frame(pd.DataFrame({"age": ["31", "52"]}), schema)["age"].sum()
    np.int64(83)
    """
    problems, typed = check_frame(frame, schema)
    if problems:
        raise InvalidDataError.of(problems, frame.index, name=name, like=like, first_row=first_row)
    return typed


def cast_frame(frame: pd.DataFrame, schema: Mapping[str, Any]) -> pd.DataFrame:
    """Give the columns of a valid table the data types of its schema, without checking.

    Parameters
    ----------
    frame : DataFrame
        Every column of the schema, each valid.
    schema : mapping
        A Frictionless Table Schema. A text column with an ``enum`` becomes a category, ordered if
        the field says ``ordered``.

    Returns
    -------
    DataFrame
        The columns of the schema in its order, then any others.

    Examples
    --------
    >>> schema = {"fields": [{"name": "day", "type": "date"}]}
    >>> cast_frame(pd.DataFrame({"day": ["2025-03-01"]}), schema)["day"].dt.year.item()
    2025
    """
    names = [field["name"] for field in schema["fields"]]
    columns = {field["name"]: _cast(frame[field["name"]], field) for field in schema["fields"]}
    columns |= {column: frame[column] for column in frame.columns if column not in names}
    return pd.DataFrame(columns, index=frame.index)


def _cast(values: pd.Series, field: Mapping[str, Any]) -> pd.Series:
    kind = field["type"]
    if kind == "date":
        return pd.to_datetime(values, format="%Y-%m-%d").astype("datetime64[us]")
    if kind == "datetime":
        return pd.to_datetime(values, format="%Y-%m-%d %H:%M").astype("datetime64[us]")
    if kind == "integer":
        return values.astype("float64" if values.isna().any() else "int64")
    if kind == "number":
        return values.astype("float64")
    if kind == "boolean":
        return values.astype("bool")
    enum = field.get("constraints", {}).get("enum")
    if enum:
        dtype = pd.CategoricalDtype(enum, ordered=bool(field.get("ordered", False)))
        return values.astype(dtype)
    return values.astype("str")


def check_frame(
    frame: pd.DataFrame, schema: Mapping[str, Any]
) -> tuple[list[Problem], pd.DataFrame]:
    """Check a table against a schema without raising.

    Parameters
    ----------
    frame : DataFrame
        Of text, as read from a file, or of typed columns.
    schema : mapping
        A Frictionless Table Schema.

    Returns
    -------
    list of Problem, DataFrame
        The typed table is of use only if there are no problems.

    Examples
    --------
    >>> schema = {"fields": [make_field("age", "integer", minimum=18)]}
    >>> [problem.expected for problem in check_frame(pd.DataFrame({"age": ["7"]}), schema)[0]]
    ['18 or more']
    """
    fields = schema["fields"]
    known = {field["name"] for field in fields}
    problems = list(check_columns(frame.columns, fields))
    missing_values = set(schema.get("missingValues", [""]))
    typed: dict[Hashable, pd.Series] = {}
    for field in fields:
        if field["name"] not in frame.columns:
            continue
        values = frame[field["name"]]
        if isinstance(values, pd.DataFrame):
            problems.append(Problem(field["name"], _("this column is there more than once")))
            continue
        found, column = check_column(values, field, missing_values)
        problems += found
        typed[field["name"]] = column
    problems += _check_key(frame, schema)
    if problems:
        return problems, frame
    typed |= {column: frame[column] for column in frame.columns if column not in known}
    return problems, pd.DataFrame(typed, index=frame.index).reset_index(drop=True)


def check_columns(
    columns: Iterable[Hashable], fields: Iterable[Mapping[str, Any]]
) -> Iterator[Problem]:
    """Find the columns that are missing, and guess what they are called instead.

    Parameters
    ----------
    columns : iterable
        Those of the table.
    fields : iterable of mapping
        Those of a schema.

    Examples
    --------
    >>> [problem.expected for problem in check_columns(["Ages"], [make_field("age", "integer")])]
    ["missing; rename your column 'Ages' if that is the one"]
    """
    have = [str(column) for column in columns]
    known = [field["name"] for field in fields]
    spare = [column for column in have if column not in known]
    for name in known:
        if name in have:
            continue
        plain = {plain_name(column): column for column in spare}
        near = difflib.get_close_matches(plain_name(name), plain, n=1, cutoff=0.7)
        if near:
            yield Problem(
                name,
                _("missing; rename your column {near!r} if that is the one").format(
                    near=plain[near[0]]
                ),
            )
        else:
            yield Problem(name, _("missing; your columns are {have}").format(have=listed(have)))


def _text(value: Any) -> str | None:
    """Write a value as it would stand in a file; None if it is missing."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating):
        return None if np.isnan(value) else repr(float(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value).strip()


def check_column(
    values: pd.Series, field: Mapping[str, Any], missing_values: Collection[str] = ("",)
) -> tuple[list[Problem], pd.Series]:
    """Check a column against its field without raising.

    The distinct values are checked, and the verdict is spread over the rows.

    Parameters
    ----------
    values : Series
        Text, or typed values.
    field : mapping
        Of a schema.
    missing_values : collection of str
        Texts that stand for a missing value.

    Returns
    -------
    list of Problem, Series
        The typed column is of use only if there are no problems.

    Examples
    --------
    >>> check_column(pd.Series(["31", "52"]), make_field("age", "integer"))[1].sum()
    np.int64(83)
    """
    try:
        codes, distinct = pd.factorize(values.astype(object), use_na_sentinel=True)
    except TypeError:  # lists and the like
        named = [one if isinstance(one, Hashable) else repr(one) for one in values]
        codes, distinct = pd.factorize(pd.Series(named, dtype=object), use_na_sentinel=True)
    given = np.append(np.asarray(distinct, dtype=object), np.array([None], dtype=object))
    texts = pd.Series([_text(value) for value in given], dtype=object)
    gone = texts.isna() | texts.isin(missing_values)
    rules = field.get("constraints", {})
    expected = pd.Series("", index=texts.index, dtype=object)
    if rules.get("required"):
        expected[gone] = _("a value")
    filled = texts[~gone]
    parsed, right = _parse(filled.astype("str"), field["type"])
    wrong = filled.index[~right.to_numpy(dtype=bool)]
    if len(wrong):
        expected[wrong] = _kind(field["type"])
    good = parsed[right]
    for rule, verdict in _constraints(good, filled.astype("str")[right], field):
        failed = good.index[~verdict.to_numpy(dtype=bool)]
        expected[failed] = expected[failed].where(expected[failed] != "", rule)

    # -1, the code of a missing value, is the last of `given`
    said = expected.to_numpy()[codes]
    rows = np.flatnonzero(said != "")
    if len(rows):
        problems = []
        for rule in pd.unique(said[rows]):
            mine = rows[said[rows] == rule]
            cells = [given[code] for code in codes[mine]]
            problems.append(Problem(str(field["name"]), rule, mine, cells))
        return problems, values
    result = parsed.reindex(texts.index).take(codes)
    result.index = values.index
    return [], _cast(result, field)


def _parse(texts: pd.Series, kind: str) -> tuple[pd.Series, pd.Series]:
    """Read distinct texts as values, and say which of them could be read."""
    if kind == "date":
        texts = texts.str.replace(r"[ T]00:00(:00)?$", "", regex=True)
        dates = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
        return dates, dates.notna() & texts.str.fullmatch(ISO_DATE)
    if kind == "datetime":
        right = texts.str.fullmatch(_DATETIME)
        times = pd.to_datetime(texts.where(right), format="ISO8601", errors="coerce")
        times = times.astype("datetime64[us]")
        return times, times.notna()
    if kind in ("integer", "number"):
        right = texts.str.fullmatch(_INTEGER if kind == "integer" else _NUMBER)
        numbers = pd.to_numeric(texts.where(right), errors="coerce")
        return numbers, right & np.isfinite(numbers.astype("float64"))
    if kind == "boolean":
        lower = texts.str.casefold()
        return lower.isin(_TRUE), lower.isin(_TRUE + _FALSE)
    return texts, pd.Series(True, index=texts.index)


def _kind(kind: str) -> str:
    return {
        "date": _("a date written like 2025-03-31"),
        "datetime": _("a date and time written like 2025-03-31 09:15"),
        "integer": _("a whole number, in digits only"),
        "number": _("a number, with a point for decimals and no other signs"),
        "boolean": _("true or false"),
    }[kind]


def _constraints(
    values: pd.Series, texts: pd.Series, field: Mapping[str, Any]
) -> Iterator[tuple[str, pd.Series]]:
    rules = field.get("constraints", {})
    if "enum" in rules:
        listed = ", ".join(str(one) for one in rules["enum"])
        yield _("one of {listed}").format(listed=listed), values.isin(rules["enum"])
    if "pattern" in rules:
        yield (
            _("text of the form {pattern}").format(pattern=rules["pattern"]),
            texts.str.fullmatch(rules["pattern"]),
        )
    low, high = rules.get("minimum"), rules.get("maximum")
    if field["type"] in ("date", "datetime"):
        low, high = (None if one is None else pd.Timestamp(one) for one in (low, high))
    if low is not None:
        yield _("{low} or more").format(low=rules["minimum"]), values >= low
    if high is not None:
        yield _("{high} or less").format(high=rules["maximum"]), values <= high


def _check_key(frame: pd.DataFrame, schema: Mapping[str, Any]) -> Iterator[Problem]:
    key = schema.get("primaryKey", [])
    key = [key] if isinstance(key, str) else list(key)
    if not key or any(column not in frame.columns for column in key):
        return
    if any(isinstance(frame[column], pd.DataFrame) for column in key):
        return
    texts = frame[key].astype("str").apply(lambda column: column.str.strip())
    again = np.flatnonzero((texts.duplicated() & (texts != "").all(axis=1)).to_numpy())
    if len(again):
        yield Problem(
            ", ".join(key),
            _("each one once: this one stands further up already"),
            again,
            [", ".join(row) for row in texts.iloc[again].itertuples(index=False)],
        )


def _listing(problems: Sequence[Problem], index: pd.Index, first_row: int | None) -> pd.DataFrame:
    """One row a violation: whole columns first, then down the table."""
    whole = [(None, one.column, None, one.expected) for one in problems if one.positions is None]
    parts = [
        pd.DataFrame(
            {
                "at": one.positions,
                "column": one.column,
                "value": pd.Series(one.values, dtype=object),
                "expected": one.expected,
            }
        )
        for one in problems
        if one.positions is not None
    ]
    columns = ["row", "column", "value", "expected"]
    top = pd.DataFrame(whole, columns=columns, dtype=object)
    if not parts:
        return top
    cells = pd.concat(parts, ignore_index=True).sort_values("at", kind="stable")
    labels = index.take(cells["at"].to_numpy())
    cells["row"] = pd.Series(
        [label if first_row is None else label + first_row for label in labels],
        index=cells.index,
        dtype=object,
    )
    return pd.concat([top, cells[columns].astype(object)], ignore_index=True)


def _shown(value: Any) -> str:
    text = _text(value)
    if text is None or text == "":
        return _("an empty cell")
    if hasattr(value, "isoformat"):
        text = text.removesuffix("T00:00:00")
    return repr(text if len(text) <= 40 else text[:37] + "...")
