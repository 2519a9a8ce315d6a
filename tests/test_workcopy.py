from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab.workcopy import MANIFEST, default_folder, release_folder, top_up

DAY = date(2026, 11, 5)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "release"
    write(folder / "m00_welcome" / "welcome.ipynb", "welcome 1")
    write(folder / "m02_segmentation" / "1_database.ipynb", "database 1")
    write(folder / "m02_segmentation" / ".ipynb_checkpoints" / "x.ipynb", "never delivered")
    write(folder / "m02_segmentation" / "__pycache__" / "x.pyc", "never delivered")
    return folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return tmp_path / "Meine 课程"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_first_start_copies_every_notebook(release: Path, mine: Path) -> None:
    done = top_up(release, mine)
    assert done.added == ["m00_welcome/welcome.ipynb", "m02_segmentation/1_database.ipynb"]
    assert contents(mine) == {
        "m00_welcome/welcome.ipynb": "welcome 1",
        "m02_segmentation/1_database.ipynb": "database 1",
    }


def test_second_start_changes_nothing(release: Path, mine: Path) -> None:
    top_up(release, mine)
    before = {path: path.stat().st_mtime_ns for path in mine.rglob("*")}
    done = top_up(release, mine)
    assert (done.added, done.updated, done.beside, done.notes) == ([], [], [], [])
    assert {path: path.stat().st_mtime_ns for path in mine.rglob("*")} == before


def test_new_files_are_added_and_own_files_stay(release: Path, mine: Path) -> None:
    top_up(release, mine)
    write(mine / "my notes.txt", "mine")
    write(release / "m03_value" / "1.ipynb", "value 1")
    assert top_up(release, mine).added == ["m03_value/1.ipynb"]
    assert contents(mine)["my notes.txt"] == "mine"


def test_unedited_file_is_updated(release: Path, mine: Path) -> None:
    top_up(release, mine)
    write(release / "m00_welcome" / "welcome.ipynb", "welcome 2")
    assert top_up(release, mine).updated == ["m00_welcome/welcome.ipynb"]
    assert contents(mine)["m00_welcome/welcome.ipynb"] == "welcome 2"


def test_edited_file_is_kept_and_the_new_version_put_beside_it_once(
    release: Path, mine: Path
) -> None:
    top_up(release, mine)
    write(mine / "m02_segmentation" / "1_database.ipynb", "my answers")
    assert top_up(release, mine).beside == []

    write(release / "m02_segmentation" / "1_database.ipynb", "database 2")
    beside = "m02_segmentation/1_database (new version 2026-11-05).ipynb"
    assert top_up(release, mine, today=DAY).beside == [beside]
    assert contents(mine)["m02_segmentation/1_database.ipynb"] == "my answers"
    assert contents(mine)[beside] == "database 2"

    assert top_up(release, mine, today=DAY).beside == []
    write(mine / beside, "answers in the new version")
    write(release / "m02_segmentation" / "1_database.ipynb", "database 3")
    done = top_up(release, mine, today=DAY)
    assert done.beside == ["m02_segmentation/1_database (new version 2026-11-05 2).ipynb"]
    assert contents(mine)[beside] == "answers in the new version"


def test_deleted_notebook_is_delivered_again(release: Path, mine: Path) -> None:
    top_up(release, mine)
    (mine / "m00_welcome" / "welcome.ipynb").unlink()
    assert top_up(release, mine).added == ["m00_welcome/welcome.ipynb"]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"delivered": 3}',
        b'{"delivered": {"a": 1}}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
    ids=["empty", "half", "list", "number", "types", "encoding", "deep"],
)
def test_damaged_manifest_costs_nothing(release: Path, mine: Path, damage: bytes) -> None:
    top_up(release, mine)
    write(mine / "m00_welcome" / "welcome.ipynb", "my answers")
    (mine / MANIFEST).write_bytes(damage)
    write(release / "m00_welcome" / "welcome.ipynb", "welcome 2")
    done = top_up(release, mine, today=DAY)
    assert len(done.notes) == 1
    assert "damaged" in done.notes[0]
    assert contents(mine)["m00_welcome/welcome.ipynb"] == "my answers"
    assert done.beside == ["m00_welcome/welcome (new version 2026-11-05).ipynb"]
    assert top_up(release, mine, today=DAY).notes == []


def test_links_of_the_trainee_are_never_written_through(
    release: Path, mine: Path, tmp_path: Path
) -> None:
    top_up(release, mine)
    elsewhere = tmp_path / "elsewhere.ipynb"
    elsewhere.write_text("welcome 1", encoding="utf-8")
    link = mine / "m00_welcome" / "welcome.ipynb"
    link.unlink()
    link.symlink_to(elsewhere)
    write(release / "m00_welcome" / "welcome.ipynb", "welcome 2")
    done = top_up(release, mine, today=DAY)
    assert done.beside == ["m00_welcome/welcome (new version 2026-11-05).ipynb"]
    assert link.is_symlink()
    assert elsewhere.read_text(encoding="utf-8") == "welcome 1"
    elsewhere.unlink()
    top_up(release, mine, today=DAY)
    assert link.is_symlink()


def test_working_copy_may_be_a_link(release: Path, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "drive").mkdir()
    mine.symlink_to(tmp_path / "drive")
    top_up(release, mine)
    assert (tmp_path / "drive" / "m00_welcome" / "welcome.ipynb").exists()


def test_link_to_nowhere_is_named(release: Path, mine: Path, tmp_path: Path) -> None:
    mine.symlink_to(tmp_path / "gone")
    with pytest.raises(CourseError, match="link to a folder that is gone"):
        top_up(release, mine)


def test_file_instead_of_the_folder_is_named(release: Path, mine: Path) -> None:
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(CourseError, match="is a file, not a folder"):
        top_up(release, mine)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_folder_where_a_file_goes_is_kept(release: Path, mine: Path) -> None:
    (mine / "m00_welcome" / "welcome.ipynb").mkdir(parents=True)
    done = top_up(release, mine)
    assert "is a folder where the course has a file" in done.notes[0]
    assert done.added == ["m02_segmentation/1_database.ipynb"]


def test_file_where_a_folder_goes_is_kept(release: Path, mine: Path) -> None:
    write(mine / "m00_welcome", "mine")
    with pytest.raises(CourseError, match="stands where the course has a folder"):
        top_up(release, mine)
    assert contents(mine) == {"m00_welcome": "mine"}


@pytest.mark.parametrize("inside", [".", "m00_welcome", "new"])
def test_originals_are_no_working_copy(release: Path, inside: str) -> None:
    before = contents(release)
    with pytest.raises(CourseError, match="keeps its originals"):
        top_up(release, release / inside)
    assert contents(release) == before


@pytest.mark.parametrize("place", ["", "deeper/my_course"])
def test_read_only_folder_is_named(unprivileged: Path, place: str) -> None:
    release, locked = unprivileged / "release", unprivileged / "locked"
    write(release / "welcome.ipynb", "welcome 1")
    locked.mkdir()
    locked.chmod(0o555)
    with pytest.raises(CourseError, match=r"--workdir") as caught:
        top_up(release, locked / place)
    assert str(locked) in str(caught.value)
    assert list(locked.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix matter")
def test_full_disk_loses_nothing_and_the_next_start_goes_on(release: Path, mine: Path) -> None:
    top_up(release, mine)
    write(release / "m00_welcome" / "welcome.ipynb", "welcome 2 " * 10_000)
    program = textwrap.dedent("""
        import resource, signal, sys
        from pathlib import Path
        from servicelab.workcopy import top_up
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        top_up(Path(sys.argv[1]), Path(sys.argv[2]))
    """)
    run = subprocess.run(
        [sys.executable, "-c", program, release, mine],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "CourseError: Cannot write" in run.stderr
    assert contents(mine) == {
        "m00_welcome/welcome.ipynb": "welcome 1",
        "m02_segmentation/1_database.ipynb": "database 1",
    }
    assert top_up(release, mine).updated == ["m00_welcome/welcome.ipynb"]


def test_what_was_delivered_before_a_failure_does_not_pass_for_an_edit(
    release: Path, mine: Path
) -> None:
    write(mine / "m02_segmentation", "a file in the way")
    with pytest.raises(CourseError):
        top_up(release, mine)
    (mine / "m02_segmentation").unlink()
    write(release / "m00_welcome" / "welcome.ipynb", "welcome 2")
    done = top_up(release, mine)
    assert done.updated == ["m00_welcome/welcome.ipynb"]
    assert done.beside == []


def test_manifest_is_readable_json(release: Path, mine: Path) -> None:
    top_up(release, mine)
    assert json.loads((mine / MANIFEST).read_text(encoding="utf-8"))["version"] == 1


def test_clone_keeps_the_working_copy_beside_course_py(root: Path) -> None:
    assert default_folder() == root / "my_course"
    assert release_folder() == root / "notebooks"
