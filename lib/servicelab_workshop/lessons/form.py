"""The form of a module: how long a notebook is, and what its points are given for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from servicelab.i18n import _
from servicelab_workshop.lessons.lesson import Lesson, Module, Task
from servicelab_workshop.lessons.stubs import functions_of, is_empty, is_to_complete

#: What a notebook may take at most.
MINUTES, TASKS, WORDS = 75, 5, 1800
#: Of a module's points: the most for whole functions, and the least and the most for memos.
FUNCTIONS, MEMOS = 0.3, (0.15, 0.2)

Lane = Literal["function", "completion", "value", "sentence", "decision", "memo"]
LANES: tuple[Lane, ...] = ("function", "completion", "value", "sentence", "decision", "memo")

_CODE = re.compile(r"\$\$.*?\$\$|\$[^$\n]*\$|<[^>]*>|`[^`]*`", re.DOTALL)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True)
class Form:
    """What a notebook takes, and what its points are given for.

    Attributes
    ----------
    lesson : Lesson
        Which one.
    words : int
        Of its texts, without code and formulas.
    tasks : int
        Headings that state points.
    points : dict
        Lane -> points.
    """

    lesson: Lesson
    words: int
    tasks: int
    points: dict[Lane, float]


def lane(task: Task) -> Lane:
    """What a task asks for.

    A whole function, a function to complete, which sentence may be told, a decision (its marker says
    ``decides="whom to call"``), a memo, or else values.

    Parameters
    ----------
    task : Task
        Of the trainee edition.
    """
    if task.by_hand:
        return "memo"
    functions = list(functions_of(task.answer.source)) if task.answer else []
    if any(is_empty(one) for one in functions):
        return "function"
    if any(is_to_complete(one) for one in functions):
        return "completion"
    if task.cell and task.cell.metadata.get("decides"):
        return "decision"
    return "sentence" if task.asks_for_a_sentence else "value"


def form(lesson: Lesson) -> Form:
    """Measure a notebook of the trainee edition."""
    texts = [cell.source for cell in lesson.cells if cell.cell_type == "markdown"]
    points = dict.fromkeys(LANES, 0.0)
    for task in lesson.graded:
        points[lane(task)] += task.points
    return Form(
        lesson,
        sum(len(_WORD.findall(_CODE.sub(" ", text))) for text in texts),
        len(list(lesson.stated_points())),
        points,
    )


def form_problems(module: Module) -> Iterator[str]:
    """Say where a module is longer, or graded otherwise, than a trainee can take.

    Parameters
    ----------
    module : Module
        Of the trainee edition; one without points is passed over.

    Yields
    ------
    str
        One sentence for each fault.
    """
    if not module.points:
        return
    forms = [form(lesson) for lesson in module.lessons]
    for one in forms:
        yield from _lengths(one, f"{module.name}/{one.lesson.name}")
        yield from _parts(one.lesson, f"{module.name}/{one.lesson.name}")
    share = {key: sum(one.points[key] for one in forms) / module.points for key in LANES}
    if share["function"] > FUNCTIONS:
        yield _(
            "{module}: whole functions earn {share:.0%} of the points, and may earn {most:.0%}: "
            "give a part of the function, or ask for the value."
        ).format(module=module.name, share=share["function"], most=FUNCTIONS)
    if not MEMOS[0] <= share["memo"] <= MEMOS[1]:
        yield _("{module}: memos earn {share:.0%} of the points: {low:.0%} to {high:.0%}.").format(
            module=module.name, share=share["memo"], low=MEMOS[0], high=MEMOS[1]
        )
    yield from _memos(module)


def _lengths(one: Form, name: str) -> Iterator[str]:
    lengths: Sequence[tuple[float, int, str]] = (
        (one.lesson.minutes, MINUTES, _("minutes")),
        (one.tasks, TASKS, _("tasks")),
        (one.words, WORDS, _("words")),
    )
    for n, most, what in lengths:
        if n > most:
            yield _("{name}: {n:g} {what}, and a notebook has {most} at most.").format(
                name=name, n=n, what=what, most=most
            )


def _parts(lesson: Lesson, name: str) -> Iterator[str]:
    if not any(
        cell.code.lstrip().startswith("from servicelab import recall") for cell in lesson.cells[:4]
    ):
        yield _("{name}: it does not open with what is remembered: `recall(...)`.").format(
            name=name
        )
    if not any(task.asks_for_a_sentence for task in lesson.graded):
        yield _("{name}: no task asks which sentence may be told: `task.statement(...)`.").format(
            name=name
        )
    if not any(task.cell and task.cell.metadata.get("decides") for task in lesson.graded):
        yield _(
            '{name}: nothing is decided: say decides="..." in the marker of the task that does.'
        ).format(name=name)


def _memos(module: Module) -> Iterator[str]:
    """Whether two examples are marked before the first memo."""
    for lesson in module.lessons:
        memo = next((task for task in lesson.graded if task.by_hand), None)
        if memo is None:
            continue
        before = lesson.tasks[: lesson.tasks.index(memo)]
        if any("marks" in task.names for task in before):
            return
    yield _(
        "{module}: no two examples are marked before a memo: let an answer `marks` stand above it."
    ).format(module=module.name)


def table(modules: Sequence[Module]) -> Any:
    """The form of every notebook, as a table: words, tasks, minutes and points by lane."""
    import pandas as pd

    rows = [
        {
            "notebook": f"{module.name}/{one.lesson.name}",
            "words": one.words,
            "tasks": one.tasks,
            "minutes": one.lesson.minutes,
            **one.points,
        }
        for module in modules
        for one in map(form, module.lessons)
    ]
    return pd.DataFrame(rows).set_index("notebook")
