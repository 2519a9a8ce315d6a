from __future__ import annotations

import json
import sys
import threading
import time
import venv
from pathlib import Path
from typing import Any

import pytest
from support.plain_course import checked, expects, hand_in, release, write

from nbreferee.commands import find_command
from nbreferee.errors import RefereeError
from nbreferee.grade import grade

LAUNCH = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]


@pytest.fixture
def specs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where kernelspecs are found."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    return tmp_path / "share" / "kernels"


def spec(folder: Path, name: str, argv: list[str], **more: Any) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": name, "language": "python", **more})
    )


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of another environment, which links to this interpreter and has its packages."""
    folder = tmp_path_factory.mktemp("environments") / "course"
    venv.create(folder, symlinks=True)
    (site,) = folder.glob("lib/python3*/site-packages")
    packages = [path for path in sys.path if path.endswith("site-packages")]
    (site / "shared.pth").write_text("\n".join(packages) + "\n")
    return folder / "bin" / "python"


def test_only_this_python_is_forked(specs: Path, elsewhere: Path) -> None:
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for name, program in {"plain": "python3", "version": version, "path": sys.executable}.items():
        spec(specs, name, [program, *LAUNCH], env={"COURSE": "${HOME}/x"})
        assert find_command(name).argv == ()
        assert find_command(name).environment({"HOME": "/h"}) == {"HOME": "/h", "COURSE": "/h/x"}
    spec(specs, "other", [str(elsewhere), *LAUNCH])
    assert find_command("other").argv == (str(elsewhere), *LAUNCH)
    spec(specs, "wrapped", ["conda", "run", "-n", "x", "python", *LAUNCH])
    assert find_command("wrapped").argv[0] == "conda"
    spec(specs, "early", ["python3", *LAUNCH, "{resource_dir}"], env={"PYTHONPATH": "/x"})
    assert find_command("early").argv == (sys.executable, *LAUNCH, str(specs / "early"))
    with pytest.raises(RefereeError, match="Its kernel did not start: there is no kernelspec gone"):
        find_command("gone")


def test_of_an_environment_no_course_beside_it_is_shown(specs: Path, elsewhere: Path) -> None:
    spec(specs, "other", [str(elsewhere), *LAUNCH])
    prefix = elsewhere.parent.parent
    (prefix / "my course").mkdir()
    shown = find_command("other").folders()
    assert {str(prefix / "bin"), str(prefix / "pyvenv.cfg")} <= set(shown)
    assert str(prefix) not in shown
    assert str(prefix / "my course") not in shown
    spec(specs, "script", [str(prefix / "my course" / "tools" / "run.sh")])
    assert find_command("script").folders() == []


def test_workers_find_what_the_caller_finds(
    specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "course"
    for name in ("python3", "later"):
        cells = [expects("a", "x = 1"), checked("t", "assert x == 1", 2)]
        write(root / "source" / name / "p1.ipynb", cells, name)
    spec(specs, "later", [sys.executable, *LAUNCH])
    for name in ("python3", "later"):
        release(root, name)
        hand_in(root, "anna", name)
    over = threading.Event()
    # beside another thread, workers are forked from a server, which the first call starts
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        with monkeypatch.context() as before:
            before.delenv("JUPYTER_PATH")
            grade(root, "python3", workers=1)
        (record,) = grade(root, "later", workers=1)
    finally:
        over.set()
        other.join()
    assert (record.status, record.message) == ("graded", "")


@pytest.mark.slow
def test_another_environment_runs_in_the_sandbox(
    specs: Path, elsewhere: Path, tmp_path: Path
) -> None:
    script = tmp_path / "tools" / "run.sh"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\necho no such package >&2\nexit 3\n")
    script.chmod(0o755)
    spec(specs, "other", [str(elsewhere), *LAUNCH], env={"COURSE_FLAG": "7"})
    spec(specs, "hidden", [str(script)])
    spec(specs, "gone", ["/nowhere/bin/python", *LAUNCH])
    root = tmp_path / "course"
    test = (
        "import os, sys\nassert x == 1 and os.environ['COURSE_FLAG'] == '7'\n"
        f"assert sys.prefix == {str(elsewhere.parent.parent)!r}"
    )
    for kernel in ("other", "hidden", "gone"):
        write(
            root / "source" / kernel / "p1.ipynb",
            [expects("a", "x = 1"), checked("t", test, 2)],
            kernel,
        )
        release(root, kernel)
        hand_in(root, "anna", kernel)
        text = root / "submitted" / "anna" / kernel / "p1.ipynb"
        nb = json.loads(text.read_text())
        nb["cells"][0]["source"] = "x = 1"
        text.write_text(json.dumps(nb))
    (record,) = grade(root, "other", workers=1)
    told = (record.status, record.score, record.errors, record.message)
    assert told == ("graded", 2, [], "")
    began = time.monotonic()
    refused = {
        name: grade(root, kernel, workers=1, readable=[str(path) for path in shown])[0]
        for name, kernel, shown in (
            ("gone", "gone", []),
            ("hidden", "hidden", []),
            ("shown", "hidden", [script.parent]),
        )
    }
    # one that is waited for is waited for 120 seconds
    assert time.monotonic() - began < 120
    assert {record.status for record in refused.values()} == {"failed"}
    assert refused["gone"].message == (
        "Its kernel did not start: there is no /nowhere/bin/python on this machine, which the "
        "kernelspec gone names."
    )
    assert "cannot be run (FileNotFoundError" in refused["hidden"].message
    assert refused["hidden"].message.endswith(f"add --readable {script.parent}.")
    assert "gave no answer (no such package)" in refused["shown"].message
    assert [path.name for path in (root / "autograded" / "anna").iterdir()] == ["other"]
