from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.worlds import discovery
from servicelab_workshop.worlds.package import make_tables

WORLD = '''
"""A ferry."""

import pandas as pd

DATASETS = {
    "ferries": {
        "title": "Ferries", "sector": "travel", "description": "One trip a row.",
        "row": "one trip.", "made": "Written.",
        "fields": [
            {"name": "kind", "type": "string", "description": "Which.",
             "constraints": {"required": True, "enum": ["car", "foot"]}}
        ],
    }
}


class Ferry:
    def tables(self):
        return {"ferries": pd.DataFrame({"kind": ["car", "foot"]})}


def make_world():
    return Ferry()
'''


@pytest.fixture
def solutions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The modules of a course of their own, beside the worlds of the package."""
    monkeypatch.setattr(discovery, "SOLUTIONS", tmp_path)
    discovery.declared.cache_clear()
    yield tmp_path
    discovery.declared.cache_clear()


def bring(solutions: Path, module: str, text: str = WORLD) -> None:
    (solutions / module).mkdir()
    (solutions / module / "world.py").write_text(text, encoding="utf-8")


def test_a_module_brings_its_world_along(solutions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(solutions, "m91_ferry")
    assert "ferries" in discovery.declared()
    assert list(discovery.declared()) == sorted(discovery.declared())

    monkeypatch.setattr(discovery.worlds, "__path__", [])
    discovery.declared.cache_clear()
    [table] = make_tables().values()
    assert table["kind"].dtype == "category"
    more = WORLD.replace("ferries", "boats").replace("make_world", "make_world_boats")
    (solutions / "m91_ferry" / "world_boats.py").write_text(more, encoding="utf-8")
    discovery.declared.cache_clear()
    assert sorted(make_tables()) == ["boats", "ferries"]
    shutil.rmtree(solutions / "m91_ferry")
    assert discovery.makers() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("make_world", "make_ferry"), "ferries is declared, but no world makes it"),
        (("DATASETS", "TABLES"), "ferries is made, but not declared"),
    ],
)
def test_a_world_in_half_is_told(
    solutions: Path, monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, str], said: str
) -> None:
    monkeypatch.setattr(discovery.worlds, "__path__", [])
    bring(solutions, "m92_half", WORLD.replace(*wrong))
    with pytest.raises(CourseError, match=said):
        make_tables()


def test_a_name_that_two_worlds_declare_is_refused(solutions: Path) -> None:
    bring(solutions, "m93_ferry")
    bring(solutions, "m94_ferry")
    with pytest.raises(CourseError, match=r"ferries is declared in .*m93_ferry.* and in .*m94_f"):
        discovery.declared()
