"""The page for training departments: figures from the course, and a sheet that is current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import read_modules
from servicelab_workshop.site.fairness import measure
from servicelab_workshop.site.training import SHEET, is_current, training_text

ROOT = Path(__file__).resolve().parents[3]
COURSE = Course(ROOT)


def test_the_sheet_is_two_pages_and_says_what_the_page_says() -> None:
    sheet = (ROOT / "docs" / SHEET).read_bytes()
    assert sheet.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 2
    assert b"file:///" not in sheet
    assert is_current(sheet, training_text(COURSE)), (
        "print it anew: SERVICELAB_IMAGES=1 pytest tests/browser/test_images.py -k sheet"
    )


def test_what_was_tried_is_counted_from_banks_and_scripts() -> None:
    modules = read_modules(COURSE)
    found = measure(COURSE, modules)
    tasks = [task for module in modules for task in module.tasks if task.is_graded]
    assert (found.tasks, found.by_hand) == (len(tasks), sum(task.by_hand for task in tasks))
    banks = "".join(path.read_text("utf-8") for path in ROOT.glob("solutions/*/answers.py"))
    assert found.equivalent == len(re.findall(r"^# %%.*\bequivalent=", banks, re.M))
    assert 0 < found.mistakes <= len(re.findall(r"^# %%.*\bslip=", banks, re.M))
    answers = re.findall(r"^# %%(?!.*\b(?:slip|equivalent)=).*\btask=.*\bpoints=", banks, re.M)
    assert found.right + found.wrong == len(answers)
    assert found.changes > found.equivalent


def test_a_readme_that_says_nothing_of_setting_up_is_told(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# A course\n", encoding="utf-8")
    with pytest.raises(CourseError, match="does not say what setting up takes"):
        training_text(Course(tmp_path))
