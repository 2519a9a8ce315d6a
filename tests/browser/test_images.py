"""Pictures of pages that no other browser test opens; run with ``SERVICELAB_IMAGES=1`` only."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MODULE = "m02_segmentation"


def test_what_a_class_gets_and_what_its_instructor_sees(
    root: Path,
    tmp_path: Path,
    new_page: Callable[..., Page],
    picture: Callable[[str, Page], None],
) -> None:
    servicelab = [sys.executable, "-m", "servicelab_workshop"]
    play = ["demo", "--students", "30", "--course", str(tmp_path / "class")]
    subprocess.run([*servicelab, *play], cwd=root, check=True)
    page = new_page(width=1100, height=820)
    place = subprocess.run(
        [*servicelab, "report", MODULE, "--anonymous"],
        cwd=tmp_path / "class",
        check=True,
        capture_output=True,
        text=True,
    )
    page.goto((tmp_path / "class" / place.stdout.strip()).as_uri())
    picture("class-report", page)
    page.goto((tmp_path / "class" / "feedback" / "s003" / MODULE / "1_database.html").as_uri())
    page.get_by_text("Not yet right").first.scroll_into_view_if_needed()
    picture("feedback", page)
