"""The site as a visitor meets it: from a file, without a server, by keyboard, and for everybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.barriers import barriers

from servicelab_workshop.site.replay import Choice, load_replay

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("index", "try", "get", "training", "modules/index", "modules/m08_complaints/index", "rows")
LABELS = {
    "severity": "Severity",
    "cause": "Cause",
    "owner": "Who settles it",
    "remedy": "Remedy",
    "promise": "You promise it",
}
REPLAY = load_replay()


@pytest.fixture
def visit(site: Path, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Open a page from its file; nothing may be fetched from elsewhere, and no script may fail."""

    def open_page(name: str, **size: int) -> Page:
        page = new_page(**size)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith("file:") else faults.append(asked.url),
        )
        page.goto((site / f"{name}.html").as_uri())
        assert faults == []
        return page

    return open_page


def numbers(pick: Callable[[Choice], bool]) -> list[int]:
    return [
        next((number for number, choice in enumerate(choices) if pick(choice)), 0)
        for choices in REPLAY.fields.values()
    ]


def test_a_visitor_decides_a_case_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit("try", width=1366, height=768)
    keys = page.keyboard
    picked = numbers(lambda choice: choice.is_right)
    page.get_by_role("button", name="Read the file").focus()
    keys.press("Enter")
    expect(page.locator("#replay-file")).to_be_focused()
    expect(page.locator("#replay-file")).to_contain_text(REPLAY.case.evidence_en)
    keys.press("Tab")
    for _step in range(picked[1] + 1):
        keys.press("ArrowRight" if _step else "Space")
    for name, number in zip(list(REPLAY.fields)[2:], picked[2:], strict=True):
        keys.press("Tab")
        expect(page.get_by_label(LABELS[name], exact=True)).to_be_focused()
        for _step in range(number + 1):
            keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("#replay-head")).to_be_focused()
    assert_at_the_top(page)
    assert_told(page, picked)
    expect(page.get_by_text("✗")).to_have_count(0)


def test_each_mistake_is_told_and_the_case_can_be_decided_again(
    visit: Callable[..., Page],
) -> None:
    page = visit("try", width=683, height=768)
    hidden = page.locator("#replay-remedy option[data-in-file]")
    settle = page.get_by_role("button", name="Settle the case")
    settle.click()
    expect(page.locator("#replay-outcome")).to_be_hidden()
    for is_read in (False, True):
        picked = [
            int(is_read),
            *numbers(lambda choice: not choice.is_right and not choice.in_file)[1:],
        ]
        if is_read:
            page.get_by_role("button", name="Read the file").click()
        assert all(option.is_disabled() != is_read for option in hidden.all())
        page.get_by_role("radio").nth(picked[1]).check()
        for name, number in zip(list(REPLAY.fields)[2:], picked[2:], strict=True):
            page.get_by_label(LABELS[name], exact=True).select_option(str(number))
        settle.click()
        assert_at_the_top(page)
        assert_told(page, picked)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert barriers(page) == [], scheme
        page.get_by_role("button", name="Decide again").click()
        expect(page.locator("#replay-outcome")).to_be_hidden()
        expect(page.get_by_role("button", name="Read the file")).to_be_focused()


def assert_at_the_top(page: Page) -> None:
    box = page.locator("#replay-head").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 120


def assert_told(page: Page, picked: list[int]) -> None:
    outcome = REPLAY.outcome(REPLAY.entries(picked))
    shown = page.locator("#replay-outcome")
    expect(shown.get_by_role("heading", name=outcome["head"])).to_be_visible()
    note = shown.locator("#replay-note")
    expect(note).to_have_text(outcome["note"])
    expect(note).to_be_visible(visible=bool(outcome["note"]))
    assert shown.locator("li").all_inner_texts() == outcome["events"]
    assert shown.locator(".desk-bars b").all_inner_texts() == [f"{n} %" for n in outcome["stays"]]
    for fact in ("minutes", "paid", "date", "gain"):
        expect(shown.locator(f"[data-fact={fact}]")).to_have_text(str(outcome[fact]))
    rows = shown.locator("tbody tr")
    for row, number, choices in zip(rows.all(), picked, REPLAY.fields.values(), strict=True):
        choice = choices[number]
        expect(row).to_contain_text("✓" if choice.is_right else "✗")
        expect(row).to_contain_text(choice.label)
        expect(row).to_contain_text(choice.says)


def test_the_desk_on_the_first_page_can_be_stopped(visit: Callable[..., Page]) -> None:
    page = visit("index", width=1366, height=768)
    moving, still = (
        page.locator(".film-moving img:visible"),
        page.locator(".film-still img:visible"),
    )
    expect(moving).to_be_in_viewport(ratio=0.9)
    expect(still).to_have_count(0)
    page.get_by_role("button", name="Pause").click()
    expect(moving).to_have_count(0)
    expect(still).to_have_count(1)
    page.get_by_role("button", name="Play").click()
    expect(moving).to_have_count(1)
    page.emulate_media(reduced_motion="reduce")
    expect(moving).to_have_count(0)
    expect(still).to_have_count(1)


@pytest.mark.parametrize("width", [1366, 683])
def test_pages_fit_and_shut_nobody_out(visit: Callable[..., Page], width: int) -> None:
    for name in PAGES:
        page = visit(name, width=width, height=768)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            reach = page.evaluate("document.documentElement.scrollWidth")
            assert reach <= width, (name, scheme)
            assert barriers(page) == [], (name, scheme)
