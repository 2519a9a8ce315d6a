"""What became of a submission, and where that is kept."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nbreferee import door

STATE = ".servicelab"
# what a file system takes for the name of a file
_LONGEST = 255
# bytes of a record, and sentences of one kind in it
_LARGEST = 1 << 20
# seconds after a due date; none is later
_FARTHEST = 1e12
_MOST = 2 * door.MOST_SENTENCES + 2


@dataclass
class GradingRecord:
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
    submission : str
        Hash of what was handed in, without what is the course's own.
    late, penalty : float
        Seconds after the due date, and the points that this costs.
    because : str
        Why it was judged again, if it was.
    earlier : float
        The points, a penalty taken off, that it had before it was judged again.
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
    submission: str = ""
    late: float = 0.0
    penalty: float = 0.0
    because: str = ""
    earlier: float = 0.0


def grading_record_path(root: Path, assignment: str, student: str) -> Path:
    """Where the record of a submission lies."""
    name = f"{student}.json"
    if len(os.fsencode(name)) > _LONGEST:
        name = hashlib.sha256(os.fsencode(student)).hexdigest() + ".json"
    return root / STATE / "grading" / assignment / name


def read_grading_record(root: Path, assignment: str, student: str) -> GradingRecord | None:
    """Read the record of an earlier run, if there is one that can be read.

    What is damaged in it is left out, and then it is not that of a graded submission, so that this
    is graded again.
    """
    try:
        path = grading_record_path(root, assignment, student)
        values = json.loads(door.read(path, _LARGEST))
    except (OSError, ValueError, RecursionError, door.NotPlain, door.TooLarge):
        return None
    if not isinstance(values, dict):
        return None
    record = GradingRecord(student, assignment, "")
    whole = True
    for key, right in list(vars(record).items())[2:]:
        given = values.get(key, right)
        if isinstance(right, list):
            texts = [one for one in given if isinstance(one, str)] if type(given) is list else []
            setattr(record, key, door.sentences(texts, _MOST))
            whole &= texts == given
        elif isinstance(right, str) and isinstance(given, str):
            setattr(record, key, door.name(given, door.LONGEST_SENTENCE))
        elif isinstance(right, bool) and isinstance(given, bool):
            setattr(record, key, given)
        elif isinstance(right, float) and _is_number(given):
            setattr(record, key, float(given))
        else:
            whole = False
    if not whole and record.status == "graded":
        record.status = ""
    return record


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _FARTHEST


def write_grading_record(root: Path, record: GradingRecord) -> None:
    """Write a record in one step, so that a crash never leaves half of one."""
    # a name that is not UTF-8 is written as the escapes that read back as it
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"
    write_json(grading_record_path(root, record.assignment, record.student), text)


def write_json(path: Path, text: str) -> None:
    """Write a file of the grader's own state in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as stream:
        temporary = Path(stream.name)
    try:
        temporary.write_bytes(text.encode("utf-8", "backslashreplace"))
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise


def final_score(submission: Any) -> float:
    """Points of a submission of the gradebook, a late penalty taken off."""
    return max(0.0, float(submission.score) - float(submission.late_submission_penalty or 0.0))
