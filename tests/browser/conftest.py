"""A real JupyterLab on a temporary working copy, driven in Chromium.

``lab("m02_segmentation/2_segments.ipynb")`` copies that module of ``notebooks/`` and opens the
notebook; ``lab(path)`` does the same for any notebook file. Both give a :class:`LabNotebook`.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
TIMEOUT = 60_000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
_RUN_ALL = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.sessionContext.ready;
  window.ranAll = false;
  window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.ranAll = true; });
}"""
_READY = """() => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  return panel?.context?.isReady && panel?.sessionContext?.session?.kernel?.status === 'idle';
}"""


@dataclass(frozen=True)
class LabServer:
    """A running JupyterLab."""

    url: str
    token: str
    root: Path


@dataclass
class LabNotebook:
    """An open notebook."""

    page: Page
    path: Path
    url: str
    server: LabServer
    page_errors: list[str] = field(default_factory=list)

    def open(self) -> None:
        """Load the page and wait until its kernel is idle."""
        self.page.goto(self.url)
        self.page.wait_for_function(_READY)

    def run_all(self) -> None:
        """Run every cell and wait until the last has finished."""
        self.page.evaluate(_RUN_ALL)
        self.page.wait_for_function("() => window.ranAll")

    def save(self) -> None:
        """Save the notebook."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    def reopen(self) -> None:
        """Leave the page, end its kernel and come back, as on another day."""
        self.page.goto("about:blank")
        _stop_kernels(self.server)
        self.open()

    def output(self, cell: int) -> Locator:
        """The output area of a code or markdown cell, counted from 0."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(cell).locator(".jp-OutputArea")


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """JupyterLab on a free port, with a token, and with settings and data of its own."""
    base = tmp_path_factory.mktemp("lab")
    root = base / "work"
    root.mkdir()
    settings = base / "settings" / "@jupyterlab"
    for plugin, content in {
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "notebook-extension/tracker": {"windowingMode": "none"},
    }.items():
        file = settings / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(base / "config"),
        "JUPYTER_DATA_DIR": str(base / "data"),
        "JUPYTER_RUNTIME_DIR": str(base / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(base / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(base / "workspaces"),
        "IPYTHONDIR": str(base / "ipython"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }
    for variable in ("NBGRADER_EXECUTION", "SERVICELAB_STATIC"):
        environment.pop(variable, None)
    log = base / "lab.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jupyterlab",
                "--no-browser",
                "--allow-root",
                "--ip=127.0.0.1",
                f"--port={port}",
                "--ServerApp.port_retries=0",
                f"--IdentityProvider.token={token}",
                f"--ServerApp.root_dir={root}",
                "--LabApp.expose_app_in_browser=True",
            ],
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(server, f"{url}/api/status?token={token}", log)
            yield LabServer(url, token, root)
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _note(opened: LabNotebook, error: str) -> None:
    # JupyterLab says this of every request that the end of a kernel cuts short.
    if "Canceled future" not in error:
        opened.page_errors.append(error)


def _wait_for(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + TIMEOUT / 1000
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"JupyterLab did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.2)


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium; it ends with the package, since its event loop would disturb other tests."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium, headless=True, args=FLAGS, chromium_sandbox=False
        )
        yield running
        running.close()


@pytest.fixture
def lab(lab_server: LabServer, browser: Browser) -> Iterator[Callable[..., LabNotebook]]:
    """Open a notebook in JupyterLab: ``lab(notebook_path, width=1280, height=800)``."""
    contexts: list[Any] = []

    def open_notebook(notebook: Path | str, *, width: int = 1280, height: int = 800) -> LabNotebook:
        number = secrets.token_hex(4)
        source = Path(notebook)
        folder = lab_server.root / number
        if source.is_absolute():
            folder.mkdir()
            shutil.copy(source, folder)
            path = folder / source.name
        else:
            shutil.copytree((NOTEBOOKS / source).parent, folder / source.parent)
            path = folder / source
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        page = context.new_page()
        place = path.relative_to(lab_server.root).as_posix()
        opened = LabNotebook(
            page,
            path,
            f"{lab_server.url}/lab/workspaces/{number}/tree/{place}?token={lab_server.token}",
            lab_server,
        )
        page.on("pageerror", lambda error: _note(opened, str(error)))
        opened.open()
        return opened

    yield open_notebook
    for context in contexts:
        context.close()
    _stop_kernels(lab_server)


def _stop_kernels(server: LabServer) -> None:
    headers = {"Authorization": f"token {server.token}"}
    listing = urllib.request.Request(f"{server.url}/api/sessions", headers=headers)
    with urllib.request.urlopen(listing, timeout=30) as answer:
        sessions = json.load(answer)
    for session in sessions:
        stop = urllib.request.Request(
            f"{server.url}/api/sessions/{session['id']}", headers=headers, method="DELETE"
        )
        with urllib.request.urlopen(stop, timeout=60):
            pass
