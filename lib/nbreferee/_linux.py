"""The few system calls of Linux that isolation needs and Python 3.11 does not offer."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4

_AT_RECURSIVE = 0x8000
_MOUNT_ATTR_RDONLY, _MOUNT_ATTR_NOSUID, _MOUNT_ATTR_NODEV = 1, 2, 4
_LANDLOCK_CREATE_RULESET_VERSION = 1
_LANDLOCK_RULE_PATH_BENEATH = 1
_SECCOMP_SET_MODE_FILTER = 1

# bits of Landlock's access rights to files, in the order of the kernel's header
READ_DIR_EXECUTE = 0b1101  # execute a file, read a file, list a folder
# what was added by each version of Landlock's interface
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_SCOPES_SINCE = 6
_SCOPES = 0b11  # abstract sockets and signals stay within the ruleset's processes


@dataclass(frozen=True)
class Machine:
    """Numbers of one processor family: its audit architecture and its system calls."""

    audit: int
    calls: dict[str, int]


_COMMON = {
    "clone3": 435,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "mount_setattr": 442,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "pidfd_getfd": 438,
    "memfd_secret": 447,
}
MACHINES = {
    "x86_64": Machine(
        0xC000003E,
        {
            **_COMMON,
            "ptrace": 101,
            "mount": 165,
            "umount2": 166,
            "pivot_root": 155,
            "chroot": 161,
            "unshare": 272,
            "setns": 308,
            "bpf": 321,
            "userfaultfd": 323,
            "add_key": 248,
            "request_key": 249,
            "keyctl": 250,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "open_by_handle_at": 304,
            "name_to_handle_at": 303,
            "kexec_load": 246,
            "kexec_file_load": 320,
            "init_module": 175,
            "finit_module": 313,
            "delete_module": 176,
            "perf_event_open": 298,
            "capset": 126,
            "seccomp": 317,
            "setgroups": 116,
            "setresuid": 117,
            "setresgid": 119,
            "swapon": 167,
            "reboot": 169,
            "personality": 135,
            "mmap": 9,
            "shmget": 29,
            "socket": 41,
            "socketpair": 53,
            "setsockopt": 54,
            "clone": 56,
            "semget": 64,
            "msgget": 68,
            "sched_setaffinity": 203,
            "mq_open": 240,
            "vmsplice": 278,
            "fanotify_init": 300,
            "kcmp": 312,
            "memfd_create": 319,
        },
    ),
    "aarch64": Machine(
        0xC00000B7,
        {
            **_COMMON,
            "ptrace": 117,
            "mount": 40,
            "umount2": 39,
            "pivot_root": 41,
            "chroot": 51,
            "unshare": 97,
            "setns": 268,
            "bpf": 280,
            "userfaultfd": 282,
            "add_key": 217,
            "request_key": 218,
            "keyctl": 219,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "open_by_handle_at": 265,
            "name_to_handle_at": 264,
            "kexec_load": 104,
            "kexec_file_load": 294,
            "init_module": 105,
            "finit_module": 273,
            "delete_module": 106,
            "perf_event_open": 241,
            "capset": 91,
            "seccomp": 277,
            "setgroups": 159,
            "setresuid": 147,
            "setresgid": 149,
            "swapon": 224,
            "reboot": 142,
            "personality": 92,
            "vmsplice": 75,
            "sched_setaffinity": 122,
            "mq_open": 180,
            "msgget": 186,
            "semget": 190,
            "shmget": 194,
            "socket": 198,
            "socketpair": 199,
            "setsockopt": 208,
            "clone": 220,
            "mmap": 222,
            "fanotify_init": 262,
            "kcmp": 272,
            "memfd_create": 279,
        },
    ),
}
# what no notebook needs and an escape would
REFUSED = (
    "ptrace", "mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "bpf", "userfaultfd",
    "add_key", "request_key", "keyctl", "process_vm_readv", "process_vm_writev",
    "open_by_handle_at", "name_to_handle_at", "kexec_load", "kexec_file_load", "init_module",
    "finit_module", "delete_module", "perf_event_open", "io_uring_setup", "io_uring_enter",
    "io_uring_register", "mount_setattr", "open_tree", "move_mount", "fsopen", "fsconfig",
    "fsmount", "fspick", "swapon", "reboot", "personality", "fanotify_init", "kcmp", "pidfd_getfd",
    # memory that stays when no process shows it as its own
    "memfd_create", "memfd_secret", "shmget", "semget", "msgget", "mq_open", "vmsplice",
    # who was put on one processor stays there
    "sched_setaffinity",
)  # fmt: skip

_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def machine() -> Machine | None:
    """The numbers for this processor; None where isolation has not been written for it."""
    return MACHINES.get(platform.machine())


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def call(name: str, *arguments: object) -> int:
    """Make a system call by name; raises OSError."""
    here = machine()
    if here is None or _libc is None:
        raise OSError(errno.ENOSYS, f"{name}: not known on {platform.machine()}")
    return _check(_libc.syscall(ctypes.c_long(here.calls[name]), *arguments), name)


def prctl(option: int, *arguments: int) -> int:
    """``prctl(2)``; raises OSError."""
    assert _libc is not None
    values = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    return _check(_libc.prctl(option, *values), "prctl")


def unshare(flags: int) -> None:
    """Leave the namespaces named by the flags for new ones."""
    assert _libc is not None
    _check(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """``mount(2)``."""
    assert _libc is not None
    _check(
        _libc.mount(
            source.encode(),
            target.encode(),
            kind.encode() or None,
            ctypes.c_ulong(flags),
            options.encode() or None,
        ),
        f"mount {target}",
    )


def bind(source: str, target: str, *, writable: bool = False, device: bool = False) -> None:
    """Show a file or a folder, with everything mounted below it, in a second place."""
    mount(source, target, flags=MS_BIND | MS_REC)
    if device:
        return
    attributes = struct.pack(
        "QQQQ",
        (0 if writable else _MOUNT_ATTR_RDONLY) | _MOUNT_ATTR_NOSUID | _MOUNT_ATTR_NODEV,
        0,
        0,
        0,
    )
    call(
        "mount_setattr",
        ctypes.c_int(-100),
        target.encode(),
        ctypes.c_uint(_AT_RECURSIVE),
        attributes,
        ctypes.c_size_t(len(attributes)),
    )


def pivot_root(new_root: str) -> None:
    """Make a mount the root and drop the old one."""
    assert _libc is not None
    os.chdir(new_root)
    call("pivot_root", b".", b".")
    _check(_libc.umount2(b".", MNT_DETACH), "umount the old root")
    os.chdir("/")


def raise_loopback() -> None:
    """Bring the loopback interface of a new network namespace up."""
    import fcntl  # not on Windows

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        fcntl.ioctl(probe, 0x8914, struct.pack("16sh22x", b"lo", 1))


def become(uid: int, gid: int) -> None:
    """Change to a user without any group but one, in the calling thread."""
    call("setgroups", ctypes.c_size_t(0), None)
    call("setresgid", ctypes.c_int(gid), ctypes.c_int(gid), ctypes.c_int(gid))
    call("setresuid", ctypes.c_int(uid), ctypes.c_int(uid), ctypes.c_int(uid))


def drop_capabilities() -> None:
    """Give up every capability for good."""
    prctl(PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError as error:
            if error.errno == errno.EPERM:
                break  # a user has no bounding set to drop from
            if error.errno == errno.EINVAL:
                break  # the last one
            raise
    header = struct.pack("Ii", 0x20080522, 0)
    call("capset", header, b"\0" * 24)


def landlock_version() -> int:
    """The version of Landlock's interface in this kernel; 0 if there is none."""
    try:
        return call(
            "landlock_create_ruleset",
            None,
            ctypes.c_size_t(0),
            ctypes.c_uint32(_LANDLOCK_CREATE_RULESET_VERSION),
        )
    except (OSError, KeyError):
        return 0


def landlock(readable: list[str], writable: list[str]) -> None:
    """Restrict the calling thread and what it starts to these folders, for good.

    Parameters
    ----------
    readable : list of str
        Read, list and execute below these.
    writable : list of str
        Everything below these.
    """
    version = landlock_version()
    rights = max(mask for since, mask in _FILE_RIGHTS.items() if since <= version)
    scoped = _SCOPES if version >= _SCOPES_SINCE else 0
    attributes = struct.pack("QQQ", rights, 0, scoped)
    size = 24 if version >= _SCOPES_SINCE else 8
    ruleset = call("landlock_create_ruleset", attributes, ctypes.c_size_t(size), ctypes.c_uint32(0))
    try:
        for paths, allowed in ((readable, READ_DIR_EXECUTE), (writable, rights)):
            for path in paths:
                opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
                # of a file, only what can be done with a file
                granted = allowed if Path(path).is_dir() else allowed & 0b1100000000000111
                try:
                    call(
                        "landlock_add_rule",
                        ctypes.c_int(ruleset),
                        ctypes.c_int(_LANDLOCK_RULE_PATH_BENEATH),
                        struct.pack("=Qi", granted & rights, opened),
                        ctypes.c_uint32(0),
                    )
                finally:
                    os.close(opened)
        call("landlock_restrict_self", ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)


def seccomp_program() -> bytes:
    """Assemble the filter: refused calls fail with EPERM, other architectures are killed."""
    here = machine()
    assert here is not None

    def step(code: int, if_true: int, if_false: int, value: int) -> bytes:
        return struct.pack("HBBI", code, if_true, if_false, value)

    load, both, equal, at_least, any_of, give = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
    first, second, third, fourth = 16, 24, 32, 40  # where the arguments stand
    allow, kill = 0x7FFF0000, 0x80000000

    def fail(number: int) -> bytes:
        return step(give, 0, 0, 0x00050000 | number)

    allowed = step(give, 0, 0, allow)
    # Unix, and TCP and UDP on loopback, which ipykernel itself uses. There is no netlink for
    # getifaddrs(); of its errors, ZeroMQ goes on only after EINVAL.
    socket_of_a_family = [
        step(load, 0, 0, first),
        step(equal, 10, 0, socket.AF_UNIX),
        step(equal, 1, 0, socket.AF_INET),
        step(equal, 0, 9, socket.AF_INET6),
        step(load, 0, 0, second),
        step(both, 0, 0, 0xF),
        step(equal, 1, 0, socket.SOCK_STREAM),
        step(equal, 0, 5, socket.SOCK_DGRAM),
        step(load, 0, 0, third),
        step(equal, 2, 0, 0),
        step(equal, 1, 0, socket.IPPROTO_TCP),
        step(equal, 0, 1, socket.IPPROTO_UDP),
        allowed,
        fail(errno.EINVAL),
    ]
    rules: dict[str, list[bytes]] = {
        # glibc falls back from clone3 to clone, whose flags a filter can read
        "clone3": [fail(errno.ENOSYS)],
        **{name: [fail(errno.EPERM)] for name in REFUSED},
        # a flag for a new namespace
        "clone": [
            step(load, 0, 0, first),
            step(any_of, 0, 1, 0x7E020000),
            fail(errno.EPERM),
            allowed,
        ],
        # shared memory is files in /dev/shm, which have a limit: not MAP_SHARED | MAP_ANONYMOUS
        "mmap": [
            step(load, 0, 0, fourth),
            step(both, 0, 0, 0x21),
            step(equal, 0, 1, 0x21),
            fail(errno.EPERM),
            allowed,
        ],
        "socket": socket_of_a_family,
        "socketpair": socket_of_a_family,
        # buffers keep their size (SO_SNDBUF, SO_RCVBUF), and nobody minds
        "setsockopt": [
            step(load, 0, 0, second),
            step(equal, 0, 4, socket.SOL_SOCKET),
            step(load, 0, 0, third),
            step(equal, 1, 0, socket.SO_SNDBUF),
            step(equal, 0, 1, socket.SO_RCVBUF),
            fail(0),
            allowed,
        ],
    }
    program = [
        step(load, 0, 0, 4),
        step(equal, 1, 0, here.audit),
        step(give, 0, 0, kill),
        step(load, 0, 0, 0),
    ]
    if here is MACHINES["x86_64"]:
        # the x32 calls
        program += [step(at_least, 0, 1, 0x40000000), step(give, 0, 0, kill)]
    for name, rule in rules.items():
        program += [step(equal, 0, len(rule), here.calls[name]), *rule]
    program.append(allowed)
    return b"".join(program)


def seccomp(program: bytes) -> None:
    """Install a filter on the calling thread and what it starts; needs ``no_new_privs``."""
    buffer = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    call("seccomp", ctypes.c_uint(_SECCOMP_SET_MODE_FILTER), ctypes.c_uint(0), filter_)
