"""What cannot be used in a file, folded: "opened: 600 cells like 31/13/2024"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from servicelab.data.schemas import InvalidDataError
from servicelab.i18n import _, ngettext
from servicelab.text import listed, shown

__all__ = ["LeftOut", "Trouble", "folded", "refusal", "trouble"]

#: Kinds of cells that a message lists, and rows that it names of each.
KINDS, ROWS = 12, 6


@dataclass(frozen=True)
class Trouble:
    """Cells of one column that break one rule.

    Attributes
    ----------
    column : str
        Its name.
    expected : str
        What should be there.
    rows : array of int
        Row numbers as a spreadsheet counts them.
    values : list of str
        What stands there.
    """

    column: str
    expected: str
    rows: np.ndarray
    values: list[str]


@dataclass(frozen=True)
class LeftOut:
    """Rows that were not used.

    Attributes
    ----------
    rows : tuple of int
        Their numbers.
    total : int
        Rows of the file.
    lines : tuple of str
        Why, folded.
    reasons : dict
        Why, by row.
    cells : dict
        From a column that may be blank to the rows whose cells in it were taken for blank.
    cell_lines : tuple of str
        Why, folded.
    """

    rows: tuple[int, ...] = ()
    total: int = 0
    lines: tuple[str, ...] = ()
    reasons: dict[int, tuple[str, ...]] = field(default_factory=dict)
    cells: dict[str, tuple[int, ...]] = field(default_factory=dict)
    cell_lines: tuple[str, ...] = ()


def trouble(
    column: str, values: pd.Series, wrong: pd.Series | np.ndarray, expected: str
) -> list[Trouble]:
    """Make a trouble of the cells that are wrong, or none if none is.

    Parameters
    ----------
    column : str
        Its name.
    values : Series
        Its cells, with row numbers as index.
    wrong : array of bool
        Which break the rule.
    expected : str
        What the rule asks for, in words.

    Examples
    --------
    >>> cells = pd.Series(["3", "x"], index=[2, 3])
    >>> trouble("cost", cells, cells == "x", "a number")[0].rows
    array([3])
    """
    places = np.flatnonzero(np.asarray(wrong, dtype=bool))
    if not len(places):
        return []
    cells = values.iloc[places]
    if pd.api.types.is_datetime64_any_dtype(cells):
        cells = cells.dt.strftime("%Y-%m-%d %H:%M").str.removesuffix(" 00:00")
    texts = ["" if pd.isna(one) else str(one) for one in cells]
    return [Trouble(column, expected, values.index.to_numpy()[places], texts)]


def folded(troubles: Sequence[Trouble]) -> list[str]:
    """Put cells of one form into one line.

    Parameters
    ----------
    troubles : sequence of Trouble
        Of a file.

    Examples
    --------
    >>> cells = pd.Series(["31/13/2024", "30/13/2024", ""], index=[2, 3, 9])
    >>> for line in folded(trouble("opened", cells, cells != "x", "a day")):
    ...     print(line)
    opened: 2 cells like '31/13/2024' (rows 2, 3): expected a day
    opened: an empty cell (row 9): expected a day
    """
    groups: dict[tuple[str, str, str], tuple[list[int], str]] = {}
    shared = _shared(troubles)
    for one in troubles:
        for row, value in zip(one.rows.tolist(), one.values, strict=True):
            kind = one.expected, _form(value)
            column = shared.get(kind, one.column)
            rows, _example = groups.setdefault((column, *kind), ([], value))
            rows.append(row)
    lines = []
    for (column, expected, _shape), (rows, example) in groups.items():
        n = len(rows)
        if example.strip():
            cells = ngettext("{n} cell like {example!r}", "{n} cells like {example!r}", n)
        else:
            cells = ngettext("an empty cell", "{n} empty cells", n)
        which = ngettext("row {rows}", "rows {rows}", n)
        lines.append(
            _("{column}: {cells} ({which}): expected {expected}").format(
                column=column,
                cells=cells.format(n=f"{n:,}", example=shown(example, 40)),
                which=which.format(rows=listed([str(row) for row in sorted(set(rows))], ROWS)),
                expected=expected,
            )
        )
    if len(lines) > KINDS:
        more = len(lines) - KINDS
        return [
            *lines[:KINDS],
            ngettext("... and {n} more", "... and {n} more", more).format(n=more),
        ]
    return lines


def _shared(troubles: Sequence[Trouble]) -> dict[tuple[str, str], str]:
    """Name the columns together in which cells of one form break one rule, if they are many."""
    columns: dict[tuple[str, str], list[str]] = {}
    for one in troubles:
        for form in dict.fromkeys(map(_form, one.values)):
            columns.setdefault((one.expected, form), []).append(one.column)
    return {
        kind: listed(list(dict.fromkeys(names)), 3)
        for kind, names in columns.items()
        if len(set(names)) > 3
    }


def _form(value: str) -> str:
    """Return the form of a cell: digits and words do not count, but their signs do."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", value.strip()[:60]))


def refusal(
    label: str, like: str, troubles: Sequence[Trouble], lines: Sequence[str], total: int
) -> InvalidDataError:
    """Make the error of a file of which too little is left.

    Parameters
    ----------
    label, like : str
        The file, and what it should be.
    troubles : sequence of Trouble
        Its cells that cannot be used.
    lines : sequence of str
        What is wrong with whole columns.
    total : int
        Rows of the file.
    """
    bad = len({row for one in troubles for row in one.rows.tolist()})
    if troubles:
        first = ngettext(
            "{label} is not read as {like}: {bad} of {total} row cannot be used.",
            "{label} is not read as {like}: {bad} of {total} rows cannot be used.",
            total,
        )
    else:
        first = _("{label} is not read as {like}.")
    head = first.format(label=label, like=like, bad=f"{bad:,}", total=f"{total:,}")
    violations = pd.DataFrame(
        [
            (row, one.column, value, one.expected)
            for one in troubles
            for row, value in zip(one.rows.tolist(), one.values, strict=True)
        ],
        columns=["row", "column", "value", "expected"],
    )
    text = "\n".join([head, *("  " + line for line in [*lines, *folded(troubles)])])
    return InvalidDataError(text, violations)
