"""Every decision of the course has a sentence, made from what its module records."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from servicelab.errors import CourseError
from servicelab.look import HOUSES
from servicelab.portfolio import DECISIONS, decision_words, specimen, specimens

SOLUTIONS = Path(__file__).parents[3] / "solutions"


@pytest.mark.parametrize("name", DECISIONS)
def test_each_has_a_specimen_and_a_sentence(name: str) -> None:
    words = decision_words(name, specimen(name))
    assert len(words) > 15
    assert "{" not in words
    assert words.endswith(".")
    assert DECISIONS[name].house in HOUSES
    assert DECISIONS[name].title


def test_all_ten_modules_are_there_and_nothing_else() -> None:
    assert {one.module for one in DECISIONS.values()} == {f"m{k:02}" for k in range(1, 11)}
    assert sorted(specimens()) == sorted(DECISIONS)


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize(
    "decision",
    [{}, {"choice": 3}, {"projects": 3}, {"tokens": {"a": "b"}, "protected": "x"}, {"k": {}}],
)
def test_a_record_of_another_form_is_refused(name: str, decision: dict[str, Any]) -> None:
    with pytest.raises(CourseError, match="form"):
        decision_words(name, decision)


def test_an_unknown_decision_is_refused() -> None:
    for ask in (lambda: decision_words("m03-x", {}), lambda: specimen("m03-x")):
        with pytest.raises(CourseError, match="m03-x"):
            ask()


def test_a_specimen_is_a_copy() -> None:
    specimen("m03-price-menu")["shared"] = 1
    assert specimen("m03-price-menu")["shared"] == 60


def test_texts_of_a_record_are_short_and_on_one_line() -> None:
    words = decision_words("m09-q12-moment", {"choice": "a\nb " + "x" * 5000, "reason": ""})
    assert len(words) < 450
    assert "\n" not in words


def test_the_names_occur_in_the_course() -> None:
    texts = [path.read_text("utf-8") for path in SOLUTIONS.glob("m*/[0-9]*.py")]
    library = Path(__file__).parents[3] / "lib" / "servicelab" / "games"
    texts += [path.read_text("utf-8") for path in library.glob("*/model.py")]
    text = "\n".join(texts)
    for name in DECISIONS:
        is_desk = name == "m08-desk-insurer-claims"  # made from the name of the day
        assert is_desk or re.search(f'"{name}"', text), name
