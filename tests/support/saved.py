"""Notebooks as a trainee saved them, cell by cell."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from servicelab.tasks.beside import SUFFIX, squeeze
from servicelab.tasks.outcomes import MIME
from servicelab_workshop.self_study.progress import TEXT_STUB
from servicelab_workshop.self_study.workcopy import MANIFEST


def answer(name: str, source: str = "x = ...", count: int | None = None) -> dict[str, Any]:
    label = {"grade": False, "grade_id": f"{name}-answer", "solution": True}
    return {
        "cell_type": "code",
        "metadata": {"nbgrader": label},
        "source": source,
        "execution_count": count,
        "outputs": [],
    }


def check(
    name: str,
    points: float = 4,
    outcome: dict[str, Any] | None = None,
    count: int | None = None,
    **asked: Any,
) -> dict[str, Any]:
    output = {"output_type": "execute_result", "data": {MIME: outcome, "text/plain": "0"}}
    return {
        "cell_type": "code",
        "metadata": {
            "nbgrader": {"grade": True, "grade_id": name, "solution": False, "points": points},
            "sheet": {"id": name, "points": points, **asked},
        },
        "source": ["from servicelab import check\n", "\n", f'check("{name}")'],
        "execution_count": count,
        "outputs": [] if outcome is None else [output],
    }


def memo(name: str, text: str = TEXT_STUB) -> dict[str, Any]:
    label = {"grade": True, "grade_id": name, "solution": True, "points": 9}
    return {"cell_type": "markdown", "metadata": {"nbgrader": label}, "source": text}


def outcome(name: str, status: str = "right", score: float = 4, points: float = 4) -> Any:
    message = "Look again." if status == "not yet right" else ""
    result = {"name": "a check", "status": status, "weight": 1, "message": message, "slips": []}
    return {"id": name, "points": points, "score": score, "status": status, "checks": [result]}


def write(path: Path, *cells: dict[str, Any], module: str = "m02_segmentation") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {
        "cells": list(cells),
        "metadata": {"servicelab": {"module": module}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    sheets = [cell["metadata"].pop("sheet") for cell in cells if "sheet" in cell["metadata"]]
    beside = {sheet["id"]: squeeze(sheet) for sheet in sheets}
    path.with_suffix(SUFFIX).write_text(json.dumps(beside), encoding="utf-8")
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def begun(tmp_path: Path) -> Path:
    """A working copy of two modules, one of them begun."""
    folder = tmp_path / "my course"
    practice = check("m00-first-win", outcome=outcome("m00-first-win", "not yet right", 0, 1))
    practice["metadata"] = {}
    first = write(folder / "m00_welcome" / "welcome.ipynb", practice, module="m00_welcome")
    os.utime(first, (0, 0))
    write(
        folder / "m02_segmentation" / "1_database.ipynb",
        answer("m02-q1", "x = 1", 3),
        check("m02-q1", 4, outcome("m02-q1"), 4, hidden=2),
        answer("m02-q2", "x = 2", 9),
        check("m02-q2", 4, outcome("m02-q2", "not yet right", 1.5), 8, hints=["one", "two"]),
        answer("m02-q3"),
        check("m02-q3", 4, outcome("m02-q3", "not attempted", 0), 10),
        answer("m02-q4"),
        check("m02-q4", 4),
        memo("m02-q5-memo"),
    )
    write(
        folder / "m04_servqual" / "1_survey.ipynb",
        answer("m04-q1"),
        check("m04-q1", 6),
        memo("m04-q2-memo"),
        module="m04_servqual",
    )
    (folder / MANIFEST).write_text('{"delivered": {"m02_segmentation/1_database.ipynb": "x"}}')
    return folder
