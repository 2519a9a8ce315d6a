"""Notebooks as the site shows them: run once for each content, figures with words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nbreferee.notebooks import parse_notebook, read_notebook
from servicelab_workshop.lessons.course import RECORDS
from servicelab_workshop.lessons.runs import Run, run_all
from servicelab_workshop.site.notebooks import drop_hidden_tests

# figures come with words even where a notebook keeps another style than the course's
_STARTUP = "from servicelab.plots.pictures import put_figures_into_words; put_figures_into_words()"


def run_pages(
    root: Path,
    notebooks: Iterable[Path],
    progress: Callable[[str], None] = lambda name: None,
    *,
    workers: int | None = None,
    outputs: bool = True,
) -> dict[Path, Any]:
    """Run notebooks side by side, or take what they gave when they were last run.

    Parameters
    ----------
    root : Path
        The course folder.
    notebooks : iterable of Path
        Of either edition; hidden tests are left out.
    progress : callable
        Called with each notebook's name when it is ready.
    workers : int, optional
        How many run at once; by default one for each core.
    outputs : bool
        Whether to run them; their text alone is there at once.

    Returns
    -------
    dict
        Path -> notebook, with its outputs.

    Raises
    ------
    CourseError
        If a cell raises or warns; see :func:`servicelab_workshop.lessons.execute.execute`.
    """
    bare = {path: _bare(path) for path in notebooks}
    if not outputs:
        return bare
    runs = [
        Run(
            f"{path.parent.name}/{path.stem}",
            nb,
            path.parent,
            ignore=(RECORDS, "*.py", "*.pyc", "__pycache__", ".ipynb_checkpoints", "*.ipynb"),
            solved=False,
            startup=_STARTUP,
        )
        for path, nb in bare.items()
    ]
    ran = run_all(root, runs, progress, workers=workers)
    return dict(zip(bare, map(parse_notebook, ran), strict=True))


def _bare(path: Path) -> Any:
    nb = read_notebook(path)
    drop_hidden_tests(nb)
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nb
