"""The same class on a cluster of separate worker processes, one of which is killed midway."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.light import ASSIGNMENT, make_class

from grading.same import compare
from servicelab.classroom.grade import grade
from servicelab.errors import CourseError

pytestmark = [pytest.mark.slow]


class Cluster:
    """A Dask scheduler and workers, each a process of its own in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []
        self.file = folder / "scheduler.json"
        self.start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(self.file))
        self.workers = [self.add_worker(), self.add_worker()]

    def start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        place = self.folder / f"{kind}{len(self.started)}"
        place.mkdir()
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", kind, "--host", "127.0.0.1", *arguments],
            cwd=place,
            stdout=(place / "out").open("wb"),
            stderr=subprocess.STDOUT,
            # copies of the same data are soon brought back to one, on whichever worker
            env=os.environ
            | {"DASK_DISTRIBUTED__SCHEDULER__ACTIVE_MEMORY_MANAGER__INTERVAL": "100ms"},
        )
        self.started.append(process)
        return process

    def add_worker(self) -> subprocess.Popen[bytes]:
        return self.start(
            "worker",
            "--scheduler-file",
            str(self.file),
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
        )

    def address(self) -> str:
        import json

        deadline = time.monotonic() + 60
        while True:
            try:
                address = json.loads(self.file.read_text())["address"]
            except (OSError, ValueError, KeyError):
                assert time.monotonic() < deadline, self.said()
                time.sleep(0.1)
                continue
            assert isinstance(address, str)
            return address

    def wait_for_workers(self) -> None:
        from distributed import Client

        with Client(self.address(), set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=60)

    def said(self) -> str:
        return "\n".join(
            path.read_text(errors="replace")[-2000:] for path in self.folder.glob("*/out")
        )


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        cluster.wait_for_workers()
        yield cluster
    finally:
        for process in reversed(cluster.started):
            process.kill()
            process.wait()


# Dask's own clean-up warns of sockets and loops that it leaves to the collector
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("killed", [0, 1])
def test_a_class_on_a_cluster(cluster: Cluster, tmp_path: Path, killed: int) -> None:
    here = make_class(tmp_path / "here", 16)
    there = tmp_path / "there"
    shutil.copytree(here, there)
    assert {record.status for record in grade(here, ASSIGNMENT)} == {"graded"}
    seen: list[str] = []

    def progress(step: object) -> None:
        seen.append("one")
        if len(seen) == 4:
            cluster.workers[killed].kill()

    records = grade(there, ASSIGNMENT, progress, scheduler=cluster.address())
    assert [(r.student, r.status, r.message) for r in records if r.status != "graded"] == []
    assert len(seen) == 16
    compare(here, there, ASSIGNMENT)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from servicelab.grading import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 1)
    root = make_class(tmp_path / "course", 1)
    with pytest.raises(CourseError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:1"):
        grade(root, ASSIGNMENT, scheduler="tcp://127.0.0.1:1")
