"""What somebody who learns alone clicks in a notebook: recall at its head, the judge and a file of one's own at its end."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from servicelab.recalling.boxes import Boxes
from servicelab.recalling.questions import read_questions

if TYPE_CHECKING:
    from .conftest import LabNotebook, LabServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)

ROOT = Path(__file__).resolve().parents[2]
CELLS = [
    'from servicelab import judge, recall\n\nrecall("m04_servqual/1_survey")',
    'judge("m04_servqual/1_survey")',
    'from servicelab import own_file\n\nown_file("waiting")',
]


def test_questions_are_answered_a_notebook_is_judged_and_a_file_is_read(
    lab: Callable[..., LabNotebook], lab_server: LabServer, notebook: Path
) -> None:
    begun = lab_server.root / "m02_segmentation"
    shutil.copytree(ROOT / "solutions" / begun.name, begun)
    here = notebook.rename(notebook.with_name("1_survey.ipynb"))
    opened = lab(here)
    opened.run_all()
    page = opened.page
    cards = page.locator(".servicelab-recall")
    question, *more = read_questions("m02_segmentation")[:3]
    choices = sum(len(one.choices) for one in (question, *more))
    expect(cards.get_by_role("button")).to_have_count(choices)
    wrong, right = (
        next(one for one in question.choices if one.right is wanted) for wanted in (False, True)
    )
    cards.get_by_role("button", name=wrong.text).focus()
    page.keyboard.press("Enter")
    expect(cards.get_by_role("status")).to_contain_text(wrong.says)
    expect(cards.get_by_role("status")).to_contain_text(right.says)
    expect(cards.get_by_role("button", name=f"✓ {right.text}")).to_be_disabled()
    assert Boxes.read(lab_server.root).places[question.id].box == 0

    press = page.get_by_role("button", name="Judge this notebook")
    press.click()
    said = page.get_by_role("status")
    expect(said.last).to_contain_text("Run this cell, save the notebook")
    page.keyboard.press("ControlOrMeta+S")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    press.click()
    expect(said.last).to_contain_text("There is no module m04_servqual")
    visits = [
        f"{day:02d}/03/2025 09:{k}0;{day:02d}/03/2025 09:{k}5" for day in (3, 4) for k in range(6)
    ]
    (lab_server.root / "visits.csv").write_text("\n".join(["arrived;started", *visits]))
    page.get_by_label("File", exact=True).fill("visits.csv")
    read = page.get_by_role("button", name="Read my file")
    read.click()
    expect(said.last).to_contain_text("give --dates DMY")
    page.get_by_label("Options", exact=True).fill("--dates DMY")
    read.click()
    shown = page.frame_locator("iframe[title='visits-waiting.html']")
    expect(shown.get_by_role("heading", level=1)).to_contain_text("visits.csv")
    opened.check_fit(cards)
    assert opened.page_errors == []
