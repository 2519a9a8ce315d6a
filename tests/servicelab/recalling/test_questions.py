from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab.recalling.questions import asked_modules, parse_questions, read_questions

ROOT = Path(__file__).parents[3]
RIGHT = '{ text = "a", says = "Yes.", right = true }'
WRONG = '{ text = "b", says = "No." }, { text = "c", says = "No." }'


def test_every_module_that_earns_points_has_questions() -> None:
    modules = {path.parent.name for path in (ROOT / "solutions").glob("*/answers.py")}
    assert {*asked_modules()} == modules - {"m00_welcome"}


@pytest.mark.parametrize("module", asked_modules())
def test_a_file_asks_enough_and_answers_each_choice(module: str) -> None:
    questions = read_questions(module)
    assert len(questions) >= 8
    for question in questions:
        assert question.id.startswith(f"{module[:3]}-")
        assert (ROOT / "solutions" / module / f"{question.notebook}.py").is_file()
        assert question.text.endswith(("?", "."))
        assert 3 <= len(question.choices) <= 4
        assert [choice.right for choice in question.choices].count(True) == 1
        sentences = [choice.says for choice in question.choices]
        assert len({*sentences}) == len(sentences)
        assert all(sentence.endswith((".", "?")) and len(sentence) > 15 for sentence in sentences)
    # whoever always takes the same place is not right
    places = [[one.right for one in question.choices].index(True) for question in questions]
    assert max(places.count(place) for place in places) <= len(places) / 2


def test_choices_change_their_order_by_the_day_alone() -> None:
    question = read_questions("m02_segmentation")[0]
    days = [dt.date(2026, 11, day) for day in range(1, 15)]
    orders = [question.shuffled(day) for day in days]
    assert orders == [question.shuffled(day) for day in days]
    assert all({*order} == {*question.choices} for order in orders)
    assert len({order.index(question.right) for order in orders}) > 1


def test_ids_are_of_their_own() -> None:
    ids = [question.id for module in asked_modules() for question in read_questions(module)]
    assert len({*ids}) == len(ids)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("question = [", r"x\.toml, Invalid value"),
        ("", r"x\.toml, question: Field required\."),
        (
            f'[[question]]\nid = "m02-a"\nnotebook = "1_a"\ntext = "Why?"\nchoices = [{WRONG}, {RIGHT}, {RIGHT}]',
            r"question m02-a, choices: exactly one choice is right, here 2\.",
        ),
        (
            f'[[question]]\nid = "m02-a"\nnotebook = "1_a"\ntext = "Why?"\nchoices = [{RIGHT}, {WRONG}, {WRONG}]',
            "at most 4 items",
        ),
        (
            f'[[question]]\nid = "m02-a"\nnotebook = "1_a"\ntext = "Why?"\nchoices = [{RIGHT}, {WRONG}]\nhint = 1',
            r"question m02-a, hint: Extra inputs are not permitted\.",
        ),
        (
            '[[question]]\nid = "m02-a"\nnotebook = "1_a"\ntext = "Why?"\n'
            f'choices = [{RIGHT}, {{ text = "b" }}, {{ text = "c", says = "No." }}]',
            r"question m02-a, choices 2 says: Field required\.",
        ),
        (
            f'[[question]]\nid = "x"\nnotebook = "1_a"\ntext = "Why?"\nchoices = [{RIGHT}, {WRONG}]',
            r"question x, id: String should match",
        ),
        (
            2
            * f'[[question]]\nid = "m02-a"\nnotebook = "1_a"\ntext = "Why?"\nchoices = [{RIGHT}, {WRONG}]\n',
            r"question: m02-a occurs twice\.",
        ),
        ('question = ["a"]', r"question 1: Input should be"),
    ],
)
def test_a_mistake_of_an_author_is_one_sentence(content: str, told: str) -> None:
    with pytest.raises(CourseError, match=told) as caught:
        parse_questions(content, "x.toml")
    assert "\n" not in str(caught.value)
