from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.tiny import MODULE

from servicelab_workshop.lessons import check, made_from
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.sealed import SEALS, is_sealed, read_seals, write_seals


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the notebooks that a check runs; none of them does."""
    names: list[str] = []

    def make(course: Course, chosen: Any, *_args: Any, **_options: Any) -> dict[str, bytes]:
        names.extend(script.stem for scripts in chosen.values() for script in scripts)
        return {}

    monkeypatch.setattr(check, "make", make)
    return names


def script(course: Course) -> Path:
    return course.solutions / MODULE / "tiny.py"


def test_a_built_edition_is_sealed_and_is_not_run_again(course: Course, runs: list[str]) -> None:
    assert list(read_seals(course)) == [f"{MODULE}/tiny"]
    assert check.check(course, run=True) == []
    assert runs == []
    check.check(course, run=True, again=True)
    assert runs == ["tiny"]


def edit(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        lambda c: edit(script(c).with_suffix(".ipynb")),
        lambda c: edit(script(c).with_suffix(".checks")),
        lambda c: script(c).with_suffix(".ipynb").unlink(),
        lambda c: (c.solutions / SEALS).unlink(),
        lambda c: (c.solutions / SEALS).write_text("[]"),
        lambda c: (c.solutions / SEALS).write_text("{"),
        lambda c: (c.solutions / SEALS).write_text(json.dumps({f"{MODULE}/tiny": "0"})),
        lambda c: script(c).write_text(script(c).read_text().replace("waits > 5", "waits >= 5")),
        lambda c: (script(c).parent / "more.csv").write_text("a\n1\n"),
        lambda c: (
            script(c)
            .with_name("answers.py")
            .write_text(script(c).with_name("answers.py").read_text().replace("median()", "min()"))
        ),
    ],
)
def test_whatever_is_changed_breaks_the_seal(course: Course, runs: list[str], damage: Any) -> None:
    damage(course)
    check.check(course, run=True)
    assert runs == ["tiny"]


@pytest.mark.parametrize("module", ["tasks/comparison.py", "lessons/mutants.py"])
def test_a_change_of_what_proves_a_notebook_breaks_its_seal(
    course: Course, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    before = made_from._hash_of
    changed = []

    def hash_of(path: Path) -> bytes:
        if path.as_posix().endswith(module):
            changed.append(path)
            return b"changed"
        return before(path)

    seals = read_seals(course)
    assert is_sealed(course, script(course), seals)
    monkeypatch.setattr(made_from, "_hash_of", hash_of)
    assert not is_sealed(course, script(course), seals)
    assert changed


def test_the_seal_of_a_notebook_that_is_gone_goes_with_it(course: Course) -> None:
    (course.solutions / SEALS).write_text(json.dumps({f"{MODULE}/gone": "0", "m77/x": "0"}))
    write_seals(course, [])
    assert read_seals(course) == {}
