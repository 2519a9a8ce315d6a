"""The cheat sheet and the glossary, which lie open beside a notebook."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from servicelab_workshop.lessons.course import Course

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "docs" / "guides"
SHEET = (GUIDES / "cheat-sheet.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", SHEET, re.M | re.S)
ENTRY = re.compile(r"^\*\*(.+?)\*\*", re.M)


def shown(value: Any) -> str:
    """A result as the cheat sheet writes it."""
    if isinstance(value, pd.Series):
        return ", ".join(f"{name} {shown(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, float | np.floating):
        return str(round(float(value), 3))
    return str(value)


def results(blocks: list[str]) -> Iterator[tuple[str, str, str]]:
    """Run the blocks one after another: each expression, what the page says, what comes out."""
    names: dict[str, Any] = {}
    for block in blocks:
        lines = block.splitlines()
        for step in ast.parse(block).body:
            source = "\n".join(lines[step.lineno - 1 : step.end_lineno])
            if isinstance(step, ast.Expr):
                code, _mark, said = source.rpartition("  # ")
                yield code, said, shown(eval(compile(source, "<sheet>", "eval"), names))
            else:
                exec(compile(source, "<sheet>", "exec"), names)


def test_every_example_gives_what_the_page_says() -> None:
    found = list(results(BLOCKS))
    assert len(found) > 50
    wrong = [
        f"{code}\n  says {said}\n  gives {given}" for code, said, given in found if said != given
    ]
    assert not wrong, "\n".join(wrong)


def test_the_words_are_in_alphabetical_order_and_each_once() -> None:
    entries = [one.casefold() for one in ENTRY.findall((GUIDES / "glossary.md").read_text("utf-8"))]
    assert len(entries) > 50
    assert entries == sorted(set(entries))


@pytest.fixture(scope="module")
def prose() -> str:
    course = Course(ROOT)
    scripts = (path for module in course.modules() for path in course.scripts(module))
    return "\n".join(path.read_text(encoding="utf-8") for path in scripts).casefold()


def test_the_course_uses_the_words(prose: str) -> None:
    entries = ENTRY.findall((GUIDES / "glossary.md").read_text("utf-8"))
    first = {entry: re.split(r"[,: ]", entry.casefold())[0] for entry in entries}
    assert [entry for entry, word in first.items() if word[:8] not in prose] == []
