"""Notebooks that take memory, processors or the kernel's attention, and honest ones that take some.

Each is an attack of the form in :mod:`attacks.collection`, made in the class of
:mod:`attacks.course`. What an attempt gave stands in ``loot.txt``.
"""

from __future__ import annotations

from attacks.collection import DOUBLE, FULL, SHARE, TOTAL, TRY, Attack

RIGHT = {"double": DOUBLE, "total": TOTAL, "share": SHARE}
MEMORY = "more memory than allowed"
# 600 MB each, held by five processes
_HOLD = """
import ctypes, mmap, os, time
libc = ctypes.CDLL(None, use_errno=True)
SIZE = 600 << 20
def hold(make):
    for _ in range(4):
        if os.fork() == 0:
            try:
                kept = make()
                time.sleep(4)
            finally:
                os._exit(0)
    kept = make()
    time.sleep(4)
    return 'got 3 GB'
def fill(shared):
    for at in range(0, SIZE, 4096):
        shared[at] = 1
    # the process shows no page of it any more, and the kernel keeps them all
    shared.madvise(mmap.MADV_DONTNEED)
    return shared
"""
_SYSCALL = """
def fill_sockets(pairs):
    kept, sent = [], 0
    try:
        while sent < 3 << 30:
            kept += next(pairs)
            for one in kept[-2:]:
                one.setsockopt(1, 7, 64 << 20)
                one.setblocking(False)
                try:
                    while True:
                        sent += one.send(b'x' * 65536)
                except BlockingIOError:
                    pass
    except OSError:
        pass
    return 'got 3 GB' if sent >= 3 << 30 else f'little: {sent >> 20} MB'
def call(*arguments):
    ctypes.set_errno(0)
    got = libc.syscall(*arguments)
    if got < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return got
"""


def _memory(name: str, source: str, loot: str = "", sees: str = "") -> Attack:
    return Attack(name, "exhaust", {"first": TRY + _HOLD + _SYSCALL + source}, loot=loot, sees=sees)


def _busy(name: str, source: str) -> Attack:
    return Attack(name, "exhaust", {"first": source})


RESOURCES = [
    _memory(
        "shared mappings",
        "tried(lambda: hold(lambda: fill(mmap.mmap(-1, SIZE))))",
        "PermissionError",
    ),
    _memory(
        "files in memory",
        """
def write():
    file = os.memfd_create('hoard')
    for _ in range(600):
        os.write(file, b'x' * (1 << 20))
    return file
tried(lambda: hold(write))""",
        "PermissionError",
    ),
    _memory(
        "secret memory",
        "tried(lambda: call(447, 0))",
        "PermissionError",
    ),
    _memory(
        "System V segments",
        """
def segment():
    number = libc.shmget(0, ctypes.c_size_t(SIZE), 0o1600)
    if number < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    libc.shmat.restype = ctypes.c_void_p
    ctypes.memset(libc.shmat(number, None, 0), 1, SIZE)
    return number
tried(lambda: hold(segment))""",
        "PermissionError",
    ),
    _memory(
        "a device of zeros",
        """
def zeros():
    with open('/dev/zero', 'r+b') as file:
        return fill(mmap.mmap(file.fileno(), SIZE))
tried(lambda: hold(zeros))""",
        "FileNotFoundError",
    ),
    _memory(
        "every folder filled",
        """
def write(folder):
    try:
        with open(folder + '/hoard', 'wb') as file:
            for _ in range(3000):
                file.write(b'x' * (1 << 20))
    finally:
        if os.path.exists(folder + '/hoard'):
            os.remove(folder + '/hoard')
for folder in ('/dev/shm', '/tmp', '/home/trainee', '/dev/pts', '/dev', '/', '/run'):
    tried(lambda: write(folder))""",
        "No space left",
    ),
    _memory(
        "queues of messages",
        """
tried(lambda: [libc.msgget(0, 0o1600) for _ in range(9)])
tried(lambda: call(68, 0, 0o1600))
tried(lambda: call(64, 0, 30000, 0o1600))""",
        "PermissionError",
    ),
    _memory(
        "full pipes",
        """
import fcntl
def pipes():
    kept = []
    try:
        while True:
            kept += os.pipe()
            for size in (1 << 20, 1 << 16):
                try:
                    fcntl.fcntl(kept[-1], fcntl.F_SETPIPE_SZ, size)
                    break
                except OSError:
                    pass
            os.set_blocking(kept[-1], False)
            try:
                while True:
                    os.write(kept[-1], b'x' * 65536)
            except BlockingIOError:
                pass
    except OSError:
        return kept
for _ in range(100):
    if os.fork() == 0:
        kept = pipes()
        time.sleep(60)
time.sleep(6)
tried(lambda: 'held')""",
    ),
    _memory(
        "pages given to pipes",
        """
def give():
    kept = []
    for _ in range(400):
        kept += os.pipe()
        big = mmap.mmap(-1, 16 << 12, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        big.write(b'x' * (16 << 12))
        address = ctypes.addressof(ctypes.c_char.from_buffer(big))
        call(278, kept[-1], (ctypes.c_size_t * 2)(address, 16 << 12), 1, 8)
    return len(kept)
tried(give)""",
        "PermissionError",
    ),
    _memory(
        "full sockets",
        """
import socket
def pairs():
    while True:
        yield socket.socketpair()
tried(lambda: fill_sockets(pairs()))""",
        "little",
    ),
    _memory(
        "full connections",
        """
import socket
server = socket.create_server(('127.0.0.1', 0), backlog=1000)
def pairs():
    while True:
        yield socket.create_connection(server.getsockname()), server.accept()[0]
tried(lambda: fill_sockets(pairs()))""",
        "little",
    ),
    _memory(
        "many processes at once",
        """
for _ in range(100):
    if os.fork() == 0:
        time.sleep(1)
        hoard = b'x' * (60 << 20)
        time.sleep(600)
time.sleep(60)""",
        sees=MEMORY,
    ),
    _memory(
        "every terminal",
        "tried(lambda: [os.openpty() for _ in range(400)])",
        "No space left",
    ),
    _busy(
        "busy sessions",
        """
import subprocess
for _ in range(100):
    subprocess.Popen(['sh', '-c', 'while :; do :; done'], start_new_session=True)
while True:
    pass
""",
    ),
    _busy(
        "busy threads",
        """
import hashlib, threading
def burn():
    while True:
        hashlib.sha256(b'x' * (32 << 20)).digest()
for _ in range(60):
    threading.Thread(target=burn, daemon=True).start()
burn()
""",
    ),
    _busy(
        "busy for a moment each",
        """
import signal, subprocess
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
chain = 'n=0; while [ $n -lt 20000 ]; do n=$((n+1)); done; setsid sh -c "$1" sh "$1" & exit'
for _ in range(40):
    subprocess.Popen(['sh', '-c', chain, 'sh', chain], start_new_session=True)
while True:
    pass
""",
    ),
    Attack(
        "busy on every processor again",
        "exhaust",
        {
            "first": TRY
            + """
import os, subprocess, time
tried(lambda: os.sched_setaffinity(0, range(os.cpu_count())))
for _ in range(60):
    subprocess.Popen(
        ['sh', '-c', 'while :; do taskset -p ffff $$ >/dev/null 2>&1; done'],
        start_new_session=True,
    )
time.sleep(600)
"""
        },
        loot="PermissionError",
    ),
    Attack(
        "sockets of every family",
        "exhaust",
        {
            "first": TRY
            + """
import socket
def families():
    got = []
    for family in range(1, 47):
        for kind in range(1, 11):
            for protocol in (0, 1, 6, 16, 17, 132, 136, 255, 262):
                try:
                    socket.socket(family, kind, protocol).close()
                    got.append(family)
                except OSError:
                    pass
    return sorted(set(got))
tried(families)
def protocols():
    got = []
    for protocol in range(1, 300):
        for kind in (1, 2, 3, 5):
            try:
                socket.socket(socket.AF_INET, kind, protocol).close()
                got.append((kind, protocol))
            except OSError:
                pass
    return got
tried(protocols)
"""
        },
        loot="[1, 2, 10]\n[(1, 6), (2, 17)]\n",
    ),
    Attack(
        "processes that stay",
        "exhaust",
        {
            "first": """
import os, signal, subprocess
for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
for _ in range(20):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execvp('sleep', ['sleep', '@NUMBER@'])
        os._exit(0)
"""
        },
    ),
]


def _honest(name: str, source: str) -> Attack:
    return Attack(name, "honest", {"first": TRY + source, **RIGHT}, FULL, loot="fine")


HONEST = [
    _honest("plain", "tried(lambda: 'fine')"),
    _honest(
        "large arrays",
        """
import numpy as np
def large():
    many = np.ones(60_000_000)
    return 'fine' if many.sum() == 60_000_000 else 'wrong'
tried(large)""",
    ),
    _honest(
        "several processes",
        """
import math, multiprocessing
from multiprocessing import shared_memory
import numpy as np
def several():
    with multiprocessing.get_context('fork').Pool(2) as pool:
        roots = pool.map(math.sqrt, range(100))
    value = multiprocessing.Value('d', 2.0)
    values = multiprocessing.Array('i', range(10))
    block = shared_memory.SharedMemory(create=True, size=8_000_000)
    numbers = np.ndarray(1_000_000, buffer=block.buf)
    numbers[:] = 1
    total = numbers.sum()
    del numbers
    block.close()
    block.unlink()
    with multiprocessing.Manager() as manager:
        shared = manager.dict(a=1)
        return 'fine' if (roots[99], value.value, values[9], total, shared['a']) == (
            math.sqrt(99), 2.0, 9, 1e6, 1) else 'wrong'
tried(several)""",
    ),
    _honest(
        "joblib",
        """
import math
from joblib import Parallel, delayed
def both():
    got = Parallel(n_jobs=2)(delayed(math.sqrt)(n) for n in range(20))
    return 'fine' if got[4] == 2 else 'wrong'
tried(both)""",
    ),
    _honest(
        "commands and connections",
        """
import asyncio, socket, subprocess
said = !echo fine
async def talk():
    async def answer(reader, writer):
        writer.write(await reader.readline())
        writer.close()
    server = await asyncio.start_server(answer, 'localhost', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
    writer.write(b'fine\\n')
    heard = await reader.readline()
    writer.close()
    server.close()
    return heard.decode().strip()
heard = await talk()
shown = subprocess.run(['echo', 'fine'], capture_output=True, text=True).stdout.strip()
tried(lambda: 'fine' if said == ['fine'] and heard == shown == 'fine' else 'wrong')""",
    ),
]
EVERYTHING = [*RESOURCES, *HONEST]
# its own time by the clock and of the processor, while others are busy
STEADY = Attack(
    "steady",
    "honest",
    {
        "first": """
import json, time
time.sleep(2)
began, used = time.monotonic(), time.process_time()
while time.process_time() < used + 1:
    sum(range(10_000))
with open('loot.txt', 'w') as loot:
    json.dump([time.monotonic() - began, time.process_time() - used], loot)
""",
        **RIGHT,
    },
    FULL,
)
