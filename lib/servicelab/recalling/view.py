"""Recall at the head of a notebook: a few questions of earlier modules, answered with a click."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from servicelab.decisions.widgets.page import html_pieces
from servicelab.i18n import _, ngettext
from servicelab.plots.pictures import is_static
from servicelab.recalling.boxes import A_DAY, DAYS, Boxes
from servicelab.recalling.questions import Choice, Question, asked_modules, read_questions
from servicelab.static_forms import keep_form
from servicelab.tasks.outcomes import MIME, SYMBOL

if TYPE_CHECKING:
    import ipywidgets as ipw

_PIECES = Path(__file__).with_suffix(".html.j2")


def recall(notebook: str) -> Recall:
    """Ask questions of earlier modules that were begun; nothing of it is graded.

    Parameters
    ----------
    notebook : str
        Its module and its name, such as ``m04_servqual/1_survey``.

    Returns
    -------
    Recall
        Shown by a notebook as its last value; without a front end the questions are plain text.

    Examples
    --------
    >>> print(recall("m04_servqual/1_survey"))
    Nothing to recall yet: these questions are about modules that you have begun.
    """
    return Recall(notebook)


class Recall:
    """Three questions of what was learned before; the first module asks about itself.

    Parameters
    ----------
    notebook : str
        See :func:`recall`.
    folder : path, optional
        Where the modules lie; by default the folder above the notebook's.
    today : date, optional
        By default the current date.
    """

    def __init__(
        self, notebook: str, folder: Path | None = None, today: dt.date | None = None
    ) -> None:
        module, _slash, stem = notebook.partition("/")
        self.folder = folder or Path.cwd().parent
        self.today = today or dt.date.today()
        number = re.match(r"\d+", stem)
        first = A_DAY * (int(number[0]) - 1) if number else 0
        pools = [read_questions(name) for name in self._modules(module)]
        memory = Boxes() if is_static() else Boxes.read(self.folder)
        self.questions = memory.due(pools, self.today, first)[:A_DAY]
        self._is_begun = bool(pools)
        self._view: ipw.VBox | None = None

    def _modules(self, module: str) -> list[str]:
        """Earlier modules that were begun, all without a front end; or else this one."""
        known = [name for name in asked_modules() if is_static() or is_begun(self.folder / name)]
        return [name for name in known if name < module] or [m for m in known if m == module]

    def answer(self, question: Question, choice: Choice) -> str:
        """Keep an answer.

        Returns
        -------
        str
            What is said of it, as HTML.
        """
        boxes = Boxes.read(self.folder)
        boxes.note(question.id, choice.right, self.today)
        boxes.write(self.folder)
        mark = SYMBOL["right" if choice.right else "not yet right"]
        back = words_of_return(boxes, question, self.today)
        return str(html_pieces(_PIECES).answered(mark, choice, question.right, back))

    def view(self) -> ipw.VBox:
        """The live view, built once."""
        if self._view is None:
            import ipywidgets as ipw

            pieces = html_pieces(_PIECES)
            cards = [self._card(question) for question in self.questions]
            self._view = ipw.VBox([ipw.HTML(str(pieces.title(_title()))), *cards])
            self._view.add_class("servicelab-recall")
        return self._view

    def _card(self, question: Question) -> ipw.VBox:
        import ipywidgets as ipw

        said = ipw.HTML()
        buttons = [ipw.Button(description=choice.text) for choice in question.choices]

        def chosen(choice: Choice) -> Callable[[ipw.Button], None]:
            def answer(_pressed: ipw.Button) -> None:
                said.value = self.answer(question, choice)
                for button, one in zip(buttons, question.choices, strict=True):
                    button.disabled = True
                    mark = SYMBOL["right"] if one.right else SYMBOL["not yet right"]
                    if one.right or one is choice:
                        button.description = f"{mark} {one.text}"

            return answer

        for button, choice in zip(buttons, question.choices, strict=True):
            button.on_click(chosen(choice))
        return ipw.VBox([ipw.HTML(str(html_pieces(_PIECES).asked(question))), *buttons, said])

    def __repr__(self) -> str:
        if not self.questions:
            return _nothing(self._is_begun)
        lines = [_title()]
        for number, question in enumerate(self.questions, start=1):
            lines.append(f"{number}. {question.text}")
            lines += [
                f"   {letter}) {one.text}"
                for letter, one in zip("abcd", question.choices, strict=False)
            ]
        return "\n".join(lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        if not self.questions:
            return {"text/plain": repr(self)}
        page = str(html_pieces(_PIECES).static(_title(), self.questions))
        words = {"text/plain": repr(self), "text/html": page}
        if is_static():
            return words
        keep_form(self.view().model_id, words)
        return {**self.view()._repr_mimebundle_(), **words}


def is_begun(module: Path) -> bool:
    """Whether a check was run and saved in a notebook of a module's folder."""
    for path in sorted(module.glob("*.ipynb")):
        try:
            if MIME.encode() in path.read_bytes():
                return True
        except OSError:
            continue
    return False


def words_of_return(boxes: Boxes, question: Question, today: dt.date) -> str:
    """Say when a question that was answered comes back."""
    days = (boxes.places[question.id].due - today).days
    return ngettext("Asked again tomorrow.", "Asked again in {days} days.", days).format(days=days)


def _title() -> str:
    return _("Do you remember? Not graded; what goes wrong comes back sooner.")


def _nothing(is_begun: bool) -> str:
    if is_begun:
        return _(
            "Nothing to recall today: what you know comes back in {days} days at most."
        ).format(days=DAYS[-1])
    return _("Nothing to recall yet: these questions are about modules that you have begun.")
