"""Ten journeys, the model: who of them is named, and what blind guessing gets right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from servicelab.data.frames import require_columns, require_present
from servicelab.decisions.fields import Choice, DecisionFields, Several
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext

COLUMNS: Final = ("customer", "quarter", "failed", "left")
QUARTERS: Final = 4


@dataclass(frozen=True, kw_only=True)
class _Named(Several):
    """Just so many of the customers.

    Attributes
    ----------
    count : int
        How many.
    """

    count: int

    def rule(self) -> dict[str, Any]:
        return {**super().rule(), "minItems": self.count, "maxItems": self.count}

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """How many are still to be ticked, or too many."""
        given = draft.get(self.name)
        if given is not None and not isinstance(given, list):
            return []
        off = self.count - len(given or [])
        if not off:
            return []
        words = (
            ngettext("{off} customer more", "{off} customers more", off)
            if off > 0
            else ngettext("{off} customer less", "{off} customers less", -off)
        )
        return [words.format(off=abs(off))]


def read_journeys(table: object) -> pd.DataFrame:
    """Return the journeys in order.

    Parameters
    ----------
    table : DataFrame
        ``customer``, ``quarter`` (1 to 4), ``failed`` (what went wrong, missing for nothing) and
        ``left`` (0 or 1, the same in all quarters of a customer).

    Raises
    ------
    CourseError
        If a column lacks, a quarter is missing or double, or nobody left.
    """
    journeys = require_columns(table, COLUMNS, "journeys")
    require_present(journeys, ("customer", "quarter", "left"), "journeys")
    quarters = journeys.groupby("customer", observed=True)["quarter"].agg(sorted)
    if not all(list(one) == list(range(1, QUARTERS + 1)) for one in quarters):
        raise CourseError(
            _("A customer of the journeys lacks a quarter, or has one twice: load the table anew.")
        )
    left = journeys["left"]
    if not left.isin([0, 1]).all() or left.nunique() != 2:
        raise CourseError(_("In the journeys, left must be 1 for some customers and 0 for others."))
    return journeys.sort_values(["customer", "quarter"])


def who_left(journeys: pd.DataFrame) -> dict[str, bool]:
    """Customer -> whether she or he left in the year after."""
    left = journeys.groupby("customer", observed=True)["left"].first()
    return {str(name): bool(one) for name, one in left.items()}


def cells(journeys: pd.DataFrame) -> pd.DataFrame:
    """What went wrong: a row for each customer, a column for each quarter, empty for nothing."""
    wide = journeys.assign(failed=journeys["failed"].astype(object)).pivot(
        index="customer", columns="quarter", values="failed"
    )
    return wide.where(wide.notna(), "").astype(str)


def decision_fields(names: list[str], count: int) -> DecisionFields:
    """What is decided: who left, and how many of these names one expects to be right.

    Parameters
    ----------
    names : list of str
        The customers.
    count : int
        How many of them left.
    """
    each = {name: name for name in names}
    how_many = {number: str(number) for number in range(count + 1)}
    return DecisionFields(
        "m09-journeys",
        [
            _Named(
                "leavers",
                _("Who left"),
                options=each,
                helps={
                    name: _("{name} left in the year after").format(name=name) for name in names
                },
                one_wrong=_("one of the ten customers"),
                wrong=_("tick just {count} of the customers").format(count=count),
                count=count,
            ),
            Choice(
                "right",
                _("How many of them do you expect to have right?"),
                help=_("Of the customers that you have ticked"),
                lack=_("how many you expect to have right"),
                wrong=_("a whole number from 0 to {count}").format(count=count),
                options=how_many,
            ),
        ],
    )
