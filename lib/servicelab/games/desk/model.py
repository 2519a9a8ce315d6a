"""A day at a complaint desk, the model: what a sequence of decisions makes of a scenario.

The day is a fold over the decisions, called entries: nothing else is stored, so a day can be
replayed, resumed and graded from them alone. An entry either reads a file or settles a case:

>>> look = {"case": "K01", "look": True}
>>> settle = {
...     "case": "K01", "severity": 2, "cause": "payment delay", "owner": "claims payment",
...     "remedy": "refund", "amount": 1800, "escalate": False, "promise_days": 3, "reply": "Dear ..."
... }

Everything costs minutes. What is decided badly comes back: a department that is not concerned
returns the case, an amount above the limit that no supervisor has approved is reversed, and a
customer who gets far too little writes again, angrier.

**The model.** A case that is left alone stays with probability ``stay``. One that is settled gets

``p = stay + (stay_right - stay) q``, with
``q = fit · cause · severity · escalation - no date - 0.01 days - waiting``

``fit`` is how far the remedy puts things right (``remedies`` of the case; 0.1 for a remedy that is
not listed, -0.2 for a refusal that is not), times ``min(amount / fair, 1)`` where money is owed and
given. A wrong code multiplies by 0.85, each step of severity underrated by 0.85, a missing escalation
by 0.8. No promised date costs 0.1, each day until it is done 0.01. Each hour on the desk costs 0.005,
0.015 or 0.03 by true severity. Below zero, ``p = stay (1 + q)``.
Each failure of the recovery itself, a double deviation, leaves ``1 - penalty`` of that: returned by
the department 0.05, amount reversed 0.15, far too little (fit below 0.4) 0.2, promised date missed
0.15, and 0.2 if q is below 0.5 for a customer who complains for the second time.

The value of a case is :func:`servicelab.complaints.recovery.remedy_value`, plus what is saved where money that
is owed is paid now rather than claimed later, and where a deadline is kept.
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.complaints.recovery import double_deviation, remedy_value
from servicelab.decisions.schema import make_validator
from servicelab.errors import CourseError
from servicelab.games.desk.scenario import (
    MOST_YUAN,
    SEVERITIES,
    Case,
    Scenario,
    vary,
)
from servicelab.i18n import _

__all__ = [
    "Day",
    "Event",
    "Outcome",
    "Settled",
    "Verdict",
    "Waiting",
    "close",
    "decision_schema",
    "judge",
    "minutes_of",
    "play",
    "record_name",
]

Entry = Mapping[str, Any]

#: Characters of a reply and entries of a day, at most.
REPLY_LENGTH: Final = 1500
MOST_ENTRIES: Final = 100
MOST_DAYS: Final = 365

#: How far a remedy puts things right that the case does not list; refusing is worse than nothing.
OTHER_FIT: Final = 0.1
REFUSED_FIT: Final = -0.2
#: A fit below this is far too little: the customer writes again.
TOO_LITTLE: Final = 0.4
WRONG_CAUSE: Final = 0.85
UNDERRATED: Final = 0.85
NOT_ESCALATED: Final = 0.8
NO_DATE: Final = 0.1
DAY_LOSS: Final = 0.01
#: What an hour on the desk costs of the quality, by true severity.
HOUR_LOSS: Final = {1: 0.005, 2: 0.015, 3: 0.03}
#: Minutes of an owner that each step of overrated severity takes from other cases.
OVERRATED_MINUTES: Final = 30
#: Days that the supervisor needs.
ESCALATION_DAYS: Final = 1
#: Desk time beyond the day counts this many times.
OVERTIME: Final = 2.0

#: Minutes until a failed decision is back on the desk.
BACK_AFTER: Final = {"owner": 90, "reversed": 60, "too little": 120}
#: Share of those who would have stayed that a failed recovery drives away.
PENALTY: Final = {
    "owner": 0.05,
    "reversed": 0.15,
    "too little": 0.2,
    "broken promise": 0.15,
    "repeat": 0.2,
}
#: A second complaint needs at least this quality.
REPEAT_QUALITY: Final = 0.5


@dataclass(frozen=True)
class Event:
    """Something that happened, in words.

    Attributes
    ----------
    minute : int
        Of the working day, from 0.
    kind : {"arrived", "read", "settled", "returned", "over"}
        What it is.
    case : str
        Its id; empty when the day is over.
    text : str
        A sentence.
    """

    minute: int
    kind: str
    case: str
    text: str


@dataclass(frozen=True)
class Waiting:
    """A case on the desk.

    Attributes
    ----------
    case : str
        Its id.
    since : int
        Minute at which it arrived, or came back.
    due : date
        Last day to decide, as far as it is known: the file may tell of an earlier day of receipt.
    days_left : int
        On the scenario's clock: 0 ends today, negative is overdue.
    is_read : bool
        Whether the file has been read.
    returned : tuple of str
        Why it came back, oldest first: ``"owner"``, ``"reversed"``, ``"too little"``.
    """

    case: str
    since: int
    due: dt.date
    days_left: int
    is_read: bool
    returned: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settled:
    """A case that has left the desk.

    Attributes
    ----------
    case : str
        Its id.
    minute : int
        When.
    entry : mapping
        The decision that stands for now.
    """

    case: str
    minute: int
    entry: Entry


@dataclass(frozen=True)
class Day:
    """The desk after some entries.

    Attributes
    ----------
    minute : int
        Minutes since the desk opened.
    minutes_left : int
        Until the end of the working day, 0 or more.
    waiting : tuple of Waiting
        On the desk, in the order in which they came.
    settled : tuple of Settled
        Off the desk for now, in the order of the decisions.
    returned : tuple of str
        Ids of the waiting cases that came back.
    read : frozenset of str
        Ids of the cases whose file has been read.
    granted : float
        Sum of the amounts in `settled`, yuan.
    events : tuple of Event
        All that happened, in order.
    is_over : bool
        Whether the day has ended: no time is left, or nothing waits and nothing more will come.
    """

    minute: int
    minutes_left: int
    waiting: tuple[Waiting, ...]
    settled: tuple[Settled, ...]
    returned: tuple[str, ...]
    read: frozenset[str]
    granted: float
    events: tuple[Event, ...]
    is_over: bool


@dataclass(frozen=True)
class Outcome:
    """What a day was worth, against doing nothing.

    Attributes
    ----------
    cases : DataFrame
        One row a case, index ``case``. ``settled``, ``minutes`` (desk time), ``severity_right``,
        ``cause_right``, ``owner_right``, ``escalation_right`` (of the last decision; missing
        without one), ``fit`` (of remedy and amount, -0.2 to 1), ``paid`` (yuan), ``late``,
        ``promise_kept`` (missing without a promise), ``returned`` (times), ``double_deviation``,
        ``stay_before``, ``stay_after`` (probabilities), ``value`` (yuan, of the relation), ``gain``
        (yuan, against doing nothing).
    totals : dict
        ``settled``, ``left`` (cases), ``promised`` (yuan in the last decisions, reversed ones
        included), ``spent`` (yuan paid), ``saved`` (yuan: expected value of the relations kept),
        ``broken`` (promises: a date missed or an amount reversed), ``late`` (cases), ``silent``
        (dissatisfied customers behind the day's cases who never wrote and are not reached),
        ``reached`` (those who are, because the common root was seen).
    breakdown : dict
        Yuan against doing nothing, summing to `value`: ``relations``, ``debts`` (claims for unpaid
        money that do not come later), ``deadlines``, ``silent``, ``paid``, ``precedent``, ``time``.
    value : float
        Yuan against doing nothing.
    """

    cases: pd.DataFrame
    totals: dict[str, float]
    breakdown: dict[str, float]
    value: float


@dataclass(frozen=True)
class Verdict:
    """What one decision does to one case.

    Attributes
    ----------
    back : {"", "owner", "reversed", "too little"}
        Why it will come back, if it will.
    fit : float
        How far remedy and amount put things right, -0.2 to 1.
    quality : float
        q of the model.
    stay : float
        Probability of staying, before failures of earlier decisions.
    paid : float
        Yuan.
    days : int
        Until it is done.
    promise_kept : bool or None
        None without a promise, or if the case comes back first.
    """

    back: str
    fit: float
    quality: float
    stay: float
    paid: float
    days: int
    promise_kept: bool | None


# Entries


def record_name(scenario: Scenario) -> str:
    """The name of the record of a day at this desk.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> record_name(load_scenario("insurer_claims"))
    'm08-desk-insurer-claims'
    """
    words = "".join(one if one.isascii() and one.isalnum() else " " for one in scenario.name)
    return "-".join(["m08", "desk", *words.lower().split()])


def decision_schema(scenario: Scenario) -> dict[str, Any]:
    """The JSON Schema of a record: scenario, seed and the entries so far.

    Parameters
    ----------
    scenario : Scenario
        Its cases, causes, owners and remedies are the ones that may be named.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": record_name(scenario),
        "type": "object",
        "properties": {
            "scenario": {
                "const": scenario.name,
                "errorMessage": _("the scenario is {name}").format(name=scenario.name),
            },
            "seed": {
                "type": "integer",
                "minimum": 0,
                "maximum": 2**31 - 1,
                "errorMessage": _("a seed is a whole number, 0 or more"),
            },
            "entries": {
                "type": "array",
                "items": _entry_schema(scenario),
                "maxItems": MOST_ENTRIES,
                "errorMessage": _("give a list of at most {most} entries").format(
                    most=MOST_ENTRIES
                ),
            },
        },
        "required": ["scenario", "seed", "entries"],
        "additionalProperties": False,
    }


def _entry_schema(scenario: Scenario) -> dict[str, Any]:
    def one_of(names: Any, what: str) -> dict[str, Any]:
        listed = ", ".join(map(str, names))
        return {"enum": list(names), "errorMessage": f"{what}: {listed}"}

    case = one_of(scenario.by_id, _("name a case of the day"))
    settle = {
        "case": case,
        "severity": {
            "type": "integer",
            **one_of(SEVERITIES, _("severity is one of")),
        },
        "cause": one_of(scenario.causes, _("a cause is one of")),
        "owner": one_of(scenario.owners, _("an owner is one of")),
        "remedy": one_of(scenario.remedies, _("a remedy is one of")),
        "amount": {
            "type": "number",
            "minimum": 0,
            "maximum": MOST_YUAN,
            "errorMessage": _("an amount is a number of yuan, 0 or more"),
        },
        "escalate": {"type": "boolean", "errorMessage": _("say True or False")},
        "promise_days": {
            "type": ["integer", "null"],
            "minimum": 0,
            "maximum": MOST_DAYS,
            "errorMessage": _("promise whole days from 0 to {most}, or None").format(
                most=MOST_DAYS
            ),
        },
        "reply": {
            "type": "string",
            "maxLength": REPLY_LENGTH,
            "errorMessage": _("a reply is a text of at most {most} characters").format(
                most=REPLY_LENGTH
            ),
        },
    }
    needs = list(settle)

    def amount(money: bool, rule: dict[str, Any]) -> dict[str, Any]:
        names = [name for name, one in scenario.remedies.items() if one.has_amount == money]
        return {
            "if": {"properties": {"remedy": {"enum": names}}, "required": ["remedy"]},
            "then": {"properties": {"amount": rule}},
        }

    amounts = [
        amount(
            True, {"not": {"const": 0}, "errorMessage": _("the remedy needs an amount above 0")}
        ),
        amount(False, {"const": 0, "errorMessage": _("no money goes with this remedy: give 0")}),
    ]
    return {
        "type": "object",
        "errorMessage": _("an entry is a dictionary that reads a file or settles a case"),
        "if": {"type": "object", "required": ["look"]},
        "then": {
            "properties": {
                "case": case,
                "look": {"const": True, "errorMessage": _("look is True")},
            },
            "required": ["case", "look"],
            "additionalProperties": False,
            "errorMessage": _("reading a file needs case and look, nothing else"),
        },
        "else": {
            "properties": settle,
            "required": needs,
            "additionalProperties": False,
            "errorMessage": _("settling a case needs {names}, nothing else").format(
                names=", ".join(needs)
            ),
            "allOf": amounts,
        },
    }


@functools.lru_cache(maxsize=16)
def _validator(scenario: Scenario) -> Any:
    return make_validator(_entry_schema(scenario))


def _checked(scenario: Scenario, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The entries in plain JSON types, if all are valid."""
    if isinstance(entries, str | Mapping) or not isinstance(entries, Sequence):
        raise CourseError(_("Pass the entries as a list of dictionaries, in their order."))
    if len(entries) > MOST_ENTRIES:
        raise CourseError(
            _("A day holds at most {most} entries: these are {count}.").format(
                most=MOST_ENTRIES, count=len(entries)
            )
        )
    validator = _validator(scenario)
    plain = [_plain(entry) for entry in entries]
    for number, entry in enumerate(plain, start=1):
        errors = sorted(
            validator.iter_errors(entry), key=lambda error: list(map(str, error.absolute_path))
        )
        told = dict.fromkeys(
            ".".join(map(str, error.absolute_path))
            + (": " if error.absolute_path else "")
            + error.schema["errorMessage"]
            for error in errors
        )
        if not told and not math.isfinite(entry.get("amount", 0)):
            told = {_("amount: give a finite number"): None}
        if told:
            raise CourseError(
                _("Entry {number} is not valid: {problems}.").format(
                    number=number, problems="; ".join(told)
                )
            )
    return plain


def _plain(entry: Any) -> Any:
    if not isinstance(entry, Mapping):
        return entry
    return {
        key: value.item() if isinstance(value, np.generic) else value
        for key, value in entry.items()
    }


# One decision


def judge(scenario: Scenario, case: Case, entry: Entry, hours: float = 0.0) -> Verdict:
    """What a decision does to a case, by the model above.

    Parameters
    ----------
    scenario, case
        The case is one of the scenario's.
    entry : mapping
        A decision that settles it.
    hours : float
        On the desk since it arrived.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> scenario = load_scenario("insurer_claims")
    >>> case = scenario.by_id["K01"]
    >>> entry = {"severity": case.severity, "cause": case.cause, "owner": case.owner,
    ...          "remedy": "apology", "amount": 0, "escalate": False, "promise_days": None}
    >>> judge(scenario, case, entry).back
    'too little'
    """
    remedy, amount = entry["remedy"], float(entry["amount"])
    fit = case.remedies.get(remedy, REFUSED_FIT if remedy == "none" else OTHER_FIT)
    if scenario.remedies[remedy].has_amount and case.fair:
        fit *= min(amount / case.fair, 1.0)
    days = scenario.owners[entry["owner"]].lead_days + ESCALATION_DAYS * bool(entry["escalate"])
    promise = entry["promise_days"]
    quality = fit
    if quality > 0:
        quality *= WRONG_CAUSE if entry["cause"] != case.cause else 1.0
        quality *= UNDERRATED ** max(case.severity - entry["severity"], 0)
        quality *= NOT_ESCALATED if case.escalate and not entry["escalate"] else 1.0
        quality -= NO_DATE if promise is None else 0.0
        quality -= DAY_LOSS * max(days, promise or 0)
        quality -= HOUR_LOSS[case.severity] * hours
        quality = max(quality, 0.0)
    if amount > scenario.authority_limit and not entry["escalate"]:
        back = "reversed"
    elif entry["owner"] != case.owner:
        back = "owner"
    else:
        back = "too little" if fit < TOO_LITTLE and not case.fraud else ""
    if back in ("owner", "reversed"):
        return Verdict(back, fit, 0.0, case.stay, 0.0, days, None)
    if quality < 0:
        stay = case.stay * (1 + quality)
    else:
        stay = case.stay + (case.stay_right - case.stay) * quality
    if case.repeat and quality < REPEAT_QUALITY:
        stay = double_deviation(stay, PENALTY["repeat"])
    kept = None if promise is None or back else promise >= days
    if kept is False:
        stay = double_deviation(stay, PENALTY["broken promise"])
    return Verdict(back, fit, quality, float(stay), amount, days, kept)


# The fold


@dataclass
class _Run:
    """The state that the entries are folded into."""

    scenario: Scenario
    minute: int = 0
    waiting: dict[str, int] = field(default_factory=dict)
    to_come: list[tuple[int, int, str, str]] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    settled: dict[str, Settled] = field(default_factory=dict)
    last: dict[str, tuple[Entry, Verdict]] = field(default_factory=dict)
    failures: dict[str, list[str]] = field(default_factory=dict)
    returned: dict[str, list[str]] = field(default_factory=dict)
    spent: dict[str, int] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def open(self) -> None:
        self.to_come = sorted(
            (case.arrives, number, case.id, "") for number, case in enumerate(self.scenario.cases)
        )
        self.bring()

    @property
    def is_over(self) -> bool:
        end = self.scenario.minutes
        return self.minute >= end or not (
            self.waiting or (self.to_come and self.to_come[0][0] < end)
        )

    def say(self, minute: int, kind: str, case: str, text: str) -> None:
        words = text.format(time=self.scenario.time(minute), case=case)
        self.events.append(Event(minute, kind, case, words))

    def bring(self) -> None:
        """Bring to the desk what has come by now; with an empty desk, wait for the next."""
        while self.to_come:
            time, _number, case, why = self.to_come[0]
            if time >= self.scenario.minutes or (time > self.minute and self.waiting):
                return
            self.minute = max(self.minute, time)
            del self.to_come[0]
            self.waiting[case] = time
            if why:
                del self.settled[case]
                self.returned.setdefault(case, []).append(why)
                self.say(time, "returned", case, _back_words(why))
            else:
                self.say(time, "arrived", case, _("{time} {case} arrives."))

    def take(self, number: int, entry: Entry) -> None:
        case = self._case(number, entry)
        minutes = minutes_of(self.scenario, case, entry)
        self.minute += minutes
        self.spent[case.id] = self.spent.get(case.id, 0) + minutes
        self.bring()
        if "look" in entry:
            self.read.append(case.id)
            self.say(self.minute, "read", case.id, _("{time} You have read the file of {case}."))
        else:
            del self.waiting[case.id]
            self._settle(number, case, entry)
        self.bring()
        if self.is_over:
            self.say(self.minute, "over", "", _("{time} The working day is over."))

    def _settle(self, number: int, case: Case, entry: Entry) -> None:
        verdict = judge(self.scenario, case, entry, (self.minute - case.arrives) / 60)
        self.settled[case.id] = Settled(case.id, self.minute, entry)
        self.last[case.id] = (entry, verdict)
        self.say(self.minute, "settled", case.id, _("{time} {case} is settled."))
        if verdict.back:
            self.failures.setdefault(case.id, []).append(verdict.back)
            back = self.minute + BACK_AFTER[verdict.back]
            bisect.insort(self.to_come, (back, 1000 + number, case.id, verdict.back))

    def _case(self, number: int, entry: Entry) -> Case:
        """The case of an entry, if it can be worked on now."""
        case = self.scenario.by_id[entry["case"]]
        time = self.scenario.time(self.minute)
        if self.is_over:
            raise CourseError(
                _("Entry {number}: the day is over at {time}; leave out this entry.").format(
                    number=number, time=time
                )
            )
        if case.id in self.settled:
            raise CourseError(
                _("Entry {number}: {case} is settled already; nothing came back by {time}.").format(
                    number=number, case=case.id, time=time
                )
            )
        if case.id not in self.waiting:
            raise CourseError(
                _("Entry {number}: {case} has not arrived yet at {time}.").format(
                    number=number, case=case.id, time=time
                )
            )
        if "look" in entry and case.id in self.read:
            raise CourseError(
                _("Entry {number}: the file of {case} has been read already.").format(
                    number=number, case=case.id
                )
            )
        return case

    def stays(self, case: Case) -> float:
        """Probability that the customer stays, after all that happened."""
        if case.id not in self.last:
            return case.stay
        stay = self.last[case.id][1].stay
        for failure in self.failures.get(case.id, ()):
            stay = double_deviation(stay, PENALTY[failure])
        return float(stay)

    def stands(self, case: str) -> bool:
        """Whether the case is decided at the end of the day."""
        return case in self.last and self.last[case][1].back not in ("owner", "reversed")


def _back_words(why: str) -> str:
    return {
        "owner": _("{time} {case} comes back: the department is not the one concerned."),
        "reversed": _(
            "{time} {case} comes back: the amount is above your limit and nobody approved it. "
            "The customer already knew of it."
        ),
        "too little": _("{time} {case} comes back: the customer writes again, angrier."),
    }[why]


def minutes_of(scenario: Scenario, case: Case, entry: Entry) -> int:
    """Desk time of an entry, minutes.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> scenario = load_scenario("insurer_claims")
    >>> minutes_of(scenario, scenario.by_id["K01"], {"case": "K01", "look": True})
    12
    """
    if "look" in entry:
        return scenario.look_minutes if case.look_minutes is None else case.look_minutes
    return (
        scenario.handling_minutes
        + scenario.remedies[entry["remedy"]].minutes
        + scenario.escalation_minutes * bool(entry["escalate"])
    )


def _run(scenario: Scenario, entries: Sequence[Entry], seed: int) -> _Run:
    plain = _checked(scenario, entries)
    run = _Run(vary(scenario, seed))
    run.open()
    for number, entry in enumerate(plain, start=1):
        run.take(number, entry)
    return run


def play(scenario: Scenario, entries: Sequence[Entry], seed: int = 0) -> Day:
    """The desk after some entries.

    Parameters
    ----------
    scenario : Scenario
        As :func:`servicelab.games.desk.scenario.load_scenario` gives it.
    entries : sequence of mapping
        What was done, in order; see the module's description.
    seed : int
        Which version of the day, see :func:`servicelab.games.desk.scenario.vary`.

    Raises
    ------
    CourseError
        If an entry is not valid, names a case that is not on the desk, or comes after the end of
        the day: which one, and why.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> scenario = load_scenario("insurer_claims")
    >>> day = play(scenario, [{"case": "K01", "look": True}])
    >>> day.minute == scenario.look_minutes, day.is_over
    (True, False)
    """
    return _day(_run(scenario, entries, seed))


def _day(run: _Run) -> Day:
    scenario = run.scenario
    return Day(
        minute=run.minute,
        minutes_left=max(scenario.minutes - run.minute, 0),
        waiting=tuple(
            Waiting(
                case=case,
                since=since,
                due=seen.due[case],
                days_left=seen.days_left[case],
                is_read=case in run.read,
                returned=tuple(run.returned.get(case, ())),
            )
            for case, since in run.waiting.items()
            for seen in [scenario if case in run.read else scenario.unread]
        ),
        settled=tuple(run.settled.values()),
        returned=tuple(case for case in run.waiting if case in run.returned),
        read=frozenset(run.read),
        granted=sum(float(one.entry["amount"]) for one in run.settled.values()),
        events=tuple(run.events),
        is_over=run.is_over,
    )


# The end of the day


def close(scenario: Scenario, entries: Sequence[Entry], seed: int = 0) -> Outcome:
    """What the entries are worth if the desk closes after them.

    Parameters
    ----------
    scenario, entries, seed
        As in :func:`play`. What still waits is left alone.

    Returns
    -------
    Outcome
        Against doing nothing, which is worth 0.

    Raises
    ------
    CourseError
        As in :func:`play`.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> outcome = close(load_scenario("insurer_claims"), [])
    >>> outcome.value, int(outcome.totals["settled"])
    (0.0, 0)
    """
    run = _run(scenario, entries, seed)
    day, costs = run.scenario, run.scenario.costs
    cases = pd.DataFrame([_row(run, case) for case in day.cases]).set_index("case")
    overrated = cases.pop("overrated")
    overtime = max(run.minute - day.minutes, 0) * (OVERTIME - 1)

    fair = cases.pop("fair")
    late_anyway = pd.Series(scenario.days_left) <= 0
    debts = costs["unpaid"] * (fair - (fair - cases["paid"]).clip(lower=0))
    precedent = costs["precedent"] * (cases["paid"] - fair).clip(lower=0)
    time = costs["minute"] * (cases["minutes"] + OVERRATED_MINUTES * overrated)
    deadlines = costs["breach"] * (late_anyway.astype(int) - cases["late"].astype(int))
    cost = cases["paid"] + precedent + time
    cases["gain"] = (
        remedy_value(cases["stay_before"], cases["stay_after"], cases["value"], cost)
        + debts
        + deadlines
    )
    silent, reached = _silent(run)
    relations = (cases["stay_after"] - cases["stay_before"]) * cases["value"]
    breakdown = {
        "relations": float(relations.sum()),
        "debts": float(debts.sum()),
        "deadlines": float(deadlines.sum()),
        "silent": costs["silent"] * reached,
        "paid": -float(cases["paid"].sum()),
        "precedent": -float(precedent.sum()),
        "time": -float(time.sum()) - costs["minute"] * overtime,
    }
    totals = {
        "settled": int(cases["settled"].sum()),
        "left": int((~cases["settled"]).sum()),
        "promised": sum(float(entry["amount"]) for entry, _verdict in run.last.values()),
        "spent": float(cases["paid"].sum()),
        "saved": breakdown["relations"],
        "broken": sum(verdict.promise_kept is False for _entry, verdict in run.last.values())
        + sum(failures.count("reversed") for failures in run.failures.values()),
        "late": int(cases["late"].sum()),
        "silent": silent - reached,
        "reached": reached,
    }
    breakdown = {name: yuan + 0.0 for name, yuan in breakdown.items()}
    return Outcome(cases, totals, breakdown, sum(breakdown.values()))


def _row(run: _Run, case: Case) -> dict[str, Any]:
    entry, verdict = run.last.get(case.id, (None, None))
    stands = run.stands(case.id)
    failures = run.failures.get(case.id, [])
    left = run.scenario.days_left[case.id]
    row: dict[str, Any] = {
        "case": case.id,
        "settled": stands,
        "minutes": run.spent.get(case.id, 0),
        "severity_right": None,
        "cause_right": None,
        "owner_right": None,
        "escalation_right": None,
        "fit": float("nan"),
        "paid": 0.0,
        "late": left < 0 or (left == 0 and not stands),
        "promise_kept": None,
        "returned": len(failures),
        "double_deviation": bool(failures),
        "stay_before": case.stay,
        "stay_after": run.stays(case),
        "value": case.value,
        "fair": case.fair,
        "overrated": 0,
    }
    if entry is not None and verdict is not None:
        row |= {
            "severity_right": entry["severity"] == case.severity,
            "cause_right": entry["cause"] == case.cause,
            "owner_right": entry["owner"] == case.owner,
            "escalation_right": entry["escalate"] == case.escalate,
            "fit": verdict.fit,
            "paid": verdict.paid,
            "promise_kept": verdict.promise_kept,
            "double_deviation": bool(failures) or verdict.promise_kept is False,
            "overrated": max(entry["severity"] - case.severity, 0),
        }
    return row


def _silent(run: _Run) -> tuple[float, float]:
    """Silent dissatisfied behind the day's cases, and those of them who are reached."""
    silent = reached = 0.0
    for key, cause in run.scenario.causes.items():
        alike = [case for case in run.scenario.cases if case.cause == key]
        seen = sum(run.stands(case.id) and run.last[case.id][0]["cause"] == key for case in alike)
        silent += cause.silent * len(alike)
        if cause.pattern and seen >= cause.pattern:
            reached += cause.silent * len(alike)
    return silent, reached
