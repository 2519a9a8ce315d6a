"""What a decision consists of: fields that say what they hold, what they lack, and how they read.

A model declares its fields once. From them come the schema of the record, the words for what is
missing, plain values of whatever a person or a notebook gives, and the controls of the widget
(:mod:`servicelab.decisions.widgets.form`).
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd

from servicelab.decisions.rules import REASON_LENGTH, left_words
from servicelab.i18n import _

__all__ = [
    "Choice",
    "DecisionFields",
    "Field",
    "Flag",
    "Number",
    "Percent",
    "Points",
    "Reason",
    "Several",
    "Text",
    "Whole",
    "read_number",
    "read_percent",
]


@dataclass(frozen=True)
class Field(ABC):
    """One entry of a decision.

    Attributes
    ----------
    name : str
        Its key in the record.
    label : str
        What people call it.
    help : str
        What is asked, in a few words: the tooltip of its control.
    lack : str
        What is missing while it is not given, such as "your forecast"; a field without it may stay
        empty.
    wrong : str
        What the schema says of a value that it refuses.
    is_asked : bool
        Whether the form asks for it; otherwise the widget notes it by itself.
    """

    name: str
    label: str = ""
    help: str = ""
    lack: str = ""
    wrong: str = ""
    is_asked: bool = True

    #: What its control holds while nothing has been given.
    empty: ClassVar[Any] = ""

    @abstractmethod
    def rule(self) -> dict[str, Any]:
        """The JSON Schema of its values."""

    def schema(self) -> dict[str, Any]:
        """Its rule, with what is said of a value that breaks it."""
        return {**self.rule(), **({"errorMessage": self.wrong} if self.wrong else {})}

    def tidy(self, value: Any) -> Any:
        """A value in plain JSON types, None if nothing is given.

        What cannot be understood stays as it is: the schema refuses it.
        """
        value = plain(value)
        return None if isinstance(value, str) and not value else value

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """What a tidy draft of the decision still lacks of this field, in words."""
        return [] if self.is_given(draft.get(self.name)) or not self.lack else [self.lack]

    def is_given(self, value: Any) -> bool:
        """Whether a tidy value counts as given."""
        return value is not None

    def words(self, value: Any) -> str:
        """A recorded value for people."""
        return str(value)

    def read(self, shown: Any) -> Any:
        """The value that its control holds; None if there is none, or none that is understood."""
        return shown

    def write(self, value: Any) -> Any:
        """What its control is to hold for a value."""
        return self.empty if value is None else value


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of several options.

    Attributes
    ----------
    options : mapping
        Value in the record to its name for people.
    side_by_side : bool
        Whether all options are in sight at once; otherwise they are a list to open.
    """

    options: Mapping[Any, str]
    side_by_side: bool = False

    def rule(self) -> dict[str, Any]:
        """One of the options."""
        return {"enum": list(self.options)}

    def tidy(self, value: Any) -> Any:
        """The option, also in other capitals or with blanks around it."""
        value = super().tidy(value)
        if isinstance(value, str):
            meant = value.strip().casefold()
            alike = [one for one in self.options if str(one).casefold() == meant]
            return alike[0] if len(alike) == 1 else value
        return value

    def words(self, value: Any) -> str:
        """The name of the option."""
        return self.options[value]

    def write(self, value: Any) -> Any:
        """The option; nothing is chosen at first."""
        return (None if self.side_by_side else "") if value is None else value


@dataclass(frozen=True, kw_only=True)
class Several(Choice):
    """Some of several options, each at most once.

    Attributes
    ----------
    helps : mapping
        Option to its tooltip.
    one_wrong : str
        What the schema says of an option that there is not.

    Examples
    --------
    >>> colors = Several("colors", "Colors", options={"red": "Red", "blue": "Blue"}, helps={})
    >>> colors.tidy(("blue", "red", "mauve"))
    ['red', 'blue', 'mauve']
    """

    helps: Mapping[Any, str]
    one_wrong: str = ""

    def rule(self) -> dict[str, Any]:
        """A list of options."""
        one = {"enum": list(self.options), "errorMessage": self.one_wrong}
        return {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}

    def tidy(self, value: Any) -> Any:
        """The options in their own order, then what is none of them."""
        if isinstance(value, set | frozenset):
            value = [*value]
        given = plain(value)
        if not isinstance(given, list):
            return given
        return [one for one in self.options if one in given] + [
            one for one in given if one not in list(self.options)
        ]

    def is_given(self, value: Any) -> bool:
        """Whether there is at least one."""
        return bool(value)

    def words(self, value: Any) -> str:
        """The names of the options."""
        return ", ".join(self.options[one] for one in value)

    def write(self, value: Any) -> Any:
        """The options that are ticked."""
        return value or []


@dataclass(frozen=True)
class Flag(Field):
    """Yes or no."""

    empty: ClassVar[Any] = False

    def rule(self) -> dict[str, Any]:
        """True or False."""
        return {"type": "boolean"}

    def words(self, value: Any) -> str:
        """Yes or no."""
        return _("yes") if value else _("no")


@dataclass(frozen=True, kw_only=True)
class Whole(Field):
    """A whole number within a range.

    Attributes
    ----------
    lowest, highest : int
        The range.
    """

    lowest: int = 0
    highest: int = 100

    def rule(self) -> dict[str, Any]:
        """A whole number from the lowest to the highest."""
        return {"type": "integer", "minimum": self.lowest, "maximum": self.highest}

    def is_given(self, value: Any) -> bool:
        """Whether it is a whole number within the range."""
        return isinstance(value, int) and self.lowest <= value <= self.highest

    def write(self, value: Any) -> Any:
        """The number, the lowest at first."""
        return self.lowest if value is None else value


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """A text.

    Attributes
    ----------
    placeholder : str
        What stands in the empty box.
    rows : int
        Lines of the box.
    """

    placeholder: str = ""
    rows: int = 1

    def rule(self) -> dict[str, Any]:
        """A text."""
        return {"type": "string"}


@dataclass(frozen=True, kw_only=True)
class Reason(Text):
    """The reason of a decision.

    Examples
    --------
    >>> Reason().lacks({"reason": "because"})
    ['a reason of at least 20 characters (7 so far)']
    """

    name: str = "reason"
    label: str = _("Reason")
    rows: int = 3

    def rule(self) -> dict[str, Any]:
        """A text that is neither very short nor very long."""
        shortest, longest = REASON_LENGTH
        wrong = _("give {shortest} to {longest} characters").format(
            shortest=shortest, longest=longest
        )
        return {
            "type": "string",
            "minLength": shortest,
            "maxLength": longest,
            "errorMessage": wrong,
        }

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """How many characters it has, while they are too few."""
        reason = draft.get(self.name)
        count = len(reason) if isinstance(reason, str) else 0
        if count >= REASON_LENGTH[0]:
            return []
        return [
            _("a reason of at least {shortest} characters ({count} so far)").format(
                shortest=REASON_LENGTH[0], count=count
            )
        ]


@dataclass(frozen=True, kw_only=True)
class Number(Text):
    """A number as people type it.

    Attributes
    ----------
    lowest, highest : float
        The range in the record.
    how : str
        What is said of a text that is no such number.
    """

    lowest: float = -math.inf
    highest: float = math.inf
    how: str = ""

    def rule(self) -> dict[str, Any]:
        """A number within the range."""
        return {"type": "number", "minimum": self.lowest, "maximum": self.highest}

    def tidy(self, value: Any) -> Any:
        """A number as a float."""
        value = super().tidy(value)
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        # beyond that no float is as large
        return float(value) if is_whole and abs(value) < 1e300 else value

    def is_given(self, value: Any) -> bool:
        """Whether it is a finite number."""
        return isinstance(value, float) and math.isfinite(value)

    def words(self, value: Any) -> str:
        """The number with its thousands apart."""
        return f"{value:,.0f}"

    def read(self, shown: Any) -> Any:
        """The number that was typed."""
        return read_number(shown)

    def write(self, value: Any) -> Any:
        """The number with its thousands apart."""
        return "" if value is None else f"{value:,.2f}".removesuffix(".00")


@dataclass(frozen=True, kw_only=True)
class Percent(Number):
    """A percentage as people type it; the record holds a proportion.

    Examples
    --------
    >>> sure = Percent("confidence", "Confidence, %")
    >>> sure.read("65 %"), sure.write(0.65), sure.words(0.65)
    (0.65, '65', '65')
    """

    placeholder: str = _("such as 65")
    lowest: float = 0
    highest: float = 1
    how: str = _("{label}: give a number from 0 to 100, such as 95.")

    def words(self, value: Any) -> str:
        """Whole percent, without the sign."""
        return f"{100 * value:.0f}"

    def read(self, shown: Any) -> Any:
        """The proportion that was typed as a percentage."""
        return read_percent(shown)

    def write(self, value: Any) -> Any:
        """The percentage."""
        return "" if value is None else f"{100 * value:g}"


@dataclass(frozen=True, kw_only=True)
class Points(Field):
    """Whole points that add up to a total.

    Attributes
    ----------
    names : mapping
        Who gets points, and its name for people.
    total : int
        What they add up to.
    unit : {"point", "token"}
        What is given.
    is_sparse : bool
        Whether who is not named gets none.

    Examples
    --------
    >>> weights = Points(
    ...     "weights", lack="weights", names={"reliability": "Reliability", "empathy": "Empathy"}
    ... )
    >>> weights.tidy({"empathy": 40.0, "reliability": np.int64(50)})
    {'reliability': 50, 'empathy': 40}
    >>> weights.lacks({"weights": {"reliability": 50, "empathy": 40}})
    ['weights that sum to 100 (10 points left)']
    """

    names: Mapping[str, str]
    total: int = 100
    unit: Literal["point", "token"] = "point"
    is_sparse: bool = False

    def rule(self) -> dict[str, Any]:
        """Whole points for each name."""
        one = {"type": "integer", "minimum": 0, "maximum": self.total, "errorMessage": self.wrong}
        return {
            "type": "object",
            "properties": dict.fromkeys(self.names, one),
            "required": list(self.names),
            "additionalProperties": False,
        }

    def tidy(self, value: Any) -> Any:
        """Points in the order of the names, then what is none of them."""
        if not isinstance(value, Mapping | pd.Series):
            return super().tidy(value)
        given = {str(name): whole(plain(count)) for name, count in value.items()}
        if self.is_sparse:
            given = dict.fromkeys(self.names, 0) | given
        return {name: given.pop(name) for name in self.names if name in given} | given

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """How many points are left to give, or too many; nothing of what are no points at all."""
        points = draft.get(self.name)
        words = _("{name} that sum to {total}").format(name=self.lack, total=self.total)
        if points is None:
            return [words]
        is_countable = isinstance(points, Mapping) and all(
            isinstance(value, int | float) and not isinstance(value, bool)
            for value in points.values()
        )
        if not is_countable or sum(points.values()) == self.total:
            return []
        return [f"{words} ({left_words(points, self.total, self.unit)})"]

    def words(self, value: Any) -> str:
        """Who gets how many; who gets none is left out."""
        given = [f"{self.names[name]} {count}" for name, count in value.items() if count]
        return ", ".join(given) or _("none")

    def write(self, value: Any) -> Any:
        """Points for each name."""
        return dict.fromkeys(self.names, 0) | dict(value or {})


@dataclass(frozen=True)
class DecisionFields:
    """The fields of a decision, and the record that keeps it.

    Attributes
    ----------
    record : str
        Name of the record.
    fields : sequence of Field
        In the order of the form.
    rules : sequence of dict
        JSON Schemas for what depends on several fields.

    Examples
    --------
    >>> plan = DecisionFields("plan", [Flag("open", "Open"), Reason()])
    >>> plan.tidy({"reason": " It rains. "}), plan.missing({"open": True, "reason": "x" * 20})
    ({'reason': 'It rains.'}, [])
    """

    record: str
    fields: Sequence[Field]
    rules: Sequence[Mapping[str, Any]] = ()

    def __getitem__(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the decision."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.record,
            "type": "object",
            "properties": {field.name: field.schema() for field in self.fields},
            "required": [field.name for field in self.fields],
            "additionalProperties": False,
            **({"allOf": list(self.rules)} if self.rules else {}),
        }

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """A draft in plain JSON types and the order of the fields; what is not given is left out.

        What is no field stays: the schema refuses it.
        """
        known = {field.name: field.tidy(draft.get(field.name)) for field in self.fields}
        return {
            name: value
            for name, value in (known | {key: draft[key] for key in draft.keys() - known}).items()
            if value is not None
        }

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What a draft still lacks, in words; empty when it can be recorded."""
        draft = self.tidy(draft)
        return [lack for field in self.fields for lack in field.lacks(draft)]

    def words(self, decision: Mapping[str, Any]) -> str:
        """A recorded decision in a sentence for each field."""
        told = []
        for field in self.fields:
            label = field.label or field.name
            told.append(f"{label[:1].upper()}{label[1:]}: {field.words(decision[field.name])}")
        return _("Recorded decision. {fields}").format(fields=". ".join(told))


def read_percent(text: str) -> float | None:
    """A percentage as people type it, as a proportion; None if it is none or may be a proportion.

    Examples
    --------
    >>> read_percent("65 %"), read_percent("100"), read_percent("0.65"), read_percent("sure")
    (0.65, 1.0, None, None)
    """
    try:
        value = float(text.strip().removesuffix("%").removesuffix("％"))
    except ValueError:
        return None
    return value / 100 if value == 0 or 1 <= value <= 100 else None


def read_number(text: str) -> float | None:
    """A number, such as yuan, as people type it; None if it is none.

    Examples
    --------
    >>> read_number("250,000 yuan"), read_number("−3 000"), read_number("much")
    (250000.0, -3000.0, None)
    """
    bare = text.casefold().replace("yuan", "").replace("\N{MINUS SIGN}", "-")
    bare = "".join(character for character in bare if character not in ",，_' ¥￥\u00a0\u202f")
    try:
        return float(bare)
    except ValueError:
        return None


def plain(value: Any) -> Any:
    """A value in plain JSON types, blanks around a text trimmed.

    Examples
    --------
    >>> plain(np.int64(3)), plain(" x "), plain([{"desks": np.int64(5)}]), plain(np.array([1, 2]))
    (3, 'x', [{'desks': 5}], [1, 2])
    """
    if isinstance(value, np.generic):
        value = value.item()
    elif isinstance(value, pd.DataFrame):
        value = value.to_dict("records")
    elif isinstance(value, np.ndarray | pd.Series):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return value.strip() if isinstance(value, str) else value


def whole(value: Any) -> Any:
    """A float without a fraction as a whole number; all else as it is.

    Examples
    --------
    >>> whole(20.0), whole(1.5)
    (20, 1.5)
    """
    return int(value) if isinstance(value, float) and value.is_integer() else value
