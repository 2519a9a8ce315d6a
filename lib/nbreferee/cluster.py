"""Workers on other machines: the same jobs through a Dask scheduler.

A worker needs this library and a sandbox; no shared disk, no gradebook, no course folder.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from functools import lru_cache
from typing import Any

import cloudpickle

from nbreferee import door, isolation
from nbreferee.errors import RefereeError
from nbreferee.i18n import _
from nbreferee.job import Job, Outcome, Pack
from nbreferee.worker import run_job
from nbreferee.zygote import CAN_FORK, Zygote

PATIENCE = 20
_RETRIES = 2
_AHEAD = 2
# nbgrader's steps run in the environment of a whole process
_one_at_a_time = threading.Lock()


def run_jobs(jobs: Iterator[Job], pack: Pack, address: str) -> Iterator[tuple[Job, Outcome]]:
    """Run jobs on a Dask cluster; yield each as it is done.

    Parameters
    ----------
    jobs : iterator of Job
        Read only as fast as workers take them.
    pack : Pack
        What the jobs share; sent to each worker once.
    address : str
        The scheduler's, such as ``tcp://grading.example.org:8786``.

    Raises
    ------
    RefereeError
        If the extra ``cluster`` is not installed, the scheduler does not answer, or it has no
        workers.
    """
    try:
        dask: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise RefereeError(
            _("Grading on a cluster needs Dask: run `pip install 'servicelab[cluster]'`.")
        ) from error
    try:
        client: Any = dask.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RefereeError(
            _("No Dask scheduler answers at {address}: {reason}").format(
                address=address, reason=door.text(error)
            )
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise RefereeError(
                _("The Dask scheduler at {address} has no workers: start some.").format(
                    address=address
                )
            )
        # a task, not scattered data: what only its worker held is made again when that one goes
        packed = client.submit(bytes, cloudpickle.dumps(pack), pure=False)
        running: dict[Any, Job] = {}
        waiting = dask.as_completed(loop=client.loop)

        def submit(job: Job | None) -> None:
            if job is not None:
                future = client.submit(run_remotely, job, packed, pure=False, retries=_RETRIES)
                running[future.key] = job
                waiting.add(future)

        for _number in range(threads * _AHEAD):
            submit(next(jobs, None))
        for future in waiting:
            job = running.pop(future.key)
            yield job, _outcome(future, job)
            future.release()
            submit(next(jobs, None))


def _outcome(future: Any, job: Job) -> Outcome:
    try:
        outcome: Outcome = future.result()
    except CancelledError:
        return Outcome(job.student, error=_("its result was lost."))
    except Exception as failure:  # whatever a worker raised, or the scheduler in its place
        told = _("its worker failed: {kind}: {reason}").format(
            kind=type(failure).__name__, reason=door.text(failure)
        )
        return Outcome(job.student, error=told)
    return outcome


def run_remotely(job: Job, packed: bytes) -> Outcome:
    """Run one job in a Dask worker."""
    with _one_at_a_time:
        pack, zygote = _ready(packed)
        if pack.isolate:
            missing = _missing_layers()
            if missing:
                return Outcome(
                    job.student,
                    error=_("the worker has no sandbox ({layers}).").format(layers=missing),
                )
        return run_job(job, pack, zygote)


@lru_cache(maxsize=1)
def _ready(packed: bytes) -> tuple[Pack, Zygote | None]:
    pack: Pack = cloudpickle.loads(packed)
    return pack, Zygote(pack.preload, pack.helper.package) if CAN_FORK else None


@lru_cache(maxsize=1)
def _missing_layers() -> str:
    return ", ".join(f"{layer.name}: {layer.why}" for layer in isolation.layers() if not layer.ok)
