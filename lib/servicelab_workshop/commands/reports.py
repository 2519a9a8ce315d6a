"""The command ``servicelab report``: one command for each subject, or the class report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from servicelab.i18n import _

_CLASS = "ASSIGNMENT"


class Subjects(TyperGroup):
    """A group in which every word that is no subject is an assignment."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Hand everything that does not begin with a subject to the class report."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_CLASS, *args]
        return super().parse_args(ctx, args)


app = typer.Typer()
report = typer.Typer(
    cls=Subjects,
    no_args_is_help=True,
    help=_("Write a report, one HTML page: on an assignment, or on data of your own."),
    subcommand_metavar="SUBJECT [ARGS]...",
)
app.add_typer(report, name="report")

ToOption = Annotated[
    Path | None, typer.Option(help=_("The page to write; by default in this folder."))
]


@report.command(
    name=_CLASS,
    help=_(
        "Such as m02_segmentation: the class report, what to teach again, and to whom. "
        "With --anonymous, codes in place of names."
    ),
)
def class_report(
    assignment: Annotated[str, typer.Argument(help=_("Such as m02_segmentation."))],
    course: Annotated[
        Path, typer.Option("--course", help=_("The course folder; this folder by default."))
    ] = Path(),
    to: Annotated[
        Path | None,
        typer.Option(help=_("The page to write; by default in the folder reports of the course.")),
    ] = None,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help=_("Codes in place of names, to show to others."))
    ] = False,
) -> None:
    """Write the class report."""
    from servicelab_workshop.classroom.report import report as write_report

    typer.echo(write_report(course, assignment, to, anonymous))


@report.command(help=_("A SERVQUAL survey of your own: gaps, priorities, reliability."))
def servqual(
    file: Annotated[
        Path,
        typer.Argument(
            help=_(
                "CSV: one row a respondent (E01.., P01..), or one row an answer "
                "(respondent, item, expectation, perception)."
            )
        ),
    ],
    to: ToOption = None,
    scale: Annotated[
        str | None,
        typer.Option(
            help=_("Lowest and highest answer, such as 1-7; found from the answers by default.")
        ),
    ] = None,
    items: Annotated[
        Path | None,
        typer.Option(
            help=_(
                "CSV with the columns item, dimension, is_reversed; "
                "by default 22 items in the layout 4/5/4/4/5, none reversed."
            )
        ),
    ] = None,
) -> None:
    """Write the report on a survey."""
    from servicelab_workshop.reports.servqual import report as write_report

    typer.echo(write_report(file, to, scale=scale, items=items))


@report.command(help=_("A complaint log of your own: rates, causes by cost, durations, deadlines."))
def complaints(
    file: Annotated[
        Path,
        typer.Argument(
            help=_(
                "CSV, one row a complaint: id, opened, closed (blank while open); and what there "
                "is of acknowledged, escalated, cause, cost, severity, sector, product, customer, "
                "is_complex."
            )
        ),
    ],
    to: ToOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(help=_("The day of looking, such as 2025-12-31; by default the last date.")),
    ] = None,
    holidays: Annotated[
        Path | None,
        typer.Option(help=_("CSV with the columns date, working; by default Monday to Friday.")),
    ] = None,
    exposure: Annotated[
        Path | None,
        typer.Option(
            help=_("CSV with the columns product, exposure, or month, product, policies in force.")
        ),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(
            help=_(
                "One deadline for all complaints; by default bank and insurance 15 calendar days "
                "(30 if complex), hospital 5 working days (10 if complex)."
            )
        ),
    ] = None,
    complex_days: Annotated[
        int | None, typer.Option(help=_("With --days: the deadline of complex cases."))
    ] = None,
    clock: Annotated[
        str, typer.Option(help=_("With --days: calendar or working days."))
    ] = "calendar",
) -> None:
    """Write the report on a complaint log."""
    from servicelab.complaints.deadlines import Deadline
    from servicelab_workshop.reports.complaints import report as write_report

    rule = None if days is None else Deadline(days, complex_days, clock)  # type: ignore[arg-type]
    page = write_report(file, to, as_of=as_of, holidays=holidays, exposure=exposure, rule=rule)
    typer.echo(page)
