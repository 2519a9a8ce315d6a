"""What became of a submission, and where that is kept."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

STATE = ".servicelab"
# what a file system takes for the name of a file
_LONGEST = 255


@dataclass
class Record:
    """What became of one submission; kept beside the gradebook, printed by ``grade --json``.

    Attributes
    ----------
    student, assignment : str
        Names the submission.
    status : str
        ``graded`` or ``failed``.
    score, max_score : float
        Automatic points, and all points possible.
    needs_manual : bool
        Whether a person has still to read an answer.
    flags : list of str
        What looked like tampering.
    incomplete : list of str
        What is missing or cannot be read and counts 0, one sentence each.
    notes : list of str
        What was damaged, and what was made of it.
    errors : list of str
        What did not run to its end.
    unchanged : list of str
        Answers, as ``notebook/cell``, that are to be read again though they are what they were when
        a person marked them.
    message : str
        Why it was not graded, one sentence.
    seconds : float
        Processor time of the worker and the kernel.
    fingerprint : str
        Of all that the points before a penalty were made from.
    late, penalty : float
        Seconds after the due date, and the points that this costs.
    """

    student: str
    assignment: str
    status: str
    score: float = 0.0
    max_score: float = 0.0
    needs_manual: bool = False
    flags: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    message: str = ""
    seconds: float = 0.0
    fingerprint: str = ""
    late: float = 0.0
    penalty: float = 0.0


def record_path(root: Path, assignment: str, student: str) -> Path:
    """Where the record of a submission lies."""
    name = f"{student}.json"
    if len(os.fsencode(name)) > _LONGEST:
        name = hashlib.sha256(os.fsencode(student)).hexdigest() + ".json"
    return root / STATE / "grading" / assignment / name


def read_record(root: Path, assignment: str, student: str) -> Record | None:
    """Read the record of an earlier run, if there is one that can be read."""
    try:
        return Record(**json.loads(record_path(root, assignment, student).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
