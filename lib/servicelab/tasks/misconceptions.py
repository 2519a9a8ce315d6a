"""Which slips a trainee met over all tries, and whether the task was right afterwards.

What is kept are ids and counts, never an answer. It lies in the working copy beside the modules, in
a hidden file that is never handed in: what is handed in is the folder of one module.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from servicelab.errors import CourseError
from servicelab.files import write_atomically

MEMORY = ".servicelab-slips.json"
#: The file by which a working copy is known; nothing is kept elsewhere.
WORKING_COPY: Final = ".servicelab.json"
#: Bytes that are read; tasks, slips of a task and times that are kept, and letters of an id.
LARGEST, MOST_TASKS, MOST_SLIPS, MOST_TIMES, LONGEST = 1 << 20, 300, 20, 999, 80


@dataclass(frozen=True)
class Met:
    """A slip that was met.

    Attributes
    ----------
    times : int
        Checks that named it anew: one after another that all named it count once.
    is_mended : bool
        Whether the task was right later.
    is_open : bool
        Whether the last check named it.
    """

    times: int = 1
    is_mended: bool = False
    is_open: bool = True


@dataclass
class Misconceptions:
    """The slips that a trainee met.

    Parameters
    ----------
    tasks : dict
        Id of a task -> id of a slip -> :class:`Met`.

    Examples
    --------
    >>> kept = Misconceptions()
    >>> kept.note("m02-q2-unit", ["percent"], is_right=False)
    True
    >>> kept.note("m02-q2-unit", [], is_right=True)
    True
    >>> kept.tasks["m02-q2-unit"]["percent"]
    Met(times=1, is_mended=True, is_open=False)
    """

    tasks: dict[str, dict[str, Met]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Misconceptions:
        """Read what is kept in a working copy; what is damaged or too large counts as nothing."""
        path = folder / MEMORY
        try:
            if not path.is_file() or path.is_symlink() or path.stat().st_size > LARGEST:
                return cls()
            kept = json.loads(path.read_bytes())["tasks"]
            tasks = {
                task: {slip: _met(met) for slip, met in list(slips.items())[:MOST_SLIPS]}
                for task, slips in list(kept.items())[:MOST_TASKS]
            }
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return cls()
        fits = all(len(id) <= LONGEST for task in tasks for id in (task, *tasks[task]))
        return cls(tasks) if fits else cls()

    def write(self, folder: Path) -> None:
        """Keep it in a working copy."""
        tasks = {
            task: {slip: [met.times, met.is_mended, met.is_open] for slip, met in slips.items()}
            for task, slips in self.tasks.items()
        }
        write_atomically(
            folder / MEMORY, json.dumps({"version": 1, "tasks": tasks}, separators=(",", ":"))
        )

    def note(self, task: str, slips: Collection[str], *, is_right: bool) -> bool:
        """Note what a check has found.

        Parameters
        ----------
        task : str
            Its id.
        slips : collection of str
            Ids of the slips that it names.
        is_right : bool
            Whether nothing was wrong.

        Returns
        -------
        bool
            Whether anything is new.
        """
        before = self.tasks.get(task, {})
        if not before and (not slips or len(self.tasks) >= MOST_TASKS):
            return False
        after = {
            slip: Met(met.times, met.is_mended or is_right, is_open=False)
            for slip, met in before.items()
        }
        for slip in slips:
            met = before.get(slip)
            if met is None and len(after) >= MOST_SLIPS:
                continue
            times = 1 if met is None else met.times + (not met.is_open)
            after[slip] = Met(min(times, MOST_TIMES))
        if not all(len(id) <= LONGEST for id in (task, *after)) or after == before:
            return False
        self.tasks[task] = after
        return True


def _met(kept: Any) -> Met:
    times, is_mended, is_open = kept
    if type(times) is not int or not 1 <= times <= MOST_TIMES:
        raise ValueError(times)
    if not (isinstance(is_mended, bool) and isinstance(is_open, bool)):
        raise TypeError(kept)
    return Met(times, is_mended, is_open)


def remember(outcome: Mapping[str, Any], here: Path) -> None:
    """Keep which slips a check named, if a notebook of a working copy ran it.

    Parameters
    ----------
    outcome : mapping
        See :attr:`servicelab.tasks.checking.Checked.outcome`.
    here : Path
        Where the notebook lies: in the folder of a module.
    """
    folder = here.resolve().parent
    if outcome["status"] == "not attempted" or not (folder / WORKING_COPY).is_file():
        return
    kept = Misconceptions.read(folder)
    if kept.note(outcome["id"], list(outcome["slips"]), is_right=outcome["status"] == "right"):
        # a full disk must not stop a check
        with suppress(CourseError):
            kept.write(folder)
