"""A real JupyterLab on a temporary working copy, driven in Chromium.

``lab("m02_segmentation/2_segments.ipynb")`` copies that module of ``notebooks/`` and opens the
notebook; ``lab(path)`` does the same for any notebook file. Both give a :class:`LabNotebook`.

With ``SERVICELAB_IMAGES=1`` the tests write the pictures of README and site, ``docs/images``, anew.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from support.barriers import barriers
from support.shared import build_site, made_once

from nbreferee.gradebook import open_api
from servicelab.decisions.records import record_path
from servicelab.tasks.beside import SUFFIX
from servicelab_workshop.lessons.build import build
from servicelab_workshop.lessons.course import Course

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
TINY = ROOT / "tests" / "support" / "tiny_course"
IMAGES = ROOT / "docs" / "images"
REFRESH = os.environ.get("SERVICELAB_IMAGES") == "1"
TIMEOUT = 60_000
# what the server says of a kernel that still speaks to a page that was closed
PAGE_CLOSED = {"tornado.websocket.WebSocketClosedError", "tornado.iostream.StreamClosedError"}
HARMLESS = (
    # JupyterLab says this of every request that the end of a kernel cuts short
    "Canceled future",
    # anywidget gives a script two seconds, which a slow machine needs for a page full of widgets;
    # the widget then works but for where its focus goes, and a script that is wrong says so itself
    "[anywidget] Failed to initialize model.",
)
# they serve for pictures alone
collect_ignore = [] if REFRESH else ["test_images.py"]
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
# What a screen reader calls the element of a widget that has the focus.
_FOCUSED = """() => {
  const element = document.activeElement;
  if (!element?.closest('.servicelab-widget')) return '';
  if (element.type === 'radio') return element.labels[0].textContent.trim();
  const name = element.getAttribute('aria-label');
  return name ?? (element.labels?.[0] ?? element).textContent.trim();
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
    address: str


@dataclass
class LabNotebook:
    """An open notebook."""

    page: Page
    path: Path
    url: str
    server: LabServer
    page_errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self._note(str(error)))

    def _note(self, error: str) -> None:
        if not any(harmless in error for harmless in HARMLESS):
            self.page_errors.append(error)

    def open(self) -> None:
        """Load the page and wait until its kernel is idle."""
        self.page.goto(self.url)
        self.wait()

    def wait(self) -> None:
        """Wait until the kernel of the notebook is idle."""
        self.page.wait_for_function(_READY)

    def run_all(self) -> None:
        """Run every cell and wait until the last has finished."""
        self.page.evaluate(_RUN_ALL)
        self.page.wait_for_function("() => window.ranAll", timeout=5 * TIMEOUT)

    def save(self) -> None:
        """Save the notebook, and wait until that has been done."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    def reopen(self) -> None:
        """Leave the page, end its kernel and come back, as on another day."""
        self.page.goto("about:blank")
        _stop_kernels(self.server)
        self.open()

    def output(self, cell: int) -> Locator:
        """The output area of a code or markdown cell, counted from 0."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(cell).locator(".jp-OutputArea")

    def feedback(self, task: str) -> Locator:
        """What the check of a task says."""
        return self.page.get_by_role("region", name=task, exact=True)

    def decision(self, name: str) -> dict[str, Any]:
        """What a widget has recorded beside the notebook."""
        content = json.loads(record_path(name, self.path.parent).read_text("utf-8"))
        decision: dict[str, Any] = content["decision"]
        return decision

    def focus_is_on(self, label: str) -> None:
        """Wait until the element of a widget with this name has the focus."""
        self.page.wait_for_function(f"label => ({_FOCUSED})() === label", arg=label)

    def tab_to(self, label: str) -> None:
        """Press Tab once: the element of a widget with this name must get the focus."""
        self.page.keyboard.press("Tab")
        self.focus_is_on(label)

    def tab_into(self, label: str) -> None:
        """Press Tab until the element of a widget with this name has the focus."""
        for _press in range(200):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(_FOCUSED) == label:
                return
        pytest.fail(f"Tab does not reach {label!r}")

    def use_theme(self, theme: str) -> None:
        """Change to "JupyterLab Light" or "JupyterLab Dark"."""
        self.page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )
        self.page.wait_for_function(
            "theme => document.body.dataset.jpThemeName === theme", arg=theme
        )

    def check_fit(self, *views: Locator) -> None:
        """Show widgets in both themes on wide and narrow pages.

        Nothing may stick out, and nobody may be shut out.
        """
        page = self.page
        for theme in ("JupyterLab Light", "JupyterLab Dark"):
            self.use_theme(theme)
            for width in (1280, 900):
                page.set_viewport_size({"width": width, "height": 800})
                for view in views:
                    expect(view.get_by_role("button").last).to_be_visible()
                    reach, room = view.evaluate("e => [e.scrollWidth, e.clientWidth]")
                    assert reach <= room, (theme, width)
            assert barriers(page, ".jp-OutputArea-output") == [], theme

    def rewrite(self, old: str, new: str) -> None:
        """Put `new` in place of everything in the open cell that holds the text `old`."""
        editor = self.page.locator(".jp-Cell .cm-content").filter(has_text=old)
        editor.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(new)


@pytest.fixture
def notebook(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A notebook of the cells in `CELLS` of the test's module."""
    path = tmp_path / "notebook.ipynb"
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in request.module.CELLS]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


@contextmanager
def serving(command: Sequence[str], base: Path, cwd: Path, root: Path) -> Iterator[LabServer]:
    """Run a command that serves JupyterLab until the end of the block; it must end cleanly.

    Its settings and data are its own, below `base`, where its output is kept in ``lab.log`` too.
    """
    for folder, content in {
        # without this a page gives no access to JupyterLab's commands
        "config/jupyter_lab_config.json": {"LabApp": {"expose_app_in_browser": True}},
        "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
            "fetchNews": "false",
            "checkForUpdates": False,
        },
        "settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {
            "windowingMode": "none"
        },
    }.items():
        file = base / folder
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")
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
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            address = _printed_address(server, log)
            url, token = re.match(r"(http://[^/]+)/\S*token=(\w+)", address).groups()
            yield LabServer(url, token, root, address)
            server.terminate()
            status = server.wait(180)
        finally:
            if server.poll() is None:
                server.kill()
                server.wait()
    said = log.read_text(errors="replace")
    assert status == (1 if os.name == "nt" else 0), said
    assert uncaught(said) <= PAGE_CLOSED, said


def uncaught(log: str) -> set[str]:
    """Kinds of the exceptions whose tracebacks a log shows."""
    found = set()
    for told in log.split("Traceback (most recent call last):")[1:]:
        kind = re.search(r"^\s*([\w.]+(?:Error|Exception|Warning))(?:: .*)?$", told, re.MULTILINE)
        found.add(kind[1] if kind else told)
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def jupyterlab(root: Path) -> list[str]:
    """The command for a plain JupyterLab on a folder."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={free_port()}",
        f"--ServerApp.root_dir={root}",
        "--ServerApp.jpserver_extensions={'servicelab_workshop.self_study.server': True}",
    ]


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """JupyterLab on an empty folder."""
    base = tmp_path_factory.mktemp("lab")
    root = base / "work"
    root.mkdir()
    with serving(jupyterlab(root), base, root, root) as server:
        yield server


@pytest.fixture(scope="session")
def tiny_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course of the classroom tests, with both editions and a gradebook."""
    root = tmp_path_factory.mktemp("course") / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copy(ROOT / "solutions" / "jupytext.toml", root / "solutions")
    build(Course(root))
    with open_api(root) as api:
        assert api.generate_assignment("m90_tiny")["success"]
    return root


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as authors build it."""
    return made_once(tmp_path_factory, "site", build_site) / "html"


def _printed_address(server: subprocess.Popen[bytes], log: Path) -> str:
    """The address with a token that a server prints for the case that no browser opens."""
    deadline = time.monotonic() + TIMEOUT / 1000
    while True:
        said = log.read_text(errors="replace")
        # the next character tells that the line is complete
        if found := re.search(r"(http://127\.0\.0\.1:\d+/\S*token=\w+)\s", said):
            return found[1]
        if server.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"JupyterLab did not start:\n{said}")
        time.sleep(0.1)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium; it ends with the module, since its event loop would disturb other tests."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium, headless=True, args=FLAGS, chromium_sandbox=False
        )
        yield running
        running.close()


@contextmanager
def pages(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open empty pages, each in a session of its own, until the end of the block."""
    contexts: list[BrowserContext] = []

    def open_page(*, width: int = 1280, height: int = 800) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=2 if REFRESH else 1
        )
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """An empty page in a session of its own: ``new_page(width=1280, height=800)``."""
    with pages(browser) as open_page:
        yield open_page


@pytest.fixture
def picture() -> Callable[[str, Locator | Page], None]:
    """Show something in README and site: ``picture("segment-studio", studio)``.

    Its image is written anew if that was asked for; it must be there in any case.
    """

    def keep(name: str, shown: Locator | Page) -> None:
        image = IMAGES / f"{name}.png"
        if REFRESH:
            page = shown if isinstance(shown, Page) else shown.page
            size = page.viewport_size
            assert size is not None
            if shown is not page:
                # what a page scrolls away is not in a picture
                page.set_viewport_size({"width": size["width"], "height": 1800})
                page.wait_for_timeout(500)
            shown.screenshot(path=image, animations="disabled", caret="hide")
            page.set_viewport_size(size)
        assert image.is_file()

    return keep


@contextmanager
def notebooks(
    lab_server: LabServer, open_page: Callable[..., Page]
) -> Iterator[Callable[..., LabNotebook]]:
    """Open notebooks in JupyterLab; their kernels end with the block."""

    def open_notebook(notebook: Path | str, **size: int) -> LabNotebook:
        number = secrets.token_hex(4)
        source = Path(notebook)
        folder = lab_server.root / number
        if source.is_absolute():
            folder.mkdir()
            for one in (source, *source.parent.glob(f"*{SUFFIX}")):
                shutil.copy(one, folder)
            path = folder / source.name
        else:
            shutil.copytree((NOTEBOOKS / source).parent, folder / source.parent)
            path = folder / source
        place = path.relative_to(lab_server.root).as_posix()
        url = f"{lab_server.url}/lab/workspaces/{number}/tree/{place}?token={lab_server.token}"
        opened = LabNotebook(open_page(**size), path, url, lab_server)
        opened.open()
        return opened

    yield open_notebook
    _stop_kernels(lab_server)


@pytest.fixture
def lab(
    lab_server: LabServer, new_page: Callable[..., Page]
) -> Iterator[Callable[..., LabNotebook]]:
    """Open a notebook in JupyterLab: ``lab(notebook_path, width=1280, height=800)``."""
    with notebooks(lab_server, new_page) as open_notebook:
        yield open_notebook


@pytest.fixture(scope="module")
def shared_lab(lab_server: LabServer, browser: Browser) -> Iterator[Callable[..., LabNotebook]]:
    """The same for a notebook that all tests of a module share."""
    with pages(browser) as open_page, notebooks(lab_server, open_page) as open_notebook:
        yield open_notebook


@pytest.fixture
def started(tmp_path: Path, new_page: Callable[..., Page]) -> Iterator[LabNotebook]:
    """The page that ``servicelab start`` leads to, in a fresh working copy."""
    work = tmp_path / "my course"
    command = [sys.executable, "-m", "servicelab_workshop", "start", "--no-browser"]
    command += ["--port", str(free_port()), "--workdir", str(work)]
    with serving(command, tmp_path / "lab", tmp_path, work) as server:
        welcome = work / "m00_welcome" / "welcome.ipynb"
        opened = LabNotebook(new_page(), welcome, server.address, server)
        opened.open()
        yield opened
        opened.page.goto("about:blank")
        _stop_kernels(server)


@pytest.fixture
def instructor(
    tiny_course: Path, tmp_path: Path, new_page: Callable[..., Page]
) -> Iterator[tuple[Page, Path]]:
    """JupyterLab as an instructor opens it in a course folder, and that folder."""
    course = tmp_path / "course"
    shutil.copytree(tiny_course, course)
    with serving(jupyterlab(course), tmp_path / "lab", course, course) as server:
        page = new_page()
        page.goto(server.address)
        yield page, course


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
