from __future__ import annotations

import pytest

from servicelab_workshop.lessons.task_calls import TaskCall, task_calls


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        ("q = 1", []),
        ('task = Task("m02-q1"', []),
        ("task = Task(name, 1 + 1, hints=HINTS)", [TaskCall("name", False, "1 + 1")]),
        (
            'import os\ntask = Task(id="a", points=2, hints=["one " "two"])',
            [TaskCall("a", True, 2, ("one two",))],
        ),
        ('task = tasks.Task("a", 2)', [TaskCall("a", True, 2)]),
        ('Task("a", 1)\nTask("b", 2)', [TaskCall("a", True, 1), TaskCall("b", True, 2)]),
        ('from servicelab import check\n\ncheck("a")', [TaskCall("a", True)]),
        ('task = Task("a", 1)\ntask.check("right", task.value("x"))', [TaskCall("a", True, 1)]),
    ],
)
def test_a_task_is_read_from_its_source_alone(source: str, calls: list[TaskCall]) -> None:
    assert list(task_calls(source)) == calls
