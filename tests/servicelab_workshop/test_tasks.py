from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from servicelab.errors import CourseError
from servicelab.tasks.checking import is_right
from servicelab.tasks.judging import judge
from servicelab.tasks.plain import pack, unpack
from servicelab.tasks.sheet import Sheet
from servicelab.tasks.taking import take
from servicelab_workshop.tasks import Task, sheet_parts

SLIPS = {"twice": "You doubled it.", "late": "You came late."}


def made(task: Task, right: dict[str, Any], **others: dict[str, Any]) -> tuple[Any, Any]:
    written = task.written()
    found = {
        label.replace("_and_", "+"): take([], written["takes"], space)["taken"]
        for label, space in others.items()
    }
    taken = take([], written["takes"], right)["taken"]
    return sheet_parts(written, taken, found, SLIPS, ["x"])


def test_a_value_is_secret_and_a_call_is_not() -> None:
    task = Task("q1", 2)
    task.check("the share", task.value("x"), within=(0, 1))
    task.check("three, doubled", task.call("double", 3))
    task.check("four, doubled", task.call("double", 4), hidden=True)
    visible, hidden = made(task, {"x": 0.25, "double": lambda n: 2 * n})
    assert "expected" not in visible["checks"]["1"]
    assert "0.25" not in str(visible)
    assert hidden["checks"]["1"] == {"expected": 0.25}
    assert visible["checks"]["2"]["expected"] == 6
    assert set(visible["takes"]) == {"1", "2"}
    assert set(hidden["takes"]) == {"3"}
    assert visible["hidden"] == 2


def test_practice_has_no_secrets() -> None:
    task = Task("q1", 1)
    task.check("the share", task.value("x"))
    written = task.written()
    taken = take([], written["takes"], {"x": 0.25})["taken"]
    visible, hidden = sheet_parts(written, taken, is_open=True)
    assert hidden == {}
    assert (visible["checks"]["1"]["expected"], visible["hidden"]) == (0.25, 0)


def test_slips_and_pairs_are_kept_where_they_are_not_right() -> None:
    task = Task("q1", 2)
    task.check("x", task.value("x"))
    task.check("y", task.value("y"), hidden=True)
    visible, hidden = made(
        task,
        {"x": 1.0, "y": 5.0},
        twice={"x": 2.0, "y": 5.0},
        late={"x": 1.0, "y": 6.0},
        twice_and_late={"x": 2.0, "y": 9.0},
    )
    assert visible["explanations"] == {"twice": {"1": 2.0}}
    assert hidden["explanations"] == {"late": {"2": 6.0}, "twice+late": {"2": 9.0}}


def test_a_slip_that_nothing_visible_tells_is_not_in_the_visible_part() -> None:
    task = Task("q1", 2)
    task.check("which sentence", task.value("x"), silent=True)
    task.check("y", task.value("y"))
    visible, hidden = made(
        task,
        {"x": "a", "y": 5},
        twice={"x": "b", "y": 5},
        late={"x": "a", "y": 6},
        twice_and_late={"x": "b", "y": 6},
    )
    assert visible["slips"] == {"late": SLIPS["late"]}
    assert hidden["slips"] == {"twice": SLIPS["twice"]}
    assert "twice" not in str(visible)
    found = judge(Sheet.read(visible, hidden), {"1": "b", "2": 6})
    assert [one.slips for one in found] == [("twice",), ("late",)]


def test_a_slip_that_leads_to_another_secret_value_is_told_when_graded() -> None:
    task = Task("q1", 2)
    task.check("x", task.value("x"))
    task.check("y", task.value("y"))
    visible, hidden = made(
        task, {"x": 0.25, "y": 0.75}, twice={"x": 0.75, "y": 0.75}, late={"x": 0.25, "y": 0.6}
    )
    assert "0.75" not in str(visible)
    assert visible["explanations"] == {"late": {"2": 0.6}}
    assert hidden["explanations"] == {"twice": {"1": 0.75}}
    found = judge(Sheet.read(visible, hidden), {"1": 0.75, "2": 0.75})
    assert found[0].slips == ("twice",)


def test_a_slip_that_a_visible_rule_names_is_in_the_visible_part() -> None:
    def small(given: float, names: dict[str, str]) -> Any:
        return (0, "", "twice") if given > 5 else (0, "", names["y"]) if given < 0 else None

    task = Task("q1", 2)
    task.rule("small enough", small, "x", names={"y": "late"})
    visible, hidden = made(task, {"x": 1})
    assert visible["slips"] == SLIPS
    assert hidden["slips"] == {}
    says = [judge(Sheet.read(visible, hidden), {"1": x})[0].message for x in (9, -1)]
    assert says == list(SLIPS.values())


def test_a_slip_too_near_a_secret_value_accuses_nobody() -> None:
    task = Task("q1", 2)
    task.check("x", task.value("x"), atol=0.1)
    task.check("seen", task.call("give"))
    spaces = {x: {"x": x, "give": lambda x=x: x} for x in (1.0, 1.15, 1.25)}
    visible, _hidden = made(task, spaces[1.0], twice=spaces[1.15], late=spaces[1.25])
    assert visible["explanations"] == {"twice": {"2": 1.15}, "late": {"1": 1.25, "2": 1.25}}


def test_a_pair_that_is_right_again_is_noted() -> None:
    task = Task("q1", 2)
    task.check("x", task.value("x"))
    visible, hidden = made(
        task, {"x": 1.0}, twice={"x": 2.0}, late={"x": 1.0}, twice_and_late={"x": 1.0}
    )
    assert visible["explanations"]["twice+late"] == {"1": {"$": "right"}}
    found = judge(Sheet.read(visible, hidden), {"1": 2.0})
    assert found[0].slips == ("twice",)


def test_parts_of_tables_labels_and_places() -> None:
    task = Task("q1", 3)
    table, pair, named = task.value("table"), task.value("pair"), task.value("named")
    task.check("a", table["a"])
    task.check("b and c", table[["b", "c"]])
    task.check("second", pair[1])
    task.check("x", named["x"])
    frame = pd.DataFrame({"a": [1], "b": [2], "c": [3]})
    visible, hidden = made(task, {"table": frame, "pair": (4, 5), "named": {"x": 6, "y": 7}})
    expected = [unpack(hidden["checks"][key]["expected"]) for key in "1234"]
    assert list(expected[0].columns) == ["a"]
    assert list(expected[1].columns) == ["b", "c"]
    assert expected[2:] == [5, 6]
    assert visible["checks"]["1"]["columns"] is True
    assert visible["checks"]["4"]["labels"] == ["x", "y"]
    assert visible["checks"]["3"]["name"] == "pair, 1"
    with pytest.raises(CourseError):
        table["a"]["b"]


def test_a_rule_carries_its_source() -> None:
    def positive(given: float, least: float) -> Any:
        return given >= least, "Too small."

    task = Task("q1", 1)
    task.rule("large enough", positive, "x", least=3)
    visible, _hidden = made(task, {"x": 5})
    assert "def positive" in visible["checks"]["1"]["rule"]
    assert [one.status for one in judge(Sheet.read(visible, {}), {"1": 5})] == ["right"]
    assert [one.message for one in judge(Sheet.read(visible, {}), {"1": 2})] == ["Too small."]
    with pytest.raises(CourseError):
        task.rule("a part", positive, task.value("x")["a"])


def test_a_reference_that_gives_nothing_is_refused() -> None:
    task = Task("q1", 1)
    task.check("x", task.value("x"))
    with pytest.raises(CourseError, match="not defined"):
        made(task, {})


def test_a_task_shows_what_it_checks_and_counts_as_right_in_its_own_notebook() -> None:
    task = Task("demo", 2)
    task.check("three, doubled", task.call("double", 3))
    assert not is_right("demo")
    assert repr(task) == "2"
    assert "three, doubled" in task._repr_mimebundle_()["text/html"]
    assert is_right("demo")


def test_a_data_set_costs_its_name() -> None:
    table = pd.DataFrame({"a": range(500)})
    task = Task("q1", 1)
    task.check("rows", task.call("len", table.copy()))
    assert task.written({"many": table})["takes"]["1"]["args"] == [{"$": "dataset", "name": "many"}]
    assert pack(table) == task.written()["takes"]["1"]["args"][0]
