"""Notebooks as the site shows them: run once for each content, figures with words."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_event_loop

from .._files import write_atomically
from ..classroom.build import RECORDS
from ..classroom.execute import execute
from ..classroom.source import read_notebook, write_notebook
from ..grading.processes import cores
from .notebooks import drop_hidden_tests

CACHE = Path(".servicelab", "site")
# figures come with words even where a notebook keeps another style than the course's
_STARTUP = "from servicelab.pictures import put_figures_into_words; put_figures_into_words()"


def run_all(
    root: Path,
    notebooks: Iterable[Path],
    progress: Callable[[str], None] = lambda name: None,
    *,
    workers: int | None = None,
) -> dict[Path, Any]:
    """Run notebooks side by side, or take what they gave when they were last run.

    A notebook is run again when it, a file beside it, the library, the data or a package of the
    lock has changed.

    Parameters
    ----------
    root : Path
        The course folder; results are kept in ``.servicelab/site`` below it.
    notebooks : iterable of Path
        Of either edition; hidden tests are left out.
    progress : callable
        Called with each notebook's name when it is ready.
    workers : int, optional
        How many run at once; by default one for each core.

    Returns
    -------
    dict
        Path -> notebook with its outputs.

    Raises
    ------
    CourseError
        If a cell raises or warns; see :func:`servicelab.classroom.execute.execute`.
    """
    cache = root / CACHE
    cache.mkdir(parents=True, exist_ok=True)
    ground = _ground(root)
    places = {path: cache / f"{_key(path, ground)}.ipynb" for path in notebooks}
    with ThreadPoolExecutor(workers or cores()) as pool:
        jobs = {
            pool.submit(_run, path, place): path
            for path, place in places.items()
            if not place.is_file()
        }
        for path, place in places.items():
            if place.is_file() and path not in jobs.values():
                progress(_name(path))
        try:
            for job in as_completed(jobs):
                job.result()
                progress(_name(jobs[job]))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    for old in set(cache.glob("*.ipynb")) - set(places.values()):
        old.unlink()
    return {path: read_notebook(place) for path, place in places.items()}


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _ground(root: Path) -> bytes:
    """Hash what every notebook stands on: the library that it may import, data, packages."""
    digest = hashlib.sha256()
    library = root / "lib" / "servicelab"
    files = [
        path
        for path in library.rglob("*")
        if path.suffix in (".py", ".js", ".j2")
        and path.relative_to(library).parts[0] not in ("classroom", "grading", "site")
    ]
    files += [library / "classroom" / "execute.py", Path(__file__)]
    files += [*(root / "datasets").glob("*.csv"), root / "requirements.lock.txt"]
    for file in sorted(files):
        if file.is_file():
            digest.update(file.name.encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()


def _key(path: Path, ground: bytes) -> str:
    digest = hashlib.sha256(ground)
    digest.update(f"{path.parent.parent.name}/{_name(path)}".encode())
    for file in sorted(path.parent.rglob("*")):
        if file == path or (file.is_file() and file.suffix not in (".ipynb", ".py", ".pyc")):
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:32]


def _run(path: Path, place: Path) -> None:
    nb = read_notebook(path)
    drop_hidden_tests(nb)
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    with tempfile.TemporaryDirectory(prefix="servicelab-site-") as scratch:
        folder = Path(scratch, path.parent.name)
        shutil.copytree(path.parent, folder, ignore=shutil.ignore_patterns(RECORDS, "*.py"))
        try:
            execute(nb, folder, _name(path), solved=False, startup=_STARTUP)
        finally:
            # of this thread; the next notebook gets a new one
            ensure_event_loop().close()
    write_atomically(place, write_notebook(nb))
