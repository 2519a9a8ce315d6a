"""Which questions may be asked: those of notebooks that were begun."""

from __future__ import annotations

import glob
import json
from pathlib import Path

from servicelab.recalling.questions import Question, read_questions
from servicelab.tasks.outcomes import MIME, find


def unlocked(folder: Path, module: str) -> tuple[Question, ...]:
    """Return the questions of a module that its begun notebooks teach.

    Parameters
    ----------
    folder : Path
        Where the modules lie.
    module : str
        Its name.

    Examples
    --------
    >>> unlocked(Path("nowhere"), "m02_segmentation")
    ()
    """
    questions = read_questions(module)
    names = {question.notebook for question in questions}
    begun = {name for name in names if _is_begun(folder / module, name)}
    return tuple(question for question in questions if question.notebook in begun)


def _is_begun(folder: Path, name: str) -> bool:
    # also under a longer name, such as one with a date
    return any(is_begun(path) for path in sorted(folder.glob(f"{glob.escape(name)}*.ipynb")))


def is_begun(notebook: Path) -> bool:
    """Whether a check that was saved in a notebook has found an answer."""
    try:
        content = notebook.read_bytes()
        if MIME.encode() not in content:
            return False
        return any(
            outcome.get("status") not in (None, "not attempted")
            for cell in json.loads(content)["cells"]
            for outcome in find(cell.get("outputs", ()))
        )
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return False
