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
    assert read_students(tmp_path / "class.csv").students == {
        "s1": {"first_name": "Mei", "last_name": "Qian", "email": "mei@example.org"}
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"name,email\nMei,m@example.org\n", "has no column id among “name”, “email”"),
        (b"id,email\n,b@example.org\n", r"line 2: the id is missing \(b@example.org\)"),
        (b"id;x\n4.71E+09;\n4,71E+09;\n", "line 2: 4.71E.09 is a number .*line 3: 4,71E.09 is"),
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
    found = read_students(tmp_path / "class.csv")
    assert found.students == {"s1": {"last_name": "Müßig-Jörgé"}}


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("学号,姓名,邮箱\ns1,王伟,w@example.org\n", "gbk"),
        ("學號\t姓名\t電子郵件\ns1\t王伟\tw@example.org\n", "gb18030"),
        ("學號;姓名;電子郵件\ns1;王伟;w@example.org\n", "utf-16"),
        ("id,last name,mail\ns1,王伟,w@example.org\n", "utf-16-le"),
        ("Numéro d'identification,Nom,Adresse de courriel\ns1,王伟,w@example.org\n", "utf-8"),
        ("Nr albumu;Nazwisko;Adres e-mail\ns1;王伟;w@example.org\n", "utf-8-sig"),
        ("ID numarası,Soyadı,E-posta adresi\ns1,王伟,w@example.org\n", "utf-8"),
        ("学籍番号,氏名,メールアドレス\ns1,王伟,w@example.org\n", "utf-8"),
        ("Логин,ФИО,Почта\ns1,王伟,w@example.org\n", "utf-8"),
    ],
)
def test_reads_other_scripts_and_languages(tmp_path: Path, content: str, encoding: str) -> None:
    (tmp_path / "class.csv").write_bytes(content.encode(encoding))
    found = read_students(tmp_path / "class.csv")
    assert found.students == {"s1": {"last_name": "王伟", "email": "w@example.org"}}
    assert found.left_out == []


@pytest.mark.parametrize(
    ("head", "name", "page"),
    [
        ("Фамилия", "Жанна", "cp1251"),
        ("學號", "陳", "big5"),
        ("氏名", "内", "cp932"),
        ("성명", "김", "cp949"),
    ],
)
def test_a_heading_tells_the_code_page(tmp_path: Path, head: str, name: str, page: str) -> None:
    """What is in the code page of its country."""
    id = "" if head == "學號" else "id,"
    (tmp_path / "class.csv").write_bytes(f"{id}{head}\n{id and 's1,'}{name}\n".encode(page))
    found = read_students(tmp_path / "class.csv").students
    assert found == ({"s1": {"last_name": name}} if id else {name: {}})


def test_reads_the_grade_book_of_canvas(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,First (12)\n"
        ",,,,,Manual Posting\n"
        "    Points Possible,,,,,10\n"
        '"Qian, Mei",90001,0017,mei,A,\n'
        '"Student, Test",90999,,x,A,\n',
        encoding="utf-8",
    )
    found = read_students(tmp_path / "class.csv")
    assert found.students == {
        "90001": {"first_name": "Mei", "last_name": "Qian", "lms_user_id": "90001"}
    }
    assert [one.rpartition("line ")[2] for one in found.left_out] == [
        "5: Student, Test is nobody but Canvas's own trial."
    ]


@pytest.mark.parametrize(
    "content",
    [
        "Name;Vorname;id\nQian;Mei;s1\n",
        'id,full name\ns1,"Qian, Mei"\n',
        "id,name,first name\ns1,Mei Qian,Mei\n",
    ],
)
def test_parts_a_name_where_it_is_sure(tmp_path: Path, content: str) -> None:
    (tmp_path / "class.csv").write_text(content)
    found = read_students(tmp_path / "class.csv").students
    assert found == {"s1": {"first_name": "Mei", "last_name": "Qian"}}


def test_lists_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text(
        "First name,Last name,ID number,Email\nMei,Qian,0017,m@example.org\nBo,Li,,b@example.org\n"
        "Cy,Day,0017,c@example.org\nDi,Eck,4.71E+09,d@example.org\nEd,Fox,../ed,e@example.org\n"
        "Flo,Gil,DOM\\flo,f@example.org\n",
        encoding="utf-8-sig",
    )
    found = read_students(tmp_path / "class.csv")
    assert list(found.students) == ["0017", "DOM\\flo"]
    assert [one.rpartition("line ")[2].split(":")[0] for one in found.left_out] == list("3456")
    assert "the id is missing (Bo Li)" in found.left_out[0]


def test_a_second_list_adds_to_the_first(course: Course, tmp_path: Path) -> None:
    file = tmp_path / "class.csv"
    file.write_text("id,first_name,email\ns1,Mei,mei@example.org\ns2,Bo,\n", encoding="utf-8-sig")
    assert list(import_students(course.root, file).students) == ["s1", "s2"]
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


def test_names_who_in_the_list_a_stranger_may_be() -> None:
    listed = dict.fromkeys(("DOM\\anna", "José", "0471"), ("A", "", "", ""))
    found = call_roll(listed, ["anna", "jose\u0301", "471"]).strangers
    assert found == {"anna": "DOM\\anna", "jose\u0301": "Jos\u00e9", "471": "0471"}


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
