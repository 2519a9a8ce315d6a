"""The commands that instructors and authors use; the top-level command adds them to its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from .._i18n import _, ngettext

if TYPE_CHECKING:
    from .course import Course
    from .grade import Result

app = typer.Typer(no_args_is_help=True, help=_("Commands for instructors and authors."))

CourseOption = Annotated[
    Path, typer.Option("--course", help=_("The course folder; this folder by default."))
]


@contextmanager
def _bar() -> Iterator[Progress]:
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as bar:
        yield bar


@app.command(help=_("Make the instructor and the trainee edition of modules from their scripts."))
def build(
    modules: Annotated[
        list[str] | None, typer.Argument(metavar="[MODULE]...", help=_("All by default."))
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help=_("Write nothing; fail if an edition is stale or leaks.")),
    ] = False,
    course: CourseOption = Path(),
) -> None:
    """Build editions, or check those that lie in the folder."""
    from . import rules
    from .build import build as build_editions
    from .course import find_course

    place = find_course(course)
    chosen = place.pick(modules)
    with _bar() as bar:
        total = sum(len(place.scripts(module)) for module in chosen)
        task = bar.add_task(_("Notebooks"), total=total)

        def advance(name: str) -> None:
            bar.update(task, advance=1, description=name)

        if check:
            problems, changed = rules.check(place, chosen, advance), []
        else:
            problems, changed = [], build_editions(place, chosen, advance)
    if problems:
        for problem in problems:
            typer.echo(problem, err=True)
        raise typer.Exit(1)
    for path in changed:
        typer.echo(path.relative_to(place.root))
    if not changed:
        typer.echo(_("Every edition is up to date."))


@app.command(help=_("Grade every submission of an assignment."))
def grade(
    assignment: Annotated[str, typer.Argument(help=_("Such as m02_segmentation."))],
    course: CourseOption = Path(),
    jobs: Annotated[int, typer.Option(min=1, help=_("Submissions graded side by side."))] = 1,
) -> None:
    """Grade; exit status 0 only if every submission could be graded."""
    from .course import open_api
    from .grade import grade as grade_class

    with open_api(course) as api:
        total = len(api.get_submitted_students(assignment))
    with _bar() as bar:
        task = bar.add_task(_("Submissions"), total=total)

        def advance(result: Result) -> None:
            bar.update(task, advance=1, description=result.student)
            if not result.graded:
                bar.console.print(
                    f"{result.student}: {result.message}",
                    style="red",
                    markup=False,
                    highlight=False,
                )

        results = grade_class(course, assignment, advance, jobs=jobs)
    _table(results)
    failed = sum(not result.graded for result in results)
    if failed:
        typer.echo(
            ngettext(
                "{n} submission of {total} could not be graded.",
                "{n} submissions of {total} could not be graded.",
                failed,
            ).format(n=failed, total=len(results)),
            err=True,
        )
        raise typer.Exit(1)


def _table(results: list[Result]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(_("Student"), _("Points"), _("State"), _("Notes"))
    for result in results:
        state = _("not graded")
        if result.graded:
            state = _("to be read by a person") if result.needs_marking else _("graded")
        table.add_row(
            Text(result.student),
            f"{result.score:g} / {result.max_score:g}" if result.graded else "",
            state,
            Text("\n".join(part for part in [result.message, *result.notes] if part)),
        )
    Console().print(table)


@app.command(help=_("Write the feedback of every graded submission of an assignment."))
def feedback(
    assignment: Annotated[str, typer.Argument(help=_("Such as m02_segmentation."))],
    course: CourseOption = Path(),
) -> None:
    """Write feedback pages."""
    from .course import open_api
    from .feedback import feedback as write_feedback

    with open_api(course) as api:
        total = len(api.get_submitted_students(assignment))
    with _bar() as bar:
        task = bar.add_task(_("Feedback"), total=total)
        folders = write_feedback(
            course, assignment, lambda student: bar.update(task, advance=1, description=student)
        )
        bar.update(task, total=len(folders))
    for folder in folders:
        typer.echo(folder)


@app.command(help=_("Export grades as nbgrader's CSV and as sheets for Moodle and Canvas."))
def export(
    course: CourseOption = Path(),
    to: Annotated[
        Path | None, typer.Option(help=_("The CSV to write; grades.csv in the course by default."))
    ] = None,
) -> None:
    """Export grades."""
    from .export import export as export_grades
    from .export import ungraded

    for path in export_grades(course, to):
        typer.echo(path)
    for student, assignment in ungraded(course):
        typer.echo(
            _("Not graded, so not in the sheets: {student}, {assignment}.").format(
                student=student, assignment=assignment
            )
        )


@app.command(help=_("Play a class from submission to exported grades, in a throw-away folder."))
def demo(
    students: Annotated[int, typer.Option(min=1, max=500, help=_("Size of the class."))] = 12,
    module: Annotated[str, typer.Option(help=_("The module to play."))] = "m02_segmentation",
    course: Annotated[
        Path | None,
        typer.Option(
            "--course", help=_("An empty folder to play in, instead of a throw-away one.")
        ),
    ] = None,
) -> None:
    """Play a class."""
    from .demo import play

    with _bar() as bar:
        tasks: dict[str, object] = {}

        def advance(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)  # type: ignore[arg-type]

        played = play(_source_course(), module, students=students, folder=course, progress=advance)
    typer.echo(_("The class lies in {folder}").format(folder=played.folder))
    typer.echo(_("What happened: {page}").format(page=played.page))


def _source_course() -> Course:
    from ..errors import CourseError
    from .course import find_course

    try:
        return find_course()
    except CourseError:
        # called from elsewhere: the clone that this library lies in
        return find_course(Path(__file__).resolve().parents[3])
