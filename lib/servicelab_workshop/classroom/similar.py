"""The page on near-identical answers: evidence for a talk, for the instructor alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nbreferee import door
from nbreferee.errors import RefereeError
from nbreferee.gradebook import has_gradebook, open_api
from servicelab.errors import CourseError
from servicelab.files import make_folder, write_atomically
from servicelab_workshop.classroom.class_answers import AnswerCell, Class, known_answers, read_class
from servicelab_workshop.classroom.similarity import (
    MOST_OF_A_UNIT,
    Answer,
    Comparison,
    Likeness,
    Pair,
    compare,
)
from servicelab_workshop.classroom.students import roster
from servicelab_workshop.reports.page import page_environment, page_path

#: What is shown at most: pairs, answers of a pair, lines of an answer, letters of a line.
MOST_PAIRS = 60
MOST_ANSWERS = 8
MOST_LINES = 60
MOST_LETTERS = 240
#: Bits from which a line is marked.
_MARKED = 1.0


@dataclass(frozen=True)
class Line:
    """A line of an answer as it is shown."""

    text: str
    alike: bool


@dataclass(frozen=True)
class Side:
    """An answer as it is shown: its first lines, and how many more there are."""

    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True)
class Shown:
    """One task of a pair, side by side."""

    cell: AnswerCell
    likeness: Likeness
    left: Side
    right: Side


@dataclass(frozen=True)
class Similar:
    """What :func:`similar` has written and found."""

    page: Path
    comparison: Comparison
    unread: dict[str, str]


def similar(
    root: Path | str,
    assignment: str,
    to: Path | str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Similar:
    """Write the page on near-identical answers of an assignment.

    Parameters
    ----------
    root : path
        Any nbgrader course; nothing has to be graded.
    assignment : str
        The assignment's name.
    to : path, optional
        The page to write; by default ``reports/<assignment>-similar.html`` in the course.
    progress : callable
        Called with how many submissions are read, and how many there are.

    Returns
    -------
    Similar
        One HTML page that needs no other file and no network, readable by its owner alone.

    Raises
    ------
    CourseError
        As :func:`.handed_in.read_class`, and if the page cannot be written.
    """
    root = Path(root).resolve()
    class_ = read_class(root, assignment, progress)
    found = compare(class_.answers, class_.release.common, known_answers(class_.release))
    if to is None:
        page = root / "reports" / f"{assignment}-similar.html"
        make_folder(page.parent)
    else:
        page = page_path(to)
    write_atomically(page, render(assignment, class_, found, _names(root)))
    with suppress(OSError):
        page.chmod(0o600)
    return Similar(page, found, dict(class_.unread))


def _names(root: Path) -> dict[str, str]:
    """Names of trainees, where there is a gradebook that has them."""
    with open_api(root) as api, suppress(CourseError, RefereeError):
        if has_gradebook(api):
            with api.gradebook as gradebook:
                return {
                    student: " ".join(filter(None, known[:2]))
                    for student, known in roster(gradebook).items()
                }
    return {}


def render(assignment: str, class_: Class, found: Comparison, names: dict[str, str]) -> str:
    """Turn what was found into the page.

    Parameters
    ----------
    assignment : str
        Its name.
    class_ : Class
        What was handed in.
    found : Comparison
        Of the same class.
    names : dict
        Student -> name, as far as it is known.

    Returns
    -------
    str
        HTML in which everything that trainees wrote is text.
    """

    def person(student: str) -> str:
        name = names.get(student, "")
        return door.name(f"{name} ({student})" if name and name != student else student)

    environment = page_environment("servicelab_workshop.classroom")
    environment.filters.update(person=person)
    return environment.get_template("similar.html.j2").render(
        assignment=assignment,
        found=found,
        most=MOST_OF_A_UNIT,
        compared=len(class_.answers),
        unread={student: class_.unread[student] for student in sorted(class_.unread)},
        bank_problem=class_.bank_problem,
        pairs=[(pair, _shown(pair, class_)) for pair in found.pairs[:MOST_PAIRS]],
        more=max(0, len(found.pairs) - MOST_PAIRS),
        made=dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )


def _shown(pair: Pair, class_: Class) -> list[Shown]:
    return [
        Shown(
            class_.release.cells[one.cell],
            one,
            side(class_.answers[pair.left][one.cell], one.left),
            side(class_.answers[pair.right][one.cell], one.right),
        )
        for one in pair.likenesses[:MOST_ANSWERS]
    ]


def side(answer: Answer, bits: Sequence[float]) -> Side:
    r"""Cut an answer into the lines that are shown, and mark those that are alike.

    Parameters
    ----------
    answer : Answer
        From the class.
    bits : sequence of float
        For each line of code or sentence of it, what the other has of it.

    Examples
    --------
    >>> side(Answer("x = 1\ny = 2", ((0, 0), (1, 1))), [0.0, 3.0]).lines[1]
    Line(text='y = 2', alike=True)
    """
    alike = {
        line
        for (first, last), weight in zip(answer.spans, bits, strict=True)
        if weight >= _MARKED
        for line in range(first, last + 1)
    }
    lines = answer.source.splitlines()
    return Side(
        tuple(
            Line(door.name(line.expandtabs(4), MOST_LETTERS), place in alike)
            for place, line in enumerate(lines[:MOST_LINES])
        ),
        max(0, len(lines) - MOST_LINES),
    )
