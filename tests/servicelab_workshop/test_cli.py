from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect
from typer.testing import CliRunner

from servicelab_workshop import cli, doctor
from servicelab_workshop.cli import (
    LAZY,
    _summary,
    app,
    keep_home,
    main,
)
from servicelab_workshop.self_study import workcopy
from servicelab_workshop.self_study.workcopy import TopUp


def servicelab(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "servicelab_workshop", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)


def test_version() -> None:
    assert servicelab("--version").stdout.strip() == version("servicelab")


def test_every_command_is_listed_and_has_help() -> None:
    listing = CliRunner().invoke(app, ["--help"]).output
    for command in ["start", "update", "progress", "hint", "solution", "test", "doctor", *LAZY]:
        assert command in listing
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_unknown_command_is_refused() -> None:
    run = servicelab("strat")
    assert run.returncode == 2
    assert "strat" in run.stderr
    assert "Traceback" not in run.stderr


def test_what_a_terminal_cannot_show_is_written_as_an_escape(tmp_path: Path) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "servicelab_workshop",
            "update",
            "--workdir",
            str(tmp_path / "王 é"),
        ],
        capture_output=True,
        encoding="latin-1",
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert f"Your copy of the course: {tmp_path}/\\u738b é" in run.stdout


def test_a_home_that_cannot_be_written_is_kept_in_the_working_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    keep_home(tmp_path)
    assert doctor.check_home().ok
    assert (os.environ["HOME"], list(tmp_path.iterdir())) == (str(tmp_path), [])
    # nobody can make anything there, root neither
    monkeypatch.setenv("HOME", "/proc/nowhere")
    check = doctor.check_home()
    assert (check.ok, check.needed) == (False, False)
    assert "in the working copy" in check.mend
    keep_home(tmp_path)
    assert os.environ["HOME"] == str(tmp_path / ".servicelab-home")
    assert doctor.check_home().ok
    assert "/proc/nowhere cannot be written" in capsys.readouterr().out


def test_starting_does_not_import_the_classroom() -> None:
    program = (
        "import sys, servicelab_workshop.cli\n"
        "heavy = {'nbgrader', 'pandas', 'numpy', 'jupyterlab', 'servicelab_workshop.classroom'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_problem_is_one_sentence_without_traceback(tmp_path: Path) -> None:
    taken = tmp_path / "my_course"
    taken.write_text("a file")
    run = servicelab("start", "--no-browser", "--workdir", str(taken))
    assert run.returncode == 2
    assert run.stderr == f"{taken} is a file, not a folder: choose another --workdir.\n"


def test_what_the_referee_refuses_is_one_sentence_without_traceback(tmp_path: Path) -> None:
    run = servicelab("grade", "m02", "--course", str(tmp_path / "nowhere"))
    assert run.returncode == 2
    assert run.stderr == f"There is no folder {tmp_path / 'nowhere'}: check --course.\n"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="login shells are a Unix matter")
def test_start_says_where_it_is_and_its_terminal_knows_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a login shell that forgets PATH, as on Debian
    for name in (".profile", ".bash_profile"):
        (tmp_path / name).write_text("PATH=/usr/bin:/bin\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SHELL", shutil.which("bash") or "/bin/sh")
    work, log = tmp_path / "my course", tmp_path / "log.txt"
    command = [
        sys.executable,
        "-m",
        "servicelab_workshop",
        "start",
        "--no-browser",
        "--workdir",
        str(work),
    ]
    with log.open("wb") as stream:
        server = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT, cwd=tmp_path)
    try:
        deadline = time.monotonic() + 120
        while not (
            found := re.search(
                r"Open this address: (http://(\S+?)/\S*token=(\w+))\n", log.read_text()
            )
        ):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        assert "/lab/tree/m00_welcome/welcome.ipynb" in found[1]
        asking = _in_terminal("type -p servicelab", *found.groups()[1:])
        # not in this thread, where a browser of an earlier test has a loop of its own
        with ThreadPoolExecutor(1) as thread:
            said = thread.submit(asyncio.run, asyncio.wait_for(asking, 60)).result()
        assert str(Path(sys.executable).with_name("servicelab")) in said
        assert "nbgrader_config" not in log.read_text()
    finally:
        server.terminate()
        server.wait()


async def _in_terminal(command: str, host: str, token: str) -> str:
    """What a new terminal of a JupyterLab answers to a command."""
    headers = {"Authorization": f"token {token}"}
    made = await AsyncHTTPClient().fetch(
        f"http://{host}/api/terminals", method="POST", headers=headers, body="{}"
    )
    name = json.loads(made.body)["name"]
    terminal = await websocket_connect(f"ws://{host}/terminals/websocket/{name}?token={token}")
    await terminal.write_message(json.dumps(["stdin", f"{command}; echo E''ND\r"]))
    said = ""
    while "END" not in said:
        kind, *words = json.loads(await terminal.read_message() or "[0]")
        assert kind, said
        said += words[0] if kind == "stdout" else ""
    terminal.close()
    return said


@pytest.mark.slow
def test_update_progress_hint_and_solution(tmp_path: Path) -> None:
    work = ["--workdir", str(tmp_path / "my course")]
    run = servicelab("progress", *work)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "no working copy" in run.stderr
    assert "new files" in servicelab("update", *work).stdout
    assert "new files" not in servicelab("update", *work).stdout
    assert "(m00-first-win) in m00_welcome" in servicelab("progress", *work).stdout
    assert json.loads(servicelab("progress", "m02", "--json", *work).stdout)["next"]
    for number in (1, 2):
        assert f"hint {number} of 3" in servicelab("hint", "m02-q2", *work).stdout
    early = servicelab("solution", "m02-q2", *work)
    assert (early.returncode, early.stderr.count("\n")) == (2, 1)
    assert "not attempted yet" in early.stderr


def test_an_update_says_what_it_did(tmp_path: Path) -> None:
    done = TopUp(["a"], ["b"], ["c"], ["d"], ["e"])
    said = "\n".join(_summary(done, tmp_path))
    for part in ("1 new file", "Updated: b", "keep one: c", "removed: d", "\ne"):
        assert part in said


def test_tests_need_a_clone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setattr(workcopy, "repository", lambda: None)
    monkeypatch.setattr(sys, "argv", ["servicelab", "test"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert "clone it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "package"),
    [
        (["test"], "pytest"),
        (["site"], "sphinx"),
        (["grade", "m00_welcome", "--scheduler", "tcp://localhost:1"], "distributed"),
    ],
)
def test_command_that_the_course_set_lacks_packages_for_is_one_sentence(
    arguments: list[str],
    package: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == package else find(name)
    )
    monkeypatch.setattr(sys, "argv", ["servicelab", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert re.fullmatch(rf"`servicelab {arguments[0]}.*: run `python3 course\.py .*\.\n", said)


@pytest.mark.slow
def test_options_of_pytest_are_handed_on(tmp_path: Path) -> None:
    (tmp_path / "test_two.py").write_text(
        "import pytest\n"
        "def test_one(): pass\n"
        "@pytest.mark.browser\ndef test_browser(): pass\n"
        "@pytest.mark.network\ndef test_network(): pass\n"
        "@pytest.mark.slow\ndef test_slow(): pass\n"
        "@pytest.mark.slow\n@pytest.mark.alone\ndef test_alone(): pass\n"
    )
    chosen = ["test", "-n", "0", "-q", str(tmp_path), "-p", "no:cacheprovider"]
    assert "3 passed, 2 deselected" in servicelab(*chosen).stdout
    together, alone = re.findall(r"\d+ passed, \d+ deselected", servicelab(*chosen, "--all").stdout)
    assert (together, alone) == ("4 passed, 1 deselected", "1 passed, 4 deselected")
    both = servicelab(*chosen, "--all", "--no-browser-tests", "--offline")
    assert "2 passed, 3 deselected" in both.stdout
    assert re.findall(r"\d+ passed", servicelab(*chosen, "--all", "-m", "slow").stdout) == [
        "2 passed"
    ]
    # one of the two parts may have none
    assert servicelab(*chosen, "--all", "-k", "alone").returncode == 0
    assert servicelab(*chosen, "--all", "-k", "nothing").returncode == 5
    (tmp_path / "test_two.py").write_text("def test_one(): assert 0\n")
    assert servicelab(*chosen).returncode == 1


@pytest.mark.slow
def test_a_report_is_on_a_subject_or_on_an_assignment(tmp_path: Path) -> None:
    listing = CliRunner().invoke(app, ["report", "--help"]).output
    assert "ASSIGNMENT" in listing
    assert "servqual" in listing
    own = CliRunner().invoke(app, ["report", "servqual", "--help"]).output
    assert "--items" in own
    assert "--anonymous" not in own
    # whatever comes first, a word that is no subject is an assignment
    for arguments in (["m02", "--course", str(tmp_path)], ["--course", str(tmp_path), "m02"]):
        run = servicelab("report", *arguments)
        assert run.returncode == 2
        assert "gradebook" in run.stderr or "course" in run.stderr
        assert "Traceback" not in run.stderr


def test_a_report_on_a_survey_does_not_import_the_classroom() -> None:
    program = (
        "import sys, servicelab_workshop.reports.servqual\n"
        "print([name for name in sys.modules if 'nbgrader' in name or 'classroom' in name])"
    )
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_second_start_names_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    servers = [
        {"root_dir": str(tmp_path / "other"), "url": "http://localhost:1/", "token": "a"},
        {"root_dir": str(tmp_path / "mine"), "url": "http://localhost:2/", "token": "b"},
    ]
    monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: servers)
    cli.start(workdir=tmp_path / "mine")
    assert "already running at http://localhost:2/?token=b" in capsys.readouterr().out
    assert not (tmp_path / "mine").exists()
    assert cli._running_at(tmp_path / "new") == ""
