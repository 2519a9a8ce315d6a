"""Tolerant comparison: is an answer the right one, however it was written.

:func:`difference` compares what a trainee gave with what a task expects and says, in one sentence,
what kind of thing is different. It never prints the expected value.

What is ignored: dtype, index names, the order of rows and columns (unless order was asked for),
extra columns, float noise and sensible rounding, whether a number of days is written as a span of
time, and the container: a dict, a Series, a one-column table and a table of two columns can all hold
one number for each label.
"""

from __future__ import annotations

import datetime as dt
import numbers
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

import numpy as np
import pandas as pd

from servicelab.i18n import _

RTOL = 0.005
ATOL = 1e-9


class ShapeError(Exception):
    """The answer cannot be read as the kind of thing that was expected; says why."""


def difference(
    given: Any,
    expected: Any,
    *,
    rtol: float | None = None,
    atol: float = ATOL,
    ordered: bool = False,
    name: str = "",
    proportion: bool = True,
) -> str | None:
    """Say what is different between an answer and the expected value.

    Parameters
    ----------
    given : object
        The trainee's value.
    expected : scalar, str, date, list, set, dict, array, Series or DataFrame
        The right value. Its kind decides how `given` is read. Whole numbers must match exactly
        unless a tolerance is given.
    rtol, atol : float
        A number is right when ``|given - expected| <= atol + rtol * |expected|``. The default
        `rtol` of 0.005 forgives an answer rounded to three figures.
    ordered : bool
        Whether the order of rows (or items) was asked for.
    name : str
        What to call the answer in the sentence, such as ``quality``.
    proportion : bool
        Whether a number a hundred times too large may be a percentage.

    Returns
    -------
    str or None
        One sentence, or None when the two agree.

    Examples
    --------
    >>> difference({"credit": 0.139, "wealth": 0.02}, pd.Series({"wealth": 0.02, "credit": 0.1391}))
    >>> difference([1, 2], pd.Series({"a": 1, "b": 2}), name="shares")
    '`shares` has no labels: it should hold one value for each of 2 labels, such as a.'
    """
    label = f"`{name}`" if name else _("your answer")
    tolerance = {"rtol": rtol, "atol": atol, "proportion": proportion}
    try:
        if isinstance(expected, pd.DataFrame):
            return _frames(given, expected, ordered, label, tolerance)
        if isinstance(expected, pd.Series | Mapping):
            return _labeled(given, pd.Series(expected), ordered, label, tolerance)
        if isinstance(expected, Set):
            return _sets(_items(given, label), expected, label)
        if isinstance(expected, np.ndarray | pd.Index | Sequence) and not isinstance(expected, str):
            given = _by_name(given, len(expected))
            return _sequences(_items(given, label), list(expected), ordered, label, tolerance)
        return _scalars(_scalar(given, label), expected, label, tolerance)
    except ShapeError as wrong:
        return str(wrong)


def same(given: Any, expected: Any, **options: Any) -> bool:
    """Whether :func:`difference` finds none.

    Examples
    --------
    >>> same("2025-03-01", pd.Timestamp(2025, 3, 1))
    True
    """
    return difference(given, expected, **options) is None


def select(
    value: Any,
    part: Any,
    name: str = "",
    *,
    columns: bool = False,
    labels: Sequence[Any] | None = None,
    n: int = 0,
) -> Any:
    """Take a part of an answer, whatever holds it.

    Parameters
    ----------
    value : object
        The trainee's value.
    part : str, int, list or None
        A label or a column, a place in a sequence, or several of one kind; None for all of it.
    columns : bool
        Whether these are columns of a table. All of them stay: :func:`difference` passes over those
        that are not asked for.
    labels : sequence, optional
        All labels that there should be, to tell the column of labels from that of values.
    n : int
        How many items there should be: those of a list in a list count one by one if that fits.
    name : str
        What to call the answer in a sentence.

    Raises
    ------
    ShapeError
        If there is no such part; says why.

    Examples
    --------
    >>> select({"low": 1, "high": 3}, "high"), select((4, 5, 6), [0, 2])
    (3, [4, 6])
    """
    if part is None or columns:
        return value
    label = f"`{name}`" if name else _("your answer")
    wanted = part if isinstance(part, list) else [part]
    if all(isinstance(one, int) for one in wanted):
        n = n or max(wanted) + 1
        items = _items(_by_name(value, n), label)
        flat = _flat(items)
        flat = flat if len(items) < n <= len(flat) else items
        if len(flat) <= max(wanted):
            raise ShapeError(
                _("{label} should hold {expected} values; yours holds {given}.").format(
                    label=label, expected=n, given=len(flat)
                )
            )
        found = [flat[one] for one in wanted]
        return found if isinstance(part, list) else found[0]
    series = _as_series(value, pd.Series(0, index=pd.Index(labels or wanted)), label)
    if not isinstance(series.index, pd.MultiIndex):
        places = _align(series.index, pd.Index(wanted), label, _("label"))
        series = series.iloc[places].set_axis(pd.Index(wanted))
        return series if isinstance(part, list) else series.iloc[0]
    return series


def portion(given: Any, expected: Any, **options: Any) -> float:
    """Which part of an answer of several items is right, from 0 to 1.

    Parameters
    ----------
    given : object
        The trainee's value.
    expected : set, sequence, mapping, Series or DataFrame
        Each item counts the same. Of a set, an item that does not belong takes one away. The place
        of an item in a sequence counts only where `ordered` is given.
    **options
        As for :func:`difference`.

    Examples
    --------
    >>> portion({"a": 1, "b": 3}, {"a": 1, "b": 2}), portion(["x", "z"], {"x", "y"})
    (0.5, 0.0)
    >>> portion(["c", "a"], ["a", "b"])
    0.5
    """
    tolerance = {"rtol": options.get("rtol"), "atol": options.get("atol", ATOL)}
    tolerance["proportion"] = False
    try:
        if isinstance(expected, pd.DataFrame):
            parts = [
                portion(given, expected[[column]], **options)
                if same(given, expected[[column]], **options)
                else 0.0
                for column in expected
            ]
            return (
                float(np.mean(parts)) if len(parts) > 1 else float(same(given, expected, **options))
            )
        if isinstance(expected, pd.Series | Mapping):
            wanted = pd.Series(expected)
            series = labeled(given, list(wanted.index))
            return float(
                np.mean([_agree(a, b, tolerance) for a, b in zip(series, wanted, strict=True)])
            )
        items = _items(given, "")
        if isinstance(expected, Set):
            missing, extra = _differences(items, expected)
            return max(0.0, 1 - (len(missing) + len(extra)) / len(expected))
        most = max(len(items), len(expected))
        if options.get("ordered"):
            pairs = zip(items, expected, strict=False)
            return sum(_agree(one, item, tolerance) for one, item in pairs) / most
        left = list(items)
        for item in expected:
            found = next((at for at, one in enumerate(left) if _agree(one, item, tolerance)), None)
            if found is not None:
                del left[found]
        return (len(items) - len(left)) / most
    except (ShapeError, AssertionError, ZeroDivisionError):
        return 0.0


def count(expected: Any) -> int:
    """How many items :func:`portion` looks at."""
    return expected.shape[1] if isinstance(expected, pd.DataFrame) else len(expected)


def has_more(given: Any, expected: Any) -> bool:
    """Whether an answer has more items than the right one, where these have no labels.

    Parameters
    ----------
    given : object
        The trainee's value.
    expected : set, sequence, mapping, Series or DataFrame
        The right one.

    Examples
    --------
    >>> has_more(["a", "b", "c"], {"a", "b"}), has_more(["a"], {"a", "b"})
    (True, False)
    """
    if isinstance(expected, pd.DataFrame | pd.Series | Mapping):
        return False
    try:
        return len(_items(given, "")) > len(expected)
    except (ShapeError, AssertionError):
        return False


def form(given: Any, like: Any, name: str = "") -> str:
    """Say whether an answer has the form of something, whatever its values.

    Parameters
    ----------
    given : object
        The trainee's value.
    like : object
        A value of the right form: of a Series the labels count, of a DataFrame the columns.
    name : str
        What to call the answer in the sentence.

    Returns
    -------
    str
        One sentence; empty if it has that form.

    Examples
    --------
    >>> form("12", 0.0), form({"a": 1}, pd.Series({"a": 0.0, "b": 0.0}), "shares")
    ('', '`shares` has no label b; it has a.')
    """
    label = f"`{name}`" if name else _("your answer")
    try:
        if isinstance(like, pd.DataFrame):
            _empty(given, label)
            if not isinstance(given, pd.DataFrame):
                given = pd.DataFrame(given)
            given = _all_columns(given, like.columns)
            _align(given.columns, like.columns, label, _("column"))
        elif isinstance(like, pd.Series | Mapping):
            labels = pd.Series(like)
            series = _as_series(given, labels, label)
            if not _unlabeled(labels.index):
                _align(series.index, labels.index, label, _("label"))
        elif isinstance(like, Set | np.ndarray | pd.Index | list | tuple):
            _items(given, label)
        else:
            value = _scalar(given, label)
            is_odd = (
                not isinstance(value, bool | np.bool_)
                if isinstance(like, bool | np.bool_)
                else _is_number(like) and _number(value) is None
            )
            if isinstance(like, bool | np.bool_) and is_odd:
                return _("{label} should be True or False, without quotes.").format(label=label)
            if is_odd:
                return _("{label} should be a number; yours is {given}.").format(
                    label=label, given=describe(value)
                )
            if isinstance(like, str) and not isinstance(value, str):
                return _("{label} should be a word in quotes; yours is {given}.").format(
                    label=label, given=describe(value)
                )
    except ShapeError as wrong:
        return str(wrong)
    except (ValueError, TypeError):
        return _("{label} cannot be read; it is {given}.").format(
            label=label, given=describe(given)
        )
    return ""


def outside(given: Any, among: Sequence[Any]) -> str | None:
    """Name the first item of an answer that is none of those to choose from."""
    items = list(given.values()) if isinstance(given, Mapping) else given
    if isinstance(items, pd.DataFrame):
        items = items.to_numpy().ravel()
    if isinstance(items, str) or not hasattr(items, "__iter__"):
        items = [items]
    for item in items:
        if not any(_agree(item, one, _EXACT) for one in among):
            return _short(item)
    return None


def numbers_in(value: Any) -> list[float]:
    """All numbers of an answer."""
    if isinstance(value, pd.DataFrame):
        value = value.to_numpy().ravel()
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        value = [value]
    found = [_number(one) for one in _flat(list(value))]
    return [one for one in found if one is not None and one == one]


def fingerprint(value: Any, columns: Sequence[Any] | None = None) -> tuple[Any, Any] | None:
    """What is quickly compared of a value: its numbers and its words, sorted, without labels.

    Parameters
    ----------
    value : object
        As for :func:`difference`.
    columns : sequence, optional
        Of a table, the columns that count.

    Returns
    -------
    numbers, words : array, list
        None for what has none, such as dates.
    """
    if isinstance(value, pd.DataFrame):
        if columns is None or not set(columns) <= set(value.columns):
            return None
        value = value[list(columns)].to_numpy(dtype=object).ravel().tolist()
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        value = [value]
    numbers, words = [], []
    try:
        items = _flat(_items(value, ""))
    except ShapeError:
        return None
    for item in items:
        number = _number(item)
        if number is not None and number == number:
            numbers.append(number)
        elif isinstance(item, str):
            words.append(_word(item, "a"))
        elif _is_missing(item):
            words.append("")
        else:
            return None
    return np.sort(numbers), sorted(words)


def _is_missing(item: Any) -> bool:
    missing = pd.isna(item)
    return isinstance(missing, bool | np.bool_) and bool(missing)


def surely_differ(
    one: tuple[Any, Any] | None,
    other: tuple[Any, Any] | None,
    *,
    rtol: float | None = None,
    atol: float = ATOL,
    **_options: Any,
) -> bool:
    """Whether two fingerprints show that their values are not the same; see :func:`same`.

    Examples
    --------
    >>> surely_differ(fingerprint([1, "b"]), fingerprint({"x": "b", "y": 1.0}))
    False
    >>> surely_differ(fingerprint([1, 2]), fingerprint([1, 3]))
    True
    """
    if one is None or other is None:
        return False
    if len(one[0]) != len(other[0]) or one[1] != other[1]:
        return True
    with np.errstate(invalid="ignore"):  # what is infinite is looked at more closely
        reach = atol + (RTOL if rtol is None else rtol) * np.abs(other[0])
        return bool((np.abs(one[0] - other[0]) > 1.01 * reach + 1e-6).any())


def in_short(value: Any) -> str:
    """A value in a few signs, for a sentence."""
    if isinstance(value, pd.Series):
        value = value.to_dict()
    if isinstance(value, Mapping):
        return ", ".join(f"{_short(key)}: {_short(one)}" for key, one in value.items())
    if isinstance(value, pd.DataFrame):
        return value.to_csv()
    if isinstance(value, list | tuple | set | np.ndarray | pd.Index):
        return ", ".join(_short(one) for one in value)
    return _short(value)


def labeled(value: Any, labels: Sequence[Any]) -> pd.Series:
    """Read an answer as one value for each label, whatever holds it.

    Parameters
    ----------
    value : Series, dict, or DataFrame of one column or of a label and a value column
        The trainee's value.
    labels : sequence
        The labels it should have.

    Returns
    -------
    Series
        Indexed by `labels`, in their order.

    Raises
    ------
    AssertionError
        If a label is missing, or the value cannot be read that way; says why.

    Examples
    --------
    >>> labeled(pd.DataFrame({"group": ["b", "a"], "size": [2, 1]}), ["a", "b"]).to_dict()
    {'a': 1, 'b': 2}
    """
    expected = pd.Series(0, index=pd.Index(labels))
    try:
        series = _as_series(value, expected, _("your answer"))
        places = _align(series.index, expected.index, _("your answer"), _("label"))
    except ShapeError as wrong:
        raise AssertionError(str(wrong)) from None
    return series.iloc[places].set_axis(expected.index)


def interval_ends(value: Any) -> tuple[float, float]:
    """Read an answer as the two ends of an interval, by name where there are names.

    Parameters
    ----------
    value : sequence, dict, Series or object with ``low`` and ``high``
        The trainee's value, such as scipy's ``ConfidenceInterval``.

    Returns
    -------
    low, high : float
        In the order of the names, or as given where there are none.

    Raises
    ------
    AssertionError
        If these are not two numbers; says why.

    Examples
    --------
    >>> interval_ends({"upper": 2, "lower": 1}), interval_ends([3, 1])
    ((1.0, 2.0), (3.0, 1.0))
    """
    assert not hasattr(value, "confidence_interval"), _(
        "That is a statistic and its p-value. Add `.confidence_interval()`."
    )
    if hasattr(value, "low") and hasattr(value, "high"):
        value = (value.low, value.high)
    if isinstance(value, Mapping | pd.Series):
        named = [(str(name).lower(), end) for name, end in value.items()]
        low = [end for name, end in named if "low" in name]
        high = [end for name, end in named if "high" in name or "up" in name]
        value = low + high if len(low) == len(high) == 1 else [end for _name, end in named]
    ends = np.asarray(value, dtype=float).ravel()
    assert len(ends) == 2, _("An interval has two numbers, (low, high).")
    return float(ends[0]), float(ends[1])


def describe(value: Any) -> str:
    """What kind of thing a value is, in words for a sentence.

    Examples
    --------
    >>> describe(pd.DataFrame({"a": [1, 2]}))
    'a DataFrame of 2 rows and 1 column'
    >>> describe(None)
    'None'
    """
    if value is None:
        return "None"
    if value is ...:
        return _("still the three dots")
    if isinstance(value, pd.DataFrame):
        rows, columns = value.shape
        return _("a DataFrame of {rows} rows and {columns} column{s}").format(
            rows=rows, columns=columns, s="" if columns == 1 else "s"
        )
    if isinstance(value, pd.Series | pd.Index | np.ndarray | list | tuple | set | dict):
        return _("a {kind} of {n} values").format(kind=type(value).__name__, n=len(value))
    if callable(value):
        return _("a function")
    text = repr(value)
    return text if len(text) <= 60 else _("a {kind}").format(kind=type(value).__name__)


def _empty(value: Any, label: str) -> None:
    if value is None:
        raise ShapeError(
            _(
                "{label} is None: does your code end in `return`, and did you keep its result?"
            ).format(label=label)
        )
    if value is ...:
        raise ShapeError(_("{label} is still the three dots.").format(label=label))
    if callable(value) and not isinstance(value, type):
        raise ShapeError(
            _("{label} is a function: call it, with brackets, and keep its result.").format(
                label=label
            )
        )


def _scalar(value: Any, label: str) -> Any:
    _empty(value, label)
    if isinstance(
        value, pd.DataFrame | pd.Series | pd.Index | np.ndarray | list | tuple | dict | set
    ):
        flat = (
            list(value.values())
            if isinstance(value, dict)
            else list(value)
            if isinstance(value, set)
            else np.asarray(value, object).ravel()
        )
        if len(flat) != 1:
            raise ShapeError(
                _("{label} should be a single value; yours is {given}.").format(
                    label=label, given=describe(value)
                )
            )
        return flat[0]
    return value


def _items(value: Any, label: str) -> list[Any]:
    _empty(value, label)
    if isinstance(value, pd.DataFrame):
        if value.shape[1] != 1:
            raise ShapeError(
                _("{label} should be a list of values; yours is {given}.").format(
                    label=label, given=describe(value)
                )
            )
        return list(value.iloc[:, 0])
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, str | bytes) or not hasattr(value, "__iter__"):
        raise ShapeError(
            _("{label} should be a list of values; yours is {given}.").format(
                label=label, given=describe(value)
            )
        )
    return list(value)


def _flat(items: Sequence[Any]) -> list[Any]:
    """Items, those of lists in a list one by one."""
    found: list[Any] = []
    for item in items:
        nested = isinstance(item, list | tuple | np.ndarray | pd.Series | pd.Index | Mapping)
        found += _flat(_items(_by_name(item, 2), "")) if nested else [item]
    return found


def _by_name(value: Any, n: int) -> Any:
    """An interval, or a number and its interval: in that order where the parts have names."""
    if not isinstance(value, Mapping | pd.Series) or n not in (2, 3):
        return value
    parts = {str(name).casefold(): part for name, part in value.items()}
    low = [name for name in parts if "low" in name]
    high = [name for name in parts if "high" in name or "up" in name]
    rest = [name for name in parts if name not in low + high]
    if len(low) == len(high) == 1 and len(rest) == n - 2:
        return [parts[name] for name in rest + low + high]
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, numbers.Number) and not isinstance(value, complex)


def _is_date(value: Any) -> bool:
    return isinstance(value, dt.date | np.datetime64)


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        try:
            return float(value.replace(",", "").strip())
        except ValueError:
            return None
    if _is_number(value) or isinstance(value, bool | np.bool_):
        return float(value)
    if isinstance(value, dt.timedelta) and value is not pd.NaT:
        return float(value / dt.timedelta(days=1))
    return None


def _close(given: float, expected: float, rtol: float | None, atol: float, exact: bool) -> bool:
    if np.isnan(expected):
        return bool(np.isnan(given))
    if exact and rtol is None:
        return abs(given - expected) <= max(atol, 1e-6)
    return bool(abs(given - expected) <= atol + (RTOL if rtol is None else rtol) * abs(expected))


def _agree(given: Any, expected: Any, tolerance: dict[str, Any]) -> bool:
    """Whether two single values are the same."""
    if expected is None or expected is pd.NA or expected is pd.NaT:
        return given is None or given is pd.NA or given is pd.NaT or given != given
    if _is_date(expected):
        try:
            return bool(pd.Timestamp(given) == pd.Timestamp(expected))
        except (ValueError, TypeError):
            return False
    if isinstance(expected, bool | np.bool_):
        number = _number(given)
        return number is not None and number == float(expected)
    if _is_number(expected):
        number = _number(given)
        exact = isinstance(expected, numbers.Integral)
        rtol, atol = tolerance["rtol"], tolerance["atol"]
        return number is not None and _close(number, float(expected), rtol, atol, exact)
    if isinstance(expected, str):
        return _word(given, expected) == expected.strip().casefold()
    if isinstance(expected, tuple | list):
        return _sequences(_items(given, ""), list(expected), True, "", tolerance) is None
    if isinstance(expected, pd.Series | pd.DataFrame | np.ndarray):
        return same(given, expected, **tolerance)
    return bool(given == expected)


def _word(given: Any, expected: str) -> str:
    """A text without what stands around it; a letter also without brackets and dots."""
    word = str(given).strip().casefold()
    return word.strip("().:[] \"'") if len(expected.strip()) == 1 else word


def _slip(given: Any, expected: Any, tolerance: dict[str, Any]) -> str:
    """A guess at a slip that any task can see: percent for proportion, a reversed sign."""
    value = _number(given)
    if not _is_number(expected) or value is None or not expected:
        return ""
    if tolerance["proportion"] and _agree(value / 100, float(expected), tolerance):
        return _(" It looks like a percentage: give a proportion, between 0 and 1.")
    if _agree(-value, float(expected), tolerance):
        return _(" The sign is reversed.")
    return ""


def _scalars(given: Any, expected: Any, label: str, tolerance: dict[str, Any]) -> str | None:
    if _agree(given, expected, tolerance):
        return None
    if _is_number(expected) and _number(given) is None:
        return _("{label} should be a number; yours is {given}.").format(
            label=label, given=describe(given)
        )
    if isinstance(expected, str) and not isinstance(given, str):
        return _("{label} should be a word in quotes; yours is {given}.").format(
            label=label, given=describe(given)
        )
    return _("{label} is {given}: not yet right.").format(label=label, given=_short(given)) + _slip(
        given, expected, tolerance
    )


def _short(value: Any) -> str:
    if isinstance(value, float | np.floating):
        return f"{value:.6g}"
    text = str(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _differences(given: list[Any], expected: Set[Any]) -> tuple[list[Any], list[Any]]:
    """Items of a set that are missing, and items given that are not in it."""
    try:
        have, want = set(_keys(given)), set(_keys(expected))
    except TypeError:  # lists among the items
        return list(expected), list(given)
    missing = [item for item, key in zip(expected, _keys(expected), strict=True) if key not in have]
    extra = [item for item, key in zip(given, _keys(given), strict=True) if key not in want]
    if missing and extra and max(len(missing), len(extra)) < 50:
        # a letter in brackets, a date written as text
        missing = [item for item in missing if not any(_agree(g, item, _EXACT) for g in extra)]
        extra = [item for item in extra if not any(_agree(item, e, _EXACT) for e in expected)]
    return missing, extra


def _sets(given: list[Any], expected: Set[Any], label: str) -> str | None:
    missing, extra = _differences(given, expected)
    if extra:
        return _("{label} holds something that does not belong: {item}.").format(
            label=label, item=_short(min(extra, key=str))
        )
    if missing:
        return _("{label} is not complete: {n} of {total} are missing.").format(
            label=label, n=len(missing), total=len(expected)
        )
    return None


_EXACT: dict[str, Any] = {"rtol": None, "atol": ATOL, "proportion": False}


def _sequences(
    given: list[Any], expected: list[Any], ordered: bool, label: str, tolerance: dict[str, Any]
) -> str | None:
    if len(given) != len(expected):
        flat = _flat(given)
        given = flat if len(flat) == len(expected) else given
    if len(given) != len(expected):
        return _("{label} should hold {expected} values; yours holds {given}.").format(
            label=label, expected=len(expected), given=len(given)
        )
    if not ordered:
        given, expected = _sorted(given), _sorted(expected)
    for place, (one, other) in enumerate(zip(given, expected, strict=True), start=1):
        if not _agree(one, other, tolerance):
            if ordered:
                return _("{label}: value {place}, {given}, is not yet right.").format(
                    label=label, place=place, given=_short(one)
                ) + _slip(one, other, tolerance)
            return _("{label}: {given} is not one of the right values.").format(
                label=label, given=_short(one)
            ) + _slip(one, other, tolerance)
    return None


def _sorted(items: list[Any]) -> list[Any]:
    return sorted(items, key=lambda item: (_number(item) is None, _number(item) or 0.0, str(item)))


def _keys(index: Iterable[Any]) -> list[Any]:
    """Labels without their dtype: ``1``, ``1.0`` and a category 1 are one label."""

    def key(label: Any) -> Any:
        if isinstance(label, tuple):
            return tuple(key(part) for part in label)
        if _is_date(label):
            return pd.Timestamp(label)
        if isinstance(label, bool | np.bool_):
            return str(bool(label)).casefold()
        number = _number(label)
        return str(label).strip().casefold() if number is None else number

    return [key(label) for label in index]


def _unlabeled(index: pd.Index) -> bool:
    return index.nlevels == 1 and list(index) == list(range(len(index)))


def _as_series(value: Any, expected: pd.Series, label: str) -> pd.Series:
    _empty(value, label)
    if isinstance(value, Mapping):
        return pd.Series(dict(value), dtype=object)
    if isinstance(value, pd.DataFrame):
        if value.shape[1] == 1:
            return value.iloc[:, 0]
        if value.shape[0] == 1 and len(expected) > 1:
            return value.iloc[0]
        keys = set(_keys(expected.index))
        if value.shape[1] == 2 and not keys <= set(_keys(value.index)):
            for column, other in ((0, 1), (1, 0)):
                if set(_keys(pd.Index(value.iloc[:, column]))) <= keys:
                    return pd.Series(
                        value.iloc[:, other].to_numpy(), index=pd.Index(value.iloc[:, column])
                    )
        if expected.name in value.columns:
            return value[expected.name]
        raise ShapeError(
            _("{label} should hold one value for each label; yours is {given}.").format(
                label=label, given=describe(value)
            )
        )
    if isinstance(value, pd.Series):
        return value
    items = _items(value, label)
    if not _unlabeled(expected.index):
        raise ShapeError(
            _(
                "{label} has no labels: it should hold one value for each of {n} labels, such as {one}."
            ).format(label=label, n=len(expected), one=expected.index[0])
        )
    return pd.Series(items, dtype=object)


def _align(given: pd.Index, expected: pd.Index, label: str, what: str) -> list[int]:
    """Positions in `given` of each label of `expected`."""
    have, want = _keys(given), _keys(expected)
    places = {key: place for place, key in reversed(list(enumerate(have)))}
    if len(places) < len(have):
        twice = next(key for key in have if have.count(key) > 1)
        raise ShapeError(
            _("{label} has the {what} {one} more than once.").format(
                label=label, what=what, one=_short(twice)
            )
        )
    missing = [place for place, key in enumerate(want) if key not in places]
    if missing:
        raise ShapeError(
            _("{label} has no {what} {one}; it has {have}.").format(
                label=label,
                what=what,
                one=_short(expected[missing[0]]),
                have=", ".join(_short(item) for item in given[:6])
                + (" ..." if len(given) > 6 else ""),
            )
        )
    return [places[key] for key in want]


def _labeled(
    given: Any, expected: pd.Series, ordered: bool, label: str, tolerance: dict[str, Any]
) -> str | None:
    series = _as_series(given, expected, label)
    if _unlabeled(expected.index):
        if len(series) == len(expected) and not _unlabeled(series.index):
            series = series.reset_index(drop=True)
        return _sequences(list(series), list(expected), ordered, label, tolerance)
    if _unlabeled(series.index) and len(series) == len(expected):
        raise ShapeError(
            _(
                "{label} has no labels: it should hold one value for each of {n} labels, such as {one}."
            ).format(label=label, n=len(expected), one=expected.index[0])
        )
    places = _align(series.index, expected.index, label, _("label"))
    if len(series) > len(expected):
        extra = next(
            item
            for item, key in zip(series.index, _keys(series.index), strict=True)
            if key not in set(_keys(expected.index))
        )
        return _("{label} holds a label that does not belong: {one}.").format(
            label=label, one=_short(extra)
        )
    if ordered and places != list(range(len(places))):
        return _("{label} holds the right labels, but in another order than asked.").format(
            label=label
        )
    wrong = [
        (where, series.iloc[place], value)
        for where, place, value in zip(expected.index, places, expected, strict=True)
        if not _agree(series.iloc[place], value, tolerance)
    ]
    if not wrong:
        return None
    where, value, right = wrong[0]
    text = _("{label}: the value for {where}, {given}, is not yet right").format(
        label=label, where=_short(where), given=_short(value)
    )
    more = _(" ({n} of {total} differ).").format(n=len(wrong), total=len(expected))
    return text + (more if len(wrong) > 1 else ".") + _slip(value, right, tolerance)


def _frames(
    given: Any, expected: pd.DataFrame, ordered: bool, label: str, tolerance: dict[str, Any]
) -> str | None:
    _empty(given, label)
    if isinstance(given, pd.Series) and isinstance(given.index, pd.MultiIndex):
        given = given.unstack()
    if isinstance(given, Mapping):
        try:
            given = pd.DataFrame(given)
        except ValueError:
            given = pd.Series(given)
    if not isinstance(given, pd.DataFrame):
        raise ShapeError(
            _("{label} should be a DataFrame; yours is {given}.").format(
                label=label, given=describe(given)
            )
        )
    keyed = not _unlabeled(expected.index)
    if keyed and not set(_keys(expected.index)) <= set(_keys(given.index)):
        # the labels may stand in a column, beside whatever index was left
        candidates = [expected.index.name] if expected.index.name in given.columns else []
        candidates += [
            column
            for column in given.columns
            if set(_keys(pd.Index(given[column]))) == set(_keys(expected.index))
        ]
        if candidates:
            given = given.set_index(candidates[0])
    if keyed and set(_keys(given.index)) == set(_keys(expected.columns)) != set(
        _keys(expected.index)
    ):
        return _("{label} has its rows and columns swapped.").format(label=label)
    given = _all_columns(given, expected.columns)
    columns = _align(given.columns, expected.columns, label, _("column"))
    given = given.iloc[:, columns].set_axis(expected.columns, axis=1)
    if len(given) != len(expected):
        return _("{label} should have {expected} rows; yours has {given}.").format(
            label=label, expected=len(expected), given=len(given)
        )
    if keyed:
        places = _align(given.index, expected.index, label, _("row"))
        if ordered and places != list(range(len(places))):
            return _("{label} holds the right rows, but in another order than asked.").format(
                label=label
            )
        given = given.iloc[places]
    elif not ordered:
        by = list(expected.columns)
        given, expected = (
            frame.sort_values(by, key=lambda column: column.astype(str), kind="stable")
            for frame in (given, expected)
        )
    for column in expected.columns:
        pairs = list(zip(expected.index, given[column], expected[column], strict=True))
        wrong = [pair for pair in pairs if not _agree(pair[1], pair[2], tolerance)]
        if wrong:
            where, value, right = wrong[0]
            text = _("{label}: in column {column}, row {where}, {given} is not yet right").format(
                label=label, column=column, where=_short(where), given=_short(value)
            )
            more = _(" ({n} of {total} rows differ).").format(n=len(wrong), total=len(pairs))
            return text + (more if len(wrong) > 1 else ".") + _slip(value, right, tolerance)
    return None


def _all_columns(given: pd.DataFrame, wanted: pd.Index) -> pd.DataFrame:
    """A table whose index is a column too if that is wanted, and no column of the name is there."""
    name = given.index.name
    if name is not None and name in wanted and name not in given.columns:
        return given.reset_index()
    return given


def plot_data(axes: Any) -> pd.DataFrame:
    """The data that a plot shows, whatever function drew it.

    Parameters
    ----------
    axes : matplotlib Axes
        Bars, lines and points are read; what is invisible is left out.

    Returns
    -------
    DataFrame
        Columns ``kind`` (bar, line or point), ``x``, ``y`` and ``series`` (its label in the legend,
        or an empty text). For horizontal bars x and y are exchanged, so that ``y`` is always the
        length of the bar; a bar's ``x`` is its tick label where there is one.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = pd.Series({"app": 3, "branch": 1}).plot.bar(ax=Figure().subplots())
    >>> plot_data(axes)[["kind", "x", "y"]].values.tolist()
    [['bar', 'app', 3.0], ['bar', 'branch', 1.0]]
    """
    rows: list[tuple[str, Any, float, str]] = []
    for container in axes.containers:
        patches = [patch for patch in container if hasattr(patch, "get_height")]
        if not patches:
            continue
        flat = getattr(container, "orientation", "vertical") == "horizontal"
        axis = axes.yaxis if flat else axes.xaxis
        names = {
            round(float(where), 6): text.get_text()
            for where, text in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)
            if text.get_text()
        }
        legend = str(container.get_label() or "")
        for patch in patches:
            start, size = (
                (patch.get_y(), patch.get_height()) if flat else (patch.get_x(), patch.get_width())
            )
            length = patch.get_width() if flat else patch.get_height()
            center = start + size / 2
            # grouped bars stand beside their tick
            near = min(names, key=lambda where: abs(where - center), default=None)
            x = names[near] if near is not None and abs(near - center) <= 0.5 else center
            rows.append(("bar", x, float(length), "" if legend.startswith("_") else legend))
    for line in axes.get_lines():
        if line.get_visible() and line.get_linestyle() not in ("None", "", " "):
            name = "" if str(line.get_label()).startswith("_") else str(line.get_label())
            rows += [("line", x, float(y), name) for x, y in np.asarray(line.get_xydata())]
    for points in axes.collections:
        if hasattr(points, "get_segments"):
            name = "" if str(points.get_label()).startswith("_") else str(points.get_label())
            rows += [("line", x, float(y), name) for part in points.get_segments() for x, y in part]
        elif hasattr(points, "get_offsets") and points.get_visible():
            rows += [("point", x, float(y), "") for x, y in np.asarray(points.get_offsets())]
    return pd.DataFrame(rows, columns=["kind", "x", "y", "series"])
