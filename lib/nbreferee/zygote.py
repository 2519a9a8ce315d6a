"""The process that forks kernels: started once, with everything imported, never running student code.

Run as ``python -m nbreferee.zygote FD``. Over the socket FD it takes requests: to serve
another worker, to import more, or to fork a kernel. :class:`Zygote` is the way to ask.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import gc
import importlib
import importlib.util
import json
import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbreferee import _linux, cgroups, isolation
from nbreferee.errors import RefereeError
from nbreferee.i18n import _
from nbreferee.jsonschema_import import import_jsonschema
from nbreferee.keeper import keep_kernel, send_frame

# what IPython and ipykernel import when they first need it
_LAZY = (
    "matplotlib.pyplot",
    "numpy",
    "pandas",
    "numpy.testing",
    "pandas.io.formats.style",
    "pandas.plotting._matplotlib",
    "pandas.testing",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
    "faulthandler",
    "IPython.core.debugger",
    "IPython.core.inputtransformer2",
    "IPython.core.magics",
    "IPython.core.ultratb",
    "IPython.lib.pretty",
    "IPython.utils.frame",
    "comm",
    "debugpy",
    "executing",
    "ipykernel.debugger",
    "ipykernel.heartbeat",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "nbreferee.kernel",
    "jupyter_client.session",
    "psutil",
    "pygments.formatters.terminal256",
    "pygments.lexers.python",
    "pygments.styles.default",
    "sqlite3",
    "stack_data",
    "tornado.platform.asyncio",
    "zmq.eventloop.zmqstream",
)
# these ask the running shell at import what it can show
_ASKING = frozenset(("bokeh", "holoviews", "panel", "plotly", "tqdm"))
# elsewhere kernels are started as nbgrader does
CAN_FORK = sys.platform == "linux"


def main(control_fd: int) -> None:
    """Serve requests until every worker is gone."""
    _linux.prctl(_linux.PR_SET_CHILD_SUBREAPER, 1)
    _linux.prctl(_linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # what is freed before a fork leaves holes, and filling them would copy pages in every kernel
    gc.disable()
    preload(_LAZY, "")
    folders: dict[int, list[str]] = {}
    parent = cgroups.find_parent()
    processors = sorted(os.sched_getaffinity(0))
    taken: dict[int, int] = {}

    def tidy() -> None:
        with contextlib.suppress(ChildProcessError):
            while pid := os.waitpid(-1, os.WNOHANG)[0]:
                taken.pop(pid, None)
                # usually gone: the worker removes them, unless it was killed
                for folder in folders.pop(pid, ()):
                    shutil.rmtree(folder, ignore_errors=True)
                    if parent:
                        with contextlib.suppress(OSError):
                            (parent / Path(folder).name).rmdir()

    selector = selectors.DefaultSelector()
    selector.register(socket.socket(fileno=control_fd), selectors.EVENT_READ)
    while selector.get_map():
        for key, _events in selector.select(timeout=1.0):
            control: Any = key.fileobj
            try:
                message, fds, _flags, _address = socket.recv_fds(control, 1 << 20, 8)
            except OSError:
                message, fds = b"", []
            if not message:
                selector.unregister(control)
                control.close()
                continue
            request = json.loads(message)
            if request["do"] == "preload":
                preload(request["modules"], request["package"])
                tasks = len(os.listdir("/proc/self/task"))
                control.send(json.dumps({"threads": tasks - 1}).encode())
                gc.freeze()
                continue
            if request["do"] == "serve":
                selector.register(socket.socket(fileno=fds[0]), selectors.EVENT_READ)
                control.send(b"{}")
                continue
            run = request["run"]
            group = parent / Path(run).name if parent and request["isolate"] else None
            # where it must stay if it wants several: beside as few others as can be
            tidy()
            request["processor"] = min(processors, key=list(taken.values()).count)
            pid = spawn(request, fds, group)
            taken[pid] = request["processor"]
            folders[pid] = [run, f"{run}.root"]
            for fd in fds:
                os.close(fd)
            pidfd = os.pidfd_open(pid)
            socket.send_fds(control, [json.dumps({"pid": pid}).encode()], [pidfd])
            os.close(pidfd)
        tidy()


def preload(modules: Iterable[str], package: str) -> None:
    """Import what kernels and the course's notebooks need, as far as it is there."""
    import logging
    import warnings

    logging.disable(logging.CRITICAL)
    # some, such as pandas, settle at import whether they will be shown in a notebook
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # type: ignore[attr-defined]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in modules:
            module, _colon, attribute = name.partition(":")
            if module.partition(".")[0] in _ASKING:
                continue
            # a notebook that needs it will say so itself
            with contextlib.suppress(Exception):
                getattr(importlib.import_module(module), attribute or "__name__")
        for name in later_imports(package):
            with contextlib.suppress(Exception):
                import_jsonschema() if name == "jsonschema" else importlib.import_module(name)
        if "matplotlib" in sys.modules:
            with contextlib.suppress(Exception):
                importlib.import_module("matplotlib.backends.backend_agg")
                # reads the entry points of all packages, once
                registry = sys.modules["matplotlib.backends"].backend_registry
                registry.is_valid_backend("module://matplotlib_inline.backend_inline")
    del builtins.get_ipython  # type: ignore[attr-defined]
    logging.disable(logging.NOTSET)


def later_imports(package: str) -> Iterator[str]:
    """Yield what a library imports inside its functions, in those of its modules that are loaded."""
    begin = f"{package}."
    seen = {name for name in sys.modules if not package or not name.startswith(begin)}
    while True:
        new = [(name, module) for name, module in list(sys.modules.items()) if name not in seen]
        if not new:
            return
        for name, module in new:
            seen.add(name)
            if not name.startswith(begin) or not module.__file__:
                continue
            for node in ast.walk(ast.parse(Path(module.__file__).read_bytes())):
                if isinstance(node, ast.Import):
                    yield from (item.name for item in node.names)
                elif isinstance(node, ast.ImportFrom):
                    origin = "." * node.level + (node.module or "")
                    yield importlib.util.resolve_name(origin, module.__package__)


def spawn(request: dict[str, Any], fds: list[int], folder: Path | None) -> int:
    """Fork the keeper of a new kernel, whose control group will be the folder; return its id."""
    receive, send = os.pipe()
    helper = os.fork()
    if helper:
        os.close(send)
        with os.fdopen(receive, "rb") as stream:
            told = stream.read()
        os.waitpid(helper, 0)
        return int(told)
    try:
        keep = {0, 1, 2, send, *fds}
        for name in os.listdir("/proc/self/fd"):
            if int(name) not in keep:
                with contextlib.suppress(OSError):
                    os.close(int(name))
        os.setsid()
        group = None
        if folder is not None:
            with contextlib.suppress(OSError):
                group = cgroups.Group(folder, isolation.Limits(**request["limits"]))
        if request["isolate"]:
            isolation.leave()
        keeper = os.fork()
        if keeper:
            os.write(send, str(keeper).encode())
            os._exit(0)
        os.close(send)
        keep_kernel(request, fds[0], fds[1], group)
    except BaseException as error:
        with contextlib.suppress(BaseException):
            send_frame(fds[0], {"failed": f"{type(error).__name__}: {error}"})
    os._exit(1)


class KernelLost(Exception):
    """A kernel could not be started, or its channel is stuck: worth another try."""


class Zygote:
    """The process that forks kernels, and the way to ask it.

    Parameters
    ----------
    modules : iterable of str
        What to import before the first fork, such as ``numpy`` or ``pandas:DataFrame``.
    package : str
        A library whose late imports are wanted early, too.
    """

    control: Any = None
    process: subprocess.Popen[bytes] | None = None
    _importing = False

    def __init__(self, modules: Iterable[str] = (), package: str = "") -> None:
        self._modules, self._package = tuple(modules), package
        self.start()

    def start(self) -> None:
        """Start the process; also once more, after it was lost."""
        self.close()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # an environment of its own: a process's first one stays readable in all it forks
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": tempfile.gettempdir(),
            "LANG": os.environ.get("LANG", "C.UTF-8"),
            "LC_ALL": "C.UTF-8",
            **dict.fromkeys(
                (
                    "OMP_NUM_THREADS",
                    "OPENBLAS_NUM_THREADS",
                    "MKL_NUM_THREADS",
                    "NUMEXPR_NUM_THREADS",
                ),
                "1",
            ),
            **{
                name: os.environ[name]
                for name in ("MPLCONFIGDIR", "PYTHONDONTWRITEBYTECODE", "LD_LIBRARY_PATH")
                if name in os.environ
            },
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nbreferee.zygote", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        self.control = ours
        self.lost = False
        if self._modules:
            self.preload(self._modules, self._package)

    def preload(self, modules: Iterable[str], package: str = "") -> None:
        """Have it import modules; returns at once.

        Parameters
        ----------
        modules : iterable of str
            Such as ``numpy`` or ``pandas:DataFrame``. What is not there is passed over.
        package : str
            A library whose late imports are wanted, too.
        """
        self._modules, self._package = tuple(modules), package
        self._send({"do": "preload", "modules": self._modules, "package": package}, [])
        self._importing = True

    @classmethod
    def from_socket(cls, control: socket.socket, modules: Iterable[str], package: str) -> Zygote:
        """Ask a process that another started, over what :meth:`for_another` gave."""
        other = cls.__new__(cls)
        other.control, other.lost, other._importing = control, False, False
        other.process, other._modules, other._package = None, tuple(modules), package
        return other

    def _answer(self) -> tuple[dict[str, Any], list[int]]:
        try:
            message, fds, _flags, _address = socket.recv_fds(self.control, 1 << 16, 1)
        except OSError:
            message, fds = b"", []
        if not message:
            self.lost = True
            raise KernelLost(_("the process that starts kernels has ended"))
        return json.loads(message), list(fds)

    def _send(self, request: dict[str, Any], fds: list[int]) -> None:
        try:
            socket.send_fds(self.control, [json.dumps(request).encode()], fds)
        except OSError as error:
            self.lost = True
            raise KernelLost(str(error)) from error

    def _ask(self, request: dict[str, Any], fds: list[int]) -> tuple[dict[str, Any], list[int]]:
        if self._importing:
            self._importing = False
            answer, _none = self._answer()
            if answer["threads"]:
                raise RefereeError(
                    _(
                        "A module that the assignment imports starts a thread when it is imported, so "
                        "kernels cannot be forked: {modules}."
                    ).format(modules=", ".join(self._modules))
                )
        self._send(request, fds)
        return self._answer()

    def for_another(self) -> socket.socket:
        """A second way to ask the same process, for a worker."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ask({"do": "serve"}, [theirs.fileno()])
        theirs.close()
        return ours

    def fork(self, request: dict[str, Any], fds: list[int]) -> tuple[int, int]:
        """Fork a kernel's keeper; return its process id and a descriptor of it."""
        answer, (pidfd,) = self._ask({"do": "fork", **request}, fds)
        return int(answer["pid"]), pidfd

    def close(self) -> None:
        """End the process, once no worker needs it."""
        if self.control is not None:
            self.control.close()
        if self.process is not None:
            self.process.kill()
            self.process.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]))
