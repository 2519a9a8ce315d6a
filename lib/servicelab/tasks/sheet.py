"""A task as data: what is taken from an answer, what it is held against, and what slips lead to.

A sheet is made when a module is built, from the reference solution and the slips of the answer bank
(:mod:`servicelab_workshop.lessons.sheets`). It has two parts. The visible one lies beside the
notebook. The hidden one holds what only grading knows: further inputs, and expected values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from servicelab.tasks.comparison import fingerprint
from servicelab.tasks.plain import unpack

#: Between the slips of a pair, in the keys of :attr:`Sheet.explanations`.
AND = "+"
#: Between the id of a slip and the number of another way to make it.
WAY = "~"


@dataclass(frozen=True)
class Sheet:
    """A task as data.

    Attributes
    ----------
    id : str
        Of the task.
    points : float
        For a right answer.
    names : tuple of str
        Names that the answer defines.
    needs : tuple of mapping
        ``{"value": EXPRESSION, "says": SENTENCE}``: without it nothing has been attempted.
    hints : tuple of str
        From vague to plain.
    hidden : int
        How many checks, or values of checks, are looked at only when the notebook is graded.
    takes : mapping
        Key -> what is taken: ``{"value": EXPRESSION}``, ``{"call": FUNCTION, "args": [...],
        "kwargs": {...}}`` with plain data, or ``{"plot": EXPRESSION}``.
    checks : mapping
        Key -> how something taken is judged; see :class:`servicelab.tasks.judging.Check`.
    slips : mapping
        Id of a misconception -> what the trainee reads.
    explanations : mapping
        Slip, or slips joined by ``+`` -> key of a check -> the value that they lead to, where it is
        not the right one.
    is_whole : bool
        Whether the hidden part is there.
    """

    id: str
    points: float
    names: tuple[str, ...] = ()
    needs: tuple[Mapping[str, str], ...] = ()
    hints: tuple[str, ...] = ()
    hidden: int = 0
    takes: Mapping[str, Any] = field(default_factory=dict)
    checks: Mapping[str, Any] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    is_whole: bool = False
    _read: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False, compare=False)

    def leads_to(self, slips: tuple[str, ...], check: str) -> Any:
        """What slips lead to in a check: a value, a :class:`Whole`, or how else it ends.

        Returns
        -------
        object
            ``...`` if that is the right value; None if it is nothing that can be compared.
        """
        for key in (AND.join(slips), *slips):
            values = self.explanations.get(key, {})
            if check not in values:
                continue
            if (key, check) not in self._read:
                self._read[key, check] = _value(values[check])
            return self._read[key, check]
        return ...

    def fingerprint(self, value: Any) -> Any:
        """What is quickly compared of a value that :meth:`leads_to` gave."""
        key = str(id(value)), "fingerprint"
        if key not in self._read:
            columns = list(value.columns) if isinstance(value, pd.DataFrame) else None
            self._read[key] = fingerprint(value, columns)
        return self._read[key]

    @classmethod
    def read(cls, visible: Mapping[str, Any], hidden: Mapping[str, Any] | None = None) -> Sheet:
        """Put the parts of a sheet together, as JSON holds them.

        Examples
        --------
        >>> sheet = Sheet.read({"id": "q1", "points": 2, "checks": {"1": {"title": "a"}}})
        >>> sheet.points, sheet.is_whole
        (2, False)
        """
        more = hidden or {}
        checks = {key: dict(check) for key, check in visible.get("checks", {}).items()}
        for key, check in more.get("checks", {}).items():
            checks.setdefault(key, {}).update(check)
        explanations: dict[str, dict[str, Any]] = {}
        for part in (visible, more):
            for slips, values in part.get("explanations", {}).items():
                explanations.setdefault(slips, {}).update(values)
        return cls(
            id=visible["id"],
            points=visible["points"],
            names=tuple(visible.get("names", ())),
            needs=tuple(visible.get("needs", ())),
            hints=tuple(visible.get("hints", ())),
            hidden=visible.get("hidden", 0),
            takes={**visible.get("takes", {}), **more.get("takes", {})},
            checks={key: checks[key] for key in sorted(checks, key=int)},
            slips={**visible.get("slips", {}), **more.get("slips", {})},
            explanations=explanations,
            is_whole=hidden is not None,
        )


@dataclass(frozen=True)
class Whole:
    """What was taken as a whole, where the part that a check looks at is not in it."""

    value: Any


def _value(packed: Any) -> Any:
    kind = packed.get("$") if isinstance(packed, Mapping) else ""
    if packed is None or kind == "right":
        return None if packed is None else ...
    return Whole(unpack(packed["value"])) if kind == "whole" else unpack(packed)
