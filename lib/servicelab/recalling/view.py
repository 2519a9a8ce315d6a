"""Recall at the head of a notebook: a few questions of earlier notebooks, answered with a click."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from servicelab.decisions.widgets.page import html_pieces
from servicelab.i18n import _, ngettext
from servicelab.plots.pictures import is_static
from servicelab.recalling.boxes import A_DAY, DAYS, Boxes
from servicelab.recalling.questions import Choice, Question, asked_modules, read_questions
from servicelab.recalling.unlocked import unlocked
from servicelab.static_forms import keep_form
from servicelab.tasks.outcomes import SYMBOL

if TYPE_CHECKING:
    import ipywidgets as ipw

_PIECES = Path(__file__).with_suffix(".html.j2")


def recall(notebook: str) -> Recall:
    """Ask questions of earlier notebooks that were begun; nothing of it is graded.

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
    Nothing to recall yet: these questions are about notebooks that you have begun.
    """
    return Recall(notebook)


class Recall:
    """Three questions of what was learned before, in earlier modules and in this one.

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
        pools = self._pools(module, stem)
        memory = Boxes() if is_static() else Boxes.read(self.folder)
        self.questions = memory.due(pools, self.today, first)[:A_DAY]
        self._is_begun = bool(pools)
        self._answers: dict[str, tuple[Choice, str]] = {}
        self._view: ipw.VBox | None = None

    def _pools(self, module: str, stem: str) -> list[tuple[Question, ...]]:
        """Questions of earlier notebooks that were begun, all without a front end, by module."""
        pools = []
        for name in asked_modules():
            known = read_questions(name) if is_static() else unlocked(self.folder, name)
            before = (one for one in known if (name, one.notebook) < (module, stem))
            pools.append(tuple(before))
        return [pool for pool in pools if pool]

    def _choices(self, question: Question) -> tuple[Choice, ...]:
        """In the order of the day; that of the file without a front end, where nothing changes."""
        return question.choices if is_static() else question.shuffled(self.today)

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
        said = str(html_pieces(_PIECES).answered(mark, choice, question.right, back))
        self._answers[question.id] = choice, said
        return said

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
        choices = self._choices(question)
        buttons = [ipw.Button(description=choice.text) for choice in choices]

        def chosen(choice: Choice) -> Callable[[ipw.Button], None]:
            def answer(_pressed: ipw.Button) -> None:
                said.value = self.answer(question, choice)
                for button, one in zip(buttons, choices, strict=True):
                    button.disabled = True
                    button.description = _marked(one, choice)
                keep_form(self.view().model_id, self._words())

            return answer

        for button, choice in zip(buttons, choices, strict=True):
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
                for letter, one in zip("abcd", self._choices(question), strict=False)
            ]
        return "\n".join(lines)

    def _words(self) -> dict[str, str]:
        """The static form: what was answered is marked."""
        cards = []
        for question in self.questions:
            chosen, said = self._answers.get(question.id, (None, ""))
            texts = [_marked(one, chosen) for one in self._choices(question)]
            cards.append((question, texts, Markup(said)))
        page = str(html_pieces(_PIECES).static(_title(), cards))
        return {"text/plain": repr(self), "text/html": page}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        if not self.questions:
            return {"text/plain": repr(self)}
        words = self._words()
        if is_static():
            return words
        keep_form(self.view().model_id, words)
        return {**self.view()._repr_mimebundle_(), **words}


def _marked(choice: Choice, chosen: Choice | None) -> str:
    """A choice in words, marked once another, or itself, was chosen."""
    if chosen is None or not (choice.right or choice is chosen):
        return choice.text
    return f"{SYMBOL['right' if choice.right else 'not yet right']} {choice.text}"


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
    return _("Nothing to recall yet: these questions are about notebooks that you have begun.")
