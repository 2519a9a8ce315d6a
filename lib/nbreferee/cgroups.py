"""A control group for each sandbox, where this machine lets its user make one.

Where it does not, :mod:`.usage` watches alone.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from nbreferee.isolation import Limits

_PLACE = Path("/sys/fs/cgroup")
_CONTROLLERS = frozenset(("cpu", "memory", "pids"))


def find_parent(place: Path = _PLACE, own: str | None = None) -> Path | None:
    """Return the nearest group above this process that takes groups with all limits.

    Parameters
    ----------
    place : Path
        Where the groups of version 2 are mounted.
    own : str, optional
        This process's own group, such as ``/user.slice``.
    """
    try:
        told = Path("/proc/self/cgroup").read_text() if own is None else f"0::{own}"
        found = re.search(r"^0::/(.*)$", told, re.MULTILINE)
        folder = place / found[1] if found else place
        for group in (folder, *folder.parents):
            given = set((group / "cgroup.subtree_control").read_text().split())
            # to move a process takes leave at the group above both places
            if given >= _CONTROLLERS and all(
                os.access(path, os.W_OK) for path in (group, group / "cgroup.procs")
            ):
                return group
            if group == place:
                break
    except OSError:
        pass
    return None


class Group:
    """The control group of one sandbox: equal shares of processors, and no more than the limits.

    Parameters
    ----------
    folder : Path
        To be made.
    limits : Limits
        What everybody in it may use together; files count, since they lie in memory.

    Raises
    ------
    OSError
        If this machine does not let us.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        folder.mkdir()
        try:
            for name, value in (
                ("memory.max", limits.memory + limits.disk),
                ("memory.oom.group", 1),
                ("pids.max", limits.processes),
            ):
                (folder / name).write_text(str(value))
            with contextlib.suppress(OSError):  # a machine without swap has no such file
                (folder / "memory.swap.max").write_text("0")
            # opened here, used where the folder is out of sight
            self._door = os.open(folder / "cgroup.procs", os.O_WRONLY)
            self._events = os.open(folder / "memory.events", os.O_RDONLY)
        except OSError:
            folder.rmdir()
            raise

    def enter(self) -> None:
        """Put the calling process into the group where that is allowed, and forget the group."""
        with contextlib.suppress(OSError):
            os.write(self._door, b"0")
        os.close(self._door)
        os.close(self._events)

    def burst(self) -> bool:
        """Whether it was ended because it wanted more memory than allowed."""
        found = re.search(rb"^oom_kill (\d+)", os.pread(self._events, 4096, 0), re.MULTILINE)
        return bool(found and int(found[1]))
