"""Judging outside: what is taken from a notebook in the sandbox becomes points in the grader.

The referee asks :class:`Judge` what to run in place of a check cell, and what the cell is to show.
How such a cell is written and read stands here alone.
"""

from __future__ import annotations

import functools
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from nbreferee.errors import RefereeError
from nbreferee.processes import TooMuch, within
from servicelab.i18n import _
from servicelab.tasks.beside import SUFFIX, expand, read_sheets, squeeze
from servicelab.tasks.checking import checked_from
from servicelab.tasks.sheet import Sheet
from servicelab.tasks.taking import MIME, quiet

_CHECK = re.compile(r'from servicelab import check\n\ncheck\("(?P<id>[\w-]+)"\)\s*\Z')
_HIDDEN = re.compile(r'hidden\("(?P<id>[\w-]+)", """\n(?P<text>[^"\\]*)\n"""\)')
_WIDTH = 96
# what one task may take of the grader
_SECONDS = 20
_MEMORY = 1 << 30


def frozen_source(id: str, hidden: str) -> str:
    """The check cell of a task as it is released, its hidden part between nbgrader's marks.

    Parameters
    ----------
    id : str
        Of the task.
    hidden : str
        The hidden part of its sheet; empty for practice.
    """
    check = f'from servicelab import check\n\ncheck("{id}")'
    if not hidden:
        return check
    lines = "\n".join(textwrap.wrap(hidden, _WIDTH))
    return (
        "### BEGIN HIDDEN TESTS\n"
        "from servicelab.tasks.checking import hidden\n\n"
        f'hidden("{id}", """\n{lines}\n""")\n'
        f"### END HIDDEN TESTS\n{check}"
    )


class Judge:
    """Judges the check cells of one assignment.

    Parameters
    ----------
    files : mapping
        Path -> content, of the released assignment.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._sheets: dict[str, Any] = {}
        for name, content in files.items():
            if name.endswith(SUFFIX):
                self._sheets.update(read_sheets(content.decode()))

    @functools.cache  # noqa: B019 - it lives as long as the worker
    def _sheet(self, source: str) -> Sheet | None:
        check, hidden = _CHECK.search(source), _HIDDEN.search(source)
        if not check or not hidden or check["id"] != hidden["id"]:
            return None
        visible = self._sheets.get(check["id"])
        if not visible:
            # judged in the kernel it could be forged
            raise RefereeError(
                _("The file of {id} that ends in {suffix} is missing: release it again.").format(
                    id=check["id"], suffix=SUFFIX
                )
            )
        return Sheet.read(visible, expand(hidden["text"]))

    @functools.cache  # noqa: B019
    def asks(self, source: str) -> str | None:
        """What a kernel runs in place of a check cell; None for any other cell.

        Parameters
        ----------
        source : str
            Of the cell as it was released, with its hidden part.
        """
        sheet = self._sheet(source)
        if sheet is None:
            return None
        asked = {
            "id": sheet.id,
            "names": sheet.names,
            "needs": sheet.needs,
            "takes": dict(sheet.takes),
        }
        checking = '__import__("servicelab.tasks.checking", fromlist=["Taken"])'
        return f'{checking}.Taken("{squeeze(asked)}")'

    def result(self, source: str, outputs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """What a check cell shows, by type; without points if nothing was taken.

        Parameters
        ----------
        source : str
            Of the cell.
        outputs : sequence of dict
            Of the cell that was run in its place; they may hold anything.
        """
        sheet = self._sheet(source)
        taken = [
            output["data"][MIME]
            for output in outputs
            if output.get("output_type") == "execute_result" and MIME in output.get("data", {})
        ]
        if sheet is None:
            raise ValueError("not asked")
        if not taken:
            says = _(
                "Nothing could be taken from this answer: it was stopped, or how a cell shows its "
                "result was changed."
            )
            return checked_from(sheet, {"missing": "?", "stopped": says}).bundle
        try:
            with within(_SECONDS, _MEMORY), quiet():
                return checked_from(sheet, taken[-1]).bundle
        except (TooMuch, MemoryError, RecursionError):
            says = _("The answer is too large to be judged.")
        except Exception as error:
            # whatever a stranger's data do to the judge, they cost their own task alone
            says = _("The answer cannot be judged ({kind}).").format(kind=type(error).__name__)
        return checked_from(sheet, {"missing": "?", "stopped": says}).bundle

    def reads_alone(self, name: str) -> bool:
        """Whether a file of the release is for judging: right values, slips and points change there.

        What is taken from an answer is told by :meth:`asks`.
        """
        return name.endswith(SUFFIX)
