"""Marks and comments in the gradebook, who gave them, and what stood there before."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from servicelab.errors import CourseError
from servicelab.i18n import _

# beside nbgrader's own tables, so that a mark and who gave it are one transaction
_READINGS = Table(
    "servicelab_reading",
    MetaData(),
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("action", String(32), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("reader", String(128), nullable=False),
    Column("grade", String(32), nullable=False, index=True),
    Column("answer", String(64), nullable=False),
    Column("points", Float, nullable=False),
    Column("comment", Text),
    Column("choices", Text, nullable=False),
    Column("points_before", Float),
    Column("waiting_before", Boolean, nullable=False),
    Column("comment_before", Text),
    Column("undone", Boolean, nullable=False, default=False),
)


class Changed(CourseError):
    """What was to be marked is no longer what the reader saw.

    Attributes
    ----------
    students : list of str
        Whose.
    """

    def __init__(self, message: str, students: list[str]) -> None:
        super().__init__(message)
        self.students = students


@dataclass(frozen=True)
class Place:
    """A task that a person marks, as the gradebook has it.

    Attributes
    ----------
    notebook, cell : str
        Its notebook, and the id of its cell.
    points : float
        What it is worth.
    graded, commented : str
        Keys of the cell in the gradebook: where its mark stands, and where its comment.
    """

    notebook: str
    cell: str
    points: float
    graded: str
    commented: str


@dataclass(frozen=True)
class Given:
    """What a reader gives.

    Attributes
    ----------
    points : float
        The mark.
    comment : str
        In Markdown, for the trainee; may be empty.
    choices : mapping
        Criterion -> place of its mark among the criterion's marks.
    """

    points: float
    comment: str = ""
    choices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """What stands in the gradebook of one answer.

    Attributes
    ----------
    student : str
        Whose it is.
    name : str
        First and last name, as far as the gradebook knows them.
    grade : str
        Key of the mark; `submission` that of the notebook, `remark` that of the comment, if any.
    points, automatic : float or None
        The mark given by hand, and nbgrader's own.
    comment : str or None
        Given by hand.
    waiting : bool
        Whether the answer waits to be read.
    """

    student: str
    name: str
    grade: str
    submission: str
    remark: str | None
    points: float | None
    automatic: float | None
    comment: str | None
    waiting: bool

    def version(self, answer: str) -> str:
        """Return a word that changes when the mark, the comment or the answer does.

        Parameters
        ----------
        answer : str
            Hash of the answer.
        """
        seen = (self.grade, self.points, self.automatic, self.comment, self.waiting, answer)
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:20]


@dataclass(frozen=True)
class Reading:
    """Who gave a mark, when (UTC), by which choices, and to which answer (its hash)."""

    reader: str
    at: datetime
    choices: Mapping[str, int]
    answer: str


def prepare(engine: Engine) -> None:
    """Make the table of who gave which mark, if the gradebook has none yet."""
    _READINGS.metadata.create_all(engine)


def places(session: Session, assignment: str) -> list[Place]:
    """List the tasks that a person marks, in the order of notebooks and names.

    Parameters
    ----------
    session : Session
        On the gradebook.
    assignment : str
        The assignment's key in the gradebook; in one database, several courses may use its name.
    """
    from nbgrader.api import GradeCell, Notebook, SolutionCell, TaskCell

    found = []
    rows = session.execute(
        select(Notebook.name, GradeCell.name, GradeCell.max_score, GradeCell.id, SolutionCell.id)
        .select_from(GradeCell)
        .join(Notebook, GradeCell.notebook_id == Notebook.id)
        .join(
            SolutionCell,
            and_(SolutionCell.notebook_id == Notebook.id, SolutionCell.name == GradeCell.name),
        )
        .where(Notebook.assignment_id == assignment)
    )
    found += [Place(*row) for row in rows]
    rows = session.execute(
        select(Notebook.name, TaskCell.name, TaskCell.max_score, TaskCell.id, TaskCell.id)
        .select_from(TaskCell)
        .join(Notebook, TaskCell.notebook_id == Notebook.id)
        .where(Notebook.assignment_id == assignment)
    )
    found += [Place(*row) for row in rows]
    return sorted(found, key=lambda place: (place.notebook, place.cell))


def standings(session: Session, place: Place) -> dict[str, Standing]:
    """Return student -> what stands in the gradebook of the answer to one task."""
    from nbgrader.api import Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook

    rows = session.execute(
        select(
            SubmittedAssignment.student_id,
            Student.first_name,
            Student.last_name,
            Grade.id,
            SubmittedNotebook.id,
            Comment.id,
            Grade.manual_score,
            Grade.auto_score,
            Comment.manual_comment,
            Grade.needs_manual_grade,
        )
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Student, SubmittedAssignment.student_id == Student.id)
        .outerjoin(
            Comment,
            and_(
                Comment.notebook_id == SubmittedNotebook.id,
                Comment.cell_id == place.commented,
            ),
        )
        .where(Grade.cell_id == place.graded)
    )
    return {
        row[0]: Standing(
            student=row[0],
            name=f"{row[1] or ''} {row[2] or ''}".strip(),
            grade=row[3],
            submission=row[4],
            remark=row[5],
            points=row[6],
            automatic=row[7],
            comment=row[8],
            waiting=bool(row[9]),
        )
        for row in rows
    }


def readings(session: Session, standing: Iterable[Standing]) -> dict[str, Reading]:
    """Return student -> who gave the mark and the comment that stand there now.

    A mark that was given elsewhere, such as in Formgrader, is left out.
    """
    known = {one.grade: one for one in standing}
    latest = {
        row.grade: row
        for row in session.execute(
            select(_READINGS)
            .where(_READINGS.c.undone.is_(False), _READINGS.c.grade.in_(known))
            .order_by(_READINGS.c.id)
        )
    }
    return {
        known[grade].student: Reading(row.reader, row.at, _choices(row.choices), row.answer)
        for grade, row in latest.items()
        if (row.points, row.comment) == (known[grade].points, known[grade].comment)
    }


def _choices(text: str) -> dict[str, int]:
    values: Any = json.loads(text)
    return {str(name): int(place) for name, place in values.items()}


def save(
    session: Session,
    place: Place,
    versions: Mapping[str, str],
    answers: Mapping[str, str],
    given: Given,
    reader: str,
) -> None:
    """Give answers a mark and a comment: all of them, or none.

    Parameters
    ----------
    session : Session
        On the gradebook; what is given is committed.
    place : Place
        The task.
    versions : mapping
        Student -> :meth:`Standing.version` that the reader saw.
    answers : mapping
        Student -> hash of the answer.
    given : Given
        The mark.
    reader : str
        Who gives it.

    Raises
    ------
    Changed
        If one of them was marked, or handed in again, since the reader saw it.
    """
    from nbgrader.api import Comment

    known = standings(session, place)
    stale = [
        student
        for student, version in versions.items()
        if student not in known or known[student].version(answers.get(student, "")) != version
    ]
    if stale:
        raise _marked_meanwhile(stale)
    action, now = uuid.uuid4().hex, datetime.now(UTC).replace(tzinfo=None)
    comment = given.comment or None
    for student in versions:
        before = known[student]
        if not _exchange(session, before, given.points, waiting=False, comment=comment):
            session.rollback()
            raise _marked_meanwhile([student])
        if before.remark is None and comment is not None:
            session.add(
                Comment(
                    notebook_id=before.submission, cell_id=place.commented, manual_comment=comment
                )
            )
        session.execute(
            insert(_READINGS).values(
                action=action,
                at=now,
                reader=reader,
                grade=before.grade,
                answer=answers.get(student, ""),
                points=given.points,
                comment=comment,
                choices=json.dumps(dict(given.choices), ensure_ascii=False),
                points_before=before.points,
                waiting_before=before.waiting,
                comment_before=before.comment,
                undone=False,
            )
        )
    session.commit()


def undo(session: Session, place: Place, reader: str) -> list[str]:
    """Take back the last mark that a reader gave in a task, with all answers that it served.

    Returns
    -------
    list of str
        Students; empty if there is nothing to take back.

    Raises
    ------
    Changed
        If one of the marks is no longer what the reader gave.
    """
    known = {one.grade: one for one in standings(session, place).values()}
    rows = [
        row
        for row in session.execute(
            select(_READINGS)
            .where(_READINGS.c.undone.is_(False), _READINGS.c.reader == reader)
            .order_by(_READINGS.c.id.desc())
        )
        if row.grade in known
    ]
    last = [row for row in rows if row.action == rows[0].action]
    for row in last:
        now = known[row.grade]
        as_given = (now.points, now.comment, now.waiting) == (row.points, row.comment, False)
        if not as_given or not _exchange(
            session,
            now,
            row.points_before,
            waiting=row.waiting_before,
            comment=row.comment_before,
        ):
            session.rollback()
            raise Changed(
                _("Not taken back: the mark has changed since you gave it."), [now.student]
            )
    if last:
        session.execute(
            update(_READINGS).where(_READINGS.c.action == last[0].action).values(undone=True)
        )
    session.commit()
    return [known[row.grade].student for row in last]


def _exchange(
    session: Session, seen: Standing, points: float | None, *, waiting: bool, comment: str | None
) -> bool:
    """Write a mark and a comment where both are still what was seen; another may write meanwhile."""
    from nbgrader.api import Comment, Grade

    done: Any = session.execute(
        update(Grade)
        .where(
            Grade.id == seen.grade,
            Grade.manual_score.is_not_distinct_from(seen.points),
            Grade.auto_score.is_not_distinct_from(seen.automatic),
            Grade.needs_manual_grade == seen.waiting,
        )
        .values(manual_score=points, needs_manual_grade=waiting),
        execution_options={"synchronize_session": False},
    )
    if done.rowcount != 1:
        return False
    if seen.remark is None:
        return True
    done = session.execute(
        update(Comment)
        .where(
            Comment.id == seen.remark,
            Comment.manual_comment.is_not_distinct_from(seen.comment),
        )
        .values(manual_comment=comment),
        execution_options={"synchronize_session": False},
    )
    return bool(done.rowcount == 1)


def _marked_meanwhile(students: list[str]) -> Changed:
    return Changed(
        _(
            "Not saved: somebody else has marked this answer, or it was handed in again, since you "
            "opened it. What stands there now is shown; yours is still in the form."
        ),
        students,
    )
