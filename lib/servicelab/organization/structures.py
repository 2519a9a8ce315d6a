"""Three charts for nine people: who hands what to whom, how long it takes, what goes wrong.

A case has one to four steps, each of one of three skills, and belongs to one of three products. What
the model assumes stands in the constants below, and in the rules that trainees read. Hours of work
only: a day has eight of them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd
import simpy
from numpy.typing import NDArray

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = [
    "AUTHORITY",
    "CHARTS",
    "HOUSES",
    "Case",
    "Facts",
    "busiest",
    "changed",
    "draw_cases",
    "flow",
    "half_years",
    "house_facts",
]

#: The charts of an organization, by key.
CHARTS: Final[dict[str, str]] = {
    "functional": _("functional: three desks by skill"),
    "divisional": _("divisional: three teams by product"),
    "matrix": _("matrix: desks by skill, and an owner for each product"),
}
#: The share of cases of several steps whose last step, an approval, is not needed.
AUTHORITY: Final[dict[str, float]] = {"none": 0.0, "small": 0.3, "wide": 0.6}
#: People at each desk, or in each team.
PEOPLE: Final = 3
DAY: Final = 480
WEEK: Final = 5
HALF_YEAR: Final = 120
#: Who does all skills takes so much longer, and is wrong so often in a step; a specialist.
GENERAL: Final = 1.12
GENERAL_WRONG: Final = 0.016
WRONG: Final = 0.010
#: An owner cuts time and losses of a hand-off to this part; each step takes so many minutes more.
OWNED: Final = 0.35
AGREEING: Final = 6.0
#: What is lost in a hand-off is noticed, and the step done again; but for this part.
UNNOTICED: Final = 0.25
#: Share of the mistakes of a case that its approval finds.
FOUND: Final = 0.6
#: Yuan a working day: second tools and licenses of a division, pay of three owners.
RUNNING: Final[dict[str, float]] = {"functional": 0.0, "divisional": 200.0, "matrix": 200.0}
_TRIES: Final = 8
_STEPS: Final = 4


@dataclass(frozen=True)
class Facts:
    """What differs between houses.

    Attributes
    ----------
    cases : float
        New cases a day, on average.
    steps : sequence of float
        Chances of one to four steps.
    minutes : float
        Mean minutes of a step.
    move : float
        Mean hours of a hand-off.
    lost : float
        Share of the hand-offs in which something is lost.
    swing : float
        Standard deviation, from week to week, of the logarithm of a product's weight.
    day, mistake : float
        What a day of waiting and a mistake cost, yuan.
    """

    cases: float
    steps: tuple[float, ...]
    minutes: float
    move: float
    lost: float
    swing: float
    day: float
    mistake: float


#: What holds in each house.
HOUSES: Final[dict[str, Facts]] = {
    "bank": Facts(48, (0.62, 0.30, 0.08, 0.0), 47, 2.0, 0.03, 0.55, 60, 300),
    "insurer": Facts(26, (0.10, 0.30, 0.36, 0.24), 46, 6.0, 0.08, 0.10, 60, 2_500),
    "hospital": Facts(27, (0.10, 0.34, 0.36, 0.20), 46, 5.0, 0.08, 0.50, 150, 25_000),
}
#: The one fact that changes later in each house.
LATER: Final[dict[str, dict[str, Any]]] = {
    "bank": {"move": 8.0},
    "insurer": {"move": 0.25, "lost": 0.02},
    "hospital": {"swing": 0.10},
}


@dataclass(frozen=True)
class Case:
    """One case, with all that chance decides about it, so that charts meet the same cases.

    Attributes
    ----------
    come : float
        Minute in which it comes.
    product : int
        0 to 2.
    skills : sequence of int
        The skill of each step.
    minutes : sequence of float
        Of each step.
    moves, losses : sequence of float
        For each hand-off: its length in units of the mean, and a uniform number.
    small : float
        Uniform: a case is excused from approval if this is below the authority.
    """

    come: float
    product: int
    skills: tuple[int, ...]
    minutes: tuple[float, ...]
    moves: tuple[float, ...]
    losses: tuple[float, ...]
    small: float


def draw_cases(facts: Facts, seed: int, days: int = HALF_YEAR) -> list[Case]:
    """Draw the cases of some working days.

    Parameters
    ----------
    facts : Facts
        Of a house.
    seed : int
        Fixes every case.
    days : int
        Whole weeks of five days.

    Returns
    -------
    list of Case
        In the order in which they come.

    Examples
    --------
    >>> len(draw_cases(HOUSES["bank"], seed=1, days=5)) > 150
    True
    """
    rng = np.random.default_rng([seed, 5])
    cases = []
    for week in range(days // WEEK):
        weights = np.exp(facts.swing * rng.normal(size=3))
        start = week * WEEK * DAY
        comes = rng.uniform(start, start + WEEK * DAY, rng.poisson(facts.cases * WEEK))
        for come in np.sort(comes):
            steps = 1 + int(rng.choice(_STEPS, p=facts.steps))
            skills = [*rng.permutation(3)[:steps].tolist(), int(rng.integers(3))][:steps]
            minutes = facts.minutes * np.exp(rng.normal(-0.18, 0.6, _STEPS))
            cases.append(
                Case(
                    float(come),
                    int(rng.choice(3, p=weights / weights.sum())),
                    tuple(skills),
                    tuple(minutes.tolist()),
                    tuple(rng.exponential(1, _TRIES).tolist()),
                    tuple(rng.random(_TRIES).tolist()),
                    float(rng.random()),
                )
            )
    return cases


#: A desk, minutes of work there, minutes on the way to the next.
Stop = tuple[int, float, float]


def route(facts: Facts, case: Case, chart: str, authority: float) -> tuple[list[Stop], float, int]:
    """Where a case goes under a chart.

    Parameters
    ----------
    facts : Facts
        Of the house.
    case : Case
        One case.
    chart : str
        One of :data:`CHARTS`.
    authority : float
        The share of cases of several steps that need no approval.

    Returns
    -------
    stops : list of Stop
        Desks and times, in order.
    mistake : float
        How likely the case ends with a mistake.
    hands : int
        Its hand-offs.

    Examples
    --------
    >>> case = Case(0.0, 1, (0, 2), (50.0, 30.0, 0.0, 0.0), (1.0,) * 8, (0.5,) * 8, 0.9)
    >>> route(HOUSES["bank"], case, "functional", 0.0)[0]
    [(0, 50.0, 120.0), (2, 30.0, 0.0)]
    """
    excused = len(case.skills) > 1 and case.small < authority
    is_approved = len(case.skills) > 1 and not excused
    last = len(case.skills) - excused
    worked = last - is_approved
    if chart == "divisional":
        stops = [(case.product, case.minutes[step] * GENERAL, 0.0) for step in range(last)]
        sound = (1 - GENERAL_WRONG) ** worked
        return stops, (1 - sound) * (1 - FOUND * is_approved), 0
    owned = chart == "matrix"
    part = OWNED if owned else 1.0
    stops = []
    step = hands = 0
    while step < last:
        skill, minutes, pause = case.skills[step], case.minutes[step] + AGREEING * owned, 0.0
        step += 1
        if step < last:
            turn = hands % _TRIES
            is_lost = case.losses[turn] < facts.lost * part * (1 - UNNOTICED)
            pause = facts.move * 60 * part * case.moves[turn]
            hands += 1
            step -= is_lost and hands < _TRIES
        stops.append((skill, minutes, pause))
    sound = (1 - WRONG) ** worked * (1 - facts.lost * part * UNNOTICED) ** hands
    return stops, (1 - sound) * (1 - FOUND * is_approved), hands


def flow(
    come: Sequence[float], routes: Sequence[Sequence[Stop]], people: Sequence[int]
) -> NDArray[np.float64]:
    """Return when each case is done, if desks serve in the order in which cases reach them.

    Parameters
    ----------
    come : sequence of float of length n
        When each case comes.
    routes : sequence of length n
        Its stops: the number of the desk, the time of work there, the time on the way to the next.
    people : sequence of int
        How many work at each desk.

    Returns
    -------
    array of length n
        In the unit of `come`.

    Raises
    ------
    CourseError
        If there is not one route for each case, or a stop is at a desk that there is not.

    Examples
    --------
    Two cases at a desk of one person, ten minutes each:

    >>> flow([0, 4], [[(0, 10, 0)], [(0, 10, 0)]], people=[1]).tolist()
    [10.0, 20.0]
    """
    if len(come) != len(routes):
        raise CourseError(_("Give one route for each case."))
    if any(not 0 <= stop[0] < len(people) for stops in routes for stop in stops):
        raise CourseError(_("A stop is at a desk that there is not."))
    env = simpy.Environment()
    desks = [simpy.Resource(env, capacity=one) for one in people]
    done = np.zeros(len(come))

    def walk(number: int) -> Generator[simpy.Event, Any, None]:
        yield env.timeout(come[number])
        for desk, minutes, pause in routes[number]:
            with desks[desk].request() as turn:
                yield turn
                yield env.timeout(minutes)
            if pause > 0:
                yield env.timeout(pause)
        done[number] = env.now

    for number in range(len(come)):
        env.process(walk(number))
    env.run()
    return done


def changed(house: str, later: bool = False) -> Facts:
    """The facts of a house, today or after its one change.

    Parameters
    ----------
    house : str
        ``"bank"``, ``"insurer"`` or ``"hospital"``.
    later : bool
        Whether the change has come.

    Raises
    ------
    CourseError
        If there is no such house.

    Examples
    --------
    >>> changed("hospital").swing, changed("hospital", later=True).swing
    (0.5, 0.1)
    """
    if house not in HOUSES:
        raise CourseError(
            _("There is no house {name}: choose one of {all}.").format(
                name=house, all=", ".join(HOUSES)
            )
        )
    return replace(HOUSES[house], **(LATER[house] if later else {}))


def half_years(
    house: str,
    seeds: Iterable[int],
    authority: str = "none",
    later: bool = False,
    charts: Sequence[str] = tuple(CHARTS),
) -> pd.DataFrame:
    """Run charts on half-years of a house, all charts on the same cases.

    Parameters
    ----------
    house : str
        ``"bank"``, ``"insurer"`` or ``"hospital"``.
    seeds : iterable of int
        One half-year of 120 working days for each.
    authority : {"none", "small", "wide"}
        How many cases of several steps need no approval: none, three in ten, six in ten.
    later : bool
        Whether the one change of the house has come.
    charts : sequence of str
        Which of ``"functional"``, ``"divisional"`` and ``"matrix"``.

    Returns
    -------
    DataFrame
        A row for each seed and chart: ``seed``, ``chart``; ``days``, mean working days from coming
        to done; ``mistakes``, the proportion of cases that
        end with one, as expected; ``hands``, hand-offs a
        case; ``yuan`` a case: waiting, mistakes, and what the chart costs to run.

    Raises
    ------
    CourseError
        If there is no such house, chart or authority.

    Examples
    --------
    >>> half_years("bank", [1], charts=["functional"]).round(1)[["chart", "days"]].values.tolist()
    [['functional', 0.4]]
    """
    facts = changed(house, later)
    if authority not in AUTHORITY or not set(charts) <= set(CHARTS):
        raise CourseError(
            _("Choose charts from {charts}, and an authority from {levels}.").format(
                charts=", ".join(CHARTS), levels=", ".join(AUTHORITY)
            )
        )
    rows = []
    for seed in seeds:
        cases = draw_cases(facts, seed)
        come = [case.come for case in cases]
        for chart in charts:
            routed = [route(facts, case, chart, AUTHORITY[authority]) for case in cases]
            done = flow(come, [stops for stops, _mistake, _hands in routed], [PEOPLE] * 3)
            days = float((done - come).mean()) / DAY
            mistakes = float(np.mean([mistake for _stops, mistake, _hands in routed]))
            hands = float(np.mean([hands for _stops, _mistake, hands in routed]))
            running = RUNNING[chart] / facts.cases
            yuan = days * facts.day + mistakes * facts.mistake + running
            rows.append((seed, chart, days, mistakes, hands, yuan))
    return pd.DataFrame(rows, columns=["seed", "chart", "days", "mistakes", "hands", "yuan"])


def busiest(facts: Facts, weeks: int = 4_000) -> float:
    """The share of a week's cases that its busiest product has, as a mean of many weeks.

    Parameters
    ----------
    facts : Facts
        Of a house.
    weeks : int
        How many weeks are drawn.

    Examples
    --------
    >>> round(busiest(HOUSES["insurer"]), 2)
    0.36
    """
    weights = np.exp(facts.swing * np.random.default_rng(1).normal(size=(weeks, 3)))
    return float((weights.max(axis=1) / weights.sum(axis=1)).mean())


def house_facts(later: bool = False) -> pd.DataFrame:
    """What a reader of the charts needs to know of the three houses.

    Parameters
    ----------
    later : bool
        Whether the one change of each house has come.

    Returns
    -------
    DataFrame
        Index: the houses; ``cases a day``, ``steps a case``, ``minutes a step``, ``hand-off, hours``,
        ``hand-offs that lose`` something (a share), ``busiest product`` (mean share of a week's
        cases), ``day, yuan`` and ``mistake, yuan`` (what each costs).

    Examples
    --------
    >>> house_facts()["steps a case"].round(1).to_dict()
    {'bank': 1.5, 'insurer': 2.7, 'hospital': 2.7}
    """
    houses = {house: changed(house, later) for house in HOUSES}
    return pd.DataFrame(
        {
            house: {
                _("cases a day"): facts.cases,
                _("steps a case"): float(np.dot(facts.steps, range(1, _STEPS + 1))),
                _("minutes a step"): facts.minutes,
                _("hand-off, hours"): facts.move,
                _("hand-offs that lose"): facts.lost,
                _("busiest product"): busiest(facts),
                _("day, yuan"): facts.day,
                _("mistake, yuan"): facts.mistake,
            }
            for house, facts in houses.items()
        }
    ).T
