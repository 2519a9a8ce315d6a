"""How many processes, and how they are started."""

from __future__ import annotations

import multiprocessing
import os
import threading
from typing import Any


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def safe_context(*preload: str) -> Any:
    """How to start processes: by a fork, which costs nothing, where no other thread can be caught.

    Parameters
    ----------
    *preload : str
        Modules for a server process to import, where there is no fork.

    Returns
    -------
    multiprocessing context
    """
    methods = multiprocessing.get_all_start_methods()
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    if threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context
