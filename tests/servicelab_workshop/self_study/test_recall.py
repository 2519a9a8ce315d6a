from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.saved import begun, check, outcome, write
from typer.testing import CliRunner

from servicelab.recalling.boxes import MEMORY, Boxes
from servicelab.recalling.questions import read_questions
from servicelab_workshop import cli
from servicelab_workshop.self_study.recall import ask

TODAY = dt.date(2026, 11, 5)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A working copy in which the notebooks of a module are begun."""
    for name in ("1_database", "2_segments", "3_offers"):
        task = check("m02-q1", outcome=outcome("m02-q1"))
        write(tmp_path / "m02_segmentation" / f"{name}.ipynb", task)
    return tmp_path


class Talk:
    """What is typed, and what is shown."""

    def __init__(self, *typed: str) -> None:
        self._typed: Iterator[str] = iter(typed)
        self.lines: list[str] = []

    def hear(self, prompt: str) -> str:
        try:
            return next(self._typed)
        except StopIteration:
            raise EOFError from None

    def __str__(self) -> str:
        return "\n".join(self.lines)


def talk(folder: Path, *typed: str, day: dt.date = TODAY) -> Talk:
    made = Talk(*typed)
    ask(folder, today=day, hear=made.hear, say=made.lines.append)
    return made


def test_three_a_day_are_asked_and_remembered(mine: Path) -> None:
    questions = read_questions("m02_segmentation")
    right = [str(each.shuffled(TODAY).index(each.right) + 1) for each in questions]
    wrong = "1" if right[1] != "1" else "2"
    said = talk(mine, right[0], wrong, right[2], right[3])
    assert str(said).count("(module 2)") == 3
    assert f"✓ {questions[0].right.says}" in said.lines
    assert f"✗ {questions[1].shuffled(TODAY)[int(wrong) - 1].says}" in said.lines
    assert f"✓ {questions[1].right.text.rstrip('.')}. {questions[1].right.says}" in said.lines
    assert said.lines[-1] == "That is all for today; tomorrow there is more."
    assert Boxes.read(mine).asked_on(TODAY) == 3
    assert "(module 2)" not in str(talk(mine, "1"))
    again = talk(mine, day=TODAY + dt.timedelta(1))
    assert questions[1].text in again.lines[1]


def test_it_can_be_stopped_and_a_slip_of_the_key_costs_nothing(mine: Path) -> None:
    said = talk(mine, "9", "x", "1", "")
    assert said.lines.count("Type a number from 1 to 4.") == 2
    assert len(Boxes.read(mine).places) == 1
    talk(mine)
    assert len(Boxes.read(mine).places) == 1


def test_nothing_begun_is_one_sentence(tmp_path: Path) -> None:
    assert talk(tmp_path).lines == [
        "Nothing to recall yet: these questions are about notebooks that you have begun."
    ]
    assert not (tmp_path / MEMORY).exists()


def test_when_all_is_known_the_next_day_is_told(mine: Path) -> None:
    boxes = Boxes()
    for question in read_questions("m02_segmentation"):
        boxes.note(question.id, True, TODAY)
    boxes.write(mine)
    assert talk(mine).lines[-1] == "That is all; the next question comes in 2 days."


@pytest.mark.parametrize("typed", ["\n", ""])
def test_the_command_asks_of_modules_that_are_begun(tmp_path: Path, typed: str) -> None:
    mine = begun(tmp_path)
    done = CliRunner().invoke(cli.app, ["recall", "--workdir", str(mine)], input=typed)
    assert done.exit_code == 0, done.output
    assert "(module 2)" in done.output
    assert "(module 4)" not in done.output
    assert read_questions("m02_segmentation")[0].text in done.output
