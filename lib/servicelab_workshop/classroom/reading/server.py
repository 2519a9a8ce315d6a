"""The server of the reading desk: on this machine alone, for whoever has its token."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader
from sqlalchemy.exc import SQLAlchemyError
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from nbreferee.door import number
from nbreferee.errors import RefereeError
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab_workshop.classroom.reading.desk import Desk
from servicelab_workshop.classroom.reading.marks import Changed, Given

HOST = "127.0.0.1"
_TEMPLATES = Path(__file__).with_name("templates")
# bytes of what a page sends
_LARGEST = 1 << 20
_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; "
    "style-src 'self' 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


class _Handler(RequestHandler):
    """Answers only this machine's own pages, and only with the token."""

    def initialize(self, desk: Desk, token: str, hosts: set[str]) -> None:
        self.desk, self.token, self.hosts = desk, token, hosts

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        # a name of another site may lead to this machine
        if self.request.host not in self.hosts:
            raise HTTPError(403)
        given = self.get_query_argument("token", None)
        cookie = f"servicelab-reading-{self.request.host.rpartition(':')[2]}"
        if given is not None and self._is_token(given):
            self.set_cookie(cookie, self.token, httponly=True, samesite="Strict")
            self.redirect(self.request.path)
            return
        if not self._is_token(self.get_cookie(cookie) or ""):
            raise HTTPError(403)
        if self.request.method != "GET":
            same = self.request.headers.get("Origin") == f"http://{self.request.host}"
            if not same or self.request.headers.get("X-Servicelab-Reading") != "1":
                raise HTTPError(403)

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.token.encode())

    def write_error(self, status_code: int, **details: Any) -> None:
        words = {
            403: _("This page needs the address that `servicelab read` printed, with its token."),
            404: _("There is no such page."),
        }
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(words.get(status_code, _("The reading desk could not do that.")))

    def page(self, template: str, **given: Any) -> None:
        """Send a page."""
        self.finish(_environment().get_template(template).render(desk=self.desk, **given))


class _Tasks(_Handler):
    def get(self) -> None:
        self.page("tasks.html.j2", tasks=self.desk.tasks())


class _Task(_Handler):
    def get(self, notebook: str, cell: str) -> None:
        try:
            task = self.desk.task(notebook, cell)
        except CourseError:
            raise HTTPError(404) from None
        self.page("task.html.j2", task=task, words=_words())


class _Whole(_Handler):
    def get(self, notebook: str, cell: str, key: str) -> None:
        try:
            shown = self.desk.answer(notebook, cell, key, whole=True)
        except CourseError as error:
            self.page("notebook.html.j2", notebook=notebook, message=str(error), shown="")
            return
        self.page("notebook.html.j2", notebook=notebook, message="", shown=shown)


class _Data(_Handler):
    """What the page of a task asks for, and what it sends."""

    def get(self, what: str, notebook: str, cell: str) -> None:
        ways: dict[str, Callable[[], Any]] = {
            "answers": lambda: self.desk.answers(notebook, cell),
            "names": lambda: self.desk.names(notebook, cell),
            "answer": lambda: {
                "html": self.desk.answer(notebook, cell, self.get_query_argument("id", ""))
            },
        }
        self._say(ways.get(what))

    def post(self, what: str, notebook: str, cell: str) -> None:
        ways: dict[str, Callable[[], Any]] = {
            "save": lambda: self._save(notebook, cell),
            "undo": lambda: {"undone": self.desk.undo(notebook, cell)},
        }
        self._say(ways.get(what))

    def _say(self, way: Callable[[], Any] | None) -> None:
        if way is None:
            raise HTTPError(404)
        try:
            self.finish(json.dumps(way()))
        except Changed as error:
            self.set_status(409)
            self.finish(json.dumps({"message": str(error)}))
        except (CourseError, RefereeError) as error:
            self.set_status(400)
            self.finish(json.dumps({"message": str(error)}))
        except SQLAlchemyError:
            self.set_status(503)
            words = _("The gradebook is busy: nothing is saved. Wait a moment and try again.")
            self.finish(json.dumps({"message": words}))

    def _save(self, notebook: str, cell: str) -> Mapping[str, Any]:
        try:
            sent = json.loads(self.request.body)
            given = Given(
                float(sent["points"]),
                str(sent["comment"]),
                {str(name): int(place) for name, place in dict(sent["choices"]).items()},
            )
            versions = {str(key): str(seen) for key, seen in dict(sent["versions"]).items()}
        except (ValueError, LookupError, TypeError, RecursionError, OverflowError):
            raise CourseError(_("Points are missing: give a number.")) from None
        self.desk.save(notebook, cell, versions, given)
        return {"saved": list(versions)}


class _File(_Handler):
    """The page's own script and style."""

    def get(self, name: str) -> None:
        kind = "text/javascript" if name.endswith(".js") else "text/css"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish((_TEMPLATES / name).read_bytes())


class Server:
    """A reading desk that listens.

    Parameters
    ----------
    desk : Desk
        What it shows.
    port : int
        Where it listens; 0 for any free port.

    Raises
    ------
    CourseError
        If the port is taken.
    """

    def __init__(self, desk: Desk, port: int = 0) -> None:
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        hosts: set[str] = set()
        given = {"desk": desk, "token": self.token, "hosts": hosts}
        task = "/([^/]+)/([^/]+)"
        self._server = HTTPServer(
            Application(
                [
                    ("/", _Tasks, given),
                    ("/(reading\\.js|reading\\.css)", _File, given),
                    (f"/task{task}", _Task, given),
                    (f"/notebook{task}/([0-9a-f]+)", _Whole, given),
                    (f"/data/([a-z]+){task}", _Data, given),
                ],
                default_handler_class=_Nothing,
                default_handler_args=given,
                log_function=lambda handler: None,
            ),
            max_body_size=_LARGEST,
        )
        try:
            self._socket = socket.create_server((HOST, port))
        except OSError as error:
            raise CourseError(
                _("Port {port} is taken ({reason}): choose another with --port.").format(
                    port=port, reason=error.strerror
                )
            ) from error
        self._socket.setblocking(False)
        self._address = f"{HOST}:{self._socket.getsockname()[1]}"
        hosts.add(self._address)

    @property
    def url(self) -> str:
        """The address with the token, for the reader's browser."""
        return f"http://{self._address}/?token={quote(self.token)}"

    async def run(self, until: Callable[[], Awaitable[Any]]) -> None:
        """Serve until something is over."""
        self._server.add_socket(self._socket)
        try:
            await until()
        finally:
            self._server.stop()
            await self._server.close_all_connections()


def serve(server: Server) -> None:
    """Serve until the process is told to stop (Ctrl-C)."""
    try:
        asyncio.run(server.run(asyncio.Event().wait))
    except KeyboardInterrupt:
        return


class _Nothing(_Handler):
    def get(self) -> None:
        raise HTTPError(404)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("servicelab_workshop.classroom.reading"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    environment.globals.update(_=_, ngettext=ngettext)
    return environment


def _words() -> dict[str, str]:
    """What the script says; it puts numbers and names in place of words in braces."""
    return {
        "answer": _("Answer {number}"),
        "waits": _("waits to be read"),
        "again": _("was marked before ({points} points) and waits to be read again"),
        "same": _("the answer is the same as then"),
        "other": _("the answer has changed since, or the mark was given elsewhere"),
        "marked": _("{points} points"),
        "by": _("by {reader}, {at}"),
        "elsewhere": _("given elsewhere, such as in Formgrader"),
        "automatic": _("nothing was written: {points} points, given by itself"),
        "progress": _("{read} of {all} answers are read"),
        "alone": _("Nobody else has an answer like this."),
        "alike": _("{n} answers are alike: one mark serves all that are ticked."),
        "equal": _("the same words"),
        "left": _("“{one}” is left out"),
        "more": _("has “{other}” besides"),
        "instead": _("“{other}” in place of “{one}”"),
        "open": _("Not saved: these are still open: {names}. Or type the points."),
        "points": _("Not saved: points are a number from 0 to {most}."),
        "nobody": _("Not saved: tick an answer."),
        "saved": _("Saved: {points} points for {what}."),
        "undone": _("Taken back: {what}."),
        "nothing": _("There is nothing to take back."),
        "done": _("No answer waits to be read."),
        "none": _("There is no answer to show. Choose “all answers” above."),
        "lost": _("The reading desk does not answer: is it still running? Nothing is lost here."),
        "unsaved": _("not saved yet"),
        "key": _("key {key}"),
        "each": _("{points} of {most}"),
        "reads": _("You read as {reader}."),
    }
