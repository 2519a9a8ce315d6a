"""One submission, from the files handed in to the executed notebooks."""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.notebooknode import from_dict
from nbgrader.preprocessors import Execute, OverwriteCells
from nbgrader.preprocessors.execute import UnresponsiveKernelError
from nbgrader.utils import determine_grade, is_grade, is_solution, setenv
from traitlets import Any as AnyTrait

from nbreferee import door
from nbreferee.errors import RefereeError
from nbreferee.evidence import Review
from nbreferee.i18n import _, ngettext
from nbreferee.job import Before, Job, Outcome, Pack, one_gradebook
from nbreferee.kernels import ForkedKernel, PlainKernel
from nbreferee.notebooks import notebook_text, parse_notebook
from nbreferee.repair import fresh_ids
from nbreferee.steps import step_failed
from nbreferee.taken import plain_outputs, what_runs
from nbreferee.zygote import KernelLost, Zygote

_TRIES = 3
# the name that IPython gives the file of a cell
_CELL_FILE = re.compile(r"\(\d+\.py, ")
_CANARY = """try:
    assert {nonce!r} == '', 'canary'
except AssertionError:
    __import__('sys').audit('nbreferee.canary', {nonce!r})
"""


class Flooded(Exception):
    """A notebook printed more than it may."""


class OutOfTime(Exception):
    """A notebook took longer than it may."""


class WatchedExecute(Execute):  # type: ignore[misc]
    """nbgrader's own execution, in a kernel that is handed in and watched."""

    kernel: Any = AnyTrait()
    review: Any = AnyTrait()
    judge: Any = AnyTrait()
    most_output: Any = AnyTrait(0)
    deadline: Any = AnyTrait(0.0)

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> tuple[Any, Any]:
        """Run the notebook; `kernel` is running already."""
        self.printed = 0
        self.at = 0
        self.began = False
        self.late: list[int] = []
        self.taken: dict[str, list[dict[str, Any]]] = {}
        self._tested = False
        return super().preprocess(nb, resources, km=self.kernel)

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Run one cell, with a look at the ground before and after one that gives points."""
        self._check_assign_resources(resources)
        self.at, self.began = index, True
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise OutOfTime
        tested = _is_test(cell)
        asked = self.judge.asks(cell.source) if tested and self.judge else None
        if asked:
            return self._judged(cell, resources, index, asked)
        is_test, tested = tested, tested and self.kernel.forked
        if tested:
            if not self._tested:
                self._send_canary()
                self._tested = True
            self.kernel.ask_witness(self.review.request(cell))
        elif cell.cell_type == "code":
            self._tested = False
        whole = False
        try:
            done = super().preprocess_cell(cell, resources, index)
            whole = True
            return done
        finally:
            self.kernel.expect(None)
            if is_test:
                # what a test showed stands: no later message may put another display in its place
                self.clear_display_id_mapping(index)
            if tested:
                self.kernel.ask_witness({"grading": False})
                self.review.graded(cell, self.kernel, whole=whole)

    def _judged(self, cell: Any, resources: Any, index: int, asked: str) -> tuple[Any, Any]:
        """Run in place of a test what takes the answer; what it shows is made here."""
        source, cell.source = cell.source, asked
        self._tested = False
        try:
            return super().preprocess_cell(cell, resources, index)
        finally:
            self.kernel.expect(None)
            self.clear_display_id_mapping(index)
            cell.source = source
            self.taken[cell.metadata.nbgrader.grade_id] = plain_outputs(cell.outputs)
            # what a notebook shows meanwhile is not the test's; without a result it would earn all
            cell.outputs = [_result(self.judge.result(source, cell.outputs), cell.execution_count)]

    def _send_canary(self) -> None:
        """See that a failing assertion fails, whatever was done to the way cells are run."""
        nonce = os.urandom(8).hex()
        message_id = self.kc.execute(_CANARY.format(nonce=nonce), silent=True, store_history=False)
        reply = self.wait_for_reply(message_id)
        self.kernel.expect(None)
        self.kernel.listen(0)
        self.review.canary(nonce, self.kernel, reply)

    def _get_timeout(self, cell: Any) -> Any:
        left = max(1.0, self.deadline - time.monotonic())
        timeout = super()._get_timeout(cell)
        return left if timeout is None else min(timeout, left)

    async def _async_handle_timeout(self, timeout: Any, cell: Any = None) -> Any:
        if cell is not None:
            self.late.append(self.at + 1)
        return await super()._async_handle_timeout(timeout, cell)

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Take a message, unless the notebook has printed too much, or for too long."""
        if time.monotonic() > self.deadline:
            self.kernel.end_flood()
            raise OutOfTime
        try:
            if not in_order(msg):
                return None
            self.printed += weight(msg) * self._places(msg)
            if self.printed > self.most_output:
                self.kernel.end_flood()
                raise Flooded
            return super().process_message(msg, cell, cell_index)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
            return None  # a message that is not in order shows nothing

    def _places(self, msg: Any) -> int:
        """In how many outputs a message will stand: each of its display id shows the last one."""
        shown = (msg["content"].get("transient") or {}).get("display_id")
        places = self._display_id_map.get(shown, {}) if shown else {}
        return 1 + sum(map(len, places.values()))


def _is_test(cell: Any) -> bool:
    return bool(
        cell.cell_type == "code"
        and is_grade(cell)
        and not is_solution(cell)
        and cell.source.strip()
    )


# what a message costs beside its text, and a part of it beside its signs, once it is in a notebook
_MESSAGE = 512
_PART = 32


def weight(msg: Mapping[str, Any]) -> int:
    """Bytes of a kernel's message, with what it costs to keep it."""
    plain = json.dumps(msg["content"], default=str)
    parts = plain.count("{") + plain.count("[")
    return _MESSAGE + len(plain) + _PART * parts + sum(map(len, msg.get("buffers", ())))


def in_order(msg: Mapping[str, Any]) -> bool:
    """Whether a kernel's message is what the protocol says, as far as outputs are made of it."""
    content, kind = msg["content"], msg["msg_type"]
    if not isinstance(content, dict) or door.is_deep(content):
        return False
    if not isinstance(content.get("execution_count"), int | None):
        return False
    if kind == "stream":
        return isinstance(content["text"], str) and isinstance(content["name"], str)
    if kind == "error":
        lines = content["traceback"]
        return isinstance(lines, list) and all(
            isinstance(one, str) for one in (content["ename"], content["evalue"], *lines)
        )
    if kind in ("display_data", "execute_result", "update_display_data"):
        return isinstance(content["metadata"], dict) and all(
            isinstance(value, str) or mime.endswith("json")
            for mime, value in content["data"].items()
        )
    return True


def run_job(job: Job, pack: Pack, zygote: Zygote | None) -> Outcome:
    """Run one submission; never raises for what it holds.

    Parameters
    ----------
    job : Job
        The submission.
    pack : Pack
        What all submissions share.
    zygote : Zygote or None
        Where kernels come from; without, they are started as nbgrader does, not isolated.
    """
    if zygote is None and pack.isolate:
        raise ValueError("isolation needs kernels that are forked")
    for attempt in range(1, _TRIES + 1):
        started = time.process_time()
        outcome = Outcome(job.student)
        try:
            _run(job, pack, zygote, outcome)
        except KernelLost as error:
            if zygote is not None and zygote.lost:
                zygote.start()
            if attempt < _TRIES:
                continue
            outcome.error = _("its kernel was lost {n} times ({reason}).").format(
                n=attempt, reason=error
            )
        except RefereeError as error:
            outcome.error = str(error)
        except Exception as error:
            outcome.error = _("a step of the grader failed: {kind}: {reason}").format(
                kind=type(error).__name__, reason=door.text(error)
            )
        outcome.error = door.name(outcome.error, door.LONGEST_SENTENCE)
        outcome.flags, outcome.notes = door.sentences(outcome.flags), door.sentences(outcome.notes)
        outcome.seconds = time.process_time() - started
        return outcome
    raise AssertionError


@contextlib.contextmanager
def _timed(outcome: Outcome, step: str) -> Iterator[None]:
    started = time.process_time()
    try:
        yield
    finally:
        outcome.steps[step] = outcome.steps.get(step, 0.0) + time.process_time() - started


def _resources(job: Job, name: str) -> dict[str, Any]:
    return {
        "unique_key": name,
        "output_files_dir": f"{name}_files",
        "output_extension": ".ipynb",
        "metadata": {"name": name, "path": ""},
        "nbgrader": {
            "student": job.student,
            "assignment": job.assignment,
            "notebook": name,
            "db_url": "sqlite://",
        },
    }


def _judge_again(job: Job, before: Before, pack: Pack, outcome: Outcome) -> None:
    """Judge what was taken before against another release; nothing of the submission runs."""
    judge = pack.judge
    assert judge is not None
    for name in sorted(job.notebooks):
        with one_gradebook(pack.key, (OverwriteCells,)):
            nb = parse_notebook(before.notebooks[name])
            nb = _through((OverwriteCells,), nb, _resources(job, name), pack.config)
        taken = before.taken[name]
        for cell in nb.cells:
            id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if id in taken and _is_test(cell) and judge.asks(cell.source):
                stopped = [one for one in cell.outputs if one.output_type == "error"]
                result = _result(judge.result(cell.source, taken[id]), cell.execution_count)
                cell.outputs = [result, *stopped]
        outcome.notebooks[name] = door.encodable(notebook_text(nb))
    outcome.files = {
        name: content
        for name, content in before.files.items()
        if name not in pack.sources and job.files.get(name) != content
    }
    outcome.gone = sorted(set(job.files) - set(before.files) - set(pack.sources))
    outcome.taken = {
        name: {id: list(map(dict, outputs)) for id, outputs in cells.items()}
        for name, cells in before.taken.items()
    }
    outcome.again = True


def _run(job: Job, pack: Pack, zygote: Zygote | None, outcome: Outcome) -> None:
    outcome.ran = what_runs(job, pack) if pack.judge else ""
    before = job.before
    if before and before.ran == outcome.ran:
        wanted = set(job.notebooks)
        if wanted <= set(before.notebooks) and wanted <= set(before.taken):
            _judge_again(job, before, pack, outcome)
            return
    files = dict(job.files)
    for notebook in pack.key.notebooks:
        if notebook.name not in job.notebooks:
            continue
        resources = _resources(job, notebook.name)
        with one_gradebook(pack.key, (*pack.sanitize, *pack.execute)):
            with _timed(outcome, "sanitize"):
                nb = parse_notebook(job.notebooks[notebook.name].decode())
                nb = _through(pack.sanitize, nb, resources, pack.config)
                fresh_ids(nb)  # of cells that nbgrader put back
                nb = parse_notebook(notebook_text(nb))
            review = Review(notebook, pack, nb)
            with setenv(NBGRADER_EXECUTION="autograde"):
                nb = _executed(job, pack, zygote, outcome, nb, resources, files, review)
        outcome.flags += review.flags()
        with _timed(outcome, "serialize"):
            outcome.notebooks[notebook.name] = door.encodable(notebook_text(nb))
    outcome.files = {
        name: content for name, content in files.items() if job.files.get(name) != content
    }
    outcome.gone = sorted(set(job.files) - set(files))


def _through(steps: Any, nb: Any, resources: Any, config: Any) -> Any:
    for step in steps:
        try:
            nb, _resources = step(parent=None, config=config)(nb, resources)
        except RefereeError:
            raise
        except (Exception, SystemExit) as error:
            raise step_failed(resources["unique_key"], step, error) from error
    return nb


def _executed(
    job: Job,
    pack: Pack,
    zygote: Zygote | None,
    outcome: Outcome,
    nb: Any,
    resources: Any,
    files: dict[str, bytes],
    review: Review,
) -> Any:
    for step in pack.execute:
        if not issubclass(step, Execute):
            with _timed(outcome, "other steps"):
                nb = _through([step], nb, resources, pack.config)
            continue
        kind = type(step.__name__, (WatchedExecute, step), {})
        execute = kind(config=pack.config)
        if not execute.enabled:
            continue
        with _timed(outcome, "start kernel"):
            kernel = _kernel(zygote, nb, job, files, execute, pack)
        execute.kernel, execute.review = kernel, review
        execute.judge = pack.judge
        execute.most_output = pack.limits.output
        execute.deadline = time.monotonic() + pack.limits.seconds
        client = None
        try:
            with _timed(outcome, "execute"):
                trouble = _attempt(execute, nb, resources, kernel)
                file = f"{resources['unique_key']}.ipynb"
                outcome.notes += [
                    f"{file}: {sentence}" for sentence in _closed_off(execute, nb, trouble)
                ]
            client = execute.kc
        finally:
            with _timed(outcome, "stop kernel"):
                try:
                    kernel.stop(client)
                finally:
                    if execute.kc is not None:
                        execute.kc.stop_channels()
        outcome.taken[resources["unique_key"]] = execute.taken
        review.ended(kernel)
        outcome.steps["kernel"] = outcome.steps.get("kernel", 0.0) + kernel.seconds
        outcome.steps["keeper"] = outcome.steps.get("keeper", 0.0) + kernel.keeper_seconds
        file = f"{resources['unique_key']}.ipynb"
        outcome.notes += [f"{file}: {sentence}" for sentence in _take_back(files, kernel, pack)]
    return nb


def _kernel(
    zygote: Zygote | None,
    nb: Any,
    job: Job,
    files: dict[str, bytes],
    execute: Execute,
    pack: Pack,
) -> ForkedKernel | PlainKernel:
    spec = execute.kernel_name or nb.metadata.get("kernelspec", {}).get("name", "python3")
    arguments = execute.extra_arguments
    # as they were handed in: with nbgrader, they lie there with their hidden tests
    there = {**files, **{f"{name}.ipynb": content for name, content in job.notebooks.items()}}
    if zygote is None:
        return PlainKernel(spec, job.assignment, there, arguments=arguments)
    return ForkedKernel(
        zygote,
        spec,
        job.assignment,
        there,
        arguments=arguments,
        isolate=pack.isolate,
        limits=pack.limits,
        readable=pack.readable,
        trusted=[name for name in pack.sources if name.endswith(".py")],
        helper=pack.helper,
    )


def _attempt(
    execute: WatchedExecute, nb: Any, resources: Any, kernel: ForkedKernel | PlainKernel
) -> tuple[str, str] | None:
    """Run the notebook; say what stopped it, as an exception's name and a sentence."""
    try:
        execute.preprocess(nb, resources)
    except (DeadKernelError, UnresponsiveKernelError):
        if kernel.stalled:
            raise KernelLost(_("the channel to the kernel is stuck")) from None
        if kernel.flooded:
            return "OutputLimitError", _("it printed more than allowed and was stopped")
        if kernel.cause == "memory":
            return "MemoryError", _("it used more memory than allowed and was stopped")
        if kernel.cause == "time":
            return "TimeoutError", _("it ran longer than a whole notebook may and was stopped")
        return "DeadKernelError", _("its kernel ended while a cell ran")
    except CellTimeoutError:
        return "TimeoutError", _("it did not stop when it was interrupted")
    except Flooded:
        return "OutputLimitError", _("it printed more than allowed and was stopped")
    except OutOfTime:
        return "TimeoutError", _("it ran longer than a whole notebook may and was stopped")
    except RuntimeError as error:
        if not execute.began:
            raise kernel.command.failed(kernel.said or str(error), ran=True) from error
        if kernel.poll() is None:
            raise
        return "DeadKernelError", door.text(error)
    return None


def _closed_off(execute: WatchedExecute, nb: Any, trouble: tuple[str, str] | None) -> Iterator[str]:
    """Mark the tests that a notebook did not reach; say what went wrong in it.

    Parameters
    ----------
    execute : WatchedExecute
        After the run.
    nb : NotebookNode
        The notebook; changed where a test has no result that counts.
    trouble : tuple of str or None
        From :func:`_attempt`.
    """
    wrong: list[tuple[int, str]] = []
    for number, cell in enumerate(nb.cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        test = is_grade(cell) and not is_solution(cell)
        if trouble and number > execute.at:
            # what a cell showed when it was handed in does not count
            reached = number == execute.at + 1
            cell.outputs = cell.outputs if reached else []
            if test or reached:
                cell.outputs.append(_error(*trouble))
        elif test:
            try:
                if not math.isfinite(determine_grade(cell)[0] or 0):
                    raise ValueError
            except Exception:
                what = _("its result is no number of points that it can give")
                cell.outputs.insert(0, _error("ResultError", what))
                yield _("the test {id} gives 0, because {what}.").format(
                    id=cell.metadata.nbgrader.grade_id, what=what
                )
            noisy = any(
                one.output_type == "stream" and one.name == "stderr" for one in cell.outputs
            )
            if noisy and not any(one.output_type == "error" for one in cell.outputs):
                yield _("the test {id} gives 0, because something was written to stderr.").format(
                    id=cell.metadata.nbgrader.grade_id
                )
        elif "raises-exception" not in cell.metadata.get("tags", ()):
            error = next((one for one in cell.outputs if one.output_type == "error"), None)
            if error is not None and number not in execute.late:
                what = _CELL_FILE.sub("(", f"{error.ename}: {error.evalue}")
                wrong.append((number, what.strip().rstrip(".:")))
    if wrong:
        number, what = wrong[0]
        yield ngettext(
            "cell {number} ended with an error ({what}).",
            "{n} cells ended with an error, the first is cell {number} ({what}).",
            len(wrong),
        ).format(n=len(wrong), number=number, what=door.text(what, 120))
    for number in execute.late:
        if not trouble or number != execute.at + 1:
            name = nb.cells[number - 1].metadata.get("nbgrader", {}).get("grade_id")
            yield _(
                "cell {number} took longer than a cell may and was interrupted: is there a loop "
                "without an end?"
            ).format(number=f"{number} ({name})" if name else number)
    if trouble:
        yield _("{what} (cell {number}); what follows was not run.").format(
            what=trouble[1], number=execute.at + 1
        )


def _result(data: Mapping[str, Any], count: Any) -> Any:
    return from_dict(  # type: ignore[no-untyped-call]
        {
            "output_type": "execute_result",
            "data": dict(data),
            "metadata": {},
            "execution_count": count,
        }
    )


def _error(name: str, what: str) -> Any:
    return from_dict(  # type: ignore[no-untyped-call]
        {
            "output_type": "error",
            "ename": name,
            "evalue": what,
            "traceback": [f"{name}: {what}"],
        }
    )


def _take_back(
    files: dict[str, bytes], kernel: ForkedKernel | PlainKernel, pack: Pack
) -> Iterator[str]:
    """Make `files` what they are after a notebook ran; say what is not taken.

    Assignment notebooks are not taken, nor what stands where they will be written.
    """
    own = {f"{notebook.name}.ipynb" for notebook in pack.key.notebooks}
    left = set(kernel.left)
    for name in [name for name in files if name not in left]:
        del files[name]
    refused = notebooks = 0
    for name, data in kernel.results.items():
        if Path(name).parts[0] in own:
            continue
        if name.lower().endswith(".ipynb"):
            # it would be one more page for everybody who reads
            notebooks += 1
        elif name == door.encodable(name):
            files[name] = data
        else:
            refused += 1
    refused += kernel.refused
    if notebooks:
        yield ngettext(
            "{n} notebook that it wrote was not kept.",
            "{n} notebooks that it wrote were not kept.",
            notebooks,
        ).format(n=notebooks)
    if refused:
        yield ngettext(
            "{n} file or folder that it wrote was not kept: the files may hold {most} MB in all.",
            "{n} files or folders that it wrote were not kept: the files may hold {most} MB in all.",
            refused,
        ).format(n=refused, most=door.MOST_BYTES >> 20)


def output_path(folder: Path, name: str) -> Path:
    """Where a file of a submission goes; refuses what leads out of the folder."""
    path = Path(os.path.normpath(folder / name))
    if not path.is_relative_to(folder):
        raise RefereeError(_("{name} leads out of its folder.").format(name=name))
    return path
