"""The command ``servicelab overview``: the whole course on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from servicelab.i18n import _
from servicelab_workshop.commands.classroom import CourseOption

app = typer.Typer()


@app.callback()
def _commands() -> None:
    pass


@app.command(
    help=_(
        "Write one page over all modules: who is behind, what is not graded, read or fed back, "
        "which misconceptions persist."
    )
)
def overview(
    course: CourseOption = Path(),
    to: Annotated[
        Path | None,
        typer.Option(help=_("The page to write; by default in the folder reports of the course.")),
    ] = None,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help=_("Codes in place of names, to show to others."))
    ] = False,
) -> None:
    """Write the overview."""
    from servicelab_workshop.classroom.overview import overview as write_overview

    typer.echo(write_overview(course, to, anonymous=anonymous))
