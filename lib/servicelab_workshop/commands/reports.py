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
    from nbreferee.lateness import renew_penalties
    from servicelab_workshop.classroom.report import report as write_report

    renew_penalties(course, assignment)
    typer.echo(write_report(course, assignment, to, anonymous))


@report.command(
    name="me",
    help=_(
        "Your own course: what was asked, predicted, decided and learned, how sure you were, points. "
        "A page to print, read from your saved notebooks; nothing leaves your machine."
    ),
)
def me(
    to: Annotated[
        Path | None,
        typer.Option(help=_("The page to write; by default my-report.html in the working copy.")),
    ] = None,
    judge: Annotated[
        bool,
        typer.Option(
            "--judge",
            help=_("Judge the notebooks first, hidden checks included: a minute for each module."),
        ),
    ] = False,
    forms: Annotated[bool, typer.Option("--forms", hidden=True)] = False,
    workdir: Annotated[
        Path | None, typer.Option(help=_("Folder of the working copy, instead of my_course."))
    ] = None,
) -> None:
    """Write the report of one's own course."""
    from servicelab_workshop.self_study import own_report
    from servicelab_workshop.self_study.workcopy import working_copy

    def say(module: str) -> None:
        if not forms:
            typer.echo(_("Judging {module} ...").format(module=module), err=True)

    page, made = own_report.own_report(working_copy(workdir), to, judged=judge, say=say)
    # a notebook that shows it reads one JSON object
    typer.echo(own_report.forms(page, made) if forms else page)


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


@report.command(
    help=_("A customer list of your own: retention, who stays, what a customer is worth.")
)
def loyalty(
    file: Annotated[
        Path,
        typer.Argument(
            help=_(
                "CSV, one row a customer, those who left included: customer, start, end (blank "
                "while here) or last_seen; and what there is of margin (a year), "
                "acquisition_cost, group."
            )
        ),
    ],
    to: ToOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(help=_("The day of looking, such as 2025-12-31; by default the last date.")),
    ] = None,
    lost_after: Annotated[
        int | None,
        typer.Option(help=_("With last_seen: silent days after which a customer counts as lost.")),
    ] = None,
    ends_since: Annotated[
        str | None,
        typer.Option(help=_("If those who left earlier were deleted: since when they are kept.")),
    ] = None,
    rate: Annotated[
        float, typer.Option(help=_("Yearly, by which later years are discounted, such as 0.10."))
    ] = 0.10,
) -> None:
    """Write the report on a customer list."""
    from servicelab_workshop.reports.loyalty import report as write_report

    page = write_report(
        file, to, as_of=as_of, lost_after=lost_after, ends_since=ends_since, rate=rate
    )
    typer.echo(page)


@report.command(
    help=_("A log of visits of your own: load by hour, waits with those who left kept.")
)
def waiting(
    file: Annotated[
        Path,
        typer.Argument(
            help=_(
                "CSV, one row a visit, those who left included: arrived, started (blank for who "
                "left), ended; and what there is of left (a time, or yes and no), day (with times "
                "like 08:03), desk, group."
            )
        ),
    ],
    to: ToOption = None,
    within: Annotated[
        float, typer.Option(help=_("Minutes within which one's turn was promised."))
    ] = 15,
    desks: Annotated[
        int | None,
        typer.Option(
            help=_("At work all day; by default the most that served at once on a usual day.")
        ),
    ] = None,
) -> None:
    """Write the report on a log of visits."""
    from servicelab_workshop.reports.waiting import report as write_report

    typer.echo(write_report(file, to, within=within, desks=desks))
