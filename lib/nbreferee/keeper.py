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
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from nbreferee import _linux, door, isolation, usage
from nbreferee.cgroups import Group
from nbreferee.frames import frame, read_frame

_ANY = 1 << 20
# bytes of what a kernel wrote that are looked at for its last line
_LAST = 2000


def send_frame(link: int, value: dict[str, Any], data: bytes = b"") -> None:
    """Write a message to the worker."""
    view = memoryview(frame(value, data))
    while view:
        view = view[os.write(link, view) :]


def keep_kernel(request: dict[str, Any], link: int, channel: int, group: Group | None) -> None:
    """Be the keeper: build the sandbox, start the kernel, watch it, pack what it left."""
    limits = isolation.Limits(**request["limits"])
    uid = isolation.FIRST_UID + request["number"]
    owner = (uid, uid) if isolation.is_root() and request["isolate"] else (os.getuid(), os.getgid())
    work = request["work"]
    _head, inputs = read_frame(partial(os.read, link))
    if request["isolate"]:
        os.chown(request["run"], *owner)
        isolation.build_root(request["readable"], request["run"], work, limits, owner)
        _linux.prctl(_linux.PR_SET_DUMPABLE, 0)
    unpack(inputs, Path(work), owner)
    del inputs  # a notebook sees the frames that its kernel was forked in
    # what was handed in and is the course's own, all of it
    before = marks(door.walk(Path(work), levels=_ANY, most=_ANY)[0])
    ready, tell = os.pipe()
    errors = unnamed_file(request["home"]) if request["argv"] else -1
    kernel = os.fork()
    if kernel == 0:
        try:
            os.close(ready)
            os.close(link)
            if group is not None:
                group.enter()
            become_kernel(request, limits, owner, channel, tell, errors)
        except BaseException:
            import traceback

            with contextlib.suppress(BaseException):
                os.write(tell, b"!" + traceback.format_exc().encode()[-3000:])
        os._exit(1)
    os.close(tell)
    os.close(channel)
    watch(request, limits, link, kernel, ready, errors, group)
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
    changed, names, refused = collect(Path(work), before, min(limits.disk, door.MOST_BYTES))
    told = {"left": names, "refused": refused, "seconds": time.process_time()}
    send_frame(link, told, changed)
    os._exit(0)


def watch(
    request: dict[str, Any],
    limits: isolation.Limits,
    link: int,
    kernel: int,
    ready: int,
    errors: int,
    group: Group | None,
) -> None:
    """Pass signals on and end the kernel when it uses too much or the worker is gone."""
    poll = selectors.DefaultSelector()
    ended = os.pidfd_open(kernel)
    for fd in (link, ended, ready):
        poll.register(fd, selectors.EVENT_READ)
    cause = ""
    told = b""
    deadline = time.monotonic() + limits.seconds + 60
    isolated = request["isolate"]
    share, pause, looked = (
        usage.Share(request["processor"]) if isolated else None,
        0.0,
        time.monotonic(),
    )
    while True:
        events = poll.select(timeout=pause)
        for key, _mask in events:
            if key.fd == ready:
                part = os.read(ready, 65536)
                told += part
                if not part or told == b".":
                    poll.unregister(ready)
                    os.close(ready)
                    # the pipe of another command's kernel is closed by its start, and it has its
                    # sockets still to make
                    if told == b"." or (request["argv"] and not told):
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
                _pid, status, spent = os.wait4(kernel, 0)
                code = os.waitstatus_to_exitcode(status)
                if not cause and group is not None and group.burst():
                    cause = "memory"
                seconds = spent.ru_utime + spent.ru_stime
                said = last_words(errors)
                send_frame(link, {"exit": code, "cause": cause, "seconds": seconds, "said": said})
                return
        processes = usage.everybody() if isolated else [kernel]
        used = usage.memory(processes) + (usage.buffers() if isolated else 0)
        pause = usage.pause(limits.memory - used)
        now = time.monotonic()
        if share is not None and now > looked + usage.TICK:
            share.look(processes)
            looked = now
        if used > limits.memory or now > deadline:
            cause = cause or ("memory" if used > limits.memory else "time")
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1 if isolated else kernel, signal.SIGKILL)


def unnamed_file(folder: str) -> int:
    """Open a file for what a kernel says, in whose place the kernel cannot put anything."""
    file, path = tempfile.mkstemp(dir=folder)
    os.unlink(path)
    return file


def last_words(errors: int) -> str:
    """The last line that a kernel wrote to its error stream, if that was kept."""
    if errors < 0:
        return ""
    start = max(0, os.fstat(errors).st_size - _LAST)
    text = os.pread(errors, _LAST, start).decode(errors="replace")
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""


def unpack(inputs: bytes, work: Path, owner: tuple[int, int]) -> None:
    """Put the submission's files where the notebook will run."""
    with tarfile.open(fileobj=io.BytesIO(inputs)) as archive:
        archive.extractall(work, filter="data")
    for path in [work, *work.rglob("*")]:
        os.chown(path, *owner)
        path.chmod(0o755 if path.is_dir() else 0o644)


Mark = tuple[int, int, int]


def marks(paths: Mapping[str, Path]) -> dict[str, Mark]:
    """Size, time and number of those that are regular files; links are no files."""
    found = {}
    for name, path in paths.items():
        try:
            status = path.lstat()
        except OSError:
            continue
        if (status.st_mode & 0o170000) == 0o100000 and status.st_nlink == 1:
            found[name] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return found


def collect(work: Path, before: Mapping[str, Mark], most: int) -> tuple[bytes, list[str], int]:
    """Pack the files that are new or changed; name all that are there, count what is not packed."""
    paths, whole = door.walk(work, most=len(before) + door.MOST_FILES)
    after = marks({**paths, **{name: work / name for name in before}})
    stream = io.BytesIO()
    size, refused = 0, int(not whole)
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, mark in sorted(after.items()):
            if before.get(name) == mark:
                continue
            if size + mark[0] > most:
                refused += 1
                continue
            size += mark[0]
            entry = tarfile.TarInfo(name)
            entry.size = mark[0]
            with open(work / name, "rb") as content:
                archive.addfile(entry, content)
    return stream.getvalue(), sorted(after), refused


def become_kernel(
    request: dict[str, Any],
    limits: isolation.Limits,
    owner: tuple[int, int],
    channel: int,
    tell: int,
    errors: int,
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
        os.dup2(null if fd < 2 or errors < 0 else errors, fd)
    os.close(null)
    if request["argv"]:
        argv = [part.replace("{connection_file}", connection) for part in request["argv"]]
        os.close(channel)
        os.execvpe(argv[0], argv, os.environ)
    refresh()
    from nbreferee.kernel import serve

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
