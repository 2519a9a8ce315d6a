from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from nbformat import v4
from support.tiny import MODULE, cell_of, submit

from nbreferee.errors import RefereeError
from nbreferee.feedback import feedback
from nbreferee.gradebook import open_api
from nbreferee.notebooks import read_notebook, write_notebook
from nbreferee.pages import scrub
from nbreferee.record import grading_record_path, read_grading_record
from servicelab_workshop.classroom.export import unread
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.course import Course

HIDDEN = ("secret_branch", "12.5", "HIDDEN TESTS", "median-for-mean", "q.close", "with q.check")


def no_secret(page: str, course: Course) -> None:
    for word in (*HIDDEN, str(course.root), str(Path.home()) + "/", "site-packages/", "/tmp/"):
        assert word not in page, word
    assert not re.findall(r"(?:src|href)=[\"']?(?:https?:)?//[^\"'> ]+", page)
    assert "default-src 'none'" in page


@pytest.fixture
def graded(released: Course) -> Course:
    def clumsy(nb: object) -> None:
        cell_of(
            nb, "tiny-02"
        ).source += (
            "\nimport os, pathlib, warnings\nprint(os.getcwd())\nwarnings.warn('mind the gap')"
        )
        cell_of(nb, "m90-q1-mean-answer").source = "def mean_wait(minutes):\n    return 1 / 0"
        cell_of(
            nb, "m90-q2-share-answer"
        ).source = "share = 'half'\npd.DataFrame({'a': [1]})['no such column']"
        cell_of(nb, "m90-q3-memo").source = "<script>alert(1)</script> Open a counter."

    submit(released, "anna", damage=clumsy)
    assert grade(released.root, MODULE)[0].status == "graded"
    return released


def page_of(course: Course) -> str:
    return (course.root / "feedback" / "anna" / MODULE / "tiny.html").read_text(encoding="utf-8")


def test_feedback_shows_what_was_found_and_nothing_secret(graded: Course) -> None:
    written = feedback(graded.root, MODULE)
    assert written.plain == []
    assert written.folders == [graded.root / "feedback" / "anna" / MODULE]
    page = page_of(graded)
    no_secret(page, graded)
    assert "The checks of this task ran here" in page
    assert "no such column" in page
    assert "mind the gap" in page
    assert "ZeroDivisionError" in page or "division by zero" in page
    assert "Open a counter." in page
    # the autograded notebook keeps everything for the instructor
    kept = (graded.root / "autograded" / "anna" / MODULE / "tiny.ipynb").read_text()
    assert "HIDDEN TESTS" in kept


def test_an_appeal_does_not_contradict_itself(graded: Course) -> None:
    with open_api(graded.root) as api, api.gradebook as gradebook:
        grade_ = gradebook.find_grade("m90-q1-mean", "tiny", MODULE, "anna")
        assert grade_.auto_score == 0
        grade_.manual_score, grade_.needs_manual_grade = 3.0, False
        comment = gradebook.find_comment("m90-q1-mean-answer", "tiny", MODULE, "anna")
        comment.manual_comment = "You may divide by zero here."
        gradebook.db.commit()
    feedback(graded.root, MODULE)
    page = " ".join(page_of(graded).split())
    said = "A person looked at this task and decided: 3 of 3 points. That counts."
    assert page.count(said) == 1
    # what the check had said comes after it, folded away
    start = page.index('<a name="m90-q1-mean">')
    section = page[start : page.index('<a name="comment-m90-q2-share')]
    shown, _details, folded = section.partition("<details>")
    assert said in shown
    assert "not yet right" not in shown
    assert "What the check said before, with 0 points" in folded
    assert "not yet right" in folded
    contents = page.partition('<div id="toc">')[2].partition("</ul>")[0]
    assert "(3 of 3 points; a person decided)" in contents
    # the comment on an answer stands behind its own task
    first, *others = contents.split("<li>")[1:]
    assert 'href="#comment-m90-q1-mean-answer">Comment</a>' in first
    assert not any("Comment" in line for line in others)


@pytest.mark.slow
def test_the_page_is_for_the_trainee(graded: Course) -> None:
    with open_api(graded.root) as api, api.gradebook as gradebook:
        gradebook.update_or_create_student("anna", first_name="Anna", last_name="<b>Berg")
        submission = gradebook.find_submission(MODULE, "anna")
        submission.notebooks[0].late_submission_penalty = 1.24
        for name, points in (("m90-q1-mean", 2.96), ("m90-q2-share", 2.0)):
            grade_ = gradebook.find_grade(name, "tiny", MODULE, "anna")
            grade_.manual_score, grade_.needs_manual_grade = points, False
        gradebook.db.commit()
    record = read_grading_record(graded.root, MODULE, "anna")
    assert record is not None
    record.incomplete = ["more.ipynb was not handed in and counts 0."]
    grading_record_path(graded.root, MODULE, "anna").write_text(json.dumps(asdict(record)))
    feedback(graded.root, MODULE)
    page = page_of(graded)
    head = re.sub(r"\s+", " ", page[page.index("<body") : page.index('id="notebook"')])
    assert "<b>Anna &lt;b&gt;Berg</b> · Waiting at the branch: " in head
    assert "more.ipynb was not handed in and counts 0." in head
    assert head.count('class="late-penalty"') == 1
    assert 'class="late-penalty">Handed in late: 1.24 points less</p>' in head
    assert head.index("late-penalty") < head.index("<h4>")
    assert "Waiting at the branch: 3.72 of 100 points so far" in head
    assert "(3 of 3 points" not in head
    assert "(2.96 of 3 points; a person decided)" in head
    assert "<ol>" not in head
    assert "✗" in head
    assert "¶" not in page
    assert re.search(r"<details[^>]*>\s*<summary>Set-up</summary>", page)


@pytest.mark.slow
def test_a_module_of_two_notebooks(course: Course) -> None:
    folder = course.solutions / MODULE
    nb = read_notebook(folder / "tiny.ipynb")
    heading: Any = v4.new_markdown_cell
    place = nb.cells.index(cell_of(nb, "m90-q2-share-answer"))
    nb.cells.insert(place, heading("## Task 2: count, then <write> (97 points)"))
    (folder / "more.ipynb").write_bytes(write_notebook(nb))
    with open_api(course.root) as api:
        assert api.generate_assignment(MODULE, force=True)["success"]
    submit(course, "anna", damage=cheat)
    grade(course.root, MODULE)
    with open_api(course.root) as api, api.gradebook as gradebook:
        for notebook in gradebook.find_submission(MODULE, "anna").notebooks:
            notebook.late_submission_penalty = 13.84 if notebook.name == "more" else 3.4
        gradebook.db.commit()
    feedback(course.root, MODULE)
    pages = {
        name: (course.root / "feedback" / "anna" / MODULE / f"{name}.html").read_text("utf-8")
        for name in ("tiny", "more")
    }
    for name, own in (("tiny", "3.4"), ("more", "13.84")):
        whole, _h4, part = pages[name].partition("<h4>")
        assert '"late-penalty">Handed in late: 17.24 points less</p>' in whole
        assert f'"late-penalty">Handed in late: {own} points less in this notebook</p>' in part
    contents = pages["more"].partition('<div id="toc">')[2].partition("</ul>")[0]
    assert re.findall(r'<a href="#m90[^>]*>(.*?)</a>', contents) == [
        "Waiting at the branch",
        "Task 2: count, then &lt;write&gt; · checks",
        "Task 2: count, then &lt;write&gt; · text",
    ]
    told = "2 locked cells were changed and were put back (m90-q1-mean, m90-q2-share)."
    assert pages["tiny"].count("put back") == 1
    assert told in pages["tiny"]
    assert "put back" not in pages["more"]


def cheat(nb: Any) -> None:
    for name in ("m90-q1-mean", "m90-q2-share"):
        cell_of(nb, name).source = "99"


@pytest.mark.slow
def test_plain_nbgrader_gives_the_same_feedback(graded: Course) -> None:
    feedback(graded.root, MODULE)
    page = page_of(graded)
    subprocess.run(
        ["nbgrader", "generate_feedback", MODULE, "--force"],
        cwd=graded.root,
        check=True,
        capture_output=True,
    )
    assert page_of(graded) == page


@pytest.mark.slow
def test_damage_is_told_and_what_is_gone_waits_for_nobody(released: Course) -> None:
    def lose(nb: Any) -> None:
        nb.cells.remove(cell_of(nb, "m90-q1-mean"))
        cell_of(nb, "m90-q2-share-answer").source = "1 / 0  # in /srv/secret/place.py"
        cell_of(nb, "m90-q3-memo").source = "Open a counter."

    submit(released, "anna", damage=lose)
    (record,) = grade(released.root, MODULE)
    assert record.needs_manual
    assert "tiny.ipynb: the cell m90-q1-mean is gone" in record.incomplete[0]
    feedback(released.root, MODULE)
    page = page_of(released)
    assert "Something was not in order" in page
    assert "the cell m90-q1-mean is gone; what it carries counts 0." in page
    assert "0 of 100 points so far; 1 answer is not yet read" in page
    assert page.count("not yet read; up to 95 points") == 2
    no_secret(page, released)
    assert unread(released.root) == [("anna", MODULE)]
    with open_api(released.root) as api, api.gradebook as gradebook:
        (notebook,) = gradebook.find_submission(MODULE, "anna").notebooks
        waiting = [one for one in notebook.grades if one.needs_manual_grade]
        assert [one.name for one in waiting] == ["m90-q3-memo"]
        waiting[0].manual_score, waiting[0].needs_manual_grade = 3, False
        gradebook.db.commit()
    assert unread(released.root) == []
    feedback(released.root, MODULE)
    page = page_of(released)
    assert "3 of 100 points" in page
    assert "3 of 95 points" in page
    assert "not yet read" not in page
    (record,) = grade(released.root, MODULE)
    assert not record.needs_manual


def test_a_name_that_is_a_pattern_is_a_name(graded: Course) -> None:
    submit(graded, "*")
    grade(graded.root, MODULE)
    feedback(graded.root, MODULE, students=["anna"])
    page = graded.root / "feedback" / "anna" / MODULE / "tiny.html"
    before = page.stat().st_mtime_ns
    written = feedback(graded.root, MODULE, students=["*"])
    assert written.folders == [graded.root / "feedback" / "*" / MODULE]
    assert (written.folders[0] / "tiny.html").is_file()
    assert written.plain == [("*", "tiny")]
    assert page.stat().st_mtime_ns == before
    assert [path.name for path in page.parent.iterdir()] == ["tiny.html"]


def test_says_when_nothing_is_graded(released: Course) -> None:
    with pytest.raises(RefereeError, match="grade it first"):
        feedback(released.root, MODULE)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("File \x1b[32m/opt/grader/lib/x.py:3\x1b[0m", "File \x1b[32mx.py:3\x1b[0m"),
        (r"File C:\Users\me\course\x.py, line 3", "File x.py, line 3"),
        ("km/h and 1/2 and n/a", "km/h and 1/2 and n/a"),
        ("see https://example.org/a/b", "see https://example.org/a/b"),
        ("</div>/<b>", "</div>/<b>"),
    ],
)
def test_scrub_shortens_paths_only(text: str, clean: str) -> None:
    assert scrub(text, everywhere=True) == clean


@pytest.mark.slow
def test_a_notebook_that_cannot_be_shown_takes_no_other_away(released: Course) -> None:
    for student in ("anna", "mo", "zoe"):
        submit(released, student)
    grade(released.root, MODULE)
    with open_api(released.root) as api, api.gradebook as gradebook:
        (notebook,) = gradebook.find_submission(MODULE, "mo").notebooks
        for comment in notebook.comments:
            comment.manual_comment = "<b>Well</b> said."
        gradebook.db.commit()
    folder = released.root / "autograded" / "mo" / MODULE
    (folder / "tiny.ipynb").chmod(0o644)
    (folder / "tiny.ipynb").write_text("{")
    (folder / "more.ipynb").write_text("{}")
    (folder / "tiny.html").write_text("<script>alert(1)</script>")
    # what cannot be copied stops nbgrader
    (released.root / "autograded" / "zoe" / MODULE / "gone.csv").symlink_to("/no/such/file")
    written = feedback(released.root, MODULE)
    assert written.plain == [("mo", "tiny"), ("zoe", "tiny")]
    assert [path.parent.name for path in written.folders] == ["anna", "mo", "zoe"]
    assert "Your answer" in page_of(released)
    for student in ("mo", "zoe"):
        page = (released.root / "feedback" / student / MODULE / "tiny.html").read_text("utf-8")
        assert "This notebook cannot be shown as a page." in page
        assert "of 3 points" in page
        assert "<script>" not in page
        assert ("&lt;b&gt;Well&lt;/b&gt; said." in page) == (student == "mo")
    more = (released.root / "feedback" / "mo" / MODULE / "more.html").read_text("utf-8")
    assert "This notebook is not part of the assignment." in more


@pytest.mark.slow
def test_the_command_names_what_cannot_be_shown(released: Course) -> None:
    submit(released, "mo")
    grade(released.root, MODULE)
    notebook = released.root / "autograded" / "mo" / MODULE / "tiny.ipynb"
    notebook.chmod(0o644)
    notebook.write_text("{")
    done = subprocess.run(
        [sys.executable, "-m", "servicelab_workshop", "feedback", MODULE],
        cwd=released.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Feedback of 1 trainee is written" in done.stdout
    said = " ".join(done.stderr.split())
    assert "1 notebook cannot be shown, so its page has points and comments only: mo: tiny." in said


def test_no_file_of_the_submission_is_among_the_pages(released: Course) -> None:
    folder = submit(released, "anna").parent
    (folder / "a").mkdir()
    for name in ("0.html", "tiny.html", "a/b.html", "a.csv"):
        (folder / name).write_text("<script>alert(1)</script>")
    grade(released.root, MODULE)
    feedback(released.root, MODULE)
    pages = released.root / "feedback" / "anna" / MODULE
    assert [path.name for path in pages.rglob("*")] == ["tiny.html"]
    assert "alert(1)" not in page_of(released)
