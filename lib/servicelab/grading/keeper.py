"""The first process of a sandbox: it unpacks the submission, watches the kernel, packs what is left.

It and the kernel are forked from the zygote; the kernel runs student code and has no rights at all.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import selectors
import signal
import sys
import tarfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from . import _linux, isolation
from .frames import frame, read_frame


def send_frame(link: int, value: dict[str, Any], data: bytes = b"") -> None:
    """Write a message to the worker."""
    view = memoryview(frame(value, data))
    while view:
        view = view[os.write(link, view) :]


def keep_kernel(request: dict[str, Any], link: int, channel: int) -> None:
    """Be the keeper: build the sandbox, start the kernel, watch it, pack what it left."""
    limits = isolation.Limits(**request["limits"])
    uid = isolation.FIRST_UID + request["number"]
    owner = (uid, uid) if isolation.is_root() and request["isolate"] else (os.getuid(), os.getgid())
    work = request["work"]
    _head, inputs = read_frame(partial(os.read, link))
    if request["isolate"]:
        os.chown(request["run"], *owner)
        isolation.build_root(request["readable"], request["run"], limits, owner)
        _linux.prctl(_linux.PR_SET_DUMPABLE, 0)
    unpack(inputs, Path(work), owner)
    before = listing(Path(work))
    ready, tell = os.pipe()
    kernel = os.fork()
    if kernel == 0:
        try:
            os.close(ready)
            os.close(link)
            become_kernel(request, limits, owner, channel, tell)
        except BaseException:
            import traceback

            with contextlib.suppress(BaseException):
                os.write(tell, b"!" + traceback.format_exc().encode()[-3000:])
        os._exit(1)
    os.close(tell)
    os.close(channel)
    watch(request, limits, link, kernel, ready)
    if request["isolate"]:
        # nothing outlives the kernel; what remains cannot change what is packed
        with contextlib.suppress(OSError):
            os.kill(-1, signal.SIGKILL)
    else:
        with contextlib.suppress(OSError):
            os.killpg(kernel, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    changed, names = collect(Path(work), before, limits.disk)
    send_frame(link, {"left": names, "seconds": time.process_time()}, changed)
    os._exit(0)


def watch(
    request: dict[str, Any], limits: isolation.Limits, link: int, kernel: int, ready: int
) -> None:
    """Pass signals on and end the kernel when it uses too much or the worker is gone."""
    poll = selectors.DefaultSelector()
    ended = os.pidfd_open(kernel)
    for fd in (link, ended, ready):
        poll.register(fd, selectors.EVENT_READ)
    cause = ""
    told = b""
    deadline = time.monotonic() + limits.seconds + 60
    while True:
        events = poll.select(timeout=0.5)
        for key, _mask in events:
            if key.fd == ready:
                part = os.read(ready, 65536)
                told += part
                if not part or told == b".":
                    poll.unregister(ready)
                    os.close(ready)
                    if told == b".":
                        # a kernel of another command has its sockets still to make
                        if request["isolate"] and not request["argv"]:
                            isolation.close_folder(request["run"])
                        send_frame(link, {"ready": True})
                    else:
                        send_frame(link, {"failed": told.decode(errors="replace")})
            elif key.fd == link:
                try:
                    order, _data = read_frame(partial(os.read, link))
                except (EOFError, OSError):
                    os.kill(kernel, signal.SIGKILL)
                    os._exit(1)
                with contextlib.suppress(ProcessLookupError):
                    if request["isolate"]:
                        os.kill(kernel, order["signal"])
                    else:
                        os.killpg(kernel, order["signal"])
            else:
                _pid, status, usage = os.wait4(kernel, 0)
                code = os.waitstatus_to_exitcode(status)
                seconds = usage.ru_utime + usage.ru_stime
                send_frame(link, {"exit": code, "cause": cause, "seconds": seconds})
                return
        if not cause and used_memory(request, kernel) > limits.memory:
            cause = "memory"
            os.kill(kernel, signal.SIGKILL)
        if not cause and time.monotonic() > deadline:
            cause = "time"
            os.kill(kernel, signal.SIGKILL)


_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def used_memory(request: dict[str, Any], kernel: int) -> int:
    """Bytes of memory that the processes of the sandbox hold for themselves."""
    total = 0
    mine = os.getpid()
    names = os.listdir("/proc") if request["isolate"] else [str(kernel)]
    for name in names:
        if name.isdigit() and int(name) != mine:
            try:
                fields = Path("/proc", name, "statm").read_text().split()
            except OSError:
                continue
            total += (int(fields[1]) - int(fields[2])) * _PAGE
    return total


def unpack(inputs: bytes, work: Path, owner: tuple[int, int]) -> None:
    """Put the submission's files where the notebook will run."""
    with tarfile.open(fileobj=io.BytesIO(inputs)) as archive:
        archive.extractall(work, filter="data")
    for path in [work, *work.rglob("*")]:
        os.chown(path, *owner)
        path.chmod(0o755 if path.is_dir() else 0o644)


def listing(work: Path) -> dict[str, tuple[int, int, int]]:
    """Name, size, time and number of every regular file; links are no files."""
    found = {}
    for folder, _folders, names in os.walk(work):
        for name in names:
            path = os.path.join(folder, name)
            try:
                status = os.lstat(path)
            except OSError:
                continue
            if (status.st_mode & 0o170000) == 0o100000 and status.st_nlink == 1:
                found[os.path.relpath(path, work)] = (
                    status.st_size,
                    status.st_mtime_ns,
                    status.st_ctime_ns,
                )
    return found


def collect(work: Path, before: dict[str, Any], most: int) -> tuple[bytes, list[str]]:
    """Pack the files that are new or changed; name all that are there."""
    after = listing(work)
    stream = io.BytesIO()
    size = 0
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, status in sorted(after.items()):
            if before.get(name) == status or size + status[0] > most:
                continue
            size += status[0]
            entry = tarfile.TarInfo(name)
            entry.size = status[0]
            with open(work / name, "rb") as content:
                archive.addfile(entry, content)
    return stream.getvalue(), sorted(after)


def become_kernel(
    request: dict[str, Any],
    limits: isolation.Limits,
    owner: tuple[int, int],
    channel: int,
    tell: int,
) -> None:
    """Be the kernel: give up every right, then run what the worker sends."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    folder = request["home"]
    connection = os.path.join(folder, "connection.json")
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["work"])
    if request["isolate"]:
        isolation.confine(limits, request["run"], owner)
    else:
        isolation.restrain(limits)
    with open(connection, "w") as stream:
        json.dump(request["connection"], stream)
    null = os.open("/dev/null", os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.close(null)
    if request["argv"]:
        argv = [part.replace("{connection_file}", connection) for part in request["argv"]]
        os.write(tell, b".")
        os.set_inheritable(tell, False)
        os.close(channel)
        os.execvpe(argv[0], argv, os.environ)
    refresh()
    from .kernel import serve

    serve(
        connection,
        request["arguments"],
        channel,
        tuple(request["trusted"]),
        lambda: os.write(tell, b"."),
    )


def refresh() -> None:
    """Give a forked process chances and folders of its own."""
    import random
    import tempfile

    random.seed()
    tempfile.tempdir = None
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()
