"""The plans of the syllabus: what is done when, and that nothing comes before what it builds on."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import Lesson, Module, read_modules
from servicelab_workshop.lessons.order import TABLE, before, read_homes
from servicelab_workshop.site.syllabus import PLANS, read_plans

ROOT = Path(__file__).resolve().parents[3]
MODULES = read_modules(Course(ROOT))
PLANNED = read_plans(ROOT / PLANS, MODULES)
HOMES = read_homes(ROOT / TABLE)
TEXT = (ROOT / "docs" / "guides" / "syllabus.md").read_text(encoding="utf-8")


def module(name: str, *lessons: tuple[str, int]) -> Module:
    header = {"points": 50}
    return Module(name, tuple(Lesson(one, header={**header, "minutes": n}) for one, n in lessons))


def test_every_plan_has_its_table_on_the_page() -> None:
    assert set(re.findall(r"syllabus-(\w+)\.txt", TEXT)) == set(PLANNED) == {"weeks", "days", "day"}


@pytest.mark.parametrize("name", PLANNED)
def test_nothing_is_planned_twice_or_before_what_it_builds_on(name: str) -> None:
    plan = PLANNED[name]
    parts = [(one.name, lesson.name) for one, lesson in plan.parts]
    assert len(parts) == len(set(parts))
    if name != "day":
        assert plan.too_early(HOMES) == []


def test_a_term_holds_every_notebook_in_weeks_of_five_hours_at_most() -> None:
    weeks = PLANNED["weeks"]
    lessons = [(one.name, lesson.name) for one in MODULES for lesson in one.lessons]
    assert [(one.name, lesson.name) for one, lesson in weeks.parts] == lessons
    assert max(step.minutes for step in weeks.steps) <= 310
    assert weeks.left_out(MODULES) == []


def test_the_words_around_the_tables_are_true() -> None:
    days, day = PLANNED["days"], PLANNED["day"]
    assert [step.when for step in days.steps][::4] == ["Monday", "Friday"]
    assert all(240 <= step.minutes <= 300 for step in days.steps)
    monday = {"m00", "m01"}
    for name in ("m02", "m03", "m04", "m09"):
        assert before(name, HOMES) <= monday
    (thursday,) = (step for step in days.steps if step.when == "Thursday")
    assert {one.name for one, _lesson in thursday.parts}.isdisjoint(one.name for one in days.whole)
    assert len(day.steps) == 5
    assert day.whole == []
    first = [lesson for one, lesson in day.parts if one.points]
    assert all(lesson.name.startswith("1_") for lesson in first)


def test_a_day_has_a_clock() -> None:
    begins = [dt.datetime.strptime(step.when, "%H:%M") for step in PLANNED["day"].steps]
    ends = [
        begin + dt.timedelta(minutes=step.minutes)
        for begin, step in zip(begins, PLANNED["day"].steps, strict=True)
    ]
    for end, following in zip(ends, begins[1:], strict=False):
        assert end <= following
    assert ends[-1] <= dt.datetime.strptime("17:00", "%H:%M")


def test_minutes_are_those_of_the_notebooks(tmp_path: Path) -> None:
    path = tmp_path / "syllabus.toml"
    path.write_text('[[weeks]]\nwhen = "1"\nnotebooks = ["m01_a", "m02_b/2_d", "m99_later"]\n')
    course = [module("m01_a", ("1_a", 70), ("2_b", 50)), module("m02_b", ("1_c", 60), ("2_d", 75))]
    plan = read_plans(path, course)["weeks"]
    assert plan.minutes == 195
    assert [one.name for one in plan.whole] == ["m01_a"]
    assert plan.left_out([*course, module("m03_c")]) == [module("m03_c")]
    assert plan.too_early(HOMES) == ["m01_a: m00", "m02_b: m00"]


def test_a_notebook_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "syllabus.toml"
    path.write_text('[[weeks]]\nwhen = "1"\nnotebooks = ["m01_a/9_z"]\n')
    with pytest.raises(CourseError, match=r"syllabus\.toml: there is no notebook m01_a/9_z"):
        read_plans(path, [module("m01_a", ("1_a", 70))])
