"""One submission in a forked kernel: stalls, lost kernels, other commands' kernels, limits."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from support.light import ASSIGNMENT, NOTEBOOK, make_class

from nbreferee import kernels
from nbreferee.collect import make_pack, read_submission
from nbreferee.gradebook import open_api
from nbreferee.isolation import Limits
from nbreferee.job import NO_HELPER, Job, Outcome, Pack
from nbreferee.pool import run_jobs
from nbreferee.store import Store
from nbreferee.worker import run_job
from nbreferee.zygote import Zygote
from servicelab_workshop.grading import grade

pytestmark = [pytest.mark.slow]


@pytest.fixture(scope="module")
def pack_and_job(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pack, Job]:
    root = make_class(tmp_path_factory.mktemp("light"), 1)
    with open_api(root) as api:
        store = Store(api, ASSIGNMENT)
        pack = make_pack(
            api,
            ASSIGNMENT,
            store.converter,
            store.sanitize,
            store.execute,
            limits=Limits(),
            isolate=True,
            readable=(),
            helper=NO_HELPER,
        )
        folder = root / "submitted" / "s0000" / ASSIGNMENT
        job = read_submission(folder, "s0000", ASSIGNMENT, pack, []).job
    assert job is not None
    return pack, job


@pytest.fixture(scope="module")
def zygote(pack_and_job: tuple[Pack, Job]) -> Iterator[Zygote]:
    zygote = Zygote(pack_and_job[0].preload)
    yield zygote
    zygote.close()


@pytest.fixture
def pack(pack_and_job: tuple[Pack, Job]) -> Pack:
    return pack_and_job[0]


@pytest.fixture
def job(pack_and_job: tuple[Pack, Job]) -> Job:
    return pack_and_job[1]


def with_answer(job: Job, source: str) -> Job:
    nb = json.loads(job.notebooks[NOTEBOOK])
    for cell in nb["cells"]:
        if cell["id"] == "squares":
            cell["source"] = source
    return replace(job, notebooks={NOTEBOOK: json.dumps(nb).encode()})


def errors(outcome: Outcome) -> dict[str, str]:
    nb = json.loads(outcome.notebooks[NOTEBOOK])
    return {
        cell["id"]: output["ename"]
        for cell in nb["cells"]
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    }


def assert_good(outcome: Outcome) -> None:
    assert outcome.error == ""
    assert (outcome.flags, outcome.notes) == ([], [])
    assert errors(outcome) == {}


def test_runs_and_says_what_it_took(job: Job, pack: Pack, zygote: Zygote) -> None:
    outcome = run_job(job, pack, zygote)
    assert_good(outcome)
    assert outcome.files == {}
    assert outcome.gone == []
    assert {"sanitize", "start kernel", "execute", "stop kernel", "kernel"} <= set(outcome.steps)


def test_large_submissions_do_not_wait_for_each_other(job: Job, pack: Pack, zygote: Zygote) -> None:
    """Both ways are full at once: the next job on its way in, the last outcome on its way out."""
    large = with_answer(job, "# " + "x" * 2_000_000)
    jobs = [replace(large, student=f"s{number}") for number in range(4)]
    done: list[str] = []

    def run() -> None:
        done.extend(job.student for job, _outcome in run_jobs(iter(jobs), pack, 1, zygote))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(120)
    assert done == [job.student for job in jobs]


class Deaf:
    """A channel whose second message arrives unnoticed until somebody looks at the socket."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, heals: bool, times: int) -> None:
        self.nudged = 0
        self.stalls = 0
        start = kernels.Client.start_channels
        me = self

        def start_channels(client: Any, *args: Any, **kwargs: Any) -> None:
            start(client, *args, **kwargs)
            if me.stalls >= times:
                return
            me.stalls += 1
            channel = client.shell_channel
            listen, poll = channel.get_msg, channel.socket.poll
            awake = asyncio.Event()
            heard = 0

            async def get_msg(*args: Any, **kwargs: Any) -> Any:
                nonlocal heard
                heard += 1
                if heard == 2:
                    await awake.wait()
                return await listen(*args, **kwargs)

            async def look(*args: Any) -> Any:
                if heard >= 2 and args == (0,):
                    me.nudged += 1
                    if heals:
                        awake.set()
                return await poll(*args)

            monkeypatch.setattr(channel, "get_msg", get_msg)
            object.__setattr__(channel.socket, "poll", look)

        monkeypatch.setattr(kernels.Client, "start_channels", start_channels)


def test_a_missed_message_is_noticed(
    job: Job, pack: Pack, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = Deaf(monkeypatch, heals=True, times=1)
    assert_good(run_job(job, pack, zygote))
    assert (deaf.stalls, deaf.nudged > 0) == (1, True)


def test_a_stuck_channel_costs_another_try_and_no_timeout(
    job: Job, pack: Pack, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "_STALL_SECONDS", 2)
    deaf = Deaf(monkeypatch, heals=False, times=1)
    assert_good(run_job(job, pack, zygote))
    assert deaf.nudged > 0


def test_a_channel_that_stays_stuck_is_told(
    job: Job, pack: Pack, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "_STALL_SECONDS", 1)
    Deaf(monkeypatch, heals=False, times=99)
    outcome = run_job(job, pack, zygote)
    assert outcome.error == "its kernel was lost 3 times (the channel to the kernel is stuck)."


def test_a_kernel_that_does_not_answer_costs_another_try(
    job: Job, pack: Pack, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = kernels.Client.start_channels
    mute = 1

    def start_channels(client: Any, *args: Any, **kwargs: Any) -> None:
        nonlocal mute
        start(client, *args, **kwargs)
        if mute:
            mute -= 1
            monkeypatch.setattr(client.iopub_channel, "get_msg", nothing)

    async def nothing(*_args: Any, **_kwargs: Any) -> None:
        raise Empty

    monkeypatch.setattr(kernels.Client, "start_channels", start_channels)
    assert_good(run_job(job, pack, zygote))
    mute = 99
    outcome = run_job(job, pack, zygote)
    assert outcome.error == "its kernel was lost 3 times (it did not answer)."


def test_a_lost_zygote_is_started_again(job: Job, pack: Pack) -> None:
    zygote = Zygote(pack.preload)
    try:
        assert_good(run_job(job, pack, zygote))
        assert zygote.process is not None
        zygote.process.kill()
        zygote.process.wait()
        assert_good(run_job(job, pack, zygote))
    finally:
        zygote.close()


def test_a_kernel_of_its_own_command(
    job: Job, pack: Pack, zygote: Zygote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another kernelspec is started by its command, in the same sandbox."""
    spec = tmp_path / "kernels" / "cold"
    spec.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(
        json.dumps({"argv": command, "display_name": "Cold", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    notebooks = tuple(
        replace(notebook, kernelspec='{"name": "cold", "display_name": "Cold"}')
        for notebook in pack.key.notebooks
    )
    cold = replace(pack, key=replace(pack.key, notebooks=notebooks))
    peek = with_answer(job, f"open({str(Path.cwd() / 'pyproject.toml')!r})")
    outcome = run_job(peek, cold, zygote)
    assert outcome.error == ""
    assert errors(outcome)["squares"] == "FileNotFoundError"
    assert_good(run_job(job, cold, zygote))


@pytest.mark.parametrize("isolate", [True, False], ids=["isolated", "with own rights"])
@pytest.mark.parametrize(
    ("source", "limits", "ename", "words"),
    [
        ("x = bytearray(800 << 20)", Limits(memory=1 << 30), "", ""),
        (
            "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException:\n"
            "        pass",
            Limits(seconds=4),
            "TimeoutError",
            "it did not stop when it was interrupted",
        ),
        ("while True: print('x' * 1000)", Limits(output=1 << 20), "OutputLimitError", "it printed"),
        ("import os; os._exit(3)", Limits(), "DeadKernelError", "its kernel ended"),
    ],
    ids=["memory", "time", "output", "exit"],
)
def test_limits(
    job: Job,
    pack: Pack,
    zygote: Zygote,
    source: str,
    limits: Limits,
    ename: str,
    words: str,
    isolate: bool,
) -> None:
    outcome = run_job(
        with_answer(job, source), replace(pack, limits=limits, isolate=isolate), zygote
    )
    assert outcome.error == ""
    found = errors(outcome)
    if ename:
        assert found["squares"] == ename
        assert words in " ".join(outcome.notes)
    # nothing that was not run gets a point
    assert {"squares-shown", "squares-hidden", "plot-check"} <= found.keys()


def test_what_a_notebook_writes_comes_back_and_links_do_not(
    job: Job, pack: Pack, zygote: Zygote
) -> None:
    source = (
        "import os\nos.makedirs('deep/er')\nopen('deep/er/made.txt', 'w').write('made')\n"
        "open('timestamp.txt', 'a').write(' changed')\n"
        "os.symlink('/etc/passwd', 'link.txt')\nos.link('deep/er/made.txt', 'hard.txt')\n"
        "os.mkfifo('pipe')\nopen('problem1.ipynb', 'w').write('mine')"
    )
    outcome = run_job(with_answer(job, source), pack, zygote)
    assert outcome.error == ""
    assert set(outcome.files) == {"timestamp.txt"}
    assert outcome.files["timestamp.txt"].endswith(b" changed")
    kept = with_answer(
        job, "open('kept.txt', 'w').write('1')\nimport os; os.remove('timestamp.txt')"
    )
    outcome = run_job(kept, pack, zygote)
    assert (outcome.files, outcome.gone) == ({"kept.txt": b"1"}, ["timestamp.txt"])


def test_nothing_is_left_behind(
    job: Job, pack: Pack, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    make = kernels.tempfile.mkdtemp

    def mkdtemp(**where: Any) -> str:
        folder: str = make(**where)
        made.extend([Path(folder), Path(f"{folder}.root")])
        return folder

    monkeypatch.setattr(kernels.tempfile, "mkdtemp", mkdtemp)
    run_job(with_answer(job, "import subprocess; subprocess.Popen(['sleep', '987'])"), pack, zygote)
    assert len(made) == 2
    assert not [folder for folder in made if folder.exists()]
    running = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [line for line in running if line.startswith(b"sleep\0987")]


def test_where_no_kernel_can_be_forked(job: Job, pack: Pack) -> None:
    """As on macOS and Windows: nbgrader's own kernels, only where that is asked for."""
    with pytest.raises(ValueError, match="forked"):
        run_job(job, pack, None)
    plain = replace(pack, isolate=False)
    assert_good(run_job(job, plain, None))
    made = "import os\nopen('made.txt', 'w').write('1')\nos.remove('timestamp.txt')"
    outcome = run_job(with_answer(job, made), plain, None)
    assert (outcome.files, outcome.gone) == ({"made.txt": b"1"}, ["timestamp.txt"])
    outcome = run_job(with_answer(job, "import os; os._exit(3)"), plain, None)
    assert errors(outcome)["squares"] == "DeadKernelError"
    assert {"squares-shown", "squares-hidden", "plot-check"} <= errors(outcome).keys()


def test_the_command_where_no_kernel_can_be_forked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_class(tmp_path / "course", 2)
    monkeypatch.setattr("nbreferee.grade.CAN_FORK", False)
    records = grade(root, ASSIGNMENT, isolate=False)
    assert [(record.status, record.score) for record in records] == [("graded", 4.0)] * 2


def test_imports_on_windows() -> None:
    """What `doctor` and `grade` import needs no module that Windows lacks."""
    code = (
        "import sys, nbgrader.apps\n"
        "for name in ('fcntl', 'grp', 'pwd', 'resource', 'termios'): sys.modules[name] = None\n"
        "import nbreferee.isolation, nbreferee.zygote, nbreferee.pool\n"
        "import nbreferee.keeper, nbreferee.store, nbreferee.grade\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
