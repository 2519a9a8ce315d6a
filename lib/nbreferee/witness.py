"""A witness inside the kernel: tells whether the tests that were released are what ran, and how.

Student code and tests share one process, so nothing there can be made safe; but some things cannot
be done unseen. :func:`arm` leaves behind an audit hook, which no Python code can remove, and a
thread that answers the worker. Both live in closures that hold all they use, and sign what they
say. They tell of each test whether its statements were run as they were written, whether one of
them failed, and which number it showed; who looked into it meanwhile; and which of the library's
functions that it calls are the notebook's. What runs beneath those functions they do not see.
"""

from __future__ import annotations
import __future__

import _thread
import ast
import builtins
import hashlib
import hmac
import json
import os
import sys
import types
from collections.abc import Callable
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

KEY = 32
# event -> what it is called; each reaches what a notebook has no use for
_SEARCHES = {
    **{
        name: name
        for name in (
            "gc.get_objects",
            "gc.get_referrers",
            "gc.get_referents",
            "marshal.loads",
            "sys._current_frames",
            "sys._current_exceptions",
            "sys.addaudithook",
            "sys.settrace",
            "sys.setprofile",
        )
    },
    "sys.monitoring.register_callback": "sys.monitoring",
    **{
        f"ctypes.{name}": "ctypes"
        for name in ("dlopen", "dlsym", "string_at", "wstring_at", "cdata", "cdata/buffer")
    },
    "ctypes.call_function": "ctypes",
}
# of the libraries that look at frames these hand them on, unless they only print them
_LOOKING = ("/inspect.py", "/traceback.py", "/base_tasks.py")
_PRINTS = frozenset(
    ("print_exc", "print_exception", "print_tb", "format_exc", "format_exception", "format_tb")
)


def arm(channel: int, shell: Any, trusted: tuple[str, ...], ours: tuple[type, type]) -> None:
    """Install the witness; to be called before any student code runs.

    Parameters
    ----------
    channel : int
        File descriptor of a stream socket to the worker, which first sends the key for signing:
        nobody else knows it, and no frame that student code can climb to holds it.
    shell : IPython shell
        The kernel's shell.
    trusted : tuple of str
        Folders whose code is not the student's.
    ours : (type, type)
        Classes of the shell and of its display hook, which report to the witness.
    """
    secret = b""
    while len(secret) < KEY:
        part = os.read(channel, KEY - len(secret))
        if not part:
            raise EOFError
        secret += part
    # everything used later is held here: names of this module and built-ins could be replaced
    write, read, dumps, loads = os.write, os.read, json.dumps, json.loads
    getframe, get_ident, sign, sha256 = sys._getframe, _thread.get_ident, hmac.new, hashlib.sha256
    len_, type_, bool_, any_, float_, str_ = len, type, bool, any, float, str
    repr_, exception, begins, ends = repr, BaseException, str.startswith, str.endswith
    vars_, list_, enumerate_, compile_ = vars, list, enumerate, compile
    linecache, lock = sys.modules["linecache"], _thread.allocate_lock()
    code_type, function_type, method_type = types.CodeType, types.FunctionType, types.MethodType
    module_type, wrappers = types.ModuleType, (staticmethod, classmethod)
    module_table: Any = vars(types.ModuleType)["__dict__"]
    kind_table, kind_mro = type.__dict__["__dict__"].__get__, type.__dict__["__mro__"].__get__
    looking, prints = _LOOKING, _PRINTS

    namespace, builtin_names = shell.user_ns, vars(builtins)
    numpy = sys.modules.get("numpy")
    numbers = (int, float, bool) + (
        (numpy.float64, numpy.float32, numpy.int64, numpy.int32, numpy.bool_) if numpy else ()
    )
    run_ours = vars(ours[0])["run_code"].__code__
    trace_ours = vars(ours[0])["showtraceback"].__code__
    show_ours = vars(ours[1])["__call__"].__code__
    run_code = vars(InteractiveShell)["run_code"].__code__
    transformer = type(shell.input_transformer_manager)()
    features = [getattr(__future__, name).compiler_flag for name in __future__.all_feature_names]
    compiler, awaits = vars(shell.compile), ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    rename = getattr(shell, "_update_code_co_name", None)  # some versions of IPython
    only_tree, module_node, interactive_node = ast.PyCF_ONLY_AST, ast.Module, ast.Interactive
    expression = ast.Expr
    shell.history_manager.store_inputs = keeps_inputs(shell.history_manager.store_inputs)

    libraries = (*trusted, "<frozen")
    # files of the cells that have run
    cells: set[str] = set()
    state: dict[str, Any] = {
        "n": 0,
        "cell": "",
        "grading": False,
        "public": True,
        "names": [],
        "expected": [],
        "step": 0,
        "pending": [],
        "failed": False,
        "shown": [],
        "text": None,
        "logging": False,
    }
    told: set[tuple[str, str]] = set()
    inside: set[int] = set()

    def say(kind: str, **values: Any) -> None:
        with lock:
            state["n"] += 1
            line = dumps({"n": state["n"], "kind": kind, **values})
            mark = sign(secret, line.encode(), sha256).hexdigest()
            data = (mark + " " + line + "\n").encode()
            while data:
                data = data[write(channel, data) :]

    def accuse(what: str, name: str = "") -> None:
        if (what, name) not in told and len_(told) < 50:
            told.add((what, name))
            say("saw", what=what, name=name)

    # No handler may call what a notebook can define: that code would run inside the witness. So
    # what arrives is compared by identity and exact type before anything is asked of it.

    def is_library(name: Any) -> bool:
        """Whether a code's file name is a library's, or the course's."""
        return type_(name) is str_ and begins(name, libraries) and "/.." not in name

    def is_foreign(code: Any) -> bool:
        """Whether code was written in the notebook or made while it ran."""
        return not is_library(code.co_filename)

    def from_a_cell(function: Any) -> bool:
        """Whether a function stands in a cell."""
        if type_(function) is method_type or any_([type_(function) is one for one in wrappers]):
            function = function.__func__
        if type_(function) is not function_type:
            return False
        file = function.__code__.co_filename
        return type_(file) is str_ and file in cells

    def made_here(value: Any) -> bool:
        """Whether a function stands in a cell, or a method of a class or of an object's class."""
        kind = type_(value)
        if from_a_cell(value):
            return True
        kind = value if any_([base is type_ for base in kind_mro(kind)]) else kind
        return any_(
            [from_a_cell(one) for base in kind_mro(kind) for one in kind_table(base).values()]
        )

    def asker(skip: tuple[str, ...] = ()) -> Any:
        """The frame that caused the audited event, those of `skip` passed over."""
        frame: Any = getframe(3)
        while frame is not None and skip and ends(frame.f_code.co_filename, skip):
            frame = frame.f_back
        return frame

    def is_trainees(frame: Any) -> bool:
        """Whether a frame is one of the notebook, other than of the running test itself."""
        if frame is None or not is_foreign(frame.f_code):
            return False
        file = frame.f_code.co_filename
        return not (state["grading"] and type_(file) is str_ and file == state["cell"])

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in watched:
            return
        thread = get_ident()
        if thread in inside:
            return  # what the witness itself does is audited too
        inside.add(thread)
        try:
            watched[event](arguments)
        except exception as error:  # a witness never disturbs the notebook
            accuse("witness", type_(error).__name__)
        finally:
            inside.discard(thread)

    # what ran

    def saw_exec(arguments: tuple[Any, ...]) -> None:
        code = arguments[0]
        if type_(code) is not code_type or getframe(2).f_code is not run_code:
            return
        if type_(code.co_filename) is str_:
            state["cell"] = code.co_filename
            cells.add(code.co_filename)
        step = state["step"]
        if step < len_(state["expected"]) and code == state["expected"][step]:
            state["step"] = step + 1
            state["pending"].append(code)

    def ran(arguments: tuple[Any, ...]) -> None:
        if getframe(2).f_code is run_ours:
            code, failed = arguments
            left = [one for one in state["pending"] if one is not code]
            if len_(left) < len_(state["pending"]):
                state["pending"] = left
                state["failed"] = state["failed"] or failed is not False

    def shown(arguments: tuple[Any, ...]) -> None:
        frame, value = getframe(2), arguments[0]
        caller = frame.f_back
        if frame.f_code is not show_ours or caller is None or value is None:
            return
        if any_([caller.f_code is code for code in state["pending"]]):
            is_number = any_([type_(value) is one for one in numbers])
            state["shown"].append(float_(value) if is_number else "own" if made_here(value) else "")

    def answered(kind: str, key: str) -> Callable[[tuple[Any, ...]], None]:
        def say_so(arguments: tuple[Any, ...]) -> None:
            if type_(arguments[0]) is str_:
                say(kind, **{key: arguments[0]})

        return say_so

    # the text of a hidden test is kept from the code that it tests

    def runs(arguments: tuple[Any, ...]) -> None:
        if getframe(2).f_code is run_ours and state["grading"] and not state["public"]:
            name = arguments[0].co_filename
            if name in linecache.cache:
                state["text"] = (name, linecache.cache.pop(name))

    def traces(arguments: tuple[Any, ...]) -> None:
        if getframe(2).f_code is not trace_ours or not state["text"]:
            return
        name, entry = state["text"]
        if arguments[0] is True:
            above = getframe(2).f_back
            if above is not None and above.f_code is run_code:
                linecache.cache[name] = entry
        else:
            linecache.cache.pop(name, None)

    def stores(arguments: tuple[Any, ...]) -> None:
        if not state["grading"] and type_(arguments[0]) is list_:
            arguments[0].append(True)

    # who looks on

    def saw_frames(arguments: tuple[Any, ...]) -> None:
        if state["grading"] and is_trainees(asker((*looking, "/gc.py"))):
            accuse("frames")

    def saw_attribute(arguments: tuple[Any, ...]) -> None:
        name = arguments[1]
        if not state["grading"] or name not in ("tb_frame", "gi_frame", "cr_frame", "ag_frame"):
            return
        frame: Any = getframe(2)
        entered: Any = None
        while frame is not None and not is_foreign(frame.f_code):
            entered, frame = frame.f_code, frame.f_back
        if entered is not None and (
            not ends(entered.co_filename, looking) or entered.co_name in prints
        ):
            return  # a library looks for itself
        if is_trainees(frame):
            accuse("frames")

    def saw_change(arguments: tuple[Any, ...]) -> None:
        target, name = arguments[0], arguments[1]
        if (
            type_(target) is function_type
            and name in ("__code__", "__defaults__", "__kwdefaults__")
            and not is_foreign(target.__code__)
            and is_trainees(asker())
        ):
            accuse("code", target.__code__.co_qualname)

    def saw_compile(arguments: tuple[Any, ...]) -> None:
        name: Any = arguments[1] if len_(arguments) > 1 else None
        if is_library(name) and is_trainees(asker()):
            accuse("disguise", name[:200])

    def saw_search(name: str) -> Callable[[tuple[Any, ...]], None]:
        def saw(arguments: tuple[Any, ...]) -> None:
            if is_trainees(asker(("/ctypes/__init__.py",))):
                accuse("search", name)

        return saw

    watched: dict[str, Callable[[tuple[Any, ...]], None]] = {
        "exec": saw_exec,
        "nbreferee.ran": ran,
        "nbreferee.shown": shown,
        "nbreferee.canary": answered("canary", "nonce"),
        "nbreferee.done": answered("done", "id"),
        "nbreferee.run": runs,
        "nbreferee.trace": traces,
        "nbreferee.inputs": stores,
        "sys._getframe": saw_frames,
        "object.__getattr__": saw_attribute,
        "object.__setattr__": saw_change,
        "compile": saw_compile,
        "code.__new__": saw_compile,
        **{event: saw_search(name) for event, name in _SEARCHES.items()},
    }

    # what the worker asks

    def expect(source: str) -> list[Any]:
        """The code that a test's statements are compiled to, as IPython does it."""
        flags = compiler["flags"] | (awaits if shell.autoawait else 0)
        tree: Any = compile_(
            transformer.transform_cell(source), "<test>", "exec", flags | only_tree
        )
        codes = []
        for number, node in enumerate_(tree.body, start=1):
            last = number == len_(tree.body) and type_(node) is expression
            made = interactive_node([node]) if last else module_node([node], [])
            code = compile_(made, "<test>", "single" if last else "exec", flags, True)
            for feature in features:  # one statement's future holds for the next
                flags |= feature if code.co_flags & feature else 0
            codes.append(rename(code) if rename else code)
        return codes

    def look() -> None:
        """Accuse functions and classes of the notebook that a test takes for a library's."""
        for path in state["names"]:
            value = namespace.get(path[0], builtin_names.get(path[0]))
            for name in path[1:]:
                if type_(value) is module_type:
                    value = module_table.__get__(value).get(name)
                else:
                    value = kind_table(value).get(name) if type_(value) is type_ else None
            if made_here(value):
                accuse("replaced", ".".join(path))

    def begin(request: dict[str, Any]) -> None:
        """Get ready for a test."""
        state.update(
            grading=True,
            public=bool_(request["public"]),
            names=request["names"],
            step=0,
            pending=[],
            failed=False,
            shown=[],
            text=None,
        )
        try:
            state["expected"] = expect(request["source"])
        except exception:
            state["expected"] = []  # it will not run either
        state["logging"], shell.logger.log_active = shell.logger.log_active, False
        look()

    def end() -> None:
        """Say how a test went, and leave nothing of it to read."""
        if not state["grading"]:
            return
        state["grading"] = False
        shell.logger.log_active = state["logging"]
        say(
            "verdict",
            ran=state["step"] == len_(state["expected"]) and not state["pending"],
            failed=state["failed"],
            shown=state["shown"][:4],
        )
        look()
        state["expected"], state["pending"], state["text"] = [], [], None
        if not state["public"]:
            for name in ("last_type", "last_value", "last_traceback", "last_exc"):
                vars_(sys).pop(name, None)
            result = shell.last_execution_result
            if result is not None and result.info is not None:
                result.info.raw_cell = result.info.transformed_cell = ""

    def answer() -> None:
        rest = b""
        while True:
            try:
                data = read(channel, 65536)
            except exception:
                return
            if not data:
                return
            rest += data
            while b"\n" in rest:
                line, _newline, rest = rest.partition(b"\n")
                try:
                    request = loads(line)
                    if request["grading"]:
                        begin(request)
                    else:
                        end()
                    say("looked", nonce=request["nonce"])
                except exception as error:
                    say("looked", nonce="", error=repr_(error)[:300])

    sys.addaudithook(hook)
    _thread.start_new_thread(answer, ())


def keeps_inputs(keep: Callable[..., None]) -> Callable[..., None]:
    """Keep a test's text out of the history; whether a cell is one, only the witness knows."""
    audit = sys.audit

    def store_inputs(number: int, source: str, raw: str | None = None) -> None:
        told: list[bool] = []
        audit("nbreferee.inputs", told)
        keep(number, *((source, raw) if told else ("", "")))

    return store_inputs
