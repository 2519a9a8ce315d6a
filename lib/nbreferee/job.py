"""What travels between the grader and its workers: plain data, no path and no gradebook."""

from __future__ import annotations

import importlib
import importlib.util
import io
import os
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, Self
from unittest.mock import patch

from nbreferee.i18n import _
from nbreferee.isolation import Limits


class JudgeLike(Protocol):
    """Judges tests of one assignment, in a process that never runs a submission's code."""

    def asks(self, source: str) -> str | None:
        """What a kernel runs in place of a test, as an expression; None to run the test itself."""

    def result(self, source: str, outputs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """What the test shows, by type, its points as plain text."""

    def reads_alone(self, name: str) -> bool:
        """Whether a file of the release is for judging, and no answer depends on it."""


@dataclass(frozen=True)
class Helper:
    """A course's own library, as far as judging a run needs to know it.

    Parameters
    ----------
    package : str
        Its top-level name.
    places : tuple of (str, str)
        Packages, and folders beside or in them, that its notebooks read.
    judge : str
        A module with a class ``Judge`` that judges tests outside of the kernel; see
        :class:`JudgeLike`. Empty if all tests are judged where they run.
    """

    package: str = ""
    places: tuple[tuple[str, str], ...] = ()
    judge: str = ""

    def judging(self, files: Mapping[str, bytes]) -> JudgeLike | None:
        """Return what judges the tests of an assignment outside, if there is something."""
        if not self.judge:
            return None
        judge: JudgeLike = importlib.import_module(self.judge).Judge(files)
        return judge

    def folders(self) -> list[str]:
        """Return the folders of its files on this machine."""
        found = []
        for package, place in self.places:
            spec = importlib.util.find_spec(package)
            for root in spec.submodule_search_locations or () if spec else ():
                found.append(os.path.normpath(Path(root, place)))
        return [folder for folder in found if Path(folder).is_dir()]


NO_HELPER = Helper()


@dataclass(frozen=True)
class Cell:
    """A labeled cell as it was released; the names are those of nbgrader's gradebook."""

    name: str
    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    max_score: float | None = None
    kind: str = ""


@dataclass(frozen=True)
class Notebook:
    """The labeled cells of one released notebook."""

    name: str
    kernelspec: str | None
    source_cells: tuple[Cell, ...]

    def _of(self, kind: str) -> list[Cell]:
        return [cell for cell in self.source_cells if kind in cell.kind.split()]

    @property
    def grade_cells(self) -> list[Cell]:
        """Cells with points."""
        return self._of("grade")

    @property
    def solution_cells(self) -> list[Cell]:
        """Cells that hold an answer."""
        return self._of("solution")

    @property
    def task_cells(self) -> list[Cell]:
        """Cells that describe a task marked by hand."""
        return self._of("task")


@dataclass(frozen=True)
class AnswerKey:
    """What workers know of an assignment, with the questions nbgrader's steps ask a gradebook.

    Parameters
    ----------
    assignment : str
        The assignment's name.
    notebooks : tuple of Notebook
        Its notebooks.
    """

    assignment: str
    notebooks: tuple[Notebook, ...]

    @classmethod
    def read(cls, gradebook: Any, assignment: str) -> Self:
        """Read the key from an open gradebook."""
        notebooks = []
        for notebook in gradebook.find_assignment(assignment).notebooks:
            kinds: dict[str, str] = {}
            points: dict[str, float] = {}
            for kind in ("grade", "solution", "task"):
                for cell in getattr(notebook, f"{kind}_cells"):
                    kinds[cell.name] = f"{kinds.get(cell.name, '')} {kind}"
                    if kind != "solution":
                        points[cell.name] = float(cell.max_score)
            notebooks.append(
                Notebook(
                    notebook.name,
                    notebook.kernelspec,
                    tuple(
                        Cell(
                            cell.name,
                            cell.cell_type,
                            cell.source,
                            cell.checksum,
                            bool(cell.locked),
                            points.get(cell.name),
                            kinds.get(cell.name, ""),
                        )
                        for cell in notebook.source_cells
                    ),
                )
            )
        return cls(assignment, tuple(notebooks))

    def find_notebook(self, name: str, assignment: str) -> Notebook:
        """As in nbgrader's gradebook."""
        from nbgrader.api import MissingEntry

        for notebook in self.notebooks:
            if notebook.name == name and assignment == self.assignment:
                return notebook
        raise MissingEntry(f"No such notebook: {assignment}/{name}")

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Cell:
        """As in nbgrader's gradebook."""
        from nbgrader.api import MissingEntry

        for cell in self.find_notebook(notebook, assignment).source_cells:
            if cell.name == name:
                return cell
        raise MissingEntry(f"No such source cell: {assignment}/{notebook}/{name}")

    find_graded_cell = find_source_cell

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(
            _(
                "A step that runs with the notebook asked the gradebook for {name}: list it after "
                "SaveAutoGrades in Autograde.autograde_preprocessors."
            ).format(name=name)
        )


class _KeptOpen:
    """A gradebook that the steps which use it cannot close."""

    def __init__(self, gradebook: Any) -> None:
        self._gradebook = gradebook

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gradebook, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def close(self) -> None:
        """Do nothing."""


@contextmanager
def one_gradebook(gradebook: Any, steps: Iterable[type]) -> Iterator[None]:
    """Hand every step the gradebook that is open, where nbgrader would open another.

    Parameters
    ----------
    gradebook : Gradebook or AnswerKey
        What ``Gradebook(...)`` shall give.
    steps : iterable of type
        Preprocessor classes; what they know as ``Gradebook`` is replaced meanwhile.
    """
    from nbgrader.api import Gradebook

    kept = _KeptOpen(gradebook)
    known: dict[int, dict[str, Any]] = {}
    for base in {base for step in steps for base in step.__mro__}:
        for member in vars(base).values():
            # of a class that travelled by value, no module is known here
            names = getattr(member, "__globals__", {})
            if names.get("Gradebook") is Gradebook:
                known[id(names)] = names
    with ExitStack() as stack:
        for names in known.values():
            stack.enter_context(patch.dict(names, Gradebook=lambda *_a, **_k: kept))
        yield


@dataclass(frozen=True)
class Pack:
    """What is the same for all submissions of a run.

    Parameters
    ----------
    key : AnswerKey
        The released cells.
    config : traitlets Config
        The course's nbgrader configuration.
    sanitize, execute : tuple of type
        nbgrader's steps up to the execution's end; the later ones run beside the gradebook.
    sources : mapping
        Files of the released assignment that replace the trainee's, path -> content.
    released : mapping
        Notebook -> sources of its code cells as released, labeled or not, for telling what a
        trainee wrote.
    preload : tuple of str
        Modules that the assignment imports.
    layouts : mapping
        Notebook -> graded id, type, and text of all its cells as released, for finding labels
        that were lost; empty where the release is not there.
    editions : mapping
        Notebook -> what trainees may have been given of it, see :mod:`nbreferee.editions`.
    limits : Limits
        What one notebook may use.
    isolate : bool
        Whether to use the sandbox.
    readable : tuple of str
        Folders outside that notebooks may read.
    helper : Helper
        The course's own library, and what judges its tests.
    """

    key: AnswerKey
    config: Any
    sanitize: tuple[type, ...]
    execute: tuple[type, ...]
    sources: Mapping[str, bytes]
    released: Mapping[str, tuple[str, ...]]
    preload: tuple[str, ...] = ()
    layouts: Mapping[str, tuple[tuple[str | None, str, str], ...]] = field(default_factory=dict)
    editions: Mapping[str, tuple[tuple[tuple[str, str, str], ...], ...]] = field(
        default_factory=dict
    )
    limits: Limits = field(default_factory=Limits)
    isolate: bool = True
    readable: tuple[str, ...] = ()
    helper: Helper = NO_HELPER

    @cached_property
    def judge(self) -> JudgeLike | None:
        """What judges tests outside of the kernel, if there is something."""
        return self.helper.judging(self.sources)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the judge where it is: each worker makes its own."""
        return {name: value for name, value in self.__dict__.items() if name != "judge"}


@dataclass(frozen=True)
class Before:
    """What an earlier run of a submission left, all of it written by the grader.

    Parameters
    ----------
    ran : str
        Hash of all that ran, see :func:`nbreferee.taken.what_runs`.
    taken : mapping
        Notebook -> graded id -> what was taken, as outputs of a cell.
    notebooks : mapping
        Notebook name -> executed notebook.
    files : mapping
        Path -> content of the other files, as the run left them.
    """

    ran: str
    taken: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]
    notebooks: Mapping[str, str]
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Job:
    """One submission.

    Parameters
    ----------
    student, assignment : str
        Names it.
    notebooks : mapping
        Notebook name -> content of the file.
    files : mapping
        Path -> content of all other files, those of the release already in place.
    before : Before, optional
        An earlier run, from which it may be judged again.
    """

    student: str
    assignment: str
    notebooks: Mapping[str, bytes]
    files: Mapping[str, bytes]
    before: Before | None = None


@dataclass
class Outcome:
    """What became of a job.

    Parameters
    ----------
    student : str
        Whose it is.
    notebooks : dict
        Notebook name -> executed notebook, as nbgrader would write it before grades are saved.
    files : dict
        Path -> content of the files that were changed or made.
    gone : list of str
        Files that the notebooks deleted.
    flags : list of str
        What looked like tampering, one sentence each.
    notes : list of str
        What did not run to its end, one sentence each.
    error : str
        Why there is no result, one sentence; empty if there is one.
    ran : str
        Hash of all that ran; empty where what was taken shall not be kept.
    taken : dict
        Notebook name -> graded id -> what was taken for the judge, as outputs of a cell.
    again : bool
        Whether it was judged from what was taken before, and nothing ran.
    seconds, steps : float, dict
        Processor time in the worker, in all and for each step.
    """

    student: str
    notebooks: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    error: str = ""
    ran: str = ""
    taken: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)
    again: bool = False
    seconds: float = 0.0
    steps: dict[str, float] = field(default_factory=dict)


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """Put files into a tar archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


def unpack_files(data: bytes) -> dict[str, bytes]:
    """Read the regular files of a tar archive; whatever leads elsewhere is left out."""
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for entry in archive:
            name = entry.name
            if entry.isreg() and not name.startswith("/") and ".." not in Path(name).parts:
                stream = archive.extractfile(entry)
                assert stream is not None
                found[name] = stream.read()
    return found
