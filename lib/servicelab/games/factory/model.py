"""Satisfaction factory, the model: four switches, 256 settings, one reading for each.

The readings are a table that the course ships (``bank_factory``): what each setting would have read
for the same 600 visits. What the customers felt is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.decisions.fields import Choice, DecisionFields, Reason
from servicelab.errors import CourseError
from servicelab.i18n import _


@dataclass(frozen=True)
class Switch:
    """One choice in making a satisfaction number.

    Attributes
    ----------
    label : str
        Short name for people.
    question : str
        What is chosen.
    options : mapping
        Value in the data to its name for people.
    """

    label: str
    question: str
    options: Mapping[str, str]


SWITCHES: Final[dict[str, Switch]] = {
    "timing": Switch(
        _("Whom and when"),
        _("Who is asked, and when"),
        {
            "desk": _("at the desk, when the case is done"),
            "closed": _("when the case is closed"),
            "week": _("everybody, a week later"),
            "letter": _("in the letter about cases not yet done"),
        },
    ),
    "channel": Switch(
        _("How"),
        _("How they are asked"),
        {
            "clerk": _("the clerk chooses whom to ask"),
            "tablet": _("the clerk hands over a tablet"),
            "text": _("a text with a link"),
            "caller": _("a neutral caller, three tries"),
        },
    ),
    "wording": Switch(
        _("Words"),
        _("The words of the answer"),
        {
            "kind": _("five steps, three of them kind"),
            "yes": _("were you content? yes or no"),
            "even": _("five even steps"),
            "better": _("could anything have been better? yes or no"),
        },
    ),
    "base": Switch(
        _("What counts"),
        _("Which answers count as satisfied, and of how many"),
        {
            "answers": _("good answers, of all answers"),
            "no middle": _("good answers, the middle left out"),
            "no objection": _("all who were asked and did not object"),
            "top": _("only the top step, of all answers"),
        },
    ),
}

#: The setting that asks everybody, by a neutral voice, in even words, and counts all answers.
NEUTRAL: Final = {"timing": "week", "channel": "caller", "wording": "even", "base": "answers"}
#: How the number on the page was made.
PAGE: Final = {"timing": "closed", "channel": "text", "wording": "even", "base": "no middle"}
#: Visits that are read; and where a number that is to be reached counts as high.
VISITS, MIDDLE = 600, 50
COLUMNS: Final = [*SWITCHES, "satisfied", "counted"]


def neutral_setting() -> dict[str, str]:
    """The setting that asks everybody, by a neutral voice, in even words.

    Examples
    --------
    >>> neutral_setting()["channel"]
    'caller'
    """
    return dict(NEUTRAL)


def read_setting(readings: pd.DataFrame, setting: Mapping[str, str]) -> tuple[float, int]:
    """What a setting reads, in percent, and how many visits it counts.

    Parameters
    ----------
    readings : DataFrame
        ``bank_factory``: timing, channel, wording, base, satisfied, counted.
    setting : mapping
        Switch to option.

    Raises
    ------
    CourseError
        If a switch is not set, or has no such option.

    Examples
    --------
    >>> readings = pd.DataFrame([[*NEUTRAL.values(), 30, 50]], columns=COLUMNS)
    >>> read_setting(readings, neutral_setting())
    (60.0, 50)
    """
    table = require_columns(readings, COLUMNS, "readings")
    for name, switch in SWITCHES.items():
        if setting.get(name) not in switch.options:
            raise CourseError(
                _("{name} is one of {options}.").format(
                    name=name, options=", ".join(switch.options)
                )
            )
    is_it = pd.Series(True, table.index)
    for name in SWITCHES:
        is_it &= table[name] == setting[name]
    row = table[is_it].iloc[0]
    return 100 * float(row["satisfied"]) / float(row["counted"]), int(row["counted"])


def is_reached(reads: float, goal: int) -> bool:
    """Whether a reading, rounded to a whole percent, is at least a high goal or at most a low one.

    Examples
    --------
    >>> is_reached(94.8, 95), is_reached(36.2, 35)
    (True, False)
    """
    return round(reads) >= goal if goal >= MIDDLE else round(reads) <= goal


def record_name(goal: int) -> str:
    """The record that keeps how a number was reached.

    Examples
    --------
    >>> record_name(95)
    'm01-factory-95'
    """
    return f"m01-factory-{goal}"


def decision_fields(goal: int) -> DecisionFields:
    """What is recorded: the four switches, and which of them stand like this elsewhere.

    Parameters
    ----------
    goal : int
        The percentage that is to be reached.
    """
    return DecisionFields(
        record_name(goal),
        [
            *(
                Choice(
                    name,
                    switch.label,
                    switch.question,
                    _("the switch '{label}'").format(label=switch.label),
                    _("{name} is one of {options}").format(
                        name=name, options=", ".join(switch.options)
                    ),
                    options=switch.options,
                )
                for name, switch in SWITCHES.items()
            ),
            Reason(help=_("Which of the four would pass as normal where you work?")),
        ],
    )


def steps_from_neutral(
    readings: pd.DataFrame, setting: Mapping[str, str]
) -> list[tuple[str, float]]:
    """From the neutral setting to another, one switch after the other: name and reading.

    Parameters
    ----------
    readings, setting
        As in :func:`read_setting`.
    """
    now: dict[str, Any] = neutral_setting()
    told = [(_("neutral"), read_setting(readings, now)[0])]
    for name, switch in SWITCHES.items():
        if setting[name] != now[name]:
            now[name] = setting[name]
            told.append((switch.options[setting[name]], read_setting(readings, now)[0]))
    return told
