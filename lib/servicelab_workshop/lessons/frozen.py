"""Sheets as the editions hold them: made once for each content, proven fair, and frozen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbreferee.notebooks import read_notebook
from servicelab.errors import CourseError
from servicelab.tasks.beside import SUFFIX, squeeze
from servicelab_workshop.lessons.bank import read_bank
from servicelab_workshop.lessons.beside import LEFT_BEHIND
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.course import BANK, WORLD, Course
from servicelab_workshop.lessons.made_from import made_from, run_key
from servicelab_workshop.lessons.proof import prove
from servicelab_workshop.lessons.runs import Run, run_all, solved_run
from servicelab_workshop.lessons.sheets import make_sheets, task_id
from servicelab_workshop.lessons.slips import read_slips
from servicelab_workshop.lessons.source import read_script
from servicelab_workshop.lessons.stubs import is_written

#: Where the metadata of an instructor's notebook hold the hidden parts of its sheets.
HIDDEN = "servicelab_hidden"


@dataclass(frozen=True)
class Sheets:
    """The sheets of a notebook, as its editions hold them.

    Attributes
    ----------
    visible : str
        What stands in the file beside the notebook; empty if it has no such task.
    hidden : dict
        Id of a task -> the hidden part of its sheet.
    """

    visible: str
    hidden: dict[str, str]


@dataclass(frozen=True)
class SheetsOf:
    """A job for :func:`.runs.run_all`: the sheets of a notebook."""

    course: Course
    script: Path
    is_proven: bool = True

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return f"{self.script.parent.name}/{self.script.stem}"

    @property
    def key(self) -> str:
        """Changes with whatever a sheet depends on; not with prose."""
        nb = read_script(self.script)
        nb.cells = [cell for cell in nb.cells if cell.cell_type == "code"]
        beside = Run("", nb, self.script.parent, (*LEFT_BEHIND, BANK, "*.py")).beside()
        worlds = sorted(self.script.parent.glob(WORLD))
        more = bank_text(nb, self.script)
        return run_key(nb, [*beside, *worlds], f"sheets, {self.is_proven}", more)

    def work(self) -> str:
        """Make them, and prove that they are fair; as JSON."""
        if not self.is_proven:
            sheets = make_sheets(self.course, self.script)
            return json.dumps({id: [one.visible, one.hidden] for id, one in sheets.items()})
        proofs = prove(self.course, self.script)
        faults = [
            f"{self.name}, {id}: {fault}"
            for id, one in proofs.items()
            for fault in (*one.faults, *one.unpaid)
        ]
        if faults:
            raise CourseError("\n".join(faults))
        return json.dumps({id: [one.made.visible, one.made.hidden] for id, one in proofs.items()})


def all_sheets(
    course: Course, scripts: Iterable[Path], *, again: bool = False, proven: bool = True
) -> dict[Path, Sheets]:
    """Make the sheets of notebooks, side by side, or take what was made of the same before.

    Raises
    ------
    CourseError
        If a task cannot be made, or, where they shall be proven, is unfair.
    """
    jobs = [SheetsOf(course, script, proven) for script in scripts]
    made = run_all(course.root, jobs, again=again)
    found = {}
    for job, text in zip(jobs, made, strict=True):
        parts = json.loads(text)
        visible = {id: squeeze(part) for id, (part, _hidden) in parts.items()}
        found[job.script] = Sheets(
            json.dumps(visible, indent=1) + "\n" if visible else "",
            {id: squeeze(hidden) if hidden else "" for id, (_part, hidden) in parts.items()},
        )
    return found


def sheets_at_hand(course: Course, scripts: Iterable[Path]) -> dict[Path, Sheets]:
    """Take the sheets from editions that were made of the same; make those of the other notebooks.

    A change of the library alone is not noticed.

    Raises
    ------
    CourseError
        If a task cannot be made.
    """
    kept = {script: _kept(course, script) for script in scripts}
    made = all_sheets(course, [script for script, one in kept.items() if not one], proven=False)
    return {script: one or made[script] for script, one in kept.items()}


def _kept(course: Course, script: Path) -> Sheets | None:
    notebook, visible = script.with_suffix(".ipynb"), script.with_suffix(SUFFIX)
    if not notebook.exists() or not visible.exists():
        return None
    metadata = read_notebook(notebook).metadata
    run = solved_run(course, script.parent.name, script)
    if metadata.get("servicelab", {}).get("made_from") != origin(
        run.notebook, run.beside(), script
    ):
        return None
    return Sheets(visible.read_text(encoding="utf-8"), dict(metadata.get(HIDDEN, {})))


def origin(nb: Any, files: Iterable[Path], script: Path) -> str:
    """What an edition is made from, its slips included; see :func:`.made_from.made_from`."""
    return made_from(nb, files, bank_text(nb, script))


def bank_text(nb: Any, script: Path) -> str:
    """What a bank says of the tasks of a notebook."""
    bank = script.with_name(BANK)
    ids = {task_id(Cell.of(cell)) for cell in nb.cells if is_written(cell.source)}
    if not ids or not bank.exists():
        return ""
    slips, equivalents = read_slips(bank)
    answers = read_bank(bank)
    return repr(
        [
            [
                (one.task, one.id, one.says, one.edits, one.source, one.silent)
                for one in slips
                if one.task in ids
            ],
            [(one.task, one.edits) for one in equivalents if one.task in ids],
            [one for one in answers if one.task in ids],
        ]
    )
