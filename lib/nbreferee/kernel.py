"""The kernel in a forked process: ipykernel's own, with a witness, and without waits at its ends."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable
from typing import Any

from ipykernel.displayhook import ZMQShellDisplayHook
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from traitlets import Type
from traitlets.config import Config

from nbreferee.witness import arm


class DisplayHook(ZMQShellDisplayHook):
    """Tells the witness what a cell shows."""

    def __call__(self, result: Any = None) -> None:
        """Show a cell's value."""
        sys.audit("nbreferee.shown", result)
        super().__call__(result)  # type: ignore[no-untyped-call]


class Shell(ZMQInteractiveShell):
    """Tells the witness of every statement of a cell how it ended."""

    displayhook_class = Type(DisplayHook)

    async def run_code(self, code_obj: Any, result: Any = None, *, async_: bool = False) -> bool:
        """Run one statement of a cell; whether it failed."""
        sys.audit("nbreferee.run", code_obj)
        failed: bool = await super().run_code(  # type: ignore[no-untyped-call]
            code_obj, result, async_=async_
        )
        sys.audit("nbreferee.ran", code_obj, failed)
        return failed

    def ask_exit(self) -> None:
        """Go on: a notebook that calls ``exit()`` is run to its end, however slow the rest is."""

    def showtraceback(self, *arguments: Any, **options: Any) -> None:
        """Show an error, with the lines of a test that are kept from everybody else."""
        sys.audit("nbreferee.trace", True)
        try:
            super().showtraceback(*arguments, **options)
        finally:
            sys.audit("nbreferee.trace", False)


# notebooks ask for it by name
Shell.__name__ = Shell.__qualname__ = "ZMQInteractiveShell"


class WitnessedKernel(IPythonKernel):
    """Tells the witness when a cell has ended, over a way that does not need the channels."""

    shell_class = Type(Shell)

    async def execute_request(self, stream: Any, ident: Any, parent: Any) -> None:
        """Run a cell."""
        try:
            await super().execute_request(stream, ident, parent)  # type: ignore[no-untyped-call]
        finally:
            sys.audit("nbreferee.done", parent["header"]["msg_id"])

    def set_parent(self, ident: Any, parent: Any, channel: str = "shell") -> None:
        """Keep what a request is about, but not the text of the cell."""
        keep: Any = super().set_parent
        keep(ident, {**parent, "content": {}}, channel)


class KernelApp(IPKernelApp):
    """ipykernel's application without a heartbeat, which nobody listens to here."""

    def parse_command_line(self, argv: Any = None) -> None:
        """Read the arguments, if there are any: a parser for all of them takes longer than most cells."""
        if argv:
            super().parse_command_line(argv)

    def init_heartbeat(self) -> None:
        """Do nothing."""

    def init_crash_handler(self) -> None:
        """Do nothing."""


def serve(
    connection: str,
    arguments: list[str],
    channel: int,
    trusted: tuple[str, ...],
    ready: Callable[[], object],
) -> None:
    """Run a kernel until it is told to stop; never returns.

    Parameters
    ----------
    connection : str
        Path of the connection file.
    arguments : list of str
        As for ``python -m ipykernel_launcher``.
    channel, trusted
        See :func:`.witness.arm`.
    ready : callable
        Called when the sockets are bound.
    """
    config = Config(
        # the folder is thrown away with the kernel, and so would be a file of its history
        KernelApp={"connection_file": connection},
        HistoryManager={"hist_file": ":memory:"},
    )
    app: Any = KernelApp.instance(kernel_class=WitnessedKernel, config=config)
    app.initialize(arguments)
    os.unlink(connection)
    if "matplotlib" in sys.modules:
        # what importing it would have done here
        sys.modules["matplotlib"].rcParams["backend"] = os.environ["MPLBACKEND"]
    # closing sockets at exit now and then never ends, and nobody needs it
    atexit.unregister(app.close)
    arm(channel, app.shell, trusted, (Shell, DisplayHook))
    ready()
    try:
        app.start()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        atexit._run_exitfuncs()
        os._exit(0)
