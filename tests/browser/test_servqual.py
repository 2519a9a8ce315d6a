"""The interview and the gap explorer in a real JupyterLab."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from servicelab import gap_explorer, interview

if TYPE_CHECKING:
    from .conftest import LabNotebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)

ANSWERS = 2
REVEAL = 4
ERRORS = 5
CELLS = [
    """
from servicelab import GapExplorer, ServqualInterview, load_dataset
from servicelab.servqual import DIMENSIONS, reverse_items, screen_survey

items = load_dataset("insurer_items")
raw = load_dataset("insurer_servqual")
survey = reverse_items(raw[screen_survey(raw, items)["keep"]], items)
weights = survey[[f"w_{dimension}" for dimension in DIMENSIONS]]
""",
    "interview = ServqualInterview(items)\ninterview",
    'given = interview.answers\nprint("row:", None if given is None else given.iloc[0].tolist())',
    "explorer = GapExplorer(survey, items, weights)\nexplorer",
    "explorer.reveal_button()",
    'print("errors:", interview.errors, explorer.errors)',
]
REASON = "It weighs most with the policyholders, and it falls short."
GROUP = """() => document.activeElement?.closest('[role=radiogroup]')?.getAttribute('aria-label') ?? ''"""


def _interview(page: Page) -> Locator:
    return page.locator(".servicelab-interview")


def _explorer(page: Page) -> Locator:
    return page.locator(".servicelab-explorer")


def _no_errors(opened: LabNotebook) -> None:
    expect(opened.output(ERRORS)).to_contain_text("errors: [] []")
    assert opened.page_errors == []
    assert opened.page.locator(".jp-Dialog").count() == 0


def _group(page: Page, start: str) -> None:
    """Wait until the focus is on the item whose text starts like this."""
    page.wait_for_function(f"start => ({GROUP})().startsWith(start)", arg=start)


def test_answer_all_items_by_keyboard_alone(
    lab: Callable[..., LabNotebook], notebook: Path
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    shown = _interview(page)
    status = shown.get_by_role("status")
    expect(status).to_contain_text("No item answered yet")
    cells = page.locator(".jp-Notebook .jp-Cell").count()

    opened.tab_into("Next")
    page.keyboard.press("Enter")
    given: list[int] = []
    for block, first_word in (("E", "good insurer"), ("P", "Willow Bridge")):
        for first, last in ((1, 4), (5, 9), (10, 13), (14, 17), (18, 22)):
            for item in range(first, last + 1):
                _group(page, f"{item}. ")
                assert first_word in page.evaluate(GROUP)
                answer = 1 + (3 * item + (block == "P")) % 7
                page.keyboard.type(str(answer))
                given.append(answer)
            opened.focus_is_on("Next")
            page.keyboard.press("Enter")
    expect(status).to_contain_text("All 44 answers are kept")
    expect(shown.get_by_role("img")).to_be_visible()
    assert opened.decision(interview.NAME)["answers"] == dict(
        zip(interview.CODES, given, strict=True)
    )
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells

    opened.run_all()
    expect(opened.output(ANSWERS)).to_contain_text(f"row: {given}")
    _no_errors(opened)


def test_arrow_keys_choose_within_an_item_and_tab_leaves_it(
    lab: Callable[..., LabNotebook], notebook: Path, picture: Callable[[str, Locator], None]
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    _interview(page).get_by_role("button", name="Next").click()
    _group(page, "1. ")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    _group(page, "2. ")
    picture("interview", _interview(page))
    page.keyboard.press("Space")
    expect(_interview(page).get_by_role("status")).to_contain_text("2 of 44 answers kept")
    # a change that follows another of the same item waits until the kernel has taken that one
    for _second in range(30):
        if opened.decision(interview.NAME)["answers"]["E01"] == 3:
            break
        page.wait_for_timeout(1000)
    assert opened.decision(interview.NAME)["answers"] == {"E01": 3, "E02": 1}
    _no_errors(opened)


def test_an_interview_is_left_resumed_and_read_in_two_languages(
    lab: Callable[..., LabNotebook], notebook: Path
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    shown = _interview(page)
    status = shown.get_by_role("status")
    shown.get_by_role("button", name="Next").click()
    for item in range(1, 5):
        group = shown.get_by_role("radiogroup", name=f"{item}. ")
        group.get_by_label(str(item + 2), exact=True).click()
    expect(status).to_contain_text("4 of 44 answers kept")
    shown.get_by_role("button", name="Next").click()
    shown.get_by_label("Items in").select_option("中文")
    expect(shown.get_by_role("radiogroup", name="5. 好的保险公司")).to_be_visible()
    shown.get_by_role("radiogroup", name="5. ").get_by_label("7 完全同意").click()
    expect(status).to_contain_text("5 of 44 answers kept")

    opened.reopen()  # without saving the notebook
    opened.run_all()
    expect(shown.get_by_text("5 of 44 items answered, page 3 of 12")).to_be_visible()
    fifth = shown.get_by_role("radiogroup", name="5. 好的保险公司")
    expect(fifth.get_by_label("7 完全同意")).to_be_checked()
    shown.get_by_role("button", name="Back").click()
    first = shown.get_by_role("radiogroup", name="1. 好的保险公司")
    expect(first.get_by_label("3", exact=True)).to_be_checked()
    shown.get_by_label("Items in").select_option("English")
    first = shown.get_by_role("radiogroup", name="1. A good insurer")
    expect(first.get_by_label("3", exact=True)).to_be_checked()
    first.get_by_label("1 disagree strongly").click()
    expect(status).to_contain_text("5 of 44 answers kept")
    for _page in range(6):
        shown.get_by_role("button", name="Next").click()
    case = shown.get_by_text("On a Saturday evening a pipe bursts")
    expect(case).to_be_hidden()
    shown.get_by_text("Read the case again").click()
    expect(case).to_be_visible()
    assert opened.decision(interview.NAME)["answers"] == {
        "E01": 1,
        "E02": 4,
        "E03": 5,
        "E04": 6,
        "E05": 7,
    }
    _no_errors(opened)


def test_weigh_decide_reload_and_reveal_by_mouse(
    lab: Callable[..., LabNotebook], notebook: Path, picture: Callable[[str, Locator], None]
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    explorer = _explorer(page)
    status = explorer.locator(".servicelab-status")
    expect(status).to_contain_text("No decision recorded yet")
    outcome = opened.output(REVEAL)
    seal = outcome.get_by_role("button", name="Open the seal")
    seal.click()
    expect(outcome).to_contain_text("Record your decision first")

    expect(explorer.get_by_text("First is responsiveness")).to_be_visible()
    explorer.get_by_label("weighted gap").click()
    expect(explorer.get_by_text("First is reliability")).to_be_visible()
    # a click on the right end of a track sets the slider
    track = explorer.locator(".widget-slider .slider").first
    box = track.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.6 * box["width"], box["y"] + box["height"] / 2)
    expect(explorer.get_by_text(re.compile(r"^\d+ points too many$"))).to_be_visible()
    explorer.get_by_role("button", name="Record decision").click()
    expect(status).to_contain_text("Not recorded yet. Still missing: weights that sum to 100")
    explorer.get_by_role("button", name="Scale to 100").click()
    expect(explorer.get_by_text("all 100 points given")).to_be_visible()
    explorer.get_by_role("button", name="Respondents' mean").click()
    explorer.get_by_label("First priority").select_option("reliability")
    explorer.get_by_label("Metric that decides").select_option("weighted gap")
    explorer.get_by_label("Confidence").fill("70 %")
    explorer.get_by_label("Reason").fill(REASON)
    page.keyboard.press("Tab")
    expect(status).to_contain_text("Complete, not recorded yet")
    picture("gap-explorer", explorer)
    explorer.get_by_role("button", name="Record decision").click()
    expect(status).to_contain_text("Decision recorded on")
    decision = opened.decision(gap_explorer.NAME)
    assert sum(decision.pop("weights").values()) == 100
    assert decision == {
        "metric": "weighted",
        "priority": "reliability",
        "confidence": 0.7,
        "reason": REASON,
    }

    opened.save()
    opened.reopen()
    opened.run_all()
    expect(explorer.get_by_label("First priority")).to_have_value("reliability")
    expect(explorer.get_by_label("weighted gap")).to_be_checked()
    expect(explorer.get_by_label("Confidence")).to_have_value("70")
    expect(status).to_contain_text("Decision recorded on")
    expect(outcome.get_by_role("img")).to_have_count(0)
    seal.click()
    expect(outcome).to_contain_text("You put reliability first (metric: weighted gap)")
    expect(outcome.get_by_role("img")).to_be_visible()
    expect(status).to_contain_text("the decision stands")
    _no_errors(opened)


def test_decide_by_keyboard_alone(lab: Callable[..., LabNotebook], notebook: Path) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    explorer = _explorer(page)
    status = explorer.locator(".servicelab-status")
    expect(status).to_contain_text("No decision recorded yet")
    cells = page.locator(".jp-Notebook .jp-Cell").count()

    before = {}
    opened.tab_into("tangibles")
    for place, dimension in enumerate(gap_explorer.DIMENSIONS):
        if place:
            opened.tab_into(dimension)
        before[dimension] = int(
            float(page.evaluate("document.activeElement.getAttribute('aria-valuetext')"))
        )
    page.keyboard.press("ArrowLeft")
    expect(explorer.get_by_text("1 point left", exact=True)).to_be_visible()
    opened.tab_into("Scale to 100")
    page.keyboard.press("Enter")
    expect(explorer.get_by_text("all 100 points given")).to_be_visible()
    opened.tab_into("Respondents' mean")
    page.keyboard.press("Enter")
    opened.tab_into("performance only")
    page.keyboard.press("Space")
    expect(explorer.get_by_text("expectations left out")).to_be_visible()
    opened.tab_into("First priority")
    page.keyboard.type("em")
    opened.tab_to("Metric that decides")
    page.keyboard.type("per")
    opened.tab_to("Confidence, %")
    page.keyboard.type("80")
    opened.tab_to("Reason")
    page.keyboard.type(REASON)
    opened.tab_to("Record decision")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Decision recorded on")
    assert opened.decision(gap_explorer.NAME) == {
        "weights": before,
        "metric": "performance",
        "priority": "empathy",
        "confidence": 0.8,
        "reason": REASON,
    }
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    _no_errors(opened)


def test_they_fit_wide_and_narrow_pages_in_light_and_dark(
    lab: Callable[..., LabNotebook], notebook: Path
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    _interview(page).get_by_role("button", name="Next").click()
    expect(_interview(page).get_by_role("radiogroup")).to_have_count(4)
    opened.check_fit(_interview(page), _explorer(page))
    pictures = _explorer(page).get_by_role("img")
    expect(pictures).to_have_count(2)
    for place, start in enumerate(("Expectation (E) and perception (P)", "Raw gap by dimension")):
        assert (pictures.nth(place).get_attribute("alt") or "").startswith(start)
        assert pictures.nth(place).evaluate("image => image.naturalWidth") > 400
    _no_errors(opened)
