"""The sandbox of one submission: what it sees, what it may do, and how much.

Nothing here needs root or a container. The order matters: namespaces, then a root of its own, then
limits, Landlock, another user, and last the filter of system calls.
"""

from __future__ import annotations

import contextlib
import json
import os
import site
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from nbreferee import _linux
from nbreferee.i18n import _

HOME = "/home/trainee"
WORK = "/home/trainee/work"
# submissions graded by root run as users that no system gives out
FIRST_UID = 1_879_048_192
_NAMESPACES = (
    _linux.CLONE_NEWNS
    | _linux.CLONE_NEWPID
    | _linux.CLONE_NEWNET
    | _linux.CLONE_NEWIPC
    | _linux.CLONE_NEWUTS
)
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
# what fonts, time zones and the loader need; nothing that names users or hosts
_SETTINGS = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/ssl/certs",
    "/var/cache/fontconfig",
)
# not zero: mapped, it is memory that no process shows as its own
_DEVICES = ("null", "full", "random", "urandom")
# least, usual and most bytes that a connection's buffers hold
_BUFFER = "4096 65536 212992"


@dataclass(frozen=True)
class Limits:
    """How much one submission may use.

    Attributes
    ----------
    memory : int
        Bytes, of all its processes together.
    disk : int
        Bytes of files, its working folder and its temporary files together.
    processes : int
        Processes and threads.
    seconds : int
        Time for a whole notebook, by the clock.
    output : int
        Bytes that one notebook may print.
    """

    memory: int = 4 << 30
    disk: int = 256 << 20
    processes: int = 256
    seconds: int = 900
    output: int = 16 << 20


@dataclass(frozen=True)
class Layer:
    """One layer of isolation, whether this machine offers it, and if not, why."""

    name: str
    ok: bool
    why: str = ""


def layers() -> list[Layer]:
    """Try every layer of isolation in a child process.

    Returns
    -------
    list of Layer
        In the order in which a sandbox uses them; a layer that builds on a missing one is missing.

    Examples
    --------
    >>> {layer.name for layer in layers()} >= {"Landlock", "seccomp"}
    True
    """
    names = [name for name, _step in _trials()]
    if sys.platform != "linux" or _linux.machine() is None:
        why = _("isolation is written for Linux on x86-64 and ARM64 processors")
        return [Layer(name, False, why) for name in names]
    receive, send = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(receive)
        found = _try_layers()
        os.write(send, json.dumps(found).encode())
        os._exit(0)
    os.close(send)
    with os.fdopen(receive, "rb") as stream:
        told = stream.read()
    os.waitpid(pid, 0)
    found = json.loads(told or "{}")
    return [
        Layer(name, found.get(name) == "", found.get(name, _("the trial itself died")))
        for name in names
    ]


def _trials() -> list[tuple[str, Callable[[], object]]]:
    def new_root() -> None:
        _linux.mount("none", "/", flags=_linux.MS_REC | _linux.MS_PRIVATE)
        _linux.mount("tmpfs", "/tmp", "tmpfs")
        _linux.bind("/usr", "/tmp")

    def processes() -> None:
        # the first child of a new process namespace, with a /proc of its own
        _linux.unshare(_linux.CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            try:
                _linux.mount("proc", "/proc", "proc")
            except OSError as error:
                os._exit(error.errno or 1)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code:
            raise OSError(code, os.strerror(code))

    def restrict() -> None:
        if not _linux.landlock_version():
            raise OSError(_("this kernel has none; Linux 5.13 brought it"))
        _linux.prctl(_linux.PR_SET_NO_NEW_PRIVS, 1)
        _linux.landlock(["/"], [])

    steps: list[tuple[str, Callable[[], object]]] = []
    if not is_root():
        steps.append((_("user namespace"), _own_user))
    steps += [
        (_("mount namespace"), lambda: _linux.unshare(_linux.CLONE_NEWNS)),
        (_("file system of its own"), new_root),
        (_("network namespace"), lambda: _linux.unshare(_linux.CLONE_NEWNET)),
        (
            _("IPC and UTS namespaces"),
            lambda: _linux.unshare(_linux.CLONE_NEWIPC | _linux.CLONE_NEWUTS),
        ),
        (_("process namespace"), processes),
        (_("user of its own"), _linux.drop_capabilities),
        ("Landlock", restrict),
        ("seccomp", lambda: _linux.seccomp(_linux.seccomp_program())),
    ]
    return steps


def _try_layers() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, step in _trials():
        try:
            step()
            found[name] = ""
        except OSError as error:
            found[name] = error.strerror or str(error)
        except BaseException as error:
            found[name] = repr(error)
    return found


def is_root() -> bool:
    """Whether this process is run by root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _own_user() -> None:
    uid, gid = os.geteuid(), os.getegid()
    _linux.unshare(_linux.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def readable_folders(extra: Iterable[str] = ()) -> list[str]:
    """Folders that any notebook needs: the system's, the interpreter's, and this package.

    Parameters
    ----------
    extra : iterable of str
        Further folders that the course's notebooks may read.

    Examples
    --------
    >>> "/usr" in readable_folders() or sys.platform == "win32"
    True
    """
    own = Path(__file__).resolve().parent
    places = [
        sys.prefix,
        sys.base_prefix,
        sys.exec_prefix,
        *sysconfig.get_paths().values(),
        *site.getsitepackages(),
        str(own),
        *extra,
    ]
    wanted = {os.path.realpath(place) for place in places if place} | set(places)
    wanted |= {place for place in (*_SYSTEM, *_SETTINGS) if Path(place).exists()}
    kept: list[str] = []
    for place in sorted(wanted):
        if not Path(place).exists() or place == "/":
            continue
        # a folder below one that is shown already comes with it
        if not any(place.startswith(f"{other}/") for other in kept if not Path(other).is_symlink()):
            kept.append(place)
    return kept


def leave() -> None:
    """Enter new namespaces; the calling process's next child is the first in its own."""
    if not is_root():
        _own_user()
    _linux.unshare(_NAMESPACES)


def build_root(
    readable: list[str], run: str, work: str, limits: Limits, owner: tuple[int, int]
) -> None:
    """Give the calling process a root that holds what a notebook needs and nothing else.

    Parameters
    ----------
    readable : list of str
        From :func:`readable_folders`; seen at the same place, not writable.
    run : str
        Folder outside for the kernel's sockets, writable, seen at the same place.
    work : str
        Folder in the home, made for what was handed in.
    limits : Limits
        Of these the disk.
    owner : (int, int)
        User and group that own the writable folders.
    """
    _linux.raise_loopback()
    for way in ("rmem", "wmem"):
        with contextlib.suppress(OSError):  # a container may not allow it
            Path(f"/proc/sys/net/ipv4/tcp_{way}").write_text(_BUFFER)
    _linux.mount("none", "/", flags=_linux.MS_REC | _linux.MS_PRIVATE)
    root = run + ".root"
    _linux.mount(
        "tmpfs",
        root,
        "tmpfs",
        _linux.MS_NOSUID | _linux.MS_NODEV,
        f"size={limits.disk},nr_inodes=20000,mode=755",
    )
    os.mkdir(f"{root}/proc")
    _linux.mount(
        "proc", f"{root}/proc", "proc", _linux.MS_NOSUID | _linux.MS_NODEV | _linux.MS_NOEXEC
    )
    os.mkdir(f"{root}/dev")
    for device in _DEVICES:
        _linux.bind(f"/dev/{device}", _place(root, f"/dev/{device}", file=True), device=True)
    os.symlink("/proc/self/fd", f"{root}/dev/fd")
    # terminals of its own: what runs a shell command for a notebook reads its output from one
    os.mkdir(f"{root}/dev/pts")
    _linux.mount(
        "devpts",
        f"{root}/dev/pts",
        "devpts",
        _linux.MS_NOSUID | _linux.MS_NOEXEC,
        # all that a machine has are few
        "newinstance,ptmxmode=0666,mode=0600,max=64",
    )
    os.symlink("pts/ptmx", f"{root}/dev/ptmx")
    os.mkdir(f"{root}/etc")
    Path(root, "etc/passwd").write_text(f"trainee:x:{owner[0]}:{owner[1]}:Trainee:{HOME}:/bin/sh\n")
    Path(root, "etc/hosts").write_text("127.0.0.1 localhost\n")
    for folder in ("/tmp", "/dev/shm", HOME):
        target = _place(root, folder)
        os.chown(target, *owner)
        # a mount of its own, so that the rest can be made read-only
        _linux.bind(target, target, writable=True)
    os.makedirs(root + work)
    for place in readable:
        if os.path.lexists(root + place):
            continue
        if os.path.islink(place):
            os.makedirs(os.path.dirname(root + place), exist_ok=True)
            os.symlink(os.readlink(place), root + place)
        else:
            _linux.bind(place, _place(root, place, file=not os.path.isdir(place)))
    _linux.bind(run, _place(root, run), writable=True)
    _linux.pivot_root(root)
    _linux.mount(
        "none",
        "/",
        flags=_linux.MS_REMOUNT
        | _linux.MS_BIND
        | _linux.MS_RDONLY
        | _linux.MS_NOSUID
        | _linux.MS_NODEV,
    )
    os.umask(0o077)


def _place(root: str, path: str, *, file: bool = False) -> str:
    target = root + path
    if file:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY))
    else:
        os.makedirs(target, exist_ok=True)
    return target


def close_folder(run: str) -> None:
    """Make the folder of the sockets read-only, once they are there."""
    _linux.mount(
        "none",
        run,
        flags=_linux.MS_REMOUNT
        | _linux.MS_BIND
        | _linux.MS_RDONLY
        | _linux.MS_NOSUID
        | _linux.MS_NODEV,
    )


def confine(limits: Limits, run: str, owner: tuple[int, int]) -> None:
    """Take from the calling process, for good, all that a notebook does not need.

    Parameters
    ----------
    limits : Limits
        Of these memory, processes and time.
    run : str
        The folder of the kernel's sockets.
    owner : (int, int)
        The user to become, if the caller is root.
    """
    restrain(limits)
    _linux.prctl(_linux.PR_SET_NO_NEW_PRIVS, 1)
    _linux.landlock(
        ["/"], [HOME, "/tmp", "/dev/shm", "/dev/pts", run, *(f"/dev/{name}" for name in _DEVICES)]
    )
    if is_root():
        _linux.become(*owner)
    _linux.drop_capabilities()
    _linux.prctl(_linux.PR_SET_PDEATHSIG, 9)
    _linux.seccomp(_linux.seccomp_program())


def restrain(limits: Limits) -> None:
    """Set the resource limits of the calling process and what it starts."""
    import resource  # not on Windows, where `doctor` and `grade` import this module too

    caps: dict[int, int] = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: limits.disk,
        resource.RLIMIT_NOFILE: 1024,
        resource.RLIMIT_NPROC: limits.processes,
    }
    for kind, value in caps.items():
        _soft, hard = resource.getrlimit(kind)
        cap = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (cap, cap))
    with contextlib.suppress(OSError):  # a courtesy to the machine, not a wall
        Path("/proc/self/oom_score_adj").write_text("1000")
