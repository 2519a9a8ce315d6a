"""A class through the whole course: release, grading, marks, report, feedback and export of every module.

``python tests/bench/whole_course.py [--students 30] [--workers 2] [--modules ...] [--folder ...]``

The class is drawn from the answer banks, as by ``servicelab demo``, and hands in everything. Each step
is a command in a process of its own; measured are the clock, the processors, and the most memory that
it and all that it started held at once.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from nbreferee.configuration import CONFIG
from nbreferee.gradebook import open_api
from nbreferee.notebooks import read_notebook
from servicelab_workshop.classroom.demo import Student, draw_class, hand_in, mark_by_hand
from servicelab_workshop.lessons.bank import read_bank, reference
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.lesson import Lesson

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Step:
    """What a step took: seconds by the clock and of processors, megabytes at its peak."""

    module: str
    name: str
    wall: float
    cpu: float
    peak: float


def held(process: psutil.Process) -> float:
    """Megabytes that a process and all below it hold; pages that several share count once."""
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except psutil.AccessDenied:
            total += one.memory_info().rss
        except psutil.Error:
            continue
    return total / 2**20


def measured(module: str, name: str, arguments: Sequence[str], folder: Path) -> Step:
    """Run a command of the course in its folder."""
    peaks = [0.0]
    with tempfile.TemporaryFile("w+") as said:
        started = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "servicelab_workshop.cli", *arguments],
            cwd=folder,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        over = threading.Event()

        def watch() -> None:
            watched = psutil.Process(process.pid)
            while not over.wait(0.5):
                try:
                    peaks.append(held(watched))
                except psutil.Error:
                    return

        watcher = threading.Thread(target=watch)
        watcher.start()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        over.set()
        watcher.join()
        wall = time.monotonic() - started
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{arguments}, status {status}: {said.read()[-3000:]}")
    return Step(module, name, wall, usage.ru_utime + usage.ru_stime, max(peaks))


def prepare(course: Course, modules: Sequence[str], folder: Path, students: int) -> list[Step]:
    """Release every module to one class and let it hand in; returns what that took."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(course.root / CONFIG, folder)
    steps = []
    now = dt.datetime.now(dt.UTC)
    for module in modules:
        started, used = time.monotonic(), time.process_time()
        shutil.copytree(course.solutions / module, folder / "solutions" / module)
        class_ = class_of(Course(folder), module, students)
        with open_api(folder) as api:
            outcome = api.generate_assignment(module)
            if not outcome["success"]:
                raise RuntimeError(f"{module}: {outcome['error']}")
            with api.gradebook as gradebook:
                for student in class_:
                    gradebook.update_or_create_student(
                        student.id,
                        first_name=student.first_name,
                        last_name=student.last_name,
                        lms_user_id=str(90000 + int(student.id[1:])),
                    )
        for student in class_:
            hand_in(folder, module, student, now)
        wall, cpu = time.monotonic() - started, time.process_time() - used
        steps.append(Step(module, "release and hand in", wall, cpu, 0.0))
    return steps


def class_of(course: Course, module: str, students: int) -> list[Student]:
    """The class, with its answers to one module."""
    solved = [read_notebook(path) for path in sorted((course.solutions / module).glob("*.ipynb"))]
    tasks = {task.id: task.points for nb in solved for task in Lesson.of(nb).graded}
    answers = [answer for nb in solved for answer in reference(nb)]
    bank = [*answers, *read_bank(course.solutions / module / BANK)]
    return draw_class(bank, tasks, students)


def gradebook_size(folder: Path) -> float:
    """Megabytes of the gradebook."""
    return (folder / "gradebook.db").stat().st_size / 2**20


def run(course: Course, modules: Sequence[str], folder: Path, students: int, workers: int) -> None:
    """Play the class through the modules, and print what each step took as soon as it is over."""
    steps: list[Step] = []

    def add(step: Step) -> None:
        steps.append(step)
        print(
            f"{step.module:<18}{step.name:<22}{step.wall:9.1f} s{step.cpu:9.1f} s CPU{step.peak:9.0f} MB"
            f"{gradebook_size(folder):9.1f} MB",
            flush=True,
        )

    for step in prepare(course, modules, folder, students):
        add(step)
    for module in modules:
        add(measured(module, "grade", ["grade", module, "--workers", str(workers)], folder))
        mark_by_hand(folder, module, class_of(Course(folder), module, students))
        add(measured(module, "grade again", ["grade", module, "--keep-marks"], folder))
        add(measured(module, "report", ["report", module], folder))
        add(measured(module, "feedback", ["feedback", module], folder))
    add(measured("all", "export", ["export"], folder))
    for name in dict.fromkeys(step.name for step in steps):
        mine = [step for step in steps if step.name == name]
        add(
            Step(
                "sum",
                name,
                sum(step.wall for step in mine),
                sum(step.cpu for step in mine),
                max(step.peak for step in mine),
            )
        )
    found = {"students": students, "workers": workers, "gradebook": gradebook_size(folder)}
    (folder / "bench.json").write_text(
        json.dumps({**found, "steps": [asdict(step) for step in steps]}, indent=1)
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--modules", nargs="*", default=[])
    parser.add_argument("--folder", type=Path, help="an empty one; it stays")
    options = parser.parse_args()
    course = Course(ROOT)
    modules = options.modules or [
        name
        for name in course.modules()
        if any(answer.points for answer in read_bank(course.solutions / name / BANK))
        and any((course.solutions / name).glob("*.ipynb"))
    ]
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        run(course, modules, folder, options.students, options.workers)


if __name__ == "__main__":
    main()
