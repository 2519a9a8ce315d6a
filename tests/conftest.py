"""What several tests share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from nbreferee.jsonschema_import import import_jsonschema
from servicelab_workshop.doctor import find_chromium, how_to_install_chromium

# before anything imports it whole, which takes each process of the tests ten times as long
import_jsonschema()

from support.survivors import nobody_lives_on  # noqa: E402
from support.tiny import bank, built, course, released  # noqa: E402

# Deadlines measure the machine, not the code.
settings.register_profile("servicelab", deadline=None, max_examples=40)
settings.load_profile("servicelab")

ROOT = Path(__file__).resolve().parents[1]
OFFLINE = Path(__file__).with_name("offline")
# it replaces sockets where it is imported, as a collector of doctests would
collect_ignore = ["offline", "support/tiny_course", "support/new_module"]

__all__ = ["bank", "built", "course", "released"]


settings.register_profile("quick", deadline=None, max_examples=15)


def pytest_configure(config: pytest.Config) -> None:
    """Draw fewer examples of each property where slow tests are left out."""
    if "slow" in config.option.markexpr:
        settings.load_profile("quick")


@pytest.fixture(scope="session", autouse=True)
def nothing_lives_on() -> Iterator[None]:
    """See that the tests leave no process behind."""
    with nobody_lives_on():
        yield


@pytest.fixture(scope="session", autouse=True)
def what_runs_is_noted_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what kernels and widgets leave for a Jupyter server out of this machine's own folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        yield


@pytest.fixture
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Chromium; a test that needs it fails, and is not skipped, where it is missing."""
    found = find_chromium()
    if found is None:
        pytest.fail(
            f"The browser tests need Chromium: {how_to_install_chromium()}, "
            "or leave them out with --no-browser-tests."
        )
    return found


@pytest.fixture
def offline_environment() -> dict[str, str]:
    """Environment variables with which a Python process, such as a kernel, stays on this machine."""
    inherited = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(part for part in (str(OFFLINE), inherited) if part)
    return {**os.environ, "PYTHONPATH": path}


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch, offline_environment: dict[str, str]) -> None:
    """Block the network, except for this machine, in every Python process the test starts."""
    monkeypatch.setenv("PYTHONPATH", offline_environment["PYTHONPATH"])


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of an ordinary user, as whom the test runs: for root no folder is read-only."""
    with tempfile.TemporaryDirectory() as folder:
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        if is_root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            for path in [Path(folder), *Path(folder).rglob("*")]:
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o755)
            if is_root:
                os.seteuid(0)
