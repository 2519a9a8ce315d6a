"""Decision review, the model: which decisions come back, which later numbers bear on them, and the form.

A class hands in only the folder of one module. So what was recorded in the others is kept in a digest
beside the notebook of the last one, and everything afterwards reads the digest alone.
"""

from __future__ import annotations

import functools
import json
import operator
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path
from typing import Any, Final

import pandas as pd

from servicelab.decisions.fields import Choice, DecisionFields, Field, Text
from servicelab.decisions.records import read_record, save_record
from servicelab.decisions.rules import REASON_LENGTH
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.portfolio.decisions import DECISIONS, decision_words, specimen
from servicelab.portfolio.records import collect_records
from servicelab.portfolio.review.later import LATER

__all__ = [
    "DECISION",
    "LEAST",
    "VERDICTS",
    "course_digest",
    "figures",
    "later_table",
    "review_faults",
]

NAME: Final = "m11-decision-review"
DIGEST: Final = "m11-course-digest"
#: How many decisions are looked at again, at least.
LEAST: Final = 5
#: What can become of a decision, by key.
VERDICTS: Final[dict[str, str]] = {
    "kept": _("kept"),
    "revised": _("revised"),
    "withdrawn": _("withdrawn"),
}
#: The modules whose numbers can be cited.
MODULES: Final = tuple(f"m{number:02}" for number in range(2, 12))
#: From which share of common words on two reasons count as the same.
ALIKE: Final = 0.6
_FIGURES: Final = Path(__file__).with_name("figures.json")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
#: In a reason: also of one digit, behind a currency or beside a Chinese character.
_CITED = re.compile(r"(?<![\d.,])(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)")
_SPACED = re.compile(r"(?<=\d)[ '](?=\d{3}(?!\d))")
#: What is counted through, and no finding: modules, notebooks, tasks and years.
_PLACES = re.compile(
    r"\b(?:modules?|notebooks?|tasks?|[mnq])[ _]*\d+\w*|(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)",
    re.IGNORECASE,
)
#: From so many digits on a number of a reason is looked up.
SURE_DIGITS: Final = 3
_WORD = re.compile(r"[^\W\d_]+")
_KEEPS: Final[dict[str, Any]] = {"type": "string", "maxLength": 1000}


# The digest

_DIGEST_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "decisions": {
            "type": "object",
            "propertyNames": {"enum": list(DECISIONS)},
            "additionalProperties": {
                "type": "object",
                "properties": {"words": _KEEPS, "own": {"type": "boolean"}},
                "required": ["words", "own"],
                "additionalProperties": False,
            },
        },
        "ledger": {
            "type": ["object", "null"],
            "properties": {
                "verdicts": {"type": "object", "additionalProperties": {"type": "string"}},
                "sure": {
                    "type": "object",
                    "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1},
                },
            },
            "required": ["verdicts", "sure"],
            "additionalProperties": False,
        },
    },
    "required": ["decisions", "ledger"],
    "additionalProperties": False,
}


def course_digest(folder: Path | str = ".") -> dict[str, Any]:
    """What was decided in the course, kept in one file beside the notebook.

    A record that is on file counts. Where there is none, what an earlier digest has stays: a class
    hands in this folder alone. Where there is neither, a specimen stands in.

    Parameters
    ----------
    folder : path
        Where the notebook lies; the other modules are its siblings.

    Returns
    -------
    dict
        ``decisions``, record to ``words`` and ``own``, and ``ledger``, the ledger of the first module
        or None.

    Examples
    --------
    >>> import tempfile
    >>> digest = course_digest(tempfile.mkdtemp())
    >>> digest["decisions"]["m04-gap-explorer"]
    {'words': 'First: responsiveness, by the raw gap; 90 % sure.', 'own': False}
    """
    records = collect_records(folder)
    before = _earlier(folder)
    decisions: dict[str, dict[str, Any]] = {}
    for name in LATER:
        record = records.named(name)
        words = None if record is None else _words(name, record.decision)
        kept = before["decisions"].get(name, {"own": False})
        if words is not None:
            decisions[name] = {"words": words, "own": True}
        elif kept["own"]:
            decisions[name] = kept
        else:
            decisions[name] = {"words": decision_words(name, specimen(name)), "own": False}
    ledger = records.named("m01-claim-ledger")
    told = before["ledger"]
    if ledger is not None and ledger.kind == "ledger":
        told = {part: ledger.decision[part] for part in ("verdicts", "sure")}
    digest = {"decisions": decisions, "ledger": told}
    save_record(DIGEST, digest, _DIGEST_SCHEMA, folder, keep_earlier=False)
    return digest


def _earlier(folder: Path | str) -> dict[str, Any]:
    try:
        record = read_record(DIGEST, _DIGEST_SCHEMA, folder)
    except CourseError:
        record = None
    return {"decisions": {}, "ledger": None} if record is None else record.decision


def _words(name: str, decision: Mapping[str, Any]) -> str | None:
    try:
        return decision_words(name, decision)
    except CourseError:
        return None


# What later modules say


def later_table() -> pd.DataFrame:
    """Numbers of later modules that bear on an earlier decision.

    Returns
    -------
    DataFrame
        Columns ``record`` (its name), ``decision`` (its title), ``made_in``, ``found_in``, ``number`` and ``against``:
        whether it speaks against what many decide.

    Examples
    --------
    >>> list(later_table().columns)
    ['record', 'decision', 'made_in', 'found_in', 'number', 'against']
    """
    rows = [
        (name, DECISIONS[name].title, name[:3], one.module, one.says, one.against)
        for name, found in LATER.items()
        for one in found
    ]
    columns = ["record", "decision", "made_in", "found_in", "number", "against"]
    return pd.DataFrame(rows, columns=columns)


@functools.lru_cache(maxsize=1)
def figures() -> dict[str, frozenset[str]]:
    """The numbers that each module tells, as they are written, without thousands' commas.

    What most modules have, such as 95, is left out. ``servicelab_workshop.lessons.figures`` makes them.

    Examples
    --------
    >>> "51" in figures()["m08"]
    True
    """
    content: dict[str, list[str]] = json.loads(_FIGURES.read_text(encoding="utf-8"))
    return {module: frozenset(numbers) for module, numbers in content.items()}


def numbers_in(text: str) -> list[str]:
    """The numbers of a text that can be looked up: of two digits at least, and no years.

    Examples
    --------
    >>> numbers_in("In 2025, m08: 51 % of 1,129 calls, 3 of them late, 0.7 points.")
    ['51', '1129', '0.7']
    """
    found = [one.replace(",", "") for one in _NUMBER.findall(text)]
    return [
        one
        for one in found
        if len(one.replace(".", "")) >= 2 and not re.fullmatch(r"(19|20)\d\d|0\d+", one)
    ]


def cited_in(reason: str) -> list[str]:
    """The numbers of a reason, also of one digit or in full-width forms; no years and no places.

    Examples
    --------
    >>> cited_in("In 2025 (module 8, Task 3) it was −9 points; an answer costs 4 yuan, of １，０８２.")
    ['9', '4', '1082']
    """
    plain = _PLACES.sub(" ", unicodedata.normalize("NFKC", reason))
    found = _CITED.findall(plain) + _CITED.findall(_SPACED.sub("", plain))
    return list(dict.fromkeys(one.replace(",", "") for one in found))


def _is_looked_up(number: str) -> bool:
    """Whether a number is long enough that nobody meets it by chance: 13 and 20,000 are not."""
    whole, _point, part = number.partition(".")
    digits = (whole + part).lstrip("0")
    return len(digits if part else digits.rstrip("0")) >= SURE_DIGITS


def _is_found(number: str, module: str, numbers: frozenset[str]) -> bool:
    return occurs(number, numbers) or occurs(number, _own_sums(module))


@functools.lru_cache(maxsize=16)
def _own_sums(module: str) -> frozenset[str]:
    """What follows from two numbers that the table of later numbers has in one sentence."""
    made: set[float] = set()
    for found in LATER.values():
        for later in found:
            if later.module == module:
                values = [float(one) for one in cited_in(later.says)]
                for one, two in permutations(values, 2):
                    made |= {one - two, one + two}
                    if two:
                        made |= {one / two, (two - one) / two}
    return frozenset(f"{abs(one):.6f}" for one in made)


# The review


@dataclass(frozen=True, kw_only=True)
class Reviews(Field):
    """Decision to verdict, module and reason; those that are looked at again."""

    def rule(self) -> dict[str, Any]:
        """At least some decisions, each with all three."""
        shortest, longest = REASON_LENGTH
        wrong = _(
            "each review has verdict, module and reason; a reason has {shortest} to {longest} "
            "characters"
        ).format(shortest=shortest, longest=longest)
        one = {
            "type": "object",
            "properties": {
                "verdict": {
                    "enum": list(VERDICTS),
                    "errorMessage": _("a verdict is one of {all}").format(all=", ".join(VERDICTS)),
                },
                "module": {
                    "enum": list(MODULES),
                    "errorMessage": _("a module is one of {first} to {last}").format(
                        first=MODULES[0], last=MODULES[-1]
                    ),
                },
                "reason": {
                    "type": "string",
                    "minLength": shortest,
                    "maxLength": longest,
                    "errorMessage": wrong,
                },
            },
            "required": ["verdict", "module", "reason"],
            "additionalProperties": False,
            "errorMessage": wrong,
        }
        return {
            "type": "object",
            "propertyNames": {
                "enum": list(LATER),
                "errorMessage": _("a decision is one of {all}").format(all=", ".join(LATER)),
            },
            "additionalProperties": one,
            "minProperties": LEAST,
        }

    def tidy(self, value: Any) -> Any:
        """The reviews in the order of the decisions, then what is none; untouched ones left out."""
        if not isinstance(value, Mapping):
            return super().tidy(value)
        given = {str(name): _tidy_review(one) for name, one in value.items()}
        given = {name: one for name, one in given.items() if one not in ({}, None)}
        return {name: given.pop(name) for name in LATER if name in given} | given

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """How many reviews are missing, and what those that were begun lack."""
        given = draft.get(self.name) or {}
        if not isinstance(given, Mapping):
            return []
        lacks = []
        unknown = [name for name in given if name not in LATER]
        if unknown:
            lacks.append(
                _("names that are known instead of {wrong} (known are {all})").format(
                    wrong=", ".join(repr(str(name)[:40]) for name in unknown[:LEAST]),
                    all=", ".join(LATER),
                )
            )
        for name, one in given.items():
            if name in LATER and isinstance(one, Mapping):
                left = [word for key, word in _PARTS.items() if not _is_given(key, one.get(key))]
                if left:
                    title = DECISIONS[name].title
                    lacks.append(f"{title}: {', '.join(left)}")
        if len(given) < LEAST:
            lacks.append(
                _("{least} decisions ({count} so far)").format(least=LEAST, count=len(given))
            )
        return lacks

    def words(self, value: Any) -> str:
        """Each decision with its verdict."""
        return "; ".join(
            f"{DECISIONS[name].title} ({name[:3]}) {VERDICTS[one['verdict']]}, "
            + _("by {module}").format(module=one["module"])
            for name, one in value.items()
        )


_PARTS: Final = {
    "verdict": _("a verdict"),
    "module": _("the module of your number"),
    "reason": _("a reason of at least {shortest} characters").format(shortest=REASON_LENGTH[0]),
}


def _is_given(part: str, value: Any) -> bool:
    if part == "reason":
        return isinstance(value, str) and len(value) >= REASON_LENGTH[0]
    return value not in (None, "")


def _tidy_review(one: Any) -> Any:
    if not isinstance(one, Mapping):
        return one
    told = {}
    for key, value in one.items():
        plain = value.strip() if isinstance(value, str) else value
        if key == "module" and not isinstance(plain, str | bool):
            with suppress(TypeError):
                plain = str(operator.index(plain))
        if plain in (None, ""):
            continue
        if key == "module" and isinstance(plain, str):
            plain = _module(plain)
        elif key == "verdict" and isinstance(plain, str):
            plain = plain.casefold()
        told[str(key)] = plain
    return told


def _module(text: str) -> str:
    """The module that is meant: ``m08``, ``M8``, ``8`` or ``m08_complaints``.

    Examples
    --------
    >>> _module("M8"), _module("m08_complaints"), _module("eight")
    ('m08', 'm08', 'eight')
    """
    match = re.fullmatch(r"(?:m|module)?\s*0?(\d{1,2})(?:_\w+)?", text.strip().casefold())
    return f"m{int(match[1]):02}" if match else text


DECISION: Final = DecisionFields(
    NAME,
    [
        Reviews(
            name="reviews",
            label=_("Reviews"),
            wrong=_("give a dictionary: to a decision, a dictionary of verdict, module and reason"),
        )
    ],
)

#: The controls of a review, by its part.
CONTROLS: Final[dict[str, Field]] = {
    "verdict": Choice("verdict", _("Today"), _("What becomes of this decision"), options=VERDICTS),
    "module": Choice(
        "module",
        _("Number from"),
        _("The later module whose number you cite"),
        options={module: module.upper() for module in MODULES},
    ),
    "reason": Text(
        "reason",
        _("Why"),
        _("A sentence with a number of that module"),
        placeholder=_("which number, and what follows from it"),
        rows=2,
    ),
}


def review_faults(
    reviews: Mapping[str, Mapping[str, str]], known: Mapping[str, frozenset[str]] | None = None
) -> dict[str, list[str]]:
    """What the form of reviews lacks: the sense of them is read by a person.

    Parameters
    ----------
    reviews : mapping
        Decision to ``verdict``, ``module`` and ``reason``.
    known : mapping, optional
        Module to the numbers that occur in it; those of :func:`figures` by default. Of a module that
        is not in it any number will do, and so will any of fewer than three digits: only what nobody
        can have read is refused.

    Returns
    -------
    dict
        Fault to the decisions that show it. ``earlier``: the module is not later than the decision.
        ``no number``: the reason has none. ``elsewhere``: its numbers have three digits or more, and none
        occurs in the module or follows from two that do.
        ``copied``: the reason is nearly that of another one. ``all kept``: every decision is kept.
        ``none against``: none is among those that a later number speaks against.

    Examples
    --------
    >>> one = {"verdict": "kept", "module": "m03", "reason": "It was a good plan and it worked."}
    >>> review_faults({"m04-gap-explorer": one})["earlier"]
    ['m04-gap-explorer']
    """
    numbers = figures() if known is None else known
    faults: dict[str, list[str]] = {}

    def note(fault: str, *names: str) -> None:
        faults.setdefault(fault, []).extend(name for name in names if name not in faults[fault])

    for name, one in reviews.items():
        if one["module"] <= name[:3]:
            note("earlier", name)
        cited = cited_in(one["reason"])
        if not cited:
            note("no number", name)
        elif one["module"] in numbers and not any(
            not _is_looked_up(number) or _is_found(number, one["module"], numbers[one["module"]])
            for number in cited
        ):
            note("elsewhere", name)
    for (name, one), (other, two) in combinations(reviews.items(), 2):
        if _are_alike(one["reason"], two["reason"]):
            note("copied", name, other)
    if reviews and {one["verdict"] for one in reviews.values()} == {"kept"}:
        note("all kept", *reviews)
    if not any(later.against for name in reviews for later in LATER.get(name, ())):
        note("none against")
    return faults


def occurs(number: str, numbers: frozenset[str]) -> bool:
    """Whether a number stands among others, also rounded or as a percentage.

    Examples
    --------
    >>> occurs("28", frozenset({"0.276"})), occurs("0.28", frozenset({"28.0"})), occurs("27", frozenset({"0.276"}))
    (True, True, False)
    """
    if number in numbers:
        return True
    digits = len(number.partition(".")[2])
    value = float(number)
    return any(
        round(float(one) * times, digits) == value for one in numbers for times in (1, 100, 0.01)
    )


def _are_alike(one: str, other: str) -> bool:
    first, second = (set(_words_of(text)) for text in (one, other))
    if not first or not second:
        return one.strip() == other.strip()
    return len(first & second) / min(len(first), len(second)) >= ALIKE and (
        len(first & second) / len(first | second) >= ALIKE
    )


def _words_of(text: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(text) if len(word) > 2)
