from __future__ import annotations

import time
from collections import deque
from types import SimpleNamespace
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from servicelab import runs
from servicelab.tasks.taking import take


def test_a_cell_that_is_run_is_noted_unless_it_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "_last", 0.0)
    runs.pass_over_this()
    runs.note()
    assert runs.last() == 0
    begin = time.time()
    runs.note()
    assert runs.last() >= begin


def test_it_is_watched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    runs.watch()
    runs.watch()
    assert shell.events.callbacks["post_run_cell"].count(runs.note) == 1


@pytest.fixture
def nothing_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_ended", deque(maxlen=runs.MOST))


def ran(source: str, error: BaseException | None = None, *, early: bool = False) -> None:
    told: dict[str, Any] = {"error_before_exec": None, "error_in_exec": None}
    told["error_before_exec" if early else "error_in_exec"] = error
    runs.note(SimpleNamespace(info=SimpleNamespace(raw_cell=source), **told))


def taken() -> dict[str, Any]:
    return take(["share"], {"1": {"value": "share"}}, {"share": 0.1})


@pytest.mark.usefixtures("nothing_ran")
def test_a_cell_that_stopped_is_not_judged_by_what_was_there_before() -> None:
    ran("share = 0.1")
    ran("share = 100%", SyntaxError("invalid syntax"), early=True)
    ran("other = 1")
    found = taken()
    assert found["taken"] == {}
    assert found["stopped"].startswith("The cell above stopped with SyntaxError: invalid syntax.")
    assert found["stopped"].endswith("`share` is what it was before.")


@pytest.mark.usefixtures("nothing_ran")
def test_a_cell_that_ran_again_is_judged() -> None:
    ran("share = part / whole", NameError("name 'part' is not defined"))
    ran("share = part / whole")
    assert taken() == {"taken": {"1": 0.1}}


@pytest.mark.parametrize(
    ("source", "is_older"),
    [
        ("share = part / whole", True),
        ("part = 1\nshare = part / whole", True),
        ("share = (\n    1 / whole\n)", True),
        ("share = 100%", True),
        ("share = 0.1\nprint(shar)", False),
        ("def share():\n    return 1\nwhole", False),
        ("for part in (1, 0):\n    share = 1 / part", False),
        ("whole\nshare = 1", True),
    ],
)
def test_what_a_cell_made_before_it_stopped_is_judged(
    source: str, is_older: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "_ended", deque(maxlen=runs.MOST))
    shell = InteractiveShell()
    shell.events.register("post_run_cell", runs.note)
    shell.run_cell(source)
    assert (runs.stopped_at("share") is not None) == is_older


@pytest.mark.usefixtures("nothing_ran")
def test_an_error_elsewhere_accuses_nobody() -> None:
    ran("share = 0.1")
    ran("print(share == 1, undefined)", NameError("name 'undefined' is not defined"))
    assert taken() == {"taken": {"1": 0.1}}


@pytest.mark.usefixtures("nothing_ran")
def test_what_is_remembered_has_an_end() -> None:
    for number in range(2 * runs.MOST):
        ran(f"x = {number}")
    assert len(runs._ended) == runs.MOST
