"""Which cells of a notebook ran, and which of them stopped: a check must not judge what is older.

A cell that stops leaves what its names held before. Without this a check would speak of an answer
that is not there any more.
"""

from __future__ import annotations

import re
import sys
from collections import deque
from typing import Any, Final

#: Cells that are remembered; far more than a notebook has.
MOST: Final = 500
_ran: deque[tuple[str, BaseException | None]] = deque(maxlen=MOST)


def watch() -> None:
    """Remember from now on how each cell of this kernel ended; outside a kernel do nothing."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and note not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", note)


def note(result: Any) -> None:
    """Remember how a cell ended.

    Parameters
    ----------
    result : ExecutionResult
        Of IPython.
    """
    error = result.error_before_exec or result.error_in_exec
    _ran.append((str(getattr(result.info, "raw_cell", "")), error))


def stopped_at(name: str) -> BaseException | None:
    """The error of the last cell that makes a name; None if it ended well or none was seen.

    Parameters
    ----------
    name : str
        A variable or a function of the notebook.
    """
    for source, error in reversed(_ran):
        if makes(name, source):
            return error
    return None


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
