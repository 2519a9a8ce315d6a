"""The commands that set when a module is due: for all, and for one trainee."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from nbreferee import door
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab_workshop.commands.classroom import CourseOption

app = typer.Typer()


@app.command(
    help=_("Show when each module is due, and give the gradebook the due dates of schedule.toml.")
)
def schedule(
    course: CourseOption = Path(),
    check: Annotated[
        bool, typer.Option("--check", help=_("Write nothing; say what would change."))
    ] = False,
) -> None:
    """Show and apply the schedule."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from servicelab_workshop.classroom.schedule import FILE, apply_schedule

    plan, rows = apply_schedule(course, write=not check)
    table = Table(_("Module"), _("Release"), _("Due"), _("In the gradebook"), _("Extensions"))
    for row in rows:
        state = (
            _("the same")
            if not row.changed
            else (_("is {due}") if check else _("was {due}")).format(due=plan.words(row.before))
        )
        table.add_row(
            Text(door.name(row.module)),
            plan.words(row.dates.release),
            plan.words(row.dates.due),
            state if row.dates.due else _("no due date"),
            str(row.extensions or ""),
        )
    Console().print(table)
    if not plan.modules:
        typer.echo(
            _(
                "There are no dates in {file}: the guide for instructors shows what it holds."
            ).format(file=course / FILE)
        )
    if plan.penalty:
        typer.echo(_("Late work costs: {penalty}.").format(penalty=plan.penalty))
    if any(row.changed and row.before for row in rows) and not check:
        typer.echo(_("What is graded already: grade it again, so that penalties follow."))


@app.command(help=_("Give a trainee more time for a module, or several from a list."))
def extend(
    student: Annotated[str | None, typer.Argument(help=_("The trainee's id."))] = None,
    assignment: Annotated[
        str | None, typer.Argument(metavar="MODULE", help=_("Such as m02_segmentation."))
    ] = None,
    days: Annotated[
        float | None, typer.Option(min=0, help=_("After the due date; 0 takes an extension back."))
    ] = None,
    hours: Annotated[float | None, typer.Option(min=0, help=_("The same in hours."))] = None,
    file: Annotated[
        Path | None,
        typer.Option(help=_("CSV with student, module, and days or hours, instead of one.")),
    ] = None,
    course: CourseOption = Path(),
) -> None:
    """Give extensions."""
    from servicelab_workshop.classroom.extensions import (
        Extension,
        read_extensions,
        time_of,
    )
    from servicelab_workshop.classroom.extensions import extend as give
    from servicelab_workshop.classroom.schedule import read_schedule
    from servicelab_workshop.reports.page import duration

    single = (student, assignment, days, hours)
    if file is not None and any(one is not None for one in single):
        raise CourseError(_("Name either a file, or one trainee, module and time."))
    if file is not None:
        wanted = read_extensions(file)
    elif student is None or assignment is None or (days is None and hours is None):
        raise CourseError(
            _(
                "Name a trainee, a module and a time: `servicelab extend s007 m02_segmentation --days 3`."
            )
        )
    else:
        wanted = [Extension(student, assignment, time_of(days or 0, hours or 0))]
    plan = read_schedule(course)
    given = give(course, wanted)
    for one in given:
        words = {
            "student": door.name(one.extension.student),
            "module": one.extension.module,
            "due": plan.words(one.due.replace(tzinfo=dt.UTC)),
            "before": duration(one.before.total_seconds() / 3600),
            "time": duration(one.extension.time.total_seconds() / 3600),
        }
        if not one.extension.time:
            text = _("{student}: {module} is due {due}, without an extension.")
        elif one.before:
            text = _(
                "{student}: {module} is due {due}, {time} later than for others (before: {before})."
            )
        else:
            text = _("{student}: {module} is due {due}, {time} later than for others.")
        typer.echo(text.format(**words))
    again = sorted({one.extension.module for one in given if one.graded})
    if again:
        typer.echo(
            ngettext(
                "Graded already: run `servicelab grade {names}`, so that the penalty follows.",
                "Graded already: run `servicelab grade` for each of {names}, so that penalties follow.",
                len(again),
            ).format(names=", ".join(again))
        )
