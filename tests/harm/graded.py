"""Grade a class in a process of its own, and tell what came of it, how long it took and its memory.

Run as ``python graded.py FOLDER ASSIGNMENT``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from nbreferee.isolation import Limits
from nbreferee.record import GradingRecord
from servicelab_workshop.grading import grade

LIMITS = Limits(seconds=20, output=2 << 20, memory=1 << 30)


@dataclass(frozen=True)
class Graded:
    """A class that was graded: records by student, seconds by the clock and of processors, most bytes."""

    records: dict[str, GradingRecord]
    seconds: float
    processor: float
    memory: int


def grade_apart(root: Path, assignment: str) -> Graded:
    """Grade a class in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, __file__, str(root), assignment], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    told = json.loads(done.stdout)
    records = {one["student"]: GradingRecord(**one) for one in told["records"]}
    return Graded(records, told["seconds"], processor, told["memory"])


if __name__ == "__main__":
    started = time.monotonic()
    records = grade(Path(sys.argv[1]), sys.argv[2], limits=LIMITS, workers=2)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    told = {"records": list(map(asdict, records)), "memory": memory}
    print(json.dumps({**told, "seconds": time.monotonic() - started}))
