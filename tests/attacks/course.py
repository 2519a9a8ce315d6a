"""A small course with tests of both kinds, and a class in which everybody attacks it.

``double`` and ``share`` are tested by cells that run beside the answers, as in any nbgrader course;
``total`` is judged outside of the kernel.

Run as ``python course.py FOLDER [NAME ...] [--scheduler ADDRESS]`` to grade only some attacks, as
whoever runs it, and to print what happened.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from nbreferee.gradebook import open_api
from nbreferee.isolation import Limits, layers
from servicelab.tasks.beside import squeeze
from servicelab.tasks.taking import take
from servicelab_workshop.classroom.certificates import KEY
from servicelab_workshop.grading import grade
from servicelab_workshop.judging import frozen_source
from servicelab_workshop.tasks import Task, sheet_parts

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    from collection import EVERYTHING, TOTAL, Attack
else:
    from .collection import EVERYTHING, TOTAL, Attack

ASSIGNMENT = "a1"
LIMITS = Limits(memory=1536 << 20, disk=64 << 20, processes=128, seconds=30, output=4 << 20)
CONFIG = """
c = get_config()
c.Execute.timeout = 8
c.ExecutePreprocessor.timeout = 8
c.CourseDirectory.course_id = "attacked"
"""
SECRET = {"SERVICELAB_TEST_SECRET": "marker-environment"}
HELPER = "def twice(x):\n    return x + x\n"

SETUP = "import numpy as np\nimport pandas as pd\nfrom helper import twice"
ANSWERS = {
    "double": "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
    "total": "def total(frame):\n    ### BEGIN SOLUTION\n"
    "    return frame.groupby('group')['value'].sum()\n    ### END SOLUTION",
    "share": "def share(values):\n    ### BEGIN SOLUTION\n    return values[0] / sum(values)\n"
    "    ### END SOLUTION",
}


def judged() -> tuple[str, str]:
    """The file of the judged task's visible part, and the source of its check cell."""
    seen = pd.DataFrame({"group": ["a", "b", "a"], "value": [1, 2, 3]})
    secret = pd.DataFrame({"group": ["a", "b", "b"], "value": [5, 7, 11]})
    task = Task("t-total", points=3)
    task.check("the sums of a small table", task.call("total", seen))
    task.check("the sums of another", task.call("total", secret), weight=2, hidden=True)
    written = task.written()
    space: dict[str, Any] = {}
    exec(TOTAL, space)
    found = take((), written["takes"], space)
    visible, hidden = sheet_parts(written, found["taken"], names=["total"])
    return json.dumps({"t-total": squeeze(visible)}), frozen_source("t-total", squeeze(hidden))


SHEETS, CHECK = judged()
TESTS: dict[str, tuple[str, float, str]] = {
    "t-seen": ("double", 1, "assert double(2) == 4, 'twice two is four'"),
    "t-double": (
        "double",
        2,
        """### BEGIN HIDDEN TESTS
assert double(21) == 42, "marker-test: not twice"
assert all(abs(double(number) - (number + number)) < 1e-9 for number in range(5))
assert len(double([1, 2])) == 4
np.testing.assert_allclose(double(np.array([1.5, -2.0])), [3.0, -4.0])
import helper
assert double(10) == helper.twice(10)
### END HIDDEN TESTS""",
    ),
    "t-total": ("total", 3, CHECK),
    "t-share": (
        "share",
        2,
        """parts = 0.0
### BEGIN HIDDEN TESTS
expected_share = 0.25
parts += 1.0 * (abs(share([1, 3]) - expected_share) < 1e-9)
parts += 1.0 * (share([2, 2]) == 0.5)
### END HIDDEN TESTS
parts""",
    ),
}


def _cell(source: str, name: str, **values: Any) -> Any:
    meta = {"grade": False, "solution": False, "locked": False, "schema_version": 3, **values}
    cell = nbformat.v4.new_code_cell(source, id=name)
    cell.metadata["nbgrader"] = {"grade_id": name, **meta}
    return cell


def make_course(root: Path, tests: Mapping[str, tuple[str, float, str]] = TESTS) -> None:
    """Write the course and generate the assignment."""
    source = root / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    (source / "helper.py").write_text(HELPER)
    (source / "data.csv").write_text("a,b\n1,2\n")
    (source / "task.checks").write_text(SHEETS)
    nb = nbformat.v4.new_notebook()
    nb.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    nb.cells = [nbformat.v4.new_code_cell(SETUP, id="setup")]
    for answer, text in ANSWERS.items():
        nb.cells.append(_cell(text, answer, solution=True))
        nb.cells += [
            _cell(test, name, grade=True, locked=True, points=points)
            for name, (of, points, test) in tests.items()
            if of == answer
        ]
    essay = _cell("", "essay", grade=True, solution=True, points=3)
    essay.cell_type = "markdown"
    del essay["outputs"], essay["execution_count"]
    nb.cells.append(essay)
    nbformat.write(nb, source / "task.ipynb")
    with open_api(root) as api:
        made = api.generate_assignment(ASSIGNMENT)
    assert made["success"], made


def hand_in(root: Path, student: str, attack: Attack, places: dict[str, str]) -> None:
    """Hand in the release with an attack in it."""
    release = root / "release" / ASSIGNMENT
    folder = root / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    for path in release.iterdir():
        if path.suffix != ".ipynb":
            (folder / path.name).write_bytes(path.read_bytes())
    nb = nbformat.read(release / "task.ipynb", as_version=4)

    def text(name: str) -> str:
        source = attack.cells[name]
        for place, value in places.items():
            source = source.replace(f"@{place}@", value)
        return source

    for cell in nb.cells:
        if cell.id in ANSWERS and cell.id in attack.cells:
            cell.source = text(cell.id)
    for name, where in (("first", 1), ("last", len(nb.cells) + 1)):
        if name in attack.cells:
            nb.cells.insert(where, nbformat.v4.new_code_cell(text(name), id=name))
    nbformat.write(nb, folder / "task.ipynb")


class Listeners:
    """What the grader's machine listens on; nobody is to call."""

    def __init__(self, folder: Path, mark: str) -> None:
        self.calls: list[str] = []
        self._sockets: dict[str, socket.socket] = {
            "tcp": socket.create_server(("127.0.0.1", 0)),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "unix": socket.socket(socket.AF_UNIX),
            "abstract": socket.socket(socket.AF_UNIX),
        }
        self._sockets["udp"].bind(("127.0.0.1", 0))
        self.path = str(folder / "listener")
        self._sockets["unix"].bind(self.path)
        self._sockets["abstract"].bind("\0" + mark)
        self.tcp = self._sockets["tcp"].getsockname()[1]
        self.udp = self._sockets["udp"].getsockname()[1]
        for name in ("unix", "abstract"):
            self._sockets[name].listen()
        for one in self._sockets.values():
            one.setblocking(False)

    def heard(self) -> list[str]:
        """Who has called, by the kind of socket; nobody needs to be waited for."""
        for name, one in self._sockets.items():
            with contextlib.suppress(BlockingIOError):
                if name == "udp":
                    one.recv(100)
                else:
                    one.accept()[0].close()
                self.calls.append(name)
        return self.calls

    def close(self) -> None:
        for one in self._sockets.values():
            one.close()


@contextlib.contextmanager
def set_up(root: Path, mark: str) -> Iterator[Listeners]:
    """Put secrets beside the course: a file, another submission, the environment, listeners."""
    root.mkdir(parents=True)
    make_course(root)
    (root / "secret.txt").write_text("marker-file")
    (root / KEY).write_text("marker-key")
    os.environ.update(SECRET)
    listeners = Listeners(root.parent, mark)
    try:
        yield listeners
    finally:
        listeners.close()
        for name in SECRET:
            del os.environ[name]


def processes_named(number: str) -> list[str]:
    """Command lines that hold a number which only an attack uses."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if line.startswith("sleep") and line.strip().endswith(number):
                found.append(line)
    return found


@dataclass
class Run:
    """What came of grading a class of attackers."""

    root: Path
    mark: str
    user: int
    records: dict[str, Any]
    calls: list[str]
    alive: list[str]
    points: dict[str, dict[str, float]]
    seconds: float
    names: list[str]

    def output_text(self, student: str) -> str:
        """All that a submission printed or left in files, without the tests' own text."""
        folder = self.root / "autograded" / student / ASSIGNMENT
        texts = []
        for path in folder.rglob("*"):
            if path.suffix == ".ipynb" and path.name == "task.ipynb":
                nb = nbformat.read(path, as_version=4)
                texts += [
                    json.dumps(cell.get("outputs", []))
                    for cell in nb.cells
                    if cell.cell_type == "code" and cell.id not in TESTS
                ]
            elif path.is_file() and not path.is_symlink():
                texts.append(path.read_bytes().decode(errors="replace"))
        return "\n".join(texts)


def student_of(attack: Attack) -> str:
    """The name under which an attack is handed in."""
    return f"s{EVERYTHING.index(attack):03d}"


def run(root: Path, attacks: Sequence[Attack], mark: str, scheduler: str | None = None) -> Run:
    """Grade a class of attackers; refuses where a layer of the sandbox is missing."""
    missing = [layer for layer in layers() if not layer.ok]
    assert not missing, f"attacks run only in a whole sandbox: {missing}"
    started = time.monotonic()
    with set_up(root, mark) as listeners:
        number = str(os.getpid())
        places = {
            "ROOT": str(root),
            "MARK": mark,
            "PORT": str(listeners.tcp),
            "UDP": str(listeners.udp),
            "UNIX": listeners.path,
            "NUMBER": number,
        }
        victim = Attack("victim", "honest", {"double": "'marker-victim'"})
        hand_in(root, "victim", victim, places)
        for attack in attacks:
            hand_in(root, student_of(attack), attack, places)
        records = grade(root, ASSIGNMENT, limits=LIMITS, scheduler=scheduler)
        alive = processes_named(number)
        calls = listeners.heard()
    points: dict[str, dict[str, float]] = {}
    with open_api(root) as api, api.gradebook as gradebook:
        for record in records:
            if record.status == "graded":
                (notebook,) = gradebook.find_submission(ASSIGNMENT, record.student).notebooks
                points[record.student] = {
                    grade.name: grade.auto_score or 0.0
                    for grade in notebook.grades
                    if grade.name in TESTS
                }
    return Run(
        root=root,
        mark=mark,
        user=os.geteuid(),
        records={record.student: record for record in records},
        calls=calls,
        alive=alive,
        points=points,
        seconds=time.monotonic() - started,
        names=[attack.name for attack in attacks],
    )


def main() -> None:
    """Grade the attacks named on the command line and print the run as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--scheduler")
    given = parser.parse_args()
    chosen = [attack for attack in EVERYTHING if not given.names or attack.name in given.names]
    told = run(given.folder, chosen, f"mark-{os.getpid()}", given.scheduler)
    print(json.dumps({**asdict(told), "root": str(told.root)}))


if __name__ == "__main__":
    main()
