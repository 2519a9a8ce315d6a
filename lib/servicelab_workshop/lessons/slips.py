"""Slips: misconceptions, each an edit of the reference solution, or a wrong answer as a whole.

In an answer bank a slip is a cell of its own; what trainees read stands first::

    # %% slip="boundary" task="m05-q1b-kept-by"
    "A message that was resolved after exactly 24 hours is in time."
    edit('(due["hours"] <= hours)', '(due["hours"] < hours)')
"""

from __future__ import annotations

import ast
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.tasks.sheet import AND, WAY
from servicelab_workshop.lessons.source import places, read_cells


@dataclass(frozen=True)
class Edit:
    """Replace a text of the solution by another."""

    old: str
    new: str


@dataclass(frozen=True)
class Slip:
    """A misconception, and what it makes of the reference solution.

    Attributes
    ----------
    task, id : str
        Whose it is, and its name in the class report; another way to make the same slip ends in
        ``~2``.
    says : str
        What the trainee reads: why it is tempting, and what to think about instead.
    edits : tuple of Edit
        What it changes in the solution; empty if `source` is the whole answer.
    source : str
        A wrong answer as a whole.
    silent : str
        Why no visible check names it; empty if one does.
    where : str
        Its place in the bank.
    """

    task: str
    id: str
    says: str
    edits: tuple[Edit, ...] = ()
    source: str = ""
    silent: str = ""
    where: str = ""


@dataclass(frozen=True)
class Equivalent:
    """A change of the solution that is right, too, with a reason."""

    task: str
    edits: tuple[Edit, ...]
    reason: str
    where: str = ""


def read_slips(path: Path) -> tuple[list[Slip], list[Equivalent]]:
    """Read the slips of an answer bank, and the mutants that it declares right.

    Parameters
    ----------
    path : Path
        ``solutions/<module>/answers.py``.

    Raises
    ------
    CourseError
        If a cell says nothing, or what it does cannot be read.
    """
    slips: list[Slip] = []
    equivalents: list[Equivalent] = []
    nb = read_cells(path)
    ways: Counter[tuple[str, str]] = Counter()
    for cell, where in zip(nb.cells, places(path, nb), strict=True):
        meta = cell.metadata
        if "slip" not in meta and "equivalent" not in meta:
            continue
        says, edits, rest = _parts(cell.source, where)
        task = meta.get("task", "") or meta.get("equivalent", "")
        if "equivalent" in meta:
            equivalents.append(Equivalent(str(task), edits, says, where))
            continue
        id = str(meta["slip"])
        if not task or not re.fullmatch(r"[a-z0-9-]+", id):
            raise CourseError(
                _(
                    '{where}: a slip has task="..." and an id of small letters, digits and hyphens.'
                ).format(where=where)
            )
        ways[task, id] += 1
        if ways[task, id] > 1:
            id = f"{id}{WAY}{ways[task, id]}"
        slips.append(Slip(task, id, says, edits, rest, str(meta.get("silent", "")), where))
    return slips, equivalents


def _parts(source: str, where: str) -> tuple[str, tuple[Edit, ...], str]:
    """The sentence of a cell, its edits, and the source of a whole answer if it has no edits."""
    try:
        body = ast.parse(source).body
        says = ast.literal_eval(body[0].value)  # type: ignore[attr-defined]
        if not isinstance(says, str):
            raise ValueError
    except (SyntaxError, ValueError, IndexError, AttributeError):
        raise CourseError(
            _("{where}: begin with the sentence that trainees read, in quotes.").format(where=where)
        ) from None
    says = " ".join(says.split())
    calls = [_edit(statement) for statement in body[1:]]
    if calls and all(calls):
        return says, tuple(edit for edit in calls if edit), ""
    rest = "\n".join(source.splitlines()[body[0].end_lineno or 1 :]).strip("\n")
    if not rest.strip():
        raise CourseError(
            _("{where}: add `edit(old, new)`, or a whole wrong answer.").format(where=where)
        )
    return says, (), rest


def _edit(statement: ast.stmt) -> Edit | None:
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "edit"
        and len(call.args) == 2
    ):
        return None
    old, new = (ast.literal_eval(one) for one in call.args)
    return Edit(old, new)


def edited(solution: str, edits: Iterable[Edit], where: str = "") -> str | None:
    """Make edits in a solution; None if two of them touch the same place.

    Raises
    ------
    CourseError
        If what an edit replaces does not stand there just once.

    Examples
    --------
    >>> edited("a < b", [Edit("<", "<="), Edit("b", "c")])
    'a <= c'
    """
    spans = []
    for edit in edits:
        n = solution.count(edit.old)
        if n != 1:
            raise CourseError(
                _(
                    "{where}: `{old}` stands {n} times in the solution: give what stands once."
                ).format(where=where, old=edit.old, n=n)
            )
        start = solution.index(edit.old)
        spans.append((start, start + len(edit.old), edit.new))
    spans.sort()
    if any(one[1] > two[0] for one, two in itertools.pairwise(spans)):
        return None
    for start, end, new in reversed(spans):
        solution = solution[:start] + new + solution[end:]
    return solution


def variants(solution: str, slips: Sequence[Slip]) -> Iterator[tuple[str, str]]:
    """Make the solution with each slip, and with each pair of slips that can be made together.

    Yields
    ------
    str, str
        The slip's id, or two joined by ``+``; the source of the answer.
    """
    for slip in slips:
        made = edited(solution, slip.edits, slip.where) if slip.edits else slip.source
        if made is None:
            raise CourseError(
                _("{where}: two edits of {id} touch the same place.").format(
                    where=slip.where, id=slip.id
                )
            )
        yield slip.id, made
    for one, two in itertools.combinations([slip for slip in slips if slip.edits], 2):
        if one.id.partition(WAY)[0] == two.id.partition(WAY)[0]:
            continue
        made = edited(solution, (*one.edits, *two.edits), one.where)
        if made is not None:
            yield f"{one.id}{AND}{two.id}", made
