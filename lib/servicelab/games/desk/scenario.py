"""A day at a complaint desk as data: reading a scenario and saying all that is wrong with it.

A scenario is one TOML file without any code. Those of the course lie in
``scenarios`` beside this module; ``docs/desk.md`` tells how to write another. What a day does with a
scenario is in :mod:`servicelab.games.desk.model`.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import numpy as np
import pandas as pd
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import TypedDict

from servicelab.complaints.deadlines import (
    Calendar,
    Clock,
    Deadline,
    deadline_table,
)
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.text import shown

__all__ = [
    "LANGUAGES",
    "Case",
    "Cause",
    "Owner",
    "Remedy",
    "Scenario",
    "list_scenarios",
    "load_scenario",
    "read_scenario",
    "vary",
]

#: Languages of the texts, by code.
LANGUAGES: Final = {"en": "English", "zh": "中文"}
SEVERITIES: Final = (1, 2, 3)
#: Most amounts a scenario or an entry may hold, yuan.
MOST_YUAN: Final = 10_000_000

_FOLDER = Path(__file__).with_name("scenarios")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_SHOWN = 40
_RULES = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)
#: What is expected instead, by pydantic's own type of error.
_EXPECTED = {
    "model_type": _("a table of fields"),
    "dict_type": _("a table of fields"),
    "tuple_type": _("at least one [[case]]"),
    "frozen_set_type": _("a list of dates"),
    "too_short": _("at least {min_length}"),
    "json_invalid": _("tables and lists that are not nested as deeply"),
}


# What a field may hold, and how it is said that it holds something else


@dataclass(frozen=True)
class _Expected:
    """Within an annotation: the words for all violations, and perhaps limits."""

    words: str
    low: float | None = None
    high: float | None = None

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        limits = {} if self.low is None else {"ge": self.low, "le": self.high}
        schema: Any = {**handler(source), **limits}
        return core_schema.custom_error_schema(
            schema,
            "expected",
            custom_error_message=self.words.format(low=self.low, high=self.high),
        )


def _clock(given: object) -> object:
    """Read a time as the minute of the day, and "start" as -1."""
    match = _CLOCK.fullmatch(given) if isinstance(given, str) else None
    if match is not None:
        return 60 * int(match[1]) + int(match[2])
    return -1 if given == "start" else None


def _fits(words: str, check: Callable[[Any, Mapping[str, Any], Mapping[str, Any]], Any]) -> Any:
    """Within an annotation: what the value must mean beside others, and the words for it.

    `check` is given the value, the fields before it in its table and those before it in the file,
    as far as they are well formed, and the tables of the file as they are.
    """

    def fitting(value: Any, info: ValidationInfo) -> Any:
        if not check(value, info.data, info.context or {}):
            raise PydanticCustomError("expected", "{words}", {"words": words})
        return value

    return AfterValidator(fitting)


def _key_of(table: str) -> Any:
    words = _("one of the {table} ({names})").format(table=table, names=f"{{{table}}}")
    return _fits(words, lambda key, _beside, file: key in (file.get(table) or [key]))


def _since_opening(minute: int, info: ValidationInfo) -> int:
    return 0 if minute < 0 else minute - (info.context or {}).get("opens", 0)


Text = Annotated[
    str, StringConstraints(max_length=4000, pattern=r"\S"), _Expected(_("a text that is not empty"))
]
Key = Annotated[
    str,
    StringConstraints(max_length=40, pattern=r"\S"),
    _Expected(_("a key of 1 to 40 characters")),
]
Day = Annotated[dt.date, _Expected(_("a date such as 2025-12-09"))]
Flag = Annotated[bool, _Expected(_("true or false"))]
Yuan = Annotated[float, _Expected(_("an amount in yuan, 0 or more"), 0, MOST_YUAN)]
Share = Annotated[float, _Expected(_("a proportion from 0 to 1"), 0, 1)]
Number = Annotated[float, _Expected(_("a number, 0 or more"), 0, MOST_YUAN)]
Minutes = Annotated[int, _Expected(_("whole minutes, {low} to {high}"), 0, 240)]
Days = Annotated[int, _Expected(_("whole days, {low} to {high}"), 1, 365)]
Severity = Annotated[
    int, _Expected(_("1 mild, 2 serious or 3 severe"), SEVERITIES[0], SEVERITIES[-1])
]
CauseKey = Annotated[str, _Expected(_("a text that is not empty")), _key_of("causes")]
OwnerKey = Annotated[str, _Expected(_("a text that is not empty")), _key_of("owners")]
RemedyKey = Annotated[str, _Expected(_("a text that is not empty")), _key_of("remedies")]


class _Table(BaseModel):
    model_config = _RULES


class Cause(_Table):
    """A code for what went wrong.

    Attributes
    ----------
    label_en, label_zh : str
        Name for people.
    silent : float
        Customers with the same trouble who never write, for each one who does.
    pattern : int
        How many of the day's cases must reach the right owner under this code for the common root
        to be seen; 0 if there is none to be seen.
    """

    label_en: Text
    label_zh: Text
    silent: Number
    pattern: Annotated[int, _Expected(_("a whole number, 0 or more"), 0, 1000)] = 0


class Owner(_Table):
    """A department that can put things right.

    Attributes
    ----------
    label_en, label_zh : str
        Name for people.
    lead_days : int
        Days until it is done, on the scenario's clock.
    """

    label_en: Text
    label_zh: Text
    lead_days: Annotated[int, _Expected(_("whole days, {low} to {high}"), 0, 365)]


class Remedy(_Table):
    """What can be offered.

    Attributes
    ----------
    label_en, label_zh : str
        Name for people.
    minutes : int
        Desk time to arrange it.
    has_amount : bool
        Whether money goes with it.
    """

    label_en: Text
    label_zh: Text
    minutes: Minutes
    has_amount: Flag


class Costs(TypedDict):
    """Yuan; see :class:`Scenario`."""

    __pydantic_config__ = _RULES  # type: ignore[misc]

    minute: Yuan
    breach: Yuan
    precedent: Number
    unpaid: Number
    silent: Yuan


class Face(TypedDict, total=False):
    """What of a decision looks otherwise from outside; see :class:`Case`."""

    __pydantic_config__ = _RULES  # type: ignore[misc]

    severity: Severity
    cause: CauseKey
    owner: OwnerKey
    remedy: RemedyKey
    amount: Yuan
    escalate: Flag
    received: Annotated[
        Day,
        _fits(
            _("a day not after the day of the desk, {date}"),
            lambda day, _beside, file: day <= file.get("date", day),
        ),
    ]


class Case(_Table):
    """One complaint and the truth about it, which the desk does not show.

    Attributes
    ----------
    id : str
        Such as ``"K07"``.
    arrives : int
        Minute of the day; 0 is there from the start.
    received : date
        Day of receipt, day 0 of the deadline.
    customer, product : str
        Who writes, about what.
    text_en, text_zh, history_en, history_zh : str
        The complaint, and what the screen shows about the customer.
    evidence_en, evidence_zh : str
        What the file says when it is read.
    lesson_en, lesson_zh : str
        What the case teaches, for the reveal.
    severity : {1, 2, 3}
        Mild, serious or severe.
    cause, owner : str
        Right code and right department.
    remedies : mapping
        How far each remedy puts things right, 0 to 1; see :mod:`servicelab.games.desk.model` for the others.
    value : float
        What the relation is worth if the customer stays, yuan.
    stay, stay_right : float
        Probability of staying if nothing is done, and if everything is done right.
    fair, asked : float
        Yuan owed or fair, and yuan asked for.
    escalate : bool
        Whether it has to go to a supervisor.
    harm, fraud, repeat, outside, is_complex : bool
        Harm to health or livelihood; an attempt at fraud; a second complaint about a failed
        recovery; an outside body is mentioned; the longer deadline applies.
    at_fault : {"firm", "customer", "third party"}
        Where the root lies.
    face : mapping
        Fields of a decision that someone who has not read the file would choose instead of the
        right ones, and the day of receipt if the card shows another one. Empty where the file
        changes nothing.
    look_minutes : int or None
        Minutes to read this file, if not those of the scenario.
    """

    id: Annotated[
        Text,
        _fits(
            _("an id that no other case has"),
            lambda name, _beside, file: file.get("ids", []).count(name) < 2,
        ),
    ]
    arrives: Annotated[
        int,
        BeforeValidator(_clock),
        _Expected(_('"start" or a time such as 10:15'), -1, 1439),
        AfterValidator(_since_opening),
        _fits(
            _("a time within the working day"),
            lambda at, _beside, file: 0 <= at < file.get("minutes", at + 1),
        ),
    ]
    received: Annotated[
        Day,
        _fits(
            _("a day not after the day of the desk, {date}"),
            lambda day, _beside, file: day <= file.get("date", day),
        ),
    ]
    customer: Text
    product: Text
    text_en: Text
    text_zh: Text
    history_en: Text
    history_zh: Text
    evidence_en: Text
    evidence_zh: Text
    lesson_en: Text
    lesson_zh: Text
    severity: Severity
    cause: CauseKey
    owner: OwnerKey
    remedies: Annotated[
        dict[RemedyKey, Share],
        Field(min_length=1),
        _fits(
            _("1.0 for one of them, or nothing puts it right"),
            lambda shares, *_rest: max(shares.values()) == 1,
        ),
    ]
    value: Yuan
    stay: Share
    stay_right: Annotated[
        Share,
        _fits(_("stay or more"), lambda right, beside, _file: right >= beside.get("stay", right)),
    ]
    fair: Annotated[
        Yuan,
        _fits(
            _("an amount above 0, as a remedy with an amount puts it right"),
            lambda fair, beside, file: fair or not _is_owed(beside, file),
        ),
    ] = Field(0.0, validate_default=True)
    asked: Yuan = 0.0
    harm: Flag = False
    fraud: Flag = False
    repeat: Flag = False
    outside: Flag = False
    is_complex: Flag = False
    escalate: Annotated[
        Flag,
        _fits(
            _("true, as fair is above authority_limit"),
            lambda escalate, beside, file: (
                escalate or beside.get("fair", 0) <= file.get("authority_limit", MOST_YUAN)
            ),
        ),
        _fits(
            _("true, as an outside body is mentioned"),
            lambda escalate, beside, _file: escalate or not beside.get("outside"),
        ),
    ] = Field(False, validate_default=True)
    at_fault: Annotated[
        Literal["firm", "customer", "third party"],
        _Expected(_("one of firm, customer, third party")),
    ] = "firm"
    face: Face = Field(default_factory=Face)
    look_minutes: Minutes | None = None

    @property
    def is_decided_by_file(self) -> bool:
        """Whether reading the file changes the decision."""
        return bool(self.face)


def _is_owed(case: Mapping[str, Any], file: Mapping[str, Any]) -> bool:
    """Whether money puts the case right."""
    shares = case.get("remedies", {"": 0})
    best = file.get("remedies", {}).get(max(shares, key=shares.__getitem__))
    return isinstance(best, Remedy) and best.has_amount


class _Day(_Table):
    """All that a file holds; what is well formed is noted for what comes after it."""

    title_en: Text
    title_zh: Text
    firm: Text
    date: Day
    opens: Annotated[int, BeforeValidator(_clock), _Expected(_("a time such as 08:30"), 0, 1439)]
    minutes: Annotated[int, _Expected(_("whole minutes, {low} to {high}"), 60, 720)]
    clock: Annotated[Clock, _Expected(_('"calendar" or "working"'))]
    deadline_days: Days
    complex_days: Annotated[
        Days,
        _fits(
            _("deadline_days or more"),
            lambda days, beside, _file: days >= beside.get("deadline_days", 0),
        ),
    ]
    holidays: frozenset[Day] = frozenset()
    workdays: frozenset[Day] = frozenset()
    authority_limit: Yuan
    handling_minutes: Minutes
    look_minutes: Minutes
    escalation_minutes: Minutes
    costs: Costs
    causes: Annotated[dict[Key, Cause], Field(min_length=2)]
    owners: Annotated[dict[Key, Owner], Field(min_length=2)]
    remedies: Annotated[
        dict[Key, Remedy],
        Field(min_length=2),
        _fits(
            _("has_amount = true in one of them at least"),
            lambda named, *_rest: any(one.has_amount for one in named.values()),
        ),
    ]
    cases: Annotated[tuple[Case, ...], Field(alias="case", min_length=1)]

    @field_validator("*")
    @classmethod
    def _note(cls, value: Any, info: ValidationInfo) -> Any:
        if info.context is not None:
            info.context[info.field_name] = value
        return value


class Scenario(_Day):
    """A day at a desk, as its file describes it; two scenarios are equal only if they are one.

    Attributes
    ----------
    name : str
        Stem of the file, such as ``"insurer_claims"``.
    title_en, title_zh, firm : str
        What it is about, and whose desk it is.
    date : date
        The day.
    opens : int
        Minute of the clock at which the desk opens, 510 for half past eight.
    minutes : int
        Length of the working day.
    clock : {"calendar", "working"}
        Which days count toward the deadline.
    deadline_days, complex_days : int
        Days to decide; the day of receipt is day 0.
    holidays, workdays : frozenset of date
        Weekdays that are free, and days of a weekend that are worked.
    authority_limit : float
        Highest amount the desk may grant alone, yuan.
    handling_minutes, look_minutes, escalation_minutes : int
        Desk time to settle a case, to read a file, to write up a case for the supervisor.
    costs : mapping
        Yuan: ``minute`` of desk time; ``breach`` of a deadline; ``precedent`` for each yuan paid
        above what is fair; ``unpaid`` for each yuan owed and not paid (it is claimed in the end);
        ``silent`` what reaching one silent dissatisfied customer is worth.
    causes, owners, remedies : mapping
        Key to :class:`Cause`, :class:`Owner`, :class:`Remedy`.
    cases : tuple of Case
        In the order of the file.
    """

    name: str

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def with_cases(self, cases: Iterable[Case]) -> Scenario:
        """The same day with other cases, which are not checked."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_construct(**{**values, "cases": tuple(cases)})

    @functools.cached_property
    def unread(self) -> Scenario:
        """The day as it looks while no file has been read: days of receipt as the cards show them."""
        return self.with_cases(
            case.model_copy(update={"received": case.face.get("received", case.received)})
            for case in self.cases
        )

    @functools.cached_property
    def by_id(self) -> dict[str, Case]:
        """The cases by their id."""
        return {case.id: case for case in self.cases}

    @functools.cached_property
    def deadlines(self) -> pd.DataFrame:
        """Each case's ``due`` (last day to decide) and ``days_left``.

        Index case id. Days are on the scenario's clock: 0 ends today, below 0 is overdue.
        """
        exceptions = {**dict.fromkeys(self.holidays, False), **dict.fromkeys(self.workdays, True)}
        log = pd.DataFrame(
            {
                "opened": [case.received for case in self.cases],
                "closed": pd.NaT,
                "is_complex": [case.is_complex for case in self.cases],
            },
            index=[case.id for case in self.cases],
        )
        table = deadline_table(
            log,
            Deadline(self.deadline_days, self.complex_days, self.clock),
            pd.Timestamp(self.date),
            Calendar(
                pd.DataFrame({"date": list(exceptions), "working": list(exceptions.values())})
                if exceptions
                else None
            ),
        )
        return pd.DataFrame(
            {"due": table["due"].dt.date, "days_left": table["days_left"].astype(int)}
        )

    @functools.cached_property
    def due(self) -> dict[str, dt.date]:
        """The last day to decide, by case."""
        return {str(case): due for case, due in self.deadlines["due"].items()}

    @functools.cached_property
    def days_left(self) -> dict[str, int]:
        """Days left on the scenario's clock, by case: 0 ends today, below 0 is overdue.

        Examples
        --------
        >>> scenario = load_scenario("insurer_claims")
        >>> scenario.due["K07"].isoformat(), scenario.days_left["K07"]
        ('2025-12-09', 0)
        """
        return {str(case): int(left) for case, left in self.deadlines["days_left"].items()}

    def time(self, minute: float) -> str:
        """The time of day at a minute of the desk.

        Examples
        --------
        >>> load_scenario("insurer_claims").time(75)
        '09:45'
        """
        hours, minutes = divmod(self.opens + int(minute), 60)
        return f"{hours:02d}:{minutes:02d}"


def list_scenarios() -> list[str]:
    """The names of the course's scenarios.

    Examples
    --------
    >>> "insurer_claims" in list_scenarios()
    True
    """
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Read and check a scenario.

    Parameters
    ----------
    name_or_path : str or path
        One of :func:`list_scenarios`, or a TOML file.

    Returns
    -------
    Scenario

    Raises
    ------
    CourseError
        If there is no such scenario, or its file is no TOML or breaks the rules: then all
        violations at once, each with case and field.

    Examples
    --------
    >>> scenario = load_scenario("insurer_claims")
    >>> scenario.firm, scenario.authority_limit
    ('Willow Bridge Insurance', 2000.0)
    """
    given = str(name_or_path)
    path = Path(given).expanduser()
    if path.suffix != ".toml":
        if given not in list_scenarios():
            raise CourseError(
                _(
                    "There is no scenario {name}: choose one of {names}, or give a file that ends "
                    "in .toml."
                ).format(name=shown(given), names=", ".join(list_scenarios()))
            )
        path = _FOLDER / f"{given}.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else _("it is not in UTF-8")
        raise CourseError(
            _("Cannot read the scenario {path}: {reason}.").format(path=path, reason=reason)
        ) from error
    return read_scenario(text, path.stem)


def read_scenario(text: str, name: str) -> Scenario:
    """Check the text of a scenario file and make the scenario.

    Parameters
    ----------
    text : str
        TOML.
    name : str
        What to call it.

    Raises
    ------
    CourseError
        As in :func:`load_scenario`.

    Examples
    --------
    >>> read_scenario("title_en = 3", "mine")
    Traceback (most recent call last):
    ...
    servicelab.errors.CourseError: The scenario mine has 18 problems.
      title_en: 3 - expected a text that is not empty
      title_zh is missing
    ...
    """
    try:
        content = tomllib.loads(text)
        # as JSON a date may be quoted or not, while all other types stay strict
        plain = json.dumps(content, default=lambda day: day.isoformat())
    except (ValueError, RecursionError) as error:
        raise CourseError(
            _("The scenario {name} is no valid TOML: {reason}.").format(
                name=shown(name), reason=error
            )
        ) from error
    known: dict[str, Any] = {
        name: content[name]
        for name in ("causes", "owners", "remedies")
        if isinstance(content.get(name), dict)
    }
    cases = content["case"] if isinstance(content.get("case"), list) else []
    known["ids"] = [case.get("id") for case in cases if isinstance(case, dict)]
    try:
        day = _Day.model_validate_json(plain, context=known)
    except ValidationError as error:
        problems = list(dict.fromkeys(_problems(error, content)))
    else:
        return Scenario.model_construct(name=name, **dict(day))
    head = ngettext(
        "The scenario {name} has {total} problem.",
        "The scenario {name} has {total} problems.",
        len(problems),
    ).format(name=shown(name), total=len(problems))
    lines = [head, *(f"  {problem}" for problem in problems[:_SHOWN])]
    if len(problems) > _SHOWN:
        lines.append(_("  ... and {more} more").format(more=len(problems) - _SHOWN))
    raise CourseError("\n".join(lines))


@functools.lru_cache(maxsize=64)
def vary(scenario: Scenario, seed: int) -> Scenario:
    """The same day with other arrivals and other customers.

    Parameters
    ----------
    scenario : Scenario
        As read.
    seed : int
        0 leaves it as it is. Any other moves each arrival by up to half an hour, multiplies the
        value of each relation by 0.8 to 1.25, and moves its chances of staying by up to 0.04. What
        the texts say remains true.
    """
    if seed == 0:
        return scenario
    chance = np.random.default_rng(seed)
    moves = chance.integers(-30, 31, len(scenario.cases)).tolist()
    factors = np.exp(chance.uniform(np.log(0.8), np.log(1.25), len(scenario.cases))).tolist()
    shifts = chance.uniform(-0.04, 0.04, len(scenario.cases)).tolist()
    return scenario.with_cases(
        case.model_copy(
            update={
                "arrives": case.arrives and min(max(case.arrives + move, 1), scenario.minutes - 1),
                "value": round(case.value * factor, -1),
                "stay": min(max(case.stay + shift, 0.0), case.stay_right),
            }
        )
        for case, move, factor, shift in zip(scenario.cases, moves, factors, shifts, strict=True)
    )


# Violations in words


def _problems(error: ValidationError, content: dict[str, Any]) -> Iterator[str]:
    named = {
        name: ", ".join(shown(key, 40) for key in value) if isinstance(value, dict) else value
        for name, value in content.items()
    }
    for one in error.errors(include_url=False):
        kind, place, given, context = one["type"], one["loc"], one["input"], one.get("ctx", {})
        where = _where(place, content)
        if kind == "missing":
            yield _("{where} is missing").format(where=where)
        elif kind == "extra_forbidden":
            alike = difflib.get_close_matches(str(place[-1]), _fields_beside(place), 1)
            ask = _(" (did you mean {name}?)").format(name=alike[0]) if alike else ""
            yield _("{where} is no known field").format(where=where) + ask
        # of a list whose items are wrong pydantic says as well that it is too short
        elif kind != "too_short" or len(given) < context["min_length"]:
            yield _("{where}: {given} - expected {expected}").format(
                where=where or _("the file"),
                given=shown(_given(given), 40),
                expected=_EXPECTED.get(kind, one["msg"]).format(**{**named, **context}),
            )


def _fields_beside(place: tuple[Any, ...]) -> list[str]:
    """The known fields of the table in which a place lies."""
    tables: dict[tuple[Any, ...], Any] = {
        (): _Day,
        ("costs",): Costs,
        ("causes",): Cause,
        ("owners",): Owner,
        ("remedies",): Remedy,
        ("case",): Case,
        ("case", "face"): Face,
    }
    return list(TypeAdapter(tables[place[:-1:2]]).json_schema()["properties"])


def _where(place: tuple[Any, ...], content: dict[str, Any]) -> str:
    """A place in the file for people: ``case K07, remedies.refund``, ``owners.sales.lead_days``."""
    parts = [shown(str(part), 40) for part in place if part != "[key]"]
    if len(parts) < 2 or parts[0] != "case":
        return ".".join(parts)
    case = content["case"][place[1]]
    name = case.get("id") if isinstance(case, dict) else None
    head = _("case {id}").format(id=shown(name, 20) if isinstance(name, str) else int(place[1]) + 1)
    return f"{head}, {'.'.join(parts[2:])}" if parts[2:] else head


def _given(value: Any) -> str:
    if isinstance(value, dict):
        return _("a table")
    if isinstance(value, list):
        return _("a list")
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
