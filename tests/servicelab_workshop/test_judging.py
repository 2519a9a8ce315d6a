from __future__ import annotations

import json
from typing import Any

import pytest

from nbreferee.errors import RefereeError
from servicelab.tasks.beside import squeeze
from servicelab.tasks.outcomes import find
from servicelab.tasks.taking import MIME, take
from servicelab_workshop.judging import Judge, frozen_source
from servicelab_workshop.tasks import Task, sheet_parts


@pytest.fixture(scope="module")
def parts() -> tuple[Any, Any]:
    task = Task("q1", 4)
    task.check("three, doubled", task.call("double", 3))
    task.check("nine, doubled", task.call("double", 9), hidden=True)
    written = task.written()
    right = take([], written["takes"], {"double": lambda n: 2 * n})["taken"]
    return sheet_parts(written, right, names=["double"])


@pytest.fixture
def judge(parts: tuple[Any, Any]) -> Judge:
    visible = json.dumps({"q1": squeeze(parts[0])})
    return Judge({"one.checks": visible.encode(), "one.ipynb": b"{}"})


@pytest.fixture
def cell(parts: tuple[Any, Any]) -> str:
    return frozen_source("q1", squeeze(parts[1]))


def shown(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"output_type": "execute_result", "data": data}]


def test_a_frozen_cell_is_taken_from_and_judged_outside(judge: Judge, cell: str) -> None:
    asked = judge.asks(cell)
    assert asked is not None
    assert "18" not in asked
    space = {"double": lambda n: n + 3}
    data = eval(asked, space)._repr_mimebundle_()
    bundle = judge.result(cell, shown(data))
    assert bundle["text/plain"] == "2"
    (outcome,) = find([{"data": bundle}])
    assert [one["status"] for one in outcome["checks"]] == ["right", "not yet right"]


def test_any_other_cell_is_none_of_ours(judge: Judge, cell: str) -> None:
    for source in ("1 + 1", frozen_source("q1", ""), cell.replace('check("q1")', 'check("q2")')):
        assert judge.asks(source) is None


def test_a_cell_whose_file_is_gone_is_refused(cell: str) -> None:
    with pytest.raises(RefereeError, match=r"q1 that ends in \.checks is missing"):
        Judge({}).asks(cell)


def test_what_was_not_taken_gets_nothing(judge: Judge, cell: str) -> None:
    for outputs in (
        [],
        shown({"text/plain": "4"}),
        shown({MIME: "4"}),
        shown({MIME: {"taken": 1}}),
    ):
        assert judge.result(cell, outputs)["text/plain"] == "0"
