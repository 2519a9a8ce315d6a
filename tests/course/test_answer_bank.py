"""Every known way to answer gets its points and its message, through the real grader."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from servicelab.checks import find
from servicelab.classroom.bank import Answer, compose, read_bank, reference, rounds, shortfalls
from servicelab.classroom.course import BANK, CONFIG, open_api
from servicelab.classroom.grade import grade
from servicelab.classroom.source import read_notebook, write_notebook

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path.parent.name for path in ROOT.glob(f"solutions/*/{BANK}"))


def autograded(module: str) -> dict[str, float]:
    return {
        answer.task: answer.points
        for path in sorted((ROOT / "solutions" / module).glob("*.ipynb"))
        for answer in reference(read_notebook(path))
        if answer.points is not None
    }


@pytest.mark.parametrize("module", MODULES)
def test_bank_is_complete(module: str) -> None:
    bank = read_bank(ROOT / "solutions" / module / BANK)
    assert shortfalls(bank, autograded(module)) == []


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_whole_bank_through_the_grader(module: str, tmp_path: Path) -> None:
    bank = read_bank(ROOT / "solutions" / module / BANK)
    tasks = autograded(module)
    full = {task: Answer(task, "reference", "", points) for task, points in tasks.items()}
    none = {task: Answer(task, "stub", "", 0.0) for task in tasks}
    references = [
        answer
        for path in sorted((ROOT / "solutions" / module).glob("*.ipynb"))
        for answer in reference(read_notebook(path))
    ]
    handed_in: dict[str, tuple[dict[str, Answer], list[Answer]]] = {
        "reference": (full, references),
        "stub": (none, []),
    }
    for number, chosen in enumerate(rounds(bank), start=1):
        others = [answer for answer in references if answer.task not in chosen]
        handed_in[f"round{number:02d}"] = (chosen, [*others, *chosen.values()])

    shutil.copy(ROOT / CONFIG, tmp_path)
    shutil.copytree(ROOT / "solutions" / module, tmp_path / "solutions" / module)
    with open_api(tmp_path) as api:
        assert api.generate_assignment(module)["success"]
    for student, (_expected, answers) in handed_in.items():
        folder = tmp_path / "submitted" / student / module
        shutil.copytree(ROOT / "notebooks" / module, folder)
        for path in folder.glob("*.ipynb"):
            path.write_bytes(write_notebook(compose(read_notebook(path), answers)))
    results = grade(tmp_path, module)
    assert [result for result in results if result.status != "graded"] == []
    assert [(result.student, result.flags) for result in results if result.flags] == []

    faults: list[str] = []
    for student, (expected, _answers) in handed_in.items():
        outcomes = read_outcomes(tmp_path / "autograded" / student / module)
        with open_api(tmp_path) as api, api.gradebook as gradebook:
            scores = {
                score.name: score.auto_score
                for notebook in gradebook.find_submission(module, student).notebooks
                for score in notebook.grades
            }
        for task, answer in expected.items():
            faults += judge(answer, scores[task], outcomes.get(task))
    assert faults == []


def read_outcomes(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        outcome["id"]: outcome
        for path in folder.glob("*.ipynb")
        for cell in read_notebook(path).cells
        for outcome in find(cell.get("outputs", []))
    }


def judge(answer: Answer, score: float | None, outcome: dict[str, Any] | None) -> list[str]:
    """Say what is not as the bank intends; another processor may move a customer or two."""
    where = f"{answer.task}, {answer.name}"
    if outcome is None:
        return [f"{where}: no feedback"]
    said = " ".join(f"{check['name']} {check['message']}" for check in outcome["checks"])
    found = []
    if answer.points is not None and abs((score or 0.0) - answer.points) > 0.05:
        found.append(f"{where}: {score} points instead of {answer.points}: {said}")
    missing = [word for word in answer.says if word.casefold() not in said.casefold()]
    if missing:
        found.append(f"{where}: the feedback lacks {missing}: {said}")
    caught = {check["trap"] for check in outcome["checks"]}
    if answer.trap and answer.trap not in caught:
        found.append(f"{where}: caught {caught} instead of {answer.trap}: {said}")
    return found
