"""Seals of editions: which lie there as their run and their proof left them, in every clone.

A seal is a hash of all that a notebook's outputs and sheets rest on, of what proves them, and of the
edition itself. ``servicelab build`` writes it; whoever changes any of these breaks it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from servicelab.files import write_atomically
from servicelab.tasks.beside import SUFFIX
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.frozen import SheetsOf
from servicelab_workshop.lessons.made_from import hash_of_code
from servicelab_workshop.lessons.runs import solved_run

#: File in the folder of solutions: name of a notebook -> its seal.
SEALS = "seals.json"
_PROVERS = frozenset(["servicelab_workshop.lessons.execute", "servicelab_workshop.lessons.proof"])


def seal(course: Course, script: Path) -> str:
    """Hash a notebook's edition together with all that it is made and proven from.

    Parameters
    ----------
    course : Course
        The course.
    script : Path
        The notebook's percent script; an edition that is missing counts, too.
    """
    digest = hashlib.sha256(hash_of_code(_PROVERS))
    for key in (solved_run(course, script.parent.name, script).key, SheetsOf(course, script).key):
        digest.update(key.encode())
    for path in (script.with_suffix(".ipynb"), script.with_suffix(SUFFIX)):
        digest.update(hashlib.sha256(path.read_bytes() if path.exists() else b"").digest())
    return digest.hexdigest()[:16]


def read_seals(course: Course) -> dict[str, str]:
    """Return the seals that a course keeps; none where their file is missing or damaged.

    Parameters
    ----------
    course : Course
        The course.
    """
    try:
        kept = json.loads((course.solutions / SEALS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def is_sealed(course: Course, script: Path, seals: dict[str, str]) -> bool:
    """Whether an edition lies there as its last build left it, and would be built alike.

    Parameters
    ----------
    course, script
        See :func:`seal`.
    seals : dict
        From :func:`read_seals`.
    """
    return seals.get(_name(script)) == seal(course, script)


def write_seals(course: Course, scripts: Iterable[Path]) -> None:
    """Seal editions that have just been made, and forget those whose script is gone.

    Parameters
    ----------
    course : Course
        The course.
    scripts : iterable of Path
        The percent scripts of the notebooks that were made.
    """
    there = {_name(script) for module in course.modules() for script in course.scripts(module)}
    seals = {name: kept for name, kept in read_seals(course).items() if name in there}
    seals.update({_name(script): seal(course, script) for script in scripts})
    text = json.dumps(seals, indent=1, sort_keys=True) + "\n"
    write_atomically(course.solutions / SEALS, text)


def _name(script: Path) -> str:
    return f"{script.parent.name}/{script.stem}"
