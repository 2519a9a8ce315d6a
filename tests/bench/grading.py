"""How fast a class is graded, beside `nbgrader autograde` and beside the cells alone, in one run.

``python tests/bench/grading.py [--students 60] [--baseline 60] [--large 0]``
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.light import ASSIGNMENT, make_class

from nbreferee.processes import cores

_GRADE = """
import json, sys
from servicelab_workshop.grading import grade
if __name__ == "__main__":
    steps, peak = {}, 0
    def add(step):
        for name, seconds in step.steps.items():
            steps[name] = steps.get(name, 0.0) + seconds
    records = grade(sys.argv[1], sys.argv[2], add, isolate=sys.argv[3] == "full")
    assert {record.status for record in records} == {"graded"}, records
    print(json.dumps(steps))
"""

_LIMIT = """
import json, os, sys, time
from pathlib import Path
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
import matplotlib.pyplot, numpy, pandas, seaborn
shell = InteractiveShell.instance()
graded = Path(sys.argv[1], "autograded").glob("*/*/*.ipynb")
notebooks = [json.loads(path.read_text()) for path in sorted(graded)]
def run(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            shell.run_cell("".join(cell["source"]), store_history=True)
    shell.reset(new_session=False)
with capture_output():
    run(notebooks[0])
    started = time.process_time()
    for notebook in notebooks:
        run(notebook)
    seconds = time.process_time() - started
print(json.dumps(seconds / len(notebooks)))
"""


@dataclass
class Run:
    """What a command took: seconds by the clock, of processors, and megabytes at its peak."""

    wall: float
    cpu: float
    peak: float
    said: str


def timed(arguments: list[str], folder: Path) -> Run:
    """Run a command; its processor time includes everything it started and waited for."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        started = time.monotonic()
        process = subprocess.Popen(arguments, cwd=folder, stdout=out, stderr=err, env=environment)
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise RuntimeError(err.read()[-3000:])
        said = out.read()
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def limit_with_all_cores_busy(folder: Path) -> float:
    """CPU seconds of the cells alone when as many warm processes as cores run them at once.

    Two threads of one core slow each other down, so this is what the grader's kernels meet.
    """
    command = [sys.executable, "-c", _LIMIT, str(folder)]
    with ThreadPoolExecutor(cores()) as pool:
        runs = list(pool.map(lambda _number: timed(command, folder), range(cores())))
    return sum(json.loads(run.said) for run in runs) / len(runs)


def measure(folder: Path, students: int, baseline: int) -> dict[str, float | dict[str, float]]:
    """Grade one class both ways.

    Parameters
    ----------
    folder : Path
        An empty folder.
    students, baseline : int
        Submissions for this grader, and for nbgrader's.
    """
    ours = make_class(folder / "ours", students)
    theirs = folder / "theirs"
    shutil.copytree(ours, theirs)
    for path in sorted((theirs / "submitted").iterdir())[baseline:]:
        shutil.rmtree(path)
    nbgrader = [sys.executable, "-m", "nbgrader", "autograde", ASSIGNMENT]
    plain = timed(nbgrader, theirs)
    fast = timed([sys.executable, "-c", _GRADE, str(ours), ASSIGNMENT, "full"], folder)
    open_ = folder / "open"
    shutil.copytree(ours, open_, ignore=shutil.ignore_patterns("autograded", ".servicelab"))
    unisolated = timed([sys.executable, "-c", _GRADE, str(open_), ASSIGNMENT, "none"], folder)
    limit = json.loads(timed([sys.executable, "-c", _LIMIT, str(ours)], folder).said)
    busy = limit_with_all_cores_busy(ours)
    steps = {name: seconds / students for name, seconds in json.loads(fast.said).items()}
    return {
        "students": students,
        "baseline students": baseline,
        "nbgrader: seconds a submission": plain.wall / baseline,
        "nbgrader: CPU seconds a submission": plain.cpu / baseline,
        "servicelab: seconds a submission": fast.wall / students,
        "servicelab: CPU seconds a submission": fast.cpu / students,
        "servicelab: peak megabytes": fast.peak,
        "ratio of seconds": (plain.wall / baseline) / (fast.wall / students),
        "ratio of CPU seconds": (plain.cpu / baseline) / (fast.cpu / students),
        "limit: CPU seconds of the cells alone": limit,
        "limit: the same with every core busy": busy,
        "CPU seconds beyond the cells": fast.cpu / students - limit,
        "CPU seconds beyond the cells, cores busy": fast.cpu / students - busy,
        "isolation: CPU milliseconds a submission": 1000 * (fast.cpu - unisolated.cpu) / students,
        "isolation: milliseconds a submission": 1000 * (fast.wall - unisolated.wall) / students,
        "CPU seconds of each step": steps,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--baseline", type=int, default=60)
    parser.add_argument("--large", type=int, default=0, help="also grade a class of this size")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = measure(Path(scratch), options.students, options.baseline)
        if options.large:
            large = make_class(Path(scratch, "large"), options.large)
            run = timed([sys.executable, "-c", _GRADE, str(large), ASSIGNMENT, "full"], large)
            cost = found["servicelab: CPU seconds a submission"]
            assert isinstance(cost, float)
            found[f"class of {options.large}: seconds a submission"] = run.wall / options.large
            found[f"class of {options.large}: CPU, ratio to the small class"] = (
                run.cpu / options.large / cost
            )
            found[f"class of {options.large}: peak megabytes"] = run.peak
    for name, value in found.items():
        if isinstance(value, dict):
            print(name)
            for step, seconds in value.items():
                print(f"    {step:<20}{seconds:8.3f}")
        else:
            print(f"{name:<45}{value:10.3f}")


if __name__ == "__main__":
    main()
