from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from servicelab.tasks import misconceptions
from servicelab.tasks.misconceptions import (
    LARGEST,
    LONGEST,
    MEMORY,
    MOST_SLIPS,
    MOST_TASKS,
    WORKING_COPY,
    Met,
    Misconceptions,
    remember,
)


def outcome(status: str, *slips: str, task: str = "m02-q1") -> dict[str, Any]:
    return {"id": task, "status": status, "slips": dict.fromkeys(slips, "A sentence.")}


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """The folder of a module in a working copy."""
    (tmp_path / WORKING_COPY).write_text("{}")
    folder = tmp_path / "m02_segmentation"
    folder.mkdir()
    return folder


def kept(module: Path) -> dict[str, dict[str, Met]]:
    return Misconceptions.read(module.parent).tasks


def test_a_slip_is_met_mended_and_met_again(module: Path) -> None:
    remember(outcome("not attempted"), module)
    remember(outcome("right"), module)
    assert not (module.parent / MEMORY).exists()
    remember(outcome("not yet right", "percent"), module)
    remember(outcome("not yet right", "percent"), module)
    assert kept(module) == {"m02-q1": {"percent": Met(1)}}
    remember(outcome("not yet right"), module)
    assert kept(module)["m02-q1"]["percent"] == Met(1, is_mended=False, is_open=False)
    remember(outcome("right"), module)
    assert kept(module)["m02-q1"]["percent"] == Met(1, is_mended=True, is_open=False)
    remember(outcome("not yet right", "percent", "base"), module)
    assert kept(module)["m02-q1"] == {"percent": Met(2), "base": Met(1)}


def test_nothing_of_an_answer_is_kept_and_nothing_in_the_module(module: Path) -> None:
    remember(outcome("not yet right", "percent"), module)
    content = (module.parent / MEMORY).read_text()
    assert json.loads(content) == {
        "version": 1,
        "tasks": {"m02-q1": {"percent": [1, False, True]}},
    }
    assert list(module.iterdir()) == []


def test_outside_a_working_copy_nothing_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "m02_segmentation"
    folder.mkdir()
    remember(outcome("not yet right", "percent"), folder)
    assert [path.name for path in tmp_path.iterdir()] == ["m02_segmentation"]


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        '{"tasks": 3}',
        '{"tasks": {"q": 3}}',
        '{"tasks": {"q": {"s": 3}}}',
        '{"tasks": {"q": {"s": [1, 2, 3]}}}',
        '{"tasks": {"q": {"s": [0, true, false]}}}',
        '{"tasks": {"q": {"s": [true, true, false]}}}',
        '{"tasks": {"q": {"s": [1e999, true, false]}}}',
        json.dumps({"tasks": {"q" * (LONGEST + 1): {"s": [1, True, False]}}}),
        "[" * 100_000,
        " " * (LARGEST + 1),
    ],
)
def test_a_damaged_memory_begins_anew(module: Path, damage: str) -> None:
    (module.parent / MEMORY).write_text(damage)
    assert kept(module) == {}
    remember(outcome("not yet right", "percent"), module)
    assert kept(module) == {"m02-q1": {"percent": Met()}}


def test_what_is_kept_stays_small(module: Path) -> None:
    many = Misconceptions()
    for number in range(MOST_TASKS + 20):
        many.note(f"m02-q{number}", [f"s{n}" for n in range(MOST_SLIPS + 5)], is_right=False)
    assert len(many.tasks) == MOST_TASKS
    assert {len(slips) for slips in many.tasks.values()} == {MOST_SLIPS}
    assert not Misconceptions().note("q" * 1000, ["s"], is_right=False)
    many.write(module.parent)
    assert (module.parent / MEMORY).stat().st_size < LARGEST
    assert kept(module) == many.tasks


def test_a_full_disk_stops_no_check(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise misconceptions.CourseError("No space.")

    monkeypatch.setattr(misconceptions, "write_atomically", full)
    remember(outcome("not yet right", "percent"), module)
    assert kept(module) == {}


def test_a_link_is_not_read(module: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text('{"tasks": {"q": {"s": [1, true, false]}}}')
    (module.parent / MEMORY).symlink_to(elsewhere)
    assert kept(module) == {}
