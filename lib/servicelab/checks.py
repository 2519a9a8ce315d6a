"""Questions that answer back: named checks, three outcomes, partial credit and a message together.

A grade cell is a few checks and ends with the question itself::

    q = Question("m02-q4-index", points=3, answer="index_table", hidden=1)
    with q.check("one row for each segment"):
        q.close(sorted(index_table.index), ["A", "B", "C", "D"])
    with q.check("an index of 100 is average", traps=[("column-percent", wrong, "...")]):
        q.close(index_table, right)
    q

A check records instead of raising. The value of the cell carries the points as plain text, which
nbgrader reads as partial credit, the feedback as HTML, and the outcome as data for the class report.
"""

from __future__ import annotations

import contextlib
import dis
import html
import io
import json
import linecache
import re
import sys
import traceback
import types
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self

from . import compare
from ._i18n import _, ngettext

MIME = "application/vnd.servicelab.question+json"

Status = Literal["not attempted", "not yet right", "right"]

SYMBOL: dict[str, str] = {"right": "✓", "not yet right": "✗", "not attempted": "○"}
# at least 3:1 against white and against JupyterLab's dark background
_COLOR: dict[str, str] = {
    "right": "#2a8a57",
    "not yet right": "#c8641b",
    "not attempted": "#808080",
}


class NotYet(AssertionError):
    """An answer that is not yet right, and the misconception that explains it, if known."""

    def __init__(self, message: str, trap: str | None = None) -> None:
        super().__init__(message)
        self.trap = trap


@dataclass(frozen=True)
class Trap:
    """A typical wrong answer, recognized by its value.

    Parameters
    ----------
    id : str
        Names the misconception in the class report, such as ``reversed-recency``.
    value : object
        The value that the misconception leads to, or a function without arguments that returns it.
    message : str
        What to tell the trainee: why this is tempting and what to think about instead.
    """

    id: str
    value: Any
    message: str


@dataclass
class Outcome:
    """What one check found."""

    name: str
    weight: float
    status: Status = "right"
    share: float = 1.0
    message: str = ""
    trap: str | None = None


class Question:
    """One graded question: what was asked, what was found, and the points for it.

    Parameters
    ----------
    id : str
        The id of the task, such as ``m02-q2-rfm``.
    points : float
        Points for a right answer.
    answer : str or sequence of str
        Names of the variables or functions that hold the answer. While one of them is missing, is
        still ``...`` or is a function without a body, the question counts as not attempted; or as
        not yet right, if the cell that should make it has just stopped with an error.
    hidden : int
        How many further checks run when the notebook is graded.
    hints : sequence of str
        Hints from vague to plain; the trainee opens one at a time.

    Notes
    -----
    The score is ``points * sum(weight_i * share_i) / sum(weight_i)`` over the checks that ran, where
    the share of a check is 1 when it holds, 0 when it does not, and what :meth:`Check.earn` says
    otherwise.

    Examples
    --------
    >>> rate = 0.25
    >>> q = Question("demo", points=2, answer="rate")
    >>> with q.check("a proportion"):
    ...     assert 0 <= rate <= 1
    >>> with q.check("the right one", traps=[("all-customers", 0.25, "Only customers who replied.")]):
    ...     q.close(rate, 0.5)
    >>> q.status, q.score, q.outcomes[1].trap
    ('not yet right', 1.0, 'all-customers')
    """

    # no room for methods of an object's own, which could hide the class's
    __slots__ = (
        "_active",
        "_hidden_ran",
        "hidden_checks",
        "hints",
        "id",
        "outcomes",
        "points",
        "stopped",
        "waiting_for",
    )

    def __init__(
        self,
        id: str,
        points: float,
        answer: str | Sequence[str] = (),
        *,
        hidden: int = 0,
        hints: Sequence[str] = (),
    ) -> None:
        self.id = id
        self.points = points
        self.hidden_checks = hidden
        self.hints = list(hints)
        self.outcomes: list[Outcome] = []
        self._hidden_ran = 0
        self._active: Check | None = None
        names = [answer] if isinstance(answer, str) else list(answer)
        missing = _missing(names, sys._getframe(1))
        self.stopped = _stopped(missing) if missing else ""
        self.waiting_for = self.stopped or (
            _(
                "There is no answer in `{name}` yet. Write it in the cell above and run that cell."
            ).format(name=missing)
            if missing
            else ""
        )
        # the grader's witness keeps a tally of its own
        sys.audit("servicelab.question", self)

    def check(
        self,
        name: str,
        *,
        weight: float = 1.0,
        traps: Iterable[Trap | tuple[str, Any, str]] = (),
    ) -> Check:
        """Open a check that the trainee sees before handing in.

        Parameters
        ----------
        name : str
            What holds when the answer is right, as a short statement.
        weight : float
            Its share in the points, relative to the other checks.
        traps : iterable of Trap or (id, value, message)
            Typical wrong values, tried in order when :meth:`close` finds a difference.

        Returns
        -------
        Check
            A context manager; nothing that goes wrong inside it stops the notebook.
        """
        return Check(self, name, weight, traps)

    def hidden(
        self,
        name: str,
        *,
        weight: float = 1.0,
        traps: Iterable[Trap | tuple[str, Any, str]] = (),
    ) -> Check:
        """Open a check that runs only when the notebook is graded; otherwise as :meth:`check`."""
        self._hidden_ran += 1
        return Check(self, name, weight, traps)

    def close(self, given: Any, expected: Any, *, name: str = "", **options: Any) -> None:
        """Hold the answer against the expected value, tolerantly, and name a known trap.

        Parameters
        ----------
        given, expected : object
            See :func:`servicelab.compare.difference`, which also takes the `options`.
        name : str
            What to call the answer in the message.

        Raises
        ------
        NotYet
            With the trap's message where the value matches a trap of the open check.
        """
        sys.audit("servicelab.close", self)
        found = compare.difference(given, expected, name=name, **options)
        if found is None:
            return
        for trap in self._active.traps if self._active else ():
            value = trap.value() if callable(trap.value) else trap.value
            if compare.same(given, value, **options):
                raise NotYet(trap.message, trap.id)
        raise NotYet(found)

    def trap(self, caught: object, id: str, message: str) -> None:
        """Report a misconception that is recognized by a condition instead of a value.

        Parameters
        ----------
        caught : bool
            Whether the answer shows the misconception.
        id, message : str
            As in :class:`Trap`.
        """
        if bool(caught):
            raise NotYet(message, id)

    def needs(self, there: object, message: str) -> None:
        """Count the question as not attempted until something other than a variable is there.

        Parameters
        ----------
        there : object
            What the answer needs, such as a recorded decision; None means it is not there yet.
        message : str
            What to do.
        """
        if there is None:
            self.waiting_for = message

    @property
    def score(self) -> float:
        """Points earned so far, rounded to hundredths."""
        total = sum(outcome.weight for outcome in self.outcomes)
        if not total:
            return 0.0
        earned = sum(outcome.weight * outcome.share for outcome in self.outcomes)
        return round(self.points * earned / total, 2)

    @property
    def status(self) -> Status:
        """Not attempted, not yet right, or right."""
        states = {outcome.status for outcome in self.outcomes}
        if (self.waiting_for and not self.stopped) or not states or states == {"not attempted"}:
            return "not attempted"
        return "right" if states == {"right"} else "not yet right"

    def __repr__(self) -> str:
        return f"{self.score:g}"

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        sys.audit("servicelab.score", self, self.score)
        return {
            "text/plain": repr(self),
            "text/html": self._html(),
            MIME: {
                "id": self.id,
                "points": self.points,
                "score": self.score,
                "status": self.status,
                "checks": [
                    {
                        "name": outcome.name,
                        "status": outcome.status,
                        "weight": outcome.weight,
                        "message": outcome.message,
                        "trap": outcome.trap,
                    }
                    for outcome in self.outcomes
                ],
            },
        }

    def _headline(self) -> str:
        right = sum(outcome.status == "right" for outcome in self.outcomes)
        if self.status == "not attempted":
            return _("Not attempted yet")
        graded = not self.hidden_checks or self._hidden_ran
        done = _("{right} of {n} checks are right").format(right=right, n=len(self.outcomes))
        if graded and self.status == "not yet right" and all(o.share for o in self.outcomes):
            return _("In part: {score:g} of {points:g} points").format(
                score=self.score, points=self.points
            )
        if graded:
            words = _("Right") if self.status == "right" else _("Not yet right")
            return _("{words}: {score:g} of {points:g} points ({done})").format(
                words=words, score=self.score, points=self.points, done=done
            )
        words = _("Right so far") if self.status == "right" else _("Not yet right")
        more = ngettext(
            "{n} more check runs when the notebook is graded",
            "{n} more checks run when the notebook is graded",
            self.hidden_checks,
        ).format(n=self.hidden_checks)
        return _("{words}: {done}; {more}").format(words=words, done=done, more=more)

    def _html(self) -> str:
        rows = []
        if self.waiting_for and self.status == "not attempted":
            rows.append(f"<li>{SYMBOL['not attempted']} {_code(self.waiting_for)}</li>")
        else:
            for outcome in self.outcomes:
                message = f": {_code(outcome.message)}" if outcome.message else ""
                rows.append(
                    f'<li><span title="{outcome.status}">{SYMBOL[outcome.status]}</span> '
                    f"<b>{_code(outcome.name)}</b>{message}</li>"
                )
        return (
            f'<section class="servicelab-question" aria-label="{html.escape(self.id)}" style="'
            f'border-left:5px solid {_COLOR[self.status]};padding:.2em .8em;margin:.3em 0;max-width:60em">'
            f'<p style="margin:.2em 0"><b>{SYMBOL[self.status]} {html.escape(self._headline())}</b>'
            '</p><ul style="list-style:none;padding-left:.2em;margin:.2em 0">'
            f"{''.join(rows)}</ul>{self._hints()}</section>"
        )

    def _hints(self) -> str:
        if self.status == "right":
            return ""
        nested = ""
        for number in range(len(self.hints), 0, -1):
            title = _("Hint {n} of {total}").format(n=number, total=len(self.hints))
            nested = (
                f'<details style="margin:.2em 0 .2em .8em"><summary>{title}</summary>'
                f'<p style="margin:.2em 0">{_code(self.hints[number - 1])}</p>{nested}</details>'
            )
        return nested


class Check:
    """One statement about an answer; records what happens inside its ``with`` block."""

    __slots__ = ("_outcome", "_question", "_quiet", "traps")

    def __init__(
        self,
        question: Question,
        name: str,
        weight: float,
        traps: Iterable[Trap | tuple[str, Any, str]],
    ) -> None:
        self._question = question
        self._outcome = Outcome(name, weight)
        self.traps = [trap if isinstance(trap, Trap) else Trap(*trap) for trap in traps]

    def __enter__(self) -> Self:
        self._quiet = contextlib.ExitStack()
        self._quiet.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        # nbgrader gives no points to a cell that writes to stderr, a mere warning included
        self._quiet.enter_context(contextlib.redirect_stderr(io.StringIO()))
        self._quiet.enter_context(contextlib.redirect_stdout(io.StringIO()))
        self._question._active = self
        return self

    def earn(self, share: float, message: str = "") -> None:
        """Give part of the check's weight.

        Parameters
        ----------
        share : float
            From 0 to 1; values outside are clipped.
        message : str
            What is missing for the rest.
        """
        self._outcome.share = min(max(float(share), 0.0), 1.0)
        if self._outcome.share < 1:
            self._outcome.status = "not yet right"
            self._outcome.message = message

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: types.TracebackType | None,
    ) -> bool:
        self._quiet.close()
        self._question._active = None
        self._question.outcomes.append(self._outcome)
        swallow = self._settle(error, trace)
        sys.audit("servicelab.check", self._question, self._outcome.weight, self._outcome.share)
        return swallow

    def _settle(self, error: BaseException | None, trace: types.TracebackType | None) -> bool:
        """Note how the check ended; whether the error ends here."""
        question = self._question
        if question.waiting_for:
            self._outcome.status = "not yet right" if question.stopped else "not attempted"
            self._outcome.share = 0.0
            if self._outcome is question.outcomes[0]:
                self._outcome.message = question.stopped
            return not isinstance(error, KeyboardInterrupt)
        if error is None:
            return True
        if isinstance(error, KeyboardInterrupt):
            return False
        self._outcome.status, self._outcome.share = "not yet right", 0.0
        self._outcome.message = _explain(error, trace)
        self._outcome.trap = getattr(error, "trap", None)
        return True


def find(outputs: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the question outcomes stored in a notebook cell's outputs.

    Parameters
    ----------
    outputs : iterable of dict
        ``cell.outputs`` of a code cell.

    Examples
    --------
    >>> list(find([{"output_type": "execute_result", "data": {MIME: {"id": "m02-q1"}}}]))
    [{'id': 'm02-q1'}]
    """
    for output in outputs:
        outcome = output.get("data", {}).get(MIME)
        if outcome is not None:
            yield json.loads(outcome) if isinstance(outcome, str) else outcome


def _missing(names: Sequence[str], frame: types.FrameType) -> str:
    """Name the first part of the answer that is not there yet; empty when all of it is."""
    for name in names:
        value = frame.f_locals.get(name, frame.f_globals.get(name, ...))
        if value is ... or _is_stub(value):
            return name
    return ""


def _stopped(name: str) -> str:
    """Say with which error the cell that makes `name` ended; empty if the last error is not its."""
    error, trace = getattr(sys, "last_value", None), getattr(sys, "last_traceback", None)
    if isinstance(error, SyntaxError):
        places = [error.filename or ""]
    else:
        places = [frame.f_code.co_filename for frame, _line in traceback.walk_tb(trace)]
    # a line that defines it, or assigns to it, alone or as one of several
    makes = re.compile(
        rf"^[ \t]*(?:def[ \t]+{name}[ \t]*\(|(?:[\w \t]+,)*[ \t]*{name}[ \t]*(?:[,:][^\n]*)?=(?!=))",
        re.MULTILINE,
    )
    if error is None or not any(
        makes.search("".join(linecache.getlines(place))) for place in places if _is_cell(place)
    ):
        return ""
    return _("The cell above stopped before `{name}` was there, with {what}.{hint}").format(
        name=name, what=_what(error), hint=_hint(error)
    )


def _is_stub(value: Any) -> bool:
    """Whether a function has nothing but a docstring (or dots) for a body."""
    if not isinstance(value, types.FunctionType):
        return False
    steps = [step for step in dis.get_instructions(value) if step.opname not in ("RESUME", "NOP")]
    idle = {"LOAD_CONST", "POP_TOP", "RETURN_VALUE", "RETURN_CONST"}
    return {step.opname for step in steps} <= idle and {
        step.argval for step in steps if step.opname in ("LOAD_CONST", "RETURN_CONST")
    } <= {None, ...}


def _explain(error: BaseException, trace: types.TracebackType | None) -> str:
    if isinstance(error, NotYet):
        return str(error)
    if isinstance(error, AssertionError):
        return str(error)
    if isinstance(error, SystemExit):
        return _("Your code called `exit`: leave that out, a notebook ends by itself.")
    if isinstance(error, RecursionError):
        return _("Your function calls itself without end.")
    where = _place(trace)
    what = _what(error)
    if where:
        function, line = where
        return _("`{function}` stopped at its line {line} with {what}").format(
            function=function, line=line, what=what
        )
    if isinstance(error, NameError):
        return f"{error}.{_hint(error)}"
    return _(
        "This check could not read your answer ({what}). Is it the type that the task asks for?"
    ).format(what=what)


def _what(error: BaseException) -> str:
    what = f"{type(error).__name__}: {error}"
    return what if len(what) <= 300 else what[:297] + "..."


def _hint(error: BaseException) -> str:
    """What usually mends an error of this kind; empty or with a blank before it."""
    if isinstance(error, SyntaxError):
        hint = _("A bracket, a quote, a comma or a colon is missing there or in the line before.")
    elif isinstance(error, NameError):
        hint = _("Run the cells above, or check the spelling.")
    elif isinstance(error, KeyError):
        hint = _("There is no column or key of that name: check the spelling.")
    else:
        return ""
    return f" {hint}"


def _place(trace: types.TracebackType | None) -> tuple[str, int] | None:
    """The trainee's function in which an error arose, and the line within it."""
    found = None
    while trace is not None:
        code = trace.tb_frame.f_code
        if _is_cell(code.co_filename) and code.co_name != "<module>":
            found = (code.co_name, trace.tb_lineno - code.co_firstlineno + 1)
        trace = trace.tb_next
    return found


def _is_cell(filename: str) -> bool:
    return "ipykernel" in filename or filename.startswith("<ipython")


# not the power of a number
_BOLD = re.compile(r"(?<![\w*)])\*\*(\w[^*]*?)\*\*(?![\w*(])")


def _code(text: str) -> str:
    """Escape text for HTML, set what stands between backticks as code, and between ** as bold."""
    parts = html.escape(text).split("`")
    if len(parts) % 2 == 0:
        parts = [html.escape(text)]
    return "".join(
        f"<code>{part}</code>" if place % 2 else _BOLD.sub(r"<b>\1</b>", part)
        for place, part in enumerate(parts)
    )
