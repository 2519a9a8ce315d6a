"""The commands that instructors and authors use; the top-level command adds them to its own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
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
    TimeRemainingColumn,
)

from .._i18n import _, ngettext

if TYPE_CHECKING:
    from ..grading.record import Record
    from .course import Course
    from .grade import Step

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
        # no thread of its own: what is shown here forks
        auto_refresh=False,
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
            bar.update(task, advance=1, description=name, refresh=True)

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


class Isolation(StrEnum):
    """Where submissions run."""

    full = "full"
    none = "none"


@app.command(help=_("Grade the submissions of an assignment: what is new or has changed."))
def grade(
    assignment: Annotated[str, typer.Argument(help=_("Such as m02_segmentation."))],
    course: CourseOption = Path(),
    student: Annotated[
        list[str] | None, typer.Option(help=_("Only this student; can be given again."))
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Grade again what has not changed, too."))
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help=_("Notebooks run side by side; one for each core."))
    ] = None,
    isolation: Annotated[
        Isolation,
        typer.Option(
            help=_("'none' runs submissions with your own rights: only for code that you trust.")
        ),
    ] = Isolation.full,
    readable: Annotated[
        list[Path] | None,
        typer.Option(help=_("A folder that notebooks may read besides their own; again for more.")),
    ] = None,
    memory: Annotated[
        float, typer.Option(min=0.5, help=_("Gigabytes of memory for one notebook."))
    ] = 4.0,
    minutes: Annotated[
        float, typer.Option(min=0.1, help=_("Time for one whole notebook, by the clock."))
    ] = 15.0,
    scheduler: Annotated[
        str | None,
        typer.Option(help=_("A Dask scheduler whose workers run the notebooks, tcp://...")),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print a JSON object on a line for each submission."))
    ] = False,
) -> None:
    """Grade; exit status 0 only if every submission was graded."""
    from ..grading.isolation import Limits
    from .grade import grade as grade_class

    show = _Shown(as_json)
    try:
        records = grade_class(
            course,
            assignment,
            show.step,
            students=student,
            workers=workers,
            isolate=isolation is Isolation.full,
            force=force,
            limits=Limits(memory=int(memory * 2**30), seconds=round(minutes * 60)),
            readable=[str(folder.resolve()) for folder in readable or ()],
            scheduler=scheduler,
        )
    except KeyboardInterrupt:
        show.close()
        typer.echo(
            _("Stopped. What is graded so far is saved; the same command goes on from there."),
            err=True,
        )
        raise
    finally:
        show.close()
    if not as_json:
        _table(records)
    failed = sum(record.status != "graded" for record in records)
    if failed:
        typer.echo(
            ngettext(
                "{n} submission of {total} could not be graded.",
                "{n} submissions of {total} could not be graded.",
                failed,
            ).format(n=failed, total=len(records)),
            err=True,
        )
        raise typer.Exit(1)


class _Shown:
    """What is seen while a class is graded: a bar for people, lines for programs."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._bar: Progress | None = None
        self._failed = 0
        self._kept = 0

    def step(self, step: Step) -> None:
        record = step.record
        self._kept += not step.fresh
        if self._as_json:
            shown = {
                key: value
                for key, value in asdict(record).items()
                if key not in ("fingerprint", "notes")
            }
            shown["message"] = " ".join(part for part in [record.message, *record.notes] if part)
            typer.echo(json.dumps(shown, ensure_ascii=False))
            return
        if self._bar is None:
            # a bar has a thread of its own: not before the workers are forked
            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeElapsedColumn(),
                TextColumn(_("left")),
                TimeRemainingColumn(),
                console=Console(stderr=True),
            )
            self._bar.start()
            self._task = self._bar.add_task("", total=step.total, rate="")
            self._started = time.monotonic()
        fresh = step.done - self._kept
        minutes = (time.monotonic() - self._started) / 60
        rate = _("{n:.0f} a minute").format(n=fresh / minutes) if minutes and fresh > 1 else ""
        if record.status != "graded":
            self._failed += 1
            self._print(record.student, record.message, "red")
        for flag in record.flags if step.fresh else ():
            self._print(record.student, flag, "yellow")
        failed = f", {self._failed} " + _("not graded") if self._failed else ""
        self._bar.update(
            self._task, completed=step.done, description=record.student + failed, rate=rate
        )

    def _print(self, student: str, text: str, style: str) -> None:
        assert self._bar is not None
        self._bar.console.print(f"{student}: {text}", style=style, markup=False, highlight=False)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _table(records: list[Record]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(_("Student"), _("Automatic points"), _("State"))
    console = Console()
    for record in records:
        graded = record.status == "graded"
        state = _("not graded")
        if graded:
            state = _("to be read by a person") if record.needs_manual else _("graded")
        table.add_row(
            Text(record.student),
            f"{record.score:g} / {record.max_score:g}" if graded else "",
            Text(state + (", " + _("look at it") if record.flags else "")),
        )
    console.print(table)
    for record in records:
        for kind, sentences, style in (
            (_("Look at this"), record.flags, "yellow"),
            (_("Note"), [part for part in [record.message, *record.notes] if part], ""),
        ):
            for sentence in sentences:
                console.print(
                    Text.assemble((record.student, "bold"), f" · {kind}: ", (sentence, style))
                )


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
            course,
            assignment,
            lambda student: bar.update(task, advance=1, description=student, refresh=True),
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
    from .export import ungraded, unread

    for path in export_grades(course, to):
        typer.echo(path)
    for student, assignment in unread(course):
        typer.echo(
            _(
                "An answer waits to be read, so the sheets for Moodle and Canvas leave it open: "
                "{student}, {assignment}."
            ).format(student=student, assignment=assignment)
        )
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
            bar.update(tasks[step], completed=done, total=total, refresh=True)  # type: ignore[arg-type]

        played = play(_source_course(), module, students=students, folder=course, progress=advance)
    typer.echo(_("The class lies in {folder}").format(folder=played.folder))
    typer.echo(_("What happened: {page}").format(page=played.page))


@app.command(help=_("Build the course's site: guides, modules, data, API. Needs no network."))
def site(
    out: Annotated[
        Path | None,
        typer.Option(help=_("The folder to write; build/site in the course by default.")),
    ] = None,
    with_solutions: Annotated[
        bool, typer.Option("--with-solutions", help=_("Publish the solutions, too."))
    ] = False,
) -> None:
    """Build the site."""
    from ..site.build import build as build_site

    course = _source_course()
    folder = out or course.root / "build" / "site"
    with _bar() as bar:
        notebooks = sum(len(course.scripts(module)) for module in course.modules())
        task = bar.add_task(_("Notebooks"), total=notebooks * (1 + with_solutions) + 1)
        pages = build_site(
            course,
            folder,
            with_solutions=with_solutions,
            progress=lambda name: bar.update(task, advance=1, description=name, refresh=True),
        )
    typer.echo(
        ngettext("{n} page: {index}", "{n} pages: {index}", pages).format(
            n=pages, index=folder / "index.html"
        )
    )


def _source_course() -> Course:
    from ..errors import CourseError
    from .course import find_course

    try:
        return find_course()
    except CourseError:
        # called from elsewhere: the clone that this library lies in
        return find_course(Path(__file__).resolve().parents[3])
