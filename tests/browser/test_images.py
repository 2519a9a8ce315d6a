"""What the site shows and no other browser test opens; run with ``SERVICELAB_IMAGES=1`` only."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from support.widget_cases import (
    ALARMS,
    BOARD,
    FACTORY,
    FILM,
    FOUR_QUARTERS,
    FUNDING,
    JOURNEYS,
    LEDGER,
    MACHINE,
    MENU_RULE,
    PLAY_MORNING,
    PRICE_MENU,
    RED_BEADS,
    REMEDIES,
    SIGNED,
    SIX_LINES,
    YEAR_PLAN,
)

from servicelab.games.desk.policies import right_decision
from servicelab.games.desk.scenario import load_scenario
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.site.training import SHEET, signed, training_text

if TYPE_CHECKING:
    from .conftest import LabNotebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)
MODULE = "m02_segmentation"
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
#: The day at the desk that the site's first page shows, and the case that is settled there.
SCENARIO = load_scenario("bank_disputes")
CASE = SCENARIO.by_id["B03"]
MOST_BYTES = 700_000
CELLS = [
    f'from servicelab.games.desk import ComplaintDesk\n\nComplaintDesk("{SCENARIO.name}")',
    f'folder = "."\n{BOARD.setup}\n{BOARD.make}',
]


KNOWN_WEEKS = """
from servicelab.data.loading import load_dataset
known = load_dataset("bank_alarm_weeks")
"""


def test_the_games_are_shown_without_their_answers(
    lab: Callable[..., LabNotebook],
    tmp_path: Path,
    picture: Callable[[str, Locator], None],
) -> None:
    cells = ['folder = "."']
    for case in (
        FACTORY,
        SIX_LINES,
        REMEDIES,
        LEDGER,
        RED_BEADS,
        ALARMS,
        FUNDING,
        PRICE_MENU,
        MENU_RULE,
        FILM,
        JOURNEYS,
        FOUR_QUARTERS,
        PLAY_MORNING,
        SIGNED,
        MACHINE,
        YEAR_PLAN,
    ):
        cells.append(f"{case.setup}\n{KNOWN_WEEKS if case is ALARMS else ''}\n{case.make}")
    path = tmp_path / "games.ipynb"
    content = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(content, path)
    opened = lab(path)
    opened.run_all()
    page = opened.page
    picture("factory", page.locator(f".{FACTORY.css_class}"))
    picture("six-lines", page.locator(f".{SIX_LINES.css_class}"))
    picture("remedies", page.locator(f".{REMEDIES.css_class}"))
    picture("ledger", page.locator(f".{LEDGER.css_class}"))
    picture("beads", page.locator(f".{RED_BEADS.css_class}"))
    picture("alarm-desk", page.locator(f".{ALARMS.css_class}"))
    picture("funding", page.locator(f".{FUNDING.css_class}"))
    picture("price-menu", page.locator(f".{PRICE_MENU.css_class}"))
    picture("journeys", page.locator(f".{JOURNEYS.css_class}"))
    picture("year-menu", page.locator(f".{MENU_RULE.css_class}"))
    film = page.locator(f".{FILM.css_class}")
    for _year in range(2):
        film.get_by_role("button", name="Next year").click()
    expect(film.get_by_role("status").first).to_contain_text("Year 3 begins")
    picture("sorting-film", film)
    picture("four-quarters", page.locator(f".{FOUR_QUARTERS.css_class}"))
    morning = page.locator(f".{PLAY_MORNING.css_class}")
    for time in ("8:30", "9:00", "9:30"):
        morning.get_by_role("button", name="Play this half-hour").click()
        expect(morning.get_by_text(f"{time}: in line")).to_be_visible()
    picture("morning", morning)
    picture("signed", page.locator(f".{SIGNED.css_class}"))
    picture("machine", page.locator(f".{MACHINE.css_class}"))
    picture("year", page.locator(f".{YEAR_PLAN.css_class}"))


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


@pytest.mark.parametrize(
    ("theme", "suffix"), [("JupyterLab Light", ""), ("JupyterLab Dark", "-dark")]
)
def test_the_desk_moves(
    lab: Callable[..., LabNotebook],
    notebook: Path,
    picture: Callable[[str, Locator], None],
    theme: str,
    suffix: str,
) -> None:
    opened = lab(notebook, width=1000, height=635)
    page = opened.page
    opened.use_theme(theme)
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    opened.run_all()
    desk = page.locator(".servicelab-desk")
    entry = right_decision(SCENARIO, CASE)
    film = _Film(desk)

    film.take(1200)
    desk.get_by_role("button", name=CASE.id).click()
    expect(desk.get_by_text(CASE.text_en[:30])).to_be_visible()
    film.take(2400)
    desk.get_by_role("button", name="Read the file").click()
    expect(desk.locator(".servicelab-file")).to_be_visible()
    film.take(2400)
    desk.get_by_role("radio", name=str(entry["severity"])).click()
    film.take(500)
    for label, table in (
        ("Cause", SCENARIO.causes),
        ("Owner", SCENARIO.owners),
        ("Remedy", SCENARIO.remedies),
    ):
        place = 1 + list(table).index(entry[label.casefold()])
        desk.get_by_label(label, exact=True).select_option(index=place)
        film.take(500)
    desk.get_by_label("Promise").fill(str(entry["promise_days"]))
    still = film.take(900)
    desk.get_by_role("button", name="Settle the case").click()
    expect(desk.get_by_role("log")).to_contain_text(f"{CASE.id} is settled")
    film.take(1600)

    film.save_still(still, IMAGES / f"desk{suffix}.png")
    moving = IMAGES / f"desk{suffix}.webp"
    film.save(moving)
    assert moving.stat().st_size < MOST_BYTES
    if not suffix:
        picture("priority-board", page.locator(f".{BOARD.css_class}"))


class _Film:
    """Pictures of a widget, each with the milliseconds for which it stays."""

    def __init__(self, shown: Locator) -> None:
        self._shown = shown
        self._frames: list[tuple[Image.Image, int]] = []

    def take(self, milliseconds: int) -> Image.Image:
        self._shown.evaluate("e => e.scrollIntoView({ block: 'start' })")
        self._shown.page.wait_for_timeout(300)
        shot = self._shown.screenshot(animations="disabled", caret="hide")
        frame = Image.open(io.BytesIO(shot)).convert("RGB")
        self._frames.append((frame, milliseconds))
        return frame

    def save(self, path: Path) -> None:
        """Write them as one moving picture."""
        first, *rest = [self._cut(frame) for frame, _time in self._frames]
        times = [time for _frame, time in self._frames]
        first.save(path, save_all=True, append_images=rest, duration=times, loop=0, quality=70)

    def save_still(self, frame: Image.Image, path: Path) -> None:
        """Write one of them, as high as they all are."""
        self._cut(frame).save(path, optimize=True)

    def _cut(self, frame: Image.Image) -> Image.Image:
        # what follows below the lowest is JupyterLab's
        height = min(one.height for one, _time in self._frames)
        return frame.crop((0, 0, frame.width, height))


@pytest.fixture
def kept_sheet(root: Path) -> Path:
    """Where the sheet is kept; the page links it, so it is there before it is printed."""
    path = root / "docs" / SHEET
    path.touch()
    return path


def test_the_sheet_for_training_departments(
    root: Path, kept_sheet: Path, site: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto((site / "training.html").as_uri())
    # on paper a link leads nowhere, and in the file it would name this machine's folders
    page.evaluate("document.querySelectorAll('a').forEach(link => link.removeAttribute('href'))")
    printed = page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
    kept_sheet.write_bytes(signed(printed, training_text(Course(root))))
