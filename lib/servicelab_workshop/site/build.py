"""Building the site: stage the pages, let Sphinx write HTML, and accept no warning."""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.lessons.course import Course

MARKER = ".servicelab-site"
_COLOR = re.compile(r"\x1b\[[0-9;]*m")


def build(
    course: Course,
    out: Path,
    *,
    with_solutions: bool = False,
    outputs: bool = True,
    progress: Callable[[str], None] = lambda name: None,
) -> int:
    """Build the site.

    Parameters
    ----------
    course : Course
        A clone of the course.
    out : Path
        Where the pages go: a new or empty folder, or an earlier site, which is replaced.
    with_solutions : bool
        Publish the solutions, too.
    outputs : bool
        Run the notebooks; without, their pages show text and code alone.
    progress : callable
        Called with the name of each step that is done.

    Returns
    -------
    int
        How many pages there are.

    Raises
    ------
    CourseError
        If `out` holds anything else, a notebook fails, or Sphinx warns.
        The earlier site is still there then.
    """
    from servicelab_workshop.site.pages import stage

    out = out.resolve()
    _refuse_to_overwrite(out)
    with tempfile.TemporaryDirectory(prefix="servicelab-site-") as scratch:
        source, made = Path(scratch, "source"), Path(scratch, "html")
        stage(course, source, with_solutions=with_solutions, outputs=outputs, progress=progress)
        said = io.StringIO()
        app = Sphinx(
            str(source),
            str(source),
            str(made),
            str(Path(scratch, "doctrees")),
            "html",
            status=None,
            warning=said,
            warningiserror=True,
        )
        app.build()
        warnings = _COLOR.sub("", said.getvalue()).replace(f"{source}{os.sep}", "").strip()
        if app.statuscode or warnings:
            raise CourseError(warnings or _("Sphinx could not build the site."))
        shutil.rmtree(made / ".doctrees", ignore_errors=True)
        (made / MARKER).touch()
        _put(made, out)
        progress(_("pages"))
    return sum(1 for _page in out.rglob("*.html"))


def _refuse_to_overwrite(out: Path) -> None:
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MARKER).exists()):
        raise CourseError(
            _("{folder} is not empty and not an earlier site: name a new folder.").format(
                folder=out
            )
        )


def _put(made: Path, out: Path) -> None:
    try:
        if out.exists():
            shutil.rmtree(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(made, out)
    except OSError as error:
        raise CourseError(
            _("Cannot write in {folder} ({reason}): name another folder.").format(
                folder=out, reason=error.strerror or error
            )
        ) from error
