"""How long it takes to judge a class again after a check was corrected.

``python tests/bench/regrading.py [--students 300]``
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.tiny import MODULE, ROOT, TINY, answers_path

from nbreferee.gradebook import open_api
from nbreferee.regrade import regrading
from servicelab_workshop.classroom.demo import draw_class, hand_in
from servicelab_workshop.classroom.regrade import corrected
from servicelab_workshop.grading import SERVICELAB, grade
from servicelab_workshop.lessons.bank import read_bank
from servicelab_workshop.lessons.build import build
from servicelab_workshop.lessons.course import Course

_WEIGHED = (
    ("tiny.py", "secret_branch), hidden=True", "secret_branch), hidden=True, weight=4"),
    (
        "answers.py",
        'all rows  task="m90-q1-mean" points=2',
        'all rows  task="m90-q1-mean" points=1',
    ),
    (
        "answers.py",
        'the median  task="m90-q1-mean" points=2',
        'the median  task="m90-q1-mean" points=2.5',
    ),
    (
        "answers.py",
        'hard-coded  task="m90-q1-mean" points=1',
        'hard-coded  task="m90-q1-mean" points=0.5',
    ),
)


def measure(folder: Path, students: int) -> dict[str, float]:
    """Seconds by the clock: grading, building and releasing anew, judging again, writing.

    Parameters
    ----------
    folder : Path
        An empty folder.
    students : int
        Submissions of one notebook.
    """
    course = Course(folder / "course")
    shutil.copytree(TINY, course.root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    shutil.copy(ROOT / "solutions" / "jupytext.toml", course.solutions)
    build(course)
    with open_api(course.root) as api:
        assert api.generate_assignment(MODULE)["success"]
    tasks = {"m90-q1-mean": 3.0, "m90-q2-share": 2.0, "m90-q3-memo": 95.0}
    for one in draw_class(read_bank(answers_path()), tasks, students):
        hand_in(course.root, MODULE, one, dt.datetime(2026, 3, 1))
    times = [time.monotonic()]
    grade(course.root, MODULE)
    times.append(time.monotonic())
    for name, old, new in _WEIGHED:
        path = course.solutions / MODULE / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with corrected(course, MODULE) as release:
        times.append(time.monotonic())
        with regrading(course.root, release.folder, MODULE, helper=SERVICELAB) as found:
            assert found.changes
            assert (len(found.judged), found.ran) == (students, [])
            times.append(time.monotonic())
            release.publish()
            found.write("A check was corrected.")
        times.append(time.monotonic())
    steps = ("grade", "build and release", "judge again", "write")
    return dict(zip(steps, (b - a for a, b in itertools.pairwise(times)), strict=True))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=300)
    with tempfile.TemporaryDirectory() as scratch:
        for step, seconds in measure(Path(scratch), parser.parse_args().students).items():
            print(f"{step}: {seconds:.1f} s")
