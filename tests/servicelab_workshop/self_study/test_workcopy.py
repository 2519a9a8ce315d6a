from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from servicelab.decisions.records import SUFFIX
from servicelab.errors import CourseError
from servicelab_workshop.self_study.workcopy import (
    MANIFEST,
    default_folder,
    guide_pages,
    release_folder,
    top_up,
    working_copy,
)

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


def test_guides_lie_beside_the_modules_that_link_to_them(
    release: Path, mine: Path, tmp_path: Path
) -> None:
    page = tmp_path / "docs" / "glossary.md"
    write(page, "words 1")
    assert "guides/glossary.md" in top_up(release, mine, pages=[page]).added
    write(page, "words 2")
    assert top_up(release, mine, pages=[page]).updated == ["guides/glossary.md"]
    assert contents(mine)["guides/glossary.md"] == "words 2"


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


def test_unedited_version_beside_gives_way_to_the_next(release: Path, mine: Path) -> None:
    notebook = "m02_segmentation/1_database.ipynb"
    top_up(release, mine)
    write(mine / notebook, "my answers")
    write(release / notebook, "database 2")
    second = top_up(release, mine, today=DAY).beside
    write(release / notebook, "database 3")
    third = top_up(release, mine, today=date(2026, 11, 6)).beside
    assert third == ["m02_segmentation/1_database (new version 2026-11-06).ipynb"]
    assert third != second
    assert contents(mine) == {
        "m00_welcome/welcome.ipynb": "welcome 1",
        notebook: "my answers",
        third[0]: "database 3",
    }
    # answering in the new version makes it the trainee's, too
    write(mine / third[0], "my answers in version 3")
    write(release / notebook, "database 4")
    top_up(release, mine, today=date(2026, 11, 7))
    assert contents(mine)[third[0]] == "my answers in version 3"


def test_a_newer_version_never_gets_a_lower_number(release: Path, mine: Path) -> None:
    folder, notebook = mine / "m02_segmentation", "m02_segmentation/1_database.ipynb"
    top_up(release, mine)
    write(mine / notebook, "my answers")

    def update(version: int) -> list[str]:
        write(release / notebook, f"database {version}")
        top_up(release, mine, today=DAY)
        return sorted(path.name for path in folder.iterdir() if path.name != "1_database.ipynb")

    first, second, third, fourth = (
        f"1_database (new version 2026-11-05{number}).ipynb" for number in ("", " 2", " 3", " 4")
    )
    assert update(2) == [first]
    assert update(3) == [second]
    write(folder / second, "my answers, too")
    assert update(4) == [second, third]
    write(folder / third, "and here")
    (folder / second).unlink()
    assert update(5) == [third, fourth]


def test_removed_file_goes_unless_it_was_edited(release: Path, mine: Path) -> None:
    write(release / "m02_segmentation" / "2_segments.ipynb", "segments 1")
    write(release / "m03_value" / "1_value.ipynb", "value 1")
    top_up(release, mine)
    write(mine / "m02_segmentation" / "1_database.ipynb", "my answers")
    for name in ("m02_segmentation/1_database", "m02_segmentation/2_segments", "m03_value/1_value"):
        (release / f"{name}.ipynb").unlink()
    done = top_up(release, mine)
    assert done.removed == ["m02_segmentation/2_segments.ipynb", "m03_value/1_value.ipynb"]
    assert done.notes == [
        "m02_segmentation/1_database.ipynb is no longer part of the course; yours stays as it is."
    ]
    assert contents(mine) == {
        "m00_welcome/welcome.ipynb": "welcome 1",
        "m02_segmentation/1_database.ipynb": "my answers",
    }
    assert not (mine / "m03_value").exists()
    done = top_up(release, mine)
    assert (done.removed, done.notes) == ([], [])


def test_renamed_file_comes_under_its_new_name_and_answers_stay(release: Path, mine: Path) -> None:
    top_up(release, mine)
    write(mine / "m02_segmentation" / "1_database.ipynb", "my answers")
    (release / "m02_segmentation" / "1_database.ipynb").rename(
        release / "m02_segmentation" / "1_know.ipynb"
    )
    (release / "m00_welcome" / "welcome.ipynb").rename(release / "m00_welcome" / "begin.ipynb")
    done = top_up(release, mine)
    assert done.added == ["m00_welcome/begin.ipynb", "m02_segmentation/1_know.ipynb"]
    assert done.removed == ["m00_welcome/welcome.ipynb"]
    assert contents(mine) == {
        "m00_welcome/begin.ipynb": "welcome 1",
        "m02_segmentation/1_database.ipynb": "my answers",
        "m02_segmentation/1_know.ipynb": "database 1",
    }
    # the old name comes back: the trainee's notebook under it is still the trainee's
    write(release / "m02_segmentation" / "1_database.ipynb", "database 2")
    assert len(top_up(release, mine, today=DAY).beside) == 1
    assert contents(mine)["m02_segmentation/1_database.ipynb"] == "my answers"


def test_an_empty_release_removes_nothing(release: Path, mine: Path, tmp_path: Path) -> None:
    top_up(release, mine)
    (tmp_path / "empty").mkdir()
    assert top_up(tmp_path / "empty", mine).removed == []
    assert len(contents(mine)) == 2


def test_nothing_outside_the_working_copy_is_removed(
    release: Path, mine: Path, tmp_path: Path
) -> None:
    top_up(release, mine)
    outside = tmp_path / "outside.ipynb"
    write(outside, "welcome 1")
    manifest = json.loads((mine / MANIFEST).read_text())
    known = manifest["delivered"]["m00_welcome/welcome.ipynb"]
    for name in ("../outside.ipynb", str(outside)):
        manifest["delivered"][name] = manifest["beside"][name] = known
    (mine / MANIFEST).write_text(json.dumps(manifest))
    write(release / "m00_welcome" / "welcome.ipynb", "welcome 2")
    top_up(release, mine)
    assert outside.exists()


def test_decision_records_are_never_delivered_changed_or_removed(release: Path, mine: Path) -> None:
    record = f"m02_segmentation/m02-segment-studio{SUFFIX}"
    write(release / record, "an author's")
    top_up(release, mine)
    assert record not in contents(mine)
    write(mine / record, "mine")
    write(release / record, "an author's second")
    top_up(release, mine)
    (release / record).unlink()
    (release / "m02_segmentation" / "1_database.ipynb").unlink()
    top_up(release, mine)
    assert contents(mine)[record] == "mine"


@pytest.mark.parametrize("writes", range(7))
def test_an_update_that_is_killed_loses_nothing_and_passes_for_no_edit(
    release: Path, mine: Path, writes: int
) -> None:
    names = [f"m02_segmentation/{n}.ipynb" for n in range(5)]
    for name in names:
        write(release / name, f"{name} 1")
    top_up(release, mine)
    write(mine / names[0], "my answers")
    for name in names:
        write(release / name, f"{name} 2")
    program = textwrap.dedent("""
        import os, sys
        from pathlib import Path
        from servicelab_workshop.self_study import workcopy
        left, write = int(sys.argv[3]), workcopy.write_atomically
        def counted(path, content):
            global left
            if left == 0:
                os._exit(9)
            left -= 1
            write(path, content)
        workcopy.write_atomically = counted
        workcopy.top_up(Path(sys.argv[1]), Path(sys.argv[2]))
    """)
    command = [sys.executable, "-c", program, release, mine, str(writes)]
    run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode == (9 if writes < 7 else 0), run.stderr
    assert contents(mine)[names[0]] == "my answers"
    for name in names:
        write(release / name, f"{name} 3")
    done = top_up(release, mine)
    assert sorted(done.updated) == names[1:]
    assert all("new version" in name and "/0 (" in name for name in done.beside)
    kept = contents(mine)
    assert kept[names[0]] == "my answers"
    assert [kept[name] for name in names[1:]] == [f"{name} 3" for name in names[1:]]


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
        from servicelab_workshop.self_study.workcopy import top_up
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
    assert all(page.is_file() for page in guide_pages())


def test_commands_find_the_working_copy_around_them(
    release: Path, mine: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    top_up(release, mine)
    monkeypatch.chdir(mine / "m00_welcome")
    assert working_copy() == mine
    assert working_copy(tmp_path) == tmp_path
    with pytest.raises(CourseError, match=r"no working copy in .* yet: make it with"):
        working_copy(tmp_path / "nowhere")
