"""One run of a notebook, and at each task a branch for every other answer: a fork runs only that.

A process runs the cells as the grader's kernel does, but without a kernel and outside the sandbox.
Where an answer may be another one, it forks, with a copy of the working directory: what a branch
does to variables and files ends with it.
"""

from __future__ import annotations

import gc
import io
import json
import linecache
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from servicelab.errors import CourseError
from servicelab.i18n import _

Outputs = list[dict[str, Any]]
# name of the error that a branch shows which did not come to its end
ENDED = "DeadKernelError"


@dataclass(frozen=True)
class Branch:
    """Another way on from a place in a notebook.

    Parameters
    ----------
    after : int
        How many code cells of the notebook run before it leaves.
    cells : tuple of str
        What it runs, such as another answer and the check of it.
    task : str
        Take from it in the end what this task takes, instead of showing outputs.
    """

    after: int
    cells: tuple[str, ...]
    task: str = ""


@dataclass(frozen=True)
class Writing:
    """A check cell in which an author writes a :class:`servicelab_workshop.tasks.Task`.

    Parameters
    ----------
    after : int
        How many code cells of the notebook run before it: it sees no answer.
    id : str
        Of the task.
    source : str
        Of the cell.
    names : tuple of str
        What the answer defines.
    """

    after: int
    id: str
    source: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """What a notebook and its branches showed.

    Attributes
    ----------
    cells : dict
        Id of each code cell -> its outputs, in nbformat's form.
    branches : list
        For each branch the outputs of its last cell, or what was taken from it.
    written : dict
        Id of a task -> what its author wrote.
    """

    cells: dict[str, Outputs]
    branches: list[Any]
    written: dict[str, Any] = field(default_factory=dict)


@contextmanager
def started(names: Iterable[str] = ()) -> Iterator[subprocess.Popen[str]]:
    """Start the process for :func:`run` ahead of time.

    Parameters
    ----------
    names : iterable of str
        What it imports meanwhile, such as ``numpy`` or ``servicelab:check``; what is not there
        is passed over.
    """
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, *names],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=_environment(home),
        )
        with process:
            try:
                yield process
            finally:
                process.kill()


def run(
    cells: Sequence[tuple[str, str]],
    branches: Sequence[Branch],
    folder: Path,
    name: str,
    *,
    seconds: int = 120,
    at_once: int = 1,
    process: subprocess.Popen[str] | None = None,
    writings: Sequence[Writing] = (),
    datasets: Sequence[str] = (),
) -> Shown:
    """Run a notebook once, and each branch from where it leaves the notebook.

    Parameters
    ----------
    cells : sequence of (str, str)
        Ids and sources of the code cells. One that fails does not stop those after it.
    branches : sequence of Branch
        Each starts from what the notebook has made of variables and files up to there.
    folder : Path
        The working directory: files that cells write stay there, those of branches do not.
    name : str
        What to call the notebook in a message.
    seconds : int
        What a cell of the notebook, or a whole branch, may take.
    at_once : int
        How many branches run side by side, beside the notebook.
    process : Popen, optional
        From :func:`started`; it can run one notebook.
    writings : sequence of Writing
        Check cells that are read before the answers to them.
    datasets : sequence of str
        Data sets that inputs of tasks may equal.

    Raises
    ------
    CourseError
        If the process ends before the notebook does.

    Examples
    --------
    >>> cells = [("a", "one = 1"), ("b", "x = 2"), ("c", "x + one")]
    >>> with tempfile.TemporaryDirectory() as scratch:
    ...     made = run(cells, [Branch(1, ("x = 5", "x + one"))], Path(scratch), "tiny")
    >>> made.cells["c"][0]["data"], made.branches[0][0]["data"]
    ({'text/plain': '3'}, {'text/plain': '6'})
    """
    job = {
        "cells": list(cells),
        "branches": [asdict(branch) for branch in branches],
        "folder": str(folder),
        "seconds": seconds,
        "at_once": at_once,
        "writings": [asdict(one) for one in writings],
        "datasets": list(datasets),
    }
    with nullcontext(process) if process else started() as process:
        told, errors = process.communicate(json.dumps(job))
    outputs: dict[str, Outputs] = {}
    others: list[Any] = [[] for _branch in branches]
    written: dict[str, Any] = {}
    for line in told.splitlines():
        key, found = json.loads(line)
        if isinstance(key, int):
            others[key] = found
        elif isinstance(key, list):
            written[key[0]] = found
        else:
            outputs[key] = found
    if process.returncode:
        id = next((id for id, _source in cells if id not in outputs), "?")
        reason = " ".join([_ending(process.returncode, seconds), *errors.splitlines()[-1:]])
        raise CourseError(_("{name}, cell {id}: {reason}").format(name=name, id=id, reason=reason))
    return Shown(outputs, others, written)


def _environment(home: str) -> dict[str, str]:
    """The variables of the grader's kernels, beside those of this process."""
    return {
        **os.environ,
        "NBGRADER_EXECUTION": "autograde",
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "IPYTHONDIR": home,
        # an author's own settings of Matplotlib do not count, the list of fonts may be old
        "XDG_CONFIG_HOME": home,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "",
    }


def _ending(code: int, seconds: int) -> str:
    if code == -signal.SIGALRM:
        return _("it took longer than {n} seconds.").format(n=seconds)
    return _("the process ended while it ran (exit status {code}).").format(code=code)


def _serve(names: Iterable[str]) -> None:
    """Run what standard input asks for; write a line of JSON for each cell and branch."""
    cells = _Cells()
    for name in names:
        module, _colon, attribute = name.partition(":")
        with suppress(Exception):
            getattr(import_module(module), attribute or "__name__")
    job = json.load(sys.stdin)
    # what cells print by ways of their own goes nowhere
    results = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.chdir(job["folder"])
    sys.path.insert(0, "")

    def tell(key: str | int | list[str], outputs: Any) -> None:
        results.write(json.dumps([key, outputs]) + "\n")
        results.flush()

    leaving = defaultdict(list)
    for number, branch in enumerate(job["branches"]):
        leaving[branch["after"]].append((number, branch["cells"], branch["task"]))
    writings = defaultdict(list)
    for writing in job["writings"]:
        writings[writing["after"]].append(writing)
    asked: dict[str, Any] = {}
    running: deque[tuple[int, _Fork]] = deque()
    for place in range(len(job["cells"]) + 1):
        for writing in writings[place]:
            signal.alarm(job["seconds"])
            try:
                written = cells.written(writing["id"], writing["source"], job["datasets"])
                asked[writing["id"]] = {**written, "names": writing["names"]}
            except Exception as error:
                written = {"error": f"{type(error).__name__}: {error}"}
            signal.alarm(0)
            tell([writing["id"]], written)
        for number, sources, task in leaving[place]:
            if task and task not in asked:
                tell(number, {"taken": {}})
                continue
            if len(running) == job["at_once"]:
                first, fork = running.popleft()
                tell(first, fork.outputs())
            fork = _Fork(cells, sources, job["seconds"], asked.get(task))
            running.append((number, fork))
        for id, source in job["cells"][place : place + 1]:
            signal.alarm(job["seconds"])
            tell(id, cells.run(source))
            signal.alarm(0)
    for number, fork in running:
        tell(number, fork.outputs())
    results.close()
    # nothing waits for threads that a cell has started
    os._exit(0)


class _Fork:
    """A child process that runs cells in a copy of the working directory."""

    def __init__(
        self, cells: _Cells, sources: list[str], seconds: int, asked: dict[str, Any] | None = None
    ) -> None:
        self._asked = asked
        self._seconds = seconds
        self._scratch = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._shown = Path(self._scratch.name, "shown")
        # its name may be looked at
        folder = Path(self._scratch.name, "run", Path.cwd().name)
        shutil.copytree(".", folder, symlinks=True)
        # what is there is not looked through, and so not copied, by the child's collector
        gc.freeze()
        self._child = os.fork()
        if not self._child:
            status = 1
            try:
                signal.alarm(seconds)
                os.chdir(folder)
                outputs: Any = []
                for source in sources:
                    outputs = cells.run(source)
                if asked:
                    outputs = cells.take(asked)
                self._shown.write_text(json.dumps(outputs))
                status = 0
            finally:
                os._exit(status)

    def outputs(self) -> Any:
        """Wait for its end; the outputs of the last cell, or what was taken."""
        _pid, status = os.waitpid(self._child, 0)
        with self._scratch:
            if not status:
                return json.loads(self._shown.read_bytes())
            reason = _ending(os.waitstatus_to_exitcode(status), self._seconds)
            if self._asked:
                return {"stopped": reason, "missing": "?", "taken": {}}
            return [{"output_type": "error", "ename": ENDED, "evalue": reason, "traceback": []}]


class _Stream(io.TextIOBase):
    """What a cell prints, among its other outputs."""

    def __init__(self, name: str, outputs: Outputs) -> None:
        self._name, self._outputs = name, outputs

    def write(self, text: str) -> int:
        last = self._outputs[-1] if self._outputs else {}
        if last.get("name") == self._name:
            last["text"] += text
        elif text:
            self._outputs.append({"output_type": "stream", "name": self._name, "text": text})
        return len(text)

    def writable(self) -> bool:
        return True


class _Cells:
    """Runs cells in ipykernel's own shell, whose messages are kept instead of sent."""

    def __init__(self) -> None:
        from ipykernel.compiler import XCachingCompiler
        from ipykernel.zmqshell import ZMQInteractiveShell
        from jupyter_client.session import Session
        from traitlets.config import Config

        kept: Outputs = []

        class Kept(Session):
            def send(
                self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **_o: Any
            ) -> None:
                kind = msg_or_type
                if not isinstance(kind, str):
                    kind, content = kind["header"]["msg_type"], kind["content"]
                if kind in ("execute_result", "display_data", "error"):
                    kept.append({"output_type": kind, **content})

        class Shell(ZMQInteractiveShell):
            def ask_exit(self) -> None:
                """Go on, as the grader does."""

        # notebooks ask for it by name
        Shell.__name__ = Shell.__qualname__ = "ZMQInteractiveShell"
        shell: Any = Shell.instance(
            config=Config(HistoryManager={"hist_file": ":memory:"}), compiler_class=XCachingCompiler
        )
        shell.displayhook.session = shell.display_pub.session = Kept()
        # drawing and tracebacks take half of the time, and nobody looks at them
        shell.InteractiveTB.set_mode("Minimal")
        shell.display_formatter.formatters["image/png"].enabled = False
        sys.stdout, sys.stderr = _Stream("stdout", kept), _Stream("stderr", kept)
        self._shell, self._kept = shell, kept

    def run(self, source: str) -> Outputs:
        """Run a cell; what it showed."""
        self._kept.clear()
        if source.strip():
            self._shell.run_cell(source, store_history=True)
        return list(self._kept)

    def written(self, id: str, source: str, datasets: Sequence[str]) -> dict[str, Any]:
        """What an author writes in a check cell; it changes no variable of the notebook."""
        from servicelab.data.loading import load_dataset
        from servicelab.tasks.taking import quiet
        from servicelab_workshop.tasks import Task

        file = f"<task {id}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        space = dict(self._shell.user_ns)
        with quiet():
            exec(compile(source, file, "exec"), space)
            known = {name: load_dataset(name) for name in datasets}
            made = [one for one in space.values() if isinstance(one, Task) and one.id == id]
            return made[-1].written(known)

    def take(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Take from the notebook's variables what a task asks for."""
        from servicelab.tasks.taking import take

        return take(asked["names"], asked["takes"], self._shell.user_ns, asked["needs"])


if __name__ == "__main__":
    _serve(sys.argv[1:])
