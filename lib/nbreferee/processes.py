"""How many processes, and how they are started."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

_AGAIN = 0.2


class TooMuch(BaseException):
    """What a block may take of the processor is used up; no `except Exception` goes on after it."""


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


@contextmanager
def within(seconds: float, memory: int) -> Iterator[None]:
    """Let a block take no more of the machine; for work on what a stranger wrote.

    Parameters
    ----------
    seconds : float
        Of processor time, so that a busy machine ends nothing early; a block in a block has no more
        than what is left to the outer one.
    memory : int
        Bytes beyond what the process holds; counted on Linux alone.

    Raises
    ------
    TooMuch, MemoryError
        In the block. Nothing is bounded outside the main thread, or where there are no such signals.

    Examples
    --------
    >>> with within(1, 1 << 30):
    ...     print("well inside")
    well inside
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    import resource

    def end(_signal: int, _frame: Any) -> NoReturn:
        raise TooMuch

    before = signal.signal(signal.SIGPROF, end)
    left, _again = signal.setitimer(signal.ITIMER_PROF, 0)
    # again and again: what is raised while something is thrown away is lost
    signal.setitimer(signal.ITIMER_PROF, min(seconds, left or seconds), _AGAIN)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as stream:
            held = int(stream.read().split()[0]) * resource.getpagesize()
        bounds = [held + memory, *(bound for bound in (soft, hard) if bound >= 0)]
        resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    unused = 0.0
    try:
        try:
            yield
        finally:
            unused, _again = signal.setitimer(signal.ITIMER_PROF, 0)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.signal(signal.SIGPROF, before)
        if left:
            used = min(seconds, left) - unused
            signal.setitimer(signal.ITIMER_PROF, max(left - used, 0.001), _AGAIN)
