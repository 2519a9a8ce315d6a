"""Whether two courses were graded to the same rows and the same files."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

from nbreferee.gradebook import open_api
from nbreferee.notebooks import read_notebook
from nbreferee.repair import fresh_ids
from servicelab_workshop.lessons.execute import settle


def rows(root: Path, assignment: str) -> dict[str, Any]:
    """Everything the gradebook says of an assignment, without the random ids."""
    found: dict[str, Any] = {}
    with open_api(root) as api, api.gradebook as gradebook:
        found["students"] = sorted((s.id, s.first_name, s.email) for s in gradebook.students)
        for submission in gradebook.assignment_submissions(assignment):
            key = submission.student.id
            found[key] = (submission.timestamp, submission.extension, submission.score)
            for notebook in submission.notebooks:
                where = f"{key}/{notebook.name}"
                found[where] = (notebook.late_submission_penalty, notebook.failed_tests)
                for given in notebook.grades:
                    found[f"{where}/{given.name}"] = (
                        given.auto_score,
                        given.manual_score,
                        given.extra_credit,
                        given.needs_manual_grade,
                        given.max_score,
                    )
                for comment in notebook.comments:
                    found[f"{where}/{comment.name}/comment"] = (
                        comment.auto_comment,
                        comment.manual_comment,
                    )
    return found


def tree(root: Path) -> dict[str, Any]:
    """Every graded file with its permissions; of notebooks, every cell, less what no two runs share."""
    found: dict[str, Any] = {}
    for path in sorted((root / "autograded").rglob("*")):
        # byte code holds the time of its source; whether any is written is up to the environment
        if path.suffix == ".pyc":
            continue
        name = path.relative_to(root).as_posix()
        mode = oct(path.stat().st_mode)
        if path.is_dir():
            found[name] = mode
        elif path.suffix == ".ipynb":
            found[name] = mode, settled(path, root)
        elif name.endswith(".decision.json"):
            record = json.loads(path.read_text(encoding="utf-8"))
            found[name] = mode, {key: record[key] for key in record if not key.endswith("_at")}
        else:
            found[name] = mode, path.read_bytes()
    return found


def settled(path: Path, root: Path) -> Any:
    nb = read_notebook(path)
    settle(nb)
    text = json.dumps(nb)
    text = re.sub(r"/tmp/ipykernel_\d+/", "/tmp/ipykernel_0/", text)
    text = re.sub(r"0x[0-9a-f]{6,16}", "0x0", text)
    # where it ran: the graded folder there, the sandbox here
    text = text.replace(str(path.parent), "HERE")
    text = text.replace(f"/home/trainee/work/{path.parent.name}", "HERE")
    nb = json.loads(re.sub(r"\bIPY_MODEL_[0-9a-f]{32}", "MODEL", text))
    fresh_ids(nb)  # nbgrader leaves formats that have none as they are
    for cell in nb["cells"]:
        cell["outputs"] = streams_in_order(cell.get("outputs", []))
    for states in nb["metadata"].get("widgets", {}).values():
        # their names are random, and so is their order
        states["state"] = sorted(json.dumps(state) for state in states["state"].values())
    return nb


def streams_in_order(outputs: list[Any]) -> list[Any]:
    """Neighboring streams by name, each in one piece: the kernel's timer decides which comes first."""
    found: list[Any] = []
    for is_stream, group in itertools.groupby(outputs, lambda o: o["output_type"] == "stream"):
        if is_stream:
            texts: dict[str, str] = {}
            for output in group:
                texts[output["name"]] = texts.get(output["name"], "") + output["text"]
            found += [
                {"output_type": "stream", "name": name, "text": texts[name]}
                for name in sorted(texts)
            ]
        else:
            found += group
    return found


def compare(theirs: Path, ours: Path, assignment: str) -> None:
    assert rows(ours, assignment) == rows(theirs, assignment)
    left, right = tree(theirs), tree(ours)
    assert right.keys() == left.keys()
    for name, content in left.items():
        if isinstance(content, tuple) and name.endswith(".ipynb"):
            for one, other in zip(content[1]["cells"], right[name][1]["cells"], strict=True):
                assert other == one, f"{name}, {one.get('id')}"
        assert right[name] == content, name
