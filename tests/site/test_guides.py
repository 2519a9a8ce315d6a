"""What the guides and the README print is what the course has: commands, code, images."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import typer

from servicelab.checks import Question
from servicelab.classroom.bank import read_bank
from servicelab.classroom.course import Course
from servicelab.classroom.rules import source_problems
from servicelab.classroom.source import read_script
from servicelab.cli import app

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md"))]
AUTHOR = ROOT / "docs" / "guides" / "author.md"
_COMMAND = re.compile(r"(?:^|`)(?:servicelab|python3 course\.py|py course\.py) ([^`\n#]+)", re.M)
_IMAGE = re.compile(r"images/([\w-]+)\.png")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_every_command_that_is_printed_exists(path: Path) -> None:
    group: Any = typer.main.get_command(app)
    for line in _COMMAND.findall(path.read_text(encoding="utf-8")):
        words = [word for word in shlex.split(line) if word not in ("...", "`")]
        if words[0] in ("--version", "--help"):
            continue
        command = group.get_command(typer.Context(group), words[0])
        assert command is not None, line
        subjects = getattr(command, "commands", {})
        if subjects:
            command = subjects.get("".join(words[1:2]), subjects["ASSIGNMENT"])
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        if command.allow_extra_args:
            continue
        for word in words:
            if word.startswith("--"):
                assert word.partition("=")[0] in known | {"--help"}, line


def test_every_image_is_made_by_a_browser_test_and_shown() -> None:
    kept = {path.stem for path in (ROOT / "docs" / "images").glob("*.png")}
    made = {
        name
        for path in ROOT.glob("tests/browser/*.py")
        for name in re.findall(r'picture\("([\w-]+)"', path.read_text(encoding="utf-8"))
        if path.name != "conftest.py"
    }
    shown = {name for path in TEXTS for name in _IMAGE.findall(path.read_text(encoding="utf-8"))}
    assert kept == made == shown


def samples() -> list[str]:
    return re.findall(r"```python\n(.*?)```", AUTHOR.read_text(encoding="utf-8"), re.DOTALL)


def test_the_authors_example_is_a_fair_task(tmp_path: Path) -> None:
    task, bank, opening = samples()
    folder = tmp_path / "solutions" / "m06_waiting"
    folder.mkdir(parents=True)
    script = folder / "1_queue.py"
    opening = opening.replace("points: 30", "points: 4").replace("30 points", "4 points")
    script.write_text(opening + "\n" + task, encoding="utf-8")
    (folder / "answers.py").write_text(bank, encoding="utf-8")
    assert source_problems(Course(tmp_path), ["m06_waiting"]) == []

    answer, test = (cell.source for cell in read_script(script).cells if cell.cell_type == "code")
    assert _asked(answer, test).score == 4
    for entry in read_bank(folder / "answers.py"):
        question = _asked(entry.source, test)
        assert question.score == entry.points, entry.name
        traps = {outcome.trap for outcome in question.outcomes} - {None, ""}
        assert traps == ({entry.trap} if entry.trap else set()), entry.name
        told = " ".join(outcome.message for outcome in question.outcomes)
        assert all(word in told for word in entry.says)


def _asked(answer: str, test: str) -> Question:
    names: dict[str, Any] = {"pd": pd, "Question": Question}
    exec(answer, names)
    exec(test, names)
    question: Question = names["q"]
    return question
