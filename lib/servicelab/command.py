"""What the course's own command says of this machine and this copy, shown in a notebook.

The command belongs to another package, which no notebook imports: it is run, and its answer read.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import os
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from servicelab import runs
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.static_forms import keep_form

if TYPE_CHECKING:
    import ipywidgets as ipw


class Page:
    """Text and HTML that say the same.

    Parameters
    ----------
    forms : dict
        MIME type -> content; ``text/plain`` is needed.
    """

    def __init__(self, forms: dict[str, str]) -> None:
        self._forms = forms

    def __repr__(self) -> str:
        return self._forms["text/plain"]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return self._forms


def checkup() -> None:
    """Say whether this environment can run the course.

    What is in order is named without details, so the output is the same on every healthy machine.

    Examples
    --------
    >>> checkup()  # doctest: +SKIP
    ✓ Python
    ✓ Packages
    """
    print(_ask("doctor", "--brief").rstrip())  # noqa: T201


def progress() -> Page:
    """Return how far the working copy around this notebook is, from its saved notebooks.

    Returns
    -------
    Page
        Shown by a notebook as its last value.
    """
    return Page(json.loads(_ask("progress", "--forms")))


def judge(notebook: str) -> JudgeButton:
    """Show a button that judges this notebook as a class's grader would, hidden checks included.

    Parameters
    ----------
    notebook : str
        Its module and its name, such as ``m04_servqual/1_survey``.

    Returns
    -------
    JudgeButton
        Shown by a notebook as its last value; without a front end it is a sentence.

    Examples
    --------
    >>> judge("m04_servqual/1_survey")
    A button that judges this notebook stands here when it is open in JupyterLab.
    """
    runs.pass_over_this()
    return JudgeButton(notebook)


def own_report(*, judged: bool = False) -> ReportButton:
    """Show a button that writes the report of one's own course, and shows it.

    Parameters
    ----------
    judged : bool
        Whether the notebooks are judged first, as a class's grader would, where the solved edition
        is on this machine.

    Returns
    -------
    ReportButton
        Shown by a notebook as its last value; without a front end it is a sentence.

    Examples
    --------
    >>> own_report()
    A button that writes the report of your course stands here when it is open in JupyterLab.
    """
    runs.pass_over_this()
    return ReportButton(judged)


def not_here(name: str) -> str:
    """Say that a notebook is not where it is judged."""
    return _(
        "{file} is not here: what is judged is the saved notebook of that name, so save yours under it."
    ).format(file=name)


class CommandButton(ABC):
    """A button, and below it what the course's command says when it is pressed.

    Nothing runs before, and nothing where only the static form is wanted.
    """

    label = ""
    tooltip = ""
    icon = ""
    waiting = ""

    def __init__(self) -> None:
        self._view: ipw.VBox | None = None

    @abstractmethod
    def press(self) -> str:
        """Run the command; HTML, which may be a sentence that says what is missing."""

    def fields(self) -> list[ipw.Widget]:
        """Make what is filled in above the button: by default nothing."""
        return []

    def kept(self, found: str) -> str:
        """What a saved notebook holds of it: by default all."""
        return found

    def view(self) -> ipw.VBox:
        """The live view, built once."""
        if self._view is None:
            import ipywidgets as ipw

            runs.watch()
            button = ipw.Button(
                description=self.label,
                tooltip=self.tooltip,
                icon=self.icon,
                button_style="primary",
                layout={"width": "auto", "align_self": "flex-start"},
            )
            shown = ipw.HTML()

            def pressed(_pressed: ipw.Button) -> None:
                button.disabled = True
                shown.value = _live(f"<p>{self.waiting}</p>")
                try:
                    found = self.press()
                    shown.value = _live(found)
                    keep_form(
                        view.model_id, {"text/plain": repr(self), "text/html": self.kept(found)}
                    )
                finally:
                    button.disabled = False

            button.on_click(pressed)
            self._view = view = ipw.VBox([*self.fields(), button, shown])
        return self._view

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from servicelab.plots.pictures import is_static

        words = {"text/plain": repr(self), "text/html": f"<p>{html.escape(repr(self))}</p>"}
        if is_static():
            return words
        live: dict[str, Any] = self.view()._repr_mimebundle_()
        keep_form(self.view().model_id, words)
        return {**live, **words}


class JudgeButton(CommandButton):
    """A button, and below it what the course's command says of the notebook as it was saved.

    Parameters
    ----------
    notebook : str
        See :func:`judge`.
    """

    label = _("Judge this notebook")
    tooltip = _("Runs a copy of the saved notebook, hidden checks included")
    icon = "check-square-o"
    waiting = _("A copy of the saved notebook is being judged: some seconds ...")

    def __init__(self, notebook: str) -> None:
        super().__init__()
        self.notebook = notebook
        self.file = Path.cwd() / f"{notebook.rpartition('/')[2]}.ipynb"

    def press(self) -> str:
        """Judge the saved notebook.

        Returns
        -------
        str
            HTML: points and words, or a sentence that says what is missing for them.
        """
        try:
            self._see_that_it_is_saved()
            saved_at = _time_of(self.file)
            arguments = ("judge", self.notebook, "--forms", "--workdir", str(self.file.parents[1]))
            found: str = json.loads(_ask(*arguments))["text/html"]
        except CourseError as problem:
            return f"<p>{html.escape(str(problem))}</p>"
        return f"{found}<p><small>{html.escape(saved_at)}</small></p>"

    def _see_that_it_is_saved(self) -> None:
        if not self.file.is_file():
            raise CourseError(not_here(self.file.name))
        if self.file.stat().st_mtime < runs.last():
            raise CourseError(
                _(
                    "Run this cell, save the notebook (Ctrl+S), and press again: cells were run after it was last saved."
                )
            )

    def __repr__(self) -> str:
        return _("A button that judges this notebook stands here when it is open in JupyterLab.")


class ReportButton(CommandButton):
    """A button that writes the report of one's own course, and below it the page.

    A saved notebook holds no more than where the page lies: it may be handed in, and the page is
    one's own.

    Parameters
    ----------
    judged : bool
        See :func:`own_report`.
    """

    label = _("Write the report of my course")
    tooltip = _("Reads the saved notebooks and decisions; nothing leaves this machine")
    icon = "file-text-o"
    waiting = _("Your notebooks are being read: some seconds ...")

    def __init__(self, judged: bool) -> None:
        super().__init__()
        self.judged = judged
        if judged:
            self.waiting = _(
                "Copies of your notebooks are being judged: a minute for each module ..."
            )
        self._told = ""

    def press(self) -> str:
        """Write the page.

        Returns
        -------
        str
            HTML: the page in a frame of its own, or a sentence that says why there is none.
        """
        self._told = ""
        arguments = ["report", "me", "--forms", *(["--judge"] if self.judged else [])]
        try:
            said = json.loads(_ask(*arguments))
            page = Path(said["page"])
            shown = page.read_text(encoding="utf-8")
        except (CourseError, OSError) as problem:
            self._told = f"<p>{html.escape(str(problem))}</p>"
            return self._told
        self._told, frame = framed(page, shown, said["text/plain"])
        return self._told + frame

    def kept(self, found: str) -> str:
        """Where the page lies, and no more."""
        return self._told

    def __repr__(self) -> str:
        return _(
            "A button that writes the report of your course stands here when it is open in JupyterLab."
        )


def framed(page: Path, shown: str, said: str) -> tuple[str, str]:
    """Return HTML that says where a page lies, and a frame that shows it.

    Parameters
    ----------
    page : path
        The page.
    shown : str
        Its HTML, of which no script runs in the frame.
    said : str
        A sentence about it.
    """
    way = quote(Path(os.path.relpath(page, Path.cwd())).as_posix())
    link = f'<a href="{way}" target="_blank" style="color:inherit;text-decoration:underline">{_("Open it, to print it")}</a>'
    frame = (
        f'<iframe sandbox title="{html.escape(page.name)}" srcdoc="{html.escape(shown)}" '
        'style="width:100%;height:80vh;min-height:44em;border:1px solid #888;background:#fff"></iframe>'
    )
    return f"<p>{html.escape(said)} {link}</p>", frame


def _live(words: str) -> str:
    return f'<div role="status" aria-live="polite" style="line-height:1.45">{words}</div>'


def _time_of(file: Path) -> str:
    """Say when a notebook was saved; without the day if that is today."""
    saved = dt.datetime.fromtimestamp(file.stat().st_mtime)
    pattern = "%H:%M" if saved.date() == dt.date.today() else "%Y-%m-%d %H:%M"
    return _("Judged as saved at {time}.").format(time=saved.strftime(pattern))


def _ask(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "servicelab_workshop", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    if done.stderr and not done.stdout:
        raise CourseError(done.stderr.strip().splitlines()[-1])
    return done.stdout
