"""Workers on this machine: one process for each core, and one zygote for all of them."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import socket
import sys
import threading
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Any

import cloudpickle

from nbreferee import _linux
from nbreferee.i18n import _
from nbreferee.job import Job, Outcome, Pack
from nbreferee.processes import safe_context
from nbreferee.zygote import Zygote

_AHEAD = 2  # a worker finds its next job waiting while its last result is written
_TRIES = 2


def run_jobs(
    jobs: Iterator[Job], pack: Pack, workers: int, zygote: Zygote | None
) -> Iterator[tuple[Job, Outcome]]:
    """Run jobs in worker processes; yield each as it is done.

    Parameters
    ----------
    jobs : iterator of Job
        Read only as fast as workers take them.
    pack : Pack
        What the jobs share.
    workers : int
        How many processes.
    zygote : Zygote or None
        Where their kernels come from; see :func:`.worker.run_job`.
    """
    context = safe_context("nbreferee.worker")
    packed = cloudpickle.dumps(pack)
    crew: list[_Worker] = []
    again: deque[tuple[Job, int]] = deque()
    try:
        crew = [_Worker(context, packed, zygote) for _number in range(workers)]
        while True:
            for worker in crew:
                while len(worker.held) < _AHEAD:
                    taken = again.popleft() if again else (next(jobs, None), 1)
                    if taken[0] is None:
                        break
                    worker.give(taken[0], taken[1])
            busy = [worker for worker in crew if worker.held]
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy])
            for worker in [worker for worker in busy if worker.pipe in ready]:
                try:
                    outcome: Outcome = pickle.loads(worker.pipe.recv_bytes())
                except (EOFError, OSError):
                    worker.end()
                    crew[crew.index(worker)] = _Worker(context, packed, zygote)
                    first = True
                    for job, tries in worker.held:
                        # only the job in hand can have been the cause
                        if first and tries >= _TRIES:
                            yield (
                                job,
                                Outcome(
                                    job.student,
                                    error=_("its worker died {n} times.").format(n=tries),
                                ),
                            )
                        else:
                            again.append((job, tries + first))
                        first = False
                    continue
                job, _tries = worker.held.popleft()
                yield job, outcome
    finally:
        for worker in crew:
            worker.end()


class _Worker:
    """A worker process and the jobs it holds."""

    def __init__(self, context: Any, packed: bytes, zygote: Zygote | None) -> None:
        self.held: deque[tuple[Job, int]] = deque()
        self.pipe, theirs = context.Pipe()
        if zygote is not None and zygote.lost:
            zygote.start()
        control = zygote.for_another() if zygote is not None else None
        # a forked worker holds a copy of this end, and would never see it closed
        copies = [self.pipe] if context.get_start_method() == "fork" else []
        self.process = context.Process(
            target=_work, args=(theirs, control, packed, dict(os.environ), copies), daemon=True
        )
        self.process.start()
        theirs.close()
        if control is not None:
            control.close()

    def give(self, job: Job, tries: int) -> None:
        self.held.append((job, tries))
        with contextlib.suppress(OSError):
            self.pipe.send_bytes(pickle.dumps(job))

    def end(self) -> None:
        self.pipe.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join()


def _work(
    pipe: Connection,
    control: socket.socket | None,
    packed: bytes,
    environment: dict[str, str],
    copies: list[Connection],
) -> None:
    from nbreferee.worker import run_job

    # what workers are forked from keeps the environment that it was started in
    os.environ.clear()
    os.environ.update(environment)

    for copy in copies:
        copy.close()
    if sys.platform == "linux":
        # a killed grader leaves no worker behind, nor a worker its kernel
        _linux.prctl(_linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the grader ends its workers
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    pack: Pack = pickle.loads(packed)
    zygote = (
        Zygote.from_socket(control, pack.preload, pack.helper.package)
        if control is not None
        else None
    )
    given: SimpleQueue[Job | None] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, given), daemon=True).start()
    while (job := given.get()) is not None:
        outcome = run_job(job, pack, zygote)
        try:
            pipe.send_bytes(pickle.dumps(outcome))
        except OSError:
            return


def _receive(pipe: Connection, given: SimpleQueue[Job | None]) -> None:
    """Take jobs at any time: a grader that waits to hand one over reads no outcome."""
    try:
        while True:
            given.put(pickle.loads(pipe.recv_bytes()))
    except (EOFError, OSError):
        pass
    finally:
        given.put(None)
