from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pytest

from servicelab.recalling.boxes import MEMORY, Boxes
from servicelab.recalling.questions import read_questions
from servicelab.recalling.view import Recall
from servicelab.static_forms import put_forms, way_on
from servicelab.tasks.outcomes import MIME

TODAY = dt.date(2026, 11, 5)


def save(path: Path, status: str) -> None:
    path.parent.mkdir(exist_ok=True)
    cell = {"outputs": [{"data": {MIME: {"id": "m02-q1", "status": status}}}]}
    path.write_text(json.dumps({"cells": [cell]}))


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A working copy in which two modules are begun."""
    for module, name, status in (
        ("m02_segmentation", "1_database", "right"),
        ("m02_segmentation", "2_segments", "not yet right"),
        ("m04_servqual", "1_survey", "right"),
        ("m05_priorities", "1_zones", "not attempted"),
    ):
        save(tmp_path / module / f"{name}.ipynb", status)
    return tmp_path


def of_modules(shown: Recall) -> list[str]:
    return [question.id[:3] for question in shown.questions]


def test_earlier_notebooks_that_are_begun_are_asked(mine: Path) -> None:
    assert of_modules(Recall("m08_complaints/1_desk", mine, TODAY)) == ["m02", "m04", "m02"]
    assert of_modules(Recall("m04_servqual/1_survey", mine, TODAY)) == ["m02"] * 3
    assert of_modules(Recall("m04_servqual/2_gaps", mine, TODAY)) == ["m02", "m04", "m02"]
    within = Recall("m02_segmentation/2_segments", mine, TODAY)
    assert {question.notebook for question in within.questions} == {"1_database"}
    everything = Boxes()
    for question in read_questions("m02_segmentation")[:7]:
        everything.note(question.id, True, TODAY)
    everything.write(mine)
    assert Recall("m04_servqual/1_survey", mine, TODAY).questions == []


def test_notebooks_of_a_module_ask_other_questions(mine: Path) -> None:
    shown = [Recall(f"m04_servqual/{name}", mine, TODAY).questions for name in ("1_a", "2_b")]
    assert not {*shown[0]} & {*shown[1]}


def test_nothing_begun_is_one_sentence(tmp_path: Path) -> None:
    shown = Recall("m08_complaints/1_desk", tmp_path, TODAY)
    assert "Nothing to recall yet" in repr(shown)
    assert set(shown._repr_mimebundle_()) == {"text/plain"}


def test_without_a_front_end_questions_are_text_without_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    shown = Recall("m08_complaints/1_desk", tmp_path / "nowhere", TODAY)
    assert of_modules(shown) == ["m01", "m02", "m03"]
    bundle = shown._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    for question in shown.questions:
        for text in bundle.values():
            assert question.choices[0].text.split("'")[0] in text
            assert not any(choice.says in text for choice in question.choices)


def card(shown: Recall) -> tuple[list[Any], Any]:
    _title, first, *_more = shown.view().children
    _asked, *buttons, said = first.children
    assert all(isinstance(button, ipw.Button) for button in buttons)
    return buttons, said


def test_a_choice_is_answered_and_remembered(mine: Path) -> None:
    shown = Recall("m04_servqual/1_survey", mine, TODAY)
    question = shown.questions[0]
    buttons, said = card(shown)
    choices = question.shuffled(TODAY)
    wrong = next(place for place, one in enumerate(choices) if not one.right)
    buttons[wrong].click()
    assert choices[wrong].says.split("'")[0] in said.value
    assert question.right.says.split("'")[0] in said.value
    assert "Asked again tomorrow." in said.value
    assert all(button.disabled for button in buttons)
    assert [button.description[0] for button in buttons].count("✓") == 1
    assert buttons[wrong].description.startswith("✗ ")
    assert Boxes.read(mine).places[question.id].box == 0
    assert (mine / MEMORY).is_file()
    assert sorted(path.name for path in (mine / "m04_servqual").iterdir()) == ["1_survey.ipynb"]
    output = {"data": shown._repr_mimebundle_()}
    put_forms({"cells": [{"outputs": [output]}]})
    page = output["data"]["text/html"]
    assert f"✗ {choices[wrong].text}"[:12] in page
    assert "Asked again tomorrow." in page
    assert way_on() in page
    again = Recall("m04_servqual/1_survey", mine, TODAY)
    assert question not in again.questions
    assert Recall("m04_servqual/2_gaps", mine, TODAY + dt.timedelta(1)).questions[0] is question


def test_when_all_is_known_there_is_nothing_to_ask(mine: Path) -> None:
    boxes = Boxes()
    for question in read_questions("m02_segmentation"):
        boxes.note(question.id, True, TODAY)
    boxes.write(mine)
    assert "Nothing to recall today" in repr(Recall("m04_servqual/1_survey", mine, TODAY))
