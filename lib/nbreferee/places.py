"""Where a course keeps what: names are taken as they are, in whichever form a system writes them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from nbreferee import door

# stands for a name in a path; no name has it
_ANY = "\ue000"
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz")


def is_archive(name: str) -> bool:
    """Whether a file has to be unpacked, by its name.

    Examples
    --------
    >>> is_archive("P1.ZIP"), is_archive("p1.ipynb")
    (True, False)
    """
    return name.casefold().endswith(_ARCHIVES)


def _plain(name: str) -> str:
    """What is left of a name without case, spaces and signs, and without an archive's ending."""
    name = unicodedata.normalize("NFKC", name).casefold()
    while is_archive(name):
        name = name.rpartition(".")[0]
    return "".join(filter(str.isalnum, name))


class Places(CourseDirectory):  # type: ignore[misc]
    """nbgrader's course directory, which finds a folder under either way to write its accents."""

    def format_path(
        self, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False
    ) -> str:
        """As in nbgrader; a path that is there only in another form of its letters is that one."""
        path: str = super().format_path(nbgrader_step, student_id, assignment_id, escape=escape)
        return path if escape or path.isascii() or os.path.lexists(path) else _as_written(path)

    def students(self, assignment: str) -> dict[str, Path]:
        """Who has a folder of an assignment, and which."""
        named = self._named(self.submitted_directory, _ANY, assignment)
        paths = {
            one: Path(self.format_path(self.submitted_directory, one, assignment)) for one in named
        }
        return {one: path for one, path in paths.items() if path.is_dir()}

    def assignments(self) -> dict[str, Path]:
        """Assignments that have a source, and where it lies."""
        named = self._named(self.source_directory, ".", _ANY)
        paths = {one: Path(self.format_path(self.source_directory, ".", one)) for one in named}
        return {one: path for one, path in paths.items() if path.is_dir()}

    def misnamed(self, assignment: str, notebooks: list[str]) -> dict[str, str]:
        """Who handed in something in the place of an assignment's folder, and under which name.

        Parameters
        ----------
        assignment : str
            Its name.
        notebooks : list of str
            Names of its notebooks: one may lie beside the folder that it belongs into.
        """
        others = {door.composed(name) for name in self.assignments()} - {door.composed(assignment)}
        wanted = {_plain(assignment), *(_plain(f"{name}.ipynb") for name in notebooks)} - {""}
        found: dict[str, str] = {}
        for student in self._named(self.submitted_directory, _ANY, assignment):
            place = Path(self.format_path(self.submitted_directory, student, assignment))
            if place.is_dir():
                continue
            for name in _listing(place.parent):
                if door.composed(name) not in others and _plain(name) in wanted:
                    found.setdefault(student, name)
        return found

    def _named(self, step: str, student: str, assignment: str) -> Iterator[str]:
        """Names that stand in a path for the open one."""
        parts = Path(super().format_path(step, student, assignment)).parts
        at = next((place for place, part in enumerate(parts) if _ANY in part), None)
        if at is None:
            return
        begin, _any, end = parts[at].partition(_ANY)
        folder = os.path.join(*parts[:at])
        for name in _listing(Path(folder if os.path.lexists(folder) else _as_written(folder))):
            middle = name[len(begin) : len(name) - len(end)]
            if middle and name == f"{begin}{middle}{end}":
                yield middle


def _listing(folder: Path) -> list[str]:
    """What lies in a folder and is not hidden, sorted."""
    with suppress(OSError):
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    return []


def _as_written(path: str) -> str:
    """Find a path whose names may be there in another form of their letters."""
    found = ""
    for part in Path(path).parts:
        there = os.path.join(found, part)
        if not part.isascii() and not os.path.lexists(there):
            alike = [
                name for name in _listing(Path(found)) if door.composed(name) == door.composed(part)
            ]
            there = os.path.join(found, alike[0]) if len(alike) == 1 else there
        found = there
    return found
