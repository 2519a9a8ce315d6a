"""What a formula says of a line: Erlang's three models, and one server with any service time.

All of them describe a line in balance: arrivals at one steady rate, for as long as you like. Where
more people come than can be served, a line without leavers has no balance, and the functions say so
in a sentence instead of giving a number.

Times have the unit of the rates: with people an hour, a wait is in hours.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = [
    "ErlangA",
    "ErlangC",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "mg1_wait",
    "service_level",
]

#: Places in line beyond which a chain is too long to be computed.
_LONGEST = 2_000_000


class ErlangC(NamedTuple):
    """A line in which everybody stays.

    Attributes
    ----------
    load : float
        Arrivals divided by what all servers together can serve, below 1.
    waits : float
        Proportion of the arrivals that have to wait.
    wait : float
        Mean wait of all arrivals, in the unit of the rates.
    line : float
        Mean number of people in line.
    """

    load: float
    waits: float
    wait: float
    line: float


class ErlangA(NamedTuple):
    """A line that people may leave.

    Attributes
    ----------
    load : float
        Arrivals divided by what all servers together can serve; may be above 1.
    leave : float
        Proportion of the arrivals that leave unserved.
    wait : float
        Mean time in line of all arrivals, those who leave included, in the unit of the rates.
    served_wait : float
        Mean time in line of those who are served.
    line : float
        Mean number of people in line.
    """

    load: float
    leave: float
    wait: float
    served_wait: float
    line: float


def erlang_b(arrivals: float, rate: float, servers: int) -> float:
    """Proportion of the arrivals that find every server busy and go away at once.

    Parameters
    ----------
    arrivals : float
        People who come in a unit of time, above 0.
    rate : float
        People whom one server can serve in that time, above 0.
    servers : int
        At least 1.

    Returns
    -------
    float
        A proportion between 0 and 1.

    Raises
    ------
    CourseError
        If a rate is not above 0, or the servers are no whole number from 1 on.

    Notes
    -----
    Source: A. K. Erlang, 1917; by the usual recursion over the servers.

    Examples
    --------
    >>> round(erlang_b(2, 1, 3), 4)
    0.2105
    """
    arrivals, rate, servers = _given(arrivals, rate, servers)
    offered, blocked = arrivals / rate, 1.0
    for number in range(1, servers + 1):
        blocked = offered * blocked / (number + offered * blocked)
    return blocked


def erlang_c(arrivals: float, rate: float, servers: int) -> ErlangC:
    """How long people wait if nobody leaves, and arrivals keep one rate for ever.

    Arrivals at random (Poisson), service times exponential, first come, first served: M/M/c.

    Parameters
    ----------
    arrivals : float
        People who come in a unit of time, above 0.
    rate : float
        People whom one server can serve in that time, above 0.
    servers : int
        At least 1.

    Returns
    -------
    ErlangC
        Load, proportion that waits, mean wait of all (in the unit of the rates), mean line.

    Raises
    ------
    CourseError
        If the load is 1 or more: the line grows for as long as this lasts, and has no mean.
        Also for a rate that is not above 0, or servers that are no whole number from 1 on.

    Notes
    -----
    Source: A. K. Erlang, 1917; figures as in Hillier and Lieberman, *Introduction to Operations
    Research*.

    Examples
    --------
    Two patients an hour, three can be served, one physician; then two:

    >>> erlang_c(2, 3, 1).wait.__round__(4), erlang_c(2, 3, 2).wait.__round__(4)
    (0.6667, 0.0417)
    """
    arrivals, rate, servers = _given(arrivals, rate, servers)
    load = arrivals / (servers * rate)
    if load >= 1:
        raise CourseError(
            _(
                "The load is {load:.2f}: {arrivals:g} come and {most:g} can be served, so the line "
                "grows for as long as this lasts, and the formula has no answer."
            ).format(load=load, arrivals=arrivals, most=servers * rate)
        )
    blocked = erlang_b(arrivals, rate, servers)
    waits = blocked / (1 - load * (1 - blocked))
    wait = waits / (servers * rate - arrivals)
    return ErlangC(load, waits, wait, arrivals * wait)


def service_level(arrivals: float, rate: float, servers: int, within: float) -> float:
    """Proportion of the arrivals that are served within a time, if nobody leaves.

    Parameters
    ----------
    arrivals, rate, servers
        As in :func:`erlang_c`.
    within : float
        The time, in the unit of the rates, from 0 on.

    Returns
    -------
    float
        A proportion between 0 and 1.

    Raises
    ------
    CourseError
        As in :func:`erlang_c`, or if the time is negative.

    Notes
    -----
    Source: the wait of those who wait is exponential in M/M/c.

    Examples
    --------
    100 calls an hour of 3 minutes each, 8 people, 20 seconds:

    >>> round(service_level(100, 20, 8, 20 / 3600), 3)
    0.88
    """
    if not _is_number(within) or within < 0:
        raise CourseError(_("within is a time from 0 on: {value!r} is given.").format(value=within))
    waits = erlang_c(arrivals, rate, servers).waits
    return 1 - waits * math.exp(-(servers * rate - arrivals) * within)


def erlang_a(arrivals: float, rate: float, servers: int, patience: float) -> ErlangA:
    """How long people wait if some lose patience, and arrivals keep one rate for ever.

    As :func:`erlang_c`, and everybody has a patience of his or her own, exponential: M/M/c+M. The
    load may be above 1, because whoever leaves shortens the line.

    Parameters
    ----------
    arrivals : float
        People who come in a unit of time, above 0.
    rate : float
        People whom one server can serve in that time, above 0.
    servers : int
        At least 1.
    patience : float
        Mean patience, in the unit of the rates, above 0. It is not the mean time after which those
        who left did so: divide the time in line of **all** by the number who left.

    Returns
    -------
    ErlangA
        Load, proportion that leaves, mean time in line of all and of the served, mean line.

    Raises
    ------
    CourseError
        If a number is not above 0, the servers are no whole number from 1 on, or the line would be
        too long to be computed.

    Notes
    -----
    The shares of the time spent at each length are those of a birth-death chain. Source: Palm, 1943;
    Garnett, Mandelbaum and Reiman, "Designing a Call Center with Impatient Customers",
    *Manufacturing & Service Operations Management* 4(3), 2002.

    Examples
    --------
    48 calls a minute, of a minute each, 50 agents, patience of 2 minutes:

    >>> found = erlang_a(48, 1, 50, 2)
    >>> round(found.leave, 3), round(60 * found.wait, 1)
    (0.031, 3.7)
    """
    arrivals, rate, servers = _given(arrivals, rate, servers)
    if not _is_number(patience) or patience <= 0:
        raise CourseError(
            _("patience is a time above 0: {value!r} is given.").format(value=patience)
        )
    load, leaving = arrivals / (servers * rate), 1 / float(patience)
    longest = max(0.0, (arrivals - servers * rate) / leaving) + 40 * math.sqrt(
        max(arrivals, servers * rate) / leaving
    )
    if load < 1:
        longest = min(longest, -60 / math.log(load))
    if longest > _LONGEST:
        raise CourseError(
            _(
                "With a patience of {patience:g} the line would be too long to be computed: take a "
                "shorter patience, or look whether the units agree."
            ).format(patience=patience)
        )
    place = np.arange(1, servers + int(longest) + 200)
    out = np.minimum(place, servers) * rate + np.maximum(place - servers, 0) * leaving
    logs = np.concatenate([[0.0], np.cumsum(np.log(arrivals / out))])
    shares = np.exp(logs - logs.max())
    shares /= shares.sum()
    line = float((shares[servers:] * np.arange(len(shares) - servers)).sum())
    # who comes to a full house takes place k in line and moves up, or leaves, step by step
    ahead = np.arange(1, len(shares) - servers + 1)
    step = servers * rate + ahead * leaving
    stays, passed = np.cumprod(1 - leaving / step), np.cumsum(1 / step)
    leave = leaving * line / arrivals
    served_wait = float((shares[servers:] * stays * passed).sum()) / (1 - leave)
    return ErlangA(load, leave, line / arrivals, served_wait, line)


def mg1_wait(arrivals: float, service: float, variation: float = 1.0) -> float:
    """Mean wait for one server whose service times vary as much or as little as you like.

    Parameters
    ----------
    arrivals : float
        People who come in a unit of time, above 0.
    service : float
        Mean time for one of them, in that unit, above 0.
    variation : float
        Standard deviation of the service times divided by their mean: 0 if all are alike, 1 if they
        are exponential.

    Returns
    -------
    float
        In the unit of `service`.

    Raises
    ------
    CourseError
        If the load, `arrivals` × `service`, is 1 or more, or a number is out of its range.

    Notes
    -----
    Source: the formula of Pollaczek and Khinchine.

    Examples
    --------
    Two an hour, 20 minutes each: exponential, and all alike.

    >>> round(mg1_wait(2, 1 / 3), 4), round(mg1_wait(2, 1 / 3, 0), 4)
    (0.6667, 0.3333)
    """
    for name, value in (("arrivals", arrivals), ("service", service)):
        if not _is_number(value) or value <= 0:
            raise CourseError(
                _("{name} is a number above 0: {value!r} is given.").format(name=name, value=value)
            )
    if not _is_number(variation) or variation < 0:
        raise CourseError(
            _("variation is a number from 0 on: {value!r} is given.").format(value=variation)
        )
    load = arrivals * service
    if load >= 1:
        raise CourseError(
            _(
                "The load is {load:.2f}: the line grows for as long as this lasts, and the formula "
                "has no answer."
            ).format(load=load)
        )
    return float(load * service * (1 + variation**2) / (2 * (1 - load)))


def _given(arrivals: Any, rate: Any, servers: Any) -> tuple[float, float, int]:
    """The three numbers of a line, or a sentence on what is wrong with them."""
    for name, value in (("arrivals", arrivals), ("rate", rate)):
        if not _is_number(value) or value <= 0:
            raise CourseError(
                _("{name} is a number above 0: {value!r} is given.").format(name=name, value=value)
            )
    if not _is_number(servers) or servers != int(servers) or servers < 1:
        raise CourseError(
            _("servers is a whole number from 1 on: {value!r} is given.").format(value=servers)
        )
    return float(arrivals), float(rate), int(servers)


def _is_number(value: Any) -> bool:
    """Whether it is one finite number."""
    try:
        return not isinstance(value, bool) and math.isfinite(float(value))
    except (TypeError, ValueError):
        return False
