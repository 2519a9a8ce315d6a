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

#: What a file can be about, how one might be called, and an option that it may need.
SUBJECTS = {
    "complaints": ("complaints.xlsx", "--dates DMY"),
    "loyalty": ("customers.xlsx", "--dates DMY"),
    "servqual": ("survey.xlsx", "--items items.csv"),
    "waiting": ("visits.xlsx", "--dates DMY"),
}

# lines of a usage error that are about the command line
_HOW_TO_CALL_IT = ("Usage: ", "Try '")


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
        file, option = SUBJECTS[self.subject]
        for attribute, description, example in (
            ("name", _("File"), _("such as {name}").format(name=file)),
            (
                "answers",
                _("Options"),
                _("empty until one is asked for, such as {option}").format(option=option),
            ),
        ):
            line = ipw.Text(
                description=description,
                placeholder=example,
                continuous_update=False,
                layout={"width": "min(60em, 100%)"},
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
                words += "\n" + _(
                    "Write what is asked for into the line Options, behind what stands there, and press again."
                )
            # it may quote cells of the file
            self._told = f"<p>{html.escape(repr(self))}</p>"
            return _as_written(words)
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
                    name=SUBJECTS[self.subject][0]
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
        if options and not options[0].startswith("--"):
            raise CourseError(
                _("An option begins with two dashes, such as {option}: {word} does not.").format(
                    option=SUBJECTS[self.subject][1], word=options[0]
                )
            )
        # beside the modules: what lies in one of them is handed in
        copy = Path.cwd().parent
        file = _found(name, copy)
        done = subprocess.run(
            [
                *(sys.executable, "-m", "servicelab_workshop", "report", self.subject),
                *(str(file), "--to", str(copy / f"{file.stem}-{self.subject}.html"), *options),
            ],
            capture_output=True,
            encoding="utf-8",
            # a usage error is a sentence, without a frame of lines
            env={**os.environ, "PYTHONUTF8": "1", "TYPER_USE_RICH": "0", "COLUMNS": "200"},
            cwd=copy,
            check=False,
        )
        notes = [
            line
            for line in done.stderr.strip().splitlines()
            if not line.startswith(_HOW_TO_CALL_IT)
        ]
        *explained, page = done.stdout.strip().splitlines() or [""]
        if done.returncode or not (copy / page).is_file():
            raise CourseError("\n".join(notes) or done.stdout.strip())
        if Path.cwd() in file.resolve().parents:
            notes.append(
                _(
                    "{name} lies in a module, which is handed in: move it beside the modules."
                ).format(name=file.name)
            )
        return copy / page, "\n".join([*explained, *notes])

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
