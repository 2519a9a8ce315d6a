"""The commands that instructors and authors use; the top-level command adds them to its own."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from nbreferee import door
from nbreferee.isolation import Limits
from nbreferee.jsonschema_import import import_jsonschema
from servicelab.i18n import _, ngettext
from servicelab_workshop.doctor import require

if TYPE_CHECKING:
    from nbreferee.grade import Step
    from nbreferee.record import GradingRecord
    from servicelab_workshop.lessons.course import Course
    from servicelab_workshop.lessons.trial import Trial

app = typer.Typer(no_args_is_help=True, help=_("Commands for instructors and authors."))

CourseOption = Annotated[
    Path, typer.Option("--course", help=_("The course folder; this folder by default."))
]


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on the error stream, for work that forks."""
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
        list[str] | None,
        typer.Argument(
            metavar="[MODULE]...",
            help=_("All by default; m04_servqual/2_gaps is a single notebook."),
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help=_("Write nothing; fail if an edition is stale or leaks.")),
    ] = False,
    run: Annotated[
        bool,
        typer.Option(
            "--run",
            help=_(
                "With --check: run and prove what has changed since it was built, the library "
                "included, and compare outputs, too."
            ),
        ),
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help=_("With --run: every notebook, changed or not."))
    ] = False,
    course: CourseOption = Path(),
) -> None:
    """Build editions, or check those that lie in the folder."""
    from servicelab_workshop.lessons.build import build as build_editions
    from servicelab_workshop.lessons.check import check as check_editions
    from servicelab_workshop.lessons.course import find_course
    from servicelab_workshop.site.readme import renew

    place = find_course(course)
    chosen = place.pick_scripts(modules)
    with progress_bar() as bar:
        # what is checked is always the whole module
        scripts = [place.scripts(module) for module in chosen] if check else chosen.values()
        task = bar.add_task(_("Notebooks"), total=sum(map(len, scripts)))

        def advance(name: str) -> None:
            bar.update(task, advance=1, description=name, refresh=True)

        if check:
            problems = check_editions(place, list(chosen), advance, run=run or again, again=again)
            changed = []
            problems += [
                _("The table of modules in {path} is stale: run `servicelab build`.").format(
                    path=path.name
                )
                for path in renew(place, write=False)
            ]
        else:
            problems, changed = [], build_editions(place, modules, advance) + renew(place)
    if problems:
        for problem in problems:
            typer.echo(problem, err=True)
        raise typer.Exit(1)
    for path in changed:
        typer.echo(path.relative_to(place.root))
    if not changed:
        typer.echo(_("Every edition is up to date."))


@app.command(help=_("Put a class list (CSV, as spreadsheets save it) into the gradebook."))
def students(
    file: Annotated[
        Path,
        typer.Argument(
            help=_("Columns: id, and what there is of first_name, last_name, email, lms_user_id.")
        ),
    ],
    course: CourseOption = Path(),
) -> None:
    """Import a class list."""
    from servicelab_workshop.classroom.students import import_students

    found = import_students(course, file)
    number = len(found.students)
    typer.echo(
        ngettext(
            "{n} trainee is in the gradebook now, as the file has them.",
            "{n} trainees are in the gradebook now, as the file has them.",
            number,
        ).format(n=number)
    )
    if found.left_out:
        typer.echo(_("Left out:"), err=True)
    for sentence in found.left_out:
        typer.echo(sentence, err=True)


@app.command(
    help=_(
        "Say what a reviewer would refuse: sentences that the data do not say, rows that are asked "
        "nowhere, notebooks that are too long."
    )
)
def review(
    modules: Annotated[
        list[str] | None, typer.Argument(help=_("Such as m04_servqual; all by default."))
    ] = None,
    course: CourseOption = Path(),
) -> None:
    """Show form and findings of modules; exit status 1 if something is to be mended."""
    from servicelab_workshop.lessons.claims import claim_problems, read_claims
    from servicelab_workshop.lessons.course import find_course
    from servicelab_workshop.lessons.form import form_problems, table
    from servicelab_workshop.lessons.lesson import read_module
    from servicelab_workshop.lessons.rows import TABLE, row_problems, taught_rows

    place = find_course(course)
    chosen = [read_module(place, name) for name in place.pick(modules)]
    rows = taught_rows(place.root / TABLE, chosen) if (place.root / TABLE).is_file() else []
    typer.echo(table(chosen).to_string(float_format="{:g}".format))
    problems: list[str] = []
    for module in chosen:
        typer.echo()
        for claim in read_claims(place, module.name).all:
            # what cannot be computed is told below
            with suppress(Exception):
                typer.echo(f"{module.name}, {claim.id}: {claim.figure}; {claim.exposed}")
        if module.points:
            problems += form_problems(module)
            problems += row_problems(rows, module.name)
        problems += claim_problems(place, module.name)
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)


@app.command(
    "try",
    help=_("Try the reference, the stub and the answer bank of one task, as they are written."),
)
def try_task(
    task: Annotated[
        str, typer.Argument(help=_("Its id, or a part that no other has; or a whole module."))
    ],
    real: Annotated[
        bool,
        typer.Option("--real", help=_("By the real grader, in the sandbox: takes much longer.")),
    ] = False,
    course: CourseOption = Path(),
) -> None:
    """Show what each answer gets; exit status 1 if one is not as the bank intends."""
    import_jsonschema()
    from nbreferee.zygote import CAN_FORK
    from servicelab_workshop.lessons.bank import (
        find_task,
        read_bank,
        reference,
        shortfalls,
        strangers,
    )
    from servicelab_workshop.lessons.branches import started
    from servicelab_workshop.lessons.course import BANK, find_course
    from servicelab_workshop.lessons.source import imports, read_script

    place = find_course(course)
    script, name = (None, task) if task in place.modules() else find_task(place, task)
    module = script.parent.name if script else task
    early = started(imports(script)) if script and CAN_FORK and not real else nullcontext()
    notes: list[str] = []
    trials: list[Trial] = []
    with early as process:
        # it imports what the notebook needs while this process imports nbgrader
        from servicelab_workshop.lessons import try_bank
        from servicelab_workshop.lessons.rules import source_problems

        faults = source_problems(place, [module])
        if not faults and script:
            faults, notes, trials = try_bank.try_task(
                place, script, name, real=real, process=process
            )
        elif not faults:
            trials = try_bank.try_answers(place, module, real=real)
    if not faults:
        _show([trial for trial in trials if script or trial.faults()])
        bank = place.solutions / module / BANK
        answers = read_bank(bank) if bank.exists() else []
        points = {
            answer.task: answer.points
            for path in place.scripts(module)
            for answer in reference(read_script(path))
        }
        tried = {trial.answer.task for trial in trials}
        faults = strangers(answers, points)
        faults += [fault for trial in trials for fault in trial.faults()]
        faults += shortfalls(
            answers,
            {id: worth for id, worth in points.items() if worth is not None and id in tried},
        )
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)
    for note in notes:
        typer.echo(note)
    typer.echo(_("{task} is fair to every answer of the bank.").format(task=name))


def _show(trials: list[Trial]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console = Console()
    for trial in trials:
        outcome = trial.outcome or {"checks": []}
        got, meant = f"{trial.score:g}", f"{trial.answer.points:g}"
        traps = dict.fromkeys(slip for one in outcome["checks"] for slip in one["slips"])
        console.print(
            Text(trial.answer.name, style="bold red" if trial.faults() else "bold"),
            Text(
                _("got {got}, intended {meant}").format(got=got, meant=meant)
                + "".join(f" · {trap}" for trap in traps)
            ),
            sep=": ",
        )
        said = "\n".join(
            f"{one['name']}: {one['message']}" for one in outcome["checks"] if one["message"]
        ) or outcome.get("status", "")
        if said:
            console.print(Padding(Text(said), (0, 0, 0, 4), expand=False))


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
    keep_marks: Annotated[
        bool,
        typer.Option(
            "--keep-marks",
            help=_("Do not ask to read an answer again that is as it was when marked."),
        ),
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
    ] = Limits.memory / 2**30,
    minutes: Annotated[
        float, typer.Option(min=0.1, help=_("Time for one whole notebook, by the clock."))
    ] = Limits.seconds / 60,
    scheduler: Annotated[
        str | None,
        typer.Option(help=_("A Dask scheduler whose workers run the notebooks, tcp://...")),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print a JSON object on a line for each submission."))
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help=_("List the errors in trainees' cells, too."))
    ] = False,
) -> None:
    """Grade; exit status 0 only if every submission was graded."""
    from nbreferee.configuration import left_aside
    from servicelab_workshop.grading import grade as grade_class

    if scheduler:
        require("grade --scheduler", "cluster", "distributed")
    _refuse_unreleased(course, assignment)
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
            keep_marks=keep_marks,
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
    other = left_aside(course)
    if other:
        typer.echo(
            _("Left aside, since {folder} is graded: {file}.").format(
                file=other, folder=course.resolve()
            ),
            err=True,
        )
    if not as_json:
        _table(records, verbose=verbose)
        if not student:
            _roll(course, assignment)
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


def _refuse_unreleased(course: Path, assignment: str) -> None:
    """Stop where a change of an author would not be graded: something is still to be made of it."""
    from servicelab.errors import CourseError
    from servicelab_workshop.lessons.course import Course

    if Course(course.resolve()).scripts(assignment):
        from servicelab_workshop.lessons.unreleased import missing_steps

        missing = missing_steps(course, assignment)
        if missing:
            corrected = _(
                "A check that was corrected after the class was graded: `servicelab regrade {module} "
                '--because "..."` does all of this, shows what moves, and keeps the marks you gave.'
            ).format(module=assignment)
            raise CourseError("\n".join([*missing, corrected]))


# of a record, what `grade --json` leaves out or puts into words
_UNSHOWN = (
    *("fingerprint", "submission", "because", "earlier"),
    *("incomplete", "notes", "errors", "unchanged"),
)


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
            shown = {key: value for key, value in asdict(record).items() if key not in _UNSHOWN}
            said = [record.message, *record.incomplete, *record.notes, *record.errors]
            shown["message"] = " ".join(part for part in said if part)
            shown["incomplete"] = bool(record.incomplete)
            # a name that is not UTF-8 is written as the escapes that read back as it
            line = json.dumps(shown, ensure_ascii=False)
            typer.echo(line.encode("utf-8", "backslashreplace"))
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
        elif step.fresh:
            for sentence in [*record.flags, *record.incomplete]:
                self._print(record.student, sentence, "yellow")
        failed = f", {self._failed} " + _("not graded") if self._failed else ""
        self._bar.update(
            self._task,
            completed=step.done,
            description=escape(door.name(record.student, 40) + failed),
            rate=rate,
        )

    def _print(self, student: str, text: str, style: str) -> None:
        assert self._bar is not None
        said = f"{door.name(student)}: {text}"
        self._bar.console.print(said, style=style, markup=False, highlight=False)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _table(records: list[GradingRecord], *, verbose: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    from nbreferee.door import number
    from servicelab_workshop.reports.page import duration

    table = Table(_("Student"), _("Automatic points"), _("State"))
    console = Console()
    for record in records:
        graded = record.status == "graded"
        table.add_row(
            Text(door.name(record.student)),
            f"{record.score:g} / {record.max_score:g}" if graded else "",
            Text(", ".join(_states(record))),
        )
    console.print(table)
    for lines in _lines(records, verbose=verbose):
        merged: dict[tuple[str, str, str], list[str]] = {}
        for student, *said in lines:
            merged.setdefault((said[0], said[1], said[2]), []).append(student)
        for (kind, sentence, style), students in merged.items():
            console.print(
                Text.assemble((_some(students), "bold"), f" · {kind}: ", (sentence, style))
            )
    late = [
        _("{student} ({time}, {points} points less)").format(
            student=door.name(record.student),
            time=duration(record.late / 3600),
            points=number(record.penalty, 2),
        )
        for record in records
        if record.late
    ]
    if late:
        console.print(
            _("Handed in late: {names}.").format(names=", ".join(late)),
            markup=False,
            highlight=False,
        )
    errors = [record for record in records if record.errors]
    if errors and not verbose:
        console.print(
            ngettext(
                "In {n} submission something did not run to its end; its points say so. "
                "--verbose lists it.",
                "In {n} submissions something did not run to its end; their points say so. "
                "--verbose lists it.",
                len(errors),
            ).format(n=len(errors)),
            highlight=False,
        )
    unchanged = sum(len(record.unchanged) for record in records)
    if unchanged:
        console.print(
            ngettext(
                "{n} answer to be read again is as it was when you marked it: with --keep-marks its "
                "mark stands.",
                "{n} answers to be read again are as they were when you marked them: with "
                "--keep-marks their marks stand.",
                unchanged,
            ).format(n=unchanged),
            highlight=False,
        )


def _some(students: list[str], most: int = 3) -> str:
    names = ", ".join(map(door.name, students[:most]))
    if len(students) <= most:
        return names
    return _("{n} submissions ({names}, ...)").format(n=len(students), names=names)


def _roll(course: Path, assignment: str) -> None:
    """Say who is not in the class list, and who of it handed in nothing."""
    from nbreferee.gradebook import open_api
    from servicelab_workshop.classroom.hand_ins import hand_ins

    with open_api(course) as api, api.gradebook as gradebook:
        given = hand_ins(api, gradebook, assignment)
    roll = given.roll
    absent = [door.name(f"{name} ({id})" if name else id) for id, name in roll.absent.items()]
    for sentence, names in (
        (_("Not in the class list: {names}."), _strangers(roll.strangers)),
        (_("Handed in an empty folder, which counts as nothing: {names}."), sorted(given.empty)),
        (_("In the list, nothing handed in: {names}."), absent),
    ):
        if names:
            typer.echo(sentence.format(names=", ".join(map(door.name, names))))


def _strangers(strangers: dict[str, str]) -> list[str]:
    """Ids that are not in the class list, each with the one in the list that it may be."""
    return [
        _("{id} (the list has {alike})").format(id=door.name(id), alike=door.name(alike))
        if alike
        else door.name(id)
        for id, alike in strangers.items()
    ]


def _states(record: GradingRecord) -> list[str]:
    if record.status != "graded":
        return [_("not graded")]
    states = [_("incomplete")] if record.incomplete else []
    if record.needs_manual:
        states.append(_("to be read by a person"))
    if record.flags:
        states.append(_("look at it"))
    return states or [_("graded")]


def _lines(records: list[GradingRecord], *, verbose: bool) -> list[list[tuple[str, str, str, str]]]:
    """Student, kind, sentence and style: first what asks for something, then what was put right."""
    kinds: list[list[tuple[str, str, Callable[[GradingRecord], list[str]]]]] = [
        [
            (_("Not graded"), "red", lambda record: [record.message]),
            (_("Look at this"), "yellow", lambda record: record.flags),
            (_("Incomplete"), "yellow", lambda record: record.incomplete),
        ],
        [(_("Noted"), "", lambda record: record.notes)],
        [(_("Did not run"), "", lambda record: record.errors if verbose else [])],
    ]
    return [
        [
            (record.student, kind, sentence, style)
            for kind, style, sentences in group
            for record in records
            for sentence in sentences(record)
            if sentence
        ]
        for group in kinds
    ]


@app.command(help=_("Write the feedback of every graded submission of an assignment."))
def feedback(
    assignment: Annotated[str, typer.Argument(help=_("Such as m02_segmentation."))],
    course: CourseOption = Path(),
    student: Annotated[
        list[str] | None, typer.Option(help=_("Only this student; can be given again."))
    ] = None,
    mail: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help=_("Write a mail for each trainee there, ready to send, and a mail-merge list."),
        ),
    ] = None,
    with_unread: Annotated[
        bool,
        typer.Option(
            "--with-unread",
            help=_("With --mail: also mails with an answer not yet read; they say so."),
        ),
    ] = False,
) -> None:
    """Write feedback pages."""
    from nbreferee.feedback import feedback as write_feedback
    from nbreferee.gradebook import open_api
    from nbreferee.lateness import renew_penalties
    from servicelab.errors import CourseError
    from servicelab_workshop.classroom.export import unread

    renew_penalties(course, assignment)
    with open_api(course) as api:
        total = len(student or api.get_submitted_students(assignment))
        place = api.coursedir.format_path(api.coursedir.feedback_directory, "*", assignment)
    with progress_bar() as bar:
        task = bar.add_task(_("Feedback"), total=total)
        written = write_feedback(
            course,
            assignment,
            lambda student: bar.update(task, advance=1, description=student, refresh=True),
            students=student,
        )
        folders = written.folders
        bar.update(task, total=len(folders))
    typer.echo(
        ngettext(
            "Feedback of {n} trainee is written: {folder}",
            "Feedback of {n} trainees is written: {folder}",
            len(folders),
        ).format(n=len(folders), folder=folders[0] if len(folders) == 1 else place)
    )
    waiting = [
        one for one, name in unread(course) if name == assignment and one in (student or [one])
    ]
    if waiting:
        typer.echo(
            ngettext(
                "{n} submission has an answer that is not yet read, and its feedback says so: "
                "{names}.",
                "{n} submissions have answers that are not yet read, and their feedback says so: "
                "{names}.",
                len(waiting),
            ).format(n=len(waiting), names=", ".join(map(door.name, waiting)))
        )
    if mail is not None:
        _mail(course, assignment, mail, with_unread=with_unread, students=student)
    if written.plain:
        raise CourseError(
            ngettext(
                "{n} notebook cannot be shown, so its page has points and comments only: {names}.",
                "{n} notebooks cannot be shown, so their pages have points and comments only: "
                "{names}.",
                len(written.plain),
            ).format(
                n=len(written.plain),
                names=", ".join(
                    f"{door.name(student)}: {door.name(notebook)}"
                    for student, notebook in written.plain
                ),
            )
        )


def _mail(
    course: Path,
    assignment: str,
    folder: Path,
    *,
    with_unread: bool,
    students: list[str] | None,
) -> None:
    from servicelab_workshop.classroom.mail import write_mails

    mails = write_mails(course, assignment, folder, with_unread=with_unread, students=students)
    number = len(mails.new) + len(mails.changed) + len(mails.unchanged)
    typer.echo(
        ngettext(
            "{n} mail is ready in {folder} (new: {new}, changed: {changed}, unchanged: "
            "{unchanged}); nothing was sent.",
            "{n} mails are ready in {folder} (new: {new}, changed: {changed}, unchanged: "
            "{unchanged}); nothing was sent.",
            number,
        ).format(
            n=number,
            folder=folder / assignment,
            new=len(mails.new),
            changed=len(mails.changed),
            unchanged=len(mails.unchanged),
        )
    )
    for sentence, names in (
        # where all are new, there is nothing to pick out
        (_("New: {names}."), mails.new if number > len(mails.new) else []),
        (
            _("Changed, so to be sent again where you had sent it: {names}."),
            mails.changed,
        ),
        (_("Edited by you, so left as it is: {names}."), [path.name for path in mails.edited]),
        (
            _("No mail yet, because an answer is not yet read (see --with-unread): {names}."),
            mails.unread,
        ),
        (_("No mail, because the gradebook has no address: {names}."), mails.nowhere),
    ):
        if names:
            typer.echo(sentence.format(names=", ".join(map(door.name, names))))


@app.command(help=_("Export grades as nbgrader's CSV and as sheets for Moodle and Canvas."))
def export(
    course: CourseOption = Path(),
    to: Annotated[
        Path | None, typer.Option(help=_("The CSV to write; grades.csv in the course by default."))
    ] = None,
) -> None:
    """Export grades."""
    from nbreferee.lateness import renew_penalties
    from servicelab_workshop.classroom.export import export as export_grades
    from servicelab_workshop.classroom.export import not_found, ungraded, unread

    renew_penalties(course)
    for path in export_grades(course, to):
        typer.echo(path)
    for sentence, pairs in (
        (
            _(
                "Left open in the sheets for Moodle and Canvas, because an answer waits to be read: "
                "{names}."
            ),
            unread(course),
        ),
        (_("Not graded, so not in the sheets: {names}."), ungraded(course)),
    ):
        if pairs:
            typer.echo(sentence.format(names=_by_assignment(pairs)))
    hidden = not_found(course)
    if hidden:
        typer.echo(
            _(
                "The id or address begins like a formula and has an apostrophe in front, so Moodle "
                "and Canvas will not find: {names}."
            ).format(names=", ".join(map(door.name, hidden)))
        )
    _name_strangers(course, _("Not in the class list, so without a name in the sheets: {names}."))


def _name_strangers(course: Path, sentence: str, among: set[str] | None = None) -> None:
    from nbreferee.gradebook import open_api
    from servicelab_workshop.classroom.students import call_roll, roster

    with open_api(course) as api, api.gradebook as gradebook:
        everybody = roster(gradebook)
    strangers = call_roll(everybody, everybody if among is None else among).strangers
    if strangers:
        typer.echo(sentence.format(names=", ".join(_strangers(strangers))))


def _by_assignment(pairs: list[tuple[str, str]]) -> str:
    students: dict[str, list[str]] = {}
    for student, assignment in pairs:
        students.setdefault(assignment, []).append(door.name(student))
    return "; ".join(f"{name} ({', '.join(who)})" for name, who in sorted(students.items()))


@app.command(
    help=_(
        "Write a certificate for each trainee of the gradebook: a page, and a small file for the "
        "trainee's own report."
    )
)
def certificates(
    course: CourseOption = Path(),
    student: Annotated[
        list[str] | None, typer.Option(help=_("Only this student; can be given again."))
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help=_("Where to; the folder certificates of the course by default.")
        ),
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=_("Who issues them and whom to ask; by default as on the earlier ones."),
        ),
    ] = None,
) -> None:
    """Write certificates."""
    from nbreferee.lateness import renew_penalties
    from servicelab_workshop.classroom.certificates import KEY, issue

    renew_penalties(course)
    issued = issue(course, to, students=student, issuer=issuer)
    number = len(issued.new) + len(issued.changed) + len(issued.unchanged)
    typer.echo(
        ngettext(
            "{n} certificate is in {folder} (new: {new}, changed: {changed}, unchanged: "
            "{unchanged}).",
            "{n} certificates are in {folder} (new: {new}, changed: {changed}, unchanged: "
            "{unchanged}).",
            number,
        ).format(
            n=number,
            folder=issued.folder,
            new=len(issued.new),
            changed=len(issued.changed),
            unchanged=len(issued.unchanged),
        )
    )
    if issued.unread:
        typer.echo(
            _("Left out of them, because an answer waits to be read: {names}.").format(
                names=_by_assignment(issued.unread)
            )
        )
    if issued.nothing:
        typer.echo(
            _("No certificate, because no module is graded and read: {names}.").format(
                names=", ".join(map(door.name, issued.nothing))
            )
        )
    _name_strangers(
        course,
        _("Not in the class list, so with an id in place of a name: {names}."),
        {*issued.new, *issued.changed, *issued.unchanged},
    )
    if number:
        typer.echo(
            _(
                "{key} in the course folder sealed them: keep it, keep a copy, and give it to "
                "nobody. Without it nothing can be confirmed."
            ).format(key=KEY)
        )


@app.command(
    help=_(
        "Say whether a certificate is genuine, what it stands for, and whether the gradebook still "
        "says the same; exit status 1 if not."
    )
)
def confirm(
    given: Annotated[
        list[str],
        typer.Argument(metavar="FILE|CODE", help=_("A certificate's page or file, or its code.")),
    ],
    course: CourseOption = Path(),
) -> None:
    """Confirm a certificate."""
    from servicelab_workshop.classroom.certificates import confirm as confirm_certificate

    said = confirm_certificate(course, " ".join(given))
    typer.echo(said.words)
    if not said.stands:
        raise typer.Exit(1)


@app.command(help=_("Play a class from submission to exported grades, in a throw-away folder."))
def demo(
    students: Annotated[int, typer.Option(min=1, max=500, help=_("Size of the class."))] = 12,
    module: Annotated[
        str, typer.Option(help=_("The module to play, or `all`: each in a folder of its own."))
    ] = "m02_segmentation",
    course: Annotated[
        Path | None,
        typer.Option(
            "--course", help=_("An empty folder to play in, instead of a throw-away one.")
        ),
    ] = None,
) -> None:
    """Play a class."""
    from servicelab_workshop.classroom.demo import play, play_all

    with progress_bar() as bar:
        tasks: dict[str, object] = {}

        def advance(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total, refresh=True)  # type: ignore[arg-type]

        if module == "all":
            page = play_all(_source_course(), students=students, folder=course, progress=advance)
            folder = page.parent
        else:
            played = play(
                _source_course(), module, students=students, folder=course, progress=advance
            )
            folder, page = played.folder, played.page
    typer.echo(_("The class lies in {folder}").format(folder=folder))
    typer.echo(_("What happened: {page}").format(page=page))


@app.command(help=_("Build the course's site: guides, modules, data, API. Needs no network."))
def site(
    out: Annotated[
        Path | None,
        typer.Option(help=_("The folder to write; build/site in the course by default.")),
    ] = None,
    with_solutions: Annotated[
        bool, typer.Option("--with-solutions", help=_("Publish the solutions, too."))
    ] = False,
    run: Annotated[
        bool,
        typer.Option("--run/--no-run", help=_("Run the notebooks; without, pages lack outputs.")),
    ] = True,
) -> None:
    """Build the site."""
    require("site", "docs", "sphinx", "myst_nb", "furo")
    from servicelab_workshop.site.build import build as build_site

    course = _source_course()
    folder = out or course.root / "build" / "site"
    with progress_bar() as bar:
        notebooks = sum(len(course.scripts(module)) for module in course.modules())
        task = bar.add_task(_("Notebooks"), total=notebooks * (1 + with_solutions) + 1)
        pages = build_site(
            course,
            folder,
            with_solutions=with_solutions,
            outputs=run,
            progress=lambda name: bar.update(task, advance=1, description=name, refresh=True),
        )
    typer.echo(
        ngettext("{n} page: {index}", "{n} pages: {index}", pages).format(
            n=pages, index=folder / "index.html"
        )
    )


def _source_course() -> Course:
    from servicelab.errors import CourseError
    from servicelab_workshop.lessons.course import find_course

    try:
        return find_course()
    except CourseError:
        # called from elsewhere: the clone that this library lies in
        return find_course(Path(__file__).resolve().parents[3])
