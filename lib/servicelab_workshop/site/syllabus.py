"""The tables of the syllabus: which notebooks when, with the minutes that the notebooks say."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.lessons.lesson import Lesson, Module
from servicelab_workshop.lessons.order import Home, before, number

#: Where the plans lie in a course.
PLANS = Path("docs", "curriculum", "syllabus.toml")


@dataclass(frozen=True)
class Step:
    """A week, a day or an hour of a plan.

    Attributes
    ----------
    when : str
        Such as ``Monday``.
    parts : tuple of (Module, Lesson)
        What is done then.
    """

    when: str
    parts: tuple[tuple[Module, Lesson], ...]

    @property
    def minutes(self) -> float:
        """What its notebooks take."""
        return sum(lesson.minutes for _module, lesson in self.parts)

    @property
    def modules(self) -> list[tuple[Module, list[Lesson]]]:
        """Its notebooks by module."""
        found: dict[str, tuple[Module, list[Lesson]]] = {}
        for module, lesson in self.parts:
            found.setdefault(module.name, (module, []))[1].append(lesson)
        return list(found.values())


@dataclass(frozen=True)
class Plan:
    """A way through the course.

    Attributes
    ----------
    name : str
        Such as ``weeks``.
    steps : tuple of Step
        In order.
    """

    name: str
    steps: tuple[Step, ...]

    @property
    def parts(self) -> list[tuple[Module, Lesson]]:
        """All of its notebooks, in order."""
        return [part for step in self.steps for part in step.parts]

    @property
    def minutes(self) -> float:
        """What all of its notebooks take."""
        return sum(step.minutes for step in self.steps)

    @property
    def whole(self) -> list[Module]:
        """The graded modules that are done as a whole, and so can be handed in."""
        done: dict[str, set[str]] = {}
        for module, lesson in self.parts:
            done.setdefault(module.name, set()).add(lesson.name)
        modules = {module.name: module for module, _lesson in self.parts}
        return [
            module
            for name, module in modules.items()
            if module.points and done[name] == {lesson.name for lesson in module.lessons}
        ]

    def left_out(self, modules: Sequence[Module]) -> list[Module]:
        """The modules of which no notebook is done."""
        mine = {module.name for module, _lesson in self.parts}
        return [module for module in modules if module.name not in mine]

    def too_early(self, homes: dict[str, Home]) -> list[str]:
        """Say which modules come before something that must be done before them.

        Parameters
        ----------
        homes : dict
            From :func:`.order.read_homes`.
        """
        faults, done = [], set[str]()
        for module, _lesson in self.parts:
            lacking = before(number(module.name), homes) - done
            faults += [f"{module.name}: {', '.join(sorted(lacking))}"] if lacking else []
            done.add(number(module.name))
        return list(dict.fromkeys(faults))


def read_plans(path: Path, modules: Sequence[Module]) -> dict[str, Plan]:
    """Read the plans.

    Parameters
    ----------
    path : Path
        TOML: for each plan an array of tables with ``when`` and ``notebooks``, of which each is a
        notebook such as ``m06_waiting/2_morning`` or a module. Without such a file there is no plan.
    modules : sequence of Module
        Those of the course. What belongs to a module that is not there is left out.

    Raises
    ------
    CourseError
        If a module has no notebook of that name.

    Examples
    --------
    >>> read_plans(Path("nowhere.toml"), [])
    {}
    """
    if not path.is_file():
        return {}
    known = {module.name: module for module in modules}
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Plan(
            name,
            tuple(
                step
                for row in rows
                if (step := Step(row["when"], tuple(_parts(row["notebooks"], known, path)))).parts
            ),
        )
        for name, rows in content.items()
    }


def _parts(
    names: Sequence[str], known: dict[str, Module], path: Path
) -> list[tuple[Module, Lesson]]:
    parts = []
    for name in names:
        module_name, _slash, stem = name.partition("/")
        module = known.get(module_name)
        if module is None:
            continue
        lessons = [lesson for lesson in module.lessons if stem in ("", lesson.name)]
        if not lessons:
            raise CourseError(
                _("{file}: there is no notebook {name}.").format(file=path.name, name=name)
            )
        parts += [(module, lesson) for lesson in lessons]
    return parts


def hours_and_minutes(minutes: float) -> str:
    """A time as people say it.

    Examples
    --------
    >>> hours_and_minutes(260), hours_and_minutes(300), hours_and_minutes(45)
    ('4 h 20', '5 h', '45 min')
    """
    whole, rest = divmod(round(minutes), 60)
    if not whole:
        return _("{n} min").format(n=rest)
    return _("{h} h {m:02}").format(h=whole, m=rest) if rest else _("{h} h").format(h=whole)
