"""No notebook takes for granted what the modules before it have not taught.

What must be done before a module, and what only helps, stands in ``docs/curriculum/homes.csv``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from servicelab.recalling.questions import asked_modules, read_questions
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import Lesson, read_modules
from servicelab_workshop.lessons.order import TABLE, before, number, read_homes

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course(ROOT)
HOMES = read_homes(ROOT / TABLE)
MODULES = {number(module.name): module for module in read_modules(COURSE)}
LESSONS = [(name, lesson) for name, module in MODULES.items() for lesson in module.lessons]

#: Ideas that a text may use without explaining them only if an earlier module has explained them.
IDEAS = {
    "an interval": r"\b95 % intervals?\b",
    "standard error": r"\bstandard errors?\b",
    "bootstrap": r"\bbootstrap\b",
    "regression toward the mean": r"\bregression toward the mean\b",
    "kappa": r"\bkappa\b",
    "odds": r"\b(?<!log-)odds\b(?! ratio)",
    "shrinkage": r"\bshrinkage\b",
    "break-even": r"\bbreak-even\b",
    "false alarm": r"\bfalse alarms?\b",
    "stratum": r"\bstrat(?:um|a)\b",
    "difference-in-differences": r"\bdifference-in-differences\b",
    "customer lifetime value": r"\bcustomer lifetime value\b",
    "moral hazard": r"\bmoral hazard\b",
    "placebo": r"\bplacebo\b",
    "zone of tolerance": r"\bzones? of tolerance\b",
    "erlang": r"\bErlang [AC]\b",
}
#: What every notebook shares and no module teaches.
TOOLS = re.compile(
    r"servicelab\.(?:plots|tasks|decisions|recalling|data|text|judging|games|look|static_forms)\b"
)


def prose(lesson: Lesson) -> str:
    """Its texts, without names of columns and what one may read besides."""
    texts = "\n\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")
    return re.sub(r"`[^`\n]+`|\*\*(?:Further reading|Read more).*", "", texts, flags=re.I)


def is_known(module: str, taught: set[str], *, or_helpful: bool = False) -> bool:
    known = {module} | before(module, HOMES)
    return bool(taught & (known | set(HOMES[module].helps if or_helpful else ())))


def test_every_module_has_its_place() -> None:
    assert set(MODULES) <= set(HOMES)


@pytest.mark.parametrize(("module", "lesson"), LESSONS, ids=lambda one: getattr(one, "name", one))
def test_a_module_that_is_named_comes_before_or_is_announced(module: str, lesson: Lesson) -> None:
    """What comes later may be announced; what came before stands in the table."""
    sources = "\n".join(cell.source for cell in lesson.cells)
    named = {f"m{int(one):02}" for one in re.findall(r"\b[Mm]odule (\d+)\b", sources)}
    earlier = {one for one in named if one < module}
    unsaid = [one for one in sorted(earlier) if not is_known(module, {one}, or_helpful=True)]
    assert not unsaid, f"{lesson.name} speaks of {unsaid}: write them into homes.csv"


@pytest.mark.parametrize("idea", IDEAS)
def test_an_idea_is_explained_before_it_is_used(idea: str) -> None:
    use = re.compile(IDEAS[idea], re.I)
    explains = re.compile(rf"\*[^*\n]*(?:{idea.removeprefix('an ')})[^*\n]*\*", re.I)
    explained = {module for module, lesson in LESSONS if explains.search(prose(lesson))}
    assert explained, "no notebook explains it"
    faults = [
        f"{module}/{lesson.name}: {found[0]}"
        for module, lesson in LESSONS
        if (found := use.search(prose(lesson))) and not is_known(module, explained)
    ]
    assert not faults, f"explained in {sorted(explained)}"


def test_a_measure_that_another_module_taught_stands_in_the_table() -> None:
    """A function of the library belongs to the first module that uses it."""
    used: defaultdict[str, list[str]] = defaultdict(list)
    for module, lesson in LESSONS:
        for cell in lesson.cells:
            imports = re.findall(
                r"^from (servicelab\.\w+) import (?:\(([^)]+)\)|(.+))", cell.code, re.M
            )
            for package, several, one in imports:
                if not TOOLS.match(package):
                    names = re.findall(r"\w+", several or one)
                    for name in (f"{package}.{name}" for name in names):
                        if module not in used[name]:
                            used[name].append(module)
    shared = {name: homes for name, homes in used.items() if len(homes) > 1}
    assert "servicelab.loyalty.clv_multiple" in shared
    faults = [
        f"{module} uses {name} of {first}"
        for name, (first, *later) in shared.items()
        for module in later
        if not is_known(module, {first}, or_helpful=True)
    ]
    assert not faults


@pytest.mark.parametrize("module", asked_modules())
def test_what_is_recalled_was_taught_by_a_notebook_that_is_there(module: str) -> None:
    """It is asked once that notebook is begun, so nobody recalls what was never met."""
    lessons = {script.stem for script in COURSE.scripts(module)}
    questions = read_questions(module)
    assert {question.notebook for question in questions} <= lessons
    for question in questions:
        assert question.id.startswith(f"{number(module)}-")
        words = " ".join([question.text, *(f"{one.text} {one.says}" for one in question.choices)])
        assert not re.search(r"\bmodule \d", words, re.I), question.id
