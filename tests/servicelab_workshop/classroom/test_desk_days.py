from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from servicelab.decisions.records import record_path, save_record
from servicelab.games.desk.model import decision_schema, record_name
from servicelab.games.desk.policies import (
    POLICIES,
    near_optimal,
    policy_table,
    severity_first,
)
from servicelab.games.desk.scenario import load_scenario
from servicelab_workshop.classroom.desk_days import (
    DeskDays,
    desk_text,
    draw_desk,
    read_desk_days,
)

SCENARIO = load_scenario("insurer_claims")


def hand_in(folder: Path, entries: list[dict[str, Any]], seed: int = 0) -> Path:
    folder.mkdir()
    save_record(
        record_name(SCENARIO),
        {"scenario": SCENARIO.name, "seed": seed, "entries": entries},
        decision_schema(SCENARIO),
        folder,
    )
    return folder


def miscoded(entries: list[dict[str, Any]], case: str, cause: str) -> list[dict[str, Any]]:
    return [
        {**one, "cause": cause} if one.get("case") == case else one
        for one in entries
        if "look" not in one
    ]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> DeskDays:
    root = tmp_path_factory.mktemp("class")
    best = near_optimal(SCENARIO)
    first = next(one["case"] for one in best if "cause" in one)
    wrong = next(name for name in SCENARIO.causes if name != SCENARIO.by_id[first].cause)
    folders = [
        hand_in(root / "best", best),
        hand_in(root / "severe", severity_first(SCENARIO)),
        hand_in(root / "wrong", miscoded(best, first, wrong)[:1]),
        hand_in(root / "wrong again", miscoded(best, first, wrong)[:1]),
        hand_in(root / "not begun", []),
        hand_in(root / "another day", best[:1], seed=3),
        root / "nobody",
    ]
    damaged = root / "damaged"
    damaged.mkdir()
    record_path(record_name(SCENARIO), damaged).write_text("{")
    (found,) = read_desk_days([*folders, damaged])
    return found


def test_shares_are_those_of_the_days_played(days: DeskDays) -> None:
    table = policy_table(SCENARIO)
    assert len(days.shares) == 4
    assert days.shares[-1] == 1
    assert table["share"]["severity_first"] == pytest.approx(days.shares[-2])
    assert list(days.shares) == sorted(days.shares)
    assert days.unreadable == 2


def test_the_commonest_wrong_cause_comes_first(days: DeskDays) -> None:
    assert days.causes[0].students >= 2
    assert "in place of" in days.causes[0].what


def test_cases_nobody_could_save_are_late_for_all_and_named(days: DeskDays) -> None:
    assert days.late
    assert days.late[0].students == max(one.students for one in days.late)
    assert all(one.case.split()[0] in SCENARIO.by_id for one in days.late)


def test_no_record_no_section(tmp_path: Path) -> None:
    assert read_desk_days([tmp_path, tmp_path / "missing"]) == ()


def test_figure_and_text_tell_the_same(days: DeskDays) -> None:
    ax = Figure(figsize=(9, 3.9), layout="constrained").add_subplot()
    draw_desk(days, ax)
    assert sum(int(bar.get_height()) for bar in ax.patches) == len(days.shares)
    text = desk_text(days)
    assert "4 trainees" in text
    assert all(name in text for name, _share in days.policies)
    assert len(days.policies) == len(POLICIES)


def test_a_class_whose_records_are_all_damaged(tmp_path: Path) -> None:
    record_path(record_name(SCENARIO), tmp_path).write_text("[]")
    (found,) = read_desk_days([tmp_path])
    assert (found.shares, found.unreadable) == ((), 1)
    assert desk_text(found) == "Nobody has played this day."
