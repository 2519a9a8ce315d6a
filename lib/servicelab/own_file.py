"""A form in a notebook that reads a file of one's own and shows the page about it.

The page is the one that the course's command ``servicelab report`` writes; the form asks for no more
than the file's name and for what the command has asked back.
"""

from __future__ import annotations

import html
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from servicelab import runs
from servicelab.command import CommandButton, framed
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.text import listed

if TYPE_CHECKING:
    import ipywidgets as ipw

__all__ = ["SUBJECTS", "OwnFile", "own_file"]

#: What a file can be about, and how one might be called.
SUBJECTS = {
    "complaints": "complaints.xlsx",
    "loyalty": "customers.xlsx",
    "servqual": "survey.xlsx",
    "waiting": "visits.xlsx",
}


def own_file(subject: str) -> OwnFile:
    """Show a form that reads a file of one's own and writes the page about it.

    Parameters
    ----------
    subject : {"complaints", "loyalty", "servqual", "waiting"}
        What the file is about.

    Returns
    -------
    OwnFile
        Shown by a notebook as its last value; without a front end it is a sentence.

    Raises
    ------
    CourseError
        If there is no such subject.

    Examples
    --------
    >>> own_file("waiting")
    A form that reads a file of your own stands here when it is open in JupyterLab.
    """
    if subject not in SUBJECTS:
        raise CourseError(
            _("There is no page on {subject!r}: choose one of {subjects}.").format(
                subject=subject, subjects=listed(list(SUBJECTS))
            )
        )
    runs.pass_over_this()
    return OwnFile(subject)


class OwnFile(CommandButton):
    """Two lines to fill in, a button, and below it the page about the file.

    A saved notebook holds no more than where the page lies: it may be handed in, and what is in the
    file is one's own.

    Parameters
    ----------
    subject : str
        See :func:`own_file`.
    """

    label = _("Read my file")
    tooltip = _("Writes a page about it; nothing leaves this machine")
    icon = "file-text-o"
    waiting = _("Your file is being read ...")

    def __init__(self, subject: str) -> None:
        super().__init__()
        self.subject = subject
        self.name = ""
        self.answers = ""
        self._told = ""

    def fields(self) -> list[ipw.Widget]:
        """Make the two lines."""
        import ipywidgets as ipw

        made = []
        for attribute, description, example in (
            ("name", _("File"), _("such as {name}").format(name=SUBJECTS[self.subject])),
            ("answers", _("Options"), _("empty until one is asked for, such as --dates DMY")),
        ):
            line = ipw.Text(
                description=description,
                placeholder=example,
                continuous_update=False,
                layout={"width": "min(36em, 100%)"},
            )
            line.observe(lambda change, to=attribute: setattr(self, to, change["new"]), "value")
            made.append(line)
        return made

    def press(self) -> str:
        """Read the file and write the page.

        Returns
        -------
        str
            HTML: the page in a frame of its own, or what is missing for it.
        """
        try:
            page, notes = self._report()
            shown = page.read_text(encoding="utf-8")
        except (CourseError, OSError) as problem:
            words = str(problem)
            if " --" in words:
                words += "\n" + _("Write what is asked for into the line Options, and press again.")
            self._told = _as_written(words)
            return self._told
        self._told, frame = framed(page, shown, _("Written: {page}.").format(page=page.name))
        return f"{self._told}{_as_written(notes) if notes else ''}{frame}"

    def kept(self, found: str) -> str:
        """Where the page lies, and no more."""
        return self._told

    def _report(self) -> tuple[Path, str]:
        """Return the page, and what was said beside it."""
        name = self.name.strip().strip("\"'").strip()
        if not name:
            raise CourseError(
                _("Which file? Type its name, such as {name}, and press again.").format(
                    name=SUBJECTS[self.subject]
                )
            )
        try:
            options = shlex.split(self.answers)
        except ValueError:
            raise CourseError(
                _("In the options a quotation mark is not closed: {options}").format(
                    options=self.answers
                )
            ) from None
        # beside the modules: what lies in one of them is handed in
        copy = Path.cwd().parent
        file = _found(name, copy)
        done = subprocess.run(
            [
                *(sys.executable, "-m", "servicelab_workshop", "report", self.subject),
                *("--to", str(copy / f"{file.stem}-{self.subject}.html")),
                *(*options, "--", str(file)),
            ],
            capture_output=True,
            encoding="utf-8",
            # a usage error is a sentence, without a frame of lines
            env={**os.environ, "PYTHONUTF8": "1", "TYPER_USE_RICH": "0", "COLUMNS": "200"},
            cwd=copy,
            check=False,
        )
        if done.returncode:
            raise CourseError(done.stderr.strip())
        *explained, page = done.stdout.strip().splitlines()
        return copy / page, "\n".join([*explained, *done.stderr.strip().splitlines()])

    def __repr__(self) -> str:
        return _("A form that reads a file of your own stands here when it is open in JupyterLab.")


def _found(name: str, copy: Path) -> Path:
    """Find a file beside the modules or in this one; where there is none, the command says so."""
    path = Path(name).expanduser()
    if path.is_absolute():
        return path
    here = Path.cwd() / path
    return here if here.is_file() else copy / path


def _as_written(words: str) -> str:
    return f'<p style="white-space:pre-wrap">{html.escape(words)}</p>'
