"""Cells that name several things: ``late; rude`` are two causes."""

from __future__ import annotations

import re
from collections.abc import Collection

from servicelab_workshop.reading.vocabulary import tidy

__all__ = ["split_several"]

_SURE = re.compile(r"\s*[;；|]+\s*")
_PERHAPS = re.compile(r"\s*(?:[,，、/+&\n\r]+|\band\b|\bund\b|\bet\b|\by\b)\s*")


def split_several(cells: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Split the cells that name several things.

    Parameters
    ----------
    cells : collection of str
        The distinct cells of a column.

    Returns
    -------
    dict
        From a cell to what it names, for the cells that name several. Semicolons and bars
        separate always; commas, slashes, line ends and "and" where each part is a cell of its own.

    Examples
    --------
    >>> split_several(["late; rude", "late", "rude", "late, rude", "rude, cold food"])
    {'late; rude': ('late', 'rude'), 'late, rude': ('late', 'rude')}
    """
    sure = {cell: _parts(_SURE, cell) for cell in cells}
    alone = {tidy(parts[0]): parts[0] for parts in sure.values() if len(parts) == 1}
    spelling = dict(alone)
    several = {}
    for cell, parts in sure.items():
        if len(parts) == 1:
            perhaps = _parts(_PERHAPS, cell)
            parts = perhaps if all(tidy(part) in alone for part in perhaps) else parts
        if len(parts) > 1:
            named = [spelling.setdefault(tidy(part), part) for part in parts]
            several[cell] = tuple(dict.fromkeys(named))
    return several


def _parts(pattern: re.Pattern[str], cell: str) -> tuple[str, ...]:
    parts = [part for part in pattern.split(cell.strip()) if part]
    return tuple(dict.fromkeys(parts)) or (cell,)
