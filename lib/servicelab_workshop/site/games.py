"""What one plays in a notebook: its name in words, and its picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module

from servicelab.decisions.widgets.base import DecisionWidget
from servicelab.i18n import _
from servicelab.look import HOUSES
from servicelab_workshop.lessons.lesson import Lesson
from servicelab_workshop.site.api import summary

#: What is to be said of a picture that shows another case than the notebooks open.
_ASIDES = {
    "servicelab.games.desk": _(
        "The picture shows another day of the same desk, at {house}."
    ).format(house=HOUSES["lantern"].name)
}


@dataclass(frozen=True)
class Game:
    """A game of the course.

    Attributes
    ----------
    title : str
        Its name in words.
    what : str
        What it is, a sentence.
    picture : str
        Name of its picture in ``docs/images``.
    aside : str
        What is to be said of the picture, such as that it shows another house; may be empty.
    """

    title: str
    what: str
    picture: str
    aside: str = ""


def games_of(lesson: Lesson) -> list[Game]:
    """The games that a notebook opens.

    Examples
    --------
    >>> from servicelab_workshop.lessons.cell import Cell
    >>> cell = Cell(0, "a", "code", "from servicelab.games.desk import ComplaintDesk", {})
    >>> [game.title for game in games_of(Lesson("1_desk", (cell,)))]
    ['Complaint desk']
    """
    packages = dict.fromkeys(
        match[0] for name in lesson.library if (match := re.match(r"servicelab\.games\.\w+", name))
    )
    return [_game(package) for package in packages]


def _game(package: str) -> Game:
    loaded = import_module(package)
    widget = next(
        value
        for name in loaded.__all__
        if isinstance(value := getattr(loaded, name), type) and issubclass(value, DecisionWidget)
    )
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", widget.__name__)
    picture = package.rpartition(".")[2].replace("_", "-")
    return Game(words[0] + words[1:].lower(), summary(loaded), picture, _ASIDES.get(package, ""))
