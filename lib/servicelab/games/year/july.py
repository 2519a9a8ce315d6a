"""July of the year: what is decided of six cards and of each action that runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from servicelab.decisions.fields import DecisionFields, Field, Reason
from servicelab.games.year.model import ACTIONS
from servicelab.i18n import _

#: Name of the record.
NAME: Final = "m11-july"
KINDS: Final = {
    "fact": _("a fact: it changes what an action brings or costs"),
    "story": _("a story: one case, or no number that could be wrong"),
    "noise": _("noise: a difference that its interval can explain"),
}
DONE: Final = {"follow": _("follow the rule"), "break": _("break it")}
LETTERS: Final = tuple("ABCDEF")


@dataclass(frozen=True)
class SortedCards(Field):
    """What each card is: a fact, a story or noise."""

    def rule(self) -> dict[str, Any]:
        """A kind for each letter."""
        one = {"enum": list(KINDS), "errorMessage": self.wrong}
        return {
            "type": "object",
            "properties": dict.fromkeys(LETTERS, one),
            "required": list(LETTERS),
            "additionalProperties": False,
            "errorMessage": self.wrong,
        }

    def tidy(self, value: Any) -> Any:
        """Letters in capitals and in their order, kinds in small letters; what is empty left out."""
        if not isinstance(value, Mapping | pd.Series):
            return super().tidy(value)
        given = {
            str(letter).strip().upper(): kind.strip().casefold() if isinstance(kind, str) else kind
            for letter, kind in value.items()
            if kind not in (None, "")
        }
        return {one: given.pop(one) for one in LETTERS if one in given} | given

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """Which cards are not sorted yet."""
        given = draft.get(self.name)
        if given is not None and not isinstance(given, Mapping):
            return []
        left = [one for one in LETTERS if one not in (given or {})]
        return [_("what card {cards} is").format(cards=", ".join(left))] if left else []

    def words(self, value: Any) -> str:
        """The kind of each card."""
        return ", ".join(f"{letter} {kind}" for letter, kind in value.items())


@dataclass(frozen=True, kw_only=True)
class Choices(Field):
    """For each action that runs: follow its rule, or break it because of a card.

    Attributes
    ----------
    running : tuple of str
        The actions that run.
    """

    running: tuple[str, ...] = ()

    def rule(self) -> dict[str, Any]:
        """What is done, and by which card, for each action."""
        entry = {
            "type": "object",
            "properties": {"do": {"enum": list(DONE)}, "card": {"enum": ["", *LETTERS]}},
            "required": ["do", "card"],
            "additionalProperties": False,
            "errorMessage": self.wrong,
        }
        return {
            "type": "object",
            "properties": dict.fromkeys(ACTIONS, entry),
            "additionalProperties": False,
            "errorMessage": self.wrong,
        }

    def tidy(self, value: Any) -> Any:
        """An entry for each action; who follows the rule needs no card."""
        if not isinstance(value, Mapping | pd.Series):
            return super().tidy(value)
        given = {}
        for name, entry in value.items():
            entry = {"do": entry} if isinstance(entry, str) else entry
            name = str(name).strip().casefold()
            if not isinstance(entry, Mapping):
                given[name] = entry
                continue
            if not entry.get("do"):
                continue
            done = {"card": "", **entry}
            for key, of in (("do", str.casefold), ("card", str.upper)):
                if isinstance(done[key], str):
                    done[key] = of(done[key].strip())
            if done["do"] == "follow" or done["card"] is None:
                done["card"] = ""
            given[name] = {"do": done.pop("do"), **done}
        return {name: given.pop(name) for name in ACTIONS if name in given} | given

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """Actions without a choice, and broken rules without a card."""
        given = draft.get(self.name)
        if given is not None and not isinstance(given, Mapping):
            return []
        lacks = []
        for name in self.running:
            entry = (given or {}).get(name)
            if entry is None:
                lacks.append(_("follow or break for {action}").format(action=ACTIONS[name]))
            elif isinstance(entry, Mapping) and entry.get("do") == "break" and not entry["card"]:
                lacks.append(
                    _("the card because of which you break the rule of {action}").format(
                        action=ACTIONS[name]
                    )
                )
        return lacks

    def words(self, value: Any) -> str:
        """What is done of each action."""
        told = [
            _("{action} {what}").format(action=ACTIONS[name], what=DONE[entry["do"]])
            + (_(" (card {card})").format(card=entry["card"]) if entry["card"] else "")
            for name, entry in value.items()
        ]
        return ", ".join(told) or _("nothing runs")


def july_fields(running: Sequence[str]) -> DecisionFields:
    """What is decided in July.

    Parameters
    ----------
    running : sequence of str
        The actions that run.

    Examples
    --------
    >>> july_fields(["mend"]).missing({"cards": dict.fromkeys("ABCDEF", "noise")})[0]
    'follow or break for Mend the process'
    """
    wrong = _("give {kinds} for each of {cards}").format(
        kinds=", ".join(KINDS), cards=", ".join(LETTERS)
    )
    return DecisionFields(
        NAME,
        [
            SortedCards("cards", _("Cards"), _("What is each card?"), _("the six cards"), wrong),
            Choices(
                "choices",
                _("Choices"),
                _("Follow the sealed rule of each action, or break it because of a card"),
                _("a choice for each action"),
                _("give do (follow or break) and card (A to F, or empty) for each action"),
                running=tuple(running),
            ),
            Reason(help=_("What decided?")),
        ],
    )
