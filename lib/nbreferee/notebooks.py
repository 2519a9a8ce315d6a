"""Notebook files, read and written as nbgrader does."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any


def parse_notebook(text: str) -> Any:
    """Read a notebook as nbgrader does between its steps."""
    import nbformat

    read: Any = nbformat.reads
    with warnings.catch_warnings():
        # such as a missing cell id, which nbformat puts right by itself
        warnings.simplefilter("ignore")
        return read(text, as_version=4)


def notebook_text(nb: Any) -> str:
    """Write a notebook as nbgrader does."""
    import nbformat

    write: Any = nbformat.writes
    text: str = write(nb)
    return text if text.endswith("\n") else text + "\n"


def read_notebook(path: Path) -> Any:
    """Read a notebook file, quietly; raises whatever nbformat raises."""
    return parse_notebook(path.read_text(encoding="utf-8"))


def write_notebook(nb: Any) -> bytes:
    """Serialize a notebook as nbgrader itself does."""
    return notebook_text(nb).encode()
