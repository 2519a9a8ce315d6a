"""What collectors took from a submission, kept by the grader so that it can be judged again.

It comes from the worker alone, lies beside the records of grading, and is never looked for among
what was handed in or what a notebook left behind.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbreferee import door
from nbreferee.job import Job, Pack
from nbreferee.record import STATE, grading_record_path, write_json
from nbreferee.settings import plain_repr

#: Notebook -> graded id -> what was taken, as outputs of a cell.
Taken = Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]
# bytes of one submission; a larger one is run again
_LARGEST = 8 << 20


def what_runs(job: Job, pack: Pack) -> str:
    """Hash all that a collector's results depend on: not right values, not points, not words.

    Parameters
    ----------
    job : Job
        The submission.
    pack : Pack
        The release, with a judge.
    """
    judge = pack.judge
    assert judge is not None
    digest = hashlib.sha256()
    for notebook in sorted(pack.key.notebooks, key=lambda one: one.name):
        cells = [
            (cell.name, cell.cell_type, cell.kind, judge.asks(cell.source) or cell.source)
            for cell in sorted(notebook.source_cells, key=lambda one: one.name)
            if cell.locked
        ]
        digest.update(repr((notebook.name, notebook.kernelspec, cells)).encode())
    steps = [step.__qualname__ for step in (*pack.sanitize, *pack.execute)]
    digest.update(repr((plain_repr(pack.config), steps)).encode())
    parts = {
        **{f"{name}.ipynb": content for name, content in job.notebooks.items()},
        **{name: content for name, content in job.files.items() if not judge.reads_alone(name)},
    }
    parts.pop("timestamp.txt", None)
    for name, content in sorted(parts.items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def plain_outputs(outputs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The results among a cell's outputs, as plain data."""
    return [
        {"output_type": "execute_result", "data": dict(one["data"])}
        for one in outputs
        if one.get("output_type") == "execute_result" and isinstance(one.get("data"), Mapping)
    ]


def keep_taken(root: Path, assignment: str, student: str, ran: str, taken: Taken) -> None:
    """Keep what was taken, unless it is too large; what was kept before is no longer there.

    Parameters
    ----------
    root, assignment, student
        Name the submission.
    ran : str
        From :func:`what_runs`; empty if nothing shall be kept.
    taken : mapping
        What was taken.
    """
    path = _path(root, assignment, student)
    text = json.dumps({"ran": ran, "taken": taken}) if ran else ""
    if not text or len(text) > _LARGEST:
        path.unlink(missing_ok=True)
    else:
        write_json(path, text)


def read_taken(root: Path, assignment: str, student: str) -> tuple[str, Taken] | None:
    """Read what :func:`keep_taken` kept; None if there is nothing, or it is damaged."""
    try:
        kept = json.loads(door.read(_path(root, assignment, student), _LARGEST))
        ran = kept["ran"]
        taken = {
            str(notebook): {str(name): plain_outputs(outputs) for name, outputs in cells.items()}
            for notebook, cells in kept["taken"].items()
        }
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        door.NotPlain,
        door.TooLarge,
    ):
        return None
    return (ran, taken) if isinstance(ran, str) and ran else None


def _path(root: Path, assignment: str, student: str) -> Path:
    return root / STATE / "taken" / assignment / grading_record_path(root, assignment, student).name
