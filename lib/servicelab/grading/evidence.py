"""From what a witness saw, and what a notebook's source says, to sentences for the instructor."""

from __future__ import annotations

import ast
import builtins
import json
import re
import symtable
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from nbformat.notebooknode import from_dict

from .._i18n import _
from ..checks import find
from .job import Notebook, Pack

if TYPE_CHECKING:
    from .kernels import ForkedKernel, PlainKernel

_BUILTINS = frozenset(vars(builtins))
_COMPARISONS = frozenset(("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__bool__"))
_COMPREHENSIONS = frozenset(("listcomp", "setcomp", "dictcomp", "genexpr"))
_SEARCHES = {
    "gc.get_objects": "gc",
    "gc.get_referrers": "gc",
    "gc.get_referents": "gc",
    "sys._current_frames": "sys._current_frames",
    "sys._current_exceptions": "sys._current_exceptions",
    "sys.addaudithook": "addaudithook",
    "sys.settrace": "settrace",
    "sys.setprofile": "setprofile",
    "ctypes": "ctypes",
    "marshal": "marshal",
}
# a hidden test's line that is found elsewhere must be long enough to be no accident
_TELLING = 24


_MAKES_CLASSES = re.compile(
    r"\b(class|type|exec|eval|compile|new_class|make_dataclass|__class__|__import__|open|writefile"
    r"|import_module|write_text|write_bytes|getattr|vars|builtins|__builtins__)\b"
)


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
        self._scores: list[dict[str, Any]] = []
        self._heard = 0
        self._nb = nb
        self._released = pack.released.get(notebook.name, ())
        self._tests = [cell.source for cell in notebook.grade_cells if cell.locked]
        self._allowed = "\n".join((*self._released, *self._tests))
        trees = [tree for text in (*self._released, *self._tests) if (tree := parse(text))]
        self._aliases = {alias: place for tree in trees for alias, place in imported(tree).items()}
        # names that the course itself defines or asks for: a trainee may define them too
        self._free = {name for tree in trees for name in bound(tree)}
        self._test_names = {
            name for text in self._tests if (tree := parse(text)) for name in bound(tree)
        }
        released = {text.strip() for text in self._released} | {
            text.strip() for text in self._tests
        }
        self._public = {text.strip() for text in self._released}
        self._own = [name[:-3] for name in pack.sources if name.endswith(".py") and "/" not in name]
        self._sources = pack.sources
        self._written = [
            cell.source
            for cell in nb.cells
            if cell.cell_type == "code" and cell.source.strip() not in released
        ]
        # classes are looked for only where the notebook can have made some
        self._classes = any(_MAKES_CLASSES.search(text) for text in self._written)
        public_names = {
            name for text in self._released if (tree := parse(text)) for name in bound(tree)
        }
        modules = {alias for alias, place in self._aliases.items() if not place[1]}
        for sentence in written_tricks(self._written, self._test_names, public_names, modules):
            self._note(sentence)

    def _note(self, sentence: str) -> None:
        self._found.setdefault(sentence)

    def flags(self) -> list[str]:
        """What was seen, one sentence each, without repetition."""
        return list(self._found)

    def request(self, cell: Any, *, grading: bool) -> dict[str, Any]:
        """What the witness shall look at before a test runs."""
        tree = parse(cell.source)
        used = sorted(loaded(tree)) if tree else []
        own = imported(tree) if tree else {}
        aliases = {
            name: place for name, place in self._aliases.items() if name in used and name not in own
        }
        return {
            "grading": grading,
            "source": cell.source,
            "public": cell.source.strip() in self._public,
            "own": self._own,
            "classes": self._classes,
            "aliases": aliases,
            "names": [name for name in used if name not in aliases],
            "free": sorted(self._free & _BUILTINS),
        }

    def canary(self, nonce: str, kernel: ForkedKernel | PlainKernel, reply: Any) -> None:
        """Judge whether the failing assertion failed."""
        told = any(
            message["kind"] == "canary" and message["nonce"] == nonce for message in kernel.evidence
        )
        if not told and kernel.poll() is None and reply is not None:
            self._note(_("A test that must fail did not fail: how cells are run was changed."))

    def graded(self, cell: Any, kernel: ForkedKernel | PlainKernel, *, whole: bool) -> None:
        """Hold what a test shows against what the witness counted.

        Parameters
        ----------
        cell : NotebookNode
            The test, executed.
        kernel : ForkedKernel
            Where it ran.
        whole : bool
            Whether it ran to its end; otherwise it gives no points anyway.
        """
        new = kernel.evidence[self._heard :]
        self._heard = len(kernel.evidence)
        scores = [message for message in new if message["kind"] == "score"]
        for message in new:
            if message["kind"] == "saw":
                self._saw(message)
        results = [out for out in cell.outputs if out.output_type == "execute_result"]
        if not whole or not kernel.forked or kernel.ended is not None:
            return
        doubts = list(self._doubts(cell, results, scores, new))
        for sentence in doubts:
            self._note(sentence)
        if doubts and not any(out.output_type == "error" for out in cell.outputs):
            # what is not the test's own result gives no points
            cell.outputs.insert(0, _refusal(doubts[0]))
        for message in scores:
            if abs(message["score"] - message["right"]) > 0.005:
                self._note(
                    _("The test {id} shows {shown:g} points; its checks gave {right:g}.").format(
                        id=_name(cell), shown=message["score"], right=message["right"]
                    )
                )

    def _doubts(
        self, cell: Any, results: list[Any], scores: list[dict[str, Any]], new: list[dict[str, Any]]
    ) -> Iterator[str]:
        """Say where what a test shows is not what the witness saw happen."""
        if any(out.output_type == "error" for out in cell.outputs):
            return
        verdicts = [message for message in new if message["kind"] == "verdict"]
        if len(verdicts) != 1 or not verdicts[0]["ran"]:
            yield _("The test {id} was not run as it was written.").format(id=_name(cell))
            return
        (verdict,) = verdicts
        if verdict["failed"]:
            yield _("The test {id} failed, and its error was hidden.").format(id=_name(cell))
        if len(results) > 1:
            yield _("The test {id} shows {n} results: all but one are made up.").format(
                id=_name(cell), n=len(results)
            )
        elif bool(results) != bool(verdict["shown"]):
            yield _("The test {id} has another result than it shows.").format(id=_name(cell))
        elif results:
            (value,) = verdict["shown"][:1]
            if value == "own" and _as_number(results[0]) is not None:
                yield _("The result of the test {id} is an object that the notebook made.").format(
                    id=_name(cell)
                )
            shown = _as_number(results[0])
            if isinstance(value, float) and (shown is None or abs(shown - value) > 0.011):
                yield _("The test {id} has another result than it shows.").format(id=_name(cell))
            asks = "servicelab" in self._allowed and "Question(" in cell.source
            questions = list(find(results))
            if asks and not any(_same(one, other) for one in questions for other in scores):
                yield _(
                    "The result of the test {id} does not come from the course's checks."
                ).format(id=_name(cell))

    def ended(self, kernel: ForkedKernel | PlainKernel) -> None:
        """Judge what was heard until the kernel ended, and what the outputs show."""
        for message in kernel.evidence[self._heard :]:
            if message["kind"] == "saw":
                self._saw(message)
        if kernel.silenced:
            self._note(_("The witness in the kernel was silenced or forged."))
        hidden = {
            line.strip()
            for text in self._tests
            for line in text.splitlines()
            if len(line.strip()) >= _TELLING
        }
        public = "\n".join((*self._released, *self._written))
        hidden = {line for line in hidden if line not in public}
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
                    _("The text of a hidden test appears in the file {name}.").format(name=name)
                )
            if name in self._sources and (
                name.endswith(".py") or any(name in text for text in self._tests)
            ):
                self._note(_("Changed the course's file {name}.").format(name=name))

    def _saw(self, message: dict[str, Any]) -> None:
        what, names = message["what"], ", ".join(message.get("names", []))
        name = message.get("name", "")
        if what == "search" and _SEARCHES.get(name, name) in self._allowed:
            return
        sentence = {
            "replaced": _("Replaced what tests rely on: {names}."),
            "hooks": _("Changed how cells are run or shown: {names}."),
            "rebound": _("The name {name} no longer stood for what the course imports."),
            "shadowed": _("The built-in {name}, which a test uses, was defined anew."),
            "agrees": _("The answer {name} says that it equals anything."),
            "frames": _("Looked into the running test (its frames)."),
            "code": _("Changed the code of {name}."),
            "search": _("Used {name}, which reaches everything in the interpreter."),
            "disguise": _("Compiled code under the name of a library's file: {name}."),
            "memory": _("Opened the memory of the process."),
            "forged": _("Made up a result of the question {name}."),
        }.get(what)
        if sentence:
            self._note(sentence.format(name=name, names=names))


def _name(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", "?"))


def _as_number(output: Any) -> float | None:
    text = output.get("data", {}).get("text/plain", "")
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


def _same(shown: dict[str, Any], said: dict[str, Any]) -> bool:
    return bool(shown.get("id") == said["id"] and shown.get("score") == said["score"])


def parse(text: str) -> ast.Module | None:
    """Read a cell as Python; None if it is none."""
    try:
        return ast.parse(_without_magics(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _without_magics(text: str) -> str:
    # magics are no Python; what is left of the cell still tells its names
    return "\n".join(
        "" if line.lstrip().startswith(("%", "!", "?")) else line for line in text.splitlines()
    )


def imported(tree: ast.AST) -> dict[str, tuple[str, str]]:
    r"""Names bound by imports: name -> module, attribute.

    Examples
    --------
    >>> imported(ast.parse("import numpy as np\nfrom servicelab import Question"))
    {'np': ('numpy', ''), 'Question': ('servicelab', 'Question')}
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
    r"""Names that a cell defines, other than by importing.

    Examples
    --------
    >>> sorted(bound(ast.parse("a = 1\ndef f(x): return x")))
    ['a', 'f']
    """
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
    return found


def loaded(tree: ast.AST) -> set[str]:
    """Names that a cell uses."""
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def written_tricks(
    cells: list[str],
    test_names: set[str],
    public_names: Iterable[str] = (),
    modules: Iterable[str] = (),
) -> Iterator[str]:
    r"""Say what in a trainee's source serves only to deceive a test.

    Parameters
    ----------
    cells : list of str
        Sources of the cells that differ from the release.
    test_names : set of str
        Names that tests define.
    public_names : iterable of str
        Names that the notebook as released defines.
    modules : iterable of str
        Names under which the release imports modules.

    Examples
    --------
    >>> list(written_tricks(["class Yes:\n    def __eq__(self, other):\n        return True"], set()))
    ['An object is made to equal anything (__eq__).']
    >>> list(written_tricks(["class P:\n    def __eq__(self, o):\n        return self.x == o.x"], set()))
    []
    """
    trees = [tree for text in cells if (tree := parse(text))]
    own = {name for tree in trees for name in bound_outside_functions(tree)}
    own |= {alias for tree in trees for alias in imported(tree)}
    imports = {alias for tree in trees for alias, place in imported(tree).items() if not place[1]}
    imports |= set(modules)
    unknown = test_names - own - set(public_names) - _BUILTINS
    for text in cells:
        for function, names in read_from_outside(text):
            for name in sorted(names & unknown):
                yield _("The function {function} reads a test's {name}.").format(
                    function=function, name=name
                )
    for tree in trees:
        for alias, place in imported(tree).items():
            if place[0].partition(".")[0] in ("ctypes", "_ctypes", "_imp", "marshal"):
                yield _("Used {name}, which reaches everything in the interpreter.").format(
                    name=place[0]
                )
            if place == ("unittest.mock", "ANY"):
                yield _("An object is made to equal anything ({name}).").format(name=alias)
        for node in ast.walk(tree):
            name = _opened_module(node, imports)
            if name:
                yield _("Reached into the names of the module {name}.").format(name=name)
            if isinstance(node, ast.Attribute) and node.attr == "ANY" and "mock" in ast.dump(node):
                yield _("An object is made to equal anything ({name}).").format(name="mock.ANY")
            name = _always_true(node)
            if name:
                yield _("An object is made to equal anything ({name}).").format(name=name)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                function = getattr(node, "name", "lambda")
                for inner in ast.walk(node):
                    if _reads_namespace(inner):
                        yield _(
                            "The function {function} searches the notebook's namespace."
                        ).format(function=function)
                    if isinstance(inner, ast.Global):
                        for taken in sorted((set(inner.names) & test_names) - own):
                            yield _("The function {function} changes a test's {name}.").format(
                                function=function, name=taken
                            )
                    if _writes_namespace(inner):
                        yield _(
                            "The function {function} writes into the notebook's namespace."
                        ).format(function=function)


def read_from_outside(text: str) -> Iterator[tuple[str, set[str]]]:
    r"""Functions of a cell, each with the names that it looks up in the notebook.

    Examples
    --------
    >>> source = "def f(x):\n    top = 1\n    return max(x, key=lambda v: v - top - low)"
    >>> [(name, sorted(names)) for name, names in read_from_outside(source)]
    [('f', ['low', 'max'])]
    """
    try:
        cell = symtable.symtable(_without_magics(text), "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # nor can it run
    for function in _outer_functions(cell):
        yield function.get_name(), _looked_up(function)


def _outer_functions(scope: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for inner in scope.get_children():
        if inner.get_type() == "function" and inner.get_name() not in _COMPREHENSIONS:
            yield inner
        else:
            yield from _outer_functions(inner)


def _looked_up(scope: symtable.SymbolTable) -> set[str]:
    found = {
        symbol.get_name()
        for symbol in scope.get_symbols()
        if symbol.is_global() and symbol.is_referenced() and not symbol.is_assigned()
    }
    return found.union(*map(_looked_up, scope.get_children()))


def bound_outside_functions(tree: ast.Module) -> set[str]:
    """Names that a cell's own statements bind."""
    found = set()
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(statement.name)
        else:
            found |= bound(statement)
    return found


def _opened_module(node: ast.AST, modules: set[str]) -> str:
    """Name of an imported module whose table of names is taken, to change what others call."""
    owner: ast.AST | None = None
    if isinstance(node, ast.Attribute) and node.attr == "__dict__":
        owner = node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        second = node.args[1] if len(node.args) > 1 else None
        if node.func.id == "vars" or (
            node.func.id == "getattr"
            and isinstance(second, ast.Constant)
            and second.value == "__dict__"
        ):
            owner = node.args[0]
    root = owner
    while isinstance(root, ast.Attribute):
        root = root.value
    return ast.unparse(owner) if owner and isinstance(root, ast.Name) and root.id in modules else ""


def _constant_truth(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and bool(node.value) and node.value is not ...


def _always_true(node: ast.AST) -> str:
    """Name of a comparison that is defined to hold whatever it is given."""
    if isinstance(node, ast.ClassDef):
        for item in node.body:
            if isinstance(item, ast.FunctionDef) and item.name in _COMPARISONS - {"__bool__"}:
                body = [
                    step
                    for step in item.body
                    if not (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))
                ]
                if (
                    len(body) == 1
                    and isinstance(body[0], ast.Return)
                    and _constant_truth(body[0].value)
                ):
                    return item.name
            if isinstance(item, ast.Assign):
                for target in item.targets:
                    if (
                        isinstance(target, ast.Name)
                        and target.id in _COMPARISONS
                        and isinstance(item.value, ast.Lambda)
                        and _constant_truth(item.value.body)
                    ):
                        return target.id
    pairs: list[tuple[Any, Any]] = []
    if isinstance(node, ast.Dict):
        pairs = [
            (key.value, value)
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant)
        ]
    elif isinstance(node, ast.Call):
        pairs = [(keyword.arg, keyword.value) for keyword in node.keywords]
        if len(node.args) == 3 and isinstance(node.args[1], ast.Constant):
            pairs.append((node.args[1].value, node.args[2]))
    elif isinstance(node, ast.Assign):
        pairs = [
            (target.attr, node.value)
            for target in node.targets
            if isinstance(target, ast.Attribute)
        ]
    for name, value in pairs:
        if name in _COMPARISONS and isinstance(value, ast.Lambda) and _constant_truth(value.body):
            return str(name)
    return ""


def _is_namespace(value: ast.AST) -> bool:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id == "globals"
    return isinstance(value, ast.Attribute) and value.attr in (
        "user_ns",
        "user_global_ns",
        "__globals__",
    )


def _reads_namespace(node: ast.AST) -> bool:
    """Whether a name is looked for that the author of the code did not know."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        return _is_namespace(node.value) and not isinstance(node.slice, ast.Constant)
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("items", "values", "copy")
        and _is_namespace(node.func.value)
    )


def _writes_namespace(node: ast.AST) -> bool:
    is_namespace = _is_namespace
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return is_namespace(node.value)
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("update", "pop", "clear", "setdefault", "__setitem__")
        and is_namespace(node.func.value)
    )
