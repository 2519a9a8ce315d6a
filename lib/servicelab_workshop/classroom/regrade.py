"""A corrected check or key: made and released in a scratch folder, and put in place when wanted."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbreferee.configuration import CONFIG, importable
from nbreferee.gradebook import open_api
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.lessons.build import made_editions, write_editions
from servicelab_workshop.lessons.course import BANK, Course


@dataclass(frozen=True)
class Corrected:
    """A corrected assignment that is not yet in the course.

    Attributes
    ----------
    course : Course
        The course that it belongs to.
    assignment : str
        Its name.
    folder : Path
        A course of its own in which it is released, with a gradebook of its own.
    scripts : mapping
        Module -> scripts that editions were made from; empty where the course has none.
    made : mapping
        Path below the course -> content of what a build gives today.
    """

    course: Course
    assignment: str
    folder: Path
    scripts: Mapping[str, Sequence[Path]]
    made: Mapping[str, bytes]

    def publish(self) -> None:
        """Write the editions into the course, and release the assignment there.

        Raises
        ------
        CourseError
            If a file cannot be written, or nbgrader refuses the release, such as for a task that is
            gone while points of it stand in the gradebook.
        """
        write_editions(self.course, self.scripts, self.made)
        with open_api(self.course.root) as api:
            _generate(api, self.assignment)


@contextmanager
def corrected(
    course: Course, assignment: str, progress: Callable[[str], None] = lambda name: None
) -> Iterator[Corrected]:
    """Build and release an assignment in a scratch folder, from what its scripts say today.

    Parameters
    ----------
    course : Course
        Any nbgrader course; without scripts, its source notebooks are released as they are.
    assignment : str
        The assignment's name.
    progress : callable
        Called with each notebook's name when it has run.

    Yields
    ------
    Corrected
        Nothing of the course is changed before :meth:`Corrected.publish`.

    Raises
    ------
    CourseError
        If there is no such assignment, or a build or nbgrader refuses it.
    """
    with open_api(course.root) as api:
        named = api.coursedir.source_directory
        source = Path(api.coursedir.format_path(named, ".", assignment))
    if not source.is_dir():
        raise CourseError(
            _("There is no assignment {name} in {folder}.").format(
                name=assignment, folder=source.parent
            )
        )
    is_built = source == course.solutions / assignment and bool(course.scripts(assignment))
    scripts = course.pick_scripts([assignment]) if is_built else {}
    try:
        made = made_editions(course, [assignment], progress) if is_built else {}
    except CourseError as error:
        raise CourseError(
            _(
                "{problem}\nNothing was changed. What a check pays, and for what, stands in {bank}: "
                "mend it together with the check, and try the task alone with `servicelab try TASK`."
            ).format(problem=error, bank=f"{named}/{assignment}/{BANK}")
        ) from error
    with tempfile.TemporaryDirectory(prefix="servicelab-regrade-") as scratch:
        folder = Path(scratch, "course")
        shutil.copytree(source, folder / named / assignment, symlinks=True)
        if (course.root / CONFIG).is_file():
            shutil.copy(course.root / CONFIG, folder)
        for name, content in made.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        with importable(course.root.resolve()), open_api(folder) as api:
            # a course that names its own has to stay as it is
            api.coursedir.root = str(folder)
            api.coursedir.db_url = f"sqlite:///{folder}/gradebook.db"
            _generate(api, assignment)
        yield Corrected(course, assignment, folder, scripts, made)


def _generate(api: Any, assignment: str) -> None:
    result = api.generate_assignment(assignment, force=True)
    if not result["success"]:
        raise CourseError(
            _("nbgrader cannot release {name}: {reason}").format(
                name=assignment, reason=result["error"].strip().splitlines()[-1]
            )
        )
