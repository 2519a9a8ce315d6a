"""What a reader sees and does: the tasks of an assignment, its answers, and the marks for them."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from sqlalchemy.orm import Session

from nbreferee import door
from nbreferee.titles import module_title, task_titles
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.classroom.reading import marks, shown
from servicelab_workshop.classroom.reading.alike import differences, groups
from servicelab_workshop.classroom.reading.marks import Given, Place, Standing
from servicelab_workshop.classroom.reading.scheme import Scheme, read_scheme

#: Letters of a comment.
LONGEST = 20_000
# comments that are offered again, places in which a member of a group differs that are shown
_MOST_COMMENTS = 20
_MOST_DIFFERENCES = 12
_LONGEST_DIFFERENCE = 160


@dataclass(frozen=True)
class _Answer:
    words: str
    digest: str


class Desk:
    """The tasks of one assignment that a person marks.

    Parameters
    ----------
    api : nbgrader.apps.NbGraderAPI
        From :func:`nbreferee.gradebook.open_api`.
    gradebook : nbgrader.api.Gradebook
        Opened by it.
    assignment : str
        The assignment's name.
    reader : str
        Who marks.

    Raises
    ------
    CourseError
        If the assignment has no task that a person marks.
    """

    def __init__(self, api: Any, gradebook: Any, assignment: str, reader: str) -> None:
        self._dir = api.coursedir
        self._engine = gradebook.engine
        self.assignment = assignment
        self.reader = door.name(reader)
        self._answers: dict[tuple[Path, str], tuple[tuple[int, int], _Answer]] = {}
        try:
            key = gradebook.find_assignment(assignment).id
        except MissingEntry:
            key = ""
        marks.prepare(self._engine)
        with Session(self._engine) as session:
            self._places = {
                (place.notebook, place.cell): place for place in marks.places(session, key)
            }
        if not self._places:
            raise CourseError(
                _(
                    "{name} has no task that a person marks: check its name, and that it is graded."
                ).format(name=assignment)
            )

    @cached_property
    def title(self) -> str:
        """What the assignment is called."""
        return module_title(self._source, self.assignment)

    @cached_property
    def _source(self) -> Path:
        return Path(self._dir.format_path(self._dir.source_directory, ".", self.assignment))

    @cached_property
    def _titles(self) -> dict[tuple[str, str], str]:
        return task_titles(self._source)

    def tasks(self) -> list[dict[str, Any]]:
        """List the tasks: their names, their points, and how many answers wait to be read."""
        with Session(self._engine) as session:
            return [
                {
                    "notebook": place.notebook,
                    "cell": place.cell,
                    "title": self._titles.get(key, place.cell),
                    "points": place.points,
                    "answers": len(found),
                    "waiting": sum(one.waiting for one in found.values()),
                }
                for key, place in self._places.items()
                for found in [marks.standings(session, place)]
            ]

    def task(self, notebook: str, cell: str) -> dict[str, Any]:
        """Return a task as the page needs it: prompt, criteria, scheme, a good answer."""
        place = self._place(notebook, cell)
        prompt, scheme, code = self._scheme(place)
        model = f"```python\n{scheme.model}\n```" if code else scheme.model
        return {
            "title": self._titles.get((notebook, cell), cell),
            "cell": cell,
            "points": place.points,
            "prompt": shown.markdown_html(prompt),
            "scheme": shown.markdown_html(scheme.words),
            "model": shown.markdown_html(model),
            "criteria": [
                {
                    "name": criterion.name,
                    "choices": [
                        {
                            "label": choice.label,
                            "points": choice.points,
                            "words": choice.words.replace("*", ""),
                        }
                        for choice in criterion.choices
                    ],
                }
                for criterion in scheme.criteria
            ],
        }

    def answers(self, notebook: str, cell: str) -> dict[str, Any]:
        """Return the answers of the class to a task, and the comments that were given in it.

        Answers come in an order that tells nothing of whose they are. Those that are alike and stand
        alike in the gradebook are one item, with all that differs between its members.
        """
        place = self._place(notebook, cell)
        with Session(self._engine) as session:
            standing = marks.standings(session, place)
            readings = marks.readings(session, standing.values())
        students = sorted(standing, key=lambda student: self._key(place, student))
        found = {student: self._answer(place, student) for student in students}
        numbers = {student: number for number, student in enumerate(students, start=1)}
        alike = groups(
            [found[student].words for student in students],
            [
                (one.waiting, one.points, one.comment or "", one.automatic)
                for one in map(standing.__getitem__, students)
            ],
        )
        items = []
        for group in alike:
            members = [students[at] for at in group]
            first = standing[members[0]]
            reading = readings.get(first.student)
            items.append(
                {
                    "members": [
                        {
                            "id": self._key(place, student),
                            "number": numbers[student],
                            "version": standing[student].version(found[student].digest),
                            "differs": _differences(found[members[0]].words, found[student].words),
                        }
                        for student in members
                    ],
                    "waiting": first.waiting,
                    "points": first.points,
                    "automatic": first.automatic,
                    "comment": first.comment or "",
                    "choices": dict(reading.choices) if reading else {},
                    "by": reading.reader if reading else "",
                    "at": f"{reading.at:%Y-%m-%d %H:%M} UTC" if reading else "",
                    "same": bool(reading and reading.answer == found[first.student].digest),
                }
            )
        begin = int(hashlib.sha256(self.reader.encode()).hexdigest(), 16) % max(1, len(items))
        return {
            "items": items,
            "comments": _comments(standing.values()),
            "reader": self.reader,
            # each reader at another place, so that two do not read the same
            "begin": begin,
        }

    def names(self, notebook: str, cell: str) -> dict[str, str]:
        """Return the key of each answer -> whose it is."""
        place = self._place(notebook, cell)
        with Session(self._engine) as session:
            found = marks.standings(session, place)
        return {
            self._key(place, one.student): door.name(
                f"{one.name} ({one.student})" if one.name else one.student
            )
            for one in found.values()
        }

    def answer(self, notebook: str, cell: str, key: str, *, whole: bool = False) -> str:
        """Return an answer, or the whole notebook that it stands in, as HTML that does nothing.

        Raises
        ------
        CourseError
            If it cannot be shown.
        """
        place = self._place(notebook, cell)
        student = self._students(place).get(key)
        if student is None:
            raise _gone()
        cells: Sequence[Mapping[str, Any]] = shown.read_cells(self._path(place, student))
        cells = cells if whole else shown.answer_cells(cells, cell)
        if not cells:
            raise CourseError(_("This answer is missing in the notebook: it counts 0."))
        return shown.html(cells)

    def save(self, notebook: str, cell: str, versions: Mapping[str, str], given: Given) -> None:
        """Give one or more answers a mark: see :func:`.marks.save`.

        Parameters
        ----------
        notebook, cell : str
            The task.
        versions : mapping
            Key of an answer -> the version of it that the reader saw.
        given : Given
            The mark.

        Raises
        ------
        CourseError
            If the mark is none, or somebody else was quicker; then nothing is saved.
        """
        place = self._place(notebook, cell)
        if not (math.isfinite(given.points) and 0 <= given.points <= place.points):
            raise CourseError(
                _("Points are a number from 0 to {most}.").format(most=door.number(place.points, 3))
            )
        if len(given.comment) > LONGEST:
            raise CourseError(
                _("A comment has {most} letters at most: shorten it.").format(most=LONGEST)
            )
        known = self._students(place)
        if not versions or not versions.keys() <= known.keys():
            raise _gone()
        students = {known[key]: version for key, version in versions.items()}
        comment = door.encodable(given.comment).replace("\0", "").strip()
        with Session(self._engine) as session:
            marks.save(
                session,
                place,
                students,
                {student: self._answer(place, student).digest for student in students},
                Given(given.points, comment, given.choices),
                self.reader,
            )

    def undo(self, notebook: str, cell: str) -> list[str]:
        """Take back the last mark of this reader in a task; return the keys of its answers."""
        place = self._place(notebook, cell)
        with Session(self._engine) as session:
            students = marks.undo(session, place, self.reader)
        return [self._key(place, student) for student in students]

    def _place(self, notebook: str, cell: str) -> Place:
        place = self._places.get((notebook, cell))
        if place is None:
            raise CourseError(_("There is no such task in this assignment."))
        return place

    def _key(self, place: Place, student: str) -> str:
        """A name for an answer that does not say whose it is, and that orders answers by chance."""
        seed = "\0".join((self.assignment, place.notebook, place.cell, student))
        return hashlib.sha256(seed.encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def _students(self, place: Place) -> dict[str, str]:
        with Session(self._engine) as session:
            return {
                self._key(place, student): student for student in marks.standings(session, place)
            }

    def _path(self, place: Place, student: str) -> Path:
        folder = self._dir.format_path(self._dir.autograded_directory, student, self.assignment)
        return Path(folder) / f"{place.notebook}.ipynb"

    def _answer(self, place: Place, student: str) -> _Answer:
        """The words of an answer, read anew when the file has changed."""
        path = self._path(place, student)
        try:
            status = path.stat()
        except OSError:
            return _Answer("", "")
        state = (status.st_mtime_ns, status.st_size)
        known = self._answers.get((path, place.cell))
        if known is None or known[0] != state:
            cells: list[Any] = []
            with suppress(CourseError):
                cells = shown.answer_cells(shown.read_cells(path), place.cell)
            known = state, _Answer(shown.answer_text(cells), shown.digest(cells))
            self._answers[path, place.cell] = known
        return known[1]

    def _scheme(self, place: Place) -> tuple[str, Scheme, bool]:
        """What the solved notebook says of a task: its prompt, its scheme, whether it is code."""
        try:
            cells = shown.read_cells(self._source / f"{place.notebook}.ipynb")
        except CourseError:
            return "", Scheme(), False
        above: list[str] = []
        prompt: list[str] = []
        for cell in cells:
            if shown.label(cell).get("grade_id") == place.cell:
                code = cell.get("cell_type") == "code"
                scheme = read_scheme(
                    shown.source(cell), "\n\n".join(above), place.points, code=code
                )
                return "\n\n".join(prompt), scheme, code
            if cell.get("cell_type") == "markdown" and not shown.label(cell).get("solution"):
                above.append(shown.source(cell))
                prompt.append(above[-1])
            else:
                prompt = []
        return "", Scheme(), False


def _gone() -> CourseError:
    return CourseError(_("This answer is no longer in the gradebook: load the page again."))


def _differences(one: str, other: str) -> list[list[str]]:
    found = differences(one, other)[:_MOST_DIFFERENCES] if one != other else []
    return [[part[:_LONGEST_DIFFERENCE] for part in pair] for pair in found]


def _comments(standing: Iterable[Standing]) -> list[str]:
    """Comments of a task, the most frequent first; of several paragraphs, each."""
    often = Counter(
        part.strip()
        for one in standing
        for part in (one.comment or "").split("\n\n")
        if part.strip()
    )
    return [comment for comment, _number in often.most_common(_MOST_COMMENTS)]
