"""How long a class's memos take at the reading desk, by keyboard alone: the machine's part of it.

``python tests/bench/reading.py [--students 15]``
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.memos import ASSIGNMENT, make_memos, reading_desk

from servicelab_workshop.doctor import find_chromium
from servicelab_workshop.grading import grade

# three criteria, save; every third memo gets a comment that was used before
KEYS = ["2", "1", "2", "Enter"]
COMMENTED = ["2", "0", "1", "Shift+Digit1", "Enter"]


def measure(folder: Path, students: int) -> dict[str, float]:
    """Mark a class in the browser, and return seconds and keys."""
    words = "Drop it, because it misleads, and nobody can say what it is for."
    memos = {f"s{n:03d}": f"Dear Ms. Qiao, {words * 20} {n}." for n in range(students)}
    course = make_memos(folder / "course", memos, {})
    grade(course, ASSIGNMENT)
    seconds, keys = [], 0
    with reading_desk(course, "bench") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address)
        page.get_by_role("link", name="Task 1: the memo").click()
        expect(page.locator("#answer")).not_to_be_empty(timeout=60_000)
        for n in range(students):
            began = time.perf_counter()
            if not n:
                page.keyboard.press("c")
                page.keyboard.type("Say of whom.")
                page.keyboard.press("Escape")
            pressed = COMMENTED if n % 3 == 2 else KEYS
            for key in pressed:
                page.keyboard.press(key)
            said = f"{n + 1} of {students} answers are read"
            expect(page.locator("#progress")).to_contain_text(said, timeout=60_000)
            expect(page.locator("#say")).to_contain_text("Saved", timeout=60_000)
            seconds.append(time.perf_counter() - began)
            keys += len(pressed)
        browser.close()
    return {
        "memos": students,
        "seconds, all": round(sum(seconds), 2),
        "seconds a memo, median": round(statistics.median(seconds), 3),
        "keys a memo, without words of one's own": round(keys / students, 2),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=15)
    with tempfile.TemporaryDirectory() as scratch:
        print(json.dumps(measure(Path(scratch), parser.parse_args().students), indent=1))
