"""Submissions that try to stop the grading of a class, or to bloat it: by sizes, names and strings.

Each hands in two notebooks, ``tiny.ipynb`` with 5 automatic points and ``other.ipynb`` with 1, as
:mod:`damage.conftest` makes them.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Do = Callable[[Path], None]
# more than one grader may hold at once, and nothing on the disk
SPARSE = 60 << 20


@dataclass(frozen=True)
class Harm:
    """One row.

    Attributes
    ----------
    name : str
        What it is.
    tries : str
        What it would do to a grader that does not look out.
    do : function
        Does it to the folder that is handed in.
    points : float
        Automatic points that are left of 6.
    says : str
        A part of what the instructor is told; empty if there is nothing to tell.
    late : int
        Cells that run until they are interrupted.
    """

    name: str
    tries: str
    do: Do
    points: float = 6
    says: str = ""
    late: int = 0


def edit(change: Callable[[Any], object]) -> Do:
    """Change ``tiny.ipynb`` as JSON; what `change` returns replaces it, unless it is None."""

    def do(folder: Path) -> None:
        path = folder / "tiny.ipynb"
        nb = json.loads(path.read_bytes())
        changed = change(nb)
        path.write_text(json.dumps(nb if changed is None else changed), encoding="utf-8")

    return do


def run(code: str) -> Do:
    """Run code in the first cell."""
    return edit(lambda nb: nb["cells"][1].update(source=f"data = [2, 4, 6]\n{code}"))


def raw(change: Callable[[str], str]) -> Do:
    """Change the text of ``tiny.ipynb``."""

    def do(folder: Path) -> None:
        path = folder / "tiny.ipynb"
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    return do


def sparse(path: Path, size: int) -> None:
    with path.open("wb") as stream:
        stream.truncate(size)


def copies(folder: Path) -> None:
    (folder / f"{'tiny' + '-copy ' * 40}x.ipynb").write_text("{}")
    (folder / f"{'tiny' + '(1)' * 80}.ipynb").write_text("{}")


def sparse_files(folder: Path) -> None:
    for number in range(24):
        sparse(folder / f"{number}.bin", SPARSE)
    for number in range(24):
        sparse(folder / f"small-{number}.bin", 8 << 20)


def many_files(folder: Path) -> None:
    for number in range(20_000):
        (folder / f"{number}.txt").touch()


def many_notebooks(folder: Path) -> None:
    for number in range(300):
        sparse(folder / f"copy {number}.ipynb", SPARSE)
    (folder / "tiny.ipynb").rename(folder / "0.ipynb")


def deep_folders(folder: Path) -> None:
    with contextlib.chdir(folder):
        for _level in range(1500):
            Path("d").mkdir()
            os.chdir("d")
        Path("end.txt").touch()


def no_files(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    os.mkfifo(folder / "pipe.ipynb")
    (folder / "zero").symlink_to("/dev/zero")
    (folder / "zero.ipynb").symlink_to("/dev/zero")
    (folder / "loop").symlink_to(folder)
    (folder / "timestamp.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as made, contextlib.chdir(folder):
        made.bind("socket")


def names(folder: Path) -> None:
    for name in ("a\nb", "cv\u202exslx.exe", "\x1b[31mred\x1b[0m", "x" * 255, "=1+1", "-rf", "😀"):
        (folder / name).touch()
    (folder / "a\nb\u202e.ipynb").write_text("{}")
    os.close(os.open(os.fsencode(folder) + b"/\xff\xfe.txt", os.O_CREAT))
    os.close(os.open(os.fsencode(folder) + b"/\xff.ipynb", os.O_CREAT))


def blank_lines(nb: Any) -> None:
    nb["cells"].insert(0, {**nb["cells"][1], "id": "blank", "source": "\n" * 34 + "x"})
    nb["cells"].insert(0, {**nb["cells"][1], "id": "blanks", "source": " \n" * 20_000 + "x"})


def many_cells(nb: Any) -> None:
    blank = {"cell_type": "code", "metadata": {}, "source": "1", "outputs": []}
    nb["cells"] += [{**blank, "execution_count": 1, "id": f"c{n}"} for n in range(60_000)]


def deep(levels: int) -> Any:
    value: Any = 1
    for _level in range(levels):
        value = {"a": value}
    return value


FLOOD = "import itertools\nfrom IPython.display import display, update_display\n"
SEND = """
from ipykernel.kernelapp import IPKernelApp
kernel = IPKernelApp.instance().kernel
def send(kind, content, **more):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent(), **more)
"""
HARM = (
    Harm("names of copies", "make a pattern try for ever", copies, says="and was not graded"),
    Harm("blank lines", "make a pattern try for ever", edit(blank_lines)),
    Harm("digits", "make a pattern try for ever", raw(lambda text: text.replace("# Numbers", ("1" * 299 + " ") * 20_000))),
    Harm("sparse files", "have gigabytes of nothing read", sparse_files, says="larger than 32 MB"),
    Harm("sparse notebook", "have gigabytes of nothing read", lambda folder: sparse(folder / "tiny.ipynb", 8 << 30), 1, "larger than 64 MB"),
    Harm("year 99999", "have a time that no calendar holds", lambda folder: (folder / "timestamp.txt").write_text("99999-01-01 00:00:00"), says="no time that can be read"),
    Harm("sparse timestamp", "have gigabytes of nothing read", lambda folder: sparse(folder / "timestamp.txt", 8 << 30), says="no time that can be read"),
    Harm("many files", "have the folder searched once for each of them", many_files, says="more than 1000 files"),
    Harm("many notebooks", "have each opened to find the one that is missing", many_notebooks, says="were not opened"),
    Harm("deep folders", "end a search that calls itself", deep_folders, says="folders in folders"),
    Harm("no files", "have something opened that never ends", no_files, says="no plain file"),
    Harm("names", "break lines, turn them around or end what prints them", names, says=r"a\nb\u202e.ipynb"),
    Harm("metadata", "have 50 MB copied at each step", edit(lambda nb: nb["metadata"].update(junk="x" * (50 << 20))), 1, "besides its outputs"),
    Harm("values", "have each sign become an object", edit(lambda nb: nb["metadata"].update(junk=[{}] * 2_000_000)), 1, "more values"),
    Harm("values in metadata", "have each sign become an object", edit(lambda nb: nb["metadata"].update(junk=[{}] * 300_000)), 1, "besides its outputs"),
    Harm("cells", "have 60,000 cells run", edit(many_cells), 1, "more than 2000 cells"),
    Harm("deep JSON", "end what calls itself", raw(lambda text: text.replace('"nbformat": 4', '"x": ' + "[" * 900 + "]" * 900 + ', "nbformat": 4'))),
    Harm("numbers", "end what reads a number, or writes it", raw(lambda text: text.replace('"nbformat": 4', '"x": [NaN, -Infinity, 1e999, ' + "9" * 100_000 + '], "nbformat": 4, "nbformat": 4'))),
    Harm("code", "have a program of a million parts read", edit(lambda nb: nb["cells"][1].update(source="data = [2, 4, 6]\nx = [" + "1," * 800_000 + "]")), 1, "more code"),
    Harm("functions in functions", "have the inner ones read once for each outer one", run("f = " + "lambda: " * 60 + "[" + "a.ANY, " * 10_000 + "]")),
    Harm("sentences", "have five hundred of them told", run("import os\nimport numpy\nplace = os.path.dirname(numpy.__file__)\nfor n in range(500):\n    compile('1', f\"{place}/{n}{'x' * 500}.py\", 'exec')"), says="left out"),
    Harm("small outputs", "have thousands of messages kept", run(FLOOD + "for n in itertools.count():\n    display('x' * 12_000)"), 1, "what follows was not run"),
    Harm("widgets", "have messages kept that are no output", run("from ipykernel.comm import Comm\nc = Comm(target_name='jupyter.widget', data={'state': {}})\nn = 0\nwhile True:\n    n += 1\n    c.send({'method': 'update', 'state': {str(n): 'x' * 10_000}})"), 1, "printed more than allowed"),
    Harm("display ids", "have one text stand in many places", run(FLOOD + "for n in range(400):\n    display(1, display_id='a')\nupdate_display('x' * 1_000_000, display_id='a')"), 1, "printed more than allowed"),
    Harm("one line", "have bytes without an end kept", run("while True:\n    print('x' * 100_000, end='', flush=True)"), 1, "printed more than allowed"),
    Harm("one message", "have it in memory before it is looked at", run(FLOOD + "display({'text/plain': 'x' * (80 << 20)}, raw=True)"), 1, "printed more than allowed"),
    Harm("half characters", "end what prints or writes a sentence", run("raise ValueError('\\ud800\\x00\\x1b[31m\\u202e' + 'x' * 100_000)"), says="ended with an error"),
    Harm("half characters in a message", "end what writes the notebook", run(SEND + "from jupyter_client.session import Session\nkernel.session.pack = lambda obj: __import__('json').dumps(obj, default=str).encode()\nsend('stream', {'name': 'stdout', 'text': 'a\\ud800'})\nsend('error', {'ename': '\\ud800', 'evalue': '\\x00', 'traceback': ['\\ud800']})"), says="ended with an error"),
    Harm("messages out of order", "end what makes outputs of them", run(SEND + "send('stream', {'name': 1, 'text': {}})\nsend('error', {'ename': [], 'evalue': 1, 'traceback': 'x'})\nsend('display_data', {'data': {'image/png': {'a': 1}, 'text/plain': 3}, 'metadata': []})\nsend('execute_result', [])\nsend('display_data', {'data': {'application/json': __import__('functools').reduce(lambda a, _n: [a], range(400), 1)}, 'metadata': {}})")),
    Harm("files written", "have thousands of files brought back", run("for n in range(15_000):\n    open(f'{n}.txt', 'w').close()"), says="not kept"),
    Harm("sparse files written", "have gigabytes of nothing brought back", run("for n in range(24):\n    with open(f'{n}.bin', 'wb') as f:\n        f.truncate(60 << 20)"), says="not kept"),
    Harm("folders written", "end a search that calls itself", run("import os\nfor n in range(1500):\n    os.mkdir('d')\n    os.chdir('d')\nopen('x', 'w').close()"), says="not kept"),
    Harm("a folder in the notebook's place", "have the notebook written where there is a folder", run("import os\nos.mkdir('tiny.ipynb')\nopen('tiny.ipynb/x', 'w').write('x')\nos.mkdir('other.ipynb')\nopen('other.ipynb/x', 'w').write('x')")),
    Harm("names written", "end what prints or writes them", run("import os\nfor name in (b'\\xff', b'a\\nb', b'\\xe2\\x80\\xae', b'x' * 255):\n    open(name, 'w').write('x')"), says="not kept"),
    Harm("witness", "fill the way on which the kernel is watched", run("import os\nfor fd in range(3, 64):\n    try:\n        os.write(fd, b'x' * 3_000_000)\n    except OSError:\n        pass"), 1, "silenced", 2),
)  # fmt: skip
