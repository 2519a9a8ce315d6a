"""Ways to work a day at the complaint desk, from doing nothing to nearly the best that can be done.

A policy gives the entries of a whole day, so that :func:`servicelab.games.desk.model.close` values it like the
day of a person. All but :func:`near_optimal` go by what they see: a case looks as its ``face`` says
until its file has been read. That one knows what every case is worth and when it will arrive; it
reads a file all the same wherever the file decides.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.games.desk.model import (
    ESCALATION_DAYS,
    OVERTIME,
    Entry,
    Waiting,
    close,
    judge,
    minutes_of,
    play,
)
from servicelab.games.desk.scenario import Case, Scenario, vary
from servicelab.i18n import _

__all__ = [
    "POLICIES",
    "POLICY_LABELS",
    "desk_share",
    "do_nothing",
    "face_decision",
    "first_in_first_out",
    "near_optimal",
    "policy_table",
    "refund_all",
    "right_decision",
    "severity_first",
]

#: What the friendliest of all desks pays where nobody asks for a sum, yuan.
GESTURE: Final = 500
#: Passes of the search over the order of the cases; it ends far earlier.
_PASSES: Final = 30
#: Random orders that the search begins from, beside three sensible ones.
_SHUFFLES: Final = 3

Policy = Callable[[Scenario, int], list[dict[str, Any]]]


def right_decision(scenario: Scenario, case: Case) -> dict[str, Any]:
    """The decision that puts a case right, with a date that will hold.

    Parameters
    ----------
    scenario, case
        The case is one of the scenario's.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> scenario = load_scenario("insurer_claims")
    >>> decision = right_decision(scenario, scenario.by_id["K05"])
    >>> decision["owner"], decision["amount"], decision["escalate"], decision["promise_days"]
    ('claims assessment', 8600.0, True, 5)
    """
    return _decision(scenario, case, {})


def face_decision(scenario: Scenario, case: Case) -> dict[str, Any]:
    """The decision of someone who takes a case at face value and has not read the file."""
    return _decision(scenario, case, case.face)


def _decision(scenario: Scenario, case: Case, face: Entry) -> dict[str, Any]:
    remedy = face.get("remedy") or max(
        case.remedies,
        key=lambda name: (case.remedies[name], -scenario.remedies[name].minutes),
    )
    amount = 0.0
    if scenario.remedies[remedy].has_amount:
        amount = float(face.get("amount", case.fair or case.asked or GESTURE))
    escalate = face.get("escalate", case.escalate or amount > scenario.authority_limit)
    owner = face.get("owner", case.owner)
    return {
        "case": case.id,
        "severity": face.get("severity", case.severity),
        "cause": face.get("cause", case.cause),
        "owner": owner,
        "remedy": remedy,
        "amount": amount,
        "escalate": escalate,
        "promise_days": scenario.owners[owner].lead_days + ESCALATION_DAYS * escalate,
        "reply": "",
    }


def do_nothing(scenario: Scenario, seed: int = 0) -> list[dict[str, Any]]:
    """Leave every case alone: the zero of the scale."""
    return []


def refund_all(scenario: Scenario, seed: int = 0) -> list[dict[str, Any]]:
    """Pay everyone what they ask, as far as the limit goes, by tomorrow; in the order of arrival."""
    money = next(name for name, remedy in scenario.remedies.items() if remedy.has_amount)

    def decide(case: Case, waiting: Waiting) -> list[dict[str, Any]]:
        if waiting.returned:
            return []
        amount = min(case.asked or GESTURE, scenario.authority_limit) or GESTURE
        return [
            face_decision(scenario, case)
            | {"remedy": money, "amount": amount, "escalate": False, "promise_days": 1}
        ]

    return _work(scenario, seed, _by_receipt, decide)


def first_in_first_out(scenario: Scenario, seed: int = 0) -> list[dict[str, Any]]:
    """The oldest first, at face value, without a date: the routine of a tired desk."""

    def decide(case: Case, waiting: Waiting) -> list[dict[str, Any]]:
        if waiting.returned:
            return [right_decision(scenario, case)]
        return [face_decision(scenario, case) | {"promise_days": None}]

    return _work(scenario, seed, _by_receipt, decide)


def severity_first(scenario: Scenario, seed: int = 0) -> list[dict[str, Any]]:
    """What looks severe first, then what is due; reads the file of all that does not look mild."""

    def rank(case: Case, waiting: Waiting) -> tuple[Any, ...]:
        looks = case.face.get("severity", case.severity)
        return bool(waiting.returned), -looks, waiting.days_left, case.id

    def decide(case: Case, waiting: Waiting) -> list[dict[str, Any]]:
        if waiting.returned:
            return [right_decision(scenario, case)]
        if case.face.get("severity", case.severity) == 1:
            return [face_decision(scenario, case)]
        return [{"case": case.id, "look": True}, right_decision(scenario, case)]

    return _work(scenario, seed, rank, decide)


def _by_receipt(case: Case, waiting: Waiting) -> tuple[Any, ...]:
    received = case.face.get("received", case.received)
    return bool(waiting.returned), waiting.since if waiting.returned else received, case.id


def _work(
    scenario: Scenario,
    seed: int,
    rank: Callable[[Case, Waiting], tuple[Any, ...]],
    decide: Callable[[Case, Waiting], list[dict[str, Any]]],
) -> list[dict[str, Any]]:
    """Take the case that ranks first, until the day is over or nothing is left to do."""
    entries: list[dict[str, Any]] = []
    day = play(scenario, entries, seed)
    while not day.is_over:
        queue = sorted(day.waiting, key=lambda one: rank(scenario.by_id[one.case], one))
        steps = next(filter(None, (decide(scenario.by_id[one.case], one) for one in queue)), [])
        if not steps:
            break
        for step in steps:
            if not day.is_over:
                entries.append(step)
                day = play(scenario, entries, seed)
    return entries


def near_optimal(scenario: Scenario, seed: int = 0) -> list[dict[str, Any]]:
    """Settle the cases rightly, in the order that is worth most.

    The order is found by moving and swapping cases as long as the day gets better, from several
    beginnings. It is near the best; that none is better is not proven.
    """
    return [dict(entry) for entry in _near_optimal(scenario, seed)]


@functools.lru_cache(maxsize=64)
def _near_optimal(scenario: Scenario, seed: int) -> tuple[dict[str, Any], ...]:
    chance = np.random.default_rng(seed)
    jobs = [_Job(scenario, case) for case in vary(scenario, seed).cases]
    orders = [
        sorted(jobs, key=lambda job: -job.gain(job.arrives + job.minutes) / job.minutes),
        sorted(jobs, key=lambda job: (job.days_left > 0, -job.case.severity, -job.case.value)),
        sorted(jobs, key=lambda job: job.arrives),
        *(
            chance.permutation(np.array(jobs, dtype=object)).tolist()
            for _shuffle in range(_SHUFFLES)
        ),
    ]
    best = max((_improved(scenario, order) for order in orders), key=lambda pair: pair[0])[1]
    entries = [entry for job in _scheduled(scenario, best)[1] for entry in job.entries]
    worth = close(scenario, entries, seed).value
    # what is worth less than its time stands at the end
    while entries and (less := close(scenario, entries[:-1], seed).value) >= worth:
        entries, worth = entries[:-1], less
    return tuple(entries)


class _Job:
    """A case as something to be scheduled."""

    def __init__(self, scenario: Scenario, case: Case) -> None:
        self.case = case
        self.arrives = case.arrives
        self.days_left = scenario.days_left[case.id]
        self.pattern = case.cause if scenario.causes[case.cause].pattern else ""
        decision = right_decision(scenario, case)
        look = [{"case": case.id, "look": True}] if case.is_decided_by_file else []
        self.entries = [*look, decision]
        *reading, settling = (minutes_of(scenario, case, entry) for entry in self.entries)
        self.minutes = sum(reading, settling)
        #: a decision can only be begun within the day
        self.latest_start = scenario.minutes - sum(reading) - 1
        paid = decision["amount"]
        self._fixed = (
            scenario.costs["unpaid"] * min(paid, case.fair)
            - paid
            - scenario.costs["precedent"] * max(paid - case.fair, 0)
            - scenario.costs["minute"] * self.minutes
            + scenario.costs["breach"] * (self.days_left == 0)
        )
        self.gain = functools.cache(
            lambda finish: (
                self._fixed
                + case.value
                * (judge(scenario, case, decision, (finish - case.arrives) / 60).stay - case.stay)
            )
        )


def _scheduled(scenario: Scenario, order: Sequence[_Job]) -> tuple[float, list[_Job]]:
    """What an order is worth, and the cases it gets to: always the first that has arrived."""
    left = list(order)
    minute, worth = 0, 0.0
    done: list[_Job] = []
    while left:
        here = (job for job in left if job.arrives <= minute <= job.latest_start)
        job = next(here, None)
        if job is None:
            later = [job.arrives for job in left if job.arrives > minute]
            if len(later) < len(left) or not later:
                break
            minute = min(later)
            continue
        left.remove(job)
        minute += job.minutes
        worth += job.gain(minute)
        done.append(job)
    worth -= scenario.costs["minute"] * (OVERTIME - 1) * max(minute - scenario.minutes, 0)
    for key, cause in scenario.causes.items():
        if cause.pattern and sum(job.pattern == key for job in done) >= cause.pattern:
            alike = sum(job.pattern == key for job in order)
            worth += scenario.costs["silent"] * cause.silent * alike
    return worth, done


def _improved(scenario: Scenario, order: list[_Job]) -> tuple[float, list[_Job]]:
    """The order after all moves and swaps of two cases that make it better."""
    worth = _scheduled(scenario, order)[0]
    for _pass in range(_PASSES):
        before = worth
        for one in range(len(order)):
            for other in range(len(order)):
                if one == other:
                    continue
                moved = order.copy()
                moved.insert(other, moved.pop(one))
                swapped = order.copy()
                swapped[one], swapped[other] = swapped[other], swapped[one]
                for tried in (moved, swapped):
                    reached = _scheduled(scenario, tried)[0]
                    if reached > worth + 1e-9:
                        order, worth = tried, reached
        if worth == before:
            break
    return worth, order


#: The policies by name, from the worst to the best.
POLICIES: Final[dict[str, Policy]] = {
    "do_nothing": do_nothing,
    "refund_all": refund_all,
    "first_in_first_out": first_in_first_out,
    "severity_first": severity_first,
    "near_optimal": near_optimal,
}
#: What each policy is called in figures and tables.
POLICY_LABELS: Final = {
    "do_nothing": _("do nothing"),
    "refund_all": _("pay what is asked"),
    "first_in_first_out": _("first in, first out"),
    "severity_first": _("severity first"),
    "near_optimal": _("nearly the best"),
}


def desk_share(scenario: Scenario, entries: Sequence[Entry], seed: int = 0) -> float:
    """How much of what could be gained a day has gained.

    ``(V - V_nothing) / (V_near_optimal - V_nothing)``, clipped to 0..1, where ``V_nothing`` is 0.

    Parameters
    ----------
    scenario, entries, seed
        As in :func:`servicelab.games.desk.model.close`.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> scenario = load_scenario("insurer_claims")
    >>> desk_share(scenario, []), desk_share(scenario, near_optimal(scenario))
    (0.0, 1.0)
    """
    return _share(close(scenario, entries, seed).value, _best_value(scenario, seed))


@functools.lru_cache(maxsize=64)
def _best_value(scenario: Scenario, seed: int) -> float:
    return close(scenario, _near_optimal(scenario, seed), seed).value


def _share(value: float, best: float) -> float:
    return min(max(value / best, 0.0), 1.0) if best > 0 else 0.0


def policy_table(scenario: Scenario, seed: int = 0) -> pd.DataFrame:
    """What the policies make of a day.

    Returns
    -------
    DataFrame
        Index ``policy``; columns ``value`` (yuan against doing nothing), ``share`` (of what could
        be gained, 0 to 1), ``spent`` (yuan paid), ``late``, ``broken`` (counts).

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> table = policy_table(load_scenario("insurer_claims"))
    >>> table.index[table["value"].argmax()]
    'near_optimal'
    """
    rows = []
    for name, policy in POLICIES.items():
        outcome = close(scenario, policy(scenario, seed), seed)
        rows.append(
            {
                "policy": name,
                "value": outcome.value,
                "share": _share(outcome.value, _best_value(scenario, seed)),
                **{key: outcome.totals[key] for key in ("spent", "late", "broken")},
            }
        )
    return pd.DataFrame(rows).set_index("policy")
