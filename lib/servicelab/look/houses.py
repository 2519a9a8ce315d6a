"""The three houses of the course and the people who ask: names, colors and emblems.

Whatever belongs to a house wears its emblem and its color: the cover of a notebook, a widget, a page
of the site. The colors can be told apart by everybody, and each stands beside an emblem or a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from servicelab.errors import CourseError
from servicelab.i18n import _

_EMBLEMS = Path(__file__).parent / "emblems"


@dataclass(frozen=True)
class Person:
    """Somebody who asks for an answer.

    Attributes
    ----------
    name : str
        As the notebooks write it.
    role : str
        What this person does.
    portrait : str
        Name of the picture in ``emblems/``; empty if there is none.
    """

    name: str
    role: str
    portrait: str = ""


@dataclass(frozen=True)
class House:
    """One of the invented firms.

    Attributes
    ----------
    key : str
        Short name, also that of the emblem in ``emblems/``.
    name : str
        As the notebooks write it.
    color : str
        On a light page, and behind white text.
    light : str
        The same color on a dark page.
    """

    key: str
    name: str
    color: str
    light: str


HOUSES: Final = {
    house.key: house
    for house in (
        House("lantern", _("Lantern Bank"), "#b45309", "#f0a15c"),
        House("bridge", _("Willow Bridge Insurance"), "#0f6b66", "#5cc4bb"),
        House("plum", _("Plum Court Hospital"), "#86266b", "#dd8fc6"),
    )
}

PEOPLE: Final = {
    person.name: person
    for person in (
        Person(_("Ms. Qiao"), _("heads the Riverside branch"), "qiao"),
        Person(_("Ms. Tang"), _("runs the service department"), "tang"),
        Person(_("Dr. Lin"), _("directs the hospital"), "lin"),
        Person(_("Mr. Gao"), _("runs the service desk")),
        Person(_("Ms. Pei"), _("heads the marketing")),
        Person(_("Mr. Bai"), _("directs the region")),
        Person(_("Mr. Gu"), _("heads the savings plans")),
        Person(_("Director Fang"), _("signs for the outreach")),
    )
}


def house_of(firm: str) -> str:
    """The key of the house that a firm is; empty for a firm of another town.

    Examples
    --------
    >>> house_of("Lantern Bank"), house_of("River Hotel")
    ('lantern', '')
    """
    return next((key for key, house in HOUSES.items() if house.name == firm), "")


@cache
def emblem(name: str) -> str:
    """The emblem of a house or the portrait of a person, as SVG.

    Parameters
    ----------
    name : str
        A key of :data:`HOUSES`, or the portrait of one of :data:`PEOPLE`.

    Raises
    ------
    CourseError
        If there is no such picture.

    Examples
    --------
    >>> emblem("lantern").startswith("<svg")
    True
    """
    path = _EMBLEMS / f"{name}.svg"
    if not path.is_file():
        known = ", ".join(sorted(each.stem for each in _EMBLEMS.glob("*.svg")))
        raise CourseError(
            _("There is no emblem '{name}': choose one of {known}.").format(name=name, known=known)
        )
    return path.read_text(encoding="utf-8")
