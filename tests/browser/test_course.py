"""The course as trainees and instructors meet it: start, notebooks, Validate, Formgrader."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbgrader.utils import is_grade, is_solution
from playwright.sync_api import Locator, Page, expect

from nbreferee.gradebook import open_api
from servicelab import load_dataset
from servicelab.customers.segmentation import behavior_features
from servicelab.decisions.records import record_path
from servicelab.games.segment_studio.model import NAME, evaluate

if TYPE_CHECKING:
    from .conftest import LabNotebook

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)

TINY = "m90_tiny"
Picture = Callable[[str, Locator | Page], None]
BEHAVIORS = ["transactions", "balance", "revolving_share", "app_share"]
REASON = "The zodiac sign adds nothing to the forecast and serves no purpose."


def test_start_leads_to_the_welcome_notebook(started: LabNotebook, picture: Picture) -> None:
    page = started.page
    expect(page.get_by_role("tab", name="welcome.ipynb", selected=True)).to_be_visible()
    started.run_all()
    feedback = started.feedback("m00-first-win")
    expect(feedback).to_contain_text("Not attempted yet")
    expect(feedback.get_by_text("The whole is all complaints")).to_be_hidden()
    # a check is one short call, and nothing of it is folded
    check = page.locator(".jp-CodeCell").filter(has=feedback)
    expect(check.locator(".cm-content")).to_contain_text('check("m00-first-win")')
    expect(check.locator(".jp-InputPlaceholder")).to_have_count(0)

    started.rewrite("share_late = ...  #", "share_late = 171 / 190")
    started.run_all()
    expect(feedback).to_contain_text("Not yet right")
    expect(feedback).to_contain_text("That is the share answered in time")
    for hint in (1, 2):
        feedback.get_by_text(f"Hint {hint} of 3").click()
    expect(feedback.get_by_text("the whole is all complaints")).to_be_visible()
    expect(feedback.get_by_text("Hint 3 of 3")).to_be_visible()
    picture("check", feedback)

    started.rewrite("share_late = 171 / 190", "share_late = 0.1")
    started.run_all()
    expect(feedback).to_contain_text("Right: 1 of 1 points")

    choice = page.get_by_label("more than half of the line")
    status = page.get_by_role("status").filter(has_text="ecorded")
    page.get_by_label("half of the line or less").focus()
    page.keyboard.press("ArrowDown")
    expect(choice).to_be_checked()
    page.keyboard.press("Tab")  # a group of choices is one stop
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Decision recorded on")
    record = record_path("m00-first-decision", started.path.parent)
    recorded = json.loads(record.read_text("utf-8"))
    assert recorded["decision"] == {"choice": "more than half of the line"}
    assert recorded["revealed_at"] is None

    started.save()
    page.reload()
    started.wait()
    started.run_all()
    expect(feedback).to_contain_text("Right: 1 of 1 points")
    expect(status).to_contain_text("Decision recorded on")
    expect(choice).to_be_checked()
    page.get_by_role("button", name="Open the seal").click()
    expect(page.get_by_text('You predicted "more than half of the line"')).to_be_visible()
    assert started.page_errors == []


@pytest.mark.slow
def test_start_shows_the_course_and_its_contents(started: LabNotebook) -> None:
    page = started.page
    contents = page.locator("#table-of-contents")
    expect(contents.get_by_text("4. A check answers back")).to_be_visible()
    expect(page.get_by_role("menuitem", name="File", exact=True)).to_be_visible()
    expect(page.get_by_role("menuitem", name="Nbgrader")).to_have_count(0)
    expect(page.get_by_role("button", name="Validate")).to_have_count(0)

    launch = "() => window.jupyterapp.commands.execute('launcher:create')"
    page.evaluate(launch)
    cards = page.locator(".jp-LauncherCard")
    expect(cards.first).to_contain_text("m00 welcome")
    expect(cards.filter(has_text="Jupytext")).to_have_count(0)
    cards.filter(has_text="m02 segmentation").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="1_database.ipynb", selected=True)).to_be_visible()
    expect(contents.get_by_text("A warehouse with five rooms")).to_be_visible()

    # whoever folds the side away keeps the room
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    page.evaluate(launch)
    cards.filter(has_text="m04 servqual").click()
    expect(page.get_by_role("tab", name="1_survey.ipynb", selected=True)).to_be_visible()
    expect(contents).to_be_hidden()
    assert started.page_errors == []


@pytest.mark.slow
def test_the_welcome_notebook_shows_how_far_one_is(started: LabNotebook) -> None:
    panel = started.page.locator(".servicelab-progress")
    started.run_all()
    expect(panel).to_contain_text("Nothing yet")
    started.rewrite("share_late = ...  #", "share_late = 0.1")
    started.run_all()
    started.save()
    started.run_all()
    expect(panel).to_contain_text("Welcome to ServiceLabpractice")
    following = panel.get_by_role("link", name=re.compile(r"\(m00-w1-name\)"))
    expect(following).to_be_visible()
    expect(panel).to_contain_text("in m00_welcome/welcome_python.ipynb: not attempted")
    panel.get_by_text("Tasks of Welcome to ServiceLab").click()
    expect(panel.get_by_role("row").filter(has_text="m00-first-win")).to_contain_text("✓")
    # tabs of other notebooks on this machine stay where they are
    assert list((started.server.root / ".servicelab-tabs").iterdir())


def test_a_real_notebook_runs_untouched_and_takes_a_decision(
    lab: Callable[..., LabNotebook], picture: Picture
) -> None:
    opened = lab("m02_segmentation/3_offers.ipynb")
    page = opened.page
    tests = [
        cell
        for cell in nbformat.read(opened.path, as_version=4).cells
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)
    ]
    assert len(tests) == 5

    opened.run_all()
    feedback = opened.feedback("m02-q9-studio")
    expect(feedback).to_contain_text("Not attempted yet")
    expect(feedback).to_contain_text("Press Record decision in the studio")
    expect(page.locator(".servicelab-question")).to_have_count(len(tests))
    expect(page.locator('[data-mime-type="application/vnd.jupyter.error"]')).to_have_count(0)

    studio = page.locator(".servicelab-studio")
    for label in ("revolving share", "app share", "scale: logarithms and z-scores"):
        studio.get_by_label(label).click()
        expect(studio.get_by_label(label)).to_be_checked()
    slider = studio.get_by_role("slider")
    slider.focus()
    for _press in range(2):
        page.keyboard.press("ArrowRight")
    expect(studio.get_by_label("Name of D")).to_be_visible()
    picture("segment-studio", studio)
    for segment, offer in _best_offers().items():
        studio.get_by_label(f"Name of {segment}").fill(f"group {segment}")
        studio.get_by_label(f"Offer to {segment}").select_option(offer)
    studio.get_by_label("Forecast").focus()
    page.keyboard.type("270,000")
    page.keyboard.press("Tab")
    page.keyboard.type("zod")
    page.keyboard.press("Tab")
    page.keyboard.type(REASON)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(studio.get_by_role("status")).to_contain_text("Decision recorded on")
    decision = json.loads(record_path(NAME, opened.path.parent).read_text("utf-8"))["decision"]
    assert (decision["features"], decision["scale"], decision["k"]) == (BEHAVIORS, True, 4)

    feedback.get_by_text("Not attempted yet").click()
    page.keyboard.press("Control+Enter")
    expect(feedback).to_contain_text("◐ Right so far: 3 of 3 checks")
    expect(feedback).to_contain_text("2 more checks are judged when you hand in, or with judge")
    assert opened.page_errors == []


def _best_offers() -> dict[str, str]:
    customers, offers = load_dataset("bank_customers"), load_dataset("bank_offers")
    agreed = customers.loc[customers["consent_profiling"], "customer_id"]
    offers = offers[offers["customer_id"].isin(agreed)]
    features = behavior_features(customers, load_dataset("bank_transactions"), until="2025-03-01")
    features = features.join(customers.set_index("customer_id")["age"]).loc[agreed]
    value = evaluate(features, offers, BEHAVIORS, True, 4, repeats=1).value
    return {str(segment): str(offer) for segment, offer in value.idxmax(axis=1).items()}


@pytest.mark.slow
def test_validate_tells_an_instructor_what_is_not_done(
    lab: Callable[..., LabNotebook], tiny_course: Path
) -> None:
    opened = lab(tiny_course / "notebooks" / TINY / "tiny.ipynb")
    validate = opened.page.get_by_role("button", name="Validate")
    dialog = opened.page.get_by_role("dialog")

    validate.click()
    expect(dialog.locator(".validation-failed")).to_contain_text("not attempted")
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_have_count(0)

    opened.rewrite("def mean_wait", "def mean_wait(minutes):\n    return minutes.mean()")
    opened.rewrite("share = ...", "share = (waits > 5).mean()")
    opened.page.get_by_role("emphasis").filter(has_text="Your answer here").dblclick()
    opened.rewrite("*Your answer here.*", "Open a second counter at ten.")
    validate.click()
    expect(dialog.locator(".validation-success")).to_contain_text("Success!")
    dialog.get_by_role("button", name="OK").click()
    assert opened.page_errors == []


@pytest.mark.slow
def test_formgrader_lists_a_submission_and_takes_a_mark(
    instructor: tuple[Page, Path], picture: Picture
) -> None:
    page, course = instructor
    trainee = course / "submitted" / "ada" / TINY
    trainee.mkdir(parents=True)
    edition = nbformat.read(course / "notebooks" / TINY / "tiny.ipynb", as_version=4)
    next(cell for cell in edition.cells if cell.id == "m90-q3-memo").source = "Hire a second clerk."
    nbformat.write(edition, trainee / "tiny.ipynb")
    command = [sys.executable, "-m", "servicelab_workshop", "grade", TINY, "--course", str(course)]
    subprocess.run(command, check=True, timeout=300)

    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader", exact=True).click()
    formgrader = page.frame_locator("#formgrader-iframe iframe")
    row = formgrader.get_by_role("row").filter(has=formgrader.get_by_text(TINY, exact=True))
    expect(row).to_contain_text("1")
    formgrader.get_by_role("link", name="Manual Grading").click()
    for link in (TINY, "tiny"):
        formgrader.get_by_role("link", name=link, exact=True).click()
    with page.expect_response(lambda answer: "/formgrader/api/grades" in answer.url):
        formgrader.get_by_role("link", name="Submission #1", exact=True).click()
    expect(formgrader.get_by_text("Hire a second clerk.")).to_be_visible()
    mark = formgrader.locator("#m90-q3-memo")
    # JupyterLab keeps its layout with a PUT of its own
    with page.expect_response(
        lambda answer: answer.request.method == "PUT" and "/formgrader/api/grade/" in answer.url
    ):
        mark.fill("3")
        mark.press("Tab")
    picture("formgrader", page)
    with open_api(course) as api, api.gradebook as gradebook:
        assert gradebook.find_submission(TINY, "ada").written_score == 3


@pytest.mark.slow
def test_the_first_hour_is_played_and_the_guides_open_from_a_link(
    started: LabNotebook,
) -> None:
    page = started.page
    started.run_all()
    desk = page.locator(".servicelab-desk")
    expect(page.get_by_text("Close the day at the desk first")).to_be_visible()
    desk.get_by_role("button", name="A2 Ms. Yao").click()
    desk.get_by_label("2 serious").check()
    desk.get_by_label("Cause").select_option("Booking: wrong amount, or booked twice")
    desk.get_by_label("Owner").select_option(index=1)
    desk.get_by_label("Remedy").select_option("Pay money back · 8 min")
    desk.get_by_label("Amount").fill("900")
    desk.get_by_label("Promise").fill("1")
    desk.get_by_role("button", name="Settle the case").click()
    expect(desk.get_by_role("button", name="A2 Ms. Yao")).to_have_count(0)
    desk.get_by_role("button", name="Close the day").click()
    desk.get_by_role("button", name="Yes, close the day").click()
    expect(desk.get_by_text("it ends today")).to_be_visible()
    started.run_all()
    expect(page.get_by_text("Mrs. Gu: LATE")).to_be_visible()

    page.get_by_role("link", name="the glossary").click()
    expect(page.get_by_role("tab", name="glossary.md", selected=True)).to_be_visible()
    expect(page.locator(".jp-MarkdownViewer").get_by_text("gap = P − E")).to_be_visible()
    assert started.page_errors == []
