"""Which cells of the notebook ran, when, and how they ended.

What was saved before the last run may hold another answer; and a cell that stopped leaves what its
names held before, which is no answer any more.
"""

from __future__ import annotations

import ast
import re
import sys
import time
import traceback
from collections import deque
from typing import Any, Final

#: Cells that are remembered; far more than a notebook has.
MOST: Final = 500
_ended: deque[tuple[str, BaseException | None]] = deque(maxlen=MOST)
_last = 0.0
_is_passed_over = False


def watch() -> None:
    """Remember from now on what each cell of this kernel did; outside a kernel nothing is."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and note not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", note)


def note(result: Any = None) -> None:
    """Remember that a cell was run.

    Parameters
    ----------
    result : ExecutionResult
        Of IPython.
    """
    global _last, _is_passed_over
    if not _is_passed_over:
        _last = time.time()
    _is_passed_over = False
    source = getattr(getattr(result, "info", None), "raw_cell", None)
    if isinstance(source, str):
        _ended.append((source, result.error_before_exec or result.error_in_exec))


def last() -> float:
    """Return when a cell was last run since :func:`watch`, in seconds since 1970."""
    return _last


def pass_over_this() -> None:
    """Take no time of the cell that runs now: it changes nothing that is saved."""
    global _is_passed_over
    _is_passed_over = True


def stopped_at(name: str) -> BaseException | None:
    """The error of the last cell that makes a name, if it ended before the name was made.

    Parameters
    ----------
    name : str
        A variable or a function of the notebook.

    Returns
    -------
    BaseException or None
        None if the cell ended well, made the name before it stopped, or was not seen.
    """
    for source, error in reversed(_ended):
        if makes(name, source):
            return error if error is not None and _is_older(name, source, error) else None
    return None


def _is_older(name: str, source: str, error: BaseException) -> bool:
    """Whether a cell that stopped surely left a name as it was."""
    if isinstance(error, SyntaxError):
        return True
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return False
    trace = error.__traceback__
    frames = (frame for frame in traceback.walk_tb(trace) if frame[0].f_code.co_name == "<module>")
    line = next((line for frame, line in frames if "ipy" in frame.f_code.co_filename), 0)
    if not line:
        return False
    makers = [node for node in body if makes(name, ast.unparse(node))]
    # within a loop or a branch nobody can tell from here which lines ran
    return all(
        isinstance(node, ast.Assign | ast.AnnAssign | ast.FunctionDef)
        and line <= (node.end_lineno or 0)
        for node in makers
    )


def makes(name: str, source: str) -> bool:
    """Whether a line of a cell defines a name, or assigns to it, alone or as one of several.

    Examples
    --------
    >>> makes("share", "part, share = 1, 2"), makes("share", "share == 2"), makes("f", "def f(x):")
    (True, False, True)
    """
    pattern = (
        rf"^[ \t]*(?:def[ \t]+{re.escape(name)}[ \t]*\(|(?:[\w \t]+,)*[ \t]*{re.escape(name)}"
        r"[ \t]*(?:[,:][^\n]*)?=(?!=))"
    )
    return re.search(pattern, source, re.MULTILINE) is not None
