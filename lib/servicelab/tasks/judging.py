"""The judge: what was taken from an answer is held against a sheet; points and words come of it.

The same judge works in the trainee's notebook, under nbgrader, and outside, in a process that never
runs a trainee's code. It sees plain data only, and says the same to the same data.
"""

from __future__ import annotations

import contextlib
import linecache
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from servicelab.i18n import _
from servicelab.tasks import comparison
from servicelab.tasks.examples import as_text, smallest
from servicelab.tasks.plain import NotPlain, unpack
from servicelab.tasks.sheet import AND, WAY, Sheet, Whole
from servicelab.tasks.taking import quiet

Status = Literal["not attempted", "not yet right", "right"]
_LONGEST = 600
_SHORT = 90


@dataclass
class Outcome:
    """What one check found.

    Attributes
    ----------
    name : str
        What holds when the answer is right.
    weight : float
        Its share in the points, relative to the other checks.
    status : {"not attempted", "not yet right", "right"}
        In a trainee's notebook "right" means: nothing is wrong as far as can be seen there.
    share : float
        Of the weight, from 0 to 1.
    message : str
        What the trainee reads.
    slips : tuple of str
        Misconceptions that explain it.
    example : str
        The smallest call on which a function goes wrong, in lines of plain text.
    """

    name: str
    weight: float
    status: Status = "right"
    share: float = 1.0
    message: str = ""
    slips: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True)
class Trouble:
    """Why something cannot be judged, in a sentence; and what it is as a whole, if it can be read."""

    says: str
    whole: Any = ...


class Check:
    """How something taken is judged: one entry of :attr:`servicelab.tasks.sheet.Sheet.checks`.

    Entries of a check
    ------------------
    title : str
        What holds when the answer is right.
    weight : float
        Its share in the points.
    take : str
        Key of what is taken.
    part : str, int or list, optional
        A label, a column or a place in it, or several.
    columns : bool
        Whether these are columns of a table.
    labels : list, optional
        All labels of the right answer, if it is a part by a label.
    n : int, optional
        How many items the right answer has, if it is a part by a place.
    name : str
        What to call it in a sentence.
    expected : plain data, optional
        The right value; missing where only grading knows it.
    like : plain data, optional
        Where the right value is secret, something of its form.
    atol, rtol, ordered : optional
        See :func:`servicelab.tasks.comparison.difference`.
    each : bool
        Whether each item of a list or table earns its part.
    within : [low, high], optional
        Between what all numbers lie.
    among : list, optional
        What all items are chosen from.
    own : str, optional
        Key of what follows from the trainee's own other answers: right, too.
    rule, function, takes, data : optional
        Source of a function that judges several takes, its name, their keys, and what else it is
        given.
    silent : bool
        Whether a slip is named only when the notebook is graded.
    """

    def __init__(
        self, key: str, entries: Mapping[str, Any], taken: Mapping[str, Any], sheet: Sheet
    ) -> None:
        self.key = key
        self.entries = entries
        self._taken = taken
        self._sheet = sheet
        self._known: dict[int, bool] = {}

    def get(self, name: str, default: Any = None) -> Any:
        """Return one entry."""
        return self.entries.get(name, default)

    @property
    def options(self) -> dict[str, Any]:
        """How to compare."""
        found = {name: self.entries[name] for name in ("atol", "rtol") if name in self.entries}
        return found | {"ordered": bool(self.get("ordered"))}

    @property
    def knows(self) -> bool:
        """Whether the right value is known here."""
        return "expected" in self.entries

    @cached_property
    def expected(self) -> Any:
        """The right value."""
        return unpack(self.entries["expected"])

    @property
    def asked(self) -> Mapping[str, Any]:
        """What is taken, as the sheet says it."""
        asked: Mapping[str, Any] = self._sheet.takes.get(self.entries["take"], {})
        return asked

    @property
    def as_text(self) -> str:
        """All that was taken, of which a part may be judged; a sentence if it cannot be read."""
        found = self._read(self.entries["take"], None)
        return found.says if isinstance(found, Trouble) else as_text(found)

    @cached_property
    def given(self) -> Any:
        """What was taken, or why it cannot be read."""
        return self._read(self.entries["take"], self.get("part"))

    @cached_property
    def own(self) -> Any:
        """What follows from the trainee's other answers, or why it cannot be said."""
        return self._read(self.entries["own"], None)

    def of(self, keys: Sequence[str]) -> list[Any]:
        """Read several takes."""
        return [self._read(key, None) for key in keys]

    def _read(self, key: str, part: Any) -> Any:
        packed = self._taken.get(key)
        if isinstance(packed, Mapping) and packed.get("$") == "error":
            return Trouble(str(packed.get("says", ""))[:_LONGEST])
        name = str(self.get("name", ""))
        if isinstance(packed, Mapping) and packed.get("$") == "odd":
            return Trouble(
                _("`{name}` cannot be read: it is {what}.").format(
                    name=name, what=str(packed.get("is", ""))[:_LONGEST]
                )
            )
        try:
            value = unpack(packed)
        except NotPlain as error:
            return Trouble(str(error))
        try:
            return comparison.select(
                value,
                part,
                name,
                columns=bool(self.get("columns")),
                labels=self.get("labels"),
                n=self.get("n", 0),
            )
        except comparison.ShapeError as wrong:
            return Trouble(str(wrong)[:_LONGEST], value)
        except MemoryError:
            raise
        except Exception as error:
            return Trouble(_unread(error), value)

    def agrees(self, value: Any) -> bool:
        """Whether what was given is the same as a value."""
        given = self.given
        options = self.options
        if isinstance(value, Whole):
            given = given.whole if isinstance(given, Trouble) else ...
            value, options = value.value, {}
        if given is ... or isinstance(given, Trouble):
            return False
        try:
            return comparison.same(given, value, **options)
        except MemoryError:
            raise
        except Exception:
            return False  # what cannot be compared is not the same

    def agrees_exactly(self, value: Any) -> bool:
        """Whether what was given is a value with no need of a tolerance."""
        if isinstance(self.given, Trouble):
            return False
        try:
            return comparison.same(self.given, value, rtol=1e-7, ordered=bool(self.get("ordered")))
        except MemoryError:
            raise
        except Exception:
            return False

    def is_led_to(self, value: Any) -> bool:
        """Whether what was given is the same as a value from :meth:`.Sheet.leads_to`."""
        if id(value) not in self._known:
            try:
                self._known[id(value)] = not self._is_far_from(value) and self.agrees(value)
            except MemoryError:
                raise
            except Exception:
                self._known[id(value)] = False  # what cannot be compared is not the same
        return self._known[id(value)]

    def _is_far_from(self, value: Any) -> bool:
        if isinstance(value, Whole) or isinstance(self.given, Trouble):
            return False
        columns = tuple(value.columns) if isinstance(value, pd.DataFrame) else None
        if columns not in self._prints:
            self._prints[columns] = comparison.fingerprint(self.given, columns)
        other = self._sheet.fingerprint(value)
        return comparison.surely_differ(self._prints[columns], other, **self.options)

    @cached_property
    def _prints(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def is_right(self) -> bool:
        """Whether it is the right value, where that is known."""
        return self.agrees(self.expected)


def judge(sheet: Sheet, taken: Mapping[str, Any], *, shows: bool = False) -> list[Outcome]:
    """Judge an answer.

    Parameters
    ----------
    sheet : Sheet
        With or without its hidden part.
    taken : mapping
        Key of a take -> plain data; from :func:`servicelab.tasks.taking.take`.
    shows : bool
        Whether a sentence about a small example may also tell its right result.

    Returns
    -------
    list of Outcome
        One for each check, in the order of the sheet.

    Examples
    --------
    >>> sheet = Sheet.read(
    ...     {"id": "q1", "points": 2, "slips": {"twice": "You doubled it."},
    ...      "checks": {"1": {"title": "the sum", "weight": 1, "take": "1", "expected": 4}},
    ...      "explanations": {"twice": {"1": 8}}})
    >>> judge(sheet, {"1": 4})[0].status, judge(sheet, {"1": 8})[0].message
    ('right', 'You doubled it.')
    """
    checks = [Check(key, entries, taken, sheet) for key, entries in sheet.checks.items()]
    outcomes = {}
    wrong: list[Check] = []
    for check in checks:
        outcome = outcomes[check.key] = Outcome(check.get("title", ""), check.get("weight", 1))
        if "rule" in check.entries:
            _by_rule(check, sheet, outcome)
        elif isinstance(check.given, Trouble):
            _fail(outcome, check.given.says)
            wrong.append(check)
        elif not _is_right(check, outcome):
            wrong.append(check)
    explained = _Explanations(sheet, [check for check in checks if "rule" not in check.entries])
    told: set[tuple[str, ...]] = set()
    for check in wrong:
        outcome = outcomes[check.key]
        slips = explained.of(check)
        if slips and not (check.get("silent") and not sheet.is_whole):
            outcome.slips = tuple(slip.partition(WAY)[0] for slip in slips)
            outcome.message = (
                _("The same as above.")
                if slips in told
                else " ".join(dict.fromkeys(sheet.slips[slip] for slip in slips))
            )
            told.add(slips)
            outcome.status = "not yet right"
            outcome.share = outcome.share if check.knows else 0.0
        elif not isinstance(check.given, Trouble):
            try:
                _settle(check, outcome, shows)
            except MemoryError:
                raise
            except Exception as error:
                _fail(outcome, _unread(error))
    _add_examples(wrong, outcomes)
    return list(outcomes.values())


def score(points: float, outcomes: Sequence[Outcome]) -> float:
    """Points for a task, rounded to hundredths."""
    total = sum(outcome.weight for outcome in outcomes)
    earned = sum(outcome.weight * outcome.share for outcome in outcomes)
    return round(points * earned / total, 2) if total and math.isfinite(earned) else 0.0


def _fail(outcome: Outcome, says: str, slips: tuple[str, ...] = ()) -> None:
    outcome.status, outcome.share = "not yet right", 0.0
    outcome.message, outcome.slips = says[:_LONGEST], slips


def _add_examples(wrong: Sequence[Check], outcomes: Mapping[str, Outcome]) -> None:
    """Show for each function, at the first check that it fails, the smallest of its calls."""
    failed: dict[str, list[Check]] = {}
    for check in wrong:
        if "call" in check.asked:
            failed.setdefault(check.asked["call"], []).append(check)
    for checks in failed.values():
        # a help that cannot be given costs nothing else
        with contextlib.suppress(Exception):
            outcomes[checks[0].key].example = smallest(
                (check.asked, check.as_text) for check in checks
            )


def _is_right(check: Check, outcome: Outcome) -> bool:
    """Whether nothing remains to be explained; notes the share."""
    if "own" in check.entries and not isinstance(check.own, Trouble) and check.agrees(check.own):
        return True
    if not check.knows:
        return False
    if check.is_right:
        return True
    outcome.status, outcome.share = "not yet right", 0.0
    if check.get("each"):
        try:
            outcome.share = comparison.portion(check.given, check.expected, **check.options)
        except (TypeError, ValueError, LookupError):
            outcome.share = 0.0
    return False


def _settle(check: Check, outcome: Outcome, shows: bool) -> None:
    """Say of a wrong or unknown value, that no slip explains, what can be said."""
    says = _form(check)
    if says:
        outcome.status = "not yet right"
        outcome.share = outcome.share if check.knows and check.get("each") else 0.0
    elif not check.knows:
        return
    else:
        says = comparison.difference(
            check.given,
            check.expected,
            name=check.get("name", ""),
            proportion=check.get("within") == [0, 1],
            **check.options,
        ) or _("not yet right.")
    if check.get("each") and check.knows and outcome.share:
        n = comparison.count(check.expected)
        # an item too many takes one away, so that the share no longer counts those that are right
        told = (
            _("In part right. {says}")
            if comparison.has_more(check.given, check.expected)
            else _("{right} of {n} are right. {says}")
        )
        says = told.format(right=round(outcome.share * n), n=n, says=says)
    outcome.message = f"{says}{_example(check, shows)}"[:_LONGEST]


def _form(check: Check) -> str:
    """Say what is wrong with an answer's form, that can be seen without knowing the right one."""
    name, given = check.get("name", ""), check.given
    like = check.entries.get("like")
    if like is not None:
        says = comparison.form(given, unpack(like), name=name)
        if says:
            return says
    if "among" in check.entries:
        odd = comparison.outside(given, unpack(check.entries["among"]))
        if odd is not None:
            return _("`{name}`: {odd} is none of those to choose from.").format(name=name, odd=odd)
    if "within" in check.entries:
        low, high = check.entries["within"]
        numbers = comparison.numbers_in(given)
        if any(not low - 1e-9 <= one <= high + 1e-9 for one in numbers):
            if [low, high] == [0, 1]:
                return _(
                    "`{name}`: a proportion lies between 0 and 1. Is it a percentage, a count, or "
                    "something else?"
                ).format(name=name)
            return _("`{name}` should lie between {low:g} and {high:g}.").format(
                name=name, low=low, high=high
            )
    if "own" in check.entries and not check.knows:
        own = check.own
        if not isinstance(own, Trouble) and not check.agrees(own):
            return _("`{name}` does not follow from your own answer before it.").format(name=name)
    return ""


def _example(check: Check, shows: bool) -> str:
    """The right result of a small example, from the second try on."""
    if not shows or not check.get("shows") or not check.knows:
        return ""
    text = comparison.in_short(check.expected)
    return _(" The right result here is {text}.").format(text=text) if len(text) <= _SHORT else ""


class _Explanations:
    """Which slips, or pairs of them, lead to what was given."""

    def __init__(self, sheet: Sheet, checks: Sequence[Check]) -> None:
        self._sheet = sheet
        # what ends with an error speaks neither for slips nor against them
        self._checks = [one for one in checks if getattr(one.given, "whole", None) is not ...]
        self._all = [tuple(key.split(AND)) for key in sorted(sheet.explanations, key=_by_size)]

    @cached_property
    def _whole(self) -> list[tuple[str, ...]]:
        """The likeliest explanations of everything that was given."""
        fits = [
            slips
            for slips in self._all
            if all(self._fits(slips, one) for one in self._checks)
            and any(self._shows(slips, one) for one in self._checks)
        ]
        return self._likeliest(fits, self._checks)

    def of(self, check: Check) -> tuple[str, ...]:
        """The slips that explain one check; none if that can be said in two ways."""
        if self._whole:
            slips = self._shared(self._whole, check)
            alone = [(slip,) for slip in slips if self._shows((slip,), check)]
            return alone[0] if len(alone) == 1 else slips
        if isinstance(_right_of(check), bool | np.bool_):
            # one of two values says little
            return ()
        fits = [slips for slips in self._all if self._shows(slips, check)]
        return self._shared(self._likeliest(fits, [check]), check)

    def _likeliest(
        self, fits: Sequence[tuple[str, ...]], checks: Sequence[Check]
    ) -> list[tuple[str, ...]]:
        """The shortest of those that lead to these very digits, or else of all that fit."""
        exact = [slips for slips in fits if all(self._is_exact(slips, one) for one in checks)]
        return _shortest(exact or fits)

    def _shared(self, fits: Sequence[tuple[str, ...]], check: Check) -> tuple[str, ...]:
        """What explanations have in common, if that alone leads to what was given here."""
        if not fits:
            return ()
        says = [{self._sheet.slips[slip] for slip in slips} for slips in fits]
        common = set.intersection(*says)
        if all(one == common for one in says):
            return fits[0] if self._shows(fits[0], check) else ()
        shared = tuple(slip for slip in fits[0] if self._sheet.slips[slip] in common)
        return shared if shared and self._shows(shared, check) else ()

    def _shows(self, slips: tuple[str, ...], check: Check) -> bool:
        """Whether slips lead to just this wrong value."""
        value = self._sheet.leads_to(slips, check.key)
        return value is not ... and value is not None and check.is_led_to(value)

    def _is_exact(self, slips: tuple[str, ...], check: Check) -> bool:
        """Whether slips that fit need no tolerance for it."""
        value = self._sheet.leads_to(slips, check.key)
        if value is ... or isinstance(value, Whole):
            return True
        return check.agrees_exactly(value)

    def _fits(self, slips: tuple[str, ...], check: Check) -> bool:
        """Whether nothing here speaks against them."""
        value = self._sheet.leads_to(slips, check.key)
        if value is not ...:
            return value is not None and check.is_led_to(value)
        if check.knows:
            return check.is_right
        return check.key not in self._surely_wrong

    @cached_property
    def _surely_wrong(self) -> set[str]:
        """Checks whose right value is secret, and that some slip explains."""
        return {
            check.key
            for check in self._checks
            if not check.knows and any(self._shows(slips, check) for slips in self._all)
        }


def _shortest(fits: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    found = list(fits)
    return [slips for slips in found if len(slips) == min(map(len, found))]


def _right_of(check: Check) -> Any:
    return check.expected if check.knows else unpack(check.entries.get("like"))


def _by_size(key: str) -> tuple[int, str]:
    return key.count(AND), key


def _by_rule(check: Check, sheet: Sheet, outcome: Outcome) -> None:
    """Let a function of the author judge; it gets plain data and says a share, words, and a slip."""
    values = check.of(check.entries["takes"])
    trouble = next((one for one in values if isinstance(one, Trouble)), None)
    if trouble:
        _fail(outcome, trouble.says)
        return
    rule = _rule(check.entries["rule"], check.entries["function"])
    try:
        with quiet():
            found = rule(*values, **unpack(check.entries.get("data", {"$": "dict", "items": []})))
        share, says, slip = (*_as_tuple(found), "", "")[:3]
        share = 1.0 if share is None or share is True else float(share)
    except AssertionError as error:
        _fail(outcome, str(error))
        return
    except Exception as error:
        _fail(outcome, _unread(error))
        return
    # no number is no share: neither more than nothing nor less than all
    outcome.share = min(max(share, 0.0), 1.0) if math.isfinite(share) else 0.0
    outcome.message = str(says or "")[:_LONGEST]
    if outcome.share < 1:
        outcome.status = "not yet right"
        outcome.slips = (slip,) if slip else ()
        outcome.message = outcome.message or sheet.slips.get(slip, "")[:_LONGEST]


def _unread(error: Exception) -> str:
    return _(
        "This check could not read your answer ({what}). Is it the type that the task asks for?"
    ).format(what=f"{type(error).__name__}: {error}"[:_SHORT])


def _as_tuple(found: Any) -> tuple[Any, ...]:
    return found if isinstance(found, tuple) else (found,)


def _rule(source: str, name: str) -> Callable[..., Any]:
    """Make the function of a rule from its source, which is the author's."""
    file = f"<rule {name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    space: dict[str, Any] = {
        "np": np,
        "pd": pd,
        "same": comparison.same,
        "difference": comparison.difference,
        "labeled": comparison.labeled,
        "interval_ends": comparison.interval_ends,
        "portion": comparison.portion,
    }
    exec(compile(source, file, "exec"), space)
    rule: Callable[..., Any] = space[name]
    return rule
