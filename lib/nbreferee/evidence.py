"""From what a witness saw of tests that run beside the answers, to sentences for the instructor.

Tests that are judged outside of the kernel need no evidence: nothing here looks at them.
"""

from __future__ import annotations

import ast
import builtins
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from nbformat.notebooknode import from_dict

from nbreferee import door
from nbreferee.i18n import _
from nbreferee.job import Notebook, Pack
from nbreferee.processes import TooMuch, within

if TYPE_CHECKING:
    from nbreferee.kernels import ForkedKernel, PlainKernel

_BUILTINS = frozenset(vars(builtins))
# a hidden test's line that is found elsewhere must be long enough to be no accident
_TELLING = 24
# what reading one cell as Python may take
_SECONDS = 5
_MEMORY = 512 << 20
# sentences about one notebook; the reader of forty knows enough
_MOST_FOUND = 100


class Review:
    """What is known about the honesty of one notebook's run.

    Parameters
    ----------
    notebook : Notebook
        The labeled cells as released.
    pack : Pack
        For the rest of the release.
    nb : NotebookNode
        The submission, with the released tests in place, before it runs.
    """

    def __init__(self, notebook: Notebook, pack: Pack, nb: Any) -> None:
        self._found: dict[str, None] = {}
        self._heard = 0
        self._nb = nb
        self._sources = pack.sources
        judge = pack.judge
        self._tests = [
            cell.source
            for cell in notebook.grade_cells
            if cell.locked and not (judge and judge.asks(cell.source))
        ]
        self._released = pack.released.get(notebook.name, ())
        texts = [*self._released, *self._tests] if self._tests else []
        self._allowed = "\n".join(texts)
        trees = [tree for text in texts if (tree := parse(text))]
        self._imports = {name for tree in trees for name in imported(tree)}
        # what the course itself defines or asks for
        self._free = {name for tree in trees for name in bound(tree)}

    def _note(self, sentence: str) -> None:
        if len(self._found) <= _MOST_FOUND:
            self._found.setdefault(door.name(sentence, door.LONGEST_SENTENCE))

    def flags(self) -> list[str]:
        """What was seen, one sentence each, without repetition."""
        return list(self._found) if self._tests else []

    def request(self, cell: Any) -> dict[str, Any]:
        """What the witness shall look at when a test runs."""
        tree = parse(cell.source)
        libraries = (self._imports | _BUILTINS) - self._free
        paths = {path for path in (dotted(tree) if tree else ()) if path[0] in libraries}
        return {
            "grading": True,
            "source": cell.source,
            "public": cell.source.strip() in {text.strip() for text in self._released},
            "names": [path for path in sorted(paths) if ".".join(path) not in self._free],
        }

    def canary(self, nonce: str, kernel: ForkedKernel | PlainKernel, reply: Any) -> None:
        """Judge whether the failing assertion failed."""
        told = any(
            message["kind"] == "canary" and message["nonce"] == nonce for message in kernel.evidence
        )
        if not told and kernel.poll() is None and reply is not None:
            self._note(_("A test that must fail did not fail: how cells are run was changed."))

    def graded(self, cell: Any, kernel: ForkedKernel | PlainKernel, *, whole: bool) -> None:
        """Hold what a test shows against what the witness saw.

        Parameters
        ----------
        cell : NotebookNode
            The test, executed.
        kernel : ForkedKernel
            Where it ran.
        whole : bool
            Whether it ran to its end; otherwise it gives no points anyway.
        """
        verdicts = [message for message in self._news(kernel) if message["kind"] == "verdict"]
        if not whole or not kernel.forked or kernel.ended is not None:
            return
        if any(out.output_type == "error" for out in cell.outputs):
            return
        doubts = list(_doubts(cell, verdicts))
        for sentence in doubts:
            self._note(sentence)
        if doubts:
            # what is not the test's own result gives no points
            cell.outputs.insert(0, _refusal(doubts[0]))

    def ended(self, kernel: ForkedKernel | PlainKernel) -> None:
        """Judge what was heard until the kernel ended, and what the outputs show."""
        self._news(kernel)
        if kernel.silenced:
            self._note(_("The witness in the kernel was silenced or forged."))
        hidden = self._hidden()
        for cell in self._nb.cells:
            if cell.cell_type == "code" and cell.source not in self._tests:
                text = json.dumps(cell.get("outputs", []), ensure_ascii=False)
                if any(json.dumps(line, ensure_ascii=False)[1:-1] in text for line in hidden):
                    self._note(
                        _("The text of a hidden test appears in the output of another cell.")
                    )
                    break
        for name, content in sorted(kernel.results.items()):
            if any(line.encode() in content for line in hidden):
                self._note(
                    _("The text of a hidden test appears in the file {name}.").format(
                        name=door.name(name)
                    )
                )
            if name in self._sources and (
                name.endswith(".py") or any(name in text for text in self._tests)
            ):
                self._note(_("Changed the course's file {name}.").format(name=name))

    def _hidden(self) -> set[str]:
        """Lines of tests that stand nowhere else."""
        public = "\n".join(
            (*self._released, *(cell.source for cell in self._nb.cells if not _is_locked(cell)))
        )
        lines = {line.strip() for text in self._tests for line in text.splitlines()}
        return {line for line in lines if len(line) >= _TELLING and line not in public}

    def _news(self, kernel: ForkedKernel | PlainKernel) -> list[dict[str, Any]]:
        """What was said since the last test; notes what was seen."""
        new = kernel.evidence[self._heard :]
        self._heard = len(kernel.evidence)
        for message in new:
            if message["kind"] == "saw":
                self._saw(message["what"], message["name"])
        return new

    def _saw(self, what: str, name: str) -> None:
        if what == "search" and name.rpartition(".")[2] in self._allowed:
            return
        sentence = {
            "replaced": _("Replaced what tests rely on: {name}."),
            "frames": _("Looked into the running test (its frames)."),
            "code": _("Changed the code of {name}."),
            "search": _("Used {name}, which reaches everything in the interpreter."),
            "disguise": _("Compiled code under the name of a library's file: {name}."),
        }.get(what)
        if sentence:
            self._note(sentence.format(name=door.name(name)))


def _doubts(cell: Any, verdicts: list[dict[str, Any]]) -> Iterator[str]:
    """Say where what a test shows is not what the witness saw happen."""
    id = str(cell.metadata.get("nbgrader", {}).get("grade_id", "?"))
    if len(verdicts) != 1 or not verdicts[0]["ran"]:
        yield _("The test {id} was not run as it was written.").format(id=id)
        return
    (verdict,) = verdicts
    if verdict["failed"]:
        yield _("The test {id} failed, and its error was hidden.").format(id=id)
    results = [out for out in cell.outputs if out.output_type == "execute_result"]
    if len(results) > 1:
        yield _("The test {id} shows {n} results: all but one are made up.").format(
            id=id, n=len(results)
        )
    elif bool(results) != bool(verdict["shown"]):
        yield _("The test {id} has another result than it shows.").format(id=id)
    elif results:
        value, number = verdict["shown"][0], _as_number(results[0])
        if value == "own" and number is not None:
            yield _("The result of the test {id} is an object that the notebook made.").format(
                id=id
            )
        elif isinstance(value, float) and (number is None or abs(number - value) > 0.011):
            yield _("The test {id} has another result than it shows.").format(id=id)


def _is_locked(cell: Any) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("locked"))


def _as_number(output: Any) -> float | None:
    text = output.get("data", {}).get("text/plain", "")
    if not isinstance(text, str):
        return None
    try:
        return float(text.partition("(")[2].rstrip(")") if text.startswith("np.") else text)
    except ValueError:
        return {"True": 1.0, "False": 0.0, "np.True_": 1.0, "np.False_": 0.0}.get(text)


def _refusal(why: str) -> Any:
    made: Any = from_dict  # without annotations of its own
    return made(
        {
            "output_type": "error",
            "ename": "Refused",
            "evalue": why,
            "traceback": [f"Refused: {why}"],
        }
    )


def parse(text: str) -> ast.Module | None:
    """Read a cell as Python; None if it is none."""
    # magics are no Python; what is left of the cell still tells its names
    plain = "\n".join(
        "" if line.lstrip().startswith(("%", "!", "?")) else line for line in text.splitlines()
    )
    try:
        # a line of names with 50,000 points would take gigabytes
        with within(_SECONDS, _MEMORY):
            return ast.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError, TooMuch):
        return None


def imported(tree: ast.AST) -> dict[str, tuple[str, str]]:
    r"""Names bound by imports: name -> module, attribute.

    Examples
    --------
    >>> imported(ast.parse("import numpy as np\nfrom math import pi"))
    {'np': ('numpy', ''), 'pi': ('math', 'pi')}
    """
    found: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for item in node.names:
                if item.asname:
                    found[item.asname] = (item.name, "")
                else:
                    top = item.name.partition(".")[0]
                    found[top] = (top, "")
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for item in node.names:
                if item.name != "*":
                    found[item.asname or item.name] = (node.module, item.name)
    return found


def bound(tree: ast.AST) -> set[str]:
    r"""Names that a cell defines, other than by importing; also those with points.

    Examples
    --------
    >>> sorted(bound(ast.parse("a = 1\nplt.show = print\ndef f(x): return x")))
    ['a', 'f', 'plt.show']
    """
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(ast.unparse(node))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
    return found


def dotted(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    r"""Names that a cell uses, with what is looked up in them.

    Examples
    --------
    >>> sorted(dotted(ast.parse("np.testing.check(x)")))
    [('np',), ('np', 'testing'), ('np', 'testing', 'check'), ('x',)]
    """
    for node in ast.walk(tree):
        path: list[str] = []
        while isinstance(node, ast.Attribute):
            path.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield (node.id, *reversed(path))
