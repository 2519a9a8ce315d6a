from __future__ import annotations

import base64
import datetime as dt
import json
import os
import re
import shutil
import stat
import subprocess
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.tiny import MODULE, submit
from typer.testing import CliRunner

from nbreferee.errors import RefereeError
from nbreferee.gradebook import open_api
from servicelab.errors import CourseError
from servicelab_workshop.classroom.certificates import KEY, PAGE, confirm, issue
from servicelab_workshop.commands.classroom import app
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.reports.certificate import (
    FILE,
    LARGEST,
    MARK,
    Certificate,
    Part,
    read_code,
    section,
    write_code,
)

DAY = dt.date(2026, 11, 30)
PART = Part("m01_evidence", "Evidence", 87.5, 100, 180)
MEI = Certificate("s1", "Mei Qian", "0.1.0", DAY.isoformat(), (PART,), 11)
OTHER_KEY = bytes(32)


@pytest.fixture(scope="module")
def made(built: Path, bank: dict[tuple[str, str], Answer], tmp_path_factory: Any) -> Path:
    """A class: s1 is graded, a memo of s2 waits to be read, s3 handed in nothing."""
    course = Course(tmp_path_factory.mktemp("class") / "course")
    shutil.copytree(built, course.root)
    with open_api(course.root) as api:
        assert api.generate_assignment(MODULE)["success"]
        with api.gradebook as gradebook:
            gradebook.add_student("s1", first_name="Mei", last_name="Qian")
            gradebook.add_student("s3", first_name="Bo", last_name="Ek")
    submit(course, "s1", [bank["m90-q1-mean", "takes the median"]])
    submit(course, "s2", [bank["m90-q3-memo", "good"]])
    grade(course.root, MODULE)
    return course.root


@pytest.fixture
def graded(made: Path, tmp_path: Path) -> Course:
    """A copy of the class that a test may change."""
    shutil.copytree(made, tmp_path / "class")
    return Course(tmp_path / "class")


@pytest.fixture
def of_mei(graded: Course) -> tuple[Course, Path]:
    """The class, and the folder of a certificate that is genuine."""
    issued = issue(graded.root, today=DAY)
    assert (issued.new, issued.unread, issued.nothing) == (["s1"], [("s2", MODULE)], ["s2", "s3"])
    return graded, issued.folder / "s1"


def code_of(folder: Path) -> str:
    return str(json.loads((folder / FILE).read_text())["code"])


def with_points(course: Course, points: float) -> None:
    with open_api(course.root) as api, api.gradebook as gradebook:
        found = gradebook.find_grade("m90-q1-mean", "tiny", MODULE, "s1")
        found.manual_score = points
        gradebook.db.commit()


def test_a_certificate_says_what_the_gradebook_says(of_mei: tuple[Course, Path]) -> None:
    course, folder = of_mei
    certificate = read_code(code_of(folder)).certificate
    assert (certificate.student, certificate.name, certificate.date) == (
        "s1",
        "Mei Qian",
        "2026-11-30",
    )
    assert certificate.parts == (Part(MODULE, "Waiting at the branch", 2.0, 100.0, 5.0),)
    page = (folder / PAGE).read_text(encoding="utf-8")
    for words in ("Mei Qian", "Waiting at the branch", "2 of 100", "half an hour", MARK):
        assert words in page
    assert "overconfiden" not in page
    said = confirm(course.root, str(folder / FILE))
    assert said.stands
    assert said.words == (
        "Genuine: Mei Qian (s1) had 2 of 100 points in 1 module on 2026-11-30, version 0.1.0, "
        f"half an hour as planned: {MODULE} 2; the gradebook still says the same."
    )


def test_page_code_and_file_are_confirmed_alike(of_mei: tuple[Course, Path]) -> None:
    course, folder = of_mei
    code = code_of(folder)
    printed = re.sub(r"((?:\S+ ){6}\S+) ", r"\1\n", code.lower().replace("0", "o"))
    report = folder / "my-report.html"
    report.write_text(f"<html>{section(read_code(code))}<h1>Mine: SLC1-</h1></html>")
    forms = [
        str(folder / PAGE),
        str(report),
        code,
        printed,
        code.replace(" ", ""),
        f"{code} Thank you, Mei!",
    ]
    said = {confirm(course.root, form) for form in forms}
    assert len(said) == 1
    assert said.pop().stands


def test_the_key_is_the_owners_alone_and_stays(of_mei: tuple[Course, Path]) -> None:
    course, folder = of_mei
    key = course.root / KEY
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before, code = key.read_bytes(), code_of(folder)
    later = issue(course.root, today=dt.date(2027, 1, 4))
    assert later.unchanged == ["s1"]
    assert (key.read_bytes(), code_of(folder)) == (before, code)
    with_points(course, 3)
    assert issue(course.root).changed == ["s1"]
    assert code_of(folder) != code


def test_the_key_is_in_no_commit_and_in_no_release(of_mei: tuple[Course, Path], root: Path) -> None:
    course, _folder = of_mei
    for name in (KEY, f"certificates/s1/{PAGE}"):
        done = subprocess.run(["git", "check-ignore", "-q", name], cwd=root, check=False)
        assert done.returncode == 0, name
    key = (course.root / KEY).read_text().strip()
    for path in (course.root / "notebooks").rglob("*"):
        assert not path.is_file() or key not in path.read_text(errors="replace")


def test_a_changed_gradebook_is_told(of_mei: tuple[Course, Path]) -> None:
    course, folder = of_mei
    with_points(course, 3)
    said = confirm(course.root, code_of(folder))
    assert not said.stands
    assert said.words.startswith("Genuine: Mei Qian (s1) had 2 of 100 points")
    assert said.words.endswith(f"but the gradebook says otherwise now: {MODULE} has 3 of 100.")
    with open_api(course.root) as api, api.gradebook as gradebook:
        gradebook.remove_submission(MODULE, "s1")
    assert confirm(course.root, code_of(folder)).words.endswith(f"{MODULE} is not graded.")
    with open_api(course.root) as api, api.gradebook as gradebook:
        gradebook.remove_student("s1")
    said = confirm(course.root, code_of(folder))
    assert said.words.endswith("the gradebook does not know this trainee any more.")
    (course.root / "gradebook.db").unlink()
    said = confirm(course.root, code_of(folder))
    assert said.words.endswith("there is no gradebook here any more to compare it with.")
    assert not (course.root / "gradebook.db").exists()


def raw_of(code: str) -> bytes:
    read = read_code(code)
    return read.signed + read.seal


def as_code(raw: bytes) -> str:
    plain = base64.b32encode(raw).decode().rstrip("=")
    signs = plain.translate(
        str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    )
    return MARK + signs


def packed(raw: bytes, said: object) -> bytes:
    """The same code with something else in it."""
    body = zlib.compress(said if isinstance(said, bytes) else json.dumps(said).encode(), 9)
    return raw[:1] + len(body).to_bytes(2, "big") + raw[3:7] + body + raw[-16:]


DEEP = b"[" * 5000
FORGED: dict[str, tuple[Callable[[bytes], str], str]] = {
    "more points": (
        lambda raw: as_code(
            packed(raw, ["s1", "Mei", "1", "2026-11-30", [[MODULE, "x", 99, 100, 5]], 1, ""])
        ),
        "the seal does not fit what it says",
    ),
    "one bit of the seal": (
        lambda raw: as_code(raw[:-1] + bytes([raw[-1] ^ 1])),
        "the seal does not fit what it says",
    ),
    "the key's name": (
        lambda raw: as_code(raw[:3] + b"\0\0\0\0" + raw[7:]),
        "it names another key than this course's",
    ),
    "another key": (
        lambda raw: write_code(MEI, OTHER_KEY),
        "it names another key than this course's",
    ),
    "cut": (lambda raw: as_code(raw)[:-9], "its code is cut off, or damaged"),
    "cut short": (lambda raw: as_code(raw)[:30], "its code is cut off, or damaged"),
    "cut to nothing": (lambda raw: as_code(raw)[:9], "there is no code of a certificate in it"),
    "another form": (lambda raw: as_code(b"\x07" + raw[1:]), "a form that this version"),
    "no list": (lambda raw: as_code(packed(raw, {"a": 1})), "its code is damaged"),
    "points that are none": (
        lambda raw: as_code(
            packed(raw, ["s1", "M", "1", "2026-11-30", [["m", "t", "9", 1, 1]], 1, ""])
        ),
        "its code is damaged",
    ),
    "no JSON": (lambda raw: as_code(packed(raw, b"no")), "its code is damaged"),
    "nested deep": (lambda raw: as_code(packed(raw, DEEP)), "its code is damaged"),
    "a bomb": (lambda raw: as_code(packed(raw, b"0" * 40_000_000)), "its code is damaged"),
    "no packing": (lambda raw: as_code(raw[:7] + b"\xff" * (len(raw) - 7)), "its code is damaged"),
    "two codes": (
        lambda raw: f"{as_code(raw)} and {write_code(MEI, OTHER_KEY)}",
        "there are several codes in it",
    ),
}


@pytest.mark.parametrize("kind", FORGED)
def test_what_is_not_ours_is_one_sentence(kind: str, of_mei: tuple[Course, Path]) -> None:
    course, folder = of_mei
    make, why = FORGED[kind]
    said = confirm(course.root, make(raw_of(code_of(folder))))
    assert not said.stands
    assert said.words.startswith("Not confirmed, the code: ")
    assert why in said.words
    assert said.words.count(". ") == 0


def test_the_code_is_believed_and_not_the_page(of_mei: tuple[Course, Path]) -> None:
    course, folder = of_mei
    page = folder / PAGE
    page.write_text(page.read_text().replace("2 of 100", "98 of 100"))
    said = confirm(course.root, str(page))
    assert "had 2 of 100 points" in said.words
    assert "believe this sentence and not the page" in said.words
    assert not said.stands


def test_files_of_strangers_are_one_sentence(of_mei: tuple[Course, Path], tmp_path: Path) -> None:
    course, folder = of_mei
    bomb = tmp_path / "bomb.html"
    bomb.write_text("<div>" * 400_000 + MARK * 200_000 + "&lol;" * 400_000)
    assert confirm(course.root, str(bomb)).words.startswith("Not confirmed")
    bomb.write_text((MARK + ".") * 1_300_000)
    assert "there is no code of a certificate in it" in confirm(course.root, str(bomb)).words
    binary = tmp_path / "picture.png"
    binary.write_bytes(bytes(range(256)) * 100)
    assert "there is no code" in confirm(course.root, str(binary)).words
    printed = tmp_path / "c.pdf"
    printed.write_bytes(b"%PDF-1.7\n" + (folder / FILE).read_bytes())
    assert "copy the code out of it" in confirm(course.root, str(printed)).words
    script = tmp_path / "<script>\n.html"
    script.write_text("x")
    assert "\n" not in confirm(course.root, str(script)).words
    huge = tmp_path / "huge.html"
    with huge.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    link = tmp_path / "link.json"
    link.symlink_to(folder / FILE)
    for given, why in (
        (huge, "is larger than a certificate can be"),
        (link, "is no plain file"),
        (tmp_path, "is no plain file"),
        (tmp_path / "none.html", "is neither a file"),
        ("x" * 100_000, "is neither a file"),
        ("a\0b", "is neither a file"),
    ):
        with pytest.raises(CourseError, match=why):
            confirm(course.root, str(given))


def test_a_pipe_is_not_waited_for(of_mei: tuple[Course, Path], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CourseError, match="is no plain file"):
        confirm(of_mei[0].root, str(tmp_path / "pipe"))


def test_without_the_key_nothing_is_confirmed(of_mei: tuple[Course, Path]) -> None:
    course, folder = of_mei
    code, key = code_of(folder), course.root / KEY
    key.write_text("not hexadecimal")
    with pytest.raises(CourseError, match="put back the copy that you kept"):
        confirm(course.root, code)
    with pytest.raises(CourseError, match="put back the copy that you kept"):
        issue(course.root)
    key.unlink()
    with pytest.raises(CourseError, match=r"There is no certificates\.key"):
        confirm(course.root, code)
    assert issue(course.root).new == ["s1"]
    assert "it names another key" in confirm(course.root, code).words


def test_names_of_strangers_stay_text_and_in_the_folder(
    graded: Course, bank: dict[tuple[str, str], Answer]
) -> None:
    submit(graded, "a <b>", [bank["m90-q1-mean", "takes the median"]])
    grade(graded.root, MODULE, students=["a <b>"])
    with open_api(graded.root) as api, api.gradebook as gradebook:
        name = "<script>alert(1)</script>"
        gradebook.update_or_create_student("s1", first_name=name, last_name="SLC1-" * 9)
    issued = issue(graded.root, graded.root / "out", today=DAY)
    page = (issued.folder / "s1" / PAGE).read_text(encoding="utf-8")
    assert "<script>" not in page
    assert issued.new == ["a <b>", "s1"]
    assert all(re.fullmatch(r"s1|[0-9a-f]{16}", path.name) for path in issued.folder.iterdir())
    said = confirm(graded.root, str(issued.folder / "s1" / FILE))
    assert said.stands
    assert "<script>" in said.words


def test_only_those_who_are_asked_for(graded: Course) -> None:
    assert issue(graded.root, students=["s1"]).nothing == []
    with pytest.raises(CourseError, match="knows no trainee nobody"):
        issue(graded.root, students=["nobody"])


def test_without_anything_graded_there_is_no_key(released: Course) -> None:
    assert issue(released.root).new == []
    assert not (released.root / KEY).exists()


def test_a_long_course_fits_on_the_page() -> None:
    parts = tuple(
        Part(f"m{n:02}_a_long_name", f"A title of {n}", 83.25, 100, 300) for n in range(1, 12)
    )
    certificate = Certificate(
        "s" * 120, "钱美 " * 20, "0.1.0", "2026-11-30", parts, 11, "Training, " + "x" * 110
    )
    code = read_code(write_code(certificate, OTHER_KEY))
    assert code.is_genuine(OTHER_KEY)
    assert code.certificate == certificate
    assert "915.75 of 1100" in section(code)
    assert "55 hours" in section(code)
    assert "in all 11 modules" in section(code)
    some = read_code(write_code(replace(certificate, modules=12), OTHER_KEY))
    assert "in 11 of the 12 modules" in section(some)


def test_the_issuer_stays_until_another_is_named(graded: Course) -> None:
    issue(graded.root, issuer="Training, Example Bank <b>")
    assert issue(graded.root).unchanged == ["s1"]
    folder = graded.root / "certificates" / "s1"
    assert "Issued by Training, Example Bank &lt;b&gt;." in (folder / PAGE).read_text()
    assert (
        ", issued by Training, Example Bank <b>; the"
        in confirm(graded.root, str(folder / PAGE)).words
    )
    assert issue(graded.root, issuer="").changed == ["s1"]
    assert "Issued by" not in (folder / PAGE).read_text()


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, CourseError | RefereeError):
        raise result.exception
    return result.exit_code, result.output


def test_who_is_in_no_class_list_is_named(graded: Course) -> None:
    with open_api(graded.root) as api, api.gradebook as gradebook:
        person = gradebook.find_student("s1")
        person.first_name = person.last_name = person.email = person.lms_user_id = None
        gradebook.db.commit()
    output = run("certificates", "--course", graded.root)[1]
    assert "Not in the class list, so with an id in place of a name: s1." in output


def test_the_commands_say_what_became_of_it(graded: Course) -> None:
    code, output = run("certificates", "--course", graded.root)
    assert code == 0
    assert "1 certificate is in" in output
    assert f"Left out of them, because an answer waits to be read: {MODULE} (s2)." in output
    assert "No certificate, because no module is graded and read: s2, s3." in output
    assert "keep a copy" in output
    assert "class list" not in output
    folder = graded.root / "certificates" / "s1"
    assert run("confirm", folder / FILE, "--course", graded.root)[0] == 0
    # without quotation marks a shell hands over one group after the other
    code, output = run("confirm", *code_of(folder).split(), "--course", graded.root)
    assert (code, output.split(":")[0]) == (0, "Genuine")
    with_points(graded, 1)
    assert run("confirm", folder / PAGE, "--course", graded.root)[0] == 1
