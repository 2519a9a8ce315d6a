"""Every module: what it tells is what the data say, its rows are graded, its notebooks are short."""

from __future__ import annotations

from pathlib import Path

import pytest

from servicelab_workshop.lessons.claims import claim_problems
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.form import form_problems
from servicelab_workshop.lessons.lesson import read_module
from servicelab_workshop.lessons.rows import TABLE, row_problems, taught_rows

COURSE = Course(Path(__file__).resolve().parents[2])
MODULES = [name for name in COURSE.modules() if read_module(COURSE, name).points]


@pytest.mark.parametrize("module", COURSE.modules())
def test_what_is_told_is_what_the_data_say(module: str) -> None:
    assert list(claim_problems(COURSE, module)) == []


@pytest.mark.parametrize("module", MODULES)
def test_notebooks_are_short_and_points_are_given_for_more_than_functions(module: str) -> None:
    assert list(form_problems(read_module(COURSE, module))) == []


@pytest.mark.parametrize("module", MODULES)
def test_every_row_is_graded_or_read_for_a_reason(module: str) -> None:
    rows = taught_rows(COURSE.root / TABLE, [read_module(COURSE, module)])
    assert list(row_problems(rows, module)) == []
