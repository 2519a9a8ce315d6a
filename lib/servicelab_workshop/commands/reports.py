"""The command ``servicelab report``: one command for each subject, or the class report."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer
from typer.core import TyperGroup

from servicelab.i18n import _

if TYPE_CHECKING:
    from servicelab_workshop.reading.handover import Handover

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


def _reading(
    columns: Annotated[
        list[str] | None,
        typer.Option(
            help=_('Which column is which, as in opened="Received date"; once for each column.')
        ),
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(help=_("Order of day and month where the file leaves it open: DMY or MDY.")),
    ] = None,
    decimal: Annotated[
        str | None, typer.Option(help=_('The sign before decimals: "." or ",".'))
    ] = None,
    missing: Annotated[
        list[str] | None,
        typer.Option(help=_('What says nothing, as in "Don\'t know"; once for each.')),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help=_("Of a text file, such as cp1252; found by default."))
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(help=_("Of a workbook: name or number; the first by default."))
    ] = None,
    save_as: Annotated[
        Path | None, typer.Option(help=_("A CSV file to write, with what was understood."))
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("Say how each column was read."))
    ] = False,
) -> Handover:
    """Gather what is said about a file."""
    from servicelab_workshop.reading.handover import Handover
    from servicelab_workshop.reading.headings import split_columns
    from servicelab_workshop.reading.options import Options

    options = Options(
        columns=split_columns(columns or ()),
        dates=dates,
        decimal=decimal,
        missing=tuple(missing or ()),
        encoding=encoding,
        sheet=sheet,
    )
    warn = functools.partial(typer.echo, err=True)
    return Handover(options, save_as, typer.echo if explain else None, warn)


def _reads(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of :func:`_reading`, in place of its parameter ``how``."""
    own = inspect.signature(command).parameters
    shared = inspect.signature(_reading).parameters
    hints = {
        **get_type_hints(command, include_extras=True, localns={"Handover": object}),
        **get_type_hints(_reading, include_extras=True, localns={"Handover": object}),
    }

    @functools.wraps(command)
    def with_options(**given: Any) -> None:
        how = _reading(**{name: given.pop(name) for name in shared})
        command(**given, how=how)

    parameters = [
        one.replace(annotation=hints[one.name])
        for one in (*own.values(), *shared.values())
        if one.name != "how"
    ]
    vars(with_options)["__signature__"] = inspect.Signature(parameters)
    with_options.__annotations__ = {one.name: one.annotation for one in parameters}
    return with_options


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
@_reads
def servqual(
    how: Handover,
    file: Annotated[
        Path,
        typer.Argument(
            help=_(
                "CSV or xlsx: one row a respondent (E01.., P01..), or one row an answer "
                "(respondent, item, expectation, perception)."
            )
        ),
    ],
    to: ToOption = None,
    scale: Annotated[
        str | None,
        typer.Option(
            help=_(
                "Lowest and highest answer, such as 1-7, or 5-1 where 1 is the best; "
                "found from the answers by default."
            )
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
    answers: Annotated[
        str | None,
        typer.Option(
            help=_(
                'Answers in words from the lowest to the highest, as in "Poor, Fair, Good"; with '
                "semicolons where words hold commas."
            )
        ),
    ] = None,
) -> None:
    """Write the report on a survey."""
    how = how.but(answers=answers)
    from servicelab_workshop.reports.servqual import report as write_report

    typer.echo(write_report(file, to, scale=scale, items=items, how=how))


@report.command(help=_("A complaint log of your own: rates, causes by cost, durations, deadlines."))
@_reads
def complaints(
    how: Handover,
    file: Annotated[
        Path,
        typer.Argument(
            help=_(
                "CSV or xlsx, one row a complaint: id, opened, closed (blank while open); and what there "
                "is of acknowledged, escalated, cause, cost, severity, sector, product, customer, "
                "is_complex, status, currency."
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
    page = write_report(
        file, to, as_of=as_of, holidays=holidays, exposure=exposure, rule=rule, how=how
    )
    typer.echo(page)


@report.command(
    help=_("A customer list of your own: retention, who stays, what a customer is worth.")
)
@_reads
def loyalty(
    how: Handover,
    file: Annotated[
        Path,
        typer.Argument(
            help=_(
                "CSV or xlsx, one row a customer, those who left included: customer, start, end (blank "
                "while here) or last_seen; and what there is of status, margin (a year), "
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
        file, to, as_of=as_of, lost_after=lost_after, ends_since=ends_since, rate=rate, how=how
    )
    typer.echo(page)


@report.command(
    help=_("A log of visits of your own: load by hour, waits with those who left kept.")
)
@_reads
def waiting(
    how: Handover,
    file: Annotated[
        Path,
        typer.Argument(
            help=_(
                "CSV or xlsx, one row a visit, those who left included: arrived, started (blank for who "
                "left), ended; and what there is of left (a time, yes and no, or a status), day (with "
                "times like 08:03), desk, group."
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
    unit: Annotated[
        str | None,
        typer.Option(help=_("Of how long waits and services took: seconds or minutes.")),
    ] = None,
    gone: Annotated[
        list[str] | None,
        typer.Option(help=_("A status of those who left before their turn; once for each.")),
    ] = None,
) -> None:
    """Write the report on a log of visits."""
    how = how.but(unit=unit, gone=gone or ())
    from servicelab_workshop.reports.waiting import report as write_report

    typer.echo(write_report(file, to, within=within, desks=desks, how=how))
