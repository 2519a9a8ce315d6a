from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.saved import answer, begun, check, memo, outcome, write

from servicelab.errors import CourseError
from servicelab_workshop.self_study.progress import (
    Progress,
    as_dict,
    go_on,
    next_step,
    read_progress,
    report,
)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return begun(tmp_path)


def state(progress: Progress, name: str) -> Any:
    return next(known for known in progress.states if known.task.id == name)


def test_saved_outcomes_are_read_and_nothing_is_run(mine: Path) -> None:
    progress = read_progress(mine)
    assert [module.name for module in progress.modules] == [
        "m00_welcome",
        "m02_segmentation",
        "m04_servqual",
    ]
    module = progress.modules[1]
    assert [known.status for known in module.states] == [
        "right",
        "not yet right",
        "not attempted",
        "not attempted",
        "not attempted",
    ]
    assert (module.score, module.points, module.memo_points) == (5.5, 25, 9)
    assert state(progress, "m02-q2").message == "Look again."
    assert state(progress, "m02-q1").task.hidden == 2
    assert progress.notes == []


def test_practice_earns_no_points(mine: Path) -> None:
    module = read_progress(mine).modules[0]
    (practice,) = module.states
    assert (practice.task.kind, practice.status) == ("practice", "not yet right")
    assert (module.points, module.score) == (0, 0)


def test_an_answer_run_after_its_check_makes_it_out_of_date(mine: Path) -> None:
    (mine / "m00_welcome" / "welcome.ipynb").unlink()
    progress = read_progress(mine)
    assert not state(progress, "m02-q1").outdated
    assert state(progress, "m02-q2").outdated
    # a check that says "not attempted" promises nothing that could be out of date
    assert not state(progress, "m02-q3").outdated
    assert "was run again since: run the check" in next_step(progress)


def test_a_right_task_that_is_out_of_date_comes_next(mine: Path) -> None:
    (mine / "m00_welcome" / "welcome.ipynb").unlink()
    path = mine / "m02_segmentation" / "1_database.ipynb"
    write(path, answer("m02-q1", count=7), check("m02-q1", 4, outcome("m02-q1"), 2))
    progress = read_progress(mine)
    assert progress.next is not None
    assert progress.next.task.id == "m02-q1"


def test_next_is_the_first_open_task_in_the_order_of_the_modules(mine: Path) -> None:
    other = mine / "m04_servqual" / "1_survey.ipynb"
    write(
        other,
        answer("m04-q1"),
        check("m04-q1", 6, outcome("m04-q1", "not yet right", 1)),
        module="m04_servqual",
    )
    for path in mine.glob("*/*.ipynb"):
        os.utime(path, (0, 0))
    assert next_step(read_progress(mine)).startswith("Next: m00-first-win in m00_welcome/welcome")
    done = check("m00-first-win", outcome=outcome("m00-first-win"))
    write(mine / "m00_welcome" / "welcome.ipynb", done, module="m00_welcome")
    assert next_step(read_progress(mine)).startswith("Next: m02-q2 in m02_segmentation/1_database")


def test_what_is_begun_goes_on_before_another_module(mine: Path) -> None:
    write(mine / "m00_welcome" / "welcome.ipynb", check("m00-first-win"), module="m00_welcome")
    progress = read_progress(mine)
    assert progress.next is not None
    assert progress.next.task.id == "m02-q2"
    assert go_on(progress) == (
        "m02_segmentation/1_database.ipynb",
        "Continue: m02-q2 in m02_segmentation/1_database.ipynb; in the notebook choose Run, Run All Above Selected Cell first.",
    )


def test_the_notebook_that_was_saved_last_goes_on(mine: Path) -> None:
    second = write(
        mine / "m02_segmentation" / "2_segments.ipynb",
        check("m02-q6", outcome=outcome("m02-q6", "not yet right", 1)),
        check("m02-q7"),
    )
    first = mine / "m02_segmentation" / "1_database.ipynb"
    os.utime(mine / "m00_welcome" / "welcome.ipynb", (1, 1))
    for last, task in ((first, "m02-q2"), (second, "m02-q6")):
        os.utime(first, (2, 2))
        os.utime(second, (2, 2))
        os.utime(last, (3, 3))
        following = read_progress(mine).next
        assert following is not None
        assert following.task.id == task
    # one in which all is done is left
    write(second, check("m02-q6", outcome=outcome("m02-q6")))
    following = read_progress(mine).next
    assert following is not None
    assert following.notebook.endswith("1_database.ipynb")


def test_a_beginner_is_welcomed_without_words(root: Path, tmp_path: Path) -> None:
    assert go_on(read_progress(root / "notebooks")) == ("m00_welcome/welcome.ipynb", "")
    assert go_on(read_progress(tmp_path)) == ("", "")


def test_minutes_left_are_those_of_open_tasks(root: Path, mine: Path) -> None:
    module = read_progress(mine).modules[1]
    module.minutes = {"m02_segmentation/1_database.ipynb": 100, "elsewhere.ipynb": 30}
    assert module.minutes_left == 80
    (untouched,) = (
        module
        for module in read_progress(root / "notebooks").modules
        if module.name == "m02_segmentation"
    )
    assert untouched.minutes_left == sum(untouched.minutes.values()) > 200
    assert untouched.title == "Segmentation"


def test_next_without_a_beginning_and_at_the_end(tmp_path: Path) -> None:
    assert "`" in next_step(read_progress(tmp_path))
    path = write(tmp_path / "m02_x" / "1.ipynb", check("m02-q1"), memo("m02-q2-memo"))
    assert next_step(read_progress(tmp_path)) == "Next: m02-q1 in m02_x/1.ipynb (not attempted)."
    write(path, check("m02-q1", 4, outcome("m02-q1")), memo("m02-q2-memo", "Dear Ms. Qiao"))
    progress = read_progress(tmp_path)
    assert state(progress, "m02-q2-memo").status == "written"
    assert next_step(progress) == "Every task is done."


def test_what_a_module_builds_on_comes_before_it(tmp_path: Path) -> None:
    for module, task in (("m07_control", "m07-q1"), ("m08_x", "m08-q1"), ("m12_y", "m12-q1")):
        write(tmp_path / module / "1.ipynb", memo(f"{task}-memo"), module=module)
    progress = read_progress(tmp_path)
    assert progress.lacks("m08_x") == ["m07_control"]
    assert progress.lacks("m07_control") == progress.lacks("m12_y") == []
    alone = replace(progress, modules=progress.modules[1:2])
    assert next_step(alone).endswith("It builds on m07_control: do that before.")

    written = memo("m07-q1-memo", "Dear Mr. Bai")
    write(tmp_path / "m07_control" / "1.ipynb", written, module="m07_control")
    progress = read_progress(tmp_path)
    assert (
        next_step(progress)
        == "Next: m08-q1-memo in m08_x/1.ipynb (not attempted, marked by a person)."
    )

    # whoever begins with another one is sent to what is ready
    progress.begun.clear()
    progress.modules = progress.modules[::-1]
    assert progress.next is not None
    assert progress.next.task.id == "m12-q1-memo"


def test_a_task_counts_as_it_stands_under_the_delivered_name(mine: Path) -> None:
    for other in ("1_database (new version 2026-11-05)", "0_my old copy"):
        write(
            mine / "m02_segmentation" / f"{other}.ipynb",
            answer("m02-q1"),
            check("m02-q1", 4),
            answer("m02-q4"),
            check("m02-q4", 4, outcome("m02-q4", score=4)),
        )
    progress = read_progress(mine)
    module = progress.modules[1]
    assert [known.task.id for known in module.states].count("m02-q1") == 1
    assert {known.notebook for known in module.states} == {"m02_segmentation/1_database.ipynb"}
    assert (state(progress, "m02-q1").status, state(progress, "m02-q4").status) == (
        "right",
        "not attempted",
    )
    assert module.points == 25


def test_a_task_without_a_delivered_notebook_counts_with_its_best_outcome(mine: Path) -> None:
    for name, status, score in (("a", "right", 4), ("b", "not yet right", 1)):
        path = mine / "m05_priorities" / f"{name}.ipynb"
        graded = check("m05-q1", 4, outcome("m05-q1", status, score))
        write(path, answer("m05-q1"), graded, module="m05_priorities")
    assert state(read_progress(mine), "m05-q1").notebook == "m05_priorities/a.ipynb"


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ('letter = """ """  # in as many lines as you like\n# Your answer here.', "not attempted"),
        ("letter = ...", "not attempted"),
        ("# Your answer here.", "not attempted"),
        ('letter = """\nDear Ms. Qiao,\n"""', "written"),
        ('letter = """ """\nletter = " ".join(parts)', "written"),
        ('letter = """ """\nprint(letter)', "written"),
        ('letter = """Dear', "written"),
    ],
)
def test_a_letter_in_code_is_written_when_it_says_something(
    tmp_path: Path, source: str, status: str
) -> None:
    cell = memo("m08-q6-letter", source) | {"cell_type": "code", "outputs": []}
    write(tmp_path / "m08_x" / "1.ipynb", cell, module="m08_x")
    assert state(read_progress(tmp_path), "m08-q6-letter").status == status


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"cells": 3, "metadata": {}}', b"\xff\xfe", b"[" * 100_000],
    ids=["empty", "half", "list", "cells", "encoding", "deep"],
)
def test_a_damaged_notebook_is_named_and_costs_nothing_else(mine: Path, content: bytes) -> None:
    (mine / "m04_servqual" / "1_survey.ipynb").write_bytes(content)
    progress = read_progress(mine)
    assert len(progress.notes) == 1
    assert progress.notes[0].startswith("m04_servqual/1_survey.ipynb is damaged")
    assert [module.name for module in progress.modules] == ["m00_welcome", "m02_segmentation"]


def test_outcomes_that_are_no_outcomes_count_as_not_attempted(mine: Path) -> None:
    odd = [
        outcome("another-id"),
        outcome("m02-q1", "perfect"),
        {"id": "m02-q1"},
    ]
    for saved in odd:
        write(mine / "m02_segmentation" / "1_database.ipynb", check("m02-q1", 4, saved))
        assert state(read_progress(mine), "m02-q1").status == "not attempted"
    for score in (-3, float("nan"), "much", None):
        saved = outcome("m02-q1", score=score)  # type: ignore[arg-type]
        write(mine / "m02_segmentation" / "1_database.ipynb", check("m02-q1", 4, saved))
        assert state(read_progress(mine), "m02-q1").score == 0
    write(
        mine / "m02_segmentation" / "1_database.ipynb",
        check("m02-q1", 4, outcome("m02-q1", score=400)),
    )
    assert state(read_progress(mine), "m02-q1").score == 4


def test_checkpoints_and_foreign_notebooks_are_left_out(mine: Path) -> None:
    write(mine / "m02_segmentation" / ".ipynb_checkpoints" / "x.ipynb", check("m02-q99"))
    write(mine / "own.ipynb", {"cell_type": "code", "metadata": {}, "source": "1", "outputs": []})
    progress = read_progress(mine)
    assert "m02-q99" not in {known.task.id for known in progress.states}
    assert len(progress.modules) == 3


def test_report_for_people(mine: Path, capsys: pytest.CaptureFixture) -> None:
    report(read_progress(mine))
    shown = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert re.search(r"m02_segmentation [█░]+ 1 1 3 ≤ 5.5 of 16 \(\+ 9\)", shown)
    assert "◐ m02-q1 up to 4 right so far, 2 checks to come" in shown
    assert "○ m02-q4 0 of 4 not attempted" in shown
    assert "m04-q1" not in shown  # not begun
    assert "as last saved" in shown


def test_report_of_one_module(mine: Path, capsys: pytest.CaptureFixture) -> None:
    report(read_progress(mine), "m04")
    shown = capsys.readouterr().out
    assert "m04-q1" in shown
    assert "m02-q1" not in shown
    assert "Next: m04-q1" in shown
    with pytest.raises(CourseError, match=r"no module m03 in .*m00_welcome, m02_seg"):
        report(read_progress(mine), "m03")
    with pytest.raises(CourseError, match=r"Did you mean m02\?"):
        report(read_progress(mine), "m2")
    with pytest.raises(CourseError, match="no module m0 "):
        report(read_progress(mine), "m0")


def test_report_as_json(mine: Path, capsys: pytest.CaptureFixture) -> None:
    report(read_progress(mine), as_json=True)
    shown = json.loads(capsys.readouterr().out)
    assert shown == json.loads(json.dumps(as_dict(read_progress(mine))))
    assert shown["next"] == "m02-q2"
    module = shown["modules"][1]
    assert (module["module"], module["score"], module["points"]) == ("m02_segmentation", 5.5, 25)
    assert module["tasks"][0]["status"] == "right"
    assert module["tasks"][1]["outdated"] is True


def test_untouched_course_has_every_task_and_nothing_attempted(root: Path) -> None:
    progress = read_progress(root / "notebooks")
    assert progress.notes == []
    assert {known.status for known in progress.states} == {"not attempted"}
    assert {module.points for module in progress.modules} == {0, 100}
    assert all(known.task.hints for known in progress.states if not known.task.by_hand)
    assert progress.next is not None
    assert progress.next.task.id == "m00-first-win"
    assert not any(module.is_begun for module in progress.modules)
    assert len({known.task.id for known in progress.states}) == len(progress.states)


def test_solved_course_has_every_point_that_checks_give(root: Path) -> None:
    for module in read_progress(root / "solutions").modules:
        assert module.score == module.points - module.memo_points
        assert module.is_done
