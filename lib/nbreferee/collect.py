"""What is to be graded: the release as workers need it, and submissions as files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any

import cloudpickle
from nbgrader.preprocessors import OverwriteCells
from nbgrader.utils import find_all_files

from nbreferee import door
from nbreferee.editions import remember
from nbreferee.errors import RefereeError
from nbreferee.evidence import imported, parse
from nbreferee.i18n import _
from nbreferee.isolation import Limits
from nbreferee.job import AnswerKey, Helper, Job, Pack
from nbreferee.notebooks import read_notebook
from nbreferee.settings import plain_repr
from nbreferee.submission import examine


@dataclass(frozen=True)
class Submission:
    """A submission as it was found.

    Attributes
    ----------
    job : Job or None
        What can be graded of it.
    fatal, incomplete, notes : list of str
        Why nothing can be, what counts 0, and what else is damaged; one sentence each.
    """

    job: Job | None
    fatal: list[str]
    incomplete: list[str]
    notes: list[str]


def make_pack(
    api: Any,
    assignment: str,
    converter: Any,
    sanitize: tuple[type, ...],
    execute: tuple[type, ...],
    *,
    limits: Limits,
    isolate: bool,
    readable: Iterable[str],
    helper: Helper,
) -> Pack:
    """Gather what all submissions of an assignment share.

    Parameters
    ----------
    api : nbgrader.apps.NbGraderAPI
        The course.
    assignment : str
        The assignment's name.
    converter : nbgrader.converters.Autograde
        Configured as the course wants it.
    sanitize, execute : tuple of type
        Its steps up to the end of the execution.
    limits, isolate, readable, helper
        See :class:`~nbreferee.job.Pack`.
    """
    with api.gradebook as gradebook:
        key = AnswerKey.read(gradebook, assignment)
    folder = Path(api.coursedir.format_path(api.coursedir.source_directory, ".", assignment))
    excluded = {
        os.path.normpath(name) for name in converter.exclude_overwriting.get(assignment, [])
    }
    sources = {
        name: path.read_bytes()
        for name, path in _files(folder, api.coursedir.ignore).items()
        if name not in excluded
    }
    release = Path(api.coursedir.format_path(api.coursedir.release_directory, ".", assignment))
    released = {
        notebook.name: _released_code(release, folder, notebook.name) for notebook in key.notebooks
    }
    layouts = {notebook.name: _layout(release, notebook.name) for notebook in key.notebooks}
    config = type(api.config)(
        {
            name: section
            for name, section in api.config.items()
            if name not in _CONVERTERS and not name.endswith(_PROGRAMS)
        }
    )
    try:
        cloudpickle.dumps((config, sanitize, execute))
    except Exception as error:
        raise RefereeError(
            _("The course's nbgrader configuration cannot be handed to workers: {reason}").format(
                reason=error
            )
        ) from error
    return Pack(
        key=key,
        config=config,
        sanitize=sanitize,
        execute=execute,
        sources=sources,
        released=released,
        layouts=layouts,
        editions=remember(Path(api.coursedir.root), assignment, layouts),
        preload=_imports(folder, key, released, sources),
        limits=limits,
        isolate=isolate,
        readable=tuple(readable),
        helper=helper,
    )


# sections with hooks and folders of the grading machine, which no step of a worker reads
_CONVERTERS = (
    "AssignLatePenalties",
    "Autograde",
    "CourseDirectory",
    "Exchange",
    "GenerateAssignment",
    "GenerateFeedback",
    "GenerateSolution",
    "LatePenalty",
    "LateSubmissionPlugin",
    "NbGrader",
)


# sections of programs that a user's files configure, too, with ports, passwords and paths
_PROGRAMS = ("App", "IdentityProvider", "Hub", "Spawner")


def shared_hash(pack: Pack) -> str:
    """Hash what all grades of a run are made from."""
    digest = hashlib.sha256()
    for part in (
        repr(pack.key),
        plain_repr(pack.config),
        repr([step.__qualname__ for step in (*pack.sanitize, *pack.execute)]),
        version("nbgrader"),
        version("servicelab"),
    ):
        digest.update(part.encode() + b"\0")
    for name, content in sorted(pack.sources.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()


def submission_hash(job: Job, pack: Pack) -> str:
    """Hash what a trainee handed in: the course's own files and the time of it do not count."""
    parts = {
        **{f"{name}.ipynb": content for name, content in job.notebooks.items()},
        **{name: content for name, content in job.files.items() if name not in pack.sources},
    }
    parts.pop("timestamp.txt", None)
    digest = hashlib.sha256()
    for name, content in sorted(parts.items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(folder: Path, ignore: list[str]) -> dict[str, Path]:
    return {
        os.path.relpath(name, folder): Path(name)
        for name in find_all_files(str(folder), [*ignore, "*.ipynb"])
    }


def _released_code(release: Path, source: Path, name: str) -> tuple[str, ...]:
    """Code of a notebook as trainees got it, without answers and hidden tests."""
    for folder, all_cells in ((release, True), (source, False)):
        path = folder / f"{name}.ipynb"
        if not path.is_file():
            continue
        try:
            nb = read_notebook(path)
        except Exception:
            continue
        return tuple(
            cell.source
            for cell in nb.cells
            if cell.cell_type == "code" and (all_cells or "nbgrader" not in cell.metadata)
        )
    return ()


def _in_the_way(files: Iterable[str], sources: Iterable[str]) -> list[str]:
    """Files that cannot lie beside the release: a file where it has a folder, or the reverse."""
    released = set(sources)
    folders = {str(parent) for name in released for parent in PurePath(name).parents}
    return sorted(
        name
        for name in files
        if name in folders or any(str(parent) in released for parent in PurePath(name).parents)
    )


def _layout(release: Path, name: str) -> tuple[tuple[str | None, str, str], ...]:
    """All cells of a notebook as trainees got it; none if it is not there to be read."""
    try:
        nb = read_notebook(release / f"{name}.ipynb")
        return tuple(
            (cell.metadata.get("nbgrader", {}).get("grade_id"), cell.cell_type, cell.source)
            for cell in nb.cells
        )
    except Exception:
        return ()


def _imports(
    source: Path, key: AnswerKey, released: Mapping[str, tuple[str, ...]], files: Iterable[str]
) -> tuple[str, ...]:
    """Modules that the course's own code imports: worth having before the first fork."""
    texts = [text for cells in released.values() for text in cells]
    texts += [cell.source for notebook in key.notebooks for cell in notebook.source_cells]
    for path in sorted(source.glob("*.ipynb")):
        try:
            texts += [cell.source for cell in read_notebook(path).cells if cell.cell_type == "code"]
        except Exception:
            continue
    local = {name.partition("/")[0].removesuffix(".py") for name in files}
    names: dict[str, None] = {}
    for text in texts:
        tree = parse(text)
        for module, attribute in (imported(tree) if tree else {}).values():
            if module.partition(".")[0] not in local:
                names.setdefault(f"{module}:{attribute}" if attribute else module)
    return tuple(sorted(names))


def _adds_missing(pack: Pack) -> bool:
    """Whether nbgrader puts cells back that are gone, as the course configures it."""
    return any(
        issubclass(step, OverwriteCells) and step(config=pack.config).add_missing_cells
        for step in pack.sanitize
    )


def read_submission(
    folder: Path, student: str, assignment: str, pack: Pack, ignore: list[str]
) -> Submission:
    """Read what was handed in; damage becomes sentences.

    Parameters
    ----------
    folder : Path
        ``submitted/<student>/<assignment>``.
    student, assignment : str
        Names it.
    pack : Pack
        The release.
    ignore : list of str
        Patterns of files that are not looked at.
    """
    notes: list[str] = []
    files: dict[str, bytes] = {}
    found, whole = door.walk(folder, [*ignore, "*.[iI][pP][yY][nN][bB]"])
    if not whole:
        notes.append(
            _("There are more than {most} files, or folders in folders: not all were read.").format(
                most=door.MOST_FILES
            )
        )
    left = door.MOST_BYTES
    for name, path in found.items():
        why = ""
        try:
            name.encode()
            size = door.size(path)
            if name in pack.sources:
                continue  # the course's own is put in its place
            if size > door.MOST_BYTES:
                why = _("{name} is larger than {most} MB and was left out.")
            elif size > left:
                why = _("{name} was left out: the files of a submission may hold {most} MB in all.")
            else:
                files[name] = door.read(path, left)
                left -= len(files[name])
        except door.NotPlain:
            why = _("{name} is a link or no plain file and was left out.")
        except door.TooLarge:
            why = _("{name} grew while it was read and was left out.")
        except UnicodeEncodeError:
            why = _("{name}: the name of this file is not UTF-8; it was left out.")
        except OSError as error:
            reason = error.strerror or str(error)
            why = _("{name} cannot be read ({reason}) and was left out.").replace(
                "{reason}", reason
            )
        if why:
            notes.append(why.format(name=door.name(name), most=door.MOST_BYTES >> 20))
    for name in _in_the_way(files, pack.sources):
        del files[name]
        notes.append(
            _("{name} is where the course has a folder or a file and was left out.").format(
                name=door.name(name)
            )
        )
    try:
        student.encode()
    except UnicodeEncodeError:
        fatal = [_("The name of this folder is not UTF-8: rename it.")]
        return Submission(None, fatal, [], [])
    notebooks, fatal, incomplete, damage = examine(
        folder, pack.key.notebooks, pack.layouts, pack.editions, added=_adds_missing(pack)
    )
    notes = door.sentences(notes) + door.sentences(damage)
    job = None
    if not fatal:
        job = Job(student, assignment, notebooks, {**files, **pack.sources})
    return Submission(job, door.sentences(fatal), door.sentences(incomplete), notes)
