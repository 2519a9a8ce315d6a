"""What the course's own command says of this machine and this copy, shown in a notebook.

The command belongs to another package, which no notebook imports: it is run, and its answer read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from servicelab.errors import CourseError


class Page:
    """Text and HTML that say the same.

    Parameters
    ----------
    forms : dict
        MIME type -> content; ``text/plain`` is needed.
    """

    def __init__(self, forms: dict[str, str]) -> None:
        self._forms = forms

    def __repr__(self) -> str:
        return self._forms["text/plain"]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return self._forms


def checkup() -> None:
    """Say whether this environment can run the course.

    What is in order is named without details, so the output is the same on every healthy machine.

    Examples
    --------
    >>> checkup()  # doctest: +SKIP
    ✓ Python
    ✓ Packages
    """
    print(_ask("doctor", "--brief").rstrip())  # noqa: T201


def progress() -> Page:
    """Return how far the working copy around this notebook is, from its saved notebooks.

    Returns
    -------
    Page
        Shown by a notebook as its last value.
    """
    return Page(json.loads(_ask("progress", "--forms")))


def _ask(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "servicelab_workshop", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    if done.stderr and not done.stdout:
        raise CourseError(done.stderr.strip().splitlines()[-1])
    return done.stdout
