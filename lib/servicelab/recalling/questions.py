"""Recall questions of a module: one small TOML file each, in ``questions/``.

A file holds tables ``[[question]]`` with ``id``, ``notebook``, ``text`` and ``choices``: three or four of ``text``
and ``says``, a sentence that tells why it is right, or which misconception it is. One has
``right = true``.
"""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
)
from pydantic_core import PydanticCustomError

from servicelab.errors import CourseError
from servicelab.i18n import _

_FOLDER = Path(__file__).with_name("questions")
_Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(_Strict):
    """One of the answers to choose from.

    Attributes
    ----------
    text : str
        The answer.
    says : str
        What is said of it once it was chosen.
    right : bool
        Whether it is the right one.
    """

    text: _Sentence
    says: _Sentence
    right: bool = False


class Question(_Strict):
    """A question with one right answer.

    Attributes
    ----------
    id : str
        Of its own in the whole course; it begins with the number of its module, such as ``m02-``.
    notebook : str
        The notebook of its module that teaches it, such as ``1_database``.
    text : str
        What is asked.
    choices : tuple of Choice
        See :meth:`shuffled` for the order in which they are shown.
    """

    id: Annotated[str, StringConstraints(pattern=r"^m\d\d-[a-z0-9-]+$")]
    notebook: Annotated[str, StringConstraints(pattern=r"^\d_[a-z0-9_]+$")]
    text: _Sentence
    choices: Annotated[tuple[Choice, ...], Field(min_length=3, max_length=4)]

    @field_validator("choices")
    @classmethod
    def _one_is_right(cls, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        number = sum(choice.right for choice in choices)
        if number != 1:
            raise PydanticCustomError(
                "right", _("exactly one choice is right, here {number}"), {"number": number}
            )
        if len({choice.text for choice in choices}) < len(choices):
            raise PydanticCustomError("same", _("two choices are the same"))
        return choices

    def shuffled(self, day: dt.date) -> tuple[Choice, ...]:
        """Return the choices in the order of a day, so that no place is learned with the answer."""
        order = list(self.choices)
        random.Random(f"{day.isoformat()} {self.id}").shuffle(order)
        return tuple(order)

    @property
    def right(self) -> Choice:
        """The right answer."""
        return next(choice for choice in self.choices if choice.right)

    @property
    def module(self) -> str:
        """Where it comes from, in words."""
        return _("module {number}").format(number=int(self.id[1:3]))


class _File(_Strict):
    question: tuple[Question, ...]

    @field_validator("question")
    @classmethod
    def _ids_differ(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        ids = [question.id for question in questions]
        twice = sorted({id for id in ids if ids.count(id) > 1})
        if twice:
            raise PydanticCustomError("twice", _("{ids} occurs twice"), {"ids": ", ".join(twice)})
        return questions


def parse_questions(text: str, name: str) -> tuple[Question, ...]:
    """Read the questions of a file.

    Parameters
    ----------
    text : str
        Its content.
    name : str
        What to call it in a message.

    Raises
    ------
    CourseError
        If it is not TOML, or a question lacks something; the first fault is told.

    Examples
    --------
    >>> parse_questions('question = [{id = "m02-x", notebook = "1_a", text = "Why?", choices = []}]', "x.toml")
    Traceback (most recent call last):
    servicelab.errors.CourseError: x.toml, question m02-x, choices: Tuple should have at least 3 items after validation, not 0.
    """
    try:
        content = tomllib.loads(text)
        return _File.model_validate(content).question
    except tomllib.TOMLDecodeError as error:
        problem = str(error)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = [str(part) for part in first["loc"]]
        if place[:1] == ["question"] and len(place) > 1:
            asked = content["question"][int(place[1])]
            known = asked.get("id") if isinstance(asked, dict) else None
            place = [
                _("question {id}").format(id=known or int(place[1]) + 1),
                *(str(int(part) + 1) if part.isdigit() else part for part in place[2:]),
            ]
        problem = ", ".join([*place[:1], " ".join(place[1:])] if place[1:] else place)
        problem = f"{problem}: {first['msg']}"
    raise CourseError(f"{name}, {problem.rstrip('.')}.")


def asked_modules() -> list[str]:
    """The modules that have questions, sorted.

    Examples
    --------
    >>> asked_modules()[0]
    'm01_evidence'
    """
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


@cache
def read_questions(module: str) -> tuple[Question, ...]:
    """Read the questions of a module.

    Parameters
    ----------
    module : str
        Its name; one without questions has none.

    Raises
    ------
    CourseError
        If its file has a fault.

    Examples
    --------
    >>> len(read_questions("m02_segmentation")) >= 8
    True
    """
    path = _FOLDER / f"{module}.toml"
    return parse_questions(path.read_text(encoding="utf-8"), path.name) if path.exists() else ()
