from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from servicelab.recalling.boxes import DAYS, MEMORY, Boxes
from servicelab.recalling.questions import read_questions

TODAY = dt.date(2026, 11, 5)
M02, M04 = (read_questions(name) for name in ("m02_segmentation", "m04_servqual"))


def later(days: int) -> dt.date:
    return TODAY + dt.timedelta(days)


def test_what_was_wrong_comes_back_sooner() -> None:
    boxes = Boxes()
    boxes.note(M02[0].id, True, TODAY)
    boxes.note(M02[1].id, False, TODAY)
    assert boxes.asked_on(TODAY) == 2
    assert not {M02[0], M02[1]} & {*boxes.due([M02], TODAY)}
    assert boxes.due([M02], later(1))[0] is M02[1]
    assert M02[0] not in boxes.due([M02], later(1))
    assert boxes.due([M02], later(2))[:2] == [M02[1], M02[0]]


def test_right_answers_are_asked_ever_more_rarely() -> None:
    boxes, day, waits = Boxes(), TODAY, []
    for _time in range(6):
        boxes.note(M02[0].id, True, day)
        due = boxes.places[M02[0].id].due
        waits.append((due - day).days)
        day = due
    assert waits == [*DAYS[1:], DAYS[-1], DAYS[-1]]
    boxes.note(M02[0].id, False, day)
    assert boxes.places[M02[0].id].due == day + dt.timedelta(DAYS[0])


def test_the_first_answer_of_a_day_counts() -> None:
    boxes = Boxes()
    boxes.note("m02-a", False, TODAY)
    boxes.note("m02-a", True, TODAY)
    assert boxes.places["m02-a"].box == 0


def test_new_questions_come_from_the_modules_in_turn() -> None:
    assert Boxes().due([M02, M04], TODAY)[:4] == [M02[0], M04[0], M02[1], M04[1]]
    assert Boxes().due([M02, (), M04], TODAY, first=3)[:2] == [M02[3], M04[3]]
    assert len(Boxes().due([M02, M04], TODAY, first=50)) == len(M02) + len(M04)


def test_it_is_kept_in_a_hidden_file(tmp_path: Path) -> None:
    boxes = Boxes()
    boxes.note("m02-a", True, TODAY)
    boxes.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [MEMORY]
    assert MEMORY.startswith(".")
    assert Boxes.read(tmp_path) == boxes


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"[]",
        b'{"places": 3}',
        b'{"places": {"a": [9, "2026-11-05"]}}',
        b'{"places": {"a": [1, "soon"]}}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_a_damaged_memory_begins_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / MEMORY).write_bytes(damage)
    assert Boxes.read(tmp_path) == Boxes()
