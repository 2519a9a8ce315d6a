from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.tasks.beside import expand, squeeze
from servicelab.tasks.plain import DEEPEST, LONGEST_TEXT, MOST_PARTS, NotPlain, pack, unpack


def sent(value: Any) -> Any:
    return unpack(json.loads(json.dumps(pack(value))))


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**62), 2**62),
    st.floats(),
    st.text(max_size=20),
    st.dates(),
    st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2200, 1, 1)).map(pd.Timestamp),
    st.timedeltas(dt.timedelta(-9999), dt.timedelta(9999)).map(pd.Timedelta),
)
KEYS = st.one_of(st.integers(-99, 99), st.text(max_size=5), st.dates())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(KEYS, inner, max_size=4),
        st.sets(KEYS, max_size=4),
    ),
    max_leaves=12,
)


def shown(value: Any) -> str:
    """As ``repr``, in which nan equals nan, with sets in an order of their own."""
    if isinstance(value, set):
        return f"set({sorted(map(shown, value))})"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}({[shown(one) for one in value]})"
    if isinstance(value, dict):
        return f"dict({[(shown(key), shown(one)) for key, one in value.items()]})"
    return repr(value)


@given(VALUES)
def test_plain_values_arrive_as_they_are(value: Any) -> None:
    assert shown(sent(value)) == shown(value)


@pytest.mark.parametrize(
    "value",
    [
        pd.Series([1.5, None], index=["a", "b"], name="x"),
        pd.Series([1, 2], index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["g", "n"])),
        pd.Series(pd.to_datetime(["2025-01-01 09:30", None])),
        pd.Series(pd.to_timedelta(["3h", None])),
        pd.Series(["a", None, "b"], dtype="str"),
        pd.Series([1, None], dtype=object),
        pd.Series(pd.Categorical(["u", "v", None], categories=["v", "u"], ordered=True)),
        pd.cut(pd.Series([1, 2, 3]), 2),
        pd.Series([True, False]),
        pd.Series([True, None, False], dtype="boolean"),
        pd.Series([1, None], dtype="Int64"),
        pd.Series([np.inf, -np.inf, np.nan]),
        pd.Series([1, 2], dtype="int8"),
        pd.Series(dtype=float),
    ],
    ids=lambda value: f"{value.dtype}-{len(value)}",
)
def test_columns_arrive_as_they_are(value: pd.Series) -> None:
    pd.testing.assert_series_equal(sent(value), value)
    table = pd.DataFrame({"one": value, 2: value})
    pd.testing.assert_frame_equal(sent(table), table)


def test_arrays_and_indexes_arrive() -> None:
    np.testing.assert_array_equal(sent(np.arange(6).reshape(2, 3)), np.arange(6).reshape(2, 3))
    pd.testing.assert_index_equal(sent(pd.Index([3, 4], name="q")), pd.Index([3, 4], name="q"))
    pd.testing.assert_index_equal(sent(pd.RangeIndex(5)), pd.RangeIndex(5))
    assert sent(np.float64(2.5)) == 2.5
    assert sent(np.True_) is True
    assert sent(one for one in "ab") == ["a", "b"]
    assert sent({"a": 1}.keys()) == {"a"}
    assert sent(pd.NaT) is pd.NaT
    assert sent(pd.NA) is pd.NA


def test_each_reading_is_new() -> None:
    packed = pack(pd.DataFrame({"a": [1, 2]}))
    table = unpack(packed)
    table.loc[0, "a"] = 9
    assert unpack(packed)["a"].tolist() == [1, 2]


def test_a_data_set_is_written_as_its_name() -> None:
    table = pd.DataFrame({"a": [1, 2]})
    packed = pack({"it": table.copy()}, {"small": table})
    assert "small" in json.dumps(packed)
    assert unpack(packed, {"small": table}.__getitem__)["it"].equals(table)
    with pytest.raises(NotPlain):
        unpack(packed)


class Odd:
    pass


@pytest.mark.parametrize(
    "value",
    [Odd(), lambda: 1, 1 << 70, "x" * (LONGEST_TEXT + 1), [0] * (MOST_PARTS + 1), 2j, Odd],
    ids=["object", "function", "digits", "text", "list", "complex", "class"],
)
def test_what_is_not_plain_is_refused(value: Any) -> None:
    with pytest.raises(NotPlain):
        pack(value)


def test_depth_is_bounded() -> None:
    deep: list[Any] = []
    for _level in range(DEEPEST + 2):
        deep = [deep]
    with pytest.raises(NotPlain):
        pack(deep)
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(NotPlain):
        pack(loop)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["$", "items", "values", "index", "dtype", "codes", "n", "name", "shape", "at"]
            ),
            st.one_of(
                inner,
                st.sampled_from(
                    ["list", "dict", "series", "frame", "array", "object", "int64", "date", "index"]
                ),
            ),
            max_size=6,
        ),
    ),
    max_leaves=30,
)


@given(JSON)
def test_a_stranger_can_only_be_refused(packed: Any) -> None:
    with contextlib.suppress(NotPlain):
        unpack(packed)


def test_no_small_text_becomes_a_large_value() -> None:
    for packed in (
        {"$": "index", "index": {"n": 10**9, "name": None}},
        {"$": "array", "shape": [10**6, 10**6], "values": {"dtype": "int64", "values": [1]}},
        {"$": "float", "is": "1" * 10**6},
    ):
        with pytest.raises(NotPlain):
            unpack(packed)


def test_a_squeezed_text_has_no_quotes() -> None:
    text = squeeze(pack({"a": list(range(200))}))
    assert not set(text) & set("\"'\\ \n")
    assert unpack(expand(text[:50] + "\n" + text[50:])) == {"a": list(range(200))}
