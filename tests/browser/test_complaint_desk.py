"""The complaint desk in a real JupyterLab."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, Page, expect

from servicelab import complaint_desk, desk
from servicelab.desk_policies import right_decision, severity_first
from servicelab.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from .conftest import LabNotebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)

ERRORS = 2
CELLS = [
    "from servicelab import ComplaintDesk",
    "day = ComplaintDesk()\nday",
    'print("errors:", day.errors)',
]
REPLY = "You are right, and it will be done."


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("insurer_claims")


def _desk(page: Page) -> Locator:
    return page.locator(".servicelab-desk")


def _head(page: Page, case: str) -> Locator:
    return _desk(page).get_by_role("heading", name=case)


def _status(page: Page) -> Locator:
    return _desk(page).locator(".servicelab-status")


def _entries(opened: LabNotebook, scenario: Scenario) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = opened.decision(desk.record_name(scenario))["entries"]
    return entries


def _no_errors(opened: LabNotebook) -> None:
    expect(opened.output(ERRORS)).to_contain_text("errors: []")
    assert opened.page_errors == []
    assert opened.page.locator(".jp-Dialog").count() == 0


def _open(page: Page, case: str) -> None:
    _desk(page).get_by_role("button", name=case).click()
    expect(_head(page, case)).to_be_focused()


def _fill(page: Page, scenario: Scenario, entry: dict[str, Any]) -> None:
    shown = _desk(page)
    form = complaint_desk.form_of(entry)
    shown.get_by_role("radio", name=str(entry["severity"])).click()
    for label, table in (
        ("Cause", scenario.causes),
        ("Owner", scenario.owners),
        ("Remedy", scenario.remedies),
    ):
        key = form[label.casefold()]
        shown.get_by_label(label, exact=True).select_option(index=1 + list(table).index(key))
    if entry["amount"]:
        shown.get_by_label("Amount").fill(form["amount"])
    if entry["escalate"]:
        shown.get_by_label("Escalate").check()
    shown.get_by_label("Promise").fill(form["promise"])
    if entry["reply"]:
        shown.get_by_label("Reply").fill(entry["reply"])


def _step(page: Page, scenario: Scenario, entry: dict[str, Any]) -> None:
    shown = _desk(page)
    if "look" in entry:
        _open(page, entry["case"])
        shown.get_by_role("button", name="Read the file").click()
        expect(shown.locator(".servicelab-file")).to_be_focused()
        return
    if not _head(page, entry["case"]).is_visible():
        _open(page, entry["case"])
    _fill(page, scenario, entry)
    shown.get_by_role("button", name="Settle the case").click()
    expect(_head(page, entry["case"])).to_have_count(0)


def test_a_day_by_mouse_left_midway_resumed_closed_and_revealed(
    lab: Callable[..., LabNotebook], notebook: Path, scenario: Scenario
) -> None:
    entries = [dict(entry) for entry in severity_first(scenario)]
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    shown = _desk(page)
    expect(shown.get_by_text("08:30 The desk opens")).to_be_visible()
    shown.get_by_role("button", name="Close the day").click()
    expect(_status(page)).to_contain_text("Work on at least one case")

    half = next(n for n, entry in enumerate(entries) if n > 8 and "look" not in entry)
    for entry in entries[:half]:
        _step(page, scenario, entry)
    case = entries[half]["case"]
    shown.get_by_label("Texts in").select_option("中文")
    expect(shown.get_by_text(scenario.by_id[case].evidence_zh[:12])).to_be_visible()
    shown.get_by_label("Texts in").select_option("English")
    shown.get_by_role("button", name="Settle the case").click()
    expect(_status(page)).to_contain_text("Still missing: severity; cause; owner; remedy")
    expect(shown.get_by_role("radio", name="1 mild")).to_be_focused()
    expect(shown.get_by_role("radiogroup", name="Severity")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(shown.get_by_role("radio", name="2 serious")).to_be_checked()
    # a pause in typing is enough, the field need not be left
    shown.get_by_label("Reply").press_sequentially("Half a sen")
    known = shown.locator("[data-known]")
    expect(known).to_have_attribute("data-known", re.compile("Half a sen"))
    expect(shown.get_by_role("button", name=case)).to_contain_text("draft")

    opened.reopen()  # without saving the notebook
    opened.run_all()
    assert _entries(opened, scenario) == entries[:half]
    expect(_head(page, case)).to_be_visible()
    expect(shown.get_by_label("Reply")).to_have_value("Half a sen")
    expect(shown.get_by_role("radio", name="2 serious")).to_be_checked()
    expect(shown.get_by_role("button", name=case)).to_have_attribute("aria-current", "true")
    for entry in entries[half:]:
        _step(page, scenario, entry | ({} if "look" in entry else {"reply": REPLY}))
    expect(_status(page)).to_contain_text("The working day is over")

    close = shown.locator("button.servicelab-at-close")
    expect(close).to_be_focused()
    close.click()
    expect(shown.get_by_role("heading", name="Close the day?")).to_be_focused()
    shown.get_by_role("button", name="Back to the desk").click()
    expect(close).to_be_focused()
    close.click()
    shown.get_by_role("button", name="Yes, close the day").click()
    evening = shown.get_by_role("heading", name="The evening")
    expect(evening).to_be_focused()
    expect(shown.get_by_text("Your day is worth")).to_be_visible()
    expect(shown.get_by_role("img")).to_have_count(2)
    expect(shown.get_by_role("row")).to_have_count(1 + len(scenario.cases))

    opened.reopen()
    opened.run_all()
    expect(evening).to_be_visible()
    assert [entry["case"] for entry in _entries(opened, scenario)] == [
        entry["case"] for entry in entries
    ]
    _no_errors(opened)


def test_a_day_by_keyboard_alone(
    lab: Callable[..., LabNotebook], notebook: Path, scenario: Scenario
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    keys = page.keyboard
    cells = page.locator(".jp-Notebook .jp-Cell").count()

    def choose(label: str, text: str) -> None:
        opened.tab_to(label)
        keys.type(text[:12])

    opened.tab_into("Order by")
    keys.press("Tab")
    given: list[dict[str, Any]] = []
    returned = ""
    while not (day := desk.play(scenario, given)).is_over:
        case = scenario.by_id[day.waiting[0].case]
        entry = right_decision(scenario, case) | {"reply": "Done."}
        if not given:
            # the first goes to a department that is not concerned
            returned = case.id
            entry["owner"] = next(name for name in scenario.owners if name != case.owner)
        page.wait_for_function(
            "name => document.activeElement?.textContent.startsWith(name)", arg=case.id
        )
        keys.press("Enter")
        expect(_head(page, case.id)).to_be_focused()
        is_back = bool(day.waiting[0].returned)
        opened.tab_to("Texts in")
        if case.id not in day.read:
            keys.press("Tab")
            if case.is_decided_by_file:
                keys.press("Enter")
                given.append({"case": case.id, "look": True})
                expect(_desk(page).locator(".servicelab-file")).to_be_focused()
                if desk.play(scenario, given).is_over:
                    break
        keys.press("Tab")
        if is_back:
            expect(_desk(page).get_by_role("radio", name=str(entry["severity"]))).to_be_focused()
        else:
            opened.focus_is_on("1 mild")
            keys.press("Space")
            for _press in range(entry["severity"] - 1):
                keys.press("ArrowRight")
        choose("Cause", scenario.causes[entry["cause"]].label_en)
        choose("Owner", scenario.owners[entry["owner"]].label_en)
        choose("Remedy", scenario.remedies[entry["remedy"]].label_en)
        opened.tab_to("Amount")
        if entry["amount"]:
            keys.press("ControlOrMeta+A")
            keys.type(f"{entry['amount']:g}")
        keys.press("Tab")
        if entry["escalate"]:
            keys.press("Space")
        opened.tab_to("Promise")
        keys.press("ControlOrMeta+A")
        keys.type(str(entry["promise_days"]))
        opened.tab_to("Reply")
        keys.press("ControlOrMeta+A")
        keys.type(entry["reply"])
        opened.tab_to("Settle the case")
        keys.press("Enter")
        given.append(entry)
        expect(_head(page, case.id)).to_have_count(0)
        if case.id == returned and not is_back:
            expect(_desk(page).get_by_role("log")).to_contain_text(f"{case.id} is settled")
    assert _entries(opened, scenario) == given
    assert [entry["case"] for entry in given if "look" not in entry].count(returned) == 2

    opened.focus_is_on("Close the day")
    keys.press("Enter")
    expect(_desk(page).get_by_role("heading", name="Close the day?")).to_be_focused()
    opened.tab_to("Back to the desk")
    opened.tab_to("Yes, close the day")
    keys.press("Enter")
    expect(_desk(page).get_by_role("heading", name="The evening")).to_be_focused()
    opened.tab_to("Table of cases")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    _no_errors(opened)


def test_its_buttons_stay_in_a_laptop_window(
    lab: Callable[..., LabNotebook], notebook: Path, scenario: Scenario
) -> None:
    opened = lab(notebook, width=1366, height=768)
    opened.run_all()
    page = opened.page
    shown = _desk(page)
    close = shown.locator("button.servicelab-at-close")
    shown.evaluate("e => e.scrollIntoView({ block: 'start' })")
    expect(close).to_be_in_viewport(ratio=1)
    longest = max(
        (case for case in scenario.cases if not case.arrives),
        key=lambda case: len(case.text_en + case.history_en + case.evidence_en),
    )
    _open(page, longest.id)
    shown.get_by_role("button", name="Read the file").click()
    expect(shown.locator(".servicelab-file")).to_be_focused()
    expect(close).to_be_in_viewport(ratio=1)
    settle = shown.get_by_role("button", name="Settle the case")
    expect(settle).to_be_in_viewport(ratio=1)
    # what the keyboard reaches is not hidden behind them
    reply = shown.get_by_label("Reply")
    reply.focus()
    field, row = reply.bounding_box(), settle.bounding_box()
    assert field is not None
    assert row is not None
    assert field["y"] + field["height"] <= row["y"]
    _no_errors(opened)


def test_it_fits_wide_and_narrow_pages_in_light_and_dark(
    lab: Callable[..., LabNotebook], notebook: Path, scenario: Scenario
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    shown = _desk(page)
    _open(page, scenario.cases[0].id)
    shown.get_by_role("button", name="Read the file").click()
    expect(shown.locator(".servicelab-file")).to_be_focused()
    opened.check_fit(shown)
    shown.get_by_role("button", name="Close the day").click()
    shown.get_by_role("button", name="Yes, close the day").click()
    expect(shown.get_by_role("img")).to_have_count(2)
    for place in range(2):
        picture = shown.get_by_role("img").nth(place)
        assert picture.evaluate("image => image.naturalWidth") > 400
    for width in (1280, 700):
        page.set_viewport_size({"width": width, "height": 800})
        reach, room = shown.evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert reach <= room, width
    _no_errors(opened)
