"""What a sandbox takes of memory and of processors, seen from its first process."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

# a socket's buffers, which belong to no process; their size cannot be changed in a sandbox
_SOCKET = 512 << 10
# a pipe's two pages, shared by its ends
_DESCRIPTOR = 4 << 10
# how fast one processor fills memory, a second
_FILLED = 2 << 30
# the longest time between two looks
TICK = 0.5
_OWN = re.compile(rb"^(?:RssAnon|VmSwap|VmPTE):\s+(\d+)", re.MULTILINE)
_SOCKETS = re.compile(r"^sockets: used (\d+)")


def everybody() -> list[int]:
    """Return all processes that the caller's /proc shows, except for the caller."""
    mine = os.getpid()
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != mine]


def memory(processes: Iterable[int]) -> int:
    """Return the bytes that processes hold for themselves, with what the kernel keeps for them."""
    total = 0
    for process in processes:
        with contextlib.suppress(OSError):
            held = _OWN.findall(Path(f"/proc/{process}/status").read_bytes())
            total += sum(int(kilobytes) for kilobytes in held) << 10
            # Linux 6.2 and later count the descriptors here
            total += os.stat(f"/proc/{process}/fd").st_size * _DESCRIPTOR
    return total


def buffers() -> int:
    """Return the bytes that all sockets of the caller's network namespace may hold."""
    with contextlib.suppress(OSError):
        found = _SOCKETS.search(Path("/proc/self/net/sockstat").read_text())
        if found:
            return int(found[1]) * _SOCKET
    return 0


def pause(room: int) -> float:
    """Return the seconds that may pass before a look at the memory again.

    Parameters
    ----------
    room : int
        Bytes that are left.

    Examples
    --------
    >>> pause(1 << 50), pause(0)
    (0.5, 0.01)
    """
    return min(TICK, max(0.01, room / (_FILLED * (os.cpu_count() or 1))))


class Share:
    """Puts processes that want more than one processor on one, for good.

    A class is graded by one sandbox for each processor, so that is what each may have; whoever
    wants no more keeps the choice, and gives way to those who were put on a processor.

    Parameters
    ----------
    processor : int
        On which one.
    """

    def __init__(self, processor: int) -> None:
        self._one = {processor}
        self._seen = 0
        self._enough = len(os.sched_getaffinity(0)) == 1

    def look(self, processes: Iterable[int]) -> None:
        """Look who runs right now, and act when they were too many twice in a row."""
        if self._enough:
            return
        tasks = [
            (process, int(task))
            for process in processes
            for task in _names(f"/proc/{process}/task")
        ]
        if self._seen < 2:
            running = sum(_runs(process, task) for process, task in tasks)
            self._seen = self._seen + 1 if running > 1 else 0
        if self._seen == 2:
            # again and again: who was started meanwhile by one not yet put there is still free
            for _process, task in tasks:
                with contextlib.suppress(OSError):
                    os.sched_setaffinity(task, self._one)


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _runs(process: int, task: int) -> bool:
    try:
        told = Path(f"/proc/{process}/task/{task}/stat").read_bytes()
    except OSError:
        return False
    return told.rpartition(b") ")[2].startswith(b"R")
