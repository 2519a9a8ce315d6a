from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from nbreferee.configuration import read_configuration
from nbreferee.gradebook import open_api
from nbreferee.places import Places

ODD = ["123 (abc)", "a+b?", "{x} [1]", "*", "Übung"]


def apart(name: str) -> str:
    return unicodedata.normalize("NFD", name)


def course(root: Path, assignment: str, *students: str) -> Places:
    (root / "source" / assignment).mkdir(parents=True)
    for student in students:
        (root / "submitted" / student / assignment).mkdir(parents=True)
    return Places(config=read_configuration(root))


@pytest.mark.parametrize("name", ODD)
def test_a_name_is_no_pattern(tmp_path: Path, name: str) -> None:
    root = tmp_path / "course [1]"
    course(root, name, "foo", "bar (2)", "DOM\\anna")
    course(root, "another", "bar (2)", "later")
    (root / "submitted" / "no folder").write_text("")
    with open_api(root) as api:
        assert api.get_submitted_students(name) == {"foo", "bar (2)", "DOM\\anna"}
        assert api.get_source_assignments() == {name, "another"}


def test_accents_may_be_written_either_way(tmp_path: Path) -> None:
    places = course(tmp_path, apart("Übung"), "José", apart("Zoë"))
    assert places.students("Übung").keys() == {"José", apart("Zoë")}
    path = places.format_path("submitted", "Zoë", "Übung")
    assert Path(path) == tmp_path / "submitted" / apart("Zoë") / apart("Übung")
    # two that differ in nothing else are two
    (tmp_path / "submitted" / "José" / "Übung").mkdir()
    (tmp_path / "submitted" / apart("José")).mkdir()
    assert places.format_path("submitted", "José", "new").endswith("José/new")


@pytest.mark.parametrize(
    "structure",
    [
        "{nbgrader_step}/{assignment_id}/{student_id}",
        "{nbgrader_step}/x-{student_id}/{assignment_id}",
    ],
)
def test_folders_may_lie_otherwise(tmp_path: Path, structure: str) -> None:
    (tmp_path / "nbgrader_config.py").write_text(
        f"c.CourseDirectory.directory_structure = {structure!r}\n"
    )
    places = Places(config=read_configuration(tmp_path))
    for student in ("foo", "b (2)"):
        Path(places.format_path("submitted", student, "p (1)")).mkdir(parents=True)
    assert places.students("p (1)").keys() == {"foo", "b (2)"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("PS 1", "folder"), ("Ps-1", "folder"), ("ps1.zip", "file"), ("p1.ipynb", "file")],
)
def test_names_what_lies_where_a_folder_should(tmp_path: Path, name: str, kind: str) -> None:
    places = course(tmp_path, "ps1", "fine", "odd")
    place = tmp_path / "submitted" / "odd"
    shutil.rmtree(place / "ps1")
    made: Any = (place / name).mkdir if kind == "folder" else (place / name).touch
    made()
    assert places.misnamed("ps1", ["p1"]) == {"odd": name}
    # unless it is an assignment of its own
    (tmp_path / "source" / name).mkdir()
    assert places.misnamed("ps1", ["p1"]) == {}
