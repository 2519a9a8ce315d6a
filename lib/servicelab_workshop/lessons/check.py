"""What must hold for the editions in a course folder, checked by `servicelab build --check`."""

from __future__ import annotations

import json
import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbreferee.notebooks import parse_notebook, read_notebook, write_notebook
from servicelab.i18n import _
from servicelab.tasks.beside import SUFFIX, expand, read_sheets
from servicelab_workshop.lessons.build import make, release, stamp
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.course import RECORDS, Course
from servicelab_workshop.lessons.frozen import HIDDEN
from servicelab_workshop.lessons.rules import secret_lines, source_problems, sum_problems
from servicelab_workshop.lessons.runs import solved_run
from servicelab_workshop.lessons.sealed import is_sealed, read_seals

_MARKS = ("### BEGIN", "### END", "BEGIN SOLUTION", "BEGIN HIDDEN", "BEGIN MARK SCHEME")
_NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?")
_IMAGE = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=\s]+")


def check(
    course: Course,
    modules: list[str] | None = None,
    progress: Callable[[str], None] = lambda what: None,
    *,
    run: bool = False,
    again: bool = False,
) -> list[str]:
    """Compare every edition in the folder with what its script gives today.

    Parameters
    ----------
    course : Course
        The course to check.
    modules : list of str, optional
        By default all modules.
    progress : callable
        Called with each notebook's name when it is compared or has run.
    run : bool
        Run and prove anew every notebook whose seal is broken, see :mod:`.sealed`, and compare its
        outputs, too. Otherwise they are trusted if the edition was made from what lies there now,
        see :func:`.made_from.made_from`; a change of the library alone is not noticed.
    again : bool
        With `run`: every notebook, whatever its seal.

    Returns
    -------
    list of str
        One sentence for each fault; empty when all is well. Contents are compared, except images:
        another machine's fonts give other bytes, so only their presence counts. Of outputs
        and of what answers are held against, numbers do not count: another processor gives others.

    Raises
    ------
    CourseError
        If a script does not run cleanly.
    """
    chosen = course.pick(modules)
    problems = source_problems(course, chosen) + sum_problems(course, chosen)
    for module in chosen:
        problems += leaks(course, module)
    if problems:
        # what does not add up in the source need not be run
        return problems
    scripts = {module: course.scripts(module) for module in chosen}
    opened: dict[str, list[Path]] = {}
    if run:
        seals = read_seals(course)
        for module, paths in scripts.items():
            opened[module] = [
                script for script in paths if again or not is_sealed(course, script, seals)
            ]
    trusted = {
        module: [script for script in paths if script not in opened.get(module, ())]
        for module, paths in scripts.items()
    }
    problems += _compare_sources(course, trusted, progress)
    problems += _compare_outputs(course, opened, progress)
    for module in chosen:
        problems += _strays(course, module)
    return problems


def _compare_outputs(
    course: Course, scripts: Mapping[str, Sequence[Path]], progress: Callable[[str], None]
) -> Iterator[str]:
    scripts = {module: paths for module, paths in scripts.items() if paths}
    for name, content in make(course, scripts, progress, again=True).items():
        path = course.root / name
        if not path.exists():
            yield _missing(name)
        elif not _alike(path.read_bytes(), content, path.suffix):
            yield _stale(name)


def _compare_sources(
    course: Course, scripts: Mapping[str, Sequence[Path]], progress: Callable[[str], None]
) -> Iterator[str]:
    for module, paths in scripts.items():
        if not paths:
            continue
        solved = {}
        for script in paths:
            run = solved_run(course, module, script)
            stamp(run.notebook, run.beside(), script)
            # what was made from the same is what would be made again
            run.notebook.metadata[HIDDEN] = _hidden_of(script.with_suffix(".ipynb"))
            solved[script.with_suffix(".ipynb").name] = run.notebook
        beside = {
            script.stem: script.with_suffix(SUFFIX).read_text(encoding="utf-8")
            for script in paths
            if script.with_suffix(SUFFIX).exists()
        }
        with tempfile.TemporaryDirectory(prefix="servicelab-check-") as scratch:
            stage = Path(scratch, "course")
            for path in sorted(release(course, module, solved, stage, beside).rglob("*")):
                if path.is_file():
                    name = path.relative_to(stage).as_posix()
                    yield from _compared(course.root / name, name, path.read_bytes())
        for name, nb in solved.items():
            place = f"solutions/{module}/{name}"
            yield from _compared(course.root / place, place, write_notebook(nb), outputs=False)
            progress(f"{module}/{Path(name).stem}")


def _hidden_of(notebook: Path) -> Any:
    try:
        return read_notebook(notebook).metadata.get(HIDDEN, {})
    except Exception:
        return {}


def _compared(path: Path, name: str, content: bytes, *, outputs: bool = True) -> Iterator[str]:
    if not path.exists():
        yield _missing(name)
        return
    there = path.read_bytes()
    if outputs or there == content:
        same = there == content
    else:
        try:
            same = _without_outputs(there) == _without_outputs(content)
        except Exception:
            same = False
    if not same:
        yield _stale(name)


def _without_outputs(content: bytes) -> Any:
    nb = parse_notebook(content.decode())
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nb


def _missing(name: str) -> str:
    return _("{name} is missing: run `servicelab build {module}`.").format(
        name=name, module=Path(name).parts[1]
    )


def _stale(name: str) -> str:
    return _("{name} is stale: run `servicelab build {module}`.").format(
        name=name, module=Path(name).parts[1]
    )


def _strays(course: Course, module: str) -> Iterator[str]:
    stems = {script.stem for script in course.scripts(module)}
    for folder in (course.notebooks / module, course.solutions / module):
        for path in sorted(folder.rglob("*.ipynb")):
            name = path.relative_to(course.root).as_posix()
            if ".ipynb_checkpoints" not in path.parts and path.stem not in stems:
                yield _("{name} has no script: delete it, or add its script.").format(name=name)


def _alike(there: bytes, made: bytes, suffix: str) -> bool:
    if there == made:
        return True
    try:
        if suffix == SUFFIX:
            return alike(read_sheets(there.decode()), read_sheets(made.decode()))
        if suffix == ".ipynb":
            written, given = zip(_parts(there), _parts(made), strict=True)
            return bool(written[0] == written[1]) and alike(*given)
    except (ValueError, AttributeError, LookupError, zlib.error):
        pass
    return False


def _parts(content: bytes) -> tuple[Any, Any]:
    """What an author wrote, and what came of running it: outputs and hidden sheets."""
    nb = json.loads(content)
    hidden = nb.get("metadata", {}).pop(HIDDEN, {})
    outputs = [_without_images(cell.pop("outputs", [])) for cell in nb["cells"]]
    return nb, (outputs, {id: expand(text) if text else None for id, text in hidden.items()})


def alike(one: object, other: object) -> bool:
    """Whether two plain values are the same but for their numbers.

    Another processor gives other last digits, so other neighbors where values tie, and other draws
    after that. Numbers that are wrong are found elsewhere: what a notebook says is computed anew from
    the data, and right answers are held against what is stored.

    Parameters
    ----------
    one, other : object
        Numbers, texts, lists and dictionaries.

    Examples
    --------
    >>> alike(["about 0.38"], ["about 0.37"]), alike(["a 0.38"], ["the 0.38"])
    (True, False)
    """
    if _is_number(one) and _is_number(other):
        return True
    if isinstance(one, str) and isinstance(other, str):
        return one == other or _bare(one) == _bare(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and bool(one == other)


def _bare(text: str) -> list[str]:
    """The words of a text, numbers as one sign: their widths move what stands in columns."""
    return _NUMBER.sub("#", text).split()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _without_images(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: "..." if key.startswith("image/") else _without_images(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return _IMAGE.sub("data:image", "".join(value))
        return [_without_images(item) for item in value]
    return _IMAGE.sub("data:image", value) if isinstance(value, str) else value


def leaks(course: Course, module: str) -> list[str]:
    """Find what a trainee must not get and lies in the module's trainee edition.

    Parameters
    ----------
    course : Course
        The course.
    module : str
        The module to look at.

    Returns
    -------
    list of str
        One sentence for each solution, hidden test, output or decision record found.
    """
    secrets = secret_lines(course, module)
    problems: list[str] = []
    for path in sorted((course.notebooks / module).rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            problems += _leaks_in(path, path.relative_to(course.root).as_posix(), secrets)
    for folder in (course.notebooks / module, course.solutions / module):
        for path in sorted(folder.rglob(RECORDS)):
            problems.append(
                _("{name} is a decision record: delete it, each trainee makes their own.").format(
                    name=path.relative_to(course.root).as_posix()
                )
            )
    return problems


def _leaks_in(path: Path, name: str, secrets: set[str]) -> Iterator[str]:
    try:
        raw = json.loads(path.read_bytes())
        nb = read_notebook(path)
        ids = Counter(cell.get("id") for cell in raw["cells"])
    except Exception:
        yield _("{name} cannot be read as a notebook.").format(name=name)
        return
    for cell_id in (cell_id for cell_id, count in ids.items() if count > 1):
        yield _("{name}: the id {id} repeats.").format(name=name, id=cell_id)
    for cell in nb.cells:
        if any(mark in cell.source for mark in _MARKS) or any(
            line.strip() in secrets for line in cell.source.splitlines()
        ):
            what = _("a hidden test") if Cell.of(cell).is_autograded else _("a solution")
            yield _("{name}: cell {id} holds {what}.").format(
                name=name, id=cell.get("id"), what=what
            )
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield _("{name}: cell {id} holds an output or an execution count.").format(
                name=name, id=cell.get("id")
            )
