"""Control groups, in a folder that looks like theirs; and what a machine without them gets."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nbreferee.cgroups import Group, find_parent
from nbreferee.isolation import Limits


def make(folder: Path, controllers: str) -> Path:
    folder.mkdir()
    (folder / "cgroup.subtree_control").write_text(controllers)
    (folder / "cgroup.procs").touch()
    return folder


def test_the_nearest_group_that_takes_others(tmp_path: Path) -> None:
    place = make(tmp_path / "place", "cpu io memory pids\n")
    slice_ = make(place / "user.slice", "cpuset cpu memory pids\n")
    make(slice_ / "session.scope", "memory pids\n")
    assert find_parent(place, "/user.slice/session.scope") == slice_
    assert find_parent(place, "/user.slice") == slice_
    assert find_parent(place, "/") == place


def test_no_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_parent(tmp_path, "/") is None
    assert find_parent(make(tmp_path / "bare", ""), "/") is None
    foreign = make(tmp_path / "foreign", "cpu memory pids")
    assert find_parent(foreign, "/") == foreign
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path).name != "cgroup.procs")
    assert find_parent(foreign, "/") is None


@pytest.mark.parametrize(
    ("events", "burst"), [("oom 0\noom_kill 0\n", False), ("oom 1\noom_kill 3\n", True)]
)
def test_limits_and_entering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: str, burst: bool
) -> None:
    mkdir = Path.mkdir

    def with_files(path: Path) -> None:
        mkdir(path)
        (path / "cgroup.procs").touch()
        (path / "memory.events").write_text(events)

    monkeypatch.setattr(Path, "mkdir", with_files)
    folder = tmp_path / "sl-one"
    group = Group(folder, Limits(memory=1000, disk=200, processes=30))
    assert group.burst() is burst
    group.enter()
    assert {
        name: (folder / name).read_text()
        for name in (
            "memory.max",
            "memory.swap.max",
            "memory.oom.group",
            "pids.max",
            "cgroup.procs",
        )
    } == {
        "memory.max": "1200",
        "memory.swap.max": "0",
        "memory.oom.group": "1",
        "pids.max": "30",
        "cgroup.procs": "0",
    }


@pytest.mark.skipif(not os.access("/sys/fs/cgroup/unified", os.W_OK), reason="needs such a machine")
def test_a_machine_without_the_controllers_is_left_as_it_was() -> None:
    folder = Path("/sys/fs/cgroup/unified") / f"sl-test-{os.getpid()}"
    with pytest.raises(OSError, match=r"memory\.max"):
        Group(folder, Limits())
    assert not folder.exists()
