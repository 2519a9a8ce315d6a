"""What is dear to make and never changed: made once, also where several processes share the tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40 * 60  # seconds that another process may take


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Give a folder that one process of this run of the tests fills; the others wait for it.

    Parameters
    ----------
    factory : TempPathFactory
        Of the run of the tests.
    name : str
        Of the folder, among the temporary files of the run.
    make : callable
        Fills the new, empty folder.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, made, failed = (base / f"{name}{end}" for end in ("", ".made", ".failed"))
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not made.exists():
            if failed.exists() or time.monotonic() > deadline:
                why = failed.read_text(encoding="utf-8") if failed.exists() else "it takes too long"
                pytest.fail(f"{name} could not be made: {why}")
            time.sleep(0.2)
        return folder
    try:
        make(folder)
    except BaseException as error:
        failed.write_text(str(error), encoding="utf-8")
        raise
    made.touch()
    return folder


def build_site(folder: Path) -> None:
    """Build the site as authors build it, on a machine without a network.

    Parameters
    ----------
    folder : Path
        Where it goes, as ``html``.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests" / "offline"), "NO_COLOR": "1"}
    made = subprocess.run(
        [sys.executable, "-m", "servicelab_workshop", "site", "--out", str(folder / "html")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert re.fullmatch(r"\d+ pages: .*index\.html\n", made.stdout), made.stdout
