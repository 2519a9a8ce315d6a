"""Run a notebook as a trainee would, and keep only what is the same on every run."""

from __future__ import annotations

import base64
import os
import re
import struct
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.tasks.outcomes import find
from servicelab_workshop.lessons.cell import Cell

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# no history on disk, and no notice about the loopback connection on the terminal
KERNEL_ARGUMENTS = ["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"]
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_IMAGE = re.compile(r"(?<=data:image/png;base64,)[A-Za-z0-9+/]+=*")
_STYLER = re.compile(r"\bT_[0-9a-f]{5}(?=_|\b)")


def execute(
    nb: Any,
    folder: Path,
    name: str,
    *,
    timeout: int = 600,
    solved: bool = True,
    startup: str = "",
) -> None:
    """Run a notebook from the first cell to the last, in place.

    Parameters
    ----------
    nb : NotebookNode
        Gets outputs that two runs on one machine write alike.
    folder : Path
        The kernel's working directory; records that the notebook writes stay there.
    name : str
        What to call the notebook in a message.
    timeout : int
        Seconds that one cell may take.
    solved : bool
        Whether the notebook holds the reference answers, which must get their full points.
    startup : str
        Python that the kernel runs before the first cell.

    Raises
    ------
    CourseError
        If a cell raises, warns, times out, a widget's callback raises, an output names a folder of
        this machine, or a task's reference answer does not get its full points.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            # widgets then show their static figure, and no browser is waited for
            "NBGRADER_EXECUTION": "build",
            "PYTHONHASHSEED": "0",
            "IPYTHONDIR": home,
            "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(Path(home, "mpl"))),
        }
        client = NotebookClient(
            nb,
            timeout=timeout,
            kernel_name=nb.metadata.kernelspec.name,
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
            coalesce_streams=True,
            extra_arguments=[
                *KERNEL_ARGUMENTS,
                *([f"--IPKernelApp.exec_lines={startup}"] if startup else []),
            ],
        )
        try:
            client.execute(env=environment)
        except CellExecutionError as error:
            raise CourseError(
                _("{name}, cell {id} fails: {ename}: {evalue}").format(
                    name=name, id=_failed(nb), ename=error.ename, evalue=error.evalue
                )
            ) from error
        except (CellTimeoutError, DeadKernelError) as error:
            raise CourseError(
                _("{name} does not run to its end: {reason}").format(
                    name=name, reason=str(error).strip().splitlines()[0]
                )
            ) from error
    settle(nb)
    # the kernel writes down its version of Python
    nb.metadata.language_info = {"name": "python"}
    problems = list(faults(nb, [str(folder), str(folder.resolve())], solved=solved))
    nb.metadata.pop("widgets", None)
    if problems:
        raise CourseError(_("{name}, {fault}").format(name=name, fault="; ".join(problems)))


def _failed(nb: Any) -> str:
    for cell in nb.cells:
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return str(cell.id)
    return "?"


def faults(nb: Any, folders: list[str], *, solved: bool = True) -> Iterator[str]:
    """Say what in the outputs must not be there, cell by cell."""
    from nbgrader.utils import determine_grade

    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                line = output.text.strip().splitlines()[-1] if output.text.strip() else ""
                yield _("cell {id} warns: {line}").format(id=cell.id, line=line)
            elif output.output_type == "error":
                yield _("cell {id} fails: {ename}: {evalue}").format(
                    id=cell.id, ename=output.ename, evalue=output.evalue
                )
            text = str(output)
            if any(folder in text for folder in folders):
                yield _("cell {id} shows a folder of this machine").format(id=cell.id)
        if solved and cell.cell_type == "code" and Cell.of(cell).is_autograded:
            score, points = determine_grade(cell)
            if score != points:
                fault = _(
                    "cell {id}: the reference answer gets {score:g} of {points:g} points"
                ).format(id=cell.id, score=score, points=points)
                yield "; ".join([fault, *_refusals(cell)])
    models = nb.metadata.get("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
    for model in models.values():
        for output in model.get("state", {}).get("outputs") or []:
            if output.get("output_type") == "error":
                yield _("a widget's callback fails: {ename}: {evalue}").format(
                    ename=output.get("ename"), evalue=output.get("evalue")
                )
            elif output.get("output_type") == "stream" and output.get("name") == "stderr":
                yield _("a widget's callback warns: {line}").format(
                    line=str(output.get("text", "")).strip()
                )


def _refusals(cell: Any) -> Iterator[str]:
    for outcome in find(cell.outputs):
        for check in outcome["checks"]:
            if check["message"]:
                yield f"{check['name']}: {check['message']}"


def settle(nb: Any) -> None:
    """Take out of the outputs what differs from run to run, in place.

    Memory addresses, random widget models and Styler ids, timings, and the text chunks of PNG
    images (they name the software).
    """
    for cell in nb.cells:
        for key in ("execution", "ExecuteTime", "collapsed", "scrolled", "trusted"):
            cell.metadata.pop(key, None)
        if cell.cell_type != "code":
            continue
        names: dict[str, str] = {}
        for output in cell.outputs:
            if output.output_type == "stream":
                output.text = _ADDRESS.sub("0x...", output.text)
            for mime, value in list(output.get("data", {}).items()):
                if mime == WIDGET_VIEW:
                    del output.data[mime]
                elif mime == "image/png":
                    output.data[mime] = plain_png(value)
                elif isinstance(value, str):
                    value = _IMAGE.sub(lambda match: plain_png(match[0]), value)
                    value = _ADDRESS.sub("0x...", value)
                    for name in _STYLER.findall(value):
                        names.setdefault(name, f"T_{cell.id}-{len(names)}")
                    output.data[mime] = _STYLER.sub(partial(_renamed, names), value)


def _renamed(names: dict[str, str], match: re.Match[str]) -> str:
    return names[match[0]]


def plain_png(encoded: str) -> str:
    """Drop the text and time chunks of a base64 PNG.

    Examples
    --------
    >>> import matplotlib.figure, io
    >>> with io.BytesIO() as stream:
    ...     matplotlib.figure.Figure().savefig(stream, format="png")
    ...     image = base64.b64encode(stream.getvalue()).decode()
    >>> b"Software" in base64.b64decode(image), b"Software" in base64.b64decode(plain_png(image))
    (True, False)
    """
    data = base64.b64decode(encoded)
    kept, place = [data[:8]], 8
    while place + 12 <= len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        end = place + 12 + length
        if data[place + 4 : place + 8] not in (b"tEXt", b"iTXt", b"zTXt", b"tIME"):
            kept.append(data[place:end])
        place = end
    return base64.b64encode(b"".join(kept)).decode()
