"""A module is a folder and nothing else: one is added to a copy of the course, and all of it works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import pytest

from nbreferee.notebooks import read_notebook, write_notebook
from servicelab import Prediction
from servicelab_workshop.lessons.bank import compose, read_bank

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "support" / "new_module" / "solutions" / "m12_tiny"
MODULE = FOLDER.name
Run = Callable[..., subprocess.CompletedProcess[str]]

# of the course no other graded module and no world but the bank's, so that it is quick
LEFT_OUT = (
    "notebooks/m0[1-9]_*",
    "notebooks/m1[01]_*",
    "solutions/m0[1-9]_*",
    "solutions/m1[01]_*",
    "tests/*",
    "lib/servicelab_workshop/worlds/complaint*",
    "lib/servicelab_workshop/worlds/hospital*",
    "lib/servicelab_workshop/worlds/insurer*",
    "lib/servicelab_workshop/worlds/operation*",
    "lib/servicelab_workshop/worlds/recovery*",
    "lib/servicelab_workshop/worlds/*_texts.py",
)
GENERATED = (
    "README.md",
    "datasets/*",
    f"notebooks/{MODULE}/*",
    f"solutions/{MODULE}/*.ipynb",
    f"solutions/{MODULE}/*.checks",
    "solutions/seals.json",
    # it lists the data sets, of which the copy has other ones
    "solutions/m00_welcome/*.ipynb",
    "submitted/*",
    "autograded/*",
    "feedback/*",
    "reports/*",
    "gradebook.db",
    "grades*.csv",
    "build/*",
    ".servicelab/*",
    ".venv/*",
    "*.pyc",
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with m00_welcome and, from its one folder, the new module."""
    course = tmp_path_factory.mktemp("new") / "course"
    kept = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for name in kept:
        if not any(fnmatch(name, pattern) for pattern in LEFT_OUT) and (ROOT / name).is_file():
            (course / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, course / name)
    shutil.copytree(FOLDER, course / "solutions" / MODULE)
    return course


@pytest.fixture(scope="module")
def run(copy: Path) -> Run:
    """Run the course's command in the copy, with the packages of this environment."""
    environment = copy / ".venv"
    venv.create(environment, with_pip=False)
    packages = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    own = next(environment.glob("lib/python*/site-packages"))
    (own / "course.pth").write_text(f"{copy / 'lib'}\n{packages}\n")
    for name in ("share", "etc"):
        (environment / name).symlink_to(Path(sys.prefix, name))
    path = os.pathsep.join([str(environment / "bin"), os.environ["PATH"]])

    def command(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        if arguments[0] == "grade":
            arguments = (*arguments, "--readable", str(packages))
        done = subprocess.run(
            [environment / "bin" / "python", "-m", "servicelab_workshop", *arguments],
            cwd=copy,
            env={**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "150"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return command


def contents(course: Path) -> dict[str, bytes]:
    return {
        path.relative_to(course).as_posix(): path.read_bytes()
        for path in course.rglob("*")
        if path.is_file() and not path.is_symlink() and ".venv" not in path.parts
    }


def test_one_folder_is_built_tried_graded_reported_and_on_the_site(copy: Path, run: Run) -> None:
    before = contents(copy)

    made = subprocess.run(
        [copy / ".venv" / "bin" / "python", "-m", "servicelab_workshop.worlds"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    run("build")
    assert "up to date" in run("build", "--check").stdout
    assert MODULE in (copy / "README.md").read_text(encoding="utf-8")
    run("try", "m12-q1")
    assert not (copy / "notebooks" / MODULE / "claims.py").exists()
    # one notebook of two tasks is short of the form that a module of the course has
    reviewed = run("review", MODULE, code=1)
    assert "every-other-waits: 0.5; 4 customers of Monday" in reviewed.stdout
    assert "which sentence may be told" in reviewed.stderr
    assert "bound to nothing" not in reviewed.stderr
    assert "every-other-waits" not in reviewed.stderr

    released = subprocess.run(
        [
            copy / ".venv" / "bin" / "python",
            "-m",
            "nbgrader",
            "generate_assignment",
            MODULE,
            "--force",
        ],
        cwd=copy,
        env={
            **os.environ,
            "PATH": f"{copy / '.venv' / 'bin'}{os.pathsep}{Path(sys.executable).parent}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert released.returncode == 0, released.stderr
    bank = read_bank(FOLDER / "answers.py")
    checked = [answer for answer in bank if answer.task == "m12-q1-late"]
    memos = [answer for answer in bank if answer.task == "m12-q2-memo"]
    for number, answer in enumerate(checked):
        folder = copy / "submitted" / f"trainee{number}" / MODULE
        shutil.copytree(copy / "notebooks" / MODULE, folder)
        path = folder / "1_counter.ipynb"
        answers = [answer, memos[number % len(memos)]]
        path.write_bytes(write_notebook(compose(read_notebook(path), answers)))
    Prediction("m12-counter", "?", ["half as many", "nobody"], folder).record(choice="nobody")

    graded = run("grade", MODULE).stdout
    assert f"trainee{len(checked) - 1}" in graded
    run("report", MODULE)
    run("export")
    run("site", "--no-run")
    assert (copy / "build" / "site" / "modules" / MODULE / "1_counter.html").is_file()

    after = contents(copy)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert not {
        name for name in changed if not any(fnmatch(name, pattern) for pattern in GENERATED)
    }
