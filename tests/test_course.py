"""`course.py` with real environments: a toy course for the rare paths, the real one at the end."""

from __future__ import annotations

import ast
import base64
import hashlib
import io
import json
import os
import re
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import time
import timeit
import urllib.request
import zipfile
from pathlib import Path

import pytest
from support.survivors import hear_interrupts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shell and signals of Unix")

UV = str(Path(sys.executable).with_name("uv"))
# A build backend small enough to read, so that the toy course installs without the internet.
BACKEND = """
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "servicelab-1.0-py3-none-any.whl"
    info = "servicelab-1.0.dist-info/"
    with zipfile.ZipFile(folder + "/" + name, "w") as wheel:
        wheel.writestr("servicelab.py", "import os, sys, toy\\ndef main():\\n"
            "    print(sys.argv[1:], os.environ['PYTHONUTF8'], os.environ['VIRTUAL_ENV'])\\n"
            "    print(os.environ['PATH'].split(os.pathsep)[0])\\n")
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: servicelab\\nVersion: 1.0\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "entry_points.txt", "[console_scripts]\\nservicelab = servicelab:main\\n")
        wheel.writestr(info + "RECORD", "")
    return name
"""


def make_wheel(folder: Path, version: str = "1.0", code: str = "x = 1\n", name: str = "toy") -> str:
    """Write a wheel of one module and return its line in a lock."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": code,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for file, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        record += f"{file},sha256={digest.decode()},{len(text)}\n"
    files[f"{info}/RECORD"] = record + f"{info}/RECORD,,\n"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in files.items():
            wheel.writestr(file, text)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{name}=={version} \\\n    --hash=sha256:{digest}\n"


class Toy:
    """A course of one tiny package and another for tests, installed from a local folder."""

    def __init__(self, root: Path, folder: Path, installer: str) -> None:
        self.folder = folder / "我的 course"
        self.wheels = folder / "wheels"
        self.tools = folder / "tools"
        for path in (self.folder, self.wheels, self.tools):
            path.mkdir()
        shutil.copy(root / "course.py", self.folder)
        (self.folder / "pyproject.toml").write_text(
            '[project]\nname = "servicelab"\nversion = "1.0"\n'
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        )
        (self.folder / "backend.py").write_text(BACKEND)
        self.lock = self.folder / "requirements.lock.txt"
        self.lock.write_text(make_wheel(self.wheels))
        self.test_lock = self.folder / "requirements-test.lock.txt"
        self.test_lock.write_text(make_wheel(self.wheels, name="probe"))
        if installer == "uv":
            (self.tools / "uv").symlink_to(UV)
        constraints = folder / "constraints.txt"
        constraints.write_text("toy==9.9\n")
        (folder / "uv.toml").write_text(f'no-index = true\nfind-links = ["{self.wheels}"]\n')
        self.environment = {
            "PATH": f"{self.tools}:/usr/bin:/bin",
            "HOME": str(folder),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "UV_CONFIG_FILE": str(folder / "uv.toml"),
            "UV_CACHE_DIR": str(folder / "cache"),
            # What must not disturb.
            "PYTHONDONTWRITEBYTECODE": "1",
            "PIP_NO_COMPILE": "1",
            "PIP_CONSTRAINT": str(constraints),
            "UV_CONSTRAINT": str(constraints),
            "PIP_USER": "1",
            "PIP_REQUIRE_VIRTUALENV": "1",
        }

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, self.folder / "course.py", *arguments],
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            preexec_fn=hear_interrupts,
        )

    def module(self, name: str) -> Path | None:
        """Where a module lies in the environment."""
        return next(self.folder.glob(f".venv/lib/*/site-packages/{name}.py"), None)

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)


@pytest.fixture(params=[pytest.param("pip", marks=pytest.mark.slow), "uv"])
def toy(request: pytest.FixtureRequest, root: Path, tmp_path: Path) -> Toy:
    return Toy(root, tmp_path, request.param)


@pytest.fixture
def uv_toy(root: Path, tmp_path: Path) -> Toy:
    return Toy(root, tmp_path, "uv")


@pytest.fixture
def pip_toy(root: Path, tmp_path: Path) -> Toy:
    return Toy(root, tmp_path, "pip")


def test_makes_the_environment_once_and_hands_over(toy: Toy) -> None:
    run = toy.run("start", "--port", "9999")
    assert run.returncode == 0, run.stderr
    venv = toy.folder / ".venv"
    said = run.stdout.splitlines()
    assert said[0].startswith("Setting up (once")
    assert said[-2:] == [f"['start', '--port', '9999'] 1 {venv}", str(venv / "bin")]
    assert list(venv.glob("lib/*/site-packages/__pycache__/toy.*.pyc"))

    def bare() -> None:
        subprocess.run([sys.executable, "-c", "pass"], check=True)

    def handed_over() -> None:
        assert toy.run("doctor").stdout.startswith("['doctor']")

    plain, ours = (min(timeit.repeat(what, number=1, repeat=3)) for what in (bare, handed_over))
    assert ours < 20 * plain

    own = venv / "installed by the trainee"
    own.touch()
    toy.lock.write_text(make_wheel(toy.wheels, "2.0", "print('toy 2')\n"))
    assert "toy 2" in toy.run("start").stdout
    assert own.exists()


def test_only_tests_bring_what_only_tests_need(toy: Toy) -> None:
    toy.run("start")
    assert toy.module("toy")
    assert not toy.module("probe")
    own = toy.folder / ".venv" / "installed by the trainee"
    own.touch()

    said = toy.run("test", "-k", "rare").stdout.splitlines()
    assert said[0].startswith("Adding what the tests need (once")
    assert said[-2].startswith("['test', '-k', 'rare']")
    assert toy.module("probe")
    assert own.exists()

    for command in ("start", "test", "site"):
        assert toy.run(command).stdout.startswith(f"['{command}']")
    assert toy.module("probe")


def test_first_call_may_be_the_tests(uv_toy: Toy) -> None:
    said = uv_toy.run("test").stdout
    assert said.index("Setting up (once") < said.index("Adding what the tests need")
    assert said.count("Ready after") == 1


@pytest.mark.parametrize(
    ("command", "tests"),
    [
        ("start", False),
        ("--help", False),
        ("build --check", False),
        ("grade m02_segmentation", False),
        ("grade m02_segmentation --scheduler tcp://host:8786", True),
        ("grade m02_segmentation --scheduler=tcp://host:8786", True),
        ("site --out pages", True),
        ("test -k segment", True),
    ],
)
def test_commands_that_need_more_than_the_course(root: Path, command: str, tests: bool) -> None:
    course = runpy.run_path(str(root / "course.py"))
    assert course["needs_tests"](command.split()) is tests


def test_without_network_the_tests_are_not_added_and_the_course_still_opens(toy: Toy) -> None:
    toy.run("start")
    for _ in range(2):
        said = without_network(toy, "test")
        assert_one_sentence(said, "The packages could not be downloaded: connect to the internet")
        assert toy.run("start").stdout.startswith("['start']")
    assert toy.run("test").returncode == 0


def test_interrupted_addition_leaves_the_course_and_is_finished_later(toy: Toy) -> None:
    toy.run("test")
    # as a call that was killed leaves it: not in the stamp, files missing
    stamp = toy.folder / ".venv" / ".course-stamp.json"
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "tests": None}))
    probe = toy.module("probe")
    assert probe
    probe.unlink()
    assert toy.run("start").stdout.startswith("['start']")
    assert toy.run("test").stdout.startswith("Adding what the tests need")
    assert probe.exists()


@pytest.mark.slow
def test_each_lock_updates_its_own(uv_toy: Toy) -> None:
    uv_toy.run("test")
    uv_toy.test_lock.write_text(make_wheel(uv_toy.wheels, "2.0", "y = 2\n", "probe"))
    assert uv_toy.run("start").stdout.startswith("['start']")
    assert uv_toy.run("test").stdout.startswith("Updating what the tests need")
    probe = uv_toy.module("probe")
    assert probe
    assert probe.read_text() == "y = 2\n"

    uv_toy.lock.write_text(make_wheel(uv_toy.wheels, "2.0"))
    assert uv_toy.run("start").stdout.startswith("Updating the environment")
    assert uv_toy.run("test").stdout.startswith("['test']")


@pytest.mark.slow
def test_interrupted_set_up_is_begun_anew(uv_toy: Toy) -> None:
    uv_toy.run("start")
    (uv_toy.folder / ".venv" / ".unfinished").touch()
    for half in uv_toy.folder.glob(".venv/lib/*/site-packages/toy.py"):
        half.unlink()
    run = uv_toy.run("start")
    assert run.stdout.startswith("Setting up (once")
    assert run.returncode == 0, run.stderr


@pytest.mark.slow
def test_killed_in_the_middle_is_begun_anew(pip_toy: Toy) -> None:
    process = pip_toy.start("start")
    deadline = time.monotonic() + 60
    while not list(pip_toy.folder.glob(".venv/lib/*/site-packages/pip")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    # The pip that was left alone may still be writing; the next call waits for it.
    run = pip_toy.run("start")
    assert "Setting up (once" in run.stdout
    assert run.returncode == 0, run.stderr


def test_stopped_by_the_user_says_how_to_go_on(pip_toy: Toy) -> None:
    process = pip_toy.start("start")
    deadline = time.monotonic() + 60
    while not (pip_toy.folder / ".venv").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == "Stopped. Run the same command again to go on.\n"


@pytest.mark.slow
def test_two_calls_at_once_wait_for_each_other(uv_toy: Toy) -> None:
    both = [uv_toy.start("start"), uv_toy.start("start")]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Ready after" in text for text in said) == 1
    assert all("['start']" in text for text in said)


@pytest.mark.slow
def test_moved_clone_is_set_up_anew(uv_toy: Toy, tmp_path: Path) -> None:
    uv_toy.run("start")
    uv_toy.folder = uv_toy.folder.rename(tmp_path / "moved")
    run = uv_toy.run("start")
    assert run.stdout.startswith("Setting up (once")
    assert str(tmp_path / "moved" / ".venv") in run.stdout


@pytest.mark.slow
def test_vanished_python_is_set_up_anew(uv_toy: Toy) -> None:
    uv_toy.run("start")
    for python in (uv_toy.folder / ".venv" / "bin").glob("python*"):
        python.unlink()
    assert uv_toy.run("start").returncode == 0


def test_environment_of_somebody_else_is_not_touched(uv_toy: Toy) -> None:
    precious = uv_toy.folder / ".venv" / "precious"
    precious.parent.mkdir()
    precious.touch()
    run = uv_toy.run("start")
    assert run.returncode == 1
    assert "was not made by this command: rename or delete it" in run.stderr
    assert precious.exists()


def assert_one_sentence(run: subprocess.CompletedProcess[str], start: str) -> None:
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert run.stderr.startswith(start), run.stderr


def without_network(toy: Toy, command: str = "start") -> subprocess.CompletedProcess[str]:
    empty = toy.folder.parent / "empty.toml"
    empty.touch()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        index = f"http://127.0.0.1:{closed.getsockname()[1]}/simple"
        return toy.run(
            command,
            UV_CONFIG_FILE=str(empty),
            UV_INDEX_URL=index,
            UV_HTTP_RETRIES="0",
            UV_CACHE_DIR=str(toy.folder.parent / "empty cache"),
            PIP_NO_INDEX="",
            PIP_FIND_LINKS="",
            PIP_INDEX_URL=index,
            PIP_RETRIES="0",
        )


def test_no_network_is_said_in_one_sentence(toy: Toy) -> None:
    run = without_network(toy)
    assert_one_sentence(run, "The packages could not be downloaded: connect to the internet")
    log = re.search(r"details are in (.*)$", run.stderr.strip())
    assert log is not None
    assert "toy" in Path(log[1]).read_text(encoding="utf-8")


def test_next_call_with_network_succeeds(uv_toy: Toy) -> None:
    assert without_network(uv_toy).returncode == 1
    assert uv_toy.run("start").returncode == 0


def test_changed_package_is_refused(toy: Toy) -> None:
    make_wheel(toy.wheels, code="x = 'not what was locked'\n")
    assert_one_sentence(toy.run("start"), "A downloaded package is not the one")


def test_missing_venv_module_names_the_package(pip_toy: Toy, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "ensurepip.py").write_text("raise ModuleNotFoundError('ensurepip')")
    run = pip_toy.run("start", PYTHONPATH=str(tmp_path / "broken"))
    assert_one_sentence(run, "This Python cannot make environments: on Debian")
    assert f"python3.{sys.version_info.minor}-venv" in run.stderr


def test_read_only_folder_is_said_in_one_sentence(unprivileged: Path, root: Path) -> None:
    for name in ("course.py", "pyproject.toml", "requirements.lock.txt"):
        (unprivileged / name).write_bytes((root / name).read_bytes())
    unprivileged.chmod(0o555)
    # The ordinary user may not be able to read the standard library of root's Python.
    program = (
        "import contextlib, gettext, hashlib, json, locale, os, sys\n"
        "path = sys.argv.pop(1)\n"
        "os.geteuid() or os.setresuid(65534, 65534, 65534)\n"
        "code = compile(open(path, encoding='utf-8').read(), path, 'exec')\n"
        "exec(code, {'__name__': '__main__', '__file__': path})\n"
    )
    uid = os.geteuid()
    if os.getuid() == 0:
        os.seteuid(0)
    try:
        run = subprocess.run(
            [sys.executable, "-c", program, unprivileged / "course.py", "start"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    finally:
        os.seteuid(uid)
    assert_one_sentence(run, f"Cannot write in {unprivileged}")


def test_old_python_can_read_the_file_and_is_told(root: Path) -> None:
    source = (root / "course.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    program = (
        "import runpy, sys\n"
        "sys.version_info = (3, 6, 9, 'final', 0)\n"
        "sys.argv = [sys.argv[1], 'start']\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, root / "course.py"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert_one_sentence(run, "This is Python 3.6.9, but the course needs Python 3.11 or newer")


def test_only_the_standard_library_is_used(root: Path) -> None:
    tree = ast.parse((root / "course.py").read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
    }  # fmt: skip
    assert imported <= set(sys.stdlib_module_names)


def test_a_long_step_gives_a_sign_of_life(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    course = runpy.run_path(str(root / "course.py"))
    monkeypatch.setitem(course["run"].__globals__, "SILENCE", 0.2)
    step = "import time; print('Collecting toy', flush=True); time.sleep(1)"
    course["run"]([sys.executable, "-c", step], io.StringIO(), 3)
    assert "  0 seconds: package 1 of 3 ...\n" in capsys.readouterr().out


def test_without_a_command_it_says_what_can_be_done(root: Path) -> None:
    run = subprocess.run(
        [sys.executable, root / "course.py"], capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 2
    assert "python3 course.py start" in run.stdout


@pytest.mark.parametrize("options", [[], ["--no-project"]], ids=["script", "no-project"])
def test_uv_alone_is_enough(root: Path, tmp_path: Path, options: list[str]) -> None:
    toy = Toy(root, tmp_path, "uv")
    command = [UV, "run", "--python", sys.executable, *options, "course.py", "start"]
    run = subprocess.run(
        command,
        cwd=toy.folder,
        env=toy.environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert f"['start'] 1 {toy.folder / '.venv'}" in run.stdout
    assert not (toy.folder / "uv.lock").exists()


def clone(root: Path, folder: Path) -> Path:
    """Copy what git holds, or would hold, without anything a run has left behind."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=root, capture_output=True, check=True).stdout
    for name in names.decode().split("\0"):
        if name and (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)
    return folder


@pytest.mark.slow
@pytest.mark.network
def test_fresh_clone_runs_both_commands_with_uv(root: Path, tmp_path: Path) -> None:
    """With uv; `.ci/run` itself does the same by pip."""
    folder = clone(root, tmp_path / "新的 clone")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "uv").symlink_to(UV)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST", "COV", "VIRTUAL_ENV", "PYTHONPATH"))
    }
    environment["PATH"] = f"{tmp_path / 'tools'}:/usr/bin:/bin"
    course = [sys.executable, str(folder / "course.py")]

    version = subprocess.run(
        [*course, "--version"], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert version.returncode == 0, version.stdout + version.stderr
    assert not list(folder.glob(".venv/lib/*/site-packages/pytest"))

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = tmp_path / "said.txt"
    with said.open("w") as stream:
        started = subprocess.Popen(
            [*course, "start", "--no-browser", "--port", str(port)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        page = rf"http://127\.0\.0\.1:{port}/lab/tree/m00_welcome/welcome\.ipynb\?(token=\w+)"
        token = wait_for(page, said)
        address = f"http://127.0.0.1:{port}/api/contents/m00_welcome?{token}"
        with urllib.request.urlopen(address, timeout=30) as answer:
            listing = json.load(answer)
    finally:
        started.terminate()
        started.wait(timeout=60)
    assert "welcome.ipynb" in [item["name"] for item in listing["content"]]
    assert (folder / "my_course" / "m00_welcome" / "welcome.ipynb").is_file()
    assert "[E " not in said.read_text(encoding="utf-8")

    chosen = ["test", "-n", "0", "tests/servicelab_workshop/self_study/test_workcopy.py"]
    tested = subprocess.run(
        [*course, *chosen], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert re.search(r"\d+ passed", tested.stdout)


def wait_for(pattern: str, path: Path) -> str:
    deadline = time.monotonic() + 120
    while True:
        text = path.read_text(encoding="utf-8")
        if found := re.search(pattern, text):
            return found[1]
        assert time.monotonic() < deadline, text
        time.sleep(0.2)
