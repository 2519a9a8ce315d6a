"""The pages that are made from the course itself, written beside the guides in a scratch folder."""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import servicelab
from nbreferee.notebooks import write_notebook
from servicelab.data.loading import datasets_folder, list_datasets
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.look import HOUSES
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import Module, read_modules
from servicelab_workshop.lessons.order import Home, number, read_homes
from servicelab_workshop.lessons.rows import Row, read_table, taught_rows
from servicelab_workshop.site.api import packages, public_modules, public_names, summary
from servicelab_workshop.site.commands import read_commands
from servicelab_workshop.site.games import games_of
from servicelab_workshop.site.notebooks import (
    page,
    reading_note,
    solution_note,
)
from servicelab_workshop.site.readme import README, section
from servicelab_workshop.site.rendering import render
from servicelab_workshop.site.replay import load_replay
from servicelab_workshop.site.run import run_pages
from servicelab_workshop.site.syllabus import PLANS, Plan, Step, hours_and_minutes, read_plans
from servicelab_workshop.site.training import hours, set_up, training_text


def stage(
    course: Course,
    folder: Path,
    *,
    with_solutions: bool = False,
    outputs: bool = True,
    progress: Callable[[str], None] = lambda name: None,
) -> None:
    """Write everything that Sphinx reads into a folder.

    Parameters
    ----------
    course : Course
        The course; its ``docs`` hold the guides.
    folder : Path
        An empty folder.
    with_solutions : bool
        Add a page with the solutions of each notebook; hidden tests are on none.
    outputs : bool
        Run the notebooks; without, their pages show text and code alone.
    progress : callable
        Called with each notebook's name when it has run.

    Raises
    ------
    CourseError
        If there are no guides, or a notebook cannot be read or run.
    """
    docs = course.root / "docs"
    if not (docs / "conf.py").is_file():
        raise CourseError(
            _("{folder} holds no conf.py: the site is built from a clone of the course.").format(
                folder=docs
            )
        )
    shutil.copytree(docs, folder, dirs_exist_ok=True)
    for name in ("CHANGELOG.md", "CONTRIBUTING.md"):
        shutil.copy(course.root / name, folder / name.lower())
    writer = _Writer(folder)
    modules = read_modules(course)
    rows = taught_rows(docs / "curriculum" / "rows.csv", modules)
    plan = read_homes(docs / "curriculum" / "homes.csv")
    homes = _homes(plan, modules, rows)
    _home(writer, course, modules)
    _taught(writer, docs / "curriculum", homes)
    _modules(writer, modules, rows, plan, with_solutions)
    _notebooks(writer, course, modules, with_solutions, outputs, progress)
    _syllabus(writer, course, modules)
    _data(writer)
    _rows(writer, docs / "curriculum", homes, rows)
    writer.write("commands.md", "commands.md.j2", commands=read_commands())
    _api(writer)


class _Writer:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, template: str, /, **content: Any) -> None:
        self.put(name, render(template, **content))

    def put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _home(writer: _Writer, course: Course, modules: list[Module]) -> None:
    """What decides in ten minutes: what there is, a case to try, how to get it, what it brings."""
    _ready(writer, course, modules)
    houses = [
        SimpleNamespace(house=house, modules=[one for one in modules if house in one.houses])
        for house in HOUSES.values()
    ]
    writer.write("houses.txt", "houses.md.j2", houses=houses)
    shown = load_replay()
    writer.write("try.md", "try.md.j2", shown=shown, case=shown.case, desk=shown.scenario)
    readme = (course.root / README).read_text(encoding="utf-8")
    writer.write("get.md", "get.md.j2", steps=section(readme, "Two commands"))
    writer.put("training.md", training_text(course))


def _ready(writer: _Writer, course: Course, modules: list[Module]) -> None:
    ready = [module for module in modules if module.points]
    minutes = sum(module.minutes for module in ready)
    writer.write(
        "ready.txt",
        "ready.md.j2",
        modules=len(ready),
        hours=hours(minutes),
        welcome=[module for module in modules if not module.points],
        set_up=set_up(course),
    )


def _modules(
    writer: _Writer,
    modules: list[Module],
    rows: list[Row],
    plan: dict[str, Home],
    with_solutions: bool,
) -> None:
    games = {
        module.name: [game for lesson in module.lessons for game in games_of(lesson)]
        for module in modules
    }
    made = {number(module.name): module for module in modules}
    order = {module.name: _order(plan.get(number(module.name)), made) for module in modules}
    writer.write("modules/index.md", "modules.md.j2", modules=modules, games=games, order=order)
    known = set(_all_modules())
    for module in modules:
        writer.write(
            f"modules/{module.name}/index.md",
            "module.md.j2",
            module=module,
            order=order[module.name],
            tasks=[(lesson, task) for lesson in module.lessons for task in lesson.graded],
            games={lesson.name: games_of(lesson) for lesson in module.lessons},
            library=[name for name in module.library if name in known],
            rows=[row for row in rows if row.module is module],
            with_solutions=with_solutions,
        )


def _notebooks(
    writer: _Writer,
    course: Course,
    modules: list[Module],
    with_solutions: bool,
    outputs: bool,
    progress: Callable[[str], None],
) -> None:
    sources = {"": course.notebooks}
    if with_solutions:
        sources["-solutions"] = course.solutions
    lessons = [(module, lesson) for module in modules for lesson in module.lessons]
    paths = {
        (module.name, lesson.name, suffix): folder / module.name / f"{lesson.name}.ipynb"
        for suffix, folder in sources.items()
        for module, lesson in lessons
    }
    ran = run_pages(course.root, paths.values(), progress, outputs=outputs)
    for module, lesson in lessons:
        for suffix in sources:
            nb = ran[paths[module.name, lesson.name, suffix]]
            if suffix:
                nb.cells[0].source = nb.cells[0].source.replace("\n", " · solutions\n", 1)
                rows, note = {}, solution_note(lesson.name)
            else:
                solution = f"{lesson.name}-solutions.ipynb" if with_solutions else None
                rows = lesson.rows
                note = reading_note(f"{module.name}/{lesson.name}.ipynb", solution)
            path = writer.folder / "modules" / module.name / f"{lesson.name}{suffix}.ipynb"
            path.write_bytes(write_notebook(page(nb, lesson.name, rows, note)))


#: Plan -> what a row of it is called.
_STEPS = {"weeks": _("Week"), "days": _("Day"), "day": _("From")}


def _syllabus(writer: _Writer, course: Course, modules: list[Module]) -> None:
    plans = read_plans(course.root / PLANS, modules)
    notebooks = sum(len(module.lessons) for module in modules)
    for name, head in _STEPS.items():
        plan = plans.get(name, Plan(name, ()))
        left_out = plan.left_out(modules)
        writer.write(
            f"syllabus-{name}.txt",
            "syllabus.md.j2",
            head=head,
            plan=plan,
            notebooks=notebooks,
            time=hours_and_minutes(plan.minutes),
            games=_games,
            memos=sum(task.points for one in plan.whole for task in one.tasks if task.by_hand),
            left_out=left_out,
            rest=notebooks - len(plan.parts) - sum(len(one.lessons) for one in left_out),
        )


def _games(step: Step) -> list[str]:
    return list(dict.fromkeys(game.title for _one, part in step.parts for game in games_of(part)))


def _data(writer: _Writer) -> None:
    package = json.loads((datasets_folder() / "datapackage.json").read_text(encoding="utf-8"))
    joins: dict[tuple[str, str], list[str]] = {}
    for one in package["resources"]:
        schema = one["schema"]
        for link in (*schema.get("foreignKeys", ()), *schema.get("partialKeys", ())):
            to = link["reference"]["resource"], link["reference"]["fields"]
            joins.setdefault(to, []).append(one["name"])
    writer.write(
        "data/index.md", "data.md.j2", datasets=list_datasets(), joins=sorted(joins.items())
    )
    for name in list_datasets()["name"]:
        shutil.copy(datasets_folder() / "cards" / f"{name}.md", writer.folder / "data")


def _order(home: Home | None, made: dict[str, Module]) -> SimpleNamespace:
    """What comes before a module, of the modules that there are."""
    needs, helps = (home.needs, home.helps) if home else ((), ())
    return SimpleNamespace(
        needs=[made[name] for name in needs if name in made],
        helps=[made[name] for name in helps if name in made],
        builds_on=home.builds_on if home else "",
    )


def _homes(plan: dict[str, Home], modules: list[Module], rows: list[Row]) -> list[SimpleNamespace]:
    """Each module that there is or will be, with how much of the sources is at home there."""
    with_rows = {row.home for row in rows}
    return [
        SimpleNamespace(
            name=name,
            title=home.title,
            module=next((made for made in modules if number(made.name) == name), None),
            rows=sum(row.home == name for row in rows),
            taught=sum(row.home == name and bool(row.lessons) for row in rows),
            graded=sum(row.home == name and bool(row.graded) for row in rows),
            read_only=sum(row.home == name and bool(row.read_only) for row in rows),
        )
        for name, home in plan.items()
        if name in with_rows
    ]


def _taught(writer: _Writer, tables: Path, homes: list[SimpleNamespace]) -> None:
    writer.write(
        "taught.txt",
        "taught.md.j2",
        rows=sum(home.rows for home in homes),
        taught=sum(home.taught for home in homes),
        sources=len(read_table(tables / "sources.csv")),
        planned=sum(home.module is None for home in homes),
    )


def _rows(writer: _Writer, tables: Path, homes: list[SimpleNamespace], rows: list[Row]) -> None:
    sources = [
        SimpleNamespace(id=name, title=title, rows=[row for row in rows if row.id[:4] == name])
        for name, (title,) in read_table(tables / "sources.csv").items()
    ]
    titles = {home.name: home.title for home in homes}
    writer.write("rows.md", "rows.md.j2", rows=rows, titles=titles, homes=homes, sources=sources)


def _all_modules() -> list[str]:
    return [name for package in packages() for name in public_modules(package)]


def _api(writer: _Writer) -> None:
    names = []
    for name in servicelab.__all__:
        value = getattr(servicelab, name)
        kind = "class" if inspect.isclass(value) else "func"
        names.append((name, f"{value.__module__}.{name}", kind, summary(value)))
    groups = [
        SimpleNamespace(
            name=package,
            title=summary(import_module(package)).rstrip("."),
            modules=[(name, summary(import_module(name))) for name in public_modules(package)],
        )
        for package in packages()
    ]
    writer.write(
        "api/index.md", "api.md.j2", names=names, packages=[one for one in groups if one.modules]
    )
    for name in _all_modules():
        loaded = import_module(name)
        writer.write(
            f"api/{name}.rst",
            "module.rst.j2",
            name=name,
            names=[(one, _kind(getattr(loaded, one))) for one in public_names(name)],
        )


def _kind(value: Any) -> str:
    if inspect.isclass(value):
        return "exception" if issubclass(value, BaseException) else "class"
    return "function" if inspect.isroutine(value) else "data"
