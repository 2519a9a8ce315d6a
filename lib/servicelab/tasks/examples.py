"""The smallest example on which a function goes wrong: what it was given, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from servicelab.i18n import _
from servicelab.tasks.plain import unpack

#: Rows, columns and letters that a reader takes in at once.
MOST_ROWS = 16
MOST_COLUMNS = 8
MOST_LETTERS = 1600
_LONGEST_VALUE = 160
_LONGEST_RESULT = 600


def smallest(calls: Iterable[tuple[Mapping[str, Any], str]]) -> str:
    """Show the call that takes the fewest letters; empty if none is small enough.

    Parameters
    ----------
    calls : iterable of (mapping, str)
        What a sheet takes, as in :attr:`servicelab.tasks.sheet.Sheet.takes`, and what came of it,
        from :func:`as_text`, or a sentence about an error.

    Returns
    -------
    str
        Several lines of plain text.

    Examples
    --------
    >>> print(smallest([({"call": "double", "args": [30]}, "50"), ({"call": "double", "args": [3]}, "5")]))
    double(3)
    gives
    5
    """
    return min(
        filter(None, (_shown(asked, result) for asked, result in calls)), key=len, default=""
    )


def _shown(asked: Mapping[str, Any], result: str) -> str:
    tables: list[str] = []
    words = []
    for name, packed in [*((None, one) for one in asked["args"]), *asked.get("kwargs", {}).items()]:
        word = _argument(packed, tables)
        if not word:
            return ""
        words.append(f"{name}={word}" if name else word)
    call = f"{asked['call']}({', '.join(words)})"
    if len(result) > _LONGEST_RESULT:
        result = f"{result[:_LONGEST_RESULT]} ..."
    text = "\n".join([call, *tables, _("gives"), result])
    return text if len(text) <= MOST_LETTERS else ""


def _argument(packed: Any, tables: list[str]) -> str:
    """A value in the call; a table gets a name there, and stands below. Empty if too large."""
    if isinstance(packed, Mapping) and packed.get("$") == "dataset":
        return _("the data set {name}").format(name=packed["name"])
    value = unpack(packed)
    if isinstance(value, pd.DataFrame | pd.Series):
        if len(value) > MOST_ROWS or getattr(value, "shape", (0, 0))[1:] > (MOST_COLUMNS,):
            return ""
        name = _("table {n}").format(n=len(tables) + 1)
        tables.append(f"{name}:\n{as_text(value)}")
        return name
    text = as_text(value)
    return text if len(text) <= _LONGEST_VALUE else ""


def as_text(value: Any) -> str:
    """A value in lines of plain text; of a table no more than a reader takes in."""
    if isinstance(value, pd.DataFrame):
        text = value.to_string(max_rows=MOST_ROWS, max_cols=MOST_COLUMNS, max_colwidth=40)
    elif isinstance(value, pd.Series):
        text = value.to_string(max_rows=MOST_ROWS)
    else:
        text = repr(value)
    # half a character cannot be written into a notebook
    return text.encode(errors="backslashreplace").decode()
