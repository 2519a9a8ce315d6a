"""One class judged in every way: the grader, plain nbgrader, the trainee's notebook, and a branch."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbclient import NotebookClient

from nbreferee.notebooks import read_notebook, write_notebook
from servicelab.tasks.outcomes import find
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import compose, read_bank, rounds
from servicelab_workshop.lessons.build import release
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.frozen import HIDDEN, sheets_at_hand
from servicelab_workshop.lessons.proof import prove
from servicelab_workshop.lessons.source import read_script

pytestmark = pytest.mark.slow
COURSE = Course(Path(__file__).resolve().parents[2])
SCRIPT = COURSE.solutions / "m05_priorities" / "1_zones.py"
MODULE, STEM = SCRIPT.parent.name, SCRIPT.stem
STUDENTS = 4


def outcomes(folder: Path) -> dict[str, Any]:
    nb = read_notebook(folder / f"{STEM}.ipynb")
    return {one["id"]: one for cell in nb.cells for one in find(cell.get("outputs", []))}


def test_one_class_hears_the_same_everywhere(tmp_path: Path) -> None:
    sheets = sheets_at_hand(COURSE, [SCRIPT])[SCRIPT]
    nb = read_script(SCRIPT)
    nb.metadata[HIDDEN] = sheets.hidden
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    given = release(COURSE, MODULE, {f"{STEM}.ipynb": nb}, ours, {STEM: sheets.visible})
    bank = [one for one in read_bank(SCRIPT.with_name(BANK)) if one.task in sheets.hidden]
    answers = dict(zip("abcdefghij"[:STUDENTS], rounds(bank)[1:], strict=False))
    for student, some in answers.items():
        folder = ours / "submitted" / student / MODULE
        shutil.copytree(given, folder)
        path = folder / f"{STEM}.ipynb"
        path.write_bytes(write_notebook(compose(read_notebook(path), some.values())))
    shutil.copytree(ours, theirs)

    assert {record.status for record in grade(ours, MODULE)} == {"graded"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", MODULE],
        cwd=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    proofs = prove(COURSE, SCRIPT, with_mutants=False)
    for student, some in answers.items():
        graded, plain = (
            outcomes(root / "autograded" / student / MODULE) for root in (ours, theirs)
        )
        assert graded == plain
        folder = theirs / "submitted" / student / MODULE
        seen = read_notebook(folder / f"{STEM}.ipynb")
        resources = {"metadata": {"path": str(folder)}}
        NotebookClient(seen, timeout=300, resources=resources, allow_errors=True).execute()
        told = {one["id"]: one for cell in seen.cells for one in find(cell.get("outputs", []))}
        for task, answer in some.items():
            made = proofs[task].made
            assert graded[task] == made.judged(f"answer: {answer.name}").outcome
            assert told[task] == made.judged(f"answer: {answer.name}", graded=False).outcome
