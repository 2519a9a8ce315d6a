"""The command for a check or a key that was corrected after grading."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nbreferee.door import name, number
from servicelab.i18n import _, ngettext
from servicelab_workshop.commands.classroom import CourseOption, Isolation, progress_bar

if TYPE_CHECKING:
    from nbreferee.regrade import Regrading

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep this a group, also with one command."""


@app.command(
    help=_(
        "After a check or a key was corrected: show what moves, by trainee and task, and write it "
        "when you say yes."
    )
)
def regrade(
    assignment: Annotated[str, typer.Argument(help=_("Such as m02_segmentation."))],
    because: Annotated[
        str,
        typer.Option(help=_("Why, as a sentence: told in the mail to those whose points move.")),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help=_("Write without asking."))] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help=_("Notebooks run side by side; one for each core."))
    ] = None,
    isolation: Annotated[
        Isolation,
        typer.Option(
            help=_("'none' runs submissions with your own rights: only for code that you trust.")
        ),
    ] = Isolation.full,
    course: CourseOption = Path(),
) -> None:
    """Judge a graded class again."""
    from nbreferee.regrade import regrading
    from servicelab_workshop.classroom.regrade import corrected
    from servicelab_workshop.grading import SERVICELAB
    from servicelab_workshop.lessons.course import Course

    place = Course(course.resolve())
    with progress_bar() as shown:
        building = shown.add_task(_("Build and release"), total=None)

        def advance(what: str) -> None:
            shown.update(building, description=what, refresh=True)

        judging = shown.add_task(_("Judge"), total=None, visible=False)

        def judged(student: str, total: int) -> None:
            shown.update(
                judging, advance=1, total=total, visible=True, description=name(student, 40)
            )
            shown.refresh()

        with (
            corrected(place, assignment, advance) as release,
            regrading(
                place.root,
                release.folder,
                assignment,
                judged,
                workers=workers,
                isolate=isolation is Isolation.full,
                helper=SERVICELAB,
            ) as found,
        ):
            shown.stop()
            _tell(found)
            if not yes and not sys.stdin.isatty():
                typer.echo(_("Nothing is written: give the command again with --yes."))
                return
            if not yes and not typer.confirm(_("Write this into the gradebook?")):
                typer.echo(_("Nothing is written."))
                return
            release.publish()
            found.write(because or _("A check was corrected."))
    typer.echo(
        _(
            "Written. Now `servicelab feedback {name} --mail FOLDER`, with the folder of the earlier "
            "mails: new are those to whom a point has moved."
        ).format(name=assignment)
    )


def _tell(found: Regrading) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if found.changes:
        table = Table(_("Student"), _("Task"), _("Before"), _("Now"), _("Of"))
        for change in found.changes:
            figures = [number(one, 2) for one in (change.old, change.new, change.most)]
            table.add_row(Text(name(change.student)), Text(name(change.task)), *figures)
        console.print(table)
    moved, judged = len(found.moved), len(found.judged)
    said = [
        ngettext(
            "Points move for {n} trainee; {rest} keep theirs. A late penalty follows from them.",
            "Points move for {n} trainees; {rest} keep theirs. Late penalties follow from them.",
            moved,
        ).format(n=moved, rest=judged - moved)
    ]
    if found.ran:
        said.append(
            ngettext(
                "{n} submission was run again for that; nothing ran for the others.",
                "{n} submissions were run again for that; nothing ran for the others.",
                len(found.ran),
            ).format(n=len(found.ran))
        )
    if found.by_hand:
        said.append(
            _("A mark that you gave stands in place of other points: {names}.").format(
                names=", ".join(f"{name(who)} ({name(task)})" for who, task in found.by_hand)
            )
        )
    said += [f"{name(who)}: {why}" for who, why in sorted(found.failed.items())]
    for sentence in said:
        typer.echo(sentence)
