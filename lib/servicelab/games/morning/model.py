"""Play the morning, the model: one morning of an out-patient department, by hand or by a standing order.

Everything here is a pure function of its arguments; the widgets in
:mod:`servicelab.games.morning.view` only show it.

Ten half-hours, 8:00 to 13:00. When each patient comes, of which group, how many minutes a desk needs
and how long the patient would wait are drawn once. What is decided changes who is served when, who
leaves and who is moved to the afternoon, and never who would have come: two orders are compared on
the same patients. A morning is a fold over ten entries; a later entry never changes an earlier
half-hour. What the world assumes stands in the constants below, and in the rules that trainees read.
"""

from __future__ import annotations

import math
import operator
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from heapq import heappop, heappush
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab.decisions.fields import Choice, DecisionFields, Field, Percent, Reason
from servicelab.errors import CourseError
from servicelab.i18n import _

#: Half-hours of a morning, and the minutes of one.
PERIODS, LENGTH = 10, 30.0
HALF_HOURS: Final = tuple(f"{8 + k // 2}:{30 * (k % 2):02d}" for k in range(PERIODS))
#: Desks that are always open, and mean minutes of a patient at one (exponential).
DESKS, SERVICE = 5, 10.0
GROUPS: Final = {"ill": _("ill"), "sub-healthy": _("sub-healthy"), "healthy": _("healthy")}
#: Minutes that a patient would wait: mean of an exponential distribution, by group.
PATIENCE: Final = (150.0, 75.0, 50.0)
#: Patients to be expected in each hour from 8:00 on; each pattern is as likely as the others.
PATTERNS: Final = {
    "usual": (30, 42, 40, 26, 16),
    "early": (54, 44, 24, 18, 14),
    "late": (16, 22, 36, 50, 32),
    "two peaks": (46, 22, 18, 48, 22),
}
#: Share of the ill, evenly between these; the two other groups are of the same size.
ILL: Final = (0.28, 0.50)
#: Share with a booking, and share of those asked who would rather come in the afternoon.
BOOKED, WILLING = (0.60, 0.75, 0.85), (0.05, 0.45, 0.60)
#: Half-hours of a borrowed desk in a morning, and borrowed desks at once.
LOAN, AT_ONCE = 8, 2
#: Texts in a morning, and texts for one half-hour; they go out two half-hours before it.
TEXTS, A_HALF_HOUR, AHEAD = 24, 6, 2
#: Yuan for a half-hour of a clerk, and what the ward loses that lends one.
CLERK, WARD = 60, 60
#: Yuan for a text; for a minute of waiting as it is felt, and for a patient who leaves, by group.
TEXT, MINUTE, GONE = 5, (2.0, 0.8, 0.5), (900, 260, 200)
#: While a clerk explains, patience is used up and time is felt at this speed; a patient takes longer.
CALMER, FELT, SLOWER = 0.5, 0.8, 13 / 12
#: The minutes of "nobody beyond"; what an ill patient who leaves counts as, minutes.
BEYOND, LEFT_ILL = 40.0, 60.0
#: Many in line: a clerk may explain while there are as many, or while there are fewer.
LONG: Final = 12

#: The morning that is played by hand.
PRACTICE: Final = 20266
#: Open mornings on which an order can be tried.
OPEN_SEEDS: Final = tuple(range(400, 700))
#: On how many mornings it is looked at which part of an order cost most.
BLAMED_ON: Final = 150

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Entry = Mapping[str, Any]
Order = Mapping[str, Any]
#: From the half-hour (0 to 9) and how many are in line at its start to what is done in it.
Decide = Callable[[int, int], Entry]

_MINUTE, _GONE = np.array(MINUTE), np.array(GONE, dtype=float)
_WHOM: Final[dict[str, tuple[int, ...]]] = {
    "ill": (0,),
    "sub-healthy": (1,),
    "healthy": (2,),
    "both": (1, 2),
    "all": (0, 1, 2),
}
_LAST_COLUMN: Final = "after_one"
#: What a half-hour is made of, and its price in yuan.
PRICES: Final[dict[str, float]] = {
    "borrowed": CLERK + WARD,
    "explaining": CLERK,
    "texts": TEXT,
    "ill_minutes": MINUTE[0],
    "sub_minutes": MINUTE[1],
    "healthy_minutes": MINUTE[2],
    "ill_left": GONE[0],
    "sub_left": GONE[1],
    "healthy_left": GONE[2],
    _LAST_COLUMN: DESKS * CLERK / LENGTH,
}


@dataclass(frozen=True)
class Morning:
    """The patients of a morning, in the order in which they come.

    Attributes
    ----------
    pattern : str
        A key of :data:`PATTERNS`.
    arrived, service, patience : array
        Minutes after eight; minutes.
    group : array of int
        0 ill, 1 sub-healthy, 2 healthy.
    booked, willing : array of bool
        Whether there was a booking, and whether the patient would say yes to a text.
    place : array
        In which order texts go out within a half-hour.
    """

    pattern: str
    arrived: Floats
    group: Ints
    service: Floats
    patience: Floats
    booked: NDArray[np.bool_] = field(repr=False)
    willing: NDArray[np.bool_] = field(repr=False)
    place: Floats = field(repr=False)

    @cached_property
    def bookings(self) -> Ints:
        """Bookings, known at eight: a row for each group, a column for each half-hour."""
        counts = np.zeros((len(GROUPS), PERIODS), int)
        half = (self.arrived[self.booked] // LENGTH).astype(int)
        np.add.at(counts, (self.group[self.booked], half), 1)
        return counts


@lru_cache(maxsize=4096)
def make_morning(seed: int) -> Morning:
    """Draw a morning.

    Parameters
    ----------
    seed : int
        One morning for each.

    Returns
    -------
    Morning

    Examples
    --------
    >>> int(make_morning(3).bookings.sum()) < len(make_morning(3).arrived)
    True
    """
    rng = np.random.default_rng(seed)
    pattern = str(rng.choice(list(PATTERNS)))
    ill = rng.uniform(*ILL)
    counts = rng.poisson(PATTERNS[pattern])
    arrived = np.concatenate(
        [np.sort(rng.uniform(60 * hour, 60 * hour + 60, n)) for hour, n in enumerate(counts)]
    )
    n = len(arrived)
    group = rng.choice(3, n, p=(ill, (1 - ill) / 2, (1 - ill) / 2))
    return Morning(
        pattern,
        arrived,
        group,
        rng.exponential(SERVICE, n),
        rng.exponential(1.0, n) * np.array(PATIENCE)[group],
        rng.random(n) < np.array(BOOKED)[group],
        rng.random(n) < np.array(WILLING)[group],
        rng.random(n),
    )


@dataclass(frozen=True)
class Run:
    """What came of a morning.

    Attributes
    ----------
    entries : tuple of mapping
        What was done in each half-hour.
    arrived, group, end, felt, is_gone : array
        A value for each patient who came and was not moved: minutes after eight, the group, when
        the wait ended (infinite if it has not), minutes of waiting as they were felt, and whether
        it ended by leaving.
    line : tuple of int
        In line at the start of each half-hour, and at the end of the last that was played.
    asked, moved : array of int
        Texts sent in each half-hour, and patients who then come in the afternoon.
    late : float
        Minutes that the desks stay open after 13:00: until ten minutes after the last call.
    """

    entries: tuple[Entry, ...]
    arrived: Floats = field(repr=False)
    group: Ints = field(repr=False)
    end: Floats = field(repr=False)
    felt: Floats = field(repr=False)
    is_gone: NDArray[np.bool_] = field(repr=False)
    line: tuple[int, ...]
    asked: Ints
    moved: Ints
    late: float


def run(morning: Morning, decide: Decide, periods: int = PERIODS, *, patient: bool = False) -> Run:
    """Serve a morning, half-hour by half-hour.

    Whoever comes joins the line; a free desk calls the next by the order of the line; whoever has
    used up the patience leaves. With fewer desks than before, nobody is sent away from one. After
    the tenth half-hour five desks serve whoever is left.

    Parameters
    ----------
    morning : Morning
        Who comes.
    decide : callable
        From the half-hour and the number in line at its start to an entry: ``desks``, ``order``
        ("arrival", "ill" or "ill40"), ``explain``, ``texts`` and, if not to the sub-healthy and
        the healthy, ``to``.
    periods : int
        How many half-hours are played; with fewer than ten the clock stops there.
    patient : bool
        Whether nobody leaves.

    Returns
    -------
    Run

    Examples
    --------
    >>> came = run(make_morning(3), lambda k, line: {**NOTHING_DONE})
    >>> len(came.line)
    11
    """
    arrived, group = morning.arrived.tolist(), morning.group.tolist()
    service, patience = morning.service.tolist(), morning.patience.tolist()
    if patient:
        patience = [math.inf] * len(patience)
    half = (morning.arrived // LENGTH).astype(int)
    n = len(arrived)
    deadline, end, is_gone, is_moved = [0.0] * n, [math.inf] * n, [False] * n, [False] * n
    ill: deque[int] = deque()
    rest: deque[int] = deque()
    busy: list[float] = []
    clock, felt = [0.0], [0.0]  # patience used up, and minutes felt, at each edge
    line: list[int] = []
    entries: list[Entry] = []
    asked, moved = np.zeros(PERIODS, int), np.zeros(PERIODS, int)
    comes_next, last = 0, 0.0
    for k in range(periods + 1):
        begin, used = LENGTH * k, clock[k]
        for queue in (ill, rest):
            for j in [j for j in queue if deadline[j] <= used]:
                is_gone[j] = True
                queue.remove(j)
        line.append(len(ill) + len(rest))
        if k == periods:
            if periods < PERIODS:
                break
            desks, order, explains, stop = DESKS, str(entries[-1]["order"]), False, math.inf
        else:
            entry = decide(k, line[k])
            entries.append(entry)
            desks, order = int(entry["desks"]), str(entry["order"])
            explains, stop = bool(entry["explain"]), begin + LENGTH
            if entry["texts"] and k + AHEAD < PERIODS:
                whom = np.isin(morning.group, _WHOM[entry.get("to", "both")])
                pool = np.flatnonzero((half == k + AHEAD) & morning.booked & whom)
                pool = pool[np.argsort(morning.place[pool])][: int(entry["texts"])]
                asked[k] = len(pool)
                says_yes = pool[morning.willing[pool]]
                moved[k] = len(says_yes)
                for j in says_yes:
                    is_moved[j] = True
        speed, slow = (CALMER, SLOWER) if explains else (1.0, 1.0)
        by_arrival, limit = order == "arrival", BEYOND if order == "ill40" else math.inf
        t = begin
        while True:
            while len(busy) < desks:
                now = used + (t - begin) * speed
                while ill and deadline[ill[0]] <= now:
                    is_gone[ill.popleft()] = True
                while rest and deadline[rest[0]] <= now:
                    is_gone[rest.popleft()] = True
                if not ill and not rest:
                    break
                if not ill or not rest:
                    queue = ill or rest
                elif by_arrival:
                    queue = ill if arrived[ill[0]] < arrived[rest[0]] else rest
                else:
                    others_turn = t - arrived[rest[0]] >= limit > t - arrived[ill[0]]
                    queue = rest if others_turn else ill
                j = queue.popleft()
                end[j] = last = t
                heappush(busy, t + service[j] * slow)
            while comes_next < n and is_moved[comes_next]:
                comes_next += 1
            comes = arrived[comes_next] if comes_next < n else math.inf
            frees = busy[0] if busy else math.inf
            if min(comes, frees) >= stop:
                break
            if frees <= comes:
                t = heappop(busy)
            else:
                t = comes
                j, comes_next = comes_next, comes_next + 1
                deadline[j] = used + (t - begin) * speed + patience[j]
                (rest if group[j] else ill).append(j)
        clock.append(used + LENGTH * speed)
        felt.append(felt[k] + LENGTH * (FELT if explains else 1.0))
    # minutes of a patient's own clock, from its values at the edges; it goes on as it ends
    far = 1e6
    edges = np.append(LENGTH * np.arange(len(clock)), far)
    clocks, felts = (np.append(one, one[-1] + far - edges[-2]) for one in (clock, felt))
    ends, gone = np.array(end), np.array(is_gone, dtype=bool)
    ends[gone] = np.interp(np.array(deadline)[gone], clocks, edges)
    here = ~np.array(is_moved, dtype=bool) & (np.arange(n) < comes_next)
    until = np.minimum(ends, LENGTH * periods) if periods < PERIODS else ends
    waited = np.interp(until, edges, felts) - np.interp(morning.arrived, edges, felts)
    return Run(
        tuple(entries),
        morning.arrived[here],
        morning.group[here],
        ends[here],
        waited[here],
        gone[here],
        tuple(line),
        asked,
        moved,
        max(last + SERVICE - LENGTH * PERIODS, 0.0) if periods == PERIODS else 0.0,
    )


#: What is done in a half-hour in which nothing is done.
NOTHING_DONE: Final[dict[str, Any]] = {
    "desks": DESKS,
    "order": "arrival",
    "explain": False,
    "texts": 0,
}


def amounts(came: Run) -> pd.DataFrame:
    """What a morning is made of, by half-hour: the columns of :data:`PRICES`, before the price.

    A patient belongs to the half-hour of the arrival; minutes are felt ones.

    Parameters
    ----------
    came : Run
        A morning that was served.

    Returns
    -------
    DataFrame
        Index ``half_hour``, ten rows.

    Examples
    --------
    >>> came = run(make_morning(3), lambda k, line: NOTHING_DONE)
    >>> bool(abs((amounts(came) * prices()).sum().sum() - loss(came)) < 0.001)
    True
    """
    half = np.minimum((came.arrived // LENGTH).astype(int), PERIODS - 1)
    rows = np.zeros((PERIODS, len(PRICES)))
    for k, entry in enumerate(came.entries):
        rows[k, :2] = max(int(entry["desks"]) - DESKS, 0), bool(entry["explain"])
    rows[:, 2] = came.asked
    np.add.at(rows, (half, 3 + came.group), came.felt)
    np.add.at(rows, (half[came.is_gone], 6 + came.group[came.is_gone]), 1.0)
    rows[-1, -1] = came.late
    index = pd.Index(HALF_HOURS, name="half_hour")
    return pd.DataFrame(rows, index=index, columns=list(PRICES))


def loss(came: Run) -> float:
    """Yuan that a morning costs beyond its five desks.

    Parameters
    ----------
    came : Run
        A morning that was served.
    """
    borrowed = sum(max(int(one["desks"]) - DESKS, 0) for one in came.entries)
    explaining = sum(bool(one["explain"]) for one in came.entries)
    people = _MINUTE[came.group] @ came.felt + _GONE[came.group[came.is_gone]].sum()
    return float(
        (CLERK + WARD) * borrowed
        + CLERK * explaining
        + TEXT * came.asked.sum()
        + people
        + PRICES[_LAST_COLUMN] * came.late
    )


def ill_minutes(came: Run) -> float:
    """Minutes that the ill wait, all of them together; 60 more for each who leaves.

    Parameters
    ----------
    came : Run
        A morning that was served.
    """
    ill = came.group == 0
    waited = (came.end - came.arrived)[ill].sum()
    return float(waited + LEFT_ILL * (came.is_gone & ill).sum())


# Standing orders

BORROWS: Final = {
    "never": _("no desk"),
    "first": _("one desk from 8:00 to 12:00"),
    "middle": _("two desks from 9:00 to 11:00"),
    "last": _("one desk from 9:00 to 13:00"),
    "line12": _("one desk while 12 or more are in line, two from 24 on"),
    "line4": _("one desk while 4 or more are in line, two from 8 on"),
    "spread": _("one desk in each of the eight half-hours with most bookings"),
    "fullest": _("two desks in each of the four half-hours with most bookings"),
    "after": _("two desks in the half-hour after each of those four"),
}
ORDERS: Final = {
    "arrival": _("by arrival"),
    "ill": _("the ill first"),
    "ill40": _("the ill first, but nobody beyond 40 minutes"),
}
EXPLAINS: Final = {
    "never": _("never"),
    "always": _("all morning"),
    "long": _("while {count} or more are in line").format(count=LONG),
    "short": _("while fewer than {count} are in line").format(count=LONG),
}
TEXTED: Final = {
    "none": _("none"),
    "even": _("three for each half-hour from 9:00 on"),
    "spread": _("up to four for each of the six half-hours from 9:00 on with most bookings"),
    "fullest": _("up to six for each half-hour from 9:00 on, those with most bookings first"),
}
WHOM: Final = {
    "ill": _("the ill"),
    "sub-healthy": _("the sub-healthy"),
    "healthy": _("the healthy"),
    "both": _("the sub-healthy and the healthy"),
    "all": _("all three groups"),
}


def _option(name: str, label: str, help: str, lack: str, options: Mapping[Any, str]) -> Choice:
    wrong = _("choose one of {all}").format(all=", ".join(map(str, options)))
    return Choice(name, label, help, lack, wrong, options=options)


#: What a standing order consists of.
ORDER: Final = DecisionFields(
    "m06-standing-order",
    [
        _option(
            "borrow",
            _("Borrow"),
            _("When desks are borrowed: eight half-hours in a morning, two desks at once, at most"),
            _("when desks are borrowed"),
            BORROWS,
        ),
        _option(
            "order",
            _("Call"),
            _("Whom a free desk calls next"),
            _("whom a free desk calls"),
            ORDERS,
        ),
        _option(
            "explain",
            _("A clerk explains"),
            _("When a clerk walks the room and explains the wait"),
            _("when a clerk explains"),
            EXPLAINS,
        ),
        _option(
            "texts",
            _("Texts"),
            _("24 at most: would this afternoon suit you as well?"),
            _("which half-hours get texts"),
            TEXTED,
        ),
        _option(
            "to",
            _("They go to"),
            _("Who is asked whether the afternoon would suit"),
            _("to whom texts go"),
            WHOM,
        ),
        Reason(help=_("Why this order?")),
    ],
)
#: Leave the morning as it is.
NOTHING: Final[dict[str, Any]] = {
    "borrow": "never",
    "order": "arrival",
    "explain": "never",
    "texts": "none",
    "to": "both",
}


def lacks(order: Any) -> list[str]:
    """What a standing order lacks, its reason aside; empty if it can be run.

    Parameters
    ----------
    order : object
        As it was handed in.

    Examples
    --------
    >>> lacks(NOTHING)
    []
    >>> len(lacks({**NOTHING, "borrow": "always"}))
    1
    """
    if not isinstance(order, Mapping):
        return [_("an order with {count} fields").format(count=len(NOTHING))]
    return [
        one.lack if order.get(one.name) is None else f"{one.label}: {one.wrong}"
        for one in ORDER.fields
        if isinstance(one, Choice)
        and not (isinstance(order.get(one.name), str) and order[one.name] in one.options)
    ]


def _fullest(load: Ints, total: int, most: int, first: int = 0) -> list[int]:
    """So many for each half-hour: to the fullest first, of two alike to the earlier."""
    given = [0] * PERIODS
    for k in np.argsort(-load, kind="stable").tolist():
        if k >= first:
            given[k] = min(most, total - sum(given))
    return given


def standing(order: Order, morning: Morning) -> Decide:
    """What a standing order does in a morning, from its bookings and from the line.

    Parameters
    ----------
    order : mapping
        The fields of :data:`ORDER`.
    morning : Morning
        Whose bookings are known.

    Returns
    -------
    callable
        For :func:`run`.

    Examples
    --------
    >>> standing({**NOTHING, "borrow": "first"}, make_morning(3))(0, 0)["desks"]
    6
    """
    load = morning.bookings.sum(axis=0)
    borrow = order["borrow"]
    more = [0] * PERIODS
    if borrow in ("first", "last"):
        begin = 0 if borrow == "first" else PERIODS - LOAN
        more[begin : begin + LOAN] = [1] * LOAN
    elif borrow == "middle":
        more[2:6] = [AT_ONCE] * 4
    elif borrow == "spread":
        more = _fullest(load, LOAN, 1)
    elif borrow in ("fullest", "after"):
        more = _fullest(load, LOAN, AT_ONCE)
        more = [0, *more[:-1]] if borrow == "after" else more
    texts = [0] * PERIODS
    if order["texts"] != "none":
        most = {"even": 3, "spread": 4, "fullest": A_HALF_HOUR}[order["texts"]]
        texts = [*_fullest(load, TEXTS, most, AHEAD)[AHEAD:], *[0] * AHEAD]
    at = int(borrow[4:]) if borrow.startswith("line") else 0
    left = LOAN

    def decide(k: int, line: int) -> Entry:
        nonlocal left
        borrowed = more[k]
        if at:
            borrowed = min(left, AT_ONCE if line >= 2 * at else int(line >= at))
            left -= borrowed
        return {
            "desks": DESKS + borrowed,
            "order": order["order"],
            "explain": {
                "never": False,
                "always": True,
                "long": line >= LONG,
                "short": line < LONG,
            }[order["explain"]],
            "texts": texts[k],
            "to": order["to"],
        }

    return decide


def results(order: Order, seeds: Sequence[int]) -> Floats:
    """Run a standing order on some mornings.

    Parameters
    ----------
    order : mapping
        The fields of :data:`ORDER`.
    seeds : sequence of int
        One morning for each.

    Returns
    -------
    array
        A row for each morning: the loss in yuan, and the minutes of the ill.

    Examples
    --------
    >>> results(NOTHING, [1, 2]).shape
    (2, 2)
    """
    return _results(tuple(str(order[name]) for name in NOTHING), tuple(seeds)).copy()


@lru_cache(maxsize=256)
def _results(options: tuple[str, ...], seeds: tuple[int, ...]) -> Floats:
    order = dict(zip(NOTHING, options, strict=True))
    rows = []
    for seed in seeds:
        morning = make_morning(seed)
        came = run(morning, standing(order, morning))
        rows.append((loss(came), ill_minutes(came)))
    return np.array(rows)


def mornings(order: Order, seeds: Sequence[int]) -> pd.DataFrame:
    """What a standing order comes to on some mornings, as a table.

    Parameters
    ----------
    order : mapping
        The fields of a standing order; what is not given stays as it is today, and a reason counts
        for nothing.
    seeds : sequence of int
        One morning for each.

    Returns
    -------
    DataFrame
        Index ``morning``, the seed; ``loss`` in yuan and ``ill_minutes``, minutes of all ill
        patients together, 60 more for each who leaves.

    Raises
    ------
    CourseError
        If the order is none, or the mornings are not given by whole numbers from 0 on.

    Examples
    --------
    >>> mornings({"order": "ill"}, [1, 2])["ill_minutes"].lt(mornings({}, [1, 2])["ill_minutes"]).all()
    np.True_
    """
    whole = _whole_order(order)
    try:
        numbers = [_seed(one) for one in seeds]
    except TypeError:
        numbers = []
    if not numbers:
        raise CourseError(
            _("Give the mornings as whole numbers from 0 on, such as {example}.").format(
                example="range(700, 800)"
            )
        )
    index = pd.Index(numbers, name="morning")
    return pd.DataFrame(results(whole, numbers), index=index, columns=["loss", "ill_minutes"])


def half_hours(order: Order, seed: int) -> pd.DataFrame:
    """What a standing order does in one morning, by half-hour, see :func:`amounts`.

    Parameters
    ----------
    order : mapping
        The fields of a standing order; what is not given stays as it is today, and a reason counts
        for nothing.
    seed : int
        Which morning.

    Returns
    -------
    DataFrame
        Index ``half_hour``; borrowed and explaining half-hours, texts, felt minutes and leavers of
        each group, and minutes after one.

    Raises
    ------
    CourseError
        If the order is none, or the mornings are not given by whole numbers from 0 on.

    Examples
    --------
    >>> float(half_hours({"borrow": "middle"}, 1)["borrowed"].sum())
    8.0
    """
    whole = _whole_order(order)
    try:
        morning = make_morning(_seed(seed))
    except TypeError:
        raise CourseError(
            _("Give one morning as a whole number from 0 on, such as {example}.").format(
                example=703
            )
        ) from None
    return amounts(run(morning, standing(whole, morning)))


def prices() -> pd.Series:
    """Yuan for each column of :func:`half_hours`.

    Examples
    --------
    >>> prices()["texts"]
    np.float64(5.0)
    """
    return pd.Series(PRICES, dtype=float, name="yuan")


def _seed(value: Any) -> int:
    """A seed as a plain integer; a TypeError if it is none."""
    seed = operator.index(value)
    if isinstance(value, bool) or seed < 0:
        raise TypeError
    return seed


def _whole_order(order: Any) -> dict[str, Any]:
    if not isinstance(order, Mapping):
        example = '{"order": "ill"}'
        raise CourseError(_("Give the order as a dictionary, such as {one}.").format(one=example))
    whole = {**NOTHING, **{name: value for name, value in order.items() if name != "reason"}}
    unknown = [str(name) for name in whole if name not in NOTHING]
    missing = lacks(whole)
    if unknown or missing:
        words = "; ".join([*missing, *unknown])
        raise CourseError(_("This is no standing order: {what}.").format(what=words))
    return whole


def share_of_gap(order: Order, seeds: Sequence[int], scale: Mapping[str, Any]) -> dict[str, Any]:
    """How much of what careful reading gains a standing order gains, in yuan and for the ill.

    ``(blind - own) / (blind - best)``, clipped to 0..1, for each of the two.

    Parameters
    ----------
    order : mapping
        A standing order.
    seeds : sequence of int
        One morning for each.
    scale : mapping
        ``blind`` and ``best``, each the loss and the minutes of the ill, a morning; ``careful``, an
        order that reads with care.

    Returns
    -------
    dict
        ``loss`` and ``ill``, a morning; ``shares``, of the two; ``cost``, by field what that of careful
        reading would change, yuan and minutes a morning, on the first :data:`BLAMED_ON` mornings.

    Examples
    --------
    >>> scale = {"blind": [9000.0, 900.0], "best": [4000.0, 100.0], "careful": NOTHING}
    >>> share_of_gap(NOTHING, range(5), scale)["cost"]["order"]
    [0.0, 0.0]
    """
    own = results(order, seeds)
    mean = own.mean(axis=0)
    few = list(seeds)[:BLAMED_ON]
    cost = {}
    for name in NOTHING:
        saved = np.zeros(2)
        if order[name] != scale["careful"][name]:
            other = results({**order, name: scale["careful"][name]}, few)
            saved = (own[: len(few)] - other).mean(axis=0)
        cost[name] = saved.tolist()
    blind, best = np.array(scale["blind"]), np.array(scale["best"])
    shares = np.clip((blind - mean) / np.maximum(blind - best, 1e-9), 0, 1)
    return {"loss": mean[0], "ill": mean[1], "shares": shares.tolist(), "cost": cost}


# By hand


def _entry(entry: Any) -> Any:
    """What is done in a half-hour, in plain types: 5.0 desks are 5, and 1 says that a clerk explains."""
    if not isinstance(entry, Mapping):
        return entry
    plain = {
        name: one.item() if isinstance(one, np.generic) else one for name, one in entry.items()
    }
    for name, one in plain.items():
        if isinstance(one, float) and one.is_integer():
            plain[name] = int(one)
        if name == "explain" and plain[name] in (0, 1):
            plain[name] = bool(plain[name])
    return plain


@dataclass(frozen=True)
class _Entries(Field):
    """What is done in each half-hour."""

    def rule(self) -> dict[str, Any]:
        entry = {
            "type": "object",
            "properties": {
                "desks": {"enum": list(range(DESKS, DESKS + AT_ONCE + 1))},
                "order": {"enum": list(ORDERS)},
                "explain": {"type": "boolean"},
                "texts": {"type": "integer", "minimum": 0, "maximum": A_HALF_HOUR},
            },
            "required": list(NOTHING_DONE),
            "additionalProperties": False,
            "errorMessage": self.wrong,
        }
        return {
            "type": "array",
            "items": entry,
            "minItems": PERIODS,
            "maxItems": PERIODS,
            "errorMessage": self.wrong,
        }

    def tidy(self, value: Any) -> Any:
        """Plain dictionaries."""
        value = super().tidy(value)
        if not isinstance(value, list | tuple):
            return value
        return [_entry(one) for one in value]

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """How many half-hours are left, and what is used more than there is."""
        entries = draft.get(self.name) or []
        if not isinstance(entries, list):
            return []
        left = PERIODS - len(entries)
        if left > 0:
            return [_("{left} of {all} half-hours").format(left=left, all=PERIODS)]
        try:
            check_entries(entries)
        except CourseError as error:
            reason = str(error).rstrip(".")
            return [_("half-hours that can be played ({reason})").format(reason=reason)]
        return []

    def words(self, value: Any) -> str:
        told = []
        for name, entry in zip(HALF_HOURS, value, strict=True):
            done = [_("{count} desks").format(count=entry["desks"]), ORDERS[entry["order"]]]
            if entry["explain"]:
                done.append(_("explaining"))
            if entry["texts"]:
                done.append(_("{count} texts").format(count=entry["texts"]))
            told.append(f"{name} {', '.join(done)}")
        return "; ".join(told)


#: What the morning by hand records: ten entries, and what one believes of it.
BY_HAND: Final = DecisionFields(
    "m06-morning",
    [
        _Entries(
            "entries",
            _("Half-hours"),
            lack=_("half-hours"),
            wrong=_(
                "give {count} half-hours, each with desks, order, explain and texts as in the form"
            ).format(count=PERIODS),
        ),
        _option(
            "dear",
            _("The half-hour that cost most"),
            _("Patients count in the half-hour in which they come"),
            _("the half-hour that cost most"),
            {name: name for name in HALF_HOURS},
        ),
        Percent(
            "sure",
            _("How sure are you, %"),
            _("How likely it is that this half-hour cost most"),
            _("how sure you are"),
            _("give a share from 0 to 1"),
        ),
    ],
)


def check_entries(entries: Sequence[Entry]) -> None:
    """Say what cannot be played in some half-hours.

    Parameters
    ----------
    entries : sequence of mapping
        What is done in each half-hour: ``desks``, ``order``, ``explain`` and ``texts``.

    Raises
    ------
    CourseError
        If an entry is none, or more is borrowed or texted than there is.
    """
    for name, entry in zip(HALF_HOURS, entries, strict=False):
        options = {
            "desks": range(DESKS, DESKS + AT_ONCE + 1),
            "order": ORDERS,
            "explain": (False, True),
            "texts": range(A_HALF_HOUR + 1),
        }
        if not isinstance(entry, Mapping) or set(entry) != set(options):
            raise CourseError(
                _("The entry of {name} needs desks, order, explain and texts.").format(name=name)
            )
        for key, allowed in options.items():
            if not isinstance(entry[key], str | int) or entry[key] not in allowed:
                words = ", ".join(map(str, allowed))
                raise CourseError(
                    _("{key} of {name}: choose one of {all}.").format(key=key, name=name, all=words)
                )
    borrowed = sum(int(one["desks"]) - DESKS for one in entries)
    texts = sum(int(one["texts"]) for one in entries)
    if borrowed > LOAN or texts > TEXTS:
        raise CourseError(
            _(
                "{borrowed} half-hours of a desk and {texts} texts; there are {loan} and {all}."
            ).format(borrowed=borrowed, texts=texts, loan=LOAN, all=TEXTS)
        )


def play(entries: Sequence[Entry], seed: int = PRACTICE) -> Run:
    """Play the half-hours of some entries; with ten of them, to the end of the morning.

    Parameters
    ----------
    entries : sequence of mapping
        What is done in each half-hour, at most ten.
    seed : int
        Which morning.

    Returns
    -------
    Run

    Examples
    --------
    >>> len(play([NOTHING_DONE] * 3).line)
    4
    """
    if len(entries) > PERIODS:
        raise CourseError(_("A morning has {all} half-hours.").format(all=PERIODS))
    entries = [_entry(one) for one in entries]
    check_entries(entries)
    return run(make_morning(seed), lambda k, _line: entries[k], len(entries))


def in_line(came: Run) -> dict[str, int]:
    """Who is in line where the clock stands, by group, and the longest wait so far.

    Parameters
    ----------
    came : Run
        Of :func:`play`.

    Returns
    -------
    dict
        The groups of :data:`GROUPS`; ``longest`` in minutes; ``left``, how many have left.

    Examples
    --------
    >>> in_line(play([]))["longest"]
    0
    """
    now = LENGTH * len(came.entries)
    here = (came.arrived <= now) & (came.end > now)
    counts = {name: int((here & (came.group == g)).sum()) for g, name in enumerate(GROUPS)}
    longest = (now - came.arrived[here]).max(initial=0.0)
    return {
        **counts,
        "longest": int(longest),
        "left": int((came.is_gone & (came.end <= now)).sum()),
    }


def foresight(seed: int = PRACTICE) -> float:
    """Loss of a morning for somebody who knows who will come: a search, one change at a time.

    Parameters
    ----------
    seed : int
        Which morning.
    """
    morning = make_morning(seed)
    plan = [{**NOTHING_DONE, "order": "ill"} for _k in range(PERIODS)]
    options: dict[str, tuple[Any, ...]] = {
        "desks": (5, 6, 7),
        "explain": (False, True),
        "texts": (0, 3, 6),
        "order": ("ill", "ill40"),
    }

    def worth() -> float:
        return loss(run(morning, lambda k, _line: plan[k]))

    best = worth()
    for _again in range(2):
        for k in range(PERIODS):
            for name, all_options in options.items():
                for option in all_options:
                    before = plan[k][name]
                    plan[k][name] = option
                    is_allowed = (
                        sum(one["desks"] - DESKS for one in plan) <= LOAN
                        and sum(one["texts"] for one in plan) <= TEXTS
                    )
                    now = worth() if is_allowed else math.inf
                    if now < best:
                        best = now
                    else:
                        plan[k][name] = before
    return best
