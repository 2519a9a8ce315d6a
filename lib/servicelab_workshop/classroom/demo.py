"""A class, played from the answer bank: what an instructor will see, without real trainees."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from nbreferee.configuration import CONFIG
from nbreferee.feedback import feedback
from nbreferee.gradebook import open_api
from nbreferee.isolation import layers
from nbreferee.notebooks import read_notebook, write_notebook
from nbreferee.record import GradingRecord
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _
from servicelab_workshop.classroom.export import export
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import (
    Answer,
    compose,
    read_bank,
    reference,
)
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.lesson import Lesson, read_lesson, read_module

MARKER = ".servicelab-demo"
PAGE = "demo.html"
_MADE = ("solutions", "notebooks", "submitted", "autograded", "feedback")

# invented; family name first in the second half of the list, as its bearers would write it
_GIVEN = (
    "Ada", "Bruno", "Chiara", "Dilan", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kemi",
    "Lan", "Mei", "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Sana", "Tao", "Uma", "Viktor",
    "Wen", "Yara", "Zoe",
)  # fmt: skip
_FAMILY = (
    "Abara", "Bai", "Castell", "Duan", "Eriksen", "Fontaine", "Gu", "Haddad", "Ito", "Jansen",
    "Kaya", "Lindqvist", "Mao", "Novak", "Okoye", "Petrov", "Qian", "Ruiz", "Shen", "Tanaka",
    "Ueda", "Voss", "Weng", "Xu", "Yilmaz",
)  # fmt: skip


@dataclass(frozen=True)
class Student:
    """One invented trainee and what they hand in."""

    id: str
    first_name: str
    last_name: str
    ability: float
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Played:
    """What the demonstration made: see :func:`play`."""

    folder: Path
    page: Path
    module: str
    students: list[Student]
    results: list[GradingRecord]
    seconds: float


def draw_class(
    answers: Sequence[Answer], tasks: dict[str, float], students: int, seed: int = 2026
) -> list[Student]:
    """Invent trainees and draw their answers from the bank.

    Parameters
    ----------
    answers : sequence of Answer
        The module's bank and its reference answers.
    tasks : dict
        Task id -> points, automatic and by hand.
    students : int
        How many.
    seed : int
        The same seed gives the same class.

    Returns
    -------
    list of Student
        Each has an ability in (0, 1), Beta(4, 2) distributed. It is the chance of a right answer to
        a task; otherwise the task is left open with chance ``(1 - ability) / 3`` or gets a wrong
        answer. Of the answers marked by hand, the one whose share of the points is nearest to the
        ability is taken.

    Examples
    --------
    >>> right, wrong = Answer("q", "right", "", 1.0), Answer("q", "wrong", "", 0.0)
    >>> first, second = draw_class([right, wrong], {"q": 1.0}, 2)
    >>> first.id, first.name != second.name
    ('s001', True)
    """
    rng = np.random.default_rng(seed)
    pairs = [(given, family) for given in _GIVEN for family in _FAMILY]
    chosen = [pairs[place] for place in rng.permutation(len(pairs))]
    drawn = []
    for number in range(students):
        first, last = chosen[number % len(chosen)]
        ability = float(rng.beta(4, 2))
        taken: dict[str, Answer] = {}
        for task, points in tasks.items():
            pool = [answer for answer in answers if answer.task == task]
            answer = _choose(pool, points, ability, rng)
            if answer is not None:
                taken[task] = answer
        drawn.append(Student(f"s{number + 1:03d}", first, last, round(ability, 3), taken))
    return drawn


def _choose(
    pool: list[Answer], points: float, ability: float, rng: np.random.Generator
) -> Answer | None:
    by_hand = [answer for answer in pool if answer.points is None]
    if by_hand:
        if rng.random() < (1 - ability) / 3:
            return None
        away = [abs((answer.mark or 0.0) / points - ability) for answer in by_hand]
        nearest = [answer for answer, far in zip(by_hand, away, strict=True) if far == min(away)]
        return nearest[int(rng.integers(len(nearest)))]
    right = [answer for answer in pool if answer.points == points]
    wrong = [answer for answer in pool if answer.points != points]
    chance = rng.random()
    if right and (chance < ability or not wrong):
        return right[int(rng.integers(len(right)))]
    if chance > 1 - (1 - ability) / 3 or not wrong:
        return None
    return wrong[int(rng.integers(len(wrong)))]


def prepare_folder(folder: Path | str | None) -> Path:
    """Clear the folder to play in: a new throw-away one, or an empty or earlier demo folder.

    Raises
    ------
    CourseError
        If the folder holds anything that the demonstration has not made.
    """
    if folder is None:
        path = Path(tempfile.mkdtemp(prefix="servicelab-demo-"))
    else:
        path = Path(folder).resolve()
        if path.is_file():
            raise CourseError(_("{folder} is a file: name a folder.").format(folder=path))
        if path.is_dir() and any(path.iterdir()) and not (path / MARKER).exists():
            raise CourseError(
                _("{folder} is not empty and not from an earlier demo: name a new folder.").format(
                    folder=path
                )
            )
        try:
            path.mkdir(parents=True, exist_ok=True)
            for name in _MADE:
                if (path / name).exists():
                    _remove(path / name)
            (path / "gradebook.db").unlink(missing_ok=True)
        except OSError as error:
            raise CourseError(
                _("Cannot write in {folder} ({reason}): name another folder.").format(
                    folder=path, reason=error.strerror
                )
            ) from error
    write_atomically(path / MARKER, "")
    return path


def _remove(folder: Path) -> None:
    # nbgrader leaves read-only files
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(folder)


def play(
    course: Course,
    module: str,
    *,
    students: int = 12,
    folder: Path | str | None = None,
    seed: int = 2026,
    isolate: bool | None = None,
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Played:
    """Play a class from submission to exported grades.

    Parameters
    ----------
    course : Course
        The course whose module is played; nothing is written in it.
    module : str
        The module's name; it must be built and have an answer bank.
    students : int
        Size of the class.
    folder : path, optional
        By default a new folder among the temporary files.
    seed : int
        Who the students are and what they answer.
    isolate : bool, optional
        Run notebooks in a sandbox; by default where this machine offers one. The answers are the
        course's own.
    progress : callable
        Called with step, how many are done, how many there are.

    Returns
    -------
    Played
        Where everything lies, and the results.

    Raises
    ------
    CourseError
        If the module is not built, has no bank, or the folder is not free.
    """
    started = dt.datetime.now(dt.UTC)
    course.pick([module])
    for script in course.scripts(module):
        path = course.solutions / module / f"{script.stem}.ipynb"
        if not path.exists():
            raise CourseError(
                _("{path} is missing: run `servicelab build {module}` first.").format(
                    path=path, module=module
                )
            )
    if not (course.solutions / module / BANK).exists():
        raise CourseError(
            _("{module} has no answer bank ({bank}), so no class can be drawn from it.").format(
                module=module, bank=BANK
            )
        )
    root = prepare_folder(folder)
    shutil.copy(course.root / CONFIG, root)
    shutil.copytree(course.solutions / module, root / "solutions" / module)
    solved = [read_notebook(path) for path in sorted((course.solutions / module).glob("*.ipynb"))]
    references = [answer for nb in solved for answer in reference(nb)]
    tasks = {task.id: task.points for nb in solved for task in Lesson.of(nb).graded}
    bank = [*references, *read_bank(course.solutions / module / BANK)]
    class_ = draw_class(bank, tasks, students, seed)
    progress(_("Release"), 0, 1)
    with open_api(root) as api:
        outcome = api.generate_assignment(module)
        if not outcome["success"]:
            raise CourseError(
                _("nbgrader cannot release {module}: {reason}").format(
                    module=module, reason=outcome["error"].strip().splitlines()[-1]
                )
            )
        with api.gradebook as gradebook:
            for student in class_:
                gradebook.update_or_create_student(
                    student.id,
                    first_name=student.first_name,
                    last_name=student.last_name,
                    email=f"{student.id}@example.org",
                    lms_user_id=str(90000 + int(student.id[1:])),
                )
    progress(_("Release"), 1, 1)
    for number, student in enumerate(class_, start=1):
        hand_in(root, module, student, started)
        progress(_("Submissions"), number, len(class_))
    if isolate is None:
        isolate = all(layer.ok for layer in layers())
    results = grade(
        root,
        module,
        lambda step: progress(_("Grading"), step.done, step.total),
        isolate=isolate,
    )
    for result in results:
        if result.status != "graded":
            raise CourseError(
                _("{student} of the demonstration could not be graded: {reason}").format(
                    student=result.student, reason=result.message
                )
            )
    mark_by_hand(root, module, class_)
    count = iter(range(1, len(class_) + 1))
    feedback(root, module, lambda student: progress(_("Feedback"), next(count), len(class_)))
    export(root)
    progress(_("Export"), 1, 1)
    seconds = (dt.datetime.now(dt.UTC) - started).total_seconds()
    summary = summarize(root, module, class_, seconds)
    from jinja2 import Environment, PackageLoader

    page = root / PAGE
    template = Environment(
        loader=PackageLoader("servicelab_workshop.classroom"), autoescape=True, trim_blocks=True
    ).get_template("demo.html.j2")
    write_atomically(page, template.render(_=_, **summary))
    return Played(root, page, module, class_, results, seconds)


def play_all(
    course: Course,
    *,
    students: int = 12,
    folder: Path | str | None = None,
    seed: int = 2026,
    isolate: bool | None = None,
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Path:
    """Play a class in each graded module, each in a folder of its own, and write a page on all.

    Parameters
    ----------
    course, students, folder, seed, isolate, progress
        As for :func:`play`; `progress` is called with a module, how many are done, how many there
        are.

    Returns
    -------
    Path
        The page that leads to those of the modules.

    Raises
    ------
    CourseError
        As in :func:`play`.
    """
    modules = [name for name in course.modules() if read_module(course, name).points]
    root = prepare_folder(folder)
    rows: list[tuple[str, float, float, float]] = []
    for number, name in enumerate(modules):
        progress(_("Modules"), number, len(modules))
        played = play(
            course, name, students=students, folder=root / name, seed=seed, isolate=isolate
        )
        size = sum(path.stat().st_size for path in played.folder.rglob("*") if path.is_file())
        reached = [result.score or 0.0 for result in played.results]
        rows.append((name, played.seconds, size / 1e6, sum(reached) / len(reached)))
    progress(_("Modules"), len(modules), len(modules))
    from jinja2 import Environment, PackageLoader

    template = Environment(
        loader=PackageLoader("servicelab_workshop.classroom"), autoescape=True, trim_blocks=True
    ).get_template("demo_all.html.j2")
    page = root / PAGE
    write_atomically(page, template.render(_=_, rows=rows, page=PAGE, students=students))
    return page


def hand_in(root: Path, module: str, student: Student, when: dt.datetime) -> None:
    """Put what a trainee has answered where submissions are collected.

    Parameters
    ----------
    root : Path
        The course folder, with the module released.
    module : str
        The module's name.
    student : Student
        Who hands in; tasks without an answer stay as they were released.
    when : datetime
        The time of the submission.
    """
    target = root / "submitted" / student.id / module
    shutil.copytree(root / "notebooks" / module, target)
    for path in sorted(target.glob("*.ipynb")):
        nb = compose(read_notebook(path), student.answers.values())
        path.write_bytes(write_notebook(nb))
    stamp = when.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    (target / "timestamp.txt").write_text(stamp, encoding="utf-8")


def mark_by_hand(root: Path | str, module: str, students: Sequence[Student]) -> None:
    """Give the marks and a comment that a person would give to the written answers.

    An answer whose bank entry states no mark stays to be read.
    """
    with open_api(root) as api, api.gradebook as gradebook:
        for student in students:
            for notebook in gradebook.find_submission(module, student.id).notebooks:
                for given in notebook.grades:
                    answer = student.answers.get(given.name)
                    if not given.needs_manual_grade or answer is None or answer.mark is None:
                        continue
                    given.manual_score = float(answer.mark)
                    given.needs_manual_grade = False
                    for comment in notebook.comments:
                        if comment.name == given.name:
                            comment.manual_comment = _(
                                "Marked for the demonstration: {mark:g} of {points:g} points."
                            ).format(mark=answer.mark, points=given.max_score)
        gradebook.db.commit()


def _by_number(task: str) -> list[tuple[int, str]]:
    """``m02-q10`` after ``m02-q9``."""
    return [(int(part or 0), rest) for part, rest in re.findall(r"(\d*)(\D*)", task)]


def summarize(
    root: Path, module: str, students: Sequence[Student], seconds: float
) -> dict[str, Any]:
    """Gather what the page tells: scores by student, means by task, misconceptions counted.

    Returns
    -------
    dict
        ``module``, ``seconds``, ``students``, ``tasks``, ``traps``, ``files``, ``mean``, ``points``
        and ``waiting``, plain values for a template. Links are relative to `root`.
    """
    rows: list[dict[str, Any]] = []
    traps = Counter[tuple[str, str]]()
    reached: defaultdict[str, list[float]] = defaultdict(list)
    possible: dict[str, float] = {}
    statuses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for student in students:
        for outcome in _outcomes(root / "autograded" / student.id / module):
            statuses[outcome["id"]][outcome["status"]] += 1
            for trap in outcome["slips"]:
                traps[outcome["id"], trap] += 1
    with open_api(root) as api, api.gradebook as gradebook:
        for student in students:
            submission = gradebook.find_submission(module, student.id)
            for notebook in submission.notebooks:
                for given in notebook.grades:
                    possible[given.name] = float(given.max_score)
                    reached[given.name].append(float(given.score))
            rows.append(
                {
                    "id": student.id,
                    "name": student.name,
                    "ability": student.ability,
                    "score": float(submission.score),
                    "points": float(submission.max_score),
                    "waiting": bool(submission.needs_manual_grade),
                    "answers": {task: answer.name for task, answer in student.answers.items()},
                    "feedback": [
                        path.relative_to(root).as_posix()
                        for path in sorted((root / "feedback" / student.id / module).glob("*.html"))
                    ],
                    "submitted": f"submitted/{student.id}/{module}/",
                }
            )
        order = [
            cell.name
            for notebook in gradebook.find_assignment(module).notebooks
            for cell in notebook.grade_cells
        ]
    tasks = [
        {
            "id": task,
            "points": possible[task],
            "mean": sum(reached[task]) / len(reached[task]),
            "share": sum(reached[task]) / len(reached[task]) / possible[task]
            if possible[task]
            else 0,
            "statuses": dict(statuses[task]),
        }
        for task in sorted(order, key=_by_number)
        if task in possible
    ]
    return {
        "module": module,
        "seconds": seconds,
        "students": rows,
        "tasks": tasks,
        "traps": [
            {"task": task, "trap": trap, "count": count}
            for (task, trap), count in sorted(traps.items(), key=lambda item: (-item[1], item[0]))
        ],
        "mean": sum(row["score"] for row in rows) / len(rows) if rows else 0.0,
        "points": rows[0]["points"] if rows else 0.0,
        "waiting": sum(bool(row["waiting"]) for row in rows),
        "files": [
            ("notebooks/", _("what the trainees got")),
            ("submitted/", _("what they handed in")),
            ("autograded/", _("the same, run and graded")),
            ("feedback/", _("what goes back to them")),
            *(
                (path.relative_to(root).as_posix(), _("the mark scheme, in the answer of the memo"))
                for path in sorted((root / "solutions" / module).glob("*.ipynb"))
                if any(task.by_hand for task in read_lesson(path).graded)
            ),
            ("gradebook.db", _("nbgrader's gradebook; `nbgrader` and Formgrader read it")),
            ("grades.csv", _("grades, as nbgrader exports them")),
            ("grades-moodle.csv", _("a sheet that Moodle imports")),
            ("grades-canvas.csv", _("a sheet that Canvas imports")),
        ],
    }


def _outcomes(folder: Path) -> list[dict[str, Any]]:
    return [
        outcome
        for path in sorted(folder.glob("*.ipynb"))
        for cell in read_lesson(path).cells
        for outcome in cell.outcomes
    ]
