"""The files that lie beside a module's notebooks, without what was built or recorded there."""

from __future__ import annotations

import shutil
from pathlib import Path

from servicelab.tasks.beside import SUFFIX
from servicelab_workshop.lessons.course import CLAIMS, RECORDS, WORLD, Course

#: Patterns of what is left behind.
LEFT_BEHIND = (
    "__pycache__",
    ".ipynb_checkpoints",
    "*.pyc",
    RECORDS,
    WORLD,
    CLAIMS,
    "*.ipynb",
    f"*{SUFFIX}",
)


def copy_sources(course: Course, module: str, to: Path) -> None:
    """Copy a module without what was built or recorded in it."""
    shutil.copytree(course.solutions / module, to, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
