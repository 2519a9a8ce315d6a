"""However `servicelab start` ends, no process of it lives on."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.survivors import hear_interrupts, processes_with
from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect

from servicelab_workshop import cli

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]


async def _keep_busy(host: str, token: str) -> None:
    """Have a kernel and a terminal run something that does not end."""
    client, headers = AsyncHTTPClient(), {"Authorization": f"token {token}"}
    kernels = f"http://{host}/api/kernels"
    while True:
        try:
            kernel = await client.fetch(kernels, method="POST", headers=headers, body="{}")
            break
        except ConnectionRefusedError:  # Jupyter prints its address a moment before it listens
            await asyncio.sleep(0.1)
    name = json.loads(kernel.body)["id"]
    cell = await websocket_connect(f"ws://{host}/api/kernels/{name}/channels?token={token}")
    content = {"code": "import time\nprint('runs', flush=True)\ntime.sleep(600)", "silent": False}
    header = {"msg_id": "a", "msg_type": "execute_request", "session": "s", "username": "u"}
    message = {
        "header": {**header, "version": "5.3", "date": "2026-11-01T00:00:00Z"},
        "parent_header": {},
        "metadata": {},
        "channel": "shell",
        "content": {**content, "store_history": False, "allow_stdin": False},
    }
    await cell.write_message(json.dumps(message))
    while "runs" not in str(await cell.read_message()):
        pass
    made = await client.fetch(
        f"http://{host}/api/terminals", method="POST", headers=headers, body="{}"
    )
    shell = json.loads(made.body)["name"]
    terminal = await websocket_connect(f"ws://{host}/terminals/websocket/{shell}?token={token}")
    await terminal.write_message(json.dumps(["stdin", "echo E''ND; sleep 600\r"]))
    while "END" not in str(await terminal.read_message()):
        pass
    cell.close()
    terminal.close()


@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL],
    ids=["Ctrl-C", "asked to end", "terminal closed", "killed"],
)
def test_nothing_lives_on(tmp_path: Path, number: signal.Signals) -> None:
    mark = f"SERVICELAB_TEST_MARK={os.getpid()}-{number}"
    environment = {**os.environ, **dict([mark.split("=")]), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "servicelab_workshop", "start", "--no-browser"]
    log = tmp_path / "log.txt"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [*command, "--workdir", str(tmp_path / "my course")],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=tmp_path,
            preexec_fn=hear_interrupts,
        )
    try:
        deadline = time.monotonic() + 120
        while not (found := re.search(r"http://(\S+?)/\S*token=(\w+)\n", log.read_text())):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        asyncio.run(asyncio.wait_for(_keep_busy(*found.groups()), 60))
        assert len(processes_with(mark)) >= 4
        server.send_signal(number)
        server.wait(60)
        deadline = time.monotonic() + 60
        while (left := processes_with(mark)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert left == {}
        if number in (signal.SIGTERM, signal.SIGHUP):
            # it had the time to end what it started, and to take its name from the list
            runtime = tmp_path / ".local" / "share" / "jupyter" / "runtime"
            assert list(runtime.glob("*server-*")) == []
    finally:
        server.kill()
        server.wait()
        for process in processes_with(mark):
            os.kill(process, signal.SIGKILL)


def _seconds_to_address(command: list[str], log: Path, environment: dict[str, str]) -> float:
    """How long a JupyterLab takes from its start to the address that it prints."""
    begin = time.monotonic()
    with log.open("wb") as stream:
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, env=environment
        )
    try:
        while not re.search(r"http://\S+token=\w+", log.read_text()):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < begin + 120, log.read_text()
            time.sleep(0.01)
        return time.monotonic() - begin
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:  # a bare JupyterLab may not end by itself
            server.kill()
            server.wait()


def test_start_takes_little_longer_than_a_bare_jupyterlab(tmp_path: Path) -> None:
    settings = Path(cli.__file__).with_name("jupyter")
    environment = {**os.environ, "HOME": str(tmp_path), "JUPYTER_CONFIG_PATH": str(settings)}
    commands = {
        "ours": ["servicelab_workshop", "start", "--no-browser", "--workdir", str(tmp_path / "my")],
        "bare": ["jupyter", "lab", "--no-browser", "--allow-root"],
    }
    taken: dict[str, list[float]] = {"ours": [], "bare": []}
    for _again in range(3):
        for name, words in commands.items():
            command = [sys.executable, "-m", *words]
            taken[name].append(_seconds_to_address(command, tmp_path / "log.txt", environment))
    # the first start of ours brings the notebooks, and each is the first of something
    assert min(taken["ours"]) <= 1.2 * min(taken["bare"]), taken
    assert "pandas" not in _imported("servicelab_workshop.self_study.progress")


def _imported(module: str) -> set[str]:
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.split())
