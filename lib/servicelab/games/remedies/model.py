"""Remedies, the model: which gap a remedy closes, what that is worth, and what it costs.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.games.remedies.view` only shows it.

The rules are assumptions of the game. A remedy moves one step of the chain from expectation to
perception, and the steps behind it move along. To close the whole of a gap is worth the same for
every service that takes longer than expected; what closes a part of it brings that part. A remedy
costs the same for every service, so what it costs does not tell where it belongs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.decisions.fields import Choice, DecisionFields, Reason
from servicelab.errors import CourseError
from servicelab.i18n import _

NAME: Final = "m01-remedies"
#: Key of a decision -> the service in the audit.
SERVICES: Final = {
    "app_question": "app question",
    "loan_decision": "loan decision",
    "call_back": "call back",
    "new_card": "new card",
    "cash": "cash at the counter",
}
LABELS: Final = {
    "app_question": _("App question"),
    "loan_decision": _("Loan decision"),
    "call_back": _("Call back"),
    "new_card": _("New card"),
    "cash": _("Cash at the counter"),
}
REMEDIES: Final = {
    "research": _("research"),
    "standard": _("standard"),
    "staff": _("staff and process"),
    "leaflet": _("leaflet"),
    "none": _("none"),
}
#: Thousand yuan a year of closing a whole gap, for each service.
VALUE: Final = 100
#: Thousand yuan a year of each remedy, for whichever service.
COSTS: Final = {"research": 80, "standard": 80, "staff": 80, "leaflet": 10, "none": 0}

DECISION: Final = DecisionFields(
    NAME,
    [
        *(
            Choice(
                key,
                LABELS[key],
                _("The remedy for this service"),
                _("a remedy for {service}").format(service=service),
                _("a remedy is one of {all}").format(all=", ".join(REMEDIES)),
                options=REMEDIES,
            )
            for key, service in SERVICES.items()
        ),
        Reason(help=_("Which number decided, for the service that was hardest?")),
    ],
)


def middles(audit: pd.DataFrame) -> pd.DataFrame:
    """Median time of each service at each place where it is measured.

    Parameters
    ----------
    audit : DataFrame
        ``bank_gaps``: service, source, hours, saw_leaflet.

    Returns
    -------
    DataFrame
        Index service; a column for each source, and ``unread``: what those expect who saw no
        leaflet.

    Raises
    ------
    CourseError
        If a column, a service or a source is missing.
    """
    rows = require_columns(audit, ["service", "source", "hours", "saw_leaflet"], "audit")
    rows = rows.astype({"service": str, "source": str})
    table = rows.groupby(["service", "source"])["hours"].median().unstack()
    unread = rows[(rows["source"] == "expected") & (rows["saw_leaflet"] == "no")]
    table["unread"] = unread.groupby("service")["hours"].median()
    needed = ["expected", "unread", "believed", "standard", "delivered", "seen", "promised"]
    absent = [name for name in needed if name not in table] + [
        service for service in SERVICES.values() if service not in table.index
    ]
    if absent:
        raise CourseError(_("The audit lacks {all}.").format(all=", ".join(absent)))
    return table.loc[list(SERVICES.values()), needed]


def closed_hours(middle: pd.DataFrame) -> pd.DataFrame:
    """How many hours of the gap between perception and expectation each remedy closes.

    Parameters
    ----------
    middle : DataFrame
        From :func:`middles`.

    Returns
    -------
    DataFrame
        Index service, a column for each remedy, and ``gap``: seen minus expected.

    Examples
    --------
    >>> hours = {"expected": 24.0, "unread": 24.0, "believed": 30.0, "standard": 36.0}
    >>> late = pd.DataFrame([hours | {"delivered": 44.0, "seen": 48.0, "promised": 40.0}])
    >>> closed_hours(late).loc[0].to_dict()
    {'research': 6.0, 'standard': 6.0, 'staff': 8.0, 'leaflet': 0.0, 'none': 0.0, 'gap': 24.0}
    """
    aim = middle[["believed", "promised"]].min(axis=1)
    closed = pd.DataFrame(
        {
            "research": middle["believed"] - middle["expected"],
            "standard": middle["standard"] - aim,
            "staff": middle["delivered"] - middle["standard"],
            "leaflet": middle["unread"] - middle["expected"],
            "none": 0.0,
        }
    )
    gap = middle["seen"] - middle["expected"]
    closed = closed.clip(lower=0).clip(upper=gap.clip(lower=0), axis=0)
    return closed.assign(gap=gap)


def values(middle: pd.DataFrame) -> pd.DataFrame:
    """Value minus cost of each remedy, in thousand yuan a year.

    Parameters
    ----------
    middle : DataFrame
        From :func:`middles`.

    Returns
    -------
    DataFrame
        Index: keys of a decision; a column for each remedy.
    """
    closed = closed_hours(middle)
    falls_short = closed["gap"] > 0  # nothing is closed elsewhere
    share = closed[list(REMEDIES)].div(closed["gap"].where(falls_short, 1.0), axis=0)
    share.index = pd.Index(list(SERVICES))
    return VALUE * share - pd.Series(COSTS)


def plan_value(decision: Mapping[str, Any], middle: pd.DataFrame) -> float:
    """Value minus cost of a plan, in thousand yuan a year.

    Parameters
    ----------
    decision : mapping
        A remedy for each service.
    middle : DataFrame
        From :func:`middles`.

    Raises
    ------
    CourseError
        If a service has no remedy, or one that there is not.
    """
    for key, label in LABELS.items():
        if decision.get(key) not in REMEDIES:
            raise CourseError(
                _("{service}: a remedy is one of {all}.").format(
                    service=label, all=", ".join(REMEDIES)
                )
            )
    table = values(middle)
    return float(sum(table.loc[key, decision[key]] for key in SERVICES))


def plan_share(decision: Mapping[str, Any], middle: pd.DataFrame, zero: float) -> float:
    """How far a plan comes from what earns nothing to the best: 0 to 1.

    Parameters
    ----------
    decision, middle
        As in :func:`plan_value`.
    zero : float
        Value from which on a plan earns something: that of the best plan by a rule of thumb.
    """
    best = values(middle).max(axis=1).sum()
    share = (plan_value(decision, middle) - zero) / (best - zero)
    return float(min(max(share, 0.0), 1.0))
