from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from servicelab.tasks import runs
from servicelab.tasks.taking import take


@pytest.fixture(autouse=True)
def nothing_ran() -> Iterator[None]:
    runs._ran.clear()
    yield
    runs._ran.clear()


def ran(source: str, error: BaseException | None = None, *, early: bool = False) -> None:
    told: dict[str, Any] = {"error_before_exec": None, "error_in_exec": None}
    told["error_before_exec" if early else "error_in_exec"] = error
    runs.note(SimpleNamespace(info=SimpleNamespace(raw_cell=source), **told))


def test_a_cell_that_stopped_is_not_judged_by_what_was_there_before() -> None:
    ran("share = 0.1")
    ran("share = 100%", SyntaxError("invalid syntax"), early=True)
    ran("other = 1")
    found = take(["share"], {"1": {"value": "share"}}, {"share": 0.1})
    assert found["taken"] == {}
    assert found["stopped"].startswith("The cell above stopped with SyntaxError: invalid syntax.")
    assert found["stopped"].endswith("`share` is what it was before.")


def test_a_cell_that_ran_again_is_judged() -> None:
    ran("share = part / whole", NameError("name 'part' is not defined"))
    ran("share = part / whole")
    assert take(["share"], {"1": {"value": "share"}}, {"share": 0.1}) == {"taken": {"1": 0.1}}


def test_an_error_elsewhere_accuses_nobody() -> None:
    ran("share = 0.1")
    ran("print(share == 1, undefined)", NameError("name 'undefined' is not defined"))
    assert take(["share"], {"1": {"value": "share"}}, {"share": 0.1}) == {"taken": {"1": 0.1}}


def test_what_is_remembered_has_an_end() -> None:
    for number in range(2 * runs.MOST):
        ran(f"x = {number}")
    assert len(runs._ran) == runs.MOST


def test_outside_a_kernel_nothing_is_watched() -> None:
    runs.watch()
    assert not runs._ran
