from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.memos import ASSIGNMENT, MEMO, NOTEBOOK, SKETCH, hand_in

from nbreferee.feedback import feedback
from nbreferee.gradebook import open_api
from servicelab.errors import CourseError
from servicelab_workshop.classroom.export import unread
from servicelab_workshop.classroom.reading.desk import LONGEST, Desk
from servicelab_workshop.classroom.reading.marks import Changed, Given
from servicelab_workshop.grading import grade

TASK = (NOTEBOOK, MEMO)
Sit = Callable[[str], Desk]


def item_of(desk: Desk, student: str, task: tuple[str, str] = TASK) -> dict[str, Any]:
    """The item that holds a student's answer."""
    ids = {
        id
        for id, name in desk.names(*task).items()
        if student in (name, name[-len(student) - 1 : -1])
    }
    return next(
        item
        for item in desk.answers(*task)["items"]
        if ids & {member["id"] for member in item["members"]}
    )


def versions(item: dict[str, Any]) -> dict[str, str]:
    return {member["id"]: member["version"] for member in item["members"]}


def in_gradebook(root: Path, student: str, cell: str = MEMO) -> tuple[Any, ...]:
    """Mark, whether it waits, and comment, as nbgrader's own interface tells them."""
    with open_api(root) as api, api.gradebook as gradebook:
        grade = gradebook.find_grade(cell, NOTEBOOK, ASSIGNMENT, student)
        comment = gradebook.find_comment(cell, NOTEBOOK, ASSIGNMENT, student)
        return grade.manual_score, grade.needs_manual_grade, comment.manual_comment


def test_the_tasks_that_a_person_marks(sit: Sit) -> None:
    memo, sketch = sit("uma").tasks()

    assert (memo["cell"], memo["title"], memo["points"]) == (MEMO, "Task 1: the memo", 6)
    # nothing was written in one of six
    assert (memo["answers"], memo["waiting"]) == (6, 5)
    assert (sketch["cell"], sketch["answers"], sketch["waiting"]) == (SKETCH, 6, 2)


def test_a_task_has_its_scheme_with_criteria_that_add_up(sit: Sit) -> None:
    task = sit("uma").task(*TASK)

    highest = [one["choices"][-1]["points"] for one in task["criteria"]]
    assert [one["name"] for one in task["criteria"]] == ["Base", "Use", "Candor"]
    assert highest == [1, 1, 4]
    assert "Numbers must be their own" in task["scheme"]
    assert "drop the zodiac sign" in task["model"]
    assert "Mark scheme" not in task["model"]
    assert "Task 1" in task["prompt"]


def test_a_task_without_a_scheme_has_plain_points(sit: Sit) -> None:
    task = sit("uma").task(NOTEBOOK, SKETCH)

    assert task["criteria"] == []
    assert task["points"] == 2
    assert "sum" in task["model"]


def test_answers_say_nothing_of_whose_they_are(sit: Sit) -> None:
    desk = sit("uma")
    answers = desk.answers(*TASK)

    told = str(answers)
    assert not [name for name in ("anna", "Ito", "bo'", "'cy'") if name in told]
    assert sorted(desk.names(*TASK).values()) == ["Anna Ito (anna)", "bo", "cy", "di", "ed", "fu"]
    numbers = [member["number"] for item in answers["items"] for member in item["members"]]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_nearly_equal_answers_come_together_but_not_with_another_number(sit: Sit) -> None:
    desk = sit("uma")

    assert item_of(desk, "anna") == item_of(desk, "bo")
    assert len(item_of(desk, "anna")["members"]) == 2
    assert len(item_of(desk, "cy")["members"]) == 1


def test_a_mark_serves_its_group_and_stands_in_gradebook_and_feedback(
    sit: Sit, memos: Path
) -> None:
    desk = sit("uma")
    given = Given(4.5, "Say of **whom**.", {"Base": 1, "Use": 0, "Candor": 2})
    desk.save(*TASK, versions(item_of(desk, "anna")), given)

    for student in ("anna", "bo"):
        assert in_gradebook(memos, student) == (4.5, False, "Say of **whom**.")
    assert in_gradebook(memos, "cy") == (None, True, None)
    item = item_of(desk, "bo")
    assert (item["points"], item["by"], item["waiting"]) == (4.5, "uma", False)
    assert item["choices"] == {"Base": 1, "Use": 0, "Candor": 2}
    assert item["same"]
    assert "bo" not in dict(unread(memos))
    (folder,) = feedback(memos, ASSIGNMENT, students=["bo"]).folders
    page = (folder / f"{NOTEBOOK}.html").read_text(encoding="utf-8")
    assert "4.5 of 6 points" in page
    assert "Say of <strong>whom</strong>." in page


def test_a_member_that_is_taken_out_of_its_group_is_left_alone(sit: Sit, memos: Path) -> None:
    desk = sit("uma")
    (bo,) = [id for id, name in desk.names(*TASK).items() if name == "bo"]
    some = {id: seen for id, seen in versions(item_of(desk, "anna")).items() if id != bo}
    desk.save(*TASK, some, Given(6))

    assert in_gradebook(memos, "anna") == (6, False, None)
    assert in_gradebook(memos, "bo") == (None, True, None)
    # they no longer stand alike
    assert len(item_of(desk, "anna")["members"]) == 1


def test_of_two_readers_the_second_is_told_and_nothing_is_lost(sit: Sit, memos: Path) -> None:
    uma, vik = sit("uma"), sit("vik")
    seen = versions(item_of(vik, "anna"))
    (bo,) = [id for id, name in uma.names(*TASK).items() if name == "bo"]
    uma.save(*TASK, {bo: seen[bo]}, Given(2, "Too short."))

    with pytest.raises(Changed, match="Not saved: somebody else has marked"):
        vik.save(*TASK, seen, Given(5, "Good."))
    # a group is marked whole or not at all
    assert in_gradebook(memos, "bo") == (2, False, "Too short.")
    assert in_gradebook(memos, "anna") == (None, True, None)

    vik.save(*TASK, versions(item_of(vik, "bo")), Given(5, "Good."))
    assert in_gradebook(memos, "bo") == (5, False, "Good.")
    assert item_of(uma, "bo")["by"] == "vik"


def test_a_mark_from_formgrader_is_seen(sit: Sit, memos: Path) -> None:
    desk = sit("uma")
    seen = versions(item_of(desk, "ed"))
    with open_api(memos) as api, api.gradebook as gradebook:
        grade = gradebook.find_grade(MEMO, NOTEBOOK, ASSIGNMENT, "ed")
        grade.manual_score, grade.needs_manual_grade = 1.0, False
        gradebook.db.commit()

    with pytest.raises(Changed):
        desk.save(*TASK, seen, Given(3))
    item = item_of(desk, "ed")
    assert (item["points"], item["by"]) == (1, "")


def test_undo_takes_back_one_mark_after_the_other_of_its_reader_alone(
    sit: Sit, memos: Path
) -> None:
    uma, vik = sit("uma"), sit("vik")
    vik.save(*TASK, versions(item_of(vik, "di")), Given(1))
    uma.save(*TASK, versions(item_of(uma, "ed")), Given(2, "First."))
    uma.save(*TASK, versions(item_of(uma, "ed")), Given(3, "Second."))
    uma.save(*TASK, versions(item_of(uma, "anna")), Given(6))

    assert len(uma.undo(*TASK)) == 2
    assert in_gradebook(memos, "bo") == (None, True, None)
    uma.undo(*TASK)
    assert in_gradebook(memos, "ed") == (2, False, "First.")
    assert item_of(uma, "ed")["by"] == "uma"
    uma.undo(*TASK)
    assert in_gradebook(memos, "ed") == (None, True, None)
    assert uma.undo(*TASK) == []
    assert in_gradebook(memos, "di") == (1, False, None)


def test_undo_leaves_what_somebody_else_gave_meanwhile(sit: Sit, memos: Path) -> None:
    uma, vik = sit("uma"), sit("vik")
    uma.save(*TASK, versions(item_of(uma, "ed")), Given(2))
    vik.save(*TASK, versions(item_of(vik, "ed")), Given(4))

    with pytest.raises(Changed, match="Not taken back"):
        uma.undo(*TASK)
    assert in_gradebook(memos, "ed") == (4, False, None)


def test_what_is_handed_in_again_waits_with_its_mark(sit: Sit, memos: Path) -> None:
    desk = sit("uma")
    desk.save(*TASK, versions(item_of(desk, "ed")), Given(2, "More.", {"Base": 2}))
    seen = versions(item_of(desk, "ed"))
    hand_in(memos, "ed", "Keep everything, but ask first.")
    grade(memos, ASSIGNMENT, students=["ed"])

    with pytest.raises(Changed):
        desk.save(*TASK, seen, Given(3))
    item = item_of(desk, "ed")
    assert (item["waiting"], item["points"], item["same"]) == (True, 2, False)
    assert item["comment"] == "More."


def test_comments_come_back_the_most_frequent_first(sit: Sit) -> None:
    desk = sit("uma")
    desk.save(*TASK, versions(item_of(desk, "ed")), Given(2, "Too short.\n\nNo base."))
    desk.save(*TASK, versions(item_of(desk, "di")), Given(2, "No base."))

    assert desk.answers(*TASK)["comments"] == ["No base.", "Too short."]
    assert desk.answers(NOTEBOOK, SKETCH)["comments"] == []


def test_an_answer_is_shown_and_does_nothing(sit: Sit) -> None:
    desk = sit("uma")
    shown = desk.answer(*TASK, item_of(desk, "di")["members"][0]["id"])

    assert "<strong>Keep</strong> the club field" in shown
    for harm in ("<script", "onerror", "<iframe", "javascript:", "display: none", 'id="heading"'):
        assert harm not in shown


def test_code_is_shown_with_what_it_put_out(sit: Sit) -> None:
    desk = sit("uma")
    id = item_of(desk, "anna", (NOTEBOOK, SKETCH))["members"][0]["id"]

    assert "&lt;b&gt;3&lt;/b&gt;" in desk.answer(NOTEBOOK, SKETCH, id)
    whole = desk.answer(NOTEBOOK, SKETCH, id, whole=True)
    assert "Drop it" in whole
    assert "anna" not in whole


@pytest.mark.parametrize("points", [-0.5, 6.5, float("nan"), float("inf")])
def test_points_that_are_none_are_refused(sit: Sit, memos: Path, points: float) -> None:
    desk = sit("uma")
    with pytest.raises(CourseError, match="a number from 0 to 6"):
        desk.save(*TASK, versions(item_of(desk, "ed")), Given(points))
    assert in_gradebook(memos, "ed") == (None, True, None)


def test_what_is_not_there_is_told(sit: Sit) -> None:
    desk = sit("uma")
    with pytest.raises(CourseError, match="no such task"):
        desk.task(NOTEBOOK, "q9")
    with pytest.raises(CourseError, match="no longer in the gradebook"):
        desk.answer(*TASK, "abc")
    with pytest.raises(CourseError, match="no longer in the gradebook"):
        desk.save(*TASK, {}, Given(1))
    with pytest.raises(CourseError, match="letters at most"):
        desk.save(*TASK, versions(item_of(desk, "ed")), Given(1, "x" * (LONGEST + 1)))


def test_an_assignment_without_such_tasks_is_refused(memos: Path) -> None:
    with (
        open_api(memos) as api,
        api.gradebook as gradebook,
        pytest.raises(CourseError, match="memo has no task that a person marks"),
    ):
        Desk(api, gradebook, "memo", "uma")
