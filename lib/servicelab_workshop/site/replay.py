"""One case of the complaint desk that a visitor of the site decides, with what each decision leads to.

The page needs no server: every decision that it offers has gone through the model of the desk when
the site is built, and what came of it lies in the page.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.games.desk.evening import short_label
from servicelab.games.desk.form import SEVERITY_NAMES, clock_words, money
from servicelab.games.desk.model import close, judge, minutes_of, play
from servicelab.games.desk.policies import right_decision
from servicelab.games.desk.scenario import Case, Scenario, load_scenario
from servicelab.i18n import _, ngettext

#: The day and the case: what the letter asks for is not what has happened.
SHOWN: Final = ("bank_disputes", "B10")
#: What pays back what is owed, and what makes up for the trouble.
DEBT, TROUBLE = "refund", "compensation"


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen.

    Attributes
    ----------
    label : str
        What the page calls it.
    entry : mapping
        What it puts into the entry of the desk.
    is_right : bool
        Whether it is what the case needs.
    says : str
        Why, for the evening.
    in_file : bool
        Whether only who has read the file can know of it.
    """

    label: str
    entry: Mapping[str, Any]
    is_right: bool
    says: str
    in_file: bool = False


@dataclass(frozen=True)
class Replay:
    """A case alone on its desk, and every way to decide it.

    Attributes
    ----------
    scenario : Scenario
        The whole day.
    case : Case
        The one that is decided.
    """

    scenario: Scenario
    case: Case

    @cached_property
    def desk(self) -> Scenario:
        """The day with nothing else on the desk."""
        return self.scenario.with_cases([self.case])

    @cached_property
    def fields(self) -> dict[str, tuple[Choice, ...]]:
        """What is decided -> what can be chosen, in the order of the page."""
        return {
            "look": tuple(self._look()),
            "severity": tuple(self._severity()),
            "cause": tuple(self._cause()),
            "owner": tuple(self._owner()),
            "remedy": tuple(self._remedy()),
            "promise": tuple(self._promise()),
        }

    @cached_property
    def right(self) -> dict[str, Any]:
        """The decision that puts the case right."""
        return right_decision(self.scenario, self.case)

    @property
    def clock(self) -> str:
        """How much time the deadline leaves."""
        return clock_words(self.scenario, self.scenario.days_left[self.case.id])

    @property
    def look_minutes(self) -> int:
        """How long it takes to read the file."""
        return minutes_of(self.scenario, self.case, {"look": True})

    def entries(self, picked: Sequence[int]) -> list[dict[str, Any]]:
        """What the desk gets to do.

        Parameters
        ----------
        picked : sequence of int
            One number for each of `fields`: which of its choices.
        """
        look, *settle = (
            choices[number].entry
            for choices, number in zip(self.fields.values(), picked, strict=True)
        )
        entry: dict[str, Any] = {"case": self.case.id, "escalate": False, "reply": ""}
        for part in settle:
            entry |= part
        return [{"case": self.case.id, "look": True}, entry] if look else [entry]

    def outcome(self, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """What the desk makes of it, in the words of the page."""
        row = self._closed(entries)
        kept = None if pd.isna(row["promise_kept"]) else bool(row["promise_kept"])
        return {
            "head": self._head(row, entries[-1]),
            "note": self._note(row),
            "events": [
                event.text for event in play(self.desk, entries).events if event.kind != "over"
            ],
            "stays": [round(100 * row["stay_before"]), round(100 * row["stay_after"])],
            "minutes": int(row["minutes"]),
            "paid": self._paid_words(row),
            "date": "–" if kept is None else _("kept") if kept else _("missed"),
            "gain": self._gain_words(row),
        }

    def content(self) -> dict[str, Any]:
        """All that the page looks up: classes of choices, the table of their outcomes, and words.

        Choices of a field that always lead to the same are of one class, so that the table is
        small; nothing is lost.
        """
        outcomes, table = self._table()
        classes = []
        for axis in range(table.ndim):
            table, kind = np.unique(table, axis=axis, return_inverse=True)
            classes.append(kind.ravel().tolist())
        return {
            "classes": classes,
            "shape": table.shape,
            "table": table.ravel().tolist(),
            "outcomes": outcomes,
            "parts": [
                [
                    {"right": choice.is_right, "given": choice.label, "says": choice.says}
                    for choice in choices
                ]
                for choices in self.fields.values()
            ],
        }

    def _table(self) -> tuple[list[dict[str, Any]], np.ndarray[Any, np.dtype[np.int_]]]:
        """Each outcome that there is, and which of them each combination of choices leads to."""
        outcomes: list[dict[str, Any]] = []
        known: dict[Any, int] = {}
        shape = [len(choices) for choices in self.fields.values()]
        table = np.zeros(shape, dtype=int)
        for picked in itertools.product(*map(range, shape)):
            entries = self.entries(picked)
            entry = entries[-1]
            minutes = sum(minutes_of(self.desk, self.case, one) for one in entries)
            # what `close` makes of a decision on the only case of a day
            key = (
                judge(self.desk, self.case, entry, minutes / 60),
                len(entries),
                minutes,
                entry["severity"],
                entry["cause"] == self.case.cause,
            )
            if key not in known:
                outcome = self.outcome(entries)
                if outcome not in outcomes:
                    outcomes.append(outcome)
                known[key] = outcomes.index(outcome)
            table[picked] = known[key]
        return outcomes, table

    def _head(self, row: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
        """What was put right, which remedy, sum and department decide, and what else is amiss."""
        if row["returned"]:
            return _("It came back.")
        is_broken = row["promise_kept"] is not None and not row["promise_kept"]
        if row["fit"] < 1:
            return (
                _("Not put right, and later than promised.")
                if is_broken
                else _("Settled, but not put right.")
            )
        days, promise = self.right["promise_days"], entry["promise_days"]
        amiss = [
            words
            for words, is_so in (
                (_("overpaid"), row["paid"] > self.case.fair),
                (_("without a date"), promise is None),
                (_("later than promised"), is_broken),
                (_("with a later date than it needs"), promise is not None and promise > days),
                (_("under a wrong code"), not row["cause_right"]),
                (_("taken too lightly"), entry["severity"] < self.case.severity),
                (_("taken too gravely"), entry["severity"] > self.case.severity),
            )
            if is_so
        ]
        if not amiss:
            return _("Put right.")
        *others, last = amiss
        listed = _("{these} and {last}").format(these=", ".join(others), last=last)
        return _("Put right, but {amiss}.").format(amiss=listed if others else last)

    def _note(self, row: Mapping[str, Any]) -> str:
        """What becomes of a case that comes back; empty for any other."""
        if not row["returned"]:
            return ""
        if row["settled"]:
            return _(
                "This is no end: the customer writes again, and the case is open once more. What it "
                "will cost is still to come, so the yuan below do not compare with those of a case "
                "that was settled."
            )
        return _(
            "This is no end: the case is still open when the desk closes. Nothing was paid, and what "
            "it will cost is still to come. So the yuan below do not compare with those of a case "
            "that was settled."
        )

    def _paid_words(self, row: Mapping[str, Any]) -> str:
        if row["returned"] and not row["settled"]:
            return _("0 yuan: it came back before anything was paid")
        return _("{yuan} yuan").format(yuan=money(row["paid"]))

    def _gain_words(self, row: Mapping[str, Any]) -> str:
        yuan = money(row["gain"]).replace("-", "−")
        if row["returned"]:
            return _("{yuan} yuan so far: it is still open").format(yuan=yuan)
        return _("{yuan} yuan").format(yuan=yuan)

    def _closed(self, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The row of the case when the desk closes."""
        return dict(close(self.desk, entries).cases.loc[self.case.id])

    def _look(self) -> list[Choice]:
        decides = self.case.is_decided_by_file
        return [
            Choice(
                _("not read"),
                {},
                not decides,
                _("What decides this case stands in the file, not in the letter.")
                if decides
                else "",
            ),
            Choice(_("read"), {"look": True}, decides, ""),
        ]

    def _severity(self) -> list[Choice]:
        right = self.case.severity
        return [
            Choice(
                words,
                {"severity": level},
                level == right,
                ""
                if level == right
                else _(
                    "It is {right}. Underrated, the customer is taken less seriously than the harm."
                ).format(right=SEVERITY_NAMES[right])
                if level < right
                else _(
                    "It is {right}. Overrated, it takes time from cases that need it more."
                ).format(right=SEVERITY_NAMES[right]),
            )
            for level, words in SEVERITY_NAMES.items()
        ]

    def _cause(self) -> list[Choice]:
        right = self.case.cause
        alike = sum(case.cause == right for case in self.scenario.cases)
        why = _(
            "It is {right}: {alike} of the {total} complaints of this day share that root, and under "
            "a wrong code nobody sees it."
        ).format(
            right=_quiet(self.scenario.causes[right].label_en),
            alike=alike,
            total=len(self.scenario.cases),
        )
        return [
            Choice(cause.label_en, {"cause": key}, key == right, "" if key == right else why)
            for key, cause in self.scenario.causes.items()
        ]

    def _owner(self) -> list[Choice]:
        right = self.case.owner
        why = _(
            "It belongs to {right}; any other department sends it back, and the customer waits."
        )
        why = why.format(right=_quiet(self.scenario.owners[right].label_en))
        return [
            Choice(
                _("{department} · {days}").format(
                    department=owner.label_en, days=_days(owner.lead_days)
                ),
                {"owner": key},
                key == right,
                "" if key == right else why,
            )
            for key, owner in self.scenario.owners.items()
        ]

    def _remedy(self) -> list[Choice]:
        case, choices = self.case, []
        sums = sorted({case.asked, case.fair, self.scenario.authority_limit} - {0.0})
        for key, remedy in self.scenario.remedies.items():
            for amount in sums if remedy.has_amount else [0.0]:
                short = short_label(remedy.label_en)
                label = (
                    _("{remedy}: {yuan} yuan, {why}").format(
                        remedy=short, yuan=money(amount), why=self._sum_words(amount)
                    )
                    if amount
                    else remedy.label_en
                )
                is_best = case.remedies.get(key) == 1
                choices.append(
                    Choice(
                        label,
                        {"remedy": key, "amount": amount},
                        is_best and amount == self.right["amount"],
                        self._remedy_words(key, amount),
                        in_file=amount == case.fair != case.asked and remedy.has_amount,
                    )
                )
        return choices

    def _sum_words(self, amount: float) -> str:
        if amount == self.case.asked:
            return _("as asked")
        return _("as the file shows") if amount == self.case.fair else _("all that you may grant")

    def _remedy_words(self, key: str, amount: float) -> str:
        fair, best = self.case.fair, self.right["remedy"]
        has_amount = self.scenario.remedies[key].has_amount
        says = []
        if has_amount and amount < fair:
            says.append(
                _("{owed} yuan are owed: this leaves the customer without {rest} of them.").format(
                    owed=money(fair), rest=money(fair - amount)
                )
            )
        if has_amount and amount > fair:
            says.append(
                _(
                    "{owed} yuan are owed: the next customers ask for the {rest} on top, too."
                ).format(owed=money(fair), rest=money(amount - fair))
            )
        if (key, best) == (TROUBLE, DEBT):
            says.append(
                _(
                    "What the bank took is the customer's own money: a debt is paid back. Who is "
                    "compensated instead is only partly put right."
                )
            )
        elif not says and key != best:
            words = _quiet(short_label(self.scenario.remedies[best].label_en))
            if self.right["amount"]:
                words = _("{remedy} {yuan} yuan").format(
                    remedy=words, yuan=money(self.right["amount"])
                )
            says.append(_("What puts it right: {best}.").format(best=words))
        return " ".join(says)

    def _promise(self) -> list[Choice]:
        lead = self.right["promise_days"]
        owner = _quiet(short_label(self.scenario.owners[self.case.owner].label_en))
        needs = _("{owner} needs {days}.").format(
            owner=owner[0].upper() + owner[1:], days=_days(lead)
        )
        none = _("Without a date the customer waits, and asks again.")
        choices = [Choice(_("no date"), {"promise_days": None}, False, f"{none} {needs}")]
        for days in sorted({owner.lead_days for owner in self.scenario.owners.values()}):
            says = ""
            if days < lead:
                says = _("{needs} A promise that breaks is a second mistake.").format(needs=needs)
            elif days > lead:
                says = _("{needs} Sooner was possible.").format(needs=needs)
            label = _("by tomorrow") if days == 1 else _("within {days}").format(days=_days(days))
            choices.append(Choice(label, {"promise_days": days}, days == lead, says))
        return choices


def _days(number: int) -> str:
    return ngettext("{number} day", "{number} days", number).format(number=number)


def _quiet(label: str) -> str:
    """A label within a sentence, without its explanation."""
    short = short_label(label)
    return short[0].lower() + short[1:]


def load_replay() -> Replay:
    """The case that the site shows.

    Examples
    --------
    >>> load_replay().case.asked
    60.0
    """
    name, case = SHOWN
    scenario = load_scenario(name)
    return Replay(scenario, scenario.by_id[case])
