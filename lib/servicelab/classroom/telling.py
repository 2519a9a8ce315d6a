"""Traps and hints that tell the answer: found while the solved notebook runs, in its own kernel."""

from __future__ import annotations

import ast
import math
import numbers
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from .._i18n import _
from ..checks import NotYet, Question
from .prompt import prompts

_NUMBER = re.compile(r"(?<![\w.,])(?<!\w-)(\d+(?:,\d{3})*(?:\.(\d+))?)(?![.,]?\d)\s*(%|percent\b)?")
_ROUND = (10, 100, 1000, 10_000)
_MOST = 1000
# one number of a longer table gives little away, and is soon met by chance
_MOST_IN_HINTS = 12
_FIGURES = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*(%|percent\b)?")
_SPAN = re.compile(r"`([^`]*)`")


def startup(nb: Any) -> str:
    """Python that a kernel runs before the first cell of a solved notebook; see `refuse_telling`."""
    given = {id: sorted(_figures(prompt)) for id, prompt in prompts(nb).items()}
    return f"from servicelab.classroom.telling import refuse_telling; refuse_telling({given})"


def refuse_telling(known: Mapping[str, Collection[float]] | None = None) -> None:
    """From now on a check fails if a trap or a hint tells the value that the check expects.

    Parameters
    ----------
    known : mapping, optional
        Id of a question -> numbers of its prompt, which its hints may repeat.
    """
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
        figures = (known or {}).get(self.id, ())
        for number, hint in enumerate(self.hints, start=1):
            told = telling_hint(hint, expected, figures)
            if told:
                raise NotYet(
                    _(
                        "hint {n} tells the answer, {told}: ask a question, point to something, or "
                        "show the shape of the solution instead"
                    ).format(n=number, told=told)
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
        ten, tells nothing: it may count something else. Nor does a number rounded to one digit.

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
    found = _told(message, values) if len(values) <= _MOST else iter(())
    return next((words for words, _number in found), None)


def telling_hint(hint: str, expected: Any, known: Collection[float] = ()) -> str | None:
    """Find the expected value in a hint, as :func:`telling` in a trap.

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
    >>> telling_hint("Write `share = 0.43`.", 0.4286)
    '0.43'
    >>> telling_hint("Keep those above 0.43.", 0.4286, known=[0.43]) is None
    True
    """
    values = [abs(value) for value in _numbers(expected)]
    if len(values) > _MOST_IN_HINTS:
        return None
    found = [
        (words, number)
        for words, number in _told(_stated(hint), values)
        if not any(math.isclose(number, one * factor) for one in known for factor in (1, 100))
    ]
    alone = len(values) > 1 and len({number for _words, number in found}) == 1
    if alone and found[0][1].is_integer() and found[0][1] < 100:
        return None
    return found[0][0] if found else None


def _told(message: str, values: Collection[float]) -> Iterator[tuple[str, float]]:
    """Numbers of a message that are among values: as it stands there, and as a number."""
    for match in _NUMBER.finditer(message):
        said, places = float(match[1].replace(",", "")), len(match[2] or "")
        factors = (1, 100) if match[3] else (1,)
        if said.is_integer() and (said < 10 or said in _ROUND):
            continue
        if any(_is_told(said, value * factor, places) for value in values for factor in factors):
            yield match[0].strip(), said


def _is_told(said: float, value: float, places: int) -> bool:
    # a single digit that comes by rounding names a magnitude
    rough = math.log10(said) < 1 - places if said else True
    return math.isclose(said, value) if rough else said == round(value, places)


def _figures(text: str) -> set[float]:
    """Every number of a text, a percentage also as a proportion."""
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
        for one in value:
            yield from _numbers(one)
