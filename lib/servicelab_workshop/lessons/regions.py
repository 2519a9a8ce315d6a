"""The marked regions of a cell: the solution, the hidden tests, and the mark scheme of a memo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Region = Literal["SOLUTION", "HIDDEN TESTS"]
MARK = re.compile(r"^\s*### (?:BEGIN|END) (?:SOLUTION|MARK SCHEME)\b")


def region_lines(source: str, region: Region, *, with_marks: bool = False) -> Iterator[int]:
    r"""Number the lines inside a cell's regions of one kind, from 1.

    Parameters
    ----------
    source : str
        Of the cell.
    region : {"SOLUTION", "HIDDEN TESTS"}
        What stands between the marks.
    with_marks : bool
        Whether the marks themselves count.

    Examples
    --------
    >>> source = "x = ...\n### BEGIN SOLUTION\nx = 3\n### END SOLUTION"
    >>> list(region_lines(source, "SOLUTION")), list(region_lines(source, "HIDDEN TESTS"))
    ([3], [])
    """
    inside = False
    for number, line in enumerate(source.splitlines(), start=1):
        is_mark = f"BEGIN {region}" in line or f"END {region}" in line
        if is_mark:
            inside = f"BEGIN {region}" in line
        if with_marks if is_mark else inside:
            yield number


def without_hidden_tests(source: str) -> str:
    """Leave out a cell's hidden tests and their marks."""
    hidden = set(region_lines(source, "HIDDEN TESTS", with_marks=True))
    lines = source.splitlines(keepends=True)
    return "".join(line for number, line in enumerate(lines, start=1) if number not in hidden)


def without_marks(source: str) -> str:
    """Leave out the marks around a solution or a mark scheme, not what stands between them."""
    return "\n".join(line for line in source.split("\n") if not MARK.match(line))
