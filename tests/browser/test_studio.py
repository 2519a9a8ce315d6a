"""The segment studio in a real JupyterLab."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from servicelab.records import record_path
from servicelab.studio import NAME

if TYPE_CHECKING:
    from .conftest import LabNotebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)

REVEAL = 2
ERRORS = 3
CELLS = [
    """
from servicelab import SegmentStudio
from servicelab.segmentation import behavior_features
from servicelab.worlds.bank import make_bank

world = make_bank(n=800)
features = behavior_features(world.customers, world.transactions, "2025-03-01")
features = features.join(world.customers.set_index("customer_id")["age"])
""",
    "studio = SegmentStudio(features, world.offers)\nstudio",
    "studio.reveal_button(world.offers_later)",
    'print("errors:", studio.errors)',
]
REASON = "Zodiac signs do not change who accepts an offer."


def _studio(page: Page) -> Locator:
    return page.locator(".servicelab-studio")


def _status(page: Page) -> Locator:
    return _studio(page).get_by_role("status")


def _recorded(opened: LabNotebook) -> dict[str, object]:
    content: dict[str, object] = json.loads(
        record_path(NAME, opened.path.parent).read_text("utf-8")
    )
    return content


def _no_errors(opened: LabNotebook) -> None:
    expect(opened.output(ERRORS)).to_contain_text("errors: []")
    assert opened.page_errors == []


def test_explore_decide_reload_and_reveal_by_mouse(
    lab: Callable[..., LabNotebook], notebook: Path
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page, studio, status = opened.page, _studio(opened.page), _status(opened.page)
    expect(status).to_contain_text("No decision recorded yet")
    outcome = opened.output(REVEAL)
    seal = outcome.get_by_role("button", name="Open the seal")
    seal.click()
    expect(outcome).to_contain_text("Record your decision first")

    studio.get_by_label("revolving share").click()
    studio.get_by_label("scale").click()
    expect(studio.get_by_text("Silhouette")).to_be_visible()
    studio.get_by_label("Name of A").fill("savers")
    studio.get_by_label("Offer to A").select_option("wealth")
    expect(studio.get_by_text("1 segment undecided")).to_be_visible()
    studio.get_by_role("button", name="Record decision").click()
    expect(status).to_contain_text("Not recorded yet. Still missing: a name for segment B")
    expect(status).to_contain_text("your forecast")
    assert not record_path(NAME, opened.path.parent).exists()

    studio.get_by_label("Name of B").fill("borrowers")
    studio.get_by_label("Offer to B").select_option("credit")
    studio.get_by_label("Forecast").fill("60,000")
    studio.get_by_label("Field to drop").select_option("zodiac")
    studio.get_by_label("Reason").fill(REASON)
    studio.get_by_role("button", name="Record decision").click()
    expect(status).to_contain_text("Decision recorded on")
    assert _recorded(opened)["revealed_at"] is None
    _no_errors(opened)

    opened.save()
    opened.reopen()
    opened.run_all()
    expect(studio.get_by_label("Name of B")).to_have_value("borrowers")
    expect(studio.get_by_label("Offer to A")).to_have_value("wealth")
    expect(studio.get_by_label("revolving share")).to_be_checked()
    expect(studio.get_by_label("scale")).to_be_checked()
    expect(studio.get_by_label("Forecast")).to_have_value("60,000")
    expect(studio.get_by_label("Reason")).to_have_value(REASON)
    expect(status).to_contain_text("Decision recorded on")
    expect(status).not_to_contain_text("the decision stands")
    expect(seal).to_be_visible()
    assert _recorded(opened)["revealed_at"] is None
    expect(outcome.get_by_role("img")).to_have_count(0)
    seal.click()
    expect(outcome).to_contain_text("You forecast 60,000 yuan")
    expect(outcome.get_by_role("img")).to_be_visible()
    expect(status).to_contain_text("the decision stands")
    assert _recorded(opened)["revealed_at"] is not None

    studio.get_by_label("Offer to B").select_option("none: no offer")
    expect(status).to_contain_text("changes are for practice only")
    studio.get_by_role("button", name="Record decision").click()
    expect(status).to_contain_text("The outcome has been revealed, so the decision of")
    _no_errors(opened)
    assert page.locator(".jp-Dialog").count() == 0


def test_decide_by_keyboard_alone(lab: Callable[..., LabNotebook], notebook: Path) -> None:
    opened = lab(notebook)
    opened.run_all()
    page, studio, status = opened.page, _studio(opened.page), _status(opened.page)
    expect(status).to_contain_text("No decision recorded yet")
    cells = page.locator(".jp-Notebook .jp-Cell").count()

    opened.tab_into("transactions")
    page.keyboard.press("Space")
    expect(studio.get_by_label("transactions")).not_to_be_checked()
    for label in ("balance", "revolving share", "app share", "age"):
        opened.tab_to(label)
    opened.tab_to("scale: logarithms and z-scores")
    page.keyboard.press("Space")
    expect(studio.get_by_label("scale")).to_be_checked()
    page.keyboard.type("dda")  # would delete and insert cells if the notebook heard it
    opened.tab_to("segments k")
    page.keyboard.press("ArrowRight")
    expect(studio.get_by_label("Name of C")).to_be_visible()

    opened.tab_to("3")
    for segment, key in (("A", "ArrowDown"), ("B", "n"), ("C", "w")):
        opened.tab_to(f"Name of {segment}")
        page.keyboard.type(f"group {segment}")
        opened.tab_to(f"Offer to {segment}")
        page.keyboard.press(key)
    opened.tab_to("Forecast, yuan in autumn")
    page.keyboard.type("60000")
    opened.tab_to("Field to drop")
    page.keyboard.type("zod")
    opened.tab_to("Reason")
    page.keyboard.type(REASON)
    opened.tab_to("Record decision")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Decision recorded on")

    assert _recorded(opened)["decision"] == {
        "features": ["balance"],
        "scale": True,
        "k": 3,
        "names": {"A": "group A", "B": "group B", "C": "group C"},
        "offers": {"A": "credit", "B": "none", "C": "wealth"},
        "forecast": 60000.0,
        "drop_field": "zodiac",
        "reason": REASON,
    }
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    _no_errors(opened)


def test_it_fits_wide_and_narrow_pages_in_light_and_dark(
    lab: Callable[..., LabNotebook], notebook: Path
) -> None:
    opened = lab(notebook)
    opened.run_all()
    studio = _studio(opened.page)
    opened.check_fit(studio)
    pictures = studio.get_by_role("img")
    expect(pictures).to_have_count(2)
    for place, start in enumerate(("Mean of each feature by segment. A, ", "Profit in spring")):
        assert (pictures.nth(place).get_attribute("alt") or "").startswith(start)
        assert pictures.nth(place).evaluate("image => image.naturalWidth") > 400
    _no_errors(opened)
