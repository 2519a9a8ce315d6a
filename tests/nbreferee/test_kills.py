"""A grader that is killed at any moment loses no grade and doubles none."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.light import ASSIGNMENT, make_class
from support.same import compare, rows

from nbreferee.errors import RefereeError
from nbreferee.gradebook import open_api
from servicelab_workshop.grading import grade

KILLS = 20
STUDENTS = 60
pytestmark = [pytest.mark.slow]


def run(root: str) -> None:
    os.setsid()
    grade(root, ASSIGNMENT)


def wait_for_the_end_of(sessions: set[int]) -> None:
    """What a killed grader started ends by itself."""
    deadline = time.monotonic() + 60
    while True:
        left = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) in sessions and fields[0] != "Z":
                left.append(folder.name)
        if not left:
            return
        assert time.monotonic() < deadline, f"still running: {left}"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("undisturbed")
    make_class(root, STUDENTS)
    shutil.copytree(root, root.with_name("killed"))
    records = grade(root, ASSIGNMENT)
    assert {record.status for record in records} == {"graded"}
    assert [record.flags for record in records if record.flags] == []
    return root


def test_kills_at_random_moments(undisturbed: Path) -> None:
    root = undisturbed.with_name("killed")
    chances = random.Random(20261124)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["nbreferee.store", "nbreferee.collect"])
    done, kills, finished = [], 0, 0
    sessions: set[int] = set()
    while kills < KILLS:
        process = context.Process(target=run, args=(str(root),))
        process.start()
        sessions.add(process.pid or 0)
        process.join(chances.uniform(0.3, 5.0))
        if process.exitcode is None:
            process.kill()
            process.join()
            kills += 1
        else:
            assert process.exitcode == 0
            finished += 1
            # start over with half of the class handed in again
            for folder in sorted((root / "submitted").iterdir())[::2]:
                stamp = folder / ASSIGNMENT / "timestamp.txt"
                stamp.write_text(stamp.read_text().strip() + " \n" * finished)
        done.append(len(list((root / "autograded").glob(f"*/{ASSIGNMENT}"))))
        assert done == sorted(done), "a graded submission is gone"
    wait_for_the_end_of(sessions)
    for folder in sorted((root / "submitted").iterdir()):
        original = undisturbed / "submitted" / folder.name / ASSIGNMENT / "timestamp.txt"
        shutil.copy(original, folder / ASSIGNMENT / "timestamp.txt")
    records = grade(root, ASSIGNMENT)
    assert {record.status for record in records} == {"graded"}
    compare(undisturbed, root, ASSIGNMENT)
    assert not list((root / ".servicelab" / "staging").rglob("*.ipynb"))
    again: list[bool] = []
    grade(root, ASSIGNMENT, lambda step: again.append(step.fresh))
    assert again == [False] * STUDENTS


def test_two_graders_at_once(undisturbed: Path, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(undisturbed, root, ignore=shutil.ignore_patterns(".servicelab"))
    before = rows(root, ASSIGNMENT)
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=force, args=(str(root),))
    process.start()
    deadline = time.monotonic() + 60
    while not (root / ".servicelab" / "staging").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    with pytest.raises(RefereeError, match=f"Another grader is at work .*process {process.pid}"):
        grade(root, ASSIGNMENT)
    process.join()
    assert process.exitcode == 0
    assert rows(root, ASSIGNMENT) == before


def force(root: str) -> None:
    grade(root, ASSIGNMENT, force=True)


SMALL_DISK = """
set -eu
mount -t tmpfs -o size=64m small "$1"
cp -r "$2/." "$1"
used=$(du -sk "$1" | cut -f1)
mount -o remount,size=$((used + 400))k "$1"
cd "$1"
"$3" -m servicelab_workshop grade ps1 --json >first.out 2>"$4/first.err" && echo 0 >"$4/first.code" \\
    || echo $? >"$4/first.code"
mount -o remount,size=64m "$1"
"$3" -m servicelab_workshop grade ps1 --json >"$4/second.out"
cp -r "$1" "$4/course"
"""


def test_a_full_disk_is_told_and_loses_nothing(undisturbed: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    shutil.copytree(undisturbed, fresh)
    for made in ("autograded", ".servicelab", "gradebook.db"):
        path = fresh / made
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with open_api(fresh) as api:
        assert api.generate_assignment(ASSIGNMENT, force=True)["success"]
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    alone = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    arguments = [str(disk), str(fresh), sys.executable, str(out)]
    subprocess.run([*alone, "sh", "-c", SMALL_DISK, "sh", *arguments], check=True)
    assert (out / "first.code").read_text().strip() == "2"
    said = (out / "first.err").read_text()
    assert "disk" in said
    assert "safe" in said
    assert len(said.strip().splitlines()) == 1
    assert len((out / "second.out").read_text().splitlines()) == STUDENTS
    compare(undisturbed, out / "course", ASSIGNMENT)
