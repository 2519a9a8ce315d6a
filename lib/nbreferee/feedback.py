"""Writing the feedback of a class, many submissions side by side."""

from __future__ import annotations

import contextlib
import glob
import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbreferee.errors import RefereeError
from nbreferee.gradebook import open_api
from nbreferee.i18n import _
from nbreferee.pages import feedback_pages, is_plain, plain_page
from nbreferee.processes import cores, safe_context


@dataclass
class Written:
    """What :func:`feedback` wrote.

    Attributes
    ----------
    folders : list of Path
        The feedback folders, one for each student, sorted.
    plain : list of (str, str)
        Student and notebook where the notebook itself cannot be shown.
    """

    folders: list[Path] = field(default_factory=list)
    plain: list[tuple[str, str]] = field(default_factory=list)


def feedback(
    root: Path | str,
    assignment: str,
    progress: Callable[[str], None] = lambda student: None,
    *,
    students: Sequence[str] | None = None,
    workers: int | None = None,
) -> Written:
    """Write the feedback of every graded submission of an assignment.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    assignment : str
        The assignment's name.
    progress : callable
        Called with each student's id when their feedback is written.
    students : sequence of str, optional
        Only these.
    workers : int, optional
        Processes that write side by side; by default one for each core.

    Returns
    -------
    Written
        The folders, and whose notebooks cannot be shown: their pages tell points and comments only.

    Raises
    ------
    RefereeError
        If no submission of the assignment, or of one of `students`, has been graded.
    """
    root = Path(root).resolve()
    with open_api(root) as api:
        folder = api.coursedir.format_path(api.coursedir.autograded_directory, "*", assignment)
        graded = sorted(api.get_autograded_students(assignment))
        if not graded:
            raise RefereeError(
                _("Nothing to give feedback on in {folder}: grade it first.").format(
                    folder=folder, name=assignment
                )
            )
    unknown = sorted(set(students or ()) - set(graded))
    if unknown:
        raise RefereeError(
            _("No submission of {names} for {name} is graded.").format(
                names=", ".join(unknown), name=assignment
            )
        )
    chosen = [student for student in graded if students is None or student in students]
    written = Written()
    with ProcessPoolExecutor(
        min(workers or cores(), len(chosen)), safe_context(), _open, (root,)
    ) as pool:
        for student, (place, plain) in zip(
            chosen, pool.map(_write, itertools.repeat(assignment), chosen), strict=True
        ):
            written.folders.append(place)
            written.plain += [(student, notebook) for notebook in plain]
            progress(student)
    return written


_held = contextlib.ExitStack()
_api: Any = None


def _open(root: Path) -> None:
    """Open the course once in each process."""
    global _api
    _api = _held.enter_context(open_api(root))


def _write(assignment: str, student: str) -> tuple[Path, list[str]]:
    """Return the folder that was written, and the notebooks that cannot be shown."""
    coursedir = _api.coursedir
    folder = Path(coursedir.format_path(coursedir.feedback_directory, student, assignment))
    result: dict[str, Any] = {"success": False}
    if not glob.has_magic(student):
        # nbgrader would read the name as a pattern, and write the pages of all whom it fits
        result = _api.generate_feedback(assignment, student_id=student, force=True)
    with _api.gradebook as gradebook:
        submission = gradebook.find_submission(assignment, student)
        notebooks = [notebook.name for notebook in submission.notebooks]
    if not result["success"]:
        # such as for a file that cannot be copied; nbgrader has taken all pages away
        folder.mkdir(parents=True, exist_ok=True)
        for notebook in notebooks:
            page = plain_page(coursedir, assignment, student, notebook)
            (folder / f"{notebook}.html").write_text(page, encoding="utf-8")
    pages = feedback_pages(folder, notebooks)
    return folder, [page.stem for page in pages if is_plain(page.read_text(encoding="utf-8"))]
