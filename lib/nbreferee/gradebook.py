"""nbgrader's Python API opened on a course, and what its gradebook says."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from nbreferee import door
from nbreferee.configuration import importable, read_configuration, silent
from nbreferee.errors import RefereeError
from nbreferee.i18n import _
from nbreferee.jsonschema_import import import_jsonschema
from nbreferee.settings import protect

_LONGEST_TIME = 1000


def has_gradebook(api: Any) -> bool:
    """Whether the course has a gradebook: to open one that is not there would make it."""
    from sqlalchemy.engine import make_url

    url = make_url(api.coursedir.db_url)
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return True
    return Path(api.coursedir.root, str(url.database)).is_file()


def require_gradebook(api: Any) -> None:
    """Raise a RefereeError where :func:`has_gradebook` is false."""
    if not has_gradebook(api):
        raise RefereeError(
            _("There is no gradebook in {folder}: check --course, and grade first.").format(
                folder=api.coursedir.root
            )
        )


@lru_cache
def newest_schema() -> str:
    """Return the version of the gradebook's tables that this nbgrader makes.

    nbgrader itself runs a command to learn it, for each new gradebook, which takes longer than all
    else that a small course needs.

    Examples
    --------
    >>> len(newest_schema())
    12
    """
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())


@contextmanager
def open_api(root: Path | str) -> Iterator[Any]:
    """Open nbgrader's Python API on any nbgrader course.

    Parameters
    ----------
    root : path
        The course folder; see :func:`.configuration.read_configuration`.

    Yields
    ------
    nbgrader.apps.NbGraderAPI
        Silent except for what its results carry. The course's own modules can be imported
        meanwhile.

    Raises
    ------
    RefereeError
        If the folder is no course, or its configuration cannot be read.
    """
    import_jsonschema()
    import nbgrader.api
    from nbgrader.apps import NbGraderAPI
    from sqlalchemy.exc import SAWarning

    from nbreferee.places import Places

    root = Path(root).resolve()
    if not root.is_dir():
        raise RefereeError(_("There is no folder {folder}: check --course.").format(folder=root))

    class Api(NbGraderAPI):  # type: ignore[misc]
        def get_submitted_timestamp(self, assignment_id: str, student_id: str) -> datetime | None:
            """Take no time where a submission says none that can be read; nbgrader would stop."""
            folder = self.coursedir.format_path(
                self.coursedir.submitted_directory, student_id, assignment_id
            )
            with suppress(OSError, ValueError):
                return handed_in(self.coursedir, Path(folder))
            return None

        def get_submitted_students(self, assignment_id: str) -> set[str]:
            """Take names as they are; to nbgrader they are patterns."""
            return set(self.coursedir.students(assignment_id))

        def get_source_assignments(self) -> set[str]:
            """Take names as they are; to nbgrader they are patterns."""
            return set(self.coursedir.assignments())

    logger = silent()
    before = Path.cwd()
    try:
        with importable(root), warnings.catch_warnings():
            # nbgrader builds new submissions in an order that SQLAlchemy finds odd
            warnings.simplefilter("ignore", SAWarning)
            config = read_configuration(root)
            protect(config)
            with (
                patch.object(nbgrader.api, "get_alembic_version", newest_schema),
                # what it cannot write it raises, and logs with a traceback besides
                patch.object(nbgrader.api, "app_log", logger),
            ):
                places = Places(config=config, log=logger)
                yield Api(coursedir=places, config=config, log=logger)
    finally:
        os.chdir(before)


def handed_in(coursedir: Any, folder: Path) -> datetime | None:
    """Return when a submission was handed in; None if it does not say.

    Parameters
    ----------
    coursedir : nbgrader.coursedir.CourseDirectory
        The course.
    folder : Path
        What was handed in.

    Raises
    ------
    OSError, ValueError
        If what it says cannot be read.
    """
    try:
        door.read(folder / "timestamp.txt", _LONGEST_TIME)
        when: datetime | None = coursedir.get_existing_timestamp(str(folder))
    except FileNotFoundError:
        return None
    # nbgrader ends the program where it is no time
    except (SystemExit, Exception) as error:
        raise ValueError(door.text(error)) from error
    return when
