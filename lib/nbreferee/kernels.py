"""Forked kernels, as the worker sees them."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from traitlets import Any as AnyTrait

from nbreferee import door, isolation
from nbreferee.commands import find_command
from nbreferee.errors import RefereeError
from nbreferee.frames import frame, read_frame
from nbreferee.i18n import _
from nbreferee.job import NO_HELPER, Helper, pack_files, unpack_files
from nbreferee.zygote import KernelLost, Zygote

_START_SECONDS = 120
_STALL_SECONDS = 10
# of what the witness says: a line, and all of it in a run; an honest run has a few hundred short ones
_LONGEST_LINE = 1 << 20
_MOST_HEARD = 16 << 20
# bytes that a message may have beyond those that a notebook may print: text written as escapes
_LARGEST_MESSAGE = 64 << 20
_CHANNELS = ("shell", "iopub", "stdin", "hb", "control")


class Client(AsyncKernelClient):
    """A client that knows when the kernel is done, and wakes itself when a message was missed."""

    kernel: Any = AnyTrait()
    _closed: Any = None

    def start_channels(self, *_args: Any, **_which: Any) -> None:
        """Connect what is used; there is no heartbeat and no one to ask."""
        super().start_channels(stdin=False, hb=False)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until output will arrive: the kernel welcomes who listens."""
        if self.kernel.forked:
            try:
                await self.iopub_channel.get_msg(timeout=timeout or _START_SECONDS)
            except Empty:
                raise KernelLost(_("it did not answer")) from None
        else:
            # a whole environment is read first, from a disk that may be slow
            await self._async_wait_for_ready(max(timeout or 0, _START_SECONDS))
        # until here nothing floods the channel, and a kernel that starts slowly may have closed it
        self._closed = self.iopub_channel.socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)

    def execute(self, *args: Any, **kwargs: Any) -> str:
        """Send a cell, and remember which reply is due."""
        message_id: str = super().execute(*args, **kwargs)
        self.kernel.expect(message_id)
        return message_id

    async def _async_is_alive(self) -> bool:
        # asked before the first answer alone: what has ended by then will never give one
        if not await self.is_alive():
            raise RuntimeError(_("it ended"))
        return True

    async def is_alive(self) -> bool:
        """Whether the kernel runs; nbclient asks this every second while it waits."""
        if self.kernel.ended is not None or self.kernel.poll() is not None:
            return False
        if self._closed and await self._closed.poll(0):
            self.kernel.end_flood()
            return False
        if self.kernel.idle_for() > 1:
            # the reply is there, but nobody was woken
            for channel in (self.shell_channel, self.iopub_channel):
                await channel.socket.poll(0)
            if self.kernel.idle_for() > _STALL_SECONDS:
                self.kernel.stalled = True
                return False
        return True


class _Owned:
    """What nbclient asks of a kernel manager when a start has failed; the worker stops kernels."""

    has_kernel = True
    ipykernel = False

    async def is_alive(self) -> bool:
        """Whether nbclient has something to stop."""
        return False

    async def cleanup_resources(self) -> None:
        """Do nothing: see :meth:`ForkedKernel.stop`."""


class ForkedKernel(_Owned):
    """One kernel, with what nbclient asks of a kernel manager.

    Parameters
    ----------
    zygote : Zygote
        Who forks it.
    spec : str
        Name of the kernelspec. Python kernels of this interpreter are forked; others are started
        by their own command, in the same sandbox.
    folder : str
        Name of the working folder.
    files : mapping
        The files in it.
    arguments : list of str
        Further arguments of the kernel.
    isolate : bool
        Whether to use the sandbox.
    limits : Limits
        What it may use.
    readable : iterable of str
        Further folders it may read.
    trusted : iterable of str
        Files in the working folder whose code is the course's.
    helper : Helper
        The course's own library, whose files it may read.
    """

    def __init__(
        self,
        zygote: Zygote,
        spec: str,
        folder: str,
        files: Mapping[str, bytes],
        *,
        arguments: Iterable[str] = (),
        isolate: bool = True,
        limits: isolation.Limits,
        readable: Iterable[str] = (),
        trusted: Iterable[str] = (),
        helper: Helper = NO_HELPER,
    ) -> None:
        self.ended: int | None = None
        self.cause = self.said = ""
        self.seconds = 0.0
        self.keeper_seconds = 0.0
        self.stalled = False
        self.flooded = False
        self.results: dict[str, bytes] = {}
        self.left: list[str] = []
        self.refused = 0
        self.evidence: list[dict[str, Any]] = []
        self.silenced = False
        self._most = limits.output
        self._heard = 0
        self._expected = 0
        self._rest = b""
        self._done: tuple[str, float] | None = None
        self._waiting: str | None = None
        self._secret = secrets.token_bytes(32)
        self.command = find_command(spec)
        self.forked = not self.command.argv
        run = Path(tempfile.mkdtemp(prefix="sl-", dir="/tmp"))
        self._run = run
        sandbox = Path(f"{run}.root")
        sandbox.mkdir()
        work, home = f"{isolation.WORK}/{folder}", isolation.HOME
        if not isolate:
            work, home = str(sandbox / "work" / folder), str(sandbox / "home")
            for place in (work, home):
                Path(place).mkdir(parents=True)
        self._link, link = socket.socketpair()
        self._channel, channel = socket.socketpair()
        self._connection: Any = {
            "transport": "ipc",
            "ip": str(run / "k"),
            **{f"{name}_port": port for port, name in enumerate(_CHANNELS, 1)},
            "key": secrets.token_hex(24),
            "signature_scheme": "hmac-sha256",
        }
        trusted_folders = tuple(
            sorted({f"{place}/" for place in isolation.readable_folders(helper.folders())})
        )
        request = {
            # a user of its own for every kernel, whatever else runs on this machine
            "number": secrets.randbelow(100_000_000),
            "isolate": isolate,
            "limits": asdict(limits),
            "readable": isolation.readable_folders(
                [*readable, *helper.folders(), *self.command.folders()]
            )
            if isolate
            else [],
            "run": str(run),
            "work": work,
            "home": home,
            "env": self.command.environment(
                {
                    "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
                    "HOME": home,
                    "USER": "trainee",
                    "LANG": "C.UTF-8",
                    "TMPDIR": "/tmp",
                    "IPYTHONDIR": f"{home}/.ipython",
                    "MPLCONFIGDIR": f"{home}/.matplotlib",
                    "NBGRADER_EXECUTION": "autograde",
                    "JPY_PARENT_PID": "1",
                    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
                    "OMP_NUM_THREADS": "1",
                    "OPENBLAS_NUM_THREADS": "1",
                }
            ),
            "argv": self.command.argv,
            "arguments": list(arguments),
            "connection": self._connection,
            "trusted": [*trusted_folders, *(f"{work}/{name}" for name in trusted)],
        }
        try:
            self.pid, self._pidfd = zygote.fork(request, [link.fileno(), channel.fileno()])
        except KernelLost:
            self._link.close()
            self._channel.close()
            self._remove_folders()
            raise
        finally:
            link.close()
            channel.close()
        self._link.settimeout(_START_SECONDS)
        self._channel.settimeout(_START_SECONDS)
        try:
            # never through the zygote, whose memory every later kernel inherits
            self._channel.sendall(self._secret)
            self._order({}, pack_files(files))
            started, _data = self._frame()
        except (OSError, EOFError) as error:
            self.kill()
            raise KernelLost(str(error)) from error
        if "failed" in started:
            self.kill()
            reason = started["failed"].strip().splitlines() or ["?"]
            if not self.forked:
                raise self.command.failed(reason[-1], ran=False)
            raise RefereeError(
                _("A notebook's kernel cannot be started: {reason}").format(reason=reason[-1])
            )

    # what nbclient asks of a kernel manager

    def client(self) -> Client:
        """Make the client; nbclient connects it."""
        client = Client(kernel=self)
        # a message that is larger closes the channel before it is in memory
        client.context.setsockopt(zmq.MAXMSGSIZE, self._most + _LARGEST_MESSAGE)
        client.load_connection_info(self._connection)
        return client

    async def interrupt_kernel(self) -> None:
        """Interrupt the running cell."""
        self._signal(signal.SIGINT)

    # what the worker asks

    def _order(self, value: dict[str, Any], data: bytes = b"") -> None:
        self._link.sendall(frame(value, data))

    def _frame(self) -> tuple[dict[str, Any], bytes]:
        return read_frame(self._link.recv)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(OSError):
            self._order({"signal": int(number)})

    def end_flood(self) -> None:
        """Stop a kernel that prints without end."""
        self.flooded = True
        self._signal(signal.SIGKILL)

    def poll(self) -> int | None:
        """Exit status of the kernel, None while it runs."""
        if self.ended is None and select.select([self._link], [], [], 0)[0]:
            try:
                self._note_end(self._frame()[0])
            except (EOFError, OSError):
                self.ended = -9
        return self.ended

    def _note_end(self, told: dict[str, Any]) -> None:
        self.ended, self.cause = int(told.get("exit", -9)), told.get("cause", "")
        self.said = str(told.get("said", ""))
        self.seconds = float(told.get("seconds", 0.0))

    def expect(self, message_id: str | None) -> None:
        """Say which request the kernel works on."""
        self._waiting, self._done = message_id, None

    def idle_for(self) -> float:
        """Seconds since the kernel was done with the request it was given; 0 if it is not."""
        self.listen(0)
        if self._waiting and self._done and self._done[0] == self._waiting:
            return time.monotonic() - self._done[1]
        return 0.0

    def stop(self, client: Client | None) -> None:
        """End the kernel, and take what its notebook left in the working folder."""
        try:
            if self.poll() is None:
                if client is not None and not self.stalled and not self.flooded:
                    client.shutdown()
                    if not select.select([self._link], [], [], 5)[0]:
                        self._signal(signal.SIGKILL)
                else:
                    self._signal(signal.SIGKILL)
                self._link.settimeout(_START_SECONDS)
                self._note_end(self._frame()[0])
            self.listen(0)
            told, data = self._frame()
            self.left, self.refused = list(told["left"]), int(told["refused"])
            self.keeper_seconds = float(told["seconds"])
            self.results = unpack_files(data)
        except (EOFError, OSError, KeyError) as error:
            raise KernelLost(str(error)) from error
        finally:
            self.kill()

    def kill(self) -> None:
        """End everything in the sandbox now."""
        if self._pidfd >= 0:
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            os.close(self._pidfd)
            self._pidfd = -1
        self._link.close()
        self._channel.close()
        self._remove_folders()

    def _remove_folders(self) -> None:
        for folder in (self._run, Path(f"{self._run}.root")):
            shutil.rmtree(folder, ignore_errors=True)

    # the witness

    def ask_witness(self, request: dict[str, Any], seconds: float = 20) -> bool:
        """Have the witness look around; False if it does not answer as it should."""
        if not self.forked or self.silenced:
            return not self.forked
        nonce = secrets.token_hex(16)
        try:
            self._channel.settimeout(seconds)
            self._channel.sendall(json.dumps({**request, "nonce": nonce}).encode() + b"\n")
        except OSError:
            self.silenced = self._outlives_its_witness()
            return False
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.silenced:
            for message in self.listen(max(0.0, deadline - time.monotonic())):
                if message["kind"] == "looked":
                    return bool(message["nonce"] == nonce)
        return False

    def listen(self, seconds: float) -> list[dict[str, Any]]:
        """Read what the witness said; what is not signed, or is out of order, silences it."""
        if not self.forked or self.silenced or self._channel.fileno() < 0:
            return []
        heard: list[dict[str, Any]] = []
        while select.select([self._channel], [], [], 0 if heard else seconds)[0]:
            try:
                data = self._channel.recv(65536)
            except OSError:
                data = b""
            if not data:
                self.silenced = self._outlives_its_witness()
                break
            self._heard += len(data)
            *lines, self._rest = (self._rest + data).split(b"\n")
            if len(self._rest) > _LONGEST_LINE or self._heard > _MOST_HEARD:
                self.silenced = True
                return heard
            for line in lines:
                message = self._verified(line)
                if message is None:
                    self.silenced = True
                    return heard
                if message["kind"] == "done":
                    self._done = (message["id"], time.monotonic())
                heard.append(message)
        self.evidence += heard
        return heard

    def _outlives_its_witness(self) -> bool:
        # of a kernel that has ended, the witness goes first and the word of it comes later
        if self.ended is None and self._link.fileno() >= 0:
            select.select([self._link], [], [], 2)
        return self.poll() is None

    def _verified(self, line: bytes) -> dict[str, Any] | None:
        mark, _space, text = line.partition(b" ")
        right = hmac.new(self._secret, text, hashlib.sha256).hexdigest().encode()
        if not hmac.compare_digest(mark, right):
            return None
        message: dict[str, Any] = json.loads(text)
        self._expected += 1
        return message if message["n"] == self._expected else None


class PlainKernel(_Owned):
    """A kernel as nbgrader starts it, where none can be forked: without a sandbox or a witness.

    It answers as :class:`ForkedKernel` does.

    Parameters
    ----------
    spec, folder, files, arguments
        See there.
    """

    forked = stalled = silenced = flooded = False
    ended: int | None = None
    cause = said = ""
    seconds = keeper_seconds = 0.0
    refused = 0

    def __init__(
        self, spec: str, folder: str, files: Mapping[str, bytes], *, arguments: Iterable[str]
    ) -> None:
        self.results: dict[str, bytes] = {}
        self.left: list[str] = []
        self.evidence: list[dict[str, Any]] = []
        self._scratch = tempfile.TemporaryDirectory(prefix="sl-", ignore_cleanup_errors=True)
        self._folder = Path(self._scratch.name) / folder
        self._folder.mkdir()
        for name, content in files.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.command = find_command(spec)
        self._manager = AsyncKernelManager(kernel_name=self.command.name)
        try:
            run_sync(self._manager.start_kernel)(
                extra_arguments=list(arguments), cwd=str(self._folder)
            )
        except OSError as error:
            self._scratch.cleanup()
            raise self.command.failed(str(error), ran=False) from error

    def client(self) -> Any:
        """Make the client; nbclient connects it."""
        return self._manager.client()

    async def interrupt_kernel(self) -> None:
        """Interrupt the running cell."""
        await self._manager.interrupt_kernel()

    def poll(self) -> int | None:
        """0 if the kernel has ended, None while it runs."""
        return None if run_sync(self._manager.is_alive)() else 0

    def end_flood(self) -> None:
        """Note that it prints without end; nbclient ends it."""
        self.flooded = True

    def expect(self, message_id: str | None) -> None:
        """Do nothing: its client waits as nbclient does."""

    def stop(self, client: Any) -> None:
        """End the kernel, and take what its notebook left in the working folder."""
        try:
            run_sync(self._manager.shutdown_kernel)(now=client is None or self.flooded)
            left = door.MOST_BYTES
            for name, path in door.walk(self._folder)[0].items():
                with contextlib.suppress(door.NotPlain):
                    self.left.append(Path(name).as_posix())
                    try:
                        self.results[self.left[-1]] = content = door.read(path, left)
                        left -= len(content)
                    except door.TooLarge:
                        self.refused += 1
        finally:
            self._scratch.cleanup()
