"""The answers of a class as they were handed in, with their fingerprints; nothing is graded or run."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Literal

from nbreferee import door
from nbreferee.gradebook import open_api
from nbreferee.job import Cell, Notebook
from nbreferee.notebooks import read_notebook
from nbreferee.processes import TooMuch, cores, safe_context, within
from nbreferee.submission import examine
from nbreferee.titles import last_heading
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.classroom.fingerprints import (
    CODE,
    MOST_LETTERS,
    PROSE,
    code_units,
    fingerprints,
    grams,
    prose_units,
)
from servicelab_workshop.classroom.similarity import Answer
from servicelab_workshop.lessons.bank import read_bank
from servicelab_workshop.lessons.course import BANK
from servicelab_workshop.lessons.lesson import ANSWER
from servicelab_workshop.lessons.regions import without_marks

# processor time and bytes for the answers of one submission, a hundred times what one takes
_SECONDS, _MEMORY = 20.0, 1 << 30
_WORD = re.compile(r"\w+")
Kind = Literal["code", "prose"]


@dataclass(frozen=True)
class AnswerCell:
    """A cell of the release that trainees answer in.

    Attributes
    ----------
    notebook, name : str
        Of the notebook and of the cell.
    title : str
        The heading that it stands under.
    kind : {"code", "prose"}
        What is written there.
    stub : str
        What stands there in the release.
    """

    notebook: str
    name: str
    title: str
    kind: Kind
    stub: str

    @property
    def key(self) -> str:
        """What no other cell of the assignment has."""
        return f"{self.notebook}/{self.name}"

    @property
    def task(self) -> str:
        """What trainees know it as."""
        return self.name.removesuffix(ANSWER)


@dataclass(frozen=True)
class Release:
    """What was handed out, and which answers are known.

    Attributes
    ----------
    notebooks : tuple of Notebook
        Their labeled cells.
    layouts : mapping
        Notebook -> all its cells: label, type and text.
    cells : mapping
        Key -> where trainees answer.
    solved : tuple of (str, str)
        Text of the notebooks with solutions, where they are there: type and text of each cell.
    known : mapping
        Key -> answers that are known: the solution, and those of the answer bank.
    """

    notebooks: tuple[Notebook, ...]
    layouts: Mapping[str, tuple[tuple[str | None, str, str], ...]]
    cells: Mapping[str, AnswerCell]
    solved: tuple[tuple[str, str], ...] = ()
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that were handed out, such as names of columns and functions."""
        return frozenset(
            word
            for layout in self.layouts.values()
            for _name, _kind, text in layout
            for word in _WORD.findall(text)
        )

    @cached_property
    def common(self) -> frozenset[int]:
        """Fingerprints of what was handed out and of known answers."""
        texts = [(kind, text) for cells in self.layouts.values() for _name, kind, text in cells]
        texts += self.solved
        texts += [
            ("code" if self.cells[key].kind == "code" else "markdown", answer)
            for key, answers in self.known.items()
            for answer in answers
        ]
        found: set[int] = set()
        for kind, text in texts:
            # code is also shown within prose, between fences
            code = text if kind == "code" else "\n".join(text.split("```")[1::2])
            for unit in code_units(code, self.words):
                found.update(grams(unit.tokens, CODE))
            for unit in prose_units(text) if kind != "code" else ():
                found.update(grams(unit.tokens, PROSE))
        return frozenset(found)


@dataclass(frozen=True)
class Class:
    """What a class handed in.

    Attributes
    ----------
    release : Release
        What was handed out.
    answers : mapping
        Student -> key of a cell -> answer; cells that were left as they were are not there.
    unread : mapping
        Student -> why nothing of it could be compared, one sentence.
    bank_problem : str
        Why the answer bank could not be read; empty if it could, or if there is none.
    """

    release: Release
    answers: Mapping[str, Mapping[str, Answer]]
    unread: Mapping[str, str]
    bank_problem: str = ""


def read_class(
    root: Path | str,
    assignment: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Class:
    """Read what a class handed in.

    Parameters
    ----------
    root : path
        Any nbgrader course. Its gradebook is not looked at: nothing has to be graded.
    assignment : str
        The assignment's name.
    progress : callable
        Called with how many submissions are read, and how many there are.

    Raises
    ------
    CourseError
        If the assignment is not released here, has no cell to answer in, or fewer than two
        submissions.
    """
    root = Path(root).resolve()
    with open_api(root) as api:
        place = partial(api.coursedir.format_path, student_id=".", assignment_id=assignment)
        source = Path(place(api.coursedir.source_directory))
        released = Path(place(api.coursedir.release_directory))
        students = sorted(api.get_submitted_students(assignment))
        folders = {
            student: Path(
                api.coursedir.format_path(api.coursedir.submitted_directory, student, assignment)
            )
            for student in students
        }
    release, bank_problem = read_release(released, source)
    if not release.cells:
        raise CourseError(
            _(
                "No notebook of {name} with cells to answer in lies in {folder}: check the name, "
                "and release it first."
            ).format(name=assignment, folder=released)
        )
    if len(students) < 2:
        raise CourseError(
            _("There are not two submissions of {name} in {folder} to compare.").format(
                name=assignment, folder=root
            )
        )
    answers: dict[str, Mapping[str, Answer]] = {}
    unread: dict[str, str] = {}
    for number, (student, (found, problem)) in enumerate(
        zip(students, _read_all(release, list(folders.values())), strict=True), start=1
    ):
        if problem:
            unread[student] = problem
        else:
            answers[student] = found
        progress(number, len(students))
    return Class(release, answers, unread, bank_problem)


def read_release(released: Path, source: Path) -> tuple[Release, str]:
    """Read what was handed out, and the answers that are known.

    Parameters
    ----------
    released, source : Path
        Folders of the notebooks as trainees got them, and with solutions; where one is missing, the
        other serves.

    Returns
    -------
    Release, str
        And why the answer bank beside the solutions could not be read, or nothing.
    """
    handed_out, solutions = _notebooks(released), _notebooks(source)
    notebooks, layouts, cells = [], {}, {}
    for name, nb in (handed_out or solutions).items():
        labeled = list(_labeled(nb))
        layouts[name] = tuple(
            (cell.metadata.get("nbgrader", {}).get("grade_id"), cell.cell_type, cell.source)
            for cell in nb.cells
        )
        notebooks.append(Notebook(name, None, tuple(cell for cell, _title in labeled)))
        for cell, title in labeled:
            if "solution" in cell.kind.split():
                kind: Kind = "code" if cell.cell_type == "code" else "prose"
                one = AnswerCell(name, cell.name, title, kind, cell.source if handed_out else "")
                cells[one.key] = one
    known: dict[str, list[str]] = {key: [] for key in cells}
    for name, nb in solutions.items():
        for cell, _title in _labeled(nb):
            if f"{name}/{cell.name}" in known:
                known[f"{name}/{cell.name}"].append(without_marks(cell.source))
    problem = ""
    if (source / BANK).is_file():
        keys = {task: key for key, cell in cells.items() for task in (cell.task, cell.name)}
        try:
            for answer in read_bank(source / BANK):
                if answer.task in keys:
                    known[keys[answer.task]].append(answer.source)
        except CourseError as error:
            problem = str(error)
    solved = tuple((cell.cell_type, cell.source) for nb in solutions.values() for cell in nb.cells)
    return (
        Release(
            tuple(notebooks),
            layouts,
            cells,
            solved,
            {key: tuple(answers) for key, answers in known.items()},
        ),
        problem,
    )


def _notebooks(folder: Path) -> dict[str, Any]:
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            found[path.stem] = read_notebook(path)
        except Exception as error:
            raise CourseError(
                _("{path} cannot be read as a notebook ({reason}): release it again.").format(
                    path=path, reason=door.text(error)
                )
            ) from error
    return found


def _labeled(nb: Any) -> Iterator[tuple[Cell, str]]:
    """Labeled cells as a gradebook has them, each with the heading that it stands under."""
    title = ""
    for cell in nb.cells:
        label = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and not label.get("solution"):
            title = last_heading(cell.source) or title
        if "grade_id" in label:
            yield (
                Cell(
                    label["grade_id"],
                    cell.cell_type,
                    cell.source,
                    label.get("checksum"),
                    bool(label.get("locked")),
                    label.get("points"),
                    " ".join(kind for kind in ("grade", "solution", "task") if label.get(kind)),
                ),
                title,
            )


_Found = tuple[dict[str, Answer], str]


def _read_all(release: Release, folders: list[Path]) -> Iterator[_Found]:
    if len(folders) < 2 * cores():
        yield from (read_answers(folder, release) for folder in folders)
        return
    with ProcessPoolExecutor(min(cores(), len(folders)), safe_context(), _open, (release,)) as pool:
        yield from pool.map(_read, folders, chunksize=4)


_release: Release


def _open(release: Release) -> None:
    global _release
    _release = release


def _read(folder: Path) -> _Found:
    return read_answers(folder, _release)


def read_answers(folder: Path, release: Release) -> _Found:
    """Read what one trainee answered.

    Parameters
    ----------
    folder : Path
        ``submitted/<student>/<assignment>``.
    release : Release
        What was handed out.

    Returns
    -------
    dict, str
        Key of a cell -> answer, of those that were changed; and why nothing could be read, or
        nothing.
    """
    try:
        with within(_SECONDS, _MEMORY):
            readable, fatal, _incomplete, _notes = examine(
                folder, release.notebooks, release.layouts
            )
            if fatal:
                return {}, " ".join(door.sentences(fatal))
            sources: dict[str, str] = {}
            for name, content in readable.items():
                sources |= _sources(name, json.loads(content), release)
            return {
                key: fingerprinted(source, release.cells[key].kind, release)
                for key, source in sources.items()
            }, ""
    except (TooMuch, MemoryError):
        return {}, _("To read it takes too long or too much memory.")
    except OSError as error:
        return {}, _("It cannot be opened ({reason}).").format(
            reason=error.strerror or os.fsdecode(str(error))
        )


def _sources(name: str, raw: Mapping[str, Any], release: Release) -> dict[str, str]:
    found = {}
    for cell in raw["cells"]:
        key = f"{name}/{cell['metadata'].get('nbgrader', {}).get('grade_id')}"
        if key in release.cells:
            # nbgrader counts the last of copies, too
            found[key] = "".join(cell["source"])
    return {
        key: source
        for key, source in found.items()
        if source.strip() and source.strip() != release.cells[key].stub.strip()
    }


def fingerprinted(source: str, kind: Kind, release: Release) -> Answer:
    """Return an answer with its fingerprints; no more than the first letters of it are kept."""
    source = door.encodable(source[:MOST_LETTERS])
    if kind == "code":
        units, size = code_units(source, release.words), CODE
    else:
        units, size = prose_units(source), PROSE
    return Answer(
        source,
        tuple((unit.first, unit.last) for unit in units),
        tuple(fingerprints(units, size)),
    )


def known_answers(release: Release) -> dict[str, int]:
    """Count the known answers to each task, whatever is the same counted once."""
    return {
        key: len(Counter(answer.strip() for answer in answers))
        for key, answers in release.known.items()
    }
