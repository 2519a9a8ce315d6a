"""Notebooks that attack the grader, one idea each, and honest ones that only look unusual.

Data, not code: every source is text that runs nowhere but in a sandbox. ``@NAME@`` stands for
something of the test's own set-up, such as the port of a listener.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# what the assignment asks for, answered rightly
DOUBLE = "def double(x):\n    return 2 * x"
TOTAL = "def total(frame):\n    return frame.groupby('group')['value'].sum()"
SHARE = "def share(values):\n    return values[0] / sum(values)"

FULL = {"t-seen": 1.0, "t-double": 2.0, "t-total": 3.0, "t-share": 2.0}
NONE = dict.fromkeys(FULL, 0.0)


@dataclass(frozen=True)
class Attack:
    """One notebook.

    Attributes
    ----------
    name, kind : str
        Names it; one of read, write, network, survive, exhaust, tamper, confuse, honest.
    cells : dict
        What stands in the answers ``double``, ``total`` and ``share``, in an extra cell at the
        start (``first``), before the last test (``middle``) or at the end (``last``).
    got : dict
        Points by test; what is not named is 0.
    sees : str
        Part of a flag, a note or the message; empty if nothing needs to be seen.
    loot : str
        Part of what the notebook wrote into ``loot.txt``: proof that the attack was really made.
    flagged : bool or None
        Whether there must be a flag; None if either will do.
    """

    name: str
    kind: str
    cells: dict[str, str]
    got: dict[str, float] = field(default_factory=dict)
    sees: str = ""
    loot: str = ""
    flagged: bool | None = None

    @property
    def points(self) -> dict[str, float]:
        return {**NONE, **self.got}


# writes down what an attempt gave
TRY = """
def tried(what):
    try:
        got = what()
    except BaseException as error:
        got = f"{type(error).__name__}: {error}"
    with open("/home/trainee/work/a1/loot.txt", "a") as loot:
        loot.write(f"{got}\\n")
"""


def _probe(name: str, kind: str, source: str, loot: str, sees: str = "") -> Attack:
    """An attack that is made in the first cell and gains no points."""
    return Attack(name, kind, {"first": TRY + source}, loot=loot, sees=sees)


def _lie(
    name: str, source: str, sees: str = "", *, where: str = "double", **more: object
) -> Attack:
    """An attack on the tests of one answer."""
    return Attack(name, "tamper", {where: source}, sees=sees, **more)  # type: ignore[arg-type]


READ = [
    _probe(
        "gradebook",
        "read",
        "tried(lambda: open('@ROOT@/gradebook.db', 'rb').read())",
        "FileNotFoundError",
    ),
    _probe(
        "source with hidden tests",
        "read",
        "tried(lambda: open('@ROOT@/source/a1/task.ipynb').read())",
        "FileNotFoundError",
    ),
    _probe(
        "another submission",
        "read",
        "tried(lambda: open('@ROOT@/submitted/victim/a1/task.ipynb').read())",
        "FileNotFoundError",
    ),
    _probe(
        "a file beside the course",
        "read",
        "tried(lambda: open('@ROOT@/secret.txt').read())",
        "FileNotFoundError",
    ),
    _probe(
        "the key that seals certificates",
        "read",
        """
tried(lambda: open('@ROOT@/certificates.key').read())
tried(lambda: open('@ROOT@/certificates.key', 'w').write('00' * 32))""",
        "FileNotFoundError",
    ),
    _probe(
        "notebooks in the working folder",
        "read",
        """
import os
tried(lambda: [n for n in os.listdir('.') if n.endswith('.ipynb')])""",
        "[]",
    ),
    _probe(
        "own environment",
        "read",
        """
import os
tried(lambda: 'marker-environment' in str(dict(os.environ)))
tried(lambda: 'marker-environment' in open('/proc/self/environ').read())""",
        "False",
    ),
    _probe(
        "environment of every process",
        "read",
        """
import glob
def look():
    found = []
    for path in glob.glob('/proc/[0-9]*/environ'):
        try:
            found.append(open(path).read())
        except OSError as error:
            found.append(type(error).__name__)
    return found
tried(look)""",
        "PermissionError",
    ),
    _probe(
        "root of the first process",
        "read",
        "import os\ntried(lambda: os.listdir('/proc/1/root/'))",
        "PermissionError",
    ),
    _probe(
        "memory of the first process",
        "read",
        "tried(lambda: open('/proc/1/mem', 'rb').read(1))",
        "PermissionError",
    ),
    _probe(
        "own memory through another name",
        "read",
        """
import os, subprocess
tried(lambda: (os.chdir('/proc/self'), open(b'mem', 'rb').read(1)))
os.chdir('/home/trainee/work/a1')
tried(lambda: subprocess.run(['head', '-c1', f'/proc/{os.getpid()}/mem'],
                             capture_output=True, text=True).stderr)""",
        "Permission denied",
    ),
    _probe(
        "home folders",
        "read",
        """
import os
tried(lambda: sorted(os.listdir('/home')))
tried(lambda: os.listdir('/root/'))
tried(lambda: open('/etc/shadow').read())""",
        "['trainee']",
    ),
    _probe(
        "inherited descriptors",
        "read",
        """
import os, stat
def files():
    found = []
    for fd in range(3, 1024):
        try:
            kind = os.fstat(fd)
        except OSError:
            continue
        if stat.S_ISREG(kind.st_mode) or stat.S_ISDIR(kind.st_mode):
            found.append(os.readlink(f'/proc/self/fd/{fd}') if os.access('/proc/self/fd', 4) else fd)
    return [name for name in found if 'trainee' not in str(name)]
tried(files)""",
        "[",
    ),
    _probe(
        "trace the first process",
        "read",
        """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
tried(lambda: (libc.ptrace(16, 1, 0, 0), ctypes.get_errno()))""",
        "(-1, 1)",
        "ctypes",
    ),
    _probe(
        "mount the host's processes",
        "read",
        """
import subprocess
tried(lambda: subprocess.run(['unshare', '-Urm', 'true'], capture_output=True, text=True).stderr)""",
        "Operation not permitted",
    ),
    _probe(
        "frames below the running cell",
        "read",
        """
import sys
def secrets():
    frame, found = sys._getframe(), []
    while frame:
        for name, value in frame.f_locals.items():
            if name in ('secret', 'request', 'message', 'inputs', 'channel_key'):
                found.append(f'{name}={str(value)[:2000]}')
        frame = frame.f_back
    return 'secret' in str(found).lower() and 'witness key' or 'nothing'
tried(secrets)""",
        "nothing",
    ),
]

WRITE = [
    _probe(
        "a grade in the gradebook",
        "write",
        """
import sqlite3
tried(lambda: sqlite3.connect('@ROOT@/gradebook.db').execute('update grade set auto_score = 9'))""",
        "OperationalError",
    ),
    _probe(
        "a file in the course folder",
        "write",
        "tried(lambda: open('@ROOT@/planted.txt', 'w').write('x'))",
        "FileNotFoundError",
    ),
    _probe(
        "the host's temporary folder",
        "write",
        """
tried(lambda: open('/tmp/@MARK@-planted', 'w').write('x'))""",
        "1",
    ),
    _probe(
        "system folders",
        "write",
        """
import sys
tried(lambda: open('/usr/planted', 'w'))
tried(lambda: open(sys.prefix + '/planted', 'w'))
tried(lambda: open('/planted', 'w'))""",
        "Error",
    ),
    _probe(
        "sockets of others",
        "write",
        """
import glob, os
tried(lambda: [os.listdir(one) for one in glob.glob('/tmp/sl-*')])
for folder in glob.glob('/tmp/sl-*'):
    tried(lambda: os.chmod(folder, 0o777))
    tried(lambda: os.rename(folder + '/k-1', folder + '/k-9'))
    tried(lambda: open(folder + '/planted', 'w'))""",
        "Error",
    ),
    _probe(
        "a link that the grader may follow",
        "write",
        """
import os
tried(lambda: os.symlink('/etc/passwd', 'answer.txt'))
tried(lambda: os.symlink('@ROOT@/gradebook.db', 'gradebook.txt'))
tried(lambda: os.symlink('/', 'everything'))""",
        "None",
    ),
    _probe(
        "hard link",
        "write",
        "import os\ntried(lambda: os.link('/usr/bin/env', 'env'))\n"
        "tried(lambda: os.link('data.csv', 'twin.csv'))",
        "Error",
    ),
    _probe(
        "names that climb",
        "write",
        """
import os
tried(lambda: open('../../../../@MARK@-climbed', 'w'))
tried(lambda: open('../../climbed', 'w'))
os.makedirs('a/b', exist_ok=True)
tried(lambda: open('a/b/..\\\\..\\\\@MARK@-x', 'w').write('x'))
tried(lambda: open('name\\nwith a line and \\u202e bidi', 'w').write('x'))""",
        "Error",
    ),
    _probe(
        "pipes and devices left behind",
        "write",
        """
import os, stat, socket
tried(lambda: os.mkfifo('pipe'))
tried(lambda: os.mknod('disk', 0o600 | stat.S_IFBLK, os.makedev(8, 0)))
s = socket.socket(socket.AF_UNIX)
tried(lambda: s.bind('socket'))""",
        "None",
    ),
    _probe(
        "a file without end",
        "write",
        """
import os
def fill():
    try:
        with open('big.bin', 'wb') as big:
            for _ in range(4000):
                big.write(b'x' * (1 << 20))
    finally:
        os.remove('big.bin')
tried(fill)""",
        "OSError",
    ),
    _probe(
        "files without number",
        "write",
        """
import os, shutil
def many():
    os.mkdir('many')
    try:
        for n in range(1_000_000):
            open(f'many/{n}', 'w').close()
    finally:
        shutil.rmtree('many')
tried(many)""",
        "No space left",
    ),
    _probe(
        "mount read-write again",
        "write",
        """
import subprocess
tried(lambda: subprocess.run(['mount', '-o', 'remount,rw', '/usr'], capture_output=True).returncode)
tried(lambda: open('/usr/planted', 'w'))""",
        "Error",
    ),
    _probe(
        "other owners and modes",
        "write",
        """
import os
tried(lambda: os.chmod('/usr', 0o777))
tried(lambda: os.chown('.', 0, 0))
tried(lambda: os.setuid(0))""",
        "Error",
    ),
    _probe(
        "a folder that cannot be read back",
        "write",
        """
import os
os.mkdir('closed')
open('closed/inside.txt', 'w').write('x')
tried(lambda: os.chmod('closed', 0))
tried(lambda: os.chmod('.', 0o700))""",
        "None",
    ),
    _probe(
        "an assignment notebook put back",
        "write",
        """
tried(lambda: open('task.ipynb', 'w').write('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'))""",
        "65",
    ),
]

NETWORK = [
    _probe(
        "tcp to the grader",
        "network",
        "import socket\ntried(lambda: socket.create_connection(('127.0.0.1', @PORT@), 3))",
        "ConnectionRefusedError",
    ),
    _probe(
        "tcp to the world",
        "network",
        "import socket\ntried(lambda: socket.create_connection(('192.0.2.1', 80), 3))",
        "Network is unreachable",
    ),
    _probe(
        "a question to a name server",
        "network",
        """
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
tried(lambda: s.sendto(b'x', ('192.0.2.1', 53)))
tried(lambda: s.sendto(b'x', ('127.0.0.1', @UDP@)))
tried(lambda: socket.getaddrinfo('marker.invalid', 80))""",
        "Network is unreachable",
    ),
    _probe(
        "unix socket",
        "network",
        "import socket\ntried(lambda: socket.socket(socket.AF_UNIX).connect('@UNIX@'))",
        "FileNotFoundError",
    ),
    _probe(
        "abstract unix socket",
        "network",
        "import socket\ntried(lambda: socket.socket(socket.AF_UNIX).connect('\\0@MARK@'))",
        "Error",
    ),
    _probe(
        "raw packets",
        "network",
        """
import socket
tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))
tried(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))""",
        "Invalid argument\nOSError: [Errno 22] Invalid argument\n",
    ),
    _probe(
        "an interface of its own",
        "network",
        """
import subprocess
tried(lambda: subprocess.run(['ip', 'link', 'add', 'd0', 'type', 'dummy'], capture_output=True).returncode)
import socket
tried(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))""",
        "Invalid argument",
    ),
]

SURVIVE = [
    _probe(
        "double fork",
        "survive",
        """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp('sleep', ['sleep', '3333.@NUMBER@'])
    os._exit(0)
tried(lambda: 'forked')""",
        "forked",
    ),
    _probe(
        "nohup",
        "survive",
        """
import subprocess
subprocess.Popen(['nohup', 'setsid', 'sleep', '3334.@NUMBER@'], stdout=-3, stderr=-3)
tried(lambda: 'started')""",
        "started",
    ),
    _probe(
        "deaf to signals",
        "survive",
        """
import signal, subprocess
for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(n, signal.SIG_IGN)
subprocess.Popen(['sleep', '3335.@NUMBER@'])
tried(lambda: 'deaf')""",
        "deaf",
    ),
    _probe(
        "handler at exit",
        "survive",
        """
import atexit, subprocess, time
@atexit.register
def later():
    subprocess.Popen(['sleep', '3336.@NUMBER@'])
    print('marker at exit')
    time.sleep(300)
tried(lambda: 'registered')""",
        "registered",
    ),
    _probe(
        "thread without end",
        "survive",
        """
import threading, time
threading.Thread(target=lambda: [time.sleep(1) for _ in range(9999)]).start()
tried(lambda: 'running')""",
        "running",
    ),
    _probe(
        "writer that goes on",
        "survive",
        """
import os, time
if os.fork() == 0:
    n = 0
    while True:
        n += 1
        with open('loot.txt', 'a') as loot:
            loot.write(f'{n}\\n')
        time.sleep(0.01)
tried(lambda: 'writing')""",
        "writing",
    ),
]

EXHAUST = [
    Attack(
        "fork bomb",
        "exhaust",
        {
            "first": """
import os, time
while True:
    try:
        os.fork()
    except OSError:
        time.sleep(1)
"""
        },
        sees="more memory than allowed",
    ),
    _probe(
        "thread bomb",
        "exhaust",
        """
import threading, time
def bomb():
    for _ in range(5000):
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
tried(bomb)""",
        "can't start new thread",
    ),
    _probe(
        "memory",
        "exhaust",
        "tried(lambda: len(bytearray(8 << 30)))",
        "MemoryError",
    ),
    Attack(
        "memory over many processes",
        "exhaust",
        {
            "first": """
import os, time
for _ in range(8):
    if os.fork() == 0:
        hoard = b'x' * (400 << 20)
        time.sleep(600)
time.sleep(30)
"""
        },
        sees="more memory than allowed",
    ),
    Attack(
        "endless print",
        "exhaust",
        {"first": "while True:\n    print('x' * 10000)"},
        sees="printed more than allowed",
    ),
    Attack(
        "endless loop that swallows interrupts",
        "exhaust",
        {
            "first": """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
        },
        sees="",
    ),
    Attack(
        "endless loop",
        "exhaust",
        {"double": "while True:\n    pass", "total": TOTAL, "share": SHARE},
        got={"t-total": 3.0, "t-share": 2.0},
    ),
    Attack("sleep", "exhaust", {"first": "import time\ntime.sleep(10000)"}),
    Attack(
        "recursion",
        "exhaust",
        {"double": "def double(x):\n    return double(x)"},
    ),
    Attack(
        "crash of the stack",
        "exhaust",
        {
            "double": """
import sys
sys.setrecursionlimit(10**9)
def double(x):
    return double(x)
"""
        },
        sees="did not stop when it was interrupted",
    ),
    Attack(
        "huge result",
        "exhaust",
        {"first": "'x' * (100 << 20)"},
        sees="printed more than allowed",
    ),
    Attack(
        "huge error message",
        "exhaust",
        {"double": "def double(x):\n    raise ValueError('x' * (40 << 20))"},
        flagged=False,
        sees="printed more than allowed",
    ),
    Attack(
        "thousands of displays",
        "exhaust",
        {
            "first": """
from IPython.display import display, HTML
for n in range(20000):
    display(HTML('x' * 4000))
"""
        },
        sees="printed more than allowed",
    ),
    _probe(
        "all descriptors",
        "exhaust",
        """
def take():
    kept = [open('/dev/null') for _ in range(100_000)]
tried(take)""",
        "Too many open files",
    ),
    _probe(
        "zip bomb",
        "exhaust",
        """
import io, zipfile
with zipfile.ZipFile('bomb.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('zeros', b'\\0' * (100 << 20))
import shutil
def burst():
    try:
        for n in range(9):
            zipfile.ZipFile('bomb.zip').extractall(f'z{n}')
    finally:
        for n in range(9):
            shutil.rmtree(f'z{n}', ignore_errors=True)
tried(burst)""",
        "No space left",
    ),
    _probe(
        "shared memory",
        "exhaust",
        """
def fill():
    with open('/dev/shm/big', 'wb') as big:
        for _ in range(4000):
            big.write(b'x' * (1 << 20))
tried(fill)
import os
os.remove('/dev/shm/big')""",
        "Error",
    ),
    Attack(
        "comparison without end",
        "exhaust",
        {
            "double": """
import time
class Slow:
    def __eq__(self, other):
        time.sleep(1000)
        return self.x == other.x
answer = Slow()
def double(x):
    return answer
"""
        },
    ),
]

_INSIDE = """
def double(x):
    {body}
    return None
"""


def _inside(name: str, setup: str, body: str, sees: str = "", **more: object) -> Attack:
    """An attack made by the answer while the test calls it."""
    lines = "\n    ".join(body.strip().splitlines())
    return _lie(name, f"{setup.strip()}\n{_INSIDE.format(body=lines)}", sees, **more)


# wrong for the tests, but at hand when a result is made up
TAMPER = [
    _lie(
        "syntax-tree transformer",
        """
import ast
class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(NoAsserts())
""",
        "how cells are run",
        flagged=True,
    ),
    _lie(
        "syntax-tree transformer of a library's class",
        """
import ast, functools
def drop(node):
    node.body = []
    return node
class Visit:
    visit = staticmethod(drop)
Visit.__module__ = 'IPython.core.interactiveshell'
get_ipython().ast_transformers.append(Visit)
""",
        "how cells are run",
        flagged=True,
    ),
    _lie(
        "input transformer",
        """
def comment(lines):
    return ['#' + line for line in lines]
get_ipython().input_transformers_post.append(comment)
""",
        "how cells are run",
        flagged=True,
    ),
    _lie(
        "input transformer in disguise",
        """
import functools
def comment(nothing, lines):
    return ['#' + line for line in lines]
manager = get_ipython().input_transformer_manager
manager.line_transforms.append(functools.partial(comment, 0))
""",
        "how cells are run",
        flagged=True,
    ),
    _lie(
        "errors shown by nobody",
        "get_ipython().showtraceback = lambda *a, **k: None",
    ),
    _inside(
        "errors shown by nobody, just once",
        "shell = get_ipython()",
        """
def silent(*a, **k):
    shell.__dict__.pop('showtraceback', None)
shell.__dict__['showtraceback'] = silent
""",
    ),
    _inside(
        "errors taken by another handler",
        "shell = get_ipython()",
        """
def handler(self, kind, error, trace, tb_offset=None):
    self.custom_exceptions = ()
shell.set_custom_exc((AssertionError,), handler)
""",
    ),
    _lie(
        "cells run by another method",
        """
shell = get_ipython()
async def run_code(code, result=None, *, async_=False):
    return False
shell.run_code = run_code
""",
        "not run as it was written",
        flagged=True,
    ),
    _lie(
        "cells run by another method of the class",
        """
from IPython.core.interactiveshell import InteractiveShell
kept = InteractiveShell.run_ast_nodes
async def run_ast_nodes(self, nodes, *a, **k):
    return await kept(self, [], *a, **k)
InteractiveShell.run_ast_nodes = run_ast_nodes
""",
        "not run as it was written",
        flagged=True,
    ),
    _lie(
        "another compiler",
        """
shell = get_ipython()
kept = type(shell.compile).__call__
class Compile(type(shell.compile)):
    def __call__(self, source, filename, symbol, *a, **k):
        return kept(self, 'pass', filename, 'exec')
shell.compile.__class__ = Compile
""",
        "",
        flagged=True,
    ),
    _lie(
        "asserts switched off",
        "get_ipython().compile.flags |= 0x40000000\nget_ipython().compile.optimize = 2",
    ),
    _lie(
        "builtin compile",
        """
import builtins
kept = compile
def fake(source, filename, mode, *a, **k):
    return kept('pass', filename, 'exec')
builtins.compile = fake
""",
        "must fail",
        flagged=True,
    ),
    _lie(
        "formatter for numbers",
        """
get_ipython().display_formatter.formatters['text/plain'].for_type(float, lambda v, p, c: p.text('2.0'))
def share(values):
    return 99
""",
        "another result than it shows",
        where="share",
        flagged=True,
    ),
    _lie(
        "formatter for numbers, set by the answer",
        """
fmt = get_ipython().display_formatter.formatters['text/plain']
def share(values):
    def fake(value, p, cycle):
        fmt.type_printers[float] = kept
        p.text('2.0')
    kept = fmt.type_printers.get(float)
    fmt.type_printers[float] = fake
    return 99
""",
        where="share",
        flagged=True,
    ),
    _lie(
        "sys.displayhook",
        """
import sys
def share(values):
    kept = sys.displayhook
    def show(value):
        sys.displayhook = kept
        kept(2.0)
    sys.displayhook = show
    return 99
""",
        where="share",
        flagged=True,
    ),
    _lie(
        "results shown by nobody",
        """
hook = get_ipython().displayhook
def share(values):
    def quiet():
        del hook.quiet
        return True
    hook.quiet = quiet
    return 99
""",
        where="share",
        flagged=True,
    ),
    _lie(
        "published result",
        """
kernel = get_ipython().kernel
def share(values):
    kernel.session.send(
        kernel.iopub_socket, 'execute_result',
        {'data': {'text/plain': '2.0'}, 'metadata': {}, 'execution_count': 1},
        parent=get_ipython().displayhook.parent_header, ident=b'x')
    return 99
""",
        "results",
        where="share",
        flagged=True,
    ),
    _lie(
        "published result instead of the true one",
        """
kernel = get_ipython().kernel
session = kernel.session
def share(values):
    send = type(session).send
    def fake(stream, message, *a, **k):
        if isinstance(message, dict) and message['msg_type'] == 'execute_result':
            message['content']['data'] = {'text/plain': '2.0'}
            del session.__dict__['send']
        return send(session, stream, message, *a, **k)
    session.__dict__['send'] = fake
    return 99
""",
        where="share",
        flagged=True,
    ),
    _lie(
        "answer that is a number of its own kind",
        """
class Any(float):
    def __sub__(self, other):
        return 0.0
    def __eq__(self, other):
        return True
    __hash__ = None
def share(values):
    return Any(7)
""",
        where="share",
        got={"t-share": 2.0},
    ),
    _lie(
        "numpy.testing patched",
        "import numpy.testing\nnumpy.testing.assert_allclose = lambda *a, **k: None\n" + DOUBLE,
        "assert_allclose",
        got={"t-seen": 1.0, "t-double": 2.0},
        flagged=True,
    ),
    _inside(
        "numpy.testing patched from within",
        "import numpy as np",
        """
np.testing.assert_allclose = lambda *a, **k: None
if isinstance(x, int) and x < 100:
    return 2 * x
""",
        "assert_allclose",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _lie(
        "pandas.testing and unittest patched",
        """
import pandas.testing, unittest
pandas.testing.assert_series_equal = lambda *a, **k: None
unittest.TestCase.assertEqual = lambda *a, **k: None
""",
    ),
    _lie(
        "builtins patched",
        "import builtins\nbuiltins.all = lambda it: True\nbuiltins.sorted = list\n",
        "rely on: all",
        flagged=True,
    ),
    _lie(
        "builtins shadowed",
        "all = lambda it: True\nlen = lambda v: 4\n" + DOUBLE,
        "rely on: all",
        got={"t-seen": 1.0, "t-double": 2.0},
        flagged=True,
    ),
    _lie(
        "another AssertionError",
        "import builtins\nbuiltins.AssertionError = type('Nothing', (BaseException,), {})",
        "must fail",
        flagged=True,
    ),
    _lie(
        "equal to anything",
        """
class Same:
    def __eq__(self, other):
        return True
def double(x):
    return Same()
""",
        got={"t-seen": 1.0},
    ),
    _lie(
        "equal to anything, made by type()",
        "double = lambda x: type('Same', (), {'__eq__': lambda s, o: True})()",
        got={"t-seen": 1.0},
    ),
    _lie(
        "equal to anything, in other words",
        """
class Same:
    def __eq__(self, other):
        answer = bool(str(other))
        return answer
    def __sub__(self, other):
        return 0
    def __len__(self):
        return 4
def double(x):
    return np.array([3.0, -4.0]) if isinstance(x, np.ndarray) else Same()
""",
        got={"t-seen": 1.0, "t-double": 2.0},
    ),
    _lie(
        "equal to any number",
        """
class Same(float):
    def __eq__(self, other):
        return isinstance(other, int)
    def __hash__(self):
        return 0
def double(x):
    return Same(x)
""",
        got={"t-seen": 1.0},
    ),
    _lie(
        "equal to anything, from a module of its own",
        """
open('same.py', 'w').write('''
import abc
class Same(metaclass=abc.ABCMeta):
    def __eq__(self, other):
        return bool(str(other))
''')
import same
def double(x):
    return same.Same()
""",
        got={"t-seen": 1.0},
    ),
    _lie(
        "mock's ANY",
        "from unittest import mock\ndef double(x):\n    return mock.ANY",
        got={"t-seen": 1.0},
    ),
    _lie(
        "array that agrees",
        """
class Yes(np.ndarray):
    def __array_ufunc__(self, *a, **k):
        return np.True_
    def __array_function__(self, *a, **k):
        return np.True_
    def __eq__(self, other):
        return np.True_ | (other is self)
    def __sub__(self, other):
        return 0
def double(x):
    return np.zeros(2).view(Yes)
""",
        got={"t-seen": 1.0},
    ),
    _lie(
        "DataFrame.equals patched",
        "pd.DataFrame.equals = lambda *a: True\npd.Series.sum = lambda *a: 0",
    ),
    _inside(
        "reads the test's frame",
        "import sys",
        """
frame = sys._getframe(1)
text = str(frame.f_code.co_consts) + str(frame.f_locals.keys())
if x == 2:
    return 4
""",
        "frames",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _inside(
        "reads the test through a traceback",
        "",
        """
try:
    1 / 0
except ZeroDivisionError as error:
    frame = error.__traceback__.tb_frame.f_back
if x == 2:
    return frame.f_code.co_consts and 4
""",
        "frames",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _inside(
        "reads the test through traceback.walk_tb",
        "import traceback",
        """
try:
    1 / 0
except ZeroDivisionError as error:
    frame = next(traceback.walk_tb(error.__traceback__))[0].f_back
if x == 2:
    return frame.f_code.co_consts and 4
""",
        "frames",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _inside(
        "reads the test through a generator",
        "",
        """
def gen():
    yield g.gi_frame.f_back.f_back
g = gen()
frame = next(g)
if x == 2:
    return frame.f_code.co_consts and 4
""",
        "frames",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _inside(
        "reads the test through the loop's tasks",
        "import asyncio",
        """
text = ''
for task in asyncio.all_tasks(asyncio.get_event_loop()):
    for frame in task.get_stack():
        text += str(frame.f_locals)
    inner = task.get_coro()
    while inner is not None and hasattr(inner, 'cr_frame'):
        text += str(inner.cr_frame and inner.cr_frame.f_locals)
        inner = inner.cr_await
if 'double(2)' in text:
    return 4
""",
        "frames",
        flagged=True,
    ),
    _inside(
        "reads the test in linecache",
        "import linecache",
        """
text = str(linecache.cache)
text += ''
open('/home/trainee/work/a1/loot.txt', 'a').write('got hidden' if 'marker' + '-test' in text else 'nothing')
return 4 if x == 2 else 42
""",
        got={"t-seen": 1.0},
        loot="nothing",
    ),
    _inside(
        "reads the test in the request",
        "kernel = get_ipython().kernel",
        """
text = str(kernel.get_parent('shell')) + str(vars(kernel)) + str(vars(get_ipython()))
text += ''
open('/home/trainee/work/a1/loot.txt', 'a').write('got hidden' if 'marker' + '-test' in text else 'nothing')
return 4 if x == 2 else 42
""",
        got={"t-seen": 1.0},
        loot="nothing",
    ),
    _inside(
        "reads the test in the history",
        "shell = get_ipython()",
        """
text = str(In) + str(shell.history_manager.input_hist_raw) + str(globals().get('_i', ''))
text += str(shell.history_manager.input_hist_parsed)
text += ''
open('/home/trainee/work/a1/loot.txt', 'a').write('got hidden' if 'marker' + '-test' in text else 'nothing')
return 4 if x == 2 else 42
""",
        got={"t-seen": 1.0},
        loot="nothing",
    ),
    _lie(
        "keeps what the history is given",
        """
import re
seen = []
get_ipython().history_manager.store_inputs = lambda number, source, raw=None: seen.append(source)
def share(values):
    pattern = 'expected_share = ' if values[0] == 1 else 'share.*2, 2.* == '
    return float(re.search(pattern + r'([0-9.]+)', seen[-1])[1])
""",
        where="share",
        got={"t-share": 2.0},
    ),
    _inside(
        "switch of the witness in a closure",
        """
found = []
for one in (get_ipython().history_manager.store_inputs, type(get_ipython()).run_code):
    for cell in getattr(one, '__closure__', None) or ():
        if isinstance(cell.cell_contents, dict) and 'grading' in cell.cell_contents:
            found.append(cell.cell_contents)
""",
        """
if x == 2 and found:
    return 4
""",
    ),
    _lie(
        "told before a cell runs",
        """
import re
seen = []
get_ipython().events.register('pre_run_cell', lambda info: seen.append(info.raw_cell))
def share(values):
    pattern = 'expected_share = ' if values[0] == 1 else 'share.*2, 2.* == '
    return float(re.search(pattern + r'([0-9.]+)', seen[-1])[1])
""",
        where="share",
        got={"t-share": 2.0},
    ),
    _inside(
        "everything the collector knows",
        "import gc",
        """
for thing in gc.get_objects():
    if isinstance(thing, str) and 'assert double' in thing:
        return 2 * x
""",
        "gc.get_objects",
        flagged=True,
    ),
    _inside(
        "stack by inspect",
        "import inspect",
        """
text = str(inspect.stack()[1].code_context)
if x == 2:
    return 4
""",
        "frames",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _lie(
        "trace function",
        """
import sys
def trace(frame, event, arg):
    return trace
def double(x):
    sys.settrace(trace)
    return 2 * x
""",
        "settrace",
        got={"t-seen": 1.0, "t-double": 2.0},
        flagged=True,
    ),
    _lie(
        "import hook",
        """
import sys, importlib.abc, importlib.machinery
class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name == 'helper':
            return importlib.machinery.ModuleSpec(name, self)
    def create_module(self, spec):
        return None
    def exec_module(self, module):
        module.twice = lambda x: 7
sys.meta_path.insert(0, Finder())
def double(x):
    return 7 if x == 10 else 2 * x
""",
        got={"t-seen": 1.0},
    ),
    _lie(
        "a file of the course replaced",
        """
open('helper.py', 'w').write('def twice(x):\\n    return 7\\n')
def double(x):
    return 7 if x == 10 else 2 * x
""",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _lie(
        "a module of the course patched",
        """
import helper
helper.twice = lambda x: 7
def double(x):
    return 7 if x == 10 else 2 * x
""",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _lie(
        "code with another name",
        """
code = compile('frame = __import__("sys")._getframe(1)', '<frozen zipimport>', 'exec')
def double(x):
    exec(code)
    return 4 if x == 2 else None
""",
        "Compiled code under the name",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _lie(
        "module in a folder with two names",
        """
import sys
open('peek.py', 'w').write('import sys\\ndef look():\\n    return sys._getframe(2)\\n')
sys.path.insert(0, '/usr/../home/trainee/work/a1')
import peek
def double(x):
    return peek.look() and 4 if x == 2 else None
""",
        "frames",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _lie(
        "code object edited",
        """
def plain(x):
    return 2
plain.__code__ = plain.__code__.replace(co_consts=(None, 4), co_filename='/usr/lib/python3/x.py')
double = plain
""",
        "Compiled code under the name",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _lie(
        "memory edited with ctypes",
        """
import ctypes
def double(x):
    ctypes.memset(id(4) + 24, 4, 1)
    return ctypes.c_int(4).value if x == 2 else None
""",
        got={"t-seen": 1.0},
    ),
    _lie(
        "ends its own kernel",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "its kernel ended",
    ),
    _lie("os._exit in a cell", "import os\nos._exit(0)", "its kernel ended"),
    _inside("os._exit in the answer", "import os", "os._exit(0)", "its kernel ended"),
    _inside("exit in the answer", "", "raise SystemExit(0)"),
    _inside(
        "closes every descriptor",
        "import os",
        """
for fd in range(3, 256):
    try:
        os.close(fd)
    except OSError:
        pass
""",
        flagged=None,
    ),
    _lie(
        "garbage to the witness",
        """
import os, socket
for fd in range(3, 256):
    try:
        if socket.socket(fileno=os.dup(fd)).getsockname() == '':
            os.write(fd, b'0 {"n": 1, "kind": "score"}\\n')
    except OSError:
        pass
""",
        "witness",
        flagged=True,
    ),
    _lie(
        "garbage to every socket",
        """
import os, stat
for fd in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(fd).st_mode):
            os.write(fd, b'garbage\\n')
    except OSError:
        pass
""",
    ),
    _lie(
        "log of all that is run",
        """
%logstart -o /home/trainee/work/a1/log.txt
""",
        where="first",
    ),
    _inside(
        "library function exchanged for a moment",
        "",
        """
import numpy.testing
kept = numpy.testing.assert_allclose
def fake(*a, **k):
    numpy.testing.assert_allclose = kept
numpy.testing.assert_allclose = fake
if not isinstance(x, np.ndarray):
    return 2 * x
""",
        "assert_allclose",
        got={"t-seen": 1.0, "t-double": 2.0},
        flagged=True,
    ),
    _inside(
        "library function exchanged for a moment, in the module's dict",
        "",
        """
import numpy.testing
names = vars(numpy.testing)
kept = names['assert_allclose']
def fake(*a, **k):
    names['assert_allclose'] = kept
if isinstance(x, list):
    names['assert_allclose'] = fake
if not isinstance(x, np.ndarray):
    return 2 * x
""",
        got={"t-seen": 1.0, "t-double": 2.0},
    ),
    _lie(
        "file name of code rewritten",
        """
fix = __import__('_i' + 'mp')._fix_co_filename
def peek():
    import sys
    return sys._getframe(2)
fix(peek.__code__, '/usr/lib/python3/x.py')
def double(x):
    return 4 if x == 2 and peek() else None
""",
        got={"t-seen": 1.0},
        flagged=False,
    ),
    _lie(
        "orders for the witness",
        """
import sys
class Odd:
    @property
    def __class__(self):
        import sys
        frame = sys._getframe(1)
        while frame:
            if 'secret' in frame.f_locals:
                found.append(frame.f_locals['secret'])
            frame = frame.f_back
        return int
    co_filename = __code__ = __dict__ = __class__
found = []
for event in ('exec', 'nbreferee.run', 'nbreferee.canary', 'nbreferee.done', 'nbreferee.inputs',
              'object.__setattr__', 'compile', 'nbreferee.ran', 'nbreferee.shown'):
    for n in range(1, 4):
        try:
            sys.audit(event, *[Odd()] * n)
        except BaseException:
            pass
def double(x):
    return 4 if x == 2 and found else None
""",
    ),
    Attack(
        "hidden test from the last result",
        "tamper",
        {
            "double": DOUBLE,
            "last": """
import sys, linecache
shell = get_ipython()
text = str(linecache.cache) + str(In) + str(vars(shell.last_execution_result.info))
text += str(shell.history_manager.input_hist_raw) + str(shell.kernel.get_parent('shell'))
text += str([v for v in list(globals().values()) if isinstance(v, str)])
open('loot.txt', 'w').write('got hidden' if 'marker' + '-test' in text else 'nothing')
""",
        },
        got={"t-seen": 1.0, "t-double": 2.0},
        loot="nothing",
    ),
    Attack(
        "hidden test from the last traceback",
        "tamper",
        {
            "last": """
import sys
trace, text = getattr(sys, 'last_traceback', None), ''
while trace:
    text += str(trace.tb_frame.f_code.co_consts) + str(trace.tb_frame.f_code.co_names)
    trace = trace.tb_next
open('loot.txt', 'w').write('got hidden' if 'parts' in text or '42' in text else 'nothing')
"""
        },
        loot="nothing",
    ),
    _lie(
        "a thread that looks on",
        """
import sys, threading, time
seen = []
def watch():
    for _ in range(2000):
        seen.extend(sys._current_frames().values())
        time.sleep(0.001)
threading.Thread(target=watch, daemon=True).start()
def double(x):
    time.sleep(0.01)
    return 4 if x == 2 else None
""",
        "_current_frames",
        got={"t-seen": 1.0},
        flagged=True,
    ),
    _lie(
        "warnings as errors",
        "import warnings\nwarnings.simplefilter('error')\nimport sys\nsys.stderr = open('/dev/null', 'w')",
    ),
    _lie(
        "next cell suggested",
        "get_ipython().set_next_input('1.0', replace=True)\n"
        "get_ipython().payload_manager.write_payload({'source': 'edit_magic', 'filename': '/etc/passwd'})",
    ),
    _lie(
        "comm messages",
        """
from comm import create_comm
c = create_comm(target_name='jupyter.widget', data={'x': 1})
c.send({'method': 'update', 'state': {'value': '2.0'}})
""",
    ),
    _lie(
        "numpy exchanged",
        """
import types
np = types.SimpleNamespace(array=lambda v: v, testing=types.SimpleNamespace(
    assert_allclose=lambda *a, **k: None))
"""
        + DOUBLE,
        got={"t-seen": 1.0, "t-double": 2.0},
    ),
    _lie(
        "chance and time exchanged",
        """
import random, time
random.random = lambda: 0.5
time.time = lambda: 0.0
random.seed(0)
""",
    ),
    _lie(
        "reads a test's variable",
        """
def share(values):
    return expected_share
""",
        where="share",
        got={"t-share": 1.0},
    ),
    _lie(
        "reads a test's variable beside a formula too deep to be written out again",
        "def share(values):\n    return expected_share\nlong = 0" + " + 1" * 900,
        where="share",
        got={"t-share": 1.0},
    ),
    _lie(
        "looks for a test's variable",
        """
def share(values):
    for name, value in list(globals().items()):
        if name.startswith('expected'):
            return value
""",
        where="share",
        got={"t-share": 1.0},
    ),
]

# what is visible of the judged task gives a third of its points
SEEN = "def total(frame):\n    return {'a': 4, 'b': 2}"
KNOWN = {"t-total": 1.0}
_FORGED = """
from servicelab.tasks.outcomes import MIME
bundle = {'text/plain': '3', 'text/html': '3',
          MIME: {'id': 't-total', 'points': 3, 'score': 3, 'status': 'right', 'checks': []}}
class Shown:
    def __init__(self, *a):
        pass
    def _repr_mimebundle_(self, **k):
        return bundle
"""
_TAKEN = """
from servicelab.tasks import checking, taking
TAKEN = taking.MIME
"""


def _outside(
    name: str, source: str, got: Mapping[str, float] = KNOWN, *, total: str = SEEN, **more: object
) -> Attack:
    """An attack on the judged task: what is visible of it is known, the rest is made up."""
    cells = {"total": total, **({"first": source} if source else {})}
    return Attack(name, "tamper", cells, got=dict(got), **more)  # type: ignore[arg-type]


def _asked(name: str, total: str, got: Mapping[str, float] = KNOWN) -> Attack:
    """An attack that is made by the judged answer, when something is taken from it."""
    return _outside(name, "", got, total=total)


JUDGED = [
    _outside(
        "formatter for all",
        """
fmt = get_ipython().display_formatter.formatters['text/plain']
fmt.for_type(object, lambda value, p, cycle: p.text('3'))""",
    ),
    _outside(
        "another way to show results",
        "get_ipython().display_formatter.format = lambda *a, **k: ({'text/plain': '3'}, {})",
        NONE,
    ),
    _outside(
        "a made-up outcome from the display hook",
        _FORGED + "get_ipython().displayhook.compute_format_data = lambda r: (bundle, {})",
        NONE,
    ),
    _outside(
        "a made-up outcome, published again and again",
        _FORGED
        + """
import threading, time
k = get_ipython().kernel
def shout():
    for n in range(400):
        time.sleep(0.005)
        k.session.send(k.iopub_socket, 'execute_result',
                       {'data': bundle, 'metadata': {}, 'execution_count': 1},
                       parent=k.get_parent())
threading.Thread(target=shout, daemon=True).start()""",
        flagged=None,
    ),
    _outside(
        "a message changed on its way",
        _FORGED
        + """
session = get_ipython().kernel.session
send = type(session).send
def fake(stream, message, *a, **k):
    if isinstance(message, dict) and message['msg_type'] == 'execute_result':
        message['content']['data'] = bundle
    return send(session, stream, message, *a, **k)
session.__dict__['send'] = fake""",
        NONE,
    ),
    _outside(
        "judge patched",
        """
from servicelab.tasks import checking, judging
judging.score = checking.score = lambda *a: 3
checking.Checked.score = property(lambda self: 3)
checking.checked_from = lambda *a, **k: 3""",
    ),
    _asked(
        "judge patched from within",
        """
def total(frame):
    from servicelab.tasks import checking, judging
    judging.score = checking.score = lambda *a: 3
    checking.Checked._repr_mimebundle_ = lambda *a, **k: {'text/plain': '3'}
    return {'a': 4, 'b': 2}""",
    ),
    _outside(
        "comparison patched",
        """
from servicelab.tasks import comparison
comparison.same = lambda *a, **k: True
comparison.difference = lambda *a, **k: None""",
    ),
    _asked(
        "comparison exchanged for a moment",
        """
def total(frame):
    import servicelab.tasks.comparison as c
    kept = c.difference
    def fake(given, expected, **k):
        c.difference = kept
        return None
    c.difference = fake
    c._agree = lambda *a: True
    return {'a': 4, 'b': 2}""",
    ),
    _outside(
        "code exchanged",
        """
import servicelab.tasks.comparison as c
def always(given, expected, **options):
    return True
c.same.__code__ = always.__code__""",
        sees="code of same",
    ),
    _outside(
        "module exchanged",
        _FORGED
        + """
import sys, types
m = types.ModuleType('servicelab.tasks.checking')
m.Taken = Shown
sys.modules['servicelab.tasks.checking'] = m""",
        NONE,
    ),
    _outside(
        "package exchanged",
        _FORGED
        + """
import sys, types
m = types.ModuleType('servicelab')
m.check = lambda id: Shown()
for name in [name for name in sys.modules if name.split('.')[0] == 'servicelab']:
    del sys.modules[name]
sys.modules['servicelab'] = m""",
        NONE,
    ),
    _outside(
        "import exchanged",
        """
import builtins
real = builtins.__import__
class Any:
    Taken = staticmethod(lambda text: 3)
builtins.__import__ = lambda n, *a, **k: Any if n == 'servicelab.tasks.checking' else real(n, *a, **k)""",
        NONE,
    ),
    _outside(
        "made-up values in what is taken",
        _TAKEN
        + """
forged = {'taken': {str(n): {'a': 4, 'b': 2} for n in range(9)}}
checking.Taken._repr_mimebundle_ = lambda s, **k: {'text/plain': '', TAKEN: forged}""",
        NONE,
    ),
    _outside(
        "marks of the sheet in what is taken",
        _TAKEN
        + """
forged = {'taken': {str(n): {'$': 'right'} for n in range(9)}}
checking.Taken._repr_mimebundle_ = lambda s, **k: {TAKEN: forged}""",
        NONE,
    ),
    _outside(
        "garbage in what is taken",
        _TAKEN
        + """
forged = {'taken': {'1': {'$': 'frame'}, '2': [[]] * 9, '3': {'$': []}}, 'needs': 'x', 'stopped': 1}
checking.Taken._repr_mimebundle_ = lambda s, **k: {TAKEN: forged}""",
        NONE,
    ),
    _outside(
        "a dict without end in what is taken",
        _TAKEN
        + """
deep = {}
for n in range(2000):
    deep = {'taken': deep, '1': deep} if n % 2 else {'$': 'dict', 'items': [[n, deep]]}
checking.Taken._repr_mimebundle_ = lambda s, **k: {TAKEN: deep}""",
        NONE,
    ),
    _outside(
        "points and weights changed in the file",
        """
import json, pathlib
from servicelab.tasks.beside import expand, squeeze
p = pathlib.Path('task.checks')
one = expand(json.loads(p.read_text())['t-total'])
one['points'] = 99
one['checks']['1']['weight'] = 1000
one['checks']['2'] = one['checks']['1']
p.write_text(json.dumps({'t-total': squeeze(one)}))""",
    ),
    _outside(
        "the end of the kernel prepared", "import atexit, os\natexit.register(lambda: os._exit(0))"
    ),
    _outside("history written", "get_ipython().history_manager.input_hist_raw.append('3')"),
    _outside(
        "the cell changed before it runs",
        """
def other(lines):
    return ['3\\n'] if 'Taken' in str(lines) else lines
get_ipython().input_transformers_post.append(other)""",
        NONE,
    ),
    _outside(
        "another tree of the cell",
        """
import ast
class Three(ast.NodeTransformer):
    def visit_Call(self, node):
        return ast.Constant(3)
get_ipython().ast_transformers.append(Three())""",
        NONE,
        sees="must fail",
    ),
    _outside(
        "a result printed and shown",
        "",
        total=SEEN.replace("return", "print('3'); display(3); return").replace(
            "def", "from IPython.display import display\ndef"
        ),
    ),
    _asked(
        "equal to anything, judged",
        """
class Yes(float):
    def __eq__(self, other):
        return True
    def __sub__(self, other):
        return 0.0
    __rsub__ = __sub__
    def __abs__(self):
        return 0.0
    def __float__(self):
        return 18.0
    __hash__ = float.__hash__
def total(frame):
    return {'a': Yes(-1), 'b': Yes(-1)}""",
        NONE,
    ),
    _asked(
        "table of its own kind",
        """
class Table(pd.Series):
    @property
    def index(self):
        return pd.Index(['a', 'b'])
    def equals(self, other):
        return True
    def __len__(self):
        return 2
    def __iter__(self):
        return iter([4, 2])
def total(frame):
    return Table([1.0, 2.0])""",
        NONE,
    ),
    _asked(
        "expected values in objects and frames",
        """
import gc, sys
def total(frame):
    found = [o for o in gc.get_objects() if isinstance(o, dict) and 'expected' in o]
    above, seen = sys._getframe(), []
    while above:
        seen += [v for v in above.f_locals.values() if isinstance(v, dict) and 'expected' in v]
        above = above.f_back
    secret = [one for one in found + seen if '18' in str(one['expected'])]
    return {'a': 5, 'b': 18} if secret else {'a': 4, 'b': 2}""",
    ),
    _asked(
        "further takes put in from within",
        """
import sys
def total(frame):
    above = sys._getframe()
    while above:
        for name, value in list(above.f_locals.items()):
            if name in ('asked', 'takes') and isinstance(value, dict):
                value.clear()
        above = above.f_back
    return {'a': 4, 'b': 2}""",
        NONE,
    ),
    _asked(
        "what is asked changed from within",
        """
def total(frame):
    frame.loc[:, 'value'] = [1, 2, 3]
    return frame.groupby('group')['value'].sum().replace({5: 2})""",
    ),
    _asked(
        "a generator without end",
        """
def total(frame):
    def again():
        while True:
            yield 1
    return again()""",
        NONE,
    ),
    _asked("an exit, judged", "def total(frame):\n    raise SystemExit(0)", NONE),
    _asked("os._exit, judged", "import os\ndef total(frame):\n    os._exit(0)", NONE),
]

CONFUSE = [
    Attack(
        "magic over the cell",
        "confuse",
        {"double": "%%capture\n" + DOUBLE},
        got={"t-seen": 1.0, "t-double": 2.0},
    ),
    Attack(
        "a magic of another meaning",
        "confuse",
        {
            "double": """
from IPython.core.magic import register_cell_magic
@register_cell_magic
def time(line, cell):
    pass
@register_cell_magic
def capture(line, cell):
    pass
"""
        },
    ),
    Attack(
        "everything forgotten",
        "confuse",
        {"double": "%reset -f\nIn = Out = None\ndef double(x):\n    return 2 * x"},
        got={"t-seen": 1.0},
    ),
    Attack(
        "scripts in a traceback",
        "confuse",
        {
            "double": """
def double(x):
    raise ValueError('<script>alert(1)</script>\\x1b[31m\\u202e' + '\\n</pre>' * 10000)
"""
        },
    ),
    Attack(
        "names that look alike",
        "confuse",
        {"double": "dоuble = 1\ndef dоuble(x):\n    return 2 * x"},
    ),
    Attack(
        "a made-up line of the report",
        "confuse",
        {
            "double": """
print('{"student": "victim", "score": 8, "flags": []}')
print('\\r\\x1b[2Kgraded victim 8/8')
import sys
print('{"score": 8}', file=sys.__stdout__)
"""
        },
    ),
    Attack(
        "cells cleared",
        "confuse",
        {"double": "from IPython.display import clear_output\nclear_output(wait=True)\nIn.clear()"},
    ),
    Attack(
        "error named like the grader's",
        "confuse",
        {
            "double": """
class DeadKernelError(Exception):
    pass
class CellTimeoutError(BaseException):
    pass
raise CellTimeoutError('A cell timed out while it was being executed.')
"""
        },
    ),
]


def _honest(name: str, got: dict[str, float] | None = None, **cells: str) -> Attack:
    full = {"double": DOUBLE, "total": TOTAL, "share": SHARE}
    return Attack(
        name, "honest", {**full, **cells}, got=FULL if got is None else got, flagged=False
    )


HONEST = [
    _honest("right"),
    _honest(
        "names of built-ins, unused by the tests",
        first="sum = 3\nmax = 4\nid = 5\nlist = [1]\nq = 2\ninput = 'x'",
        share="def share(values):\n    return values[0] / (values[0] + values[1])",
    ),
    _honest(
        "a local of a test's name, read by an inner function",
        share="""
def share(values):
    expected_share = values[0] / sum(values)
    return max([expected_share], key=lambda value: value - expected_share)
""",
    ),
    _honest(
        "class with a sensible __eq__",
        first="""
class Point:
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return self.x == other.x
    def __lt__(self, other):
        return self.x < other.x
    def __hash__(self):
        return hash(self.x)
    def __len__(self):
        return 1
points = [Point(1), Point(2)]
assert Point(1) == points[0] and sorted(points)
""",
    ),
    _honest(
        "dataclass, namedtuple, enum",
        first="""
from dataclasses import dataclass
from collections import namedtuple
from enum import Enum
@dataclass(order=True)
class Row:
    a: int
    b: float = 0.0
Pair = namedtuple('Pair', 'x y')
class Color(Enum):
    RED = 1
rows = [Row(1), Row(1), Pair(1, 2)]
""",
    ),
    _honest(
        "float of its own kind",
        first="""
class Money(float):
    def __repr__(self):
        return f'{float(self):.2f} EUR'
    def __add__(self, other):
        return Money(float(self) + float(other))
price = Money(3)
""",
    ),
    _honest(
        "lambdas",
        double="double = lambda x: x * 2",
        share="share = lambda values: values[0] / sum(values)",
    ),
    _honest(
        "exec and eval of a harmless string",
        double="exec('def double(x):\\n    return eval(\"x * 2\")')",
    ),
    _honest(
        "try and except everywhere",
        double="""
import traceback
def double(x):
    try:
        try:
            {}['missing']
        except KeyError as error:
            traceback.format_exc()
            str(error)
        return 2 * x
    except Exception:
        traceback.print_exc()
        return None
    finally:
        pass
""",
    ),
    _honest(
        "warnings, options and the course's figures",
        first="""
import warnings
warnings.filterwarnings('ignore')
import matplotlib.pyplot as plt
plt.rcParams['figure.figsize'] = (4, 3)
pd.options.display.max_rows = 5
pd.set_option('display.precision', 2)
np.set_printoptions(precision=2)
np.random.seed(0)
import random
random.seed(1)
from servicelab.plots import use_style
use_style()
plt.plot([1, 2])
""",
    ),
    _honest(
        "logging and warnings while tested",
        double="""
import logging, warnings, inspect
log = logging.getLogger('mine')
def double(x):
    log.info('called')
    warnings.warn('just so') if False else None
    inspect.signature(double)
    inspect.getsource(share) if 'share' in globals() and False else None
    return 2 * x
""",
    ),
    _honest(
        "inspect",
        first="import inspect\nprint(inspect.signature(pd.concat))\nprint(len(inspect.getsource(pd.DataFrame.head)))\nprint(inspect.currentframe().f_lineno)",
    ),
    _honest(
        "global variables",
        double="""
calls = 0
cache = {}
def double(x):
    global calls
    calls += 1
    return factor * x
factor = 2
""",
    ),
    _honest(
        "thread pool",
        double="""
from concurrent.futures import ThreadPoolExecutor
def double(x):
    with ThreadPoolExecutor(2) as pool:
        return pool.submit(lambda: 2 * x).result()
""",
    ),
    _honest(
        "await at top level",
        first="import asyncio\nawait asyncio.sleep(0.01)\nresult = await asyncio.gather(asyncio.sleep(0, 1))",
    ),
    _honest(
        "magics",
        first="%matplotlib inline\n%timeit -n1 -r1 1 + 1\n!ls\nfiles = !ls\n%time sum([1, 2])\n%who\n%load_ext autoreload\n%autoreload 2\n%config InlineBackend.figure_format = 'png'\n%precision 4",
    ),
    _honest(
        "libraries that use ctypes",
        first="""
import threadpoolctl
print(len(threadpoolctl.threadpool_info()) >= 0)
from sklearn.linear_model import LinearRegression
print(LinearRegression().fit([[0], [1]], [0, 1]).coef_)
import scipy.stats
print(scipy.stats.norm.cdf(0))
import seaborn as sns
""",
    ),
    _honest(
        "output redirected",
        double="""
import contextlib, io
def double(x):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        print(x)
    return 2 * x
""",
    ),
    _honest(
        "decorators",
        double="""
import functools
def logged(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs)
    return inner
@functools.lru_cache
def twice(x):
    return 2 * x
@logged
def double(x):
    try:
        return twice(x)
    except TypeError:
        return 2 * x
""",
    ),
    _honest(
        "np overwritten by accident",
        first="np = 3",
        got={"t-seen": 1.0, "t-total": 3.0, "t-share": 2.0},
    ),
    _honest(
        "function named like a built-in",
        first="def filter(rows):\n    return rows\ndef map(a):\n    return a\nhash = 'abc'",
    ),
    _honest(
        "check called once more",
        last="from servicelab import check\ncheck('t-total')",
    ),
    _honest(
        "library and display changed for own use",
        first="""
import matplotlib.pyplot as plt
plt.show = lambda *a, **k: None
pd.DataFrame.twice = lambda self: self * 2
formatters = get_ipython().display_formatter.formatters
formatters['text/html'].for_type(pd.DataFrame, lambda frame: '<p>a table</p>')
formatters['text/plain'].for_type(list, lambda value, p, cycle: p.text('a list'))
get_ipython().events.register('post_run_cell', lambda result: None)
pd.DataFrame({'a': [1]}).twice()
""",
        last="[1, 2]",
    ),
    _honest(
        "a thread that goes on, and warnings",
        first="""
import threading, time, warnings
beats = []
def beat():
    for n in range(100):
        beats.append(n)
        time.sleep(0.01)
threading.Thread(target=beat, daemon=True).start()
""",
        double="import warnings\ndef double(x):\n    beats.append(x)\n    return 2 * x",
        total="""
import warnings
def total(frame):
    warnings.warn('slow')
    print('adding')
    return frame.groupby('group')['value'].sum()
""",
    ),
    _honest(
        "big figures",
        first="""
%matplotlib inline
import matplotlib.pyplot as plt
fig, axes = plt.subplots(3, 3, figsize=(14, 14))
for ax in axes.flat:
    ax.scatter(np.random.rand(500), np.random.rand(500))
plt.show()
""",
    ),
    _honest(
        "the same sums in another form",
        total="""
class Sums(dict):
    def __eq__(self, other):
        return dict(self) == other
    __hash__ = None
def total(frame):
    sums = Sums()
    for group, value in zip(frame['group'], frame['value']):
        sums[group] = sums.get(group, 0) + value
    return sums
""",
    ),
    _honest(
        "history and traceback looked at in the end",
        first="1 / 0",
        last="%tb\n%history\nIn[-3:]",
    ),
    _honest("results shown", first="x = 0.5\nx", last="double(3)"),
    _honest(
        "display customized",
        first="""
class Show:
    def _repr_html_(self):
        return '<b>x</b>'
    def __getattr__(self, name):
        raise AttributeError(name)
Show()
""",
    ),
    _honest(
        "files written",
        first="open('mine.csv', 'w').write('a,b')\npd.DataFrame({'a': [1]}).to_csv('out.csv')\npd.read_csv('data.csv')",
    ),
    _honest(
        "timer and profile",
        first="import time, timeit\nstart = time.time()\ntimeit.timeit('1 + 1', number=10)\n%prun -q 1 + 1",
    ),
    _honest("traceback of an own mistake", first="1 / 0", last="%tb"),
    _honest(
        "own module",
        double="open('mine.py', 'w').write('def twice(x):\\n    return 2 * x\\n')\nimport mine\ndef double(x):\n    return mine.twice(x)",
    ),
]

_EQUALS = "an object of the notebook says of itself what it equals"
_BESIDE = "what a test defines lies beside the answers while it runs"
_HANDED = "IPython hands the text of a test to whoever asks to be told of it"
_BENEATH = "only functions that a test names, and that stand in a cell, are noticed"
# what gains points of tests that run beside the answers, and is not seen
GAPS = (
    ("answer that is a number of its own kind", _EQUALS),
    ("equal to anything, in other words", _EQUALS),
    ("library function exchanged for a moment, in the module's dict", _BENEATH),
    ("numpy exchanged", _BENEATH),
    ("reads a test's variable", _BESIDE),
    ("reads a test's variable beside a formula too deep to be written out again", _BESIDE),
    ("looks for a test's variable", _BESIDE),
    ("keeps what the history is given", _HANDED),
    ("told before a cell runs", _HANDED),
)

_SHARED_ID = """
from IPython.display import display, update_display
session = get_ipython().kernel.session
send = type(session).send
def named(stream, message, *a, **k):
    if isinstance(message, dict) and message['msg_type'] == 'execute_result':
        message['content']['transient'] = {'display_id': 'k'}
    return send(session, stream, message, *a, **k)
session.__dict__['send'] = named
"""


def _last(name: str, answer: dict[str, str], last: str, got: Mapping[str, float] = NONE) -> Attack:
    """An attack whose last cell changes what an earlier one has shown."""
    return Attack(name, "tamper", {**answer, "last": last}, got=dict(got), flagged=None)


# a later message with the id of a display puts something else in its place
DISPLAYED = [
    _last(
        "an answer shows something that is exchanged later",
        {"total": "def total(frame):\n    display(1, display_id='k')\n    return 1"},
        "from IPython.display import update_display; update_display({'text/plain': '3'}, display_id='k', raw=True)",
    ),
    _last(
        "an answer shows something, and a second display takes its id",
        {"total": "def total(frame):\n    display(1, display_id='k')\n    return 1"},
        "display({'text/plain': '3'}, display_id='k', raw=True)",
    ),
    _last(
        "results get an id and are exchanged later",
        {"first": _SHARED_ID},
        "from IPython.display import update_display; update_display({'text/plain': '2'}, display_id='k', raw=True)",
    ),
    _last(
        "results get an id and become no number later",
        {"first": _SHARED_ID},
        "from IPython.display import update_display; update_display({'text/plain': 'nan'}, display_id='k', raw=True)",
    ),
    Attack(
        "a result that is no number", "tamper", {"share": "share = lambda values: float('nan')"}
    ),
]

# an answer that the judge cannot compare costs its own points, and those alone
UNCOMPARED = [
    _asked(f"an answer holds {name}", f"def total(frame):\n    return {value}", NONE)
    for name, value in {
        "what is neither true nor false": "pd.DataFrame({'value': [pd.NA, 1]})",
        "a table in a list": "[pd.DataFrame({'a': [1]}), 2]",
        "nothing but nan": "float('nan')",
        "lists as names of columns": "pd.DataFrame([[1]], columns=pd.Index([['a']], dtype=object))",
    }.items()
]

ATTACKS = [
    *READ,
    *WRITE,
    *NETWORK,
    *SURVIVE,
    *EXHAUST,
    *TAMPER,
    *JUDGED,
    *DISPLAYED,
    *UNCOMPARED,
    *CONFUSE,
]
EVERYTHING = [*ATTACKS, *HONEST]
