"""The cover of a notebook: whose house it plays in, the question of the day, and who asks it."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from servicelab.i18n import _
from servicelab.look import PEOPLE, emblem
from servicelab_workshop.lessons.lesson import Lesson

#: A question is read at a glance.
LONGEST = 80


class PutCovers(NbGraderPreprocessor):  # type: ignore[misc]
    """Put the cover below the title of a notebook that goes to trainees."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put the cover into the first cell."""
        cover = cover_html(Lesson.of(nb))
        if cover:
            title, _break, rest = nb.cells[0].source.partition("\n")
            nb.cells[0].source = f"{title}\n\n{cover}\n\n{rest.lstrip()}"
        return nb, resources


def cover_html(lesson: Lesson) -> str:
    """The cover of a notebook as one line of HTML; empty if its header has no question.

    A front end that trusts nothing shows it as well: there is neither a style sheet nor a drawing in
    it, and its text has the color of the page.

    Parameters
    ----------
    lesson : Lesson
        Of any edition.
    """
    if not lesson.question:
        return ""
    emblems = "".join(
        _picture(house.key, _("Emblem of {name}").format(name=house.name), 52)
        for house in lesson.houses
    )
    color = lesson.houses[0].color if lesson.houses else "#808080"
    person = PEOPLE.get(lesson.asks)
    asked = ""
    if person:
        portrait = (
            _picture(person.portrait, _("Portrait of {name}").format(name=person.name), 30)
            if person.portrait
            else ""
        )
        words = _("{name}, who {role}, asks").format(name=person.name, role=person.role)
        asked = f"<br>{portrait} <em>{html.escape(words)}</em>"
    return (
        f'<div class="servicelab-cover" style="border-left: 6px solid {color}; padding: 6px 0 6px 14px; margin: 8px 0">'
        f'{emblems} <strong style="font-size: 130%">{html.escape(lesson.question)}</strong>'
        f"{asked}</div>"
    )


def cover_problems(lesson: Lesson, name: str) -> Iterator[str]:
    """What is wrong with what a header says for the cover, a sentence each.

    Parameters
    ----------
    lesson : Lesson
        A script.
    name : str
        What it is called in the sentences.
    """
    if lesson.case and lesson.graded and not lesson.question:
        yield _(
            "{name}: its header has no question: say in one line what the notebook asks."
        ).format(name=name)
    if lesson.question and (not lesson.question.endswith("?") or len(lesson.question) > LONGEST):
        yield _(
            "{name}: the question of its header is not one, or longer than {n} characters."
        ).format(name=name, n=LONGEST)
    if lesson.asks and lesson.asks not in PEOPLE:
        yield _("{name}: nobody is called {asks}: choose one of {people}.").format(
            name=name, asks=lesson.asks, people=", ".join(PEOPLE)
        )


def _picture(name: str, words: str, size: int) -> str:
    data = base64.b64encode(emblem(name).encode()).decode()
    return (
        f'<img src="data:image/svg+xml;base64,{data}" alt="{html.escape(words)}" '
        f'width="{size}" height="{size}" style="vertical-align: middle">'
    )
