"""When a cell of the notebook was last run: what was saved before may hold another answer."""

from __future__ import annotations

import sys
import time
from typing import Any

_last = 0.0
_is_passed_over = False


def last() -> float:
    """Return when a cell was last run since :func:`watch`, in seconds since 1970."""
    return _last


def watch() -> None:
    """Note from now on when a cell was run; without IPython nothing is."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and note not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", note)


def pass_over_this() -> None:
    """Do not note the cell that runs now: it changes nothing that is saved."""
    global _is_passed_over
    _is_passed_over = True


def note(*_result: Any) -> None:
    """Note that a cell was run."""
    global _last, _is_passed_over
    if not _is_passed_over:
        _last = time.time()
    _is_passed_over = False
