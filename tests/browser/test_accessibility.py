"""Nobody is shut out: checks, outputs and pages by axe, in light and dark, and by keyboard.

In a notebook only what lies within outputs is looked at: the rest is JupyterLab's own. Widgets are
looked at in their own tests, by :meth:`LabNotebook.check_fit`.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Locator, Page, expect
from support.barriers import barriers

from nbreferee.configuration import CONFIG
from nbreferee.titles import module_title
from servicelab_workshop.classroom.demo import play
from servicelab_workshop.classroom.overview import (
    Module,
    Overview,
    Part,
    Trainee,
    overview,
    render,
)
from servicelab_workshop.classroom.report import report as class_report
from servicelab_workshop.lessons.build import build
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.reports import complaints, servqual

if TYPE_CHECKING:
    from .conftest import LabNotebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)

ROOT = Path(__file__).resolve().parents[2]
TINY = "m90_tiny"
CELLS = [
    """
from pathlib import Path

import matplotlib.pyplot as plt
from servicelab import load_dataset
from servicelab.command import Page
from servicelab.plots import use_style
from servicelab.tasks.checking import checked_from
from servicelab.tasks.sheet import Sheet
from servicelab_workshop.lessons.lesson import Task
from servicelab_workshop.self_study.panel import ProgressPanel
from servicelab_workshop.self_study.progress import ModuleState, Progress, TaskState

use_style()
""",
    """
def checked(id, taken, **more):
    check = {"title": "one", "take": "1", "expected": 1, "name": "wrong"}
    sheet = {"id": id, "points": 2, "names": ["x"], "checks": {"1": check}, **more}
    return checked_from(Sheet.read(sheet), taken)


checked("all-right", {"taken": {"1": 1}}, hidden=1)
""",
    'checked("not-yet", {"taken": {"1": 2}}, hints=["Look at `wrong`.", "Count."])',
    'checked("nothing", {"missing": "x"}, hints=["Begin."])',
    """
shown = ProgressPanel()
def state(name, kind, *standing, points=5, **more):
    return TaskState(Task(name, name, kind, points, **more), "1.ipynb", *standing)


states = [
    state("m02-q1-a", "checked", "right", 5, hidden=2),
    state("m02-q2-b", "checked", "not yet right", 1, True),
    state("m02-q3-c", "checked", hints=("x",)),
    state("m02-q4-memo", "memo", "written", points=9),
]
shown.progress = Progress(Path(), [ModuleState("m02_segmentation", states)])
Page(shown.forms())
""",
    'load_dataset("bank_offers").head(3)',
    '_, ax = plt.subplots()\n_ = ax.bar(["late", "in time"], [4, 6])',
]


def _tab_onto(page: Page, wanted: Locator) -> None:
    for _press in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {wanted}")


def test_what_cells_show_is_reached_by_keyboard_and_shuts_nobody_out(
    lab: Callable[..., LabNotebook], notebook: Path
) -> None:
    opened = lab(notebook)
    opened.run_all()
    page = opened.page
    keys = page.keyboard
    expect(page.locator('[data-mime-type="application/vnd.jupyter.error"]')).to_have_count(0)
    expect(page.locator(".servicelab-question")).to_have_count(3)
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    picture = page.get_by_role("img", name="Bar chart. Highest: in time, 6; lowest: late, 4.")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 400

    page.evaluate("() => window.jupyterapp.commands.execute('notebook:enter-command-mode')")
    hints = opened.feedback("not-yet")
    for number, hint in ((1, "Look at wrong."), (2, "Count.")):
        _tab_onto(page, hints.locator("summary").filter(has_text=f"Hint {number} of 2").last)
        keys.press("Enter" if number == 1 else "Space")
        expect(hints.get_by_text(hint)).to_be_visible()
    _tab_onto(page, page.locator(".servicelab-progress summary").first)
    keys.press("Enter")
    expect(page.get_by_role("row").filter(has_text="m02-q4-memo")).to_be_visible()
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells

    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        opened.use_theme(theme)
        assert barriers(page, ".jp-OutputArea-output") == [], theme
        gray = Image.open(io.BytesIO(picture.screenshot())).convert("L")
        (least, most), mean = gray.getextrema(), ImageStat.Stat(gray).mean[0]
        assert (mean < 100) == (theme == "JupyterLab Dark"), (theme, mean)
        assert most - least > 150, theme
    assert opened.page_errors == []


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One page of each kind that the library writes."""
    folder = tmp_path_factory.mktemp("pages")
    root = folder / "course"
    tiny = ROOT / "tests" / "support" / "tiny_course"
    shutil.copytree(tiny, root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / CONFIG, root)
    shutil.copy(ROOT / "solutions" / "jupytext.toml", root / "solutions")
    script = root / "solutions" / TINY / "tiny.py"
    style = "import pandas as pd\n\nfrom servicelab.plots import use_style\n\nuse_style()"
    script.write_text(script.read_text().replace("import pandas as pd", style))
    build(Course(root))
    played = play(Course(root), TINY, students=4, folder=folder / "class", seed=15)
    data = ROOT / "datasets"
    log, survey = data / "complaints.csv", data / "insurer_servqual.csv"
    items = data / "insurer_items.csv"
    return {
        "demo": played.page,
        "feedback": next(played.folder.glob(f"feedback/*/{TINY}/tiny.html")),
        "class report": class_report(played.folder, TINY),
        "overview": overview(played.folder),
        "report on a survey": servqual.report(survey, folder / "survey.html", items=items),
        "report on complaints": complaints.report(log, folder / "log.html"),
    }


def test_a_class_in_all_modules_is_seen_whole(
    tmp_path: Path, new_page: Callable[..., Page]
) -> None:
    course = Course(ROOT)
    names = [name for name in course.modules() if name != "m00_welcome"]
    parts = (Part("graded", 1.0, fed_back=True), Part("unread", late=3.0))
    modules = [
        Module(name, module_title(course.solutions / name, name), None, None, (), parts)
        for name in names
    ]
    trainees = [
        Trainee(f"s00{n}", "Greta Lindqvist", (part,) * len(names)) for n, part in enumerate(parts)
    ]
    path = tmp_path / "overview.html"
    path.write_text(render(Overview(tuple(modules), tuple(trainees), ())), encoding="utf-8")
    page = new_page(width=1280, height=800)
    page.goto(path.as_uri())
    assert len(names) == 11
    table = page.get_by_role("region", name="Each trainee")
    assert table.evaluate("it => it.scrollWidth <= it.clientWidth")
    share = table.locator("td", has_text="100 %").first
    in_lines = "it => { const r = document.createRange(); r.selectNodeContents(it); return r.getClientRects().length }"
    assert share.evaluate(in_lines) == 1


def test_pages_shut_nobody_out(pages: dict[str, Path], new_page: Callable[..., Page]) -> None:
    page = new_page()
    for name, path in pages.items():
        page.goto(path.as_uri())
        for summary in page.locator("summary").all():
            summary.click()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            # the frame of the feedback is nbgrader's
            assert barriers(page, best=name != "feedback") == [], (name, scheme)
