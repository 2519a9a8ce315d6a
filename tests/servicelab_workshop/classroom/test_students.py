from __future__ import annotations

import re
from pathlib import Path

import pytest

from nbreferee.gradebook import open_api
from servicelab.errors import CourseError
from servicelab_workshop.classroom.students import (
    Roll,
    call_roll,
    import_students,
    read_students,
)
from servicelab_workshop.lessons.course import Course


@pytest.mark.parametrize(
    "content",
    [
        "id,first_name,last_name,email\ns1,Mei,Qian,mei@example.org\n",
        "\ufeffid;first_name;last_name;email\r\ns1;Mei;Qian;mei@example.org\r\n;;;\r\n",
        "\ufeffsep=;\r\nID;First name;Last name;E-mail;email\r\ns1;Mei;Qian;x;mei@example.org\r\n",
        "Last name\tFirst name\tID number\tEmail address\nQian\tMei\ts1\tmei@example.org",
        'id,first_name,last_name,email,group\n"s1",Mei,"Qian",mei@example.org,"a;b;c;d"\n',
        "Staff No.;Surname;Given name;E-mail;Staff ID\ns1;Qian;Mei;mei@example.org;9\n",
        "Matrikelnummer;Nachname;Vorname;E-Mail-Adresse\ns1;Qian;Mei;mei@example.org\n",
        "Personalnummer;Nachname;Vorname;E-Mail\ns1;Qian;Mei;mei@example.org\n",
        "Surname,First name,SIS Login ID,Email\nQian,Mei,s1,mei@example.org\n",
        "Username,First name,Last name,Email,Matr. No.\ns1,Mei,Qian,mei@example.org,7\n",
    ],
    ids=[
        *("plain", "excel in europe", "excel with sep", "moodle", "quoted", "personnel"),
        *("german", "payroll", "canvas", "by name of user"),
    ],
)
def test_reads_what_spreadsheets_save(tmp_path: Path, content: str) -> None:
    (tmp_path / "class.csv").write_bytes(content.encode())
    assert read_students(tmp_path / "class.csv") == {
        "s1": {"first_name": "Mei", "last_name": "Qian", "email": "mei@example.org"}
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"name,email\nMei,m@example.org\n", "has no column id among “name”, “email”"),
        (b"id,email\ns1,a@example.org\n,b@example.org\n", "line 3: the id is missing"),
        (b"id\ns1\ns1\n", "line 3: s1 is there already"),
        (b"id\n../s1\n", "a folder cannot be named ../s1"),
        (b"id,first_name\ns1,<b>Mei\n", "line 2: “<b>Mei” holds < or >"),
        (
            "id,first_name\ns1,Muñoz\n".encode("cp1252"),
            "save it in your spreadsheet as “CSV UTF-8”",
        ),
        ("id,first_name\ns1,Bjørn\n".encode("mac-roman"), "its letters cannot be told for sure"),
        ("id,first_name\ns1,José\n".encode("mac-roman"), "its letters cannot be told for sure"),
        ("id,first_name\ns1,José\n".encode("cp850"), "its letters cannot be told for sure"),
        ("id,first_name\ns1,Жанна\n".encode("cp1251"), "its letters cannot be told for sure"),
        ("id,first_name\ns1,王\n".encode("gbk"), "its letters cannot be told for sure"),
        ("id,first_name\ns1,内\n".encode("shift-jis"), "its letters cannot be told for sure"),
    ],
)
def test_says_what_is_wrong_with_a_list(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "class.csv").write_bytes(content)
    with pytest.raises(CourseError, match=words):
        read_students(tmp_path / "class.csv")
    with pytest.raises(CourseError, match="Cannot read"):
        read_students(tmp_path / "no.csv")


@pytest.mark.parametrize("page", ["cp1250", "cp1252"])
def test_reads_what_excel_saves_where_the_letters_are_sure(tmp_path: Path, page: str) -> None:
    (tmp_path / "class.csv").write_bytes("id;last_name\ns1;Müßig-Jörgé\n".encode(page))
    assert read_students(tmp_path / "class.csv") == {"s1": {"last_name": "Müßig-Jörgé"}}


def test_a_second_list_adds_to_the_first(course: Course, tmp_path: Path) -> None:
    file = tmp_path / "class.csv"
    file.write_text("id,first_name,email\ns1,Mei,mei@example.org\ns2,Bo,\n", encoding="utf-8-sig")
    assert import_students(course.root, file) == ["s1", "s2"]
    file.write_text("id,last_name\ns1,Qian\n")
    import_students(course.root, file)
    with open_api(course.root) as api, api.gradebook as gradebook:
        one, two = (gradebook.find_student(name) for name in ("s1", "s2"))
        assert (one.first_name, one.last_name, one.email) == ("Mei", "Qian", "mei@example.org")
        assert (two.first_name, two.email) == ("Bo", None)


def test_makes_no_gradebook_where_no_course_is(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text("id\ns1\n")
    with pytest.raises(CourseError, match="There is no course in"):
        import_students(tmp_path, tmp_path / "class.csv")
    assert not (tmp_path / "gradebook.db").exists()


def test_without_a_list_nobody_is_a_stranger() -> None:
    assert call_roll({"s1": ("", "", "", ""), "s2": ("", "", "", "")}, ["s1"]) == Roll({}, {})


@pytest.mark.parametrize(
    ("name", "student", "file"),
    [
        ("Mei Qian_1234567_assignsubmission_file_/2_segments.ipynb", "1234567", "2_segments.ipynb"),
        ("Mei Qian_1234567_assignsubmission_file/2_segments.ipynb", "1234567", "2_segments.ipynb"),
        ("qianmei_90001_88012_2_segments.ipynb", "90001", "2_segments.ipynb"),
        ("qianmei_LATE_90001_88012_2_segments.ipynb", "90001", "2_segments.ipynb"),
        ("qianmei_90001_LATE_88012_2_segments.ipynb", "90001", "2_segments.ipynb"),
    ],
)
def test_the_guide_reads_the_names_in_zips(name: str, student: str, file: str) -> None:
    guide = Path(__file__).parents[3] / "docs" / "guides" / "instructor.md"
    (pattern,) = re.findall(r'named_regexp = r"(.+)"\n', guide.read_text("utf-8"))
    match = re.fullmatch(pattern, f"downloaded/m02/extracted/archive/{name}")
    assert match is not None
    assert (match["student_id"], match["file_id"]) == (student, file)
