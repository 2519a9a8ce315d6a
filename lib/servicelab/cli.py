"""The ``servicelab`` command.

Commands for instructors lie in ``servicelab.classroom.commands``, reports in
``servicelab.reports.commands``. They are imported only when one of them, or the list of all
commands, is asked for: ``servicelab start`` stays quick.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ._i18n import _, ngettext
from .errors import CourseError

LAZY = dict.fromkeys(
    ("build", "demo", "grade", "feedback", "export"), "servicelab.classroom.commands"
) | {"report": "servicelab.reports.commands"}


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
    workdir: Annotated[
        Path | None, typer.Option(help=_("Folder of the working copy, instead of my_course."))
    ] = None,
) -> None:
    """Top up the working copy and open JupyterLab on the welcome notebook."""
    from . import workcopy

    folder = workdir or workcopy.default_folder()
    done = workcopy.top_up(workcopy.release_folder(), folder)
    for line in _summary(done, folder):
        print(line)
    _open_lab(folder.resolve(), browser=browser, port=port)


def _summary(done: Any, folder: Path) -> list[str]:
    lines = [_("Your copy of the course: {folder}").format(folder=folder)]
    if done.added:
        count = len(done.added)
        lines.append(ngettext("{n} new file", "{n} new files", count).format(n=count))
    if done.updated:
        lines.append(_("Updated: {names}").format(names=", ".join(done.updated)))
    if done.beside:
        lines.append(
            _("You have edited these, so the new version lies beside yours: {names}").format(
                names=", ".join(done.beside)
            )
        )
    return lines + done.notes


def _open_lab(folder: Path, *, browser: bool, port: int | None) -> None:
    # labconfig/ switches off what would call the internet.
    _prepend("JUPYTER_CONFIG_PATH", str(Path(__file__).with_name("jupyter")))
    # An nbgrader_config.py where the command was given is the instructor's, not the trainee's.
    os.chdir(folder)
    welcome = "m00_welcome/welcome.ipynb"
    arguments = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{welcome}" if (folder / welcome).exists() else "",
        "--log-level=WARN",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "" if browser else "--no-browser",
        f"--port={port}" if port else "",
        "--allow-root" if hasattr(os, "geteuid") and os.geteuid() == 0 else "",
    ]
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance([argument for argument in arguments if argument])


def _prepend(variable: str, folder: str, default: str = "") -> None:
    folders = [part for part in os.environ.get(variable, default).split(os.pathsep) if part]
    if folder not in folders:
        os.environ[variable] = os.pathsep.join([folder, *folders])


@app.command(
    name="test",
    help=_("Run the tests of the course; any pytest option can follow."),
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def run_tests(
    context: typer.Context,
    browser_tests: Annotated[
        bool,
        typer.Option("--browser-tests/--no-browser-tests", help=_("Tests that need Chromium.")),
    ] = True,
    offline: Annotated[
        bool, typer.Option("--offline", help=_("Leave out tests that download packages."))
    ] = False,
) -> None:
    """Run pytest over the clone this library lies in."""
    from . import workcopy

    root = workcopy.repository()
    if root is None:
        raise CourseError(
            _(
                "The tests lie in the course's repository, not in the installed package: clone it and run `python3 course.py test` there."
            )
        )
    unwanted = [
        marker for marker, out in (("browser", not browser_tests), ("network", offline)) if out
    ]
    command = [sys.executable, "-m", "pytest", "-n", "3", "--dist", "loadfile"]
    if unwanted:
        command += ["-m", f"not ({' or '.join(unwanted)})"]
    raise typer.Exit(subprocess.run([*command, *context.args], cwd=root, check=False).returncode)


@app.command(help=_("Say what is wrong with this environment and how to mend it."))
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help=_("Print the result as JSON."))] = False,
    workdir: Annotated[
        Path | None, typer.Option(help=_("Folder of the working copy, instead of my_course."))
    ] = None,
) -> None:
    """Run every check of the environment; exit with 1 if a needed one fails."""
    from . import doctor as examination

    healthy = examination.report(examination.examine(workdir), as_json=as_json)
    raise typer.Exit(0 if healthy else 1)


def main() -> None:
    """Run the command line; say problems in one sentence instead of a traceback."""
    # nbgrader runs `alembic` from PATH.
    _prepend("PATH", str(Path(sys.executable).parent), os.defpath)
    try:
        app()
    except CourseError as problem:
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
