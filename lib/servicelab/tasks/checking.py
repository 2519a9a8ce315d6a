"""What a trainee sees of the judge: ``check("m02-q2-rfm")``, below an answer."""

from __future__ import annotations

import contextlib
import html
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from servicelab.i18n import _, ngettext
from servicelab.tasks.beside import expand, visible_part
from servicelab.tasks.comparison import describe
from servicelab.tasks.judging import Outcome, Status, judge, score
from servicelab.tasks.misconceptions import remember
from servicelab.tasks.outcomes import MIME, SO_FAR, SYMBOL
from servicelab.tasks.sheet import Sheet
from servicelab.tasks.taking import MIME as TAKEN
from servicelab.tasks.taking import take
from servicelab.text import inline_html

# at least 3:1 against white and against JupyterLab's dark background
_EDGE: dict[str, str] = {
    "right": "solid #2a8a57",
    "right so far": "double #7189a6",
    "not yet right": "solid #c8641b",
    "not attempted": "solid #808080",
}
_MARK = {**SYMBOL, "right so far": SO_FAR}
# for this run of the notebook: hidden parts, how often a task was not yet right, and how it is now
_hidden: dict[str, Any] = {}
_failed: Counter[str] = Counter()
_now: dict[str, Status] = {}


def check(id: str) -> Checked:
    """Check the answer to a task.

    Parameters
    ----------
    id : str
        Of the task, such as ``m02-q2-rfm``; what is checked stands in the file beside the notebook
        that ends in ``.checks``.

    Returns
    -------
    Checked
        Shows what is right and what is not yet; nothing that an answer does stops the notebook.

    Raises
    ------
    CourseError
        If that file is not there.
    """
    sheet = Sheet.read(visible_part(id, Path.cwd()), _hidden.get(id))
    found = take(sheet.names, sheet.takes, sys._getframe(1).f_globals, sheet.needs)
    again = not sheet.is_whole and bool(_failed[id])
    checked = checked_from(sheet, found, shows=again)
    _failed[id] += checked.status == "not yet right"
    note(id, checked)
    if not sheet.is_whole:
        with contextlib.suppress(OSError):
            remember(checked.outcome, Path.cwd())
    return checked


def note(id: str, checked: Checked) -> None:
    """Remember how a task was checked, for :func:`is_right`."""
    _now[id] = checked.status


def is_right(id: str) -> bool:
    """Whether nothing was wrong when a task was last checked in this run of the notebook.

    Parameters
    ----------
    id : str
        Of the task.

    Examples
    --------
    A cell that draws what an answer gives waits for it:

    >>> if is_right("m08-q22-score"):
    ...     print("The chart.")
    """
    return _now.get(id) == "right"


def hidden(id: str, text: str) -> None:
    """Hand over what only grading knows of a task; it stands in the cell while that is graded."""
    _hidden[id] = expand(text)


def checked_from(sheet: Sheet, found: Any, *, shows: bool = False) -> Checked:
    """Judge what was taken from an answer.

    Parameters
    ----------
    sheet : Sheet
        With or without its hidden part.
    found : dict
        From :func:`servicelab.tasks.taking.take`; it may come from a stranger.
    shows : bool
        See :func:`servicelab.tasks.judging.judge`.
    """
    found = found if isinstance(found, dict) else {}
    missing, stopped = (str(found.get(key) or "")[:400] for key in ("missing", "stopped"))
    taken = found.get("taken")
    if missing or not isinstance(taken, dict):
        needs = next((one for n, one in enumerate(sheet.needs) if n == found.get("needs")), None)
        waiting = (needs["says"] if needs else stopped) or _(
            "There is no answer in `{name}` yet. Write it in the cell above and run that cell; after "
            "a restart choose Run, Run All Above Selected Cell first."
        ).format(name=missing or ", ".join(sheet.names))
        status: Status = "not yet right" if stopped else "not attempted"
        outcomes = [
            Outcome(one["title"], one.get("weight", 1), status, 0.0)
            for one in sheet.checks.values()
        ]
        outcomes[0].message = stopped
        return Checked(sheet, outcomes, waiting)
    return Checked(sheet, judge(sheet, taken, shows=shows))


class Checked:
    """The outcome of a check, as the value of a cell.

    Its plain text is the points, which nbgrader reads as partial credit; its HTML is the feedback;
    and its data go into the class report.

    Parameters
    ----------
    sheet : Sheet
        What was asked.
    outcomes : sequence of Outcome
        What was found.
    waiting : str
        What has to be there first; empty if an answer is there.

    Examples
    --------
    >>> sheet = Sheet.read({"id": "q1", "points": 3, "checks": {"1": {"title": "a"}}})
    >>> Checked(sheet, [Outcome("a", 1)])
    3
    """

    def __init__(self, sheet: Sheet, outcomes: Sequence[Outcome], waiting: str = "") -> None:
        self._sheet = sheet
        self.outcomes = list(outcomes)
        self.waiting = waiting

    @property
    def score(self) -> float:
        """Points, as far as they can be told here."""
        return score(self._sheet.points, self.outcomes)

    @property
    def status(self) -> Status:
        """Not attempted, not yet right, or right."""
        states = {outcome.status for outcome in self.outcomes}
        if states == {"not attempted"}:
            return "not attempted"
        return "right" if states == {"right"} else "not yet right"

    def __repr__(self) -> str:
        return f"{self.score:g}"

    @property
    def outcome(self) -> dict[str, Any]:
        """What was found, as data."""
        return {
            "id": self._sheet.id,
            "points": self._sheet.points,
            "score": self.score,
            "status": self.status,
            "slips": {
                slip: self._sheet.slips.get(slip, "")
                for outcome in self.outcomes
                for slip in outcome.slips
            },
            "checks": [
                {
                    "name": outcome.name,
                    "status": outcome.status,
                    "weight": outcome.weight,
                    "message": outcome.message,
                    "slips": list(outcome.slips),
                }
                for outcome in self.outcomes
            ],
        }

    @property
    def bundle(self) -> dict[str, Any]:
        """What a cell shows of it, by type."""
        return {"text/plain": repr(self), "text/html": self._html(), MIME: self.outcome}

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        return self.bundle

    @property
    def _is_judged(self) -> bool:
        """Whether nothing is left for grading to look at."""
        return self._sheet.is_whole or not self._sheet.hidden

    @property
    def _shown(self) -> str:
        """The status in the words of people, who may be right so far."""
        is_open = self.status == "right" and not self._is_judged
        return "right so far" if is_open else self.status

    def _of_form(self) -> list[bool]:
        """For each outcome, whether its form is right and its content not judged yet."""
        if self._is_judged:
            return [False] * len(self.outcomes)
        return [
            outcome.status == "right"
            # a rule that counts nothing says only whether the record is whole
            and (not {"expected", "rule"} & {*entry} or not entry.get("weight", 1))
            for outcome, entry in zip(self.outcomes, self._sheet.checks.values(), strict=True)
        ]

    def _headline(self) -> str:
        sheet, status = self._sheet, self.status
        right = sum(outcome.status == "right" for outcome in self.outcomes)
        n = len(self.outcomes)
        if status == "not attempted":
            return _("Not attempted yet")
        if status == "not yet right" and all(one.share for one in self.outcomes):
            words = (
                _("In part: {score:g} of {points:g} points")
                if self._is_judged
                else _("In part, so far: {score:g} of {points:g} points")
            )
            return words.format(score=self.score, points=sheet.points)
        if not self._is_judged:
            return self._so_far(right, n, sum(self._of_form()))
        words = _("Right") if status == "right" else _("Not yet right")
        return _("{words}: {score:g} of {points:g} points ({done})").format(
            words=words,
            score=self.score,
            points=sheet.points,
            done=_("{right} of {n} checks are right").format(right=right, n=n),
        )

    def _so_far(self, right: int, n: int, of_form: int) -> str:
        """What can be said before all is judged."""
        if right < n:
            known = right - of_form
            told = _("Not yet right: {known} of {n} checks are right so far").format(
                known=known, n=n
            )
            if of_form:
                told += _("; of {form} only the form").format(form=of_form)
            return told
        if of_form == n:
            return _("The form is right; the content is judged when you hand in, or with judge")
        if of_form:
            return _(
                "Right so far: {known} of {n} checks; of {form} only the form, the content is judged when you hand in, or with judge"
            ).format(known=n - of_form, n=n, form=of_form)
        more = ngettext(
            "{n} more check is judged when you hand in, or with judge",
            "{n} more checks are judged when you hand in, or with judge",
            self._sheet.hidden,
        ).format(n=self._sheet.hidden)
        return _("Right so far: {n} of {n} checks; {more}").format(n=n, more=more)

    def _html(self) -> str:
        rows = []
        if self.waiting and self.status == "not attempted":
            rows.append(f"<li>{SYMBOL['not attempted']} {inline_html(self.waiting)}</li>")
        else:
            for outcome, of_form in zip(self.outcomes, self._of_form(), strict=True):
                mark, words = SYMBOL[outcome.status], str(outcome.status)
                if of_form:
                    mark, words = SO_FAR, _("the form is right")
                message = f": {inline_html(outcome.message)}" if outcome.message else ""
                rows.append(
                    f'<li><span title="{html.escape(words)}">{mark}</span> '
                    f"<b>{inline_html(outcome.name)}</b>{message}{_example(outcome)}</li>"
                )
        return (
            f'<section class="servicelab-question" aria-label="{html.escape(self._sheet.id)}" style="'
            f'border-left:5px {_EDGE[self._shown]};padding:.2em .8em;margin:.3em 0;max-width:60em">'
            f'<p style="margin:.2em 0"><b>{_MARK[self._shown]} {html.escape(self._headline())}</b>'
            '</p><ul style="list-style:none;padding-left:.2em;margin:.2em 0">'
            f"{''.join(rows)}</ul>{self._hints()}</section>"
        )

    def _hints(self) -> str:
        if self._shown == "right":
            return ""
        nested, hints = "", self._sheet.hints
        for number in range(len(hints), 0, -1):
            title = _("Hint {n} of {total}").format(n=number, total=len(hints))
            nested = (
                f'<details style="margin:.2em 0 .2em .8em"><summary>{title}</summary>'
                f'<p style="margin:.2em 0">{inline_html(hints[number - 1])}</p>{nested}</details>'
            )
        return nested


def _example(outcome: Outcome) -> str:
    if not outcome.example:
        return ""
    return (
        f"<details><summary>{_('What it was given, and what came of it')}</summary>"
        f'<pre style="overflow:auto;margin:.2em 0">{html.escape(outcome.example)}</pre></details>'
    )


class Taken:
    """What was taken, as the value of a cell that the grader runs in a notebook.

    Parameters
    ----------
    text : str
        From :func:`servicelab.tasks.beside.squeeze`: id, names, needs and takes of a sheet.
    """

    def __init__(self, text: str) -> None:
        asked = expand(text)
        space = sys._getframe(1).f_globals
        self._taken = take(asked["names"], asked["takes"], space, asked["needs"])
        # cells below may draw what is right as far as can be seen here
        with contextlib.suppress(Exception):
            note(
                asked["id"],
                checked_from(Sheet.read(visible_part(asked["id"], Path.cwd())), self._taken),
            )

    def __repr__(self) -> str:
        return describe(self._taken)

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        return {"text/plain": "", TAKEN: self._taken}
