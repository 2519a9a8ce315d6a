"""The priority board in a real JupyterLab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, Page, expect

from servicelab import priority_board

if TYPE_CHECKING:
    from .conftest import LabNotebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)

REVEAL = 2
ERRORS = 3
CELLS = [
    """
from servicelab import PriorityBoard, load_dataset

zones = load_dataset("hospital_zones")
drivers = load_dataset("hospital_drivers")
attributes = load_dataset("hospital_attributes")
""",
    "board = PriorityBoard(zones, drivers, attributes)\nboard",
    "board.reveal_button()",
    'print("errors:", board.errors)',
]
REASON = "The ill wait longest, and waiting weighs most."


def _board(page: Page) -> Locator:
    return page.locator(".servicelab-board")


def _decision(opened: LabNotebook) -> dict[str, Any]:
    decision = opened.decision(priority_board.NAME)
    decision["tokens"] = {name: count for name, count in decision["tokens"].items() if count}
    return decision


def _no_errors(opened: LabNotebook) -> None:
    expect(opened.output(ERRORS)).to_contain_text("errors: []")
    assert opened.page_errors == []
    assert opened.page.locator(".jp-Dialog").count() == 0


def test_decide_change_the_rule_reload_and_reveal_by_mouse(
    lab: Callable[..., LabNotebook], notebook: Path
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    board = _board(page)
    status = board.locator(".servicelab-status")
    expect(status).to_contain_text("No decision recorded yet")
    outcome = opened.output(REVEAL)
    seal = outcome.get_by_role("button", name="Open the seal")
    seal.click()
    expect(outcome).to_contain_text("Record your decision first")

    board.get_by_label("Dimension shown").select_option("responsiveness")
    expect(board.get_by_role("img", name="Responsiveness: adequate")).to_be_visible()
    board.get_by_label("Protect first").select_option("ill")
    grid = board.get_by_role("img", name="Importance-performance grid")
    fix = board.get_by_role("button", name="Fix the rule and show the positions")
    fix.click()
    expect(status).to_contain_text("Choose a crosshair rule first")
    board.get_by_label("mean", exact=True).click()
    expect(grid).to_have_count(0)
    fix.click()
    expect(grid).to_be_visible()
    expect(fix).to_be_hidden()
    board.get_by_label("median", exact=True).click()
    expect(
        board.get_by_text("changed after the positions were shown (first: mean)")
    ).to_be_visible()

    more = board.get_by_role("button", name="One token more for Short wait")
    for count in range(1, 4):
        more.click()
        expect(board.get_by_label("Short wait", exact=True)).to_have_value(str(count))
    board.get_by_role("button", name="One token less for Short wait").click()
    expect(board.get_by_text("18 tokens left", exact=True)).to_be_visible()
    board.get_by_label("Explanation", exact=True).fill("2")
    board.get_by_role("button", name="Fill up to 20").click()
    expect(board.get_by_text("all 20 tokens given", exact=True)).to_be_visible()
    more.click()
    expect(status).to_contain_text("No token is left")
    board.get_by_label("Forecast").fill("70 %")
    board.get_by_label("Reason").fill(REASON)
    board.get_by_role("button", name="Record decision").click()
    expect(status).to_contain_text("Decision recorded on")
    expected = {
        "crosshair": "median",
        "crosshair_before_seeing": False,
        "tokens": {"short_wait": 10, "explanation": 10},
        "protected": "ill",
        "forecast": 0.7,
        "reason": REASON,
    }
    assert _decision(opened) == expected

    opened.save()
    opened.reopen()
    opened.run_all()
    expect(board.get_by_label("Protect first")).to_have_value("ill")
    expect(board.get_by_label("median", exact=True)).to_be_checked()
    expect(board.get_by_text("changed after the positions were shown")).to_be_visible()
    expect(board.get_by_label("Short wait", exact=True)).to_have_value("10")
    expect(status).to_contain_text("Decision recorded on")
    board.get_by_label("mean", exact=True).click()
    expect(board.get_by_text("chosen before the positions were shown")).to_be_visible()
    expect(status).to_contain_text("press Record decision")
    board.get_by_role("button", name="Record decision").click()
    expect(status).to_contain_text("Decision recorded on")
    assert _decision(opened) == {**expected, "crosshair": "mean", "crosshair_before_seeing": True}
    expect(outcome.get_by_role("img")).to_have_count(0)
    seal.click()
    expect(outcome).to_contain_text("of the best possible gain")
    expect(outcome.get_by_role("img")).to_have_count(2)
    expect(status).to_contain_text("the decision stands")
    _no_errors(opened)


def test_decide_by_keyboard_alone(lab: Callable[..., LabNotebook], notebook: Path) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    board = _board(page)
    status = board.locator(".servicelab-status")
    expect(status).to_contain_text("No decision recorded yet")
    cells = page.locator(".jp-Notebook .jp-Cell").count()

    opened.tab_into("Dimension shown")
    page.keyboard.type("emp")
    expect(board.get_by_role("img", name="Empathy: adequate")).to_be_visible()
    opened.tab_to("Protect first")
    page.keyboard.type("sub")
    opened.tab_into("mean")
    page.keyboard.press("Space")
    opened.tab_into("Fix the rule and show the positions")
    page.keyboard.press("Enter")
    expect(board.get_by_role("img", name="Importance-performance grid")).to_be_visible()
    opened.tab_into("Clean rooms")
    page.keyboard.press("ArrowUp")
    expect(board.get_by_text("19 tokens left", exact=True)).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(board.get_by_text("18 tokens left", exact=True)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(board.get_by_text("19 tokens left", exact=True)).to_be_visible()
    for label in ("Privacy", "Clear signs", "Plants and pictures", "Booking from home"):
        opened.tab_to(label)
    opened.tab_to("Short wait")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("19")
    for label in ("Courtesy", "Explanation", "Listening", "Call the day after", "Sound diagnosis"):
        opened.tab_to(label)
    expect(board.get_by_text("all 20 tokens given", exact=True)).to_be_visible()
    opened.tab_into("Forecast, % of the best gain")
    page.keyboard.type("60")
    opened.tab_to("Reason")
    page.keyboard.type(REASON)
    opened.tab_to("Record decision")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Decision recorded on")
    assert _decision(opened) == {
        "crosshair": "mean",
        "crosshair_before_seeing": True,
        "tokens": {"clean_rooms": 1, "short_wait": 19},
        "protected": "sub-healthy",
        "forecast": 0.6,
        "reason": REASON,
    }
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    _no_errors(opened)


def test_it_fits_wide_and_narrow_pages_in_light_and_dark(
    lab: Callable[..., LabNotebook], notebook: Path
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    board = _board(page)
    board.get_by_label("mean", exact=True).click()
    board.get_by_role("button", name="Fix the rule and show the positions").click()
    pictures = board.get_by_role("img")
    expect(pictures).to_have_count(2)
    opened.check_fit(board)
    for place in range(2):
        assert pictures.nth(place).evaluate("image => image.naturalWidth") > 400
    _no_errors(opened)
