from __future__ import annotations

import csv
import datetime as dt
import email
import email.policy
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from support.tiny import MODULE, submit

from nbreferee.feedback import feedback
from nbreferee.gradebook import open_api
from nbreferee.record import grading_record_path, read_grading_record
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab_workshop.classroom import mail
from servicelab_workshop.classroom.mail import write_mails
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course


def read_mail(path: Path) -> Any:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def read_list(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def graded(
    built: Path, bank: dict[tuple[str, str], Answer], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """anna's memo is not yet read, bo has nothing to be read, cy and di have no usable address."""
    released = Course(tmp_path_factory.mktemp("mail") / "course")
    shutil.copytree(built, released.root)
    with open_api(released.root) as api, api.gradebook as gradebook:
        assert api.generate_assignment(MODULE)["success"]
        gradebook.add_student("anna", first_name="Anna", email="anna@example.org")
        gradebook.add_student("bo", first_name="Bó, B.", last_name="Quś", email="bo@example.org")
        gradebook.add_student("cy", email="cy@example.org\nBcc: all@example.org")
    submit(released, "anna", [bank["m90-q1-mean", "numpy"], bank["m90-q3-memo", "good"]])
    submit(released, "bo", [bank["m90-q1-mean", "takes the median"]])
    for student in ("cy", "di"):
        submit(released, student)
    grade(released.root, MODULE)
    feedback(released.root, MODULE)
    return released.root


def test_an_empty_folder_is_told(told: Course, tmp_path: Path) -> None:
    with open_api(told.root) as api, api.gradebook as gradebook:
        gradebook.add_student("ed", first_name="Ed", email="ed@example.org")
    (told.root / "submitted" / "ed" / MODULE).mkdir(parents=True)
    mails = write_mails(told.root, MODULE, tmp_path)
    assert mails.new == ["bo", "ed"]
    mail = read_mail(tmp_path / MODULE / "ed.eml")
    assert not list(mail.iter_attachments())
    words = " ".join(mail.get_content().split())
    assert words.startswith(
        "Hello Ed, The folder that arrived from you for Waiting at the branch is"
    )
    assert "points" not in words
    (row,) = [one for one in read_list(tmp_path / MODULE / "mails.csv") if one["student"] == "ed"]
    assert (row["feedback"], row["mail"]) == ("", "ed.eml")
    # what was handed in since is graded first
    submit_later = told.root / "submitted" / "ed" / MODULE / "tiny.ipynb"
    submit_later.write_text("{")
    assert write_mails(told.root, MODULE, tmp_path).unchanged == ["bo"]
    assert not (tmp_path / MODULE / "ed.eml").exists()


@pytest.fixture
def told(graded: Path, tmp_path: Path) -> Course:
    """A copy of that class that a test may change."""
    return Course(shutil.copytree(graded, tmp_path / "told"))


def test_mails_are_ready_and_wait_for_what_is_not_read(told: Course, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "mails"
    mails = write_mails(told.root, MODULE, folder)
    folder /= MODULE
    assert (mails.unread, mails.nowhere, mails.edited) == (["anna"], ["cy", "di"], [])
    assert sorted(path.name for path in folder.glob("[!.]*")) == ["bo.eml", "mails.csv"]
    assert (mails.new, mails.changed, mails.unchanged) == (["bo"], [], [])

    mail = read_mail(folder / "bo.eml")
    assert mail["subject"] == "Feedback: Waiting at the branch"
    assert mail["to"].addresses[0].addr_spec == "bo@example.org"
    assert mail["to"].addresses[0].display_name == "Bó, B. Quś"
    assert "You have 2 of 100 points in Waiting at the branch." in mail.get_body().get_content()
    (page,) = mail.iter_attachments()
    written = told.root / "feedback" / "bo" / MODULE / "tiny.html"
    assert (page.get_filename(), page.get_content_type()) == ("tiny.html", "text/html")
    assert page.get_payload(decode=True) == written.read_bytes()

    (row,) = read_list(folder / "mails.csv")
    assert (row["student"], row["email"], row["points"], row["max_points"], row["unread"]) == (
        "bo",
        "bo@example.org",
        "2",
        "100",
        "0",
    )
    assert (folder / row["feedback"]).samefile(written)
    assert (folder / row["mail"]).is_file()

    mails = write_mails(told.root, MODULE, folder.parent, with_unread=True)
    assert (mails.new, mails.changed, mails.unchanged) == (["anna"], [], ["bo"])
    text = read_mail(folder / "anna.eml").get_body().get_content()
    assert "So far you have 3 of 100 points" in text
    assert "1 answer is not yet read, so this is not your result." in text


def test_a_mail_says_what_cost_points(told: Course, tmp_path: Path) -> None:
    with open_api(told.root) as api, api.gradebook as gradebook:
        gradebook.find_assignment(MODULE).duedate = dt.datetime(2026, 3, 1, 12)
        submission = gradebook.find_submission(MODULE, "bo")
        submission.timestamp = dt.datetime(2026, 3, 3, 13)
        submission.notebooks[0].late_submission_penalty = 0.5
        gradebook.db.commit()
    record = read_grading_record(told.root, MODULE, "bo")
    assert record is not None
    record.incomplete = ["more.ipynb was not handed in and counts 0."]
    record.because, record.earlier = "A tolerance was too narrow.", 1.0
    grading_record_path(told.root, MODULE, "bo").write_text(json.dumps(asdict(record)))
    write_mails(told.root, MODULE, tmp_path)
    text = read_mail(tmp_path / MODULE / "bo.eml").get_body().get_content()
    assert "You have 1.5 of 100 points" in text
    (row,) = read_list(tmp_path / MODULE / "mails.csv")
    told_of = {
        "late": "Because it was handed in 2 days late, 0.5 points were taken off.",
        "again": "Your answers were judged again, and you had 1 points before. A tolerance was too narrow.",
        "lost": "more.ipynb was not handed in and counts 0.",
    }
    assert {key: row[key] for key in told_of} == told_of
    assert all(sentence in text for sentence in told_of.values())
    os.utime(tmp_path / MODULE / "bo.eml", (0, 0))
    write_mails(told.root, MODULE, tmp_path)
    (row,) = read_list(tmp_path / MODULE / "mails.csv")
    assert row["written"] == f"{dt.datetime.fromtimestamp(0):%Y-%m-%d %H:%M}"


def test_a_mail_to_one_leaves_those_of_others(told: Course, tmp_path: Path) -> None:
    write_mails(told.root, MODULE, tmp_path, with_unread=True)
    before = (tmp_path / MODULE / "anna.eml").read_bytes()
    with open_api(told.root) as api, api.gradebook as gradebook:
        for student in ("anna", "bo"):
            gradebook.find_grade("m90-q1-mean", "tiny", MODULE, student).manual_score = 1
        gradebook.db.commit()
    mails = write_mails(told.root, MODULE, tmp_path, with_unread=True, students=["bo"])
    assert (mails.new, mails.changed, mails.unchanged) == ([], ["bo"], [])
    assert (tmp_path / MODULE / "anna.eml").read_bytes() == before
    rows = read_list(tmp_path / MODULE / "mails.csv")
    assert [(row["student"], row["points"]) for row in rows] == [("anna", "1"), ("bo", "1")]
    mails = write_mails(told.root, MODULE, tmp_path, students=["bo"])
    assert (mails.unchanged, mails.unread) == (["bo"], [])
    assert (tmp_path / MODULE / "anna.eml").exists()


def test_what_was_edited_is_never_replaced(told: Course, tmp_path: Path) -> None:
    folder = tmp_path / MODULE
    write_mails(told.root, MODULE, tmp_path, with_unread=True)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert write_mails(told.root, MODULE, tmp_path, with_unread=True).edited == []
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}

    (folder / "bo.eml").write_text("mine")
    (folder / "mails.csv").write_text("mine")
    with open_api(told.root) as api, api.gradebook as gradebook:
        memo = gradebook.find_grade("m90-q3-memo", "tiny", MODULE, "anna")
        memo.manual_score, memo.needs_manual_grade = 4, False
        gradebook.db.commit()
    mails = write_mails(told.root, MODULE, tmp_path)
    assert [path.name for path in mails.edited] == ["bo.eml", "mails.csv"]
    assert (folder / "bo.eml").read_text() == (folder / "mails.csv").read_text() == "mine"
    assert "You have 7 of 100 points" in read_mail(folder / "anna.eml").get_body().get_content()


def test_a_crash_midway_is_not_taken_for_an_edit(
    told: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mark(points: float) -> None:
        with open_api(told.root) as api, api.gradebook as gradebook:
            memo = gradebook.find_grade("m90-q3-memo", "tiny", MODULE, "anna")
            memo.manual_score, memo.needs_manual_grade = points, False
            gradebook.db.commit()

    def crash(path: Path, content: str | bytes) -> None:
        if path.name == mail.LIST:
            raise KeyboardInterrupt
        write_atomically(path, content)

    mark(1)
    write_mails(told.root, MODULE, tmp_path)
    mark(2)
    monkeypatch.setattr(mail, "write_atomically", crash)
    with pytest.raises(KeyboardInterrupt):
        write_mails(told.root, MODULE, tmp_path)
    monkeypatch.undo()
    mark(3)
    assert write_mails(told.root, MODULE, tmp_path).edited == []
    text = read_mail(tmp_path / MODULE / "anna.eml").get_body().get_content()
    assert "You have 6 of 100 points" in text


def test_a_draft_goes_when_an_answer_waits_again(told: Course, tmp_path: Path) -> None:
    folder = tmp_path / MODULE
    write_mails(told.root, MODULE, tmp_path, with_unread=True)
    assert (folder / "anna.eml").exists()
    assert write_mails(told.root, MODULE, tmp_path).unread == ["anna"]
    assert not (folder / "anna.eml").exists()
    write_mails(told.root, MODULE, tmp_path, with_unread=True)
    (folder / "anna.eml").write_text("mine")
    assert write_mails(told.root, MODULE, tmp_path).edited == [folder / "anna.eml"]
    assert (folder / "anna.eml").read_text() == "mine"


def test_needs_feedback_first(released: Course, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="servicelab feedback m90_tiny"):
        write_mails(released.root, MODULE, tmp_path)
