from __future__ import annotations

import pytest
from defusedxml import ElementTree

from servicelab.errors import CourseError
from servicelab.look import HOUSES, PEOPLE, emblem, house_of

PICTURES = [*HOUSES, *(person.portrait for person in PEOPLE.values() if person.portrait)]


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", PICTURES)
def test_every_emblem_is_a_drawing_that_does_nothing(name: str) -> None:
    tags = {each.tag.rsplit("}")[-1] for each in ElementTree.fromstring(emblem(name)).iter()}
    assert tags <= {"svg", "g", "circle", "ellipse", "path"}


def test_the_color_of_a_house_is_read_on_both_themes() -> None:
    for house in HOUSES.values():
        assert _contrast(house.color, "#ffffff") >= 4.5
        assert _contrast(house.light, "#111111") >= 4.5
        assert house_of(house.name) == house.key


def test_an_unknown_emblem_is_told() -> None:
    with pytest.raises(CourseError, match="no emblem 'oak': choose one of bridge, lantern"):
        emblem("oak")
