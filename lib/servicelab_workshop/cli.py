"""The ``servicelab`` command.

Commands for instructors lie in ``servicelab_workshop.commands.classroom``, the reading desk in
``servicelab_workshop.commands.reading``, reports in ``servicelab_workshop.commands.reports``. They are imported only when one of them, or the list of all
commands, is asked for: ``servicelab start`` stays quick.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer
from typer.core import TyperGroup

from nbreferee.errors import RefereeError
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext

LAZY = dict.fromkeys(
    (
        *("build", "try", "review", "demo", "students", "grade", "feedback", "export"),
        *("certificates", "confirm", "site"),
    ),
    "servicelab_workshop.commands.classroom",
) | {
    "regrade": "servicelab_workshop.commands.regrade",
    "report": "servicelab_workshop.commands.reports",
    "schedule": "servicelab_workshop.commands.schedule",
    "extend": "servicelab_workshop.commands.schedule",
    "overview": "servicelab_workshop.commands.overview",
    "similar": "servicelab_workshop.commands.similar",
    "read": "servicelab_workshop.commands.reading",
}

WorkdirOption = Annotated[
    Path | None, typer.Option(help=_("Folder of the working copy, instead of my_course."))
]
TaskArgument = Annotated[
    str, typer.Argument(help=_("Its id, such as m02-q2-unit, or a part that no other has."))
]


# what pytest ends with when its options leave no test
_NO_TEST = 5


class LazyGroup(TyperGroup):
    """A group of commands, some of which are imported when they are asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """List the commands of this module, then the others."""
        return [*super().list_commands(ctx), *LAZY]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, importing the module it lies in."""
        module = LAZY.get(cmd_name)
        if module is None:
            return super().get_command(ctx, cmd_name)
        group: Any = typer.main.get_command(import_module(module).app)
        return group.commands.get(cmd_name)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=_("ServiceLab: a graded notebook course on service marketing."),
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(version("servicelab"))
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help=_("Print the version.")
        ),
    ] = False,
) -> None:
    pass


@app.command(help=_("Open the course in JupyterLab, in a working copy that is yours."))
def start(
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help=_("Open a browser window."))
    ] = True,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help=_("Port; the next free one if it is taken.")),
    ] = None,
    workdir: WorkdirOption = None,
) -> None:
    """Top up the working copy and open JupyterLab where one was, or on the welcome notebook."""
    from servicelab_workshop.self_study.progress import go_on, read_progress
    from servicelab_workshop.self_study.workcopy import default_folder

    if address := _running_at((workdir or default_folder()).resolve()):
        print(_("The course is already running at {address}").format(address=address))
        return
    folder = _top_up(workdir)
    notebook, words = go_on(read_progress(folder))
    if words:
        print(words)
    _open_lab(folder.resolve(), notebook, browser=browser, port=port)


@app.command(help=_("Bring the working copy up to date without opening it; `start` does so, too."))
def update(workdir: WorkdirOption = None) -> None:
    """Top up the working copy and say what is new."""
    _top_up(workdir)


def _top_up(workdir: Path | None) -> Path:
    from servicelab_workshop.self_study import workcopy

    folder = workdir or workcopy.default_folder()
    done = workcopy.top_up(workcopy.release_folder(), folder, pages=workcopy.guide_pages())
    for line in _summary(done, folder):
        print(line)
    return folder


def _summary(done: Any, folder: Path) -> list[str]:
    lines = [_("Your copy of the course: {folder}").format(folder=folder)]
    if done.added:
        count = len(done.added)
        lines.append(ngettext("{n} new file", "{n} new files", count).format(n=count))
    if done.updated:
        lines.append(_("Updated: {names}").format(names=", ".join(done.updated)))
    if done.beside:
        lines.append(
            _(
                "You have edited these, so the new version lies beside yours; the name without a date counts, so keep one: {names}"
            ).format(names=", ".join(done.beside))
        )
    if done.removed:
        lines.append(
            _("No longer part of the course, and not edited by you, so removed: {names}").format(
                names=", ".join(done.removed)
            )
        )
    return lines + done.notes


@app.command(help=_("Say how far you are, from your saved notebooks, and what to do next."))
def progress(
    module: Annotated[
        str | None,
        typer.Argument(help=_("Such as m02_segmentation or m02: all its tasks.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print the result as JSON."))] = False,
    forms: Annotated[bool, typer.Option("--forms", hidden=True)] = False,
    workdir: WorkdirOption = None,
) -> None:
    """Show modules, tasks, outcomes and points so far."""
    from servicelab_workshop.self_study import progress as reading
    from servicelab_workshop.self_study.workcopy import working_copy

    if forms:  # for a notebook that shows it
        from servicelab_workshop.self_study.panel import ProgressPanel

        print(json.dumps(ProgressPanel().forms()))
        return
    reading.report(reading.read_progress(working_copy(workdir)), module, as_json=as_json)


@app.command(help=_("Give the next hint for a task: one more each time you ask."))
def hint(task: TaskArgument, workdir: WorkdirOption = None) -> None:
    """Show a hint and remember it in the working copy."""
    from servicelab_workshop.self_study.progress import read_progress
    from servicelab_workshop.self_study.tutor import find_task, next_hint
    from servicelab_workshop.self_study.workcopy import working_copy

    folder = working_copy(workdir)
    for line in next_hint(folder, find_task(read_progress(folder), task)):
        print(line)


@app.command(
    help=_("Show the solution of a task that you have tried, and what holds for a right answer.")
)
def solution(task: TaskArgument, workdir: WorkdirOption = None) -> None:
    """Show the solved cell, and say where to open it."""
    from servicelab_workshop.self_study import tutor
    from servicelab_workshop.self_study.progress import read_progress
    from servicelab_workshop.self_study.workcopy import working_copy

    state = tutor.find_task(read_progress(working_copy(workdir)), task)
    tutor.show(tutor.solution(state))


@app.command(
    help=_("Judge your saved notebooks as a class's grader would, hidden checks included.")
)
def judge(
    module: Annotated[
        str | None,
        typer.Argument(
            help=_(
                "Such as m02_segmentation, m02, or m02/1_database for one notebook; by default all that are begun."
            )
        ),
    ] = None,
    forms: Annotated[bool, typer.Option("--forms", hidden=True)] = False,
    workdir: WorkdirOption = None,
) -> None:
    """Grade a copy of the working copy's notebooks; nothing in it changes."""
    from servicelab_workshop.self_study import judge as judging
    from servicelab_workshop.self_study.progress import pick, read_progress
    from servicelab_workshop.self_study.workcopy import repository, working_copy

    folder = working_copy(workdir)
    wanted, _slash, notebook = (module or "").removesuffix(".ipynb").partition("/")
    chosen = pick(read_progress(folder), wanted or None)
    names = [
        part.name
        for part in chosen
        if part.points and (wanted or part.is_begun or judging.has_decision(folder / part.name))
    ]
    if not names:
        words = _("No task that earns points has been answered, checked and saved yet.")
        if forms:
            raise CourseError(words)
        print(words)
    refused = []
    for name in names:
        try:
            judged = judging.judge(repository(), folder, name, notebook)
        except CourseError as problem:
            if len(names) == 1:
                raise
            refused.append(str(problem))
            continue
        if forms:  # for a notebook that shows it
            print(json.dumps(judging.forms(judged)))
        else:
            judging.report(judged)
    if refused and len(refused) == len(names):
        raise CourseError("\n".join(refused))
    for words in refused:
        print(words)


@app.command(
    help=_("Ask three questions a day of the notebooks you have begun; nothing is graded.")
)
def recall(workdir: WorkdirOption = None) -> None:
    """Ask in the terminal what is due, and remember in the working copy what was answered."""
    from servicelab_workshop.self_study.recall import ask
    from servicelab_workshop.self_study.workcopy import working_copy

    ask(working_copy(workdir))


def _running_at(folder: Path) -> str:
    """The address at which a server shows this folder; empty if there is none."""
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers():
        if Path(server.get("root_dir", "")).resolve() == folder:
            token = server.get("token")
            return f"{server['url']}?token={token}" if token else str(server["url"])
    return ""


def keep_home(folder: Path) -> None:
    """Have Jupyter keep its settings in the working copy where the home cannot be written."""
    from servicelab_workshop.doctor import home_folder, is_writable

    home = home_folder()
    if is_writable(home):
        return
    own = folder / ".servicelab-home"
    own.mkdir(exist_ok=True)
    os.environ["HOME"] = str(own)
    print(
        _("{home} cannot be written, so Jupyter keeps its settings in {own}.").format(
            home=home, own=own
        )
    )


def _open_lab(folder: Path, notebook: str, *, browser: bool, port: int | None) -> None:
    from jupyterlab.labapp import LabApp
    from zmq import has

    # labconfig/ and jupyter_server_config.d/ switch off what would call the internet, and what
    # only instructors need; labextensions/ shows the course in the launcher.
    settings = Path(__file__).with_name("jupyter")
    _prepend("JUPYTER_CONFIG_PATH", str(settings))
    # An nbgrader_config.py where the command was given is the instructor's, not the trainee's.
    os.chdir(folder)
    keep_home(folder)
    arguments = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{quote(notebook)}" if notebook else "",
        f"--LabApp.extra_labextensions_path={settings / 'labextensions'}",
        # Tabs that were open are those of this copy, not of other notebooks on this machine.
        f"--LabApp.workspaces_dir={folder / '.servicelab-tabs'}",
        "--log-level=ERROR",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "" if browser else "--no-browser",
        f"--port={port}" if port else "",
        # Without a command of ours a terminal is a login shell, which may forget our PATH.
        f"--ServerApp.terminado_settings={_shell()}" if os.name != "nt" else "",
        # Otherwise each kernel warns that it talks in plain text.
        "--KernelManager.transport_encryption=auto" if has("curve") else "",
        "--allow-root" if hasattr(os, "geteuid") and os.geteuid() == 0 else "",
    ]
    server = LabApp.initialize_server([argument for argument in arguments if argument])
    if hasattr(signal, "SIGHUP"):
        # a terminal that is closed ends kernels and terminals as Ctrl-C does
        signal.signal(signal.SIGHUP, lambda *_told: signal.raise_signal(signal.SIGTERM))
    print(_("Open this address: {address}").format(address=server.local_url), flush=True)
    server.start()


def _shell() -> dict[str, list[str]]:
    return {"shell_command": [os.environ.get("SHELL") or "sh"]}


def _prepend(variable: str, folder: str, default: str = "") -> None:
    folders = [part for part in os.environ.get(variable, default).split(os.pathsep) if part]
    if folder not in folders:
        os.environ[variable] = os.pathsep.join([folder, *folders])


@app.command(
    name="test",
    help=_(
        "Run the tests of the course in a few minutes, or all of them; any pytest option can follow."
    ),
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def run_tests(
    context: typer.Context,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help=_("Also what takes long: attacks, damage, fresh clones, all of the browser."),
        ),
    ] = False,
    browser_tests: Annotated[
        bool,
        typer.Option("--browser-tests/--no-browser-tests", help=_("Tests that need Chromium.")),
    ] = True,
    offline: Annotated[
        bool, typer.Option("--offline", help=_("Leave out tests that download packages."))
    ] = False,
) -> None:
    """Run pytest over the clone this library lies in."""
    from servicelab_workshop.doctor import require
    from servicelab_workshop.self_study import workcopy

    root = workcopy.repository()
    if root is None:
        raise CourseError(
            _(
                "The tests lie in the course's repository, not in the installed package: clone it and run `python3 course.py test` there."
            )
        )
    require("test", "test", "pytest", "xdist", "hypothesis")
    left_out = {
        "slow": not everything,
        "quick": everything,
        "browser": not browser_tests,
        "network": offline,
    }
    unwanted = [marker for marker, out in left_out.items() if out]
    # in the order of the folders, in which the dearest files come early
    together = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
    runs = [[*together, "-m", f"not ({' or '.join(unwanted)})"]]
    if everything and "-m" not in context.args:
        # what measures time has nothing beside it
        runs = [
            [*together, "-m", f"not ({' or '.join([*unwanted, 'alone'])})"],
            ["-n", "0", "-m", f"alone and not ({' or '.join(unwanted)})"],
        ]
    codes = []
    for options in runs:
        command = [sys.executable, "-m", "pytest", *options, *context.args]
        codes.append(subprocess.run(command, cwd=root, check=False).returncode)
        if codes[-1] not in (0, 1, _NO_TEST):
            break
    # the options may have chosen none for one of the two
    failed = [code for code in codes if code not in (0, _NO_TEST)]
    raise typer.Exit(failed[0] if failed else min(codes))


@app.command(help=_("Say what is wrong with this environment and how to mend it."))
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help=_("Print the result as JSON."))] = False,
    brief: Annotated[
        bool, typer.Option("--brief", help=_("Only what a trainee needs, without details."))
    ] = False,
    workdir: WorkdirOption = None,
) -> None:
    """Run every check of the environment; exit with 1 if a needed one fails."""
    from servicelab_workshop import doctor as examination

    if brief:
        healthy = examination.checkup()
    else:
        healthy = examination.report(examination.examine(workdir), as_json=as_json)
    raise typer.Exit(0 if healthy else 1)


def main() -> None:
    """Run the command line; say problems in one sentence instead of a traceback."""
    # what the terminal cannot show is written as an escape, instead of ending the command
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    # nbgrader runs `alembic` from PATH.
    _prepend("PATH", str(Path(sys.executable).parent), os.defpath)
    try:
        app()
    except (CourseError, RefereeError) as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # whoever reads our output has gone; nothing may be written there any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


if __name__ == "__main__":
    main()
