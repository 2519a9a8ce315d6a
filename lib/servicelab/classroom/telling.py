"""Traps that tell the answer: found while the solved notebook runs, in its own kernel."""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from .._i18n import _
from ..checks import NotYet, Question

#: What the kernel of a build runs before the first cell.
STARTUP = "from servicelab.classroom.telling import refuse_telling_traps; refuse_telling_traps()"

_NUMBER = re.compile(r"(?<![\w.,])(?<!\w-)(\d[\d,]*(?:\.(\d+))?)(?!\.?\d)\s*(%|percent\b)?")
_ROUND = (10, 100, 1000, 10_000)
_MOST = 1000


def refuse_telling_traps() -> None:
    """From now on a check fails if one of its traps tells the value that the check expects."""
    close, trap = Question.close, Question.trap
    spoken: list[tuple[object, str, str]] = []

    def listening_close(
        self: Question, given: Any, expected: Any, *, name: str = "", **options: Any
    ) -> None:
        close(self, given, expected, name=name, **options)
        check = self._active
        traps = [(one.id, one.message) for one in check.traps] if check else []
        traps += [(id, message) for place, id, message in spoken if place is check]
        for id, message in traps:
            told = telling(message, expected)
            if told:
                raise NotYet(
                    _(
                        "the trap {id} tells the answer, {told}: say what was done and where to "
                        "look instead"
                    ).format(id=id, told=told)
                )

    def listening_trap(self: Question, caught: object, id: str, message: str) -> None:
        trap(self, caught, id, message)
        spoken.append((self._active, id, message))

    Question.close, Question.trap = listening_close, listening_trap  # type: ignore[method-assign]


def telling(message: str, expected: Any) -> str | None:
    """Find the expected value in what a trap says.

    Parameters
    ----------
    message : str
        The trap's sentence.
    expected : object
        A number, or a table, mapping or sequence of numbers. Other values are passed over: a word
        may be part of the explanation.

    Returns
    -------
    str or None
        The number as it stands in the message. A whole number with a single digit, or a power of
        ten, tells nothing: it may count something else.

    Examples
    --------
    >>> telling("That is a percentage. It should be 0.43.", 0.4286)
    '0.43'
    >>> telling("That is 43 %, not a proportion.", 0.4286)
    '43 %'
    >>> telling("A proportion lies between 0 and 1.", 1.0) is None
    True
    """
    values = [abs(value) for value in _numbers(expected)]
    if len(values) > _MOST:
        return None
    for match in _NUMBER.finditer(message):
        said, places = float(match[1].replace(",", "")), len(match[2] or "")
        if said.is_integer() and (said < 10 or said in _ROUND):
            continue
        factors = (1, 100) if match[3] else (1,)
        if any(said == round(value * factor, places) for value in values for factor in factors):
            return match[0].strip()
    return None


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, bool | np.bool_ | str):
        return
    if isinstance(value, numbers.Real):
        if math.isfinite(value):
            yield float(value)
    elif isinstance(value, Mapping):
        yield from _numbers(list(value.values()))
    elif isinstance(value, pd.DataFrame | pd.Series | np.ndarray):
        yield from _numbers(np.asarray(value, dtype=object).ravel().tolist())
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _numbers(one)
