"""What a notebook is made from: its script, the library that it imports, the data that it loads."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from servicelab.data.loading import datasets_folder
from servicelab_workshop.lessons.lesson import Lesson

#: Packages whose code is followed; whatever else a notebook imports is named by the lock.
PACKAGES = ("servicelab", "servicelab_workshop")
_ALWAYS = ("servicelab.plots.style", "servicelab.tasks.checking")


def made_from(nb: Any, files: Iterable[Path] = (), more: str = "") -> str:
    """Hash what an author writes and a notebook reads; it is kept in both editions.

    Parameters
    ----------
    nb : NotebookNode
        Its cells' types, ids, metadata and sources count, outputs do not.
    files : iterable of Path
        What lies beside it and is read by it.
    more : str
        What else its edition is made from, such as the slips of its tasks.

    Returns
    -------
    str
        Sixteen hexadecimal digits, which change with the notebook, with a file beside it, and with
        a data set that it loads by name.
    """
    digest = hashlib.sha256(more.encode())
    for cell in nb.cells:
        # in one order, whether the notebook was read from its script or from its file
        metadata = json.loads(json.dumps(cell.metadata, sort_keys=True))
        label = [(key, repr(value)) for key, value in metadata.items()]
        digest.update(repr((cell.cell_type, cell.get("id"), label, cell.source)).encode())
    data = [datasets_folder() / f"{name}.csv" for name in Lesson.of(nb).datasets]
    for path in (*data, *sorted(files)):
        digest.update(path.name.encode() + b"\0" + _hash_of(path))
    return digest.hexdigest()[:16]


def run_key(nb: Any, files: Iterable[Path] = (), *more: str) -> str:
    """Hash all that the outputs of a notebook depend on.

    Parameters
    ----------
    nb, files
        See :func:`made_from`.
    *more : str
        What else tells this way to run it from others.

    Returns
    -------
    str
        Changes also with any module of the course's packages that the notebook imports, however
        indirectly, with any data set, with the lock, and with the version of Python.
    """
    digest = hashlib.sha256(made_from(nb, files).encode())
    digest.update(repr((*sys.version_info[:2], *more)).encode())
    digest.update(hash_of_code(frozenset(name for text in _code(nb) for name in _imported(text))))
    folder = datasets_folder()
    for path in (folder / "datapackage.json", folder.parent / "requirements.lock.txt"):
        digest.update(_hash_of(path))
    return digest.hexdigest()[:32]


def hash_of_code(modules: frozenset[str]) -> bytes:
    """Hash the code of modules and of all that they import; see :func:`closure`.

    Parameters
    ----------
    modules : frozenset of str
        Such as ``servicelab.surveys``.
    """
    digest = hashlib.sha256()
    for module in sorted(closure(modules)):
        for path in _files_of(module):
            digest.update(path.name.encode() + b"\0" + _hash_of(path))
    return digest.digest()


def _code(nb: Any) -> list[str]:
    return [cell.source for cell in nb.cells if cell.cell_type == "code"]


@lru_cache(maxsize=256)
def closure(modules: frozenset[str]) -> frozenset[str]:
    """Return modules of the library and all of it that they import, also inside their functions.

    Parameters
    ----------
    modules : frozenset of str
        Such as ``servicelab.surveys``; names that are no module are passed over.

    Examples
    --------
    >>> reached = closure(frozenset(["servicelab.waiting"]))
    >>> "servicelab.waiting.replies" in reached, "servicelab.surveys" in reached
    (True, False)
    """
    reached: set[str] = set()
    waiting = [*_ALWAYS, *modules]
    while waiting:
        name = waiting.pop()
        path = _path(name)
        if name in reached or path is None:
            continue
        reached.add(name)
        # a package is imported before what lies in it
        waiting += [name.rpartition(".")[0]] if "." in name else []
        waiting += _imported_by(path)
    return frozenset(reached)


@lru_cache(maxsize=1024)
def _path(module: str) -> Path | None:
    if module.partition(".")[0] not in PACKAGES:
        return None
    try:
        spec = importlib.util.find_spec(module)
    except ModuleNotFoundError:  # a name in a module, not a module in a package
        return None
    return Path(spec.origin) if spec and spec.origin else None


@lru_cache(maxsize=1024)
def _imported_by(path: Path) -> tuple[str, ...]:
    text = path.read_text(encoding="utf-8")
    names = list(_imported(text))
    if path.name == "__init__.py":
        # names that the package loads on demand, see servicelab.lazy
        names += [f"{_name_of(path.parent)}.{name}" for name in re.findall(r'"([\w.]+)": \[', text)]
    return tuple(names)


def _name_of(folder: Path) -> str:
    parts = [folder.name]
    while parts[0] not in PACKAGES:
        folder = folder.parent
        parts.insert(0, folder.name)
    return ".".join(parts)


def _imported(text: str) -> Iterator[str]:
    """Names of modules that a source imports, and of what it takes from them."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{item.name}" for item in node.names)


@lru_cache(maxsize=1024)
def _files_of(module: str) -> tuple[Path, ...]:
    """A module's file; with a package also what is no code below it, such as a style sheet."""
    path = _path(module)
    assert path is not None
    if path.name != "__init__.py" or "." not in module:
        return (path,)
    return (
        path,
        *sorted(
            other
            for other in path.parent.rglob("*")
            if other.is_file() and other.suffix not in (".py", ".pyc")
        ),
    )


@lru_cache(maxsize=4096)
def _hash_of(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"-"
