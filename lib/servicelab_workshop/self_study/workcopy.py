"""The trainee's working copy of the notebooks: topped up, never overwritten.

A hidden file in the working copy, ``.servicelab.json``, remembers the hash of each file as it was
last delivered. A file that still has that hash was not edited and may be replaced by a newer
version; any other file belongs to the trainee, and a newer version is put beside it. What is about
to be delivered is noted before it is, so that an interrupted update does not pass for an edit.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from servicelab.decisions.records import SUFFIX
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _
from servicelab.tasks.misconceptions import WORKING_COPY

MANIFEST = WORKING_COPY
#: Pages of the guides that lie open beside a notebook.
PAGES = ("cheat-sheet.md", "glossary.md")


@dataclass
class TopUp:
    """What one call of `top_up` did, as paths relative to the working copy.

    Attributes
    ----------
    added, updated : list of str
        Files that were new, and files the trainee had not edited, now in the newest version.
    beside : list of str
        Newer versions put beside files that the trainee has edited.
    removed : list of str
        Files the trainee had not edited and that are no longer part of the course.
    notes : list of str
        Sentences for the trainee about anything unusual.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class _Manifest:
    """Hashes by file name: as last delivered, put beside an edited file, about to be delivered."""

    delivered: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        content = {"version": 1, **asdict(self)}
        write_atomically(folder / MANIFEST, json.dumps(content, indent=1, sort_keys=True))


def repository() -> Path | None:
    """Return the clone that this library runs from, or None for an installed wheel.

    Returns
    -------
    Path or None
    """
    root = Path(__file__).resolve().parents[3]
    return root if (root / "course.py").is_file() else None


def release_folder() -> Path:
    """Return the folder of the trainee notebooks: the clone's, or the one inside the wheel.

    Returns
    -------
    Path

    Raises
    ------
    CourseError
        If the installation holds no notebooks.
    """
    root = repository()
    folder = root / "notebooks" if root else Path(__file__).parents[1] / "notebooks"
    if not folder.is_dir():
        raise CourseError(
            _("The notebooks are missing from {folder}: install the course again.").format(
                folder=folder
            )
        )
    return folder


def guide_pages() -> list[Path]:
    """Return the pages that go beside the notebooks; in a wheel they lie among them already.

    Returns
    -------
    list of Path
    """
    root = repository()
    return [root / "docs" / "guides" / name for name in PAGES] if root else []


def default_folder() -> Path:
    """Return ``my_course`` beside ``course.py``, or in the current folder without a clone.

    Returns
    -------
    Path
    """
    return (repository() or Path.cwd()) / "my_course"


def working_copy(workdir: Path | None = None) -> Path:
    """Find the working copy that a command is about.

    Parameters
    ----------
    workdir : Path, optional
        The folder that was named; by default the working copy around the current folder, or else
        :func:`default_folder`.

    Returns
    -------
    Path

    Raises
    ------
    CourseError
        If there is no such folder yet.
    """
    here = Path.cwd()
    around = (place for place in (here, *here.parents) if (place / MANIFEST).is_file())
    folder = workdir or next(around, None) or default_folder()
    if not folder.is_dir():
        raise CourseError(
            _(
                "There is no working copy in {folder} yet: make it with `{command}`, or name yours with --workdir."
            ).format(folder=folder, command=command_line("start"))
        )
    return folder


def command_line(*words: str) -> str:
    """Return how a command of the course is typed here: through ``course.py`` where it lies.

    Examples
    --------
    >>> command_line("start").endswith(" start")
    True
    """
    begin = ("python3", "course.py") if Path("course.py").is_file() else ("servicelab",)
    return " ".join([*begin, *words])


def top_up(
    release: Path, folder: Path, *, pages: Iterable[Path] = (), today: date | None = None
) -> TopUp:
    """Bring a working copy up to date without touching anything the trainee made.

    A file that is missing is added, also when the trainee deleted it: that is the way to begin a
    notebook anew. A file that was delivered and not edited is replaced by a newer version, and
    removed when the course has it no longer. Beside a file that was edited, a newer version is put
    once, under a name with the date; it gives way to the next one unless it was edited, too.

    Parameters
    ----------
    release : Path
        Folder of the delivered notebooks.
    folder : Path
        The working copy; made if missing.
    pages : iterable of Path
        Files to deliver as well, in the folder ``guides``.
    today : date, optional
        Date for the names of versions put beside edited files; the current date by default.

    Returns
    -------
    TopUp

    Raises
    ------
    CourseError
        If the working copy lies inside the release, is not a folder, or cannot be written. What
        was there before is still there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as home:
    ...     release, folder = Path(home, "release"), Path(home, "mine")
    ...     release.mkdir()
    ...     _ = Path(release, "welcome.ipynb").write_text("{}")
    ...     top_up(release, folder).added
    ['welcome.ipynb']
    """
    release = release.resolve()
    _prepare(release, folder)
    done = TopUp()
    manifest = _read_manifest(folder, done)
    stamp = (today or date.today()).isoformat()
    try:
        sources = {name: release / name for name in _files(release)}
        sources |= {f"guides/{page.name}": page for page in pages}
        contents = {name: source.read_bytes() for name, source in sources.items()}
        newest = {name: _hash(content) for name, content in contents.items()}
        if newest != manifest.delivered:
            manifest.pending = newest
            manifest.write(folder)
        for name, content in contents.items():
            _deliver(name, content, folder, manifest, stamp, done)
        if newest:
            _retire(newest, folder, manifest, done)
    except OSError as error:
        raise _cannot(error, folder) from error
    finally:
        # Also after a failure: what was delivered until then must not pass for an edit later.
        if manifest.pending:
            manifest.pending = {}
            manifest.write(folder)
    return done


def _prepare(release: Path, folder: Path) -> None:
    if folder.is_symlink() and not folder.exists():
        raise CourseError(
            _(
                "{folder} is a link to a folder that is gone: remove the link or choose another --workdir."
            ).format(folder=folder)
        )
    if folder.exists() and not folder.is_dir():
        raise CourseError(
            _("{folder} is a file, not a folder: choose another --workdir.").format(folder=folder)
        )
    here = folder.resolve()
    if here == release or release in here.parents:
        raise CourseError(
            _("{folder} is where the course keeps its originals: choose another --workdir.").format(
                folder=folder
            )
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot(error, folder) from error
    effective = os.access in os.supports_effective_ids
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=effective):
        raise CourseError(
            _("{folder} is read-only: choose a folder of your own with --workdir.").format(
                folder=folder
            )
        )


def _files(release: Path) -> Iterator[str]:
    for path in sorted(release.rglob("*")):
        name = path.relative_to(release)
        hidden = any(part.startswith((".", "__")) for part in name.parts)
        # a decision is the trainee's, whatever a release holds
        if path.is_file() and not hidden and not path.name.endswith(SUFFIX):
            yield name.as_posix()


def _read_manifest(folder: Path, done: TopUp) -> _Manifest:
    path = folder / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _Manifest()
    except (OSError, UnicodeDecodeError):
        text = ""
    try:
        content = json.loads(text)
        maps = [content["delivered"], content.get("beside", {}), content.get("pending", {})]
        if all(isinstance(item, str) for one in maps for pair in one.items() for item in pair):
            manifest = _Manifest(*maps)
            # what an interrupted update still brought
            for name, pending in manifest.pending.items():
                if _has(folder, name, pending):
                    manifest.delivered[name] = pending
            return manifest
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    done.notes.append(
        _(
            "The list of delivered files, {path}, is damaged and was begun anew: every file that "
            "differs from the release is taken as yours and kept."
        ).format(path=path)
    )
    return _Manifest()


def _deliver(
    name: str, content: bytes, folder: Path, manifest: _Manifest, stamp: str, done: TopUp
) -> None:
    delivered = manifest.delivered
    newest = _hash(content)
    target = folder / name
    if target.is_dir() and not target.is_symlink():
        done.notes.append(
            _("{path} is a folder where the course has a file: rename it to get the file.").format(
                path=target
            )
        )
        return
    if not target.is_symlink() and not target.exists():
        blocker = next((p for p in target.parents if p.exists() or p.is_symlink()), folder)
        if not blocker.is_dir():
            raise CourseError(
                _("{path} stands where the course has a folder: rename it and start again.").format(
                    path=blocker
                )
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, content)
        done.added.append(name)
    else:
        current = _hash(target.read_bytes()) if target.exists() else None
        if current == newest:
            pass
        elif current == delivered.get(name) and not target.is_symlink():
            write_atomically(target, content)
            done.updated.append(name)
        elif delivered.get(name) != newest:
            beside = PurePosixPath(name).parent / _put_beside(target, content, stamp)
            manifest.beside[beside.as_posix()] = newest
            done.beside.append(beside.as_posix())
    delivered[name] = newest


def _retire(newest: dict[str, str], folder: Path, manifest: _Manifest, done: TopUp) -> None:
    """Take away what the course has no longer, unless the trainee has edited it."""
    for name in sorted(manifest.delivered.keys() - newest.keys()):
        target = folder / name
        if _has(folder, name, manifest.delivered.pop(name)):
            target.unlink()
            done.removed.append(name)
            with suppress(OSError):  # the folder holds something else
                target.parent.rmdir()
        elif target.exists():
            done.notes.append(
                _("{name} is no longer part of the course; yours stays as it is.").format(name=name)
            )
    current = set(newest.values())
    for name, known in list(manifest.beside.items()):
        if known not in current:
            del manifest.beside[name]
            if _has(folder, name, known):
                (folder / name).unlink()


def _put_beside(target: Path, content: bytes, stamp: str) -> str:
    label = _("new version {date}").format(date=stamp)
    begin = f"{target.stem} ({label}"
    numbered = re.compile(re.escape(begin) + r"(?: (\d+))?\)" + re.escape(target.suffix))
    found = (numbered.fullmatch(path.name) for path in target.parent.iterdir())
    # a gap below an older version stays empty: the highest number is the newest
    last = max((int(match[1] or 1) for match in found if match), default=0)

    def beside(number: int) -> Path:
        suffix = f" {number}" if number > 1 else ""
        return target.with_name(f"{begin}{suffix}){target.suffix}")

    path = beside(last)
    if not (last and path.is_file() and path.read_bytes() == content):
        path = beside(last + 1)
        write_atomically(path, content)
    return path.name


def _has(folder: Path, name: str, known: str) -> bool:
    """Whether a name stands for a file inside the working copy, no link, with this content."""
    path = folder / name
    try:
        inside = folder.resolve() in path.resolve().parents
        return inside and not path.is_symlink() and _hash(path.read_bytes()) == known
    except OSError:
        return False


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _cannot(error: OSError, folder: Path) -> CourseError:
    return CourseError(
        _("Cannot use {path} ({reason}): choose a folder of your own with --workdir.").format(
            path=error.filename or folder, reason=error.strerror or error
        )
    )
