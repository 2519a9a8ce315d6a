from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from support.pages import Page
from support.tiny import MODULE
from typer.testing import CliRunner

from nbreferee.errors import RefereeError
from nbreferee.feedback import feedback
from nbreferee.gradebook import open_api
from servicelab.errors import CourseError
from servicelab_workshop import cli
from servicelab_workshop.classroom.demo import draw_class, hand_in, mark_by_hand
from servicelab_workshop.classroom.extensions import Extension, extend
from servicelab_workshop.classroom.overview import (
    Overview,
    Part,
    anonymize,
    cell_words,
    overview,
    render,
    survey,
    todo,
)
from servicelab_workshop.classroom.schedule import apply_schedule
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer

SECOND = "m91_again"
PLAN = f"""
time_zone = "UTC"
[{SECOND}]
release = "2026-03-02 09:00"
due = "2026-03-09 12:00"
[{MODULE}]
due = "2026-03-01 12:00"
"""
NOW = dt.datetime(2026, 3, 10, tzinfo=dt.UTC)
EVIL = "<script>alert(1)</script>"


def second_module(root: Path) -> None:
    """Make another module of the tiny one."""
    for edition in ("solutions", "notebooks"):
        shutil.copytree(root / edition / MODULE, root / edition / SECOND)
        for path in (root / edition / SECOND).rglob("*"):
            if path.is_file() and path.suffix in (".ipynb", ".checks", ".py"):
                text = path.read_text(encoding="utf-8")
                text = text.replace(MODULE, SECOND).replace("m90-", "m91-")
                path.write_text(text.replace("Waiting at the", "Again at the"), encoding="utf-8")


@pytest.fixture(scope="module")
def class_(
    built: Path, bank: dict[tuple[str, str], Answer], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Five trainees over two modules, and one who never hands in."""
    root = tmp_path_factory.mktemp("overview") / "course"
    shutil.copytree(built, root)
    second_module(root)
    (root / "schedule.toml").write_text(PLAN, encoding="utf-8")
    points = {"m90-q1-mean": 3.0, "m90-q2-share": 2.0, "m90-q3-memo": 95.0}
    first = draw_class(list(bank.values()), points, 5)
    median, good = bank["m90-q1-mean", "takes the median"], bank["m90-q3-memo", "good"]
    first[:2] = [
        replace(one, answers={answer.task: answer for answer in (median, good)})
        for one in first[:2]
    ]
    again = [
        replace(
            one,
            answers={
                task.replace("m90", "m91"): replace(answer, task=task.replace("m90", "m91"))
                for task, answer in one.answers.items()
            },
        )
        for one in first
    ]
    with open_api(root) as api:
        for module in (MODULE, SECOND):
            assert api.generate_assignment(module)["success"]
        with api.gradebook as gradebook:
            for one in first:
                gradebook.add_student(one.id, first_name=one.first_name, last_name=one.last_name)
            gradebook.add_student("s006", first_name="Zoe", last_name=EVIL)
    apply_schedule(root)
    extend(root, [Extension("s005", SECOND, dt.timedelta(days=7))])
    for one in first:
        hand_in(root, MODULE, one, dt.datetime(2026, 3, 1, 10))
    hand_in(root, SECOND, again[0], dt.datetime(2026, 3, 9, 10))
    hand_in(root, SECOND, again[1], dt.datetime(2026, 3, 9, 18))
    hand_in(root, SECOND, replace(again[1], id="x9"), dt.datetime(2026, 3, 9, 10))
    (root / "submitted" / "s003" / SECOND).mkdir(parents=True)
    grade(root, MODULE)
    grade(root, SECOND, students=["s001", "s002", "x9"])
    mark_by_hand(root, MODULE, first)
    mark_by_hand(root, SECOND, again[:1])
    feedback(root, MODULE)
    return root


@pytest.fixture(scope="module")
def found(class_: Path) -> Overview:
    return survey(class_, NOW)


def test_who_did_what_over_two_modules(found: Overview) -> None:
    # by due date, not by the order of the file
    assert [one.name for one in found.modules] == [MODULE, SECOND]
    assert [one.id for one in found.trainees] == [f"s00{n}" for n in range(1, 7)]
    first, second = found.modules
    assert (second.title, second.strangers) == ("Again at the branch", ("x9",))
    assert [part.state for part in first.parts] == [*["graded"] * 5, "missing"]
    assert [part.state for part in second.parts] == [
        *("graded", "unread", "empty", "missing", "not due", "missing")
    ]
    assert (first.late, second.late, second.parts[1].late) == (0, 1, 6)
    assert (first.not_fed_back, second.not_fed_back) == (0, 1)
    assert [one.owes for one in found.trainees] == [0, 0, 1, 1, 0, 2]
    assert found.behind[0].id == "s006"
    assert found.behind[0].behind == "2 modules not handed in"


def test_an_extension_ends(class_: Path, found: Overview) -> None:
    later = survey(class_, NOW + dt.timedelta(days=7))
    states = [one.trainees[4].parts[1].state for one in (found, later)]
    assert states == ["not due", "missing"]


def test_points_are_those_of_the_gradebook(class_: Path, found: Overview) -> None:
    with open_api(class_) as api, api.gradebook as gradebook:
        for place, module in enumerate((MODULE, SECOND)):
            theirs = {
                one.student.id: one.score / one.max_score
                for one in gradebook.assignment_submissions(module)
            }
            for trainee in found.trainees:
                part = trainee.parts[place]
                if part.state in ("graded", "unread"):
                    assert part.share == pytest.approx(theirs[trainee.id])


def test_a_misconception_persists_where_one_shows_it_twice(found: Overview) -> None:
    (one,) = found.persistent
    assert (one.slip, one.trainees) == ("median-for-mean", ("s001", "s002"))
    assert one.message == "That is the median, not the mean."
    assert one.modules == ("Waiting at the branch", "Again at the branch")
    slips = {trainee.id: trainee.slips for trainee in found.trainees}
    assert slips["s001"] == ("median-for-mean",)
    assert slips["s003"] == ()


def test_what_to_do_is_named_with_its_command(class_: Path, found: Overview) -> None:
    assert todo(found) == [
        f"Read what waits in {SECOND} (1), in Formgrader.",
        f"Send feedback: `servicelab feedback {SECOND} --mail mails` (1).",
        "Not in the class list, so on no line here: x9.",
    ]
    raw = render(found)
    html = Page(raw)
    assert not html.all("script")
    assert EVIL in html.text
    assert not re.search(r"https?://|@import|url\(", raw)
    text = re.sub(r"\s+", " ", html.text)
    assert "Mon 2026-03-09 12:00 UTC week 11released Mon 2026-03-02 09:00 UTC" in text
    assert cell_words(Part("unread", 0.5, late=2)) == "to be read, late"
    assert cell_words(Part("graded", 0.5)) == "50 %"


def test_the_anonymous_page_tells_nobody(class_: Path, found: Overview) -> None:
    done = CliRunner().invoke(cli.app, ["overview", "--anonymous", "--course", str(class_)])
    page = class_ / "reports" / "overview-anonymous.html"
    assert (done.exit_code, done.output.strip()) == (0, str(page))
    raw = page.read_text(encoding="utf-8")
    for trainee in found.trainees:
        for word in (trainee.id, *trainee.name.split()):
            assert not re.search(rf"\b{re.escape(word)}\b", raw), word
    assert "x9" not in raw
    assert set(re.findall(r">(P\d\d)<", raw)) == {f"P0{n}" for n in range(1, 7)}
    hidden = anonymize(found, b"k" * 32)
    assert sorted(one.owes for one in hidden.trainees) == [0, 0, 0, 1, 1, 2]
    for place, module in enumerate(hidden.modules):
        assert module.parts == tuple(one.parts[place] for one in hidden.trainees)


def test_says_in_one_sentence_what_is_wrong(tmp_path: Path, class_: Path) -> None:
    with pytest.raises(RefereeError, match="There is no gradebook"):
        overview(tmp_path)
    with pytest.raises(CourseError, match="is a folder"):
        overview(class_, tmp_path)
