"""Editions: percent script, executed instructor notebook, trainee notebook."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from nbreferee.configuration import CONFIG
from nbreferee.gradebook import open_api
from nbreferee.notebooks import parse_notebook, write_notebook
from servicelab.errors import CourseError
from servicelab.files import make_folder, write_atomically
from servicelab.i18n import _
from servicelab.tasks.beside import SUFFIX
from servicelab_workshop.judging import frozen_source
from servicelab_workshop.lessons.beside import copy_sources
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.frozen import HIDDEN, all_sheets, origin
from servicelab_workshop.lessons.rules import source_problems, sum_problems
from servicelab_workshop.lessons.runs import run_all, solved_run
from servicelab_workshop.lessons.sealed import write_seals
from servicelab_workshop.lessons.sheets import task_id
from servicelab_workshop.lessons.source import is_newer_and_different, read_script
from servicelab_workshop.lessons.stubs import is_written


class FreezeTasks(NbGraderPreprocessor):  # type: ignore[misc]
    """Replace what an author wrote in a check cell by the check: data, and one call.

    What only grading knows stands between nbgrader's marks for hidden tests, and so in no release.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Freeze all check cells of a notebook."""
        hidden = nb.metadata.pop(HIDDEN, {})
        for cell in nb.cells:
            if cell.cell_type == "code" and is_written(cell.source):
                id = task_id(Cell.of(cell))
                if id not in hidden:
                    raise RuntimeError(
                        _("{id} has no sheet: run `servicelab build` first.").format(id=id)
                    )
                cell.source = frozen_source(id, hidden[id])
        return nb, resources


def make(
    course: Course,
    chosen: Mapping[str, Sequence[Path]],
    progress: Callable[[str], None] = lambda what: None,
    *,
    again: bool = False,
) -> dict[str, bytes]:
    """Both editions of notebooks, made in a scratch folder.

    Parameters
    ----------
    course : Course
        Where the percent scripts are.
    chosen : mapping
        Module -> the scripts of its notebooks.
    progress : callable
        Called with a notebook's name when its outputs are there.
    again : bool
        Run also what was run before with nothing different.

    Returns
    -------
    dict
        Path below the course folder -> content: ``solutions/<module>/<notebook>.ipynb`` and all
        files of ``notebooks/<module>``.

    Raises
    ------
    CourseError
        If a script cannot be read, does not run cleanly, or nbgrader refuses it.
    """
    runs = {
        script: solved_run(course, module, script) for module in chosen for script in chosen[module]
    }
    ran = dict(zip(runs, run_all(course.root, runs.values(), progress, again=again), strict=True))
    sheets = all_sheets(course, runs, again=again)
    made: dict[str, bytes] = {}
    for module, scripts in chosen.items():
        solved = {}
        for script in scripts:
            nb = parse_notebook(ran[script])
            stamp(nb, runs[script].beside(), script)
            nb.metadata[HIDDEN] = sheets[script].hidden
            solved[script.with_suffix(".ipynb").name] = nb
        with tempfile.TemporaryDirectory(prefix="servicelab-build-") as scratch:
            stage = Path(scratch, "course")
            beside = {script.stem: sheets[script].visible for script in scripts}
            for path in sorted(release(course, module, solved, stage, beside).rglob("*")):
                if path.is_file():
                    made[path.relative_to(stage).as_posix()] = path.read_bytes()
            for path in sorted((stage / "solutions" / module).iterdir()):
                if path.name in solved or path.suffix == SUFFIX:
                    made[path.relative_to(stage).as_posix()] = path.read_bytes()
    return made


def stamp(nb: Any, files: Iterable[Path], script: Path) -> None:
    """Note in a notebook what it is made from; see :func:`.made_from.made_from`."""
    nb.metadata.servicelab["made_from"] = origin(nb, files, script)


def release(
    course: Course,
    module: str,
    solved: Mapping[str, Any],
    stage: Path,
    beside: Mapping[str, str],
) -> Path:
    """Make a course of its own that holds some notebooks of one module, in both editions.

    Parameters
    ----------
    course : Course
        Where the module's other files and the configuration come from.
    module : str
        The module's name.
    solved : mapping
        Name of the file -> notebook, of the instructor edition.
    stage : Path
        The folder to make.
    beside : mapping
        Stem -> what the file of its sheets holds; empty for a notebook without.

    Returns
    -------
    Path
        The folder of the trainee edition.

    Raises
    ------
    CourseError
        If nbgrader refuses a notebook.
    """
    source = stage / "solutions" / module
    copy_sources(course, module, source)
    shutil.copy(course.root / CONFIG, stage)
    for name, nb in solved.items():
        (source / name).write_bytes(write_notebook(nb))
    for stem, text in beside.items():
        if text:
            (source / f"{stem}{SUFFIX}").write_text(text, encoding="utf-8")
    with open_api(stage) as api:
        result = api.generate_assignment(module)
    if not result["success"]:
        reason = result["error"].strip().splitlines()[-1]
        log = [line for line in result.get("log", "").splitlines() if "Error:" in line]
        raise CourseError(
            _("nbgrader cannot make the trainee edition of {module}: {reason}").format(
                module=module, reason=log[-1] if log else reason
            )
        )
    return stage / "notebooks" / module


def refuse_lost_edits(course: Course, scripts: Iterable[Path]) -> None:
    """Stop before a build would overwrite an edit that was made in a built notebook only.

    Raises
    ------
    CourseError
        Names the notebook and the command that takes the edit into its script.
    """
    for script in scripts:
        notebook = script.with_suffix(".ipynb")
        if is_newer_and_different(script, notebook, read_script(script)):
            raise CourseError(
                _(
                    "{notebook} was edited after {script}: run `jupytext --sync {notebook}` to take "
                    "the edit into the script, or delete the notebook to drop it."
                ).format(
                    notebook=notebook.relative_to(course.root),
                    script=script.relative_to(course.root),
                )
            )


def build(
    course: Course,
    modules: list[str] | None = None,
    progress: Callable[[str], None] = lambda what: None,
) -> list[Path]:
    """Write both editions of the modules.

    Parameters
    ----------
    course : Course
        The course to build.
    modules : list of str, optional
        Names of modules, or of notebooks such as ``m04_servqual/2_gaps``. By default all modules.
    progress : callable
        Called with each notebook's name when it has run.

    Returns
    -------
    list of Path
        The files that changed.

    Raises
    ------
    CourseError
        If a notebook holds an edit that its script has not, breaks a rule of
        :mod:`.rules` (a module named as a whole also its sum of points), or does not run
        cleanly. Nothing is written then.
    """
    chosen = course.pick_scripts(modules)
    return write_editions(course, chosen, made_editions(course, modules, progress))


def made_editions(
    course: Course,
    modules: list[str] | None = None,
    progress: Callable[[str], None] = lambda what: None,
) -> dict[str, bytes]:
    """Make what :func:`build` writes, and write nothing.

    Parameters
    ----------
    course, modules, progress
        As for :func:`build`.

    Returns
    -------
    dict
        See :func:`make`.

    Raises
    ------
    CourseError
        See :func:`build`.
    """
    chosen = course.pick_scripts(modules)
    refuse_lost_edits(course, itertools.chain.from_iterable(chosen.values()))
    whole = [
        name for name in chosen if not modules or name in {module.strip("/") for module in modules}
    ]
    problems = source_problems(course, list(chosen)) + sum_problems(course, whole)
    if problems:
        raise CourseError("\n".join(problems))
    return make(course, chosen, progress)


def write_editions(
    course: Course, chosen: Mapping[str, Sequence[Path]], made: Mapping[str, bytes]
) -> list[Path]:
    """Write editions into the course folder, and their seals; return the editions that changed.

    Parameters
    ----------
    course : Course
        Where they go.
    chosen : mapping
        Module -> the scripts that they were made from.
    made : mapping
        From :func:`made_editions`.
    """
    changed = []
    times = {
        script.with_suffix(".ipynb"): script.stat().st_mtime
        for scripts in chosen.values()
        for script in scripts
    }
    for name, content in made.items():
        path = course.root / name
        if not path.exists() or path.read_bytes() != content:
            make_folder(path.parent)
            write_atomically(path, content)
            changed.append(path)
        if path in times:
            # a later time then means that someone saved the notebook
            os.utime(path, (times[path], times[path]))
    write_seals(course, itertools.chain.from_iterable(chosen.values()))
    return changed
