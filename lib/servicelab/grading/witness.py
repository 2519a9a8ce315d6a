"""A witness inside the kernel: sees what a notebook does to the ground its tests stand on.

Student code and tests share one process, so nothing there can be made safe; but it can be made
hard to lie unseen. :func:`arm` leaves behind an audit hook, which no Python code can remove, and a
thread that answers the worker. Both live in closures that hold all they use, and sign what they
say. They compare the interpreter with how it was before the notebook ran, put back what was
changed, and keep their own tally of what each question's checks found.
"""

from __future__ import annotations
import __future__

import _thread
import ast
import builtins
import ctypes
import gc
import hashlib
import hmac
import json
import os
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

# modules whose functions and classes the tests rely on
_GROUND = (
    "builtins",
    "operator",
    "math",
    "json",
    "linecache",
    "unittest.case",
    "numpy.testing",
    "numpy.testing._private.utils",
    "pandas.testing",
    "pandas._testing",
    "pandas._testing.asserters",
    "servicelab.grading.kernel",
    "IPython.core.interactiveshell",
    "IPython.core.displayhook",
    "IPython.core.displaypub",
    "IPython.core.formatters",
    "IPython.core.compilerop",
    "IPython.core.events",
    "IPython.core.history",
    "IPython.core.inputtransformer2",
    "ipykernel.ipkernel",
    "ipykernel.kernelbase",
    "ipykernel.zmqshell",
    "ipykernel.displayhook",
    "ipykernel.iostream",
    "ipykernel.compiler",
    "jupyter_client.session",
    "servicelab.checks",
    "servicelab.compare",
    "servicelab.records",
)
# of these large modules, what tests compare with
_COMPARED = {
    "numpy": ("allclose", "isclose", "array_equal", "array_equiv", "all", "any", "abs"),
    "pandas": ("DataFrame", "Series", "Index", "isna", "notna"),
}
_INTERNALS = ("servicelab.checks", "servicelab.compare")
KEY = 32
# how a trainee's own error is shown, which tells nothing about the test
_PRINTS = frozenset(
    ("print_exc", "print_exception", "print_tb", "format_exc", "format_exception", "format_tb")
)
_ODD = 736_481_553


def _bindings() -> Iterator[tuple[Any, str, Any]]:
    """Yield (owner, name, value) of every function and class that tests rely on."""
    seen: set[int] = set()
    kinds = (
        types.FunctionType,
        types.BuiltinFunctionType,
        types.MethodDescriptorType,
        types.WrapperDescriptorType,
        type,
        property,
        classmethod,
        staticmethod,
    )

    def of_class(owner: type) -> Iterator[tuple[Any, str, Any]]:
        if id(owner) in seen or not owner.__flags__ & (1 << 9):
            return  # seen, or not a heap type: cannot be changed from Python
        seen.add(id(owner))
        for name, value in list(vars(owner).items()):
            if isinstance(value, kinds):
                yield owner, name, value

    for module_name in _GROUND:
        module = sys.modules.get(module_name)
        for name, value in list(vars(module).items()) if module else ():
            if name.startswith("__") and name != "__import__":
                continue
            if module_name == "builtins" and name == "input":
                continue  # the kernel exchanges it for each cell
            if not isinstance(value, kinds) and not (
                isinstance(value, types.ModuleType) and module_name in _INTERNALS
            ):
                continue
            yield module, name, value
            if isinstance(value, type) and value.__module__ == module_name:
                yield from of_class(value)
    for module_name, names in _COMPARED.items():
        module = sys.modules.get(module_name)
        for name in names if module else ():
            value = getattr(module, name)
            yield module, name, value
            if isinstance(value, type):
                for base in value.__mro__:
                    yield from of_class(base)


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
    # everything used later is held here: names of this module could be replaced
    write, read, dumps, loads = os.write, os.read, json.dumps, json.loads
    getframe = sys._getframe
    modules, lock, sign = sys.modules, _thread.allocate_lock(), hmac.new
    sha256, isinstance_, type_ = hashlib.sha256, isinstance, type
    getattr_, setattr_, id_, repr_, len_ = getattr, setattr, id, repr, len
    callable_, round_, sum_, str_, list_ = callable, round, sum, str, list
    any_, dir_, vars_, bool_ = any, dir, vars, bool
    begins, float_ = str.startswith, float
    compile_, thread, new_lock = compile, _thread.start_new_thread, _thread.allocate_lock
    get_objects, linecache = gc.get_objects, sys.modules["linecache"]
    get_ident = _thread.get_ident
    inside: set[int] = set()
    exception, function_type = BaseException, types.FunctionType
    method_type, builtin_type, module_type = (
        types.MethodType,
        types.BuiltinFunctionType,
        types.ModuleType,
    )
    absent = object()

    ground = list(_bindings())
    known_modules = {name: sys.modules[name] for name in _GROUND if name in sys.modules}
    checks = sys.modules.get("servicelab.checks")
    leave_check = vars(checks.Check)["__exit__"].__code__ if checks else None
    show_score = vars(checks.Question)["_repr_mimebundle_"].__code__ if checks else None
    question_class = checks.Question if checks else None
    core = [
        (owner, name, value)
        for owner, name, value in ground
        if getattr(owner, "__module__", getattr(owner, "__name__", "")) in _INTERNALS
        or getattr(owner, "__name__", "") in _INTERNALS
    ]
    shell.history_manager.store_inputs = keeps_inputs(shell.history_manager.store_inputs)
    shell_class = type(shell)
    methods = {name for base in shell_class.__mro__ for name in vars(base)}
    hooks = {
        "displayhook": shell.displayhook,
        "display_pub": shell.display_pub,
        "display_formatter": shell.display_formatter,
        "compile": shell.compile,
        "events": shell.events,
        "history_manager": shell.history_manager,
        "input_transformer_manager": shell.input_transformer_manager,
    }
    own = set(vars(shell))
    parts_own = {name: dict(vars(part)) for name, part in hooks.items()}
    parts_kind = {name: type(part) for name, part in hooks.items()}
    shell_kind = type(shell)
    manager = shell.input_transformer_manager
    # lists of what is called for every cell: whatever is added to them must be a library's
    lists = {
        "shell.ast_transformers": shell.ast_transformers,
        "input transformers": shell.input_transformers_post,
        "sys.meta_path": sys.meta_path,
        "sys.path_hooks": sys.path_hooks,
        **{f"shell.events.{name}": called for name, called in shell.events.callbacks.items()},
        **{
            f"input transformers.{name}": getattr(manager, name)
            for name in ("cleanup_transforms", "line_transforms", "token_transformers")
        },
    }
    lists_were = {name: list(items) for name, items in lists.items()}
    transformer = type(manager)()
    features = [getattr(__future__, name).compiler_flag for name in __future__.all_feature_names]
    only_tree, awaits = ast.PyCF_ONLY_AST, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    module_node, interactive_node, expression = ast.Module, ast.Interactive, ast.Expr
    run_ours = vars(ours[0])["run_code"].__code__
    trace_ours = vars(ours[0])["showtraceback"].__code__
    show_ours = vars(ours[1])["__call__"].__code__
    numpy = sys.modules.get("numpy")
    numbers = (int, float, bool) + (
        (numpy.float64, numpy.float32, numpy.int64, numpy.int32, numpy.bool_) if numpy else ()
    )
    equal_ufunc = numpy.equal if numpy else None
    displayhook, excepthook = sys.displayhook, sys.excepthook
    kernel = shell.kernel
    kernel_own = set(vars(kernel))

    state: dict[str, Any] = {
        "n": 0,
        "cell": "",
        "grading": False,
        "public": True,
        "expected": [],
        "step": 0,
        "pending": [],
        "failed": False,
        "shown": [],
        "text": None,
        "logging": False,
        "classes": False,
    }
    tally: dict[int, list[Any]] = {}
    told: set[str] = set()

    def say(kind: str, **values: Any) -> None:
        with lock:
            state["n"] += 1
            line = dumps({"n": state["n"], "kind": kind, **values})
            mark = sign(secret, line.encode(), sha256).hexdigest()
            data = (mark + " " + line + "\n").encode()
            while data:
                data = data[write(channel, data) :]

    def accuse(what: str, **values: Any) -> None:
        key = what + dumps(values)
        if key not in told and len_(told) < 50:
            told.add(key)
            say("saw", what=what, **values)

    def is_library(name: str) -> bool:
        """Whether a code's file name is a library's, or the course's."""
        return begins(name, trusted_or_frozen) and "/.." not in name

    trusted_or_frozen = (*trusted, "<frozen")

    def is_foreign(code: Any) -> bool:
        """Whether code was written in the notebook or made while it ran."""
        return not is_library(code.co_filename)

    kind_dict, kind_mro = type.__dict__["__dict__"].__get__, type.__dict__["__mro__"].__get__

    def is_foreign_kind(kind: type) -> bool:
        """Whether a class has a method that was written in the notebook."""
        for base in kind_mro(kind):
            for value in kind_dict(base).values():
                if isinstance_(value, (staticmethod, classmethod)):
                    value = value.__func__
                if type_(value) is function_type and is_foreign(value.__code__):
                    return True
        return False

    def made_here(value: Any) -> bool:
        """Whether a function, class or object was made by the notebook."""
        if type_(value) is method_type:
            value = value.__func__
        if type_(value) is function_type:
            return is_foreign(value.__code__)
        if type_(value) is builtin_type or isinstance_(value, module_type):
            return False
        kind = value if type_(type_(value)) is type_ and type_(value) is type_ else type_(value)
        return kind_dict(kind).get("__module__") == "__main__" or is_foreign_kind(kind)

    def is_a_librarys(value: Any) -> bool:
        """Whether something that was added to a hook does what a library wrote, and no more."""
        if type_(value) is method_type:
            return not made_here(value) and not made_here(value.__self__)
        if type_(value) is function_type:
            home = modules.get(value.__module__)
            return (
                not is_foreign(value.__code__)
                and value.__closure__ is None
                and home is not None
                and vars_(home) is value.__globals__
            )
        kind = type_(value)
        # objects with a class of their own, but no wrappers of just any function
        return bool_(kind.__flags__ & (1 << 9)) and not (made_here(value) or callable_(value))

    def asker(skip: tuple[str, ...] = ()) -> Any:
        """The frame that caused the audited event, those of `skip` passed over."""
        frame: Any = getframe(3)
        while frame is not None and frame.f_code.co_filename.endswith(skip or ("\0",)):
            frame = frame.f_back
        return frame

    looking = ("/inspect.py", "/traceback.py", "/gc.py")

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
            accuse("witness", error=type_(error).__name__)
        finally:
            inside.discard(thread)

    # No handler may call what a notebook can define: that code would run inside the witness. So
    # what arrives is compared by identity and exact type before anything is asked of it.
    code_type = types.CodeType
    run_code = vars(sys.modules["IPython.core.interactiveshell"].InteractiveShell)[
        "run_code"
    ].__code__

    def saw_exec(arguments: tuple[Any, ...]) -> None:
        code = arguments[0]
        if type_(code) is not code_type or getframe(2).f_code is not run_code:
            return
        state["cell"] = code.co_filename
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

    def runs(arguments: tuple[Any, ...]) -> None:
        # the text of a hidden test is kept from the code that it tests
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

    def shown(arguments: tuple[Any, ...]) -> None:
        frame = getframe(2)
        caller = frame.f_back
        if frame.f_code is not show_ours or caller is None or not state["grading"]:
            return
        if not any_([caller.f_code is code for code in state["pending"]]):
            return
        value = arguments[0]
        if value is None:
            return
        kind = type_(value)
        if any_([kind is one for one in numbers]):
            state["shown"].append(float_(value))
        else:
            state["shown"].append("own" if made_here(value) else "")

    def stores(arguments: tuple[Any, ...]) -> None:
        if not state["grading"] and type_(arguments[0]) is list_:
            arguments[0].append(True)

    def saw_frames(arguments: tuple[Any, ...]) -> None:
        if state["grading"]:
            frame = asker(looking)
            if frame is not None and is_foreign(frame.f_code):
                if frame.f_code.co_filename == state["cell"]:
                    return  # the test's own code
                accuse("frames")

    def saw_attribute(arguments: tuple[Any, ...]) -> None:
        name = arguments[1]
        if not state["grading"] or name not in ("tb_frame", "gi_frame", "cr_frame", "ag_frame"):
            return
        frame: Any = getframe(2)
        entered: Any = None
        while frame is not None and not is_foreign(frame.f_code):
            entered, frame = frame, frame.f_back
        if frame is None or frame.f_code.co_filename == state["cell"]:
            return
        if entered is not None:
            # a library looks: most do so for themselves, a few hand on what they find
            code = entered.f_code
            if not code.co_filename.endswith(("/inspect.py", "/traceback.py", "/base_tasks.py")):
                return
            if code.co_name in prints:
                return
        accuse("frames")

    prints = _PRINTS

    def saw_change(arguments: tuple[Any, ...]) -> None:
        target, name = arguments[0], arguments[1]
        if type_(target) is function_type and name in (
            "__code__",
            "__defaults__",
            "__kwdefaults__",
        ):
            frame = asker()
            if not is_foreign(target.__code__) and frame and is_foreign(frame.f_code):
                accuse("code", name=target.__qualname__)

    def saw_search(what: str) -> Callable[[tuple[Any, ...]], None]:
        def saw(arguments: tuple[Any, ...]) -> None:
            frame = asker(("/ctypes/__init__.py",))
            if frame is not None and is_foreign(frame.f_code):
                accuse("search", name=what)

        return saw

    def saw_compile(arguments: tuple[Any, ...]) -> None:
        name: Any = arguments[1] if len_(arguments) > 1 else None
        if isinstance_(name, str_) and is_library(name):
            frame = asker()
            if frame is not None and is_foreign(frame.f_code):
                accuse("disguise", name=str_.__str__(name)[:200])

    def saw_open(arguments: tuple[Any, ...]) -> None:
        path = arguments[0]
        if isinstance_(path, str_) and begins(path, "/proc/") and str_.endswith(path, "/mem"):
            accuse("memory")

    def unadorned() -> list[str]:
        """Methods that the notebook put before inherited ones; each is taken away."""
        changed = []
        for owner, size in sizes:
            if len_(owner.__dict__) != size:
                for name, value in list_(owner.__dict__.items()):
                    inherited = [base for base in kind_mro(owner)[1:] if name in kind_dict(base)]
                    if inherited and name not in names_of[id_(owner)] and made_here(value):
                        changed.append(owner.__name__ + "." + name)
                        delattr(owner, name)
        return changed

    classes = {id(owner): owner for owner, _name, _value in ground if isinstance(owner, type)}
    sizes = [(owner, len(vars(owner))) for owner in classes.values()]
    names_of = {number: frozenset(vars(owner)) for number, owner in classes.items()}

    def intact(bindings: list[tuple[Any, str, Any]]) -> list[str]:
        """Names of bindings that were changed; each is put back."""
        changed = []
        for owner, name, value in bindings:
            if owner.__dict__.get(name, absent) is not value:
                changed.append(getattr_(owner, "__name__", "?") + "." + name)
                setattr_(owner, name, value)
        return changed

    def is_plain(question: Any) -> bool:
        """Whether a question is one of the course's; it has no room for methods of its own."""
        return type_(question) is question_class

    def name_of(question: Any) -> str:
        name: Any = question.id if is_plain(question) else None
        return name if type_(name) is str_ else "?"

    def closes(arguments: tuple[Any, ...]) -> None:
        # an answer may just have exchanged what compares it
        changed = intact(core)
        if changed:
            accuse("replaced", names=changed[:8])

    def sets(arguments: tuple[Any, ...]) -> None:
        module, name = arguments
        frame = asker()
        if (
            state["grading"]
            and type_(name) is str_
            and any_([module is one for one in known_modules.values()])
            and any_([owner is module and name == key for owner, key, _value in ground])
            and frame is not None
            and is_foreign(frame.f_code)
        ):
            accuse("replaced", names=[getattr_(module, "__name__", "?") + "." + name])

    def new_question(arguments: tuple[Any, ...]) -> None:
        question = arguments[0]
        if is_plain(question):
            tally[id_(question)] = [(question, question.points)]

    def checked(arguments: tuple[Any, ...]) -> None:
        question, weight, share = arguments
        frame = getframe(2)
        if frame.f_code is not leave_check or not is_plain(question):
            accuse("forged", name=name_of(question))
            return
        if not any_([type_(weight) is one for one in numbers]) or type_(share) is not float_:
            accuse("forged", name=name_of(question))
            return
        changed = intact(core)
        if changed:
            accuse("replaced", names=changed[:8])
        caller = frame.f_back
        if caller is not None and caller.f_code.co_filename != state["cell"]:
            accuse("forged", name=name_of(question))
            return
        if id_(question) in tally:
            tally[id_(question)].append((float_(weight), share))

    def scored(arguments: tuple[Any, ...]) -> None:
        question, score = arguments
        found = tally.get(id_(question))
        if getframe(2).f_code is not show_score or not found or not is_plain(question):
            accuse("forged", name=name_of(question))
            return
        points = found[0][1]
        if question.points is not points or not any_([type_(score) is one for one in numbers]):
            accuse("forged", name=name_of(question))
            return
        total = sum_([weight for weight, _share in found[1:]])
        earned = sum_([weight * share for weight, share in found[1:]])
        right = round_(points * earned / total, 2) if total else 0.0
        say("score", id=name_of(question), score=float_(score), right=right, points=points)

    def answered(kind: str, key: str) -> Callable[[tuple[Any, ...]], None]:
        def say_so(arguments: tuple[Any, ...]) -> None:
            if type_(arguments[0]) is str_:
                say(kind, **{key: arguments[0]})

        return say_so

    watched: dict[str, Callable[[tuple[Any, ...]], None]] = {
        "exec": saw_exec,
        "sys._getframe": saw_frames,
        "sys._current_frames": saw_search("sys._current_frames"),
        "sys._current_exceptions": saw_search("sys._current_exceptions"),
        "object.__getattr__": saw_attribute,
        "object.__setattr__": saw_change,
        "gc.get_objects": saw_search("gc.get_objects"),
        "gc.get_referrers": saw_search("gc.get_referrers"),
        "gc.get_referents": saw_search("gc.get_referents"),
        "sys.addaudithook": saw_search("sys.addaudithook"),
        "sys.settrace": saw_search("sys.settrace"),
        "sys.setprofile": saw_search("sys.setprofile"),
        "ctypes.dlopen": saw_search("ctypes"),
        "ctypes.dlsym": saw_search("ctypes"),
        "ctypes.string_at": saw_search("ctypes"),
        "ctypes.wstring_at": saw_search("ctypes"),
        "ctypes.cdata": saw_search("ctypes"),
        "ctypes.cdata/buffer": saw_search("ctypes"),
        "ctypes.call_function": saw_search("ctypes"),
        "sys.monitoring.register_callback": saw_search("sys.settrace"),
        "marshal.loads": saw_search("marshal"),
        "code.__new__": saw_compile,
        "compile": saw_compile,
        "open": saw_open,
        "servicelab.question": new_question,
        "servicelab.check": checked,
        "servicelab.close": closes,
        "servicelab.set": sets,
        "servicelab.score": scored,
        "servicelab.canary": answered("canary", "nonce"),
        "servicelab.done": answered("done", "id"),
        "servicelab.run": runs,
        "servicelab.ran": ran,
        "servicelab.trace": traces,
        "servicelab.shown": shown,
        "servicelab.inputs": stores,
    }

    def expect(source: str) -> list[Any]:
        """The code that a test's statements are compiled to, as IPython does it."""
        flags = shell.compile.flags | (awaits if shell.autoawait else 0)
        tree: Any = compile_(
            transformer.transform_cell(source), "<test>", "exec", flags | only_tree
        )
        codes = []
        for number, node in enumerate(tree.body, start=1):
            last = number == len_(tree.body) and type_(node) is expression
            made = interactive_node([node]) if last else module_node([node], [])
            code = compile_(made, "<test>", "single" if last else "exec", flags, True)
            for feature in features:  # one statement's future holds for the next
                flags |= feature if code.co_flags & feature else 0
            rename = getattr_(shell, "_update_code_co_name", None)  # some versions of IPython
            codes.append(rename(code) if rename else code)
        return codes

    def begin(request: dict[str, Any]) -> None:
        """Get ready for a test."""
        state.update(grading=True, public=bool(request["public"]), step=0, failed=False, text=None)
        state["classes"] = bool(request["classes"])
        state["pending"], state["shown"] = [], []
        try:
            state["expected"] = expect(request["source"])
        except exception:
            state["expected"] = []  # it will not run either
        state["logging"], shell.logger.log_active = shell.logger.log_active, False

    def end() -> None:
        """Say how a test went, and leave nothing of it to read."""
        was = state["grading"]
        state["grading"] = False
        if not was:
            return
        shell.logger.log_active = state["logging"]
        say(
            "verdict",
            ran=state["step"] == len_(state["expected"]) and not state["pending"],
            failed=bool(state["failed"]),
            shown=state["shown"][:4],
        )
        state["expected"], state["pending"], state["text"] = [], [], None
        if not state["public"]:
            for name in ("last_type", "last_value", "last_traceback", "last_exc"):
                vars_(sys).pop(name, None)
            result = shell.last_execution_result
            if result is not None and result.info is not None:
                result.info.raw_cell = result.info.transformed_cell = ""
        if state["classes"]:
            agreeing()

    def look(request: dict[str, Any]) -> None:
        """Compare the interpreter with how it was, put it right, and say what was changed."""
        changed = intact(ground) + unadorned()
        if changed:
            accuse("replaced", names=changed[:8])
        swapped = [
            name for name, module in known_modules.items() if modules.get(name) is not module
        ]
        if swapped:
            modules.update({name: known_modules[name] for name in swapped})
            accuse("replaced", names=swapped[:8])
        names = []
        for name in list_(vars_(shell)):
            if name not in own and name in methods and callable_(shell.__dict__[name]):
                names.append("shell." + name)
                del shell.__dict__[name]
        if type_(shell) is not shell_kind:
            names.append("shell")
            shell.__class__ = shell_kind
        for name, part in hooks.items():
            if getattr_(shell, name) is not part:
                names.append("shell." + name)
                setattr_(shell, name, part)
            if type_(part) is not parts_kind[name]:
                names.append("shell." + name)
                part.__class__ = parts_kind[name]
            before = parts_own[name]
            for attribute in list_(part.__dict__):
                value = part.__dict__[attribute]
                if attribute not in before:
                    if attribute in dir_(type_(part)) and callable_(value):
                        names.append("shell." + name + "." + attribute)
                        del part.__dict__[attribute]
                elif value is not before[attribute] and callable_(before[attribute]):
                    names.append("shell." + name + "." + attribute)
                    part.__dict__[attribute] = before[attribute]
        for name in list_(vars_(kernel)):
            if (
                name not in kernel_own
                and callable_(kernel.__dict__[name])
                and made_here(kernel.__dict__[name])
            ):
                names.append("kernel." + name)
                del kernel.__dict__[name]
        for name, items in lists.items():
            if type_(items) is list_:
                known = lists_were[name]
                kept = [
                    one
                    for one in items
                    if any_([one is other for other in known]) or is_a_librarys(one)
                ]
                if len_(kept) != len_(items):
                    names.append(name)
                    items[:] = kept
        for owner, name in ((shell, "ast_transformers"), (shell, "input_transformers_post")):
            if getattr_(owner, name) is not lists.get("shell." + name, lists["input transformers"]):
                names.append("shell." + name)
                setattr_(owner, name, lists.get("shell." + name, lists["input transformers"]))
        if shell.custom_exceptions:
            names.append("shell.custom_exceptions")
            shell.custom_exceptions = ()
        for formatter in shell.display_formatter.formatters.values():
            for kind, printer in list_(formatter.type_printers.items()):
                if not made_here(kind) and made_here(printer):
                    names.append("formatter of " + kind.__name__)
                    del formatter.type_printers[kind]
        if sys.displayhook is not displayhook and made_here(sys.displayhook):
            names.append("sys.displayhook")
            sys.displayhook = displayhook
        if made_here(sys.excepthook) and sys.excepthook is not excepthook:
            sys.excepthook = excepthook
        if names:
            accuse("hooks", names=names[:8])
        for name in request.get("own", ()):
            module = modules.get(name)
            if isinstance_(module, module_type):
                theirs = [
                    key
                    for key, value in vars_(module).items()
                    if type_(value) is function_type and is_foreign(value.__code__)
                ]
                file: Any = vars_(module).get("__file__")
                if theirs or type_(file) is not str_ or not is_library(file):
                    accuse("replaced", names=[name, *theirs[:4]])
        if request.get("names") is not None:
            examine(request)

    namespace = shell.user_ns
    builtin_names = frozenset(vars(builtins))
    pandas = sys.modules.get("pandas")
    # a name that was given to such a value by accident imitates nothing
    data_kinds = (
        *numbers,
        str,
        list,
        tuple,
        dict,
        set,
        type(None),
        *((numpy.ndarray,) if numpy else ()),
        *((pandas.DataFrame, pandas.Series) if pandas else ()),
    )

    def examine(request: dict[str, Any]) -> None:
        """Look at the names that a test is going to use."""
        for alias, (module_name, attribute) in request["aliases"].items():
            module = modules.get(module_name)
            value = namespace.get(alias, absent)
            if module is None or value is absent:
                continue
            right = getattr_(module, attribute, absent) if attribute else module
            if value is not right and right is not absent and type_(value) not in data_kinds:
                namespace[alias] = right
                accuse("rebound", name=alias)
        for name in request["names"]:
            value = namespace.get(name, absent)
            if value is absent:
                continue
            if name in builtin_names and callable_(value) and name not in request["free"]:
                accuse("shadowed", name=name)
            if type_(value) not in plain_kinds and made_here(value):
                agrees_with(type_(value), name, value)

    plain_kinds = frozenset((function_type, type_, module_type, *numbers, str, list, dict, tuple))

    def within(seconds: float, call: Callable[..., Any], *given: Any) -> Any:
        """What a notebook's own code answers; it runs apart from the witness, and not for long."""
        done, box = new_lock(), []
        done.acquire()

        def run() -> None:
            try:
                box.append(call(*given))
            except exception:
                return
            finally:
                done.release()

        thread(run, ())
        return box[0] if done.acquire(True, seconds) and box else None

    def agrees_with(kind: type, name: str, value: Any) -> None:
        """Accuse a class whose objects equal, or differ by nothing from, whatever there is."""
        methods = {}
        for base in reversed(kind_mro(kind)):
            for key, one in kind_dict(base).items():
                if key in telling and type_(one) is function_type and is_foreign(one.__code__):
                    methods[key] = one
        if any_([within(1.0, telling[key], one, value) is True for key, one in methods.items()]):
            accuse("agrees", name=name)

    telling = comparisons(absent, equal_ufunc)

    def agreeing() -> None:
        """Look at the classes that the notebook made, wherever they are."""
        metas = {type_}
        fresh = [type_]
        while fresh:
            fresh = [one for kind in fresh for one in subclasses(kind) if one not in metas]
            metas.update(fresh)
        for kind in [one for one in get_objects() if type_(one) in metas]:
            if id_(kind) in judged:
                continue
            judged[id_(kind)] = kind
            if any_(
                [
                    key in telling and type_(one) is function_type and is_foreign(one.__code__)
                    for key, one in list_(kind_dict(kind).items())
                ]
            ):
                agrees_with(kind, kind_name(kind), within(1.0, an_instance, kind))

    subclasses = type.__subclasses__
    judged: dict[int, Any] = {}
    kind_name = type.__dict__["__name__"].__get__

    def an_instance(kind: type) -> Any:
        for base in kind_mro(kind):
            if not base.__flags__ & (1 << 9):
                return (
                    base.__new__(kind, (1,)) if base.__name__ == "ndarray" else base.__new__(kind)
                )
        return None

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
                    look(request)
                    if not request["grading"]:
                        end()
                    say("looked", nonce=request["nonce"])
                except exception as error:
                    say("looked", nonce="", error=repr_(error)[:300])

    for module in known_modules.values():
        module.__class__ = GuardedModule
    freeze([*ours, *((checks.Question, checks.Check, checks.Outcome) if checks else ())])
    sys.addaudithook(hook)
    thread(answer, ())


class GuardedModule(types.ModuleType):
    """A module that tells the witness when a name in it is given another value."""

    def __setattr__(self, name: str, value: object) -> None:
        sys.audit("servicelab.set", self, name)
        super().__setattr__(name, value)


def freeze(kinds: Iterable[type]) -> None:
    """Make classes as unchangeable as built-in ones, where the interpreter is laid out as known."""
    immutable, place = 1 << 8, 168
    for kind in kinds:
        flags = ctypes.c_ulong.from_address(id(kind) + place)
        if flags.value == kind.__flags__:
            flags.value |= immutable
            if not kind.__flags__ & immutable:
                flags.value &= ~immutable


def comparisons(nothing: object, equal: Any) -> dict[str, Callable[[Any, Any], bool]]:
    """Ways to tell that a method claims what cannot be: name -> function of method and object."""
    unlikely = (nothing, 0.7390851, _ODD, "\0witness")

    def equals(method: Any, value: Any) -> bool:
        answers = [method(value, one) for one in unlikely]
        return any(one is True for one in answers) or all(
            one is not NotImplemented and bool(one) for one in answers[1:3]
        )

    def orders(method: Any, value: Any) -> bool:
        return all(method(value, one) is True for one in (1e300, -1e300))

    def vanishes(method: Any, value: Any) -> bool:
        return all(float(method(value, one)) == 0 for one in (0.7390851, _ODD))

    def computes(method: Any, value: Any) -> bool:
        return bool(method(value, equal, "__call__", 1, 2))

    return {
        "__eq__": equals,
        "__sub__": vanishes,
        "__rsub__": vanishes,
        "__array_ufunc__": computes,
        **dict.fromkeys(("__lt__", "__le__", "__gt__", "__ge__"), orders),
    }


def keeps_inputs(keep: Callable[..., None]) -> Callable[..., None]:
    """Keep a test's text out of the history; whether a cell is one, only the witness knows."""
    audit = sys.audit

    def store_inputs(number: int, source: str, raw: str | None = None) -> None:
        told: list[bool] = []
        audit("servicelab.inputs", told)
        keep(number, *((source, raw) if told else ("", "")))

    return store_inputs
