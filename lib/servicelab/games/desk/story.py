"""Complaint desk, what a closed day tells: each case, and the ones whose file knew an earlier day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from servicelab.games.desk.evening import percent
from servicelab.games.desk.form import money
from servicelab.games.desk.model import Entry, close, play
from servicelab.games.desk.policies import desk_share, near_optimal
from servicelab.games.desk.scenario import Case, Scenario
from servicelab.i18n import _

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["what_happened"]


def what_happened(
    scenario: Scenario, entries: Sequence[Entry], seed: int = 0, language: str = "en"
) -> str:
    """What a closed day brought, case by case, and what its hidden clocks did.

    It gives the files away: show it only when the day is closed.

    Parameters
    ----------
    scenario, entries, seed
        The day, as in :func:`servicelab.games.desk.model.close`.
    language : {"en", "zh"}
        Of the files that are quoted.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> words = what_happened(load_scenario("first_morning"), [{"case": "A3", "look": True}])
    >>> words.splitlines()[-1]
    'You read that file, but the case was not settled when the day ended. It is late now, and that costs 2,500 yuan.'
    """
    cases = dict(_rows(close(scenario, entries, seed).cases))
    best = dict(_rows(close(scenario, near_optimal(scenario, seed), seed).cases))
    read = play(scenario, entries, seed).read
    share = percent(desk_share(scenario, entries, seed))
    lines = [_("Your day brought {share} % of nearly the best.").format(share=share)]
    for name, row in cases.items():
        lines.append(
            _("{who}: {clock}; you gained {gain} of {best} yuan.").format(
                who=scenario.by_id[name].customer,
                clock=_clock(row),
                gain=money(row["gain"]),
                # who takes a case first may gain more from it than the best day, which takes it later
                best=money(max(best[name]["gain"], row["gain"])),
            )
        )
    for case in scenario.cases:
        if "received" in case.face:
            lines += ["", *_hidden_clock(scenario, case, cases[case.id], language, case.id in read)]
    return "\n".join(lines)


def _rows(cases: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    return ((str(name), row) for name, row in cases.iterrows())


def _clock(row: pd.Series) -> str:
    if row["late"]:
        return _("LATE")
    return _("settled in time") if row["settled"] else _("still open, not late yet")


def _hidden_clock(
    scenario: Scenario, case: Case, row: pd.Series, language: str, is_read: bool
) -> list[str]:
    """A case whose card shows a later day of receipt than its file."""
    return [
        _("The card of {who} said: received {day}. The file says: {file}").format(
            who=case.customer,
            day=case.face["received"],
            file=getattr(case, f"evidence_{language}"),
        ),
        " ".join([_what_you_did(scenario, case, row, is_read), *_what_you_paid(case, row)]),
    ]


def _what_you_did(scenario: Scenario, case: Case, row: pd.Series, is_read: bool) -> str:
    if row["settled"] and row["late"]:
        return _("You settled the case, but it was late already.")
    if row["settled"]:
        if is_read:
            return _("You read that file, and settled the case in time.")
        return _(
            "You settled the case in time without reading that file. It was luck: by the card, "
            "{days} days were left."
        ).format(days=scenario.unread.days_left[case.id])
    words = (
        _("You read that file, but the case was not settled when the day ended.")
        if is_read
        else _("You did not read that file, and the case was not settled when the day ended.")
    )
    if row["late"]:
        words += " " + _("It is late now, and that costs {breach} yuan.").format(
            breach=money(scenario.costs["breach"])
        )
    return words


def _what_you_paid(case: Case, row: pd.Series) -> list[str]:
    if not row["settled"] or case.fair <= 0:
        return []
    paid, fair = money(row["paid"]), money(case.fair)
    if abs(row["paid"] - case.fair) < 0.5:
        return [_("You paid {fair} yuan, just what was owed.").format(fair=fair)]
    return [_("You paid {paid} yuan; {fair} were owed.").format(paid=paid, fair=fair)]
