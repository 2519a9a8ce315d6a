"""What of an author's change has not reached the gradebook: steps that are missing before grading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbreferee.gradebook import has_gradebook, open_api
from nbreferee.notebooks import read_notebook
from nbreferee.relabel import visible_texts
from servicelab.i18n import _
from servicelab.tasks.beside import SUFFIX
from servicelab_workshop.judging import frozen_source
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.frozen import HIDDEN, origin
from servicelab_workshop.lessons.runs import solved_run
from servicelab_workshop.lessons.sheets import task_id
from servicelab_workshop.lessons.source import is_written_alike
from servicelab_workshop.lessons.stubs import is_written

# of the cells with one of these labels the gradebook has the text
_KEPT = ("grade", "solution", "locked", "task")


def missing_steps(root: Path | str, assignment: str) -> list[str]:
    """Say which steps are missing between an author's change and a grade that counts it.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    assignment : str
        The assignment's name.

    Returns
    -------
    list of str
        One sentence a notebook or step; empty where scripts, editions, gradebook and release are of
        one make. A notebook that no script was built into, as in any other course, is passed over.

    Raises
    ------
    RefereeError, CourseError
        If the configuration or a script cannot be read.
    """
    course = Course(Path(root).resolve())
    built = {
        script: nb for script in course.scripts(assignment) if (nb := _edition(script)) is not None
    }
    if not built:
        return []
    stale = [
        sentence
        for script, nb in built.items()
        for sentence in _unbuilt(course, assignment, script, nb)
    ]
    release = _("run `nbgrader generate_assignment {module} --force`").format(module=assignment)
    if stale:
        return [*stale, _("Then {release}, and grade again.").format(release=release)]
    return list(dict.fromkeys(_unreleased(course, assignment, built, release)))


def _edition(script: Path) -> Any:
    """The solved edition that was built from a script; None if there is none to be read."""
    try:
        nb = read_notebook(script.with_suffix(".ipynb"))
        return nb if nb.metadata.get("servicelab", {}).get("made_from") else None
    except Exception:
        return None


def _unbuilt(course: Course, module: str, script: Path, nb: Any) -> Iterator[str]:
    run = solved_run(course, module, script)
    if nb.metadata.servicelab.made_from == origin(run.notebook, run.beside(), script):
        return
    name = script.relative_to(course.root).as_posix()
    build = f"`servicelab build {module}`"
    if not is_written_alike(nb, run.notebook):
        said = _("{script} was edited after its edition was built: run {build}.")
    elif script.with_name(BANK).exists():
        name = script.with_name(BANK).relative_to(course.root).as_posix()
        said = _(
            "{script}, or a file that {notebook} reads, was edited after the edition was built: "
            "run {build}."
        )
    else:
        said = _(
            "A file that {notebook} reads was edited after the edition was built: run {build}."
        )
    yield said.format(script=name, notebook=script.with_suffix(".ipynb").name, build=build)


def _unreleased(course: Course, module: str, built: dict[Path, Any], release: str) -> Iterator[str]:
    with open_api(course.root) as api:
        if not has_gradebook(api):
            return
        folder = Path(api.coursedir.format_path(api.coursedir.release_directory, ".", module))
        with api.gradebook as gradebook:
            known = {
                notebook.name: (
                    {cell.name: (cell.source, cell.locked) for cell in notebook.source_cells},
                    {
                        cell.name: float(cell.max_score)
                        for cell in [*notebook.grade_cells, *notebook.task_cells]
                    },
                    visible_texts(notebook),
                )
                for one in gradebook.assignments
                if one.name == module
                for notebook in one.notebooks
            }
    if not known:
        return
    for script, nb in built.items():
        name = script.with_suffix(".ipynb").relative_to(course.root).as_posix()
        if script.stem not in known or not _is_in(nb, *known[script.stem][:2]):
            yield _(
                "The gradebook does not know {notebook} as it was built last: {release}."
            ).format(notebook=name, release=release)
            continue
        given = folder / f"{script.stem}.ipynb"
        if given.exists() and not _is_release(given, script, known[script.stem][2]):
            yield _("{notebook} is not the release of {edition}: {release}.").format(
                notebook=given.relative_to(course.root).as_posix()
                if given.is_relative_to(course.root)
                else given,
                edition=name,
                release=release,
            )


def _is_in(nb: Any, texts: dict[str, tuple[str, bool]], points: dict[str, float]) -> bool:
    """Whether a gradebook has the graded cells of a solved edition: tests, locked texts, points."""
    hidden = nb.metadata.get(HIDDEN, {})
    labels = {
        cell.name: cell
        for one in nb.cells
        if any((cell := Cell.of(one)).label.get(key) for key in _KEPT)
    }
    if set(labels) != set(texts):
        return False
    for name, cell in labels.items():
        source, locked = texts[name]
        mine = cell.source
        if cell.cell_type == "code" and is_written(mine):
            id = task_id(cell)
            mine = frozen_source(id, hidden.get(id, ""))
        if locked and mine.strip() != source.strip():
            return False
        if name in points and points[name] != float(cell.label.get("points") or 0):
            return False
    return True


def _is_release(given: Path, script: Path, texts: dict[str, str | None]) -> bool:
    """Whether a released notebook, and its sheets, are what the gradebook and the edition hold."""
    try:
        nb = read_notebook(given)
    except Exception:
        return False
    shown = {
        cell.metadata.nbgrader.grade_id: cell.source.strip()
        for cell in nb.cells
        if "nbgrader" in cell.metadata
    }
    if any(text is not None and shown.get(name) != text for name, text in texts.items()):
        return False
    sheets = [path.with_suffix(SUFFIX) for path in (given, script)]
    return len({path.read_bytes() if path.exists() else b"" for path in sheets}) == 1
