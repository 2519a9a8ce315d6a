from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from support.tiny import MODULE, answers_path

from nbreferee.notebooks import read_notebook
from servicelab.errors import CourseError
from servicelab_workshop.classroom.demo import draw_class, play, play_all, prepare_folder
from servicelab_workshop.lessons.bank import read_bank, reference
from servicelab_workshop.lessons.course import Course


def test_a_class_from_submission_to_grades(course: Course, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    before = {path: path.stat().st_mtime_ns for path in course.root.rglob("*")}
    played = play(
        course,
        MODULE,
        students=4,
        folder=tmp_path / "class",
        seed=15,
        progress=lambda *step: steps.append(step),
    )
    assert {path: path.stat().st_mtime_ns for path in course.root.rglob("*")} == before
    assert all(result.status == "graded" for result in played.results)
    scores = {result.student: result.score for result in played.results}
    for student in played.students:
        given = [a for a in student.answers.values() if a.points is not None]
        assert scores[student.id] == sum(answer.points or 0 for answer in given), student
    assert ("Grading", 4, 4) in steps

    page = played.page.read_text(encoding="utf-8")
    links = set(re.findall(r'href="([^"]+)"', page))
    assert len([link for link in links if link.startswith("feedback/s")]) == 4
    for link in links:
        assert (played.folder / link).exists(), link
    assert not re.search(r"https?://|<script", page)
    assert "m90-q1-mean" in page
    caught = [s for s in played.students if s.answers.get("m90-q1-mean", None)]
    median = [s for s in caught if s.answers["m90-q1-mean"].trap == "median-for-mean"]
    assert bool(median) == ("median-for-mean" in page)
    assert median, "choose a seed that draws a misconception"

    # a second class in the same folder replaces the first, and leaves what is not the demo's
    (played.folder / "my notes.txt").write_text("mine")
    play(course, MODULE, students=1, folder=played.folder)
    assert (played.folder / "my notes.txt").read_text() == "mine"
    assert len(list((played.folder / "submitted").iterdir())) == 1


def test_all_modules_are_played_and_one_page_leads_to_each(course: Course, tmp_path: Path) -> None:
    page = play_all(course, students=1, folder=tmp_path / "classes")
    text = page.read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', text)
    assert links == [f"{MODULE}/demo.html"]
    assert (page.parent / links[0]).is_file()


@pytest.mark.slow
def test_the_class_is_an_ordinary_nbgrader_course(course: Course, tmp_path: Path) -> None:
    played = play(course, MODULE, students=1, folder=tmp_path / "class")
    for command in (["autograde", MODULE, "--force"], ["export"]):
        done = subprocess.run(
            ["nbgrader", *command], cwd=played.folder, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    done = subprocess.run(
        ["nbgrader", "validate", f"solutions/{MODULE}/tiny.ipynb"],
        cwd=played.folder,
        capture_output=True,
        text=True,
    )
    assert "Success! Your notebook passes all the tests." in done.stdout


def test_ability_decides_and_the_seed_repeats(built: Path) -> None:
    solved = read_notebook(built / "solutions" / MODULE / "tiny.ipynb")
    answers = [*reference(solved), *read_bank(answers_path())]
    tasks = {"m90-q1-mean": 3.0, "m90-q2-share": 2.0, "m90-q3-memo": 95.0}
    drawn = draw_class(answers, tasks, 300)
    assert drawn == draw_class(answers, tasks, 300)
    assert drawn != draw_class(answers, tasks, 300, seed=1)
    assert len({student.name for student in drawn}) == 300

    def mean(part: list[object]) -> float:
        points = [
            a.points if a.points is not None else a.mark or 0.0
            for student in part
            for a in student.answers.values()  # type: ignore[attr-defined]
        ]
        return sum(points) / len(part)

    ranked = sorted(drawn, key=lambda student: student.ability)
    assert mean(ranked[-100:]) > mean(ranked[:100]) + 1
    used = {(task, a.name) for student in drawn for task, a in student.answers.items()}
    assert used == {(a.task, a.name) for a in answers}


def test_refuses_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(CourseError, match="not empty"):
        prepare_folder(tmp_path)
    assert (tmp_path / "thesis.docx").read_text() == "years of work"
    with pytest.raises(CourseError, match="is a file"):
        prepare_folder(tmp_path / "thesis.docx")


def test_says_what_the_module_lacks(course: Course, tmp_path: Path) -> None:
    (course.solutions / MODULE / "answers.py").unlink()
    # nbgrader may be about to write it anew, and the class gets its own
    (course.notebooks / MODULE / "tiny.ipynb").unlink()
    with pytest.raises(CourseError, match="no answer bank"):
        play(course, MODULE, folder=tmp_path / "a")
    (course.solutions / MODULE / "tiny.ipynb").unlink()
    with pytest.raises(CourseError, match="servicelab build m90_tiny"):
        play(course, MODULE, folder=tmp_path / "a")
    assert not (tmp_path / "a").exists()
