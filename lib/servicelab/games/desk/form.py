"""Complaint desk, the form: what a person has filled in for a case, and what it still lacks.

The day itself is :mod:`servicelab.games.desk.model`. Everything here is a pure function of its arguments; the
widget in :mod:`servicelab.games.desk.view` only shows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from servicelab.games.desk.model import (
    MOST_DAYS,
    REPLY_LENGTH,
    Entry,
    minutes_of,
    record_name,
)
from servicelab.games.desk.scenario import (
    LANGUAGES,
    MOST_YUAN,
    SEVERITIES,
    Scenario,
)
from servicelab.i18n import _, ngettext

__all__ = [
    "FIELDS",
    "clock_words",
    "draft_name",
    "draft_schema",
    "entry_of",
    "form_minutes",
    "form_of",
    "lacks",
    "money",
    "read_amount",
    "read_days",
    "tidy_drafts",
    "why_back",
]

#: An empty form; amount and promise are kept as they were typed.
FIELDS: Final[dict[str, Any]] = {
    "severity": None,
    "cause": "",
    "owner": "",
    "remedy": "",
    "amount": "",
    "escalate": False,
    "promise": "",
    "reply": "",
}
SEVERITY_NAMES: Final = {1: _("mild"), 2: _("serious"), 3: _("severe")}

_YUAN = re.compile(r"[¥￥]|yuan|cny|rmb|元|\s", re.IGNORECASE)
_GROUPS = re.compile(r"\d{1,3}([,，]\d{3})+(\.\d+)?")
_DAYS = re.compile(r"working|calendar|days?|天|日|\s", re.IGNORECASE)
# a reply that is too long is kept too, until it is shortened
_REPLY_KEPT = 4 * REPLY_LENGTH


def draft_name(scenario: Scenario) -> str:
    """The name of the record of forms that are not sent yet.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> draft_name(load_scenario("insurer_claims"))
    'm08-desk-insurer-claims-draft'
    """
    return f"{record_name(scenario)}-draft"


def draft_schema(scenario: Scenario) -> dict[str, Any]:
    """The JSON Schema of that record: the case that is open, the language, and the forms by case.

    Parameters
    ----------
    scenario : Scenario
        Its cases are the ones that may be named.
    """
    text = {"type": "string", "maxLength": 60}
    form = {
        "type": "object",
        "properties": {
            "severity": {"enum": [None, *SEVERITIES]},
            "cause": {"enum": ["", *scenario.causes]},
            "owner": {"enum": ["", *scenario.owners]},
            "remedy": {"enum": ["", *scenario.remedies]},
            "amount": text,
            "escalate": {"type": "boolean"},
            "promise": text,
            "reply": {"type": "string", "maxLength": _REPLY_KEPT},
        },
        "required": list(FIELDS),
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": draft_name(scenario),
        "type": "object",
        "properties": {
            "open": {"enum": ["", *scenario.by_id]},
            "language": {"enum": list(LANGUAGES)},
            "forms": {
                "type": "object",
                "properties": dict.fromkeys(scenario.by_id, form),
                "additionalProperties": False,
            },
        },
        "required": ["open", "language", "forms"],
        "additionalProperties": False,
    }


def tidy_drafts(
    opened: str, language: str, forms: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """The forms as the record keeps them: empty ones left out, texts cut to what it can hold."""
    kept = {
        case: {
            **form,
            "amount": form["amount"][:60],
            "promise": form["promise"][:60],
            "reply": form["reply"][:_REPLY_KEPT],
        }
        for case, form in forms.items()
        if form != FIELDS
    }
    return {"open": opened, "language": language, "forms": kept}


def read_amount(text: str) -> float | None:
    """Yuan as people type them; None if it is no amount.

    Examples
    --------
    >>> read_amount("1,800 yuan"), read_amount("¥ 250.50"), read_amount("2.000,00"), read_amount("")
    (1800.0, 250.5, None, None)
    """
    plain = _YUAN.sub("", text)
    if _GROUPS.fullmatch(plain):
        plain = plain.replace(",", "").replace("，", "")
    try:
        value = float(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None
    except ValueError:
        return None
    return None if value is None or value > MOST_YUAN else value


def read_days(text: str) -> int | None:
    """Whole days as people type them; None if it is no such number.

    Examples
    --------
    >>> read_days("3 days"), read_days("0"), read_days("soon"), read_days("-1")
    (3, 0, None, None)
    """
    plain = _DAYS.sub("", text)
    if not re.fullmatch(r"\d{1,4}", plain) or int(plain) > MOST_DAYS:
        return None
    return int(plain)


def form_of(entry: Entry) -> dict[str, Any]:
    """The form that would have given an entry, to start from when a case comes back.

    Examples
    --------
    >>> entry = {"case": "K01", "severity": 2, "cause": "other", "owner": "sales", "remedy": "refund",
    ...          "amount": 1250.0, "escalate": False, "promise_days": None, "reply": ""}
    >>> form = form_of(entry)
    >>> form["amount"], form["promise"]
    ('1250', '')
    """
    promise = entry["promise_days"]
    return {
        **{name: entry[name] for name in ("severity", "cause", "owner", "remedy", "escalate")},
        "amount": f"{entry['amount']:.15g}" if entry["amount"] else "",
        "promise": "" if promise is None else str(promise),
        "reply": entry["reply"],
    }


def lacks(scenario: Scenario, form: Mapping[str, Any]) -> dict[str, str]:
    """What a form still lacks: field to words, in the order of the form.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> found = lacks(load_scenario("insurer_claims"), FIELDS | {"severity": 2, "promise": "soon"})
    >>> list(found), found["promise"]
    (['cause', 'owner', 'remedy', 'promise'], 'the promise as whole days, or nothing')
    """
    words = {
        "severity": _("severity"),
        "cause": _("cause"),
        "owner": _("owner"),
        "remedy": _("remedy"),
    }
    found = {name: word for name, word in words.items() if not form[name]}
    if _needs_amount(scenario, form) and not read_amount(form["amount"]):
        found["amount"] = _("an amount above 0, such as 250")
    if form["promise"].strip() and read_days(form["promise"]) is None:
        found["promise"] = _("the promise as whole days, or nothing")
    if len(form["reply"]) > REPLY_LENGTH:
        found["reply"] = _("a reply of at most {most} characters (these are {count})").format(
            most=REPLY_LENGTH, count=len(form["reply"])
        )
    return found


def entry_of(scenario: Scenario, case: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """The entry that a form without lacks makes."""
    amount = read_amount(form["amount"]) if _needs_amount(scenario, form) else 0.0
    return {
        "case": case,
        **{name: form[name] for name in ("severity", "cause", "owner", "remedy")},
        "amount": amount or 0.0,
        "escalate": form["escalate"],
        "promise_days": read_days(form["promise"]),
        "reply": form["reply"],
    }


def form_minutes(scenario: Scenario, case: str, form: Mapping[str, Any]) -> int | None:
    """Minutes that it takes to settle a case as the form says; None until a remedy is chosen."""
    if not form["remedy"]:
        return None
    entry = {"remedy": form["remedy"], "escalate": form["escalate"]}
    return minutes_of(scenario, scenario.by_id[case], entry)


def clock_words(scenario: Scenario, days_left: int) -> str:
    """How much time a deadline leaves.

    Examples
    --------
    >>> from servicelab.games.desk.scenario import load_scenario
    >>> scenario = load_scenario("insurer_claims")
    >>> [clock_words(scenario, days) for days in (0, 1, 5, -2)]
    ['ends today', '1 calendar day left', '5 calendar days left', '2 calendar days overdue']
    """
    if days_left == 0:
        return _("ends today")
    number = abs(days_left)
    working = scenario.clock == "working"
    if days_left > 0:
        words = (
            ngettext("{number} working day left", "{number} working days left", number)
            if working
            else ngettext("{number} calendar day left", "{number} calendar days left", number)
        )
    else:
        words = (
            ngettext("{number} working day overdue", "{number} working days overdue", number)
            if working
            else ngettext("{number} calendar day overdue", "{number} calendar days overdue", number)
        )
    return words.format(number=number)


def why_back(reason: str) -> str:
    """Why a case came back, in two or three words."""
    return {
        "owner": _("wrong owner"),
        "reversed": _("amount reversed"),
        "too little": _("far too little"),
    }[reason]


def money(yuan: float) -> str:
    """An amount for people.

    Examples
    --------
    >>> money(1250), money(-0.2), money(12.5)
    ('1,250', '0', '12')
    """
    return f"{round(yuan) + 0:,}"


def _needs_amount(scenario: Scenario, form: Mapping[str, Any]) -> bool:
    remedy = scenario.remedies.get(form["remedy"])
    return remedy is not None and remedy.has_amount
