"""A cluster of separate processes on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
        with (place / "out").open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", kind, "--host", "127.0.0.1", *arguments],
                cwd=place,
                stdout=out,
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
        # in a process of its own: what Dask leaves to the collector warns in this one
        wait = "from distributed import Client; Client({!r}).wait_for_workers({}, timeout=90)"
        code = wait.format(self.address(), len(self.workers))
        done = subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
        assert done.returncode == 0, done.stderr[-2000:] + self.said()

    def said(self) -> str:
        return "\n".join(
            path.read_text(errors="replace")[-2000:] for path in self.folder.glob("*/out")
        )


@contextmanager
def running_cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster whose workers are ready; it ends with the block."""
    cluster = Cluster(folder)
    try:
        cluster.wait_for_workers()
        yield cluster
    finally:
        for process in reversed(cluster.started):
            process.kill()
            process.wait()
