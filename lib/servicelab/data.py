"""Loading the course's invented data sets, and a user's own file against the same schema."""

from __future__ import annotations

import csv
import difflib
import functools
import io
import json
import re
import warnings
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ._i18n import _, ngettext
from .errors import CourseError

SHOWN = 20

_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_INTEGER = r"[+-]?[0-9]{1,18}(?:\.0*)?"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATETIME = _DATE + r"[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
_TRUE = ("true", "1", "yes")
_FALSE = ("false", "0", "no")
_announced: set[str] = set()


def datasets_folder() -> Path:
    """Find the data sets: inside the installed package, else beside ``lib``.

    Raises
    ------
    CourseError
        If neither place holds a ``datapackage.json``.

    Examples
    --------
    >>> datasets_folder().name
    'datasets'
    """
    here = Path(__file__).resolve()
    for folder in (here.with_name("datasets"), here.parents[2] / "datasets"):
        if (folder / "datapackage.json").is_file():
            return folder
    raise CourseError(
        _("The data sets are missing beside {place}: install the course again.").format(
            place=here.parent
        )
    )


@functools.cache
def _package() -> dict[str, dict[str, Any]]:
    """Read the resources of the data package, by name."""
    path = datasets_folder() / "datapackage.json"
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        return {resource["name"]: resource for resource in resources}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(
            _("{path} cannot be read: restore the file or install the course again.").format(
                path=path
            )
        ) from error


def _resource(name: object) -> dict[str, Any]:
    resources = _package()
    if isinstance(name, str) and name in resources:
        return resources[name]
    wanted = str(name).removesuffix(".csv")
    near = difflib.get_close_matches(wanted, resources, n=3, cutoff=0.4)
    if near:
        hint = _("Did you mean {names}?").format(names=", ".join(near))
    else:
        hint = _("There are {names}.").format(names=", ".join(resources))
    raise CourseError(_("There is no data set named {name!r}. {hint}").format(name=name, hint=hint))


def list_datasets() -> pd.DataFrame:
    """List the data sets of the course.

    Returns
    -------
    DataFrame
        One row a data set: ``name``, ``rows`` (number of rows), ``what`` (what it is) and
        ``sector``.

    Examples
    --------
    >>> list_datasets().set_index("name").loc["bank_offers", "rows"]
    np.int64(4000)
    """
    rows = [
        (name, one["rows"], _(one["description"]), one["sector"])
        for name, one in _package().items()
    ]
    return pd.DataFrame(rows, columns=["name", "rows", "what", "sector"])


def load_dataset(name: str) -> pd.DataFrame:
    """Load one of the course's invented data sets.

    The first time a data set is loaded, one line says that it is invented.

    Parameters
    ----------
    name : str
        A name from :func:`list_datasets`, such as ``"bank_offers"``.

    Returns
    -------
    DataFrame
        Dates, times, categories and true/false columns are parsed; whole numbers with gaps are floats, so
        that a gap is ``NaN``. ``frame.attrs["invented"]`` holds the notice.

    Raises
    ------
    CourseError
        If there is no such data set, or its file is damaged.

    Examples
    --------
    >>> import contextlib, io
    >>> with contextlib.redirect_stdout(io.StringIO()):  # the notice, once a session
    ...     offers = load_dataset("bank_offers")
    >>> offers["offered"].cat.categories.tolist()
    ['none', 'credit', 'wealth']
    """
    resource = _resource(name)
    path = datasets_folder() / resource["path"]
    schema = resource["schema"]
    texts = {field["name"]: "str" for field in schema["fields"] if field["type"] == "string"}
    try:
        raw = pd.read_csv(
            path, dtype=texts, encoding="utf-8", keep_default_na=False, na_values=[""]
        )
        frame = cast_frame(raw, schema)
    except (OSError, ValueError, KeyError) as error:
        raise CourseError(
            _("{path} is missing or damaged: restore the file or install the course again.").format(
                path=path
            )
        ) from error
    notice = ngettext(
        "{name}: {rows} row of invented data (CC BY 4.0)",
        "{name}: {rows} rows of invented data (CC BY 4.0)",
        len(frame),
    ).format(name=name, rows=f"{len(frame):,}")
    frame.attrs["invented"] = notice
    if name not in _announced:
        _announced.add(name)
        print(notice)  # noqa: T201
    return frame


def load_own(path: str | Path, like: str = "bank_transactions") -> pd.DataFrame:
    """Load your own CSV file, checked against the schema of one of the course's data sets.

    Reads UTF-8 (with or without a byte order mark), UTF-16 with one, and GB18030; commas,
    semicolons, tabs or bars between columns. One line says what was found. Further columns are
    kept as text.

    Parameters
    ----------
    path : str or path
        Your CSV file. It is only read.
    like : str
        The data set whose schema it must follow; see :func:`list_datasets`.

    Returns
    -------
    DataFrame
        With the same data types as ``load_dataset(like)``.

    Raises
    ------
    CourseError
        If the file is missing or no CSV, or breaks the schema: every violation is counted and the
        first 20 are listed with row (as in a spreadsheet: the header is row 1), column, value and
        what was expected. The error's ``violations`` attribute holds all of them as a DataFrame.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "mine.csv"
    >>> _ = file.write_text('''customer_id,date,amount,channel,product
    ... B0001,2025-03-01,12.50,app,payment
    ... B0002,2025-03-02,80,fax,payment
    ... ''')
    >>> load_own(file)
    Traceback (most recent call last):
    ...
    servicelab.data.InvalidDataError: mine.csv (UTF-8, commas) does not match bank_transactions: 1 problem.
      row 3, column channel: 'fax' - expected one of app, branch, card, transfer
    """
    resource = _resource(like)
    path = Path(path).expanduser()
    text, encoding = _read_text(path)
    schema = resource["schema"]
    header, separator = _read_header(text, schema)
    how = f"{encoding}, {_SEPARATORS[separator]()}"
    label = f"{path.name} ({how})"
    raw = _read_rows(text, separator, header, label)
    frame = validate_frame(raw, schema, name=label, like=like, first_row=2)
    print(  # noqa: T201
        ngettext(
            "{label}: {rows} row, as in {like}", "{label}: {rows} rows, as in {like}", len(frame)
        ).format(label=label, rows=f"{len(frame):,}", like=like)
    )
    return frame


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


def validate_frame(
    frame: pd.DataFrame,
    schema: str | Mapping[str, Any],
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
    schema : str or mapping
        The name of a data set, or a Frictionless Table Schema.
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
    if isinstance(schema, str):
        like = like or schema
    rules: Mapping[str, Any] = _resource(schema)["schema"] if isinstance(schema, str) else schema
    found, typed = _check(frame, rules)
    if found:
        raise _invalid(found, frame.index, name=name, like=like, first_row=first_row)
    return typed


def _invalid(
    found: list[_Problem], index: pd.Index, *, name: str, like: str, first_row: int | None
) -> InvalidDataError:
    """Put all problems into one error."""
    violations = _listing(found, index, first_row)
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
    return InvalidDataError("\n".join(lines), violations)


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


# --- reading a user's file -------------------------------------------------------------------

_SEPARATORS = {
    ",": lambda: _("commas"),
    ";": lambda: _("semicolons"),
    "\t": lambda: _("tabs"),
    "|": lambda: _("bars"),
}
_BINARY = {
    b"PK\x03\x04": "Excel (xlsx) or zip",
    b"\xd0\xcf\x11\xe0": "Excel (xls)",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
}


def _read_text(path: Path) -> tuple[str, str]:
    """Read the text of a file and name its encoding."""
    data = _read_bytes(path)
    for codec, label in _encodings(data):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise CourseError(
                _("{name} is empty: export it again, with a header row.").format(name=path.name)
            )
        return text, label
    raise CourseError(_no_text(path))


def _read_bytes(path: Path, most: int = -1) -> bytes:
    """Read a file, or its first bytes, unless it is something else than text."""
    if path.is_dir():
        raise CourseError(
            _("{path} is a folder: give the path of a CSV file in it.").format(path=path)
        )
    try:
        with path.open("rb") as stream:
            data = stream.read(most)
    except FileNotFoundError:
        raise CourseError(_no_file(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CourseError(
            _("{path} cannot be read ({reason}): check the path and your rights to it.").format(
                path=path, reason=reason
            )
        ) from error
    for magic, kind in _BINARY.items():
        if data.startswith(magic):
            raise CourseError(
                _(
                    "{name} is no CSV file, whatever its name says, but {kind}: "
                    "open it in the program it comes from and save it as CSV (UTF-8)."
                ).format(name=path.name, kind=kind)
            )
    return data


def _encodings(data: bytes) -> list[tuple[str, str]]:
    """List the codecs to try, and what to call them."""
    if data.startswith(b"\xef\xbb\xbf"):
        return [("utf-8-sig", "UTF-8 with a mark")]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [("utf-16", "UTF-16")]
    return [] if b"\x00" in data else [("utf-8", "UTF-8"), ("gb18030", "GB18030")]


def _no_text(path: Path) -> str:
    return _(
        "{name} is not text in UTF-8, UTF-16 (with a mark) or GB18030: "
        "save it as CSV (UTF-8) and load it again."
    ).format(name=path.name)


def _no_file(path: Path) -> str:
    message = _("There is no file {path}").format(path=path)
    folder = path.parent
    if not folder.is_dir():
        return message + _(": its folder does not exist either; check the path.")
    names = [one.name for one in folder.iterdir() if one.is_file()]
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.7)
    if near:
        return message + _(": did you mean {near}?").format(near=near[0])
    return message + _(": check the name and the folder.")


def _read_header(text: str, schema: Mapping[str, Any]) -> tuple[list[str], str]:
    """Split the header at the separator that finds the most of the schema's columns."""
    names = {_plain(field["name"]) for field in schema["fields"]}
    best: tuple[tuple[int, int], list[str], str] | None = None
    line = next((one for one in text.splitlines() if one.strip()), "")
    for separator in _SEPARATORS:
        try:
            header = next(csv.reader([line], delimiter=separator, strict=False), [])
        except csv.Error:
            continue
        rank = (sum(_plain(column) in names for column in header), len(header))
        if best is None or rank > best[0]:
            best = (rank, header, separator)
    if best is None:
        return [line], ","
    return [column.strip() for column in best[1]], best[2]


def _plain(name: object) -> str:
    return re.sub(r"[\W_]+", "", str(name)).casefold()


def _read_rows(text: str, separator: str, header: list[str], label: str) -> pd.DataFrame:
    """Read the rows as text; the index is the row's position below the header."""
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        raise CourseError(
            _("{label} has the column {column} more than once: rename or remove one.").format(
                label=label, column=", ".join(twice)
            )
        )
    columns = [column or f"column {place}" for place, column in enumerate(header, start=1)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            raw = pd.read_csv(
                io.StringIO(text.lstrip("\r\n")),
                sep=separator,
                names=columns,
                header=None,
                skiprows=1,
                index_col=False,
                dtype=object,
                keep_default_na=False,
                skip_blank_lines=False,
            )
    except pd.errors.EmptyDataError:
        raw = pd.DataFrame(columns=columns, dtype=object)
    except (pd.errors.ParserError, pd.errors.ParserWarning, csv.Error) as error:
        raise CourseError(_ragged(text, separator, len(columns), label)) from error
    blank = np.ones(len(raw), dtype=bool)
    for column in raw.columns:
        blank[blank] = raw.loc[blank, column].isin(["", None]).to_numpy()
    raw = raw[~blank]
    if raw.empty:
        raise CourseError(
            _("{label} holds a header and no rows: export it again, with its data.").format(
                label=label
            )
        )
    return raw


def _ragged(text: str, separator: str, width: int, label: str) -> str:
    """Say which row cannot be split into the header's columns."""
    try:
        lines = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=separator)
        for number, cells in enumerate(lines, start=1):
            if len(cells) > width:
                return _(
                    "{label}: row {row} has {cells} cells, but the header has {width}: "
                    "put quotes around text that holds a separator."
                ).format(label=label, row=number, cells=len(cells), width=width)
    except csv.Error:
        pass
    return _(
        "{label} cannot be split into rows: look for a quotation mark that is never closed."
    ).format(label=label)


# --- checking against a schema ---------------------------------------------------------------


@dataclass(frozen=True)
class _Problem:
    """One kind of violation in one column: at `positions`, or of the whole column if None."""

    column: str
    expected: str
    positions: np.ndarray[Any, np.dtype[np.int64]] | None = None
    values: list[Any] | None = None


def _check(frame: pd.DataFrame, schema: Mapping[str, Any]) -> tuple[list[_Problem], pd.DataFrame]:
    """All problems, and the typed table (of use only if there are none)."""
    fields = schema["fields"]
    known = {field["name"] for field in fields}
    problems = list(_check_columns(frame, fields))
    missing_values = set(schema.get("missingValues", [""]))
    typed: dict[Hashable, pd.Series] = {}
    for field in fields:
        if field["name"] not in frame.columns:
            continue
        values = frame[field["name"]]
        if isinstance(values, pd.DataFrame):
            problems.append(_Problem(field["name"], _("this column is there more than once")))
            continue
        found, column = _check_column(values, field, missing_values)
        problems += found
        typed[field["name"]] = column
    problems += _check_key(frame, schema)
    if problems:
        return problems, frame
    typed |= {column: frame[column] for column in frame.columns if column not in known}
    return problems, pd.DataFrame(typed, index=frame.index).reset_index(drop=True)


def _check_columns(frame: pd.DataFrame, fields: list[dict[str, Any]]) -> Iterator[_Problem]:
    have = [str(column) for column in frame.columns]
    known = [field["name"] for field in fields]
    spare = [column for column in have if column not in known]
    for name in known:
        if name in have:
            continue
        plain = {_plain(column): column for column in spare}
        near = difflib.get_close_matches(_plain(name), plain, n=1, cutoff=0.7)
        if near:
            yield _Problem(
                name,
                _("missing; rename your column {near!r} if that is the one").format(
                    near=plain[near[0]]
                ),
            )
        else:
            yield _Problem(name, _("missing; your columns are {have}").format(have=_names(have)))


def _names(names: list[str]) -> str:
    return ", ".join(names[:12]) + (" ..." if len(names) > 12 else "")


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


def _check_column(
    values: pd.Series, field: Mapping[str, Any], missing_values: set[str]
) -> tuple[list[_Problem], pd.Series]:
    """Check the distinct values of a column, then spread the verdict over the rows."""
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
            problems.append(_Problem(str(field["name"]), rule, mine, cells))
        return problems, values
    result = parsed.reindex(texts.index).take(codes)
    result.index = values.index
    return [], _cast(result, field)


def _parse(texts: pd.Series, kind: str) -> tuple[pd.Series, pd.Series]:
    """Read distinct texts as values, and say which of them could be read."""
    if kind == "date":
        texts = texts.str.replace(r"[ T]00:00(:00)?$", "", regex=True)
        dates = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
        return dates, dates.notna() & texts.str.fullmatch(_DATE)
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


def _check_key(frame: pd.DataFrame, schema: Mapping[str, Any]) -> Iterator[_Problem]:
    key = schema.get("primaryKey", [])
    key = [key] if isinstance(key, str) else list(key)
    if not key or any(column not in frame.columns for column in key):
        return
    if any(isinstance(frame[column], pd.DataFrame) for column in key):
        return
    texts = frame[key].astype("str").apply(lambda column: column.str.strip())
    again = np.flatnonzero((texts.duplicated() & (texts != "").all(axis=1)).to_numpy())
    if len(again):
        yield _Problem(
            ", ".join(key),
            _("each one once: this one stands further up already"),
            again,
            [", ".join(row) for row in texts.iloc[again].itertuples(index=False)],
        )


def _listing(problems: list[_Problem], index: pd.Index, first_row: int | None) -> pd.DataFrame:
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
