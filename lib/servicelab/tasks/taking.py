"""What is taken from an answer: values, results of its functions, the data of a plot; plain data all.

This runs where the trainee's code runs, and judges nothing.
"""

from __future__ import annotations

import contextlib
import dis
import io
import itertools
import linecache
import re
import sys
import traceback
import types
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from servicelab.i18n import _
from servicelab.runs import makes, stopped_at
from servicelab.tasks.comparison import plot_data
from servicelab.tasks.plain import NotPlain, pack, unpack

#: The type under which what was taken stands in a cell's outputs.
MIME = "application/vnd.servicelab.taken+json"
_LONGEST = 300


def take(
    names: Sequence[str],
    takes: Mapping[str, Any],
    namespace: Mapping[str, Any],
    needs: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """Take from an answer what a sheet asks for.

    Parameters
    ----------
    names : sequence of str
        What the answer defines.
    takes : mapping
        See :class:`servicelab.tasks.sheet.Sheet`.
    namespace : mapping
        The notebook's variables.
    needs : sequence of mapping
        See :class:`servicelab.tasks.sheet.Sheet`.

    Returns
    -------
    dict
        ``missing``: the first name that is not there yet, if there is one; ``stopped``: with what
        error its cell ended. ``taken``: key -> plain data, or ``{"$": "error", "says": ...}``.

    Examples
    --------
    >>> takes = {"1": {"call": "double", "args": [3]}, "2": {"value": "x + 1"}}
    >>> take(["double"], takes, {"double": lambda n: 2 * n, "x": 1})["taken"]
    {'1': 6, '2': 2}
    """
    missing = _missing(names, namespace)
    if missing:
        return {"missing": missing, "stopped": _stopped(missing), "taken": {}}
    for name in names:
        error = stopped_at(name)
        if error is not None:
            says = _("The cell above stopped with {what}.{hint} `{name}` is what it was before.")
            told = says.format(name=name, what=_what(error), hint=_hint(error))
            return {"missing": name, "stopped": told, "taken": {}}
    for place, need in enumerate(needs):
        if _take(need, namespace) is None:
            return {"missing": need["value"], "needs": place, "taken": {}}
    return {"taken": {key: _take(one, namespace) for key, one in takes.items()}}


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep what an answer prints, and its warnings, out of the check."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield


def _take(asked: Mapping[str, Any], namespace: Mapping[str, Any]) -> Any:
    try:
        with quiet():
            return pack(_value(asked, namespace))
    except NotPlain as odd:
        return {"$": "odd", "is": str(odd)[:_LONGEST]}
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return {"$": "error", "says": explain(error, error.__traceback__)}


def _value(asked: Mapping[str, Any], namespace: Mapping[str, Any]) -> Any:
    if "call" in asked:
        function = eval(asked["call"], dict(namespace))
        args = [unpack(one, _load) for one in asked["args"]]
        kwargs = {name: unpack(one, _load) for name, one in asked.get("kwargs", {}).items()}
        result = function(*args, **kwargs)
        if result is None:
            raise NothingReturned(
                _("`{function}` returns None: does it end in `return`?").format(
                    function=asked["call"]
                )
            )
        return result
    value = eval(asked.get("value") or asked["plot"], dict(namespace))
    return plot_data(value) if "plot" in asked else value


class NothingReturned(Exception):
    """A function ends without a result."""


def _load(name: str) -> Any:
    from servicelab.data.loading import load_dataset

    return load_dataset(name)


def _missing(names: Sequence[str], namespace: Mapping[str, Any]) -> str:
    """Name the first part of the answer that is not there yet; empty when all of it is."""
    for name in names:
        value = namespace.get(name, ...)
        if value is ... or _is_stub(value):
            return name
    return ""


def _is_stub(value: Any) -> bool:
    """Whether a function is not written yet: it has no body, or a name in it is only ever dots."""
    if not isinstance(value, types.FunctionType):
        return False
    steps = [step for step in dis.get_instructions(value) if step.opname not in ("RESUME", "NOP")]
    return _is_empty(steps) or _is_half_written(steps)


def _is_empty(steps: Sequence[dis.Instruction]) -> bool:
    """Whether there is nothing but a docstring, or dots."""
    idle = {"LOAD_CONST", "POP_TOP", "RETURN_VALUE", "RETURN_CONST"}
    return {step.opname for step in steps} <= idle and {
        step.argval for step in steps if step.opname in ("LOAD_CONST", "RETURN_CONST")
    } <= {None, ...}


def _is_half_written(steps: Sequence[dis.Instruction]) -> bool:
    """Whether a name that is used gets dots and nothing else, or dots are returned."""
    dotted, given, used = set[str](), set[str](), set[str]()
    for before, step in itertools.pairwise(steps):
        is_dots = before.opname == "LOAD_CONST" and before.argval is ...
        if step.opname == "LOAD_CONST":
            continue
        # Python 3.13 does two of these in one step
        names = step.argval if isinstance(step.argval, tuple) else (step.argval,)
        for does, name in zip(re.findall("LOAD|STORE", step.opname), names, strict=False):
            stored = dotted if is_dots and name == names[0] else given
            (used if does == "LOAD" else stored).add(name)
        if is_dots and step.opname == "RETURN_VALUE":
            return True
    return bool((dotted - given) & used) or any(
        step.opname == "RETURN_CONST" and step.argval is ... for step in steps
    )


def _stopped(name: str) -> str:
    """Say with which error the cell that makes `name` ended; empty if the last error is not its."""
    error, trace = getattr(sys, "last_value", None), getattr(sys, "last_traceback", None)
    if isinstance(error, SyntaxError):
        places = [error.filename or ""]
    else:
        places = [frame.f_code.co_filename for frame, _line in traceback.walk_tb(trace)]
    if error is None or not any(
        makes(name, "".join(linecache.getlines(place))) for place in places if _is_cell(place)
    ):
        return ""
    return _("The cell above stopped before `{name}` was there, with {what}.{hint}").format(
        name=name, what=_what(error), hint=_hint(error)
    )


def explain(error: BaseException, trace: types.TracebackType | None) -> str:
    """Say in a sentence what went wrong in an answer, and where."""
    if isinstance(error, NothingReturned):
        return str(error)
    if isinstance(error, SystemExit):
        return _("Your code called `exit`: leave that out, a notebook ends by itself.")
    if isinstance(error, RecursionError):
        return _("Your function calls itself without end.")
    where = _place(trace)
    what = _what(error)
    if where:
        function, line = where
        told = _("`{function}` stopped at its line {line} with {what}")
        hint = _hint(error)
        return told.format(function=function, line=line, what=what) + (f".{hint}" if hint else "")
    if isinstance(error, NameError):
        return f"{error}.{_hint(error)}"
    return _(
        "This check could not read your answer ({what}). Is it the type that the task asks for?"
    ).format(what=what)


def _what(error: BaseException) -> str:
    try:
        what = f"{type(error).__name__}: {error}"
    except Exception:
        what = type(error).__name__
    return what if len(what) <= _LONGEST else what[: _LONGEST - 3] + "..."


def _hint(error: BaseException) -> str:
    """What usually mends an error of this kind; empty or with a blank before it."""
    if isinstance(error, SyntaxError):
        hint = _("A bracket, a quote, a comma or a colon is missing there or in the line before.")
    elif isinstance(error, NameError):
        hint = _("Run the cells above, or check the spelling; a text needs quotes.")
    elif isinstance(error, TypeError) and "ellipsis" in str(error):
        hint = _("A `...` is still to be filled in.")
    elif isinstance(error, KeyError):
        hint = _("There is no column or key of that name: check the spelling.")
    elif isinstance(error, ValueError) and "truth value" in str(error):
        hint = _("Between columns write & for and, | for or, ~ for not, with brackets around each.")
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
