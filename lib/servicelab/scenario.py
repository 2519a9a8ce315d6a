"""A day at a complaint desk as data: reading a scenario and saying all that is wrong with it.

A scenario is one TOML file without any code. Those of the course lie in
``servicelab/scenarios``; ``docs/desk.md`` tells how to write another. What a day does with a
scenario is in :mod:`servicelab.desk`.
"""

from __future__ import annotations

import copy
import datetime as dt
import difflib
import functools
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from ._i18n import _, ngettext
from ._text import shown
from .deadlines import Calendar, Clock, Deadline, deadline_table
from .errors import CourseError

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
FAULTS: Final = ("firm", "customer", "third party")
#: Most amounts a scenario or an entry may hold, yuan.
MOST_YUAN: Final = 10_000_000

_FOLDER = Path(__file__).with_name("scenarios")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_NAMED = ("causes", "owners", "remedies")
_TABLES = (*_NAMED, "case")
_SHOWN = 40


@dataclass(frozen=True)
class Cause:
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

    label_en: str
    label_zh: str
    silent: float
    pattern: int = 0


@dataclass(frozen=True)
class Owner:
    """A department that can put things right.

    Attributes
    ----------
    label_en, label_zh : str
        Name for people.
    lead_days : int
        Days until it is done, on the scenario's clock.
    """

    label_en: str
    label_zh: str
    lead_days: int


@dataclass(frozen=True)
class Remedy:
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

    label_en: str
    label_zh: str
    minutes: int
    has_amount: bool


@dataclass(frozen=True)
class Case:
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
        How far each remedy puts things right, 0 to 1; see :mod:`servicelab.desk` for the others.
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
        right ones. Empty where the file changes nothing.
    look_minutes : int or None
        Minutes to read this file, if not those of the scenario.
    """

    id: str
    arrives: int
    received: dt.date
    customer: str
    product: str
    text_en: str
    text_zh: str
    history_en: str
    history_zh: str
    evidence_en: str
    evidence_zh: str
    lesson_en: str
    lesson_zh: str
    severity: int
    cause: str
    owner: str
    remedies: Mapping[str, float]
    value: float
    stay: float
    stay_right: float
    fair: float = 0.0
    asked: float = 0.0
    escalate: bool = False
    harm: bool = False
    fraud: bool = False
    repeat: bool = False
    outside: bool = False
    is_complex: bool = False
    at_fault: str = "firm"
    face: Mapping[str, Any] = field(default_factory=dict)
    look_minutes: int | None = None

    @property
    def is_decided_by_file(self) -> bool:
        """Whether reading the file changes the decision."""
        return bool(self.face)


@dataclass(frozen=True, eq=False)
class Scenario:
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
    title_en: str
    title_zh: str
    firm: str
    date: dt.date
    opens: int
    minutes: int
    clock: Clock
    deadline_days: int
    complex_days: int
    holidays: frozenset[dt.date]
    workdays: frozenset[dt.date]
    authority_limit: float
    handling_minutes: int
    look_minutes: int
    escalation_minutes: int
    costs: Mapping[str, float]
    causes: Mapping[str, Cause]
    owners: Mapping[str, Owner]
    remedies: Mapping[str, Remedy]
    cases: tuple[Case, ...]

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
      title_zh is missing
    ...
    """
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CourseError(
            _("The scenario {name} is no valid TOML: {reason}.").format(
                name=shown(name), reason=error
            )
        ) from error
    content = _plain(content)
    errors = list(_validator().iter_errors(content))
    problems = [*_form_problems(errors, content), *_sense_problems(_sound(content, errors))]
    if problems:
        head = ngettext(
            "The scenario {name} has {total} problem.",
            "The scenario {name} has {total} problems.",
            len(problems),
        ).format(name=shown(name), total=len(problems))
        lines = [head, *(f"  {problem}" for problem in problems[:_SHOWN])]
        if len(problems) > _SHOWN:
            lines.append(_("  ... and {more} more").format(more=len(problems) - _SHOWN))
        raise CourseError("\n".join(lines))
    return _made(content, name)


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
    cases = tuple(
        replace(
            case,
            arrives=case.arrives and min(max(case.arrives + move, 1), scenario.minutes - 1),
            value=round(case.value * factor, -1),
            stay=min(max(case.stay + shift, 0.0), case.stay_right),
        )
        for case, move, factor, shift in zip(scenario.cases, moves, factors, shifts, strict=True)
    )
    values = {one.name: getattr(scenario, one.name) for one in fields(scenario)}
    return Scenario(**{**values, "cases": cases})


def _plain(value: Any) -> Any:
    """Dates as ISO text, so that a schema fits TOML's own and quoted ones; no number that is none."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


# The form of a file, as a JSON Schema


def _kinds() -> dict[str, dict[str, Any]]:
    def kind(message: str, **rule: Any) -> dict[str, Any]:
        return {**rule, "errorMessage": message}

    return {
        "text": kind(_("a text that is not empty"), type="string", pattern=r"\S", maxLength=4000),
        "date": kind(_("a date such as 2025-12-09"), type="string", format="date"),
        "hour": kind(_("a time such as 08:30"), type="string", pattern=f"^{_CLOCK.pattern}$"),
        "arrival": kind(
            _('"start" or a time such as 10:15'),
            type="string",
            pattern=f"^(start|{_CLOCK.pattern})$",
        ),
        "boolean": kind(_("true or false"), type="boolean"),
        "yuan": kind(
            _("an amount in yuan, 0 or more"), type="number", minimum=0, maximum=MOST_YUAN
        ),
        "share": kind(_("a proportion from 0 to 1"), type="number", minimum=0, maximum=1),
        "count": kind(_("a number, 0 or more"), type="number", minimum=0, maximum=MOST_YUAN),
        "days": kind(_("whole days, 0 to 365"), type="integer", minimum=0, maximum=365),
        "deadline": kind(_("whole days, 1 to 365"), type="integer", minimum=1, maximum=365),
        "minutes": kind(_("whole minutes, 0 to 240"), type="integer", minimum=0, maximum=240),
        "length": kind(_("whole minutes, 60 to 720"), type="integer", minimum=60, maximum=720),
        "whole": kind(_("a whole number, 0 or more"), type="integer", minimum=0, maximum=1000),
        "severity": kind(_("1 mild, 2 serious or 3 severe"), enum=list(SEVERITIES), type="integer"),
    }


def _table(
    required: Mapping[str, Any], optional: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
        "errorMessage": _("a table of fields"),
    }


@functools.cache
def _schema() -> dict[str, Any]:
    kinds = _kinds()

    def of(**names: str) -> dict[str, Any]:
        return {name: kinds[kind] for name, kind in names.items()}

    def twice(*names: str) -> dict[str, Any]:
        return {f"{name}_{language}": kinds["text"] for name in names for language in LANGUAGES}

    def named(table: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": table,
            "minProperties": 2,
            "errorMessage": _("at least two tables"),
        }

    dates = {"type": "array", "items": kinds["date"], "errorMessage": _("a list of dates")}
    face = _table(
        {},
        {
            **of(severity="severity", cause="text", owner="text", remedy="text"),
            **of(amount="yuan", escalate="boolean"),
        },
    )
    case = _table(
        {
            **of(id="text", arrives="arrival", received="date", customer="text", product="text"),
            **twice("text", "history", "evidence", "lesson"),
            **of(severity="severity", cause="text", owner="text"),
            "remedies": {
                "type": "object",
                "additionalProperties": kinds["share"],
                "minProperties": 1,
                "errorMessage": _("a table such as {{ refund = 1.0, apology = 0.3 }}").format(),
            },
            **of(value="yuan", stay="share", stay_right="share"),
        },
        {
            **of(fair="yuan", asked="yuan", look_minutes="minutes"),
            **of(escalate="boolean", harm="boolean", fraud="boolean", repeat="boolean"),
            **of(outside="boolean", is_complex="boolean"),
            "at_fault": {
                "enum": list(FAULTS),
                "errorMessage": _("one of {names}").format(names=", ".join(FAULTS)),
            },
            "face": face,
        },
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_table(
            {
                **twice("title"),
                **of(firm="text", date="date", opens="hour", minutes="length"),
                "clock": {
                    "enum": ["calendar", "working"],
                    "errorMessage": _('"calendar" or "working"'),
                },
                **of(deadline_days="deadline", complex_days="deadline", authority_limit="yuan"),
                **of(handling_minutes="minutes", look_minutes="minutes"),
                **of(escalation_minutes="minutes"),
                "costs": _table(
                    of(
                        minute="yuan",
                        breach="yuan",
                        precedent="count",
                        unpaid="count",
                        silent="yuan",
                    )
                ),
                "causes": named(
                    _table({**twice("label"), **of(silent="count")}, of(pattern="whole"))
                ),
                "owners": named(_table({**twice("label"), **of(lead_days="days")})),
                "remedies": named(
                    _table({**twice("label"), **of(minutes="minutes", has_amount="boolean")})
                ),
                "case": {
                    "type": "array",
                    "items": case,
                    "minItems": 1,
                    "errorMessage": _("at least one [[case]]"),
                },
            },
            {"holidays": dates, "workdays": dates},
        ),
    }


@functools.cache
def _validator() -> Any:
    from ._jsonschema import import_jsonschema

    schema = import_jsonschema()
    return schema.Draft202012Validator(
        _schema(), format_checker=schema.FormatChecker(formats=["date"])
    )


def _form_problems(errors: list[Any], content: dict[str, Any]) -> Iterator[str]:
    order = {name: number for number, name in enumerate(_schema()["properties"])}

    def place(error: Any) -> tuple[Any, ...]:
        path = [*error.absolute_path]
        first = order.get(path[0], len(order)) if path else -1
        number = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        return first, number, [str(part) for part in path]

    told = (
        problem for error in sorted(errors, key=place) for problem in _form_problem(error, content)
    )
    # each missing field is a violation of its own that names all that are required
    yield from dict.fromkeys(told)


def _form_problem(error: Any, content: dict[str, Any]) -> Iterator[str]:
    where = _where(error.absolute_path, content)
    if error.validator == "required":
        for name in error.validator_value:
            if name not in error.instance:
                yield _("{where} is missing").format(where=_join(where, name))
    elif error.validator == "additionalProperties":
        known = list(error.schema["properties"])
        for name in error.instance:
            if name in known:
                continue
            alike = difflib.get_close_matches(name, known, 1)
            ask = _(" (did you mean {name}?)").format(name=alike[0]) if alike else ""
            yield _("{where} is no known field").format(where=_join(where, shown(name))) + ask
    else:
        yield _("{where}: {given} - expected {expected}").format(
            where=where or _("the file"),
            given=shown(_given(error.instance), 40),
            expected=error.schema["errorMessage"],
        )


def _given(value: Any) -> str:
    if isinstance(value, dict):
        return _("a table")
    if isinstance(value, list):
        return _("a list")
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _join(where: str, name: str) -> str:
    if not where:
        return name
    return f"{where}.{name}" if "," in where or " " not in where else f"{where}, {name}"


def _where(path: Any, content: dict[str, Any]) -> str:
    """A place in the file for people: ``case K07, remedies.refund``, ``owners.sales.lead_days``."""
    parts = list(path)
    if len(parts) < 2 or parts[0] != "case":
        return ".".join(map(str, parts))
    case = content["case"][parts[1]]
    name = case.get("id") if isinstance(case, dict) else None
    head = _("case {id}").format(id=shown(name, 20) if isinstance(name, str) else parts[1] + 1)
    return f"{head}, {'.'.join(map(str, parts[2:]))}" if parts[2:] else head


# What the fields must mean together, as far as each of them is well formed


def _sound(content: dict[str, Any], errors: list[Any]) -> dict[str, Any]:
    """The content with None for each value that is not well formed, {} for a named table."""
    sound = copy.deepcopy(content)
    for error in errors:
        path = list(error.absolute_path)
        # what is missing or unknown leaves the other fields of its table as they are
        if path and error.validator not in ("required", "additionalProperties", "minProperties"):
            *above, last = path
            place: Any = functools.reduce(lambda one, step: one[step], above, sound)
            place[last] = {} if len(path) == 2 and path[0] in _TABLES else None
    return sound


def _sense_problems(content: dict[str, Any]) -> Iterator[str]:
    if _is_less(content.get("complex_days"), content.get("deadline_days")):
        yield _("complex_days is shorter than deadline_days")
    remedies = content.get("remedies")
    if remedies and not any(remedy.get("has_amount", True) for remedy in remedies.values()):
        yield _("remedies: at least one needs has_amount = true")
    for key in [key for many in _NAMED for key in content.get(many) or ()]:
        if not key.strip() or len(key) > 40:
            yield _('the key "{key}" must have 1 to 40 characters').format(key=shown(key, 40))
    seen: set[str] = set()
    for number, case in enumerate(content.get("case") or (), start=1):
        name = case.get("id")
        head = _("case {id}").format(id=shown(name or str(number), 20))
        if name in seen:
            yield _("{head}: the id is there more than once").format(head=head)
        seen |= {name} if name else set()
        for problem in _case_problems(case, content):
            yield f"{head}, {problem}"


def _case_problems(case: dict[str, Any], content: dict[str, Any]) -> Iterator[str]:
    face, remedies = case.get("face") or {}, case.get("remedies") or {}
    names = [
        ("cause", case.get("cause"), "causes"),
        ("owner", case.get("owner"), "owners"),
        *(("remedies", name, "remedies") for name in remedies),
        *((f"face.{one}", face.get(one), f"{one}s") for one in ("cause", "owner")),
        ("face.remedy", face.get("remedy"), "remedies"),
    ]
    for where, name, many in names:
        known = content.get(many)
        if name and known and name not in known:
            yield _('{where}: "{given}" is none of the {many} ({names})').format(
                where=where, given=shown(name, 40), many=many, names=", ".join(known)
            )
    if _is_less(content.get("date"), case.get("received")):
        yield _("received: {given} is after the day of the desk, {date}").format(
            given=case["received"], date=content["date"]
        )
    arrives, opens, length = case.get("arrives"), content.get("opens"), content.get("minutes")
    if arrives and opens and length and not 0 <= _minute(arrives, _minute(opens, 0)) < length:
        yield _("arrives: {given} is outside the working day").format(given=arrives)
    if _is_less(case.get("stay_right"), case.get("stay")):
        yield _("stay_right is below stay")
    fair = case.get("fair", 0)
    if case.get("escalate", False) is False:
        for flag, is_set in (
            (_("fair is above authority_limit"), _is_less(content.get("authority_limit"), fair)),
            (_("an outside body is mentioned"), case.get("outside")),
        ):
            if is_set:
                yield _("escalate must be true: {why}").format(why=flag)
    offered = content.get("remedies") or {}
    shares = {name: share for name, share in remedies.items() if name in offered}
    if shares and None not in shares.values():
        best = max(shares, key=lambda name: shares[name])
        if shares[best] < 1:
            yield _("remedies: one must be 1.0, or nothing puts it right")
        if offered[best].get("has_amount") and fair == 0:
            yield _('fair must be above 0, as "{remedy}" puts it right').format(remedy=best)


def _is_less(one: Any, other: Any) -> bool:
    return one is not None and other is not None and bool(one < other)


def _minute(time: str, opens: int) -> int:
    match = _CLOCK.fullmatch(time)
    return 0 if match is None else 60 * int(match[1]) + int(match[2]) - opens


def _made(content: dict[str, Any], name: str) -> Scenario:
    opens = _minute(content["opens"], 0)
    day = dt.date.fromisoformat
    numbers = ("value", "stay", "stay_right", "fair", "asked")
    cases = tuple(
        Case(
            **{
                **case,
                **{number: float(case[number]) for number in numbers if number in case},
                "arrives": _minute(case["arrives"], opens),
                "received": day(case["received"]),
            }
        )
        for case in content["case"]
    )
    made: dict[str, Any] = {
        **content,
        "name": name,
        "date": day(content["date"]),
        "opens": opens,
        "authority_limit": float(content["authority_limit"]),
        "holidays": frozenset(map(day, content.get("holidays", []))),
        "workdays": frozenset(map(day, content.get("workdays", []))),
        "causes": {key: Cause(**one) for key, one in content["causes"].items()},
        "owners": {key: Owner(**one) for key, one in content["owners"].items()},
        "remedies": {key: Remedy(**one) for key, one in content["remedies"].items()},
        "cases": cases,
    }
    del made["case"]
    return Scenario(**made)
