from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from servicelab.errors import CourseError
from servicelab.tasks.checking import MIME
from servicelab.tasks.plain import squeeze
from servicelab.tasks.sheet import SUFFIX
from servicelab_workshop.self_study.progress import (
    TEXT_STUB,
    Progress,
    ProgressPanel,
    as_dict,
    next_step,
    read_progress,
    report,
)
from servicelab_workshop.self_study.workcopy import MANIFEST


def answer(name: str, source: str = "x = ...", count: int | None = None) -> dict[str, Any]:
    label = {"grade": False, "grade_id": f"{name}-answer", "solution": True}
    return {
        "cell_type": "code",
        "metadata": {"nbgrader": label},
        "source": source,
        "execution_count": count,
        "outputs": [],
    }


def check(
    name: str,
    points: float = 4,
    outcome: dict[str, Any] | None = None,
    count: int | None = None,
    **asked: Any,
) -> dict[str, Any]:
    output = {"output_type": "execute_result", "data": {MIME: outcome, "text/plain": "0"}}
    return {
        "cell_type": "code",
        "metadata": {
            "nbgrader": {"grade": True, "grade_id": name, "solution": False, "points": points},
            "sheet": {"id": name, "points": points, **asked},
        },
        "source": ["from servicelab import check\n", "\n", f'check("{name}")'],
        "execution_count": count,
        "outputs": [] if outcome is None else [output],
    }


def memo(name: str, text: str = TEXT_STUB) -> dict[str, Any]:
    label = {"grade": True, "grade_id": name, "solution": True, "points": 9}
    return {"cell_type": "markdown", "metadata": {"nbgrader": label}, "source": text}


def outcome(name: str, status: str = "right", score: float = 4, points: float = 4) -> Any:
    message = "Look again." if status == "not yet right" else ""
    result = {"name": "a check", "status": status, "weight": 1, "message": message, "slips": []}
    return {"id": name, "points": points, "score": score, "status": status, "checks": [result]}


def write(path: Path, *cells: dict[str, Any], module: str = "m02_segmentation") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {
        "cells": list(cells),
        "metadata": {"servicelab": {"module": module}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    sheets = [cell["metadata"].pop("sheet") for cell in cells if "sheet" in cell["metadata"]]
    beside = {sheet["id"]: squeeze(sheet) for sheet in sheets}
    path.with_suffix(SUFFIX).write_text(json.dumps(beside), encoding="utf-8")
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A working copy of two modules, one of them begun."""
    folder = tmp_path / "my course"
    practice = check("m00-first-win", outcome=outcome("m00-first-win", "not yet right", 0, 1))
    practice["metadata"] = {}
    write(folder / "m00_welcome" / "welcome.ipynb", practice, module="m00_welcome")
    write(
        folder / "m02_segmentation" / "1_database.ipynb",
        answer("m02-q1", "x = 1", 3),
        check("m02-q1", 4, outcome("m02-q1"), 4, hidden=2),
        answer("m02-q2", "x = 2", 9),
        check("m02-q2", 4, outcome("m02-q2", "not yet right", 1.5), 8, hints=["one", "two"]),
        answer("m02-q3"),
        check("m02-q3", 4, outcome("m02-q3", "not attempted", 0), 10),
        answer("m02-q4"),
        check("m02-q4", 4),
        memo("m02-q5-memo"),
    )
    write(
        folder / "m04_servqual" / "1_survey.ipynb",
        answer("m04-q1"),
        check("m04-q1", 6),
        memo("m04-q2-memo"),
        module="m04_servqual",
    )
    (folder / MANIFEST).write_text('{"delivered": {"m02_segmentation/1_database.ipynb": "x"}}')
    return folder


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
    assert next_step(read_progress(mine)).startswith("Next: m00-first-win in m00_welcome/welcome")
    done = check("m00-first-win", outcome=outcome("m00-first-win"))
    write(mine / "m00_welcome" / "welcome.ipynb", done, module="m00_welcome")
    assert next_step(read_progress(mine)).startswith("Next: m02-q2 in m02_segmentation/1_database")


def test_next_without_a_beginning_and_at_the_end(tmp_path: Path) -> None:
    assert "`" in next_step(read_progress(tmp_path))
    path = write(tmp_path / "m02_x" / "1.ipynb", check("m02-q1"), memo("m02-q2-memo"))
    assert next_step(read_progress(tmp_path)) == "Next: m02-q1 in m02_x/1.ipynb (not attempted)."
    write(path, check("m02-q1", 4, outcome("m02-q1")), memo("m02-q2-memo", "Dear Ms. Qiao"))
    progress = read_progress(tmp_path)
    assert state(progress, "m02-q2-memo").status == "written"
    assert next_step(progress) == "Every task is done."


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
    assert "m02_segmentation 1 1 3 5.5 of 16; 9 more are marked by a person" in shown
    assert "✓ m02-q1 4 of 4 so far right so far, 2 more checks when graded" in shown
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
    with pytest.raises(CourseError, match="no module m0 "):
        report(read_progress(mine), "m0")


def test_report_as_json(mine: Path, capsys: pytest.CaptureFixture) -> None:
    report(read_progress(mine), as_json=True)
    shown = json.loads(capsys.readouterr().out)
    assert shown == json.loads(json.dumps(as_dict(read_progress(mine))))
    assert shown["next"] == "m00-first-win"
    module = shown["modules"][1]
    assert (module["module"], module["score"], module["points"]) == ("m02_segmentation", 5.5, 25)
    assert module["tasks"][0]["status"] == "right"
    assert module["tasks"][1]["outdated"] is True


def test_panel_shows_the_working_copy_around_it(mine: Path) -> None:
    shown = ProgressPanel(mine / "m00_welcome")
    page = shown.to_html()
    assert "5.5 of 16; 9 more are marked by a person" in page
    assert "<details><summary>Tasks of m02_segmentation</summary>" in page
    assert "Tasks of m04_servqual" not in page
    assert 'Next: m00-first-win in <a href="welcome.ipynb">m00_welcome/welcome.ipynb</a>' in page
    assert "Next: m00-first-win" in repr(shown)
    assert set(shown.forms()) == {"text/plain", "text/html"}
    # colors come from the page around it
    assert "color" not in page


def test_panel_is_readable_when_there_is_nothing_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m00_welcome").mkdir()
    monkeypatch.chdir(tmp_path / "m00_welcome")
    assert "Nothing yet" in ProgressPanel().to_html()
    assert "Nothing yet" in repr(ProgressPanel())
    write(tmp_path / "m02_x" / "1.ipynb", check("m02-q1"))
    assert "Nothing yet" in ProgressPanel().to_html()


def test_panel_escapes_what_stands_in_notebooks(tmp_path: Path) -> None:
    name = "<script>"
    path = tmp_path / "m02_x" / "1.ipynb"
    write(path, check(name, 4, outcome(name)), module="<b>m</b>")
    (tmp_path / "m02_x" / "<i>.ipynb").write_text("{")
    page = ProgressPanel(tmp_path / "m02_x").to_html()
    for raw in ("<script>", "<b>m", "<i>"):
        assert raw not in page


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
