"""Judging for those who learn alone: what a class's grader would say, of one's own notebooks.

The grader of a class does the work, in a course of its own below ``.servicelab`` that holds one
module and one trainee. Points and words are those of a class; nothing in the working copy changes.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell
from rich.text import Text

from nbreferee import door, isolation
from nbreferee.configuration import CONFIG
from nbreferee.errors import RefereeError
from nbreferee.notebooks import parse_notebook, read_notebook, write_notebook
from nbreferee.record import GradingRecord
from servicelab.command import not_here
from servicelab.decisions.records import SUFFIX as RECORD
from servicelab.decisions.widgets.page import html_pieces
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _, ngettext
from servicelab.tasks.beside import SUFFIX
from servicelab.tasks.outcomes import SYMBOL, find
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.build import release
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.frozen import HIDDEN
from servicelab_workshop.lessons.grade_bank import NO_FIGURES
from servicelab_workshop.lessons.lesson import Task, read_lesson
from servicelab_workshop.self_study.progress import amount

STAGE = Path(".servicelab", "judge")
STUDENT = "me"
_MADE = ".made_from"
_PIECES = Path(__file__).with_suffix(".html.j2")


@dataclass
class Judged:
    """What the grader says of a module.

    Attributes
    ----------
    module : str
        Its name, with that of the notebook if one alone was judged.
    title : str
        What the first of its notebooks is called.
    tasks : list of Task
        Of the notebooks that were worked on, in their order.
    outcomes : dict
        Id of a task -> what its check found; see :attr:`servicelab.tasks.checking.Checked.outcome`.
    untouched : list of str
        Notebooks that are as they were delivered, and were not run.
    missing : list of str
        Notebooks that are not there under their name.
    notes : list of str
        What the grader had to say of the notebooks, one sentence each.
    """

    module: str
    title: str = ""
    tasks: list[Task] = field(default_factory=list)
    outcomes: dict[str, dict[str, Any]] = field(default_factory=dict)
    untouched: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def checked(self) -> list[Task]:
        """The tasks that earn points without a person."""
        return [task for task in self.tasks if task.is_graded and not task.by_hand]

    @property
    def score(self) -> float:
        """Points for the tasks that are checked."""
        return round(
            sum(self.outcomes.get(task.id, {}).get("score", 0) for task in self.checked), 2
        )

    @property
    def points(self) -> float:
        """What those tasks are worth."""
        return sum(task.points for task in self.checked)

    @property
    def memo_points(self) -> float:
        """What is left for a person to mark."""
        return sum(task.points for task in self.tasks if task.by_hand)


def judge(root: Path | None, folder: Path, module: str, notebook: str = "") -> Judged:
    """Judge the notebooks of a module that were worked on.

    Parameters
    ----------
    root : Path or None
        The course's folder, with its solved edition; None if there is none on this machine.
    folder : Path
        The working copy.
    module : str
        The module's name.
    notebook : str
        Of one notebook, without its ending; by default all are judged.

    Returns
    -------
    Judged

    Raises
    ------
    CourseError
        If there is no solved edition here, nothing was worked on, or a notebook cannot be
        judged.
    """
    course = _course(root, module)
    names = [script.with_suffix(".ipynb").name for script in course.scripts(module)]
    wanted = [name for name in names if notebook in ("", Path(name).stem)]
    if not wanted:
        raise CourseError(
            _("There is no notebook {name} in {module}; choose from: {known}.").format(
                name=door.name(notebook),
                module=module,
                known=", ".join(Path(name).stem for name in names),
            )
        )
    judged = Judged(f"{module}/{notebook}" if notebook else module)
    stage = stage_of(course.root, folder) / module
    given = _released(course, module, names, stage)
    handed_in = stage / "submitted" / STUDENT / module
    shutil.rmtree(handed_in.parent, ignore_errors=True)
    shutil.copytree(given, handed_in)
    for name in names:
        if name not in wanted:
            (handed_in / name).unlink()
        elif not _take(folder / module, handed_in, name):
            is_there = (folder / module / name).is_file()
            (judged.untouched if is_there else judged.missing).append(name)
    passed_over = {*names} - {*wanted} | {*judged.untouched, *judged.missing}
    elsewhere = _renamed(folder / module, names, judged.missing)
    if passed_over == {*names}:
        nothing = _("Nothing of {module} was answered and saved in {folder} yet.").format(
            module=judged.module, folder=folder
        )
        raise CourseError(" ".join(elsewhere) or nothing)
    record = _graded(stage, module)
    judged.notes = [
        note
        for note in (*record.incomplete, *record.notes)
        if not note.startswith(tuple(passed_over))
    ] + elsewhere
    for name in wanted:
        if name not in passed_over:
            lesson = read_lesson(given / name)
            judged.title = judged.title or lesson.title
            judged.tasks += [task for task in lesson.tasks if task.is_graded]
            graded = stage / "autograded" / STUDENT / module / name
            # what could not be read is in the notes, and earns nothing
            for cell in read_notebook(graded).cells if graded.exists() else ():
                judged.outcomes |= {one["id"]: one for one in find(cell.get("outputs", []))}
    return judged


def stage_of(root: Path, folder: Path) -> Path:
    """Where a working copy is judged: each has a place of its own, so that two never mix."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return root / STAGE / name


def _course(root: Path | None, module: str) -> Course:
    """The course, if it holds what judging takes: solved notebooks with hidden parts of checks."""
    course = Course(root) if root else None
    if course and module in course.modules():
        solved = [script.with_suffix(".ipynb") for script in course.scripts(module)]
        if all(path.exists() and read_notebook(path).metadata.get(HIDDEN) for path in solved):
            return course
    raise CourseError(
        _(
            "{module} is judged by your instructor: the solved edition, with its hidden checks, is not on this machine."
        ).format(module=module)
    )


def _released(course: Course, module: str, names: Sequence[str], stage: Path) -> Path:
    """Make the course that grades, unless it was made from the same; its trainee edition."""
    source = course.solutions / module
    files = [course.root / CONFIG, *sorted(path for path in source.rglob("*") if path.is_file())]
    digest = hashlib.sha256(version("servicelab").encode())
    for path in files:
        if "__pycache__" not in path.parts:
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    key = digest.hexdigest()
    made = stage / _MADE
    if not made.exists() or made.read_text(encoding="utf-8") != key:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        solved = {name: read_notebook(source / name) for name in names}
        beside = {
            Path(name).stem: (source / name).with_suffix(SUFFIX).read_text(encoding="utf-8")
            for name in names
        }
        release(course, module, solved, stage, beside)
        write_atomically(made, key)
    return stage / "notebooks" / module


def _take(folder: Path, handed_in: Path, name: str) -> bool:
    """Hand in one notebook and its decisions; whether anything in it was answered.

    An answer is a cell that is another than was delivered, a check that was run on one, or, in a
    notebook that was run, a decision on file.
    """
    target = handed_in / name
    given = target.read_bytes()
    target.unlink()
    try:
        content = door.read(folder / name, door.LARGEST)
    except OSError:
        return False
    records = _records(folder)
    for path in records:
        shutil.copy(path, handed_in)
    try:
        nb = parse_notebook(content.decode())
        decided = bool(records) and any(cell.get("execution_count") for cell in nb.cells)
        is_new = _sources(nb) != _sources(parse_notebook(given.decode()))
        if not (is_new or decided or _is_attempted(nb)):
            return False
        nb.cells.insert(0, new_code_cell(NO_FIGURES))  # type: ignore[no-untyped-call]
        content = write_notebook(nb)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        pass  # the grader says what is wrong with it
    target.write_bytes(content)
    return True


def has_decision(folder: Path) -> bool:
    """Whether a decision is on file in a module's folder."""
    return bool(_records(folder))


def _records(folder: Path) -> list[Path]:
    return [path for path in folder.glob(f"*{RECORD}") if path.is_file()]


def _sources(nb: Any) -> list[str]:
    return [cell.source for cell in nb.cells]


def _is_attempted(nb: Any) -> bool:
    """Whether a check that was run found an answer."""
    return any(
        outcome.get("status") not in (None, "not attempted")
        for cell in nb.cells
        for outcome in find(cell.get("outputs", []))
    )


def _renamed(folder: Path, names: Sequence[str], missing: Sequence[str]) -> list[str]:
    """A sentence for each notebook that is not there, if others are that it may have become."""
    found = sorted({path.name for path in folder.glob("*.ipynb")} - {*names})
    if not found:
        return []
    there = _("Found: {names}.").format(names=", ".join(map(door.name, found)))
    return [f"{not_here(name)} {there}" for name in missing]


def _graded(stage: Path, module: str) -> GradingRecord:
    isolate = all(layer.ok for layer in isolation.layers())
    try:
        (record,) = grade(stage, module, isolate=isolate)
    except RefereeError as error:
        raise CourseError(str(error)) from error
    if record.status != "graded":
        raise CourseError(record.message)
    return record


def report(judged: Judged) -> None:
    """Print what the grader says, task by task."""
    from rich.console import Console
    from rich.padding import Padding

    console = Console(highlight=False)
    for task, status, words, sentences in _lines(judged):
        console.print(
            f"{SYMBOL[status]} {task.id}: {words} {task.title}",
            markup=False,
            style="bold" if status != "right" else "",
        )
        for sentence in sentences:
            console.print(Padding(Text(sentence), (0, 0, 0, 4), expand=False))
    console.print()
    for line in _summary(judged):
        console.print(line, markup=False, soft_wrap=True)


def forms(judged: Judged) -> dict[str, str]:
    """What the grader says of a notebook as text and as HTML, by MIME type."""
    lines = list(_lines(judged))
    summary = _summary(replace(judged, module=judged.title))
    text = [
        f"{SYMBOL[status]} {task.title or task.id}: {words}" for task, status, words, _x in lines
    ]
    rows = [
        (status, SYMBOL[status], task.title or task.id, words, sentences)
        for task, status, words, sentences in lines
    ]
    page = html_pieces(_PIECES).judged(rows, summary)
    return {"text/plain": "\n".join([*text, *summary]), "text/html": str(page)}


def _lines(judged: Judged) -> Iterator[tuple[Task, str, str, list[str]]]:
    """Each task, its status, its points in words, and what is said of it."""
    for task in judged.checked:
        outcome = judged.outcomes.get(task.id, {})
        words = _("{score} of {points}.").format(
            score=amount(outcome.get("score", 0)), points=amount(task.points)
        )
        sentences = [
            f"{SYMBOL.get(check['status'], '')} {check['name']}: {check['message']}".strip()
            for check in outcome.get("checks", [])
            if check["message"]
        ]
        yield task, outcome.get("status", "not attempted"), words, sentences


def _summary(judged: Judged) -> list[str]:
    words = (
        _("{module}: {score} of {points} points in the notebooks judged.")
        if judged.untouched or judged.missing
        else _("{module}: {score} of {points} points.")
    )
    numbers = {"score": amount(judged.score), "points": amount(judged.points)}
    lines = [words.format(module=judged.module, **numbers)]
    if judged.memo_points:
        lines.append(
            _(
                "{points:g} more are for memos: mark yours by the scheme that stands in the solved notebook."
            ).format(points=judged.memo_points)
        )
    if judged.untouched:
        lines.append(
            ngettext(
                "{names} is as it was delivered, and was not run.",
                "{names} are as they were delivered, and were not run.",
                len(judged.untouched),
            ).format(names=", ".join(judged.untouched))
        )
    return lines + judged.notes
