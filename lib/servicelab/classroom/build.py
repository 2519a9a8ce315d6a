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
from nbgrader.utils import is_grade, is_solution

from .._files import write_atomically
from .._i18n import _
from ..errors import CourseError
from ..progress import question
from .course import CONFIG, Course, open_api
from .execute import execute
from .source import is_newer_and_different, read_script, write_notebook
from .telling import startup

RECORDS = "*.decision.json"
_LEFT_BEHIND = ("__pycache__", ".ipynb_checkpoints", "*.pyc", RECORDS, "*.ipynb")


class CollapseTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Fold the source of checks away in the trainee's JupyterLab, also of those for practice."""

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Mark one cell."""
        graded = is_grade(cell) and not is_solution(cell)
        if cell.cell_type == "code" and (graded or question(cell.source)):
            cell.metadata.setdefault("jupyter", {})["source_hidden"] = True
        return cell, resources


def make(
    course: Course,
    module: str,
    progress: Callable[[str], None] = lambda what: None,
    scripts: Sequence[Path] | None = None,
) -> dict[str, bytes]:
    """Both editions of a module, made in a scratch folder.

    Parameters
    ----------
    course : Course
        Where the percent scripts are.
    module : str
        The module's name.
    progress : callable
        Called with a notebook's name when it has run.
    scripts : sequence of Path, optional
        Only these notebooks; all of the module by default.

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
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="servicelab-build-") as scratch:
        stage, run = Path(scratch, "course"), Path(scratch, "run", module)
        copy_sources(course, module, run)
        solved = {}
        for script in course.scripts(module) if scripts is None else scripts:
            nb = read_script(script)
            execute(nb, run, f"{module}/{script.name}", startup=startup(nb))
            solved[script.with_suffix(".ipynb").name] = nb
            progress(f"{module}/{script.stem}")
        for path in sorted(release(course, module, solved, stage).rglob("*")):
            if path.is_file():
                made[path.relative_to(stage).as_posix()] = path.read_bytes()
        for name in solved:
            place = f"solutions/{module}/{name}"
            made[place] = (stage / place).read_bytes()
    return made


def copy_sources(course: Course, module: str, to: Path) -> None:
    """Copy a module without what was built or recorded in it."""
    shutil.copytree(course.solutions / module, to, ignore=shutil.ignore_patterns(*_LEFT_BEHIND))


def release(course: Course, module: str, solved: Mapping[str, Any], stage: Path) -> Path:
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
        cleanly. Nothing of that module is written then.
    """
    from .rules import source_problems, sum_problems

    chosen = course.pick_scripts(modules)
    refuse_lost_edits(course, itertools.chain.from_iterable(chosen.values()))
    whole = [name for name in chosen if not modules or name in {one.strip("/") for one in modules}]
    problems = source_problems(course, list(chosen)) + sum_problems(course, whole)
    if problems:
        raise CourseError("\n".join(problems))
    changed = []
    for module, scripts in chosen.items():
        times = {script.with_suffix(".ipynb"): script.stat().st_mtime for script in scripts}
        for name, content in make(course, module, progress, scripts).items():
            path = course.root / name
            if not path.exists() or path.read_bytes() != content:
                try:
                    path.parent.mkdir(parents=True, exist_ok=True)
                except OSError as error:
                    raise CourseError(
                        _("Cannot make the folder {path}: {reason}").format(
                            path=path.parent, reason=error.strerror
                        )
                    ) from error
                write_atomically(path, content)
                changed.append(path)
            if path in times:
                # a later time then means that someone saved the notebook
                os.utime(path, (times[path], times[path]))
    return changed
