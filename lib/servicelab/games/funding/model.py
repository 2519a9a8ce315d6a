"""Projects within a budget, the model: which sets can be paid, and where one of them stands.

What a set brings is no part of this file: whoever asks the question hands over a number for each set
(:func:`compare`), once the choice is sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from servicelab.decisions.fields import DecisionFields, Number, Reason, Several
from servicelab.errors import CourseError
from servicelab.i18n import _


def funding_fields(name: str, projects: Sequence[str]) -> DecisionFields:
    """The decision: some projects, what they are expected to bring together, and why.

    Parameters
    ----------
    name : str
        Name of the record.
    projects : sequence of str
        Their names.

    Returns
    -------
    DecisionFields

    Examples
    --------
    >>> funding_fields("demo", ["roof", "stove"]).missing({"projects": ["roof"]})[0]
    'the gain that you expect of them together, in yuan a year'
    """
    wrong = _("projects are some of {names}").format(names=", ".join(projects))
    return DecisionFields(
        name,
        [
            Several(
                "projects",
                _("Projects"),
                lack=_("at least one project"),
                wrong=wrong,
                one_wrong=wrong,
                options={project: project for project in projects},
                helps={project: _("Fund: {name}").format(name=project) for project in projects},
            ),
            Number(
                "expected",
                _("Expected gain of all clients, yuan a year"),
                _("What the funded projects bring together in a year"),
                lack=_("the gain that you expect of them together, in yuan a year"),
                wrong=_("the expected gain is a number of yuan from 0 to 100 million"),
                lowest=0,
                highest=1e8,
                placeholder=" ",
                how=_("{label}: give a number, such as 120,000."),
            ),
            Reason(),
        ],
    )


def spent(projects: Iterable[str], cost: Mapping[str, float]) -> float:
    """What some projects cost together.

    Parameters
    ----------
    projects : iterable of str
        Some of those of `cost`.
    cost : mapping
        Project to what it costs, yuan.

    Returns
    -------
    float
        Yuan.

    Raises
    ------
    CourseError
        If there is no such project.

    Examples
    --------
    >>> spent(["roof", "stove"], {"roof": 900.0, "stove": 400.0, "sign": 50.0})
    1300.0
    """
    chosen = list(projects)
    unknown = [project for project in chosen if project not in cost]
    if unknown:
        raise CourseError(
            _("There is no project '{name}': choose from {known}.").format(
                name=unknown[0], known=", ".join(cost)
            )
        )
    return float(sum(cost[project] for project in chosen))


def affordable_sets(cost: Mapping[str, float], budget: float) -> list[tuple[str, ...]]:
    """Every set of projects that the budget can pay, the empty one included.

    Parameters
    ----------
    cost : mapping
        Project to what it costs, yuan.
    budget : float
        Yuan.

    Returns
    -------
    list of tuple of str
        Smaller sets first; in a set the projects stand in the order of `cost`.

    Examples
    --------
    >>> affordable_sets({"roof": 900, "stove": 400, "sign": 50}, 500)
    [(), ('stove',), ('sign',), ('stove', 'sign')]
    """
    names = list(cost)
    return [
        chosen
        for size in range(len(names) + 1)
        for chosen in combinations(names, size)
        if spent(chosen, cost) <= budget
    ]


@dataclass(frozen=True)
class Comparison:
    """Where a chosen set stands among all that could be paid.

    Attributes
    ----------
    gain : float
        What the chosen set brings, yuan.
    best : tuple of str
        The set that brings most; the cheaper of two that bring the same.
    best_gain : float
        What that brings, yuan.
    better : int
        How many sets within the budget bring more than the chosen one.
    sets : int
        How many sets the budget can pay.
    """

    gain: float
    best: tuple[str, ...]
    best_gain: float
    better: int
    sets: int


def compare(
    chosen: Iterable[str],
    gains: Mapping[tuple[str, ...], float],
    cost: Mapping[str, float],
    budget: float,
) -> Comparison:
    """Compare a set of projects with all others that the budget can pay.

    Parameters
    ----------
    chosen : iterable of str
        The funded projects, in any order.
    gains : mapping
        Set, as a tuple in the order of `cost`, to what it brings, yuan.
    cost : mapping
        Project to what it costs, yuan.
    budget : float
        Yuan.

    Returns
    -------
    Comparison

    Raises
    ------
    CourseError
        If a set that can be paid has no gain, or the chosen one cannot be paid.

    Examples
    --------
    >>> cost = {"roof": 900.0, "stove": 400.0}
    >>> gains = {(): 0.0, ("roof",): 300.0, ("stove",): 500.0}
    >>> compare(["roof"], gains, cost, 1000).best
    ('stove',)
    """
    wanted = set(chosen)
    own = tuple(project for project in cost if project in wanted)
    if spent(wanted, cost) > budget:
        raise CourseError(
            _("The projects cost more than the budget of {budget:,.0f} yuan.").format(budget=budget)
        )
    sets = affordable_sets(cost, budget)
    lacking = [one for one in sets if one not in gains]
    if lacking:
        raise CourseError(
            _("No gain is given for the set of {names}.").format(names=" + ".join(lacking[0]))
        )
    table = pd.Series([float(gains[one]) for one in sets])
    paid = np.array([spent(one, cost) for one in sets])
    top = min(np.flatnonzero(table == table.max()), key=lambda place: paid[place])
    gain = float(gains[own])
    return Comparison(
        gain=gain,
        best=sets[top],
        best_gain=float(table[top]),
        better=int((table > gain).sum()),
        sets=len(sets),
    )
