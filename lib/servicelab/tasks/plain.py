"""Plain data: what travels between a notebook, where a trainee's code runs, and the judge.

Numbers, texts, dates, lists, tables. Each is written as JSON and read back by a reader that knows
these kinds alone, and no more of them than it may: never code, never without bounds.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Mapping, Sequence, Set
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.tasks.comparison import describe

MOST_PARTS = 400_000
DEEPEST = 20
LONGEST_TEXT = 20_000
_KIND = "$"


class NotPlain(CourseError):
    """A value is not plain data, or more of it than may travel."""


def pack(value: Any, datasets: Mapping[str, pd.DataFrame] | None = None) -> Any:
    """Write a value as JSON.

    Parameters
    ----------
    value : object
        None, a boolean, a number, a text, a date, a span of time; a list, tuple, set, dict, array,
        Index, Series or DataFrame of these.
    datasets : mapping, optional
        Name -> table; a table that equals one of them is written as its name.

    Returns
    -------
    object
        What :mod:`json` takes.

    Raises
    ------
    NotPlain
        If it is something else, or too large.

    Examples
    --------
    >>> pack((1, 2.5, None))
    {'$': 'tuple', 'items': [1, 2.5, None]}
    >>> unpack(pack(pd.Series({"a": 1}))).to_dict()
    {'a': 1}
    """
    return _Writer(datasets or {}).write(value, 0)


def unpack(packed: Any, load: Callable[[str], pd.DataFrame] | None = None) -> Any:
    """Read what :func:`pack` wrote; each time anew, so that nothing is shared.

    Parameters
    ----------
    packed : object
        From :mod:`json`; it may come from a stranger.
    load : callable, optional
        Gives a data set by its name; without, a name is refused.

    Raises
    ------
    NotPlain
        If it is not what :func:`pack` writes, or too large.
    """
    try:
        return _Reader(load).read(packed, 0)
    except NotPlain:
        raise
    except Exception as error:
        raise NotPlain(_("This is no plain data.")) from error


class _Writer:
    def __init__(self, datasets: Mapping[str, pd.DataFrame]) -> None:
        self._datasets = datasets
        self._left = MOST_PARTS

    def write(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise NotPlain(_("More data than a check can take."))
        scalar = self._scalar(value)
        if scalar is not _OTHER:
            return scalar
        if isinstance(value, pd.DataFrame):
            return self._frame(value, depth)
        if isinstance(value, pd.Series):
            return {
                _KIND: "series",
                "name": self.write(value.name, depth + 1),
                "index": self._index(value.index, depth),
                "values": self._column(value, depth),
            }
        if isinstance(value, pd.Index):
            return {_KIND: "index", "index": self._index(value, depth)}
        if isinstance(value, pd.Categorical):
            return {_KIND: "list", "items": self._items(list(value), depth)}
        if isinstance(value, np.ndarray):
            if value.ndim == 0:
                return self.write(value.item(), depth + 1)
            flat = {_KIND: "array", "shape": list(value.shape)}
            return flat | {"values": self._column(pd.Series(value.ravel()), depth)}
        if isinstance(value, Mapping):
            pairs = [
                [self.write(key, depth + 1), self.write(one, depth + 1)]
                for key, one in islice(value.items(), MOST_PARTS)
            ]
            return {_KIND: "dict", "items": pairs}
        if isinstance(value, Set):
            items = self._items(value, depth)
            return {_KIND: "set", "items": sorted(items, key=lambda one: json.dumps(one))}
        if not isinstance(value, tuple) and hasattr(value, "low") and hasattr(value, "high"):
            return self.write({"low": value.low, "high": value.high}, depth + 1)
        if isinstance(value, tuple):
            return {_KIND: "tuple", "items": self._items(value, depth)}
        if isinstance(value, list):
            return {_KIND: "list", "items": self._items(value, depth)}
        if isinstance(value, Sequence | type({}.keys()) | type({}.values()) | type({}.items())):
            return {_KIND: "list", "items": self._items(value, depth)}
        if hasattr(value, "__next__"):
            return {_KIND: "list", "items": self._items(islice(value, MOST_PARTS), depth)}
        raise NotPlain(describe(value))

    def _items(self, values: Any, depth: int) -> list[Any]:
        return [self.write(one, depth + 1) for one in values]

    def _scalar(self, value: Any) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, np.bool_):
            return bool(value)
        if value is pd.NaT:
            return {_KIND: "date", "at": None}
        if value is pd.NA:
            return {_KIND: "blank"}
        if isinstance(value, int | np.integer):
            if abs(int(value)) < 1 << 63:
                return int(value)
            raise NotPlain(_("a number of too many digits"))
        if isinstance(value, float | np.floating):
            number = float(value)
            return number if math.isfinite(number) else {_KIND: "float", "is": str(number)}
        if isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                raise NotPlain(_("a text of {n} letters").format(n=len(value)))
            return value.encode("utf-8", "replace").decode()
        if isinstance(value, dt.datetime | np.datetime64):
            stamp: Any = pd.Timestamp(value)
            return {_KIND: "date", "at": None if stamp is pd.NaT else stamp.isoformat()}
        if isinstance(value, dt.date):
            return {_KIND: "day", "at": value.isoformat()}
        if isinstance(value, dt.timedelta | np.timedelta64):
            span: Any = pd.Timedelta(value)
            return {_KIND: "span", "ns": None if span is pd.NaT else span.value}
        if isinstance(value, dt.time):
            return value.isoformat()
        if isinstance(value, pd.Interval):
            ends = [self.write(value.left, 0), self.write(value.right, 0)]
            return {_KIND: "interval", "ends": ends, "closed": value.closed}
        if isinstance(value, pd.Period):
            return {_KIND: "period", "is": str(value), "freq": value.freqstr}
        return _OTHER

    def _frame(self, table: pd.DataFrame, depth: int) -> Any:
        for name, known in self._datasets.items():
            if table is known or (table.shape == known.shape and table.equals(known)):
                return {_KIND: "dataset", "name": name}
        return {
            _KIND: "frame",
            "columns": self._index(table.columns, depth),
            "index": self._index(table.index, depth),
            "values": [
                self._column(table.iloc[:, place], depth) for place in range(table.shape[1])
            ],
        }

    def _index(self, index: pd.Index, depth: int) -> Any:
        if isinstance(index, pd.RangeIndex) and index.start == 0 and index.step == 1:
            return {"n": len(index), "name": self.write(index.name, depth + 1)}
        if isinstance(index, pd.MultiIndex):
            levels = [
                self._column(index.get_level_values(place).to_series(), depth)
                for place in range(index.nlevels)
            ]
            return {"levels": levels, "names": self._items(index.names, depth)}
        values = self._column(index.to_series(), depth)
        return {"values": values, "name": self.write(index.name, depth + 1)}

    def _column(self, values: pd.Series, depth: int) -> Any:
        self._left -= len(values)
        if self._left < 0:
            raise NotPlain(_("More data than a check can take."))
        dtype = values.dtype
        if isinstance(dtype, pd.CategoricalDtype):
            return {
                "category": self._column(pd.Series(dtype.categories.to_numpy()), depth),
                "ordered": bool(dtype.ordered),
                "codes": values.cat.codes.tolist(),
            }
        kind = getattr(dtype, "kind", "O")
        if isinstance(dtype, np.dtype) and kind in "iub":
            return {"dtype": str(dtype), "values": values.tolist()}
        if isinstance(dtype, np.dtype) and kind == "f":
            numbers = [
                one if math.isfinite(one) else str(one) for one in values.astype(float).tolist()
            ]
            return {"dtype": str(dtype), "values": numbers}
        if str(dtype) in _TIMES:
            return {"dtype": str(dtype), "values": values.astype("int64").tolist()}
        if str(dtype) in _TEXTS:
            texts = [None if one is not one or one is pd.NA else one for one in values.tolist()]
            return {"dtype": str(dtype), "values": self._items(texts, depth)}
        if str(dtype) in _BLANKED:
            blanked = [None if one is pd.NA else one for one in values.tolist()]
            return {"dtype": str(dtype), "values": blanked}
        return {"dtype": "object", "values": self._items(values.tolist(), depth)}


_OTHER = object()
_TEXTS = ("str", "string")
#: With blanks of their own.
_BLANKED = ("boolean", "Int64")
_TIMES = frozenset(
    f"{kind}[{unit}]" for kind in ("datetime64", "timedelta64") for unit in ("s", "ms", "us", "ns")
)
_NUMBERS = frozenset(f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64))
_FLOATS = frozenset(("float16", "float32", "float64"))


class _Reader:
    def __init__(self, load: Callable[[str], pd.DataFrame] | None) -> None:
        self._load = load
        self._left = MOST_PARTS

    def _count(self, n: int) -> None:
        self._left -= n
        if self._left < 0:
            raise NotPlain(_("More data than a check can take."))

    def read(self, packed: Any, depth: int) -> Any:
        self._count(1)
        if depth > DEEPEST:
            raise NotPlain(_("More data than a check can take."))
        if packed is None or isinstance(packed, bool | float):
            return packed
        if isinstance(packed, int):
            if abs(packed) >= 1 << 63:
                raise NotPlain(_("a number of too many digits"))
            return packed
        if isinstance(packed, str):
            if len(packed) > LONGEST_TEXT:
                raise NotPlain(_("a text of {n} letters").format(n=len(packed)))
            return packed
        if not isinstance(packed, dict):
            raise NotPlain(_("This is no plain data."))
        return _READERS[packed[_KIND]](self, packed, depth)

    def _items(self, packed: Any, depth: int) -> list[Any]:
        if not isinstance(packed, list):
            raise NotPlain(_("This is no plain data."))
        return [self.read(one, depth + 1) for one in packed]

    def _dict(self, packed: Any, depth: int) -> dict[Any, Any]:
        pairs = packed["items"]
        return {self.read(key, depth + 1): self.read(one, depth + 1) for key, one in pairs}

    def _date(self, packed: Any, _depth: int) -> Any:
        return pd.NaT if packed["at"] is None else pd.Timestamp(_text(packed["at"]))

    def _day(self, packed: Any, _depth: int) -> Any:
        return dt.date.fromisoformat(_text(packed["at"]))

    def _span(self, packed: Any, _depth: int) -> Any:
        return pd.NaT if packed["ns"] is None else pd.Timedelta(int(packed["ns"]), unit="ns")

    def _float(self, packed: Any, _depth: int) -> float:
        return float(_text(packed["is"]))

    def _interval(self, packed: Any, depth: int) -> Any:
        left, right = self._items(packed["ends"], depth)
        return pd.Interval(left, right, closed=packed["closed"])

    def _period(self, packed: Any, _depth: int) -> Any:
        return pd.Period(_text(packed["is"]), freq=_text(packed["freq"]))

    def _dataset(self, packed: Any, _depth: int) -> Any:
        if self._load is None:
            raise NotPlain(_("This is no plain data."))
        return self._load(_text(packed["name"]))

    def _array(self, packed: Any, depth: int) -> Any:
        shape = [int(one) for one in packed["shape"]]
        return self._column(packed["values"], depth).to_numpy().reshape(shape)

    def _series(self, packed: Any, depth: int) -> Any:
        values = self._column(packed["values"], depth)
        values.index = self._index(packed["index"], depth)
        return values.rename(self.read(packed["name"], depth + 1))

    def _frame(self, packed: Any, depth: int) -> Any:
        columns = self._index(packed["columns"], depth)
        index = self._index(packed["index"], depth)
        values = [self._column(one, depth) for one in packed["values"]]
        if any(len(one) != len(index) for one in values):
            raise NotPlain(_("This is no plain data."))
        table = pd.DataFrame(dict(enumerate(values)), index=pd.RangeIndex(len(index)))
        table.columns, table.index = columns, index
        return table

    def _index(self, packed: Any, depth: int) -> pd.Index:
        if "n" in packed:
            n = int(packed["n"])
            self._count(n)
            return pd.RangeIndex(n, name=self.read(packed["name"], depth + 1))
        if "levels" in packed:
            levels = [self._column(one, depth) for one in packed["levels"]]
            names = self._items(packed["names"], depth)
            return pd.MultiIndex.from_arrays([one.array for one in levels], names=names)
        name = self.read(packed["name"], depth + 1)
        return pd.Index(self._column(packed["values"], depth).array, name=name)

    def _column(self, packed: Any, depth: int) -> pd.Series:
        if "codes" in packed:
            self._count(len(packed["codes"]))
            categories = self._column(packed["category"], depth)
            codes = np.asarray(packed["codes"], dtype=int)
            made = pd.Categorical.from_codes(
                codes, categories=pd.Index(categories.array), ordered=bool(packed["ordered"])
            )
            return pd.Series(made)
        dtype, values = packed["dtype"], packed["values"]
        self._count(len(values))
        if dtype in _NUMBERS or dtype == "bool":
            return pd.Series(np.array(values, dtype=dtype))
        if dtype in _FLOATS:
            return pd.Series(np.array([float(one) for one in values], dtype=dtype))
        if dtype in _TIMES:
            return pd.Series(np.array(values, dtype="int64").view(dtype))
        if dtype in _TEXTS:
            return pd.Series(self._items(values, depth), dtype=dtype)
        if dtype in _BLANKED:
            return pd.Series(pd.array(self._items(values, depth), dtype=dtype))
        if dtype == "object":
            return pd.Series(self._items(values, depth), dtype=object)
        raise NotPlain(_("This is no plain data."))


_READERS: dict[str, Callable[[_Reader, Any, int], Any]] = {
    "list": lambda reader, packed, depth: reader._items(packed["items"], depth),
    "tuple": lambda reader, packed, depth: tuple(reader._items(packed["items"], depth)),
    "set": lambda reader, packed, depth: set(reader._items(packed["items"], depth)),
    "dict": _Reader._dict,
    "date": _Reader._date,
    "day": _Reader._day,
    "span": _Reader._span,
    "float": _Reader._float,
    "blank": lambda *_arguments: pd.NA,
    "interval": _Reader._interval,
    "period": _Reader._period,
    "dataset": _Reader._dataset,
    "array": _Reader._array,
    "index": lambda reader, packed, depth: reader._index(packed["index"], depth),
    "series": _Reader._series,
    "frame": _Reader._frame,
}


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 100:
        raise NotPlain(_("This is no plain data."))
    return value
