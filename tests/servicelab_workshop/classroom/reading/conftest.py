"""A graded class whose memos wait to be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from support.memos import ASSIGNMENT, HARMFUL, make_memos

from nbreferee.gradebook import open_api
from servicelab_workshop.classroom.reading.desk import Desk
from servicelab_workshop.grading import grade

LONG = " ".join(f"In week {n} the branch lost a customer who waited too long." for n in range(1, 9))


@pytest.fixture(scope="session")
def graded_memos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six memos, of which two are nearly equal and one is empty; not to be changed."""
    root = make_memos(
        tmp_path_factory.mktemp("memos") / "course",
        {
            "anna": f"Dear Ms. Qiao, {LONG} Drop it.",
            "bo": f"dear Ms. Qiao: {LONG} Drop it!",
            "cy": f"Dear Ms. Qiao, {LONG.replace('week 3', 'week 4')} Drop it.",
            "di": HARMFUL,
            "ed": "Keep everything.",
            "fu": "",
        },
        {"anna": "print('<b>3</b>')", "di": "sum([2])"},
    )
    records = grade(root, ASSIGNMENT)
    assert [record.status for record in records] == ["graded"] * 6, records
    return root


@pytest.fixture
def memos(graded_memos: Path, tmp_path: Path) -> Path:
    """A copy of that class that a test may change."""
    return Path(shutil.copytree(graded_memos, tmp_path / "course"))


@pytest.fixture
def sit(memos: Path) -> Iterator[Callable[[str], Desk]]:
    """Sit down at the desk under a name."""
    with ExitStack() as stack:

        def sit_down(reader: str) -> Desk:
            api = stack.enter_context(open_api(memos))
            return Desk(api, stack.enter_context(api.gradebook), ASSIGNMENT, reader)

        yield sit_down
