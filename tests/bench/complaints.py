"""What reading and analyzing a large complaint log costs, beside reading it with pandas, in one run.

``python tests/bench/complaints.py [--largest 1000000]``

Every measurement is a process of its own, so that its peak of memory is its own. The log is a CSV
file of ten columns, about 75 bytes a row, without long texts, which pandas would keep and the report
does not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import timeit
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from servicelab_workshop.reports.complaints import analyze, render
from servicelab_workshop.reports.log import read_log

AS_OF = "2025-12-31"


def make_log(n: int) -> pd.DataFrame:
    """Invent a log of five years, column by column."""
    rng = np.random.default_rng(n)
    opened = np.datetime64("2021-01-01") + rng.integers(0, 1826, n).astype("timedelta64[D]")
    severity = rng.choice([1, 2, 3], n, p=[0.6, 0.3, 0.1])
    days = np.rint(rng.weibull(1.1, n) * np.where(severity == 3, 18, 7)).astype(int)
    closed = pd.Series(opened + days.astype("timedelta64[D]"))
    return pd.DataFrame(
        {
            "id": [f"K{place:07d}" for place in range(n)],
            "sector": rng.choice(["bank", "hospital", "insurance"], n),
            "customer": [f"C{one:06d}" for one in rng.integers(0, max(n // 3, 1), n)],
            "product": rng.choice(["motor", "health", "travel", "card", "clinic"], n),
            "opened": opened,
            "acknowledged": pd.Series(opened + np.timedelta64(1, "D")).where(closed <= AS_OF),
            "closed": closed.where(closed <= AS_OF),
            "severity": severity,
            "cause": rng.choice(["delay", "refusal", "wording", "amount", "other"], n),
            "cost": rng.gamma(2, 50, n).round(2),
        }
    )


def write_log(n: int, path: Path) -> None:
    """Write a log in a process of its own, because a child begins with the peak of its parent."""
    command = [sys.executable, str(Path(__file__)), "--make", str(n), str(path)]
    subprocess.run(command, check=True)


TASKS: dict[str, Callable[[Path], Any]] = {
    "read, pandas": pd.read_csv,
    "read": lambda path: read_log(path, AS_OF),
    "report": lambda path: render(analyze(read_log(path, AS_OF))),
}


def _peak() -> float:
    """Peak of this process's memory in megabytes."""
    import resource

    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (2**20 if sys.platform == "darwin" else 1024)


def run_here(task: str, path: Path, small: Path) -> dict[str, float]:
    """Do one task in this process.

    Returns
    -------
    dict
        CPU seconds, megabytes at the peak, and megabytes that the task added.
    """
    work = TASKS[task]
    # imports and the first call are no part of the cost
    work(small)
    before = _peak()
    # a short task can meet another's rush on this machine, so its best time counts
    taken = timeit.repeat(lambda: work(path), number=1, repeat=3, timer=time.process_time)
    return {"seconds": min(taken), "peak": _peak(), "added": _peak() - before}


def run(task: str, path: Path, small: Path) -> dict[str, float]:
    """Do one task in a process of its own."""
    command = [sys.executable, str(Path(__file__)), "--task", task, str(path), str(small)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return dict(json.loads(done.stdout))


def measure(sizes: list[int]) -> dict[str, float]:
    """Measure every task.

    Parameters
    ----------
    sizes : list of int
        Complaints, smallest first.
    """
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.csv"
        write_log(200, small)
        for n in sizes:
            path = Path(folder) / f"{n}.csv"
            write_log(n, path)
            plain = run("read, pandas", path, small)
            for task in TASKS:
                one = run(task, path, small)
                found[f"{task} of {n}: CPU seconds"] = one["seconds"]
                found[f"{task} of {n}: ratio to reading with pandas"] = (
                    one["seconds"] / plain["seconds"]
                )
                found[f"{task} of {n}: megabytes added"] = one["added"]
                found[f"{task} of {n}: peak megabytes"] = one["peak"]
            path.unlink()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=1_000_000)
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        print(json.dumps(run_here(options.task, *options.files)))
        return
    if options.make:
        make_log(options.make).to_csv(options.files[0], index=False)
        return
    sizes = [n for n in (10_000, 100_000, 1_000_000, 10_000_000) if n <= options.largest]
    for name, value in measure(sizes).items():
        print(f"{name:<60}{value:12.3f}")


if __name__ == "__main__":
    main()
