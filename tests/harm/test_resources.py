"""What a sandbox takes of memory and processors, measured from outside, and who it hurts."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from attacks.collection import FULL, Attack
from attacks.course import ASSIGNMENT, LIMITS, hand_in, make_course, processes_named

from nbreferee import _linux
from nbreferee.processes import cores
from nbreferee.record import GradingRecord
from servicelab_workshop.grading import grade

from .resources import EVERYTHING, RESOURCES, STEADY

MEGABYTE = 1 << 20


def test_collection_is_complete() -> None:
    assert len(RESOURCES) >= 12
    assert len({attack.name for attack in EVERYTHING}) == len(EVERYTHING)


class Gauge:
    """The most memory that one sandbox held, and that all shared memory of the machine grew."""

    def __init__(self) -> None:
        self.own = 0
        self.shared = 0
        self._before = self._shared()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    @staticmethod
    def _shared() -> int:
        found = re.search(r"^Shmem:\s+(\d+)", Path("/proc/meminfo").read_text(), re.MULTILINE)
        assert found
        return int(found[1]) << 10

    def _watch(self) -> None:
        here = Path("/proc/self/ns/pid").readlink()
        while not self._stop.wait(0.1):
            self.shared = max(self.shared, self._shared() - self._before)
            sums: dict[Path, int] = {}
            for folder in Path("/proc").glob("[0-9]*"):
                with suppress(OSError):
                    space = (folder / "ns/pid").readlink()
                    if space != here:
                        told = (folder / "smaps_rollup").read_text()
                        anonymous = re.search(r"^Pss_Anon:\s+(\d+)", told, re.MULTILINE)
                        assert anonymous
                        sums[space] = sums.get(space, 0) + (int(anonymous[1]) << 10)
            self.own = max(self.own, *sums.values(), 0)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Measure while the block runs."""
        self._thread.start()
        try:
            yield
        finally:
            self._stop.set()
            self._thread.join()


def graded(root: Path, students: dict[str, Attack]) -> dict[str, GradingRecord]:
    make_course(root)
    for student, attack in students.items():
        hand_in(root, student, attack, {"NUMBER": str(os.getpid())})
    records = grade(root, ASSIGNMENT, limits=LIMITS)
    return {record.student: record for record in records}


def loot(root: Path, student: str) -> str:
    path = root / "autograded" / student / ASSIGNMENT / "loot.txt"
    return path.read_text() if path.exists() else ""


@pytest.mark.slow
def test_class_around_them(tmp_path: Path) -> None:
    students = {f"s{number:02d}": attack for number, attack in enumerate(EVERYTHING)}
    gauge = Gauge()
    with gauge.watching():
        records = graded(tmp_path, students)
    assert processes_named(str(os.getpid())) == []
    wrong = []
    for student, attack in students.items():
        record, got = records[student], loot(tmp_path, student)
        seen = " ".join([*record.flags, *record.notes, *record.errors, record.message])
        assert record.status == "graded", (attack.name, seen)
        if attack.loot not in got or "got 3 GB" in got or attack.sees not in seen:
            wrong.append((attack.name, got[:500], seen))
        elif attack.kind == "honest" and (record.score != sum(FULL.values()) or record.flags):
            wrong.append((attack.name, str(record.score), seen))
    print(f"{gauge.own / MEGABYTE:.0f} and {gauge.shared / MEGABYTE:.0f} MB")
    assert wrong == []
    assert gauge.own < 1.2 * LIMITS.memory, gauge.own / MEGABYTE
    # two sandboxes at a time have their files in it; other programs may have some meanwhile
    assert gauge.shared < cores() * LIMITS.disk + 300 * MEGABYTE, gauge.shared / MEGABYTE


@pytest.mark.slow
@pytest.mark.skipif(cores() == 1, reason="one processor runs one submission at a time")
@pytest.mark.parametrize("name", [one.name for one in RESOURCES if "busy" in one.name])
def test_a_neighbor_keeps_its_processor(tmp_path: Path, name: str) -> None:
    (attack,) = [attack for attack in RESOURCES if attack.name == name]
    alone, beside = tmp_path / "alone", tmp_path / "beside"
    graded(alone, {"steady": STEADY})
    records = graded(beside, {"busy": attack, "steady": STEADY})
    assert records["steady"].score == sum(FULL.values())
    seconds = [json.loads(loot(root, "steady"))[0] for root in (alone, beside)]
    print(f"{name}: {seconds[1] / seconds[0]:.2f}")
    assert seconds[1] < 4 * seconds[0]


def test_refused_calls() -> None:
    """Each call of the list fails in the filter, whatever its arguments."""
    here = _linux.machine()
    assert here is not None
    numbers = [here.calls[name] for name in _linux.REFUSED]
    script = (
        "import ctypes, json, sys\n"
        "from nbreferee import _linux\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "_linux.prctl(_linux.PR_SET_NO_NEW_PRIVS, 1)\n"
        "_linux.seccomp(_linux.seccomp_program())\n"
        "def failed(number):\n"
        "    ctypes.set_errno(0)\n"
        "    return [libc.syscall(number, 0, 0, 0, 0, 0, 0), ctypes.get_errno()]\n"
        f"print(json.dumps([failed(number) for number in {numbers}]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert json.loads(done.stdout) == [[-1, errno.EPERM]] * len(numbers), done.stderr
