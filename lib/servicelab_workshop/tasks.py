"""How an author writes a task: what is taken from an answer, and what must hold of it.

A check cell of a script makes a :class:`Task` and ends with it::

    from servicelab_workshop.tasks import Task

    task = Task("m05-q1b-kept-by", points=7, hints=["When had its time run out?"])
    desk = task.call("kept_by", eight, "topic", 24, NINE)
    task.check("messages are due when their limit has passed", desk["due"])
    task.check("in time is within the limit", desk[["in_time", "share"]], weight=2)
    task.check("another desk", task.call("kept_by", other, "weekday", 48, EARLY), hidden=True)
    task

It never says an expected value: that is what the reference solution gives to the same inputs. Nor
does it say what a misconception leads to: that is what a slip of the answer bank gives.
"""

from __future__ import annotations

import inspect
import json
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.tasks import comparison
from servicelab.tasks.checking import Checked, note
from servicelab.tasks.judging import Outcome
from servicelab.tasks.plain import pack, unpack
from servicelab.tasks.sheet import AND, WAY, Sheet

#: Stands for the right value where a pair of slips leads to it although one of them does not.
RIGHT = {"$": "right"}


@dataclass(frozen=True)
class Take:
    """Something that is taken from an answer, or a part of it.

    ``take["label"]``, ``take[["a", "b"]]`` and ``take[0]`` are parts: a label or a column, several,
    or a place in a sequence.
    """

    key: str
    name: str
    is_call: bool
    part: Any = None

    def __getitem__(self, part: Any) -> Take:
        if self.part is not None:
            raise CourseError(_("A part of a part cannot be taken."))
        return replace(self, part=part)


class Task:
    """A task, as its author writes it.

    Parameters
    ----------
    id : str
        As in the cell's marker.
    points : float
        For a right answer.
    hints : sequence of str
        From vague to plain; the trainee opens one at a time.

    Examples
    --------
    >>> double = lambda n: 2 * n
    >>> task = Task("demo", points=2, hints=["Add it to itself."])
    >>> task.check("three, doubled", task.call("double", 3))
    >>> task
    2
    """

    def __init__(self, id: str, points: float, *, hints: Sequence[str] = ()) -> None:
        self.id = id
        self.points = points
        self.hints = list(hints)
        self._needs: list[dict[str, str]] = []
        self._takes: dict[str, dict[str, Any]] = {}
        self._checks: dict[str, dict[str, Any]] = {}

    def value(self, expression: str, *, name: str = "") -> Take:
        """Take a value, such as ``"readings"``.

        Parameters
        ----------
        expression : str
            A name of the answer, or an expression of the notebook's names.
        name : str
            What to call it in a sentence; by default the expression.
        """
        return self._take({"value": expression}, name or expression)

    def plot(self, expression: str) -> Take:
        """Take what a plot shows; see :func:`servicelab.tasks.comparison.plot_data`."""
        return self._take({"plot": expression}, expression)

    def call(self, function: str, *args: Any, **kwargs: Any) -> Take:
        """Take what a function of the answer gives.

        Parameters
        ----------
        function : str
            Its name.
        *args, **kwargs
            Plain data; each call gets a copy.
        """
        asked: dict[str, Any] = {"call": function, "args": args}
        return self._take(asked | ({"kwargs": kwargs} if kwargs else {}), function)

    def needs(self, expression: str, says: str) -> None:
        """Count the task as not attempted while something is None, such as a recorded decision.

        Parameters
        ----------
        expression : str
            Such as ``"studio.decision"``.
        says : str
            What to do.
        """
        self._needs.append({"value": expression, "says": says})

    def check(
        self,
        title: str,
        taken: Take,
        *,
        weight: float = 1,
        hidden: bool = False,
        atol: float | None = None,
        rtol: float | None = None,
        ordered: bool = False,
        each: bool = False,
        within: tuple[float, float] | None = None,
        among: Sequence[Any] | None = None,
        own: str = "",
        like: Any = None,
        silent: bool = False,
        name: str = "",
    ) -> None:
        """Hold something that is taken against what the reference gives.

        What a function gives is compared at once, unless `hidden`. Of a value the trainee's notebook
        tells the slips and the form alone; whether it is right is told when it is graded.

        Parameters
        ----------
        title : str
            What holds when the answer is right, as a short statement.
        taken : Take
            From :meth:`value`, :meth:`call` or :meth:`plot`.
        weight : float
            Its share in the points, relative to the other checks.
        hidden : bool
            Whether it is looked at only when the notebook is graded.
        atol, rtol, ordered
            See :func:`servicelab.tasks.comparison.difference`.
        each : bool
            Whether each item of a list or table earns its part; otherwise it is all or nothing.
        within : (low, high), optional
            Between what all numbers lie; ``(0, 1)`` says that they are proportions.
        among : sequence, optional
            What all items are chosen from.
        own : str
            An expression of the notebook's names that says what follows from the trainee's own
            other answers: it is right, too.
        like : object, optional
            Something of the right form, if that should not be read from the right value.
        silent : bool
            Whether slips are named only when the notebook is graded, as for a choice between four
            sentences.
        name : str
            What to call it in a sentence; by default what was taken.
        """
        entries: dict[str, Any] = {"title": title, "weight": weight, "take": taken.key}
        part = taken.part
        if part is not None:
            entries["part"] = list(part) if isinstance(part, tuple | list) else part
        label = ", ".join(map(str, part)) if isinstance(part, list) else part
        entries["name"] = name or (taken.name if part is None else f"{taken.name}, {label}")
        for key, value in (("atol", atol), ("rtol", rtol)):
            if value is not None:
                entries[key] = value
        if atol is not None and rtol is None:
            entries["rtol"] = 0
        for key, flag in (("ordered", ordered), ("each", each), ("silent", silent)):
            if flag:
                entries[key] = True
        if within is not None:
            entries["within"] = [float(one) for one in within]
        if among is not None:
            entries["among"] = pack(list(among))
        if own:
            entries["own"] = self.value(own).key
        if like is not None:
            entries["like"] = pack(like)
        entries["secret"] = not taken.is_call and not hidden
        if taken.is_call and not hidden:
            entries["shows"] = True
        self._add(entries, hidden)

    def rule(
        self,
        title: str,
        function: Callable[..., Any],
        *taken: Take | str,
        weight: float = 1,
        hidden: bool = False,
        **data: Any,
    ) -> None:
        """Let a function judge what is taken, where no single value is the right one.

        Parameters
        ----------
        title : str
            What holds when the answer is right.
        function : callable
            Called with what was taken, as plain data, and with `data`. It stands alone: what it
            needs it imports, besides ``np``, ``pd``, ``same``, ``labeled``, ``portion`` and
            ``interval_ends``. It returns None if all is right, or a share from 0 to 1, or
            ``(share, sentence)``, or ``(share, sentence, slip)``; a failing assertion is a share of
            0 and a sentence.
        *taken : Take or str
            What to give it; a text is an expression of the notebook's names.
        weight, hidden
            See :meth:`check`.
        **data
            Plain data that the function is given, too.
        """
        takes = [self.value(one) if isinstance(one, str) else one for one in taken]
        if any(one.part is not None for one in takes):
            raise CourseError(_("A rule takes wholes, and chooses parts itself."))
        entries: dict[str, Any] = {
            "title": title,
            "weight": weight,
            "rule": textwrap.dedent(inspect.getsource(function)),
            "function": function.__name__,
            "takes": [one.key for one in takes],
        }
        if data:
            entries["data"] = pack(data)
        self._add(entries, hidden)

    def statement(self, name: str, title: str = "the sentence that the data support") -> None:
        """Ask for the letter that a :class:`servicelab.Statement` has on record.

        How sure the trainee was is kept, and earns nothing. Which sentence is right, and how another
        one over-claims, is told only when the notebook is graded.

        Parameters
        ----------
        name : str
            Of the widget in the notebook.
        title : str
            What holds when the answer is right.
        """
        self.needs(
            f"{name}.decision",
            _(
                "No sentence is recorded yet. Choose one above, say how sure you are, press Record, "
                "and run this cell again."
            ),
        )
        letter = self.value(f"{name}.decision['sentence']", name=_("the sentence"))
        self.check(title, letter, among=list("ABCD"), silent=True)

    def _take(self, asked: dict[str, Any], name: str) -> Take:
        key = str(len(self._takes) + 1)
        self._takes[key] = asked
        return Take(key, name, "call" in asked or "plot" in asked)

    def _add(self, entries: dict[str, Any], hidden: bool) -> None:
        self._checks[str(len(self._checks) + 1)] = entries | {"hidden": hidden}

    def takes(self, datasets: Mapping[str, pd.DataFrame] | None = None) -> dict[str, Any]:
        """What is taken, as a sheet holds it; a table that equals a data set by its name."""
        made = {}
        for key, asked in self._takes.items():
            one = dict(asked)
            if "call" in one:
                one["args"] = [pack(value, datasets) for value in one["args"]]
                if "kwargs" in one:
                    one["kwargs"] = {
                        name: pack(value, datasets) for name, value in one["kwargs"].items()
                    }
            made[key] = one
        return made

    def written(self, datasets: Mapping[str, pd.DataFrame] | None = None) -> dict[str, Any]:
        """All that the author wrote, as JSON; see :func:`sheet_parts`."""
        return {
            "id": self.id,
            "points": self.points,
            "hints": self.hints,
            "needs": self._needs,
            "takes": self.takes(datasets),
            "checks": self._checks,
        }

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        """Show what is checked; that the reference gets it all is proven before it is built."""
        return self._checked()._repr_mimebundle_()

    def __repr__(self) -> str:
        return repr(self._checked())

    def _checked(self) -> Checked:
        outcomes = [Outcome(one["title"], one["weight"]) for one in self._checks.values()]
        checked = Checked(Sheet(self.id, self.points, is_whole=True), outcomes)
        note(self.id, checked)
        return checked


def sheet_parts(
    written: Mapping[str, Any],
    right: Mapping[str, Any],
    others: Mapping[str, Mapping[str, Any]] | None = None,
    slips: Mapping[str, str] | None = None,
    names: Sequence[str] = (),
    *,
    is_open: bool = False,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make the two parts of a sheet.

    Parameters
    ----------
    written : mapping
        From :meth:`Task.written`.
    right : mapping
        What is taken from the reference solution.
    others : mapping
        Slip, or two joined by ``+`` -> what is taken from the solution with them.
    slips : mapping
        Slip -> its sentence.
    names : sequence of str
        What the answer defines.
    is_open : bool
        Whether all is visible, as for practice, which is never graded; the hidden part is empty
        then.

    Returns
    -------
    visible, hidden : dict
        As :meth:`servicelab.tasks.sheet.Sheet.read` takes them.

    Raises
    ------
    CourseError
        If the reference does not give what a check takes.
    """
    visible: dict[str, Any] = {
        **{key: written[key] for key in ("id", "points", "hints") if written[key]},
        **({"needs": written["needs"]} if written["needs"] else {}),
        "names": list(names),
        "takes": {},
        "checks": {},
        "slips": {},
        "explanations": {},
    }
    hidden: dict[str, Any] = {"takes": {}, "checks": {}, "slips": {}, "explanations": {}}
    n_secret = 0
    for key, entries in written["checks"].items():
        entries = dict(entries)
        is_hidden, is_secret = entries.pop("hidden"), entries.pop("secret", False)
        if is_open:
            is_hidden = is_secret = False
        n_secret += is_hidden or is_secret
        part = hidden if is_hidden else visible
        for taken in _taken_by(entries):
            part["takes"].setdefault(taken, written["takes"][taken])
        if "rule" in entries:
            part["checks"][key] = entries
            continue
        whole = _whole(entries, right, written["id"])
        if "part" in entries and isinstance(whole, pd.DataFrame):
            entries["columns"] = True
        elif "part" in entries and isinstance(whole, pd.Series | Mapping):
            entries["labels"] = [str(label) for label in pd.Series(whole).index]
        elif "part" in entries:
            entries["n"] = len(whole)
        expected = _part(whole, entries)
        if is_secret:
            entries.setdefault("like", pack(_like(expected)))
            hidden["checks"][key] = {"expected": pack(expected)}
        else:
            entries["expected"] = pack(expected)
        part["checks"][key] = entries
        silent = hidden if entries.get("silent") else part
        for slip, value in explained(entries, expected, others or {}, apart=is_secret).items():
            silent["explanations"].setdefault(slip, {})[key] = value
    hidden["takes"] = {
        key: one for key, one in hidden["takes"].items() if key not in visible["takes"]
    }
    visible["hidden"] = n_secret
    _withhold(visible, hidden)
    seen = _told_in(visible, slips or {})
    for label in others or {}:
        # a pair that leads to nothing else than its slips explains all the same
        if AND in label:
            part = visible if seen.issuperset(label.split(AND)) else hidden
            part["explanations"].setdefault(label, {})
    for slip, says in (slips or {}).items():
        part = visible if is_open or slip in seen else hidden
        part["slips"][slip] = says
    return visible, {} if is_open else hidden


def _withhold(visible: dict[str, Any], hidden: dict[str, Any]) -> None:
    """Hide what a slip leads to where that is the secret right value of another check."""
    secrets = {
        key: unpack(one["expected"]) for key, one in hidden["checks"].items() if len(one) == 1
    }
    for slip, values in list(visible["explanations"].items()):
        for key, packed in list(values.items()):
            others = [value for other, value in secrets.items() if other != key]
            options = _options(visible["checks"][key])
            if any(_tells(packed, value, options) for value in others):
                hidden["explanations"].setdefault(slip, {})[key] = values.pop(key)
        if not values:
            del visible["explanations"][slip]


def _tells(packed: Any, secret: Any, options: Mapping[str, Any]) -> bool:
    """Whether a value is a secret one, or near it; counts, words and yes or no may be the same by chance."""
    kind = packed.get("$") if isinstance(packed, Mapping) else ""
    if packed is None or kind in ("right", "whole"):
        return False
    value = unpack(packed)
    pair = (value, secret)
    if all(isinstance(one, float) for one in pair):
        return not float(value).is_integer() and comparison.same(value, secret, **options)
    is_table = all(isinstance(one, pd.Series | pd.DataFrame) for one in pair)
    return is_table and comparison.same(value, secret, **options)


def _told_in(part: Mapping[str, Any], slips: Iterable[str]) -> set[str]:
    """The slips that a part of a sheet can tell: led to by a value, or named by a rule."""
    rules = json.dumps([one for one in part["checks"].values() if "rule" in one])
    named = set(re.findall(r"[\"']([a-z0-9-]+)\\?[\"']", rules))
    led_to = {slip for key in part["explanations"] for slip in key.split(AND)}
    return led_to | {slip for slip in slips if slip.partition(WAY)[0] in named}


def _taken_by(entries: Mapping[str, Any]) -> list[str]:
    keys = [entries["take"]] if "take" in entries else list(entries["takes"])
    return [*keys, *([entries["own"]] if "own" in entries else [])]


def _whole(entries: Mapping[str, Any], right: Mapping[str, Any], id: str) -> Any:
    """What is taken from the reference for a check."""
    packed = right[entries["take"]]
    if isinstance(packed, Mapping) and packed.get("$") in ("error", "odd"):
        raise CourseError(
            _("{id}, {title}: the reference gives nothing that can be compared: {says}").format(
                id=id, title=entries["title"], says=packed.get("says") or packed.get("is")
            )
        )
    return unpack(packed)


def _part(value: Any, entries: Mapping[str, Any]) -> Any:
    part = entries.get("part")
    if part is None:
        return value
    if entries.get("columns"):
        return value[part if isinstance(part, list) else [part]]
    return comparison.select(
        value, part, entries["name"], labels=entries.get("labels"), n=entries.get("n", 0)
    )


def _options(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entries[key] for key in ("atol", "rtol", "ordered") if key in entries}


def explained(
    entries: Mapping[str, Any],
    expected: Any,
    others: Mapping[str, Mapping[str, Any]],
    *,
    apart: bool = False,
) -> dict[str, Any]:
    """What slips lead to in one check, where it is not the right value.

    With `apart`, a number so near the right one that a third agrees with both is passed over: where
    the right value is not known, that third would be called a slip.
    """
    options = _options(entries)
    values: dict[str, Any] = {}
    for key in sorted(others, key=lambda key: key.count(AND)):
        packed = others[key].get(entries["take"])
        found: Any = None
        if not (isinstance(packed, Mapping) and packed.get("$") in ("error", "odd")):
            value = unpack(packed)
            try:
                part = _part(value, entries)
                is_right = comparison.same(part, expected, **options)
                is_right = is_right or (apart and _overlap(part, expected, options))
                found = RIGHT if is_right else pack(part)
            except (comparison.ShapeError, KeyError, TypeError):
                # a table without such a column is compared as a whole
                found = packed if entries.get("columns") else {"$": "whole", "value": packed}
        before = next((values[slip] for slip in key.split(AND) if slip in values), RIGHT)
        if AND not in key:
            before = RIGHT
        if _is_same(found, before, options):
            continue
        values[key] = found
    return values


def _overlap(one: Any, other: Any, options: Mapping[str, Any]) -> bool:
    """Whether the number between two agrees with both."""
    if not all(isinstance(value, int | float | np.number) for value in (one, other)):
        return False
    between = (one + other) / 2
    return all(comparison.same(between, value, **options) for value in (one, other))


def _is_same(one: Any, other: Any, options: Mapping[str, Any]) -> bool:
    kinds = [value.get("$") if isinstance(value, Mapping) else "" for value in (one, other)]
    if one is None or other is None or {"right", "whole"} & {*kinds}:
        return json.dumps(one) == json.dumps(other)
    return comparison.same(unpack(one), unpack(other), **options)


def _like(expected: Any) -> Any:
    """Something of the same form that tells nothing of the value."""
    if isinstance(expected, pd.DataFrame):
        return expected.iloc[:0].reset_index(drop=True).astype(object)
    if isinstance(expected, pd.Series | Mapping):
        labels = pd.Series(expected).index
        return pd.Series(0, index=labels)
    if isinstance(expected, str):
        return ""
    if isinstance(expected, bool | np.bool_):
        return False
    if isinstance(expected, int | float | np.number):
        return 0.0
    if hasattr(expected, "__iter__"):
        return []
    return expected if expected is None else pd.Timestamp(0)
