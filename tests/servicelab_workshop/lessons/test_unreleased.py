from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.speed import in_pieces
from support.tiny import MODULE, submit

from nbreferee.gradebook import open_api
from servicelab.errors import CourseError
from servicelab_workshop.commands.classroom import grade
from servicelab_workshop.lessons.build import build
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.unreleased import missing_steps

RELEASE = f"run `nbgrader generate_assignment {MODULE} --force`"
BUILD = f"run `servicelab build {MODULE}`."


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_each_step_that_is_missing_is_named(released: Course, tmp_path: Path) -> None:
    folder = released.solutions / MODULE
    submit(released, "anna")
    assert missing_steps(released.root, MODULE) == []

    before = (folder / "answers.py").read_text(encoding="utf-8")
    edit(folder / "answers.py", "That is the median", "This is the median")
    answers = (
        f"solutions/{MODULE}/answers.py, or a file that tiny.ipynb reads, was edited after the "
        f"edition was built: {BUILD}"
    )
    then = f"Then {RELEASE}, and grade again."
    assert missing_steps(released.root, MODULE) == [answers, then]
    (folder / "answers.py").write_text(before, encoding="utf-8")

    # of the check, only what it hides
    edit(folder / "tiny.py", "[12.5, None, 37.5]", "[12.5, None, 37.5, 25.0]")
    script = f"solutions/{MODULE}/tiny.py was edited after its edition was built: {BUILD}"
    assert missing_steps(released.root, MODULE) == [script, then]
    with pytest.raises(CourseError, match=r"tiny\.py was edited after its edition was built"):
        grade(MODULE, released.root)
    assert not (released.root / "autograded").exists()

    build(released)
    unknown = f"The gradebook does not know solutions/{MODULE}/tiny.ipynb as it was built last: {RELEASE}."
    assert missing_steps(released.root, MODULE) == [unknown]
    old = shutil.copytree(released.notebooks / MODULE, tmp_path / "old")
    with open_api(released.root) as api:
        assert api.generate_assignment(MODULE, force=True)["success"]
    assert missing_steps(released.root, MODULE) == []
    assert in_pieces(lambda: missing_steps(released.root, MODULE), 40) < 40

    edit(old / "tiny.ipynb", "not attempted", "left as it was")
    shutil.rmtree(released.notebooks / MODULE)
    old.rename(released.notebooks / MODULE)
    assert missing_steps(released.root, MODULE) == [
        f"notebooks/{MODULE}/tiny.ipynb is not the release of solutions/{MODULE}/tiny.ipynb: "
        f"{RELEASE}."
    ]


def test_other_courses_are_passed_over(released: Course) -> None:
    assert missing_steps(released.root, "another") == []
    (released.solutions / MODULE / "tiny.py").unlink()
    assert missing_steps(released.root, MODULE) == []
    (released.solutions / MODULE / "tiny.ipynb").write_text("{}")
    (released.solutions / MODULE / "tiny.py").write_text("# %%\n1\n")
    assert missing_steps(released.root, MODULE) == []
