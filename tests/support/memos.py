"""A class that wrote memos: a plain nbgrader course with two tasks that a person marks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbformat import v4

from nbreferee.gradebook import open_api
from support.survivors import hear_interrupts

ASSIGNMENT = "memos"
NOTEBOOK = "letter"
MEMO = "q1-memo"
SKETCH = "q2-sketch"
TABLE = """## Task 1: the memo (6 points)

| Criterion | 0 | 1 | 2 |
|---|---|---|---|
| **Base** | a share of nobody | of whom, or when | of whom, and when |
| **Use** | none | praise | a decision |
| **Candor** | none | a phrase | what is not known |
"""
SOLVED = """### BEGIN SOLUTION
Dear Ms. Qiao, drop the zodiac sign.

*Mark scheme.* By the table: Base and Use 0, 0.5 or 1 points; Candor 0, 2 or 4. Numbers must be their own.
### END SOLUTION"""
HARMFUL = """# Dear <script>window.harmed = 1</script>

<img src="x" onerror="window.harmed = 2"> <style>body {display: none}</style>
<iframe src="javascript:parent.harmed = 3"></iframe>

[a link](javascript:window.harmed=4)

</article><h1 id="heading">Answer 99</h1>

**Keep** the club field."""


def _label(name: str, points: int, *, solution: bool = True) -> dict[str, Any]:
    return {
        "nbgrader": {
            "grade": True,
            "grade_id": name,
            "locked": not solution,
            "points": points,
            "schema_version": 3,
            "solution": solution,
            "task": False,
        }
    }


def make_memos(root: Path, answers: Mapping[str, str], sketches: Mapping[str, str]) -> Path:
    """Make the course, and hand in what each student wrote for the memo and for the sketch."""
    nb = v4.new_notebook(
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        cells=[
            v4.new_markdown_cell(TABLE, id="table"),
            v4.new_markdown_cell(SOLVED, id="memo", metadata=_label(MEMO, 6)),
            v4.new_markdown_cell("## Task 2: the sketch\n\nSay it in code.", id="ask"),
            v4.new_code_cell("### BEGIN SOLUTION\nsum([1])\n### END SOLUTION", id="sketch", metadata=_label(SKETCH, 2)),
        ],
    )  # fmt: skip
    folder = root / "source" / ASSIGNMENT
    folder.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    nbformat.write(nb, folder / f"{NOTEBOOK}.ipynb")
    with open_api(root) as api, api.gradebook as gradebook:
        done = api.generate_assignment(ASSIGNMENT)
        assert done["success"], done
        gradebook.add_student("anna", first_name="Anna", last_name="Ito")
    for student in answers:
        hand_in(root, student, answers[student], sketches.get(student, ""))
    return root


def hand_in(root: Path, student: str, memo: str, sketch: str = "") -> None:
    """Hand in, or hand in again, the released notebook with what a student wrote."""
    released = root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    nb = nbformat.read(released, as_version=4)
    for cell in nb.cells:
        if cell.id == "memo" and memo:
            cell.source = memo
        if cell.id == "sketch" and sketch:
            cell.source = sketch
    folder = root / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, folder / f"{NOTEBOOK}.ipynb")


@contextmanager
def reading_desk(course: Path, reader: str) -> Iterator[str]:
    """Run `servicelab read`; gives the address that it prints."""
    command = [sys.executable, "-m", "servicelab_workshop", "read", ASSIGNMENT]
    with subprocess.Popen(
        [*command, "--course", course, "--as", reader, "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=hear_interrupts,
    ) as process:
        try:
            assert process.stdout
            yield next(line for line in process.stdout if "http://" in line).split()[-1]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                assert process.wait(60) == 0
            finally:
                process.kill()
