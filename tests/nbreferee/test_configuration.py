from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nbreferee.configuration import left_aside, read_configuration
from nbreferee.errors import RefereeError
from nbreferee.gradebook import open_api


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Jupyter's configuration of the user lies."""
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(folder))
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "source").mkdir(parents=True)
    return folder


def test_what_the_user_says_counts_where_the_course_says_nothing(user: Path, root: Path) -> None:
    (user / "jupyter_config.py").write_text("c.Execute.timeout = 1\nc.Execute.kernel_name = 'k'\n")
    (user / "nbgrader_config.py").write_text("c.Execute.timeout = 2\nc.ClearSolutions.text = 3\n")
    (user / "nbgrader_config.json").write_text('{"CourseDirectory": {"submitted_directory": "in"}}')
    (root / "nbgrader_config.py").write_text("c.Execute.timeout = 4\n")
    config = read_configuration(root)
    assert (config.Execute.timeout, config.Execute.kernel_name) == (4, "k")
    assert config.ClearSolutions.text == 3
    (root / "in" / "anna" / "ps1").mkdir(parents=True)
    with open_api(root) as api:
        assert api.get_submitted_students("ps1") == {"anna"}


def test_names_that_nbgrader_gave_up_are_translated(user: Path, root: Path) -> None:
    (root / "nbgrader_config.py").write_text(
        "c.NbGrader.course_id = 'old'\nc.AutogradeApp.create_student = False\n"
    )
    config = read_configuration(root)
    assert config.CourseDirectory.course_id == "old"
    assert config.Autograde.create_student is False


def test_a_course_that_is_asked_for_is_no_other(
    user: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (user / "nbgrader_config.py").write_text(f"c.CourseDirectory.root = {str(root)!r}\n")
    other = tmp_path / "other"
    (other / "source").mkdir(parents=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert read_configuration(other).CourseDirectory.root == str(other)
    assert read_configuration(empty).CourseDirectory.root == str(empty)
    monkeypatch.chdir(other)
    assert read_configuration(other).CourseDirectory.root == str(other)
    # as with nbgrader, whoever stands nowhere is in the course of the user's files
    monkeypatch.chdir(empty)
    assert read_configuration(empty).CourseDirectory.root == str(root)


def test_says_which_configuration_is_left_aside(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "nbgrader_config.py"
    other.write_text("c.Execute.timeout = 7\n")
    monkeypatch.chdir(tmp_path)
    assert left_aside(root) == other
    assert "timeout" not in read_configuration(root).Execute
    assert left_aside(tmp_path) is None
    other.unlink()
    assert left_aside(root) is None


@pytest.mark.parametrize(
    "text", ["import nowhere_at_all\n", "raise SystemExit('nowhere')\n", "c.="]
)
def test_names_the_file_that_cannot_be_read(user: Path, root: Path, text: str) -> None:
    (user / "nbgrader_config.py").write_text(text)
    with pytest.raises(
        RefereeError, match=rf"Cannot read {user}/nbgrader_config.py: .*(nowhere|syntax)"
    ):
        read_configuration(root)


def test_modules_of_a_course_are_its_own(user: Path, root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    before = list(sys.path)
    for folder, name in ((root, "one"), (other, "two")):
        (folder / "ours.py").write_text(f"NAME = {name!r}\n")
        (folder / "nbgrader_config.py").write_text(
            "import os, sys\nsys.path.insert(0, os.getcwd())\nfrom ours import NAME\n"
            "c.CourseDirectory.course_id = NAME\n"
        )
        with open_api(folder) as api:
            assert api.coursedir.course_id == name
        assert "ours" not in sys.modules
    assert sys.path == before
