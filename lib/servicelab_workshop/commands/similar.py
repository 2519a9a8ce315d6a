"""The command ``servicelab similar``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from nbreferee import door
from servicelab.i18n import _, ngettext
from servicelab_workshop.commands.classroom import CourseOption

app = typer.Typer()


@app.callback()
def _commands() -> None:
    """Keep the command a command of its own, though it is the only one."""


@app.command(
    help=_(
        "Show near-identical answers of a class side by side: evidence for a talk, no verdict, "
        "for the instructor alone. Nothing has to be graded."
    )
)
def similar(
    assignment: Annotated[str, typer.Argument(help=_("Such as m02_segmentation."))],
    course: CourseOption = Path(),
    to: Annotated[
        Path | None,
        typer.Option(help=_("The page to write; by default in the folder reports of the course.")),
    ] = None,
) -> None:
    """Write the page on near-identical answers."""
    from servicelab_workshop.classroom.similar import similar as write_page

    # no thread of its own: what is shown here forks
    with Progress(console=Console(stderr=True), auto_refresh=False) as bar:
        task = bar.add_task(_("Submissions"), total=None)
        found = write_page(
            course,
            assignment,
            to,
            lambda done, total: bar.update(task, completed=done, total=total, refresh=True),
        )
    number = len(found.comparison.pairs)
    typer.echo(
        ngettext(
            "{n} pair of {all} submissions is more alike than chance explains; that is no verdict.",
            "{n} pairs of {all} submissions are more alike than chance explains; that is no "
            "verdict.",
            number,
        ).format(n=number, all=len(found.comparison.students))
    )
    if found.unread:
        typer.echo(
            _("Not compared: {names}.").format(names=", ".join(map(door.name, found.unread)))
        )
    typer.echo(_("For you alone: {page}").format(page=found.page))
