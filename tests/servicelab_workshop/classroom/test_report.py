from __future__ import annotations

import datetime as dt
import json
import math
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nbformat
import numpy as np
import pytest
from matplotlib.figure import Figure
from nbformat import v4
from nbgrader.api import Base
from sqlalchemy import create_engine
from support.pages import Page
from support.tiny import MODULE, submit
from typer.testing import CliRunner

from nbreferee.errors import RefereeError
from nbreferee.gradebook import open_api
from nbreferee.titles import task_titles
from servicelab.errors import CourseError
from servicelab.tasks.outcomes import MIME
from servicelab_workshop import cli
from servicelab_workshop.classroom.export import ungraded, unread
from servicelab_workshop.classroom.hand_ins import hand_ins
from servicelab_workshop.classroom.report import (
    advice,
    anonymize,
    distribution_text,
    draw_distribution,
    draw_tasks,
    render,
    report,
    tasks_text,
    todo,
)
from servicelab_workshop.classroom.summary import (
    Misconception,
    Person,
    Reason,
    Summary,
    TaskResult,
    decide,
    summarize,
)
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import Task

# one class for all of them


EVIL = "<script>alert(1)</script>"


# --- a real class, graded by nbgrader ---------------------------------------------------------


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook without anything in it, made here because nbgrader takes seconds to make one."""
    path = tmp_path_factory.mktemp("blank") / "gradebook.db"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="module")
def class_(
    built: Path,
    blank: Path,
    bank: dict[tuple[str, str], Answer],
    tmp_path_factory: pytest.TempPathFactory,
) -> Course:
    """Four graded trainees, one whose notebook is broken, one who has not handed in."""
    course = Course(tmp_path_factory.mktemp("class") / "course")
    shutil.copytree(built, course.root)
    shutil.copy(blank, course.root)
    due = dt.datetime(2026, 3, 1, 12)
    people = {
        "id-anna": ("Anna", EVIL),
        "id-bo": ("Boris", "Quast"),
        "id-cai": ("Cai", "Rautavaara"),
        "id-dee": ("Dee", "Sjöberg"),
        "id-eve": ("Eve", "Tuominen"),
        "id-fay": ("Fay", "Ulvaeus"),
    }
    answers = {
        "id-anna": [("m90-q1-mean", "numpy"), ("m90-q2-share", "a list"), ("m90-q3-memo", "good")],
        "id-bo": [("m90-q1-mean", "takes the median")],
        "id-cai": [
            ("m90-q1-mean", "takes the median"),
            ("m90-q2-share", "a percentage"),
            ("m90-q3-memo", "thin"),
        ],
        "id-dee": [],
        "id-eve": [],
    }
    for number, (student, given) in enumerate(answers.items()):
        path = submit(course, student, [bank[one] for one in given])
        when = due + dt.timedelta(hours=-10 * number if number < 3 else 5)
        (path.parent / "timestamp.txt").write_text(f"{when} UTC")
        if student == "id-eve":
            path.write_text("{")
    with open_api(course.root) as api:
        assert api.generate_assignment(MODULE)["success"]
        with api.gradebook as gradebook:
            gradebook.find_assignment(MODULE).duedate = due
            for student, (first, last) in people.items():
                gradebook.update_or_create_student(
                    student, first_name=first, last_name=last, email=f"{student}@example.org"
                )
        for student in list(answers)[:4]:
            done = api.autograde(MODULE, student, force=True, create=True)
            assert done["success"], done["log"]
        with api.gradebook as gradebook:
            grade = gradebook.find_grade("m90-q3-memo", "tiny", MODULE, "id-anna")
            grade.manual_score, grade.needs_manual_grade = 4.0, False
            gradebook.db.commit()
    record(course.root, MODULE, "id-anna", flags=["submitted/id-anna/x.py, seen with Boris Quast"])
    record(
        course.root,
        MODULE,
        "id-eve",
        status="failed",
        message="/srv/secret/submitted/id-eve/tiny.ipynb is no notebook.",
    )
    return course


def record(root: Path, assignment: str, student: str, **content: Any) -> None:
    folder = root / ".servicelab" / "grading" / assignment
    folder.mkdir(parents=True, exist_ok=True)
    base = {"student": student, "assignment": assignment, "status": "graded"}
    (folder / f"{student}.json").write_text(json.dumps({**base, **content}))


@pytest.fixture(scope="module")
def summary(class_: Course) -> Summary:
    return summarize(class_.root, MODULE)


@pytest.fixture(scope="module")
def page(class_: Course) -> tuple[Path, Page]:
    path = report(class_.root, MODULE)
    return path, Page(path.read_text(encoding="utf-8"))


def test_numbers_are_those_of_nbgrader(class_: Course, summary: Summary) -> None:
    with open_api(class_.root) as api, api.gradebook as gradebook:
        theirs = {
            one.student.id: (one.score, one.needs_manual_grade)
            for one in gradebook.assignment_submissions(MODULE)
        }
        assert summary.points == gradebook.find_assignment(MODULE).max_score
    ours = {p.id: (p.score, bool(p.waiting)) for p in summary.graded}
    assert ours == theirs
    assert {p.id for p in summary.missing} == {"id-fay"}
    assert [p.id for p in summary.ungraded] == ["id-eve"]
    assert [p.id for p in summary.waiting] == ["id-cai"]
    # the memo waits, so 3 + 2 points count
    assert summary.totals == (0, 2, 2, 5)
    assert (summary.counted_points, summary.mean, summary.median) == (5, 2.25, 2)


def test_tasks_in_order_with_their_statistics(summary: Summary) -> None:
    q1, q2, memo = summary.results
    assert [result.task.id for result in summary.results] == [
        "m90-q1-mean",
        "m90-q2-share",
        "m90-q3-memo",
    ]
    assert (q1.mean, q1.task.points, q1.share) == (1.75, 3, pytest.approx(1.75 / 3))
    assert (q1.right, q1.not_yet, q1.open) == (1, 2, 1)
    r = np.corrcoef([3, 2, 2, 0], [2, 0, 0, 0])[0, 1]
    assert q1.discrimination == pytest.approx(r)
    assert q2.discrimination == pytest.approx(r)
    assert (q2.right, q2.not_yet, q2.open) == (None, None, None)
    assert (memo.task.by_hand, memo.waiting, memo.open) == (True, 1, 2)
    assert math.isnan(memo.share)
    assert math.isnan(memo.discrimination)


def test_the_commonest_misconception_is_taught_again(summary: Summary) -> None:
    (trap,) = summary.misconceptions
    assert (trap.task, trap.trap, trap.students) == ("m90-q1-mean", "median-for-mean", 2)
    assert trap.message == "That is the median, not the mean."
    assert [(result.task.id, result.decision) for result in summary.decisions] == [
        ("m90-q2-share", "teach"),
        ("m90-q1-mean", "teach"),
        ("m90-q3-memo", "ask"),
    ]


def test_reliability_by_the_formula(summary: Summary) -> None:
    items = np.array([[3, 2], [2, 0], [2, 0], [0, 0]], dtype=float)
    variances, total = items.var(axis=0, ddof=1).sum(), items.sum(axis=1).var(ddof=1)
    found = summary.reliability
    assert found.alpha == pytest.approx(2 * (1 - variances / total))
    assert found.error == pytest.approx(math.sqrt(total * (1 - found.alpha)))
    assert found.low < found.alpha < found.high
    assert (found.tasks, found.students, found.why) == (2, 4, "")


def test_time_is_relative_to_the_due_date(summary: Summary) -> None:
    t = summary.timing
    assert (t.known, t.on_time, t.late, t.before, t.after) == (4, 3, 1, 10, 5)


def test_who_needs_a_talk(summary: Summary) -> None:
    why = {p.id: [reason.kind for reason in p.reasons] for p in summary.people}
    assert why == {
        "id-anna": ["flag"],
        "id-bo": ["low"],
        "id-cai": ["low"],
        "id-dee": ["low", "open"],
        "id-eve": ["ungraded"],
        "id-fay": ["missing"],
    }
    assert [p.id for p in summary.talks] == ["id-eve", "id-anna", "id-dee", "id-bo", "id-cai"]
    lines = " ".join(line for _target, line in todo(summary))
    assert "1 submission is not graded: Eve Tuominen." in lines
    assert "Come back to m90-q2-share first: the class has 25 % of its points." in lines
    assert "1 written answer waits" in lines
    assert "3 trainees are far behind: Dee Sjöberg, Boris Quast, Cai Rautavaara." in lines


def test_page_needs_nothing_else_and_escapes_names(page: tuple[Path, Page]) -> None:
    path, html = page
    raw = path.read_text(encoding="utf-8")
    assert path.stat().st_size < 1_000_000
    assert not html.all("script")
    assert not html.all("link")
    assert EVIL in html.text
    assert not re.search(r"https?://|@import|url\(", raw)
    for image in html.all("img"):
        assert (image["src"] or "").startswith("data:image/svg+xml;base64,")
        assert len(image["alt"] or "") > 50
    ids = [attrs["id"] for _tag, attrs in html.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for anchor in html.all("a"):
        target = unquote(anchor["href"] or "")
        if target.startswith("#"):
            assert target[1:] in ids
        else:
            assert (path.parent / target).exists(), target


def test_page_says_what_the_class_shows(page: tuple[Path, Page]) -> None:
    text = re.sub(r"\s+", " ", page[1].text)
    assert "5 of 6" in text
    assert "That is the median, not the mean." in text
    assert "m90-q3-memo is not read for everybody yet" in text
    assert "Cronbach's alpha is 0.78" in text
    assert "3 of 4 on time, 1 late. Half of those on time handed in within 10 hours" in text
    assert "Look at this: submitted/id-anna/x.py, seen with Boris Quast" in text
    assert "1 trainee has not handed in: Fay Ulvaeus id-fay." in text


def test_anonymous_page_tells_nobody(class_: Course) -> None:
    path = report(class_.root, MODULE, anonymous=True)
    assert path.name == f"{MODULE}-anonymous.html"
    raw = path.read_text(encoding="utf-8")
    low = raw.lower()
    with open_api(class_.root) as api, api.gradebook as gradebook:
        for student in gradebook.students:
            for word in (student.id, student.last_name, student.email):
                assert word.lower() not in low, word
    assert not re.search(r"\b(Anna|Boris|Cai|Dee|Eve|Fay)\b|alert\(1\)|/srv|secret", raw)
    assert str(class_.root) not in raw
    html = Page(raw)
    assert all((anchor["href"] or "").startswith("#") for anchor in html.all("a"))
    assert set(re.findall(r"\bP\d\d\b", html.text)) == {f"P0{n}" for n in range(1, 7)}
    assert "tiny.ipynb is no notebook." in html.text
    # the same course gives the same codes
    made = re.compile(r"Made [-0-9: ]+\.")
    again = report(class_.root, MODULE, anonymous=True).read_text(encoding="utf-8")
    assert made.sub("", again) == made.sub("", raw)


def test_command_prints_the_page(class_: Course, tmp_path: Path) -> None:
    to = tmp_path / "page.html"
    done = CliRunner().invoke(
        cli.app, ["report", MODULE, "--course", str(class_.root), "--to", str(to), "--anonymous"]
    )
    assert (done.exit_code, done.output.strip()) == (0, str(to))
    assert "P01" in to.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_says_in_one_sentence_what_is_wrong(class_: Course, tmp_path: Path) -> None:
    for target, message in (
        (tmp_path / "no" / "page.html", "There is no folder"),
        (tmp_path, "is a folder"),
    ):
        with pytest.raises(CourseError, match=message):
            report(class_.root, MODULE, target)
    with pytest.raises(CourseError, match=f"no assignment other; choose from: {MODULE}"):
        report(class_.root, "other")
    with pytest.raises(RefereeError, match="There is no gradebook"):
        report(tmp_path, MODULE)
    assert not list(tmp_path.iterdir())


# --- courses written straight into a gradebook ------------------------------------------------


class Plain:
    """A course without a kernel: cells, grades and autograded notebooks as a test says."""

    def __init__(
        self, root: Path, blank: Path, cells: dict[str, list[str]], config: str = ""
    ) -> None:
        self.root, self.cells = root, cells
        shutil.copy(blank, root)
        (root / "nbgrader_config.py").write_text(f"c = get_config()\n{config}")
        with self.gradebook() as gradebook:
            gradebook.add_assignment("a")
            for notebook, names in cells.items():
                gradebook.add_notebook(notebook, "a")
                for name in names:
                    gradebook.add_grade_cell(name, notebook, "a", max_score=4, cell_type="code")

    @contextmanager
    def gradebook(self) -> Iterator[Any]:
        with open_api(self.root) as api, api.gradebook as gradebook:
            yield gradebook

    def grade(
        self,
        student: str,
        points: dict[str, list[float]],
        *,
        outputs: dict[str, dict[str, Any]] | None = None,
        elsewhere: dict[str, Any] | None = None,
        without: tuple[str, ...] = (),
    ) -> None:
        """Write grades, and notebooks whose cells stand in the given order, last first."""
        with self.gradebook() as gradebook:
            gradebook.update_or_create_student(student)
            submission = gradebook.update_or_create_submission("a", student)
            for notebook in submission.notebooks:
                for cell in notebook.grades:
                    cell.auto_score = points[notebook.name][
                        self.cells[notebook.name].index(cell.name)
                    ]
                    cell.needs_manual_grade = False
            gradebook.db.commit()
        with open_api(self.root) as api:
            step = api.coursedir
            folders = [
                Path(step.format_path(name, student, "a"))
                for name in (step.submitted_directory, step.autograded_directory)
            ]
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        for notebook, names in self.cells.items():
            if notebook in without:
                continue
            cells: list[dict[str, Any]] = [
                self._cell(
                    {"grade": True, "solution": False, "grade_id": name}, outputs or {}, name
                )
                for name in reversed(names)
            ]
            if elsewhere:
                label = {"grade": True, "solution": True, "grade_id": names[0]}
                cells.append(self._cell(label, {names[0]: elsewhere}, names[0]))
            for folder in folders:
                (folder / f"{notebook}.ipynb").write_text(
                    json.dumps({"cells": cells, "metadata": {}})
                )

    @staticmethod
    def _cell(label: dict[str, Any], outputs: dict[str, dict[str, Any]], name: str) -> Any:
        data = {MIME: outputs[name]} if name in outputs else {"text/plain": "1"}
        return {
            "cell_type": "code",
            "source": "",
            "metadata": {"nbgrader": label} if label else {},
            "outputs": [{"output_type": "execute_result", "data": data}],
        }


def outcome(status: str, trap: str | None = None, message: str = "") -> dict[str, Any]:
    check = {"name": "a check", "status": status, "message": message, "slips": [trap]}
    slips = {trap: message} if trap else {}
    return {"id": "x", "status": status, "points": 4, "slips": slips, "checks": [check]}


def test_any_nbgrader_course(tmp_path: Path, blank: Path) -> None:
    config = (
        "c.CourseDirectory.directory_structure = '{nbgrader_step}/{assignment_id}/{student_id}'\n"
        "c.CourseDirectory.autograded_directory = 'marked'\n"
    )
    plain = Plain(tmp_path, blank, {"one": ["x", "y"], "two": ["x"]}, config)
    with pytest.raises(CourseError, match="servicelab grade a` first"):
        summarize(tmp_path, "a")
    for number, student in enumerate("stu"):
        plain.grade(student, {"one": [number, 4 - number], "two": [4]})
    assert (tmp_path / "marked" / "a" / "s").is_dir()
    summary = summarize(tmp_path, "a")
    # in the order of the notebook, which is not that of the gradebook or the alphabet
    assert [result.task.id for result in summary.results] == ["y", "one: x", "two: x"]
    assert [result.mean for result in summary.results] == [3, 1, 4]
    assert {result.right for result in summary.results} == {None}
    assert math.isnan(summary.results[2].discrimination)
    assert summary.totals == (8, 8, 8)
    assert math.isnan(summary.reliability.alpha)
    text = re.sub(r"\s+", " ", Page(render(summary)).text)
    assert "alpha is not defined: everybody has the same total." in text
    assert "report points only" in text
    assert "The gradebook has no time of any submission." in text


def test_only_locked_cells_report(tmp_path: Path, blank: Path) -> None:
    plain = Plain(tmp_path, blank, {"n": ["q"]})
    fake = outcome("right", "planted", "not from a check")
    caught = outcome("not yet right", "trap", f"read `this` {EVIL}")
    plain.grade("s", {"n": [0]}, outputs={"q": caught}, elsewhere=fake)
    plain.grade("t", {"n": [0]}, outputs={"q": outcome("not attempted")}, elsewhere=fake)
    plain.grade("u", {"n": [0]}, elsewhere=fake)
    plain.grade("v", {"n": [0]}, outputs={"q": {"status": "right", "checks": "damaged"}})
    plain.grade("w", {"n": [0]}, outputs={"q": caught}, without=("n",))
    summary = summarize(tmp_path, "a")
    (result,) = summary.results
    assert (result.right, result.not_yet, result.open, result.silent) == (0, 1, 2, 2)
    assert [(caught.trap, caught.students) for caught in result.traps] == [("trap", 1)]
    assert summary.reliability.why.startswith("it takes two tasks")
    html = Page(render(summary))
    assert not html.all("script")
    assert "read this <script>alert(1)</script>" in html.text


def test_late_penalty_newer_submission_and_damaged_records(tmp_path: Path, blank: Path) -> None:
    plain = Plain(tmp_path, blank, {"n": ["q", "r"]})
    for student in ("s", "t", "u", "v", "gone"):
        plain.grade(student, {"n": [4, 3]})
    # what nbgrader leaves when grading breaks off
    shutil.rmtree(tmp_path / "autograded" / "gone")
    with plain.gradebook() as gradebook:
        gradebook.find_submission("a", "s").notebooks[0].late_submission_penalty = 2
        gradebook.find_submission("a", "t").notebooks[0].late_submission_penalty = 50
        gradebook.db.commit()
    (tmp_path / "submitted" / "u" / "a" / "timestamp.txt").write_text("2026-03-05 10:00:00 UTC")
    (tmp_path / "submitted" / "new" / "a").mkdir(parents=True)
    (tmp_path / "submitted" / "new" / "a" / "n.ipynb").touch()
    record(tmp_path, "a", "v", flags="not a list", notes=["mended", 3], errors=["cell 1"])
    record(tmp_path, "a", "t", errors=["cell 2"])
    record(tmp_path, "a", "u", incomplete=["n.ipynb is missing."])
    (tmp_path / ".servicelab" / "grading" / "a" / "s.json").write_text("{")
    summary = summarize(tmp_path, "a")
    people = {person.id: person for person in summary.people}
    assert summary.penalized == 2
    assert [people[one].score for one in "stuv"] == [5, 0, 7, 7]
    assert summary.totals == (0, 5, 7, 7)
    assert people["u"].graded
    assert people["u"].reasons[0].text.startswith("The latest submission is not graded")
    for one in ("new", "gone"):
        assert people[one].reasons == (Reason("ungraded", "Not graded."),)
    assert people["v"].reasons == (Reason("note", "mended"), Reason("note", "cell 1"))
    assert people["t"].reasons == ()
    assert [person.id for person in summary.incomplete] == ["u"]
    assert "Noted:</b> mended" in render(summary)
    assert "1 submission is incomplete, and what is missing counts 0: u." in render(summary)
    assert people["s"].reasons == ()


def test_who_counts(tmp_path: Path, blank: Path) -> None:
    """An empty folder is nothing, and a stranger is graded, but not one of the class."""
    plain = Plain(tmp_path, blank, {"n": ["q", "r"]})
    with plain.gradebook() as gradebook:
        for student in ("s", "t", "void", "late", "away"):
            gradebook.add_student(student, first_name=student.title())
        # of another assignment, in no list
        gradebook.add_student("elsewhere")
        # an extension, before anything is handed in, by nbgrader and by hand
        gradebook.add_submission("a", "away")
        gradebook.grant_extension("a", "away", days=1)
        gradebook.db.commit()
    for student, points in (("s", [4, 2]), ("t", [2, 1]), ("stranger", [0, 0])):
        plain.grade(student, {"n": points})
    folder = tmp_path / "submitted" / "void" / "a"
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2026-03-05 10:00:00 UTC")
    with open_api(tmp_path) as api, api.gradebook as gradebook:
        given = hand_ins(api, gradebook, "a")
    assert given.handed_in == given.graded == {"s", "t", "stranger"}
    assert given.empty == {"void"}
    assert given.roll.strangers == {"stranger": ""}
    assert set(given.roll.absent) == {"late", "away"}

    summary = summarize(tmp_path, "a")
    assert [p.id for p in summary.handed_in] == [p.id for p in summary.graded] == ["s", "t"]
    assert [p.id for p in summary.missing] == ["away", "late", "void"]
    assert [p.id for p in summary.strangers] == ["stranger"]
    assert (summary.totals, summary.reliability.students) == ((3, 6), 2)
    assert [(result.mean, result.graded) for result in summary.results] == [(1.5, 2), (3, 2)]
    text = re.sub(r"\s+", " ", Page(render(summary)).text)
    assert "Everybody in the gradebook has handed in" not in text
    assert "1 trainee handed in an empty folder, which counts as nothing: Void." in text
    assert (
        "3 trainees have not handed in: Away away, Late late, Void void (an empty folder)." in text
    )
    assert "not in the class list, and counts in no number here: stranger." in text
    assert unread(tmp_path) == ungraded(tmp_path) == []

    with plain.gradebook() as gradebook:
        for student in "st":
            gradebook.remove_student(student)
    with pytest.raises(CourseError, match="nobody is in the class list: compare the ids"):
        summarize(tmp_path, "a")


def test_unreadable_gradebook_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "gradebook.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(CourseError, match="Cannot read the gradebook"):
        summarize(tmp_path, "a")


def test_an_assignment_without_points_has_no_report(tmp_path: Path, blank: Path) -> None:
    plain = Plain(tmp_path, blank, {"n": []})
    plain.grade("s", {"n": []})
    with pytest.raises(CourseError, match="a has no task with points"):
        summarize(tmp_path, "a")


def test_reports_folder_that_cannot_be_made(tmp_path: Path, blank: Path) -> None:
    plain = Plain(tmp_path, blank, {"n": ["q"]})
    plain.grade("s", {"n": [4]})
    (tmp_path / "reports").write_text("a file")
    with pytest.raises(CourseError, match="Cannot write"):
        report(tmp_path, "a")
    assert (tmp_path / "reports").read_text() == "a file"


# --- pieces -----------------------------------------------------------------------------------

Q1 = Task("q1", "q1", "checked", points=10)
GOOD = TaskResult(1, Q1, graded=40, waiting=0, mean=8, share=0.8)
LOW = replace(GOOD, mean=3, share=0.3)


def trap(students: int) -> tuple[Misconception, ...]:
    return (Misconception("q1", "t", students, ""),)


@pytest.mark.parametrize(
    ("result", "decision"),
    [
        (GOOD, ""),
        (LOW, "teach"),
        (replace(GOOD, traps=trap(8)), "teach"),
        (replace(GOOD, traps=trap(7)), ""),
        # two of five may be chance, one of five is nothing
        (replace(GOOD, graded=5, traps=trap(2)), "teach"),
        (replace(GOOD, graded=5, traps=trap(1)), ""),
        (replace(LOW, open=14, not_yet=13), "ask"),
        (replace(LOW, open=14, not_yet=15), "teach"),
        (replace(GOOD, discrimination=-0.27), "check"),
        (replace(GOOD, discrimination=-0.26), ""),
        (replace(LOW, graded=4, discrimination=-0.8), "teach"),
        (replace(GOOD, discrimination=-1.0), "check"),
        (replace(GOOD, mean=math.nan, share=math.nan, waiting=3), ""),
    ],
)
def test_decisions(result: TaskResult, decision: str) -> None:
    assert decide(result) == decision


def drawn(summary: Summary, draw: Any) -> Any:
    ax = Figure(figsize=(9, 3.9), layout="constrained").add_subplot()
    draw(summary, ax)
    return ax


def invented(summary: Summary, totals: list[float], tasks: list[tuple[float, float]]) -> Summary:
    return replace(
        summary,
        counted_points=40,
        totals=tuple(sorted(totals)),
        results=tuple(
            replace(
                GOOD,
                number=n,
                task=replace(Q1, id=f"q{n}", title=f"q{n}"),
                share=share,
                discrimination=r,
            )
            for n, (share, r) in enumerate(tasks, start=1)
        ),
    )


def test_distribution_counts_everybody_once(summary: Summary) -> None:
    # 12 / 40 is 30 %, with extra credit above 100 %
    other = invented(summary, [0, 3.9, 12, 12, 11.999999999999998, 39.9, 40, 44], [])
    ax = drawn(other, draw_distribution)
    heights = [int(bar.get_height()) for bar in ax.patches]
    assert heights == [2, 0, 0, 3, 0, 0, 0, 0, 0, 2, 1]
    text = distribution_text(other)
    assert "0 to 10 %: 2; 30 to 40 %: 3; 90 to 100 %: 2; 100 to more %: 1" in text
    assert f"Mean {100 * other.mean / 40:.0f} %, median 30 %" in text


def test_tasks_are_drawn_described_and_labeled_apart(summary: Summary) -> None:
    rng = np.random.default_rng(5)
    places = [(float(x), float(y)) for x, y in rng.uniform(0.3, 0.8, (16, 2))]
    other = invented(summary, [1, 2], [*places, (0.5, math.nan)])
    ax = drawn(other, draw_tasks)
    assert np.asarray(ax.collections[0].get_offsets()).tolist() == [list(one) for one in places]
    text = tasks_text(other)
    for number, (share, r) in enumerate(places, start=1):
        assert f"{number} q{number}: {100 * share:.0f} %, {float(f'{r:.2f}'):g}" in text
    assert "q17" not in text
    ax.figure.draw_without_rendering()
    boxes = [one.get_window_extent() for one in ax.texts if one.get_text().isdigit()]
    assert len(boxes) == 16
    for n, box in enumerate(boxes):
        assert not any(box.overlaps(other_box) for other_box in boxes[n + 1 :])


def test_nothing_to_draw_is_said(summary: Summary) -> None:
    empty = replace(summary, counted_points=0.0, totals=(0.0,), results=())
    html = Page(render(empty))
    assert not html.all("img")
    assert "there is nothing to draw" in html.text


def people(*ids: str, text: str = "") -> tuple[Person, ...]:
    return tuple(
        Person(one, one, True, True, 1.0, 0, (Reason("flag", text),), (one,)) for one in ids
    )


def test_codes_do_not_follow_the_names(summary: Summary) -> None:
    ids = [f"s{n:03d}" for n in range(120)]
    class_ = replace(summary, people=people(*ids))
    score = {one: float(n) for n, one in enumerate(ids)}
    class_ = replace(class_, people=tuple(replace(p, score=score[p.id]) for p in class_.people))
    first = [p.score for p in anonymize(class_, b"k" * 32).people]
    assert [p.id for p in anonymize(class_, b"k" * 32).people][::119] == ["P001", "P120"]
    assert first == [p.score for p in anonymize(class_, b"k" * 32).people]
    assert first != [p.score for p in anonymize(class_, b"l" * 32).people]
    assert sorted(first) == sorted(score.values())
    assert abs(np.corrcoef(first, range(120))[0, 1]) < 0.4


@pytest.mark.parametrize(
    ("identifier", "text", "expected"),
    [
        ("anna7", "ANNA7's work", "[trainee]'s work"),
        ("anna7", "anna77 and banna7", "anna77 and banna7"),
        ("anna7", "copied_from_anna7_x.py", "copied_from_[trainee]_x.py"),
        ("7", "7 cells of submitted/7/m02", "7 cells of submitted/[trainee]/m02"),
        ("20261234", "20261234: odd", "[trainee]: odd"),
        ("Will", "will's cell, /home/will/x, old/will/x", "[trainee]'s cell, x, old/[trainee]/x"),
        ("Mary Ann Lee", "mary ann lee", "[trainee]"),
        ("王芳", "看王芳的作业", "看[trainee]的作业"),
        ("x", "someone@else.org wrote", "[trainee] wrote"),
    ],
)
def test_scrubbing(summary: Summary, identifier: str, text: str, expected: str) -> None:
    class_ = replace(summary, people=people(identifier, text=text))
    (person,) = anonymize(class_, b"k" * 32).people
    assert person.reasons[0].text == expected
    assert (person.id, person.identifiers, person.file) == ("P01", (), None)


def test_words_of_a_task_stay_words(summary: Summary) -> None:
    said = "What will Will find in old/will/x?"
    told = (Misconception("q1", "t", 2, said),)
    class_ = replace(
        summary, people=people("Will"), results=(replace(GOOD, missed=said, traps=told),)
    )
    (result,) = anonymize(class_, b"k" * 32).results
    assert result.missed == "What will [trainee] find in old/[trainee]/x?"
    assert result.traps[0].message == result.missed


def test_advice_is_as_strong_as_the_numbers() -> None:
    told = (Misconception("q", "at-the-mean", 6, "That is the slope at **one** person."),)
    task = Task("q", "Task 1", "checked", 9)
    result = TaskResult(1, task, graded=30, waiting=0, mean=5.3, share=0.59)
    few = replace(result, traps=(replace(told[0], students=3),), decision="teach")
    many = replace(result, traps=told, share=0.8, decision="teach")
    assert advice(few).startswith("Go through one good answer with the class")
    assert advice(many).startswith("Clear up one misconception")
    assert advice(replace(few, share=0.4)).startswith("Teach it again to everybody.")
    assert replace(told[0], message="").words == "at the mean"
    assert (few.common, many.common) == (None, told[0])


def test_misconceptions_are_told_in_words(summary: Summary) -> None:
    (q1, *others) = summary.results
    said = "That is the slope of **manner**, not `x`."
    traps = (
        Misconception(q1.task.id, "roles-swapped", 4, said),
        Misconception(q1.task.id, "at-the-mean", 1, "One alone."),
    )
    task = replace(q1.task, title="Task 1: the wait")
    result = replace(q1, task=task, traps=traps, decision="teach", share=0.7)
    rest = (replace(other, decision="") for other in others)
    told = replace(summary, results=(result, *rest))
    lines = [line for _target, line in todo(told)]
    assert (
        "Come back to Task 1: the wait first: 4 of 4 trainees were told “That is the slope of "
        "**manner**, not `x`”." in lines
    )
    page = render(told)
    assert "**" not in page
    assert "That is the slope of <b>manner</b>, not <code>x</code>" in page
    table = page[page.index('<h2 id="misconceptions">') :]
    several, single = table.split("<details>")[:2]
    assert "Task 1: the wait" in several
    assert "One alone." not in several
    assert "1 that one trainee shows" in single
    assert "One alone." in single


def test_points_that_cover_each_other_share_a_name(summary: Summary) -> None:
    results = tuple(
        TaskResult(
            n,
            Task(f"q{n}", f"Q{n}", "checked", 4),
            graded=9,
            waiting=0,
            share=x,
            discrimination=y,
        )
        for n, x, y in ((4, 0.7, 0.17), (8, 0.7, 0.171), (9, 0.9, 0.17))
    )
    ax = Figure(figsize=(9, 4.8)).add_subplot()
    draw_tasks(replace(summary, results=results), ax)
    assert {text.get_text() for text in ax.texts} >= {"4, 8", "9"}
    assert ax.get_xlim()[0] > 0.4


def test_a_task_is_named_by_the_heading_that_it_alone_stands_under(tmp_path: Path) -> None:
    def graded(name: str) -> nbformat.NotebookNode:
        label = {"grade": True, "solution": False, "grade_id": name, "schema_version": 3}
        return v4.new_code_cell("assert 1", metadata={"nbgrader": {**label, "points": 1}})

    memo = v4.new_markdown_cell("### BEGIN SOLUTION\nText\n### END SOLUTION")
    memo.metadata["nbgrader"] = {"grade": True, "solution": True, "grade_id": "memo", "points": 1}
    nb = v4.new_notebook()
    nb.cells = [
        v4.new_markdown_cell("# Title\n#no heading"),
        v4.new_markdown_cell("## Task 1: how many (rows)? (5 points)\n\nSay it."),
        graded("one"),
        v4.new_markdown_cell("## Part B"),
        graded("two"),
        graded("three"),
        v4.new_markdown_cell("## The memo (9 points)"),
        memo,
    ]
    nbformat.write(nb, tmp_path / "p.ipynb")
    assert task_titles(tmp_path) == {
        ("p", "one"): "Task 1: how many (rows)?",
        ("p", "memo"): "The memo",
    }
