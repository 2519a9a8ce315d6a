"""The command ``servicelab read``: the reading desk."""

from __future__ import annotations

import getpass
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from nbreferee.jsonschema_import import import_jsonschema
from servicelab.i18n import _

app = typer.Typer()


@app.callback()
def _group() -> None:
    """Keep `read` a command of its own, though it is the only one here."""


@app.command(
    help=_(
        "Mark what a person has to read, one task at a time over the whole class: answer and mark "
        "scheme side by side, in the browser. Ctrl-C ends it."
    )
)
def read(
    assignment: Annotated[str, typer.Argument(help=_("Such as m02_segmentation."))],
    course: Annotated[
        Path, typer.Option("--course", help=_("The course folder; this folder by default."))
    ] = Path(),
    reader: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="NAME",
            help=_("Who reads; stands beside each mark. Your login by default."),
        ),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help=_("Open a browser window."))
    ] = True,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help=_("Port; a free one by default."))
    ] = 0,
) -> None:
    """Open the reading desk."""
    import_jsonschema()
    from nbreferee.gradebook import open_api, require_gradebook
    from servicelab_workshop.classroom.reading.desk import Desk
    from servicelab_workshop.classroom.reading.server import Server, serve

    with open_api(course) as api:
        require_gradebook(api)
        with api.gradebook as gradebook:
            server = Server(Desk(api, gradebook, assignment, reader or _login()), port)
            typer.echo(_("Read here: {address}").format(address=server.url))
            typer.echo(_("Each mark is in the gradebook as soon as it is saved. Ctrl-C ends this."))
            if browser:
                webbrowser.open(server.url)
            serve(server)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return _("a reader")
