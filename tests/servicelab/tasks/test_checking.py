from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servicelab.errors import CourseError
from servicelab.tasks import checking, judging
from servicelab.tasks.beside import squeeze
from servicelab.tasks.checking import check, checked_from, hidden
from servicelab.tasks.misconceptions import MEMORY, WORKING_COPY, Met, Misconceptions
from servicelab.tasks.outcomes import MIME, find
from servicelab.tasks.sheet import Sheet

VISIBLE: dict[str, Any] = {
    "id": "q1",
    "points": 3,
    "names": ["answer_here"],
    "hints": ["Look <b>up</b>.", "Nearer."],
    "hidden": 1,
    "takes": {"1": {"value": "answer_here"}},
    "checks": {
        "1": {"title": "a `share`", "weight": 1, "take": "1", "like": 0.0, "within": [0, 1]}
    },
    "slips": {"percent": "That is a <i>percentage</i>."},
    "explanations": {"percent": {"1": 40}},
}
HIDDEN: dict[str, Any] = {"checks": {"1": {"expected": 0.4}}}


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny.checks").write_text(json.dumps({"q1": squeeze(VISIBLE)}))
    yield tmp_path
    globals().pop("answer_here", None)
    checking._hidden.clear()
    checking._failed.clear()


def answer(value: Any) -> checking.Checked:
    globals()["answer_here"] = value
    return check("q1")


def test_not_attempted_slipped_and_right_so_far() -> None:
    assert check("q1").status == "not attempted"
    wrong = answer(40)
    assert (wrong.status, wrong.outcomes[0].slips) == ("not yet right", ("percent",))
    page = wrong._repr_mimebundle_()["text/html"]
    assert "&lt;i&gt;percentage" in page
    assert "Look &lt;b&gt;up" in page
    assert "<code>share</code>" in page
    right = answer(0.4)
    assert right.status == "right"
    page = right._repr_mimebundle_()["text/html"]
    assert "◐ The form is right; the content is judged when you hand in, or with judge" in page
    assert '<span title="the form is right">◐</span>' in page
    assert "Hint 1 of" in page
    assert "✓" not in page


def test_what_is_known_is_right_and_the_rest_to_come() -> None:
    checks = {"1": {"title": "known", "expected": 4}, "2": {"title": "told later", "like": 1}}
    visible = {"id": "q2", "points": 3, "checks": checks, "hidden": 1}
    outcomes = [judging.Outcome("known", 1), judging.Outcome("told later", 1)]
    page = checking.Checked(Sheet.read(visible), outcomes).bundle["text/html"]
    assert "◐ Right so far: 1 of 2 checks; of 1 only the form" in page
    assert '<span title="right">✓</span> <b>known</b>' in page
    outcomes[0].status, outcomes[0].share = "not yet right", 0.0
    page = checking.Checked(Sheet.read(visible), outcomes).bundle["text/html"]
    assert "✗ Not yet right: 0 of 2 checks are right so far; of 1 only the form" in page
    outcomes[0].share = 0.5
    page = checking.Checked(Sheet.read(visible), outcomes).bundle["text/html"]
    assert "✗ In part, so far: 2.25 of 3 points" in page
    only_more = {**visible, "checks": {"1": checks["1"]}}
    page = checking.Checked(Sheet.read(only_more), [judging.Outcome("known", 1)]).bundle[
        "text/html"
    ]
    assert "◐ Right so far: 1 of 1 checks; 1 more check is judged when you hand in" in page
    whole = {"title": "recorded", "rule": "lambda plan: None", "weight": 0}
    recorded = Sheet.read({**visible, "checks": {"1": whole}})
    page = checking.Checked(recorded, [judging.Outcome("recorded", 0)]).bundle["text/html"]
    assert "◐ The form is right; the content is judged when you hand in" in page


def test_with_its_hidden_part_it_gives_points() -> None:
    hidden("q1", squeeze(HIDDEN))
    bundle = answer(0.4)._repr_mimebundle_()
    assert bundle["text/plain"] == "3"
    assert "3 of 3 points" in bundle["text/html"]
    assert repr(answer(0.3)) == "0"
    assert next(find([{"data": {MIME: json.dumps(bundle[MIME])}}]))["score"] == 3


def test_the_file_that_holds_the_checks_must_be_there(beside: Path) -> None:
    (beside / "other.checks").write_text("{")
    with pytest.raises(CourseError, match=r"servicelab update") as caught:
        check("q2")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "found",
    [None, [], {}, {"taken": 3}, {"missing": ["x"], "needs": {}}, {"taken": {"1": {"$": []}}}],
)
def test_whatever_a_stranger_hands_over_is_judged(found: Any) -> None:
    checked = checked_from(Sheet.read(VISIBLE, HIDDEN), found)
    assert checked.score == 0
    assert checked._repr_mimebundle_()["text/html"]


def test_an_error_of_the_answer_cell_is_told() -> None:
    found = {"missing": "answer_here", "stopped": "The cell above stopped.", "taken": {}}
    checked = checked_from(Sheet.read(VISIBLE), found)
    assert checked.status == "not yet right"
    assert "The cell above stopped." in checked._repr_mimebundle_()["text/html"]


def test_a_decision_that_is_needed_is_asked_for() -> None:
    sheet = Sheet.read({**VISIBLE, "names": [], "needs": [{"value": "x", "says": "Decide first."}]})
    checked = checked_from(sheet, {"missing": "x", "needs": 0, "taken": {}})
    assert checked.status == "not attempted"
    assert "Decide first." in checked._repr_mimebundle_()["text/html"]


def test_slips_are_kept_in_the_working_copy_alone(
    beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = beside / "m02_segmentation"
    module.mkdir()
    (beside / "tiny.checks").rename(module / "tiny.checks")
    monkeypatch.chdir(module)
    answer(40)
    assert not (beside / MEMORY).exists()
    (beside / WORKING_COPY).write_text("{}")
    answer(40)
    answer(0.4)
    assert Misconceptions.read(beside).tasks == {"q1": {"percent": Met(1, True, is_open=False)}}
    # the sheet of a grader is whole, and then nothing is kept
    hidden("q1", squeeze(HIDDEN))
    answer(40)
    assert Misconceptions.read(beside).tasks["q1"]["percent"].is_mended
    assert [path.name for path in module.iterdir()] == ["tiny.checks"]
