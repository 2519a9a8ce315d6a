"""The decisions of the course: what each was about, and what was decided, in plain words.

A module's games and reasoned choices record what was decided. Here each of them has a title and a
sentence, made with the words of its own fields. For whoever skipped a module there is a specimen: what
a made-up trainee decided.
"""

from __future__ import annotations

import functools
import importlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from servicelab.decisions.fields import DecisionFields
from servicelab.decisions.schema import make_validator
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext

_SPECIMENS: Final = Path(__file__).with_name("specimens.json")
_LONGEST: Final = 400


@dataclass(frozen=True)
class KnownDecision:
    """A decision of the course.

    Attributes
    ----------
    name : str
        Name of the record.
    title : str
        What was decided, in a few words.
    house : str
        Whose decision it is, a key of :data:`servicelab.look.HOUSES`.
    says : str
        The decision in a sentence; field names stand in braces.
    home : str
        Module and name of its fields, such as ``servicelab.games.morning.model:ORDER``; without it,
        `words` makes the sentence.
    words : callable, optional
        From a decision to its sentence.
    """

    name: str
    title: str
    house: str
    says: str = ""
    home: str = ""
    words: Callable[[Mapping[str, Any]], str] | None = None

    @property
    def module(self) -> str:
        """Where it was recorded, such as ``m06``."""
        return self.name[:3]


def _fields(home: str) -> DecisionFields:
    module, name = home.split(":")
    made: DecisionFields = getattr(importlib.import_module(module), name)
    return made


@functools.lru_cache(maxsize=64)
def _validator(home: str) -> Any:
    return make_validator(_fields(home).schema())


# Decisions whose form depends on data: only plain texts and numbers are read


def _lines(decision: Mapping[str, Any]) -> str:
    from servicelab.games.six_lines import model

    fields = _fields("servicelab.games.six_lines.model:DECISION")
    if not _validator("servicelab.games.six_lines.model:DECISION").is_valid(dict(decision)):
        raise ValueError
    by_treatment: dict[str, list[str]] = {}
    for office, treatment in decision["treatments"].items():
        by_treatment.setdefault(treatment, []).append(office)
    told = [
        f"{', '.join(offices)}: {model.TREATMENTS[treatment]}"
        for treatment, offices in by_treatment.items()
    ]
    calls = fields["calls"].words(decision["calls"])
    return _("{treatments}. Calls: {calls}.").format(treatments="; ".join(told), calls=calls)


def _studio(decision: Mapping[str, Any]) -> str:
    from servicelab.games.segment_studio.model import OFFERS

    home = "servicelab.games.segment_studio.model:DECISION"
    if not _validator(home).is_valid(dict(decision)):
        raise ValueError
    fields = _fields(home)
    counts = Counter(decision["offers"].values())
    offers = ", ".join(f"{OFFERS[one].partition(':')[0]} {counts[one]}" for one in OFFERS)
    return _(
        "{k} segments made from {features}; segments by offer: {offers}; the field {field} is dropped."
    ).format(
        k=decision["k"],
        features=fields["features"].words(decision["features"]),
        offers=offers,
        field=fields["drop_field"].words(decision["drop_field"]),
    )


def _fund(decision: Mapping[str, Any]) -> str:
    projects = [_text(one) for one in decision["projects"]]
    return _("Funded: {projects}; expected together {yuan:,.0f} yuan a year.").format(
        projects=", ".join(projects), yuan=float(decision["expected"])
    )


def _board(decision: Mapping[str, Any]) -> str:
    tokens = {_text(name): int(count) for name, count in decision["tokens"].items()}
    given = sorted((name for name in tokens if tokens[name] > 0), key=lambda name: -tokens[name])
    listed = ", ".join(f"{name.replace('_', ' ')} {tokens[name]}" for name in given)
    return _("Protected first: {group}. Tokens: {tokens}.").format(
        group=_text(decision["protected"]), tokens=listed
    )


def _desk(decision: Mapping[str, Any]) -> str:
    from servicelab.games.desk.model import decision_schema
    from servicelab.games.desk.scenario import load_scenario

    scenario = load_scenario("insurer_claims")
    if not make_validator(decision_schema(scenario)).is_valid(dict(decision)):
        raise ValueError
    looked = {one["case"] for one in decision["entries"] if "look" in one}
    settled = {one["case"]: one for one in decision["entries"] if "look" not in one}
    handed = sum(bool(one["escalate"]) for one in settled.values())
    paid = sum(float(one["amount"]) for one in settled.values())
    return _(
        "{settled}, {looked} of them with the file read first; {handed} passed up; {paid:,.0f} yuan "
        "given."
    ).format(
        settled=ngettext("{count} case settled", "{count} cases settled", len(settled)).format(
            count=len(settled)
        ),
        looked=len(looked & settled.keys()),
        handed=handed,
        paid=paid,
    )


def _choice(decision: Mapping[str, Any]) -> str:
    return _("Chosen: {choice}.").format(choice=_text(decision["choice"]).rstrip("."))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return " ".join(value.split())[:_LONGEST]


#: The decisions that are laid out at the end of the course, by the name of the record.
DECISIONS: Final[dict[str, KnownDecision]] = {
    one.name: one
    for one in (
        KnownDecision(
            "m01-six-lines",
            _("What to do with the six branches' numbers"),
            "lantern",
            words=_lines,
        ),
        KnownDecision(
            "m01-remedies",
            _("Which gap of each service to close"),
            "lantern",
            _(
                "App question: {app_question}; loan decision: {loan_decision}; call back: "
                "{call_back}; new card: {new_card}; cash: {cash}."
            ),
            "servicelab.games.remedies.model:DECISION",
        ),
        KnownDecision(
            "m02-segment-studio", _("Segments and their offers"), "lantern", words=_studio
        ),
        KnownDecision("m03-q3-fund", _("Which projects to fund"), "bridge", words=_fund),
        KnownDecision(
            "m03-price-menu",
            _("Prices of two advisers"),
            "bridge",
            _("Shared adviser {shared} yuan a year, own adviser {own} yuan a year."),
            "servicelab.games.price_menu.model:DECISION",
        ),
        KnownDecision(
            "m03-menu-rule",
            _("A rule for the menu of tiers"),
            "bridge",
            _(
                "Buyers count as clearly sicker from {limit}: then open {sicker_tiers}, {sicker_markup}; "
                "else open {other_tiers}, {few_markup}, or {many_markup} where many stay. Waiting "
                "period: {waiting}. After a bad year: {bad_year}."
            ),
            "servicelab.games.year_menu.model:MENU_RULE",
        ),
        KnownDecision(
            "m04-gap-explorer",
            _("Which dimension to improve first"),
            "bridge",
            _("First: {priority}, by the {metric}; {confidence} % sure."),
            "servicelab.games.gap_explorer.model:DECISION",
        ),
        KnownDecision(
            "m05-priority-board", _("Twenty tokens for the hospital"), "plum", words=_board
        ),
        KnownDecision(
            "m06-standing-order",
            _("A standing order for the blood-test room"),
            "plum",
            _(
                "Borrowed: {borrow}. Called: {order}. A clerk explains: {explain}. Texts: {texts}; they "
                "go to {to}."
            ),
            "servicelab.games.morning.model:ORDER",
        ),
        KnownDecision(
            "m07-house-rule",
            _("A house rule for praise, help and replacement"),
            "lantern",
            _(
                "Managers are judged by {window}; praise and warning: {praise}; looked closer: {closer}; "
                "then: {action}; the system is mended: {system}."
            ),
            "servicelab.games.beads.model:HOUSE_RULE",
        ),
        KnownDecision(
            "m07-alarm-desk",
            _("When to search for a cause"),
            "lantern",
            _(
                "Wrong transfers: {transfers_rule}; late call-backs: {callbacks_rule}; long waits: "
                "{waits_rule}."
            ),
            "servicelab.games.alarm_desk.model:DECISION",
        ),
        KnownDecision("m07-q17-checks", _("Which two checks to keep"), "lantern", words=_choice),
        KnownDecision(
            "m08-desk-insurer-claims", _("A day at the complaint desk"), "bridge", words=_desk
        ),
        KnownDecision("m09-q9-places", _("Who gets a thousand places"), "lantern", words=_choice),
        KnownDecision(
            "m09-q12-moment", _("Which moment to repair first"), "lantern", words=_choice
        ),
        KnownDecision(
            "m09-retention-plan",
            _("A plan for a year of retention money"),
            "lantern",
            _(
                "Test: {test}, {measures}. Then spend by {decide}. Held out by lot: {holdout}. Touched "
                "last quarter: {rest}. A cell is judged anew: {review}."
            ),
            "servicelab.games.four_quarters.model:PLAN",
        ),
        KnownDecision(
            "m10-q2-seal", _("What a pilot must show, and against what"), "plum", words=_choice
        ),
        KnownDecision(
            "m10-signing-rule",
            _("A rule for signing bus routes"),
            "plum",
            _(
                "Go where {sign}. Lowest chosen: {lowest}; applied: {applied}; along the road: {road}. "
                "Where unsure: {unsure}."
            ),
            "servicelab.games.signed.model:RULE",
        ),
    )
}


def decision_words(name: str, decision: Mapping[str, Any]) -> str:
    """What was decided, in a sentence or two.

    Parameters
    ----------
    name : str
        A key of :data:`DECISIONS`.
    decision : mapping
        What its record holds: data that nobody vouches for.

    Raises
    ------
    CourseError
        If there is no such decision, or the record is not of its form.

    Examples
    --------
    >>> decision_words("m03-price-menu", {"shared": 60, "own": 110, "reason": "Two needs, two prices."})
    'Shared adviser 60 yuan a year, own adviser 110 yuan a year.'
    """
    if name not in DECISIONS:
        raise CourseError(_("There is no decision {name}.").format(name=repr(str(name)[:60])))
    known = DECISIONS[name]
    try:
        if known.words is not None:
            return known.words(decision)[: 2 * _LONGEST]
        if not _validator(known.home).is_valid(dict(decision)):
            raise ValueError
        told = {
            field.name: field.words(decision[field.name])
            for field in _fields(known.home).fields
            if field.name in decision
        }
        return known.says.format(**told)[: 2 * _LONGEST]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise CourseError(
            _("The record {name} is not of the form that its module writes.").format(name=name)
        ) from error


@functools.lru_cache(maxsize=1)
def _read_specimens() -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads(_SPECIMENS.read_text(encoding="utf-8"))
    return content


def specimens() -> list[str]:
    """The decisions for which there is a specimen.

    Examples
    --------
    >>> "m06-standing-order" in specimens()
    True
    """
    return list(_read_specimens())


def specimen(name: str) -> dict[str, Any]:
    """What a made-up trainee decided; it stands in where a module was skipped.

    Parameters
    ----------
    name : str
        A key of :data:`DECISIONS`.

    Raises
    ------
    CourseError
        If there is none of this name.

    Examples
    --------
    >>> specimen("m03-price-menu")["shared"]
    60
    """
    found = _read_specimens()
    if name not in found:
        raise CourseError(_("There is no specimen of {name}.").format(name=repr(str(name)[:60])))
    copied: dict[str, Any] = json.loads(json.dumps(found[name]))
    return copied
