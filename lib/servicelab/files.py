"""Writing files so that a crash never leaves half of one."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from servicelab.errors import CourseError
from servicelab.i18n import _


def write_atomically(path: Path | str, content: str | bytes) -> None:
    """Replace `path` by `content` in one step, or leave it as it was.

    Parameters
    ----------
    path : path
        The file to write; its folder must exist.
    content : str or bytes
        Text is written as UTF-8 with Unix line ends.

    Raises
    ------
    CourseError
        If the folder cannot be written or the disk is full.
    """
    path = Path(path)
    data = content.encode() if isinstance(content, str) else content
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        raise CourseError(
            _(
                "Cannot write {path} ({reason}): free some space or choose a writable folder."
            ).format(path=path, reason=error.strerror or error)
        ) from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; a :class:`CourseError` says why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CourseError(
            _("Cannot write {path} ({reason}): choose a writable folder.").format(
                path=folder, reason=error.strerror
            )
        ) from error
