"""Notebooks run side by side, each once for each content, for build, check, site and bank."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from jupyter_core.utils import ensure_event_loop

from nbreferee.notebooks import notebook_text, parse_notebook
from nbreferee.processes import cores
from servicelab.files import write_atomically
from servicelab_workshop.lessons.beside import LEFT_BEHIND
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.execute import execute
from servicelab_workshop.lessons.made_from import run_key
from servicelab_workshop.lessons.source import read_script

CACHE = Path(".servicelab", "runs")
_KEPT = 30 * 24 * 3600  # seconds that a result lies unused before it is thrown away


class Job(Protocol):
    """Something that is worked out from a notebook, and a key that changes with what it rests on."""

    @property
    def name(self) -> str:
        """What to call it in a message, such as ``m04_servqual/2_gaps``."""

    @property
    def key(self) -> str:
        """The same for the same result."""

    def work(self) -> str:
        """Work it out; a :class:`~servicelab.errors.CourseError` says why it cannot be."""


@dataclass(frozen=True)
class Run:
    """A notebook run from the first cell to the last, in a folder of its own.

    Parameters
    ----------
    name : str
        What to call it in a message.
    notebook : NotebookNode
        Not changed.
    files : Path
        The folder whose files lie beside it.
    ignore : tuple of str
        Patterns of files there that do not.
    solved : bool
        Whether it holds the reference answers, which must get their full points.
    startup : str
        Python that the kernel runs before the first cell.
    """

    name: str
    notebook: Any
    files: Path
    ignore: tuple[str, ...] = ()
    solved: bool = True
    startup: str = ""

    @property
    def key(self) -> str:
        """See :func:`.made_from.run_key`."""
        return run_key(self.notebook, self.beside(), self.name, str(self.solved), self.startup)

    def beside(self) -> list[Path]:
        """The files that lie beside it when it runs."""
        drop = shutil.ignore_patterns(*self.ignore)
        found = []
        for folder, folders, names in os.walk(self.files):
            left_out = drop(folder, [*folders, *names])
            folders[:] = [name for name in folders if name not in left_out]
            found += [Path(folder, name) for name in names if name not in left_out]
        return sorted(found)

    def work(self) -> str:
        """Run it; the text of the notebook with its outputs."""
        nb = parse_notebook(notebook_text(self.notebook))
        with tempfile.TemporaryDirectory(prefix="servicelab-run-") as scratch:
            folder = Path(scratch, self.files.name)
            shutil.copytree(self.files, folder, ignore=shutil.ignore_patterns(*self.ignore))
            try:
                execute(nb, folder, self.name, solved=self.solved, startup=self.startup)
            finally:
                # of this thread; the next notebook gets a new one
                ensure_event_loop().close()
        return notebook_text(nb)


def solved_run(course: Course, module: str, script: Path) -> Run:
    """The run of a notebook with its reference answers."""
    nb = read_script(script)
    return Run(
        f"{module}/{script.name}",
        nb,
        course.solutions / module,
        ignore=(*LEFT_BEHIND, BANK, *(path.name for path in course.scripts(module))),
    )


def run_all(
    root: Path,
    jobs: Iterable[Job],
    progress: Callable[[str], None] = lambda name: None,
    *,
    workers: int | None = None,
    again: bool = False,
) -> list[str]:
    """Work out jobs side by side, or take what they gave when nothing was different.

    Parameters
    ----------
    root : Path
        The course folder; results are kept in ``.servicelab/runs`` below it.
    jobs : iterable of Job
        What to do.
    progress : callable
        Called with each job's name when its result is there.
    workers : int, optional
        How many at once; by default one for each core.
    again : bool
        Work out everything anew.

    Returns
    -------
    list of str
        The results, in the order of the jobs.

    Raises
    ------
    CourseError
        What a job raises; those that have not begun are left.
    """
    cache = root / CACHE
    cache.mkdir(parents=True, exist_ok=True)
    asked = list(jobs)
    places = [cache / job.key for job in asked]
    results: dict[int, str] = {}
    with ThreadPoolExecutor(workers or cores()) as pool:
        waiting = {}
        for number, (job, place) in enumerate(zip(asked, places, strict=True)):
            known = None if again else _kept(place)
            if known is None:
                waiting[pool.submit(job.work)] = number
            else:
                results[number] = known
                progress(job.name)
        try:
            for done in as_completed(waiting):
                number = waiting[done]
                results[number] = done.result()
                write_atomically(places[number], results[number])
                progress(asked[number].name)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    _tidy(cache, places)
    return [results[number] for number in range(len(asked))]


def _kept(place: Path) -> str | None:
    with suppress(OSError):
        text = place.read_text(encoding="utf-8")
        os.utime(place)
        return text
    return None


def _tidy(cache: Path, used: Sequence[Path]) -> None:
    """Throw away what nobody has asked for in a month."""
    oldest = time.time() - _KEPT
    for place in {*cache.iterdir()} - {*used}:
        with suppress(OSError):
            if place.stat().st_mtime < oldest:
                place.unlink()
