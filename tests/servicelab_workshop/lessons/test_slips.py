from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.lessons.slips import Edit, Slip, edited, read_slips, variants

BANK = '''# %% [markdown]
# # Answers

# %% slip="boundary" task="q1"
"""A wait of just the limit
is in time."""
edit("a < b", "a <= b")
edit("c", "d")

# %% slip="boundary" task="q1"
"A wait of just the limit is in time."
x = a <= 5

# %% slip="letter" task="q2" silent="a choice"
"Read it again."
letter = "A"

# %% equivalent="q1"
"There are no blanks."
edit("a", "b")

# %% numpy task="q1" points=3
x = 1
'''


def bank(folder: Path, text: str) -> Path:
    path = folder / "answers.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_slips_are_read_from_a_bank(tmp_path: Path) -> None:
    slips, equivalents = read_slips(bank(tmp_path, BANK))
    assert [(one.task, one.id, one.silent) for one in slips] == [
        ("q1", "boundary", ""),
        ("q1", "boundary~2", ""),
        ("q2", "letter", "a choice"),
    ]
    assert slips[0].says == "A wait of just the limit is in time."
    assert slips[0].edits == (Edit("a < b", "a <= b"), Edit("c", "d"))
    assert slips[1].source == "x = a <= 5"
    assert slips[1].edits == ()
    assert (equivalents[0].task, equivalents[0].reason) == ("q1", "There are no blanks.")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('# %% slip="a" task="q1"\nx = 1', "begin with the sentence"),
        ('# %% slip="a" task="q1"\n"Only words."', "add `edit"),
        ('# %% slip="a b" task="q1"\n"Words."\nx = 1', "small letters"),
        ('# %% slip="a"\n"Words."\nx = 1', "task="),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, cell: str, words: str) -> None:
    with pytest.raises(CourseError, match=words) as caught:
        read_slips(bank(tmp_path, cell))
    assert "answers.py, line 1" in str(caught.value)


def test_edits_are_made_where_they_stand_once() -> None:
    assert edited("a < b and c", [Edit("c", "d"), Edit("<", "<=")]) == "a <= b and d"
    assert edited("a < b", [Edit("a <", "x"), Edit("< b", "y")]) is None
    for old in ("z", "b"):
        with pytest.raises(CourseError, match="times in the solution"):
            edited("b + b", [Edit(old, "c")], "here")


def test_pairs_are_made_of_edits_of_different_places() -> None:
    slips = [
        Slip("q1", "one", "1", (Edit("a", "x"),)),
        Slip("q1", "two", "2", (Edit("b", "y"),)),
        Slip("q1", "two~2", "2", (Edit("b", "z"),)),
        Slip("q1", "all", "3", source="wrong"),
    ]
    assert dict(variants("a b", slips)) == {
        "one": "x b",
        "two": "a y",
        "two~2": "a z",
        "all": "wrong",
        "one+two": "x y",
        "one+two~2": "x z",
    }
