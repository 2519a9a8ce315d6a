"""The reading desk in a real browser: by keyboard alone, two readers, harmful answers, both themes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from support.barriers import barriers
from support.memos import ASSIGNMENT, HARMFUL, MEMO, NOTEBOOK, SKETCH, make_memos, reading_desk

from nbreferee.gradebook import open_api
from servicelab_workshop.grading import grade

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)

LONG = " ".join(f"In week {n} the branch lost a customer who waited too long." for n in range(1, 9))
Sit = Callable[[str], Page]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_memos(
        tmp_path_factory.mktemp("reading") / "course",
        {
            "anna": f"Dear Ms. Qiao, {LONG} Drop it.",
            "bo": f"dear Ms. Qiao: {LONG} Drop it!",
            "cy": "Drop it, because it misleads.",
            "di": HARMFUL,
        },
        {"anna": "sum([2])"},
    )
    grade(root, ASSIGNMENT)
    return root


@pytest.fixture
def course(graded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(graded, tmp_path / "course"))


@pytest.fixture
def sit(course: Path, browser: Any) -> Iterator[Sit]:
    """Open the page of the memo as a reader; what a page says of errors ends the test."""
    errors: list[str] = []
    with ExitStack() as stack:

        def sit_down(reader: str) -> Page:
            address = stack.enter_context(reading_desk(course, reader))
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            stack.callback(context.close)
            page: Page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(address)
            page.get_by_role("link", name="Task 1: the memo").click()
            expect(page.locator("#answer")).not_to_be_empty()
            return page

        yield sit_down
    assert not errors


def in_gradebook(root: Path, student: str, cell: str = MEMO) -> tuple[Any, ...]:
    with open_api(root) as api, api.gradebook as gradebook:
        found = gradebook.find_grade(cell, NOTEBOOK, ASSIGNMENT, student)
        comment = gradebook.find_comment(cell, NOTEBOOK, ASSIGNMENT, student)
        return found.manual_score, found.needs_manual_grade, comment.manual_comment


def go_to(page: Page, words: str) -> None:
    """Go on by keyboard until an answer holds some words."""
    for _step in range(4):
        heading = page.locator("#heading").inner_text()
        if words in page.locator("#answer").inner_text():
            return
        page.keyboard.press("j")
        expect(page.locator("#heading")).not_to_have_text(heading)
        expect(page.locator("#answer")).not_to_be_empty()
        page.wait_for_timeout(300)
    pytest.fail(f"no answer holds {words}")


def test_a_class_is_marked_by_keyboard_alone(sit: Sit, course: Path) -> None:
    page = sit("uma")
    said = page.locator("#say")
    expect(page.locator("#progress")).to_contain_text("0 of 4 answers are read")
    assert "Ito" not in page.locator("main").inner_text()

    go_to(page, "Drop it, because")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("still open: Use, Candor")
    page.keyboard.type("12")
    expect(page.locator("#points")).to_have_value("5.5")
    page.keyboard.press("-")
    expect(page.locator("#points")).to_have_value("5")
    page.keyboard.press("c")
    page.keyboard.type("Say of whom, 2 words.")
    page.keyboard.press("Control+Enter")
    expect(said).to_contain_text("Saved: 5 points for Answer")
    assert in_gradebook(course, "cy") == (5, False, "Say of whom, 2 words.")

    go_to(page, "In week 1")
    expect(page.locator("#alike")).to_contain_text("2 answers are alike")
    page.keyboard.press("Shift+Digit1")
    expect(page.locator("#comment")).to_have_value("Say of whom, 2 words.")
    # faster than the gradebook: nothing is lost, nothing goes to the wrong answer
    page.keyboard.type("222")
    page.keyboard.press("Enter")
    page.keyboard.type("000")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("No answer waits to be read.")
    expect(page.locator("#progress")).to_contain_text("4 of 4 answers are read")
    for student in ("anna", "bo"):
        assert in_gradebook(course, student) == (6, False, "Say of whom, 2 words.")
    assert in_gradebook(course, "di") == (0, False, None)

    page.keyboard.press("u")
    expect(said).to_contain_text("Taken back: Answer")
    assert in_gradebook(course, "di") == (None, True, None)
    page.keyboard.press("u")
    expect(said).to_contain_text(",")
    assert in_gradebook(course, "bo") == (None, True, None)
    page.keyboard.press("a")
    expect(page.locator("#alike")).to_contain_text("Anna Ito (anna)")


def test_a_task_without_criteria_takes_points(sit: Sit, course: Path) -> None:
    page = sit("uma")
    page.get_by_role("link", name=ASSIGNMENT).or_(page.locator("header a")).first.click()
    page.get_by_role("link", name="Task 2: the sketch").click()
    expect(page.locator("#answer")).to_contain_text("sum")
    page.keyboard.type("1.5")
    page.keyboard.press("Enter")

    expect(page.locator("#say")).to_contain_text("Saved: 1.5 points")
    assert in_gradebook(course, "anna", SKETCH) == (1.5, False, None)


def test_the_second_of_two_readers_is_told(sit: Sit, course: Path) -> None:
    uma, vik = sit("uma"), sit("vik")
    for page in (uma, vik):
        go_to(page, "Drop it, because")
    uma.keyboard.type("111")
    uma.keyboard.press("Enter")
    expect(uma.locator("#say")).to_contain_text("Saved: 3 points")
    vik.keyboard.type("222")
    vik.keyboard.press("Enter")

    expect(vik.locator("#say")).to_contain_text("Not saved: somebody else")
    expect(vik.locator("#standing")).to_contain_text("3 points, by uma")
    expect(vik.locator("#points")).to_have_value("6")
    assert in_gradebook(course, "cy") == (3, False, None)
    vik.keyboard.press("Enter")
    expect(vik.locator("#say")).to_contain_text("Saved: 6 points")
    assert in_gradebook(course, "cy") == (6, False, None)


def test_an_answer_with_markup_and_script_is_harmless(sit: Sit) -> None:
    page = sit("uma")
    go_to(page, "Keep the club field")

    assert page.evaluate("window.harmed") is None
    assert page.locator("#heading").count() == 1
    assert page.locator("#answer").locator("script, iframe, style, [onerror]").count() == 0
    expect(page.locator("#form")).to_be_visible()
    with page.context.expect_page() as opened:
        page.keyboard.press("o")
    whole = opened.value
    expect(whole.locator("main")).to_contain_text("Keep the club field")
    assert whole.evaluate("window.harmed") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(sit: Sit, scheme: Any) -> None:
    page = sit("uma")
    page.emulate_media(color_scheme=scheme)
    go_to(page, "In week 1")
    page.keyboard.type("12")
    page.keyboard.press("Shift+Tab")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    if folder := os.environ.get("SERVICELAB_LOOK"):
        page.screenshot(path=f"{folder}/reading-{scheme}.png", full_page=True)

    assert barriers(page) == []
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("header a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reading desk")
    assert barriers(page) == []
