"""The trainee's working copy of the notebooks: topped up, never overwritten.

A hidden file in the working copy, ``.servicelab.json``, remembers the hash of each file as it was
last delivered. A file that still has that hash was not edited and may be replaced by a newer
version; any other file belongs to the trainee, and a newer version is put beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from ._files import write_atomically
from ._i18n import _
from .errors import CourseError

MANIFEST = ".servicelab.json"


@dataclass
class TopUp:
    """What one call of `top_up` did, as paths relative to the working copy.

    Attributes
    ----------
    added, updated : list of str
        Files that were new, and files the trainee had not edited, now in the newest version.
    beside : list of str
        Newer versions put beside files that the trainee has edited.
    notes : list of str
        Sentences for the trainee about anything unusual.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def repository() -> Path | None:
    """Return the clone that this library runs from, or None for an installed wheel.

    Returns
    -------
    Path or None
    """
    root = Path(__file__).resolve().parents[2]
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
    folder = root / "notebooks" if root else Path(__file__).with_name("notebooks")
    if not folder.is_dir():
        raise CourseError(
            _("The notebooks are missing from {folder}: install the course again.").format(
                folder=folder
            )
        )
    return folder


def default_folder() -> Path:
    """Return ``my_course`` beside ``course.py``, or in the current folder without a clone.

    Returns
    -------
    Path
    """
    return (repository() or Path.cwd()) / "my_course"


def top_up(release: Path, folder: Path, *, today: date | None = None) -> TopUp:
    """Bring a working copy up to date without touching anything the trainee made.

    A file that is missing is added, also when the trainee deleted it: that is the way to begin a
    notebook anew. A file that was delivered and not edited is replaced by a newer version. Beside
    a file that was edited, a newer version is put once, under a name with the date.

    Parameters
    ----------
    release : Path
        Folder of the delivered notebooks.
    folder : Path
        The working copy; made if missing.
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
    delivered = _read_manifest(folder, done)
    before = dict(delivered)
    stamp = (today or date.today()).isoformat()
    try:
        for name in _files(release):
            content = (release / name).read_bytes()
            _deliver(name, content, folder, delivered, stamp, done)
    except OSError as error:
        raise _cannot(error, folder) from error
    finally:
        # Also after a failure: what was delivered until then must not pass for an edit later.
        if delivered != before:
            manifest = {"version": 1, "delivered": delivered}
            write_atomically(folder / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
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
        if path.is_file() and not any(part.startswith((".", "__")) for part in name.parts):
            yield name.as_posix()


def _read_manifest(folder: Path, done: TopUp) -> dict[str, str]:
    path = folder / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        text = ""
    try:
        delivered = json.loads(text)["delivered"]
        if all(isinstance(item, str) for pair in delivered.items() for item in pair):
            return dict(delivered)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    done.notes.append(
        _(
            "The list of delivered files, {path}, is damaged and was begun anew: every file that "
            "differs from the release is taken as yours and kept."
        ).format(path=path)
    )
    return {}


def _deliver(
    name: str, content: bytes, folder: Path, delivered: dict[str, str], stamp: str, done: TopUp
) -> None:
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
            beside = _put_beside(target, content, stamp)
            done.beside.append((PurePosixPath(name).parent / beside).as_posix())
    delivered[name] = newest


def _put_beside(target: Path, content: bytes, stamp: str) -> str:
    label = _("new version {date}").format(date=stamp)
    number = 1
    while True:
        suffix = f" {number}" if number > 1 else ""
        path = target.with_name(f"{target.stem} ({label}{suffix}){target.suffix}")
        if not path.exists() and not path.is_symlink():
            write_atomically(path, content)
            return path.name
        if path.is_file() and path.read_bytes() == content:
            return path.name
        number += 1


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _cannot(error: OSError, folder: Path) -> CourseError:
    return CourseError(
        _("Cannot use {path} ({reason}): choose a folder of your own with --workdir.").format(
            path=error.filename or folder, reason=error.strerror or error
        )
    )
