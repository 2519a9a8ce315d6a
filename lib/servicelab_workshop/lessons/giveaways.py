"""Sentences and hints that tell the answer."""

from __future__ import annotations

import ast
import math
import numbers
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

_NUMBER = re.compile(r"(?<![\w.,])(?<!\w-)(\d+(?:,\d{3})*(?:\.(\d+))?)(?![.,]?\d)\s*(%|percent\b)?")
_ROUND = (10, 100, 1000, 10_000)
_MOST = 1000
# one number of a longer table gives little away, and is soon met by chance
_MOST_IN_HINTS = 12
_FIGURES = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*(%|percent\b)?")
_SPAN = re.compile(r"`([^`]*)`")


def trap_giveaway(message: str, expected: Any) -> str | None:
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
        ten, tells nothing: it may count something else. Nor does a number rounded to one digit.

    Examples
    --------
    >>> trap_giveaway("That is a percentage. It should be 0.43.", 0.4286)
    '0.43'
    >>> trap_giveaway("That is 43 %, not a proportion.", 0.4286)
    '43 %'
    >>> trap_giveaway("A proportion lies between 0 and 1.", 1.0) is None
    True
    """
    values = [abs(value) for value in _numbers(expected)]
    if len(values) > _MOST:
        return None
    return next((words for words, _number in _giveaways(message, values)), None)


def hint_giveaway(hint: str, expected: Any, known: Collection[float] = ()) -> str | None:
    """Find the expected value in a hint, as :func:`trap_giveaway` in a trap.

    Parameters
    ----------
    hint : str
        Numbers in code that computes are passed over: they are part of the way.
    expected : object
        A number, or a few: one of many gives little away, and is soon met by chance.
    known : collection of float
        Numbers that the trainee knows from the task.

    Returns
    -------
    str or None
        The number as it stands in the hint. A small whole number out of several values tells
        nothing when it stands alone: it may belong to an example.

    Examples
    --------
    >>> hint_giveaway("Write `share = 0.43`.", 0.4286)
    '0.43'
    >>> hint_giveaway("Keep those above 0.43.", 0.4286, known=[0.43]) is None
    True
    """
    values = [abs(value) for value in _numbers(expected)]
    if len(values) > _MOST_IN_HINTS:
        return None
    giveaways = [
        (words, number)
        for words, number in _giveaways(_stated(hint), values)
        if not any(math.isclose(number, figure * factor) for figure in known for factor in (1, 100))
    ]
    alone = len(values) > 1 and len({number for _words, number in giveaways}) == 1
    if alone and giveaways[0][1].is_integer() and giveaways[0][1] < 100:
        return None
    return giveaways[0][0] if giveaways else None


def _giveaways(message: str, values: Collection[float]) -> Iterator[tuple[str, float]]:
    """Numbers of a message that are among values: as it stands there, and as a number."""
    for match in _NUMBER.finditer(message):
        number, decimals = float(match[1].replace(",", "")), len(match[2] or "")
        factors = (1, 100) if match[3] else (1,)
        if number.is_integer() and (number < 10 or number in _ROUND):
            continue
        if any(
            _is_same(number, value * factor, decimals) for value in values for factor in factors
        ):
            yield match[0].strip(), number


def _is_same(number: float, value: float, decimals: int) -> bool:
    # a single digit that comes by rounding names a magnitude
    rough = math.log10(number) < 1 - decimals if number else True
    return math.isclose(number, value) if rough else number == round(value, decimals)


def figures(text: str) -> set[float]:
    """Find every number of a text, a percentage also as a proportion.

    Examples
    --------
    >>> sorted(figures("Above 1,200 or 15 %."))
    [0.15, 15.0, 1200.0]
    """
    found = set()
    for match in _FIGURES.finditer(text):
        number = float(match[1].replace(",", ""))
        found |= {number, number / 100} if match[2] else {number}
    return found


def _stated(hint: str) -> str:
    """Leave out code that computes: its numbers are part of the way, not of the answer."""
    return _SPAN.sub(lambda span: span[1] if _is_literal(span[1]) else "", hint)


def _is_literal(code: str) -> bool:
    """Whether code only states a value, such as `0.25`, `share = 0.25` or `return 0.25`."""
    try:
        steps = ast.parse(code.strip().removeprefix("return ")).body
        for step in steps:
            ast.literal_eval(step.value)  # type: ignore[attr-defined]
    except (SyntaxError, ValueError, AttributeError, TypeError):
        return False
    return True


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
        for item in value:
            yield from _numbers(item)
