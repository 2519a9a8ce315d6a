"""Processes that a test, or something that it started, has left behind."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from nbreferee import _linux

# these end with the process that started them
_HELPERS = ("multiprocessing.forkserver", "multiprocessing.resource_tracker")


def hear_interrupts() -> None:
    """Have Ctrl-C end a process that is about to start: one in the background inherits that it does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def processes_with(mark: str) -> dict[int, str]:
    """Command lines of the processes that were started with ``NAME=VALUE`` in their environment."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                found[int(folder.name)] = line.decode(errors="replace")
    return found


@contextlib.contextmanager
def nobody_lives_on(seconds: float = 60) -> Iterator[None]:
    """Fail if a process that was started in the block, by whomever, outlives it; end it then."""
    if sys.platform == "linux":
        # whoever loses its parent becomes a child of this process
        _linux.prctl(_linux.PR_SET_CHILD_SUBREAPER, 1)
    yield
    deadline = time.monotonic() + seconds
    while (left := _living()) and time.monotonic() < deadline:
        time.sleep(0.1)
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.kill()
    assert not left, f"left behind: {list(left.values())}"


def _living() -> dict[psutil.Process, str]:
    found = {}
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            line = " ".join(process.cmdline())
            if process.status() != psutil.STATUS_ZOMBIE and not any(
                one in line for one in _HELPERS
            ):
                found[process] = line
    return found
